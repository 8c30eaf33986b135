package layout

import (
	"strconv"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// counted reports whether the lines of a paragraph are counted: those of the body, outside
// tables, frames and notes.
func (f *flow) counted(l *laid) bool {
	return f.t.section.numbers != nil && !f.nested && !l.f.Unnumbered
}

// beginLines starts the numbers of lines anew where the section wants it.
func (p *pager) beginLines(page bool) {
	n := p.section.Lines
	if n != nil && (p.lines == 0 || page && n.Restart == "newPage" || !page && n.Restart != "continuous") {
		p.lines = n.Start - 1
	}
}

// number counts a line and returns what is printed beside it.
func (p *pager) number(m *lineMark) []item.Item {
	p.lines++
	if p.lines%m.of.Every != 0 {
		return nil
	}
	t := p.t
	s := &shaper{t: t, p: new(word.Paragraph), f: t.Styles.Paragraph(new(word.ParaProps), nil)}
	s.text(strconv.Itoa(p.lines), t.look(s.f, &word.RunProps{Style: t.Styles.Named("line number", "character")}))
	distance := m.of.Distance
	if distance == 0 { // Word: a quarter of an inch, half of that beside columns
		distance = unit.Inch / 4
		if len(p.section.Columns) > 1 {
			distance /= 2
		}
	}
	var out []item.Item
	x := m.x - distance
	for i := len(s.atoms) - 1; i >= 0; i-- {
		a := &s.atoms[i]
		x -= a.width
		out = append(out, &item.Text{X: x, Y: m.y, Width: a.width, Face: a.ink.face, Size: a.ink.size, Text: a.text, Color: a.ink.look.Color})
	}
	return out
}
