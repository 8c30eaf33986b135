package layout

import (
	"unicode"

	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// content says how wide content is: its longest part that no line may break, and all of it
// where lines break only where they must.
type content struct{ least, most unit.Length }

func (c *content) add(o content) { c.least, c.most = max(c.least, o.least), max(c.most, o.most) }

// content measures a cell with its margins. Paragraphs whose words surely fit into enough
// are left out; 0 measures all.
func (lt *laidTable) content(c *laidCell, enough unit.Length) content {
	margins := c.margins.at[left] + c.margins.at[right]
	if c.turned {
		return content{margins + unit.Inch/8, margins + unit.Inch/8}
	}
	var all content
	for _, b := range c.c.blocks {
		switch b := b.(type) {
		case *para:
			if enough == 0 || lt.t.mayExceed(b, c.format, enough-margins) {
				all.add(lt.t.gauge(b, c.format, lt.counts))
			}
		case *table:
			all.add(lt.t.gaugeTable(b, lt.counts))
		}
	}
	all.least, all.most = all.least+margins, all.most+margins
	if c.props.noWrap { // ECMA-376-1 17.4.30
		all.least = max(all.least, c.c.props.width.in(0))
		if c.c.props.width.in(0) == 0 {
			all.least = all.most
		}
	}
	return all
}

// mayExceed reports whether a word of a paragraph may be wider than a width, judged by its
// letters alone: most paragraphs need no closer look.
func (t *typesetter) mayExceed(p *para, cell *cellFormat, width unit.Length) bool {
	const wide = 11 // tenths of the em that a letter takes at most on average
	size, longest, n := unit.Length(0), unit.Length(0), unit.Length(0)
	sized := true // all text says how large it is
	for i := range p.content {
		in := &p.content[i]
		switch in.kind {
		case inText, inField:
			if in.props == nil || in.props.size == 0 {
				sized = false
			} else {
				size = max(size, in.props.size)
			}
			if in.props != nil && (in.props.spacing > 0 || in.props.scale > 100) {
				return true
			}
		case inDrawing:
			return true
		default:
			n = 0
			continue
		}
		if in.kind == inField {
			n += 5
			longest = max(longest, n)
		}
		for _, r := range in.text {
			if n++; r == ' ' || r == '-' || unicode.IsSpace(r) || isIdeograph(r) {
				n = 0
			}
			longest = max(longest, n)
		}
	}
	if longest == 0 || sized && p.props.has == 0 && longest*size*wide/10 <= width {
		return false
	}
	f := t.formatOf(p, cell)
	if !sized {
		size = max(size, f.run.size, 10*unit.Pt)
	}
	return longest*size*wide/10+max(0, f.left)+max(0, f.first)+max(0, f.right) > width
}

// gauge measures a paragraph without laying it out.
func (t *typesetter) gauge(p *para, cell *cellFormat, n counts) content {
	f := t.formatOf(p, cell)
	s := &shaper{t: t, p: p, f: f, atoms: t.scratch[:0]}
	var l *look
	var props *runProps
	for i := range p.content {
		in := &p.content[i]
		if in.props != nil && (props == nil || *in.props != *props) {
			l = t.look(f, in.props)
		}
		props = in.props
		if l == nil || l.is(hidden) {
			continue
		}
		s.gauge(in, l, n)
	}
	t.scratch = s.atoms
	return f.extent(s.atoms, t.defaultTab)
}

// gauge shapes a piece of a paragraph as far as its width goes. Notes and lists are counted
// when they are laid out, which must be in order; a reference is as wide as a figure.
func (s *shaper) gauge(in *inline, l *look, n counts) {
	switch in.kind {
	case inText:
		s.text(in.text, l)
	case inField:
		s.text(n.value(in), l)
	case inFootnote, inEndnote, inNoteSign:
		s.text("1", l)
	case inTab, inPositionTab:
		s.last = 0
		s.atoms = append(s.atoms, atom{kind: atomTab})
	case inLineBreak, inPageBreak, inColumnBreak:
		s.last = 0
		s.atoms = append(s.atoms, atom{kind: atomLineBreak})
	case inDrawing:
		s.last = 0
		if w := inlineWidth(in.shape); w > 0 {
			s.allowBreak()
			s.atoms = append(s.atoms, atom{kind: atomObject, width: w, canBreak: true})
		}
	}
}

// extent adds the widths of atoms up, with the indents of their paragraph.
func (f *paraFormat) extent(atoms []atom, tab unit.Length) content {
	var out content
	if len(atoms) == 0 {
		return out
	}
	begin, right := max(0, f.left), max(0, f.right)
	part := max(0, f.left+f.first)
	line, end := part, part // end: of the last thing that is no space
	for i := range atoms {
		a := &atoms[i]
		line += a.width
		switch a.kind {
		case atomText, atomObject:
			part, end = part+a.width, line
			out.least = max(out.least, part+right)
		case atomTab:
			line = (line/max(tab, unit.Twip) + 1) * max(tab, unit.Twip)
			part = begin
		case atomLineBreak:
			part, line = begin, begin
		}
		if a.canBreak {
			part = begin
		}
		out.most = max(out.most, end+right)
	}
	return out
}

// inlineWidth is the width of a picture or shape that stands in the line; 0 where it floats.
func inlineWidth(e *ooxml.Element) unit.Length {
	if e == nil {
		return 0
	}
	if e.Name != "w:drawing" {
		for _, k := range e.Kids {
			if k.Element == nil {
				continue
			}
			if st := vmlStyle(k.Element); st["width"] != "" && st["position"] != "absolute" {
				return clampLength(measure(st["width"], unit.Pt))
			}
		}
		return 0
	}
	in := e.Child("wp:inline")
	if in == nil {
		return 0
	}
	if x := in.Child("wp:extent"); x != nil {
		cx, _ := x.Attr("cx")
		return clampLength(unit.Length(number(cx)))
	}
	return 0
}

func clampLength(l unit.Length) unit.Length { return max(0, min(l, maxLength)) }

// gaugeTable measures a table in a cell, once.
func (t *typesetter) gaugeTable(tb *table, n counts) content {
	if c, ok := t.gauged[tb]; ok {
		return c
	}
	lt := t.rowsOf(tb, n)
	cols := lt.columns(lt.props.width.in(0), 0)
	f := &autofit{lt: lt, cols: cols}
	f.measure()
	var out content
	for i := range cols {
		c := &cols[i]
		w := c.asked
		if w == 0 {
			w = c.saved
		}
		if lt.props.fixed {
			out.least, out.most = out.least+w, out.most+w
			continue
		}
		if c.asked == 0 && c.used {
			w = c.most
		}
		out.least, out.most = out.least+c.least, out.most+max(c.least, w)
	}
	if w := lt.props.width.in(0); w > 0 {
		out.most = max(w, out.least)
	}
	t.gauged[tb] = out
	return out
}
