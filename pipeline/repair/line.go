package repair

import (
	"fmt"
	"strconv"
	"strings"

	"vanthu/pipeline/check"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/unit"
)

// lineMends are about the lines under Tiêu ngữ, the name of the agency and the subject
// (NĐ 30/2020, PL I.II.1, 2 and 5).
var lineMends = map[string]mend{
	"MOTTO-RULE":   rule(100),
	"ISSUER-RULE":  rule(42),
	"SUBJECT-RULE": rule(42),
}

// rule draws the line anew, part hundredths as long as the text above it. What draws it
// already is brought to its measure where that can be done; else it gives way.
func rule(part unit.Length) mend {
	return func(e *editor, _ *check.Finding, u *paper.Unit) {
		q := e.para(u)
		if q == nil || u.At.Page == 0 || u.Part != u.Parts-1 || e.lined[u.Form.Para] {
			return
		}
		if u.Form.Box { // nobody knows how wide it is, and a line more may push words out of it
			return
		}
		want := (u.At.LastRight - u.At.LastLeft) * part / 100
		r, ok := e.report.Paper.Rule(u)
		switch {
		case ok && r.Typed:
			return // it is written; what is written stays
		case ok && r.Under:
			e.style(u, func(r *run) { r.props.set(e.main.prefix, "u", "val", "none") })
		case ok:
			if drawn := e.bordered(u); drawn != nil {
				e.resize(drawn, u, r, want)
				return
			}
			if !e.undraw(u) {
				return
			}
		default:
			if drawn := e.bordered(u); drawn != nil { // it has no room to show
				side := strconv.Itoa(e.sideOf(u, q, want))
				drawn.props.set(e.main.prefix, "ind", "left", side, "right", side, "firstLine", "0")
				return
			}
		}
		e.lined[u.Form.Para] = true
		if u.Form.Line > 300*unit.Twip && u.Form.Rule == "auto" { // the line stands by the words
			q.props.spacing(e.main.prefix, "after", "0", "line", "240", "lineRule", "auto")
		} else if u.Form.After > 0 {
			q.props.spacing(e.main.prefix, "after", "0")
		}
		e.main.edits = append(e.main.edits, ooxml.Edit{Pos: q.end, End: q.end, Text: e.lineUnder(u, q, want)})
	}
}

// lineUnder is an empty paragraph whose lower border is the line. Its indents follow from
// the width of the column; where that is not known the next pass measures and corrects.
func (e *editor) lineUnder(u *paper.Unit, q *para, want unit.Length) string {
	side := e.sideOf(u, q, want)
	p := e.main.prefix
	return fmt.Sprintf(`<%[1]sp><%[1]spPr><%[1]spBdr><%[1]sbottom %[1]sval="single" %[1]ssz="6" %[1]sspace="0" %[1]scolor="000000"/></%[1]spBdr>`+
		`<%[1]sspacing %[1]sbefore="20" %[1]safter="60" %[1]sline="40" %[1]slineRule="exact"/><%[1]sind %[1]sleft="%[2]d" %[1]sright="%[2]d" %[1]sfirstLine="0"/>`+
		`<%[1]sjc %[1]sval="center"/><%[1]srPr><%[1]ssz %[1]sval="4"/></%[1]srPr></%[1]spPr></%[1]sp>`, p, side)
}

// sideOf is the indent on both sides that leaves a line as long as is wanted.
func (e *editor) sideOf(u *paper.Unit, q *para, want unit.Length) int {
	width := textWidth(e.report.Paper.Sections[min(u.Form.Section, len(e.report.Paper.Sections)-1)])
	if u.Form.Table > 0 {
		width /= 2
		if q.width > 0 {
			width = unit.Length(q.width-216) * unit.Twip
		}
	}
	return max(0, twips(width-want)/2)
}

// bordered finds the empty paragraph below a unit whose border is its line.
func (e *editor) bordered(u *paper.Unit) *para {
	for n := u.Form.Para + 1; n <= u.Form.Para+2; n++ {
		q := e.main.para(n)
		if q == nil || len(q.runs) > 0 && q.inked() {
			return nil
		}
		if q.props.get("pBdr") != "" {
			return q
		}
	}
	return nil
}

func (q *para) inked() bool {
	for _, r := range q.runs {
		if r.inked() {
			return true
		}
	}
	return false
}

// resize moves the ends of a border by what they are off.
func (e *editor) resize(q *para, u *paper.Unit, r paper.Rule, want unit.Length) {
	form := e.emptyForm(q)
	left, right := number(attr(q.props.get("ind"), "left")), number(attr(q.props.get("ind"), "right"))
	if form != nil {
		left, right = twips(form[0]), twips(form[1])
	}
	middle := u.At.Middle()
	left += twips((middle - want/2) - (r.Middle - r.Length/2))
	right += twips((r.Middle + r.Length/2) - (middle + want/2))
	q.props.set(e.main.prefix, "ind", "left", strconv.Itoa(left), "right", strconv.Itoa(right), "firstLine", "0")
	if r.Dashed {
		for _, style := range []string{"dashed", "dotted", "dashSmallGap", "dotDash", "dotDotDash"} {
			q.props.put("pBdr", strings.ReplaceAll(q.props.get("pBdr"), `"`+style+`"`, `"single"`))
		}
	}
}

// emptyForm gives the indents of an empty paragraph as its styles have them.
func (e *editor) emptyForm(q *para) *[2]unit.Length {
	list := e.report.Paper.Empty
	for i := range list {
		if e.main.para(list[i].Para) == q {
			return &[2]unit.Length{list[i].Left, list[i].Right}
		}
	}
	return nil
}

// undraw takes away what else draws the line under a unit: a border of its own paragraph,
// or one drawing without text in it or in the empty paragraphs below.
func (e *editor) undraw(u *paper.Unit) bool {
	q := e.para(u)
	if q.props.get("pBdr") != "" {
		q.props.drop("pBdr")
		return true
	}
	var drawn []*run
	for n := u.Form.Para; n <= u.Form.Para+2; n++ {
		p := e.main.para(n)
		if p == nil || n > u.Form.Para && p.inked() {
			break
		}
		for _, r := range p.runs {
			if r.drawing && !r.boxed && !r.inked() && e.isLine(r) {
				drawn = append(drawn, r)
			}
		}
	}
	if len(drawn) != 1 {
		return false
	}
	e.main.edits = append(e.main.edits, ooxml.Edit{Pos: drawn[0].pos, End: drawn[0].end})
	drawn[0].open = drawn[0].end // its properties go with it
	return true
}

// isLine tells a drawing that is a straight line.
func (e *editor) isLine(r *run) bool {
	s := string(e.main.src[r.pos:r.end])
	return strings.Contains(s, `prst="line"`) || strings.Contains(s, `prst="straightConnector1"`) || strings.Contains(s, ":line ") || strings.Contains(s, `_x0000_t32"`)
}
