package check

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/ooxml"
)

// paragraph is a paragraph of the body with its place.
type paragraph struct {
	Text            string // NFC, without the spaces around it
	Num             int    // number in the body from 1, cells included
	Table, Row, Col int    // innermost table cell from 1, 0 outside of tables
	Listed          bool   // numbered by Word, so that the number is not in Text
}

func (p *paragraph) place() string {
	if p.Table == 0 {
		return fmt.Sprintf("đoạn %d", p.Num)
	}
	return fmt.Sprintf("bảng %d, dòng %d, ô %d", p.Table, p.Row, p.Col)
}

// paragraphs returns the paragraphs of a DOCX's body in reading order. What tracked
// changes deleted, what a field has as code and the fallback of newer drawings are not
// text.
func paragraphs(docx []byte) ([]paragraph, error) {
	p, err := ooxml.Open(docx, ooxml.Limits{})
	if err != nil {
		return nil, err
	}
	name, err := p.Main()
	if err != nil {
		return nil, err
	}
	body, err := p.Part(name)
	if err != nil {
		return nil, err
	}
	r := reader{s: ooxml.NewScanner(body)}
	for {
		tok, err := r.s.Next()
		if err == io.EOF {
			return r.done, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		r.take(tok)
	}
}

// reader gathers paragraphs from tokens. A text box puts a paragraph into a paragraph, so
// the open ones form a stack.
type reader struct {
	s      *ooxml.Scanner
	done   []paragraph
	open   []openParagraph
	cells  []cell // open tables
	tables int
	hidden int // open elements whose text is no text
	inText int // open w:t
}

type openParagraph struct {
	paragraph
	b strings.Builder
}

type cell struct{ table, row, col int }

func (r *reader) take(tok ooxml.Token) {
	switch tok.Kind {
	case ooxml.Text:
		if r.inText > 0 && r.hidden == 0 && len(r.open) > 0 {
			r.open[len(r.open)-1].b.WriteString(r.s.Text())
		}
	case ooxml.Start:
		r.start(tok.Name)
	case ooxml.Empty:
		r.start(tok.Name)
		r.end(tok.Name)
	case ooxml.End:
		r.end(tok.Name)
	}
}

func (r *reader) start(name string) {
	switch name {
	case "w:del", "w:moveFrom", "mc:Fallback":
		r.hidden++
	case "w:t":
		r.inText++
	case "w:tbl":
		r.tables++
		r.cells = append(r.cells, cell{table: r.tables})
	case "w:tr":
		if n := len(r.cells); n > 0 {
			r.cells[n-1].row++
			r.cells[n-1].col = 0
		}
	case "w:tc":
		if n := len(r.cells); n > 0 {
			r.cells[n-1].col++
		}
	case "w:p":
		var p openParagraph
		if n := len(r.cells); n > 0 {
			p.Table, p.Row, p.Col = r.cells[n-1].table, r.cells[n-1].row, r.cells[n-1].col
		}
		r.open = append(r.open, p)
	}
	if n := len(r.open); n > 0 && r.hidden == 0 {
		switch name {
		case "w:tab", "w:br", "w:cr":
			r.open[n-1].b.WriteByte(' ')
		case "w:noBreakHyphen":
			r.open[n-1].b.WriteByte('-')
		case "w:numPr":
			r.open[n-1].Listed = true
		}
	}
}

func (r *reader) end(name string) {
	switch name {
	case "w:del", "w:moveFrom", "mc:Fallback":
		r.hidden--
	case "w:t":
		r.inText--
	case "w:tbl":
		r.cells = r.cells[:len(r.cells)-1]
	case "w:p":
		n := len(r.open) - 1
		p := r.open[n].paragraph
		p.Text = strings.Join(strings.Fields(norm.NFC.String(r.open[n].b.String())), " ")
		p.Num = len(r.done) + 1
		r.done, r.open = append(r.done, p), r.open[:n]
	}
}

var tagLike = regexp.MustCompile(`\{\s*[#^/%$]?\s*[\pL_][\pL\pM\pN_.]*\s*(?:\|[^{}]*)?\}`)

// tagsLeft finds tags that nothing filled. The editing copy keeps its late tags.
func tagsLeft(t *text) (found []Finding) {
	for i := range t.paras {
		if !strings.Contains(t.paras[i].Text, "{") {
			continue
		}
		for _, tag := range tagLike.FindAllString(t.paras[i].Text, -1) {
			if slices.Contains(t.Late, strings.Trim(tag, "{} ")) {
				continue
			}
			found = append(found, Finding{Rule: "TAG-LEFT", Severity: Wrong, Place: t.paras[i].place(),
				Message: fmt.Sprintf("Còn thẻ %s chưa được điền: kiểm tra mẫu và truy vấn.", tag)})
		}
	}
	return found
}
