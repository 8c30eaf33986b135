package outgoing

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/making"
	"vanthu/queries"
)

// during starts act while another person's transaction holds the lock, so that act has read
// the document as it was; once it waits for the lock, change is made and committed. The
// error is that of act.
func during(t *testing.T, p *Papers, act func() error, change func(ctx context.Context, tx *sqlx.Tx)) error {
	t.Helper()
	ctx := t.Context()
	done := make(chan error, 1)
	err := p.DB.Write(ctx, func(tx *sqlx.Tx) error {
		if p.DB.Dialect() == db.Postgres {
			if _, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock(CAST('audit' AS regclass)::oid::bigint)`); err != nil {
				return err
			}
		}
		waited := p.DB.Writer.Stats().WaitCount
		go func() { done <- act() }()
		waits := func() bool {
			if p.DB.Dialect() != db.Postgres { // one connection writes
				return p.DB.Writer.Stats().WaitCount > waited
			}
			var n int
			err := p.DB.Reader.GetContext(ctx, &n, `SELECT COUNT(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'
				AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)
			return err == nil && n > 0
		}
		for end := time.Now().Add(time.Minute); !waits(); time.Sleep(time.Millisecond) {
			select {
			case err := <-done:
				t.Fatalf("it did not wait for the lock: %v", err)
			default:
			}
			if time.Now().After(end) {
				t.Fatal("it never asked for the lock")
			}
		}
		change(ctx, tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return <-done
}

// signedAnew returns a change: the paper goes back, another text is taken in and signed.
func signedAnew(t *testing.T, p *Papers, doc *archive.Document) func(ctx context.Context, tx *sqlx.Tx) {
	t.Helper()
	word := rewrite(t, file(t, p, doc, doc.Working, "docx"), "thi đua", "thi đua yêu nước")
	d, err := p.draftOf(t.Context(), doc, doc.FromRun, making.Marks{Submitted: true})
	if err != nil {
		t.Fatal(err)
	}
	c, err := d.Edited(word)
	if err != nil {
		t.Fatal(err)
	}
	return func(ctx context.Context, tx *sqlx.Tx) {
		do := func(state string, c *archive.Copy) {
			t.Helper()
			if err := archive.Move(ctx, tx, doc.ID, archive.Step{By: admin, To: state, Comment: "lý do", At: noon, Copy: c}); err != nil {
				t.Fatal(err)
			}
		}
		do(archive.Draft, nil)
		n, err := archive.TakeIn(ctx, tx, doc.ID, archive.Upload{By: admin, At: noon, Origin: "upload", Copy: archive.Copy{From: doc.Working,
			Files: []archive.File{{Format: "docx", Data: word}}}})
		if err != nil {
			t.Fatal(err)
		}
		do(archive.ContentChecked, nil)
		do(archive.FormChecked, nil)
		again := *c
		again.From = n
		do(archive.Submitted, &again)
		do(archive.Signed, nil)
	}
}

// Between the reading of a paper and the lock somebody sends it back and lets another text
// be signed: nothing that was made of the text before is written.
func TestChangedBeforeTheLock(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		p := office(t, d)
		doc := move(t, p, plan(t, p), toSigned...)
		refused := func(what string, err error, versions int) {
			t.Helper()
			if !errors.Is(err, archive.ErrChanged) || !strings.Contains(err.Error(), "làm lại") {
				t.Errorf("%s: %v", what, err)
			}
			if got := now(t, p, doc.ID); got.Versions != versions {
				t.Errorf("%s: %d versions, want %d", what, got.Versions, versions)
			}
		}
		number := archive.Entry{By: admin, Number: "161", Day: "2024-02-05", At: noon}
		issue := func() error { _, err := p.Issue(t.Context(), doc.ID, number); return err }
		refused("a number", during(t, p, issue, signedAnew(t, p, doc)), doc.Versions+2)
		if got := now(t, p, doc.ID); got.State != archive.Signed || got.Symbol != "" || got.Submitted == doc.Submitted {
			t.Errorf("after the refusal: %+v", got)
		}

		doc = now(t, p, doc.ID)
		signed := file(t, p, doc, doc.Submitted, "pdf")
		back := func() error { _, err := p.SignBack(t.Context(), doc, admin, Signed{PDF: signed}); return err }
		refused("a signed file", during(t, p, back, signedAnew(t, p, doc)), doc.Versions+2)

		// The number is still free, and goes onto the text that is signed now.
		if err := issue(); err != nil {
			t.Fatal(err)
		}
		doc = now(t, p, doc.ID)
		if text := strings.Join(pages(t, file(t, p, doc, doc.Version, "pdf")), " "); strings.Count(text, "yêu nước") < 2 {
			t.Error("the working copy lacks the words of the text signed last")
		}
	})
}

// An edit, a mark of urgency and the copy for signature are of the text as it was read: they
// are refused where somebody edits it meanwhile.
func TestEditedBeforeTheLock(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		p := office(t, d)
		doc := move(t, p, plan(t, p), archive.ContentChecked, archive.FormChecked)
		word := file(t, p, doc, doc.Working, "docx")
		mine := rewrite(t, word, "thi đua", "thi đua của tôi")
		n := 0
		edit := func(ctx context.Context, tx *sqlx.Tx) { // of the form alone: the state stays
			n++
			other := append([]byte(nil), word...)
			other = append(other, strings.Repeat("\x00", n)...)
			_, err := archive.TakeIn(ctx, tx, doc.ID, archive.Upload{By: admin, At: noon, Origin: "upload", Copy: archive.Copy{From: now(t, p, doc.ID).Working,
				SameText: true, Files: []archive.File{{Format: "docx", Data: other}}}})
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, c := range []struct {
			what string
			act  func(doc *archive.Document) error
		}{
			{"an edit", func(doc *archive.Document) error { _, _, err := p.TakeIn(t.Context(), doc, admin, mine); return err }},
			{"urgency", func(doc *archive.Document) error { return p.SetUrgency(t.Context(), doc, admin, "KHẨN") }},
			{"the copy for signature", func(doc *archive.Document) error {
				return p.Move(t.Context(), doc.ID, archive.Step{By: admin, To: archive.Submitted, At: noon}, 0)
			}},
			{"the copy of a chosen version", func(doc *archive.Document) error {
				return p.Move(t.Context(), doc.ID, archive.Step{By: admin, To: archive.Submitted, At: noon}, 1)
			}},
		} {
			before := now(t, p, doc.ID)
			if before.State == archive.ContentChecked {
				before = move(t, p, doc, archive.FormChecked)
			}
			err := during(t, p, func() error { return c.act(before) }, edit)
			if !errors.Is(err, archive.ErrChanged) {
				t.Errorf("%s: %v", c.what, err)
			}
			if got := now(t, p, doc.ID); got.Versions != before.Versions+1 || got.Urgency != "" || got.State != archive.ContentChecked {
				t.Errorf("%s: %d versions, %s, %q", c.what, got.Versions, got.State, got.Urgency)
			}
		}
	})
}
