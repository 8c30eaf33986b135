package layout

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// cellXML is a cell with properties and blocks.
func cellXML(props string, blocks ...string) string {
	return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + strings.Join(blocks, "") + `</w:tc>`
}

// rowXML is a row with properties and cells.
func rowXML(props string, cells ...string) string {
	return `<w:tr><w:trPr>` + props + `</w:trPr>` + strings.Join(cells, "") + `</w:tr>`
}

// tableXML is a table with properties and rows.
func tableXML(props string, rows ...string) string {
	return `<w:tbl><w:tblPr>` + props + `</w:tblPr>` + strings.Join(rows, "") + `</w:tbl>`
}

const linesXML = `<w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders>`

// TestTables checks Document.Tables: cells with their paragraphs, spans, headings, a table
// in a cell, and that the words of a cell are those of its paragraphs.
func TestTables(t *testing.T) {
	inner := tableXML("", rowXML("", cellXML("", paraXML("", "trong")), cellXML("", paraXML("", "sâu"))))
	body := paraXML("", "trước") + tableXML(linesXML,
		rowXML("<w:tblHeader/>", cellXML(`<w:vMerge w:val="restart"/>`, paraXML("", "STT")), cellXML(`<w:gridSpan w:val="2"/>`, paraXML("", "Kết quả"))),
		rowXML("<w:tblHeader/>", cellXML(`<w:vMerge/>`, `<w:p/>`), cellXML("", paraXML("", "Một")), cellXML("", paraXML("", "Hai"))),
		rowXML("", cellXML("", paraXML("", "1")), cellXML("", inner, paraXML("", "sau")), cellXML("", `<w:p/>`))) + paraXML("", "cuối")
	d := mustLay(t, source{body: body})
	want := []Table{
		{Columns: 3, Heads: 2, Ruled: true, Rows: []TableRow{
			{[]TableCell{{2, 2, 0, 1, 2}, {3, 3, 1, 2, 1}}},
			{[]TableCell{{5, 5, 1, 1, 1}, {6, 6, 2, 1, 1}}},
			{[]TableCell{{7, 7, 0, 1, 1}, {8, 10, 1, 1, 1}, {11, 11, 2, 1, 1}}}}},
		{Columns: 2, Rows: []TableRow{{[]TableCell{{8, 8, 0, 1, 1}, {9, 9, 1, 1, 1}}}}},
	}
	if !reflect.DeepEqual(d.Tables, want) {
		t.Errorf("tables\n%+v, want\n%+v", d.Tables, want)
	}
	words := map[int]string{}
	for _, w := range texts(&d.Pages[0]) {
		words[w.Para] += w.Text
	}
	for para, text := range map[int]string{1: "trước", 2: "STT", 3: "Kếtquả", 5: "Một", 8: "trong", 9: "sâu", 10: "sau", 12: "cuối"} {
		if words[para] != text {
			t.Errorf("paragraph %d: %q, want %q", para, words[para], text)
		}
	}
}

// TestRepeatedHeadings checks that headings on later pages are copies without a paragraph
// and that no other word loses its own.
func TestRepeatedHeadings(t *testing.T) {
	rows := []string{rowXML("<w:tblHeader/>", cellXML("", paraXML("", "đầubảng")))}
	for i := range 120 {
		rows = append(rows, rowXML("", cellXML("", paraXML("", fmt.Sprint("hàng", i)))))
	}
	d := mustLay(t, source{body: tableXML(linesXML, rows...)})
	if len(d.Pages) < 3 {
		t.Fatalf("%d pages", len(d.Pages))
	}
	for i := range d.Pages {
		for j, w := range texts(&d.Pages[i]) {
			if head := w.Text == "đầubảng"; head != (j == 0) || (w.Para == 0) != (head && i > 0) {
				t.Errorf("page %d, word %d: %q of paragraph %d", i+1, j+1, w.Text, w.Para)
			}
		}
	}
	if n := len(d.Tables[0].Rows); n != 121 || d.Tables[0].Heads != 1 {
		t.Errorf("%d rows, %d headings", n, d.Tables[0].Heads)
	}
}
