package layout

import (
	"strconv"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// lineNumbers is w:lnNumType: the lines of a section's text are counted in the margin
// (ECMA-376-1 17.6.8).
type lineNumbers struct {
	every    int         // only multiples are printed
	start    int         // of the first line
	distance unit.Length // from the text; 0 is automatic
	restart  string      // "newPage", "newSection", "continuous"
}

func readLineNumbers(c *cursor) *lineNumbers {
	n := &lineNumbers{start: 1, restart: "newPage"}
	n.every = int(clamp(c.number("w:countBy"), 0, 1<<20))
	if c.has("w:start") { // Word: it writes what the first number follows
		n.start = int(clamp(c.number("w:start"), 0, 1<<20)) + 1
	}
	n.distance = max(0, c.twips("w:distance"))
	if r := c.attr("w:restart"); r != "" {
		n.restart = r
	}
	if n.every == 0 { // nothing is counted
		return nil
	}
	return n
}

// lineMark stands beside a line of the body until its page is finished: then the line gets
// its number. It is taken out there.
type lineMark struct {
	x, y unit.Length // of the left edge of the column and the baseline
	of   *lineNumbers
}

func (m *lineMark) Move(dx, dy unit.Length) { m.x, m.y = m.x+dx, m.y+dy }
func (m *lineMark) Copy() item.Item         { c := *m; return &c }

// counted reports whether the lines of a paragraph are counted: those of the body, outside
// tables, frames and notes.
func (f *flow) counted(l *laid) bool {
	return f.t.numbers != nil && !f.nested && !l.f.unnumbered
}

// beginLines starts the numbers of lines anew where the section wants it.
func (p *pager) beginLines(page bool) {
	n := p.section.lines
	if n != nil && (p.lines == 0 || page && n.restart == "newPage" || !page && n.restart != "continuous") {
		p.lines = n.start - 1
	}
}

// number counts a line and returns what is printed beside it.
func (p *pager) number(m *lineMark) []item.Item {
	p.lines++
	if p.lines%m.of.every != 0 {
		return nil
	}
	t := p.t
	s := &shaper{t: t, p: new(para), f: t.styles.paragraph(new(paraProps), nil)}
	s.text(strconv.Itoa(p.lines), t.look(s.f, &runProps{style: t.styles.named("line number", "character")}))
	distance := m.of.distance
	if distance == 0 { // Word: a quarter of an inch, half of that beside columns
		distance = unit.Inch / 4
		if len(p.section.columns) > 1 {
			distance /= 2
		}
	}
	var out []item.Item
	x := m.x - distance
	for i := len(s.atoms) - 1; i >= 0; i-- {
		a := &s.atoms[i]
		x -= a.width
		out = append(out, &item.Text{X: x, Y: m.y, Width: a.width, Face: a.ink.face, Size: a.ink.size, Text: a.text, Color: a.ink.look.color})
	}
	return out
}
