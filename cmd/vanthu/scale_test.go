package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// stopper stops a run with the first thing that is told.
type stopper struct {
	bytes.Buffer
	stop func()
}

func (s *stopper) Write(p []byte) (int, error) {
	s.stop()
	return s.Buffer.Write(p)
}

var lettersKept = regexp.MustCompile(`(?m)^\d+ +2024 +CV-don-doc-\S+ +(\d+)`)

// letters are the versions of the letters that an archive holds.
func letters(t testing.TB, path string) (versions []int) {
	t.Helper()
	var out bytes.Buffer
	if code := execute(t.Context(), []string{"documents", "list", "--db", path}, &out, io.Discard); code != exitDone {
		t.Fatalf("documents list: exit code %d\n%s", code, out.String())
	}
	for _, m := range lettersKept.FindAllStringSubmatch(out.String(), -1) {
		n, err := strconv.Atoi(m[1])
		if err != nil {
			t.Fatal(err)
		}
		versions = append(versions, n)
	}
	return versions
}

// TestStoppedMerge: a long mail merge that is stopped keeps what it made; the same command
// again makes the rest, and none twice.
func TestStoppedMerge(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "vanthu.db")
	if code := execute(t.Context(), []string{"demo", "--scale", "120", "--db", path}, io.Discard, io.Discard); code != exitDone {
		t.Fatalf("demo: exit code %d", code)
	}
	ctx, stop := context.WithCancel(t.Context())
	args := []string{"generate", "don-doc", "--year", "2024", "--format", "docx", "--db", path, "--out", filepath.Join(dir, "out")}
	told := &stopper{stop: stop}
	if code := execute(ctx, args, io.Discard, told); code == exitDone {
		t.Error("it was not stopped")
	}
	first := len(letters(t, path))
	if first != atOnce || !strings.Contains(told.String(), "don-doc: 50 of 1") || !strings.Contains(told.String(), "the same command again makes the rest") {
		t.Errorf("%d letters are kept; it said\n%s", first, told.String())
	}
	var errs bytes.Buffer
	if code := execute(t.Context(), args, io.Discard, &errs); code != exitDone {
		t.Fatalf("again: exit code %d\n%s", code, errs.String())
	}
	all := letters(t, path)
	for _, version := range all {
		if version != 1 {
			t.Errorf("a letter has version %d", version)
		}
	}
	if len(all) < 120 || !strings.Contains(errs.String(), "0s left") {
		t.Errorf("%d letters; it said\n%s", len(all), errs.String())
	}
}

// TestProgress: what is told, and how often.
func TestProgress(t *testing.T) {
	at := time.Unix(0, 0)
	var out bytes.Buffer
	p := newProgress(&out, "don-doc", 1000)
	p.now, p.began = func() time.Time { return at }, at
	for done := 50; done <= 1000; done += 50 {
		at = at.Add(4 * time.Second)
		p.at(done)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 8 || lines[0] != "don-doc: 50 of 1000, 12 a second, 1m16s left" || lines[7] != "don-doc: 1000 of 1000, 12 a second, 0s left" {
		t.Errorf("%d lines\n%s", len(lines), out.String())
	}
	out.Reset()
	p.line, p.told = "\r", time.Time{}
	p.at(500)
	p.at(1000)
	if got := out.String(); strings.Count(got, "\r") != 1 || strings.Count(got, "\n") != 1 {
		t.Errorf("%q", got)
	}
}

// BenchmarkLetters makes, checks, keeps and lays out 1,000 letters and more as DOCX and PDF.
// Budget: 60 s, 400 MB.
func BenchmarkLetters(b *testing.B) {
	dir := b.TempDir()
	empty := filepath.Join(dir, "empty.db")
	if code := execute(b.Context(), []string{"demo", "--scale", "1000", "--db", empty}, io.Discard, io.Discard); code != exitDone {
		b.Fatalf("demo: exit code %d", code)
	}
	fresh, err := os.ReadFile(empty)
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		path := filepath.Join(dir, strconv.Itoa(i)+".db")
		if err := os.WriteFile(path, fresh, 0o600); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		var errs bytes.Buffer
		if code := execute(b.Context(), []string{"generate", "don-doc", "--year", "2024", "--db", path, "--out", path + ".out"}, io.Discard, &errs); code != exitDone {
			b.Fatalf("exit code %d\n%s", code, errs.String())
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.Sys)/(1<<20), "MiB")
}

// BenchmarkImport takes a hundred workbooks of a province of a thousand units into a fresh database. Budget: 120 ms a
// workbook, so that a thousand take two minutes; the heap grows by less than 10 MiB.
func BenchmarkImport(b *testing.B) {
	const units, files = 1000, 100
	dir := b.TempDir()
	empty := filepath.Join(dir, "empty.db")
	run := func(args ...string) {
		b.Helper()
		var errs bytes.Buffer
		if code := execute(b.Context(), args, io.Discard, &errs); code != exitDone {
			b.Fatalf("%q: exit code %d\n%s", args, code, errs.String())
		}
	}
	run("demo", "--scale", strconv.Itoa(units), "--db", empty)
	sent := filepath.Join(dir, "sent")
	if err := os.Mkdir(sent, 0o700); err != nil {
		b.Fatal(err)
	}
	for i := 1; i <= files; i++ {
		path := filepath.Join(sent, fmt.Sprintf("%d.xlsx", i))
		run("workbook", "--unit", fmt.Sprintf("tinh.so-%04d", i), "--year", "2024", "-o", path, "--db", empty)
		f, err := excelize.OpenFile(path)
		if err != nil {
			b.Fatal(err)
		}
		if err := errors.Join(f.SetCellInt("PL I Tuyên truyền", "B5", int64(i)), f.SetCellInt("PL VI Tin báo", "B5", int64(i)), f.Save(), f.Close()); err != nil {
			b.Fatal(err)
		}
	}
	fresh, err := os.ReadFile(empty)
	if err != nil {
		b.Fatal(err)
	}
	heap := func() float64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc) / (1 << 20)
	}
	before := heap()
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		path := filepath.Join(dir, strconv.Itoa(i)+".db")
		if err := os.WriteFile(path, fresh, 0o600); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		run("import", sent, "--db", path, "--so", "12/BC-DN", "--ngay", "2024-11-20")
	}
	b.ReportMetric(b.Elapsed().Seconds()*1000/float64(files*b.N), "ms/workbook")
	b.ReportMetric(heap()-before, "heap-growth-MiB")
}
