package docx

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"vanthu/pipeline/ooxml"
)

// pack makes a DOCX of a main part, settings and headers by name.
func pack(t *testing.T, body, settings string, headers ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := ooxml.NewWriter(&b, 1)
	put := func(name, text string) {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(text))
	}
	put("[Content_Types].xml", `<Types xmlns="`+nsTypes+`"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>`)
	put("_rels/.rels", `<Relationships xmlns="`+nsRels+`"><Relationship Id="a" Type="`+nsR+`/officeDocument" Target="word/document.xml"/></Relationships>`)
	put("word/document.xml", `<w:document xmlns:w="`+nsW+`" xmlns:r="`+nsR+`"><w:body>`+body+`</w:body></w:document>`)
	rels := `<Relationship Id="s" Type="` + nsR + `/settings" Target="settings.xml"/>`
	put("word/settings.xml", `<w:settings xmlns:w="`+nsW+`">`+settings+`</w:settings>`)
	for i, h := range headers {
		name := string(rune('a'+i)) + ".xml"
		rels += `<Relationship Id="h` + string(rune('a'+i)) + `" Type="` + nsR + `/header" Target="` + name + `"/>`
		put("word/"+name, `<q:hdr xmlns:q="`+nsW+`">`+h+`</q:hdr>`)
	}
	put("word/_rels/document.xml.rels", `<Relationships xmlns="`+nsRels+`">`+rels+`</Relationships>`)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFinish(t *testing.T) {
	f := Finish{Watermark: `SỐ LIỆU "MẪU"`, Title: "Kế hoạch <1>", Author: "UBND", Day: time.Date(2024, 2, 5, 13, 0, 0, 0, time.UTC)}
	for _, c := range []struct {
		name, body, settings string
		headers              []string
		want                 int // headers that carry the mark
	}{
		{"no section", `<w:p/>`, "", nil, 1},
		{"empty section", `<w:p/><w:sectPr/>`, "", nil, 1},
		{"first page and even pages", `<w:p/><w:sectPr><w:titlePg/></w:sectPr>`, `<w:evenAndOddHeaders/>`, nil, 3},
		{"switched off", `<w:p/><w:sectPr><w:titlePg w:val="0"/></w:sectPr>`, `<w:evenAndOddHeaders w:val="false"/>`, nil, 1},
		{"headers there", `<w:p/><w:sectPr><w:headerReference w:type="default" r:id="ha"/><w:headerReference w:type="first" r:id="hb"/><w:titlePg/></w:sectPr>`, "",
			[]string{`<q:p><q:pPr><q:jc q:val="center"/></q:pPr><q:r><q:t>2</q:t></q:r></q:p>`, `<q:p/>`}, 2},
		{"later section has them", `<w:p><w:pPr><w:sectPr/></w:pPr></w:p><w:sectPr><w:headerReference w:type="default" r:id="ha"/></w:sectPr>`, "",
			[]string{`<q:p><q:r/></q:p>`}, 2},
	} {
		var out bytes.Buffer
		if err := f.Write(&out, pack(t, c.body, c.settings, c.headers...)); err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		p, err := ooxml.Open(out.Bytes(), ooxml.Limits{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		found, _ := p.Find("word/document.xml", "header")
		marked := 0
		for _, h := range found {
			part, _ := p.Part(h)
			root, err := ooxml.Parse(part)
			if err != nil {
				t.Errorf("%s: %s: %v", c.name, h, err)
			}
			if bytes.Contains(part, []byte(`string="SỐ LIỆU &quot;MẪU&quot;"`)) && root.Child("w:p").Child("w:r").Child("w:pict") != nil {
				marked++
			}
		}
		if marked != c.want || len(found) != c.want {
			t.Errorf("%s: %d of %d headers marked, want %d", c.name, marked, len(found), c.want)
		}
		core, _ := p.Find("", "core-properties")
		if len(core) != 1 || !strings.Contains(p.ContentType(core[0]), "core-properties") {
			t.Errorf("%s: core properties %v", c.name, core)
		} else if props, _ := p.Part(core[0]); !bytes.Contains(props, []byte(">2024-02-05T00:00:00+07:00<")) || !bytes.Contains(props, []byte("<dc:title>Kế hoạch &lt;1&gt;</dc:title>")) {
			t.Errorf("%s: %s", c.name, props)
		}
		body, _ := p.Part("word/document.xml")
		root, err := ooxml.Parse(body)
		if err != nil || root.Child("w:body").Child("w:p") == nil {
			t.Errorf("%s: body %v\n%s", c.name, err, body)
		}
		if strings.Count(string(body), "<w:sectPr") > max(1, strings.Count(c.body, "<w:sectPr")) {
			t.Errorf("%s: a section too many: %s", c.name, body)
		}
		for _, n := range p.Names() {
			if strings.HasPrefix(n, "word/header-mark") && !strings.Contains(p.ContentType(n), "header+xml") {
				t.Errorf("%s: %s has content type %q", c.name, n, p.ContentType(n))
			}
		}
	}
}

// TestDropEnd: where a condition left nothing behind the last break, the section before it is
// the last one; a section with text stays, and without DropEnd so does the empty one.
func TestDropEnd(t *testing.T) {
	const wide, tall = `<w:sectPr><w:pgSz w:w="16838"/></w:sectPr>`, `<w:sectPr><w:pgSz w:w="11906"/></w:sectPr>`
	para := `<w:p><w:r><w:t>a</w:t></w:r></w:p>`
	brk := `<w:p><w:pPr><w:pStyle w:val="Ngat"/>` + wide + `</w:pPr></w:p>`
	for _, c := range []struct {
		body, want string
		drop       bool
	}{
		{para + brk + tall, para + wide, true},
		{para + brk + tall, para + brk + tall, false},
		{para + brk + para + tall, para + brk + para + tall, true},
		{para + tall, para + tall, true},
	} {
		var out bytes.Buffer
		if err := (Finish{DropEnd: c.drop, Title: "x"}).Write(&out, pack(t, c.body, "")); err != nil {
			t.Fatal(err)
		}
		p, err := ooxml.Open(out.Bytes(), ooxml.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := p.Part("word/document.xml"); !strings.Contains(string(got), "<w:body>"+c.want+"</w:body>") {
			t.Errorf("drop %v:\n%s\nwant\n%s", c.drop, got, c.want)
		}
	}
}

// TestBindingsToProperties: a content control that shows a core property keeps its text, which Word would
// replace by the property of the finished document; other bindings stay.
func TestBindingsToProperties(t *testing.T) {
	control := func(store string) string {
		return `<w:sdt><w:sdtPr><w:id w:val="1"/><w:dataBinding w:xpath="/a" w:storeItemID="` + store + `"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>`
	}
	const other = `{00000000-F283-45AE-878A-BAB7291924A1}`
	body := control(strings.ToLower(coreStore)) + control(other)
	var out bytes.Buffer
	if err := (Finish{Title: "x"}).Write(&out, pack(t, body, "", `<q:sdt><q:sdtPr><q:dataBinding q:storeItemID="`+coreStore+`"/></q:sdtPr></q:sdt><q:p/>`)); err != nil {
		t.Fatal(err)
	}
	p, err := ooxml.Open(out.Bytes(), ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	part, _ := p.Part("word/document.xml")
	if got := string(part); strings.Count(got, "dataBinding") != 1 || !strings.Contains(got, other) || strings.Count(got, "<w:sdtContent><w:p/>") != 2 {
		t.Error(got)
	}
	if part, _ = p.Part("word/a.xml"); bytes.Contains(part, []byte("dataBinding")) {
		t.Errorf("%s", part)
	}
}
