package intake

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// calc saves workbooks with LibreOffice Calc in its own format and back, as units do that
// have no Excel.
func calc(t *testing.T, all ...[]byte) [][]byte {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("soffice is needed: apt-get install libreoffice-calc-nogui")
	}
	dir := t.TempDir()
	var ods []string
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless"}
	convert := func(to string, files []string) {
		if msg, err := exec.Command(soffice, slices.Concat(args, []string{"--convert-to", to, "--outdir", dir}, files)...).CombinedOutput(); err != nil {
			t.Fatalf("soffice: %v\n%s", err, msg)
		}
		for _, name := range files {
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
		}
	}
	var xlsx []string
	for i, data := range all {
		base := filepath.Join(dir, fmt.Sprint("a", i))
		xlsx, ods = append(xlsx, base+".xlsx"), append(ods, base+".ods")
		if err := os.WriteFile(base+".xlsx", data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	convert("ods", xlsx)
	convert("xlsx", ods)
	for i, name := range xlsx {
		if all[i], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// A workbook filled in LibreOffice Calc goes in, and its faulty twin comes back marked; the
// marked copy, once it is right, goes in as well.
func TestWorkbookOfCalc(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	office(t, d)
	both := calc(t, fill(t, blank(t, d), filled), fill(t, blank(t, d), cells{"PL I Tuyên truyền": {"B5": 10, "C5": "1,234", "D5": 0, "E5": 0, "F5": 0, "G5": 0, "H5": 0}, "PL III ANTT": {"C5": 5, "D5": 6, "E5": 4}}))
	good, twin := both[0], both[1]

	got := bring(t, d, Request{Data: twin})
	if !got.Refused() || !has(got.Faults, "C5", Wrong, "hai cách") || !has(got.Faults, "D5", Wrong, "lớn hơn tổng số") || count(t, d, `SELECT COUNT(*) FROM imports`) != 0 {
		t.Fatalf("%v", got.Faults)
	}
	marked := got.Marked
	got = bring(t, d, Request{Data: good})
	if got.Refused() || got.Added < 15 || count(t, d, `SELECT COUNT(*) FROM mo_hinh WHERE ngay_ra_mat = '2024-01-01'`) != 1 ||
		count(t, d, `SELECT luot_nguoi FROM tuyen_truyen WHERE don_vi_id = 1`) != 1250 {
		t.Fatalf("%+v", got)
	}
	got = bring(t, d, Request{Data: fill(t, marked, cells{"PL I Tuyên truyền": {"C5": 1234}, "PL III ANTT": {"D5": 5}})})
	if got.Refused() || got.ID == 0 || count(t, d, `SELECT luot_nguoi FROM tuyen_truyen WHERE don_vi_id = 1`) != 1234 {
		t.Fatalf("%+v", got)
	}
}
