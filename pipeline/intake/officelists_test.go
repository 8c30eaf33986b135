package intake

import (
	"bytes"
	"maps"
	"testing"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// yearLists are the pages of an office's workbook that hold lists of the year.
var yearLists = cells{
	"Đơn vị":              {"B5": "Xã Bình Minh", "C5": "Xã", "B6": "Ấp 1", "C6": "Khu dân cư", "D6": "Xã Bình Minh", "B7": "Sở Nội vụ", "C7": "Sở, ban, ngành"},
	"Đợt khen thưởng":     {"B5": "Tổng kết năm 2026", "C5": "Tổng kết", "D5": "Bằng khen UBND tỉnh", "N5": 3, "O5": 2, "Q5": "20/12/2026", "S5": "01/10/2026", "T5": "08 giờ 00 phút", "V5": "Phòng họp số 2"},
	"Hội đồng xét":        {"C5": "Đại tá Lê Văn Mẫu", "D5": "Giám đốc", "E5": "Chủ trì", "C6": "Trần Thị Mẫu", "D6": "Cán bộ", "E6": "Thư ký", "C7": "Phạm Văn Mẫu", "D7": "Trưởng phòng", "F7": "Không"},
	"Cụm, khối":           {"B5": "Cụm thi đua số 1", "C5": "Xã Bình Minh", "D5": "Cụm trưởng, Khối trưởng", "B6": "Khối tổng hợp", "C6": "Sở Nội vụ"},
	"Phân loại đơn vị":    {"B5": "Xã Bình Minh", "C5": "90,5", "D5": "91,25", "B6": "Sở Nội vụ", "D6": 88, "E6": "Xuất sắc"},
	"Kiểm tra":            {"B5": "Xã Bình Minh", "C5": "10/9/2026", "D5": "Công an tỉnh (thành phố)", "E5": "Thực hiện kế hoạch", "F5": "Thực hiện tốt"},
	"Kỷ luật":             {"B5": "Điểu Đức Hòa", "C5": "Nam", "D5": "Xã Bình Minh", "E5": "Khiển trách", "F5": "12/QĐ-UBND", "G5": "01/6/2026", "D6": "Sở Nội vụ", "E6": "đang thanh tra", "F6": "15/QĐ-TTr", "G6": "01/8/2026"},
	"Khen thưởng của năm": {"B5": "Kỷ niệm chương", "D5": 12},
	"Đã khen":             {"B5": "Điểu Đức Hòa", "C5": "Nam", "D5": "Xã Bình Minh", "E5": "Bằng khen UBND tỉnh", "F5": "9/QĐ-UBND", "G5": "01/3/2026", "H5": "Bắt cướp", "D6": "Sở Nội vụ", "E6": "Bằng khen UBND tỉnh", "F6": "9/QĐ-UBND", "G6": "01/3/2026", "H6": "Cứu hộ"},
	"Chỉ tiêu năm sau":    {"B5": "Từ 95% khu dân cư trở lên được công nhận."},
}

// TestListsOfAnOffice: council, clusters, classes, inspections, discipline, awards and targets come
// from pages of the workbook; the same file changes nothing, what a later one lacks goes, and
// every contradiction is told at its cell.
func TestListsOfAnOffice(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		var b bytes.Buffer
		if err := (Workbooks{DB: d, Forms: FS()}).OfficeWorkbook(t.Context(), 2026, decisionKind, &b); err != nil {
			t.Fatal(err)
		}
		sheets := maps.Clone(ownOffice)
		maps.Copy(sheets, yearLists)
		data := fill(t, b.Bytes(), sheets)
		got := setUp(t, d, data)
		if got.Refused() || !has(got.Faults, "E6", Doubt, "theo điểm thì xếp loại là Khá") {
			t.Fatalf("%v", got.Faults)
		}
		holds := func(wants map[string]int) {
			t.Helper()
			for query, want := range wants {
				if n := count(t, d, query); n != want {
					t.Errorf("%s: %d, want %d", query, n, want)
				}
			}
		}
		holds(map[string]int{
			`SELECT COUNT(*) FROM dot_khen_thuong WHERE ngay_phan_bo = '2026-10-01' AND gio_hop = '08 giờ 00 phút' AND gio_xong IS NULL AND noi_hop = 'Phòng họp số 2'`:             1,
			`SELECT COUNT(*) FROM thanh_vien_hop WHERE ho_ten = 'Đại tá Lê Văn Mẫu' AND vai_tro = 'chu_tri' AND co_mat AND thu_tu = 1`:                                              1,
			`SELECT COUNT(*) FROM thanh_vien_hop WHERE NOT co_mat AND vai_tro = 'thanh_vien'`:                                                                                       1,
			`SELECT COUNT(*) FROM khoi_cum k JOIN truong_khoi_cum h ON h.khoi_cum_id = k.id JOIN don_vi u ON u.id = h.don_vi_id WHERE k.ma = 'cum-so-1' AND u.ten = 'Xã Bình Minh'`: 1,
			`SELECT COUNT(*) FROM don_vi u JOIN khoi_cum k ON k.id = u.khoi_cum_id WHERE k.loai = 'khoi' AND k.thu_tu = 2 AND u.ten = 'Sở Nội vụ'`:                                  1,
			`SELECT COUNT(*) FROM phan_loai_don_vi WHERE diem = 9125 AND diem_tu_cham = 9050 AND muc_ma = 'xuat_sac'`:                                                               1,
			`SELECT COUNT(*) FROM kiem_tra WHERE nam = 2026 AND co_quan_ma = 'cong-an-tinh' AND ket_qua = 'Thực hiện tốt'`:                                                          1,
			`SELECT COUNT(*) FROM ky_luat k JOIN nguoi p ON p.id = k.nguoi_id WHERE p.ho_ten = 'Điểu Đức Hòa' AND k.tu_ngay = '2026-06-01' AND k.den_ngay IS NULL`:                  1,
			`SELECT COUNT(*) FROM ky_luat k JOIN don_vi u ON u.id = k.don_vi_id WHERE u.ten = 'Sở Nội vụ'`:                                                                          1,
			`SELECT COUNT(*) FROM nguoi WHERE ho_ten = 'Điểu Đức Hòa'`:                                                                                                              1,
			`SELECT COUNT(*) FROM da_khen_thuong g JOIN nguoi p ON p.id = g.nguoi_id WHERE g.nam = 2026 AND g.hinh_thuc_ma = 'bang-khen-tinh' AND p.ho_ten = 'Điểu Đức Hòa'`:        1,
			`SELECT COUNT(*) FROM da_khen_thuong g JOIN don_vi u ON u.id = g.don_vi_id WHERE u.ten = 'Sở Nội vụ' AND g.thanh_tich = 'Cứu hộ'`:                                       1,
			`SELECT ca_nhan FROM khen_thuong_nam WHERE nam = 2026 AND hinh_thuc_ma = 'ky-niem-chuong'`:                                                                              12,
			`SELECT COUNT(*) FROM chi_tieu_phan_dau WHERE nam = 2027 AND noi_dung = 'Từ 95% khu dân cư trở lên được công nhận'`:                                                     1,
		})
		if again := setUp(t, d, data); again.ID != 0 || again.Refused() {
			t.Errorf("the same file changed something: %+v", again)
		}
		d.Writer.MustExec(`UPDATE dot_khen_thuong SET bien_ban_ngay = '2026-12-10', so_co_mat = 3`)
		next := setUp(t, d, fill(t, data, cells{"Hội đồng xét": {"C7": nil, "D7": nil, "F7": nil}, "Cụm, khối": {"B6": nil, "C6": nil}, "Kiểm tra": {"F5": "Thực hiện khá"},
			"Kỷ luật": {"D6": nil, "E6": nil, "F6": nil, "G6": nil}, "Phân loại đơn vị": {"B6": nil, "D6": nil, "E6": nil}, "Đợt khen thưởng": {"O5": nil}}))
		if next.Refused() || !has(next.Faults, "", Doubt, "danh sách có 2 thành viên, 2 có mặt; đợt ghi 3 thành viên, 3 có mặt") {
			t.Fatalf("%v", next.Faults)
		}
		holds(map[string]int{
			`SELECT COUNT(*) FROM thanh_vien_hop`:                              2,
			`SELECT COUNT(*) FROM don_vi WHERE khoi_cum_id IS NOT NULL`:        1,
			`SELECT COUNT(*) FROM kiem_tra WHERE ket_qua = 'Thực hiện khá'`:    1,
			`SELECT COUNT(*) FROM kiem_tra`:                                    1,
			`SELECT COUNT(*) FROM ky_luat`:                                     1,
			`SELECT COUNT(*) FROM phan_loai_don_vi`:                            1,
			`SELECT COUNT(*) FROM dot_khen_thuong WHERE bien_ban_ngay IS NULL`: 0, // the vote stays
		})
		wrong := setUp(t, d, fill(t, data, cells{"Hội đồng xét": {"E6": "Chủ trì"}, "Cụm, khối": {"C6": "Xã Bình Minh", "B7": "Cụm thi đua số 1", "C7": "Sở Nội vụ", "D7": "Cụm trưởng, Khối trưởng"},
			"Kiểm tra": {"B5": "Xã Không Có"}, "Kỷ luật": {"C5": nil, "H6": "01/7/2026"}, "Phân loại đơn vị": {"B6": "Xã Bình Minh"},
			"Khen thưởng của năm": {"B6": "Kỷ niệm chương", "D6": 1}, "Chỉ tiêu năm sau": {"C5": 2025}}))
		for cell, words := range map[string]string{"E6": "một người chủ trì", "C6": "một dòng như vậy", "D7": "giữ vai trò ấy", "B5": "không có đơn vị", "C5": "thiếu giới tính", "H6": "ngày cuối trước",
			"B6": "một dòng như vậy"} {
			if !has(wrong.Faults, cell, Wrong, words) {
				t.Errorf("%s lacks %q: %v", cell, words, wrong.Faults)
			}
		}
		if !has(wrong.Faults, "C5", Wrong, "năm phải đạt từ 2026") {
			t.Errorf("%v", wrong.Faults)
		}
	})
}

// TestSignersOfBodies: who signs for a board prints a second position there alone, and TL. goes
// with KT. where the deputy of a part signs.
func TestSignersOfBodies(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	var b bytes.Buffer
	if err := (Workbooks{DB: d, Forms: FS()}).OfficeWorkbook(t.Context(), 2026, decisionKind, &b); err != nil {
		t.Fatal(err)
	}
	const committee = "Ủy ban nhân dân tỉnh (thành phố)"
	sheets := maps.Clone(ownOffice)
	sheets["Người ký"] = map[string]any{
		"B5": committee, "C5": "Trần Văn Bình", "D5": "Nam", "F5": "Phó Chủ tịch", "G5": "KT. (cấp phó ký thay)", "H5": "Quyết định",
		"B6": committee, "C6": "Trần Văn Bình", "D6": "Nam", "F6": "Phó Chủ tịch", "G6": "KT. (cấp phó ký thay)", "H6": "Kế hoạch", "L6": "Giám đốc Công an thành phố",
		"B7": committee, "C7": "Lê Văn Mẫu", "D7": "Nam", "F7": "Phó Chánh Văn phòng", "G7": "TL. và KT. (cấp phó của bộ phận)", "I7": "Quy chế làm việc", "M7": "Chánh Văn phòng",
	}
	data := fill(t, b.Bytes(), sheets)
	if got := setUp(t, d, data); got.Refused() {
		t.Fatalf("%v", got.Faults)
	}
	if again := setUp(t, d, data); again.ID != 0 {
		t.Errorf("the same file changed something: %+v", again)
	}
	for query, want := range map[string]int{
		`SELECT COUNT(*) FROM nguoi_ky k JOIN nguoi_ky_kieu q ON q.nguoi_ky_id = k.id WHERE q.kieu = 'ke-hoach' AND k.chuc_vu_khac = 'Giám đốc Công an thành phố'`: 1,
		`SELECT COUNT(*) FROM nguoi_ky k JOIN nguoi_ky_kieu q ON q.nguoi_ky_id = k.id WHERE q.kieu = 'quyet-dinh-khen-thuong' AND k.chuc_vu_khac IS NULL`:          1,
		"SELECT COUNT(*) FROM nguoi_ky WHERE hinh_thuc = 'TL_KT' AND thay_cho = 'Chủ tịch\nChánh Văn phòng' AND can_cu = 'Quy chế làm việc'":                       1,
	} {
		if n := count(t, d, query); n != want {
			t.Errorf("%s: %d, want %d", query, n, want)
		}
	}
	wrong := setUp(t, d, fill(t, data, cells{"Người ký": {"I7": nil, "B8": committee, "C8": "Lê Thị Mẫu", "D8": "Nữ", "F8": "Phó Chánh Văn phòng", "G8": "TL. và KT. (cấp phó của bộ phận)", "I8": "x"}}))
	if !has(wrong.Faults, "I7", Wrong, "ký TL. phải theo quy chế") || !has(wrong.Faults, "M8", Wrong, "người đứng đầu bộ phận") {
		t.Errorf("%v", wrong.Faults)
	}
}

// TestLocalPapers: what a province cites is its own: the papers that ship are those of another
// one, the workbook names hers, in order, for each kind where it cites; mottos are hers too.
func TestLocalPapers(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		var b bytes.Buffer
		if err := (Workbooks{DB: d, Forms: FS()}).OfficeWorkbook(t.Context(), 2024, decisionKind, &b); err != nil {
			t.Fatal(err)
		}
		sheets := maps.Clone(ownOffice)
		sheets["Kỳ báo cáo"], sheets["Đợt khen thưởng"] = nil, map[string]any{"B5": "Tổng kết năm 2024", "C5": "Tổng kết", "D5": "Bằng khen UBND tỉnh"}
		sheets["Phong trào"] = map[string]any{"B5": "Giữ vững an ninh, trật tự", "H5": "“Dân biết, dân bàn”"}
		sheets["Văn bản địa phương"] = map[string]any{
			"B5": "Quyết định", "C5": "Quyết định", "D5": "12/2023/QĐ-UBND", "E5": "05/12/2023", "F5": "UBND thành phố", "G5": "ban hành Quy định về thi đua, khen thưởng.",
			"B6": "Kế hoạch", "C6": "Kết luận", "D6": "15-KL/TU", "E6": "10/8/2022", "F6": "Thành ủy", "G6": "về nâng cao chất lượng phong trào", "H6": "31/12/2025",
			"B7": "Kế hoạch", "C7": "Quyết định", "D7": "12/2023/QĐ-UBND", "E7": "05/12/2023", "F7": "UBND thành phố", "G7": "ban hành Quy định về thi đua, khen thưởng",
		}
		data := fill(t, b.Bytes(), sheets)
		if got := setUp(t, d, data); got.Refused() {
			t.Fatalf("%v", got.Faults)
		}
		if again := setUp(t, d, data); again.ID != 0 {
			t.Errorf("the same file changed something: %+v", again)
		}
		for query, want := range map[string]int{
			`SELECT COUNT(*) FROM van_ban_phap_ly WHERE ma = '12/2023/QĐ-UBND' AND he = 'nha_nuoc' AND noi_tu = 'ban hành' AND trich_yeu = 'Quy định về thi đua, khen thưởng'`:                                   1,
			`SELECT COUNT(*) FROM van_ban_phap_ly WHERE ma = '15-KL/TU' AND he = 'dang' AND noi_tu = 'về' AND loai_ma = 'ket-luan'`:                                                                              1,
			`SELECT COUNT(*) FROM vien_dan WHERE kieu = 'quyet-dinh-khen-thuong' AND phan = 'can_cu' AND van_ban_ma = '12/2023/QĐ-UBND' AND thu_tu = 501 AND dia_ban_ma = 'yen-ha'`:                              1,
			`SELECT COUNT(*) FROM vien_dan WHERE kieu = 'ke-hoach' AND phan = 'dia_phuong' AND dia_ban_ma = 'yen-ha' AND (van_ban_ma = '15-KL/TU' AND thu_tu = 501 AND den_ngay = '2025-12-31' OR thu_tu = 502)`: 2,
			`SELECT COUNT(*) FROM vien_dan WHERE van_ban_ma = '26/2020/QĐ-UBND' AND dia_ban_ma = 'binh-phuoc'`:                                                                                                   count(t, d, `SELECT COUNT(*) FROM vien_dan WHERE van_ban_ma = '26/2020/QĐ-UBND'`),
			`SELECT COUNT(*) FROM khau_hieu WHERE loai = 'nguyen_tac' AND noi_dung = 'Dân biết, dân bàn'`:                                                                                                        1,
		} {
			if n := count(t, d, query); n != want {
				t.Errorf("%s: %d, want %d", query, n, want)
			}
		}
		part, err := Workbooks{DB: d, Forms: FS()}.OfficePart(t.Context(), "phong_trao", 2024, decisionKind)
		if err != nil {
			t.Fatal(err)
		}
		if now, err := part.YearRows(t.Context(), d.Reader); err != nil || len(now) != 1 || now[0].Answers["nguyen_tac"] != "Dân biết, dân bàn" {
			t.Errorf("the page of the year shows %+v, %v", now, err)
		}
		setUp(t, d, fill(t, data, cells{"Văn bản địa phương": {"B6": nil, "C6": nil, "D6": nil, "E6": nil, "F6": nil, "G6": nil, "H6": nil}}))
		if n := count(t, d, `SELECT COUNT(*) FROM vien_dan WHERE dia_ban_ma = 'yen-ha'`); n != 2 {
			t.Errorf("%d citations stay, want two", n)
		}
		wrong := setUp(t, d, fill(t, data, cells{"Văn bản địa phương": {"B5": "Tờ trình", "D7": "15-KL/TU", "D6": "26/2020/QĐ-UBND", "H6": nil}}))
		if !has(wrong.Faults, "B5", Wrong, "không in căn cứ") || !has(wrong.Faults, "D6", Wrong, "đã có văn bản số này") {
			t.Errorf("%v", wrong.Faults)
		}
	})
}

// TestDecidedList: the list on which a council decided says its votes, who is a leader and when a
// dossier came, which chooses the law that it is judged by.
func TestDecidedList(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	var b bytes.Buffer
	if err := (Workbooks{DB: d, Forms: FS()}).OfficeWorkbook(t.Context(), 2026, decisionKind, &b); err != nil {
		t.Fatal(err)
	}
	data := fill(t, fill(t, b.Bytes(), ownOffice), cells{"Đợt khen thưởng": {"N5": 9, "O5": 8},
		"Danh sách khen": {"Q5": "30/9/2026", "R5": 8, "S5": "Lãnh đạo cấp sở"}})
	if got := setUp(t, d, data); got.Refused() || len(got.Faults) > 0 { // votes of a meeting to come are no figures left empty
		t.Fatalf("%v", got.Faults)
	}
	for query, want := range map[string]int{
		`SELECT COUNT(*) FROM de_nghi_khen_thuong n JOIN nguoi p ON p.id = n.nguoi_id WHERE n.ngay_nhan = '2026-09-30' AND n.so_phieu = 8 AND p.phan_loai = 'lanh_dao_so'`: 1,
		`SELECT COUNT(*) FROM de_nghi_khen_thuong WHERE loai = 'tap_the' AND so_phieu IS NULL AND ngay_nhan IS NOT NULL`:                                                   1,
	} {
		if n := count(t, d, query); n != want {
			t.Errorf("%s: %d, want %d", query, n, want)
		}
	}
	if again := setUp(t, d, data); again.ID != 0 {
		t.Errorf("the same file changed something: %+v", again)
	}
	setUp(t, d, fill(t, data, cells{"Danh sách khen": {"Q5": "01/10/2026", "R5": 7}}))
	if count(t, d, `SELECT so_phieu FROM de_nghi_khen_thuong WHERE ngay_nhan = '2026-10-01'`) != 7 {
		t.Error("a corrected vote or day is not taken")
	}
	if wrong := setUp(t, d, fill(t, data, cells{"Danh sách khen": {"R5": 9}})); !has(wrong.Faults, "R5", Wrong, "không quá số có mặt") {
		t.Errorf("%v", wrong.Faults)
	}
}
