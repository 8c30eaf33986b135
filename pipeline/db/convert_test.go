package db_test

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// TestConvertOlder: a backup of an older program goes into the other kind of database too,
// and has this program's schema there.
func TestConvertOlder(t *testing.T) {
	dbtest.Each(t, schemaUntil(t, "00100"), func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		d.Writer.MustExec(`INSERT INTO users (name, full_name, created_at) VALUES ('lan', 'Lan', '2024-01-01 00:00:00')`)
		backup := filepath.Join(t.TempDir(), "backup")
		if err := d.Backup(ctx, backup); err != nil {
			t.Fatal(err)
		}
		target := filepath.Join(t.TempDir(), "target.db")
		if d.Dialect() == db.SQLite {
			target = dbtest.PostgresDSN(t, nil)
		}
		to, err := db.Open(ctx, target)
		if err != nil {
			t.Fatal(err)
		}
		defer to.Close()
		if err := to.Convert(ctx, backup, queries.Schema(), func(*sqlx.Tx) error { return nil }); err != nil {
			t.Fatal(err)
		}
		if err := to.CheckSchema(ctx, queries.Schema()); err != nil {
			t.Error(err)
		}
		var name string
		if err := to.Reader.Get(&name, `SELECT full_name FROM users WHERE name = 'lan'`); err != nil || name != "Lan" {
			t.Errorf("%q, %v", name, err)
		}
		// Newer tables are there, with what migrations put into them.
		for _, table := range []string{"corrections", "imports"} {
			if _, err := to.IsEmpty(ctx, table); err != nil {
				t.Error(err)
			}
		}
	})
}

// schemaUntil is the schema as it was before a number.
func schemaUntil(t *testing.T, number string) fs.FS {
	t.Helper()
	older := fstest.MapFS{}
	all := queries.Schema()
	err := fs.WalkDir(all, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.Compare(filepath.Base(path)[:len(number)], number) >= 0 {
			return err
		}
		text, err := fs.ReadFile(all, path)
		older[path] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return older
}
