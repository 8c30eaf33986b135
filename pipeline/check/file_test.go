package check

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
)

var shipped = sync.OnceValues(func() (*Config, error) {
	data, err := os.ReadFile("../../templates/" + ConfigFile)
	if err != nil {
		return nil, err
	}
	return ReadConfig(data)
})

// office is check.yaml as it ships, the caller's to change.
func office(t testing.TB) *Config {
	t.Helper()
	c, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	own := *c
	return &own
}

// piece is a paragraph in WordprocessingML: its align, size in half points, look ("b",
// "i") and text.
func piece(align string, size int, look, text string) string {
	rpr := fmt.Sprintf(`<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>%s<w:sz w:val="%d"/>`,
		strings.NewReplacer("b", "<w:b/>", "i", "<w:i/>").Replace(look), size)
	ind, gap := "", 0
	if align == "both" {
		ind, gap = `<w:ind w:firstLine="720"/>`, 120
	}
	return fmt.Sprintf(`<w:p><w:pPr><w:spacing w:after="%d"/>%s<w:jc w:val="%s"/></w:pPr><w:r><w:rPr>%s</w:rPr><w:t xml:space="preserve">%s</w:t></w:r></w:p>`, gap, ind, align, rpr, text)
}

// ruleLine is an empty paragraph whose lower border is a line of a length, in a column of
// a width, in twips.
func ruleLine(length, width int) string {
	side := (width - length) / 2
	return fmt.Sprintf(`<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0"/></w:pBdr><w:spacing w:line="40" w:lineRule="exact"/><w:ind w:left="%d" w:right="%d"/></w:pPr></w:p>`, side, side)
}

func sideBySide(left, right string) string {
	cell := func(s string, width int) string {
		return fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>%s</w:tc>`, width, s)
	}
	return `<w:tbl><w:tblPr><w:tblW w:w="9071" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="3571"/><w:gridCol w:w="5500"/></w:tblGrid><w:tr>` +
		cell(left, 3571) + cell(right, 5500) + `</w:tr></w:tbl>`
}

// good is a paper in good form: a plan, with the lines of text given.
func good(text ...string) string {
	body := sideBySide(
		piece("center", 24, "b", "ỦY BAN NHÂN DÂN")+piece("center", 24, "b", "TỈNH ĐỒNG NAI")+ruleLine(900, 3571)+piece("center", 26, "", "Số: 05/KH-UBND"),
		piece("center", 24, "b", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")+piece("center", 26, "b", "Độc lập - Tự do - Hạnh phúc")+ruleLine(3183, 5500)+piece("center", 26, "i", "Đồng Nai, ngày 05 tháng 02 năm 2026")) +
		piece("center", 28, "b", "KẾ HOẠCH") + piece("center", 28, "b", "Phát động phong trào thi đua năm 2026") + ruleLine(2000, 9071)
	for i, s := range text {
		if i == len(text)-1 {
			s += "./."
		}
		look := ""
		if strings.HasPrefix(s, "I") {
			look = "b"
		}
		body += piece("both", 28, look, s)
	}
	body += sideBySide(
		piece("left", 24, "bi", "Nơi nhận:")+piece("left", 22, "", "- Bộ Công an;")+piece("left", 22, "", "- Lưu: VT, NC."),
		piece("center", 28, "b", "TM. ỦY BAN NHÂN DÂN")+piece("center", 28, "b", "KT. CHỦ TỊCH")+piece("center", 28, "b", "PHÓ CHỦ TỊCH")+piece("center", 28, "", " ")+piece("center", 28, "b", "Trần Thị Ví Dụ"))
	return body + `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567"/></w:sectPr>`
}

var plainText = []string{"I. MỤC ĐÍCH, YÊU CẦU", "1. Nâng cao nhận thức của cán bộ.", "a) Điểm thứ nhất;", "b) Điểm thứ hai.", "2. Triển khai Thông tư số 124/2021/TT-BCA ngày 28/12/2021 của Bộ Công an quy định khu dân cư.", "II. TỔ CHỨC THỰC HIỆN", "Công an tỉnh chủ trì thực hiện Kế hoạch này"}

// broken lists what breaks a rule: in the body of the good paper, from is replaced by to.
// place is words of the unit where the finding must stand; "" for a finding about a part
// that is missing, or the page.
var broken = []struct{ rule, from, to, place string }{
	{"PAGE-SIZE", `w:w="11906" w:h="16838"`, `w:w="12240" w:h="15840"`, ""},
	{"MARGIN", `w:left="1701" w:header`, `w:left="567" w:header`, ""},
	{"MARGIN", `w:top="1134"`, `w:top="567"`, ""},
	{"FONT", `w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Công an`, `w:hAnsi="Arial"/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Công an`, "Công an tỉnh"},
	{"SIZE", `<w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Công an`, `<w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">Công an`, "Công an tỉnh"},
	{"COLOR", `<w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Công an`, `<w:color w:val="FF0000"/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Công an`, "Công an tỉnh"},
	{"BOLD", `<w:b/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">KẾ HOẠCH`, `<w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">KẾ HOẠCH`, "KẾ HOẠCH"},
	{"ITALIC", `<w:i/><w:sz w:val="26"/></w:rPr><w:t xml:space="preserve">Đồng Nai`, `<w:sz w:val="26"/></w:rPr><w:t xml:space="preserve">Đồng Nai`, "Đồng Nai, ngày"},
	{"MOTTO-TEXT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI VIỆT NAM", "CỘNG HÒA"},
	{"MOTTO-TEXT", "Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc", "Độc lập"},
	{"MOTTO-MISSING", "Độc lập - Tự do - Hạnh phúc", "", ""},
	{"MOTTO-RULE", ruleLine(3183, 5500), "", "Độc lập"},
	{"MOTTO-RULE", ruleLine(3183, 5500), ruleLine(1200, 5500), "Độc lập"},
	{"ISSUER-RULE", ruleLine(900, 3571), ruleLine(2900, 3571), "TỈNH ĐỒNG NAI"},
	{"SUBJECT-RULE", ruleLine(2000, 9071), "", "Phát động"},
	{"SUBJECT-MISSING", piece("center", 28, "b", "Phát động phong trào thi đua năm 2026"), "", "KẾ HOẠCH"},
	{"ISSUER-MISSING", piece("center", 24, "b", "ỦY BAN NHÂN DÂN") + piece("center", 24, "b", "TỈNH ĐỒNG NAI"), "", ""},
	{"NUMBER-MISSING", "Số: 05/KH-UBND", "", ""},
	{"NUMBER-FORM", "Số: 05/KH-UBND", "Số: 5/KH-UBND", "Số:"},
	{"NUMBER-FORM", "Số: 05/KH-UBND", "Số 05/KH-UBND", "Số 05"},
	{"NUMBER-FORM", "Số: 05/KH-UBND", "Số: 05/KH - UBND", "Số:"},
	{"NUMBER-KIND", "Số: 05/KH-UBND", "Số: 05/QĐ-UBND", "Số:"},
	{"DATE-MISSING", "Đồng Nai, ngày 05 tháng 02 năm 2026", "", ""},
	{"DATE-FORM", "Đồng Nai, ngày 05", "Đồng Nai ngày 05", "Đồng Nai"},
	{"DATE-ZERO", "ngày 05 tháng 02 năm 2026", "ngày 5 tháng 03 năm 2026", "Đồng Nai"},
	{"DATE-VALID", "ngày 05 tháng 02 năm 2026", "ngày 30 tháng 02 năm 2026", "Đồng Nai"},
	{"KIND-MISSING", piece("center", 28, "b", "KẾ HOẠCH"), "", ""},
	{"SIGN-DEPUTY", piece("center", 28, "b", "KT. CHỦ TỊCH"), "", "PHÓ CHỦ TỊCH"},
	{"SIGN-KT", piece("center", 28, "b", "PHÓ CHỦ TỊCH"), piece("center", 28, "b", "CHỦ TỊCH"), "CHỦ TỊCH"},
	{"SIGN-FORM", "KT. CHỦ TỊCH", "KT.CHỦ TỊCH", "KT.CHỦ"},
	{"SIGN-TITLE", "Trần Thị Ví Dụ", "TS. Trần Thị Ví Dụ", "TS."},
	{"SIGN-NAME", "Trần Thị Ví Dụ", " ", "PHÓ CHỦ TỊCH"},
	{"RECIPIENTS-MISSING", "Nơi nhận:", "", ""},
	{"RECIPIENTS-FORM", "- Bộ Công an;", "- Bộ Công an", "- Bộ Công an"},
	{"FILED-MISSING", "- Lưu: VT, NC.", "- Văn phòng;", "Nơi nhận"},
	{"ENDMARK", "./.", ".", "Công an tỉnh"},
	{"ENDMARK", "./.", " ./.", "Công an tỉnh"},
	{"NUM-ROMAN", "II. TỔ CHỨC", "III. TỔ CHỨC", "III. TỔ"},
	{"NUM-CLAUSE", "2. Triển khai", "3. Triển khai", "3. Triển"},
	{"NUM-POINT", "b) Điểm", "c) Điểm", "c) Điểm"},
	{"CIT-REPEALED", "Thông tư số 124/2021/TT-BCA ngày 28/12/2021 của Bộ Công an quy định khu dân cư", "Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ quy định chi tiết", "2. Triển khai"},
	{"CIT-REGISTER", "28/12/2021", "27/12/2021", "2. Triển khai"},
	{"CIT-YEAR", "124/2021/TT-BCA ngày 28/12/2021", "124/2021/TT-BCA ngày 28/12/2022", "2. Triển khai"},
	{"CIT-NO-SO", "Thông tư số 124", "Thông tư 124", "2. Triển khai"},
	{"CIT-KIND", "Thông tư số 124/2021/TT-BCA", "Quyết định số 124/2021/TT-BCA", "2. Triển khai"},
	{"CIT-FUTURE", "Thông tư số 124/2021/TT-BCA ngày 28/12/2021 của Bộ Công an", "Kế hoạch số 77/KH-UBND ngày 10/3/2026 của UBND tỉnh", "2. Triển khai"},
	{"CIT-PARTY", "Thông tư số 124/2021/TT-BCA ngày 28/12/2021 của Bộ Công an", "Chỉ thị số 09/CT-TW ngày 01/12/2011 của Ban Bí thư", "2. Triển khai"},
	{"TERM", "Công an tỉnh chủ trì", "UBND huyện Lộc Ninh chủ trì", "UBND huyện"},
	{"LEXICON", "nhận thức của cán bộ", "nhận thức, thé trận an ninh của cán bộ", "1. Nâng cao"},
	{"DATE-STYLE", "nhận thức của cán bộ", "nhận thức trước ngày 15 tháng 11 năm 2026", "2. Triển khai"},
	{"DATE-STYLE", "Công an tỉnh chủ trì", "Công an tỉnh, trước ngày 15 tháng 11 năm 2026, chủ trì", "Công an tỉnh"},
	{"SPACE", "nhận thức của", "nhận  thức của", "1. Nâng cao"},
	{"QUOTE", "nhận thức của", "nhận “thức của", "1. Nâng cao"},
	{"WORD-TWICE", "nhận thức của cán bộ", "nhận thức của của cán bộ", "1. Nâng cao"},
	{"STRAY", "nhận thức", "nhận\u200b thức", "1. Nâng cao"},
	{"INDENT", `<w:ind w:firstLine="720"/><w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Công an`, `<w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Công an`, "Công an tỉnh"},
}

func judge(t testing.TB, body string) *Report {
	t.Helper()
	r, err := File(docx(t, body), Options{Config: office(t)})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func told(r *Report) string {
	var b strings.Builder
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "\n\t%s %s, %s: %s “%s”", f.Severity, f.Rule, f.Place, f.Message, f.Text)
	}
	return b.String()
}

// TestGoodPaper: a paper in good form has no finding.
func TestGoodPaper(t *testing.T) {
	if r := judge(t, good(plainText...)); len(r.Findings) > 0 || r.Kind != "kế hoạch" {
		t.Errorf("kind %q:%s", r.Kind, told(r))
	}
}

// TestBrokenRules: each rule sees what breaks it, at its place.
func TestBrokenRules(t *testing.T) {
	for _, b := range broken {
		t.Run(b.rule+" "+b.place, func(t *testing.T) {
			body := good(plainText...)
			changed := strings.Replace(body, b.from, b.to, 1)
			if changed == body {
				t.Fatalf("%q does not stand in the good paper", b.from)
			}
			r := judge(t, changed)
			for _, f := range r.Findings {
				if f.Rule == b.rule && strings.HasPrefix(f.Text, b.place) {
					return
				}
			}
			t.Errorf("not found:%s", told(r))
		})
	}
}

// TestEveryRuleHasItsMessage: ids are unique and every rule says what, where it comes from
// and what to do.
func TestEveryRuleHasItsMessage(t *testing.T) {
	seen := map[string]bool{}
	for _, set := range ruleSets {
		for _, r := range set {
			if seen[r.id] || r.message == "" || r.judge == nil || r.hint == "" {
				t.Errorf("%s: twice, or without message, judge or hint", r.id)
			}
			seen[r.id] = true
		}
	}
}

// TestConfigTells: what check.yaml has wrong is told, not passed over.
func TestConfigTells(t *testing.T) {
	for yaml, want := range map[string]string{
		"off: [NO-RULE]": "NO-RULE", "severity: {SIZE: bad}": "bad", "slips: [{id: a, find: '('}]": "slips",
		"waive: [{rule: NO-RULE, reason: x}]": "NO-RULE", "waive: [{rule: SIZE}]": "reason",
		"colour: red": "colour", "terms: [{from: '2025-07-01'}]": "terms: number 1 needs an expression", "terms: [{find: a}, {find: '('}]": "terms: number 2: error parsing",
		"slips: [{find: a}]": "slips: number 1 has no id", "twins: [{a: x, b: y}, {a: x}]": "twins: number 2 needs two expressions", "twins: [{b: y}]": "twins: number 1 needs", "twins: [{a: x, b: '('}]": "twins: number 1: error parsing",
		"severity: {NO-RULE: sai}": "NO-RULE", "terms: [{find: a, except: '('}]": "terms: number 1: error parsing",
	} {
		if _, err := ReadConfig([]byte(yaml)); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "%!") {
			t.Errorf("%s: %v", yaml, err)
		}
	}
	c := office(t)
	c.Off = []string{"MARGIN"}
	r, err := File(docx(t, strings.Replace(good(plainText...), `w:top="1134"`, `w:top="567"`, 1)), Options{Config: c})
	if err != nil || len(r.Findings) > 0 {
		t.Errorf("a rule that is off found something: %v%s", err, told(r))
	}
}

// TestSeed: what is wrong in a real plan of 2024 is found (its text stands in testdata).
func TestSeed(t *testing.T) {
	data, err := os.ReadFile("testdata/ke-hoach-2024.txt")
	if err != nil {
		t.Fatal(err)
	}
	text, receivers, _ := strings.Cut(string(data), "\nNơi nhận:\n")
	var paras []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			paras = append(paras, line)
		}
	}
	paras[len(paras)-1] = strings.TrimSuffix(paras[len(paras)-1], "./.")
	body := good(paras...)
	list := ""
	for line := range strings.Lines(receivers) {
		if line = strings.TrimSpace(line); line != "" {
			list += piece("left", 22, "", line)
		}
	}
	body = strings.Replace(body, piece("left", 22, "", "- Bộ Công an;")+piece("left", 22, "", "- Lưu: VT, NC."), list, 1)
	body = strings.ReplaceAll(body, "năm 2026", "năm 2024")
	r := judge(t, body)
	all := told(r)
	for _, want := range []string{
		"SLIP, .*Đẩy mạnh, công tác", "ứng yêu cầu", "Thé trận", "Mật trận", "địa phương, địa phương", "công cuộc phòng - an ninh", "LINE-SPLIT", "kết quả triển khai các địa phương",
		"CIT-NO-SO, .*09-CT/TW", "về Nâng cao", "(khóa …)", "“phòng, chống”, “phòng chống”", "“an ninh, trật tự”, “an ninh trật tự”", "tầng lớp nhân dân", "xây dựng đảng", "Thành phố Hà Nội",
		"CIT-REPEAT", "CIT-TITLE, .*3090/UBND-NC", "CIT-TITLE, .*664/BCĐ-NC", "48-CT/TW ghi ngày 01/12/2011, ngày đúng là 22/10/2010", "44-KL/TW ghi ngày 21/01/2019, ngày đúng là 22/01/2019",
	} {
		rule, words, two := strings.Cut(want, ", .*")
		if !strings.Contains(all, rule) || two && !strings.Contains(all, words) {
			t.Errorf("not found: %s", want)
		}
	}
	if t.Failed() {
		t.Log(all)
	}
}

// ofLength is a paper with so many paragraphs of text, about ten a page.
func ofLength(n int) string {
	var text []string
	for range n {
		text = append(text, "1. Nâng cao nhận thức của cán bộ và các tầng lớp Nhân dân về vai trò của phong trào toàn dân bảo vệ an ninh Tổ quốc, vận động các cơ quan, đơn vị, doanh nghiệp tham gia xây dựng các mô hình tự quản, tự phòng.")
	}
	return good(text...)
}

// TestLongPapersTakeTheirShare: four times the text takes about four times the work, counted
// in what is allocated, which no busy machine changes.
func TestLongPapersTakeTheirShare(t *testing.T) {
	config := office(t)
	cost := func(n int) float64 {
		word := docx(t, ofLength(n))
		return testing.AllocsPerRun(1, func() {
			if _, err := File(word, Options{Config: config}); err != nil {
				t.Fatal(err)
			}
		})
	}
	if a, b := cost(200), cost(800); b > 5*a {
		t.Errorf("800 paragraphs allocate %.0f times, 200 %.0f times: %.1f times as often", b, a, b/a)
	}
}

// BenchmarkFile: budget 20 ms for four pages, 1 s for two hundred.
func BenchmarkFile(b *testing.B) {
	for _, n := range []int{40, 2000} {
		word, config := docx(b, ofLength(n)), office(b)
		b.Run(fmt.Sprint(n, " paragraphs"), func(b *testing.B) {
			for range b.N {
				r, err := File(word, Options{Config: config})
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(r.Pages), "pages")
			}
		})
	}
}

// TestEdited: what a person may do to a paper in Word forbids its use, each alone.
func TestEdited(t *testing.T) {
	arial := strings.NewReplacer("Times New Roman", "Arial", `w:val="28"`, `w:val="18"`)
	for name, body := range map[string]string{
		"margins of 1 cm":           with(`w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"`, `w:top="567" w:right="567" w:bottom="567" w:left="567"`),
		"Arial 9":                   arial.Replace(good(plainText...)),
		"a short motto":             with("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI VIỆT NAM"),
		"a deputy without KT.":      with(piece("center", 28, "b", "KT. CHỦ TỊCH"), ""),
		"a repealed decree":         with("Thông tư số 124/2021/TT-BCA ngày 28/12/2021 của Bộ Công an quy định khu dân cư", "Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ quy định chi tiết"),
		"a date without its zero":   with("ngày 05 tháng 02 năm 2026", "ngày 5 tháng 03 năm 2026"),
		"a district of former days": with("Công an tỉnh chủ trì", "UBND huyện Lộc Ninh chủ trì"),
		"a lost number":             with("Số: 05/KH-UBND", " "),
		"a lost list of receivers":  with("Nơi nhận:", " "),
	} {
		if r := judge(t, body); !Forbid(r.Findings) {
			t.Errorf("%s: nothing forbids it:%s", name, told(r))
		}
	}
}
