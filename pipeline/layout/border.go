package layout

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
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
func appendBorder(items []item.Item, e word.Border, at edge) []item.Item {
	if !e.Visible() {
		return items
	}
	bands := e.Bands()
	from := -e.Thickness() / 2 // outwards of the middle
	for i, w := range bands {
		if i%2 == 0 {
			items = append(items, at.line(e, from+w/2, w))
		}
		from += w
	}
	return items
}

// appendBox draws the borders of a box whose outer edges are those of r.
func appendBox(items []item.Item, b [4]word.Border, r item.Rectangle) []item.Item {
	x1, x2 := r.X+b[word.Left].Thickness()/2, r.X+r.W-b[word.Right].Thickness()/2
	y1, y2 := r.Y+b[word.Top].Thickness()/2, r.Y+r.H-b[word.Bottom].Thickness()/2
	across := [2]unit.Length{b[word.Left].Thickness() / 2, b[word.Right].Thickness() / 2}
	down := [2]unit.Length{b[word.Top].Thickness() / 2, b[word.Bottom].Thickness() / 2}
	items = appendBorder(items, b[word.Top], edge{word.Top, item.Point{X: x1, Y: y1}, item.Point{X: x2, Y: y1}, across})
	items = appendBorder(items, b[word.Bottom], edge{word.Bottom, item.Point{X: x1, Y: y2}, item.Point{X: x2, Y: y2}, across})
	items = appendBorder(items, b[word.Left], edge{word.Left, item.Point{X: x1, Y: y1}, item.Point{X: x1, Y: y2}, down})
	return appendBorder(items, b[word.Right], edge{word.Right, item.Point{X: x2, Y: y1}, item.Point{X: x2, Y: y2}, down})
}

// line is one line of a border, its middle shift outwards of the edge.
func (at edge) line(e word.Border, shift, width unit.Length) *item.Line {
	l := &item.Line{X1: at.a.X, Y1: at.a.Y, X2: at.b.X, Y2: at.b.Y, Width: width, Color: e.Color, Dash: item.Dash(e.Style, width)}
	out, longer := shift, [2]unit.Length{}
	if at.side == word.Top || at.side == word.Left {
		out = -shift
	}
	for i, half := range at.joins {
		longer[i] = min(max(shift+width/2, -half), half)
	}
	if at.side == word.Left || at.side == word.Right {
		l.X1, l.X2, l.Y1, l.Y2 = l.X1+out, l.X2+out, l.Y1-longer[0], l.Y2+longer[1]
	} else {
		l.Y1, l.Y2, l.X1, l.X2 = l.Y1+out, l.Y2+out, l.X1-longer[0], l.X2+longer[1]
	}
	return l
}
