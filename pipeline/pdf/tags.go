package pdf

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/unit"
)

// tags is the structure of a tagged PDF (ISO 32000-1, 14.7): headings, paragraphs and
// described pictures in the order of reading. Tables are not told apart, for pages do not say
// where one stands.
type tags struct {
	level map[int]int // of the paragraphs that are headings
	root  ref
	elems []*element
	para  map[int]*element
	pages []string // entries of the parent tree
}

// element is a paragraph or a picture: the places where its content stands.
type element struct {
	self  ref
	tag   string
	alt   string
	page  ref // of the first kid
	first int
	more  []string // further kids
}

// headings finds the paragraphs that the outline leads to: the first line below a
// heading's place is its own.
func headings(doc *layout.Document) map[int]int {
	out := make(map[int]int)
	for _, h := range doc.Outline {
		if h.Page < 0 || h.Page >= len(doc.Pages) {
			continue
		}
		para, nearest := 0, unit.Length(math.MaxInt64)
		for _, it := range doc.Pages[h.Page].Items {
			if t, is := it.(*layout.Text); is && t.Para > 0 && t.Y >= h.Y && t.Y < nearest {
				para, nearest = t.Para, t.Y
			}
		}
		if para > 0 {
			out[para] = min(max(h.Level, 1), 6)
		}
	}
	return out
}

// page notes the marked content of a page. Pages must come in order.
func (t *tags) page(w *writer, page ref, p *finished) {
	if t.para == nil {
		t.root, t.para = w.reserve(), make(map[int]*element)
	}
	parents := make([]string, len(p.paras))
	for id, para := range p.paras {
		e := t.para[para]
		if para < 0 {
			e = nil
		}
		if e == nil {
			e = &element{self: w.reserve(), tag: "P", page: page, first: id}
			if para < 0 {
				e.tag, e.alt = "Figure", p.alts[-1-para].Alt
			} else {
				t.para[para] = e
			}
			if level := t.level[para]; level > 0 {
				e.tag = "H" + strconv.Itoa(level)
			}
			t.elems = append(t.elems, e)
		} else {
			e.more = append(e.more, fmt.Sprintf("<</Type/MCR/Pg %v/MCID %d>>", page, id))
		}
		parents[id] = e.self.String()
	}
	t.pages = append(t.pages, fmt.Sprintf("%d[%s]", p.index, strings.Join(parents, " ")))
}

// close writes the structure and returns its root.
func (t *tags) close(w *writer) ref {
	doc := w.reserve()
	kids := make([]string, len(t.elems))
	for i, e := range t.elems {
		kids[i] = e.self.String()
		alt := ""
		if e.alt != "" {
			alt = "/Alt" + textString(e.alt)
		}
		if e.more == nil {
			w.put(e.self, "<</S/%s/P %v/Pg %v/K %d%s>>", e.tag, doc, e.page, e.first, alt)
		} else {
			w.put(e.self, "<</S/%s/P %v/Pg %v/K[%d%s]%s>>", e.tag, doc, e.page, e.first, strings.Join(e.more, ""), alt)
		}
	}
	w.put(doc, "<</S/Document/P %v/K[%s]>>", t.root, strings.Join(kids, " "))
	w.put(t.root, "<</Type/StructTreeRoot/K %v/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d>>",
		doc, strings.Join(t.pages, ""), len(t.pages))
	return t.root
}

// outline writes the bookmarks; 0 where there are none.
func (f *finisher) outline() (ref, error) {
	heads := f.doc.Outline
	if len(heads) == 0 {
		return 0, nil
	}
	root := &bookmark{self: f.w.reserve()}
	nodes := make([]*bookmark, len(heads))
	type open struct {
		*bookmark
		level int
	}
	stack := []open{{root, 0}}
	for i, h := range heads {
		if h.Page < 0 || h.Page >= len(f.pageOf) {
			return 0, fmt.Errorf("heading %q: page %d of %d", h.Text, h.Page+1, len(f.pageOf))
		}
		for len(stack) > 1 && stack[len(stack)-1].level >= h.Level {
			stack = stack[:len(stack)-1]
		}
		up := stack[len(stack)-1].bookmark
		n := &bookmark{self: f.w.reserve(), parent: up.self}
		if up.last == nil {
			up.first = n.self
		} else {
			n.prev, up.last.next = up.last.self, n.self
		}
		up.last = n
		for _, s := range stack {
			s.count++
		}
		nodes[i] = n
		stack = append(stack, open{n, max(h.Level, 1)})
	}
	for i, n := range nodes {
		h := heads[i]
		f.w.put(n.self, "<</Title%s/Parent %v%s%s%s/Dest[%v/XYZ null %s null]>>", textString(heading(h)), n.parent,
			entry("Prev", n.prev), entry("Next", n.next), n.kids(),
			f.pageOf[h.Page], num(centiOf(f.doc.Pages[h.Page].Height-h.Y)))
	}
	f.w.put(root.self, "<</Type/Outlines%s>>", root.kids())
	return root.self, nil
}

func heading(h layout.Heading) string { return strings.Join(strings.Fields(nfc(h.Text)), " ") }

func entry(key string, r ref) string {
	if r == 0 {
		return ""
	}
	return fmt.Sprintf("/%s %v", key, r)
}

// bookmark is an entry of the outline and its neighbours.
type bookmark struct {
	self, parent, prev, next, first ref
	last                            *bookmark
	count                           int // of the entries below
}

func (b *bookmark) kids() string {
	if b.last == nil {
		return ""
	}
	return fmt.Sprintf("/First %v/Last %v/Count %d", b.first, b.last.self, b.count)
}
