package jobs

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

// Run is one kind of document of a job for one period, as far as it has come.
type Run struct {
	ID            int64      `db:"id"`
	Job           string     `db:"job"`
	Period        string     `db:"period"`
	Kind          string     `db:"kind"`
	ParamsJSON    string     `db:"params"`
	Recipients    string     `db:"recipients"` // separated by commas
	Priority      int        `db:"priority"`
	Due           time.Time  `db:"due_at"`
	Queued        time.Time  `db:"queued_at"`
	QueuedBy      string     `db:"queued_by"`
	State         string     `db:"state"`          // "queued" (also while it runs), "done", "failed", "cancelled"
	Parts         int        `db:"parts"`          // it is worked in so many
	PartsDone     int        `db:"parts_done"`     //
	Documents     int        `db:"documents"`      // it will have, 0 while unknown
	DocumentsDone int        `db:"documents_done"` //
	Forbidden     int        `db:"forbidden"`      // of these have findings that forbid their use
	Attempts      int        `db:"attempts"`
	Started       *time.Time `db:"started_at"` // nil while it waits
	Finished      *time.Time `db:"finished_at"`
	Error         string     `db:"error"`
	CancelledAt   *time.Time `db:"cancel_requested_at"`
	CancelledBy   string     `db:"cancel_requested_by"`
}

// ErrNoRun says that there is no run of that number.
var ErrNoRun = errors.New("no such run")

const selectRuns = `SELECT id, job, period, kind, params, recipients, priority, due_at, queued_at, queued_by, state, parts,
	parts_done, documents, documents_done, forbidden, attempts, started_at, finished_at, error, cancel_requested_at, cancel_requested_by FROM runs`

// Word is the state of a run in a word: as State, but "running" once it began and
// "cancelling" until it stopped.
func (r *Run) Word() string {
	switch {
	case r.State == "queued" && r.CancelledAt != nil:
		return "cancelling"
	case r.State == "queued" && r.Started != nil:
		return "running"
	}
	return r.State
}

// Progress tells the documents a second so far and the time left at that rate; ok is
// false while nothing can be said.
func (r *Run) Progress(now time.Time) (rate float64, left time.Duration, ok bool) {
	if r.Started == nil || r.DocumentsDone == 0 {
		return 0, 0, false
	}
	end := now
	if r.Finished != nil {
		end = *r.Finished
	}
	took := end.Sub(*r.Started).Seconds()
	if took <= 0 {
		return 0, 0, false
	}
	rate = float64(r.DocumentsDone) / took
	left = time.Duration(float64(max(r.Documents-r.DocumentsDone, 0)) / rate * float64(time.Second))
	return rate, left, true
}

// Filter narrows a list of runs; the zero Filter takes all.
type Filter struct {
	Job   string
	State string // as Run.State
	Limit int    // 0: 100
}

// Runs returns runs, the latest due first.
func Runs(ctx context.Context, d *db.DB, f Filter) ([]Run, error) {
	query, args := selectRuns+` WHERE 1 = 1`, []any{}
	if f.Job != "" {
		query, args = query+` AND job = ?`, append(args, f.Job)
	}
	if f.State != "" {
		query, args = query+` AND state = ?`, append(args, f.State)
	}
	if f.Limit == 0 {
		f.Limit = 100
	}
	var runs []Run
	err := d.Reader.SelectContext(ctx, &runs, d.Reader.Rebind(query+` ORDER BY due_at DESC, job, period, kind LIMIT ?`), append(args, f.Limit)...)
	if err != nil {
		return nil, fmt.Errorf("runs of jobs: %w", err)
	}
	return runs, nil
}

// History returns the runs, the latest due first, at most limit.
func History(ctx context.Context, d *db.DB, limit int) ([]Run, error) {
	return Runs(ctx, d, Filter{Limit: limit})
}

// Part is a part of a run.
type Part struct {
	Run       int64         `db:"run"`
	Part      int           `db:"part"`
	Task      string        `db:"task"` // JSON; "" is the whole run
	Data      string        `db:"data"` // JSON: what the queries gave for the task, while it waits; "": it asks them itself
	Documents int           `db:"documents"`
	State     string        `db:"state"`
	Attempts  int           `db:"attempts"`
	RiverJob  sql.NullInt64 `db:"river_job"`
	Error     string        `db:"error"`
}

// GetRun returns a run with its parts.
func GetRun(ctx context.Context, d *db.DB, id int64) (r Run, parts []Part, err error) {
	if r, err = getRun(ctx, d, id); err != nil {
		return r, nil, err
	}
	err = d.Reader.SelectContext(ctx, &parts, d.Reader.Rebind(`SELECT run, part, task, documents, state, attempts, river_job, error
		FROM run_parts WHERE run = ? ORDER BY part`), id)
	if err != nil {
		err = fmt.Errorf("run %d: %w", id, err)
	}
	return r, parts, err
}

func getRun(ctx context.Context, d *db.DB, id int64) (r Run, err error) {
	err = d.Reader.GetContext(ctx, &r, d.Reader.Rebind(selectRuns+` WHERE id = ?`), id)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNoRun
	}
	if err != nil {
		err = fmt.Errorf("run %d: %w", id, err)
	}
	return r, err
}

// getPart returns a part of a run as it waits for a job of the queue; ErrNoRun where it
// does not.
func getPart(ctx context.Context, d *db.DB, args partArgs, riverJob int64) (p Part, err error) {
	err = d.Reader.GetContext(ctx, &p, d.Reader.Rebind(`SELECT run, part, task, data, documents, state, attempts, river_job, error
		FROM run_parts WHERE run = ? AND part = ? AND river_job = ? AND state = 'queued'`), args.Run, args.Part, riverJob)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNoRun
	}
	return p, err
}

// Priorities in the queue: people before batches.
const (
	priorityPerson = 1
	priorityBatch  = 3
)

// order asks for a run.
type order struct {
	Job      *Job
	Period   string
	Kind     string
	Params   map[string]string
	Due      time.Time
	Priority int
	By       string
}

// enqueue writes a run and puts it into the queue, unless the job had one of this period
// and kind: then id is 0.
func (s *Service) enqueue(ctx context.Context, tx *sqlx.Tx, o order) (id int64, err error) {
	params, err := json.Marshal(o.Params) // keys come sorted
	if err != nil {
		return 0, err
	}
	err = tx.GetContext(ctx, &id, tx.Rebind(`INSERT INTO runs
		(job, period, kind, params, recipients, priority, time_limit, tries, due_at, queued_at, queued_by)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (job, period, kind) DO NOTHING RETURNING id`),
		o.Job.Name, o.Period, o.Kind, string(params), strings.Join(o.Job.Recipients, ","), o.Priority,
		int64(o.Job.Timeout/time.Second), o.Job.Attempts, o.Due.UTC(), s.now().UTC(), o.By)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return id, s.queueParts(ctx, tx, id, []Part{{}})
}

// queueParts puts parts of a run into the queue, new ones or ones that ended.
func (s *Service) queueParts(ctx context.Context, tx *sqlx.Tx, run int64, parts []Part) error {
	var r struct {
		Priority int `db:"priority"`
		Tries    int `db:"tries"`
		Limit    int `db:"time_limit"`
	}
	if err := tx.GetContext(ctx, &r, tx.Rebind(`SELECT priority, tries, time_limit FROM runs WHERE id = ?`), run); err != nil {
		return err
	}
	params := make([]river.InsertManyParams, len(parts))
	for i, p := range parts {
		params[i] = river.InsertManyParams{
			Args:       partArgs{Run: run, Part: p.Part, Seconds: r.Limit},
			InsertOpts: &river.InsertOpts{MaxAttempts: r.Tries, Priority: r.Priority},
		}
	}
	inserted, err := s.river.InsertManyTx(ctx, tx.Tx, params)
	if err != nil {
		return err
	}
	for len(parts) > 0 {
		n := min(len(parts), 100)
		var args []any
		for i, p := range parts[:n] {
			args = append(args, run, p.Part, p.Task, p.Data, p.Documents, inserted[i].Job.ID)
		}
		_, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO run_parts (run, part, task, data, documents, river_job)
			VALUES (?, ?, ?, ?, ?, ?)`+strings.Repeat(`, (?, ?, ?, ?, ?, ?)`, n-1)+`
			ON CONFLICT (run, part) DO UPDATE SET data = excluded.data, river_job = excluded.river_job, state = 'queued', error = '', attempts = 0`), args...)
		if err != nil {
			return err
		}
		parts, inserted = parts[n:], inserted[n:]
	}
	return nil
}

// RunNow queues a job for the period of a moment as a person's wish, and returns the
// runs; where the period was queued before, the error is *Ran.
func (s *Service) RunNow(ctx context.Context, name, by string, at time.Time) (ids []int64, err error) {
	job, err := s.plan.Job(name)
	if err != nil {
		return nil, err
	}
	o := occurrence{Wall: onWall(at.In(s.plan.zone)), At: at}
	var rows []map[string]string
	if job.Each != "" {
		if rows, err = s.cfg.rows(ctx, job.Each, o.Wall); err != nil {
			return nil, err
		}
	}
	orders, err := job.orders(o, rows)
	if err != nil {
		return nil, fmt.Errorf("job %s: %w", name, err)
	}
	var there []Run
	err = s.db.Write(ctx, func(tx *sqlx.Tx) error {
		ids, there = nil, nil
		for _, order := range orders {
			order.Priority, order.By = priorityPerson, by
			id, err := s.enqueue(ctx, tx, order)
			if err != nil {
				return err
			}
			if id != 0 {
				ids = append(ids, id)
				continue
			}
			var r Run
			if err := tx.GetContext(ctx, &r, tx.Rebind(selectRuns+` WHERE job = ? AND period = ? AND kind = ?`), job.Name, order.Period, order.Kind); err != nil {
				return err
			}
			there = append(there, r)
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, fmt.Errorf("job %s: %w", name, err)
	case len(there) > 0 && len(ids) == 0:
		return nil, &Ran{Job: name, Runs: there}
	}
	return ids, nil
}

// Ran is the error of a job whose period had its runs before.
type Ran struct {
	Job  string
	Runs []Run
}

func (e *Ran) Error() string {
	var there []string
	for _, r := range e.Runs {
		there = append(there, fmt.Sprintf("%s for %s is run %d", r.Kind, r.Period, r.ID))
	}
	return fmt.Sprintf("job %s: %s already; to make it again: vanthu jobs retry NUMBER", e.Job, strings.Join(there, ", "))
}

// Cancel asks a run to stop. What waits is taken out of the queue at once, what runs
// stops within two seconds, on whichever machine.
func (s *Service) Cancel(ctx context.Context, id int64, by string) error {
	err := s.db.Write(ctx, func(tx *sqlx.Tx) error {
		result, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE runs SET cancel_requested_at = ?, cancel_requested_by = ?
			WHERE id = ? AND state = 'queued'`), s.now().UTC(), by, id)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, errors.New("it has ended, or there is none; see 'vanthu jobs list'"))
		}
		var jobs []Part
		if err := tx.SelectContext(ctx, &jobs, tx.Rebind(`SELECT part, river_job FROM run_parts WHERE run = ? AND state = 'queued'`), id); err != nil {
			return err
		}
		for _, p := range jobs {
			row, err := s.river.JobCancelTx(ctx, tx.Tx, p.RiverJob.Int64)
			if errors.Is(err, rivertype.ErrNotFound) || err == nil && row.State != rivertype.JobStateRunning {
				_, err = tx.ExecContext(ctx, tx.Rebind(`UPDATE run_parts SET state = 'cancelled' WHERE run = ? AND part = ?`), id, p.Part)
			}
			if err != nil {
				return err
			}
		}
		return s.settle(ctx, tx, id)
	})
	if err != nil {
		return fmt.Errorf("run %d: %w", id, err)
	}
	return nil
}

// Retry queues a run again that ended: the parts that are not done, or all of one that is
// done. They ask the queries anew, for the data may have been mended. What is unchanged
// makes no new version.
func (s *Service) Retry(ctx context.Context, id int64) error {
	err := s.db.Write(ctx, func(tx *sqlx.Tx) error {
		var state string
		err := tx.GetContext(ctx, &state, tx.Rebind(`SELECT state FROM runs WHERE id = ?`), id)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNoRun
		}
		if err != nil {
			return err
		}
		if state == "queued" {
			return errors.New("it waits or runs; to stop it: vanthu jobs cancel")
		}
		if state == "done" { // the data may have changed: all anew, parts too
			if _, err := tx.ExecContext(ctx, tx.Rebind(`DELETE FROM run_parts WHERE run = ?`), id); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE runs SET parts = 1, parts_done = 0, documents = 0, documents_done = 0, forbidden = 0 WHERE id = ?`), id); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, tx.Rebind(`UPDATE runs SET state = 'queued', priority = ?, finished_at = NULL, started_at = NULL,
			error = '', cancel_requested_at = NULL, cancel_requested_by = '' WHERE id = ?`), priorityPerson, id)
		if err != nil {
			return err
		}
		var parts []Part
		err = tx.SelectContext(ctx, &parts, tx.Rebind(`SELECT part, task, documents FROM run_parts WHERE run = ? AND state <> 'done' ORDER BY part`), id)
		if err != nil {
			return err
		}
		if len(parts) == 0 {
			parts = []Part{{}}
		}
		return s.queueParts(ctx, tx, id, parts)
	})
	if err != nil {
		return fmt.Errorf("run %d: %w", id, err)
	}
	return nil
}

// settle ends a run when its last part has ended, and tells the recipients. A caller that
// changed a part has locked the row of the run before.
func (s *Service) settle(ctx context.Context, tx *sqlx.Tx, id int64) error {
	now := s.now().UTC()
	result, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE runs SET finished_at = ?, state = CASE
			WHEN EXISTS (SELECT 1 FROM run_parts WHERE run = runs.id AND state = 'failed') THEN 'failed'
			WHEN EXISTS (SELECT 1 FROM run_parts WHERE run = runs.id AND state = 'cancelled') THEN 'cancelled'
			ELSE 'done' END,
			error = CASE WHEN EXISTS (SELECT 1 FROM run_parts WHERE run = runs.id AND state IN ('failed', 'cancelled')) THEN error ELSE '' END
		WHERE id = ? AND state = 'queued' AND NOT EXISTS (SELECT 1 FROM run_parts WHERE run = runs.id AND state = 'queued')`), now, id)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return err
	}
	var r Run
	if err := tx.GetContext(ctx, &r, tx.Rebind(selectRuns+` WHERE id = ?`), id); err != nil {
		return err
	}
	if r.Recipients, err = present(ctx, tx, r.Recipients); err != nil {
		return err
	}
	if err := s.alertOf(ctx, tx, &r); err != nil || r.Recipients == "" {
		return err
	}
	for recipient := range strings.SplitSeq(r.Recipients, ",") {
		_, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO notices (run, recipient, at, message) VALUES (?, ?, ?, ?)
			ON CONFLICT (run, recipient) DO UPDATE SET at = excluded.at, message = excluded.message, mailed_at = NULL, tried_at = NULL`), id, recipient, now, s.message(&r))
		if err != nil {
			return err
		}
	}
	return nil
}

// kindName is what people call a kind.
func (s *Service) kindName(code string) string {
	if s.maker.Catalog != nil {
		if k, err := s.maker.Catalog.Kind(code); err == nil {
			return k.Name
		}
	}
	return code
}

// message says what came of a run.
func (s *Service) message(r *Run) string {
	text := fmt.Sprintf("%s kỳ %s: %s, %d văn bản", s.kindName(r.Kind), r.Period, stateWords[r.State], r.DocumentsDone)
	if r.Forbidden > 0 {
		text += fmt.Sprintf(", trong đó %d văn bản có lỗi không được dùng (mức “sai”): xem ở trang Văn bản, sửa trước khi trình ký", r.Forbidden)
	}
	if r.Error != "" {
		text += ": " + r.Error
	}
	return text
}

// alertOf raises or ends the alerts of a run that has ended.
func (s *Service) alertOf(ctx context.Context, tx *sqlx.Tx, r *Run) error {
	to := string(people.Admin)
	if r.Recipients != "" {
		to += "," + r.Recipients
	}
	for what, is := range map[string]bool{"failed": r.State == "failed", "findings": r.Forbidden > 0} {
		subject := fmt.Sprintf("%s %d", what, r.ID)
		if !is {
			if err := endAlert(ctx, tx, subject, s.now()); err != nil {
				return err
			}
			continue
		}
		message := s.message(r)
		if what == "failed" {
			message += fmt.Sprintf(". Sửa nguyên nhân rồi bấm “Chạy lại” ở trang Lịch (lần chạy %d)", r.ID)
		}
		if err := raise(ctx, tx, Alert{Subject: subject, Message: message, Recipients: to, Since: s.now()}); err != nil {
			return err
		}
	}
	return nil
}

// present puts quan-tri in the place of recipients whom nobody answers for. A database
// without people knows nobody, and so changes nobody.
func present(ctx context.Context, tx *sqlx.Tx, recipients string) (string, error) {
	users, err := people.Users(ctx, tx)
	if err != nil || len(users) == 0 || recipients == "" {
		return recipients, err
	}
	var list []string
	for r := range strings.SplitSeq(recipients, ",") {
		if !slices.ContainsFunc(users, func(u people.User) bool { return isRecipient(u, r) }) {
			r = string(people.Admin)
		}
		if !slices.Contains(list, r) {
			list = append(list, r)
		}
	}
	return strings.Join(list, ","), nil
}

var stateWords = map[string]string{"done": "đã làm xong", "failed": "chưa làm được", "cancelled": "đã hủy"}

// Notice is what a recipient is told of a run.
type Notice struct {
	Run       int64     `db:"run"`
	Recipient string    `db:"recipient"`
	At        time.Time `db:"at"`
	Message   string    `db:"message"`
}

// Notices returns what recipients (people, roles) were told, the latest first.
func Notices(ctx context.Context, d *db.DB, recipients []string) ([]Notice, error) {
	query, args, err := sqlx.In(`SELECT run, recipient, at, message FROM notices WHERE recipient IN (?) ORDER BY at DESC, run, recipient LIMIT 200`, recipients)
	if err != nil {
		return nil, fmt.Errorf("notices: %w", err)
	}
	var list []Notice
	if err := d.Reader.SelectContext(ctx, &list, d.Reader.Rebind(query), args...); err != nil {
		return nil, fmt.Errorf("notices: %w", err)
	}
	return list, nil
}
