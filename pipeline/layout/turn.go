package layout

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// turnedWidth is the length of the lines of a cell whose text runs upwards or downwards: the
// height of its row where that is given, else what its longest paragraph needs, at most
// half a page.
func (lt *laidTable) turnedWidth(c *laidCell) unit.Length {
	for i := range lt.rows {
		for j := range lt.rows[i].cells {
			if &lt.rows[i].cells[j] == c && lt.rows[i].props.Height > 0 {
				return lt.rows[i].props.Height - c.margins.At[word.Top] - c.margins.At[word.Bottom]
			}
		}
	}
	limit := max(lt.t.pageHeight/2, unit.Inch)
	most := unit.Length(0)
	for _, b := range c.c.Blocks {
		if p, ok := b.(*word.Paragraph); ok {
			for _, l := range lt.t.lay(p, c.format, limit, lt.counts).lines {
				most = max(most, l.x+l.natural)
			}
		}
	}
	return min(most+unit.Twip, limit)
}

// turning says whether a direction of text (w:textDirection, ECMA-376-1 17.18.93, with the
// names of the strict variant) turns it by a quarter, and whether it then reads upwards.
func turning(direction string) (turned, upwards bool) {
	switch direction {
	case "btLr", "lr":
		return true, true
	case "tbRl", "tbRlV", "rl", "rlV":
		return true, false
	}
	return false, false
}

// turn rotates a measured frame by a quarter.
func (c *laidCell) turn() {
	w := c.flow.width
	h := c.frame.height
	for _, it := range c.frame.items {
		item.Quarter(it, w, h, c.upwards)
	}
	c.frame.height, c.depth = w, h
}

// aside is how far turned text stands from the left of its cell, by the vertical alignment:
// the first line of text that reads upwards stands at the left, of text that reads downwards at
// the right.
func (c *laidCell) aside(room unit.Length) unit.Length {
	free := room - c.depth
	if free < 0 && c.upwards {
		return 0
	}
	switch c.props.VAlign {
	case "center", "both":
		return free / 2
	case "bottom":
		if c.upwards {
			return free
		}
		return 0
	}
	if c.upwards {
		return 0
	}
	return free
}
