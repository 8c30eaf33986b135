package intake

import (
	"bytes"
	"maps"
	"testing"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// TestTaskLetters: rows of one agency and subject become one letter with its tasks in order, the
// same file again changes nothing, and what a later file lacks goes.
func TestTaskLetters(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		var b bytes.Buffer
		if err := (Workbooks{DB: d, Forms: FS()}).OfficeWorkbook(t.Context(), 2026, decisionKind, &b); err != nil {
			t.Fatal(err)
		}
		const agency = "Ủy ban nhân dân tỉnh (thành phố)"
		sheets := maps.Clone(ownOffice)
		sheets["Giao việc"] = map[string]any{
			"B5": agency, "C5": "chuẩn bị tổng kết phong trào năm 2026", "D5": "10/11/2026", "F5": "Công an thành phố", "G5": "05/12/2026", "H5": "Công an thành phố", "I5": "Tổng hợp kết quả của các đơn vị;", "J5": "30/11/2026",
			"B6": agency, "C6": "Chuẩn bị tổng kết phong trào năm 2026", "H6": "Sở Nội vụ", "I6": "Thẩm định hồ sơ khen thưởng.",
			"B7": agency, "C7": "nhân rộng mô hình", "D7": "01/6/2026", "H7": "Sở Nội vụ", "I7": "Giới thiệu mô hình",
		}
		data := fill(t, b.Bytes(), sheets)
		if got := setUp(t, d, data); got.Refused() {
			t.Fatalf("%v", got.Faults)
		}
		for query, want := range map[string]int{
			`SELECT COUNT(*) FROM cong_van_giao_viec WHERE nam = 2026 AND co_quan_ma = 'ubnd-tinh'`:                                                                                           2,
			`SELECT COUNT(*) FROM cong_van_giao_viec WHERE ma = 'chuan-bi-tong-ket-phong-trao' AND ngay = '2026-11-10' AND noi_tong_hop = 'Công an thành phố' AND han_bao_cao = '2026-12-05'`: 1,
			`SELECT COUNT(*) FROM nhiem_vu_giao WHERE thu_tu = 1 AND noi_dung = 'Tổng hợp kết quả của các đơn vị' AND han = '2026-11-30'`:                                                     1,
			`SELECT COUNT(*) FROM nhiem_vu_giao WHERE thu_tu = 2 AND noi_lam = 'Sở Nội vụ' AND noi_dung = 'Thẩm định hồ sơ khen thưởng' AND han IS NULL`:                                      1,
		} {
			if n := count(t, d, query); n != want {
				t.Errorf("%s: %d, want %d", query, n, want)
			}
		}
		changes := count(t, d, `SELECT COUNT(*) FROM import_changes`)
		if again := setUp(t, d, data); again.ID != 0 || count(t, d, `SELECT COUNT(*) FROM import_changes`) != changes {
			t.Errorf("the same file changed something: %+v", again)
		}
		setUp(t, d, fill(t, data, cells{"Giao việc": {"B6": nil, "C6": nil, "H6": nil, "I6": nil, "B7": nil, "C7": nil, "D7": nil, "H7": nil, "I7": nil}}))
		if letters, tasks := count(t, d, `SELECT COUNT(*) FROM cong_van_giao_viec`), count(t, d, `SELECT COUNT(*) FROM nhiem_vu_giao`); letters != 1 || tasks != 1 {
			t.Errorf("%d letters with %d tasks stay, want one with one", letters, tasks)
		}
		wrong := setUp(t, d, fill(t, data, cells{"Giao việc": {"D6": "11/11/2026", "D7": nil}}))
		if !wrong.Refused() || !has(wrong.Faults, "D6", Wrong, "khác với dòng đầu") || !has(wrong.Faults, "D7", Wrong, "thiếu ngày dự kiến ký") {
			t.Errorf("%v", wrong.Faults)
		}
	})
}
