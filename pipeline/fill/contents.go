package fill

import (
	"regexp"
	"slices"
	"sort"
	"strings"
)

// A table of contents (ECMA-376-1 17.16.5.68) is stored as paragraphs that lead to bookmarks at the
// headings. Where a heading stands in a section, its entry is shown and repeated with it.

// entry is a paragraph of a table of contents.
type entry struct {
	para  int        // element
	name  string     // of the bookmark to which it leads
	chain []*section // around the bookmark and not around the entry, outermost first
}

// contents are entries that are repeated with a section.
type contents struct {
	begin, end int // in the source
	each       *each
	marks      map[string]*identity // by name: the bookmarks to which entries of one copy lead
}

var entryTarget = regexp.MustCompile(`^\s*(?i:HYPERLINK\s(?:.*\s)?\\l|PAGEREF)\s*(?:"|&quot;)?([\pL_][\pL\pM\pN_.]*)`)

// contentsEvents repeats the entries of tables of contents with the sections of their headings.
func (c *compiler) contentsEvents() {
	if c.story.Part != c.t.main || len(c.sections) == 0 {
		return
	}
	marks := map[string]int{} // bookmarks: where they begin
	for k, e := range c.elems {
		if e.name == "w:bookmarkStart" {
			if name := c.attrText(k, "name"); marks[name] == 0 {
				marks[name] = e.pos
			}
		}
	}
	targets := c.entryTargets()
	for _, f := range c.contentsFields() {
		var list []entry
		for k := range c.elems {
			e := c.elems[k]
			if e.name != "w:p" || e.end <= c.elems[f.begin].pos || e.pos >= c.elems[f.end].pos {
				continue
			}
			n := entry{para: k, name: targets[k]}
			if at := marks[n.name]; at > e.pos && e.end <= c.elems[f.end].pos {
				n.chain = c.chainAt(at, e.pos)
			}
			list = append(list, n)
		}
		c.groupEntries(list, 0, f)
	}
}

// chainAt lists the sections around a place that are not around another, outermost first.
func (c *compiler) chainAt(at, other int) (chain []*section) {
	for _, s := range c.sections {
		if s.extent != inText && s.begin <= at && at < s.end && !(s.begin <= other && other < s.end) {
			chain = append(chain, s)
		}
	}
	sort.SliceStable(chain, func(i, j int) bool { return chain[i].begin < chain[j].begin })
	return chain
}

// contentsField is a field TOC: the elements w:fldChar.
type contentsField struct{ begin, separate, end int }

func (c *compiler) contentsFields() (list []contentsField) {
	type field struct {
		contentsField
		code strings.Builder
	}
	var open []*field
	for k, e := range c.elems {
		n := len(open) - 1
		switch kind := ""; e.name {
		case "w:fldChar":
			switch kind = c.attrText(k, "fldCharType"); {
			case kind == "begin":
				open = append(open, &field{contentsField: contentsField{k, -1, -1}})
			case kind == "separate" && n >= 0:
				open[n].separate = k
			case kind == "end" && n >= 0:
				if f := open[n]; f.separate > 0 && strings.HasPrefix(strings.ToUpper(strings.TrimSpace(f.code.String())), "TOC") {
					f.end = k
					list = append(list, f.contentsField)
				}
				open = open[:n]
			}
		case "w:instrText":
			if n >= 0 && open[n].separate < 0 {
				open[n].code.Write(c.src[e.inner:e.innerEnd])
			}
		}
	}
	return list
}

// entryTargets finds the bookmark to which each paragraph leads first.
func (c *compiler) entryTargets() map[int]string {
	targets := map[int]string{}
	note := func(k int, name string) {
		if p := c.up(k, "w:p"); p >= 0 && targets[p] == "" {
			targets[p] = name
		}
	}
	for _, code := range c.fieldCodes() {
		if m := entryTarget.FindStringSubmatch(c.written(code)); m != nil && len(code) > 0 {
			note(code[0].elem, m[1])
		}
	}
	for k, e := range c.elems {
		if e.name == "w:hyperlink" {
			note(k, c.attrText(k, "anchor"))
		}
	}
	return targets
}

// groupEntries repeats entries one behind the other whose headings stand in the same section.
func (c *compiler) groupEntries(list []entry, depth int, f contentsField) {
	for i := 0; i < len(list); {
		if len(list[i].chain) <= depth {
			i++
			continue
		}
		s, j := list[i].chain[depth], i
		for j < len(list) && len(list[j].chain) > depth && list[j].chain[depth] == s && c.elems[list[j].para].parent == c.elems[list[i].para].parent {
			j++
		}
		c.repeatEntries(list[i:j], s, depth, f)
		c.groupEntries(list[i:j], depth+1, f)
		i = j
	}
}

func (c *compiler) repeatEntries(list []entry, s *section, depth int, f contentsField) {
	first, last := c.elems[list[0].para], c.elems[list[len(list)-1].para]
	g := &contents{begin: first.pos, end: last.end, each: new(each), marks: map[string]*identity{}}
	for _, e := range list {
		if chain := e.chain; s.repeats() && !slices.ContainsFunc(chain[depth+1:], (*section).repeats) {
			g.marks[e.name] = nil // known once bookmarks are
		}
		if depth == 0 {
			c.idEvent(e.para, "paraId", idPara, 0)
			c.keepField(e.para, g.end, f)
		}
	}
	c.contents = append(c.contents, g)
	c.events = append(c.events,
		event{pos: g.begin, rank: rankTableBegin, sub: depth - 100, kind: evBegin, node: node{op: opSection, tag: s.open.tag, use: s.open.use, each: g.each}},
		event{pos: g.end, rank: rankTableEnd, sub: 100 - depth, kind: evEnd})
}

// keepField lets the beginning of the field come once with the first entry that comes, in a paragraph of
// its own behind end where none does.
func (c *compiler) keepField(para, end int, f contentsField) {
	from, to := c.up(f.begin, "w:r"), c.up(f.separate, "w:r")
	if from < 0 || to < 0 || c.elems[from].parent != para || c.elems[to].parent != para {
		return
	}
	slot := c.t.slots
	c.t.slots++
	pos, stop := c.elems[from].pos, c.elems[to].end
	lit := "<" + c.rawName(para) + ">"
	if pr := c.child(para, "w:pPr"); pr >= 0 {
		lit += string(c.src[c.elems[pr].pos:c.elems[pr].end])
	}
	lit += string(c.src[pos:stop]) + "</" + c.rawName(para) + ">"
	c.events = append(c.events,
		event{pos: pos, rank: rankTableBegin, kind: evBegin, node: node{op: opOnce, slot: slot}},
		event{pos: stop, rank: rankTableEnd, kind: evEnd},
		event{pos: end, rank: rankTableEnd, sub: 200, kind: evNode, node: node{op: opElse, slot: slot, lit: []byte(lit)}})
}

// contentsMark returns the bookmark to which an entry at a place leads in the copy that is written; nil
// where the place is in none that is repeated.
func (c *compiler) contentsMark(name string, at int) *identity {
	for _, g := range c.contents {
		id, leads := g.marks[name]
		if !leads || at < g.begin || at >= g.end {
			continue
		}
		if id == nil {
			for _, m := range c.t.marks[name] {
				if m.part == c.story.Part {
					id = &identity{slot: c.t.slots, gives: m.identity}
					c.t.slots++
					g.marks[name], g.each.marks = id, append(g.each.marks, id)
					break
				}
			}
		}
		return id
	}
	return nil
}

// inContents reports whether a place is in entries that are repeated.
func (c *compiler) inContents(at int) bool {
	return slices.ContainsFunc(c.contents, func(g *contents) bool { return g.begin <= at && at < g.end })
}
