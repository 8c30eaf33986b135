package layout

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// Frames (w:framePr) and floating tables (w:tblpPr) stand at a place of their own and take no
// room in the flow: the text goes on behind them and leaves their place free. Where no text
// fits beside one that follows the text, it is laid out in the flow, where it can also go
// over several pages.

// framing is what w:framePr says.
type framing struct {
	width, height  unit.Length // 0: as the content asks
	exact          bool
	horz, vert     axis
	hSpace, vSpace unit.Length
	sides          sides
	wraps          bool
	dropCap        string // "drop", "margin"
	lines          int    // of the text beside a drop cap
}

// readFraming reads w:framePr. Anchors that are missing are the column and the top margin.
func readFraming(c *cursor) *framing {
	f := &framing{width: max(0, c.twips("w:w")), height: max(0, c.twips("w:h")), exact: c.attr("w:hRule") == "exact",
		hSpace: max(0, c.twips("w:hSpace")), vSpace: max(0, c.twips("w:vSpace")), wraps: true}
	if v := c.attr("w:dropCap"); v != "none" {
		f.dropCap = v
		f.lines = int(clamp(c.number("w:lines"), 0, 10))
	}
	switch c.attr("w:wrap") {
	case "notBeside", "none":
		f.sides = noSide
	case "through":
		f.wraps = false
	}
	f.horz = axis{from: floatAnchor(c.attr("w:hAnchor"), "column"), align: c.attr("w:xAlign"), offset: c.twips("w:x")}
	f.vert = axis{from: floatAnchor(c.attr("w:vAnchor"), "margin"), align: c.attr("w:yAlign"), offset: c.twips("w:y")}
	if f.vert.align == "inline" || f.vert.align == "" && !c.has("w:y") {
		f.vert = axis{from: "paragraph"}
	}
	return f
}

// floatAnchor translates what frames and tables count their place from.
func floatAnchor(s, or string) string {
	switch s {
	case "page", "margin":
		return s
	case "text":
		if or == "column" {
			return or
		}
		return "paragraph"
	}
	return or
}

// readTableFloat reads w:tblpPr; nil where Word takes no notice of it: without any attribute,
// and where all of it says no more than "here" ([MS-OI29500] 2.1.162).
func readTableFloat(c *cursor) *tableFloat {
	f := &tableFloat{
		horz: axis{from: floatAnchor(c.attr("w:horzAnchor"), "column"), align: c.attr("w:tblpXSpec"), offset: floatOffset(c, "w:tblpX")},
		vert: axis{from: floatAnchor(c.attr("w:vertAnchor"), "margin"), align: c.attr("w:tblpYSpec"), offset: floatOffset(c, "w:tblpY")}}
	here := c.twips("w:tblpX") == 0 && c.twips("w:tblpY") == 0 && f.horz.align == "" && f.vert.align == ""
	if here && f.horz.from == "column" && c.attr("w:vertAnchor") != "text" {
		return nil
	}
	for side, name := range [...]string{top: "w:topFromText", left: "w:leftFromText", bottom: "w:bottomFromText", right: "w:rightFromText"} {
		f.around[side] = max(0, c.twips(name))
	}
	if f.vert.align == "inline" || f.vert.align == "" && !c.has("w:tblpY") {
		f.vert = axis{from: "paragraph"}
	}
	return f
}

// floatOffset reads an offset of a floating table. Word writes it a twip larger than it is, so
// that it is never 0 ([MS-OI29500] 2.1.162 e).
func floatOffset(c *cursor, name string) unit.Length {
	v := c.twips(name)
	if v > 0 {
		v -= unit.Twip
	}
	return v
}

// fillFrame lays out the frame that begins with the paragraph at f.at: this and those that
// follow with equal properties. It reports whether the frame was placed, or why not.
func (f *flow) fillFrame(fr *framing, s *filling) (placed bool, why stop) {
	end := f.at + 1
	for end < len(f.blocks) {
		p, ok := f.blocks[end].(*para)
		if !ok || p.section != nil {
			break
		}
		if next := f.t.formatOf(p, f.cell).frame; next == nil || *next != *fr {
			break
		}
		end++
	}
	blocks := f.blocks[f.at:end]
	width := fr.width
	if width == 0 {
		width = f.t.natural(blocks, f.cell, f.width, s.counts)
	}
	sub := f.t.newFlow(blocks, f.cell, width)
	sub.framed = true
	body, _ := sub.fill(region{height: unbounded, fresh: true, counts: s.counts})
	size := item.Point{X: width, Y: max(body.height, fr.height)}
	if fr.exact {
		size.Y = fr.height
	}
	y := s.frame.height + f.pending(end, s)
	horz := fr.horz
	if fr.dropCap == "margin" {
		horz = axis{from: "column", offset: -width - fr.hSpace}
	}
	at, ok := s.spot(f, horz, fr.vert, size, y)
	if !ok {
		at = item.Point{X: horz.in(extent{0, f.width}, size.X), Y: y}
	}
	if fr.vert.from == "paragraph" && at.Y+size.Y > s.region.height {
		if s.empty && s.fresh {
			return false, stopNone // higher than a page: in the flow
		}
		return true, stopFull
	}
	if s.covers(zone{at.X, at.Y, size.X, size.Y, noSide}) {
		f.t.facts.add("feature", blocks[0].(*para).place, "Khung chữ đứng trên chữ của đoạn trước nó.")
	}
	s.float(body, at)
	if fr.dropCap == "drop" {
		size.Y = f.linesBeside(fr, end, size.Y, s)
	}
	if fr.wraps {
		s.keepFree(zone{at.X - fr.hSpace, at.Y - fr.vSpace, size.X + 2*fr.hSpace, size.Y + 2*fr.vSpace, fr.sides})
	}
	f.at = end - 1
	return true, stopNone
}

// linesBeside is the height that the lines of the block at i take which stand beside a drop
// cap: as many as w:lines says (ECMA-376-1 17.3.1.11), however high the letter is.
func (f *flow) linesBeside(fr *framing, i int, or unit.Length, s *filling) unit.Length {
	if fr.lines == 0 || i >= len(f.blocks) {
		return or
	}
	p, ok := f.blocks[i].(*para)
	if !ok {
		return or
	}
	l := f.t.lay(p, f.cell, f.width, s.counts)
	return l.lines[0].height*unit.Length(fr.lines) - unit.Twip // not a hair of the next line
}

// float puts a frame that is laid out into another at a place.
func (s *filling) float(body frame, at item.Point) {
	item.Move(body.items, at.X, at.Y)
	s.frame.items = append(s.frame.items, body.items...)
	s.take(body.notes)
}

// pending is the room above the text of the block at i, from which what floats counts.
func (f *flow) pending(i int, s *filling) unit.Length {
	if i >= len(f.blocks) {
		return 0
	}
	p, ok := f.blocks[i].(*para)
	if !ok {
		return 0
	}
	return f.gap(f.t.lay(p, f.cell, f.width, s.counts), s)
}

// natural is the width of blocks whose lines break only where they must, at most limit.
func (t *typesetter) natural(blocks []block, cell *cellFormat, limit unit.Length, n counts) unit.Length {
	most := unit.Length(0)
	for _, b := range blocks {
		p, ok := b.(*para)
		if !ok {
			return limit
		}
		l := t.lay(p, cell, limit, n)
		for i := range l.lines {
			most = max(most, l.lines[i].x+l.lines[i].natural+l.f.right)
		}
	}
	return min(max(most+unit.Twip, unit.Inch/8), limit)
}

// floats reports whether Word lets a table float: in text boxes and notes it does not
// ([MS-OI29500] 2.1.162 b).
func (t *typesetter) floats(tb *table) bool {
	return t.boxDepth == 0 && tb.place.part != footnotePart && tb.place.part != endnotePart
}

// fillFloating lays out a floating table at its place; placed is false where it goes into
// the flow: with text above and below only, or too high for the page.
func (f *flow) fillFloating(tb *table, s *filling) (placed bool, why stop) {
	fl := tb.props.float
	lt := f.t.prepare(tb, f.width, f.nested, s.counts)
	width := lt.edges[len(lt.edges)-1]
	y := s.frame.height
	followsText := fl.vert.from == "paragraph"
	at, ok := s.spot(f, fl.horz, fl.vert, item.Point{X: width, Y: 0}, y)
	room := max(at.X, f.width-at.X-width)
	if followsText && room < minBeside+max(fl.around[left], fl.around[right]) || !ok {
		return false, stopNone
	}
	sub := f.t.newFlow([]block{tb}, f.cell, f.width)
	sub.nested, sub.framed = f.nested, true
	body, _ := sub.fill(region{height: unbounded, fresh: true, counts: s.counts})
	at, _ = s.spot(f, fl.horz, fl.vert, item.Point{X: width, Y: body.height}, y)
	at.X -= lt.overhang()
	if fl.apart {
		at.Y = s.clear(at.Y, extent{at.X, width}, body.height)
	}
	if bottom := at.Y + body.height; bottom > s.region.height && s.region.height < unbounded {
		switch {
		case !followsText && fl.vert.from == "page" && at.Y >= 0 && s.fitsPage(bottom):
		case s.empty && s.fresh || !followsText:
			return false, stopNone
		default:
			return true, stopFull
		}
	}
	if s.covers(zone{at.X, at.Y, width, body.height, noSide}) {
		f.t.facts.add("feature", tb.place, "Bảng nổi đứng trên chữ của đoạn trước nó.")
	}
	s.float(body, item.Point{X: at.X - lt.x, Y: at.Y})
	s.keepFree(zone{at.X - fl.around[left], at.Y - fl.around[top], width + fl.around[left] + fl.around[right],
		body.height + fl.around[top] + fl.around[bottom], bothSides})
	return true, stopNone
}

// overhang is how far a floating table begins before the place that it is given: before Word
// 2013 the text of the cells stood there, not the border.
func (lt *laidTable) overhang() unit.Length {
	if lt.t.mode < 15 && lt.props.float.horz.align == "" {
		return lt.props.margins.at[left]
	}
	return 0
}

// sinkFloat gives a floating table that goes into the flow its place across.
func (f *flow) sinkFloat(lt *laidTable, s *filling) {
	fl := lt.props.float
	at, _ := s.spot(f, fl.horz, axis{from: "paragraph"}, item.Point{X: lt.edges[len(lt.edges)-1], Y: 0}, 0)
	lt.x = at.X - lt.overhang()
	if fl.vert.from == "paragraph" && fl.vert.offset > 0 {
		s.frame.height += fl.vert.offset
	}
}

// fitsPage reports whether a position in the region lies on its page.
func (s *filling) fitsPage(y unit.Length) bool {
	g := s.region.ground
	return g != nil && y+s.region.origin.Y <= g.height
}
