package layout

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// What floats (a drawing, a frame, a table) stands at a place of its own, and lines leave
// that place free. spot finds the place, a zone keeps it free, spans says what a zone leaves
// of a line; how lines are broken into spans stands in beside.go.

// zone is a rectangle that lines must leave free; it counts from the corner of its region.
type zone struct {
	x, y, w, h unit.Length
	sides      word.Sides
}

// maxZones bounds what lines of a page give way to.
const maxZones = 64

// minBeside is the room that text needs beside something that floats; Word wants an inch.
const minBeside = unit.Inch

// ground is the page under a region: what floats may count from its edges and margins, and
// its zones hold for all regions of the page.
type ground struct {
	*word.Section
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
		return extent{0, g.Width}, true
	case "margin":
		return extent{g.x, g.TextWidth()}, true
	case "leftMargin", "insideMargin":
		return extent{0, g.x}, true
	case "rightMargin", "outsideMargin":
		return extent{g.x + g.TextWidth(), g.Width - g.x - g.TextWidth()}, true
	}
	return extent{}, false
}

// down returns the vertical extent that a position may count from.
func (g *ground) down(name string) (extent, bool) {
	switch name {
	case "page":
		return extent{0, g.Height}, true
	case "margin":
		return extent{g.top, g.bottom - g.top}, true
	case "topMargin", "insideMargin":
		return extent{0, g.top}, true
	case "bottomMargin", "outsideMargin":
		return extent{g.bottom, g.Height - g.bottom}, true
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

// placed returns where in an extent something of a size stands.
func (e extent) placed(a word.Axis, size unit.Length) unit.Length {
	switch a.Align {
	case "center":
		return e.from + (e.size-size)/2
	case "right", "bottom", "outside":
		return e.from + e.size - size
	case "left", "top", "inside":
		return e.from
	}
	return e.from + a.Offset
}

// standing is something that stands beside the flow: by which axes, and how large it is.
type standing struct {
	horz, vert word.Axis
	size       item.Point
}

// spot returns where something stands in the region whose text is f.width wide and goes on
// at y; ok is false where that hangs on a page that the region does not know.
func (s *filling) spot(f *flow, o *standing, y unit.Length) (at item.Point, ok bool) {
	column, line := extent{0, f.width}, extent{y, 0}
	ok = true
	if g := s.region.ground; g != nil {
		if e, known := g.across(o.horz.From); known {
			column = extent{e.from - s.region.origin.X, e.size}
		}
		if e, known := g.down(o.vert.From); known {
			line = extent{e.from - s.region.origin.Y, e.size}
		}
	} else if o.vert.From != "paragraph" && o.vert.From != "line" {
		ok = false
	}
	return item.Point{X: column.placed(o.horz, o.size.X), Y: line.placed(o.vert, o.size.Y)}, ok
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
			if d == nil || !d.Anchored || !d.Wraps {
				continue
			}
			at, ok := s.spot(f, &standing{d.Horz, d.Vert, item.Point{X: d.Width, Y: d.Height}}, y)
			if !ok {
				f.t.Facts.Add("feature", l.p.Place, "Chữ trong ô không tránh hình nổi đặt theo trang; hình đứng đúng chỗ của nó.")
				continue
			}
			followsText := d.Vert.From == "paragraph" || d.Vert.From == "line"
			if followsText && at.Y+d.Height > s.region.height && !(s.empty && s.fresh) {
				s.release(begin)
				return false
			}
			if s.covers(zone{at.X, at.Y, d.Width, d.Height, word.NoSide}) {
				f.t.Facts.Add("feature", l.p.Place, "Hình nổi đứng trên chữ của đoạn trước chỗ neo của nó.")
			}
			if d.Outlined {
				f.t.Facts.Add("feature", l.p.Place, "Chữ tránh khung chữ nhật của hình, không theo đường viền của nó.")
			}
			s.keepFree(zone{at.X - d.Around[word.Left], at.Y - d.Around[word.Top], d.Width + d.Around[word.Left] + d.Around[word.Right],
				d.Height + d.Around[word.Top] + d.Around[word.Bottom], d.Sides})
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
	if side == word.LargestSide {
		side = word.LeftSide
		if to-high > low-from {
			side = word.RightSide
		}
	}
	switch side {
	case word.NoSide:
		low, high = min(low, from), max(high, to)
	case word.LeftSide:
		high = max(high, to)
	case word.RightSide:
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
