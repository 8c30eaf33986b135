package outgoing

import (
	"testing"

	"vanthu/pipeline/archive"
)

// TestBareIsContent: what is left of a text without technique of presentation tells whether
// a correction changes its content.
func TestBareIsContent(t *testing.T) {
	for _, c := range []struct {
		was, is string
		same    bool
	}{
		{"Ủy ban nhân dân tỉnh", "ủy ban Nhân dân  tỉnh", true},
		{"hòa bình; ổn định", "hoà bình, ổn định.", true},
		{"38 tập thể", "39 tập thể", false},
		{"1.000 đồng", "1000 đồng", false},
		{"38,5 %", "385 %", false},
		{"từ 3 5 năm", "từ 35 năm", false},
		{"tăng 5%", "tăng 5", false},
		{"Nguyễn Văn An", "Nguyễn Văn Ân", false},
		{"khen thưởng", "khen", false},
	} {
		if got := bare(c.was) == bare(c.is); got != c.same {
			t.Errorf("%q, %q: same content %v, want %v (%q, %q)", c.was, c.is, got, c.same, bare(c.was), bare(c.is))
		}
	}
}

func TestDueRelation(t *testing.T) {
	form, content := []change{{form: true}}, []change{{form: true}, {place: "Điều 1", was: "38", is: "39"}}
	for _, c := range []struct {
		changes     []change
		asked, want string // "" : refused
	}{
		{form, "", archive.Corrects}, {form, archive.Corrects, archive.Corrects}, {form, archive.Amends, ""},
		{content, "", archive.Amends}, {content, archive.Amends, archive.Amends}, {content, archive.Corrects, ""},
		{form, archive.Takes, ""},
	} {
		got, err := dueRelation(c.changes, c.asked)
		if got != c.want || (err == nil) == (c.want == "") {
			t.Errorf("%v asked %q: %q, %v", c.changes, c.asked, got, err)
		}
	}
}

func TestCodeOf(t *testing.T) {
	for symbol, want := range map[string]string{"45/QĐ-UBND": "QĐ", "45/QĐ‑UBND": "QĐ", "9/UBND-NC ngày 02/01/2025": "", "12/TTr-CAT-PV05": "TTr", "7": ""} {
		if got := codeOf(symbol); got != want {
			t.Errorf("%q: %q, want %q", symbol, got, want)
		}
	}
}
