package layout

import (
	"slices"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// forgetNotes lets paragraphs that refer to footnotes be laid out anew.
func (f *flow) forgetNotes() {
	for i, l := range f.laid {
		if l == nil {
			continue
		}
		for j := range l.lines {
			if len(notesOf(&l.lines[j])) > 0 {
				f.laid[i] = nil
			}
		}
	}
}

// noteArea gathers the footnotes of a column: they stand at its bottom.
type noteArea struct {
	t      *typesetter
	x      unit.Length
	width  unit.Length
	pieces []notePiece
	height unit.Length // with the separator; 0 while there are no notes
	later  []*flow     // what goes on behind the page, because the pieces fill it
	counts counts
}

// lay lays a note out for the width of the area.
func (a *noteArea) lay(n *note) frame {
	if n.frame == nil {
		f := a.t.newFlow(n.Blocks, nil, a.width)
		fr, _ := f.fill(region{height: unbounded, fresh: true, counts: a.counts})
		n.frame, n.head = &fr, fr.height
		if len(f.laid) > 0 && f.laid[0] != nil && len(f.laid[0].lines) > 1 {
			n.head = f.laid[0].begin()
		}
	}
	return *n.frame
}

// begin is the height of what must stand of a paragraph where it begins: a line, two or all of
// its lines with widow control.
func (l *laid) begin() unit.Length {
	least := 1
	if l.f.Has&word.HasWidow == 0 || l.f.Widow {
		least = 2
		if len(l.lines) < 4 { // two lines must be left too
			least = len(l.lines)
		}
	}
	if l.f.KeepLines {
		least = len(l.lines)
	}
	height := l.f.Before
	for i := range min(least, len(l.lines)) {
		height += l.lines[i].height
	}
	return height
}

// separator is the height of the rule above the notes: a line of its paragraph.
func (a *noteArea) separator() unit.Length {
	for _, b := range a.t.Separator {
		if p, ok := b.(*word.Paragraph); ok {
			l := a.t.lay(p, nil, a.width, a.counts)
			return l.f.Before + l.height() + l.f.After
		}
	}
	return 12 * unit.Pt
}

// total is the height that the notes take.
func (a *noteArea) total() unit.Length {
	if a == nil {
		return 0
	}
	return a.height
}

// noteHold adds notes up on trial.
type noteHold struct {
	a      *noteArea
	height unit.Length
	hangs  unit.Length // what may go on on the next page of the note of the last line
}

func (a *noteArea) hold() noteHold { return noteHold{a: a, height: a.total()} }

// with returns the height that the area must have after the notes of a further line; last is
// true for the last line of a paragraph. Of the last note, only the head must stand here.
func (h *noteHold) with(l *line, last bool) unit.Length {
	if h.a == nil {
		return 0
	}
	hangs := unit.Length(0)
	if last { // no widow because of the note of the line before
		hangs = h.hangs
	}
	for i := range l.atoms {
		if n := l.atoms[i].note; n != nil {
			h.add(n)
			hangs = n.frame.height - n.head
		}
	}
	h.hangs = max(0, hangs)
	return h.height - h.hangs
}

func (h *noteHold) add(n *note) {
	if h.height == 0 {
		h.height = h.a.separator()
	}
	h.height += h.a.lay(n).height
}

// add puts the note into the area.
func (a *noteArea) add(n *note) {
	if len(a.later) > 0 {
		a.later = append(a.later, a.t.newFlow(n.Blocks, nil, a.width))
		n.frame = nil
		return
	}
	h := a.hold()
	h.add(n)
	a.height = h.height
	a.pieces = append(a.pieces, notePiece{frame: a.lay(n), flow: a.t.newFlow(n.Blocks, nil, a.width)})
	n.frame = nil // laid out anew in another pass
}

// notePiece is a note, or what an earlier page has left of it: laid out, and as a flow that
// can be filled again.
type notePiece struct {
	frame frame
	flow  *flow
}

// carry puts what an earlier page has left of notes into the area.
func (a *noteArea) carry(rest []*flow) {
	for i, f := range rest {
		if a.height > max(a.t.pageHeight, unit.Inch) { // more would be laid out in vain on every page
			a.later = rest[i:]
			return
		}
		if a.height == 0 {
			a.height = a.separator()
		}
		trial := *f
		trial.laid = slices.Clone(f.laid)
		fr, _ := trial.fill(region{height: unbounded, fresh: true, counts: a.counts})
		a.height += fr.height
		a.pieces = append(a.pieces, notePiece{fr, f})
	}
}

// shorten brings the area to a height and returns what does not fit: it goes to the next page.
func (a *noteArea) shorten(height unit.Length) (rest []*flow) {
	if a.height <= height {
		return a.later
	}
	pieces := a.pieces
	a.pieces, a.height = nil, a.separator()
	for i, p := range pieces {
		if len(rest) > 0 {
			rest = append(rest, p.flow)
			continue
		}
		if a.height+p.frame.height > height {
			fr, why := p.flow.fill(region{height: height - a.height, fresh: i == 0, counts: a.counts})
			p.frame = fr
			if why != stopDone {
				rest = append(rest, p.flow)
			}
		}
		if len(p.frame.items) > 0 {
			a.pieces, a.height = append(a.pieces, p), a.height+p.frame.height
		}
	}
	if len(a.pieces) == 0 {
		a.height = 0
	}
	return append(rest, a.later...)
}

// notesOf lists the footnotes of a line.
func notesOf(l *line) []*note {
	var out []*note
	for i := range l.atoms {
		if n := l.atoms[i].note; n != nil {
			out = append(out, n)
		}
	}
	return out
}

// paint gives the items of the area, whose bottom stands at y.
func (a *noteArea) paint(y unit.Length) []item.Item {
	if a.total() == 0 {
		return nil
	}
	top := y - a.height
	sep := a.separator()
	items := []item.Item{&item.Line{X1: a.x, Y1: top + sep/2, X2: a.x + min(2*unit.Inch, a.width), Y2: top + sep/2, Width: unit.Pt / 2}}
	at := top + sep
	for _, p := range a.pieces {
		item.Move(p.frame.items, a.x, at)
		items = append(items, p.frame.items...)
		at += p.frame.height
	}
	return items
}
