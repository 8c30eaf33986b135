package refresh

import (
	"bytes"
	"strings"
	"testing"

	"vanthu/pipeline/fill"
	"vanthu/pipeline/ooxml"
)

// stories is a document with values in its body, a text box, header, footer and footnote.
func stories(t *testing.T) []byte {
	t.Helper()
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	pkg, err := ooxml.Open(packed(t, para("Toàn tỉnh có {so_xa | so} xã.")+
		`<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>`+para("Hộp: {so_xa | so} xã")+`</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>`+
		`<w:p>`+run("Có chú thích")+`<w:r><w:footnoteReference w:id="1"/></w:r></w:p>`), ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	types, err := pkg.Part("[Content_Types].xml")
	if err != nil {
		t.Fatal(err)
	}
	rels, overrides := "", ""
	parts := map[string][]byte{}
	for _, s := range [][3]string{{"header", "hdr", para("Đầu trang: {so_xa | so} xã")}, {"footer", "ftr", para("Chân trang: {so_xa | so} xã")}, {"footnotes", "footnotes", `<w:footnote w:id="1">` + para("Chú thích: {so_xa | so} xã") + `</w:footnote>`}} {
		parts["word/"+s[0]+".xml"] = []byte(`<w:` + s[1] + space + `>` + s[2] + `</w:` + s[1] + `>`)
		rels += `<Relationship Id="r` + s[0] + `" Type="` + office + `/` + s[0] + `" Target="` + s[0] + `.xml"/>`
		overrides += `<Override PartName="/word/` + s[0] + `.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.` + s[0] + `+xml"/>`
	}
	parts["word/_rels/document.xml.rels"] = []byte(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + rels + `</Relationships>`)
	parts["[Content_Types].xml"] = []byte(strings.Replace(string(types), "</Types>", overrides+"</Types>", 1))
	var b bytes.Buffer
	w := ooxml.NewWriter(&b, 6)
	for _, name := range pkg.Names() {
		if parts[name] == nil {
			if parts[name], err = pkg.Part(name); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, data := range parts {
		if err := w.Put(name, data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestStories: values in a text box, header, footer and footnote are refreshed as those of
// the body; where an edit stands against the data there, the changes tell, for Word takes
// comments in the body alone.
func TestStories(t *testing.T) {
	tpl, err := fill.Compile(stories(t), fill.Options{Link: &fill.Link{}})
	if err != nil {
		t.Fatal(err)
	}
	made, now := parsed(t, []byte(`{"so_xa": 1286}`)), parsed(t, []byte(`{"so_xa": 1290}`))
	edited := filled(t, tpl, made)
	res, err := Refresh(edited, Base{tpl.Map(), made}, now, Options{Day: day})
	if err != nil || res.Count(Updated) != 5 || len(res.Changes) != 5 {
		t.Fatalf("%+v, %v", res.Changes, err)
	}
	for _, want := range []string{"có 1.290 xã.", "Hộp: 1.290 xã", "Đầu trang: 1.290 xã", "Chân trang: 1.290 xã", "Chú thích: 1.290 xã"} {
		if text := reading(t, res.DOCX); !strings.Contains(text, want) || strings.Contains(text, "1.286") {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	for _, part := range []string{"word/header.xml", "word/footer.xml", "word/footnotes.xml"} {
		pkg, err := ooxml.Open(edited, ooxml.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		src, err := pkg.Part(part)
		if err != nil {
			t.Fatal(err)
		}
		other, err := pkg.Rewritten(map[string][]byte{part: bytes.Replace(src, []byte("1.286"), []byte("gần 1.300"), 1)})
		if err != nil {
			t.Fatal(err)
		}
		res, err := Refresh(other, Base{tpl.Map(), made}, now, Options{Day: day})
		if err != nil || res.Count(Conflict) != 1 || res.Count(Updated) != 4 {
			t.Fatalf("%s: %+v, %v", part, res, err)
		}
		if pkg, err = ooxml.Open(res.DOCX, ooxml.Limits{}); err != nil {
			t.Fatal(err)
		}
		if after, err := pkg.Part(part); err != nil || strings.Contains(string(after), "comment") || !strings.Contains(string(after), "gần 1.300") || pkg.Has(commentsPart) {
			t.Errorf("%s holds %s, %v", part, after, err)
		}
	}
}

// TestNotesOfRecords: a value in the footnote of a record is that of the record, whose
// reference its paragraph bears; what a paragraph repeats with its notes bears no
// mark, and is told when the data change.
func TestNotesOfRecords(t *testing.T) {
	reference := func(id string) string { return `<w:r><w:footnoteReference w:id="` + id + `"/></w:r>` }
	pkg, err := ooxml.Open(stories(t), ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	notes := `<w:footnotes` + space + `>`
	for i, text := range []string{"Riêng {goi}: {so_lan | so} lần", "Chung: {so_xa | so} xã", "Trong đoạn: {so_lan | so}"} {
		notes += `<w:footnote w:id="` + string(rune('1'+i)) + `">` + para(text) + `</w:footnote>`
	}
	main := string(mustPart(t, pkg, "word/document.xml"))
	at, end := strings.Index(main, "<w:body>")+len("<w:body>"), strings.Index(main, "<w:sectPr>")
	list := para("{#lien_ket}") + `<w:p>` + run("- {goi}") + reference("1") + `</w:p>` + para("{/lien_ket}")
	tpl, err := fill.Compile(rewritten(t, pkg, map[string]string{
		"word/document.xml":  main[:at] + list + `<w:p>` + run("Cả tỉnh") + reference("2") + run(", gồm {#lien_ket}{goi}") + reference("3") + run("{/lien_ket}") + `</w:p>` + main[end:],
		"word/footnotes.xml": notes + `</w:footnotes>`,
	}), fill.Options{Link: &fill.Link{Keys: keys}})
	if err != nil {
		t.Fatal(err)
	}
	made := parsed(t, []byte(`{"so_xa": 1286, "lien_ket": [{"goi": "Đoàn", "so_lan": 3}, {"goi": "Hội", "so_lan": 3}]}`))
	now := parsed(t, []byte(`{"so_xa": 1290, "lien_ket": [{"goi": "Đoàn", "so_lan": 3}, {"goi": "Hội", "so_lan": 5}]}`))
	res, err := Refresh(filled(t, tpl, made), Base{tpl.Map(), made}, now, Options{Day: day})
	if err != nil || res.Count(Updated) != 4 || res.Count(Unmarked) != 2 || len(res.Changes) != 6 {
		t.Fatalf("%+v, %v", res.Changes, err)
	}
	text := reading(t, settled(t, res.DOCX, true))
	for _, want := range []string{"Riêng Đoàn: 3 lần", "Riêng Hội: 5 lần", "Chung: 1.290 xã"} {
		if strings.Count(text, want) != 1 {
			t.Errorf("%q is not once in\n%s", want, text)
		}
	}
	for _, c := range res.Changes {
		if c.Decision == Unmarked && c.Source != "{so_lan | so}" && !strings.Contains(c.Source, "{goi}") {
			t.Errorf("%+v", c)
		}
	}
	if again, err := Refresh(res.DOCX, Base{tpl.Map(), now}, now, Options{Day: day}); err != nil || again.DOCX != nil || len(again.Changes) > 0 {
		t.Errorf("again: %+v, %v", again, err)
	}
}

// TestNewRecordBesideNotes: where all records have a footnote a new one comes without it, and the
// note, with its values, is told for people to write; nothing of the notes changes. A record
// without a note is the better model.
func TestNewRecordBesideNotes(t *testing.T) {
	reference := `<w:r><w:footnoteReference w:id="1"/></w:r>`
	pkg, err := ooxml.Open(stories(t), ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	main := string(mustPart(t, pkg, "word/document.xml"))
	at, end := strings.Index(main, "<w:body>")+len("<w:body>"), strings.Index(main, "<w:sectPr>")
	tpl, err := fill.Compile(rewritten(t, pkg, map[string]string{
		"word/document.xml":  main[:at] + para("{#lien_ket}") + `<w:p>` + run("- {goi}: ") + reference + run("hết") + `</w:p>` + para("{/lien_ket}") + main[end:],
		"word/footnotes.xml": `<w:footnotes` + space + `><w:footnote w:id="1">` + para("Riêng {goi}: {so_lan | so} lần") + `</w:footnote></w:footnotes>`,
	}), fill.Options{Link: &fill.Link{Keys: keys}})
	if err != nil {
		t.Fatal(err)
	}
	made := parsed(t, []byte(`{"so_xa": 1, "lien_ket": [{"goi": "Đoàn", "so_lan": 3}, {"goi": "Hội", "so_lan": 4}]}`))
	now := parsed(t, []byte(`{"so_xa": 1, "lien_ket": [{"goi": "Đoàn", "so_lan": 3}, {"goi": "Mặt trận", "so_lan": 9}, {"goi": "Hội", "so_lan": 4}]}`))
	edited := filled(t, tpl, made)
	res, err := Refresh(edited, Base{tpl.Map(), made}, now, Options{Day: day})
	if err != nil || res.Count(Added) != 1 || res.Count(ByHand) != 1 {
		t.Fatalf("%+v, %v", res.Changes, err)
	}
	if text := reading(t, settled(t, res.DOCX, true)); !strings.Contains(text, "- Mặt trận: hết") || strings.Count(text, "Riêng ") != 2 || strings.Contains(text, "Riêng Mặt trận") {
		t.Error(text)
	}
	src := body(t, res.DOCX)
	if strings.Count(src, "footnoteReference") != 2 {
		t.Errorf("a note has two references:\n%s", src)
	}
	for _, c := range res.Changes {
		if c.Decision == ByHand && !strings.Contains(c.New, "9") {
			t.Errorf("the note's values are not told: %+v", c)
		}
	}
	if got, want := reading(t, settled(t, res.DOCX, false)), reading(t, edited); !strings.HasPrefix(got, strings.TrimSpace(want)) {
		t.Errorf("refused it reads\n%s\nwant\n%s", got, want)
	}
	if again, err := Refresh(res.DOCX, Base{tpl.Map(), made}, now, Options{Day: day}); err != nil || again.DOCX != nil {
		t.Errorf("again: %+v, %v", again, err)
	}
	alone := withBody(t, edited, strings.Replace(body(t, edited), `<w:footnoteReference w:id="1"/>`, "", 1))
	if res, err = Refresh(alone, Base{tpl.Map(), made}, now, Options{Day: day}); err != nil || res.Count(Added) != 1 {
		t.Errorf("%+v, %v", res, err)
	}
}

func mustPart(t *testing.T, pkg *ooxml.Package, name string) []byte {
	t.Helper()
	part, err := pkg.Part(name)
	if err != nil {
		t.Fatal(err)
	}
	return part
}

func rewritten(t *testing.T, pkg *ooxml.Package, parts map[string]string) []byte {
	t.Helper()
	changed := map[string][]byte{}
	for name, text := range parts {
		changed[name] = []byte(text)
	}
	out, err := pkg.Rewritten(changed)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
