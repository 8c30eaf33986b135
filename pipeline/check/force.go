package check

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/viet"
)

// Gone is what is not in force on the day of a document: a law, or a name.
type Gone struct {
	Name    string `json:"name"`
	Law     bool   `json:"law,omitempty"`
	From    string `json:"from,omitempty"`    // first day in force, "2025-07-01"; "" where it is not known
	Until   string `json:"until,omitempty"`   // first day no longer in force
	Instead string `json:"instead,omitempty"` // what takes its place
}

// Need is a value that a kind cannot do without.
type Need struct {
	Value string // name at the top level of the data set
	When  string // it is needed where this one is there; "" is always
	From  string // where it is entered, in Vietnamese
}

// needs finds missing values whose phrases the text drops without them.
func needs(t *text) (found []Finding) {
	top := cmp.Or(t.Top, t.Data)
	if top == nil {
		return nil
	}
	there := func(name string) bool {
		v, _ := top.Get(name)
		return v.IsTrue()
	}
	for _, n := range t.Needs {
		if _, known := top.Get(n.Value); !known || there(n.Value) || n.When != "" && !there(n.When) {
			continue // kept data of an earlier definition may lack the name
		}
		found = append(found, Finding{Rule: "MISSING", Severity: Wrong, Place: "số liệu " + n.Value, Clause: "NĐ 30/2020, Đ.10",
			Message: fmt.Sprintf("Không có số liệu cho %s nên văn bản thiếu phần này: nhập %s rồi làm lại.", n.Value, n.From)})
	}
	return found
}

// formerly are words that speak of what was.
var formerly = []string{"trước đây", "nay là", "nay thuộc", "trước khi sắp xếp", "(cũ)", "thay thế", "bãi bỏ"}

// inTitle matches what stands before a name within the title of a law that is cited: the
// title keeps the names of its day.
var inTitle = regexp.MustCompile(`\d/(?:19|20)\d\d/\p{Lu}[^;]* (?:quy định|ban hành|về|sửa đổi, bổ sung) (?:[^;,.]|,\s+[^\p{Lu}])*(?:,\s*)?$`)

// outOfForce finds laws and names in the text that are not in force on its day. What is
// written of the past is left alone.
func outOfForce(t *text) (found []Finding) {
	if len(t.Gone) == 0 || len(t.paras) == 0 {
		return nil
	}
	var b strings.Builder
	starts := make([]int, len(t.paras))
	for i := range t.paras {
		starts[i] = b.Len()
		b.WriteString(t.paras[i].Text)
		b.WriteByte('\n')
	}
	whole := b.String()
	for _, g := range t.Gone {
		first, n := -1, 0
		for at := 0; ; {
			i := strings.Index(whole[at:], g.Name)
			if i < 0 {
				break
			}
			i += at
			at = i + len(g.Name)
			p, _ := slices.BinarySearch(starts, i+1)
			if standsAlone(whole, i, at, g.Law) && !ofThePast(t.paras[p-1].Text) && (g.Law || !inTitle.MatchString(whole[starts[p-1]:i])) {
				n++
				if first < 0 {
					first = p - 1
				}
			}
		}
		if first >= 0 {
			found = append(found, g.finding(&t.paras[first], n, t.Day))
		}
	}
	return found
}

// standsAlone reports whether whole[i:j] is no part of a longer number or name.
func standsAlone(whole string, i, j int, law bool) bool {
	before, _ := utf8.DecodeLastRuneInString(whole[:i])
	after, size := utf8.DecodeRuneInString(whole[j:])
	if unicode.IsLetter(before) || unicode.IsDigit(before) || unicode.IsLetter(after) || unicode.IsDigit(after) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(whole[j+size:])
	return law || after != ' ' || !unicode.IsUpper(next)
}

func ofThePast(s string) bool {
	return slices.ContainsFunc(formerly, func(w string) bool { return strings.Contains(s, w) })
}

func (g *Gone) finding(at *paragraph, n int, day string) Finding {
	f := Finding{Rule: "NAME-GONE", Severity: Warning, Place: at.place(), Clause: "NĐ 30/2020, Đ.10"}
	what := "không còn vào ngày của văn bản"
	if g.Law {
		f.Rule, f.Severity, f.Clause = "CIT-REPEALED", Wrong, "NĐ 30/2020 PL I.II.6"
		what = "không còn hiệu lực vào ngày của văn bản"
		if g.Until != "" {
			what = "đã hết hiệu lực từ " + shortDay(g.Until)
		}
		if g.From > day {
			f.Rule, what = "CIT-NOT-YET", "đến "+shortDay(g.From)+" mới có hiệu lực"
		}
	}
	f.Message = fmt.Sprintf("“%s” %s (%d chỗ)", g.Name, what, n)
	if g.Instead != "" {
		f.Message += "; nay là " + g.Instead
	}
	f.Message += ". Sửa lại, hoặc viết rõ là chuyện trước đây."
	return f
}

func shortDay(iso string) string {
	d, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return fmt.Sprintf("%02d/%s/%d", d.Day(), viet.Month(int(d.Month())), d.Year())
}

// GoneOf reads the rows of the query that names what is not in force.
func GoneOf(rows dataset.Value) (list []Gone) {
	for _, item := range rows.Items() {
		get := func(name string) string {
			v, _ := item.Record().Get(name)
			return v.Literal()
		}
		law, _ := item.Record().Get("la_van_ban")
		list = append(list, Gone{Name: get("ten"), Law: law.IsTrue(), From: get("tu_ngay"), Until: get("het_ngay"), Instead: get("thay_bang")})
	}
	return list
}
