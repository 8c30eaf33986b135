package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/riverqueue/river"
)

// partArgs is what the queue holds: which part of which run. All else is in our tables.
type partArgs struct {
	Run     int64 `json:"run"`
	Part    int   `json:"part"`
	Seconds int   `json:"seconds"` // time limit
}

func (partArgs) Kind() string { return "part" }

var (
	errCancelled = errors.New("cancelled")
	errStale     = errors.New("the part is not this job's any more") // it ended elsewhere or was queued anew
)

type worker struct {
	river.WorkerDefaults[partArgs]
	s *Service
}

// Timeout is what jobs.yaml said when the job was queued.
func (w *worker) Timeout(j *river.Job[partArgs]) time.Duration {
	return time.Duration(j.Args.Seconds) * time.Second
}

// NextRetry is when a part that failed is tried again.
func (w *worker) NextRetry(j *river.Job[partArgs]) time.Time {
	backoff := w.s.cfg.Backoff
	if backoff == nil {
		backoff = defaultBackoff
	}
	return time.Now().Add(backoff(j.Attempt))
}

func defaultBackoff(attempt int) time.Duration {
	return min(10*time.Second<<min(attempt-1, 10), 15*time.Minute)
}

// Work works a part. The job ends in the transaction that keeps what was made.
func (w *worker) Work(ctx context.Context, j *river.Job[partArgs]) error {
	a := &attempt{s: w.s, job: j, start: time.Now()}
	a.log = w.s.log.With("run", j.Args.Run, "part", j.Args.Part, "job_id", j.ID, "attempt", j.Attempt)
	if err := a.load(ctx); err != nil {
		if errors.Is(err, errStale) {
			return nil
		}
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	w.s.running.add(j.ID, j.Args.Run, cancel)
	defer w.s.running.remove(j.ID)
	var err error
	switch {
	case a.run.CancelledAt != nil:
		err = errCancelled
	case j.Attempt > j.MaxAttempts: // handed out again after its last attempt
		err = &permanent{fmt.Errorf("the process died in each of %d attempts", j.MaxAttempts)}
	default:
		err = a.perform(ctx)
	}
	return a.report(ctx, err)
}

// attempt is one attempt of a part.
type attempt struct {
	s     *Service
	job   *river.Job[partArgs]
	log   *slog.Logger
	start time.Time
	run   Run
	part  Part
	task  task
	ended bool
}

// load reads run and part, and notes that the run began.
func (a *attempt) load(ctx context.Context) error {
	run, err := getRun(ctx, a.s.db, a.job.Args.Run)
	if err == nil {
		a.run = run
		a.log = a.log.With("job", run.Job, "period", run.Period, "kind", run.Kind)
		a.part, err = getPart(ctx, a.s.db, a.job.Args, a.job.ID)
	}
	if errors.Is(err, ErrNoRun) {
		return errStale
	}
	if err != nil || run.Started != nil {
		return err
	}
	return a.s.db.Write(ctx, func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE runs SET started_at = ? WHERE id = ? AND started_at IS NULL`), a.s.now().UTC(), run.ID)
		return err
	})
}

// perform hands a run on in parts where it has many documents, and else makes them.
func (a *attempt) perform(ctx context.Context) (err error) {
	if a.task, err = a.s.task(ctx, &a.run, &a.part); err != nil {
		return err
	}
	if a.job.Args.Part == 0 {
		tasks, err := a.s.cfg.split(ctx, a.run.Kind, a.task.Params)
		if err != nil {
			return err
		}
		if len(tasks) > 1 {
			return a.s.db.Write(ctx, func(tx *sqlx.Tx) error { return a.handOn(ctx, tx, tasks) })
		}
		if len(tasks) == 0 { // nothing is to be made, as of a year without awards
			return a.s.db.Write(ctx, func(tx *sqlx.Tx) error { return a.end(ctx, tx, 0, 0) })
		}
		a.task = tasks[0]
	}
	return a.make(ctx)
}

// handOn puts the tasks into the queue as parts 1, 2, … and ends part 0.
func (a *attempt) handOn(ctx context.Context, tx *sqlx.Tx, tasks []task) error {
	parts, documents := make([]Part, len(tasks)), 0
	for i := range tasks {
		var err error
		if parts[i], err = tasks[i].row(i + 1); err != nil {
			return err
		}
		documents += tasks[i].documents
	}
	if err := a.s.queueParts(ctx, tx, a.run.ID, parts); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE runs SET parts = ?, documents = ?, parts_done = -1 WHERE id = ?`), len(parts), documents, a.run.ID)
	if err != nil {
		return err
	}
	return a.end(ctx, tx, 0, 0) // counts to 0 parts done
}

// grace is how long a run may take to notice that it is to stop. What computes longer is
// left alone: it can keep nothing, its transactions are refused.
const grace = 750 * time.Millisecond

// make makes the documents, and does not wait for ever for that to stop.
func (a *attempt) make(ctx context.Context) error {
	w := &work{task: a.task, kind: a.run.Kind, name: fmt.Sprintf("%s/%s #%d", a.run.Job, a.run.Period, a.job.ID)}
	w.end = func(tx *sqlx.Tx) error { return a.end(ctx, tx, w.done, w.forbidden) }
	result := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				a.log.Error("panic", "cause", r, "stack", string(debug.Stack()))
				result <- fmt.Errorf("panic: %v", r)
			}
		}()
		err := a.s.cfg.work(ctx, w)
		if err == nil && !a.ended {
			err = a.s.db.Write(ctx, w.end)
		}
		result <- err
	}()
	select {
	case err := <-result:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-result:
		return err
	case <-time.After(grace):
		a.log.Warn("does not stop by itself: left alone")
		return context.Cause(ctx)
	}
}

// end ends part and job in a transaction that keeps documents.
func (a *attempt) end(ctx context.Context, tx *sqlx.Tx, documents, forbidden int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE runs SET parts_done = parts_done + 1, documents_done = documents_done + ?, forbidden = forbidden + ?,
		documents = CASE WHEN documents < documents_done + ? THEN documents_done + ? ELSE documents END,
		attempts = CASE WHEN attempts < ? THEN ? ELSE attempts END WHERE id = ?`),
		documents, forbidden, documents, documents, a.job.Attempt, a.job.Attempt, a.run.ID)
	if err != nil {
		return err
	}
	if err := a.setPart(ctx, tx, "done", ""); err != nil {
		return err
	}
	if err := a.s.settle(ctx, tx, a.run.ID); err != nil {
		return err
	}
	// The type of driver is only a constraint here: the client knows its own.
	if _, err := river.JobCompleteTx[pqDriver](ctx, tx.Tx, a.job); err != nil {
		return fmt.Errorf("job %d: %w", a.job.ID, err)
	}
	a.ended = true
	return nil
}

// setPart writes what became of the part, if it is still this job's.
func (a *attempt) setPart(ctx context.Context, tx *sqlx.Tx, state, text string) error {
	result, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE run_parts SET state = ?, attempts = ?, error = ?, data = CASE WHEN ? = 'queued' THEN data ELSE '' END
		WHERE run = ? AND part = ? AND river_job = ? AND state = 'queued'`),
		state, a.job.Attempt, text, state, a.run.ID, a.job.Args.Part, a.job.ID)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, errStale)
	}
	return nil
}

// report writes what came out and tells River.
func (a *attempt) report(ctx context.Context, err error) error {
	took := time.Since(a.start)
	if err == nil {
		a.log.Info("part done", "took_seconds", took.Round(time.Millisecond).Seconds())
		a.s.cfg.Metrics.Stage("job", took)
		return nil
	}
	if errors.Is(err, errStale) {
		a.log.Warn("another process ended this part")
		return nil
	}
	var final *permanent
	cause := context.Cause(ctx)
	state := "queued"
	switch {
	case errors.Is(err, errCancelled) || errors.Is(cause, errCancelled) || errors.Is(cause, river.ErrJobCancelledRemotely):
		state, err = "cancelled", errCancelled
	case errors.As(err, &final):
		state = "failed"
	case errors.Is(ctx.Err(), context.Canceled):
		a.log.Warn("job interrupted", "error", err) // the queue hands it out again
		return ctx.Err()
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		err = fmt.Errorf("took longer than its time limit: %w", err)
	}
	if state == "queued" && a.job.Attempt >= a.job.MaxAttempts {
		state = "failed"
	}
	a.log.Error("part failed", "error", err, "state", state, "took_seconds", took.Round(time.Millisecond).Seconds())
	record := a.record(context.WithoutCancel(ctx), state, err) // its time may be over
	if state == "cancelled" || final != nil {
		err = river.JobCancel(err)
	}
	if record != nil && !errors.Is(record, errStale) {
		a.log.Error("not on record", "error", record) // mend queues the part again where River does not
	}
	return err
}

// record writes a failure.
func (a *attempt) record(ctx context.Context, state string, cause error) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	return a.s.db.Write(ctx, func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE runs SET error = ?, attempts = CASE WHEN attempts < ? THEN ? ELSE attempts END WHERE id = ?`),
			cause.Error(), a.job.Attempt, a.job.Attempt, a.run.ID)
		if err != nil {
			return err
		}
		if err := a.setPart(ctx, tx, state, cause.Error()); err != nil {
			return err
		}
		return a.s.settle(ctx, tx, a.run.ID)
	})
}

// running are the attempts under work in this process.
type running struct {
	mu   sync.Mutex
	jobs map[int64]runningJob
}

type runningJob struct {
	run    int64
	cancel context.CancelCauseFunc
}

func (r *running) add(job, run int64, cancel context.CancelCauseFunc) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.jobs == nil {
		r.jobs = make(map[int64]runningJob)
	}
	r.jobs[job] = runningJob{run, cancel}
}

func (r *running) remove(job int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.jobs, job)
}

func (r *running) any() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.jobs) > 0
}

func (r *running) has(job int64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, ok := r.jobs[job]
	return ok
}

// stop ends the attempts of a run.
func (r *running) stop(run int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, j := range r.jobs {
		if j.run == run {
			j.cancel(errCancelled)
		}
	}
}

// cancelEvery is how often a working process looks for runs to stop.
const cancelEvery = 250 * time.Millisecond

// stopCancelled stops what runs here and was cancelled, by whatever process.
func (s *Service) stopCancelled(ctx context.Context) error {
	if !s.running.any() {
		return nil
	}
	var runs []int64
	if err := s.db.Reader.SelectContext(ctx, &runs, `SELECT id FROM runs WHERE cancel_requested_at IS NOT NULL AND state = 'queued'`); err != nil {
		return err
	}
	for _, run := range runs {
		s.running.stop(run)
	}
	return nil
}
