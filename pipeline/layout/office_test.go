package layout

import (
	"strings"
	"testing"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// formXML is a complex field with form data and a code, without a stored result.
func formXML(data, code string) string {
	return `<w:r><w:fldChar w:fldCharType="begin"><w:ffData>` + data + `</w:ffData></w:fldChar></w:r><w:r><w:instrText> ` + code + ` </w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
}

// page1 is the text of the first page, words joined by spaces.
func page1(d *Document) string {
	var words []string
	for _, w := range texts(&d.Pages[0]) {
		words = append(words, w.Text)
	}
	return strings.Join(words, " ")
}

// TestFieldsWithoutResult shows what Word shows of fields for which it stores no result.
func TestFieldsWithoutResult(t *testing.T) {
	for _, c := range []struct{ field, want string }{
		{formXML(`<w:checkBox><w:sizeAuto/><w:default w:val="0"/><w:checked/></w:checkBox>`, "FORMCHECKBOX"), "☒"},
		{formXML(`<w:checkBox><w:sizeAuto/><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>`, "FORMCHECKBOX"), "☐"},
		{formXML(`<w:checkBox><w:sizeAuto/><w:default w:val="1"/></w:checkBox>`, "FORMCHECKBOX"), "☒"},
		{formXML(`<w:ddList><w:result w:val="1"/><w:listEntry w:val="Một"/><w:listEntry w:val="Hai"/></w:ddList>`, "FORMDROPDOWN"), "Hai"},
		{formXML(`<w:ddList><w:listEntry w:val="Một"/></w:ddList>`, "FORMDROPDOWN"), "Một"},
		{formXML(`<w:ddList><w:result w:val="9"/><w:listEntry w:val="Một"/></w:ddList>`, "FORMDROPDOWN"), ""},
		{formXML("", "MACROBUTTON  NoMacro [Bấm vào đây]"), "[Bấm vào đây]"},
	} {
		d := mustLay(t, source{body: `<w:p>` + c.field + `</w:p>`})
		if got := page1(d); got != c.want {
			t.Errorf("%s: %q, want %q", c.field, got, c.want)
		}
	}
	d := mustLay(t, source{body: `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> EQ \o(a,b) </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`})
	if len(d.Facts) != 1 || !strings.Contains(d.Facts[0].Detail, "“EQ”") || d.Facts[0].Place != "thân văn bản, đoạn 1" {
		t.Errorf("a field that shows nothing is no fact: %v", d.Facts)
	}
}

// TestContentsLookAsTheirParagraphs holds that links of a table of contents are black, those
// behind it blue.
func TestContentsLookAsTheirParagraphs(t *testing.T) {
	styles := plainStyles + `<w:style w:type="character" w:styleId="Siuktni"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>`
	run := func(text string) string {
		return `<w:hyperlink w:anchor="a"><w:r><w:rPr><w:rStyle w:val="Siuktni"/></w:rPr><w:t>` + text + `</w:t></w:r></w:hyperlink>`
	}
	d := mustLay(t, source{styles: styles, body: `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \o "1-3" \h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` +
		run("Một") + `</w:p><w:p>` + run("Hai") + `</w:p><w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p><w:p>` + run("Ba") + `</w:p>`})
	for i, want := range []item.Color{0, 0, 0x0563C1} {
		if w := texts(&d.Pages[0])[i]; w.Color != want {
			t.Errorf("%s: colour %06x, want %06x", w.Text, w.Color, want)
		}
	}
	if n := len(linesOn(&d.Pages[0])); n != 1 {
		t.Errorf("%d lines under words, want 1", n)
	}
}

func linesOn(p *Page) (out []*item.Line) {
	for _, it := range p.Items {
		if l, ok := it.(*item.Line); ok {
			out = append(out, l)
		}
	}
	return out
}

// TestRunBorders holds that neighbours with the same border share one box.
func TestRunBorders(t *testing.T) {
	run := func(bdr, text string) string {
		return `<w:r><w:rPr>` + bdr + `</w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
	}
	box := `<w:bdr w:val="single" w:sz="4" w:space="0" w:color="auto"/>`
	d := mustLay(t, source{body: `<w:p>` + run("", "trước ") + run(box, "hai từ") + run("<w:b/>"+box, " đậm") + run("", " sau ") + run(box, "x") + `</w:p>`})
	lines := linesOn(&d.Pages[0])
	if len(lines) != 8 {
		t.Fatalf("%d lines, want two boxes", len(lines))
	}
	words := texts(&d.Pages[0])
	if first := lines[0]; first.X1 != words[1].X-unit.Pt/2 || first.X2 != words[3].X+words[3].Width+unit.Pt/2 {
		t.Errorf("box from %v to %v, words from %v to %v", first.X1, first.X2, words[1].X, words[3].X+words[3].Width)
	}
}

// TestRunBordersTakeRoom: a line is higher by the border above and below its letters and by
// their distance from it, but where higher letters stand beside them.
func TestRunBordersTakeRoom(t *testing.T) {
	next := func(runs string) unit.Length {
		words := texts(&mustLay(t, source{body: `<w:p>` + runs + `</w:p>` + paraXML("", "sau")}).Pages[0])
		return words[len(words)-1].Y
	}
	run := func(props string) string { return `<w:r><w:rPr>` + props + `</w:rPr><w:t>x</w:t></w:r>` }
	box := func(space string) string {
		return `<w:bdr w:val="single" w:sz="4" w:space="` + space + `" w:color="auto"/>`
	}
	plain := next(run(""))
	for _, c := range []struct {
		runs string
		want unit.Length
	}{{run(box("0")), unit.Pt}, {run(box("2")), 5 * unit.Pt}, {run(`<w:sz w:val="16"/>`+box("0")) + run(""), 0}} {
		if got := next(c.runs) - plain; got != c.want {
			t.Errorf("%s: higher by %v, want %v", c.runs, got, c.want)
		}
	}
}

// TestLineGrid: how far lines of 14 pt (16.1 pt high) and 20 pt (23 pt) stand apart in a grid of
// 18 pt, by their line spacing: multiples count rows, a least height is not rounded to rows.
func TestLineGrid(t *testing.T) {
	for _, c := range []struct {
		spacing, run string
		want         unit.Length
	}{
		{"", "", 18 * unit.Pt},
		{"", `<w:sz w:val="40"/>`, 36 * unit.Pt},
		{`<w:spacing w:line="360" w:lineRule="auto"/>`, "", 27 * unit.Pt},
		{`<w:spacing w:line="520" w:lineRule="auto"/>`, `<w:sz w:val="40"/>`, 39 * unit.Pt},
		{`<w:spacing w:line="240" w:lineRule="atLeast"/>`, "", 18 * unit.Pt},
		{`<w:spacing w:line="480" w:lineRule="atLeast"/>`, "", 24 * unit.Pt},
		{`<w:spacing w:line="300" w:lineRule="exact"/>`, "", 15 * unit.Pt},
		{`<w:snapToGrid w:val="0"/>`, `<w:sz w:val="40"/>`, 23 * unit.Pt},
	} {
		d := mustLay(t, source{body: `<w:p><w:pPr>` + c.spacing + `</w:pPr><w:r><w:rPr>` + c.run + `</w:rPr><w:t>một</w:t><w:br/><w:t>hai</w:t><w:br/><w:t>ba</w:t></w:r></w:p>` +
			strings.Replace(a4, "</w:sectPr>", `<w:docGrid w:type="lines" w:linePitch="360"/></w:sectPr>`, 1)})
		words := texts(&d.Pages[0])
		if got := words[1].Y - words[0].Y; got != c.want {
			t.Errorf("%s %s: %v apart, want %v", c.spacing, c.run, got, c.want)
		}
	}
}

// TestLineNumbers counts the lines of the body.
func TestLineNumbers(t *testing.T) {
	text := strings.Repeat("công tác bảo đảm an ninh trật tự ", 40)
	lay := func(attrs string) (numbers []string, d *Document) {
		d = mustLay(t, source{body: paraXML("<w:suppressLineNumbers/>", "không đếm") + tableXML("", rowXML("", cellXML("", paraXML("", "ô")))) + strings.Repeat(paraXML("", text), 8) +
			strings.Replace(a4, "<w:pgSz", "<w:pgSz", 1)[:len(a4)-len("</w:sectPr>")] + `<w:lnNumType ` + attrs + `/></w:sectPr>`})
		for i := range d.Pages {
			for _, w := range texts(&d.Pages[i]) {
				if w.X < 1701*unit.Twip-unit.Inch/8 {
					numbers = append(numbers, w.Text)
				}
			}
		}
		return numbers, d
	}
	every, d := lay(`w:countBy="1" w:restart="continuous"`)
	if len(every) < 60 || every[0] != "1" || every[59] != "60" {
		t.Errorf("continuous: %v", every)
	}
	if len(d.Facts) != 0 {
		t.Errorf("facts: %v", d.Facts)
	}
	page, _ := lay(`w:countBy="1"`)
	ones := 0
	for _, n := range page {
		if n == "1" {
			ones++
		}
	}
	if ones != len(d.Pages) {
		t.Errorf("numbers begin anew %d times on %d pages", ones, len(d.Pages))
	}
	if tens, _ := lay(`w:countBy="10" w:start="4" w:restart="continuous"`); tens[0] != "10" || tens[1] != "20" {
		t.Errorf("every tenth: %v", tens)
	}
}

// TestContrast holds that text of automatic colour is white on something dark, in a cell, a
// paragraph and a run, and keeps a colour of its own.
func TestContrast(t *testing.T) {
	shade := func(fill string) string { return `<w:shd w:val="clear" w:color="auto" w:fill="` + fill + `"/>` }
	red := `<w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t>đỏ</w:t></w:r>`
	for _, c := range []struct {
		name, body string
		want       item.Color
	}{
		{"cell", tableXML("", rowXML("", cellXML(shade("1F3864"), paraXML("", "chữ")))), 0xFFFFFF},
		{"light cell in a dark one", tableXML("", rowXML("", cellXML(shade("000000"), tableXML("", rowXML("", cellXML(shade("FFFF00"), paraXML("", "chữ")))), paraXML("", "")))), 0},
		{"paragraph", paraXML(shade("000000"), "chữ"), 0xFFFFFF},
		{"grey paragraph", paraXML(shade("808080"), "chữ"), 0},
		{"run", `<w:p><w:r><w:rPr>` + shade("000080") + `</w:rPr><w:t>chữ</w:t></w:r></w:p>`, 0xFFFFFF},
		{"own colour", `<w:p><w:pPr>` + shade("000000") + `</w:pPr>` + red + `</w:p>`, 0xFF0000},
	} {
		if w := texts(&mustLay(t, source{body: c.body}).Pages[0])[0]; w.Color != c.want {
			t.Errorf("%s: %06x, want %06x", c.name, w.Color, c.want)
		}
	}
}

// TestMarkInLastLine holds that a paragraph mark larger than the text makes the last line
// higher, and no other line.
func TestMarkInLastLine(t *testing.T) {
	two := func(mark string) [3]unit.Length {
		d := mustLay(t, source{body: `<w:p><w:pPr><w:rPr>` + mark + `</w:rPr></w:pPr><w:r><w:t>một</w:t><w:br/><w:t>hai</w:t></w:r></w:p>` + paraXML("", "ba")})
		w := texts(&d.Pages[0])
		return [3]unit.Length{w[0].Y, w[1].Y, w[2].Y}
	}
	small, large := two(`<w:sz w:val="8"/>`), two(`<w:sz w:val="80"/>`)
	if small[0] != large[0] {
		t.Errorf("the first line moved from %v to %v", small[0], large[0])
	}
	if large[1]-small[1] < 20*unit.Pt || large[2]-small[2] < 25*unit.Pt {
		t.Errorf("lines at %v with a small mark, at %v with a large one", small, large)
	}
}

// TestRule draws the horizontal rule of Word across the text.
func TestRule(t *testing.T) {
	rule := func(attrs string) *item.Path {
		d := mustLay(t, source{body: `<w:p><w:r><w:pict><v:rect xmlns:o="urn:schemas-microsoft-com:office:office" style="width:0;height:1.5pt" ` + attrs + ` o:hr="t" fillcolor="#a0a0a0" stroked="f"/></w:pict></w:r></w:p>`})
		for _, it := range d.Pages[0].Items {
			if p, ok := it.(*item.Path); ok {
				return p
			}
		}
		t.Fatal("no rule")
		return nil
	}
	wide, half := rule(""), rule(`o:hrpct="500"`)
	if w := wide.Segments[1].P[0].X - wide.Segments[0].P[0].X; w != (11906-1134-1701)*unit.Twip {
		t.Errorf("the rule is %v wide", w)
	}
	if w := half.Segments[1].P[0].X - half.Segments[0].P[0].X; max(w-(11906-1134-1701)*unit.Twip/2, (11906-1134-1701)*unit.Twip/2-w) > 1 {
		t.Errorf("half a rule is %v wide", w)
	}
}

// TestPresetShapes draws every shape that is known, and reports one that is not.
func TestPresetShapes(t *testing.T) {
	shape := func(kind string) *Document {
		return mustLay(t, source{body: `<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1400000" cy="500000"/><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:xfrm flipH="1"><a:off x="0" y="0"/><a:ext cx="1400000" cy="500000"/></a:xfrm>` +
			`<a:prstGeom prst="` + kind + `"/><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`})
	}
	for _, kind := range strings.Fields(`rightArrow leftArrow upArrow downArrow leftRightArrow upDownArrow homePlate chevron flowChartTerminator flowChartInputOutput
		flowChartPreparation flowChartManualOperation flowChartManualInput flowChartOffpageConnector flowChartDocument flowChartPredefinedProcess flowChartMerge flowChartExtract
		rtTriangle parallelogram trapezoid hexagon octagon pentagon plus star4 star5 wedgeRectCallout foldedCorner can frame bentConnector2 bentConnector3
		curvedConnector2 curvedConnector3 leftBracket rightBracket leftBrace rightBrace bracketPair bracePair`) {
		d := shape(kind)
		if len(d.Facts) != 0 {
			t.Errorf("%s: %v", kind, d.Facts)
		}
		path, _ := d.Pages[0].Items[0].(*item.Path)
		if path == nil || len(path.Segments) < 2 || path.Segments[0].Op != 'M' {
			t.Errorf("%s: %v", kind, d.Pages[0].Items)
		}
	}
	if d := shape("cloud"); len(d.Facts) != 1 || !strings.Contains(d.Facts[0].Detail, "cloud") {
		t.Errorf("cloud: %v", d.Facts)
	}
}

// TestDecimalInCells aligns figures in a cell at a decimal tab stop without a tab.
func TestDecimalInCells(t *testing.T) {
	figure := func(text string) string {
		return rowXML("", cellXML(`<w:tcW w:w="3000" w:type="dxa"/>`, paraXML(`<w:tabs><w:tab w:val="decimal" w:pos="1500"/></w:tabs>`, text)))
	}
	w := texts(&mustLay(t, source{body: tableXML("", figure("7,25"), figure("1.234,5"))}).Pages[0])
	end := func(w *item.Text) unit.Length {
		whole, _, _ := strings.Cut(w.Text, ",")
		return w.X + w.Face.Advance('0', w.Size)*unit.Length(strings.Count(whole, "")-1-strings.Count(whole, ".")) + w.Face.Advance('.', w.Size)*unit.Length(strings.Count(whole, "."))
	}
	if a, b := end(w[0]), end(w[1]); max(a-b, b-a) > unit.Twip {
		t.Errorf("decimal signs stand at %v and %v", a, b)
	}
}
