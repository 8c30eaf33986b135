//go:build fidelity

package fidelity

import (
	"fmt"
	"slices"
	"strings"
)

// total is a measure of the whole corpus: a share that must be at least, or a distance that
// must be at most, a bound.
type total struct {
	name   string
	of     func([]result) float64
	but    func(result) bool // documents that the bound leaves out
	bound  float64           // 0: none
	atMost bool
}

// totals are the measures of the work order, and some of our own behind them. Each is taken
// twice: over all documents, and without those that are made as Word makes them where
// LibreOffice is known to do otherwise; the bound holds for the second. Text and its order
// count wherever a mark is about places only.
var totals = []total{
	{"text equal, % of documents", textShare, result.retold, 100, false},
	{"words in order, mean %", order, result.retold, 0, false},
	{"feature documents with equal page counts, %", in(pagesShare, groupFeature), result.marked, 95, false},
	{"project's documents with equal page counts, %", in(pagesShare, groupKind, groupLong), result.marked, 99, false},
	{"project's lines equal, %", in(linesMean, groupKind, groupLong), result.marked, 99, false},
	{"feature documents' lines equal, %", in(linesMean, groupFeature), result.marked, 0, false},
	{"distance of words, median document's median, mm", middle(medians), result.marked, 0.3, true},
	{"distance of words, median document's 95 %, mm", middle(fars), result.marked, 1, true},
	{"documents with a median ≤ 0.3 mm, %", near(medians, 0.3), result.marked, 90, false},
	{"documents with a 95 % ≤ 1 mm, %", near(fars, 1), result.marked, 90, false},
}

// marked reports whether Word is followed instead of LibreOffice.
func (r result) marked() bool { return r.word != "" }

// retold reports whether Word also shows other words.
func (r result) retold() bool { return r.otherText }

// reached says whether a total keeps its bound.
func (t *total) reached(results []result) bool {
	v := t.of(without(results, t.but))
	switch {
	case t.bound == 0:
		return true
	case t.atMost:
		return v <= t.bound
	}
	return v >= t.bound
}

// summary is the head of the record: how many documents are marked, and the totals.
func summary(results []result) string {
	results = without(results, func(r result) bool { return r.group == groupForeign })
	marked, retold := len(results)-len(without(results, result.marked)), len(results)-len(without(results, result.retold))
	var b strings.Builder
	fmt.Fprintf(&b, "# documents: %d; made as Word makes them where LibreOffice does otherwise (marked): %d, with other text: %d\n", len(results), marked, retold)
	b.WriteString("# total: all documents | without the marked; of text and order only those with other text are left out | bound of the second\n")
	for _, t := range totals {
		bound := "none"
		if t.bound > 0 {
			bound = fmt.Sprintf("%s %.1f", map[bool]string{false: "≥", true: "≤"}[t.atMost], t.bound)
			if !t.reached(results) {
				bound += ", NOT REACHED"
			}
		}
		fmt.Fprintf(&b, "# %s: %.1f | %.1f | %s\n", t.name, t.of(results), t.of(without(results, t.but)), bound)
	}
	return b.String()
}

func without(results []result, leave func(result) bool) []result {
	return slices.DeleteFunc(slices.Clone(results), leave)
}

// in restricts a measure to groups.
func in(of func([]result) float64, groups ...string) func([]result) float64 {
	return func(results []result) float64 {
		return of(without(results, func(r result) bool { return !slices.Contains(groups, r.group) }))
	}
}

func textShare(results []result) float64 {
	return share100(results, func(r result) bool { return r.textEqual() })
}

func pagesShare(results []result) float64 {
	return share100(results, func(r result) bool { return r.pagesEqual() })
}

func order(results []result) float64 {
	return mean(results, func(r result) float64 { return 100 * r.inOrder })
}

func linesMean(results []result) float64 {
	return mean(results, func(r result) float64 { return 100 * r.lines })
}

func medians(r result) float64 { return r.median }

func fars(r result) float64 { return r.far }

// middle is the median over the documents.
func middle(value func(result) float64) func([]result) float64 {
	return func(results []result) float64 {
		var all []float64
		for _, r := range results {
			all = append(all, value(r))
		}
		if len(all) == 0 {
			return 0
		}
		slices.Sort(all)
		return all[len(all)/2]
	}
}

// near is the share of documents of which a distance is at most a bound.
func near(value func(result) float64, bound float64) func([]result) float64 {
	return func(results []result) float64 {
		return share100(results, func(r result) bool { return value(r) <= bound })
	}
}

func share100(results []result, is func(result) bool) float64 {
	return mean(results, func(r result) float64 {
		if is(r) {
			return 100
		}
		return 0
	})
}

func mean(results []result, value func(result) float64) float64 {
	sum := 0.0
	for _, r := range results {
		sum += value(r)
	}
	return sum / float64(max(1, len(results)))
}
