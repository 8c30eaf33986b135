package pdf

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// register is a paper with a cover and a table of n rows.
func register(n int) *Table {
	t := &Table{Title: "Sổ đăng ký văn bản đi năm 2024", Day: time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC), Landscape: true,
		Cover:   []Paragraph{{Text: "ỦY BAN NHÂN DÂN TỈNH", Size: 14, Bold: true}, {Text: "SỔ ĐĂNG KÝ VĂN BẢN ĐI", Size: 26, Bold: true, Space: 40}},
		Before:  []Paragraph{{Text: "Bên trái", Right: "Bên phải"}, {Text: " ", Size: 6}},
		Columns: []TableColumn{{Head: "Số, ký hiệu", Width: 12, Left: true}, {Head: "Ngày tháng", Width: 8}, {Head: "Trích yếu", Width: 30, Left: true}, {Head: "Ghi chú", Width: 10, Left: true}},
		After:   []Paragraph{{Text: " ", Right: "NGƯỜI LẬP SỔ", Bold: true, Space: 8}, {Text: " ", Right: "(Ký, ghi rõ họ tên)", Italic: true}}}
	for i := range n {
		t.Rows = append(t.Rows, []string{fmt.Sprintf("%d/QĐ-UBND", i+1), "05/02/2024", "Quyết định tặng Bằng khen cho các tập thể và cá nhân có thành tích xuất sắc trong phong trào", ""})
	}
	return t
}

func drawTable(t *testing.T, table *Table) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteTable(&b, font.Shipped(), table); err != nil {
		t.Fatal(err)
	}
	if keep := os.Getenv("VANTHU_KEEP"); keep != "" {
		os.WriteFile(keep, b.Bytes(), 0o600)
	}
	return b.Bytes()
}

// TestTablePaper: a register is a tagged PDF/A like other papers, with its heads on every
// page and every word of its rows once, the same bytes each time.
func TestTablePaper(t *testing.T) {
	paper := register(60)
	data := drawTable(t, paper)
	faultless(t, "register", data)
	if !bytes.Equal(data, drawTable(t, paper)) {
		t.Error("drawn twice, the bytes differ")
	}
	text := tool(t, data, "pdftotext", "-raw", "FILE", "-")
	for i := range 60 {
		if n := strings.Count(text, fmt.Sprintf("\n%d/QĐ-UBND", i+1)); n != 1 {
			t.Errorf("row %d stands %d times", i+1, n)
		}
	}
	pages := strings.Count(text, "\f")
	if heads := strings.Count(text, "Trích yếu"); pages < 4 || heads != pages-1 {
		t.Errorf("%d pages, %d heads", pages, heads)
	}
	for _, want := range []string{fmt.Sprintf("1/%d", pages-1), fmt.Sprintf("%d/%[1]d", pages-1), "SỔ ĐĂNG KÝ VĂN BẢN ĐI", "NGƯỜI LẬP SỔ"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q", want)
		}
	}
	tree := tool(t, data, "pdfinfo", "-struct", "FILE")
	if n := strings.Count(tree, "TR"); n != 62 {
		t.Errorf("%d rows in the structure", n)
	}
	if info := tool(t, data, "pdfinfo", "FILE"); !strings.Contains(info, "841.89 x 595.28") && !strings.Contains(info, "842 x 595") {
		t.Errorf("sheet:\n%s", info)
	}
}

// TestTableOfHostileTexts: no word is lost of cells that are higher than a page, of words
// that are wider than a column, and of letters that no face has.
func TestTableOfHostileTexts(t *testing.T) {
	long := strings.Repeat("một hai ba bốn năm ", 900) + "cuối"
	paper := &Table{Columns: []TableColumn{{Head: "A", Width: 1}, {Head: "B", Width: 12, Left: true}},
		Rows: [][]string{{"1", long}, {strings.Repeat("W", 300), "字 𝒳 a\tb\nc"}, {"", ""}}}
	data := drawTable(t, paper)
	faultless(t, "hostile", data)
	text := tool(t, data, "pdftotext", "-raw", "FILE", "-")
	if n := strings.Count(text, "W"); n != 300 {
		t.Errorf("%d letters of a long word", n)
	}
	if n := strings.Count(text, "bốn"); n != 900 || !strings.Contains(text, "cuối") {
		t.Errorf("%d of 900 words", n)
	}
	for _, want := range []string{"字", "𝒳", "a b; c"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q", want)
		}
	}
	doc, err := (&Table{Columns: paper.Columns, Rows: paper.Rows}).pages(font.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range doc.Pages {
		for _, it := range p.Items {
			if w, is := it.(*item.Text); is && (w.Y > 282*unit.Mm || w.X < 20*unit.Mm || w.X+w.Width > 196*unit.Mm) {
				t.Errorf("page %d: %q stands at %v, %v", i+1, w.Text, w.X, w.Y)
			}
		}
	}
	if err := WriteTable(&bytes.Buffer{}, font.Shipped(), &Table{}); err != nil {
		t.Errorf("an empty paper: %v", err)
	}
}
