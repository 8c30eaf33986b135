package check

import (
	"fmt"
	"regexp"
	"strings"

	"vanthu/pipeline/check/cite"
	"vanthu/pipeline/paper"
)

// ofArticle stands before the number of the document whose article is cited.
var ofArticle = regexp.MustCompile(`[Đđ]iều (\d+),?(?: của)?\s*(?:[\p{Lu}][\pL ]{1,30})?(?:số)?\s*$`)

// series is what a symbol has behind its number: the papers of a kind of one body.
func series(c *cite.Citation) string {
	_, tail, _ := strings.Cut(c.Symbol, "/")
	return tail
}

// cites holds the number, the day and the articles by which a paper cites another against
// what that one bears.
func (c *companion) cites(b *companion, found findings) {
	if b.number.Symbol == "" || c.number.Symbol == b.number.Symbol {
		return
	}
	own := b.Name + ", " + b.Report.Paper.First(paper.Number).Place
	var others [][3]string // id, place, detail
	right := false
	list, at := Citations(c.Report.Paper)
	for i := range list {
		q, u := &list[i], at[i]
		if u.Role == paper.Number || series(q) != series(&b.number) || q.Symbol == c.number.Symbol {
			continue
		}
		dated := b.Day != "" && q.Date != ""
		switch {
		case q.Number == b.number.Number && (!dated || q.Date == b.Day):
			right = true
			b.article(u, q, found)
		case q.Number == b.number.Number && q.Date[:4] == b.Day[:4]:
			right = true
			found("WITH-CITED", u.Place, fmt.Sprintf("%s, %s; %s ghi ngày %s", name(q), q.Written, own, vietDate(b.Day)))
		case dated && q.Date == b.Day:
			others = append(others, [3]string{"WITH-CITED", u.Place, fmt.Sprintf("%s, %s; %s ghi %s", name(q), q.Written, own, b.number.Symbol)})
		case !dated || q.Date[:4] == b.Day[:4]:
			others = append(others, [3]string{"WITH-UNCITED", u.Place, fmt.Sprintf("%s; %s ghi %s", name(q), own, b.number.Symbol)})
		}
	}
	if right { // it may cite others of the series beside
		return
	}
	for _, o := range others {
		found(o[0], o[1], o[2])
	}
}

// article finds an article that the cited paper does not have.
func (c *companion) article(u *paper.Unit, q *cite.Citation, found findings) {
	m := ofArticle.FindStringSubmatch(u.Text[:q.At])
	if m != nil && c.articles > 0 && atoi(m[1]) > c.articles {
		found("WITH-ARTICLE", u.Place, fmt.Sprintf("Điều %s của %s; %s có đến Điều %d", m[1], name(q), c.Name, c.articles))
	}
}
