package layout

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// region is the room that a flow may fill: a column of a page, a cell, a header.
type region struct {
	height unit.Length // unbounded where there is no limit
	fresh  bool        // nothing stands in it: something must be placed even if it does not fit
	top    topKind
	counts counts
	notes  *noteArea  // takes the footnotes of lines placed here; nil: none can be
	ground *ground    // the page on which it lies; nil in cells, notes and text boxes
	origin item.Point // of its left upper corner on the page
}

const unbounded unit.Length = 1 << 50

// topKind tells what is above the first block of a region.
type topKind uint8

const (
	topKept topKind = iota // spacing before the first paragraph is kept
	topAuto                // an automatic page break: Word drops it
)

// frame is what one region holds: items that count from its left upper corner.
type frame struct {
	items  []item.Item
	height unit.Length
	low    unit.Length // where its text ends, without spacing below
	notes  []*note     // footnotes of its lines that still need a place
}

// stop tells why a flow stopped filling a region.
type stop uint8

const (
	stopNone   stop = iota
	stopDone        // nothing is left
	stopFull        // the region is full
	stopPage        // a page break
	stopColumn      // a column break
)

// flow is a sequence of blocks of which some are still to be laid out. fill takes a region
// and gives a frame; what did not fit stays in the flow for the next region. Bodies, cells,
// headers, notes and text boxes are all filled in this way.
type flow struct {
	t      *typesetter
	blocks []block
	cell   *cellFormat // the cell in which the blocks stand, nil for none
	width  unit.Length
	nested bool // not the body: page breaks do not count
	framed bool // stands in a frame or a floating table itself: floats of its blocks do not count
	flat   int  // frames before this block go into the flow

	at     int     // the block that comes next
	line   int     // lines of it that are placed
	laid   []*laid // paragraphs laid out ahead, by block
	table  *tableFlow
	ahead  *tableFlow // a table prepared to see how high its head is
	keptTo int        // blocks before this one have been kept with their next
	broken int        // the block before which a page break has been made, plus 1
	prev   *laid
	after  unit.Length // spacing after prev, already part of the height
}

func (t *typesetter) newFlow(blocks []block, cell *cellFormat, width unit.Length) *flow {
	return &flow{t: t, blocks: blocks, cell: cell, width: max(width, unit.Pt), laid: make([]*laid, len(blocks)), nested: true}
}

// rewind starts a flow anew; paragraphs that are laid out stay so.
func (f *flow) rewind() {
	f.at, f.line, f.table, f.keptTo, f.broken, f.prev, f.after = 0, 0, nil, 0, 0, nil, 0
}

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

// filling is the state of one call of fill.
type filling struct {
	region
	frame
	empty bool   // nothing is placed yet
	zones []zone // kept free for floating drawings
}

// take gives footnotes to the page, or to whom the frame goes.
func (s *filling) take(list []*note) {
	for _, n := range list {
		if s.region.notes == nil {
			s.frame.notes = append(s.frame.notes, n)
		} else {
			s.region.notes.take(n)
		}
	}
}

// fill lays out blocks until the region is full.
func (f *flow) fill(r region) (frame, stop) {
	s := &filling{region: r, empty: true}
	s.inherit()
	if f.line == 0 && f.at > 0 && r.fresh {
		f.after, f.prev = 0, nil
	}
	for f.at < len(f.blocks) {
		var why stop
		switch b := f.blocks[f.at].(type) {
		case *para:
			why = f.fillPara(b, s)
		case *table:
			why = f.fillTable(b, s)
		}
		if why != stopNone {
			return s.frame, why
		}
		if !f.nested {
			f.laid[f.at] = nil
		}
		f.at++
		f.line = 0
	}
	return s.frame, stopDone
}

// at returns the paragraph at index i laid out for this flow.
func (f *flow) laidAt(i int, n counts) *laid {
	l := f.laid[i]
	if l == nil || l.byPage && l.page != n.page && (i != f.at || f.line == 0) {
		l = f.t.lay(f.blocks[i].(*para), f.cell, f.width, n)
		f.laid[i] = l
	}
	return l
}

func (f *flow) fillPara(p *para, s *filling) stop {
	l := f.laidAt(f.at, s.counts)
	if l.hidden || f.collapsed(p) {
		return stopNone
	}
	if l.f.frame != nil && !f.framed && f.line == 0 && f.at >= f.flat {
		placed, why := f.fillFrame(l.f.frame, s)
		if placed {
			return why
		}
		f.flat = f.at + 1
	}
	if f.breaksBefore(l, s) {
		f.broken = f.at + 1
		return stopPage
	}
	gap, above, zones := f.gap(l, s), unit.Length(0), len(s.zones)
	if f.line == 0 {
		above = f.edge(l, top)
		if !s.reserve(f, l, s.frame.height+gap+above) {
			return stopFull
		}
	}
	l = f.weave(l, s, s.frame.height+gap+above)
	n := f.fitting(l, s, gap+above)
	if f.line == 0 && l.f.keepNext && f.at >= f.keptTo && !f.keeps(l, s, gap) {
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
			f.t.facts.add("overflow", p.place, "Dòng cao hơn phần còn lại của trang hoặc ô.")
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
func (f *flow) collapsed(p *para) bool {
	if len(p.content) > 0 || f.at == 0 || f.at < len(f.blocks)-1 {
		return false
	}
	if f.cell == nil {
		return p.section != nil
	}
	_, behind := f.blocks[f.at-1].(*table)
	return behind
}

// breaksBefore reports whether a paragraph must begin a page that it does not begin yet.
func (f *flow) breaksBefore(l *laid, s *filling) bool {
	return l.f.breakBefore && !f.nested && f.line == 0 && f.broken != f.at+1 && (!s.empty || !s.fresh)
}

// gap returns the space between the last block and the paragraph at f.at.
func (f *flow) gap(l *laid, s *filling) unit.Length {
	if f.line > 0 {
		return 0
	}
	before := l.f.before
	if l.f.beforeAuto {
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
	sameStyle := f.prev.f.style == l.f.style
	after := f.after
	if sameStyle && l.f.contextual {
		before = 0
	}
	if sameStyle && f.prev.f.contextual {
		return before - after
	}
	if f.t.addsSpacing && !(l.f.beforeAuto && f.prev.f.afterAuto) {
		return before
	}
	return max(before, after) - after // Word: the larger spacing counts
}

// autoSpacing is what Word takes for automatic spacing.
const autoSpacing = 14 * unit.Pt

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
			need += f.edge(l, bottom)
			if f.cell != nil && f.at == len(f.blocks)-1 { // a cell holds the spacing after its last paragraph
				need += f.below(l)
			}
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
	if l.f.keepLines && f.line == 0 {
		n = 0
	} else if f.cell == nil && (l.f.has&hasWidow == 0 || l.f.widow) { // rows break between any lines
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
		p, ok := f.blocks[i].(*para)
		if !ok {
			break
		}
		next := f.laidAt(i, s.counts)
		if next.f.breakBefore && !f.nested {
			return 0, i
		}
		height += max(after, next.f.before)
		if !next.f.keepNext || p.section != nil {
			return height + next.headHeight(), i
		}
		height += next.height()
		after = next.spaceAfter()
	}
	if i < len(f.blocks) {
		if t, ok := f.blocks[i].(*table); ok {
			height += after + f.t.headHeight(f, t, s.counts)
		}
	}
	return height, i
}

// maxChain bounds the paragraphs that are kept together.
const maxChain = 64

func (l *laid) height() unit.Length {
	var h unit.Length
	for i := range l.lines {
		h += l.lines[i].height
	}
	return h
}

func (l *laid) spaceAfter() unit.Length {
	if l.f.afterAuto {
		return autoSpacing
	}
	return l.f.after
}

// below is the spacing after a paragraph of the flow. Word: automatic spacing vanishes at the
// end of a cell.
func (f *flow) below(l *laid) unit.Length {
	if l.f.afterAuto && f.cell != nil && f.at == len(f.blocks)-1 {
		return 0
	}
	return l.spaceAfter()
}

// headHeight is the height of the lines that must stand together at the start.
func (l *laid) headHeight() unit.Length {
	n := len(l.lines)
	switch widow := l.f.has&hasWidow == 0 || l.f.widow; {
	case l.f.keepLines:
	case !widow:
		n = 1
	case n > 3:
		n = 2
	}
	var h unit.Length
	for i := range n {
		h += l.lines[i].height
	}
	return h - l.lines[n-1].leading // which may hang over the bottom
}

// edge returns the room that a border takes above or below the text of a paragraph.
// Neighbours with equal borders share one box (ECMA-376-1 17.3.1.24).
func (f *flow) edge(l *laid, side int) unit.Length {
	b := l.f.borders[side]
	if side == top && f.boxed(f.at-1, l) || side == bottom && f.boxed(f.at+1, l) {
		b = border{}
		if side == top {
			b = l.f.borders[between]
		}
	}
	if !b.visible() {
		return 0
	}
	return b.thickness() + b.space
}

// boxed reports whether the block at i shares the box of borders of l.
func (f *flow) boxed(i int, l *laid) bool {
	if i < 0 || i >= len(f.blocks) {
		return false
	}
	p, ok := f.blocks[i].(*para)
	if !ok || !l.f.hasBorders() {
		return false
	}
	o := f.t.formatOf(p, f.cell)
	return o.borders == l.f.borders && o.left == l.f.left && o.right == l.f.right && min(o.first, 0) == min(l.f.first, 0)
}

func (f *paraFormat) hasBorders() bool {
	for _, b := range f.borders {
		if b.visible() {
			return true
		}
	}
	return false
}

// place puts n lines of a paragraph into the frame.
func (f *flow) place(l *laid, n int, gap unit.Length, s *filling) {
	y := s.frame.height + gap
	first, last := f.line == 0, f.line+n == len(l.lines)
	start := y
	var above, below unit.Length
	if first {
		above = f.edge(l, top)
	}
	if last {
		below = f.edge(l, bottom)
	}
	y += above
	if first && l.heading != "" {
		s.frame.items = append(s.frame.items, &bookmark{y: y, heading: &Heading{Level: l.f.outline + 1, Text: l.heading, Para: f.t.paraNumber(l.p)}})
	}
	back := len(s.frame.items)
	if l.f.shade.on {
		s.frame.items = append(s.frame.items, nil)
	}
	f.t.paraTop = y
	for i := f.line; i < f.line+n; i++ {
		line := &l.lines[i]
		y += line.skip
		if f.counted(l) && line.shared == 0 {
			s.frame.items = append(s.frame.items, &lineMark{0, y + line.baseline, f.t.numbers})
		}
		s.frame.items = f.t.paint(s.frame.items, l, line, 0, y)
		s.take(notesOf(line))
		y += line.height
	}
	y += below
	s.frame.low = y - l.lines[f.line+n-1].leading
	if l.f.shade.on {
		x, w := f.box(l)
		s.frame.items[back] = &item.Fill{X: x, Y: start, W: w, H: y - start, Color: l.f.shade.color}
	}
	if l.f.hasBorders() {
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
	from, to := l.f.left+min(0, l.f.first), f.width-l.f.right
	if b := l.f.borders[left]; b.visible() {
		from -= b.space
	}
	if b := l.f.borders[right]; b.visible() {
		to += b.space
	}
	return from, max(0, to-from)
}

// frameLines draws the borders of a piece of a paragraph.
func (f *flow) frameLines(items []item.Item, l *laid, y [2]unit.Length, end [2]bool) []item.Item {
	x, w := f.box(l)
	b := &l.f.borders
	upper, lower := b[top], b[bottom]
	if f.boxed(f.at-1, l) {
		upper = b[between]
	}
	if f.boxed(f.at+1, l) {
		lower = border{}
	}
	if !end[0] {
		upper = border{}
	}
	if !end[1] {
		lower = border{}
	}
	return appendBox(items, [4]border{top: upper, bottom: lower, left: b[left], right: b[right]},
		item.Rectangle{X: x - b[left].thickness(), Y: y[0], W: w + b[left].thickness() + b[right].thickness(), H: y[1] - y[0]})
}
