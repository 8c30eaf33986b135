//go:build unix

package db_test

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
)

// TestToolsGetThePasswordUnseen: a program of PostgreSQL's gets the password by its environment, wherever the address
// has it, and never among its arguments, which everybody on the machine sees.
func TestToolsGetThePasswordUnseen(t *testing.T) {
	u, err := url.Parse(dbtest.PostgresDSN(t, nil))
	if err != nil {
		t.Fatal(err)
	}
	for _, inQuery := range []bool{false, true} {
		with := *u
		if inQuery {
			q := with.Query()
			q.Set("password", "bí-mật@/ %")
			with.RawQuery = q.Encode()
		} else {
			with.User = url.UserPassword(u.User.Username(), "bí-mật@/ %")
		}
		d, err := db.Open(t.Context(), with.String())
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		dir := t.TempDir()
		tool := "#!/bin/sh\nprintf '%s\\n' \"$@\" > " + dir + "/args\nprintf '%s' \"$PGPASSWORD\" > " + dir + "/password\necho 'no such thing' >&2\nexit 3\n"
		if err := os.WriteFile(filepath.Join(dir, "pg_dump"), []byte(tool), 0o755); err != nil {
			t.Fatal(err)
		}
		t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
		if err := d.Backup(t.Context(), filepath.Join(t.TempDir(), "backup")); !says(err, "pg_dump: exit status 3: no such thing") || strings.Contains(err.Error(), "mật") {
			t.Errorf("%v", err)
		}
		args, err := os.ReadFile(filepath.Join(dir, "args"))
		if err != nil {
			t.Fatal(err)
		}
		password, err := os.ReadFile(filepath.Join(dir, "password"))
		if err != nil || string(password) != "bí-mật@/ %" || strings.Contains(string(args), "mật") || strings.Contains(string(args), "m%E1%BA%ADt") || !strings.Contains(string(args), "--dbname="+u.Scheme+"://") {
			t.Errorf("password %q, arguments\n%s%v", password, args, err)
		}
	}
}
