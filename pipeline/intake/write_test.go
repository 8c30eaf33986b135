package intake

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// The form that goes out has the same bytes each time, locked heads, lists to choose from
// and the hidden code; an office's own form renames and leaves out columns.
func TestUnitWorkbook(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	office(t, d)
	data := blank(t, d)
	if !bytes.Equal(data, blank(t, d)) {
		t.Error("two runs differ")
	}
	x, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if shown, err := x.GetSheetVisible(codeSheet); err != nil || shown {
		t.Errorf("the code is shown: %v", err)
	}
	if got, _ := x.GetCellValue(codeSheet, "A1"); got != "vanthu|don-vi|1|an-binh|2024" {
		t.Errorf("code %q", got)
	}
	protection, err := x.GetSheetProtection("PL I Tuyên truyền")
	if err != nil || !protection.SelectUnlockedCells {
		t.Errorf("%+v, %v", protection, err)
	}
	for cell, locked := range map[string]bool{"B3": true, "A5": true, "B5": false} {
		id, _ := x.GetCellStyle("PL I Tuyên truyền", cell)
		style, err := x.GetStyle(id)
		if open := style != nil && style.Protection != nil && !style.Protection.Locked; err != nil || open == locked {
			t.Errorf("%s: locked %v, %v", cell, !open, err)
		}
	}
	rules, err := x.GetDataValidations("PL II Mô hình")
	if err != nil || len(rules) < 5 || !strings.Contains(rules[1].Formula1+rules[0].Formula1, codeSheet) {
		t.Errorf("%d rules, %v", len(rules), err)
	}

	form, err := FS().Open("don-vi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if _, err := text.ReadFrom(form); err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(text.String(), "head: Phóng sự", "head: Phim phóng sự", 1)
	for name, change := range map[string]string{"unknown key": "version: 1\nkhoa: 1", "unknown type": "version: 1\nx: 1"} {
		bad := fstest.MapFS{"don-vi.yaml": {Data: []byte(strings.Replace(changed, "version: 1", change, 1))}}
		if err := (Workbooks{DB: d, Forms: bad}).UnitWorkbook(t.Context(), "an-binh", 2024, &bytes.Buffer{}); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
	var b bytes.Buffer
	own := Workbooks{DB: d, Forms: fstest.MapFS{"don-vi.yaml": {Data: []byte(changed)}}}
	if err := own.UnitWorkbook(t.Context(), "huyện An Bình", 2024, &b); err != nil {
		t.Fatal(err)
	}
	y, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer y.Close()
	if got, _ := y.GetCellValue("PL I Tuyên truyền", "F3"); got != "Phim phóng sự" {
		t.Errorf("head %q", got)
	}
}

// TestChoicesOfCells: a cell for a tick offers Có and Không, one for a choice the entries of its list.
func TestChoicesOfCells(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	office(t, d)
	x, err := excelize.OpenReader(bytes.NewReader(blank(t, d)))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for at, want := range map[[2]string]string{{"ANTT từng đơn vị", "C5"}: "Có, Không", {"PL II Mô hình", "H5"}: "Hiệu quả, Cần củng cố, Giải thể"} {
		rules, err := x.GetDataValidations(at[0])
		if err != nil {
			t.Fatal(err)
		}
		var offered []string
		for _, r := range rules {
			sheet, cells, found := strings.Cut(strings.ReplaceAll(r.Formula1, "$", ""), "!")
			if !strings.HasPrefix(r.Sqref, at[1]+":") || !found {
				continue
			}
			first, last, _ := strings.Cut(cells, ":")
			col, row, _ := cellAt(first)
			_, end, _ := cellAt(last)
			for ; row <= end; row++ {
				name, err := x.GetCellValue(sheet, cellName(col, row))
				if err != nil {
					t.Fatal(err)
				}
				offered = append(offered, name)
			}
		}
		if got := strings.Join(offered, ", "); got != want {
			t.Errorf("%v offers %q, want %q", at, got, want)
		}
	}
}

// TestFormThatCannotBe: a sheet whose name no workbook may have is an error, no half workbook.
func TestFormThatCannotBe(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	office(t, d)
	text, err := fs.ReadFile(FS(), unitForm)
	if err != nil {
		t.Fatal(err)
	}
	forms := fstest.MapFS{unitForm: {Data: bytes.Replace(text, []byte("tab: PL II Mô hình"), []byte(`tab: "PL II: Mô hình"`), 1)}}
	var b bytes.Buffer
	if err := (Workbooks{DB: d, Forms: forms}).UnitWorkbook(t.Context(), "an-binh", 2024, &b); err == nil || b.Len() > 0 {
		t.Errorf("%d bytes, %v", b.Len(), err)
	}
}
