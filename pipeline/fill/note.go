package fill

import (
	"bytes"
	"strconv"

	"vanthu/pipeline/tag"
)

// movedNote is a footnote, endnote or comment whose reference stands in a repeated part:
// each copy of the reference gets a copy of the note with an identity of its own, filled
// from the record of that copy.
type movedNote struct {
	index    int // in Template.notes
	slot     int // of its number
	kind     string
	id       string     // its number in the template
	at       int        // of the reference, in the body
	loop     int        // in Map.Loops, around the reference; noLoop where marks cannot tell its copies apart
	sections []*tag.Tag // around the reference, outermost first
	kids     []node     // of the note; known once its part is compiled
	each     *each
}

// noteKinds say which reference leads to which element of which part.
var noteKinds = map[string]string{
	"w:footnoteReference": "w:footnote", "w:endnoteReference": "w:endnote",
	"w:commentRangeStart": "w:comment", "w:commentRangeEnd": "w:comment", "w:commentReference": "w:comment",
}

// noteReference lets a reference in a repeated part make its note; a second mark of the
// same comment takes the number that the first one got.
func (c *compiler) noteReference(k int) {
	kind, id := noteKinds[c.elems[k].name], c.attrText(k, "id")
	if c.isInGone(k) || !c.t.numbers.has(kind, id) {
		return
	}
	m := c.t.moved(kind, id)
	if m != nil {
		c.idEvent(k, "id", idNote, m.slot)
		return
	}
	m = &movedNote{index: len(c.t.notes), slot: c.t.slots, kind: kind, id: id, at: c.elems[k].pos, each: new(each)}
	c.t.slots++
	m.loop = c.loopAt(m.at)
	for _, s := range c.sections {
		if s.begin <= m.at && m.at < s.end {
			m.sections = append(m.sections, s.open.tag)
			if s.extent == inText {
				m.loop = noLoop
			}
		}
	}
	c.t.notes = append(c.t.notes, m)
	pos, end, _ := c.attr(k, "id")
	c.cuts = append(c.cuts, cut{pos, end})
	c.events = append(c.events, event{pos: pos, rank: rankTag, kind: evNode, soft: true, node: node{op: opNote, note: m}})
}

// moved returns a note that references make, nil where it stands by itself.
func (t *Template) moved(kind, id string) *movedNote {
	for _, m := range t.notes {
		if m.kind == kind && m.id == id {
			return m
		}
	}
	return nil
}

// movedNotes returns the notes of this part that references make, by element.
func (c *compiler) movedNotes() map[int]*movedNote {
	var list map[int]*movedNote
	for k, e := range c.elems {
		if e.name != "w:footnote" && e.name != "w:endnote" && e.name != "w:comment" {
			continue
		}
		if m := c.t.moved(e.name, c.attrText(k, "id")); m != nil {
			if list == nil {
				list = map[int]*movedNote{}
			}
			list[k] = m
		}
	}
	return list
}

// noLoop is the loop of a note whose reference is repeated within a paragraph.
const noLoop = -2

// noteAt returns the moved note that holds a place of this part, nil for none.
func (c *compiler) noteAt(pos int) *movedNote {
	for k, m := range c.notes {
		if c.elems[k].pos <= pos && pos < c.elems[k].end {
			return m
		}
	}
	return nil
}

// noteEvents takes the moved notes out of their part: what their references made comes in
// their place.
func (c *compiler) noteEvents() {
	for k, m := range c.notes {
		e := c.elems[k]
		c.events = append(c.events,
			event{pos: e.pos, rank: rankTableBegin, kind: evBegin, node: node{op: opMoved, note: m}},
			event{pos: e.end, rank: rankTableEnd, kind: evEnd})
		c.idEvent(k, "id", idNote, m.slot)
		for _, o := range c.tags {
			if o.tag != nil && e.pos < o.pos && o.pos < e.end && (o.tag.Kind == tag.Picture || c.isLate(o)) {
				c.fault(o, "chú thích của phần lặp không nhận hình và giá trị ghi sau")
			}
		}
	}
}

// note makes a copy of a note for the reference that is being written, and writes its
// number.
func (f *filling) note(n *node) {
	m := n.note
	if f.noteNumbered[m.index] {
		f.fresh.notes[m.kind]++
		f.ids[m.slot] = f.fresh.notes[m.kind]
		f.buf = strconv.AppendInt(f.buf, f.ids[m.slot], 10)
	} else {
		f.noteNumbered[m.index] = true
		f.buf = append(f.buf, m.id...)
	}
	w, buf, done, hold, box, mark := f.w, f.buf, f.done, f.holdAt, f.boxAt, f.markAt
	f.w, f.buf, f.done, f.holdAt, f.boxAt, f.markAt = &f.noteText[m.index], nil, 0, -1, -1, -1
	f.renew(m.each)
	f.exec(m.kids)
	f.write(len(f.buf))
	f.w, f.buf, f.done, f.holdAt, f.boxAt, f.markAt = w, buf, done, hold, box, mark
	if f.noteText[m.index].Len() > MaxOutput && f.err == nil {
		f.err = tooLarge("chú thích")
	}
}

// noteTexts returns room for the notes that references make.
func (t *Template) noteTexts() []bytes.Buffer { return make([]bytes.Buffer, len(t.notes)) }
