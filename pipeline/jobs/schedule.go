package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/riverqueue/river"

	"vanthu/pipeline/db"
)

// Schedule is where a job of the plan stands.
type Schedule struct {
	Job
	Next   time.Time // zero before the first Tick
	Last   time.Time // last time due that was queued, zero where none was
	Paused bool
}

// Run is one run of a job for a period, as far as it has come.
type Run struct {
	Job      string     `db:"job"`
	Period   string     `db:"period"`
	Kind     string     `db:"kind"`
	Due      time.Time  `db:"due_at"`
	State    string     `db:"state"` // "queued", "done", "failed", "cancelled"
	Attempts int        `db:"attempts"`
	Finished *time.Time `db:"finished_at"`
	Error    string     `db:"error"`
}

// scheduleRow is a row of schedules.
type scheduleRow struct {
	Job    string     `db:"job"`
	Cron   string     `db:"cron"`
	Next   time.Time  `db:"next_at"`
	Last   *time.Time `db:"last_at"`
	Paused bool       `db:"paused"`
}

// Tick queues what is due and returns how many jobs that were. State and queue change in
// one transaction under the key job + period + kind, so any number of processes may tick
// at any time.
func (s *Service) Tick(ctx context.Context) (queued int, err error) {
	now := s.now()
	var faults []error // one job's trouble does not keep the others waiting
	for i := range s.plan.Jobs {
		job := &s.plan.Jobs[i]
		n := 0
		err := s.db.Write(ctx, func(tx *sqlx.Tx) error {
			n, err = s.tickJob(ctx, tx, job, now)
			return err
		})
		if err != nil {
			faults = append(faults, fmt.Errorf("schedule %s: %w", job.Name, err))
			continue
		}
		if queued += n; n > 0 {
			s.log.Info("jobs queued", "job", job.Name, "documents", n)
		}
	}
	return queued, errors.Join(faults...)
}

func (s *Service) tickJob(ctx context.Context, tx *sqlx.Tx, job *Job, now time.Time) (queued int, err error) {
	row, err := s.lockSchedule(ctx, tx, job, now)
	if err != nil || row.Paused || row.Next.After(now) {
		return 0, err
	}
	due, next := s.due(job, row.Next, now)
	for _, at := range due {
		n, err := s.enqueue(ctx, tx, job, at, now)
		if err != nil {
			return 0, err
		}
		queued += n
		row.Last = &at
	}
	_, err = tx.ExecContext(ctx, tx.Rebind(`UPDATE schedules SET next_at = ?, last_at = ? WHERE job = ?`),
		next.UTC(), row.Last, job.Name)
	return queued, err
}

// lockSchedule returns the row of a job, locked to the end of the transaction. A job that
// is new, or whose cron expression changed, is due for the first time after now.
func (s *Service) lockSchedule(ctx context.Context, tx *sqlx.Tx, job *Job, now time.Time) (row scheduleRow, err error) {
	first := s.plan.Next(job.Name, now)
	if first.IsZero() {
		return row, fmt.Errorf("cron %q never comes", job.Cron)
	}
	if _, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO schedules (job, cron, next_at) VALUES (?, ?, ?)
		ON CONFLICT (job) DO NOTHING`), job.Name, job.Cron, first.UTC()); err != nil {
		return row, err
	}
	query := `SELECT job, cron, next_at, last_at, paused FROM schedules WHERE job = ?`
	if s.db.Dialect() == db.Postgres { // SQLite has one writer
		query += ` FOR UPDATE`
	}
	if err = tx.GetContext(ctx, &row, tx.Rebind(query), job.Name); err != nil || row.Cron == job.Cron {
		return row, err
	}
	row.Cron, row.Next = job.Cron, first
	_, err = tx.ExecContext(ctx, tx.Rebind(`UPDATE schedules SET cron = ?, next_at = ? WHERE job = ?`), row.Cron, row.Next.UTC(), job.Name)
	return row, err
}

// maxMissed bounds the times that "all" catches up with after a long rest.
const maxMissed = 1000

// due returns the times to run, of those from next up to now, and the first after now.
func (s *Service) due(job *Job, next, now time.Time) (due []time.Time, after time.Time) {
	for after = next; !after.IsZero() && !after.After(now); after = s.plan.Next(job.Name, after) {
		switch {
		case job.Missed == Skip && now.Sub(after) > time.Hour:
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

// enqueue puts the documents of one period into the queue, unless they were there before.
func (s *Service) enqueue(ctx context.Context, tx *sqlx.Tx, job *Job, due, now time.Time) (queued int, err error) {
	local := due.In(s.plan.zone)
	period, err := expand(job.Period, local)
	if err != nil {
		return 0, err
	}
	params, err := job.paramsAt(local)
	if err != nil {
		return 0, err
	}
	for _, kind := range job.Kinds {
		result, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO schedule_runs (job, period, kind, due_at, queued_at, queued_by)
			VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (job, period, kind) DO NOTHING`), job.Name, period, kind, due.UTC(), now.UTC(), s.node)
		if err != nil {
			return queued, err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			if err != nil {
				return queued, err
			}
			continue
		}
		inserted, err := s.river.InsertTx(ctx, tx.Tx,
			document{Job: job.Name, Period: period, Makes: kind, Params: params, Timeout: job.Timeout},
			&river.InsertOpts{MaxAttempts: job.Attempts})
		if err != nil {
			return queued, err
		}
		if _, err = tx.ExecContext(ctx, tx.Rebind(`UPDATE schedule_runs SET river_job = ? WHERE job = ? AND period = ? AND kind = ?`),
			inserted.Job.ID, job.Name, period, kind); err != nil {
			return queued, err
		}
		queued++
	}
	return queued, nil
}

// Schedules returns where the jobs of the plan stand, by name.
func Schedules(ctx context.Context, d *db.DB, p *Plan) ([]Schedule, error) {
	list := make([]Schedule, len(p.Jobs))
	for i, job := range p.Jobs {
		list[i].Job = job
		var row scheduleRow
		err := d.Reader.GetContext(ctx, &row, d.Reader.Rebind(`SELECT job, cron, next_at, last_at, paused FROM schedules WHERE job = ?`), job.Name)
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
	if _, ok := p.clock[job]; !ok {
		return fmt.Errorf("%s has no job %q", PlanFile, job)
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

// History returns the runs, the latest due first, at most limit.
func History(ctx context.Context, d *db.DB, limit int) ([]Run, error) {
	var runs []Run
	err := d.Reader.SelectContext(ctx, &runs, d.Reader.Rebind(`SELECT job, period, kind, due_at, state, attempts, finished_at, error
		FROM schedule_runs ORDER BY due_at DESC, job, kind LIMIT ?`), limit)
	if err != nil {
		return nil, fmt.Errorf("runs of jobs: %w", err)
	}
	return runs, nil
}
