package sheet

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// convert lets LibreOffice read a file and write it in another format.
func convert(t *testing.T, profile, to, file, dir string) {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("soffice is needed: apt-get install libreoffice-calc-nogui")
	}
	cmd := exec.Command(soffice, "-env:UserInstallation=file://"+profile, "--headless", "--convert-to", to, "--outdir", dir, file)
	if msg, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, msg)
	}
}

// LibreOffice opens what we fill, computes the formulas and prints it.
func TestLibreOffice(t *testing.T) {
	tpl, err := Compile(newTemplate(t))
	if err != nil {
		t.Fatal(err)
	}
	profile := t.TempDir()
	for _, n := range []int{20, maxInPlace + 1} {
		dir := t.TempDir()
		var b bytes.Buffer
		if err := tpl.Fill(&b, communes(n)); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "a.xlsx"), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		// 59: semicolon, 34: quotes, 76: UTF-8, all sheets.
		for _, to := range []string{"csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1", "pdf"} {
			convert(t, profile, to, filepath.Join(dir, "a.xlsx"), dir)
		}
		got, err := os.ReadFile(filepath.Join(dir, "a-PL1.csv"))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(string(got)), "\n")
		khu, dat, money := 0, 0, 0
		for i := range n {
			khu, dat, money = khu+i%20+1, dat+i%20, money+i*100+50
		}
		last := strings.Split(lines[len(lines)-1], ";")
		if len(lines) != n+4 || last[1] != "Tổng cộng" || last[2] != fmt.Sprint(khu) || last[3] != fmt.Sprint(dat) {
			t.Errorf("%d rows: totals %q, want %d and %d", n, last, khu, dat)
		}
		if !strings.HasPrefix(lines[5], "3;Xã Tân Lập 2;3;2;66.67;") || !strings.HasSuffix(lines[5], ";=không phải công thức") {
			t.Errorf("%d rows: third row %q", n, lines[5])
		}
		printed, err := exec.Command("pdftotext", "-layout", filepath.Join(dir, "a.pdf"), "-").Output()
		if err != nil {
			t.Fatalf("pdftotext (apt-get install poppler-utils): %v", err)
		}
		// The head is on every page, days look as in Việt Nam.
		heads, pages := strings.Count(string(printed), "Tỷ lệ (%)"), strings.Count(string(printed), "\f")
		if heads != pages || n > 100 && pages < 20 || strings.Count(string(printed), "15/11/2024") != n {
			t.Errorf("%d rows: %d pages with %d heads", n, pages, heads)
		}
	}
}

// A template that LibreOffice saved has another form: number formats by name, relations
// and styles of its own.
func TestTemplateSavedByLibreOffice(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.xlsx"), newTemplate(t), 0o600); err != nil {
		t.Fatal(err)
	}
	convert(t, t.TempDir(), "xlsx", filepath.Join(dir, "a.xlsx"), filepath.Join(dir, "out"))
	saved, err := os.ReadFile(filepath.Join(dir, "out", "a.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{3, maxInPlace + 1} {
		f := filled(t, saved, communes(n))
		for cell, want := range map[string]string{"G4": "15/11/2024", "F4": "0.50", "A4": "1", cellName(2, n+4): "Tổng cộng"} {
			if got, err := f.GetCellValue("PL1", cell); got != want || err != nil {
				t.Errorf("%d rows: %s shows %q, want %q (%v)", n, cell, got, want, err)
			}
		}
		if got, _ := f.GetCellFormula("PL1", cellName(6, n+4)); got != fmt.Sprintf("SUM(F4:F%d)", n+3) {
			t.Errorf("%d rows: total %q", n, got)
		}
	}
}
