package fill

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/tag"
)

// list is a numbered list that begins anew in each copy of a repeated part: every copy
// but the first gets a numbering instance of its own (ECMA-376-1 17.9.15), whose levels
// start over.
type list struct {
	slot     int
	instance string // what follows the number of the instance: <w:num w:numId="N"> … </w:num>
}

// numbering is what the part of that name says.
type numbering struct {
	part string
	src  []byte
	end  int                         // where further instances go
	nums map[string]num              // by numId
	from map[string]map[string]int64 // by abstractNumId and level: where it starts
	last int64                       // the greatest numId
}

type num struct {
	abstract string
	start    map[string]string // by level, of w:startOverride
	level    map[string]string // w:lvl of w:lvlOverride, as it stands there
}

// readNumbering reads the numbering part, if there is one.
func readNumbering(pkg *ooxml.Package) (*numbering, error) {
	main, err := pkg.Main()
	if err != nil {
		return nil, err
	}
	parts, err := pkg.Find(main, "numbering")
	if err != nil || len(parts) == 0 {
		return nil, err
	}
	n := &numbering{part: parts[0], end: -1, nums: map[string]num{}, from: map[string]map[string]int64{}}
	if n.src, err = pkg.Part(n.part); err != nil {
		return nil, err
	}
	s := ooxml.NewScanner(n.src)
	var abstract, id, level string
	at := 0 // where the w:lvl of an override begins
	for {
		t, err := s.Next()
		if err == io.EOF {
			return n, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: tệp hỏng: %w", n.part, err)
		}
		val, _ := s.Attr("w:val")
		switch {
		case t.Name == "w:lvl" && id != "" && level != "":
			if t.Kind == ooxml.End {
				n.nums[id].level[level] = string(n.src[at:t.End])
			}
			at = t.Pos
		case t.Name == "w:num" && t.Kind == ooxml.End, t.Name == "w:abstractNum" && t.Kind == ooxml.End && n.end < 0:
			n.end = t.End
			id, abstract = "", ""
		case t.Kind == ooxml.End:
		case t.Name == "w:abstractNum":
			abstract, _ = s.Attr("w:abstractNumId")
			n.from[abstract] = map[string]int64{}
		case t.Name == "w:num":
			id, _ = s.Attr("w:numId")
			n.nums[id] = num{start: map[string]string{}, level: map[string]string{}}
			if i, err := strconv.ParseInt(id, 10, 32); err == nil {
				n.last = max(n.last, i)
			}
		case t.Name == "w:abstractNumId" && id != "":
			v := n.nums[id]
			v.abstract = val
			n.nums[id] = v
		case t.Name == "w:lvl", t.Name == "w:lvlOverride":
			level, _ = s.Attr("w:ilvl")
		case t.Name == "w:start" && id != "" && n.nums[id].start[level] == "":
			n.nums[id].start[level] = val
		case t.Name == "w:start" && id == "" && abstract != "":
			n.from[abstract][level], _ = strconv.ParseInt(val, 10, 32)
		case t.Name == "w:startOverride" && id != "":
			n.nums[id].start[level] = val
		}
	}
}

// instance is a further instance of a numbering, without its number, that starts over; ""
// where the numbering is not there.
func (n *numbering) instance(id string, levels map[string]bool) string {
	if n == nil || n.end < 0 || n.nums[id].abstract == "" {
		return ""
	}
	of := n.nums[id]
	var b strings.Builder
	fmt.Fprintf(&b, `<w:abstractNumId w:val="%s"/>`, string(ooxml.AppendEscaped(nil, of.abstract, true)))
	for level := range of.level {
		levels[level] = true
	}
	for _, level := range slices.Sorted(maps.Keys(levels)) {
		start := of.start[level]
		if start == "" {
			first, known := n.from[of.abstract][level]
			if !known {
				first = 1
			}
			start = strconv.FormatInt(first, 10)
		}
		fmt.Fprintf(&b, `<w:lvlOverride w:ilvl="%s"><w:startOverride w:val="%s"/>%s</w:lvlOverride>`, level, start, of.level[level])
	}
	return b.String()
}

// item is a paragraph of a list.
type item struct {
	para, number int // elements: w:p, w:numId; number is -1 where its style says the list
	level        string
	section      int // index of the innermost that repeats it, -1 for none
	style        *listStyle
}

// listEvents finds the lists that begin anew in each copy.
func (c *compiler) listEvents(inner []int) {
	if inner == nil || c.t.numbering == nil {
		return
	}
	items := map[string][]item{}
	for k, e := range c.elems {
		if e.name == "w:p" {
			if st := c.t.listStyles.of(c.source, k); st != nil {
				items[st.id] = append(items[st.id], item{para: k, number: -1, level: st.level, section: inner[k], style: st})
			}
		}
		if e.name != "w:numId" || !c.isIn(k, "w:numPr", "w:pPr", "w:p") {
			continue
		}
		i := item{para: c.up(k, "w:p"), number: k, level: "0", section: inner[k]}
		if l := c.child(e.parent, "w:ilvl"); l >= 0 {
			i.level = c.attrText(l, "val")
		}
		id := c.attrText(k, "val")
		items[id] = append(items[id], i)
	}
	for _, id := range slices.Sorted(maps.Keys(items)) {
		if len(items[id]) == c.t.numbers.items[id] {
			c.restart(id, items[id], inner)
		}
	}
}

// isIn reports whether the elements around k have these names, innermost first.
func (c *compiler) isIn(k int, names ...string) bool {
	for _, name := range names {
		if k = c.elems[k].parent; k < 0 || c.elems[k].name != name {
			return false
		}
	}
	return true
}

// restart lets a list begin anew in each copy of the innermost section that holds all of
// it and more than its items: where a copy begins with an item of the list, or has only
// one, the list counts the copies, and goes on.
func (c *compiler) restart(id string, items []item, inner []int) {
	best := -1
	for i, s := range c.sections {
		if s.each != nil && s.open.tag.Kind == tag.Section && !s.open.tag.IsCondition() && c.holds(s, items) && c.isListOf(i, items, inner) &&
			(best < 0 || s.begin >= c.sections[best].begin) {
			best = i
		}
	}
	if best < 0 {
		return
	}
	levels := map[string]bool{}
	for _, i := range items {
		levels[i.level] = true
	}
	l := &list{slot: c.t.slots, instance: c.t.numbering.instance(id, levels)}
	if l.instance == "" {
		return
	}
	c.t.slots++
	each := c.sections[best].each
	each.lists = append(each.lists, l)
	for _, i := range items {
		if i.number >= 0 {
			c.idEvent(i.number, "val", idList, l.slot)
		} else if !c.isInGone(i.para) {
			c.styledItem(i, l.slot)
		}
	}
}

func (c *compiler) holds(s *section, items []item) bool {
	for _, i := range items {
		if p := c.elems[i.para].pos; p < s.begin || p >= s.end {
			return false
		}
	}
	return true
}

// isListOf reports whether a copy of a section holds the list as something of its own.
func (c *compiler) isListOf(section int, items []item, inner []int) bool {
	s, first := c.sections[section], -1
	for k, e := range c.elems {
		if e.name == "w:p" && s.begin <= e.pos && e.pos < s.end && !c.isInGone(k) {
			first = k
			break
		}
	}
	direct, sameLevel := true, true
	for _, i := range items {
		direct = direct && inner[i.para] == section
		sameLevel = sameLevel && i.level == items[0].level
	}
	if first == items[0].para {
		return len(items) > 1 && direct && sameLevel
	}
	return len(items) > 1 || !direct
}

// begin gives a list its instance for the copy that comes.
func (f *filling) begin(l *list) {
	if !f.listBegun[l.slot] {
		f.listBegun[l.slot] = true
		return
	}
	f.fresh.list++
	f.ids[l.slot] = f.fresh.list
	f.instances = fmt.Appendf(f.instances, `<w:num xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:numId="%d">%s</w:num>`, f.fresh.list, l.instance)
}
