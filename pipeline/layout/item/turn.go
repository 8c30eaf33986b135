package item

import "vanthu/pipeline/unit"

// Quarter rotates an item of a frame of width w and height h by a quarter: with up counter-
// clockwise, so that text reads upwards.
func Quarter(it Item, w, h unit.Length, up bool) {
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

// Turn rotates items counterclockwise around a point; areas only turn by quarters.
func Turn(items []Item, centre Point, turn int) {
	if turn == 0 {
		return
	}
	for _, it := range items {
		switch it := it.(type) {
		case *Text:
			at := Point{it.X, it.Y}.Around(centre, turn)
			it.X, it.Y, it.Turn = at.X, at.Y, (it.Turn+turn)%360
		case *Line:
			a, b := Point{it.X1, it.Y1}.Around(centre, turn), Point{it.X2, it.Y2}.Around(centre, turn)
			it.X1, it.Y1, it.X2, it.Y2 = a.X, a.Y, b.X, b.Y
		case *Path:
			for i := range it.Segments {
				for j := range it.Segments[i].P {
					it.Segments[i].P[j] = it.Segments[i].P[j].Around(centre, turn)
				}
			}
		case *Fill:
			if turn%90 == 0 {
				a, b := Point{it.X, it.Y}.Around(centre, turn), Point{it.X + it.W, it.Y + it.H}.Around(centre, turn)
				it.X, it.Y, it.W, it.H = min(a.X, b.X), min(a.Y, b.Y), max(a.X, b.X)-min(a.X, b.X), max(a.Y, b.Y)-min(a.Y, b.Y)
			}
		}
	}
}
