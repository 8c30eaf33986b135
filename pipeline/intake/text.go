package intake

import (
	"regexp"
	"strings"
	"unicode"

	"vanthu/pipeline/viet"
)

// Lengths of texts, in characters.
const (
	maxText  = 500
	maxProse = 20_000
)

// plain returns the text of a cell as it should have been typed, and in words what was
// changed, "" for nothing that a reader would see. Old encodings are read before anything
// is cleaned away: the letter ư of TCVN3 looks like a soft hyphen.
func plain(c cell) (text, change string) {
	if c.kind != textCell {
		return c.text, ""
	}
	decoded, enc := viet.DecodeLegacy(c.text, c.font)
	text = viet.Clean(decoded)
	switch {
	case enc != viet.Unicode:
		return text, "chữ gõ theo bảng mã " + enc.String() + ", đã đổi sang Unicode"
	case strings.ContainsAny(c.text, "\u00D0\u0189\u00F0\u0256"):
		return text, "chữ Đ gõ bằng ký tự nước ngoài giống Đ, đã thay"
	case strings.ContainsFunc(c.text, func(r rune) bool { return r >= '０' && r <= '９' }):
		return text, "chữ số toàn khổ, đã thay bằng chữ số thường"
	case strings.ContainsFunc(c.text, hidden):
		return text, "có ký tự ẩn, đã bỏ"
	}
	return text, ""
}

// hidden reports a character that nobody sees and that Clean drops.
func hidden(r rune) bool {
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r) && r != '\n' && r != '\r' && r != '\t'
}

// Personal numbers: twelve digits of an identity number, a telephone number.
var (
	identityNumber = regexp.MustCompile(`(?:^|\D)\d{12}(?:\D|$)`)
	phoneNumber    = regexp.MustCompile(`(?:^|\D)(?:\+?84|0)[ .]?[35789]\d(?:[ .]?\d){7}(?:\D|$)`)
)

// personal names the personal number in a text, "" where there is none.
func personal(text string) string {
	switch {
	case identityNumber.MatchString(text):
		return "số định danh (căn cước)"
	case phoneNumber.MatchString(text):
		return "số điện thoại"
	}
	return ""
}

// ditto reports a cell that says “as above”.
func ditto(text string) bool {
	switch strings.ToLower(text) {
	case `"`, "”", "''", "nt", "như trên", "-nt-", "- nt -", "″":
		return true
	}
	return false
}
