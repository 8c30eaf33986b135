package chart

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// field is the room between the two value axes of a scatter chart.
type field struct {
	*canvas
	item.Rectangle
	x, y           *axis
	xScale, yScale scale
}

// scatter paints points by two values. Word: all groups of such a chart stand on one pair of axes.
func (p *canvas) scatter(room item.Rectangle) {
	f := &field{canvas: p, Rectangle: room, x: &noValues, y: &noValues}
	for _, id := range p.groups[0].axes {
		if a := p.axes[id]; a != nil && a.across {
			f.x = a
		} else if a != nil {
			f.y = a
		}
	}
	var xs, ys []number
	format := ""
	for i := range p.groups {
		for j := range p.groups[i].series {
			s := &p.groups[i].series[j]
			for k := range min(len(s.values), len(s.across)) {
				if s.values[k].ok && s.across[k].ok {
					xs, ys = append(xs, s.across[k]), append(ys, s.values[k])
				}
			}
			if format == "" {
				format = s.format
			}
		}
	}
	f.xScale = f.x.scaleOfAll(xs, p.steps(room.W*2/3))
	f.yScale = f.y.scaleOfAll(ys, p.steps(room.H))
	if f.yScale.format == "" {
		f.yScale.format = format
	}
	f.makeRoom()
	f.grid()
	for i := range p.groups {
		for j := range p.groups[i].series {
			s := &p.groups[i].series[j]
			f.joined(s, len(s.values), func(k int) (item.Point, bool) {
				if k >= len(s.across) || !s.values[k].ok || !s.across[k].ok {
					return item.Point{}, false
				}
				return f.at(s.across[k].at(f.xScale.e), s.values[k].at(f.yScale.e)), true
			})
		}
	}
}

// steps is how many steps an axis may have that is so long.
func (p *canvas) steps(long unit.Length) int { return int(max(2, min(2*long/(3*p.size), 10))) }

// scaleOfAll finds the steps for numbers.
func (a *axis) scaleOfAll(list []number, most int) scale {
	e := commonPower(list)
	low, high := int64(0), int64(0)
	for i, n := range list {
		v := n.at(e)
		if i == 0 {
			low, high = v, v
		}
		low, high = min(low, v), max(high, v)
	}
	return a.scaleOf(low, high, e, most)
}

// makeRoom takes the room of labels and titles off the field.
func (f *field) makeRoom() {
	left, right, below := unit.Length(0), unit.Length(0), unit.Length(0)
	if f.y.shows() {
		for _, v := range f.yScale.ticks() {
			left = max(left, f.width(f.yScale.text(v, f.comma))+gap)
		}
	}
	if f.x.shows() {
		below = f.size*7/5 + gap
		right = f.width(f.xScale.text(f.xScale.high, f.comma)) / 2 // the last label stands half beside the axis
	}
	if f.y.title.words != "" {
		left += f.y.title.size*7/5 + gap
	}
	if f.x.title.words != "" {
		below += f.x.title.size*7/5 + gap
	}
	outer := f.Rectangle
	f.X, f.W = f.X+left, max(f.W-left-right, unit.Pt)
	f.Y, f.H = f.Y+f.size/2, max(f.H-below-f.size/2, unit.Pt) // the uppermost label stands half above its axis
	f.axisTitles(f.Rectangle, outer, f.y.title, f.x.title)
}

// share is how far a value lies along a scale, of the whole.
func (s *scale) share(v int64, reversed bool) (part, whole int64) {
	whole = max(1, s.high-s.low)
	part = max(0, min(v-s.low, whole))
	if reversed {
		part = whole - part
	}
	return part, whole
}

// base is the value where the other axis stands: zero, or the end that is nearer to it.
func (s *scale) base() int64 { return max(s.low, min(0, s.high)) }

// at is the place of a point by its two values.
func (f *field) at(x, y int64) item.Point {
	a, wide := f.xScale.share(x, f.x.reversed)
	b, high := f.yScale.share(y, f.y.reversed)
	return item.Point{X: f.X + f.W.Scale(a, wide), Y: f.Y + f.H - f.H.Scale(b, high)}
}

// grid paints the lines at the steps of both axes, the axes and their labels.
func (f *field) grid() {
	x, y := &f.xScale, &f.yScale
	if f.y.grid {
		for _, v := range y.ticks() {
			f.line(f.at(x.low, v), f.at(x.high, v), f.y.gridInk.Color)
		}
	}
	if f.x.grid {
		for _, v := range x.ticks() {
			f.line(f.at(v, y.low), f.at(v, y.high), f.x.gridInk.Color)
		}
	}
	if !f.x.hidden {
		f.line(f.at(x.low, y.base()), f.at(x.high, y.base()), axisInk)
	}
	if !f.y.hidden {
		f.line(f.at(x.base(), y.low), f.at(x.base(), y.high), axisInk)
	}
	if f.y.shows() {
		for _, v := range y.ticks() {
			f.plainLabel(y.text(v, f.comma), f.X-gap, f.at(x.low, v).Y, End)
		}
	}
	if f.x.shows() {
		for _, v := range x.ticks() {
			f.plainLabel(x.text(v, f.comma), f.at(v, y.low).X, f.Y+f.H+gap+f.size*7/10, Middle)
		}
	}
}
