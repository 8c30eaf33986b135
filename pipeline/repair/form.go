package repair

import (
	"strconv"
	"strings"

	"vanthu/pipeline/check"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/unit"
)

// formMends are about how letters and lines look (NĐ 30/2020, PL I.I.4, I.II and V).
var formMends = map[string]mend{
	"FONT":       face,
	"COLOR":      black,
	"SIZE":       size,
	"BOLD":       bold,
	"ITALIC":     italic,
	"ALIGN":      align,
	"INDENT":     indent,
	"GAP":        gap,
	"LINE":       lineSpacing,
	"HEAD-GAP":   tight,
	"MOTTO-WRAP": unwrap,
}

const mainFace = "Times New Roman"

// face gives the letters of a unit the face of the decree; signs keep theirs.
func face(e *editor, _ *check.Finding, u *paper.Unit) {
	if u == nil {
		return
	}
	e.style(u, func(r *run) {
		if own := attr(r.props.get("rFonts"), "ascii"); check.SignFace(own) {
			return
		}
		r.props.face(e.main.prefix)
	})
}

func (x *props) face(prefix string) {
	x.set(prefix, "rFonts", "ascii", mainFace, "hAnsi", mainFace, "eastAsia", mainFace, "cs", mainFace)
}

func black(e *editor, _ *check.Finding, u *paper.Unit) {
	if u == nil {
		return
	}
	e.style(u, func(r *run) { r.props.set(e.main.prefix, "color", "val", "000000") })
}

// sizeOf is the size that a component gets: that which a piece of it has already where it
// is allowed, else that of the decree's own sample, for text that of the most text.
func (e *editor) sizeOf(u *paper.Unit, l *check.Look) unit.Length {
	for i := range u.Pieces {
		if p := &u.Pieces[i]; p.Size >= l.Min*unit.Pt && p.Size <= l.Max*unit.Pt && strings.TrimSpace(p.Text) != "" {
			return p.Size
		}
	}
	switch u.Role {
	case paper.Motto1:
		return e.sizeBeside(paper.Motto2, -unit.Pt, 12*unit.Pt)
	case paper.Motto2:
		return e.sizeBeside(paper.Motto1, unit.Pt, 13*unit.Pt)
	case paper.PlaceDate:
		return e.sizeBeside(paper.Motto2, 0, 13*unit.Pt)
	case paper.Superior, paper.Issuer, paper.LetterTo:
		return 12 * unit.Pt
	case paper.Urgency:
		return 13 * unit.Pt
	}
	return min(max(e.body, l.Min*unit.Pt), l.Max*unit.Pt)
}

// sizeBeside is the size that goes with that of another component of the head (NĐ 30/2020, PL I.V:
// Quốc hiệu of 12 with Tiêu ngữ and date of 13, or 13 with 14); without is that where the other has
// none that is allowed.
func (e *editor) sizeBeside(other paper.Role, more, without unit.Length) unit.Length {
	u := e.report.Paper.First(other)
	if l, ok := lookOf(u); ok {
		for i := range u.Pieces {
			if p := &u.Pieces[i]; p.Size >= l.Min*unit.Pt && p.Size <= l.Max*unit.Pt && strings.TrimSpace(p.Text) != "" {
				return p.Size + more
			}
		}
	}
	return without
}

func size(e *editor, _ *check.Finding, u *paper.Unit) {
	l, ok := lookOf(u)
	if !ok {
		return
	}
	half := strconv.Itoa(int(e.sizeOf(u, &l) / unit.HalfPt))
	e.style(u, func(r *run) {
		if r.props.get("vertAlign") != "" && len([]rune(strings.TrimSpace(r.value()))) <= 3 {
			return // the sign of a note
		}
		r.props.size(e.main.prefix, half)
	})
}

func (x *props) size(prefix, half string) {
	x.set(prefix, "sz", "val", half)
	x.set(prefix, "szCs", "val", half)
}

func lookOf(u *paper.Unit) (check.Look, bool) {
	if u == nil {
		return check.Look{}, false
	}
	return check.LookOf(u.Role)
}

// toggle sets a property that is on or off.
func (x *props) toggle(prefix, name string, on bool) {
	if on {
		x.set(prefix, name)
		x.set(prefix, name+"Cs")
		return
	}
	x.set(prefix, name, "val", "0")
	x.set(prefix, name+"Cs", "val", "0")
}

// bold sets the weight. Of an article whose text goes on in its line only the number is
// bold.
func bold(e *editor, _ *check.Finding, u *paper.Unit) {
	l, ok := lookOf(u)
	if !ok {
		return
	}
	if u.Role == paper.Article && l.Bold == 0 {
		e.boldNumber(u)
		return
	}
	e.style(u, func(r *run) { r.props.toggle(e.main.prefix, "b", l.Bold > 0) })
}

// boldNumber makes the number of an article bold, and its title where it is one.
func (e *editor) boldNumber(u *paper.Unit) {
	q := e.para(u)
	if q == nil || u.Parts > 1 {
		return
	}
	from, to := 0, letters(u.Raw)
	if n := strings.Index(u.Raw, u.Title); n > 0 && u.Title != "" && (len([]rune(u.Title)) > 80 || strings.ContainsAny(u.Title[len(u.Title)-1:], ".;:,")) {
		to = letters(u.Raw[:n])
	}
	for _, r := range e.between(q, from, to) {
		if r.inked() {
			r.props.toggle(e.main.prefix, "b", true)
		}
	}
}

func italic(e *editor, _ *check.Finding, u *paper.Unit) {
	if l, ok := lookOf(u); ok {
		e.style(u, func(r *run) { r.props.toggle(e.main.prefix, "i", l.Italic > 0) })
	}
}

// align sets the alignment; a line that is centred loses its indents, which would move it.
func align(e *editor, _ *check.Finding, u *paper.Unit) {
	l, ok := lookOf(u)
	q := e.para(u)
	if !ok || q == nil {
		return
	}
	q.props.set(e.main.prefix, "jc", "val", l.Align)
	if f := u.Form; l.Align == "center" && (f.First != 0 || f.Left != 0 || f.Right != 0) {
		q.props.set(e.main.prefix, "ind", "left", "0", "right", "0", "firstLine", "0")
	}
}

// indent gives a paragraph the first line of most others: 1,27 cm or 1 cm.
func indent(e *editor, _ *check.Finding, u *paper.Unit) {
	q := e.para(u)
	if q == nil {
		return
	}
	first := "720"
	if near, far := e.firstLines(); near > far {
		first = "567"
	}
	old := q.props.get("ind")
	right := attr(old, "right")
	if right == "" {
		right = attr(old, "end")
	}
	if right == "" {
		right = "0"
	}
	q.props.set(e.main.prefix, "ind", "left", "0", "right", right, "firstLine", first)
}

// firstLines counts the paragraphs whose first line is in by 1 cm and by 1,27 cm.
func (e *editor) firstLines() (near, far int) {
	p := e.report.Paper
	for i := range p.Units[:p.End] {
		f := p.Units[i].Form
		switch at := f.Left + f.First; {
		case at > 9*unit.Mm && at < 11*unit.Mm:
			near++
		case at > 12*unit.Mm && at < 135*unit.Mm/10:
			far++
		}
	}
	return near, far
}

// spacing changes attributes of w:spacing and keeps its others.
func (x *props) spacing(prefix string, attrs ...string) {
	old := x.get("spacing")
	set := map[string]string{}
	for i := 0; i+1 < len(attrs); i += 2 {
		set[attrs[i]] = attrs[i+1]
	}
	var all []string
	for _, name := range []string{"before", "after", "line", "lineRule"} {
		v, changed := set[name]
		if !changed {
			v = attr(old, name)
		}
		if v != "" {
			all = append(all, name, v)
		}
	}
	x.set(prefix, "spacing", all...)
}

// gap leaves 6 points above a paragraph.
func gap(e *editor, _ *check.Finding, u *paper.Unit) {
	if q := e.para(u); q != nil {
		q.props.spacing(e.main.prefix, "before", "120")
		if q.props.get("contextualSpacing") != "" {
			q.props.set(e.main.prefix, "contextualSpacing", "val", "0")
		}
	}
}

// lineSpacing brings lines between single and one and a half; fixed ones become 1,1.
func lineSpacing(e *editor, _ *check.Finding, u *paper.Unit) {
	q := e.para(u)
	if q == nil {
		return
	}
	line := 264
	if u.Form.Rule == "auto" {
		line = min(max(twips(u.Form.Line), 240), 360)
	}
	q.props.spacing(e.main.prefix, "line", strconv.Itoa(line), "lineRule", "auto")
}

// tight takes the room between a line and the next one of its cell.
func tight(e *editor, _ *check.Finding, u *paper.Unit) {
	q := e.para(u)
	if q == nil {
		return
	}
	q.props.spacing(e.main.prefix, "after", "0", "line", "240", "lineRule", "auto")
	for n := u.Form.Para + 1; ; n++ {
		next := e.main.para(n)
		if next == nil {
			return
		}
		if next.inked() {
			next.props.spacing(e.main.prefix, "before", "0")
			return
		}
	}
}

// unwrap brings Quốc hiệu and Tiêu ngữ back to one line each: by the smaller size that is
// allowed, then by the widths of the columns of their table.
func unwrap(e *editor, _ *check.Finding, u *paper.Unit) {
	l, ok := lookOf(u)
	if !ok {
		return
	}
	smaller := false
	for i := range u.Pieces {
		smaller = smaller || u.Pieces[i].Size > l.Min*unit.Pt
	}
	if smaller {
		e.style(u, func(r *run) { r.props.size(e.main.prefix, strconv.Itoa(int(l.Min)*2)) })
		return
	}
	e.widen(u)
}
