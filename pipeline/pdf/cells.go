package pdf

import (
	"fmt"

	"vanthu/pipeline/layout"
)

// tableElement tells a table: rows with cells, heading rows apart. Every row covers the
// same columns (ISO 14289-1, 7.5): where the document leaves columns out, empty cells stand.
func (b *builder) tableElement(parent ref, t *tableSpan) ref {
	self := b.w.reserve()
	g := newGrid(t.Table)
	all := b.kids()
	group := func(kind string, from, to int) {
		part, kids := b.w.reserve(), b.kids()
		for i := from; i < to; i++ {
			kids.element(b.row(part, t, i, g.rows[i]))
		}
		b.put(element{part, self, kind, ""}, kids)
		all.element(part)
	}
	if heads := g.heads; heads > 0 {
		group("THead", 0, heads)
		group("TBody", heads, len(t.Rows))
	} else {
		for i := range t.Rows {
			all.element(b.row(self, t, i, g.rows[i]))
		}
	}
	b.put(element{self, parent, "Table", ""}, all)
	return self
}

func (b *builder) row(parent ref, t *tableSpan, i int, cells []gridCell) ref {
	self, kids := b.w.reserve(), b.kids()
	for _, c := range cells {
		kind, extra := "TD", ""
		if c.columns > 1 {
			extra = fmt.Sprintf("/ColSpan %d", c.columns)
		}
		if c.rows > 1 {
			extra += fmt.Sprintf("/RowSpan %d", c.rows)
		}
		if i < t.Heads {
			kind, extra = "TH", extra+"/Scope/Column"
		}
		if extra != "" {
			extra = "/A<</O/Table" + extra + ">>"
		}
		cell, inside := b.w.reserve(), b.kids()
		if c.cell != nil {
			b.cell(cell, c.cell.Last, inside)
		}
		b.put(element{cell, self, kind, extra}, inside)
		kids.element(cell)
	}
	b.put(element{self, parent, "TR", ""}, kids)
	return self
}

// cell tells what stands in a cell; a single paragraph needs no element of its own, which
// in long tables saves half of all.
func (b *builder) cell(self ref, last int32, kids *kidList) {
	para, more := b.para(last)
	if !more {
		return
	}
	end := b.at
	for end < len(b.pieces) && b.pieces[end].para == para {
		end++
	}
	single := end == len(b.pieces) || b.pieces[end].para > last
	if single && b.level[para] == 0 && b.tableAt(para) == nil && b.itemAt(para) == nil {
		b.content(self, para, kids)
		return
	}
	b.blocks(self, last, kids)
}

// grid is a table in which every place is covered once.
type grid struct {
	rows  [][]gridCell
	heads int // heading rows that no cell of them reaches out of
}

// gridCell is a cell and what it covers; cell is nil where the document has none.
type gridCell struct {
	cell          *layout.TableCell
	columns, rows int
}

func newGrid(t *layout.Table) *grid {
	g := &grid{rows: make([][]gridCell, len(t.Rows)), heads: min(t.Heads, len(t.Rows)-1)}
	var busy []int // by column: rows from here on that a cell above covers
	grow := func(n int) {
		for len(busy) < n {
			busy = append(busy, 0)
		}
	}
	ends := make([]int, len(t.Rows))
	for i := range t.Rows {
		at := 0
		gap := func(to int) { // covers free columns before one
			for at < to {
				if busy[at] > 0 {
					at++
					continue
				}
				from := at
				for at < to && busy[at] == 0 {
					at++
				}
				g.rows[i] = append(g.rows[i], gridCell{nil, at - from, 1})
			}
		}
		for k := range t.Rows[i].Cells {
			c := &t.Rows[i].Cells[k]
			grow(max(int(c.Column), at))
			gap(int(c.Column))
			for at < len(busy) && busy[at] > 0 {
				at++
			}
			n, down := 1, min(max(1, int(c.Rows)), len(t.Rows)-i)
			for n < int(c.Columns) && (at+n >= len(busy) || busy[at+n] == 0) {
				n++
			}
			grow(at + n)
			g.rows[i] = append(g.rows[i], gridCell{c, n, down})
			for x := at; x < at+n; x++ {
				busy[x] = down
			}
			if i < g.heads && i+down > g.heads {
				g.heads = 0
			}
			at += n
		}
		gap(len(busy))
		ends[i] = len(busy)
		for x := range busy {
			busy[x] = max(0, busy[x]-1)
		}
	}
	for i, end := range ends { // columns that only later rows have
		if end < len(busy) {
			g.rows[i] = append(g.rows[i], gridCell{nil, len(busy) - end, 1})
		}
	}
	return g
}
