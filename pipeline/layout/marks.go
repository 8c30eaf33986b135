package layout

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// nest keeps a place in the order of reading for items that come later.
type nest struct{ items []item.Item }

func (n *nest) Move(dx, dy unit.Length) { item.Move(n.items, dx, dy) }

func (n *nest) Copy() item.Item { return &nest{item.Copied(n.items)} }

// anchor is a drawing that floats, until its page is finished: then its place is known.
type anchor struct {
	d            *drawing
	column, char unit.Length // x of the text column and of the character
	para, line   unit.Length // y of the paragraph and of the line
	width        unit.Length // of the column
	number       int         // of the paragraph, 0 in page furniture
	repeated     bool        // stands in a heading that is repeated
}

func (a *anchor) Move(dx, dy unit.Length) {
	a.column, a.char, a.para, a.line = a.column+dx, a.char+dx, a.para+dy, a.line+dy
}

func (a *anchor) Copy() item.Item { c := *a; return &c }

// innerLink is a link to a bookmark until the bookmark's page is known.
type innerLink struct {
	*item.Link
	anchor string
}

func (l *innerLink) Copy() item.Item {
	c := *l.Link
	return &innerLink{&c, l.anchor}
}

// bookmark is a place on a page that links lead to, or a heading of the outline. It is
// taken out when the page is finished.
type bookmark struct {
	y       unit.Length
	name    string
	label   string // of its paragraph in a list, at a level
	level   int
	heading *Heading
}

func (b *bookmark) Move(_, dy unit.Length) { b.y += dy }

func (b *bookmark) Copy() item.Item { c := *b; return &c }

// lineMark stands beside a line of the body until its page is finished: then the line gets
// its number. It is taken out there.
type lineMark struct {
	x, y unit.Length // of the left edge of the column and the baseline
	of   *word.LineNumbers
}

func (m *lineMark) Move(dx, dy unit.Length) { m.x, m.y = m.x+dx, m.y+dy }

func (m *lineMark) Copy() item.Item { c := *m; return &c }

// asCopy takes items as page furniture: what is repeated has no paragraph of its own, and
// neither bookmarks nor headings of the outline.
func asCopy(items []item.Item) []item.Item {
	out := items[:0]
	for _, it := range items {
		switch it := it.(type) {
		case *bookmark:
			continue
		case *item.Text:
			it.Para = 0
		case *item.Picture:
			it.Para = 0
		case *item.Link:
			it.Para = 0
		case *innerLink:
			it.Para = 0
		case *anchor:
			it.number, it.repeated = 0, true
		case *nest:
			it.items = asCopy(it.items)
		}
		out = append(out, it)
	}
	return out
}

// anchorIn gives the pictures of a drawing the paragraph that holds it.
func anchorIn(items []item.Item, number int) {
	for _, it := range items {
		if p, ok := it.(*item.Picture); ok && p.Para == 0 {
			p.Para = number
		}
	}
}
