package fonts

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// sample has letters of every kind that Vietnamese and English papers use.
const sample = "Độc lập - Tự do - Hạnh phúc; ỦY BAN NHÂN DÂN Ừ Ữ Ơ ờ ữ ậ 0123456789 (“quyết định”) – The quick brown fox… § ± × ÷ é ñ ü"

// advance returns the width of a letter in 1/1000 em.
func advance(t *testing.T, f *sfnt.Font, r rune) int {
	var buf sfnt.Buffer
	g, err := f.GlyphIndex(&buf, r)
	if err != nil || g == 0 {
		t.Fatalf("%q: glyph %d, %v", r, g, err)
	}
	w, err := f.GlyphAdvance(&buf, g, fixed.I(1000), font.HintingNone)
	if err != nil {
		t.Fatal(err)
	}
	return w.Round()
}

// TestMeasured: words are as wide as on pages that Word made, a letter with marks as its base
// letter, and one that was seen in the regular style only keeps the proportion of that style.
func TestMeasured(t *testing.T) {
	for _, c := range []struct {
		family       string
		bold, italic bool
		text         string
		want         int // 1/1000 em
	}{
		{FittedSerif, false, false, "demonstrates", 5900}, // 64.9 pt at 11 pt
		{FittedSerif, false, false, "0123456789", 5537},
		{FittedSerif, true, false, "1", 592},
		{FittedAptos, false, false, "1", 534}, {FittedAptos, false, false, "aăâàế", 2651},
		{FittedVerdana, false, false, "mine", 2476}, {FittedGeorgia, false, false, "right", 2139},
		{FittedGeorgia, true, false, "a", 596}, {FittedGeorgia, true, true, "a", 596}, {FittedGeorgia, false, true, "a", 573}, {FittedVerdana, true, false, "n", 709},
	} {
		f, got := parse(t, Fitted(c.family, c.bold, c.italic)), 0
		for _, r := range c.text {
			got += advance(t, f, r)
		}
		if slack := len(c.text); got < c.want-slack || got > c.want+slack {
			t.Errorf("%s: %q is %d/1000 em wide, want %d", c.family, c.text, got, c.want)
		}
	}
	for _, family := range slices.Sorted(maps.Keys(fittedFamilies)) {
		for style := range 4 {
			f := parse(t, Fitted(family, style&1 != 0, style&2 != 0))
			for _, pair := range []string{"ếe", "ạa", "Ộo", "yỹ", "ÔO"} {
				r := []rune(strings.ToLower(pair))
				if a, b := advance(t, f, r[0]), advance(t, f, r[1]); a != b {
					t.Errorf("%s: %c is %d wide, %c %d", family, r[0], a, r[1], b)
				}
			}
			if a, b := advance(t, f, 'đ'), advance(t, f, 'd'); a < b*9/10 || a > b*11/10 {
				t.Errorf("%s: đ is %d wide, d %d", family, a, b)
			}
			if a, b := advance(t, f, 'Ư'), advance(t, f, 'U'); a < b || a > b*13/10 {
				t.Errorf("%s: Ư is %d wide, U %d", family, a, b)
			}
		}
	}
}

// TestFitted holds the fitted faces against the twins that they were measured on, and
// their outlines against those that they were stretched from.
func TestFitted(t *testing.T) {
	for _, c := range []struct {
		family, design, twin string
	}{{FittedSans, Sans, "Carlito"}} {
		for style, name := range []string{"Regular", "Bold", "Italic", "BoldItalic"} {
			bold, italic := style&1 != 0, style&2 != 0
			data := Fitted(c.family, bold, italic)
			fit, err := sfnt.Parse(data)
			if err != nil {
				t.Fatal(c.family, name, err)
			}
			file, err := os.ReadFile(filepath.Join("/usr/share/fonts/truetype/crosextra", c.twin+"-"+name+".ttf"))
			if err != nil {
				t.Fatalf("%v: .ci/setup installs what the tests need", err)
			}
			twin, err := sfnt.Parse(file)
			if err != nil {
				t.Fatal(err)
			}
			var buf sfnt.Buffer
			for _, r := range sample {
				if got, want := advance(t, fit, r), advance(t, twin, r); got < want-1 || got > want+1 {
					t.Errorf("%s %s: %q is %d/1000 em wide, in %s %d", c.family, name, r, got, c.twin, want)
				}
			}
			em := fixed.I(1000)
			m1, err1 := fit.Metrics(&buf, em, font.HintingNone)
			m2, err2 := twin.Metrics(&buf, em, font.HintingNone)
			if err1 != nil || err2 != nil || (m1.Height-m2.Height).Round() != 0 || (m1.Ascent-m2.Ascent).Round() != 0 {
				t.Errorf("%s %s: line %v, in %s %v", c.family, name, m1, c.twin, m2)
			}
			for _, f := range Shipped() {
				if f.Family == c.design && f.Bold == bold && f.Italic == italic {
					sameShape(t, f.Data, data)
				}
			}
		}
	}
	if advance(t, parse(t, Fitted(FittedSerif, false, false)), 'ế') != advance(t, parse(t, Fitted(FittedSerif, false, false)), 'e') {
		t.Error("a letter with tone marks is not as wide as the one without")
	}
	if Fitted(Sans, false, false) != nil {
		t.Error("a family that ships is fitted")
	}
}

func parse(t *testing.T, data []byte) *sfnt.Font {
	f, err := sfnt.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// sameShape checks that every outline has the same points in y and is stretched in x in
// the proportion of the advances; marks on letters keep a width of their own.
func sameShape(t *testing.T, design, fitted []byte) {
	a, b := parse(t, design), parse(t, fitted)
	var buf1, buf2 sfnt.Buffer
	em := fixed.I(2048)
	for _, r := range sample {
		g, _ := a.GlyphIndex(&buf1, r)
		old, err1 := a.LoadGlyph(&buf1, g, em, nil)
		new, err2 := b.LoadGlyph(&buf2, g, em, nil)
		if err1 != nil || err2 != nil || len(old) != len(new) {
			t.Fatalf("%q: %d segments, fitted %d; %v %v", r, len(old), len(new), err1, err2)
		}
		was, is := advance(t, a, r), advance(t, b, r)
		for i := range old {
			p, q := old[i].Args[0], new[i].Args[0]
			x := int(p.X) * is / was
			if old[i].Op != new[i].Op || p.Y != q.Y || int(q.X)-x > 64*90 || x-int(q.X) > 64*90 {
				t.Fatalf("%q, segment %d: %v became %v", r, i, p, q)
			}
		}
	}
}

func BenchmarkFitted(b *testing.B) {
	var design []byte
	for _, f := range Shipped() {
		if f.Family == Sans && !f.Bold && !f.Italic {
			design = f.Data
		}
	}
	for b.Loop() {
		calibriFit[0].apply(design)
	}
}
