package layout

import "vanthu/pipeline/unit"

// laidTable is a table made ready for one width: columns, and rows with resolved cells.
// Rows are measured when they are due.
type laidTable struct {
	t       *typesetter
	tb      *table
	props   tableProps
	x       unit.Length   // of the left edge in the area
	edges   []unit.Length // of the columns, from x
	rows    []laidRow
	headers int // leading rows that are repeated on every page
	counts  counts
}

// laidRow is a row of a laidTable.
type laidRow struct {
	cells    []laidCell
	props    rowProps
	height   unit.Length // measured; 0 before
	measured bool
	keep     bool // stays on the page of the next row
}

// laidCell is a cell with its place in the grid.
type laidCell struct {
	c        *cell
	from, to int // grid columns
	props    cellProps
	format   *cellFormat
	margins  edges
	flow     *flow
	frame    frame // of the whole content, once measured
	ready    bool  // frame is good
	last     int   // last row of a vertical merge
	turned   bool  // the text runs upwards or downwards
	upwards  bool
	depth    unit.Length // of turned text: what its lines take across
}

// tableFlow is what is still to be laid out of a table.
type tableFlow struct {
	lt   *laidTable
	row  int
	rest []*flow // of the cells of a row that began on an earlier page; nil: none
	open []*openCell
	used unit.Length // height that the pieces of the begun row already have
}

// prepare resolves a table for an area of a given width.
func (t *typesetter) prepare(tb *table, width unit.Length, nested bool, n counts) *laidTable {
	lt := t.rowsOf(tb, n)
	lt.setColumns(width, nested)
	for lt.headers < len(lt.rows)-1 && lt.rows[lt.headers].props.header {
		lt.headers++
	}
	lt.setX(width, nested)
	t.record(lt)
	return lt
}

// rowsOf resolves the rows of a table whose columns have no widths yet.
func (t *typesetter) rowsOf(tb *table, n counts) *laidTable {
	lt := &laidTable{t: t, tb: tb, props: t.styles.table(&tb.props), counts: n}
	lt.edges = make([]unit.Length, tb.columnCount()+1)
	lt.rows = make([]laidRow, len(tb.rows))
	for i, r := range tb.rows {
		lt.prepareRow(i, r)
	}
	lt.linkMerges()
	if lt.props.spacing > 0 {
		t.facts.add("feature", tb.place, "Khoảng cách giữa các ô của bảng không được chừa ra.")
	}
	if lt.props.backwards {
		t.facts.add("feature", tb.place, "Bảng có cột xếp từ phải sang trái được dàn từ trái sang phải.")
	}
	return lt
}

// across is the width that the table takes in its area.
func (lt *laidTable) across() extent { return extent{lt.x, lt.edges[len(lt.edges)-1]} }

// setX places the table in its area.
func (lt *laidTable) setX(width unit.Length, nested bool) {
	free := width - lt.edges[len(lt.edges)-1]
	switch lt.props.align {
	case "center":
		lt.x = free / 2
		return
	case "right", "end":
		lt.x = free
		return
	}
	lt.x = lt.props.indent
	if lt.t.mode < 15 && !nested { // Word before 2013 puts the text, not the border, at the margin
		lt.x -= lt.props.margins.at[left]
	} else if len(lt.rows) > 0 && len(lt.rows[0].cells) > 0 {
		lt.x += lt.rows[0].cells[0].props.borders[left].thickness() / 2
	}
}

func (lt *laidTable) prepareRow(i int, r *row) {
	lr := &lt.rows[i]
	lr.cells = make([]laidCell, len(r.cells))
	at := r.props.before
	cols := len(lt.edges) - 1
	props := lt.props
	r.over.over(&props)
	for j, c := range r.cells {
		lc := &lr.cells[j]
		lc.c, lc.from = c, min(at, cols-1)
		at += max(1, c.props.span)
		lc.to = max(lc.from+1, min(at, cols))
		lc.format = lt.t.styles.cell(lt.props.style, lt.position(i, lc))
		lc.props = lc.format.cell
		c.props.over(&lc.props)
		lc.props.merge = c.props.merge
		lc.margins = props.margins
		lc.props.margins.over(&lc.margins)
		lc.fillBorders(&props, i == 0, i == len(lt.rows)-1, cols)
		if j == 0 {
			lr.props = lc.format.row
		}
		lc.last = i
		lc.turned, lc.upwards = turning(lc.props.direction)
	}
	var upper unit.Length
	for j := range lr.cells {
		upper = max(upper, lr.cells[j].margins.at[top])
	}
	for j := range lr.cells { // Word: the largest upper margin of a row is that of all its cells
		lr.cells[j].margins.at[top] = upper
	}
	r.props.over(&lr.props)
	lr.props.before, lr.props.after = r.props.before, r.props.after
	if len(r.cells) > 0 && len(r.cells[0].blocks) > 0 {
		if p, ok := r.cells[0].blocks[0].(*para); ok {
			lr.keep = lt.t.styles.paragraph(&p.props, lr.cells[0].format).keepNext
		}
	}
}

// position says which conditional parts of the table style apply to a cell.
func (lt *laidTable) position(i int, c *laidCell) position {
	look, at := lt.props.look, position(0)
	if i == 0 && look&lookFirstRow != 0 {
		at |= inFirstRow
	}
	if i == len(lt.rows)-1 && look&lookLastRow != 0 {
		at |= inLastRow
	}
	if c.from == 0 && look&lookFirstCol != 0 {
		at |= inFirstCol
	}
	if c.to == len(lt.edges)-1 && look&lookLastCol != 0 {
		at |= inLastCol
	}
	if look&lookNoRowBands == 0 && at&(inFirstRow|inLastRow) == 0 {
		n := i - btoi(look&lookFirstRow != 0)
		at |= [2]position{inBand1Row, inBand2Row}[n/max(1, lt.props.rowBand)%2]
	}
	if look&lookNoColBands == 0 && at&(inFirstCol|inLastCol) == 0 {
		n := c.from - btoi(look&lookFirstCol != 0)
		at |= [2]position{inBand1Col, inBand2Col}[n/max(1, lt.props.colBand)%2]
	}
	return at
}

// fillBorders gives a cell the table's borders where it has none of its own.
func (c *laidCell) fillBorders(t *tableProps, first, last bool, cols int) {
	own := &c.props.borders
	inner := func(side, or int, edge bool) {
		if own[side].style != "" {
			return
		}
		from := t.borders[or]
		if edge {
			from = t.borders[side]
		} else if own[or].style != "" { // insideH, insideV of a conditional part
			from = own[or]
		}
		own[side] = from
	}
	inner(top, between, first)
	inner(bottom, between, last)
	inner(left, inside, c.from == 0)
	inner(right, inside, c.to == cols)
}

// linkMerges finds for each cell that begins a vertical merge the last row of it. A cell
// that goes on where nothing begins is one of its own.
func (lt *laidTable) linkMerges() {
	type begun struct{ row, cell int }
	open := map[int]begun{} // by first grid column
	for i := range lt.rows {
		next := map[int]begun{}
		for j := range lt.rows[i].cells {
			c := &lt.rows[i].cells[j]
			if c.props.merge == mergeGoOn {
				if b, ok := open[c.from]; ok && lt.rows[b.row].cells[b.cell].to == c.to {
					lt.rows[b.row].cells[b.cell].last = i
					next[c.from] = b
					continue
				}
				c.props.merge = mergeStart
			}
			if c.props.merge == mergeStart {
				next[c.from] = begun{i, j}
			}
		}
		open = next
	}
}

func (lt *laidTable) inner(c *laidCell) unit.Length {
	return lt.edges[c.to] - lt.edges[c.from] - c.margins.at[left] - c.margins.at[right]
}

// flowOf returns the flow of a cell's content.
func (lt *laidTable) flowOf(c *laidCell) *flow {
	if c.flow == nil {
		width := lt.inner(c)
		if c.turned {
			width = lt.turnedWidth(c)
		}
		c.flow = lt.t.newFlow(c.c.blocks, c.format, width)
	}
	return c.flow
}

// measure lays out the cells of row i whole and works out its height; rows that a vertical
// merge ties to it are measured with it.
func (lt *laidTable) measure(i int) unit.Length {
	if lt.rows[i].measured {
		return lt.rows[i].height
	}
	end := i
	for j := i; j <= end; j++ {
		lt.measureRow(j)
		for k := range lt.rows[j].cells {
			if c := &lt.rows[j].cells[k]; c.props.merge != mergeGoOn {
				end = max(end, c.last)
			}
		}
	}
	for j := i; j <= end; j++ { // a merged cell higher than its rows makes the last one higher
		for k := range lt.rows[j].cells {
			c := &lt.rows[j].cells[k]
			if c.props.merge != mergeStart || c.last == j {
				continue
			}
			have := unit.Length(0)
			for m := j; m <= c.last; m++ {
				have += lt.rows[m].height
			}
			if need := c.need(); need > have && !lt.rows[c.last].props.exact {
				lt.rows[c.last].height += need - have
			}
		}
	}
	return lt.rows[i].height
}

// need is the height that a cell's content asks for.
func (c *laidCell) need() unit.Length {
	return c.frame.height + c.margins.at[top] + c.margins.at[bottom]
}

func (lt *laidTable) measureRow(i int) {
	r := &lt.rows[i]
	r.measured = true
	var h unit.Length
	edge := lt.topEdge(i)
	for j := range r.cells {
		c := &r.cells[j]
		if c.props.merge == mergeGoOn {
			continue
		}
		f := lt.flowOf(c)
		f.rewind()
		c.frame, _ = f.fill(region{height: unbounded, fresh: true, counts: lt.counts})
		c.ready = true
		if c.turned {
			c.turn()
		}
		c.margins.at[top] += edge
		if c.last == i {
			h = max(h, c.need())
		}
	}
	if i == len(lt.rows)-1 {
		h += lt.bottomEdge(i)
	}
	if r.props.exact {
		r.height = r.props.height
	} else {
		r.height = max(h, r.props.height)
	}
}

// topEdge is the room that the border above a row takes inside the row; Word counts the
// widest border of the row.
func (lt *laidTable) topEdge(i int) unit.Length {
	var w unit.Length
	for j := range lt.rows[i].cells {
		w = max(w, lt.rows[i].cells[j].props.borders[top].thickness())
	}
	if i > 0 {
		w = max(w, lt.bottomEdge(i-1))
	}
	return w
}

func (lt *laidTable) bottomEdge(i int) unit.Length {
	var w unit.Length
	for j := range lt.rows[i].cells {
		w = max(w, lt.rows[i].cells[j].props.borders[bottom].thickness())
	}
	return w
}

// headHeight is the height of what must stand together at the start of a table.
func (t *typesetter) headHeight(f *flow, tb *table, n counts) unit.Length {
	if f.ahead == nil || f.ahead.lt.tb != tb {
		f.ahead = &tableFlow{lt: t.prepare(tb, f.width, f.nested, n)}
	}
	lt := f.ahead.lt
	var h unit.Length
	for i := 0; i <= lt.headers && i < len(lt.rows); i++ {
		h += lt.measure(i)
	}
	return h
}
