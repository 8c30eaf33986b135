package layout

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

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
	if b.fromText {
		x1, x2 = p.textLeft(), p.textLeft()+s.textWidth()
		y1, y2 = max(s.top, -s.top), s.height-max(s.bottom, -s.bottom)
	}
	at := func(side int) unit.Length {
		d := b.sides[side].space
		if b.fromText {
			d = -d - b.sides[side].thickness()
		}
		return d
	}
	x1, x2, y1, y2 = x1+at(left), x2-at(right), y1+at(top), y2-at(bottom)
	sides := [4]border{top: b.sides[top], bottom: b.sides[bottom], left: b.sides[left], right: b.sides[right]}
	p.items = appendBox(p.items, sides, item.Rectangle{X: x1, Y: y1, W: x2 - x1, H: y2 - y1})
	if b.art {
		p.t.facts.add("feature", place{part: "toàn văn bản"}, "Khung viền trang bằng hình được in bằng nét thường.")
	}
}
