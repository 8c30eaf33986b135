package stamp

import (
	"archive/zip"
	"bytes"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	godocx "github.com/lukasjarosch/go-docx"

	"vanthu/pipeline/ooxml"
)

const ns = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
	`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ` +
	`xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`

// file makes a DOCX of a body and, where not empty, a header.
func file(t testing.TB, body, header string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name, text string) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, text)
	}
	const typ = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	const word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	put("[Content_Types].xml", `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`+
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`+
		`<Override PartName="/word/document.xml" ContentType="`+word+`document.main+xml"/>`+
		`<Override PartName="/word/header1.xml" ContentType="`+word+`header+xml"/></Types>`)
	put("_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+
		`<Relationship Id="rId1" Type="`+typ+`officeDocument" Target="word/document.xml"/></Relationships>`)
	put("word/document.xml", `<?xml version="1.0" encoding="UTF-8"?><w:document `+ns+`><w:body>`+body+`</w:body></w:document>`)
	if header != "" {
		put("word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+
			`<Relationship Id="rId1" Type="`+typ+`header" Target="header1.xml"/></Relationships>`)
		put("word/header1.xml", `<w:hdr `+ns+`>`+header+`</w:hdr>`)
	}
	put("customXml/item1.xml", strings.Repeat("<x/>", 100))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func part(t testing.TB, data []byte, name string) string {
	t.Helper()
	p, err := ooxml.Open(data, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := p.Part(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// body returns what stands between the body tags.
func body(t testing.TB, data []byte) string {
	s := part(t, data, "word/document.xml")
	return s[strings.Index(s, "<w:body>")+8 : strings.Index(s, "</w:body>")]
}

func run(text string) string { return `<w:r><w:t>` + text + `</w:t></w:r>` }

func locked(tag, content string) string {
	return `<w:sdt><w:sdtPr><w:tag w:val="` + tag + `"/><w:lock w:val="sdtContentLocked"/></w:sdtPr><w:sdtContent>` +
		content + `</w:sdtContent></w:sdt>`
}

// placeholder is a control whose content is a placeholder.
func placeholder(tag, content string) string {
	return strings.Replace(locked(tag, content), "</w:sdtPr>", "<w:showingPlcHdr/></w:sdtPr>", 1)
}

var values = map[string]string{"so_van_ban": "161", "ngay_ban_hanh": "ngày 05 tháng 02 năm 2024"}

// Each body holds {so_van_ban}; in the wanted text ␣ stands for the attribute that keeps
// spaces.
func TestTagsInBodies(t *testing.T) {
	const keep = ` xml:space="preserve"`
	for name, c := range map[string]struct{ in, want string }{
		"one run": {`<w:p>` + run("Số: {so_van_ban}/KH-UBND") + `</w:p>`,
			`<w:p><w:r><w:t␣>Số: 161/KH-UBND</w:t></w:r></w:p>`},
		"locked control in a line": {`<w:p>` + run("Số: ") + locked("so_van_ban", run("{so_van_ban}")) + run("/KH") + `</w:p>`,
			`<w:p>` + run("Số: ") + `<w:r><w:t␣>161</w:t></w:r>` + run("/KH") + `</w:p>`},
		"locked control without a name": {`<w:p>` + locked("", run("{so_van_ban}")) + `</w:p>`,
			`<w:p><w:r><w:t␣>161</w:t></w:r></w:p>`},
		"control around a paragraph": {locked("so_van_ban", `<w:p>`+run("Số: {so_van_ban}")+`</w:p>`),
			`<w:p><w:r><w:t␣>Số: 161</w:t></w:r></w:p>`},
		"another control stays": {locked("dau_trang", `<w:p>`+run("Số: {so_van_ban}")+`</w:p>`),
			locked("dau_trang", `<w:p><w:r><w:t␣>Số: 161</w:t></w:r></w:p>`)},
		"placeholder of a control": {`<w:p>` + run("Số: ") + placeholder("so_van_ban", run("……")) + run("/KH") + `</w:p>`,
			`<w:p>` + run("Số: ") + `<w:r><w:t␣>161</w:t></w:r>` + run("/KH") + `</w:p>`},
		"placeholder split by Word": {`<w:p>` + placeholder("so_van_ban", run("……")+`<w:proofErr w:type="spellStart"/>`+run(" …")) + `</w:p>`,
			`<w:p><w:r><w:t␣>161</w:t></w:r><w:proofErr w:type="spellStart"/>` + run("") + `</w:p>`},
		"dots of a control without Word's mark": {`<w:p>` + locked("so_van_ban", run("……")) + `</w:p>`, `<w:p><w:r><w:t␣>161</w:t></w:r></w:p>`},
		"placeholder that is a tag":             {`<w:p>` + placeholder("so_van_ban", run("{so_van_ban}")) + `</w:p>`, `<w:p><w:r><w:t␣>161</w:t></w:r></w:p>`},
		"placeholder of another name stays": {`<w:p>` + placeholder("khac", run("……")) + run("{so_van_ban}") + `</w:p>`,
			`<w:p>` + placeholder("khac", run("……")) + `<w:r><w:t␣>161</w:t></w:r></w:p>`},
		"dots that lost their control": {`<w:p>` + run("Số: …") + run("…/KH-UBND") + `</w:p>`,
			`<w:p><w:r><w:t␣>Số: 161</w:t></w:r>` + run("/KH-UBND") + `</w:p>`},
		"dots of another paper": {`<w:p>` + run("Số: ……/KH-UBND") + `</w:p><w:p>` + run("Theo Tờ trình số ……/TTr") + `</w:p>`,
			`<w:p><w:r><w:t␣>Số: 161/KH-UBND</w:t></w:r></w:p><w:p>` + run("Theo Tờ trình số ……/TTr") + `</w:p>`},
		"split by runs, proof marks, bookmarks": {
			`<w:p>` + run("Số: {so") + `<w:proofErr w:type="spellStart"/>` + `<w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t>_van</w:t></w:r>` +
				`<w:bookmarkStart w:id="1" w:name="x"/>` + run("_ban} /KH") + `</w:p>`,
			`<w:p><w:r><w:t␣>Số: 161</w:t></w:r><w:proofErr w:type="spellStart"/><w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t␣></w:t></w:r>` +
				`<w:bookmarkStart w:id="1" w:name="x"/><w:r><w:t␣> /KH</w:t></w:r></w:p>`},
		"several texts in a run": {`<w:p><w:r><w:t>{so_van_ban}</w:t><w:tab/><w:t>x</w:t></w:r></w:p>`,
			`<w:p><w:r><w:t␣>161</w:t><w:tab/><w:t>x</w:t></w:r></w:p>`},
		"empty texts, mathematics, stray braces": {
			`<w:p><w:r><w:t/></w:r>` + run("a { b") + `<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>` + run("}} {so_van_ban} {") + `</w:p>`,
			`<w:p><w:r><w:t/></w:r>` + run("a { b") + `<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath><w:r><w:t␣>}} 161 {</w:t></w:r></w:p>`},
		"entities beside": {`<w:p>` + run("R&amp;D &#8220;x&#x201D; &quot;{so_van_ban}&gt;") + `</w:p>`,
			`<w:p><w:r><w:t␣>R&amp;D &#8220;x&#x201D; &quot;161&gt;</w:t></w:r></w:p>`},
		"brace as a reference": {`<w:p>` + run("&#123;so_van_ban&#125;.") + `</w:p>`, `<w:p><w:r><w:t␣>161.</w:t></w:r></w:p>`},
		"character data section": {`<w:p><w:r><w:t><![CDATA[a<{so_van_ban}]]></w:t></w:r></w:p>`,
			`<w:p><w:r><w:t␣><![CDATA[a<161]]></w:t></w:r></w:p>`},
		"tracked changes": {`<w:p><w:del w:id="1"><w:r><w:delText>{so_van_ban}</w:delText></w:r></w:del><w:ins w:id="2">` + run("{so_van_ban}") + `</w:ins></w:p>`,
			`<w:p><w:del w:id="1"><w:r><w:delText>{so_van_ban}</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t␣>161</w:t></w:r></w:ins></w:p>`},
		"text boxes of both kinds": {
			`<w:p>` + run("a") + `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent><w:p>` + run("{so_van_ban}") + `</w:p></w:txbxContent></mc:Choice>` +
				`<mc:Fallback><w:txbxContent><w:p>` + run("{so_van_ban}") + `</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>` + run("b") + `</w:p>`,
			`<w:p>` + run("a") + `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent><w:p><w:r><w:t␣>161</w:t></w:r></w:p></w:txbxContent></mc:Choice>` +
				`<mc:Fallback><w:txbxContent><w:p><w:r><w:t␣>161</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>` + run("b") + `</w:p>`},
		"twice in a paragraph": {`<w:p>` + run("{so_van_ban}, {so_van_ban}") + `</w:p>`, `<w:p><w:r><w:t␣>161, 161</w:t></w:r></w:p>`},
		"another prefix": {`<x:p xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:r><x:t>{so_van_ban}</x:t></x:r></x:p>`,
			`<x:p xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:r><x:t␣>161</x:t></x:r></x:p>`},
		"other tags stay": {`<w:p>` + run("{so_van_ban}{ngay}{x | so}") + `</w:p>`, `<w:p><w:r><w:t␣>161{ngay}{x | so}</w:t></w:r></w:p>`},
	} {
		out, err := Stamp(file(t, c.in, ""), map[string]string{"so_van_ban": "161"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, want := body(t, out), strings.ReplaceAll(c.want, "␣", keep); got != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
	}
}

func TestHeaderAndEscapes(t *testing.T) {
	in := file(t, `<w:p>`+run("{so_van_ban}")+`</w:p>`, `<w:p>`+run("Kèm theo số {so_van_ban}, {ngay_ban_hanh}")+`</w:p>`)
	out, err := Stamp(in, map[string]string{"so_van_ban": `45a/"K" & <H> 'x'`, "ngay_ban_hanh": "ngày 05 tháng 02 năm 2024"})
	if err != nil {
		t.Fatal(err)
	}
	if h := part(t, out, "word/header1.xml"); !strings.Contains(h, `>Kèm theo số 45a/"K" &amp; &lt;H&gt; 'x', ngày 05 tháng 02 năm 2024<`) {
		t.Errorf("header: %s", h)
	}
	before, _ := ooxml.Open(in, ooxml.Limits{})
	after, _ := ooxml.Open(out, ooxml.Limits{})
	if a, b := strings.Join(before.Names(), " "), strings.Join(after.Names(), " "); a != b {
		t.Errorf("parts: %s, then %s", a, b)
	}
	if a, b := part(t, in, "customXml/item1.xml"), part(t, out, "customXml/item1.xml"); a != b {
		t.Error("a part without tags changed")
	}
	again, err := Stamp(in, map[string]string{"so_van_ban": `45a/"K" & <H> 'x'`, "ngay_ban_hanh": "ngày 05 tháng 02 năm 2024"})
	if err != nil || !bytes.Equal(out, again) {
		t.Errorf("stamping twice gives other bytes (%v)", err)
	}
}

func TestErrors(t *testing.T) {
	table := `<w:p/><w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p>` + locked("so_van_ban", run("Số 12")) + `</w:p></w:tc></w:tr></w:tbl>`
	good := file(t, `<w:p>`+run("{so_van_ban}")+`</w:p>`, "")
	for name, c := range map[string]struct {
		file   []byte
		values map[string]string
		want   []string
	}{
		"removed":        {file(t, `<w:p/>`, ""), values, []string{"{so_van_ban}", "{ngay_ban_hanh}", "gõ lại thẻ"}},
		"typed over":     {file(t, table, ""), map[string]string{"so_van_ban": "1"}, []string{"bảng 1, hàng 1, ô 2", `"Số 12"`}},
		"misspelt":       {file(t, `<w:p>`+run("{so_van_bn}")+`</w:p>`, ""), map[string]string{"so_van_ban": "1"}, []string{"{so_van_bn} ở thân văn bản, đoạn 1"}},
		"no values":      {good, nil, []string{"không có giá trị"}},
		"empty value":    {good, map[string]string{"so_van_ban": " "}, []string{"để trống"}},
		"brace in value": {good, map[string]string{"so_van_ban": "{x}"}, []string{"ngoặc nhọn"}},
		"line break":     {good, map[string]string{"so_van_ban": "a\nb"}, []string{"xuống dòng"}},
		"bad name":       {good, map[string]string{"a b": "1"}, []string{"tên thẻ"}},
		"no DOCX":        {[]byte("x"), values, []string{"không phải tệp Word"}},
		"over two paragraphs": {file(t, `<w:p>`+run("{so_van")+`</w:p><w:p>`+run("_ban}")+`</w:p>`, ""),
			map[string]string{"so_van_ban": "1"}, []string{"không thấy thẻ"}},
	} {
		_, err := Stamp(c.file, c.values)
		if err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		for _, w := range c.want {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%s: %q lacks %q", name, err, w)
			}
		}
	}
}

func TestSignedIsRefused(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" ` +
			`Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>`,
	} {
		w, _ := z.Create(name)
		io.WriteString(w, text)
	}
	z.Close()
	if _, err := Stamp(b.Bytes(), values); err == nil || !strings.Contains(err.Error(), "ký số") {
		t.Errorf("error %v", err)
	}
}

// What go-docx cannot do with a whole document is why it gets a minimal one.
func TestGoDocxAloneFails(t *testing.T) {
	log.SetOutput(io.Discard) // go-docx tells its troubles there
	defer log.SetOutput(os.Stderr)
	for name, in := range map[string]string{
		"empty text":  `<w:p><w:r><w:t/></w:r>` + run("{so_van_ban}") + `</w:p>`,
		"mathematics": `<w:p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>` + run("{so_van_ban}") + `</w:p>`,
		"two texts":   `<w:p><w:r><w:t>{so_van_ban}</w:t><w:tab/><w:t>x</w:t></w:r></w:p>`,
		"a run that ends one tag and holds another": `<w:p>` + run("{so_") + run("van_ban}, {so_van_ban}") + `</w:p>`,
	} {
		data := file(t, in, "")
		ok := func() (ok bool) {
			defer func() { recover() }()
			d, err := godocx.OpenBytes(data)
			if err != nil {
				return false
			}
			return d.ReplaceAll(godocx.PlaceholderMap{"so_van_ban": "161"}) == nil &&
				strings.Contains(string(d.GetFile(godocx.DocumentXml)), "161")
		}()
		if ok {
			t.Errorf("%s: go-docx does it alone now; the way round may go", name)
		}
		if _, err := Stamp(data, map[string]string{"so_van_ban": "161"}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestManyAtOnce(t *testing.T) {
	in := file(t, `<w:p>`+run("{so_")+run("van_ban}")+run("{ngay_ban_hanh}")+`</w:p>`, "")
	want, err := Stamp(in, values)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if got, err := Stamp(in, values); err != nil || !bytes.Equal(got, want) {
					t.Errorf("together with others: %v", err)
				}
			}
		})
	}
	wg.Wait()
}

// LibreOffice reads what we stamped as plain text.
func TestLibreOfficeReads(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("soffice is needed: apt-get install libreoffice-writer-nogui")
	}
	dir := t.TempDir()
	in := file(t, `<w:p><w:r><w:t xml:space="preserve">Số: </w:t></w:r>`+locked("so_van_ban", run("{so_van")+`<w:proofErr w:type="spellEnd"/>`+run("_ban}"))+run("/KH-UBND")+`</w:p>`+
		locked("ngay_ban_hanh", `<w:p>`+run("Bình Phước, {ngay_ban_hanh}")+`</w:p>`), "")
	out, err := Stamp(in, values)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "a.docx"), out, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(soffice, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", dir, filepath.Join(dir, "a.docx"))
	if msg, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, msg)
	}
	got, err := os.ReadFile(filepath.Join(dir, "a.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if text := strings.TrimPrefix(strings.TrimSpace(string(got)), "\ufeff"); text != "Số: 161/KH-UBND\nBình Phước, ngày 05 tháng 02 năm 2024" {
		t.Errorf("LibreOffice reads %q", text)
	}
}
