package chart

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// plot is the room between a pair of axes.
type plot struct {
	*canvas
	item.Rectangle
	lying      bool // values run across
	count      int  // categories
	category   *axis
	value      *axis
	scale      scale
	names      []string
	betweenAll bool // points stand in the middle of their categories, not at the ends of the axis
}

const axisInk item.Color = 0xBFBFBF

// plots paints all groups that stand on axes.
func (p *canvas) plots(room item.Rectangle) {
	first := &plot{canvas: p, Rectangle: room}
	first.measure(p.sharing(&p.groups[0]))
	var second *plot
	for i := range p.groups {
		if g := &p.groups[i]; g.kind != pie && p.valueAxis(g) != first.value && second == nil {
			second = &plot{canvas: p}
			second.measure(p.sharing(g))
		}
	}
	if second != nil {
		second.count, second.names = max(first.count, second.count), first.names
		first.count = second.count
	}
	first.makeRoom(second)
	first.grid()
	for i := range p.groups {
		g := &p.groups[i]
		at := first
		if second != nil && p.valueAxis(g) == second.value {
			at = second
		}
		at.group(g)
	}
	first.axes()
}

// sharing lists the groups that share the value axis of one.
func (p *canvas) sharing(of *group) (list []*group) {
	for i := range p.groups {
		if g := &p.groups[i]; g.kind != pie && p.valueAxis(g) == p.valueAxis(of) {
			list = append(list, g)
		}
	}
	return list
}

// valueAxis is that of a group; one without is given one that shows nothing.
func (p *canvas) valueAxis(g *group) *axis { return p.axisOf(g, true) }

func (p *canvas) axisOf(g *group, values bool) *axis {
	for _, id := range g.axes {
		if a := p.Chart.axes[id]; a != nil && a.values == values {
			return a
		}
	}
	return map[bool]*axis{true: &noValues, false: &noCategories}[values]
}

var noValues, noCategories = axis{values: true, hidden: true}, axis{hidden: true}

// measure finds out how many categories groups have and from where to where their values go.
func (t *plot) measure(list []*group) {
	t.value, t.category, t.lying = t.valueAxis(list[0]), t.axisOf(list[0], false), list[0].lying
	var all []number
	format := ""
	percent := false
	for _, g := range list {
		percent = percent || g.stacking == "percentStacked"
		t.betweenAll = t.betweenAll || g.kind == bars || g.kind == lines
		for i := range g.series {
			s := &g.series[i]
			all = append(all, s.values...)
			if t.count = max(t.count, len(s.values), len(s.categories)); len(s.categories) > len(t.names) {
				t.names = s.categories
			}
			if format == "" {
				format = s.format
			}
		}
	}
	t.count = max(1, t.count)
	e := commonPower(all)
	if percent {
		e, format = -precision, "0%"
	}
	low, high, any := int64(0), int64(0), false
	for _, g := range list {
		for _, row := range g.spans(e) {
			for _, v := range row {
				if !v.ok {
					continue
				}
				if !any {
					low, high, any = v.to, v.to, true
				}
				low, high = min(low, v.to), max(high, v.to)
				if g.stacking != "" || g.kind == areas {
					low, high = min(low, v.from), max(high, v.from)
				}
			}
		}
	}
	long := t.H
	if t.lying {
		long = t.W * 2 / 3
	}
	if long == 0 {
		long = 2 * unit.Inch
	}
	t.scale = t.value.scaleOf(low, high, e, t.steps(long))
	if percent && !t.value.high.ok {
		t.scale.high = min(t.scale.high, pow10(precision))
	}
	if t.scale.format == "" {
		t.scale.format = format
	}
}

// pow10 is ten to the power of n, which is not negative and at most 18.
func pow10(n int) int64 {
	v := int64(1)
	for range n {
		v *= 10
	}
	return v
}

// makeRoom takes the room of labels and titles off the plot.
func (t *plot) makeRoom(second *plot) {
	left, right, below := unit.Length(0), unit.Length(0), unit.Length(0)
	for _, v := range t.scale.ticks() {
		if t.value.shows() && !t.lying {
			left = max(left, t.width(t.scale.text(v, t.comma))+gap)
		}
	}
	if second != nil && second.value.shows() {
		for _, v := range second.scale.ticks() {
			right = max(right, t.width(second.scale.text(v, t.comma))+gap)
		}
	}
	if t.value.shows() && t.lying {
		below = t.size*7/5 + gap
		right = t.width(t.scale.text(t.scale.high, t.comma)) / 2 // the last label stands half beside the axis
	}
	if t.category.shows() && t.lying {
		for i := range t.count {
			left = max(left, min(t.width(t.name(i)), t.W*2/5)+gap)
		}
	}
	beside, under := t.value.title, t.category.title
	if t.lying {
		beside, under = under, beside
	}
	if beside.words != "" {
		left += beside.size*7/5 + gap
	}
	if under.words != "" {
		below += under.size*7/5 + gap
	}
	if !t.betweenAll && t.category.shows() { // the first and the last name stand half beside the axis
		half := min(t.width(t.name(0)), t.slot()) / 2
		left, right = max(left, half), max(right, min(t.width(t.name(t.count-1)), t.slot())/2)
	}
	outer := t.Rectangle
	t.X, t.W = t.X+left, t.W-left-right
	if t.category.shows() && !t.lying {
		below += t.nameHeight() + gap
	}
	t.Y += t.size / 2 // the uppermost label of the axis stands half above it
	t.H -= below + t.size/2
	t.W, t.H = max(t.W, unit.Pt), max(t.H, unit.Pt)
	if second != nil {
		second.Rectangle = t.Rectangle
		second.scaleLabels(t.X+t.W+gap, Begin)
	}
	t.axisTitles(t.Rectangle, outer, beside, under)
}

// axisTitles prints what stands beside and under a plot, at the edges of its room.
func (p *canvas) axisTitles(plot, outer item.Rectangle, beside, under text) {
	if beside.words != "" {
		p.label(Label{Text: beside.words, At: item.Point{X: outer.X + beside.size, Y: plot.Y + plot.H/2}, Size: beside.size, Bold: beside.bold, Ink: beside.ink, Align: Middle, Upwards: true})
	}
	if under.words != "" {
		p.label(Label{Text: under.words, At: item.Point{X: plot.X + plot.W/2, Y: outer.Y + outer.H - under.size*3/10}, Size: under.size, Bold: under.bold, Ink: under.ink, Align: Middle})
	}
}

// shows reports whether an axis has labels.
func (a *axis) shows() bool { return !a.hidden && a.labels }

func (t *plot) name(i int) string {
	if i < len(t.names) {
		return t.names[i]
	}
	return ""
}

// at is the place of a value in a category: share of den of the room of category i.
func (t *plot) at(i int, share, den int64, value int64) item.Point {
	f, whole := int64(i)*den+share, int64(t.count)*den
	if !t.betweenAll && t.count > 1 { // the first and the last stand at the ends
		f, whole = int64(i), int64(t.count-1)
	}
	if t.category.reversed {
		f = whole - f
	}
	v, spread := value-t.scale.low, max(1, t.scale.high-t.scale.low)
	v = max(0, min(v, spread))
	if t.value.reversed {
		v = spread - v
	}
	if t.lying {
		return item.Point{X: t.X + t.W.Scale(v, spread), Y: t.Y + t.H - t.H.Scale(f, whole)}
	}
	return item.Point{X: t.X + t.W.Scale(f, whole), Y: t.Y + t.H - t.H.Scale(v, spread)}
}

// base is the value at which bars stand: zero, or the end of the axis that is nearer to it.
func (t *plot) base() int64 { return t.scale.base() }

// grid paints the lines at the steps of the value axis, and their labels.
func (t *plot) grid() {
	if t.value.grid {
		for _, v := range t.scale.ticks() {
			a, b := t.at(0, 0, 1, v), t.at(t.count, 0, 1, v)
			if !t.betweenAll {
				b = t.at(t.count-1, 0, 1, v)
			}
			t.line(a, b, t.value.gridInk.Color)
		}
	}
	if t.lying {
		if t.value.shows() {
			for _, v := range t.scale.ticks() {
				t.plainLabel(t.scale.text(v, t.comma), t.at(0, 0, 1, v).X, t.Y+t.H+gap+t.size*7/10, Middle)
			}
		}
		return
	}
	t.scaleLabels(t.X-gap, End)
}

// scaleLabels prints the steps of a value axis that runs upwards.
func (t *plot) scaleLabels(x unit.Length, align Align) {
	if !t.value.shows() {
		return
	}
	for _, v := range t.scale.ticks() {
		t.plainLabel(t.scale.text(v, t.comma), x, t.at(0, 0, 1, v).Y, align)
	}
}

// axes paints the category axis and its labels.
func (t *plot) axes() {
	if t.category.hidden {
		return
	}
	if t.lying {
		x := t.at(0, 0, 1, t.base()).X
		t.line(item.Point{X: x, Y: t.Y}, item.Point{X: x, Y: t.Y + t.H}, axisInk)
		for i := range t.count {
			if t.category.shows() {
				t.plainLabel(t.shortened(t.name(i), t.X-gap), t.X-gap, t.at(i, 1, 2, t.base()).Y, End)
			}
		}
		return
	}
	y := t.at(0, 0, 1, t.base()).Y
	t.line(item.Point{X: t.X, Y: y}, item.Point{X: t.X + t.W, Y: y}, axisInk)
	if t.category.shows() {
		t.paintNames()
	}
}

// slot is the room of a category along the axis.
func (t *plot) slot() unit.Length { return t.W / unit.Length(t.count) }

// maxNameLines bounds the lines of a category's name.
const maxNameLines = 3

// upright reports whether the names of categories stand below each other's side: some word is wider
// than a category, or a name takes too many lines.
func (t *plot) upright() bool {
	for i := range t.count {
		lines := t.wrapped(t.name(i), t.size, false, t.slot()-2*unit.Pt)
		if len(lines) > maxNameLines {
			return true
		}
		for _, l := range lines {
			if t.width(l) > t.slot() {
				return true
			}
		}
	}
	return false
}

// nameHeight is the room that the names of categories take below the plot.
func (t *plot) nameHeight() (h unit.Length) {
	turned := t.upright()
	for i := range t.count {
		if turned {
			h = max(h, min(t.width(t.name(i)), t.H/3))
		} else {
			h = max(h, t.size*6/5*unit.Length(len(t.wrapped(t.name(i), t.size, false, t.slot()-2*unit.Pt))))
		}
	}
	return h
}

// paintNames prints the names of categories below the plot: in lines, or turned where they would
// not stand beside each other, then only as many as there is room for.
func (t *plot) paintNames() {
	below := t.Y + t.H + gap
	turned := t.upright()
	every := max(1, int((t.size*6/5+t.slot()-1)/max(1, t.slot())))
	for i := range t.count {
		x := t.at(i, 1, 2, t.base()).X
		if !turned {
			for k, l := range t.wrapped(t.name(i), t.size, false, t.slot()-2*unit.Pt) {
				t.plainLabel(l, x, below+t.size*6/5*unit.Length(k)+t.size*6/10, Middle)
			}
			continue
		}
		if i%every == 0 {
			name := t.shortened(t.name(i), t.nameHeight())
			t.label(Label{Text: name, At: item.Point{X: x + t.size*7/20, Y: below}, Size: t.size, Ink: t.ink, Align: End, Upwards: true})
		}
	}
}
