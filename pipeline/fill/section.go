package fill

import (
	"fmt"
	"sort"
	"strings"

	"vanthu/pipeline/tag"
)

// extent says what a section repeats.
type extent uint8

const (
	inText  extent = iota // text within one paragraph
	inFlow                // paragraphs and tables
	inTable               // rows
)

// section is a pair of tags and what they repeat: source[begin:end), for text within a
// paragraph without the tags themselves.
type section struct {
	open, close *occurrence
	extent      extent
	begin, end  int
	parent      *section // by the order of the tags
	row         int      // inTable: the row, where it is just one; else -1
	slots       []int    // of the cells in its row that merge downwards
	each        *each
}

// repeats reports whether a section may repeat what stands in it.
func (s *section) repeats() bool { return s.open.tag.Kind == tag.Section && !s.open.tag.IsCondition() }

// around returns the innermost section around that may repeat this one, nil for none.
func (s *section) around() *section {
	for s = s.parent; s != nil && !s.repeats(); s = s.parent {
	}
	return s
}

// match pairs opening and closing tags.
func (c *compiler) match() {
	var stack []*section
	for _, o := range c.tags {
		if o.tag == nil {
			continue
		}
		switch o.tag.Kind {
		case tag.Section, tag.Absent:
			s := &section{open: o, row: -1, each: new(each)}
			if n := len(stack); n > 0 {
				s.parent = stack[n-1]
			}
			stack = append(stack, s)
			c.partner[o] = s
		case tag.Close:
			n := len(stack) - 1
			k := n
			for k >= 0 && !o.tag.Closes(stack[k].open.tag) {
				k--
			}
			if k < 0 {
				c.fault(o, "đóng một phần chưa mở")
				continue
			}
			for ; n > k; n-- {
				c.fault(stack[n].open, fmt.Sprintf("thiếu thẻ đóng {/%s} trước %s", stack[n].open.tag.Source[1:], o.written))
			}
			stack[k].close = o
			c.partner[o] = stack[k]
			c.sections = append(c.sections, stack[k])
			stack = stack[:k]
		}
	}
	for _, s := range stack {
		c.fault(s.open, fmt.Sprintf("thiếu thẻ đóng {/%s}", s.open.tag.Source[1:]))
	}
	sort.SliceStable(c.sections, func(i, j int) bool { return c.sections[i].open.pos < c.sections[j].open.pos })
}

// place finds out what each section repeats.
func (c *compiler) place() {
	placed := c.sections[:0]
	for _, s := range c.sections {
		faults := len(c.faults)
		if a := s.open.alt; a != nil && a.box || s.close.alt != nil && s.close.alt.box {
			c.fault(s.open, "tên ô đánh dấu chỉ nhận thẻ {tên} của một giá trị đúng hoặc sai")
		} else if a != nil || s.close.alt != nil {
			c.fault(s.open, "chữ thay thế của hình chỉ nhận thẻ hình {%tên}")
		} else if s.open.para != s.close.para {
			c.placeAcross(s)
		} // else it is inText; its place follows when the cuts are known
		if len(c.faults) == faults {
			placed = append(placed, s)
		}
	}
	c.sections = placed
	for _, s := range c.sections {
		c.vanish(s)
	}
}

// placeAcross handles a section whose tags stand in different paragraphs.
func (c *compiler) placeAcross(s *section) {
	a, b := s.open.para.elem, s.close.para.elem
	top := c.common(a, b)
	oa, ob := c.under(a, top), c.under(b, top) // children of top
	switch ka, kb := c.unit(a, top), c.unit(b, top); {
	case ka == "w:tr" && kb == "w:tr":
		s.extent, s.begin, s.end = inTable, c.elems[oa].pos, c.elems[ob].end
		if oa == ob && c.elems[oa].name == "w:tr" {
			s.row = oa
		}
	case ka == "w:tc" && kb == "w:tc" && c.up(top, "w:tr") >= 0:
		row := c.up(top, "w:tr")
		s.extent, s.begin, s.end, s.row = inTable, c.elems[row].pos, c.elems[row].end, row
	case ka == "w:p" && kb == "w:p" && a != top && b != top:
		s.extent = inFlow
		if c.elems[oa].name != "w:p" || c.elems[ob].name != "w:p" {
			c.fault(s.open, fmt.Sprintf("mở và đóng ở hai chỗ khác nhau của một ô nội dung (đóng ở %s)", s.close.place))
			return
		}
		for _, o := range []*occurrence{s.open, s.close} {
			if !c.isAlone(o.para) {
				c.fault(o, fmt.Sprintf("phần lặp qua nhiều đoạn: thẻ này phải đứng một mình trong một đoạn (mở ở %s; đóng ở %s)", s.open.place, s.close.place))
			}
		}
		s.begin, s.end = c.elems[a].end, c.elems[b].pos
	default:
		c.fault(s.open, fmt.Sprintf("mở và đóng ở hai chỗ không lặp cùng nhau được: một thẻ trong bảng hay hộp chữ, thẻ kia ở ngoài (đóng ở %s)", s.close.place))
	}
}

// common returns the innermost element in which both stand.
func (c *compiler) common(a, b int) int {
	for a != b {
		if a > b {
			a = c.elems[a].parent
		} else {
			b = c.elems[b].parent
		}
	}
	return a
}

// under returns the child of top in which k stands, top itself where k is top.
func (c *compiler) under(k, top int) int {
	for k != top && c.elems[k].parent != top {
		k = c.elems[k].parent
	}
	return k
}

// unit returns the name of the outermost row, cell or paragraph between top and k.
func (c *compiler) unit(k, top int) string {
	name := ""
	for ; k != top; k = c.elems[k].parent {
		switch n := c.elems[k].name; n {
		case "w:tr", "w:tc", "w:p":
			name = n
		}
	}
	return name
}

// isAlone reports whether a paragraph holds nothing but tags of sections that do not both
// open and close in it.
func (c *compiler) isAlone(p *para) bool {
	last := 0
	for _, o := range c.inPara[p] {
		s := c.partner[o]
		if s == nil || s.close == nil || s.open.para == s.close.para || strings.TrimSpace(p.text[last:o.from]) != "" {
			return false
		}
		last = o.to
	}
	return last > 0 && strings.TrimSpace(p.text[last:]) == ""
}

// vanish takes away the paragraphs of a section's tags, or their rows, where they hold
// nothing else.
func (c *compiler) vanish(s *section) {
	switch s.extent {
	case inFlow:
		c.vanishPara(s.open.para)
		c.vanishPara(s.close.para)
	case inTable:
		for _, o := range []*occurrence{s.open, s.close} {
			row := c.up(o.para.elem, "w:tr")
			if s.row < 0 && c.onlyTags(row) {
				c.gone[row] = true
				if o == s.open {
					s.begin = c.elems[row].end
				} else {
					s.end = c.elems[row].pos
				}
			} else if c.isAlone(o.para) && c.blocks(c.elems[o.para.elem].parent) > 1 {
				c.vanishPara(o.para)
			}
		}
	}
}

func (c *compiler) vanishPara(p *para) {
	if !c.gone[p.elem] && c.isAlone(p) {
		c.gone[p.elem] = true
		c.vanished = append(c.vanished, p)
	}
}

// onlyTags reports whether a row holds nothing but tags of sections that span rows.
func (c *compiler) onlyTags(row int) bool {
	for i := sort.Search(len(c.paras), func(i int) bool { return c.paras[i].elem > row }); i < len(c.paras); i++ {
		p := &c.paras[i]
		if p.elem >= c.elems[row].next {
			break
		}
		if strings.TrimSpace(p.text) == "" {
			continue
		}
		if !c.isAlone(p) {
			return false
		}
		for _, o := range c.inPara[p] {
			if s := c.partner[o]; s.extent != inTable || s.row >= 0 {
				return false
			}
		}
	}
	return true
}

// blocks counts the paragraphs, tables and content controls in a cell or story.
func (c *compiler) blocks(k int) int {
	n := 0
	for i := k + 1; i < c.elems[k].next; i = c.elems[i].next {
		switch c.elems[i].name {
		case "w:p", "w:tbl", "w:sdt":
			n++
		}
	}
	return n
}

// nest refuses sections that overlap without one lying in the other.
func (c *compiler) nest() {
	list := append([]*section(nil), c.sections...)
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.begin != b.begin {
			return a.begin < b.begin
		}
		return a.end > b.end
	})
	var open []*section
	for _, s := range list {
		for len(open) > 0 && open[len(open)-1].end <= s.begin {
			open = open[:len(open)-1]
		}
		if len(open) > 0 && s.end > s.begin {
			in := open[len(open)-1]
			same := s.begin == in.begin && s.end == in.end && s.parent != in
			if s.end > in.end || same {
				c.fault(s.open, fmt.Sprintf("lặp cùng một hàng với %s (%s) mà hai phần không lồng nhau", in.open.written, in.open.place))
				continue
			}
		}
		open = append(open, s)
	}
}
