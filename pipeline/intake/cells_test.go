package intake

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// parted is a workbook of one sheet whose rows, shared strings and styles are given as they lie in the file.
func parted(t testing.TB, rows, shared, styles string) []byte {
	t.Helper()
	const main = ` xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	return with(t, sheetOf(t, nil, []any{"x"}), map[string]string{
		"xl/worksheets/sheet1.xml": `<worksheet` + main + `><sheetData>` + rows + `</sheetData></worksheet>`,
		"xl/sharedStrings.xml":     `<sst` + main + `>` + shared + `</sst>`,
		"xl/styles.xml":            `<styleSheet` + main + `>` + styles + `</styleSheet>`,
	})
}

// one reads a workbook of one sheet.
func one(t testing.TB, data []byte) *grid {
	t.Helper()
	all, err := readBook(data)
	if err != nil || len(all) != 1 {
		t.Fatalf("%d sheets, %v", len(all), err)
	}
	return all[0]
}

// TestCells: a cell of every type is read as text or number, with its face and whether a formula made it
// (ECMA-376-1 18.3.1.4, 18.18.11).
func TestCells(t *testing.T) {
	const shared = `<si><t>chung</t></si><si><r><rPr><rFont val=".VnTime"/></rPr><t>a</t></r><r><rPr><rFont val="Arial"/></rPr><t>b</t></r></si>`
	const styles = `<fonts><font><name val="Times New Roman"/></font><font><name val="Arial"/></font></fonts>
		<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="1"/><xf numFmtId="0" fontId="2"/></cellXfs>`
	cases := []struct {
		xml  string
		want cell
	}{
		{`<c t="s"><v>0</v></c>`, cell{text: "chung", kind: textCell}},
		{`<c s="0" t="s"><v> 0 </v></c>`, cell{text: "chung", kind: textCell, font: "Times New Roman"}},
		{`<c s="0" t="s"><v>1</v></c>`, cell{text: "ab", kind: textCell, font: ".VnTime"}}, // the face of the first run
		{`<c s="1" t="inlineStr"><is><t>trong ô</t></is></c>`, cell{text: "trong ô", kind: textCell, font: "Arial", day: true}},
		{`<c t="inlineStr"/>`, cell{}},
		{`<c t="str"><f>A1</f><v>kết quả</v></c>`, cell{text: "kết quả", kind: textCell, formula: true}},
		{`<c t="d"><v>2024-02-05T00:00:00</v></c>`, cell{text: "2024-02-05T00:00:00", kind: textCell}},
		{`<c t="b"><v>1</v></c>`, cell{text: "1", kind: boolCell}},
		{`<c t="e"><v>#REF!</v></c>`, cell{text: "#REF!", kind: errorCell}},
		{`<c s="1"><v>45292</v></c>`, cell{text: "45292", kind: numberCell, font: "Arial", day: true}},
		{`<c t="n"><v>1.5</v></c>`, cell{text: "1.5", kind: numberCell}},
		{`<c><f>1+1</f></c>`, cell{formula: true}},
		{`<c s="2"><v>1</v></c>`, cell{text: "1", kind: numberCell}},                                                                    // no such face
		{`<c s="3"><v>1</v></c>`, cell{text: "1", kind: numberCell}},                                                                    // no such format
		{`<c s="-1"><v>1</v></c>`, cell{text: "1", kind: numberCell}},                                                                   //
		{`<c t="str"><v>a_x000D_b_x0041__x1EA0_ _xZZZZ_ _x41 _x0042</v></c>`, cell{text: "a\rbAẠ _xZZZZ_ _x41 _x0042", kind: textCell}}, // 22.9.2.19
	}
	var rows strings.Builder
	for _, c := range cases {
		rows.WriteString(`<row>` + c.xml + `</row>`)
	}
	g := one(t, parted(t, rows.String(), shared, styles))
	for i, c := range cases {
		if got := g.at(1, i+1); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.xml, got, c.want)
		}
	}
}

// TestPlacesOfCells: a cell stands where its name says, else right of the one before; rows likewise. What lies
// outside is empty.
func TestPlacesOfCells(t *testing.T) {
	g := one(t, parted(t, `<row><c/><c><v>1</v></c></row>
		<row r="5"><c r="C5"><v>2</v></c><c><v>3</v></c></row>
		<row><c><v>4</v></c></row>
		<row r="9"><c r="B8"><v>5</v></c></row>`, "", ""))
	want := map[[2]int]string{{2, 1}: "1", {3, 5}: "2", {4, 5}: "3", {1, 6}: "4", {2, 8}: "5"}
	for col := 0; col <= 6; col++ {
		for row := 0; row <= 11; row++ {
			if got := g.at(col, row).text; got != want[[2]int{col, row}] {
				t.Errorf("%s%d: %q, want %q", columnName(col), row, got, want[[2]int{col, row}])
			}
		}
	}
}

func TestCellNames(t *testing.T) {
	for _, c := range []struct {
		name     string
		col, row int
	}{
		{"A1", 1, 1}, {"Z9", 26, 9}, {"AA10", 27, 10}, {"ZZ3", 702, 3}, {"AAA4", 703, 4}, {"XFD1048576", 16384, 1048576},
	} {
		col, row, ok := cellAt(c.name)
		if col != c.col || row != c.row || !ok || cellName(c.col, c.row) != c.name {
			t.Errorf("%s: column %d, row %d, %v, back %s", c.name, col, row, ok, cellName(c.col, c.row))
		}
	}
	if col, row, ok := cellAt("$B$12"); col != 2 || row != 12 || !ok {
		t.Errorf("$B$12: column %d, row %d, %v", col, row, ok)
	}
	for _, name := range []string{"", "A", "12", "A0", "a1", "A1b", "A-1", "ABCDE1", "A99999999999999999999"} {
		if col, row, ok := cellAt(name); ok {
			t.Errorf("%q is column %d, row %d", name, col, row)
		}
	}
}

// TestFormatsThatShowDays: built-in formats by their number, others by their code (ECMA-376-1 18.8.30).
func TestFormatsThatShowDays(t *testing.T) {
	type format struct {
		id   int
		code string
		day  bool
	}
	var all []format
	for id := range 60 {
		all = append(all, format{id, "", id >= 14 && id < 18 || id == 22 || id >= 27 && id < 37 || id >= 50 && id < 59})
	}
	for code, day := range map[string]bool{
		"dd/mm/yyyy": true, "yyyy": true, "D-M": true, "[$-42A]d mmmm": true, `"ngày "dd`: true, "#,##0": false, "0.00%": false, "mm:ss": false,
		"[Red]0": false, "[Yellow]0.0": false, `0 "đồng/day"`: false, `0\d`: false, `\d0`: false, "General": false, `0" d`: false, "[<1]0;d": true,
	} {
		all = append(all, format{164 + len(all), code, day})
	}
	var codes, xfs, cells strings.Builder
	for i, f := range all {
		if f.code != "" {
			fmt.Fprintf(&codes, `<numFmt numFmtId="%d" formatCode="%s"/>`, f.id, strings.NewReplacer(`"`, "&quot;", "<", "&lt;").Replace(f.code))
		}
		fmt.Fprintf(&xfs, `<xf numFmtId="%d" fontId="0"/>`, f.id)
		fmt.Fprintf(&cells, `<row><c s="%d"><v>45292</v></c></row>`, i)
	}
	g := one(t, parted(t, cells.String(), "", `<numFmts>`+codes.String()+`</numFmts><cellXfs>`+xfs.String()+`</cellXfs>`))
	for i, f := range all {
		if got := g.at(1, i+1).day; got != f.day {
			t.Errorf("format %d %q shows a day: %v", f.id, f.code, got)
		}
	}
}

// TestFormattedEmptyCells: cells that hold a format alone count with those left of them, each once, against what a
// program can hold that keeps whole rows.
func TestFormattedEmptyCells(t *testing.T) {
	for rows, refused := range map[int]bool{maxEmpty / 1000: false, maxEmpty/1000 + 1: true} {
		var b strings.Builder
		for row := 1; row <= rows; row++ {
			fmt.Fprintf(&b, `<row><c r="A%d"/><c r="ALK%d"/><c r="ALL%d"/></row>`, row, row, row) // 1, 999, 1000
		}
		_, err := readBook(parted(t, b.String(), "", ""))
		if (people.Refused(err) != nil) != refused || !refused && err != nil {
			t.Errorf("%d rows of 1000 formatted cells: %v", rows, err)
		}
	}
}

// TestSheetsOfABook: a sheet says whether it is shown and from which day it counts; a relationship may name its
// part from the root.
func TestSheetsOfABook(t *testing.T) {
	const main = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	sheet := func(v string) string {
		return `<worksheet ` + main + `><sheetData><row r="1"><c r="A1"><v>` + v + `</v></c></row></sheetData><mergeCells><mergeCell ref="A1:$B$3"/></mergeCells></worksheet>`
	}
	parts := map[string]string{
		"xl/workbook.xml": `<workbook ` + main + `><workbookPr date1904="1"/><sheets><sheet name="Một" sheetId="1" r:id="a"/><sheet name="Hai" sheetId="2" state="hidden" r:id="b"/>
			<sheet name="Ba" sheetId="3" state="veryHidden" r:id="c"/><sheet name="Bốn" sheetId="4" state="visible" r:id="d"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Target="worksheets/sheet1.xml"/>
			<Relationship Id="b" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="d" Target="chartsheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml": sheet("1"), "xl/worksheets/sheet2.xml": sheet("2"), "xl/chartsheets/sheet1.xml": sheet("4"),
	}
	all, err := readBook(with(t, sheetOf(t, nil, []any{"x"}), parts))
	if err != nil || len(all) != 4 {
		t.Fatalf("%d sheets, %v", len(all), err)
	}
	for i, want := range []struct {
		name   string
		hidden bool
		text   string
	}{{"Một", false, "1"}, {"Hai", true, "2"}, {"Ba", true, ""}, {"Bốn", false, ""}} { // the last is no sheet of cells
		g := all[i]
		if g.name != want.name || g.hidden != want.hidden || g.at(1, 1).text != want.text || !g.from04 {
			t.Errorf("sheet %d: %q, hidden %v, %q, from 1904 %v; want %+v", i, g.name, g.hidden, g.at(1, 1).text, g.from04, want)
		}
	}
	if m := all[0].merges; len(m) != 1 || m[0] != (area{1, 1, 2, 3}) {
		t.Errorf("merged %v", m)
	}
}

// TestCellsOfText: a table as text, with what parts its cells taken from its first lines.
func TestCellsOfText(t *testing.T) {
	for text, want := range map[string][][]string{
		"a,b;c\n1,2\n":              {{"a", "b;c"}, {"1", "2"}},
		"a;b,c\n1;2\n":              {{"a", "b,c"}, {"1", "2"}}, // as many of one as of the other
		"a;b;c,d\n":                 {{"a", "b", "c,d"}},
		"a\tb\tc;d\n":               {{"a", "b", "c;d"}},
		"\xEF\xBB\xBF'01,\" \",x\n": {{"01", "", "x"}}, // an apostrophe before a text; blanks are nothing
		"a,\"hai\ndòng\"\n\nb\n":    {{"a", "hai\ndòng"}, nil, nil, {"b"}},
		"chỉ một ô\n":               {{"chỉ một ô"}},
		"a,b,,\n":                   {{"a", "b"}},
		"ch\xEE,b\n":                {{"chî", "b"}}, // Windows-1258
	} {
		g, err := readCSV("/thư mục/bảng.csv", []byte(text))
		if err != nil || g.name != "bảng" {
			t.Errorf("%q: %v, %v", text, g, err)
			continue
		}
		if len(g.rows) != len(want) {
			t.Errorf("%q: %d rows, want %d", text, len(g.rows), len(want))
			continue
		}
		for r, line := range want {
			if len(g.rows[r]) != len(line) {
				t.Errorf("%q: row %d has %d cells, want %d", text, r+1, len(g.rows[r]), len(line))
			}
			for c, cell := range line {
				if got := g.at(c+1, r+1); got.text != cell || (got.kind == textCell) != (cell != "") {
					t.Errorf("%q: %s is %+v, want %q", text, cellName(c+1, r+1), got, cell)
				}
			}
		}
	}
	for words, data := range map[string]string{"UTF-16": "\xFF\xFEa\x00", "lớn hơn 16 MB": strings.Repeat(" ", maxPart+1), "không phải tệp .csv": "a\x00b"} {
		if _, err := readCSV("a.csv", []byte(data)); people.Refused(err) == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%.10q: %v, want %q", data, err, words)
		}
	}
}

func TestYesAndNo(t *testing.T) {
	for text, want := range map[string]bool{
		"x": true, "X": true, "Có": true, "CÓ": true, "yes": true, "1": true, "TRUE": true, "v": true, "Đạt": true, "đăng ký": true, "✓": true, "✔": true, "+": true,
		"Không": false, "no": false, "0": false, "FALSE": false, "chưa": false, "Chưa đạt": false, "không đạt": false, "-": false,
	} {
		if got, d := readYes(cell{text: text, kind: textCell}, text); got != want || d != nil {
			t.Errorf("%s: %v, %v", text, got, d)
		}
	}
	for _, text := range []string{"có lẽ", "2", "xx", "?"} {
		if got, d := readYes(cell{text: text, kind: textCell}, text); got || d == nil || d.severity != Wrong {
			t.Errorf("%s: %v, %v", text, got, d)
		}
	}
}

// TestUnreadableFile: what cannot be read at all is an error that says why, and nothing is kept; so is a file read
// before.
func TestUnreadableFile(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	office(t, d)
	data := []byte("%PDF-1.7")
	for _, r := range []Request{{Name: "a.xlsx", Data: data}, {Name: "a.xlsx", Data: data, Parsed: Parse("a.xlsx", data)}} {
		r.Year, r.Unit, r.Actor, r.At = 2024, "an-binh", "lan", noon
		got, err := Workbooks{DB: d, Forms: FS()}.Import(t.Context(), r, func(*sqlx.Tx, *Result) error { return nil })
		if refusal := people.Refused(err); got != nil || refusal == nil || !strings.Contains(refusal.Text, "không phải tệp Excel") {
			t.Errorf("%+v, %v", got, err)
		}
	}
	if n := count(t, d, `SELECT COUNT(*) FROM imports`); n != 0 {
		t.Errorf("%d imports", n)
	}
}
