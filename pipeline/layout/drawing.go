package layout

import (
	"strings"

	"vanthu/pipeline/layout/attr"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// drawing is a picture, shape, text box or group. Its items count from its left upper
// corner.
type drawing struct {
	width, height unit.Length
	items         []item.Item
	anchored      bool
	behind        bool           // under the text
	wraps         bool           // text gives way to it
	sides         word.Sides     // where text may stand beside it
	around        [4]unit.Length // distance from the text, by side
	outlined      bool           // text should follow an outline that is no rectangle
	z             int64          // floating drawings with a higher one lie above
	horz, vert    word.Axis
}

// drawingReader turns the element of a drawing into items.
type drawingReader struct {
	t     *typesetter
	s     *shaper
	in    *word.Inline
	at    word.Place
	rels  map[string]ooxml.Relationship
	depth int
}

// drawing adds an inline drawing, or the anchor of one that floats.
func (s *shaper) drawing(in *word.Inline, a atom) {
	ar := &drawingReader{t: s.t, s: s, in: in, at: s.p.Place, rels: in.Rels}
	for _, d := range ar.drawings(in.Shape) {
		b := a
		b.object = d
		if d.anchored {
			b.kind, b.width, s.floats = atomMark, 0, true
		} else {
			b.kind, b.width, b.canBreak = atomObject, d.width, true
			s.allowBreak()
		}
		s.atoms = append(s.atoms, b)
	}
}

// allowBreak lets the line end before an inline drawing.
func (s *shaper) allowBreak() {
	if n := len(s.atoms); n > 0 && s.atoms[n-1].kind == atomText {
		s.atoms[n-1].canBreak = true
	}
}

// drawings reads w:drawing (DrawingML), w:pict and w:object (VML).
func (ar *drawingReader) drawings(e *ooxml.Element) []*drawing {
	if e == nil {
		return nil
	}
	if e.Name != "w:drawing" {
		return ar.vml(e)
	}
	var out []*drawing
	for _, k := range e.Kids {
		if k.Element == nil {
			continue
		}
		switch k.Name {
		case "wp:inline", "wp:anchor":
			if d := ar.frame(k.Element); d != nil {
				out = append(out, d)
			}
		}
	}
	return out
}

// frame reads wp:inline and wp:anchor.
func (ar *drawingReader) frame(e *ooxml.Element) *drawing {
	d := &drawing{anchored: e.Name == "wp:anchor"}
	if x := e.Child("wp:extent"); x != nil {
		d.width, d.height = emu(x, "cx"), emu(x, "cy")
	}
	d.width, d.height = max(0, d.width), max(0, d.height)
	if d.anchored {
		v, _ := e.Attr("behindDoc")
		d.behind = v != "" && attr.On(v)
		height, _ := e.Attr("relativeHeight")
		d.z = attr.Number(height)
		d.horz, d.vert = readAxis(e.Child("wp:positionH"), "left"), readAxis(e.Child("wp:positionV"), "top")
		d.readWrap(e)
	}
	alt := ""
	if p := e.Child("wp:docPr"); p != nil {
		if alt, _ = p.Attr("descr"); alt == "" {
			alt, _ = p.Attr("title")
		}
	}
	if g := e.Child("a:graphic"); g != nil {
		if data := g.Child("a:graphicData"); data != nil {
			ar.content(data, d, alt)
			d.describe(alt)
		}
	}
	return d
}

// describe gives the description of a drawing to its first picture, as that of a group whose
// members have none.
func (d *drawing) describe(alt string) {
	for _, it := range d.items {
		if p, ok := it.(*item.Picture); ok {
			if p.Alt == "" {
				p.Alt = alt
			}
			return
		}
	}
}

// readWrap reads how text gives way to the drawing. Word breaks lines around the outline of a
// tight one; here they leave its rectangle free, as LibreOffice does with plain pictures.
func (d *drawing) readWrap(e *ooxml.Element) {
	for side, name := range map[int]string{word.Top: "distT", word.Left: "distL", word.Bottom: "distB", word.Right: "distR"} {
		d.around[side] = max(0, emu(e, name))
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
				d.outlined = points > 5
			}
			d.wraps, d.sides = true, map[string]word.Sides{"left": word.LeftSide, "right": word.RightSide, "largest": word.LargestSide}[text]
		}
	}
	if e.Child("wp:wrapTopAndBottom") != nil {
		d.wraps, d.sides = true, word.NoSide
	}
}

func (ar *drawingReader) fact(text string) { ar.t.Facts.Add("feature", ar.at, text) }

// emu reads a length attribute in EMU.
func emu(e *ooxml.Element, name string) unit.Length {
	v, _ := e.Attr(name)
	return unit.Length(attr.Clamp(attr.Number(v), -int64(attr.MaxLength), int64(attr.MaxLength)))
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
		a.Offset = unit.Length(attr.Clamp(attr.Number(strings.TrimSpace(textOf(x))), -int64(attr.MaxLength), int64(attr.MaxLength)))
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
func (ar *drawingReader) content(e *ooxml.Element, d *drawing, alt string) {
	area := item.Rectangle{X: 0, Y: 0, W: d.width, H: d.height}
	for _, k := range e.Kids {
		if k.Element == nil {
			continue
		}
		switch k.Name {
		case "pic:pic":
			ar.picture(k.Element, area, d, alt)
		case "wps:wsp":
			ar.shape(k.Element, area, d)
		case "wpg:wgp", "wpc:wpc":
			ar.group(k.Element, area, d)
		case "c:chart":
			ar.fact("Biểu đồ của Word không được vẽ.")
			ar.blank(area, d)
		case "dgm:relIds":
			ar.fact("Sơ đồ SmartArt không được vẽ.")
			ar.blank(area, d)
		}
	}
}

// blank draws a grey frame in place of something that is not drawn, so that its room is seen.
func (ar *drawingReader) blank(area item.Rectangle, d *drawing) {
	grey := item.Color(0xBFBFBF)
	d.items = append(d.items, &item.Path{Stroke: &grey, Width: unit.Pt / 2,
		Segments: polygon(item.Point{X: area.X, Y: area.Y}, item.Point{X: area.X + area.W, Y: area.Y}, item.Point{X: area.X + area.W, Y: area.Y + area.H}, item.Point{X: area.X, Y: area.Y + area.H})})
}

// group draws the members of a group, whose own coordinates are fitted into area.
func (ar *drawingReader) group(e *ooxml.Element, area item.Rectangle, d *drawing) {
	if ar.depth++; ar.depth > word.MaxNesting {
		return
	}
	defer func() { ar.depth-- }()
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
			ar.shape(k.Element, fit(transform(k.Child("wps:spPr"))), d)
		case "pic:pic":
			ar.picture(k.Element, fit(transform(k.Child("pic:spPr"))), d, "")
		case "wpg:grpSp":
			ar.group(k.Element, fit(transform(k.Child("wpg:grpSpPr"))), d)
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
func (ar *drawingReader) picture(e *ooxml.Element, area item.Rectangle, d *drawing, alt string) {
	fill := e.Child("pic:blipFill")
	if fill == nil || fill.Child("a:blip") == nil {
		return
	}
	id, _ := fill.Child("a:blip").Attr("r:embed")
	turn := 0
	if p := e.Child("pic:spPr"); p != nil && p.Child("a:xfrm") != nil {
		rot, _ := p.Child("a:xfrm").Attr("rot")
		turn = int((360 - attr.Number(rot)/60000%360) % 360)
	}
	ar.image(id, &item.Picture{X: area.X, Y: area.Y, W: area.W, H: area.H, Alt: alt, Turn: turn, Crop: sourceCrop(fill.Child("a:srcRect"))}, d)
}

// image draws the picture that a relationship names.
func (ar *drawingReader) image(id string, p *item.Picture, d *drawing) {
	rel, ok := ar.rels[id]
	if !ok || rel.External {
		ar.fact("Ảnh nằm ngoài tệp, không được in.")
		return
	}
	m := ar.t.media(rel.Target)
	if m.kind == "" {
		ar.fact("Ảnh “" + rel.Target + "” bị hỏng, quá lớn hoặc không phải PNG, JPEG, GIF hay BMP, không được in.")
		return
	}
	p.Data, p.Type = m.data, m.kind
	d.items = append(d.items, p)
}

// medium is a picture that can be drawn; kind is "" where it cannot.
type medium struct {
	data []byte
	kind string
}

// media returns a picture, read once.
func (t *typesetter) media(part string) medium {
	if m, ok := t.pictures[part]; ok {
		return m
	}
	var m medium
	if data, err := t.Pkg.Part(part); err == nil {
		m.data, m.kind = pictureOf(data)
	}
	t.pictures[part] = m
	return m
}

// anchor is a drawing that floats, until its page is finished: then its place is known.
type anchor struct {
	d            *drawing
	column, char unit.Length // x of the text column and of the character
	para, line   unit.Length // y of the paragraph and of the line
	width        unit.Length // of the column
	number       int         // of the paragraph, 0 in page furniture
	repeated     bool        // stands in a heading that is repeated
}

func (a *anchor) Move(dx, dy unit.Length) {
	a.column, a.char, a.para, a.line = a.column+dx, a.char+dx, a.para+dy, a.line+dy
}

func (a *anchor) Copy() item.Item { c := *a; return &c }

func (p *painter) object(d *drawing) {
	items := item.Copied(d.items)
	anchorIn(items, p.t.ParaNumber(p.of.p))
	item.Move(items, p.x, p.base-d.height)
	p.items = append(p.items, items...)
}

func (p *painter) anchor(d *drawing) {
	p.items = append(p.items, &anchor{d: d, column: p.left, char: p.x, para: p.t.paraTop, line: p.top, width: p.of.width, number: p.t.ParaNumber(p.of.p)})
}

// settle gives an anchored drawing its place on the present page.
func (p *pager) settle(a *anchor) []item.Item {
	g := p.ground()
	horz, ok := g.across(a.d.horz.From)
	switch {
	case ok:
	case a.d.horz.From == "character":
		horz = extent{a.char, 0}
	default:
		horz = extent{a.column, a.width}
	}
	vert, ok := g.down(a.d.vert.From)
	switch {
	case ok:
	case a.d.vert.From == "line":
		vert = extent{a.line, 0}
	default:
		vert = extent{a.para, 0}
	}
	items := item.Copied(a.d.items)
	if a.repeated {
		items = asCopy(items)
	}
	anchorIn(items, a.number)
	item.Move(items, horz.placed(a.d.horz, a.d.width), vert.placed(a.d.vert, a.d.height))
	return items
}
