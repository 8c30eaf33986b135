package refresh

import (
	"regexp"
	"strings"
	"unicode"

	"vanthu/pipeline/fill"
)

// mergeCopies takes away the rows and paragraphs whose record is gone, and adds those of
// new records, loop by loop.
func (f *file) mergeCopies() {
	for i := range f.m.Loops {
		if f.m.Loops[i].Units == 0 {
			continue
		}
		var old, now []*fill.Copy
		for _, c := range f.old.Copies {
			if c.Loop == i {
				old = append(old, c)
			}
		}
		for _, c := range f.now.Copies {
			if c.Loop == i {
				now = append(now, c)
			}
		}
		f.dropGone(old)
		f.addNew(i, now)
	}
}

func (f *file) noteCopy(d Decision, c *fill.Copy, u *unit, change Change) {
	change.Name = "dòng"
	if !f.m.Loops[c.Loop].Rows {
		change.Name = "đoạn"
	}
	change.Source, change.Record = f.m.Loops[c.Loop].Section, c.Record
	s := (*site)(nil)
	if u != nil {
		s = &site{part: u.part, para: u.elems[0], region: u.span()}
	}
	f.note(d, nil, s, change)
}

func (u *unit) span() span {
	return span{u.part.elems[u.elems[0]].pos, u.part.elems[u.elems[len(u.elems)-1]].end}
}

// dropGone takes away the copies whose record the data no longer have, where nobody
// touched them.
func (f *file) dropGone(old []*fill.Copy) {
	left := map[int]int{} // by what holds them: units that stay
	for _, c := range old {
		units := f.copies[c.Mark]
		if f.now.ByCopy[c.Mark] != nil || len(units) == 0 {
			continue
		}
		u := units[0]
		holder := u.part.elems[u.elems[0]].parent
		if _, counted := left[holder]; !counted {
			left[holder] = u.part.siblings(holder, u.part.elems[u.elems[0]].name)
		}
		change := Change{Old: oneLine(c.Text), Edited: oneLine(u.reads())}
		switch {
		case len(units) > 1:
			f.noteCopy(Ambiguous, c, u, change)
		case u.isDeletedBy(f.o.Author):
			f.gone[c.Mark] = true
		case !f.isUntouched(u, c) || left[holder] <= len(u.elems) && u.part.elems[holder].name != "w:body" || u.holdsSection():
			f.noteCopy(Conflict, c, u, change)
			f.comment(u.part, u.span(), u.firstPara(), "Số liệu nay không còn "+strings.Join(append([]string{"bản ghi này"}, c.Record...), ": ")+"; chỗ này có người sửa hoặc không bỏ được nên được giữ.")
		default:
			left[holder] -= len(u.elems)
			f.gone[c.Mark] = true
			f.noteCopy(Removed, c, u, change)
			f.remove(u)
		}
	}
}

// siblings counts the children of an element with a name.
func (p *part) siblings(k int, name string) (n int) {
	for c := k + 1; c < p.elems[k].next; c = p.elems[c].next {
		if p.elems[c].name == name {
			n++
		}
	}
	return n
}

func (u *unit) holdsSection() bool {
	for _, k := range u.elems {
		for c := k; c < u.part.elems[k].next; c++ {
			if u.part.elems[c].name == "w:sectPr" {
				return true
			}
		}
	}
	return false
}

func (u *unit) firstPara() int {
	for c := u.elems[0]; ; c++ {
		if u.part.elems[c].name == "w:p" || c+1 >= u.part.elems[u.elems[0]].next {
			return c
		}
	}
}

// isDeletedBy reports whether a row or paragraph is taken away already by tracked changes
// of author.
func (u *unit) isDeletedBy(author string) bool {
	pr := u.part.child(u.elems[0], "w:trPr")
	if u.part.elems[u.elems[0]].name == "w:p" {
		if pr = u.part.child(u.elems[0], "w:pPr"); pr >= 0 {
			pr = u.part.child(pr, "w:rPr")
		}
	}
	if pr < 0 {
		return false
	}
	d := u.part.child(pr, "w:del")
	return d >= 0 && u.part.elems[d].val == author
}

// reads is the text of all paragraphs of a unit.
func (u *unit) reads() string {
	var b strings.Builder
	for _, k := range u.elems {
		for c := k; c < u.part.elems[k].next; c++ {
			if u.part.elems[c].name == "w:p" {
				b.WriteString(u.part.text(c).reads)
				b.WriteByte('\n')
			}
		}
	}
	return b.String()
}

// isUntouched reports whether a unit reads as it was made, without changes, comments and
// objects of people.
func (f *file) isUntouched(u *unit, c *fill.Copy) bool {
	if squeezed(u.reads()) != squeezed(c.Text) {
		return false
	}
	for _, k := range u.elems {
		if u.part.changedBy(k, f.o.Author) {
			return false
		}
		for e := k; e < u.part.elems[k].next; e++ {
			one := &u.part.elems[e]
			switch one.name {
			case "w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:cellIns", "w:cellDel":
				if one.val != f.o.Author {
					return false
				}
			case "w:commentRangeStart", "w:commentRangeEnd", "w:footnoteReference", "w:endnoteReference", "w:tbl":
				return false
			default:
				if objects[one.name] {
					return false
				}
			}
		}
	}
	return true
}

// squeezed is a text without blanks and without what stands for objects.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\uFFFC' {
			return -1
		}
		return r
	}, s)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// addNew puts in the copies of records that are new, each behind the one that the order
// of the data puts before it.
func (f *file) addNew(loop int, now []*fill.Copy) {
	l := &f.m.Loops[loop]
	anchor, before := (*unit)(nil), false
	for i, c := range now {
		if units := f.copies[c.Mark]; len(units) > 0 {
			anchor, before = units[0], false
			continue
		}
		if f.old.ByCopy[c.Mark] != nil {
			continue // somebody took it away
		}
		change := Change{New: oneLine(c.Text)}
		if anchor == nil {
			for _, next := range now[i:] {
				if units := f.copies[next.Mark]; len(units) > 0 && anchor == nil {
					anchor, before = units[0], true
				}
			}
		}
		like, of := f.likeness(loop, anchor)
		switch {
		case like == nil:
			f.noteCopy(ByHand, c, anchor, change)
			if anchor != nil {
				f.comment(anchor.part, anchor.span(), anchor.firstPara(), "Số liệu nay có thêm: "+oneLine(c.Text)+". Chưa thêm được, cần thêm tay.")
			}
		case l.Rows && f.ownRow(like, c):
			f.noteCopy(Conflict, c, anchor, change)
			f.comment(anchor.part, anchor.span(), anchor.firstPara(), "Số liệu nay có thêm: "+oneLine(c.Text)+". Trong bảng đã có dòng gõ tay như vậy nên không thêm.")
		default:
			if anchor == nil {
				anchor, before = like, false
			}
			f.noteCopy(Added, c, anchor, change)
			f.add(anchor, before, like, of, c)
		}
	}
}

// likeness returns the unit that a new copy is made after: the nearest to the anchor that
// nobody touched and that has all marks.
func (f *file) likeness(loop int, anchor *unit) (best *unit, of *fill.Copy) {
	nearest := -1
	for _, values := range []*fill.Values{f.old, f.now} {
		for _, c := range values.Copies {
			units := f.copies[c.Mark]
			if c.Loop != loop || len(units) != 1 || f.gone[c.Mark] {
				continue
			}
			u := units[0]
			far := 0
			if anchor != nil {
				if u.part != anchor.part {
					continue
				}
				far = max(u.elems[0]-anchor.elems[0], anchor.elems[0]-u.elems[0])
			}
			if (nearest < 0 || far < nearest) && f.hasAllMarks(c) && f.isUntouched(u, c) {
				best, of, nearest = u, c, far
			}
		}
	}
	return best, of
}

func (f *file) hasAllMarks(c *fill.Copy) bool {
	for _, v := range c.Values {
		if len(f.sites[v.Mark]) != 1 && !f.m.Slots[v.Slot].Merged {
			return false
		}
	}
	return true
}

// ownRow reports whether the table has a row of a person for a record.
func (f *file) ownRow(u *unit, c *fill.Copy) bool {
	if len(c.Record) == 0 {
		return false
	}
	key := squeezed(c.Record[len(c.Record)-1])
	if len(key) < 4 {
		return false
	}
	owner := f.ownerOf(u.part)
	p, table := u.part, u.part.elems[u.elems[0]].parent
	for row := table + 1; row < p.elems[table].next; row = p.elems[row].next {
		if p.elems[row].name != "w:tr" || owner(row) != "" {
			continue
		}
		for k := row; k < p.elems[row].next; k++ {
			if p.elems[k].name == "w:p" && squeezed(p.text(k).reads) == key {
				return true
			}
		}
	}
	return false
}

// remove takes a unit away.
func (f *file) remove(u *unit) {
	if f.o.Clean {
		u.part.change(u.span().pos, u.span().end, "", u.span())
		return
	}
	w := &copier{f: f, p: u.part, goes: true, rows: u.part.elems[u.elems[0]].name == "w:tr"}
	u.part.change(u.span().pos, u.span().end, w.unit(u), u.span())
}

// add puts a new copy beside anchor, made after like.
func (f *file) add(anchor *unit, before bool, like *unit, of, c *fill.Copy) {
	w := &copier{f: f, p: like.part, rows: like.part.elems[like.elems[0]].name == "w:tr", copy: c, slots: map[int]*slotPlace{}}
	text := map[int]*fill.Value{}
	for _, v := range c.Values {
		text[v.Slot] = v
	}
	for _, v := range of.Values {
		for _, s := range f.sites[v.Mark] {
			w.slots[s.region.pos] = &slotPlace{s, text[v.Slot]}
		}
	}
	at := anchor.span().end
	if before {
		at = anchor.span().pos
	}
	anchor.part.change(at, at, w.unit(like), span{at, at})
}

// slotPlace is where a copy has a value, and its value.
type slotPlace struct {
	*site
	value *fill.Value
}

// copier writes a unit anew: taken away, or as the copy of another record.
type copier struct {
	f     *file
	p     *part
	rows  bool
	goes  bool       // it is taken away, under tracked changes
	copy  *fill.Copy // of a new one
	slots map[int]*slotPlace
	named bool // the new copy has its bookmark
	out   strings.Builder
}

func (w *copier) unit(u *unit) string {
	last := -1
	for _, k := range u.elems {
		if last >= 0 && w.goes {
			w.out.Write(w.p.src[last:w.p.elems[k].pos])
		}
		w.elem(k)
		last = w.p.elems[k].end
	}
	return w.out.String()
}

var identity = regexp.MustCompile(` [\w]+:(?:paraId|textId)="[^"]*"`)

func (w *copier) elem(k int) {
	p, e := w.p, &w.p.elems[k]
	if !w.goes {
		switch e.name {
		case "w:bookmarkStart", "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference", "w:del", "w:moveFrom",
			"w:proofErr", "w:rPrChange", "w:pPrChange", "w:trPrChange", "w:tcPrChange", "w:permStart", "w:permEnd", "w:lastRenderedPageBreak":
			return
		case "w:ins", "w:moveTo":
			if p.elems[e.parent].name != "w:rPr" && p.elems[e.parent].name != "w:trPr" {
				w.kids(k)
			}
			return
		}
	}
	switch {
	case e.name == "w:r":
		w.run(k)
	case e.name == "w:tr" || e.name == "w:p":
		w.block(k)
	case w.goes && e.name == "w:ins" && e.val == w.f.o.Author || w.goes && e.name == "w:del":
		if e.name == "w:del" {
			w.out.WriteString(p.raw(k))
		}
	case e.inner == e.end:
		w.out.WriteString(p.raw(k))
	default:
		w.out.Write(p.src[e.pos:e.inner])
		w.kids(k)
		w.out.Write(p.src[e.innerEnd:e.end])
	}
}

// kids writes what stands in an element.
func (w *copier) kids(k int) { w.kidsFrom(k, w.p.elems[k].inner) }

// kidsFrom writes what stands in an element behind a place of the source.
func (w *copier) kidsFrom(k, at int) {
	p, skip := w.p, at
	for c := k + 1; c < p.elems[k].next; c = p.elems[c].next {
		e := &p.elems[c]
		if e.end <= at {
			continue
		}
		if e.pos < skip {
			at = e.end
			continue
		}
		w.out.Write(p.src[at:e.pos])
		at = e.end
		if s := w.slots[e.pos]; s != nil && s.value != nil {
			w.slot(s, c)
			skip = s.region.end
			continue
		}
		w.elem(c)
	}
	if at < p.elems[k].innerEnd {
		w.out.Write(p.src[at:p.elems[k].innerEnd])
	}
}

func (w *copier) run(k int) {
	p := w.p
	if !w.goes {
		w.out.WriteString(w.f.insertedRun(p, k, p.raw(k), false))
		return
	}
	prefix := p.named(k, "")
	raw := strings.NewReplacer("<"+prefix+"t>", "<"+prefix+"delText>", "<"+prefix+"t ", "<"+prefix+"delText ", "</"+prefix+"t>", "</"+prefix+"delText>", "<"+prefix+"t/>", "<"+prefix+"delText/>").Replace(p.raw(k))
	w.out.WriteString(w.f.tracked(p, k, "del", raw))
}

// slot writes the mark of the new record's value with its text.
func (w *copier) slot(s *slotPlace, k int) {
	p, v := w.p, s.value
	prefix := p.named(k, "")
	if v.Text == "" {
		w.out.WriteString(w.f.pointMark(prefix, fill.BookmarkPrefix+v.Mark))
		return
	}
	number, _, _ := strings.Cut(v.Mark, "_")
	props := ""
	if p.elems[k].name == "w:sdt" {
		if pr := p.child(k, "w:sdtPr"); pr >= 0 && p.child(pr, "w:tag") >= 0 {
			props = p.raw(pr)
		}
	}
	if props == "" {
		val := func(name, v string) string {
			return "<" + prefix + name + " " + prefix + `val="` + escaped(v) + `"/>`
		}
		props = "<" + prefix + "sdtPr>" + val("alias", w.f.m.Slots[v.Slot].Name) + val("tag", fill.ControlPrefix+number) + "</" + prefix + "sdtPr>"
	}
	run := ""
	for _, one := range p.text(s.para).items {
		if one.run >= 0 && one.hit(s.a, s.b) && run == "" {
			if pr := p.child(one.run, "w:rPr"); pr >= 0 {
				run = p.raw(pr)
			}
			break
		}
	}
	if s.a == s.b {
		run = p.propsNear(s.para, s.region.pos)
	}
	w.out.WriteString("<" + prefix + "sdt>" + props + "<" + prefix + "sdtContent>" + w.f.inserted(p, s.para, run, v.Text, false) + "</" + prefix + "sdtContent></" + prefix + "sdt>")
}

// properties writes w:trPr or w:pPr with the change of the whole row or paragraph in it
// (ECMA-376-1 17.13.5.16, 17.13.5.20).
func (w *copier) properties(pr int, prefix, whole string) string {
	p := w.p
	row := p.elems[pr].name == "w:trPr"
	b := p.startTag(pr)
	mark := "<" + prefix + "rPr>" + whole + "</" + prefix + "rPr>"
	if row {
		mark = whole
	}
	if whole == "" {
		mark = ""
	}
	for c := pr + 1; c < p.elems[pr].next; c = p.elems[c].next {
		switch name := p.elems[c].name; {
		case !row && name == "w:rPr":
			b += p.startTag(c) + whole
			for r := c + 1; r < p.elems[c].next; r = p.elems[r].next {
				if n := p.elems[r].name; w.goes || n != "w:ins" && n != "w:del" && n != "w:rPrChange" {
					b += p.raw(r)
				}
			}
			b += "</" + prefix + "rPr>"
			mark = ""
		case name == "w:ins" || name == "w:del" || name == "w:trPrChange" || name == "w:sectPr" || name == "w:pPrChange":
			if w.goes {
				if name != "w:ins" && name != "w:del" {
					b, mark = b+mark, ""
				}
				b += p.raw(c)
			}
		default:
			b += p.raw(c)
		}
	}
	name := p.elems[pr].name
	return b + mark + "</" + prefix + name[strings.IndexByte(name, ':')+1:] + ">"
}

// block writes a row or paragraph, and marks it as a whole as taken away or put in.
func (w *copier) block(k int) {
	p, e := w.p, &w.p.elems[k]
	open := p.startTag(k)
	if !w.goes {
		open = identity.ReplaceAllString(open, "")
	}
	w.out.WriteString(open)
	kind := "ins"
	if w.goes {
		kind = "del"
	}
	at := e.inner
	prefix := p.named(k, "")
	whole := ""
	if !w.f.o.Clean && (e.name == "w:tr" || !w.rows) {
		whole = "<" + prefix + kind + w.f.change(prefix) + "/>"
	}
	mark := ""
	if !w.goes && !w.named && e.name == "w:p" {
		w.named = true
		mark = w.f.pointMark(prefix, fill.RowPrefix+w.copy.Mark)
	}
	props := map[string]string{"w:tr": "trPr", "w:p": "pPr"}[e.name]
	pr := p.child(k, "w:"+props)
	if ex := p.child(k, "w:tblPrEx"); ex >= 0 && pr < 0 {
		w.out.Write(p.src[at:p.elems[ex].end])
		at = p.elems[ex].end
	}
	switch {
	case pr >= 0:
		w.out.Write(p.src[at:p.elems[pr].pos])
		w.out.WriteString(w.properties(pr, prefix, whole))
		at = p.elems[pr].end
	case whole != "" && e.name == "w:tr":
		w.out.WriteString("<" + prefix + "trPr>" + whole + "</" + prefix + "trPr>")
	case whole != "":
		w.out.WriteString("<" + prefix + "pPr><" + prefix + "rPr>" + whole + "</" + prefix + "rPr></" + prefix + "pPr>")
	}
	w.out.WriteString(mark)
	w.kidsFrom(k, at)
	w.out.WriteString("</" + prefix + strings.TrimPrefix(e.name, "w:") + ">")
}
