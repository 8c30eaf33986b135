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
	Next   time.Time // the first time after now; zero where cron never comes
	Due    time.Time // a time that has come and is not queued yet; zero: none
	Last   time.Time // last time due that was queued, zero where none was
	Paused bool
	Held   string    // why it is not queued: its dry run failed; "": it is
	Seen   time.Time // when a scheduler last looked at it; zero: none ever did
	Missed string    // the day, as 2024-11-20, of what passed this year before a scheduler knew the job and is not made; "": nothing did
}

// State says in a word or two how it is with the job, for operators.
func (s *Schedule) State(now time.Time) string {
	due := ""
	if !s.Due.IsZero() {
		due = ", was due " + s.Due.Format("2006-01-02 15:04")
	}
	switch {
	case s.Paused:
		return "paused"
	case now.Sub(s.Seen) > seenWithin:
		return "no scheduler runs: vanthu serve" + due
	case s.Held != "":
		return "held" + due + ": " + s.Held
	case due != "" && now.Sub(s.Due) > late:
		return "overdue" + due
	case s.Missed != "":
		return fmt.Sprintf("on; missed before it was known: vanthu schedule run %s --day %s", s.Name, s.Missed)
	}
	return "on"
}

// seenWithin is after what time without a look nobody schedules.
const seenWithin = 3 * time.Minute

// scheduleRow is a row of schedules.
type scheduleRow struct {
	Job    string     `db:"job"`
	Cron   string     `db:"cron"`
	Next   time.Time  `db:"next_at"`
	Wall   *time.Time `db:"next_wall"`
	Last   *time.Time `db:"last_at"`
	Paused bool       `db:"paused"`
	Held   string     `db:"held"`
	Seen   *time.Time `db:"seen_at"`
	Missed *time.Time `db:"missed_wall"`
}

// Tick queues what is due and returns how many runs that were. State and queue change in
// one transaction under the key job + period + kind, so any number of processes may tick
// at any time. A job whose dry run has not gone well yet is tried again first.
func (s *Service) Tick(ctx context.Context) (queued int, err error) {
	now := s.now()
	var faults []error // one job's trouble does not keep the others waiting
	for i := range s.plan.Jobs {
		job := &s.plan.Jobs[i]
		if err := s.see(ctx, job, now); err != nil {
			faults = append(faults, fmt.Errorf("schedule %s: %w", job.Name, err))
		}
	}
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

// see notes that the job is looked at, so that its row is there whatever comes of it.
func (s *Service) see(ctx context.Context, job *Job, now time.Time) error {
	return s.db.Write(ctx, func(tx *sqlx.Tx) error {
		if _, err := s.lockSchedule(ctx, tx, job, now); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE schedules SET seen_at = ? WHERE job = ?`), now.UTC(), job.Name)
		return err
	})
}

// pass makes the dry run of a job, unless it went well before, and notes a fault where
// others see it. A database that does not answer is no fault of the job.
func (s *Service) pass(ctx context.Context, job *Job) (passed bool, err error) {
	if _, passed := s.passed.Load(job.Name); passed {
		return true, nil
	}
	held := ""
	if err := s.cfg.check(ctx, job.Name); err != nil {
		if ctx.Err() != nil || db.IsAway(err) {
			return false, err
		}
		held = err.Error()
		s.log.Error("job is held until this is repaired", "job", job.Name, "error", err)
	}
	err = s.db.Write(ctx, func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE schedules SET held = ? WHERE job = ? AND held <> ?`), held, job.Name, held)
		return err
	})
	if passed = held == "" && err == nil; passed {
		s.passed.Store(job.Name, true)
	}
	return passed, err
}

func (s *Service) tickJob(ctx context.Context, job *Job, now time.Time) (queued int, err error) {
	if passed, err := s.pass(ctx, job); err != nil || !passed {
		return 0, err
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

const selectSchedule = `SELECT job, cron, next_at, next_wall, last_at, paused, held, seen_at, missed_wall FROM schedules WHERE job = ?`

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
	due, dropped, next := s.due(job, occurrence{*row.Wall, row.Next}, at.now)
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
	if len(dropped) > 0 {
		s.log.Warn("times passed while no scheduler ran and are not made up for: see 'missed' in jobs.yaml; to make one: vanthu schedule run JOB --day DAY",
			"job", job.Name, "missed", job.Missed, "times", len(dropped), "from", dropped[0].At.In(s.plan.zone), "to", dropped[len(dropped)-1].At.In(s.plan.zone))
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
	if _, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO schedules (job, cron, next_at, next_wall, missed_wall) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (job) DO NOTHING`), job.Name, job.schedule(), first.At.UTC(), first.Wall, s.plan.missedBefore(job, now)); err != nil {
		return row, err
	}
	query := selectSchedule
	if s.db.Dialect() == db.Postgres { // SQLite has one writer
		query += ` FOR UPDATE`
	}
	if err = tx.GetContext(ctx, &row, tx.Rebind(query), job.Name); err != nil {
		return row, err
	}
	ahead := row.Next.After(first.At) // the clock once ran ahead, or holidays were entered since
	if ahead {
		s.log.Warn("the next time of the job was later than its cron says: worked out again", "job", job.Name, "was", row.Next, "is", first.At)
	}
	if row.Cron == job.schedule() && !ahead {
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

// due returns the occurrences to run, of those from next up to now, the others of these, and
// the first after now.
func (s *Service) due(job *Job, next occurrence, now time.Time) (due, dropped []occurrence, after occurrence) {
	for after = next; !after.At.IsZero() && !after.At.After(now); after = s.plan.clock[job.Name].after(after.Wall) {
		most := 1 // the latest
		switch {
		case job.Missed == Skip && now.Sub(after.At) > time.Hour:
			dropped = append(dropped, after)
			continue
		case job.Missed == All:
			most = maxMissed
		}
		if due = append(due, after); len(due) > most {
			dropped, due = append(dropped, due[0]), due[1:]
		}
	}
	return due, dropped, after
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

// Schedules returns where the jobs of the plan stand at a moment, by name.
func Schedules(ctx context.Context, d *db.DB, p *Plan, now time.Time) ([]Schedule, error) {
	list := make([]Schedule, len(p.Jobs))
	for i, job := range p.Jobs {
		list[i].Job, list[i].Next = job, p.Next(job.Name, now)
		var row scheduleRow
		err := d.Reader.GetContext(ctx, &row, d.Reader.Rebind(selectSchedule), job.Name)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("schedule %s: %w", job.Name, err)
		}
		if !row.Next.After(now) {
			list[i].Due = row.Next.In(p.zone)
		}
		if err := list[i].read(ctx, d, p, &row); err != nil {
			return nil, fmt.Errorf("schedule %s: %w", job.Name, err)
		}
	}
	return list, nil
}

// read takes what the row of the job says.
func (s *Schedule) read(ctx context.Context, d *db.DB, p *Plan, row *scheduleRow) error {
	s.Paused, s.Held = row.Paused, row.Held
	if row.Last != nil {
		s.Last = row.Last.In(p.zone)
	}
	if row.Seen != nil {
		s.Seen = row.Seen.In(p.zone)
	}
	if row.Missed == nil || row.Last != nil {
		return nil
	}
	period, err := expand(s.Period, *row.Missed, nil)
	if err != nil {
		return err
	}
	ran := false
	err = d.Reader.GetContext(ctx, &ran, d.Reader.Rebind(`SELECT EXISTS (SELECT 1 FROM runs WHERE job = ? AND period = ?)`), s.Name, period)
	if err == nil && !ran {
		s.Missed = row.Missed.Format(time.DateOnly)
	}
	return err
}

// Pause stops a job from being queued, or lets it go on at once. What came due in the
// meantime is treated as missed. A caller that lets a job go on has checked it.
func (s *Service) Pause(ctx context.Context, name string, paused bool) error {
	job, err := s.plan.Job(name)
	if err != nil {
		return err
	}
	err = s.db.Write(ctx, func(tx *sqlx.Tx) error {
		if _, err := s.lockSchedule(ctx, tx, job, s.now()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE schedules SET paused = ?, held = CASE WHEN ? THEN held ELSE '' END WHERE job = ?`), paused, paused, name)
		return err
	})
	if err == nil && !paused {
		s.passed.Store(name, true)
		_, err = s.tickJob(ctx, job, s.now())
	}
	if err != nil {
		return fmt.Errorf("schedule %s: %w", name, err)
	}
	return nil
}
