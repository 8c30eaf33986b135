package templates

import (
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/query"
	"vanthu/queries"
)

// TestSignersPrintTheDecreesLines holds the query nguoi_ky, which composes the lines of a
// signature in SQL, against the table of powers of NĐ 30/2020, for every form there is.
func TestSignersPrintTheDecreesLines(t *testing.T) {
	const nl = "\n"
	forms := []struct {
		form         string // hinh_thuc
		behalf, head string // thay_mat, thay_cho
		title, rank  string
		want         nd30.Signature
	}{
		{"truong", "", "", "Chủ tịch", "", nd30.Signature{Title: "Chủ tịch"}},
		{"Q", "", "", "Giám đốc", "Đại tá", nd30.Signature{Power: nd30.Acting, Title: "Giám đốc", Rank: "Đại tá"}},
		{"KT", "", "Chủ tịch", "Phó Chủ tịch", "", nd30.Signature{Power: nd30.ForHead, Head: "Chủ tịch", Title: "Phó Chủ tịch"}},
		{"TM", "Ủy ban nhân dân", "", "Chủ tịch", "", nd30.Signature{Power: nd30.ForBody, Body: "Ủy ban nhân dân", Title: "Chủ tịch"}},
		{"TM_KT", "Ủy ban nhân dân", "Chủ tịch", "Phó Chủ tịch", "", nd30.Signature{Power: nd30.BodyDep, Body: "Ủy ban nhân dân", Head: "Chủ tịch", Title: "Phó Chủ tịch"}},
		{"TL", "", "Chủ tịch", "Chánh Văn phòng", "", nd30.Signature{Power: nd30.ByOrder, Head: "Chủ tịch", Title: "Chánh Văn phòng"}},
		{"TL_KT", "", "Chủ tịch" + nl + "Chánh Văn phòng", "Phó Chánh Văn phòng", "", nd30.Signature{Power: nd30.OrderDep, Head: "Chủ tịch", Unit: "Chánh Văn phòng", Title: "Phó Chánh Văn phòng"}},
		{"TUQ", "", "Chủ tịch", "Giám đốc Sở Nội vụ", "", nd30.Signature{Power: nd30.Delegated, Head: "Chủ tịch", Title: "Giám đốc Sở Nội vụ"}},
	}
	lib, err := query.Load(queries.FS())
	if err != nil {
		t.Fatal(err)
	}
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		orNull := func(s string) any {
			if s == "" {
				return nil
			}
			return s
		}
		err := d.Write(t.Context(), func(tx *sqlx.Tx) error {
			var person int
			if err := tx.Get(&person, tx.Rebind(`INSERT INTO nguoi (ho_ten, khoa_ten, gioi_tinh) VALUES (?, ?, ?) RETURNING id`), "Nguyễn Văn A", "a", "nam"); err != nil {
				return err
			}
			for _, f := range forms {
				var id int
				err := tx.Get(&id, tx.Rebind(`INSERT INTO nguoi_ky (co_quan_ma, nguoi_id, cap_bac, chuc_vu, hinh_thuc, thay_mat, thay_cho, can_cu, tu_ngay, den_ngay)
					VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`), "ubnd-tinh", person, orNull(f.rank), f.title, f.form, orNull(f.behalf), orNull(f.head), "Quy chế làm việc", "2024-01-01", "2024-12-31")
				if err != nil {
					return err
				}
				if _, err := tx.Exec(tx.Rebind(`INSERT INTO nguoi_ky_kieu (nguoi_ky_id, kieu) VALUES (?, ?)`), id, f.form); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range forms {
			day, _ := dataset.OfDate(2024, 2, 5)
			got, err := lib.Run(t.Context(), d, []string{"nguoi_ky"}, map[string]dataset.Value{
				"kieu": dataset.OfText(f.form), "co_quan": dataset.OfText("ubnd-tinh"), "ngay": day})
			if err != nil {
				t.Fatal(err)
			}
			f.want.Name = "Nguyễn Văn A"
			lines, err := f.want.Lines()
			if err != nil {
				t.Fatal(err)
			}
			row := got["nguoi_ky"].Record()
			above, _ := row.Get("quyen_han_chuc_vu")
			name, _ := row.Get("nguoi_ky")
			if have := strings.Split(strings.ToUpper(above.Str()), nl); strings.Join(have, "|") != strings.Join(lines, "|") {
				t.Errorf("%s: query prints %q, the decree %q", f.form, have, lines)
			}
			if want := f.want.NameLines(); name.Str() != want[0] {
				t.Errorf("%s: query prints %q, the decree %q", f.form, name.Str(), want)
			}
		}
	})
}
