package outgoing

import (
	"slices"
	"strings"
	"unicode"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/viet"
)

// NĐ 30/2020 Đ.18.3 tells content from form and technique, and does not say which a slip of
// spelling is. paramSpelling of the kind that corrects says it: by archive.Corrects a mend of
// spelling is technique, by archive.Amends content.
const paramSpelling = "loi_chinh_ta"

// speller knows what mends nothing but spelling.
type speller struct {
	on      bool
	phrases []string // phrases whose letters are known, in small letters
}

// speller reads from the office's files whether spelling is technique, and what is known.
func (p *Papers) speller() (s speller, err error) {
	kind, err := p.Kind(archive.Corrects)
	if err != nil {
		return s, err
	}
	for _, param := range kind.Params {
		s.on = s.on || param.Name == paramSpelling && param.Default == archive.Corrects
	}
	config, err := p.CheckConfig()
	if err != nil {
		return s, err
	}
	for _, phrase := range config.Lexicon {
		s.phrases = append(s.phrases, strings.ToLower(viet.NewTone(phrase)))
	}
	return s, nil
}

// mends reports whether words differ by spelling alone: each word that differs was no
// Vietnamese syllable and is one with nearly the same letters, or the phrase around it is one
// whose letters are known and differed by its marks. Figures, names and what bears a capital
// letter are content.
func (s *speller) mends(was, is string) bool {
	a, b := strings.Fields(was), strings.Fields(is)
	if !s.on || len(a) != len(b) {
		return false
	}
	known := s.known(b)
	for i := range a {
		wrong, right := strings.TrimFunc(a[i], unicode.IsPunct), strings.TrimFunc(b[i], unicode.IsPunct)
		switch {
		case bare(a[i]) == bare(b[i]):
		case !small(wrong) || !small(right):
			return false
		case known[i] && viet.Fold(wrong) == viet.Fold(right):
		case viet.IsSyllable(wrong) || !viet.IsSyllable(right) || !near([]rune(wrong), []rune(right)):
			return false
		}
	}
	return true
}

// known says of each word whether it stands in a phrase of the lexicon.
func (s *speller) known(words []string) []bool {
	out := make([]bool, len(words))
	plain := make([]string, len(words))
	for i, w := range words {
		plain[i] = strings.ToLower(viet.NewTone(strings.TrimFunc(w, unicode.IsPunct)))
	}
	for _, phrase := range s.phrases {
		parts := strings.Fields(phrase)
		for i := 0; i+len(parts) <= len(plain); i++ {
			if len(parts) > 1 && slices.Equal(plain[i:i+len(parts)], parts) {
				for j := range parts {
					out[i+j] = true
				}
			}
		}
	}
	return out
}

// small reports whether a word is small letters alone.
func small(word string) bool {
	return word != "" && !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLower(r) && !unicode.IsMark(r) })
}

// near reports whether one letter, or two that changed places, tell two words apart; marks
// do not count.
func near(a, b []rune) bool {
	a, b = []rune(viet.Unmark(string(a))), []rune(viet.Unmark(string(b)))
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(a) <= 1 && len(b) <= 1 || len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}
