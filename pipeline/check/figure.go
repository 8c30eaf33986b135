package check

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"vanthu/pipeline/paper"
	"vanthu/pipeline/viet"
)

// figureRules hold what any paper says in figures against its own rows and words. What they
// find in the papers that this program makes, Made finds too.
var figureRules = []rule{
	{"SUM", Wrong, sumClause, "%s", "Cộng lại, sửa số ở dòng cộng hoặc ở các dòng.", func(f *file, found report) { f.asText(tableSums, found) }},
	{"ROW-RATE", Wrong, sumClause, "%s", "Tính lại số chênh lệch, tỷ lệ của hàng ấy.", func(f *file, found report) { f.asText(rowFigures, found, "ROW-RATE") }},
	{"ROW-SUM", Warning, sumClause, "%s", "Xem lại các số của hàng ấy.", func(f *file, found report) { f.asText(rowFigures, found, "ROW-SUM") }},
	{"LIST-COUNT", Wrong, countClause, "%s", "Đếm lại danh sách, sửa số cho khớp.", func(f *file, found report) { f.asText(listCounts, found) }},
	{"LIST-NUMBER", Wrong, sumClause, "Số thứ tự trong bảng %s.", "Đánh số lại, xem có dòng nào thiếu hoặc thừa.", tableNumbers},
	{"LIST-TWICE", Wrong, "", "%s", "Xem lại, bỏ dòng lặp.", func(f *file, found report) { f.asText(listOrder, found, "LIST-TWICE") }},
	{"MONEY-WORDS", Wrong, "", "%s", "Sửa số hoặc chữ.", func(f *file, found report) { f.asText(amountsInWords, found) }},
	{"PERCENT", Wrong, sumClause, "Tỷ lệ ghi sai: %s.", "Tính lại tỷ lệ.", percents},
	{"NAME-TWO", Hint, "", "Tên người viết hai cách: %s.", "Thống nhất một cách viết.", namesTwoWays},
}

// asText runs a rule about texts and reports what it finds at the units of those places, of
// the ids given or, where none is, of all.
func (f *file) asText(judge func(*text) []Finding, found report, ids ...string) {
	if !f.figures() {
		return
	}
	for _, g := range judge(f.plainText()) {
		if len(ids) > 0 && g.Rule != ids[0] {
			continue
		}
		found(f.unitAt(g.Place), g.Message)
	}
}

// figures reports whether a paper has what the rules about texts look at: a table whose lines
// show, or money with words behind it.
func (f *file) figures() bool {
	return slices.ContainsFunc(f.Units, func(u paper.Unit) bool { return u.Role == paper.Cell || strings.Contains(u.Text, "đồng (") })
}

// plainText is the paper as the rules about data look at it, made of its units once.
func (f *file) plainText() *text {
	if f.text != nil {
		return f.text
	}
	t := &text{}
	if f.Found {
		t.Code = f.Kind.Code
	}
	t.Docx = f.docx
	if f.docx == nil || t.read() != nil { // it was read before
		t.paras = nil
	}
	f.text = t
	return t
}

// unitAt finds the first unit of a place, nil for none.
func (f *file) unitAt(place string) *paper.Unit {
	if f.places == nil {
		f.places = make(map[string]*paper.Unit, len(f.Units))
		for i := range f.Units {
			if u := &f.Units[i]; f.places[u.Place] == nil {
				f.places[u.Place] = u
			}
		}
	}
	return f.places[place]
}

var (
	numberHead = regexp.MustCompile(`^(?i:stt|tt|số tt|số thứ tự)\.?$`)
	plainCount = regexp.MustCompile(`^(\d{1,4})\.?$`)
)

// tableNumbers finds gaps in the column of running numbers of any table; a run may begin
// anew with 1.
func tableNumbers(f *file, found report) {
	if !f.figures() {
		return
	}
	for _, rows := range f.plainText().tables() {
		last, begun := 0, false
		for i := range rows {
			r := &rows[i]
			if len(r.cells) < 2 {
				continue
			}
			if numberHead.MatchString(r.cells[0]) { // also where heads come again further down
				begun = true
				continue
			}
			m := plainCount.FindStringSubmatch(r.cells[0])
			if m == nil || !begun || columnNumbers(r) {
				continue
			}
			if n := atoi(m[1]); n != last+1 && n != 1 {
				found(f.unitAt(r.first.place()), fmt.Sprintf("sau %d là %d", last, n))
			}
			last = atoi(m[1])
		}
	}
}

// columnNumbers tells the row below the heads that numbers the columns: 1, 2, 3.
func columnNumbers(r *row) bool {
	for i, c := range r.cells {
		if strings.Trim(c, "()") != fmt.Sprint(i+1) {
			return false
		}
	}
	return true
}

var ofWhole = regexp.MustCompile(`(\d{1,3}(?:\.\d{3})+|\d+)/(\d{1,3}(?:\.\d{3})+|\d+)(?: [\pL ]{1,60})? ?\((?:chiếm |đạt |tỷ lệ )?(\d{1,3}(?:,\d{1,2})?) ?%\)`)

// percents holds a share against its two numbers: 709/730 (97,12%).
func percents(f *file, found report) {
	for i := range f.Units {
		u := &f.Units[i]
		if !strings.Contains(u.Text, "%") {
			continue
		}
		for _, m := range ofWhole.FindAllStringSubmatch(u.Text, -1) {
			part, ok1 := figureOf(m[1])
			whole, ok2 := figureOf(m[2])
			said, ok3 := new(big.Rat).SetString(strings.Replace(m[3], ",", ".", 1))
			if !ok1 || !ok2 || !ok3 || whole == 0 || part > whole && whole < 32 { // a day, a legal number
				continue
			}
			is := big.NewRat(part*100, whole)
			_, decimals, _ := strings.Cut(m[3], ",")
			slack := big.NewRat(1, 1) // one of the last digit written
			for range decimals {
				slack.Mul(slack, big.NewRat(1, 10))
			}
			if d := new(big.Rat).Sub(is, said); d.Abs(d).Cmp(slack) >= 0 {
				found(u, fmt.Sprintf("%s/%s là %s%%, văn bản ghi %s%%", m[1], m[2], strings.Replace(is.FloatString(2), ".", ",", 1), m[3]))
			}
		}
	}
}

var personNamed = regexp.MustCompile(`(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí) ((?:\p{Lu}\p{Ll}+ ){1,4}\p{Lu}\p{Ll}+)`)

// persons are what stands before names.
var persons = []string{" ông ", " Ông ", " bà ", " Bà ", "ồng chí "}

// namesTwoWays finds a person whose name has other marks in another place.
func namesTwoWays(f *file, found report) {
	known := map[string]string{}
	for i := range f.Units {
		u := &f.Units[i]
		if !slices.ContainsFunc(persons, func(w string) bool { return strings.Contains(u.Text, w) }) && !strings.HasPrefix(u.Text, "Ông ") && !strings.HasPrefix(u.Text, "Bà ") {
			continue
		}
		for _, m := range personNamed.FindAllStringSubmatch(u.Text, -1) {
			key := viet.Fold(m[1])
			switch was := known[key]; {
			case was == "":
				known[key] = m[1]
			case viet.NewTone(was) == viet.NewTone(m[1]) && was != m[1]:
				found(u, fmt.Sprintf("“%s”, “%s”", was, m[1]))
			}
		}
	}
}
