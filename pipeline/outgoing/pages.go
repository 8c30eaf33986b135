package outgoing

import (
	"context"
	"io"
	"slices"

	"vanthu/pipeline"
	"vanthu/pipeline/archive"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/picture"
	"vanthu/pipeline/stamp"
)

// Pages are the pages of a paper as its PDF shows them: with blanks where number and date
// are to come.
type Pages []layout.Page

// SVG writes the page with a number from 1; archive.ErrNotFound where there is none.
func (ps Pages) SVG(w io.Writer, number int) error {
	if number < 1 || number > len(ps) {
		return archive.ErrNotFound
	}
	return picture.SVG(w, &ps[number-1])
}

// Pages lays out the Word file of a version. One without a Word file is archive.ErrNotFound.
func (p *Papers) Pages(ctx context.Context, doc *archive.Document, version int) (Pages, error) {
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
	return p.blankPages(d, word)
}

// PagesOf lays out the Word file of what a run made. One without a Word file is
// archive.ErrNotFound.
func (p *Papers) PagesOf(ctx context.Context, made *archive.Made) (Pages, error) {
	i := slices.IndexFunc(made.Files, func(f archive.File) bool { return f.Format == "docx" })
	if i < 0 {
		return nil, archive.ErrNotFound
	}
	d, err := p.Draft(ctx, made.Key.Kind, made.Data, pipeline.Marks{Sample: made.Sample})
	if err != nil {
		return nil, err
	}
	return p.blankPages(d, made.Files[i].Data)
}

// SpecimenPages lays out the Word file of a specimen.
func (p *Papers) SpecimenPages(s *pipeline.Specimen) (Pages, error) {
	doc, err := layout.Lay(s.Data, layout.Options{Fonts: p.Fonts})
	if err != nil {
		return nil, err
	}
	return doc.Pages, nil
}

func (p *Papers) blankPages(d *pipeline.Draft, word []byte) (Pages, error) {
	if blank, err := stamp.Stamp(word, d.Blanks()); err == nil { // else its number stands there already, or it has none
		word = blank
	}
	doc, err := layout.Lay(word, layout.Options{Fonts: p.Fonts})
	if err != nil {
		return nil, err
	}
	return doc.Pages, nil
}
