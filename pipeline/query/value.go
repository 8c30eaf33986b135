package query

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/dataset"
)

// argument gives a value of a data set to a driver as the declared type of a parameter
// asks.
func argument(f Field, v dataset.Value) (any, error) {
	switch {
	case v.IsNull():
		if f.Nullable {
			return nil, nil
		}
		return nil, errors.New("phải có giá trị")
	case f.Type.Kind == dataset.Text && v.Kind() == dataset.Date: // a text that looks like a day
		return v.Literal(), nil
	case f.Type.Kind != v.Kind():
		return nil, fmt.Errorf("phải là %s, %q là %s", f.Type, v.Literal(), v.Kind())
	case v.Kind() == dataset.Int:
		n, _ := v.Int64()
		return n, nil
	case v.Kind() == dataset.Bool:
		return v.IsTrue(), nil
	}
	return v.Literal(), nil // text, and a day as both databases read it
}

// value converts what a driver gave to the declared type of a column. The drivers
// differ: SQLite knows no types of expressions, booleans or days; PostgreSQL gives
// sums of bigint as numeric. Text comes in NFC, so that what two keyboards typed alike is one
// datum, with one hash.
func value(f Field, got any) (dataset.Value, error) {
	if raw, ok := got.([]byte); ok {
		got = string(raw)
	}
	var v dataset.Value
	ok := false
	switch {
	case got == nil:
		if f.Nullable {
			return v, nil
		}
		return v, fmt.Errorf("cột %s trống (NULL) mà khai là %s; nhập giá trị vào bảng, hoặc khai %s? nếu được trống", f.Name, f.Type, f.Type)
	case f.Type.Kind == dataset.Int:
		v, ok = intValue(got)
	case f.Type.Kind == dataset.Decimal:
		v, ok = decimalValue(got, f.Type.Scale)
	case f.Type.Kind == dataset.Bool:
		v, ok = boolValue(got)
	case f.Type.Kind == dataset.Date:
		v, ok = dateValue(got)
	default:
		var s string
		if s, ok = got.(string); ok && !utf8.ValidString(s) {
			return v, fmt.Errorf("cột %s: chữ %.40q không phải Unicode (UTF-8); nhập lại bằng Unicode", f.Name, s)
		}
		v = dataset.OfText(norm.NFC.String(s))
	}
	if !ok {
		return v, fmt.Errorf("cột %s: %.40q không phải %s như đã khai; sửa số liệu trong bảng, hoặc kiểu khai ở đầu tệp", f.Name, fmt.Sprint(got), f.Type)
	}
	return v, nil
}

func intValue(got any) (dataset.Value, bool) {
	switch n := got.(type) {
	case int64:
		return dataset.OfInt(n), true
	case float64: // SQLite: a sum that met a real number
		return dataset.OfInt(int64(n)), n == math.Trunc(n) && math.Abs(n) < 1<<53
	case string: // PostgreSQL: numeric
		i, err := strconv.ParseInt(n, 10, 64)
		return dataset.OfInt(i), err == nil
	}
	return dataset.Value{}, false
}

// decimalValue keeps exactly scale digits after the point, so that 1.5 and 1.50 are
// one text. Digits beyond are an error: rounding is for the query to decide.
func decimalValue(got any, scale uint8) (v dataset.Value, ok bool) {
	var s string
	switch n := got.(type) {
	case int64:
		s = strconv.FormatInt(n, 10)
	case float64: // SQLite has no other type for fractions: 15 digits are exact
		s = strconv.FormatFloat(n, 'f', -1, 64)
		if len(strings.Trim(s, "-0.")) > 16 {
			return v, false
		}
	case string:
		s = n
	default:
		return v, false
	}
	whole, frac, _ := strings.Cut(s, ".")
	digits := int(scale)
	if len(frac) > digits {
		if strings.Trim(frac[digits:], "0") != "" {
			return v, false
		}
		frac = frac[:digits]
	}
	n, err := strconv.ParseInt(whole+frac+strings.Repeat("0", digits-len(frac)), 10, 64)
	return dataset.OfDecimal(n, scale), err == nil
}

func boolValue(got any) (dataset.Value, bool) {
	switch b := got.(type) {
	case bool:
		return dataset.OfBool(b), true
	case int64:
		return dataset.OfBool(b == 1), b == 0 || b == 1
	}
	return dataset.Value{}, false
}

func dateValue(got any) (dataset.Value, bool) {
	switch d := got.(type) {
	case time.Time:
		if d.Hour() != 0 || d.Minute() != 0 || d.Second() != 0 {
			return dataset.Value{}, false
		}
		return dataset.OfDate(d.Year(), int(d.Month()), d.Day())
	case string:
		v := dataset.OfText(d)
		return v, v.Kind() == dataset.Date
	}
	return dataset.Value{}, false
}
