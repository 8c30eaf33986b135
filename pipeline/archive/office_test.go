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

	"vanthu/pipeline/db"
	"vanthu/pipeline/docx/docxtest"
	"vanthu/pipeline/making/officetest"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/people"
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
		files[slug+"/mau.docx"] = &fstest.MapFile{Data: docxtest.Word("Số: {so_van_ban}/"+code+"-UBND", "Bình Phước, {ngay_ban_hanh}", "Kính mời {ten} dự họp năm {nam}.")}
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
	m := officetest.Small(t, d, files, fstest.MapFS{
		"dot_thu.sql": {Data: []byte("-- Một đợt\n-- tham số: dot text\n-- cột: ten text\n-- (một dòng)\nSELECT 'các đơn vị ' || CAST(:dot AS TEXT) AS ten\n")},
	})
	m.Now = func() time.Time { return clock }
	return outgoing.Of(m)
}

var admin = &people.User{Name: "an", Grants: []people.Grant{{Role: people.Admin}}}
