package repair

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"vanthu/pipeline/check"
	"vanthu/pipeline/docx/docxtest"
	"vanthu/pipeline/ooxml"
)

const times = `<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr>`

// crowded is a paper with what people leave in one: tracked changes, a content control, a
// stretch that may be edited in a protected file, a table in the text.
var crowded = strings.Replace(strings.Replace(plan, "<w:t xml:space=\"preserve\">"+clause,
	`<w:t xml:space="preserve">Mở đầu, </w:t></w:r><w:ins w:id="90" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r>`+times+`<w:t xml:space="preserve">thêm vào, </w:t></w:r></w:ins><w:del w:id="91" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>bỏ đi</w:delText></w:r></w:del>`+
		`<w:sdt><w:sdtPr><w:tag w:val="o_chon"/></w:sdtPr><w:sdtContent><w:r>`+times+`<w:t xml:space="preserve">Ngày 5 tháng 03 năm 2026, </w:t></w:r></w:sdtContent></w:sdt><w:permStart w:id="92" w:edGrp="everyone"/><w:r>`+strings.Replace(times, "28", "20", 1)+`<w:t xml:space="preserve">`+clause+`</w:t></w:r><w:permEnd w:id="92"/><w:r>`+times+`<w:t xml:space="preserve"> Hết.`, 1),
	piece("both", 28, "b", "II. TỔ CHỨC THỰC HIỆN"), `<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/></w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="9000" w:type="dxa"/></w:tcPr>`+
		piece("left", 24, "", "Công an xã của của huyện")+`</w:tc></w:tr></w:tbl>`+piece("both", 28, "b", "II. TỔ CHỨC THỰC HIỆN"), 1)

// TestThroughLibreOffice: what is mended, and what bears comments, opens in LibreOffice and
// is still right in what that saves: the same words in the same form, each comment around
// the words that it is about.
func TestThroughLibreOffice(t *testing.T) {
	dir, saved := t.TempDir(), t.TempDir()
	opts := Options{Check: office(t)}
	files := map[string][]byte{}
	notes := map[string]*check.Report{}
	bodies := map[string]string{"crowded": crowded}
	for _, c := range loose {
		body := plan
		if c.head != "" {
			body = strings.Replace(body, planHead, c.head, 1)
		}
		if c.tail != "" && c.tail != "title" {
			body = strings.Replace(body, planTail, c.tail, 1)
		}
		bodies[c.name] = body
	}
	for name, body := range bodies {
		r, err := Mend(word(t, body), opts)
		if err != nil {
			t.Fatal(name, err)
		}
		files[name] = r.Docx
	}
	numbered, err := Mend(long(t, func(s string) string {
		return strings.Replace(headers.ReplaceAllString(s, ""), "<w:titlePg/>", "", 1)
	}), opts)
	if err != nil {
		t.Fatal(err)
	}
	files["numbered"] = numbered.Docx
	for name, in := range map[string][]byte{"notes": word(t, crowded), "beside others": word(t, crowded, [2]string{"word/comments.xml", theirs}, [2]string{"word/_rels/document.xml.rels", rels})} {
		r, err := check.File(in, opts.Check)
		if err == nil {
			files[name], err = Comment(in, r)
		}
		if err != nil {
			t.Fatal(name, err)
		}
		notes[name] = r
	}
	var names []string
	for name, data := range files {
		names = append(names, filepath.Join(dir, name+".docx"))
		if err := os.WriteFile(names[len(names)-1], data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	args := append([]string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", saved}, names...)
	if out, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice (apt-get install libreoffice-writer-nogui): %v\n%s", err, out)
	}
	for name, data := range files {
		t.Run(name, func(t *testing.T) {
			back, err := os.ReadFile(filepath.Join(saved, name+".docx"))
			if err != nil {
				t.Fatal(err)
			}
			if a, b := textOf(t, data), textOf(t, back); notes[name] == nil && a != b {
				t.Errorf("reads\n%s\nread\n%s", b, a)
			}
			before, err := check.File(data, opts.Check)
			if err != nil {
				t.Fatal(err)
			}
			after, err := check.File(back, opts.Check)
			if err != nil {
				t.Fatal(err)
			}
			if was, is := heavy(before.Findings), heavy(after.Findings); len(is) > len(was) || after.Pages != before.Pages {
				t.Errorf("%d pages, found %q\nwere %d, %q", after.Pages, is, before.Pages, was)
			}
			if r := notes[name]; r != nil {
				around(t, back, r)
			}
		})
	}
}

// around holds that each finding's comment is there, and that the ranges that LibreOffice
// wrote hold the words.
func around(t *testing.T, word []byte, r *check.Report) {
	t.Helper()
	text, err := docxtest.Text(word)
	if err != nil {
		t.Fatal(err)
	}
	main, comments := string(zipped(t, word, "word/document.xml")), string(zipped(t, word, "word/comments.xml"))
	for _, f := range r.Findings {
		if !strings.Contains(text, f.Rule+": "+f.Message) {
			t.Errorf("%s is not told", f.Rule)
			continue
		}
		at := strings.Index(comments, f.Rule+": ")
		_, id, _ := strings.Cut(comments[strings.LastIndex(comments[:at], "<w:comment "):], `w:id="`)
		id, _, _ = strings.Cut(id, `"`)
		from, to := strings.Index(main, fmt.Sprintf(`<w:commentRangeStart w:id="%s"/>`, id)), strings.Index(main, fmt.Sprintf(`<w:commentRangeEnd w:id="%s"/>`, id))
		first, _, _ := strings.Cut(strings.TrimRight(f.Text, "…"), " ")
		if from < 0 || to < from || !strings.Contains(main[from:to], first) {
			t.Errorf("%s “%s” stands elsewhere", f.Rule, f.Text)
		}
	}
}

// TestWhatMayNotBeChangedIsRefused: a signature would be broken, macros would be lost.
func TestWhatMayNotBeChangedIsRefused(t *testing.T) {
	signed := word(t, crowded, [2]string{"_xmlsignatures/sig1.xml", "<Signature/>"})
	p, err := ooxml.Open(word(t, crowded), ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	src, err := p.Part("[Content_Types].xml")
	if err != nil {
		t.Fatal(err)
	}
	macros, err := p.Rewritten(map[string][]byte{"[Content_Types].xml": []byte(strings.Replace(string(src), "vnd.openxmlformats-officedocument.wordprocessingml.document.main", "vnd.ms-word.document.macroEnabled.main", 1))})
	if err != nil {
		t.Fatal(err)
	}
	for want, in := range map[string][]byte{
		"chữ ký số": signed,
		"macro":     macros,
		"dạng cũ":   []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on"),
		"mật khẩu":  append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")...),
	} {
		if _, err := Mend(in, Options{Check: office(t)}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: mended: %v", want, err)
		}
		r, err := check.File(in, office(t))
		if err != nil {
			continue // it cannot be read
		}
		if _, err := Comment(in, r); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: commented: %v", want, err)
		}
	}
}
