package outgoing

import (
	"strings"
	"unicode"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/paper"
)

// sayWith fills what the register tells of a paper with the words of the paper itself, as it
// was signed: name of its kind and subject, whom it goes to, who keeps a copy. What the paper
// does not say stays as it is.
func sayWith(e *archive.Entry, p *paper.Paper) {
	if title := titleOf(p); title != "" {
		e.Title = title
	}
	var to []string
	for _, u := range append(p.All(paper.To), p.All(paper.Addressee)...) {
		_, name, is := strings.Cut(u.Text, "Kính gửi:")
		if !is {
			name = u.Text
		}
		to = append(to, listed(name)...)
	}
	addressed := len(to) > 0
	for _, u := range p.All(paper.Recipient) {
		for _, name := range listed(u.Text) {
			if !addressed || !strings.HasPrefix(name, "Như trên") { // those whom it addresses
				to = append(to, name)
			}
		}
	}
	if len(to) > 0 {
		e.Recipients = strings.Join(to, "\n")
	}
	if u := p.First(paper.Filed); u != nil {
		if _, keeper, is := strings.Cut(u.Text, "Lưu:"); is {
			e.Keeper = strings.TrimRight(strings.TrimSpace(keeper), ".;")
		}
	}
}

// listed takes dash and mark from an entry of a list of places; an empty one is none.
func listed(text string) []string {
	name := strings.TrimSpace(strings.TrimRight(strings.TrimLeft(text, "- –"), " .;,"))
	if name == "" {
		return nil
	}
	return []string{name}
}

// titleOf is tên loại and trích yếu of a paper, as registers write them: "Quyết định về việc
// tặng Bằng khen"; "" where it has no subject.
func titleOf(p *paper.Paper) string {
	units := append(p.All(paper.Subject), p.All(paper.LetterTo)...)
	if len(units) == 0 || !p.Found {
		return ""
	}
	var words []string
	for _, u := range units {
		words = append(words, u.Text)
	}
	subject := strings.Join(words, " ")
	for _, about := range []string{"Về việc ", "V/v ", "V/v: "} {
		if rest, is := strings.CutPrefix(subject, about); is {
			subject = "về việc " + rest
		}
	}
	name := []rune(p.Kind.Name)
	name[0] = unicode.ToUpper(name[0])
	return string(name) + " " + subject
}
