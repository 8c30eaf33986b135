package layout

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"vanthu/pipeline/layout/item"
)

// namespaces are declared on the root of every part of a test document.
const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
	`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
	`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ` +
	`xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
	`xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" ` +
	`xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" ` +
	`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ` +
	`xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" ` +
	`xmlns:v="urn:schemas-microsoft-com:vml"`

// a4 is the page of the tests: A4, margins 20, 20, 20, 30 mm.
const a4 = `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`

// plainStyles is a style sheet with Times New Roman 14 pt.
const plainStyles = `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="Times New Roman"/>` +
	`<w:sz w:val="28"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
	`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>`

// source is a test document: the inner XML of its parts.
type source struct {
	body      string // with its w:sectPr; where it has none, a4 is added
	styles    string // "" is plainStyles
	numbering string
	settings  string
	parts     map[string]string // further parts: "header1.xml" → inner XML of its root
}

// docx packs a test document.
func (s source) docx(t testing.TB) []byte {
	t.Helper()
	if !strings.Contains(s.body, "<w:sectPr") || !strings.HasSuffix(strings.TrimSpace(s.body), "</w:sectPr>") {
		s.body += a4
	}
	if s.styles == "" {
		s.styles = plainStyles
	}
	if s.settings == "" {
		s.settings = `<w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="14"/></w:compat>`
	}
	files := map[string]string{
		"word/document.xml":  root("w:document", "<w:body>"+s.body+"</w:body>"),
		"word/styles.xml":    root("w:styles", s.styles),
		"word/settings.xml":  root("w:settings", s.settings),
		"word/numbering.xml": root("w:numbering", s.numbering),
	}
	const kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	const kind = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	rels, types := "", ""
	add := func(id, typ, file string) {
		rels += `<Relationship Id="` + id + `" Type="` + kinds + typ + `" Target="` + file + `"/>`
		types += `<Override PartName="/word/` + file + `" ContentType="` + kind + typ + `+xml"/>`
	}
	add("rId1", "styles", "styles.xml")
	add("rId2", "settings", "settings.xml")
	add("rId3", "numbering", "numbering.xml")
	for _, p := range []struct{ file, typ, el string }{
		{"header1.xml", "header", "w:hdr"}, {"header2.xml", "header", "w:hdr"}, {"footer1.xml", "footer", "w:ftr"},
		{"footnotes.xml", "footnotes", "w:footnotes"}, {"endnotes.xml", "endnotes", "w:endnotes"},
		{"chart1.xml", "chart", "c:chartSpace"},
	} {
		if text, ok := s.parts[p.file]; ok {
			add("r"+strings.TrimSuffix(p.file, ".xml"), p.typ, p.file)
			files["word/"+p.file] = root(p.el, text)
		}
	}
	const head = `<?xml version="1.0" encoding="UTF-8"?>`
	files["word/_rels/document.xml.rels"] = head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + rels + `</Relationships>`
	files["_rels/.rels"] = head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + kinds + `officeDocument" Target="word/document.xml"/></Relationships>`
	files["[Content_Types].xml"] = head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="` + kind + `document.main+xml"/>` + types + `</Types>`
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml", "word/styles.xml",
		"word/settings.xml", "word/numbering.xml", "word/header1.xml", "word/header2.xml", "word/footer1.xml", "word/footnotes.xml", "word/endnotes.xml", "word/chart1.xml"} {
		if text, ok := files[name]; ok {
			w, err := z.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write([]byte(text)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func root(name, inner string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><` + name + ` ` + namespaces + `>` + inner + `</` + name + `>`
}

// paraXML is a paragraph with properties and one run of text.
func paraXML(props, text string) string {
	return `<w:p><w:pPr>` + props + `</w:pPr><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

// mustLay lays a test document out.
func mustLay(t testing.TB, s source) *Document {
	t.Helper()
	d, err := Lay(s.docx(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// texts returns the words of a page in order.
func texts(p *Page) []*item.Text {
	var out []*item.Text
	for _, it := range p.Items {
		if w, ok := it.(*item.Text); ok {
			out = append(out, w)
		}
	}
	return out
}
