package stamp

import (
	"bytes"
	"strings"
	"testing"

	godocx "github.com/lukasjarosch/go-docx"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/docx/docxtest"
	"vanthu/pipeline/fill"
)

// flat is a template of plain tags, such as all ways to fill can do.
func flat(t *testing.T) []byte {
	return file(t, `<w:p>`+run("Số: {so_van_ban}/KH-UBND")+`</w:p><w:tbl><w:tr><w:tc><w:p>`+run("{don_")+run("vi}")+run(", {ngay_ban_hanh}")+`</w:p></w:tc></w:tr></w:tbl>`+
		`<w:p>`+run("Kính gửi: {don_vi} &amp; ")+`<w:proofErr w:type="spellStart"/>`+run("{so_van")+run("_ban}")+run(".")+`</w:p>`,
		`<w:p>`+run("Kèm theo số {so_van_ban}, {ngay_ban_hanh}")+`</w:p>`)
}

var all = map[string]string{"so_van_ban": "161", "ngay_ban_hanh": "ngày 05 tháng 02 năm 2024", "don_vi": `Công an tỉnh "A" <B> & C`}

func words(t *testing.T, data []byte) string {
	t.Helper()
	s, err := docxtest.Text(data)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// One template of flat tags: go-docx alone, stamp and fill give the same text.
func TestGoDocxStampAndFillAgree(t *testing.T) {
	in := flat(t)
	d, err := godocx.OpenBytes(in)
	if err != nil {
		t.Fatal(err)
	}
	m, set := godocx.PlaceholderMap{}, &dataset.Set{}
	for _, name := range []string{"so_van_ban", "ngay_ban_hanh", "don_vi"} {
		m[name] = all[name]
		if err := set.Put(name, dataset.OfText(all[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.ReplaceAll(m); err != nil {
		t.Fatal(err)
	}
	var byGoDocx, byFill bytes.Buffer
	if err := d.Write(&byGoDocx); err != nil {
		t.Fatal(err)
	}
	byStamp, err := Stamp(in, all)
	if err != nil {
		t.Fatal(err)
	}
	tpl, err := fill.Compile(in, fill.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tpl.Execute(&byFill, set, fill.Run{}); err != nil {
		t.Fatal(err)
	}
	want := words(t, byFill.Bytes())
	if !strings.Contains(want, "Kính gửi: "+all["don_vi"]+" & 161.") {
		t.Errorf("fill gives %q", want)
	}
	if got := words(t, byGoDocx.Bytes()); got != want {
		t.Errorf("go-docx gives\n%q\nfill\n%q", got, want)
	}
	if got := words(t, byStamp); got != want {
		t.Errorf("stamp gives\n%q\nfill\n%q", got, want)
	}
}

// The editing copy, stamped, reads as the copy that fill makes with number and date.
func TestEditingCopyStampedEqualsIssuedCopy(t *testing.T) {
	tpl, err := fill.Compile(flat(t), fill.Options{Late: []string{"so_van_ban", "ngay_ban_hanh"}})
	if err != nil {
		t.Fatal(err)
	}
	set := &dataset.Set{}
	if err := set.Put("don_vi", dataset.OfText(all["don_vi"])); err != nil {
		t.Fatal(err)
	}
	var editing, issued bytes.Buffer
	if _, err := tpl.Execute(&editing, set, fill.Run{Shown: map[string]string{"so_van_ban": "……"}}); err != nil {
		t.Fatal(err)
	}
	if s := words(t, editing.Bytes()); !strings.Contains(s, "Số: ……/KH-UBND") || strings.Contains(s, "{so_van_ban}") || !strings.Contains(s, "{ngay_ban_hanh}") {
		t.Errorf("the editing copy shows %q", s)
	}
	if _, err := tpl.Execute(&issued, set, fill.Run{Blanks: values}); err != nil {
		t.Fatal(err)
	}
	stamped, err := Stamp(editing.Bytes(), values)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := words(t, stamped), words(t, issued.Bytes()); got != want {
		t.Errorf("stamped\n%q\nissued\n%q", got, want)
	}
	for _, name := range []string{"word/document.xml", "word/header1.xml"} {
		if s := part(t, stamped, name); strings.Contains(s, "w:sdt") || strings.Contains(s, "{so_van_ban}") {
			t.Errorf("%s keeps a control or a tag: %s", name, s)
		}
	}
}
