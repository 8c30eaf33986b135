package making

import (
	"bytes"
	"context"
	"fmt"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db"
	"vanthu/pipeline/docx"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/people"
)

// paramDay is the parameter for the day of a document.
const paramDay = "ngay"

// Kind finds a kind whose templates can be filled, with the files of the program and of the
// office's folder.
func (m *Maker) Kind(slug string) (*catalog.Kind, error) {
	kind, err := m.Catalog.Kind(slug)
	if err != nil {
		return nil, err
	}
	return kind, whole(kind)
}

func whole(kind *catalog.Kind) error {
	if err := kind.Err(); err != nil {
		return fmt.Errorf("%s: its templates cannot be filled:\n%w\n(repair them, or remove the office's copies under --home: then the program's own serve)", kind.Slug, err)
	}
	return nil
}

// InForce is a kind with the template files that count for documents of a day (2024-12-15):
// those that people put in force, else those of the office's folder and of the program. Lint
// tells whether they can be filled.
func (m *Maker) InForce(ctx context.Context, slug, day string) (*catalog.Kind, error) {
	prior, err := archive.PriorTo(ctx, m.DB.Reader, archive.Key{Kind: slug}, day)
	if err != nil {
		return nil, err
	}
	return m.with(ctx, m.DB.Reader, slug, prior.Templates)
}

// with is a kind with uploaded files in the place of some of its own: their hashes by name.
func (m *Maker) with(ctx context.Context, q db.Queryer, slug string, uploads map[string]string) (*catalog.Kind, error) {
	if len(uploads) == 0 {
		return m.Catalog.Kind(slug)
	}
	files := map[string][]byte{}
	for name, sum := range uploads {
		data, err := archive.FileByHash(ctx, q, sum)
		if err != nil {
			return nil, fmt.Errorf("%s/%s: %w", slug, name, err)
		}
		files[name] = data
	}
	return m.Catalog.With(m.Templates, slug, files)
}

// Specimen is a document of a kind with sample data.
type Specimen struct {
	Format   string            // "docx", or "pdf" of a form; "" where the kind has but a workbook
	Data     []byte            // as it goes to paper, marked as a sample
	Findings []archive.Finding // what the checker says of the Word template
}

// Specimen fills the template of a kind with samples and judges it; word is the kind's Word
// file, nil where it has none. The error of a template that cannot be filled is a refusal that
// tells why.
func (m *Maker) Specimen(kind *catalog.Kind, word []byte) (*Specimen, error) {
	set, err := m.Catalog.Sample(kind.Slug, "")
	if err != nil {
		return nil, fmt.Errorf("%s: sample: %w", kind.Slug, err)
	}
	d := &Draft{m: m, kind: kind, sets: []*dataset.Set{set}, marks: Marks{Sample: true}}
	if form := kind.Form(); form != nil {
		data, err := buffer(func(b *bytes.Buffer) error {
			_, err := form.Fill(b, []*dataset.Record{set.Record()}, pdf.FillOptions{Mark: SampleMark})
			return err
		})
		return &Specimen{Format: "pdf", Data: data}, unfilled(err)
	}
	out := &Specimen{Format: "docx"}
	out.Data, err = buffer(func(b *bytes.Buffer) error {
		_, err := kind.Word().Execute(b, set, fill.Run{Blanks: d.blanks(), Level: 6})
		return err
	})
	if err == nil {
		out.Data, err = docx.DropEnd(out.Data)
	}
	if err != nil {
		return nil, unfilled(err)
	}
	if out.Data, err = d.finish(out.Data, SampleMark); err != nil {
		return nil, err
	}
	found, err := m.JudgeTemplate(kind.Slug, word)
	for _, f := range found {
		out.Findings = append(out.Findings, kept(f))
	}
	return out, err
}

// unfilled says to whoever made a template what keeps samples from filling it.
func unfilled(err error) error {
	if err == nil {
		return nil
	}
	return people.Refuse("điền thử số liệu ví dụ vào mẫu không được: %w", err)
}
