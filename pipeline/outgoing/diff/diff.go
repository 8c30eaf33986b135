// Package diff says in words how two versions of a paper differ.
//
// In: two data sets, or two texts as paragraphs with their places. Out: one line a
// difference, as a secretary would tell it: "ca_nhan: thêm Hoa", "Điều 1: 05 → 06 tập thể".
//
// Rows of a list are known by what they are about, paragraphs by the longest common
// subsequence, words inside a paragraph in the same way.
//
// The one thing to know: equal sets and equal texts give nothing, whatever their bytes.
package diff

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"vanthu/pipeline/dataset"
)

// Sets says in words how data set b differs from a, in the order of the names; the
// names in leave are not compared.
func Sets(a, b *dataset.Set, leave ...string) []string {
	return records("", a.Record(), b.Record(), leave)
}

func records(path string, a, b *dataset.Record, leave []string) (out []string) {
	names := slices.Clone(a.Columns().Names())
	for _, n := range b.Columns().Names() {
		if !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	for _, n := range names {
		if path == "" && slices.Contains(leave, n) {
			continue
		}
		va, _ := a.Get(n)
		vb, _ := b.Get(n)
		out = append(out, values(join(path, n), va, vb)...)
	}
	return out
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func values(path string, a, b dataset.Value) []string {
	switch {
	case a.Record() != nil && b.Record() != nil:
		return records(path, a.Record(), b.Record(), nil)
	case a.Kind() == dataset.List || b.Kind() == dataset.List:
		return rows(path, a.Items(), b.Items())
	case show(a) != show(b):
		return []string{fmt.Sprintf("%s: %s → %s", path, quote(show(a)), quote(show(b)))}
	}
	return nil
}

// show writes a value so that equal values are equal texts.
func show(v dataset.Value) string {
	if r := v.Record(); r != nil {
		var parts []string
		for i, n := range r.Columns().Names() {
			parts = append(parts, n+" "+show(r.At(i)))
		}
		slices.Sort(parts)
		return strings.Join(parts, ", ")
	}
	if items := v.Items(); items != nil {
		var parts []string
		for _, item := range items {
			parts = append(parts, show(item))
		}
		return strings.Join(parts, "; ")
	}
	return v.Literal()
}

// quote brings a text onto one line of bearable length.
func quote(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 120 {
		s = string(r[:120]) + "…"
	}
	if s == "" {
		return "(trống)"
	}
	return s
}

// keys are columns by which a row is known, the best first.
var keys = []string{"id", "ma", "ho_ten", "ten", "ten_don_vi", "don_vi"}

// rows compares rows by what they are about, else as a whole.
func rows(path string, a, b []dataset.Value) (out []string) {
	key := ""
	for _, k := range keys {
		if distinct(a, k) && distinct(b, k) {
			key = k
			break
		}
	}
	label := func(v dataset.Value) string {
		if r := v.Record(); r != nil {
			for _, k := range []string{"ho_ten", "ten", "ten_don_vi", "ma"} {
				if c, ok := r.Get(k); ok && c.Literal() != "" {
					return c.Literal()
				}
			}
		}
		return quote(show(v))
	}
	id := func(v dataset.Value) string {
		if key == "" {
			return show(v)
		}
		c, _ := v.Record().Get(key)
		return c.Literal()
	}
	left := map[string][]dataset.Value{}
	for _, v := range a {
		left[id(v)] = append(left[id(v)], v)
	}
	var added, removed []string
	var changed []string
	for _, v := range b {
		was := left[id(v)]
		if len(was) == 0 {
			added = append(added, label(v))
			continue
		}
		left[id(v)] = was[1:]
		changed = append(changed, values(path+" ("+label(v)+")", was[0], v)...)
	}
	for _, v := range a {
		if was := left[id(v)]; len(was) > 0 {
			left[id(v)] = was[1:]
			removed = append(removed, label(v))
		}
	}
	if len(a) != len(b) {
		out = append(out, fmt.Sprintf("%s: %02d → %02d dòng", path, len(a), len(b)))
	}
	if len(added) > 0 {
		out = append(out, path+": thêm "+strings.Join(added, ", "))
	}
	if len(removed) > 0 {
		out = append(out, path+": bớt "+strings.Join(removed, ", "))
	}
	if len(added)+len(removed) == 0 && len(changed) == 0 && key != "" && !slices.EqualFunc(a, b, func(x, y dataset.Value) bool { return id(x) == id(y) }) {
		out = append(out, path+": thứ tự thay đổi")
	}
	return append(out, changed...)
}

// distinct reports whether every row has a value of its own in a column.
func distinct(list []dataset.Value, column string) bool {
	seen := map[string]bool{}
	for _, v := range list {
		r := v.Record()
		if r == nil {
			return false
		}
		c, ok := r.Get(column)
		if !ok || c.Literal() == "" || seen[c.Literal()] {
			return false
		}
		seen[c.Literal()] = true
	}
	return true
}

// Line is a paragraph and where it stands.
type Line struct{ Place, Text string }

// Texts says in words how text b differs from a, in the order of the text.
func Texts(a, b []Line) (out []string) {
	same := func(x, y Line) bool { return x.Text == y.Text }
	from := 0
	for from < len(a) && from < len(b) && same(a[from], b[from]) {
		from++
	}
	endA, endB := len(a), len(b)
	for endA > from && endB > from && same(a[endA-1], b[endB-1]) {
		endA, endB = endA-1, endB-1
	}
	a, b = a[from:endA], b[from:endB]
	for _, h := range hunks(lines(a), lines(b)) {
		out = append(out, h.say(a, b)...)
	}
	return out
}

func lines(list []Line) []string {
	out := make([]string, len(list))
	for i, l := range list {
		out[i] = l.Text
	}
	return out
}

// hunk is a place where two sequences differ: a[a0:a1] became b[b0:b1].
type hunk struct{ a0, a1, b0, b1 int }

// maxTable bounds the table of the longest common subsequence.
const maxTable = 4_000_000

// hunks compares two sequences. Very long ones are taken as changed from end to end.
func hunks(a, b []string) (out []hunk) {
	n, m := len(a), len(b)
	if n*m > maxTable {
		return []hunk{{0, n, 0, m}}
	}
	t := make([]int32, (n+1)*(m+1))
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if a[i] == b[j] {
				t[i*(m+1)+j] = t[(i+1)*(m+1)+j+1] + 1
			} else {
				t[i*(m+1)+j] = max(t[(i+1)*(m+1)+j], t[i*(m+1)+j+1])
			}
		}
	}
	for i, j := 0, 0; i < n || j < m; {
		if i < n && j < m && a[i] == b[j] {
			i, j = i+1, j+1
			continue
		}
		h := hunk{i, i, j, j}
		for i < n || j < m {
			switch {
			case i < n && j < m && a[i] == b[j]:
			case j == m || i < n && t[(i+1)*(m+1)+j] >= t[i*(m+1)+j+1]:
				i++
				continue
			default:
				j++
				continue
			}
			break
		}
		h.a1, h.b1 = i, j
		out = append(out, h)
	}
	return out
}

func (h hunk) say(a, b []Line) (out []string) {
	n := min(h.a1-h.a0, h.b1-h.b0)
	for i := range n {
		out = append(out, inLine(a[h.a0+i], b[h.b0+i])...)
	}
	for _, l := range a[h.a0+n : h.a1] {
		if strings.TrimSpace(l.Text) != "" {
			out = append(out, fmt.Sprintf("%s: bớt “%s”", heading(l), quote(l.Text)))
		}
	}
	for _, l := range b[h.b0+n : h.b1] {
		if strings.TrimSpace(l.Text) != "" {
			out = append(out, fmt.Sprintf("%s: thêm “%s”", heading(l), quote(l.Text)))
		}
	}
	return out
}

var numbered = regexp.MustCompile(`^(Điều \d+|Phần [IVXLC]+|Chương [IVXLC]+|Mục \d+|[IVXLC]+|\d+(?:\.\d+)*|[a-zđ])(?:[.)]|$)`)

// heading names a paragraph as people do, by its number, else by its place.
func heading(l Line) string {
	if m := numbered.FindStringSubmatch(strings.TrimSpace(l.Text)); m != nil {
		return m[1]
	}
	return l.Place
}

// beside says where a change is by the words next to it, or that none are there.
func beside(side, words, edge string) string {
	if words == "" {
		return edge
	}
	return fmt.Sprintf("%s “%s”", side, words)
}

// inLine compares two paragraphs word by word: “Điều 1: 05 → 06 tập thể”. Where more
// than half differs, it says the whole.
func inLine(a, b Line) (out []string) {
	wa, wb := strings.Fields(a.Text), strings.Fields(b.Text)
	hs := hunks(wa, wb)
	changed := 0
	for _, h := range hs {
		changed += max(h.a1-h.a0, h.b1-h.b0)
	}
	if 2*changed > max(len(wa), len(wb)) && max(len(wa), len(wb)) > 3 {
		return []string{fmt.Sprintf("%s: “%s” → “%s”", heading(b), quote(a.Text), quote(b.Text))}
	}
	for _, h := range hs {
		was, is := strings.Join(wa[h.a0:h.a1], " "), strings.Join(wb[h.b0:h.b1], " ")
		after := strings.Join(wb[h.b1:min(len(wb), h.b1+2)], " ")
		switch {
		case was == "":
			before := strings.Join(wb[max(0, h.b0-2):h.b0], " ")
			out = append(out, fmt.Sprintf("%s: thêm “%s” %s", heading(b), quote(is), beside("sau", before, "ở đầu")))
		case is == "":
			out = append(out, fmt.Sprintf("%s: bớt “%s” %s", heading(b), quote(was), beside("trước", after, "ở cuối")))
		default:
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s: %s → %s %s", heading(b), quote(was), quote(is), after)))
		}
	}
	return out
}
