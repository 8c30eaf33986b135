package check

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/ooxml"
)

// docx makes a DOCX of a body in WordprocessingML.
func docx(t testing.TB, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := ooxml.NewWriter(&b, 1)
	for _, p := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>` + body + `</w:body></w:document>`},
	} {
		part, err := w.Create(p[0])
		if err != nil {
			t.Fatal(err)
		}
		part.Write([]byte(p[1]))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lines makes one paragraph a line; a line "a | b" becomes a row of a table.
func lines(text string) string {
	var b strings.Builder
	inTable := false
	for line := range strings.Lines(strings.TrimSpace(text)) {
		line = strings.TrimSpace(line)
		isRow := strings.Contains(line, " | ")
		if isRow != inTable {
			b.WriteString(map[bool]string{true: "<w:tbl>", false: "</w:tbl>"}[isRow])
			inTable = isRow
		}
		if !isRow {
			fmt.Fprintf(&b, "<w:p><w:r><w:t>%s</w:t></w:r></w:p>", line)
			continue
		}
		b.WriteString("<w:tr>")
		for _, cell := range strings.Split(line, " | ") {
			fmt.Fprintf(&b, "<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>", cell)
		}
		b.WriteString("</w:tr>")
	}
	if inTable {
		b.WriteString("</w:tbl>")
	}
	return b.String()
}

func set(t testing.TB, text string) *dataset.Set {
	t.Helper()
	s, err := dataset.ParseJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const decision = `
QUYẾT ĐỊNH
Về việc tặng Bằng khen của Chủ tịch UBND tỉnh
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC
Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;
QUYẾT ĐỊNH:
Điều 1. Tặng Bằng khen cho 02 tập thể và 03 cá nhân (có Danh sách kèm theo).
Điều 2. Kèm theo tiền thưởng 24.570.000 đồng (Hai mươi bốn triệu năm trăm bảy mươi nghìn đồng).
Điều 3. Chánh Văn phòng và các cá nhân, tập thể có tên tại Điều 1 thi hành./.
Nơi nhận: | CHỦ TỊCH
- Như Điều 3; | 
- Lưu: VT. | Trần Văn A
DANH SÁCH
I. TẬP THỂ
1. Phòng A;
2. Phòng B;
II. CÁ NHÂN
TT | Họ và tên
1 | Ông Lê Văn B
2 | Bà Điểu Thị C
3 | Ông Nguyễn D
`

func TestRules(t *testing.T) {
	with := func(old, now string) string {
		if !strings.Contains(decision, old) {
			t.Fatalf("the text lacks %q", old)
		}
		return strings.Replace(decision, old, now, 1)
	}
	for _, c := range []struct {
		name, text string
		want       []string // rule: part of the message
	}{
		{"a decision in order", decision, nil},
		{"fewer rows", with("3 | Ông Nguyễn D", " | Ông Nguyễn D"), []string{"COUNT: Điều 1 ghi 03 cá nhân, danh sách kèm theo có 02"}},
		{"wrong count", with("02 tập thể", "05 tập thể"), []string{"COUNT: Điều 1 ghi 05 tập thể, danh sách kèm theo có 02"}},
		{"words beside a count", with("02 tập thể", "02 (hai) tập thể"), nil},
		{"other words beside a count", with("02 tập thể", "02 (ba) tập thể"), []string{"COUNT: Điều 1 ghi “02 (ba) tập thể”: số và chữ không khớp"}},
		{"groups counted together", with("02 tập thể và 03 cá nhân", "05 tập thể, cá nhân"), nil},
		{"groups wrongly counted together", with("02 tập thể và 03 cá nhân", "06 tập thể và cá nhân"), []string{"COUNT: Điều 1 ghi 06 tập thể và cá nhân, danh sách kèm theo có 05"}},
		{"a group not said", with("02 tập thể và ", ""), []string{"COUNT: Điều 1 không nêu tập thể, danh sách kèm theo có 02"}},
		{"a group not listed", with("và 03 cá nhân", "và 03 cá nhân và 01 hộ gia đình"), []string{"COUNT: Điều 1 ghi 01 hộ gia đình, danh sách kèm theo không có"}},
		{"other article", with("Như Điều 3", "Như Điều 2"), []string{"ARTICLE-LAST: Nơi nhận ghi “Như Điều 2”, điều cuối của văn bản là Điều 3"}},
		{"no article", with("- Như Điều 3; | ", "- Bộ Công an; | "), []string{"ARTICLE-LAST: chưa có dòng “Như Điều 3”"}},
		{"signed for the body", with("Nơi nhận: | CHỦ TỊCH", "Nơi nhận: | TM. ỦY BAN NHÂN DÂN"), []string{"SIGN-TM: TM. ỦY BAN NHÂN DÂN"}},
		{"a decision of the body", strings.Replace(with("Nơi nhận: | CHỦ TỊCH", "Nơi nhận: | TM. ỦY BAN NHÂN DÂN"),
			"CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", "ỦY BAN NHÂN DÂN TỈNH", 1), nil},
		{"words", with("Hai mươi bốn triệu", "Hai mươi lăm triệu"), []string{"MONEY-WORDS: “Hai mươi tư triệu năm trăm bảy mươi nghìn đồng”"}},
		{"other words for the same", with("Hai mươi bốn triệu năm trăm bảy mươi nghìn", "Hai mươi tư triệu, năm trăm bảy mươi ngàn"), nil},
		{"a tag left", with("Phòng A", "{ten_don_vi}"), []string{"TAG-LEFT: {ten_don_vi}"}},
		{"a section left", with("Phòng A", "{#ca_nhan}x{/}"), []string{"TAG-LEFT: {#ca_nhan}"}},
		{"a late tag, braces", with("Phòng A", "{so_van_ban} { 1 } {{"), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, err := Filled(Subject{Code: "QĐ", Docx: docx(t, lines(c.text)), Late: []string{"so_van_ban"}})
			if err != nil {
				t.Fatal(err)
			}
			expect(t, found, c.want)
		})
	}
}

func expect(t *testing.T, found []Finding, want []string) {
	t.Helper()
	for _, f := range found {
		i := slices.IndexFunc(want, func(w string) bool {
			rule, part, _ := strings.Cut(w, ": ")
			return f.Rule == rule && strings.Contains(f.Message, part)
		})
		if i < 0 {
			t.Errorf("not expected: %+v", f)
			continue
		}
		if f.Place == "" {
			t.Errorf("no place: %+v", f)
		}
		want = slices.Delete(slices.Clone(want), i, i+1)
	}
	if len(want) > 0 {
		t.Errorf("not found: %q", want)
	}
}

func TestReward(t *testing.T) {
	// domain: 1,5 / 3,0 / 2,25 times the base salary, up to tens of thousands.
	for _, c := range []struct {
		base                int64
		person, body, house int64
	}{
		{1_490_000, 2_240_000, 4_470_000, 3_360_000},
		{1_800_000, 2_700_000, 5_400_000, 4_050_000},
		{2_340_000, 3_510_000, 7_020_000, 5_270_000},
		{2_530_000, 3_800_000, 7_590_000, 5_700_000},
	} {
		for i, want := range []int64{c.person, c.body, c.house} {
			coefficient := []dataset.Value{dataset.OfDecimal(15, 1), dataset.OfInt(3), dataset.OfDecimal(225, 2)}[i]
			hundredths := dataset.OfInt([]int64{150, 300, 225}[i])
			if got := Reward(coefficient, c.base, 10_000); got != want {
				t.Errorf("%s × %d = %d, want %d", coefficient.Literal(), c.base, got, want)
			}
			if got := Reward(hundredths, c.base, 10_000); got != want {
				t.Errorf("%s/100 × %d = %d, want %d", hundredths.Literal(), c.base, got, want)
			}
		}
	}
}

func TestDataRules(t *testing.T) {
	for _, c := range []struct {
		name, data string
		base       int64
		want       []string
	}{
		{"in order", `{"luong_co_so":2340000,"ca_nhan":[{"ten":"A","he_so":150,"so_tien":3510000}],"muc":[{"noi_dung":"x","da_sua":true}]}`, 2_340_000, nil},
		{"wrong amount", `{"luong_co_so":2340000,"ca_nhan":[{"he_so":1.5,"so_tien":3510000},{"he_so":2.25,"so_tien":5265000}]}`, 0,
			[]string{"MONEY: ghi 5.265.000 đồng, theo quy định là 5.270.000"}},
		{"salary of another day", `{"luong_co_so":1800000,"ca_nhan":[{"he_so":150,"so_tien":2700000}]}`, 2_340_000,
			[]string{"MONEY-BASE: 1.800.000 đồng, mức áp dụng vào ngày của văn bản là 2.340.000", "MONEY: 3.510.000"}},
		{"rounded to another step", `{"luong_co_so":2340000,"ca_nhan":[{"he_so":225,"lam_tron":1000,"so_tien":5265000}]}`, 0, nil},
		{"a step that is none", `{"luong_co_so":2340000,"ca_nhan":[{"he_so":225,"lam_tron":0,"so_tien":5270000},{"he_so":225,"lam_tron":null,"so_tien":5270000},{"he_so":225,"lam_tron":-1,"so_tien":5270000}]}`, 0, nil},
		{"a coefficient of the table", `{"luong_co_so":2340000,"he_so_tap_the":3,"tap_the":[{"so_tien":7020000},{"so_tien":7020001}]}`, 0, []string{"MONEY: ghi 7.020.001 đồng, theo quy định là 7.020.000"}},
		{"an amount that is no number", `{"luong_co_so":2340000,"ca_nhan":[{"he_so":150,"so_tien":"ba triệu"}]}`, 0, []string{"MONEY: ghi ba triệu đồng"}},
		{"sums without one amount", `{"luong_co_so":2340000,"tien_ca_nhan":9,"tong_tien":9,"tap_the":[{"tien_thuong":5}],"ca_nhan":[{"tien_thuong":3},{"ten":"A"}],"ho_gia_dinh":[]}`, 0, nil},
		{"sums of lists without records", `{"luong_co_so":2340000,"tien_ca_nhan":9,"ca_nhan":["A","B"],"so_ca_nhan":3}`, 0, []string{"MONEY-TOTAL: Số cá nhân ghi 3, cộng danh sách được 2"}},
		{"sums without one table", `{"luong_co_so":2340000,"tong_tien":9,"tap_the":[{"tien_thuong":5}],"ca_nhan":[{"tien_thuong":3}]}`, 0, nil},
		{"a record alone", `{"mo_dau":{"noi_dung":"","da_sua":true}}`, 0, []string{"NARRATIVE-EMPTY: chưa có lời văn"}},
		{"no amount", `{"luong_co_so":2340000,"ca_nhan":[{"he_so":150,"so_tien":null}]}`, 0, []string{"MONEY: 3.510.000"}},
		{"by law", `{"hinh_thuc_khen":"Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh","luong_co_so":2340000,"so_tap_the":1,"tong_tien":15800000,"tien_ca_nhan":3510000,
			"tap_the":[{"tien_thuong":7020000}],"ca_nhan":[{"tien_thuong":3510000}],"ho_gia_dinh":[{"tien_thuong":5270000}]}`, 2_340_000, nil},
		{"against the law", `{"hinh_thuc_khen":"Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh","luong_co_so":2340000,"ca_nhan":[{"tien_thuong":3510000},{"tien_thuong":2340000}]}`, 0,
			[]string{"MONEY: ghi 2.340.000 đồng, theo quy định là 3.510.000"}},
		{"wrong reference data", `{"hinh_thuc_khen":"Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh","luong_co_so":1800000,"ca_nhan":[{"tien_thuong":2700000}]}`, 1_800_000,
			[]string{"MONEY-BASE: 1.800.000 đồng, mức áp dụng vào ngày của văn bản là 2.340.000", "MONEY: 3.510.000"}},
		{"sums", `{"luong_co_so":2340000,"so_tap_the":2,"tien_ca_nhan":1,"tong_tien":9,"tap_the":[{"tien_thuong":5}],"ca_nhan":[{"tien_thuong":3}],"ho_gia_dinh":[]}`, 0,
			[]string{"MONEY-TOTAL: Số tập thể ghi 2, cộng danh sách được 1", "MONEY-TOTAL: Tiền thưởng cá nhân ghi 1, cộng danh sách được 3", "MONEY-TOTAL: Tổng tiền thưởng ghi 9, cộng danh sách được 8"}},
		{"prose", `{"muc":[{"ten":"I","noi_dung":"","da_sua":false},{"ten":"II","noi_dung":"cũ","da_sua":false},{"ten":"III","noi_dung":null,"da_sua":true,"bat_buoc":false}]}`, 0,
			[]string{"NARRATIVE-EMPTY: chưa có lời văn", "NARRATIVE-UNREVISED: chưa ai xem lại"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, err := Filled(Subject{Data: set(t, c.data), Day: "2024-12-20", BaseSalary: c.base})
			if err != nil {
				t.Fatal(err)
			}
			expect(t, found, c.want)
			if Forbid(found) != (len(c.want) > 0) {
				t.Errorf("Forbid: %v", Forbid(found))
			}
		})
	}
}

// The day of the document says which salary and coefficient hold, up to the last day of a
// regime.
func TestRewardsByDay(t *testing.T) {
	for _, c := range []struct {
		day          string
		base, amount int64
	}{
		{"2023-12-31", 1_800_000, 1_800_000},
		{"2024-01-01", 1_800_000, 2_700_000},
		{"2024-06-30", 1_800_000, 2_700_000},
		{"2025-01-14", 2_340_000, 3_510_000}, // decided in January for the year before
		{"2026-06-30", 2_340_000, 3_510_000},
		{"2026-07-01", 2_530_000, 3_800_000},
		{"2030-01-01", 9_000_000, 1}, // not known: nothing is said
	} {
		data := fmt.Sprintf(`{"hinh_thuc_khen":"Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh","luong_co_so":%d,"ca_nhan":[{"tien_thuong":%d}]}`, c.base, c.amount)
		if found, err := Filled(Subject{Data: set(t, data), Day: c.day}); err != nil || len(found) > 0 {
			t.Errorf("%s: %v, %v", c.day, found, err)
		}
		if found, _ := Filled(Subject{Data: set(t, strings.Replace(data, `"tien_thuong":`, `"tien_thuong":9`, 1)), Day: c.day}); len(found) == 0 != (c.day == "2030-01-01") {
			t.Errorf("%s, wrong amount: %v", c.day, found)
		}
	}
	// Of a day whose law is not known, the row's own salary counts.
	found, err := Filled(Subject{Day: "2030-01-01", Data: set(t, `{"ca_nhan":[{"luong_co_so":1800000,"he_so":1.5,"so_tien":2700000},{"luong_co_so":1800000,"he_so":1.5,"so_tien":3510000}]}`)})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, found, []string{"MONEY: ghi 3.510.000 đồng, theo quy định là 2.700.000"})
}

// Where the text has no list, the data set's rows count.
func TestCountsAgainstData(t *testing.T) {
	text := `Điều 1. Tặng Bằng khen cho 02 tập thể và 01 cá nhân.`
	found, err := Filled(Subject{Code: "QĐ", Docx: docx(t, lines(text)), Data: set(t, `{"tap_the":[{"a":1}],"ca_nhan":[{"a":1}],"ho_gia_dinh":[{"a":1}]}`)})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, found, []string{"COUNT: Điều 1 ghi 02 tập thể, số liệu có 01", "COUNT: không nêu hộ gia đình, số liệu có 01"})
}

func TestFacts(t *testing.T) {
	found, err := Filled(Subject{Facts: []Fact{
		{"feature", "đoạn 3", "biểu đồ 3D"}, Empty("{chuc_vu}", "đoạn 1", 60, 60), Empty("{rank}", "bảng 2", 3, 60), {"glyph", "đoạn 2", "U+1F600 100%."}, {"overflow", "bảng 1", "ô 2"}, {"other", "x", "y"},
		{"face", "toàn văn bản", "Phông “Times New Roman” được thay bằng “Liberation Serif” có cùng độ rộng chữ."},
	}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range found {
		got = append(got, f.Rule+" "+f.Severity+" "+f.Place)
	}
	want := []string{"GLYPH sai đoạn 2", "OVERFLOW sai bảng 1", "EMPTY cảnh báo đoạn 1", "EMPTY gợi ý bảng 2", "FEATURE cảnh báo đoạn 3"}
	if !slices.Equal(got, want) || !strings.Contains(found[0].Message, "U+1F600 100%.") {
		t.Errorf("got %q: %s\nwant %q", got, found[0].Message, want)
	}
	if Count(found, Wrong) != 2 || Count(found, Hint) != 1 || !strings.Contains(found[3].Message, "{rank}, 3 trên 60 lần") {
		t.Error("Count")
	}
}

func TestParagraphs(t *testing.T) {
	body := `<w:p><w:r><w:t>Tie</w:t></w:r><w:r><w:t>` + "\u0302\u0301" + `p</w:t><w:tab/><w:t xml:space="preserve"> nối</w:t></w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>` +
		`<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>khung</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>khung</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>` +
		`<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>trong</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>ngoài</w:t></w:r></w:p></w:tc></w:tr></w:tbl>` +
		`<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/></w:r></w:p>`
	read := text{Subject: Subject{Docx: docx(t, body)}}
	if err := read.read(); err != nil {
		t.Fatal(err)
	}
	ps := read.paras
	var got []string
	for _, p := range ps {
		if p.Text != "" {
			got = append(got, p.place()+": "+p.Text)
		}
	}
	const body1 = "thân văn bản, "
	want := []string{body1 + "đoạn 1, hộp chữ 1, đoạn 1: khung", body1 + "đoạn 1: Tiếp nối", body1 + "bảng 1, hàng 1, ô 2, bảng 1, hàng 1, ô 1, đoạn 1: trong",
		body1 + "bảng 1, hàng 1, ô 2, đoạn 1: ngoài", body1 + "đoạn 2: a b-"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if in, out := ps[3], ps[4]; in.Table == out.Table || in.Row != 1 || in.Col != 1 || out.Row != 1 || out.Col != 2 || !out.Listed || in.Listed {
		t.Errorf("cells %+v, %+v", in, out)
	}
	if _, err := Filled(Subject{Docx: []byte("not a zip")}); err == nil {
		t.Error("no error for a spoiled file")
	}
}

// A tag that nothing filled is found wherever a reader would meet it.
func TestTagLeftInEveryStory(t *testing.T) {
	p, err := ooxml.Open(docx(t, `<w:p><w:r><w:t>{than} {so_van_ban}</w:t></w:r></w:p>`), ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	changed := map[string][]byte{}
	rels := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	for _, story := range []string{"header", "footer", "footnotes", "endnotes", "comments"} {
		changed["word/"+story+".xml"] = []byte(`<w:x xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>{` + story + `}</w:t></w:r></w:p></w:x>`)
		rels += `<Relationship Id="` + story + `" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + story + `" Target="` + story + `.xml"/>`
	}
	changed["word/_rels/document.xml.rels"] = []byte(rels + `</Relationships>`)
	data, err := p.Rewritten(changed)
	if err != nil {
		t.Fatal(err)
	}
	found, err := Filled(Subject{Docx: data, Late: []string{"so_van_ban"}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range found {
		got = append(got, f.Rule+" "+f.Place)
	}
	want := []string{"TAG-LEFT thân văn bản, đoạn 1", "TAG-LEFT đầu trang (header), đoạn 1", "TAG-LEFT chân trang (footer), đoạn 1",
		"TAG-LEFT chú thích chân trang, đoạn 1", "TAG-LEFT chú thích cuối văn bản, đoạn 1", "TAG-LEFT nhận xét, đoạn 1"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func BenchmarkFilled(b *testing.B) {
	var text strings.Builder
	text.WriteString("Điều 1. Tặng Bằng khen cho 5000 cá nhân.\nI. CÁ NHÂN\n")
	for i := range 5000 {
		fmt.Fprintf(&text, "%d | Ông Nguyễn Văn A | Trưởng phòng | Sở Nội vụ | 3.510.000\n", i+1)
	}
	s := Subject{Code: "QĐ", Docx: docx(b, lines(text.String()))}
	for b.Loop() {
		if f, err := Filled(s); err != nil || len(f) > 0 {
			b.Fatal(f, err)
		}
	}
}

func TestEmptyLists(t *testing.T) {
	set := new(dataset.Set)
	set.Put("noi_nhan", dataset.OfList(nil))
	set.Put("ca_nhan", dataset.OfList(nil))
	set.Put("can_cu", dataset.OfList([]dataset.Value{dataset.OfText("Luật")}))
	found, err := Filled(Subject{Data: set})
	if err != nil || len(found) != 1 || found[0].Rule != "LIST-EMPTY" || !strings.Contains(found[0].Place, "noi_nhan") {
		t.Errorf("%v %v", found, err)
	}
}

func TestCitations(t *testing.T) {
	found, err := Filled(Subject{Data: set(t, `{"can_cu":[{"noi_dung":"Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022","trang_thai":"da_kiem_chung"},
		{"noi_dung":"Thông tư số 15/2025/TT-BNV ngày 04 tháng 8 năm 2025 của Bộ trưởng Bộ Nội vụ","trang_thai":"chua_kiem_chung"}],
		"mo_dau":[{"cau":"Chương trình của Bộ Công an","trang_thai":"chua_kiem_chung"},{"cau":"Kết luận số 13-KL/TW ngày 16/8/2021","trang_thai":"sai_ngay"}]}`)})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, found, []string{"CITATION-UNVERIFIED: 2 viện dẫn chưa đối chiếu với văn bản gốc: Thông tư số 15/2025/TT-BNV; Chương trình của Bộ Công an."})
	if Forbid(found) || found[0].Severity != Warning {
		t.Errorf("it forbids: %v", found)
	}
}
