package templates

import (
	"strings"
	"testing"

	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// TestBoundaryDays: a decision and the papers around it change on the day on which law, units,
// salary or the name of the province change, and not a day earlier.
func TestBoundaryDays(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	for _, c := range []struct {
		kind, year, day string
		have, lack      []string
	}{
		{"quyet-dinh-khen-thuong", "2024", "2024-06-30", []string{"TỈNH BÌNH PHƯỚC", "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015", "98/2023/NĐ-CP", "1.800.000 đồng/tháng", "2.700.000 đồng", "Ban Thi đua - Khen thưởng tỉnh", "các huyện, thị xã, thành phố"}, []string{"2.340.000"}},
		{"quyet-dinh-khen-thuong", "2024", "2024-07-01", []string{"2.340.000 đồng/tháng", "3.510.000 đồng", "5.270.000 đồng"}, []string{"1.800.000"}},
		{"quyet-dinh-khen-thuong", "2024", "2025-02-28", []string{"ngày 19 tháng 6 năm 2015", "ngày 22 tháng 11 năm 2019"}, []string{"ngày 19 tháng 02 năm 2025"}},
		{"quyet-dinh-khen-thuong", "2024", "2025-03-01", []string{"Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025"}, []string{"ngày 19 tháng 6 năm 2015", "ngày 22 tháng 11 năm 2019"}},
		{"quyet-dinh-khen-thuong", "2024", "2025-06-30", []string{"TỈNH BÌNH PHƯỚC", "98/2023/NĐ-CP", "01/2024/TT-BNV", "26/2020/QĐ-UBND", "thị xã"}, []string{"152/2025", "ngày 16 tháng 6 năm 2025"}},
		{"quyet-dinh-khen-thuong", "2026", "2025-07-01", []string{"TỈNH ĐỒNG NAI", "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025", "152/2025/NĐ-CP", "01/2024/TT-BNV", "các xã, phường", "Giám đốc Sở Nội vụ"}, append([]string{"98/2023", "26/2020", "15/2025/TT-BNV"}, twoLevels...)},
		{"quyet-dinh-khen-thuong", "2026", "2025-08-04", []string{"01/2024/TT-BNV"}, []string{"15/2025/TT-BNV"}},
		{"quyet-dinh-khen-thuong", "2026", "2025-08-05", []string{"15/2025/TT-BNV"}, []string{"01/2024/TT-BNV"}},
		{"quyet-dinh-khen-thuong", "2026", "2026-04-29", []string{"TỈNH ĐỒNG NAI", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh", "Đồng Nai, ngày"}, []string{"THÀNH PHỐ ĐỒNG NAI"}},
		{"quyet-dinh-khen-thuong", "2026", "2026-04-30", []string{"THÀNH PHỐ ĐỒNG NAI", "Bằng khen của Chủ tịch Ủy ban nhân dân thành phố", "khen thưởng thành phố"}, append([]string{"TỈNH ĐỒNG NAI", "khen thưởng tỉnh"}, twoLevels...)},
		{"quyet-dinh-khen-thuong", "2026", "2026-06-30", []string{"2.340.000 đồng/tháng", "7.020.000 đồng", "73/2024/NĐ-CP"}, []string{"2.530.000", "161/2026"}},
		{"quyet-dinh-khen-thuong", "2026", "2026-07-01", []string{"2.530.000 đồng/tháng", "3.800.000 đồng", "7.590.000 đồng", "5.700.000 đồng", "161/2026/NĐ-CP"}, []string{"2.340.000"}},
		{"quyet-dinh-khen-thuong", "2026", "2026-09-30", nil, []string{"Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng"}},
		{"quyet-dinh-khen-thuong", "2026", "2026-10-01", []string{"Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng", "152/2025/NĐ-CP"}, nil},
		{"huong-dan", "2024", "2025-06-30", []string{"Ủy ban nhân dân cấp huyện"}, threeLevels},
		{"huong-dan", "2026", "2025-07-01", []string{"Ủy ban nhân dân cấp tỉnh", "CÔNG AN TỈNH ĐỒNG NAI"}, twoLevels},
		{"ke-hoach", "2026", "2026-04-29", []string{"TỈNH ĐỒNG NAI", "TM. ỦY BAN NHÂN DÂN"}, twoLevels},
		{"ke-hoach", "2026", "2026-04-30", []string{"THÀNH PHỐ ĐỒNG NAI"}, asCity},
		{"ke-hoach", "2026", "2026-09-30", []string{"phong trào thi đua"}, []string{"phong trào thi đua theo chuyên đề"}},
		{"ke-hoach", "2026", "2026-10-01", []string{"phong trào thi đua theo chuyên đề"}, nil},
	} {
		t.Run(c.kind+" "+c.day, func(t *testing.T) {
			params := map[string]string{"nam": c.year, "ngay": c.day}
			if c.kind == "quyet-dinh-khen-thuong" {
				params["dot"] = map[string]string{"2024": "ngay-hoi", "2026": "tong-ket"}[c.year] // the smaller rounds
			}
			text := textOf(t, o.make(t, c.kind, params))
			for _, s := range c.have {
				if !strings.Contains(text, s) {
					t.Errorf("lacks %q in\n%.4000s", s, text)
				}
			}
			text, _, _ = strings.Cut(text, "DANH SÁCH\n") // names of who is awarded are as they were proposed
			for _, s := range c.lack {
				if i := strings.Index(text, s); i >= 0 {
					t.Errorf("has %q: …%s…", s, strings.ToValidUTF8(text[max(0, i-80):min(len(text), i+80)], ""))
				}
			}
		})
	}
}

// What an office's chairman is called follows from its own place: that another province has
// become a city changes nothing, and a city whose first day nobody wrote is one.
func TestChairmanOfOnesOwnPlace(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	o := newOffice(t, d)
	d.Writer.MustExec(`INSERT INTO dia_ban (ma, ten, loai, ten_loai, cap, thu_tu, nguon, trang_thai) VALUES ('yen-ha', 'Yên Hà', 'tinh', 'tỉnh', 'tinh', 9000, 'x', 'chua_kiem_chung')`)
	d.Writer.MustExec(`UPDATE ten_co_quan SET dia_ban_ma = 'yen-ha' WHERE co_quan_ma = 'ubnd-tinh' AND dia_ban_ma LIKE 'dong-nai%'`)
	for _, c := range []struct{ kind, want string }{{"tinh", "Chủ tịch Ủy ban nhân dân tỉnh"}, {"thanh_pho_tw", "Chủ tịch Ủy ban nhân dân thành phố"}} {
		d.Writer.MustExec(`UPDATE dia_ban SET loai = ? WHERE ma = 'yen-ha'`, c.kind)
		made := o.all(t, "quyet-dinh-khen-thuong", map[string]string{"nam": "2026", "ngay": "2026-11-30"}, "docx")
		if got, ok := made[0].Data.Record().Get("hinh_thuc_khen"); !ok || got.Str() != "Bằng khen của "+c.want {
			t.Errorf("%s: %s", c.kind, got.Literal())
		}
	}
}
