package fill

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/tag"
)

// This file puts the marks of Options.Link round values: a content control on the level
// of runs (ECMA-376-1 17.5.2.31) and in it a hidden bookmark, of which a program that
// drops the one keeps the other; a copy of a row or paragraph has a bookmark alone, and the
// values in it have controls alone, without names for people: the copy tells whose they are,
// and names that stand nowhere else would make a file of rows three times as large. A
// value that is empty has its bookmark alone: Word shows an empty control as a prompt. A
// value in a footnote is of the copy that bears the reference. What can bear no mark is
// told in Map.Unlinked.

const nsWord2012 = "http://schemas.microsoft.com/office/word/2012/wordml"

// markEvents puts marks round all values of the part that can bear them.
func (c *compiler) markEvents() {
	if c.t.link == nil || c.elems[0].name == "w:comments" {
		return
	}
	c.loopOf = map[*section]int{}
	before := len(c.t.mapped.Slots)
	c.markLoops()
	for i := range c.paras {
		if p := &c.paras[i]; len(c.inPara[p]) > 0 && c.elems[p.elem].name == "w:p" {
			c.markSlots(p)
		}
	}
	if c.story.Part == c.t.main {
		c.markMap()
	}
	if len(c.t.mapped.Slots) > before {
		c.declareHidden()
	}
}

// blockSection is the innermost section that repeats or shows the rows or paragraphs at a
// place.
func (c *compiler) blockSection(pos int) (in *section) {
	for _, s := range c.sections { // by opening tag: inner ones later
		if s.extent != inText && s.begin <= pos && pos < s.end {
			in = s
		}
	}
	return in
}

// loopAt is the loop that a place stands in, -1 for none: a note in that of its reference.
func (c *compiler) loopAt(pos int) int {
	note, s := c.noteAt(pos), c.blockSection(pos)
	switch {
	case note != nil && s != nil:
		return noLoop
	case note != nil:
		return note.loop
	case s != nil:
		return c.loopOf[s]
	}
	return -1
}

// sectionOf is the section of a loop.
func (c *compiler) sectionOf(loop int) (s *section) {
	for in, at := range c.loopOf {
		if at == loop && (s == nil || in.begin < s.begin || in.end > s.end) {
			s = in
		}
	}
	return s
}

// markLoops notes the sections that repeat rows and paragraphs, and marks their copies.
func (c *compiler) markLoops() {
	m := c.t.mapped
	for _, s := range c.sections {
		if s.extent == inText || c.noteAt(s.begin) != nil {
			continue
		}
		l := Loop{Section: s.open.tag.String(), Parent: -1}
		for _, in := range c.sections { // by opening tag: inner ones later
			if at, is := c.loopOf[in]; is && in.begin <= s.begin && s.end <= in.end {
				l.Parent = at
			}
		}
		if l.Parent >= 0 && m.Loops[l.Parent].Units > 0 { // a choice of paragraphs in a cell of a row that repeats
			c.loopOf[s] = l.Parent
			continue
		}
		simple := !slices.ContainsFunc(c.sections, func(in *section) bool { return in != s && c.parts(s, in) })
		if s.open.tag.Kind == tag.Section && !s.open.tag.IsCondition() {
			l.Key = c.t.link.Keys[s.open.tag.Paths()[0]]
		}
		if simple {
			c.units(s, &l)
		}
		c.loopOf[s] = len(m.Loops)
		m.Loops = append(m.Loops, l)
		for i := range c.events {
			if e := &c.events[i]; e.node.op == opSection && e.kind == evBegin && e.node.use == s.open.use {
				e.node.loop = len(m.Loops)
			}
		}
		if l.Units > 0 && !c.markCopy(s, len(m.Loops)-1) {
			m.Loops[len(m.Loops)-1].Units = 0
		}
	}
}

// parts reports whether a section inside of another one parts its copies into copies of
// its own: any but a choice of paragraphs within a cell.
func (c *compiler) parts(s, in *section) bool {
	inside := in.extent != inText && s.begin <= in.begin && in.end <= s.end && (in.begin > s.begin || in.end < s.end || in.open.pos > s.open.pos)
	choice := s.extent == inTable && in.extent == inFlow && (in.open.tag.Kind == tag.Absent || in.open.tag.IsCondition() || in.open.tag.Paths()[0][0] == '$')
	return inside && !choice
}

// units counts the rows or paragraphs of a copy; none where it holds something else.
func (c *compiler) units(s *section, l *Loop) {
	var frame []string
	inside := 0 // the source is told up to here
	for k := range c.elems {
		e := &c.elems[k]
		if e.pos < s.begin || e.pos >= s.end || e.pos < inside {
			continue
		}
		inside = e.end
		if c.gone[k] {
			continue
		}
		switch {
		case e.name == "w:tr" && s.extent == inTable, e.name == "w:p" && s.extent == inFlow:
			l.Units++
		case e.name == "w:bookmarkStart" || e.name == "w:bookmarkEnd" || e.name == "w:proofErr":
		default:
			l.Units = 0
			return
		}
	}
	l.Rows = s.extent == inTable
	for i := range c.paras {
		if p := &c.paras[i]; c.elems[p.elem].pos >= s.begin && c.elems[p.elem].pos < s.end && c.elems[p.elem].name == "w:p" {
			text, _ := c.frame(p, s)
			frame = append(frame, text)
		}
	}
	l.Frame = strings.Join(frame, "\n")
}

// frame is the text of a paragraph with its tags but for those of sections of paragraphs
// and rows, unless they stand inside of copy, and how an offset in the paragraph is one of
// the frame.
func (c *compiler) frame(p *para, copy *section) (text string, at func(off int) int) {
	var cuts []cut
	for _, o := range c.inPara[p] {
		if s := c.partner[o]; s != nil && s.extent != inText && (copy == nil || !(copy.begin <= s.begin && s.end <= copy.end && (s.begin > copy.begin || s.end < copy.end))) {
			cuts = append(cuts, cut{o.from, o.to})
		}
	}
	at = func(off int) int {
		n := off
		for _, k := range cuts {
			if k.end <= off {
				n -= k.end - k.pos
			}
		}
		return n
	}
	last := 0
	for _, k := range cuts {
		text += p.text[last:k.pos]
		last = k.end
	}
	return text + p.text[last:], at
}

// markCopy puts the bookmark of a copy into the first paragraph that can bear it.
func (c *compiler) markCopy(s *section, loop int) bool {
	for i := range c.paras {
		p := &c.paras[i]
		e := c.elems[p.elem]
		if e.pos < s.begin || e.name != "w:p" || e.inner == e.end || c.isInGone(p.elem) || c.merges(p.elem) {
			continue
		}
		if e.pos >= s.end {
			return false
		}
		if c.blockSection(e.pos) != s { // one of several paragraphs to choose from: it may not be there
			continue
		}
		c.pointMark(p.elem, node{op: opCopyMark, text: RowPrefix, slot: loop})
		return true
	}
	return false
}

// merges reports whether a paragraph stands in a cell that may be merged with the one
// above it.
func (c *compiler) merges(k int) bool {
	cell := c.up(k, "w:tc")
	return slices.ContainsFunc(c.tags, func(o *occurrence) bool {
		return cell >= 0 && o.tag != nil && o.tag.Merges() && o.para != nil && c.up(o.para.elem, "w:tc") == cell
	})
}

// pointMark puts a node at the beginning of a paragraph.
func (c *compiler) pointMark(p int, n node) {
	pos := c.elems[p].inner
	if pr := c.child(p, "w:pPr"); pr >= 0 {
		pos = c.elems[pr].end
	}
	n.br = "<" + c.named(p, "bookmarkStart") + " " + c.named(p, "id") + `="`
	n.tab = `" ` + c.named(p, "name") + `="` + n.text
	n.tail = `"/><` + c.named(p, "bookmarkEnd") + " " + c.named(p, "id") + `="`
	c.events = append(c.events, event{pos: pos, rank: rankTag, seq: c.seqAt(pos), sub: -2, kind: evNode, node: n})
}

// markMap names the map in the first paragraph of the body that is always there.
func (c *compiler) markMap() {
	for i := range c.paras {
		e := c.elems[c.paras[i].elem]
		if e.name == "w:p" && e.inner < e.end && !c.isInGone(c.paras[i].elem) && c.blockSection(e.pos) == nil {
			c.pointMark(c.paras[i].elem, node{op: opMapMark, text: MapPrefix})
			return
		}
	}
}

// stretch is what is to be one slot.
type stretch struct {
	from, to    *occurrence
	group, fits bool
}

// markSlots finds the slots of a paragraph: values, and sections with what stands against
// them.
func (c *compiler) markSlots(p *para) {
	var list []stretch
	inside := 0
	for _, o := range c.inPara[p] {
		if o.from < inside {
			if n := len(list) - 1; o.tag == nil || o.tag.Kind == tag.Picture || c.isLate(o) {
				list[n].fits = list[n].fits && o.tag == nil
			}
			continue
		}
		next := stretch{from: o, to: o, fits: true}
		switch s := c.partner[o]; {
		case o.tag == nil || o.tag.Kind == tag.Picture || c.isLate(o) || s != nil && s.extent != inText:
			continue
		case s != nil:
			next.to, next.group = s.close, true
			inside = s.close.to
		}
		if n := len(list) - 1; n >= 0 && list[n].to.to == o.from && (list[n].group || next.group) {
			list[n].to, list[n].group = next.to, true
			continue
		}
		list = append(list, next)
	}
	text, at := c.frame(p, nil)
	for _, s := range list {
		if !s.fits || !c.markSlot(p, s, func(sl *Slot) {
			sl.From, sl.To, sl.Source = at(s.from.from), at(s.to.to), text[at(s.from.from):at(s.to.to)]
		}, text) {
			c.t.mapped.Unlinked = append(c.t.mapped.Unlinked, Unlinked{p.text[s.from.from:s.to.to], s.from.place})
		}
	}
}

// markSlot wraps what a stretch writes, where it can.
func (c *compiler) markSlot(p *para, s stretch, fill func(*Slot), frame string) bool {
	a, b := s.from, s.to
	spa, posa := p.at(a.from)
	spb, _ := p.at(b.to - 1)
	posb := spb.source(b.to - spb.at)
	if spa.sign || spb.sign || c.run(spa.elem) == nil || c.run(spb.elem) == nil || c.elems[spa.elem].name != "w:t" || c.elems[spb.elem].name != "w:t" {
		return false
	}
	top := c.elems[c.elems[spa.elem].parent].parent
	if c.elems[c.elems[spb.elem].parent].parent != top || c.up(top, "w:sdt", "w:fldSimple", "w:ins", "w:del") > p.elem {
		return false
	}
	m, pos := c.t.mapped, c.elems[p.elem].pos
	slot := Slot{Loop: c.loopAt(pos), Place: a.place}
	if slot.Loop == noLoop || c.inContents(pos) || len(c.scopes[spa.elem]) > 0 {
		return false
	}
	inCopy := slot.Loop >= 0 && m.Loops[slot.Loop].Units > 0 && c.noteAt(pos) == nil
	fill(&slot)
	phrase, err := tag.ParsePhrase(slot.Source)
	if err != nil || strings.Contains(slot.Source, object) { // a picture, a note between: no text would bring it
		return false
	}
	slot.Name = c.slotName(phrase)
	slot.Merged = slices.ContainsFunc(phrase.Tags(), (*tag.Tag).Merges)
	if c.story.Part != c.t.main {
		slot.Part = c.story.Part
	}
	number := len(m.Slots)
	if inCopy { // the same value in each of several paragraphs to choose from
		if same := slices.IndexFunc(m.Slots, func(o Slot) bool {
			return o.Loop == slot.Loop && o.Source == slot.Source && c.blockSection(pos) != c.sectionOf(slot.Loop)
		}); same >= 0 {
			number = same
		}
	}
	if n := len(m.Paras); n == 0 || m.Paras[n-1] != frame {
		m.Paras = append(m.Paras, frame)
	}
	slot.Para = len(m.Paras) - 1
	from, ina := c.slide(posa, spa.elem)
	to, inb := c.slide(posb, spb.elem)
	r := c.elems[spa.elem].parent
	w := func(local string) string { return c.named(r, local) }
	hidden := ""
	if c.hidden() {
		hidden = `<w15:appearance w15:val="hidden"/>`
	}
	n := node{op: opSlot, slot: number,
		br:   `"/>` + hidden + "</" + w("sdtPr") + "><" + w("sdtContent") + "><" + w("bookmarkStart") + " " + w("id") + `="`,
		text: `" ` + w("name") + `="` + BookmarkPrefix,
		tab:  "<" + w("bookmarkEnd") + " " + w("id") + `="`,
		tail: "</" + w("sdtContent") + "></" + w("sdt") + ">"}
	alias := "<" + w("alias") + " " + w("val") + `="` + string(ooxml.AppendEscaped(nil, slot.Name, true)) + `"/>`
	head := func(alias string) string {
		return "<" + w("sdt") + "><" + w("sdtPr") + ">" + alias + "<" + w("tag") + " " + w("val") + `="` + ControlPrefix
	}
	if n.lit = []byte(head(alias)); inCopy {
		n.op, n.lit = opCellSlot, []byte(head("")+strconv.Itoa(n.slot)+`"/>`+hidden+"</"+w("sdtPr")+"><"+w("sdtContent")+">")
	}
	if number == len(m.Slots) {
		m.Slots = append(m.Slots, slot)
	}
	c.events = append(c.events,
		event{pos: from, rank: rankTag, seq: c.seq(a), sub: -1, kind: evBegin, pre: c.closers(ina, top), post: c.openers(ina, top), node: n},
		event{pos: to, rank: rankTag, seq: c.seq(b), sub: 1, kind: evEnd, pre: c.closers(inb, top), post: c.openers(inb, top)})
	return true
}

// slotName is what people call the value of a slot: of several the first that is written as
// a figure, else the first.
func (c *compiler) slotName(p *tag.Phrase) string {
	name := ""
	for _, t := range p.Tags() {
		path := t.Paths()[0]
		column := path[strings.LastIndexByte(path, '.')+1:]
		isFigure := len(t.Filters()) > 0
		if name == "" || isFigure {
			switch name = c.t.link.Names[column]; {
			case column == "$stt":
				name = "số thứ tự"
			case name == "":
				name = column
			}
		}
		if isFigure {
			break
		}
	}
	if name == "" {
		return "phần tùy điều kiện"
	}
	return name
}

var word2012 = regexp.MustCompile(`xmlns:w15\s*=\s*["']([^"']*)["']`)

// hidden reports whether the controls can be told not to show themselves.
func (c *compiler) hidden() bool {
	root := c.elems[0]
	uri := word2012.FindSubmatch(c.src[root.pos:root.inner])
	return uri == nil || string(uri[1]) == nsWord2012
}

// declareHidden declares the namespace of w15:appearance in the root element, as one that
// a reader need not know (ECMA-376-3 7.2).
func (c *compiler) declareHidden() {
	if !c.hidden() {
		return
	}
	root := c.elems[0]
	head := c.src[root.pos:root.inner]
	add := ""
	if word2012.Find(head) == nil {
		add = ` xmlns:w15="` + nsWord2012 + `"`
	}
	pos, end, ok := c.attr(0, "Ignorable")
	switch {
	case !ok && !bytes.Contains(head, []byte("xmlns:mc=")):
		add += ` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w15"`
	case !ok:
		add += ` mc:Ignorable="w15"`
	case !slices.Contains(strings.Fields(string(c.src[pos:end])), "w15"):
		c.events = append(c.events, event{pos: end, rank: rankTag, pre: " w15"})
	}
	if add != "" {
		c.events = append(c.events, event{pos: root.inner - 1, rank: rankTag, pre: add})
	}
}

// slotMark wraps what the nodes of a slot write. In a copy that bears a mark itself the
// control alone is enough, without a name for people: which record's value it is, the copy
// tells, and thousands of names that are nowhere else make a file three times as large.
func (f *filling) slotMark(n *node) {
	start, outer := f.done+len(f.buf), f.holdAt
	if outer < 0 {
		f.holdAt = start
	}
	f.buf = append(f.buf, n.lit...)
	if n.op == opSlot {
		f.buf = appendMark(f.buf, n.slot, f.path)
		f.fresh.bookmark++
		f.buf = append(f.buf, n.br...)
		f.openMark(n)
	}
	body := f.done + len(f.buf)
	f.exec(n.kids)
	f.holdAt = outer
	empty := isEmptyText(f.buf[body-f.done:])
	if empty {
		f.buf = f.buf[:start-f.done]
	}
	if n.op == opCellSlot && empty {
		f.fresh.bookmark++
	}
	if n.op == opSlot || empty {
		if empty {
			f.buf = append(f.buf, n.br[strings.LastIndexByte(n.br, '<'):]...)
			f.openMark(n)
		}
		f.buf = strconv.AppendInt(append(f.buf, n.tab...), f.fresh.bookmark, 10)
		f.buf = append(f.buf, `"/>`...)
	}
	if !empty {
		f.buf = append(f.buf, n.tail...)
	}
}

// openMark writes the rest of a bookmark's beginning: its number and its name.
func (f *filling) openMark(n *node) {
	f.buf = strconv.AppendInt(f.buf, f.fresh.bookmark, 10)
	f.buf = appendMark(append(f.buf, n.text...), n.slot, f.path)
	f.buf = append(f.buf, `"/>`...)
}

// isEmptyText reports whether runs hold no character and no object.
func isEmptyText(b []byte) bool {
	for {
		i := bytes.IndexByte(b, '>')
		if i < 0 {
			return true
		}
		if i > 1 && b[i-1] == '/' && (bytes.HasSuffix(b[:i], []byte(":tab/")) || bytes.HasSuffix(b[:i], []byte(":br/")) || bytes.HasSuffix(b[:i], []byte(":noBreakHyphen/"))) {
			return false
		}
		b = b[i+1:]
		if len(b) > 0 && b[0] != '<' {
			return false
		}
	}
}

// pointMark writes a bookmark that holds nothing: that of a copy, or of the map, and beside
// this one that of the paper.
func (f *filling) pointMark(n *node) {
	if n.op == opCopyMark {
		f.beginPoint(n, n.tab)
		f.buf = appendMark(f.buf, n.slot, f.path)
		f.endPoint(n)
		return
	}
	if f.run.Imprint != "" {
		f.beginPoint(n, strings.TrimSuffix(n.tab, MapPrefix)+ImprintPrefix)
		f.buf = append(f.buf, f.run.Imprint...)
		f.endPoint(n)
	}
	f.beginPoint(n, n.tab)
	f.buf = append(f.buf, f.t.mapHash...)
	f.endPoint(n)
}

func (f *filling) beginPoint(n *node, name string) {
	f.fresh.bookmark++
	f.buf = strconv.AppendInt(append(f.buf, n.br...), f.fresh.bookmark, 10)
	f.buf = append(f.buf, name...)
}

func (f *filling) endPoint(n *node) {
	f.buf = strconv.AppendInt(append(f.buf, n.tail...), f.fresh.bookmark, 10)
	f.buf = append(f.buf, `"/>`...)
}
