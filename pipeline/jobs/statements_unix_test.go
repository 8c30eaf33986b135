//go:build unix

package jobs

import (
	"context"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/making"
	"vanthu/queries"
)

// TestStatements counts what documents ask of the database on their way through the queue,
// ten a job: each statement is a round trip, and this count, not a time, says whether a
// job still goes over in one piece.
func TestStatements(t *testing.T) {
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			dsn := dbtest.SQLite(t, queries.Schema()).String()
			if dialect == db.Postgres {
				dsn = dbtest.PostgresDSN(t, queries.Schema())
			}
			f := new(dbtest.Fault)
			d, err := f.Open(t.Context(), dsn)
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			rounds(t, d, 100)
			queue, err := db.Open(t.Context(), dsn) // what looks for work now and then, nobody counts
			if err != nil {
				t.Fatal(err)
			}
			defer queue.Close()
			m := officeMaker(t, d)
			const jobs, perJob = 20, 10
			var inMake, inKeep, ended atomic.Int64
			s, err := New(t.Context(), Config{Maker: &making.Maker{DB: queue}, split: whole, check: noFault, Plan: plan(t, "jobs: {}"), Workers: 1, Every: time.Hour, Log: slog.New(slog.DiscardHandler), work: func(ctx context.Context, w *work) error {
				start := f.Steps()
				made, err := tenDocuments(ctx, m, w, []string{"docx"})
				if err != nil {
					return err
				}
				inMake.Add(f.Steps() - start)
				start = f.Steps()
				w.done = len(made)
				_, err = m.Keep(ctx, made, w.end)
				inKeep.Add(f.Steps() - start)
				ended.Add(1)
				return err
			}})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Stop(context.Background())
			queueMany(t, s, jobs)
			if err := s.Start(t.Context()); err != nil {
				t.Fatal(err)
			}
			eventually(t, "the jobs are done", func() bool { return ended.Load() == jobs })
			make, keep := float64(inMake.Load())/(jobs*perJob), float64(inKeep.Load())/(jobs*perJob)
			t.Logf("statements a document: to make %.1f, to keep and end %.1f", make, keep)
			if make > 6.5 || keep > 2 { // to make: begin, what the archive says, three queries of the setting, one of its own
				t.Errorf("statements a document: to make %.1f, to keep and end %.1f; want at most 6.5, 2", make, keep)
			}
			if n := count(t, d, `SELECT COUNT(*) FROM versions`); n != jobs*perJob {
				t.Errorf("%d versions of %d", n, jobs*perJob)
			}
			if n, err := audit.Verify(t.Context(), d.Reader); err != nil || n.Seq != jobs*perJob {
				t.Errorf("%s acts, %v", n, err)
			}
		})
	}
}
