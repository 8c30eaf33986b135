package main

import (
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestVerifyWithAnAddedColumn: a query that gives a column more than when a document was
// made changes nothing of it.
func TestVerifyWithAnAddedColumn(t *testing.T) {
	dir := t.TempDir()
	must(t, dir, "demo")
	must(t, dir, "generate", "ke-hoach", "--year", "2024")
	text, err := os.ReadFile("../../queries/phong_trao.sql")
	if err != nil {
		t.Fatal(err)
	}
	wider := strings.Replace(string(text), "-- cột: ", "-- cột: cot_moi text?, ", 1)
	wider = strings.Replace(wider, "SELECT p.ten AS", "SELECT 'mới' AS cot_moi, p.ten AS", 1)
	if strings.Count(wider, "cot_moi") != 2 {
		t.Fatal("the query is another one now")
	}
	if err := os.MkdirAll(filepath.Join(dir, "other", "queries"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "other", "queries", "phong_trao.sql"), []byte(wider), 0o644); err != nil {
		t.Fatal(err)
	}
	if out := must(t, dir, "documents", "verify", "--home", "other", "--db", "vanthu.db"); !strings.Contains(out, "the same, byte for byte") {
		t.Errorf("verify says %s", out)
	}
}

// TestReadyWithoutDatabase: a file that is deleted under the program, and one that takes its
// place, are seen at the next look.
func TestReadyWithoutDatabase(t *testing.T) {
	dir := t.TempDir()
	must(t, dir, "demo", "--home", ".")
	metrics, _ := startWorker(t, dir, "--home", ".")
	ready := strings.TrimSuffix(metrics, "/metrics") + "/readyz"
	path := filepath.Join(dir, "vanthu.db")
	wants := func(what string, status int, value string) {
		t.Helper()
		if got, body := get(t, ready); got != status || status != http.StatusOK && !strings.Contains(body, "deleted or replaced while this program had it open: put it back and start the program again") {
			t.Errorf("%s: %d %s", what, got, body)
		}
		if _, body := get(t, metrics); !strings.Contains(body, "vanthu_ready "+value+"\n") {
			t.Errorf("%s: no vanthu_ready %s in the metrics\n%s", what, value, body)
		}
	}
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
		if _, body := get(t, metrics); strings.Contains(body, "vanthu_schedule_held") { // it ticked
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("never ticked: no vanthu_schedule_held in the metrics")
		}
	}
	wants("as it began", http.StatusOK, "1")
	if err := os.Rename(path, path+".away"); err != nil {
		if runtime.GOOS == "windows" {
			t.Skipf("a file that is open cannot be moved there: %v", err)
		}
		t.Fatal(err)
	}
	wants("moved away", http.StatusServiceUnavailable, "0")
	if err := os.WriteFile(path, []byte("SQLite format 3\x00"), 0o600); err != nil {
		t.Fatal(err)
	}
	wants("replaced", http.StatusServiceUnavailable, "0")
}
