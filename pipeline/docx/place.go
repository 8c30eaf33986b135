package docx

import (
	"strconv"

	"vanthu/pipeline/ooxml"
)

// Place is where something stands: a paragraph, in a cell, in a row, in a table, in a
// story. Places that share what holds them share the same Place for it.
type Place struct {
	in     *Place // what holds it; nil for a story
	word   string // "bảng"; of a story its name
	number int    // within in, from 1
}

// String says the place as a secretary would find it in Word: "thân văn bản, bảng 1,
// hàng 2, ô 3, đoạn 1". Nil is nowhere, "".
func (p *Place) String() string {
	if p == nil {
		return ""
	}
	if p.in == nil {
		return p.word
	}
	return p.in.String() + ", " + p.word + " " + strconv.Itoa(p.number)
}

// Cell returns the innermost table that holds p, and p's row and cell there, from 1; nil
// and zeros outside of tables.
func (p *Place) Cell() (table *Place, row, cell int) {
	for ; p != nil; p = p.in {
		switch p.word {
		case wordCell:
			cell = p.number
		case wordRow:
			row = p.number
		case wordTable:
			return p, row, cell
		}
	}
	return nil, 0, 0
}

// What is counted, in the words of a place.
const (
	wordParagraph = "đoạn"
	wordTable     = "bảng"
	wordRow       = "hàng"
	wordCell      = "ô"
	wordNote      = "chú thích"
	wordComment   = "nhận xét"
	wordBox       = "hộp chữ"
)

// Locator says where in a story the token last given to it stands.
type Locator struct {
	scan   *ooxml.Scanner
	open   []string // names of open elements
	levels []level
	boxes  []int // text boxes counted before each open mc:AlternateContent
	nboxes int
	atEnd  bool // the last token was an Empty or End: its level closes with the next
}

// level is something that is counted and counts in turn.
type level struct {
	depth  int // len(open) inside of it
	word   string
	number int
	place  *Place // made when asked for
	// what was seen in it so far
	paragraphs, tables, rows, cells, notes int
}

// NewLocator returns a locator at the beginning of a story, whose tokens come from s.
func NewLocator(story Story, s *ooxml.Scanner) *Locator {
	return &Locator{scan: s, levels: []level{{place: &Place{word: story.Name}}}}
}

// Token takes the next token of the story; all must come, in order, each before the
// scanner goes on.
func (l *Locator) Token(t ooxml.Token) {
	if l.atEnd {
		l.close()
		l.atEnd = false
	}
	switch t.Kind {
	case ooxml.Start:
		l.start(t.Name)
	case ooxml.Empty:
		l.start(t.Name)
		l.atEnd = true
	case ooxml.End:
		l.atEnd = len(l.open) > 0
	}
}

func (l *Locator) start(name string) {
	l.open = append(l.open, name)
	in := &l.levels[len(l.levels)-1]
	switch name {
	case "w:p":
		in.paragraphs++
		l.enter(wordParagraph, in.paragraphs)
	case "w:tbl":
		in.tables++
		l.enter(wordTable, in.tables)
	case "w:tr":
		in.rows++
		l.enter(wordRow, in.rows)
	case "w:tc":
		in.cells++
		l.enter(wordCell, in.cells)
	case "w:footnote", "w:endnote":
		if kind, _ := l.scan.Attr("w:type"); kind == "" || kind == "normal" { // others are the separating lines
			in.notes++
		}
		l.enter(wordNote, in.notes)
	case "w:comment":
		in.notes++
		l.enter(wordComment, in.notes)
	case "w:txbxContent":
		l.nboxes++
		l.enter(wordBox, l.nboxes)
	case "mc:AlternateContent":
		l.boxes = append(l.boxes, l.nboxes)
	case "mc:Fallback": // the same boxes again
		if n := len(l.boxes); n > 0 {
			l.nboxes = l.boxes[n-1]
		}
	}
}

func (l *Locator) enter(word string, number int) {
	l.levels = append(l.levels, level{depth: len(l.open), word: word, number: number})
}

func (l *Locator) close() {
	if l.open[len(l.open)-1] == "mc:AlternateContent" && len(l.boxes) > 0 {
		l.boxes = l.boxes[:len(l.boxes)-1]
	}
	if l.levels[len(l.levels)-1].depth == len(l.open) {
		l.levels = l.levels[:len(l.levels)-1]
	}
	l.open = l.open[:len(l.open)-1]
}

// Place says where the token stands.
func (l *Locator) Place() *Place {
	for i := range l.levels {
		if v := &l.levels[i]; v.place == nil {
			v.place = &Place{in: l.levels[i-1].place, word: v.word, number: v.number}
		}
	}
	return l.levels[len(l.levels)-1].place
}

// InText reports whether the token stands directly in an element whose characters are
// text of the document: w:t, m:t.
func (l *Locator) InText() bool {
	n := len(l.open)
	return n > 0 && (l.open[n-1] == "w:t" || l.open[n-1] == "m:t")
}

// InRun reports whether the token stands directly in the properties of a run, not in those of
// a paragraph's mark.
func (l *Locator) InRun() bool {
	n := len(l.open)
	return n > 2 && l.open[n-2] == "w:rPr" && l.open[n-3] == "w:r"
}

// DeletesRow reports whether the token says that its row is deleted under tracked changes
// (17.13.5.12).
func (l *Locator) DeletesRow() bool {
	n := len(l.open)
	return n > 2 && l.open[n-1] == "w:del" && l.open[n-2] == "w:trPr" && l.open[n-3] == "w:tr"
}

// Sign returns the text that the element of an Empty or Start token stands for: a tab, a
// line break, a hyphen; "" for most.
func (l *Locator) Sign() string {
	n := len(l.open)
	if n == 0 {
		return ""
	}
	switch l.open[n-1] {
	case "w:tab":
		if n > 1 && l.open[n-2] == "w:tabs" { // a tab stop
			return ""
		}
		return "\t"
	case "w:ptab":
		return "\t"
	case "w:br", "w:cr":
		return "\n"
	case "w:noBreakHyphen":
		return "-"
	}
	return ""
}
