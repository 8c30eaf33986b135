package refresh

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
)

// elem is an element of a part: src[pos:inner] is its start tag, src[inner:innerEnd] its
// content, src[innerEnd:end] its end tag.
type elem struct {
	name                      string // canonical
	parent, next              int    // -1 for the root; the first element behind this one and all in it
	pos, inner, innerEnd, end int
	id, val                   string      // w:id; w:name, w:val or w:author, whichever the element has
	place                     *docx.Place // of w:p and w:tr
}

// part is a story of the edited document.
type part struct {
	name  string
	src   []byte
	elems []elem
	texts map[int]*text // by w:p, made when asked for
	edits []edit
	puts  map[int][]replacement   // by w:p
	typed map[int]map[string]bool // by w:tbl: what the cells of rows read that bear no mark
	owner func(k int) string      // of the copy that an element stands in, made when asked for
}

// edit is a change of a part and the region of a slot, copy or comment that allows it.
type edit struct {
	ooxml.Edit
	from, to int
}

// marked are the elements whose identity is noted.
var marked = map[string]string{
	"w:bookmarkStart": "w:name", "w:bookmarkEnd": "", "w:tag": "w:val", "w:alias": "w:val",
	"w:ins": "w:author", "w:del": "w:author", "w:moveFrom": "w:author", "w:moveTo": "w:author",
	"w:commentRangeStart": "", "w:commentRangeEnd": "", "w:commentReference": "", "w:comment": "w:author",
	"w:rPrChange": "", "w:pPrChange": "", "w:moveFromRangeStart": "", "w:moveToRangeStart": "", "w:cellIns": "w:author", "w:cellDel": "w:author",
}

func readPart(story docx.Story, src []byte) (*part, error) {
	p := &part{name: story.Part, src: src, texts: map[int]*text{}, elems: make([]elem, 0, len(src)/40)}
	scan := ooxml.NewScanner(src)
	at := docx.NewLocator(story, scan)
	var open []int
	for {
		t, err := scan.Next()
		if err == io.EOF {
			return p, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", story.Part, err)
		}
		at.Token(t)
		if t.Kind == ooxml.Start || t.Kind == ooxml.Empty {
			e := elem{name: t.Name, parent: -1, pos: t.Pos, inner: t.End, innerEnd: t.End, end: t.End}
			if n := len(open); n > 0 {
				e.parent = open[n-1]
			}
			if name, is := marked[t.Name]; is {
				e.id, _ = scan.Attr("w:id")
				if name != "" {
					e.val, _ = scan.Attr(name)
				}
			}
			if t.Name == "w:p" || t.Name == "w:tr" {
				e.place = at.Place()
			}
			open = append(open, len(p.elems))
			p.elems = append(p.elems, e)
		}
		if t.Kind == ooxml.End || t.Kind == ooxml.Empty {
			e := &p.elems[open[len(open)-1]]
			open = open[:len(open)-1]
			e.next = len(p.elems)
			if t.Kind == ooxml.End {
				e.innerEnd, e.end = t.Pos, t.End
			}
		}
	}
}

// up returns the nearest element of one of the names that k is or stands in, -1 for none.
func (p *part) up(k int, names ...string) int {
	for ; k >= 0; k = p.elems[k].parent {
		for _, n := range names {
			if p.elems[k].name == n {
				return k
			}
		}
	}
	return -1
}

// child returns the first child of k with the name, -1 for none.
func (p *part) child(k int, name string) int {
	for c := k + 1; c < p.elems[k].next; c = p.elems[c].next {
		if p.elems[c].name == name {
			return c
		}
	}
	return -1
}

// raw is an element as it stands in the file.
func (p *part) raw(k int) string { return string(p.src[p.elems[k].pos:p.elems[k].end]) }

// startTag is the start tag of an element that goes on.
func (p *part) startTag(k int) string {
	t := string(p.src[p.elems[k].pos:p.elems[k].inner])
	if strings.HasSuffix(t, "/>") {
		return t[:len(t)-2] + ">"
	}
	return t
}

// named returns the name of another element of the same namespace as k: "br" for "w:br".
func (p *part) named(k int, local string) string {
	raw := p.src[p.elems[k].pos+1 : p.elems[k].inner]
	raw = raw[:bytes.IndexAny(raw, " \t\r\n/>")]
	return string(raw[:bytes.IndexByte(raw, ':')+1]) + local
}

// change notes a change of the bytes from pos to end, which region allows.
func (p *part) change(pos, end int, text string, region span) {
	p.edits = append(p.edits, edit{ooxml.Edit{Pos: pos, End: end, Text: text}, region.pos, region.end})
}

// span is a range of bytes of a part.
type span struct{ pos, end int }

// item is a piece of a paragraph's text.
type item struct {
	elem    int // w:t, w:delText, or the element of a sign or object
	run     int // w:r, -1 where it stands in none
	text    string
	at      int  // in text.reads
	deleted bool // under tracked changes
	object  bool // a picture, a field, a note: no text
}

// text is what a paragraph reads with tracked changes accepted.
type text struct {
	items []item
	reads string
}

// objects stand in a paragraph without being text.
var objects = map[string]bool{
	"w:drawing": true, "w:pict": true, "w:object": true, "w:sym": true, "w:fldChar": true, "w:footnoteReference": true,
	"w:endnoteReference": true, "m:oMath": true, "w:commentReference": true, "w:ruby": true, "mc:AlternateContent": true, "w:instrText": true,
}

// text returns the text of a paragraph without that of text boxes in it.
func (p *part) text(para int) *text {
	if t := p.texts[para]; t != nil {
		return t
	}
	t := &text{}
	var b strings.Builder
	p.gather(para, t, &b, false)
	t.reads = b.String()
	p.texts[para] = t
	return t
}

func (p *part) gather(k int, t *text, b *strings.Builder, deleted bool) {
	for c := k + 1; c < p.elems[k].next; c = p.elems[c].next {
		one := item{elem: c, run: k, at: b.Len(), deleted: deleted}
		if p.elems[k].name != "w:r" {
			one.run = -1
		}
		switch name := p.elems[c].name; {
		case name == "w:t" || name == "w:delText":
			one.deleted = deleted || name == "w:delText"
			one.text = norm.NFC.String(p.characters(c))
		case name == "w:tab" && one.run >= 0:
			one.text = "\t"
		case (name == "w:br" || name == "w:cr") && one.run >= 0:
			one.text = "\n"
		case name == "w:noBreakHyphen":
			one.text = "-"
		case objects[name]:
			one.object = true
		case name == "w:pPr" || name == "w:rPr" || name == "w:sdtPr":
			continue
		default:
			p.gather(c, t, b, deleted || name == "w:del" || name == "w:moveFrom")
			continue
		}
		t.items = append(t.items, one)
		if !one.deleted {
			b.WriteString(one.text)
		}
	}
}

// characters are those of an element without elements.
func (p *part) characters(k int) string {
	e := p.elems[k]
	raw := p.src[e.inner:e.innerEnd]
	if bytes.IndexByte(raw, '&') < 0 && bytes.IndexByte(raw, '<') < 0 && bytes.IndexByte(raw, '\r') < 0 {
		return string(raw)
	}
	s := ooxml.NewScanner(raw)
	out := ""
	for {
		t, err := s.Next()
		if err != nil {
			return out
		}
		if t.Kind == ooxml.Text {
			out += s.Text()
		}
	}
}

// between is the text that stands between two places of the source.
func (t *text) between(p *part, from, to int) (a, b int) {
	a, b = -1, -1
	for i := range t.items {
		pos := p.elems[t.items[i].elem].pos
		if pos < from || pos >= to || t.items[i].deleted {
			continue
		}
		if a < 0 {
			a = t.items[i].at
		}
		b = t.items[i].at + len(t.items[i].text)
	}
	return a, b
}

// greatestID is the greatest w:id of bookmarks, changes and comments.
func (p *part) greatestID() (most int) {
	for i := range p.elems {
		if n, err := strconv.Atoi(p.elems[i].id); err == nil && n < 1<<30 {
			most = max(most, n)
		}
	}
	return most
}

// changedBy reports whether an element, or one that it stands in, was put in, taken away
// or moved under tracked changes by somebody else than author.
func (p *part) changedBy(k int, author string) bool {
	for ; k >= 0; k = p.elems[k].parent {
		switch p.elems[k].name {
		case "w:ins", "w:del", "w:moveFrom", "w:moveTo":
			if p.elems[k].val != author {
				return true
			}
		case "w:tr":
			if pr := p.child(k, "w:trPr"); pr >= 0 {
				for _, n := range []string{"w:ins", "w:del"} {
					if c := p.child(pr, n); c >= 0 && p.elems[c].val != author {
						return true
					}
				}
			}
		}
	}
	return false
}

// isInsertedBy reports whether an element stands in an insertion of author.
func (p *part) isInsertedBy(k int, author string) bool {
	k = p.up(k, "w:ins")
	return k >= 0 && p.elems[k].val == author
}

// runOf is a run without what concerns the place alone where it stands: changes of its properties, a comment, the end
// of a page. It is empty where nothing else is in the run, as in those that LibreOffice leaves.
func (p *part) runOf(k int) string {
	out, at, left, kids := "", p.elems[k].pos, 0, 0
	for c := k + 1; c < p.elems[k].next; c++ {
		e := &p.elems[c]
		if e.parent == k && e.name != "w:rPr" {
			kids++
		}
		switch e.name {
		case "w:rPrChange", "w:commentReference", "w:lastRenderedPageBreak":
			out += string(p.src[at:e.pos])
			at = e.end
			if e.parent == k {
				left++
			}
		}
	}
	if left == kids {
		return ""
	}
	return out + string(p.src[at:p.elems[k].end])
}
