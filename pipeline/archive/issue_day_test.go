package archive

import (
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// No paper is dated ahead of the day on which it gets its number, Vietnam's day; a day off
// is told.
func TestDayOfIssue(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	midnight := time.Date(2024, 12, 31, 17, 0, 0, 0, time.UTC) // the first moment of 01/01/2025 in Vietnam
	for _, c := range []struct{ day, fault, off string }{
		{"2024-12-31", "", ""},
		{"2024-12-29", "", "Chủ nhật"},
		{"2024-05-04", "", ""}, // a Saturday that is worked
		{"2024-05-01", "", "Ngày Quốc tế lao động"},
		{"2025-01-01", "", "Tết Dương lịch"},
		{"2025-01-02", "chưa đến (hôm nay 2025-01-01)", ""},
	} {
		err := d.Write(t.Context(), func(tx *sqlx.Tx) error {
			_, found, err := numberFor(t.Context(), tx, &Book{Code: "x", Source: Outside}, &Entry{By: boss, Number: "7", Day: c.day, At: midnight})
			off := ""
			for _, f := range found {
				if f.Rule == "DAY_OFF" {
					off = f.Message
				}
			}
			if (c.off == "") != (off == "") || !strings.Contains(off, c.off) {
				t.Errorf("%s: told %q, want %q", c.day, off, c.off)
			}
			return err
		})
		if c.fault == "" && err != nil || c.fault != "" && (err == nil || !strings.Contains(err.Error(), c.fault)) {
			t.Errorf("%s: %v, want %q", c.day, err, c.fault)
		}
	}
	err := d.Write(t.Context(), func(tx *sqlx.Tx) error {
		_, _, err := numberFor(t.Context(), tx, &Book{Code: "x", Source: Outside}, &Entry{By: boss, Number: "7", Day: "2025-01-01", At: midnight.Add(-1)})
		return err
	})
	wantError(t, err, "ngày 2025-01-01 chưa đến (hôm nay 2024-12-31): số, ngày chỉ cấp cho văn bản đã ký, đến ngày hôm nay (NĐ 30/2020 Đ.15, Đ.18)")
}
