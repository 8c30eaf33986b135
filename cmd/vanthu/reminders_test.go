package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// startWorker starts 'vanthu worker' in a folder and returns where it tells its metrics; the
// end of the test stops it.
func startWorker(t *testing.T, dir string, flags ...string) (metrics string, log *bytes.Buffer) {
	t.Helper()
	cmd := exec.Command("vanthu", append(flags, "worker", "--metrics", "127.0.0.1:0", "--log", "info,json")...)
	log = new(bytes.Buffer)
	cmd.Dir, cmd.Stderr = dir, log
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	if _, err := fmt.Fscanln(out, &metrics); err != nil {
		t.Fatalf("the worker says nothing: %v\n%s", err, log)
	}
	go io.Copy(io.Discard, out)
	return metrics, log
}

// get reads a page.
func get(t *testing.T, url string) (status int, body string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(data)
}

// TestReminders: the reminders of two months through the queue, as a worker of its own makes
// them: split by unit, a paper for each unit and month, seen from outside on the way.
func TestReminders(t *testing.T) {
	dir := t.TempDir()
	must(t, dir, "demo")
	jobs, err := os.ReadFile("../../templates/jobs.yaml")
	if err != nil {
		t.Fatal(err)
	}
	early := strings.Replace(string(jobs), `ky: "{nam}-{thang}", ngay: "{ngay}"`, `ky: "{nam}-{thang}", ngay: "{ngay}", bao_cao_tu: "{nam}-11-01"`, 1)
	early = strings.Replace(early, "kinds: [don-doc-chung]", "kinds: [don-doc]", 1) // one letter a unit
	for name, text := range map[string]string{"vanthu.yaml": "", "templates/jobs.yaml": early} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	must(t, dir, "schedule", "run", "nhac-hang-thang", "--day", "2024-11-05", "--as", "lan")
	must(t, dir, "schedule", "run", "nhac-hang-thang", "--day", "2024-12-05", "--as", "lan")
	metrics, log := startWorker(t, dir)
	wait := func() {
		t.Helper()
		for deadline := time.Now().Add(time.Minute); strings.Count(must(t, dir, "jobs", "list", "--state", "done"), "nhac-hang-thang") < 2; time.Sleep(50 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("never done:\n%s\n%s", must(t, dir, "jobs", "list"), log)
			}
		}
	}
	wait()
	show := must(t, dir, "jobs", "show", "1")
	m := regexp.MustCompile(`documents +(\d+)/(\d+)`).FindStringSubmatch(show)
	if m == nil || m[1] != m[2] {
		t.Fatalf("progress:\n%s", show)
	}
	n, _ := strconv.Atoi(m[1])
	if n < 20 {
		t.Errorf("%d letters of November", n)
	}
	if parts := strings.Count(show, "done "); parts < n/10 {
		t.Errorf("the run was not split by unit:\n%s", show)
	}
	list := must(t, dir, "documents", "list", "--kind", "don-doc")
	if got := strings.Count(list, "CV-don-doc-2024-11-"); got != n {
		t.Errorf("%d letters of November in the archive, %d made", got, n)
	}
	later := strings.Count(list, "CV-don-doc-2024-12-")
	if later == 0 || later >= n {
		t.Errorf("%d letters in December after %d in November", later, n)
	}
	base := strings.TrimSuffix(metrics, "/metrics")
	for _, path := range []string{"/healthz", "/readyz"} {
		if status, body := get(t, base+path); status != 200 || body != "ok\n" {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	_, body := get(t, metrics)
	for _, want := range []string{fmt.Sprintf(`vanthu_documents_total{kind="don-doc"} %d`, n+later), `vanthu_runs{state="done"} 2`, `vanthu_queue_age_seconds 0`,
		`vanthu_stage_seconds_count{stage="make"}`, `vanthu_stage_seconds_count{stage="keep"}`, `vanthu_stage_seconds_count{stage="shelf"}`, `vanthu_stage_seconds_count{stage="job"}`,
		`vanthu_jobs{state="completed"}`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in the metrics\n%s", want, body)
		}
	}
	// Another run of the month, as after a change of data, makes no paper twice.
	must(t, dir, "jobs", "retry", "1")
	wait()
	if again := must(t, dir, "documents", "list", "--kind", "don-doc"); again != list {
		t.Errorf("after another run:\n%s", again)
	}
}
