package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/dataset"
)

func TestFill(t *testing.T) {
	people := `{"nam": 2024, "ten_don_vi": "Công an tỉnh", "ngay": "2024-12-15", "trong": null, "co": true, "khong": false,
		"ds": [{"ten": "Điểu Đức", "so": 3, "tien": 1234567.5}, {"ten": "=1+1", "so": 4, "tien": 2}, {"ten": "Lê Thị Hoa", "so": null, "tien": 3}],
		"rong": [], "nhom": [{"ten": "A", "ds": [{"x": 1}, {"x": 2}]}, {"ten": "B", "ds": []}, {"ten": "C", "ds": [{"x": 5}]}]}`
	for name, c := range map[string]struct {
		cells map[string]any
		want  string
	}{
		"values in cells": {map[string]any{"A1": "Năm {nam} của {ten_don_vi}", "B1": "{nam}", "C1": "{ngay}", "D1": "{trong}x", "E1": "{{ten}", "F1": 1.5},
			`"Năm 2024 của Công an tỉnh" | 2024 | 45641 | "x" | "{ten}" | 1.5` + "\n"},
		"a repeated row between others": {map[string]any{"A1": "STT", "A2": "{#ds}{$stt}", "B2": "{ten}", "C2": "{so}", "D2": "{tien|so:2}{/ds}", "A3": "Cộng", "C3": "=SUM(C2:C2)", "D3": "=SUM(D2)/2"},
			"\"STT\"\n1 | \"Điểu Đức\" | 3 | 1234567.5\n2 | \"=1+1\" | 4 | 2\n3 | \"Lê Thị Hoa\" |  | 3\n\"Cộng\" |  | =SUM(C2:C4) | =SUM(D2:D4)/2\n"},
		"formula in the repeated row": {map[string]any{"A1": "{#ds}{so}", "B1": "=A1*$A$2+LOG10(A1)&\"A1\"", "C1": "{/ds}", "A2": 10},
			"3 | =A1*$A$4+LOG10(A1)&\"A1\"\n4 | =A2*$A$4+LOG10(A2)&\"A1\"\n | =A3*$A$4+LOG10(A3)&\"A1\"\n10\n"},
		"an empty list vanishes":                  {map[string]any{"A1": "a", "A2": "{#rong}{x}", "B2": "{/}", "A3": "b"}, "\"a\"\n\"b\"\n"},
		"an empty list under a total stays blank": {map[string]any{"A1": "a", "A2": "{#rong}{x}", "B2": "{/}", "A3": "=SUM(A2:A2)"}, "\"a\"\n\n=SUM(A2:A2)\n"},
		"rows of tags alone vanish": {map[string]any{"A1": "a", "A2": "{#ds}", "A3": "{ten}", "B3": "x", "A4": "{/ds}", "A5": "b", "B5": "=COUNTA(A2:A4)"},
			"\"a\"\n\"Điểu Đức\" | \"x\"\n\"=1+1\" | \"x\"\n\"Lê Thị Hoa\" | \"x\"\n\"b\" | =COUNTA(A2:A4)\n"},
		"conditions": {map[string]any{"A1": "{#khong}", "A2": "no", "A3": "{/}", "A4": "{#nam > 2000}", "A5": "yes", "A6": "{/}", "A7": "{^rong}none", "B7": "{/rong}"}, "\"yes\"\n\"none\"\n"},
		"nested groups with subtotals": {map[string]any{"A1": "{#nhom}{ten}", "B1": "=SUM(B2:B2)", "A2": "{#ds}", "B2": "{x}", "C2": "{/ds}", "A3": "hết", "B3": "{/nhom}", "A4": "=B1"},
			"\"A\" | =SUM(B2:B3)\n | 1\n | 2\n\"hết\"\n\"B\" | =SUM(B6:B6)\n\n\"hết\"\n\"C\" | =SUM(B9:B9)\n | 5\n\"hết\"\n=B1\n"},
		"a list inside one cell": {map[string]any{"A1": "Gồm: {#ds}{ten}{^$cuoi}; {/}{/ds}."}, "\"Gồm: Điểu Đức; =1+1; Lê Thị Hoa.\"\n"},
		"filters": {map[string]any{"A1": "{nam | so}", "B1": "{nam | bang_chu}", "C1": "{ngay | ngay_dai}", "D1": "{trong | mac_dinh:\"-\"}", "E1": "{nam | tien}", "F1": "{nam|la_ma}"},
			`2024 | "hai nghìn không trăm hai mươi tư" | "ngày 15 tháng 12 năm 2024" | "-" | 2024 | "MMXXIV"` + "\n"},
	} {
		for _, inPlace := range []int{maxInPlace, -1} {
			f := filledUpTo(t, inPlace, book(t, map[string]map[string]any{"Sheet1": c.cells}, nil), data(t, people))
			if got := dump(t, f, "Sheet1"); got != c.want {
				t.Errorf("%s (in place up to %d rows):\n got %q\nwant %q", name, inPlace, got, c.want)
			}
		}
	}
}

// A formula takes the first of the repeated cells where it wants one, all where a function
// goes over them.
func TestOneCellOrAll(t *testing.T) {
	for formula, want := range map[string]string{
		"=A1": "=A1", "=$A$1+1": "=$A$1+1", "=SUM(A1)": "=SUM(A1:A3)", "=sum( A1 , 2)": "=sum( A1:A3 , 2)", "=SUM(A1*2)": "=SUM(A1*2)",
		"=IF(A1>0,SUM(A1),A1)": "=IF(A1>0,SUM(A1:A3),A1)", "=COUNTIF(A1,A1&\"x\")": "=COUNTIF(A1:A3,A1&\"x\")", "=ROUND(A1,0)": "=ROUND(A1,0)",
		"=MAX(A1)/A1": "=MAX(A1:A3)/A1", "=SUM(Sheet1!A1)+Sheet1!A1": "=SUM(Sheet1!A1:A3)+Sheet1!A1", "=A1:A1": "=A1:A3", "=XSUM(A1)": "=XSUM(A1)",
	} {
		f := filled(t, book(t, map[string]map[string]any{"Sheet1": {"A1": "{#ds}{.}{/ds}", "B1": "x{/ds}", "A3": formula}, "Sheet2": {"A1": formula}}, func(f *excelize.File) {
			f.SetCellValue("Sheet1", "A1", "{#ds}{.}")
			f.SetCellValue("Sheet1", "B1", "{/ds}")
		}), data(t, `{"ds": [1, 2, 3]}`))
		if got, err := f.GetCellFormula("Sheet1", "A5"); err != nil || "="+got != want {
			t.Errorf("%s: =%s, %v; want %s", formula, got, err, want)
		}
	}
}

// Tags in the name of a sheet are filled, and formulas follow; what is no name is a fault.
func TestSheetNames(t *testing.T) {
	xlsx := book(t, map[string]map[string]any{"Sheet1": {"A1": "=Sheet2!B1+SUM(Sheet2!B1)"}, "Sheet2": {"A1": "{thang}", "B1": 1}}, func(f *excelize.File) {
		if err := f.SetSheetName("Sheet2", "Tháng {thang}"); err != nil {
			t.Fatal(err)
		}
		f.SetCellFormula("Sheet1", "A1", "'Tháng {thang}'!B1+1")
		f.SetDefinedName(&excelize.DefinedName{Name: "mot", RefersTo: "'Tháng {thang}'!$B$1"})
	})
	f := filled(t, xlsx, data(t, `{"thang": "5's"}`))
	formula, _ := f.GetCellFormula("Sheet1", "A1")
	if got := fmt.Sprint(f.GetSheetList(), formula, f.GetDefinedName()[0].RefersTo); got != "[Sheet1 Tháng 5's]'Tháng 5''s'!B1+1'Tháng 5''s'!$B$1" {
		t.Error(got)
	}
	tpl, err := Compile(xlsx)
	if err != nil {
		t.Fatal(err)
	}
	if len(tpl.Tags()) != 2 {
		t.Errorf("tags %v", tpl.Tags())
	}
	for _, bad := range []string{`{"thang": "5/2024"}`, `{"thang": "` + strings.Repeat("x", 40) + `"}`, `{"khac": 1}`} {
		if err := tpl.Fill(io.Discard, data(t, bad)); err == nil || !strings.Contains(err.Error(), "trang tính Tháng {thang}") {
			t.Errorf("%s: %v", bad, err)
		}
	}
	for _, c := range [][3]string{ // names of the two sheets, faults
		{"T {la}", "{ten}", `trang tính T {la}: ` + "\n"},
		{"{ten}", "{ten} ", "trang tính {ten} : hai trang tính cùng tên \"T\"\n"},
		{"{ten} 1", "t", ""},
		{"{ten}", "t", "trang tính {ten}: hai trang tính cùng tên \"T\"\n"},
	} {
		tpl, err := Compile(book(t, map[string]map[string]any{"Sheet1": {"A1": 1}, "Sheet2": {"A1": 1}}, func(f *excelize.File) {
			for i, name := range c[:2] {
				if err := f.SetSheetName(fmt.Sprintf("Sheet%d", i+1), name); err != nil {
					t.Fatal(err)
				}
			}
		}))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if err := tpl.Fill(io.Discard, data(t, `{"ten": "T"}`)); err != nil {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				if strings.Contains(line, `"la"`) {
					line = line[:strings.Index(line, ": ")+2]
				}
				got += line + "\n"
			}
		}
		if got != c[2] {
			t.Errorf("%q: %q, want %q", c[:2], got, c[2])
		}
	}
}

// Both ways to write a sheet must give the same cells.
func TestStreamedEqualsInPlace(t *testing.T) {
	rows := func(n int) *dataset.Set {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `%s{"ten": "=Người %d", "so": %d.25, "ngay": "2024-02-05", "nhom": "N%d"}`, strings.Repeat(",", min(i, 1)), i, i, i/3)
		}
		return data(t, `{"ten_don_vi": "Công an", "ds": [`+b.String()+`]}`)
	}
	xlsx := book(t, map[string]map[string]any{
		"Sheet1": {"A1": "Danh sách {ten_don_vi}", "A3": "STT", "B3": "Tên", "A4": "{#ds}{$stt}", "B4": "{ten}", "C4": "{so}", "D4": "{ngay}", "E4": "{nhom|gop}", "F4": "{/ds}",
			"A5": "Cộng", "C5": "=SUM(C4:C4)", "A7": "Ghi chú", "B7": true, "C7": 7},
		"Sheet2": {"A1": "=Sheet1!C5", "A2": "=SUM(Sheet1!C4:C4)"}},
		func(f *excelize.File) {
			bold, _ := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
			money, _ := f.NewStyle(&excelize.Style{NumFmt: 4})
			check := func(err error) {
				if err != nil {
					t.Fatal(err)
				}
			}
			check(f.SetCellStyle("Sheet1", "A3", "E3", bold))
			check(f.SetCellStyle("Sheet1", "C4", "C4", money))
			check(f.MergeCell("Sheet1", "A1", "E1"))
			check(f.MergeCell("Sheet1", "A7", "A8"))
			check(f.SetColWidth("Sheet1", "B", "B", 30))
			check(f.SetPanes("Sheet1", &excelize.Panes{Freeze: true, YSplit: 3, TopLeftCell: "A4", ActivePane: "bottomLeft"}))
			check(f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: "Sheet1", RefersTo: "Sheet1!$3:$3"}))
			check(f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: "Sheet1", RefersTo: "Sheet1!$A$1:$E$5"}))
			red, err := f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: "FF0000"}})
			check(err)
			dv := excelize.NewDataValidation(true)
			dv.Sqref = "C4:C4"
			check(dv.SetRange(0, 1e6, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
			check(f.AddDataValidation("Sheet1", dv))
			check(f.SetConditionalFormat("Sheet1", "C4:C4", []excelize.ConditionalFormatOptions{{Type: "cell", Criteria: ">", Value: "5", Format: &red}}))
		})
	for _, n := range []int{9, maxInPlace + 100} {
		f := filled(t, xlsx, rows(n))
		last := 3 + n
		lines := strings.Split(dump(t, f, "Sheet1"), "\n")
		for i, want := range map[int]string{
			0: `"Danh sách Công an"`, 3: `1 | "=Người 0" | 0.25 | 45327 | "N0"`, 4: `2 | "=Người 1" | 1.25 | 45327`,
			last - 1: fmt.Sprintf(`%d | "=Người %d" | %d.25 | 45327`, n, n-1, n-1),
			last:     fmt.Sprintf(`"Cộng" |  | =SUM(C4:C%d)`, last), last + 2: `"Ghi chú" | 1 | 7`} {
			if !strings.HasPrefix(lines[i], want) {
				t.Errorf("%d rows: row %d is %q, want %q", n, i+1, lines[i], want)
			}
		}
		if got := dump(t, f, "Sheet2"); got != fmt.Sprintf("=Sheet1!C%d\n=SUM(Sheet1!C4:C%d)\n", last+1, last) {
			t.Errorf("%d rows: other sheet: %q", n, got)
		}
		for _, name := range f.GetDefinedName() {
			want := map[string]string{"_xlnm.Print_Titles": "Sheet1!$3:$3", "_xlnm.Print_Area": fmt.Sprintf("Sheet1!$A$1:$E$%d", last+1)}[name.Name]
			if name.RefersTo != want {
				t.Errorf("%d rows: %s is %s, want %s", n, name.Name, name.RefersTo, want)
			}
		}
		style := func(cell string) *excelize.Style {
			id, _ := f.GetCellStyle("Sheet1", cell)
			s, err := f.GetStyle(id)
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		if s := style(cellName(3, last)); s.NumFmt != 4 {
			t.Errorf("%d rows: number format of the template is lost: %+v", n, s)
		}
		if s := style(cellName(4, last)); s.CustomNumFmt == nil || *s.CustomNumFmt != "dd/mm/yyyy" {
			t.Errorf("%d rows: a day without format", n)
		}
		if !style("A3").Font.Bold {
			t.Errorf("%d rows: head not bold", n)
		}
		merges, _ := f.GetMergeCells("Sheet1", true)
		var refs []string
		for _, m := range merges {
			refs = append(refs, m.GetStartAxis()+":"+m.GetEndAxis())
		}
		got := strings.Join(refs, " ")
		for _, want := range []string{"A1:E1", fmt.Sprintf("A%d:A%d", last+3, last+4), "E4:E6", "E7:E9"} {
			if !strings.Contains(" "+got+" ", " "+want+" ") {
				t.Errorf("%d rows: merged cells %.200s lack %s", n, got, want)
			}
		}
		if dv, _ := f.GetDataValidations("Sheet1"); len(dv) != 1 || dv[0].Sqref != fmt.Sprintf("C4:C%d", last) {
			t.Errorf("%d rows: validations %+v", n, dv)
		}
		if cf, _ := f.GetConditionalFormats("Sheet1"); len(cf) != 1 || cf[fmt.Sprintf("C4:C%d", last)] == nil {
			t.Errorf("%d rows: conditional formats %v", n, cf)
		}
		if p, _ := f.GetPanes("Sheet1"); !p.Freeze || p.YSplit != 3 {
			t.Errorf("%d rows: panes %+v", n, p)
		}
		if w, _ := f.GetColWidth("Sheet1", "B"); w != 30 {
			t.Errorf("%d rows: width %v", n, w)
		}
	}
}

func TestFaults(t *testing.T) {
	for name, c := range map[string]struct {
		cells map[string]any
		want  []string
	}{
		"several at once":  {map[string]any{"A1": "{#ds}", "B2": "{ten | khong_co}", "C3": "{%hinh}", "D4": "{ten"}, []string{"hàng 1", "ô B2", "ô C3", "ô D4", "không có thẻ đóng"}},
		"wrong close":      {map[string]any{"A1": "{#ds}", "A2": "{/nhom}"}, []string{"không khớp"}},
		"close alone":      {map[string]any{"A1": "x{/ds}"}, []string{"không có thẻ mở"}},
		"reopen in a row":  {map[string]any{"A1": "{#a}x", "A2": "{/a}", "B2": "{#b}", "A3": "{/b}"}, []string{"tách ra hai hàng"}},
		"brackets in Word": {map[string]any{"A1": "{ten_don_vi | so:}"}, []string{"ô A1"}},
	} {
		_, err := Compile(book(t, map[string]map[string]any{"Sheet1": c.cells}, nil))
		if err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		for _, w := range c.want {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%s: %q lacks %q", name, err, w)
			}
		}
	}
	tpl, err := Compile(book(t, map[string]map[string]any{"Sheet1": {"A1": "{ten_don_v}", "A2": "{#ds}{tem}", "B2": "{/}", "A4": "{dk}", "A5": "{#dss}", "B5": "{/}x"}}, nil))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	err = tpl.Fill(&b, data(t, `{"ten_don_vi": "x", "dk": "a\u0001b", "ds": [{"ten": 1}, {"ten": 2}]}`))
	for _, w := range []string{"ô A1", `"ten_don_vi"`, "ô A2", `"ten"`, "ô A4", "U+0001", "hàng 5", "{#dss}"} {
		if err == nil || !strings.Contains(err.Error(), w) {
			t.Errorf("error %v lacks %q", err, w)
		}
	}
	if strings.Count(err.Error(), "ô A2") != 1 || b.Len() > 0 {
		t.Errorf("a fault is told once, and nothing is written: %v", err)
	}
	if _, err := Compile([]byte("x")); err == nil {
		t.Error("no workbook")
	}
}

// A calculation chain that names cells without formula makes Excel call a file damaged.
func TestCalculationChainGoes(t *testing.T) {
	src := book(t, map[string]map[string]any{"Sheet1": {"A1": "{#ds}{x}", "B1": "{/ds}", "A2": "=SUM(A1)"}}, nil)
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	put := func(name, text string) {
		dst, _ := w.Create(name)
		io.WriteString(dst, text)
	}
	for _, f := range z.File {
		r, _ := f.Open()
		text, _ := io.ReadAll(r)
		s := strings.Replace(string(text), "</Types>", `<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>`, 1)
		if f.Name == workbookRels {
			s = strings.Replace(s, "</Relationships>", `<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>`, 1)
		}
		put(f.Name, s)
	}
	put(calcChain, `<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A2" i="1"/></calcChain>`)
	w.Close()
	tpl, err := Compile(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := tpl.Fill(&out, data(t, `{"ds": [{"x": 1}, {"x": 2}]}`)); err != nil {
		t.Fatal(err)
	}
	if z, err = zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len())); err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, _ := f.Open()
		text, _ := io.ReadAll(r)
		if f.Name == calcChain || strings.Contains(string(text), "calcChain") {
			t.Errorf("%s speaks of the chain", f.Name)
		}
	}
}

func TestOneTemplateManyAtOnce(t *testing.T) {
	tpl, err := Compile(newTemplate(t))
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	if err := tpl.Fill(&want, communes(30)); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			var got bytes.Buffer
			if err := tpl.Fill(&got, communes(30)); err != nil || !bytes.Equal(got.Bytes(), want.Bytes()) {
				t.Errorf("filled together with others: %v", err)
			}
		})
	}
	wg.Wait()
}

func TestHeadersAndLeftovers(t *testing.T) {
	xlsx := book(t, map[string]map[string]any{"Sheet1": {"A1": "{ten_don_vi}", "A2": "{la}"}}, func(f *excelize.File) {
		if err := f.SetHeaderFooter("Sheet1", &excelize.HeaderFooterOptions{OddHeader: `&C&13{nam} &"Times New Roman"{ten_don_vi}&P`, EvenHeader: `&R20{so}&13{ten_don_vi}&L&9{so}`, DifferentOddEven: true}); err != nil {
			t.Fatal(err)
		}
	})
	f := filled(t, xlsx, data(t, `{"nam": 2024, "so": 5, "ten_don_vi": "A & B", "la": "{la}"}`))
	o, err := f.GetHeaderFooter("Sheet1")
	if want := `&C&13 2024 &"Times New Roman"A && B&P`; err != nil || o.OddHeader != want {
		t.Errorf("header %q, want %q (%v)", o.OddHeader, want, err)
	}
	if want := `&R205&13A && B&L&9 5`; o.EvenHeader != want {
		t.Errorf("header of even pages %q, want %q", o.EvenHeader, want)
	}
	if got := dump(t, f, "Sheet1"); got != "\"A & B\"\n\"{la}\"\n" {
		t.Errorf("a value that looks like a tag: %q", got)
	}
	for _, s := range f.SharedStrings.SI {
		if s.String() == "{ten_don_vi}" {
			t.Error("a tag is left in the file")
		}
	}
	tpl, err := Compile(xlsx)
	if err != nil {
		t.Fatal(err)
	}
	var places []string
	for _, u := range tpl.Tags() {
		places = append(places, u.Tag.String()+" "+u.Place)
	}
	want := "{ten_don_vi} trang tính Sheet1, ô A1; {la} trang tính Sheet1, ô A2; {nam} trang tính Sheet1, đầu trang hoặc chân trang; " +
		"{ten_don_vi} trang tính Sheet1, đầu trang hoặc chân trang; {so} trang tính Sheet1, đầu trang hoặc chân trang; " +
		"{ten_don_vi} trang tính Sheet1, đầu trang hoặc chân trang; {so} trang tính Sheet1, đầu trang hoặc chân trang"
	if got := strings.Join(places, "; "); got != want {
		t.Errorf("tags:\n got %s\nwant %s", got, want)
	}
}

func TestTagsKnowTheirSections(t *testing.T) {
	tpl, err := Compile(book(t, map[string]map[string]any{"Sheet1": {"A1": "{x}{#a}", "B1": "{#b}{y}{/b}", "C1": "{z}{/a}"}}, nil))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range tpl.Tags() {
		var in []string
		for _, s := range u.In {
			in = append(in, s.String())
		}
		got = append(got, u.Tag.String()+" in ["+strings.Join(in, " ")+"]")
	}
	want := "{#a} in []; {x} in [{#a}]; {#b} in [{#a}]; {y} in [{#a} {#b}]; {z} in [{#a}]"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("got %s\nwant %s", s, want)
	}
}

// Without rows that move a formula stays as it is written.
func TestFormulasStay(t *testing.T) {
	for _, s := range []string{`SUM(A1:B2)+'a ''b'!$C$3&"A1"&C4`, "$4:$5", `A1&"`, `"`, "SUM(B5:B2)", "Sheet1!A:A", "LOG10(A1)"} {
		if got := parseFormula(s).text(&filler{}, "", nil); got != s {
			t.Errorf("%s becomes %s", s, got)
		}
	}
}

func FuzzFormula(f *testing.F) {
	for _, s := range []string{"SUM(A1:B2)+'a ''b'!$C$3&\"A1\"", "$4:$5", "LOG10(A1)", "\"", "A1:", "[1]Sheet1!A1", "Năm1+A1048576", "Sheet1!A:A"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := parseFormula(s).text(&filler{}, "", nil)
		if again := parseFormula(got).text(&filler{}, "", nil); again != got {
			t.Errorf("%q, %q, %q", s, got, again)
		}
	})
}

func TestSameBytes(t *testing.T) {
	xlsx := book(t, map[string]map[string]any{"Sheet1": {"A1": "{#ds}{ten}", "B1": "{ngay}{/ds}"}, "Sheet2": {"A1": "{ten_don_vi}"}}, func(f *excelize.File) {
		if err := f.AddComment("Sheet2", excelize.Comment{Cell: "B2", Author: "a", Paragraph: []excelize.RichTextRun{{Text: "x"}}}); err != nil {
			t.Fatal(err)
		}
		if err := f.AddChart("Sheet2", "D4", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: "Sheet1!$A$1:$A$2"}}}); err != nil {
			t.Fatal(err)
		}
	})
	tpl, err := Compile(xlsx)
	if err != nil {
		t.Fatal(err)
	}
	set := data(t, `{"ngay": "2024-12-15", "ten_don_vi": "x", "ds": [{"ten": 1}, {"ten": 2}]}`)
	var first []byte
	for range 8 {
		var b bytes.Buffer
		if err := tpl.Fill(&b, set); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b.Bytes()
		} else if !bytes.Equal(first, b.Bytes()) {
			t.Fatal("filled twice, the bytes differ")
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if p, err := f.GetDocProps(); err != nil || p.Created != "2024-12-14T17:00:00Z" {
		t.Errorf("created %+v, %v", p, err)
	}
}

func TestTextsStayTexts(t *testing.T) {
	texts := []string{"=1+1", "+84", "-5", "@SUM(A1)", "_x000D_", "_x0041_", " đầu", "cuối ", "a\nb", "<&>\"'", "0012", "1e5", "TRUE", "2024-02-0", "＝1", "\t=1"}
	for _, n := range []int{1, maxInPlace + 10} {
		var items []dataset.Value
		for i := range max(n, len(texts)) {
			items = append(items, dataset.OfText(texts[i%len(texts)]))
		}
		s := &dataset.Set{}
		s.Put("ds", dataset.OfList(items))
		f := filled(t, book(t, map[string]map[string]any{"Sheet1": {"A1": "{#ds}{.}", "B1": "{/ds}"}}, nil), s)
		for i, want := range texts {
			name := cellName(1, i+1)
			got, _ := f.GetCellValue("Sheet1", name, excelize.Options{RawCellValue: true})
			formula, _ := f.GetCellFormula("Sheet1", name)
			kind, _ := f.GetCellType("Sheet1", name)
			if got != want || formula != "" || kind != excelize.CellTypeSharedString && kind != excelize.CellTypeInlineString {
				t.Errorf("%d rows: %q became %q, formula %q, type %v", len(items), want, got, formula, kind)
			}
		}
	}
}
