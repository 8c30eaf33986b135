package fill

import (
	"strings"

	"vanthu/pipeline/tag"
)

// tableEvents watches tables all of whose rows may go: such a table goes with them.
func (c *compiler) tableEvents() {
	inside := map[int][]*section{} // by table
	for _, s := range c.sections {
		if s.extent == inTable {
			t := c.up(s.open.para.elem, "w:tr")
			t = c.up(c.elems[t].parent, "w:tbl")
			for t >= 0 && (c.elems[t].pos > s.begin || c.elems[t].end < s.end) {
				t = c.up(c.elems[t].parent, "w:tbl")
			}
			inside[t] = append(inside[t], s)
		}
	}
	for t, list := range inside {
		if t < 0 {
			continue
		}
		rows, static := c.rows(t, nil), false
		for _, r := range rows {
			in := c.gone[r]
			for _, s := range list {
				in = in || s.begin <= c.elems[r].pos && c.elems[r].end <= s.end
			}
			static = static || !in
		}
		if static {
			continue
		}
		e := c.elems[t]
		c.events = append(c.events,
			event{pos: e.pos, rank: rankTableBegin, kind: evBegin, node: node{op: opTable}},
			event{pos: e.end, rank: rankTableEnd, kind: evEnd})
		for _, r := range rows {
			if !c.gone[r] {
				c.events = append(c.events, event{pos: c.elems[r].pos, rank: rankRow, kind: evNode, node: node{op: opRow}})
			}
		}
	}
}

// rows returns the rows of a table or of what stands between it and its rows.
func (c *compiler) rows(k int, list []int) []int {
	for i := k + 1; i < c.elems[k].next; i = c.elems[i].next {
		switch c.elems[i].name {
		case "w:tr":
			list = append(list, i)
		case "w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:del":
			list = c.rows(i, list)
		}
	}
	return list
}

// mergeEvents prepares the cells that have the filter gop (ECMA-376-1 17.4.84, vMerge).
func (c *compiler) mergeEvents() {
	uses := map[int][]int{} // by cell
	var cells []int
	for _, o := range c.tags {
		if o.tag == nil || !o.tag.Merges() {
			continue
		}
		s, cell := c.mergeSection(o)
		if s == nil {
			c.fault(o, "bộ lọc gop chỉ dùng trong ô của một hàng lặp, mỗi lần lặp một hàng")
			continue
		}
		if uses[cell] == nil {
			cells = append(cells, cell)
			s.slots = append(s.slots, c.t.slots+len(cells)-1)
		}
		uses[cell] = append(uses[cell], o.use)
	}
	for _, cell := range cells {
		c.mergeCell(cell, node{op: opMerge, slot: c.t.slots, slots: uses[cell]})
		c.t.slots++
	}
}

// mergeSection returns the innermost section that repeats the tag's row, and its cell.
func (c *compiler) mergeSection(o *occurrence) (in *section, cell int) {
	if o.para == nil {
		return nil, -1
	}
	cell = c.up(o.para.elem, "w:tc")
	row := c.up(max(cell, 0), "w:tr")
	if cell < 0 || row < 0 {
		return nil, -1
	}
	for _, s := range c.sections { // by opening tag: inner ones later
		if s.extent == inTable && s.begin <= c.elems[row].pos && c.elems[row].end <= s.end && s.open.tag.Kind == tag.Section {
			in = s
		}
	}
	if in == nil || in.row < 0 || c.up(in.row, "w:tr") != row {
		return nil, -1
	}
	return in, cell
}

// mergeCell puts n into a cell: it wraps what follows the
// cell's properties, and writes vMerge into these.
func (c *compiler) mergeCell(cell int, n node) {
	e := c.elems[cell]
	begin := e.inner
	vMerge := "<" + c.named(cell, "vMerge")
	restart := vMerge + " " + c.named(cell, "val") + `="restart"/>`
	n.br, n.tab = restart, vMerge+"/>"
	pr := c.child(cell, "w:tcPr")
	at := begin
	switch {
	case pr >= 0 && c.elems[pr].inner < c.elems[pr].end: // not empty
		begin, at = c.elems[pr].end, c.elems[pr].inner
		for i := pr + 1; i < c.elems[pr].next; i = c.elems[i].next {
			switch c.elems[i].name {
			case "w:cnfStyle", "w:tcW", "w:gridSpan", "w:hMerge":
				at = c.elems[i].end
			case "w:vMerge":
				c.cuts = append(c.cuts, cut{c.elems[i].pos, c.elems[i].end})
			}
		}
	default:
		if pr >= 0 {
			begin, at = c.elems[pr].end, c.elems[pr].end
			c.cuts = append(c.cuts, cut{c.elems[pr].pos, c.elems[pr].end})
		}
		wrap := func(s string) string {
			return "<" + c.named(cell, "tcPr") + ">" + s + "</" + c.named(cell, "tcPr") + ">"
		}
		n.br, n.tab = wrap(n.br), wrap(n.tab)
	}
	empty := "<" + c.named(cell, "p") + "/>"
	if p := c.child(cell, "w:p"); p >= 0 {
		empty = c.emptyPara(p)
	}
	c.events = append(c.events,
		event{pos: at, rank: rankCellBegin, kind: evNode, node: n},
		event{pos: begin, rank: rankCellBegin, sub: 2, kind: evBegin, node: node{op: opUnmerged, slot: n.slot, lit: []byte(empty)}},
		event{pos: e.innerEnd, rank: rankCellEnd, sub: 2, kind: evEnd})
}

// emptyPara returns a paragraph with the properties of p and nothing in it.
func (c *compiler) emptyPara(p int) string {
	name := c.rawName(p)
	props := ""
	if pr := c.child(p, "w:pPr"); pr >= 0 {
		e := c.elems[pr]
		props = string(c.src[e.pos:e.end])
		if s := c.child(pr, "w:sectPr"); s >= 0 {
			props = string(c.src[e.pos:c.elems[s].pos]) + string(c.src[c.elems[s].end:e.end])
		}
	}
	if props == "" {
		return "<" + name + "/>"
	}
	return "<" + name + ">" + props + "</" + name + ">"
}

func (c *compiler) isInGone(k int) bool {
	for ; k >= 0; k = c.elems[k].parent {
		if c.gone[k] {
			return true
		}
	}
	return false
}

// bookmarksOf keeps the bookmarks that begin or end in a vanished paragraph: they may
// stand between paragraphs too (ECMA-376-1 17.13.6).
func (c *compiler) bookmarksOf(p *para) {
	e := c.elems[p.elem]
	lit := ""
	for i := p.elem + 1; i < e.next; i++ {
		if rangeKind(c.elems[i].name) != "" {
			lit += string(c.src[c.elems[i].pos:c.elems[i].end])
		}
	}
	if lit == "" {
		return
	}
	n := len(c.inPara[p])
	c.events = append(c.events, event{pos: e.pos, rank: rankTag, seq: c.seq(c.inPara[p][n-1]), sub: 1, kind: evNode, node: node{op: opFirst, kids: []node{{op: opLit, lit: []byte(lit)}}}})
}

// sectionBreakEvents moves the section break of a vanished paragraph up to the paragraph
// before it, whichever that turns out to be.
func (c *compiler) sectionBreakEvents() {
	marked := map[int]bool{}
	for _, p := range c.vanished {
		pr := c.child(p.elem, "w:pPr")
		if pr < 0 {
			continue
		}
		sect := c.child(pr, "w:sectPr")
		if sect < 0 {
			continue
		}
		pName, prName := c.rawName(p.elem), c.rawName(pr)
		n := node{op: opBreak, lit: c.src[c.elems[sect].pos:c.elems[sect].end],
			br: "<" + prName + ">", tail: "</" + prName + ">", tab: pName}
		last := c.inPara[p][len(c.inPara[p])-1]
		c.events = append(c.events, event{pos: c.elems[p.elem].pos, rank: rankTag, seq: c.seq(last), sub: 2, kind: evNode, node: n})
		if k := c.elems[p.elem].parent; !marked[k] {
			marked[k] = true
			c.markParas(k)
		}
	}
}

// markParas notes where the paragraphs in k could carry a section break.
func (c *compiler) markParas(k int) {
	for i := k + 1; i < c.elems[k].next; i = c.elems[i].next {
		e := c.elems[i]
		switch {
		case c.gone[i]:
		case e.name != "w:p":
			if e.name == "w:tbl" || e.name == "w:sdt" {
				c.events = append(c.events, event{pos: e.end, rank: rankCellBegin, kind: evNode, node: node{op: opMark, slot: markNone}})
			}
		default:
			c.markPara(i)
		}
	}
}

func (c *compiler) markPara(p int) {
	e := c.elems[p]
	m := event{kind: evNode, rank: rankCellBegin, pos: e.inner, node: node{op: opMark, slot: markBare}}
	pr := c.child(p, "w:pPr")
	switch {
	case e.inner == e.end && e.innerEnd == e.end && strings.HasSuffix(string(c.src[e.pos:e.inner]), "/>"):
		c.cuts = append(c.cuts, cut{e.inner - 2, e.inner})
		m.pre, m.post = ">", "</"+c.rawName(p)+">"
	case pr >= 0 && c.child(pr, "w:sectPr") >= 0:
		m.node.slot, m.pos = markNone, e.end
	case pr >= 0 && c.elems[pr].inner == c.elems[pr].end: // <w:pPr/>
		c.cuts = append(c.cuts, cut{c.elems[pr].pos, c.elems[pr].end})
		m.pos = c.elems[pr].end
	case pr >= 0:
		m.node.slot, m.pos = markInside, c.elems[pr].innerEnd
		if ch := c.child(pr, "w:pPrChange"); ch >= 0 {
			m.pos = c.elems[ch].pos
		}
	}
	c.events = append(c.events, m)
}
