package layout

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"vanthu/pipeline/unit"
)

// TestPressing holds the choice between two lines against what Word and LibreOffice were
// measured to do: factors by which the shorter line would be stretched and the longer one
// pressed, in thousandths, for lines of 10 spaces.
func TestPressing(t *testing.T) {
	for _, c := range []struct {
		stretch, press unit.Length
		want           bool
		why            string
	}{
		{1552, 839, true, "LibreOffice 26.2"},
		{1531, 920, true, "LibreOffice 26.2"},
		{2295, 991, true, "LibreOffice 26.2"},
		{2156, 858, true, "LibreOffice 26.2"},
		{1391, 795, false, "LibreOffice 26.2"},
		{1392, 800, false, "LibreOffice 26.2"},
		{1168, 909, true, "Word: 1.680 is the smallest weight of a line that it pressed"},
		{1148, 909, false, "Word: 1.481 is the largest weight of a line that it stretched"},
		{2000, 750, true, "three quarters are the floor"},
		{2000, 749, false, "below the floor"},
		{9000, 700, false, "below the floor, whatever the alternative"},
		{1500, 770, true, "1 + 0.6·0.5 = 1.3 ≥ 1/0.77"},
		{1500, 769, false, "1.3 < 1/0.769; 1.5 is not above 1.5"},
		{1501, 769, true, "above 1.5 the floor alone counts"},
		{1000, 999, false, "the shorter line is full"},
		{1000, 1000, true, "nothing to press"},
	} {
		const space = 1000 * unit.Twip
		p := shrinking{spaces: 9 * space, within: 10 * space, free: 9 * unit.Twip * (c.stretch - 1000), over: 10 * unit.Twip * (1000 - c.press)}
		if got := p.possible() && p.prefersShrinking(); got != c.want {
			t.Errorf("stretch %d ‰, press %d ‰: %v, want %v (%s)", c.stretch, c.press, got, c.want, c.why)
		}
	}
	if p := (shrinking{free: unit.Pt, over: unit.Pt, within: 4 * unit.Pt}); !p.possible() || !p.prefersShrinking() {
		t.Error("a line without a space to stretch is left for one that can be pressed")
	}
}

// mono is a run style in which every letter and every space is 7.2 pt wide.
const mono = `<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/><w:sz w:val="24"/>`

// linesOf returns the words of the first page as lines, and the right ends of the lines in
// hundredths of a point.
func linesOf(t *testing.T, mode int, props, runs string) (lines []string, ends []int) {
	t.Helper()
	s := source{
		body: `<w:p><w:pPr>` + props + `</w:pPr>` + runs + `</w:p>` +
			`<w:sectPr><w:pgSz w:w="6000" w:h="16838"/><w:pgMar w:top="1134" w:right="1000" w:bottom="1134" w:left="1000" w:header="567" w:footer="567"/></w:sectPr>`,
		settings: fmt.Sprintf(`<w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="%d"/></w:compat>`, mode),
	}
	var y unit.Length = -1
	for _, w := range texts(&mustLay(t, s).Pages[0]) {
		if w.Y != y {
			lines, ends, y = append(lines, ""), append(ends, 0), w.Y
		}
		n := len(lines) - 1
		lines[n] = strings.TrimSpace(lines[n] + " " + w.Text)
		ends[n] = int((w.X + w.Width) * 100 / unit.Pt)
	}
	return lines, ends
}

func monoRun(text string) string {
	return `<w:r><w:rPr>` + mono + `</w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
}

// TestPressedParagraphs: the area is 200 pt wide, 27.8 letters. Eight words of two letters and
// seven spaces are 23 letters; stretched, the spaces would be 1.7 times as wide. With a
// further word of n letters the line is 24 + n wide, and eight spaces can give 2 letters.
func TestPressedParagraphs(t *testing.T) {
	const both = `<w:jc w:val="both"/>`
	eight := strings.TrimSpace(strings.Repeat("ab ", 8))
	nine := eight + " ab"
	joined := strings.ReplaceAll(eight, "b a", "b\u00a0a")
	tab := `<w:r><w:tab/></w:r>`
	bold := func(text string) string {
		return `<w:r><w:rPr>` + mono + `<w:b/></w:rPr><w:t>` + text + `</w:t></w:r>`
	}
	const right = 5000 + 20000 // hundredths of a point
	for _, c := range []struct {
		name        string
		mode        int
		props, runs string
		first       string // words of the first line
		end         int    // of the first line, 0: not checked
	}{
		{"five letters need 1.2", 15, both, monoRun(eight + " abcde fg"), eight + " abcde", right},
		{"six letters need 2.2", 15, both, monoRun(eight + " abcdef gh"), eight, right},
		{"mode 14 stretches", 14, both, monoRun(eight + " abcde fg"), eight, right},
		{"a later mode", 16, both, monoRun(eight + " abcde fg"), eight + " abcde", right},
		{"left", 15, "", monoRun(eight + " abcde fg"), eight, 0},
		{"stretched a little rather than pressed hard", 15, both, monoRun(nine + " abc de"), nine, right},
		{"the last word", 15, both, monoRun(eight + " abcde"), eight + " abcde", right},
		{"the last word with spaces behind", 15, both, monoRun(eight + " abcde  "), eight + " abcde", right},
		{"before a line break", 15, both, monoRun(eight+" abcde") + `<w:r><w:br/></w:r>` + monoRun("fg"), eight + " abcde", right},
		{"nothing more behind a pressed word", 15, both, monoRun(eight + " abcd a bc"), eight + " abcd", right},
		{"a word in two looks", 15, both, monoRun(eight+" ab") + bold("cde") + monoRun(" fg"), eight + " ab cde", right},
		{"a word in two looks that is too long", 15, both, monoRun(eight+" abc") + bold("def") + monoRun(" gh"), eight, right},
		{"up to a hyphen", 15, both, monoRun(eight + " abcd-efgh ij"), eight + " abcd-", right},
		{"no-break spaces keep their width", 15, both, monoRun(joined + " abcde fg"), joined, 0},
		{"spaces before a tab keep their width", 15, both + `<w:tabs><w:tab w:val="left" w:pos="2592"/></w:tabs>`,
			monoRun("ab ab ab ab ab ab") + tab + monoRun("ab ab abcde fg"), eight, right},
		{"spaces behind a tab are pressed", 15, both + `<w:tabs><w:tab w:val="left" w:pos="432"/></w:tabs>`,
			monoRun("a") + tab + monoRun("ab ab ab ab ab ab ab abcde fg"), "a ab ab ab ab ab ab ab abcde", right},
		{"a word before a tab is not pressed in", 15, both, monoRun(eight+" abcde") + tab + monoRun("fg"), eight, right},
		{"without a space to stretch", 15, both, monoRun("abcdefghijklmnopqr abcdefghi jk"), "abcdefghijklmnopqr abcdefghi", right},
	} {
		lines, ends := linesOf(t, c.mode, c.props, c.runs)
		if lines[0] != c.first {
			t.Errorf("%s: first line %q, want %q", c.name, lines[0], c.first)
		}
		if c.end != 0 && (ends[0] < c.end-1 || ends[0] > c.end+1) {
			t.Errorf("%s: the line ends at %d, the margin is at %d", c.name, ends[0], c.end)
		}
	}
}

// TestPressedLaws: in justified text of any words and widths, every word is there in order, none
// reaches beyond the margin, no space is pressed below three quarters, and some are pressed.
func TestPressedLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pressed := 0
	for range 60 {
		var text []string
		for range 150 {
			text = append(text, "nghingonngu"[:1+random.IntN(11)])
		}
		width := 1500 + random.IntN(8000)
		s := source{
			body: paraXML(`<w:jc w:val="both"/>`, strings.Join(text, " ")) +
				fmt.Sprintf(`<w:sectPr><w:pgSz w:w="%d" w:h="31000"/><w:pgMar w:top="500" w:right="1000" w:bottom="500" w:left="1000" w:header="200" w:footer="200"/></w:sectPr>`, width+2000),
			settings: `<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>`,
		}
		d := mustLay(t, s)
		words := texts(&d.Pages[0])
		space := words[0].Face.Advance(' ', words[0].Size)
		for i, w := range words {
			if w.Text != text[i] {
				t.Fatalf("word %d is %q, want %q", i, w.Text, text[i])
			}
			if end := w.X + w.Width - unit.Length(width+1000)*unit.Twip; end > unit.Twip {
				t.Errorf("%q ends %v beyond the margin", w.Text, end)
			}
			if i == 0 || words[i-1].Y != w.Y {
				continue
			}
			gap := w.X - words[i-1].X - words[i-1].Width
			if gap*4 < space*3-8 {
				t.Errorf("the space before %q is %v wide, a plain one %v", w.Text, gap, space)
			}
			if gap < space-8 {
				pressed++
			}
		}
		if len(d.Pages) == 1 && len(words) != len(text) {
			t.Errorf("%d words, want %d", len(words), len(text))
		}
	}
	if pressed < 300 {
		t.Errorf("only %d spaces are pressed", pressed)
	}
}

// TestBreaksNotStretched: doNotExpandShiftReturn leaves lines that end with a break as they are.
func TestBreaksNotStretched(t *testing.T) {
	for _, c := range []struct {
		compat string
		want   bool
	}{{"", true}, {`<w:doNotExpandShiftReturn/>`, false}, {`<w:doNotExpandShiftReturn w:val="0"/>`, true}} {
		s := source{body: `<w:p><w:pPr><w:jc w:val="both"/></w:pPr>` + monoRun("ab cd") + `<w:r><w:br/></w:r>` + monoRun("ef") + `</w:p>`,
			settings: `<w:compat>` + c.compat + `</w:compat>`}
		words := texts(&mustLay(t, s).Pages[0])
		if stretched := words[1].X > words[0].X+words[0].Width+8*unit.Pt; stretched != c.want {
			t.Errorf("%s: stretched %v, want %v", c.compat, stretched, c.want)
		}
	}
}
