package outgoing

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/outgoing/diff"
)

// Verify makes a version again and says what differs, by file; nothing where it comes out
// the same to the last byte.
func (p *Papers) Verify(ctx context.Context, doc *archive.Document, version int) (differences []string, err error) {
	versions, err := archive.Versions(ctx, p.DB.Reader, doc.ID)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(versions, func(v archive.Version) bool { return v.Number == version })
	if i < 0 {
		return nil, fmt.Errorf("%s, version %d: %w", doc.Name, version, archive.ErrNotFound)
	}
	kept := versions[i]
	for _, f := range kept.Files { // reading compares each with its hash
		if _, err := archive.FileByHash(ctx, p.DB.Reader, f.SHA256); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Format, err)
		}
	}
	if kept.Origin != archive.FromRun {
		return nil, nil // people made it: that its files are whole is all there is to prove
	}
	made, err := p.Remake(ctx, doc, version)
	if err != nil {
		return nil, err
	}
	for _, f := range kept.Files {
		j := slices.IndexFunc(made.Files, func(g archive.File) bool { return g.Format == f.Format })
		switch {
		case f.Format == "json":
			var b bytes.Buffer
			if err := made.Data.WriteJSON(&b); err != nil {
				return nil, err
			}
			if archive.Hash(b.Bytes()) != f.SHA256 {
				differences = append(differences, "json: bộ số liệu đọc lại không giống")
			}
		case j < 0:
			differences = append(differences, f.Format+": nay không làm ra tệp này nữa")
		case archive.Hash(made.Files[j].Data) != f.SHA256:
			differences = append(differences, f.Format+": "+p.whatDiffers(ctx, f, made.Files[j].Data))
		}
	}
	if len(differences) > 0 {
		differences = append(differences, changedSource(kept.Source, made.Source)...)
	}
	return differences, nil
}

// whatDiffers says how a file made anew differs, in words where it is a Word file.
func (p *Papers) whatDiffers(ctx context.Context, f archive.VersionFile, now []byte) string {
	was, err := archive.FileByHash(ctx, p.DB.Reader, f.SHA256)
	if err == nil && f.Format == "docx" {
		a, errA := Lines(was)
		b, errB := Lines(now)
		if d := diff.Texts(a, b); errA == nil && errB == nil && len(d) > 0 {
			return strings.Join(d, "; ")
		}
	}
	return fmt.Sprintf("byte khác (trước %d, nay %d byte), chữ như cũ hoặc không so được", len(was), len(now))
}

func changedSource(was, is archive.Source) (out []string) {
	for _, s := range []struct{ what, was, is string }{
		{"mẫu", was.Template, is.Template}, {"câu truy vấn", was.Queries, is.Queries},
		{"phông chữ", was.Fonts, is.Fonts}, {"chương trình", was.Program, is.Program},
	} {
		if s.was != s.is {
			out = append(out, fmt.Sprintf("%s đã đổi: %.12s → %.12s", s.what, s.was, s.is))
		}
	}
	return out
}
