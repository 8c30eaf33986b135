//go:build unix

package portal

import (
	"context"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// processor is the processor time that this process has had.
func processor() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// Each page over 50,000 documents, on both databases, for who may see all.
func BenchmarkPages(b *testing.B) { // budget: 100 ms each
	for name, open := range map[string]func(testing.TB) *db.DB{
		"sqlite":   func(t testing.TB) *db.DB { return dbtest.SQLite(t, queries.Schema()) },
		"postgres": func(t testing.TB) *db.DB { return dbtest.Postgres(t, queries.Schema()) },
	} {
		b.Run(name, func(b *testing.B) {
			s := officeOn(b, open(b))
			letters(b, s.d, 50_000)
			visitor := s.browser(b)
			for _, page := range everyPage {
				b.Run(page.name, func(b *testing.B) {
					before := processor()
					for b.Loop() {
						if fault := pageFault(visitor, page.path); fault != "" && page.name != "khong-co" {
							b.Fatal(fault)
						}
					}
					b.ReportMetric(float64((processor()-before).Microseconds())/1000/float64(b.N), "cpu-ms/op")
				})
			}
		})
	}
}

// 200 people who ask for a page each second, over 50,000 documents of an office with all it
// has, while each second something is put on record: no error, 95 of 100 pages within 300 ms,
// and no memory that stays.
func BenchmarkLoad(b *testing.B) { // budget: 300 ms
	s := officeOn(b, dbtest.SQLite(b, queries.Schema()))
	letters(b, s.d, 50_000)
	s.add(b, "minh", people.Grant{Role: people.Admin})
	s.add(b, "lan", people.Grant{Role: people.Clerk})
	ctx, stop := context.WithCancel(b.Context())
	defer stop()
	go func() {
		for ctx.Err() == nil {
			s.d.Write(ctx, func(tx *sqlx.Tx) error {
				return audit.Record(ctx, tx, audit.Act{At: time.Now(), Actor: "lan", Act: "file.download"})
			})
			time.Sleep(time.Second)
		}
	}()
	heap := func() float64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc) / (1 << 20)
	}
	c := crowd{people: 200, beat: time.Second, last: 50_000}
	c.enter(b, s)
	for b.Loop() {
		c.beats = 5
		c.read() // warm
		before, used := heap(), processor()
		c.beats = 30
		took, faults := c.read()
		used = processor() - used
		if len(faults) > 0 {
			b.Fatalf("%d faults: %q", len(faults), faults[:min(len(faults), 5)])
		}
		slices.Sort(took)
		b.ReportMetric(float64(len(took)), "pages")
		b.ReportMetric(float64(used.Microseconds())/1000/float64(len(took)), "cpu-ms/page")
		b.ReportMetric(float64(took[len(took)/2].Milliseconds()), "p50-ms")
		b.ReportMetric(float64(took[len(took)*95/100].Milliseconds()), "p95-ms")
		b.ReportMetric(float64(took[len(took)-1].Milliseconds()), "max-ms")
		b.ReportMetric(heap()-before, "MiB-more")
	}
}
