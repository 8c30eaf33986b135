package pdf

import (
	"fmt"
	"math"
	"strconv"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// centi is a length in 1/100 pt, the precision of page contents: 0.0035 mm.
type centi = int64

func centiOf(l unit.Length) centi { return int64(l.Scale(1, 127)) }

// gap moves the pen between two codes of a text, in 1/1000 em to the left.
type gap struct {
	at, by int
}

// mark is what a sequence of a page's content belongs to (ISO 32000-1, 14.6): part of an
// element of the structure, or page furniture.
type mark struct {
	tag string // "P", "Figure"; of furniture: its properties, or ""
	id  int    // -1 is furniture
}

// content builds the content stream of a page. It writes an operator only where the
// state changes, and one text object around neighbouring texts.
type content struct {
	b      []byte
	height centi
	inText bool
	x, y   centi // start of the line of the text object
	face   int   // current font, -1 is none
	size   centi
	fill   item.Color
	stroke item.Color
	width  centi
	marked bool
	mark   mark
	alphas map[uint8]bool // graphics states that the page uses
	fonts  map[int]bool   // faces that the page uses
	images []ref          // pictures that the page uses
}

func newContent(height centi) *content {
	return &content{height: height, face: -1, width: 100, alphas: map[uint8]bool{}, fonts: map[int]bool{}}
}

func (c *content) op(format string, args ...any) { c.b = fmt.Appendf(c.b, format, args...) }

func (c *content) num(n centi) {
	c.b = append(appendNum(c.b, n), ' ')
}

func (c *content) endText() {
	if c.inText {
		c.b = append(c.b, "ET\n"...)
		c.inText = false
	}
}

// begin starts the sequence of m where it is not the current one.
func (c *content) begin(m mark) {
	if c.marked && c.mark == m {
		return
	}
	c.end()
	switch {
	case m.id < 0 && m.tag == "":
		c.b = append(c.b, "/Artifact BMC\n"...)
	case m.id < 0:
		c.op("/Artifact<<%s>>BDC\n", m.tag)
	default:
		c.b = append(append(append(c.b, '/'), m.tag...), "<</MCID "...)
		c.b = append(strconv.AppendInt(c.b, int64(m.id), 10), ">>BDC\n"...)
	}
	c.marked, c.mark = true, m
}

// end closes the current sequence.
func (c *content) end() {
	c.endText()
	if c.marked {
		c.b = append(c.b, "EMC\n"...)
		c.marked = false
	}
}

func (c *content) setFill(col item.Color) {
	if col != c.fill {
		c.b = appendColor(c.b, col, "g\n", "rg\n")
		c.fill = col
	}
}

func (c *content) setStroke(col item.Color, width centi) {
	if col != c.stroke {
		c.b = appendColor(c.b, col, "G\n", "RG\n")
		c.stroke = col
	}
	if width != c.width {
		c.num(width)
		c.b = append(c.b, "w\n"...)
		c.width = width
	}
}

// appendColor writes a colour and the operator for gray or for any colour. Two decimals
// are not enough for 256 steps, three are.
func appendColor(b []byte, col item.Color, gray, rgb string) []byte {
	parts := [3]int{int(col >> 16 & 0xFF), int(col >> 8 & 0xFF), int(col & 0xFF)}
	n, op := 3, rgb
	if parts[0] == parts[1] && parts[1] == parts[2] {
		n, op = 1, gray
	}
	for _, v := range parts[:n] {
		b = strconv.AppendFloat(b, math.Round(float64(v)*1000/255)/1000, 'f', -1, 64)
		b = append(b, ' ')
	}
	return append(b, op...)
}

// startText opens a text object in a font and colour.
func (c *content) startText(face int, size centi, col item.Color) {
	if !c.inText {
		c.b = append(c.b, "BT\n"...)
		c.inText, c.x, c.y = true, 0, 0
	}
	if face != c.face || size != c.size {
		c.b = append(strconv.AppendInt(append(c.b, "/F"...), int64(face), 10), ' ')
		c.num(size)
		c.b = append(c.b, "Tf\n"...)
		c.face, c.size = face, size
		c.fonts[face] = true
	}
	c.setFill(col)
}

// text shows codes with their first baseline point at (x, y), y upwards.
func (c *content) text(x, y centi, codes []byte, gaps []gap) {
	if x != c.x || y != c.y {
		c.num(x - c.x)
		c.num(y - c.y)
		c.b = append(c.b, "Td"...)
		c.x, c.y = x, y
	}
	c.show(codes, gaps)
}

// show shows codes at the place of the text.
func (c *content) show(codes []byte, gaps []gap) {
	if len(gaps) == 0 {
		c.b = append(appendLiteral(c.b, codes), "Tj\n"...)
		return
	}
	c.b = append(c.b, '[')
	last := 0
	for _, g := range gaps {
		if g.at > last {
			c.b = appendLiteral(c.b, codes[last:g.at])
		}
		c.b = strconv.AppendInt(c.b, int64(g.by), 10)
		last = g.at
	}
	c.b = append(appendLiteral(c.b, codes[last:]), "]TJ\n"...)
}

// looked shows a run that the drawing library cannot: spaced, scaled, turned, see-through.
func (c *content) looked(r *run) {
	c.endText()
	c.b = append(c.b, "q\n"...)
	fill := c.fill
	c.alpha(r.alpha)
	if r.apart() {
		c.op("/Span<</ActualText%s>>BDC\n", textString(r.text))
	}
	c.startText(r.face, centiOf(r.size), r.color)
	scale := int64(100)
	if r.scale > 0 {
		scale = int64(r.scale)
		c.num(scale * 100)
		c.b = append(c.b, "Tz "...)
	}
	if r.spacing != 0 {
		// Tz scales Tc too, the layout does not.
		c.num(centiOf(r.spacing) * 100 / scale)
		c.b = append(c.b, "Tc "...)
	}
	cos, sin := turn(r.turn)
	c.op("%s %s %s %s ", cos, sin, negate(sin), cos)
	c.num(centiOf(r.x))
	c.num(c.height - centiOf(r.y))
	c.b = append(c.b, "Tm "...)
	c.show(r.codes, r.gaps)
	c.b = append(c.b, "ET\n"...)
	if r.apart() {
		c.b = append(c.b, "EMC\n"...)
	}
	c.b = append(c.b, "Q\n"...)
	c.inText, c.face, c.fill = false, -1, fill
}

// turn returns cosine and sine of an angle in degrees as numbers of PDF.
func turn(degrees int) (cos, sin string) {
	switch ((degrees % 360) + 360) % 360 {
	case 0:
		return "1", "0"
	case 90:
		return "0", "1"
	case 180:
		return "-1", "0"
	case 270:
		return "0", "-1"
	}
	s, c := math.Sincos(float64(degrees%360) * math.Pi / 180)
	return strconv.FormatFloat(c, 'f', 5, 64), strconv.FormatFloat(s, 'f', 5, 64)
}

func negate(n string) string {
	switch {
	case n == "0":
		return n
	case n[0] == '-':
		return n[1:]
	}
	return "-" + n
}

// alpha makes what follows see-through; the caller restores the graphics state.
func (c *content) alpha(lost uint8) {
	if lost != 0 {
		c.alphas[lost] = true
		c.op("/A%d gs\n", lost)
	}
}

// line strokes from one point to the other, y upwards.
func (c *content) line(x1, y1, x2, y2 centi) {
	c.endText()
	c.num(x1)
	c.num(y1)
	c.b = append(c.b, "m "...)
	c.num(x2)
	c.num(y2)
	c.b = append(c.b, "l S\n"...)
}

// item paints what the drawing library does not.
func (c *content) item(it item.Item) {
	c.endText()
	switch it := it.(type) {
	case *item.Line:
		c.b = append(c.b, "q\n"...)
		stroke, width := c.stroke, c.width
		c.setStroke(it.Color, centiOf(it.Width))
		if len(it.Dash) > 0 {
			c.b = append(c.b, '[')
			for _, d := range it.Dash {
				c.num(centiOf(d))
			}
			c.b = append(c.b, "]0 d\n"...)
		}
		c.line(centiOf(it.X1), c.height-centiOf(it.Y1), centiOf(it.X2), c.height-centiOf(it.Y2))
		c.b = append(c.b, "Q\n"...)
		c.stroke, c.width = stroke, width
	case *item.Fill:
		c.setFill(it.Color)
		c.num(centiOf(it.X))
		c.num(c.height - centiOf(it.Y+it.H))
		c.num(centiOf(it.W))
		c.num(centiOf(it.H))
		c.b = append(c.b, "re f\n"...)
	case *item.Path:
		c.path(it)
	}
}

// segments is what the steps of a path are in PDF.
var segments = map[byte]struct {
	points int
	op     string
}{'M': {1, "m\n"}, 'L': {1, "l\n"}, 'C': {3, "c\n"}, 'Z': {0, "h\n"}}

func (c *content) path(p *item.Path) {
	if len(p.Segments) == 0 || p.Fill == nil && p.Stroke == nil {
		return
	}
	c.b = append(c.b, "q\n"...)
	fill, stroke, width := c.fill, c.stroke, c.width
	c.alpha(p.Alpha)
	paint := "n"
	if p.Fill != nil {
		c.setFill(*p.Fill)
		paint = "f"
	}
	if p.Stroke != nil {
		c.setStroke(*p.Stroke, centiOf(p.Width))
		paint = "S"
		if p.Fill != nil {
			paint = "B"
		}
	}
	for _, s := range p.Segments {
		op := segments[s.Op]
		for _, pt := range s.P[:op.points] {
			c.num(centiOf(pt.X))
			c.num(c.height - centiOf(pt.Y))
		}
		c.b = append(c.b, op.op...)
	}
	c.op("%s\nQ\n", paint)
	c.fill, c.stroke, c.width = fill, stroke, width
}

// picture paints an image object over a rectangle, turned around its centre.
func (c *content) picture(p *item.Picture, image ref) {
	c.endText()
	w, h := float64(p.W.Points()), float64(p.H.Points())
	cx, cy := p.X.Points()+w/2, float64(c.height)/100-p.Y.Points()-h/2
	s, co := math.Sincos(float64(p.Turn%360) * math.Pi / 180)
	m := [6]float64{w * co, w * s, -h * s, h * co}
	m[4], m[5] = cx-(m[0]+m[2])/2, cy-(m[1]+m[3])/2
	c.b = append(c.b, "q "...)
	for _, v := range m {
		c.b = strconv.AppendFloat(c.b, math.Round(v*1000)/1000+0, 'f', -1, 64)
		c.b = append(c.b, ' ')
	}
	c.op("cm ")
	c.crop(p.Crop)
	c.op("/I%d Do Q\n", image)
	c.images = append(c.images, image)
}

// crop leaves of the picture to come what its rectangle, now the unit square, shall show.
func (c *content) crop(crop item.Crop) {
	if crop == (item.Crop{}) {
		return
	}
	const whole = 100_000
	w, h := float64(whole-crop.Left-crop.Right), float64(whole-crop.Top-crop.Bottom)
	c.b = append(c.b, "0 0 1 1 re W n "...)
	for _, v := range [6]float64{whole / w, 0, 0, whole / h, -float64(crop.Left) / w, -float64(crop.Bottom) / h} {
		c.b = strconv.AppendFloat(c.b, math.Round(v*100_000)/100_000+0, 'f', -1, 64)
		c.b = append(c.b, ' ')
	}
	c.b = append(c.b, "cm "...)
}

// form paints the template's page, its upper edge on that of the page.
func (c *content) form(x ref, up unit.Length) {
	c.op("q 1 0 0 1 0 %s cm /I%d Do Q\n", num(centiOf(up)), x)
	c.images = append(c.images, x)
}
