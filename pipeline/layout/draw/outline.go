package draw

import (
	"strings"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// pen is the outline of a shape.
type pen struct {
	on         bool
	width      unit.Length
	color      item.Color
	dash       string
	head, tail bool // arrows at the start and at the end
}

// brush is how a shape is painted.
type brush struct {
	fill item.Tint
	pen  pen
}

// outline is the geometry of a preset shape.
type outline struct {
	kind         string
	area         item.Rectangle
	flipH, flipV bool
	turn         int
	adjusts      adjusts
}

// straight reports whether the outline is a line from corner to corner.
func (o *outline) straight() bool { return o.kind == "line" || o.kind == "straightConnector1" }

// items paints a preset geometry; those that are not known are painted as their rectangle.
func (o *outline) items(b brush) []item.Item {
	r := o.area
	if o.straight() {
		from, to := item.Point{X: r.X, Y: r.Y}, item.Point{X: r.X + r.W, Y: r.Y + r.H}
		if o.flipH != o.flipV {
			from.Y, to.Y = to.Y, from.Y
		}
		return b.pen.stroke(from.Around(r.Centre(), o.turn), to.Around(r.Centre(), o.turn))
	}
	if !b.fill.On && !b.pen.on {
		return nil
	}
	segments, open, _ := o.path()
	if open && !strings.HasSuffix(o.kind, "Brace") && !strings.HasSuffix(o.kind, "Bracket") { // those two are filled behind their line
		b.fill = item.Tint{}
	}
	plane{r, nil}.flip(segments, o.flipH, o.flipV)
	for i := range segments {
		for j := range segments[i].P {
			if o.turn != 0 {
				segments[i].P[j] = segments[i].P[j].Around(r.Centre(), o.turn)
			}
		}
	}
	return b.path(segments)
}

// path returns the outline before it is flipped and turned; open ones are not filled. known is
// false where it is the rectangle of a shape that is not known here.
func (o *outline) path() (segments []item.Segment, open, known bool) {
	r := o.area
	p := plane{r, o.adjusts}
	switch o.kind {
	case "ellipse", "flowChartConnector":
		return ellipse(r), false, true
	case "roundRect", "flowChartAlternateProcess":
		return rounded(r, min(r.W, r.H)/6), false, true
	case "triangle", "isosTriangle":
		return polygon(item.Point{X: r.X + r.W/2, Y: r.Y}, item.Point{X: r.X + r.W, Y: r.Y + r.H}, item.Point{X: r.X, Y: r.Y + r.H}), false, true
	case "diamond", "flowChartDecision":
		return polygon(item.Point{X: r.X + r.W/2, Y: r.Y}, item.Point{X: r.X + r.W, Y: r.Y + r.H/2}, item.Point{X: r.X + r.W/2, Y: r.Y + r.H}, item.Point{X: r.X, Y: r.Y + r.H/2}), false, true
	case "", "rect", "flowChartProcess":
		return box(r), false, true
	}
	if segments, open, known = p.preset(o.kind); !known {
		segments = box(r)
	}
	return segments, open, known
}

// path paints segments; nothing where they are neither filled nor stroked.
func (b brush) path(segments []item.Segment) []item.Item {
	if !b.fill.On && !b.pen.on {
		return nil
	}
	path := &item.Path{Width: b.pen.width, Segments: segments}
	if b.fill.On {
		c := b.fill.Color
		path.Fill = &c
	}
	if b.pen.on {
		c := b.pen.color
		path.Stroke = &c
	}
	return []item.Item{path}
}

// stroke draws a straight line, with its arrows.
func (p pen) stroke(a, b item.Point) []item.Item {
	if !p.on {
		return nil
	}
	items := []item.Item{&item.Line{X1: a.X, Y1: a.Y, X2: b.X, Y2: b.Y, Width: p.width, Color: p.color, Dash: p.dashes()}}
	if p.head {
		items = append(items, arrow(a, b, p))
	}
	if p.tail {
		items = append(items, arrow(b, a, p))
	}
	return items
}

// arrow is the triangle at the end of a line that comes from another point.
func arrow(tip, from item.Point, p pen) *item.Path {
	dx, dy := from.X-tip.X, from.Y-tip.Y
	length := max(1, root2(int64(dx)*int64(dx)+int64(dy)*int64(dy)))
	size := int64(max(3*p.width, 6*unit.Pt)) // Word: as for a line of 2 pt at least
	bx, by := dx.Scale(size, length), dy.Scale(size, length)
	c := p.color
	return &item.Path{Fill: &c, Segments: polygon(tip, item.Point{X: tip.X + bx - by/2, Y: tip.Y + by + bx/2}, item.Point{X: tip.X + bx + by/2, Y: tip.Y + by - bx/2})}
}

// root2 is the whole part of a square root.
func root2(n int64) int64 {
	if n < 2 {
		return n
	}
	x := n
	for y := (x + 1) / 2; y < x; y = (x + n/x) / 2 {
		x = y
	}
	return x
}

// dashes translates the dash of a pen (ECMA-376-1 20.1.10.48).
func (p pen) dashes() []unit.Length {
	switch p.dash {
	case "dash", "sysDash":
		return item.Dash("dash", p.width)
	case "dot", "sysDot":
		return item.Dash("dotted", p.width)
	case "dashDot", "sysDashDot", "lgDashDot":
		return item.Dash("dotDash", p.width)
	case "lgDash":
		return item.Dash("dashLong", p.width)
	}
	return nil
}

// box is the outline of a rectangle.
func box(r item.Rectangle) []item.Segment {
	return polygon(item.Point{X: r.X, Y: r.Y}, item.Point{X: r.X + r.W, Y: r.Y}, item.Point{X: r.X + r.W, Y: r.Y + r.H}, item.Point{X: r.X, Y: r.Y + r.H})
}

func polygon(points ...item.Point) []item.Segment {
	out := make([]item.Segment, 0, len(points)+1)
	for i, p := range points {
		op := byte('L')
		if i == 0 {
			op = 'M'
		}
		out = append(out, item.Segment{Op: op, P: [3]item.Point{p}})
	}
	return append(out, item.Segment{Op: 'Z'})
}

// arc is the distance of the control points of a quarter of a circle, in thousandths.
const arc = 552

func ellipse(r item.Rectangle) []item.Segment {
	return rounded2(r, r.W/2, r.H/2)
}

func rounded(r item.Rectangle, radius unit.Length) []item.Segment { return rounded2(r, radius, radius) }

func rounded2(r item.Rectangle, rx, ry unit.Length) []item.Segment {
	kx, ky := rx-rx.Scale(arc, 1000), ry-ry.Scale(arc, 1000)
	x1, y1, x2, y2 := r.X, r.Y, r.X+r.W, r.Y+r.H
	return []item.Segment{
		{Op: 'M', P: [3]item.Point{{X: x1 + rx, Y: y1}}},
		{Op: 'L', P: [3]item.Point{{X: x2 - rx, Y: y1}}},
		{Op: 'C', P: [3]item.Point{{X: x2 - kx, Y: y1}, {X: x2, Y: y1 + ky}, {X: x2, Y: y1 + ry}}},
		{Op: 'L', P: [3]item.Point{{X: x2, Y: y2 - ry}}},
		{Op: 'C', P: [3]item.Point{{X: x2, Y: y2 - ky}, {X: x2 - kx, Y: y2}, {X: x2 - rx, Y: y2}}},
		{Op: 'L', P: [3]item.Point{{X: x1 + rx, Y: y2}}},
		{Op: 'C', P: [3]item.Point{{X: x1 + kx, Y: y2}, {X: x1, Y: y2 - ky}, {X: x1, Y: y2 - ry}}},
		{Op: 'L', P: [3]item.Point{{X: x1, Y: y1 + ry}}},
		{Op: 'C', P: [3]item.Point{{X: x1, Y: y1 + ky}, {X: x1 + kx, Y: y1}, {X: x1 + rx, Y: y1}}},
		{Op: 'Z'},
	}
}
