package jobs

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/making"
	"vanthu/queries"
)

// longSQL asks for something that takes longer than any test.
func longSQL(ctx context.Context, d *db.DB) error {
	if d.Dialect() == db.Postgres {
		_, err := d.Reader.ExecContext(ctx, `SELECT pg_sleep(3600)`)
		return err
	}
	var n int
	return d.Reader.GetContext(ctx, &n, `WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT COUNT(*) FROM c`)
}

// wantQuiet proves that no statement of longSQL goes on.
func wantQuiet(t *testing.T, d *db.DB) {
	t.Helper()
	if d.Dialect() != db.Postgres {
		return // there the statement runs in the goroutine that asked for it
	}
	if n := count(t, d, `SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE '%pg_sleep(3600)' AND pid <> pg_backend_pid()`); n != 0 {
		t.Errorf("%d statements go on", n)
	}
}

// TestTimeLimit lets a part take longer than jobs.yaml allows: it is stopped, its SQL too,
// tried again as often as jobs.yaml says, and has failed then.
func TestTimeLimit(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		p := plan(t, `jobs: {j: {kinds: [slow, second], cron: "0 7 5 1 *", period: "{nam}", timeout: 1s, attempts: 2, recipients: [van-thu]}}`)
		var stopped, tries atomic.Int64
		s := service(t, d, Config{Plan: p, Workers: 2, Every: time.Hour, work: func(ctx context.Context, w *work) error {
			if w.kind == "second" && tries.Add(1) == 2 {
				return nil // the second attempt is quick
			}
			err := longSQL(ctx, d)
			stopped.Add(1)
			return err
		}})
		if _, err := s.RunNow(t.Context(), "j", "lan", time.Now()); err != nil {
			t.Fatal(err)
		}
		if err := s.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		eventually(t, "the slow one has failed", func() bool {
			r, river := stateOf(t, d, "slow")
			return r.State == "failed" && river == "discarded"
		})
		eventually(t, "the second attempt is done", func() bool { r, _ := stateOf(t, d, "second"); return r.State == "done" })
		if r, _ := stateOf(t, d, "slow"); r.Attempts != 2 || !strings.Contains(r.Error, "took longer than its time limit") {
			t.Errorf("%+v", r)
		}
		if r, _ := stateOf(t, d, "second"); r.Attempts != 2 || r.Error != "" {
			t.Errorf("%+v", r)
		}
		if n := stopped.Load(); n != 3 {
			t.Errorf("%d of 3 attempts were stopped", n)
		}
		wantQuiet(t, d)
	})
}

// bubble is River's clock in a test with a clock of its own.
type bubble struct{}

func (bubble) Now() time.Time { return time.Now() }
func (bubble) NowOrNil() *time.Time {
	now := time.Now().UTC()
	return &now
}

// TestBackoff measures, on a clock that does not have to be waited for, when a part that
// fails is tried again: after 10 seconds, then after twice as long each time.
func TestBackoff(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		d, err := db.Open(t.Context(), filepath.Join(dir, "test.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		if _, err := d.Migrate(t.Context(), queries.Schema()); err != nil {
			t.Fatal(err)
		}
		var times []time.Time // one worker: no lock
		p := plan(t, `jobs: {j: {kinds: [k], cron: "0 7 5 1 *", period: "{nam}", attempts: 6}}`)
		s, err := New(t.Context(), Config{Maker: &making.Maker{DB: d}, split: whole, check: noFault, Plan: p, Workers: 1, time: bubble{}, Log: slog.New(slog.DiscardHandler),
			work: func(context.Context, *work) error {
				times = append(times, time.Now())
				return errors.New("the data of the year are not there yet")
			}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.RunNow(t.Context(), "j", "lan", time.Now()); err != nil {
			t.Fatal(err)
		}
		if err := s.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		time.Sleep(20 * time.Minute)
		if err := s.Stop(t.Context()); err != nil {
			t.Error(err)
		}
		if r, _, err := GetRun(t.Context(), d, 1); err != nil || r.State != "failed" || r.Attempts != 6 || len(times) != 6 {
			t.Fatalf("%+v after %d attempts, %v", r, len(times), err)
		}
		for i, want := range []time.Duration{10, 20, 40, 80, 160} {
			want *= time.Second
			if gap := times[i+1].Sub(times[i]); gap < want || gap > want+10*time.Second { // River looks every few seconds
				t.Errorf("attempt %d came after %s, want %s", i+2, gap, want)
			}
		}
	})
	if got := defaultBackoff(100); got != 15*time.Minute {
		t.Errorf("the longest wait is %s", got)
	}
}

// TestClean proves that what the queue remembers is bounded.
func TestClean(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		p := plan(t, `jobs: {old: {kinds: [k], cron: "0 7 29 2 *", period: "{nam}", recipients: [van-thu]}, new: {kinds: [k], cron: "0 7 29 2 *", period: "{nam}", recipients: [van-thu]}}`)
		var now setClock
		now.set("2024-03-05 07:00")
		c := Config{Plan: p, Workers: 1, Every: time.Hour, Now: now.now, work: func(context.Context, *work) error { return nil }}
		s := service(t, d, c)
		for _, job := range []string{"old", "new"} {
			if _, err := s.RunNow(t.Context(), job, "lan", now.now()); err != nil {
				t.Fatal(err)
			}
			if job == "old" {
				if err := s.Start(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			eventually(t, "it is done", func() bool {
				return count(t, d, `SELECT COUNT(*) FROM river_job WHERE state <> 'completed'`) == 0 && count(t, d, `SELECT COUNT(*) FROM runs WHERE state <> 'done'`) == 0
			})
			if job == "old" {
				ago := "now() - INTERVAL '25 hours'"
				if d.Dialect() == db.SQLite {
					ago = "datetime('now', '-25 hours', 'subsec')"
				}
				d.Writer.MustExec(`UPDATE river_job SET finalized_at = ` + ago)
				now.set("2026-05-05 07:00")
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		if err := s.Stop(ctx); err != nil {
			t.Error(err)
		}
		s.river = nil
		again := service(t, d, c) // a start cleans at once
		if err := again.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		for query, want := range map[string]int{
			`SELECT COUNT(*) FROM river_job`: 1,
			`SELECT COUNT(*) FROM run_parts`: 1,
			`SELECT COUNT(*) FROM notices`:   1,
			`SELECT COUNT(*) FROM runs`:      2, // what was made stays known
		} {
			eventually(t, query, func() bool { return count(t, d, query) == want })
		}
		if _, err := again.RunNow(t.Context(), "old", "lan", time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC)); err == nil {
			t.Error("the old period was made again")
		}
	})
}

var memoryJobs = flag.Int("jobs", 1000, "jobs of TestMemory; 20000 take some minutes")

// TestMemory compares the memory of this process at a tenth of many jobs with that at
// their end: it stays flat. A job that kept a kilobyte would show.
func TestMemory(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		total := int64(*memoryJobs)
		reached, goOn := make(chan bool), make(chan bool)
		var done atomic.Int64
		s := service(t, d, Config{Plan: plan(t, "jobs: {}"), Workers: 2, Every: time.Second, work: func(ctx context.Context, w *work) error {
			if n := done.Add(1); n == total/10 || n == total {
				reached <- true
				<-goOn
			}
			w.done = 1
			return d.Write(ctx, func(tx *sqlx.Tx) error { return w.end(tx) })
		}})
		queueMany(t, s, int(total))
		if err := s.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		var heap, resident [2]int64
		for i := range heap {
			<-reached
			heap[i], resident[i] = memory()
			goOn <- true
		}
		eventually(t, "all is done", func() bool { r, _, err := GetRun(t.Context(), d, 1); return err == nil && r.State == "done" })
		t.Logf("%d jobs: heap %d KiB, then %d KiB; resident %d MiB, then %d MiB", total, heap[0]>>10, heap[1]>>10, resident[0]>>20, resident[1]>>20)
		if grown := heap[1] - heap[0]; grown > total*9/10*256+512<<10 {
			t.Errorf("the heap grew by %d KiB over %d jobs", grown>>10, total*9/10)
		}
		if grown := resident[1] - resident[0]; grown > 32<<20 {
			t.Errorf("the process grew by %d MiB", grown>>20)
		}
		if n := count(t, d, `SELECT COUNT(*) FROM runs WHERE parts_done = parts`); n != 1 {
			t.Error("not all parts are done")
		}
	})
}

// memory is what lives on the heap, and what the process holds of the machine; that is 0
// where the system does not tell.
func memory() (heap, resident int64) {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC() // what had finalizers
	runtime.ReadMemStats(&m)
	if text, err := os.ReadFile("/proc/self/statm"); err == nil {
		var size, pages int64
		fmt.Sscan(string(text), &size, &pages)
		resident = pages * int64(os.Getpagesize())
	}
	return int64(m.HeapAlloc), resident
}
