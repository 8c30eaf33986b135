// Package viet knows Vietnamese text: its letters and tones, the old byte encodings
// that offices still send, names of people and their order, and how official
// documents write days, numbers and amounts.
//
// In and out are strings and whole numbers; nothing is a float and nothing here reads
// a clock. Text from outside goes through these steps: DecodeLegacy where it may be
// TCVN3 or VNI (before anything is cleaned away, because the letter ư of TCVN3 looks
// like a soft hyphen), then Clean, which gives NFC. Everything else in the package
// expects NFC and works on any text without panicking.
//
// The one thing to know: comparing, searching and sorting never rewrite what a person
// wrote. Names keep the spelling of their owner; keys made by NameKey, TextKey and Fold
// are stored beside them.
package viet

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// NFC returns s in Unicode's composed form, in which all text of this program is
// stored and compared. A text that has it already is returned without a copy.
func NFC(s string) string { return norm.NFC.String(s) }

// IsNFC reports whether s is in the composed form.
func IsNFC(s string) bool { return norm.NFC.IsNormalString(s) }

// Clean returns s as it should have been typed: NFC; look-alikes of Đ and đ replaced;
// full-width digits made plain; no-break spaces and tabs made spaces, runs of spaces
// one, none at either end of a line; invisible and control characters dropped. Line
// breaks stay, as "\n". Quotation marks, dashes and dots are left for the checker.
func Clean(s string) string {
	if isClean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space, start := false, true // a space is pending; the line has no letter yet
	for _, r := range NFC(strings.ReplaceAll(s, "\r\n", "\n")) {
		switch r = plainRune(r); {
		case r == '\n':
			b.WriteByte('\n')
			space, start = false, true
		case r == ' ':
			space = !start
		case r >= 0:
			if space {
				b.WriteByte(' ')
			}
			b.WriteRune(r)
			space, start = false, false
		}
	}
	// A dropped character may have stood between a letter and its mark.
	return strings.Trim(NFC(b.String()), "\n")
}

// isClean is the common case: nothing to do, nothing to allocate.
func isClean(s string) bool {
	last := ' '
	for _, r := range s {
		if r == ' ' && last == ' ' || r == '\n' || plainRune(r) != r {
			return false
		}
		last = r
	}
	return (s == "" || last != ' ') && IsNFC(s) && utf8.ValidString(s)
}

// plainRune gives what Clean makes of a rune; -1 drops it.
func plainRune(r rune) rune {
	switch {
	case r == '\n' || r == '\r' || r == '\v' || r == 0x2028 || r == 0x2029:
		return '\n'
	case r == '\t' || r == ' ' || unicode.Is(unicode.Zs, r):
		return ' '
	case r == 0x00D0 || r == 0x0189: // Eth, African D
		return 'Đ'
	case r == 0x00F0 || r == 0x0256:
		return 'đ'
	case r >= '０' && r <= '９':
		return r - '０' + '0'
	case unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r):
		return -1 // U+00AD, U+200B, U+FEFF, bidi marks
	}
	return r
}

// Unmark returns s without tones and without the marks of letters, case kept: "Điểu
// Đức Hòa" gives "Dieu Duc Hoa". Marks of other scripts go too.
func Unmark(s string) string {
	if isASCII(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFD.String(s) {
		switch r {
		case 'Đ', 0x00D0, 0x0189:
			b.WriteByte('D')
		case 'đ', 0x00F0, 0x0256:
			b.WriteByte('d')
		default:
			if !unicode.Is(unicode.Mn, r) {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// Fold returns the form of s in which texts are searched: cleaned, without marks, in
// lower case. "ĐIỂU  Đức" and "dieu duc" have the same form.
func Fold(s string) string { return strings.ToLower(Unmark(Clean(s))) }

// Upper returns s in capital letters, in NFC.
func Upper(s string) string { return strings.ToUpper(NFC(s)) }

// Capital returns s with its first letter a capital, the rest as it is.
func Capital(s string) string {
	s = NFC(s)
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
