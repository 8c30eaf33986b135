package ooxml

import (
	"strings"

	"vanthu/pipeline/unit"
)

// The values of attributes as Office Open XML writes them (ECMA-376-1 22.9). What comes in is
// the text of an attribute, "" where it is missing; what goes out is a value within bounds that
// sums of it cannot overflow. Nothing is an error: what is no number is 0, as Word has it.

// On reports whether an on/off value (ECMA-376-1 22.9.2.7) says on; "" does, as an element without
// value does.
func On(v string) bool { return v != "0" && v != "false" && v != "off" && v != "none" }

// Clamp brings a number within the bounds low and high, both included.
func Clamp(v, low, high int64) int64 { return max(low, min(v, high)) }

// Number reads an integer; 0 where there is none. Decimal fractions, which some programs write,
// are cut off; figures beyond some 10^13 are not read.
func Number(s string) int64 {
	n, i, neg := int64(0), 0, false
	if i < len(s) && (s[i] == '-' || s[i] == '+') {
		neg = s[i] == '-'
		i++
	}
	for ; i < len(s) && s[i] >= '0' && s[i] <= '9' && n < 1<<40; i++ {
		n = n*10 + int64(s[i]-'0')
	}
	if neg {
		return -n
	}
	return n
}

// MaxLength bounds every length of a file: about 14 m. Sums of them cannot overflow.
const MaxLength = 400 * unit.Inch

// Measure reads a number with an optional unit of length: mm, cm, in, pt, pc or pi (12 pt), px (1/96 in)
// (ECMA-376-1 22.9.2.15). Numbers without one count in plain; the result is within MaxLength, 0 where
// there is no number.
func Measure(s string, plain unit.Length) unit.Length {
	s = strings.TrimSpace(s)
	end := len(s)
	for end > 0 && (s[end-1] < '0' || s[end-1] > '9') && s[end-1] != '.' {
		end--
	}
	per := plain
	switch s[end:] {
	case "mm":
		per = unit.Mm
	case "cm":
		per = unit.Cm
	case "in":
		per = unit.Inch
	case "pt":
		per = unit.Pt
	case "pc", "pi":
		per = 12 * unit.Pt
	case "px":
		per = unit.Inch / 96
	}
	whole, fraction, _ := strings.Cut(s[:end], ".")
	n := unit.Length(Clamp(Number(whole), -1<<31, 1<<31)) * per
	if len(fraction) > 6 {
		fraction = fraction[:6]
	}
	scale := int64(1)
	for range fraction {
		scale *= 10
	}
	f := per.Scale(Number(fraction), scale)
	if strings.HasPrefix(whole, "-") {
		f = -f
	}
	return max(-MaxLength, min(n+f, MaxLength))
}

// Hex reads a number from the first eight characters of s in hexadecimal digits; what is none is passed over.
func Hex(s string) int64 {
	n := int64(0)
	for i := 0; i < len(s) && i < 8; i++ {
		switch d := s[i] | 0x20; {
		case d >= '0' && d <= '9':
			n = n<<4 | int64(d-'0')
		case d >= 'a' && d <= 'f':
			n = n<<4 | int64(d-'a'+10)
		}
	}
	return n
}
