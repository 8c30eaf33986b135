package layout

import (
	"strings"
	"testing"
)

// TestLegacyFonts lays text out that was typed for fonts with codes of their own.
func TestLegacyFonts(t *testing.T) {
	run := func(font, text string) string {
		return `<w:r><w:rPr><w:rFonts w:ascii="` + font + `" w:hAnsi="` + font + `"/></w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
	}
	doc := mustLay(t, source{body: `<w:p>` + run(".VnTime", "Céng hßa x· héi chñ nghÜa ViÖt Nam; n\u00adíc ") + run(".VnTime", "®") + run(".VnTimeH", "éc lËp") +
		`</w:p><w:p>` + run("VNI-Times", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam") + `</w:p><w:p>` + run("Times New Roman", "Café ®") + `</w:p>`})
	var words []string
	for i := range doc.Pages {
		for _, w := range texts(&doc.Pages[i]) {
			words = append(words, w.Text)
		}
	}
	text := strings.Join(words, " ")
	for _, want := range []string{"Cộng hòa xã hội chủ nghĩa Việt Nam; nước đ ỘC LẬP", "Café ®"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q: %q", want, text)
		}
	}
	if n := strings.Count(text, "Cộng hòa xã hội chủ nghĩa Việt Nam"); n != 2 {
		t.Errorf("VNI is not read: %q", text)
	}
	var told int
	for _, f := range doc.Facts {
		if strings.Contains(f.Detail, "đổi sang Unicode") {
			told++
		}
	}
	if told < 2 {
		t.Errorf("facts %v", doc.Facts)
	}
}
