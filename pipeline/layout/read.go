package layout

import (
	"fmt"
	"slices"
	"strings"

	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/ooxml"
)

// maxBlocks bounds the paragraphs and tables of one part, maxNesting how deep tables nest.
const (
	maxBlocks  = 4_000_000
	maxNesting = 24
)

// reader turns a part into blocks.
type reader struct {
	c      *cursor
	theme  map[string]string
	rels   map[string]ooxml.Relationship
	facts  *facts
	at     place
	blocks int
	deep   int // nesting of tables
	fields []fieldState
	link   *target
	note   *noteKey // the note that is being read
	props  map[runProps]*runProps
	linked string // the character style of hyperlinks
}

// fieldState is a complex field that is open.
type fieldState struct {
	code    []byte
	form    formField
	result  bool // past the separator
	working bool // the result is worked out here, the stored one is left out
	toc     bool // a table of contents
	link    bool
	oldLink *target
}

// story reads all blocks below the root element.
func (r *reader) story() (*story, error) {
	s := new(story)
	r.c.each(func(root string) {
		if root != "w:document" {
			r.blocksOf(&s.blocks, s)
			return
		}
		r.c.each(func(name string) {
			if name == "w:body" {
				r.blocksOf(&s.blocks, s)
			}
		})
	})
	if r.c.err == nil && r.blocks >= maxBlocks {
		r.c.err = fmt.Errorf("more than %d paragraphs", maxBlocks)
	}
	return s, r.c.err
}

// blocksOf reads the children of the present element as blocks.
func (r *reader) blocksOf(into *[]block, s *story) {
	r.c.each(func(name string) { r.block(name, into, s) })
}

func (r *reader) block(name string, into *[]block, s *story) {
	switch name {
	case "w:p":
		r.paragraph(into)
	case "w:tbl":
		r.table(into)
	case "w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo":
		r.blocksOf(into, s)
	case "mc:AlternateContent":
		r.alternative(func(name string) { r.block(name, into, s) })
	case "w:sectPr":
		if s != nil {
			s.last = readSection(r.c)
		}
	case "w:altChunk":
		r.facts.add("feature", r.at, "Nội dung nhúng từ tệp khác (altChunk) không được dàn trang.")
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

func (r *reader) paragraph(into *[]block) {
	r.blocks++
	r.at.para++
	if r.blocks >= maxBlocks {
		return
	}
	p := &para{place: r.at}
	r.c.each(func(name string) {
		if name == "w:pPr" {
			r.paraProps(p)
			return
		}
		r.inline(name, p)
	})
	if n := len(*into); n > 0 {
		if before, ok := (*into)[n-1].(*para); ok && before.joined && before.section == nil {
			p.content = append(before.content, p.content...)
			(*into)[n-1] = p
			return
		}
	}
	*into = append(*into, p)
}

func (r *reader) paraProps(p *para) {
	r.c.each(func(name string) {
		switch name {
		case "w:rPr":
			r.c.each(func(name string) {
				if name == "w:del" || name == "w:moveFrom" {
					p.joined = true
				}
				p.mark.read(r.c, name, r.theme)
			})
		case "w:sectPr":
			p.section = readSection(r.c)
		default:
			p.props.read(r.c, name)
		}
	})
}

// inline reads one child of a paragraph.
func (r *reader) inline(name string, p *para) {
	switch name {
	case "w:r":
		r.run(p)
	case "w:hyperlink":
		outer := r.link
		r.link = &target{anchor: r.c.attr("w:anchor")}
		if rel, ok := r.rels[r.c.attr("r:id")]; ok && rel.External {
			r.link.url = rel.Target
		}
		r.c.each(func(name string) { r.inline(name, p) })
		r.link = outer
	case "w:fldSimple":
		r.simpleField(p)
	case "w:ins", "w:moveTo", "w:smartTag", "w:sdt", "w:sdtContent", "w:customXml", "w:dir", "w:bdo":
		r.c.each(func(name string) { r.inline(name, p) })
	case "mc:AlternateContent":
		r.alternative(func(name string) { r.inline(name, p) })
	case "w:bookmarkStart":
		p.content = append(p.content, inline{kind: inBookmark, text: r.c.attr("w:name")})
	case "m:oMath", "m:oMathPara":
		r.formulaOf(p, name)
	}
}

func (r *reader) run(p *para) {
	props := &noProps
	r.c.each(func(name string) {
		if name != "w:rPr" {
			r.runChild(name, p, props)
			return
		}
		var own runProps
		r.c.each(func(name string) { own.read(r.c, name, r.theme) })
		if own.style != "" && own.style == r.linked && r.inContents() {
			own.style = "" // Word: entries of a table of contents look as their paragraphs
		}
		props = r.shared(&own)
	})
}

// noProps are the properties of runs that have none of their own.
var noProps runProps

// maxShared bounds the properties that runs share.
const maxShared = 1 << 12

// shared returns the properties that equal runs have in common.
func (r *reader) shared(own *runProps) *runProps {
	if same := r.props[*own]; same != nil {
		return same
	}
	props := new(runProps)
	*props = *own
	if r.props == nil {
		r.props = map[runProps]*runProps{}
	}
	if len(r.props) < maxShared {
		r.props[*props] = props
	}
	return props
}

func (r *reader) runChild(name string, p *para, props *runProps) {
	add := func(in inline) {
		in.props = props
		r.add(p, in)
	}
	switch name {
	case "w:t":
		keeps := r.c.attr("xml:space") == "preserve"
		text := r.c.text()
		if !keeps { // ECMA-376-1 17.3.3.31
			text = strings.Trim(text, " \t\r\n")
		}
		add(inline{kind: inText, text: text})
	case "w:tab":
		add(inline{kind: inTab})
	case "w:ptab":
		add(inline{kind: inPositionTab, text: r.c.attr("w:alignment")})
	case "w:br":
		switch r.c.attr("w:type") {
		case "page":
			add(inline{kind: inPageBreak})
		case "column":
			add(inline{kind: inColumnBreak})
		default:
			add(inline{kind: inLineBreak})
		}
	case "w:cr":
		add(inline{kind: inLineBreak})
	case "w:noBreakHyphen":
		add(inline{kind: inText, text: "\u2011"})
	case "w:softHyphen":
		add(inline{kind: inText, text: "\u00ad"})
	case "w:sym":
		if n := rune(hexNumber(r.c.attr("w:char"))); n > 0 {
			add(inline{kind: inText, text: string(font.Symbol(r.c.attr("w:font"), n))})
		}
	case "w:fldChar":
		r.fieldChar(p, props)
	case "w:instrText":
		if n := len(r.fields); n > 0 && len(r.fields[n-1].code) < 4096 {
			r.fields[n-1].code = append(r.fields[n-1].code, r.c.text()...)
		}
	case "w:drawing", "w:pict", "w:object":
		in := inline{kind: inDrawing, rels: r.rels, boxes: map[*ooxml.Element][]block{}}
		in.shape = r.tree(name, in.boxes)
		add(in)
	case "w:footnoteReference":
		add(inline{kind: inFootnote, id: int(r.c.number("w:id")), text: r.noteMark()})
	case "w:endnoteReference":
		add(inline{kind: inEndnote, id: int(r.c.number("w:id")), text: r.noteMark()})
	case "w:footnoteRef", "w:endnoteRef":
		if r.note != nil {
			add(inline{kind: inNoteSign, id: r.note.id, text: map[bool]string{true: "end"}[r.note.end]})
		}
	case "w:pgNum":
		add(inline{kind: inField, text: "PAGE"})
	case "w:ruby":
		r.c.each(func(name string) {
			if name == "w:rubyBase" {
				r.c.each(func(name string) { r.inline(name, p) })
			}
		})
		r.facts.add("feature", p.place, "Chữ phiên âm (ruby) không được in.")
	case "mc:AlternateContent":
		r.alternative(func(name string) { r.runChild(name, p, props) })
	}
}

// noteMark is customMark for a reference whose mark follows as text.
func (r *reader) noteMark() string {
	if v := r.c.attr("w:customMarkFollows"); v != "" && isOn(v) {
		return customMark
	}
	return ""
}

// add appends a piece unless it is the stored result of a field that is worked out here.
func (r *reader) add(p *para, in inline) {
	for i := range r.fields {
		if f := &r.fields[i]; !f.result || f.working {
			return
		}
	}
	in.link = r.link
	p.content = append(p.content, in)
}

func (r *reader) simpleField(p *para) {
	code := r.c.attr("w:instr")
	outer := r.link
	if f, ok := parseField(code); ok {
		props := new(runProps)
		f.props = props
		r.add(p, f)
		r.c.each(func(name string) { // the result lends its looks
			if name == "w:r" {
				r.c.each(func(name string) {
					if name == "w:rPr" {
						r.c.each(func(name string) { props.read(r.c, name, r.theme) })
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

func (r *reader) fieldChar(p *para, props *runProps) {
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
				r.facts.add("feature", p.place, "Trường “"+strings.Fields(string(f.code))[0]+"” không có kết quả lưu trong tệp, không được in.")
			}
		}
		if f.link {
			r.link = f.oldLink
		}
		r.fields = r.fields[:n-1]
	}
}

// fieldResult is called where a field's code ends and its result begins.
func (r *reader) fieldResult(p *para, props *runProps, f *fieldState) {
	f.result = true
	code := string(f.code)
	in, ok := parseField(code)
	if !ok {
		in, ok = f.shown()
	}
	if ok {
		in.props = props
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

func (r *reader) table(into *[]block) {
	if r.deep >= maxNesting {
		r.c.err = fmt.Errorf("tables nested more than %d deep", maxNesting)
		return
	}
	outer := r.at
	if r.deep == 0 {
		r.at.table++
		r.at.row, r.at.cell = 0, 0
	}
	r.deep++
	r.blocks++
	t := &table{place: r.at, depth: r.deep - 1}
	t.place.para = 0
	r.tableContent(t)
	r.deep--
	if r.deep == 0 {
		outer.table = r.at.table
	}
	outer.para = r.at.para
	r.at = outer
	if r.deep == 0 {
		r.at.table = 0
		r.at.table = t.place.table
	}
	if len(t.rows) == 0 {
		return
	}
	if n := len(*into); n > 0 {
		if before, ok := (*into)[n-1].(*table); ok && before.joins(t) {
			before.rows = append(before.rows, t.rows...)
			return
		}
	}
	*into = append(*into, t)
}

// joins reports whether a table is one with that which follows it at once. Word: tables with
// nothing between them are one, headings and all; here those that look alike.
func (tb *table) joins(next *table) bool {
	return tb.props.float == nil && tb.props == next.props && slices.Equal(tb.grid, next.grid)
}

func (r *reader) tableContent(t *table) {
	r.c.each(func(name string) {
		switch name {
		case "w:tblPr":
			r.c.each(func(name string) { t.props.read(r.c, name) })
		case "w:tblGrid":
			r.c.each(func(name string) {
				if name == "w:gridCol" && len(t.grid) < maxColumns {
					t.grid = append(t.grid, int64(max(0, r.c.twips("w:w"))))
				}
			})
		default:
			r.tableRow(name, t)
		}
	})
}

func (r *reader) tableRow(name string, t *table) {
	switch name {
	case "w:tr":
		w := new(row)
		if r.deep == 1 {
			r.at.row++
			r.at.cell = 0
		}
		r.c.each(func(name string) { r.rowChild(name, w) })
		if !w.props.deleted && len(w.cells) > 0 && !w.hidden() {
			t.rows = append(t.rows, w)
		}
	case "w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo":
		r.c.each(func(name string) { r.tableRow(name, t) })
	}
}

func (r *reader) rowChild(name string, w *row) {
	switch name {
	case "w:trPr":
		r.c.each(func(name string) { w.props.read(r.c, name) })
	case "w:tblPrEx":
		r.c.each(func(name string) { w.over.read(r.c, name) })
	case "w:tc":
		if r.deep == 1 {
			r.at.cell++
		}
		c := new(cell)
		c.paras[0] = int32(r.at.para + 1)
		r.c.each(func(name string) {
			if name == "w:tcPr" {
				r.c.each(func(name string) { c.props.read(r.c, name) })
				return
			}
			r.block(name, &c.blocks, nil)
		})
		c.paras[1] = int32(r.at.para)
		if len(w.cells) < maxColumns {
			w.cells = append(w.cells, c)
		}
	case "w:sdt", "w:sdtContent", "w:customXml":
		r.c.each(func(name string) { r.rowChild(name, w) })
	}
}

// hidden reports whether a row vanishes: its own mark is hidden (w:hidden), and so is all that
// stands in its cells.
func (w *row) hidden() bool {
	if !w.props.hidden {
		return false
	}
	for _, c := range w.cells {
		for _, b := range c.blocks {
			p, ok := b.(*para)
			if !ok || p.mark.toggles&hidden == 0 {
				return false
			}
			for i := range p.content {
				if in := &p.content[i]; in.kind != inBookmark && (in.props == nil || in.props.toggles&hidden == 0) {
					return false
				}
			}
		}
	}
	return true
}

// tree reads a drawing whole; the blocks of its text boxes go to boxes.
func (r *reader) tree(name string, boxes map[*ooxml.Element][]block) *ooxml.Element {
	e := &ooxml.Element{Name: name, Attrs: append([]ooxml.Attr(nil), r.c.s.Attrs()...)}
	if name == "w:txbxContent" {
		fields, link := r.fields, r.link
		r.fields, r.link = nil, nil
		var blocks []block
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
