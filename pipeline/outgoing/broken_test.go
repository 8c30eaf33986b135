package outgoing

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/ooxml"
	"vanthu/queries"
)

// editing changes the body of a Word file as a person would.
type editing func(t *testing.T, body string) string

// texts puts others in the place of words of the body, wherever runs part them.
func texts(pairs ...string) editing {
	return func(t *testing.T, body string) string {
		for i := 0; i < len(pairs); i += 2 {
			old := pairs[i]
			if !strings.Contains(body, old) {
				old = unbroken(old)
			}
			if !strings.Contains(body, old) {
				t.Fatalf("the body lacks %q", old)
			}
			body = strings.Replace(body, old, pairs[i+1], 1)
		}
		return body
	}
}

// unbroken is a text with the hyphens that no line ends at, as numbers of papers have them.
func unbroken(s string) string {
	return strings.ReplaceAll(s, "-", `</w:t><w:noBreakHyphen/><w:t xml:space="preserve">`)
}

// controls are the places of number and day.
var controls = regexp.MustCompile(`(?s)<w:sdt>.*?</w:sdt>`)

var tableRow = regexp.MustCompile(`(?s)<w:tr[ >].*?</w:tr>`)

// listRow changes the row of the list that holds some words; nothing takes it out.
func listRow(holds string, change func(row string) string) editing {
	return func(t *testing.T, body string) string {
		for _, row := range tableRow.FindAllString(body, -1) {
			if strings.Contains(row, holds) {
				return strings.Replace(body, row, change(row), 1)
			}
		}
		t.Fatalf("no row holds %q", holds)
		return ""
	}
}

func edit(t *testing.T, word []byte, edits ...editing) []byte {
	t.Helper()
	p, err := ooxml.Open(word, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := ooxml.NewWriter(&b, 6)
	for _, name := range p.Names() {
		part, err := p.Part(name)
		if err != nil {
			t.Fatal(err)
		}
		if name == "word/document.xml" {
			body := unmarked(string(part))
			for _, e := range edits {
				body = e(t, body)
			}
			part = []byte(body)
		}
		to, err := w.Create(name)
		if err == nil {
			_, err = to.Write(part)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A person who breaks an edited decision is told of each breakage, in the edit and before
// it is laid before the leader: the paper is held against itself, the law and its data.
func TestBrokenDecisionIsTold(t *testing.T) {
	p := office(t, dbtest.SQLite(t, queries.Schema()))
	doc := award(t, p, "2025-01-14")
	kept(t, p, "to-trinh-khen-thuong", map[string]string{"nam": "2024", "dot": "tong-ket"})
	kept(t, p, "bang-khen", map[string]string{"nam": "2024", "dot": "tong-ket", "ngay": "2025-01-14"})
	word := file(t, p, doc, doc.FromRun, "docx")
	another := func(row string) string {
		next := strings.Replace(strings.Replace(row, ">38<", ">39<", 1), "Giả Định", "Giả Định Hai", 1)
		return row + next
	}
	for _, c := range []struct {
		name string
		with editing
		want []string // rule: part of the message
	}{
		{"a row more, Điều 1 set to it", func(t *testing.T, body string) string {
			return texts("38 tập thể", "39 tập thể")(t, listRow("Giả Định", another)(t, body))
		}, []string{"COUNT: Dòng kết danh sách ghi 38 tập thể, danh sách kèm theo có 39", "SUM: “I. TẬP THỂ” ghi 266.760.000, cộng các dòng được 273.780.000",
			"SUM: Dòng “TỔNG CỘNG” ghi 493.180.000", "MONEY-TOTAL: 493.180.000", "DATA-DIFFERS: Giả Định Hai", "FIGURE-EDITED: thêm 39"}},
		{"a row more alone", listRow("Giả Định", another), []string{"COUNT: Điều 1 ghi 38 tập thể, danh sách kèm theo có 39"}},
		{"a row out", listRow("Đài Phát thanh", func(string) string { return "" }), []string{"LIST-NUMBER: sau số thứ tự 32 là 34", "COUNT: danh sách kèm theo có 37",
			"DATA-DIFFERS: có trong số liệu, không có trong văn bản: Đài Phát thanh"}},
		{"a row twice", listRow("Giả Định", func(row string) string { return row + strings.Replace(row, ">38<", ">39<", 1) }), []string{"LIST-TWICE: hai lần trong danh sách tập thể (số 38 và 39)"}},
		{"the money of one", listRow("Sở Giáo dục", func(row string) string { return strings.Replace(row, "7.020.000", "7.200.000", 1) }),
			[]string{"MONEY: “Sở Giáo dục và Đào tạo” ghi 7.200.000 đồng, văn bản ghi mỗi tập thể 7.020.000", "SUM: 266.940.000"}},
		{"a subtotal", texts("200.070.000", "200.700.000"), []string{"SUM: “II. CÁ NHÂN” ghi 200.700.000, cộng các dòng được 200.070.000"}},
		{"the grand total", listRow("TỔNG CỘNG", func(row string) string { return strings.Replace(row, "493.180.000", "493.810.000", 1) }), []string{"SUM: Dòng “TỔNG CỘNG” ghi 493.810.000"}},
		{"the total in Điều 2, words with it", texts("thưởng là 493.180.000 đồng (Bốn trăm chín mươi ba triệu một trăm tám mươi nghìn đồng)", "thưởng là 493.810.000 đồng (Bốn trăm chín mươi ba triệu tám trăm mười nghìn đồng)"),
			[]string{"MONEY-TOTAL: Văn bản ghi tổng số tiền 493.810.000 đồng, cộng danh sách được 493.180.000"}},
		{"the words alone", texts("Bốn trăm chín mươi ba triệu một trăm", "Bốn trăm chín mươi ba triệu hai trăm"), []string{"MONEY-WORDS: một trăm tám mươi nghìn"}},
		{"what each one gets", texts("mỗi cá nhân 3.510.000 đồng (Ba triệu năm trăm mười nghìn đồng)", "mỗi cá nhân 3.150.000 đồng (Ba triệu một trăm năm mươi nghìn đồng)"),
			[]string{"MONEY: mỗi cá nhân 3.150.000 đồng, theo quy định là 3.510.000"}},
		{"the base salary", texts("2.340.000", "1.800.000"), []string{"MONEY-BASE: 1.800.000 đồng, mức áp dụng vào ngày của văn bản là 2.340.000"}},
		{"the count of Điều 1", texts("57 cá nhân", "75 cá nhân"), []string{"COUNT: Điều 1 ghi 75 cá nhân, danh sách kèm theo có 57"}},
		{"a group left out of Điều 1", texts("38 tập thể, 57 cá nhân và 05 hộ gia đình, đã", "38 tập thể và 57 cá nhân, đã"), []string{"COUNT: Điều 1 không nêu hộ gia đình"}},
		{"the closing line", func(t *testing.T, body string) string {
			i := strings.LastIndex(body, "05 hộ gia đình")
			return body[:i] + "06" + body[i+2:]
		}, []string{"COUNT: Dòng kết danh sách ghi 06 hộ gia đình, danh sách kèm theo có 05"}},
		{"another count in Điều 3", texts("các tập thể, cá nhân, hộ gia đình có tên", "38 tập thể, 56 cá nhân, hộ gia đình có tên"), []string{"COUNT: Điều 3 ghi 56 cá nhân"}},
		{"another name", texts("Đại úy Nguyễn Văn An<", "Đại úy Nguyễn Văn Ân<"), []string{"DATA-DIFFERS: Nguyễn Văn Ân", "DATA-DIFFERS: Nguyễn Văn An."}},
		{"a post", listRow("Đại úy Nguyễn Văn An<", func(row string) string { return strings.Replace(row, "Phó Đội trưởng", "Đội trưởng", 1) }), []string{"DATA-DIFFERS: “Phó Đội trưởng, Phòng Xây dựng"}},
		{"the number of the proposal", texts("12/TTr-CAT-PV05", "21/TTr-CAT-PV05"), []string{"BASIS: 12/TTr-CAT-PV05"}},
		{"a basis", texts("Căn cứ Nghị định số 98/2023/NĐ-CP", "Căn cứ Nghị định số 89/2023/NĐ-CP"), []string{"BASIS: Nghị định số 98/2023/NĐ-CP"}},
		{"who signs", texts("Trần Văn Mẫu", "Trần Văn Khác"), []string{"BASIS: Người ký Trần Văn Mẫu"}},
		{"Như Điều", texts("Như Điều 3", "Như Điều 2"), []string{"ARTICLE-LAST: Như Điều 2"}},
		{"the place of the number", func(_ *testing.T, body string) string {
			control := controls.FindString(body) // none but those of number and day is left
			return strings.Replace(body, control, `<w:r><w:t>45</w:t></w:r>`, 1)
		}, []string{"LATE: Ô {so_van_ban} còn 1 trên 2 chỗ"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			broken := edit(t, word, c.with)
			copied, err := p.Edit(t.Context(), doc, doc.FromRun, broken)
			if err != nil {
				t.Fatal(err)
			}
			tells(t, copied.Findings, c.want)
			signature, err := p.fromRun(t.Context(), doc.ID, doc.FromRun)
			if err != nil {
				t.Fatal(err)
			}
			laid, err := p.edited(t.Context(), edition{doc, signature, broken, true})
			if err != nil {
				t.Fatal(err)
			}
			tells(t, laid.Findings, c.want)
		})
	}
	t.Run("companions", func(t *testing.T) {
		c, err := p.Edit(t.Context(), doc, doc.FromRun, edit(t, word, texts("57 cá nhân", "58 cá nhân")))
		if err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for _, f := range c.Findings {
			if f.Rule == "COMPANION" {
				fmt.Fprintf(&all, "%s: %s\n", f.Place, f.Message)
			}
		}
		for _, want := range []string{"QD-khen-thuong-2024-tong-ket.xlsx", "TTr-khen-thuong-2024-tong-ket", "Bang-khen-2024-tong-ket",
			`lập lại “Bằng khen” với chi_in_chu=`, `với can_cu_dong=rieng, dot=tong-ket, kieu_danh_sach=bang, nam=2024, neu_tien=true, ngay=2025-01-14`} {
			if !strings.Contains(all.String(), want) {
				t.Errorf("the companions lack %q:\n%s", want, all.String())
			}
		}
	})
	t.Run("nothing broken", func(t *testing.T) {
		c, err := p.Edit(t.Context(), doc, doc.FromRun, edit(t, word, texts("đã có thành tích", "đã lập thành tích")))
		if err != nil {
			t.Fatal(err)
		}
		was, err := archive.Findings(t.Context(), p.DB.Reader, doc.ID, doc.FromRun)
		if err != nil || len(c.Findings) != len(was) {
			t.Errorf("an edit of words alone: %+v, %v", c.Findings, err)
		}
	})
}

func tells(t *testing.T, found []archive.Finding, want []string) {
	t.Helper()
	for _, w := range want {
		rule, part, _ := strings.Cut(w, ": ")
		is := false
		for _, f := range found {
			is = is || f.Rule == rule && strings.Contains(f.Message, part)
		}
		if !is {
			t.Errorf("not told: %s; found %+v", w, found)
		}
	}
}
