package fill

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
)

func part(root, body string) string {
	return `<w:` + root + namespaces + `>` + long.Replace(body) + `</w:` + root + `>`
}

func TestStories(t *testing.T) {
	tpl, err := Compile(docxOf(t, long.Replace("[P]{a}[/P]"),
		[2]string{"word/header1.xml", part("hdr", "[P]{a} đầu[/P]")},
		[2]string{"word/footer1.xml", part("ftr", "[P]{#ds}[/P][P]{.}[/P][P]{/ds}[/P]")},
		[2]string{"word/footnotes.xml", part("footnotes", `<w:footnote w:id="1">[P]{a} chú thích[/P]</w:footnote>`)},
		[2]string{"word/endnotes.xml", part("endnotes", `<w:endnote w:id="1">[P]{#so}{.}{/}[/P]</w:endnote>`)},
		[2]string{"word/comments.xml", part("comments", `[P]{a}[/P]`)},
	), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := tpl.Execute(&out, setOf(t, `{"a": "A", "ds": [], "so": 7}`), Run{}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ part, want string }{
		{"word/document.xml", before + long.Replace("[PS]A[/P]") + after},
		{"word/header1.xml", part("hdr", "[PS]A đầu[/P]")},
		{"word/footer1.xml", part("ftr", "<w:p/>")},
		{"word/footnotes.xml", part("footnotes", `<w:footnote w:id="1">[PS]A chú thích[/P]</w:footnote>`)},
		{"word/endnotes.xml", part("endnotes", `<w:endnote w:id="1">[PS]7[/P]</w:endnote>`)},
		{"word/comments.xml", part("comments", `[PS]A[/P]`)},
	} {
		if got := partOf(t, out.Bytes(), c.part); got != c.want {
			t.Errorf("%s\n%s\nwant\n%s", c.part, got, c.want)
		}
	}
}

// TestLossless: a template without tags gives its parts back byte for byte, with tags all
// parts that have none.
func TestLossless(t *testing.T) {
	strange := `<?xml version="1.0"?>` + "\r\n<!-- x --><w:document" + namespaces + ` mc:Ignorable="w14 zz" xmlns:zz="urn:zz" ><w:body ><zz:thing a='1' >{ &#123;</zz:thing><w:p  w:rsidR = "1"/></w:body></w:document >`
	for _, body := range []string{"<w:p/>", long.Replace("[P]{ten}[/P]")} {
		var in bytes.Buffer
		src, _ := ooxml.Open(docxOf(t, body), ooxml.Limits{})
		w := ooxml.NewWriter(&in, 6)
		for _, n := range src.Names() {
			w.Copy(src, n)
		}
		f, _ := w.Create("word/strange.xml")
		f.Write([]byte(strange))
		w.Close()
		tpl, err := Compile(in.Bytes(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if _, err := tpl.Execute(&out, setOf(t, `{"ten": "{ten}"}`), Run{}); err != nil {
			t.Fatal(err)
		}
		p, _ := ooxml.Open(in.Bytes(), ooxml.Limits{})
		q, err := ooxml.Open(out.Bytes(), ooxml.Limits{})
		if err != nil || strings.Join(p.Names(), "|") != strings.Join(q.Names(), "|") {
			t.Fatal(err, q.Names())
		}
		for _, n := range p.Names() {
			if strings.Contains(body, "{") && n == "word/document.xml" {
				continue
			}
			if partOf(t, in.Bytes(), n) != partOf(t, out.Bytes(), n) {
				t.Errorf("%s differs", n)
			}
		}
	}
	// Unknown XML around a tag stays too.
	body := strings.TrimPrefix(strange, `<?xml version="1.0"?>`)
	body = strings.Replace(body, "{ &#123;", long.Replace("[PS]{ten}[/P]"), 1)
	s, err := readSource([]byte(body), docx.Story{Part: "x"})
	if err != nil {
		t.Fatal(err)
	}
	c := &compiler{source: s, t: &Template{}}
	nodes := c.compile()
	if len(nodes) != 3 || string(nodes[0].lit)+"{ten}"+string(nodes[2].lit) != body {
		t.Errorf("%q … %q", nodes[0].lit, nodes[2].lit)
	}
}

func TestLate(t *testing.T) {
	body := long.Replace(`[P]Số: {so_van_ban}/KH-UBND[/P][P]{ngay_ban_hanh}[/P]`)
	got, _, err := fillBody(t, body, "{}", Run{Blanks: map[string]string{"so_van_ban": "     ", "ngay_ban_hanh": "ngày   & <"}})
	want := long.Replace(`[p][rs]Số: [/r][rs]     [/r][rs]/KH-UBND[/r][/p][PS]ngày   &amp; &lt;[/P]`)
	if err != nil || got != want {
		t.Errorf("%v\n%s\nwant\n%s", err, got, want)
	}
	if _, _, err := fillBody(t, body, "{}", Run{Blanks: map[string]string{"so_van_ban": ""}}); err == nil || !strings.Contains(err.Error(), "ngay_ban_hanh") {
		t.Error(err)
	}
}

func TestFacts(t *testing.T) {
	_, facts, err := fillBody(t, long.Replace(`[P]{a}{#ds}{.}{/}{a | mac_dinh:"x"}[/P]`), `{"a": null, "ds": ["x", "", null]}`, Run{})
	want := Empty{"{.}", "thân văn bản, đoạn 1", 2, 3}
	if err != nil || len(facts.Empty) != 2 || facts.Empty[1] != want || facts.Empty[0].Tag != "{a}" {
		t.Errorf("%v %+v", err, facts)
	}
}

func TestTagsAndCheck(t *testing.T) {
	tpl, err := Compile(docxOf(t, long.Replace(`[P]{ten}[/P][tbl][tr][C]{#ds}{ten}{#con}{.}{/}[/C][C]{^x}{y}{/}{/ds}[/C][/tr][/tbl][P]{so_van_ban}{#ten == "a"}{$stt}{/}[/P]`)), Options{Late: []string{"so_van_ban"}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range tpl.Tags() {
		in := ""
		for _, s := range u.Sections {
			in += s.String()
		}
		if u.Late {
			in += "late"
		}
		got = append(got, u.Tag.String()+in)
	}
	if want := `{ten} {#ds} {ten}{#ds} {#con}{#ds} {.}{#ds}{#con} {^x}{#ds} {y}{#ds}{^x} {so_van_ban}late {#ten == "a"} {$stt}{#ten == "a"}`; strings.Join(got, " ") != want {
		t.Errorf("%s\nwant\n%s", strings.Join(got, " "), want)
	}
	got = nil
	for _, f := range tpl.Check(setOf(t, `{"ten": "b", "ds": [{"ten": 1, "con": [1]}]}`)) {
		got = append(got, f.Tag+" "+f.Problem)
	}
	if want := `{^x} không có tên "x"|{y} không có tên "y"|{$stt} $stt chỉ dùng bên trong một danh sách lặp`; strings.Join(got, "|") != want {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "|"), want)
	}
}

func picture(t testing.TB, w, h int) string {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, w, h))
	img.SetGray(0, 0, color.Gray{200})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes())
}

const placeholder = `<w:drawing><wp:inline><wp:extent cx="360000" cy="720000"/><wp:docPr id="1" name="h" descr="Biểu đồ {%anh}"/><a:graphic><a:graphicData uri="x"><pic:pic><pic:blipFill><a:blip r:embed="rId1"><a:extLst><a:ext uri="{96DAC541}"><asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="rId9"/></a:ext></a:extLst></a:blip><a:srcRect l="1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>`

// titled puts a title into a PNG.
func titled(t *testing.T, uri, title string) string {
	t.Helper()
	head, body, _ := strings.Cut(uri, ",")
	data, err := base64.StdEncoding.DecodeString(body)
	if err != nil {
		t.Fatal(err)
	}
	chunk := append([]byte("iTXtTitle\x00\x00\x00vi\x00\x00"), title...)
	const first = 33 // signature and IHDR
	out := binary.BigEndian.AppendUint32(bytes.Clone(data[:first]), uint32(len(chunk)-4))
	out = binary.BigEndian.AppendUint32(append(out, chunk...), crc32.ChecksumIEEE(chunk))
	return head + "," + base64.StdEncoding.EncodeToString(append(out, data[first:]...))
}

func TestPictures(t *testing.T) {
	tpl, err := Compile(docxOf(t, long.Replace(`[P]{%anh}[/P][p]<w:r>`+placeholder+`</w:r>[/p][P]{#ds}[/P][P]{%hinh}[/P][P]{/ds}[/P]<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1701" w:right="1134"/></w:sectPr>`),
		[2]string{"word/anh1.png", "x"}), Options{})
	if err != nil {
		t.Fatal(err)
	}
	anh, wide := picture(t, 4, 2), titled(t, picture(t, 2000, 1000), "Kết quả <“1 & 2”>")
	var out bytes.Buffer
	if _, err := tpl.Execute(&out, setOf(t, `{"anh": "`+anh+`", "ds": [{"hinh": "`+wide+`"}, {"hinh": "`+anh+`"}, {"hinh": null}]}`), Run{}); err != nil {
		t.Fatal(err)
	}
	p, err := ooxml.Open(out.Bytes(), ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	rels, err := p.Relationships("word/document.xml")
	if err != nil || len(rels) != 3 || rels[0].Target != "word/media/hinh1.png" || rels[1].Target != "word/media/hinh2.png" {
		t.Fatalf("%v %+v", err, rels)
	}
	if p.ContentType("word/media/hinh1.png") != "image/png" {
		t.Error(partOf(t, out.Bytes(), "[Content_Types].xml"))
	}
	doc := partOf(t, out.Bytes(), "word/document.xml")
	for _, want := range []string{
		`<w:p><w:r><w:drawing><wp:inline`, `cx="38100" cy="19050"`,
		`descr="Biểu đồ"`, `<a:blip r:embed="rIdHinh1"><a:extLst></a:extLst></a:blip></pic:blipFill>`, `cx="360000" cy="720000"`,
		`name="hinh" descr="Kết quả &lt;“1 &amp; 2”&gt;"/>`, `cx="5760085" cy="2880042"`, `r:embed="rIdHinh2"`, `id="2"`, `id="4"`,
	} {
		if !strings.Contains(doc, want) {
			t.Errorf("no %s in\n%s", want, doc)
		}
	}
	if strings.Contains(doc, "svgBlip") || strings.Contains(doc, "srcRect") {
		t.Error("left of the placeholder:\n", doc)
	}
	for _, bad := range []string{`"x"`, `5`, `"data:image/png;base64,AAAA"`, `"data:image/png;base64,***"`} {
		_, err := tpl.Execute(&out, setOf(t, `{"anh": `+bad+`, "ds": []}`), Run{})
		var faults *Faults
		if !errors.As(err, &faults) || len(faults.List) != 2 {
			t.Errorf("%s: %v", bad, err)
		}
	}
	out.Reset()
	if _, err := tpl.Execute(&out, setOf(t, `{"anh": null, "ds": []}`), Run{}); err != nil || strings.Contains(partOf(t, out.Bytes(), "word/document.xml"), "<w:drawing") {
		t.Error("no picture: the placeholder stays", err)
	}
}

func TestOtherFiles(t *testing.T) {
	good := docxOf(t, long.Replace("[P]{a}[/P]"))
	for name, data := range map[string][]byte{
		"empty": nil, "text": []byte("hello"), "cut": good[:len(good)/2], "pdf": []byte("%PDF-1.4"),
		"xml":     docxOf(t, "<w:p>{a}"),
		"doctype": docxOf(t, "<!DOCTYPE x><w:p>{a}</w:p>"),
	} {
		if _, err := Compile(data, Options{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	dotx := docxOf(t, long.Replace("[P]{a}[/P]"))
	p, _ := ooxml.Open(dotx, ooxml.Limits{})
	var b bytes.Buffer
	w := ooxml.NewWriter(&b, 1)
	for _, n := range p.Names() {
		data, _ := p.Part(n)
		w.Put(n, bytes.ReplaceAll(data, []byte("document.main+xml"), []byte("template.main+xml")))
	}
	w.Close()
	tpl, err := Compile(b.Bytes(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := tpl.Execute(&out, setOf(t, `{"a": 1}`), Run{}); err != nil || !strings.Contains(partOf(t, out.Bytes(), "[Content_Types].xml"), mainCT) {
		t.Error("a .dotx does not become a document", err)
	}
	bomb := docxOf(t, "<w:p>"+strings.Repeat(" ", 5<<20)+"</w:p>")
	if _, err := Compile(bomb, Options{Limits: ooxml.Limits{Part: 1 << 20}}); err == nil || !strings.Contains(err.Error(), "zip bomb") {
		t.Error(err)
	}
}

// TestWriteError: a full disk is an error of the part that was being written.
func TestWriteError(t *testing.T) {
	tpl, err := Compile(listTemplate(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, room := range []int{0, 100, 5000, 50_000} {
		w := &fullDisk{room}
		if _, err := tpl.Execute(w, people(3000), Run{}); !errors.Is(err, errFull) {
			t.Errorf("%d bytes: %v", room, err)
		}
	}
}

var errFull = errors.New("disk full")

type fullDisk struct{ room int }

func (d *fullDisk) Write(p []byte) (int, error) {
	if d.room -= len(p); d.room < 0 {
		return 0, errFull
	}
	return len(p), nil
}

// TestConcurrent: one template serves goroutines (run with -race).
func TestConcurrent(t *testing.T) {
	tpl, err := Compile(listTemplate(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	if _, err := tpl.Execute(&want, people(50), Run{}); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 10 {
				var got bytes.Buffer
				if _, err := tpl.Execute(&got, people(50), Run{}); err != nil || !bytes.Equal(got.Bytes(), want.Bytes()) {
					t.Error("differs", err)
				}
			}
		})
	}
	wg.Wait()
}

// TestLibreOffice: an independent reader opens what we make and sees the same text.
func TestLibreOffice(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("LibreOffice is needed for this test: apt-get install libreoffice-writer-nogui")
	}
	body := long.Replace(`[P]Số: {so_van_ban}/KH[/P][P]{#ds}[/P][P]{$stt}. {ten} – {so | tien}[/P][P]{/ds}[/P]`+
		`<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>[tr][tc]<w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>[P]{#ds}{nhom | gop}[/P][/tc][tc]<w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>[P]{ten}{/ds}[/P][/tc][/tr][/tbl][P]{%anh}[/P][p]<w:r>`) +
		placeholder + long.Replace(`</w:r>[/p][P]{#ds}{ten}{^$cuoi}; {/}{/ds}.[/P]<w:sectPr/>`)
	tpl, err := Compile(docxOf(t, body, [2]string{"word/header1.xml", part("hdr", "[P]đầu {nam}[/P]")}, [2]string{"word/anh1.png", "x"}), Options{Late: []string{"so_van_ban"}})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var out bytes.Buffer
	set := setOf(t, `{"nam": 2024, "anh": "`+picture(t, 40, 20)+`", "ds": [{"ten": "Điểu Đức & Hòa", "so": 3510000, "nhom": "A"}, {"ten": "Bình", "so": 5, "nhom": "A"}]}`)
	if _, err := tpl.Execute(&out, set, Run{}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "t.docx")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(soffice, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", dir, file)
	if msg, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, msg)
	}
	text, err := os.ReadFile(filepath.Join(dir, "t.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Số: {so_van_ban}/KH", "1. Điểu Đức & Hòa – 3.510.000 đồng", "2. Bình – 5 đồng", "Điểu Đức & Hòa; Bình."} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
