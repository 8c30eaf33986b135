// Package dataset holds the rows and values of one run. Nothing in it is a float:
// whole numbers and decimals are exact, dates are days without a clock.
//
// In: the query package puts rows in by declared column types; ParseJSON reads any
// JSON text. Out: the tag language reads values by name; WriteJSON gives the canonical
// JSON text that is archived and hashed, and ParseJSON of that text gives an equal set.
//
// The one thing to know: a Value is small and immutable, records of one table share
// their Columns, and whoever looks a name up again and again may keep the index that
// Columns.Index gave for that *Columns.
package dataset

import (
	"fmt"
	"strconv"
	"strings"
)

// Kind tells what a Value holds.
type Kind uint8

// The kinds of value. The zero Value is Null, SQL's NULL.
const (
	Null Kind = iota
	Bool
	Int     // a whole number that fits 64 bits
	Decimal // any other number, with its digits as written
	Text
	Date // a day of the calendar, without time and zone
	List // values in order, usually records
	Row  // a record of named values
)

var kindNames = [...]string{"null", "bool", "int", "decimal", "text", "date", "list", "row"}

func (k Kind) String() string { return kindNames[k] }

// Value is one value of a data set. The zero Value is null.
type Value struct {
	n     int64 // Bool: 0 or 1; Int; Decimal: unscaled, where s is empty; Date: year*10000+month*100+day
	s     string
	ref   *Record
	list  []Value
	kind  Kind
	scale uint8 // Decimal: digits after the point
}

// OfBool returns a truth value.
func OfBool(b bool) Value {
	if b {
		return Value{kind: Bool, n: 1}
	}
	return Value{kind: Bool}
}

// OfInt returns a whole number.
func OfInt(n int64) Value { return Value{kind: Int, n: n} }

// OfDecimal returns unscaled / 10^scale; scale is at most 18 and is kept: 150 with
// scale 2 is 1.50.
func OfDecimal(unscaled int64, scale uint8) Value {
	if scale > 18 {
		panic("dataset: scale of a decimal above 18")
	}
	return Value{kind: Decimal, n: unscaled, scale: scale}
}

// OfText returns a text, unless s is a day written by ISO 8601 (2024-02-05), which is
// a date everywhere in a data set: so its JSON text gives the same set again.
func OfText(s string) Value {
	if len(s) == 10 && s[4] == '-' {
		if v, ok := parseDate(s); ok {
			return v
		}
	}
	return Value{kind: Text, s: s}
}

// OfDate returns a day; ok is false where the calendar has no such day or the year is
// outside 1 to 9999.
func OfDate(year, month, day int) (v Value, ok bool) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Value{}, false
	}
	return Value{kind: Date, n: int64(year*10000 + month*100 + day)}, true
}

// OfList returns a list; it keeps the slice.
func OfList(items []Value) Value { return Value{kind: List, list: items} }

// OfRecord returns a record as a value.
func OfRecord(r *Record) Value { return Value{kind: Row, ref: r} }

// OfNumber reads a number written as in JSON, with or without exponent, exactly.
// Numbers of more than 1,000 digits are refused.
func OfNumber(literal string) (Value, error) {
	if n, err := strconv.ParseInt(literal, 10, 64); err == nil && literal != "-0" {
		return OfInt(n), nil
	}
	bad := func() (Value, error) {
		return Value{}, fmt.Errorf("not a number of at most 1,000 digits: %.40q", literal)
	}
	s, exp := literal, 0
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		e, err := strconv.Atoi(s[i+1:])
		if err != nil || e > 1000 || e < -1000 {
			return bad()
		}
		s, exp = s[:i], e
	}
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, frac, _ := strings.Cut(s, ".")
	if whole == "" || len(whole)+len(frac) > 1000 || strings.Trim(whole+frac, "0123456789") != "" {
		return bad()
	}
	if exp > 0 {
		frac += strings.Repeat("0", max(0, exp-len(frac)))
		whole, frac = whole+frac[:exp], frac[exp:]
	} else if exp < 0 {
		whole = strings.Repeat("0", max(0, -exp-len(whole)+1)) + whole
		whole, frac = whole[:len(whole)+exp], whole[len(whole)+exp:]+frac
	}
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	if whole == "0" && strings.Trim(frac, "0") == "" {
		sign = ""
	}
	if frac == "" {
		if n, err := strconv.ParseInt(sign+whole, 10, 64); err == nil {
			return OfInt(n), nil
		}
		return Value{kind: Decimal, s: sign + whole}, nil
	}
	if len(frac) <= 18 {
		if n, err := strconv.ParseInt(sign+whole+frac, 10, 64); err == nil {
			return OfDecimal(n, uint8(len(frac))), nil
		}
	}
	return Value{kind: Decimal, s: sign + whole + "." + frac}, nil
}

func parseDate(s string) (Value, bool) {
	if s[7] != '-' {
		return Value{}, false
	}
	y, err1 := strconv.ParseUint(s[:4], 10, 16)
	m, err2 := strconv.ParseUint(s[5:7], 10, 8)
	d, err3 := strconv.ParseUint(s[8:], 10, 8)
	if err1 != nil || err2 != nil || err3 != nil {
		return Value{}, false
	}
	return OfDate(int(y), int(m), int(d))
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// Kind tells what v holds.
func (v Value) Kind() Kind { return v.kind }

// IsNull reports whether v is null.
func (v Value) IsNull() bool { return v.kind == Null }

// IsNumber reports whether v is a whole number or a decimal.
func (v Value) IsNumber() bool { return v.kind == Int || v.kind == Decimal }

// IsTrue reports whether a section over v is shown: false for null, false, a number
// equal to zero, the empty text and the empty list.
func (v Value) IsTrue() bool {
	switch v.kind {
	case Null:
		return false
	case Bool, Int:
		return v.n != 0
	case Decimal:
		return v.s != "" || v.n != 0
	case Text:
		return v.s != ""
	case List:
		return len(v.list) > 0
	}
	return true
}

// Int64 returns a whole number or a truth value (0, 1); ok is false for other kinds.
func (v Value) Int64() (n int64, ok bool) { return v.n, v.kind == Int || v.kind == Bool }

// Str returns a text's letters, "" for other kinds.
func (v Value) Str() string {
	if v.kind == Text {
		return v.s
	}
	return ""
}

// Day returns year, month and day of a date; ok is false for other kinds.
func (v Value) Day() (year, month, day int, ok bool) {
	if v.kind != Date {
		return 0, 0, 0, false
	}
	return int(v.n / 10000), int(v.n / 100 % 100), int(v.n % 100), true
}

// Items returns a list's values, nil for other kinds. The caller must not change them.
func (v Value) Items() []Value {
	if v.kind != List {
		return nil
	}
	return v.list
}

// Record returns the record, nil for other kinds.
func (v Value) Record() *Record { return v.ref }

// Literal returns a number as JSON writes it, without exponent (-1234.50), a date by
// ISO 8601, a text as it is, true or false; "" for null, lists and records.
func (v Value) Literal() string {
	switch v.kind {
	case Bool:
		return strconv.FormatBool(v.n != 0)
	case Text:
		return v.s
	case Int, Decimal, Date:
		return string(v.appendLiteral(nil))
	}
	return ""
}

func (v Value) appendLiteral(b []byte) []byte {
	switch {
	case v.kind == Date:
		y, m, d, _ := v.Day()
		return fmt.Appendf(b, "%04d-%02d-%02d", y, m, d)
	case v.s != "":
		return append(b, v.s...)
	case v.scale == 0:
		return strconv.AppendInt(b, v.n, 10)
	}
	var buf [20]byte
	d := strconv.AppendInt(buf[:0], v.n, 10)
	if d[0] == '-' {
		b, d = append(b, '-'), d[1:]
	}
	scale := int(v.scale)
	if len(d) <= scale {
		b = append(b, '0', '.')
		for range scale - len(d) {
			b = append(b, '0')
		}
		return append(b, d...)
	}
	b = append(b, d[:len(d)-scale]...)
	b = append(b, '.')
	return append(b, d[len(d)-scale:]...)
}

// Equal reports whether v and w are the same value. Numbers are equal by amount: 1 and
// 1.0 are equal.
func (v Value) Equal(w Value) bool {
	if v.IsNumber() && w.IsNumber() {
		return Compare(v, w) == 0
	}
	if v.kind != w.kind {
		return false
	}
	switch v.kind {
	case Text:
		return v.s == w.s
	case List:
		if len(v.list) != len(w.list) {
			return false
		}
		for i := range v.list {
			if !v.list[i].Equal(w.list[i]) {
				return false
			}
		}
		return true
	case Row:
		return v.ref.equal(w.ref)
	}
	return v.n == w.n
}

// Compare orders two numbers by amount, two dates by the calendar, two texts by their
// bytes: -1, 0 or 1. For any other pair it returns 0.
func Compare(v, w Value) int {
	switch {
	case v.kind == Int && w.kind == Int, v.kind == Date && w.kind == Date:
		return cmpInt(v.n, w.n)
	case v.kind == Text && w.kind == Text:
		return strings.Compare(v.s, w.s)
	case v.IsNumber() && w.IsNumber():
		a, b := string(v.appendLiteral(nil)), string(w.appendLiteral(nil))
		an, bn := strings.HasPrefix(a, "-"), strings.HasPrefix(b, "-")
		aw, af, _ := strings.Cut(strings.TrimPrefix(a, "-"), ".")
		bw, bf, _ := strings.Cut(strings.TrimPrefix(b, "-"), ".")
		af, bf = strings.TrimRight(af, "0"), strings.TrimRight(bf, "0")
		c := cmpInt(int64(len(aw)), int64(len(bw)))
		if c == 0 {
			c = strings.Compare(aw, bw)
		}
		if c == 0 {
			c = strings.Compare(af, bf)
		}
		switch {
		case an && bn:
			return -c
		case an && !bn:
			return -1
		case bn:
			return 1
		}
		return c
	}
	return 0
}

func cmpInt(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
