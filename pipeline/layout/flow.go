package layout

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// setWidth changes the width of the regions to come. The lines that are placed of a
// paragraph stay as they are, the rest of it is broken anew.
func (f *flow) setWidth(width unit.Length) {
	f.width = width
	for i, l := range f.laid {
		switch {
		case l != nil && i == f.at && f.line > 0:
			f.laid[i] = f.t.relay(l, f.line, width)
		default:
			f.laid[i] = nil
		}
	}
}

// at returns the paragraph at index i laid out for this flow.
func (f *flow) laidAt(i int, n counts) *laid {
	l := f.laid[i]
	if l == nil || l.byPage && l.page != n.page && (i != f.at || f.line == 0) {
		l = f.t.lay(f.blocks[i].(*word.Paragraph), f.cell, f.width, n)
		f.laid[i] = l
	}
	return l
}

func (f *flow) fillPara(p *word.Paragraph, s *filling) stop {
	l := f.laidAt(f.at, s.counts)
	if l.hidden || f.collapsed(p) {
		return stopNone
	}
	if l.f.Frame != nil && !f.framed && f.line == 0 && f.at >= f.flat {
		placed, why := f.fillFrame(l.f.Frame, s)
		if placed {
			return why
		}
		f.flat = max(f.flat, f.at+1)
	}
	if f.breaksBefore(l, s) {
		f.broken = f.at + 1
		return stopPage
	}
	gap, above, zones := f.gap(l, s), unit.Length(0), len(s.zones)
	if f.line == 0 {
		above = f.edge(l, word.Top)
		if !s.reserve(f, l, s.frame.height+gap+above) {
			return stopFull
		}
	}
	l = f.breakBeside(l, s, s.frame.height+gap+above)
	n := f.fitting(l, s, gap+above)
	if f.line == 0 && l.f.KeepNext && f.at >= f.keptTo && !f.keeps(l, s, gap) {
		s.release(zones)
		return stopFull
	}
	if n == 0 {
		if !s.empty || !s.fresh {
			s.release(zones)
			return stopFull
		}
		for n = 1; l.lines[f.line+n-1].shared > 0; {
			n++
		}
		if need := gap + l.lines[f.line].skip + l.lines[f.line].tall(); need > s.region.height {
			f.t.Facts.Add("overflow", p.Place, "Dòng cao hơn phần còn lại của trang hoặc ô.")
		}
	}
	f.place(l, n, gap, s)
	end := l.lines[f.line-1].end
	switch {
	case f.line < len(l.lines) && end == endPage && !f.nested:
		return stopPage
	case f.line < len(l.lines) && end == endColumn && !f.nested:
		return stopColumn
	case f.line < len(l.lines):
		return stopFull
	case (end == endPage || end == endColumn) && !f.nested && f.at+1 < len(f.blocks):
		f.at++
		f.line = 0
		if end == endColumn {
			return stopColumn
		}
		return stopPage
	}
	return stopNone
}

// collapsed reports whether a paragraph takes no room: the empty one that must end a cell
// behind a table in it, on which Word and LibreOffice agree, and one that is nothing but the
// mark of a section break. Word prints no line for that, unless it is all that its section
// holds.
func (f *flow) collapsed(p *word.Paragraph) bool {
	if len(p.Content) > 0 || f.at == 0 || f.at < len(f.blocks)-1 {
		return false
	}
	if f.cell == nil {
		return p.Section != nil
	}
	_, behind := f.blocks[f.at-1].(*word.Table)
	return behind
}

// breaksBefore reports whether a paragraph must begin a page that it does not begin yet.
func (f *flow) breaksBefore(l *laid, s *filling) bool {
	return l.f.BreakBefore && !f.nested && f.line == 0 && f.broken != f.at+1 && (!s.empty || !s.fresh)
}

// gap returns the space between the last block and the paragraph at f.at.
func (f *flow) gap(l *laid, s *filling) unit.Length {
	if f.line > 0 {
		return 0
	}
	before := l.f.Before
	if l.f.BeforeAuto {
		before = autoSpacing
		if f.prev == nil && f.at == 0 { // Word: automatic spacing vanishes at the start of a story
			before = 0
		}
	}
	if s.empty && s.fresh && s.top == topAuto && f.at > 0 && f.broken != f.at+1 {
		return 0
	}
	if f.prev == nil {
		return before
	}
	sameStyle := f.prev.f.Style == l.f.Style
	after := f.after
	if sameStyle && l.f.Contextual {
		before = 0
	}
	if sameStyle && f.prev.f.Contextual {
		return before - after
	}
	if f.t.AddsSpacing && !(l.f.BeforeAuto && f.prev.f.AfterAuto) {
		return before
	}
	return max(before, after) - after // Word: the larger spacing counts
}

// fitting returns how many of the lines left may be placed here, after the rules on keeping
// lines together; 0 where the paragraph must go on in the next region.
func (f *flow) fitting(l *laid, s *filling, above unit.Length) int {
	rest := len(l.lines) - f.line
	y := s.frame.height + above
	n := 0
	notes := s.region.notes.hold()
	for n < rest {
		line := &l.lines[f.line+n]
		y += line.skip
		need := y + line.tall() - line.leading // leading may hang over the bottom
		if n == rest-1 {
			need += f.edge(l, word.Bottom)
			if f.cell != nil && f.at == len(f.blocks)-1 { // a cell holds the spacing after its last paragraph
				need += f.below(l)
			}
		}
		if line.onlyBreaksPage() && !f.nested { // Word: what shows nothing stands at the foot of the page, too
			need = 0
		}
		if need+notes.with(line, n == rest-1) > s.region.height {
			break
		}
		y += line.height
		n++
		if !f.nested && (line.end == endPage || line.end == endColumn) {
			return n
		}
	}
	if n == rest || n == 0 {
		return n
	}
	n = l.whole(f.line, n)
	fits := n
	if l.f.KeepLines && f.line == 0 {
		n = 0
	} else if f.cell == nil && (l.f.Has&word.HasWidow == 0 || l.f.Widow) { // rows break between any lines
		if rest-n == 1 {
			n--
		}
		if n == 1 && f.line == 0 {
			n = 0
		}
	}
	if n == 0 && s.empty && s.fresh { // no other region would be better
		return fits
	}
	return l.whole(f.line, n)
}

// keeps reports whether a paragraph that is kept with the next one may stay here: it and
// those that follow so, with the first lines of the block behind, must fit. A chain that
// is higher than a region is not kept; a shorter one is never broken.
func (f *flow) keeps(l *laid, s *filling, gap unit.Length) bool {
	if s.empty && s.fresh || s.region.height >= unbounded {
		return true
	}
	behind, end := f.chain(f.at+1, l.spaceAfter(), s)
	need := gap + l.height() + behind
	f.keptTo = end
	return s.frame.height+need+s.region.notes.total() <= s.region.height || need > f.t.pageHeight
}

// chain returns the height of what must follow on the same page: the blocks from i on that
// are kept with their next and the head of the first that is not; after is the spacing that
// the block before asks for. end is the index of that last block.
func (f *flow) chain(i int, after unit.Length, s *filling) (height unit.Length, end int) {
	for last := i + maxChain; i < len(f.blocks) && i < last; i++ {
		p, ok := f.blocks[i].(*word.Paragraph)
		if !ok {
			break
		}
		next := f.laidAt(i, s.counts)
		if next.f.BreakBefore && !f.nested {
			return 0, i
		}
		height += max(after, next.f.Before)
		if !next.f.KeepNext || p.Section != nil {
			return height + next.headHeight(), i
		}
		height += next.height()
		after = next.spaceAfter()
	}
	if i < len(f.blocks) {
		if t, ok := f.blocks[i].(*word.Table); ok {
			height += after + f.t.headHeight(f, t, s.counts)
		}
	}
	return height, i
}

// maxChain bounds the paragraphs that are kept together.
const maxChain = 64

// below is the spacing after a paragraph of the flow. Word: automatic spacing vanishes at the
// end of a cell.
func (f *flow) below(l *laid) unit.Length {
	if l.f.AfterAuto && f.cell != nil && f.at == len(f.blocks)-1 {
		return 0
	}
	return l.spaceAfter()
}

// edge returns the room that a border takes above or below the text of a paragraph.
// Neighbours with equal borders share one box (ECMA-376-1 17.3.1.24).
func (f *flow) edge(l *laid, side int) unit.Length {
	b := l.f.Borders[side]
	if side == word.Top && f.boxed(f.at-1, l) || side == word.Bottom && f.boxed(f.at+1, l) {
		b = word.Border{}
		if side == word.Top {
			b = l.f.Borders[word.Between]
		}
	}
	if !b.Visible() {
		return 0
	}
	return b.Thickness() + b.Space
}

// boxed reports whether the block at i shares the box of borders of l.
func (f *flow) boxed(i int, l *laid) bool {
	if i < 0 || i >= len(f.blocks) {
		return false
	}
	p, ok := f.blocks[i].(*word.Paragraph)
	if !ok || !l.f.HasBorders() {
		return false
	}
	o := f.t.formatOf(p, f.cell)
	return o.Borders == l.f.Borders && o.Left == l.f.Left && o.Right == l.f.Right && min(o.First, 0) == min(l.f.First, 0)
}

// place puts n lines of a paragraph into the frame.
func (f *flow) place(l *laid, n int, gap unit.Length, s *filling) {
	y := s.frame.height + gap
	first, last := f.line == 0, f.line+n == len(l.lines)
	start := y
	var above, below unit.Length
	if first {
		above = f.edge(l, word.Top)
	}
	if last {
		below = f.edge(l, word.Bottom)
	}
	y += above
	if first && l.heading != "" {
		s.frame.items = append(s.frame.items, &bookmark{y: y, heading: &Heading{Level: l.f.Outline + 1, Text: l.heading, Para: f.t.ParaNumber(l.p)}})
	}
	back := len(s.frame.items)
	if l.f.Shade.On {
		s.frame.items = append(s.frame.items, nil)
	}
	f.t.paraTop = y
	for i := f.line; i < f.line+n; i++ {
		line := &l.lines[i]
		y += line.skip
		if f.counted(l) && line.shared == 0 {
			s.frame.items = append(s.frame.items, &lineMark{0, y + line.baseline, f.t.section.numbers})
		}
		s.frame.items = f.t.paint(s.frame.items, l, line, y)
		s.addNotes(notesOf(line))
		y += line.height
	}
	y += below
	s.frame.low = y - l.lines[f.line+n-1].leading
	if l.f.Shade.On {
		x, w := f.box(l)
		s.frame.items[back] = &item.Fill{X: x, Y: start, W: w, H: y - start, Color: l.f.Shade.Color}
	}
	if l.f.HasBorders() {
		s.frame.items = f.frameLines(s.frame.items, l, [2]unit.Length{start, y}, [2]bool{first, last})
	}
	f.line += n
	f.prev, f.after = l, 0
	if last {
		f.after = f.below(l)
		y += f.after
	}
	s.frame.height = y
	s.empty = false
}

// box returns the horizontal extent of a paragraph's borders and shading.
func (f *flow) box(l *laid) (x, w unit.Length) {
	from, to := l.f.Left+min(0, l.f.First), f.width-l.f.Right
	if b := l.f.Borders[word.Left]; b.Visible() {
		from -= b.Space
	}
	if b := l.f.Borders[word.Right]; b.Visible() {
		to += b.Space
	}
	return from, max(0, to-from)
}

// frameLines draws the borders of a piece of a paragraph.
func (f *flow) frameLines(items []item.Item, l *laid, y [2]unit.Length, end [2]bool) []item.Item {
	x, w := f.box(l)
	b := &l.f.Borders
	upper, lower := b[word.Top], b[word.Bottom]
	if f.boxed(f.at-1, l) {
		upper = b[word.Between]
	}
	if f.boxed(f.at+1, l) {
		lower = word.Border{}
	}
	if !end[0] {
		upper = word.Border{}
	}
	if !end[1] {
		lower = word.Border{}
	}
	return appendBox(items, [4]word.Border{word.Top: upper, word.Bottom: lower, word.Left: b[word.Left], word.Right: b[word.Right]},
		item.Rectangle{X: x - b[word.Left].Thickness(), Y: y[0], W: w + b[word.Left].Thickness() + b[word.Right].Thickness(), H: y[1] - y[0]})
}
