package layout

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// TestColumnsWithoutWidth: columns of a fixed layout that say no width share by their letters what the
// others leave; a width of nought is none (ECMA-376-1 17.4.52, 17.4.63).
func TestColumnsWithoutWidth(t *testing.T) {
	const fixed = `<w:tblLayout w:type="fixed"/>`
	row := func(texts ...string) string {
		var cells []string
		for _, s := range texts {
			cells = append(cells, cellXML("", paraXML("", s)))
		}
		return rowXML("", cells...)
	}
	words := strings.Repeat("Nghiêng", 9) // 456 points
	narrow := func(s string) string { return asks(0, "", s) }
	for _, c := range []struct {
		name, body string
		want       []int
	}{
		{"one says it", gridXML(widthXML(8000)+fixed, []int{2000, 0, 0}, row("một hai ba", "chin", strings.Repeat("x", 12))), []int{2000, 1500, 4500}},
		{"none says it", gridXML(widthXML(8000)+fixed, []int{0, 0}, row("x", "12345678901")), []int{2133, 5867}},
		{"no per cent", gridXML(`<w:tblW w:w="0" w:type="pct"/>`, []int{2000, 3000}, rowXML("", asks(2000, "", "ab"), asks(3000, "", "ab"))), []int{2000, 3000}},
		{"half of the page, given up above the words", gridXML(`<w:tblW w:w="2500" w:type="pct"/>`, []int{2000, 3000}, rowXML("", asks(2000, "", "ab"), asks(3000, "", "ab"))), []int{1825, 2710}},
		{"a cell's table asks more than its grid", gridXML(autoXML, []int{100, 100}, rowXML("", cellXML("", gridXML("", []int{700}, rowXML("", asks(4000, "", "ab"))), `<w:p/>`), narrow("ab"))), []int{113, 4000, 103, 480}},
		{"words wider than the page are cut alike, others stay", gridXML(autoXML, []int{100, 100, 100}, rowXML("", narrow(words), narrow("ab"), narrow(words))), []int{4403, 480, 4403}},
	} {
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

// TestRowsKeptTogether: a row whose text is kept with the next one goes with it to the next page, and the
// last row with what follows the table (ECMA-376-1 17.3.1.15).
func TestRowsKeptTogether(t *testing.T) {
	const fixed = `<w:tblLayout w:type="fixed"/>`
	table := func(keep string) string {
		row := func(s string) string { return rowXML("", cellXML("", paraXML(keep, s))) }
		return gridXML(widthXML(4000)+fixed, []int{4000}, row("một"), row("hai")) + paraXML("", "sau")
	}
	for _, c := range []struct {
		name, keep string
		lines      int
		want       [3]int
	}{
		{"room for one row", "", 44, [3]int{0, 1, 1}}, {"kept with the next", `<w:keepNext/>`, 44, [3]int{1, 1, 1}},
		{"room for both rows", "", 43, [3]int{0, 0, 1}}, {"kept with the text behind", `<w:keepNext/>`, 43, [3]int{1, 1, 1}}, {"room for all", `<w:keepNext/>`, 42, [3]int{0, 0, 0}},
	} {
		d := mustLay(t, source{body: strings.Repeat(paraXML("", "đầy"), c.lines) + table(c.keep)})
		var got [3]int
		for i, s := range []string{"một", "hai", "sau"} {
			_, got[i] = one(t, d, s)
		}
		if got != c.want {
			t.Errorf("%s: pages %v, want %v", c.name, got, c.want)
		}
	}
}

// TestRowUnderMergedCell: a row that fits but for a merged cell that ends in it stays on its page; the
// merged cell goes on on the next.
func TestRowUnderMergedCell(t *testing.T) {
	d := mustLay(t, source{body: strings.Repeat(paraXML("", "đầy"), 35) + mergedRows(20, 2, "") + paraXML("", "sau")})
	for word, want := range map[string]int{"r0": 0, "r1": 0, "m0": 0, "m19": 1, "sau": 1} {
		if _, page := one(t, d, word); page != want {
			t.Errorf("%s on page %d, want %d", word, page, want)
		}
	}
}

// TestConditionalColumns: what a table style says of the first and last columns, of the corners and bands
// holds for these cells alone, and only where the table asks for it (ECMA-376-1 17.7.6).
func TestConditionalColumns(t *testing.T) {
	part := func(kind, size string) string {
		return `<w:tblStylePr w:type="` + kind + `"><w:rPr><w:sz w:val="` + size + `"/></w:rPr></w:tblStylePr>`
	}
	styles := plainStyles + `<w:style w:type="table" w:styleId="T"><w:name w:val="T"/>` + part("firstCol", "20") + part("lastCol", "22") + part("firstRow", "24") + part("lastRow", "26") + part("band1Vert", "30") + part("band2Vert", "32") + part("band1Horz", "34") + part("band2Horz", "36") + `</w:style>`
	styles = strings.Replace(styles, `<w:sz w:val="28"/>`, "", 1)
	body := func(look string) string {
		s := ""
		for i := range 4 {
			row := ""
			for j := range 4 {
				row += cellXML("", paraXML("", fmt.Sprintf("%d%d", i, j)))
			}
			s += rowXML("", row)
		}
		return gridXML(`<w:tblStyle w:val="T"/><w:tblLook `+look+`/>`, []int{1000, 1000, 1000, 1000}, s)
	}
	const none = `w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"`
	for _, c := range []struct{ set, want string }{
		{"", "10 10 10 10/10 10 10 10/10 10 10 10/10 10 10 10"},
		{"lastColumn", "10 10 10 11/10 10 10 11/10 10 10 11/10 10 10 11"},
		{"firstColumn", "10 10 10 10/10 10 10 10/10 10 10 10/10 10 10 10"},
		{"firstRow", "12 12 12 12/10 10 10 10/10 10 10 10/10 10 10 10"},
		{"lastRow", "10 10 10 10/10 10 10 10/10 10 10 10/13 13 13 13"},
		{"noVBand", "15 16 15 16/15 16 15 16/15 16 15 16/15 16 15 16"},
		{"noHBand", "17 17 17 17/18 18 18 18/17 17 17 17/18 18 18 18"},
		{"noHBand firstRow lastRow", "12 12 12 12/17 17 17 17/18 18 18 18/13 13 13 13"},
		{"noVBand firstColumn lastColumn", "10 15 16 11/10 15 16 11/10 15 16 11/10 15 16 11"},
	} {
		look := none
		for flag := range strings.FieldsSeq(c.set) {
			old, set := `w:`+flag+`="0"`, `w:`+flag+`="1"`
			if strings.HasPrefix(flag, "no") {
				old, set = set, old
			}
			look = strings.Replace(look, old, set, 1)
		}
		d := mustLay(t, source{body: body(look), styles: styles})
		var rows []string
		for i := range 4 {
			var sizes []string
			for j := range 4 {
				w, _ := one(t, d, fmt.Sprintf("%d%d", i, j))
				sizes = append(sizes, fmt.Sprint(int64(w.Size/unit.Pt)))
			}
			rows = append(rows, strings.Join(sizes, " "))
		}
		if got := strings.Join(rows, "/"); got != c.want {
			t.Errorf("%s: %s, want %s", c.set, got, c.want)
		}
	}
}

// TestDirectionsOfText: each direction of text by both its names, how text in a cell reads and where it stands.
func TestDirectionsOfText(t *testing.T) {
	for direction, want := range map[string]int{"btLr": 90, "lr": 90, "tbRl": 270, "tbRlV": 270, "rl": 270, "rlV": 270, "lrTb": 0, "": 0} {
		turned, upwards := turning(direction)
		if turned != (want != 0) || upwards != (want == 90) {
			t.Errorf("%s: turned %v, upwards %v", direction, turned, upwards)
		}
		d := mustLay(t, source{body: gridXML(widthXML(3000)+`<w:tblLayout w:type="fixed"/>`, []int{3000}, rowXML(`<w:trHeight w:val="2000" w:hRule="exact"/>`, cellXML(`<w:textDirection w:val="`+direction+`"/>`, paraXML("", "một"))))})
		w, _ := one(t, d, "một")
		left, right := 1701*unit.Twip, 4701*unit.Twip
		if w.Turn != want || want == 90 && w.X > left+unit.Inch || want == 270 && w.X < right-unit.Inch {
			t.Errorf("%s: turned by %d at %v", direction, w.Turn, w.X)
		}
	}
}

// TestFurnitureHoldsNoTablesOfTheText: tables of headers and footers are none of the text's.
func TestFurnitureHoldsNoTablesOfTheText(t *testing.T) {
	table := gridXML("", []int{3000}, rowXML("", asks(3000, "", "đầu")))
	d := mustLay(t, source{body: paraXML("", "chữ") + strings.Replace(a4, "<w:pgSz", `<w:headerReference w:type="default" r:id="rheader1"/><w:pgSz`, 1), parts: map[string]string{"header1.xml": table + "<w:p/>"}})
	if len(d.Tables) != 0 {
		t.Errorf("%+v", d.Tables)
	}
}

// TestFooterBesideItsPicture: the text of a footer leaves free what floats in it, wherever the footer begins.
func TestFooterBesideItsPicture(t *testing.T) {
	for _, from := range []string{"paragraph", "page"} {
		at := 0
		if from == "page" {
			at = 270
		}
		footer := `<w:p>` + floatXML([2]string{"margin", from}, [2]int{0, at}, [2]int{30, 15}, `<wp:wrapSquare wrapText="bothSides"/>`) + `<w:r><w:t>chân</w:t></w:r></w:p>` + paraXML("", "hai")
		d := mustLay(t, source{body: paraXML("", "chữ") + strings.Replace(a4, "<w:pgSz", `<w:footerReference w:type="default" r:id="rfooter1"/><w:pgSz`, 1), parts: map[string]string{"footer1.xml": footer}})
		for _, s := range []string{"chân", "hai"} {
			if w, _ := one(t, d, s); w.X < 1701*unit.Twip+30*36000 {
				t.Errorf("from %s: %q stands at %v, over the picture", from, s, w.X)
			}
		}
	}
}

// TestTextBesidePictureOfTheFooter: the text of the page leaves free what floats in its footer and reaches up.
func TestTextBesidePictureOfTheFooter(t *testing.T) {
	footer := `<w:p>` + floatXML([2]string{"margin", "page"}, [2]int{0, 100}, [2]int{50, 20}, `<wp:wrapSquare wrapText="bothSides"/>`) + `<w:r><w:t>chân</w:t></w:r></w:p>`
	d := mustLay(t, source{body: strings.Repeat(paraXML("", "chữ của trang"), 40) + strings.Replace(a4, "<w:pgSz", `<w:footerReference w:type="default" r:id="rfooter1"/><w:pgSz`, 1), parts: map[string]string{"footer1.xml": footer}})
	beside := 0
	for _, w := range texts(&d.Pages[0]) {
		if w.Y > 100*36000 && w.Y-w.Size < 120*36000 {
			if beside++; w.X < 1701*unit.Twip+50*36000 {
				t.Errorf("%q stands at %v %v, over the picture", w.Text, w.X, w.Y)
			}
		}
	}
	if beside == 0 {
		t.Error("no text stands beside the picture")
	}
}

// TestFrameGoesToTheNextPage: a frame for which the page has no room left goes to the next one, with the
// text beside it.
func TestFrameGoesToTheNextPage(t *testing.T) {
	frame := `<w:p><w:pPr><w:framePr w:w="2000" w:h="2000" w:hRule="exact" w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:x="1" w:y="1"/></w:pPr><w:r><w:t>khung</w:t></w:r></w:p>`
	d := mustLay(t, source{body: strings.Repeat(paraXML("", "đầy"), 43) + frame + paraXML("", "bên")})
	f, page := one(t, d, "khung")
	b, other := one(t, d, "bên")
	if page != 1 || other != 1 || max(f.Y-b.Y, b.Y-f.Y) > unit.Pt || b.X < 1701*unit.Twip+2000*unit.Twip {
		t.Errorf("the frame on page %d at %v, the text on page %d at %v %v", page, f.Y, other, b.X, b.Y)
	}
}

// TestFormsOfSignsAndBlanks: a blank takes the look of what stands before it; a sign of a symbol font is told
// in Unicode, a letter of any other font as it is.
func TestFormsOfSignsAndBlanks(t *testing.T) {
	run := func(props, text string) string {
		return `<w:r><w:rPr>` + props + `</w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
	}
	const signs = `<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>`
	d, err := Lay(source{body: `<w:p>` + run("<w:b/>", "A") + run("", " ") + `</w:p><w:p>` + run("<w:b/>", "A") + run("<w:i/>", "b") + run("", "  ") + run("<w:i/>", "c") + `</w:p>` +
		`<w:p>` + run(signs, "\u00fc") + run("", "\u00fc") + `</w:p><w:p>` + run(signs, "\uf0fc") + run("", "\uf0fc") + `</w:p>`}.docx(t), Options{Forms: true})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range d.Forms {
		var pieces []string
		for _, p := range f.Pieces {
			pieces = append(pieces, p.Text)
		}
		got = append(got, strings.Join(pieces, "|"))
	}
	if want := []string{"A ", "A|b  c", "✓|ü", "✓|⎫"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestDumpTellsAll: a dump tells of each thing on a page all that makes it look as it does.
func TestDumpTellsAll(t *testing.T) {
	d := mustLay(t, source{body: paraXML("", "chữ")})
	w, _ := one(t, d, "chữ")
	red := item.Color(0xFF0000)
	pt := func(n int) unit.Length { return unit.Length(n) * unit.Pt }
	page := Page{Width: pt(100), Height: pt(200), Items: []item.Item{
		&item.Text{X: pt(1), Y: pt(2), Width: pt(3), Face: w.Face, Size: pt(4), Text: "a"},
		&item.Text{X: pt(1), Y: pt(2), Width: pt(3), Face: w.Face, Size: pt(4), Text: "b", Color: red, Spacing: pt(1), Scale: 90, Kerned: true, Turn: 90, Alpha: 5},
		&item.Line{X1: pt(1), Y1: pt(2), X2: pt(3), Y2: pt(4), Width: pt(5)}, &item.Line{Width: pt(5), Color: red, Dash: []unit.Length{pt(1), pt(2)}},
		&item.Fill{X: pt(1), Y: pt(2), W: pt(3), H: pt(4), Color: red},
		&item.Path{Segments: []item.Segment{{Op: 'M', P: [3]item.Point{{X: pt(1), Y: pt(2)}}}, {Op: 'C', P: [3]item.Point{{X: pt(1)}, {X: pt(2)}, {X: pt(3)}}}, {Op: 'Z'}}, Fill: &red},
		&item.Path{Segments: []item.Segment{{Op: 'L', P: [3]item.Point{{X: pt(1), Y: pt(2)}}}}, Stroke: &red, Width: pt(2)},
		&item.Picture{X: pt(1), Y: pt(2), W: pt(3), H: pt(4), Type: "png", Data: []byte("xyz"), Alt: "hình"}, &item.Picture{Type: "png", Turn: 90, Crop: item.Crop{Left: 1, Top: 2, Right: 3, Bottom: 4}},
		&item.Link{X: pt(1), Y: pt(2), W: pt(3), H: pt(4), URL: "https://x.vn"}, &item.Link{X: pt(1), Y: pt(2), W: pt(3), H: pt(4), Page: 2, TopY: pt(7)},
	}}
	var b strings.Builder
	if err := Dump(&b, &Document{Pages: []Page{page}, Outline: []Heading{{Level: 2, Page: 3, Y: pt(5), Text: "Một"}}, Facts: d.Facts}); err != nil {
		t.Fatal(err)
	}
	face := w.Face.Short()
	want := "page 1 100.00 x 200.00\n" +
		"text 1.00 2.00 w 3.00 " + face + " 4.00 \"a\"\n" +
		"text 1.00 2.00 w 3.00 " + face + " 4.00 color FF0000 spacing 1.00 scale 90 kerned turn 90 alpha 5 \"b\"\n" +
		"line 1.00 2.00 to 3.00 4.00 width 5.00\nline 0.00 0.00 to 0.00 0.00 width 5.00 color FF0000 dash 1.00 2.00\n" +
		"fill 1.00 2.00 w 3.00 h 4.00 color FF0000\n" +
		"path M 1.00 2.00 C 1.00 0.00 2.00 0.00 3.00 0.00 Z fill FF0000\npath L 1.00 2.00 stroke FF0000 width 2.00\n" +
		"picture 1.00 2.00 w 3.00 h 4.00 png 3 bytes \"hình\"\npicture 0.00 0.00 w 0.00 h 0.00 png 0 bytes turn 90 crop 1 2 3 4 \"\"\n" +
		"link 1.00 2.00 w 3.00 h 4.00 to \"https://x.vn\"\nlink 1.00 2.00 w 3.00 h 4.00 to page 3 y 7.00\n" +
		"heading 2 page 4 y 5.00 \"Một\"\n"
	if got := b.String(); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// TestColumnsFromRightToLeft: the first column of such a table stands at its right, with the first cell's
// borders, margins and the indent of the table mirrored; merged cells and gaps before rows stay in
// their columns (ECMA-376-1 17.4.1).
func TestColumnsFromRightToLeft(t *testing.T) {
	const left, right = 1701, 1701 + 9071 // of the text, in twips
	table := func(props string) string {
		return `<w:tbl><w:tblPr><w:bidiVisual/>` + props + widthXML(6000) + `<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="200" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="2000"/><w:gridCol w:w="3000"/></w:tblGrid>` +
			rowXML("", cellXML(`<w:vMerge w:val="restart"/><w:tcBorders><w:left w:val="single" w:sz="8"/></w:tcBorders>`, paraXML("", "một")), cellXML("", paraXML("", "hai")), cellXML("", paraXML("", "ba"))) +
			rowXML("", cellXML(`<w:vMerge/>`, `<w:p/>`), cellXML(`<w:gridSpan w:val="2"/>`, paraXML("", "bốn"))) +
			rowXML(`<w:gridBefore w:val="1"/>`, cellXML("", paraXML("", "năm"))) + `</w:tbl>`
	}
	for _, c := range []struct {
		props string
		end   int // the right edge of the table
	}{{"", right}, {`<w:tblInd w:w="500" w:type="dxa"/>`, right - 500}, {`<w:jc w:val="right"/>`, left + 6000}, {`<w:jc w:val="center"/>`, right - 3071/2}} {
		d := mustLay(t, source{body: table(c.props), settings: `<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>`})
		for text, column := range map[string]int{"một": 1000, "hai": 3000, "ba": 6000, "bốn": 6000, "năm": 3000} {
			w, _ := one(t, d, text)
			want := unit.Length(c.end-column+200) * unit.Twip
			if diff := max(w.X-want, want-w.X); diff > unit.Pt {
				t.Errorf("%s: %q stands at %v, want %v", c.props, text, w.X, want)
			}
		}
		var lines []unit.Length
		for _, it := range d.Pages[0].Items {
			if l, ok := it.(*item.Line); ok && l.X1 == l.X2 {
				lines = append(lines, l.X1)
			}
		}
		want := unit.Length(c.end) * unit.Twip
		if len(lines) == 0 || max(lines[0]-want, want-lines[0]) > unit.Pt {
			t.Errorf("%s: lines at %v, want one at %v", c.props, lines, want)
		}
		if len(d.Facts) > 0 || d.Tables[0].Rows[0].Cells[0].First != 1 || d.Tables[0].Rows[0].Cells[0].Column != 0 {
			t.Errorf("%s: facts %v, cells %v", c.props, d.Facts, d.Tables[0].Rows[0].Cells)
		}
	}
}

// TestFeaturesThatAreTold: what is shown otherwise than the file asks is told.
func TestFeaturesThatAreTold(t *testing.T) {
	bullets := `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlPicBulletId w:val="0"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	for _, c := range []struct {
		s    source
		want string
	}{
		{source{body: paraXML("", "a") + a4With(`<w:vAlign w:val="both"/>`)}, "thân văn bản: Trang căn đều theo chiều dọc được dàn từ trên xuống."},
		{source{body: paraXML("", "a") + a4With(`<w:vAlign w:val="center"/>`)}, ""},
		{source{body: paraXML("", "a") + paraXML(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`, "b"), numbering: bullets}, "thân văn bản, đoạn 2: Dấu đầu dòng bằng hình được in bằng ký tự thay thế."},
	} {
		got := ""
		for _, f := range mustLay(t, c.s).Facts {
			got += f.Place + ": " + f.Detail
		}
		if got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
