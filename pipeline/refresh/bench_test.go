package refresh

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/fill"
)

// long is a list of rows of which a tenth changes, some are new and some are gone, in a
// document with edits of people.
func long(t testing.TB, rows, typed int) (edited []byte, m *fill.Map, made, now *dataset.Set) {
	t.Helper()
	tpl := compiled(t, report)
	old, next := november, november
	old.Bang, next.Bang = nil, nil
	for i := range rows {
		old.Bang = append(old.Bang, fmt.Sprintf("Xã số %d=%d", i, i))
		switch {
		case i%50 == 7:
			next.Bang = append(next.Bang, fmt.Sprintf("Xã mới %d=%d", i, i))
		case i%10 == 3:
			next.Bang = append(next.Bang, fmt.Sprintf("Xã số %d=%d", i, i+1))
		default:
			next.Bang = append(next.Bang, old.Bang[i])
		}
	}
	made, now = old.set(t), next.set(t)
	edited = filled(t, tpl, made)
	src := body(t, edited)
	var out strings.Builder
	pieces := strings.SplitAfter(src, "</w:p>")
	for i, p := range pieces {
		if n := len(pieces) / (typed + 1); i > 0 && i%n == 0 && !strings.Contains(p, "sectPr") {
			p = strings.Replace(p, "</w:p>", run(" gõ thêm")+"</w:p>", 1)
		}
		out.WriteString(p)
	}
	return withBody(t, edited, out.String()), tpl.Map(), made, now
}

// TestLinear: ten times the rows and the edits take about ten times as long. A machine
// that has other work to do gets several tries; what grows with the square fails them all.
func TestLinear(t *testing.T) {
	took := func(rows, typed int) time.Duration {
		edited, m, made, now := long(t, rows, typed)
		best := time.Hour
		for range 3 {
			start := time.Now()
			res, err := Refresh(edited, Base{m, made}, now, Options{Day: day})
			if err != nil {
				t.Fatal(err)
			}
			if res.Count(Added) < rows/100 || res.Count(Removed) < rows/100 || res.Count(Updated) < rows/20 {
				t.Fatalf("%d rows: %d added, %d removed, %d updated", rows, res.Count(Added), res.Count(Removed), res.Count(Updated))
			}
			best = min(best, time.Since(start))
		}
		return best
	}
	var few, many time.Duration
	for range 4 {
		if few, many = took(500, 30), took(5000, 300); many <= 25*few {
			return
		}
	}
	t.Errorf("500 rows %v, 5,000 rows %v", few, many)
}

// BenchmarkRefresh refreshes a list of 5,000 rows that people edited in 300 places.
// Budget: 1 s.
func BenchmarkRefresh(b *testing.B) {
	edited, m, made, now := long(b, 5000, 300)
	for b.Loop() {
		if _, err := Refresh(edited, Base{m, made}, now, Options{Day: day}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReport refreshes the year-end report of the sample, of twenty pages, whose
// figures changed in every tenth place, and whose conditional paragraphs come and go.
// Budget: 150 ms.
func BenchmarkReport(b *testing.B) {
	papers := shippedPapers(b)
	p := papers[len(papers)-1]
	made := parsed(b, p.data)
	var now *dataset.Set
	for seed := uint64(1); now == nil || !otherSections(b, p.tpl, made, now); seed++ {
		now = parsed(b, changedData(b, rand.New(rand.NewPCG(seed, 1)), p.data))
	}
	edited := filled(b, p.tpl, made)
	o := Options{Day: day, Made: edited, Now: filled(b, p.tpl, now)}
	for b.Loop() {
		res, err := Refresh(edited, Base{p.tpl.Map(), made}, now, o)
		if err != nil || res.Count(Added, Removed) == 0 {
			b.Fatal(res, err)
		}
	}
}

// otherSections reports whether a template shows for two data sets other sections.
func otherSections(b *testing.B, tpl *fill.Template, was, is *dataset.Set) bool {
	old, err := tpl.Map().Values(was)
	if err != nil {
		b.Fatal(err)
	}
	now, err := tpl.Map().Values(is)
	if err != nil {
		b.Fatal(err)
	}
	return !slices.Equal(old.Shown, now.Shown)
}
