package intake

import (
	"bytes"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// office fills a migrated database with a district, two communes, periods and a round.
func office(t testing.TB, d *db.DB) {
	t.Helper()
	for _, s := range []string{
		`INSERT INTO don_vi (ma, ten, ten_ngan, khoa_ten, loai_ma, cap_quan_ly, tu_ngay) VALUES ('an-binh', 'Huyện An Bình', 'An Bình', 'a', 'huyen', 'tinh', '2020-01-01')`,
		`INSERT INTO don_vi (ma, ten, ten_ngan, khoa_ten, loai_ma, cap_quan_ly, cap_tren_id, tu_ngay) VALUES
			('an-binh.tan-hoa', 'Xã Tân Hòa', 'Tân Hòa', 'a', 'xa', 'huyen', 1, '2020-01-01'), ('an-binh.an-phu', 'Xã An Phú', 'An Phú', 'a', 'xa', 'huyen', 1, '2020-01-01')`,
		`INSERT INTO dot_khen_thuong (nam, ma, ten, loai, thanh_tich, hinh_thuc_ma) VALUES (2024, 'tong-ket', 'Tổng kết năm 2024', 'tong_ket', 'đã có thành tích', 'bang-khen-tinh')`,
	} {
		d.Writer.MustExec(s)
	}
	for _, ho := range []string{"dac_diem", "chi_dao", "tuyen_truyen", "phat_song", "pho_bien", "mo_hinh", "dien_hinh", "cong_nhan_kdc", "cong_nhan", "phan_loai", "luc_luong", "tin_bao", "ngay_hoi", "khong_gian_mang", "phoi_hop", "lien_ket"} {
		for _, year := range []int{2023, 2024} {
			d.Writer.MustExec(d.Writer.Rebind(`INSERT INTO ky_so_lieu (ho, nam, tu_ngay, den_ngay, nguon) VALUES (?, ?, '2023-11-16', '2024-11-15', 'x')`), ho, year)
		}
	}
}

// cells are values by sheet and cell.
type cells map[string]map[string]any

// fill writes values into a workbook as a person would.
func fill(t testing.TB, data []byte, values cells) []byte {
	t.Helper()
	x, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for sheet, all := range values {
		for cell, v := range all {
			if err := x.SetCellValue(sheet, cell, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	b, err := x.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// blank is the empty workbook of the district.
func blank(t testing.TB, d *db.DB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := (Workbooks{DB: d, Forms: FS()}).UnitWorkbook(t.Context(), "an-binh", 2024, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var noon = time.Date(2024, 11, 20, 5, 0, 0, 0, time.UTC)

// bring imports a file and wants no error.
func bring(t testing.TB, d *db.DB, r Request) *Result {
	t.Helper()
	r.Actor, r.At = either(r.Actor, "lan"), noon
	r.Name = either(r.Name, "a.xlsx")
	got, err := Workbooks{DB: d, Forms: FS()}.Import(t.Context(), r, func(*sqlx.Tx, *Result) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// count counts rows.
func count(t testing.TB, d *db.DB, query string, args ...any) (n int) {
	t.Helper()
	if err := d.Reader.Get(&n, d.Reader.Rebind(query), args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

// filled is a good workbook.
var filled = cells{
	"Văn bản gửi":         {"C5": "12/KH-UBND", "D5": "05/3/2024", "E5": "Có", "C7": "30/TTr-UBND", "D7": "ngày 20 tháng 11 năm 2024"},
	"PL I Tuyên truyền":   {"B5": 120, "C5": "1.250", "D5": 0, "E5": 14, "F5": 2, "G5": 30, "H5": "12.500"},
	"PL II Mô hình":       {"B5": "Tổ tự quản xóm Đình", "C5": "Địa bàn", "D5": 45292, "G5": 35, "H5": "Hiệu quả", "I5": 2},
	"PL III ANTT":         {"C5": 60, "D5": 60, "E5": 55, "C6": 8, "D6": 8, "E6": 7},
	"ANTT từng đơn vị":    {"B5": "Xã Tân Hòa", "C5": "Có", "D5": "Có", "E5": 10, "F5": 7},
	"PL IV Phân loại":     {"C5": 60, "D5": 40, "E5": 15, "F5": 4, "G5": 1, "H5": "88,5"},
	"Thuyết minh":         {"C7": "Tuyên truyền sâu rộng.\nNhiều hình thức."},
	"Đề nghị tập thể":     {"B5": "Công an xã Tân Hòa", "C5": "Cơ quan, đơn vị trực tiếp làm công tác tham mưu xây dựng phong trào", "D5": "Tổng kết năm 2024", "F5": "Tham mưu tốt", "G5": "x", "H5": "x"},
	"Đề nghị cá nhân":     {"B5": "Điểu Đức Hòa", "C5": "Nam", "D5": 1975, "F5": "Trưởng ấp", "I5": "Thành viên lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở", "J5": "Tổng kết năm 2024", "L5": "Tuần tra đều", "M5": "x", "N5": "x", "O5": "1b", "P5": "15/XN-UBND"},
	"Đề nghị hộ gia đình": {"B5": "Lê Thị Hoa", "C5": "Nữ", "D5": "ấp 1, xã Tân Hòa", "E5": "Tập thể nhân dân và cán bộ xã, phường, thị trấn", "F5": "Tổng kết năm 2024", "H5": "Góp công", "I5": "x", "J5": "x"},
}

// A filled workbook goes in whole, the same again changes nothing, a corrected one replaces,
// and what was there before stays in the record with who and when.
func TestFilledWorkbookGoesIn(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		office(t, d)
		data := fill(t, blank(t, d), filled)
		paper := Paper{Symbol: "15/BC-UBND", Day: "2024-11-19"}
		got := bring(t, d, Request{Data: data, Paper: paper})
		if got.Refused() || got.ID == 0 {
			t.Fatalf("%+v", got.Faults)
		}
		for query, want := range map[string]int{
			`SELECT luot_nguoi FROM tuyen_truyen WHERE nam = 2024 AND don_vi_id = 1`:                                                               1250,
			`SELECT luot_tiep_can FROM tuyen_truyen WHERE nam = 2024`:                                                                              12500,
			`SELECT COUNT(*) FROM mo_hinh m JOIN mo_hinh_nam n ON n.mo_hinh_id = m.id WHERE m.ngay_ra_mat = '2024-01-01' AND n.so_thanh_vien = 35`: 1,
			`SELECT SUM(dat) FROM cong_nhan WHERE don_vi_id = 1`:                                                                                   62,
			`SELECT COUNT(*) FROM cong_nhan_don_vi WHERE don_vi_id = 2 AND dat`:                                                                    1,
			`SELECT diem_binh_quan FROM phan_loai WHERE doi_tuong = 'KDC'`:                                                                         8850,
			`SELECT COUNT(*) FROM loi_van WHERE don_vi_id = 1 AND muc = 'tuyen-truyen' AND tac_gia = 'lan'`:                                        1,
			`SELECT COUNT(*) FROM van_ban_don_vi WHERE ngay_nhan = '2024-11-20'`:                                                                   2,
			`SELECT COUNT(*) FROM van_ban_don_vi WHERE loai = 'ke_hoach' AND co_chi_tieu AND ngay_van_ban = '2024-03-05'`:                          1,
			`SELECT COUNT(*) FROM de_nghi_khen_thuong WHERE co_to_trinh AND co_bao_cao AND co_bien_ban`:                                            3,
			`SELECT COUNT(*) FROM de_nghi_khen_thuong WHERE tieu_chuan = '1b' AND xac_nhan = '15/XN-UBND'`:                                         1,
			`SELECT COUNT(*) FROM de_nghi_khen_thuong WHERE ten = 'Hộ bà Lê Thị Hoa'`:                                                              1,
			`SELECT COUNT(*) FROM nguoi WHERE nam_sinh = 1975 AND ho_ten = 'Điểu Đức Hòa'`:                                                         1,
			`SELECT COUNT(*) FROM imports WHERE symbol = '15/BC-UBND' AND paper_day = '2024-11-19' AND actor = 'lan'`:                              1,
		} {
			if n := count(t, d, query); n != want {
				t.Errorf("%s: %d, want %d", query, n, want)
			}
		}
		changes := count(t, d, `SELECT COUNT(*) FROM import_changes`)
		if again := bring(t, d, Request{Data: data, Paper: paper}); again.ID != 0 || count(t, d, `SELECT COUNT(*) FROM import_changes`) != changes {
			t.Errorf("the same file changed something: %+v", again)
		}
		fixed := fill(t, data, cells{"PL I Tuyên truyền": {"B5": 121}, "PL III ANTT": {"C6": nil, "D6": nil, "E6": nil}})
		next := bring(t, d, Request{Data: fixed, Actor: "mai"})
		if next.Changed != 1 || next.Removed != 1 || next.Added != 0 {
			t.Errorf("%+v", next)
		}
		if n := count(t, d, `SELECT COUNT(*) FROM import_changes c JOIN imports i ON i.id = c.import_id
			WHERE i.actor = 'mai' AND c.table_name = 'tuyen_truyen' AND c.before LIKE '%"so_buoi":120%' AND c.after LIKE '%"so_buoi":121%'`); n != 1 {
			t.Error("the old figure is not in the record")
		}
	})
}
