package layout

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// gridXML is a table with lines, a grid in twips and rows.
func gridXML(props string, grid []int, rows ...string) string {
	cols := ""
	for _, w := range grid {
		cols += fmt.Sprintf(`<w:gridCol w:w="%d"/>`, w)
	}
	return `<w:tbl><w:tblPr>` + props + linesXML + `</w:tblPr><w:tblGrid>` + cols + `</w:tblGrid>` + strings.Join(rows, "") + `</w:tbl>`
}

// asks is a cell with a preferred width in twips, 0 for none.
func asks(width int, props, text string) string {
	w := `<w:tcW w:w="0" w:type="auto"/>`
	if width > 0 {
		w = fmt.Sprintf(`<w:tcW w:w="%d" w:type="dxa"/>`, width)
	}
	return cellXML(w+props, paraXML("", text))
}

func widthXML(twips int) string { return fmt.Sprintf(`<w:tblW w:w="%d" w:type="dxa"/>`, twips) }

const autoXML = `<w:tblW w:w="0" w:type="auto"/>`

// columnWidths lays a table out and reads the widths of its columns in twips off the lines
// between them.
func columnWidths(t *testing.T, body string) []int {
	t.Helper()
	d := mustLay(t, source{body: body})
	var at []unit.Length
	for _, it := range d.Pages[0].Items {
		if l, ok := it.(*item.Line); ok && l.X1 == l.X2 && !slices.Contains(at, l.X1) {
			at = append(at, l.X1)
		}
	}
	slices.Sort(at)
	var out []int
	for i := 1; i < len(at); i++ {
		out = append(out, int((at[i]-at[i-1]+unit.Twip/2)/unit.Twip))
	}
	return out
}

// TestAutofit holds the widths of columns against Word's rules; the margins of a cell are 216
// twips together, the text area of the tests is 9071 wide. In 14 pt, "Nghiêng" is 964 twips
// wide, "ab" 264.
func TestAutofit(t *testing.T) {
	long := strings.Repeat("dài ", 200)
	one := func(props string, cells ...string) string { return rowXML(props, cells...) }
	word := strings.Repeat("Nghiêng", 12) // wider than the page
	cases := []struct {
		name, body string
		want       []int
	}{
		{"grid and cells agree", gridXML(widthXML(6000), []int{2000, 4000}, one("", asks(2000, "", "ab"), asks(4000, "", long))), []int{2000, 4000}},
		{"a grid that only holds a place", gridXML(autoXML, []int{100, 100}, one("", asks(3000, "", "ab"), asks(3000, "", "ab"))), []int{3000, 3000}},
		{"cells ask for less than the table has", gridXML(widthXML(6000), []int{2500, 3500}, one("", asks(1000, "", "ab"), asks(3000, "", "ab"))), []int{2500, 3500}},
		{"cells ask for more: all above the words is given up alike", gridXML(widthXML(4000), []int{2000, 2000}, one("", asks(2000, "", "ab"), asks(6000, "", "ab"))), []int{1136, 2864}},
		{"nothing asks: as wide as the content", gridXML(autoXML, []int{4000, 5071}, one("", asks(0, "", "ab"), asks(0, "", "ab ab"))), []int{480, 814}},
		{"nothing asks, much content: the grid is what Word made", gridXML(autoXML, []int{1000, 8071}, one("", asks(0, "", "ab"), asks(0, "", long))), []int{1000, 8071}},
		{"a long word grows into the room beside the table", gridXML(autoXML, []int{600, 3400}, one("", asks(600, "", "Nghiêng"), asks(3400, "", long))), []int{1180, 3400}},
		{"a long word takes from the others", gridXML(widthXML(4000), []int{600, 3400}, one("", asks(600, "", "Nghiêng"), asks(3400, "", long))), []int{1180, 2820}},
		{"a word wider than the page is split, and no other", gridXML(widthXML(4000), []int{600, 3400}, one("", asks(600, "", word), asks(3400, "", "Nghiêng"))), []int{8107, 1180}},
		{"fixed layout splits words", gridXML(widthXML(4000)+`<w:tblLayout w:type="fixed"/>`, []int{600, 3400}, one("", asks(600, "", "Nghiêng"), asks(3400, "", long))), []int{600, 3400}},
		{"what may not wrap is one word", gridXML(autoXML, []int{100, 100}, one("", asks(0, "<w:noWrap/>", "ab ab"), asks(0, "", long))), []int{814, 8473}},
		{"a cell over two columns widens both alike", gridXML(widthXML(2000), []int{500, 500, 1000}, one("", asks(1000, `<w:gridSpan w:val="2"/>`, "NghiêngNghiêng"), asks(1000, "", "ab")), one("", asks(500, "", "ab"), asks(500, "", "ab"), asks(1000, "", "ab"))), []int{1072, 1072, 480}},
		{"a table in a cell", gridXML(widthXML(4000), []int{600, 3400}, one("", cellXML(`<w:tcW w:w="600" w:type="dxa"/>`, tableXML("", rowXML("", asks(0, "", "Nghiêng"))), `<w:p/>`), asks(3400, "", long))), []int{1396, 2604}},
		{"a picture in a cell", gridXML(widthXML(4000), []int{600, 3400}, one("", cellXML(`<w:tcW w:w="600" w:type="dxa"/>`, `<w:p><w:r>`+inlineXML(1270000)+`</w:r></w:p>`), asks(3400, "", long))), []int{2216, 1784}},
		{"indents count", gridXML(widthXML(4000), []int{600, 3400}, one("", cellXML(`<w:tcW w:w="600" w:type="dxa"/>`, paraXML(`<w:ind w:left="300" w:right="100"/>`, "Nghiêng")), asks(3400, "", long))), []int{1580, 2420}},
	}
	for _, c := range cases {
		got := columnWidths(t, c.body)
		ok := len(got) == len(c.want)
		for i := 0; ok && i < len(got); i++ {
			ok = max(got[i]-c.want[i], c.want[i]-got[i]) <= 1
		}
		if !ok {
			t.Errorf("%s: columns %v, want %v", c.name, got, c.want)
		}
	}
}

// inlineXML is a rectangle in the line, of a width in EMU.
func inlineXML(width int) string {
	return fmt.Sprintf(`<w:drawing><wp:inline><wp:extent cx="%d" cy="127000"/><a:graphic><a:graphicData uri="x"><wps:wsp><wps:spPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>`, width)
}

// TestAutofitIsBounded lays deep and wide tables out without preferred widths: what is measured
// of tables in cells is measured once.
func TestAutofitIsBounded(t *testing.T) {
	body := paraXML("", "sâu")
	for range 20 {
		body = tableXML("", rowXML("", cellXML("", body, `<w:p/>`), asks(0, "", "bên")))
	}
	d := mustLay(t, source{body: body})
	if n := len(d.Tables); n != 20 {
		t.Errorf("%d tables, want 20", n)
	}
}
