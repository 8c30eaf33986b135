package fill

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

// controlEvents takes from the properties of content controls whose content is filled what Word
// would show in its place, or takes for its value (ECMA-376-1 17.5.2): the binding to a part of
// data, the stored day, the stored entry of a list and the entries that hold tags, and that the
// text is a prompt. A box that is ticked says what its sign says.
func (c *compiler) controlEvents() {
	for k, e := range c.elems {
		if e.name != "w:sdtContent" || !c.isIn(k, "w:sdt") {
			continue
		}
		pr := c.child(e.parent, "w:sdtPr")
		if pr < 0 || c.isInGone(k) || !c.isFilled(k) {
			continue
		}
		for i := pr + 1; i < c.elems[pr].next; i++ {
			c.controlProperty(i, k)
		}
	}
}

// isFilled reports whether tags stand in an element that are filled when the document is made.
func (c *compiler) isFilled(k int) bool {
	for i := c.seqAt(c.elems[k].pos); i < len(c.tags) && c.tags[i].pos < c.elems[k].end; i++ {
		if t := c.tags[i].tag; t != nil && !c.isLate(c.tags[i]) {
			return true
		}
	}
	return false
}

// controlProperty handles the property i of a control with the content k.
func (c *compiler) controlProperty(i, k int) {
	e := c.elems[i]
	switch e.name {
	case "w:dataBinding", "w15:dataBinding":
		c.cuts = append(c.cuts, cut{e.pos, e.end})
	case "w:showingPlcHdr":
		c.cuts = append(c.cuts, cut{e.pos, e.end})
		for r := k + 1; r < c.elems[k].next; r++ {
			if c.elems[r].name == "w:rStyle" && c.isIn(r, "w:rPr", "w:r") { // the grey of prompts
				c.cuts = append(c.cuts, cut{c.elems[r].pos, c.elems[r].end})
			}
		}
	case "w:date":
		c.cutAttr(i, "fullDate")
	case "w:dropDownList", "w:comboBox":
		c.cutAttr(i, "lastValue")
	case "w:listItem":
		if strings.Contains(c.attrText(i, "displayText")+c.attrText(i, "value"), "{") {
			c.cuts = append(c.cuts, cut{e.pos, e.end})
		}
	case "w14:checkbox":
		c.checkbox(i, k)
	}
}

// cutAttr takes an attribute out with its name.
func (c *compiler) cutAttr(k int, name string) {
	pos, end, ok := c.attr(k, name)
	if !ok {
		return
	}
	head := bytes.TrimRight(c.src[c.elems[k].pos:pos-1], " \t\r\n=")
	c.cuts = append(c.cuts, cut{c.elems[k].pos + bytes.LastIndexAny(head, " \t\r\n"), end + 1})
}

// checkbox lets the state of a box follow the sign in its content ([MS-DOCX] 2.5.2.2). Signs that
// the file does not name are those of Word.
func (c *compiler) checkbox(box, content int) {
	checked := c.child(box, "w14:checked")
	if checked < 0 {
		return
	}
	pos, end, ok := c.attr(checked, "val")
	last := c.elems[content].innerEnd
	if !ok || slices.ContainsFunc(c.sections, func(s *section) bool {
		return (s.begin <= pos && pos < s.end) != (s.begin <= last && last < s.end)
	}) {
		return
	}
	sign := "2612"
	if state := c.child(box, "w14:checkedState"); state >= 0 && c.attrText(state, "val") != "" {
		sign = c.attrText(state, "val")
	}
	c.cuts = append(c.cuts, cut{pos, end})
	c.events = append(c.events,
		event{pos: pos, rank: rankTag, kind: evNode, soft: true, node: node{op: opBox}},
		event{pos: last, rank: rankTableBegin, kind: evNode, soft: true, node: node{op: opBoxed, text: sign}})
}

// boxed writes whether the box is ticked whose content has been written.
func (f *filling) boxed(n *node) {
	at := f.boxAt - f.done
	f.boxAt = -1
	came := f.buf[at:]
	state := "0"
	if hasSign(came, n.text) {
		state = "1"
	}
	f.buf = append(f.buf[:at], state+string(came)...)
}

// hasSign reports whether content shows the character with a code in hexadecimal digits, as text or
// as w:sym.
func hasSign(content []byte, code string) bool {
	if n, err := strconv.ParseUint(code, 16, 21); err == nil && bytes.Contains(content, []byte(string(rune(n)))) {
		return true
	}
	return bytes.Contains(bytes.ToUpper(content), []byte(`:CHAR="`+strings.ToUpper(code)+`"`))
}
