package layout

import "vanthu/pipeline/unit"

// gridOf works out the column edges of a table: edges[i] is where grid column i begins, the
// last one is the right edge; all count from the left edge of the table.
//
// Word: a column is as wide as its cells ask (w:tcW), else as the grid says, else it shares
// what is left by content. LibreOffice looks at the grid first; files written by Word have
// the same in both.
func (t *typesetter) gridOf(tb *table, props *tableProps, area unit.Length) []unit.Length {
	n := len(tb.grid)
	for _, r := range tb.rows {
		n = max(n, r.columns())
	}
	n = max(1, min(n, maxColumns))
	total := props.width.in(area)
	cols := make([]unit.Length, n)
	for i, w := range tb.grid {
		if i < n {
			cols[i] = unit.Length(w)
		}
	}
	base := total
	if base == 0 {
		base = area
	}
	for i, w := range asked(tb, n, base) {
		if w > 0 {
			cols[i] = w
		}
	}
	t.shareOut(tb, cols, base)
	if props.width.kind == "pct" && total > 0 {
		scaleTo(cols, total)
	}
	edges := make([]unit.Length, n+1)
	for i, w := range cols {
		edges[i+1] = edges[i] + w
	}
	return edges
}

// columns counts the grid columns of a row.
func (r *row) columns() int {
	n := r.props.before + r.props.after
	for _, c := range r.cells {
		n += max(1, c.props.span)
	}
	return n
}

// asked returns the widest preferred width of the cells that stand in one column alone.
func asked(tb *table, n int, base unit.Length) []unit.Length {
	want := make([]unit.Length, n)
	for _, r := range tb.rows {
		at := r.props.before
		for _, c := range r.cells {
			span := max(1, c.props.span)
			if span == 1 && at < n {
				want[at] = max(want[at], c.props.width.in(base))
			}
			at += span
		}
	}
	return want
}

// shareOut gives widths to columns that have none: first what cells over several columns
// leave, then what is left of the table, by the length of the content.
func (t *typesetter) shareOut(tb *table, cols []unit.Length, base unit.Length) {
	for _, r := range tb.rows {
		at := r.props.before
		for _, c := range r.cells {
			span := max(1, c.props.span)
			if w := c.props.width.in(base); w > 0 && span > 1 {
				fillOpen(cols[min(at, len(cols)):min(at+span, len(cols))], w)
			}
			at += span
		}
	}
	open, used := 0, unit.Length(0)
	for _, w := range cols {
		used += w
		if w == 0 {
			open++
		}
	}
	if open == 0 {
		return
	}
	weights := contentWeights(tb, len(cols))
	sum := int64(0)
	for i, w := range cols {
		if w == 0 {
			sum += weights[i]
		}
	}
	left := max(base-used, unit.Length(open)*unit.Inch/4)
	for i, w := range cols {
		if w == 0 {
			cols[i] = max(left.Scale(weights[i], sum), unit.Inch/8)
		}
	}
}

// fillOpen shares what a width leaves among the columns that have none.
func fillOpen(cols []unit.Length, w unit.Length) {
	open := unit.Length(0)
	for _, c := range cols {
		w -= c
		if c == 0 {
			open++
		}
	}
	if open == 0 || w <= 0 {
		return
	}
	for i := range cols {
		if cols[i] == 0 {
			cols[i] = w / open
		}
	}
}

// contentWeights counts the letters of the longest cell of each column, within bounds.
func contentWeights(tb *table, n int) []int64 {
	weights := make([]int64, n)
	for i := range weights {
		weights[i] = 4
	}
	for _, r := range tb.rows {
		at := r.props.before
		for _, c := range r.cells {
			span := max(1, c.props.span)
			if span == 1 && at < n {
				weights[at] = max(weights[at], min(letterCount(c.blocks), 60))
			}
			at += span
		}
	}
	return weights
}

func letterCount(blocks []block) int64 {
	most := int64(0)
	for _, b := range blocks {
		if p, ok := b.(*para); ok {
			n := int64(0)
			for i := range p.content {
				n += int64(len(p.content[i].text))
			}
			most = max(most, n)
		}
	}
	return most
}

func scaleTo(cols []unit.Length, total unit.Length) {
	sum := unit.Length(0)
	for _, w := range cols {
		sum += w
	}
	if sum <= 0 || sum == total {
		return
	}
	for i := range cols {
		cols[i] = cols[i].Scale(int64(total), int64(sum))
	}
}
