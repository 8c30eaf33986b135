package check

import (
	"slices"
	"strings"
	"unicode"

	"vanthu/pipeline/paper"
)

// shortRules are about words that are shortened.
var shortRules = []rule{
	{"ABBREVIATION", Hint, "", "Chữ viết tắt chưa được giải thích: %s.", "Lần đầu ghi đủ, kèm chữ viết tắt trong ngoặc đơn; chữ thông dụng của cơ quan thì ghi vào abbreviations của check.yaml.", abbreviations},
}

// abbreviations names in one finding, at the first place, the abbreviations of the text that are
// neither usual nor explained in brackets somewhere in it.
func abbreviations(f *file, found report) {
	if !f.whole || len(f.Config.Abbreviations) == 0 {
		return
	}
	var first *paper.Unit
	var names []string
	explained := f.explained()
	for i := range f.main() {
		u := &f.Units[i]
		if !slices.Contains([]paper.Role{paper.Text, paper.Article, paper.Clause, paper.SubClause, paper.Point, paper.Dash}, u.Role) || allUpper(u.Title) && u.Title != "" || allUpper(u.Text) {
			continue
		}
		for _, w := range f.wordsOf(i) {
			is := u.Text[w[0]:w[1]]
			if !shortened(u.Text, w) || explained[is] || slices.Contains(f.Config.Abbreviations, is) || slices.Contains(names, is) {
				continue
			}
			if names = append(names, is); first == nil {
				first = u
			}
		}
	}
	if first != nil {
		found(first, some(names))
	}
}

// allUpper tells a line in capitals: a heading.
func allUpper(s string) bool { return strings.ToUpper(s) == s }

// shortened tells an abbreviation: two capitals or more that are no Roman number, no part of a
// symbol and not in a line of capitals.
func shortened(s string, w [2]int) bool {
	is, n := s[w[0]:w[1]], 0
	for _, r := range is {
		if !unicode.IsUpper(r) {
			return false
		}
		n++
	}
	if n < 2 || n > 8 || strings.Trim(is, "IVXLC") == "" {
		return false
	}
	before, after := strings.TrimRight(s[:w[0]], " "), strings.TrimLeft(s[w[1]:], " ")
	joins := func(c byte) bool { return strings.IndexByte("/-.&", c) >= 0 }
	if before != "" && joins(before[len(before)-1]) && len(before) == w[0] || after != "" && joins(after[0]) && len(after) == len(s)-w[1] && after[0] != '.' {
		return false
	}
	for _, near := range []string{lastWord(before), firstWord(after)} { // a title in capitals
		if len([]rune(near)) > 1 && allUpper(near) && strings.ToLower(near) != near {
			return false
		}
	}
	return true
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}

// explained are the abbreviations that stand in brackets behind what they mean, and those with
// what they mean in brackets behind them.
func (f *file) explained() map[string]bool {
	known := map[string]bool{}
	for i := range f.Units {
		s := f.Units[i].Text
		if !strings.Contains(s, "(") {
			continue
		}
		for _, w := range f.wordsOf(i) {
			open, shut := strings.LastIndexByte(s[:w[0]], '('), strings.LastIndexByte(s[:w[0]], ')')
			if open > shut || strings.HasPrefix(strings.TrimLeft(s[w[1]:], " "), "(") {
				known[s[w[0]:w[1]]] = true
			}
		}
	}
	return known
}
