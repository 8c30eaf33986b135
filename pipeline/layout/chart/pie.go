package chart

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// turn is a whole circle in thousandths of a degree.
const turn = 360_000

// pies paints the pie or the rings of the first group.
func (p *canvas) pies(room item.Rectangle) {
	g := &p.groups[0]
	rings := g.series
	if g.hole == 0 {
		rings = rings[:1] // Word: a pie shows its first series
	}
	side := min(room.W, room.H)
	if rings[0].labels.any() && rings[0].labels.place == "outEnd" {
		side = side * 4 / 5 // for the labels around
	}
	centre, radius := room.Centre(), side/2
	inner := radius.Scale(g.hole, 100)
	for i := range rings {
		n := unit.Length(len(rings))
		out, in := inner+(radius-inner)*unit.Length(i+1)/n, inner+(radius-inner)*unit.Length(i)/n
		p.ring(g, &rings[i], centre, [2]unit.Length{in, out})
	}
}

// ring paints the slices of a series between two radii, clockwise from the top.
func (p *canvas) ring(g *group, s *series, centre item.Point, r [2]unit.Length) {
	e := commonPower(s.values)
	sum := int64(0)
	for _, v := range s.values {
		m := v.at(e)
		sum += max(m, -m)
	}
	if sum == 0 {
		return
	}
	done := int64(0)
	for k, v := range s.values {
		m := v.at(e)
		m = max(m, -m)
		from, to := share(done, sum), share(done+m, sum)
		done += m
		if m == 0 {
			continue
		}
		tint, own := s.points[k]
		if !own {
			tint = s.fill
		}
		first := g.first * 1000
		if tint.On {
			paintPath(&p.items, slice(centre, r, first+from, first+to), tint)
		}
		if words := s.said(k, p.comma, (m*10_000+sum/2)/sum); words != "" {
			p.sliceLabel(s, words, centre, wedge{r[0], r[1], first + from, first + to})
		}
	}
	p.seams(s, centre, r, g.first*1000)
}

// seams paints white lines between slices.
func (p *canvas) seams(s *series, centre item.Point, r [2]unit.Length, first int64) {
	e := commonPower(s.values)
	sum, done, slices := int64(0), int64(0), 0
	for _, v := range s.values {
		m := v.at(e)
		if sum += max(m, -m); m != 0 {
			slices++
		}
	}
	for _, v := range s.values {
		if m := v.at(e); m != 0 && slices > 1 {
			angle := first + share(done, sum)
			p.line(onCircle(centre, r[0], angle), onCircle(centre, r[1], angle), 0xFFFFFF)
			done += max(m, -m)
		}
	}
}

// share is a part of the whole circle.
func share(part, whole int64) int64 { return int64(unit.Length(part).Scale(turn, whole)) }

// wedge is a slice: its inner and outer radius, and from where to where it goes, in thousandths of a
// degree.
type wedge struct {
	inner, outer unit.Length
	from, to     int64
}

// sliceLabel prints the label of a slice: in it, or beside it where the file says so or where the
// slice is too narrow for the words.
func (p *canvas) sliceLabel(s *series, words string, centre item.Point, w wedge) {
	middle := (w.from + w.to) / 2
	in := (w.inner + 2*w.outer) / 3
	a, b := onCircle(centre, in, w.from), onCircle(centre, in, w.to)
	room := max(a.X-b.X, b.X-a.X, a.Y-b.Y, b.Y-a.Y)
	if w.to-w.from > turn/3 {
		room = 2 * in
	}
	narrow := room < max(p.size, min(p.width(words), 2*p.size))
	if w.inner > 0 || s.labels.place == "ctr" || s.labels.place == "inEnd" || s.labels.place != "outEnd" && !narrow {
		at := onCircle(centre, in, middle)
		p.plainLabel(words, at.X, at.Y, Middle)
		return
	}
	out := onCircle(centre, w.outer+gap+p.size/2, middle)
	switch {
	case out.X > centre.X+w.outer/4:
		p.plainLabel(words, out.X, out.Y, Begin)
	case out.X < centre.X-w.outer/4:
		p.plainLabel(words, out.X, out.Y, End)
	default:
		p.plainLabel(words, out.X, out.Y, Middle)
	}
}

// slice is the outline between two radii and two angles in thousandths of a degree.
func slice(centre item.Point, r [2]unit.Length, from, to int64) (path []item.Segment) {
	add := func(radius unit.Length, angle int64) {
		op := byte('L')
		if path == nil {
			op = 'M'
		}
		path = append(path, item.Segment{Op: op, P: [3]item.Point{onCircle(centre, radius, angle)}})
	}
	const step = 2000 // chords of two degrees look round
	add(r[0], from)
	for a := from; a < to; a += step {
		add(r[1], a)
	}
	add(r[1], to)
	for a := to; a > from && r[0] > 0; a -= step {
		add(r[0], a)
	}
	return append(path, item.Segment{Op: 'Z'})
}

// onCircle is the point at an angle clockwise from the top. Between whole degrees it lies on the
// chord.
func onCircle(centre item.Point, radius unit.Length, angle int64) item.Point {
	top := item.Point{X: centre.X, Y: centre.Y - radius}
	degree, rest := int(angle/1000), angle%1000
	a, b := top.Around(centre, -degree), top.Around(centre, -degree-1)
	return item.Point{X: a.X + (b.X-a.X).Scale(rest, 1000), Y: a.Y + (b.Y-a.Y).Scale(rest, 1000)}
}
