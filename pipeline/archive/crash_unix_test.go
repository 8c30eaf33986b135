//go:build unix

package archive

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// again runs a test of this binary in a process of its own.
func again(t *testing.T, test string, env ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^"+test+"$")
	cmd.Env = append(os.Environ(), env...)
	cmd.Stderr = os.Stderr
	return cmd
}

// TestShelfSurvivesKills kills a process that keeps and lays out versions without end.
// Whatever moment it was, the shelf holds whole files, and the next call ends in the one
// right state.
func TestShelfSurvivesKills(t *testing.T) {
	if path := os.Getenv("VANTHU_TEST_KILLED"); path != "" {
		d, err := db.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		s := Shelf{Dir: os.Getenv("VANTHU_TEST_SHELF"), By: "lan", Now: func() time.Time { return noon }}
		for i := os.Getpid() * 1000; ; i++ {
			text := strings.Repeat(fmt.Sprintf("bản %d ", i), 20_000)
			mustKeep(t, d, sample(t, fmt.Sprintf(`{"a":%d}`, i), text))
			if _, err := s.Lay(t.Context(), d, 2024); err != nil {
				t.Fatal(err)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "test.db")
	d, err := db.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Migrate(t.Context(), queries.Schema()); err != nil {
		t.Fatal(err)
	}
	s, lay := layer(t, d)
	for i := range 5 {
		cmd := again(t, "TestShelfSurvivesKills", "VANTHU_TEST_KILLED="+path, "VANTHU_TEST_SHELF="+s.Dir)
		before := versionsKept(t, d)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for deadline := time.Now().Add(2 * time.Minute); versionsKept(t, d) == before && time.Now().Before(deadline); {
			time.Sleep(5 * time.Millisecond) // until it is at work
		}
		time.Sleep(time.Duration(27*i) * time.Millisecond) // any moment will do
		cmd.Process.Kill()
		cmd.Wait()
		for _, path := range glob(t, s.Dir, "*.docx") {
			sum, err := hashFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := FileByHash(t.Context(), d.Reader, sum); err != nil {
				t.Fatalf("round %d: %s is not whole: %v", i, path, err)
			}
		}
		if l := lay(); len(l.Taken) > 0 {
			t.Fatalf("round %d: our own file was taken for a person's: %+v", i, l.Taken)
		}
		if left := glob(t, s.Dir, tempPattern); len(left) > 0 {
			t.Fatalf("round %d: left %q", i, left)
		}
	}
	docs, err := List(t.Context(), d.Reader, Filter{})
	if err != nil || len(docs) != 1 || docs[0].Versions < 2 {
		t.Errorf("%+v, %v", docs, err)
	}
	if n, err := audit.Verify(t.Context(), d.Reader); err != nil || int(n.Seq) != docs[0].Versions {
		t.Errorf("%s acts, %d versions, %v", n, docs[0].Versions, err)
	}
}

func versionsKept(t *testing.T, d *db.DB) (n int) {
	t.Helper()
	if err := d.Reader.Get(&n, `SELECT COUNT(*) FROM versions`); err != nil {
		t.Fatal(err)
	}
	return n
}

func glob(t *testing.T, dir, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "2024", pattern))
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// TestShelfDiskFull lays out where no file may grow beyond 100 KB.
func TestShelfDiskFull(t *testing.T) {
	if path := os.Getenv("VANTHU_TEST_FULL"); path != "" {
		d, err := db.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		limit := syscall.Rlimit{Cur: 100 << 10, Max: 100 << 10}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			t.Fatal(err)
		}
		_, err = Shelf{Dir: os.Getenv("VANTHU_TEST_SHELF"), By: "lan", Now: time.Now}.Lay(t.Context(), d, 2024)
		fmt.Println(err)
		return
	}
	d := dbtest.SQLite(t, queries.Schema())
	mustKeep(t, d, sample(t, `{"a":1}`, "one"))
	s, lay := layer(t, d)
	lay()
	mustKeep(t, d, sample(t, `{"a":2}`, strings.Repeat("x", 200<<10)))
	out, err := again(t, "TestShelfDiskFull", "VANTHU_TEST_FULL="+d.String(), "VANTHU_TEST_SHELF="+s.Dir).Output()
	if err != nil || !strings.Contains(string(out), "file too large") || !strings.Contains(string(out), "safe in the archive") {
		t.Fatalf("%s, %v", out, err)
	}
	if got := content(t, s, "QD-khen-thuong-2024-tong-ket.docx"); got != "one" || len(glob(t, s.Dir, tempPattern)) > 0 {
		t.Errorf("after a full disk: %d bytes, %q", len(got), shelfFiles(t, s.Dir))
	}
	lay()
	if got := content(t, s, "QD-khen-thuong-2024-tong-ket.docx"); len(got) != 200<<10 {
		t.Errorf("after there is room again: %d bytes", len(got))
	}
}
