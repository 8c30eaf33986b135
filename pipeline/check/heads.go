package check

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A list says how many it holds: at the headings of its groups, in its closing line, in the
// article that it belongs to.

var (
	romanHead   = regexp.MustCompile(`^[IVX]+[.)]\s+(\p{Lu}[^\d(:]*)$`)
	saysHow     = regexp.MustCompile(`^(\d{1,5}) \p{Ll}`)
	closingSays = regexp.MustCompile(`^Danh sách này (?:có|gồm) (\d{1,5}) (\p{Ll}[^.;/]*)`)
)

// headedGroup is a group of a list under its heading.
type headedGroup struct {
	at      *row
	noun    string // of the heading, in small letters
	entries int
}

// groupsOf returns the groups of a table and how many entries it holds in all.
func groupsOf(rows []row) (list []headedGroup, entries int) {
	for i := range rows {
		r := &rows[i]
		switch m := romanHead.FindStringSubmatch(r.cells[0]); {
		case m != nil:
			list = append(list, headedGroup{at: r, noun: strings.ToLower(strings.TrimSpace(m[1]))})
		case r.numberOf() > 0 && !columnNumbers(r):
			entries++
			if n := len(list); n > 0 {
				list[n-1].entries++
			}
		}
	}
	return list, entries
}

// listCounts holds what a list says of how many it holds against its rows.
func listCounts(t *text) (found []Finding) {
	wrong := func(place, format string, a ...any) {
		found = append(found, Finding{Rule: "LIST-COUNT", Severity: Wrong, Place: place, Clause: countClause, Message: fmt.Sprintf(format, a...)})
	}
	var sizes []int
	for _, rows := range t.tables() {
		list, entries := groupsOf(rows)
		sizes = append(sizes, entries)
		for _, g := range list {
			if g.entries == 0 {
				continue // its rows have no numbers
			}
			for _, cell := range g.at.cells[1:] {
				if m := saysHow.FindStringSubmatch(cell); m != nil && atoi(m[1]) != g.entries {
					wrong(g.at.first.place(), "Dòng mục “%s” ghi %s, dưới mục có %02d dòng.", g.at.cells[0], cell, g.entries)
				}
			}
			if at, said := t.articleSays(g.noun); at != nil && said != g.entries {
				wrong(at.place(), "Điều 1 ghi %02d %s, danh sách kèm theo có %02d.", said, g.noun, g.entries)
			}
		}
	}
	found = append(found, t.lostList()...)
	t.closings(sizes, func(p *paragraph, said int, noun string, has int) {
		wrong(p.place(), "Dòng kết danh sách ghi %02d %s, danh sách có %02d.", said, noun, has)
	})
	return found
}

// articleSays finds how many of a noun Điều 1 names; the nouns of awards are told by counts.
func (t *text) articleSays(noun string) (*paragraph, int) {
	if slices.ContainsFunc(groups, func(g group) bool { return g.noun == noun }) {
		return nil, 0
	}
	for i := range t.paras {
		p := &t.paras[i]
		if p.Table > 0 || !strings.HasPrefix(p.Text, "Điều 1.") {
			continue
		}
		if m := regexp.MustCompile(`(\d{1,5}) ` + regexp.QuoteMeta(noun) + `(?:[,;.( ]|$)`).FindStringSubmatch(p.Text); m != nil {
			n, _ := strconv.Atoi(m[1])
			return p, n
		}
	}
	return nil, 0
}

// closings visits the closing lines whose number is neither that of the table above nor that
// of some tables above together.
func (t *text) closings(sizes []int, wrong func(p *paragraph, said int, noun string, has int)) {
	last := 0 // the table above
	for i := range t.paras {
		p := &t.paras[i]
		if p.Table > 0 {
			last = p.Table
			continue
		}
		m := closingSays.FindStringSubmatch(p.Text)
		if m == nil || last == 0 || counted.MatchString(p.Text) && len(t.listed()) > 0 {
			continue
		}
		said, sum, fits := atoi(m[1]), 0, false
		for k := last; k > 0 && !fits; k-- {
			sum += sizes[k-1]
			fits = sum == said
		}
		if has := sizes[last-1]; !fits && has > 0 {
			wrong(p, said, m[2], has)
		}
	}
}

var refersToList = regexp.MustCompile(`(?i)\([^()]*danh sách[^()]*kèm theo[^()]*\)`)

// lostList finds a decision that refers to its list and has none, though its data set holds one,
// and a title of the list without one of its groups.
func (t *text) lostList() (found []Finding) {
	if t.Data == nil || t.Code != "QĐ" || !hasGroups(t) {
		return nil
	}
	rows := t.listed()
	for i := range t.paras {
		p := &t.paras[i]
		if p.Table > 0 {
			continue
		}
		if at := refersToList.FindString(p.Text); at != "" && len(rows) == 0 {
			return []Finding{{Rule: "LIST-COUNT", Severity: Wrong, Place: p.place(), Clause: countClause,
				Message: fmt.Sprintf("Văn bản ghi “%s”, mà không còn danh sách nào: trả lại danh sách.", at)}}
		}
		if !strings.HasPrefix(p.Text, "DANH SÁCH") {
			continue
		}
		title, named := p.Text, 0
		for k := i + 1; k < len(t.paras) && t.paras[k].Table == 0 && strings.ToUpper(t.paras[k].Text) == t.paras[k].Text; k++ {
			title += " " + t.paras[k].Text
		}
		missing := ""
		for _, g := range groups {
			if strings.Contains(title, g.heading) {
				named++
			} else if rows[g.noun] > 0 {
				missing = g.noun
			}
		}
		if named > 0 && missing != "" {
			found = append(found, Finding{Rule: "LIST-COUNT", Severity: Wrong, Place: p.place(), Clause: countClause,
				Message: fmt.Sprintf("Tên danh sách không nêu %s, danh sách có %02d.", missing, rows[missing])})
		}
	}
	return found
}
