package outgoing

import (
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// TestEditsAgainstTheDecreeAreRefused: what a person broke in Word is found when the paper
// comes back, and stops it before the leader gets it.
func TestEditsAgainstTheDecreeAreRefused(t *testing.T) {
	p := desk(t, dbtest.SQLite(t, queries.Schema()))
	for _, c := range []struct{ rule, from, to string }{
		{"MARGIN", `w:left="1701"`, `w:left="567"`},
		{"FONT", `w:ascii="Times New Roman"`, `w:ascii="Arial"`},
		{"MOTTO-TEXT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI VIỆT NAM"},
		{"SIGN-DEPUTY", "KT. CHỦ TỊCH", "CHỦ TỊCH"},
		{"CIT-REPEALED", "Thông tư số 124/2021/TT-BCA", "Nghị định số 91/2017/NĐ-CP"},
		{"DATE-ZERO", "Thực hiện Chương trình", "Ngày 5 tháng 03, thực hiện Chương trình"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			doc := plan(t, p)
			if _, _, err := p.TakeIn(t.Context(), doc, admin, rewrite(t, file(t, p, doc, 1, "docx"), c.from, c.to)); err != nil {
				t.Fatal(err)
			}
			doc = move(t, p, now(t, p, doc.ID), archive.ContentChecked, archive.FormChecked)
			err := p.Move(t.Context(), doc.ID, archive.Step{By: admin, To: archive.Submitted, At: noon}, 0)
			if err == nil || !strings.Contains(err.Error(), c.rule) {
				t.Errorf("let through: %v", err)
			}
			move(t, p, doc, archive.Draft)
		})
	}
}
