package pdf

import (
	"fmt"
	"io"
	"strings"
	"time"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// Table is a paper that nobody edits in Word: a register, a slip, on A4.
type Table struct {
	Cover     []Paragraph // a page of its own before the table; nil is none
	Before    []Paragraph
	Columns   []TableColumn
	Rows      [][]string
	After     []Paragraph
	Landscape bool
	Title     string // of the metadata
	Day       time.Time
}

// TableColumn is a column of a Table.
type TableColumn struct {
	Head  string
	Width int  // share of the width; the sum of all is the whole
	Left  bool // text from the left; else centred
}

// Paragraph is a line of text over the width of the page, or two halves beside each other.
type Paragraph struct {
	Text   string
	Right  string  // the right half; "" is none, then Text has the whole width
	Size   float64 // in points; 0 is 12
	Bold   bool
	Italic bool
	Slant  bool       // italic in the right half alone
	Left   bool       // from the left; else centred
	Under  [2]float64 // lines under the text of the halves, as parts of its width; 0 is none
	Space  float64    // above, in millimetres
}

// Measures of these papers.
const (
	paperLeft   = 20 * unit.Mm
	paperEdge   = 15 * unit.Mm // at the other sides
	cellEdge    = unit.Mm
	cellSize    = 10 * unit.Pt
	footerAbove = 8 * unit.Mm // from the lower edge to the page number
	ruleWidth   = unit.Mm / 5
)

// WriteTable draws t with the faces of a set. A letter that none of them has is an empty box.
func WriteTable(out io.Writer, set *font.Set, t *Table) error {
	doc, err := t.pages(set)
	if err != nil {
		return err
	}
	return Write(out, doc, Info{Day: t.Day, Boxes: true})
}

// pages lays the paper out.
func (t *Table) pages(set *font.Set) (*layout.Document, error) {
	c := &clerk{typist: typist{faces: make(map[*font.Face]*face)}, set: set, doc: &layout.Document{Title: t.Title, Lang: "vi-VN"},
		width: 210 * unit.Mm, height: 297 * unit.Mm}
	if t.Landscape {
		c.width, c.height = c.height, c.width
	}
	for _, bold := range []bool{false, true} {
		for _, italic := range []bool{false, true} {
			src, _ := set.Find("Times New Roman", bold, italic)
			if src == nil {
				return nil, fmt.Errorf("no face serves Times New Roman")
			}
			if _, err := c.open(src); err != nil {
				return nil, err
			}
		}
	}
	c.newPage()
	if len(t.Cover) > 0 {
		c.paragraphs(t.Cover)
		c.newPage()
	}
	c.paragraphs(t.Before)
	c.table(t)
	c.after(t.After)
	if len(t.Cover) > 0 {
		c.pageNumbers()
	}
	return c.doc, nil
}

// clerk lays a Table out.
type clerk struct {
	typist
	set           *font.Set
	doc           *layout.Document
	width, height unit.Length // of the sheet
	y             unit.Length // where the next thing begins
}

// look is how letters look.
type look struct {
	bold, italic bool
	size         unit.Length
}

// setWord is a word, in parts that one face serves.
type setWord struct {
	parts []item.Text // without a place
	width unit.Length
}

func (c *clerk) newPage() {
	c.doc.Pages = append(c.doc.Pages, layout.Page{Width: c.width, Height: c.height, Top: paperEdge, Bottom: c.height - paperEdge})
	c.y = paperEdge
}

func (c *clerk) page() *layout.Page { return &c.doc.Pages[len(c.doc.Pages)-1] }

func (c *clerk) bottom() unit.Length { return c.height - paperEdge }

// lineHeight is that of a look in the face of the paper.
func (c *clerk) lineHeight(l look) unit.Length { return c.face(l).lineHeight(l.size) + l.size/12 }

func (c *clerk) face(l look) *face {
	src, _ := c.set.Find("Times New Roman", l.bold, l.italic)
	return c.faces[src]
}

// word measures a word; letters that the face lacks come from another that has them.
func (c *clerk) word(text string, l look) (w setWord) {
	base := c.face(l)
	for _, r := range text {
		f := base
		if base.lookup(r) == 0 {
			if other := c.set.Fallback(r, l.bold, l.italic); other != nil {
				if opened, err := c.open(other); err == nil {
					f = opened
				}
			}
		}
		n := len(w.parts)
		if n == 0 || w.parts[n-1].Face != f.src {
			w.parts = append(w.parts, item.Text{Face: f.src, Size: l.size})
			n++
		}
		advance := f.measure(string(r), l.size)
		w.parts[n-1].Text += string(r)
		w.parts[n-1].Width += advance
		w.width += advance
	}
	return w
}

// lines breaks a text into lines of a width; a word that is wider is cut.
func (c *clerk) lines(text string, l look, room unit.Length) (out [][]setWord) {
	space := c.face(l).measure(" ", l.size)
	var line []setWord
	var used unit.Length
	add := func(w setWord) {
		if len(line) > 0 && used+space+w.width > room {
			out, line, used = append(out, line), nil, 0
		}
		if len(line) > 0 {
			used += space
		}
		line, used = append(line, w), used+w.width
	}
	for _, word := range strings.Fields(clean(text)) {
		for rest := []rune(word); len(rest) > 0; {
			w, n := c.word(string(rest), l), len(rest)
			for ; w.width > room && n > 1; w = c.word(string(rest[:n]), l) {
				n = min(n-1, max(1, int(int64(n)*int64(room)/int64(w.width))+1))
			}
			add(w)
			rest = rest[n:]
		}
	}
	if len(line) > 0 {
		out = append(out, line)
	}
	return out
}

// clean composes letters and takes out what is none; a new line becomes a semicolon.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\u00a0':
			return ' '
		case r < ' ' || ignorable(r):
			return -1
		}
		return r
	}, nfc(strings.ReplaceAll(s, "\n", "; ")))
}

// put sets lines one below the other from y on.
func (c *clerk) put(lines [][]setWord, l look, x, room, y unit.Length, left bool, para int) {
	f := c.face(l)
	ascent := l.size.Scale(int64(f.signed("hhea", 4)), int64(f.upem))
	space := f.measure(" ", l.size)
	for _, line := range lines {
		at := x
		if !left {
			sum := space * unit.Length(len(line)-1)
			for _, w := range line {
				sum += w.width
			}
			at += (room - sum) / 2
		}
		for _, w := range line {
			for _, part := range w.parts {
				part.X, part.Y, part.Para = at, y+ascent, para
				at += part.Width
				c.page().Items = append(c.page().Items, &part)
			}
			at += space
		}
		y += c.lineHeight(l)
	}
}

// halves are the texts of a paragraph with their places.
func (c *clerk) halves(p *Paragraph) (texts []string, room unit.Length) {
	room = c.width - paperLeft - paperEdge
	if p.Right == "" {
		return []string{p.Text}, room
	}
	return []string{p.Text, p.Right}, room / 2
}

// tall is the height of a paragraph.
func (c *clerk) tall(p *Paragraph) unit.Length {
	texts, room := c.halves(p)
	n := 1
	for _, text := range texts {
		n = max(n, len(c.lines(text, p.look(), room)))
	}
	return p.space() + unit.Length(n)*c.lineHeight(p.look()) + cellEdge
}

func (p *Paragraph) look() look {
	size := unit.Length(p.Size * float64(unit.Pt))
	if size <= 0 {
		size = 12 * unit.Pt
	}
	return look{p.Bold, p.Italic, size}
}

func (p *Paragraph) space() unit.Length { return unit.Length(p.Space * float64(unit.Mm)) }

func (c *clerk) paragraphs(list []Paragraph) {
	for i := range list {
		p := &list[i]
		height := c.tall(p)
		if c.y+height > c.bottom() && c.y > paperEdge {
			c.newPage()
		}
		texts, room := c.halves(p)
		for k, text := range texts {
			c.para++
			l := p.look()
			l.italic = l.italic || p.Slant && k == 1
			lines, x := c.lines(text, l, room), paperLeft+room*unit.Length(k)
			c.put(lines, l, x, room, c.y+p.space(), p.Left, c.para)
			if part := p.Under[k]; part > 0 {
				c.under(lines, l, x+room/2, part, c.y+p.space())
			}
		}
		c.y += height
	}
}

// under draws the line below centred lines that begin at y: a part of the longest one's
// width, about the middle at x (NĐ 30/2020 PL I, II.1, II.2).
func (c *clerk) under(lines [][]setWord, l look, x unit.Length, part float64, y unit.Length) {
	var longest unit.Length
	for _, line := range lines {
		sum := c.face(l).measure(" ", l.size) * unit.Length(len(line)-1)
		for _, w := range line {
			sum += w.width
		}
		longest = max(longest, sum)
	}
	half := unit.Length(float64(longest) * part / 2)
	y += unit.Length(len(lines))*c.lineHeight(l) + ruleWidth
	c.page().Items = append(c.page().Items, &item.Line{X1: x - half, Y1: y, X2: x + half, Y2: y, Width: ruleWidth})
}

// after sets what stands behind the table, on one page where one can hold it.
func (c *clerk) after(list []Paragraph) {
	var height unit.Length
	for i := range list {
		height += c.tall(&list[i])
	}
	if c.y+height > c.bottom() && height < c.bottom()-paperEdge {
		c.newPage()
	}
	c.paragraphs(list)
}

// pageNumbers numbers the pages behind the cover.
func (c *clerk) pageNumbers() {
	l := look{size: cellSize}
	last := len(c.doc.Pages) - 1
	for i := 1; i <= last; i++ {
		w := c.word(fmt.Sprintf("%d/%d", i, last), l)
		w.parts[0].X, w.parts[0].Y = (c.width-w.width)/2, c.height-footerAbove
		c.doc.Pages[i].Items = append(c.doc.Pages[i].Items, &w.parts[0])
	}
}

// tableRow is a row with its cells broken into lines.
type tableRow struct {
	look  look
	cells [][][]setWord
	paras []int // 0 where the row is a copy
	head  bool
}

// table sets the table; heads and the numbers of columns stand on each of its pages.
func (c *clerk) table(t *Table) {
	if len(t.Columns) == 0 {
		return
	}
	g := c.grid(t)
	heads, numbers := make([]string, len(t.Columns)), make([]string, len(t.Columns))
	for i, col := range t.Columns {
		heads[i], numbers[i] = col.Head, fmt.Sprintf("(%d)", i+1)
	}
	tags := layout.Table{Columns: len(t.Columns), Heads: 2, Ruled: true}
	row := func(texts []string, l look, head bool) *tableRow {
		r := &tableRow{look: l, head: head}
		var tag layout.TableRow
		for i := range t.Columns {
			text := ""
			if i < len(texts) {
				text = texts[i]
			}
			c.para++
			r.paras = append(r.paras, c.para)
			r.cells = append(r.cells, c.lines(text, l, g[i+1]-g[i]-2*cellEdge))
			tag.Cells = append(tag.Cells, layout.TableCell{First: int32(c.para), Last: int32(c.para), Column: int16(i), Columns: 1, Rows: 1})
		}
		tags.Rows = append(tags.Rows, tag)
		return r
	}
	top := []*tableRow{row(heads, look{bold: true, size: cellSize}, true), row(numbers, look{italic: true, size: cellSize}, true)}
	if c.y+3*c.rowHeight(top[0].lines(), top[0].look) > c.bottom() {
		c.newPage()
	}
	for _, r := range top {
		c.piece(t, g, r, r.lines())
		r.paras = make([]int, len(r.paras)) // from now on a copy
	}
	for _, texts := range t.Rows {
		c.row(t, g, row(texts, look{size: cellSize}, false), top)
	}
	c.doc.Tables = append(c.doc.Tables, tags)
}

// grid gives the edges of the columns.
func (c *clerk) grid(t *Table) []unit.Length {
	sum, at := 0, 0
	for _, col := range t.Columns {
		sum += max(1, col.Width)
	}
	out := []unit.Length{paperLeft}
	for _, col := range t.Columns {
		at += max(1, col.Width)
		out = append(out, paperLeft+(c.width-paperLeft-paperEdge).Scale(int64(at), int64(sum)))
	}
	return out
}

func (c *clerk) rowHeight(lines int, l look) unit.Length {
	return unit.Length(lines)*c.lineHeight(l) + 2*cellEdge
}

func (r *tableRow) lines() int {
	n := 1
	for _, cell := range r.cells {
		n = max(n, len(cell))
	}
	return n
}

// row sets a row, on a new page where it does not fit; one that is higher than a page goes
// on on the next.
func (c *clerk) row(t *Table, g []unit.Length, r *tableRow, heads []*tableRow) {
	for left := r.lines(); left > 0; {
		room := int((c.bottom() - c.y - 2*cellEdge) / c.lineHeight(r.look))
		if room < left && (c.y > c.height/2 || room < 1) {
			c.newPage()
			for _, h := range heads {
				c.piece(t, g, h, h.lines())
			}
			room = max(1, int((c.bottom()-c.y-2*cellEdge)/c.lineHeight(r.look)))
		}
		n := min(left, room)
		c.piece(t, g, r, n)
		left -= n
	}
}

// piece sets the next n lines of a row and its edges.
func (c *clerk) piece(t *Table, g []unit.Length, r *tableRow, n int) {
	height := c.rowHeight(n, r.look)
	for i, cell := range r.cells {
		k := min(n, len(cell))
		x := g[i] + cellEdge
		c.put(cell[:k], r.look, x, g[i+1]-cellEdge-x, c.y+cellEdge, t.Columns[i].Left && !r.head, r.paras[i])
		if !r.head {
			r.cells[i] = cell[k:]
		}
	}
	rule := func(x1, y1, x2, y2 unit.Length) {
		c.page().Items = append(c.page().Items, &item.Line{X1: x1, Y1: y1, X2: x2, Y2: y2, Width: ruleWidth})
	}
	rule(g[0], c.y, g[len(g)-1], c.y)
	for _, x := range g {
		rule(x, c.y, x, c.y+height)
	}
	rule(g[0], c.y+height, g[len(g)-1], c.y+height)
	c.y += height
}
