package check

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vanthu/pipeline/viet"
)

type group struct{ noun, heading, table string }

// groups are the objects of an award: what Điều 1 counts, the heading of the list, the
// table of the data set.
var groups = []group{
	{"tập thể", "TẬP THỂ", "tap_the"},
	{"cá nhân", "CÁ NHÂN", "ca_nhan"},
	{"hộ gia đình", "HỘ GIA ĐÌNH", "ho_gia_dinh"},
}

var (
	article     = regexp.MustCompile(`^Điều (\d+)\.`)
	counted     = regexp.MustCompile(`(\d+) (?:\(([\pL ]+)\) )?(tập thể|cá nhân|hộ gia đình)`)
	countedAll  = regexp.MustCompile(`(\d+) ((?:tập thể|cá nhân|hộ gia đình)(?:(?:, | và )(?:tập thể|cá nhân|hộ gia đình))+)`)
	listHeading = regexp.MustCompile(`^(?:[IVX]+\.|[A-E]\.)\s*(TẬP THỂ|CÁ NHÂN|HỘ GIA ĐÌNH)(?:$|[^\pL])`)
	anyHeading  = regexp.MustCompile(`^(?:[IVX]+|[A-E])\.\s*\p{Lu}{2}`)
	numbered    = regexp.MustCompile(`^(\d+)[.)]?$|^(\d+)[.)]\s`)
)

const countClause = "NĐ 30/2020, Đ.10; Luật Thi đua, khen thưởng, Đ.84"

// counts holds the numbers that articles and the closing line of the list state against
// the rows of the list, or of the data set where the paper has no list.
func counts(t *text) (found []Finding) {
	rows := t.listed()
	wrong := func(c *count, message string) {
		found = append(found, Finding{Rule: "COUNT", Severity: Wrong, Place: c.at.place(), Clause: countClause, Message: message})
	}
	for _, c := range t.counted() {
		for _, w := range c.words {
			wrong(&c, w)
		}
		if m := c.inSum(rows); m != "" {
			wrong(&c, m)
		}
		for _, g := range groups {
			n, isSaid := c.said[g.noun]
			want, isKnown := rows[g.noun]
			source := "danh sách kèm theo"
			if !isKnown && t.Data != nil {
				if v, ok := t.Data.Get(g.table); ok {
					want, isKnown, source = len(v.Items()), true, "số liệu"
				}
			}
			message := ""
			switch {
			case isKnown && isSaid && n != want:
				message = fmt.Sprintf("%s ghi %02d %s, %s có %02d.", c.name, n, g.noun, source, want)
			case isKnown && !isSaid && want > 0 && c.whole:
				message = fmt.Sprintf("%s không nêu %s, %s có %02d.", c.name, g.noun, source, want)
			case isSaid && n > 0 && !isKnown && len(rows) > 0:
				message = fmt.Sprintf("%s ghi %02d %s, danh sách kèm theo không có nhóm này.", c.name, n, g.noun)
			}
			if message != "" && !strings.Contains(c.sumOf, g.noun) {
				wrong(&c, message)
			}
		}
	}
	return found
}

// count is what one place of the text says of how many get the award.
type count struct {
	name  string
	at    *paragraph
	said  map[string]int
	sum   int    // of the nouns in sumOf together; 0 where it names none so
	sumOf string // “tập thể, cá nhân”
	words []string
	whole bool // it speaks of the whole list: Điều 1, the closing line, what is proposed
}

var (
	closing = regexp.MustCompile(`^Danh sách này (?:có|gồm)`)
	asks    = regexp.MustCompile(`(?:tặng|thưởng|truy tặng)[^.;]* cho \d+ (?:tập thể|cá nhân|hộ gia đình)`)
)

// counted returns what the articles, the closing line and the sentence that proposes say.
func (t *text) counted() (list []count) {
	name := ""
	for i := range t.paras {
		p := &t.paras[i]
		if p.Table > 0 || p.Text == "" {
			continue
		}
		c := count{name: name, at: p}
		switch m := article.FindStringSubmatch(p.Text); {
		case m != nil:
			name = "Điều " + m[1]
			c.name = name
		case receivers.MatchString(p.Text), listHeading.MatchString(p.Text):
			name = ""
			continue
		case closing.MatchString(p.Text):
			c.name, c.whole = "Dòng kết danh sách", true
		case name == "" && asks.MatchString(p.Text) && t.Data != nil && hasGroups(t):
			c.name, c.whole = "Văn bản", true
		}
		if c.name == "" {
			continue
		}
		c.said = map[string]int{}
		text := p.Text
		if m := countedAll.FindStringSubmatch(text); m != nil {
			c.sum, c.sumOf = atoi(m[1]), m[2]
			text = strings.Replace(text, m[0], "", 1)
		}
		for _, m := range counted.FindAllStringSubmatch(text, -1) {
			if _, twice := c.said[m[3]]; !twice {
				c.said[m[3]], _ = strconv.Atoi(m[1])
				if want, err := viet.MoneyWords(strings.TrimLeft(m[1], "0")); m[2] != "" && err == nil && !sameWords(m[2]+" đồng", want) {
					c.words = append(c.words, fmt.Sprintf("%s ghi “%s (%s) %s”: số và chữ không khớp.", c.name, m[1], m[2], m[3]))
				}
			}
		}
		c.whole = len(c.said) > 0 && (c.whole || c.name == "Điều 1")
		if len(c.said) > 0 || c.sum > 0 {
			list = append(list, c)
		}
	}
	return list
}

// inSum holds a number that counts several groups together against their rows.
func (c *count) inSum(rows map[string]int) string {
	n := 0
	for _, g := range groups {
		if strings.Contains(c.sumOf, g.noun) {
			n += rows[g.noun]
		}
	}
	if c.sum == 0 || n == 0 || n == c.sum {
		return ""
	}
	return fmt.Sprintf("%s ghi %02d %s, danh sách kèm theo có %02d.", c.name, c.sum, c.sumOf, n)
}

// hasGroups reports whether the data set is that of an award.
func hasGroups(t *text) bool {
	return slices.ContainsFunc(groups, func(g group) bool { _, ok := t.Data.Get(g.table); return ok })
}

// listed counts the entries under each group heading of the list: table rows whose first
// cell is a number, or numbered paragraphs.
func (t *text) listed() map[string]int {
	rows := make(map[string]int)
	if entries := t.entries(); len(t.lostHeads) > 0 {
		for i := range entries {
			rows[entries[i].group]++
		}
		return rows
	}
	group, entry := "", [2]int{}
	for i := range t.paras {
		p := &t.paras[i]
		if p.Text == "" {
			continue
		}
		if m := listHeading.FindStringSubmatch(p.Text); m != nil {
			group = strings.ToLower(m[1])
			rows[group] += 0
			continue
		}
		switch {
		case group == "":
		case anyHeading.MatchString(p.Text), p.Table == 0 && article.MatchString(p.Text):
			group = ""
		case p.Table == 0 && (p.Listed || numbered.MatchString(p.Text)):
			rows[group]++
		case p.Table > 0 && p.Col == 1 && (p.Listed || numbered.MatchString(p.Text)) && entry != [2]int{p.Table, p.Row}:
			entry = [2]int{p.Table, p.Row}
			rows[group]++
		}
	}
	return rows
}

var (
	asArticle = regexp.MustCompile(`^-?\s*Như [Đđ]iều (\d+)\s*[;./]`)
	receivers = regexp.MustCompile(`^Nơi nhận\s*:`)
)

// lastArticle holds "Như Điều N" of the recipients against the last article.
func lastArticle(t *text) (found []Finding) {
	last, isFound := 0, false
	var list *paragraph
	for i := range t.paras {
		p := &t.paras[i]
		if !strings.Contains(p.Text, "iều") && !strings.HasPrefix(p.Text, "Nơi nhận") {
			continue // most paragraphs of a long list
		}
		if receivers.MatchString(p.Text) {
			list = p
		}
		if m := article.FindStringSubmatch(p.Text); m != nil && list == nil {
			last, _ = strconv.Atoi(m[1])
		}
		m := asArticle.FindStringSubmatch(p.Text)
		if m == nil || last == 0 {
			continue
		}
		isFound = true
		if n, _ := strconv.Atoi(m[1]); n != last {
			found = append(found, Finding{Rule: "ARTICLE-LAST", Severity: Wrong, Place: p.place(), Clause: "NĐ 30/2020, PL III, Mẫu 1.2",
				Message: fmt.Sprintf("Nơi nhận ghi “Như Điều %d”, điều cuối của văn bản là Điều %d.", n, last)})
		}
	}
	if last > 0 && list != nil && !isFound && t.Code == "QĐ" {
		found = append(found, Finding{Rule: "ARTICLE-LAST", Severity: Warning, Place: list.place(), Clause: "NĐ 30/2020, PL III, Mẫu 1.2",
			Message: fmt.Sprintf("Nơi nhận của quyết định chưa có dòng “Như Điều %d”.", last)})
	}
	return found
}

var chairman = regexp.MustCompile(`^CHỦ TỊCH (ỦY|UỶ) BAN NHÂN DÂN`)

// collectiveSignature finds TM. under a decision that is the Chairman's own: its authority
// line names the position, not the body.
func collectiveSignature(t *text) (found []Finding) {
	own := false
	for i := range t.paras {
		p := &t.paras[i]
		switch {
		case chairman.MatchString(p.Text) && t.Code == "QĐ":
			own = true
		case own && strings.HasPrefix(p.Text, "TM."):
			found = append(found, Finding{Rule: "SIGN-TM", Severity: Wrong, Place: p.place(),
				Clause:  "Luật Thi đua, khen thưởng, Đ.79.4; NĐ 30/2020, Đ.13",
				Message: fmt.Sprintf("Quyết định thuộc thẩm quyền riêng của Chủ tịch: không ký “%s”; ghi CHỦ TỊCH, hoặc KT. CHỦ TỊCH và PHÓ CHỦ TỊCH.", p.Text)})
		}
	}
	return found
}

var inWords = regexp.MustCompile(`(\d{1,3}(?:\.\d{3})+|\d+) ?(?:đồng|đ) ?\((?:[Bb]ằng chữ: ?|[Vv]iết bằng chữ: ?)?([^()]*đồng[^()]*)\)`)

// amountsInWords holds figures against the words in brackets behind them.
func amountsInWords(t *text) (found []Finding) {
	for i := range t.paras {
		p := &t.paras[i]
		if !strings.Contains(p.Text, "đồng") { // the expression is slow on long lists
			continue
		}
		for _, m := range inWords.FindAllStringSubmatch(p.Text, -1) {
			want, err := viet.MoneyWords(strings.ReplaceAll(m[1], ".", ""))
			got := strings.TrimRight(strings.TrimSpace(m[2]), ".;,")
			got = strings.TrimSuffix(got, " chẵn")
			if err != nil || sameWords(got, want) {
				continue
			}
			found = append(found, Finding{Rule: "MONEY-WORDS", Severity: Wrong, Place: p.place(),
				Message: fmt.Sprintf("Số tiền %s đồng viết bằng chữ là “%s”, văn bản ghi “%s”.", m[1], want, got)})
		}
	}
	return found
}

// variants are words for numbers that are as right as the first of each pair.
var variants = strings.NewReplacer(" tư ", " bốn ", " lẻ ", " linh ", " ngàn ", " nghìn ", " nhăm ", " lăm ", ",", "")

func sameWords(a, b string) bool {
	normal := func(s string) string {
		return variants.Replace(" " + strings.ToLower(viet.NewTone(strings.Join(strings.Fields(s), " "))) + " ")
	}
	return normal(a) == normal(b)
}
