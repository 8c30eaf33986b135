package templates

import (
	"strings"
	"testing"

	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// TestStatistics: awards of the program's rounds that were decided in the year up to the day of
// the report are counted, by leaders and others; what an
// office enters by form and type stands beside them, and in place of what was counted for the
// same; the fund's payments are those entered, for the province else the money of the rounds.
func TestStatistics(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	table := func() string {
		t.Helper()
		text := textOf(t, o.make(t, "thong-ke-khen-thuong", map[string]string{"nam": "2024"}))
		_, text, _ = strings.Cut(text, "BIỂU 03")
		return text
	}
	row := func(name string, cells ...string) string {
		return "\n" + name + "\n" + strings.Join(cells, "\n") + "\n"
	}
	const form = "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"
	counted := row(form, "10", "0", "0", "8", "0", "0,00", "0", "0", "10", "100,00", "0", "8", "0", "0,00", "0", "0,00")
	if text := table(); !strings.Contains(text, counted) {
		t.Errorf("lacks %q in\n%s", counted, text)
	}
	for _, statement := range []string{
		`INSERT INTO khen_thuong_loai_hinh (nam, hinh_thuc_ma, loai_hinh, tap_the, doanh_nghiep, hop_tac_xa, lanh_dao, khong_quan_ly) VALUES
			(2024, 'bang-khen-tinh', 'cong_trang', 50, 10, 5, 15, 20), (2024, 'bang-khen-tinh', 'doi_ngoai', 0, 0, 0, 0, 10), (2024, 'co-tinh', 'cong_trang', 3, 0, 0, 0, 0), (2024, 'bang-khen-ttg', 'khang_chien', 0, 0, 0, 0, 4)`,
		`UPDATE quy_khen_thuong SET ty_le = 80 WHERE nam = 2024`,
		`INSERT INTO chi_quy (nam, khoan, tien) VALUES (2024, 'tuyen_truyen', 20000000), (2024, 'nha_nuoc', 30000000)`,
	} {
		o.DB.Writer.MustExec(statement)
	}
	o.DB.Writer.MustExec(`INSERT INTO danh_hieu_dat (danh_hieu_ma, don_vi_id, loai_ky, tu_nam, den_nam, quyet_dinh_so, quyet_dinh_ngay) VALUES
		('ttldxs', 1, 'nam', 2024, 2024, '1/QĐ', '2025-01-05'), ('ttldxs', 2, 'nam_hoc', 2023, 2024, '2/QĐ', '2024-07-05'), ('co-tinh', 1, 'giai_doan', 2021, 2024, '3/QĐ', '2025-01-05'), ('ttldxs', 3, 'nam', 2023, 2023, '4/QĐ', '2024-01-05')`)
	const titles = "III. DANH HIỆU THI ĐUA\nĐã đạt: Cờ thi đua của bộ, ban, ngành, tỉnh 01, trong đó theo giai đoạn nhiều năm 01; Tập thể lao động xuất sắc 02, trong đó theo năm học 01.\n"
	if whole := textOf(t, o.make(t, "thong-ke-khen-thuong", map[string]string{"nam": "2024"})); !strings.Contains(whole, titles) {
		t.Errorf("lacks %q in\n%s", titles, whole)
	}
	text := table()
	for _, want := range []string{
		row("Cờ thi đua của Ủy ban nhân dân tỉnh", "3", "0", "0", "0", "3", "100,00", "0", "0", "0", "0,00", "0", "0", "0", "0,00", "0", "0,00"),
		row("Bằng khen của Thủ tướng Chính phủ", "4", "0", "0", "4", "0", "0,00", "0", "0", "0", "0,00", "0", "0", "0", "0,00", "4", "100,00"),
		row(form, "120", "10", "5", "53", "100", "83,33", "15", "20", "10", "8,33", "0", "8", "10", "8,33", "0", "0,00"),
		row("Quỹ thi đua, khen thưởng", "1.500.000.000", "0,80", "88.620.000", "30.000.000", "38.620.000", "0", "20.000.000", "0", "0"),
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q in\n%s", want, text)
		}
	}
	// Form 0603.N: what the province gave, by whom it went to; the flag as entered by type, not the title of the same name again.
	o.DB.Writer.MustExec(`INSERT INTO danh_hieu_dat (danh_hieu_ma, nguoi_id, loai_ky, tu_nam, den_nam, quyet_dinh_so, quyet_dinh_ngay) SELECT 'cstd-tinh', MIN(id), 'nam', 2024, 2024, '5/QĐ', '2025-01-05' FROM nguoi WHERE phan_loai LIKE 'lanh_dao%'`)
	_, text, _ = strings.Cut(table(), "BIỂU 0603.N")
	for _, want := range []string{row("Tổng số", "01", "lượt", "124", "120", "1", "3", "0"), row("Tập thể", "02", "tập thể", "68", "65", "0", "3", "0"),
		row("Trong đó: doanh nghiệp", "03", "tập thể", "10", "10", "0", "0", "0"), row("Trong đó: lãnh đạo, quản lý", "06", "người", "16", "15", "1", "0", "0")} {
		if !strings.Contains(text, want) {
			t.Errorf("0603.N lacks %q in\n%s", want, text)
		}
	}
	o.DB.Writer.MustExec(`INSERT INTO khen_thuong_loai_hinh (nam, hinh_thuc_ma, loai_hinh, tap_the) VALUES (2024, 'bang-khen-tinh', 'chuyen_de_dot_xuat', 7)`)
	o.DB.Writer.MustExec(`INSERT INTO chi_quy (nam, khoan, tien) VALUES (2024, 'tinh', 500000000)`)
	if text := table(); !strings.Contains(text, "\n"+form+"\n117\n") || !strings.Contains(text, "\n550.000.000\n") {
		t.Errorf("what is entered does not go before what is counted:\n%s", text)
	}
}
