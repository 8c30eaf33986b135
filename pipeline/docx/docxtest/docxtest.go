// Package docxtest gives tests small Word files, and reads what stands in one.
package docxtest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"vanthu/pipeline/docx"
)

// Word is a Word file on A4 with these paragraphs, each one run of plain text, and nothing else: no
// styles, no fonts. The same paragraphs give the same bytes.
func Word(paragraphs ...string) []byte {
	var body strings.Builder
	for _, p := range paragraphs {
		body.WriteString("<w:p><w:r><w:t>")
		xml.EscapeText(&body, []byte(p))
		body.WriteString("</w:t></w:r></w:p>")
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body.String() + `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`},
	} {
		w, err := z.Create(p[0])
		if err != nil {
			panic(fmt.Errorf("docxtest: %w", err)) // a buffer takes all
		}
		io.WriteString(w, p[1])
	}
	z.Close()
	return b.Bytes()
}

// Text is the text of all stories of a DOCX (the body, headers, footers, notes), a line a
// paragraph. Errors say that a part is damaged.
func Text(data []byte) (string, error) {
	var b strings.Builder
	err := docx.ParagraphsOf(data, func(_ docx.Story, p docx.Paragraph) error {
		b.WriteString(p.Text)
		b.WriteByte('\n')
		return nil
	})
	return b.String(), err
}
