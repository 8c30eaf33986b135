package layout

import (
	"slices"

	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// laidTable is a table made ready for one width: columns, and rows with resolved cells.
// Rows are measured when they are due.
type laidTable struct {
	t       *typesetter
	tb      *word.Table
	props   word.TableProps
	x       unit.Length   // of the left edge in the area
	edges   []unit.Length // of the columns, from x
	rows    []laidRow
	headers int // leading rows that are repeated on every page
	counts  counts
}

// laidRow is a row of a laidTable.
type laidRow struct {
	cells    []laidCell
	props    word.RowProps
	height   unit.Length // measured; 0 before
	own      unit.Length // of that, what it takes without merged cells that end in it
	measured bool
	keep     bool // stays on the page of the next row
}

// laidCell is a cell with its place in the grid.
type laidCell struct {
	c        *word.Cell
	from, to int // grid columns
	props    word.CellProps
	format   *word.CellFormat
	margins  word.Edges
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
func (t *typesetter) prepare(tb *word.Table, width unit.Length, nested bool, n counts) *laidTable {
	lt := t.rowsOf(tb, n)
	lt.setColumns(width, nested)
	for lt.headers < len(lt.rows)-1 && lt.rows[lt.headers].props.Header {
		lt.headers++
	}
	lt.setX(width, nested)
	t.record(lt)
	if lt.props.Backwards {
		lt.mirror(width)
	}
	return lt
}

// mirror lets the columns run from right to left (ECMA-376-1 17.4.1): what is left of a cell or
// table, in its borders, margins, indent and alignment, is its right then.
func (lt *laidTable) mirror(width unit.Length) {
	n := len(lt.edges) - 1
	total := lt.edges[n]
	lt.x = width - total - lt.x
	slices.Reverse(lt.edges)
	for i := range lt.edges {
		lt.edges[i] = total - lt.edges[i]
	}
	for i := range lt.rows {
		cells := lt.rows[i].cells
		slices.Reverse(cells)
		for j := range cells {
			c := &cells[j]
			c.from, c.to = n-c.to, n-c.from
			b, m := &c.props.Borders, &c.margins.At
			b[word.Left], b[word.Right] = b[word.Right], b[word.Left]
			m[word.Left], m[word.Right] = m[word.Right], m[word.Left]
		}
	}
}

// rowsOf resolves the rows of a table whose columns have no widths yet.
func (t *typesetter) rowsOf(tb *word.Table, n counts) *laidTable {
	lt := &laidTable{t: t, tb: tb, props: t.Styles.Table(&tb.Props), counts: n}
	lt.edges = make([]unit.Length, tb.ColumnCount()+1)
	lt.rows = make([]laidRow, len(tb.Rows))
	for i, r := range tb.Rows {
		lt.prepareRow(i, r)
	}
	lt.linkMerges()
	if lt.props.Spacing > 0 {
		t.Facts.Add("feature", tb.Place, "Khoảng cách giữa các ô của bảng không được chừa ra.")
	}
	return lt
}

// across is the width that the table takes in its area.
func (lt *laidTable) across() extent { return extent{lt.x, lt.edges[len(lt.edges)-1]} }

// rowPlace says where row i of the table stands, for facts.
func (lt *laidTable) rowPlace(i int) word.Place {
	at := lt.tb.Place
	if at.Row == 0 {
		at.Row = i + 1
	}
	return at
}

// setX places the table in its area.
func (lt *laidTable) setX(width unit.Length, nested bool) {
	free := width - lt.edges[len(lt.edges)-1]
	switch lt.props.Align {
	case "center":
		lt.x = free / 2
		return
	case "right", "end":
		lt.x = free
		return
	}
	lt.x = lt.props.Indent
	if lt.t.Mode < 15 && !nested { // Word before 2013 puts the text, not the border, at the margin
		lt.x -= lt.props.Margins.At[word.Left]
	} else if len(lt.rows) > 0 && len(lt.rows[0].cells) > 0 {
		lt.x += lt.rows[0].cells[0].props.Borders[word.Left].Thickness() / 2
	}
}

func (lt *laidTable) prepareRow(i int, r *word.Row) {
	lr := &lt.rows[i]
	lr.cells = make([]laidCell, len(r.Cells))
	at := r.Props.Before
	cols := len(lt.edges) - 1
	props := lt.props
	r.Over.Over(&props)
	for j, c := range r.Cells {
		lc := &lr.cells[j]
		lc.c, lc.from = c, min(at, cols-1)
		at += max(1, c.Props.Span)
		lc.to = max(lc.from+1, min(at, cols))
		lc.format = lt.t.Styles.Cell(lt.props.Style, lt.position(i, lc))
		lc.props = lc.format.Cell
		c.Props.Over(&lc.props)
		lc.props.Merge = c.Props.Merge
		lc.margins = props.Margins
		lc.props.Margins.Over(&lc.margins)
		lc.fillBorders(&props, i == 0, i == len(lt.rows)-1, cols)
		if j == 0 {
			lr.props = lc.format.Row
		}
		lc.last = i
		lc.turned, lc.upwards = turning(lc.props.Direction)
	}
	var upper unit.Length
	for j := range lr.cells {
		upper = max(upper, lr.cells[j].margins.At[word.Top])
	}
	for j := range lr.cells { // Word: the largest upper margin of a row is that of all its cells
		lr.cells[j].margins.At[word.Top] = upper
	}
	r.Props.Over(&lr.props)
	lr.props.Before, lr.props.After = r.Props.Before, r.Props.After
	if len(r.Cells) > 0 && len(r.Cells[0].Blocks) > 0 {
		if p, ok := r.Cells[0].Blocks[0].(*word.Paragraph); ok {
			lr.keep = lt.t.Styles.Paragraph(&p.Props, lr.cells[0].format).KeepNext
		}
	}
}

// position says which conditional parts of the table style apply to a cell.
func (lt *laidTable) position(i int, c *laidCell) word.Position {
	look, at := lt.props.Look, word.Position(0)
	if i == 0 && look&word.LookFirstRow != 0 {
		at |= word.InFirstRow
	}
	if i == len(lt.rows)-1 && look&word.LookLastRow != 0 {
		at |= word.InLastRow
	}
	if c.from == 0 && look&word.LookFirstCol != 0 {
		at |= word.InFirstCol
	}
	if c.to == len(lt.edges)-1 && look&word.LookLastCol != 0 {
		at |= word.InLastCol
	}
	if look&word.LookNoRowBands == 0 && at&(word.InFirstRow|word.InLastRow) == 0 {
		n := i - btoi(look&word.LookFirstRow != 0)
		at |= [2]word.Position{word.InBand1Row, word.InBand2Row}[n/max(1, lt.props.RowBand)%2]
	}
	if look&word.LookNoColBands == 0 && at&(word.InFirstCol|word.InLastCol) == 0 {
		n := c.from - btoi(look&word.LookFirstCol != 0)
		at |= [2]word.Position{word.InBand1Col, word.InBand2Col}[n/max(1, lt.props.ColBand)%2]
	}
	return at
}

// fillBorders gives a cell the table's borders where it has none of its own.
func (c *laidCell) fillBorders(t *word.TableProps, first, last bool, cols int) {
	own := &c.props.Borders
	inner := func(side, or int, edge bool) {
		if own[side].Style != "" {
			return
		}
		from := t.Borders[or]
		if edge {
			from = t.Borders[side]
		} else if own[or].Style != "" { // insideH, insideV of a conditional part
			from = own[or]
		}
		own[side] = from
	}
	inner(word.Top, word.Between, first)
	inner(word.Bottom, word.Between, last)
	inner(word.Left, word.Inside, c.from == 0)
	inner(word.Right, word.Inside, c.to == cols)
}

// linkMerges finds for each cell that begins a vertical merge the last row of it. A cell
// that goes on where nothing begins is one of its own.
func (lt *laidTable) linkMerges() {
	type begun struct{ Row, Cell int }
	open := map[int]begun{} // by first grid column
	for i := range lt.rows {
		next := map[int]begun{}
		for j := range lt.rows[i].cells {
			c := &lt.rows[i].cells[j]
			if c.props.Merge == word.MergeGoOn {
				if b, ok := open[c.from]; ok && lt.rows[b.Row].cells[b.Cell].to == c.to {
					lt.rows[b.Row].cells[b.Cell].last = i
					next[c.from] = b
					continue
				}
				c.props.Merge = word.MergeStart
			}
			if c.props.Merge == word.MergeStart {
				next[c.from] = begun{i, j}
			}
		}
		open = next
	}
}

func (lt *laidTable) inner(c *laidCell) unit.Length {
	return lt.edges[c.to] - lt.edges[c.from] - c.margins.At[word.Left] - c.margins.At[word.Right]
}

// flowOf returns the flow of a cell's content.
func (lt *laidTable) flowOf(c *laidCell) *flow {
	if c.flow == nil {
		width := lt.inner(c)
		if c.turned {
			width = lt.turnedWidth(c)
		}
		c.flow = lt.t.newFlow(c.c.Blocks, c.format, width)
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
			if c := &lt.rows[j].cells[k]; c.props.Merge != word.MergeGoOn {
				end = max(end, c.last)
			}
		}
	}
	for j := i; j <= end; j++ { // a merged cell higher than its rows makes the last one higher
		for k := range lt.rows[j].cells {
			c := &lt.rows[j].cells[k]
			if c.props.Merge != word.MergeStart || c.last == j {
				continue
			}
			have := unit.Length(0)
			for m := j; m <= c.last; m++ {
				have += lt.rows[m].height
			}
			if need := c.need(); need > have && !lt.rows[c.last].props.Exact {
				lt.rows[c.last].height += need - have
			}
		}
	}
	return lt.rows[i].height
}

// need is the height that a cell's content asks for.
func (c *laidCell) need() unit.Length {
	return c.frame.height + c.margins.At[word.Top] + c.margins.At[word.Bottom]
}

func (lt *laidTable) measureRow(i int) {
	r := &lt.rows[i]
	r.measured = true
	var h unit.Length
	edge := lt.topEdge(i)
	for j := range r.cells {
		c := &r.cells[j]
		if c.props.Merge == word.MergeGoOn {
			continue
		}
		f := lt.flowOf(c)
		f.rewind()
		c.frame, _ = f.fill(region{height: unbounded, fresh: true, counts: lt.counts})
		c.ready = true
		if c.turned {
			c.turn()
		}
		c.margins.At[word.Top] += edge
		if c.last == i {
			h = max(h, c.need())
		}
	}
	if i == len(lt.rows)-1 {
		h += lt.bottomEdge(i)
	}
	if r.props.Exact {
		r.height = r.props.Height
	} else {
		r.height = max(h, r.props.Height)
	}
	r.own = r.height
}

// topEdge is the room that the border above a row takes inside the row; Word counts the
// widest border of the row.
func (lt *laidTable) topEdge(i int) unit.Length {
	var w unit.Length
	for j := range lt.rows[i].cells {
		w = max(w, lt.rows[i].cells[j].props.Borders[word.Top].Thickness())
	}
	if i > 0 {
		w = max(w, lt.bottomEdge(i-1))
	}
	return w
}

func (lt *laidTable) bottomEdge(i int) unit.Length {
	var w unit.Length
	for j := range lt.rows[i].cells {
		w = max(w, lt.rows[i].cells[j].props.Borders[word.Bottom].Thickness())
	}
	return w
}

// headHeight is the height of what must stand together at the start of a table.
func (t *typesetter) headHeight(f *flow, tb *word.Table, n counts) unit.Length {
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
