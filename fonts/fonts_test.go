package fonts

import "testing"

func TestSubstitute(t *testing.T) {
	for _, c := range []struct {
		name, last string
		match      Match
	}{
		{"Times New Roman", Serif, Class}, {"Courier New", Mono, Class}, {"Arial", Sans, Class},
		{"Calibri", Sans, Class}, {"Cambria", Serif, Class}, {".VnTime", Serif, Class},
		{"Wingdings", Symbols, Class}, {"UVnTime;Times New Roman", Serif, Class}, {"", Serif, Class},
	} {
		list := Substitute(c.name)
		if got := list[len(list)-1]; got.Family != c.last || got.Match != c.match {
			t.Errorf("%q: last resort %v, want %s", c.name, got, c.last)
		}
	}
	if list := Substitute("Calibri"); list[2] != (Choice{FittedSans, Fit}) {
		t.Errorf("Calibri: %v", list)
	}
	if list := Substitute("times new roman"); list[1] != (Choice{Serif, Twin}) {
		t.Errorf("Times New Roman: %v", list)
	}
}

func TestShippedFaces(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Shipped() {
		if len(f.Data) < 10_000 || string(f.Data[:4]) != "\x00\x01\x00\x00" {
			t.Errorf("%s: not a TrueType file", f.Family)
		}
		seen[f.Family] = true
	}
	for _, family := range []string{Serif, Sans, Mono, Symbols} {
		if !seen[family] {
			t.Errorf("%s does not ship", family)
		}
	}
}
