package word

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// preferredWidth is a width of a table or cell (ECMA-376-1 17.18.90): "dxa" is a length, "pct" fiftieths of a percent,
// "auto" none; "" says nothing.
type preferredWidth struct {
	Kind   string
	length unit.Length
	pct    int64
}

func readWidth(c *cursor) preferredWidth {
	w := preferredWidth{Kind: c.attr("w:type")}
	v := c.attr("w:w")
	if n := len(v); n > 0 && v[n-1] == '%' {
		return preferredWidth{Kind: "pct", pct: ooxml.Clamp(ooxml.Number(v)*50, 0, 100*5000)}
	}
	switch w.Kind {
	case "pct":
		w.pct = ooxml.Clamp(ooxml.Number(v), 0, 100*5000)
	case "auto", "nil":
		w.Kind = "auto"
	default:
		w.Kind, w.length = "dxa", ooxml.Measure(v, unit.Twip)
	}
	return w
}

// In returns the width inside an area, 0 where it is left open.
func (w preferredWidth) In(area unit.Length) unit.Length {
	switch w.Kind {
	case "dxa":
		return max(0, w.length)
	case "pct":
		return area.Scale(w.pct, 5000)
	}
	return 0
}

// Edges are the inner margins of cells. The zero value gives none; said marks those that are given.
type Edges struct {
	At   [4]unit.Length // by side
	said [4]bool
}

// Over lays the margins that e gives over base.
func (e Edges) Over(base *Edges) {
	for i := range e.At {
		if e.said[i] {
			base.At[i], base.said[i] = e.At[i], true
		}
	}
}

func readEdges(c *cursor) Edges {
	var e Edges
	c.each(func(name string) {
		side := Top
		switch name {
		case "w:left", "w:start":
			side = Left
		case "w:bottom":
			side = Bottom
		case "w:right", "w:end":
			side = Right
		}
		if w := readWidth(c); w.Kind == "dxa" {
			e.At[side], e.said[side] = max(0, w.length), true
		}
	})
	return e
}

// TableProps is what w:tblPr says (ECMA-376-1 17.4.59). The zero value says nothing.
type TableProps struct {
	Style            string // id of the table style, "" for none
	Width            preferredWidth
	Indent           unit.Length // from the left margin
	Align            string      // "left" or "start", "center", "right" or "end"; "" is left
	Fixed            bool        // the widths of columns do not follow what stands in them
	saysIndent       bool
	saysLayout       bool
	Margins          Edges
	Borders          [6]Border
	shade            item.Tint
	saysShade        bool
	Look             TableLook
	RowBand, ColBand int         // rows and columns of one band; 0 says nothing and is 1
	Spacing          unit.Length // between cells
	Float            *tableFloat // nil: it stands in the text
	Backwards        bool        // columns run from right to left (w:bidiVisual)
}

// TableLook is the set of conditional parts of a table style that apply (ECMA-376-1 17.4.55).
type TableLook uint8

const (
	LookFirstRow TableLook = 1 << iota
	LookLastRow
	LookFirstCol
	LookLastCol
	LookNoRowBands
	LookNoColBands
)

// Over lays what p says over base, but for Style, Look and Float, which belong to one table.
func (p *TableProps) Over(base *TableProps) {
	if p.Width.Kind != "" {
		base.Width = p.Width
	}
	if p.saysIndent {
		base.Indent, base.saysIndent = p.Indent, true
	}
	if p.Align != "" {
		base.Align = p.Align
	}
	if p.saysLayout {
		base.Fixed = p.Fixed
	}
	if p.saysShade {
		base.shade, base.saysShade = p.shade, true
	}
	if p.RowBand > 0 {
		base.RowBand = p.RowBand
	}
	if p.ColBand > 0 {
		base.ColBand = p.ColBand
	}
	if p.Spacing > 0 {
		base.Spacing = p.Spacing
	}
	base.Backwards = base.Backwards || p.Backwards
	p.Margins.Over(&base.Margins)
	overBorders(&p.Borders, &base.Borders)
}

func overBorders(b, base *[6]Border) {
	for i := range b {
		if b[i].Style != "" {
			base[i] = b[i]
		}
	}
}

func (p *TableProps) read(c *cursor, name string) {
	switch name {
	case "w:tblStyle":
		p.Style = c.val()
	case "w:tblW":
		p.Width = readWidth(c)
	case "w:tblInd":
		if w := readWidth(c); w.Kind == "dxa" {
			p.Indent, p.saysIndent = w.length, true
		}
	case "w:jc":
		p.Align = c.val()
	case "w:tblLayout":
		p.Fixed, p.saysLayout = c.attr("w:type") == "fixed", true
	case "w:tblCellMar":
		p.Margins = readEdges(c)
	case "w:tblBorders":
		readBorders(c, &p.Borders)
	case "w:shd":
		p.shade, p.saysShade = readShade(c), true
	case "w:tblLook":
		p.Look = readLook(c)
	case "w:tblStyleRowBandSize":
		p.RowBand = int(ooxml.Clamp(ooxml.Number(c.val()), 0, 1000))
	case "w:tblStyleColBandSize":
		p.ColBand = int(ooxml.Clamp(ooxml.Number(c.val()), 0, 1000))
	case "w:tblCellSpacing":
		p.Spacing = max(0, readWidth(c).length)
	case "w:tblpPr":
		p.Float = readTableFloat(c)
	case "w:bidiVisual":
		p.Backwards = c.on()
	case "w:tblOverlap":
		if p.Float != nil && c.val() == "never" {
			p.Float.Apart = true
		}
	}
}

func readLook(c *cursor) TableLook {
	names := [...]string{"w:firstRow", "w:lastRow", "w:firstColumn", "w:lastColumn", "w:noHBand", "w:noVBand"}
	bits := [...]int64{0x20, 0x40, 0x80, 0x100, 0x200, 0x400}
	var look TableLook
	old := ooxml.Hex(c.val())
	for i, n := range names {
		on := old&bits[i] != 0
		if c.has(n) {
			on = ooxml.On(c.attr(n))
		}
		if on {
			look |= 1 << i
		}
	}
	return look
}

// RowProps is what w:trPr says (ECMA-376-1 17.4.81). The zero value says nothing.
type RowProps struct {
	Height        unit.Length // 0: as the content asks
	Exact         bool        // Height is exact, else the least
	CantSplit     bool        // it stands on one page
	Header        bool        // repeated at the top of every page (w:tblHeader)
	Before, After int         // grid columns left out
	deleted       bool
	hidden        bool // the mark at its end
}

// Over lays what p says over base, but for Before and After, which belong to one row.
func (p *RowProps) Over(base *RowProps) {
	if p.Height > 0 {
		base.Height, base.Exact = p.Height, p.Exact
	}
	base.CantSplit = base.CantSplit || p.CantSplit
	base.Header = base.Header || p.Header
}

func (p *RowProps) read(c *cursor, name string) {
	switch name {
	case "w:trHeight":
		p.Height, p.Exact = max(0, c.twips("w:val")), c.attr("w:hRule") == "exact"
	case "w:cantSplit":
		p.CantSplit = c.on()
	case "w:tblHeader":
		p.Header = c.on()
	case "w:gridBefore":
		p.Before = int(ooxml.Clamp(ooxml.Number(c.val()), 0, maxColumns))
	case "w:gridAfter":
		p.After = int(ooxml.Clamp(ooxml.Number(c.val()), 0, maxColumns))
	case "w:del":
		p.deleted = true
	case "w:hidden":
		p.hidden = c.on()
	}
}

// Parts that a cell plays in a vertical merge (ECMA-376-1 17.4.84); 0 is none.
const (
	mergeNone  = iota
	MergeStart // the first cell, which holds the content
	MergeGoOn  // joined with the cell above
)

// CellProps is what w:tcPr says (ECMA-376-1 17.4.69). The zero value says nothing.
type CellProps struct {
	Width     preferredWidth
	Span      int // grid columns; 0 says nothing
	Merge     int // MergeStart, MergeGoOn; 0 is none
	across    int // as Merge: w:hMerge, of older programs
	Borders   [6]Border
	Shade     item.Tint
	saysShade bool
	Margins   Edges
	VAlign    string // "top" or "", "center", "bottom"
	Direction string // of its lines, as in the file ("btLr", "tbRl", …; ECMA-376-1 17.18.93); "" is across
	NoWrap    bool   // its lines ask for their whole width
}

// widen takes in the cell to the right, whose own content does not show (w:hMerge).
func (p *CellProps) widen(next *CellProps) {
	p.Span = max(1, p.Span) + max(1, next.Span)
	if p.Width.Kind == "dxa" && next.Width.Kind == "dxa" {
		p.Width.length += next.Width.length
	} else {
		p.Width = preferredWidth{}
	}
	if next.Borders[Right].Style != "" {
		p.Borders[Right] = next.Borders[Right]
	}
}

// Over lays what p says of looks over base, but for Width, Span and Merge, which belong to one cell.
func (p *CellProps) Over(base *CellProps) {
	overBorders(&p.Borders, &base.Borders)
	p.Margins.Over(&base.Margins)
	if p.saysShade {
		base.Shade, base.saysShade = p.Shade, true
	}
	if p.VAlign != "" {
		base.VAlign = p.VAlign
	}
	if p.Direction != "" {
		base.Direction = p.Direction
	}
	base.NoWrap = base.NoWrap || p.NoWrap
}

func (p *CellProps) read(c *cursor, name string) {
	switch name {
	case "w:tcW":
		p.Width = readWidth(c)
	case "w:gridSpan":
		p.Span = int(ooxml.Clamp(ooxml.Number(c.val()), 1, maxColumns))
	case "w:vMerge":
		p.Merge = MergeGoOn
		if c.val() == "restart" {
			p.Merge = MergeStart
		}
	case "w:hMerge":
		p.across = MergeGoOn
		if c.val() == "restart" {
			p.across = MergeStart
		}
	case "w:tcBorders":
		readBorders(c, &p.Borders)
	case "w:shd":
		p.Shade, p.saysShade = readShade(c), true
	case "w:tcMar":
		p.Margins = readEdges(c)
	case "w:vAlign":
		p.VAlign = c.val()
	case "w:textDirection":
		p.Direction = c.val()
	case "w:noWrap":
		p.NoWrap = c.on()
	}
}

// maxColumns bounds the grid of a table; Word has 63.
const maxColumns = 512
