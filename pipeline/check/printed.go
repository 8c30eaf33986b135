package check

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/viet"
)

// What a paper says of itself in one place is held against what it says in another: after
// an edit the data set no longer speaks for it.

// row is a row of a printed table.
type row struct {
	first   *paragraph
	cells   []string // from the left; the paragraphs of a cell with blanks between
	heading bool     // it heads rows that have numbers of their own: “1. Khối Công an”
}

// tables returns the tables of the body, each by its rows.
func (t *text) tables() (list [][]row) {
	number := 0
	for i := range t.paras {
		p := &t.paras[i]
		if p.Table == 0 {
			continue
		}
		if p.Table > number {
			number = p.Table
			list = append(list, make([]row, 0, 8))
		}
		rows := &list[p.Table-1]
		for len(*rows) < p.Row {
			*rows = append(*rows, row{first: p})
		}
		r := &(*rows)[p.Row-1]
		for len(r.cells) < p.Col {
			r.cells = append(r.cells, "")
		}
		if c := &r.cells[p.Col-1]; *c == "" {
			*c = p.Text
		} else if p.Text != "" {
			*c += " " + p.Text
		}
	}
	for i := range list { // a row that tracked changes delete has no cells
		list[i] = slices.DeleteFunc(list[i], func(r row) bool { return len(r.cells) == 0 })
		headed(list[i])
	}
	return list
}

var (
	alone     = regexp.MustCompile(`^\d+[.)]?$`)
	subHeaded = regexp.MustCompile(`^\d+[.)]\s+\p{L}`)
)

// headed marks the rows of a table that are numbered as its entries are and head them.
func headed(rows []row) {
	entries := 0
	for i := range rows {
		if len(rows[i].cells) > 1 && alone.MatchString(rows[i].cells[0]) {
			entries = max(entries, len(rows[i].cells))
		}
	}
	for i := range rows {
		r := &rows[i]
		r.heading = len(r.cells) < entries && subHeaded.MatchString(r.cells[0])
	}
}

var (
	figure    = regexp.MustCompile(`^\d{1,3}(?:\.\d{3})+$|^\d+$`)
	typedSum  = regexp.MustCompile(`^(\d{1,3}(?:[ .,]\d{3})+|\d+)(?:,-| ?(?i:đồng|đ|vnđ|vnd)\.?)?$`)
	totalRow  = regexp.MustCompile(`^(?i:tổng(?: cộng| số)?(?: tiền(?: thưởng)?| kinh phí| chung)?|cộng(?: chung| dồn)?)(?: \(.*\))?:?$`)
	groupRow  = regexp.MustCompile(`^(?:[IVX]+|[A-E])[.)]?(?:\s+\p{L}|$)`)
	noFigures = map[string]bool{"": true, "-": true, "–": true, "—": true}
)

// figureOf reads a cell: what is unknown or nothing counts as none.
func figureOf(cell string) (n int64, ok bool) {
	if noFigures[cell] {
		return 0, true
	}
	if !figure.MatchString(cell) {
		return 0, false
	}
	n, err := strconv.ParseInt(strings.ReplaceAll(cell, ".", ""), 10, 64)
	return n, err == nil
}

// sumOf reads a cell of a column of money also where a hand wrote it in another way:
// 3 510 000, 3,510,000, 3.510.000đ.
func sumOf(cell string) (n int64, ok bool) {
	if m := typedSum.FindStringSubmatch(cell); m != nil {
		cell = strings.NewReplacer(" ", "", ",", "", ".", "").Replace(m[1])
	}
	return figureOf(cell)
}

// numberOf is the number of an entry of a list, 0 where the row is none.
func (r *row) numberOf() int {
	if len(r.cells) < 2 || r.heading {
		return 0
	}
	m := numbered.FindStringSubmatch(r.cells[0])
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1] + m[2])
	return n
}

// label is the first cell that holds words, of the two where a row of totals has its name.
func (r *row) label() string {
	if r.cells[0] == "" && len(r.cells) > 1 {
		return r.cells[1]
	}
	return r.cells[0]
}

// listEntry is a row of the list of an award.
type listEntry struct {
	row
	group  string // tập thể, cá nhân, hộ gia đình
	number int
	paid   string // what the column of money says; "" where the list has none
	money  int64  // 0 where that is no figure
}

// name is of a table of two columns what stands before the post or the place of living.
func (e *listEntry) name() string {
	if len(e.cells) > 2 || e.group == groups[0].noun {
		return e.cells[1]
	}
	name, _, _ := strings.Cut(e.cells[1], ", ")
	return name
}

// entries returns the rows of the list in a table, group by group.
func (t *text) entries() []listEntry {
	if t.entered != nil {
		return t.entered
	}
	list := make([]listEntry, 0, 8)
	headed := map[string]bool{}
	for _, rows := range t.tables() {
		group, money := "", false
		for i := range rows {
			r := &rows[i]
			if i == 0 || group == "" {
				money = money || strings.Contains(strings.ToLower(r.cells[len(r.cells)-1]), "tiền")
			}
			if m := listHeading.FindStringSubmatch(r.cells[0]); m != nil {
				group = strings.ToLower(m[1])
				headed[group] = true
				continue
			}
			n := r.numberOf()
			if n == 0 {
				if group != "" && len(r.cells) > 2 && noFigures[r.cells[0]] && r.cells[1] != "" && r.cells[len(r.cells)-1] != "" && !totalRow.MatchString(r.cells[1]) {
					t.unnumbered = append(t.unnumbered, listEntry{row: *r, group: group})
				}
				continue
			}
			e := listEntry{row: *r, group: group, number: n}
			if money {
				e.paid = r.cells[len(r.cells)-1]
				e.money, _ = sumOf(e.paid)
			}
			list = append(list, e)
		}
	}
	t.headless(list, headed)
	t.entered = slices.DeleteFunc(list, func(e listEntry) bool { return e.group == "" })
	return t.entered
}

// headless puts the entries of a group whose heading is lost, as the data set or else the paper
// itself tells, into that group, and keeps which entry begins it.
func (t *text) headless(list []listEntry, headed map[string]bool) {
	if len(headed) == 0 {
		return
	}
	isOf := t.ofLost(headed)
	was, now := "", ""
	for i := range list {
		e := &list[i]
		if e.group != was {
			was, now = e.group, ""
		}
		for _, g := range groups {
			in := *e
			in.group = g.noun
			if now != g.noun && !headed[g.noun] && isOf(e, g) {
				t.lostHeads, now = append(t.lostHeads, lostHead{g, e.group, &in}), g.noun
			}
		}
		if now != "" {
			e.group = now
		}
	}
}

// ofLost reports whether an entry is of a group without a heading: by the names of the data set;
// without one, where an article counts that group, by the money that it says each of the group
// gets, or by how the entry is called.
func (t *text) ofLost(headed map[string]bool) func(e *listEntry, g group) bool {
	if t.Data != nil {
		known := map[[2]string]bool{} // noun and name
		for _, g := range groups {
			if v, _ := t.Data.Get(g.table); !headed[g.noun] {
				for _, item := range v.Items() {
					known[[2]string{g.noun, nameOf(item.Record())}] = true
				}
			}
		}
		return func(e *listEntry, g group) bool {
			in := *e
			in.group = g.noun
			return known[[2]string{g.noun, plain(in.name())}]
		}
	}
	counted := map[string]bool{}
	for _, c := range t.counted() {
		for noun, n := range c.said {
			counted[noun] = counted[noun] || n > 0
		}
	}
	each := t.eachGets()
	return func(e *listEntry, g group) bool {
		if e.group == g.noun || !counted[g.noun] {
			return false
		}
		byName := e.group != "" && called[g.noun] != nil && called[g.noun].MatchString(e.cells[1])
		return byName || e.money > 0 && e.money == each[g.noun] && e.money != each[e.group]
	}
}

// called is how lists call those of a group; a collective has no word of its own.
var called = map[string]*regexp.Regexp{
	"cá nhân":     regexp.MustCompile(`^(?:Ông|Bà) `),
	"hộ gia đình": regexp.MustCompile(`^Hộ (?:ông|bà|gia đình) `),
}

// eachGets is what the articles say that each of a group gets.
func (t *text) eachGets() map[string]int64 {
	said := map[string]int64{}
	for i := range t.paras {
		if p := &t.paras[i]; p.Table == 0 && strings.Contains(p.Text, "đồng") {
			for _, m := range eachGets.FindAllStringSubmatch(p.Text, -1) {
				said[m[1]], _ = figureOf(m[2])
			}
		}
	}
	return said
}

// lostHead is a group of the list that stands without its heading.
type lostHead struct {
	group
	under string     // the group whose heading is above; "" where none is
	first *listEntry // of it
}

// begins reports whether a row is the first of a group that has lost its heading.
func (t *text) begins(r *row) bool {
	return slices.ContainsFunc(t.lostHeads, func(l lostHead) bool { return l.first.first == r.first })
}

// headings finds groups of the list that have lost their heading: one finding for what would
// else be one for each of their rows.
func headings(t *text) (found []Finding) {
	t.entries()
	for _, l := range t.lostHeads {
		under := "không dưới mục nào"
		if l.under != "" {
			under = "ở dưới mục “" + strings.ToUpper(l.under) + "”"
		}
		found = append(found, Finding{Rule: RuleHeading, Severity: Wrong, Place: l.first.first.place(), Clause: sumClause,
			Message: fmt.Sprintf("Danh sách không còn dòng mục “%s”: từ số %d, “%s”, là %s mà đứng %s; trả lại dòng mục ấy.", l.heading, l.first.number, l.first.name(), l.noun, under)})
	}
	return found
}

// RuleHeading names a group of a list without its heading. What else seems wrong with the
// numbers of the headings follows from it.
const RuleHeading = "LIST-HEADING"

// listOrder finds gaps in the numbers of a list, and names that stand in it twice. A group
// begins with 1 or goes on from the group before.
func listOrder(t *text) (found []Finding) {
	last := map[string]int{}
	seen := map[string]int{}
	before := 0
	for _, e := range t.entries() {
		if last[e.group] == 0 && e.number == before+1 {
			last[e.group] = before
		}
		before = e.number
		if e.number != last[e.group]+1 {
			found = append(found, Finding{Rule: "LIST-NUMBER", Severity: Wrong, Place: e.first.place(), Clause: sumClause,
				Message: fmt.Sprintf("Danh sách %s: sau số thứ tự %d là %d; đánh số lại, xem có dòng nào thiếu hoặc thừa.", e.group, last[e.group], e.number)})
		}
		last[e.group] = e.number
		key := e.group + "\n" + strings.ToLower(strings.Join(e.cells[1:max(len(e.cells)-1, 2)], "\n"))
		if n := seen[key]; n > 0 {
			found = append(found, Finding{Rule: "LIST-TWICE", Severity: Wrong, Place: e.first.place(), Clause: "Luật Thi đua, khen thưởng, Đ.5",
				Message: fmt.Sprintf("“%s” có tên hai lần trong danh sách %s (số %d và %d).", e.name(), e.group, n, e.number)})
		}
		seen[key] = e.number
	}
	found = fewAlike(fewAlike(found, "LIST-TWICE"), "LIST-NUMBER")
	for _, e := range t.unnumbered {
		found = append(found, Finding{Rule: "LIST-NUMBER", Severity: Wrong, Place: e.first.place(), Clause: sumClause,
			Message: fmt.Sprintf("Danh sách %s: dòng “%s” không có số thứ tự, không được tính vào số lượng và tiền; đánh số, hoặc bỏ dòng ấy.", e.group, e.name())})
	}
	return found
}

const maxAlike = 5

// fewAlike keeps of the findings of a rule the first few; the last says how many are left.
func fewAlike(found []Finding, rule string) (out []Finding) {
	n, last := 0, 0
	for _, f := range found {
		if f.Rule == rule {
			if n++; n > maxAlike {
				continue
			}
			last = len(out)
		}
		out = append(out, f)
	}
	if n > maxAlike {
		out[last].Message += fmt.Sprintf(" Còn %d dòng nữa như vậy.", n-maxAlike)
	}
	return out
}

var (
	eachGets  = regexp.MustCompile(`mỗi (tập thể|cá nhân|hộ gia đình) (\d{1,3}(?:\.\d{3})+) ?đồng`)
	wholeSum  = regexp.MustCompile(`[Tt]ổng (?:số )?(?:tiền thưởng|tiền|kinh phí)(?: thưởng)?[^.;0-9]{0,40}?(\d{1,3}(?:\.\d{3})+) ?đồng`)
	saysBase  = regexp.MustCompile(`lương cơ sở(?: là| mức)? ?(\d{1,3}(?:\.\d{3})+) ?đồng`)
	sumOfList = regexp.MustCompile(`[Tt]iền thưởng[^.;0-9]{0,60}? là (\d{1,3}(?:\.\d{3})+) ?đồng`)
)

// printedMoney holds the sums in the articles against the list and the law: what each one
// gets, the base salary, the whole.
func printedMoney(t *text) (found []Finding) {
	entries := t.entries()
	if len(entries) == 0 {
		return nil
	}
	wrong := func(p *paragraph, rule, message string) {
		found = append(found, Finding{Rule: rule, Severity: Wrong, Place: p.place(), Clause: moneyClause, Message: message})
	}
	rate, whole, said := t.lawfulRates(), int64(0), t.eachGets()
	for i := range t.paras {
		p := &t.paras[i]
		if p.Table > 0 || !strings.Contains(p.Text, "đồng") {
			continue
		}
		for _, m := range eachGets.FindAllStringSubmatch(p.Text, -1) {
			if want := rate[m[1]]; want > 0 && said[m[1]] != want {
				wrong(p, "MONEY", fmt.Sprintf("Văn bản ghi mỗi %s %s đồng, theo quy định là %s đồng.", m[1], m[2], viet.Count(want)))
			}
		}
		if m := saysBase.FindStringSubmatch(p.Text); m != nil {
			if _, base := t.law(); base > 0 && m[1] != viet.Count(base) {
				wrong(p, "MONEY-BASE", fmt.Sprintf("Văn bản ghi lương cơ sở %s đồng, mức áp dụng vào ngày của văn bản là %s đồng.", m[1], viet.Count(base)))
			}
		}
	}
	found = append(found, t.unsaidRates(said)...)
	hasMoney := slices.ContainsFunc(entries, func(e listEntry) bool { return e.money > 0 })
	var off []Finding
	for _, e := range entries {
		want := cmp.Or(said[e.group], rate[e.group])
		switch {
		case !hasMoney && want == 0: // nothing is known of the whole
			return found
		case !hasMoney, e.unread():
			whole += want
		}
		if detail := e.otherThan(said[e.group]); hasMoney && detail != "" {
			off = append(off, Finding{Rule: "MONEY", Severity: Wrong, Place: e.first.place(), Clause: moneyClause, Message: detail})
		}
		whole += e.money
	}
	if n := len(off); n > maxFindings {
		off[maxFindings-1].Message += fmt.Sprintf(" Còn %d dòng nữa như vậy.", n-maxFindings)
		off = off[:maxFindings]
	}
	return append(append(found, off...), t.wholeMoney(whole)...)
}

// unsaidRates finds a group of the list of which the text does not say what each one gets, though
// it says so of others.
func (t *text) unsaidRates(said map[string]int64) (found []Finding) {
	if len(said) == 0 || t.Code != "QĐ" {
		return nil
	}
	at := slices.IndexFunc(t.paras, func(p paragraph) bool { return p.Table == 0 && eachGets.MatchString(p.Text) })
	for _, g := range groups {
		n := 0
		for _, e := range t.entries() {
			if e.group == g.noun {
				n++
			}
		}
		if n > 0 && said[g.noun] == 0 {
			found = append(found, Finding{Rule: "MONEY", Severity: Wrong, Place: t.paras[at].place(), Clause: moneyClause,
				Message: fmt.Sprintf("Văn bản không ghi mức thưởng của mỗi %s, danh sách có %02d.", g.noun, n)})
		}
	}
	return found
}

// unread reports whether the column of money holds something that is no figure.
func (e *listEntry) unread() bool { return e.money == 0 && !noFigures[e.paid] && e.paid != "0" }

// otherThan says what a row has where the text says that each of its group gets want.
func (e *listEntry) otherThan(want int64) string {
	each := fmt.Sprintf("văn bản ghi mỗi %s %s đồng", e.group, viet.Count(want))
	switch {
	case want == 0 || e.money == want:
		return ""
	case e.unread():
		return fmt.Sprintf("“%s” ghi “%s” ở cột tiền thưởng, không đọc được là số đồng; %s.", e.name(), e.paid, each)
	case noFigures[e.paid]:
		return fmt.Sprintf("“%s” không ghi tiền thưởng; %s.", e.name(), each)
	}
	return fmt.Sprintf("“%s” ghi %s đồng, %s.", e.name(), viet.Count(e.money), each)
}

// wholeMoney holds the sum that the text states against that of the list.
func (t *text) wholeMoney(whole int64) (found []Finding) {
	if whole == 0 {
		return nil
	}
	for i := range t.paras {
		p := &t.paras[i]
		if p.Table > 0 || !strings.Contains(p.Text, "đồng") {
			continue
		}
		m := wholeSum.FindStringSubmatch(p.Text)
		if m == nil {
			m = sumOfList.FindStringSubmatch(p.Text)
		}
		if m != nil && m[1] != viet.Count(whole) {
			found = append(found, Finding{Rule: "MONEY-TOTAL", Severity: Wrong, Place: p.place(), Clause: moneyClause,
				Message: fmt.Sprintf("Văn bản ghi tổng số tiền %s đồng, cộng danh sách được %s đồng.", m[1], viet.Count(whole))})
		}
	}
	return found
}

// lawfulRates is what each object of the award gets by the law of the day, 0 where that is
// not known.
func (t *text) lawfulRates() map[string]int64 {
	rates := map[string]int64{}
	if t.Data == nil {
		return rates
	}
	_, base := t.law()
	for _, g := range groups {
		if c := t.coefficient(new(dataset.Set).Record(), g.table); c.IsNumber() && base > 0 {
			rates[g.noun] = Reward(c, base, 10_000)
		}
	}
	return rates
}
