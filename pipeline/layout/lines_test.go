package layout

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// a4With is the page of the tests with more in its section.
func a4With(more string) string { return strings.Replace(a4, "</w:sectPr>", more+"</w:sectPr>", 1) }

// placed finds the words of a text on all pages, with the numbers of their pages.
func placed(d *Document, text string) (words []*item.Text, pages []int) {
	for i := range d.Pages {
		for _, w := range texts(&d.Pages[i]) {
			if w.Text == text {
				words, pages = append(words, w), append(pages, i)
			}
		}
	}
	return words, pages
}

// one returns the only place of a word.
func one(t *testing.T, d *Document, text string) (*item.Text, int) {
	t.Helper()
	words, pages := placed(d, text)
	if len(words) != 1 {
		t.Fatalf("%q stands %d times", text, len(words))
	}
	return words[0], pages[0]
}

// TestLineNumbersStandAside: the number of a line ends a quarter of an inch left of the text, half of
// that beside columns, or as far as the file says (ECMA-376-1 17.6.8).
func TestLineNumbersStandAside(t *testing.T) {
	for _, c := range []struct {
		attrs, columns string
		want           unit.Length
	}{
		{"", "", 18 * unit.Pt}, {"", `<w:cols w:num="2" w:space="720"/>`, 9 * unit.Pt}, {`w:distance="400"`, "", 20 * unit.Pt}, {`w:distance="400"`, `<w:cols w:num="2" w:space="720"/>`, 20 * unit.Pt},
	} {
		d := mustLay(t, source{body: paraXML("", "chữ") + a4With(`<w:lnNumType w:countBy="1" `+c.attrs+`/>`+c.columns)})
		n, _ := one(t, d, "1")
		w, _ := one(t, d, "chữ")
		if got := w.X - n.X - n.Width; got != c.want || n.Y != w.Y {
			t.Errorf("%s %s: %v aside, want %v", c.attrs, c.columns, got, c.want)
		}
	}
}

// TestLinesStandInTheGrid: a line stands in the middle of as many rows of the grid as it needs; multiples
// count rows and add below, an exact height takes no notice of the grid.
func TestLinesStandInTheGrid(t *testing.T) {
	base := func(pitch int, props string) (first, step unit.Length) {
		d := mustLay(t, source{body: paraXML(props, "một") + paraXML(props, "hai") + a4With(fmt.Sprintf(`<w:docGrid w:type="lines" w:linePitch="%d"/>`, pitch))})
		a, _ := one(t, d, "một")
		b, _ := one(t, d, "hai")
		return a.Y, b.Y - a.Y
	}
	plain, _ := base(340, "")
	d := mustLay(t, source{body: paraXML("", "một")})
	if w, _ := one(t, d, "một"); plain < w.Y || plain > w.Y+unit.Pt/2 {
		t.Errorf("in rows of 17 points %v, without a grid %v", plain, w.Y)
	}
	for _, c := range []struct {
		pitch       int
		props       string
		lower, step unit.Length // than in rows of 17 points
	}{
		{400, "", 3 * unit.Pt / 2, 20 * unit.Pt}, {600, "", 13 * unit.Pt / 2, 30 * unit.Pt}, {200, "", 3 * unit.Pt / 2, 20 * unit.Pt},
		{340, `<w:spacing w:line="480" w:lineRule="auto"/>`, 0, 34 * unit.Pt}, {340, `<w:spacing w:line="500" w:lineRule="atLeast"/>`, 8 * unit.Pt, 25 * unit.Pt},
		{340, `<w:snapToGrid w:val="0"/><w:spacing w:line="400" w:lineRule="exact"/>`, -9999, 20 * unit.Pt},
	} {
		first, step := base(c.pitch, c.props)
		if step != c.step || c.lower != -9999 && first-plain != c.lower {
			t.Errorf("rows of %d, %s: %v lower, %v apart, want %v and %v", c.pitch, c.props, first-plain, step, c.lower, c.step)
		}
	}
}

// TestLargeMarkBesidePicture: the mark of a paragraph that is larger than its text makes the last line
// as deep as itself, also where a picture is higher than the mark.
func TestLargeMarkBesidePicture(t *testing.T) {
	picture := `<w:r>` + strings.Replace(inlineXML(127000), `cy="127000"`, `cy="1016000"`, 1) + `</w:r>` // 80 points
	height := func(mark, runs string) unit.Length {
		d := mustLay(t, source{body: `<w:p><w:pPr><w:rPr>` + mark + `</w:rPr></w:pPr>` + picture + runs + `</w:p>` + paraXML("", "sau")})
		w, _ := one(t, d, "sau")
		return w.Y
	}
	lowered := `<w:r><w:rPr><w:position w:val="-18"/><w:sz w:val="20"/></w:rPr><w:t>x</w:t></w:r>`
	small, large := height(`<w:sz w:val="20"/>`, lowered), height(`<w:sz w:val="120"/>`, lowered)
	if large <= small {
		t.Errorf("with a mark of 60 points the next line stands at %v, with one of 10 at %v", large, small)
	}
	if got := height(`<w:sz w:val="120"/>`, ""); got >= large {
		t.Errorf("without text: %v, with text %v", got, large)
	}
}

// TestWordOfSeveralRunsStaysWhole: a word whose letters look different does not begin beside something
// that floats where all of it does not fit.
func TestWordOfSeveralRunsStaysWhole(t *testing.T) {
	d := mustLay(t, source{body: `<w:p>` + floatXML([2]string{"margin", "paragraph"}, [2]int{0, 0}, [2]int{125, 20}, `<wp:wrapSquare wrapText="bothSides"/>`) +
		`<w:r><w:t>aaaa</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>bbbbbbbbbbbbbbbbbb</w:t></w:r></w:p>`})
	a, _ := one(t, d, "aaaa")
	b, _ := one(t, d, "bbbbbbbbbbbbbbbbbb")
	if a.Y != b.Y || a.Y < 1134*unit.Twip+20*36000 {
		t.Errorf("parts stand at %v and %v, want both below what floats", a.Y, b.Y)
	}
}

// TestLettersWiderThanTheLine: where not even one letter fits, each line gets one, however the letters look.
func TestLettersWiderThanTheLine(t *testing.T) {
	run := func(props, text string) string {
		return `<w:r><w:rPr>` + props + `</w:rPr><w:t>` + text + `</w:t></w:r>`
	}
	for _, runs := range []string{run("", "abcd"), run("", "a") + run("<w:b/>", "b") + run("", "c") + run("<w:b/>", "d"), run("", "ab") + run("<w:b/>", "cd")} {
		d := mustLay(t, source{body: gridXML(widthXML(220)+`<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>`, []int{220}, rowXML("", cellXML("", `<w:p>`+runs+`</w:p>`))) + paraXML("", "sau")})
		var got []string
		y := unit.Length(0)
		for _, w := range texts(&d.Pages[0]) {
			if w.Y <= y {
				t.Errorf("%q stands at %v, not below %v", w.Text, w.Y, y)
			}
			got, y = append(got, w.Text), w.Y
		}
		if s := strings.Join(got, " "); s != "a b c d sau" {
			t.Errorf("%q", s)
		}
	}
}

// TestSoftHyphenShowsAtTheEnd: a place for a hyphen shows one where the line ends there, and nowhere else.
func TestSoftHyphenShowsAtTheEnd(t *testing.T) {
	lay := func(width int) (line []string, gap unit.Length) {
		d := mustLay(t, source{body: paraXML(fmt.Sprintf(`<w:ind w:right="%d"/>`, 9071-width), "xxxx a\u00adb-ccccccccccc")})
		words := texts(&d.Pages[0])
		for i, w := range words {
			if w.Y == words[0].Y {
				line = append(line, w.Text)
			}
			if w.Text == "b-" && w.Y == words[0].Y {
				gap = w.X - words[i-1].X - words[i-1].Width
			}
		}
		return line, gap
	}
	for _, c := range []struct {
		width int
		want  string
	}{{1000, "xxxx ab-"}, {900, "xxxx a-"}} {
		line, gap := lay(c.width)
		if got := strings.Join(line, " "); strings.ReplaceAll(got, "a b-", "ab-") != c.want || gap != 0 {
			t.Errorf("%d wide: %q, a gap of %v, want %q", c.width, got, gap, c.want)
		}
	}
}

// TestLinesBesideShareBaselineAndLeading: pieces of a line on both sides of something that floats get one
// baseline; the last one adds the height and the room below of the largest.
func TestLinesBesideShareBaselineAndLeading(t *testing.T) {
	row := []line{{height: 20, baseline: 10, leading: 7}, {height: 16, baseline: 13, leading: 2}, {height: 9, baseline: 6, leading: 3}}
	if h := level(row); h != 23 {
		t.Errorf("height %d", h)
	}
	for i, want := range []line{{baseline: 13, leading: 7, shared: 23}, {baseline: 13, leading: 7, shared: 23}, {baseline: 13, leading: 7, height: 23}} {
		if got := row[i]; got.baseline != want.baseline || got.leading != want.leading || got.height != want.height || got.shared != want.shared {
			t.Errorf("piece %d: %+v", i, got)
		}
	}
}

// TestTablesKeepClear: what takes a stretch of the width stands below all zones in which it would have part.
func TestTablesKeepClear(t *testing.T) {
	s := &filling{zones: []zone{{x: 100, y: 0, w: 50, h: 30}, {x: 120, y: 35, w: 10, h: 5}}}
	for _, c := range []struct {
		across extent
		y      unit.Length
		height unit.Length
		want   unit.Length
	}{
		{extent{0, 100}, 0, 10, 0}, {extent{0, 101}, 0, 10, 30}, {extent{0, 121}, 0, 10, 40}, {extent{150, 50}, 0, 10, 0}, {extent{149, 50}, 0, 4, 30}, {extent{0, 500}, 0, 5, 30},
		{extent{0, 500}, 30, 5, 30}, {extent{0, 500}, 30, 6, 40}, {extent{0, 500}, 40, 6, 40}, {extent{110, 5}, 10, 1, 30},
	} {
		if got := s.clear(c.y, c.across, c.height); got != c.want {
			t.Errorf("%v at %d, %d high: %d, want %d", c.across, c.y, c.height, got, c.want)
		}
	}
}

// TestPictureGoesToTheNextLine: a line may end between a word and an inline picture.
func TestPictureGoesToTheNextLine(t *testing.T) {
	for _, runs := range []string{`<w:r><w:t>chữ</w:t></w:r>`, `<w:r><w:t xml:space="preserve">hai chữ</w:t></w:r>`} {
		d := mustLay(t, source{body: `<w:p>` + runs + `<w:r>` + strings.Replace(inlineXML(5600000), "<wps:spPr/>", `<wps:spPr><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></wps:spPr>`, 1) + `</w:r></w:p>`})
		w, _ := one(t, d, "chữ")
		at := unit.Length(0)
		for _, it := range d.Pages[0].Items {
			switch it := it.(type) {
			case *item.Fill:
				at = it.Y
			case *item.Path:
				at = it.Segments[0].P[0].Y
			}
		}
		if at <= w.Y {
			t.Errorf("%s: the picture begins at %v, the word stands at %v", runs, at, w.Y)
		}
	}
}

// TestWordBeforePictureStandsBeside: a word stands beside something that floats though the picture behind it
// does not fit there.
func TestWordBeforePictureStandsBeside(t *testing.T) {
	d := mustLay(t, source{body: `<w:p>` + floatXML([2]string{"margin", "paragraph"}, [2]int{0, 0}, [2]int{120, 20}, `<wp:wrapSquare wrapText="bothSides"/>`) + `<w:r><w:t>neo</w:t></w:r></w:p><w:p><w:r><w:t>chữ</w:t></w:r><w:r>` + inlineXML(60*36000) + `</w:r></w:p>`})
	if w, _ := one(t, d, "chữ"); w.Y > 1134*unit.Twip+unit.Inch/2 {
		t.Errorf("the word stands at %v", w.Y)
	}
}

// TestUnderlines: each kind of line below the text has its number of lines, thickness and dashes
// (ECMA-376-1 17.18.99).
func TestUnderlines(t *testing.T) {
	for kinds, want := range map[string]string{
		"single words": "line 1", "thick": "line 2", "double": "line 1/2, line 1/2", "dotted dash dashLong dotDash dotDotDash": "line 1 dashed",
		"dottedHeavy dashedHeavy dashLongHeavy dashDotHeavy dashDotDotHeavy": "line 2 dashed", "wave": "wave 1", "wavyHeavy": "wave 2", "wavyDouble": "wave 1/2, wave 1/2", "none": "",
	} {
		for kind := range strings.FieldsSeq(kinds) {
			d := mustLay(t, source{body: `<w:p><w:r><w:rPr><w:sz w:val="80"/><w:u w:val="` + kind + `"/></w:rPr><w:t>gạch</w:t></w:r></w:p>`})
			w, _ := one(t, d, "gạch")
			m := w.Face.Metrics()
			thick := w.Size.Scale(m.UnderlineWidth, m.PerEm)
			weight := func(width unit.Length) string {
				return map[unit.Length]string{thick: "1", 2 * thick: "2", thick / 2: "1/2"}[width]
			}
			var got []string
			for _, it := range d.Pages[0].Items {
				switch it := it.(type) {
				case *item.Line:
					got = append(got, "line "+weight(it.Width)+map[bool]string{true: " dashed"}[len(it.Dash) > 0])
				case *item.Path:
					got = append(got, "wave "+weight(it.Width))
				}
			}
			if s := strings.Join(got, ", "); s != want {
				t.Errorf("%s: %q, want %q", kind, s, want)
			}
		}
	}
}

// TestEmptyLabels: a list whose label is empty gives an empty paragraph the height of its mark.
func TestEmptyLabels(t *testing.T) {
	at := func(props string) unit.Length {
		d := mustLay(t, source{body: paraXML(props, "") + paraXML("", "sau"),
			numbering: `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="none"/><w:suff w:val="tab"/><w:lvlText w:val=""/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`})
		w, _ := one(t, d, "sau")
		return w.Y
	}
	if got, want := at(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`), at(""); got != want {
		t.Errorf("the next line stands at %v, want %v", got, want)
	}
}

// TestHeadingsKnowTheirPage: an entry of the outline leads to the page and the height of its heading.
func TestHeadingsKnowTheirPage(t *testing.T) {
	d := mustLay(t, source{body: paraXML(`<w:outlineLvl w:val="0"/>`, "Một") + paraXML("", "chữ") + paraXML(`<w:pageBreakBefore/>`, "trang") + paraXML(`<w:outlineLvl w:val="1"/>`, "Hai")})
	w, _ := one(t, d, "Hai")
	top := 1134 * unit.Twip
	if len(d.Outline) != 2 || d.Outline[0].Page != 0 || d.Outline[0].Y != top || d.Outline[1].Page != 1 || d.Outline[1].Y <= top || d.Outline[1].Y >= w.Y || d.Outline[1].Level != 2 {
		t.Errorf("%+v", d.Outline)
	}
}

// TestBottomOfSplitParagraph: text that stands at the bottom of its page ends there, whatever space is
// below a paragraph that goes on on the next page.
func TestBottomOfSplitParagraph(t *testing.T) {
	last := func(after string) unit.Length {
		d := mustLay(t, source{body: paraXML(`<w:spacing w:after="`+after+`"/><w:widowControl w:val="0"/>`, strings.Repeat("chữ ", 1200)) + a4With(`<w:vAlign w:val="bottom"/>`)})
		words := texts(&d.Pages[0])
		return slices.MaxFunc(words, func(a, b *item.Text) int { return int(a.Y - b.Y) }).Y
	}
	if none, some := last("0"), last("800"); none != some {
		t.Errorf("the last line stands at %v, with space below its paragraph at %v", none, some)
	}
}
