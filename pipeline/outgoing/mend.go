package outgoing

import (
	"context"
	"fmt"
	"slices"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/making"
	"vanthu/pipeline/repair"
)

// Mended is the Word file that is to be opened of a paper with its form mended: no letter
// of the text is changed but by the rules about writing that are named. It is not kept:
// TakeIn keeps it, as what a person edited. A paper without a Word file is
// archive.ErrNotFound.
func (p *Papers) Mended(ctx context.Context, doc *archive.Document, writing ...string) (*repair.Result, error) {
	word, err := archive.ReadFile(ctx, p.DB.Reader, archive.FileOf{Document: doc.ID, Version: doc.Working, Format: "docx"})
	if err != nil {
		return nil, err
	}
	from, err := p.fromRun(ctx, doc.ID, doc.Working)
	if err != nil {
		return nil, err
	}
	d, err := p.draftOf(ctx, doc, from.Number, making.Marks{Sample: doc.Sample, Urgency: doc.Urgency})
	if err != nil {
		return nil, err
	}
	opts, err := d.CheckOptions()
	if err != nil {
		return nil, err
	}
	r, err := repair.Mend(word, repair.Options{Check: opts, Writing: writing})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doc.Name, err)
	}
	return r, nil
}

// Mendable lists the rules by which something is found in the text of a paper that is to be
// opened, more than a hint, that Mended mends without a name.
func (p *Papers) Mendable(ctx context.Context, doc *archive.Document) (rules []string, err error) {
	found, err := archive.Findings(ctx, p.DB.Reader, doc.ID, doc.Working)
	if err != nil {
		return nil, err
	}
	form, _ := repair.Rules()
	for _, f := range found {
		if f.Severity != check.Hint && slices.Contains(form, f.Rule) && !slices.Contains(rules, f.Rule) {
			rules = append(rules, f.Rule)
		}
	}
	return rules, nil
}
