package nd30

import (
	"bytes"
	"fmt"

	"vanthu/pipeline/ooxml"
)

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	nsW     = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsR     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsPkg   = "http://schemas.openxmlformats.org/package/2006/"
	wml     = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// pageNumber is the header of every page but the first of a section.
const pageNumber = xmlHead + `<w:hdr xmlns:w="` + nsW + `"><w:p><w:pPr><w:pStyle w:val="SoTrang"/></w:pPr>` +
	`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
	`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>`

const firstHeader = xmlHead + `<w:hdr xmlns:w="` + nsW + `"><w:p><w:pPr><w:pStyle w:val="SoTrang"/></w:pPr></w:p></w:hdr>`

// settings asks for compatibility mode 14: Word from 2013 on presses the spaces of a justified line
// together to take in one more word only where the mode is 15 or more. With 14 all versions of
// Word, LibreOffice and pipeline/layout break the lines of our papers alike, so that what the
// secretary sees in Word is what is printed. (Mode 14 also puts the text of a table at the
// margin, not its border: see indent in table.go.)
const settings = xmlHead + `<w:settings xmlns:w="` + nsW + `"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>` +
	`<w:characterSpacingControl w:val="doNotCompress"/><w:compat>` +
	`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="14"/></w:compat>` +
	`<w:themeFontLang w:val="vi-VN"/></w:settings>`

const contentTypes = xmlHead + `<Types xmlns="` + nsPkg + `content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="` + wml + `document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="` + wml + `styles+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="` + wml + `settings+xml"/>` +
	`<Override PartName="/word/header1.xml" ContentType="` + wml + `header+xml"/>` +
	`<Override PartName="/word/header2.xml" ContentType="` + wml + `header+xml"/>%s` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

const packageRels = xmlHead + `<Relationships xmlns="` + nsPkg + `relationships">` +
	`<Relationship Id="rId1" Type="` + nsR + `/officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="` + nsPkg + `relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const documentRels = xmlHead + `<Relationships xmlns="` + nsPkg + `relationships">` +
	`<Relationship Id="rIdStyles" Type="` + nsR + `/styles" Target="styles.xml"/>` +
	`<Relationship Id="rIdSettings" Type="` + nsR + `/settings" Target="settings.xml"/>` +
	`<Relationship Id="rIdSoTrang" Type="` + nsR + `/header" Target="header1.xml"/>` +
	`<Relationship Id="rIdTrangDau" Type="` + nsR + `/header" Target="header2.xml"/>%s</Relationships>`

// Where there is a footer, it is declared and related.
const (
	footerType = `<Override PartName="/word/footer1.xml" ContentType="` + wml + `footer+xml"/>`
	footerRel  = `<Relationship Id="rIdChanTrang" Type="` + nsR + `/footer" Target="footer1.xml"/>`
)

func coreProperties(title string) []byte {
	out := []byte(xmlHead + `<cp:coreProperties xmlns:cp="` + nsPkg + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>`)
	out = ooxml.AppendEscaped(out, title, false)
	return append(out, `</dc:title><dc:language>vi-VN</dc:language></cp:coreProperties>`...)
}

func (b *Builder) pack(document, footer []byte, title string) ([]byte, error) {
	var out bytes.Buffer
	zw := ooxml.NewWriter(&out, 6)
	typ, rel := "", ""
	if len(footer) > 0 {
		typ, rel = footerType, footerRel
	}
	for _, part := range []struct {
		name string
		data []byte
	}{
		{"[Content_Types].xml", fmt.Appendf(nil, contentTypes, typ)},
		{"_rels/.rels", []byte(packageRels)},
		{"docProps/core.xml", coreProperties(title)},
		{"word/document.xml", document},
		{"word/_rels/document.xml.rels", fmt.Appendf(nil, documentRels, rel)},
		{"word/styles.xml", writeStyles(b.own)},
		{"word/settings.xml", []byte(settings)},
		{"word/header1.xml", []byte(pageNumber)},
		{"word/header2.xml", []byte(firstHeader)},
		{"word/footer1.xml", footer},
	} {
		if len(part.data) == 0 {
			continue
		}
		if err := zw.Put(part.name, part.data); err != nil {
			return nil, err
		}
	}
	if err := zw.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
