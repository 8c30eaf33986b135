// Package item holds what is painted on a page: words, lines, fills, paths, pictures and
// links at places in whole EMU, x to the right, y downwards.
//
// Layouts make items and move them, until the pages that hold them are finished; those who show
// pages (PDF, pictures, the preview) read them. Items are painted in their order: what comes
// later lies above. Automatic colours are settled last (Contrast), once it is known what lies
// behind a word. Angles are whole degrees, worked out with integers, so that every machine makes
// the same pages.
package item

import (
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/unit"
)

// Item is something painted on a page: *Text, *Line, *Fill, *Path, *Picture or *Link. A layout
// in progress has further ones, which are gone when its pages are finished.
type Item interface {
	// Move shifts the item and what it holds.
	Move(dx, dy unit.Length)
	Copy() Item // one that can be moved apart from this
}

// Move shifts items, what they hold included.
func Move(items []Item, dx, dy unit.Length) {
	for _, it := range items {
		it.Move(dx, dy)
	}
}

// Copied returns copies that can be moved apart from the items.
func Copied(items []Item) []Item {
	out := make([]Item, len(items))
	for i, it := range items {
		out[i] = it.Copy()
	}
	return out
}

// Text is one word, or the part of a word that has one look, on one baseline. Its
// letters are NFC. Spaces between words are not painted.
type Text struct {
	X, Y    unit.Length // start of the baseline
	Width   unit.Length // sum of the advances, with spacing and scale
	Face    *font.Face
	Size    unit.Length // of the em
	Text    string
	Color   Color
	Spacing unit.Length // added after each character (w:spacing, ECMA-376-1 17.3.2.35)
	Scale   int         // width in percent (w:w, ECMA-376-1 17.3.2.43), 0 means 100
	Kerned  bool        // pairs of letters are moved (Face.Kern); Width holds it
	Turn    int         // degrees counterclockwise around (X, Y)
	Alpha   uint8       // opacity lost: 0 is opaque, 255 is invisible
	Label   bool        // the number or bullet of a list paragraph, the sign of a note
	Auto    bool        // the colour follows what lies behind: black, or white on something dark
	Para    int         // number of the paragraph in the document, from 1, those of notes after those of the body; 0 for page furniture (headers, footers, repeated heading rows)
}

// Line is a straight stroke from (X1, Y1) to (X2, Y2); half of its Width lies on either side.
type Line struct {
	X1, Y1, X2, Y2 unit.Length
	Width          unit.Length
	Color          Color
	Dash           []unit.Length // on, off, …; nil is solid
}

// Fill is a filled rectangle (shading, highlight) with its left upper corner at (X, Y).
type Fill struct {
	X, Y, W, H unit.Length
	Color      Color
}

// Path is an outline of straight and curved segments, filled, stroked or both.
type Path struct {
	Segments []Segment
	Fill     *Color      // nil: not filled; shared by copies, as Stroke is
	Stroke   *Color      // nil: no stroke
	Width    unit.Length // of the stroke
	Alpha    uint8       // opacity lost, as of Text
}

// Segment is a step of a Path: Op 'M' (begin) and 'L' (line) use one point, 'C' (cubic Bézier curve)
// three, the last of which is its end, 'Z' (close) none.
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
	Data       []byte // as stored in the DOCX, but GIF and BMP as PNG; shared by copies
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
	Page       int         // index into Document.Pages, where URL is empty
	TopY       unit.Length // how far down that page the place is
	Para       int         // as of Text
}

// Color is 0xRRGGBB in sRGB; the zero value is black.
type Color uint32

func (t *Text) Move(dx, dy unit.Length)    { t.X, t.Y = t.X+dx, t.Y+dy }
func (f *Fill) Move(dx, dy unit.Length)    { f.X, f.Y = f.X+dx, f.Y+dy }
func (p *Picture) Move(dx, dy unit.Length) { p.X, p.Y = p.X+dx, p.Y+dy }
func (l *Link) Move(dx, dy unit.Length)    { l.X, l.Y = l.X+dx, l.Y+dy }

func (l *Line) Move(dx, dy unit.Length) {
	l.X1, l.Y1, l.X2, l.Y2 = l.X1+dx, l.Y1+dy, l.X2+dx, l.Y2+dy
}

func (p *Path) Move(dx, dy unit.Length) {
	for i := range p.Segments {
		for j := range p.Segments[i].P {
			p.Segments[i].P[j].X += dx
			p.Segments[i].P[j].Y += dy
		}
	}
}

func (t *Text) Copy() Item    { c := *t; return &c }
func (l *Line) Copy() Item    { c := *l; return &c }
func (f *Fill) Copy() Item    { c := *f; return &c }
func (p *Picture) Copy() Item { c := *p; return &c }
func (l *Link) Copy() Item    { c := *l; return &c }

func (p *Path) Copy() Item {
	c := *p
	c.Segments = append([]Segment(nil), p.Segments...)
	return &c
}
