// Package layout lays a DOCX out in pages, as Word would: what comes in is the file, what
// goes out is a Document: pages with words, lines and pictures at places in whole EMU.
//
// The steps, each in the file that bears its name:
//
//	read      the parts of the package become blocks, a style sheet says how each looks (layout/word)
//	text      a paragraph becomes atoms: words, spaces, tabs, with widths (text.go, ink.go; layout/font);
//	          drawings are read, their texts laid out (drawing.go; layout/draw)
//	lines     atoms become lines: here a line break is decided (lines.go, breaker.next; shrink.go)
//	flow      blocks fill regions: here a page break is decided (region.go, flow.go, row.go, table.go)
//	pages     sections, columns, headers, footers, notes (pages.go, furniture.go, note.go)
//	paint     lines become items (paint.go, border.go; layout/item)
//
// The files in the order in which they call each other, from the top down. What goes back up is
// recursion: a cell, a note, a text box is filled as a body is (flow.fill); order_test.go holds
// the files to it:
//
//	order: layout form pages furniture pageborder settle pager
//	order: flow row framed cover beside note linenumber
//	order: table autofit content grid turn
//	order: paragraph drawing notesign region float
//	order: paint lines shrink sign text ink border counts structure marks dump page
//
// A flow takes a region and gives a frame; what does not fit is left for the next region.
// Page totals are found by laying out again. All lengths are integers, so that every
// machine makes the same pages.
//
// What floats (drawings, frames, tables) takes its place first, and lines leave it free
// (float.go, framed.go, beside.go).
//
// What is not laid out as the file has it is reported as a Fact, never dropped in silence:
// charts of rarer kinds, SmartArt and OLE objects, pictures other than PNG, JPEG, GIF and BMP, formulas (as a
// line of letters), ruby, effects on letters, altChunk, fields without a stored result, free
// VML outlines, gradients, automatic hyphenation, text from right to left,
// outlines that tight text would follow, drawings placed by the page over text that stands
// before their anchor. README lists them all (readme_test.go).
//
// Where it differs from LibreOffice on purpose, it follows Word: endnotes follow the text on
// its last page; an empty paragraph keeps its height when its mark is superscript; super- and
// subscript are two thirds as large, in half points (LibreOffice: 58 %); the cells' widths
// (w:tcW) count before the grid; an empty paragraph that ends a continuous section keeps its
// line; the paragraph mark counts in the height of the last line of text, so that a larger mark
// makes it higher; tracked changes are shown as accepted; the rule above footnotes is as high as its
// paragraph; from compatibility mode 15 on, justified lines press their spaces together to take
// in one more word (LibreOffice: from 24.2 on); text stands beside what floats only where it has an inch; columns that are not
// fixed follow Word's autofit (see autofit), LibreOffice's the grid of the file; a floating table has
// its offset also where it is as wide as the text. "make fidelity" measures how near the rest comes (pipeline/fidelity).
package layout

import (
	"fmt"
	"maps"

	"vanthu/pipeline/layout/draw"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// Options are the choices of a caller. The zero value lays out with the shipped faces.
type Options struct {
	Fonts *font.Set // nil: the shipped faces
	Forms bool      // fill Document.Forms and Document.Sections too
}

// Lay lays a DOCX out. Errors mean that the file cannot be read; all lesser troubles are
// facts of the document.
func Lay(docx []byte, opts Options) (*Document, error) {
	f, err := word.Open(docx)
	if err != nil {
		return nil, fmt.Errorf("layout: %w", err)
	}
	t := newTypesetter(f, opts.Fonts)
	doc := &Document{Title: t.Title, Lang: t.Lang()}
	// The number of pages may change the pages: lay out until it holds, three times at most.
	for pass := 0; ; pass++ {
		t.total = len(doc.Pages)
		pages, err := t.pages()
		if err != nil {
			return nil, fmt.Errorf("layout: %w", err)
		}
		doc.Pages, doc.Outline, doc.Lost = pages.list, pages.outline, pages.lost
		settled := len(doc.Pages) == t.total && (!t.usesMarks || maps.Equal(t.marked, pages.marked))
		if t.marked = pages.marked; pass == 2 || !t.usesTotal || settled {
			break
		}
	}
	if opts.Forms {
		doc.Forms, doc.Sections = t.forms()
		if doc.Others, err = t.otherForms(); err != nil {
			return nil, fmt.Errorf("layout: %w", err)
		}
	}
	doc.Facts, doc.Tables, doc.Lists, doc.Notes = t.Facts.List, t.tableList(), t.listItems(), t.noteList()
	return doc, nil
}

// typesetter holds what one layout needs at all places: the file, which does not change; how
// the present section is set; what is worked out once and holds for all passes; what the pass
// before has found; and how far the present one has come.
type typesetter struct {
	*word.File
	fonts    *font.Set
	drawings *draw.Reader
	section  setting // replaced whole where a section begins, never changed
	known
	earlier
	progress
}

// setting is how a section is set: what of it paragraphs, lines and notes must know.
type setting struct {
	pitch     unit.Length       // of the line grid; 0 is none
	margin    unit.Length       // the right one
	numbers   *word.LineNumbers // of its lines; nil: they are not counted
	footnotes word.NoteNumbers
	endnotes  word.NoteNumbers
}

// settingOf gathers how a section of a file is set.
func (t *typesetter) settingOf(s *word.Section) setting {
	out := setting{pitch: s.Pitch, margin: s.Right, numbers: s.Lines, footnotes: t.DocumentFootnotes, endnotes: t.DocumentEndnotes}
	if s.Footnotes != nil {
		out.footnotes = *s.Footnotes
	}
	if s.Endnotes != nil {
		out.endnotes = *s.Endnotes
	}
	return out
}

// known is what is worked out once, by what it is worked out of.
type known struct {
	faces         map[faceKey]*font.Face
	lastFace      servedFace
	looks         map[word.Look]*word.Look
	inks          map[inkKey]*ink
	words         map[string]string
	tables        map[*word.Table]*Table  // of the body, as soon as they are prepared
	tableContents map[*word.Table]content // of tables in cells
}

// earlier is what the pass before has found; all of it is empty in the first.
type earlier struct {
	total   int                   // pages
	perPart []int                 // pages of its sections
	marked  map[string]markedPage // bookmarks
}

// progress is how far a pass has come.
type progress struct {
	counter     *word.Counter
	labels      map[*word.Paragraph]string
	items       []ListItem // in the order in which they were counted
	notes       *notes
	usesTotal   bool        // some field asks for a number that only a whole layout tells
	usesMarks   bool        // one of them for the page of a bookmark
	now         counts      // at the place that is being laid out
	pageHeight  unit.Length // of the text area of the present page
	paraTop     unit.Length // of the paragraph that is being painted
	scratch     []atom      // of a paragraph that is measured
	copying     bool        // a heading is laid out for a further page: without its footnotes
	boxDepth    int         // text boxes in text boxes
	brokenAgain int         // atoms broken into lines again beside what floats
}

func newTypesetter(f *word.File, faces *font.Set) *typesetter {
	if faces == nil {
		faces = font.Shipped()
	}
	return &typesetter{File: f, fonts: faces, drawings: draw.NewReader(f),
		known: known{faces: map[faceKey]*font.Face{}, looks: map[word.Look]*word.Look{}, inks: map[inkKey]*ink{}, words: map[string]string{},
			tables: map[*word.Table]*Table{}, tableContents: map[*word.Table]content{}},
		progress: progress{labels: map[*word.Paragraph]string{}, notes: newNotes(f.Notes)}}
}
