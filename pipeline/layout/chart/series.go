package chart

import (
	"cmp"
	"slices"
	"strings"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// kindsOf names the groups that are drawn by their elements.
var kindsOf = map[string]string{
	"c:barChart": bars, "c:bar3DChart": bars, "c:lineChart": lines, "c:line3DChart": lines,
	"c:areaChart": areas, "c:area3DChart": areas, "c:pieChart": pie, "c:pie3DChart": pie, "c:doughnutChart": pie, "c:ofPieChart": pie,
	"c:scatterChart": xy, "c:radarChart": radar,
}

// group reads a c:barChart and its like; ok is false where it is none that is drawn.
func (r *reader) group(e *ooxml.Element) (g group, ok bool) {
	if g.kind, ok = kindsOf[e.Name]; !ok {
		return g, false
	}
	g.lying = val(e, "c:barDir") == "bar"
	if s := val(e, "c:grouping"); s == "stacked" || s == "percentStacked" {
		g.stacking = s
	}
	g.gap, g.overlap = 150, 0
	if v := val(e, "c:gapWidth"); v != "" {
		g.gap = ooxml.Clamp(ooxml.Number(v), 0, 500)
	}
	if v := val(e, "c:overlap"); v != "" {
		g.overlap = ooxml.Clamp(ooxml.Number(v), -100, 100)
	}
	if e.Name == "c:doughnutChart" {
		g.hole = 50
		if v := val(e, "c:holeSize"); v != "" {
			g.hole = ooxml.Clamp(ooxml.Number(v), 1, 90)
		}
	}
	g.first = ooxml.Clamp(ooxml.Number(val(e, "c:firstSliceAng")), 0, 360)
	g.vary = on(e, "c:varyColors")
	g.filled = val(e, "c:radarStyle") == "filled"
	marked := on(e, "c:marker") || g.kind == xy || val(e, "c:radarStyle") == "marker"
	common := r.labels(child(e, "c:dLbls"), labels{})
	type ordered struct {
		order int64
		series
	}
	var list []ordered
	for _, k := range kids(e) {
		switch {
		case k.Name == "c:axId":
			id, _ := k.Attr("val")
			g.axes = append(g.axes, id)
		case k.Name == "c:ser" && len(list) < maxSeries:
			s := r.series(k, g.kind, common)
			s.marker = s.marker && marked
			list = append(list, ordered{ooxml.Number(val(k, "c:order")), s})
		}
	}
	slices.SortStableFunc(list, func(a, b ordered) int { return cmp.Compare(a.order, b.order) })
	for _, s := range list {
		g.series = append(g.series, s.series)
	}
	r.paintPoints(&g)
	return g, true
}

// paintPoints gives the points of a group with colours of their own those that the file does not
// name.
func (r *reader) paintPoints(g *group) {
	if !g.vary || g.kind != pie && len(g.series) != 1 {
		return
	}
	for i := range g.series {
		s := &g.series[i]
		for p := range s.values {
			if _, own := s.points[p]; !own && (g.kind == pie || !s.fill.On) {
				s.points[p] = r.accent(p)
			}
		}
	}
}

func (r *reader) series(e *ooxml.Element, kind string, common labels) series {
	s := series{points: map[int]item.Tint{}, width: 9 * unit.Pt / 4, marker: true}
	s.name = strings.TrimSpace(strings.Join(cached(child(e, "c:tx")), " "))
	s.categories = cached(child(e, "c:cat"))
	s.values, s.format = values(child(e, "c:val"))
	if kind == xy {
		s.values, s.format = values(child(e, "c:yVal"))
		s.across, _ = values(child(e, "c:xVal"))
		if s.categories = cached(child(e, "c:xVal")); len(s.across) == 0 { // words: Word counts the points
			for k := range s.values {
				s.across = append(s.across, number{int64(k + 1), 0, true})
			}
		}
	}
	n := int(ooxml.Clamp(ooxml.Number(val(e, "c:idx")), 0, 1000))
	props := child(e, "c:spPr")
	s.fill, s.line = r.fillOf(props), r.accent(n)
	if ln := child(props, "a:ln"); ln != nil {
		if c := r.color(orEmpty(child(ln, "a:solidFill"))); c.On {
			s.line = c
		}
		if child(ln, "a:noFill") != nil {
			s.line = item.Tint{}
		}
		if w := number64(ln, "w"); w > 0 {
			s.width = min(unit.Length(w), 20*unit.Pt)
		}
	}
	if !s.fill.On && child(props, "a:noFill") == nil {
		s.fill = r.accent(n)
	}
	if val(child(e, "c:marker"), "c:symbol") == "none" {
		s.marker = false
	}
	s.mark = r.fillOf(child(child(e, "c:marker"), "c:spPr"))
	s.smooth = on(e, "c:smooth")
	for _, p := range kids(e) {
		if p.Name == "c:dPt" {
			if c := r.fillOf(child(p, "c:spPr")); c.On && len(s.points) < maxPoints {
				s.points[int(ooxml.Clamp(ooxml.Number(val(p, "c:idx")), 0, maxPoints))] = c
			}
		}
	}
	s.labels = r.labels(child(e, "c:dLbls"), common)
	return s
}

// fillOf is the fill of a:solidFill, of a gradient the first colour.
func (r *reader) fillOf(props *ooxml.Element) item.Tint {
	if f := child(props, "a:solidFill"); f != nil {
		return r.color(f)
	}
	if stop := child(child(child(props, "a:gradFill"), "a:gsLst"), "a:gs"); stop != nil {
		return r.color(stop)
	}
	return item.Tint{}
}

func (r *reader) labels(e *ooxml.Element, common labels) labels {
	if e == nil {
		return common
	}
	if on(e, "c:delete") {
		return labels{}
	}
	l := labels{value: on(e, "c:showVal"), percent: on(e, "c:showPercent"), category: on(e, "c:showCatName"), name: on(e, "c:showSerName"), place: val(e, "c:dLblPos")}
	if f := child(e, "c:numFmt"); f != nil {
		if linked, _ := f.Attr("sourceLinked"); linked != "1" {
			l.format, _ = f.Attr("formatCode")
		}
	}
	return l
}

// cached are the texts that a reference keeps, numbers in their format; those of several levels are
// the innermost.
func cached(e *ooxml.Element) []string {
	for _, k := range kids(e) {
		switch k.Name {
		case "c:v":
			return []string{k.Text()}
		case "c:strRef":
			return texts(child(k, "c:strCache"))
		case "c:strLit":
			return texts(k)
		case "c:multiLvlStrRef":
			return texts(child(child(k, "c:multiLvlStrCache"), "c:lvl"))
		case "c:numRef", "c:numLit":
			list, format := values(e)
			out := make([]string, len(list))
			for i, n := range list {
				out[i] = formatted(n, format, false)
			}
			return out
		}
	}
	return nil
}

// texts reads the points of a cache in order; missing ones are empty.
func texts(cache *ooxml.Element) (out []string) {
	eachPoint(cache, func(i int, v string) {
		for len(out) <= i {
			out = append(out, "")
		}
		out[i] = v
	})
	return out
}

// values reads the numbers that c:val keeps, and their format.
func values(e *ooxml.Element) (out []number, format string) {
	cache := child(child(e, "c:numRef"), "c:numCache")
	if cache == nil {
		cache = child(e, "c:numLit")
	}
	if cache == nil {
		return nil, ""
	}
	format = child(cache, "c:formatCode").Text()
	out = make([]number, ooxml.Clamp(ooxml.Number(val(cache, "c:ptCount")), 0, maxPoints))
	eachPoint(cache, func(i int, v string) {
		for len(out) <= i {
			out = append(out, number{})
		}
		out[i] = parseNumber(v)
	})
	return out, format
}

// eachPoint visits the points of a cache.
func eachPoint(cache *ooxml.Element, f func(i int, v string)) {
	for _, k := range kids(cache) {
		if k.Name != "c:pt" {
			continue
		}
		if i := number64(k, "idx"); i >= 0 && i < maxPoints {
			f(int(i), child(k, "c:v").Text())
		}
	}
}
