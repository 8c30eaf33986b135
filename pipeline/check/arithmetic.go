package check

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// What nearly all rows of a table keep, whichever it is, the others have to keep too: a
// difference, a share or a rate of what stands to the left, a sum of neighbours.

const (
	minKept     = 4  // rows that must show how a column is reckoned
	maxColumns  = 16 // of a table that is looked at
	maxRows     = 2000
	third       = 3 // so many rows at least must show it for each that breaks it but one
	maxDecimals = 4
)

// value is a figure of a cell, in ten thousandths.
type value struct {
	n        int64
	decimals int
	signed   bool
	ok       bool // it is one
	none     bool // the cell says that there is none
}

var anyFigure = regexp.MustCompile(`^([+−–-]?)(\d{1,3}(?:\.\d{3})*|\d{1,12})(?:,(\d{1,4}))? ?%?$`)

func valueOf(cell string) value {
	m := anyFigure.FindStringSubmatch(cell)
	if m == nil || len(m[2]) > 15 {
		return value{none: noFigures[cell]}
	}
	n, err := strconv.ParseInt(strings.ReplaceAll(m[2], ".", "")+(m[3] + "0000")[:maxDecimals], 10, 64)
	if m[1] != "" && m[1] != "+" {
		n = -n
	}
	return value{n: n, decimals: len(m[3]), signed: m[1] != "", ok: err == nil}
}

func (v value) String() string {
	s := strconv.FormatInt(max(v.n, -v.n)/10_000, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	if v.decimals > 0 {
		s += "," + fmt.Sprintf("%04d", max(v.n, -v.n)%10_000)[:v.decimals]
	}
	switch {
	case v.n < 0:
		return "-" + s
	case v.signed:
		return "+" + s
	}
	return s
}

// formula says how a column follows from two others, or from those from a to b.
type formula struct {
	kind byte // '-' b-a, '/' a in b, '%' b against a, '+' the sum
	a, b int
}

// of reckons the formula in the form of v; plain is false where it holds for whatever figures.
func (f formula) of(row []value, v value) (want value, plain bool) {
	a, b := row[f.a], row[f.b]
	want = value{decimals: v.decimals, signed: v.signed, ok: a.ok && b.ok}
	switch f.kind {
	case '-':
		want.n = b.n - a.n
		return want, a.n != 0 && b.n != 0 && want.n != 0
	case '+':
		some := 0
		want.ok = true
		for _, x := range row[f.a : f.b+1] {
			want.n += x.n
			want.ok = want.ok && (x.ok || x.none)
			if x.n != 0 {
				some++
			}
		}
		return want, some > 1
	}
	part, whole := a.n, b.n
	if f.kind == '%' {
		part, whole = b.n-a.n, a.n
	}
	if want.ok = want.ok && whole != 0; !want.ok {
		return want, false
	}
	unit := math.Pow10(maxDecimals - v.decimals)
	want.n = int64(math.Round(float64(part)/float64(whole)*1e6/unit) * unit)
	return want, part != 0 && part != whole
}

// is reports whether two values agree, a share up to one of its last digit.
func (f formula) is(v, want value) bool {
	slack := int64(0)
	if f.kind == '/' || f.kind == '%' {
		slack = int64(math.Pow10(maxDecimals - v.decimals))
	}
	return max(v.n-want.n, want.n-v.n) <= slack
}

// grid is the rows of a table that are reckoned with.
type grid struct {
	rows   []*row
	values [][]value
	widest int // cells of an entry
	head   *row
}

func gridOf(rows []row) grid {
	g := grid{}
	for i := range rows {
		if r := &rows[i]; r.numberOf() > 0 && !columnNumbers(r) {
			g.widest = max(g.widest, len(r.cells))
		}
	}
	for i := range rows {
		r := &rows[i]
		isEntry := r.numberOf() > 0 && !columnNumbers(r)
		if len(r.cells) > g.widest { // no row is numbered, or this one is wider than those
			continue
		}
		if !isEntry && len(r.cells) == g.widest && g.head == nil {
			g.head = r
		}
		if !(isEntry && len(r.cells) == g.widest) && !(len(r.cells) >= g.widest-1 && len(r.cells) > 1 && totalRow.MatchString(r.label())) {
			continue
		}
		line := make([]value, g.widest)
		for k := range r.cells[1:] { // a total spans the first two
			line[g.widest-1-k] = valueOf(r.cells[len(r.cells)-1-k])
		}
		g.rows, g.values = append(g.rows, r), append(g.values, line)
	}
	return g
}

// formulas returns how a column may be reckoned, of all ways those that nearly all rows keep.
func (g *grid) formulas(k int) (kept []formula) {
	try := func(f formula) {
		holds, breaks := 0, 0
		for _, row := range g.values {
			want, plain := f.of(row, row[k])
			switch {
			case !row[k].ok || !want.ok:
			case !f.is(row[k], want):
				breaks++
			case plain:
				holds++
			}
		}
		if holds >= minKept && breaks <= max(1, holds/third) {
			kept = append(kept, f)
		}
	}
	if !g.reckons(k) {
		return nil
	}
	share := slices.ContainsFunc(g.values, func(row []value) bool { return row[k].decimals > 0 })
	for a := 1; a < g.widest; a++ {
		for b := 1; b < g.widest; b++ {
			if !g.reckons(a) || !g.reckons(b) {
				continue
			}
			if a != b && a < k && b < k {
				if share {
					try(formula{'/', a, b})
					try(formula{'%', a, b})
				}
				try(formula{'-', a, b})
			}
			if a < b && (k < a || k > b) {
				try(formula{'+', a, b})
			}
		}
	}
	return kept
}

// reckons reports whether a column holds figures.
func (g *grid) reckons(k int) bool {
	n := 0
	for _, row := range g.values {
		if row[k].ok {
			n++
		}
	}
	return n >= minKept
}

// brokenRows finds rows that break what the others keep, each once.
func brokenRows(t *text, found func(at *paragraph, rate bool, detail string)) {
	for _, rows := range t.tables() {
		if len(rows) < minKept+2 || len(rows) > maxRows {
			continue
		}
		g := gridOf(rows)
		if g.widest < 4 || g.widest > maxColumns || len(g.rows) <= minKept {
			continue
		}
		told := map[*row]bool{}
		for k := g.widest - 1; k > 0; k-- {
			kept := g.formulas(k)
			for i, row := range g.values {
				if want, f := breaks(kept, row, k); want.ok && !told[g.rows[i]] {
					told[g.rows[i]] = true
					found(g.rows[i].first, f.kind == '/' || f.kind == '%' || row[k].signed, fmt.Sprintf("“%s”: %s ghi %s, tính như các hàng khác được %s", g.nameOf(i), g.column(k), row[k], want))
				}
			}
		}
	}
}

// breaks returns what a row should have in a column where it keeps none of the formulas.
func breaks(kept []formula, row []value, k int) (value, formula) {
	var first value
	var by formula
	for _, f := range kept {
		want, _ := f.of(row, row[k])
		if !row[k].ok || !want.ok || f.is(row[k], want) {
			return value{}, f
		}
		if !first.ok {
			first, by = want, f
		}
	}
	return first, by
}

func (g *grid) nameOf(i int) string {
	if r := g.rows[i]; r.numberOf() == 0 {
		return r.label()
	}
	return cmp.Or(g.rows[i].cells[1], "số "+g.rows[i].cells[0])
}

func (g *grid) column(k int) string {
	if g.head != nil && g.head.cells[k] != "" {
		return "cột “" + g.head.cells[k] + "”"
	}
	return fmt.Sprintf("cột thứ %d", k+1)
}

// rowFigures tells the broken rows of a paper that this program made.
func rowFigures(t *text) (found []Finding) {
	brokenRows(t, func(at *paragraph, rate bool, detail string) {
		f := Finding{Rule: "ROW-SUM", Severity: Warning, Place: at.place(), Clause: sumClause, Message: "Hàng " + detail + "."}
		if rate {
			f.Rule, f.Severity = "ROW-RATE", Wrong
		}
		found = append(found, f)
	})
	return found
}
