package fill

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/ooxml"
)

const (
	namespaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
		` xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
		` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:v="urn:schemas-microsoft-com:vml"`
	relURI  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	before  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<w:document` + namespaces + `><w:body>`
	after   = `</w:body></w:document>`
	mainCT  = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
	partsCT = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// docxOf makes a DOCX of a body and further parts, by name.
func docxOf(t testing.TB, body string, more ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := ooxml.NewWriter(&b, 6)
	types := `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="` + mainCT + `"/>`
	rels := ""
	for i, p := range more {
		kind := strings.TrimRight(strings.TrimSuffix(filepath.Base(p[0]), ".xml"), "0123456789")
		if strings.HasPrefix(kind, "anh") {
			kind = "image"
		} else {
			types += `<Override PartName="/` + p[0] + `" ContentType="` + partsCT + kind + `+xml"/>`
		}
		rels += fmt.Sprintf(`<Relationship Id="rId%d" Type="%s%s" Target="%s"/>`, i+1, relURI, kind, strings.TrimPrefix(p[0], "word/"))
	}
	const rel = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	parts := [][2]string{
		{"[Content_Types].xml", types + `</Types>`},
		{"_rels/.rels", rel + `<Relationship Id="rId1" Type="` + relURI + `officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", rel + rels + `</Relationships>`},
		{"word/document.xml", before + body + after},
	}
	for _, p := range append(parts, more...) {
		f, err := w.Create(p[0])
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(p[1]))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func setOf(t testing.TB, json string) *dataset.Set {
	t.Helper()
	if json == "" {
		json = "{}"
	}
	set, err := dataset.ParseJSON(strings.NewReader(json))
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func partOf(t testing.TB, docx []byte, name string) string {
	t.Helper()
	p, err := ooxml.Open(docx, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	part, err := p.Part(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(part)
}

// fillBody fills a body and returns the body that comes out.
func fillBody(t testing.TB, body, json string, run Run) (string, Facts, error) {
	t.Helper()
	tpl, err := Compile(docxOf(t, body), Options{Late: []string{"so_van_ban", "ngay_ban_hanh"}})
	if err != nil {
		return "", Facts{}, err
	}
	var out bytes.Buffer
	facts, err := tpl.Execute(&out, setOf(t, json), run)
	if err != nil {
		return "", facts, err
	}
	xml := partOf(t, out.Bytes(), "word/document.xml")
	if s := ooxml.NewScanner([]byte(xml)); s != nil {
		for err == nil {
			_, err = s.Next()
		}
		if err.Error() != "EOF" {
			t.Errorf("not well-formed: %v\n%s", err, xml)
		}
	}
	return strings.TrimSuffix(strings.TrimPrefix(xml, before), after), facts, nil
}

var update = flag.Bool("update", false, "write what comes out into the golden files")

// shorthand of the golden files; what it does not know stays. A longer one comes before
// one that it contains.
var shorthand = []string{
	"[PS]", `<w:p><w:r><w:t xml:space="preserve">`, "[P]", "<w:p><w:r><w:t>", "[/P]", "</w:t></w:r></w:p>",
	"[CS]", `<w:tc><w:p><w:r><w:t xml:space="preserve">`, "[C]", "<w:tc><w:p><w:r><w:t>", "[/C]", "</w:t></w:r></w:p></w:tc>",
	"[rs]", `<w:r><w:t xml:space="preserve">`, "[r]", "<w:r><w:t>", "[/r]", "</w:t></w:r>",
	"[bs]", `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">`, "[b]", "<w:r><w:rPr><w:b/></w:rPr><w:t>",
	"[p]", "<w:p>", "[/p]", "</w:p>", "[tbl]", "<w:tbl>", "[/tbl]", "</w:tbl>", "[tr]", "<w:tr>", "[/tr]", "</w:tr>",
	"[tc]", "<w:tc>", "[/tc]", "</w:tc>",
}

var long, short = strings.NewReplacer(shorthand...), func() *strings.Replacer {
	back := []string{shorthand[9], "[C]", shorthand[7], "[CS]", shorthand[11], "[/C]"} // contain those of paragraphs
	for i := 0; i < len(shorthand); i += 2 {
		back = append(back, shorthand[i+1], shorthand[i])
	}
	return strings.NewReplacer(back...)
}()

func TestFill(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		cases := strings.Split(string(src), "\n=== ")
		for i, c := range cases[1:] {
			title, rest, _ := strings.Cut(c, "\n")
			t.Run(filepath.Base(name)+"/"+title, func(t *testing.T) {
				cases[i+1] = title + "\n" + golden(t, rest)
			})
		}
		if *update {
			if err := os.WriteFile(name, []byte(strings.Join(cases, "\n=== ")), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// golden runs one case: template, data and what is expected, with lines of dashes between.
// It returns the case, with -update as it should be.
func golden(t *testing.T, src string) string {
	parts := strings.Split(strings.ReplaceAll(src, "\n---\n---\n", "\n---\n{}\n---\n"), "\n---\n")
	if len(parts) != 3 {
		t.Fatalf("%d parts, want template, data, result", len(parts))
	}
	flat := func(s string) string {
		var b strings.Builder
		for _, line := range strings.Split(s, "\n") {
			if !strings.HasPrefix(line, "// ") {
				b.WriteString(strings.TrimLeft(line, " \t"))
			}
		}
		return long.Replace(b.String())
	}
	got, _, err := fillBody(t, flat(parts[0]), parts[1], Run{})
	var faults *Faults
	if errors.As(err, &faults) {
		for _, f := range faults.List {
			got += "!" + f.String()
		}
	} else if err != nil {
		got = "!!" + err.Error()
	}
	want := flat(parts[2])
	if got != want && *update {
		return strings.Join(parts[:2], "\n---\n") + "\n---\n" + strings.ReplaceAll(short.Replace(got), "!thân", "\n!thân") + "\n"
	}
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	return src
}

// TestNumbersStayTogether: no line may end inside of a document's number; other hyphens are
// plain.
func TestNumbersStayTogether(t *testing.T) {
	for in, want := range map[string]string{
		"Kế hoạch số 58/KH-UBND ngày 05/02/2024": "Kế hoạch số 58/KH|UBND ngày 05/02/2024",
		"510/QĐ-BCA-V05; 45a/QĐ-UBND":            "510/QĐ|BCA|V05; 45a/QĐ|UBND",
		"124/2021/TT-BCA":                        "124/2021/TT|BCA",
		"……/QĐ-UBND":                             "……/QĐ|UBND",
		"kinh tế - xã hội, 2021-2025, 01/7-31/8": "kinh tế - xã hội, 2021-2025, 01/7-31/8",
	} {
		if got := string(joinNumbers([]byte("giữ/A-B "+in), len("giữ/A-B "), "|")); got != "giữ/A-B "+want {
			t.Errorf("%q gives %q", in, got)
		}
	}
	if got := string(joinNumbers([]byte("58/KH-UBND"), 0, "")); got != "58/KH-UBND" {
		t.Errorf("where nothing can stand for a hyphen: %q", got)
	}
}

// TestEveryLineEndBreaks: whatever ends a line in a value breaks the line, once.
func TestEveryLineEndBreaks(t *testing.T) {
	for _, end := range []string{"\n", "\r\n", "\r", "\u2028", "\u2029", "\u0085", "\v", "\f"} {
		for _, rest := range []string{"b", "ệ", "\u1ec7", "e\u0323"} {
			got, err := appendText(nil, []byte("a"+end+rest), "<w:br/>", "")
			if want := "a<w:br/>" + norm.NFC.String(rest); err != nil || string(got) != want {
				t.Errorf("%q: %q, %v", "a"+end+rest, got, err)
			}
		}
	}
}
