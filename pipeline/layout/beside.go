package layout

import "vanthu/pipeline/unit"

// maxBrokenAgain bounds the atoms that are broken into lines again because something floats; a
// document that reaches it has its text stand over what floats, which is reported.
const maxBrokenAgain = 20_000_000

// breakBeside breaks the lines of a paragraph that are still to be placed anew, so that they leave
// the zones of the region free; the first stands at y. Lines below the region are broken for
// the full width: they come to another one, where breakBeside is called again.
func (f *flow) breakBeside(l *laid, s *filling, y unit.Length) *laid {
	if !l.beside && !s.obstructed(y) {
		return l
	}
	w := *l
	w.lines = append([]line(nil), l.lines[:f.line]...)
	w.beside = len(s.zones) > 0
	atoms := joined(l.lines[f.line:])
	if f.t.brokenAgain += len(atoms); f.t.brokenAgain > maxBrokenAgain {
		f.t.Facts.Add("feature", l.p.Place, "Quá nhiều chữ đứng cạnh hình nổi: chữ không tránh hình nữa.")
		return l
	}
	b := f.t.breaker(l.f, atoms, f.cell, l.width)
	b.tolerance = unit.Twip // as edges of columns, those of what floats are rounded
	b.lines = f.line
	for more := true; more; {
		var row []line
		if y < s.region.height && s.obstructed(y) {
			row = f.row(b, &w, s, y)
		} else {
			row = []line{b.next()}
			f.t.setHeight(&row[0], &w)
		}
		w.lines = append(w.lines, row...)
		y += row[0].skip + row[len(row)-1].height
		more = !b.ended(&row[len(row)-1])
	}
	f.laid[f.at] = &w
	return &w
}

// row breaks off what stands at one height beside zones: a line for each span in which
// something fits, at y or as far below as there is room. The last holds the height of all.
func (f *flow) row(b *breaker, l *laid, s *filling, y unit.Length) []line {
	from, to := b.edges()
	height := l.mark.ascent + l.mark.descent
	for top := y; ; {
		begin := b.at
		var row []line
		for _, e := range s.spans(top, height, from, to) {
			if n := len(row); n > 0 && (b.ended(&row[n-1]) || row[n-1].end == endPage || row[n-1].end == endColumn) {
				break
			}
			next, ok := b.nextIn(e, len(row) == 0)
			if !ok {
				continue
			}
			f.t.setHeight(&next, l)
			row = append(row, next)
		}
		if len(row) > 0 {
			if tall := level(row); tall <= height {
				row[0].skip = top - y
				return row
			} else {
				height = tall // a taller line may meet further zones
			}
			if same(s.spans(top, height, from, to), row) {
				row[0].skip = top - y
				return row
			}
			b.back(begin)
			continue
		}
		top = s.below(top, height)
	}
}

// level gives the lines of a row one baseline and returns their height, which only the last
// one adds to the paragraph.
func level(row []line) unit.Length {
	var above, below, leading unit.Length
	for i := range row {
		above, below = max(above, row[i].baseline), max(below, row[i].height-row[i].baseline)
		leading = max(leading, row[i].leading)
	}
	for i := range row {
		row[i].baseline, row[i].leading = above, leading
		row[i].height, row[i].shared = 0, above+below
	}
	last := &row[len(row)-1]
	last.height, last.shared = last.shared, 0
	return last.height
}

// same reports whether the lines of a row stand in the spans given.
func same(spans []extent, row []line) bool {
	for i := range row {
		ok := false
		for _, e := range spans {
			ok = ok || row[i].span == e
		}
		if !ok {
			return false
		}
	}
	return true
}

// below is where the first of the zones that a line at y meets ends.
func (s *filling) below(y, height unit.Length) unit.Length {
	next := unbounded
	for i := range s.zones {
		if z := &s.zones[i]; z.meets(y, height) {
			next = min(next, z.y+z.h)
		}
	}
	if next == unbounded { // none: cannot be, for then the line is free
		return y + height
	}
	return next
}

// edges returns the edges of the next line.
func (b *breaker) edges() (from, to unit.Length) {
	if b.lines == 0 {
		return b.first, b.right
	}
	return b.left, b.right
}

// nextIn breaks off a line that stands in a span; false where no word fits in it. The indents
// of a paragraph count from what floats at its left; outer is true for the first span.
func (b *breaker) nextIn(e extent, outer bool) (line, bool) {
	from, to := b.edges()
	if e.from <= from && e.from+e.size >= to {
		l := b.next()
		l.span = e
		return l, true
	}
	left, first, right := b.left, b.first, b.right
	if outer && e.from > from {
		b.left, b.first = e.from+max(0, left), e.from+max(0, first)
	} else {
		b.left, b.first = max(left, e.from), max(first, e.from)
	}
	b.right = e.from + e.size
	if x, _ := b.edges(); !b.fits(b.right - x) {
		b.left, b.first, b.right = left, first, right
		return line{}, false
	}
	l := b.next()
	b.left, b.first, b.right = left, first, right
	l.span = e
	return l, true
}

// fits reports whether what stands before the next break opportunity fits in a width.
func (b *breaker) fits(width unit.Length) bool {
	for i := b.at; i < len(b.atoms) && width >= 0; i++ {
		a := &b.atoms[i]
		switch a.kind {
		case atomSpace, atomTab, atomLineBreak, atomPageBreak, atomColumnBreak:
			return true
		}
		if width -= a.width; a.canBreak {
			return width >= 0
		}
	}
	return width >= 0
}

// back takes the lines from an atom on back.
func (b *breaker) back(at int) {
	if b.whole.ink != nil && b.split >= at && b.split < len(b.atoms) {
		b.atoms[b.split] = b.whole
	}
	b.at = at
	if at == 0 {
		b.lines = 0
	}
}

// whole takes back lines at the end of n that share their row with the next.
func (l *laid) whole(from, n int) int {
	for n > 0 && l.lines[from+n-1].shared > 0 {
		n--
	}
	return n
}
