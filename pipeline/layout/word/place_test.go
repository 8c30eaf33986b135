package word

import (
	"bytes"
	"slices"
	"testing"

	"vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
)

// A fact names a paragraph as the reader of a document's text does, wherever it stands.
func TestPlacesAreThoseOfTheText(t *testing.T) {
	const (
		w    = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
		rel  = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
		rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
		ruby = `<w:p><w:r><w:ruby><w:rubyBase><w:r><w:t>x</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>`
	)
	var b bytes.Buffer
	z := ooxml.NewWriter(&b, 1)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{"_rels/.rels", rels + `<Relationship Id="a" Type="` + rel + `officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", rels + `<Relationship Id="n" Type="` + rel + `footnotes" Target="footnotes.xml"/><Relationship Id="h" Type="` + rel + `header" Target="header3.xml"/></Relationships>`},
		{"word/document.xml", `<w:document` + w + `><w:body>` + ruby + `<w:p/><w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:tbl><w:tr><w:tc>` + ruby + `</w:tc></w:tr></w:tbl>` + ruby + `</w:tc></w:tr></w:tbl>` + ruby + `<w:sectPr/></w:body></w:document>`},
		{"word/header3.xml", `<w:hdr` + w + `>` + ruby + `</w:hdr>`},
		{"word/footnotes.xml", `<w:footnotes` + w + `><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="1">` + ruby + `</w:footnote></w:footnotes>`},
	} {
		if err := z.Put(part[0], []byte(part[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := Open(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Furniture("h", "đầu trang"); err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for _, fact := range f.Facts.List {
		if fact.Kind == "feature" {
			got = append(got, fact.Place)
		}
	}
	err = docx.ParagraphsOf(b.Bytes(), func(_ docx.Story, p docx.Paragraph) error {
		if p.Text != "" {
			want = append(want, p.Place.String())
		}
		return nil
	})
	slices.Sort(got)
	slices.Sort(want)
	if err != nil || !slices.Equal(got, want) || len(want) != 6 {
		t.Errorf("facts at %q, text at %q, %v", got, want, err)
	}
}
