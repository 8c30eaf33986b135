//go:build fidelity

package fidelity

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/pdf"
)

// TestSpeed holds what is measured by the clock to the budgets of the work order, on the
// machine on which it runs. Clocks of busy machines lie: it fails only beyond slack times a
// budget of time.
func TestSpeed(t *testing.T) {
	t.Run("four pages", fourPages)
	program := build(t)
	t.Run("100 documents", func(t *testing.T) { hundred(t, program) })
	t.Run("5,000 rows", func(t *testing.T) { manyRows(t, program) })
	t.Run("per page", func(t *testing.T) { perPage(t, program) })
}

const slack = 2

// within reports a budget that is not kept.
func within(t *testing.T, what string, took, budget time.Duration) {
	t.Helper()
	t.Logf("%s: %v (budget %v)", what, took.Round(100*time.Microsecond), budget)
	if took > slack*budget {
		t.Errorf("%s took %v, the budget is %v", what, took, budget)
	}
}

func fourPages(t *testing.T) {
	f := feature{name: "four-pages", body: plan(4)}
	data := f.docx(t)
	var laid, all []time.Duration
	pages, size := 0, 0
	for range 25 {
		begin := time.Now()
		doc, err := layout.Lay(data, layout.Options{})
		if err != nil {
			t.Fatal(err)
		}
		laid = append(laid, time.Since(begin))
		var b bytes.Buffer
		if err := pdf.Write(&b, doc, pdf.Info{Title: "four pages"}); err != nil {
			t.Fatal(err)
		}
		all = append(all, time.Since(begin))
		pages, size = len(doc.Pages), b.Len()
	}
	slices.Sort(laid)
	slices.Sort(all)
	within(t, fmt.Sprintf("opening and layout of %d pages", pages), laid[len(laid)/2], 10*time.Millisecond)
	within(t, fmt.Sprintf("the same with the PDF of %d KB", size>>10), all[len(all)/2], 30*time.Millisecond)
	if size > 60<<10 {
		t.Errorf("the PDF has %d bytes, more than 60 KB", size)
	}
}

// build makes the program.
func build(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "vanthu")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", file, "vanthu/cmd/vanthu")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return file
}

// clocked runs a command and returns how long it took and the most memory it held.
func clocked(t *testing.T, cmd *exec.Cmd) (time.Duration, int64) {
	t.Helper()
	begin := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd.Args[0], err, out)
	}
	took := time.Since(begin)
	return took, cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
}

// hundred converts 100 small documents in one call, with the program and with LibreOffice.
func hundred(t *testing.T, program string) {
	dir := t.TempDir()
	var files []string
	for i := range 100 {
		f := feature{body: body(1+i%9, "") + decision}
		file := filepath.Join(dir, fmt.Sprintf("%03d.docx", i))
		if err := os.WriteFile(file, f.docx(t), 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	ours := time.Hour
	for range 3 {
		took, _ := clocked(t, exec.CommandContext(t.Context(), program, append([]string{"pdf", "--out-dir", filepath.Join(dir, "ours")}, files...)...))
		ours = min(ours, took)
	}
	soffice := exec.CommandContext(t.Context(), "soffice", append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"),
		"--headless", "--norestore", "--convert-to", "pdf", "--outdir", filepath.Join(dir, "theirs")}, files...)...)
	soffice.Env = append(os.Environ(), "FONTCONFIG_FILE="+ourFonts(t))
	theirs, _ := clocked(t, soffice)
	ratio := theirs.Seconds() / ours.Seconds()
	t.Logf("100 documents: %.2f s (%.0f a second), LibreOffice %.2f s (%.1f a second): %.1f times its rate (at least 12)",
		ours.Seconds(), 100/ours.Seconds(), theirs.Seconds(), 100/theirs.Seconds(), ratio)
	if ratio < 12 {
		t.Errorf("only %.1f times the rate of LibreOffice", ratio)
	}
}

func manyRows(t *testing.T, program string) {
	f := longTable(5000)
	took, memory := onFile(t, program, f.docx(t))
	within(t, fmt.Sprintf("5,000 rows, with %d MB", memory>>20), took, 1500*time.Millisecond)
	if memory > 250<<20 {
		t.Errorf("5,000 rows held %d MB, the budget is 250", memory>>20)
	}
}

// onFile converts one file in a process of its own, three times, and returns the best
// time and the most memory.
func onFile(t *testing.T, program string, docx []byte) (best time.Duration, memory int64) {
	t.Helper()
	in := filepath.Join(t.TempDir(), "in.docx")
	if err := os.WriteFile(in, docx, 0o644); err != nil {
		t.Fatal(err)
	}
	best = time.Hour
	for range 3 {
		took, held := clocked(t, exec.CommandContext(t.Context(), program, "pdf", in, "-o", in+".pdf"))
		best, memory = min(best, took), max(memory, held)
	}
	return best, memory
}

// perPage converts documents of 5 to 5,000 pages: time and memory for each further page.
func perPage(t *testing.T, program string) {
	var rates []float64
	beforeTime, beforeMemory, beforePages := time.Duration(0), int64(0), 0
	for _, n := range []int{5, 50, 500, 5000} {
		f := feature{body: plan(n)}
		data := f.docx(t)
		doc, err := layout.Lay(data, layout.Options{})
		if err != nil {
			t.Fatal(err)
		}
		pages := len(doc.Pages)
		took, memory := onFile(t, program, data)
		t.Logf("%d pages: %v, %d MB", pages, took.Round(time.Millisecond), memory>>20)
		if beforePages > 0 {
			more := pages - beforePages
			rates = append(rates, (took-beforeTime).Seconds()*1000/float64(more))
			kept := float64(memory-beforeMemory) / float64(more) / (1 << 20)
			t.Logf("  each further page: %.2f ms, %.2f MB (at most 0.30)", rates[len(rates)-1], kept)
			if kept > 0.3 {
				t.Errorf("each page beyond %d holds %.2f MB, the budget is 0.3", beforePages, kept)
			}
		}
		beforeTime, beforeMemory, beforePages = took, memory, pages
	}
	if last := rates[len(rates)-1]; last > slack*rates[1] {
		t.Errorf("a page costs %.2f ms up to 500 pages and %.2f ms up to 5,000: not constant", rates[1], last)
	}
}
