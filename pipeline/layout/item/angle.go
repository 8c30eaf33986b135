package item

import "vanthu/pipeline/unit"

// sines holds the sine of 0 to 90 degrees in hundred-thousandths: angles stay integers, so
// that every machine turns things alike.
var sines = [91]int64{
	0, 1745, 3490, 5234, 6976, 8716, 10453, 12187, 13917, 15643, 17365, 19081, 20791, 22495, 24192, 25882, 27564,
	29237, 30902, 32557, 34202, 35837, 37461, 39073, 40674, 42262, 43837, 45399, 46947, 48481, 50000, 51504,
	52992, 54464, 55919, 57358, 58779, 60182, 61566, 62932, 64279, 65606, 66913, 68200, 69466, 70711, 71934,
	73135, 74314, 75471, 76604, 77715, 78801, 79864, 80902, 81915, 82904, 83867, 84805, 85717, 86603, 87462,
	88295, 89101, 89879, 90631, 91355, 92050, 92718, 93358, 93969, 94552, 95106, 95630, 96126, 96593, 97030,
	97437, 97815, 98163, 98481, 98769, 99027, 99255, 99452, 99619, 99756, 99863, 99939, 99985, 100000,
}

func sine(degrees int) int64 {
	d := (degrees%360 + 360) % 360
	switch {
	case d <= 90:
		return sines[d]
	case d <= 180:
		return sines[180-d]
	case d <= 270:
		return -sines[d-180]
	}
	return -sines[360-d]
}

// turned rotates a point counterclockwise around the origin; y runs downwards.
func (p Point) turned(degrees int) Point {
	s, c := sine(degrees), sine(degrees+90)
	return Point{
		p.X.Scale(c, 100000) + p.Y.Scale(s, 100000),
		p.Y.Scale(c, 100000) - p.X.Scale(s, 100000),
	}
}

// Around rotates a point by whole degrees counterclockwise around another one.
func (p Point) Around(centre Point, degrees int) Point {
	q := Point{p.X - centre.X, p.Y - centre.Y}.turned(degrees)
	return Point{q.X + centre.X, q.Y + centre.Y}
}

// Rectangle is an area with its left upper corner.
type Rectangle struct{ X, Y, W, H unit.Length }

// Centre is the point in the middle.
func (r Rectangle) Centre() Point { return Point{r.X + r.W/2, r.Y + r.H/2} }
