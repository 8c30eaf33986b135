package cite

import "testing"

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
		text string
		want Citation
	}{
		{"- Kết luận số 13-KL/TW ngày 16/8/2021 của Bộ Chính trị về tiếp tục thực hiện; x", Citation{Kind: "Kết luận", So: true, Symbol: "13-KL/TW", Party: true, Date: "2021-08-16", Issuer: "Bộ Chính trị", Title: "về tiếp tục thực hiện", Code: "KL"}},
		{"Chỉ thị 09-CT/TW ngày 01/12/2011 của Ban Bí thư Trung ương Đảng", Citation{Kind: "Chỉ thị", Symbol: "09-CT/TW", Party: true, Date: "2011-12-01", Issuer: "Ban Bí thư Trung ương Đảng", Code: "CT"}},
		{"Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định chi tiết;", Citation{Kind: "Nghị định", So: true, Symbol: "98/2023/NĐ-CP", Date: "2023-12-31", Issuer: "Chính phủ", Title: "quy định chi tiết", Code: "NĐ"}},
		{"Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;", Citation{Kind: "Luật", So: true, Title: "Luật Thi đua, khen thưởng", Date: "2022-06-15"}},
	} {
		list := Find(c.text)
		if len(list) != 1 {
			t.Errorf("%s: %d citations", c.text, len(list))
			continue
		}
		g := list[0]
		if g.Kind != c.want.Kind || g.So != c.want.So || g.Symbol != c.want.Symbol || g.Party != c.want.Party || g.Date != c.want.Date || g.Issuer != c.want.Issuer || g.Title != c.want.Title || g.Code != c.want.Code {
			t.Errorf("%s:\ngot  %+v\nwant %+v", c.text, g, c.want)
		}
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
