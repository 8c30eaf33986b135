package archive

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

func layer(t *testing.T, d *db.DB) (s Shelf, lay func() Laid) {
	s = Shelf{Dir: t.TempDir(), By: "lan", Now: func() time.Time { return noon }}
	return s, func() Laid {
		t.Helper()
		l, err := s.Lay(t.Context(), d, 2024)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
}

func content(t *testing.T, s Shelf, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(s.Dir, "2024", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func put(t *testing.T, s Shelf, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(s.Dir, "2024", name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestShelf(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s, lay := layer(t, d)
		const docx, pdf = "QD-khen-thuong-2024-tong-ket.docx", "QD-khen-thuong-2024-tong-ket.pdf"
		mustKeep(t, d, sample(t, `{"a":1}`, "one"))
		if l := lay(); len(l.Written) != 2 || len(l.Taken) != 0 {
			t.Errorf("first: %+v", l)
		}
		if got := shelfFiles(t, s.Dir); !slices.Equal(got, []string{docx, pdf, "manifest.json"}) {
			t.Errorf("shelf: %q", got)
		}
		manifest1 := content(t, s, "manifest.json")
		if l := lay(); len(l.Written) != 0 || content(t, s, "manifest.json") != manifest1 {
			t.Errorf("nothing changed, written %q", l.Written)
		}
		mustKeep(t, d, sample(t, `{"a":2}`, "two"))
		if l := lay(); len(l.Written) != 2 || content(t, s, docx) != "two" {
			t.Errorf("new version: %+v", l)
		}
		// Laid out again at any time.
		if err := os.RemoveAll(filepath.Join(s.Dir, "2024")); err != nil {
			t.Fatal(err)
		}
		put2 := filepath.Join(s.Dir, "2024")
		if l := lay(); len(l.Written) != 2 || content(t, s, pdf) != "%PDF two" {
			t.Errorf("laid out again in %s: %+v", put2, l)
		}
		var m manifest
		if err := json.Unmarshal([]byte(content(t, s, "manifest.json")), &m); err != nil {
			t.Fatal(err)
		}
		e := m.Documents[0]
		if m.Year != 2024 || e.Kind != "quyet-dinh-khen-thuong" || e.Version != 2 || e.Day != "2024-12-20" || e.Source.Queries != "q" ||
			e.Data != Hash([]byte(`{"a":2}`)) || len(e.Files) != 2 || e.Files[0].SHA256 != Hash([]byte("two")) || len(e.Findings) != 2 {
			t.Errorf("manifest: %+v", e)
		}
		if text := content(t, s, "manifest.json"); strings.Contains(text, "T05:00") || strings.Contains(text, "lan") {
			t.Errorf("the manifest holds a time or a name:\n%s", text)
		}
	})
}

func TestShelfKeepsWhatPeopleChanged(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s, lay := layer(t, d)
		const base = "QD-khen-thuong-2024-tong-ket"
		k := mustKeep(t, d, sample(t, `{"a":1}`, "one"))
		lay()
		put(t, s, base+".docx", "sửa tay")
		put(t, s, "ghi-chu.txt", "của tôi")
		l := lay()
		want := []string{base + ".docx", base + ".pdf", "ghi-chu.txt", "manifest.json"}
		if len(l.Taken) != 1 || l.Taken[0].Version != 2 || content(t, s, base+".docx") != "sửa tay" || !slices.Equal(shelfFiles(t, s.Dir), want) {
			t.Fatalf("edited: %+v, %q", l, shelfFiles(t, s.Dir))
		}
		if l := lay(); len(l.Taken)+len(l.Written) != 0 {
			t.Errorf("taken in twice: %+v", l)
		}
		got, err := ReadFile(t.Context(), d.Reader, FileOf{Document: k.Document, Version: 2, Format: "docx"})
		if err != nil || string(got) != "sửa tay" {
			t.Errorf("version 2: %q, %v", got, err)
		}
		vs, _ := Versions(t.Context(), d.Reader, k.Document)
		if vs[0].Origin != "shelf" || vs[0].BasedOn != 1 {
			t.Errorf("version: %+v", vs[0])
		}
		// The same data make no version, changed data the next; the edit stays.
		if k := mustKeep(t, d, sample(t, `{"a":1}`, "one")); k.New {
			t.Errorf("after an edit: %+v", k)
		}
		if k := mustKeep(t, d, sample(t, `{"a":3}`, "three")); k.Version != 3 {
			t.Errorf("after an edit: %+v", k)
		}
		lay()
		want = []string{base + "-ban-3.docx", base + ".docx", base + ".pdf", "ghi-chu.txt", "manifest.json"}
		if got := shelfFiles(t, s.Dir); !slices.Equal(got, want) {
			t.Errorf("shelf %q\nwant %q", got, want)
		}
		// The one beside can be changed too.
		put(t, s, base+"-ban-3.docx", "sửa nữa")
		if l := lay(); len(l.Taken) != 1 || content(t, s, base+"-ban-3.docx") != "sửa nữa" || !slices.Equal(shelfFiles(t, s.Dir), want) {
			t.Errorf("both edited: %+v, %q", l, shelfFiles(t, s.Dir))
		}
		// When people put their files away, the shelf is in order again.
		os.Remove(filepath.Join(s.Dir, "2024", base+".docx"))
		os.Remove(filepath.Join(s.Dir, "2024", base+"-ban-3.docx"))
		lay()
		want = []string{base + ".docx", base + ".pdf", "ghi-chu.txt", "manifest.json"}
		if got := shelfFiles(t, s.Dir); !slices.Equal(got, want) || content(t, s, base+".docx") != "sửa nữa" {
			t.Errorf("shelf %q\nwant %q", got, want)
		}
	})
}

// What is no Word file is kept and stays, and is no text of the document; what must not be
// kept stays where it is, and the other documents go on.
func TestShelfAsksWhatAnEditIs(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	s, _ := layer(t, d)
	secret := errors.New("văn bản mật")
	s.Edited = func(_ context.Context, _ *Document, from int, word []byte) (*Copy, error) {
		switch {
		case strings.HasPrefix(string(word), "MẬT"):
			return nil, secret
		case strings.HasPrefix(string(word), "Word"):
			return &Copy{From: from, Files: []File{{"pdf", []byte("%PDF của " + string(word))}}, Note: "đoạn 1: thêm", Pages: 2,
				Findings: []Finding{{"COUNT", "sai", "đoạn 1", "khác", ""}}}, nil
		}
		return nil, ErrUnreadable
	}
	lay := func() Laid {
		t.Helper()
		l, err := s.Lay(t.Context(), d, 2024)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	const base = "QD-khen-thuong-2024-tong-ket"
	id := mustKeep(t, d, sample(t, `{"a":1}`, "one")).Document
	lay()
	put(t, s, base+".docx", "một nửa")
	l := lay()
	want := []string{base + "-ban-1.docx", base + ".docx", base + ".pdf", "manifest.json"}
	if got := shelfFiles(t, s.Dir); !slices.Equal(got, want) || l.Taken[0].Version != 2 || !strings.Contains(l.Taken[0].Note, "không đọc được") {
		t.Errorf("no Word file: %+v, %q", l, got)
	}
	if doc := mustState(t, d, id, Draft); doc.Version != 1 || doc.Working != 1 {
		t.Errorf("no Word file: %+v", doc)
	}
	put(t, s, base+".docx", "Word sửa")
	lay()
	want = []string{base + ".docx", base + ".pdf", "manifest.json"}
	if got := shelfFiles(t, s.Dir); !slices.Equal(got, want) || content(t, s, base+".pdf") != "%PDF của Word sửa" {
		t.Errorf("an edit has a PDF of its own: %q", got)
	}
	if doc := mustState(t, d, id, Draft); doc.Version != 3 || doc.Pages != 2 || doc.Wrong != 1 {
		t.Errorf("an edit: %+v", doc)
	}
	put(t, s, base+".docx", "MẬT")
	other := sample(t, `{"a":1}`, "other")
	other.Key.Round, other.Name = "19-8", "QD-19-8"
	mustKeep(t, d, other)
	if _, err := s.Lay(t.Context(), d, 2024); !errors.Is(err, secret) || content(t, s, base+".docx") != "MẬT" || content(t, s, "QD-19-8.docx") != "other" {
		t.Errorf("secret: %v, %q", err, shelfFiles(t, s.Dir))
	}
	if doc := mustState(t, d, id, Draft); doc.Versions != 3 {
		t.Errorf("secret: %+v", doc)
	}
}

// A new database beside an old shelf: what the manifest vouches for is ours, the rest is
// somebody's.
func TestShelfOfAnotherDatabase(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	s, lay := layer(t, d)
	mustKeep(t, d, sample(t, `{"a":1}`, "one"))
	lay()
	put(t, s, "QD-khen-thuong-2024-tong-ket.pdf", "sửa tay")

	fresh := dbtest.SQLite(t, queries.Schema())
	mustKeep(t, fresh, sample(t, `{"a":2}`, "two"))
	l, err := s.Lay(t.Context(), fresh, 2024)
	if err != nil || len(l.Taken) != 1 || content(t, s, "QD-khen-thuong-2024-tong-ket.docx") != "two" ||
		content(t, s, "QD-khen-thuong-2024-tong-ket.pdf") != "sửa tay" {
		t.Errorf("%+v, %v, %q", l, err, shelfFiles(t, s.Dir))
	}
}

// A document that gets another name takes its files along, but not those of people.
func TestShelfAfterARename(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	s, lay := layer(t, d)
	m := sample(t, `{"a":1}`, "one")
	mustKeep(t, d, m)
	lay()
	put(t, s, "QD-khen-thuong-2024-tong-ket.pdf", "sửa tay")
	m.Name = "Quyết định 2024"
	mustKeep(t, d, m)
	lay()
	want := []string{"QD-khen-thuong-2024-tong-ket.pdf", "Quyết định 2024.docx", "Quyết định 2024.pdf", "manifest.json"}
	if got := shelfFiles(t, s.Dir); !slices.Equal(got, want) {
		t.Errorf("shelf %q\nwant %q", got, want)
	}
}

func TestShelfAfterACrash(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	s, lay := layer(t, d)
	mustKeep(t, d, sample(t, `{"a":1}`, "one"))
	if err := os.MkdirAll(filepath.Join(s.Dir, "2024"), 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, s, ".vanthu-123456.tmp", "hal")
	lay()
	if got := shelfFiles(t, s.Dir); len(got) != 3 {
		t.Errorf("shelf: %q", got)
	}
	put(t, s, "manifest.json", `{"year":20`)
	lay()
	if !json.Valid([]byte(content(t, s, "manifest.json"))) {
		t.Error("the spoiled manifest was not written again")
	}
}

func TestShelfCannotBeWritten(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	mustKeep(t, d, sample(t, `{"a":1}`, "one"))
	file := filepath.Join(t.TempDir(), "output")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	s := Shelf{Dir: file, By: "lan", Now: func() time.Time { return noon }}
	if _, err := s.Lay(t.Context(), d, 2024); err == nil || !strings.Contains(err.Error(), "safe in the archive") {
		t.Errorf("error %v", err)
	}
	s.Dir = "/dev/full"
	if _, err := os.Stat(s.Dir); err == nil {
		if _, err := s.Lay(t.Context(), d, 2024); err == nil {
			t.Error("no error for /dev/full")
		}
	}
}

// A file that cannot be replaced does not keep the others from the shelf.
func TestShelfGoesOn(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	s, lay := layer(t, d)
	mustKeep(t, d, sample(t, `{"a":1}`, "one"))
	lay()
	path := filepath.Join(s.Dir, "2024", "QD-khen-thuong-2024-tong-ket.docx")
	if err := errors.Join(os.Remove(path), os.Mkdir(path, 0o755)); err != nil {
		t.Fatal(err)
	}
	other := sample(t, `{"a":1}`, "other")
	other.Key.Round, other.Name = "19-8", "QD-19-8"
	mustKeep(t, d, other)
	mustKeep(t, d, sample(t, `{"a":2}`, "two"))
	if _, err := s.Lay(t.Context(), d, 2024); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("error %v", err)
	}
	if content(t, s, "QD-19-8.docx") != "other" || content(t, s, "QD-khen-thuong-2024-tong-ket.pdf") != "%PDF two" {
		t.Errorf("shelf %q", shelfFiles(t, s.Dir))
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if l := lay(); len(l.Written) != 1 || content(t, s, "QD-khen-thuong-2024-tong-ket.docx") != "two" {
		t.Errorf("afterwards: %+v", l)
	}
}

func TestCleanName(t *testing.T) {
	for in, want := range map[string]string{
		"KH-2024":                    "KH-2024",
		"Báo cáo 2024":               "Báo cáo 2024",
		"a/b\\c:d*e?f\"g<h>i|j":      "a-b-c-d-e-f-g-h-i-j",
		"../../etc/passwd":           "-..-etc-passwd",
		"..":                         "_",
		"con":                        "_con",
		"LPT1.x":                     "_LPT1.x",
		"a\x00b\nc":                  "a-b-c",
		"Bie\u0302\u0301u":           "Biếu",
		strings.Repeat("ấ", 100):     strings.Repeat("ấ", 50),
		" " + strings.Repeat("x", 3): "xxx",
	} {
		if got := CleanName(in); got != want {
			t.Errorf("CleanName(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestShelfByWhatChanged: the quick call lays out what changed, is missing or was touched,
// and reads nothing else.
func TestShelfByWhatChanged(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	s, lay := layer(t, d)
	const docx = "QD-khen-thuong-2024-tong-ket.docx"
	mustKeep(t, d, sample(t, `{"a":1}`, "one"))
	lay()
	path := filepath.Join(s.Dir, "2024", docx)
	quick := func() Laid {
		t.Helper()
		l, err := s.LayChanged(t.Context(), d, 2024)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	if l := quick(); len(l.Written)+len(l.Taken) != 0 {
		t.Errorf("nothing to see, yet %+v", l)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if l := quick(); len(l.Written) != 1 || content(t, s, docx) != "one" {
		t.Errorf("a missing file: %+v", l)
	}
	mustKeep(t, d, sample(t, `{"a":2}`, "two"))
	if l := quick(); len(l.Written) != 2 || content(t, s, docx) != "two" {
		t.Errorf("a new version: %+v", l)
	}
	whole := content(t, s, "manifest.json")
	if lay(); content(t, s, "manifest.json") != whole {
		t.Error("the manifest of a quick call differs from that of a whole one")
	}
	put(t, s, docx, "edited by hand")
	if l := quick(); len(l.Taken) != 1 || content(t, s, docx) != "edited by hand" {
		t.Errorf("an edit: %+v", l)
	}
}

// TestSweepInAnyFolder: the names of folders are no patterns.
func TestSweepInAnyFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kho [2024] *?")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(dir, ".vanthu-12345678-1.tmp")
	if err := os.WriteFile(left, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := sweep(dir, tempPattern); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(left); err == nil {
		t.Error("what a killed process left is still there")
	}
}
