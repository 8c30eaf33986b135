package templates

import (
	"testing"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/making"
	"vanthu/queries"
)

// BenchmarkReport makes the report of the year with its annexes, DOCX and PDF and workbook,
// over a million figures of ten thousand units in ten years. Budget: 3 s on either database.
func BenchmarkReport(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *db.DB{
		"sqlite":   func(t testing.TB) *db.DB { return dbtest.SQLite(t, queries.Schema()) },
		"postgres": func(t testing.TB) *db.DB { return dbtest.Postgres(t, queries.Schema()) },
	} {
		b.Run(name, func(b *testing.B) {
			d := open(b)
			o := newOffice(b, d)
			millionFigures(b, d)
			for b.Loop() {
				if _, err := o.Make(b.Context(), making.Request{Kind: "bao-cao-tong-ket", Params: map[string]string{"nam": "2024"}}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// millionFigures adds units with their results of recognition and classification in ten years,
// some ten figures each.
func millionFigures(b *testing.B, d *db.DB) {
	b.Helper()
	for _, statement := range []string{
		`INSERT INTO don_vi (ma, ten, ten_ngan, khoa_ten, loai_ma, cap_quan_ly, cap_tren_id, tu_ngay)
			WITH RECURSIVE so (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM so WHERE n < 10000)
			SELECT 'thu.' || CAST(n AS TEXT), 'Đơn vị thử ' || CAST(n AS TEXT), 'Đơn vị thử ' || CAST(n AS TEXT), 'thu', 'doanh_nghiep', 'huyen', (SELECT MIN(id) FROM don_vi WHERE ma = 'loc-ninh'), '2010-01-01' FROM so`,
		`INSERT INTO cong_nhan_don_vi (nam, don_vi_id, dang_ky, dat, so_truc_thuoc, truc_thuoc_dat, cap_cong_nhan, quyet_dinh_so, quyet_dinh_ngay)
			WITH RECURSIVE so (n) AS (SELECT 2015 UNION ALL SELECT n + 1 FROM so WHERE n < 2024)
			SELECT so.n, u.id, TRUE, TRUE, 10, 9, 'huyen', '12/QĐ-UBND', '2024-11-20' FROM don_vi u, so WHERE u.khoa_ten = 'thu'`,
		`INSERT INTO phan_loai_don_vi (nam, don_vi_id, diem_tu_cham, diem, muc_ma)
			WITH RECURSIVE so (n) AS (SELECT 2015 UNION ALL SELECT n + 1 FROM so WHERE n < 2024)
			SELECT so.n, u.id, 9100, 9000, 'xuat_sac' FROM don_vi u, so WHERE u.khoa_ten = 'thu'`,
	} {
		if _, err := d.Writer.Exec(statement); err != nil {
			b.Fatal(err)
		}
	}
	if d.Dialect() == db.Postgres {
		d.Writer.MustExec(`ANALYZE`)
	}
}
