package check

import (
	"fmt"
	"regexp"
	"strings"

	"vanthu/pipeline/paper"
	"vanthu/pipeline/viet"
)

const partsClause = "NĐ 30/2020, PL I.II.6"

// headingRules are about how parts, chapters, articles, clauses and points are numbered and
// named.
var headingRules = []rule{
	{"NUM-PART", Wrong, partsClause, "Số thứ tự Phần %s.", "Đánh số Phần liên tục.", func(f *file, found report) { f.groupOrder(paper.PartHead, nil, found) }},
	{"NUM-CHAPTER", Wrong, partsClause, "Số thứ tự Chương %s.", "Đánh số Chương liên tục.", func(f *file, found report) { f.groupOrder(paper.Chapter, nil, found) }},
	{"NUM-SECTION", Wrong, partsClause, "Số thứ tự Mục %s.", "Đánh số Mục liên tục trong chương.", func(f *file, found report) { f.groupOrder(paper.Section, []paper.Role{paper.Chapter}, found) }},
	{"FORM-PART", Warning, partsClause, "“%s”: Phần, Chương ghi số La Mã.", "Ghi “Chương I”, “Phần I” hoặc “Phần thứ nhất”.", romanGroups},
	{"FORM-SECTION", Warning, partsClause, "“%s”: Mục, Tiểu mục ghi chữ số Ả Rập.", "Ghi “Mục 1”.", arabicGroups},
	{"TITLE-GROUP", Warning, partsClause, "“%s” không có tiêu đề.", "Thêm tiêu đề cho Phần, Chương, Mục.", groupTitles},
	{"FORM-ARTICLE", Warning, partsClause, "“%s”: sau số thứ tự của điều là dấu chấm.", "Ghi “Điều 1.”.", articleDot},
	{"FORM-ROMAN", Warning, partsClause, "“%s”: sau số La Mã của mục là dấu chấm.", "Ghi “I.”.", func(f *file, found report) { f.numberEnd(paper.Roman, romanEnd, found) }},
	{"FORM-CLAUSE", Warning, partsClause, "“%s”: sau số của khoản là dấu chấm.", "Ghi “1.”.", func(f *file, found report) { f.numberEnd(paper.Clause, clauseEnd, found) }},
	{"FORM-POINT", Warning, partsClause, "“%s”: sau chữ của điểm là dấu ngoặc đóng.", "Ghi “a)”.", func(f *file, found report) { f.numberEnd(paper.Point, pointEnd, found) }},
	{"CASE-ROMAN", Hint, "", "Tiêu đề mục có chỗ in hoa, có chỗ không: “%s”.", "Trình bày tiêu đề các mục như nhau.", romanCase},
	{"ITEM-END", Hint, "", "Dòng gạch đầu dòng không có dấu ở cuối: “%s”.", "Kết thúc bằng dấu chấm phẩy, dòng cuối bằng dấu chấm.", itemEnd},
}

// ordinal reads the number of a part: Roman, Arabic or "thứ nhất"; 0 where it is none.
func ordinal(s string) int {
	s = strings.TrimSpace(s)
	if n, ok := viet.FromRoman(s); ok {
		return n
	}
	for i, w := range []string{"nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"} {
		if strings.EqualFold(s, "thứ "+w) {
			return i + 1
		}
	}
	return atoi(strings.TrimPrefix(s, "thứ "))
}

// groupOrder finds gaps in the numbers of parts; those under another parent begin anew.
func (f *file) groupOrder(role paper.Role, above []paper.Role, found report) {
	f.outline(role, above, func(u, before *paper.Unit) {
		last := 0
		if before != nil {
			last = ordinal(before.Number)
		}
		if n := ordinal(u.Number); n > 0 && n != last+1 && n != 1 && (f.whole || before != nil) {
			found(u, fmt.Sprintf("là %s, đứng sau %d", u.Number, last))
		}
	})
}

// groups visits the headings of some roles in the text.
func (f *file) groups(visit func(u *paper.Unit), roles ...paper.Role) {
	for i := range f.Units {
		u := &f.Units[i]
		for _, r := range roles {
			if u.Role == r && f.written(i) {
				visit(u)
			}
		}
	}
}

func romanGroups(f *file, found report) {
	f.groups(func(u *paper.Unit) {
		if atoi(u.Number) > 0 {
			found(u, paper.Short(u.Text, 30))
		}
	}, paper.PartHead, paper.Chapter)
}

func arabicGroups(f *file, found report) {
	f.groups(func(u *paper.Unit) {
		if _, roman := viet.FromRoman(u.Number); roman {
			found(u, paper.Short(u.Text, 30))
		}
	}, paper.Section, paper.Subsection)
}

func groupTitles(f *file, found report) {
	for i := range f.Units {
		u := &f.Units[i]
		switch u.Role {
		case paper.PartHead, paper.Chapter, paper.Section, paper.Subsection:
			if f.written(i) && u.Title == "" && (i+1 >= len(f.Units) || f.Units[i+1].Role != paper.GroupTitle) {
				found(u, paper.Short(u.Text, 30))
			}
		}
	}
}

var articleEnd = regexp.MustCompile(`^(?:Điều|ĐIỀU) \d+[a-zđ]?\.(?:\s|$)`)

func articleDot(f *file, found report) {
	f.groups(func(u *paper.Unit) {
		if !articleEnd.MatchString(u.Text) {
			found(u, paper.Short(u.Text, 20))
		}
	}, paper.Article)
}

var (
	romanEnd  = regexp.MustCompile(`^[IVXLC]+\.\s`)
	clauseEnd = regexp.MustCompile(`^\d+\.\s`)
	pointEnd  = regexp.MustCompile(`^\pL\)\s`)
)

// numberEnd reports the units of a role whose number does not end as the decree writes it.
func (f *file) numberEnd(role paper.Role, right *regexp.Regexp, found report) {
	if !f.form || !f.whole {
		return
	}
	f.groups(func(u *paper.Unit) {
		if u.Form.Table == 0 && !right.MatchString(u.Text) {
			found(u, paper.Short(u.Text, 20))
		}
	}, role)
}

// romanCase tells headings of one level of which the few are written otherwise than the
// many: in capitals or not.
func romanCase(f *file, found report) {
	var upper, lower []*paper.Unit
	f.groups(func(u *paper.Unit) {
		if strings.ToUpper(u.Title) == u.Title {
			upper = append(upper, u)
		} else {
			lower = append(lower, u)
		}
	}, paper.Roman)
	few := lower
	if len(upper) < len(lower) {
		few = upper
	}
	if len(upper) > 0 && len(lower) > 0 {
		found(few[0], paper.Short(few[0].Text, 40))
	}
}

// itemEnd tells a dash without an end between dashes that have one.
func itemEnd(f *file, found report) {
	ended := func(i int) bool {
		return i >= 0 && i < f.End && f.Units[i].Role == paper.Dash && strings.ContainsAny(f.Units[i].Text[len(f.Units[i].Text)-1:], ".;:")
	}
	for i := range f.main() {
		u := &f.Units[i]
		if r := []rune(u.Text); u.Role == paper.Dash && isLetter(r[len(r)-1]) && ended(i-1) && ended(i+1) {
			found(u, paper.Short(u.Text, 40))
		}
	}
}
