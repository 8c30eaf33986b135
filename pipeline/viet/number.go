package viet

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// A decimal is a number written as in JSON without exponent: "-1234.50".
type decimal struct {
	negative    bool
	whole, frac string // digits; whole has no leading zero but may be "0"
}

func readDecimal(s string) (decimal, error) {
	var d decimal
	t, cut := strings.CutPrefix(s, "-")
	d.negative = cut
	whole, frac, point := strings.Cut(t, ".")
	if whole == "" || point && frac == "" || strings.Trim(whole+frac, "0123456789") != "" {
		return d, fmt.Errorf("không phải là số: %.40q", s)
	}
	d.whole, d.frac = strings.TrimLeft(whole, "0"), frac
	if d.whole == "" {
		d.whole = "0"
	}
	if d.whole == "0" && strings.Trim(frac, "0") == "" {
		d.negative = false
	}
	return d, nil
}

// Number writes a decimal number ("1234567.89", any count of digits) as official
// documents do: 1.234.567,89. All digits after the point are kept. What is no such number is
// an error.
func Number(literal string) (string, error) {
	d, err := readDecimal(literal)
	if err != nil {
		return "", err
	}
	b := make([]byte, 0, len(literal)*4/3+2)
	if d.negative {
		b = append(b, '-')
	}
	for i := range len(d.whole) {
		if i > 0 && (len(d.whole)-i)%3 == 0 {
			b = append(b, '.')
		}
		b = append(b, d.whole[i])
	}
	if d.frac != "" {
		b = append(append(b, ','), d.frac...)
	}
	return string(b), nil
}

// Round returns a decimal number rounded half away from zero to exactly places digits
// after the point, written as it came: Round("88.2978", 2) is "88.30". Places below 0 count
// as 0; what is no decimal number is an error.
func Round(literal string, places int) (string, error) {
	d, err := readDecimal(literal)
	if err != nil {
		return "", err
	}
	places = max(places, 0)
	up := len(d.frac) > places && d.frac[places] >= '5'
	frac := d.frac + strings.Repeat("0", places)
	n, _ := new(big.Int).SetString(d.whole+frac[:places], 10)
	if up {
		n.Add(n, big.NewInt(1))
	}
	return unscaled(n, places, d.negative && n.Sign() != 0), nil
}

// unscaled writes n / 10^places.
func unscaled(n *big.Int, places int, negative bool) string {
	digits := n.String()
	if len(digits) <= places {
		digits = strings.Repeat("0", places-len(digits)+1) + digits
	}
	whole, frac := digits[:len(digits)-places], digits[len(digits)-places:]
	if negative {
		whole = "-" + whole
	}
	if places > 0 {
		return whole + "." + frac
	}
	return whole
}

// Percent writes part of whole in per cent, two digits after the comma, half rounded
// up, as in 97,12%. ok is false where whole is 0: there is nothing to compare with.
func Percent(part, whole int64) (s string, ok bool) {
	if whole == 0 {
		return "", false
	}
	negative := (part < 0) != (whole < 0)
	n, w := big.NewInt(part), big.NewInt(whole)
	n.Abs(n).Mul(n, big.NewInt(20000))
	w.Abs(w)
	n.Add(n, w).Quo(n, w.Lsh(w, 1)) // (2·10000·part + whole) / (2·whole)
	s, _ = Number(unscaled(n, 2, negative && n.Sign() != 0))
	return s + "%", true
}

// TwoDigits writes a count with at least two digits, as in "05 tập thể"; numbers of two
// and more digits stay.
func TwoDigits(n int64) string { return fmt.Sprintf("%02d", n) }

// Roman writes a number from 1 to 3999 in Roman numerals, as Phần and Mục have them;
// ok is false for any other.
func Roman(n int) (s string, ok bool) {
	if n < 1 || n > 3999 {
		return "", false
	}
	values := [...]int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	signs := [...]string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	for i, v := range values {
		for n >= v {
			s, n = s+signs[i], n-v
		}
	}
	return s, true
}

// FromRoman reads a Roman numeral in capital letters; ok is false where Roman would not
// have written s.
func FromRoman(s string) (n int, ok bool) {
	values := map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100, 'D': 500, 'M': 1000}
	for i := range len(s) {
		v := values[s[i]]
		if i+1 < len(s) && v < values[s[i+1]] {
			v = -v
		}
		n += v
	}
	again, ok := Roman(n)
	return n, ok && again == s
}

// points are the letters of điểm in the order of legal texts (NĐ 30/2020 PL I.II.6):
// đ after d, and no f, j, w, z.
const points = "abcdđeghiklmnopqrstuvxy"

// Point returns the letter of the nth điểm, from 1: a, b, c, d, đ, e, g…; ok is false
// past the last letter, y, the 23rd.
func Point(n int) (letter string, ok bool) {
	all := []rune(points)
	if n < 1 || n > len(all) {
		return "", false
	}
	return string(all[n-1]), true
}

// PointIndex returns the place of a letter among those of điểm, from 1; 0 where it is
// none of them.
func PointIndex(letter rune) int {
	for i, r := range []rune(points) {
		if r == letter {
			return i + 1
		}
	}
	return 0
}

// Count writes a whole number grouped by thousands: 1.234.
func Count(n int64) string {
	s, _ := Number(strconv.FormatInt(n, 10))
	return s
}
