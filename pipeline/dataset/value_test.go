package dataset

import (
	"strings"
	"testing"
)

func TestOfNumber(t *testing.T) {
	long := strings.Repeat("9", 1000)
	for in, want := range map[string]string{
		"7": "7", "-7": "-7", "-0": "0", "-0.00": "0.00", "007": "7", "1.50": "1.50", "0.5": "0.5", "-0.05": "-0.05", "-1.5": "-1.5",
		"12e0": "12", "12.5e0": "12.5", "12E1": "120", "1.25e1": "12.5", "1.25e2": "125", "1.25e4": "12500", "125e-2": "1.25",
		"1.5e-1": "0.15", "5e-3": "0.005", "12345e-5": "0.12345",
		"-0." + strings.Repeat("0", 19): "0." + strings.Repeat("0", 19),
		"9223372036854775807":           "9223372036854775807",
		"9223372036854775808":           "9223372036854775808",
		"0.123456789012345678":          "0.123456789012345678",
		"0.1234567890123456789":         "0.1234567890123456789",
		"9.223372036854775808":          "9.223372036854775808",
		"0.000000000000000000001":       "0.000000000000000000001",
		long:                            long,
		"1e1000":                        "1" + strings.Repeat("0", 1000),
		"1e-1000":                       "0." + strings.Repeat("0", 999) + "1",
	} {
		v, err := OfNumber(in)
		if err != nil || v.Literal() != want || !v.IsNumber() {
			t.Errorf("OfNumber(%.30s) = %.30s, %v; want %.30s", in, v.Literal(), err, want)
		}
		if isInt := !strings.Contains(want, ".") && len(want) <= 19 && want != "9223372036854775808"; (v.Kind() == Int) != isInt {
			t.Errorf("OfNumber(%.30s) is %s", in, v.Kind())
		}
	}
	for _, in := range []string{"", "-", ".5", "1x", "1e", "1e1001", "1e-1001", "1e1.5", "--1", "1.2.3", "9" + long, "0." + long, "một"} {
		if v, err := OfNumber(in); err == nil {
			t.Errorf("OfNumber(%.30s) = %.30s without an error", in, v.Literal())
		}
	}
}

// A text in the form of a day is one, if the calendar has it; anything near it stays a text.
func TestDays(t *testing.T) {
	for in, want := range map[string]Kind{
		"2024-02-29": Date, "2023-02-29": Text, "2000-02-29": Date, "1900-02-29": Text, "2024-12-31": Date, "2024-01-32": Text,
		"2024-04-30": Date, "2024-04-31": Text, "2024-06-31": Text, "2024-09-31": Text, "2024-11-31": Text, "2024-07-31": Date,
		"2024-13-01": Text, "2024-00-10": Text, "2024-10-00": Text, "2024/10-01": Text, "2024-10/01": Text, "2o24-10-01": Text,
		"2024-1o-01": Text, "2024-10-o1": Text, "2024-10-1": Text, "2024-10-011": Text, "0001-01-01": Date,
	} {
		v := OfText(in)
		if v.Kind() != want || v.Literal() != in {
			t.Errorf("OfText(%s) is %s %s, want %s", in, v.Kind(), v.Literal(), want)
		}
	}
	y, m, d, ok := OfText("2024-02-05").Day()
	if y != 2024 || m != 2 || d != 5 || !ok {
		t.Errorf("Day: %d %d %d %v", y, m, d, ok)
	}
	if y, m, d, ok = OfInt(20240205).Day(); y+m+d != 0 || ok {
		t.Error("a number is no day")
	}
}

func TestIsTrue(t *testing.T) {
	number := func(s string) Value { v, _ := OfNumber(s); return v }
	row := OfRecord(NewRecord(&Columns{}, nil))
	for _, c := range []struct {
		name string
		v    Value
		want bool
	}{
		{"null", Value{}, false}, {"false", OfBool(false), false}, {"true", OfBool(true), true}, {"0", OfInt(0), false}, {"1", OfInt(1), true},
		{"-1", OfInt(-1), true}, {"0.00", number("0.00"), false}, {"0.01", number("0.01"), true}, {"20 digits", number("0.12345678901234567890"), true},
		{"no text", OfText(""), false}, {"text", OfText("0"), true}, {"day", OfText("2024-01-01"), true},
		{"empty list", OfList(nil), false}, {"list", OfList([]Value{{}}), true}, {"record", row, true},
	} {
		if c.v.IsTrue() != c.want {
			t.Errorf("%s is true: %v", c.name, c.v.IsTrue())
		}
	}
}

// Each accessor answers for its own kind alone.
func TestAccessors(t *testing.T) {
	number, _ := OfNumber("1.5")
	record := NewRecord(&Columns{}, nil)
	values := []struct {
		kind, literal string
		v             Value
	}{
		{"null", "", Value{}}, {"bool", "true", OfBool(true)}, {"int", "-3", OfInt(-3)}, {"decimal", "1.5", number}, {"text", "chữ", OfText("chữ")},
		{"date", "2024-02-05", OfText("2024-02-05")}, {"list", "", OfList([]Value{OfInt(1)})}, {"row", "", OfRecord(record)},
	}
	for i, c := range values {
		n, isInt := c.v.Int64()
		if c.v.Kind().String() != c.kind || c.v.Literal() != c.literal {
			t.Errorf("%s: kind %s, literal %q", c.kind, c.v.Kind(), c.v.Literal())
		}
		if isInt != (c.kind == "int" || c.kind == "bool") || c.kind == "bool" && n != 1 || c.kind == "int" && n != -3 {
			t.Errorf("%s: Int64 %d, %v", c.kind, n, isInt)
		}
		if (c.v.Str() != "") != (c.kind == "text") || (c.v.Items() != nil) != (c.kind == "list") || (c.v.Record() != nil) != (c.kind == "row") ||
			c.v.IsNull() != (c.kind == "null") || c.v.IsNumber() != (c.kind == "int" || c.kind == "decimal") {
			t.Errorf("%s: an accessor of another kind answers", c.kind)
		}
		for j, d := range values {
			if c.v.Equal(d.v) != (i == j) {
				t.Errorf("%s equals %s: %v", c.kind, d.kind, i != j)
			}
		}
	}
	if OfInt(0).Equal(OfBool(false)) || OfInt(0).Equal(Value{}) || OfBool(false).Equal(Value{}) || OfText("").Equal(Value{}) {
		t.Error("values of two kinds are equal")
	}
}

func TestEqualDeep(t *testing.T) {
	of := func(text string) Value {
		t.Helper()
		s, err := ParseJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return OfRecord(s.Record())
	}
	texts := []string{`{}`, `{"a":1}`, `{"b":1}`, `{"a":2}`, `{"a":1,"b":2}`, `{"a":[]}`, `{"a":[1]}`, `{"a":[2]}`, `{"a":[1,2]}`, `{"a":[2,1]}`,
		`{"a":{"b":1}}`, `{"a":{"b":2}}`, `{"a":{"b":1,"c":null}}`}
	for i, a := range texts {
		for j, b := range texts {
			if got := of(a).Equal(of(b)); got != (i == j) {
				t.Errorf("%s equals %s: %v", a, b, got)
			}
		}
	}
	if !of(`{"a":1,"b":2}`).Equal(of(`{"b":2.0,"a":1}`)) {
		t.Error("the order of names tells records apart")
	}
}

func TestSetAndRecord(t *testing.T) {
	var s Set
	for i, name := range []string{"b", "a"} {
		if err := s.Put(name, OfInt(int64(i))); err != nil {
			t.Fatal(err)
		}
	}
	first := s.Record()
	if s.Record() != first {
		t.Error("Record makes the same record again")
	}
	if err := s.Put("a", OfInt(9)); err == nil {
		t.Error("a name is put twice")
	}
	if v, ok := s.Get("a"); !ok || !v.Equal(OfInt(1)) {
		t.Errorf("a is %s", v.Literal())
	}
	if _, ok := s.Get("c"); ok {
		t.Error("c is there")
	}
	before := s.Hash()
	cols, _ := NewColumns("c", "d")
	if err := s.PutRecord(NewRecord(cols, []Value{OfInt(3), OfInt(4)})); err != nil {
		t.Fatal(err)
	}
	if err := s.PutRecord(NewRecord(cols, []Value{OfInt(3), OfInt(4)})); err == nil {
		t.Error("a record is put twice")
	}
	r := s.Record()
	if got := strings.Join(r.Columns().Names(), " "); got != "b a c d" {
		t.Errorf("names: %s", got)
	}
	if i, ok := r.Columns().Index("c"); i != 2 || !ok || !r.At(i).Equal(OfInt(3)) {
		t.Errorf("c stands at %d", i)
	}
	if _, ok := r.Get("e"); ok || s.Hash() == before {
		t.Error("e is there, or the hash did not change")
	}
	if _, err := NewColumns("x", "x"); err == nil {
		t.Error("a column twice")
	}
	defer func() {
		if recover() == nil {
			t.Error("a record of one value and two columns")
		}
	}()
	NewRecord(cols, []Value{OfInt(1)})
}
