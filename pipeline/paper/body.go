package paper

import (
	"regexp"
	"strings"
)

var (
	heading     = regexp.MustCompile(`^(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu mục|Điều|ĐIỀU)\s+(?:thứ\s+)?(?:\d+|[IVXLC]+(?:\PL|$))|^[IVXLC]+\.\s`)
	partHead    = regexp.MustCompile(`^(?:Phần|PHẦN)\s+((?:thứ\s+)?[IVXLC\d]+|thứ [\pL]+)(?:[.:]\s*|\s+|$)(.*)$`)
	chapterHead = regexp.MustCompile(`^(?:Chương|CHƯƠNG)\s+([IVXLC\d]+)(?:[.:]\s*|\s+|$)(.*)$`)
	sectionHead = regexp.MustCompile(`^(?:Mục|MỤC)\s+(\d+|[IVXLC]+)(?:[.:]\s*|\s+|$)(.*)$`)
	subHead     = regexp.MustCompile(`^(?:Tiểu mục|TIỂU MỤC)\s+(\d+|[IVXLC]+)(?:[.:]\s*|\s+|$)(.*)$`)
	articleHead = regexp.MustCompile(`^(?:Điều|ĐIỀU)\s+(\d+[a-zđ]?)\s?([.:]?)\s*(.*)$`)
	romanHead   = regexp.MustCompile(`^([IVXLC]+)\s?[./)-]\s*(.*)$`)
	multiHead   = regexp.MustCompile(`^(\d{1,2}(?:\.\d{1,2}){1,3})[.)]?\s+(.*)$`)
	clauseHead  = regexp.MustCompile(`^(\d{1,3})\s?[.)/]\s*(\D.*)$`)
	pointHead   = regexp.MustCompile(`^([\pL])\s?[).]\s+(.*)$`)
	dashHead    = regexp.MustCompile(`^([-–—•+*●▪])\s*(.*)$`)
	allCapital  = func(s string) bool { return s != "" && strings.ToUpper(s) == s && strings.ToLower(s) != s }
)

// body gives the units between head and signature, and those of annexes, their roles.
func (p *Paper) body() {
	begun := false // the text proper has begun: no grounds any more
	for i := range p.Units {
		u := &p.Units[i]
		if u.Role != "" {
			continue
		}
		if p.inRuled(u) {
			u.Role = Cell
			continue
		}
		if u.Annex == 0 && !begun && i < p.End && ground.MatchString(u.Text) && p.grounds(i) {
			u.Role = Ground
			continue
		}
		if u.Annex == 0 && kindLine(u.Text) && p.Kind.Articles {
			u.Role, begun = Enacting, true
			continue
		}
		if p.contents(i) {
			continue
		}
		p.heading(i)
		if u.Role != Ground {
			begun = begun || i < p.End
		}
	}
}

// contents tells the title and the entries of a table of contents: a heading and, behind a
// tab, its page.
func (p *Paper) contents(i int) bool {
	u := &p.Units[i]
	entry := u.Part == 0 && u.Parts == 2 && i+1 < len(p.Units) && p.Units[i+1].Form == u.Form && isPage(p.Units[i+1].Text)
	if entry {
		p.Units[i+1].Role = Contents
	}
	if entry || isContents(u.Text) {
		u.Role = Contents
	}
	return u.Role == Contents
}

// isContents tells the title of a table of contents.
func isContents(text string) bool { return strings.TrimRight(text, ": ") == "MỤC LỤC" }

// isPage tells the number of a page in a table of contents.
func isPage(s string) bool {
	return len(s) <= 4 && strings.Trim(s, "0123456789") == ""
}

// grounds reports whether a line that begins as a ground is one: it ends as grounds do,
// and the paper has grounds: it decides something or is written in articles.
func (p *Paper) grounds(i int) bool {
	u := &p.Units[i]
	if strings.HasPrefix(u.Text, "Thực hiện") || strings.HasPrefix(u.Text, "Được sự") {
		return strings.HasSuffix(u.Text, ";") && p.Kind.Articles
	}
	if strings.HasPrefix(u.Text, "Căn cứ") || strings.HasPrefix(u.Text, "Theo đề nghị") || strings.HasPrefix(u.Text, "Xét") {
		return p.Kind.Articles || strings.HasSuffix(u.Text, ";")
	}
	return strings.HasSuffix(u.Text, ";")
}

// heading tells the level of a unit by its number.
func (p *Paper) heading(i int) {
	u := &p.Units[i]
	if i > 0 {
		if v := &p.Units[i-1]; (v.Role == PartHead || v.Role == Chapter || v.Role == Section || v.Role == Subsection) && v.Title == "" && (allCapital(u.Text) || u.Form.Align == "center") {
			u.Role, u.Title = GroupTitle, u.Text
			return
		}
	}
	for _, h := range []struct {
		re   *regexp.Regexp
		role Role
	}{{partHead, PartHead}, {chapterHead, Chapter}, {sectionHead, Section}, {subHead, Subsection}} {
		if m := h.re.FindStringSubmatch(u.Text); m != nil && len(u.Text) < 300 && (u.Form.Align == "center" || centred(p, u) || m[2] == "" || allCapital(m[2])) {
			u.Role, u.Number, u.Title = h.role, m[1], m[2]
			return
		}
	}
	if m := articleHead.FindStringSubmatch(u.Text); m != nil && (m[2] != "" || m[3] == "" || bold(u)) {
		u.Role, u.Number, u.Title = Article, m[1], m[3]
		return
	}
	if m := romanHead.FindStringSubmatch(u.Text); m != nil && len(u.Text) < 300 && !(len(m[1]) == 1 && strings.Contains("LCD", m[1])) {
		u.Role, u.Number, u.Title = Roman, m[1], m[2]
		return
	}
	if m := multiHead.FindStringSubmatch(u.Text); m != nil {
		u.Role, u.Number, u.Title = SubClause, m[1], m[2]
		return
	}
	for _, h := range []struct {
		re   *regexp.Regexp
		role Role
	}{{clauseHead, Clause}, {pointHead, Point}, {dashHead, Dash}} {
		if m := h.re.FindStringSubmatch(u.Text); m != nil {
			u.Role, u.Number, u.Title = h.role, m[1], m[2]
			return
		}
	}
	u.Role = Text
}
