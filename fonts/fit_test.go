package fonts

import (
	"os"
	"path/filepath"
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

// TestFitted holds the fitted faces against the twins that they were measured on, and
// their outlines against those that they were stretched from.
func TestFitted(t *testing.T) {
	for _, c := range []struct {
		family, design, twin string
	}{{FittedSans, Sans, "Carlito"}, {FittedSerif, Serif, "Caladea"}} {
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
				if g, _ := twin.GlyphIndex(&buf, r); g == 0 {
					continue // Caladea has no Vietnamese letters of its own
				}
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
