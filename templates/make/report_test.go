package main

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/making"
	"vanthu/pipeline/making/officetest"
	"vanthu/pipeline/sample"
	"vanthu/queries"
)

// office is a Maker of the shipped kinds over a database with the sample data.
func office(t *testing.T) *making.Maker {
	t.Helper()
	d := dbtest.SQLite(t, queries.Schema())
	if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
		t.Fatal(err)
	}
	return officetest.Shipped(t, d, os.DirFS(".."))
}

// TestWorkbookOfReport fills the workbook and reckons its totals: those of the formulas
// are those of the queries, which the report prints.
func TestWorkbookOfReport(t *testing.T) {
	o := office(t)
	made, err := o.Make(t.Context(), making.Request{Kind: "bao-cao-tong-ket", Params: map[string]string{"nam": "2024"}, Formats: []string{"xlsx"}})
	if err != nil {
		t.Fatal(err)
	}
	set := made[0].Data
	f, err := excelize.OpenReader(bytes.NewReader(made[0].Files[0].Data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var sheets []string
	for _, p := range phuLucs() {
		name := "Phụ lục " + p.so
		sheets = append(sheets, name)
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		list, _ := set.Get(p.sheet.list)
		total := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 1 && r[1] == "Tổng cộng" }) + 1
		head := 3
		if grouped(p.sheet.cots) {
			head = 4
		}
		if want := head + len(list.Items()) + 1; total != want {
			t.Fatalf("%s: totals in row %d, want %d", name, total, want)
		}
		for i, c := range p.sheet.cots {
			if c.tong == "" {
				continue
			}
			cell, _ := excelize.CoordinatesToCellName(i+2, total)
			got, err := f.CalcCellValue(name, cell, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Errorf("%s %s: %v", name, cell, err)
				continue
			}
			if want, _ := set.Get(c.tong); strings.TrimSuffix(got, ".00") != strings.TrimSuffix(want.Literal(), ".00") {
				t.Errorf("%s %s (%s): formula gives %s, the query %s", name, cell, c.head, got, want.Literal())
			}
		}
		panes, err := f.GetPanes(name)
		if err != nil || !panes.Freeze || panes.YSplit != head {
			t.Errorf("%s: panes %+v, %v", name, panes, err)
		}
	}
	if got := f.GetSheetList(); !slices.Equal(got, sheets) {
		t.Errorf("sheets %q", got)
	}
	names := f.GetDefinedName()
	if n := len(names); n != len(sheets) {
		t.Errorf("%d print titles: %+v", n, names)
	}
	header, err := f.GetHeaderFooter(sheets[0])
	if err != nil || !strings.Contains(header.FirstHeader, "SỐ LIỆU MẪU") {
		t.Errorf("printed header %+v, %v", header, err)
	}
}
