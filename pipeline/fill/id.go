package fill

import (
	"sort"
	"strconv"
	"strings"

	"vanthu/pipeline/tag"
)

// idKind tells which numbers must not come twice in a document.
type idKind uint8

const (
	idBookmark     idKind = iota // w:id of w:bookmarkStart and w:bookmarkEnd
	idBookmarkName               // w:name of w:bookmarkStart, and what refers to it
	idDrawing                    // wp:docPr id
	idPara                       // w14:paraId of w:p and w:tr, eight hexadecimal digits
	idControl                    // w:id of a content control
	idNote                       // w:id of a note, and of what refers to it
	idList                       // w:numId of a list that begins anew
	idStyledList                 // br, w:numId, tail: such a list where a style says the first one
	idIndent                     // tail: the indents of that style, which the list would replace
	idShape                      // id and o:spid of a drawing in VML
)

// each is what is new in each copy of a repeated part.
type each struct {
	marks  []*identity // of bookmarks
	shapes []int       // slots of drawings in VML
	lists  []*list
}

// eachOf returns what is new in each copy of what repeats, as repeats numbers it.
func (c *compiler) eachOf(i int) *each {
	if i < len(c.sections) {
		return c.sections[i].each
	}
	return c.t.notes[i-len(c.sections)].each
}

// idEvents makes the numbers in repeated parts those of the template in the first copy
// and new ones in the others.
func (c *compiler) idEvents() {
	inner := c.repeats()
	if inner == nil {
		return
	}
	c.bookmarkEvents(inner)
	c.commentEvents(inner)
	c.shapeEvents(inner)
	for i, e := range c.elems {
		if inner[i] < 0 {
			continue
		}
		switch e.name {
		case "w:footnoteReference", "w:endnoteReference":
			c.noteReference(i)
		case "wp:docPr":
			c.idEvent(i, "id", idDrawing, 0)
		case "w:p", "w:tr":
			c.idEvent(i, "paraId", idPara, 0)
		case "w:id":
			if p := e.parent; p >= 0 && c.elems[p].name == "w:sdtPr" {
				c.idEvent(i, "val", idControl, 0)
			}
		}
	}
	c.listEvents(inner)
}

// rangeKind returns of which kind of range an element is an end: a bookmark, or what may be edited in
// a protected document (ECMA-376-1 17.13.6, 17.13.7); "" for others.
func rangeKind(name string) string {
	switch name {
	case "w:bookmarkStart", "w:bookmarkEnd":
		return "w:bookmark"
	case "w:permStart", "w:permEnd":
		return "w:perm"
	}
	return ""
}

// bookmarkEvents copies a bookmark, or a range that may be edited, under a new name and number
// where all of it is repeated together; one over the edge of a repeated part stays once.
func (c *compiler) bookmarkEvents(inner []int) {
	starts, ends := map[string]int{}, map[string]int{}
	for i, e := range c.elems {
		switch kind := rangeKind(e.name); e.name {
		case kind + "Start":
			starts[kind+c.attrText(i, "id")] = i
		case kind + "End":
			ends[kind+c.attrText(i, "id")] = i
		}
	}
	ids := map[string]*identity{}
	for i, e := range c.elems {
		kind := rangeKind(e.name)
		if inner[i] < 0 || kind == "" {
			continue
		}
		id := kind + c.attrText(i, "id")
		s, hasStart := starts[id]
		t, hasEnd := ends[id]
		if !hasStart || !hasEnd || inner[s] != inner[t] {
			c.onlyFirst(i)
			continue
		}
		own := ids[id]
		if own == nil {
			own = &identity{slot: c.t.slots}
			c.t.slots++
			ids[id], c.eachOf(inner[i]).marks = own, append(c.eachOf(inner[i]).marks, own)
		}
		c.idEvent(i, "id", idBookmark, own.slot)
		if e.name == "w:bookmarkStart" {
			c.idEvent(i, "name", idBookmarkName, own.slot)
			if name := c.attrText(i, "name"); inner[i] < len(c.sections) {
				c.t.marks[name] = append(c.t.marks[name], mark{own, c.story.Part, c.sections[inner[i]]})
			}
		}
	}
}

// commentEvents copies a comment where all of its marks are repeated together; one over
// the edge of a repeated part stays once.
func (c *compiler) commentEvents(inner []int) {
	where := map[string]int{}
	apart := map[string]bool{}
	for i, e := range c.elems {
		if noteKinds[e.name] == "w:comment" {
			id := c.attrText(i, "id")
			if in, ok := where[id]; ok && in != inner[i] {
				apart[id] = true
			}
			where[id] = inner[i]
		}
	}
	for i, e := range c.elems {
		if inner[i] < 0 || noteKinds[e.name] != "w:comment" {
			continue
		}
		if id := c.attrText(i, "id"); apart[id] || !c.t.numbers.has("w:comment", id) {
			c.onlyFirst(i)
		} else {
			c.noteReference(i)
		}
	}
}

// repeats returns for each element the innermost section that may repeat it, or, behind
// the numbers of the sections, the note that its references repeat; -1 for none; nil where
// nothing repeats.
func (c *compiler) repeats() []int {
	var list []int
	for i, s := range c.sections {
		if s.open.tag.Kind == tag.Section && !s.open.tag.IsCondition() {
			list = append(list, i)
		}
	}
	if list == nil && c.notes == nil {
		return nil
	}
	sort.SliceStable(list, func(i, j int) bool { return c.sections[list[i]].begin < c.sections[list[j]].begin })
	inner := make([]int, len(c.elems))
	var open []int
	for i, e := range c.elems {
		for len(list) > 0 && c.sections[list[0]].begin <= e.pos {
			open, list = append(open, list[0]), list[1:]
		}
		for len(open) > 0 && c.sections[open[len(open)-1]].end <= e.pos {
			open = open[:len(open)-1]
		}
		inner[i] = -1
		if n := len(open); n > 0 {
			inner[i] = open[n-1]
		}
	}
	for k, m := range c.notes {
		for i := k; i < c.elems[k].next; i++ {
			if inner[i] < 0 {
				inner[i] = len(c.sections) + m.index
			}
		}
	}
	return inner
}

func (c *compiler) attrText(k int, name string) string {
	pos, end, _ := c.attr(k, name)
	return string(c.src[pos:end])
}

func (c *compiler) idEvent(k int, attr string, kind idKind, slot int) {
	pos, end, ok := c.attr(k, attr)
	if !ok || c.isInGone(k) {
		return
	}
	c.cuts = append(c.cuts, cut{pos, end})
	c.events = append(c.events, event{pos: pos, rank: rankTag, kind: evNode, soft: true,
		node: node{op: opID, id: kind, slot: slot, text: string(c.src[pos:end])}})
}

// onlyFirst shows an element in the first copy only.
func (c *compiler) onlyFirst(k int) {
	e := c.elems[k]
	if c.isInGone(k) {
		return
	}
	c.cuts = append(c.cuts, cut{e.pos, e.end})
	c.events = append(c.events, event{pos: e.pos, rank: rankTag, kind: evNode,
		node: node{op: opFirst, kids: []node{{op: opLit, lit: c.src[e.pos:e.end]}}}})
}

// numbers are the numbers in use in the template, and where new ones begin.
type numbers struct {
	bookmark, drawing, shape, list int64
	paras                          map[string]bool
	controls                       map[string]bool
	lastControl                    int
	notes                          map[string]int64           // by element, "w:footnote": the greatest
	noteIDs                        map[string]map[string]bool // by element
	items                          map[string]int             // by numId: paragraphs with it
}

func (n *numbers) has(kind, id string) bool { return n.noteIDs[kind][id] }

// learn notes the numbers of a part.
func (n *numbers) learn(s *source, styles listStyles) {
	if n.paras == nil {
		n.paras, n.controls = map[string]bool{}, map[string]bool{}
		n.notes, n.noteIDs, n.items = map[string]int64{}, map[string]map[string]bool{}, map[string]int{}
	}
	text := func(k int, name string) string {
		pos, end, _ := s.attr(k, name)
		return string(s.src[pos:end])
	}
	most := func(into *int64, v string) {
		if i, err := strconv.ParseInt(v, 10, 32); err == nil {
			*into = max(*into, i)
		}
	}
	for k, e := range s.elems {
		switch e.name {
		case "w:bookmarkStart", "w:bookmarkEnd", "w:permStart", "w:permEnd":
			most(&n.bookmark, text(k, "id"))
		case "wp:docPr":
			most(&n.drawing, text(k, "id"))
		case "w:p", "w:tr":
			if id := text(k, "paraId"); id != "" {
				n.paras[strings.ToUpper(id)] = true
			}
			if st := styles.of(s, k); st != nil {
				n.items[st.id]++
			}
		case "w:id":
			n.controls[text(k, "val")] = true
		case "w:footnote", "w:endnote", "w:comment":
			if n.noteIDs[e.name] == nil {
				n.noteIDs[e.name] = map[string]bool{}
			}
			id, greatest := text(k, "id"), n.notes[e.name]
			n.noteIDs[e.name][id] = true
			most(&greatest, id)
			n.notes[e.name] = greatest
		case "w:numId":
			if s.up(k, "w:pPrChange") < 0 {
				n.items[text(k, "val")]++
			}
		}
		if strings.HasPrefix(e.name, "v:") {
			id := text(k, "id")
			most(&n.shape, id[len(strings.TrimRight(id, "0123456789")):])
		}
	}
}

// freshSdt returns a number for a content control that the template does not have.
func (t *Template) freshSdt() int {
	n := &t.numbers
	for n.lastControl++; n.controls[strconv.Itoa(n.lastControl)]; n.lastControl++ {
	}
	return n.lastControl
}
