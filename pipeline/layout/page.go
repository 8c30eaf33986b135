package layout

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// Document is a DOCX laid out: its pages in order and what belongs to the whole.
type Document struct {
	Pages   []Page
	Title   string     // docProps/core.xml dc:title, else ""
	Lang    string     // BCP 47, of the default paragraph style; "vi-VN" where that is English or the file is silent
	Outline []Heading  // paragraphs with an outline level, in order
	Tables  []Table    // of the body, in order of their first paragraphs, outer ones before those in their cells
	Lists   []ListItem // paragraphs with a number or bullet, in order
	Notes   []Note     // in the order of the paragraphs that refer to them
	Facts   []Fact     // what the pages do not show as the file has it
	Lost    int        // words that stand off the paper, where nobody can read them

	Forms    []Form    // paragraphs of the body in reading order; nil unless Options.Forms
	Others   []Form    // of headers and footers that some page may show, of footnotes, of endnotes; nil unless Options.Forms
	Sections []Section // in order; nil unless Options.Forms
}

// Page is one sheet. Positions count from its left upper corner, x to the right, y downwards.
type Page struct {
	Width, Height unit.Length
	Top, Bottom   unit.Length // of the text area, between header and footer; 0 where nobody said
	Items         []item.Item // in order of painting, text in order of reading
}

// Heading is an entry of the outline.
type Heading struct {
	Level int // 1 is the highest
	Text  string
	Page  int         // index into Document.Pages
	Y     unit.Length // on that page
	Para  int         // number of its paragraph
}

// Table says which paragraphs stand in the cells of a table, so that readers can tell cells
// apart: the words of a cell are those whose Para (of Text, Picture and Link) lies between
// First and Last, on however many pages. A table inside a cell is a Table of its own, whose
// paragraphs lie between those of the cell. Tables in headers, footers and notes are not
// listed. Heading rows are repeated on later pages as copies, whose Para is 0 as that of
// other page furniture; borders and shading have no paragraph.
type Table struct {
	Rows    []TableRow
	Columns int  // of the grid
	Heads   int  // rows at the top that are headings (w:tblHeader), repeated or not
	Ruled   bool // half of its cells or more have a border or a background; others arrange text, like a letterhead, which may draw a line in a cell
}

// TableRow is a row with the cells that begin in it, from left to right.
type TableRow struct{ Cells []TableCell }

// TableCell is a cell. A vertically merged cell stands in its first row only.
type TableCell struct {
	First, Last   int32 // numbers of its paragraphs, from 1
	Column        int16 // of the grid, in which it begins, from 0
	Columns, Rows int16 // that it takes, at least 1
}

// ListItem is a paragraph of a list. Its number or bullet is the text that is a Label.
type ListItem struct {
	Para   int
	List   int    // paragraphs with the same number here belong together
	Level  int    // 0 is the outermost
	Format string // as w:numFmt says: "decimal", "bullet", …
}

// Note is a footnote or endnote: its paragraphs are those from First to Last. Its sign is
// the text that is a Label.
type Note struct {
	Para        int // holds the reference
	First, Last int
}

// Fact is something that the pages do not show as the DOCX has it.
type Fact = word.Fact
