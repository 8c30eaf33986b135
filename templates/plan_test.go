package templates

import (
	"bytes"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/docx/docxtest"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/query"
	"vanthu/pipeline/stamp"
	"vanthu/queries"
)

// words are the words of a document from its title on, without the signature block's
// right side.
func words(t *testing.T, made *archive.Made, from, to string) []string {
	t.Helper()
	text := textOf(t, made)
	begin, end := strings.Index(text, from), strings.LastIndex(text, to)
	if begin < 0 || end < begin {
		t.Fatalf("no text from %q to %q in %s", from, to, text)
	}
	return strings.Fields(text[begin : end+len(to)])
}

// seedWords are the words of the plan of 2024 as it was issued; the marks of bold and
// italic are no words.
func seedWords(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile("ke-hoach/testdata/goc-2024.txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(strings.ReplaceAll(string(data), "*", ""))
}

// TestPlanKeepsTheSeed makes the plan of 2024 in both modes: word for word the seed, and
// the seed with the corrections of corrections.yaml and no other change.
func TestPlanKeepsTheSeed(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		o := newOffice(t, d)
		seed := seedWords(t)
		last := seed[len(seed)-1]
		got := words(t, o.make(t, "ke-hoach", map[string]string{"nam": "2024", "che_do": "nguyen-van"}), "KẾ HOẠCH", last)
		sameWords(t, got, seed)

		fixed := strings.Join(seed, " ")
		for _, c := range corrections(t) {
			if n := strings.Count(fixed, c.Before); n != 1 {
				t.Errorf("correction %s: %q stands %d times", c.Number, c.Before, n)
			}
			fixed = strings.Replace(fixed, c.Before, c.After, 1)
		}
		got = words(t, o.make(t, "ke-hoach", map[string]string{"nam": "2024"}), "KẾ HOẠCH", last)
		sameWords(t, got, strings.Fields(fixed))
	})
}

func sameWords(t *testing.T, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Errorf("words differ from word %d on:\ngot  … %s\nwant … %s", i+1, around(got, i), around(want, i))
			return
		}
	}
}

func around(list []string, i int) string {
	return strings.Join(list[min(max(0, i-6), len(list)):min(i+12, len(list))], " ")
}

type correction struct {
	Number string `yaml:"so"`
	Before string `yaml:"truoc"`
	After  string `yaml:"sau"`
	Where  string `yaml:"o_dau"`
}

func corrections(t *testing.T) []correction {
	t.Helper()
	data, err := fs.ReadFile(os.DirFS("ke-hoach"), "corrections.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Made []correction `yaml:"sua"`
		Left []struct {
			Number string `yaml:"so"`
			Reason string `yaml:"ly_do"`
		} `yaml:"de_nguyen"`
	}
	if err := yaml.UnmarshalWithOptions(data, &file, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	return file.Made
}

// TestPlanOfAnotherRegime makes the plan of 2026: two levels of government, Đồng Nai,
// first as a province, from 30/4/2026 on as a city.
func TestPlanOfAnotherRegime(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	for _, c := range []struct {
		day        string
		have, lack []string
	}{
		{"2026-02-05", []string{"TỈNH ĐỒNG NAI", "Đồng Nai, ngày …… tháng …… năm 2026", "cán bộ xã, phường;", "Công an tỉnh", "2. Sở Nội vụ", "UBND các xã, phường;", "(qua Sở Nội vụ)"},
			[]string{"huyện", "cán bộ xã, phường, thị trấn", "thị xã", "Bình Phước", "Ban Thi đua", "năm 2024"}},
		{"2026-06-01", []string{"THÀNH PHỐ ĐỒNG NAI", "Công an thành phố", "Ủy ban nhân dân thành phố phát động", "Thành ủy"},
			[]string{"huyện", "Bình Phước", "Công an tỉnh", "địa bàn tỉnh", "Tỉnh ủy, UBND tỉnh"}},
	} {
		t.Run(c.day, func(t *testing.T) {
			text := textOf(t, o.make(t, "ke-hoach", map[string]string{"nam": "2026", "ngay": c.day}))
			for _, s := range c.have {
				if !strings.Contains(text, s) {
					t.Errorf("lacks %q", s)
				}
			}
			for _, s := range c.lack {
				if i := strings.Index(text, s); i >= 0 {
					t.Errorf("has %q: …%s…", s, text[max(0, i-60):min(len(text), i+60)])
				}
			}
		})
	}
}

// TestPages holds the pages of each kind against the dump kept beside its template, so
// that a change of a binary template shows in review.
func TestPages(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	for name, params := range map[string]map[string]string{
		"bao-cao-tong-ket":       {"nam": "2024"},
		"don-doc":                {"nam": "2024"},
		"ke-hoach":               {"nam": "2024"},
		"quyet-dinh-khen-thuong": {"nam": "2024", "dot": "ngay-hoi", "ngay": "2024-08-12"},
		"to-trinh-khen-thuong":   {"nam": "2024", "dot": "ngay-hoi", "ngay": "2024-07-30"},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := layout.Lay(file(t, o.all(t, name, params, "docx")[0], "docx"), layout.Options{})
			if err != nil {
				t.Fatal(err)
			}
			sameAsGolden(t, name, doc)
		})
	}
}

// sameAsGolden holds pages against the dump kept beside the template of a kind.
func sameAsGolden(t *testing.T, kind string, doc *layout.Document) {
	t.Helper()
	doc.Facts = nil // what they say depends on the installed faces, not on the template
	var got bytes.Buffer
	if err := layout.Dump(&got, doc); err != nil {
		t.Fatal(err)
	}
	golden := kind + "/testdata/trang.txt"
	if *update {
		if err := os.MkdirAll(kind+"/testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	g, w := strings.Split(got.String(), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(g), len(w)) {
		if i >= len(g) || i >= len(w) || g[i] != w[i] {
			t.Fatalf("pages differ from line %d of %s on (-update writes it):\ngot  %s\nwant %s",
				i+1, golden, strings.Join(g[min(i, len(g)):min(i+3, len(g))], "\n     "), strings.Join(w[min(i, len(w)):min(i+3, len(w))], "\n     "))
		}
	}
}

// TestPlanIsStamped puts number and date of issue into the editing copy.
func TestPlanIsStamped(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	editing := file(t, o.make(t, "ke-hoach", map[string]string{"nam": "2024"}), "docx")
	stamped, err := stamp.Stamp(editing, map[string]string{"so_van_ban": "161", "ngay_ban_hanh": "ngày 05 tháng 02 năm 2024"})
	if err != nil {
		t.Fatal(err)
	}
	text, err := docxtest.Text(stamped)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Số: 161/KH-UBND", "Bình Phước, ngày 05 tháng 02 năm 2024"} {
		if !strings.Contains(text, want) {
			t.Errorf("stamped copy lacks %q", want)
		}
	}
	if i := strings.Index(text, "{"); i >= 0 {
		t.Errorf("a brace is left: %.60s", text[i:])
	}
}

// TestKindsAreSound is template lint over all shipped kinds.
func TestKindsAreSound(t *testing.T) {
	lib, err := query.Load(queries.FS())
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Open(FS(), lib)
	if err != nil {
		t.Fatal(err)
	}
	faults, err := c.Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Error(f)
	}
}
