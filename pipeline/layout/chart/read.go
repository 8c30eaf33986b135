package chart

import (
	"errors"
	"slices"
	"strings"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// ErrKind says that a chart has no part of a kind that is drawn here.
var ErrKind = errors.New("chart of a kind that is not drawn")

// Bounds of what is read.
const (
	maxGroups = 8
	maxSeries = 64
	maxPoints = 5000
)

// reader reads a chart; color gives the colour in an element, the theme's by its name.
type reader struct {
	color func(*ooxml.Element) item.Tint
}

// Read reads the part of a chart. color gives the colour that an element such as a:solidFill
// holds. Decimals stand behind a comma where comma says so, and where the words of the chart are
// Vietnamese. ErrKind is returned where no series of it can be drawn; any
// other error says that the XML is damaged.
func Read(src []byte, color func(*ooxml.Element) item.Tint, comma bool) (*Chart, error) {
	root, err := ooxml.Parse(src)
	if err != nil {
		return nil, err
	}
	r := &reader{color}
	c := &Chart{axes: map[string]*axis{}, size: 10 * unit.Pt, comma: comma}
	space := child(root, "c:chart")
	r.look(c, root)
	plot := child(space, "c:plotArea")
	for _, e := range kids(plot) {
		switch e.Name {
		case "c:catAx", "c:dateAx", "c:valAx", "c:serAx":
			a := r.axis(e, c)
			c.axes[val(e, "c:axId")] = a
			continue
		}
		if g, ok := r.group(e); ok && len(c.groups) < maxGroups && len(g.series) > 0 {
			c.flat = c.flat || strings.HasSuffix(e.Name, "3DChart")
			c.groups = append(c.groups, g)
		}
	}
	if len(c.groups) == 0 {
		return nil, ErrKind
	}
	c.mixed()
	c.title = r.title(child(space, "c:title"), text{size: c.size * 9 / 5, bold: true, ink: c.ink})
	if t := child(space, "c:title"); t != nil && c.title.words == "" && c.seriesCount() == 1 { // Word: one series names the chart
		c.title.words = c.groups[0].series[0].name
	}
	c.comma = c.comma || c.vietnamese()
	if l := child(space, "c:legend"); l != nil {
		if c.legend = val(l, "c:legendPos"); c.legend == "" {
			c.legend = "r"
		}
	}
	return c, nil
}

// mixed makes lines of points by two values and of radars that stand with other kinds.
func (c *Chart) mixed() {
	alone := !slices.ContainsFunc(c.groups, func(g group) bool { return g.kind != c.groups[0].kind })
	for i := range c.groups {
		if g := &c.groups[i]; !alone && (g.kind == xy || g.kind == radar) {
			g.kind = lines
		}
	}
}

// look reads background and text of the whole chart.
func (r *reader) look(c *Chart, root *ooxml.Element) {
	if props := child(root, "c:spPr"); props != nil {
		c.fill = r.color(orEmpty(child(props, "a:solidFill")))
		c.border = r.color(orEmpty(child(child(props, "a:ln"), "a:solidFill")))
	}
	if run := child(child(child(child(root, "c:txPr"), "a:p"), "a:pPr"), "a:defRPr"); run != nil {
		if n := number64(run, "sz"); n > 0 {
			c.size = unit.Length(ooxml.Clamp(n, 100, 10_000)) * unit.Pt / 100
		}
		if f := child(run, "a:latin"); f != nil {
			if face, _ := f.Attr("typeface"); !strings.HasPrefix(face, "+") {
				c.Family = face
			}
		}
		c.ink = r.color(orEmpty(child(run, "a:solidFill"))).Color
	}
}

// title reads c:title over what titles look like where it says nothing.
func (r *reader) title(e *ooxml.Element, plain text) text {
	if e == nil {
		return text{}
	}
	rich := child(child(e, "c:tx"), "c:rich")
	var lines []string
	for _, p := range kids(rich) {
		if p.Name != "a:p" {
			continue
		}
		line := ""
		for _, k := range kids(p) {
			switch k.Name {
			case "a:pPr":
				r.run(child(k, "a:defRPr"), &plain)
			case "a:r", "a:fld":
				r.run(child(k, "a:rPr"), &plain)
				line += child(k, "a:t").Text()
			}
		}
		lines = append(lines, line)
	}
	if cache := child(child(child(e, "c:tx"), "c:strRef"), "c:strCache"); cache != nil {
		lines = append(lines, strings.Join(texts(cache), " "))
	}
	if rich == nil {
		r.run(child(child(child(child(e, "c:txPr"), "a:p"), "a:pPr"), "a:defRPr"), &plain)
	}
	plain.words = strings.TrimSpace(strings.Join(lines, "\n"))
	return plain
}

// run reads a:rPr or a:defRPr.
func (r *reader) run(e *ooxml.Element, t *text) {
	if e == nil {
		return
	}
	if n := number64(e, "sz"); n > 0 {
		t.size = unit.Length(ooxml.Clamp(n, 100, 10_000)) * unit.Pt / 100
	}
	if b, ok := e.Attr("b"); ok {
		t.bold = ooxml.On(b)
	}
	if f := child(e, "a:solidFill"); f != nil {
		if c := r.color(f); c.On {
			t.ink = c.Color
		}
	}
}

func (r *reader) axis(e *ooxml.Element, c *Chart) *axis {
	a := &axis{values: e.Name == "c:valAx", labels: val(e, "c:tickLblPos") != "none", hidden: on(e, "c:delete"), gridInk: item.Tint{On: true, Color: 0xD9D9D9}}
	a.title = r.title(child(e, "c:title"), text{size: c.size, bold: true, ink: c.ink})
	if s := child(e, "c:scaling"); s != nil {
		a.low, a.high = parseNumber(val(s, "c:min")), parseNumber(val(s, "c:max"))
		a.reversed = val(s, "c:orientation") == "maxMin"
	}
	a.step = parseNumber(val(e, "c:majorUnit"))
	if g := child(e, "c:majorGridlines"); g != nil {
		a.grid = true
		ln := child(child(g, "c:spPr"), "a:ln")
		if ink := r.color(orEmpty(child(ln, "a:solidFill"))); ink.On {
			a.gridInk = ink
		} else if child(ln, "a:noFill") != nil {
			a.grid = false
		}
	}
	at := val(e, "c:axPos")
	a.right, a.across = at == "r" || at == "t", at == "b" || at == "t"
	if f := child(e, "c:numFmt"); f != nil {
		a.format, _ = f.Attr("formatCode")
		if linked, _ := f.Attr("sourceLinked"); linked == "1" {
			a.format = ""
		}
	}
	return a
}

// seriesCount counts the series of all groups.
func (c *Chart) seriesCount() (n int) {
	for i := range c.groups {
		n += len(c.groups[i].series)
	}
	return n
}

// vietnamese reports whether a word of the chart has a letter that only Vietnamese has.
func (c *Chart) vietnamese() bool {
	const own = "ăâđêôơưĂĐƠƯ"
	has := func(s string) bool {
		return strings.IndexFunc(s, func(r rune) bool { return r >= 0x1EA0 && r <= 0x1EF9 || strings.ContainsRune(own, r) }) >= 0
	}
	if has(c.title.words) {
		return true
	}
	for i := range c.groups {
		for _, s := range c.groups[i].series {
			if has(s.name) || slices.ContainsFunc(s.categories, has) {
				return true
			}
		}
	}
	return false
}

// child is the first child of a name; nil where there is none.
func child(e *ooxml.Element, name string) *ooxml.Element {
	if e == nil {
		return nil
	}
	return e.Child(name)
}

// kids are the child elements.
func kids(e *ooxml.Element) (list []*ooxml.Element) {
	if e == nil {
		return nil
	}
	for _, k := range e.Kids {
		if k.Element != nil {
			list = append(list, k.Element)
		}
	}
	return list
}

func orEmpty(e *ooxml.Element) *ooxml.Element {
	if e == nil {
		return new(ooxml.Element)
	}
	return e
}

// val is the value of a child of a name.
func val(e *ooxml.Element, name string) string {
	if k := child(e, name); k != nil {
		v, _ := k.Attr("val")
		return v
	}
	return ""
}

// on reports whether a child is there and says on; without a value it does (ECMA-376-1 21.2.3.3).
func on(e *ooxml.Element, name string) bool {
	k := child(e, name)
	if k == nil {
		return false
	}
	v, ok := k.Attr("val")
	return !ok || ooxml.On(v)
}

func number64(e *ooxml.Element, name string) int64 {
	v, _ := e.Attr(name)
	return ooxml.Number(v)
}

// accent gives the colour of the n-th series or point: those of the theme, then darker ones.
func (r *reader) accent(n int) item.Tint {
	tint := ooxml.Element{Name: "a:schemeClr", Attrs: []ooxml.Attr{{Name: "val", Value: "accent" + string(rune('1'+n%6))}}}
	if shade := n / 6 % 3; shade > 0 {
		tint.Kids = []ooxml.Node{{Element: &ooxml.Element{Name: "a:lumMod", Attrs: []ooxml.Attr{{Name: "val", Value: [...]string{"", "60000", "80000"}[shade]}}}}}
	}
	c := r.color(&ooxml.Element{Kids: []ooxml.Node{{Element: &tint}}})
	if c.On && c.Color != 0 {
		return c
	}
	return item.Tint{On: true, Color: [...]item.Color{0x4472C4, 0xED7D31, 0xA5A5A5, 0xFFC000, 0x5B9BD5, 0x70AD47}[n%6]}
}
