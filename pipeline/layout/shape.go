package layout

import (
	"strings"

	"vanthu/pipeline/layout/attr"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// pen is the outline of a shape.
type pen struct {
	on         bool
	width      unit.Length
	color      item.Color
	dash       string
	head, tail bool // arrows at the start and at the end
}

// shape draws wps:wsp: a geometry with fill and outline, and the text in it.
func (ar *drawingReader) shape(e *ooxml.Element, area item.Rectangle, d *drawing) {
	props := e.Child("wps:spPr")
	if props == nil {
		props = &ooxml.Element{}
	}
	if area.W == 0 && area.H == 0 {
		area = transform(props)
	}
	style := e.Child("wps:style")
	fill, line := ar.shapeFill(props, style), ar.shapePen(props, style)
	kind, turn, flipH, flipV := "", 0, false, false
	var adj adjusts
	if g := props.Child("a:prstGeom"); g != nil {
		kind, _ = g.Attr("prst")
		adj = readAdjusts(g)
	}
	if x := props.Child("a:xfrm"); x != nil {
		rot, _ := x.Attr("rot")
		turn = int((360 - attr.Number(rot)/60000%360) % 360)
		h, _ := x.Attr("flipH")
		v, _ := x.Attr("flipV")
		flipH, flipV = h != "" && attr.On(h), v != "" && attr.On(v)
	}
	form := outline{kind, area, flipH, flipV, turn, adj}
	text := &drawing{}
	if box := e.Child("wps:txbx"); box != nil {
		more := ar.textBox(box.Child("w:txbxContent"), textArea(form), text, e.Child("wps:bodyPr"))
		if ar.depth == 0 && turn == 0 && growing(kind) {
			form.area.H += more
			d.height = max(d.height, form.area.H)
		}
	}
	if g := props.Child("a:custGeom"); g != nil {
		ar.custom(g, area, d, fill, line)
	} else {
		ar.outline(form, d, fill, line)
	}
	if len(text.items) > 0 {
		from := len(d.items)
		d.items = append(d.items, text.items...)
		if style != nil && style.Child("a:fontRef") != nil {
			if c := ar.color(style.Child("a:fontRef")); c.On {
				inkText(d.items[from:], c.Color)
			}
		}
		item.Turn(d.items[from:], area.Centre(), turn)
	}
}

// shapeFill reads the fill: its own, else that of the style.
func (ar *drawingReader) shapeFill(props, style *ooxml.Element) attr.Tint {
	if props.Child("a:noFill") != nil {
		return attr.Tint{}
	}
	if f := props.Child("a:solidFill"); f != nil {
		return ar.color(f)
	}
	if props.Child("a:gradFill") != nil || props.Child("a:pattFill") != nil || props.Child("a:blipFill") != nil {
		ar.fact("Nền chuyển màu hoặc hoa văn của hình không được vẽ.")
		return attr.Tint{}
	}
	if style != nil {
		if r := style.Child("a:fillRef"); r != nil {
			if idx, _ := r.Attr("idx"); attr.Number(idx) > 0 {
				return ar.color(r)
			}
		}
	}
	return attr.Tint{}
}

func (ar *drawingReader) shapePen(props, style *ooxml.Element) pen {
	p := pen{width: 9525}
	if style != nil {
		if r := style.Child("a:lnRef"); r != nil {
			if idx, _ := r.Attr("idx"); attr.Number(idx) > 0 {
				p.on, p.width = true, 6350*unit.Length(min(attr.Number(idx), 3))
				p.color = ar.color(r).Color
			}
		}
	}
	ln := props.Child("a:ln")
	if ln == nil {
		return p
	}
	if w := emu(ln, "w"); w > 0 {
		p.width = w
	}
	if ln.Child("a:noFill") != nil {
		return pen{}
	}
	if f := ln.Child("a:solidFill"); f != nil {
		p.on, p.color = true, ar.color(f).Color
	}
	if dash := ln.Child("a:prstDash"); dash != nil {
		p.dash, _ = dash.Attr("val")
	}
	p.head, p.tail = arrowEnd(ln.Child("a:headEnd")), arrowEnd(ln.Child("a:tailEnd"))
	return p
}

// arrowEnd reports whether a line ends in an arrow; all kinds are drawn as a triangle.
func arrowEnd(e *ooxml.Element) bool {
	if e == nil {
		return false
	}
	kind, _ := e.Attr("type")
	return kind != "" && kind != "none"
}

// color reads the colour in an element: a:srgbClr, a:schemeClr, a:sysClr, a:prstClr.
func (ar *drawingReader) color(e *ooxml.Element) attr.Tint {
	for _, k := range e.Kids {
		if k.Element == nil {
			continue
		}
		v, _ := k.Attr("val")
		switch k.Name {
		case "a:srgbClr":
			return adjusted(attr.Color(v), k.Element)
		case "a:schemeClr":
			name := map[string]string{"tx1": "dk1", "tx2": "dk2", "bg1": "lt1", "bg2": "lt2"}[v]
			if name == "" {
				name = v
			}
			c := attr.Color(ar.t.Styles.Theme["color:"+name])
			c.On = true
			if name == "lt1" && ar.t.Styles.Theme["color:lt1"] == "" {
				c.Color = 0xFFFFFF
			}
			return adjusted(c, k.Element)
		case "a:sysClr":
			last, _ := k.Attr("lastClr")
			return adjusted(attr.Color(last), k.Element)
		case "a:prstClr":
			return map[string]attr.Tint{"black": {On: true, Color: 0}, "white": {On: true, Color: 0xFFFFFF}, "red": {On: true, Color: 0xFF0000},
				"blue": {On: true, Color: 0x0000FF}, "green": {On: true, Color: 0x008000}}[v]
		}
	}
	return attr.Tint{}
}

// adjusted applies the changes of brightness that Word writes for theme colours.
func adjusted(c attr.Tint, e *ooxml.Element) attr.Tint {
	percent := func(name string) (int64, bool) {
		if k := e.Child(name); k != nil {
			v, _ := k.Attr("val")
			return attr.Clamp(attr.Number(v), 0, 100000), true
		}
		return 0, false
	}
	each := func(f func(v int64) int64) {
		out := item.Color(0)
		for _, shift := range [...]uint{16, 8, 0} {
			out |= item.Color(attr.Clamp(f(int64(c.Color>>shift&0xFF)), 0, 255)) << shift
		}
		c.Color = out
	}
	if v, ok := percent("a:shade"); ok {
		each(func(x int64) int64 { return x * v / 100000 })
	}
	if v, ok := percent("a:tint"); ok {
		each(func(x int64) int64 { return 255 - (255-x)*v/100000 })
	}
	if v, ok := percent("a:lumMod"); ok {
		each(func(x int64) int64 { return x * v / 100000 })
	}
	if v, ok := percent("a:lumOff"); ok {
		each(func(x int64) int64 { return x + 255*v/100000 })
	}
	return c
}

// outline is the geometry of a preset shape.
type outline struct {
	kind         string
	area         item.Rectangle
	flipH, flipV bool
	turn         int
	adjusts      adjusts
}

// outline draws a preset geometry; those that are not known are drawn as their rectangle.
func (ar *drawingReader) outline(o outline, d *drawing, f attr.Tint, p pen) {
	r := o.area
	switch o.kind {
	case "line", "straightConnector1":
		a, b := item.Point{X: r.X, Y: r.Y}, item.Point{X: r.X + r.W, Y: r.Y + r.H}
		if o.flipH != o.flipV {
			a.Y, b.Y = b.Y, a.Y
		}
		a, b = a.Around(r.Centre(), o.turn), b.Around(r.Centre(), o.turn)
		ar.stroke(a, b, p, d)
		return
	}
	if !f.On && !p.on {
		return
	}
	path := &item.Path{Width: p.width}
	switch o.kind {
	case "ellipse", "flowChartConnector":
		path.Segments = ellipse(r)
	case "roundRect", "flowChartAlternateProcess":
		path.Segments = rounded(r, min(r.W, r.H)/6)
	case "triangle", "isosTriangle":
		path.Segments = polygon(item.Point{X: r.X + r.W/2, Y: r.Y}, item.Point{X: r.X + r.W, Y: r.Y + r.H}, item.Point{X: r.X, Y: r.Y + r.H})
	case "diamond", "flowChartDecision":
		path.Segments = polygon(item.Point{X: r.X + r.W/2, Y: r.Y}, item.Point{X: r.X + r.W, Y: r.Y + r.H/2}, item.Point{X: r.X + r.W/2, Y: r.Y + r.H}, item.Point{X: r.X, Y: r.Y + r.H/2})
	case "", "rect", "flowChartProcess":
		path.Segments = polygon(item.Point{X: r.X, Y: r.Y}, item.Point{X: r.X + r.W, Y: r.Y}, item.Point{X: r.X + r.W, Y: r.Y + r.H}, item.Point{X: r.X, Y: r.Y + r.H})
	default:
		shape, open, known := plane{r, o.adjusts}.preset(o.kind)
		switch {
		case !known:
			ar.fact("Hình “" + o.kind + "” được vẽ bằng khung chữ nhật của nó.")
			shape = polygon(item.Point{X: r.X, Y: r.Y}, item.Point{X: r.X + r.W, Y: r.Y}, item.Point{X: r.X + r.W, Y: r.Y + r.H}, item.Point{X: r.X, Y: r.Y + r.H})
		case open && !strings.HasSuffix(o.kind, "Brace") && !strings.HasSuffix(o.kind, "Bracket"): // those two are filled behind their line
			f = attr.Tint{}
		}
		path.Segments = shape
	}
	plane{r, nil}.flip(path.Segments, o.flipH, o.flipV)
	for i := range path.Segments {
		for j := range path.Segments[i].P {
			if o.turn != 0 {
				path.Segments[i].P[j] = path.Segments[i].P[j].Around(r.Centre(), o.turn)
			}
		}
	}
	ar.paintPath(d, path, f, p)
}

// stroke draws a straight line, with its arrows.
func (ar *drawingReader) stroke(a, b item.Point, p pen, d *drawing) {
	if !p.on {
		return
	}
	d.items = append(d.items, &item.Line{X1: a.X, Y1: a.Y, X2: b.X, Y2: b.Y, Width: p.width, Color: p.color, Dash: penDash(p)})
	if p.head {
		d.items = append(d.items, arrow(a, b, p))
	}
	if p.tail {
		d.items = append(d.items, arrow(b, a, p))
	}
}

// arrow is the triangle at the end of a line that comes from another point.
func arrow(tip, from item.Point, p pen) *item.Path {
	dx, dy := from.X-tip.X, from.Y-tip.Y
	length := max(1, root2(int64(dx)*int64(dx)+int64(dy)*int64(dy)))
	size := int64(max(3*p.width, 6*unit.Pt)) // Word: as for a line of 2 pt at least
	bx, by := dx.Scale(size, length), dy.Scale(size, length)
	c := p.color
	return &item.Path{Fill: &c, Segments: polygon(tip, item.Point{X: tip.X + bx - by/2, Y: tip.Y + by + bx/2}, item.Point{X: tip.X + bx + by/2, Y: tip.Y + by - bx/2})}
}

// root2 is the whole part of a square root.
func root2(n int64) int64 {
	if n < 2 {
		return n
	}
	x := n
	for y := (x + 1) / 2; y < x; y = (x + n/x) / 2 {
		x = y
	}
	return x
}

func (ar *drawingReader) paintPath(d *drawing, path *item.Path, f attr.Tint, p pen) {
	if f.On {
		c := f.Color
		path.Fill = &c
	}
	if p.on {
		c := p.color
		path.Stroke = &c
	}
	if path.Fill != nil || path.Stroke != nil {
		d.items = append(d.items, path)
	}
}

func penDash(p pen) []unit.Length {
	switch p.dash {
	case "dash", "sysDash":
		return dashOf("dash", p.width)
	case "dot", "sysDot":
		return dashOf("dotted", p.width)
	case "dashDot", "sysDashDot", "lgDashDot":
		return dashOf("dotDash", p.width)
	case "lgDash":
		return dashOf("dashLong", p.width)
	}
	return nil
}

func polygon(points ...item.Point) []item.Segment {
	out := make([]item.Segment, 0, len(points)+1)
	for i, p := range points {
		op := byte('L')
		if i == 0 {
			op = 'M'
		}
		out = append(out, item.Segment{Op: op, P: [3]item.Point{p}})
	}
	return append(out, item.Segment{Op: 'Z'})
}

// arc is the distance of the control points of a quarter of a circle, in thousandths.
const arc = 552

func ellipse(r item.Rectangle) []item.Segment {
	return rounded2(r, r.W/2, r.H/2)
}

func rounded(r item.Rectangle, radius unit.Length) []item.Segment { return rounded2(r, radius, radius) }

func rounded2(r item.Rectangle, rx, ry unit.Length) []item.Segment {
	kx, ky := rx-rx.Scale(arc, 1000), ry-ry.Scale(arc, 1000)
	x1, y1, x2, y2 := r.X, r.Y, r.X+r.W, r.Y+r.H
	return []item.Segment{
		{Op: 'M', P: [3]item.Point{{X: x1 + rx, Y: y1}}},
		{Op: 'L', P: [3]item.Point{{X: x2 - rx, Y: y1}}},
		{Op: 'C', P: [3]item.Point{{X: x2 - kx, Y: y1}, {X: x2, Y: y1 + ky}, {X: x2, Y: y1 + ry}}},
		{Op: 'L', P: [3]item.Point{{X: x2, Y: y2 - ry}}},
		{Op: 'C', P: [3]item.Point{{X: x2, Y: y2 - ky}, {X: x2 - kx, Y: y2}, {X: x2 - rx, Y: y2}}},
		{Op: 'L', P: [3]item.Point{{X: x1 + rx, Y: y2}}},
		{Op: 'C', P: [3]item.Point{{X: x1 + kx, Y: y2}, {X: x1, Y: y2 - ky}, {X: x1, Y: y2 - ry}}},
		{Op: 'L', P: [3]item.Point{{X: x1, Y: y1 + ry}}},
		{Op: 'C', P: [3]item.Point{{X: x1, Y: y1 + ky}, {X: x1 + kx, Y: y1}, {X: x1 + rx, Y: y1}}},
		{Op: 'Z'},
	}
}

// custom draws a:custGeom: paths of points in a coordinate system of their own.
func (ar *drawingReader) custom(g *ooxml.Element, area item.Rectangle, d *drawing, f attr.Tint, p pen) {
	list := g.Child("a:pathLst")
	if list == nil {
		return
	}
	for _, k := range list.Kids {
		if k.Element == nil || k.Name != "a:path" {
			continue
		}
		w, h := max(1, emu(k.Element, "w")), max(1, emu(k.Element, "h"))
		path := &item.Path{Width: p.width}
		point := func(e *ooxml.Element) item.Point {
			return item.Point{X: area.X + emu(e, "x").Scale(int64(area.W), int64(w)), Y: area.Y + emu(e, "y").Scale(int64(area.H), int64(h))}
		}
		for _, step := range k.Kids {
			if step.Element == nil || len(path.Segments) > 100_000 {
				continue
			}
			seg := item.Segment{Op: map[string]byte{"a:moveTo": 'M', "a:lnTo": 'L', "a:cubicBezTo": 'C', "a:close": 'Z'}[step.Name]}
			n := 0
			for _, pt := range step.Kids {
				if pt.Element != nil && pt.Name == "a:pt" && n < 3 {
					seg.P[n] = point(pt.Element)
					n++
				}
			}
			if seg.Op == 0 || n < map[byte]int{'M': 1, 'L': 1, 'C': 3}[seg.Op] {
				ar.fact("Một cung của hình vẽ tự do không được vẽ.")
				continue
			}
			path.Segments = append(path.Segments, seg)
		}
		if len(path.Segments) > 1 && path.Segments[0].Op == 'M' {
			ar.paintPath(d, path, f, p)
		}
	}
}

// textBox lays out the text in a shape and returns by how much a shape that grows must be higher
// (flowInto).
func (ar *drawingReader) textBox(e *ooxml.Element, area item.Rectangle, d *drawing, body *ooxml.Element) unit.Length {
	blocks := ar.in.Boxes[e]
	if e == nil || len(blocks) == 0 {
		return 0
	}
	inset := [4]unit.Length{word.Left: 91440, word.Right: 91440, word.Top: 45720, word.Bottom: 45720}
	align, vertical, grows := "", "", false
	if body != nil {
		for side, name := range map[int]string{word.Left: "lIns", word.Right: "rIns", word.Top: "tIns", word.Bottom: "bIns"} {
			if _, ok := body.Attr(name); ok {
				inset[side] = emu(body, name)
			}
		}
		align, _ = body.Attr("anchor")
		vertical, _ = body.Attr("vert")
		grows = body.Child("a:spAutoFit") != nil
	}
	return ar.flowInto(blocks, area, inset, box{align, vertical, grows}, d)
}

// box says how text stands in a text box.
type box struct {
	align    string // "t", "ctr", "b"
	vertical string // "vert" downwards, "vert270" upwards
	grows    bool
}

// flowInto lays out blocks in an area and returns how much higher the area must be for a text
// across it when it grows with its text, as Word makes it.
func (ar *drawingReader) flowInto(blocks []word.Block, area item.Rectangle, inset [4]unit.Length, b box, d *drawing) (more unit.Length) {
	if ar.t.boxDepth >= word.MaxNesting {
		ar.fact("Khung chữ lồng nhau quá sâu không được dàn.")
		return 0
	}
	ar.t.boxDepth++
	defer func() { ar.t.boxDepth-- }()
	outer := ar.t.paraTop
	w, h := area.W-inset[word.Left]-inset[word.Right], area.H-inset[word.Top]-inset[word.Bottom]
	turned := b.vertical == "vert" || b.vertical == "vert270" || b.vertical == "eaVert"
	if turned {
		w, h = h, w
	}
	f := ar.t.newFlow(blocks, nil, w)
	fr, _ := f.fill(region{height: unbounded, fresh: true, counts: ar.t.now})
	ar.t.paraTop = outer
	free := h - fr.height
	dy := unit.Length(0)
	switch {
	case free < 0 && !b.grows:
		ar.t.Facts.Add("overflow", ar.at, "Chữ trong khung cao hơn khung.")
	case free < 0 && !turned:
		more = -free
	case b.align == "ctr":
		dy = free / 2
	case b.align == "b":
		dy = free
	}
	if turned {
		for _, it := range fr.items {
			item.Quarter(it, w, fr.height, b.vertical == "vert270")
		}
		if b.vertical != "vert270" {
			dy = max(0, h-fr.height) - dy
		}
		item.Move(fr.items, area.X+inset[word.Left]+dy, area.Y+inset[word.Top])
	} else {
		item.Move(fr.items, area.X+inset[word.Left], area.Y+inset[word.Top]+dy)
	}
	d.items = append(d.items, fr.items...)
	return more
}

// inkText gives text of automatic colour another one: that of the shape in which it stands.
func inkText(items []item.Item, c item.Color) {
	for _, it := range items {
		switch it := it.(type) {
		case *item.Text:
			if it.Auto {
				it.Color, it.Auto = c, false
			}
		case *nest:
			inkText(it.items, c)
		}
	}
}
