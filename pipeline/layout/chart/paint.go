package chart

import (
	"strings"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// canvas gathers what a chart paints.
type canvas struct {
	*Chart
	measure Measure
	items   []item.Item
	labels  []Label
}

// Distances between the parts of a chart.
const (
	margin = 6 * unit.Pt // around everything
	gap    = 4 * unit.Pt // between parts
	thin   = 9525 * unit.Emu
)

// Paint draws the chart into an area: items, in order of painting, and the labels above them. An area too small for
// a plot (a quarter of an inch within the margins) has its background and border alone.
func (c *Chart) Paint(area item.Rectangle, measure Measure) ([]item.Item, []Label) {
	p := &canvas{Chart: c, measure: measure}
	p.ground(area)
	room := item.Rectangle{X: area.X + margin, Y: area.Y + margin, W: area.W - 2*margin, H: area.H - 2*margin}
	if room.W < unit.Inch/4 || room.H < unit.Inch/4 {
		return p.items, nil
	}
	if c.title.words != "" {
		for _, line := range p.wrapped(c.title.words, c.title.size, c.title.bold, room.W) {
			room.Y, room.H = room.Y+c.title.size*6/5, room.H-c.title.size*6/5
			p.label(Label{Text: line, At: item.Point{X: room.X + room.W/2, Y: room.Y - c.title.size*3/10}, Size: c.title.size, Bold: c.title.bold, Ink: c.title.ink, Align: Middle})
		}
		room.Y, room.H = room.Y+gap, room.H-gap
	}
	room = p.paintLegend(room)
	switch c.groups[0].kind {
	case pie:
		p.pies(room)
	case xy:
		p.scatter(room)
	case radar:
		p.radars(room)
	default:
		p.plots(room)
	}
	return p.items, p.labels
}

// ground paints background and border.
func (p *canvas) ground(area item.Rectangle) {
	if p.fill.On {
		p.items = append(p.items, &item.Fill{X: area.X, Y: area.Y, W: area.W, H: area.H, Color: p.fill.Color})
	}
	if p.border.On {
		p.outline(area, p.border.Color)
	}
}

func (p *canvas) outline(r item.Rectangle, ink item.Color) {
	p.items = append(p.items, &item.Path{Stroke: &ink, Width: thin, Segments: []item.Segment{
		{Op: 'M', P: [3]item.Point{{X: r.X, Y: r.Y}}}, {Op: 'L', P: [3]item.Point{{X: r.X + r.W, Y: r.Y}}},
		{Op: 'L', P: [3]item.Point{{X: r.X + r.W, Y: r.Y + r.H}}}, {Op: 'L', P: [3]item.Point{{X: r.X, Y: r.Y + r.H}}}, {Op: 'Z'}}})
}

// rect paints a filled rectangle between two corners.
func (p *canvas) rect(a, b item.Point, tint item.Tint) {
	if tint.On {
		p.items = append(p.items, &item.Fill{X: min(a.X, b.X), Y: min(a.Y, b.Y), W: max(a.X-b.X, b.X-a.X), H: max(a.Y-b.Y, b.Y-a.Y), Color: tint.Color})
	}
}

// line paints a straight stroke.
func (p *canvas) line(a, b item.Point, ink item.Color) {
	p.items = append(p.items, &item.Line{X1: a.X, Y1: a.Y, X2: b.X, Y2: b.Y, Width: thin, Color: ink})
}

// curve is the distance of the control points of a quarter of a circle, in thousandths.
const curve = 552

// dot paints a marker.
func (p *canvas) dot(at item.Point, tint item.Tint) {
	const r = 5 * unit.Pt / 2
	k := unit.Length(r) * curve / 1000
	c := tint.Color
	to := func(x1, y1, x2, y2, x, y unit.Length) item.Segment {
		return item.Segment{Op: 'C', P: [3]item.Point{{X: at.X + x1, Y: at.Y + y1}, {X: at.X + x2, Y: at.Y + y2}, {X: at.X + x, Y: at.Y + y}}}
	}
	p.items = append(p.items, &item.Path{Fill: &c, Segments: []item.Segment{{Op: 'M', P: [3]item.Point{{X: at.X + r, Y: at.Y}}},
		to(r, k, k, r, 0, r), to(-k, r, -r, k, -r, 0), to(-r, -k, -k, -r, 0, -r), to(k, -r, r, -k, r, 0), {Op: 'Z'}}})
}

func (p *canvas) label(l Label) {
	if strings.TrimSpace(l.Text) != "" {
		p.labels = append(p.labels, l)
	}
}

// plainLabel is a label in the text of the chart, its middle at a height.
func (p *canvas) plainLabel(text string, x, middle unit.Length, align Align) {
	p.label(Label{Text: text, At: item.Point{X: x, Y: middle + p.size*7/20}, Size: p.size, Ink: p.ink, Align: align})
}

// width is that of a label in the text of the chart.
func (p *canvas) width(text string) unit.Length { return p.measure(text, p.size, false) }

// wrapped cuts a text into lines of a width at its blanks.
func (p *canvas) wrapped(s string, size unit.Length, bold bool, width unit.Length) (out []string) {
	for _, paragraph := range strings.Split(s, "\n") {
		line := ""
		for _, word := range strings.Fields(paragraph) {
			if line != "" && p.measure(line+" "+word, size, bold) > width {
				out, line = append(out, line), ""
			}
			if line != "" {
				line += " "
			}
			line += word
		}
		out = append(out, line)
	}
	return out
}

// shortened cuts a text that is too wide and says so by an ellipsis.
func (p *canvas) shortened(s string, width unit.Length) string {
	if p.width(s) <= width {
		return s
	}
	r := []rune(s)
	for n := len(r) - 1; n > 0; n-- {
		if short := strings.TrimSpace(string(r[:n])) + "…"; p.width(short) <= width {
			return short
		}
	}
	return "…"
}
