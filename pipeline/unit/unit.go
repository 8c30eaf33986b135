// Package unit holds lengths on paper. A Length is a whole number of EMU (English
// Metric Units, ECMA-376-1 20.1.10.16), so that sums of lengths are exact and lines
// break in the same place on every machine. It is used like time.Duration:
//
//	indent := 127 * unit.Cm / 100 // 1,27 cm
package unit

import "strconv"

// Length is a length or a position in EMU; 914,400 EMU are one inch.
type Length int64

// Units of length, in EMU.
const (
	Emu    Length = 1
	Twip   Length = 635 // 1/20 pt, the unit of most WordprocessingML measures
	HalfPt Length = 6350
	Pt     Length = 12700
	Mm     Length = 36000
	Cm     Length = 360000
	Inch   Length = 914400
)

// Points returns l in points.
func (l Length) Points() float64 { return float64(l) / float64(Pt) }

// Millimetres returns l in millimetres.
func (l Length) Millimetres() float64 { return float64(l) / float64(Mm) }

// String formats l in points with two decimals, rounded half away from zero ("34.02"),
// as page dumps print it.
func (l Length) String() string {
	n, neg := int64(l), false
	if n < 0 {
		n, neg = -n, true
	}
	c := (n + 63) / 127 // hundredths of a point
	s := strconv.FormatInt(c/100, 10)
	f := c % 100
	s += "." + string([]byte{byte('0' + f/10), byte('0' + f%10)})
	if neg && c != 0 {
		s = "-" + s
	}
	return s
}

// Scale returns l*num/den, rounded half away from zero. den must not be 0.
func (l Length) Scale(num, den int64) Length {
	n := int64(l) * num
	if den < 0 {
		n, den = -n, -den
	}
	if n >= 0 {
		return Length((n + den/2) / den)
	}
	return Length(-((-n + den/2) / den))
}
