package outgoing

import (
	"context"

	"vanthu/pipeline"
	"vanthu/pipeline/archive"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/stamp"
)

// Pages lays out the Word file of a version as its PDF shows it: with blanks where number
// and date are to come. A version without a Word file is archive.ErrNotFound.
func (p *Papers) Pages(ctx context.Context, doc *archive.Document, version int) (*layout.Document, error) {
	word, err := archive.ReadFile(ctx, p.DB.Reader, archive.FileOf{Document: doc.ID, Version: version, Format: "docx"})
	if err != nil {
		return nil, err
	}
	from, err := p.fromRun(ctx, doc.ID, version)
	if err != nil {
		return nil, err
	}
	d, err := p.draftOf(ctx, doc, from.Number, pipeline.Marks{Sample: doc.Sample, Urgency: doc.Urgency})
	if err != nil {
		return nil, err
	}
	if blank, err := stamp.Stamp(word, d.Blanks()); err == nil { // else its number stands there already
		word = blank
	}
	return layout.Lay(word, layout.Options{Fonts: p.Fonts})
}
