package outgoing

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// bodySize is where the style of the text has its size.
const bodySize = `w:val="Thân văn bản"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl/><w:spacing w:before="120" w:line="264" w:lineRule="auto"/><w:ind w:left="0" w:firstLine="720"/><w:jc w:val="both"/></w:pPr><w:rPr><w:sz w:val="`

// TestEditsAgainstTheDecreeAreRefused: what a person broke in Word is found when the paper
// comes back, and its form is not confirmed until it is mended or let pass with a reason.
func TestEditsAgainstTheDecreeAreRefused(t *testing.T) {
	p := office(t, dbtest.SQLite(t, queries.Schema()))
	for _, c := range []struct{ day, rule, from, to, told string }{
		{"2024-02-05", "MARGIN", `w:left="1701"`, `w:left="567"`, "trái 10 mm"},
		{"2024-02-05", "FONT", `w:ascii="Times New Roman"`, `w:ascii="Arial"`, "Arial"},
		{"2024-02-05", "SIZE", bodySize + `28"/>`, bodySize + `18"/>`, "cỡ 13–14"},
		{"2024-02-05", "MOTTO-TEXT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI VIỆT NAM", "CHỦ NGHĨA"},
		{"2024-02-05", "SIGN-DEPUTY", "KT. CHỦ TỊCH", "CHỦ TỊCH", "KT."},
		{"2024-02-05", "CIT-REPEALED", "Thông tư số 124/2021/TT-BCA", "Nghị định số 91/2017/NĐ-CP", "91/2017/NĐ-CP"},
		{"2024-02-05", "DATE-ZERO", "Thực hiện Chương trình", "Ngày 5 tháng 03, thực hiện Chương trình", "5 tháng 03"},
		{"2026-02-05", "TERM", "1. Nâng cao", "1. UBND huyện Lộc Ninh nâng cao", "“UBND huyện"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			doc := kept(t, p, "ke-hoach", map[string]string{"nam": "2024", "ngay": c.day})
			if _, _, err := p.TakeIn(t.Context(), doc, admin, rewrite(t, file(t, p, doc, doc.FromRun, "docx"), c.from, c.to)); err != nil {
				t.Fatal(err)
			}
			doc = move(t, p, now(t, p, doc.ID), archive.ContentChecked)
			step := archive.Step{By: admin, To: archive.FormChecked, At: noon}
			err := p.Move(t.Context(), doc.ID, step, 0)
			if err == nil || !strings.Contains(err.Error(), "\n  "+c.rule+", ") || !strings.Contains(err.Error(), c.told) {
				t.Fatalf("let through: %v", err)
			}
			if is := now(t, p, doc.ID); is.State != archive.ContentChecked {
				t.Errorf("refused, but the paper is in %s", is.State)
			}
			letPass(t, p, doc, c.rule)
			move(t, p, doc, archive.Draft)
		})
	}
}

// letPass confirms the form with a reason for each finding: it is kept with the text that it
// is about, and need not be given again for the copy for signature.
func letPass(t *testing.T, p *Papers, doc *archive.Document, rule string) {
	t.Helper()
	found, err := archive.Findings(t.Context(), p.DB.Reader, doc.ID, doc.Working)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range found {
		if f.Severity == archive.Wrong {
			all[f.Rule] = "đã xem, giữ nguyên"
		}
	}
	blank := maps.Clone(all)
	blank[rule] = "  "
	step := archive.Step{By: admin, To: archive.FormChecked, At: noon, Waive: blank}
	if err := p.Move(t.Context(), doc.ID, step, 0); err == nil || !strings.Contains(err.Error(), "phải nêu lý do") {
		t.Errorf("without a reason: %v", err)
	}
	step.Waive = all
	if err := p.Move(t.Context(), doc.ID, step, 0); err != nil {
		t.Fatal(err)
	}
	list, err := archive.Waivers(t.Context(), p.DB.Reader, doc.ID, doc.Working)
	if err != nil || len(list) != len(all) {
		t.Errorf("%d let pass, recorded %v (%v)", len(all), list, err)
	}
	move(t, p, doc, archive.Submitted)
}

// TestBrokenFormIsMended: what a person broke in the form is mended without a letter changed,
// and the mended text, taken in, goes on.
func TestBrokenFormIsMended(t *testing.T) {
	p := office(t, dbtest.SQLite(t, queries.Schema()))
	doc := kept(t, p, "ke-hoach", map[string]string{"nam": "2024", "ngay": "2024-02-05"})
	broken := rewrite(t, rewrite(t, file(t, p, doc, doc.FromRun, "docx"), `w:left="1701"`, `w:left="567"`), bodySize+`28"/>`, bodySize+`18"/>`)
	if _, _, err := p.TakeIn(t.Context(), doc, admin, broken); err != nil {
		t.Fatal(err)
	}
	doc = move(t, p, now(t, p, doc.ID), archive.ContentChecked)
	step := archive.Step{By: admin, To: archive.FormChecked, At: noon}
	if err := p.Move(t.Context(), doc.ID, step, 0); err == nil {
		t.Fatal("let through")
	}
	rules, err := p.Mendable(t.Context(), doc)
	if err != nil || !slices.Contains(rules, "MARGIN") || !slices.Contains(rules, "SIZE") {
		t.Fatalf("offered %q (%v)", rules, err)
	}
	r, err := p.Mended(t.Context(), doc)
	if err != nil {
		t.Fatal(err)
	}
	if _, note, err := p.TakeIn(t.Context(), doc, admin, r.Docx); err != nil || !strings.Contains(note, "không khác về chữ") {
		t.Fatal(note, err)
	}
	doc = now(t, p, doc.ID)
	if rules, err := p.Mendable(t.Context(), doc); err != nil || len(rules) > 0 {
		t.Errorf("still offered %q (%v)", rules, err)
	}
	move(t, p, doc, archive.FormChecked)
}
