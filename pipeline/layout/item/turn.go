package item

import "vanthu/pipeline/unit"

// Quarter rotates an upright text, a line, a fill or a link of a frame of width w and height h by a
// quarter: with up counterclockwise, so that text reads upwards, else clockwise. Other items stay.
func Quarter(it Item, w, h unit.Length, up bool) {
	at := func(x, y unit.Length) Point {
		if up {
			return Point{y, w - x}
		}
		return Point{h - y, x}
	}
	switch it := it.(type) {
	case *Text:
		p := at(it.X, it.Y)
		it.X, it.Y, it.Turn = p.X, p.Y, 270
		if up {
			it.Turn = 90
		}
	case *Line:
		a, b := at(it.X1, it.Y1), at(it.X2, it.Y2)
		it.X1, it.Y1, it.X2, it.Y2 = a.X, a.Y, b.X, b.Y
	case *Fill:
		it.X, it.Y, it.W, it.H = between(at(it.X, it.Y), at(it.X+it.W, it.Y+it.H))
	case *Link:
		it.X, it.Y, it.W, it.H = between(at(it.X, it.Y), at(it.X+it.W, it.Y+it.H))
	}
}

// between is the area that has two points as opposite corners.
func between(a, b Point) (x, y, w, h unit.Length) {
	x, y = min(a.X, b.X), min(a.Y, b.Y)
	return x, y, max(a.X, b.X) - x, max(a.Y, b.Y) - y
}

// Turn rotates texts, lines, paths and fills by whole degrees counterclockwise around a point; a fill
// turns by quarters only, and other items stay.
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
				it.X, it.Y, it.W, it.H = between(Point{it.X, it.Y}.Around(centre, turn), Point{it.X + it.W, it.Y + it.H}.Around(centre, turn))
			}
		}
	}
}
