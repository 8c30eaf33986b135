package outgoing

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/making"
)

// Move brings a document into another state; version says which text is laid before the
// leader, 0 the newest.
func (p *Papers) Move(ctx context.Context, id int64, s archive.Step, version int) error {
	move := func(tx *sqlx.Tx) error { return archive.Move(ctx, tx, id, s) }
	if s.To != archive.Submitted {
		return p.DB.Write(ctx, move)
	}
	doc, err := archive.Get(ctx, p.DB.Reader, id)
	if err != nil {
		return err
	}
	if version != 0 {
		s.Chosen = true
	} else {
		version = doc.Working
	}
	if s.Copy, err = p.copyForSignature(ctx, &doc, version); err != nil {
		return err
	}
	return p.writeTo(ctx, &doc, move)
}

// copyForSignature makes the copy without DraftMark: from the data set where the program
// made the version, from the Word file where a person edited it. It bears the mark of
// urgency that the register has, also where an older version is laid before the leader.
func (p *Papers) copyForSignature(ctx context.Context, doc *archive.Document, version int) (*archive.Copy, error) {
	from, err := p.fromRun(ctx, doc.ID, version)
	if err != nil {
		return nil, err
	}
	note := fmt.Sprintf("bản trình ký của phiên bản %d", version)
	if from.Number == version {
		made, err := p.remake(ctx, doc, version, making.Marks{Sample: doc.Sample, Submitted: true, Urgency: doc.Urgency})
		if err != nil {
			return nil, err
		}
		return &archive.Copy{From: version, Files: made.Files, Findings: made.Findings, Pages: made.Pages, Note: note}, nil
	}
	word, err := archive.ReadFile(ctx, p.DB.Reader, archive.FileOf{Document: doc.ID, Version: version, Format: "docx"})
	if err != nil {
		return nil, err
	}
	c, err := p.edited(ctx, edition{doc, from, word, true})
	if err != nil {
		return nil, err
	}
	c.From, c.Note = version, note
	return c, nil
}
