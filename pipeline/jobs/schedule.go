package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
)

// Schedule is where a job of the plan stands.
type Schedule struct {
	Job
	Next   time.Time // zero before the first Tick
	Last   time.Time // last time due that was queued, zero where none was
	Paused bool
}

// scheduleRow is a row of schedules.
type scheduleRow struct {
	Job    string     `db:"job"`
	Cron   string     `db:"cron"`
	Next   time.Time  `db:"next_at"`
	Wall   *time.Time `db:"next_wall"`
	Last   *time.Time `db:"last_at"`
	Paused bool       `db:"paused"`
}

// Tick queues what is due and returns how many runs that were. State and queue change in
// one transaction under the key job + period + kind, so any number of processes may tick
// at any time.
func (s *Service) Tick(ctx context.Context) (queued int, err error) {
	now := s.now()
	var faults []error // one job's trouble does not keep the others waiting
	for i := range s.plan.Jobs {
		job := &s.plan.Jobs[i]
		n, err := s.tickJob(ctx, job, now)
		if err != nil {
			faults = append(faults, fmt.Errorf("schedule %s: %w", job.Name, err))
			continue
		}
		if queued += n; n > 0 {
			s.log.Info("jobs queued", "job", job.Name, "runs", n)
		}
	}
	return queued, errors.Join(faults...)
}

func (s *Service) tickJob(ctx context.Context, job *Job, now time.Time) (queued int, err error) {
	if _, held := s.cfg.Held[job.Name]; held {
		return 0, nil
	}
	if isDue, err := s.isDue(ctx, job, now); err != nil || !isDue {
		return 0, err
	}
	rows := map[time.Time][]map[string]string{} // of the query under each, asked outside of the transaction
	for {
		var missing []occurrence
		err = s.db.Write(ctx, func(tx *sqlx.Tx) (err error) {
			queued, missing, err = s.queueDue(ctx, tx, job, dueAt{now, rows})
			return err
		})
		if err != nil || len(missing) == 0 {
			return queued, err
		}
		for _, o := range missing {
			if rows[o.Wall], err = s.cfg.rows(ctx, job.Each, o.Wall); err != nil {
				return 0, err
			}
		}
	}
}

// isDue looks without a lock whether there may be something to do: nearly always there
// is not.
func (s *Service) isDue(ctx context.Context, job *Job, now time.Time) (bool, error) {
	var row scheduleRow
	err := s.db.Reader.GetContext(ctx, &row, s.db.Reader.Rebind(selectSchedule), job.Name)
	if errors.Is(err, sql.ErrNoRows) {
		return true, nil
	}
	return row.Cron != job.schedule() || row.Wall == nil || !row.Paused && !row.Next.After(now), err
}

const selectSchedule = `SELECT job, cron, next_at, next_wall, last_at, paused FROM schedules WHERE job = ?`

// schedule is what the table keeps to see that jobs.yaml changed.
func (j *Job) schedule() string {
	if j.WorkingDay == 0 {
		return j.Cron
	}
	return fmt.Sprintf("%s, working day %d", j.Cron, j.WorkingDay)
}

// dueAt is a moment and what the queries of each gave for wall times up to it.
type dueAt struct {
	now  time.Time
	rows map[time.Time][]map[string]string
}

// queueDue queues what is due of a job; where rows are missing for that it changes
// nothing and says for which occurrences.
func (s *Service) queueDue(ctx context.Context, tx *sqlx.Tx, job *Job, at dueAt) (queued int, missing []occurrence, err error) {
	row, err := s.lockSchedule(ctx, tx, job, at.now)
	if err != nil || row.Paused || row.Next.After(at.now) {
		return 0, nil, err
	}
	due, next := s.due(job, occurrence{*row.Wall, row.Next}, at.now)
	if job.Each != "" {
		for _, o := range due {
			if _, ok := at.rows[o.Wall]; !ok {
				missing = append(missing, o)
			}
		}
		if len(missing) > 0 {
			return 0, missing, nil
		}
	}
	for _, o := range due {
		orders, err := job.orders(o, at.rows[o.Wall])
		if err != nil {
			return 0, nil, err
		}
		for _, order := range orders {
			order.Priority, order.By = priorityBatch, s.node
			id, err := s.enqueue(ctx, tx, order)
			if err != nil {
				return 0, nil, err
			}
			if id != 0 {
				queued++
			}
		}
		row.Last = &o.At
	}
	var last *time.Time
	if row.Last != nil {
		utc := row.Last.UTC()
		last = &utc
	}
	_, err = tx.ExecContext(ctx, tx.Rebind(`UPDATE schedules SET next_at = ?, next_wall = ?, last_at = ? WHERE job = ?`),
		next.At.UTC(), next.Wall, last, job.Name)
	return queued, nil, err
}

// lockSchedule returns the row of a job, locked to the end of the transaction. A job that
// is new, or whose times changed, is due for the first time after now.
func (s *Service) lockSchedule(ctx context.Context, tx *sqlx.Tx, job *Job, now time.Time) (row scheduleRow, err error) {
	first := s.plan.clock[job.Name].first(now)
	if first.At.IsZero() {
		return row, fmt.Errorf("cron %q never comes", job.Cron)
	}
	if _, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO schedules (job, cron, next_at, next_wall) VALUES (?, ?, ?, ?)
		ON CONFLICT (job) DO NOTHING`), job.Name, job.schedule(), first.At.UTC(), first.Wall); err != nil {
		return row, err
	}
	query := selectSchedule
	if s.db.Dialect() == db.Postgres { // SQLite has one writer
		query += ` FOR UPDATE`
	}
	if err = tx.GetContext(ctx, &row, tx.Rebind(query), job.Name); err != nil {
		return row, err
	}
	if row.Cron == job.schedule() {
		if row.Wall == nil { // written by an older program
			wall := onWall(row.Next.In(s.plan.zone))
			row.Wall = &wall
		}
		*row.Wall = row.Wall.UTC()
		return row, nil
	}
	row.Next, row.Wall = first.At, &first.Wall
	_, err = tx.ExecContext(ctx, tx.Rebind(`UPDATE schedules SET cron = ?, next_at = ?, next_wall = ? WHERE job = ?`),
		job.schedule(), first.At.UTC(), first.Wall, job.Name)
	return row, err
}

// maxMissed bounds the times that "all" catches up with after a long rest.
const maxMissed = 1000

// due returns the occurrences to run, of those from next up to now, and the first after
// now.
func (s *Service) due(job *Job, next occurrence, now time.Time) (due []occurrence, after occurrence) {
	for after = next; !after.At.IsZero() && !after.At.After(now); after = s.plan.clock[job.Name].after(after.Wall) {
		switch {
		case job.Missed == Skip && now.Sub(after.At) > time.Hour:
		case job.Missed == All:
			if due = append(due, after); len(due) > maxMissed {
				due = due[1:]
			}
		default:
			due = append(due[:0], after)
		}
	}
	return due, after
}

// orders are the runs of a job at one occurrence: one a kind, with each one a row and
// kind.
func (j *Job) orders(o occurrence, rows []map[string]string) (orders []order, err error) {
	if j.Each == "" {
		rows = []map[string]string{nil}
	}
	for _, row := range rows {
		period, err := expand(j.Period, o.Wall, row)
		if err != nil {
			return nil, fmt.Errorf("period: %w", err)
		}
		params, err := j.paramsAt(o.Wall, row)
		if err != nil {
			return nil, err
		}
		for _, kind := range j.Kinds {
			orders = append(orders, order{Job: j, Period: period, Kind: kind, Params: params, Due: o.At})
		}
	}
	return orders, nil
}

// Schedules returns where the jobs of the plan stand, by name.
func Schedules(ctx context.Context, d *db.DB, p *Plan) ([]Schedule, error) {
	list := make([]Schedule, len(p.Jobs))
	for i, job := range p.Jobs {
		list[i].Job = job
		var row scheduleRow
		err := d.Reader.GetContext(ctx, &row, d.Reader.Rebind(selectSchedule), job.Name)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("schedule %s: %w", job.Name, err)
		}
		list[i].Paused = row.Paused
		list[i].Next = row.Next.In(p.zone)
		if row.Last != nil {
			list[i].Last = row.Last.In(p.zone)
		}
	}
	return list, nil
}

// Pause stops a job of the plan from being queued, or lets it go on. What came due in
// the meantime is treated as missed.
func Pause(ctx context.Context, d *db.DB, p *Plan, job string, paused bool) error {
	if _, err := p.Job(job); err != nil {
		return err
	}
	return d.Write(ctx, func(tx *sqlx.Tx) error {
		result, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE schedules SET paused = ? WHERE job = ?`), paused, job)
		if err != nil {
			return fmt.Errorf("schedule %s: %w", job, err)
		}
		if n, err := result.RowsAffected(); err == nil && n == 0 {
			return fmt.Errorf("schedule %s: no scheduler has seen it yet: start 'vanthu serve' once", job)
		}
		return nil
	})
}
