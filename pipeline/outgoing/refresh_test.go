package outgoing

import (
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/docx/docxtest"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/refresh"
	"vanthu/queries"
)

// typed puts words behind others in the body of a Word file, and leaves the marks round its
// values alone.
func typed(t *testing.T, word []byte, behind, words string) []byte {
	t.Helper()
	p, err := ooxml.Open(word, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	body, err := p.Part("word/document.xml")
	if err != nil || !strings.Contains(string(body), behind) {
		t.Fatalf("the body lacks %q, %v", behind, err)
	}
	out, err := p.Rewritten(map[string][]byte{"word/document.xml": []byte(strings.Replace(string(body), behind, behind+words, 1))})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestRefresh: the figures of now come into a paper that a person edited and that was
// checked; its content is to be checked anew, and what the person wrote stays through
// further edits and figures.
func TestRefresh(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		p := office(t, d)
		doc := plan(t, p)
		if _, err := p.Refresh(t.Context(), doc, admin, Refresh{}); err == nil || !strings.Contains(err.Error(), "chưa ai sửa") {
			t.Errorf("nobody edited it: %v", err)
		}
		theme := func(s string) {
			err := d.Write(t.Context(), func(tx *sqlx.Tx) error {
				_, err := tx.ExecContext(t.Context(), tx.Rebind(`UPDATE phong_trao SET chu_de = ?, chu_de_goc = ? WHERE nam = 2024`), s, s)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		reads := func(doc *archive.Document, version int) string {
			text, err := docxtest.Text(file(t, p, doc, version, "docx"))
			if err != nil {
				t.Fatal(err)
			}
			return text
		}
		if _, _, err := p.TakeIn(t.Context(), doc, admin, typed(t, file(t, p, doc, 1, "docx"), "MỤC ĐÍCH, YÊU CẦU", " (người gõ)")); err != nil {
			t.Fatal(err)
		}
		doc = move(t, p, now(t, p, doc.ID), archive.ContentChecked, archive.FormChecked)
		for i, words := range []string{"Chủ đề mới thứ nhất", "Chủ đề mới thứ hai"} {
			theme(words)
			dry, err := p.Refresh(t.Context(), doc, admin, Refresh{Dry: true})
			if err != nil || dry.Version != 0 || now(t, p, doc.ID).Versions != doc.Versions {
				t.Fatalf("a dry run keeps something: %+v, %v", dry, err)
			}
			res, err := p.Refresh(t.Context(), doc, admin, Refresh{})
			if err != nil {
				t.Fatal(err)
			}
			doc = now(t, p, doc.ID)
			if doc.Working != res.Version || res.FromRun != res.Version-1 || res.Edited != res.Version-2 || doc.State != archive.Draft {
				t.Errorf("%d: %+v, %+v", i, res, doc)
			}
			if text := reads(doc, res.Version); !strings.Contains(text, words) || !strings.Contains(text, "(người gõ)") {
				t.Errorf("%d: %q or what was typed is not in %s", i, words, text)
			}
			traced, err := p.Trace(t.Context(), doc, Asked{Text: words})
			if err != nil || len(traced) == 0 || traced[0].Query != "phong_trao" || traced[0].Column != "chu_de" {
				t.Errorf("%d: %+v, %v", i, traced, err)
			}
		}
		again, err := p.Refresh(t.Context(), doc, admin, Refresh{})
		if err != nil || again.Version != 0 || (&refresh.Result{Changes: again.Changes}).Count(refresh.Updated) > 0 {
			t.Errorf("once more: %+v, %v", again, err)
		}
	})
}

// TestRefreshFile: a file tells itself which paper it is and from which version it was
// edited; one that lacks what others wrote since is refused, as is one of no paper here.
func TestRefreshFile(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	p := office(t, d)
	doc := plan(t, p)
	theme := func(s string) {
		d.Writer.MustExec(`UPDATE phong_trao SET chu_de = ?, chu_de_goc = ? WHERE nam = 2024`, s, s)
	}
	located := func(word []byte, from int) *Located {
		t.Helper()
		at, err := p.Locate(t.Context(), word)
		if err != nil || at.Document.ID != doc.ID || at.From != from {
			t.Fatalf("%+v, %v, want version %d", at, err, from)
		}
		return at
	}
	refused := func(word []byte, want string) {
		t.Helper()
		at, err := p.Locate(t.Context(), word)
		if err == nil {
			_, err = p.RefreshFile(t.Context(), at, admin, Refresh{})
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	made := file(t, p, doc, 1, "docx")
	mine, theirs := typed(t, made, "MỤC ĐÍCH, YÊU CẦU", " (người gõ)"), typed(t, made, "MỤC ĐÍCH, YÊU CẦU", " (người khác gõ)")
	theme("Chủ đề mới thứ nhất")
	dry, err := p.RefreshFile(t.Context(), located(mine, 1), admin, Refresh{Dry: true})
	if err != nil || (&refresh.Result{Changes: dry.Changes}).Count(refresh.Updated) == 0 || now(t, p, doc.ID).Versions != 1 {
		t.Fatalf("a dry run: %+v, %v", dry, err)
	}
	res, err := p.RefreshFile(t.Context(), located(mine, 1), admin, Refresh{})
	if err != nil || res.Edited != 2 || res.FromRun != 3 || res.Version != 4 {
		t.Fatalf("%+v, %v", res, err)
	}
	refused(theirs, "bản 4 là chữ người khác đã sửa")

	// What was refreshed bears the data of now: edited further it goes on from there.
	theme("Chủ đề mới thứ hai")
	further := typed(t, file(t, p, now(t, p, doc.ID), 4, "docx"), "(người gõ)", " (gõ thêm)")
	if res, err = p.RefreshFile(t.Context(), located(further, 3), admin, Refresh{}); err != nil || res.Edited != 5 || res.Version != 7 {
		t.Fatalf("%+v, %v", res, err)
	}
	if n := (&refresh.Result{Changes: res.Changes}).Count(refresh.Conflict); n > 0 {
		t.Errorf("%d conflicts: %+v", n, res.Changes)
	}
	versions, err := archive.Versions(t.Context(), d.Reader, doc.ID)
	if err != nil || versions[2].BasedOn != 4 || !strings.Contains(versions[2].Note, "gõ thêm") {
		t.Errorf("the file that came: %+v, %v", versions[2], err)
	}
	again := file(t, p, now(t, p, doc.ID), 7, "docx")
	if res, err = p.RefreshFile(t.Context(), located(again, 6), admin, Refresh{}); err != nil || res.Version != 0 || now(t, p, doc.ID).Versions != 7 {
		t.Errorf("the newest version, unchanged: %+v, %v", res, err)
	}
	refused(without(t, made, "_vt_doc_"), "không mang dấu")
	refused([]byte("PK"), "")
	d.Writer.MustExec(`UPDATE documents SET period = '2023' WHERE id = ?`, doc.ID)
	refused(made, "kho khác")
}

// without takes the beginning off the names of bookmarks that begin so.
func without(t *testing.T, word []byte, prefix string) []byte {
	t.Helper()
	p, err := ooxml.Open(word, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	body, err := p.Part("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	out, err := p.Rewritten(map[string][]byte{"word/document.xml": []byte(strings.ReplaceAll(string(body), prefix, ""))})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
