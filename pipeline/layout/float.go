package layout

import "vanthu/pipeline/unit"

// zone is a stretch of a region that lines must leave free for a floating drawing.
type zone struct{ from, to unit.Length }

// maxZones bounds the drawings of a region that lines give way to.
const maxZones = 64

// minBeside is how much room text needs beside a drawing; Word wants an inch.
const minBeside = unit.Inch

// reserve keeps the places free of the drawings that are anchored in a paragraph whose first
// line would stand at y; false means that one of them does not fit into the region. Drawings
// beside which there is room for text are reported: text does not flow around them.
func (s *filling) reserve(f *flow, l *laid, y unit.Length) bool {
	if !l.floats {
		return true
	}
	begin := len(s.zones)
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
			x := d.horz.place(d.width, map[string][2]unit.Length{"column": {0, f.width}}, "column")
			if !d.alone && (x >= minBeside || f.width-x-d.width >= minBeside) {
				f.t.facts.add("feature", l.p.place, "Chữ không chảy bên cạnh hình nổi; hình đứng đúng chỗ của nó.")
				continue
			}
			from := y + d.vert.offset
			if from+d.height > s.region.height && !(s.empty && s.fresh) {
				s.zones = s.zones[:begin]
				return false
			}
			if len(s.zones) >= maxZones {
				continue
			}
			s.zones = append(s.zones, zone{from - d.above, from + d.height + d.below})
		}
	}
	return true
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
