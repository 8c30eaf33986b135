package layout

import "vanthu/pipeline/unit"

// turnedWidth is the length of the lines of a cell whose text runs upwards or downwards: the
// height of its row where that is given, else what its longest paragraph needs, at most
// half a page.
func (lt *laidTable) turnedWidth(c *laidCell) unit.Length {
	for i := range lt.rows {
		for j := range lt.rows[i].cells {
			if &lt.rows[i].cells[j] == c && lt.rows[i].props.height > 0 {
				return lt.rows[i].props.height - c.margins.at[top] - c.margins.at[bottom]
			}
		}
	}
	limit := max(lt.t.pageHeight/2, unit.Inch)
	most := unit.Length(0)
	for _, b := range c.c.blocks {
		if p, ok := b.(*para); ok {
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
		turnItem(it, w, h, c.upwards)
	}
	c.frame.height, c.depth = w, h
}

// aside is how far turned text stands from the left of its cell, by the vertical alignment:
// the first line of text that reads upwards stands at the left, of text that reads downwards at
// the right.
func (c *laidCell) aside(room unit.Length) unit.Length {
	free := max(0, room-c.depth)
	switch c.props.vAlign {
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

// turnItem rotates an item of a frame of width w and height h.
func turnItem(it Item, w, h unit.Length, up bool) {
	at := func(x, y unit.Length) (unit.Length, unit.Length) {
		if up {
			return y, w - x
		}
		return h - y, x
	}
	switch it := it.(type) {
	case *Text:
		it.X, it.Y = at(it.X, it.Y)
		it.Turn = 270
		if up {
			it.Turn = 90
		}
	case *Line:
		it.X1, it.Y1 = at(it.X1, it.Y1)
		it.X2, it.Y2 = at(it.X2, it.Y2)
	case *Fill:
		it.X, it.Y, it.W, it.H = turnRect(at, it.X, it.Y, it.W, it.H)
	case *Link:
		it.X, it.Y, it.W, it.H = turnRect(at, it.X, it.Y, it.W, it.H)
	}
}

func turnRect(at func(x, y unit.Length) (unit.Length, unit.Length), x, y, w, h unit.Length) (nx, ny, nw, nh unit.Length) {
	x1, y1 := at(x, y)
	x2, y2 := at(x+w, y+h)
	return min(x1, x2), min(y1, y2), h, w
}

// turnItems rotates items counterclockwise around a point; areas only turn by quarters.
func turnItems(items []Item, centre Point, turn int) {
	if turn == 0 {
		return
	}
	for _, it := range items {
		switch it := it.(type) {
		case *Text:
			at := Point{it.X, it.Y}.around(centre, turn)
			it.X, it.Y, it.Turn = at.X, at.Y, (it.Turn+turn)%360
		case *Line:
			a, b := Point{it.X1, it.Y1}.around(centre, turn), Point{it.X2, it.Y2}.around(centre, turn)
			it.X1, it.Y1, it.X2, it.Y2 = a.X, a.Y, b.X, b.Y
		case *Path:
			for i := range it.Segments {
				for j := range it.Segments[i].P {
					it.Segments[i].P[j] = it.Segments[i].P[j].around(centre, turn)
				}
			}
		case *Fill:
			if turn%90 == 0 {
				a, b := Point{it.X, it.Y}.around(centre, turn), Point{it.X + it.W, it.Y + it.H}.around(centre, turn)
				it.X, it.Y, it.W, it.H = min(a.X, b.X), min(a.Y, b.Y), max(a.X, b.X)-min(a.X, b.X), max(a.Y, b.Y)-min(a.Y, b.Y)
			}
		}
	}
}
