package outgoing

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/outgoing/diff"
	"vanthu/pipeline/viet"
)

// ruleEdited names a figure that people wrote over one of the data.
const ruleEdited = "FIGURE-EDITED"

// hands tells what people wrote by hand over what the data say: figures, rows of lists,
// words of the data in the prose.
type hands struct {
	was, is []string
	rows    map[string]*line // rows of lists of the edited text, by table and row
	lost    map[string]bool  // figures and words of the data that the whole text has fewer of
	come    map[string]bool  // figures that it has more of
	values  []string         // of the data, the longest first
	list    []archive.Finding
	left    int // places that are not told one by one
}

// line is a row of a list: its number and what it is about.
type line struct{ number, name string }

var (
	figures   = regexp.MustCompile(`\d+(?:[./,-]\d+)*`)
	cellPlace = regexp.MustCompile(`(bảng \d+, hàng \d+), ô (\d+)`)
	rowNumber = regexp.MustCompile(`^\d+[.)]?$`)
)

// byHand compares an edited text with the one that was made from the set.
func byHand(was, is []diff.Line, set *dataset.Set) []archive.Finding {
	h := hands{was: plainOf(was), is: plainOf(is), rows: map[string]*line{}}
	for i := range is {
		if m := cellPlace.FindStringSubmatch(is[i].Place); m != nil {
			h.cell(m[1], m[2], h.is[i])
		}
	}
	h.values = valuesOf(set.Record(), nil)
	slices.SortFunc(h.values, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	h.count()
	for _, p := range diff.Pairs(h.was, h.is) {
		if p.B < 0 {
			h.edited("trước đây ở "+was[p.A].Place, h.was[p.A], "")
			continue
		}
		h.edited(is[p.B].Place, at(h.was, p.A), h.is[p.B])
	}
	if h.left > 0 {
		h.list = append(h.list, archive.Finding{Rule: ruleEdited, Severity: check.Warning, Place: "toàn văn bản",
			Message: fmt.Sprintf("Còn %d chỗ nữa sửa tay khác số liệu: xem mọi chỗ khác ở trang của văn bản, hoặc bằng documents diff.", h.left)})
	}
	return h.list
}

func plainOf(lines []diff.Line) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = strings.Join(strings.Fields(strings.ReplaceAll(l.Text, "\u2011", "-")), " ")
	}
	return out
}

// cell notes what a row of a list has in its first two cells.
func (h *hands) cell(row, col, text string) {
	switch l := h.rows[row]; {
	case col == "1" && l == nil && rowNumber.MatchString(text):
		h.rows[row] = &line{number: strings.TrimRight(text, ".)")}
	case col == "2" && l != nil && l.name == "":
		l.name = text
	}
}

// Letters of the values of the data that a text is searched for. A longer one, and from
// maxPhrase on one that begins small, is prose, which people may put in other words.
const (
	minValue  = 8
	maxPhrase = 40
	maxName   = 120
)

// valuesOf returns the texts of the top level of the data that are names or phrases.
func valuesOf(r *dataset.Record, out []string) []string {
	for i := range r.Columns().Names() {
		v := r.At(i)
		if v.Kind() != dataset.Text {
			continue
		}
		s := strings.Join(strings.Fields(viet.NFC(v.Str())), " ")
		most := maxPhrase
		if letters := []rune(s); len(letters) > 0 && unicode.IsUpper(letters[0]) {
			most = maxName
		}
		if n := len([]rune(s)); n >= minValue && n <= most && strings.Contains(s, " ") && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// count finds what the whole text has more or fewer of: what only moved is no edit.
func (h *hands) count() {
	n := map[string]int{}
	for i, lines := range [][]string{h.was, h.is} {
		for _, l := range lines {
			for _, f := range figures.FindAllString(l, -1) {
				n[f] += 2*i - 1
			}
		}
		whole := masked(strings.Join(lines, "\n"))
		for _, v := range h.values {
			n[v] += (2*i - 1) * strings.Count(whole, masked(v))
		}
	}
	h.lost, h.come = map[string]bool{}, map[string]bool{}
	for what, n := range n {
		h.lost[what], h.come[what] = n < 0, n > 0
	}
}

// edited tells of a paragraph that was changed, taken out or put in.
func (h *hands) edited(place, was, is string) {
	if m := cellPlace.FindStringSubmatch(place); m != nil && was != "" && is != "" {
		if row := h.rows[m[1]]; row != nil {
			if m[2] != "1" { // the numbers of the rows have a rule of their own
				rule := check.RuleDiffers
				if masked(was) == masked(is) {
					rule = ruleEdited
				}
				h.tell(rule, fmt.Sprintf("%s (số %s, “%s”)", place, row.number, row.name), fmt.Sprintf("“%s” thành “%s”", was, is))
			}
			return
		}
	}
	gone, come := h.changed(was, is)
	if len(gone)+len(come) > 0 || was != "" && is != "" && turned(was, is) {
		var parts []string
		if len(gone) > 0 {
			parts = append(parts, "bớt "+upTo(gone))
		}
		if len(come) > 0 {
			parts = append(parts, "thêm "+upTo(come))
		}
		if len(parts) == 0 {
			parts = append(parts, "đổi chỗ các số")
		}
		h.tell(ruleEdited, place, strings.Join(parts, "; ")+words(was, is))
	}
	if gone := h.valuesGone(was, is); gone != "" && is != "" {
		h.tell(check.RuleDiffers, place, "bớt "+gone+words(was, is))
	}
}

// changed says which figures of a paragraph went and which came, of those that the whole
// text has fewer or more of.
func (h *hands) changed(was, is string) (gone, come []string) {
	n := map[string]int{}
	for i, s := range []string{was, is} {
		for _, f := range figures.FindAllString(s, -1) {
			n[f] += 2*i - 1
		}
	}
	for f, n := range n {
		switch {
		case n < 0 && h.lost[f]:
			gone = append(gone, f)
		case n > 0 && h.come[f]:
			come = append(come, f)
		}
	}
	slices.Sort(gone)
	slices.Sort(come)
	return gone, come
}

// turned reports whether a paragraph has the same figures in another order.
func turned(was, is string) bool {
	a, b := figures.FindAllString(was, -1), figures.FindAllString(is, -1)
	if slices.Equal(a, b) {
		return false
	}
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// valuesGone names the longest words of the data that a paragraph has no more, and the
// whole text has fewer of.
func (h *hands) valuesGone(was, is string) string {
	before, now := masked(was), masked(is)
	var gone []string
	for _, v := range h.values {
		s := masked(v)
		if h.lost[v] && strings.Contains(before, s) && !strings.Contains(now, s) &&
			!slices.ContainsFunc(gone, func(longer string) bool { return strings.Contains(longer, v) }) {
			gone = append(gone, v)
		}
	}
	if len(gone) == 0 {
		return ""
	}
	return "“" + strings.Join(gone, "”, “") + "”"
}

// masked is a text in small letters, one figure as good as another: those are told by themselves.
func masked(s string) string { return figures.ReplaceAllString(strings.ToLower(s), "0") }

const (
	besideHand = 2   // unchanged words around those of a hand
	maxShown   = 160 // letters of them that are told
)

// words are what a hand made of what was there, for the eye to find it.
func words(was, is string) string {
	if was == "" || is == "" {
		return " (" + map[bool]string{true: "đoạn thêm: ", false: "đoạn bỏ: "}[was == ""] + "“" + cut(was+is, maxShown) + "”)"
	}
	var parts []string
	for _, c := range diff.Words(was, is, besideHand) {
		parts = append(parts, fmt.Sprintf("“%s” thành “%s”", cut(c.Was, maxShown), cut(c.Is, maxShown)))
	}
	return " (" + strings.Join(parts, "; ") + ")"
}

func upTo(list []string) string {
	if n := len(list); n > maxDifferences {
		list = append(list[:maxDifferences:maxDifferences], fmt.Sprintf("và %d số nữa", n-maxDifferences))
	}
	return strings.Join(list, ", ")
}

func (h *hands) tell(rule, place, what string) {
	if len(h.list) >= maxDifferences {
		h.left++
		return
	}
	h.list = append(h.list, archive.Finding{Rule: rule, Severity: check.Warning, Place: place,
		Message: "Sửa tay trong văn bản, số liệu không đổi theo: " + what + "."})
}
