package word

import (
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// Framing is what w:framePr says (ECMA-376-1 17.3.1.11).
type Framing struct {
	Width, Height  unit.Length // 0: as the content asks
	Exact          bool        // Height is exact, else the least
	Horz, Vert     Axis
	HSpace, VSpace unit.Length // least distances from the text
	Sides          Sides
	Wraps          bool   // text gives way to it
	DropCap        string // "drop", "margin"; "" is none
	Lines          int    // of the text beside a drop cap
}

// readFraming reads w:framePr. Anchors that are missing are the column and the top margin.
func readFraming(c *cursor) *Framing {
	f := &Framing{Width: max(0, c.twips("w:w")), Height: max(0, c.twips("w:h")), Exact: c.attr("w:hRule") == "exact",
		HSpace: max(0, c.twips("w:hSpace")), VSpace: max(0, c.twips("w:vSpace")), Wraps: true}
	if v := c.attr("w:dropCap"); v != "none" {
		f.DropCap = v
		f.Lines = int(ooxml.Clamp(c.number("w:lines"), 0, 10))
	}
	switch c.attr("w:wrap") {
	case "notBeside", "none":
		f.Sides = NoSide
	case "through":
		f.Wraps = false
	}
	f.Horz = Axis{From: floatAnchor(c.attr("w:hAnchor"), "column"), Align: c.attr("w:xAlign"), Offset: c.twips("w:x")}
	f.Vert = Axis{From: floatAnchor(c.attr("w:vAnchor"), "margin"), Align: c.attr("w:yAlign"), Offset: c.twips("w:y")}
	if f.Vert.Align == "inline" || f.Vert.Align == "" && !c.has("w:y") {
		f.Vert = Axis{From: "paragraph"}
	}
	return f
}

// floatAnchor translates what frames and tables count their place from.
func floatAnchor(s, or string) string {
	switch s {
	case "page", "margin":
		return s
	case "text":
		if or == "column" {
			return or
		}
		return "paragraph"
	}
	return or
}

// readTableFloat reads w:tblpPr; nil where Word takes no notice of it: without any attribute,
// and where all of it says no more than "here" ([MS-OI29500] 2.1.162).
func readTableFloat(c *cursor) *tableFloat {
	f := &tableFloat{
		Horz: Axis{From: floatAnchor(c.attr("w:horzAnchor"), "column"), Align: c.attr("w:tblpXSpec"), Offset: floatOffset(c, "w:tblpX")},
		Vert: Axis{From: floatAnchor(c.attr("w:vertAnchor"), "margin"), Align: c.attr("w:tblpYSpec"), Offset: floatOffset(c, "w:tblpY")}}
	here := c.twips("w:tblpX") == 0 && c.twips("w:tblpY") == 0 && f.Horz.Align == "" && f.Vert.Align == ""
	if here && f.Horz.From == "column" && c.attr("w:vertAnchor") != "text" {
		return nil
	}
	for side, name := range [...]string{Top: "w:topFromText", Left: "w:leftFromText", Bottom: "w:bottomFromText", Right: "w:rightFromText"} {
		f.Around[side] = max(0, c.twips(name))
	}
	if f.Vert.Align == "inline" || f.Vert.Align == "" && !c.has("w:tblpY") {
		f.Vert = Axis{From: "paragraph"}
	}
	return f
}

// floatOffset reads an offset of a floating table. Word writes it a twip larger than it is, so
// that it is never 0 ([MS-OI29500] 2.1.162 e).
func floatOffset(c *cursor, name string) unit.Length {
	v := c.twips(name)
	if v > 0 {
		v -= unit.Twip
	}
	return v
}

// tableFloat is where a floating table stands (w:tblpPr), and its distance from the text.
type tableFloat struct {
	Horz, Vert Axis
	Around     [4]unit.Length // by side
	Apart      bool           // never over something else that floats (w:tblOverlap)
}

// Sides says where text may stand beside something that floats.
type Sides uint8

const (
	BothSides Sides = iota
	NoSide          // above and below only
	LeftSide
	RightSide
	LargestSide
)

// Axis says where something that floats stands in one direction; names are those of the file
// (ECMA-376-1 20.4.3, 17.18.35, 17.18.100).
type Axis struct {
	From   string      // "page", "margin", "column", "character", "paragraph", "line", …
	Align  string      // "left", "center", "right", "top", "bottom"; "inside", "outside"; "" where Offset counts
	Offset unit.Length // from the left or upper edge of From
}
