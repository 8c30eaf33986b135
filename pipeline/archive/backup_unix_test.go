//go:build unix

package archive_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// empty makes a new database of the kind, without a schema.
func empty(t *testing.T, dialect db.Dialect) *db.DB {
	t.Helper()
	if dialect == db.Postgres {
		return dbtest.Postgres(t, nil)
	}
	return dbtest.SQLite(t, nil)
}

// works lets an office make, sign and number papers until stopped: strikes of trial without
// faults.
func works(ctx context.Context, k *trial, stop <-chan struct{}, begun func()) error {
	for k.strike = 0; ; k.strike++ {
		if err := errors.Join(k.toSigned(ctx, "a"), k.issue(ctx, "a", "")); err != nil {
			return err
		}
		if k.strike == 1 {
			begun()
		}
		select {
		case <-stop:
			return nil
		default:
		}
	}
}

// A backup of an office at work is one moment of it: every paper whole, every number with
// its holder, the record up to there. Restored, the office goes on; damage is named and
// changes nothing.
func TestBackupOfAnOfficeAtWork(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		openBooks(t, d)
		stop, begun := make(chan struct{}), make(chan struct{})
		var work sync.WaitGroup
		k := &trial{t: t, m: newOffice(t, d)}
		work.Go(func() {
			if err := works(ctx, k, stop, func() { close(begun) }); err != nil {
				t.Error(err)
			}
		})
		<-begun
		dir := t.TempDir()
		var backups []string
		var before []audit.Head
		for i := range 3 {
			head, err := audit.Verify(ctx, d.Reader)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, fmt.Sprintf("%d.backup", i))
			if err := d.Backup(ctx, path); err != nil {
				t.Fatal(err)
			}
			backups, before = append(backups, path), append(before, head)
		}
		close(stop)
		work.Wait()
		var last *db.DB
		for i, path := range backups {
			last = empty(t, d.Dialect())
			if err := last.Restore(ctx, path); err != nil {
				t.Fatal(err)
			}
			_, head, err := archive.Prove(ctx, last.Reader)
			if err != nil || head.Seq < before[i].Seq {
				t.Errorf("backup %d: the record ends at %s, %v", i, head, err)
			}
			// What was there before is in it, and it is in what there is now.
			if _, err := audit.Verify(ctx, last.Reader, before[i]); err != nil {
				t.Errorf("backup %d: %v", i, err)
			}
			if _, err := audit.Verify(ctx, d.Reader, head); err != nil {
				t.Errorf("backup %d: %v", i, err)
			}
			for query, want := range map[string]int{
				`SELECT COUNT(*) - MAX(number) FROM numbers`:                                                         0, // no gap
				`SELECT (SELECT COUNT(*) FROM numbers) - (SELECT COUNT(*) FROM documents WHERE state = 'da-cap-so')`: 0,
			} {
				var n int
				if err := last.Reader.Get(&n, query); err != nil || n != want {
					t.Errorf("backup %d: %s: %d, %v", i, query, n, err)
				}
			}
		}
		again := &trial{t: t, m: newOffice(t, last), strike: k.strike + 1}
		if err := errors.Join(again.toSigned(ctx, "c"), again.issue(ctx, "c", "")); err != nil {
			t.Errorf("after the restore: %v", err)
		}
		damage(t, d.Dialect(), last, backups[2])
	})
}

// damage changes single bytes of a backup, and cuts it: each is refused by name, and the
// database stays as it is.
func damage(t *testing.T, dialect db.Dialect, d *db.DB, path string) {
	t.Helper()
	ctx := t.Context()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, head, err := archive.Prove(ctx, d.Reader)
	if err != nil {
		t.Fatal(err)
	}
	refused := func(what string, data []byte) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := d.Restore(ctx, path); err == nil || !strings.Contains(err.Error(), filepath.Base(path)) {
			t.Errorf("%s: %v, want an error that names the file", what, err)
		}
	}
	for i := range 12 {
		bad := append([]byte{}, data...)
		at := i * (len(bad) - 1) / 11
		bad[at] ^= 0x20
		refused(fmt.Sprintf("byte %d changed", at), bad)
	}
	refused("cut", data[:len(data)*2/3])
	if err := os.Remove(path + ".sha256"); err != nil {
		t.Fatal(err)
	}
	refused("cut, without its sum", data[:len(data)*2/3])
	refused("another file", []byte("PK"))
	if dialect == db.Postgres { // its own checksums
		bad := append([]byte{}, data...)
		bad[len(bad)*3/4] ^= 0x20
		refused("changed, without its sum", bad)
	}
	if _, err := audit.Verify(ctx, d.Reader, head); err != nil {
		t.Errorf("after all that: %v", err)
	}
}
