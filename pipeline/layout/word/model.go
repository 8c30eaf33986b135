package word

import (
	"vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
)

// Block is a paragraph or a table: *Paragraph or *Table.
type Block interface{ isBlock() }

func (*Paragraph) isBlock() {}
func (*Table) isBlock()     {}

// Paragraph is a w:p as read: direct formatting and content in order.
type Paragraph struct {
	Props   ParaProps
	Mark    RunProps // of the paragraph mark: an empty paragraph is as high as it
	Content []Inline
	Section *Section // the paragraph ends this section; nil: it ends none
	Place   Place
	joined  bool // its mark is deleted in a tracked change: the next paragraph goes on here
}

// Kind tells what an inline is.
type Kind uint8

const (
	InText Kind = iota
	InTab
	InLineBreak
	InPageBreak
	InColumnBreak
	InField       // a field that is worked out here: Text is its name
	InDrawing     // a picture or shape
	InFootnote    // reference; Id is the note
	InEndnote     // as InFootnote
	InNoteSign    // the sign of the note in which it stands
	InBookmark    // Text is its name
	InPositionTab // w:ptab: Text is its alignment (ECMA-376-1 17.3.3.23)
)

// Inline is a piece of a paragraph.
type Inline struct {
	Kind     Kind
	Text     string                        // by Kind: text, name or alignment; CustomMark of a reference with a mark of its own
	Props    *RunProps                     // of its run; shared by runs, must not be changed
	Link     *Target                       // nil: it leads nowhere
	Shape    *ooxml.Element                // w:drawing, w:pict or w:object
	Boxes    map[*ooxml.Element][]Block    // text in the shape, by w:txbxContent
	Rels     map[string]ooxml.Relationship // of the part it stands in, by id
	Id       int                           // of a reference: w:id of the note
	Stored   string                        // of PAGEREF and REF: the result that the file stores
	Ref      string                        // of PAGEREF and REF: the bookmark
	Whole    bool                          // of REF: it asks for the number as it stands there, not in its context
	Relative Relation                      // of PAGEREF: its switch \p
	Format   string                        // of a field: the number format (ECMA-376-1 17.18.59), "" that of the section
}

// Relation says how a reference to a page stands to its bookmark in the file, where it says so in
// words (ECMA-376-1 17.16.5.45, \p).
type Relation uint8

const (
	NotRelative Relation = iota // it gives the number alone
	Before                      // the bookmark follows it
	After
)

// Target is where a hyperlink leads: a URL or, where Url is empty, a bookmark of the document.
type Target struct{ Url, Anchor string }

// Table is a w:tbl as read.
type Table struct {
	Props TableProps
	Depth int     // tables around it
	Grid  []int64 // widths of the grid columns in EMU, as the file says
	Rows  []*Row
	Place Place
}

// Row is a w:tr as read, with at least one cell.
type Row struct {
	Props RowProps
	Over  TableProps // w:tblPrEx: laid over the properties of the table (ECMA-376-1 17.4.60)
	Cells []*Cell
}

// Cell is a w:tc as read.
type Cell struct {
	Props  CellProps
	Blocks []Block
	Paras  [2]int32 // numbers in the part of the first and the last paragraph, those in text boxes included
}

// Place says where something stands, for facts.
type Place struct {
	Part             string // in Vietnamese: "thân văn bản", "đầu trang"
	para             int    // number in the part, from 1
	Table, Row, Cell int    // of the outermost table, from 1; where Row is 0 it stands outside, and Table is the last one before it
	at               *docx.Place
}

// String is the place in the words of package docx; where no paragraph is meant, the part.
func (p Place) String() string {
	if p.at == nil {
		return p.Part
	}
	return p.at.String()
}

// Story is a part that holds blocks, as read: the body, a header, a note.
type Story struct {
	Blocks []Block
	Last   *Section // the properties after the last block of a body
}

// ColumnCount is the number of grid columns that the grid or a row has, whichever has more; at
// least 1, at most maxColumns (512).
func (tb *Table) ColumnCount() int {
	n := len(tb.Grid)
	for _, r := range tb.Rows {
		n = max(n, r.columns())
	}
	return max(1, min(n, maxColumns))
}

// columns counts the grid columns of a row.
func (r *Row) columns() int {
	n := r.Props.Before + r.Props.After
	for _, c := range r.Cells {
		n += max(1, c.Props.Span)
	}
	return n
}

// Paras returns the numbers, in their part, of the first and the last paragraph of a table.
func (tb *Table) Paras() (first, last int32) {
	end := tb.Rows[len(tb.Rows)-1]
	return tb.Rows[0].Cells[0].Paras[0], end.Cells[len(end.Cells)-1].Paras[1]
}
