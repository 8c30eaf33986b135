package outgoing

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/outgoing/diff"
	"vanthu/pipeline/viet"
)

const (
	ruleEdited = "FIGURE-EDITED" // a figure that people wrote over one of the data
	ruleHead   = "HEAD-EDITED"   // the head of a column, which says what its figures are
	ruleEffect = "EFFECT-EDITED" // from when a paper is in force
)

// formerly stands before the place of what is there no more.
const formerly = "trước đây ở "

// hands tells what people wrote by hand over what the data say: figures, rows of lists,
// words of the data in the prose.
type hands struct {
	was, is []string
	rows    map[string]*line // rows of lists of the edited text, by table and row
	entries map[string]int   // by table: the first row that is one of a list
	lost    map[string]bool  // figures and words of the data, and clauses of effect, that the whole text has fewer of
	come    map[string]bool  // figures that it has more of
	values  []string         // of the data, the longest first
	names   []name           // of what its lists hold, the longest first
	whole   [2]string        // both texts masked, "" until a name is looked for
	list    []archive.Finding
	left    int // places that are not told one by one
}

// line is a row of a list: its number and what it is about.
type line struct{ number, name string }

var (
	figures   = regexp.MustCompile(`\d+(?:[./,-]\d+)*`)
	cellPlace = regexp.MustCompile(`((?:^|.*, )bảng \d+, hàng \d+), ô (\d+)`)
	tableRows = regexp.MustCompile(`((?:^|.*, )bảng \d+), hàng (\d+)`)
	groupName = regexp.MustCompile(`^(?:[IVX]+|[A-E])[.)] `)
	inEffect  = regexp.MustCompile(`có hiệu lực[^.;]*`)
	rowNumber = regexp.MustCompile(`^\d+[.)]?$`)
)

// byHand compares an edited text with the one that was made from the set.
func byHand(was, is []diff.Line, set *dataset.Set) []archive.Finding {
	was, is = slices.DeleteFunc(slices.Clone(was), isPageNumber), slices.DeleteFunc(slices.Clone(is), isPageNumber)
	h := hands{was: plainOf(was), is: plainOf(is), entries: map[string]int{}}
	before := rowsOf(was, h.was)
	h.rows = rowsOf(is, h.is)
	for place := range h.rows {
		if table, n := tableAndRow(place); h.entries[table] == 0 || n < h.entries[table] {
			h.entries[table] = n
		}
	}
	h.values = valuesOf(set.Record(), nil)
	slices.SortFunc(h.values, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	h.names = slices.Collect(maps.Values(namesOf(set.Record(), map[string]name{})))
	slices.SortFunc(h.names, func(a, b name) int { return cmp.Or(len(b.masked)-len(a.masked), strings.Compare(a.masked, b.masked)) })
	h.count()
	pairs := diff.Pairs(h.was, h.is)
	gone, come := &alone{rows: before, lines: was}, &alone{rows: h.rows, lines: is}
	for _, p := range pairs {
		if p.B < 0 {
			gone.take(p.A)
		} else if p.A < 0 {
			come.take(p.B)
		}
	}
	for _, p := range pairs {
		switch {
		case p.B >= 0 && !(p.A < 0 && come.holds(p.B)):
			h.edited(is[p.B].Place, at(h.was, p.A), h.is[p.B])
		case p.B < 0 && !gone.holds(p.A):
			h.edited(formerly+was[p.A].Place, h.was[p.A], "")
		}
	}
	h.rowsAlone(formerly, "bỏ", gone)
	h.rowsAlone("", "thêm", come)
	if h.left > 0 {
		h.list = append(h.list, archive.Finding{Rule: ruleEdited, Severity: check.Warning, Place: "toàn văn bản",
			Message: fmt.Sprintf("Còn %d chỗ nữa sửa tay khác số liệu: xem mọi chỗ khác ở trang của văn bản, hoặc bằng documents diff.", h.left)})
	}
	return h.list
}

var onlyNumber = regexp.MustCompile(`^\W*\d+\W*$`)

// isPageNumber tells a number in a header or footer: what Word or LibreOffice last counted there.
func isPageNumber(l diff.Line) bool {
	return (strings.HasPrefix(l.Place, "đầu trang") || strings.HasPrefix(l.Place, "chân trang")) && onlyNumber.MatchString(l.Text)
}

// rowsOf returns the rows of lists of a text, by their place.
func rowsOf(lines []diff.Line, text []string) map[string]*line {
	rows := map[string]*line{}
	for i := range lines {
		m := cellPlace.FindStringSubmatch(lines[i].Place)
		if m == nil {
			continue
		}
		switch l := rows[m[1]]; {
		case m[2] == "1" && l == nil && rowNumber.MatchString(text[i]):
			rows[m[1]] = &line{number: strings.TrimRight(text[i], ".)")}
		case m[2] == "2" && l != nil && l.name == "":
			l.name = text[i]
		}
	}
	return rows
}

// alone gathers the rows of lists that one text has and the other has not.
type alone struct {
	rows   map[string]*line
	lines  []diff.Line
	tables []string            // in the order of the text
	of     map[string][]string // rows of each table whose names stand alone
}

// take notes a paragraph that the other text lacks: with its name a row is gone.
func (a *alone) take(i int) {
	m := cellPlace.FindStringSubmatch(a.lines[i].Place)
	if m == nil || m[2] != "2" || a.rows[m[1]] == nil {
		return
	}
	table, _, _ := strings.Cut(m[1], ", hàng ")
	if a.of == nil {
		a.of = map[string][]string{}
	}
	if a.of[table] == nil {
		a.tables = append(a.tables, table)
	}
	a.of[table] = append(a.of[table], m[1])
}

// holds reports whether a paragraph is told with the rows: where one is gone, which of two
// equal sums is its own cannot be said.
func (a *alone) holds(i int) bool {
	m := cellPlace.FindStringSubmatch(a.lines[i].Place)
	if m == nil || a.rows[m[1]] == nil {
		return false
	}
	table, _, _ := strings.Cut(m[1], ", hàng ")
	return len(a.of[table]) > 0
}

// rowsAlone tells rows of lists that a hand took out or put in, a table at a time.
func (h *hands) rowsAlone(before, did string, a *alone) {
	for _, table := range a.tables {
		rows := a.of[table]
		var names []string
		for _, r := range rows {
			names = append(names, fmt.Sprintf("số %s, “%s”", a.rows[r].number, a.rows[r].name))
		}
		if n := len(names); n > maxDifferences {
			names = append(names[:maxDifferences:maxDifferences], fmt.Sprintf("và %d hàng nữa", n-maxDifferences))
		}
		h.tell(check.RuleDiffers, before+rows[0], fmt.Sprintf("%s %d hàng (%s)", did, len(rows), strings.Join(names, "; ")))
	}
}

func plainOf(lines []diff.Line) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = strings.Join(strings.Fields(strings.ReplaceAll(l.Text, "\u2011", "-")), " ")
	}
	return out
}

// tableAndRow takes a place in a table apart.
func tableAndRow(place string) (table string, row int) {
	m := tableRows.FindStringSubmatch(strings.TrimPrefix(place, formerly))
	if m == nil {
		return "", 0
	}
	row, _ = strconv.Atoi(m[2])
	return m[1], row
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
		for _, m := range quoted.FindAllStringSubmatch(s, -1) { // a name within prose
			if !slices.Contains(out, m[1]) {
				out = append(out, m[1])
			}
		}
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

var quoted = regexp.MustCompile(`“([^“” ]+ [^“”]+)”`)

// name is a name of the data.
type name struct{ said, masked string }

// namesOf returns the names that the lists of the data hold, by how they are compared: of
// people, units, places.
func namesOf(r *dataset.Record, out map[string]name) map[string]name {
	for i, column := range r.Columns().Names() {
		v := r.At(i)
		for _, item := range v.Items() {
			if item.Record() != nil {
				namesOf(item.Record(), out)
			}
		}
		if v.Kind() == dataset.Text && (strings.HasPrefix(column, "ten") || strings.HasSuffix(column, "ten")) {
			said := strings.Join(strings.Fields(viet.NFC(v.Str())), " ")
			if s := masked(said); strings.Contains(s, " ") && len([]rune(s)) <= maxName {
				out[s] = name{said, s}
			}
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
			for _, clause := range inEffect.FindAllString(l, -1) {
				n[clause] += 2*i - 1
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
	if h.head(place, was, is) {
		return
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
	} else if clause := inEffect.FindString(was); clause != "" && h.lost[clause] {
		h.tell(ruleEffect, place, "bớt “"+clause+"”"+words(was, is))
	}
	if values := h.valuesGone(was, is); values != "" && (is != "" || len(gone)+len(come) == 0) {
		h.tell(check.RuleDiffers, place, "bớt "+values+words(was, is))
	}
}

// head tells of the head of a column that says something else, or is gone, and reports whether
// the place is one.
func (h *hands) head(place, was, is string) bool {
	table, row := tableAndRow(place)
	if was == "" || row == 0 || row >= h.entries[table] || groupName.MatchString(was) {
		return false
	}
	if !strings.EqualFold(was, is) {
		h.tell(ruleHead, place, fmt.Sprintf("đầu cột “%s” thành “%s”", was, is))
	}
	return true
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
	for _, v := range h.names {
		if strings.Contains(before, v.masked) && !strings.Contains(now, v.masked) && h.fewer(v.masked) &&
			!slices.ContainsFunc(gone, func(longer string) bool { return strings.Contains(masked(longer), v.masked) }) {
			gone = append(gone, v.said)
		}
	}
	if len(gone) == 0 {
		return ""
	}
	return "“" + strings.Join(gone, "”, “") + "”"
}

// fewer reports whether the edited text has a masked name less often.
func (h *hands) fewer(s string) bool {
	if h.whole[0] == "" {
		h.whole = [2]string{masked(strings.Join(h.was, "\n")), masked(strings.Join(h.is, "\n"))}
	}
	return strings.Count(h.whole[1], s) < strings.Count(h.whole[0], s)
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
