package outgoing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/making"
	"vanthu/pipeline/people"
)

// Edit makes of a Word file that a person edited what its version holds beside it: its
// PDF, the findings, and in words what differs from the version that it was made from.
func (p *Papers) Edit(ctx context.Context, doc *archive.Document, version int, word []byte) (*archive.Copy, error) {
	if _, err := Lines(word); err != nil {
		return nil, archive.Unreadable(err)
	}
	if err := making.RefuseSecret(word); err != nil {
		return nil, err
	}
	from, err := p.fromRun(ctx, doc.ID, version)
	if err != nil {
		return nil, err
	}
	c, err := p.edited(ctx, edition{doc: doc, from: from, word: word})
	if err != nil {
		return nil, err
	}
	old, err := archive.ReadFile(ctx, p.DB.Reader, archive.FileOf{Document: doc.ID, Version: version, Format: "docx"})
	if errors.Is(err, archive.ErrNotFound) {
		version = from.Number
		old, err = archive.ReadFile(ctx, p.DB.Reader, archive.FileOf{Document: doc.ID, Version: version, Format: "docx"})
	}
	if err != nil {
		return nil, err
	}
	differences, err := DiffWord(old, word)
	if err != nil {
		return nil, err
	}
	c.From, c.SameText, c.Note = version, len(differences) == 0, told(differences)
	return c, nil
}

// told puts differences into one line, the first of them where there are many.
func told(differences []string) string {
	switch n := len(differences); {
	case n == 0:
		return "không khác về chữ"
	case n > maxDifferences:
		differences = append(slices.Clone(differences[:maxDifferences]), fmt.Sprintf("và %d chỗ khác nữa (documents diff)", n-maxDifferences))
	}
	return strings.Join(differences, "; ")
}

// TakeIn keeps a Word file that a person edited as a version of its own; its note says in
// words what differs from the version that was open. Where doc is not as it is in the
// archive any more, the error is archive.ErrChanged.
func (p *Papers) TakeIn(ctx context.Context, doc *archive.Document, by *people.User, word []byte) (version int, note string, err error) {
	c, err := p.Edit(ctx, doc, doc.Working, word)
	if err != nil {
		return 0, "", err
	}
	c.Files = append(c.Files, archive.File{Format: "docx", Data: word})
	err = p.writeTo(ctx, doc, func(tx *sqlx.Tx) (err error) {
		version, err = archive.TakeIn(ctx, tx, doc.ID, archive.Upload{By: by, At: p.Now(), Origin: archive.FromPerson, Copy: *c})
		return err
	})
	return version, c.Note, err
}
