//go:build unix

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
)

// smallDisk returns a folder on a disk of so many KiB, and the prefix of a command line
// that writes there. Where this user may not mount a disk, files that cannot grow beyond
// 100 KiB stand for it: the error then has another number and the same sense.
func smallDisk(t *testing.T, kib int) (dir string, prefix []string) {
	t.Helper()
	dir = t.TempDir()
	out, err := exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%dk", kib), "tmpfs", dir).CombinedOutput()
	if err != nil {
		t.Logf("no small disk can be mounted (%s): files of limited size stand for it", strings.TrimSpace(string(out)))
		return dir, []string{"sh", "-c", `ulimit -f 200; exec "$@"`, "sh"}
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %s", out)
		}
	})
	return dir, nil
}

// onFullDisk runs the program where it cannot write all, and returns what it says.
func onFullDisk(t *testing.T, dir string, prefix []string, args ...string) (stderr string) {
	t.Helper()
	line := append(append(prefix, "vanthu"), args...)
	cmd := exec.CommandContext(t.Context(), line[0], line[1:]...)
	var errs strings.Builder
	cmd.Dir, cmd.Stderr = dir, &errs
	err := cmd.Run()
	if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != exitFailed {
		t.Fatalf("on a full disk: %v\n%s", err, errs.String())
	}
	return errs.String()
}

// noSpace is what the system says of a full disk, or of a file that may not grow.
var noSpace = regexp.MustCompile("no space left on device|file too large|disk is full|check the disk")

// TestFullShelf: a disk that is too small for the shelf. Nothing stands there half
// written, and the documents are in the archive.
func TestFullShelf(t *testing.T) {
	dir := t.TempDir()
	want := folder(t, sampleYear(t, dir, ""))
	small, prefix := smallDisk(t, 100)
	stderr := onFullDisk(t, dir, prefix, "generate", "--year", "2024", "--out", small)
	if !noSpace.MatchString(stderr) || !strings.Contains(stderr, "safe in the archive: free disk space") {
		t.Errorf("the error is\n%s", stderr)
	}
	got := folder(t, filepath.Join(small, "2024"))
	if len(got["manifest.json"]) > 0 { // it lists what stands there
		for _, d := range readShelf(t, filepath.Join(small, "2024")) {
			for _, f := range d.Files {
				if got[f.Name] == nil {
					t.Errorf("the manifest lists %s, which is not there", f.Name)
				}
			}
		}
	}
	delete(got, "manifest.json")
	for name, data := range got {
		if string(data) != string(want[name]) {
			t.Errorf("%s stands on the full disk with %d of %d bytes", name, len(data), len(want[name]))
		}
	}
	// With room again, the shelf is laid out from the archive.
	out := t.TempDir()
	must(t, dir, "documents", "shelf", "--out", out)
	equalFolders(t, folder(t, filepath.Join(out, "2024")), want)
}

// TestFullDatabase: a disk that is too small for the archive. The program says so, the
// shelf holds nothing that the archive lacks, and the database goes on when there is room.
func TestFullDatabase(t *testing.T) {
	dir := t.TempDir()
	must(t, dir, "demo")
	data, err := os.ReadFile(filepath.Join(dir, "vanthu.db"))
	if err != nil {
		t.Fatal(err)
	}
	small, prefix := smallDisk(t, len(data)>>10+150)
	path := filepath.Join(small, "vanthu.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	stderr := onFullDisk(t, dir, prefix, "generate", "--year", "2024", "--db", path)
	if !noSpace.MatchString(stderr) {
		t.Errorf("the error is\n%s", stderr)
	}
	if data, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	if wal, err := os.ReadFile(path + "-wal"); err == nil && len(wal) > 0 {
		if err := os.WriteFile(filepath.Join(dir, "roomy.db-wal"), wal, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "roomy.db"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, dir, "generate", "--year", "2024", "--db", "roomy.db")
	must(t, dir, "audit", "verify", "--db", "roomy.db")
	want := folder(t, sampleYear(t, t.TempDir(), ""))
	equalFolders(t, folder(t, filepath.Join(dir, "output", "2024")), want)
}

// TestLockedByAnother: another process holds the database for writing. The program waits
// a while, then says so; nothing is lost, and the next call succeeds.
func TestLockedByAnother(t *testing.T) {
	t.Parallel() // it mostly waits
	dir := t.TempDir()
	must(t, dir, "demo")
	d, err := db.Open(t.Context(), filepath.Join(dir, "vanthu.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	err = d.Write(t.Context(), func(*sqlx.Tx) error {
		code, _, stderr := program(t, dir, "generate", "ke-hoach", "--year", "2024")
		if code != exitFailed || !strings.Contains(stderr, "database vanthu.db: another program holds the database locked; try again") {
			t.Errorf("exit code %d\n%s", code, stderr)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "output")); err == nil {
		t.Error("a shelf stands although nothing was kept")
	}
	must(t, dir, "generate", "ke-hoach", "--year", "2024")
}

// TestKilled: generate killed at any moment leaves files that are whole, and the next call
// ends as if nothing had been.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	start := time.Now()
	want := folder(t, sampleYear(t, t.TempDir(), ""))
	took := time.Since(start)
	must(t, dir, "demo")
	shelf := filepath.Join(dir, "output", "2024")
	for i := range 6 {
		ctx, cancel := context.WithTimeout(t.Context(), took*time.Duration(i+1)/7)
		cmd := exec.CommandContext(ctx, "vanthu", "generate", "--year", "2024") // killed, not asked to end
		cmd.Dir = dir
		cmd.Run()
		cancel()
		if _, err := os.Stat(shelf); err != nil {
			continue
		}
		for name, data := range folder(t, shelf) {
			if strings.HasPrefix(name, ".") || name == "manifest.json" { // unfinished; it may list fewer
				continue
			}
			if string(data) != string(want[name]) {
				t.Errorf("killed after part %d: %s has other bytes", i+1, name)
			}
		}
	}
	must(t, dir, "generate", "--year", "2024")
	equalFolders(t, folder(t, shelf), want)
	must(t, dir, "audit", "verify")
}
