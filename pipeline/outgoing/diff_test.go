package outgoing

import (
	"bytes"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/ooxml"
	"vanthu/queries"
	"vanthu/templates"
)

// Two versions differ in words: in the text by article, in the data by list and person; an
// edited file by what a person wrote.
func TestDiffInWords(t *testing.T) {
	p := office(t, dbtest.SQLite(t, queries.Schema()))
	award(t, p, "2025-01-14")
	const first = `SELECT n.id FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id
		WHERE d.nam = 2024 AND d.ma = 'tong-ket' AND n.loai = 'ca_nhan' AND n.trang_thai = 'duyet' ORDER BY n.id LIMIT 1`
	var gone string
	if err := p.DB.Reader.Get(&gone, `SELECT p.ho_ten FROM de_nghi_khen_thuong n JOIN nguoi p ON p.id = n.nguoi_id WHERE n.id = (`+first+`)`); err != nil {
		t.Fatal(err)
	}
	p.DB.Writer.MustExec(`UPDATE de_nghi_khen_thuong SET trang_thai = 'khong_duyet' WHERE id = (` + first + `)`)
	doc := award(t, p, "2025-01-14")
	got, err := p.Diff(t.Context(), doc.ID, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(got, "\n")
	for _, want := range []string{"Điều 1: ", " → ", " cá nhân", "số liệu: danh sách “Cá nhân được tặng Bằng khen trong một đợt”: bớt " + gone, "số liệu: số cá nhân trong danh sách: "} {
		if !strings.Contains(all, want) {
			t.Errorf("the difference lacks %q:\n%.1500s", want, all)
		}
	}
	word := rewrite(t, file(t, p, doc, 2, "docx"), "đã có thành tích xuất sắc", "đã lập thành tích đặc biệt xuất sắc")
	version, note, err := p.TakeIn(t.Context(), doc, admin, word)
	if err != nil || !strings.HasPrefix(note, "Điều 1: ") || !strings.Contains(note, "có → lập") || !strings.Contains(note, "đặc biệt") {
		t.Errorf("an edit: %q, %v", note, err)
	}
	got, err = p.Diff(t.Context(), doc.ID, 2, version)
	if err != nil || len(got) == 0 || strings.Join(got, "; ") != note {
		t.Errorf("documents diff of an edit: %q, %v", got, err)
	}
	if got, err := p.Diff(t.Context(), doc.ID, 2, 2); err != nil || len(got) > 0 {
		t.Errorf("a version and itself: %q, %v", got, err)
	}
	if !slices.Equal(p.inWords("khong-co", []string{"a: 1 → 2"}), []string{"a: 1 → 2"}) {
		t.Error("a kind that is gone")
	}
}

// Templates of each sort differ in words: an annex by cell, a PDF form by words and fields.
func TestDiffTemplate(t *testing.T) {
	read := func(name string) []byte {
		t.Helper()
		data, err := fs.ReadFile(templates.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	book := read("quyet-dinh-khen-thuong/danh-sach.xlsx")
	pkg, err := ooxml.Open(book, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	strs, err := pkg.Part("xl/sharedStrings.xml")
	if err != nil {
		t.Fatal(err)
	}
	changed, err := pkg.Rewritten(map[string][]byte{"xl/sharedStrings.xml": bytes.Replace(strs, []byte("DANH SÁCH"), []byte("BẢN KÊ"), 1)})
	if err != nil {
		t.Fatal(err)
	}
	form, other := read("bang-khen/mau.pdf"), read("giay-cong-nhan-antt/mau.pdf")
	for _, c := range []struct {
		ending string
		a, b   []byte
		want   []string
	}{
		{".xlsx", book, book, nil}, {".xlsx", book, changed, []string{"trang tính", "DANH SÁCH → BẢN KÊ"}},
		{".pdf", form, form, nil}, {".pdf", form, other, []string{"trang 1", "ô "}},
	} {
		got, err := DiffTemplate(c.ending, c.a, c.b)
		all := strings.Join(got, "\n")
		if err != nil || len(c.want) == 0 && len(got) > 0 {
			t.Errorf("%s: %v, %.300s", c.ending, err, all)
		}
		for _, want := range c.want {
			if !strings.Contains(all, want) {
				t.Errorf("%s: the difference lacks %q:\n%.900s", c.ending, want, all)
			}
		}
	}
	for ending, data := range map[string][]byte{".xlsx": []byte("no zip"), ".pdf": []byte("no PDF"), ".txt": nil} {
		if _, err := DiffTemplate(ending, data, data); err == nil {
			t.Errorf("%s: what is none has no error", ending)
		}
	}
}
