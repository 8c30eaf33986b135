package word

import (
	"archive/zip"
	"bytes"
	"fmt"
	"testing"

	"vanthu/pipeline/unit"
)

// opened reads a Word file whose body holds blocks, with parts beside it.
func opened(t *testing.T, body string, parts map[string]string) *File {
	t.Helper()
	f, err := Open(wordOf(t, body, parts))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func wordOf(t *testing.T, body string, parts map[string]string) []byte {
	t.Helper()
	const w = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`
	const kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name, text string) {
		f, err := z.Create(name)
		if err == nil {
			_, err = f.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	put("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`)
	put("_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="`+kind+`officeDocument" Target="word/document.xml"/>`+
		`<Relationship Id="b" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`)
	put("word/document.xml", `<w:document`+w+`><w:body>`+body+`</w:body></w:document>`)
	for name, text := range parts {
		put(name, text)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTitle(t *testing.T) {
	core := `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>A</dc:creator><dc:title>Kế hoạch</dc:title></cp:coreProperties>`
	for text, want := range map[string]string{core: "Kế hoạch", "<broken": ""} {
		if f := opened(t, `<w:p/>`, map[string]string{"docProps/core.xml": text}); f.Title != want {
			t.Errorf("title %q, want %q", f.Title, want)
		}
	}
	if f := opened(t, `<w:p/>`, nil); f.Title != "" {
		t.Errorf("title %q of none", f.Title)
	}
}

func TestMeasures(t *testing.T) {
	if w := (&Section{Width: 1000 * unit.Mm, Left: 300 * unit.Mm, Right: 200 * unit.Mm, Gutter: 100 * unit.Mm}).TextWidth(); w != 400*unit.Mm {
		t.Errorf("text of %v", w)
	}
	if w := (&Section{Width: 100 * unit.Mm, Left: 90 * unit.Mm}).TextWidth(); w != unit.Inch/2 {
		t.Errorf("text of %v at least", w)
	}
	for style, want := range map[string]unit.Length{"": 0, "none": 0, "nil": 0, "single": unit.Pt, "double": 3 * unit.Pt} {
		if got := (Border{Style: style, Width: unit.Pt}).Thickness(); got != want {
			t.Errorf("border %q is %v thick, want %v", style, got, want)
		}
	}
	var p RunProps
	for _, c := range []struct {
		toggle Toggle
		on     bool
		want   Toggle
	}{{Bold, true, Bold}, {Italic, true, Bold | Italic}, {Bold, false, Italic}, {Bold, false, Italic}, {Italic, false, 0}} {
		if p.setToggle(c.toggle, c.on); p.toggles != c.want || p.said&c.toggle == 0 {
			t.Errorf("%v %v: %v said of %v", c.toggle, c.on, p.toggles, p.said)
		}
	}
	for n, want := range map[int]string{0: "0", 1: "a", 2: "b", 26: "z", 27: "aa", 28: "bb", 52: "zz", 53: "aaa", 780: "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", 781: "781"} {
		if got := letters(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

// A cell that takes in the next one is as wide as both where both say how wide they are.
func TestWidenedCells(t *testing.T) {
	exact, share := preferredWidth{Kind: "dxa", length: 10}, preferredWidth{Kind: "pct", length: 7}
	bordered := CellProps{Width: exact}
	bordered.Borders[Right] = Border{Style: "double"}
	for _, c := range []struct {
		first, next CellProps
		want        string
	}{
		{CellProps{Width: exact}, CellProps{Width: exact}, "2 dxa 20 single"},
		{CellProps{Width: exact, Span: 2}, CellProps{Width: share, Span: 3}, "5  0 single"},
		{CellProps{Width: share}, CellProps{Width: exact}, "2  0 single"},
		{CellProps{Width: exact}, bordered, "2 dxa 20 double"},
	} {
		c.first.Borders[Right] = Border{Style: "single"}
		c.first.widen(&c.next)
		if got := fmt.Sprintf("%d %s %d %s", c.first.Span, c.first.Width.Kind, c.first.Width.length, c.first.Borders[Right].Style); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

// What a field shows of itself whose result is not stored.
func TestFieldsThatShowThemselves(t *testing.T) {
	for code, want := range map[string]string{
		"MACROBUTTON Ten [Bấm vào đây]": "[Bấm vào đây]", "MACROBUTTON Ten x": "x", "MACROBUTTON Ten": "", "GOTOBUTTON muc trang sau": "trang sau", "FORMCHECKBOX": "☐", "DATE": "",
	} {
		in, ok := (&fieldState{code: []byte(code)}).shown()
		if ok != (want != "") || ok && in.Text != want {
			t.Errorf("%s: %q, %v; want %q", code, in.Text, ok, want)
		}
	}
}
