//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestAnnex lays long lists out in a process of their own: 5,000 rows in at most 250 MB of
// memory, the operating system's count, and in a time that grows with the rows. Every row
// stands on the pages once, in order.
func TestAnnex(t *testing.T) {
	dir := t.TempDir()
	run := func(rows int) (took time.Duration, memory int64) {
		in, out := filepath.Join(dir, "annex.docx"), filepath.Join(dir, "annex.pdf")
		if err := os.WriteFile(in, annexOf(t, rows), 0o600); err != nil {
			t.Fatal(err)
		}
		for range 2 { // the better of two: others use the machine too
			cmd := exec.CommandContext(t.Context(), "vanthu", "pdf", in, "-o", out)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if used := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(); took == 0 || used < took {
				took = used
			}
			memory = max(memory, maxMemory(cmd.ProcessState))
		}
		allRows(t, out, rows)
		return took, memory
	}
	few, _ := run(1000)
	many, memory := run(5000)
	t.Logf("1,000 rows %v, 5,000 rows %v of processor time, %d MB", few, many, memory>>20)
	if memory > 250<<20 {
		t.Errorf("5,000 rows take %d MB", memory>>20)
	}
	if many > 10*few { // twice what is linear; quadratic were 25 times
		t.Errorf("1,000 rows take %v, 5,000 rows %v: that is not linear", few, many)
	}
}

// maxMemory is the most memory that a process had, in bytes.
func maxMemory(p *os.ProcessState) int64 {
	most := p.SysUsage().(*syscall.Rusage).Maxrss
	if runtime.GOOS == "darwin" {
		return int64(most) // bytes there, KiB elsewhere
	}
	return int64(most) << 10
}

// allRows proves that the amounts of all rows stand in a PDF, each once, in order.
func allRows(t *testing.T, file string, rows int) {
	t.Helper()
	next := 0
	for _, word := range strings.Fields(tool(t, "pdftotext", "-raw", file, "-")) {
		if next < rows && strings.ReplaceAll(word, ".", "") == strconv.Itoa(1000*(next+500)) {
			next++
		}
	}
	if next != rows {
		t.Errorf("%d rows: row %d is not where it belongs", rows, next+1)
	}
}
