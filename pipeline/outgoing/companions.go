package outgoing

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/making"
)

// edition is a Word file that a person edited.
type edition struct {
	doc       *archive.Document
	from      *archive.Version // the version of a run that it goes back to
	word      []byte
	submitted bool // it goes to the leader
}

// edited makes of a Word file that a person edited its PDF and its findings, with those
// papers beside it that now say something else.
func (p *Papers) edited(ctx context.Context, e edition) (*archive.Copy, error) {
	doc, from, word := e.doc, e.from, e.word
	set, err := p.dataSet(ctx, doc.ID, from.Number)
	if err != nil {
		return nil, err
	}
	d, err := p.Draft(ctx, doc.Kind, set, making.Marks{Sample: doc.Sample, Submitted: e.submitted, Urgency: doc.Urgency})
	if err != nil {
		return nil, err
	}
	c, err := d.Edited(word)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doc.Name, err)
	}
	original, err := archive.ReadFile(ctx, p.DB.Reader, archive.FileOf{Document: doc.ID, Version: from.Number, Format: "docx"})
	if err != nil {
		return nil, err
	}
	was, err := Lines(original)
	if err != nil {
		return nil, err
	}
	is, err := Lines(word)
	if err != nil {
		return nil, err
	}
	lost, err := d.LateLost(original, word)
	if err != nil {
		return nil, err
	}
	c.Findings = append(c.Findings, lost...)
	c.Findings = append(c.Findings, byHand(was, is, set)...)
	if !slices.ContainsFunc(c.Findings, func(f archive.Finding) bool { return f.Rule == ruleEdited || f.Rule == check.RuleDiffers }) {
		return c, nil
	}
	more, err := p.companions(ctx, doc, from)
	c.Findings = append(c.Findings, more...)
	return c, err
}

// companions names what is made from the same data as an edited paper and does not have
// its edits: its own workbook, the papers of its award period or year, its row of the
// register; with what brings each along.
func (p *Papers) companions(ctx context.Context, doc *archive.Document, from *archive.Version) (found []archive.Finding, err error) {
	tell := func(what, do string) {
		found = append(found, archive.Finding{Rule: "COMPANION", Severity: check.Warning, Place: what,
			Message: "Làm từ số liệu, chưa có những chỗ vừa sửa tay: sửa số liệu cho khớp, rồi " + do + "."})
	}
	own, err := p.again(doc, from)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(from.Files, func(f archive.VersionFile) bool { return f.Format == "xlsx" }) {
		tell("bảng tính "+doc.Name+".xlsx", own)
	}
	if doc.Symbol != "" {
		tell("sổ đăng ký, số "+doc.Symbol, "lập văn bản thay thế "+doc.Name)
	}
	if doc.Round == "" {
		return found, nil
	}
	docs, err := archive.List(ctx, p.DB.Reader, archive.Filter{Period: doc.Period})
	if err != nil {
		return nil, err
	}
	for i := range docs {
		other := &docs[i]
		if other.ID == doc.ID || other.Round != doc.Round || slices.Contains([]string{archive.Cancelled, archive.Replaced, archive.Recalled}, other.State) {
			continue
		}
		v, err := p.fromRun(ctx, other.ID, other.Version)
		if err != nil {
			return nil, err
		}
		again, err := p.again(other, v)
		if err != nil {
			return nil, err
		}
		if other.State == archive.Issued {
			again = "lập văn bản thay thế " + other.Name
		}
		tell(other.Title+" ("+other.Name+")", again)
	}
	return found, nil
}

// again says how to make a document from the data as they are now.
func (p *Papers) again(doc *archive.Document, v *archive.Version) (string, error) {
	params, _, err := making.Params(v)
	if err != nil {
		return "", err
	}
	kind, err := p.Kind(doc.Kind)
	if err != nil {
		return "", err
	}
	var given []string
	for _, name := range slices.Sorted(maps.Keys(params)) {
		if params[name] != "" {
			given = append(given, name+"="+params[name])
		}
	}
	return fmt.Sprintf("lập lại “%s” với %s", kind.Name, strings.Join(given, ", ")), nil
}
