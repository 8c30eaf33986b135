package pdf

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/item"
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
	behind ref      // the template's page, 0 is none
	acro   string   // entry of the catalog for form fields
	kept   []string // references of the fields that stay, by page
}

func newFinisher(out io.Writer, j *job, fs *faces) *finisher {
	f := &finisher{job: j, faces: fs, w: newWriter(out), alphas: make(map[uint8]ref)}
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
	index   int
	body    []byte  // deflated
	owners  []owner // by marked-content identifier; of figures n counts in figures
	figures []figure
	links   []*link
	fonts   []int
	alphas  []uint8
	images  []ref
	looks   map[int]*content // of fields that stay, by paragraph
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
		page, err := f.finish(from+i, p, &drawings[i])
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", from+i+1, err)
		}
		out = append(out, page)
	}
	return out, nil
}

// finish makes the content of a page: what was drawn, in the order of the plan, and the
// rest in its place between.
func (f *finisher) finish(index int, p *plan, d *drawn) (*finished, error) {
	out := &finished{index: index, links: p.links}
	own := newContent(centiOf(p.page.Height))
	if f.behind != 0 {
		own.begin(mark{id: -1})
		own.form(f.behind, p.page.Height-f.frame.height())
	}
	var last owner
	for i := range p.steps {
		st := &p.steps[i]
		pic, _ := st.item.(*item.Picture)
		if f.fields != nil { // the frame of a template is furniture
			st.of = owner{part: ornament}
		}
		c := f.lookOf(out, st.para)
		if c == nil {
			c = own
			if i == 0 || st.of != last {
				c.begin(out.mark(st.of, p.page))
			}
			last = st.of
		}
		switch {
		case st.byMaroto():
			if err := f.move(c, st, d); err != nil {
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
	own.end()
	out.body = deflate(own.b)
	out.fonts = slices.Sorted(maps.Keys(own.fonts))
	out.alphas = slices.Sorted(maps.Keys(own.alphas))
	slices.Sort(own.images)
	out.images = slices.Compact(own.images)
	return out, nil
}

// mark begins marked content of an owner.
func (p *finished) mark(o owner, page *layout.Page) mark {
	m := o.mark(len(p.owners))
	if m.id < 0 {
		return m
	}
	if o.part == inFigure {
		pic := page.Items[o.n].(*item.Picture)
		o.n = len(p.figures)
		p.figures = append(p.figures, figure{nfc(pic.Alt), box(pic, page)})
	}
	p.owners = append(p.owners, o)
	return m
}

// box is the rectangle of a picture, its turn left out of account.
func box(p *item.Picture, page *layout.Page) string {
	return num(centiOf(p.X)) + " " + num(centiOf(page.Height-p.Y-p.H)) + " " + num(centiOf(p.X+p.W)) + " " + num(centiOf(page.Height-p.Y))
}

// move moves one painting of the drawing library into the content.
func (f *finisher) move(c *content, st *step, d *drawn) error {
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
func (c *content) setLine(col item.Color, width centi) {
	c.endText()
	c.setStroke(col, width)
}

// write writes a page with its annotations and notes its tags.
func (f *finisher) write(p *finished) error {
	page := &f.doc.Pages[p.index]
	self := f.pageOf[p.index]
	body := f.w.reserve()
	f.w.rawStream(body, "/Filter/FlateDecode", p.body)
	annots, links, err := f.annotations(p)
	if err != nil {
		return fmt.Errorf("page %d: %w", p.index+1, err)
	}
	if p.index == 0 && len(f.fields) > 0 {
		f.acro, annots = f.acroForm(self)
	}
	if f.filled != nil {
		annots = f.keepFields(p)
	}
	f.tags.page(p, links)

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
	group := ""
	if len(states) > 0 || slices.ContainsFunc(p.images, func(r ref) bool { return f.images.clear[r] }) {
		group = "/Group<</S/Transparency/CS/DeviceRGB>>" // ISO 19005-2, 6.2.10
	}
	resource("Font", fonts)
	resource("ExtGState", states)
	resource("XObject", images)
	f.w.put(self, "<</Type/Page/Parent %v/MediaBox[0 0 %s %s]/Resources<<%s>>/Contents %v/StructParents %d/Tabs/S%s%s>>",
		f.tree, num(centiOf(page.Width)), num(centiOf(page.Height)), res.String(), body, p.index, group, annots)
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
	structure := f.tags.close(f)
	outline, err := f.outline()
	if err != nil {
		return err
	}
	if f.filled != nil {
		f.acro = f.formEntry(strings.Join(f.kept, " "), true)
	}
	root, infoRef := f.meta(structure, outline)
	return f.w.finish(root, infoRef)
}
