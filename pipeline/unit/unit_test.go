package unit

import "testing"

func TestString(t *testing.T) {
	for _, c := range []struct {
		l    Length
		want string
	}{
		{0, "0.00"}, {12 * Pt, "12.00"}, {Twip, "0.05"}, {-Twip, "-0.05"}, {-60, "0.00"},
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
	}{{10, 1, 4, 3}, {-10, 1, 4, -3}, {10, -1, 4, -3}, {7, 2, 2, 7}, {9, 1, 2, 5}} {
		if got := c.l.Scale(c.num, c.den); got != c.want {
			t.Errorf("%d·%d/%d = %d, want %d", c.l, c.num, c.den, got, c.want)
		}
	}
}
