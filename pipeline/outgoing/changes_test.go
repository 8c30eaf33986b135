package outgoing

import (
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/paper"
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

// TestSpellingIsTechnique: a word that was none, or that differs from a known phrase by its
// marks alone, is mended as technique; figures, names and words that mean another thing are
// content, and an office may say that spelling is content too.
func TestSpellingIsTechnique(t *testing.T) {
	s := speller{on: true, phrases: []string{"thế trận", "đáp ứng"}}
	for _, c := range []struct {
		was, is string
		want    bool
	}{
		{"tổ chứcc thực hiện", "tổ chức thực hiện", true},
		{"phong trèo thi đua", "phong trào thi đua", false}, // both are words
		{"xây dựng thé trận an ninh", "xây dựng thế trận an ninh", true},
		{"khen thưởgn tập thể", "khen thưởng tập thể", true},
		{"gồm 38 tập thểe", "gồm 39 tập thể", false},
		{"ông Nguyển Văn An", "ông Nguyễn Văn An", false},
		{"tiền thưởng 3.510.000 đồngg", "tiền thưởng 3.510.000 đồng", true},
		{"không khen thưởng", "khen thưởng", false},
		{"đượcc khen", "bị khen", false},
	} {
		if got := s.mends(c.was, c.is); got != c.want {
			t.Errorf("%q, %q: spelling alone %v, want %v", c.was, c.is, got, c.want)
		}
	}
	if (&speller{phrases: s.phrases}).mends("tổ chứcc", "tổ chức") {
		t.Error("the office says that spelling is content")
	}
}

func TestProposerOf(t *testing.T) {
	for text, want := range map[string]string{
		"Theo đề nghị của Giám đốc Công an tỉnh tại Tờ trình số 12/TTr-CAT-PV05 ngày 20 tháng 12 năm 2024 và Trưởng Ban Thi đua - Khen thưởng tỉnh tại Tờ trình số 05/TTr-BTĐKT ngày 08/01/2025.": "Giám đốc Công an tỉnh và Trưởng Ban Thi đua - Khen thưởng tỉnh",
		"Xét đề nghị của Giám đốc Sở Nội vụ.": "Giám đốc Sở Nội vụ",
		"Xét đề nghị của ……………………":            "", "Căn cứ Luật Thi đua, khen thưởng;": "",
	} {
		p := &paper.Paper{Units: []paper.Unit{{Role: paper.Ground, Text: text}}}
		if got := proposerOf(p); got != want {
			t.Errorf("%s\ngot  %q\nwant %q", text, got, want)
		}
	}
}
