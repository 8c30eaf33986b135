package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"vanthu/pipeline/db/dbtest"
)

// program runs the program as a process of its own in a folder. It returns the exit code
// and what was printed; that the program did not start at all ends the test.
func program(t testing.TB, dir string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "vanthu", args...)
	var out, errs bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &errs
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), errs.String()
}

// must runs the program and ends the test unless it made what was asked for.
func must(t testing.TB, dir string, args ...string) (stdout string) {
	t.Helper()
	code, stdout, stderr := program(t, dir, args...)
	if code != exitDone && code != exitFindings {
		t.Fatalf("vanthu %q: exit code %d\n%s%s", args, code, stdout, stderr)
	}
	return stdout
}

// sampleYear makes the sample year's documents in a folder, in processes of its own, and
// returns the shelf. A blank dsn is a fresh SQLite file in the folder.
func sampleYear(t testing.TB, dir, dsn string) (shelf string) {
	t.Helper()
	var flags []string
	if dsn != "" {
		flags = []string{"--db", dsn}
	}
	must(t, dir, append(flags, "demo")...)
	must(t, dir, append(flags, "generate", "--year", "2024")...)
	return filepath.Join(dir, "output", "2024")
}

// folder reads the files of a folder by name.
func folder(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, e := range list {
		if e.IsDir() {
			continue
		}
		if files[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// equalFolders reports every file in which two folders differ.
func equalFolders(t *testing.T, got, want map[string][]byte) {
	t.Helper()
	if g, w := slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)); !slices.Equal(g, w) {
		t.Errorf("the files are %q, want %q", g, w)
	}
	for name, data := range want {
		if other, ok := got[name]; ok && !bytes.Equal(other, data) {
			t.Errorf("%s: other bytes (%d and %d)", name, len(other), len(data))
		}
	}
}

// dataSets takes the data sets of all documents of a shelf out of the archive, by name.
func dataSets(t testing.TB, dir, dsn string) map[string][]byte {
	t.Helper()
	sets := map[string][]byte{}
	for _, doc := range readShelf(t, filepath.Join(dir, "output", "2024")) {
		args := []string{"documents", "get", doc.name(), "--format", "json", "-o", "-"}
		if dsn != "" {
			args = append(args, "--db", dsn)
		}
		sets[doc.name()] = []byte(must(t, dir, args...))
	}
	return sets
}

// shelfDocument is what a test reads of a document in manifest.json.
type shelfDocument struct {
	Kind   string
	Params map[string]string
	Pages  int
	Files  []struct{ Name, Format string }
}

// name is the document's name in the archive.
func (d shelfDocument) name() string {
	f := d.Files[0]
	return f.Name[:len(f.Name)-len(f.Format)-1]
}

func readShelf(t testing.TB, shelf string) []shelfDocument {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(shelf, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var m struct{ Documents []shelfDocument }
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	return m.Documents
}

// TestSameBytes: the same data give the same files and the same manifest, in two processes
// a second apart, and the same files and data sets on the other database.
func TestSameBytes(t *testing.T) {
	first, second := t.TempDir(), t.TempDir()
	want := folder(t, sampleYear(t, first, ""))
	made := time.Now()
	if len(want) < 3 {
		t.Fatalf("only %d files were made", len(want))
	}
	wantSets := dataSets(t, first, "")
	t.Run("a second later", func(t *testing.T) {
		time.Sleep(time.Until(made.Add(1100 * time.Millisecond))) // the clocks of all formats count seconds
		equalFolders(t, folder(t, sampleYear(t, second, "")), want)
		equalFolders(t, dataSets(t, second, ""), wantSets)
	})
	t.Run("postgres", func(t *testing.T) {
		dir, dsn := t.TempDir(), dbtest.PostgresDSN(t, nil)
		got := folder(t, sampleYear(t, dir, dsn))
		equalFolders(t, dataSets(t, dir, dsn), wantSets)
		// A manifest names the texts of queries, of which some are written for one database.
		for _, m := range []map[string][]byte{got, want} {
			m["manifest.json"] = withoutQueries(t, m["manifest.json"])
		}
		equalFolders(t, got, want)
	})
}

// withoutQueries drops the hash of the queries' texts from a manifest.
func withoutQueries(t *testing.T, manifest []byte) []byte {
	var m map[string]any
	if err := json.Unmarshal(manifest, &m); err != nil {
		t.Fatal(err)
	}
	for _, d := range m["documents"].([]any) {
		delete(d.(map[string]any)["source"].(map[string]any), "queries")
	}
	out, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return out
}
