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
	idBookmark     idKind = iota // w:bookmarkStart w:id; a new number for each copy
	idBookmarkEnd                // w:bookmarkEnd w:id; the number of its beginning
	idBookmarkName               // w:bookmarkStart w:name
	idDrawing                    // wp:docPr id
	idPara                       // w14:paraId of w:p and w:tr, eight hexadecimal digits
	idControl                    // w:id of a content control
)

// idEvents makes the numbers in repeated parts those of the template in the first copy
// and new ones in the others.
func (c *compiler) idEvents() {
	inner := c.repeats()
	if inner == nil {
		return
	}
	starts, ends := map[string]int{}, map[string]int{}
	for i, e := range c.elems {
		switch e.name {
		case "w:bookmarkStart":
			starts[c.attrText(i, "id")] = i
		case "w:bookmarkEnd":
			ends[c.attrText(i, "id")] = i
		}
	}
	slots := map[string]int{}
	for i, e := range c.elems {
		if inner[i] < 0 {
			if e.name != "w:bookmarkStart" && e.name != "w:bookmarkEnd" {
				continue
			}
		}
		switch e.name {
		case "w:bookmarkStart", "w:bookmarkEnd":
			id := c.attrText(i, "id")
			s, hasStart := starts[id]
			t, hasEnd := ends[id]
			switch {
			case inner[i] < 0:
			case !hasStart || !hasEnd || inner[s] != inner[t]:
				c.onlyFirst(i)
			default:
				if _, ok := slots[id]; !ok {
					slots[id] = c.t.slots
					c.t.slots++
				}
				if e.name == "w:bookmarkEnd" {
					c.idEvent(i, "id", idBookmarkEnd, slots[id])
				} else {
					c.idEvent(i, "id", idBookmark, slots[id])
					c.idEvent(i, "name", idBookmarkName, slots[id])
				}
			}
		case "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference":
			c.onlyFirst(i)
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
}

// repeats returns for each element the innermost section that may repeat it, -1 for none;
// nil where nothing repeats.
func (c *compiler) repeats() []int {
	var list []int
	for i, s := range c.sections {
		if s.open.tag.Kind == tag.Section && !s.open.tag.IsCondition() {
			list = append(list, i)
		}
	}
	if list == nil {
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
	bookmark, drawing int64
	paras             map[string]bool
	controls          map[string]bool
	lastControl       int
}

// learn notes the numbers of a part.
func (n *numbers) learn(s *source) {
	if n.paras == nil {
		n.paras, n.controls = map[string]bool{}, map[string]bool{}
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
		case "w:bookmarkStart", "w:bookmarkEnd":
			most(&n.bookmark, text(k, "id"))
		case "wp:docPr":
			most(&n.drawing, text(k, "id"))
		case "w:p", "w:tr":
			if id := text(k, "paraId"); id != "" {
				n.paras[strings.ToUpper(id)] = true
			}
		case "w:id":
			n.controls[text(k, "val")] = true
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
