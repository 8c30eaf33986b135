package intake

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// anyKind is a kind that any agency issues.
var anyKind = append([]Kind{{"giao-viec", "Công văn giao việc", "", true, true}}, decisionKind...)

// emptyOffice is the empty workbook of an office for 2026.
func emptyOffice(t *testing.T, d *db.DB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := (Workbooks{DB: d, Forms: FS()}).OfficeWorkbook(t.Context(), 2026, anyKind, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// others are agencies that an office adds, with who signs for them, chosen by name.
var others = cells{
	"Tỉnh":    {"B5": "tỉnh", "C5": "Yên Hà"},
	"Cơ quan": {"C9": "UBND", "D9": "NC"},
	"Cơ quan khác": {
		"B5": "Sở Tư pháp", "C5": "Sở, ban, ngành cấp tỉnh", "D5": "STP", "E5": "VP",
		"B6": "Uỷ ban nhân dân xã Xuân Lộc", "C6": "Ủy ban nhân dân dưới cấp tỉnh", "D6": "UBND", "K6": "Số 1 đường Hùng Vương",
		"B7": "UBND phường 1", "C7": "Ủy ban nhân dân dưới cấp tỉnh", "D7": "UBND",
		"B8": "Trường THPT Xuân Lộc", "C8": "Trường học, đơn vị khác", "D8": "THPTXL", "F8": "Sở Giáo dục và Đào tạo",
		"B9": "Phòng Nghiệp vụ", "C9": "Trường học, đơn vị khác", "D9": "NV", "F9": "Sở Tư pháp",
		"B10": "Công an xã Xuân Lộc", "C10": "Công an dưới cấp tỉnh", "D10": "CAX",
		"B11": "Hội đồng Thi đua - Khen thưởng tỉnh", "C11": "Hội đồng", "D11": "HĐTĐKT"},
	"Đơn vị": {"B5": "Xã Bình Minh", "C5": "Xã"},
	"Người ký": {
		"B5": "Sở Tư pháp", "C5": "Lê Thị Hoa", "D5": "Nữ", "F5": "Giám đốc", "G5": "Người đứng đầu",
		"B6": "Uỷ ban nhân dân xã Xuân Lộc", "C6": "Trần Văn Bình", "D6": "Nam", "F6": "Chủ tịch", "G6": "TM. (thay mặt tập thể)",
		"B7": "Trường THPT Xuân Lộc", "C7": "Phạm Văn Cường", "D7": "Nam", "F7": "Phó Hiệu trưởng", "G7": "KT. (cấp phó ký thay)",
		"B8": "Hội đồng Thi đua - Khen thưởng tỉnh", "C8": "Trần Văn An", "D8": "Nam", "F8": "Chủ tịch", "G8": "TM. (thay mặt tập thể)", "L8": "Chủ tịch Ủy ban nhân dân tỉnh"},
	"Nơi nhận":   {"B5": "Công văn giao việc", "C5": "Trường THPT Xuân Lộc", "D5": "Lưu", "E5": "Lưu: VT, HC"},
	"Sổ văn bản": {"B5": "Sở Tư pháp", "C5": "Sổ chung", "D5": "Chương trình"},
	"Phong trào": {"B5": "Giữ vững an ninh"},
}

// TestOtherAgencies: agencies that an office adds come in by name, each with the head of its papers and its line
// Lưu, and the other sheets of the same file choose them; the same file changes nothing.
func TestOtherAgencies(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		data := fill(t, emptyOffice(t, d), others)
		got := setUpAny(t, d, data)
		if got.Refused() || got.ID == 0 || len(got.Books) != 1 || got.Books[0].Agency != "so-tu-phap" {
			t.Fatalf("%+v", got)
		}
		counts(t, d, map[string]int{
			`SELECT COUNT(*) FROM ten_co_quan WHERE co_quan_ma = 'so-tu-phap' AND ten = 'Sở Tư pháp tỉnh Yên Hà' AND ten_ngan = 'Sở Tư pháp' AND dong_chu_quan = 'UBND TỈNH YÊN HÀ' AND chu_quan_ma = 'ubnd-tinh'
				AND dong_ten = 'SỞ TƯ PHÁP' AND dia_danh = 'Yên Hà' AND dia_ban_ma = 'yen-ha' AND the_thuc = 'nd30' AND tham_muu = 'VP'`: 1,
			`SELECT COUNT(*) FROM ten_co_quan WHERE co_quan_ma = 'ubnd-xa-xuan-loc' AND ten = 'Ủy ban nhân dân xã Xuân Lộc' AND ten_ngan = 'UBND xã Xuân Lộc' AND dong_ten LIKE 'ỦY BAN NHÂN DÂN_XÃ XUÂN LỘC'
				AND dong_chu_quan IS NULL AND dia_danh = 'Xuân Lộc' AND dia_chi = 'Số 1 đường Hùng Vương'`: 1,
			`SELECT COUNT(*) FROM ten_co_quan WHERE co_quan_ma = 'ubnd-phuong-1' AND ten = 'Ủy ban nhân dân phường 1' AND dia_danh = 'Phường 1'`:                                                1,
			`SELECT COUNT(*) FROM ten_co_quan WHERE co_quan_ma = 'truong-thpt-xuan-loc' AND dong_chu_quan = 'SỞ GIÁO DỤC VÀ ĐÀO TẠO' AND chu_quan_ma IS NULL AND dia_danh = 'Yên Hà'`:           1,
			`SELECT COUNT(*) FROM ten_co_quan WHERE co_quan_ma = 'phong-nghiep-vu' AND dong_chu_quan = 'SỞ TƯ PHÁP' AND chu_quan_ma = 'so-tu-phap'`:                                             1,
			`SELECT COUNT(*) FROM ten_co_quan WHERE co_quan_ma = 'cong-an-xa-xuan-loc' AND dong_chu_quan = 'CÔNG AN TỈNH YÊN HÀ' AND the_thuc = 'cand' AND dong_ten LIKE 'CÔNG AN_XÃ XUÂN LỘC'`: 1,
			`SELECT COUNT(*) FROM nguoi_ky WHERE co_quan_ma = 'ubnd-xa-xuan-loc' AND thay_mat = 'Ủy ban nhân dân'`:                                                                              1,
			`SELECT COUNT(*) FROM nguoi_ky WHERE co_quan_ma = 'truong-thpt-xuan-loc' AND thay_cho = 'Hiệu trưởng'`:                                                                              1,
			`SELECT COUNT(*) FROM nguoi_ky WHERE co_quan_ma LIKE 'hoi-dong%' AND thay_mat = 'Hội đồng Thi đua - Khen thưởng tỉnh' AND chuc_vu_khac = 'Chủ tịch Ủy ban nhân dân tỉnh'`:           1,
			`SELECT COUNT(*) FROM noi_nhan WHERE co_quan_ma = 'so-tu-phap' AND kieu = 'giao-viec' AND vai_tro = 'luu' AND ten = 'Lưu: VT, VP'`:                                                  1,
			`SELECT COUNT(*) FROM noi_nhan WHERE co_quan_ma = 'truong-thpt-xuan-loc' AND ten <> 'Lưu: VT, HC'`:                                                                                  0,
			`SELECT COUNT(*) FROM noi_nhan WHERE kieu <> 'giao-viec'`:                                                                                                                           0,
		})
		missing, err := Missing(t.Context(), d, 2026, anyKind)
		if err != nil || !slices.Contains(missing, Need{"người ký của cơ quan: Công an xã Xuân Lộc; Phòng Nghiệp vụ; UBND phường 1", "trang Người ký", 0}) {
			t.Errorf("%v %v", missing, err)
		}
		if again := setUpAny(t, d, data); again.ID != 0 || again.Refused() {
			t.Errorf("the same file changed something: %+v", again)
		}
		// A new name under the old sign, from a day on; another drafter; a school that ends.
		next := fill(t, data, cells{
			"Cơ quan khác": {"B5": "Sở Tư pháp và Hộ tịch", "E5": "HC", "L5": "01/07/2026", "M8": "30/06/2026"},
			"Người ký":     {"B5": "Sở Tư pháp và Hộ tịch"}, "Sổ văn bản": {"B5": "Sở Tư pháp và Hộ tịch"},
		})
		if got := setUpAny(t, d, next); got.Refused() || got.ID == 0 {
			t.Fatalf("%+v", got)
		}
		counts(t, d, map[string]int{
			`SELECT COUNT(*) FROM co_quan WHERE ma LIKE 'so-tu-phap%'`:                                                                                                1,
			`SELECT COUNT(*) FROM ten_co_quan WHERE co_quan_ma = 'so-tu-phap' AND den_ngay = '2026-06-30' AND dong_ten = 'SỞ TƯ PHÁP'`:                                1,
			`SELECT COUNT(*) FROM ten_co_quan WHERE co_quan_ma = 'so-tu-phap' AND tu_ngay = '2026-07-01' AND den_ngay IS NULL AND dong_ten = 'SỞ TƯ PHÁP VÀ HỘ TỊCH'`: 1,
			`SELECT COUNT(*) FROM ten_co_quan WHERE co_quan_ma = 'truong-thpt-xuan-loc' AND den_ngay = '2026-06-30'`:                                                  1,
			`SELECT COUNT(*) FROM noi_nhan WHERE co_quan_ma = 'so-tu-phap' AND ten = 'Lưu: VT, HC'`:                                                                   1,
			`SELECT COUNT(*) FROM nguoi_ky WHERE co_quan_ma = 'so-tu-phap'`:                                                                                           1,
		})
		if again := setUpAny(t, d, next); again.ID != 0 || again.Refused() {
			t.Errorf("the same file changed something: %+v", again)
		}
	})
}

// TestOtherAgencyFaults: what cannot stand is told at its cell, and nothing goes in.
func TestOtherAgencyFaults(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	got := setUpAny(t, d, fill(t, fill(t, emptyOffice(t, d), others), cells{"Cơ quan khác": {
		"B7": "sở tư pháp", "B8": "Sở Nội vụ", "L10": "01/07/2026", "M10": "30/06/2026"}, "Người ký": {"B7": nil, "C7": nil, "D7": nil, "F7": nil, "G7": nil}, "Nơi nhận": {"B5": nil, "C5": nil, "D5": nil, "E5": nil}}))
	for cell, words := range map[string]string{"B7": "đã ghi ở hàng 5", "B8": "có sẵn ở trang Cơ quan", "M10": "trước ngày đầu"} {
		if !has(got.Faults, cell, Wrong, words) {
			t.Errorf("%s: no word of %q in %v", cell, words, got.Faults)
		}
	}
	got = setUpAny(t, d, fill(t, fill(t, emptyOffice(t, d), others), cells{"Cơ quan khác": {"C5": nil, "D6": nil}, "Người ký": {"B5": "Sở Không Có", "G5": nil}}))
	for cell, words := range map[string]string{"C5": "thiếu", "D6": "thiếu", "B5": "không có trong danh sách"} {
		if !has(got.Faults, cell, Wrong, words) {
			t.Errorf("%s: no word of %q in %v", cell, words, got.Faults)
		}
	}
	got = setUpAny(t, d, fill(t, fill(t, emptyOffice(t, d), others), cells{"Người ký": {"G5": "TM. (thay mặt tập thể)"}}))
	if !has(got.Faults, "G5", Wrong, "không ký TM.") {
		t.Error(got.Faults)
	}
	counts(t, d, map[string]int{`SELECT COUNT(*) FROM ten_co_quan`: 0, `SELECT COUNT(*) FROM co_quan`: 6, `SELECT COUNT(*) FROM noi_nhan`: 0})
}

// TestGrowingLists: where other sheets choose an agency, what is typed into the sheet of agencies is offered too.
func TestGrowingLists(t *testing.T) {
	x, err := excelize.OpenReader(bytes.NewReader(emptyOffice(t, dbtest.SQLite(t, queries.Schema()))))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for sheet, column := range map[string]string{"Người ký": "B5", "Nơi nhận": "C5", "Sổ văn bản": "B5", "Giao việc": "B5", "Đợt khen thưởng": "R5"} {
		rules, err := x.GetDataValidations(sheet)
		if err != nil {
			t.Fatal(err)
		}
		formula := ""
		for _, r := range rules {
			if strings.HasPrefix(r.Sqref, column+":") {
				formula = r.Formula1
			}
		}
		_, list, _ := strings.Cut(formula, "OFFSET("+codeSheet+"!$")
		list, _, ok := strings.Cut(list, "$")
		if !ok || !strings.Contains(formula, "4+SUMPRODUCT(MAX((LEN('Cơ quan khác'!$B$5:$B$64)>0)") { // Ban TĐKT is no more
			t.Fatalf("%s: %q", sheet, formula)
		}
		if last, _ := x.GetCellValue(codeSheet, list+"4"); last != "Ủy ban nhân dân tỉnh (thành phố)" {
			t.Errorf("%s: the list ends with %q", sheet, last)
		}
		if f, _ := x.GetCellFormula(codeSheet, list+"5"); !strings.Contains(f, "'Cơ quan khác'!$B$5") {
			t.Errorf("%s: behind the list stands %q", sheet, f)
		}
	}
}

// TestListsOfTheYear: what a year does not have is not offered.
func TestListsOfTheYear(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	for _, c := range []struct {
		year       int
		have, lack string
	}{
		{2024, "Giấy khen UBND cấp huyện; Huyện; Thị trấn; Ban Thi đua - Khen thưởng tỉnh, đến 30/6/2025", "Đặc khu"},
		{2025, "Giấy khen UBND cấp huyện; Huyện; Thị trấn; Đặc khu; Ban Thi đua - Khen thưởng tỉnh, đến 30/6/2025", ""},
		{2026, "Giấy khen UBND cấp xã; Xã; Đặc khu; Sở, ban, ngành", "Giấy khen UBND cấp huyện; Huyện; Thị xã; Thành phố thuộc tỉnh; Thị trấn; Ban Thi đua - Khen thưởng tỉnh, đến 30/6/2025"},
	} {
		f, err := Workbooks{DB: d, Forms: FS()}.officeForm(t.Context(), c.year, anyKind)
		if err != nil {
			t.Fatal(err)
		}
		offered := map[string]bool{}
		for _, s := range f.Sheets {
			for _, col := range s.Columns {
				if col.From != "" && !s.Fixed {
					for _, o := range col.options {
						offered[o.Name] = true
					}
				}
			}
		}
		for _, name := range strings.Split(c.have, "; ") {
			if !offered[name] {
				t.Errorf("%d: %q is not offered", c.year, name)
			}
		}
		for _, name := range strings.Split(c.lack, "; ") {
			if offered[name] {
				t.Errorf("%d: %q is offered", c.year, name)
			}
		}
	}
}
