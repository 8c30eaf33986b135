//go:build unix

package archive_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// TestRestoreSurvivesKills kills a process at some moment of a restore: the database then
// holds the old state or the restored one, whole, and the next restore ends as if nothing
// had been.
func TestRestoreSurvivesKills(t *testing.T) {
	if dsn := os.Getenv("VANTHU_TEST_RESTORE"); dsn != "" { // the process that is killed
		d, err := db.Open(t.Context(), dsn)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("begins")
		fmt.Println(d.Restore(t.Context(), os.Getenv("VANTHU_TEST_BACKUP")))
		return
	}
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			dsn := filepath.Join(t.TempDir(), "test.db")
			if dialect == db.Postgres {
				dsn = dbtest.PostgresDSN(t, queries.Schema())
			}
			ctx := t.Context()
			d, err := db.Open(ctx, dsn)
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			if _, err := d.Migrate(ctx, queries.Schema()); err != nil {
				t.Fatal(err)
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
			heads := map[audit.Head]string{}
			head := func() audit.Head {
				_, h, err := archive.Prove(ctx, d.Reader)
				if err != nil {
					t.Fatal(err)
				}
				return h
			}
			heads[head()] = "restored"
			moments := []time.Duration{0, 5, 20}
			if dialect == db.Postgres { // reads the backup, then psql works
				moments = []time.Duration{30, 200, 700}
			}
			for _, after := range moments {
				k.strike++
				if err := errors.Join(k.toSigned(ctx, "a"), k.issue(ctx, "a", "")); err != nil {
					t.Fatal(err)
				}
				old := head()
				cmd := exec.Command(os.Args[0], "-test.run=^TestRestoreSurvivesKills$")
				cmd.Env = append(os.Environ(), "VANTHU_TEST_RESTORE="+dsn, "VANTHU_TEST_BACKUP="+backup)
				out, err := cmd.StdoutPipe()
				if err != nil {
					t.Fatal(err)
				}
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				bufio.NewReader(out).ReadString('\n')
				time.Sleep(after * time.Millisecond) // any moment will do
				cmd.Process.Kill()
				cmd.Wait()
				if dialect == db.Postgres {
					waitForOrphans(t, d)
				}
				now := head()
				if now != old && heads[now] == "" {
					t.Errorf("killed after %d ms: the record ends at %s, neither old nor restored", after, now)
				}
				t.Logf("killed after %d ms: restored %t", after, now != old)
			}
			if err := d.Restore(ctx, backup); err != nil {
				t.Fatal(err)
			}
			if heads[head()] == "" {
				t.Error("the last restore left something else")
			}
		})
	}
}

// waitForOrphans waits until the psql of a killed restore has ended: it outlives its parent
// for moments, in which what it was told to commit may still become the state.
func waitForOrphans(t *testing.T, d *db.DB) {
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		var n int
		if err := d.Reader.GetContext(t.Context(), &n, `SELECT count(*) FROM pg_stat_activity
			WHERE datname = current_database() AND application_name IN ('psql', 'pg_restore')`); err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			return
		}
	}
	t.Fatal("the psql of a killed restore does not end")
}
