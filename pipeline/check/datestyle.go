package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/paper"
)

// The two ways in which a date stands in a text: 20/01/2022, 20 tháng 01 năm 2022.
var (
	figureDate = regexp.MustCompile(`\b\d{1,2}/\d{1,2}/\d{4}\b`)
	wordyDate  = regexp.MustCompile(`\b\d{1,2} tháng \d{1,2} năm \d{4}\b`)
)

// The parts of a paper that each write dates in one way: the bases, and the prose. Tables keep
// to the short form, the head has its own.
const (
	basesLevel = "phần căn cứ"
	proseLevel = "lời văn"
)

// dateLevel is the part that a unit belongs to, "" for neither.
func dateLevel(u *paper.Unit) string {
	switch {
	case u.Role == paper.Ground || u.Role == paper.Text && italic(u): // “Thực hiện Kế hoạch số …” among the bases
		return basesLevel
	case slices.Contains([]paper.Role{paper.Text, paper.Article, paper.Clause, paper.SubClause, paper.Point, paper.Dash}, u.Role):
		return proseLevel
	}
	return ""
}

// italic reports whether all of a unit is in italics.
func italic(u *paper.Unit) bool {
	return !slices.ContainsFunc(u.Pieces, func(p layout.Piece) bool { return !p.Italic && strings.TrimSpace(p.Text) != "" })
}

// dateStyles tells two ways of writing dates in one level, at the first place of the rarer
// one, else of the one that comes second.
func dateStyles(f *file, found report) {
	for _, level := range []string{basesLevel, proseLevel} {
		var first [2]*paper.Unit
		var sample [2]string
		var count [2]int
		second := 0
		f.prose(func(u *paper.Unit) {
			if dateLevel(u) != level {
				return
			}
			for i, form := range []*regexp.Regexp{figureDate, wordyDate} {
				at := form.FindAllString(u.Text, -1)
				if len(at) > 0 && first[i] == nil {
					first[i], sample[i], second = u, at[0], i
				}
				count[i] += len(at)
			}
		})
		if count[0] == 0 || count[1] == 0 {
			continue
		}
		at := first[second]
		if count[0] != count[1] {
			at = first[0]
			if count[1] < count[0] {
				at = first[1]
			}
		}
		found(at, fmt.Sprintf("%s: “%s”, “%s” (%d và %d lần)", level, sample[0], sample[1], count[0], count[1]))
	}
}
