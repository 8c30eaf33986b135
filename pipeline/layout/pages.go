package layout

import (
	"slices"
	"strconv"
	"strings"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// stretch is a section of the body with its blocks.
type stretch struct {
	*word.Section
	blocks []word.Block
	level  bool // the next section goes on below on the same page
}

// stretches cuts the body at its section breaks. Headers and footers that a section does
// not name are those of the section before (ECMA-376-1 17.10.5).
func (t *typesetter) stretches() []stretch {
	var out []stretch
	from := 0
	for i, b := range t.Body.Blocks {
		if p, ok := b.(*word.Paragraph); ok && p.Section != nil {
			out = append(out, stretch{Section: p.Section, blocks: t.Body.Blocks[from : i+1]})
			from = i + 1
		}
	}
	last := t.Body.Last
	if last == nil {
		last = word.NewSection()
		last.SetColumns(1, 0, true, nil)
	}
	out = append(out, stretch{Section: last, blocks: t.Body.Blocks[from:]})
	for i := 1; i < len(out); i++ {
		out[i-1].level = out[i].Start == "continuous"
		for kind, id := range out[i-1].Headers {
			if _, ok := out[i].Headers[kind]; !ok {
				out[i].Headers[kind] = id
			}
		}
		for kind, id := range out[i-1].Footers {
			if _, ok := out[i].Footers[kind]; !ok {
				out[i].Footers[kind] = id
			}
		}
	}
	return out
}

// pages lays the document out once.
func (t *typesetter) pages() (*outcome, error) {
	t.counter = word.NewCounter(t.Styles.Lists)
	clear(t.labels)
	t.items = t.items[:0]
	t.notes.reset()
	t.seekFields(t.Body.Blocks)
	for _, n := range t.Notes {
		t.seekFields(n.Blocks)
	}
	p := &pager{t: t, marks: map[string]bookmarkPlace{}}
	p.outcome.marked = map[string]markedPage{}
	p.counts.marks = t.marked
	p.counts.pages, p.counts.language = max(1, t.total), t.Styles.Lists.Language
	before := t.perPart
	t.perPart = nil
	for i, s := range t.stretches() {
		p.counts.sectionPages, p.begun = 1, 0
		if i < len(before) {
			p.counts.sectionPages = before[i]
		}
		if err := p.lay(s, i == 0); err != nil {
			return nil, err
		}
		t.perPart = append(t.perPart, max(1, p.begun))
	}
	if err := p.endnotes(); err != nil {
		return nil, err
	}
	p.finish()
	for len(p.rest) > 0 { // footnotes that go on behind the last page
		if err := p.newPage(false, "nextPage"); err != nil {
			return nil, err
		}
		p.beginNotes(p.textLeft(), p.section.Columns[0].Width)
		p.finish()
	}
	p.resolveLinks()
	return &p.outcome, nil
}

// resolveLinks gives links to bookmarks their pages; links that lead nowhere are taken out.
func (p *pager) resolveLinks() {
	dead := map[item.Item]bool{}
	for _, l := range p.links {
		if at, ok := p.marks[l.anchor]; ok {
			l.link.Page, l.link.TopY = at.page, at.y
		} else {
			dead[l.link] = true
		}
	}
	if len(dead) == 0 {
		return
	}
	for i := range p.outcome.list {
		items := p.outcome.list[i].Items
		p.outcome.list[i].Items = slices.DeleteFunc(items, func(it item.Item) bool { return dead[it] })
	}
}

// endnotes lays the endnotes out behind the last section.
func (p *pager) endnotes() error {
	var blocks []word.Block
	for _, n := range p.t.notes.ends {
		blocks = append(blocks, n.Blocks...)
	}
	if len(blocks) == 0 {
		return nil
	}
	y := p.y + 6*unit.Pt
	x := p.textLeft()
	p.items = append(p.items, &item.Line{X1: x, Y1: y, X2: x + min(2*unit.Inch, p.section.TextWidth()), Y2: y, Width: unit.Pt / 2})
	p.y += 12 * unit.Pt
	uncounted := p.t.section
	uncounted.numbers = nil
	p.t.section = uncounted
	return p.fill(stretch{Section: p.section, blocks: blocks})
}

// lay puts one section on pages.
func (p *pager) lay(s stretch, isFirst bool) error {
	t := p.t
	cont := s.Start == "continuous" && !isFirst && p.section != nil && p.section.Width == s.Width && p.section.Height == s.Height
	if !cont {
		p.finish() // in the section that it belongs to
	}
	if start := s.First; start >= 0 && !cont && t.EvenOdd && len(p.outcome.list) > 0 && (p.counts.page-start)%2 == 0 {
		// Word: where even and odd pages differ, an empty page keeps two of one kind apart
		last := &p.outcome.list[len(p.outcome.list)-1]
		p.outcome.list = append(p.outcome.list, Page{Width: last.Width, Height: last.Height})
	}
	p.section, t.section = s.Section, t.settingOf(s.Section)
	t.notes.beginSection(&t.section)
	p.beginLines(false)
	if s.VAlign == "both" {
		t.Facts.Add("feature", word.Place{Part: word.BodyPart}, "Trang căn đều theo chiều dọc được dàn từ trên xuống.")
	}
	p.counts.format = s.Format
	if s.First >= 0 && !cont {
		p.counts.page = s.First - 1
	}
	p.first = true
	if !cont {
		if err := p.newPage(true, s.Start); err != nil {
			return err
		}
	} else {
		p.first = false
	}
	return p.fill(s)
}

// balanced returns the height at which the rest of a section just fits into its columns,
// where the next section goes on below it on the same page; else room. Word: columns end
// level before a continuous section break.
func (p *pager) balanced(f *flow, s stretch, at item.Point, room unit.Length) unit.Length {
	if !s.level || len(s.Columns) < 2 || f.table != nil {
		return room
	}
	fits := func(height unit.Length) bool {
		ground := p.ground().trial()
		g := *f
		g.laid = append([]*laid(nil), f.laid...)
		at := at
		for _, c := range s.Columns {
			_, why := g.fill(region{height: height, fresh: true, counts: p.counts, ground: ground, origin: at})
			at.X += c.Width + c.Gap
			if why == stopDone {
				return true
			}
		}
		return false
	}
	if !fits(room) {
		return room
	}
	low, high := unit.Length(0), room
	for high-low > unit.Pt {
		if mid := (low + high) / 2; fits(mid) {
			high = mid
		} else {
			low = mid
		}
	}
	return high
}

// fill lets the blocks of a section flow through columns and pages.
func (p *pager) fill(s stretch) error {
	f := p.t.newFlow(s.blocks, nil, s.Columns[0].Width)
	f.nested = false
	top, lowest := p.y, p.y
	x, col, room := p.textLeft(), 0, p.bottom-p.y
	kind := topKept
	if !p.hard {
		kind = topAuto
	}
	for {
		p.t.pageHeight = p.bottom - p.top
		if s.Columns[col].Width != f.width {
			f.setWidth(s.Columns[col].Width)
		}
		if p.notes == nil {
			p.beginNotes(x, f.width)
		}
		if col == 0 {
			room = p.balanced(f, s, item.Point{X: x, Y: top}, p.bottom-top)
		}
		fr, why := f.fill(region{height: room, fresh: top == p.top || col > 0, top: kind, counts: p.counts, notes: p.notes, ground: p.ground(), origin: item.Point{X: x, Y: top}})
		item.Move(fr.items, x, top)
		p.items = append(p.items, fr.items...)
		lowest = max(lowest, top+fr.height)
		p.lowest, p.textEnd = max(p.lowest, lowest), top+fr.low
		if why == stopDone {
			break
		}
		p.placeNotes()
		x += s.Columns[col].Width + s.Columns[col].Gap
		col++
		if s.Separator && col < len(s.Columns) {
			at := x - s.Columns[col-1].Gap/2
			p.items = append(p.items, &item.Line{X1: at, Y1: top, X2: at, Y2: top + room, Width: unit.Pt / 2})
		}
		kind = topAuto
		if why == stopPage {
			kind = topKept
		}
		if col == len(s.Columns) || why == stopPage {
			if err := p.newPage(why == stopPage, "nextPage"); err != nil {
				return err
			}
			top, lowest, x, col = p.y, p.y, p.textLeft(), 0
		}
	}
	p.y = lowest
	return nil
}

// beginNotes makes room for the footnotes of a column, and for what is left of those before.
func (p *pager) beginNotes(x, width unit.Length) {
	p.notes = &noteArea{t: p.t, x: x, width: width, counts: p.counts}
	p.notes.carry(p.rest)
	p.rest = nil
}

// placeNotes puts the footnotes of the present column on the page.
func (p *pager) placeNotes() {
	if p.notes != nil {
		p.rest = p.notes.shorten(p.bottom - p.textEnd)
		p.items = append(p.items, p.notes.paint(p.bottom)...)
	}
	p.notes = nil
}

// newPage finishes the present page and begins the next.
func (p *pager) newPage(hard bool, start string) error {
	p.finish()
	s := p.section
	p.counts.page++
	p.begun++
	if start == "evenPage" && p.counts.page%2 == 1 || start == "oddPage" && p.counts.page%2 == 0 {
		p.outcome.list = append(p.outcome.list, Page{Width: s.Width, Height: s.Height})
		p.counts.page++
	}
	p.counts.sheet = len(p.outcome.list)
	p.beginLines(true)
	p.page = &Page{Width: s.Width, Height: s.Height}
	p.hard = hard
	p.top, p.bottom = max(s.Top, -s.Top), s.Height-max(s.Bottom, -s.Bottom)
	p.pageBorder()
	if err := p.furniture(); err != nil {
		return err
	}
	if p.bottom-p.top < unit.Inch/4 { // margins that leave no room
		p.top = min(p.top, s.Height-unit.Inch/4)
		p.bottom = max(p.bottom, p.top+unit.Inch/4)
	}
	p.y, p.first = p.top, false
	p.bodyFrom, p.lowest, p.textEnd = len(p.items), p.top, p.top
	return nil
}

// finish closes the present page: what marked places is taken out.
func (p *pager) finish() {
	if p.page == nil {
		return
	}
	p.placeNotes()
	p.page.Top, p.page.Bottom = p.top, p.bottom
	if shift := p.verticalShift(p.lowest - p.top); shift > 0 {
		item.Move(p.items[p.bodyFrom:], 0, shift)
	}
	index := len(p.outcome.list)
	for _, it := range p.settled() {
		switch it := it.(type) {
		case *bookmark:
			if it.heading != nil {
				it.heading.Page, it.heading.Y = index, it.y
				p.outcome.outline = append(p.outcome.outline, *it.heading)
			} else if _, ok := p.marks[it.name]; !ok {
				p.marks[it.name] = bookmarkPlace{index, it.y}
				p.outcome.marked[it.name] = markedPage{it.label, it.level, index, p.counts.page, p.section.Format}
			}
		case *lineMark:
			p.page.Items = append(p.page.Items, p.number(it)...)
		case *innerLink:
			p.links = append(p.links, pendingLink{it.Link, it.anchor})
			p.page.Items = append(p.page.Items, it.Link)
		default:
			p.page.Items = append(p.page.Items, it)
		}
	}
	item.Contrast(p.page.Items)
	p.noteLost()
	p.outcome.list = append(p.outcome.list, *p.page)
	p.page, p.items, p.under = nil, nil, nil
}

// noteLost counts the words of the text that stand off the paper, where nobody can read them.
func (p *pager) noteLost() {
	first := ""
	for _, it := range p.page.Items {
		t, ok := it.(*item.Text)
		if !ok || t.Para == 0 || t.Turn != 0 || strings.Trim(t.Text, "\u00a0") == "" {
			continue
		}
		if t.Y-t.Size/2 > p.page.Height || t.Y < 0 || t.X > p.page.Width || t.X+t.Width < 0 {
			if p.outcome.lost++; first == "" {
				first = t.Text
			}
		}
	}
	if first != "" {
		p.t.Facts.Add("overflow", word.Place{Part: "trang " + strconv.Itoa(len(p.outcome.list)+1)}, "Chữ đứng ngoài tờ giấy, không in được, từ “"+first+"”.")
	}
}
