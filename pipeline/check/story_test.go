package check

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"vanthu/pipeline/ooxml"
)

const (
	mainType = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	nsWord   = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	relsOf   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// storied is a document with more parts: their name, what kind of part each is and what stands
// in it.
func storied(t testing.TB, body string, parts ...[3]string) []byte {
	t.Helper()
	types, rels := "", ""
	for i, p := range parts {
		types += `<Override PartName="/word/` + p[0] + `" ContentType="` + mainType + p[1] + `+xml"/>`
		rels += fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>`, i+1, relsOf, p[1], p[0])
	}
	list := [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="` + mainType + `document.main+xml"/>` + types + `</Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relsOf + `/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + rels + `</Relationships>`},
		{"word/document.xml", `<w:document ` + nsWord + ` xmlns:r="` + relsOf + `" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>` + body + `</w:body></w:document>`},
	}
	for _, p := range parts {
		list = append(list, [2]string{"word/" + p[0], p[2]})
	}
	var b bytes.Buffer
	w := ooxml.NewWriter(&b, 1)
	for _, p := range list {
		if err := w.Put(p[0], []byte(p[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// inStory is the good paper with a paragraph in one of its other stories.
func inStory(t testing.TB, story, para string) []byte {
	body, refer := good(plainText...), func(mark string) string { return `<w:r>` + mark + `</w:r></w:p>` }
	section := func(mark string) string { return strings.Replace(body, `<w:pgSz`, mark+`<w:pgSz`, 1) }
	mark := `<w:t xml:space="preserve">1. Nâng cao nhận thức của cán bộ.</w:t></w:r></w:p>`
	switch story {
	case "header", "footer":
		element := map[string]string{"header": "hdr", "footer": "ftr"}[story]
		return storied(t, section(`<w:`+story+`Reference w:type="default" r:id="rId1"/>`), [3]string{story + "1.xml", story, `<w:` + element + ` ` + nsWord + `>` + para + `</w:` + element + `>`})
	case "footnote", "endnote":
		body = strings.Replace(body, mark, strings.TrimSuffix(mark, "</w:p>")+refer(`<w:`+story+`Reference w:id="2"/>`), 1)
		return storied(t, body, [3]string{story + "s.xml", story + "s", `<w:` + story + `s ` + nsWord + `><w:` + story + ` w:id="2">` + para + `</w:` + story + `></w:` + story + `s>`})
	}
	return docx(t, strings.Replace(body, mark, strings.TrimSuffix(mark, "</w:p>")+boxed(200, 700, 200, 40, para)+`</w:p>`, 1))
}

// storySlips are what the rules about words say of a sentence, wherever it stands.
var storySlips = []struct{ rule, text string }{
	{"DATE-ZERO", "Ban hành ngày 5 tháng 03 năm 2026."}, {"DATE-ZERO-SHORT", "Ban hành ngày 5/03/2026."}, {"DATE-VALID", "Ban hành ngày 31/02/2026."},
	{"NFC", "Nh\u00e2\u0323n thức."}, {"STRAY", "Nhận\u200b thức."}, {"QUOTE", "Phong trào “Toàn dân."}, {"WORD-TWICE", "Nhận thức của của cán bộ."},
	{"LEXICON", "Xây dựng thé trận an ninh."}, {"SLIP", "Vận động các tầng lớp nhân dân."}, {"CAP-VIETNAM", "Mặt trận Tổ quốc Việt nam."}, {"FIGURE-POINT", "Đạt 97.12%."},
	{"CIT-NO-SO", "Theo Thông tư 124/2021/TT-BCA."}, {"CIT-REPEALED", "Theo Nghị định số 98/2023/NĐ-CP."}, {"CIT-YEAR", "Theo Thông tư số 124/2021/TT-BCA ngày 28/12/2022."},
	{"TERM", "Theo UBND huyện Lộc Ninh."}, {"TAG-LEFT", "Theo {ten_don_vi}."}, {"PLACEHOLDER", "Theo [tên đơn vị]."},
}

// TestStories: what stands in headers, footers, notes and text boxes is judged as what stands in
// the text, and the finding names the story.
func TestStories(t *testing.T) {
	for story, where := range map[string]string{"header": "đầu trang (header1), đoạn 1", "footer": "chân trang (footer1), đoạn 1", "footnote": "chú thích chân trang, chú thích 1, đoạn 1",
		"endnote": "chú thích cuối văn bản, chú thích 1, đoạn 1", "box": "thân văn bản, đoạn 5, hộp chữ 1, đoạn 1"} {
		clean, err := File(inStory(t, story, piece("left", 26, "", "Nguồn: Công an tỉnh.")), Options{Config: office(t)})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range clean.Findings {
			if f.Severity != Hint {
				t.Errorf("%s in good form: %s %s %s", story, f.Rule, f.Place, f.Message)
			}
		}
		for _, s := range storySlips {
			r, err := File(inStory(t, story, piece("left", 26, "", s.text)), Options{Config: office(t)})
			if err != nil {
				t.Fatal(err)
			}
			ok := false
			for i := range r.Findings {
				f := &r.Findings[i]
				ok = ok || f.Rule == s.rule && strings.Contains(f.Place, where) && r.UnitOf(f) != nil && (story != "footnote" || f.Page == 1)
			}
			if !ok {
				t.Errorf("%s: %s is not found:%s", story, s.rule, told(r))
			}
		}
		other := strings.ReplaceAll(piece("left", 26, "", "Nguồn: Công an tỉnh."), "Times New Roman", "Arial")
		if r, err := File(inStory(t, story, other), Options{Config: office(t)}); err != nil || strings.Contains(told(r), " FONT,") != (story == "box") {
			t.Errorf("%s: the face is judged in the body alone: %v%s", story, err, told(r))
		}
		legacy := strings.Replace(piece("left", 26, "", "C«ng an tØnh"), `w:ascii="Times New Roman" w:hAnsi="Times New Roman"`, `w:ascii=".VnTime" w:hAnsi=".VnTime"`, 1)
		if r, err := File(inStory(t, story, legacy), Options{Config: office(t)}); err != nil || !strings.Contains(told(r), "FONT-LEGACY") {
			t.Errorf("%s: a legacy face is not found: %v%s", story, err, told(r))
		}
	}
}

// pageNumber is a paragraph with the number of the page.
func pageNumber(align string, size int, look string) string {
	return strings.NewReplacer("<w:t xml:space=\"preserve\">", "<w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>",
		"</w:t>", "</w:t><w:fldChar w:fldCharType=\"end\"/>").Replace(piece(align, size, look, "2"))
}

// ofPages is a paper of three pages whose section refers to these headers and footers, with
// this number in the one that all pages but the first show.
func ofPages(refer, number string) func(t testing.TB) []byte {
	return func(t testing.TB) []byte {
		body := strings.Replace(ofLength(40), `<w:pgSz`, refer+`<w:pgSz`, 1)
		if !strings.Contains(refer, "first") {
			body = strings.Replace(body, `w:footer="567"/>`, `w:footer="567"/><w:titlePg/>`, 1)
		}
		body = strings.NewReplacer(`<w:first/>`, "", `<w:restart/>`, "").Replace(body)
		if strings.Contains(refer, "<w:restart/>") {
			body = strings.Replace(body, `w:footer="567"/>`, `w:footer="567"/><w:pgNumType w:start="7"/>`, 1)
		}
		return storied(t, body, [3]string{"header1.xml", "header", `<w:hdr ` + nsWord + `>` + number + `</w:hdr>`}, [3]string{"footer1.xml", "footer", `<w:ftr ` + nsWord + `>` + number + `</w:ftr>`})
	}
}

const inHeader, inFooter = `<w:headerReference w:type="default" r:id="rId1"/>`, `<w:footerReference w:type="default" r:id="rId2"/>`

// paged are, for each rule about numbers of pages, a paper that breaks it and one that keeps it
// narrowly.
var paged = []struct {
	rule         string
	broken, kept func(t testing.TB) []byte
}{
	{"PAGENO-FIRST", ofPages(inHeader+`<w:first/>`, pageNumber("center", 26, "")), ofPages(inHeader, pageNumber("center", 26, ""))},
	{"PAGENO-PLACE", ofPages(inFooter, pageNumber("center", 26, "")), ofPages(inHeader, pageNumber("center", 28, ""))},
	{"PAGENO-PLACE", ofPages(inHeader, pageNumber("right", 26, "")), ofPages(inHeader, strings.Replace(pageNumber("center", 26, ""), `<w:jc`, `<w:ind w:left="200"/><w:jc`, 1))},
	{"PAGENO-FORM", ofPages(inHeader, pageNumber("center", 24, "")), ofPages(inHeader, pageNumber("center", 28, ""))},
	{"PAGENO-FORM", ofPages(inHeader, pageNumber("center", 26, "b")), ofPages(inHeader, pageNumber("center", 26, ""))},
	{"PAGENO-FORM", ofPages(inHeader, pageNumber("center", 26, "i")), ofPages(inHeader, strings.ReplaceAll(pageNumber("center", 26, ""), "Times New Roman", "Liberation Serif"))},
	{"PAGENO-FORM", ofPages(inHeader, strings.Replace(pageNumber("center", 26, ""), "<w:fldChar", "<w:t>- </w:t><w:fldChar", 1)), ofPages(inHeader, pageNumber("center", 26, ""))},
	{"PAGENO-COUNT", ofPages(inHeader+`<w:restart/>`, pageNumber("center", 26, "")), ofPages(inHeader, pageNumber("center", 26, ""))},
	{"PAGENO-MISSING", ofPages("", ""), ofPages(inHeader, pageNumber("center", 26, ""))},
}

// TestPageNumbers: each rule about numbers of pages finds what breaks it and lets what keeps it.
func TestPageNumbers(t *testing.T) {
	for _, e := range paged {
		told := func(word []byte) (ids []string) {
			r, err := File(word, Options{Config: office(t)})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range r.Findings {
				if strings.HasPrefix(f.Rule, "PAGENO-") {
					ids = append(ids, f.Rule)
				}
			}
			if r.Pages < 3 {
				t.Fatalf("%d pages", r.Pages)
			}
			return ids
		}
		if got := told(e.broken(t)); len(got) != 1 || got[0] != e.rule {
			t.Errorf("%s: told %q of what breaks it", e.rule, got)
		}
		if got := told(e.kept(t)); len(got) > 0 {
			t.Errorf("%s: told %q of what keeps it", e.rule, got)
		}
	}
}
