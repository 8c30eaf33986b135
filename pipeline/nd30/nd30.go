// Package nd30 is Nghị định 30/2020/NĐ-CP as data, and Word skeletons made from it.
//
// What it knows: the page (Page), the styles of the components of an administrative
// document (Styles, Phụ lục I), the 29 kinds of Điều 7 with their codes (Kinds, Phụ lục
// III), how the symbol of a number is written (Symbol), which lines a signer's power prints
// (Signature), and the frames of marks of urgency. Its tests hold page and styles against
// the decree's own table of components. Package paper knows a document's kind by these
// kinds, and check judges by them; the measures of form that check asks for allow what the
// decree allows, and stand there.
//
// What it writes: Urgent sets a mark of urgency in a finished document. Skeleton gives a
// .docx in good form for a kind, with tags of the template language where data go. Builder, which Skeleton uses, is for making whole
// templates: paragraphs in the named styles of Styles, the header table, signature
// blocks, annexes, tables with borders, sections. Everything it writes is formatted by
// style, so that a secretary who changes a style in Word changes the document.
//
// The one thing to know: short solid lines (under Tiêu ngữ, the agency's name, the
// subject) are empty paragraphs of two points with a bottom border, held to their length
// by indents. Word, LibreOffice and our own layout draw them alike, they move with the
// text when it is edited, and they cannot be lost or shifted as drawn lines are.
package nd30

import "vanthu/pipeline/unit"

// Page is the paper of one section of a document.
type Page struct {
	Width, Height            unit.Length
	Top, Bottom, Left, Right unit.Length
	Header                   unit.Length // from the top edge to the page number
}

// TextWidth is the width between the margins.
func (p Page) TextWidth() unit.Length { return p.Width - p.Left - p.Right }

// Landscape says that the page is wider than high.
func (p Page) Landscape() bool { return p.Width > p.Height }

// The pages of our documents: A4, margins as NĐ 30/2020 PL I.I.3 allows them.
var (
	A4 = Page{
		Width: 210 * unit.Mm, Height: 297 * unit.Mm,
		Top: 20 * unit.Mm, Bottom: 20 * unit.Mm, Left: 30 * unit.Mm, Right: 20 * unit.Mm,
		Header: 10 * unit.Mm,
	}
	// A4Landscape is for tables that are too wide for an upright page. The binding
	// edge, the wide margin of the upright page, is then at the top.
	A4Landscape = Page{
		Width: 297 * unit.Mm, Height: 210 * unit.Mm,
		Top: 25 * unit.Mm, Bottom: 20 * unit.Mm, Left: 30 * unit.Mm, Right: 20 * unit.Mm,
		Header: 12 * unit.Mm,
	}
)

// FontName is the only face of administrative documents.
const FontName = "Times New Roman"

// EndMark closes the text of every document, on its last line, without a space before.
const EndMark = "./."
