//go:build fidelity

package fidelity

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// feature is a small Word file in which one thing is tried.
type feature struct {
	name       string
	body       string // with its last w:sectPr; a4 where it has none
	styles     string // further styles behind houseStyles
	numbering  string
	settings   string            // further settings
	compat     string            // further children of w:compat
	mode       int               // compatibility mode, see compatibility
	parts      map[string]string // "header1.xml" → inner XML of its root; its relationship is rheader1
	links      map[string]string // relationship → URL
	outlined   string            // text that LibreOffice draws as outlines
	word       string            // why Word makes other pages than LibreOffice, and what says so
	otherText  bool              // Word shows other words too, not only in other places
	emptyPages bool              // LibreOffice is to print the empty pages before odd and even ones
}

// namespaces are declared on the root of every part.
const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
	`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
	`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ` +
	`xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
	`xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" ` +
	`xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" ` +
	`xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" ` +
	`xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" ` +
	`xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" ` +
	`xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing" ` +
	`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14 wp14" ` +
	`xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w10="urn:schemas-microsoft-com:office:word" ` +
	`xmlns:v="urn:schemas-microsoft-com:vml"`

const (
	officeTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	wordType    = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	xmlHead     = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
)

// roots names the root element of a part by the beginning of its name.
var roots = []struct{ prefix, element string }{
	{"chart", "c:chartSpace"}, {"header", "w:hdr"}, {"footer", "w:ftr"}, {"footnotes", "w:footnotes"}, {"endnotes", "w:endnotes"}, {"comments", "w:comments"},
}

// compatibility is the mode of a feature, 14 where it asks for none: in mode 15 Word presses the
// spaces of justified lines together, which LibreOffice before 24.2 does not.
func (f *feature) compatibility() int {
	if f.mode != 0 {
		return f.mode
	}
	return 14
}

// docx packs a feature.
func (f *feature) docx(t testing.TB) []byte {
	t.Helper()
	body := f.body
	if !strings.HasSuffix(strings.TrimSpace(body), "</w:sectPr>") {
		body += a4("")
	}
	p := &packer{t: t, types: map[string]string{}}
	p.z = zip.NewWriter(&p.out)
	p.add("document.xml", element("w:document", "<w:body>"+body+"</w:body>"), wordType+"document.main+xml")
	p.part("styles", "styles", element("w:styles", houseStyles+f.styles))
	p.part("settings", "settings", element("w:settings", `<w:defaultTabStop w:val="720"/>`+f.settings+
		`<w:compat>`+f.compat+`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="`+strconv.Itoa(f.compatibility())+`"/></w:compat>`))
	if f.numbering != "" {
		p.part("numbering", "numbering", element("w:numbering", f.numbering))
	}
	p.part("theme1", "theme", themeXML)
	for _, file := range slices.Sorted(maps.Keys(f.parts)) {
		for _, r := range roots {
			if name, ok := strings.CutSuffix(file, ".xml"); ok && strings.HasPrefix(name, r.prefix) {
				p.part(name, strings.TrimRight(name, "0123456789"), element(r.element, f.parts[file]))
				p.file("word/_rels/"+file+".rels", relationships(pictureRels()))
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(f.links)) {
		p.rels += fmt.Sprintf(`<Relationship Id="%s" Type="%shyperlink" Target="%s" TargetMode="External"/>`, id, officeTypes, f.links[id])
	}
	return p.close()
}

// packer writes the zip file.
type packer struct {
	t     testing.TB
	out   bytes.Buffer
	z     *zip.Writer
	rels  string
	types map[string]string
}

func (p *packer) file(name, text string) {
	w, err := p.z.Create(name)
	if err == nil {
		_, err = w.Write([]byte(text))
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *packer) add(name, text, contentType string) {
	p.file("word/"+name, text)
	p.types["/word/"+name] = contentType
}

// part adds a part to which the document points.
func (p *packer) part(name, kind, text string) {
	contentType := wordType + kind + "+xml"
	switch kind {
	case "chart":
		contentType = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
	case "theme":
		contentType = "application/vnd.openxmlformats-officedocument.theme+xml"
	}
	p.add(name+".xml", text, contentType)
	p.rels += fmt.Sprintf(`<Relationship Id="r%s" Type="%s%s" Target="%s.xml"/>`, name, officeTypes, kind, name)
}

func (p *packer) close() []byte {
	for _, name := range slices.Sorted(maps.Keys(pictures)) {
		p.file("word/media/"+name, string(pictures[name]))
	}
	p.file("word/_rels/document.xml.rels", relationships(p.rels+pictureRels()))
	p.file("_rels/.rels", relationships(`<Relationship Id="rId1" Type="`+officeTypes+`officeDocument" Target="word/document.xml"/>`))
	types := xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>`
	for _, name := range slices.Sorted(maps.Keys(p.types)) {
		types += `<Override PartName="` + name + `" ContentType="` + p.types[name] + `"/>`
	}
	p.file("[Content_Types].xml", types+`</Types>`)
	if err := p.z.Close(); err != nil {
		p.t.Fatal(err)
	}
	return p.out.Bytes()
}

func relationships(inner string) string {
	return xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + inner + `</Relationships>`
}

// pictureRels are the relationships of all pictures: rwide, ralpha, rphoto.
func pictureRels() (rels string) {
	for _, name := range slices.Sorted(maps.Keys(pictures)) {
		id, _, _ := strings.Cut(name, ".")
		rels += fmt.Sprintf(`<Relationship Id="r%s" Type="%simage" Target="media/%s"/>`, id, officeTypes, name)
	}
	return rels
}

func element(name, inner string) string {
	return xmlHead + "<" + name + " " + namespaces + ">" + inner + "</" + name + ">"
}
