package unit

import "testing"

func TestString(t *testing.T) {
	for _, c := range []struct {
		l    Length
		want string
	}{
		{0, "0.00"}, {12 * Pt, "12.00"}, {Twip, "0.05"}, {-Twip, "-0.05"}, {-60, "0.00"},
		{63, "0.00"}, {64, "0.01"}, {Emu, "0.00"}, {Pt / 4, "0.25"}, {-9 * Pt / 100, "-0.09"}, {10 * Cm, "283.46"},
		{30 * Mm, "85.04"}, {210 * Mm, "595.28"}, {Inch, "72.00"},
	} {
		if got := c.l.String(); got != c.want {
			t.Errorf("%d EMU: %s, want %s", c.l, got, c.want)
		}
	}
}

func TestScale(t *testing.T) {
	for _, c := range []struct {
		l        Length
		num, den int64
		want     Length
	}{{10, 1, 4, 3}, {-10, 1, 4, -3}, {10, -1, 4, -3}, {7, 2, 2, 7}, {9, 1, 2, 5}, {10, 1, -4, -3}, {-10, 1, -4, 3},
		{0, 5, 9, 0}, {1, 1, 3, 0}, {-1, 1, 3, 0}, {1, 1, 1, 1}} {
		if got := c.l.Scale(c.num, c.den); got != c.want {
			t.Errorf("%d·%d/%d = %d, want %d", c.l, c.num, c.den, got, c.want)
		}
	}
}

// The units stand in the proportions of ECMA-376-1 20.1.10.16 and 22.9.2.14.
func TestUnits(t *testing.T) {
	for _, c := range []struct{ got, want Length }{
		{Emu, 1}, {Inch, 914400 * Emu}, {Inch, 72 * Pt}, {Pt, 2 * HalfPt}, {Pt, 20 * Twip}, {Cm, 10 * Mm}, {254 * Mm, 10 * Inch},
	} {
		if c.got != c.want {
			t.Errorf("%d, want %d", c.got, c.want)
		}
	}
	if Inch.Points() != 72 || Inch.Millimetres() != 25.4 || (-Mm).Millimetres() != -1 {
		t.Error("an inch is 72 points and 25,4 mm")
	}
}
