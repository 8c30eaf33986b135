package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/pipeline/paper"
	"vanthu/pipeline/viet"
)

// spellingRules are about wording: what is known wrong, and one form in one document.
var spellingRules = []rule{
	{"LEXICON", Warning, "", "Sai dấu: %s.", "Sửa theo cụm từ chuẩn.", lexicon},
	{"SLIP", Warning, "", "%s.", "Sửa lại câu chữ.", slips},
	{"ONE-FORM", Hint, "", "Dùng hai cách viết: %s.", "Thống nhất một cách viết trong văn bản.", twins},
	{"TONE", Hint, "", "Đặt dấu thanh theo hai kiểu: %s.", "Thống nhất một kiểu đặt dấu trong văn bản.", tones},
	{"DATE-STYLE", Hint, "", "Viết ngày theo hai kiểu trong %s.", "Cùng một phần thì viết ngày theo một kiểu.", dateStyles},
}

// prose visits the units whose words are judged.
func (f *file) prose(visit func(u *paper.Unit)) {
	for _, u := range f.lines {
		if u.Role != paper.Signer && u.Role != paper.Number {
			visit(u)
		}
	}
}

// provinces are what the names of provinces begin with in the lexicon.
var provinces = []string{"tỉnh ", "thành phố "}

// lowered reports whether the name of a province has lost a capital: "tỉnh Đồng nai".
func lowered(is, phrase string) bool {
	for _, lead := range provinces {
		name, ok := strings.CutPrefix(phrase, lead)
		if !ok || len(is) != len(phrase) || !strings.EqualFold(is, phrase) {
			continue
		}
		is = is[len(lead):]
		return is != name && is != strings.ToUpper(is) && is != strings.ToLower(is)
	}
	return false
}

// placeMarks holds the place before the date of a paper against the names of provinces.
func (f *file) placeMarks(found report) {
	u := f.First(paper.PlaceDate)
	if u == nil {
		return
	}
	place, _, _ := strings.Cut(u.Text, ",")
	folded := viet.Fold(place)
	for _, p := range f.Config.Lexicon {
		for _, lead := range provinces {
			if name, ok := strings.CutPrefix(p, lead); ok && viet.Fold(name) == folded && place != name && viet.NewTone(place) != viet.NewTone(name) {
				found(u, fmt.Sprintf("“%s”, phải là “%s”", place, name))
				return
			}
		}
	}
}

// lexicon compares words with phrases whose letters are known: equal without marks but
// different with them is a slip.
func lexicon(f *file, found report) {
	type known struct {
		text   string
		folded []string
	}
	phrases := map[string][]known{} // by the first word, folded
	for _, p := range f.Config.Lexicon {
		k := known{p, strings.Fields(viet.Fold(p))}
		if len(k.folded) > 0 {
			phrases[k.folded[0]] = append(phrases[k.folded[0]], k)
		}
	}
	if len(phrases) == 0 {
		return
	}
	f.placeMarks(found)
	fold := map[string]string{} // words come often
	f.prose(func(u *paper.Unit) {
		words := f.wordsOf(f.index[u] - 1)
		folded := make([]string, len(words))
		for i, w := range words {
			one := u.Text[w[0]:w[1]]
			is, ok := fold[one]
			if !ok {
				is = viet.Fold(one)
				fold[one] = is
			}
			folded[i] = is
		}
		for i := range words {
			for _, p := range phrases[folded[i]] {
				n := len(p.folded)
				if i+n > len(words) || !slices.Equal(folded[i:i+n], p.folded) {
					continue
				}
				is := u.Text[words[i][0]:words[i+n-1][1]]
				if lowered(is, p.text) {
					found(u, fmt.Sprintf("“%s”, phải là “%s”", is, p.text))
					continue
				}
				if strings.EqualFold(is, p.text) || strings.ContainsAny(is, ",.;:()/“”_@") || viet.NewTone(strings.ToLower(is)) == viet.NewTone(strings.ToLower(p.text)) {
					continue
				}
				if n < 3 && is == strings.ToUpper(is) && strings.EqualFold(viet.Unmark(is), is) {
					continue // an abbreviation, as it may be two of them
				}
				want := p.text
				if is == strings.ToUpper(is) {
					want = strings.ToUpper(want)
				}
				found(u, fmt.Sprintf("“%s”, phải là “%s”", is, want))
			}
		}
	})
}

func slips(f *file, found report) {
	f.prose(func(u *paper.Unit) {
		for i := range f.Config.Slips {
			s := &f.Config.Slips[i]
			at := s.find.find(u.Text)
			if at == nil || s.except.find(u.Text) != nil {
				continue
			}
			found(u, fmt.Sprintf("%s: “%s”, nên là “%s”", s.ID, strings.TrimSpace(u.Text[at[0]:at[1]]), s.Put))
		}
	})
}

// shortRoles are components in which short forms are the custom, whatever the text writes.
var shortRoles = []paper.Role{paper.Superior, paper.Issuer, paper.Recipient, paper.Filed, paper.Cell}

// quotation is what stands between quotation marks: titles and slogans, which keep their words.
var quotation = regexp.MustCompile(`“[^“”]*”`)

func unquoted(s string) string {
	if !strings.Contains(s, "“") {
		return s
	}
	return quotation.ReplaceAllString(s, "“”")
}

// twins tells two forms of one thing, at the first place of the rarer one.
func twins(f *file, found report) {
	for i := range f.Config.Twins {
		t := &f.Config.Twins[i]
		var a, b *paper.Unit
		na, nb := 0, 0
		f.prose(func(u *paper.Unit) {
			if slices.Contains(shortRoles, u.Role) {
				return
			}
			if !t.a.mayMatch(u.Text) && !t.b.mayMatch(u.Text) {
				return
			}
			text := unquoted(u.Text)
			if n := len(t.a.FindAllStringIndex(text, -1)); n > 0 {
				if na += n; a == nil {
					a = u
				}
			}
			if n := len(t.b.FindAllStringIndex(text, -1)); n > 0 {
				if nb += n; b == nil {
					b = u
				}
			}
		})
		if na == 0 || nb == 0 {
			continue
		}
		at := a
		if nb < na {
			at = b
		}
		found(at, fmt.Sprintf("%s (%d và %d lần)", t.Say, na, nb))
	}
}

// tones tells words of the open rhymes oa, oe, uy whose mark stands in both places.
func tones(f *file, found report) {
	var old, fresh string
	var at *paper.Unit
	f.prose(func(u *paper.Unit) {
		if old != "" && fresh != "" || u.Role == paper.Cell {
			return
		}
		for _, w := range strings.FieldsFunc(u.Text, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if !openRhyme(w) || viet.OldTone(w) == viet.NewTone(w) {
				continue
			}
			if w == viet.OldTone(w) {
				if old == "" {
					old, at = w, u
				}
			} else if fresh == "" {
				fresh, at = w, u
			}
		}
	})
	if old != "" && fresh != "" {
		found(at, fmt.Sprintf("“%s”, “%s”", old, fresh))
	}
}

// openRhyme reports whether a word may be written in two ways: it has one of the rhymes oa,
// oe, uy and is no name, which keeps its owner's form.
func openRhyme(w string) bool {
	if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) || len(w) > 12 {
		return false
	}
	return strings.ContainsAny(w, "òóỏõọùúủũụàáảãạèéẻẽẹỳýỷỹỵ")
}
