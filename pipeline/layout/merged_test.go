package layout

import (
	"fmt"
	"strings"
	"testing"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// mergedRows is a table whose first column is one merged cell of lines over rows; row holds
// w:trPr of the last row.
func mergedRows(lines, rows int, last string) string {
	cell := func(props, inner string) string {
		return `<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/>` + props + `</w:tcPr>` + inner + `</w:tc>`
	}
	var text strings.Builder
	for i := range lines {
		text.WriteString(paraXML("", fmt.Sprintf("m%d", i)))
	}
	out := `<w:tbl><w:tblPr><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>`
	for i := range rows {
		props, merge, inner := "", "<w:vMerge/>", "<w:p/>"
		if i == 0 {
			merge, inner = `<w:vMerge w:val="restart"/>`, text.String()
		}
		if i == rows-1 {
			props = `<w:trPr>` + last + `</w:trPr>`
		}
		out += `<w:tr>` + props + cell(merge, inner) + cell("", paraXML("", fmt.Sprintf("r%d", i))) + `</w:tr>`
	}
	return out + `</w:tbl>`
}

// TestMergedCellsGoOn: the text of a vertically merged cell that is taller than a page goes on
// on the next ones; nothing stands below the margin and nothing stands twice.
func TestMergedCellsGoOn(t *testing.T) {
	long := func(n int) string { return strings.Repeat(paraXML("", "đệm"), n) }
	for name, body := range map[string]string{
		"two rows":       mergedRows(100, 2, "") + "<w:p/>",
		"three pages":    mergedRows(160, 3, "") + paraXML("", "sau"),
		"many rows":      mergedRows(120, 60, "") + paraXML("", "sau"),
		"rows go on":     mergedRows(60, 120, "") + paraXML("", "sau"),
		"behind text":    long(40) + mergedRows(100, 2, "") + paraXML("", "sau"),
		"whole last row": long(40) + mergedRows(100, 2, "<w:cantSplit/>") + paraXML("", "sau"),
		"one row":        mergedRows(100, 1, "") + paraXML("", "sau"),
		"fits":           long(20) + mergedRows(30, 4, "") + paraXML("", "sau"),
	} {
		d := mustLay(t, source{body: body})
		seen := map[string]int{}
		for i := range d.Pages {
			for _, w := range texts(&d.Pages[i]) {
				if w.Text != "đệm" {
					seen[w.Text]++
				}
				if w.Y > d.Pages[i].Bottom {
					t.Errorf("%s: page %d: %q stands at %v, below %v", name, i+1, w.Text, w.Y, d.Pages[i].Bottom)
				}
			}
		}
		for word := range strings.FieldsSeq(strings.Join(plainWords(body), " ")) {
			if word != "đệm" && seen[word] != 1 {
				t.Errorf("%s: %q stands %d times", name, word, seen[word])
			}
		}
	}
}

// plainWords are the texts of a body.
func plainWords(body string) (out []string) {
	for _, s := range strings.Split(body, `<w:t xml:space="preserve">`)[1:] {
		text, _, _ := strings.Cut(s, "<")
		out = append(out, text)
	}
	return out
}

// TestCellsMergedAcross: cells that older programs merge with w:hMerge are one, as wide as both;
// what stands in the covered one does not show.
func TestCellsMergedAcross(t *testing.T) {
	cell := func(merge, text string) string {
		return `<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/>` + merge + `</w:tcPr>` + paraXML("", text) + `</w:tc>`
	}
	const grid = `<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders><w:insideV w:val="single" w:sz="4"/></w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>`
	d := mustLay(t, source{body: grid + `<w:tr>` + cell(`<w:hMerge w:val="restart"/>`, "Gộp ngang qua cả hai cột đầu của bảng") + cell(`<w:hMerge w:val="continue"/>`, "phủ") + cell("", "c") + `</w:tr>` +
		`<w:tr>` + cell("", "d") + cell("", "e") + cell(`<w:hMerge/>`, "lẻ") + `</w:tr></w:tbl><w:p/>`})
	at := map[string]*item.Text{}
	for _, w := range texts(&d.Pages[0]) {
		at[w.Text] = w
	}
	if at["phủ"] != nil || at["lẻ"] == nil {
		t.Error("a covered cell shows, or one that continues nothing does not")
	}
	if at["bảng"] == nil || at["bảng"].Y != at["Gộp"].Y || at["c"].X != at["lẻ"].X {
		t.Error("the merged cell is not as wide as both")
	}
	lines := 0
	for _, it := range d.Pages[0].Items {
		if l, ok := it.(*item.Line); ok && l.X1 == l.X2 && l.Y1 < at["c"].Y && l.X1 < at["c"].X-20*unit.Pt {
			lines++
		}
	}
	if lines != 0 {
		t.Errorf("%d lines between the merged cells", lines)
	}
}

// TestExactRows: a row of exact height does not let its text stand over the next rows, and says
// what it covers; a row as high as its text, or a little less, shows it.
func TestExactRows(t *testing.T) {
	row := func(height int, inner string) string {
		return fmt.Sprintf(`<w:tr><w:trPr><w:trHeight w:val="%d" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>%s</w:tc></w:tr>`, height, inner)
	}
	const grid = `<w:tbl><w:tblPr><w:tblW w:w="3000" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid>`
	for _, c := range []struct {
		height  int
		inner   string
		shown   string
		covered bool
	}{
		{400, paraXML("", "một") + paraXML("", "hai") + paraXML("", "ba"), "một", true},
		{340, paraXML("", "chữ dài quá ô chữ dài quá ô chữ dài quá ô"), "chữ dài quá ô chữ dài", true},
		{700, paraXML("", "một") + paraXML("", "hai"), "một hai", false},
		{280, paraXML("", "một"), "một", false},
		{400, `<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid><w:tr><w:tc>` + paraXML("", "một") + paraXML("", "hai") + `</w:tc></w:tr></w:tbl><w:p/>`, "một", true},
	} {
		d := mustLay(t, source{body: grid + row(c.height, c.inner) + row(400, paraXML("", "sau")) + `</w:tbl><w:p/>`})
		var shown []string
		for _, w := range texts(&d.Pages[0]) {
			shown = append(shown, w.Text)
		}
		if got := strings.Join(shown, " "); got != c.shown+" sau" {
			t.Errorf("a row of %d twips shows %q, want %q", c.height, got, c.shown+" sau")
		}
		said := len(d.Facts) > 0 && d.Facts[0].Kind == "overflow"
		if said != c.covered {
			t.Errorf("a row of %d twips: facts %v", c.height, d.Facts)
		}
	}
}

// TestTurnedText: turned text for which a cell is not wide enough is told of; a row of exact
// height does not let it stand over the next cell, from whichever side it begins.
func TestTurnedText(t *testing.T) {
	cell := func(direction, inner string) string {
		return `<w:tc><w:tcPr><w:tcW w:w="800" w:type="dxa"/><w:textDirection w:val="` + direction + `"/></w:tcPr>` + inner + `</w:tc>`
	}
	for _, c := range []struct{ rule, direction, shown string }{
		{"exact", "btLr", "một hai"}, {"exact", "tbRl", "một hai"}, {"atLeast", "btLr", "một hai ba bốn"}, {"atLeast", "tbRl", "một hai ba bốn"},
	} {
		d := mustLay(t, source{body: `<w:tbl><w:tblPr><w:tblW w:w="1600" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="800"/><w:gridCol w:w="800"/></w:tblGrid>` +
			`<w:tr><w:trPr><w:trHeight w:val="900" w:hRule="` + c.rule + `"/></w:trPr>` + cell("lrTb", paraXML("", "x")) +
			cell(c.direction, paraXML("", "một")+paraXML("", "hai")+paraXML("", "ba")+paraXML("", "bốn")) + `</w:tr></w:tbl><w:p/>`})
		var shown []string
		first := unit.Length(0)
		for _, w := range texts(&d.Pages[0]) {
			if w.Turn != 0 {
				shown = append(shown, w.Text)
			}
			if w.Text == "một" {
				first = w.X
			}
		}
		from := 85*unit.Pt + 800*unit.Twip
		if strings.Join(shown, " ") != c.shown || first < from || first > from+800*unit.Twip {
			t.Errorf("%s, %s: %q, from %v", c.rule, c.direction, shown, first)
		}
		if len(d.Facts) != 1 || d.Facts[0].Kind != "overflow" || !strings.Contains(d.Facts[0].Detail, "xoay dọc") {
			t.Errorf("%s, %s: facts %v", c.rule, c.direction, d.Facts)
		}
	}
}

// TestExactFrames: a frame of exact height tells of text that runs out of it.
func TestExactFrames(t *testing.T) {
	for text, told := range map[string]bool{"vừa": false, strings.Repeat("chữ trong khung ", 12): true} {
		d := mustLay(t, source{body: paraXML(`<w:framePr w:w="3000" w:h="500" w:hRule="exact" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="3000" w:y="3000"/>`, text) + paraXML("", "thân")})
		if said := len(d.Facts) == 1 && d.Facts[0].Kind == "overflow"; said != told {
			t.Errorf("%q: facts %v", text, d.Facts)
		}
	}
}

// TestExactRowsCutPictures: what of a shape or picture reaches below a row of exact height is cut off, and
// told; one that fits is not.
func TestExactRowsCutPictures(t *testing.T) {
	shape := func(height int) string {
		return `<w:p><w:r>` + strings.NewReplacer(`cy="127000"`, fmt.Sprintf(`cy="%d"`, height*12700), "<wps:spPr/>", `<wps:spPr><a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></wps:spPr>`).Replace(inlineXML(1270000)) + `</w:r></w:p>`
	}
	for _, c := range []struct {
		height int
		want   string
	}{{80, "Hàng có chiều cao cố định cắt mất một phần hình."}, {30, ""}} {
		d := mustLay(t, source{body: gridXML(widthXML(4000)+`<w:tblLayout w:type="fixed"/>`, []int{4000}, rowXML(`<w:trHeight w:val="1000" w:hRule="exact"/>`, cellXML("", shape(c.height))), rowXML("", cellXML("", paraXML("", "dưới"))))})
		bottom, got, shapes := 1134*unit.Twip+51*unit.Pt, "", 0
		for _, it := range d.Pages[0].Items {
			switch it := it.(type) {
			case *item.Path:
				shapes++
				for _, s := range it.Segments {
					for _, q := range s.P {
						if q.Y > bottom {
							t.Errorf("%d high: a shape reaches down to %v, below %v", c.height, q.Y, bottom)
						}
					}
				}
			case *item.Fill:
				if shapes++; it.Y+it.H > bottom {
					t.Errorf("%d high: a shape reaches down to %v, below %v", c.height, it.Y+it.H, bottom)
				}
			}
		}
		for _, f := range d.Facts {
			got += f.Detail
		}
		if got != c.want || shapes == 0 {
			t.Errorf("%d high: %d shapes, told %q, want %q", c.height, shapes, got, c.want)
		}
	}
	cut := covered{}
	for _, c := range []struct {
		y, h      unit.Length
		shows     bool
		crop      int64
		isPicture bool
	}{{0, 10 * unit.Pt, true, 0, false}, {0, 40 * unit.Pt, true, 50000, true}, {20 * unit.Pt, 10 * unit.Pt, false, 0, true}} {
		p := &item.Picture{Y: c.y, H: c.h}
		if cut = (covered{}); shows(p, 20*unit.Pt, &cut) != c.shows || p.Crop.Bottom != c.crop || cut.picture != c.isPicture {
			t.Errorf("a picture from %v, %v high: cropped by %d, told %v", c.y, c.h, p.Crop.Bottom, cut.picture)
		}
	}
}
