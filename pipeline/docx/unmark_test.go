package docx

import (
	"bytes"
	"strings"
	"testing"

	"vanthu/pipeline/ooxml"
)

// What Finish put in, Unmark takes out; another watermark stays.
func TestUnmark(t *testing.T) {
	var pack bytes.Buffer
	w := ooxml.NewWriter(&pack, 6)
	for name, text := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="` + nsTypes + `"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>`,
		"_rels/.rels":         `<Relationships xmlns="` + nsRels + `"><Relationship Id="r1" Type="` + nsR + `/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml":   `<w:document xmlns:w="` + nsW + `"><w:body><w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p></w:body></w:document>`,
	} {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var marked bytes.Buffer
	if err := (Finish{Watermark: "DỰ THẢO", Title: "Kế hoạch"}).Write(&marked, pack.Bytes()); err != nil {
		t.Fatal(err)
	}
	header := func(data []byte) string {
		t.Helper()
		p, err := ooxml.Open(data, ooxml.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		part, err := p.Part("word/header-mark-default.xml")
		if err != nil {
			t.Fatal(err)
		}
		return string(part)
	}
	if !strings.Contains(header(marked.Bytes()), "DỰ THẢO") {
		t.Fatal("no mark was put in")
	}
	plain, err := Unmark(marked.Bytes(), "DỰ THẢO")
	if err != nil {
		t.Fatal(err)
	}
	if h := header(plain); strings.Contains(h, "DỰ THẢO") || strings.Contains(h, "pict") {
		t.Errorf("the mark is still there: %s", h)
	}
	if other, err := Unmark(marked.Bytes(), "SỐ LIỆU MẪU"); err != nil || !bytes.Equal(other, marked.Bytes()) {
		t.Errorf("another mark was taken out: %v", err)
	}
	if again, err := Unmark(plain, "DỰ THẢO"); err != nil || !bytes.Equal(again, plain) {
		t.Errorf("nothing to take out: %v", err)
	}
}
