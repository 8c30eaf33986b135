package outgoing

import (
	"context"
	"errors"
	"slices"
	"strings"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/making"
	"vanthu/pipeline/refresh"
	"vanthu/pipeline/unit"
)

// Pages are the pages of a paper as its PDF shows them: with blanks where number and date
// are to come.
type Pages []layout.Page

// Page is the page with a number from 1; archive.ErrNotFound where there is none.
func (ps Pages) Page(number int) (*layout.Page, error) {
	if number < 1 || number > len(ps) {
		return nil, archive.ErrNotFound
	}
	return &ps[number-1], nil
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
	d, err := p.draftOf(ctx, doc, from.Number, making.Marks{Sample: doc.Sample, Urgency: doc.Urgency})
	if err != nil {
		return nil, err
	}
	if word, err = p.clickable(ctx, doc, version, blanked(d, word)); err != nil {
		return nil, err
	}
	return p.lay(word)
}

// clickable puts links round the figures of a version's Word file. One whose figures cannot
// be told apart stays as it is.
func (p *Papers) clickable(ctx context.Context, doc *archive.Document, version int, word []byte) ([]byte, error) {
	base, err := p.baseOf(ctx, doc, version)
	linked := word
	if err == nil {
		linked, err = refresh.Clickable(word, base)
	}
	if errors.Is(err, refresh.ErrMarks) {
		return word, nil
	}
	return linked, err
}

// Figure is a place of a value on a page, in points from the left upper corner.
type Figure struct {
	Mark       string // by which Trace finds it
	Reads      string
	X, Y, W, H float64
}

// Figures are the places of values on the page with a number from 1, in the order of
// reading; none where there is no such page.
func (ps Pages) Figures(number int) (list []Figure) {
	if number < 1 || number > len(ps) {
		return nil
	}
	for _, it := range ps[number-1].Items {
		l, is := it.(*item.Link)
		if !is {
			continue
		}
		if mark, is := strings.CutPrefix(l.URL, refresh.Scheme); is {
			list = append(list, Figure{mark, reads(&ps[number-1], l), l.X.Points(), l.Y.Points(), l.W.Points(), l.H.Points()})
		}
	}
	return list
}

// reads is the text on the area of a link.
func reads(page *layout.Page, l *item.Link) string {
	var words []string
	for _, it := range page.Items {
		t, is := it.(*item.Text)
		if !is || t.Turn != 0 || t.X < l.X || t.X+t.Width > l.X+l.W+unit.Pt || t.Y < l.Y || t.Y > l.Y+l.H {
			continue
		}
		words = append(words, t.Text)
	}
	return strings.Join(words, " ")
}

// PagesOf lays out the Word file of what a run made. One without a Word file is
// archive.ErrNotFound.
func (p *Papers) PagesOf(ctx context.Context, made *archive.Made) (Pages, error) {
	i := slices.IndexFunc(made.Files, func(f archive.File) bool { return f.Format == "docx" })
	if i < 0 {
		return nil, archive.ErrNotFound
	}
	d, err := p.Draft(ctx, made.Key.Kind, made.Data, making.Marks{Sample: made.Sample})
	if err != nil {
		return nil, err
	}
	return p.lay(blanked(d, made.Files[i].Data))
}

// SpecimenPages lays out the Word file of a specimen.
func (p *Papers) SpecimenPages(s *making.Specimen) (Pages, error) {
	return p.lay(s.Data)
}

// blanked is a Word file with blanks for number and date, unless they stand there already or
// it has none.
func blanked(d *making.Draft, word []byte) []byte {
	if blank, err := d.Blank(word); err == nil {
		return blank
	}
	return word
}

func (p *Papers) lay(word []byte) (Pages, error) {
	doc, err := layout.Lay(word, layout.Options{Fonts: p.Fonts})
	if err != nil {
		return nil, err
	}
	return doc.Pages, nil
}
