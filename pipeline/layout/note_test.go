package layout

import (
	"strings"
	"testing"
)

// notesDocument refers to eight footnotes and two endnotes, on two pages.
func notesDocument(settings, section string) source {
	var b, feet, ends strings.Builder
	for i := range 8 {
		id := string(rune('1' + i))
		if i == 4 {
			b.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
		}
		b.WriteString(`<w:p><w:r><w:t xml:space="preserve">đoạn </w:t></w:r><w:r><w:footnoteReference w:id="` + id + `"/></w:r></w:p>`)
		feet.WriteString(`<w:footnote w:id="` + id + `"><w:p><w:r><w:footnoteRef/><w:t xml:space="preserve"> chú</w:t></w:r></w:p></w:footnote>`)
	}
	for _, id := range []string{"1", "2"} {
		b.WriteString(`<w:p><w:r><w:t xml:space="preserve">cuối </w:t></w:r><w:r><w:endnoteReference w:id="` + id + `"/></w:r></w:p>`)
		ends.WriteString(`<w:endnote w:id="` + id + `"><w:p><w:r><w:endnoteRef/></w:r></w:p></w:endnote>`)
	}
	return source{body: b.String() + strings.Replace(a4, "<w:pgSz", section+"<w:pgSz", 1), settings: settings,
		parts: map[string]string{"footnotes.xml": feet.String(), "endnotes.xml": ends.String()}}
}

// signs are the words behind "đoạn" and "cuối".
func signs(d *Document) string {
	var out []string
	for i := range d.Pages {
		words := texts(&d.Pages[i])
		for k := 1; k < len(words); k++ {
			if words[k-1].Text == "đoạn" || words[k-1].Text == "cuối" {
				out = append(out, words[k].Text)
			}
		}
	}
	return strings.Join(out, " ")
}

// TestNoteNumbers counts notes as the document, or the section, says.
func TestNoteNumbers(t *testing.T) {
	for _, c := range []struct{ settings, section, want string }{
		{"", "", "1 2 3 4 5 6 7 8 i ii"},
		{`<w:footnotePr><w:numFmt w:val="chicago"/></w:footnotePr><w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>`, "", "* † ‡ § ** †† ‡‡ §§ 1 2"},
		{`<w:footnotePr><w:numFmt w:val="upperRoman"/></w:footnotePr>`, `<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numStart w:val="3"/></w:footnotePr>`, "c d e f g h i j i ii"},
		{"", `<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>`, "1 2 3 4 1 2 3 4 i ii"},
	} {
		if got := signs(mustLay(t, notesDocument(c.settings, c.section))); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.settings, c.section, got, c.want)
		}
	}
}

// TestCustomMarks shows the mark that follows a reference, and does not count its note.
func TestCustomMarks(t *testing.T) {
	d := mustLay(t, source{body: `<w:p><w:r><w:t xml:space="preserve">đoạn </w:t><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve">đoạn </w:t><w:footnoteReference w:id="2"/></w:r></w:p>`,
		parts: map[string]string{"footnotes.xml": `<w:footnote w:id="1">` + paraXML("", "* riêng") + `</w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t xml:space="preserve"> đếm</w:t></w:r></w:p></w:footnote>`}})
	if got := page1(d); got != "đoạn * đoạn 1 * riêng 1 đếm" {
		t.Errorf("%q", got)
	}
}
