// Package layout lays a DOCX out in pages.
package layout

import "vanthu/pipeline/unit"

// Document is a DOCX laid out: its pages in order and what belongs to the whole.
type Document struct {
	Pages   []Page
	Title   string     // docProps/core.xml dc:title, else ""
	Lang    string     // BCP 47, of the default run style; "vi-VN" where the file is silent
	Outline []Heading  // paragraphs with an outline level, in order
	Tables  []Table    // of the body, in order of their first paragraphs, outer ones before those in their cells
	Lists   []ListItem // paragraphs with a number or bullet, in order
	Notes   []Note     // in the order of the paragraphs that refer to them
	Facts   []Fact

	Forms    []Form    // paragraphs of the body in reading order; nil unless Options.Forms
	Sections []Section // in order; nil unless Options.Forms
}

// Page is one sheet. Positions count from its left upper corner, x to the right, y downwards.
type Page struct {
	Width, Height unit.Length
	Top, Bottom   unit.Length // of the text area, between header and footer; 0 where nobody said
	Items         []Item      // in order of painting, text in order of reading
}

// Heading is an entry of the outline.
type Heading struct {
	Level int // 1 is the highest
	Text  string
	Page  int // index into Document.Pages
	Y     unit.Length
	Para  int // number of its paragraph
}

// Fact is something that the pages do not show as the DOCX has it: a missing glyph, a
// replaced face, a feature that is not laid out, an overflow. Facts judge nothing.
type Fact struct {
	Kind   string // one word of English, e.g. "glyph", "face", "feature", "overflow"
	Place  string // part, paragraph, table, row, cell, in Vietnamese
	Detail string // in Vietnamese
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
	Ruled   bool // some cell has a border or a background; others arrange text, like a letterhead
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

// Item is something painted on a page: *Text, *Line, *Fill, *Path, *Picture or *Link.
type Item interface{ move(dx, dy unit.Length) }

// Text is one word, or the part of a word that has one look, on one baseline. Its
// letters are NFC. Spaces between words are not painted.
type Text struct {
	X, Y    unit.Length // start of the baseline
	Width   unit.Length // sum of the advances, with spacing and scale
	Face    *Face
	Size    unit.Length // of the em
	Text    string
	Color   Color
	Spacing unit.Length // added after each character (w:spacing)
	Scale   int         // width in percent (w:w), 0 means 100
	Kerned  bool        // pairs of letters are moved (Face.Kern); Width holds it
	Turn    int         // degrees counterclockwise around (X, Y)
	Alpha   uint8       // opacity lost: 0 is opaque, 255 is invisible
	Label   bool        // the number or bullet of a list paragraph, the sign of a note
	auto    bool        // black, or white on something dark
	Para    int         // number of the paragraph in the document, from 1, those of notes after those of the body; 0 for page furniture (headers, footers, repeated heading rows)
}

// Line is a straight stroke.
type Line struct {
	X1, Y1, X2, Y2 unit.Length
	Width          unit.Length
	Color          Color
	Dash           []unit.Length // on, off, …; nil is solid
}

// Fill is a filled rectangle (shading, highlight).
type Fill struct {
	X, Y, W, H unit.Length
	Color      Color
}

// Path is an outline of straight and curved segments, filled, stroked or both.
type Path struct {
	Segments []Segment
	Fill     *Color
	Stroke   *Color
	Width    unit.Length
	Alpha    uint8
}

// Segment is a step of a Path: 'M' and 'L' use one point, 'C' (cubic) three, 'Z' none.
type Segment struct {
	Op byte
	P  [3]Point
}

// Point is a place on a page.
type Point struct{ X, Y unit.Length }

// Picture is a PNG or JPEG, of which what is left after cropping is stretched over its
// rectangle.
type Picture struct {
	X, Y, W, H unit.Length
	Data       []byte // as stored in the DOCX, but GIF and BMP as PNG
	Type       string // "png" or "jpeg"
	Alt        string // description for readers that do not see it
	Turn       int    // degrees counterclockwise around the centre
	Crop       Crop
	Para       int // of the paragraph in which it is anchored, as of Text
}

// Crop says how much of a picture is cut off at each edge, in 100,000ths of its width or
// height; negative values add empty room. The zero value is the whole picture.
type Crop struct{ Left, Top, Right, Bottom int64 }

// Link is a rectangle that leads somewhere: URL, or a page of this document.
type Link struct {
	X, Y, W, H unit.Length
	URL        string
	Page       int // index into Document.Pages, where URL is empty
	TopY       unit.Length
	Para       int // as of Text
}

// Color is 0xRRGGBB; black is 0.
type Color uint32

func (t *Text) move(dx, dy unit.Length)    { t.X, t.Y = t.X+dx, t.Y+dy }
func (f *Fill) move(dx, dy unit.Length)    { f.X, f.Y = f.X+dx, f.Y+dy }
func (p *Picture) move(dx, dy unit.Length) { p.X, p.Y = p.X+dx, p.Y+dy }
func (l *Link) move(dx, dy unit.Length)    { l.X, l.Y = l.X+dx, l.Y+dy }

func (l *Line) move(dx, dy unit.Length) {
	l.X1, l.Y1, l.X2, l.Y2 = l.X1+dx, l.Y1+dy, l.X2+dx, l.Y2+dy
}

func (p *Path) move(dx, dy unit.Length) {
	for i := range p.Segments {
		for j := range p.Segments[i].P {
			p.Segments[i].P[j].X += dx
			p.Segments[i].P[j].Y += dy
		}
	}
}
