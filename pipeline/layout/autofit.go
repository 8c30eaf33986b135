package layout

import (
	"slices"

	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// autofit works out the columns of a table whose layout is not fixed (ECMA-376-1 17.18.87):
//
//   - Preferred widths count before the grid. Where they fill the width of the table and
//     agree with the grid, the grid is what Word last made of them, and holds.
//   - Where they leave room, the grid holds, scaled to the table; where they ask for too much,
//     each column gives from what it has above its longest word, in proportion (measured in
//     PDFs made by Word, within 0.1 pt).
//   - A column that nothing prices is as wide as its content, if the table may be so wide.
//   - A column is never narrower than its longest word: the others give way down to theirs,
//     then the table grows as wide as the text area. Only then a word is split, as few of them
//     as can be.
//
// LibreOffice takes the grid and splits words.
type autofit struct {
	lt       *laidTable
	cols     []gridColumn
	total    unit.Length // what w:tblW asks for; 0: open
	room     unit.Length // how wide the table may grow
	measured bool        // all least and most are known
}

func (f *autofit) widths() []unit.Length {
	return f.spare(f.preferred())
}

// preferred are the widths before words that do not fit are looked at.
func (f *autofit) preferred() []unit.Length {
	asked, saved := f.pick(func(c *gridColumn) unit.Length { return c.asked }), f.pick(func(c *gridColumn) unit.Length { return c.saved })
	complete := !slices.Contains(saved, 0)
	priced := !slices.Contains(asked, 0)
	sum := sumOf(asked)
	switch {
	case complete && f.agree() && (f.total == 0 && priced || f.total > 0 && near(sumOf(saved), f.total)):
		return f.whole(saved)
	case !priced:
		return f.byContent(saved, complete)
	case f.total == 0 || near(sum, f.total):
		return f.whole(asked)
	case sum > f.total:
		return f.squeeze(asked, f.total)
	case complete:
		scaleTo(saved, f.total)
		return saved
	}
	scaleTo(asked, f.total)
	return asked
}

func (f *autofit) pick(of func(*gridColumn) unit.Length) []unit.Length {
	out := make([]unit.Length, len(f.cols))
	for i := range f.cols {
		out[i] = of(&f.cols[i])
	}
	return out
}

// agree reports whether the grid has what the cells ask for.
func (f *autofit) agree() bool {
	for i := range f.cols {
		if c := &f.cols[i]; c.asked > 0 && !near(c.asked, c.saved) {
			return false
		}
	}
	return true
}

// whole scales widths to a table whose width is a percentage.
func (f *autofit) whole(widths []unit.Length) []unit.Length {
	if f.lt.props.Width.Kind == "pct" && f.total > 0 {
		scaleTo(widths, f.total)
	}
	return widths
}

// byContent are the widths where some columns have no preferred one.
func (f *autofit) byContent(saved []unit.Length, complete bool) []unit.Length {
	f.measure()
	limit := f.total
	if limit == 0 {
		limit = max(f.room, 0)
	}
	same := complete
	want := f.pick(func(c *gridColumn) unit.Length {
		w := max(c.asked, c.least)
		switch {
		case c.asked > 0:
		case c.used:
			w = max(c.most, c.least)
		default:
			w = c.saved
		}
		same = same && near(w, c.saved)
		return w
	})
	sum := sumOf(want)
	switch {
	case same && f.total == 0:
		return saved
	case sum > limit && complete && f.fills(sumOf(saved), limit) && f.agree():
		return saved
	case sum > limit:
		return f.squeeze(want, limit)
	case f.total == 0 || sum == 0:
		return want
	}
	open := unit.Length(0) // the columns that nothing prices take what is left
	for i := range f.cols {
		if f.cols[i].asked == 0 {
			open += want[i]
		}
	}
	for i := range f.cols {
		if f.cols[i].asked == 0 && open > 0 {
			want[i] += (limit - sum).Scale(int64(want[i]), int64(open))
		}
	}
	return want
}

// fills reports whether a grid is as wide as Word would have made a table that content presses
// against its limit; before Word 2013 that was wider by the margins of the cells.
func (f *autofit) fills(sum, limit unit.Length) bool {
	return near(sum, limit) || f.total == 0 && near(sum, f.room-f.lt.props.Margins.At[word.Left]-f.lt.props.Margins.At[word.Right])
}

// squeeze takes from each column in proportion to what it has above its longest word, until
// the table is as wide as limit; where the words alone are wider, the longest are split.
func (f *autofit) squeeze(want []unit.Length, limit unit.Length) []unit.Length {
	f.measure()
	least := f.leasts(want)
	for i := range least {
		least[i] = min(least[i], want[i])
	}
	words, sum := sumOf(least), sumOf(want)
	switch {
	case sum <= limit:
		return want
	case words >= limit:
		return evened(least, limit)
	}
	for i := range want {
		want[i] = least[i] + (want[i]-least[i]).Scale(int64(limit-words), int64(sum-words))
	}
	return want
}

// spare gives columns in which a word does not fit what it needs.
func (f *autofit) spare(widths []unit.Length) []unit.Length {
	if !f.measured && !f.lt.short(f.cols, widths) {
		return widths
	}
	f.measure()
	least, grown := f.leasts(widths), false
	want := slices.Clone(widths)
	for i := range want {
		if least[i] > want[i] {
			want[i], grown = least[i], true
		}
	}
	if !grown {
		return widths
	}
	limit := max(f.total, sumOf(widths))
	if f.total == 0 {
		limit = max(limit, f.room)
	}
	return f.squeeze(want, max(limit, min(sumOf(least), f.room)))
}

// leasts are the widths that the words of single columns need, and those of cells over
// several columns, which the columns below share by their widths.
func (f *autofit) leasts(widths []unit.Length) []unit.Length {
	least := f.pick(func(c *gridColumn) unit.Length { return c.least })
	f.lt.eachCell(func(c *laidCell) {
		if c.to == c.from+1 || c.turned {
			return
		}
		have, sum := sumOf(least[c.from:c.to]), max(sumOf(widths[c.from:c.to]), 1)
		need := f.lt.content(c, max(have, 1)).least
		for i := c.from; i < c.to && need > have; i++ {
			least[i] += (need - have).Scale(int64(widths[i]), int64(sum))
		}
	})
	return least
}

// evened cuts the widest of some widths down to one width, so that all add up to limit.
func evened(widths []unit.Length, limit unit.Length) []unit.Length {
	sorted := slices.Sorted(slices.Values(widths))
	left := max(limit, unit.Length(len(widths))*unit.Pt)
	at := unit.Length(0)
	for i, w := range sorted {
		rest := unit.Length(len(sorted) - i)
		if at = left / rest; w > at {
			break
		}
		left -= w
	}
	for i := range widths {
		widths[i] = min(widths[i], at)
	}
	return widths
}

// measure finds out what the content of the columns needs.
func (f *autofit) measure() {
	if f.measured {
		return
	}
	f.measured = true
	f.lt.eachCell(func(c *laidCell) {
		if c.to > c.from+1 {
			return
		}
		col := &f.cols[c.from]
		enough := col.least
		if col.asked == 0 {
			enough = 0
		}
		e := f.lt.content(c, enough)
		col.least, col.most = max(col.least, e.least), max(col.most, e.most)
	})
}

// short reports whether a word does not fit into its column.
func (lt *laidTable) short(cols []gridColumn, widths []unit.Length) bool {
	short := false
	lt.eachCell(func(c *laidCell) {
		if short || c.turned {
			return
		}
		w := sumOf(widths[c.from:c.to])
		short = lt.content(c, w).least > w
	})
	return short
}

// setColumns works out the column edges of a table: edges[i] is where grid column i begins,
// the last one is the right edge; all count from the left edge of the table.
//
// Where layout is fixed (w:tblLayout), a column is as wide as its cells ask (w:tcW), else as
// the grid says, else it shares what is left by content. Else the content has a say: see
// autofit.
func (lt *laidTable) setColumns(area unit.Length, nested bool) {
	total := lt.props.Width.In(area)
	cols := lt.columns(total, area)
	var widths []unit.Length
	if lt.props.Fixed {
		widths = lt.fixedWidths(cols, total, area)
	} else {
		f := &autofit{lt: lt, cols: cols, total: total, room: area - max(0, lt.props.Indent)}
		if lt.t.Mode < 15 && !nested { // Word before 2013 lets the cell margins stand beside the text area
			f.room += lt.props.Margins.At[word.Left] + lt.props.Margins.At[word.Right]
		}
		widths = f.widths()
	}
	for i, w := range widths {
		lt.edges[i+1] = lt.edges[i] + w
	}
}

// contentOfTable measures a table in a cell, once.
func (t *typesetter) contentOfTable(tb *word.Table, n counts) content {
	if c, ok := t.tableContents[tb]; ok {
		return c
	}
	lt := t.rowsOf(tb, n)
	cols := lt.columns(lt.props.Width.In(0), 0)
	f := &autofit{lt: lt, cols: cols}
	f.measure()
	var out content
	for i := range cols {
		c := &cols[i]
		w := c.asked
		if w == 0 {
			w = c.saved
		}
		if lt.props.Fixed {
			out.least, out.most = out.least+w, out.most+w
			continue
		}
		if c.asked == 0 && c.used {
			w = c.most
		}
		out.least, out.most = out.least+c.least, out.most+max(c.least, w)
	}
	if w := lt.props.Width.In(0); w > 0 {
		out.most = max(w, out.least)
	}
	t.tableContents[tb] = out
	return out
}
