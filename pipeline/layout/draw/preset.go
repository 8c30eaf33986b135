package draw

import (
	"strings"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// adjusts are the values that a:avLst gives to a preset shape, by name ("adj1").
type adjusts map[string]int64

func readAdjusts(g *ooxml.Element) adjusts {
	list := g.Child("a:avLst")
	if list == nil {
		return nil
	}
	out := adjusts{}
	for _, k := range list.Kids {
		if k.Element == nil || k.Name != "a:gd" {
			continue
		}
		name, _ := k.Attr("name")
		formula, _ := k.Attr("fmla")
		if v, ok := strings.CutPrefix(formula, "val "); ok {
			out[name] = ooxml.Clamp(ooxml.Number(v), -1_000_000, 1_000_000)
		}
	}
	return out
}

// of returns an adjust value, or its default, in 100,000ths.
func (a adjusts) of(name string, or int64) int64 {
	if v, ok := a[name]; ok {
		return v
	}
	return or
}

// plane builds outlines in a rectangle.
type plane struct {
	item.Rectangle
	adjusts
}

// at is the point at shares of width and height, in 100,000ths.
func (p plane) at(x, y int64) item.Point {
	const whole = 100_000
	return item.Point{X: p.X + p.W.Scale(x, whole), Y: p.Y + p.H.Scale(y, whole)}
}

// polygon closes an outline through points given as pairs of shares.
func (p plane) polygon(shares ...int64) []item.Segment {
	return append(p.lines(shares...), item.Segment{Op: 'Z'})
}

// lines is the open outline through points given as pairs of shares.
func (p plane) lines(shares ...int64) (out []item.Segment) {
	for i := 0; i+1 < len(shares); i += 2 {
		op := byte('L')
		if i == 0 {
			op = 'M'
		}
		out = append(out, item.Segment{Op: op, P: [3]item.Point{p.at(shares[i], shares[i+1])}})
	}
	return out
}

// bend is a cubic step as pairs of shares: its two control points and its end.
type bend [6]int64

func (p plane) curve(b bend) item.Segment {
	return item.Segment{Op: 'C', P: [3]item.Point{p.at(b[0], b[1]), p.at(b[2], b[3]), p.at(b[4], b[5])}}
}

// across turns a share of the shorter side into one of the width, down into one of the height.
func (p plane) across(v int64) int64 { return v * int64(min(p.W, p.H)) / max(1, int64(p.W)) }
func (p plane) down(v int64) int64   { return v * int64(min(p.W, p.H)) / max(1, int64(p.H)) }

const whole = 100_000

// preset returns the outline of a preset shape (ECMA-376-1 20.1.10.56); open outlines are not
// filled. ok is false for those that are not known here.
func (p plane) preset(kind string) (path []item.Segment, open, ok bool) {
	if path = p.arrow(kind); path == nil {
		path = p.flowchart(kind)
	}
	if path == nil {
		path = p.polygonal(kind)
	}
	if path == nil {
		path = p.opened(kind)
		open = path != nil
	}
	return path, open, path != nil
}

// arrow draws block arrows: adj1 is the share of the shaft, adj2 the length of the head.
func (p plane) arrow(kind string) []item.Segment {
	shaft := ooxml.Clamp(p.of("adj1", 50_000), 0, whole)
	a, b := (whole-shaft)/2, (whole+shaft)/2
	head := p.of("adj2", 50_000)
	h, v := ooxml.Clamp(p.across(head), 0, whole), ooxml.Clamp(p.down(head), 0, whole)
	switch kind {
	case "rightArrow":
		return p.polygon(0, a, whole-h, a, whole-h, 0, whole, 50_000, whole-h, whole, whole-h, b, 0, b)
	case "leftArrow":
		return p.polygon(whole, a, h, a, h, 0, 0, 50_000, h, whole, h, b, whole, b)
	case "downArrow":
		return p.polygon(a, 0, a, whole-v, 0, whole-v, 50_000, whole, whole, whole-v, b, whole-v, b, 0)
	case "upArrow":
		return p.polygon(a, whole, a, v, 0, v, 50_000, 0, whole, v, b, v, b, whole)
	case "leftRightArrow":
		return p.polygon(0, 50_000, h, 0, h, a, whole-h, a, whole-h, 0, whole, 50_000, whole-h, whole, whole-h, b, h, b, h, whole)
	case "upDownArrow":
		return p.polygon(50_000, 0, whole, v, b, v, b, whole-v, whole, whole-v, 50_000, whole, 0, whole-v, a, whole-v, a, v, 0, v)
	case "homePlate", "chevron":
		tip := ooxml.Clamp(p.across(p.of("adj", 50_000)), 0, whole)
		if kind == "chevron" {
			return p.polygon(0, 0, whole-tip, 0, whole, 50_000, whole-tip, whole, 0, whole, tip, 50_000)
		}
		return p.polygon(0, 0, whole-tip, 0, whole, 50_000, whole-tip, whole, 0, whole)
	}
	return nil
}

// flowchart draws the signs of flow charts.
func (p plane) flowchart(kind string) []item.Segment {
	switch kind {
	case "flowChartTerminator":
		return rounded(p.Rectangle, min(p.W, p.H)/2)
	case "flowChartInputOutput":
		return p.polygon(20_000, 0, whole, 0, 80_000, whole, 0, whole)
	case "flowChartPreparation":
		return p.polygon(20_000, 0, 80_000, 0, whole, 50_000, 80_000, whole, 20_000, whole, 0, 50_000)
	case "flowChartManualOperation":
		return p.polygon(0, 0, whole, 0, 80_000, whole, 20_000, whole)
	case "flowChartManualInput":
		return p.polygon(0, 20_000, whole, 0, whole, whole, 0, whole)
	case "flowChartOffpageConnector":
		return p.polygon(0, 0, whole, 0, whole, 80_000, 50_000, whole, 0, 80_000)
	case "flowChartDocument":
		return append(p.lines(0, 80_000, 0, 0, whole, 0, whole, 80_000), p.curve(bend{50_000, 80_000, 50_000, 110_000, 0, 93_000}), item.Segment{Op: 'Z'})
	case "flowChartPredefinedProcess":
		return append(p.polygon(0, 0, whole, 0, whole, whole, 0, whole), append(p.lines(12_500, 0, 12_500, whole), p.lines(87_500, 0, 87_500, whole)...)...)
	case "flowChartMerge":
		return p.polygon(0, 0, whole, 0, 50_000, whole)
	case "flowChartExtract":
		return p.polygon(50_000, 0, whole, whole, 0, whole)
	}
	return nil
}

// polygonal draws further closed shapes.
func (p plane) polygonal(kind string) []item.Segment {
	switch kind {
	case "rtTriangle":
		return p.polygon(0, 0, whole, whole, 0, whole)
	case "parallelogram":
		a := ooxml.Clamp(p.across(p.of("adj", 25_000)), 0, whole)
		return p.polygon(a, 0, whole, 0, whole-a, whole, 0, whole)
	case "trapezoid":
		a := ooxml.Clamp(p.across(p.of("adj", 25_000)), 0, whole/2)
		return p.polygon(a, 0, whole-a, 0, whole, whole, 0, whole)
	case "hexagon":
		a := ooxml.Clamp(p.across(p.of("adj", 25_000)), 0, whole/2)
		return p.polygon(a, 0, whole-a, 0, whole, 50_000, whole-a, whole, a, whole, 0, 50_000)
	case "octagon", "plaque", "snip2DiagRect":
		a, b := ooxml.Clamp(p.across(p.of("adj", 29_289)), 0, whole/2), ooxml.Clamp(p.down(p.of("adj", 29_289)), 0, whole/2)
		return p.polygon(a, 0, whole-a, 0, whole, b, whole, whole-b, whole-a, whole, a, whole, 0, whole-b, 0, b)
	case "pentagon":
		return p.polygon(50_000, 0, whole, 38_200, 80_900, whole, 19_100, whole, 0, 38_200)
	case "plus":
		a, b := ooxml.Clamp(p.across(p.of("adj", 25_000)), 0, whole/2), ooxml.Clamp(p.down(p.of("adj", 25_000)), 0, whole/2)
		return p.polygon(a, 0, whole-a, 0, whole-a, b, whole, b, whole, whole-b, whole-a, whole-b, whole-a, whole, a, whole, a, whole-b, 0, whole-b, 0, b, a, b)
	case "star5":
		return p.polygon(50_000, 0, 61_800, 38_200, whole, 38_200, 69_100, 61_800, 80_900, whole, 50_000, 76_400, 19_100, whole, 30_900, 61_800, 0, 38_200, 38_200, 38_200)
	case "star4":
		return p.polygon(50_000, 0, 63_200, 36_800, whole, 50_000, 63_200, 63_200, 50_000, whole, 36_800, 63_200, 0, 50_000, 36_800, 36_800)
	case "wedgeRectCallout", "wedgeRoundRectCallout":
		x, y := 50_000+p.of("adj1", -20_833), 50_000+p.of("adj2", 62_500)
		if y < whole/2 {
			return p.polygon(0, 0, 16_700, 0, x, y, 41_700, 0, whole, 0, whole, whole, 0, whole)
		}
		return p.polygon(0, 0, whole, 0, whole, whole, 41_700, whole, x, y, 16_700, whole, 0, whole)
	case "foldedCorner":
		return append(p.polygon(0, 0, whole, 0, whole, 83_300, 83_300, whole, 0, whole), p.lines(whole, 83_300, 83_300, 83_300, 83_300, whole)...)
	case "can":
		k := ooxml.Clamp(p.down(p.of("adj", 25_000)), 0, whole/2) / 2
		lid := []item.Segment{p.lines(0, k)[0], p.curve(bend{0, -k / 3, whole, -k / 3, whole, k}), p.curve(bend{whole, 2*k + k/3, 0, 2*k + k/3, 0, k})}
		return append(lid, item.Segment{Op: 'L', P: [3]item.Point{p.at(0, whole-k)}}, p.curve(bend{0, whole + k/3, whole, whole + k/3, whole, whole - k}), item.Segment{Op: 'L', P: [3]item.Point{p.at(whole, k)}})
	case "round1Rect", "round2SameRect", "round2DiagRect", "snip1Rect", "snip2SameRect", "bevel", "frame":
		return rounded(p.Rectangle, min(p.W, p.H)/unit.Length(12))
	}
	return nil
}

// opened draws brackets, braces and connectors.
func (p plane) opened(kind string) []item.Segment {
	mid := ooxml.Clamp(p.of("adj1", 50_000), -10*whole, 10*whole)
	k := p.down(8_333)
	switch kind {
	case "bentConnector2":
		return p.lines(0, 0, whole, 0, whole, whole)
	case "bentConnector3":
		return p.lines(0, 0, mid, 0, mid, whole, whole, whole)
	case "curvedConnector3":
		return append(p.lines(0, 0), p.curve(bend{mid / 2, 0, mid, 25_000, mid, 50_000}), p.curve(bend{mid, 75_000, (whole + mid) / 2, whole, whole, whole}))
	case "curvedConnector2":
		return append(p.lines(0, 0), p.curve(bend{50_000, 0, whole, 50_000, whole, whole}))
	case "leftBracket":
		return append(p.lines(whole, 0), p.curve(bend{50_000, 0, 0, k / 2, 0, k}), p.lines(0, 0, 0, whole-k)[1], p.curve(bend{0, whole - k/2, 50_000, whole, whole, whole}))
	case "rightBracket":
		return append(p.lines(0, 0), p.curve(bend{50_000, 0, whole, k / 2, whole, k}), p.lines(0, 0, whole, whole-k)[1], p.curve(bend{whole, whole - k/2, 50_000, whole, 0, whole}))
	case "leftBrace":
		return append(p.lines(whole, 0), p.curve(bend{70_000, 0, 50_000, k / 2, 50_000, k}), p.lines(0, 0, 50_000, 50_000-k)[1], p.curve(bend{50_000, 50_000 - k/2, 30_000, 50_000, 0, 50_000}),
			p.curve(bend{30_000, 50_000, 50_000, 50_000 + k/2, 50_000, 50_000 + k}), p.lines(0, 0, 50_000, whole-k)[1], p.curve(bend{50_000, whole - k/2, 70_000, whole, whole, whole}))
	case "rightBrace":
		return append(p.lines(0, 0), p.curve(bend{30_000, 0, 50_000, k / 2, 50_000, k}), p.lines(0, 0, 50_000, 50_000-k)[1], p.curve(bend{50_000, 50_000 - k/2, 70_000, 50_000, whole, 50_000}),
			p.curve(bend{70_000, 50_000, 50_000, 50_000 + k/2, 50_000, 50_000 + k}), p.lines(0, 0, 50_000, whole-k)[1], p.curve(bend{50_000, whole - k/2, 30_000, whole, 0, whole}))
	case "bracketPair", "bracePair":
		a := p.across(16_667) / 2
		left := append(p.lines(a, 0), p.curve(bend{a / 2, 0, 0, k / 2, 0, k}), p.lines(0, 0, 0, whole-k)[1], p.curve(bend{0, whole - k/2, a / 2, whole, a, whole}))
		return append(left, append(p.lines(whole-a, 0), p.curve(bend{whole - a/2, 0, whole, k / 2, whole, k}), p.lines(0, 0, whole, whole-k)[1], p.curve(bend{whole, whole - k/2, whole - a/2, whole, whole - a, whole}))...)
	}
	return nil
}

// flip mirrors an outline in its rectangle.
func (p plane) flip(path []item.Segment, horizontally, vertically bool) {
	for i := range path {
		for j := range path[i].P {
			at := &path[i].P[j]
			if horizontally {
				at.X = 2*p.X + p.W - at.X
			}
			if vertically {
				at.Y = 2*p.Y + p.H - at.Y
			}
		}
	}
}
