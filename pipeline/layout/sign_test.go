package layout

import (
	"strings"
	"testing"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// TestSigns: characters of symbol fonts are signs at codes of their own, typed as text, as U+F0xx,
// inserted (w:sym) or as bullets; lines are as high as the font makes them.
func TestSigns(t *testing.T) {
	run := func(family, text string) string {
		return `<w:r><w:rPr><w:rFonts w:ascii="` + family + `" w:hAnsi="` + family + `"/></w:rPr>` + text + `</w:r>`
	}
	typed := func(family, text string) string { return run(family, `<w:t xml:space="preserve">`+text+`</w:t>`) }
	for _, c := range []struct{ runs, want string }{
		{typed("Wingdings", "ü o þ Ø à §"), "✓ □ ☑ ➢ → ▪"},
		{typed("Wingdings", "\uf0fc\uf06f\uf0fe"), "✓□☑"},
		{typed("Wingdings 2", "P R \uf050 £"), "✓ ☑ ✓ □"},
		{typed("Symbol", "³ £ ® a b W") + typed("Times New Roman", " a"), "≥ ≤ → α β Ω a"},
		{typed("Symbol", "\uf0b3\uf061\uf0b7"), "≥α•"},
		{run("Times New Roman", `<w:sym w:font="Wingdings" w:char="F0FC"/>`), "✓"},
		{typed("Times New Roman", "\uf0b7 ü o"), "• ü o"},
	} {
		d := mustLay(t, source{body: `<w:p>` + c.runs + `</w:p>`})
		var got []string
		last := 0
		for _, w := range texts(&d.Pages[0]) {
			if n := len(got); n > 0 && int(w.X) == last {
				got[n-1] += w.Text
			} else {
				got = append(got, w.Text)
			}
			last = int(w.X + w.Width)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("got %s, want %s", s, c.want)
		}
		if len(d.Facts) > 0 {
			t.Errorf("%s: %v", c.want, d.Facts)
		}
	}
	two := func(runs string) int {
		d := mustLay(t, source{body: `<w:p>` + runs + `</w:p>` + paraXML("", "b")})
		words := texts(&d.Pages[0])
		return int(words[len(words)-1].Y - words[0].Y)
	}
	// 14 pt: Times 16.1 pt, Symbol 17.15 pt with a descent of 3.1, Wingdings 15.55 pt.
	if plain, symbol, wingdings := two(typed("Times New Roman", "a")), two(typed("Symbol", "a")), two(typed("Wingdings", "ü")); symbol <= plain-12700*2 || wingdings >= plain {
		t.Errorf("from line to line: %d, behind Symbol %d, behind Wingdings %d", plain, symbol, wingdings)
	}
	if d := mustLay(t, source{body: `<w:p>` + typed("Wingdings", "\uf0ff") + `</w:p>`}); len(d.Facts) != 1 || d.Facts[0].Kind != "glyph" {
		t.Errorf("a sign without counterpart: %v", d.Facts)
	}
}

// TestHyphensAndSeparators: a no-break hyphen is the hyphen of the face and ends no line; the
// separators of lines and paragraphs break the line.
func TestHyphensAndSeparators(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"12\u2011QĐ", "12-QĐ"}, {"một\u2028hai\u2029ba", "một/hai/ba"},
		{strings.Repeat("x", 55) + " 1234567890\u2011ABCDEFGHIJ", strings.Repeat("x", 55) + "/1234567890-ABCDEFGHIJ"},
	} {
		d := mustLay(t, source{body: paraXML("", c.text)})
		got := ""
		words := texts(&d.Pages[0])
		for i, w := range words {
			if i > 0 && w.Y != words[i-1].Y {
				got += "/"
			}
			got += w.Text
			if w.Face.Family != "Liberation Serif" {
				t.Errorf("%q is drawn in %s", w.Text, w.Face.Family)
			}
		}
		if got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	d := mustLay(t, source{body: `<w:p><w:r><w:t>12</w:t></w:r><w:r><w:noBreakHyphen/></w:r><w:r><w:t>QĐ</w:t></w:r></w:p>`})
	if w := texts(&d.Pages[0]); len(w) != 1 || w[0].Text != "12-QĐ" {
		t.Errorf("w:noBreakHyphen gives %v", w[0].Text)
	}
}

// TestRingBullet: the bullet o of Courier New is a low ring as wide as in the face, on a line as high
// as with the letter; another o stays a letter.
func TestRingBullet(t *testing.T) {
	list := func(format, family string) (*item.Text, unit.Length) {
		s := source{body: paraXML(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`, "chữ") + paraXML("", "chữ"), numbering: `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="` + format + `"/><w:lvlText w:val="o"/><w:rPr><w:rFonts w:ascii="` + family + `" w:hAnsi="` + family + `"/></w:rPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`}
		words := texts(&mustLay(t, s).Pages[0])
		return words[0], words[2].Y - words[1].Y
	}
	ring, below := list("bullet", "Courier New")
	letter, same := list("decimal", "Courier New")
	if letter.Text != "o" || ring.Text != "o" || ring.Size != letter.Size*4/5 || ring.Width < letter.Width-100 || ring.Width > letter.Width+100 || below != same {
		t.Errorf("ring %+v, letter %+v, next line %v and %v below", ring, letter, below, same)
	}
	if plain, _ := list("bullet", "Arial"); plain.Size != letter.Size {
		t.Errorf("an o in Arial is %v large", plain.Size)
	}
}
