package check

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/paper"
	"vanthu/pipeline/viet"
)

// writingRules are about dates, numbering and characters (PL I.II.4, II.6, PL II).
var writingRules = []rule{
	{"DATE-ZERO", Wrong, "NĐ 30/2020, PL I.II.4", "Ngày ghi “%s: thêm số 0 trước ngày nhỏ hơn 10 và tháng 1, 2; tháng 3 đến 9 không thêm.", "Sửa số 0 của ngày, tháng.", dateZero},
	{"DATE-ZERO-SHORT", Warning, "", "Ngày ghi “%s: theo cách ghi ngày, tháng của Nghị định.", "Sửa số 0 của ngày, tháng.", dateZeroShort},
	{"DATE-VALID", Wrong, "", "Không có ngày “%s”.", "Kiểm tra lại ngày, tháng, năm.", dateValid},
	{"NUM-ARTICLE", Wrong, "NĐ 30/2020, PL I.II.6", "Số thứ tự điều %s.", "Đánh số điều liên tục từ 1.", articleOrder},
	{"NUM-ROMAN", Wrong, "NĐ 30/2020, PL I.II.6", "Số thứ tự mục %s.", "Đánh số mục liên tục.", romanOrder},
	{"NUM-CLAUSE", Warning, "NĐ 30/2020, PL I.II.6", "Số thứ tự khoản %s.", "Đánh số khoản liên tục.", clauseOrder},
	{"NUM-POINT", Warning, "NĐ 30/2020, PL I.II.6", "Thứ tự điểm %s: a, b, c, d, đ, e, g, h, i, k, …", "Dùng bảng chữ cái tiếng Việt: đ sau d, không có f, j, w, z.", pointOrder},
	{"LEVEL-FORM", Hint, "NĐ 30/2020, PL I.II.6", "Cùng một cấp nhưng trình bày khác: %s.", "Trình bày các mục cùng cấp như nhau.", levelForm},
	{"NFC", Warning, "NĐ 30/2020, PL I.I.4", "Chữ có dấu tách rời (Unicode tổ hợp)%s.", "Chuyển sang Unicode dựng sẵn.", composed},
	{"STRAY", Warning, "", "Có ký tự lạ %s.", "Xóa hoặc gõ lại ký tự ấy.", strays},
	{"SPACE", Warning, "", "%s.", "Sửa khoảng trống.", spaces},
	{"QUOTE", Warning, "", "Dấu ngoặc %s.", "Thêm hoặc bỏ dấu ngoặc cho đủ cặp.", quotes},
	{"QUOTE-FORM", Hint, "", "Dấu ngoặc kép thẳng ở %s: trong văn bản tiếng Việt là “ và ”.", "Thay bằng “ và ”.", straightQuotes},
	{"DASH-FORM", Hint, "", "Gạch đầu dòng bằng %s: các mẫu của Nghị định dùng “-”.", "Thay bằng “-”.", longDashes},
	{"WORD-TWICE", Warning, "", "Lặp chữ “%s”.", "Xóa chữ lặp.", twice},
	{"LINE-SPLIT", Warning, "", "Câu bị ngắt dòng giữa chừng: “…%s”.", "Nối hai dòng.", lineSplit},
}

var (
	longDate  = regexp.MustCompile(`(?i:ngày)\s+(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+(\d{4}))?`)
	shortDate = regexp.MustCompile(`(?:^|[^\d/.])(\d{1,2})/(\d{1,2})/((?:19|20)\d{2})(?:$|[^\d/])`)
)

// zero writes a number of a day or month as the decree does.
func zero(n int, month bool) string {
	if n < 10 && (!month || n < 3) {
		return fmt.Sprintf("%02d", n)
	}
	return strconv.Itoa(n)
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func dateZero(f *file, found report) {
	for _, u := range f.lines {
		if !strings.Contains(u.Text, "tháng") {
			continue
		}
		for _, m := range longDate.FindAllStringSubmatch(u.Text, -1) {
			if d, mo := zero(atoi(m[1]), false), zero(atoi(m[2]), true); d != m[1] || mo != m[2] {
				found(u, fmt.Sprintf("%s”, phải là “ngày %s tháng %s”", m[0], d, mo))
			}
		}
	}
}

func dateZeroShort(f *file, found report) {
	for _, u := range f.lines {
		if u.Role == paper.Cell || !strings.Contains(u.Text, "/") {
			continue
		}
		for _, m := range shortDate.FindAllStringSubmatch(u.Text, -1) {
			if d, mo := zero(atoi(m[1]), false), zero(atoi(m[2]), true); d != m[1] || mo != m[2] {
				found(u, fmt.Sprintf("%s/%s/%s”, nên là “%s/%s/%s”", m[1], m[2], m[3], d, mo, m[3]))
			}
		}
	}
}

func isDate(year, month, day int) bool {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t.Year() == year && int(t.Month()) == month && t.Day() == day
}

func dateValid(f *file, found report) {
	for _, u := range f.lines {
		if !strings.Contains(u.Text, "/") && !strings.Contains(u.Text, "tháng") {
			continue
		}
		for _, m := range append(longDate.FindAllStringSubmatch(u.Text, -1), shortDate.FindAllStringSubmatch(u.Text, -1)...) {
			year := 2000 // a leap year: a day without a year may be any
			if m[3] != "" {
				year = atoi(m[3])
			}
			if !isDate(year, atoi(m[2]), atoi(m[1])) {
				found(u, strings.Trim(m[0], " ,.;()"))
			}
		}
	}
}

// dated is the date that the paper bears, "" where it is blank.
func (f *file) dated() string {
	if u := f.First(paper.PlaceDate); u != nil {
		if m := longDate.FindStringSubmatch(u.Text); m != nil && m[3] != "" && isDate(atoi(m[3]), atoi(m[2]), atoi(m[1])) {
			return fmt.Sprintf("%s-%02d-%02d", m[3], atoi(m[2]), atoi(m[1]))
		}
	}
	return ""
}

func articleOrder(f *file, found report) {
	want, in := 1, 0
	for i := range f.Units {
		u := &f.Units[i]
		if u.Role != paper.Article || !f.written(i) {
			continue
		}
		if u.Annex != in {
			want, in = 1, u.Annex
		}
		n := atoi(strings.TrimRight(u.Number, "abcdđ"))
		if n != want && !(n == 1) && strings.TrimRight(u.Number, "abcdđ") == u.Number {
			found(u, fmt.Sprintf("là %s, phải là %d", u.Number, want))
		}
		want = n + 1
	}
}

// written reports whether a unit stands in text whose numbers count: that of the paper itself,
// or of an annex that is written in articles, as a quy chế is.
func (f *file) written(i int) bool {
	u := &f.Units[i]
	if u.Annex == 0 {
		return i < f.End
	}
	if f.articles == nil {
		f.articles = map[int]bool{}
		for j := range f.Units {
			f.articles[f.Units[j].Annex] = f.articles[f.Units[j].Annex] || f.Units[j].Role == paper.Article
		}
	}
	return f.articles[u.Annex]
}

// outline visits the units of the text with a level, each with the number before it on the
// same level under the same parent.
func (f *file) outline(role paper.Role, above []paper.Role, visit func(u, before *paper.Unit)) {
	var before *paper.Unit
	for i := range f.Units {
		u := &f.Units[i]
		if !f.written(i) {
			continue
		}
		if before != nil && before.Annex != u.Annex {
			before = nil
		}
		for _, r := range above {
			if u.Role == r {
				before = nil
			}
		}
		if u.Role == role && u.Form.Table == 0 {
			visit(u, before)
			before = u
		}
	}
}

func romanOrder(f *file, found report) {
	f.outline(paper.Roman, []paper.Role{paper.PartHead, paper.Chapter}, func(u, before *paper.Unit) {
		n, ok := viet.FromRoman(u.Number)
		last := 0
		if before != nil {
			last, _ = viet.FromRoman(before.Number)
		}
		if ok && n != last+1 && (f.whole || before != nil) { // a piece of a text may begin anywhere
			want, _ := viet.Roman(last + 1)
			found(u, fmt.Sprintf("là %s, phải là %s", u.Number, want))
		}
	})
	f.romanRows(found)
}

var romanRow = regexp.MustCompile(`^([IVX]+)\.(?:\s|$)`)

// romanRows holds the Roman numbers of groups in the first column of a table, and in annexes:
// they go up by one or begin anew.
func (f *file) romanRows(found report) {
	last, in := 0, [2]int{}
	for i := range f.Units {
		u := &f.Units[i]
		if u.Role != paper.Cell && u.Role != paper.Roman || u.Role == paper.Cell && u.Form.Cell != 1 || u.Role == paper.Roman && f.written(i) {
			continue
		}
		m := romanRow.FindStringSubmatch(u.Text)
		if m == nil {
			continue
		}
		n, ok := viet.FromRoman(m[1])
		if at := [2]int{u.Annex, u.Form.Table}; at != in {
			last, in = 0, at
		}
		if ok && last > 0 && n != last+1 && n != 1 {
			want, _ := viet.Roman(last + 1)
			found(u, fmt.Sprintf("là %s, phải là %s", m[1], want))
		}
		last = n
	}
}

var upper = []paper.Role{paper.PartHead, paper.Chapter, paper.Section, paper.Article, paper.Roman}

func clauseOrder(f *file, found report) {
	f.outline(paper.Clause, upper, func(u, before *paper.Unit) {
		last := 0
		if before != nil {
			last = atoi(before.Number)
		}
		if n := atoi(u.Number); n != last+1 && !(before != nil && n == 1) {
			found(u, fmt.Sprintf("là %s, phải là %d", u.Number, last+1))
		}
	})
	parent, last := "", 0
	for i := range f.Units {
		u := &f.Units[i]
		if !f.written(i) {
			continue
		}
		switch u.Role {
		case paper.Clause, paper.Roman, paper.Article:
			parent, last = u.Number, 0
		case paper.SubClause:
			if u.Form.Table > 0 || strings.Count(u.Number, ".") != 1 {
				continue
			}
			head, tail, _ := strings.Cut(u.Number, ".")
			if n := atoi(tail); head == parent && n != last+1 || head != parent && f.Units[i].Role == paper.SubClause && atoi(parent) > 0 {
				found(u, fmt.Sprintf("là %s, phải là %s.%d", u.Number, parent, last+1))
			}
			last = atoi(tail)
		}
	}
}

func pointOrder(f *file, found report) {
	f.outline(paper.Point, append([]paper.Role{paper.Clause, paper.SubClause}, upper...), func(u, before *paper.Unit) {
		r := []rune(u.Number)
		n, last := viet.PointIndex(r[0]), 0
		if before != nil {
			last = viet.PointIndex([]rune(before.Number)[0])
		}
		if want, ok := viet.Point(last + 1); n != last+1 && n != 1 && ok && (f.whole || before != nil) { // a piece of a text may begin anywhere
			found(u, fmt.Sprintf("là %s), phải là %s)", u.Number, want))
		}
	})
}

// levelForm tells the few units of a level that are formed otherwise than the many: those
// with a heading, short and without an end.
func levelForm(f *file, found report) {
	if !f.whole {
		return
	}
	for _, role := range []paper.Role{paper.Roman, paper.Clause} {
		list, boldly := []*paper.Unit{}, 0
		for i := range f.main() {
			u := &f.Units[i]
			if u.Role == role && u.Form.Table == 0 && (role == paper.Roman || headline(u)) {
				list = append(list, u)
				if leads(u) {
					boldly++
				}
			}
		}
		for _, u := range list {
			if is := leads(u); len(list) > 1 && is != (boldly*2 > len(list)) {
				found(u, map[bool]string{true: "chữ đậm", false: "chữ không đậm"}[is])
			}
		}
	}
}

// headline tells a clause that is or begins with a heading.
func headline(u *paper.Unit) bool {
	head, rest, ok := strings.Cut(u.Title, ":")
	return len([]rune(u.Title)) < 80 && !strings.ContainsAny(u.Title[len(u.Title)-1:], ".;") || ok && len([]rune(head)) < 40 && rest != "" && leads(u)
}

// leads reports whether the first words are bold.
func leads(u *paper.Unit) bool {
	for i := range u.Pieces {
		if strings.IndexFunc(u.Pieces[i].Text, isLetter) >= 0 && len([]rune(strings.TrimSpace(u.Pieces[i].Text))) > 3 {
			return u.Pieces[i].Bold
		}
	}
	return len(u.Pieces) > 0 && u.Pieces[0].Bold
}

func composed(f *file, found report) {
	for _, u := range f.lines {
		if !norm.NFC.IsNormalString(u.Raw) {
			found(u, "")
		}
	}
}

func strays(f *file, found report) {
	for _, u := range f.lines {
		for _, r := range u.Raw {
			if r == '\uFFFD' || r == '\u200b' || r == '\ufeff' || r == '\u00ad' || r == 'Ð' || r == 'Ɖ' || r >= 0xFF10 && r <= 0xFF19 {
				found(u, fmt.Sprintf("U+%04X", r))
				break
			}
		}
		if r, is := foreign(u.Raw); is {
			found(u, strange(r))
		}
	}
}

var (
	doubled   = regexp.MustCompile(`[\pL\d,.;:)”][ \x{00a0}]{2,}[\pL\d(“]`)
	beforeEnd = regexp.MustCompile(`[\pL\d”)] +(?:[,;:!?](?:\s|$)|[,;]\pL)|[\pL”)] +\.(?:\s|$)`)
	afterEnd  = regexp.MustCompile(`[\pL][,;][\pL]`)
	inQuotes  = regexp.MustCompile(`“\s|\s”|\(\s|\s\)`)
)

func spaces(f *file, found report) {
	for _, u := range f.lines {
		if u.Role == paper.Cell || u.Role == paper.TypedRule || u.Role == paper.Number || u.Role == paper.PlaceDate || u.Role == paper.AnnexOf || furniture(u) {
			continue
		}
		if !oddlySpaced(u.Raw) {
			continue
		}
		raw := norm.NFC.String(u.Raw)
		for _, c := range []struct {
			re   *regexp.Regexp
			what string
		}{{doubled, "Thừa khoảng trống"}, {beforeEnd, "Có khoảng trống trước dấu câu"}, {afterEnd, "Thiếu khoảng trống sau dấu câu"}, {inQuotes, "Có khoảng trống sát bên trong dấu ngoặc"}} {
			if m := c.re.FindString(raw); m != "" && !blanks.MatchString(raw) {
				found(u, fmt.Sprintf("%s ở “%s”", c.what, around(raw, c.re)))
			}
		}
	}
}

// furniture tells headers, footers and the address in them, which set their words apart with spaces.
func furniture(u *paper.Unit) bool {
	return u.Role == paper.Header || u.Role == paper.Footer || u.Role == paper.Contact
}

// oddlySpaced tells quickly that a text has nothing for the expressions of spaces: most have
// not.
func oddlySpaced(s string) bool {
	before := ' '
	for i, r := range s {
		switch before {
		case ' ', '\u00a0':
			if i > 0 && strings.ContainsRune(" \u00a0,;:!?.”)", r) {
				return true
			}
		case ',', ';':
			if unicode.IsLetter(r) {
				return true
			}
		case '“', '(':
			if unicode.IsSpace(r) {
				return true
			}
		default:
			if before != ' ' && unicode.IsSpace(before) && (r == '”' || r == ')') {
				return true
			}
		}
		before = r
	}
	return false
}

// blanks are places to fill in by hand.
var blanks = regexp.MustCompile(`ngày {2,}tháng|tháng {2,}năm|số {2,}/|\( *\)|…{2,}|\.{4,}`)

// around shows some letters at both sides of the first match.
func around(s string, re *regexp.Regexp) string {
	at := re.FindStringIndex(s)
	left, right := []rune(s[:at[0]]), []rune(s[at[1]:])
	return string(left[max(0, len(left)-12):]) + s[at[0]:at[1]] + string(right[:min(12, len(right))])
}

func quotes(f *file, found report) {
	for i, u := range f.lines {
		if u.Parts > 1 || u.Role == paper.Cell || u.Role == paper.Subject || u.Role == paper.AnnexTitle {
			continue
		}
		a, b := strings.Count(u.Text, "“"), strings.Count(u.Text, "”")
		switch {
		case a != b && a+b > 0:
			found(u, "kép không đủ cặp")
		case strings.Count(u.Text, `"`)%2 != 0:
			found(u, `kép không đủ cặp (")`)
		}
		if a, b := strings.Count(u.Text, "("), strings.Count(u.Text, ")"); (a > b || b > a && u.Role != paper.Point && !pointLike.MatchString(u.Text)) && !f.closes(i, a-b) {
			found(u, "đơn không đủ cặp")
		}
	}
}

var straight = regexp.MustCompile(`"[^"]*"`)

func straightQuotes(f *file, found report) {
	f.first(found, func(u *paper.Unit) string { return paper.Short(straight.FindString(u.Text), 30) })
}

func longDashes(f *file, found report) {
	if !f.whole {
		return
	}
	f.first(found, func(u *paper.Unit) string {
		for _, dash := range []string{"–", "—", "−"} {
			if rest, ok := strings.CutPrefix(u.Text, dash); ok && strings.IndexFunc(rest, isLetter) >= 0 {
				return "“" + dash + "”"
			}
		}
		return ""
	})
}

// first reports the first unit of which say has something to say, with how many there are, or
// each of them for repair.
func (f *file) first(found report, say func(u *paper.Unit) string) {
	var at *paper.Unit
	what, n := "", 0
	for _, u := range f.lines {
		s := say(u)
		switch {
		case s == "" || u.Role == paper.Cell:
		case f.Every:
			found(u, s)
		default:
			if n++; n == 1 {
				at, what = u, s
			}
		}
	}
	switch {
	case n > 1:
		found(at, fmt.Sprintf("%s (%d chỗ)", what, n))
	case n == 1:
		found(at, what)
	}
}

// closes reports whether the unit before or behind has the other half of a pair of brackets.
func (f *file) closes(i, open int) bool {
	j := i + 1
	if open < 0 {
		j = i - 1
	}
	if j < 0 || j >= len(f.lines) {
		return false
	}
	u := f.lines[j]
	n := strings.Count(u.Text, "(") - strings.Count(u.Text, ")")
	if u.Role == paper.Point { // the bracket behind its letter closes none
		n++
	}
	return n == -open
}

var pointLike = regexp.MustCompile(`(?:^|[\s(;,])[a-zđ\d]\)`)

// oneWord are words that never rightly stand twice; others may, as in "chung chung".
var oneWord = map[string]bool{}

func init() {
	for _, w := range strings.Fields("của và các những là được trong cho về theo với tại đã có không tỉnh công thực tổ đơn nhân ban văn này đến từ để do bởi khi sẽ phải trên dưới giữa hoặc") {
		oneWord[w] = true
	}
}

// wordsOf returns where the words of a unit stand: letters and digits together.
func (f *file) wordsOf(i int) [][2]int {
	if f.words == nil {
		f.words = make([][][2]int, len(f.lines))
	}
	if f.words[i] == nil {
		f.words[i] = wordsIn(f.lines[i].Text)
	}
	return f.words[i]
}

func wordsIn(s string) [][2]int {
	list := make([][2]int, 0, len(s)/5+1)
	from := -1
	for i, r := range s {
		switch is := unicode.IsLetter(r) || r >= '0' && r <= '9'; {
		case is && from < 0:
			from = i
		case !is && from >= 0:
			list, from = append(list, [2]int{from, i}), -1
		}
	}
	if from >= 0 {
		list = append(list, [2]int{from, len(s)})
	}
	return list
}

func twice(f *file, found report) {
	for i, u := range f.lines {
		if u.Role == paper.Cell || u.Role == paper.Signer {
			continue
		}
		words := f.wordsOf(i)
		at := func(j int) string { return u.Text[words[j][0]:words[j][1]] }
		for j := 1; j < len(words); j++ {
			if at(j) == at(j-1) && oneWord[at(j)] && u.Text[words[j-1][1]:words[j][0]] == " " {
				found(u, at(j)+" "+at(j))
			}
			if j >= 3 && at(j) == at(j-2) && at(j-1) == at(j-3) && at(j) != at(j-1) && u.Text[words[j-3][0]:words[j][1]] == at(j-1)+" "+at(j)+" "+at(j-1)+" "+at(j) {
				found(u, u.Text[words[j-3][0]:words[j][1]])
			}
		}
		last, end := "", -1 // the item before, and where it ends
		for _, m := range items(u.Text) {
			if is := u.Text[m[0]:m[1]]; is == last && end == m[0] && strings.Contains(strings.Trim(is, ", "), " ") {
				found(u, strings.Trim(is+is, ", "))
			}
			last, end = u.Text[m[0]:m[1]], m[1]
		}
	}
}

// items are the members of a list within a sentence: a comma, a space, words.
func items(s string) (list [][2]int) {
	for at := 0; ; {
		i := strings.Index(s[at:], ", ")
		if i < 0 {
			return list
		}
		from := at + i
		end := len(s)
		if n := strings.IndexFunc(s[from+1:], func(r rune) bool { return r != ' ' && !unicode.IsLetter(r) }); n >= 0 {
			end = from + 1 + n
		}
		list, at = append(list, [2]int{from, end}), end
	}
}

// endsOpen reports whether a text ends with a word that another must follow.
func endsOpen(s string) bool {
	for _, w := range openWords {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

var openWords = strings.Fields("ngày tháng năm số của về và các những theo tại cho với trong")

func lineSplit(f *file, found report) {
	for i := 0; i+1 < f.End; i++ {
		u, next := &f.Units[i], &f.Units[i+1]
		if (u.Role == paper.Text || u.Role == paper.Dash || u.Role == paper.Point || u.Role == paper.Clause || u.Role == paper.SubClause) && endsOpen(u.Text) && next.Form.Table == u.Form.Table && next.Form.Cell == u.Form.Cell {
			r := []rune(u.Text)
			found(u, string(r[max(0, len(r)-20):])+" ⏎ "+paper.Short(next.Text, 20))
		}
	}
}
