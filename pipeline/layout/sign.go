package layout

import (
	"strings"

	"vanthu/fonts"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/word"
)

// unicodeSigns gives the text of a look in Unicode where it is one of signs.
func (t *typesetter) unicodeSigns(text string, l *word.Look) string {
	family := t.signs(l)
	return strings.Map(func(r rune) rune {
		if family == "" && (r < 0xF000 || r > 0xF0FF) {
			return r
		}
		u, _ := font.Symbol(family, r)
		return u
	}, text)
}

// sign shapes a character of a symbol font: the sign in Unicode, as large as the font draws it.
func (s *shaper) sign(r rune, l *word.Look) {
	family := s.t.signs(l)
	if family == "" && s.t.face(l.Family(r), l).Has(r) { // the font itself
		s.rune(r, l)
		return
	}
	u, known := font.Symbol(family, r)
	if !known && r < 0xF000 { // else a letter would stand in place of the sign; what no face has is noted anyhow
		s.t.Facts.Add("glyph", s.p.Place, "Không rõ ký hiệu của ký tự “"+string(r)+"” ("+codePoint(r)+") trong phông “"+family+"”.")
	}
	if u == ' ' || family == "" {
		s.rune(u, l)
		return
	}
	s.flush(false)
	s.ink = s.t.signInk(s.inkFor(u, l, false), u, font.SymbolWidth(family, r))
	s.word = appendRune(s.word, u)
	s.last = u
	s.flush(false)
}

// ring shapes the bullet "o", which Word takes from Courier New for a small ring: there it is
// nearly round, 0.42 of the em high, while the o of its twin of equal widths is 0.53 high.
func (s *shaper) ring(l *word.Look) {
	if _, match := s.t.fonts.Find(l.HAnsi, l.Is(word.Bold), l.Is(word.Italic)); match != fonts.Twin || !strings.EqualFold(l.HAnsi, "Courier New") {
		s.rune('o', l)
		return
	}
	const low = 80 // percent of the height of the twin
	k := s.inkFor('o', l, false)
	wide := *l
	wide.Scale = l.Scale * 100 / low // as wide as before
	key := inkKey{s.t.shared(&wide), k.face, false, low}
	flat := s.t.inks[key]
	if flat == nil {
		c := *k
		c.look, c.size = key.look, k.size.Scale(low, 100)
		flat = &c
		s.t.inks[key] = flat
	}
	s.flush(false)
	s.ink = flat
	s.word = append(s.word, 'o')
	s.flush(false)
}

// signInk makes a sign as large as its symbol font has it, which is wide thousandths of
// the em there; 0 is not known. None is made smaller.
func (t *typesetter) signInk(k *ink, u rune, wide int64) *ink {
	m := k.face.Metrics()
	have := m.Advance(u) * 1000 / m.PerEm
	if wide == 0 || have == 0 {
		return k
	}
	scale := max(100, min(wide*100/have, 160))
	key := inkKey{k.look, k.face, false, int(scale)}
	if same := t.inks[key]; same != nil {
		return same
	}
	scaled := *k
	scaled.size = k.size.Scale(scale, 100)
	t.inks[key] = &scaled
	return &scaled
}
