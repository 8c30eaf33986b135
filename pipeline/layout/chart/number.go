package chart

import (
	"strconv"
	"strings"
)

// number is m times ten to the power of e; ok is false where there is none.
type number struct {
	m  int64
	e  int
	ok bool
}

// maxDigits is how many digits of a number are kept; more than any chart shows.
const maxDigits = 15

// parseNumber reads a number as Office writes it: "12.5", "-3", "1.2E-3".
func parseNumber(s string) number {
	s = strings.TrimSpace(s)
	mantissa, exponent, _ := strings.Cut(strings.ToUpper(s), "E")
	n := number{}
	if exponent != "" {
		e, err := strconv.Atoi(exponent)
		if err != nil || e < -300 || e > 300 {
			return number{}
		}
		n.e = e
	}
	negative := strings.HasPrefix(mantissa, "-")
	digits, point := 0, false
	for _, r := range strings.TrimLeft(mantissa, "+-") {
		switch {
		case r == '.' && !point:
			point = true
		case r < '0' || r > '9':
			return number{}
		case digits >= maxDigits:
			if !point {
				n.e++
			}
		default:
			n.ok = true
			if n.m = n.m*10 + int64(r-'0'); n.m != 0 {
				digits++
			}
			if point {
				n.e--
			}
		}
	}
	if negative {
		n.m = -n.m
	}
	if n.m == 0 {
		n.e = 0
	}
	return n
}

// at returns the number as whole multiples of ten to the power of e, rounded.
func (n number) at(e int) int64 {
	m := n.m
	for i := n.e; i > e && m != 0; i-- {
		if m > 1<<58 || m < -1<<58 {
			return m
		}
		m *= 10
	}
	for i := n.e; i < e && m != 0; i++ {
		if i == e-1 {
			if m < 0 {
				return (m - 5) / 10
			}
			return (m + 5) / 10
		}
		m /= 10
	}
	return m
}

// digits is how many digits stand before the point; 0 for the number 0.
func (n number) digits() int {
	d := 0
	for m := n.m; m != 0; m /= 10 {
		d++
	}
	if d == 0 {
		return 0
	}
	return d + n.e
}

// precision is how many digits the largest of the numbers of a chart has when they are made whole.
const precision = 8

// commonPower returns the power of ten of which all numbers are made whole multiples.
func commonPower(list []number) int {
	most, any := 0, false
	for _, n := range list {
		if n.ok && n.m != 0 && (!any || n.digits() > most) {
			most, any = n.digits(), true
		}
	}
	return most - precision
}
