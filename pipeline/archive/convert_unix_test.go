//go:build unix

package archive_test

import (
	"bufio"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// nothing is what a test has to add to the rows of a backup.
func nothing(*sqlx.Tx) error { return nil }

// TestConvert moves an office to the other kind of database. Killed at some moment, the new
// database is empty or holds all; then every row of every table is there, the record is
// whole, and the office goes on.
func TestConvert(t *testing.T) {
	if dsn := os.Getenv("VANTHU_TEST_CONVERT"); dsn != "" { // the process that is killed
		d, err := db.Open(t.Context(), dsn)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("begins")
		fmt.Println(d.Convert(t.Context(), os.Getenv("VANTHU_TEST_BACKUP"), queries.Schema(), nothing))
		return
	}
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		target := filepath.Join(t.TempDir(), "target.db")
		if d.Dialect() == db.SQLite {
			target = dbtest.PostgresDSN(t, nil)
		}
		openBooks(t, d)
		k := &trial{t: t, m: newOffice(t, d)}
		if err := errors.Join(k.toSigned(ctx, "a"), k.issue(ctx, "a", "")); err != nil {
			t.Fatal(err)
		}
		backup := filepath.Join(t.TempDir(), "backup")
		if err := d.Backup(ctx, backup); err != nil {
			t.Fatal(err)
		}
		to, err := db.Open(ctx, target)
		if err != nil {
			t.Fatal(err)
		}
		defer to.Close()
		var documents int
		if err := d.Reader.Get(&documents, `SELECT COUNT(*) FROM documents`); err != nil {
			t.Fatal(err)
		}
		for _, after := range []time.Duration{0, 200, 700} {
			killConvert(t, target, backup, after*time.Millisecond)
			empty, err := to.IsEmpty(ctx, "documents", "users", "books", "runs", "don_vi", "nguoi", "audit", "files", "numbers")
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("killed after %d ms: %t", after, !empty)
			if !empty {
				holdsAll(t, d, to)
			}
		}
		if err := to.Convert(ctx, backup, queries.Schema(), nothing); err != nil {
			t.Fatal(err)
		}
		holdsAll(t, d, to)
		if left, err := filepath.Glob(filepath.Join(filepath.Dir(target), ".vanthu-backup-*")); err != nil || len(left) > 0 {
			t.Errorf("left %q, %v", left, err)
		}
		again := &trial{t: t, m: newOffice(t, to), strike: k.strike + 1}
		if err := errors.Join(again.toSigned(ctx, "c"), again.issue(ctx, "c", "")); err != nil {
			t.Errorf("after that: %v", err)
		}
		// What forbids a change of the record is in force again.
		if _, err := to.Writer.ExecContext(ctx, `UPDATE audit SET actor = 'x'`); err == nil {
			t.Error("the record can be changed")
		}
	})
}

// killConvert kills a process some time after it began.
func killConvert(t *testing.T, target, backup string, after time.Duration) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestConvert$")
	cmd.Env = append(os.Environ(), "VANTHU_TEST_CONVERT="+target, "VANTHU_TEST_BACKUP="+backup)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	bufio.NewReader(out).ReadString('\n')
	time.Sleep(after) // any moment will do
	cmd.Process.Kill()
	cmd.Wait()
}

// holdsAll holds the rows of two databases of different kinds against each other.
func holdsAll(t *testing.T, from, to *db.DB) {
	t.Helper()
	want, got := allRows(t, from), allRows(t, to)
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if len(want[name]) != len(got[name]) {
			t.Errorf("%s: %d rows became %d", name, len(want[name]), len(got[name]))
			continue
		}
		for i, row := range want[name] {
			if got[name][i] != row {
				t.Errorf("%s:\n%s became\n%s", name, row, got[name][i])
				break
			}
		}
	}
	if len(want) != len(got) || len(want["documents"]) == 0 {
		t.Errorf("%d tables became %d", len(want), len(got))
	}
	_, head, err := archive.Prove(t.Context(), from.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if _, now, err := archive.Prove(t.Context(), to.Reader); err != nil || now != head {
		t.Errorf("the record ends at %s, want %s: %v", now, head, err)
	}
}

// allRows reads all tables of the office, each row as a text, sorted.
func allRows(t *testing.T, d *db.DB) map[string][]string {
	t.Helper()
	tables := `SELECT name FROM sqlite_master WHERE type = 'table'`
	if d.Dialect() == db.Postgres {
		tables = `SELECT tablename FROM pg_tables WHERE schemaname = current_schema()`
	}
	var names []string
	if err := d.Reader.Select(&names, tables); err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for _, name := range names {
		if name == "goose_db_version" || strings.HasPrefix(name, "river_") || strings.HasPrefix(name, "sqlite_") {
			continue
		}
		rows, err := d.Reader.Queryx(`SELECT * FROM ` + name)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = []string{}
		for rows.Next() {
			row := map[string]any{}
			if err := rows.MapScan(row); err != nil {
				t.Fatal(err)
			}
			for column, v := range row {
				switch v := v.(type) {
				case time.Time:
					row[column] = v.UTC().Format(time.RFC3339Nano)
				case []byte:
					row[column] = string(v)
				case bool:
					row[column] = map[bool]int{true: 1}[v]
				}
			}
			all[name] = append(all[name], fmt.Sprintf("%q", fmt.Sprint(row))) // a map prints with its keys sorted
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
		slices.Sort(all[name])
	}
	return all
}
