//go:build fidelity

package fidelity

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
)

// measures say how near our PDF of a document is to the other one.
type measures struct {
	pages         [2]int // theirs, ours
	words         int    // theirs
	missing       []string
	extra         []string
	inOrder       float64 // share of words
	lines         float64 // share of lines that begin with the same word
	lineCount     int     // lines that begin with a word of both
	median, far   float64 // distance of words on the same page in mm: median and 95 %
	distanceCount int
	begins        float64 // share of the pages that the file says Word made which begin with the same words here
	saved         int     // the number of those pages
}

func (m *measures) pagesEqual() bool { return m.pages[0] == m.pages[1] }

func (m *measures) textEqual() bool { return len(m.missing)+len(m.extra) == 0 }

// String is a line of the record, rounded so that it is the same on every machine.
func (m measures) String() string {
	text := "equal"
	if !m.textEqual() {
		text = fmt.Sprintf("-%d+%d", len(m.missing), len(m.extra))
	}
	out := fmt.Sprintf("pages %d/%d, text %s, order %.1f %%, lines %.1f %%, distance %.1f %.1f", m.pages[0], m.pages[1], text,
		100*m.inOrder, 100*m.lines, m.median, m.far)
	if m.saved > 0 {
		out += fmt.Sprintf(", begins %.1f %% of %d", 100*m.begins, m.saved)
	}
	return out
}

// samples shows some words that one PDF has and the other has not.
func (m *measures) samples() string {
	show := func(sign string, words []string) string {
		if len(words) == 0 {
			return ""
		}
		return sign + strings.Join(words[:min(6, len(words))], " "+sign)
	}
	return strings.TrimSpace(show("-", m.missing) + " " + show("+", m.extra))
}

// badness orders documents for the ranking: pages weigh most, then text, lines, places.
func (m *measures) badness() float64 {
	b := 0.0
	if !m.pagesEqual() {
		b += 100
	}
	if m.words > 0 {
		b += 100 * min(1, float64(len(m.missing)+len(m.extra))/float64(m.words))
	}
	if !m.textEqual() {
		b += 20
	}
	return b + 50*(1-m.lines) + min(30, 5*m.median) + min(20, 2*m.far)
}

// measure compares the words of LibreOffice's PDF with ours. Words of outlined, a text that
// LibreOffice draws as outlines, may be ours alone.
func measure(theirs, ours *pdfText, outlined string) measures {
	m := measures{pages: [2]int{theirs.pages, ours.pages}, words: len(theirs.words)}
	pairs := align(theirs.texts(), ours.texts())
	usedA, usedB := make([]bool, len(theirs.words)), make([]bool, len(ours.words))
	for _, p := range pairs {
		usedA[p[0]], usedB[p[1]] = true, true
	}
	ordered := len(pairs) + recut(theirs, ours, pairs, [2][]bool{usedA, usedB})
	moved := relocate(theirs, ours, [2][]bool{usedA, usedB})
	for i, w := range theirs.words {
		if !usedA[i] {
			m.missing = append(m.missing, w.text)
		}
	}
	for i, w := range ours.words {
		if !usedB[i] && !slices.Contains(strings.Fields(outlined), w.text) {
			m.extra = append(m.extra, w.text)
		}
	}
	if slices.Equal(letters(m.missing), letters(m.extra)) { // cut differently and in another order
		m.missing, m.extra = nil, nil
	}
	m.inOrder = share(ordered, max(len(theirs.words), len(ours.words)))
	m.measureLines(theirs, ours, pairs)
	m.measureDistances(theirs, ours, append(pairs, moved...))
	return m
}

// letters are all letters of some words in alphabetical order.
func letters(words []string) []rune {
	return slices.Sorted(slices.Values([]rune(strings.Join(words, ""))))
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return min(1, float64(part)/float64(whole))
}

// recut finds words between pairs that differ only in where pdftotext cut them ("m" "2" and
// "m2"), and marks them as used. It returns their number.
func recut(a, b *pdfText, pairs [][2]int, used [2][]bool) (n int) {
	i, j := 0, 0
	for _, p := range append(slices.Clip(pairs), [2]int{len(a.words), len(b.words)}) {
		if p[0] > i && p[1] > j && strings.Join(a.texts()[i:p[0]], "") == strings.Join(b.texts()[j:p[1]], "") {
			n += max(p[0]-i, p[1]-j)
			for k := i; k < p[0]; k++ {
				used[0][k] = true
			}
			for k := j; k < p[1]; k++ {
				used[1][k] = true
			}
		}
		i, j = p[0]+1, p[1]+1
	}
	return n
}

// relocate pairs the words left with the nearest equal ones that stand elsewhere in the
// order of the file.
func relocate(a, b *pdfText, used [2][]bool) (pairs [][2]int) {
	left := map[string][]int{}
	for j, w := range b.words {
		if !used[1][j] {
			left[w.text] = append(left[w.text], j)
		}
	}
	for i, w := range a.words {
		list := left[w.text]
		if used[0][i] || len(list) == 0 {
			continue
		}
		best := 0
		for k := range list {
			if w.away(b.words[list[k]]) < w.away(b.words[list[best]]) {
				best = k
			}
		}
		j := list[best]
		left[w.text] = slices.Delete(list, best, best+1)
		used[0][i], used[1][j] = true, true
		pairs = append(pairs, [2]int{i, j})
	}
	return pairs
}

// measureLines counts the words that begin a line in one PDF or in both.
func (m *measures) measureLines(a, b *pdfText, pairs [][2]int) {
	both, either := 0, 0
	for k, p := range pairs {
		if k > 0 && (pairs[k-1][0] != p[0]-1 || pairs[k-1][1] != p[1]-1) {
			continue // what stands before is not the same: no statement
		}
		x, y := a.begins(p[0]), b.begins(p[1])
		if x && y {
			both++
		}
		if x || y {
			either++
		}
	}
	m.lines, m.lineCount = share(both, either), either
}

// measureDistances takes the distances of words that stand on the same page.
func (m *measures) measureDistances(a, b *pdfText, pairs [][2]int) {
	var all []float64
	for _, p := range pairs {
		if v, w := a.words[p[0]], b.words[p[1]]; v.page == w.page && !v.loose && !w.loose {
			all = append(all, math.Hypot(v.x0-w.x0, v.base-w.base)*25.4/72)
		}
	}
	if len(all) == 0 {
		return
	}
	sort.Float64s(all)
	m.median, m.far, m.distanceCount = all[len(all)/2], all[min(len(all)-1, len(all)*95/100)], len(all)
}
