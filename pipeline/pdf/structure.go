package pdf

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strconv"

	"vanthu/pipeline/layout"
)

// builder makes the structure of a tagged PDF (ISO 32000-1, 14.7, 14.8): headings,
// paragraphs, lists, tables, links, notes and described pictures in the order of the
// document, whatever the order on the pages. An element is written as soon as its kids are
// known, so that no tree stands in memory.
type builder struct {
	*tags
	w       *writer
	doc     *layout.Document
	pages   []ref
	level   map[int32]int // of the paragraphs that are headings
	tables  []tableSpan
	at      int // next piece
	table   int // next table
	parents [][]ref
	linked  []ref // element by link
	notes   int   // notes told so far
	within  int   // notes around the place
	spare   []*kidList
}

// tableSpan is a table and the paragraphs in it.
type tableSpan struct {
	*layout.Table
	first, last int32
}

// close writes the structure and returns its root.
func (t *tags) close(f *finisher) ref {
	b := &builder{tags: t, w: f.w, doc: f.doc, pages: f.pageOf, level: levels(f.doc.Outline), tables: spans(f.doc.Tables),
		parents: make([][]ref, len(t.counts)), linked: make([]ref, len(t.links))}
	for i, n := range t.counts {
		b.parents[i] = make([]ref, n)
	}
	slices.SortStableFunc(t.pieces, func(p, q tagged) int { return cmp.Compare(p.para, q.para) })
	root, doc := b.w.reserve(), b.w.reserve()
	kids := b.kids()
	last := int32(endPara)
	for _, n := range b.doc.Notes {
		last = min(last, int32(n.First)-1)
	}
	b.blocks(doc, last, kids)
	b.left(doc, kids)
	b.put(element{doc, root, "Document", ""}, kids)
	b.w.put(root, "<</Type/StructTreeRoot/K %v/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d>>",
		doc, b.parentTree(), len(b.pages)+len(t.annots))
	return root
}

// levels returns the level of each heading, from 1 and without gaps: a heading is one level
// below the one that it stands under, whatever its style says (ISO 14289-1, 7.4.2).
func levels(outline []layout.Heading) map[int32]int {
	out := make(map[int32]int, len(outline))
	var open []int
	for _, h := range outline {
		for len(open) > 0 && open[len(open)-1] >= h.Level {
			open = open[:len(open)-1]
		}
		open = append(open, h.Level)
		if h.Para > 0 {
			out[int32(h.Para)] = min(len(open), 6)
		}
	}
	return out
}

// spans finds the paragraphs of the tables. A table of one cell is a frame around text.
func spans(tables []layout.Table) []tableSpan {
	out := make([]tableSpan, 0, len(tables))
	for i := range tables {
		s, cells := tableSpan{&tables[i], endPara, 0}, 0
		for _, r := range s.Rows {
			cells += len(r.Cells)
			for _, c := range r.Cells {
				s.first, s.last = min(s.first, c.First), max(s.last, c.Last)
			}
		}
		if s.first <= s.last && cells > 1 {
			out = append(out, s)
		}
	}
	return out
}

// kidList is what stands in an element: content, annotations, elements.
type kidList struct {
	b    []byte
	n    int
	page ref // of the content that is given by its identifier alone
}

func (k *kidList) next() {
	if k.n++; k.n > 1 {
		k.b = append(k.b, ' ')
	}
}

func (k *kidList) element(r ref) {
	k.next()
	k.b = append(strconv.AppendInt(k.b, int64(r), 10), " 0 R"...)
}

func (k *kidList) content(page ref, id int32) {
	k.next()
	if k.page == 0 {
		k.page = page
	}
	if k.page == page {
		k.b = strconv.AppendInt(k.b, int64(id), 10)
	} else {
		k.b = fmt.Appendf(k.b, "<</Type/MCR/Pg %v/MCID %d>>", page, id)
	}
}

func (k *kidList) annotation(page, annot ref) {
	k.next()
	k.b = fmt.Appendf(k.b, "<</Type/OBJR/Pg %v/Obj %v>>", page, annot)
}

// element is an element of the structure (ISO 32000-1, table 323) without its kids.
type element struct {
	self, parent ref
	kind         string
	extra        string // further entries
}

// put writes an element.
func (b *builder) put(e element, kids *kidList) {
	b.w.begin(e.self)
	o := append(append(b.w.body, "<</S/"...), e.kind...)
	o = append(strconv.AppendInt(append(o, "/P "...), int64(e.parent), 10), " 0 R"...)
	if kids.page != 0 {
		o = append(strconv.AppendInt(append(o, "/Pg "...), int64(kids.page), 10), " 0 R"...)
	}
	switch {
	case kids.n == 1:
		o = append(append(o, "/K "...), kids.b...)
	case kids.n > 1:
		o = append(append(append(o, "/K["...), kids.b...), ']')
	}
	b.w.body = append(append(o, e.extra...), ">>"...)
	b.w.end()
	*kids = kidList{b: kids.b[:0]}
	b.spare = append(b.spare, kids)
}

// kids returns an empty list of kids; put takes it back.
func (b *builder) kids() *kidList {
	n := len(b.spare) - 1
	if n < 0 {
		return &kidList{}
	}
	k := b.spare[n]
	b.spare = b.spare[:n]
	return k
}

// para returns the paragraph of the next piece up to a last one; false where none is left.
func (b *builder) para(last int32) (int32, bool) {
	for b.at < len(b.pieces) && b.told() { // in a note that takes paragraphs of the body
		b.at++
	}
	if b.at == len(b.pieces) || b.pieces[b.at].para > last {
		return 0, false
	}
	return b.pieces[b.at].para, true
}

// tableAt returns the table in which a paragraph stands and that has not been told. Tables
// that only arrange text are none.
func (b *builder) tableAt(para int32) *tableSpan {
	for ; b.table < len(b.tables); b.table++ {
		t := &b.tables[b.table]
		if t.first > para {
			break
		}
		if t.last >= para && t.Ruled {
			return t
		}
	}
	return nil
}

// itemAt returns the list item that a paragraph is; headings with a number are none.
func (b *builder) itemAt(para int32) *layout.ListItem {
	if b.level[para] > 0 {
		return nil
	}
	list := b.doc.Lists
	i := sort.Search(len(list), func(i int) bool { return list[i].Para >= int(para) })
	if i < len(list) && list[i].Para == int(para) {
		return &list[i]
	}
	return nil
}

// blocks tells the paragraphs up to a last one.
func (b *builder) blocks(parent ref, last int32, kids *kidList) {
	for para, more := b.para(last); more; para, more = b.para(last) {
		if t := b.tableAt(para); t != nil {
			b.table++
			kids.element(b.tableElement(parent, t))
		} else if it := b.itemAt(para); it != nil {
			kids.element(b.list(parent, it, last))
		} else {
			kind := "P"
			if l := b.level[para]; l > 0 {
				kind = "H" + strconv.Itoa(l)
			}
			kids.element(b.paragraph(parent, kind, para))
		}
	}
}

func (b *builder) paragraph(parent ref, kind string, para int32) ref {
	self := b.w.reserve()
	kids := b.kids()
	b.content(self, para, kids)
	b.put(element{self, parent, kind, ""}, kids)
	return self
}

// content tells what a paragraph holds, and its notes behind it.
func (b *builder) content(self ref, para int32, kids *kidList) {
	for b.at < len(b.pieces) && b.pieces[b.at].para == para {
		switch b.pieces[b.at].part {
		case inLink:
			kids.element(b.link(self, para))
		case inFigure:
			kids.element(b.figure(self))
		default:
			b.putNext(self, kids)
		}
	}
	b.notesOf(self, para, kids)
}

// putNext puts the next piece into an element.
func (b *builder) putNext(self ref, kids *kidList) {
	p := &b.pieces[b.at]
	b.at++
	if p.id >= 0 {
		kids.content(b.pages[p.page], p.id)
		b.parents[p.page][p.id] = self
	}
}

// link tells a link: its text and its annotations.
func (b *builder) link(parent ref, para int32) ref {
	self := b.w.reserve()
	n := b.pieces[b.at].n
	kids := b.kids()
	for b.at < len(b.pieces) && b.pieces[b.at].para == para && b.pieces[b.at].part == inLink && b.pieces[b.at].n == n {
		b.putNext(self, kids)
	}
	if b.linked[n] == 0 {
		b.linked[n] = self
		for _, a := range b.links[n].annots {
			kids.annotation(b.pages[b.links[n].page], a)
		}
		b.put(element{self, parent, "Link", ""}, kids)
	} else { // something else stood between: text of a link that is told already
		b.put(element{self, parent, "Span", ""}, kids)
	}
	return self
}

func (b *builder) figure(parent ref) ref {
	self := b.w.reserve()
	f := b.figures[b.pieces[b.at].n]
	kids := b.kids()
	b.putNext(self, kids)
	b.put(element{self, parent, "Figure", "/Alt" + textString(f.alt) + "/A<</O/Layout/BBox[" + f.box + "]/Placement/Block>>"}, kids)
	return self
}

// notesOf tells the notes that a paragraph refers to.
func (b *builder) notesOf(parent ref, para int32, kids *kidList) {
	if b.within == maxNesting/8 { // a note of a note of a note: left tells it
		return
	}
	b.within++
	defer func() { b.within-- }()
	list := b.doc.Notes
	i := sort.Search(len(list), func(i int) bool { return list[i].Para >= int(para) })
	for ; i < len(list) && list[i].Para == int(para); i++ {
		at, table := b.at, b.table
		first, last := int32(list[i].First), int32(list[i].Last)
		b.at = sort.Search(len(b.pieces), func(i int) bool { return b.pieces[i].para >= first })
		if _, some := b.para(last); some {
			self, inside := b.w.reserve(), b.kids()
			b.label(self, inside)
			b.blocks(self, last, inside)
			b.notes++
			b.put(element{self, parent, "Note", fmt.Sprintf("/ID(note%d)", b.notes)}, inside)
			kids.element(self)
		}
		b.at, b.table = at, table
	}
}

// told reports whether the next piece stands in an element already.
func (b *builder) told() bool {
	p := &b.pieces[b.at]
	return p.id >= 0 && b.parents[p.page][p.id] != 0 || p.id < 0 && b.linked[p.n] != 0
}

// label tells the label that comes next, if one does.
func (b *builder) label(parent ref, kids *kidList) {
	if b.pieces[b.at].part != inLabel {
		return
	}
	self, inside := b.w.reserve(), b.kids()
	for para := b.pieces[b.at].para; b.at < len(b.pieces) && b.pieces[b.at].para == para && b.pieces[b.at].part == inLabel; {
		b.putNext(self, inside)
	}
	b.put(element{self, parent, "Lbl", ""}, inside)
	kids.element(self)
}

// numberings are the formats of lists as PDF names them (ISO 32000-1, table 347).
var numberings = map[string]string{"decimal": "Decimal", "decimalZero": "Decimal", "upperRoman": "UpperRoman", "lowerRoman": "LowerRoman",
	"upperLetter": "UpperAlpha", "lowerLetter": "LowerAlpha", "bullet": "Disc"}

// list tells a list that begins with an item: the paragraphs that follow with the same
// number and level, and in their bodies those of deeper levels.
func (b *builder) list(parent ref, first *layout.ListItem, last int32) ref {
	self, kids := b.w.reserve(), b.kids()
	for {
		para, more := b.para(last)
		if !more || b.tableAt(para) != nil {
			break
		}
		it := b.itemAt(para)
		if it == nil || it.Level != first.Level || it.List != first.List {
			break
		}
		kids.element(b.item(self, first, para, last))
	}
	extra := ""
	if n := numberings[first.Format]; n != "" {
		extra = "/A<</O/List/ListNumbering/" + n + ">>"
	}
	b.put(element{self, parent, "L", extra}, kids)
	return self
}

func (b *builder) item(parent ref, of *layout.ListItem, para, last int32) ref {
	self, body := b.w.reserve(), b.w.reserve()
	kids, inside := b.kids(), b.kids()
	b.label(self, kids)
	b.content(body, para, inside)
	for {
		next, more := b.para(last)
		if !more || b.tableAt(next) != nil {
			break
		}
		it := b.itemAt(next)
		if it == nil || it.Level <= of.Level {
			break
		}
		inside.element(b.list(body, it, last))
	}
	kids.element(body)
	b.put(element{body, self, "LBody", ""}, inside)
	b.put(element{self, parent, "LI", ""}, kids)
	return self
}

// left tells what no note has taken, and the links of page furniture.
func (b *builder) left(parent ref, kids *kidList) {
	for para, more := b.para(endPara); more; para, more = b.para(endPara) {
		kids.element(b.paragraph(parent, "P", para))
	}
}

// parentTree lists the elements of the pages' content, then those of the annotations.
func (b *builder) parentTree() []byte {
	var out []byte
	for page, list := range b.parents {
		out = append(strconv.AppendInt(out, int64(page), 10), '[')
		for i, r := range list {
			if i > 0 {
				out = append(out, ' ')
			}
			out = append(strconv.AppendInt(out, int64(r), 10), " 0 R"...)
		}
		out = append(out, ']')
	}
	for i, link := range b.annots {
		out = fmt.Appendf(out, "%d %v ", len(b.pages)+i, b.linked[link])
	}
	return out
}
