//go:build fidelity

package fidelity

import (
	"html"
	"math"
	"os/exec"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// word is a word of a PDF in points.
type word struct {
	text   string
	page   int
	x0, x1 float64
	base   float64 // where its letters stand, below the top of the page
	loose  bool    // where it stands in its line is not known: behind a leader that pdftotext took for a part of the word
	size   float64 // of its face
}

// metrics are the ascent and descent in em of which pdftotext makes the boxes of words.
type metrics struct{ ascent, descent float64 }

var (
	theirMetrics = metrics{0.95, 0.35}   // what pdftotext takes where a file says nothing, as LibreOffice's do
	ourMetrics   = metrics{0.891, 0.216} // what our files say of Liberation Serif
)

// away is how far two words are from each other, pages counted as high as A4.
func (w word) away(o word) float64 {
	return math.Abs(float64(w.page-o.page)*842+w.base-o.base) + math.Abs(w.x0-o.x0)
}

// pdfText is the words of a PDF in the order of its content.
type pdfText struct {
	pages int
	words []word
	text  []string
}

func (t *pdfText) texts() []string { return t.text }

// begins reports whether word i begins a line: the one before it stands higher or lower, or
// on another page. A step to the next cell of a table begins none, nor does the word behind
// a superscript, from which rounding may part it by a fraction of a point.
func (t *pdfText) begins(i int) bool {
	if i == 0 {
		return true
	}
	v, w := t.words[i-1], t.words[i]
	if w.loose && v.x0 == w.x0 && v.base == w.base { // the parts of one word
		return false
	}
	if v.page != w.page {
		return true
	}
	return math.Abs(v.base-w.base) > .55*min(v.size, w.size) && w.x0 < v.x1-1
}

var wordLine = regexp.MustCompile(`<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>`)

func readWords(t *testing.T, file string, m metrics) *pdfText {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "pdftotext", "-raw", "-bbox", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext %s: %v", file, err)
	}
	text := new(pdfText)
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, "<page ") {
			text.pages++
		}
		box := wordLine.FindStringSubmatch(line)
		if box == nil {
			continue
		}
		w := word{text: plain(html.UnescapeString(box[5])), page: text.pages}
		var y0, y1 float64
		for i, v := range []*float64{&w.x0, &y0, &w.x1, &y1} {
			*v, _ = strconv.ParseFloat(box[i+1], 64)
		}
		w.size = (y1 - y0) / (m.ascent + m.descent)
		w.base = y1 - w.size*m.descent
		for i, part := range leaders.Split(w.text, -1) {
			if part = strings.TrimSpace(part); part != "" {
				w.text, w.loose = part, i > 0
				text.words, text.text = append(text.words, w), append(text.text, part)
			}
		}
	}
	return text
}

var leaders = regexp.MustCompile(`[.…_·-]{4,}`)

// signs are what the codes of Symbol and Wingdings stand for, fonts that LibreOffice does not
// have here either: it shows the codes, which read as nothing.
var signs = strings.NewReplacer("\uf0b7", "•", "\uf0a7", "▪", "\uf0a8", "◻", "\uf0fe", "☑")

// plain is a word in NFC; hyphens of all kinds are one.
func plain(text string) string {
	text = norm.NFC.String(signs.Replace(text))
	text = strings.NewReplacer("\u2010", "-", "\u2011", "-", "\u00ad", "", "\u00a0", "").Replace(text)
	return strings.TrimSpace(text)
}

// align pairs equal words of two texts in order. Long texts are cut at runs of words that
// occur once in each, longest runs first, what lies between is solved exactly.
func align(a, b []string) [][2]int {
	pairs := new(aligner).between(span{0, len(a), 0, len(b)}, a, b)
	sort.Slice(pairs, func(i, j int) bool { return pairs[i][0] < pairs[j][0] })
	return pairs
}

type span struct{ a0, a1, b0, b1 int }

type aligner struct{ pairs [][2]int }

func (al *aligner) between(s span, a, b []string) [][2]int {
	for s.a0 < s.a1 && s.b0 < s.b1 && a[s.a0] == b[s.b0] {
		al.pairs = append(al.pairs, [2]int{s.a0, s.b0})
		s.a0, s.b0 = s.a0+1, s.b0+1
	}
	for s.a0 < s.a1 && s.b0 < s.b1 && a[s.a1-1] == b[s.b1-1] {
		s.a1, s.b1 = s.a1-1, s.b1-1
		al.pairs = append(al.pairs, [2]int{s.a1, s.b1})
	}
	if s.a0 == s.a1 || s.b0 == s.b1 {
		return al.pairs
	}
	if (s.a1-s.a0)*(s.b1-s.b0) <= 4<<20 {
		al.exact(s, a, b)
		return al.pairs
	}
	for _, n := range []int{6, 4, 2, 1} {
		cuts := anchors(s, a, b, n)
		if len(cuts) == 0 {
			continue
		}
		at := s
		for _, c := range cuts {
			if c[0] < at.a0 || c[1] < at.b0 {
				continue
			}
			al.between(span{at.a0, c[0], at.b0, c[1]}, a, b)
			al.pairs = append(al.pairs, c)
			at.a0, at.b0 = c[0]+1, c[1]+1
		}
		al.between(at, a, b)
		return al.pairs
	}
	return al.pairs // nothing to hold on to
}

// exact pairs by the longest common subsequence.
func (al *aligner) exact(s span, a, b []string) {
	n, m := s.a1-s.a0, s.b1-s.b0
	best := make([]int32, (n+1)*(m+1))
	at := func(i, j int) *int32 { return &best[i*(m+1)+j] }
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if a[s.a0+i] == b[s.b0+j] {
				*at(i, j) = *at(i+1, j+1) + 1
			} else {
				*at(i, j) = max(*at(i+1, j), *at(i, j+1))
			}
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case a[s.a0+i] == b[s.b0+j]:
			al.pairs = append(al.pairs, [2]int{s.a0 + i, s.b0 + j})
			i, j = i+1, j+1
		case *at(i+1, j) >= *at(i, j+1):
			i++
		default:
			j++
		}
	}
}

// anchors returns pairs of places where a run of n words stands that occurs once in each
// span, as many as keep their order.
func anchors(s span, a, b []string, n int) [][2]int {
	once := func(text []string, from, to int) map[string]int {
		at := map[string]int{}
		for i := from; i+n <= to; i++ {
			key := strings.Join(text[i:i+n], " ")
			if _, twice := at[key]; twice {
				at[key] = -1
			} else {
				at[key] = i
			}
		}
		return at
	}
	inB := once(b, s.b0, s.b1)
	var cuts [][2]int
	for key, i := range once(a, s.a0, s.a1) {
		if j, ok := inB[key]; ok && i >= 0 && j >= 0 {
			cuts = append(cuts, [2]int{i, j})
		}
	}
	sort.Slice(cuts, func(i, j int) bool { return cuts[i][0] < cuts[j][0] })
	return rising(cuts)
}

// rising returns the longest subsequence whose second members rise.
func rising(pairs [][2]int) [][2]int {
	tails, before := []int{}, make([]int, len(pairs))
	for k, p := range pairs {
		i := sort.Search(len(tails), func(i int) bool { return pairs[tails[i]][1] >= p[1] })
		before[k] = -1
		if i > 0 {
			before[k] = tails[i-1]
		}
		if i == len(tails) {
			tails = append(tails, k)
		} else {
			tails[i] = k
		}
	}
	out := make([][2]int, len(tails))
	for i, k := len(tails)-1, last(tails); i >= 0; i, k = i-1, before[k] {
		out[i] = pairs[k]
	}
	return out
}

func last(list []int) int {
	if len(list) == 0 {
		return -1
	}
	return list[len(list)-1]
}
