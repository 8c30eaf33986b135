package repair

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"vanthu/pipeline/check"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/unit"
)

// columns sets head or signature, whose columns are made of tabs, spaces or lines one below
// the other, in a table of two columns (NĐ 30/2020, PL III, Mẫu). Its rows follow the order
// of the words, so that the text reads on as it did. A block that holds more than words and
// drawn lines stays as it is.
func columns(e *editor, _ *check.Finding, u *paper.Unit) {
	p := e.report.Paper
	b, widths, signature := p.Head(), [2]int{68, 92}, false
	if u != &p.Units[b.From] {
		b, widths, signature = p.Signature(), [2]int{75, 85}, true
	}
	t := &columnTable{e: e, signature: signature}
	t.typed, _ = p.Loose(b)
	first, last := p.Units[b.From].Form.Para, p.Units[b.To-1].Form.Para
	if e.main.prefix != "w:" || !t.read(b, first, last) {
		return
	}
	s := p.Sections[min(p.Units[b.From].Form.Section, len(p.Sections)-1)]
	from, to := e.main.para(first).pos, e.main.para(last).end
	e.main.edits = append(e.main.edits, ooxml.Edit{Pos: from, End: to, Text: t.before(from) + t.write(twips(textWidth(s)), widths) + t.after(e.main.para(last+1), to)})
}

// columnTable is a block on its way into a table.
type columnTable struct {
	e         *editor
	signature bool
	typed     bool          // its columns share paragraphs
	rows      [][2][]string // paragraphs of the cells
	blank     int           // empty lines above the next paragraph on the right
	marks     string        // bookmarks that wait for a paragraph
}

// read takes the paragraphs of a block into rows, false where one holds what a table would
// lose, or where its runs have to be cut first.
func (t *columnTable) read(b paper.Block, first, last int) bool {
	e, at := t.e, 0
	units := e.report.Paper.Units
	for units[at].Form != units[b.From].Form {
		at++
	}
	for i := b.From; i < b.To; i++ {
		e.runs(&units[i])
	}
	if len(e.main.cuts) > 0 {
		return false
	}
	for n := first; n <= last; n++ {
		q := e.main.para(n)
		if q == nil || q.choice || n > first && !t.between(e.main.para(n-1).end, q.pos) || !t.plain(q) {
			return false
		}
		to := at
		for to < len(units) && units[to].Form.Para == n {
			to++
		}
		switch {
		case to == at && q.inked():
			return false
		case to == at:
			t.blank++
		case !t.line(q, units[at:to]):
			return false
		}
		at = to
	}
	return t.marks == "" && at >= b.To
}

// between keeps the bookmarks between two paragraphs; what else stands there is told.
func (t *columnTable) between(from, to int) bool {
	s := ooxml.NewScanner(t.e.main.src[from:to])
	for {
		token, err := s.Next()
		if err != nil {
			return errors.Is(err, io.EOF)
		}
		if !t.mark(s, token) && token.Kind != ooxml.Text {
			return false
		}
	}
}

// mark notes a bookmark, and tells what else may be passed over.
func (t *columnTable) mark(s *ooxml.Scanner, token ooxml.Token) bool {
	switch token.Name {
	case "w:bookmarkStart", "w:bookmarkEnd":
		t.marks += s.Source(token)
		return token.Kind == ooxml.Empty
	case "w:proofErr", "w:lastRenderedPageBreak":
		return true
	}
	return false
}

// plain reports whether a paragraph holds words, breaks, bookmarks and drawn lines alone.
func (t *columnTable) plain(q *para) bool {
	for _, r := range q.runs {
		if r.drawing && (r.boxed || r.inked() || !t.e.isLine(r)) {
			return false
		}
	}
	if q.props.get("sectPr") != "" || q.props.get("framePr") != "" {
		return false
	}
	s, skip := ooxml.NewScanner(t.e.main.src[q.pos:q.end]), 0
	for {
		token, err := s.Next()
		if err != nil {
			return errors.Is(err, io.EOF)
		}
		switch {
		case skip > 0:
			skip += map[ooxml.TokenKind]int{ooxml.Start: 1, ooxml.End: -1}[token.Kind]
		case token.Kind == ooxml.End || token.Kind == ooxml.Text || t.mark(s, token):
		case slices.Contains([]string{"w:pPr", "w:rPr", "w:drawing", "w:pict", "mc:AlternateContent"}, token.Name):
			skip = map[ooxml.TokenKind]int{ooxml.Start: 1}[token.Kind]
		case token.Name == "w:br":
			if kind, _ := s.Attr("w:type"); kind == "page" || kind == "column" {
				return false
			}
		case !slices.Contains([]string{"w:p", "w:r", "w:t", "w:tab", "w:cr", "w:noBreakHyphen"}, token.Name):
			return false
		}
	}
}

// line puts the units of a paragraph into cells. A row ends where the left column goes on
// after the right one.
func (t *columnTable) line(q *para, units []paper.Unit) bool {
	alone := true
	for i := range units {
		u := &units[i]
		words, ok := t.words(q, u)
		if !ok {
			return false
		}
		right := t.e.report.Paper.Column(u) > 0
		alone = alone && !right
		n := len(t.rows) - 1
		if n < 0 || !right && len(t.rows[n][1]) > 0 {
			t.rows = append(t.rows, [2][]string{})
			t.blank, n = 0, n+1
		}
		if right {
			t.room(u, len(t.rows[n][1]) > 0)
			t.rows[n][1] = append(t.rows[n][1], words)
		} else {
			t.rows[n][0] = append(t.rows[n][0], words)
		}
	}
	if alone {
		t.blank++
	}
	return true
}

// signRoom is how many lines are left for a signature at least.
const signRoom = 4

// room keeps the lines above what stands on the right in a signature: those that were
// empty, or stood on the left alone while the columns shared paragraphs.
func (t *columnTable) room(u *paper.Unit, below bool) {
	n := len(t.rows) - 1
	if t.signature && (t.typed || below) {
		if u.Role == paper.Signer && u.Form.Before < 40*unit.Pt {
			t.blank = max(t.blank, signRoom)
		}
		for range t.blank {
			t.rows[n][1] = append(t.rows[n][1], `<w:p>`+cellProps("center", "", "0")+`</w:p>`)
		}
	}
	t.blank = 0
}

// words is a unit as a paragraph of a cell, without the tabs and spaces around it.
func (t *columnTable) words(q *para, u *paper.Unit) (string, bool) {
	runs := t.e.runs(u)
	first, last := -1, -1
	for i, r := range q.runs {
		if slices.Contains(runs, r) && r.inked() {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return "", false
	}
	var b strings.Builder
	b.WriteString(`<w:p>` + t.propsOf(q, u) + t.marks)
	t.marks = ""
	left := strings.TrimSpace(valueOf(q.runs[first : last+1])) // what is still to be written
	for _, r := range q.runs[first : last+1] {
		var in strings.Builder
		for _, x := range r.texts {
			value := x.value
			if left != "" && !strings.HasPrefix(left, value) { // the space around it
				if value = strings.TrimLeft(value, " \t\n\u00a0"); !strings.HasPrefix(left, value) {
					value = strings.TrimRight(value, " \t\n\u00a0")
				}
			}
			switch {
			case value == "" || left == "":
			case x.sign:
				in.Write(t.e.main.src[x.pos:x.end])
			default:
				in.WriteString(t.e.main.word(value))
			}
			left = strings.TrimPrefix(left, value)
		}
		if in.Len() > 0 {
			b.WriteString(`<w:r>`)
			b.Write(t.e.main.src[r.props.pos:r.props.end])
			b.WriteString(in.String() + `</w:r>`)
		}
	}
	return b.String() + `</w:p>`, left == ""
}

func valueOf(runs []*run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.value())
	}
	return b.String()
}

// propsOf keeps the style of a paragraph, the numbers of a list and the room above a name.
func (t *columnTable) propsOf(q *para, u *paper.Unit) string {
	align := "center"
	if t.signature && t.e.report.Paper.Column(u) < 0 {
		align = "left"
	}
	before := "0"
	if u.Role == paper.Signer && u.Form.Before >= 40*unit.Pt {
		before = fmt.Sprint(twips(u.Form.Before))
	}
	return cellProps(align, q.props.get("pStyle")+q.props.get("numPr"), before)
}

func cellProps(align, keep, before string) string {
	ind := `<w:ind w:left="0" w:right="0" w:firstLine="0"/>`
	if strings.Contains(keep, "numPr") {
		ind = ""
	}
	return `<w:pPr>` + keep + `<w:spacing w:before="` + before + `" w:after="0" w:line="240" w:lineRule="auto"/>` + ind + `<w:jc w:val="` + align + `"/></w:pPr>`
}

// write gives the table: as wide as the text, without borders.
func (t *columnTable) write(width int, share [2]int) string {
	left := width * share[0] / (share[0] + share[1])
	var b strings.Builder
	fmt.Fprintf(&b, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="%d"/><w:gridCol w:w="%d"/></w:tblGrid>`, width, left, width-left)
	for _, row := range t.rows {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		for i, cell := range row {
			fmt.Fprintf(&b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, [2]int{left, width - left}[i])
			if len(cell) == 0 {
				cell = []string{`<w:p>` + cellProps("center", "", "0") + `</w:p>`}
			}
			b.WriteString(strings.Join(cell, "") + `</w:tc>`)
		}
		b.WriteString(`</w:tr>`)
	}
	return b.String() + `</w:tbl>`
}

// thin parts tables that would touch.
const thin = `<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>`

func (t *columnTable) before(from int) string {
	if strings.HasSuffix(strings.TrimSpace(string(t.e.main.src[max(0, from-40):from])), "</w:tbl>") {
		return thin
	}
	return ""
}

// after leaves a line below the head, and a paragraph behind the table, where there is none.
func (t *columnTable) after(next *para, to int) string {
	follows := next != nil && strings.TrimSpace(string(t.e.main.src[to:next.pos])) == ""
	switch {
	case follows && (t.signature || !next.inked()):
		return ""
	case t.signature:
		return thin
	}
	return `<w:p>` + cellProps("center", "", "0") + `</w:p>`
}
