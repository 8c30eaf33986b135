package layout

import "vanthu/pipeline/unit"

// pageBorders is what w:pgBorders says.
type pageBorders struct {
	sides    [6]border
	fromText bool   // distances count from the text area, else from the edges of the paper
	display  string // "allPages", "firstPage", "notFirstPage"
	art      bool   // a border of pictures, drawn as a line
}

func readPageBorders(c *cursor) *pageBorders {
	b := &pageBorders{fromText: c.attr("w:offsetFrom") != "page", display: c.attr("w:display")}
	readBorders(c, &b.sides)
	for i := range b.sides {
		if s := &b.sides[i]; s.visible() && !lineStyle(s.style) {
			s.style, s.width, b.art = "single", unit.Pt, true
		}
	}
	return b
}

// lineStyle reports whether a style of border is made of lines, not of pictures
// (ECMA-376-1 17.18.2).
func lineStyle(style string) bool {
	switch style {
	case "single", "thick", "double", "dotted", "dashed", "dotDash", "dotDotDash", "triple", "thinThickSmallGap", "thickThinSmallGap",
		"thinThickThinSmallGap", "thinThickMediumGap", "thickThinMediumGap", "thinThickThinMediumGap", "thinThickLargeGap",
		"thickThinLargeGap", "thinThickThinLargeGap", "wave", "doubleWave", "dashSmallGap", "dashDotStroked",
		"threeDEmboss", "threeDEngrave", "outset", "inset":
		return true
	}
	return false
}

// pageBorder draws the border of the present page.
func (p *pager) pageBorder() {
	b := p.section.borders
	if b == nil || b.display == "firstPage" && !p.first || b.display == "notFirstPage" && p.first {
		return
	}
	s := p.section
	x1, y1, x2, y2 := unit.Length(0), unit.Length(0), s.width, s.height
	in := unit.Length(1) // the distance goes inwards
	if b.fromText {
		x1, x2 = p.textLeft(), p.textLeft()+s.textWidth()
		y1, y2, in = max(s.top, -s.top), s.height-max(s.bottom, -s.bottom), -1
	}
	at := func(side int) unit.Length { return in * (b.sides[side].space + b.sides[side].thickness()/2) }
	x1, x2, y1, y2 = x1+at(left), x2-at(right), y1+at(top), y2-at(bottom)
	for _, e := range []struct {
		side int
		a, b Point
	}{{top, Point{x1, y1}, Point{x2, y1}}, {left, Point{x1, y1}, Point{x1, y2}}, {bottom, Point{x1, y2}, Point{x2, y2}}, {right, Point{x2, y1}, Point{x2, y2}}} {
		p.items = appendBorder(p.items, b.sides[e.side], e.a, e.b)
	}
	if b.art {
		p.t.facts.add("feature", place{part: "toàn văn bản"}, "Khung viền trang bằng hình được in bằng nét thường.")
	}
}
