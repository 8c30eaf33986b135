package fill

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/tag"
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

// boxOf lets a box be ticked where the value of the tag in its title is true: its state and its sign.
func (c *compiler) boxOf(o *occurrence) {
	sdt := o.alt.container
	box, content := c.child(c.child(sdt, "w:sdtPr"), "w14:checkbox"), c.child(sdt, "w:sdtContent")
	if o.tag.Kind != tag.Value || c.isLate(o) || len(c.inBox(content)) > 0 {
		c.fault(o, "tên ô đánh dấu chỉ nhận thẻ {tên} của một giá trị đúng hoặc sai, và trong ô không có thẻ nào khác")
		return
	}
	put := func(pos, end int, yes, no string) {
		c.cuts = append(c.cuts, cut{pos, end})
		c.events = append(c.events, event{pos: pos, rank: rankTag, seq: c.seq(o), kind: evNode, soft: true, node: node{op: opTicked, tag: o.tag, use: o.use, text: yes, tail: no}})
	}
	c.cuts = append(c.cuts, cut{o.pos, o.pos + 1}, cut{o.pos + o.to - o.from - 1, o.pos + o.to - o.from}) // the title keeps the name
	if k := c.child(box, "w14:checked"); k >= 0 {
		if pos, end, ok := c.attr(k, "val"); ok {
			put(pos, end, "1", "0")
		}
	} else {
		c.fault(o, "ô đánh dấu không lưu trạng thái (w14:checked): hãy chèn lại ô này trong Word")
		return
	}
	state := func(name, attr, or string) string {
		if k := c.child(box, name); k >= 0 && c.attrText(k, attr) != "" {
			return c.attrText(k, attr)
		}
		return or
	}
	yes, no := state("w14:checkedState", "val", "2612"), state("w14:uncheckedState", "val", "2610")
	for k := content + 1; content >= 0 && k < c.elems[content].next; k++ {
		switch e := c.elems[k]; e.name {
		case "w:t":
			put(e.inner, e.innerEnd, runeOf(yes), runeOf(no))
			return
		case "w:sym":
			if pos, end, ok := c.attr(k, "char"); ok {
				put(pos, end, yes, no)
			}
			if pos, end, ok := c.attr(k, "font"); ok {
				old := string(c.src[pos:end])
				put(pos, end, state("w14:checkedState", "font", old), state("w14:uncheckedState", "font", old))
			}
			return
		}
	}
}

// inBox returns the tags in the content of a control.
func (c *compiler) inBox(k int) []*occurrence {
	if k < 0 {
		return nil
	}
	i := c.seqAt(c.elems[k].pos)
	return c.tags[i:max(i, c.seqAt(c.elems[k].end))]
}

// runeOf is the character with a code in hexadecimal digits, as text of XML.
func runeOf(code string) string {
	n, err := strconv.ParseUint(code, 16, 21)
	if err != nil {
		return ""
	}
	return string(ooxml.AppendEscaped(nil, string(rune(n)), false))
}

// ticked writes one of two texts, as a value is true or not.
func (f *filling) ticked(n *node) {
	v, err := n.tag.Eval(f.scope)
	switch {
	case err != nil:
		f.fail(n.use, err)
	case v.IsTrue():
		f.buf = append(f.buf, n.text...)
	default:
		f.buf = append(f.buf, n.tail...)
	}
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
