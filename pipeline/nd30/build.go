package nd30

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// Builder writes a Word document from top to bottom. Texts may hold tags of the template
// language; a tag always comes out whole in one run. A newline in a text is a line break,
// a tab a tab. Nothing is checked or changed in what a text says.
//
//	b := nd30.New(nd30.A4)
//	b.Header(nd30.StandardHeader())
//	b.Title("KẾ HOẠCH", "{trich_yeu}", 35*unit.Mm)
//	b.P("Thân văn bản", "Thực hiện Chương trình …")
//	b.Sign(nd30.StandardSign())
//	docx, err := b.Bytes("Kế hoạch")
//
// A wrong style name is kept and told by Bytes. The same calls give the same bytes.
type Builder struct {
	body     bytes.Buffer
	page     Page
	restart  bool // the present section numbers its pages from 1, its first without number
	errs     []error
	footer   string // of the first page, "" for none
	own      []Style
	afterTbl bool // the last thing written is a table: a paragraph must follow
}

// New starts a document on the given page.
func New(page Page) *Builder { return &Builder{page: page, restart: true} }

// Page is the page of the present section.
func (b *Builder) Page() Page { return b.page }

// Run is a piece of text in one form, within a paragraph.
type Run struct {
	Text         string
	Bold, Italic bool // besides what the style says
}

// T makes a run as the style has it.
func T(s string) Run { return Run{Text: s} }

// B makes a bold run.
func B(s string) Run { return Run{Text: s, Bold: true} }

// I makes an italic run.
func I(s string) Run { return Run{Text: s, Italic: true} }

// Style adds a style that this document has beside Styles, for a paper that Phụ lục I does
// not know, as a register.
func (b *Builder) Style(s Style) { b.own = append(b.own, s) }

// styleOf finds a style of the document by the name that Word shows.
func (b *Builder) styleOf(name string) (Style, bool) {
	for _, s := range b.own {
		if s.Name == name {
			return s, true
		}
	}
	return StyleOf(name)
}

// P writes a paragraph in a style of the document, named as Word shows it.
func (b *Builder) P(style, text string) { b.Runs(style, T(text)) }

// Runs writes a paragraph of several runs.
func (b *Builder) Runs(style string, runs ...Run) { b.para(style, "", runs) }

// When writes what do writes inside a section of the template language, whose two tags
// stand in paragraphs of the given style and vanish when the template is filled.
func (b *Builder) When(style, condition string, do func()) {
	b.P(style, "{#"+condition+"}")
	do()
	if strings.ContainsAny(condition, " !=<>&|($") {
		condition = "" // a condition is closed without its words
	}
	b.P(style, "{/"+condition+"}")
}

// Rule writes a solid line of the given length in the middle of a column: the short
// lines under the names of agency and subject are a third to a half as long as the text
// above them, the one under Tiêu ngữ as long as its text.
func (b *Builder) Rule(column, length unit.Length) {
	side := twips((column - length) / 2)
	b.para("Kẻ ngang", fmt.Sprintf(`<w:ind w:left="%d" w:right="%d"/>`, side, side), nil)
}

// para writes a paragraph; direct is put behind the style in its properties.
func (b *Builder) para(style, direct string, runs []Run) {
	s, ok := b.styleOf(style)
	if !ok {
		b.errs = append(b.errs, fmt.Errorf("nd30 has no style %q", style))
	}
	fmt.Fprintf(&b.body, `<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>`, s.ID, direct)
	for _, r := range runs {
		if r.Text != "" {
			writeRun(&b.body, r)
		}
	}
	b.body.WriteString(`</w:p>`)
	b.afterTbl = false
}

// symbolHyphen is the hyphen in the symbol of a number, at which no line may end:
// {so_van_ban}/KH-{ky_hieu_co_quan}.
var symbolHyphen = regexp.MustCompile(`(\}/\p{Lu}\pL{0,3})-`)

func writeRun(w *bytes.Buffer, r Run) {
	w.WriteString(`<w:r>`)
	switch {
	case r.Bold && r.Italic:
		w.WriteString(`<w:rPr><w:b/><w:bCs/><w:i/><w:iCs/></w:rPr>`)
	case r.Bold:
		w.WriteString(`<w:rPr><w:b/><w:bCs/></w:rPr>`)
	case r.Italic:
		w.WriteString(`<w:rPr><w:i/><w:iCs/></w:rPr>`)
	}
	for i, line := range strings.Split(r.Text, "\n") {
		if i > 0 {
			w.WriteString(`<w:br/>`)
		}
		for j, piece := range strings.Split(line, "\t") {
			if j > 0 {
				w.WriteString(`<w:tab/>`)
			}
			if piece != "" {
				w.WriteString(`<w:t xml:space="preserve">`)
				w.Write(symbolHyphen.ReplaceAll(ooxml.AppendEscaped(nil, piece, false), []byte("$1</w:t><w:noBreakHyphen/><w:t xml:space=\"preserve\">")))
				w.WriteString(`</w:t>`)
			}
		}
	}
	w.WriteString(`</w:r>`)
}

// FirstFooter prints a text at the foot of the first page of every numbered section, under
// a line across the page: the agency's address (ô 13).
func (b *Builder) FirstFooter(text string) { b.footer = text }

// Section ends the present section and goes on, on a new page, with the given one. An
// annex numbers its pages for itself (restart; NĐ 30/2020 PL I.I.7), a table that is
// only turned keeps the numbers running.
func (b *Builder) Section(next Page, restart bool) {
	b.body.WriteString(`<w:p><w:pPr><w:pStyle w:val="Ngat"/>`)
	b.sectPr()
	b.body.WriteString(`</w:pPr></w:p>`)
	b.page, b.restart, b.afterTbl = next, restart, false
}

func (b *Builder) sectPr() {
	p, w := b.page, &b.body
	w.WriteString(`<w:sectPr><w:headerReference w:type="default" r:id="rIdSoTrang"/><w:headerReference w:type="first" r:id="rIdTrangDau"/>`)
	if b.footer != "" && b.restart {
		w.WriteString(`<w:footerReference w:type="first" r:id="rIdChanTrang"/>`)
	}
	w.WriteString(`<w:type w:val="nextPage"/>`)
	orient := ""
	if p.Landscape() {
		orient = ` w:orient="landscape"`
	}
	fmt.Fprintf(w, `<w:pgSz w:w="%d" w:h="%d"%s/>`, twips(p.Width), twips(p.Height), orient)
	fmt.Fprintf(w, `<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="567" w:gutter="0"/>`,
		twips(p.Top), twips(p.Right), twips(p.Bottom), twips(p.Left), twips(p.Header))
	if b.restart {
		w.WriteString(`<w:pgNumType w:start="1"/><w:cols w:space="708"/><w:titlePg/>`)
	} else {
		w.WriteString(`<w:cols w:space="708"/>`)
	}
	w.WriteString(`</w:sectPr>`)
}

// Bytes ends the document and returns the .docx. title goes into its properties.
func (b *Builder) Bytes(title string) ([]byte, error) {
	if err := errors.Join(b.errs...); err != nil {
		return nil, err
	}
	if b.afterTbl {
		b.P("Ngắt", "")
	}
	var doc bytes.Buffer
	doc.WriteString(xmlHead + `<w:document xmlns:w="` + nsW + `" xmlns:r="` + nsR + `"><w:body>`)
	end := *b
	end.body = bytes.Buffer{}
	end.sectPr()
	doc.Write(b.body.Bytes())
	doc.Write(end.body.Bytes())
	doc.WriteString(`</w:body></w:document>`)
	var footer bytes.Buffer
	if b.footer != "" {
		footer.WriteString(xmlHead + `<w:ftr xmlns:w="` + nsW + `"><w:p><w:pPr><w:pStyle w:val="DiaChi"/></w:pPr>`)
		writeRun(&footer, T(b.footer))
		footer.WriteString(`</w:p></w:ftr>`)
	}
	return b.pack(doc.Bytes(), footer.Bytes(), title)
}
