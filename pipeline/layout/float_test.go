package layout

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
	"time"

	"vanthu/pipeline/unit"
)

// floatXML is a run with an anchored rectangle, places and sizes in millimetres.
func floatXML(from [2]string, at, size [2]int, wrap string) string {
	return fmt.Sprintf(`<w:r><w:drawing><wp:anchor distL="114300" distR="114300"><wp:positionH relativeFrom="%s"><wp:posOffset>%d</wp:posOffset></wp:positionH><wp:positionV relativeFrom="%s"><wp:posOffset>%d</wp:posOffset></wp:positionV><wp:extent cx="%d" cy="%d"/>%s<a:graphic><a:graphicData uri="x"><wps:wsp><wps:spPr><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>`,
		from[0], at[0]*36000, from[1], at[1]*36000, size[0]*36000, size[1]*36000, wrap)
}

// float writes something that floats, at a random place.
func (a *author) float() string {
	n := func(most int) int { return a.r.Intn(most) }
	switch a.r.Intn(4) {
	case 0:
		attrs := fmt.Sprintf(`w:w="%d" w:hSpace="%d" w:wrap="%s" w:hAnchor="%s" w:vAnchor="text" w:x="%d" w:y="%d"`,
			1500+n(3000), n(300), a.pick("around", "notBeside", "auto"), a.pick("text", "margin", "page"), n(6000), 1+n(400))
		return `<w:p><w:pPr><w:framePr ` + attrs + `/></w:pPr><w:r><w:t xml:space="preserve">` + a.text(12) + `</w:t></w:r></w:p>`
	case 1:
		t := a.table(0)
		return strings.Replace(t, `<w:tblPr>`, fmt.Sprintf(`<w:tblPr><w:tblpPr w:leftFromText="180" w:rightFromText="180" w:vertAnchor="text" w:horzAnchor="%s" w:tblpX="%d" w:tblpY="%d"/><w:tblW w:w="%d" w:type="dxa"/>`,
			a.pick("text", "margin"), n(5000), 1+n(600), 2000+n(4000)), 1)
	}
	wrap := a.pick(`<wp:wrapSquare wrapText="bothSides"/>`, `<wp:wrapSquare wrapText="left"/>`, `<wp:wrapTight wrapText="largest"/>`, `<wp:wrapTopAndBottom/>`)
	drawing := floatXML([2]string{a.pick("column", "page", "margin"), a.pick("paragraph", "page", "margin")}, [2]int{n(120), n(60)}, [2]int{10 + n(80), 5 + n(60)}, wrap)
	return strings.Replace(a.para(150), `</w:pPr>`, `</w:pPr>`+drawing, 1)
}

// TestLawsBesideFloats lays out random documents in which much floats: no word is lost or
// doubled, the words of a paragraph come in order.
func TestLawsBesideFloats(t *testing.T) {
	for seed := range int64(40) {
		a := &author{r: rand.New(rand.NewSource(seed))}
		var b strings.Builder
		for range 3 + a.r.Intn(12) {
			b.WriteString(a.float())
			b.WriteString(a.para(120))
			if a.r.Intn(3) == 0 {
				b.WriteString(a.table(1))
			}
		}
		checkWords(t, seed, mustLay(t, source{body: b.String()}), a.words)
	}
}

// TestTextGivesWay finds no word in the place of a drawing.
func TestTextGivesWay(t *testing.T) {
	text := paraXML(`<w:jc w:val="both"/>`, strings.Repeat("công tác bảo đảm an ninh trật tự ", 80))
	for wrap, want := range map[string][2]bool{ // is there text to the left, to the right
		`<wp:wrapSquare wrapText="bothSides"/>`: {true, true},
		`<wp:wrapSquare wrapText="left"/>`:      {true, false},
		`<wp:wrapSquare wrapText="right"/>`:     {false, true},
		`<wp:wrapTopAndBottom/>`:                {false, false},
	} {
		d := mustLay(t, source{body: strings.Replace(text, `</w:pPr>`, `</w:pPr>`+floatXML([2]string{"page", "page"}, [2]int{80, 40}, [2]int{40, 30}, wrap), 1)})
		left, right, top, bottom := 80*unit.Mm, 120*unit.Mm, 40*unit.Mm, 70*unit.Mm
		var sides [2]bool
		for _, w := range texts(&d.Pages[0]) {
			if w.Y <= top || w.Y-w.Size/2 >= bottom {
				continue
			}
			if w.X < right && w.X+w.Width > left {
				t.Errorf("%s: %q at %v %v stands on the drawing", wrap, w.Text, w.X, w.Y)
			}
			sides[0], sides[1] = sides[0] || w.X < left, sides[1] || w.X > right
		}
		if sides != want {
			t.Errorf("%s: text at the sides: %v, want %v", wrap, sides, want)
		}
	}
}

// TestLongNotes puts a footnote that is higher than a page on several pages, whole and above
// the bottom margin.
func TestLongNotes(t *testing.T) {
	var note strings.Builder
	for i := range 1500 {
		fmt.Fprintf(&note, "chú%d ", i)
	}
	s := source{body: paraXML("", "trước") + `<w:p><w:r><w:t>dấu</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>` + paraXML("", "sau"),
		parts: map[string]string{"footnotes.xml": `<w:footnote w:id="2"><w:p><w:r><w:t xml:space="preserve">` + note.String() + `</w:t></w:r></w:p></w:footnote>`}}
	d := mustLay(t, s)
	next := 0
	for i := range d.Pages {
		for _, w := range texts(&d.Pages[i]) {
			if w.Y > d.Pages[i].Height-1134*unit.Twip {
				t.Fatalf("page %d: %q stands at %v, below the margin", i+1, w.Text, w.Y)
			}
			if strings.HasPrefix(w.Text, "chú") {
				if w.Text != fmt.Sprintf("chú%d", next) {
					t.Fatalf("page %d: %q, want chú%d", i+1, w.Text, next)
				}
				next++
			}
		}
	}
	if next != 1500 || len(d.Pages) < 2 {
		t.Errorf("%d words of the note on %d pages", next, len(d.Pages))
	}
}

// TestHostileFloats holds bodies full of things that float to bounded time.
func TestHostileFloats(t *testing.T) {
	square := `<wp:wrapSquare wrapText="bothSides"/>`
	many := ""
	for i := range 400 {
		many += floatXML([2]string{"page", "page"}, [2]int{i % 200, i / 2}, [2]int{30, 10}, square)
	}
	long := strings.Repeat("công tác ", 60_000)
	for name, body := range map[string]string{
		"many floats":    `<w:p>` + many + `<w:r><w:t>` + long + `</w:t></w:r></w:p>`,
		"float per page": strings.Repeat(paraXML("", strings.Repeat("chữ ", 200))+`<w:p>`+floatXML([2]string{"column", "paragraph"}, [2]int{0, 0}, [2]int{60, 200}, square)+`</w:p>`, 200),
		"huge float":     `<w:p>` + floatXML([2]string{"column", "paragraph"}, [2]int{-5000, -5000}, [2]int{9999, 9999}, square) + `<w:r><w:t>` + long + `</w:t></w:r></w:p>`,
		"frames":         strings.Repeat(`<w:p><w:pPr><w:framePr w:w="99999" w:h="99999" w:vAnchor="text" w:y="-30000"/></w:pPr><w:r><w:t>khung</w:t></w:r></w:p><w:p/>`, 300),
		"tables":         strings.Repeat(`<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="page" w:tblpY="-9999" w:tblpX="30"/></w:tblPr><w:tr><w:tc><w:p><w:r><w:t>bảng</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>`, 300),
	} {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			mustLay(t, source{body: body})
			if took := time.Since(begin); took > time.Minute {
				t.Errorf("took %v", took)
			}
		})
	}
}
