package fill

import (
	"io"
	"strings"

	"vanthu/pipeline/ooxml"
)

// keepEvents makes sure that a cell, and whatever else holds paragraphs, keeps one when
// all in it may vanish, and does not end with a table. A content control goes with all of
// its content, so that what holds the control is looked after in its place.
func (c *compiler) keepEvents() {
	done := map[int]bool{}
	for _, p := range c.vanished {
		c.keepAround(c.elems[p.elem].parent, p.elem, done)
	}
	for k := range c.elems {
		if p := c.wholeCondition(k); p >= 0 {
			c.keepAround(k, p, done)
		}
	}
	for _, p := range c.vanished {
		c.bookmarksOf(p)
	}
}

// keepAround looks after what holds the paragraph that may vanish, from k outwards.
func (c *compiler) keepAround(k, para int, done map[int]bool) {
	for k >= 0 && !done[k] && !c.isInGone(k) && c.elems[k].name != "w:p" {
		done[k] = true
		if !c.isIn(k, "w:sdt") {
			c.keepOne(k, para)
			return
		}
		out := c.elems[k].parent
		if p := c.elems[out].parent; p >= 0 && c.elems[p].name == "w:p" && c.isOnly(out) {
			out = p
		}
		c.events = append(c.events,
			event{pos: c.elems[out].pos, rank: rankTableBegin, sub: -1, kind: evBegin, node: node{op: opControl}},
			event{pos: c.elems[k].inner, rank: rankCellBegin, sub: 3, kind: evBegin, node: node{op: opContent}},
			event{pos: c.elems[k].innerEnd, rank: rankCellEnd, sub: 1, kind: evEnd},
			event{pos: c.elems[out].end, rank: rankTableEnd, sub: 1, kind: evEnd})
		k = c.elems[out].parent
	}
}

// wholeCondition returns a paragraph in or around a content control, of whose content k is the
// element, where sections hold all of it; else -1.
func (c *compiler) wholeCondition(k int) (para int) {
	if c.elems[k].name != "w:sdtContent" || !c.isIn(k, "w:sdt") || c.elems[k].inner == c.elems[k].end {
		return -1
	}
	e, para, holds := c.elems[k], c.up(k, "w:p"), false
	for _, s := range c.sections {
		holds = holds || e.inner <= s.begin && s.end <= e.innerEnd
	}
	for i := k + 1; holds && i < e.next; i++ {
		in := c.elems[i]
		if in.name == "w:p" && para < 0 {
			para = i
		}
		if isEmptyShell(in.name) || c.up(i, "w:pPr", "w:rPr", "w:tcPr", "w:trPr", "w:tblPr", "w:tblGrid", "w:sdtPr") >= 0 || c.isInGone(i) {
			continue
		}
		if holds = c.isCovered(in.pos, in.end); in.name == "w:t" {
			holds = c.isCovered(in.inner, in.innerEnd)
		}
	}
	if !holds {
		return -1
	}
	return para
}

// isOnly reports whether k is all that the paragraph around it shows.
func (c *compiler) isOnly(k int) bool {
	p := c.elems[k].parent
	for i := p + 1; i < c.elems[p].next; i = c.elems[i].next {
		if name := c.elems[i].name; i != k && name != "w:pPr" && name != "w:proofErr" && !c.isInGone(i) {
			return false
		}
	}
	pr := c.child(p, "w:pPr")
	return pr < 0 || c.child(pr, "w:sectPr") < 0
}

// isCovered reports whether sections and what is cut hold all of a stretch of the source.
func (c *compiler) isCovered(from, to int) bool {
	for on := true; on && from < to; {
		on = false
		for _, s := range c.sections {
			if s.begin <= from && from < s.end {
				from, on = s.end, true
			}
		}
		for _, k := range c.cuts {
			if k.pos <= from && from < k.end {
				from, on = k.end, true
			}
		}
	}
	return from >= to
}

// isEmptyShell reports whether an element of this name shows nothing by itself.
func isEmptyShell(name string) bool {
	switch name {
	case "w:p", "w:r", "w:sdt", "w:sdtContent", "w:proofErr":
		return true
	}
	return false
}

// keepOne wraps what k holds, but for its properties, so that a paragraph like para comes
// where nothing else does.
func (c *compiler) keepOne(k, para int) {
	begin, end := c.elems[k].inner, c.elems[k].innerEnd
	for i := k + 1; i < c.elems[k].next; i = c.elems[i].next {
		switch c.elems[i].name {
		case "w:tcPr":
			begin = c.elems[i].end
		case "w:sectPr":
			end = c.elems[i].pos
		}
	}
	c.events = append(c.events,
		event{pos: begin, rank: rankCellBegin, sub: 3, kind: evBegin, node: node{op: opKeep, lit: []byte(c.emptyPara(para))}},
		event{pos: end, rank: rankCellEnd, sub: 1, kind: evEnd})
}

// isHollow reports whether content that was written shows nothing: paragraphs and runs
// without text.
func isHollow(content []byte) bool {
	for i, b := range content {
		if b == '>' && i+1 < len(content) && content[i+1] != '<' {
			return false
		}
	}
	s, props := ooxml.NewScanner(content), 0
	for {
		t, err := s.Next()
		isProps := strings.HasSuffix(t.Name, "Pr")
		switch {
		case err != nil:
			return err == io.EOF
		case t.Kind == ooxml.End && isProps:
			props--
		case t.Kind == ooxml.End:
		case isProps && t.Kind == ooxml.Start:
			props++
		case isProps, props > 0, isEmptyShell(t.Name), t.Name == "w:t":
		default:
			return false
		}
	}
}
