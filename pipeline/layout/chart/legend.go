package chart

import (
	"strconv"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// entry is a line of the legend.
type entry struct {
	text   string
	tint   item.Tint
	stroke bool // a line instead of a box
}

// entries lists what the legend names: series, or the points of a pie.
func (c *Chart) entries() (list []entry) {
	for i := range c.groups {
		g := &c.groups[i]
		for j := range g.series {
			s := &g.series[j]
			if g.vary && len(s.points) >= len(s.values) && len(g.series) == 1 && len(s.values) > 0 {
				for k := range s.values {
					list = append(list, entry{text: s.category(k), tint: s.points[k]})
				}
				continue
			}
			e := entry{text: s.name, tint: s.fill, stroke: g.kind == lines || g.kind == xy || g.kind == radar && !g.filled}
			if e.stroke {
				e.tint = s.line
			}
			if e.stroke && !s.line.On {
				e.stroke, e.tint = false, s.dots()
			}
			if e.text == "" {
				e.text = "Series" + strconv.Itoa(len(list)+1) // as Word names it
			}
			list = append(list, e)
		}
	}
	return list
}

// category is the name of a point; its number where it has none.
func (s *series) category(i int) string {
	if i < len(s.categories) && s.categories[i] != "" {
		return s.categories[i]
	}
	return strconv.Itoa(i + 1)
}

// key is the room that the sign of an entry takes, with the gap behind it.
func (e *entry) key() unit.Length {
	if e.stroke {
		return 22 * unit.Pt
	}
	return 10 * unit.Pt
}

// paintLegend paints the legend at its side of a room and returns what is left of that.
func (p *canvas) paintLegend(room item.Rectangle) item.Rectangle {
	list := p.entries()
	if p.legend == "" || len(list) == 0 {
		return room
	}
	pitch := p.size * 7 / 5
	if p.legend == "t" || p.legend == "b" {
		rows := p.legendRows(list, room.W)
		h := min(pitch*unit.Length(len(rows)), room.H/3)
		y := room.Y
		room.H -= h + gap
		if p.legend == "b" {
			y = room.Y + room.H + gap
		} else {
			room.Y += h + gap
		}
		for i, row := range rows {
			if pitch*unit.Length(i+1) > h+pitch/2 {
				break
			}
			p.legendRow(row, room, y+pitch*unit.Length(i)+pitch/2)
		}
		return room
	}
	widest := unit.Length(0)
	for i := range list {
		widest = max(widest, list[i].key()+p.width(list[i].text))
	}
	widest = min(widest, room.W*2/5)
	x := room.X
	room.W -= widest + 2*gap
	if p.legend == "l" {
		room.X += widest + 2*gap
	} else {
		x = room.X + room.W + 2*gap
	}
	fits := min(len(list), max(1, int(room.H/pitch)))
	y := room.Y + (room.H-pitch*unit.Length(fits))/2 + pitch/2
	if p.legend == "tr" {
		y = room.Y + pitch/2
	}
	for _, e := range list[:fits] {
		p.entry(e, x, y, widest)
		y += pitch
	}
	return room
}

// legendRows cuts entries that stand beside each other into rows of a width.
func (p *canvas) legendRows(list []entry, width unit.Length) (rows [][]entry) {
	free := unit.Length(-1)
	for _, e := range list {
		w := p.entryWidth(&e)
		if free < w {
			rows, free = append(rows, nil), width
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], e)
		free -= w
	}
	return rows
}

// entryWidth is what an entry takes in a row, with the gap behind it.
func (p *canvas) entryWidth(e *entry) unit.Length { return e.key() + p.width(e.text) + 3*gap }

// legendRow paints entries beside each other, in the middle of a room.
func (p *canvas) legendRow(row []entry, room item.Rectangle, y unit.Length) {
	sum := unit.Length(-3 * gap)
	for i := range row {
		sum += p.entryWidth(&row[i])
	}
	x := room.X + max(0, (room.W-sum)/2)
	for i := range row {
		p.entry(row[i], x, y, room.W)
		x += p.entryWidth(&row[i])
	}
}

// entry paints one entry, its middle at y.
func (p *canvas) entry(e entry, x, y, width unit.Length) {
	if e.stroke {
		if e.tint.On {
			p.items = append(p.items, &item.Line{X1: x, Y1: y, X2: x + e.key() - gap, Y2: y, Width: 9 * unit.Pt / 4, Color: e.tint.Color})
		}
	} else {
		const half = 5 * unit.Pt / 2
		p.rect(item.Point{X: x, Y: y - half}, item.Point{X: x + 2*half, Y: y + half}, e.tint)
	}
	p.plainLabel(p.shortened(e.text, width-e.key()), x+e.key(), y, Begin)
}
