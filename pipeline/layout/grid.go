package layout

import (
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// gridColumn is a column of the grid while its width is worked out.
type gridColumn struct {
	asked unit.Length // the widest preferred width (w:tcW) of its cells; 0: none has one
	saved unit.Length // as the grid of the file has it (w:gridCol): Word saves how it laid the table out
	least unit.Length // what its longest word needs, with the margins of the cell
	most  unit.Length // what its content takes where no line breaks
	used  bool        // a cell stands in it alone
}

// columns gathers what file and cells say about the columns.
func (lt *laidTable) columns(total, area unit.Length) []gridColumn {
	cols := make([]gridColumn, len(lt.edges)-1)
	for i, w := range lt.tb.Grid {
		if i < len(cols) {
			cols[i].saved = unit.Length(w)
		}
	}
	base := total
	if base == 0 {
		base = area
	}
	lt.eachCell(func(c *laidCell) {
		if col := &cols[c.from]; c.to == c.from+1 {
			col.used = true
			col.asked = max(col.asked, c.c.Props.Width.In(base))
		}
	})
	lt.eachCell(func(c *laidCell) {
		if w := c.c.Props.Width.In(base); w > 0 && c.to > c.from+1 {
			shareAsked(cols[c.from:c.to], w)
		}
	})
	return cols
}

// shareAsked gives columns that no cell prices what a cell over several columns leaves them:
// as the grid has them where that agrees, else in equal parts.
func shareAsked(cols []gridColumn, w unit.Length) {
	sum, open := unit.Length(0), unit.Length(0)
	for i := range cols {
		if cols[i].asked > 0 {
			sum += cols[i].asked
		} else {
			sum += cols[i].saved
			open++
		}
	}
	if open == 0 {
		return
	}
	if near(sum, w) {
		for i := range cols {
			if cols[i].asked == 0 {
				cols[i].asked = cols[i].saved
			}
		}
		return
	}
	for i := range cols {
		w -= cols[i].asked
	}
	if w <= 0 {
		return
	}
	for i := range cols {
		if cols[i].asked == 0 {
			cols[i].asked = w / open
		}
	}
}

// near reports whether two widths are the same but for rounding.
func near(a, b unit.Length) bool {
	d := max(a-b, b-a)
	return d <= 20*unit.Twip || d <= max(a, b)/50
}

// fixedWidths are the widths where content has no say.
func (lt *laidTable) fixedWidths(cols []gridColumn, total, area unit.Length) []unit.Length {
	widths := make([]unit.Length, len(cols))
	open, used := 0, unit.Length(0)
	for i := range cols {
		if widths[i] = cols[i].asked; widths[i] == 0 {
			widths[i] = cols[i].saved
		}
		used += widths[i]
		if widths[i] == 0 {
			open++
		}
	}
	if open > 0 {
		base := total
		if base == 0 {
			base = area
		}
		lt.shareOut(widths, max(base-used, unit.Length(open)*unit.Inch/4))
	}
	if lt.props.Width.Kind == "pct" && total > 0 {
		scaleTo(widths, total)
	}
	return widths
}

// shareOut gives columns without a width what is left of a table, by the letters of their
// longest cell.
func (lt *laidTable) shareOut(widths []unit.Length, left unit.Length) {
	weights := make([]int64, len(widths))
	for i := range weights {
		weights[i] = 4
	}
	lt.eachCell(func(c *laidCell) {
		if c.to == c.from+1 {
			weights[c.from] = max(weights[c.from], min(letterCount(c.c.Blocks), 60))
		}
	})
	sum := int64(0)
	for i, w := range widths {
		if w == 0 {
			sum += weights[i]
		}
	}
	for i, w := range widths {
		if w == 0 {
			widths[i] = max(left.Scale(weights[i], sum), unit.Inch/8)
		}
	}
}

func letterCount(blocks []word.Block) int64 {
	most := int64(0)
	for _, b := range blocks {
		if p, ok := b.(*word.Paragraph); ok {
			n := int64(0)
			for i := range p.Content {
				n += int64(len(p.Content[i].Text))
			}
			most = max(most, n)
		}
	}
	return most
}

func sumOf(widths []unit.Length) unit.Length {
	sum := unit.Length(0)
	for _, w := range widths {
		sum += w
	}
	return sum
}

func scaleTo(widths []unit.Length, to unit.Length) {
	sum := sumOf(widths)
	if sum <= 0 || sum == to {
		return
	}
	for i := range widths {
		widths[i] = widths[i].Scale(int64(to), int64(sum))
	}
}

// eachCell visits the cells that are not gone on from the row above.
func (lt *laidTable) eachCell(f func(c *laidCell)) {
	for i := range lt.rows {
		for j := range lt.rows[i].cells {
			if c := &lt.rows[i].cells[j]; c.props.Merge != word.MergeGoOn {
				f(c)
			}
		}
	}
}
