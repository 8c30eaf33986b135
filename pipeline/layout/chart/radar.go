package chart

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// web is the room of a radar: its axes run from the centre, one for each category, clockwise from the top.
type web struct {
	*canvas
	centre item.Point
	radius unit.Length
	count  int
	names  []string
	value  *axis
	scale  scale
}

// radars paints the groups of a radar chart.
func (p *canvas) radars(room item.Rectangle) {
	w := &web{canvas: p, value: p.valueAxis(&p.groups[0])}
	var all []number
	format := ""
	for i := range p.groups {
		for j := range p.groups[i].series {
			s := &p.groups[i].series[j]
			for _, v := range s.values {
				if v.ok {
					all = append(all, v)
				}
			}
			if w.count = max(w.count, len(s.values), len(s.categories)); len(s.categories) > len(w.names) {
				w.names = s.categories
			}
			if format == "" {
				format = s.format
			}
		}
	}
	w.count = max(1, w.count)
	w.scale = w.value.scaleOfAll(all, p.steps(room.H/2))
	if w.scale.format == "" {
		w.scale.format = format
	}
	w.place(room, p.axisOf(&p.groups[0], false).shows())
	for i := range p.groups {
		for j := range p.groups[i].series {
			w.paint(&p.groups[i], &p.groups[i].series[j])
		}
	}
	if w.value.shows() {
		for _, v := range w.scale.ticks() {
			w.plainLabel(w.scale.text(v, w.comma), w.centre.X-gap, w.at(0, v).Y, End)
		}
	}
}

// place finds centre and radius, and paints the net and, where they show, the names around it.
func (w *web) place(room item.Rectangle, named bool) {
	wide, high := room.W/2, room.H/2
	if named {
		widest := unit.Length(0)
		for _, name := range w.names {
			widest = max(widest, min(w.width(name), room.W/4))
		}
		wide, high = wide-widest-gap, high-w.size*6/5-gap
	}
	w.centre, w.radius = item.Point{X: room.X + room.W/2, Y: room.Y + room.H/2}, max(unit.Pt, min(wide, high))
	if w.value.grid {
		for _, v := range w.scale.ticks() {
			ink := w.value.gridInk.Color
			w.items = append(w.items, &item.Path{Stroke: &ink, Width: thin, Segments: w.around(func(int) int64 { return v })})
		}
	}
	for i := range w.count {
		w.line(w.centre, w.at(i, w.scale.high), axisInk)
	}
	if !named {
		return
	}
	for i, name := range w.names {
		at := onCircle(w.centre, w.radius+gap+w.size/2, w.angle(i))
		name = w.shortened(name, room.W/4)
		switch {
		case at.X > w.centre.X+w.radius/8:
			w.plainLabel(name, at.X, at.Y, Begin)
		case at.X < w.centre.X-w.radius/8:
			w.plainLabel(name, at.X, at.Y, End)
		default:
			w.plainLabel(name, at.X, at.Y, Middle)
		}
	}
}

func (w *web) angle(i int) int64 { return turn * int64(i) / int64(w.count) }

// at is the place of a value on the axis of a category.
func (w *web) at(i int, v int64) item.Point {
	part, whole := w.scale.share(v, w.value.reversed)
	return onCircle(w.centre, w.radius.Scale(part, whole), w.angle(i))
}

// around is the closed line through a value on every axis.
func (w *web) around(value func(i int) int64) (path []item.Segment) {
	for i := range w.count {
		op := byte('L')
		if i == 0 {
			op = 'M'
		}
		path = append(path, item.Segment{Op: op, P: [3]item.Point{w.at(i, value(i))}})
	}
	return append(path, item.Segment{Op: 'Z'})
}

// paint paints a series: what it encloses, or its closed line with the points. Word: a missing value counts as
// the least of the axis.
func (w *web) paint(g *group, s *series) {
	value := func(i int) int64 {
		if i < len(s.values) && s.values[i].ok {
			return s.values[i].at(w.scale.e)
		}
		return w.scale.low
	}
	if path := w.around(value); g.filled && s.fill.On {
		paintPath(&w.items, path, s.fill)
	} else if c := s.line.Color; !g.filled && s.line.On {
		w.items = append(w.items, &item.Path{Stroke: &c, Width: s.width, Segments: path})
	}
	for k := range s.values {
		if s.values[k].ok && !g.filled {
			w.point(s, k, w.at(k, value(k)))
		}
	}
}
