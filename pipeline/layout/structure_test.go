package layout

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"vanthu/pipeline/unit"
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

// TestListsAndNotes checks which paragraphs are told to be list items and notes, that their
// labels are texts of their own, and that notes have numbers behind those of the body.
func TestListsAndNotes(t *testing.T) {
	item := func(level, text string) string {
		return paraXML(`<w:numPr><w:ilvl w:val="`+level+`"/><w:numId w:val="4"/></w:numPr>`, text)
	}
	note := func(id, text string) string {
		return `<w:footnote w:id="` + id + `"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> ` + text + `</w:t></w:r></w:p></w:footnote>`
	}
	level := func(n, format, text, suffix string) string {
		return `<w:lvl w:ilvl="` + n + `"><w:start w:val="1"/><w:numFmt w:val="` + format + `"/><w:lvlText w:val="` + text + `"/><w:suff w:val="` + suffix + `"/></w:lvl>`
	}
	d := mustLay(t, source{
		body: item("0", "một") + item("1", "hai") + paraXML("", "xen") + item("0", "ba") +
			`<w:p><w:r><w:t>dẫn</w:t></w:r><w:r><w:footnoteReference w:id="3"/></w:r></w:p>`,
		numbering: `<w:abstractNum w:abstractNumId="1">` + level("0", "decimal", "%1.", "nothing") + level("1", "bullet", "-", "space") +
			`</w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>`,
		parts: map[string]string{"footnotes.xml": note("2", "không ai dẫn") + note("3", "chú thích")}})
	if want := []ListItem{{1, 4, 0, "decimal"}, {2, 4, 1, "bullet"}, {4, 4, 0, "decimal"}}; !reflect.DeepEqual(d.Lists, want) {
		t.Errorf("lists %+v, want %+v", d.Lists, want)
	}
	if want := []Note{{5, 7, 7}}; !reflect.DeepEqual(d.Notes, want) {
		t.Errorf("notes %+v, want %+v", d.Notes, want)
	}
	got := ""
	for _, w := range texts(&d.Pages[0]) {
		got += fmt.Sprintf("%d%s%s ", w.Para, map[bool]string{true: "!", false: ":"}[w.Label], w.Text)
	}
	if want := "1!1. 1:một 2!- 2:hai 3:xen 4!2. 4:ba 5:dẫn1 7!1 7:chú 7:thích "; got != want {
		t.Errorf("words %q, want %q", got, want)
	}
	if p := &d.Pages[0]; p.Top != 1134*unit.Twip || p.Bottom != p.Height-1134*unit.Twip {
		t.Errorf("text area from %v to %v", p.Top, p.Bottom)
	}
}
