package dataset

import (
	"bytes"
	"strings"
	"testing"
)

func TestCanonicalJSON(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`{"b":1,"a":[{"y":1.50,"x":null},{"y":2,"x":"2024-02-05"}],"c":true}`,
			`{"a":[{"x":null,"y":1.50},{"x":"2024-02-05","y":2}],"b":1,"c":true}`},
		{`{"n":1e3,"m":12345678901234567890.10,"k":-0.0005,"e":1.5E-3,"z":-0}`,
			`{"e":0.0015,"k":-0.0005,"m":12345678901234567890.10,"n":1000,"z":0}`},
		{`{"s":"Điểu\u0301 \"\\\n\t\u0001<&>"}`, "{\"s\":\"Điểu\u0301 \\\"\\\\\\n\\t\\u0001<&>\"}"},
		{`{}`, `{}`},
	} {
		s, err := ParseJSON(strings.NewReader(c.in))
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		var b bytes.Buffer
		s.WriteJSON(&b)
		if b.String() != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.in, b.String(), c.want)
		}
		again, err := ParseJSON(&b)
		if err != nil || !OfRecord(s.Record()).Equal(OfRecord(again.Record())) {
			t.Errorf("%s: the canonical text gives another set (%v)", c.in, err)
		}
	}
}

func TestParseJSONRefuses(t *testing.T) {
	for in, want := range map[string]string{
		`{"a":1,"a":2}`:                   "twice",
		`[1]`:                             "an object is needed",
		`{"a":1} {}`:                      "text after",
		`{"a":`:                           "cut off",
		strings.Repeat(`{"a":`, 70) + `1`: "nested deeper",
		`{"a":1e5000}`:                    "not a number",
	} {
		if _, err := ParseJSON(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: error %v, want one with %q", in, err, want)
		}
	}
}

func TestCompare(t *testing.T) {
	num := func(s string) Value {
		v, err := OfNumber(s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	order := []string{"-12345678901234567890", "-10", "-9.5", "-9.49", "0", "0.001", "1", "1.01", "9", "10", "99999999999999999999.5"}
	for i, a := range order {
		for j, b := range order {
			if got := Compare(num(a), num(b)); got != cmpInt(int64(i), int64(j)) {
				t.Errorf("Compare(%s, %s) = %d", a, b, got)
			}
		}
	}
	if !num("1").Equal(num("1.00")) || num("1").Equal(OfText("1")) {
		t.Error("1 equals 1.00 and not a text")
	}
	a, _ := OfDate(2024, 2, 29)
	if _, ok := OfDate(2023, 2, 29); ok || Compare(a, OfText("2024-03-01")) != -1 {
		t.Error("dates")
	}
}
