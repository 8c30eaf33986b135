package layout

import (
	"strings"

	"vanthu/pipeline/layout/attr"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// vml reads w:pict and w:object: shapes in the older Vector Markup Language.
func (ar *drawingReader) vml(e *ooxml.Element) []*drawing {
	var out []*drawing
	for _, k := range e.Kids {
		if k.Element == nil {
			continue
		}
		switch k.Name {
		case "v:shape", "v:rect", "v:line", "v:oval", "v:roundrect", "v:group", "v:polyline", "v:curve", "v:image":
			if d := ar.vmlDrawing(k.Element); d != nil {
				out = append(out, d)
			}
		case "o:OLEObject":
			ar.fact("Đối tượng nhúng (OLE) chỉ in ảnh thay thế, nếu có.")
		}
	}
	return out
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

func (ar *drawingReader) vmlDrawing(e *ooxml.Element) *drawing {
	st := vmlStyle(e)
	d := &drawing{width: attr.Measure(st["width"], unit.Pt), height: attr.Measure(st["height"], unit.Pt)}
	d.anchored = st["position"] == "absolute" || e.Name == "v:line"
	d.z = attr.Number(st["z-index"])
	d.behind = d.z < 0
	d.horz = word.Axis{From: vmlRelative(st["mso-position-horizontal-relative"], "column"), Align: st["mso-position-horizontal"],
		Offset: attr.Measure(st["margin-left"], unit.Pt) + attr.Measure(st["left"], unit.Pt)}
	d.vert = word.Axis{From: vmlRelative(st["mso-position-vertical-relative"], "paragraph"), Align: st["mso-position-vertical"],
		Offset: attr.Measure(st["margin-top"], unit.Pt) + attr.Measure(st["top"], unit.Pt)}
	if d.horz.Align == "absolute" {
		d.horz.Align = ""
	}
	if d.vert.Align == "absolute" {
		d.vert.Align = ""
	}
	d.readVMLWrap(e, st)
	if hr, _ := e.Attr("o:hr"); hr != "" && vmlOn(hr) {
		d.anchored = false
		ar.rule(e, d)
	}
	ar.vmlShape(e, item.Rectangle{X: 0, Y: 0, W: d.width, H: d.height}, d)
	return d
}

// rule gives a horizontal rule its width: a share of the text's (o:hrpct, in thousandths), all
// of it where the file says none.
func (ar *drawingReader) rule(e *ooxml.Element, d *drawing) {
	share := int64(0)
	if v, ok := e.Attr("o:hrpct"); ok {
		share = attr.Clamp(attr.Number(v), 0, 1000)
	}
	if share == 0 && d.width == 0 {
		share = 1000
	}
	if share > 0 {
		d.width = ar.s.width.Scale(share, 1000)
	}
}

// readVMLWrap reads w10:wrap and the distances from the text.
func (d *drawing) readVMLWrap(e *ooxml.Element, st map[string]string) {
	w := e.Child("w10:wrap")
	if w == nil {
		return
	}
	kind, _ := w.Attr("type")
	side, _ := w.Attr("side")
	switch kind {
	case "square", "tight", "through":
		d.wraps, d.sides = true, map[string]word.Sides{"left": word.LeftSide, "right": word.RightSide, "largest": word.LargestSide}[side]
	case "topAndBottom":
		d.wraps, d.sides = true, word.NoSide
	}
	d.around = [4]unit.Length{word.Left: unit.Inch / 8, word.Right: unit.Inch / 8}
	for side, name := range map[int]string{word.Top: "top", word.Left: "left", word.Bottom: "bottom", word.Right: "right"} {
		if v, ok := st["mso-wrap-distance-"+name]; ok {
			d.around[side] = max(0, attr.Measure(v, unit.Pt))
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
func (ar *drawingReader) vmlShape(e *ooxml.Element, area item.Rectangle, d *drawing) {
	if ar.depth++; ar.depth > word.MaxNesting {
		return
	}
	defer func() { ar.depth-- }()
	f, p := vmlFill(e), vmlPen(e)
	if tp := e.Child("v:textpath"); tp != nil {
		ar.wordArt(e, tp, area, d, f)
		return
	}
	if img := e.Child("v:imagedata"); img != nil {
		id, _ := img.Attr("r:id")
		alt, _ := e.Attr("alt")
		ar.image(id, &item.Picture{X: area.X, Y: area.Y, W: area.W, H: area.H, Alt: alt, Crop: vmlCrop(img)}, d)
		return
	}
	o := outline{area: area, turn: (360 - int(attr.Number(vmlStyle(e)["rotation"]))%360) % 360}
	switch e.Name {
	case "v:line":
		ar.vmlLine(e, d, p)
		return
	case "v:group":
		ar.vmlGroup(e, area, d)
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
			ar.fact("Hình VML “" + strings.TrimPrefix(kind, "#") + "” được vẽ bằng khung chữ nhật của nó.")
		}
		if path, _ := e.Attr("path"); kind == "" && path != "" {
			ar.fact("Hình VML vẽ tự do không được vẽ.")
			f, p = attr.Tint{}, pen{}
		}
	default:
		ar.fact("Hình VML “" + e.Name + "” không được vẽ.")
		return
	}
	ar.outline(o, d, f, p)
	if box := e.Child("v:textbox"); box != nil {
		ar.vmlText(box, area, d)
	}
}

// vmlText lays out the text in v:textbox.
func (ar *drawingReader) vmlText(e *ooxml.Element, area item.Rectangle, d *drawing) {
	content := e.Child("w:txbxContent")
	blocks := ar.in.Boxes[content]
	if content == nil || len(blocks) == 0 {
		return
	}
	inset := [4]unit.Length{word.Left: 91440, word.Right: 91440, word.Top: 45720, word.Bottom: 45720}
	if s, ok := e.Attr("inset"); ok {
		for i, v := range strings.Split(s, ",") {
			if v = strings.TrimSpace(v); v != "" && i < 4 {
				inset[[4]int{word.Left, word.Top, word.Right, word.Bottom}[i]] = attr.Measure(v, unit.Emu)
			}
		}
	}
	b := box{}
	st := vmlStyle(e)
	if st["layout-flow"] == "vertical" {
		b.vertical = "vert"
		if st["mso-layout-flow-alt"] == "bottom-to-top" {
			b.vertical = "vert270"
		}
	}
	b.grows = st["mso-fit-shape-to-text"] == "t"
	ar.flowInto(blocks, area, inset, b, d)
}

func vmlFill(e *ooxml.Element) attr.Tint {
	if v, ok := e.Attr("filled"); ok && !vmlOn(v) {
		return attr.Tint{}
	}
	if e.Name == "v:line" {
		return attr.Tint{}
	}
	c, ok := e.Attr("fillcolor")
	if !ok {
		return attr.Tint{On: true, Color: 0xFFFFFF}
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
		p.width = max(attr.Measure(w, unit.Emu), 1)
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
func vmlColor(s string) attr.Tint {
	s, _, _ = strings.Cut(s, " ")
	if len(s) == 4 && s[0] == '#' {
		s = "#" + strings.Repeat(s[1:2], 2) + strings.Repeat(s[2:3], 2) + strings.Repeat(s[3:4], 2)
	}
	if c := attr.Color(s); c.On {
		return c
	}
	c, ok := map[string]item.Color{"black": 0, "white": 0xFFFFFF, "red": 0xFF0000, "blue": 0x0000FF, "green": 0x008000,
		"silver": 0xC0C0C0, "gray": 0x808080, "yellow": 0xFFFF00, "navy": 0x000080, "maroon": 0x800000}[s]
	return attr.Tint{On: ok, Color: c}
}

// vmlLine draws v:line: from and to count from where the drawing stands.
func (ar *drawingReader) vmlLine(e *ooxml.Element, d *drawing, p pen) {
	from, _ := e.Attr("from")
	to, _ := e.Attr("to")
	a, b := vmlPoint(from), vmlPoint(to)
	ar.stroke(a, b, p, d)
	d.width, d.height = max(d.width, max(a.X, b.X)), max(d.height, max(a.Y, b.Y))
}

// vmlEnds reads from and to of a line in a group: whole numbers in the group's units.
func vmlEnds(e *ooxml.Element) (a, b item.Point) {
	one := func(name string) item.Point {
		s, _ := e.Attr(name)
		x, y, _ := strings.Cut(s, ",")
		return item.Point{X: unit.Length(attr.Number(strings.TrimSpace(x))), Y: unit.Length(attr.Number(strings.TrimSpace(y)))}
	}
	return one("from"), one("to")
}

func vmlPoint(s string) item.Point {
	x, y, _ := strings.Cut(s, ",")
	return item.Point{X: attr.Measure(x, unit.Emu), Y: attr.Measure(y, unit.Emu)}
}

// vmlGroup fits the members of a group into its area.
func (ar *drawingReader) vmlGroup(e *ooxml.Element, area item.Rectangle, d *drawing) {
	origin, _ := e.Attr("coordorigin")
	size, ok := e.Attr("coordsize")
	if !ok {
		size = "1000,1000"
	}
	ox, oy, _ := strings.Cut(origin, ",")
	sw, sh, _ := strings.Cut(size, ",")
	w, h := max(1, attr.Number(sw)), max(1, attr.Number(sh))
	for _, k := range e.Kids {
		if k.Element == nil {
			continue
		}
		st := vmlStyle(k.Element)
		r := item.Rectangle{
			X: area.X + area.W.Scale(attr.Number(st["left"])-attr.Number(ox), w), Y: area.Y + area.H.Scale(attr.Number(st["top"])-attr.Number(oy), h),
			W: area.W.Scale(attr.Number(st["width"]), w), H: area.H.Scale(attr.Number(st["height"]), h),
		}
		switch k.Name {
		case "v:shape", "v:rect", "v:oval", "v:roundrect", "v:group":
			ar.vmlShape(k.Element, r, d)
		case "v:line":
			a, b := vmlEnds(k.Element)
			p := vmlPen(k.Element)
			ar.stroke(item.Point{X: r.X + area.W.Scale(int64(a.X), w), Y: r.Y + area.H.Scale(int64(a.Y), h)},
				item.Point{X: r.X + area.W.Scale(int64(b.X), w), Y: r.Y + area.H.Scale(int64(b.Y), h)}, p, d)
		}
	}
}

// wordArt draws v:textpath, the watermark of Word: a text stretched over its shape.
func (ar *drawingReader) wordArt(e, path *ooxml.Element, area item.Rectangle, d *drawing, f attr.Tint) {
	text, _ := path.Attr("string")
	if text == "" || area.W <= 0 || area.H <= 0 {
		return
	}
	family := strings.Trim(vmlStyle(path)["font-family"], `"'`)
	if family == "" {
		family = "Arial"
	}
	l := &word.Look{Ascii: family, HAnsi: family, EastAsia: family, Size: area.H, Scale: 100, Color: f.Color}
	s := &shaper{t: ar.t, p: ar.s.p, f: ar.s.f}
	s.text(text, l)
	var natural unit.Length
	for _, a := range s.atoms {
		natural += a.width
	}
	if natural <= 0 {
		return
	}
	turn := (360 - int(attr.Number(vmlStyle(e)["rotation"]))%360) % 360
	scale := attr.Clamp(int64(area.W)*100/int64(natural), 1, 600)
	alpha := uint8(0)
	if fe := e.Child("v:fill"); fe != nil {
		if o, ok := fe.Attr("opacity"); ok {
			alpha = uint8(255 - attr.Clamp(opacity(o), 0, 255))
		}
	}
	x, base := area.X, area.Y+area.H*4/5
	for _, a := range s.atoms {
		w := a.width.Scale(scale, 100)
		if a.kind == atomText {
			at := item.Point{X: x, Y: base}.Around(area.Centre(), turn)
			d.items = append(d.items, &item.Text{X: at.X, Y: at.Y, Width: w, Face: a.ink.face, Size: a.ink.size, Text: a.text,
				Color: f.Color, Scale: int(scale), Turn: turn, Alpha: alpha})
		}
		x += w
	}
}

// opacity reads ".5" or "32768f" as 0 to 255.
func opacity(s string) int64 {
	if strings.HasSuffix(s, "f") {
		return attr.Number(s) * 255 / 65536
	}
	return int64(attr.Measure(s, 255*1000)) / 1000
}
