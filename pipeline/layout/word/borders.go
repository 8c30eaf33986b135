package word

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// Sides of borders: indexes of what is kept by side. Margins and distances have the first four.
const (
	Top = iota
	Left
	Bottom
	Right
	Between // of paragraphs; inside horizontal of tables
	Inside  // inside vertical of tables
)

// Border is one edge. Style is a name of ECMA-376-1 17.18.2: "" says nothing, "nil" or "none"
// says: no line.
type Border struct {
	Style string
	Width unit.Length // of one of its lines; Thickness is that of the whole
	Space unit.Length // distance from the text
	Color item.Color
}

// Visible reports whether there is a line.
func (b Border) Visible() bool { return b.Style != "" && b.Style != "nil" && b.Style != "none" }

// readBorders reads the sides of w:pBdr, w:tblBorders or w:tcBorders.
func readBorders(c *cursor, into *[6]Border) {
	c.each(func(name string) {
		side := -1
		switch name {
		case "w:top":
			side = Top
		case "w:left", "w:start":
			side = Left
		case "w:bottom":
			side = Bottom
		case "w:right", "w:end":
			side = Right
		case "w:between", "w:insideH":
			side = Between
		case "w:insideV":
			side = Inside
		default:
			return
		}
		into[side] = readBorder(c)
	})
}

func readBorder(c *cursor) Border {
	b := Border{Style: c.val(), Color: item.ParseColor(c.attr("w:color")).Color,
		Width: unit.Length(ooxml.Clamp(c.number("w:sz"), 0, 96)) * unit.Pt / 8,
		Space: unit.Length(ooxml.Clamp(c.number("w:space"), 0, 31)) * unit.Pt}
	if b.Style == "" {
		b.Style = "nil"
	}
	if b.Visible() && b.Width == 0 {
		b.Width = unit.Pt / 4
	}
	return b
}

// Bands are the widths of a border's lines and of the gaps between them, by turns, from what it
// frames outwards. Of thinThick the thin line is the inner one (so Word's WdLineStyle says); the
// thin line and the gap of the SmallGap styles and the lines of LargeGap have fixed widths, what
// the file gives is the rest.
func (b Border) Bands() []unit.Length {
	const thin = 3 * unit.Pt / 4
	w := b.Width
	switch b.Style {
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

// Thickness is the room that a border takes across, without its Space; 0 where it is not Visible.
func (b Border) Thickness() unit.Length {
	if !b.Visible() {
		return 0
	}
	var sum unit.Length
	for _, w := range b.Bands() {
		sum += w
	}
	return sum
}

// Stronger decides a conflict between two borders on one edge: the wider wins, then the
// heavier style, then the darker colour (ECMA-376-1 17.4.66); of equals a.
func Stronger(a, b Border) Border {
	switch {
	case a.Style == "":
		return b
	case b.Style == "" || !b.Visible():
		return a
	case !a.Visible():
		return b
	}
	wa, wb := a.weight(), b.weight()
	if wa != wb {
		if wa > wb {
			return a
		}
		return b
	}
	if brightness(b.Color) < brightness(a.Color) {
		return b
	}
	return a
}

func (b Border) weight() unit.Length {
	lines := unit.Length(1)
	switch b.Style {
	case "double":
		lines = 3
	case "triple":
		lines = 5
	}
	return b.Width * lines
}

func brightness(c item.Color) int {
	r, g, b := int(c>>16&0xFF), int(c>>8&0xFF), int(c&0xFF)
	return r + b + 2*g
}
