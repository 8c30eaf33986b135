package archive

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"vanthu/pipeline/db"
)

// A file is put down whole or not at all. What a killed process left of it goes; what a living
// one is writing stays, and so does what is left of other files.
func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "sổ.pdf")
	left := func(name string) string {
		f, err := os.CreateTemp(dir, tempOf(name))
		must(t, err)
		must(t, f.Close())
		return filepath.Base(f.Name())
	}
	left("sổ.pdf")
	other := left("khác.pdf")
	living, err := os.CreateTemp(dir, tempOf("sổ.pdf"))
	must(t, err)
	defer living.Close()
	if !db.TryLock(living) {
		t.Fatal("a new file is locked")
	}
	must(t, WriteFile(path, []byte("một")))
	there := func() {
		t.Helper()
		entries, err := os.ReadDir(dir)
		must(t, err)
		var got []string
		for _, e := range entries {
			got = append(got, e.Name())
		}
		want := []string{other, filepath.Base(living.Name()), "sổ.pdf"}
		if slices.Sort(want); !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	there()
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o644 {
		t.Errorf("%v, %v", info, err)
	}
	full := errors.New("đĩa đầy")
	was := before
	t.Cleanup(func() { before = was })
	for _, step := range []string{"create", "write", "sync", "rename"} {
		before = func(s, at string) error {
			if s == step && at == path {
				return full
			}
			return nil
		}
		if err := WriteFile(path, []byte("hai")); !errors.Is(err, full) {
			t.Errorf("%s: %v", step, err)
		}
		if data, err := os.ReadFile(path); err != nil || string(data) != "một" {
			t.Errorf("%s: %q, %v", step, data, err)
		}
		there()
	}
	before = was
	must(t, WriteFile(path, nil))
	if data, err := os.ReadFile(path); err != nil || len(data) > 0 {
		t.Errorf("written over: %q, %v", data, err)
	}
	if err := WriteFile(filepath.Join(dir, "không có", "x.pdf"), nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no such folder: %v", err)
	}
}
