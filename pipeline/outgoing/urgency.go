package outgoing

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/making"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/people"
)

// SetUrgency sets the mark of urgency of a document, "" takes it away, and makes the
// version that shows it: of the text as it is now, with its edits. A paper that was laid
// before the leader goes back; a signed one is refused, for it lacks the mark. Where doc
// is not as it is in the archive any more, the error is archive.ErrChanged.
func (p *Papers) SetUrgency(ctx context.Context, doc *archive.Document, by *people.User, mark string) error {
	set := func(tx *sqlx.Tx) error {
		return archive.SetUrgency(ctx, people.Change{Tx: tx, By: by, At: p.Now()}, doc.ID, mark)
	}
	kind, err := p.Kind(doc.Kind)
	if err != nil {
		return err
	}
	switch {
	case len(kind.Late) == 0:
		return people.Refuse("%s: loại %s không ghi số, nên không có dấu mức độ khẩn", doc.Name, kind.Name)
	case doc.Urgency == mark:
		return p.DB.Write(ctx, set)
	}
	from, err := p.fromRun(ctx, doc.ID, doc.Working)
	if err != nil {
		return err
	}
	if from.Number == doc.Working {
		made, err := p.remake(ctx, doc, doc.Working, making.Marks{Sample: doc.Sample, Urgency: mark})
		if err != nil {
			return err
		}
		if err := making.RefuseSecretMade(made); err != nil {
			return err
		}
		made.By, made.Key.Seq = by.Name, doc.Seq
		return p.writeTo(ctx, doc, func(tx *sqlx.Tx) error {
			if err := set(tx); err != nil {
				return err
			}
			_, err := archive.Keep(ctx, tx, made)
			return err
		})
	}
	word, err := archive.ReadFile(ctx, p.DB.Reader, archive.FileOf{Document: doc.ID, Version: doc.Working, Format: "docx"})
	if err != nil {
		return err
	}
	if word, err = nd30.Urgent(word, mark); err != nil {
		return fmt.Errorf("%s: %w", doc.Name, err)
	}
	marked := *doc
	marked.Urgency = mark
	c, err := p.Edit(ctx, &marked, doc.Working, word)
	if err != nil {
		return err
	}
	c.Files = append(c.Files, archive.File{Format: "docx", Data: word})
	return p.writeTo(ctx, doc, func(tx *sqlx.Tx) error {
		if err := set(tx); err != nil {
			return err
		}
		_, err := archive.TakeIn(ctx, tx, doc.ID, archive.Upload{By: by, At: p.Now(), Origin: archive.FromPerson, Copy: *c})
		return err
	})
}
