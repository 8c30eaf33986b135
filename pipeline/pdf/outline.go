package pdf

import (
	"fmt"
	"strings"

	"vanthu/pipeline/layout"
)

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
