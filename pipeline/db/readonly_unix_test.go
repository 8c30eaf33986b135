//go:build unix

package db_test

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// TestReadingNeedsNoWriting: who may only read opens the database, checks its schema and
// reads; writing fails with an error.
func TestReadingNeedsNoWriting(t *testing.T) {
	if path := os.Getenv("VANTHU_TEST_READ"); path != "" {
		reads(t, path)
		return
	}
	t.Run("sqlite", func(t *testing.T) {
		d := dbtest.SQLite(t, queries.Schema())
		path := d.String()
		d.Close()
		dir := filepath.Dir(path)
		binary := filepath.Join(dir, "test")
		data, err := os.ReadFile(os.Args[0])
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(binary, data, 0o755); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{path, dir, filepath.Dir(dir)} {
			if err := os.Chmod(name, 0o555); err != nil {
				t.Fatal(err)
			}
		}
		t.Cleanup(func() { os.Chmod(filepath.Dir(dir), 0o755); os.Chmod(dir, 0o755) })
		cmd := exec.Command(binary, "-test.run=^TestReadingNeedsNoWriting$")
		cmd.Dir = "/"
		cmd.Env = append(os.Environ(), "VANTHU_TEST_READ="+path)
		if os.Getuid() == 0 { // who may do all
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	})
	t.Run("postgres", func(t *testing.T) {
		dsn := dbtest.PostgresDSN(t, queries.Schema())
		d, err := db.Open(t.Context(), dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		role := fmt.Sprintf("doc_%d", os.Getpid())
		d.Writer.MustExec(`CREATE ROLE ` + role + ` LOGIN`)
		defer d.Writer.MustExec(`DROP OWNED BY ` + role + `; DROP ROLE ` + role)
		d.Writer.MustExec(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ` + role)
		u, err := url.Parse(dsn)
		if err != nil {
			t.Fatal(err)
		}
		u.User = url.User(role)
		reads(t, u.String())
	})
}

func reads(t *testing.T, dsn string) {
	d, err := db.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.CheckSchema(t.Context(), queries.Schema()); err != nil {
		t.Error(err)
	}
	var n int
	if err := d.Reader.Get(&n, `SELECT COUNT(*) FROM documents`); err != nil {
		t.Error(err)
	}
	if _, err := d.Writer.Exec(`DELETE FROM schedules`); err == nil {
		t.Error("written")
	}
}
