package layout

import (
	"unicode"

	"vanthu/pipeline/layout/draw"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// content says how wide content is: its longest part that no line may break, and all of it
// where lines break only where they must.
type content struct{ least, most unit.Length }

func (c *content) add(o content) { c.least, c.most = max(c.least, o.least), max(c.most, o.most) }

// content measures a cell with its margins. Paragraphs whose words surely fit into enough
// are left out; 0 measures all.
func (lt *laidTable) content(c *laidCell, enough unit.Length) content {
	margins := c.margins.At[word.Left] + c.margins.At[word.Right]
	if c.turned {
		return content{margins + unit.Inch/8, margins + unit.Inch/8}
	}
	var all content
	for _, b := range c.c.Blocks {
		switch b := b.(type) {
		case *word.Paragraph:
			if enough == 0 || lt.t.mayExceed(b, c.format, enough-margins) {
				all.add(lt.t.contentOf(b, c.format, lt.counts))
			}
		case *word.Table:
			all.add(lt.t.contentOfTable(b, lt.counts))
		}
	}
	all.least, all.most = all.least+margins, all.most+margins
	if c.props.NoWrap { // ECMA-376-1 17.4.30
		all.least = max(all.least, c.c.Props.Width.In(0))
		if c.c.Props.Width.In(0) == 0 {
			all.least = all.most
		}
	}
	return all
}

// mayExceed reports whether a word of a paragraph may be wider than a width, judged by its
// letters alone: most paragraphs need no closer look.
func (t *typesetter) mayExceed(p *word.Paragraph, cell *word.CellFormat, width unit.Length) bool {
	const wide = 11 // tenths of the em that a letter takes at most on average
	size, longest, n := unit.Length(0), unit.Length(0), unit.Length(0)
	sized := true // all text says how large it is
	for i := range p.Content {
		in := &p.Content[i]
		switch in.Kind {
		case word.InText, word.InField:
			if in.Props == nil || in.Props.Size == 0 {
				sized = false
			} else {
				size = max(size, in.Props.Size)
			}
			if in.Props != nil && (in.Props.Spacing > 0 || in.Props.Scale > 100) {
				return true
			}
		case word.InDrawing:
			return true
		default:
			n = 0
			continue
		}
		if in.Kind == word.InField {
			n += 5
			longest = max(longest, n)
		}
		for _, r := range in.Text {
			if n++; r == ' ' || r == '-' || unicode.IsSpace(r) || word.IsIdeograph(r) {
				n = 0
			}
			longest = max(longest, n)
		}
	}
	if longest == 0 || sized && p.Props.Has == 0 && longest*size*wide/10 <= width {
		return false
	}
	f := t.formatOf(p, cell)
	if !sized {
		size = max(size, f.Run.Size, 10*unit.Pt)
	}
	return longest*size*wide/10+max(0, f.Left)+max(0, f.First)+max(0, f.Right) > width
}

// contentOf measures a paragraph without laying it out.
func (t *typesetter) contentOf(p *word.Paragraph, cell *word.CellFormat, n counts) content {
	f := t.formatOf(p, cell)
	s := &shaper{t: t, p: p, f: f, atoms: t.scratch[:0]}
	var l *word.Look
	var props *word.RunProps
	for i := range p.Content {
		in := &p.Content[i]
		if in.Props != nil && (props == nil || *in.Props != *props) {
			l = t.look(f, in.Props)
		}
		props = in.Props
		if l == nil || l.Is(word.Hidden) {
			continue
		}
		s.measure(in, l, n)
	}
	t.scratch = s.atoms
	return extentOf(f, s.atoms, t.DefaultTab)
}

// measure shapes a piece of a paragraph as far as its width goes. Notes and lists are counted
// when they are laid out, which must be in order; a reference is as wide as a figure.
func (s *shaper) measure(in *word.Inline, l *word.Look, n counts) {
	switch in.Kind {
	case word.InText:
		s.text(in.Text, l)
	case word.InField:
		s.text(n.value(in), l)
	case word.InFootnote, word.InEndnote, word.InNoteSign:
		s.text("1", l)
	case word.InTab, word.InPositionTab:
		s.last = 0
		s.atoms = append(s.atoms, atom{kind: atomTab})
	case word.InLineBreak, word.InPageBreak, word.InColumnBreak:
		s.last = 0
		s.atoms = append(s.atoms, atom{kind: atomLineBreak})
	case word.InDrawing:
		s.last = 0
		if w := draw.InlineWidth(in); w > 0 {
			s.allowBreak()
			s.atoms = append(s.atoms, atom{kind: atomObject, width: w, canBreak: true})
		}
	}
}

// extentOf adds the widths of atoms up, with the indents of their paragraph.
func extentOf(f *word.ParaFormat, atoms []atom, tab unit.Length) content {
	var out content
	if len(atoms) == 0 {
		return out
	}
	begin, right := max(0, f.Left), max(0, f.Right)
	part := max(0, f.Left+f.First)
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
