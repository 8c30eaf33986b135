package viet

import (
	"regexp"
	"strings"
	"unicode"
)

// Encoding names how the bytes of a text were meant.
type Encoding uint8

// The encodings that Vietnamese offices send. TCVN3 and VNI are met as Latin-1 letters:
// "nh©n" and "nhaân" are both "nhân".
const (
	Unicode Encoding = iota
	TCVN3            // ABC, fonts .VnTime
	VNI              // VNI-Windows, fonts VNI-Times
)

func (e Encoding) String() string { return [...]string{"Unicode", "TCVN3", "VNI"}[e] }

// DecodeLegacy returns a text in NFC whatever its encoding, and which one it was. font is
// the name of the face in which the text was set, "" where unknown; it counts as a hint
// and makes capitals of a face such as ".VnTimeH", whose small letters look like
// capitals. Do this before Clean: cleaning takes letters of TCVN3 away.
func DecodeLegacy(s, font string) (string, Encoding) {
	enc := detect(s, fontEncoding(font))
	switch enc {
	case TCVN3:
		s = DecodeTCVN3(s)
	case VNI:
		s = DecodeVNI(s)
	}
	if fontEncoding(font) == TCVN3 && strings.HasSuffix(strings.ToUpper(font), "H") {
		s = strings.ToUpper(s)
	}
	return NFC(s), enc
}

func fontEncoding(font string) Encoding {
	f := strings.ToLower(strings.TrimSpace(font))
	switch {
	case strings.HasPrefix(f, ".vn"):
		return TCVN3
	case strings.HasPrefix(f, "vni"):
		return VNI
	}
	return Unicode
}

// detect reads s in each encoding and takes the reading with the most valid syllables;
// among equals the one that the font names, then Unicode. Letters beyond Latin-1 settle
// it: the old encodings have none.
func detect(s string, hint Encoding) Encoding {
	s = NFC(s)
	if isASCII(s) || strings.ContainsFunc(s, func(r rune) bool { return r > 0xFF && unicode.IsLetter(r) }) {
		return Unicode
	}
	plain := strings.Map(visible, s)
	best, most := Unicode, validity(plain)
	if hint == Unicode {
		most += 1 + signs(plain) // a doubtful word of Unicode text is no reason to rewrite it
	}
	for _, c := range [...]struct {
		enc  Encoding
		text string
	}{{TCVN3, DecodeTCVN3(s)}, {VNI, DecodeVNI(s)}} {
		v := validity(c.text)
		if c.enc == hint {
			v++
		}
		if v > most {
			best, most = c.enc, v
		}
	}
	return best
}

// words cuts a text at blanks, digits and the punctuation of ASCII.
func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool {
		return r < 0x80 && !unicode.IsLetter(r) || unicode.IsSpace(r) || r >= 0x2000 && r < 0x2070
	})
}

// measure is a unit written with a sign of Latin-1: µm, N·m, °C, m².
var measure = regexp.MustCompile(`^(µ(m|g|l|L|s|A|V|W|F|H|J|N|M|T|C|K|S|Pa|Sv|Gy|Bq|Ci|mol|eq|rad|Ω)[²³]?|[kMm]?(N·m|W·h|A·h|V·A|Pa·s|J·s)|[°º][CFK]|[a-zA-Z]{1,2}[²³])$`)

// signs makes up for what validity takes off for words that are no syllables in any
// Unicode text, and counts them as right: measures, and signs without letters (½, ±, ×).
func signs(s string) int {
	n := 0
	for _, w := range words(s) {
		if !isASCII(w) && (measure.MatchString(w) || !strings.ContainsFunc(w, unicode.IsLetter)) {
			n += 4
		}
	}
	return n
}

// visible drops what a reader does not see.
func visible(r rune) rune {
	if unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

// validity counts words with letters beyond ASCII: two for each that is a syllable, and
// less two for each that is none.
func validity(s string) int {
	n := 0
	for _, w := range words(s) {
		switch {
		case isASCII(w):
		case IsSyllable(w):
			n += 2
		default:
			n -= 2
		}
	}
	return n
}

// tcvn3 gives the letters of bytes A1 to FE; 0 where the encoding has none.
var tcvn3 = func() (t [256]rune) {
	for i, r := range []rune("ĂÂÊÔƠƯĐăâêôơưđ") { // A1 to AE
		t[0xA1+i] = r
	}
	// Each row: the vowel, then the bytes of huyền, hỏi, ngã, sắc, nặng.
	for _, row := range []struct {
		base  rune
		bytes [5]byte
	}{
		{'a', [5]byte{0xB5, 0xB6, 0xB7, 0xB8, 0xB9}}, {'ă', [5]byte{0xBB, 0xBC, 0xBD, 0xBE, 0xC6}},
		{'â', [5]byte{0xC7, 0xC8, 0xC9, 0xCA, 0xCB}}, {'e', [5]byte{0xCC, 0xCE, 0xCF, 0xD0, 0xD1}},
		{'ê', [5]byte{0xD2, 0xD3, 0xD4, 0xD5, 0xD6}}, {'i', [5]byte{0xD7, 0xD8, 0xDC, 0xDD, 0xDE}},
		{'o', [5]byte{0xDF, 0xE1, 0xE2, 0xE3, 0xE4}}, {'ô', [5]byte{0xE5, 0xE6, 0xE7, 0xE8, 0xE9}},
		{'ơ', [5]byte{0xEA, 0xEB, 0xEC, 0xED, 0xEE}}, {'u', [5]byte{0xEF, 0xF1, 0xF2, 0xF3, 0xF4}},
		{'ư', [5]byte{0xF5, 0xF6, 0xF7, 0xF8, 0xF9}}, {'y', [5]byte{0xFA, 0xFB, 0xFC, 0xFD, 0xFE}},
	} {
		for i, b := range row.bytes {
			t[b] = addTone(row.base, i+1)
		}
	}
	return t
}()

// DecodeTCVN3 reads a text whose Latin-1 letters are bytes of TCVN3. The encoding has no
// capitals with tones; see DecodeLegacy for the faces that draw them.
func DecodeTCVN3(s string) string {
	return NFC(strings.Map(func(r rune) rune {
		if r < 0x100 && tcvn3[r] != 0 {
			return tcvn3[r]
		}
		return r
	}, s))
}

// vniTones and the two rows below say which letter VNI writes behind a vowel for which
// tone, in the order sắc, huyền, hỏi, ngã, nặng.
var (
	vniTones  = [5]rune{'ù', 'ø', 'û', 'õ', 'ï'}
	vniRoof   = [6]rune{'â', 'á', 'à', 'å', 'ã', 'ä'} // â ê ô, first without tone
	vniBreve  = [6]rune{'ê', 'é', 'è', 'ú', 'ü', 'ë'} // ă
	vniOrder  = [6]int{ngang, sac, huyen, hoi, nga, nang}
	vniSingle = map[rune]rune{'æ': 'ỉ', 'ó': 'ĩ', 'ò': 'ị', 'î': 'ỵ', 'ñ': 'đ', 'ô': 'ơ', 'ö': 'ư'}
)

var vniPairs = func() map[[2]rune]rune {
	m := make(map[[2]rune]rune, 80)
	for first, base := range map[rune]rune{'a': 'a', 'e': 'e', 'o': 'o', 'u': 'u', 'y': 'y', 'ô': 'ơ', 'ö': 'ư'} {
		for i, t := range vniTones {
			m[[2]rune{first, t}] = addTone(base, vniOrder[i+1])
		}
	}
	for i, tone := range vniOrder {
		m[[2]rune{'a', vniRoof[i]}] = addTone('â', tone)
		m[[2]rune{'e', vniRoof[i]}] = addTone('ê', tone)
		m[[2]rune{'o', vniRoof[i]}] = addTone('ô', tone)
		m[[2]rune{'a', vniBreve[i]}] = addTone('ă', tone)
	}
	return m
}()

// DecodeVNI reads a text in which a vowel and the letter behind it stand for one letter,
// two letters before one.
func DecodeVNI(s string) string {
	runes := []rune(s)
	out := make([]rune, 0, len(runes))
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		low := unicode.ToLower(r)
		if i+1 < len(runes) {
			if p, ok := vniPairs[[2]rune{low, unicode.ToLower(runes[i+1])}]; ok {
				out = append(out, inCaseOf(r, p))
				i++
				continue
			}
		}
		if p, ok := vniSingle[low]; ok {
			r = inCaseOf(r, p)
		}
		out = append(out, r)
	}
	return NFC(string(out))
}
