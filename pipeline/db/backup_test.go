package db_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// A backup taken while others write holds one moment, and a restore brings exactly that
// moment back, while others read.
func TestBackupAndRestoreWhileRunning(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		put := func(i int) error { // both rows or none
			return d.Write(ctx, func(tx *sqlx.Tx) error {
				for _, half := range []string{"a", "b"} {
					_, err := tx.Exec(tx.Rebind(`INSERT INTO users (name, full_name, created_at) VALUES (?, 'x', '2024-01-01 00:00:00')`), fmt.Sprintf("%s%d", half, i))
					if err != nil {
						return err
					}
				}
				return nil
			})
		}
		count := func() (n int) {
			if err := d.Reader.Get(&n, "SELECT COUNT(*) FROM users"); err != nil {
				t.Fatal(err)
			}
			return n
		}
		stop, started := make(chan struct{}), make(chan struct{})
		var writing sync.WaitGroup
		writing.Go(func() {
			for i := 0; ; i++ {
				if err := put(i); err != nil {
					t.Error(err)
					return
				}
				if i == 3 {
					close(started)
				}
				select {
				case <-stop:
					return
				default:
				}
			}
		})
		<-started
		path := filepath.Join(t.TempDir(), "backup")
		err := d.Backup(ctx, path)
		close(stop)
		writing.Wait()
		if err != nil {
			t.Fatal(err)
		}
		before := count()
		if err := d.Restore(ctx, path); err != nil {
			t.Fatal(err)
		}
		if n := count(); n%2 != 0 || n < 8 || n > before {
			t.Errorf("%d rows after the restore, %d before", n, before)
		}
		if err := put(1_000_000); err != nil { // goes on working
			t.Error(err)
		}
		if err := d.CheckSchema(ctx, queries.Schema()); err != nil {
			t.Error(err)
		}
		for name, data := range map[string]string{"text": "no backup", "short": head(t, path, 5000)} {
			bad := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(bad, []byte(data), 0o600); err != nil {
				t.Fatal(err)
			}
			n := count()
			if err := d.Restore(ctx, bad); err == nil || count() != n {
				t.Errorf("%s: error %v, %d rows", name, err, count())
			}
		}
		left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".vanthu-*"))
		if len(left) > 0 {
			t.Errorf("left behind: %s", strings.Join(left, " "))
		}
	})
}

// TestRestoreStopsNoReader: who reads one table after the other while a restore begins is
// neither stopped by the server nor stops the restore.
func TestRestoreStopsNoReader(t *testing.T) {
	d := dbtest.Postgres(t, queries.Schema())
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "backup")
	if err := d.Backup(ctx, path); err != nil {
		t.Fatal(err)
	}
	var all []string
	if err := d.Reader.Select(&all, `SELECT c.relname FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace
		AND c.relkind IN ('r', 'v') ORDER BY c.relkind, c.relname`); err != nil {
		t.Fatal(err)
	}
	for _, first := range []string{all[0], all[len(all)-1]} { // a table, a view
		reader, err := d.Reader.Beginx()
		if err != nil {
			t.Fatal(err)
		}
		read := func(table string) {
			var n int
			if err := reader.Get(&n, "SELECT count(*) FROM "+table); err != nil {
				t.Fatalf("%s first, then %s: %v", first, table, err)
			}
		}
		read(first)
		restored := make(chan error, 1)
		go func() { restored <- d.Restore(ctx, path) }()
		for waits, tries := 0, 0; waits == 0; tries++ { // until it meets the reader's lock
			if err := d.Reader.Get(&waits, `SELECT count(*) FROM pg_stat_activity
				WHERE datname = current_database() AND application_name = 'psql' AND wait_event_type = 'Lock'`); err != nil {
				t.Fatal(err)
			}
			if tries > 12_000 {
				t.Fatal("the restore never waits")
			}
			time.Sleep(10 * time.Millisecond)
		}
		for _, table := range all {
			read(table)
		}
		if err := reader.Rollback(); err != nil {
			t.Fatal(err)
		}
		if err := <-restored; err != nil {
			t.Errorf("%s read first: %v", first, err)
		}
	}
}

func head(t *testing.T, path string, n int) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data[:n])
}

// TestSumInside: of a backup of PostgreSQL every single bit that flips is seen, also where
// the sum beside it was lost; one without any sum is told apart.
func TestSumInside(t *testing.T) {
	d := dbtest.Postgres(t, queries.Schema())
	path := filepath.Join(t.TempDir(), "backup")
	if err := d.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path + ".sha256"); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 60 {
		at := 5 + i*(len(whole)-6)/60 // after the five letters that say what it is
		damaged := bytes.Clone(whole)
		damaged[at] ^= 1 << (i % 8)
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if isSummed, err := db.IsSummed(path); err != nil || !isSummed {
			continue // the line itself is damaged, and restore says so
		}
		if err := d.Restore(t.Context(), path); err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("bit at %d of %d: %v", at, len(whole), err)
		}
	}
	end := bytes.LastIndex(whole, []byte("\nvanthu backup sha256 "))
	for text, want := range map[string]bool{string(whole): true, string(whole[:end]): false} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := db.IsSummed(path); err != nil || got != want {
			t.Errorf("summed: %t, %v", got, err)
		}
		if err := d.Restore(t.Context(), path); err != nil {
			t.Errorf("whole: %v", err)
		}
	}
}
