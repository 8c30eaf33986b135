package refresh

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"vanthu/pipeline/fill"
)

// mergeCopies takes away the rows and paragraphs whose record is gone, and adds those of
// new records, loop by loop.
func (f *file) mergeCopies() {
	old, now := byLoop(f.old), byLoop(f.now)
	for i := range f.m.Loops {
		if f.m.Loops[i].Units > 0 {
			f.dropGone(old[i])
			f.addNew(old[i], now[i])
		}
	}
}

func byLoop(v *fill.Values) map[int][]*fill.Copy {
	all := map[int][]*fill.Copy{}
	for _, c := range v.Copies {
		all[c.Loop] = append(all[c.Loop], c)
	}
	return all
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
		if f.now.ByCopy[c.Mark] != nil || len(units) == 0 || f.gone[c.Mark] {
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
func (f *file) addNew(old, now []*fill.Copy) {
	var anchor *unit
	before := false
	models := f.models(old, now)
	next := 0 // in now: nothing before it stands in the document
	for i, c := range now {
		if units := f.copies[c.Mark]; len(units) > 0 {
			anchor, before = units[0], false
			continue
		}
		if f.old.ByCopy[c.Mark] != nil || f.blocks.brought[c.Mark] {
			continue // somebody took it away, or it came with all around it
		}
		if anchor == nil {
			for next = max(next, i); next < len(now) && len(f.copies[now[next].Mark]) == 0; next++ {
			}
			if next < len(now) {
				anchor, before = f.copies[now[next].Mark][0], true
			}
		}
		anchor, before = f.addOne(c, anchor, before, models)
	}
}

// addOne puts in one copy, and returns where the next one goes.
func (f *file) addOne(c *fill.Copy, anchor *unit, before bool, models []model) (*unit, bool) {
	change := Change{New: oneLine(c.Text)}
	like := f.likeness(models, anchor)
	say := func(d Decision, words string) {
		f.noteCopy(d, c, anchor, change)
		if anchor != nil {
			f.comment(anchor.part, anchor.span(), anchor.firstPara(), "Số liệu nay có thêm: "+change.New+". "+words)
		}
	}
	switch {
	case like == nil:
		say(ByHand, "Chưa thêm được, cần thêm tay.")
	case f.m.Loops[c.Loop].Rows && f.ownRow(like.unit, c):
		say(Conflict, "Trong bảng đã có dòng gõ tay như vậy nên không thêm.")
	default:
		if anchor == nil {
			anchor, before = like.unit, false
		}
		f.noteCopy(Added, c, anchor, change)
		f.add(anchor, before, like, c)
	}
	return anchor, before
}

// model is a copy in the document that a new one can be made after.
type model struct {
	*unit
	of *fill.Copy
}

// models are the copies of a loop in the document, in its order.
func (f *file) models(old, now []*fill.Copy) (list []model) {
	seen := map[string]bool{}
	for _, c := range slices.Concat(old, now) {
		if units := f.copies[c.Mark]; len(units) == 1 && !f.gone[c.Mark] && !seen[c.Mark] {
			seen[c.Mark] = true
			list = append(list, model{units[0], c})
		}
	}
	slices.SortFunc(list, func(a, b model) int {
		return cmp.Or(cmp.Compare(slices.Index(f.parts, a.part), slices.Index(f.parts, b.part)), cmp.Compare(a.elems[0], b.elems[0]))
	})
	return list
}

// likeness returns the model nearest to the anchor that nobody touched and that has all
// marks.
func (f *file) likeness(models []model, anchor *unit) *model {
	at := 0
	if anchor != nil {
		at, _ = slices.BinarySearchFunc(models, anchor, func(m model, a *unit) int {
			return cmp.Or(cmp.Compare(slices.Index(f.parts, m.part), slices.Index(f.parts, a.part)), cmp.Compare(m.elems[0], a.elems[0]))
		})
	}
	const far = 100
	for d := range far {
		for _, i := range []int{at - d, at + d} {
			if i >= 0 && i < len(models) && f.hasAllMarks(models[i].of) && f.isUntouched(models[i].unit, models[i].of) {
				return &models[i]
			}
		}
	}
	return nil
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
	p, table := u.part, u.part.elems[u.elems[0]].parent
	typed := p.typed[table]
	if typed == nil {
		typed = map[string]bool{}
		owner := f.ownerOf(p)
		for row := table + 1; row < p.elems[table].next; row = p.elems[row].next {
			for k := row; k < p.elems[row].next && p.elems[row].name == "w:tr" && owner(row) == ""; k++ {
				if p.elems[k].name == "w:p" {
					typed[squeezed(p.text(k).reads)] = true
				}
			}
		}
		if p.typed == nil {
			p.typed = map[int]map[string]bool{}
		}
		p.typed[table] = typed
	}
	return typed[key]
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
func (f *file) add(anchor *unit, before bool, like *model, c *fill.Copy) {
	w := &copier{f: f, p: like.part, rows: like.part.elems[like.elems[0]].name == "w:tr", copy: c, slots: map[int]*slotPlace{}}
	text := map[int]*fill.Value{}
	for _, v := range c.Values {
		text[v.Slot] = v
	}
	for _, v := range like.of.Values {
		for _, s := range f.sites[v.Mark] {
			w.slots[s.region.pos] = &slotPlace{s, text[v.Slot]}
		}
	}
	at := anchor.span().end
	if before {
		at = anchor.span().pos
	}
	anchor.part.change(at, at, w.unit(like.unit), span{at, at})
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
	copy  *fill.Copy // of a new one; nil: it comes as it is
	slots map[int]*slotPlace
	named bool              // the new copy has its bookmark
	ids   map[string]string // of bookmarks of what comes as it is
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
	if w.ids != nil && (e.name == "w:bookmarkStart" || e.name == "w:bookmarkEnd") {
		w.bookmark(k)
		return
	}
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

// bookmark writes a bookmark under a number that the document does not have.
func (w *copier) bookmark(k int) {
	e := &w.p.elems[k]
	if w.ids[e.id] == "" {
		w.f.lastID++
		w.ids[e.id] = strconv.Itoa(w.f.lastID)
	}
	w.out.WriteString(strings.Replace(w.p.raw(k), `id="`+e.id+`"`, `id="`+w.ids[e.id]+`"`, 1))
}

func (w *copier) run(k int) {
	p := w.p
	if !w.goes {
		if own := p.runOf(k); own != "" {
			w.out.WriteString(w.f.insertedRun(p, k, own, false))
		}
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
	w.out.WriteString("<" + prefix + "sdt>" + props + "<" + prefix + "sdtContent>" + w.f.inserted(p, s.para, run, v.Text) + "</" + prefix + "sdtContent></" + prefix + "sdt>")
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
	if w.copy != nil && !w.named && e.name == "w:p" {
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
