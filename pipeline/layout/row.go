package layout

import (
	"slices"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// openCell is a vertically merged cell whose last row has not been placed yet.
type openCell struct {
	c     *laidCell
	from  unit.Length // top of it in the present frame
	split bool        // a part of it stands on an earlier page
	nest  *nest       // where its items go, in the order of reading
	ready bool        // its frame holds what goes on this page
}

// sheet is the part of a table that goes into one region.
type sheet struct {
	f      *flow
	tf     *tableFlow
	lt     *laidTable
	s      *filling
	above  *laidRow     // the row above on this page
	vert   []*item.Line // vertical borders that may go on, by column edge
	placed bool         // a row other than repeated headings is placed
}

// fillTable lays out rows of a table until the region is full.
func (f *flow) fillTable(tb *word.Table, s *filling) stop {
	floats := tb.Props.Float != nil && !f.framed && f.t.floats(tb)
	if floats && f.table == nil {
		if placed, why := f.fillFloating(tb, s); placed {
			return why
		}
	}
	if f.table == nil {
		f.table = f.ahead
		if f.table == nil || f.table.lt.tb != tb {
			f.table = &tableFlow{lt: f.t.prepare(tb, f.width, f.nested, s.counts)}
		}
		f.ahead = nil
		if floats {
			f.sinkFloat(f.table.lt, s)
		}
		s.noteWide(f.table.lt, f.table.lt.x)
	}
	tf := f.table
	s.frame.height = s.clear(s.frame.height, tf.lt.across(), unit.Inch/8)
	sh := &sheet{f: f, tf: tf, lt: tf.lt, s: s, vert: make([]*item.Line, len(tf.lt.edges))}
	tf.lt.counts = s.counts
	for _, o := range tf.open { // merged cells that go on from the page before
		o.nest, o.from = new(nest), s.frame.height
		s.frame.items = append(s.frame.items, o.nest)
	}
	if (tf.row > 0 || tf.rest != nil) && tf.row >= tf.lt.headers {
		sh.repeatHeaders()
	}
	for tf.row < len(tf.lt.rows) {
		if !sh.next() {
			sh.close()
			return stopFull
		}
	}
	sh.close()
	f.table, f.prev, f.after = nil, nil, 0
	return stopNone
}

// room is the height that is left in the region.
func (sh *sheet) room() unit.Length {
	return sh.s.region.height - sh.s.frame.height - sh.s.region.notes.total()
}

// repeatHeaders places the heading rows again at the top of a page.
func (sh *sheet) repeatHeaders() {
	lt := sh.lt
	var h unit.Length
	for i := range lt.headers {
		h += lt.measure(i)
	}
	if lt.headers == 0 || h > sh.room()-unit.Inch { // headings that would leave no room are not repeated
		return
	}
	for _, o := range sh.tf.open {
		o.from += h
	}
	open, rest := sh.tf.open, sh.tf.rest
	sh.tf.open, sh.tf.rest = nil, nil
	from := len(sh.s.frame.items)
	for i := range lt.headers {
		for j := range lt.rows[i].cells {
			lt.rows[i].cells[j].ready = false
		}
		sh.placeRow(i, lt.rows[i].height)
	}
	sh.s.frame.items = append(sh.s.frame.items[:from], asCopy(sh.s.frame.items[from:])...)
	sh.tf.open, sh.tf.rest = open, rest
}

// next places the next row or a piece of it; false when the region is full.
func (sh *sheet) next() bool {
	tf, lt := sh.tf, sh.lt
	if tf.rest != nil {
		return sh.goOn()
	}
	i := tf.row
	h := lt.measure(i)
	if need, ends := sh.merged(i); ends {
		h = max(lt.rows[i].own, need)
	}
	if sh.fits(i, h) {
		sh.placeRow(i, h)
		tf.row++
		sh.placed, sh.s.empty = true, false
		return true
	}
	fresh := sh.s.empty && sh.s.fresh && !sh.placed
	r := &lt.rows[i]
	if h > r.own && !r.props.Exact && sh.fits(i, r.own) {
		sh.placeUnder(i)
		return false
	}
	if r.props.Exact || r.props.CantSplit && !fresh || i < lt.headers && !fresh {
		return sh.orOverflow(i, h, fresh)
	}
	return sh.split(i, fresh)
}

// placeUnder places a row that would fit but for a merged cell that ends in it: its own cells
// whole; the merged one goes on on the next page.
func (sh *sheet) placeUnder(i int) {
	r := &sh.lt.rows[i]
	rest := make([]*flow, len(r.cells))
	frames := make([]frame, len(r.cells))
	for j := range r.cells {
		if c := &r.cells[j]; c.last == i && c.props.Merge != word.MergeGoOn {
			frames[j], rest[j] = c.frame, sh.lt.t.newFlow(nil, c.format, sh.lt.inner(c))
		}
	}
	sh.placePiece(i, frames, rest)
}

// orOverflow leaves a row to the next page, or places it where no page would be better.
func (sh *sheet) orOverflow(i int, h unit.Length, fresh bool) bool {
	if !fresh {
		return false
	}
	sh.lt.t.Facts.Add("overflow", sh.lt.rowPlace(i), "Hàng cao hơn trang mà không được phép ngắt.")
	sh.placeRow(i, h)
	sh.tf.row++
	sh.placed, sh.s.empty = true, false
	return true
}

// fits reports whether row i fits, with the rows that it must be kept with.
func (sh *sheet) fits(i int, h unit.Length) bool {
	room := sh.room()
	h += sh.notesOf(i)
	if i < len(sh.lt.rows)-1 { // the border below closes the page
		h += sh.lt.bottomEdge(i)
	}
	if h > room {
		return false
	}
	if !sh.lt.rows[i].keep || sh.s.empty && sh.s.fresh || room >= unbounded/2 {
		return true
	}
	j := i + 1
	for ; j < len(sh.lt.rows) && j < i+maxChain; j++ {
		h += sh.lt.measure(j)
		if !sh.lt.rows[j].keep || h > sh.lt.t.pageHeight {
			break
		}
	}
	if j == len(sh.lt.rows) { // the last row is kept with what follows the table
		behind, _ := sh.f.chain(sh.f.at+1, 0, sh.s)
		h += behind
	}
	return h <= room || h > sh.lt.t.pageHeight
}

// notesOf is the height that the footnotes of row i add to the page.
func (sh *sheet) notesOf(i int) unit.Length {
	area := sh.s.region.notes
	if area == nil {
		return 0
	}
	hold := area.hold()
	for j := range sh.lt.rows[i].cells {
		for _, n := range sh.lt.rows[i].cells[j].frame.notes {
			hold.add(n)
		}
	}
	return hold.height - area.total()
}

// split breaks a row that does not fit: every cell gets what fits of it. Where a cell
// could not even begin, or all would fit but for the height asked, the row goes to the next
// page whole.
func (sh *sheet) split(i int, fresh bool) bool {
	r := &sh.lt.rows[i]
	room := sh.room() - sh.lt.bottomEdge(i)
	rest := make([]*flow, len(r.cells))
	frames := make([]frame, len(r.cells))
	whole := true
	for j := range r.cells {
		c := &r.cells[j]
		if c.props.Merge == word.MergeGoOn || c.last > i || c.turned {
			continue
		}
		f := sh.lt.t.newFlow(c.c.Blocks, c.format, sh.lt.inner(c))
		f.laid = sh.lt.flowOf(c).laid
		fr, why := f.fill(region{height: room - c.margins.At[word.Top] - c.margins.At[word.Bottom], fresh: fresh, counts: sh.lt.counts})
		if why != stopDone {
			whole = false
			if fr.height == 0 && !fresh {
				return false
			}
		}
		frames[j], rest[j] = fr, f
	}
	if whole && !fresh {
		return false
	}
	if whole {
		return sh.orOverflow(i, sh.lt.rows[i].height, fresh)
	}
	sh.placePiece(i, frames, rest)
	return false
}

// placePiece places the part of a row that fits on this page.
func (sh *sheet) placePiece(i int, frames []frame, rest []*flow) {
	r := &sh.lt.rows[i]
	room := sh.room() - sh.lt.bottomEdge(i)
	for j := range r.cells {
		c := &r.cells[j]
		if c.props.Merge == word.MergeGoOn || c.last > i || c.turned {
			continue
		}
		c.frame, c.ready = frames[j], true
	}
	sh.tf.rest = rest
	sh.placeRow(i, room)
	sh.tf.used += room
	sh.s.empty, sh.placed = false, true
}

// goOn lays out the rest of a row that began on an earlier page.
func (sh *sheet) goOn() bool {
	i := sh.tf.row
	r := &sh.lt.rows[i]
	room := sh.room() - sh.lt.bottomEdge(i)
	frames := make([]frame, len(r.cells))
	h, done := unit.Length(0), true
	for j := range r.cells {
		c := &r.cells[j]
		f := sh.tf.rest[j]
		if f == nil {
			continue
		}
		fr, why := f.fill(region{height: room - c.margins.At[word.Top] - c.margins.At[word.Bottom], fresh: true, counts: sh.lt.counts})
		frames[j] = fr
		h = max(h, fr.height+c.margins.At[word.Top]+c.margins.At[word.Bottom])
		done = done && why == stopDone
	}
	for _, o := range sh.tf.open {
		if o.c.last != i || o.c.turned {
			continue
		}
		above := sh.s.frame.height - o.from
		f, margins := sh.lt.flowOf(o.c), o.c.margins.At[word.Top]+o.c.margins.At[word.Bottom]
		if !o.split {
			f.rewind()
		}
		fr, why := f.fill(region{height: above + room - margins, fresh: true, counts: sh.lt.counts})
		o.c.frame, o.ready = fr, true
		h = max(h, fr.height+margins-above)
		done = done && why == stopDone
	}
	if !done {
		sh.placePiece(i, frames, sh.tf.rest)
		return false
	}
	for j := range r.cells {
		if sh.tf.rest[j] != nil {
			r.cells[j].frame, r.cells[j].ready = frames[j], true
		}
	}
	h = max(h, min(r.props.Height-sh.tf.used, room))
	sh.tf.rest, sh.tf.used = nil, 0
	sh.placeRow(i, h)
	sh.tf.row++
	sh.s.empty, sh.placed = false, true
	return true
}

// placeRow puts row i, or the piece of it whose frames are ready, into the frame.
func (sh *sheet) placeRow(i int, h unit.Length) {
	lt, y := sh.lt, sh.s.frame.height
	r := &lt.rows[i]
	for j := range r.cells {
		c := &r.cells[j]
		x := lt.x + lt.edges[c.from]
		w := lt.edges[c.to] - lt.edges[c.from]
		if c.props.Merge == word.MergeGoOn {
			continue
		}
		if c.last > i {
			if sh.opened(c) {
				continue
			}
			o := &openCell{c: c, from: y, nest: new(nest)}
			sh.s.frame.items = append(sh.s.frame.items, o.nest)
			sh.tf.open = append(sh.tf.open, o)
			continue
		}
		if c.props.Shade.On {
			sh.s.frame.items = append(sh.s.frame.items, &item.Fill{X: x, Y: y, W: w, H: h, Color: c.props.Shade.Color})
		}
		sh.again(c)
		sh.s.frame.items = append(sh.s.frame.items, sh.put(c, x, y, h)...)
		if i >= lt.headers { // what is placed is not needed again
			c.flow = nil
		}
	}
	sh.borders(r, y, h)
	sh.s.frame.height, sh.s.frame.low = y+h, y+h
	sh.above = r
	sh.closeMerged(i)
}

// opened reports whether a merged cell is open: its first row began on an earlier page.
func (sh *sheet) opened(c *laidCell) bool {
	return slices.ContainsFunc(sh.tf.open, func(o *openCell) bool { return o.c == c })
}

// again lays out a cell of a heading that is repeated: its frame stands on an earlier page,
// and so do its footnotes, to which the copy does not refer.
func (sh *sheet) again(c *laidCell) {
	if c.ready {
		return
	}
	f := sh.lt.flowOf(c)
	f.rewind()
	f.forgetNotes()
	sh.lt.t.copying = true
	c.frame, _ = f.fill(region{height: unbounded, fresh: true, counts: sh.lt.counts})
	sh.lt.t.copying = false
	if c.turned {
		c.turn()
	}
}

// put places a cell's frame by its vertical alignment, gives its items and forgets them.
func (sh *sheet) put(c *laidCell, x, y, h unit.Length) []item.Item {
	dy := c.margins.At[word.Top]
	free := h - c.need()
	if free > 0 && !c.turned {
		switch c.props.VAlign {
		case "center", "both":
			dy += free / 2
		case "bottom":
			dy += free
		}
	}
	x += c.margins.At[word.Left]
	left, right := x, x+sh.lt.inner(c)
	if c.turned {
		x += c.aside(right - left)
	}
	items := c.frame.items
	sh.s.addNotes(c.frame.notes)
	item.Move(items, x, y+dy)
	if c.turned && c.depth > right-left {
		items = sh.coverTurned(c, items, extent{left, right - left})
	}
	if free < 0 && !c.turned && sh.lt.rows[c.last].props.Exact {
		items = sh.cover(c, items, y+h)
	}
	c.frame, c.ready = frame{height: c.frame.height}, false
	return items
}

// closeMerged places the merged cells that end in row i.
func (sh *sheet) closeMerged(i int) {
	open := sh.tf.open[:0]
	for _, o := range sh.tf.open {
		if o.c.last > i || o.c.last == i && sh.tf.rest != nil {
			open = append(open, o)
			continue
		}
		switch {
		case o.ready:
		case o.split:
			o.c.frame, _ = sh.lt.flowOf(o.c).fill(region{height: unbounded, fresh: true, counts: sh.lt.counts})
		default:
			sh.again(o.c)
		}
		sh.fillNest(o)
		if i >= sh.lt.headers {
			o.c.flow = nil
		}
	}
	sh.tf.open = open
}

// fillNest places the content of a merged cell over its rows on this page, with its
// background.
func (sh *sheet) fillNest(o *openCell) {
	c := o.c
	x, h := sh.lt.x+sh.lt.edges[c.from], sh.s.frame.height-o.from
	if c.props.Shade.On {
		w := sh.lt.edges[c.to] - sh.lt.edges[c.from]
		o.nest.items = append(o.nest.items, &item.Fill{X: x, Y: o.from, W: w, H: h, Color: c.props.Shade.Color})
	}
	o.nest.items = append(o.nest.items, sh.put(c, x, o.from, h)...)
}

// merged returns the height that row i must have for the merged cells that end in it, of which
// a part stands on an earlier page; ends is false where there is none.
func (sh *sheet) merged(i int) (need unit.Length, ends bool) {
	if sh.lt.rows[i].props.Exact {
		return 0, false
	}
	for _, o := range sh.tf.open {
		if o.c.last == i && o.split {
			need, ends = max(need, sh.left(o)-(sh.s.frame.height-o.from)), true
		}
	}
	return need, ends
}

// left is the height of what is still to be placed of a merged cell that has been split;
// unbounded while a table in it is.
func (sh *sheet) left(o *openCell) unit.Length {
	f := *sh.lt.flowOf(o.c)
	if f.table != nil {
		return unbounded / 2
	}
	f.laid = append([]*laid(nil), f.laid...)
	fr, _ := f.fill(region{height: unbounded, fresh: true, counts: sh.lt.counts})
	return fr.height + o.c.margins.At[word.Top] + o.c.margins.At[word.Bottom]
}

// close ends the table on this page: merged cells that go on get what fits here, and the
// lower borders are drawn.
func (sh *sheet) close() {
	for _, o := range sh.tf.open {
		if o.c.turned {
			continue
		}
		f := sh.lt.flowOf(o.c)
		if !o.split {
			f.rewind()
		}
		h := sh.s.frame.height - o.from
		if !o.ready {
			o.c.frame, _ = f.fill(region{height: h - o.c.margins.At[word.Top] - o.c.margins.At[word.Bottom], fresh: o.split && sh.s.fresh, counts: sh.lt.counts})
		}
		sh.fillNest(o)
		o.split, o.ready, o.from, o.nest = true, false, 0, nil
	}
	if sh.above != nil {
		sh.edge(sh.above, nil, sh.s.frame.height)
	}
}

// borders draws the upper edges of a row and its vertical ones.
func (sh *sheet) borders(r *laidRow, y, h unit.Length) {
	sh.edge(sh.above, r, y)
	lt := sh.lt
	for e := range lt.edges {
		b := word.Border{}
		for j := range r.cells {
			c := &r.cells[j]
			if c.from == e {
				b = word.Stronger(b, c.props.Borders[word.Left])
			}
			if c.to == e {
				b = word.Stronger(b, c.props.Borders[word.Right])
			}
		}
		sh.vertical(e, b, y, h)
	}
}

// vertical draws a vertical edge; one that goes on from the row above is made longer.
func (sh *sheet) vertical(e int, b word.Border, y, h unit.Length) {
	if !b.Visible() {
		sh.vert[e] = nil
		return
	}
	if l := sh.vert[e]; l != nil && l.Y2 == y && l.Width == b.Width && l.Color == b.Color && b.Thickness() == b.Width {
		l.Y2 = y + h
		return
	}
	x, side := sh.lt.x+sh.lt.edges[e], word.Left
	if e == len(sh.lt.edges)-1 {
		side = word.Right
	}
	sh.s.frame.items = appendBorder(sh.s.frame.items, b, edge{side: side, a: item.Point{X: x, Y: y}, b: item.Point{X: x, Y: y + h}})
	sh.vert[e] = sh.s.frame.items[len(sh.s.frame.items)-1].(*item.Line)
}

// edge draws the horizontal edge between two rows; either may be missing.
func (sh *sheet) edge(upper, lower *laidRow, y unit.Length) {
	lt := sh.lt
	cols := len(lt.edges) - 1
	from, cur := 0, word.Border{}
	for e := 0; e <= cols; e++ {
		b := word.Border{}
		if e < cols {
			b = edgeAt(upper, lower, e)
		}
		if e < cols && b == cur {
			continue
		}
		if cur.Visible() && e > from {
			at, side := y+cur.Thickness()/2, word.Top
			if lower == nil {
				at, side = y-cur.Thickness()/2, word.Bottom
			}
			sh.s.frame.items = appendBorder(sh.s.frame.items, cur, edge{side: side, a: item.Point{X: lt.x + lt.edges[from], Y: at}, b: item.Point{X: lt.x + lt.edges[e], Y: at}})
		}
		from, cur = e, b
	}
}

// edgeAt resolves the border between two rows in grid column e.
func edgeAt(upper, lower *laidRow, e int) word.Border {
	a, b := word.Border{}, word.Border{}
	if upper != nil {
		if c := upper.at(e); c != nil {
			a = c.props.Borders[word.Bottom]
		}
	}
	if lower != nil {
		if c := lower.at(e); c != nil {
			if c.props.Merge == word.MergeGoOn && upper != nil {
				return word.Border{}
			}
			b = c.props.Borders[word.Top]
		}
	}
	return word.Stronger(a, b)
}

// at returns the cell over grid column e, nil for none.
func (r *laidRow) at(e int) *laidCell {
	for j := range r.cells {
		if c := &r.cells[j]; c.from <= e && e < c.to {
			return c
		}
	}
	return nil
}
