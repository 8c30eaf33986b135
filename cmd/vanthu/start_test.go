package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestOpen: what a double click starts, in a folder that holds nothing: a database is made and
// the browser opened at the link for the first person; a second start opens the portal that runs.
func TestOpen(t *testing.T) {
	home, bin := t.TempDir(), t.TempDir()
	opened := filepath.Join(bin, "opened")
	opener := map[string]string{"linux": "xdg-open", "darwin": "open"}[runtime.GOOS]
	if opener == "" {
		t.Skip("the browser of this system cannot be replaced by a script")
	}
	script := "#!/bin/sh\necho \"$1\" >> " + opened + "\n"
	if err := os.WriteFile(filepath.Join(bin, opener), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	addresses := func(n int) []string {
		for until := time.Now().Add(2 * time.Minute); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
			data, _ := os.ReadFile(opened)
			if lines := strings.Fields(string(data)); len(lines) >= n {
				return lines
			}
		}
		t.Fatalf("no browser was opened for the time %d", n)
		return nil
	}

	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var stderr bytes.Buffer
	ended := make(chan int, 1)
	go func() {
		ended <- execute(ctx, []string{"serve", "--open", "--no-worker", "--home", home, "--listen", "127.0.0.1:0"}, new(bytes.Buffer), &stderr)
	}()
	link := addresses(1)[0]
	address := regexp.MustCompile(`^http://([0-9.:]+)/vao/\w+`).FindStringSubmatch(link)
	if address == nil {
		t.Fatalf("the browser was opened at %s", link)
	}
	if resp, err := http.Get(link); err != nil || resp.StatusCode != http.StatusOK {
		t.Errorf("%s: %v, %v", link, resp, err)
	}
	if !exists(filepath.Join(home, "vanthu.db")) {
		t.Error("no database was made")
	}

	again := execute(t.Context(), []string{"serve", "--open", "--home", home, "--listen", address[1]}, new(bytes.Buffer), &stderr)
	if got := addresses(2)[1]; again != exitDone || got != "http://"+address[1]+"/" {
		t.Errorf("a second start ends with %d and opens %s", again, got)
	}
	stop()
	if code := <-ended; code != exitDone {
		t.Errorf("exit code %d: %s", code, &stderr)
	}
}

// TestStart: the window of a start that failed stays until a person has read why.
func TestStart(t *testing.T) {
	var out, stderr bytes.Buffer
	t.Setenv("VANTHU_LISTEN", "nowhere:99999")
	stdin := strings.NewReader("\nrest")
	if code := start(t.Context(), stdin, &out, &stderr); code == exitDone {
		t.Error("a portal at nowhere is served")
	}
	if stdin.Len() == len("\nrest") || !strings.Contains(out.String(), "Nhấn Enter") || stderr.Len() == 0 {
		t.Errorf("the window goes: %q, %q", &out, &stderr)
	}
}

// TestServed: a portal that runs is found whether it speaks http or https; anything else there
// is none.
func TestServed(t *testing.T) {
	greets := func(text string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, text) })
	}
	plain, secure, other := httptest.NewServer(greets("ok\n")), httptest.NewTLSServer(greets("ok\n")), httptest.NewServer(greets("<html>"))
	for _, s := range []*httptest.Server{plain, secure, other} {
		t.Cleanup(s.Close)
		if got := served(t.Context(), s.URL); got != (s != other) {
			t.Errorf("%s is served: %t", s.URL, got)
		}
	}
}
