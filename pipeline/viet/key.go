package viet

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// alphabet is the order of the dictionary, with f j w z where Latin has them.
const alphabet = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

// Weights of a sort key, two hexadecimal digits each. 00 ends a field.
const (
	weightSpace = 0x01
	weightDigit = 0x10
	weightFirst = 0x20 // the letter a
	weightOther = 0xff // then six digits of the code point
)

var weights = func() map[rune]byte {
	m := make(map[rune]byte, 128)
	for d := range 10 {
		m['0'+rune(d)] = byte(weightDigit + d)
	}
	for i, r := range []rune(alphabet) {
		m[r] = byte(weightFirst + i)
	}
	return m
}()

// TextKey returns a key that sorts texts by the Vietnamese dictionary: letters first (a ă
// â b c d đ e ê …), among equal letters tones in the order ngang, huyền, hỏi, ngã, sắc,
// nặng. Case, apostrophes and other signs do not count, a hyphen counts as a space, and
// both ways to place a tone are the same. Texts that differ in nothing else have equal
// keys: order by the key, then by something unique.
//
// A key is made of the digits 0-9 and a-f, so every collation of a database sorts it
// alike; the column should still be declared in byte order (PostgreSQL: COLLATE "C",
// SQLite: BINARY, its default), which needs no locale and is fastest. The form of keys
// does not depend on a library's version: stored keys stay valid.
func TextKey(s string) string {
	return string(appendKey(nil, OldTone(Clean(s))))
}

func appendKey(key []byte, s string) []byte {
	var tones []byte
	space := true // none at the start, one between words
	for _, r := range s {
		r = unicode.ToLower(r)
		r, tone := splitTone(r)
		w, known := weights[r]
		switch {
		case known:
		case unicode.IsSpace(r) || unicode.Is(unicode.Pd, r):
			if !space {
				w, known, space = weightSpace, true, true
			}
		default:
			if base := []rune(norm.NFD.String(string(r))); len(base) > 1 { // ö, ç
				w, known = weights[base[0]]
				tone = nang + 1
			}
		}
		switch {
		case known:
			key = appendHex(key, w)
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			key = appendHex(key, weightOther)
			key = appendHex(key, byte(r>>16))
			key = appendHex(key, byte(r>>8))
			key = appendHex(key, byte(r))
		default:
			continue
		}
		space = w == weightSpace
		tones = append(tones, byte('1'+tone))
	}
	// A tone is 1 to 7 and the end of the field 0: fewer tones sort first.
	key = append(key, '0', '0')
	key = append(key, strings.TrimRight(string(tones), "1")...)
	return append(key, '0')
}

func appendHex(b []byte, v byte) []byte {
	const digits = "0123456789abcdef"
	return append(b, digits[v>>4], digits[v&15])
}
