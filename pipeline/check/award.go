package check

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"vanthu/pipeline/viet"
)

// groups are the objects of an award: what Điều 1 counts, the heading of the list, the
// table of the data set.
var groups = []struct{ noun, heading, table string }{
	{"tập thể", "TẬP THỂ", "tap_the"},
	{"cá nhân", "CÁ NHÂN", "ca_nhan"},
	{"hộ gia đình", "HỘ GIA ĐÌNH", "ho_gia_dinh"},
}

var (
	article     = regexp.MustCompile(`^Điều (\d+)\.`)
	counted     = regexp.MustCompile(`(\d+) (tập thể|cá nhân|hộ gia đình)`)
	listHeading = regexp.MustCompile(`^(?:[IVX]+\.|[A-E]\.)\s*(TẬP THỂ|CÁ NHÂN|HỘ GIA ĐÌNH)(?:$|[^\pL])`)
	anyHeading  = regexp.MustCompile(`^(?:[IVX]+|[A-E])\.\s*\p{Lu}{2}`)
	numbered    = regexp.MustCompile(`^(\d+)[.)]?$|^(\d+)[.)]\s`)
)

const countClause = "NĐ 30/2020, Đ.10; Luật Thi đua, khen thưởng, Đ.84"

// counts holds the numbers in Điều 1 of a decision against the rows of its list and of
// the data set.
func counts(t *text) (found []Finding) {
	said, at := t.saidInArticleOne()
	if at == nil {
		return nil
	}
	rows := t.listed()
	for _, g := range groups {
		n, isSaid := said[g.noun]
		want, isKnown := rows[g.noun]
		source := "danh sách kèm theo"
		if !isKnown && t.Data != nil {
			if v, ok := t.Data.Get(g.table); ok {
				want, isKnown, source = len(v.Items()), true, "số liệu"
			}
		}
		switch {
		case isKnown && isSaid && n != want:
			found = append(found, Finding{Rule: "COUNT", Severity: Wrong, Place: at.place(), Clause: countClause,
				Message: fmt.Sprintf("Điều 1 ghi %02d %s, %s có %02d.", n, g.noun, source, want)})
		case isKnown && !isSaid && want > 0 && len(said) > 0:
			found = append(found, Finding{Rule: "COUNT", Severity: Wrong, Place: at.place(), Clause: countClause,
				Message: fmt.Sprintf("Điều 1 không nêu %s, %s có %02d.", g.noun, source, want)})
		case isSaid && n > 0 && !isKnown && len(rows) > 0:
			found = append(found, Finding{Rule: "COUNT", Severity: Wrong, Place: at.place(), Clause: countClause,
				Message: fmt.Sprintf("Điều 1 ghi %02d %s, danh sách kèm theo không có nhóm này.", n, g.noun)})
		}
	}
	return found
}

// saidInArticleOne returns the counts that Điều 1 states, and where; nil where there is
// no Điều 1.
func (t *text) saidInArticleOne() (said map[string]int, at *paragraph) {
	said = make(map[string]int)
	for i := range t.paras {
		p := &t.paras[i]
		if m := article.FindStringSubmatch(p.Text); m != nil {
			if at != nil {
				return said, at
			}
			if m[1] == "1" {
				at = p
			}
		}
		if at == nil {
			continue
		}
		for _, m := range counted.FindAllStringSubmatch(p.Text, -1) {
			if _, twice := said[m[2]]; !twice {
				said[m[2]], _ = strconv.Atoi(m[1])
			}
		}
	}
	return said, at
}

// listed counts the entries under each group heading of the list: table rows whose first
// cell is a number, or numbered paragraphs.
func (t *text) listed() map[string]int {
	rows := make(map[string]int)
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
