package outgoing

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"vanthu/pipeline/outgoing/diff"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/viet"
)

// change is a difference between the issued text and the corrected one.
type change struct {
	place, was, is string
	form           bool // of form and technique alone (NĐ 30/2020 Đ.18.3)
}

func (c *change) String() string {
	switch {
	case c.was == "":
		return fmt.Sprintf("%s: thêm “%s”", c.place, c.is)
	case c.is == "":
		return fmt.Sprintf("%s: bỏ “%s”", c.place, c.was)
	}
	return fmt.Sprintf("%s: “%s” thành “%s”", c.place, c.was, c.is)
}

// formRoles are the components that are form: what they say is no content of the paper.
var formRoles = []paper.Role{paper.Motto1, paper.Motto2, paper.Superior, paper.Issuer, paper.Number, paper.PlaceDate, paper.Urgency,
	paper.Power, paper.Recipients, paper.Recipient, paper.Filed, paper.TypedRule, paper.Contact}

// besideWords is how many unchanged words stand around changed ones, so that they are found.
const besideWords = 3

// changesOf compares two papers; spelling says what mends nothing else.
func changesOf(was, is *paper.Paper, spelling speller) (list []change) {
	textA, textB := textsOf(was), textsOf(is)
	placesA, placesB := placesIn(was), placesIn(is)
	for _, p := range diff.Pairs(textA, textB) {
		u, place := pick(was, p.A, placesA)
		if p.B >= 0 {
			u, place = pick(is, p.B, placesB)
		}
		a, b := at(textA, p.A), at(textB, p.B)
		form := slices.Contains(formRoles, u.Role) || bare(a) == bare(b)
		if a == "" || b == "" {
			list = appendChange(list, change{place, a, b, form})
			continue
		}
		for _, w := range diff.Words(a, b, besideWords) {
			technique := form || u.Role != paper.Ground && spelling.mends(w.Was, w.Is)
			list = appendChange(list, change{place, w.Was, w.Is, technique})
		}
	}
	return list
}

func textsOf(p *paper.Paper) []string {
	out := make([]string, len(p.Units))
	for i := range p.Units {
		out[i] = p.Units[i].Text
	}
	return out
}

func at(list []string, i int) string {
	if i < 0 {
		return ""
	}
	return list[i]
}

func pick(p *paper.Paper, i int, places []string) (*paper.Unit, string) {
	if i < 0 {
		return &paper.Unit{}, ""
	}
	return &p.Units[i], places[i]
}

// appendChange puts cells that were added to, or taken out of, one row into one change.
func appendChange(list []change, c change) []change {
	if n := len(list); n > 0 && strings.Contains(c.place, "hàng") {
		last := &list[n-1]
		if last.place == c.place && last.form == c.form && (last.was == "" && c.was == "" || last.is == "" && c.is == "") {
			last.was, last.is = strings.Trim(last.was+" | "+c.was, " |"), strings.Trim(last.is+" | "+c.is, " |")
			return list
		}
	}
	return append(list, c)
}

var row = regexp.MustCompile(`bảng \d+, hàng \d+`)

// placesIn names each unit as people do: by article and clause, by annex and row of a table,
// by its component.
func placesIn(p *paper.Paper) []string {
	out := make([]string, len(p.Units))
	heads := map[paper.Role]string{}
	annex, annexTitle := 0, ""
	for i := range p.Units {
		u := &p.Units[i]
		if u.Annex != annex {
			annex, annexTitle = u.Annex, "phụ lục"
			clear(heads)
		}
		switch u.Role {
		case paper.AnnexTitle:
			annexTitle = u.Text
		case paper.Article, paper.Roman:
			clear(heads)
			heads[paper.Article] = map[paper.Role]string{paper.Article: "Điều ", paper.Roman: "mục "}[u.Role] + u.Number
		case paper.Clause, paper.SubClause:
			heads[paper.Clause] = "khoản " + u.Number
		}
		var parts []string
		if r := row.FindString(u.Place); r != "" && u.Role == paper.Cell {
			parts = append(parts, r[strings.Index(r, "hàng"):])
		} else if u.Role == paper.Point {
			parts = append(parts, "điểm "+u.Number)
		}
		for _, h := range []string{heads[paper.Clause], heads[paper.Article]} {
			if h != "" {
				parts = append(parts, h)
			}
		}
		if annexTitle != "" {
			parts = append(parts, annexTitle)
		}
		if len(parts) == 0 || slices.Contains(formRoles, u.Role) {
			parts = []string{string(u.Role)}
		}
		out[i] = strings.Join(parts, " ")
	}
	return out
}

// bare is a text without what is technique of presentation: capitals, the place of tone
// marks, spaces, and punctuation other than inside of numbers.
func bare(s string) string {
	runes := []rune(strings.ToLower(viet.NewTone(s)))
	var b strings.Builder
	for i, r := range runes {
		inNumber := i > 0 && i+1 < len(runes) && unicode.IsDigit(runes[i-1]) && unicode.IsDigit(runes[i+1])
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || inNumber && !unicode.IsSpace(r) || strings.ContainsRune("%+<>=±", r) {
			b.WriteRune(r)
		} else if inNumber {
			b.WriteRune(' ')
		}
	}
	return b.String()
}
