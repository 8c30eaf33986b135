// Package draw reads the drawings of a DOCX: DrawingML (ECMA-376-1 20), the older VML
// (ECMA-376-4 19) and the pictures in both.
//
// What comes in is an inline of kind word.InDrawing, whose tree of XML package word has kept;
// what goes out are Drawings: plain structs with their sizes, where they stand, how text gives
// way to them, and the Shapes in them, each with the items that it paints and the text that
// stands in it. No text is laid out here: a TextBox holds blocks, a Label words, a Chart says where
// its words stand, and the layout asks a shape for its items when it knows how high its text is (Shape.Paint).
//
//	dml        w:drawing: frames, groups, pictures (dml.go)
//	vml        w:pict and w:object (vml.go)
//	shape      fills, outlines, text boxes (shape.go); colour (color.go)
//	outline    the geometry of a shape as a path (outline.go), presets by name (preset.go), where
//	           text stands in them (textarea.go)
//	chart      the part of a chart is read (chart.go; layout/chart)
//	image      formats of pictures and what is cut off (image.go)
//
// What is not drawn as the file has it is noted in the Facts of the file, once a place.
package draw

import (
	"vanthu/pipeline/layout/chart"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// Drawing is a picture, shape, text box or group. Its shapes count from its left upper corner.
type Drawing struct {
	Width, Height unit.Length
	Alt           string         // description, "" for none
	Shapes        []Shape        // in order of painting
	Anchored      bool           // it floats; else it stands in the line
	Behind        bool           // under the text
	Wraps         bool           // text gives way to it
	Sides         word.Sides     // where text may stand, if it Wraps
	Around        [4]unit.Length // distance from the text, by side (word.Top, …)
	Outlined      bool           // text should follow an outline that is no rectangle
	Z             int64          // floating drawings with a higher one lie above
	Horz, Vert    word.Axis      // where it floats, if it is Anchored
}

// Shape is a part of a drawing: what it paints, and above that the text in it. All of it but the
// items may be missing.
type Shape struct {
	items []item.Item
	grown *growth // nil: its size does not follow its text
	Box   *TextBox
	Label *Label
	Chart *chart.Chart // paints itself into Area
	Area  item.Rectangle
}

// TextBox is text in a shape, laid out as blocks.
type TextBox struct {
	Blocks []word.Block
	Area   item.Rectangle
	Inset  [4]unit.Length // from the edges of Area to the text, by side (word.Top, …)
	Align  string         // of the text in Area: "t" or "" at the top, "ctr", "b" (a:bodyPr, ECMA-376-1 21.1.2.1.1)
	Flow   string         // "vert" and "eaVert" downwards, "vert270" upwards, anything else across
	Grows  bool           // the shape is told to be as high as its text
	Ink    item.Tint      // of text of automatic colour; absent: as everywhere
	Turn   int            // degrees counterclockwise around Centre
	Centre item.Point
}

// Upright reports whether the lines of the text run across.
func (b *TextBox) Upright() bool {
	return b.Flow != "vert" && b.Flow != "vert270" && b.Flow != "eaVert"
}

// Label is one line of text stretched over an area, as in the watermarks of Word.
type Label struct {
	Text, Family string
	Area         item.Rectangle
	Color        item.Color
	Turn         int   // degrees counterclockwise around the centre of the area
	Alpha        uint8 // opacity lost: 0 is opaque, 255 is invisible
}

// growth is the outline of a shape that gets as high as its text.
type growth struct {
	form  outline
	brush brush
}

// Paint returns what a shape paints below its text when it is more higher than the file says,
// and how high it then is (0 where it does not grow).
func (s *Shape) Paint(more unit.Length) (items []item.Item, low unit.Length) {
	if s.grown == nil {
		return s.items, 0
	}
	form := s.grown.form
	form.area.H += more
	return append(s.items, form.items(s.grown.brush)...), form.area.H
}

// Reader reads the drawings of one file.
type Reader struct {
	file     *word.File
	pictures map[string]medium // by part
	charts   map[string]*chart.Chart
}

// NewReader returns a reader of the drawings of a file. What is not drawn goes to the Facts of the file;
// pictures and charts are read once and kept.
func NewReader(f *word.File) *Reader {
	return &Reader{file: f, pictures: map[string]medium{}, charts: map[string]*chart.Chart{}}
}

// reading is what is read of one inline.
type reading struct {
	*Reader
	in    *word.Inline
	at    word.Place
	room  unit.Length // width of the text around
	depth int         // of groups
}

// Read returns the drawings of an inline that stands at a place, nil where it holds none; room is the
// width of the text there, of which rules (o:hr) take a share.
func (r *Reader) Read(in *word.Inline, at word.Place, room unit.Length) []*Drawing {
	e := in.Shape
	if e == nil {
		return nil
	}
	g := &reading{Reader: r, in: in, at: at, room: room}
	if e.Name == "w:drawing" {
		return g.dml(e)
	}
	return g.vml(e)
}

// InlineWidth is the width of a picture or shape that stands in the line; 0 where it floats or
// the inline holds none.
func InlineWidth(in *word.Inline) unit.Length {
	e := in.Shape
	if e == nil {
		return 0
	}
	if e.Name != "w:drawing" {
		return vmlInlineWidth(e)
	}
	frame := e.Child("wp:inline")
	if frame == nil {
		return 0
	}
	if x := frame.Child("wp:extent"); x != nil {
		return max(0, emu(x, "cx"))
	}
	return 0
}

// Texts returns the blocks of the text boxes of an inline, in the order of the file.
func Texts(in *word.Inline) [][]word.Block { return textsOf(nil, in.Shape, in) }

func textsOf(list [][]word.Block, e *ooxml.Element, in *word.Inline) [][]word.Block {
	if e == nil {
		return list
	}
	if blocks := in.Boxes[e]; blocks != nil {
		list = append(list, blocks)
	}
	for _, k := range e.Kids {
		list = textsOf(list, k.Element, in)
	}
	return list
}

func (r *reading) fact(text string) { r.file.Facts.Add("feature", r.at, text) }

// add puts a part of items on a drawing.
func (d *Drawing) add(items ...item.Item) {
	if len(items) > 0 {
		d.Shapes = append(d.Shapes, Shape{items: items})
	}
}

// emu reads a length attribute in EMU.
func emu(e *ooxml.Element, name string) unit.Length {
	v, _ := e.Attr(name)
	return bounded(ooxml.Number(v))
}

// bounded is a number of EMU as a length of which sums cannot overflow.
func bounded(n int64) unit.Length {
	return unit.Length(ooxml.Clamp(n, -int64(ooxml.MaxLength), int64(ooxml.MaxLength)))
}
