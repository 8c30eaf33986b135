package repair

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"vanthu/pipeline/check"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/ooxml"
)

// piece is a paragraph as people write it in Word, with all form set directly.
func piece(align string, size int, look, text string) string {
	ind, gap := "", 0
	if align == "both" {
		ind, gap = `<w:ind w:firstLine="720"/>`, 120
	}
	return fmt.Sprintf(`<w:p><w:pPr><w:spacing w:after="%d"/>%s<w:jc w:val="%s"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>%s<w:sz w:val="%d"/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r></w:p>`,
		gap, ind, align, strings.NewReplacer("b", "<w:b/>", "i", "<w:i/>").Replace(look), size, text)
}

func line(length, width int) string {
	return fmt.Sprintf(`<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0"/></w:pBdr><w:spacing w:line="40" w:lineRule="exact"/><w:ind w:left="%[1]d" w:right="%[1]d"/></w:pPr></w:p>`, (width-length)/2)
}

func beside(left, right string) string {
	return `<w:tbl><w:tblPr><w:tblW w:w="9071" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="3571"/><w:gridCol w:w="5500"/></w:tblGrid><w:tr>` +
		`<w:tc><w:tcPr><w:tcW w:w="3571" w:type="dxa"/></w:tcPr>` + left + `</w:tc><w:tc><w:tcPr><w:tcW w:w="5500" w:type="dxa"/></w:tcPr>` + right + `</w:tc></w:tr></w:tbl>`
}

const clause = "1. Nâng cao nhận thức của cán bộ, vận động Nhân dân tham gia phong trào, góp phần giữ vững an ninh trên địa bàn tỉnh."

// plan is a paper in good form.
var plan = beside(
	piece("center", 24, "b", "ỦY BAN NHÂN DÂN")+piece("center", 24, "b", "TỈNH ĐỒNG NAI")+line(900, 3571)+piece("center", 26, "", "Số: 05/KH-UBND"),
	piece("center", 24, "b", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")+piece("center", 26, "b", "Độc lập - Tự do - Hạnh phúc")+line(3183, 5500)+piece("center", 26, "i", "Đồng Nai, ngày 05 tháng 02 năm 2026")) +
	piece("center", 28, "b", "KẾ HOẠCH") + piece("center", 28, "b", "Phát động phong trào thi đua năm 2026") + line(2000, 9071) +
	piece("both", 28, "b", "I. MỤC ĐÍCH, YÊU CẦU") + piece("both", 28, "", clause) +
	piece("both", 28, "", "2. Triển khai Thông tư số 124/2021/TT-BCA ngày 28/12/2021 của Bộ Công an quy định khu dân cư.") +
	piece("both", 28, "b", "II. TỔ CHỨC THỰC HIỆN") + piece("both", 28, "", "Công an tỉnh chủ trì, phối hợp với các sở, ban, ngành, đoàn thể tỉnh và các địa phương thực hiện Kế hoạch này./.") +
	beside(piece("left", 24, "bi", "Nơi nhận:")+piece("left", 22, "", "- Bộ Công an;")+piece("left", 22, "", "- Lưu: VT, NC."),
		piece("center", 28, "b", "TM. ỦY BAN NHÂN DÂN")+piece("center", 28, "b", "KT. CHỦ TỊCH")+piece("center", 28, "b", "PHÓ CHỦ TỊCH")+piece("center", 28, "", " ")+piece("center", 28, "b", "Trần Thị Ví Dụ")) +
	`<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`

// letter is a body with its header in two columns made by tabs, several things in one run.
var letter = strings.Replace(plan, plan[:strings.Index(plan, piece("center", 28, "b", "KẾ HOẠCH"))],
	tabbed("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")+tabbed("TỈNH ĐỒNG NAI", "Độc lập - Tự do - Hạnh phúc")+tabbed("Số: 05/KH-UBND", "Đồng Nai, ngày 05 tháng 02 năm 2026"), 1)

func tabbed(a, b string) string {
	return fmt.Sprintf(`<w:p><w:pPr><w:tabs><w:tab w:val="center" w:pos="1700"/><w:tab w:val="center" w:pos="6300"/></w:tabs></w:pPr><w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:tab/><w:t>%s</w:t><w:tab/><w:t>%s</w:t></w:r></w:p>`, a, b)
}

func word(t testing.TB, body string, more ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := ooxml.NewWriter(&b, 1)
	for _, p := range append([][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`},
	}, more...) {
		if p[0] == "[Content_Types].xml" && len(more) == 2 {
			p[1] = types
		}
		if err := w.Put(p[0], []byte(p[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var shipped = sync.OnceValues(func() (*check.Config, error) {
	data, err := os.ReadFile("../../templates/" + check.ConfigFile)
	if err != nil {
		return nil, err
	}
	return check.ReadConfig(data)
})

func office(t testing.TB) check.Options {
	t.Helper()
	c, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return check.Options{Config: c, Late: []string{"so_van_ban", "ngay_ban_hanh"}}
}

func heavy(fs []check.Finding) (list []string) {
	for _, f := range fs {
		if f.Severity != check.Hint {
			list = append(list, fmt.Sprintf("%s %s: %s “%s”", f.Rule, f.Place, f.Message, f.Text))
		}
	}
	return list
}

const inked = `<w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Công an`

// broken lists what breaks the form of a paper, with the rule that sees it.
var broken = []struct{ rule, from, to string }{
	{"PAGE-SIZE", `w:w="11906" w:h="16838"`, `w:w="12240" w:h="15840"`},
	{"MARGIN", `w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"`, `w:top="567" w:right="2268" w:bottom="567" w:left="567"`},
	{"FONT", `w:hAnsi="Times New Roman"/>` + inked, `w:hAnsi="Arial"/>` + inked},
	{"SIZE", inked, strings.Replace(inked, "28", "18", 1)},
	{"COLOR", inked, `<w:color w:val="FF0000"/>` + inked},
	{"BOLD", `<w:b/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">KẾ HOẠCH`, `<w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">KẾ HOẠCH`},
	{"ITALIC", `<w:i/><w:sz w:val="26"/></w:rPr><w:t xml:space="preserve">Đồng Nai`, `<w:sz w:val="26"/></w:rPr><w:t xml:space="preserve">Đồng Nai`},
	{"ALIGN", `<w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:b/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">KT.`, `</w:pPr><w:r><w:rPr><w:b/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">KT.`},
	{"INDENT", `<w:spacing w:after="120"/><w:ind w:firstLine="720"/><w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>` + inked, `<w:spacing w:after="120"/><w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>` + inked},
	{"GAP", piece("both", 28, "", clause), strings.Replace(piece("both", 28, "", clause), "120", "0", 1)},
	{"LINE", `<w:spacing w:after="120"/>`, `<w:spacing w:after="120" w:line="200" w:lineRule="auto"/>`},
	{"HEAD-GAP", piece("center", 24, "b", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), strings.Replace(piece("center", 24, "b", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), `w:after="0"`, `w:after="160"`, 1)},
	{"MOTTO-WRAP", planHead, strings.NewReplacer("3571", "4771", "5500", "4300").Replace(planHead)},
	{"MOTTO-RULE", line(3183, 5500), ""},
	{"MOTTO-RULE", line(3183, 5500), line(1200, 5500)},
	{"ISSUER-RULE", line(900, 3571), ""},
	{"ISSUER-RULE", line(900, 3571), line(3500, 3571)},
	{"SUBJECT-RULE", line(2000, 9071), ""},
	{"SUBJECT-RULE", line(2000, 9071), strings.Replace(line(2000, 9071), "single", "dashed", 1)},
	{"MOTTO-RULE", `<w:sz w:val="26"/></w:rPr><w:t xml:space="preserve">Độc lập - Tự do - Hạnh phúc</w:t></w:r></w:p>` + line(3183, 5500), `<w:sz w:val="26"/><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">Độc lập - Tự do - Hạnh phúc</w:t></w:r></w:p>`},
}

// TestFormIsMended: what breaks the form is found, mended without a letter changed, and
// mended once is mended for good.
func TestFormIsMended(t *testing.T) {
	opts := Options{Check: office(t)}
	seen := map[string]bool{}
	for _, b := range broken {
		seen[b.rule] = true
		t.Run(b.rule, func(t *testing.T) {
			body := strings.Replace(plan, b.from, b.to, 1)
			if body == plan {
				t.Fatalf("%q does not stand in the paper", b.from)
			}
			in := word(t, body)
			r, err := Mend(in, opts)
			if err != nil {
				t.Fatal(err)
			}
			has := func(fs []check.Finding) bool {
				return slices.ContainsFunc(fs, func(f check.Finding) bool { return f.Rule == b.rule })
			}
			if !has(r.Before.Findings) || !has(r.Mended) || len(heavy(r.After.Findings)) > 0 {
				t.Errorf("before %q, after %q", heavy(r.Before.Findings), heavy(r.After.Findings))
			}
			again, err := Mend(r.Docx, opts)
			if err != nil || !bytes.Equal(again.Docx, r.Docx) {
				t.Errorf("mended again it differs (%v)", err)
			}
		})
	}
	ids, _ := Rules()
	for _, id := range ids {
		if !seen[id] && !strings.HasPrefix(id, "PAGENO") && id != "PAGE-LANDSCAPE" && id != "COLUMNS" {
			t.Errorf("%s has a mend, but nothing here that asks for it", id)
		}
	}
}

// TestGoodPaperStays: a paper in good form comes back as it is, byte for byte.
func TestGoodPaperStays(t *testing.T) {
	in := word(t, plan)
	r, err := Mend(in, Options{Check: office(t), Writing: []string{All}})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(in, r.Docx) || len(r.Before.Findings) > 0 {
		t.Errorf("changed, or %q", heavy(r.Before.Findings))
	}
}

// TestManyFaultsAtOnce: all that breaks the form, in one paper, whose other parts stay.
func TestManyFaultsAtOnce(t *testing.T) {
	body := plan
	for _, b := range broken {
		body = strings.Replace(body, b.from, b.to, 1)
	}
	note := [2]string{"word/ghi-chu.xml", "<x>" + strings.Repeat("chưa biết ", 50) + "</x>"}
	in := word(t, body, note)
	r, err := Mend(in, Options{Check: office(t)})
	if err != nil {
		t.Fatal(err)
	}
	if left := heavy(r.After.Findings); len(left) > 0 {
		t.Errorf("left: %q", left)
	}
	a, b := zipped(t, in, note[0]), zipped(t, r.Docx, note[0])
	if !bytes.Equal(a, b) {
		t.Error("a part that no mend touches changed")
	}
}

func zipped(t *testing.T, word []byte, name string) []byte {
	t.Helper()
	p, err := ooxml.Open(word, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	part, err := p.Part(name)
	if err != nil {
		t.Fatal(err)
	}
	return part
}

// TestColumnsOfTabs: of a line that holds two things in one run each gets its own look.
func TestColumnsOfTabs(t *testing.T) {
	r, err := Mend(word(t, letter), Options{Check: office(t)})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.After.Findings {
		if f.Rule == "BOLD" || f.Rule == "ITALIC" || f.Rule == "SIZE" {
			t.Errorf("left: %s %s “%s”", f.Rule, f.Message, f.Text)
		}
	}
	if !slices.ContainsFunc(r.Before.Findings, func(f check.Finding) bool { return f.Rule == "ITALIC" }) {
		t.Error("the place and date were italic before")
	}
}

// TestWritingIsMendedWhereNamed: words change for the rules that are named and for no
// other.
func TestWritingIsMendedWhereNamed(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range []struct{ rule, from, to, want string }{
		{"DATE-ZERO", "ngày 05 tháng 02 năm", "ngày 5 tháng 03 năm", "ngày 05 tháng 3 năm"},
		{"DATE-ZERO-SHORT", "28/12/2021", "8/02/2021", "08/02/2021"},
		{"DATE-FORM", "Đồng Nai, ngày 05", "Đồng Nai ngày 05", "Đồng Nai, ngày 05"},
		{"SPACE", "Nâng cao nhận thức", "Nâng  cao nhận thức", "Nâng cao nhận thức"},
		{"SPACE", "của cán bộ, vận động", "của cán bộ ,vận động", "của cán bộ, vận động"},
		{"STRAY", "nhận thức", "nhận\u200b thức", "nhận thức"},
		{"NFC", "nhận thức", "nh\u00e2\u0323n thức", "nhận thức"},
		{"QUOTE-FORM", "phong trào, góp", "\"phong trào\", góp", "“phong trào”, góp"},
		{"DASH-FORM", "- Bộ Công an;", "– Bộ Công an;", "- Bộ Công an;"},
		{"MOTTO-TEXT", "HỘI CHỦ NGHĨA VIỆT", "HỘI VIỆT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
		{"NUMBER-FORM", "Số: 05/KH-UBND", "Số 5/KH – UBND", "Số: 05/KH-UBND"},
		{"SIGN-FORM", "KT. CHỦ", "KT.CHỦ", "KT. CHỦ TỊCH"},
		{"RECIPIENTS-FORM", "- Bộ Công an;", "- Bộ Công an", "- Bộ Công an;"},
		{"ENDMARK", "Kế hoạch này./.", "Kế hoạch này.", "Kế hoạch này./."},
		{"CIT-NO-SO", "Thông tư số 124", "Thông tư 124", "Thông tư số 124"},
		{"WORD-TWICE", "thức của cán", "thức của của cán", "thức của cán"},
		{"WORD-TWICE", "đoàn thể tỉnh và các", "đoàn thể, đoàn thể, các", "ngành, đoàn thể, các"},
		{"LEXICON", "Công an tỉnh chủ trì", "Thé trận an ninh", "Thế trận an ninh"},
	} {
		seen[c.rule] = true
		t.Run(c.rule, func(t *testing.T) {
			body := strings.Replace(plan, c.from, c.to, 1)
			if body == plan {
				t.Fatalf("%q does not stand in the paper", c.from)
			}
			in := word(t, body)
			r, err := Mend(in, Options{Check: office(t)})
			if err != nil || !strings.Contains(string(zipped(t, r.Docx, "word/document.xml")), c.to) {
				t.Errorf("not named, but changed (%v)", err)
			}
			r, err = Mend(in, Options{Check: office(t), Writing: []string{c.rule}})
			if err != nil {
				t.Fatal(err)
			}
			if s := textOf(t, r.Docx); !strings.Contains(s, c.want) {
				t.Errorf("not mended: %s\n%q", s, heavy(r.After.Findings))
			}
			for _, f := range r.After.Findings {
				if f.Rule == c.rule {
					t.Errorf("left: %s", f.Message)
				}
			}
		})
	}
	for _, id := range []string{"GROUND-END", "TO-FORM", "FONT-LEGACY", "MOTTO-RULE", "ISSUER-RULE", "SUBJECT-RULE", "RULE-TYPED"} {
		seen[id] = true // in TestDecisionAndLetter and TestTypedLines
	}
	for id := range writing {
		if !seen[id] {
			t.Errorf("%s has a mend, but nothing here that asks for it", id)
		}
	}
	if _, err := Mend(word(t, plan), Options{Check: office(t), Writing: []string{"MARGIN"}}); err == nil || !strings.Contains(err.Error(), "DATE-ZERO") {
		t.Errorf("a rule of form was taken for one of writing: %v", err)
	}
}

func textOf(t *testing.T, word []byte) string {
	t.Helper()
	s, err := lettersOf(word)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestDecisionAndLetter: grounds, addressees, letters of an old encoding.
func TestDecisionAndLetter(t *testing.T) {
	for _, c := range []struct{ name, rule, body, want string }{
		{"grounds", "GROUND-END", strings.NewReplacer("KẾ HOẠCH", "QUYẾT ĐỊNH", "05/KH", "05/QĐ", "I. MỤC ĐÍCH, YÊU CẦU", "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022.", "1. Nâng cao", "Căn cứ Kế hoạch; nâng cao").Replace(plan), "năm 2022;"},
		{"addressees", "TO-FORM", strings.Replace(strings.NewReplacer("KẾ HOẠCH", "TỜ TRÌNH", "05/KH", "05/TTr").Replace(plan), piece("both", 28, "b", "I. MỤC ĐÍCH, YÊU CẦU"),
			piece("center", 28, "", "Kính gửi Ủy ban nhân dân tỉnh"), 1), "Kính gửi: Ủy ban nhân dân tỉnh"},
		{"old letters", "FONT-LEGACY", strings.Replace(plan, `w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Công an tỉnh chủ trì, phối hợp với các sở, ban, ngành, đoàn thể tỉnh và các địa phương thực hiện Kế hoạch này./.`,
			`w:ascii=".VnTime" w:hAnsi=".VnTime"/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">C«ng an tØnh chñ tr×, phèi hîp./.`, 1), "Công an tỉnh chủ trì, phối hợp./."},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := Mend(word(t, c.body), Options{Check: office(t), Writing: []string{c.rule}})
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(r.Mended, func(f check.Finding) bool { return f.Rule == c.rule }) || !strings.Contains(textOf(t, r.Docx), c.want) {
				t.Errorf("%s: %q\n%s", c.rule, heavy(r.After.Findings), textOf(t, r.Docx))
			}
		})
	}
}

var headers = regexp.MustCompile(`<w:(?:header|footer)Reference[^>]*/>`)

// long is a paper of ours of several pages, its main part changed.
func long(t *testing.T, change func(s string) string) []byte {
	t.Helper()
	b := nd30.New(nd30.A4)
	b.Header(nd30.Header{Agency: "ỦY BAN NHÂN DÂN\nTỈNH ĐỒNG NAI", Number: "Số: 05/KH-UBND", Place: "Đồng Nai, ngày 05 tháng 02 năm 2026"})
	b.Title("KẾ HOẠCH", "Phát động phong trào thi đua năm 2026", 35*36000)
	for range 60 {
		b.P("Thân văn bản", "Các cơ quan, đơn vị tổ chức thực hiện, báo cáo kết quả theo quy định.")
	}
	data, err := b.Bytes("")
	if err != nil {
		t.Fatal(err)
	}
	p, err := ooxml.Open(data, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	part, err := p.Part("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	if data, err = p.Rewritten(map[string][]byte{"word/document.xml": []byte(change(string(part)))}); err != nil {
		t.Fatal(err)
	}
	return data
}

// TestPageNumbers: numbers that are missing, show on the first page, stand or count
// wrongly, are put right.
func TestPageNumbers(t *testing.T) {
	for _, c := range []struct {
		rule   string
		change func(s string) string
	}{
		{"PAGENO-MISSING", func(s string) string { return strings.Replace(headers.ReplaceAllString(s, ""), "<w:titlePg/>", "", 1) }},
		{"PAGENO-FIRST", func(s string) string { return strings.Replace(s, "<w:titlePg/>", "", 1) }},
		{"PAGENO-COUNT", func(s string) string { return strings.Replace(s, `w:start="1"`, `w:start="7"`, 1) }},
		{"PAGENO-PLACE", func(s string) string {
			return strings.Replace(s, `<w:headerReference w:type="default"`, `<w:footerReference w:type="default"`, 1)
		}},
	} {
		t.Run(c.rule, func(t *testing.T) { numbersMended(t, c.rule, long(t, c.change)) })
	}
	for _, c := range []struct{ rule, from, to, in string }{
		{"PAGENO-FORM", "<w:r>", `<w:r><w:rPr><w:b/><w:sz w:val="20"/></w:rPr>`, "header"},
		{"PAGENO-PLACE", "</w:pPr>", `<w:jc w:val="right"/></w:pPr>`, "header"},
		{"PAGENO-FORM", "<w:r>", `<w:r><w:rPr><w:b/><w:sz w:val="20"/></w:rPr>`, "footer"}, // two faults in one paragraph, which goes
	} {
		t.Run(c.rule+" in the "+c.in, func(t *testing.T) {
			in := long(t, func(s string) string {
				return strings.Replace(s, `<w:headerReference w:type="default"`, `<w:`+c.in+`Reference w:type="default"`, 1)
			})
			p, err := ooxml.Open(in, ooxml.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			changed := map[string][]byte{}
			for _, name := range p.Names() {
				if part, err := p.Part(name); err == nil && bytes.Contains(part, []byte("PAGE")) {
					changed[name] = bytes.ReplaceAll(part, []byte(c.from), []byte(c.to))
				}
			}
			if in, err = p.Rewritten(changed); err != nil {
				t.Fatal(err)
			}
			numbersMended(t, c.rule, in)
		})
	}
}

func numbersMended(t *testing.T, rule string, in []byte) {
	t.Helper()
	r, err := Mend(in, Options{Check: office(t)})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(r.Before.Findings, func(f check.Finding) bool { return f.Rule == rule }) {
		t.Errorf("not found: %q", heavy(r.Before.Findings))
	}
	for _, f := range r.After.Findings {
		if strings.HasPrefix(f.Rule, "PAGENO") {
			t.Errorf("left: %s %s: %s", f.Rule, f.Place, f.Message)
		}
	}
	again, err := Mend(r.Docx, Options{Check: office(t)})
	if err != nil || !bytes.Equal(again.Docx, r.Docx) {
		t.Errorf("mended again it differs (%v)", err)
	}
}

// TestFormOutOfOrder: what other programs write out of the order of the schema, or twice, is
// mended as if it stood in its place.
func TestFormOutOfOrder(t *testing.T) {
	for _, props := range []string{`<w:u w:val="none"/><w:color w:val="FF0000"/>`, `<w:color w:val="0000FF"/><w:u w:val="none"/><w:color w:val="FF0000"/>`} {
		r, err := Mend(word(t, strings.Replace(plan, inked, props+inked, 1)), Options{Check: office(t)})
		if err != nil || len(r.Before.Findings) == 0 || len(r.After.Findings) > 0 {
			t.Errorf("%s: left %q (%v)", props, heavy(r.After.Findings), err)
		}
	}
}
