package layout

import (
	"unicode"

	"vanthu/pipeline/unit"
)

// autofit widens the columns of a table that is not fixed where a word would have to be
// split. Word: a column is never narrower than its longest word; what it gains comes from
// the room beside the table, where its width is left open, then from the columns that have
// some to spare. LibreOffice splits the word.
func (lt *laidTable) autofit(area unit.Length) {
	if lt.props.fixed {
		return
	}
	cols := make([]unit.Length, len(lt.edges)-1)
	sum, grown := unit.Length(0), unit.Length(0)
	for i := range cols {
		cols[i] = lt.edges[i+1] - lt.edges[i]
		sum += cols[i]
	}
	least := lt.tooNarrow()
	if least == nil {
		return
	}
	for i, w := range least {
		if w > cols[i] {
			grown += w - cols[i]
			cols[i] = w
		}
	}
	limit := lt.props.width.in(area)
	if limit == 0 {
		limit = max(area, sum)
	}
	limit = max(limit, sum)
	if over := sum + grown - limit; over > 0 {
		lt.takeBack(cols, least, over)
	}
	for i, w := range cols {
		lt.edges[i+1] = lt.edges[i] + w
	}
	for i := range lt.rows { // what was laid out for the old widths
		for j := range lt.rows[i].cells {
			lt.rows[i].cells[j].flow = nil
		}
	}
}

// tooNarrow returns, for columns with a word that is too wide, what it needs; nil where all
// words fit. Paragraphs that it has to lay out stay laid out.
func (lt *laidTable) tooNarrow() []unit.Length {
	var least []unit.Length
	lt.eachCell(func(c *laidCell) {
		width := lt.inner(c)
		for k, b := range c.c.blocks {
			p, ok := b.(*para)
			if !ok || lt.atMost(p, c, width) == 0 {
				continue
			}
			l := lt.t.lay(p, c.format, max(width, unit.Pt), lt.counts)
			if need := l.widest(); need > width {
				if least == nil {
					least = make([]unit.Length, len(lt.edges)-1)
				}
				least[c.from] = max(least[c.from], need+lt.edges[c.to]-lt.edges[c.from]-width)
				continue
			}
			lt.flowOf(c).laid[k] = l
		}
	})
	return least
}

// eachCell visits the cells that stand in one column alone and whose text runs across.
func (lt *laidTable) eachCell(f func(c *laidCell)) {
	for i := range lt.rows {
		for j := range lt.rows[i].cells {
			c := &lt.rows[i].cells[j]
			if c.to-c.from == 1 && c.props.merge != mergeGoOn && !c.turned {
				f(c)
			}
		}
	}
}

// atMost is a width that the longest word of a paragraph surely fits in, judged by its
// letters; 0 where that is less than enough. Paragraphs in lists and with notes are left out:
// they are counted when they are laid out, which must be in order.
func (lt *laidTable) atMost(p *para, c *laidCell, enough unit.Length) unit.Length {
	const wide = 8 // tenths of the em that a letter takes at most on average
	size, longest, n := unit.Length(0), unit.Length(0), unit.Length(0)
	for i := range p.content {
		in := &p.content[i]
		switch {
		case in.kind == inFootnote || in.kind == inEndnote || in.kind == inDrawing:
			return 0
		case in.kind != inText:
			n = 0
			continue
		case in.props != nil:
			size = max(size, in.props.size)
		}
		for _, r := range in.text {
			if n++; r == ' ' || r == '-' || unicode.IsSpace(r) || isIdeograph(r) {
				n = 0
			}
			longest = max(longest, n)
		}
	}
	if longest < 2 || longest*max(size, 8*unit.Pt)*wide/10 <= enough && size > 0 {
		return 0
	}
	f := lt.t.formatOf(p, c.format)
	if f.numID != 0 && f.has&hasNumber != 0 {
		return 0
	}
	size = max(size, f.run.size, 10*unit.Pt)
	if w := longest*size*wide/10 + max(0, f.left) + max(0, f.right); w > enough {
		return w
	}
	return 0
}

// widest is the width of the longest stretch of a paragraph that no line may break, with
// its indents.
func (l *laid) widest() unit.Length {
	most, w := unit.Length(0), unit.Length(0)
	for _, a := range joined(l.lines) {
		switch a.kind {
		case atomText:
			w += a.width
		default:
			w = 0
		}
		most = max(most, w)
		if a.canBreak {
			w = 0
		}
	}
	return most + max(0, l.f.left) + max(0, l.f.right)
}

// takeBack narrows columns that have room to spare until the table is as wide as it may be.
// What their words need is judged by the letters, and measured where that leaves too little.
func (lt *laidTable) takeBack(cols, least []unit.Length, over unit.Length) {
	words, spare := lt.spare(cols, least, func(p *para, c *laidCell) unit.Length { return lt.atMost(p, c, unit.Inch/8) })
	if spare < over {
		words, spare = lt.spare(cols, least, func(p *para, c *laidCell) unit.Length {
			if lt.atMost(p, c, unit.Inch/8) == 0 {
				return 0
			}
			return lt.t.lay(p, c.format, maxLength, lt.counts).widest()
		})
	}
	over = min(over, spare)
	for i := range cols {
		if spare > 0 && cols[i] > words[i] {
			cols[i] -= (cols[i] - words[i]).Scale(int64(over), int64(spare))
		}
	}
}

// spare returns what the words of each column need, and how much the columns have besides.
func (lt *laidTable) spare(cols, least []unit.Length, need func(*para, *laidCell) unit.Length) (words []unit.Length, all unit.Length) {
	words = make([]unit.Length, len(cols))
	lt.eachCell(func(c *laidCell) {
		margins := lt.edges[c.to] - lt.edges[c.from] - lt.inner(c)
		words[c.from] = max(words[c.from], margins+unit.Inch/8)
		for _, b := range c.c.blocks {
			if p, ok := b.(*para); ok && least[c.from] == 0 {
				words[c.from] = max(words[c.from], margins+need(p, c))
			}
		}
	})
	for i := range cols {
		if least[i] > 0 || words[i] == 0 {
			words[i] = cols[i]
		}
		all += max(0, cols[i]-words[i])
	}
	return words, all
}
