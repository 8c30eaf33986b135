package ooxml

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
)

// build makes a zip file of names and texts in turn.
func build(t testing.TB, pairs ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		w, err := z.Create(pairs[i])
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, pairs[i+1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="main"/></Types>`
	rootRels     = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/word/document.xml"/></Relationships>`
	docRels      = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="x/image" Target="media/a.png"/><Relationship Id="r2" Type="x/hyperlink" Target="http://a/../b" TargetMode="External"/><Relationship Id="r3" Type="x/image" Target="../../../etc/passwd"/></Relationships>`
)

func TestPackage(t *testing.T) {
	data := build(t, "[Content_Types].xml", contentTypes, "_rels/.rels", rootRels,
		"word/document.xml", "<a/>", "word/_rels/document.xml.rels", docRels, "word/media/a.png", "png")
	p, err := Open(data, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	main, err := p.Main()
	if err != nil || main != "word/document.xml" || p.ContentType(main) != "main" || p.ContentType("x/y.XML") != "application/xml" {
		t.Errorf("main part %q, %v", main, err)
	}
	rels, err := p.Relationships(main)
	want := []Relationship{{"r1", "image", "word/media/a.png", false}, {"r2", "hyperlink", "http://a/../b", true}, {"r3", "image", "etc/passwd", false}}
	if err != nil || fmt.Sprint(rels) != fmt.Sprint(want) {
		t.Errorf("relationships %v, %v", rels, err)
	}
	if found, _ := p.Find(main, "image"); fmt.Sprint(found) != "[word/media/a.png]" {
		t.Errorf("images %v", found)
	}
	if _, err := p.Part("word/none.xml"); !errors.Is(err, ErrNoPart) {
		t.Errorf("missing part: %v", err)
	}
}

func TestCopyKeepsParts(t *testing.T) {
	data := build(t, "[Content_Types].xml", contentTypes, "word/document.xml", strings.Repeat("Điều ", 1000), "empty", "")
	p, err := Open(data, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	write := func() []byte {
		var b bytes.Buffer
		w := NewWriter(&b, 1)
		for _, n := range p.Names() {
			if err := w.Copy(p, n); err != nil {
				t.Fatal(err)
			}
		}
		f, err := w.Create("new.xml")
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(f, strings.Repeat("mới ", 500))
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	out := write()
	if !bytes.Equal(out, write()) {
		t.Error("two writings differ")
	}
	q, err := Open(out, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range p.Names() {
		a, err1 := p.Part(n)
		b, err2 := q.Part(n)
		if err1 != nil || err2 != nil || !bytes.Equal(a, b) {
			t.Errorf("%s: %v %v", n, err1, err2)
		}
	}
	if b, err := q.Part("new.xml"); err != nil || len(b) != 500*len("mới ") {
		t.Errorf("new part: %d bytes, %v", len(b), err)
	}
}

func TestOpenRefuses(t *testing.T) {
	bomb := build(t, "[Content_Types].xml", contentTypes, "word/document.xml", strings.Repeat("a", 3<<20))
	for _, c := range []struct {
		name, want string
		data       []byte
	}{
		{"empty", "rỗng", nil},
		{"text", "không phải tệp Word", []byte("hello")},
		{"cut", "hỏng", bomb[:len(bomb)/2]},
		{"old doc", "dạng cũ", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....")},
		{"password", "mật khẩu", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), utf16Bytes("EncryptedPackage")...)},
		{"pdf", "PDF", []byte("%PDF-1.7")},
		{"path", "cố ý", build(t, "../../etc/passwd", "x")},
		{"twice", "hai mục", build(t, "a.xml", "x", "a.xml", "y")},
		{"plain zip", "[Content_Types].xml", build(t, "a.txt", "x")},
	} {
		if _, err := Open(c.data, Limits{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
	p, err := Open(bomb, Limits{Part: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Part("word/document.xml"); err == nil || !strings.Contains(err.Error(), "zip bomb") {
		t.Errorf("a part over the limit: %v", err)
	}
	lie := bytes.ReplaceAll(bomb, []byte("\x00\x00\x30\x00"), []byte("\x10\x00\x00\x00")) // declared 3 MiB → 16 bytes
	if p, err = Open(lie, Limits{}); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err = p.Part("word/document.xml")
	runtime.ReadMemStats(&after)
	if grown := after.TotalAlloc - before.TotalAlloc; err == nil || grown > 1<<20 {
		t.Errorf("a part longer than declared: %v, after %d bytes", err, grown)
	}
}

func TestScanner(t *testing.T) {
	const src = `<?xml version="1.0" encoding="UTF-8"?><x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main" xmlns:w="urn:other">` +
		`<x:p x:val = 'a&amp;b&#x1EC7;' w:q="1" plain="&lt;"/><!-- c --><x:t xml:space="preserve">Độc &gt; lập` + "\r\n" + `&bad;</x:t><![CDATA[<&>]]>` +
		`<w:p/><p xmlns="http://schemas.openxmlformats.org/drawingml/2006/main"><p/></p><p/></x:document>`
	s := NewScanner([]byte(src))
	var got []string
	var all strings.Builder
	for {
		tok, err := s.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(s.Source(tok))
		line := fmt.Sprint(tok.Kind, " ", tok.Name)
		if tok.Kind == Text {
			line += fmt.Sprintf("%q", s.Text())
		}
		got = append(got, line+strings.TrimSuffix(fmt.Sprint(" ", s.Attrs()), " []"))
	}
	want := []string{"4 ", "0 w:document", "1 w:p [{w:val a&bệ} {?w:q 1} {plain <}]", "4 ",
		"0 w:t [{xml:space preserve}]", `3 "Độc > lập\n&bad;"`, "2 w:t", `3 "<&>"`,
		"1 ?w:p", "0 a:p", "1 a:p", "2 a:p", "1 p", "2 w:document"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("tokens:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if all.String() != src {
		t.Errorf("tokens leave gaps: %s", all.String())
	}
}

func TestScannerRefuses(t *testing.T) {
	for src, want := range map[string]string{
		`<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`:    "DOCTYPE",
		`<?xml version="1.0" encoding="UTF-16"?><a/>`: "mã chữ",
		"\xff\xfe<\x00":            "UTF-16",
		"<a>\xff</a>":              "UTF-8",
		`<a><b></a></b>`:           "phải là </b>",
		`<a>`:                      "chưa đóng",
		`</a>`:                     "không đóng thẻ nào",
		`<a b=c/>`:                 "dấu nháy",
		`<a b="c`:                  "hết tệp",
		`<1a/>`:                    "tên thẻ",
		strings.Repeat("<a>", 300): "lồng nhau",
		`<a`:                       "hết tệp",
		`<a b="1" c/>`:             "hết tệp",
	} {
		_, err := Parse([]byte(src))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: error %v, want one with %q", src, err, want)
		}
	}
}

func TestParse(t *testing.T) {
	root, err := Parse([]byte("<w:body>\n  <w:p w:val=\"1\">\n<w:t> </w:t><w:t>a<w:x/>b</w:t></w:p>\n</w:body>"))
	if err != nil {
		t.Fatal(err)
	}
	p := root.Child("w:p")
	if len(root.Kids) != 1 || len(p.Kids) != 2 || p.Val() != "1" || p.Text() != " ab" || root.Child("w:none").Child("x").Val() != "" {
		t.Errorf("tree: %d %d %q", len(root.Kids), len(p.Kids), p.Text())
	}
}

func TestEscape(t *testing.T) {
	const in = "a<&>\"\r\n\tĐ\x00\xff\uFFFE"
	if got := string(AppendEscaped(nil, in, false)); got != "a&lt;&amp;&gt;\"&#13;\n\tĐ\uFFFD\uFFFD\uFFFD" {
		t.Errorf("text: %q", got)
	}
	if got := string(AppendEscaped(nil, in, true)); got != "a&lt;&amp;&gt;&quot;&#13;&#10;&#9;Đ\uFFFD\uFFFD\uFFFD" {
		t.Errorf("attribute: %q", got)
	}
	for s, want := range map[string]int{"Độc lập\n\uFFFD": -1, "ab\x01": 2, "a\xc3": 1, "\uFFFF": 0} {
		if got := ForbiddenAt(s); got != want {
			t.Errorf("ForbiddenAt(%q) = %d, want %d", s, got, want)
		}
	}
}

func FuzzScanner(f *testing.F) {
	f.Add([]byte(`<a b="1">x&amp;<b/><!-- --><![CDATA[y]]></a>`))
	f.Fuzz(func(t *testing.T, src []byte) {
		s := NewScanner(src)
		end := 0
		if bytes.HasPrefix(src, []byte("\xef\xbb\xbf")) {
			end = 3
		}
		for {
			tok, err := s.Next()
			if err != nil {
				if err == io.EOF && end != len(src) {
					t.Errorf("the tokens end at %d of %d", end, len(src))
				}
				break
			}
			if tok.Pos != end || tok.End <= tok.Pos {
				t.Fatalf("token %v after byte %d", tok, end)
			}
			end = tok.End
			s.Attrs()
			if tok.Kind == Text {
				s.Text()
			}
		}
		Parse(src)
	})
}

func BenchmarkParse(b *testing.B) {
	row := `<w:tr><w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="O"/></w:pPr><w:r><w:t>Nguyễn Văn An</w:t></w:r></w:p></w:tc></w:tr>`
	src := []byte(`<w:tbl xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` + strings.Repeat(row, 25000) + `</w:tbl>`)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(src); err != nil {
			b.Fatal(err)
		}
	}
}

func TestRewrite(t *testing.T) {
	p, err := Open(build(t, "[Content_Types].xml", contentTypes, "word/document.xml", "<a/>", "word/x.xml", "<x/>"), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	data, err := p.Rewritten(map[string][]byte{"word/z.xml": []byte("<z/>"), "word/document.xml": []byte("<b/>"), "word/y.xml": []byte("<y/>")})
	if err != nil {
		t.Fatal(err)
	}
	q, err := Open(data, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, name := range q.Names() {
		part, err := q.Part(name)
		if err != nil {
			t.Fatal(err)
		}
		if name != "[Content_Types].xml" {
			got += name + string(part) + " "
		}
	}
	if want := "word/document.xml<b/> word/x.xml<x/> word/y.xml<y/> word/z.xml<z/> "; got != want {
		t.Errorf("parts %s, want %s", got, want)
	}
}

func TestApply(t *testing.T) {
	got := string(Apply([]byte("0123456789"), Edit{8, 9, ""}, Edit{2, 5, "x"}, Edit{2, 2, "a"}, Edit{2, 2, "b"}, Edit{10, 10, "!"}))
	if want := "01abx5679!"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
