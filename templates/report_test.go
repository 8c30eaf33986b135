package templates

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/catalog"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/docx"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/picture"
	"vanthu/pipeline/query"
	"vanthu/queries"
)

// drawn is the data set with the kind's charts as pictures.
func drawn(t *testing.T, k *catalog.Kind, set *dataset.Set) *dataset.Set {
	t.Helper()
	for _, c := range k.Charts {
		rows, _ := set.Get(c.Data)
		title, names, err := c.Texts(set)
		if err != nil {
			t.Fatal(err)
		}
		labels, series, err := picture.Figures(rows, c.X, c.Y, names)
		if err != nil {
			t.Fatal(err)
		}
		png, err := (&picture.Chart{Kind: c.Type, Title: title, Labels: labels, Series: series}).PNG()
		if err != nil {
			t.Fatal(err)
		}
		if err := set.Put(c.Name, dataset.OfText("data:image/png;base64,"+base64.StdEncoding.EncodeToString(png))); err != nil {
			t.Fatal(err)
		}
	}
	return set
}

func textOf(t *testing.T, data []byte) string {
	t.Helper()
	pkg, err := ooxml.Open(data, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	text, err := docx.Text(pkg)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestReportOfBothIssuers makes the report of the police of the province and that of the
// people's committee from the same data, each in its own form.
func TestReportOfBothIssuers(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		o := newOffice(t, d)
		for _, c := range []struct {
			agency     string
			have, lack []string
		}{
			{"cong-an-tinh", []string{"BỘ CÔNG AN", "CÔNG AN TỈNH BÌNH PHƯỚC", "/BC-CAT-PV05", "Kính gửi:", "- Bộ Công an (Cục V05);", "- Ủy ban nhân dân tỉnh (qua Ban Thi đua - Khen thưởng tỉnh).",
				"GIÁM ĐỐC", "Đại tá Phạm Giả Định"}, []string{"TM. ỦY BAN"}},
			{"ubnd-tinh", []string{"ỦY BAN NHÂN DÂN\nTỈNH BÌNH PHƯỚC", "/BC-UBND", "Kính gửi: Bộ Công an (Cục V05)", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"},
				[]string{"GIÁM ĐỐC\n", "BC-UBND-NC", "BỘ CÔNG AN\n"}},
		} {
			t.Run(c.agency, func(t *testing.T) {
				text := textOf(t, o.make(t, "bao-cao-tong-ket", map[string]string{"nam": "2024", "co_quan": c.agency}))
				for _, s := range c.have {
					if !strings.Contains(text, s) {
						t.Errorf("lacks %q", s)
					}
				}
				for _, s := range append(c.lack, "{") {
					if i := strings.Index(text, s); i >= 0 {
						t.Errorf("has %q: …%s…", s, text[max(0, i-60):min(len(text), i+60)])
					}
				}
				if n := strings.Count(text, "./."); n != 1 {
					t.Errorf("%d end marks", n)
				}
			})
		}
	})
}

// TestReportRefersToItsAnnexes holds the references in the text against the annexes: each
// of the seven is there once and referred to once before (NĐ 30/2020 PL I.III.1).
func TestReportRefersToItsAnnexes(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	text := textOf(t, o.make(t, "bao-cao-tong-ket", map[string]string{"nam": "2024"}))
	body, annexes, ok := strings.Cut(text, "Nơi nhận:")
	if !ok {
		t.Fatal("no Nơi nhận")
	}
	for _, p := range phuLucs() {
		if n := strings.Count(body, "(Phụ lục "+p.so+" kèm theo"); n != 1 {
			t.Errorf("Phụ lục %s is referred to %d times", p.so, n)
		}
		if n := strings.Count(annexes, "Phụ lục "+p.so+"\n"); n != 1 {
			t.Errorf("Phụ lục %s stands %d times", p.so, n)
		}
	}
	if n := strings.Count(annexes, "(Kèm theo Báo cáo số "); n != 7 {
		t.Errorf("%d annexes say what they belong to", n)
	}
}

// TestReportHasNoEmptyPage makes the report in all its forms: every page has text, none
// has only the signature, nothing overflows.
func TestReportHasNoEmptyPage(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	for _, params := range []map[string]string{
		{"nam": "2024"}, {"nam": "2024", "danh_sach_mo_hinh": "tat-ca"}, {"nam": "2024", "co_quan": "ubnd-tinh"}, {"nam": "2026"},
	} {
		t.Run(fmt.Sprint(params), func(t *testing.T) {
			doc, err := layout.Lay(o.make(t, "bao-cao-tong-ket", params), layout.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range doc.Facts {
				if f.Kind == "overflow" || f.Kind == "glyph" {
					t.Errorf("%s: %s %s", f.Kind, f.Place, f.Detail)
				}
			}
			for i, p := range doc.Pages {
				if len(p.Items) < 8 {
					t.Errorf("page %d holds %d items", i+1, len(p.Items))
				}
			}
		})
	}
}

// TestWorkbookOfReport fills the workbook and reckons its totals: those of the formulas
// are those of the queries, which the report prints.
func TestWorkbookOfReport(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	k, err := o.catalog.Kind("bao-cao-tong-ket")
	if err != nil {
		t.Fatal(err)
	}
	args, err := k.Args(map[string]string{"nam": "2024"})
	if err != nil {
		t.Fatal(err)
	}
	results, err := o.queries.Run(t.Context(), o.db, k.QueryNames(), args, query.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	sets, err := k.Sets(args, results)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := k.Book().Fill(&out, sets[0]); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
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
		list, _ := sets[0].Get(p.sheet.list)
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
			if want, _ := sets[0].Get(c.tong); strings.TrimSuffix(got, ".00") != strings.TrimSuffix(want.Literal(), ".00") {
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
