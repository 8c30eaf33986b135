package db_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
)

// TestDeadMachineIsNoticed: every connection asks the server to look, after 30 idle seconds,
// whether the machine at its other end is there, and to end its session a minute later; an
// address that says otherwise counts. Over the socket file of the tests there is no such
// machine, so that SHOW tells of none: what was asked for is the value of RESET.
func TestDeadMachineIsNoticed(t *testing.T) {
	dsn := dbtest.PostgresDSN(t, nil)
	for _, c := range []struct{ more, name, want string }{
		{"", "tcp_keepalives_idle", "30"}, {"", "tcp_keepalives_interval", "10"}, {"", "tcp_keepalives_count", "3"}, {"", "tcp_user_timeout", "60000"},
		{"&tcp_keepalives_idle=7", "tcp_keepalives_idle", "7"}, {"&tcp_keepalives_idle=7", "tcp_keepalives_count", "3"},
	} {
		d, err := db.Open(t.Context(), dsn+c.more)
		if err != nil {
			t.Fatal(err)
		}
		var got, source string
		if err := d.Reader.QueryRow(`SELECT reset_val, source FROM pg_settings WHERE name = $1`, c.name).Scan(&got, &source); err != nil || got != c.want || source != "client" {
			t.Errorf("%s%s is %s of %s, %v; want %s", c.name, c.more, got, source, err, c.want)
		}
		d.Close()
	}
}

// TestStoppedWriter: a session that stops in the middle of a transaction gives its locks
// back; until then whoever waits is told for whom.
func TestStoppedWriter(t *testing.T) {
	dsn := dbtest.PostgresDSN(t, nil)
	d, err := db.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for name, want := range map[string]string{"lock_timeout": "30s", "idle_in_transaction_session_timeout": "1min"} {
		var got string
		if err := d.Reader.Get(&got, "SHOW "+name); err != nil || got != want {
			t.Errorf("%s is %s, %v; want %s", name, got, err, want)
		}
	}
	d.Writer.MustExec(`CREATE TABLE sach (id INTEGER PRIMARY KEY, n INTEGER)`)
	d.Writer.MustExec(`INSERT INTO sach VALUES (1, 0)`)
	stopped, err := db.Open(t.Context(), dsn+"&idle_in_transaction_session_timeout=6s&application_name=may-dung")
	if err != nil {
		t.Fatal(err)
	}
	defer stopped.Close()
	tx, err := stopped.Writer.BeginTxx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	tx.MustExec(`UPDATE sach SET n = 1`)
	done := make(chan error, 1)
	go func() {
		done <- d.Write(context.Background(), func(tx *sqlx.Tx) error {
			_, err := tx.Exec(`UPDATE sach SET n = n + 2`)
			return err
		})
	}()
	told := false
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		waits, err := d.Waits(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		told = told || len(waits) == 1 && strings.Contains(waits[0], "may-dung") && strings.Contains(waits[0], "idle in transaction")
		select {
		case err := <-done:
			var n int
			if err := errors.Join(err, d.Reader.Get(&n, `SELECT n FROM sach`)); err != nil || n != 2 || !told {
				t.Errorf("n = %d, told %t, %v", n, told, err)
			}
			return
		default:
		}
	}
	t.Error("the writer waits for ever")
}

// TestReplacedFile: nothing is written into a file that is not the database any more.
func TestReplacedFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "vanthu.db")
	d, err := db.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	write := func() error {
		return d.Write(t.Context(), func(tx *sqlx.Tx) error {
			_, err := tx.Exec(`CREATE TABLE IF NOT EXISTS sach (id INTEGER PRIMARY KEY)`)
			return err
		})
	}
	if err := errors.Join(write(), d.Intact()); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path, path+".away"); err != nil {
		t.Fatal(err)
	}
	for _, what := range []string{"deleted", "replaced"} {
		if err := write(); !errors.Is(err, db.ErrReplaced) || !db.IsAway(err) {
			t.Errorf("%s: written with %v", what, err)
		}
		if _, err := d.Snapshot(t.Context()); !errors.Is(err, db.ErrReplaced) {
			t.Errorf("%s: read with %v", what, err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Rename(path+".away", path); err != nil {
		t.Fatal(err)
	}
	if err := write(); err != nil {
		t.Errorf("put back: %v", err)
	}
}
