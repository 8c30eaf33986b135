package docx

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"vanthu/pipeline/ooxml"
)

// TestTrace: each paragraph of the body has a number, which stands for its place; all else
// is as it was.
func TestTrace(t *testing.T) {
	body := `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p/><w:p w:rsidR="00AB"><w:r><w:t>x</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p></w:p></w:tc></w:tr></w:tbl></w:body></w:document>`
	var b bytes.Buffer
	w := ooxml.NewWriter(&b, 1)
	for _, p := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", body},
	} {
		if err := w.Put(p[0], []byte(p[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	traced, places, err := Trace(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := ooxml.Open(traced, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	part, _ := pkg.Part("word/document.xml")
	want := []string{"thân văn bản, đoạn 1", "thân văn bản, đoạn 2", "thân văn bản, bảng 1, hàng 1, ô 1, đoạn 1"}
	left := string(part)
	for i, place := range want {
		number := fmt.Sprintf("%08X", i+1)
		if places[number] != place {
			t.Errorf("%s stands for %q, want %q", number, places[number], place)
		}
		left = strings.Replace(left, ` trace="`+number+`"`, "", 1)
	}
	if left != body || len(places) != len(want) {
		t.Errorf("%d places; without its numbers the body is\n%s", len(places), left)
	}
}
