package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"vanthu/pipeline/db"
	"vanthu/pipeline/making"
	"vanthu/pipeline/people"
)

// Check is the dry run of a job before its schedule is put in force: the queries are
// prepared, the tags of its kinds proved, their parameters checked for the next time that
// it is due, its templates filled with sample values, its documents made where the
// database has the data. It keeps nothing. All faults are told at once.
func Check(ctx context.Context, m *making.Maker, p *Plan, name string) error {
	job, err := p.Job(name)
	if err != nil {
		return err
	}
	calendar, err := LoadCalendar(ctx, m.DB)
	if err != nil {
		return err
	}
	p.Use(calendar)
	next := p.clock[name].first(m.Now())
	if next.At.IsZero() {
		return fmt.Errorf("%s: job %s: cron %q never comes", PlanFile, name, job.Cron)
	}
	var faults []error
	rows, err := checkEach(ctx, m, job, next)
	if err != nil {
		faults = append(faults, err)
	}
	for _, kind := range job.Kinds {
		if err := m.Rehearse(ctx, kind); err != nil {
			faults = append(faults, err)
		}
	}
	if errors.Join(faults...) == nil { // else the same faults would be told again
		orders, err := job.orders(next, rows)
		faults = append(faults, err)
		for _, o := range orders {
			if err := checkOrder(ctx, m, o); err != nil {
				faults = append(faults, err)
			}
		}
	}
	if err := errors.Join(faults...); err != nil {
		return fmt.Errorf("%s: job %s:\n%w", PlanFile, name, err)
	}
	return nil
}

// Check is the dry run of a job of the plan.
func (s *Service) Check(ctx context.Context, name string) error { return s.cfg.check(ctx, name) }

// Absent are the recipients of a job who are no person that acts and no role that somebody
// has: their notices go to quan-tri. A database without people knows nobody, and misses
// nobody.
func Absent(ctx context.Context, d *db.DB, job *Job) (list []string, err error) {
	users, err := people.Users(ctx, d.Reader)
	if err != nil || len(users) == 0 {
		return nil, err
	}
	for _, r := range job.Recipients {
		if !slices.ContainsFunc(users, func(u people.User) bool { return isRecipient(u, r) }) {
			list = append(list, r)
		}
	}
	return list, nil
}

func isRecipient(u people.User, name string) bool {
	return !u.Disabled && (u.Name == name ||
		slices.ContainsFunc(u.Grants, func(g people.Grant) bool { return string(g.Role) == name }))
}

// checkEach asks the query of each, and takes a sample row where it gives none yet.
func checkEach(ctx context.Context, m *making.Maker, job *Job, next occurrence) ([]map[string]string, error) {
	if job.Each == "" {
		return nil, nil
	}
	contract, ok := m.Queries.Contract(job.Each)
	if !ok {
		return nil, fmt.Errorf("each: there is no query %q", job.Each)
	}
	for _, p := range contract.Params {
		if p.Name != "nam" && p.Name != "ngay" {
			return nil, fmt.Errorf("each: the query %s takes %s; it gets nam and ngay alone", job.Each, p.Name)
		}
	}
	rows, err := m.RowsOfDay(ctx, job.Each, next.Wall)
	if err != nil || len(rows) > 0 {
		return rows[:min(len(rows), 1)], err // one shows whether period and params can be made
	}
	row := map[string]string{}
	for _, c := range contract.Columns {
		row[c.Name] = making.Sample(c.Type.String()).Literal()
	}
	_, err = job.orders(next, []map[string]string{row})
	return nil, err
}

// checkOrder proves the parameters of a run and makes a document of it where there are data:
// of a mail merge the first, for all have one template.
func checkOrder(ctx context.Context, m *making.Maker, o order) error {
	kind, err := m.Catalog.Kind(o.Kind)
	if err != nil {
		return err
	}
	if _, err := kind.Args(o.Params); err != nil {
		return fmt.Errorf("%s: %w", o.Kind, err)
	}
	requests, err := m.Year(ctx, o.Kind, o.Params)
	if err != nil {
		return err
	}
	for _, req := range requests {
		g, err := m.Gather(ctx, req)
		if err == nil {
			_, err = m.MakeGathered(ctx, g.Parts(1)[0], nil)
		}
		if err != nil && !making.LacksData(err) {
			return err
		}
	}
	return nil
}
