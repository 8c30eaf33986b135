package templates

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"vanthu/pipeline/archive"

	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// TestReminders makes the letters of several days: who is asked for what follows from what
// came in, and the checker has nothing against them.
func TestReminders(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	for _, c := range []struct {
		year, month, day string
		letters          int
		unit             string
		have, lack       []string
	}{
		{"2024", "2024-03", "2024-03-05", 0, "", nil, nil}, // plans are not asked for before April
		{"2024", "2024-04", "2024-04-05", -1, "", []string{"chưa nhận được kế hoạch năm 2024"}, []string{"báo cáo năm", "hạn gửi"}},
		{"2024", "2024-11", "2024-11-05", -1, "", []string{"V/v đôn đốc gửi kế hoạch phong trào"}, []string{"báo cáo phong trào", "gửi báo cáo năm"}}, // the year's period is not over: no report is due
		{"2024", "2024-12", "2024-12-05", -1, "tinh.so-xay-dung", []string{"Kính gửi: Sở Xây dựng", "báo cáo năm 2024 của Sở Xây dựng", "/CAT-PV05", "V/v đôn đốc gửi báo cáo phong trào",
			"Kế hoạch số 58/KH-UBND ngày 05 tháng 02 năm 2024", "gửi báo cáo về Ủy ban nhân dân tỉnh (qua Phòng PV01 - Công an tỉnh)", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"}, []string{"gửi kế hoạch", "hạn gửi"}},
		{"2026", "2026-04", "2026-04-15", 0, "", nil, nil}, // the last day for the plan
		{"2026", "2026-11", "2026-11-25", -1, "", []string{"hạn gửi kế hoạch là ngày 15 tháng 4 năm 2026"}, []string{"báo cáo năm", "hạn gửi báo cáo"}},
		{"2026", "2026-11", "2026-11-26", -1, "", []string{"kế hoạch, báo cáo năm 2026", "hạn gửi kế hoạch là ngày 15 tháng 4 năm 2026; hạn gửi báo cáo là ngày 25 tháng 11 năm 2026", "Công an thành phố"}, []string{"huyện"}},
	} {
		t.Run(c.day, func(t *testing.T) {
			params := map[string]string{"nam": c.year, "ky": c.month, "ngay": c.day}
			letters := o.all(t, "don-doc", params, "docx")
			if c.letters >= 0 {
				if len(letters) != c.letters {
					t.Errorf("%d letters, want %d", len(letters), c.letters)
				}
				return
			}
			at := 0
			if c.unit != "" {
				at = slices.IndexFunc(letters, func(m *archive.Made) bool { return m.Key.Unit == c.unit })
			}
			if at < 0 || len(letters) == 0 {
				t.Fatalf("no letter to %s among %d", c.unit, len(letters))
			}
			text := textOf(t, letters[at])
			for _, s := range c.have {
				if !strings.Contains(text, s) {
					t.Errorf("lacks %q in\n%s", s, text)
				}
			}
			for _, s := range c.lack {
				if strings.Contains(text, s) {
					t.Errorf("has %q in\n%s", s, text)
				}
			}
			unblamed(t, letters[at])
			general(t, o, params, len(letters))
		})
	}
}

// general holds the one letter of a month against the letters to each: it lists as many.
func general(t *testing.T, o *office, params map[string]string, units int) {
	t.Helper()
	made := o.make(t, "don-doc-chung", params)
	text := textOf(t, made)
	for _, s := range []string{fmt.Sprintf("Danh sách này có %02d cơ quan", units), "Kính gửi: Các cơ quan, đơn vị, địa phương có tên trong Danh sách kèm theo"} {
		if !strings.Contains(text, s) {
			t.Errorf("lacks %q in\n%s", s, text)
		}
	}
	list, _ := made.Data.Get("don_vi")
	if n := len(list.Items()); n != units {
		t.Errorf("%d units in the list, %d letters", n, units)
	}
	if made.Key.Period != params["ky"] || !strings.HasSuffix(made.Title, params["ky"]) {
		t.Errorf("%s: %q", made.Key, made.Title)
	}
	unblamed(t, made)
}
