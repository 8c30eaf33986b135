package fill

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/ooxml"
)

// class of a byte in appendText.
const (
	plain = iota
	special
	letter // leads a character of which NFC needs nothing
	other  // leads a character that NFC may change or XML forbid
)

var classes = func() (t [256]byte) {
	for c := range 256 {
		switch {
		case c < 0x20 || c == '<' || c == '>' || c == '&':
			t[c] = special
		case c < 0xC2:
			t[c] = plain // ASCII and what follows a leading byte
		case c <= 0xCB || c == 0xE1 || c == 0xE2:
			t[c] = letter
		default:
			t[c] = other
		}
	}
	return t
}()

// isComposed is a quick answer for Vietnamese: Latin letters below U+0300 and from U+1E00
// to U+1EFF, dashes, quotation marks, dots. False means that it must be looked at.
func isComposed(b []byte) bool {
	for i := 0; i < len(b); i++ {
		switch classes[b[i]] {
		case letter:
			switch {
			case b[i] == 0xC2 && i+1 < len(b) && b[i+1] == 0x85: // U+0085 ends a line
				return false
			case b[i] == 0xE1 && (i+1 >= len(b) || b[i+1] < 0xB8 || b[i+1] > 0xBB):
				return false
			case b[i] == 0xE2 && (i+2 >= len(b) || b[i+1] != 0x80 || b[i+2] < 0x90 || b[i+2] > 0xA6):
				return false
			}
		case other:
			return false
		}
	}
	return utf8.Valid(b)
}

// lineEnds makes line breaks of all that ends a line (UAX #14, classes BK and NL): the
// separators of lines and paragraphs, vertical tab, form feed, next line.
func lineEnds(text []byte) []byte {
	for _, end := range []string{"\u2028", "\u2029", "\u0085", "\v", "\f"} {
		if bytes.Contains(text, []byte(end)) {
			text = bytes.ReplaceAll(text, []byte(end), []byte("\n"))
		}
	}
	return text
}

// appendText appends a value as characters of XML, in NFC; br stands for its line breaks,
// tab for its tabs.
func appendText(dst, text []byte, br, tab string) ([]byte, error) {
	if !isComposed(text) {
		text = lineEnds(text)
		if err := badRune(string(text)); err != nil {
			return dst, err
		}
		if !norm.NFC.IsNormal(text) {
			text = norm.NFC.Bytes(text)
		}
	}
	last := 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		if classes[c] != special {
			continue
		}
		dst = append(dst, text[last:i]...)
		last = i + 1
		switch c {
		case '<':
			dst = append(dst, "&lt;"...)
		case '>':
			dst = append(dst, "&gt;"...)
		case '&':
			dst = append(dst, "&amp;"...)
		case '\n', '\v', '\f':
			dst = append(dst, br...)
		case '\r':
			if i+1 == len(text) || text[i+1] != '\n' {
				dst = append(dst, br...)
			}
		case '\t':
			dst = append(dst, tab...)
		default:
			return dst, badRune(string(text))
		}
	}
	return append(dst, text[last:]...), nil
}

// documentNumber is a number with its symbol, such as 58/KH-UBND or 124/2021/TT-BCA, up to
// its last hyphen (NĐ 30/2020 PL I.II.3).
var documentNumber = regexp.MustCompile(`[\d…][a-zđ]?/(?:\d{4}/)?\pL[\pL\d.]*(?:-[\pL\d.]+)+`)

// joinNumbers replaces the hyphens in numbers of documents that stand in dst from at on: no
// line ends inside of a number.
func joinNumbers(dst []byte, at int, join string) []byte {
	text := dst[at:]
	if join == "" || bytes.IndexByte(text, '-') < 0 || bytes.IndexByte(text, '/') < 0 {
		return dst
	}
	done := documentNumber.ReplaceAllFunc(text, func(number []byte) []byte { return bytes.ReplaceAll(number, []byte{'-'}, []byte(join)) })
	return append(dst[:at], done...)
}

// RunContent returns the content of a run that reads text, as filling writes it: w:t, and
// elements for tabs, line breaks and hyphens at which no line may end. prefix is that of
// the part, with its colon.
func RunContent(prefix, text string) string {
	if text == "" {
		return ""
	}
	open, end := "<"+prefix+"t"+preserve+">", "</"+prefix+"t>"
	sign := func(name string) string { return end + "<" + prefix + name + "/>" + open }
	b, err := appendText([]byte(open), []byte(text), sign("br"), sign("tab"))
	if err != nil {
		b = ooxml.AppendEscaped([]byte(open), text, false)
	}
	b = append(joinNumbers(b, len(open), sign("noBreakHyphen")), end...)
	return strings.ReplaceAll(string(b), open+end, "")
}
