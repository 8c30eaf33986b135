package chart

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// span is where a point goes from and to on the value axis; ok is false where there is no value.
type span struct {
	from, to int64
	ok       bool
}

// spans gives the points of all series as whole multiples of ten to the power of e, those of stacks
// on top of each other, in shares of the whole where the group asks for it.
func (g *group) spans(e int) [][]span {
	rows := make([][]span, len(g.series))
	n := 0
	for i := range g.series {
		n = max(n, len(g.series[i].values))
	}
	up, down := make([]int64, n), make([]int64, n)
	sums := make([]number, n)
	if g.stacking == "percentStacked" {
		var all []number
		for i := range g.series {
			all = append(all, g.series[i].values...)
		}
		own := commonPower(all)
		for i := range g.series {
			for k, v := range g.series[i].values {
				m := v.at(own)
				sums[k] = number{sums[k].m + max(m, -m), own, true}
			}
		}
	}
	for i := range g.series {
		rows[i] = make([]span, n)
		for k, v := range g.series[i].values {
			if !v.ok {
				continue
			}
			m := v.at(e)
			if s := sums[k]; s.ok && s.m != 0 {
				m = int64(unit.Length(v.at(s.e)).Scale(pow10(precision), s.m))
			}
			switch {
			case g.stacking == "":
				rows[i][k] = span{0, m, true}
			case m < 0:
				rows[i][k] = span{down[k], down[k] + m, true}
				down[k] += m
			default:
				rows[i][k] = span{up[k], up[k] + m, true}
				up[k] += m
			}
		}
	}
	return rows
}

// group paints the series of a group.
func (t *plot) group(g *group) {
	rows := g.spans(t.scale.e)
	switch g.kind {
	case bars:
		t.bars(g, rows)
	case lines:
		for i := range g.series {
			t.curve(&g.series[i], rows[i])
		}
	case areas:
		for i := range g.series {
			t.area(&g.series[i], rows[i])
		}
	}
}

// bars paints columns or bars. The room of a category is that of its bars, less what they overlap,
// and of the gap (ECMA-376-1 21.2.2.75, 21.2.2.131).
func (t *plot) bars(g *group, rows [][]span) {
	n := int64(len(g.series))
	if g.stacking != "" {
		n = 1
	}
	bar := int64(100) // in percent of a bar
	step := bar - g.overlap
	whole := bar + (n-1)*step + g.gap
	for i := range g.series {
		s := &g.series[i]
		from := g.gap / 2
		if n > 1 {
			from += int64(i) * step
		}
		for k, v := range rows[i] {
			if !v.ok {
				continue
			}
			low := v.from
			if g.stacking == "" {
				low = t.base()
			}
			a, b := t.at(k, from, whole, low), t.at(k, from+bar, whole, v.to)
			tint, own := s.points[k]
			if !own {
				tint = s.fill
			}
			t.rect(a, b, tint)
			t.barLabel(g, s, k, [2]item.Point{a, b})
		}
	}
}

// barLabel prints what a bar between two corners says: at its end, or in its middle in stacks.
func (t *plot) barLabel(g *group, s *series, k int, at [2]item.Point) {
	words := s.said(k, t.comma, 0)
	if words == "" {
		return
	}
	x, y := (at[0].X+at[1].X)/2, (at[0].Y+at[1].Y)/2
	half := t.size * 7 / 10
	inside := s.labels.place == "ctr" || s.labels.place == "" && g.stacking != ""
	positive := s.values[k].m >= 0 != t.value.reversed
	switch {
	case inside:
		t.plainLabel(words, x, y, Middle)
	case t.lying && positive == (s.labels.place != "inEnd"):
		t.plainLabel(words, at[1].X+gap/2, y, Begin)
	case t.lying:
		t.plainLabel(words, at[1].X-gap/2, y, End)
	case positive == (s.labels.place != "inEnd"):
		t.plainLabel(words, x, at[1].Y-half, Middle)
	default:
		t.plainLabel(words, x, at[1].Y+half, Middle)
	}
}

// said is the text of the label of a point; share is its part of a pie in ten-thousandths.
func (s *series) said(k int, comma bool, share int64) string {
	l := &s.labels
	if !l.any() || k >= len(s.values) || !s.values[k].ok {
		return ""
	}
	out := ""
	add := func(text string) {
		if out != "" && text != "" {
			out += "; "
		}
		out += text
	}
	if l.name {
		add(s.name)
	}
	if l.category {
		add(s.category(k))
	}
	format := l.format
	if l.value {
		if format == "" {
			format = s.format
		}
		add(formatted(s.values[k], format, comma))
	}
	if l.percent {
		if l.value || l.format == "" {
			format = "0%"
		}
		add(formatted(number{share, -4, true}, format, comma))
	}
	return out
}

// curve paints a line through the points; where one is missing it begins anew.
func (t *plot) curve(s *series, row []span) {
	t.joined(s, len(row), func(k int) (item.Point, bool) { return t.at(k, 1, 2, row[k].to), row[k].ok })
}

// joined paints the line of a series through n points, and the points; where one is missing the line begins anew.
func (p *canvas) joined(s *series, n int, place func(k int) (at item.Point, ok bool)) {
	var path []item.Segment
	end := func() {
		if len(path) > 1 && s.line.On {
			c := s.line.Color
			if s.smooth {
				path = bent(path)
			}
			p.items = append(p.items, &item.Path{Stroke: &c, Width: s.width, Segments: path})
		}
		path = nil
	}
	for k := range n {
		at, ok := place(k)
		if !ok {
			end()
			continue
		}
		op := byte('L')
		if path == nil {
			op = 'M'
		}
		path = append(path, item.Segment{Op: op, P: [3]item.Point{at}})
	}
	end()
	for k := range n {
		if at, ok := place(k); ok {
			p.point(s, k, at)
		}
	}
}

// point paints the marker and the label of a point of a line.
func (p *canvas) point(s *series, k int, at item.Point) {
	if s.marker {
		tint, own := s.points[k]
		if !own {
			tint = s.dots()
		}
		p.dot(at, tint)
	}
	if words := s.said(k, p.comma, 0); words != "" {
		p.plainLabel(words, at.X, at.Y-p.size*9/10, Middle)
	}
}

// dots is the colour of markers: their own, else that of the line, of points without a line that of the series.
func (s *series) dots() item.Tint {
	if s.mark.On {
		return s.mark
	}
	if s.line.On {
		return s.line
	}
	return s.fill
}

// bent makes straight steps bend: through each point the line goes as between those beside it.
func bent(path []item.Segment) []item.Segment {
	out := []item.Segment{path[0]}
	at := func(i int) item.Point { return path[max(0, min(i, len(path)-1))].P[0] }
	for i := 1; i < len(path); i++ {
		p0, p1, p2, p3 := at(i-2), at(i-1), at(i), at(i+1)
		out = append(out, item.Segment{Op: 'C', P: [3]item.Point{{X: p1.X + (p2.X-p0.X)/6, Y: p1.Y + (p2.Y-p0.Y)/6}, {X: p2.X - (p3.X-p1.X)/6, Y: p2.Y - (p3.Y-p1.Y)/6}, p2}})
	}
	return out
}

// area fills what lies below the points.
func (t *plot) area(s *series, row []span) {
	var path []item.Segment
	add := func(at item.Point) {
		op := byte('L')
		if path == nil {
			op = 'M'
		}
		path = append(path, item.Segment{Op: op, P: [3]item.Point{at}})
	}
	for k, v := range row {
		add(t.at(k, 1, 2, v.to))
	}
	for k := len(row) - 1; k >= 0; k-- {
		add(t.at(k, 1, 2, row[k].from))
	}
	if len(path) > 2 && s.fill.On {
		paintPath(&t.items, append(path, item.Segment{Op: 'Z'}), s.fill)
	}
}

func paintPath(items *[]item.Item, path []item.Segment, tint item.Tint) {
	c := tint.Color
	*items = append(*items, &item.Path{Fill: &c, Segments: path})
}
