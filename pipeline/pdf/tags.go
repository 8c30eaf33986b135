package pdf

import (
	"fmt"
	"strings"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// part says what of a paragraph, or of page furniture, content is.
type part uint8

const (
	inText   part = iota
	inLabel       // number or bullet of a list paragraph, sign of a note
	inLink        // text of a link
	inFigure      // a picture with a description
	ornament      // of furniture: lines, backgrounds, pictures that say nothing
	running       // of furniture: text that is none of the following
	header
	footer
	watermark
)

// owner is what a piece of page content belongs to.
type owner struct {
	para int // 0 is page furniture
	part part
	n    int // link or picture of the page
}

// mark is the owner as marked content (ISO 32000-1, 14.6, 14.8.2.2); id is the content's
// identifier.
func (o owner) mark(id int) mark {
	if o.para > 0 {
		return mark{[...]string{inText: "P", inLabel: "Lbl", inLink: "Link", inFigure: "Figure"}[o.part], id}
	}
	return mark{[...]string{ornament: "", running: "/Type/Pagination", header: "/Type/Pagination/Subtype/Header",
		footer: "/Type/Pagination/Subtype/Footer", watermark: "/Type/Pagination/Subtype/Watermark"}[o.part], -1}
}

// textOwner returns what a text belongs to that stands in no link.
func textOwner(p *layout.Page, t *item.Text) owner {
	switch {
	case t.Para > 0 && t.Label:
		return owner{para: t.Para, part: inLabel}
	case t.Para > 0:
		return owner{para: t.Para}
	case t.Alpha > 0 || t.Turn%90 != 0:
		return owner{part: watermark}
	}
	return owner{part: runningAt(p, t.Y)}
}

// itemOwner returns what an item belongs to that is neither text nor link.
func itemOwner(p *layout.Page, it item.Item, n int) owner {
	pic, is := it.(*item.Picture)
	switch {
	case is && pic.Para > 0 && strings.TrimSpace(pic.Alt) != "":
		return owner{pic.Para, inFigure, n}
	case is && pic.Para == 0:
		return owner{part: runningAt(p, pic.Y+pic.H/2)}
	}
	return owner{part: ornament}
}

// runningAt tells header, footer and what stands between them apart.
func runningAt(p *layout.Page, y unit.Length) part {
	switch {
	case p.Bottom <= p.Top:
	case y < p.Top:
		return header
	case y > p.Bottom:
		return footer
	}
	return running
}

// link is a link on a page: one annotation a line of its text.
type link struct {
	items []*item.Link
	para  int
	text  string
	shown bool // its text is marked content
}

// linksOf finds the links of a page and, by index of the item, the text that belongs to
// each, as number of the link from 1; nil where there are none. The layout puts a link behind
// its text on a line; a link that goes on on the next line is one.
func linksOf(p *layout.Page) (list []*link, of []int32) {
	for i, it := range p.Items {
		l, is := it.(*item.Link)
		if !is {
			continue
		}
		if of == nil {
			of = make([]int32, len(p.Items))
		}
		words, before := textsOf(p.Items[:i], l)
		cur := &link{para: l.Para}
		if n := len(list); n > 0 && before >= 0 && of[before] == int32(n) && list[n-1].para == l.Para && sameTarget(list[n-1].items[0], l) {
			cur = list[n-1]
		} else {
			list = append(list, cur)
		}
		cur.items = append(cur.items, l)
		for k := len(words) - 1; k >= 0; k-- {
			of[words[k]] = int32(len(list))
			cur.shown = true
			cur.text = strings.TrimSpace(cur.text + " " + p.Items[words[k]].(*item.Text).Text)
		}
	}
	return list, of
}

// textsOf returns the indices of the texts that a link behind them covers, last first, and
// that of the text before them, -1 for none.
func textsOf(items []item.Item, l *item.Link) (words []int, before int) {
	for i := len(items) - 1; i >= 0; i-- {
		switch it := items[i].(type) {
		case *item.Link:
			return words, lastText(items[:i], l.Para)
		case *item.Text:
			if it.Para != l.Para || it.X < l.X || it.X >= l.X+l.W || it.Y < l.Y || it.Y > l.Y+l.H {
				return words, i
			}
			words = append(words, i)
		}
	}
	return words, -1
}

// lastText returns the index of the text right before a link's annotation, -1 for none.
func lastText(items []item.Item, para int) int {
	for i := len(items) - 1; i >= 0 && i > len(items)-8; i-- {
		if t, is := items[i].(*item.Text); is && t.Para == para {
			return i
		}
	}
	return -1
}

func sameTarget(a, b *item.Link) bool {
	return a.URL == b.URL && a.Page == b.Page && a.TopY == b.TopY
}

// tagged is a piece of marked content: where it stands and what it belongs to.
type tagged struct {
	para, page int32
	id         int32 // identifier on the page; -1 for a link without text
	n          int32 // index of tags.links or tags.figures
	part       part
}

// figure is a described picture.
type figure struct{ alt, box string }

// tagLink is a link with its annotations.
type tagLink struct {
	page   int32
	annots []ref
}

// tags gathers what the structure of a tagged PDF (ISO 32000-1, 14.7) is made of; structure.go
// makes it.
type tags struct {
	pieces  []tagged
	links   []tagLink
	figures []figure
	annots  []int32 // link by annotation
	counts  []int32 // pieces with an identifier, by page
}

// endPara stands behind all paragraphs: links in page furniture are told there.
const endPara = 1<<31 - 1

// page notes the marked content of a page. Pages must come in order; links are those of the
// page with their annotations.
func (t *tags) page(p *finished, links []tagLink) {
	firstLink, firstFigure := len(t.links), len(t.figures)
	t.links = append(t.links, links...)
	t.figures = append(t.figures, p.figures...)
	for id, o := range p.owners {
		n := o.n + firstFigure
		if o.part == inLink {
			n = o.n + firstLink
		}
		t.pieces = append(t.pieces, tagged{int32(o.para), int32(p.index), int32(id), int32(n), o.part})
	}
	for i, l := range p.links {
		if !l.shown {
			para := int32(l.para)
			if para == 0 {
				para = endPara
			}
			t.pieces = append(t.pieces, tagged{para, int32(p.index), -1, int32(firstLink + i), inLink})
		}
	}
	t.counts = append(t.counts, int32(len(p.owners)))
}

// annotations writes the links of a page; it returns the entry of the page.
func (f *finisher) annotations(p *finished) (entry string, links []tagLink, err error) {
	page := &f.doc.Pages[p.index]
	var list []string
	for _, l := range p.links {
		t := tagLink{page: int32(p.index)}
		for _, it := range l.items {
			target, says, err := f.target(it)
			if err != nil {
				return "", nil, err
			}
			if l.text != "" {
				says = l.text
			}
			r := f.w.add("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%s %s %s %s]/StructParent %d/Contents%s%s>>",
				num(centiOf(it.X)), num(centiOf(page.Height-it.Y-it.H)), num(centiOf(it.X+it.W)), num(centiOf(page.Height-it.Y)),
				len(f.pageOf)+len(f.tags.annots), textString(nfc(says)), target)
			f.tags.annots = append(f.tags.annots, int32(len(f.tags.links)+len(links)))
			t.annots = append(t.annots, r)
			list = append(list, r.String())
		}
		links = append(links, t)
	}
	if len(list) == 0 {
		return "", nil, nil
	}
	return "/Annots[" + strings.Join(list, " ") + "]", links, nil
}

// target writes where a link leads, and says it in words.
func (f *finisher) target(l *item.Link) (entry, says string, err error) {
	switch {
	case l.URL != "":
		return "/A<</S/URI/URI" + string(appendLiteral(nil, uri(l.URL))) + ">>", l.URL, nil
	case l.Page >= 0 && l.Page < len(f.pageOf):
		return fmt.Sprintf("/Dest[%v/XYZ null %s null]", f.pageOf[l.Page], num(centiOf(f.doc.Pages[l.Page].Height-l.TopY))),
			fmt.Sprintf("Trang %d", l.Page+1), nil
	}
	return "", "", fmt.Errorf("a link to page %d of %d", l.Page+1, len(f.pageOf))
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
