package outgoing

import (
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// TestCorrect: an issued paper is set right by the paper that the differences ask for (NĐ 30/2020 Đ.18.3), which
// begins as a draft of the same agency, names the issued one and what becomes of its words; anything else is refused
// and begins nothing.
func TestCorrect(t *testing.T) {
	p := office(t, dbtest.SQLite(t, queries.Schema()))
	doc := plan(t, p)
	begin := func(c Correction) (*archive.Document, error) {
		c.Day = "2024-03-05"
		return p.Correct(t.Context(), now(t, p, doc.ID), admin, c)
	}
	if _, err := begin(Correction{Relation: archive.Recalls, Comment: "sai thẩm quyền"}); people.Refused(err) == nil || !strings.Contains(err.Error(), "đã phát hành có số") {
		t.Errorf("a draft: %v", err)
	}
	doc = move(t, p, doc, toSigned...)
	if _, err := p.Issue(t.Context(), doc.ID, archive.Entry{By: admin, Number: "5", Day: "2024-02-05", At: noon}); err != nil {
		t.Fatal(err)
	}
	doc = move(t, p, doc, archive.Sealed, archive.Issued)
	word := file(t, p, doc, doc.Version, "docx")
	content := rewrite(t, word, "MỤC ĐÍCH, YÊU CẦU", "MỤC ĐÍCH, YÊU CẦU CHUNG")
	before := documents(t, p)
	for _, c := range []struct {
		order Correction
		says  string
	}{
		{Correction{Comment: "x"}, "đưa tệp Word đã sửa"},
		{Correction{Comment: "x", Edited: word}, "không khác bản đã phát hành về chữ"},
		{Correction{Comment: " ", Edited: content}, "nêu lý do"},
		{Correction{Relation: archive.Corrects, Comment: "x", Edited: content}, "không đính chính được: đây là nội dung"},
		{Correction{Relation: "khac", Comment: "x", Edited: content}, `relation "khac"`},
		{Correction{Comment: "x", Edited: []byte("no Word file")}, ""},
	} {
		if _, err := begin(c.order); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s %q: %v, want %q", c.order.Relation, c.order.Comment, err, c.says)
		}
	}
	if n := documents(t, p); n != before {
		t.Errorf("%d papers begun by what was refused", n-before)
	}
	made, err := begin(Correction{Comment: "thiếu chữ", Edited: content})
	if err != nil {
		t.Fatal(err)
	}
	if made.Kind != archive.Amends || made.Agency != doc.Agency || made.State != archive.Draft || documents(t, p) != before+1 {
		t.Errorf("%+v", made)
	}
	var all strings.Builder
	lines, err := Lines(file(t, p, made, made.Version, "docx"))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		all.WriteString(l.Text + "\n")
	}
	for _, want := range []string{"05/KH-UBND", "“ĐÍCH, YÊU CẦU” sửa thành “ĐÍCH, YÊU CẦU CHUNG”"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("%q is not in\n%s", want, all.String())
		}
	}
}

func documents(t *testing.T, p *Papers) (n int) {
	t.Helper()
	if err := p.DB.Reader.Get(&n, `SELECT COUNT(*) FROM documents`); err != nil {
		t.Fatal(err)
	}
	return n
}
