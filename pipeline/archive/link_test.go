package archive

import (
	"archive/zip"
	"encoding/json"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// madeAgain is what a run makes of the key of a document.
func madeAgain(t testing.TB, name, text string) *Made {
	m := sample(t, `{"a":1}`, text)
	m.Sample, m.Findings, m.Name, m.Key.Round, m.Title = false, nil, name, name, "Quyết định "+name
	return m
}

// A paper that replaces an issued one has the same key and is a document of its own; once
// it is issued, both say so, in the archive and in the register.
func TestReplace(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		old := real(t, d, "QD-1")
		replace := func(u *people.User, text, comment string) (kept Kept, err error) {
			err = tx(t, d, func(tx *sqlx.Tx) error {
				kept, err = Begin(t.Context(), tx, Later{Writer: u, Of: old, Relation: Takes, Comment: comment}, madeAgain(t, "QD-1", text))
				return err
			})
			return kept, err
		}
		_, err := replace(boss, "mới", "sai danh sách")
		wantError(t, err, "văn bản dự thảo", "đã phát hành")
		bring(t, d, old, 7, "161")
		_, err = replace(boss, "mới", "")
		wantError(t, err, "phải nêu lý do")
		_, err = replace(member(people.FormCheck), "mới", "sai danh sách")
		wantError(t, err, "cần vai trò tham mưu")
		kept, err := replace(member(people.Drafter), "mới", "sai danh sách")
		if err != nil || !kept.New || kept.Document == old || kept.Version != 1 {
			t.Fatalf("%+v, %v", kept, err)
		}
		_, err = replace(boss, "mới nữa", "sai danh sách")
		wantError(t, err, "QD-1-lan-2 đang soạn")
		doc := mustState(t, d, kept.Document, Draft)
		if doc.Name != "QD-1-lan-2" || doc.Seq != 1 || doc.Replaces != old || doc.Key.String() != "quyet-dinh-khen-thuong/2024/ubnd-tinh/QD-1/lan-2" {
			t.Errorf("%+v", doc)
		}
		// A run of the key goes to the paper that is being written, not to the issued one.
		if k := mustKeep(t, d, madeAgain(t, "QD-1", "số liệu mới")); k.Document != kept.Document || k.Version != 2 {
			t.Errorf("a run: %+v", k)
		}
		if doc := mustState(t, d, old, Issued); doc.Versions != 3 || doc.Name != "QD-1" {
			t.Errorf("the issued paper changed: %+v", doc)
		}
		bring(t, d, kept.Document, 6, "162")
		mustState(t, d, old, Issued)
		if err := to(t, d, kept.Document, member(people.Clerk), Issued, ""); err != nil {
			t.Fatal(err)
		}
		mustState(t, d, old, Replaced)
		says(t, d, old, "Bị thay thế bởi 162/QĐ-UBND")
		says(t, d, kept.Document, "Thay thế 161/QĐ-UBND")

		// The third of the key takes the place of the second.
		old = kept.Document
		third, err := replace(boss, "ba", "sai lần nữa")
		if err != nil {
			t.Fatal(err)
		}
		bring(t, d, third.Document, 7, "163")
		mustState(t, d, old, Replaced)
		says(t, d, old, "Thay thế 161/QĐ-UBND", "Bị thay thế bởi 163/QĐ-UBND")
		if doc := mustState(t, d, third.Document, Issued); doc.Name != "QD-1-lan-3" {
			t.Errorf("%+v", doc)
		}
		acts, err := audit.Verify(t.Context(), d.Reader)
		var n int
		if d.Reader.Get(&n, "SELECT COUNT(*) FROM audit WHERE act IN ('document.replace', 'document.da-thay-the')"); err != nil || n != 4 {
			t.Errorf("%d of %s acts tell of replacing, %v", n, acts, err)
		}
	})
}

// says holds the links of a paper against what they should say, in the archive and in the
// register.
func says(t *testing.T, d *db.DB, id int64, want ...string) {
	t.Helper()
	links, err := Links(t.Context(), d.Reader, id)
	if err != nil {
		t.Fatal(err)
	}
	n, err := NumberOf(t.Context(), d.Reader, id)
	if err != nil {
		t.Fatal(err)
	}
	for i, list := range [][]Link{links, n.Links} {
		var got []string
		for _, l := range list {
			got = append(got, l.Say(id))
		}
		if strings.Join(got, "; ") != strings.Join(want, "; ") {
			t.Errorf("document %d, %s: %q, want %q", id, []string{"archive", "register"}[i], got, want)
		}
	}
}

// Đính chính leaves the paper in force, thu hồi does not; the other paper may be of the
// archive or not, and both papers name the other.
func TestCorrectAndRecall(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		paper, letter := real(t, d, "QD-1"), real(t, d, "CV-2")
		relate := func(u *people.User, l Link) error {
			l.Document, l.At = paper, noon
			return tx(t, d, func(tx *sqlx.Tx) error { return Relate(t.Context(), tx, u, l) })
		}
		wantError(t, relate(boss, Link{Relation: Corrects, Symbol: "45/UBND-NC ngày 02/01/2024"}), "chỉ đính chính, sửa đổi văn bản đã phát hành")
		wantError(t, relate(boss, Link{Relation: Recalls, Symbol: "46/UBND-NC", Comment: "trái thẩm quyền"}), "không chuyển được")
		bring(t, d, paper, 7, "161")
		wantError(t, relate(member(people.Drafter), Link{Relation: Corrects, Symbol: "45/UBND-NC ngày 02/01/2024"}), "không được phép")
		wantError(t, relate(boss, Link{Relation: Corrects, By: letter}), "văn bản đính chính phải đã phát hành")
		wantError(t, relate(boss, Link{Relation: Corrects}), "nêu văn bản đính chính: số, ký hiệu")
		wantError(t, relate(boss, Link{Relation: "sua", Symbol: "1/A"}), `quan hệ "sua": chỉ có dinh-chinh, sua-doi, thay-the, thu-hoi`)
		err := tx(t, d, func(tx *sqlx.Tx) error {
			_, err := Register(t.Context(), tx, Entry{Book: "ubnd-tinh", Symbol: "UBND-NC", By: boss, Number: "45", Day: "2024-12-27", Title: "Đính chính", At: issuing})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := relate(member(people.Clerk), Link{Relation: Corrects, Symbol: "45/UBND-NC ngày 27/12/2024", Comment: "sai chính tả"}); err != nil {
			t.Fatal(err)
		}
		mustState(t, d, paper, Issued)
		says(t, d, paper, "Được đính chính bởi 45/UBND-NC ngày 27/12/2024")

		bring(t, d, letter, 7, "170")
		wantError(t, relate(boss, Link{Relation: Recalls, By: letter}), "phải nêu lý do")
		if err := relate(member(people.Leader), Link{Relation: Recalls, By: letter, Comment: "trái thẩm quyền"}); err != nil {
			t.Fatal(err)
		}
		mustState(t, d, paper, Recalled)
		says(t, d, paper, "Được đính chính bởi 45/UBND-NC ngày 27/12/2024", "Bị thu hồi bởi 170/QĐ-UBND")
		says(t, d, letter, "Thu hồi 161/QĐ-UBND")
		list, err := Numbers(t.Context(), d.Reader, "ubnd-tinh", 2024)
		if err != nil || list[0].Symbol != "45/UBND-NC" || len(list[0].Links) != 1 || list[0].Links[0].Say(0) != "Đính chính 161/QĐ-UBND" {
			t.Errorf("the letter that was not made here: %+v, %v", list[0], err)
		}

		// The export tells of both.
		file := filepath.Join(t.TempDir(), "2024.zip")
		if _, err := ExportFile(t.Context(), d, 2024, file); err != nil {
			t.Fatal(err)
		}
		var m struct{ Documents []exported }
		if err := json.Unmarshal(inZip(t, file, "manifest.json"), &m); err != nil || len(m.Documents) != 2 || len(m.Documents[1].Links) != 2 {
			t.Errorf("manifest of the export: %+v, %v", m, err)
		}
	})
}

func inZip(t *testing.T, file, name string) []byte {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
