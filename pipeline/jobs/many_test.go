package jobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/making"
	"vanthu/queries"
)

// queueMany puts n parts of one run into the queue.
func queueMany(t testing.TB, s *Service, n int) {
	t.Helper()
	job := &Job{Name: "nhieu", Kinds: []string{"k"}, Timeout: time.Minute, Attempts: 5}
	err := s.db.Write(t.Context(), func(tx *sqlx.Tx) error {
		id, err := s.enqueue(t.Context(), tx, order{Job: job, Period: "2024", Kind: "k", Due: time.Now(), Priority: priorityBatch, By: "test"})
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(t.Context(), `UPDATE run_parts SET state = 'done'`); err != nil {
			return err
		}
		if _, err := tx.ExecContext(t.Context(), tx.Rebind(`UPDATE runs SET parts = ? WHERE id = ?`), n, id); err != nil {
			return err
		}
		parts := make([]Part, n)
		for i := range parts {
			parts[i] = Part{Part: i + 1, Documents: 1, Task: fmt.Sprintf(`{"params":{"n":"%d"}}`, i+1)}
		}
		return s.queueParts(t.Context(), tx, id, parts)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// once keeps an effect that would show if it came twice.
func once(d *db.DB) func(context.Context, *work) error {
	return func(ctx context.Context, w *work) error {
		time.Sleep(time.Duration(rand.IntN(4)) * time.Millisecond)
		w.done = 1
		return d.Write(ctx, func(tx *sqlx.Tx) error {
			if _, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO effects (n) VALUES (?)`), w.Params["n"]); err != nil {
				return err
			}
			return w.end(tx)
		})
	}
}

// manyWorker is a process of its own that works until it is killed.
func manyWorker(t *testing.T, dsn string) {
	d, err := db.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(t.Context(), Config{Maker: &making.Maker{DB: d}, split: whole, check: noFault, Plan: plan(t, "jobs: {}"), Workers: 4, Every: time.Second, work: once(d),
		Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	fmt.Println("ready")
	io.Copy(io.Discard, os.Stdin) // until the test closes it
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	s.Stop(ctx)
}

// startWorkers starts processes that work a database.
func startWorkers(t *testing.T, dsn string, n int) []*exec.Cmd {
	t.Helper()
	var all []*exec.Cmd
	for range n {
		cmd := exec.Command(os.Args[0], "-test.run=^TestManyWorkers$")
		cmd.Env = append(os.Environ(), "VANTHU_TEST_MANY="+dsn)
		in, _ := cmd.StdinPipe()
		if testing.Verbose() {
			cmd.Stderr = os.Stderr
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { in.Close(); cmd.Wait() })
		all = append(all, cmd)
	}
	return all
}

func count(t testing.TB, d *db.DB, query string) (n int) {
	t.Helper()
	if err := d.Reader.Get(&n, query); err != nil {
		t.Fatal(err)
	}
	return n
}

// wantOnce holds the effects against the jobs: each once.
func wantOnce(t *testing.T, d *db.DB, jobs int) {
	t.Helper()
	if n := count(t, d, `SELECT COUNT(*) FROM effects`); n != jobs {
		t.Errorf("%d effects of %d jobs", n, jobs)
	}
	if n := count(t, d, `SELECT COUNT(DISTINCT n) FROM effects`); n != jobs {
		t.Errorf("%d different effects of %d jobs", n, jobs)
	}
	r, _, err := GetRun(t.Context(), d, 1)
	if err != nil || r.State != "done" || r.PartsDone != jobs || r.DocumentsDone != jobs {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestManyWorkers lets processes work 2,000 jobs on one database and kills some of them.
func TestManyWorkers(t *testing.T) {
	if dsn := os.Getenv("VANTHU_TEST_MANY"); dsn != "" {
		manyWorker(t, dsn)
		return
	}
	t.Parallel()
	for name, c := range map[string]struct {
		dialect               db.Dialect
		workers, kills, tasks int
	}{
		"four on PostgreSQL, two killed": {db.Postgres, 4, 2, 2000},
		"two on one SQLite file":         {db.SQLite, 2, 1, 400},
	} {
		t.Run(name, func(t *testing.T) {
			d := dbtest.SQLite(t, queries.Schema())
			dsn := d.String()
			if c.dialect == db.Postgres {
				d = dbtest.Postgres(t, queries.Schema())
				dsn = d.Address()
			}
			d.Writer.MustExec(`CREATE TABLE effects (n TEXT NOT NULL)`)
			queueMany(t, service(t, d, Config{Plan: plan(t, "jobs: {}")}), c.tasks)
			start := time.Now()
			for i, cmd := range startWorkers(t, dsn, c.workers) {
				if i >= c.kills {
					continue
				}
				after := rand.IntN(c.tasks/2) + 1
				eventually(t, "jobs are done", func() bool { return count(t, d, `SELECT COUNT(*) FROM effects`) >= after })
				cmd.Process.Kill()
			}
			for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline) && count(t, d, `SELECT COUNT(*) FROM runs WHERE state = 'done'`) == 0; {
				time.Sleep(20 * time.Millisecond)
			}
			wantOnce(t, d, c.tasks)
			t.Logf("%d jobs in %s", c.tasks, time.Since(start).Round(time.Millisecond))
		})
	}
}

// TestCancel cancels what waits and what runs, also what sits in SQL or does not look at
// its context; retries and priorities.
func TestCancel(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		p := plan(t, `jobs: {j: {kinds: [sql, deaf, waits], cron: "0 7 5 1 *", period: "{nam}", recipients: [van-thu]}}`)
		begun := make(chan string, 10)
		var free atomic.Bool
		stopped, heard := make(chan bool, 10), make(chan bool)
		defer close(heard)
		run := func(ctx context.Context, w *work) error {
			begun <- w.kind
			switch {
			case free.Load():
				return nil
			case w.kind == "deaf":
				<-heard
				return errors.New("nobody hears this")
			}
			err := longSQL(ctx, d)
			stopped <- true
			return err
		}
		s := service(t, d, Config{Plan: p, work: run, Workers: 2, Every: time.Hour})
		other := service(t, d, Config{Plan: p}) // another process, as the command line is
		ids, err := other.RunNow(t.Context(), "j", "lan", time.Now())
		if err != nil || len(ids) != 3 {
			t.Fatal(ids, err)
		}
		if _, err := other.RunNow(t.Context(), "j", "lan", time.Now()); err == nil || !strings.Contains(err.Error(), "jobs retry") {
			t.Errorf("the same period again: %v", err)
		}
		if err := s.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		<-begun
		<-begun
		for _, id := range ids {
			if err := other.Cancel(t.Context(), id, "lan"); err != nil {
				t.Fatal(err)
			}
			eventually(t, "it is cancelled", func() bool { r, _, err := GetRun(t.Context(), d, id); return err == nil && r.State == "cancelled" })
			if r, _, _ := GetRun(t.Context(), d, id); r.Kind == "sql" {
				<-stopped // long before its end
			}
			if err := other.Cancel(t.Context(), id, "lan"); err == nil {
				t.Error("cancelled twice")
			}
		}
		wantQuiet(t, d)
		if list, err := Notices(t.Context(), d, []string{"van-thu"}); err != nil || len(list) != 3 || !strings.Contains(list[0].Message, "đã hủy") {
			t.Errorf("%+v, %v", list, err)
		}
		free.Store(true)
		for _, id := range ids {
			if err := other.Retry(t.Context(), id); err != nil {
				t.Error(err)
			}
			eventually(t, "it is done", func() bool { r, _, err := GetRun(t.Context(), d, id); return err == nil && r.State == "done" })
		}
		if err := other.Retry(t.Context(), ids[0]); err != nil { // what is done is made anew
			t.Error(err)
		}
		eventually(t, "it is done again", func() bool {
			r, _, err := GetRun(t.Context(), d, ids[0])
			return err == nil && r.State == "done" && r.PartsDone == 1
		})
	})
}

// TestParts splits a run, interrupts it, and lets people go first.
func TestParts(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		p := plan(t, `jobs: {batch: {kinds: [many], cron: "0 7 5 1 *", period: "{nam}", attempts: 2}, person: {kinds: [one], cron: "0 7 5 1 *", period: "{nam}"}}`)
		var done []string // one worker: no lock
		var broken atomic.Bool
		broken.Store(true)
		var s *Service
		c := Config{Plan: p, Workers: 1, Every: time.Hour,
			split: func(_ context.Context, kind string, params map[string]string) (tasks []task, _ error) {
				if kind == "one" {
					return []task{{Params: params}}, nil
				}
				for i := range 5 {
					tasks = append(tasks, task{Params: params, Units: []string{fmt.Sprint(i)}, documents: 10})
				}
				return tasks, nil
			},
			work: func(ctx context.Context, w *work) error {
				done = append(done, w.kind+strings.Join(w.Units, ""))
				if w.kind == "many" && w.Units[0] == "3" && broken.Load() {
					return &permanent{errors.New("the data of unit 3 are wrong")}
				}
				if w.kind == "many" && w.Units[0] == "1" {
					if _, err := s.RunNow(ctx, "person", "lan", time.Now()); err != nil && broken.Load() {
						return err
					}
				}
				w.done = 10
				return nil
			}}
		s = service(t, d, c)
		err := d.Write(t.Context(), func(tx *sqlx.Tx) error {
			job, _ := p.Job("batch")
			_, err := s.enqueue(t.Context(), tx, order{Job: job, Period: "2024", Kind: "many", Due: time.Now(), Priority: priorityBatch, By: "test"})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		var r Run
		eventually(t, "it ends", func() bool { r, _, err = GetRun(t.Context(), d, 1); return err == nil && r.State == "failed" })
		if r.DocumentsDone != 40 || r.Documents != 50 || r.PartsDone != 4 || !strings.Contains(r.Error, "unit 3") {
			t.Errorf("%+v", r)
		}
		if n := count(t, d, `SELECT COUNT(*) FROM run_parts WHERE run = 1 AND (part = 0 AND state = 'done' OR part BETWEEN 1 AND 5)`); n != 6 {
			t.Errorf("%d parts, want 0 and 1 to 5", n)
		}
		if got := strings.Join(done, " "); got != "many0 many1 one many2 many3 many4" {
			t.Errorf("order %s", got)
		}
		broken.Store(false)
		if err := s.Retry(t.Context(), 1); err != nil { // resumes: part 3 alone
			t.Fatal(err)
		}
		eventually(t, "it is done", func() bool { r, _, err = GetRun(t.Context(), d, 1); return err == nil && r.State == "done" })
		if r.DocumentsDone != 50 || r.PartsDone != 5 || len(done) != 7 || r.Error != "" {
			t.Errorf("%+v, %s", r, done)
		}
		if rate, left, ok := r.Progress(time.Now()); !ok || rate <= 0 || left != 0 {
			t.Errorf("progress %v %v %v", rate, left, ok)
		}
	})
}
