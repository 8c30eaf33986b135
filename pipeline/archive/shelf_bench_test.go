package archive

import (
	"fmt"
	"testing"
	"time"

	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// BenchmarkShelf looks over a shelf of 1,000 documents that stands as it was left, as a
// service does at its start, behind the open page. Budget: 200 µs a document, 10 s for 50,000.
func BenchmarkShelf(b *testing.B) {
	d := dbtest.SQLite(b, queries.Schema())
	const documents = 1000
	for i := range documents {
		real(b, d, fmt.Sprintf("QD-%04d", i))
	}
	s := Shelf{Dir: b.TempDir(), By: "lan", Now: func() time.Time { return noon }}
	for range 2 { // the files, then the time of the manifest after them
		if _, err := s.Lay(b.Context(), d, 2024); err != nil {
			b.Fatal(err)
		}
		time.Sleep(2 * fileClock)
	}
	for b.Loop() {
		if l, err := s.LayChanged(b.Context(), d, 2024); err != nil || len(l.Written) > 0 {
			b.Fatal(l, err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*documents), "µs/document")
}
