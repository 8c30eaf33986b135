package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vanthu/pipeline/check/cite"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/viet"
)

// Member is a paper of a set that belongs together: a decision, its list, the proposal and
// the minutes that it rests on.
type Member struct {
	Name   string  // of the file, as findings say it
	Report *Report // of File; takes the findings
}

// companionRules are about papers that belong together. Their details name both places.
var companionRules = []rule{
	{"WITH-NAME", Warning, countClause, "Danh sách khác văn bản kèm theo: %s.", "Sửa cho khớp, hoặc nêu lý do trong văn bản.", nil},
	{"WITH-COUNT", Wrong, countClause, "Số lượng khác văn bản kèm theo: %s.", "Đếm lại danh sách, sửa số cho khớp.", nil},
	{"WITH-MONEY", Wrong, moneyClause, "Tiền thưởng khác văn bản kèm theo: %s.", "Tính lại mức tiền thưởng.", nil},
	{"WITH-TOTAL", Wrong, sumClause, "Tổng số tiền khác văn bản kèm theo: %s.", "Cộng lại danh sách.", nil},
	{"WITH-CITED", Wrong, "NĐ 30/2020, PL I.II.6", "Viện dẫn khác văn bản kèm theo: %s.", "Ghi đúng số, ký hiệu và ngày của văn bản được viện dẫn.", nil},
	{"WITH-UNCITED", Hint, "NĐ 30/2020, PL I.II.6", "Viện dẫn một văn bản khác cùng loại, cùng cơ quan: %s.", "Kiểm tra có nhầm văn bản không.", nil},
	{"WITH-ARTICLE", Wrong, "NĐ 30/2020, PL III, Mẫu 1.2", "Số của Điều không khớp: %s.", "Ghi đúng số của Điều.", nil},
}

// companion is a member as these rules look at it.
type companion struct {
	*Member
	*text
	list     map[string][]listEntry // by group
	rows     map[string]int         // how many entries each group of its list has
	said     map[string]int         // how many of each group the text says
	saidAt   map[string]*paragraph
	money    int64 // the whole; 0 where it is not known
	moneyAt  string
	number   cite.Citation // its own number and symbol; Symbol "" where it bears none yet
	articles int           // number of the last one
}

// findings takes what a pair of papers shows, into the report of the first.
type findings func(id, place, detail string)

// Together holds papers that belong together against each other, each pair once: names,
// counts, money, totals, the number and day by which one cites the other, articles. A
// finding goes to the report of the paper that comes first and names the place in the
// other. A file that cannot be read is an error.
func Together(members []Member, opts Options) error {
	set := make([]*companion, len(members))
	for i := range members {
		c, err := companionOf(&members[i], opts)
		if err != nil {
			return fmt.Errorf("%s: %w", members[i].Name, err)
		}
		set[i] = c
	}
	for i, a := range set {
		found := a.reporter(opts.Config)
		a.ownArticle(found)
		for _, b := range set[i+1:] {
			a.names(b, found)
			a.countsOf(b, found)
			a.total(b, found)
			a.cites(b, found)
			b.cites(a, b.reporter(opts.Config))
		}
	}
	return nil
}

func companionOf(m *Member, opts Options) (*companion, error) {
	p := m.Report.Paper
	f := &file{Paper: p, Options: opts}
	t := &text{Subject: Subject{Docx: m.Report.docx, Day: f.dated()}}
	if p.Found {
		t.Code = p.Kind.Code
	}
	if err := t.read(); err != nil {
		return nil, err
	}
	c := &companion{Member: m, text: t, list: map[string][]listEntry{}, said: map[string]int{}, saidAt: map[string]*paragraph{}, rows: t.listed()}
	for _, e := range t.entries() {
		c.list[e.group] = append(c.list[e.group], e)
		c.money += e.money
		if e.money > 0 && c.moneyAt == "" {
			c.moneyAt = e.first.place()
		}
	}
	c.stated()
	if u := p.First(paper.Number); u != nil {
		if own := cite.Find(u.Text); len(own) > 0 {
			c.number = own[0]
		}
	}
	for _, u := range p.All(paper.Article) {
		c.articles = max(c.articles, atoi(strings.TrimRight(u.Number, "abcdđ")))
	}
	return c, nil
}

// stated reads what the text says of the whole list: Điều 1, the sentence that proposes or
// the closing line for the counts, the sum for the money.
func (c *companion) stated() {
	for i := range c.paras {
		p := &c.paras[i]
		if p.Table > 0 {
			continue
		}
		m := article.FindStringSubmatch(p.Text)
		if m != nil && m[1] == "1" || closing.MatchString(p.Text) || asks.MatchString(p.Text) {
			for _, m := range counted.FindAllStringSubmatch(p.Text, -1) {
				if c.saidAt[m[3]] == nil {
					c.said[m[3]], _ = strconv.Atoi(m[1])
					c.saidAt[m[3]] = p
				}
			}
		}
		sum := wholeSum.FindStringSubmatch(p.Text)
		if sum == nil {
			sum = sumOfList.FindStringSubmatch(p.Text)
		}
		if sum != nil {
			c.money, _ = figureOf(sum[1])
			c.moneyAt = p.place()
		}
	}
}

// reporter puts findings into the report, as the configuration has it.
func (c *companion) reporter(config *Config) findings {
	return func(id, place, detail string) {
		i := slices.IndexFunc(companionRules, func(r rule) bool { return r.id == id })
		r := &companionRules[i]
		g := Finding{Rule: id, Severity: r.severity, Clause: r.clause, Hint: r.hint, Place: place, Message: strings.ReplaceAll(r.message, "%s", detail)}
		if config != nil {
			if slices.Contains(config.Off, id) {
				return
			}
			if severity, ok := config.Severity[id]; ok {
				g.Severity = severity
			}
		}
		for i := range c.Report.Paper.Units {
			if u := &c.Report.Paper.Units[i]; u.Place == place {
				g.Page, g.Text, g.Unit = u.At.Page, paper.Short(u.Text, 80), i+1
				break
			}
		}
		c.Report.Findings = append(c.Report.Findings, g)
	}
}

// ownArticle holds “Như Điều N” against the last article.
func (c *companion) ownArticle(found findings) {
	for _, f := range lastArticle(c.text) {
		if f.Severity == Wrong {
			found("WITH-ARTICLE", f.Place, strings.TrimSuffix(f.Message, "."))
		}
	}
}

// person is how lists are compared: without rank or title, which papers put in their own way.
func person(e *listEntry) string {
	return strings.ToLower(viet.NewTone(viet.SplitName(plain(e.name())).Full()))
}

// names finds those that stand in one list alone, or are written in two ways, and those who
// get other money in the other one.
func (c *companion) names(b *companion, found findings) {
	if len(c.list) == 0 || len(b.list) == 0 {
		return
	}
	for _, g := range groups {
		theirs := map[string][]*listEntry{}
		for i := range b.list[g.noun] {
			e := &b.list[g.noun][i]
			theirs[person(e)] = append(theirs[person(e)], e)
		}
		var more, fewer []*listEntry
		for i := range c.list[g.noun] {
			e := &c.list[g.noun][i]
			same := theirs[person(e)]
			if len(same) == 0 {
				more = append(more, e)
				continue
			}
			theirs[person(e)] = same[1:]
			if o := same[0]; e.money > 0 && o.money > 0 && e.money != o.money {
				found("WITH-MONEY", e.first.place(), fmt.Sprintf("“%s” %s đồng; %s, %s ghi %s đồng", e.name(), viet.Count(e.money), b.Name, o.first.place(), viet.Count(o.money)))
			}
		}
		for i := range b.list[g.noun] {
			if e := &b.list[g.noun][i]; slices.Contains(theirs[person(e)], e) {
				fewer = append(fewer, e)
			}
		}
		c.tellNames(b, g.noun, [2][]*listEntry{more, fewer}, found)
	}
}

// tellNames pairs names that differ in signs alone, and tells the others with their places.
func (c *companion) tellNames(b *companion, noun string, alone [2][]*listEntry, found findings) {
	told := 0
	tell := func(place, detail string) {
		if told++; told <= maxFindings {
			found("WITH-NAME", place, detail)
		}
	}
	for _, e := range alone[0] {
		i := slices.IndexFunc(alone[1], func(o *listEntry) bool { return viet.Fold(person(o)) == viet.Fold(person(e)) })
		if i < 0 {
			tell(e.first.place(), fmt.Sprintf("%s “%s” không có trong %s", noun, e.name(), b.Name))
			continue
		}
		o := alone[1][i]
		alone[1] = slices.Delete(alone[1], i, i+1)
		tell(e.first.place(), fmt.Sprintf("%s “%s”; %s, %s ghi “%s”", noun, e.name(), b.Name, o.first.place(), o.name()))
	}
	for _, o := range alone[1] {
		tell("danh sách "+noun, fmt.Sprintf("thiếu %s “%s” của %s, %s", noun, o.name(), b.Name, o.first.place()))
	}
}

// countsOf holds what each paper says against what the other says, or lists where it says
// nothing. What the lists differ in is told by name.
func (c *companion) countsOf(b *companion, found findings) {
	value := func(c *companion, noun string) (n int, place string, ok bool) {
		if p := c.saidAt[noun]; p != nil {
			return c.said[noun], p.place(), true
		}
		n, ok = c.rows[noun]
		return n, "danh sách " + noun, ok
	}
	for _, g := range groups {
		n, place, ok := value(c, g.noun)
		m, other, known := value(b, g.noun)
		mine, theirs := len(c.list[g.noun]), len(b.list[g.noun])
		if !ok || !known || n == m || mine > 0 && theirs > 0 && n-m == mine-theirs {
			continue
		}
		found("WITH-COUNT", place, fmt.Sprintf("%02d %s; %s, %s ghi %02d", n, g.noun, b.Name, other, m))
	}
}

// total holds the sums against each other. Lists of other lengths have other sums, and are
// told by name.
func (c *companion) total(b *companion, found findings) {
	if len(c.list) > 0 && len(b.list) > 0 {
		for _, g := range groups {
			if len(c.list[g.noun]) != len(b.list[g.noun]) {
				return
			}
		}
	}
	if c.money > 0 && b.money > 0 && c.money != b.money {
		found("WITH-TOTAL", c.moneyAt, fmt.Sprintf("%s đồng; %s, %s được %s đồng", viet.Count(c.money), b.Name, b.moneyAt, viet.Count(b.money)))
	}
}
