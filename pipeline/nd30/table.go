package nd30

import (
	"fmt"

	"vanthu/pipeline/unit"
)

// Table is a table with fixed columns.
type Table struct {
	Widths []unit.Length // of the columns; their sum is the table's width
	Heads  int           // so many first rows are repeated on every page
	Rows   []Row
	Plain  bool // no borders: for laying out, as the header does
}

// Row is a row of a table.
type Row struct {
	Cells []Cell
	Whole bool // does not break over pages
}

// Cell is a cell: text in a style, or whatever Fill writes.
type Cell struct {
	Style string // "" : "Bảng - ô"
	Text  string
	Fill  func(b *Builder) // instead of Text; writes paragraphs
	Span  int              // columns that it covers; 0: 1
	Down  Down
	// Middle centres the cell's text between top and bottom.
	Middle bool
}

// Down joins cells of one column downwards.
type Down uint8

// A joined cell begins with DownFirst and goes on with DownNext, whose text must be "".
const (
	DownNone Down = iota
	DownFirst
	DownNext
)

// Cells makes a row of cells in one style.
func Cells(style string, texts ...string) Row {
	r := Row{Cells: make([]Cell, len(texts))}
	for i, t := range texts {
		r.Cells[i] = Cell{Style: style, Text: t}
	}
	return r
}

// Columns shares out a width in the proportion of the parts; the last column takes what
// rounding to twips leaves.
func Columns(width unit.Length, parts ...int) []unit.Length {
	total, left := 0, width
	for _, p := range parts {
		total += p
	}
	out := make([]unit.Length, len(parts))
	for i, p := range parts {
		out[i] = width * unit.Length(p) / unit.Length(total) / unit.Twip * unit.Twip
		left -= out[i]
	}
	out[len(out)-1] += left
	return out
}

// Cells of a ruled table: room left and right of the text, width of the rules. In compatibility
// mode 14 (settings) the text of a table stands at the margin; an indent of both brings the
// outer edge of the rules there.
const (
	cellMargin  = 57 * unit.Twip
	borderWidth = unit.Pt / 2
)

// Table writes a table. Rows whose cells do not cover all columns are told by Bytes.
func (b *Builder) Table(t Table) {
	w := &b.body
	if b.afterTbl {
		b.P("Ngắt", "") // Word joins tables that touch
	}
	var total unit.Length
	for _, c := range t.Widths {
		total += c
	}
	style, indent, margins := `<w:tblStyle w:val="BangKe"/>`, cellMargin+borderWidth/2, ""
	if t.Plain {
		// LibreOffice does not take the margins of the default table style.
		style, indent, margins = "", 0, `<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>`
	}
	fmt.Fprintf(w, `<w:tbl><w:tblPr>%s<w:tblW w:w="%d" w:type="dxa"/><w:tblInd w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/>%s</w:tblPr><w:tblGrid>`,
		style, twips(total), twips(indent), margins)
	for _, c := range t.Widths {
		fmt.Fprintf(w, `<w:gridCol w:w="%d"/>`, twips(c))
	}
	w.WriteString(`</w:tblGrid>`)
	for i, r := range t.Rows {
		b.row(t, r, i < t.Heads)
	}
	w.WriteString(`</w:tbl>`)
	b.afterTbl = true
}

func (b *Builder) row(t Table, r Row, head bool) {
	w := &b.body
	w.WriteString(`<w:tr>`)
	if r.Whole || head {
		w.WriteString(`<w:trPr><w:cantSplit/>`)
		if head {
			w.WriteString(`<w:tblHeader/>`)
		}
		w.WriteString(`</w:trPr>`)
	}
	col := 0
	for _, c := range r.Cells {
		span := max(c.Span, 1)
		var width unit.Length
		for i := col; i < col+span && i < len(t.Widths); i++ {
			width += t.Widths[i]
		}
		col += span
		b.cell(c, width, head)
	}
	if col != len(t.Widths) {
		b.errs = append(b.errs, fmt.Errorf("table row covers %d of %d columns", col, len(t.Widths)))
	}
	w.WriteString(`</w:tr>`)
}

func (b *Builder) cell(c Cell, width unit.Length, head bool) {
	w := &b.body
	fmt.Fprintf(w, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, twips(width))
	if c.Span > 1 {
		fmt.Fprintf(w, `<w:gridSpan w:val="%d"/>`, c.Span)
	}
	switch c.Down {
	case DownFirst:
		w.WriteString(`<w:vMerge w:val="restart"/>`)
	case DownNext:
		w.WriteString(`<w:vMerge/>`)
	}
	if c.Middle || head {
		w.WriteString(`<w:vAlign w:val="center"/>`)
	}
	w.WriteString(`</w:tcPr>`)
	at := w.Len()
	if c.Fill != nil {
		c.Fill(b)
	} else {
		style := c.Style
		if style == "" {
			style = "Bảng - ô"
		}
		b.P(style, c.Text)
	}
	if w.Len() == at || b.afterTbl {
		b.P("Ngắt", "") // a cell ends with a paragraph
	}
	w.WriteString(`</w:tc>`)
}
