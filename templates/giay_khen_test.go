package templates

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/making"
	"vanthu/pipeline/pdf"
	"vanthu/queries"
)

// TestDecisionsOfHeads: the head of whatever agency decides on a Giấy khen, by the law, the name
// of the agency and the money of the day; the laws on local government stand only where a
// people's committee decides.
func TestDecisionsOfHeads(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	for _, statement := range []string{
		`INSERT INTO co_quan (ma, loai, la_tap_the, mo_ta) VALUES ('ubnd-xa-thu', 'ubnd', TRUE, 'Ủy ban nhân dân xã'), ('so-thu', 'so_ban_nganh', FALSE, 'Sở')`,
		`INSERT INTO ten_co_quan (co_quan_ma, tu_ngay, ten, ten_ngan, ten_goi, dong_ten, ky_hieu, dia_danh, the_thuc) VALUES
			('ubnd-xa-thu', '2020-01-01', 'Ủy ban nhân dân xã Xuân Lộc', 'UBND xã Xuân Lộc', 'Ủy ban nhân dân xã Xuân Lộc', 'ỦY BAN NHÂN DÂN' || char(10) || 'XÃ XUÂN LỘC', 'UBND', 'Xuân Lộc', 'nd30'),
			('so-thu', '2020-01-01', 'Sở Tư pháp thành phố Đồng Nai', 'Sở Tư pháp', 'Sở Tư pháp', 'SỞ TƯ PHÁP', 'STP', 'Đồng Nai', 'nd30')`,
		`INSERT INTO nguoi (id, ho_ten, khoa_ten, gioi_tinh) VALUES (90001, 'Lê Giả Giang', 'giang', 'nam')`,
		`INSERT INTO nguoi_ky (id, co_quan_ma, nguoi_id, chuc_vu, hinh_thuc, tu_ngay) VALUES (9001, 'ubnd-xa-thu', 90001, 'Chủ tịch', 'truong', '2020-01-01'), (9002, 'so-thu', 90001, 'Giám đốc', 'truong', '2020-01-01')`,
		`INSERT INTO nguoi_ky_kieu (nguoi_ky_id, kieu) VALUES (9001, '*'), (9002, '*')`,
		`INSERT INTO noi_nhan (kieu, co_quan_ma, vai_tro, thu_tu, ten, tu_ngay) SELECT 'quyet-dinh-giay-khen', ma, 'luu', 1, 'Lưu: VT', '2020-01-01' FROM co_quan WHERE ma IN ('ubnd-xa-thu', 'so-thu')`,
	} {
		o.DB.Writer.MustExec(statement)
	}
	for _, c := range []struct {
		year, day, agency string
		have, lack        []string
	}{
		{"2024", "2024-12-26", "cong-an-tinh", []string{"BỘ CÔNG AN\nCÔNG AN TỈNH BÌNH PHƯỚC", "/QĐ-CAT-PV05", "Về việc tặng Giấy khen của Giám đốc Công an tỉnh", "GIÁM ĐỐC CÔNG AN TỈNH BÌNH PHƯỚC", "98/2023/NĐ-CP", "01/2024/TT-BNV",
			"Theo đề nghị của Trưởng phòng Xây dựng phong trào bảo vệ an ninh Tổ quốc tại Biên bản số 07/BB-CAT ngày 19 tháng 12 năm 2024.", "Điều 1. Tặng Giấy khen của Giám đốc Công an tỉnh cho 06 tập thể, 07 cá nhân và 01 hộ gia đình",
			"mỗi tập thể 1.410.000 đồng", "mỗi cá nhân 710.000 đồng", "mỗi hộ gia đình 1.060.000 đồng", "Tổng số tiền thưởng là 14.490.000 đồng", "Quỹ thi đua, khen thưởng của Công an tỉnh", "- Như Điều 3;", "GIÁM ĐỐC\nĐại tá Phạm Giả Định", "ĐƯỢC TẶNG GIẤY KHEN"},
			append([]string{"Luật Tổ chức chính quyền", "Bằng khen", "TM."}, threeLevels...)},
		{"2024", "2024-06-30", "cong-an-tinh", []string{"mỗi tập thể 1.080.000 đồng", "mỗi cá nhân 540.000 đồng", "mỗi hộ gia đình 810.000 đồng"}, []string{"tại Biên bản"}},
		{"2026", "2026-06-30", "cong-an-tinh", []string{"/QĐ-CATP-PV05", "Giấy khen của Giám đốc Công an thành phố", "GIÁM ĐỐC CÔNG AN THÀNH PHỐ ĐỒNG NAI", "mỗi tập thể 1.410.000 đồng", "152/2025/NĐ-CP", "15/2025/TT-BNV"}, append([]string{"98/2023", "Công an tỉnh"}, twoLevels...)},
		{"2026", "2026-12-23", "cong-an-tinh", []string{"Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng", "mỗi tập thể 1.520.000 đồng", "mỗi cá nhân 760.000 đồng", "mỗi hộ gia đình 1.140.000 đồng"}, twoLevels},
		{"2026", "2026-12-23", "ubnd-xa-thu", []string{"ỦY BAN NHÂN DÂN\nXÃ XUÂN LỘC", "/QĐ-UBND", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ XUÂN LỘC", "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025", "Tặng Giấy khen của Chủ tịch Ủy ban nhân dân xã Xuân Lộc cho", "Theo đề nghị của Giám đốc Công an thành phố",
			"Quỹ thi đua, khen thưởng của Ủy ban nhân dân xã Xuân Lộc", "Xuân Lộc, ngày", "CHỦ TỊCH\nLê Giả Giang"}, append([]string{"TM.", "PV05"}, twoLevels...)},
		{"2026", "2026-12-23", "so-thu", []string{"GIÁM ĐỐC SỞ TƯ PHÁP THÀNH PHỐ ĐỒNG NAI", "Tặng Giấy khen của Giám đốc Sở Tư pháp cho"}, append([]string{"Luật Tổ chức chính quyền"}, twoLevels...)},
	} {
		t.Run(c.agency+" "+c.day, func(t *testing.T) {
			if c.agency != "cong-an-tinh" {
				o.DB.Writer.MustExec(`UPDATE dot_khen_thuong SET hinh_thuc_ma = CASE WHEN ? = 'so-thu' THEN 'giay-khen-so' ELSE 'giay-khen-xa' END, co_quan_quyet_dinh_ma = ? WHERE nam = 2026 AND ma = 'giay-khen'`, c.agency, c.agency)
			}
			made := o.make(t, "quyet-dinh-giay-khen", map[string]string{"nam": c.year, "dot": "giay-khen", "ngay": c.day, "co_quan": c.agency})
			unblamed(t, made)
			text := strings.ReplaceAll(textOf(t, made), "\u2011", "-")
			for _, s := range c.have {
				if !strings.Contains(text, s) {
					t.Errorf("lacks %q in\n%.5000s", s, text)
				}
			}
			for _, s := range c.lack {
				if i := strings.Index(text, s); i >= 0 {
					t.Errorf("has %q: …%s…", s, strings.ToValidUTF8(text[max(0, i-60):min(len(text), i+60)], ""))
				}
			}
		})
	}
}

// TestGiayKhen: a certificate for each of the list, in its order, whose number is that in the
// list; dots and a finding until the decision has its number; and a round of one form is refused
// by the papers of the other.
func TestGiayKhen(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	params := map[string]string{"nam": "2024", "dot": "giay-khen"}
	decision := o.make(t, "quyet-dinh-giay-khen", params)
	made := o.all(t, "giay-khen", params)[0]
	forbidden := func(m *archive.Made) bool {
		return slices.ContainsFunc(m.Findings, func(f archive.Finding) bool { return strings.Contains(f.Message, "da_co_quyet_dinh") })
	}
	pages := func(m *archive.Made) (list []*dataset.Record) {
		v, _ := m.Data.Get("cac_ban")
		for _, one := range v.Items() {
			list = append(list, one.Record())
		}
		return list
	}
	if number, _ := pages(made)[0].Get("so_quyet_dinh"); number.Literal() != "……/QĐ-CAT-PV05" || !forbidden(made) {
		t.Errorf("before its decision has a number: %s, findings %+v", number.Literal(), made.Findings)
	}
	kept, err := o.Keep(t.Context(), []*archive.Made{decision}, nil)
	if err != nil {
		t.Fatal(err)
	}
	o.DB.Writer.MustExec(`INSERT INTO books (code, name, agency, source) VALUES ('thu', 'Sổ thử', 'cong-an-tinh', 'trong')`)
	o.DB.Writer.MustExec(`UPDATE documents SET state = 'da-cap-so' WHERE id = ?`, kept[0].Document)
	o.DB.Writer.MustExec(`INSERT INTO numbers (book, year, number, suffix, document_id, symbol, day, title, signer, recipients, keeper, copies, actor, at)
		VALUES ('thu', 2024, 287, '', ?, '287/QĐ-CAT-PV05', '2024-12-26', '', '', '', '', 1, 'may', '2024-12-26T00:00:00Z')`, kept[0].Document)
	if made = o.all(t, "giay-khen", params)[0]; forbidden(made) {
		t.Errorf("its decision has a number: %+v", made.Findings)
	}
	unblamed(t, made)
	var names []string
	for _, group := range []string{"tap_the", "ca_nhan", "ho_gia_dinh"} {
		rows, _ := decision.Data.Get(group)
		for _, row := range rows.Items() {
			get := func(name string) string { v, _ := row.Record().Get(name); return v.Literal() }
			names = append(names, fmt.Sprint(get("so_so_vang"), " ", strings.TrimSpace(get("danh_xung")+" "+get("ho_ten")+get("ten")), " 287/QĐ-CAT-PV05"))
		}
	}
	for i, page := range pages(made) {
		get := func(name string) string { v, _ := page.Get(name); return v.Literal() }
		if got := get("so_so_vang") + " " + get("ten") + " " + get("so_quyet_dinh"); len(names) != 14 || i >= len(names) || got != names[i] {
			t.Errorf("certificate %d is %q, the list has %q", i+1, got, names)
		}
	}
	k, err := o.Catalog.Kind("giay-khen")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := k.Form().Pages([]*dataset.Record{pages(made)[0], pages(made)[6], pages(made)[13]}, pdf.FillOptions{})
	if err != nil {
		t.Fatal(err)
	}
	sameAsGolden(t, "giay-khen", doc)
	for kind, round := range map[string]string{"quyet-dinh-giay-khen": "tong-ket", "giay-khen": "tong-ket", "quyet-dinh-khen-thuong": "giay-khen", "to-trinh-khen-thuong": "giay-khen"} {
		if made, err := o.Make(t.Context(), making.Request{Kind: kind, Params: map[string]string{"nam": "2024", "dot": round}}); err == nil {
			t.Errorf("%s of the round %s: %s", kind, round, made[0].Name)
		}
	}
}

// TestDecisionNamesItsMinutes: once the archive has the number of the minutes, the decision names
// them by it, before by what the round says.
func TestDecisionNamesItsMinutes(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	params := map[string]string{"nam": "2024", "dot": "giay-khen"}
	names := func(want string) {
		t.Helper()
		if text := strings.ReplaceAll(textOf(t, o.make(t, "quyet-dinh-giay-khen", params)), "\u2011", "-"); !strings.Contains(text, want) {
			t.Errorf("lacks %q in\n%.3000s", want, text)
		}
	}
	names("tại Biên bản số 07/BB-CAT ngày 19 tháng 12 năm 2024.")
	kept, err := o.Keep(t.Context(), []*archive.Made{o.make(t, "bien-ban-xet-khen-thuong", params)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	o.DB.Writer.MustExec(`INSERT INTO books (code, name, agency, source) VALUES ('thu', 'Sổ thử', 'cong-an-tinh', 'trong')`)
	o.DB.Writer.MustExec(`UPDATE documents SET state = 'da-phat-hanh' WHERE id = ?`, kept[0].Document)
	o.DB.Writer.MustExec(`INSERT INTO numbers (book, year, number, suffix, document_id, symbol, day, title, signer, recipients, keeper, copies, actor, at)
		VALUES ('thu', 2024, 12, '', ?, '12/BB-CAT-PV05', '2024-12-20', '', '', '', '', 1, 'may', '2024-12-20T00:00:00Z')`, kept[0].Document)
	names("tại Biên bản số 12/BB-CAT-PV05 ngày 20 tháng 12 năm 2024.")
}
