package intake

import (
	"maps"
	"testing"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// yearStatistics are the pages of an office's workbook behind the statistics of awards.
var yearStatistics = cells{
	"Đơn vị": {"B5": "Xã Bình Minh", "C5": "Xã", "B6": "Ấp 1", "C6": "Khu dân cư", "D6": "Xã Bình Minh"},
	"Danh hiệu": {
		"B5": "Tập thể lao động xuất sắc", "C5": "Xã Bình Minh", "J5": "12/QĐ-UBND", "K5": "05/01/2027",
		"B6": "Chiến sĩ thi đua cơ sở", "C6": "Lê Thị Hoa", "D6": "Xã Bình Minh", "E6": "Nữ", "F6": "Năm học", "I6": 2, "J6": "13/QĐ-UBND", "K6": "05/07/2026",
		"B7": "Chiến sĩ thi đua cơ sở", "C7": "Điểu Đức Hòa", "G7": 2025, "H7": 2025, "J7": "14/QĐ-UBND", "K7": "05/01/2026",
		"B8": "Cờ thi đua của bộ, ban, ngành, tỉnh", "C8": "Ấp 1", "F8": "Giai đoạn nhiều năm", "G8": 2022, "J8": "15/QĐ-UBND", "K8": "05/01/2027"},
	"Khen theo loại hình": {"B5": "Bằng khen UBND tỉnh", "C5": "Công trạng", "D5": 50, "E5": 10, "F5": 5, "G5": 15, "H5": 20, "B6": "Cờ UBND tỉnh", "C6": "Công trạng", "D6": 3},
	"Quỹ khen thưởng":     {"B5": "100000000", "C5": "1500000000", "D5": "0,8", "E5": "30000000", "H5": "20000000"},
}

// TestStatisticsOfAnOffice: titles, awards by type and the fund come from pages of the workbook; the same file changes
// nothing, a later one replaces, and every contradiction is told at its cell.
func TestStatisticsOfAnOffice(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		sheets := maps.Clone(ownOffice)
		maps.Copy(sheets, yearStatistics)
		data := fill(t, emptyOffice(t, d), sheets)
		if first := setUp(t, d, fill(t, data, cells{"Danh hiệu": {"C7": "Người Chưa Có"}})); !has(first.Faults, "C7", Wrong, "chưa có người tên này") {
			t.Fatal(first.Faults)
		}
		known := fill(t, data, cells{"Danh hiệu": {"D7": "Xã Bình Minh", "E7": "Nam"}})
		if got := setUp(t, d, known); got.Refused() || got.ID == 0 {
			t.Fatalf("%+v", got)
		}
		counts(t, d, map[string]int{
			`SELECT COUNT(*) FROM danh_hieu_dat t JOIN don_vi u ON u.id = t.don_vi_id WHERE t.danh_hieu_ma = 'ttldxs' AND u.ten = 'Xã Bình Minh' AND t.loai_ky = 'nam' AND t.tu_nam = 2026 AND t.den_nam = 2026 AND t.quyet_dinh_ngay = '2027-01-05'`:             1,
			`SELECT COUNT(*) FROM danh_hieu_dat t JOIN nguoi p ON p.id = t.nguoi_id WHERE p.ho_ten = 'Lê Thị Hoa' AND t.loai_ky = 'nam_hoc' AND t.tu_nam = 2025 AND t.den_nam = 2026 AND t.sang_kien = 2 AND p.gioi_tinh = 'nu'`:                                  1,
			`SELECT COUNT(*) FROM danh_hieu_dat t JOIN nguoi p ON p.id = t.nguoi_id WHERE p.ho_ten = 'Điểu Đức Hòa' AND t.den_nam = 2025`:                                                                                                                         1,
			`SELECT COUNT(*) FROM danh_hieu_dat WHERE loai_ky = 'giai_doan' AND tu_nam = 2022 AND den_nam = 2026`:                                                                                                                                                 1,
			`SELECT COUNT(*) FROM khen_thuong_loai_hinh WHERE nam = 2026 AND hinh_thuc_ma = 'bang-khen-tinh' AND loai_hinh = 'cong_trang' AND tap_the = 50 AND doanh_nghiep = 10 AND hop_tac_xa = 5 AND lanh_dao = 15 AND khong_quan_ly = 20 AND ho_gia_dinh = 0`: 1,
			`SELECT COUNT(*) FROM quy_khen_thuong WHERE nam = 2026 AND du_dau = 100000000 AND trich = 1500000000 AND ty_le = 80`:                                                                                                                                  1,
			`SELECT COUNT(*) FROM chi_quy WHERE nam = 2026`:                                 2,
			`SELECT COUNT(*) FROM chi_quy WHERE khoan = 'tuyen_truyen' AND tien = 20000000`: 1,
		})
		if again := setUp(t, d, known); again.ID != 0 || again.Refused() {
			t.Errorf("the same file changed something: %+v", again)
		}
		// A title less of this year, another fund; those of last year are not on the page and stay.
		next := setUp(t, d, fill(t, known, cells{"Danh hiệu": {"B6": nil, "C6": nil, "D6": nil, "E6": nil, "F6": nil, "I6": nil, "J6": nil, "K6": nil, "B7": nil, "C7": nil, "D7": nil, "E7": nil, "G7": nil, "H7": nil, "J7": nil, "K7": nil},
			"Khen theo loại hình": {"B6": nil, "C6": nil, "D6": nil}, "Quỹ khen thưởng": {"E5": nil}}))
		if next.Refused() {
			t.Fatal(next.Faults)
		}
		counts(t, d, map[string]int{`SELECT COUNT(*) FROM danh_hieu_dat WHERE den_nam = 2026`: 2, `SELECT COUNT(*) FROM danh_hieu_dat WHERE den_nam = 2025`: 1, `SELECT COUNT(*) FROM khen_thuong_loai_hinh`: 1, `SELECT COUNT(*) FROM chi_quy`: 1})
		wrong := setUp(t, d, fill(t, known, cells{"Danh hiệu": {"C5": "Xã Không Có", "G6": 2020, "B8": "Tập thể lao động xuất sắc", "G8": nil, "B9": "Chiến sĩ thi đua cơ sở", "C9": "Lê Thị Hoa", "F9": "Năm học", "J9": "1/QĐ", "K9": "05/07/2026"},
			"Khen theo loại hình": {"B6": "Bằng khen UBND tỉnh", "D6": 100_000}}))
		for cell, words := range map[string]string{"C5": "không có đơn vị", "G6": "không phải là một năm", "G8": "không phải là một năm", "B6": "một dòng như vậy", "D6": "quá lớn"} {
			if !has(wrong.Faults, cell, Wrong, words) {
				t.Errorf("%s lacks %q: %v", cell, words, wrong.Faults)
			}
		}
		if twice := setUp(t, d, fill(t, known, cells{"Danh hiệu": {"B9": "Chiến sĩ thi đua cơ sở", "C9": "Lê Thị Hoa", "F9": "Năm học", "J9": "1/QĐ", "K9": "05/07/2026"}})); !has(twice.Faults, "C9", Wrong, "một dòng như vậy") {
			t.Error(twice.Faults)
		}
	})
}
