package outgoing

import (
	"fmt"
	"strings"
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
		{"năm 2024, tỉnh", "năm 2024 tỉnh", true},
		{"tỉnh: 38 xã", "tỉnh 38 xã", true},
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

// TestChangesOf: each change is told at the place that people know it by, cells of a row as one, with words around it
// and whether it is of form alone.
func TestChangesOf(t *testing.T) {
	units := func(change func(u []paper.Unit) []paper.Unit) *paper.Paper {
		row := func(n, annex int, text string) paper.Unit {
			return paper.Unit{Role: paper.Cell, Text: text, Annex: annex, Place: fmt.Sprintf("thân văn bản, bảng 2, hàng %d, ô 2, đoạn 1", n)}
		}
		return &paper.Paper{Units: change([]paper.Unit{
			{Role: paper.Motto1, Text: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
			{Role: paper.Number, Text: "Số: 05/QĐ-UBND"},
			{Role: paper.Subject, Text: "Về việc tặng Bằng khen"},
			{Role: paper.Ground, Text: "Căn cứ Luật Thi đua, khen thưởng;"},
			{Role: paper.Article, Number: "1", Text: "Điều 1. Tặng Bằng khen cho 38 tập thể có thành tích xuất sắc"},
			{Role: paper.Clause, Number: "1", Text: "1. Mỗi tập thể được năm triệu đồng"},
			{Role: paper.Point, Number: "a", Text: "a) tiền mặt"},
			{Role: paper.Roman, Number: "II", Text: "II. KINH PHÍ"},
			{Role: paper.Text, Text: "Chi từ Quỹ của tỉnh."},
			{Role: paper.AnnexHead, Annex: 1, Text: "PHỤ LỤC"},
			{Role: paper.AnnexTitle, Annex: 1, Text: "Danh sách tập thể"},
			row(3, 1, "Sở Nội vụ"), row(3, 1, "Phòng Một"), row(4, 1, "Sở Y tế"), row(4, 1, "Phòng Hai"),
			{Role: paper.Text, Annex: 2, Text: "Danh sách này có 38 tập thể"},
		})}
	}
	set := func(i int, text string) func([]paper.Unit) []paper.Unit {
		return func(u []paper.Unit) []paper.Unit { u[i].Text = text; return u }
	}
	same := func(u []paper.Unit) []paper.Unit { return u }
	spelling := speller{on: true}
	for _, c := range []struct {
		change func([]paper.Unit) []paper.Unit
		want   string
	}{
		{same, ""},
		{set(0, "CỘNG HÒA XÃ HỘI VIỆT NAM"), "Quốc hiệu: “HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM” thành “HÒA XÃ HỘI VIỆT NAM” (form)"},
		{func(u []paper.Unit) []paper.Unit {
			u[0] = paper.Unit{Role: paper.Superior, Text: "BỘ CÔNG AN"}
			return u
		}, "cơ quan chủ quản: “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM” thành “BỘ CÔNG AN” (form)"},
		{set(1, "Số: 06/QĐ-UBND"), "số, ký hiệu: “Số: 05/QĐ-UBND” thành “Số: 06/QĐ-UBND” (form)"},
		{set(2, "Về việc tặng Giấy khen"), "trích yếu: “Về việc tặng Bằng khen” thành “Về việc tặng Giấy khen”"},
		{set(3, "Căn cứ Luật Thi đua, khen thưởngg;"), "căn cứ: “Thi đua, khen thưởng;” thành “Thi đua, khen thưởngg;”"},
		{set(4, "Điều 1. Tặng Bằng khen cho 39 tập thể có thành tích xuất xắc"), "Điều 1: “Bằng khen cho 38 tập thể có thành tích xuất sắc” thành “Bằng khen cho 39 tập thể có thành tích xuất xắc”"},
		{set(5, "1. Mỗi tập thể được năm triêu đồng"), "khoản 1 Điều 1: “thể được năm triệu đồng” thành “thể được năm triêu đồng”"},
		{set(5, "1. MỖI tập thể được năm triệu đồng."), "khoản 1 Điều 1: “1. Mỗi tập thể được năm triệu đồng” thành “1. MỖI tập thể được năm triệu đồng.” (form)"},
		{set(6, "a) hiện vật"), "điểm a khoản 1 Điều 1: “a) tiền mặt” thành “a) hiện vật”"},
		{set(7, "II. TIỀN"), "mục II: “II. KINH PHÍ” thành “II. TIỀN”"},
		{set(8, "Chi từ Quỹ của xã."), "mục II: “từ Quỹ của tỉnh.” thành “từ Quỹ của xã.”"},
		{set(9, "PHỤ LỤC I"), "phụ lục: “PHỤ LỤC” thành “PHỤ LỤC I”"},
		{set(10, "Danh sách cá nhân"), "Danh sách cá nhân: “Danh sách tập thể” thành “Danh sách cá nhân”"},
		{set(15, "Danh sách này có 39 tập thể"), "phụ lục: “sách này có 38 tập thể” thành “sách này có 39 tập thể”"},
		{func(u []paper.Unit) []paper.Unit { return append(u[:13], u[15]) }, "hàng 4 Danh sách tập thể: bỏ “Sở Y tế | Phòng Hai”"},
		{func(u []paper.Unit) []paper.Unit { return append(u[:11], u[15]) }, "hàng 3 Danh sách tập thể: bỏ “Sở Nội vụ | Phòng Một”; hàng 4 Danh sách tập thể: bỏ “Sở Y tế | Phòng Hai”"},
		{func(u []paper.Unit) []paper.Unit { return u[1:] }, "Quốc hiệu: bỏ “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM” (form)"},
		{func(u []paper.Unit) []paper.Unit {
			return append(u, paper.Unit{Role: paper.Contact, Annex: 2, Text: "Điện thoại: 0271"})
		}, "địa chỉ cơ quan: thêm “Điện thoại: 0271” (form)"},
	} {
		told := func(list []change) string {
			var all []string
			for _, one := range list {
				all = append(all, one.String()+map[bool]string{true: " (form)"}[one.form])
			}
			return strings.Join(all, "; ")
		}
		if got := told(changesOf(units(same), units(c.change), spelling)); got != c.want {
			t.Errorf("told %s\nwant %s", got, c.want)
		}
	}
	row4 := func(u []paper.Unit) []paper.Unit { return append(u[:13], u[15]) }
	if got := changesOf(units(row4), units(same), spelling); len(got) != 1 || got[0].String() != "hàng 4 Danh sách tập thể: thêm “Sở Y tế | Phòng Hai”" {
		t.Errorf("a row that comes: %v", got)
	}
}
