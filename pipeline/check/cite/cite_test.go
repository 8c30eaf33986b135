package cite

import (
	"strings"
	"testing"
)

// TestFind: numbers and symbols of all sorts are found, dates and years are not.
func TestFind(t *testing.T) {
	for _, s := range []string{"08/2018/NĐ-CP", "37/2018/QH14", "351/2017/UBTVQH14", "1662/NQ-UBTVQH15", "124/2021/TT-BCA", "510/QĐ-BCA-V05", "161/KH-UBND", "3090/UBND-NC", "664/BCĐ-NC", "19/HD-CAT-PV05",
		"521/2005/QĐ-TTg", "285/TTr-TT.HĐTĐKT", "02/2007/TTLT-BCA-BLĐTBXH-BTC", "28/CT-TTg", "45a/QĐ-UBND", "13-KL/TW", "36-HD/VPTW", "386-KL/TU", "919-CV/VPTW/nb", "04-QĐ/ĐU"} {
		list := Find("theo văn bản số " + s + ".")
		if len(list) != 1 || list[0].Symbol != s || !list[0].So {
			t.Errorf("%s: %+v", s, list)
		}
	}
	for _, s := range []string{"16/8/2021", "2021-2025", "01/12/2011", "tỷ lệ 709/730 (97,12%)"} {
		if list := Find("đến " + s); len(list) != 0 {
			t.Errorf("%s: %+v", s, list)
		}
	}
}

// TestParts: kind, date, issuer and title are read around the number; a law has a name.
func TestParts(t *testing.T) {
	for _, c := range []struct {
		text, cited string // cited is the text between At and End
		want        Citation
	}{
		{"- Kết luận số 13-KL/TW ngày 16/8/2021 của Bộ Chính trị về tiếp tục thực hiện; x", "Kết luận số 13-KL/TW ngày 16/8/2021 của Bộ Chính trị",
			Citation{Kind: "Kết luận", So: true, Symbol: "13-KL/TW", Number: 13, Party: true, Date: "2021-08-16", Written: "ngày 16/8/2021", Issuer: "Bộ Chính trị", Title: "về tiếp tục thực hiện", Code: "KL"}},
		{"Chỉ thị 09-CT/TW ngày 01/12/2011 của Ban Bí thư Trung ương Đảng", "Chỉ thị 09-CT/TW ngày 01/12/2011 của Ban Bí thư Trung ương Đảng",
			Citation{Kind: "Chỉ thị", Symbol: "09-CT/TW", Number: 9, Party: true, Date: "2011-12-01", Written: "ngày 01/12/2011", Issuer: "Ban Bí thư Trung ương Đảng", Code: "CT"}},
		{"Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định chi tiết;", "Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ",
			Citation{Kind: "Nghị định", So: true, Symbol: "98/2023/NĐ-CP", Number: 98, Year: 2023, Date: "2023-12-31", Written: "ngày 31 tháng 12 năm 2023", Issuer: "Chính phủ", Title: "quy định chi tiết", Code: "NĐ"}},
		{"Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;", "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
			Citation{Kind: "Luật", So: true, Title: "Luật Thi đua, khen thưởng", Date: "2022-06-15", Written: "ngày 15 tháng 6 năm 2022"}},
		{"theo Bộ luật Dân sự ngày 24/11/2015 và", "Bộ luật Dân sự ngày 24/11/2015",
			Citation{Kind: "Bộ luật", So: true, Title: "Bộ luật Dân sự", Date: "2015-11-24", Written: "ngày 24/11/2015"}},
		{"theo Pháp lệnh Cảnh vệ ngày 2/4/2005.", "Pháp lệnh Cảnh vệ ngày 2/4/2005",
			Citation{Kind: "Pháp lệnh", So: true, Title: "Pháp lệnh Cảnh vệ", Date: "2005-04-02", Written: "ngày 2/4/2005"}},
		{"Luật An ninh mạng số 24/2018/QH14 ngày 12 tháng 6 năm 2018", "24/2018/QH14 ngày 12 tháng 6 năm 2018",
			Citation{So: true, Symbol: "24/2018/QH14", Number: 24, Year: 2018, Code: "", Date: "2018-06-12", Written: "ngày 12 tháng 6 năm 2018"}},
		{"Quyết định: 45đ/QĐ-UBND, ban hành ngày 5-2-2024 của Giám đốc Sở Y tế về việc giao đất, Kế hoạch số 3", "Quyết định: 45đ/QĐ-UBND, ban hành ngày 5-2-2024 của Giám đốc Sở Y tế",
			Citation{Kind: "Quyết định", Symbol: "45đ/QĐ-UBND", Number: 45, Code: "QĐ", Date: "2024-02-05", Written: "ban hành ngày 5-2-2024", Issuer: "Giám đốc Sở Y tế", Title: "về việc giao đất"}},
		{"Công văn 664/BCĐ-NC (khẩn) hướng dẫn việc báo cáo", "Công văn 664/BCĐ-NC",
			Citation{Kind: "Công văn", Symbol: "664/BCĐ-NC", Number: 664, Title: "hướng dẫn việc báo cáo"}},
		{"tại văn bản có số 7/TB-VP.", "7/TB-VP", Citation{So: true, Symbol: "7/TB-VP", Number: 7, Code: "TB"}},
		{"tại 7/TB-VP của", "7/TB-VP", Citation{Symbol: "7/TB-VP", Number: 7, Code: "TB"}},
	} {
		list := Find(c.text)
		if len(list) != 1 {
			t.Errorf("%s: %d citations: %+v", c.text, len(list), list)
			continue
		}
		cited := c.text[list[0].At:list[0].End]
		list[0].At, list[0].End = 0, 0
		if list[0] != c.want || cited != c.cited {
			t.Errorf("%s:\ngot  %q %+v\nwant %q %+v", c.text, cited, list[0], c.cited, c.want)
		}
	}
}

// TestFindOrder: citations come in the order of the text, whatever they are.
func TestFindOrder(t *testing.T) {
	const text = "Luật Hà Nội ngày 1/7/2024; Kế hoạch số 1/KH-A; Luật Công an ngày 20 tháng 11 năm 2018; Kết luận số 2-KL/TW; 3/TB-VP; Luật Đất đai ngày 18/1/2024; Quy định 4-QĐ/TW"
	var got string
	for _, c := range Find(text) {
		got += c.Symbol + c.Title + "|"
	}
	if want := "Luật Hà Nội|1/KH-A|Luật Công an|2-KL/TW|3/TB-VP|Luật Đất đai|4-QĐ/TW|"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestCodes: what stands for a kind is a code, what stands for an office of the sender is none.
func TestCodes(t *testing.T) {
	for _, code := range []string{"NĐ", "QĐ", "TT", "TTLT", "NQ", "NQLT", "CT", "KH", "BC", "TTr", "TB", "HD", "CTr", "PA", "ĐA", "DA", "BB", "CĐ", "QC", "QyĐ", "KL"} {
		if list := Find("số 1/" + code + "-UBND"); len(list) != 1 || list[0].Code != code {
			t.Errorf("%s: %+v", code, list)
		}
	}
	if list := Find("số 1/UBND-NC"); len(list) != 1 || list[0].Code != "" {
		t.Errorf("UBND is a code: %+v", list)
	}
}

// TestRegister: what is known by number or name is found, and on which days it holds.
func TestRegister(t *testing.T) {
	for _, c := range []struct {
		text, day string
		known, in bool
	}{
		{"Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ", "2025-06-30", true, true},
		{"Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ", "2025-07-01", true, false},
		{"Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;", "2025-07-01", true, false},
		{"Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;", "2025-07-01", true, true},
		{"Nghị định số 999/2023/NĐ-CP ngày 31/12/2023 của Chính phủ", "2025-07-01", false, false},
	} {
		list := Find(c.text)
		if len(list) != 1 {
			t.Fatalf("%s: %d citations", c.text, len(list))
		}
		e := Known().Of(&list[0])
		if (e != nil) != c.known || e != nil && e.InForce(c.day) != c.in {
			t.Errorf("%s on %s: %+v", c.text, c.day, e)
		}
	}
}

// TestOf: a number is the same document only where kind, year and, in a province, day agree.
func TestOf(t *testing.T) {
	list, err := ReadEntries(strings.NewReader(`# ký hiệu;loại;ngày;cơ quan;trích yếu;từ;đến;kiểm chứng;thay thế
98/2023/NĐ-CP;Nghị định;2023-12-31;Chính phủ;quy định;2024-01-01;2025-07-01;yes;Nghị định số 152/2025/NĐ-CP
28/CT-TTg;Chỉ thị;2017-06-30;Thủ tướng Chính phủ;về an ninh;;;;
5/KH-UBND;Kế hoạch;2024-02-01;Ủy ban nhân dân tỉnh;;;;;
7-KL/TW;Kết luận;2021-08-16;Bộ Chính trị;;;;;
8/TB-VP;;;;;;;;
;Luật;2015-06-19;Quốc hội;Tổ chức chính quyền địa phương;;;;
;Luật;2025-06-16;Quốc hội;Tổ chức chính quyền địa phương;;;;
;Bộ luật;2015-11-24;Quốc hội;Dân sự;;;;
;Pháp lệnh;2005-04-02;Quốc hội;Cảnh vệ;;;;
;Lệnh;2005-04-02;Chủ tịch nước;công bố;;;;
`))
	if err != nil {
		t.Fatal(err)
	}
	if want := (Entry{"98/2023/NĐ-CP", "Nghị định", "2023-12-31", "Chính phủ", "quy định", "2024-01-01", "2025-07-01", true, "Nghị định số 152/2025/NĐ-CP"}); list[0] != want {
		t.Errorf("entry %+v", list[0])
	}
	if list[1].Verified {
		t.Error("an entry that nobody verified is verified")
	}
	r := NewRegister(list)
	for _, c := range []struct {
		text, want string // want is symbol or title, and day
	}{
		{"Nghị định số 98/2023/NĐ-CP ngày 1/1/2020", "98/2023/NĐ-CP 2023-12-31"}, // a wrong day: the same document
		{"98/2023/NĐ-CP", "98/2023/NĐ-CP 2023-12-31"},
		{"Thông tư số 98/2023/NĐ-CP", ""},
		{"Chỉ thị số 28/CT-TTg", "28/CT-TTg 2017-06-30"},
		{"Chỉ thị số 28/CT-TTg ngày 1/2/2017", "28/CT-TTg 2017-06-30"},
		{"Chỉ thị số 28/CT-TTg ngày 30/6/2018", ""},
		{"Kết luận số 7-KL/TW ngày 1/2/2020", "7-KL/TW 2021-08-16"}, // numbers of the Party run through a term
		{"Kế hoạch số 5/KH-UBND ngày 1/2/2024", "5/KH-UBND 2024-02-01"},
		{"Kế hoạch số 5/KH-UBND ngày 2/2/2024", ""},
		{"Kế hoạch số 5/KH-UBND", ""},
		{"Thông báo số 8/TB-VP ngày 1/2/2024", "8/TB-VP "},
		{"Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025", "Tổ chức chính quyền địa phương 2025-06-16"},
		{"Luật tổ chức Chính quyền địa phương ngày 1 tháng 1 năm 2015", "Tổ chức chính quyền địa phương 2015-06-19"},
		{"Luật Tổ chức chính quyền địa phương ngày 1 tháng 1 năm 2019", ""},
		{"Bộ luật Dân sự ngày 24/11/2015", "Dân sự 2015-11-24"},
		{"Luật Dân sự ngày 24/11/2015", ""},
		{"Pháp lệnh Cảnh vệ ngày 1/1/2005", "Cảnh vệ 2005-04-02"},
	} {
		list := Find(c.text)
		if len(list) != 1 {
			t.Fatalf("%s: %d citations", c.text, len(list))
		}
		got := ""
		if e := r.Of(&list[0]); e != nil {
			got = e.Symbol + map[bool]string{true: e.Title}[e.Symbol == ""] + " " + e.Date
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
	if e := r.Of(&Citation{Title: "Luật công bố", Date: ""}); e != nil {
		t.Errorf("a law without a day: %+v", e)
	}
	if _, err := ReadEntries(strings.NewReader("a;b\n")); err == nil || !strings.Contains(err.Error(), "register: ") {
		t.Errorf("a line too short: %v", err)
	}
	for _, c := range []struct {
		until, day string
		want       bool
	}{{"2025-07-01", "2025-06-30", true}, {"2025-07-01", "2025-07-01", false}, {"2025-07-01", "", true}, {"", "2025-07-01", true}} {
		if got := (&Entry{Until: c.until}).InForce(c.day); got != c.want {
			t.Errorf("until %s, on %s: %t", c.until, c.day, got)
		}
	}
}
