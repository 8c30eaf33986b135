package archive

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

const shelfManifest = `{
  "year": 2024,
  "documents": [
    {
      "kind": "quyet-dinh-khen-thuong",
      "period": "2024",
      "agency": "ubnd-tinh",
      "round": "khac",
      "title": "Tờ trình <A & B>",
      "state": "du-thao",
      "version": 1,
      "newest": 1,
      "day": "2024-12-20",
      "params": {
        "dot": "tong-ket",
        "nam": "2024"
      },
      "data": "SUM({})",
      "source": {
        "template": "t",
        "queries": "q",
        "fonts": "f",
        "program": "v1"
      },
      "pages": 3,
      "rows": 11,
      "files": [
        {
          "name": "KH.docx",
          "format": "docx",
          "sha256": "SUM(kế hoạch)",
          "size": 12,
          "version": 1
        },
        {
          "name": "KH.pdf",
          "format": "pdf",
          "sha256": "SUM(%PDF kế hoạch)",
          "size": 17,
          "version": 1
        }
      ]
    },
    {
      "kind": "quyet-dinh-khen-thuong",
      "period": "2024",
      "agency": "ubnd-tinh",
      "round": "tong-ket",
      "title": "Quyết định tặng Bằng khen",
      "sample": true,
      "state": "du-thao",
      "version": 3,
      "newest": 3,
      "day": "2024-12-20",
      "params": {
        "dot": "tong-ket",
        "nam": "2024"
      },
      "data": "SUM({\"a\":2})",
      "source": {
        "template": "t",
        "queries": "q",
        "fonts": "f",
        "program": "v1"
      },
      "pages": 3,
      "rows": 11,
      "findings": [
        {
          "rule": "COUNT",
          "severity": "sai",
          "place": "đoạn 7",
          "message": "Điều 1 ghi 05"
        },
        {
          "rule": "EMPTY",
          "severity": "cảnh báo",
          "place": "",
          "message": ""
        }
      ],
      "files": [
        {
          "name": "QD-ban-3.docx",
          "format": "docx",
          "sha256": "SUM(hai)",
          "size": 3,
          "version": 3
        },
        {
          "name": "QD.pdf",
          "format": "pdf",
          "sha256": "SUM(%PDF hai)",
          "size": 8,
          "version": 3
        }
      ],
      "edited": [
        {
          "name": "QD.docx",
          "format": "docx",
          "sha256": "SUM(sửa tay)",
          "size": 9,
          "version": 2
        }
      ]
    }
  ]
}
`

// The manifest of a shelf says of each document what it was made from and which file holds
// which version, with those that people changed; it is the same as long as nothing changes.
func TestManifestOfAShelf(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	s, lay := layer(t, d)
	m := sample(t, `{"a":1}`, "một")
	m.Name = "QD"
	mustKeep(t, d, m)
	lay()
	put(t, s, "QD.docx", "sửa tay")
	lay()
	m = sample(t, `{"a":2}`, "hai")
	m.Name = "QD"
	mustKeep(t, d, m)
	other := sample(t, `{}`, "kế hoạch")
	other.Key.Round, other.Name, other.Title, other.Sample, other.Findings = "khac", "KH", "Tờ trình <A & B>", false, nil
	other.Files = append(other.Files, File{"map", []byte("{}")}) // no file for people
	mustKeep(t, d, other)
	want := shelfManifest
	for _, text := range []string{"{}", "kế hoạch", "%PDF kế hoạch", `{\"a\":2}`, "hai", "%PDF hai", "sửa tay"} {
		want = strings.ReplaceAll(want, "SUM("+text+")", Hash([]byte(strings.ReplaceAll(text, `\`, ""))))
	}
	for range 2 {
		lay()
		if got := content(t, s, manifestName); got != want {
			t.Fatalf("manifest\n%s\nwant\n%s", got, want)
		}
	}
	if got := strings.Join(shelfFiles(t, s.Dir), " "); got != "KH.docx KH.pdf QD-ban-3.docx QD.docx QD.pdf manifest.json" {
		t.Errorf("shelf %s", got)
	}
}

// The quick call lays out a document for each thing that may have changed, so that it leaves
// the manifest of the whole one.
func TestShelfByEachChange(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	s, lay := layer(t, d)
	id := real(t, d, "QD-1")
	real(t, d, "QD-2")
	lay()
	retitled := sample(t, `{"a":1,"ca_nhan":[{"ho_ten":"Điểu Đức Hòa"},{"ho_ten":"Nguyễn Thị Lan"}]}`, "bản QD-1")
	retitled.Sample, retitled.Findings, retitled.Name, retitled.Key.Round, retitled.Title = false, nil, "QD-1", "QD-1", "Tên khác"
	looked := map[string]int{}
	quick := func() {
		t.Helper()
		_, err := s.layYear(t.Context(), d, 2024, func(l *laying, doc *Document) bool {
			if l.stands(doc) {
				return false
			}
			looked[doc.Name]++
			return true
		})
		must(t, err)
	}
	waitForFileClock(t, s, quick)
	for _, c := range []struct {
		what string
		do   func()
	}{
		{"the state", func() { must(t, to(t, d, id, boss, ContentChecked, "")) }},
		{"the title", func() { mustKeep(t, d, retitled) }},
		{"a version that is not the one to open", func() {
			_, err := takeIn(t, d, id, Upload{By: boss, Origin: FromPerson, Copy: Copy{From: 1, Files: []File{{"pdf", []byte("%PDF x")}}}})
			must(t, err)
		}},
		{"a new version", func() {
			_, err := takeIn(t, d, id, Upload{By: boss, Origin: FromPerson, Copy: text(1, "sửa")})
			must(t, err)
		}},
		{"a new document", func() { real(t, d, "QD-3") }},
		{"a manifest of another archive", func() {
			put(t, s, manifestName, strings.Replace(content(t, s, manifestName), `"version": 3`, `"version": 2`, 1))
		}},
		{"a file that grew", func() { put(t, s, "QD-1.docx", "sửa ở đây") }},
		{"a file that is gone", func() { must(t, os.Remove(filepath.Join(s.Dir, "2024", "QD-1.pdf"))) }},
	} {
		c.do()
		clear(looked)
		quick()
		if looked["QD-2"] > 0 || looked["QD-1"]+looked["QD-3"] == 0 {
			t.Errorf("%s: looked at %v", c.what, looked)
		}
		whole := content(t, s, manifestName)
		if lay(); content(t, s, manifestName) != whole {
			t.Errorf("%s: the quick call leaves\n%s\nthe whole one\n%s", c.what, whole, content(t, s, manifestName))
		}
		waitForFileClock(t, s, quick)
	}
}

// waitForFileClock waits until the files are older than the manifest, as they are soon after
// they were laid out: from then on nothing is looked at.
func waitForFileClock(t *testing.T, s Shelf, quick func()) {
	t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(fileClock / 2) {
		quick()
		if _, written := readManifest(filepath.Join(s.Dir, "2024")); !slices.ContainsFunc(shelfFiles(t, s.Dir), func(name string) bool {
			info, err := os.Stat(filepath.Join(s.Dir, "2024", name))
			return err != nil || name != manifestName && (!info.ModTime().Before(written) || !statusTime(info).Before(written))
		}) {
			return
		}
	}
	t.Fatal("the files do not get older than the manifest")
}

// However often people spoil the files beside, the right one finds a place, never that of
// another document.
func TestShelfFindsAPlace(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	s, _ := layer(t, d)
	s.Edited = func(_ context.Context, _ *Document, _ int, word []byte) (*Copy, error) {
		return nil, Unreadable(errors.New("không phải tệp Word"))
	}
	lay := func() (l Laid) {
		l, err := s.Lay(t.Context(), d, 2024)
		must(t, err)
		return l
	}
	keep := func(name, text string) {
		m := sample(t, `{}`, text)
		m.Name, m.Key.Round, m.Files = name, name, m.Files[:1]
		mustKeep(t, d, m)
	}
	keep("KH", "kế hoạch")
	keep("kh-BAN-1-3", "khác")
	lay()
	want := []string{"KH.docx", "kh-BAN-1-3.docx", "manifest.json"}
	for i, next := range []string{"KH-ban-1.docx", "KH-ban-1-2.docx", "KH-ban-1-4.docx"} {
		spoiled := want[0]
		if i > 0 {
			spoiled = []string{"KH-ban-1.docx", "KH-ban-1-2.docx"}[i-1]
		}
		put(t, s, spoiled, fmt.Sprint("hỏng ", i))
		l := lay()
		if len(l.Taken) != 1 || l.Taken[0].Version != i+2 || filepath.Base(l.Taken[0].Path) != spoiled || !strings.Contains(l.Taken[0].Note, "không đọc được như tệp Word") ||
			!strings.Contains(l.Taken[0].Note, "(không phải tệp Word)") || len(l.Written) != 1 || filepath.Base(l.Written[0]) != next || content(t, s, next) != "kế hoạch" {
			t.Errorf("%s spoiled: %+v", spoiled, l)
		}
		want = append(want, next)
		slices.Sort(want)
		if got := shelfFiles(t, s.Dir); !slices.Equal(got, want) {
			t.Errorf("shelf %q, want %q", got, want)
		}
		slices.SortFunc(want, func(a, b string) int { return len(a) - len(b) })
	}
	v, err := versionRow(t.Context(), d.Reader, 1, 2)
	if err != nil || v.Origin != "shelf" || v.By != "lan" || !strings.HasPrefix(v.Note, "sửa trên kệ: KH.docx: không đọc được") || v.BasedOn != 1 {
		t.Errorf("%+v, %v", v, err)
	}
	if data, err := ReadFile(t.Context(), d.Reader, FileOf{Document: 1, Version: 2, Format: "hong"}); err != nil || string(data) != "hỏng 0" {
		t.Errorf("what was spoiled: %q, %v", data, err)
	}
	if l := lay(); len(l.Taken)+len(l.Written) > 0 {
		t.Errorf("nothing changed: %+v", l)
	}
	// What people put away makes room again.
	for _, name := range []string{"KH.docx", "KH-ban-1.docx"} {
		must(t, os.Remove(filepath.Join(s.Dir, "2024", name)))
	}
	lay()
	if got := strings.Join(shelfFiles(t, s.Dir), " "); got != "KH-ban-1-2.docx KH.docx kh-BAN-1-3.docx manifest.json" || content(t, s, "KH.docx") != "kế hoạch" {
		t.Errorf("shelf %s", got)
	}
}

// The shelf clears away what it put down itself, inside its folder, as long as the archive
// holds it.
func TestShelfClearsItsOwn(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	s, lay := layer(t, d)
	m := sample(t, `{}`, "one")
	mustKeep(t, d, m)
	lay()
	outside := filepath.Join(s.Dir, "quý.docx")
	must(t, os.WriteFile(outside, []byte("one"), 0o644))
	put(t, s, "lạ.docx", "không ai giữ")
	put(t, s, "sửa.docx", "one!")
	text := content(t, s, manifestName)
	for name, of := range map[string]string{"../quý.docx": "one", "lạ.docx": "không ai giữ", "sửa.docx": "one"} {
		text = strings.Replace(text, `"files": [`, fmt.Sprintf(`"files": [{"name":%q,"format":"docx","sha256":%q,"size":3,"version":1},`, name, Hash([]byte(of))), 1)
	}
	put(t, s, manifestName, text)
	m.Name = "QD"
	mustKeep(t, d, m)
	lay()
	if got := strings.Join(shelfFiles(t, s.Dir), " "); got != "QD.docx QD.pdf lạ.docx manifest.json sửa.docx" {
		t.Errorf("shelf %s", got)
	}
	if _, err := os.Stat(outside); err != nil {
		t.Errorf("a file outside of the shelf: %v", err)
	}
}

// Files that cannot be laid out do not stop the others, up to so many; what stood there is
// still in the manifest.
func TestShelfGivesUp(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	s, lay := layer(t, d)
	const papers = maxFaults + 2
	keep := func(data string) {
		for i := range papers {
			m := sample(t, data, fmt.Sprintf("%s %d", data, i))
			m.Name, m.Key.Round, m.Sample = fmt.Sprintf("VB-%d", i), fmt.Sprint(i), false
			mustKeep(t, d, m)
		}
	}
	keep(`{"a":1}`)
	lay()
	keep(`{"a":2}`)
	stuck := 0
	was := before
	before = func(step, path string) error {
		if step == "rename" && strings.HasSuffix(path, ".docx") && strings.HasPrefix(filepath.Base(path), "VB-") && filepath.Base(path) < fmt.Sprintf("VB-%d", stuck) {
			return errors.New("mở trong Word")
		}
		return nil
	}
	t.Cleanup(func() { before = was })
	for _, c := range []struct {
		stuck    int
		manifest bool // is written
	}{{2, true}, {papers, false}} {
		stuck = c.stuck
		stood := content(t, s, manifestName)
		_, err := s.Lay(t.Context(), d, 2024)
		if n := strings.Count(fmt.Sprint(err), "mở trong Word"); n != min(c.stuck, maxFaults) || !strings.Contains(err.Error(), "shelf "+filepath.Join(s.Dir, "2024")+": ") {
			t.Errorf("%d files stuck: %d faults told, %v", c.stuck, n, err)
		}
		now := content(t, s, manifestName)
		if (now != stood) != c.manifest {
			t.Errorf("%d files stuck: manifest\n%s", c.stuck, now)
		}
		m, _ := readManifest(filepath.Join(s.Dir, "2024"))
		for i, e := range m.Documents {
			version := 2
			if i < 2 {
				version = 1
			}
			if len(e.Files) != 2 || e.Files[0].Name != fmt.Sprintf("VB-%d.docx", i) || e.Files[0].Version != version && c.manifest || e.Files[1].Version != 2 && c.manifest {
				t.Errorf("%d files stuck: %+v", c.stuck, e.Files)
			}
		}
		if c.manifest { // as people see it
			if content(t, s, "VB-0.docx") != `{"a":1} 0` || content(t, s, "VB-2.docx") != `{"a":2} 2` {
				t.Errorf("shelf: %q, %q", content(t, s, "VB-0.docx"), content(t, s, "VB-2.docx"))
			}
			keep(`{"a":3}`)
		}
	}
	stuck = 0
	if l := lay(); len(l.Taken) > 0 || content(t, s, "VB-0.docx") != `{"a":3} 0` || len(shelfFiles(t, s.Dir)) != 2*papers+1 {
		t.Errorf("afterwards: %+v, %q", l, shelfFiles(t, s.Dir))
	}
}

// A year without documents has a shelf with an empty manifest.
func TestShelfWithoutDocuments(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	s, lay := layer(t, d)
	lay()
	if got := content(t, s, manifestName); got != "{\n  \"year\": 2024,\n  \"documents\": []\n}\n" {
		t.Errorf("%s", got)
	}
}

// Which files go with the version to open: its own, and of formats that it lacks those of the
// newest version which it comes from, however many documents are asked for.
func TestFilesToOpenOfMany(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	const papers = 501 // more than one statement asks for
	docs := db.Rows{Into: "documents (kind, period, agency, unit, round, year, name, title, sample, created_at)"}
	versions := db.Rows{Into: "versions (document_id, number, origin, based_on, fingerprint, day, made_at, made_by)"}
	files, held := db.Rows{Into: "files (sha256, size, packed, body)"}, db.Rows{Into: "version_files (document_id, version, format, sha256)"}
	file := func(id, version int, format, text string) {
		sum := Hash([]byte(text))
		files.Add(sum, len(text), "none", []byte(text))
		held.Add(id, version, format, sum)
	}
	var list []Document
	for id := 1; id <= papers; id++ {
		docs.Add("kh", "2024", "a", "", fmt.Sprint(id), 2024, fmt.Sprint("KH-", id), "t", false, noon)
		one, text := 1, fmt.Sprint("bản ", id)
		versions.Add(id, 1, FromRun, nil, Hash([]byte(text)), "2024-12-20", noon, "lan")
		file(id, 1, "docx", text)
		if id == papers {
			versions.Add(id, 2, FromShelf, nil, Hash([]byte("lạ")), nil, noon, "lan") // comes from nowhere
			file(id, 2, "xlsx", "lạ")
			versions.Add(id, 3, FromPerson, &one, Hash([]byte("sửa")), nil, noon, "lan")
			file(id, 3, "pdf", "%PDF sửa")
			list = append(list, Document{ID: int64(id), Version: 3})
			continue
		}
		list = append(list, Document{ID: int64(id), Version: 1})
	}
	must(t, tx(t, d, func(tx *sqlx.Tx) error {
		for _, r := range []*db.Rows{&docs, &versions, &files, &held} {
			if err := r.Insert(t.Context(), tx); err != nil {
				return err
			}
		}
		return nil
	}))
	got, err := FilesToOpen(t.Context(), d.Reader, list...)
	must(t, err)
	if len(got) != papers {
		t.Errorf("files of %d documents", len(got))
	}
	last := fmt.Sprintf("[{docx %s 9 1} {pdf %s 10 3}]", Hash([]byte("bản 501"))[:6], Hash([]byte("%PDF sửa"))[:6])
	var short []VersionFile
	for _, f := range got[papers] {
		f.SHA256 = f.SHA256[:6]
		short = append(short, f)
	}
	if fmt.Sprint(short) != last {
		t.Errorf("%v, want %s", short, last)
	}
}

// What cannot be written down as a manifest is told, and the manifest that is there stays.
func TestManifestOfADamagedRow(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	s, lay := layer(t, d)
	mustKeep(t, d, sample(t, `{}`, "one"))
	lay()
	stood := content(t, s, manifestName)
	d.Writer.MustExec(`INSERT INTO documents (kind, period, agency, unit, round, year, name, title, sample, created_at) VALUES ('kh', '2024', 'a', '', '', 2024, 'KH', 't', FALSE, ?)`, noon)
	d.Writer.MustExec(`INSERT INTO versions (document_id, number, origin, fingerprint, day, params, made_at, made_by) VALUES (2, 1, 'made', ?, '2024-12-20', '{"nam', ?, 'lan')`, Hash(nil), noon)
	if _, err := s.Lay(t.Context(), d, 2024); err == nil || content(t, s, manifestName) != stood {
		t.Errorf("%v\n%s", err, content(t, s, manifestName))
	}
	path := filepath.Join(t.TempDir(), "2024.zip")
	if _, err := ExportFile(t.Context(), d, 2024, path); err == nil {
		t.Error("it is exported")
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("an export that failed: %v", err)
	}
}

// An edit is of the version that the manifest tells; where that is lost, of the one to open. One
// beside is taken in also when something newer was made meanwhile.
func TestShelfKnowsWhatAnEditIsOf(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	s, lay := layer(t, d)
	keep := func(data, text string) {
		m := sample(t, data, text)
		m.Name, m.Files = "KH", m.Files[:1]
		mustKeep(t, d, m)
	}
	keep(`{"a":1}`, "một")
	lay()
	keep(`{"a":2}`, "hai")
	put(t, s, "KH.docx", "sửa một")
	lay() // 3, of 1
	keep(`{"a":3}`, "ba")
	lay()
	put(t, s, "KH-ban-4.docx", "sửa ba")
	keep(`{"a":4}`, "bốn")
	if l := lay(); len(l.Taken) != 1 || filepath.Base(l.Taken[0].Path) != "KH-ban-4.docx" || l.Taken[0].Version != 6 { // of 4
		t.Errorf("one beside: %+v", l)
	}
	must(t, os.Remove(filepath.Join(s.Dir, "2024", manifestName)))
	put(t, s, "KH.docx", "sửa nữa")
	lay() // 7, of what is to open
	versions, err := Versions(t.Context(), d.Reader, 1)
	must(t, err)
	got := ""
	for _, v := range versions {
		got += fmt.Sprintf("%d %s of %d %s; ", v.Number, v.Origin, v.BasedOn, v.Note)
	}
	if want := "7 shelf of 6 sửa trên kệ: KH.docx; 6 shelf of 4 sửa trên kệ: KH-ban-4.docx; 5 made of 0 ; 4 made of 0 ; 3 shelf of 1 sửa trên kệ: KH.docx; 2 made of 0 ; 1 made of 0 ; "; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
