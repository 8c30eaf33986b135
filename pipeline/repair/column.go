package repair

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"vanthu/pipeline/check"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/unit"
)

// headShare and signShare are how the columns share the width of the text.
var headShare, signShare = [2]int{68, 92}, [2]int{75, 85}

// columns sets head or signature, whose columns are made of tabs, spaces or lines one below
// the other, in a table of two columns (NĐ 30/2020, PL III, Mẫu). Its rows follow the order
// of the words, so that the text reads on as it did. A block that holds more than words and
// drawn lines stays as it is.
func columns(e *editor, _ *check.Finding, u *paper.Unit) {
	p := e.report.Paper
	b, widths, signature := p.Head(), headShare, false
	if u != &p.Units[b.From] {
		b, widths, signature = p.Signature(), signShare, true
	}
	t := &columnTable{e: e, signature: signature}
	t.typed, _ = p.Loose(b)
	first, last := p.Units[b.From].Form.Para, p.Units[b.To-1].Form.Para
	if e.main.prefix != "w:" || !t.read(b, first, last) {
		return
	}
	s := p.Sections[min(p.Units[b.From].Form.Section, len(p.Sections)-1)]
	from, to := e.main.para(first).pos, e.main.para(last).end
	if signature && b.From > 0 { // the signature never stands alone on a page
		if q := e.para(&p.Units[b.From-1]); q != nil && q.end <= from {
			q.props.set(e.main.prefix, "keepNext")
		}
	}
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
// lose.
func (t *columnTable) read(b paper.Block, first, last int) bool {
	e, at := t.e, 0
	units := e.report.Paper.Units
	for units[at].Form != units[b.From].Form {
		at++
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

// maxHeadText bounds a text that is cut letter by letter: a head has short ones.
const maxHeadText = 1 << 12

// words is a unit as a paragraph of a cell, without the tabs and spaces around it.
func (t *columnTable) words(q *para, u *paper.Unit) (string, bool) {
	from, to, ok := t.e.stretch(u, q)
	if !ok || from == to {
		return "", false
	}
	var b strings.Builder
	b.WriteString(`<w:p>` + t.propsOf(q, u) + t.marks)
	t.marks = ""
	at := 0
	for _, r := range q.runs {
		var in strings.Builder
		for _, x := range r.texts {
			if len(x.value) > maxHeadText {
				return "", false
			}
			if x.sign {
				if at > from && at < to {
					in.Write(t.e.main.src[x.pos:x.end])
				}
				continue
			}
			if value := lettersFrom(x.value, from-at, to-at); value != "" {
				in.WriteString(t.e.main.word(value))
			}
			at += letters(x.value)
		}
		if in.Len() == 0 {
			continue
		}
		look := *r.props
		if look.kids = slices.Clone(look.kids); u.Role == paper.Motto1 { // it has to fit on one line of its column
			look.size("w:", "24")
		}
		b.WriteString(`<w:r>` + look.source("w:") + in.String() + `</w:r>`)
	}
	return b.String() + `</w:p>`, true
}

// lettersFrom cuts a stretch out of a text by counts of letters, and with it the spaces
// inside: a stretch that begins before the text, or ends behind it, takes those at its ends.
func lettersFrom(s string, from, to int) string {
	begin, end, n := -1, 0, 0
	for i, r := range s {
		size := len(string(r))
		ink := letters(s[:i+size])
		if ink > n && n >= from && n < to || ink == n && n > from && n < to {
			if begin < 0 {
				begin = i
			}
			end = i + size
		}
		n = ink
	}
	if begin < 0 {
		return ""
	}
	return s[begin:end]
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
	keep := q.props.get("pStyle")
	if t.signature && u.Role != paper.Signer {
		keep += `<w:keepNext/>`
	}
	return cellProps(align, keep+q.props.get("numPr"), before)
}

func cellProps(align, keep, before string) string {
	ind := `<w:ind w:left="0" w:right="0" w:firstLine="0"/>`
	if strings.Contains(keep, "numPr") {
		ind = ""
	}
	return `<w:pPr>` + keep + `<w:spacing w:before="` + before + `" w:after="0" w:line="240" w:lineRule="auto"/>` + ind + `<w:jc w:val="` + align + `"/></w:pPr>`
}

// cellMargins are none: LibreOffice does not take those of the default table style.
const cellMargins = `<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>`

// write gives the table: as wide as the text, without borders.
func (t *columnTable) write(width int, share [2]int) string {
	left := width * share[0] / (share[0] + share[1])
	var b strings.Builder
	fmt.Fprintf(&b, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/>%s</w:tblPr><w:tblGrid><w:gridCol w:w="%d"/><w:gridCol w:w="%d"/></w:tblGrid>`, width, cellMargins, left, width-left)
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

// thin parts tables from what they would touch: so many twips.
const thin = `<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0" w:line="%d" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>`

func (t *columnTable) before(from int) string {
	if t.signature {
		return fmt.Sprintf(thin, 120)
	}
	if strings.HasSuffix(strings.TrimSpace(string(t.e.main.src[max(0, from-40):from])), "</w:tbl>") {
		return fmt.Sprintf(thin, 20)
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
		return strings.Replace(fmt.Sprintf(thin, 20), "<w:keepNext/>", "", 1)
	}
	return `<w:p>` + cellProps("center", "", "0") + `</w:p>`
}

var (
	tableProps = regexp.MustCompile(`(?s)<w:tblPr>.*?</w:tblPr>|<w:tblPr/>`)
	tableKept  = regexp.MustCompile(`(?s)<w:(tblStyle|tblBorders|shd|tblLook)\b(?:[^>]*/>|[^>]*>.*?</w:(?:tblStyle|tblBorders|shd|tblLook)>)`)
	cellWidth  = regexp.MustCompile(`<w:tcW [^>]*/>`)
	gridColumn = regexp.MustCompile(`<w:gridCol\b[^>]*/>`)
	cellBegins = regexp.MustCompile(`<w:tc>|<w:tc `)
)

// widen gives a table of two columns, that holds the head, the columns of the decree's own
// forms. One that is built otherwise stays as it is.
func (e *editor) widen(u *paper.Unit) {
	q := e.para(u)
	if q == nil || u.Form.Table == 0 || e.main.prefix != "w:" {
		return
	}
	src := string(e.main.src)
	from, to := strings.LastIndex(src[:q.pos], "<w:tbl>"), strings.Index(src[q.end:], "</w:tbl>")
	if from < 0 || to < 0 {
		return
	}
	table := src[from : q.end+to]
	props, columns, cells := tableProps.FindStringIndex(table), gridColumn.FindAllStringIndex(table, -1), cellWidth.FindAllStringIndex(table, -1)
	if props == nil || len(columns) != 2 || len(cells) != len(cellBegins.FindAllString(table, -1)) || len(cells)%2 != 0 ||
		strings.Contains(table, "</w:tbl>") || strings.Contains(table, "gridSpan") || strings.Contains(table, "tblpPr") || strings.Count(table, "<w:tbl>") != 1 {
		return
	}
	width := twips(textWidth(e.report.Paper.Sections[min(u.Form.Section, len(e.report.Paper.Sections)-1)]))
	left := width * headShare[0] / (headShare[0] + headShare[1])
	put := func(at []int, s string) {
		if table[at[0]:at[1]] != s {
			e.main.edits = append(e.main.edits, ooxml.Edit{Pos: from + at[0], End: from + at[1], Text: s})
		}
	}
	kept := map[string]string{}
	for _, m := range tableKept.FindAllStringSubmatch(table[props[0]:props[1]], -1) {
		kept[m[1]] = m[0]
	}
	put(props, `<w:tblPr>`+kept["tblStyle"]+fmt.Sprintf(`<w:tblW w:w="%d" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>`, width)+kept["tblBorders"]+kept["shd"]+`<w:tblLayout w:type="fixed"/>`+cellMargins+kept["tblLook"]+`</w:tblPr>`)
	for i, at := range columns {
		put(at, fmt.Sprintf(`<w:gridCol w:w="%d"/>`, [2]int{left, width - left}[i]))
	}
	for i, at := range cells {
		put(at, fmt.Sprintf(`<w:tcW w:w="%d" w:type="dxa"/>`, [2]int{left, width - left}[i%2]))
	}
}
