package outgoing

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// TestVerify: a version that a run made comes out the same to the last byte, or it is told what differs and what it was
// made with; one that people made is whole where its files are.
func TestVerify(t *testing.T) {
	p := office(t, dbtest.SQLite(t, queries.Schema()))
	doc := plan(t, p)
	verify := func(version int) []string {
		t.Helper()
		list, err := p.Verify(t.Context(), now(t, p, doc.ID), version)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	p.DB.Writer.MustExec(`UPDATE phong_trao SET chu_de = 'Chủ đề khác'`) // the data of then count
	if list := verify(1); len(list) > 0 {
		t.Errorf("made again: %q", list)
	}
	if _, err := p.Verify(t.Context(), doc, 9); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("a version that there is not: %v", err)
	}
	word := rewrite(t, file(t, p, doc, 1, "docx"), "thi đua", "thi đua yêu nước")
	version, _, err := p.TakeIn(t.Context(), doc, admin, word)
	if err != nil {
		t.Fatal(err)
	}
	if list := verify(version); len(list) > 0 {
		t.Errorf("what people made: %q", list)
	}
	p.DB.Writer.MustExec(`INSERT INTO version_files (document_id, version, format, sha256) SELECT document_id, version, 'xlsx', sha256 FROM version_files WHERE version = 1 AND format = 'docx'`)
	p.Program = "một chương trình khác"
	list := verify(1)
	if len(list) != 2 || list[0] != "xlsx: nay không làm ra tệp này nữa" || !strings.HasPrefix(list[1], "chương trình đã đổi: test → ") {
		t.Errorf("a file more: %q", list)
	}
	p.Program = "test"
	p.DB.Writer.MustExec(`DROP TRIGGER version_files_no_update`) // it keeps people from doing what follows
	p.DB.Writer.MustExec(`UPDATE version_files SET sha256 = (SELECT sha256 FROM version_files WHERE version = ? AND format = 'docx') WHERE version = 1 AND format = 'docx'`, version)
	if list = verify(1); !slices.ContainsFunc(list, func(s string) bool { return strings.HasPrefix(s, "docx: ") && strings.Contains(s, "yêu nước") }) {
		t.Errorf("another Word file: %q", list)
	}
}
