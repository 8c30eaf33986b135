package sheet

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A row with "$" means, in a repeated row, the rows of all repetitions.
func TestSharesAndRunningTotals(t *testing.T) {
	cells := map[string]any{"A1": "đầu", "A2": "{#nhom}{ten}", "B2": "=SUM(B3)", "A3": "{#ds}{.}", "B3": "{.}", "C3": "=B3/SUM(B$3:B$3)", "D3": "=SUM(B$3:B3)", "E3": "=RANK(B3,$B$3:$B$3)",
		"F3": "=B3/$B$2", "G3": "=B$3*2+$A$1", "H3": "{/ds}{/nhom}"}
	want := `"đầu"
"M" | =SUM(B3:B4)
3 | 3 | =B3/SUM(B$3:B$4) | =SUM(B$3:B3) | =RANK(B3,$B$3:$B$4) | =B3/$B$2 | =B$3*2+$A$1
1 | 1 | =B4/SUM(B$3:B$4) | =SUM(B$3:B4) | =RANK(B4,$B$3:$B$4) | =B4/$B$2 | =B$3*2+$A$1
"N" | =SUM(B6)
5 | 5 | =B6/SUM(B$6:B$6) | =SUM(B$6:B6) | =RANK(B6,$B$6:$B$6) | =B6/$B$5 | =B$6*2+$A$1
`
	for _, inPlace := range []int{maxInPlace, -1} {
		f := filledUpTo(t, inPlace, book(t, map[string]map[string]any{"Sheet1": cells}, nil), data(t, `{"nhom": [{"ten": "M", "ds": [3, 1]}, {"ten": "N", "ds": [5]}]}`))
		if got := dump(t, f, "Sheet1"); got != want {
			t.Errorf("in place up to %d rows:\n%s", inPlace, got)
		}
	}
}

// What stands in parts beside the cells follows the rows too: rules and their formulas, links
// within the workbook, page breaks, the series of charts.
func TestRulesAndPartsFollow(t *testing.T) {
	xlsx := book(t, map[string]map[string]any{"Sheet1": {"A1": "đầu", "A2": "{#ds}{.}", "B2": "{/ds}", "A3": "Cộng", "B3": "=SUM(A2)", "A5": "chân"}}, func(f *excelize.File) {
		check := func(err error) {
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, choice := range [][2]string{{"C5", "Sheet1!$A$2"}, {"C6", "Sheet1!$A$1:$A$2"}} {
			dv := excelize.NewDataValidation(true)
			dv.Sqref = choice[0]
			dv.SetSqrefDropList(choice[1])
			check(f.AddDataValidation("Sheet1", dv))
		}
		red, err := f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: "FF0000"}})
		check(err)
		check(f.SetConditionalFormat("Sheet1", "A2", []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: "A2>$B$3", Format: &red}}))
		check(f.SetConditionalFormat("Sheet1", "A3", []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: "A3>$A$5", Format: &red}}))
		check(f.SetCellHyperLink("Sheet1", "A1", "Sheet1!A5", "Location"))
		check(f.SetCellHyperLink("Sheet1", "A5", "Sheet1!B3", "Location"))
		check(f.SetCellHyperLink("Sheet1", "A3", "https://x.vn", "External"))
		check(f.InsertPageBreak("Sheet1", "A5"))
		check(f.AddChart("Sheet1", "D8", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Name: "Sheet1!$A$1", Categories: "Sheet1!$A$2:$A$2", Values: "Sheet1!$A$2:$A$2"}}}))
	})
	f := filled(t, xlsx, data(t, `{"ds": [1, 2, 3]}`))
	var got []string
	rules, _ := f.GetDataValidations("Sheet1")
	for _, v := range rules {
		got = append(got, v.Sqref+" "+v.Formula1)
	}
	formats, _ := f.GetConditionalFormats("Sheet1")
	for _, ref := range []string{"A2:A4", "A5"} {
		if len(formats[ref]) == 1 {
			got = append(got, ref+" "+formats[ref][0].Criteria)
		}
	}
	for _, cell := range []string{"A1", "A5", "A7"} {
		_, to, _ := f.GetCellHyperLink("Sheet1", cell)
		got = append(got, cell+" "+to)
	}
	for _, part := range []string{"xl/worksheets/sheet1.xml", "xl/charts/chart1.xml"} {
		v, _ := f.Pkg.Load(part)
		src := string(v.([]byte))
		for _, m := range append(rowBreak.FindAllStringSubmatch(src, -1), chartSeries.FindAllStringSubmatch(src, -1)...) {
			got = append(got, m[2])
		}
	}
	want := "C7 Sheet1!$A$2:$A$4, C8 Sheet1!$A$1:$A$4, A2:A4 A2>$B$5, A5 A5>$A$7, A1 Sheet1!A7, A5 https://x.vn, A7 Sheet1!B5, 6, SUM(A2:A4), Sheet1!$A$1, Sheet1!$A$2:$A$4, Sheet1!$A$2:$A$4"
	if g := strings.Join(got, ", "); g != want {
		t.Errorf("%s\nwant %s", g, want)
	}
}

// A tag in the address of a link is a fault, with a way on.
func TestTagsInAddresses(t *testing.T) {
	for _, target := range []string{"https://x.vn/{ma}", "https://x.vn/%7Bma%7D"} {
		_, err := Compile(book(t, map[string]map[string]any{"Sheet1": {"A1": "x"}}, func(f *excelize.File) {
			if err := f.SetCellHyperLink("Sheet1", "A1", target, "External"); err != nil {
				t.Fatal(err)
			}
		}))
		if got := fmt.Sprint(err); !strings.Contains(got, "ô A1") || !strings.Contains(got, "{ma}") || !strings.Contains(got, "=HYPERLINK(") {
			t.Errorf("%s: %s", target, got)
		}
	}
	var b bytes.Buffer
	tpl, err := Compile(book(t, map[string]map[string]any{"Sheet1": {"A1": "{#ds}{.}", "B1": `=HYPERLINK("https://x.vn/"&A1)`, "C1": "{/ds}"}}, nil))
	if err == nil {
		err = tpl.Fill(&b, data(t, `{"ds": ["a", "b"]}`))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A mark stands on every printed page of every sheet, beside what the template prints there,
// however the sheet is written; without one nothing changes.
func TestMark(t *testing.T) {
	cells := map[string]map[string]any{"Sheet1": {"A1": "{#ds}{.}", "B1": "{/ds}"}, "Sheet2": {"A1": "x"}}
	xlsx := book(t, cells, func(f *excelize.File) {
		for sheet, o := range map[string]*excelize.HeaderFooterOptions{
			"Sheet1": {OddHeader: "&C&P", EvenHeader: "&Rphải", DifferentOddEven: true, OddFooter: "chân"},
			"Sheet2": {OddHeader: "&Ltrái&Cgiữa&Rphải", FirstHeader: "giữa", DifferentFirst: true},
		} {
			if err := f.SetHeaderFooter(sheet, o); err != nil {
				t.Fatal(err)
			}
		}
	})
	const m = `&"-,Bold"&KC00000THỰC HÀNH`
	for _, inPlace := range []int{maxInPlace, -1} {
		tpl, err := Compile(xlsx)
		if err != nil {
			t.Fatal(err)
		}
		tpl.inPlace = inPlace
		var b bytes.Buffer
		if err := tpl.FillMarked(&b, data(t, `{"ds": [1, 2]}`), "THỰC HÀNH"); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(&b)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		one, _ := f.GetHeaderFooter("Sheet1")
		two, _ := f.GetHeaderFooter("Sheet2")
		got := strings.Join([]string{one.OddHeader, one.EvenHeader, one.OddFooter, two.OddHeader, two.EvenHeader, two.FirstHeader}, " | ")
		if want := "&C&P&R" + m + " | &Rphải&L" + m + " | chân | &Ltrái&Cgiữa&R" + m + "\n&\"-,Regular\"&K000000phải |  | giữa&R" + m; got != want {
			t.Errorf("in place up to %d rows:\n%q, want\n%q", inPlace, got, want)
		}
		if rows, _ := f.GetRows("Sheet1"); len(rows) != 2 {
			t.Errorf("in place up to %d rows: %v", inPlace, rows)
		}
	}
	for header, want := range map[string]string{"": "&R" + m, "giữa": "giữa&R" + m, "giữa&Rx": "giữa&Rx&L" + m} {
		if got := marked(header, "THỰC HÀNH"); got != want {
			t.Errorf("header %q: %q, want %q", header, got, want)
		}
	}
	if o, _ := filled(t, xlsx, data(t, `{"ds": [1]}`)).GetHeaderFooter("Sheet1"); o.OddHeader != "&C&P" {
		t.Errorf("without a mark: %q", o.OddHeader)
	}
}

// What stands on other sheets, even such without tags, and what hangs on repeated rows follows: links
// come with each copy, tables and names hold all of them, groups and hidden rows stay such.
func TestOtherSheetsAndCopiesFollow(t *testing.T) {
	xlsx := book(t, map[string]map[string]any{
		"Sheet1": {"A1": "đầu", "A2": "{#ds}{.}", "B2": "x", "C2": "{/ds}", "A3": "Cộng", "B3": "=SUM(A2)", "A5": "chân", "F2": 1},
		"Sheet2": {"A1": "nhảy", "A2": 5}}, func(f *excelize.File) {
		tip := "lời chú"
		red, err := f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: "FF0000"}})
		for _, err := range []error{err,
			f.SetCellHyperLink("Sheet2", "A1", "Sheet1!A5", "Location", excelize.HyperlinkOpts{Tooltip: &tip}),
			f.SetCellHyperLink("Sheet1", "B2", "https://x.vn", "External", excelize.HyperlinkOpts{Tooltip: &tip, Display: &tip}),
			f.SetCellHyperLink("Sheet1", "A2", "Sheet2!A2", "Location"),
			f.SetCellHyperLink("Sheet1", "A5", "https://y.vn", "External"), f.SetCellHyperLink("Sheet1", "D600", "Sheet1!A5", "Location"),
			f.SetConditionalFormat("Sheet2", "A2", []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: `A2&"<">Sheet1!$B$3`, Format: &red}}),
			f.SetConditionalFormat("Sheet1", "B5:B6", []excelize.ConditionalFormatOptions{{Type: "data_bar", Criteria: "=", MinType: "min", MaxType: "max", BarColor: "#638EC6", BarSolid: true}}),
			f.AddSparkline("Sheet2", &excelize.SparklineOptions{Location: []string{"C3"}, Range: []string{"Sheet1!A2:A3"}}),
			f.AddTable("Sheet1", &excelize.Table{Range: "F1:G2", Name: "Bang"}),
			f.SetDefinedName(&excelize.DefinedName{Name: "Vung", RefersTo: "Sheet1!$A$2,Sheet1!$B$2:$B$3"}),
			f.SetDefinedName(&excelize.DefinedName{Name: "Tinh", RefersTo: "Sheet1!$A$2*2+SUM(Sheet1!$A$2)"}),
			f.SetRowOutlineLevel("Sheet1", 2, 3), f.SetRowVisible("Sheet1", 2, false)} {
			if err != nil {
				t.Fatal(err)
			}
		}
	})
	for _, inPlace := range []int{maxInPlace, -1} {
		f := filledUpTo(t, inPlace, xlsx, data(t, `{"ds": [1, 2, 3]}`))
		var got []string
		for _, at := range [][2]string{{"Sheet2", "A1"}, {"Sheet1", "A2"}, {"Sheet1", "A4"}, {"Sheet1", "B2"}, {"Sheet1", "B3"}, {"Sheet1", "B4"}, {"Sheet1", "B5"}, {"Sheet1", "A7"}, {"Sheet1", "D602"}} {
			_, to, _ := f.GetCellHyperLink(at[0], at[1])
			got = append(got, to)
		}
		part := func(name string) string {
			v, _ := f.Pkg.Load(name)
			src, _ := v.([]byte)
			return string(src)
		}
		one, two := part("xl/worksheets/sheet1.xml"), part("xl/worksheets/sheet2.xml")
		got = append(got, fmt.Sprint(strings.Count(one, `tooltip="lời chú"`), strings.Count(one, `display="lời chú"`), strings.Count(two, `tooltip="lời chú"`)))
		for _, src := range []string{one, two} {
			for _, m := range append(sqrefAttr.FindAllStringSubmatch(src, -1), append(sqrefElement.FindAllStringSubmatch(src, -1), ruleFormula.FindAllStringSubmatch(src, -1)...)...) {
				got = append(got, m[2])
			}
		}
		for _, m := range tableRange.FindAllStringSubmatch(part("xl/tables/table1.xml"), -1) {
			got = append(got, m[2])
		}
		for _, n := range f.GetDefinedName() {
			got = append(got, n.Name+" "+n.RefersTo)
		}
		for row := 1; row < 6; row++ {
			level, _ := f.GetRowOutlineLevel("Sheet1", row)
			shown, _ := f.GetRowVisible("Sheet1", row)
			got = append(got, fmt.Sprint(level, shown))
		}
		want := "Sheet1!A7, Sheet2!A2, Sheet2!A2, https://x.vn, https://x.vn, https://x.vn, , https://y.vn, Sheet1!A7, 3 3 1, " +
			"B7:B8, B7:B8, A2, C3, A2&amp;\"&lt;\"&gt;Sheet1!$B$5, Sheet1!A2:A5, F1:G4, F1:G4, " +
			"Vung Sheet1!$A$2:$A$4,Sheet1!$B$2:$B$5, Tinh Sheet1!$A$2*2+SUM(Sheet1!$A$2:$A$4), 0 true, 3 false, 3 false, 3 false, 0 true"
		if g := strings.NewReplacer("&#34;", `"`, "&quot;", `"`).Replace(strings.Join(got, ", ")); g != want {
			t.Errorf("in place up to %d rows:\n%s\nwant\n%s", inPlace, g, want)
		}
	}
}

// Rules keep all that the template says; one whose cells do not come goes, with what held nothing else.
func TestRulesAsTheyStand(t *testing.T) {
	cells := map[string]any{"A1": "đầu", "A2": "{#ds}{.}", "B2": "{/ds}", "A3": "sau"}
	rules := func(row string) string {
		return `<x:conditionalFormatting sqref="A` + row + `" pivot="1"><x:cfRule type="iconSet" priority="1"><x:iconSet><x:cfvo type="num" val="$A$3"/></x:iconSet></x:cfRule></x:conditionalFormatting>` +
			`<x:dataValidations count="7" xWindow="3"><x:dataValidation type="whole" sqref="A` + row + `" prompt="a &gt; b"><x:formula1>$A$3</x:formula1></x:dataValidation><x:dataValidation sqref="A3" type="list"><x:formula1>"A2,A3"</x:formula1></x:dataValidation></x:dataValidations>`
	}
	behind := `<protectedRanges><protectedRange sqref="A2:A3" name="p"/></protectedRanges><phoneticPr/><pageMargins/><ignoredErrors><ignoredError sqref="A3" numberStoredAsText="1"/></ignoredErrors>` +
		`<extLst><ext uri="{1}"><x14:sparklineGroups><x14:sparklineGroup><x14:colorSeries rgb="1"/><x14:sparklines><x14:sparkline><xm:f>Sheet1!A1:A2</xm:f><xm:sqref>C2</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst></worksheet>`
	for _, c := range []struct{ name, row, data, want string }{
		{"all come", "2", `{"ds": [1, 2]}`, `<protectedRanges><protectedRange sqref="A2:A4" name="p"/></protectedRanges><phoneticPr/>` +
			`<conditionalFormatting sqref="A2:A3" pivot="1"><cfRule type="iconSet" priority="1"><iconSet><cfvo type="num" val="$A$4"/></iconSet></cfRule></conditionalFormatting>` +
			`<dataValidations count="2"><dataValidation type="whole" sqref="A2:A3" prompt="a &gt; b"><formula1>$A$4</formula1></dataValidation><dataValidation sqref="A4" type="list"><formula1>&quot;A2,A3&quot;</formula1></dataValidation></dataValidations>` +
			`<pageMargins/><ignoredErrors><ignoredError sqref="A4" numberStoredAsText="1"/></ignoredErrors>` +
			`<extLst><ext uri="{1}"><x14:sparklineGroups><x14:sparklineGroup><x14:colorSeries rgb="1"/><x14:sparklines><x14:sparkline><xm:f>Sheet1!A1:A3</xm:f><xm:sqref>C2:C3</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst></worksheet>`},
		{"none in the list", "2", `{"ds": []}`, `<protectedRanges><protectedRange sqref="A2:A2" name="p"/></protectedRanges><phoneticPr/>` +
			`<dataValidations count="1"><dataValidation sqref="A2" type="list"><formula1>&quot;A2,A3&quot;</formula1></dataValidation></dataValidations>` +
			`<pageMargins/><ignoredErrors><ignoredError sqref="A2" numberStoredAsText="1"/></ignoredErrors></worksheet>`},
	} {
		tpl, err := Compile(book(t, map[string]map[string]any{"Sheet1": cells}, nil))
		if err != nil {
			t.Fatal(err)
		}
		fl := &filler{set: data(t, c.data), layouts: map[string]*layout{}}
		fl.layouts["Sheet1"] = fl.layOut(tpl.sheets[0])
		var p sheetPart
		p.readRules([]byte(`<?xml version="1.0"?><x:worksheet><x:sheetData/>` + rules(c.row) + `</x:worksheet>`))
		if got := string(fl.moveBehind(p, "Sheet1", []byte(behind))); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// A table takes the rows of a repetition in, with its filter; one without any row is left to what
// the removal of the row made of it.
func TestTablesFollow(t *testing.T) {
	tpl, err := Compile(book(t, map[string]map[string]any{"Sheet1": {"A1": "đầu", "A2": "{#ds}{.}", "B2": "{/ds}"}}, nil))
	if err != nil {
		t.Fatal(err)
	}
	const table = `<table name="B" ref="A1:B2"><autoFilter ref="A1:B2"/></table>`
	for _, c := range [][3]string{
		{"Sheet1", `{"ds": [1, 2]}`, `<table name="B" ref="A1:B3"><autoFilter ref="A1:B3"/></table>`},
		{"Sheet1", `{"ds": [1]}`, table},
		{"Sheet1", `{"ds": []}`, "as it is"},
		{"Sheet2", `{"ds": [1, 2]}`, "as it is"},
	} {
		fl := &filler{set: data(t, c[1])}
		fl.layouts = map[string]*layout{"Sheet1": fl.layOut(tpl.sheets[0])}
		if got := string(fl.moveTable(c[0], []byte(table), []byte("as it is"))); got != c[2] {
			t.Errorf("%s of %s: %s, want %s", c[1], c[0], got, c[2])
		}
	}
}

// Tags in the texts of shapes and charts are filled; one that is cut, left open or unknown is told.
func TestTagsInShapes(t *testing.T) {
	xlsx := func(texts ...string) []byte {
		return book(t, map[string]map[string]any{"Sheet1": {"A1": "{nam}", "B1": 2}}, func(f *excelize.File) {
			var runs []excelize.RichTextRun
			for _, s := range texts {
				runs = append(runs, excelize.RichTextRun{Text: s})
			}
			if err := f.AddShape("Sheet1", &excelize.Shape{Cell: "E5", Type: "rect", Width: 50, Height: 20, Paragraph: []excelize.RichTextRun{{Text: "Năm {nam}"}}}); err != nil {
				t.Fatal(err)
			}
			if err := f.AddChart("Sheet1", "D8", &excelize.Chart{Type: excelize.Col, Title: excelize.ChartTitle{Paragraph: runs}, Series: []excelize.ChartSeries{{Values: "Sheet1!$B$1:$B$1"}}}); err != nil {
				t.Fatal(err)
			}
		})
	}
	f := filled(t, xlsx("{ten} & <{nam}>", " trơn"), data(t, `{"nam": 2024, "ten": "Công an \"A & B\""}`))
	got := ""
	for _, part := range []string{"xl/drawings/drawing1.xml", "xl/charts/chart1.xml"} {
		v, _ := f.Pkg.Load(part)
		src, _ := v.([]byte)
		for _, m := range shapeText.FindAllSubmatch(src, -1) {
			got += string(m[2]) + "|"
		}
	}
	if want := `Năm 2024|Công an "A &amp; B" &amp; &lt;2024&gt;| trơn|`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for want, texts := range map[string][]string{"thiếu dấu }": {"{n"}, "cùng một mạch chữ": {"{#nam}"}, "có chữ “{tien}”": {"{tien}"}} {
		tpl, err := Compile(xlsx(texts...))
		if err == nil {
			err = tpl.Fill(&bytes.Buffer{}, data(t, `{"nam": 2024}`))
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", texts, err)
		}
	}
	for _, c := range []struct {
		texts []string
		want  bool
	}{{[]string{"{n", "am}"}, true}, {[]string{"a {nam}", " b"}, false}, {[]string{"{nam", "} {ten}"}, true}, {[]string{"{nam", " b"}, false}, {nil, false}} {
		if got := isCut(c.texts); got != c.want {
			t.Errorf("%q: cut %v", c.texts, got)
		}
		f := excelize.NewFile()
		defer f.Close()
		f.Pkg.Store("xl/charts/chart1.xml", []byte("<a:p><a:t>"+strings.Join(c.texts, "</a:t><a:t>")+"</a:t></a:p>"))
		if faults := fmt.Sprint(new(Template).readShapes(f)); strings.Contains(faults, "thẻ bị cắt thành nhiều mạch chữ") != c.want {
			t.Errorf("%q: %s", c.texts, faults)
		}
	}
}

// All that ends a line in a value is a line break in its cell, which shows its lines.
func TestLinesInCells(t *testing.T) {
	for _, end := range []string{"\n", "\r\n", "\r", "\u2028", "\u2029", "\u0085", "\v", "\f"} {
		got, err := textCell("một" + end + "hai")
		if want := (typed{value: "một\nhai", wraps: true}); err != nil || got != want {
			t.Errorf("%q: %+v, %v", end, got, err)
		}
	}
	if _, err := textCell("một\x01"); err == nil {
		t.Error("a control character is written")
	}
}

// Rows bring the height that their lines need, and cells their styles, empty ones too; other rows have
// the height of the sheet.
func TestHeightsAndStyles(t *testing.T) {
	xlsx := book(t, map[string]map[string]any{"Sheet1": {"A1": "đầu", "A2": "{#ds}{.}", "B2": "{/ds}"}}, func(f *excelize.File) {
		usual := 20.0
		wraps, err := f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true}, Font: &excelize.Font{Size: 10}})
		bold, err2 := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
		for _, err := range []error{err, err2, f.SetCellStyle("Sheet1", "A2", "A2", wraps), f.SetCellStyle("Sheet1", "B2", "D2", bold), f.SetCellStyle("Sheet1", "C1", "C1", bold),
			f.SetColWidth("Sheet1", "A", "A", 10), f.SetSheetDimension("Sheet1", "A1:D2"),
			f.SetSheetProps("Sheet1", &excelize.SheetPropsOptions{DefaultRowHeight: &usual})} {
			if err != nil {
				t.Fatal(err)
			}
		}
	})
	for _, inPlace := range []int{maxInPlace, -1} {
		f := filledUpTo(t, inPlace, xlsx, data(t, `{"ds": ["ngắn", "một hai ba bốn năm", "a\nb\nc"]}`))
		got := ""
		for row := 1; row <= 5; row++ {
			h, err := f.GetRowHeight("Sheet1", row)
			if err != nil {
				t.Fatal(err)
			}
			got += fmt.Sprintf("%.1f ", h)
			for _, col := range "BCD" {
				id, _ := f.GetCellStyle("Sheet1", fmt.Sprintf("%c%d", col, row))
				if s, err := f.GetStyle(id); err == nil && s.Font != nil && s.Font.Bold {
					got += string(col)
				}
			}
			got += "; "
		}
		if want := "15.0 C; 15.0 BCD; 28.4 BCD; 41.6 BCD; 15.0 ; "; got != want {
			t.Errorf("in place up to %d rows: %s, want %s", inPlace, got, want)
		}
		v, _ := f.Pkg.Load("xl/worksheets/sheet1.xml")
		if part, _ := v.([]byte); bytes.Count(part, []byte(` ht="`)) != 2 {
			t.Errorf("in place up to %d rows: heights beside those of two rows in %s", inPlace, part)
		}
	}
}

// Filters and comments follow their rows; in a repeated row a comment stays with the first.
func TestFiltersAndCommentsFollow(t *testing.T) {
	for _, inPlace := range []int{maxInPlace, -1} {
		f := filledUpTo(t, inPlace, book(t, map[string]map[string]any{"Sheet1": {"A1": "Tên", "A2": "{#ds}{.}", "B2": "{/ds}", "A3": "Cộng", "A4": "chân", "B5": "{#rong}", "C5": "x", "D5": "{/rong}"}}, func(f *excelize.File) {
			if err := f.AutoFilter("Sheet1", "A1:B2", nil); err != nil {
				t.Fatal(err)
			}
			for _, cell := range []string{"A1", "A2", "A4", "C5"} {
				if err := f.AddComment("Sheet1", excelize.Comment{Cell: cell, Author: "x", Paragraph: []excelize.RichTextRun{{Text: "của " + cell}}}); err != nil {
					t.Fatal(err)
				}
			}
		}), data(t, `{"ds": [1, 2, 3], "rong": []}`))
		comments, err := f.GetComments("Sheet1")
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, c := range comments {
			got[c.Cell] = c.Paragraph[len(c.Paragraph)-1].Text
		}
		if fmt.Sprint(got) != "map[A1:của A1 A2:của A2 A6:của A4]" {
			t.Errorf("comments %v", got)
		}
		names := f.GetDefinedName()
		part, _ := f.Pkg.Load("xl/worksheets/sheet1.xml")
		if xml := string(part.([]byte)); !strings.Contains(xml, `<autoFilter ref="$A$1:$B$4"`) && !strings.Contains(xml, `<autoFilter ref="A1:B4"`) {
			t.Errorf("filter in %s; names %v", xml[strings.Index(xml, "<autoFilter"):], names)
		}
	}
}

// Tags in comments are filled from the top level, in each run; the comments follow their cells,
// and those of sheets without other tags are filled too.
func TestTagsInComments(t *testing.T) {
	commented := func(text string, more ...excelize.RichTextRun) []byte {
		return book(t, map[string]map[string]any{"Sheet1": {"A1": "{#ds}{.}", "B1": "{/ds}", "A2": "cuối"}, "Sheet2": {"A1": "không thẻ"}}, func(f *excelize.File) {
			for sheet, cell := range map[string]string{"Sheet1": "A2", "Sheet2": "A1"} {
				if err := f.AddComment(sheet, excelize.Comment{Cell: cell, Author: "x", Paragraph: append([]excelize.RichTextRun{{Text: text}}, more...)}); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
	f := filled(t, commented("Kỳ {ky}", excelize.RichTextRun{Text: ": {#ds}{.};{/ds} {{"}), data(t, `{"ky": "2024 & 2025", "ds": [1, 2, 3]}`))
	for sheet, cell := range map[string]string{"Sheet1": "A4", "Sheet2": "A1"} {
		comments, err := f.GetComments(sheet)
		if err != nil || len(comments) != 1 {
			t.Fatal(sheet, comments, err)
		}
		text := ""
		for _, r := range comments[0].Paragraph {
			text += r.Text
		}
		if comments[0].Cell != cell || text != "Kỳ 2024 & 2025: 1;2;3; {" || comments[0].Author != "x" {
			t.Errorf("%s: %+v", sheet, comments[0])
		}
	}
	if _, err := Compile(commented("{#ds}mở")); err == nil || !strings.Contains(err.Error(), "trang tính Sheet1, ô A2, ghi chú: phần {#ds}") {
		t.Errorf("a section that stays open: %v", err)
	}
	tpl, err := Compile(commented("{la}"))
	if err != nil {
		t.Fatal(err)
	}
	if err := tpl.Fill(new(bytes.Buffer), data(t, `{"ds": [1]}`)); err == nil || !strings.Contains(err.Error(), "ô A2, ghi chú: ") {
		t.Errorf("a name that the data lack: %v", err)
	}
}
