package word

import (
	"fmt"
	"slices"
	"strings"

	"vanthu/pipeline/ooxml"
)

// maxBlocks bounds the paragraphs and tables of one part.
const maxBlocks = 4_000_000

// MaxNesting bounds how deep tables nest, and groups of drawings; a file with more of tables is not read.
const MaxNesting = 24

// reader turns a part into blocks.
type reader struct {
	c      *cursor
	theme  map[string]string
	rels   map[string]ooxml.Relationship
	facts  *Facts
	at     Place
	blocks int
	deep   int // nesting of tables
	fields []fieldState
	link   *Target
	note   *NoteKey // the note that is being read
	props  map[RunProps]*RunProps
	marks  map[string]bool // bookmarks that have begun
	ahead  []Inline        // those between paragraphs and rows: the next paragraph begins with them (ECMA-376-1 17.13.6)
	linked string          // the character style of hyperlinks
}

// fieldState is a complex field that is open.
type fieldState struct {
	code    []byte
	form    formField
	result  bool // past the separator
	working bool // the result is worked out here, the stored one is left out
	toc     bool // a table of contents
	link    bool
	oldLink *Target
}

// story reads all blocks below the root element.
func (r *reader) story() (*Story, error) {
	s := new(Story)
	r.c.each(func(root string) {
		if root != "w:document" {
			r.blocksOf(&s.Blocks, s)
			return
		}
		r.c.each(func(name string) {
			if name == "w:body" {
				r.blocksOf(&s.Blocks, s)
			}
		})
	})
	if r.c.err == nil && r.blocks >= maxBlocks {
		r.c.err = fmt.Errorf("văn bản có quá %d đoạn", maxBlocks)
	}
	return s, r.c.err
}

// blocksOf reads the children of the present element as blocks.
func (r *reader) blocksOf(into *[]Block, s *Story) {
	r.c.each(func(name string) { r.block(name, into, s) })
}

func (r *reader) block(name string, into *[]Block, s *Story) {
	switch name {
	case "w:p":
		r.paragraph(into)
	case "w:tbl":
		r.table(into)
	case "w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo":
		r.blocksOf(into, s)
	case "mc:AlternateContent":
		r.alternative(func(name string) { r.block(name, into, s) })
	case "w:bookmarkStart":
		r.ahead = append(r.ahead, r.bookmark())
	case "w:sectPr":
		if s != nil {
			s.Last = readSection(r.c)
		}
	case "w:altChunk":
		r.facts.Add("feature", r.here(), "Nội dung nhúng từ tệp khác (altChunk) không được dàn trang.")
	}
}

// alternative visits the content of the choice that is understood, else of the fallback.
func (r *reader) alternative(f func(string)) {
	done := false
	r.c.each(func(name string) {
		if done || name == "mc:Choice" && !understood(r.c.attr("Requires")) {
			return
		}
		if name == "mc:Choice" || name == "mc:Fallback" {
			done = true
			r.c.each(f)
		}
	})
}

// understood reports whether all namespaces that a choice requires are known here.
func understood(requires string) bool {
	for _, p := range strings.Fields(requires) {
		switch p {
		case "wps", "wpg", "wpc", "w14", "w15", "wp14", "a14":
		default:
			return false
		}
	}
	return requires != ""
}

// here is the place at which the cursor stands.
func (r *reader) here() Place {
	at := r.at
	at.at = r.c.loc.Place()
	return at
}

func (r *reader) paragraph(into *[]Block) {
	r.blocks++
	r.at.para++
	if r.blocks >= maxBlocks {
		return
	}
	p := &Paragraph{Place: r.here(), Content: r.ahead}
	r.ahead = nil
	r.c.each(func(name string) {
		if name == "w:pPr" {
			r.paraProps(p)
			return
		}
		r.inline(name, p)
	})
	if n := len(*into); n > 0 {
		if before, ok := (*into)[n-1].(*Paragraph); ok && before.joined && before.Section == nil {
			p.Content = append(before.Content, p.Content...)
			(*into)[n-1] = p
			return
		}
	}
	*into = append(*into, p)
}

func (r *reader) paraProps(p *Paragraph) {
	r.c.each(func(name string) {
		switch name {
		case "w:rPr":
			r.c.each(func(name string) {
				if name == "w:del" || name == "w:moveFrom" {
					p.joined = true
				}
				p.Mark.read(r.c, name, r.theme)
			})
		case "w:sectPr":
			p.Section = readSection(r.c)
		default:
			p.Props.read(r.c, name)
		}
	})
}

// bookmark reads w:bookmarkStart.
func (r *reader) bookmark() Inline {
	in := Inline{Kind: InBookmark, Text: r.c.attr("w:name")}
	if r.marks == nil {
		r.marks = map[string]bool{}
	}
	r.marks[in.Text] = true
	return in
}

// inline reads one child of a paragraph.
func (r *reader) inline(name string, p *Paragraph) {
	switch name {
	case "w:r":
		r.run(p)
	case "w:hyperlink":
		outer := r.link
		r.link = &Target{Anchor: r.c.attr("w:anchor")}
		if rel, ok := r.rels[r.c.attr("r:id")]; ok && rel.External {
			r.link.Url = rel.Target
		}
		r.c.each(func(name string) { r.inline(name, p) })
		r.entryPage(p, r.link)
		r.link = outer
	case "w:fldSimple":
		r.simpleField(p)
	case "w:ins", "w:moveTo", "w:smartTag", "w:sdt", "w:sdtContent", "w:customXml", "w:dir", "w:bdo":
		r.c.each(func(name string) { r.inline(name, p) })
	case "mc:AlternateContent":
		r.alternative(func(name string) { r.inline(name, p) })
	case "w:bookmarkStart":
		p.Content = append(p.Content, r.bookmark())
	case "m:oMath", "m:oMathPara":
		r.formulaOf(p, name)
	}
}

func (r *reader) run(p *Paragraph) {
	props := &NoProps
	r.c.each(func(name string) {
		if name != "w:rPr" {
			r.runChild(name, p, props)
			return
		}
		var own RunProps
		r.c.each(func(name string) { own.read(r.c, name, r.theme) })
		if own.Style != "" && own.Style == r.linked && r.inContents() {
			own.Style = "" // Word: entries of a table of contents look as their paragraphs
		}
		props = r.shared(&own)
	})
}

// NoProps are the properties of runs that have none of their own. They must not be changed.
var NoProps RunProps

// maxShared bounds the properties that runs share.
const maxShared = 1 << 12

// shared returns the properties that equal runs have in common.
func (r *reader) shared(own *RunProps) *RunProps {
	if same := r.props[*own]; same != nil {
		return same
	}
	props := new(RunProps)
	*props = *own
	if r.props == nil {
		r.props = map[RunProps]*RunProps{}
	}
	if len(r.props) < maxShared {
		r.props[*props] = props
	}
	return props
}

func (r *reader) runChild(name string, p *Paragraph, props *RunProps) {
	add := func(in Inline) {
		in.Props = props
		r.add(p, in)
	}
	switch name {
	case "w:t":
		keeps := r.c.attr("xml:space") == "preserve"
		text := r.c.text()
		if !keeps { // ECMA-376-1 17.3.3.31
			text = strings.Trim(text, " \t\r\n")
		}
		add(Inline{Kind: InText, Text: text})
	case "w:tab":
		add(Inline{Kind: InTab})
	case "w:ptab":
		add(Inline{Kind: InPositionTab, Text: r.c.attr("w:alignment")})
	case "w:br":
		switch r.c.attr("w:type") {
		case "page":
			add(Inline{Kind: InPageBreak})
		case "column":
			add(Inline{Kind: InColumnBreak})
		default:
			add(Inline{Kind: InLineBreak})
		}
	case "w:cr":
		add(Inline{Kind: InLineBreak})
	case "w:noBreakHyphen":
		add(Inline{Kind: InText, Text: "\u2011"})
	case "w:softHyphen":
		add(Inline{Kind: InText, Text: "\u00ad"})
	case "w:sym":
		if n := rune(ooxml.Hex(r.c.attr("w:char"))); n > 0 {
			own := *props
			own.ascii, own.hAnsi, own.Has = r.c.attr("w:font"), r.c.attr("w:font"), own.Has|hasASCII|hasHAnsi
			r.add(p, Inline{Kind: InText, Text: string(n), Props: r.shared(&own)})
		}
	case "w:fldChar":
		r.fieldChar(p, props)
	case "w:instrText":
		if n := len(r.fields); n > 0 && len(r.fields[n-1].code) < 4096 {
			r.fields[n-1].code = append(r.fields[n-1].code, r.c.text()...)
		}
	case "w:drawing", "w:pict", "w:object":
		in := Inline{Kind: InDrawing, Rels: r.rels, Boxes: map[*ooxml.Element][]Block{}}
		in.Shape = r.tree(name, in.Boxes)
		add(in)
	case "w:footnoteReference":
		add(Inline{Kind: InFootnote, Id: int(r.c.number("w:id")), Text: r.noteMark()})
	case "w:endnoteReference":
		add(Inline{Kind: InEndnote, Id: int(r.c.number("w:id")), Text: r.noteMark()})
	case "w:footnoteRef", "w:endnoteRef":
		if r.note != nil {
			add(Inline{Kind: InNoteSign, Id: r.note.Id, Text: map[bool]string{true: "end"}[r.note.End]})
		}
	case "w:pgNum":
		add(Inline{Kind: InField, Text: "PAGE"})
	case "w:ruby":
		r.c.each(func(name string) {
			if name == "w:rubyBase" {
				r.c.each(func(name string) { r.inline(name, p) })
			}
		})
		r.facts.Add("feature", p.Place, "Chữ phiên âm (ruby) không được in.")
	case "mc:AlternateContent":
		r.alternative(func(name string) { r.runChild(name, p, props) })
	}
}

// noteMark is customMark for a reference whose mark follows as text.
func (r *reader) noteMark() string {
	if v := r.c.attr("w:customMarkFollows"); v != "" && ooxml.On(v) {
		return CustomMark
	}
	return ""
}

// add appends a piece unless it is the stored result of a field that is worked out here.
func (r *reader) add(p *Paragraph, in Inline) {
	for i := range r.fields {
		if f := &r.fields[i]; !f.result || f.working {
			if f.working && i == len(r.fields)-1 {
				p.store(in.Text)
			}
			return
		}
	}
	if in.Link = r.link; in.Relative != NotRelative && r.marks[in.Ref] {
		in.Relative = After
	}
	p.Content = append(p.Content, in)
}

// store keeps the stored result of a reference to a page or number, which shows where its bookmark is
// not found.
func (p *Paragraph) store(text string) {
	for i := len(p.Content) - 1; i >= 0; i-- {
		if in := &p.Content[i]; in.Kind == InField {
			if in.Ref != "" {
				in.Stored += text
			}
			return
		}
	}
}

func (r *reader) simpleField(p *Paragraph) {
	code := r.c.attr("w:instr")
	outer := r.link
	if f, ok := parseField(code); ok {
		props := new(RunProps)
		f.Props = props
		r.add(p, f)
		r.c.each(func(name string) { // the result lends its looks
			if name == "w:r" {
				r.c.each(func(name string) {
					switch name {
					case "w:rPr":
						r.c.each(func(name string) { props.read(r.c, name, r.theme) })
					case "w:t":
						p.store(r.c.text())
					}
				})
			}
		})
		return
	}
	if l := parseLink(code); l != nil {
		r.link = l
	}
	r.c.each(func(name string) { r.inline(name, p) })
	r.link = outer
}

func (r *reader) fieldChar(p *Paragraph, props *RunProps) {
	n := len(r.fields)
	switch r.c.attr("w:fldCharType") {
	case "begin":
		if n < 64 {
			r.fields = append(r.fields, fieldState{form: readForm(r.c)})
		}
	case "separate":
		if n > 0 {
			r.fieldResult(p, props, &r.fields[n-1])
		}
	case "end":
		if n == 0 {
			return
		}
		f := &r.fields[n-1]
		if !f.result { // no stored result
			r.fieldResult(p, props, f)
			if !f.working && unseenField(string(f.code)) {
				r.facts.Add("feature", p.Place, "Trường “"+strings.Fields(string(f.code))[0]+"” không có kết quả lưu trong tệp, không được in.")
			}
		}
		if f.link {
			r.entryPage(p, r.link)
			r.link = f.oldLink
		}
		r.fields = r.fields[:n-1]
	}
}

// fieldResult is called where a field's code ends and its result begins.
func (r *reader) fieldResult(p *Paragraph, props *RunProps, f *fieldState) {
	f.result = true
	code := string(f.code)
	in, ok := parseField(code)
	if !ok {
		in, ok = f.shown()
	}
	if ok {
		in.Props = props
		r.add(p, in)
		f.working = true
		return
	}
	f.toc = fieldName(code) == "TOC"
	if l := parseLink(code); l != nil {
		f.link, f.oldLink = true, r.link
		r.link = l
	}
}

func (r *reader) table(into *[]Block) {
	if r.deep >= MaxNesting {
		r.c.err = fmt.Errorf("bảng lồng nhau quá %d tầng", MaxNesting)
		return
	}
	outer := r.at
	if r.deep == 0 {
		r.at.Table++
		r.at.Row, r.at.Cell = 0, 0
	}
	r.deep++
	r.blocks++
	t := &Table{Place: r.here(), Depth: r.deep - 1}
	t.Place.para = 0
	r.tableContent(t)
	r.deep--
	if r.deep == 0 {
		outer.Table = r.at.Table
	}
	outer.para = r.at.para
	r.at = outer
	if len(t.Rows) == 0 {
		return
	}
	if n := len(*into); n > 0 {
		if before, ok := (*into)[n-1].(*Table); ok && before.joins(t) {
			before.Rows = append(before.Rows, t.Rows...)
			return
		}
	}
	*into = append(*into, t)
}

// joins reports whether a table is one with that which follows it at once. Word: tables with
// nothing between them are one, headings and all; here those that look alike.
func (tb *Table) joins(next *Table) bool {
	return tb.Props.Float == nil && tb.Props == next.Props && slices.Equal(tb.Grid, next.Grid)
}

func (r *reader) tableContent(t *Table) {
	r.c.each(func(name string) {
		switch name {
		case "w:tblPr":
			r.c.each(func(name string) { t.Props.read(r.c, name) })
		case "w:tblGrid":
			r.c.each(func(name string) {
				if name == "w:gridCol" && len(t.Grid) < maxColumns {
					t.Grid = append(t.Grid, int64(max(0, r.c.twips("w:w"))))
				}
			})
		default:
			r.tableRow(name, t)
		}
	})
}

func (r *reader) tableRow(name string, t *Table) {
	switch name {
	case "w:tr":
		w := new(Row)
		if r.deep == 1 {
			r.at.Row++
			r.at.Cell = 0
		}
		r.c.each(func(name string) { r.rowChild(name, w) })
		if !w.Props.deleted && len(w.Cells) > 0 && !w.hidden() {
			t.Rows = append(t.Rows, w)
		}
	case "w:bookmarkStart":
		r.ahead = append(r.ahead, r.bookmark())
	case "w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo":
		r.c.each(func(name string) { r.tableRow(name, t) })
	}
}

func (r *reader) rowChild(name string, w *Row) {
	switch name {
	case "w:trPr":
		r.c.each(func(name string) { w.Props.read(r.c, name) })
	case "w:tblPrEx":
		r.c.each(func(name string) { w.Over.read(r.c, name) })
	case "w:tc":
		if r.deep == 1 {
			r.at.Cell++
		}
		c := new(Cell)
		c.Paras[0] = int32(r.at.para + 1)
		r.c.each(func(name string) {
			if name == "w:tcPr" {
				r.c.each(func(name string) { c.Props.read(r.c, name) })
				return
			}
			r.block(name, &c.Blocks, nil)
		})
		c.Paras[1] = int32(r.at.para)
		if n := len(w.Cells); n > 0 && c.Props.across == MergeGoOn && w.Cells[n-1].Props.across != 0 {
			w.Cells[n-1].Props.widen(&c.Props)
		} else if n < maxColumns {
			w.Cells = append(w.Cells, c)
		}
	case "w:bookmarkStart":
		r.ahead = append(r.ahead, r.bookmark())
	case "w:sdt", "w:sdtContent", "w:customXml":
		r.c.each(func(name string) { r.rowChild(name, w) })
	}
}

// hidden reports whether a row vanishes: its own mark is hidden (w:hidden), and so is all that
// stands in its cells.
func (w *Row) hidden() bool {
	if !w.Props.hidden {
		return false
	}
	for _, c := range w.Cells {
		for _, b := range c.Blocks {
			p, ok := b.(*Paragraph)
			if !ok || p.Mark.toggles&Hidden == 0 {
				return false
			}
			for i := range p.Content {
				if in := &p.Content[i]; in.Kind != InBookmark && (in.Props == nil || in.Props.toggles&Hidden == 0) {
					return false
				}
			}
		}
	}
	return true
}

// tree reads a drawing whole; the blocks of its text boxes go to boxes.
func (r *reader) tree(name string, boxes map[*ooxml.Element][]Block) *ooxml.Element {
	e := &ooxml.Element{Name: name, Attrs: append([]ooxml.Attr(nil), r.c.s.Attrs()...)}
	if name == "w:txbxContent" {
		fields, link := r.fields, r.link
		r.fields, r.link = nil, nil
		var blocks []Block
		r.blocksOf(&blocks, nil)
		boxes[e] = blocks
		r.fields, r.link = fields, link
		return e
	}
	r.c.content(func(child string) {
		switch child {
		case "mc:AlternateContent":
			r.alternative(func(child string) { e.Kids = append(e.Kids, ooxml.Node{Element: r.tree(child, boxes)}) })
		default:
			e.Kids = append(e.Kids, ooxml.Node{Element: r.tree(child, boxes)})
		}
	}, func(text string) { e.Kids = append(e.Kids, ooxml.Node{Text: text}) })
	return e
}
