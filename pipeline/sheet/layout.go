package sheet

import (
	"fmt"

	"vanthu/pipeline/tag"
)

// layout says on which rows of the filled sheet the rows of the template come out.
type layout struct {
	plan *plan
	top  []*extent // of the sections in plan.nodes
	rows int       // of the filled part; the rest of the sheet follows it
}

// extent is a section as it comes out.
type extent struct {
	section *section
	start   int // row
	n       int // repetitions
	rows    int // in all
	blank   bool
	inner   [][]*extent // of each repetition, where the section has sections
	starts  []int       // row of each repetition, likewise
}

// at is a repetition in which a row is written.
type at struct {
	ext *extent
	i   int
}

// layOut counts the repetitions of a plan's sections.
func (fl *filler) layOut(p *plan) *layout {
	c := &counter{fl, p, tag.NewScope(fl.set.Record()), map[*section]bool{}}
	next, top := c.nodes(p.nodes, 1)
	return &layout{plan: p, top: top, rows: next - 1}
}

// counter lays the nodes of a plan out.
type counter struct {
	*filler
	plan  *plan
	scope *tag.Scope
	told  map[*section]bool // sections whose fault is told already
}

// nodes lays nodes out from a row on and returns the row after them.
func (c *counter) nodes(nodes []node, row int) (int, []*extent) {
	var list []*extent
	for _, n := range nodes {
		if n.row != nil {
			row++
			continue
		}
		e := c.section(n.section, row)
		list = append(list, e)
		row += e.rows
	}
	return row, list
}

func (c *counter) section(s *section, row int) *extent {
	e := &extent{section: s, start: row}
	loop, err := s.tag.Loop(c.scope)
	if err != nil && !c.told[s] {
		c.told[s] = true
		c.faults = append(c.faults, fmt.Errorf("trang tính %s, hàng %d, thẻ %s: %w", c.plan.name, s.first, s.tag, err))
	}
	e.n = loop.Len()
	if e.n == 0 && s.keep {
		e.n, e.blank = 1, true
	}
	if s.height >= 0 {
		e.rows = e.n * s.height
		return e
	}
	for i := range e.n {
		e.starts = append(e.starts, row)
		if e.blank {
			e.inner = append(e.inner, blankExtents(s.nodes))
			row += countRows(s.nodes)
			continue
		}
		loop.Enter(c.scope, i)
		next, inner := c.nodes(s.nodes, row)
		loop.Leave(c.scope)
		e.inner, row = append(e.inner, inner), next
	}
	e.rows = row - e.start
	return e
}

// blankExtents leaves out the sections inside a blank repetition.
func blankExtents(nodes []node) []*extent {
	var list []*extent
	for _, n := range nodes {
		if n.section != nil {
			list = append(list, &extent{section: n.section})
		}
	}
	return list
}

func countRows(nodes []node) (n int) {
	for _, k := range nodes {
		if k.row != nil {
			n++
		}
	}
	return n
}

// startOf returns the first row of a repetition.
func (e *extent) startOf(i int) int {
	if e.section.height >= 0 {
		return e.start + i*e.section.height
	}
	return e.starts[i]
}

func (e *extent) innerOf(i int) []*extent {
	if e.section.height >= 0 {
		return nil
	}
	return e.inner[i]
}

// span returns the first and the last row on which a row of the template comes out, seen
// from the repetitions in which the asking row stands; ok is false where it does not.
func (l *layout) span(row int, from []at) (first, last int, ok bool) {
	if row > l.plan.last {
		d := l.rows - l.plan.last
		return row + d, row + d, true
	}
	return stretch{l.plan.nodes, l.top, 1}.span(row, from)
}

// stretch is the repetition i of a section.
func (e *extent) stretch(i int) stretch {
	return stretch{e.section.nodes, e.innerOf(i), e.startOf(i)}
}

// stretch is some nodes as they come out.
type stretch struct {
	nodes []node
	exts  []*extent // of the sections among them
	pos   int       // row on which the first comes out
}

// span is layout.span within a stretch.
func (s stretch) span(row int, from []at) (first, last int, ok bool) {
	pos, exts := s.pos, s.exts
	for _, n := range s.nodes {
		if n.row != nil {
			if n.row.n == row {
				return pos, pos, true
			}
			pos++
			continue
		}
		e := exts[0]
		exts = exts[1:]
		if row < e.section.first || row > e.section.last {
			pos += e.rows
			continue
		}
		if e.n == 0 {
			return 0, 0, false
		}
		if len(from) > 0 && from[0].ext == e {
			i := from[0].i
			return e.stretch(i).span(row, from[1:])
		}
		for i := 0; i < e.n && !ok; i++ {
			first, last, ok = e.stretch(i).span(row, nil)
		}
		for i, found := e.n-1, false; i >= 0 && ok && !found; i-- {
			var l int
			if _, l, found = e.stretch(i).span(row, nil); found {
				last = l
			}
		}
		return first, last, ok
	}
	return 0, 0, false
}

// all returns all rows on which a row of the template comes out.
func (l *layout) all(row int) []int {
	if row > l.plan.last {
		return []int{row + l.rows - l.plan.last}
	}
	return stretch{l.plan.nodes, l.top, 1}.all(row, nil)
}

func (s stretch) all(row int, list []int) []int {
	pos, exts := s.pos, s.exts
	for _, n := range s.nodes {
		if n.row != nil {
			if n.row.n == row {
				list = append(list, pos)
			}
			pos++
			continue
		}
		e := exts[0]
		exts = exts[1:]
		for i := 0; i < e.n && !e.blank && e.section.first <= row && row <= e.section.last; i++ {
			list = e.stretch(i).all(row, list)
		}
		pos += e.rows
	}
	return list
}

// spanRange maps rows first to last of the template; rows at the ends that do not come
// out are passed over.
func (l *layout) spanRange(first, last int, from []at) (lo, hi int, ok bool) {
	if first > last {
		first, last = last, first
	}
	if below := last - l.plan.last; below > 1 { // many rows, or a whole column
		last = max(first, l.plan.last+1)
		defer func() { hi = min(maxRows, l.rows+below) }()
	}
	for ; first <= last && !ok; first++ {
		lo, hi, ok = l.span(first, from)
	}
	for found := false; ok && last >= first && !found; last-- {
		var h int
		if _, h, found = l.span(last, from); found {
			hi = h
		}
	}
	return lo, hi, ok
}
