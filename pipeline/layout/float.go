package layout

import "vanthu/pipeline/unit"

// zone is a stretch of a region that lines must leave free for a floating drawing.
type zone struct{ from, to unit.Length }

// maxZones bounds the drawings of a region that lines give way to.
const maxZones = 64

// minBeside is how much room text needs beside a drawing; Word wants an inch.
const minBeside = unit.Inch

// span is a stretch of a line.
type span struct{ from, to unit.Length }

// side is the place of a drawing beside which text flows, with its distance from the text;
// x counts from the left edge of the flow.
type side struct {
	zone
	x     span
	flows string // as in drawing
}

// reserve keeps the places free of the drawings that are anchored in a paragraph whose first
// line would stand at y; false means that one of them does not fit into the region.
func (s *filling) reserve(f *flow, l *laid, y unit.Length) bool {
	if !l.floats {
		return true
	}
	zones, sides := len(s.zones), len(s.sides)
	for i := range l.lines {
		for j := range l.lines[i].atoms {
			d := l.lines[i].atoms[j].object
			if d == nil || !d.anchored || d.behind || !d.alone && !d.beside {
				continue
			}
			if d.vert.from != "paragraph" && d.vert.from != "line" || d.vert.align != "" && d.vert.align != "top" {
				f.t.facts.add("feature", l.p.place, "Chữ không tránh hình nổi đặt theo trang; hình đứng đúng chỗ của nó.")
				continue
			}
			from := y + d.vert.offset
			if from+d.height > s.region.height && !(s.empty && s.fresh) {
				s.zones, s.sides = s.zones[:zones], s.sides[:sides]
				return false
			}
			s.keepFree(side{zone{from - d.above, from + d.height + d.below}, f.acrossOf(d), d.flows}, d.alone, f.width)
		}
	}
	return true
}

// acrossOf returns the stretch that a drawing keeps free across a flow.
func (f *flow) acrossOf(d *drawing) span {
	x := f.across(d.horz, d.width)
	return span{x - d.before, x + d.width + d.after}
}

// across returns where something that floats stands across a flow. In cells and headers,
// places that count from the page count from the cell.
func (f *flow) across(at axis, width unit.Length) unit.Length {
	areas := map[string][2]unit.Length{"column": {0, f.width}}
	if p := f.t.sheet; p != nil && !f.nested {
		areas["page"] = [2]unit.Length{-f.t.columnLeft, p.width}
		areas["margin"] = [2]unit.Length{p.left + p.gutter - f.t.columnLeft, p.textWidth()}
		areas["leftMargin"] = [2]unit.Length{-f.t.columnLeft, p.left}
		areas["rightMargin"] = [2]unit.Length{p.width - p.right - f.t.columnLeft, p.right}
	}
	return at.place(width, areas, "column")
}

// keepFree notes the place of a drawing or table: a zone over the whole width where it
// stands alone or no text has room beside it.
func (s *filling) keepFree(d side, alone bool, width unit.Length) {
	if len(s.zones)+len(s.sides) >= maxZones || d.x.to <= 0 || d.x.from >= width {
		return
	}
	if alone || d.x.from < minBeside && width-d.x.to < minBeside {
		s.zones = append(s.zones, d.zone)
		return
	}
	s.sides = append(s.sides, d)
}

// floatTable places a floating table that counts from the paragraph behind it, so that text
// flows beside it. floats is false where the table must stand in the flow instead: it counts
// from the page, or is higher than the region.
func (f *flow) floatTable(tb *table, s *filling) (why stop, floats bool) {
	at := tb.props.float
	if at.vert != "text" && at.vert != "" || at.ySpec != "" {
		return stopNone, false
	}
	still := *tb
	still.props.float = nil
	lt := f.t.prepare(&still, f.width, true, s.counts)
	fr, _ := f.t.newFlow([]block{&still}, nil, f.width).fill(region{height: unbounded, fresh: true, counts: s.counts})
	y := s.frame.height + at.y
	if y+fr.height > s.region.height {
		return stopFull, !s.empty || !s.fresh
	}
	width := lt.edges[len(lt.edges)-1]
	place := axis{from: at.horz, align: at.xSpec, offset: at.x}
	if place.from == "text" || place.from == "" {
		place.from = "column"
	}
	x := f.across(place, width)
	move(fr.items, x-lt.x, y)
	s.frame.items = append(s.frame.items, fr.items...)
	s.take(fr.notes)
	s.keepFree(side{zone{y - at.before, y + fr.height + at.after}, span{x - at.left, x + width + at.right}, ""}, false, f.width)
	return stopNone, true
}

// rooms returns the stretches beside drawings in which text of a line between y and
// y+height may stand, from left to right; all of the width where there is no drawing. Where
// none is wide enough, next is where the first of the drawings ends.
func (s *filling) rooms(y, height, width unit.Length) (free []span, next unit.Length) {
	free, next = []span{{0, width}}, unbounded
	for _, d := range s.sides {
		if y >= d.to || y+height <= d.from {
			continue
		}
		next = min(next, d.to)
		var rest []span
		for _, r := range free {
			before, after := span{r.from, min(r.to, d.x.from)}, span{max(r.from, d.x.to), r.to}
			leftOnly := d.flows == "left" || d.flows == "largest" && d.x.from >= width-d.x.to
			rightOnly := d.flows == "right" || d.flows == "largest" && !leftOnly
			if !rightOnly && before.to-before.from >= minBeside {
				rest = append(rest, before)
			}
			if !leftOnly && after.to-after.from >= minBeside {
				rest = append(rest, after)
			}
		}
		free = rest
	}
	return free, next
}

// flowAround breaks what is left of a paragraph, whose next line stands at y, into lines
// that give way to the drawings of the region. Lines on both sides of a drawing stand at
// the same height: all but the last are counted as 0 high.
func (f *flow) flowAround(l *laid, s *filling, y unit.Length) *laid {
	t := f.t
	again := *l
	again.lines, again.aside = append([]line(nil), l.lines[:f.line]...), len(s.sides) > 0
	var atoms []atom
	for _, line := range l.lines[f.line:] {
		atoms = append(atoms, line.atoms...)
	}
	b := newBreaker(l.f, atoms, f.width, t.defaultTab)
	b.margin, b.lines = t.margin, f.line
	var sample line
	t.setHeight(&sample, l)
	for more := true; more; {
		y = s.clear(y, sample.height)
		free, next := s.rooms(y, sample.height, f.width)
		if len(free) == 0 {
			s.zones = append(s.zones, zone{y, next})
			continue
		}
		row := len(again.lines)
		for _, r := range free {
			if b.room = r; r == (span{0, f.width}) {
				b.room = span{}
			}
			line := b.next()
			t.setHeight(&line, l)
			again.lines = append(again.lines, line)
			more = line.end != endParagraph && (b.at < len(b.atoms) || line.end != endPage && line.end != endColumn)
			if !more || line.end != endWrap {
				break
			}
		}
		y += level(again.lines[row:])
	}
	return &again
}

// level makes lines that stand beside each other one row and returns its height.
func level(row []line) unit.Length {
	var height, baseline unit.Length
	for i := range row {
		height, baseline = max(height, row[i].height), max(baseline, row[i].baseline)
	}
	last := len(row) - 1
	for i := range row[:last] {
		row[i].height, row[i].leading, row[i].baseline = 0, -height, baseline
	}
	row[last].height, row[last].baseline = height, baseline
	return height
}

// clear returns where a line of a given height may stand at or below y.
func (s *filling) clear(y, height unit.Length) unit.Length {
	for again := true; again; {
		again = false
		for _, z := range s.zones {
			if y < z.to && y+height > z.from {
				y, again = z.to, true
			}
		}
	}
	return y
}
