package layout

import (
	"strings"

	"vanthu/fonts"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// ink is how an atom is painted: a look with the face that serves it.
type ink struct {
	face            *font.Face
	size            unit.Length // as drawn
	rise            unit.Length // of the baseline: super-, subscript, position
	ascent, descent unit.Length // what it asks of its line; the face's line gap is in ascent
	frame           unit.Length // the part of both that a border takes
	look            *word.Look
	family          *font.Face    // the face for the family asked for; face may be a fallback
	pairs           *font.Kerning // nil where pairs are not moved
}

// inkKey identifies an ink.
type inkKey struct {
	look  *word.Look
	face  *font.Face
	small bool // small capitals
	scale int  // percent, of signs; 0 means 100
}

// look returns how a run looks; equal looks are one and the same.
func (t *typesetter) look(f *word.ParaFormat, direct *word.RunProps) *word.Look {
	return t.shared(t.Styles.Look(f, direct))
}

// shared returns the look that stands for all that equal one.
func (t *typesetter) shared(l *word.Look) *word.Look {
	if same := t.looks[*l]; same != nil {
		return same
	}
	t.looks[*l] = l
	if l.Is(word.Effect) {
		t.Facts.Add("feature", word.Place{Part: "toàn văn bản"}, "Hiệu ứng chữ (viền, bóng, nổi, chìm, dấu nhấn) không được vẽ.")
	}
	return l
}

// faceKey identifies a request for a face.
type faceKey struct {
	family       string
	bold, italic bool
}

// servedFace is the face that a request was given.
type servedFace struct {
	key  faceKey
	face *font.Face
}

// face returns the face for a family. One that is replaced by another than its metric twin,
// with which lines break alike, is reported once.
func (t *typesetter) face(family string, l *word.Look) *font.Face {
	key := faceKey{family, l.Is(word.Bold), l.Is(word.Italic)}
	if t.lastFace.face != nil && key == t.lastFace.key { // as nearly always
		return t.lastFace.face
	}
	if f := t.faces[key]; f != nil {
		t.lastFace = servedFace{key, f}
		return f
	}
	f, match := t.fonts.Find(family, l.Is(word.Bold), l.Is(word.Italic))
	t.faces[key] = f
	switch {
	case match == fonts.Fit:
		t.Facts.Add("face", word.Place{Part: "toàn văn bản"}, "Không có phông “"+family+"”: nét chữ của phông khác, co theo bề rộng của phông này; dòng ngắt như Word.")
	case match == fonts.Class && !fonts.Symbol(family): // the signs of symbol fonts come from Unicode
		t.Facts.Add("face", word.Place{Part: "toàn văn bản"}, "Không có phông “"+family+"”: dùng “"+f.Family+"”, chỗ ngắt dòng có thể khác Word.")
	}
	return f
}

func (t *typesetter) ink(l *word.Look, face, base *font.Face, small bool) *ink {
	key := inkKey{l, face, small, 0}
	if k := t.inks[key]; k != nil {
		return k
	}
	k := &ink{face: face, family: base, size: l.Size, look: l}
	if l.Kerned {
		k.pairs = face.Kerning()
	}
	if small {
		k.size = l.Size.Scale(4, 5)
	}
	k.ascent, k.descent = lineMetrics(base, k.size)
	if a, d, ok := font.SymbolMetrics(t.signs(l)); ok {
		k.ascent, k.descent = wholeTwips(k.size.Scale(a, 1000)), wholeTwips(k.size.Scale(d, 1000))
	}
	switch l.Vert {
	case 1:
		k.rise, k.size = k.size.Scale(1, 3), scriptSize(k.size)
	case -1:
		k.rise, k.size = -k.size.Scale(1, 12), scriptSize(k.size)
	}
	k.rise += l.Raise
	k.ascent, k.descent = k.ascent+max(0, l.Raise), k.descent+max(0, -l.Raise) // Word: a line never gets lower
	if l.Box.Visible() {                                                       // a line makes room for the border around its letters above and below, not beside
		k.frame = l.Box.Space + l.Box.Thickness()
		k.ascent, k.descent = k.ascent+k.frame, k.descent+k.frame
	}
	t.inks[key] = k
	return k
}

// scriptSize is the size of super- and subscript. Word: two thirds, in whole half points;
// the baseline moves by a third of the size up or a twelfth down and the line stays as high
// as the full size makes it. LibreOffice draws them at 58 %.
func scriptSize(size unit.Length) unit.Length {
	return max(unit.HalfPt, size*2/3/unit.HalfPt*unit.HalfPt)
}

// lineMetrics returns what a face asks of a line above (its line gap included) and below
// the baseline, in whole twips. Word and LibreOffice count heights of lines in twips.
func lineMetrics(f *font.Face, size unit.Length) (ascent, descent unit.Length) {
	m := f.Metrics()
	return wholeTwips(size.Scale(m.Ascent+m.Gap, m.PerEm)), wholeTwips(size.Scale(m.Descent, m.PerEm))
}

func wholeTwips(l unit.Length) unit.Length { return (l + unit.Twip/2) / unit.Twip * unit.Twip }

// width returns the width of a text: the advances are added in units of the em and turned
// into a length once, so that nothing is lost by rounding.
func (k *ink) width(text string) unit.Length {
	m := k.face.Metrics()
	sum, n := int64(0), int64(0)
	if k.pairs != nil {
		sum = k.pairs.Within(m, text)
	}
	for _, r := range text {
		sum += m.Advance(r)
		n++
	}
	return k.size.Scale(sum*k.look.Scale, m.PerEm*100) + k.look.Spacing*unit.Length(n)
}

// kern returns by how much b is moved behind a.
func (k *ink) kern(a, b rune) unit.Length {
	m := k.face.Metrics()
	return k.size.Scale(k.pairs.Between(m, a, b)*k.look.Scale, m.PerEm*100)
}

// signs returns the symbol font of a look, whose characters are signs at codes of its own, where
// that font is not here; "" for all other looks.
func (t *typesetter) signs(l *word.Look) string {
	for _, family := range [...]string{l.HAnsi, l.Ascii} {
		if family == "" || !strings.ContainsRune("SsWw", rune(family[0])) || !fonts.Symbol(family) {
			continue
		}
		if _, match := t.fonts.Find(family, false, false); match != fonts.Same {
			return family
		}
	}
	return ""
}
