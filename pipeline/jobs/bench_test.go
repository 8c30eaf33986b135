package jobs

import (
	"context"
	"runtime"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// benchDB opens a fresh database of each kind.
func benchDB(b *testing.B, run func(b *testing.B, d *db.DB)) {
	b.Run("sqlite", func(b *testing.B) { run(b, dbtest.SQLite(b, queries.Schema())) })
	b.Run("postgres", func(b *testing.B) { run(b, dbtest.Postgres(b, queries.Schema())) })
}

// throughQueue works n parts and waits until the last is done.
func throughQueue(b *testing.B, d *db.DB, n int, run func(context.Context, *work) error) {
	s := service(b, d, Config{Plan: plan(b, "jobs: {}"), Workers: 2, Every: time.Hour, work: run})
	queueMany(b, s, n)
	b.ResetTimer()
	if err := s.Start(b.Context()); err != nil {
		b.Fatal(err)
	}
	for count(b, d, `SELECT COUNT(*) FROM runs WHERE state = 'queued'`) > 0 {
		time.Sleep(5 * time.Millisecond)
	}
	b.StopTimer()
	if r, _, err := GetRun(b.Context(), d, 1); err != nil || r.State != "done" {
		b.Fatalf("%+v, %v", r, err)
	}
}

// BenchmarkDocuments makes one-page documents through the queue, ten a job, two workers.
// Budget: 200 a second as DOCX, 50 a second with PDF and check.
func BenchmarkDocuments(b *testing.B) {
	for name, formats := range map[string][]string{"docx": {"docx"}, "pdf": nil} {
		b.Run(name, func(b *testing.B) {
			benchDB(b, func(b *testing.B, d *db.DB) {
				rounds(b, d, 100)
				m := officeMaker(b, d)
				jobs := max(b.N, 1)
				throughQueue(b, d, jobs, func(ctx context.Context, w *work) error {
					all, err := tenDocuments(ctx, m, w, formats)
					if err != nil {
						return err
					}
					w.done = len(all)
					_, err = m.Keep(ctx, all, w.end)
					return err
				})
				if n := count(b, d, `SELECT COUNT(*) FROM documents`); n != jobs*10 {
					b.Fatalf("%d documents of %d", n, jobs*10)
				}
				b.ReportMetric(float64(jobs*10)/b.Elapsed().Seconds(), "documents/s")
			})
		})
	}
}

// BenchmarkQueue measures jobs that do nothing but end in a transaction, two at a time.
// With -benchtime 20000x it shows that memory stays flat: heap-growth compares the heap
// at a tenth of the way with the end.
func BenchmarkQueue(b *testing.B) {
	benchDB(b, func(b *testing.B, d *db.DB) {
		var early uint64
		done := make(chan bool, 1)
		heap := func() uint64 {
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			return m.HeapAlloc
		}
		total, seen := b.N, 0
		done <- true
		throughQueue(b, d, total, func(ctx context.Context, w *work) error {
			<-done
			if seen++; seen == total/10+1 {
				early = heap()
			}
			done <- true
			return d.Write(ctx, func(tx *sqlx.Tx) error { return w.end(tx) })
		})
		b.ReportMetric(float64(total)/b.Elapsed().Seconds(), "jobs/s")
		b.ReportMetric((float64(heap())-float64(early))/(1<<20), "heap-growth-MiB")
	})
}
