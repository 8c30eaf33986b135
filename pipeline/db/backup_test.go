package db_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

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

func head(t *testing.T, path string, n int) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data[:n])
}
