package pipeline

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/docx"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/stamp"
)

// ofWord makes the PDF of a Word file that a person edited, and checks it. The copy for
// signature has the file without DraftMark beside it.
func (m *Maker) ofWord(ctx context.Context, doc *archive.Document, from int, word []byte, submitted bool) (*archive.Copy, error) {
	kind, err := m.Catalog.Kind(doc.Kind)
	if err != nil {
		return nil, err
	}
	set, err := m.dataSet(ctx, doc.ID, from)
	if err != nil {
		return nil, err
	}
	d := &draft{Maker: m, kind: kind, sets: []*dataset.Set{set}, sample: doc.Sample, submitted: submitted}
	if d.baseSalary, err = m.baseSalary(ctx, set); err != nil {
		return nil, err
	}
	plain, err := docx.Unmark(word, DraftMark)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", archive.ErrUnreadable, err)
	}
	if doc.Urgency != "" {
		marked, err := nd30.Urgent(plain, doc.Urgency)
		if err == nil {
			plain = marked
		} else if !errors.Is(err, nd30.ErrNoNumber) { // a lost line of the number is a finding
			return nil, fmt.Errorf("%s: %w", doc.Name, err)
		}
	}
	found, err := d.edited(plain)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", archive.ErrUnreadable, err)
	}
	if submitted {
		d.add("docx", plain)
	}
	return &archive.Copy{From: from, Files: d.files, Findings: found, Pages: d.pages}, nil
}

// edited makes the PDF of a Word file that a person edited, and checks it.
func (d *draft) edited(word []byte) ([]archive.Finding, error) {
	shown, fault := word, error(nil)
	if len(d.kind.Late) > 0 {
		if shown, fault = stamp.Stamp(word, d.blanks()); fault != nil {
			shown = word
		}
	}
	if mark := d.mark(); mark != "" { // also where a person took it away
		var err error
		if shown, err = docx.Unmark(shown, mark); err != nil {
			return nil, err
		}
		if shown, err = d.finish(shown, mark); err != nil {
			return nil, err
		}
	}
	doc, err := layout.Lay(shown, layout.Options{Fonts: d.Fonts})
	if err != nil {
		return nil, err
	}
	d.take(doc.Facts)
	d.pages = len(doc.Pages)
	out, err := buffer(func(b *bytes.Buffer) error { return pdf.Write(b, doc, d.info()) })
	if err != nil {
		return nil, err
	}
	d.add("pdf", out)
	found, err := check.Made(check.Subject{Code: d.kind.Code, Day: text(d.first(), "ngay"), Docx: word, Data: d.first(),
		Facts: d.facts, Late: d.kind.Late, BaseSalary: d.baseSalary})
	var list []archive.Finding
	if fault != nil {
		list = append(list, archive.Finding{Rule: "LATE", Severity: check.Wrong, Place: "tệp Word",
			Message: "Không còn chỗ để điền số, ngày khi phát hành: " + fault.Error(), Clause: "NĐ 30/2020, PL I.II.3"})
	}
	for _, f := range found {
		list = append(list, archive.Finding(f))
	}
	return list, err
}

// Edit makes of a Word file that a person edited what its version holds beside it: its
// PDF, the findings, and in words what differs from the version that it was made from.
func (m *Maker) Edit(ctx context.Context, doc *archive.Document, version int, word []byte) (*archive.Copy, error) {
	if _, err := Lines(word); err != nil {
		return nil, fmt.Errorf("%w: %w", archive.ErrUnreadable, err)
	}
	if err := RefuseSecret(word); err != nil {
		return nil, err
	}
	from, err := m.madeOf(ctx, doc.ID, version)
	if err != nil {
		return nil, err
	}
	c, err := m.ofWord(ctx, doc, from.Number, word, false)
	if err != nil {
		return nil, err
	}
	old, err := archive.ReadFile(ctx, m.DB.Reader, doc.ID, version, "docx")
	if errors.Is(err, archive.ErrNotFound) {
		version = from.Number
		old, err = archive.ReadFile(ctx, m.DB.Reader, doc.ID, version, "docx")
	}
	if err != nil {
		return nil, err
	}
	differences, err := diffWord(old, word)
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

// Shelf is the folder dir as this Maker lays it out.
func (m *Maker) Shelf(dir string) archive.Shelf {
	return archive.Shelf{Dir: dir, By: m.By, Now: m.Now, Edited: m.Edit}
}

// TakeIn keeps a Word file that a person edited as a version of its own; its note says in
// words what differs from the version that was open. Where doc is not as it is in the
// archive any more, the error is archive.ErrChanged.
func (m *Maker) TakeIn(ctx context.Context, doc *archive.Document, by *archive.User, word []byte) (version int, note string, err error) {
	c, err := m.Edit(ctx, doc, doc.Working, word)
	if err != nil {
		return 0, "", err
	}
	c.Files = append(c.Files, archive.File{Format: "docx", Data: word})
	err = m.writeTo(ctx, doc, func(tx *sqlx.Tx) error {
		version, err = archive.TakeIn(ctx, tx, doc.ID, archive.Upload{By: by, At: m.Now(), Origin: "upload", Copy: *c})
		return err
	})
	return version, c.Note, err
}

// Replace makes the paper that is to take the place of an issued one, from the data as
// they are now; given are parameters that differ from those of the old paper.
func (m *Maker) Replace(ctx context.Context, doc *archive.Document, by *archive.User, given map[string]string, comment string) (*archive.Document, error) {
	from, err := m.madeOf(ctx, doc.ID, cmp.Or(doc.Submitted, doc.Made))
	if err != nil {
		return nil, err
	}
	params, _, err := paramsOf(from)
	if err != nil {
		return nil, err
	}
	maps.Copy(params, given)
	req := Request{Kind: doc.Kind, Params: params, unmarked: true}
	if doc.Unit != "" {
		req.Units = []string{doc.Unit}
	}
	made, err := m.Make(ctx, req)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(made, func(one *archive.Made) bool {
		k := one.Key
		k.Seq = doc.Seq
		return k == doc.Key
	})
	if i >= 0 {
		err = refuseSecretMade(made[i])
	}
	if err != nil {
		return nil, err
	}
	if i < 0 {
		return nil, fmt.Errorf("%s: with these parameters another document is made, not %s", doc.Name, doc.Key)
	}
	var kept archive.Kept
	err = m.DB.Write(ctx, func(tx *sqlx.Tx) error {
		kept, err = archive.Replace(ctx, tx, by, doc.ID, made[i], comment)
		return err
	})
	if err != nil {
		return nil, err
	}
	now, err := archive.Get(ctx, m.DB.Reader, kept.Document)
	return &now, err
}

// paramsOf are the parameters that a version was made with, and its mark of urgency.
func paramsOf(v *archive.Version) (params map[string]string, mark string, err error) {
	if err := json.Unmarshal([]byte(v.Params), &params); err != nil {
		return nil, "", fmt.Errorf("version %d: parameters: %w", v.Number, err)
	}
	if params == nil {
		params = map[string]string{}
	}
	mark = params[paramUrgency]
	delete(params, paramUrgency)
	return params, mark, nil
}

// SetUrgency sets the mark of urgency of a document, "" takes it away, and makes the
// version that shows it: of the text as it is now, with its edits. A paper that was laid
// before the leader goes back; a signed one is refused, for it lacks the mark. Where doc
// is not as it is in the archive any more, the error is archive.ErrChanged.
func (m *Maker) SetUrgency(ctx context.Context, doc *archive.Document, by *archive.User, mark string) error {
	set := func(tx *sqlx.Tx) error { return archive.SetUrgency(ctx, tx, by, doc.ID, mark, m.Now()) }
	kind, err := m.kind(doc.Kind)
	if err != nil {
		return err
	}
	switch {
	case len(kind.Late) == 0:
		return fmt.Errorf("%s: loại %s không ghi số, nên không có dấu mức độ khẩn", doc.Name, kind.Name)
	case doc.Urgency == mark:
		return m.DB.Write(ctx, set)
	}
	from, err := m.madeOf(ctx, doc.ID, doc.Working)
	if err != nil {
		return err
	}
	if from.Number == doc.Working {
		made, err := m.remake(ctx, doc, doc.Working, &draft{Maker: m, sample: doc.Sample, urgency: mark})
		if err != nil {
			return err
		}
		if err := refuseSecretMade(made); err != nil {
			return err
		}
		made.By, made.Key.Seq = by.Name, doc.Seq
		return m.writeTo(ctx, doc, func(tx *sqlx.Tx) error {
			if err := set(tx); err != nil {
				return err
			}
			_, err := archive.Keep(ctx, tx, made)
			return err
		})
	}
	word, err := archive.ReadFile(ctx, m.DB.Reader, doc.ID, doc.Working, "docx")
	if err != nil {
		return err
	}
	if word, err = nd30.Urgent(word, mark); err != nil {
		return fmt.Errorf("%s: %w", doc.Name, err)
	}
	marked := *doc
	marked.Urgency = mark
	c, err := m.Edit(ctx, &marked, doc.Working, word)
	if err != nil {
		return err
	}
	c.Files = append(c.Files, archive.File{Format: "docx", Data: word})
	return m.writeTo(ctx, doc, func(tx *sqlx.Tx) error {
		if err := set(tx); err != nil {
			return err
		}
		_, err := archive.TakeIn(ctx, tx, doc.ID, archive.Upload{By: by, At: m.Now(), Origin: "upload", Copy: *c})
		return err
	})
}
