package fill

import (
	"sort"
)

type eventKind uint8

const (
	evLit   eventKind = iota // pre is written
	evNode                   // pre, node, post
	evBegin                  // pre, then a node whose content follows, beginning with post
	evEnd                    // the content ends with pre; post follows the node
)

// Order of events at one place: what ends there before what begins there, and within
// cells and around tables the way elements nest.
const (
	rankTableEnd = iota
	rankCellBegin
	rankTag
	rankCellEnd
	rankTableBegin
	rankRow
)

// event is something that happens at a place of the source.
type event struct {
	pos, rank, seq, sub int
	kind                eventKind
	pre, post           string
	node                node
	soft                bool // dropped inside an element that vanishes
}

// build copies the source, but for the cuts, into literals and puts the nodes between.
func (c *compiler) build() []node {
	sort.SliceStable(c.events, func(i, j int) bool {
		a, b := &c.events[i], &c.events[j]
		switch {
		case a.pos != b.pos:
			return a.pos < b.pos
		case a.rank != b.rank:
			return a.rank < b.rank
		case a.seq != b.seq:
			return a.seq < b.seq
		}
		return a.sub < b.sub
	})
	sort.Slice(c.cuts, func(i, j int) bool { return c.cuts[i].pos < c.cuts[j].pos })
	b := builder{c: c, lists: [][]node{nil}}
	gone := c.goneRanges()
	for i := range c.events {
		e := &c.events[i]
		for len(gone) > 0 && gone[0].end <= e.pos {
			gone = gone[1:]
		}
		if e.soft && len(gone) > 0 && gone[0].pos < e.pos {
			continue
		}
		b.copyTo(e.pos)
		b.event(e)
	}
	b.copyTo(len(c.src))
	b.flush()
	return b.lists[0]
}

// goneRanges returns the vanished elements that do not lie in another, in order.
func (c *compiler) goneRanges() []cut {
	var list []cut
	for k := range c.gone {
		list = append(list, cut{c.elems[k].pos, c.elems[k].end})
	}
	sort.Slice(list, func(i, j int) bool { return list[i].pos < list[j].pos })
	out := list[:0]
	for _, g := range list {
		if n := len(out); n == 0 || g.pos >= out[n-1].end {
			out = append(out, g)
		}
	}
	return out
}

type builder struct {
	c     *compiler
	at    int // the source is dealt with up to here
	cut   int // cuts dealt with
	lit   []byte
	lists [][]node // of the open nodes, outermost first
	open  []node
	in    []int      // uses of the open sections
	moved *movedNote // the open note

	reopened string // the run that goes on behind the slot written last
}

func (b *builder) copyTo(pos int) {
	for b.at < pos {
		for b.cut < len(b.c.cuts) && b.c.cuts[b.cut].end <= b.at {
			b.cut++
		}
		stop := pos
		if b.cut < len(b.c.cuts) {
			if k := b.c.cuts[b.cut]; k.pos <= b.at {
				b.at = min(k.end, pos)
				continue
			} else {
				stop = min(stop, k.pos)
			}
		}
		b.lit = append(b.lit, b.c.src[b.at:stop]...)
		b.at = stop
	}
}

func (b *builder) flush() {
	if lit := b.lit; len(lit) > 0 {
		b.lit = nil
		b.add(node{op: opLit, lit: lit})
	}
}

func (b *builder) add(n node) {
	b.flush()
	top := len(b.lists) - 1
	b.lists[top] = append(b.lists[top], n)
}

func (b *builder) event(e *event) {
	if (e.node.op == opSlot || e.node.op == opCellSlot) && e.kind == evBegin && e.pre != "" && b.reopened != "" && string(b.lit) == b.reopened {
		b.lit = b.lit[:0] // the run between two slots would hold nothing
	} else {
		b.lit = append(b.lit, e.pre...)
	}
	b.reopened = ""
	switch e.kind {
	case evNode:
		b.note(&e.node)
		b.add(e.node)
	case evBegin:
		b.flush()
		b.note(&e.node)
		b.open = append(b.open, e.node)
		b.lists = append(b.lists, nil)
		switch e.node.op {
		case opSection:
			b.in = append(b.in, e.node.use)
		case opMoved:
			b.moved = e.node.note
		}
	case evEnd:
		b.flush()
		n := b.open[len(b.open)-1]
		n.kids = b.lists[len(b.lists)-1]
		b.open, b.lists = b.open[:len(b.open)-1], b.lists[:len(b.lists)-1]
		switch n.op {
		case opSection:
			b.in = b.in[:len(b.in)-1]
		case opMoved:
			b.moved.kids, b.moved = n.kids, nil
		case opSlot, opCellSlot:
			b.reopened = e.post
		}
		b.add(n)
	}
	b.lit = append(b.lit, e.post...)
}

// note tells a tag in which sections it stands.
func (b *builder) note(n *node) {
	if n.tag == nil {
		return
	}
	u := &b.c.t.uses[n.use]
	if b.moved != nil {
		u.Sections = append(u.Sections, b.moved.sections...)
	}
	for _, i := range b.in {
		u.Sections = append(u.Sections, b.c.t.uses[i].Tag)
	}
	u.Sections = append(u.Sections, n.in...)
}
