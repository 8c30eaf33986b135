package sheet

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// formula is a formula of the template, cut at its references.
type formula struct {
	pieces []refPiece
}

// refPiece is a stretch of a formula, or a reference.
type refPiece struct {
	text       string // what stands between references; or the sheet of a reference with its "!"
	isRef      bool
	sheet      string // plain name, "" for the formula's own
	col1, col2 string // with their $, "" in references to whole rows
	abs1, abs2 string // "$" or ""
	row1, row2 int    // row2 is 0 for a single cell
	scalar     bool   // a single cell that is no argument of a function over many: of a repeated row the first
}

// reference finds A1, $A$1, A1:B2 and $4:$5, with or without a sheet before it.
var reference = regexp.MustCompile(`(?:('(?:[^']|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!)?` +
	`(?:(\$?[A-Z]{1,3})(\$?)([0-9]{1,7})(?::(\$?[A-Z]{1,3})(\$?)([0-9]{1,7}))?|(\$?)([0-9]{1,7}):(\$?)([0-9]{1,7}))`)

// parseFormula cuts a formula, or the reference of a defined name, at its references.
func parseFormula(src string) *formula {
	f := &formula{}
	for src != "" {
		quote := strings.IndexByte(src, '"') // texts have no references
		head := src
		if quote >= 0 {
			head = src[:quote]
		}
		f.cut(head)
		if quote < 0 {
			break
		}
		end := strings.IndexByte(src[quote+1:], '"')
		if end < 0 {
			f.add(refPiece{text: src[quote:]})
			break
		}
		f.add(refPiece{text: src[quote : quote+end+2]})
		src = src[quote+end+2:]
	}
	return f
}

// cellFormula cuts the formula of a cell: it takes a single value where no function goes
// over many.
func cellFormula(src string) *formula {
	f := parseFormula(src)
	var open []bool // brackets: is it one of a function over many
	before := "("   // what stands before, without blanks
	for i := range f.pieces {
		p := &f.pieces[i]
		if !p.isRef {
			before = brackets(&open, before, p.text)
			continue
		}
		after := ""
		if i+1 < len(f.pieces) {
			after = strings.TrimLeft(f.pieces[i+1].text, " \n")
		}
		whole := before != "" && strings.ContainsAny(before[len(before)-1:], "(,;") && after != "" && strings.ContainsAny(after[:1], "),;")
		p.scalar = p.row2 == 0 && !(whole && len(open) > 0 && open[len(open)-1])
		before = "x"
	}
	return f
}

// isRange reports whether a formula is nothing but references.
func (f *formula) isRange() bool {
	for _, p := range f.pieces {
		if !p.isRef && strings.Trim(p.text, "(), \n") != "" {
			return false
		}
	}
	return true
}

// overMany finds the functions that go over all cells that they are given.
var overMany = regexp.MustCompile(`(?i)(?:^|[^\pL\pN_.])(?:SUM|SUMIFS?|SUMPRODUCT|SUMSQ|PRODUCT|AVERAGE|AVERAGEA|AVERAGEIFS?|COUNT|COUNTA|COUNTBLANK|COUNTIFS?|MAX|MAXA|MAXIFS|MIN|MINA|MINIFS|` +
	`MEDIAN|MODE(?:\.SNGL|\.MULT)?|STDEV[AP]?(?:\.[SP])?|VAR[AP]?(?:\.[SP])?|LARGE|SMALL|QUARTILE|PERCENTILE|RANK(?:\.EQ|\.AVG)?|SUBTOTAL|AGGREGATE|AND|OR|CONCAT|TEXTJOIN|ROWS|UNIQUE|SORT|FILTER)\s*$`)

// brackets follows the brackets of a stretch and returns it without blanks at its end,
// what stood before it where nothing is left.
func brackets(open *[]bool, before, text string) string {
	if strings.HasPrefix(text, `"`) {
		return text
	}
	for i, r := range text {
		switch r {
		case '(':
			*open = append(*open, overMany.MatchString(text[:i]))
		case ')':
			if n := len(*open); n > 0 {
				*open = (*open)[:n-1]
			}
		}
	}
	if text = strings.TrimRight(text, " \n"); text == "" {
		return before
	}
	return text
}

func (f *formula) add(p refPiece) {
	if p.isRef || p.text != "" {
		f.pieces = append(f.pieces, p)
	}
}

// cut finds the references of a stretch without texts.
func (f *formula) cut(s string) {
	done := 0
	for _, m := range reference.FindAllStringSubmatchIndex(s, -1) {
		before, _ := utf8.DecodeLastRuneInString(s[:m[0]])
		after, _ := utf8.DecodeRuneInString(s[m[1]:])
		if inName(before) || inName(after) || after == '(' || after == '!' || before == '!' {
			continue // LOG10(…), Năm1, another workbook's sheet
		}
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return s[m[2*i]:m[2*i+1]]
		}
		p := refPiece{isRef: true, sheet: group(1), col1: group(2), abs1: group(3), col2: group(5), abs2: group(6)}
		p.row1, _ = strconv.Atoi(group(4))
		p.row2, _ = strconv.Atoi(group(7))
		if group(9) != "" {
			p.abs1, p.abs2 = group(8), group(10)
			p.row1, _ = strconv.Atoi(group(9))
			p.row2, _ = strconv.Atoi(group(11))
		}
		if p.sheet != "" {
			p.text = p.sheet + "!"
			p.sheet = strings.ReplaceAll(strings.Trim(p.sheet, "'"), "''", "'")
		}
		f.add(refPiece{text: s[done:m[0]]})
		f.add(p)
		done = m[1]
	}
	f.add(refPiece{text: s[done:]})
}

func inName(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '.' || r == '\\')
}

// text writes the formula as it stands on a sheet of the filled workbook, in the
// repetitions given.
func (f *formula) text(fl *filler, sheet string, from []at) string {
	var b strings.Builder
	for _, p := range f.pieces {
		if name, renamed := fl.names[p.sheet]; renamed {
			b.WriteString("'" + strings.ReplaceAll(name, "'", "''") + "'!")
		} else {
			b.WriteString(p.text)
		}
		if p.isRef {
			b.WriteString(p.moved(fl, sheet, from))
		}
	}
	return b.String()
}

func (p *refPiece) moved(fl *filler, sheet string, from []at) string {
	if p.sheet != "" && !strings.EqualFold(p.sheet, sheet) {
		sheet, from = p.sheet, nil
	}
	row1, row2 := p.row1, cmp.Or(p.row2, p.row1)
	if l := fl.layouts[sheet]; l != nil {
		var ok bool
		if row1, row2, ok = p.span(l, from); !ok {
			return "#REF!"
		}
	}
	first := p.col1 + p.abs1 + strconv.Itoa(row1)
	switch {
	case p.row2 != 0:
		return first + ":" + p.col2 + p.abs2 + strconv.Itoa(row2)
	case row1 != row2 && !p.scalar: // one cell became several
		return first + ":" + p.col1 + p.abs1 + strconv.Itoa(row2)
	}
	return first
}

// span returns the rows of a reference. One with "$" before its row means, in a repeated row,
// the rows of all repetitions and not that of its own: B5/SUM(B$5:B$5) is a share of the total.
func (p *refPiece) span(l *layout, from []at) (first, last int, ok bool) {
	row1, row2 := p.row1, cmp.Or(p.row2, p.row1)
	if len(from) == 0 || p.abs1 == "" && p.abs2 == "" {
		return l.spanRange(row1, row2, from)
	}
	all := from[:len(from)-1]
	if p.row2 == 0 || p.abs1 != "" && p.abs2 != "" {
		return l.spanRange(row1, row2, all)
	}
	of := func(abs string) []at {
		if abs != "" {
			return all
		}
		return from
	}
	first, _, ok = l.spanRange(row1, row1, of(p.abs1))
	_, last, second := l.spanRange(row2, row2, of(p.abs2))
	return first, last, ok && second
}

// keepReferred marks the sections whose rows alone a formula outside of them refers to:
// without data they keep one empty row, so that the formula stays valid.
func (t *Template) keepReferred() {
	plans := map[string]*plan{}
	for _, p := range t.sheets {
		plans[p.name] = p
	}
	for _, p := range t.sheets {
		for _, r := range p.rows {
			for _, c := range r.cells {
				if c == nil || c.formula == nil {
					continue
				}
				for _, ref := range c.formula.pieces {
					target := p
					if ref.sheet != "" {
						target = plans[ref.sheet]
					}
					if ref.isRef && target != nil {
						target.keep(ref.row1, max(ref.row2, ref.row1), p == target, r.n)
					}
				}
			}
		}
	}
}

// keep marks the sections that hold all rows of a reference, but those that hold the
// formula too.
func (p *plan) keep(first, last int, same bool, row int) {
	for _, s := range p.chain[first] {
		if last <= s.last && !(same && row >= s.first && row <= s.last) {
			s.keep = true
		}
	}
}
