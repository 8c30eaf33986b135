package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/riverqueue/river"
)

// document is the job of making one kind of document for one period.
type document struct {
	Job     string            `json:"job"`
	Period  string            `json:"period"`
	Makes   string            `json:"kind"` // kind of document; Kind is River's method
	Params  map[string]string `json:"params,omitempty"`
	Timeout time.Duration     `json:"timeout"`
}

func (document) Kind() string { return "document" }

// Permanent marks an error that another attempt would meet again, such as a fault of a
// template: the job is not tried again.
func Permanent(err error) error { return &permanent{err} }

type permanent struct{ error }

func (p *permanent) Unwrap() error { return p.error }

type worker struct {
	river.WorkerDefaults[document]
	s *Service
}

// Timeout is what jobs.yaml said when the job was queued.
func (w *worker) Timeout(j *river.Job[document]) time.Duration { return j.Args.Timeout }

// Work makes the document. The job ends in the transaction that keeps it.
func (w *worker) Work(ctx context.Context, j *river.Job[document]) (err error) {
	log := w.s.log.With("job", j.Args.Job, "period", j.Args.Period, "kind", j.Args.Makes, "id", j.ID, "attempt", j.Attempt)
	start := time.Now()
	ended := false
	then := func(tx *sqlx.Tx) error {
		if err := w.s.finish(ctx, tx, j, "done", nil); err != nil {
			return err
		}
		// The type of driver is only a constraint here: the client knows its own.
		if _, err := river.JobCompleteTx[pqDriver](ctx, tx.Tx, j); err != nil {
			return fmt.Errorf("job %d: %w", j.ID, err)
		}
		ended = true
		return nil
	}
	err = w.run(ctx, j, then)
	if err == nil && !ended {
		err = w.s.db.Write(ctx, then)
	}
	if err == nil {
		log.Info("job done", "took", time.Since(start).Round(time.Millisecond))
		return nil
	}
	var final *permanent
	if errors.As(err, &final) {
		err = river.JobCancel(err)
	}
	if errors.Is(ctx.Err(), context.Canceled) && final == nil {
		log.Warn("job interrupted", "error", err) // the queue hands it out again
		return err
	}
	state := "queued"
	if final != nil || j.Attempt >= j.MaxAttempts {
		state = "failed"
	}
	log.Error("job failed", "error", err, "state", state)
	ctx = context.WithoutCancel(ctx) // its time may be over
	record := w.s.db.Write(ctx, func(tx *sqlx.Tx) error { return w.s.finish(ctx, tx, j, state, err) })
	return errors.Join(err, record)
}

type nameKey struct{}

// Name returns what the record says of the job in whose context it is called:
// "bao-cao-nam/2024 #17"; "" outside of jobs.
func Name(ctx context.Context) string {
	name, _ := ctx.Value(nameKey{}).(string)
	return name
}

// run calls the caller's function and turns a panic into an error.
func (w *worker) run(ctx context.Context, j *river.Job[document], then func(*sqlx.Tx) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	ctx = context.WithValue(ctx, nameKey{}, fmt.Sprintf("%s/%s #%d", j.Args.Job, j.Args.Period, j.ID))
	return w.s.run(ctx, j.Args.Makes, j.Args.Params, then)
}

// finish writes what became of a run; state "queued" leaves it for the next attempt.
func (s *Service) finish(ctx context.Context, tx *sqlx.Tx, j *river.Job[document], state string, cause error) error {
	text := ""
	if cause != nil {
		text = cause.Error()
	}
	var finished *time.Time
	if state != "queued" {
		now := s.now().UTC()
		finished = &now
	}
	_, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE schedule_runs SET state = ?, attempts = ?, finished_at = ?, error = ?
		WHERE job = ? AND period = ? AND kind = ?`), state, j.Attempt, finished, text, j.Args.Job, j.Args.Period, j.Args.Makes)
	return err
}
