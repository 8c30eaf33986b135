package refresh

import (
	"cmp"
	"slices"
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
	return f.isAsMade(u, c) && !u.hasNotes()
}

// notes are the references of footnotes and endnotes.
var notes = map[string]bool{"w:footnoteReference": true, "w:endnoteReference": true}

func (u *unit) hasNotes() bool {
	for _, k := range u.elems {
		for e := k; e < u.part.elems[k].next; e++ {
			if notes[u.part.elems[e].name] {
				return true
			}
		}
	}
	return false
}

// isAsMade is isUntouched, but for notes, of which a unit may have some.
func (f *file) isAsMade(u *unit, c *fill.Copy) bool {
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
			case "w:commentRangeStart", "w:commentRangeEnd", "w:tbl":
				return false
			default:
				if objects[one.name] && !notes[one.name] {
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

// oneLine is a text in a line, without what stands for objects.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\uFFFC", "")), " ")
}

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
		if like.hasNotes() {
			f.sayNotes(c, anchor)
		}
	}
	return anchor, before
}

// sayNotes tells that a copy came without the notes that its siblings have, and which values
// they would have.
func (f *file) sayNotes(c *fill.Copy, anchor *unit) {
	var texts []string
	for _, v := range c.Values {
		if f.m.Slots[v.Slot].Part != "" && v.Text != "" {
			texts = append(texts, v.Text)
		}
	}
	with := "chú thích"
	if len(texts) > 0 {
		with += " (" + strings.Join(texts, "; ") + ")"
	}
	f.noteCopy(ByHand, c, anchor, Change{New: with})
	f.comment(anchor.part, anchor.span(), anchor.firstPara(), "Đã thêm "+oneLine(c.Text)+"; các chỗ cùng loại có chú thích, cần viết tay "+with+" cho chỗ mới.")
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
	var noted *model // the new copy is made without its notes
	for d := range far {
		for _, i := range []int{at - d, at + d} {
			switch {
			case i < 0 || i >= len(models) || !f.hasAllMarks(models[i].of) || !f.isAsMade(models[i].unit, models[i].of):
			case !models[i].hasNotes():
				return &models[i]
			case noted == nil:
				noted = &models[i]
			}
		}
	}
	return noted
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
			if s.part != like.part { // of a note, which does not come
				continue
			}
			w.slots[s.region.pos] = &slotPlace{s, text[v.Slot]}
		}
	}
	at := anchor.span().end
	if before {
		at = anchor.span().pos
	}
	anchor.part.change(at, at, w.unit(like.unit), span{at, at})
}
