package intake

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// sheetOf makes a workbook of one sheet from lines of cells; "" stays empty.
func sheetOf(t testing.TB, merges [][2]string, lines ...[]any) []byte {
	t.Helper()
	x := excelize.NewFile()
	defer x.Close()
	for i, line := range lines {
		for j, v := range line {
			if v == "" {
				continue
			}
			if err := x.SetCellValue("Sheet1", cellName(j+1, i+1), v); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, m := range merges {
		if err := x.MergeCell("Sheet1", m[0], m[1]); err != nil {
			t.Fatal(err)
		}
	}
	b, err := x.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// has reports a fault of a cell whose message holds the words.
func has(list []Fault, cell string, s Severity, words string) bool {
	for _, f := range list {
		if f.Cell == cell && f.Severity == s && strings.Contains(f.Message, words) {
			return true
		}
	}
	return false
}

// A table as an office made it: titles, heads in two rows with merged cells, other order and
// words, a row that numbers the columns, gaps, a row of totals that does not add up, a note.
func TestTableOfAnOffice(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	office(t, d)
	data := sheetOf(t, [][2]string{{"A1", "H1"}, {"A4", "A5"}, {"B4", "B5"}, {"C4", "E4"}, {"F4", "H4"}},
		[]any{"BIỂU TỔNG HỢP CÔNG TÁC TUYÊN TRUYỀN NĂM 2024"},
		[]any{"(Kèm theo Công văn)"},
		[]any{},
		[]any{"Stt", "Địa phương", "Trực tiếp", "", "", "Trên mạng và báo, đài"},
		[]any{"", "", "Số lượt người", "Số buổi tuyên truyền", "Tờ rơi, tài liệu", "Tin bài", "Bài đăng mạng xã hội", "Lượt xem"},
		[]any{"(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"},
		[]any{1, "Xã Tân Hòa", "1.200", 12, 300, 4, 9, "-"},
		[]any{},
		[]any{"", "xã an phú", 800, 10, 0, 1, 2, 50},
		[]any{"Tổng cộng", "", 2001, 22, 300, 5, 11, 50},
		[]any{"Ghi chú: số liệu đến 15/11."},
	)
	got := bring(t, d, Request{Data: data, Year: 2024})
	if got.Refused() || got.Rows != 2 || got.Added != 2 {
		t.Fatalf("%+v", got)
	}
	for query, want := range map[string]int{
		`SELECT luot_nguoi FROM tuyen_truyen WHERE don_vi_id = 2`:    1200,
		`SELECT luot_tiep_can FROM tuyen_truyen WHERE don_vi_id = 2`: 0,
		`SELECT so_buoi FROM tuyen_truyen WHERE don_vi_id = 3`:       10,
	} {
		if n := count(t, d, query); n != want {
			t.Errorf("%s: %d, want %d", query, n, want)
		}
	}
	if !has(got.Faults, "C10", Doubt, "cộng các dòng được 2.000") || !has(got.Faults, "A11", Notice, "bỏ qua dòng") || !has(got.Faults, "H7", Notice, "hiểu là 0") {
		t.Errorf("%v", got.Faults)
	}
}

// The table of recognitions with the objects side by side, as annexes have it.
func TestWideTableOfRecognition(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	office(t, d)
	heads := []any{"TT", "Đơn vị"}
	groups := []any{"", ""}
	var merges [][2]string
	for i, g := range []string{"Khu dân cư", "Xã, phường, thị trấn", "Cơ quan", "Doanh nghiệp", "Cơ sở giáo dục"} {
		groups = append(groups, g, "", "", "")
		heads = append(heads, "Tổng", "Đăng ký", "Đạt", "%")
		merges = append(merges, [2]string{cellName(3+4*i, 1), cellName(6+4*i, 1)})
	}
	line := []any{1, "Huyện An Bình", 60, 60, 55, "91,67", 8, 8, 7, "87,5", 20, 20, 20, 100, 5, 4, 4, 80, 9, 9, 10, 100}
	got := bring(t, d, Request{Data: sheetOf(t, merges, groups, heads, line), Year: 2024})
	if !has(got.Faults, "U3", Wrong, "Đạt (10) lớn hơn đăng ký (9)") || count(t, d, `SELECT COUNT(*) FROM cong_nhan`) != 0 {
		t.Errorf("%v", got.Faults)
	}
	line[20] = 9
	got = bring(t, d, Request{Data: sheetOf(t, merges, groups, heads, line), Year: 2024})
	if got.Refused() || count(t, d, `SELECT SUM(dat) FROM cong_nhan WHERE don_vi_id = 1`) != 95 || count(t, d, `SELECT COUNT(*) FROM cong_nhan WHERE ho = 'cong_nhan_kdc'`) != 1 {
		t.Errorf("%+v", got)
	}
}

// The list workbook of offices, nine columns with four of codes, the head in the second row.
func TestNineColumnList(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	office(t, d)
	data := sheetOf(t, [][2]string{{"A1", "M1"}},
		[]any{"DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG"},
		[]any{"STT", "Tên gọi (Ông/Bà/chức danh)", "Tên", "Chức vụ", "Đơn vị công tác", "Phân loại khen thưởng", "Danh hiệu/Hình thức", "Phân loại đối tượng", "Lĩnh vực", "Mã 1", "Mã 2", "Mã 3", "Mã 4"},
		[]any{1, "", "Công an xã Tân Hòa", "", "Công an huyện An Bình", "Công trạng", "Bằng khen", "Tập thể", "An ninh", 1, 2, 3, 4},
		[]any{2, "Ông", "Điểu Đức Hòa", "Trưởng ấp", "xã Tân Hòa", "Công trạng", "Bằng khen", "Cá nhân", "An ninh", 1, 2, 3, 4},
		[]any{3, "Thượng tá", "Lê Thị Hương", "Trưởng phòng", "Công an tỉnh", "Công trạng", "Bằng khen", "Cá nhân", "An ninh", 1, 2, 3, 4},
	)
	got := bring(t, d, Request{Data: data, Year: 2024, Unit: "an-binh"})
	if got.Refused() || got.Rows != 3 {
		t.Fatalf("%+v", got)
	}
	for query, want := range map[string]int{
		`SELECT COUNT(*) FROM de_nghi_khen_thuong WHERE loai = 'tap_the' AND doi_tuong_ma = 'tt-tham-muu' AND thanh_tich = 'đã có thành tích'`:                                1,
		`SELECT COUNT(*) FROM de_nghi_khen_thuong n JOIN nguoi p ON p.id = n.nguoi_id WHERE p.gioi_tinh = 'nu' AND p.cap_bac = 'Thượng tá' AND n.doi_tuong_ma = 'cn-cong-an'`: 1,
		`SELECT COUNT(*) FROM de_nghi_khen_thuong WHERE don_vi_id = 1 AND hinh_thuc_ma = 'bang-khen-tinh'`:                                                                    3,
	} {
		if n := count(t, d, query); n != want {
			t.Errorf("%s: %d, want %d", query, n, want)
		}
	}
	if again := bring(t, d, Request{Data: data, Year: 2024, Unit: "an-binh"}); again.ID != 0 {
		t.Errorf("the same list changed something: %+v", again)
	}
}

// A collective of a list that is a whole unit is that unit, once in a round; a part of one is none.
func TestCollectivesThatAreUnits(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	office(t, d)
	d.Writer.MustExec(`INSERT INTO don_vi (ma, ten, ten_ngan, khoa_ten, loai_ma, cap_quan_ly, tu_ngay) VALUES ('khac', 'Huyện Khác', 'Khác', 'a', 'huyen', 'tinh', '2020-01-01')`)
	d.Writer.MustExec(`INSERT INTO don_vi (ma, ten, ten_ngan, khoa_ten, loai_ma, cap_quan_ly, cap_tren_id, tu_ngay) VALUES ('khac.an-phu', 'Xã An Phú', 'An Phú', 'a', 'xa', 'huyen', 4, '2020-01-01')`)
	lines := [][]any{{"STT", "Ông/Bà", "Họ và tên", "Chức vụ", "Đơn vị công tác", "Hình thức khen thưởng", "Loại đối tượng"}}
	names := []string{"Nhân dân và cán bộ xã Tân Hòa", "Tập thể xã Tân Hòa, huyện An Bình", "Nhân dân và cán bộ xã An Phú, huyện An Bình", "Cán bộ và nhân dân xã An Phú", "Công an xã Tân Hòa", "Huyện An Bình"}
	for i, name := range names {
		lines = append(lines, []any{i + 1, "", name, "", "", "Bằng khen", "Tập thể"})
	}
	if got := bring(t, d, Request{Data: sheetOf(t, nil, lines...), Year: 2024, Unit: "an-binh"}); got.Refused() {
		t.Fatalf("%v", got.Faults)
	}
	for i, want := range []string{"an-binh.tan-hoa", "", "an-binh.an-phu", "", "", "an-binh"} {
		var got string
		if err := d.Reader.Get(&got, d.Reader.Rebind(`SELECT COALESCE(u.ma, '') FROM de_nghi_khen_thuong n LEFT JOIN don_vi u ON u.id = n.tap_the_id WHERE n.ten = ?`), names[i]); err != nil || got != want {
			t.Errorf("%s: %q, want %q, %v", names[i], got, want, err)
		}
	}
}

// A table as text, in UTF-8 with a mark and semicolons, in Windows-1258 with commas.
func TestCSV(t *testing.T) {
	const table = "STT;Đơn vị;Nguồn tin;Tin có giá trị;Số vụ xử lý;Đối tượng;Đầu thú\n1;Xã Tân Hòa;40;30;12;9;1\n"
	// Windows-1258 has tones as characters of their own, behind whole letters.
	var old strings.Builder
	for _, r := range table {
		s := norm.NFD.String(string(r))
		for _, whole := range []string{"â", "ê", "ô", "ơ", "ư", "ă"} {
			s = strings.ReplaceAll(s, norm.NFD.String(whole), whole)
		}
		if strings.ContainsRune("ồộ", r) { // the mark below comes before the roof in NFD
			s = "ô" + map[rune]string{'ồ': "\u0300", 'ộ': "\u0323"}[r]
		}
		if strings.ContainsRune("ệ", r) {
			s = "ê\u0323"
		}
		old.WriteString(s)
	}
	legacy, err := charmap.Windows1258.NewEncoder().String(strings.ReplaceAll(old.String(), ";", ","))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"utf-8": []byte("\xEF\xBB\xBF" + table), "windows-1258": []byte(legacy)} {
		d := dbtest.SQLite(t, queries.Schema())
		office(t, d)
		got := bring(t, d, Request{Name: "tin.csv", Data: data, Year: 2024})
		if got.Refused() || count(t, d, `SELECT vu_xu_ly FROM tin_bao WHERE don_vi_id = 2`) != 12 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// Texts in old encodings are read by their face and kept as they were; look-alikes, hidden
// characters, wide digits and both notations of numbers are seen.
func TestTextSafety(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	office(t, d)
	x, err := excelize.OpenReader(bytes.NewReader(blank(t, d)))
	if err != nil {
		t.Fatal(err)
	}
	abc, err := x.NewStyle(&excelize.Style{Font: &excelize.Font{Family: ".VnTime"}})
	if err != nil {
		t.Fatal(err)
	}
	const people, models = "Đề nghị cá nhân", "PL II Mô hình"
	for sheet, all := range map[string]map[string]any{
		people: {"B5": "§iÓu §øc Hßa", "C5": "Nam", "I5": "Thành viên lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở", "J5": "Tổng kết năm 2024", "L5": norm.NFD.String("Tuần tra đều"),
			"B6": "Leâ Vaên YÙ", "C6": "Nam", "I6": "Thành viên lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở", "J6": "Tổng kết năm 2024", "L6": "=HYPERLINK(\"http://x\")",
			"B7": "Ðiểu\u200b Út", "C7": "Nữ", "I7": "Thành viên lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở", "J7": "Tổng kết năm 2024", "L7": "+ gương mẫu", "D7": 1980},
		models:              {"B5": "Tổ tự quản", "C5": "dia ban", "D5": "5.2.24", "G5": "１２", "H5": "Hiệu quả"},
		"PL I Tuyên truyền": {"B5": "1 234", "C5": "1.234.567,00", "D5": "1,234,567", "E5": 0, "F5": 0, "G5": 0, "H5": 0},
	} {
		for cell, v := range all {
			if err := x.SetCellValue(sheet, cell, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := x.SetCellStyle(people, "B5", "B5", abc); err != nil {
		t.Fatal(err)
	}
	b, err := x.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	got := bring(t, d, Request{Data: b.Bytes()})
	if got.Refused() {
		t.Fatalf("%v", got.Faults)
	}
	for query, want := range map[string]int{
		`SELECT COUNT(*) FROM nguoi WHERE ho_ten IN ('Điểu Đức Hòa', 'Lê Văn Ý', 'Điểu Út')`:                    3,
		`SELECT COUNT(*) FROM de_nghi_khen_thuong WHERE thanh_tich = '=HYPERLINK("http://x")'`:                  1,
		`SELECT COUNT(*) FROM de_nghi_khen_thuong WHERE thanh_tich = 'Tuần tra đều'`:                            1,
		`SELECT COUNT(*) FROM mo_hinh WHERE ngay_ra_mat = '2024-02-05'`:                                         1,
		`SELECT so_thanh_vien FROM mo_hinh_nam`:                                                                 12,
		`SELECT so_buoi FROM tuyen_truyen`:                                                                      1234,
		`SELECT luot_nguoi FROM tuyen_truyen`:                                                                   1234567,
		`SELECT to_roi FROM tuyen_truyen`:                                                                       1234567,
		`SELECT COUNT(*) FROM import_originals WHERE cell LIKE '%§iÓu §øc Hßa%' AND cell LIKE '%Điểu Đức Hòa%'`: 1,
		`SELECT COUNT(*) FROM import_originals WHERE cell LIKE '%VNI%'`:                                         1,
	} {
		if n := count(t, d, query); n != want {
			t.Errorf("%s: %d, want %d", query, n, want)
		}
	}
	if !has(got.Faults, "B5", Notice, "TCVN3") || !has(got.Faults, "B7", Notice, "giống Đ") || !has(got.Faults, "G5", Notice, "toàn khổ") {
		t.Errorf("%v", got.Faults)
	}
}

// All faults are told at once, each with its cell, and the copy shows them there.
func TestFaultsAreMarked(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	office(t, d)
	d.Writer.MustExec(`INSERT INTO tuyen_truyen (nam, don_vi_id, so_buoi) VALUES (2023, 1, 10)`)
	d.Writer.MustExec(`INSERT INTO tuyen_truyen (nam, don_vi_id, to_roi) VALUES (2024, 2, 500)`)
	bad := fill(t, blank(t, d), cells{
		"PL I Tuyên truyền": {"B5": 100, "C5": "1,234", "D5": 1.234, "E5": "nhiều", "F5": -1, "G5": 0},
		"PL II Mô hình":     {"B5": "Mô hình A", "C5": "Làng", "D5": "02/25/2024", "H5": "Hiệu quả", "B6": "Mô hình B", "C6": "Địa bàn", "D6": "02/05/2024", "H6": "Hiệu quả", "B7": "Mô hình C", "D7": "01/12/2024"},
		"PL IV Phân loại":   {"C5": 10, "D5": 4, "E5": 4, "F5": 1, "G5": 0, "H5": "85,555"},
		"ANTT từng đơn vị":  {"B5": "Xã Tân Hòa", "C5": "Có", "D5": "Có", "E5": 10, "F5": 6, "B6": "Xã Không Có", "C6": "Có", "D6": "Không"},
		"Đề nghị cá nhân":   {"B5": "Điểu Hòa", "C5": "Nam", "D5": "1/1/75", "F5": "số 070075001234", "I5": "x", "J5": "Tổng kết năm 2024", "L5": "Gọi 0912 345 678"},
	})
	got := bring(t, d, Request{Data: bad})
	if !got.Refused() || count(t, d, `SELECT COUNT(*) FROM imports`)+count(t, d, `SELECT COUNT(*) FROM mo_hinh`) != 0 {
		t.Fatalf("%+v", got.Faults)
	}
	for _, want := range []struct {
		sheet, cell string
		s           Severity
		words       string
	}{
		{"PL I Tuyên truyền", "C5", Wrong, "đọc được hai cách"},
		{"PL I Tuyên truyền", "D5", Wrong, "nếu là 1.234 thì nhập 1234"},
		{"PL I Tuyên truyền", "E5", Wrong, "không phải số"},
		{"PL I Tuyên truyền", "F5", Wrong, "không phải số từ 0"},
		{"PL I Tuyên truyền", "H5", Doubt, "để trống"},
		{"PL II Mô hình", "C5", Wrong, "không có trong danh sách"},
		{"PL II Mô hình", "D5", Wrong, "viết tháng trước ngày"},
		{"PL II Mô hình", "D6", Wrong, "không rõ 02/05/2024"},
		{"PL II Mô hình", "C7", Wrong, "thiếu loại"},
		{"PL IV Phân loại", "C5", Wrong, "cộng lại là 9"},
		{"PL IV Phân loại", "H5", Wrong, "nhiều nhất 2 chữ số"},
		{"ANTT từng đơn vị", "D5", Wrong, "dưới 70%"},
		{"ANTT từng đơn vị", "B6", Wrong, "không có đơn vị"},
		{"Đề nghị cá nhân", "F5", Wrong, "số định danh"},
		{"Đề nghị cá nhân", "L5", Wrong, "số điện thoại"},
		{"Đề nghị cá nhân", "I5", Wrong, "không có trong danh sách"},
	} {
		found := false
		for _, f := range got.Faults {
			found = found || f.Sheet == want.sheet && f.Cell == want.cell && f.Severity == want.s && strings.Contains(f.Message, want.words)
		}
		if !found {
			t.Errorf("missing %+v in %v", want, got.Faults)
		}
	}
	x, err := excelize.OpenReader(bytes.NewReader(got.Marked))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	notes, err := x.GetComments("PL I Tuyên truyền")
	if err != nil || len(notes) < 4 {
		t.Errorf("%v, %v", notes, err)
	}
	id, _ := x.GetCellStyle("PL I Tuyên truyền", "C5")
	if style, err := x.GetStyle(id); err != nil || len(style.Fill.Color) == 0 || !strings.HasSuffix(style.Fill.Color[0], colours[Wrong]) {
		t.Errorf("%+v, %v", style, err)
	}
	again := bring(t, d, Request{Data: bad})
	if !bytes.Equal(again.Marked, got.Marked) {
		t.Error("the marked copy differs between two runs")
	}
}

// Figures that jump against last year, stay below those of the units below, or lie outside
// the reporting period are told, and go in.
func TestDoubtsGoIn(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		office(t, d)
		d.Writer.MustExec(`INSERT INTO tuyen_truyen (nam, don_vi_id, so_buoi, luot_nguoi) VALUES (2023, 1, 10, 1000)`)
		d.Writer.MustExec(`INSERT INTO tuyen_truyen (nam, don_vi_id, to_roi) VALUES (2024, 2, 300), (2024, 3, 300)`)
		got := bring(t, d, Request{Data: fill(t, blank(t, d), cells{
			"PL I Tuyên truyền": {"B5": 29, "C5": 3000, "D5": 599, "E5": 0, "F5": 0, "G5": 0, "H5": 0},
			"PL II Mô hình":     {"B5": "Mô hình A", "C5": "Địa bàn", "D5": "16/11/2024", "G5": 3, "H5": "Hiệu quả", "I5": 0},
		})})
		if got.Refused() || got.ID == 0 {
			t.Fatalf("%v", got.Faults)
		}
		if !has(got.Faults, "C5", Doubt, "chênh từ 3 lần") || has(got.Faults, "B5", Doubt, "chênh") || !has(got.Faults, "D5", Doubt, "trực thuộc đã gửi cộng lại là 600") ||
			!has(got.Faults, "D5", Doubt, "sau ngày cuối kỳ báo cáo (15/11/2024)") {
			t.Errorf("%v", got.Faults)
		}
		up := bring(t, d, Request{Year: 2024, Unit: "an-binh.an-phu", Data: sheetOf(t, nil,
			[]any{"Số buổi", "Lượt người", "Tờ rơi", "Tin, bài", "Phóng sự", "Bài trên mạng xã hội", "Lượt tiếp cận"}, []any{1, 1, 301, 0, 0, 0, 0})})
		if !has(up.Faults, "C2", Doubt, "đơn vị cấp trên là 599") {
			t.Errorf("%v", up.Faults)
		}
	})
}

// What a table has no column for stays as it was: figures, models, papers of nominations. A kept
// figure that contradicts a new one is a fault of the file, not of the database.
func TestAbsentColumnsKeepWhatIsThere(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	office(t, d)
	heads := []any{"TT", "Địa phương", "Tổng số nguồn tin", "Trong đó có giá trị", "Vụ xử lý", "Đối tượng"}
	if got := bring(t, d, Request{Year: 2024, Data: sheetOf(t, nil, heads, []any{1, "Xã Tân Hòa", 40, 30, 12, 9})}); got.Refused() ||
		!has(got.Faults, "A1", Doubt, "không có cột “Vận động đầu thú”") || count(t, d, `SELECT co_gia_tri FROM tin_bao`) != 30 {
		t.Fatalf("%+v", got)
	}
	without := slices.Delete(slices.Clone(heads), 3, 4)
	if got := bring(t, d, Request{Year: 2024, Data: sheetOf(t, nil, without, []any{1, "Xã Tân Hòa", 50, 13, 9})}); got.Refused() || got.Changed != 1 ||
		count(t, d, `SELECT nguon_tin * 100 + co_gia_tri FROM tin_bao`) != 5030 {
		t.Errorf("%+v", got)
	}
	got := bring(t, d, Request{Year: 2024, Data: sheetOf(t, nil, without, []any{1, "Xã Tân Hòa", 20, 13, 9})})
	if !has(got.Faults, "A2", Wrong, "Có giá trị (30) lớn hơn nguồn tin (20)") || count(t, d, `SELECT nguon_tin FROM tin_bao`) != 50 {
		t.Errorf("%v", got.Faults)
	}

	models := []any{"Tên mô hình", "Loại", "Ngày ra mắt", "Xếp loại", "Quyết định công nhận", "Số thành viên"}
	line := []any{"Tổ tự quản", "Địa bàn", "05/02/2024", "Hiệu quả", "12/QĐ-UBND", 15}
	for n := 6; n >= 4; n -= 2 {
		if got := bring(t, d, Request{Year: 2024, Unit: "an-binh", Data: sheetOf(t, nil, models[:n], line[:n])}); got.Refused() || (n == 4) != (got.ID == 0) {
			t.Errorf("%d columns: %+v", n, got)
		}
	}
	if count(t, d, `SELECT COUNT(*) FROM mo_hinh m JOIN mo_hinh_nam n ON n.mo_hinh_id = m.id WHERE m.quyet_dinh_so = '12/QĐ-UBND' AND n.so_thanh_vien = 15`) != 1 {
		t.Error("the model lost its decision or members")
	}

	list := sheetOf(t, nil, []any{"STT", "Ông/Bà", "Họ và tên", "Chức vụ", "Đơn vị công tác", "Hình thức khen thưởng", "Loại đối tượng"},
		[]any{1, "Ông", "Điểu Đức Hòa", "Trưởng ấp", "xã Tân Hòa", "Bằng khen", "Cá nhân"})
	bring(t, d, Request{Year: 2024, Unit: "an-binh", Data: list})
	d.Writer.MustExec(`UPDATE de_nghi_khen_thuong SET co_bao_cao = TRUE, co_bien_ban = TRUE, thanh_tich = 'của mình'`)
	if again := bring(t, d, Request{Year: 2024, Unit: "an-binh", Data: list}); again.ID != 0 {
		t.Errorf("a list took away the papers of a dossier: %+v", again)
	}
}

// Below a table stand those who sign it: their posts and names are no rows.
func TestSignaturesBelowATable(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	office(t, d)
	lines := [][]any{{"TT", "Đơn vị", "Nguồn tin", "Tin có giá trị", "Số vụ xử lý", "Đối tượng", "Đầu thú"},
		{1, "Xã Tân Hòa", 40, 30, 12, 9, 1}, {},
		{"", "NGƯỜI LẬP BIỂU", "", "", "THỦ TRƯỞNG ĐƠN VỊ"}, {"", "(Ký, ghi rõ họ tên)", "", "", "(Ký tên, đóng dấu)"}, {"", "Trần Văn Mẫu", "", "", "Lê Thị Mẫu"}}
	got := bring(t, d, Request{Year: 2024, Data: sheetOf(t, nil, lines...)})
	if got.Refused() || got.Rows != 1 || !has(got.Faults, "A4", Notice, "chỗ ký") {
		t.Fatalf("%+v", got)
	}
	lines = append(lines, []any{2, "Xã An Phú", 4, 3, 1, 1, 1})
	if got := bring(t, d, Request{Year: 2024, Data: sheetOf(t, nil, lines...)}); got.Rows != 2 {
		t.Errorf("figures below the signatures are not read: %+v", got)
	}
	lines[1][1] = "Giám đốc Sở"
	if got := bring(t, d, Request{Year: 2024, Data: sheetOf(t, nil, lines...)}); !has(got.Faults, "B2", Wrong, "không có đơn vị") {
		t.Errorf("a row of figures was taken for a signature: %v", got.Faults)
	}
}
