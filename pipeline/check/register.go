package check

import (
	"fmt"
	"regexp"
	"strings"

	"vanthu/pipeline/check/cite"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/viet"
)

// registerRules hold what is cited against the register of legal documents, and the
// citations of one paper against each other.
var registerRules = []rule{
	{"CIT-NAME", Warning, "NĐ 30/2020, PL I.II.6", "Trích yếu được viện dẫn khác sổ văn bản pháp luật: %s.", "Ghi đúng trích yếu của văn bản gốc.", citationName},
	{"CIT-NOT-YET", Warning, "NĐ 30/2020, PL I.II.6", "Văn bản được viện dẫn chưa có hiệu lực: %s.", "Xem lại có dùng làm căn cứ được không.", citationNotYet},
	{"CIT-UNKNOWN", Hint, "", "Chưa có trong sổ văn bản pháp luật: %s.", "Đối chiếu với văn bản gốc, rồi ghi vào sổ.", citationUnknown},
	{"CIT-TWINS", Hint, "", "Hai văn bản cùng số ở hai hệ: %s.", "Xem từng chỗ có viện dẫn đúng văn bản không.", citationTwins},
	{"CIT-TWO-DATES", Wrong, "NĐ 30/2020, PL I.II.6", "Cùng một văn bản ghi hai ngày: %s.", "Kiểm tra với văn bản gốc, ghi một ngày.", citationDates},
	{"CIT-LAW-FORM", Hint, "NĐ 30/2020, PL I.II.6", "Luật, pháp lệnh viện dẫn theo hai cách, có số và không số: %s.", "Viện dẫn luật theo một cách.", lawForms},
	{"GROUND-RANK", Hint, "", "Căn cứ chưa xếp theo thứ bậc hiệu lực: %s.", "Xếp luật trước, rồi nghị định, quyết định của Thủ tướng, thông tư.", groundRank},
}

// plainTitle is a title as titles are compared: without marks, quotation marks and the word
// that leads it in.
func plainTitle(s string) string {
	s = viet.Fold(strings.NewReplacer("“", "", "”", "", `"`, "", ",", " ", ".", " ").Replace(s))
	for _, lead := range []string{"ve viec ", "ve ", "ban hanh ", "quy dinh ", "phe duyet "} {
		s = strings.TrimPrefix(s, lead)
	}
	return strings.Join(strings.Fields(s), " ")
}

// titleReach is how many letters of two titles are compared: what is cited may be cut short
// or run on into the sentence.
const titleReach = 24

func citationName(f *file, found report) {
	f.cited(func(c *cite.Citation, u *paper.Unit) {
		e := f.Register.Of(c)
		if e == nil || !e.Verified || e.Title == "" || c.Title == "" || c.Symbol == "" {
			return
		}
		is, want := plainTitle(c.Title), plainTitle(e.Title)
		n := min(titleReach, len(is), len(want))
		if n >= 8 && is[:n] != want[:n] && !strings.Contains(want, is[:n]) {
			found(u, fmt.Sprintf("%s “%s”, trong sổ là “%s”", name(c), paper.Short(c.Title, 60), paper.Short(e.Title, 60)))
		}
	})
}

func citationNotYet(f *file, found report) {
	f.cited(func(c *cite.Citation, u *paper.Unit) {
		if e := f.Register.Of(c); e != nil && f.day != "" && e.From > f.day && (e.Date == "" || e.Date <= f.day) && u.Role != paper.Cell {
			found(u, fmt.Sprintf("%s có hiệu lực từ %s", name(c), vietDate(e.From)))
		}
	})
}

// national tells the documents that a register should have: those of law, of the Prime
// Minister and of the Party's centre. What a province or an office issues it may lack.
func national(c *cite.Citation) bool {
	return c.Symbol != "" && (c.Year > 0 && !strings.Contains(c.Symbol, "UBND") && !strings.Contains(c.Symbol, "HĐND") ||
		strings.HasSuffix(c.Symbol, "-TTg") || strings.HasSuffix(c.Symbol, "/TW") || strings.Contains(c.Symbol, "/QH"))
}

// citationUnknown names them all in one finding, at the first.
func citationUnknown(f *file, found report) {
	var first *paper.Unit
	var names []string
	f.byNumber(func(c *cite.Citation, u *paper.Unit, isFirst bool) {
		if isFirst && national(c) && f.Register.Of(c) == nil && !f.Register.Has(c.Symbol) {
			if first == nil {
				first = u
			}
			names = append(names, name(c))
		}
	})
	if first != nil {
		found(first, some(names))
	}
}

func citationTwins(f *file, found report) {
	state, party := map[string]*cite.Citation{}, map[string]*cite.Citation{}
	told := map[string]bool{}
	f.cited(func(c *cite.Citation, u *paper.Unit) {
		if c.Symbol == "" || c.Year > 0 || c.Code == "" {
			return
		}
		key := fmt.Sprintf("%d %s", c.Number, c.Code)
		own, other := state, party
		if c.Party {
			own, other = party, state
		}
		own[key] = c
		if o := other[key]; o != nil && !told[key] {
			told[key] = true
			found(u, fmt.Sprintf("%s và %s", name(o), name(c)))
		}
	})
}

func citationDates(f *file, found report) {
	dates := map[string]*cite.Citation{}
	f.cited(func(c *cite.Citation, u *paper.Unit) {
		if c.Symbol == "" || c.Date == "" {
			return
		}
		if o := dates[c.Kind+c.Symbol]; o == nil {
			dates[c.Kind+c.Symbol] = c
		} else if o.Date != c.Date && (o.Date[:4] == c.Date[:4] || c.Year > 0) { // numbers begin anew each year
			found(u, fmt.Sprintf("%s, %s và %s", name(c), o.Written, c.Written))
		}
	})
}

var numberedLaw = regexp.MustCompile(`(?:Luật|Bộ luật|Pháp lệnh) [\p{Lu}][^;.]{3,100}? số \d`)

func lawForms(f *file, found report) {
	var with, without *paper.Unit
	for _, u := range f.All(paper.Ground) {
		switch {
		case !strings.HasPrefix(u.Text, "Căn cứ Luật ") && !strings.HasPrefix(u.Text, "Căn cứ Bộ luật ") && !strings.HasPrefix(u.Text, "Căn cứ Pháp lệnh "):
		case numberedLaw.MatchString(u.Text):
			with = u
		default:
			without = u
		}
	}
	if with != nil && without != nil {
		found(with, "“"+paper.Short(with.Text, 50)+"”, “"+paper.Short(without.Text, 50)+"”")
	}
}

// ranks of what a ground rests on; a lower one stands first.
var ranks = []struct {
	begins string
	rank   int
}{{"Căn cứ Hiến pháp", 1}, {"Căn cứ Bộ luật", 2}, {"Căn cứ Luật", 2}, {"Căn cứ Pháp lệnh", 3}, {"Căn cứ Nghị định", 4}, {"Căn cứ Quyết định", 5}, {"Căn cứ Thông tư", 6}}

func groundRank(f *file, found report) {
	last, before := 0, (*paper.Unit)(nil)
	for _, u := range f.All(paper.Ground) {
		for _, r := range ranks {
			if !strings.HasPrefix(u.Text, r.begins+" ") || r.rank == 5 && !strings.Contains(u.Text, "Thủ tướng") {
				continue
			}
			if r.rank < last {
				found(u, fmt.Sprintf("“%s” đứng sau “%s”", paper.Short(u.Text, 40), paper.Short(before.Text, 40)))
				return
			}
			last, before = r.rank, u
			break
		}
	}
}
