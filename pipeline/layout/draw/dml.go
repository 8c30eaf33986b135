package draw

import (
	"strings"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// dml reads w:drawing.
func (r *reading) dml(e *ooxml.Element) []*Drawing {
	var out []*Drawing
	for _, k := range e.Kids {
		if k.Element == nil {
			continue
		}
		switch k.Name {
		case "wp:inline", "wp:anchor":
			if d := r.frame(k.Element); d != nil {
				out = append(out, d)
			}
		}
	}
	return out
}

// frame reads wp:inline and wp:anchor.
func (r *reading) frame(e *ooxml.Element) *Drawing {
	d := &Drawing{Anchored: e.Name == "wp:anchor"}
	if x := e.Child("wp:extent"); x != nil {
		d.Width, d.Height = emu(x, "cx"), emu(x, "cy")
	}
	d.Width, d.Height = max(0, d.Width), max(0, d.Height)
	if d.Anchored {
		v, _ := e.Attr("behindDoc")
		d.Behind = v != "" && ooxml.On(v)
		height, _ := e.Attr("relativeHeight")
		d.Z = ooxml.Number(height)
		d.Horz, d.Vert = readAxis(e.Child("wp:positionH"), "left"), readAxis(e.Child("wp:positionV"), "top")
		d.readWrap(e)
	}
	if p := e.Child("wp:docPr"); p != nil {
		if d.Alt, _ = p.Attr("descr"); d.Alt == "" {
			d.Alt, _ = p.Attr("title")
		}
	}
	if g := e.Child("a:graphic"); g != nil {
		if data := g.Child("a:graphicData"); data != nil {
			r.content(data, d)
		}
	}
	return d
}

// readWrap reads how text gives way to the drawing. Word breaks lines around the outline of a
// tight one; here they leave its rectangle free, as LibreOffice does with plain pictures.
func (d *Drawing) readWrap(e *ooxml.Element) {
	for side, name := range map[int]string{word.Top: "distT", word.Left: "distL", word.Bottom: "distB", word.Right: "distR"} {
		d.Around[side] = max(0, emu(e, name))
	}
	for _, wrap := range []string{"wp:wrapSquare", "wp:wrapTight", "wp:wrapThrough"} {
		if w := e.Child(wrap); w != nil {
			text, _ := w.Attr("wrapText")
			if p := w.Child("wp:wrapPolygon"); p != nil {
				points := 0
				for _, k := range p.Kids {
					if k.Element != nil {
						points++
					}
				}
				d.Outlined = points > 5
			}
			d.Wraps, d.Sides = true, map[string]word.Sides{"left": word.LeftSide, "right": word.RightSide, "largest": word.LargestSide}[text]
		}
	}
	if e.Child("wp:wrapTopAndBottom") != nil {
		d.Wraps, d.Sides = true, word.NoSide
	}
}

func readAxis(e *ooxml.Element, align string) word.Axis {
	if e == nil {
		return word.Axis{From: "page", Align: align}
	}
	var a word.Axis
	a.From, _ = e.Attr("relativeFrom")
	if x := e.Child("wp:align"); x != nil {
		a.Align = strings.TrimSpace(textOf(x))
	}
	if x := e.Child("wp:posOffset"); x != nil {
		a.Offset = bounded(ooxml.Number(strings.TrimSpace(textOf(x))))
	}
	return a
}

func textOf(e *ooxml.Element) string {
	s := ""
	for _, k := range e.Kids {
		s += k.Text
	}
	return s
}

// content draws what a:graphicData or a group holds.
func (r *reading) content(e *ooxml.Element, d *Drawing) {
	area := item.Rectangle{X: 0, Y: 0, W: d.Width, H: d.Height}
	for _, k := range e.Kids {
		if k.Element == nil {
			continue
		}
		switch k.Name {
		case "pic:pic":
			r.picture(k.Element, area, d, d.Alt)
		case "wps:wsp":
			r.shape(k.Element, area, d)
		case "wpg:wgp", "wpc:wpc":
			r.group(k.Element, area, d)
		case "c:chart":
			r.chart(k.Element, area, d)
		case "dgm:relIds":
			r.fact("Sơ đồ SmartArt không được vẽ.")
			blank(area, d)
		}
	}
}

// blank draws a grey frame in place of something that is not drawn, so that its room is seen.
func blank(area item.Rectangle, d *Drawing) {
	grey := item.Color(0xBFBFBF)
	d.add(&item.Path{Stroke: &grey, Width: unit.Pt / 2, Segments: box(area)})
}

// group draws the members of a group, whose own coordinates are fitted into area.
func (r *reading) group(e *ooxml.Element, area item.Rectangle, d *Drawing) {
	if r.depth++; r.depth > word.MaxNesting {
		return
	}
	defer func() { r.depth-- }()
	inner := item.Rectangle{X: 0, Y: 0, W: area.W, H: area.H}
	if p := e.Child("wpg:grpSpPr"); p != nil {
		if x := p.Child("a:xfrm"); x != nil {
			if off, ext := x.Child("a:chOff"), x.Child("a:chExt"); off != nil && ext != nil {
				inner = item.Rectangle{X: emu(off, "x"), Y: emu(off, "y"), W: emu(ext, "cx"), H: emu(ext, "cy")}
			}
		}
	}
	fit := func(r item.Rectangle) item.Rectangle {
		sw, sh := max(1, int64(inner.W)), max(1, int64(inner.H))
		return item.Rectangle{X: area.X + (r.X-inner.X).Scale(int64(area.W), sw), Y: area.Y + (r.Y-inner.Y).Scale(int64(area.H), sh),
			W: r.W.Scale(int64(area.W), sw), H: r.H.Scale(int64(area.H), sh)}
	}
	for _, k := range e.Kids {
		if k.Element == nil {
			continue
		}
		switch k.Name {
		case "wps:wsp":
			r.shape(k.Element, fit(transform(k.Child("wps:spPr"))), d)
		case "pic:pic":
			r.picture(k.Element, fit(transform(k.Child("pic:spPr"))), d, "")
		case "wpg:grpSp":
			r.group(k.Element, fit(transform(k.Child("wpg:grpSpPr"))), d)
		}
	}
}

// transform reads the rectangle of a:xfrm.
func transform(e *ooxml.Element) item.Rectangle {
	var r item.Rectangle
	if e == nil {
		return r
	}
	if x := e.Child("a:xfrm"); x != nil {
		if off := x.Child("a:off"); off != nil {
			r.X, r.Y = emu(off, "x"), emu(off, "y")
		}
		if ext := x.Child("a:ext"); ext != nil {
			r.W, r.H = emu(ext, "cx"), emu(ext, "cy")
		}
	}
	return r
}

// picture draws pic:pic.
func (r *reading) picture(e *ooxml.Element, area item.Rectangle, d *Drawing, alt string) {
	fill := e.Child("pic:blipFill")
	if fill == nil || fill.Child("a:blip") == nil {
		return
	}
	id, _ := fill.Child("a:blip").Attr("r:embed")
	turn := 0
	if p := e.Child("pic:spPr"); p != nil && p.Child("a:xfrm") != nil {
		rot, _ := p.Child("a:xfrm").Attr("rot")
		turn = int((360 - ooxml.Number(rot)/60000%360) % 360)
	}
	r.image(id, &item.Picture{X: area.X, Y: area.Y, W: area.W, H: area.H, Alt: alt, Turn: turn, Crop: sourceCrop(fill.Child("a:srcRect"))}, d)
}
