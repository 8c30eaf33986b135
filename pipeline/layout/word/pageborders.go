package word

import "vanthu/pipeline/unit"

// pageBorders is what w:pgBorders says (ECMA-376-1 17.6.10).
type pageBorders struct {
	Sides    [6]Border
	FromText bool   // distances count from the text area, else from the edges of the paper
	Display  string // "allPages" or "", "firstPage", "notFirstPage"
	Art      bool   // a border of pictures, drawn as a line
}

func readPageBorders(c *cursor) *pageBorders {
	b := &pageBorders{FromText: c.attr("w:offsetFrom") != "page", Display: c.attr("w:display")}
	readBorders(c, &b.Sides)
	for i := range b.Sides {
		if s := &b.Sides[i]; s.Visible() && !lineStyle(s.Style) {
			s.Style, s.Width, b.Art = "single", unit.Pt, true
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
