package check

import (
	"fmt"
	"regexp"
	"strings"

	"vanthu/pipeline/check/cite"
	"vanthu/pipeline/paper"
)

// groundRules are about what a decision rests on and whether its articles say anything.
var groundRules = []rule{
	{"GROUND-TWICE", Warning, "NĐ 30/2020, PL I.II.6", "Căn cứ có hai lần: %s.", "Bỏ dòng lặp.", groundTwice},
	{"ARTICLE-EMPTY", Wrong, "NĐ 30/2020, PL I.II.6", "Điều %s không có nội dung.", "Ghi nội dung của điều, hoặc bỏ điều rồi đánh số lại.", articleEmpty},
	{"SUM-LETTERS", Wrong, "", "Số có lẫn chữ cái: “%s”.", "Gõ lại số ấy.", sumLetters},
}

// groundTwice finds a basis that two lines name: the same document, or the same words.
func groundTwice(f *file, found report) {
	seen := map[string]bool{}
	for _, u := range f.All(paper.Ground) {
		if strings.ContainsAny(u.Text, "…{") || strings.Contains(u.Text, "...") {
			continue // a form
		}
		key := strings.TrimRight(u.Text, ";. ")
		if list := cite.Find(u.Text); len(list) == 1 && list[0].Symbol != "" && list[0].Date != "" {
			key = list[0].Symbol + " " + list[0].Date
		}
		if seen[key] {
			found(u, "“"+paper.Short(u.Text, 60)+"”")
		}
		seen[key] = true
	}
}

var bareArticle = regexp.MustCompile(`^Điều \d+[a-zđ]?\.?$`)

// articleEmpty finds an article behind whose number nothing stands and nothing follows.
func articleEmpty(f *file, found report) {
	main := f.main()
	for i := range main {
		u := &main[i]
		if u.Role != paper.Article || !bareArticle.MatchString(u.Text) || !f.asked() {
			continue
		}
		if i+1 >= len(main) || main[i+1].Role == paper.Article || main[i+1].Role == paper.Power {
			found(u, u.Number)
		}
	}
}

var lettered = regexp.MustCompile(`\d{1,3}(?:\.\d{2,3})*\.?\d{0,2}[OoIl]\d{0,2}(?:\.\d{3})+`)

// sumLetters finds a figure with a letter that looks like a digit in it.
func sumLetters(f *file, found report) {
	for _, u := range f.lines {
		if !strings.ContainsAny(u.Text, "OoIl") {
			continue
		}
		if m := lettered.FindString(u.Text); m != "" {
			found(u, m)
		}
	}
}

// looksLatin are letters of other scripts that look like those of Vietnamese.
const looksLatin = "АВЕКМНОРСТУХаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"

// foreign reports a letter of another script within a Latin word.
func foreign(raw string) (r rune, is bool) {
	i := strings.IndexAny(raw, looksLatin)
	if i < 0 {
		return 0, false
	}
	for _, w := range strings.Fields(raw) {
		if k := strings.IndexAny(w, looksLatin); k >= 0 && strings.ContainsFunc(w, isLatin) {
			return []rune(w[k:])[0], true
		}
	}
	return 0, false
}

func isLatin(r rune) bool { return r < 0x370 && isLetter(r) || r >= 0x1E00 && r < 0x1F00 }

// strange says which letter it is.
func strange(r rune) string {
	return fmt.Sprintf("U+%04X “%c”, chữ của bảng chữ cái khác", r, r)
}
