package repair

import (
	"errors"
	"strings"

	"vanthu/pipeline/check"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/unit"
)

// editor changes a document by the units that package paper found in it.
type editor struct {
	pkg     *ooxml.Package
	report  *check.Report
	config  *check.Config // nil: the decree's own
	main    *part
	others  map[string]*part  // headers and footers, cut when they are needed
	changed map[string][]byte // whole parts: new ones, relationships, content types
	body    unit.Length       // size of most of the text
	lined   map[int]bool      // paragraphs after which a line was put in this pass
	rels    []ooxml.Relationship
	begins  map[*layout.Form]int // the first unit of each paragraph
}

func open(word []byte, report *check.Report, config *check.Config) (*editor, error) {
	pkg, err := ooxml.Open(word, ooxml.Limits{})
	if err != nil {
		return nil, err
	}
	name, err := pkg.Main()
	if err != nil {
		return nil, err
	}
	if err := mayChange(pkg, name); err != nil {
		return nil, err
	}
	src, err := pkg.Part(name)
	if err != nil {
		return nil, err
	}
	main, err := cut(name, src)
	if err != nil {
		return nil, err
	}
	e := &editor{pkg: pkg, report: report, config: config, main: main, others: map[string]*part{}, changed: map[string][]byte{}, lined: map[int]bool{}}
	if e.rels, err = pkg.Relationships(name); err != nil {
		return nil, err
	}
	e.body, e.begins = bodySize(report.Paper), map[*layout.Form]int{}
	for i := range report.Paper.Units {
		if f := report.Paper.Units[i].Form; i == 0 || f != report.Paper.Units[i-1].Form {
			e.begins[f] = i
		}
	}
	return e, nil
}

// mayChange refuses a file that a change would spoil.
func mayChange(pkg *ooxml.Package, main string) error {
	for _, name := range pkg.Names() {
		if strings.HasPrefix(name, "_xmlsignatures/") {
			return errors.New("tệp đã có chữ ký số, sửa thì chữ ký mất hiệu lực: sửa bản trước khi ký")
		}
	}
	if strings.Contains(pkg.ContentType(main), "macroEnabled") {
		return errors.New("tệp có macro (.docm): lưu lại thành .docx trong Word rồi sửa")
	}
	return nil
}

// bodySize is the size of most letters of the text, where the decree allows it, else 14
// points.
func bodySize(p *paper.Paper) unit.Length {
	count := map[unit.Length]int{}
	best := unit.Length(0)
	for i := range p.Units[:p.End] {
		u := &p.Units[i]
		switch u.Role {
		case paper.Text, paper.Dash, paper.Clause, paper.Point, paper.SubClause, paper.Article:
			for j := range u.Pieces {
				size := u.Pieces[j].Size
				if size < 13*unit.Pt || size > 14*unit.Pt {
					continue
				}
				if count[size] += len(u.Pieces[j].Text); count[size] > count[best] {
					best = size
				}
			}
		}
	}
	if best == 0 {
		return 14 * unit.Pt
	}
	return best
}

// bytes writes the document; nil says that nothing was changed.
func (e *editor) bytes() ([]byte, error) {
	all := append([]*part{e.main}, parts(e.others)...)
	for _, p := range all {
		if src, is := p.write(); is {
			e.changed[p.name] = src
		}
	}
	if len(e.main.cuts) > 0 { // the rest waits for the next pass
		src, _ := e.main.write()
		e.changed = map[string][]byte{e.main.name: src}
	}
	if len(e.changed) == 0 {
		return nil, nil
	}
	return e.pkg.Rewritten(e.changed)
}

func parts(m map[string]*part) (list []*part) {
	for _, p := range m {
		list = append(list, p)
	}
	return list
}

// para returns the paragraph of a unit, nil where it cannot be found.
func (e *editor) para(u *paper.Unit) *para {
	if u == nil || u.Form.Place != "" { // of a header, a footer, a note
		return nil
	}
	return e.main.para(u.Form.Para)
}

// runs returns the runs that hold the letters of a unit. Where its paragraph holds other
// units too and a run goes over the border between them, it is cut there first: then there
// are none in this pass.
func (e *editor) runs(u *paper.Unit) []*run {
	q := e.para(u)
	if q == nil {
		return nil
	}
	if u.Parts == 1 {
		return q.runs
	}
	from, to, ok := e.stretch(u, q)
	if !ok {
		return nil
	}
	return e.between(q, from, to)
}

// between returns the runs with the letters from and up to two counts of them.
func (e *editor) between(q *para, from, to int) (list []*run) {
	at, whole := 0, true
	for _, r := range q.runs {
		begin := at
		for _, x := range r.texts {
			if !x.sign {
				n := letters(x.value)
				for _, border := range []int{from, to} {
					if border > at && border < at+n || border == at && at > begin && n > 0 {
						e.cutRun(r, x, border-at)
						whole = false
					}
				}
				at += n
			}
		}
		if begin >= from && at <= to && at > begin {
			list = append(list, r)
		}
	}
	if !whole {
		return nil
	}
	return list
}

// stretch tells which letters of its paragraph a unit has.
func (e *editor) stretch(u *paper.Unit, q *para) (from, to int, ok bool) {
	at := 0
	units := e.report.Paper.Units
	for i := e.begins[u.Form]; i < len(units) && units[i].Form == u.Form; i++ {
		n := letters(units[i].Raw)
		if units[i].Part == u.Part {
			from, to = at, at+n
		}
		at += n
	}
	all := 0
	for _, r := range q.runs {
		for _, x := range r.texts {
			if !x.sign {
				all += letters(x.value)
			}
		}
	}
	return from, to, all == at
}

// cutRun parts a run behind so many letters of a text of it.
func (e *editor) cutRun(r *run, x *text, n int) {
	value := []rune(x.value)
	i := 0
	for ; i < len(value) && letters(string(value[:i])) < n; i++ {
	}
	p := e.main
	props := ""
	if r.props.end > r.props.pos {
		props = string(p.src[r.props.pos:r.props.end])
	}
	pre := p.prefix
	again := "</" + pre + "r>" + string(p.src[r.pos:r.open]) + props
	put := again
	at := x.pos
	if i > 0 {
		put = p.word(string(value[:i])) + again
	}
	put += p.word(string(value[i:]))
	for _, c := range p.cuts {
		if c.Pos == at {
			return // once in a pass
		}
	}
	p.cuts = append(p.cuts, ooxml.Edit{Pos: at, End: x.end, Text: put})
}

// style sets a property of the runs of a unit that show letters.
func (e *editor) style(u *paper.Unit, set func(r *run)) {
	for _, r := range e.runs(u) {
		if r.inked() {
			set(r)
		}
	}
}

func (r *run) value() string {
	var b strings.Builder
	for _, x := range r.texts {
		b.WriteString(x.value)
	}
	return b.String()
}

func (r *run) inked() bool { return strings.TrimSpace(r.value()) != "" }

// section returns the properties of a section, nil where the file does not say any.
func (e *editor) section(i int) *props {
	if i < 0 || i >= len(e.main.sections) {
		return nil
	}
	return e.main.sections[i]
}

// pageSection is the index of the section of a page from 1.
func (e *editor) pageSection(page int) int {
	p := e.report.Paper
	last := 0
	for i := range p.Units {
		if u := &p.Units[i]; u.At.Page > 0 && u.At.Page <= page {
			last = max(last, u.Form.Section)
		}
	}
	return last
}

func twips(l unit.Length) int { return int(l / unit.Twip) }

// textWidth is what a section leaves between its margins.
func textWidth(s layout.Section) unit.Length { return s.Width - s.Left - s.Right }
