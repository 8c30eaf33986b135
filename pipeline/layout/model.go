package layout

import (
	"fmt"

	"vanthu/pipeline/ooxml"
)

// block is a paragraph or a table.
type block interface{ isBlock() }

func (*para) isBlock()  {}
func (*table) isBlock() {}

// para is a w:p as read: direct formatting and content in order.
type para struct {
	props   paraProps
	mark    runProps // of the paragraph mark: an empty paragraph is as high as it
	content []inline
	section *section // the paragraph ends this section
	place   place
	joined  bool // its mark is deleted in a tracked change: the next paragraph goes on here
}

// inlineKind tells what an inline is.
type inlineKind uint8

const (
	inText inlineKind = iota
	inTab
	inLineBreak
	inPageBreak
	inColumnBreak
	inField    // a field that is worked out here: text is its name
	inDrawing  // a picture or shape
	inFootnote // reference; id is the note
	inEndnote
	inNoteSign // the sign of the note in which it stands
	inBookmark // text is its name
	inPositionTab
)

// inline is a piece of a paragraph.
type inline struct {
	kind   inlineKind
	text   string // text; for a field the name; for a position tab its alignment
	props  *runProps
	link   *target
	shape  *ooxml.Element             // w:drawing, w:pict or w:object
	boxes  map[*ooxml.Element][]block // text in the shape, by w:txbxContent
	rels   map[string]ooxml.Relationship
	id     int
	format string // of a field: the number format
}

// target is where a hyperlink leads: a URL, or a bookmark of the document.
type target struct{ url, anchor string }

// table is a w:tbl as read.
type table struct {
	props tableProps
	depth int     // tables around it
	grid  []int64 // widths of the grid columns in EMU, as the file says
	rows  []*row
	place place
}

type row struct {
	props rowProps
	over  tableProps // w:tblPrEx
	cells []*cell
}

type cell struct {
	props  cellProps
	blocks []block
	paras  [2]int32 // numbers of the first and the last paragraph, those in text boxes included
}

// place says where something stands, for facts.
type place struct {
	part             string // in Vietnamese: "thân văn bản", "đầu trang"
	para             int    // number in the part, from 1
	table, row, cell int    // of the outermost table, from 1; 0 outside
}

func (p place) String() string {
	s := p.part
	if p.table > 0 {
		s += fmt.Sprintf(", bảng %d", p.table)
	}
	if p.row > 0 {
		s += fmt.Sprintf(", hàng %d", p.row)
	}
	if p.cell > 0 {
		s += fmt.Sprintf(", ô %d", p.cell)
	}
	if p.para > 0 {
		s += fmt.Sprintf(", đoạn %d", p.para)
	}
	return s
}

// story is a part that holds blocks, as read: the body, a header, a note.
type story struct {
	blocks []block
	last   *section // the properties after the last block of a body
}
