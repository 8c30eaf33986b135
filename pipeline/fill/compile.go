package fill

import (
	"bytes"
	"fmt"
	"sort"
	"strings"

	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/tag"
)

// compiler turns one part into nodes. It finds what every tag repeats or writes, notes
// what is cut from the source and what happens at which place (events), and lets build
// lay that out as nodes.
type compiler struct {
	*source
	t        *Template
	tags     []*occurrence
	inPara   map[*para][]*occurrence
	partner  map[*occurrence]*section
	sections []*section
	runs     map[int]*run
	gone     map[int]bool // elements that vanish with all in them
	vanished []*para
	cuts     []cut
	events   []event
	faults   []located
	notes    map[int]*movedNote // by element: notes that are made by their references
	loopOf   map[*section]int   // in the map of marks
	contents []*contents
	scopes   map[int][]*tag.Tag // by w:t: sections in whose first copies its tags are looked up
}

// located is a fault and where in the source its tag stands.
type located struct {
	pos int
	Fault
}

// cut is a range of the source that is not copied.
type cut struct{ pos, end int }

// run is a w:r from which text is cut: where what is left of it begins and ends.
type run struct{ first, last int }

func (r *run) keep(pos int) { r.first, r.last = min(r.first, pos), max(r.last, pos) }

func (c *compiler) fault(o *occurrence, problem string) {
	c.faults = append(c.faults, located{o.pos, Fault{Place: o.place, Tag: o.written, Problem: problem}})
}

// compile returns the nodes of a part, nil where it has no tags.
func (c *compiler) compile() []node {
	c.tags, c.notes = c.occurrences(), c.movedNotes()
	if len(c.tags) == 0 && len(c.notes) == 0 {
		return nil
	}
	c.inPara, c.partner = map[*para][]*occurrence{}, map[*occurrence]*section{}
	c.runs, c.gone = map[int]*run{}, map[int]bool{}
	for _, o := range c.tags {
		if o.err != nil {
			c.fault(o, o.err.Error())
		}
		if o.para != nil {
			c.inPara[o.para] = append(c.inPara[o.para], o)
		}
	}
	c.register()
	c.match()
	c.place()
	c.cutTags()
	c.mergeEvents()
	c.sectionEvents()
	c.nest()
	c.contentsEvents()
	c.valueEvents()
	c.markEvents()
	c.tableEvents()
	c.keepEvents()
	c.controlEvents()
	c.sectionBreakEvents()
	c.idEvents()
	c.noteEvents()
	c.referenceEvents()
	c.sequenceEvents()
	c.formulaFaults()
	if len(c.faults) == 0 {
		return c.build()
	}
	sort.SliceStable(c.faults, func(i, j int) bool { return c.faults[i].pos < c.faults[j].pos })
	for _, f := range c.faults {
		c.t.faults.add(f.Fault)
	}
	return nil
}

// cutTags takes the tags out of the text and finds the runs that held nothing else.
func (c *compiler) cutTags() {
	for i := range c.paras {
		p := &c.paras[i]
		if len(c.inPara[p]) > 0 {
			c.cutPara(p)
		}
	}
	for k, r := range c.runs {
		if r.last < 0 {
			c.gone[k] = true
		}
	}
	for k := range c.gone {
		c.cuts = append(c.cuts, cut{c.elems[k].pos, c.elems[k].end})
	}
}

func (c *compiler) cutPara(p *para) {
	touched := map[int]bool{}
	tags := c.inPara[p]
	for i, sp := range p.spans {
		end := len(p.text)
		if i+1 < len(p.spans) {
			end = p.spans[i+1].at
		}
		at := sp.at // what lies before is dealt with
		for len(tags) > 0 && tags[0].from < end && at < end {
			from, to := max(tags[0].from, at), min(tags[0].to, end)
			if tags[0].tag == nil {
				from = max(tags[0].from+1, at) // of "{{" one stays
			}
			if from > at {
				c.keepText(&sp, at, min(from, end))
			}
			if from < to {
				c.cuts = append(c.cuts, cut{sp.source(from - sp.at), sp.source(to - sp.at)})
				if !sp.sign && !sp.attr {
					touched[sp.elem] = true
					c.run(sp.elem)
				}
			}
			at = max(at, to)
			if tags[0].to > end {
				break
			}
			tags = tags[1:]
		}
		if at < end {
			c.keepText(&sp, at, end)
		}
	}
	for t := range touched {
		if t := c.elems[t]; !bytes.Contains(c.src[t.pos:t.inner], []byte("xml:space")) {
			c.events = append(c.events, event{pos: t.inner - 1, pre: preserve, soft: true})
		}
	}
}

func (c *compiler) keepText(sp *span, from, to int) {
	if r := c.run(sp.elem); r != nil && !sp.sign {
		r.keep(sp.source(from - sp.at))
		r.keep(sp.source(to-sp.at) - 1)
	}
}

// run returns the run of a w:t, nil where it stands in none.
func (c *compiler) run(t int) *run {
	k := c.elems[t].parent
	if c.elems[t].name != "w:t" && c.elems[t].name != "m:t" || k < 0 || c.elems[k].name != "w:r" && c.elems[k].name != "m:r" {
		return nil
	}
	r := c.runs[k]
	if r == nil {
		r = &run{first: len(c.src), last: -1}
		c.runs[k] = r
		for i := k + 1; i < c.elems[k].next; i = c.elems[i].next {
			switch c.elems[i].name {
			case "w:rPr", "m:rPr", "w:t", "m:t", "w:lastRenderedPageBreak":
			default:
				r.keep(c.elems[i].pos)
			}
		}
		for i := c.seqAt(c.elems[k].pos); i < len(c.tags) && c.tags[i].pos < c.elems[k].end; i++ {
			v := c.tags[i] // values stand in their run
			if v.tag != nil && v.para != nil && (v.tag.Kind == tag.Value && !c.isLate(v) || v.tag.Kind == tag.Picture) {
				r.keep(v.pos)
			}
		}
	}
	return r
}

// slide moves a place inside a run to the run's edge where nothing is left between, so
// that no empty run is made. It returns the element whose content the place is in.
func (c *compiler) slide(pos, t int) (at, in int) {
	r := c.run(t)
	if r == nil {
		return pos, t
	}
	k := c.elems[t].parent
	switch {
	case r.first >= pos:
		return c.elems[k].pos, c.elems[k].parent
	case r.last < pos:
		return c.elems[k].end, c.elems[k].parent
	}
	return pos, t
}

// sectionEvents begins and ends the sections.
func (c *compiler) sectionEvents() {
	for _, s := range c.sections {
		n := node{op: opSection, tag: s.open.tag, use: s.open.use, slots: s.slots, each: s.each}
		begin := event{kind: evBegin, seq: c.seq(s.open), rank: rankTag, node: n}
		end := event{kind: evEnd, seq: c.seq(s.close), rank: rankTag}
		if s.extent == inText {
			a, b := s.open, s.close
			spa, _ := a.para.at(a.to - 1)
			spb, posb := b.para.at(b.from)
			s.begin, s.end = spa.source(a.to-spa.at), posb
			if spa.elem != spb.elem {
				var ina, inb int
				s.begin, ina = c.slide(s.begin, spa.elem)
				s.end, inb = c.slide(s.end, spb.elem)
				top := c.common(ina, inb)
				begin.pre, begin.post = c.closers(ina, top), c.openers(ina, top)
				end.pre, end.post = c.closers(inb, top), c.openers(inb, top)
			}
		}
		begin.pos, end.pos = s.begin, s.end
		c.events = append(c.events, begin, end)
	}
}

// seqAt returns the first tag at or behind a place of the source.
func (c *compiler) seqAt(pos int) int {
	return sort.Search(len(c.tags), func(i int) bool { return c.tags[i].pos >= pos })
}

func (c *compiler) seq(o *occurrence) int { return c.seqAt(o.pos) }

// register puts the part's tags on the template's list.
func (c *compiler) register() {
	for _, o := range c.tags {
		if o.tag != nil && o.tag.Kind != tag.Close {
			o.use = len(c.t.uses)
			c.t.uses = append(c.t.uses, Use{Tag: o.tag, Place: o.place, Late: c.isLate(o)})
		}
	}
}

func (c *compiler) isLate(o *occurrence) bool {
	return o.tag.Kind == tag.Value && len(c.t.late) > 0 && o.tag.IsFlat() && c.t.late[o.tag.Paths()[0]]
}

// valueEvents writes values, late values and pictures.
func (c *compiler) valueEvents() {
	c.scopes = c.referenceScopes()
	for i, o := range c.tags {
		if o.tag == nil {
			continue
		}
		c.checkLate(o)
		switch {
		case o.alt != nil && o.alt.box:
			c.boxOf(o)
		case o.tag.Kind == tag.Picture && o.alt != nil:
			c.placeholder(o, i)
		case o.tag.Kind == tag.Picture:
			c.picture(o, i)
		case o.tag.Kind != tag.Value:
		case o.alt != nil:
			c.fault(o, "chữ thay thế của hình chỉ nhận thẻ hình {%tên}")
		case c.isLate(o):
			c.lateEvent(o, i)
		default:
			sp, pos := o.para.at(o.from)
			n := node{op: opValue, tag: o.tag, use: o.use, br: " ", tab: " ", inAttr: sp.attr, in: c.scopes[sp.elem]}
			if c.elems[sp.elem].name == "w:t" && c.run(sp.elem) != nil {
				again := "<" + c.rawName(sp.elem) + preserve + ">"
				n.br = c.closers(sp.elem, c.elems[sp.elem].parent) + "<" + c.named(sp.elem, "br") + "/>" + again
				n.tab = c.closers(sp.elem, c.elems[sp.elem].parent) + "<" + c.named(sp.elem, "tab") + "/>" + again
				n.join = c.closers(sp.elem, c.elems[sp.elem].parent) + "<" + c.named(sp.elem, "noBreakHyphen") + "/>" + again
			}
			c.events = append(c.events, event{pos: pos, rank: rankTag, seq: i, node: n, kind: evNode})
		}
	}
}

// checkLate refuses what stamp could not fill later.
func (c *compiler) checkLate(o *occurrence) {
	name := ""
	for _, p := range o.tag.Paths() {
		first, _, _ := strings.Cut(p, ".")
		if c.t.late[first] {
			name = first
		}
	}
	if name == "" {
		return
	}
	switch {
	case !c.isLate(o):
		c.fault(o, fmt.Sprintf("%s là giá trị ghi sau: chỉ viết {%[1]s}, không bộ lọc, không phần lặp, không điều kiện", name))
	default:
		for _, s := range c.sections {
			if s.begin <= o.pos && o.pos < s.end && s.open.tag.Kind == tag.Section && !s.open.tag.IsCondition() {
				c.fault(o, fmt.Sprintf("%s là giá trị ghi sau: không được nằm trong phần lặp %s", name, s.open.written))
				return
			}
		}
	}
}

// lateEvent puts a late value into a run of its own, in the editing copy inside a content
// control that cannot be typed in.
func (c *compiler) lateEvent(o *occurrence, seq int) {
	sp, q := o.para.at(o.from)
	name := o.tag.Paths()[0]
	pos, in := c.slide(q, sp.elem)
	if c.run(sp.elem) == nil || c.elems[sp.elem].name != "w:t" {
		c.fault(o, "giá trị ghi sau không đứng được trong công thức")
		return
	}
	r := c.elems[sp.elem].parent
	top := c.elems[r].parent
	e := event{pos: pos, rank: rankTag, seq: seq, kind: evNode, pre: c.closers(in, top), post: c.openers(in, top)}
	w := func(local string) string { return c.named(r, local) }
	val := func(local, v string) string {
		return "<" + w(local) + " " + w("val") + `="` + string(ooxml.AppendEscaped(nil, v, true)) + `"/>`
	}
	head := "<" + w("sdt") + "><" + w("sdtPr") + ">" + val("alias", name) + val("tag", name) +
		val("id", fmt.Sprint(c.t.freshSdt())) + val("lock", "contentLocked") + "<" + w("showingPlcHdr") + "/></" + w("sdtPr") + "><" + w("sdtContent") + ">"
	e.node = node{op: opLate, tag: o.tag, use: o.use, text: name, lit: []byte(head),
		br: c.openers(sp.elem, top), tab: c.closers(sp.elem, top),
		tail: "</" + w("sdtContent") + "></" + w("sdt") + ">"}
	c.events = append(c.events, e)
}
