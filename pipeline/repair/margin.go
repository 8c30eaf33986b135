package repair

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"vanthu/pipeline/check"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/picture"
	"vanthu/pipeline/unit"
)

//go:embed margin.html
var marginSource string

var marginPage = template.Must(template.New("margin").Parse(marginSource))

// shown is what the template shows.
type shown struct {
	Title string
	Both  bool
	Sides []side // one, or before and after
	Rows  [][]sheet
}

// side is one state of the document.
type side struct {
	Name, Kind         string
	Pages              int
	Wrong, Amend, Hint int
}

// sheet is a page with its findings; SVG is "" where the other side has a page more.
type sheet struct {
	Number int
	SVG    template.HTML
	Notes  []note
}

type note struct {
	Number                   int
	Class                    string // of the severity
	Severity                 string
	Rule, Clause, Text, Hint string
	Message                  string
	Marked                   bool
	Left, Top, Width, Height string // of the mark, in parts of a hundred of the page
}

// Pages writes one HTML file that needs nothing else: the pages of a document, named title,
// as SVG, a mark with a number at each place that its report names, and in the margin the
// findings by number, as a person who proofreads writes there. A finding about the whole
// paper, or about a page without words, stands at the top of its page, of page 1 where none
// is known. Equal input gives equal bytes.
func Pages(w io.Writer, title string, r *check.Report) error {
	d := shown{Title: title, Sides: []side{sideOf("", r)}}
	sheets, err := sheetsOf(r)
	if err != nil {
		return err
	}
	for _, s := range sheets {
		d.Rows = append(d.Rows, []sheet{s})
	}
	return marginPage.Execute(w, d)
}

// BothPages is Pages of a document before and after it was mended, page beside page.
func BothPages(w io.Writer, title string, before, after *check.Report) error {
	d := shown{Title: title, Both: true, Sides: []side{sideOf("Trước khi sửa", before), sideOf("Sau khi sửa", after)}}
	a, err := sheetsOf(before)
	if err != nil {
		return err
	}
	b, err := sheetsOf(after)
	if err != nil {
		return err
	}
	for i := range max(len(a), len(b)) {
		row := make([]sheet, 2)
		if i < len(a) {
			row[0] = a[i]
		}
		if i < len(b) {
			row[1] = b[i]
		}
		d.Rows = append(d.Rows, row)
	}
	return marginPage.Execute(w, d)
}

func sideOf(name string, r *check.Report) side {
	return side{Name: name, Kind: r.Kind, Pages: r.Pages, Wrong: check.Count(r.Findings, check.Wrong),
		Amend: check.Count(r.Findings, check.Warning), Hint: check.Count(r.Findings, check.Hint)}
}

func sheetsOf(r *check.Report) ([]sheet, error) {
	pages := r.Paper.Sheets()
	list := make([]sheet, len(pages))
	for i := range pages {
		var b bytes.Buffer
		if err := picture.SVG(&b, &pages[i]); err != nil {
			return nil, fmt.Errorf("margin: page %d: %w", i+1, err)
		}
		list[i] = sheet{Number: i + 1, SVG: template.HTML(b.String())} // ours: picture escapes what it writes
	}
	if len(list) == 0 {
		return nil, nil
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		n := noteOf(f, i+1)
		at := min(max(f.Page, 1), len(list)) - 1
		if u := r.UnitOf(f); u != nil && u.At.Page > 0 {
			n.mark(&pages[at], u.At)
		}
		list[at].Notes = append(list[at].Notes, n)
	}
	return list, nil
}

func noteOf(f *check.Finding, number int) note {
	n := note{Number: number, Severity: f.Severity, Rule: f.Rule, Clause: f.Clause, Text: f.Text, Message: f.Message, Hint: f.Hint}
	switch f.Severity {
	case check.Wrong:
		n.Class = "wrong"
	case check.Warning:
		n.Class, n.Severity = "amend", check.Amend
	default:
		n.Class = "hint"
	}
	if n.Clause == "" {
		n.Clause = "thói quen"
	}
	return n
}

// mark frames the words of a unit, whose lines are known by their baselines.
func (n *note) mark(p *layout.Page, at paper.Box) {
	if p.Width <= 0 || p.Height <= 0 {
		return
	}
	part := func(a, of unit.Length) string {
		return fmt.Sprintf("%d.%02d%%", a*100/of, a*10000/of%100)
	}
	left, top := max(at.Left, 0), max(at.Top-12*unit.Pt, 0)
	n.Marked = true
	n.Left, n.Top = part(left, p.Width), part(top, p.Height)
	n.Width, n.Height = part(max(at.Right-left, 0), p.Width), part(max(at.Bottom+3*unit.Pt-top, 0), p.Height)
}
