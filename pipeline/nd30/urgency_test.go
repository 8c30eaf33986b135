package nd30

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"vanthu/pipeline/ooxml"
)

// wordWith is a Word file whose body is given.
func wordWith(t *testing.T, body string) []byte {
	t.Helper()
	b := New(A4)
	b.P("Thân văn bản", "x")
	data, err := b.Bytes("")
	if err != nil {
		t.Fatal(err)
	}
	p, err := ooxml.Open(data, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	main, err := p.Main()
	if err != nil {
		t.Fatal(err)
	}
	out, err := p.Rewritten(map[string][]byte{main: []byte(
		`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`)})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func bodyOf(t *testing.T, word []byte) string {
	t.Helper()
	p, err := ooxml.Open(word, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	data, err := p.Part("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(data), "<w:body>")
	return strings.TrimSuffix(body, "</w:body></w:document>")
}

func line(text string) string { return `<w:p><w:r><w:t>` + text + `</w:t></w:r></w:p>` }

func cellOf(width, in string) string {
	return `<w:tc><w:tcPr><w:tcW w:w="` + width + `" w:type="dxa"/></w:tcPr>` + in + `</w:tc>`
}

// TestUrgentPlaces: the mark, shown as §, stands under the number and what is with it, once, in a frame
// in the middle of its column.
func TestUrgentPlaces(t *testing.T) {
	right := cellOf("5000", line("CỘNG HÒA"))
	head := func(in string) string { return `<w:tbl><w:tr>` + cellOf("3400", in) + right + `</w:tr></w:tbl>` }
	mark := line("THƯỢNG KHẨN")
	for _, c := range []struct{ name, body, want string }{
		{"in its cell", head(line("SỞ")+line("Số: 1/SNV")+line("V/v họp")) + line("Kính gửi"), head(line("SỞ")+line("Số: 1/SNV")+line("V/v họp")+"§") + line("Kính gửi")},
		{"in place of a former one", head(line("Số: 1/SNV") + mark), head(line("Số: 1/SNV") + "§")},
		{"also of one above", head(mark + line("Số: 1/SNV")), head(line("Số: 1/SNV") + "§")},
		{"one in another cell is none", `<w:tbl><w:tr>` + cellOf("1", mark) + cellOf("3400", line("Số: 1/SNV")) + `</w:tr></w:tbl>`,
			`<w:tbl><w:tr>` + cellOf("1", mark) + cellOf("3400", line("Số: 1/SNV")+"§") + `</w:tr></w:tbl>`},
		{"without a table", line("SỞ") + line("Số: 1/SNV") + line("V/v họp"), line("SỞ") + line("Số: 1/SNV") + "§" + line("V/v họp")},
		{"a former one without a table", line("Số: 1/SNV") + mark + line("x"), line("Số: 1/SNV") + "§" + line("x")},
		{"later numbers and marks are text", line("Số: 1/SNV") + line("Số: 2/SNV") + `<w:tbl><w:tr>` + right + `</w:tr></w:tbl>` + mark,
			line("Số: 1/SNV") + "§" + line("Số: 2/SNV") + `<w:tbl><w:tr>` + right + `</w:tr></w:tbl>` + mark},
		{"behind the first section nothing is looked for", line("Số: 1/SNV") + `<w:p><w:pPr><w:sectPr/></w:pPr></w:p>` + mark,
			line("Số: 1/SNV") + "§" + `<w:p><w:pPr><w:sectPr/></w:pPr></w:p>` + mark},
		{"a table within the cell", head(line("Số: 1/SNV") + `<w:tbl><w:tr>` + cellOf("100", line("trong")) + `</w:tr></w:tbl><w:p/>`),
			head(line("Số: 1/SNV") + `<w:tbl><w:tr>` + cellOf("100", line("trong")) + `</w:tr></w:tbl><w:p/>` + "§")},
		{"number in a tag", head(line("Số: {so_van_ban}")), head(line("Số: {so_van_ban}") + "§")},
		{"number not yet written", head(line("Số:     /TTr-SNV")), head(line("Số:     /TTr-SNV") + "§")},
	} {
		out, err := Urgent(wordWith(t, c.body), "KHẨN")
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		got := bodyOf(t, out)
		if before, after, ok := strings.Cut(got, `<w:p><w:pPr><w:pStyle w:val="DauKhan"/>`); ok {
			_, after, _ = strings.Cut(after, "<w:t>KHẨN</w:t></w:r></w:p>")
			got = before + "§" + after
		}
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// The frame is as wide as the decree says for each mark, its outer edges in the middle of the column: 3,400 twips, or as
// wide as our own heads where the file does not say, or says what Word refuses.
func TestUrgentFrame(t *testing.T) {
	for _, c := range []struct{ width, mark, want string }{
		{"3400", "KHẨN", `w:left="1141" w:right="1141"`},
		{"3400", "THƯỢNG KHẨN", `w:left="574" w:right="574"`},
		{"3400", "HỎA TỐC", `w:left="857" w:right="857"`},
		{"31680", "KHẨN", `w:left="1368" w:right="1368"`},
		{"0", "KHẨN", `w:left="1368" w:right="1368"`},
		{"1134x", "KHẨN", `w:left="1368" w:right="1368"`},
	} {
		out, err := Urgent(wordWith(t, `<w:tbl><w:tr>`+cellOf(c.width, line("Số: 1/SNV"))+`</w:tr></w:tbl>`), c.mark)
		if got := bodyOf(t, out); err != nil || !strings.Contains(got, c.want) {
			t.Errorf("%s in %s: %v, %s", c.mark, c.width, err, got)
		}
	}
}

// Taking a mark away gives the file without it, byte for byte; nothing to take away, the file itself.
func TestUrgentTakenAway(t *testing.T) {
	k, err := KindOf("cong-van")
	if err != nil {
		t.Fatal(err)
	}
	plain, err := Skeleton(k, Options{})
	if err != nil {
		t.Fatal(err)
	}
	same, err := Urgent(plain, "")
	if err != nil || !bytes.Equal(same, plain) {
		t.Errorf("nothing to take away: %v", err)
	}
	marked := plain
	for _, mark := range []string{"KHẨN", "HỎA TỐC", "HỎA TỐC", "THƯỢNG KHẨN"} {
		if marked, err = Urgent(marked, mark); err != nil {
			t.Fatal(err)
		}
		if got := bodyOf(t, marked); strings.Count(got, ">"+mark+"<") != 1 || strings.Count(got, "DauKhan") != 1 {
			t.Errorf("%s: %s", mark, got)
		}
	}
	if marked, err = Urgent(marked, ""); err != nil || bodyOf(t, marked) != bodyOf(t, plain) {
		t.Errorf("the mark taken away: %v", err)
	}
}

func TestUrgentRefuses(t *testing.T) {
	if _, err := Urgent(wordWith(t, line("Số lượng: 5")), "KHẨN"); !errors.Is(err, ErrNoNumber) {
		t.Errorf("no number: %v", err)
	}
	if _, err := Urgent(wordWith(t, line("Số: 1/SNV")), "NHANH"); err == nil || errors.Is(err, ErrNoNumber) {
		t.Errorf("an unknown mark: %v", err)
	}
	if _, err := Urgent([]byte("x"), "KHẨN"); err == nil {
		t.Error("no Word file")
	}
}

// The kinds, with the names of their folders and samples, are what offices have stored.
func TestKindsAreStored(t *testing.T) {
	var b strings.Builder
	for _, k := range Kinds {
		b.WriteString(k.Code + " " + k.Slug + " " + string(k.Form) + "\n")
	}
	const want = `NQ nghi-quyet 1.1
QĐ quyet-dinh 1.2
CT chi-thi 1.4
QC quy-che 1.4
QyĐ quy-dinh 1.4
TC thong-cao 1.4
TB thong-bao 1.4
HD huong-dan 1.4
CTr chuong-trinh 1.4
KH ke-hoach 1.4
PA phuong-an 1.4
ĐA de-an 1.4
DA du-an 1.4
BC bao-cao 1.4
BB bien-ban 1.9
TTr to-trinh 1.4
HĐ hop-dong hợp đồng
 cong-van 1.5
CĐ cong-dien 1.6
BGN ban-ghi-nho hợp đồng
BTT ban-thoa-thuan hợp đồng
GUQ giay-uy-quyen 1.4
GM giay-moi 1.7
GGT giay-gioi-thieu 1.8
GNP giay-nghi-phep 1.10
PG phieu-gui 1.4
PC phieu-chuyen 1.4
PB phieu-bao 1.4
 thu-cong thư công
`
	if b.String() != want {
		t.Errorf("%s\nwant\n%s", b.String(), want)
	}
}
