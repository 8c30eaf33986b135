package viet

import (
	"strings"
	"unicode"
)

// The syllables of Vietnamese: an onset, a rhyme, a tone. Longest onsets first, because
// "gi" and "qu" count as onsets wherever what follows is a rhyme.
var onsets = strings.Fields("ngh ng nh ch gh gi kh ph qu th tr b c d đ g h k l m n p r s t v x")

var rhymes = func() map[string]bool {
	m := make(map[string]bool, 180)
	for _, r := range strings.Fields(`
		a ac ach ai am an ang anh ao ap at au ay ak
		ăc ăm ăn ăng ăp ăt ăk  âc âm ân âng âp ât âu ây
		e ec em en eng eo ep et  ê êch êm ên ênh êp êt êu
		i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
		o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
		oc oe oen oeo oet oi om on ong ooc oong op ot
		ô ôc ôi ôm ôn ông ôp ôt  ơ ơi ơm ơn ơp ơt
		u ua uân uâng uât uây uc uê uêch uên uênh uêu ui um un ung uôc uôi uôm uôn uông uôt
		uơ uơn uơt up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu
		ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
		y yêm yên yêng yêt yêu ych yn ynh yp yt yu`) {
		m[r] = true
	}
	return m
}()

// syllable is a word taken apart; the letters keep their case and lose their tone.
type syllable struct {
	letters []rune
	onset   int // letters of the onset
	tone    int
}

// parse takes a word of letters apart; ok is false for what is no syllable, has two
// tones, or has a tone that its rhyme cannot carry.
func parse(word []rune) (s syllable, ok bool) {
	if len(word) == 0 || len(word) > 7 { // "nghiêng" is the longest
		return s, false
	}
	s.letters = make([]rune, len(word))
	for i, r := range word {
		base, tone := splitTone(r)
		if tone != ngang {
			if s.tone != ngang {
				return s, false
			}
			s.tone = tone
		}
		s.letters[i] = base
	}
	low := strings.ToLower(string(s.letters))
	rhyme, found := "", false
	for _, o := range onsets {
		if rest, cut := strings.CutPrefix(low, o); cut && rhymes[rest] {
			s.onset, rhyme, found = len([]rune(o)), rest, true
			break
		}
	}
	if !found && !rhymes[low] {
		return s, false
	}
	if !found {
		rhyme = low
	}
	switch rhyme[len(rhyme)-1] {
	case 'c', 'p', 't', 'k':
		return s, s.tone == sac || s.tone == nang
	case 'h':
		return s, !strings.HasSuffix(rhyme, "ch") || s.tone == sac || s.tone == nang
	}
	return s, true
}

// IsSyllable reports whether word, in NFC, is one well-formed Vietnamese syllable in any
// case: every part exists and the rhyme can carry the tone, wherever the tone stands.
// Whether the language has a word of that sound is not asked.
func IsSyllable(word string) bool {
	_, ok := parse([]rune(word))
	return ok
}

// place returns the word with its tone on the letter that the older or newer rule says.
// The rules differ only in the open rhymes oa, oe, uy: hòa, xòe, thủy and hoà, xoè, thuỷ.
func (s syllable) place(newer bool) []rune {
	if s.tone == ngang {
		return s.letters
	}
	rhyme := []rune(strings.ToLower(string(s.letters[s.onset:])))
	count, marked := 0, -1 // vowels of the rhyme; the last one with a mark of its own
	for i, r := range rhyme {
		v, isVowel := vowels[r]
		if !isVowel {
			break
		}
		count++
		if base := toned[v.row][ngang]; base > unicode.MaxASCII {
			marked = i
		}
	}
	at := 0
	switch open := count == len(rhyme); {
	case marked >= 0:
		at = marked
	case !open:
		at = count - 1
	case count == 3:
		at = 1
	case count == 2 && newer:
		if p := string(rhyme); p == "oa" || p == "oe" || p == "uy" {
			at = 1
		}
	}
	s.letters[s.onset+at] = addTone(s.letters[s.onset+at], s.tone)
	return s.letters
}

// OldTone returns s with the tone of every syllable where the older rule puts it: hòa,
// khỏe, thủy. What is no Vietnamese syllable stays. For comparing and sorting, and for
// a text whose author asks for it; names are printed as their owners write them.
func OldTone(s string) string { return placeTones(s, false) }

// NewTone is OldTone by the newer rule: hoà, khoẻ, thuỷ.
func NewTone(s string) string { return placeTones(s, true) }

func placeTones(s string, newer bool) string {
	s = NFC(s)
	if isASCII(s) {
		return s
	}
	out := make([]rune, 0, len(s))
	start := 0 // of the letters not yet written
	runes := []rune(s)
	for i := 0; i <= len(runes); i++ {
		if i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsMark(runes[i])) {
			continue
		}
		word := runes[start:i]
		if syl, ok := parse(word); ok {
			word = syl.place(newer)
		}
		out = append(out, word...)
		if i < len(runes) {
			out = append(out, runes[i])
		}
		start = i + 1
	}
	return string(out)
}
