package layout

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// edge is where a border lies: along a straight line from a to b, rightwards or down, which is
// the middle of all its lines.
type edge struct {
	side  int // of what it frames; outwards is away from that
	a, b  item.Point
	joins [2]unit.Length // half the thickness of the border that it meets at a corner at a and at b
}

// appendBorder draws a border along an edge. The lines of a border of several keep their order
// from the text outwards and meet those of the next side at a corner.
func appendBorder(items []item.Item, e border, at edge) []item.Item {
	if !e.visible() {
		return items
	}
	bands := e.bands()
	from := -e.thickness() / 2 // outwards of the middle
	for i, w := range bands {
		if i%2 == 0 {
			items = append(items, at.line(e, from+w/2, w))
		}
		from += w
	}
	return items
}

// appendBox draws the borders of a box whose outer edges are those of r.
func appendBox(items []item.Item, b [4]border, r item.Rectangle) []item.Item {
	x1, x2 := r.X+b[left].thickness()/2, r.X+r.W-b[right].thickness()/2
	y1, y2 := r.Y+b[top].thickness()/2, r.Y+r.H-b[bottom].thickness()/2
	across := [2]unit.Length{b[left].thickness() / 2, b[right].thickness() / 2}
	down := [2]unit.Length{b[top].thickness() / 2, b[bottom].thickness() / 2}
	items = appendBorder(items, b[top], edge{top, item.Point{X: x1, Y: y1}, item.Point{X: x2, Y: y1}, across})
	items = appendBorder(items, b[bottom], edge{bottom, item.Point{X: x1, Y: y2}, item.Point{X: x2, Y: y2}, across})
	items = appendBorder(items, b[left], edge{left, item.Point{X: x1, Y: y1}, item.Point{X: x1, Y: y2}, down})
	return appendBorder(items, b[right], edge{right, item.Point{X: x2, Y: y1}, item.Point{X: x2, Y: y2}, down})
}

// line is one line of a border, its middle shift outwards of the edge.
func (at edge) line(e border, shift, width unit.Length) *item.Line {
	l := &item.Line{X1: at.a.X, Y1: at.a.Y, X2: at.b.X, Y2: at.b.Y, Width: width, Color: e.color, Dash: dashOf(e.style, width)}
	out, longer := shift, [2]unit.Length{}
	if at.side == top || at.side == left {
		out = -shift
	}
	for i, half := range at.joins {
		longer[i] = min(max(shift+width/2, -half), half)
	}
	if at.side == left || at.side == right {
		l.X1, l.X2, l.Y1, l.Y2 = l.X1+out, l.X2+out, l.Y1-longer[0], l.Y2+longer[1]
	} else {
		l.Y1, l.Y2, l.X1, l.X2 = l.Y1+out, l.Y2+out, l.X1-longer[0], l.X2+longer[1]
	}
	return l
}

// bands are the widths of a border's lines and of the gaps between them, by turns, from what it
// frames outwards. Of thinThick the thin line is the inner one (so Word's WdLineStyle says); the
// thin line and the gap of the SmallGap styles and the lines of LargeGap have fixed widths, what
// the file gives is the rest.
func (b border) bands() []unit.Length {
	const thin = 3 * unit.Pt / 4
	w := b.width
	switch b.style {
	case "double", "doubleWave":
		return []unit.Length{w, w, w}
	case "triple":
		return []unit.Length{w, w, w, w, w}
	case "thinThickSmallGap":
		return []unit.Length{thin, thin, w}
	case "thickThinSmallGap":
		return []unit.Length{w, thin, thin}
	case "thinThickThinSmallGap":
		return []unit.Length{thin, thin, w, thin, thin}
	case "thinThickMediumGap":
		return []unit.Length{w / 2, w / 2, w}
	case "thickThinMediumGap":
		return []unit.Length{w, w / 2, w / 2}
	case "thinThickThinMediumGap":
		return []unit.Length{w / 2, w / 2, w, w / 2, w / 2}
	case "thinThickLargeGap":
		return []unit.Length{thin, w, 2 * thin}
	case "thickThinLargeGap":
		return []unit.Length{2 * thin, w, thin}
	case "thinThickThinLargeGap":
		return []unit.Length{thin, w, 2 * thin, w, thin}
	}
	return []unit.Length{w}
}

// thickness is the room that a border takes across.
func (b border) thickness() unit.Length {
	if !b.visible() {
		return 0
	}
	var sum unit.Length
	for _, w := range b.bands() {
		sum += w
	}
	return sum
}

// stronger decides a conflict between two borders on one edge: the wider wins, then the
// heavier style, then the darker colour (ECMA-376-1 17.4.66).
func stronger(a, b border) border {
	switch {
	case a.style == "":
		return b
	case b.style == "" || !b.visible():
		return a
	case !a.visible():
		return b
	}
	wa, wb := a.weight(), b.weight()
	if wa != wb {
		if wa > wb {
			return a
		}
		return b
	}
	if brightness(b.color) < brightness(a.color) {
		return b
	}
	return a
}

func (b border) weight() unit.Length {
	lines := unit.Length(1)
	switch b.style {
	case "double":
		lines = 3
	case "triple":
		lines = 5
	}
	return b.width * lines
}

func brightness(c item.Color) int {
	r, g, b := int(c>>16&0xFF), int(c>>8&0xFF), int(c&0xFF)
	return r + b + 2*g
}
