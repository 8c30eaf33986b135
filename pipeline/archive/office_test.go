package archive_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"vanthu/pipeline"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/db"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/people"
	"vanthu/pipeline/query"
	"vanthu/queries"
	"vanthu/templates"
)

// The office of these tests makes two kinds of paper, as small as papers can be: one
// whose numbers this program gives, one with numbers from outside.
const paperKind = `name: %s
code: %s
agency: ubnd-tinh
params: {nam: int, dot: text, ngay: date}
defaults: {ngay: "{nam}-12-15"}
data: {tren: dot_thu}
outputs: {docx: mau.docx, pdf: true}
late: [so_van_ban, ngay_ban_hanh]
file: %s-{nam}-{dot}
`

var papers = map[string]string{"quyet-dinh": "QĐ", "thong-bao": "TB"}

const numberedBook, outsideBook = "so-qd", "so-tb"

var clock = time.Date(2024, 12, 15, 1, 0, 0, 0, time.UTC)

// word is a Word file with the paragraphs.
func word(paragraphs ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	body := ""
	for _, p := range paragraphs {
		body += "<w:p><w:r><w:t>" + p + "</w:t></w:r></w:p>"
	}
	for _, p := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`},
	} {
		w, err := z.Create(p[0])
		if err != nil {
			panic(err)
		}
		io.WriteString(w, p[1])
	}
	z.Close()
	return b.Bytes()
}

// retype changes a Word file as a person does: one word for another.
func retype(t testing.TB, docx []byte, from, to string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	changed := false
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(string(data), from, to)
		changed = changed || text != string(data)
		out, err := z.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(out, text)
	}
	if z.Close(); !changed {
		t.Fatalf("%q does not stand in the file", from)
	}
	return b.Bytes()
}

func newOffice(t testing.TB, d *db.DB) *outgoing.Papers {
	t.Helper()
	files := fstest.MapFS{}
	for slug, code := range papers {
		files[slug+"/document.yaml"] = &fstest.MapFile{Data: fmt.Appendf(nil, paperKind, slug, code, code)}
		files[slug+"/mau.docx"] = &fstest.MapFile{Data: word("Số: {so_van_ban}/"+code+"-UBND", "Bình Phước, {ngay_ban_hanh}", "Kính mời {ten} dự họp năm {nam}.")}
	}
	for _, folder := range []string{"so-van-ban-di", "phieu-gui"} { // the register and the slip are templates too
		err := fs.WalkDir(templates.FS(), folder, func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := fs.ReadFile(templates.FS(), name)
			files[name] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	sqls := fstest.MapFS{"dot_thu.sql": {Data: []byte("-- Một đợt\n-- tham số: dot text\n-- cột: ten text\n-- (một dòng)\nSELECT 'các đơn vị ' || CAST(:dot AS TEXT) AS ten\n")}}
	for _, name := range []string{"co_so_du_lieu", "khong_con_hieu_luc", "so_van_ban_phap_ly", "so_ban", "co_quan_ban_hanh"} {
		for _, ext := range []string{".sql", ".sqlite.sql", ".postgres.sql"} {
			if text, err := fs.ReadFile(queries.FS(), name+ext); err == nil {
				sqls[name+ext] = &fstest.MapFile{Data: text}
			}
		}
	}
	lib, err := query.Load(sqls)
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Open(files, lib)
	if err != nil {
		t.Fatal(err)
	}
	return outgoing.Of(&pipeline.Maker{DB: d, Queries: lib, Catalog: c, Templates: files, Fonts: font.Shipped(), Program: "test", By: "may",
		Now: func() time.Time { return clock }})
}

var admin = &people.User{Name: "an", Grants: []people.Grant{{Role: people.Admin}}}
