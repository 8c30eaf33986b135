package pdf

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"vanthu/pipeline/layout"
)

// finisher is the finishing pass: it writes a PDF of the drawn pages and of what the
// drawing library does not know.
type finisher struct {
	*job
	faces  *faces
	w      *writer
	tree   ref   // page tree
	pageOf []ref // page objects
	fonts  []ref // by face
	images images
	alphas map[uint8]ref
	tags   tags
	behind ref    // the template's page, 0 is none
	acro   string // entry of the catalog for form fields
}

func newFinisher(out io.Writer, j *job, fs *faces) *finisher {
	f := &finisher{job: j, faces: fs, w: newWriter(out), alphas: make(map[uint8]ref)}
	f.tags.level = headings(j.doc)
	f.tree = f.w.reserve()
	for range fs.list {
		f.fonts = append(f.fonts, f.w.reserve())
	}
	for range j.doc.Pages {
		f.pageOf = append(f.pageOf, f.w.reserve())
	}
	if j.frame != nil {
		f.behind = j.frame.write(f.w)
	}
	return f
}

// finished is a page ready to be written.
type finished struct {
	index  int
	body   []byte // deflated
	paras  []int  // by marked-content identifier: the paragraph, or a picture as -1-n
	alts   []*layout.Picture
	fonts  []int
	alphas []uint8
	images []ref
}

// chunk draws and finishes the pages from one index up to another. A fault of the
// drawing library in them is an error like others.
func (f *finisher) chunk(from, to int) (out []*finished, err error) {
	defer func() {
		if p := recover(); p != nil {
			out, err = nil, fmt.Errorf("pages %d to %d: %v", from+1, to, p)
		}
	}()
	plans := make([]*plan, 0, to-from)
	for i := from; i < to; i++ {
		plans = append(plans, planPage(&f.doc.Pages[i], f.faces))
	}
	drawings, err := draw(plans)
	if err != nil {
		return nil, err
	}
	for i, p := range plans {
		page, err := f.finish(p, &drawings[i])
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", from+i+1, err)
		}
		page.index = from + i
		out = append(out, page)
	}
	return out, nil
}

// finish makes the content of a page: what was drawn, in the order of the plan, and the
// rest in its place between.
func (f *finisher) finish(p *plan, d *drawn) (*finished, error) {
	out := &finished{}
	c := newContent(centiOf(p.page.Height))
	if f.behind != 0 {
		c.begin(mark{})
		c.form(f.behind, p.page.Height-f.frame.height())
	}
	para := 0
	for i := range p.steps {
		st := &p.steps[i]
		pic, _ := st.item.(*layout.Picture)
		switch {
		case pic != nil && pic.Alt != "" && f.fields == nil:
			out.alts = append(out.alts, pic)
			c.begin(mark{"Figure", len(out.paras)})
			out.paras = append(out.paras, -len(out.alts))
			para = 0
		case st.para == 0 || f.fields != nil: // the frame of a template is furniture
			c.begin(mark{})
			para = 0
		case st.para != para:
			c.begin(mark{"P", len(out.paras)})
			out.paras = append(out.paras, st.para)
			para = st.para
		}
		switch {
		case st.byMaroto():
			if err := f.take(c, st, d); err != nil {
				return nil, err
			}
		case st.run != nil:
			c.looked(st.run)
			c.fonts[st.run.face] = true
		case pic != nil:
			c.picture(pic, f.images.of[&pic.Data[0]])
		default:
			c.item(st.item)
		}
	}
	c.end()
	out.body = deflate(c.b)
	out.fonts = slices.Sorted(maps.Keys(c.fonts))
	out.alphas = slices.Sorted(maps.Keys(c.alphas))
	slices.Sort(c.images)
	out.images = slices.Compact(c.images)
	return out, nil
}

// take moves one painting of the drawing library into the content.
func (f *finisher) take(c *content, st *step, d *drawn) error {
	got, err := d.next()
	if err != nil {
		return err
	}
	switch {
	case st.run != nil && got == 'T' && len(d.string) == len(st.run.codes):
		c.startText(d.face, d.size, d.fill)
		c.text(d.x, d.y, d.string, st.run.gaps)
	case st.run == nil && got == 'S':
		c.setLine(d.stroke, d.width)
		c.line(d.lineX, d.lineY, d.lineX2, d.line2)
	default:
		return fmt.Errorf("the drawing does not follow its plan")
	}
	return nil
}

// setLine is setStroke outside of a text object.
func (c *content) setLine(col layout.Color, width centi) {
	c.endText()
	c.setStroke(col, width)
}

// write writes a page with its annotations and notes its tags.
func (f *finisher) write(p *finished) error {
	page := &f.doc.Pages[p.index]
	self := f.pageOf[p.index]
	body := f.w.reserve()
	f.w.rawStream(body, "/Filter/FlateDecode", p.body)
	annots, err := f.links(page)
	if err != nil {
		return fmt.Errorf("page %d: %w", p.index+1, err)
	}
	if p.index == 0 && len(f.fields) > 0 {
		f.acro, annots = f.acroForm(self)
	}
	f.tags.page(f.w, self, p)

	var res strings.Builder
	resource := func(kind string, entries []string) {
		if len(entries) > 0 {
			fmt.Fprintf(&res, "/%s<<%s>>", kind, strings.Join(entries, ""))
		}
	}
	var fonts, states, images []string
	for _, n := range p.fonts {
		fonts = append(fonts, fmt.Sprintf("/F%d %v", n, f.fonts[n]))
	}
	for _, a := range p.alphas {
		states = append(states, fmt.Sprintf("/A%d %v", a, f.alpha(a)))
	}
	for _, r := range p.images {
		images = append(images, fmt.Sprintf("/I%d %v", r, r))
	}
	resource("Font", fonts)
	resource("ExtGState", states)
	resource("XObject", images)
	f.w.put(self, "<</Type/Page/Parent %v/MediaBox[0 0 %s %s]/Resources<<%s>>/Contents %v/StructParents %d/Tabs/S%s>>",
		f.tree, num(centiOf(page.Width)), num(centiOf(page.Height)), res.String(), body, p.index, annots)
	return f.w.err
}

// alpha returns the graphics state for an opacity lost.
func (f *finisher) alpha(lost uint8) ref {
	r, has := f.alphas[lost]
	if !has {
		v := num((255 - int64(lost)) * 100 / 255)
		r = f.w.add("<</ca %s/CA %s>>", v, v)
		f.alphas[lost] = r
	}
	return r
}

// links writes the link annotations of a page; it returns the entry of the page.
func (f *finisher) links(page *layout.Page) (string, error) {
	var list []string
	for _, it := range page.Items {
		l, is := it.(*layout.Link)
		if !is {
			continue
		}
		target := ""
		switch {
		case l.URL != "":
			target = "/A<</S/URI/URI" + string(appendLiteral(nil, uri(l.URL))) + ">>"
		case l.Page >= 0 && l.Page < len(f.pageOf):
			target = fmt.Sprintf("/Dest[%v/XYZ null %s null]", f.pageOf[l.Page],
				num(centiOf(f.doc.Pages[l.Page].Height-l.TopY)))
		default:
			return "", fmt.Errorf("a link to page %d of %d", l.Page+1, len(f.pageOf))
		}
		r := f.w.add("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%s %s %s %s]%s>>",
			num(centiOf(l.X)), num(centiOf(page.Height-l.Y-l.H)),
			num(centiOf(l.X+l.W)), num(centiOf(page.Height-l.Y)), target)
		list = append(list, r.String())
	}
	if len(list) == 0 {
		return "", nil
	}
	return "/Annots[" + strings.Join(list, " ") + "]", nil
}

// uri writes a URL in ASCII (RFC 3986, 2.1).
func uri(s string) []byte {
	var b []byte
	for i := range len(s) {
		if c := s[i]; c > ' ' && c < 0x7F {
			b = append(b, c)
		} else {
			b = fmt.Appendf(b, "%%%02X", c)
		}
	}
	return b
}

// close writes what pages share, and the end of the file.
func (f *finisher) close() error {
	kids := make([]string, len(f.pageOf))
	for i, r := range f.pageOf {
		kids[i] = r.String()
	}
	f.w.put(f.tree, "<</Type/Pages/Count %d/Kids[%s]>>", len(kids), strings.Join(kids, " "))
	for i, face := range f.faces.list {
		if err := writeFont(f.w, f.fonts[i], face); err != nil {
			return err
		}
	}
	structure := f.tags.close(f.w)
	outline, err := f.outline()
	if err != nil {
		return err
	}
	root, infoRef := f.meta(structure, outline)
	return f.w.finish(root, infoRef)
}
