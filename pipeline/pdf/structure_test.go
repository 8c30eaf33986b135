package pdf

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/pdf/pdftest"
	"vanthu/pipeline/unit"
)

// faultless holds a file against the rules of tagged PDF/A-2u.
func faultless(t *testing.T, what string, data []byte) {
	t.Helper()
	for _, f := range pdftest.Faults(data) {
		t.Errorf("%s: %s", what, f)
	}
}

// structured is a document with all kinds of elements on two pages. Its texts are painted in
// another order than they are to be read.
func structured() *layout.Document {
	doc := &layout.Document{Lang: "vi-VN", Pages: make([]layout.Page, 2)}
	put := func(page int, y unit.Length, para int, texts ...string) (last *item.Text) {
		p := &doc.Pages[page]
		p.Width, p.Height, p.Top, p.Bottom = 210*unit.Mm, 297*unit.Mm, 20*unit.Mm, 277*unit.Mm
		x := left
		for _, text := range texts {
			bare, label := strings.CutPrefix(text, "!")
			last = &item.Text{X: x, Y: y * unit.Mm, Width: width(serif, bare, 12*unit.Pt), Face: serif, Size: 12 * unit.Pt, Text: bare, Para: para, Label: label}
			p.Items = append(p.Items, last)
			x += last.Width + 3*unit.Pt
		}
		return last
	}
	link := func(page int, y unit.Length, para int, url string, first string) {
		p := &doc.Pages[page]
		from := left + width(serif, first, 12*unit.Pt) + 3*unit.Pt
		if first == "" {
			from = left
		}
		p.Items = append(p.Items, &item.Line{X1: from, X2: right, Y1: y * unit.Mm, Y2: y * unit.Mm, Width: unit.Pt},
			&item.Link{X: from, Y: (y - 4) * unit.Mm, W: right - from, H: 5 * unit.Mm, URL: url, Page: -1, Para: para})
	}
	put(0, 10, 0, "đầu", "trang")
	put(0, 90, 3, "trong", "khung") // a text box behind the text
	put(0, 30, 1, "I.", "TÌNH", "HÌNH")
	put(0, 40, 2, "xem", "trang", "này")
	link(0, 40, 2, "https://example.org/a", "xem")
	put(0, 45, 2, "đây", "rồi")
	link(0, 45, 2, "https://example.org/a", "")
	put(0, 50, 2, "thôi", "1")
	put(0, 60, 4, "!a)", "một")
	put(0, 65, 5, "!-", "nhỏ")
	put(0, 70, 6, "!b)", "hai")
	doc.Pages[0].Items = append(doc.Pages[0].Items, &item.Picture{X: left, Y: 100 * unit.Mm, W: unit.Cm, H: unit.Cm, Data: pngOf(255), Type: "png", Alt: "Biểu đồ", Para: 7},
		&item.Picture{X: right, Y: 100 * unit.Mm, W: unit.Cm, H: unit.Cm, Data: pngOf(255), Type: "png", Para: 7})
	put(0, 120, 8, "STT")
	put(0, 120, 9, "Kết", "quả")
	put(0, 130, 11, "Năm")
	put(0, 140, 12, "1")
	put(0, 150, 20, "!1", "chú", "thích")
	put(0, 285, 0, "trang", "1")
	put(1, 30, 0, "STT") // the heading again
	put(1, 40, 13, "dòng", "một")
	put(1, 45, 14, "!-", "dòng", "hai")
	put(1, 50, 16, "cuối")
	link(1, 10, 0, "https://example.org/b", "")
	doc.Outline = []layout.Heading{{Level: 2, Text: "I. TÌNH HÌNH", Para: 1, Y: 25 * unit.Mm}}
	doc.Lists = []layout.ListItem{{Para: 4, List: 1, Level: 0, Format: "lowerLetter"}, {Para: 5, List: 1, Level: 1, Format: "bullet"},
		{Para: 6, List: 1, Level: 0, Format: "lowerLetter"}, {Para: 14, List: 2, Format: "bullet"}}
	doc.Notes = []layout.Note{{Para: 2, First: 20, Last: 20}}
	doc.Tables = []layout.Table{{Columns: 3, Heads: 1, Ruled: true, Rows: []layout.TableRow{
		{Cells: []layout.TableCell{{First: 8, Last: 8, Columns: 1, Rows: 1}, {First: 9, Last: 9, Column: 1, Columns: 2, Rows: 1}}},
		{Cells: []layout.TableCell{{First: 10, Last: 10, Columns: 1, Rows: 2}, {First: 11, Last: 11, Column: 1, Columns: 1, Rows: 1}}},
		{Cells: []layout.TableCell{{First: 12, Last: 12, Column: 1, Columns: 1, Rows: 1}, {First: 13, Last: 14, Column: 2, Columns: 1, Rows: 1}}}}},
		{Columns: 1, Ruled: true, Rows: []layout.TableRow{{Cells: []layout.TableCell{{First: 16, Last: 16, Columns: 1, Rows: 1}}}}}}
	return doc
}

// TestStructure compares the structure that poppler reads with the one that the document has.
func TestStructure(t *testing.T) {
	data := write(t, structured())
	faultless(t, "structured", data)
	tool(t, data, "qpdf", "--check", "FILE")
	got := tool(t, data, "pdfinfo", "-struct-text", "FILE")
	got = regexp.MustCompile(` \((block|inline)\)|Object \d+ 0`).ReplaceAllString(got, "")
	const want = `Document
  H1
    "I. TÌNH HÌNH"
  P
    "xem "
    Link
      "trang này "
      "đây rồi "
    "thôi 1"
    Note <note1>
      Lbl
        "1 "
      P
        "chú thích"
  P
    "trong khung"
  L:
    /ListNumbering /LowerAlpha
    LI
      Lbl
        "a) "
      LBody
        "một"
        L:
          /ListNumbering /Disc
          LI
            Lbl
              "- "
            LBody
              "nhỏ"
    LI
      Lbl
        "b) "
      LBody
        "hai"
  P
    Figure:
      /BBox [85.04 530.08 113.39 558.43]
      /Placement /Block
      ""
  Table
    THead
      TR
        TH:
          /Scope /Column
          "STT"
        TH:
          /ColSpan 2
          /Scope /Column
          "Kết quả"
    TBody
      TR
        TD:
          /RowSpan 2
        TD
          "Năm"
        TD
      TR
        TD
          "1"
        TD
          P
            "dòng một"
          L:
            /ListNumbering /Disc
            LI
              Lbl
                "- "
              LBody
                "dòng hai"
  P
    "cuối"
  P
    Link`
	if outlineOf(got) != outlineOf(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// outlineOf drops blank lines and the depth of attributes, which poppler counts otherwise.
func outlineOf(s string) string {
	var out []string
	for line := range strings.Lines(s) {
		bare := strings.TrimSpace(line)
		switch {
		case bare == "":
		case bare[0] == '/':
			out = append(out, bare)
		default:
			out = append(out, strings.TrimRight(line, " \n"))
		}
	}
	return strings.Join(out, "\n")
}

// TestGrid holds tables whose rows leave columns out, or whose cells would overlap, against
// the rule that every row covers the same columns.
func TestGrid(t *testing.T) {
	cell := func(column, columns, rows int16) layout.TableCell {
		return layout.TableCell{First: 1, Last: 1, Column: column, Columns: columns, Rows: rows}
	}
	for _, c := range []struct {
		name string
		rows [][]layout.TableCell
		want string
	}{
		{"plain", [][]layout.TableCell{{cell(0, 1, 1), cell(1, 1, 1)}}, "1x1 1x1"},
		{"columns left out", [][]layout.TableCell{{cell(1, 1, 1)}, {cell(0, 1, 1), cell(1, 1, 1), cell(2, 1, 1)}}, "(1) 1x1 (1)|1x1 1x1 1x1"},
		{"merged", [][]layout.TableCell{{cell(0, 1, 2), cell(1, 2, 1)}, {cell(1, 1, 1), cell(2, 1, 1)}}, "1x2 2x1|1x1 1x1"},
		{"merged beyond the end", [][]layout.TableCell{{cell(0, 1, 9)}}, "1x1"},
		{"overlap", [][]layout.TableCell{{cell(0, 1, 1), cell(1, 1, 2)}, {cell(0, 2, 1)}}, "1x1 1x2|1x1"},
		{"two in one place", [][]layout.TableCell{{cell(0, 1, 1), cell(0, 1, 1)}, {cell(0, 1, 1)}}, "1x1 1x1|1x1 (1)"},
		{"a row without cells", [][]layout.TableCell{{cell(0, 2, 1)}, {}}, "2x1|(2)"},
	} {
		tb := &layout.Table{}
		for _, r := range c.rows {
			tb.Rows = append(tb.Rows, layout.TableRow{Cells: r})
		}
		var rows []string
		for _, r := range newGrid(tb).rows {
			var cells []string
			for _, c := range r {
				if c.cell == nil {
					cells = append(cells, fmt.Sprintf("(%d)", c.columns))
				} else {
					cells = append(cells, fmt.Sprintf("%dx%d", c.columns, c.rows))
				}
			}
			rows = append(rows, strings.Join(cells, " "))
		}
		if got := strings.Join(rows, "|"); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestHeadingLevels: no level is skipped, whatever styles say.
func TestHeadingLevels(t *testing.T) {
	var outline []layout.Heading
	for i, level := range []int{2, 4, 4, 3, 1, 9, 2} {
		outline = append(outline, layout.Heading{Level: level, Para: i + 1})
	}
	got := levels(outline)
	for i, want := range []int{1, 2, 2, 2, 1, 2, 2} {
		if got[int32(i+1)] != want {
			t.Errorf("heading %d: level %d, want %d", i+1, got[int32(i+1)], want)
		}
	}
}

// TestNotesOfNotes: however notes refer to each other, the structure is not deep, and each
// stands in it once.
func TestNotesOfNotes(t *testing.T) {
	const n = 300
	doc := &layout.Document{Lang: "vi-VN", Pages: []layout.Page{{Width: 210 * unit.Mm, Height: 297 * unit.Mm}}}
	for i := range n {
		doc.Pages[0].Items = append(doc.Pages[0].Items, &item.Text{X: left, Y: unit.Length(i) * unit.Pt * 2, Width: 9 * unit.Mm, Face: serif, Size: 12 * unit.Pt, Text: fmt.Sprint("n", i), Para: i + 1})
		doc.Notes = append(doc.Notes, layout.Note{Para: i + 1, First: i + 2, Last: i + 2})
	}
	data := write(t, doc)
	faultless(t, "notes", data)
	tree := tool(t, data, "pdfinfo", "-struct-text", "FILE")
	for i := range n {
		if c := strings.Count(tree, fmt.Sprintf("\"n%d\"", i)) + strings.Count(tree, fmt.Sprintf("\"n%d \"", i)); c != 1 {
			t.Errorf("note %d stands %d times", i, c)
		}
	}
}
