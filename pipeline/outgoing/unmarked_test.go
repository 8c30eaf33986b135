package outgoing

import (
	"regexp"
	"strings"
)

var (
	markControl  = regexp.MustCompile(`(?s)<w:sdt><w:sdtPr>(?:<w:alias [^>]*/>)?<w:tag w:val="vt\.[^"]*"/>(?:<w15:[^>]*/>)?</w:sdtPr><w:sdtContent>(.*?)</w:sdtContent></w:sdt>`)
	markBookmark = regexp.MustCompile(`<w:bookmarkStart w:id="(\d+)" w:name="_vt_[^"]*"/>`)
	textRun      = regexp.MustCompile(`<w:r>(<w:rPr>(?:[^/]|/[^w]|/w[^:]|/w:[^r]|/w:r[^P])*</w:rPr>)?<w:t(?: [^>]*)?>((?:[^<]|</w:t><w:noBreakHyphen/><w:t(?: [^>]*)?>)*)</w:t></w:r>`)
)

// unmarked is the body of a Word file without the marks round its values, and with runs of
// one form joined: a text that a test looks for stands in one piece.
func unmarked(body string) string {
	body = markControl.ReplaceAllString(body, "$1")
	for _, m := range markBookmark.FindAllStringSubmatch(body, -1) {
		body = strings.Replace(strings.Replace(body, m[0], "", 1), `<w:bookmarkEnd w:id="`+m[1]+`"/>`, "", 1)
	}
	var out strings.Builder
	at, props, open := 0, "", false
	for _, m := range textRun.FindAllStringSubmatchIndex(body, -1) {
		p := ""
		if m[2] >= 0 {
			p = body[m[2]:m[3]]
		}
		if open && (m[0] != at || p != props) {
			out.WriteString("</w:t></w:r>")
			open = false
		}
		out.WriteString(body[at:m[0]])
		if !open {
			out.WriteString("<w:r>" + p + `<w:t xml:space="preserve">`)
		}
		out.WriteString(body[m[4]:m[5]])
		at, props, open = m[1], p, true
	}
	if open {
		out.WriteString("</w:t></w:r>")
	}
	return out.String() + body[at:]
}
