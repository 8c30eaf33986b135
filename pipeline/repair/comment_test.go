package repair

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"vanthu/pipeline/check"
	"vanthu/pipeline/docx/docxtest"
	"vanthu/pipeline/ooxml"
)

const (
	theirs = `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="4" w:author="Người khác"><w:p><w:r><w:t>Đã xem.</w:t></w:r></w:p></w:comment></w:comments>`
	types  = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/></Types>`
	rels   = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>`
)

// TestComments: each finding is a comment whose range holds the words that it is about; the
// text and the comments of others stay.
func TestComments(t *testing.T) {
	body := strings.NewReplacer("Thông tư số 124", "Thông tư 124", "05 tháng 02", "5 tháng 02", "<w:titlePg/>", "").Replace(plan)
	for _, c := range []struct {
		name string
		in   []byte
		from int // the first number
	}{
		{"none before", word(t, body), 0},
		{"beside others", word(t, body, [2]string{"word/comments.xml", theirs}, [2]string{"word/_rels/document.xml.rels", rels}), 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := check.File(c.in, office(t))
			if err != nil {
				t.Fatal(err)
			}
			out, err := Comment(c.in, r)
			if err != nil {
				t.Fatal(err)
			}
			main := string(zipped(t, out, "word/document.xml"))
			for i, f := range r.Findings {
				id := c.from + i
				from := strings.Index(main, fmt.Sprintf(`<w:commentRangeStart w:id="%d"/>`, id))
				to := strings.Index(main, fmt.Sprintf(`<w:commentRangeEnd w:id="%d"/>`, id))
				if from < 0 || to < from || !strings.Contains(main, fmt.Sprintf(`<w:commentReference w:id="%d"/>`, id)) {
					t.Errorf("%s has no range", f.Rule)
				} else if words, _, _ := strings.Cut(f.Text, "…"); !strings.Contains(main[from:to], words) {
					t.Errorf("%s stands at %q, not at %q", f.Rule, main[from:to], words)
				}
			}
			comments := string(zipped(t, out, "word/comments.xml"))
			if n := strings.Count(comments, "<w:comment "); len(r.Findings) < 2 || n != len(r.Findings)+strings.Count(theirs, "<w:comment ")*min(c.from, 1) {
				t.Errorf("%d comments for %d findings", n, len(r.Findings))
			}
			if c.from > 0 && !strings.Contains(comments, "Đã xem.") {
				t.Error("the comment of another is lost")
			}
			if bare := regexp.MustCompile(`<w:commentRange[^>]*/>|<w:r><w:commentReference[^>]*/></w:r>`).ReplaceAllString(main, ""); bare != string(zipped(t, c.in, "word/document.xml")) {
				t.Error("more than marks was put into the text")
			}
			told(t, out, r)
		})
	}
	good := word(t, plan)
	r, err := check.File(good, office(t))
	if err != nil {
		t.Fatal(err)
	}
	if out, err := Comment(good, r); err != nil || !bytes.Equal(out, good) {
		t.Errorf("a paper without findings changed (%v)", err)
	}
}

// told holds that another reader of ours finds the comments as a story of the document.
func told(t *testing.T, word []byte, r *check.Report) {
	t.Helper()
	text, err := docxtest.Text(word)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		if !strings.Contains(text, f.Rule+": "+f.Message) {
			t.Errorf("%s is not told", f.Rule)
		}
	}
}

// TestOutsideOfTheBody: what is found in a header is told with its place; no mend of the text
// touches it.
func TestOutsideOfTheBody(t *testing.T) {
	p, err := ooxml.Open(long(t, func(s string) string { return s }), ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	changed := map[string][]byte{}
	for _, name := range p.Names() {
		if strings.HasPrefix(name, "word/header") {
			part, err := p.Part(name)
			if err != nil {
				t.Fatal(err)
			}
			changed[name] = bytes.Replace(part, []byte("</w:hdr>"), []byte(piece("left", 26, "", "Lặp của của chữ.")+"</w:hdr>"), 1)
		}
	}
	in, err := p.Rewritten(changed)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Mend(in, Options{Check: office(t), Writing: []string{All}})
	if err != nil {
		t.Fatal(err)
	}
	if told := strings.Join(heavy(r.After.Findings), "; "); !strings.Contains(told, "WORD-TWICE đầu trang (header") {
		t.Errorf("told: %s", told)
	}
	for name, part := range changed {
		if !bytes.Equal(zipped(t, r.Docx, name), part) {
			t.Errorf("%s is changed", name)
		}
	}
	out, err := Comment(in, r.Before)
	if err != nil || !strings.Contains(string(zipped(t, out, "word/comments.xml")), "Tại: đầu trang (header") {
		t.Errorf("no comment says where (%v)", err)
	}
}

// TestCommentSays: a comment says how heavy the finding is, what is wrong, what asks for it and
// what to do; what no law asks for is told as habit.
func TestCommentSays(t *testing.T) {
	in := word(t, strings.NewReplacer("Thông tư số 124", "Thông tư 124", "nhận thức", "nhận\u200b thức", `w:top="1134"`, `w:top="567"`).Replace(plan))
	r, err := check.File(in, office(t))
	if err != nil {
		t.Fatal(err)
	}
	out, err := Comment(in, r)
	if err != nil {
		t.Fatal(err)
	}
	text, err := docxtest.Text(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"sai MARGIN: Lề trên 10 mm (20–25 mm).\nCăn cứ: NĐ 30/2020, PL I.I.3\nCách sửa: Đặt lề",
		"nên sửa STRAY: Có ký tự lạ U+200B.\nCăn cứ: thói quen\nCách sửa: Xóa hoặc gõ lại ký tự ấy.",
		"nên sửa CIT-NO-SO: Viện dẫn “Thông tư 124/2021/TT-BCA” thiếu chữ “số” trước số, ký hiệu.\nCăn cứ: NĐ 30/2020, PL I.II.6\nCách sửa: Thêm chữ “số”.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no comment says %q:\n%s", want, text)
		}
	}
	r.Findings = []check.Finding{{Rule: "X", Severity: check.Hint, Message: "Một.", Page: 1}}
	if out, err = Comment(in, r); err != nil {
		t.Fatal(err)
	}
	if s := string(zipped(t, out, "word/comments.xml")); strings.Contains(s, "Cách sửa") || strings.Count(s, "<w:p>") != 2 {
		t.Errorf("what has no hint: %s", s)
	}
}

// TestCommentOfAPage: what is found about a page stands at its first words, about the whole at
// the first of the paper; where words stand in text boxes alone no comment can.
func TestCommentOfAPage(t *testing.T) {
	in := word(t, strings.Replace(plan, piece("both", 28, "b", "II. TỔ CHỨC THỰC HIỆN"), `<w:p><w:r><w:br w:type="page"/></w:r></w:p>`+piece("both", 28, "b", "II. TỔ CHỨC THỰC HIỆN"), 1))
	r, err := check.File(in, office(t))
	if err != nil {
		t.Fatal(err)
	}
	r.Findings = []check.Finding{{Rule: "A", Page: 2}, {Rule: "B"}, {Rule: "C", Page: 9}}
	out, err := Comment(in, r)
	if err != nil {
		t.Fatal(err)
	}
	main := string(zipped(t, out, "word/document.xml"))
	for id, want := range []string{"II. TỔ CHỨC THỰC HIỆN", "ỦY BAN NHÂN DÂN", "Trần Thị Ví Dụ"} {
		_, words, _ := strings.Cut(main, fmt.Sprintf(`<w:commentRangeStart w:id="%d"/>`, id))
		words, _, _ = strings.Cut(words, fmt.Sprintf(`<w:commentRangeEnd w:id="%d"/>`, id))
		if !strings.Contains(words, want) || len(words) > 400 {
			t.Errorf("comment %d is about %q, not %q", id, words, want)
		}
	}
	boxed := word(t, `<w:p><w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;width:90pt;height:90pt"><v:textbox><w:txbxContent>`+piece("left", 28, "", "Hộp  chữ.")+`</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>`)
	if r, err = check.File(boxed, office(t)); err != nil || len(r.Findings) == 0 {
		t.Fatal(r, err)
	}
	if out, err = Comment(boxed, r); err != nil || strings.Contains(string(zipped(t, out, "word/comments.xml")), "<w:comment ") {
		t.Errorf("a comment about nothing (%v)", err)
	}
}
