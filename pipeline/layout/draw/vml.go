package draw

import (
	"strings"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// vml reads w:pict and w:object: shapes in the older Vector Markup Language.
func (r *reading) vml(e *ooxml.Element) []*Drawing {
	var out []*Drawing
	for _, k := range e.Kids {
		if k.Element == nil {
			continue
		}
		switch k.Name {
		case "v:shape", "v:rect", "v:line", "v:oval", "v:roundrect", "v:group", "v:polyline", "v:curve", "v:image":
			if d := r.vmlDrawing(k.Element); d != nil {
				out = append(out, d)
			}
		case "o:OLEObject":
			r.fact("Đối tượng nhúng (OLE) chỉ in ảnh thay thế, nếu có.")
		}
	}
	return out
}

// vmlInlineWidth is the width of the first shape that stands in the line.
func vmlInlineWidth(e *ooxml.Element) unit.Length {
	for _, k := range e.Kids {
		if k.Element == nil {
			continue
		}
		if st := vmlStyle(k.Element); st["width"] != "" && st["position"] != "absolute" {
			return max(0, ooxml.Measure(st["width"], unit.Pt))
		}
	}
	return 0
}

// vmlStyle splits a style attribute ("width:10pt;position:absolute").
func vmlStyle(e *ooxml.Element) map[string]string {
	out := map[string]string{}
	s, _ := e.Attr("style")
	for _, pair := range strings.Split(s, ";") {
		if k, v, ok := strings.Cut(pair, ":"); ok {
			out[strings.TrimSpace(k)] = strings.TrimSpace(v)
		}
	}
	return out
}

func (r *reading) vmlDrawing(e *ooxml.Element) *Drawing {
	st := vmlStyle(e)
	d := &Drawing{Width: ooxml.Measure(st["width"], unit.Pt), Height: ooxml.Measure(st["height"], unit.Pt)}
	d.Anchored = st["position"] == "absolute" || e.Name == "v:line"
	d.Z = ooxml.Number(st["z-index"])
	d.Behind = d.Z < 0
	d.Horz = word.Axis{From: vmlRelative(st["mso-position-horizontal-relative"], "column"), Align: st["mso-position-horizontal"],
		Offset: ooxml.Measure(st["margin-left"], unit.Pt) + ooxml.Measure(st["left"], unit.Pt)}
	d.Vert = word.Axis{From: vmlRelative(st["mso-position-vertical-relative"], "paragraph"), Align: st["mso-position-vertical"],
		Offset: ooxml.Measure(st["margin-top"], unit.Pt) + ooxml.Measure(st["top"], unit.Pt)}
	if d.Horz.Align == "absolute" {
		d.Horz.Align = ""
	}
	if d.Vert.Align == "absolute" {
		d.Vert.Align = ""
	}
	d.readVMLWrap(e, st)
	if hr, _ := e.Attr("o:hr"); hr != "" && vmlOn(hr) {
		d.Anchored = false
		r.rule(e, d)
	}
	r.vmlShape(e, item.Rectangle{X: 0, Y: 0, W: d.Width, H: d.Height}, d)
	return d
}

// rule gives a horizontal rule its width: a share of the text's (o:hrpct, in thousandths), all
// of it where the file says none.
func (r *reading) rule(e *ooxml.Element, d *Drawing) {
	share := int64(0)
	if v, ok := e.Attr("o:hrpct"); ok {
		share = ooxml.Clamp(ooxml.Number(v), 0, 1000)
	}
	if share == 0 && d.Width == 0 {
		share = 1000
	}
	if share > 0 {
		d.Width = r.room.Scale(share, 1000)
	}
}

// readVMLWrap reads w10:wrap and the distances from the text.
func (d *Drawing) readVMLWrap(e *ooxml.Element, st map[string]string) {
	w := e.Child("w10:wrap")
	if w == nil {
		return
	}
	kind, _ := w.Attr("type")
	side, _ := w.Attr("side")
	switch kind {
	case "square", "tight", "through":
		d.Wraps, d.Sides = true, map[string]word.Sides{"left": word.LeftSide, "right": word.RightSide, "largest": word.LargestSide}[side]
	case "topAndBottom":
		d.Wraps, d.Sides = true, word.NoSide
	}
	d.Around = [4]unit.Length{word.Left: unit.Inch / 8, word.Right: unit.Inch / 8}
	for side, name := range map[int]string{word.Top: "top", word.Left: "left", word.Bottom: "bottom", word.Right: "right"} {
		if v, ok := st["mso-wrap-distance-"+name]; ok {
			d.Around[side] = max(0, ooxml.Measure(v, unit.Pt))
		}
	}
}

// vmlRelative translates what positions count from.
func vmlRelative(s, or string) string {
	switch s {
	case "page", "margin", "column", "paragraph", "line":
		return s
	case "text", "char":
		return or
	case "left-margin-area":
		return "leftMargin"
	case "right-margin-area":
		return "rightMargin"
	case "top-margin-area":
		return "topMargin"
	case "bottom-margin-area":
		return "bottomMargin"
	}
	return or
}

// vmlShape draws one shape into an area of a drawing.
func (r *reading) vmlShape(e *ooxml.Element, area item.Rectangle, d *Drawing) {
	if r.depth++; r.depth > word.MaxNesting {
		return
	}
	defer func() { r.depth-- }()
	b := brush{vmlFill(e), vmlPen(e)}
	if tp := e.Child("v:textpath"); tp != nil {
		d.label(e, tp, area)
		return
	}
	if img := e.Child("v:imagedata"); img != nil {
		id, _ := img.Attr("r:id")
		alt, _ := e.Attr("alt")
		r.image(id, &item.Picture{X: area.X, Y: area.Y, W: area.W, H: area.H, Alt: alt, Crop: vmlCrop(img)}, d)
		return
	}
	o := outline{area: area, turn: vmlTurn(e)}
	switch e.Name {
	case "v:line":
		d.vmlLine(e, b.pen)
		return
	case "v:group":
		r.vmlGroup(e, area, d)
		return
	case "v:oval":
		o.kind = "ellipse"
	case "v:roundrect":
		o.kind = "roundRect"
	case "v:rect":
		o.kind = "rect"
	case "v:shape":
		kind, _ := e.Attr("type")
		switch {
		case strings.HasSuffix(kind, "_t32"):
			o.kind = "line"
			flip := vmlStyle(e)["flip"]
			o.flipH, o.flipV = strings.Contains(flip, "x"), strings.Contains(flip, "y")
		case strings.HasSuffix(kind, "_t75"):
			return // the frame of a picture that is missing
		case strings.HasSuffix(kind, "_t202") || kind == "":
			o.kind = "rect"
		default:
			o.kind = "rect"
			r.fact("Hình VML “" + strings.TrimPrefix(kind, "#") + "” được vẽ bằng khung chữ nhật của nó.")
		}
		if path, _ := e.Attr("path"); kind == "" && path != "" {
			r.fact("Hình VML vẽ tự do không được vẽ.")
			b = brush{}
		}
	default:
		r.fact("Hình VML “" + e.Name + "” không được vẽ.")
		return
	}
	d.Shapes = append(d.Shapes, Shape{items: o.items(b), Box: r.vmlText(e.Child("v:textbox"), area)})
}

// vmlText reads the text in v:textbox; nil where there is none.
func (r *reading) vmlText(e *ooxml.Element, area item.Rectangle) *TextBox {
	content := e.Child("w:txbxContent")
	blocks := r.in.Boxes[content]
	if content == nil || len(blocks) == 0 {
		return nil
	}
	b := &TextBox{Blocks: blocks, Area: area, Inset: plainInset}
	if s, ok := e.Attr("inset"); ok {
		for i, v := range strings.Split(s, ",") {
			if v = strings.TrimSpace(v); v != "" && i < 4 {
				b.Inset[[4]int{word.Left, word.Top, word.Right, word.Bottom}[i]] = ooxml.Measure(v, unit.Emu)
			}
		}
	}
	st := vmlStyle(e)
	if st["layout-flow"] == "vertical" {
		b.Flow = "vert"
		if st["mso-layout-flow-alt"] == "bottom-to-top" {
			b.Flow = "vert270"
		}
	}
	b.Grows = st["mso-fit-shape-to-text"] == "t"
	return b
}

func vmlFill(e *ooxml.Element) item.Tint {
	if v, ok := e.Attr("filled"); ok && !vmlOn(v) {
		return item.Tint{}
	}
	if e.Name == "v:line" {
		return item.Tint{}
	}
	c, ok := e.Attr("fillcolor")
	if !ok {
		return item.Tint{On: true, Color: 0xFFFFFF}
	}
	return vmlColor(c)
}

func vmlPen(e *ooxml.Element) pen {
	p := pen{on: true, width: 9525}
	if v, ok := e.Attr("stroked"); ok && !vmlOn(v) {
		return pen{}
	}
	if c, ok := e.Attr("strokecolor"); ok {
		p.color = vmlColor(c).Color
	}
	if w, ok := e.Attr("strokeweight"); ok {
		p.width = max(ooxml.Measure(w, unit.Emu), 1)
	}
	if s := e.Child("v:stroke"); s != nil {
		dash, _ := s.Attr("dashstyle")
		head, _ := s.Attr("startarrow")
		tail, _ := s.Attr("endarrow")
		p.head, p.tail = head != "" && head != "none", tail != "" && tail != "none"
		p.dash = map[string]string{"dash": "dash", "1 1": "dot", "dashDot": "dashDot", "longDash": "lgDash"}[dash]
	}
	return p
}

func vmlOn(v string) bool { return v == "t" || v == "true" || v == "1" }

// vmlColor reads "#ff0000", "#f00", "red", "silver [3202]".
func vmlColor(s string) item.Tint {
	s, _, _ = strings.Cut(s, " ")
	if len(s) == 4 && s[0] == '#' {
		s = "#" + strings.Repeat(s[1:2], 2) + strings.Repeat(s[2:3], 2) + strings.Repeat(s[3:4], 2)
	}
	if c := item.ParseColor(s); c.On {
		return c
	}
	c, ok := map[string]item.Color{"black": 0, "white": 0xFFFFFF, "red": 0xFF0000, "blue": 0x0000FF, "green": 0x008000,
		"silver": 0xC0C0C0, "gray": 0x808080, "yellow": 0xFFFF00, "navy": 0x000080, "maroon": 0x800000}[s]
	return item.Tint{On: ok, Color: c}
}

// vmlLine draws v:line: from and to count from where the drawing stands.
func (d *Drawing) vmlLine(e *ooxml.Element, p pen) {
	from, _ := e.Attr("from")
	to, _ := e.Attr("to")
	a, b := vmlPoint(from), vmlPoint(to)
	d.add(p.stroke(a, b)...)
	d.Width, d.Height = max(d.Width, max(a.X, b.X)), max(d.Height, max(a.Y, b.Y))
}

// vmlEnds reads from and to of a line in a group: whole numbers in the group's units.
func vmlEnds(e *ooxml.Element) (a, b item.Point) {
	one := func(name string) item.Point {
		s, _ := e.Attr(name)
		x, y, _ := strings.Cut(s, ",")
		return item.Point{X: unit.Length(ooxml.Number(strings.TrimSpace(x))), Y: unit.Length(ooxml.Number(strings.TrimSpace(y)))}
	}
	return one("from"), one("to")
}

func vmlPoint(s string) item.Point {
	x, y, _ := strings.Cut(s, ",")
	return item.Point{X: ooxml.Measure(x, unit.Emu), Y: ooxml.Measure(y, unit.Emu)}
}

// vmlGroup fits the members of a group into its area.
func (r *reading) vmlGroup(e *ooxml.Element, area item.Rectangle, d *Drawing) {
	origin, _ := e.Attr("coordorigin")
	size, ok := e.Attr("coordsize")
	if !ok {
		size = "1000,1000"
	}
	ox, oy, _ := strings.Cut(origin, ",")
	sw, sh, _ := strings.Cut(size, ",")
	w, h := max(1, ooxml.Number(sw)), max(1, ooxml.Number(sh))
	for _, k := range e.Kids {
		if k.Element == nil {
			continue
		}
		st := vmlStyle(k.Element)
		within := item.Rectangle{
			X: area.X + area.W.Scale(ooxml.Number(st["left"])-ooxml.Number(ox), w), Y: area.Y + area.H.Scale(ooxml.Number(st["top"])-ooxml.Number(oy), h),
			W: area.W.Scale(ooxml.Number(st["width"]), w), H: area.H.Scale(ooxml.Number(st["height"]), h),
		}
		switch k.Name {
		case "v:shape", "v:rect", "v:oval", "v:roundrect", "v:group":
			r.vmlShape(k.Element, within, d)
		case "v:line":
			a, b := vmlEnds(k.Element)
			p := vmlPen(k.Element)
			d.add(p.stroke(item.Point{X: within.X + area.W.Scale(int64(a.X), w), Y: within.Y + area.H.Scale(int64(a.Y), h)},
				item.Point{X: within.X + area.W.Scale(int64(b.X), w), Y: within.Y + area.H.Scale(int64(b.Y), h)})...)
		}
	}
}

// label reads v:textpath, the watermark of Word: a text stretched over its shape.
func (d *Drawing) label(e, path *ooxml.Element, area item.Rectangle) {
	text, _ := path.Attr("string")
	if text == "" || area.W <= 0 || area.H <= 0 {
		return
	}
	l := &Label{Text: text, Family: strings.Trim(vmlStyle(path)["font-family"], `"'`), Area: area, Color: vmlFill(e).Color, Turn: vmlTurn(e)}
	if l.Family == "" {
		l.Family = "Arial"
	}
	if fill := e.Child("v:fill"); fill != nil {
		if o, ok := fill.Attr("opacity"); ok {
			l.Alpha = uint8(255 - ooxml.Clamp(opacity(o), 0, 255))
		}
	}
	d.Shapes = append(d.Shapes, Shape{Label: l})
}

// vmlTurn reads the rotation of a shape, clockwise, as degrees counterclockwise.
func vmlTurn(e *ooxml.Element) int {
	return (360 - int(ooxml.Number(vmlStyle(e)["rotation"]))%360) % 360
}

// opacity reads ".5" or "32768f" as 0 to 255.
func opacity(s string) int64 {
	if strings.HasSuffix(s, "f") {
		return ooxml.Number(s) * 255 / 65536
	}
	return int64(ooxml.Measure(s, 255*1000)) / 1000
}
