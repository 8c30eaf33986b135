package draw

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/ooxml"
)

// textArea is the part of a shape in which its text stands: the text rectangle that
// ECMA-376-1 20.1.9.22 (rect) gives to its preset; where none is known here, all of it.
func textArea(o outline) item.Rectangle {
	p := plane{o.area, o.adjusts}
	l, t, r, b := p.textShares(o.kind)
	if o.flipH {
		l, r = whole-r, whole-l
	}
	if o.flipV {
		t, b = whole-b, whole-t
	}
	from, to := p.at(l, t), p.at(r, b)
	return item.Rectangle{X: from.X, Y: from.Y, W: max(0, to.X-from.X), H: max(0, to.Y-from.Y)}
}

// cornered is the share of a radius by which a square within a round corner stands off it.
const cornered = 29_289

// textShares are the left, upper, right and lower edge of the text rectangle of a preset, in
// 100,000ths of its width and height.
func (p plane) textShares(kind string) (l, t, r, b int64) {
	inset := func(x, y int64) (int64, int64, int64, int64) { return x, y, whole - x, whole - y }
	switch kind {
	case "ellipse", "flowChartConnector":
		return inset(cornered/2, cornered/2)
	case "roundRect", "flowChartAlternateProcess", "wedgeRoundRectCallout":
		round := int64(16_667) * cornered / whole
		return inset(p.across(round), p.down(round))
	case "diamond", "flowChartDecision":
		return inset(25_000, 25_000)
	case "triangle", "isosTriangle", "flowChartExtract":
		return 25_000, 50_000, 75_000, whole
	case "flowChartMerge":
		return 25_000, 0, 75_000, 50_000
	case "rtTriangle":
		return whole / 12, whole * 7 / 12, whole * 7 / 12, whole * 11 / 12
	case "flowChartTerminator":
		return inset(4_713, 14_644)
	case "flowChartInputOutput", "flowChartPreparation", "flowChartManualOperation":
		return inset(20_000, 0)
	case "flowChartManualInput":
		return 0, 20_000, whole, whole
	case "flowChartOffpageConnector":
		return 0, 0, whole, 80_000
	case "flowChartDocument":
		return 0, 0, whole, 80_194
	case "flowChartPredefinedProcess":
		return inset(12_500, 0)
	case "foldedCorner":
		return 0, 0, whole, 83_333
	case "star5":
		return 30_900, 38_200, 69_100, 76_400
	case "star4":
		return inset(36_800, 36_800)
	case "can":
		lid := ooxml.Clamp(p.down(p.of("adj", 25_000)), 0, whole/2)
		return 0, lid, whole, whole - lid/2
	case "homePlate":
		return 0, 0, whole - ooxml.Clamp(p.across(p.of("adj", 50_000)), 0, whole)/2, whole
	case "leftBracket":
		return cornered, 0, whole, whole
	case "rightBracket":
		return 0, 0, whole - cornered, whole
	case "leftBrace":
		return 64_645, 0, whole, whole
	case "rightBrace":
		return 0, 0, 35_355, whole
	}
	return p.arrowShares(kind)
}

// arrowShares are those of block arrows: the shaft, and of the head as much as is as high.
func (p plane) arrowShares(kind string) (l, t, r, b int64) {
	shaft := ooxml.Clamp(p.of("adj1", 50_000), 0, whole)
	a, z := (whole-shaft)/2, (whole+shaft)/2
	into := func(head int64) int64 { return head - head*shaft/whole }
	h, v := into(ooxml.Clamp(p.across(p.of("adj2", 50_000)), 0, whole)), into(ooxml.Clamp(p.down(p.of("adj2", 50_000)), 0, whole))
	switch kind {
	case "rightArrow":
		return 0, a, whole - h, z
	case "leftArrow":
		return h, a, whole, z
	case "downArrow":
		return a, 0, z, whole - v
	case "upArrow":
		return a, v, z, whole
	case "leftRightArrow":
		return h, a, whole - h, z
	case "upDownArrow":
		return a, v, z, whole - v
	}
	return 0, 0, whole, whole
}

// growing reports whether the shape of a preset gets as high as its text when it is told to
// (a:spAutoFit), its text rectangle being as high as the shape.
func growing(kind string) bool { return kind == "" || kind == "rect" || kind == "flowChartProcess" }
