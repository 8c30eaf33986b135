package draw

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// shape reads wps:wsp: a geometry with fill and outline, and the text in it.
func (r *reading) shape(e *ooxml.Element, area item.Rectangle, d *Drawing) {
	props := e.Child("wps:spPr")
	if props == nil {
		props = &ooxml.Element{}
	}
	if area.W == 0 && area.H == 0 {
		area = transform(props)
	}
	style := e.Child("wps:style")
	b := brush{r.shapeFill(props, style), r.shapePen(props, style)}
	form := readForm(props, area)
	var out Shape
	if text := e.Child("wps:txbx"); text != nil {
		out.Box = r.textBox(text.Child("w:txbxContent"), textArea(form), e.Child("wps:bodyPr"))
	}
	if g := props.Child("a:custGeom"); g != nil {
		out.items = r.custom(g, area, b)
		b = brush{} // what grows is its frame alone
	} else {
		r.noteUnknown(&form, b)
	}
	if out.Box != nil {
		out.Box.Turn, out.Box.Centre = form.turn, area.Centre()
		if style != nil && style.Child("a:fontRef") != nil {
			out.Box.Ink = r.color(style.Child("a:fontRef"))
		}
	}
	if out.Box != nil && r.depth == 0 && form.turn == 0 && growing(form.kind) {
		out.grown = &growth{form, b}
	} else {
		out.items = append(out.items, form.items(b)...)
	}
	d.Shapes = append(d.Shapes, out)
}

// readForm reads the geometry of a shape.
func readForm(props *ooxml.Element, area item.Rectangle) outline {
	o := outline{area: area}
	if g := props.Child("a:prstGeom"); g != nil {
		o.kind, _ = g.Attr("prst")
		o.adjusts = readAdjusts(g)
	}
	if x := props.Child("a:xfrm"); x != nil {
		rot, _ := x.Attr("rot")
		o.turn = int((360 - ooxml.Number(rot)/60000%360) % 360)
		h, _ := x.Attr("flipH")
		v, _ := x.Attr("flipV")
		o.flipH, o.flipV = h != "" && ooxml.On(h), v != "" && ooxml.On(v)
	}
	return o
}

// noteUnknown notes a preset that is painted as its rectangle.
func (r *reading) noteUnknown(o *outline, b brush) {
	if !b.fill.On && !b.pen.on || o.straight() {
		return
	}
	if _, _, known := o.path(); !known {
		r.fact("Hình “" + o.kind + "” được vẽ bằng khung chữ nhật của nó.")
	}
}

// shapeFill reads the fill: its own, else that of the style.
func (r *reading) shapeFill(props, style *ooxml.Element) item.Tint {
	if props.Child("a:noFill") != nil {
		return item.Tint{}
	}
	if f := props.Child("a:solidFill"); f != nil {
		return r.color(f)
	}
	if props.Child("a:gradFill") != nil || props.Child("a:pattFill") != nil || props.Child("a:blipFill") != nil {
		r.fact("Nền chuyển màu hoặc hoa văn của hình không được vẽ.")
		return item.Tint{}
	}
	if style != nil {
		if ref := style.Child("a:fillRef"); ref != nil {
			if idx, _ := ref.Attr("idx"); ooxml.Number(idx) > 0 {
				return r.color(ref)
			}
		}
	}
	return item.Tint{}
}

func (r *reading) shapePen(props, style *ooxml.Element) pen {
	p := pen{width: 9525}
	if style != nil {
		if ref := style.Child("a:lnRef"); ref != nil {
			if idx, _ := ref.Attr("idx"); ooxml.Number(idx) > 0 {
				p.on, p.width = true, 6350*unit.Length(min(ooxml.Number(idx), 3))
				p.color = r.color(ref).Color
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
		p.on, p.color = true, r.color(f).Color
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

// custom draws a:custGeom: paths of points in a coordinate system of their own.
func (r *reading) custom(g *ooxml.Element, area item.Rectangle, b brush) (items []item.Item) {
	list := g.Child("a:pathLst")
	if list == nil {
		return nil
	}
	for _, k := range list.Kids {
		if k.Element == nil || k.Name != "a:path" {
			continue
		}
		if path := r.customPath(k.Element, area); len(path) > 1 && path[0].Op == 'M' {
			items = append(items, b.path(path)...)
		}
	}
	return items
}

// customPath reads one a:path.
func (r *reading) customPath(e *ooxml.Element, area item.Rectangle) (path []item.Segment) {
	w, h := max(1, emu(e, "w")), max(1, emu(e, "h"))
	for _, step := range e.Kids {
		if step.Element == nil || len(path) > 100_000 {
			continue
		}
		seg := item.Segment{Op: map[string]byte{"a:moveTo": 'M', "a:lnTo": 'L', "a:cubicBezTo": 'C', "a:close": 'Z'}[step.Name]}
		n := 0
		for _, pt := range step.Kids {
			if pt.Element != nil && pt.Name == "a:pt" && n < 3 {
				seg.P[n] = item.Point{X: area.X + emu(pt.Element, "x").Scale(int64(area.W), int64(w)), Y: area.Y + emu(pt.Element, "y").Scale(int64(area.H), int64(h))}
				n++
			}
		}
		if seg.Op == 0 || n < map[byte]int{'M': 1, 'L': 1, 'C': 3}[seg.Op] {
			r.fact("Một cung của hình vẽ tự do không được vẽ.")
			continue
		}
		path = append(path, seg)
	}
	return path
}

// textBox reads the text in a shape; nil where it has none.
func (r *reading) textBox(e *ooxml.Element, area item.Rectangle, body *ooxml.Element) *TextBox {
	blocks := r.in.Boxes[e]
	if e == nil || len(blocks) == 0 {
		return nil
	}
	b := &TextBox{Blocks: blocks, Area: area, Inset: plainInset}
	if body != nil {
		for side, name := range map[int]string{word.Left: "lIns", word.Right: "rIns", word.Top: "tIns", word.Bottom: "bIns"} {
			if _, ok := body.Attr(name); ok {
				b.Inset[side] = emu(body, name)
			}
		}
		b.Align, _ = body.Attr("anchor")
		b.Flow, _ = body.Attr("vert")
		b.Grows = body.Child("a:spAutoFit") != nil
	}
	return b
}

// plainInset is how far text stands from the edges of its box where the file says nothing.
var plainInset = [4]unit.Length{word.Left: 91440, word.Right: 91440, word.Top: 45720, word.Bottom: 45720}
