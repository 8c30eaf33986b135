package layout

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// What floats (a drawing, a frame, a table) stands at a place of its own, and lines leave
// that place free. spot finds the place, a zone keeps it free, spans says what a zone leaves
// of a line; how lines are broken into spans stands in weave.go.

// zone is a rectangle that lines must leave free; it counts from the corner of its region.
type zone struct {
	x, y, w, h unit.Length
	sides      sides
}

// sides says where text may stand beside something that floats.
type sides uint8

const (
	bothSides sides = iota
	noSide          // above and below only
	leftSide
	rightSide
	largestSide
)

// maxZones bounds what lines of a page give way to.
const maxZones = 64

// minBeside is the room that text needs beside something that floats; Word wants an inch.
const minBeside = unit.Inch

// ground is the page under a region: what floats may count from its edges and margins, and
// its zones hold for all regions of the page.
type ground struct {
	*section
	x           unit.Length // of the text area
	top, bottom unit.Length
	zones       []zone // count from the corner of the page
}

// extent is a stretch on one axis: where it begins and how long it is.
type extent struct{ from, size unit.Length }

// across returns the horizontal extent that a position may count from.
func (g *ground) across(name string) (extent, bool) {
	switch name {
	case "page":
		return extent{0, g.width}, true
	case "margin":
		return extent{g.x, g.textWidth()}, true
	case "leftMargin", "insideMargin":
		return extent{0, g.x}, true
	case "rightMargin", "outsideMargin":
		return extent{g.x + g.textWidth(), g.width - g.x - g.textWidth()}, true
	}
	return extent{}, false
}

// down returns the vertical extent that a position may count from.
func (g *ground) down(name string) (extent, bool) {
	switch name {
	case "page":
		return extent{0, g.height}, true
	case "margin":
		return extent{g.top, g.bottom - g.top}, true
	case "topMargin", "insideMargin":
		return extent{0, g.top}, true
	case "bottomMargin", "outsideMargin":
		return extent{g.bottom, g.height - g.bottom}, true
	}
	return extent{}, false
}

// trial returns a copy on which a layout can be tried.
func (g *ground) trial() *ground {
	if g == nil {
		return nil
	}
	c := *g
	c.zones = c.zones[:len(c.zones):len(c.zones)]
	return &c
}

// axis says where something that floats stands in one direction.
type axis struct {
	from   string // "page", "margin", "column", "character", "paragraph", "line", …
	align  string // "left", "center", "right", "top", "bottom"; "" where offset counts
	offset unit.Length
}

// in returns the position in an extent of something of a size.
func (a axis) in(e extent, size unit.Length) unit.Length {
	switch a.align {
	case "center":
		return e.from + (e.size-size)/2
	case "right", "bottom", "outside":
		return e.from + e.size - size
	case "left", "top", "inside":
		return e.from
	}
	return e.from + a.offset
}

// spot returns where something stands in the region whose text is f.width wide and goes on
// at y; ok is false where that hangs on a page that the region does not know.
func (s *filling) spot(f *flow, horz, vert axis, size item.Point, y unit.Length) (at item.Point, ok bool) {
	column, line := extent{0, f.width}, extent{y, 0}
	ok = true
	if g := s.region.ground; g != nil {
		if e, known := g.across(horz.from); known {
			column = extent{e.from - s.region.origin.X, e.size}
		}
		if e, known := g.down(vert.from); known {
			line = extent{e.from - s.region.origin.Y, e.size}
		}
	} else if vert.from != "paragraph" && vert.from != "line" {
		ok = false
	}
	return item.Point{X: horz.in(column, size.X), Y: vert.in(line, size.Y)}, ok
}

// covers reports whether text that is placed already stands in a zone.
func (s *filling) covers(z zone) bool {
	for _, it := range s.frame.items {
		if t, ok := it.(*item.Text); ok && z.meets(t.Y-t.Size/2, t.Size/2) && t.X < z.x+z.w && t.X+t.Width > z.x {
			return true
		}
	}
	return false
}

// keepFree makes lines of the region, and of others on its page, leave a zone free.
func (s *filling) keepFree(z zone) {
	if len(s.zones) >= maxZones {
		return
	}
	s.zones = append(s.zones, z)
	if g := s.region.ground; g != nil {
		z.x, z.y = z.x+s.region.origin.X, z.y+s.region.origin.Y
		g.zones = append(g.zones, z)
	}
}

// inherit takes over the zones of the page.
func (s *filling) inherit() {
	if s.region.ground == nil {
		return
	}
	for _, z := range s.region.ground.zones {
		z.x, z.y = z.x-s.region.origin.X, z.y-s.region.origin.Y
		s.zones = append(s.zones, z)
	}
}

// release takes back the zones from the n-th on: what they stand for goes to another region.
func (s *filling) release(n int) {
	if g := s.region.ground; g != nil {
		g.zones = g.zones[:len(g.zones)-(len(s.zones)-n)]
	}
	s.zones = s.zones[:n]
}

// reserve keeps the places free of the drawings that are anchored in a paragraph whose first
// line would stand at y; false means that one of them does not fit into the region.
func (s *filling) reserve(f *flow, l *laid, y unit.Length) bool {
	if !l.floats {
		return true
	}
	begin := len(s.zones)
	for i := range l.lines {
		for j := range l.lines[i].atoms {
			d := l.lines[i].atoms[j].object
			if d == nil || !d.anchored || !d.wraps {
				continue
			}
			at, ok := s.spot(f, d.horz, d.vert, item.Point{X: d.width, Y: d.height}, y)
			if !ok {
				f.t.facts.add("feature", l.p.place, "Chữ trong ô không tránh hình nổi đặt theo trang; hình đứng đúng chỗ của nó.")
				continue
			}
			followsText := d.vert.from == "paragraph" || d.vert.from == "line"
			if followsText && at.Y+d.height > s.region.height && !(s.empty && s.fresh) {
				s.release(begin)
				return false
			}
			if s.covers(zone{at.X, at.Y, d.width, d.height, noSide}) {
				f.t.facts.add("feature", l.p.place, "Hình nổi đứng trên chữ của đoạn trước chỗ neo của nó.")
			}
			if d.outlined {
				f.t.facts.add("feature", l.p.place, "Chữ tránh khung chữ nhật của hình, không theo đường viền của nó.")
			}
			s.keepFree(zone{at.X - d.around[left], at.Y - d.around[top], d.width + d.around[left] + d.around[right],
				d.height + d.around[top] + d.around[bottom], d.sides})
		}
	}
	return true
}

// clear returns where something that takes the width from x to x+w may stand at or below y.
func (s *filling) clear(y unit.Length, across extent, height unit.Length) unit.Length {
	for again := true; again; {
		again = false
		for _, z := range s.zones {
			if z.meets(y, height) && z.x < across.from+across.size && z.x+z.w > across.from {
				y, again = z.y+z.h, true
			}
		}
	}
	return y
}

// meets reports whether a line of a height at y has part in the zone.
func (z *zone) meets(y, height unit.Length) bool { return y < z.y+z.h && y+height > z.y }

// obstructed reports whether a zone ends below y.
func (s *filling) obstructed(y unit.Length) bool {
	for i := range s.zones {
		if s.zones[i].y+s.zones[i].h > y {
			return true
		}
	}
	return false
}

// spans returns what the zones leave of a line between two positions, from left to right.
// Stretches that are too narrow for text are left out.
func (s *filling) spans(y, height, from, to unit.Length) []extent {
	free := []extent{{from, to - from}}
	for i := range s.zones {
		z := &s.zones[i]
		if !z.meets(y, height) || z.x >= to || z.x+z.w <= from {
			continue
		}
		free = cutOut(free, z.blocked(from, to))
	}
	if len(free) == 1 && free[0].size == to-from {
		return free
	}
	wide := free[:0]
	for _, e := range free {
		if e.size >= minBeside {
			wide = append(wide, e)
		}
	}
	return wide
}

// blocked is the stretch of a line that a zone takes, with the sides that stay empty.
func (z *zone) blocked(from, to unit.Length) extent {
	low, high := z.x, z.x+z.w
	side := z.sides
	if side == largestSide {
		side = leftSide
		if to-high > low-from {
			side = rightSide
		}
	}
	switch side {
	case noSide:
		low, high = min(low, from), max(high, to)
	case leftSide:
		high = max(high, to)
	case rightSide:
		low = min(low, from)
	}
	return extent{low, high - low}
}

// cutOut takes a stretch out of others.
func cutOut(list []extent, cut extent) []extent {
	var out []extent
	for _, e := range list {
		low, high := max(e.from, cut.from), min(e.from+e.size, cut.from+cut.size)
		if low >= high {
			out = append(out, e)
			continue
		}
		if low > e.from {
			out = append(out, extent{e.from, low - e.from})
		}
		if end := e.from + e.size; high < end {
			out = append(out, extent{high, end - high})
		}
	}
	return out
}
