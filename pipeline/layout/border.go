package layout

import "vanthu/pipeline/unit"

// appendBorder draws a border along a straight edge from a to b.
func appendBorder(items []Item, e border, a, b Point) []Item {
	if !e.visible() {
		return items
	}
	line := func(shift, width unit.Length) {
		l := &Line{X1: a.X, Y1: a.Y, X2: b.X, Y2: b.Y, Width: width, Color: e.color, Dash: dashOf(e.style, width)}
		if a.X == b.X {
			l.X1, l.X2 = a.X+shift, b.X+shift
		} else {
			l.Y1, l.Y2 = a.Y+shift, b.Y+shift
		}
		items = append(items, l)
	}
	switch e.style {
	case "double", "thinThickSmallGap", "thickThinSmallGap", "thinThickMediumGap", "thickThinMediumGap",
		"thinThickLargeGap", "thickThinLargeGap", "doubleWave":
		line(-e.width, e.width)
		line(e.width, e.width)
	case "triple":
		line(-2*e.width, e.width)
		line(0, e.width)
		line(2*e.width, e.width)
	default:
		line(0, e.width)
	}
	return items
}

// thickness is the room that a border takes across: a double line is three lines wide.
func (b border) thickness() unit.Length {
	if !b.visible() {
		return 0
	}
	switch b.style {
	case "double", "doubleWave":
		return 3 * b.width
	case "triple":
		return 5 * b.width
	}
	return b.width
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

func brightness(c Color) int {
	r, g, b := int(c>>16&0xFF), int(c>>8&0xFF), int(c&0xFF)
	return r + b + 2*g
}
