package archive

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var notInNames = regexp.MustCompile(`[/\\:*?"<>|\pC]+`)

// reserved are names that Windows keeps for devices.
var reserved = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)`)

// CleanName makes a file name without extension that Linux and Windows both take.
func CleanName(s string) string {
	s = notInNames.ReplaceAllString(norm.NFC.String(s), "-")
	s = strings.TrimFunc(s, func(r rune) bool { return r == '.' || unicode.IsSpace(r) })
	for len(s) > 150 {
		r := []rune(s)
		s = strings.TrimRight(string(r[:len(r)-1]), ". ")
	}
	if s == "" || reserved.MatchString(s) {
		s = "_" + s
	}
	return s
}
