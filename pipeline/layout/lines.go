package layout

import (
	"unicode/utf8"

	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// line is a line of a paragraph: its atoms and its measures. Positions count from the left
// edge of the paragraph's area (column, cell), indents not taken off.
type line struct {
	atoms    []atom
	x        unit.Length // where the first atom stands
	right    unit.Length // where the line must end
	natural  unit.Length // from x to the end of the last atom that is no space
	gaps     int         // spaces that may stretch, in the atoms from gapFrom to gapTo
	gapFrom  int
	gapTo    int
	height   unit.Length
	leading  unit.Length // the part of height below the text that line spacing adds
	baseline unit.Length // below the top of the line
	end      lineEnd
	skip     unit.Length // room above it that something floating takes
	shared   unit.Length // height of its row, where further lines stand beside it
	span     extent      // beside something floating: where it stands
}

// lineEnd tells why a line ends.
type lineEnd uint8

const (
	endWrap      lineEnd = iota // the next word does not fit
	endBreak                    // line break
	endPage                     // page break
	endColumn                   // column break
	endParagraph                // the last line
)

// breaker breaks the atoms of a paragraph into lines. It is greedy, as Word is: a line takes
// what fits (next). Where a line may end is marked on the atoms by the shaper
// (shaper.breaksBefore and spaces).
type breaker struct {
	f          *word.ParaFormat
	atoms      []atom
	at         int
	width      unit.Length // of the area
	left       unit.Length // indents, brought into the area
	first      unit.Length
	right      unit.Length // position of the right edge
	defaultTab unit.Length
	margin     unit.Length // room beside the area, behind far tabs
	inCell     bool
	tolerance  unit.Length // by how much a line may be too wide
	shrinks    bool        // spaces may be pressed together to take in one more word
	old        bool        // as before Word 2013
	lines      int
	split      int // the atom split last, and what it was before
	whole      atom
}

func newBreaker(f *word.ParaFormat, atoms []atom, width, defaultTab unit.Length) *breaker {
	b := &breaker{f: f, atoms: atoms, width: width, left: f.Left, first: f.Left + f.First, defaultTab: defaultTab}
	b.right = width - f.Right
	if least := min(width, unit.Inch/4); b.right-max(b.left, b.first) < least { // Word: some text always fits
		b.right = max(b.left, b.first) + least
	}
	return b
}

// next breaks off one line; the last has end endParagraph.
func (b *breaker) next() line {
	l := line{x: b.left, right: b.right}
	if b.lines == 0 {
		l.x = b.first
	}
	b.lines++
	from, x := b.at, l.x
	breakAt := -1 // index behind the last break opportunity
	pressed := 0  // index behind the word that was pressed into the line
	for i := from; i < len(b.atoms); i++ {
		a := &b.atoms[i]
		switch a.kind {
		case atomTab:
			stop, own := b.tabStop(x)
			if stop > b.right && !own && i > from && !b.hangs(i, x) { // Word: a tab that does not fit goes to the next line
				return b.cut(l, from, i, endWrap)
			}
			a.width = b.tabWidth(i, x, stop)
			if own && stop > l.right && a.width > 0 { // Word: behind a tab beyond the margin text may stand in the margin
				l.right = b.reach(stop)
			}
			breakAt = i + 1
		case atomLineBreak, atomPageBreak, atomColumnBreak:
			end := endBreak
			if a.kind == atomPageBreak {
				end = endPage
			} else if a.kind == atomColumnBreak {
				end = endColumn
			}
			return b.cut(l, from, i+1, end)
		case atomText, atomObject:
			if i >= pressed && x+a.width > l.right+b.tolerance && i+b.partOf(i) > from {
				if b.shrinks && pressed == 0 && breakAt > from {
					pressed = b.fitByShrinking(&l, breakAt)
				}
				if i >= pressed {
					return b.wrap(l, breakAt, i, x)
				}
			}
		}
		x += a.width
		if a.canBreak && (!a.soft || x+a.ink.width("-") <= l.right) {
			breakAt = i + 1
		}
	}
	return b.cut(l, from, len(b.atoms), endParagraph)
}

// wrap ends a line in which atom i at x does not fit: at its last break opportunity, else
// within the word.
func (b *breaker) wrap(l line, breakAt, i int, x unit.Length) line {
	from := b.at
	if breakAt > from {
		return b.cut(l, from, breakAt, endWrap)
	}
	if a := &b.atoms[i]; a.kind == atomText && !a.soft {
		return b.splitWord(l, from, i, x)
	}
	return b.cut(l, from, i, endWrap)
}

// reach is the right edge of a line behind a custom tab stop beyond it. On the page the text may
// go on into the margin; in a cell it may go as far as the stop (a right tab may be given beyond
// the edge of the cell) but not off the sheet.
func (b *breaker) reach(stop unit.Length) unit.Length {
	if !b.inCell {
		stop += b.margin
	}
	return max(b.right, min(stop, b.width+b.margin))
}

// hangs reports whether a tab at x that nothing follows may hang over the right edge: where
// there is still room for a part of it, and before Word 2013 behind text that stands in the
// margin already.
func (b *breaker) hangs(i int, x unit.Length) bool {
	return i == len(b.atoms)-1 && (x < b.right || b.old && x > b.right)
}

// partOf is 1 for text, which can be split, so that an overlong first word is split too.
func (b *breaker) partOf(i int) int {
	if b.atoms[i].kind == atomText && !b.atoms[i].soft {
		return 1
	}
	return 0
}

// cut ends a line before atom to.
func (b *breaker) cut(l line, from, to int, end lineEnd) line {
	l.atoms, l.end = b.atoms[from:to], end
	b.at = to
	l.measure()
	return l
}

// splitWord breaks a word that is wider than a whole line between its letters.
func (b *breaker) splitWord(l line, from, i int, x unit.Length) line {
	a := b.atoms[i]
	n := fitting(a.text, a.ink, l.right-x)
	if n == 0 && i > from {
		return b.cut(l, from, i, endWrap)
	}
	if n == 0 {
		_, n = utf8.DecodeRuneInString(a.text)
	}
	if n == len(a.text) { // a single letter that is wider than the line
		return b.cut(l, from, i+1, endFor(i+1, len(b.atoms)))
	}
	head := a
	head.text, head.canBreak, head.cut = a.text[:n], true, true
	head.width = a.ink.width(head.text)
	l.atoms = append(append([]atom(nil), b.atoms[from:i]...), head)
	b.split, b.whole = i, a
	b.atoms[i].text = a.text[n:]
	b.atoms[i].width = a.ink.width(a.text[n:])
	b.at = i
	l.measure()
	return l
}

func endFor(at, of int) lineEnd {
	if at == of {
		return endParagraph
	}
	return endWrap
}

// fitting returns how many bytes of a text fit in a width.
func fitting(text string, k *ink, room unit.Length) int {
	m := k.face.Metrics()
	sum, n := int64(0), unit.Length(0)
	left := rune(0)
	for i, r := range text {
		sum += m.Advance(r)
		if k.pairs != nil && left != 0 {
			sum += k.pairs.Between(m, left, r)
		}
		left = r
		n++
		if k.size.Scale(sum*k.look.Scale, m.PerEm*100)+k.look.Spacing*n > room {
			return i
		}
	}
	return len(text)
}

// measure works out natural width and stretchable gaps.
func (l *line) measure() {
	x := l.x
	gaps := 0
	for i := range l.atoms {
		a := &l.atoms[i]
		x += a.width
		switch a.kind {
		case atomText, atomObject:
			if a.soft && (i < len(l.atoms)-1 || l.end != endWrap) {
				continue
			}
			if a.soft { // the hyphen shows: it hangs on the last word
				a.width = a.ink.width("-")
				x += a.width
			}
			l.natural, l.gaps, l.gapTo = x-l.x, gaps, i+1
		case atomTab:
			gaps, l.gaps, l.gapFrom, l.gapTo = 0, 0, i+1, i+1
			l.natural = x - l.x
		case atomSpace:
			gaps += int(a.count)
		}
	}
}

// tabStop returns the first tab stop behind x; own is true for a custom one.
func (b *breaker) tabStop(x unit.Length) (at unit.Length, own bool) {
	for _, t := range b.f.Tabs {
		if t.At > x && t.Kind != "bar" && t.Kind != "clear" {
			if b.left > x && b.left < t.At && b.first < b.left {
				break
			}
			return t.At, true
		}
	}
	if b.left > x && b.first < b.left { // Word: the hanging indent is a tab stop
		return b.left, true
	}
	d := b.defaultTab
	at = x / d * d
	for at <= x {
		at += d
	}
	return at, false
}

// tabWidth places the text behind a tab as the kind of its stop asks.
func (b *breaker) tabWidth(i int, x, stop unit.Length) unit.Length {
	kind := "left"
	if b.atoms[i].text != "" { // a position tab aligns to the margins
		kind = b.atoms[i].text
		switch kind {
		case "center":
			stop = b.right / 2
		case "right":
			stop = b.right
		}
	} else {
		for _, t := range b.f.Tabs {
			if t.At == stop {
				kind, b.atoms[i].leader = t.Kind, leaderSign(t.Leader)
			}
		}
	}
	var text unit.Length
	switch kind {
	case "right", "end", "decimal":
		text = b.widthBehind(i, kind == "decimal")
	case "center":
		text = b.widthBehind(i, false) / 2
	}
	return max(0, stop-x-text)
}

func leaderSign(s string) byte {
	switch s {
	case "dot", "middleDot":
		return '.'
	case "hyphen":
		return '-'
	case "underscore", "heavy":
		return '_'
	}
	return 0
}

// widthBehind measures the text from a tab to the next tab or the end of the line, for a
// decimal tab to the decimal sign.
func (b *breaker) widthBehind(i int, decimal bool) unit.Length {
	var sum, spaces unit.Length
	for j := i + 1; j < len(b.atoms) && sum <= b.width; j++ {
		a := &b.atoms[j]
		switch a.kind {
		case atomTab, atomLineBreak, atomPageBreak, atomColumnBreak:
			return sum
		case atomSpace:
			spaces += a.width
			continue
		}
		sum += spaces
		spaces = 0
		if decimal {
			for k, r := range a.text {
				if r == b.f.DecimalSign() {
					return sum + a.ink.width(a.text[:k])
				}
			}
		}
		sum += a.width
	}
	return sum
}

// onlyBreaksPage reports whether nothing stands on a line but a page break.
func (l *line) onlyBreaksPage() bool {
	if l.end != endPage {
		return false
	}
	for i := range l.atoms {
		if k := l.atoms[i].kind; k != atomPageBreak && k != atomMark {
			return false
		}
	}
	return true
}

// tall is the height of a line, that of its row where it shares one.
func (l *line) tall() unit.Length { return max(l.height, l.shared) }

// ended reports whether a line ends its paragraph. Word: the paragraph mark stays on the
// line of a break.
func (b *breaker) ended(l *line) bool {
	return l.end == endParagraph || b.at == len(b.atoms) && (l.end == endPage || l.end == endColumn)
}

// joined gives the atoms of lines back as they were before they were broken.
func joined(lines []line) []atom {
	var out []atom
	for i := range lines {
		for _, a := range lines[i].atoms {
			if n := len(out); n > 0 && out[n-1].cut {
				out[n-1].text += a.text
				out[n-1].width, out[n-1].cut, out[n-1].canBreak = out[n-1].ink.width(out[n-1].text), a.cut, a.canBreak
				continue
			}
			if a.soft {
				a.width = 0
			}
			out = append(out, a)
		}
	}
	return out
}

// alignment returns the extra left shift of a line and what each stretchable space gains:
// gain for all, one EMU more for the first rest. Where ragged is true, lines that end with a
// line break are not stretched.
func (l *line) alignment(f *word.ParaFormat, ragged bool) (shift, gain unit.Length, rest int) {
	free := l.right - l.x - l.natural
	switch f.Align {
	case "center":
		return max(0, free/2), 0, 0
	case "right", "end":
		return max(0, free), 0, 0
	case "both", "distribute", "thaiDistribute", "lowKashida", "mediumKashida", "highKashida":
		last := l.end == endParagraph || l.end == endPage || l.end == endColumn || l.end == endBreak && ragged
		if l.gaps == 0 || last && f.Align != "distribute" && free >= 0 {
			return 0, 0, 0
		}
		gain = free / unit.Length(l.gaps)
		rest = int(free - gain*unit.Length(l.gaps))
		return 0, gain, rest
	}
	return 0, 0, 0
}
