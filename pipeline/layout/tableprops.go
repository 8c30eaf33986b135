package layout

import "vanthu/pipeline/unit"

// width is a preferred width: "dxa" is a length, "pct" fiftieths of a percent, "auto" none.
type width struct {
	kind   string
	length unit.Length
	pct    int64
}

func readWidth(c *cursor) width {
	w := width{kind: c.attr("w:type")}
	v := c.attr("w:w")
	if n := len(v); n > 0 && v[n-1] == '%' {
		return width{kind: "pct", pct: clamp(number(v)*50, 0, 100*5000)}
	}
	switch w.kind {
	case "pct":
		w.pct = clamp(number(v), 0, 100*5000)
	case "auto", "nil":
		w.kind = "auto"
	default:
		w.kind, w.length = "dxa", measure(v, unit.Twip)
	}
	return w
}

// in returns the width inside an area, 0 where it is left open.
func (w width) in(area unit.Length) unit.Length {
	switch w.kind {
	case "dxa":
		return max(0, w.length)
	case "pct":
		return area.Scale(w.pct, 5000)
	}
	return 0
}

// edges are the inner margins of cells; said marks those that are given.
type edges struct {
	at   [4]unit.Length // by side
	said [4]bool
}

func (e edges) over(base *edges) {
	for i := range e.at {
		if e.said[i] {
			base.at[i], base.said[i] = e.at[i], true
		}
	}
}

func readEdges(c *cursor) edges {
	var e edges
	c.each(func(name string) {
		side := top
		switch name {
		case "w:left", "w:start":
			side = left
		case "w:bottom":
			side = bottom
		case "w:right", "w:end":
			side = right
		}
		if w := readWidth(c); w.kind == "dxa" {
			e.at[side], e.said[side] = max(0, w.length), true
		}
	})
	return e
}

// tableProps is what w:tblPr says.
type tableProps struct {
	style            string
	width            width
	indent           unit.Length
	align            string
	fixed            bool
	saysIndent       bool
	saysLayout       bool
	margins          edges
	borders          [6]border
	shade            fill
	saysShade        bool
	look             tableLook
	rowBand, colBand int
	spacing          unit.Length // between cells
	float            *tableFloat
	backwards        bool // columns run from right to left (w:bidiVisual)
}

// tableFloat is where a floating table stands (w:tblpPr), and its distance from the text.
type tableFloat struct {
	horz, vert axis
	around     [4]unit.Length // by side
	apart      bool           // never over something else that floats (w:tblOverlap)
}

// tableLook says which conditional parts of a table style apply.
type tableLook uint8

const (
	lookFirstRow tableLook = 1 << iota
	lookLastRow
	lookFirstCol
	lookLastCol
	lookNoRowBands
	lookNoColBands
)

func (p *tableProps) over(base *tableProps) {
	if p.width.kind != "" {
		base.width = p.width
	}
	if p.saysIndent {
		base.indent, base.saysIndent = p.indent, true
	}
	if p.align != "" {
		base.align = p.align
	}
	if p.saysLayout {
		base.fixed = p.fixed
	}
	if p.saysShade {
		base.shade, base.saysShade = p.shade, true
	}
	if p.rowBand > 0 {
		base.rowBand = p.rowBand
	}
	if p.colBand > 0 {
		base.colBand = p.colBand
	}
	if p.spacing > 0 {
		base.spacing = p.spacing
	}
	base.backwards = base.backwards || p.backwards
	p.margins.over(&base.margins)
	overBorders(&p.borders, &base.borders)
}

func overBorders(b, base *[6]border) {
	for i := range b {
		if b[i].style != "" {
			base[i] = b[i]
		}
	}
}

func (p *tableProps) read(c *cursor, name string) {
	switch name {
	case "w:tblStyle":
		p.style = c.val()
	case "w:tblW":
		p.width = readWidth(c)
	case "w:tblInd":
		if w := readWidth(c); w.kind == "dxa" {
			p.indent, p.saysIndent = w.length, true
		}
	case "w:jc":
		p.align = c.val()
	case "w:tblLayout":
		p.fixed, p.saysLayout = c.attr("w:type") == "fixed", true
	case "w:tblCellMar":
		p.margins = readEdges(c)
	case "w:tblBorders":
		readBorders(c, &p.borders)
	case "w:shd":
		p.shade, p.saysShade = readShade(c), true
	case "w:tblLook":
		p.look = readLook(c)
	case "w:tblStyleRowBandSize":
		p.rowBand = int(clamp(number(c.val()), 0, 1000))
	case "w:tblStyleColBandSize":
		p.colBand = int(clamp(number(c.val()), 0, 1000))
	case "w:tblCellSpacing":
		p.spacing = max(0, readWidth(c).length)
	case "w:tblpPr":
		p.float = readTableFloat(c)
	case "w:bidiVisual":
		p.backwards = c.on()
	case "w:tblOverlap":
		if p.float != nil && c.val() == "never" {
			p.float.apart = true
		}
	}
}

func readLook(c *cursor) tableLook {
	names := [...]string{"w:firstRow", "w:lastRow", "w:firstColumn", "w:lastColumn", "w:noHBand", "w:noVBand"}
	bits := [...]int64{0x20, 0x40, 0x80, 0x100, 0x200, 0x400}
	var look tableLook
	old := hexNumber(c.val())
	for i, n := range names {
		on := old&bits[i] != 0
		if c.has(n) {
			on = isOn(c.attr(n))
		}
		if on {
			look |= 1 << i
		}
	}
	return look
}

func hexNumber(s string) int64 {
	n := int64(0)
	for i := 0; i < len(s) && i < 8; i++ {
		switch d := s[i] | 0x20; {
		case d >= '0' && d <= '9':
			n = n<<4 | int64(d-'0')
		case d >= 'a' && d <= 'f':
			n = n<<4 | int64(d-'a'+10)
		}
	}
	return n
}

// rowProps is what w:trPr says.
type rowProps struct {
	height        unit.Length
	exact         bool
	cantSplit     bool
	header        bool
	before, after int // grid columns left out
	deleted       bool
	hidden        bool // the mark at its end
}

func (p *rowProps) over(base *rowProps) {
	if p.height > 0 {
		base.height, base.exact = p.height, p.exact
	}
	base.cantSplit = base.cantSplit || p.cantSplit
	base.header = base.header || p.header
}

func (p *rowProps) read(c *cursor, name string) {
	switch name {
	case "w:trHeight":
		p.height, p.exact = max(0, c.twips("w:val")), c.attr("w:hRule") == "exact"
	case "w:cantSplit":
		p.cantSplit = c.on()
	case "w:tblHeader":
		p.header = c.on()
	case "w:gridBefore":
		p.before = int(clamp(number(c.val()), 0, maxColumns))
	case "w:gridAfter":
		p.after = int(clamp(number(c.val()), 0, maxColumns))
	case "w:del":
		p.deleted = true
	case "w:hidden":
		p.hidden = c.on()
	}
}

// Parts that a cell plays in a vertical merge.
const (
	mergeNone = iota
	mergeStart
	mergeGoOn
)

// cellProps is what w:tcPr says.
type cellProps struct {
	width     width
	span      int // grid columns; 0 says nothing
	merge     int
	borders   [6]border
	shade     fill
	saysShade bool
	margins   edges
	vAlign    string
	direction string
	noWrap    bool
}

func (p *cellProps) over(base *cellProps) {
	overBorders(&p.borders, &base.borders)
	p.margins.over(&base.margins)
	if p.saysShade {
		base.shade, base.saysShade = p.shade, true
	}
	if p.vAlign != "" {
		base.vAlign = p.vAlign
	}
	if p.direction != "" {
		base.direction = p.direction
	}
	base.noWrap = base.noWrap || p.noWrap
}

func (p *cellProps) read(c *cursor, name string) {
	switch name {
	case "w:tcW":
		p.width = readWidth(c)
	case "w:gridSpan":
		p.span = int(clamp(number(c.val()), 1, maxColumns))
	case "w:vMerge":
		p.merge = mergeGoOn
		if c.val() == "restart" {
			p.merge = mergeStart
		}
	case "w:tcBorders":
		readBorders(c, &p.borders)
	case "w:shd":
		p.shade, p.saysShade = readShade(c), true
	case "w:tcMar":
		p.margins = readEdges(c)
	case "w:vAlign":
		p.vAlign = c.val()
	case "w:textDirection":
		p.direction = c.val()
	case "w:noWrap":
		p.noWrap = c.on()
	}
}

// maxColumns bounds the grid of a table; Word has 63.
const maxColumns = 512
