package layout

import (
	"testing"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// TestBordersOfSeveralLines holds the lines of compound borders from the text outwards, and that
// those of a box meet at its corners.
func TestBordersOfSeveralLines(t *testing.T) {
	const pt = unit.Pt
	near := func(a, b unit.Length) bool { return max(a-b, b-a) <= 2 } // halves are rounded
	for _, c := range []struct {
		style string
		want  []unit.Length // middle and width of each line of the upper side, counted from the outer edge
	}{
		{"single", []unit.Length{3 * pt / 2, 3 * pt}},
		{"double", []unit.Length{15 * pt / 2, 3 * pt, 3 * pt / 2, 3 * pt}},
		{"thinThickSmallGap", []unit.Length{33 * pt / 8, 3 * pt / 4, 3 * pt / 2, 3 * pt}},
		{"thickThinSmallGap", []unit.Length{3 * pt, 3 * pt, 3 * pt / 8, 3 * pt / 4}},
		{"thickThinMediumGap", []unit.Length{9 * pt / 2, 3 * pt, 3 * pt / 4, 3 * pt / 2}},
	} {
		b := word.Border{Style: c.style, Width: 3 * pt}
		items := appendBox(nil, [4]word.Border{b, b, b, b}, item.Rectangle{X: 0, Y: 0, W: 200 * pt, H: 100 * pt})
		if len(items) != 2*len(c.want) {
			t.Errorf("%s: %d lines", c.style, len(items))
			continue
		}
		for i := 0; i+1 < len(c.want); i += 2 {
			l := items[i/2].(*item.Line)
			if !near(l.Y1, c.want[i]) || l.Y2 != l.Y1 || l.Width != c.want[i+1] {
				t.Errorf("%s: line %d at %v, %v wide", c.style, i/2, l.Y1, l.Width)
			}
			if start := l.Y1 - l.Width/2; !near(l.X1, start) || !near(l.X2, 200*pt-start) {
				t.Errorf("%s: line %d from %v to %v does not end at the corners of its box", c.style, i/2, l.X1, l.X2)
			}
		}
	}
}

// TestRightTabBeyondCell: a right tab stop beyond the edge of its cell holds its text on the line.
func TestRightTabBeyondCell(t *testing.T) {
	cell := func(pos string) *Document {
		return mustLay(t, source{body: `<w:tbl><w:tblPr><w:tblW w:w="3000" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>` +
			`<w:p><w:pPr><w:tabs><w:tab w:val="right" w:pos="` + pos + `"/></w:tabs></w:pPr><w:r><w:t>trước</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>2019 – 2024</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>`})
	}
	near, far := texts(&cell("2700").Pages[0]), texts(&cell("3100").Pages[0])
	last := func(w []*item.Text) *item.Text { return w[len(w)-1] }
	if a, b := last(near), last(far); b.Y != far[0].Y || b.X-a.X != 400*unit.Twip {
		t.Errorf("the tab stop beyond the cell: %v %v, the one within: %v %v", b.X, b.Y, a.X, a.Y)
	}
}

// TestWavyUnderline: a wavy underline is a wave from the first to the last letter.
func TestWavyUnderline(t *testing.T) {
	d := mustLay(t, source{body: `<w:p><w:r><w:rPr><w:u w:val="wave" w:color="FF0000"/></w:rPr><w:t>sóng</w:t></w:r></w:p>`})
	word := texts(&d.Pages[0])[0]
	for _, it := range d.Pages[0].Items {
		if p, ok := it.(*item.Path); ok {
			last := p.Segments[len(p.Segments)-1]
			if p.Segments[0].P[0].X != word.X || last.P[2].X != word.X+word.Width || *p.Stroke != 0xFF0000 || len(p.Segments) < 4 {
				t.Errorf("wave %v under %v", p.Segments, word)
			}
			return
		}
	}
	t.Error("no wave")
}
