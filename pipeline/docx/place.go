package docx

import (
	"fmt"
	"strings"

	"vanthu/pipeline/ooxml"
)

// Locator says where in a story the token last given to it stands.
type Locator struct {
	story  Story
	open   []string // names of open elements
	levels []level
	boxes  []int // text boxes counted before each open mc:AlternateContent
	nboxes int
	atEnd  bool // the last token was an Empty or End: its level closes with the next
}

// level is something that is counted and counts in turn.
type level struct {
	depth int    // len(open) inside of it
	word  string // "bảng 2"
	p     int    // paragraphs, tables, rows, cells, text boxes, notes seen in it
	tbl   int
	row   int
	cell  int
}

// NewLocator returns a locator at the beginning of a story.
func NewLocator(story Story) *Locator {
	return &Locator{story: story, levels: []level{{}}}
}

// Token takes the next token of the story; all must come, in order.
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
	word := ""
	switch name {
	case "w:p":
		in.p++
		word = fmt.Sprint("đoạn ", in.p)
	case "w:tbl":
		in.tbl++
		word = fmt.Sprint("bảng ", in.tbl)
	case "w:tr":
		in.row++
		word = fmt.Sprint("hàng ", in.row)
	case "w:tc":
		in.cell++
		word = fmt.Sprint("ô ", in.cell)
	case "w:footnote", "w:endnote":
		in.cell++
		word = fmt.Sprint("chú thích ", in.cell-2) // the first two are the separating lines
	case "w:txbxContent":
		l.nboxes++
		word = fmt.Sprint("hộp chữ ", l.nboxes)
	case "mc:AlternateContent":
		l.boxes = append(l.boxes, l.nboxes)
	case "mc:Fallback": // the same boxes again
		if n := len(l.boxes); n > 0 {
			l.nboxes = l.boxes[n-1]
		}
	}
	if word != "" {
		l.levels = append(l.levels, level{depth: len(l.open), word: word})
	}
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

// Place says where the token stands: "thân văn bản, bảng 1, hàng 2, ô 3, đoạn 1".
func (l *Locator) Place() string {
	var b strings.Builder
	b.WriteString(l.story.Name)
	for _, v := range l.levels[1:] {
		b.WriteString(", ")
		b.WriteString(v.word)
	}
	return b.String()
}

// InText reports whether the token stands directly in an element whose characters are
// text of the document: w:t, m:t.
func (l *Locator) InText() bool {
	n := len(l.open)
	return n > 0 && (l.open[n-1] == "w:t" || l.open[n-1] == "m:t")
}
