package dbtest

import (
	"database/sql"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Server is a PostgreSQL server of a test's own, which may be stopped and started.
type Server struct {
	t       testing.TB
	script  string // .ci/postgres
	dir     string
	address string
}

// NewServer starts a server; the end of the test stops and removes it. Unlike the server
// of the other tests it keeps every commit, however it is stopped. VANTHU_TEST_PG=off skips the test.
func NewServer(t testing.TB) *Server {
	t.Helper()
	if os.Getenv("VANTHU_TEST_PG") == "off" {
		t.Skip("PostgreSQL left out: VANTHU_TEST_PG=off")
	}
	root, err := os.Getwd()
	for err == nil {
		if _, e := os.Stat(filepath.Join(root, "go.mod")); e == nil {
			break
		}
		if root == filepath.Dir(root) {
			t.Fatal("no go.mod above this folder")
		}
		root = filepath.Dir(root)
	}
	dir, err := os.MkdirTemp("", "vanthu-pg") // not t.TempDir: the server's user has to get there
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{t: t, script: filepath.Join(root, ".ci/postgres"), dir: dir}
	t.Cleanup(func() {
		if out, err := exec.Command(s.script, "stop", dir).CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	})
	out, err := exec.Command(s.script, "start", dir).Output()
	if err != nil {
		t.Fatalf("no server of its own: %v\n%s", err, out)
	}
	s.address = strings.TrimSpace(string(out))
	admin, err := sql.Open("postgres", s.address)
	if err == nil {
		defer admin.Close()
		_, err = admin.Exec("ALTER ROLE vanthu SET synchronous_commit = on") // goes before what the server was started with
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Database makes a fresh migrated database, an empty one of a nil schema, and returns its address.
func (s *Server) Database(schema fs.FS) string {
	s.t.Helper()
	dsn, err := create(s.t, s.address, schema)
	if err != nil {
		s.t.Fatal(err)
	}
	return dsn
}

// Do lets pg_ctl do something to the server: "stop", "-m", "immediate" is a crash of it,
// "restart" starts it too where it does not run. What pg_ctl cannot do fails the test.
func (s *Server) Do(args ...string) {
	s.t.Helper()
	if out, err := exec.Command(s.script, append([]string{"ctl", s.dir}, args...)...).CombinedOutput(); err != nil {
		s.t.Fatalf("pg_ctl %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}
