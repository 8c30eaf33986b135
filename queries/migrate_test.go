package queries_test

import (
	"io/fs"
	"strings"
	"testing"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// before is the schema of an older program.
type before struct {
	fs.FS
	last string // the newest migration that it knows: "00051"
}

func (b before) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(b.FS, name)
	var list []fs.DirEntry
	for _, e := range all {
		if e.IsDir() || e.Name()[:5] <= b.last {
			list = append(list, e)
		}
	}
	return list, err
}

func (b before) Sub(dir string) (fs.FS, error) {
	sub, err := fs.Sub(b.FS, dir)
	return before{sub, b.last}, err
}

// An archive of an older program comes through the change of its key with all its rows,
// their references and their protection.
func TestOlderArchiveIsMigrated(t *testing.T) {
	dbtest.Each(t, before{queries.Schema(), "00052"}, func(t *testing.T, d *db.DB) {
		d.Writer.MustExec(`INSERT INTO documents (kind, period, agency, unit, round, year, name, title, sample, state, created_at, submitted_version, urgency, folded)
			VALUES ('ke-hoach', '2024', 'ubnd-tinh', '', '', 2024, 'KH', 'Kế hoạch', FALSE, 'da-phat-hanh', '2024-01-05 00:00:00', 1, 'KHẨN', '| ke hoach |')`)
		d.Writer.MustExec(`INSERT INTO versions (document_id, number, origin, fingerprint, day, made_at, made_by) VALUES (1, 1, 'made', '` + strings.Repeat("a", 64) + `', '2024-02-05', '2024-01-05 00:00:00', 'lan')`)
		d.Writer.MustExec(`INSERT INTO document_moves (document_id, seq, version, to_state, actor, at) VALUES (1, 1, 1, 'du-thao', 'lan', '2024-01-05 00:00:00')`)
		d.Writer.MustExec(`INSERT INTO books (code, agency, name, source) VALUES ('s', 'ubnd-tinh', 'Sổ', 'ngoai')`)
		d.Writer.MustExec(`INSERT INTO numbers (book, year, number, suffix, document_id, symbol, day, title, signer, recipients, keeper, copies, actor, at)
			VALUES ('s', 2024, 161, '', 1, '161/KH-UBND', '2024-02-05', 'Kế hoạch', '', '', '', 1, 'lan', '2024-01-05 00:00:00')`)
		if _, err := d.Reader.Exec(`SELECT seq FROM documents`); err == nil {
			t.Fatal("the older schema is the newest")
		}
		for range 2 { // the second time there is nothing to do
			if _, err := d.Migrate(t.Context(), queries.Schema()); err != nil {
				t.Fatal(err)
			}
		}
		var doc struct {
			ID        int64  `db:"id"`
			Seq       int    `db:"seq"`
			Replaces  *int64 `db:"replaces"`
			State     string `db:"state"`
			Submitted int    `db:"submitted_version"`
			Urgency   string `db:"urgency"`
			Folded    string `db:"folded"`
			Symbol    string `db:"symbol"`
		}
		err := d.Reader.Get(&doc, `SELECT d.id, d.seq, d.replaces, d.state, d.submitted_version, d.urgency, d.folded, n.symbol
			FROM documents d JOIN numbers n ON n.document_id = d.id JOIN versions v ON v.document_id = d.id JOIN document_moves m ON m.document_id = d.id`)
		if err != nil || doc.ID != 1 || doc.Seq != 0 || doc.Replaces != nil || doc.State != "da-phat-hanh" || doc.Submitted != 1 || doc.Urgency != "KHẨN" ||
			doc.Folded != "| ke hoach |" || doc.Symbol != "161/KH-UBND" {
			t.Errorf("%+v, %v", doc, err)
		}
		const paper = `INSERT INTO documents (kind, period, agency, unit, round, seq, year, name, title, sample, created_at, replaces) VALUES ('ke-hoach', '2024', 'ubnd-tinh', '', '', `
		d.Writer.MustExec(paper + `1, 2024, 'KH-lan-2', 'Kế hoạch', FALSE, '2024-02-05 00:00:00', 1)`)
		for what, query := range map[string]string{
			"the same paper twice":        paper + `1, 2024, 'KH-lan-3', 'Kế hoạch', FALSE, '2024-02-05 00:00:00', 1)`,
			"a name twice":                paper + `2, 2024, 'KH', 'Kế hoạch', FALSE, '2024-02-05 00:00:00', 1)`,
			"it replaces what is not":     paper + `2, 2024, 'KH-lan-3', 'Kế hoạch', FALSE, '2024-02-05 00:00:00', 99)`,
			"a version of no document":    `INSERT INTO versions (document_id, number, origin, fingerprint, day, made_at, made_by) VALUES (99, 1, 'upload', '` + strings.Repeat("b", 64) + `', NULL, '2024-01-05 00:00:00', 'lan')`,
			"the document leaves numbers": `DELETE FROM documents WHERE id = 1`,
			"a state that is none":        `UPDATE documents SET state = 'mat-hut' WHERE id = 1`,
		} {
			if _, err := d.Writer.Exec(query); err == nil {
				t.Errorf("%s is not refused", what)
			}
		}
		if d.Dialect() == db.SQLite {
			var broken []struct {
				Table  string `db:"table"`
				RowID  int64  `db:"rowid"`
				Parent string `db:"parent"`
				FKID   int64  `db:"fkid"`
			}
			if err := d.Reader.Select(&broken, `PRAGMA foreign_key_check`); err != nil || len(broken) > 0 {
				t.Errorf("broken references: %+v, %v", broken, err)
			}
		}
	})
}
