package intake

import (
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// TestRun: imports that share a run give what those without give, file after file, of several
// years, and see units that came in between.
func TestRun(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		office(t, d)
		run := new(Run)
		importFile := func(name, csv string, year int) *Result {
			t.Helper()
			got, err := Workbooks{DB: d, Forms: FS(), Run: run}.Import(t.Context(), Request{Name: name, Data: []byte(csv), Year: year, Actor: "lan", At: noon},
				func(*sqlx.Tx, *Result) error { return nil })
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		head := "STT;Đơn vị;Nguồn tin;Tin có giá trị;Số vụ xử lý;Đối tượng;Đầu thú\n"
		if r := importFile("a.csv", head+"1;Xã Tân Hòa;40;30;12;9;1\n", 2024); r.Refused() || r.Added != 1 {
			t.Fatalf("%+v", r.Faults)
		}
		if r := importFile("b.csv", head+"1;Xã Tân Hòa;41;30;12;9;1\n", 2023); r.Refused() || r.Added != 1 {
			t.Fatalf("another year: %+v", r.Faults)
		}
		if r := importFile("c.csv", head+"1;Xã Mới;42;30;12;9;1\n", 2024); !r.Refused() {
			t.Fatalf("a unit that is not there: %+v", r.Faults)
		}
		d.Writer.MustExec(`INSERT INTO don_vi (ma, ten, ten_ngan, khoa_ten, loai_ma, cap_quan_ly, cap_tren_id, tu_ngay) VALUES ('an-binh.moi', 'Xã Mới', 'Mới', 'a', 'xa', 'huyen', 1, '2020-01-01')`)
		if r := importFile("c.csv", head+"1;Xã Mới;42;30;12;9;1\n", 2024); r.Refused() || r.Added != 1 {
			t.Fatalf("the unit has come: %+v", r.Faults)
		}
	})
}
