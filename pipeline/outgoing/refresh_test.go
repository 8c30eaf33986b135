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
			p, err := ooxml.Open(file(t, p, doc, version, "docx"), ooxml.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			text, err := docxtest.Text(p)
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
