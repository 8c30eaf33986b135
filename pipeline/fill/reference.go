package fill

import (
	"regexp"
	"strings"
)

// mark is a bookmark that is copied with a repeated part, under a name of its own.
type mark struct {
	*identity
	part string   // of the package
	in   *section // which repeats it
}

// identity is that of a bookmark in the copy of a repeated part that is being written.
type identity struct {
	slot int
	of   *identity // that of its first copy in a copy of the repeated part around; nil where nothing asks
	// gives is the bookmark that a table of contents before it names: its copies take the numbers that
	// the entries have, in order; nil for others.
	gives *identity
}

// fieldTarget finds the bookmark in a field code: the name behind REF, PAGEREF, NOTEREF or
// after the switch \l of HYPERLINK, or a name alone (ECMA-376-1 17.16.5.51).
var fieldTarget = regexp.MustCompile(`^\s*(?:(?i:REF|PAGEREF|NOTEREF|GOTOBUTTON)\s+|(?i:HYPERLINK)\s(?:.*\s)?\\l\s*)?(?:"|&quot;)?([\pL_][\pL\pM\pN_.]*)`)

// piece is a stretch of the source that holds a part of a field's code.
type piece struct{ elem, pos, end int }

// referenceEvents lets fields and links that lead to a bookmark of the same repeated part
// lead to the copy of it that stands in the same copy of the part.
func (c *compiler) referenceEvents() {
	if len(c.t.marks) == 0 {
		return
	}
	for _, code := range c.fieldCodes() {
		c.fieldReference(code)
	}
	for k, e := range c.elems {
		if e.name != "w:hyperlink" {
			continue
		}
		if pos, end, ok := c.attr(k, "anchor"); ok {
			c.refer([]piece{{k, pos, end}}, 0, end-pos)
		}
	}
}

// fieldCodes returns the code of every field (ECMA-376-1 17.16.2), in the pieces in which it stands.
func (c *compiler) fieldCodes() (codes [][]piece) {
	type field struct {
		code []piece
		done bool
	}
	var open []*field
	for k, e := range c.elems {
		switch e.name {
		case "w:fldChar":
			n := len(open)
			switch kind := c.attrText(k, "fldCharType"); {
			case kind == "begin":
				open = append(open, new(field))
			case kind == "separate" && n > 0:
				open[n-1].done = true
				codes = append(codes, open[n-1].code)
			case kind == "end" && n > 0:
				if !open[n-1].done {
					codes = append(codes, open[n-1].code)
				}
				open = open[:n-1]
			}
		case "w:instrText":
			if n := len(open); n > 0 && !open[n-1].done {
				open[n-1].code = append(open[n-1].code, piece{k, e.inner, e.innerEnd})
			}
		case "w:fldSimple":
			if pos, end, ok := c.attr(k, "instr"); ok {
				codes = append(codes, []piece{{k, pos, end}})
			}
		}
	}
	return codes
}

// fieldReference finds the name in a field's code.
func (c *compiler) fieldReference(code []piece) {
	if m := fieldTarget.FindStringSubmatchIndex(c.written(code)); m != nil {
		c.refer(code, m[2], m[3])
	}
}

// written returns a code as the source has it.
func (c *compiler) written(code []piece) string {
	var b strings.Builder
	for _, p := range code {
		b.Write(c.src[p.pos:p.end])
	}
	return b.String()
}

// formulaFaults refuses formulas of Word (ECMA-376-1 17.16.3) in a table that is filled: they
// keep the result that the template stores, which nobody calculates anew before the print.
func (c *compiler) formulaFaults() {
	for _, code := range c.fieldCodes() {
		formula, _, _ := strings.Cut(strings.TrimSpace(c.written(code)), "\\")
		if !strings.HasPrefix(formula, "=") {
			continue
		}
		table := c.up(code[0].elem, "w:tbl")
		if table < 0 {
			continue
		}
		i := c.seqAt(c.elems[table].pos)
		if i == len(c.tags) || c.tags[i].pos >= c.elems[table].end {
			continue
		}
		place, _, _ := strings.Cut(c.tags[i].place, ", hàng")
		c.faults = append(c.faults, located{code[0].pos, Fault{Place: place, Tag: strings.TrimSpace(formula),
			Problem: "công thức của Word giữ con số cũ khi bảng được điền; lấy con số ấy từ câu truy vấn và viết thẻ của nó thay công thức"}})
	}
}

// refer writes the name that stands at from to to of the pieces as that of the copy.
func (c *compiler) refer(code []piece, from, to int) {
	name := ""
	var parts []piece
	for _, p := range code {
		n := p.end - p.pos
		if lo, hi := max(from, 0), min(to, n); lo < hi {
			parts = append(parts, piece{p.elem, p.pos + lo, p.pos + hi})
			name += string(c.src[p.pos+lo : p.pos+hi])
		}
		from, to = from-n, to-n
	}
	if len(parts) == 0 || c.isInGone(parts[0].elem) {
		return
	}
	at, part := parts[0].pos, c.story.Part
	if m := c.noteAt(at); m != nil { // the reference of the note is what is repeated
		at, part = m.at, c.t.main
	}
	target := c.contentsMark(name, at)
	if target == nil {
		target = c.t.identityFor(name, part, at)
	}
	if target == nil {
		return
	}
	for _, p := range parts {
		c.cuts = append(c.cuts, cut{p.pos, p.end})
	}
	c.events = append(c.events, event{pos: parts[0].pos, rank: rankTag, kind: evNode, soft: true,
		node: node{op: opID, id: idBookmarkName, slot: target.slot, text: name}})
}

// identityFor returns which bookmark of a name a place of a part leads to: the copy beside it, or the
// first of those that stand in the same copy of a repeated part around both; nil for the one
// that bears the name.
func (t *Template) identityFor(name, part string, at int) *identity {
	var best *section
	var of mark
	for _, m := range t.marks[name] {
		if m.part != part {
			continue
		}
		for s := m.in; s != nil; s = s.around() {
			if s.begin <= at && at < s.end && (best == nil || best.begin < s.begin) {
				best, of = s, m
			}
		}
	}
	if best == nil {
		return nil
	}
	id := of.identity
	for s := of.in; s != best; {
		s = s.around()
		if id.of == nil {
			id.of = &identity{slot: t.slots}
			t.slots++
			s.each.marks = append(s.each.marks, id.of)
		}
		id = id.of
	}
	return id
}

// shapeEvents gives the drawings of VML that are copied identities of their own, and lets
// embedded objects find theirs.
func (c *compiler) shapeEvents(inner []int) {
	slots := map[string]int{}
	for k, e := range c.elems {
		if inner[k] < 0 {
			continue
		}
		switch e.name {
		case "v:shape", "v:rect", "v:roundrect", "v:oval", "v:line", "v:polyline", "v:arc", "v:curve", "v:image", "v:group":
			id := c.attrText(k, "id")
			if id == "" {
				continue
			}
			slots[id] = c.t.slots
			c.t.slots++
			c.eachOf(inner[k]).shapes = append(c.eachOf(inner[k]).shapes, slots[id])
			c.idEvent(k, "id", idShape, slots[id])
			c.idEvent(k, "spid", idShape, slots[id])
		case "o:OLEObject", "w:control":
			for _, attr := range []string{"ShapeID", "shapeid"} {
				if slot, ok := slots[c.attrText(k, attr)]; ok {
					c.idEvent(k, attr, idShape, slot)
				}
			}
		}
	}
}
