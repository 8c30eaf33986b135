package repair

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"vanthu/pipeline/check"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/paper"
)

// commentAuthor is who the comments are from.
const commentAuthor = "vanthu"

// Comment gives the document back with each finding of its report as a Word comment at its
// place (ECMA-376-1 17.13.4), in the order of the findings; what is found about a page or
// the whole stands at the first words of that page. Comments that the document has stay.
// Text boxes hold no comments: what is found in one stands at the paragraph before it.
func Comment(word []byte, r *check.Report) ([]byte, error) {
	if len(r.Findings) == 0 {
		return word, nil
	}
	e, err := open(word, r, nil)
	if err != nil {
		return nil, fmt.Errorf("repair: comments: %w", err)
	}
	name, next, err := e.comments()
	if err != nil {
		return nil, fmt.Errorf("repair: comments: %w", err)
	}
	var list strings.Builder
	for i := range r.Findings {
		if e.anchor(&r.Findings[i], next) {
			list.WriteString(commentOf(r, &r.Findings[i], next))
			next++
		}
	}
	if !e.into(name, "comments", list.String()) {
		return nil, fmt.Errorf("repair: comments: %s has no element comments", name)
	}
	return e.bytes()
}

// comments returns the part that holds comments, made where there is none, and the next
// free number.
func (e *editor) comments() (name string, next int, err error) {
	for _, r := range e.rels {
		if r.Type == "comments" && !r.External {
			src, err := e.pkg.Part(r.Target)
			if err != nil {
				return "", 0, err
			}
			next, err = afterLast(src)
			return r.Target, next, err
		}
	}
	name = path.Join(path.Dir(e.main.name), "comments.xml")
	for n := 2; e.pkg.Has(name); n++ {
		name = path.Join(path.Dir(e.main.name), fmt.Sprintf("comments%d.xml", n))
	}
	if !e.relate("rIdNhanXet", "comments", name, "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml") {
		return "", 0, fmt.Errorf("relationships and content types cannot be read")
	}
	e.changed[name] = []byte(xmlHead + `<w:comments xmlns:w="` + nsW + `"></w:comments>`)
	return name, 0, nil
}

// afterLast is the number after the highest of a part of comments.
func afterLast(src []byte) (next int, err error) {
	root, err := ooxml.Parse(src)
	if err != nil {
		return 0, err
	}
	for _, k := range root.Kids {
		if k.Element != nil && k.Name == "w:comment" {
			id, _ := k.Attr("w:id")
			next = max(next, number(id)+1)
		}
	}
	return next, nil
}

// anchor puts the marks of a comment around the words of a finding.
func (e *editor) anchor(f *check.Finding, id int) bool {
	u := e.place(f)
	q := e.para(u)
	if q == nil {
		return false
	}
	p := e.main.prefix
	begin := fmt.Sprintf(`<%scommentRangeStart %sid="%d"/>`, p, p, id)
	end := fmt.Sprintf(`<%[1]scommentRangeEnd %[1]sid="%[2]d"/><%[1]sr><%[1]scommentReference %[1]sid="%[2]d"/></%[1]sr>`, p, id)
	first, last := e.span(u, q)
	if first == nil {
		return false
	}
	e.main.edits = append(e.main.edits, ooxml.Edit{Pos: first.pos, End: first.pos, Text: begin}, ooxml.Edit{Pos: last.end, End: last.end, Text: end})
	return true
}

// place is the unit at which a finding is told.
func (e *editor) place(f *check.Finding) *paper.Unit {
	units := e.report.Paper.Units
	at := 0
	switch {
	case f.Unit > 0 && f.Unit <= len(units):
		at = f.Unit - 1
	default:
		for at < len(units)-1 && units[at].At.Page < f.Page {
			at++
		}
	}
	for i := at; i >= 0; i-- {
		if e.free(&units[i]) {
			return &units[i]
		}
	}
	for i := range units {
		if e.free(&units[i]) {
			return &units[i]
		}
	}
	return nil
}

// free reports whether a unit can bear a comment: it has runs and stands in no text box.
func (e *editor) free(u *paper.Unit) bool {
	q := e.para(u)
	return q != nil && !q.choice && !u.Form.Box && q.inked()
}

// span returns the first and the last run with letters of a unit, or of its paragraph
// where they cannot be told apart.
func (e *editor) span(u *paper.Unit, q *para) (first, last *run) {
	from, to, ok := e.stretch(u, q)
	if !ok || u.Parts == 1 {
		from, to = 0, 1<<30
	}
	at := 0
	for _, r := range q.runs {
		n := 0
		for _, x := range r.texts {
			if !x.sign {
				n += letters(x.value)
			}
		}
		if n > 0 && at+n > from && at < to {
			if first == nil {
				first = r
			}
			last = r
		}
		at += n
	}
	return first, last
}

// commentOf writes a comment: what is wrong, what asks for it, what to do, and where it is
// if that is outside of the body, in which no comment stands.
func commentOf(r *check.Report, f *check.Finding, id int) string {
	severity := f.Severity
	if severity == check.Warning {
		severity = check.Amend
	}
	source := f.Clause
	if source == "" {
		source = "thói quen"
	}
	lines := []string{severity + " " + f.Rule + ": " + f.Message, "Căn cứ: " + source}
	if f.Hint != "" {
		lines = append(lines, "Cách sửa: "+f.Hint)
	}
	if u := r.UnitOf(f); u != nil && u.Form.Place != "" {
		lines = append(lines, "Tại: "+f.Place+": “"+f.Text+"”")
	}
	var b strings.Builder
	b.WriteString(`<w:comment xmlns:w="` + nsW + `" w:id="` + strconv.Itoa(id) + `" w:author="` + commentAuthor + `" w:initials="VT">`)
	for _, s := range lines {
		b.WriteString(`<w:p><w:r><w:t xml:space="preserve">` + string(ooxml.AppendEscaped(nil, s, false)) + `</w:t></w:r></w:p>`)
	}
	b.WriteString(`</w:comment>`)
	return b.String()
}
