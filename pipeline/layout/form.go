package layout

import (
	"slices"
	"strings"

	"vanthu/pipeline/layout/draw"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// Form is a paragraph as its author formed it: its text in pieces of one look,
// with all styles applied. A judge of form reads it beside the pages, which say where the
// paragraph came to stand.
type Form struct {
	Para    int    // its number, as of Text
	Place   string // of one outside of the body, in words: "chú thích chân trang, chú thích 1, đoạn 1"; "" in the body
	Part    string // that it stands in: "thân văn bản", "đầu trang", "chân trang", "chú thích cuối trang", "chú thích cuối văn bản"
	Section int    // index into Document.Sections
	Style   string // name of its paragraph style, "" for none
	Label   string // number or bullet that a list gives it, "" for none
	Pieces  []Piece
	Size    unit.Length // of the paragraph mark: an empty paragraph is as high as it

	Align               string      // "left", "right", "center", "both", "distribute"
	Left, Right, First  unit.Length // indents; First is negative where it hangs
	Before, After, Line unit.Length // spacing; Line with rule "auto" is 240ths of a line, in twips
	Rule                string      // of Line: "auto", "atLeast", "exact"
	Outline             int         // level from 1 of headings, 0 for text

	Table, Row, Cell int  // of the outermost table, from 1; 0 outside
	Box              bool // stands in a text box
	Hidden           bool // holds text that is hidden
}

// Piece is text of one look.
type Piece struct {
	Text                           string      // NFC, as it shows; tabs "\t", breaks of line "\n", of page "\f"
	Family                         string      // as the file names it
	Size                           unit.Length // of the em
	Bold, Italic, Caps, Underlined bool
	Color                          item.Color
	Marked                         bool // with a highlight or a background
	Struck                         bool // with a line through it
	Field                          bool // worked out for the page, such as its number; Text is empty
}

// Section is a stretch of the document with one kind of page.
type Section struct {
	Width, Height            unit.Length
	Top, Bottom, Left, Right unit.Length // margins, the gutter counted with the left one
	Header, Footer           unit.Length // from the edge of the page to header and footer
	TitlePage                bool        // the first page has a header and footer of its own
	Restart                  bool        // pages are counted anew
}

// formReader walks the body as it was read.
type formReader struct {
	t       *typesetter
	part    string // whose paragraphs are taken
	section int
	box     int
	list    []Form
}

// forms gives the paragraphs of the body in reading order.
func (t *typesetter) forms() ([]Form, []Section) {
	r := &formReader{t: t, part: word.BodyPart}
	r.blocks(t.Body.Blocks, nil)
	slices.SortStableFunc(r.list, func(a, b Form) int { return a.Para - b.Para })
	var sections []Section
	for _, s := range t.stretches() {
		sections = append(sections, Section{Width: s.Width, Height: s.Height, Top: s.Top, Bottom: s.Bottom,
			Left: s.Left + s.Gutter, Right: s.Right, Header: s.Header, Footer: s.Footer, TitlePage: s.TitlePage, Restart: s.First >= 0})
	}
	return r.list, sections
}

// otherForms gives the paragraphs of the other stories: headers and footers by section, each
// part once, then footnotes and endnotes in the order of their parts.
func (t *typesetter) otherForms() ([]Form, error) {
	r := &formReader{t: t, part: "đầu trang"}
	read := map[*word.Story]bool{}
	for i, s := range t.stretches() {
		for _, set := range []struct {
			part string
			ids  map[string]string
		}{{"đầu trang", s.Headers}, {"chân trang", s.Footers}} {
			for _, kind := range []string{"first", "default", "even"} {
				if kind == "first" && !s.TitlePage || kind == "even" && !t.EvenOdd {
					continue
				}
				story, err := t.Furniture(set.ids[kind], set.part)
				if err != nil {
					return nil, err
				}
				if story != nil && !read[story] {
					read[story], r.section, r.part = true, i, set.part
					r.blocks(story.Blocks, nil)
				}
			}
		}
	}
	n := len(r.list)
	for key, note := range t.Notes {
		if r.part = word.FootnotePart; key.End {
			r.part = word.EndnotePart
		}
		r.section = 0
		r.blocks(note.Blocks, nil)
	}
	slices.SortStableFunc(r.list[n:], func(a, b Form) int { return a.Para - b.Para })
	return r.list, nil
}

func (r *formReader) blocks(list []word.Block, cell *word.CellFormat) {
	for _, b := range list {
		switch b := b.(type) {
		case *word.Paragraph:
			r.para(b, cell)
			if b.Section != nil && cell == nil && r.box == 0 {
				r.section++
			}
		case *word.Table:
			lt := r.t.rowsOf(b, counts{})
			for i := range lt.rows {
				for j := range lt.rows[i].cells {
					c := &lt.rows[i].cells[j]
					r.blocks(c.c.Blocks, c.format)
				}
			}
		}
	}
}

func (r *formReader) para(p *word.Paragraph, cell *word.CellFormat) {
	if p.Place.Part != r.part {
		return
	}
	f := r.t.formatOf(p, cell)
	out := Form{Para: r.t.ParaNumber(p), Part: r.part, Section: r.section, Label: r.t.labels[p], Size: r.t.look(f, &p.Mark).Size,
		Align: plainAlign(f.Align), Left: f.Left, Right: f.Right, First: f.First, Before: f.Before, After: f.After, Line: f.Line, Rule: f.LineRule,
		Table: p.Place.Table, Row: p.Place.Row, Cell: p.Place.Cell, Box: r.box > 0}
	if p.Place.Row == 0 {
		out.Table = 0
	}
	if r.part != word.BodyPart {
		out.Place = p.Place.String()
	}
	if st := r.t.Styles.ByID[f.Style]; st != nil {
		out.Style = st.Name
	}
	if f.Has&word.HasOutline != 0 && f.Outline < 9 {
		out.Outline = f.Outline + 1
	}
	if out.Line == 0 || out.Rule == "" {
		out.Rule = "auto"
		out.Line = max(out.Line, 240*unit.Twip)
	}
	var boxes []*word.Inline
	for i := range p.Content {
		in := &p.Content[i]
		if in.Kind == word.InDrawing {
			boxes = append(boxes, in)
		}
		r.piece(&out, f, in)
	}
	r.list = append(r.list, out)
	for _, in := range boxes {
		r.box++
		for _, blocks := range draw.Texts(in) {
			r.blocks(blocks, nil)
		}
		r.box--
	}
}

// piece adds what one inline shows.
func (r *formReader) piece(out *Form, f *word.ParaFormat, in *word.Inline) {
	text, field := "", false
	switch in.Kind {
	case word.InText:
		text = in.Text
	case word.InTab, word.InPositionTab:
		text = "\t"
	case word.InLineBreak, word.InColumnBreak:
		text = "\n"
	case word.InPageBreak:
		text = "\f"
	case word.InField:
		field = true
	default:
		return
	}
	props := in.Props
	if props == nil {
		props = &word.NoProps
	}
	l := r.t.look(f, props)
	if l.Is(word.Hidden) || text == "" && !field {
		out.Hidden = out.Hidden || l.Is(word.Hidden) && strings.TrimSpace(text) != ""
		return
	}
	p := Piece{Text: text, Family: l.Ascii, Size: l.Size, Bold: l.Is(word.Bold), Italic: l.Is(word.Italic), Caps: l.Is(word.Caps),
		Underlined: l.Underline.Kind != "", Color: l.Color, Marked: l.Highlight.On, Struck: l.Is(word.Strike) || l.Is(word.DoubleStrike), Field: field}
	if strings.IndexFunc(text, func(r rune) bool { return r > 0x7E }) >= 0 {
		p.Family = l.HAnsi
	}
	p.Text = r.t.unicodeSigns(text, l)
	if legacyName(l.HAnsi) {
		p.Text = r.t.unicode(text, l)
	}
	if p.Caps {
		p.Text = strings.ToUpper(p.Text)
	}
	if n := len(out.Pieces); n > 0 && !field && strings.TrimSpace(text) == "" {
		out.Pieces[n-1].Text += p.Text // the look of a space is seen by nobody
		return
	}
	if n := len(out.Pieces); n > 0 && out.Pieces[n-1].sameLook(&p) {
		out.Pieces[n-1].Text += p.Text
		return
	}
	out.Pieces = append(out.Pieces, p)
}

func (p *Piece) sameLook(q *Piece) bool {
	a, b := *p, *q
	a.Text, b.Text = "", ""
	return a == b && !p.Field
}

// plainAlign gives the alignments that mean the same one name.
func plainAlign(s string) string {
	switch s {
	case "", "start":
		return "left"
	case "end":
		return "right"
	case "justify", "lowKashida", "mediumKashida", "highKashida":
		return "both"
	}
	return s
}
