package check

import (
	"fmt"
	"regexp"
	"slices"

	"vanthu/pipeline/paper"
)

// The two ways in which a date stands in a text: 20/01/2022, 20 tháng 01 năm 2022.
var (
	figureDate = regexp.MustCompile(`\b\d{1,2}/\d{1,2}/\d{4}\b`)
	wordyDate  = regexp.MustCompile(`\b\d{1,2} tháng \d{1,2} năm \d{4}\b`)
)

// dateLevels are the parts of a paper that each write dates in one way: the bases, and the
// prose. Tables keep to the short form, the head has its own.
var dateLevels = []struct {
	name  string
	roles []paper.Role
}{
	{"phần căn cứ", []paper.Role{paper.Ground}},
	{"lời văn", []paper.Role{paper.Text, paper.Article, paper.Clause, paper.SubClause, paper.Point, paper.Dash}},
}

// dateStyles tells two ways of writing dates in one level, at the first place of the rarer
// one, else of the one that comes second.
func dateStyles(f *file, found report) {
	for _, level := range dateLevels {
		var first [2]*paper.Unit
		var sample [2]string
		var count [2]int
		second := 0
		f.prose(func(u *paper.Unit) {
			if !slices.Contains(level.roles, u.Role) {
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
		found(at, fmt.Sprintf("%s: “%s”, “%s” (%d và %d lần)", level.name, sample[0], sample[1], count[0], count[1]))
	}
}
