package layout

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// Frames (w:framePr) and floating tables (w:tblpPr) stand at a place of their own and take no
// room in the flow: the text goes on behind them and leaves their place free. Where no text
// fits beside one that follows the text, it is laid out in the flow, where it can also go
// over several pages.

// fillFrame lays out the frame that begins with the paragraph at f.at: this and those that
// follow with equal properties. It reports whether the frame was placed, or why not.
func (f *flow) fillFrame(fr *word.Framing, s *filling) (placed bool, why stop) {
	end := f.at + 1
	for end < len(f.blocks) {
		p, ok := f.blocks[end].(*word.Paragraph)
		if !ok || p.Section != nil {
			break
		}
		if next := f.t.formatOf(p, f.cell).Frame; next == nil || *next != *fr {
			break
		}
		end++
	}
	blocks := f.blocks[f.at:end]
	width := fr.Width
	if width == 0 {
		width = f.t.natural(blocks, f.cell, f.width, s.counts)
	}
	sub := f.t.newFlow(blocks, f.cell, width)
	sub.framed = true
	body, _ := sub.fill(region{height: unbounded, fresh: true, counts: s.counts})
	size := item.Point{X: width, Y: max(body.height, fr.Height)}
	if fr.Exact {
		if size.Y = fr.Height; body.height > fr.Height+unit.Pt {
			f.t.Facts.Add("overflow", blocks[0].(*word.Paragraph).Place, "Chữ trong khung cao hơn khung.")
		}
	}
	y := s.frame.height + f.pending(end, s)
	horz := fr.Horz
	if fr.DropCap == "margin" {
		horz = word.Axis{From: "column", Offset: -width - fr.HSpace}
	}
	at, ok := s.spot(f, &standing{horz, fr.Vert, size}, y)
	if !ok {
		at = item.Point{X: extent{0, f.width}.placed(horz, size.X), Y: y}
	}
	if fr.Vert.From == "paragraph" && at.Y+size.Y > s.region.height {
		if s.empty && s.fresh {
			return false, stopNone // higher than a page: in the flow
		}
		return true, stopFull
	}
	if body.low > s.region.height && s.region.ground != nil && !s.fitsPage(at.Y+body.low) {
		f.flat = end // its text would stand off the paper: in the flow, all of it
		return false, stopNone
	}
	if s.covers(zone{at.X, at.Y, size.X, size.Y, word.NoSide}) {
		f.t.Facts.Add("feature", blocks[0].(*word.Paragraph).Place, "Khung chữ đứng trên chữ của đoạn trước nó.")
	}
	s.float(body, at)
	if fr.DropCap == "drop" {
		size.Y = f.linesBeside(fr, end, size.Y, s)
	}
	if fr.Wraps {
		s.keepFree(zone{at.X - fr.HSpace, at.Y - fr.VSpace, size.X + 2*fr.HSpace, size.Y + 2*fr.VSpace, fr.Sides})
	}
	f.at = end - 1
	return true, stopNone
}

// linesBeside is the height that the lines of the block at i take which stand beside a drop
// cap: as many as w:lines says (ECMA-376-1 17.3.1.11), however high the letter is.
func (f *flow) linesBeside(fr *word.Framing, i int, or unit.Length, s *filling) unit.Length {
	if fr.Lines == 0 || i >= len(f.blocks) {
		return or
	}
	p, ok := f.blocks[i].(*word.Paragraph)
	if !ok {
		return or
	}
	l := f.t.lay(p, f.cell, f.width, s.counts)
	return l.lines[0].height*unit.Length(fr.Lines) - unit.Twip // not a hair of the next line
}

// float puts a frame that is laid out into another at a place.
func (s *filling) float(body frame, at item.Point) {
	item.Move(body.items, at.X, at.Y)
	s.frame.items = append(s.frame.items, body.items...)
	s.addNotes(body.notes)
}

// pending is the room above the text of the block at i, from which what floats counts.
func (f *flow) pending(i int, s *filling) unit.Length {
	if i >= len(f.blocks) {
		return 0
	}
	p, ok := f.blocks[i].(*word.Paragraph)
	if !ok {
		return 0
	}
	return f.gap(f.t.lay(p, f.cell, f.width, s.counts), s)
}

// natural is the width of blocks whose lines break only where they must, at most limit.
func (t *typesetter) natural(blocks []word.Block, cell *word.CellFormat, limit unit.Length, n counts) unit.Length {
	most := unit.Length(0)
	for _, b := range blocks {
		p, ok := b.(*word.Paragraph)
		if !ok {
			return limit
		}
		l := t.lay(p, cell, limit, n)
		for i := range l.lines {
			most = max(most, l.lines[i].x+l.lines[i].natural+l.f.Right)
		}
	}
	return min(max(most+unit.Twip, unit.Inch/8), limit)
}

// floats reports whether Word lets a table float: in text boxes and notes it does not
// ([MS-OI29500] 2.1.162 b).
func (t *typesetter) floats(tb *word.Table) bool {
	return t.boxDepth == 0 && tb.Place.Part != word.FootnotePart && tb.Place.Part != word.EndnotePart
}

// fillFloating lays out a floating table at its place; placed is false where it goes into
// the flow: with text above and below only, or too high for the page.
func (f *flow) fillFloating(tb *word.Table, s *filling) (placed bool, why stop) {
	fl := tb.Props.Float
	lt := f.t.prepare(tb, f.width, f.nested, s.counts)
	width := lt.edges[len(lt.edges)-1]
	y := s.frame.height
	followsText := fl.Vert.From == "paragraph"
	at, ok := s.spot(f, &standing{fl.Horz, fl.Vert, item.Point{X: width, Y: 0}}, y)
	room := max(at.X, f.width-at.X-width)
	if followsText && room < minBeside+max(fl.Around[word.Left], fl.Around[word.Right]) || !ok {
		return false, stopNone
	}
	sub := f.t.newFlow([]word.Block{tb}, f.cell, f.width)
	sub.nested, sub.framed = f.nested, true
	body, _ := sub.fill(region{height: unbounded, fresh: true, counts: s.counts})
	at, _ = s.spot(f, &standing{fl.Horz, fl.Vert, item.Point{X: width, Y: body.height}}, y)
	at.X -= lt.overhang()
	if fl.Apart {
		at.Y = s.clear(at.Y, extent{at.X, width}, body.height)
	}
	if bottom := at.Y + body.height; bottom > s.region.height && s.region.height < unbounded {
		switch {
		case !followsText && fl.Vert.From == "page" && at.Y >= 0 && s.fitsPage(bottom):
		case s.empty && s.fresh || !followsText:
			return false, stopNone
		default:
			return true, stopFull
		}
	}
	if s.covers(zone{at.X, at.Y, width, body.height, word.NoSide}) {
		f.t.Facts.Add("feature", tb.Place, "Bảng nổi đứng trên chữ của đoạn trước nó.")
	}
	s.noteWide(lt, at.X)
	s.float(body, item.Point{X: at.X - lt.x, Y: at.Y})
	s.keepFree(zone{at.X - fl.Around[word.Left], at.Y - fl.Around[word.Top], width + fl.Around[word.Left] + fl.Around[word.Right],
		body.height + fl.Around[word.Top] + fl.Around[word.Bottom], word.BothSides})
	return true, stopNone
}

// overhang is how far a floating table begins before the place that it is given: before Word
// 2013 the text of the cells stood there, not the border.
func (lt *laidTable) overhang() unit.Length {
	if lt.t.Mode < 15 && lt.props.Float.Horz.Align == "" {
		return lt.props.Margins.At[word.Left]
	}
	return 0
}

// sinkFloat gives a floating table that goes into the flow its place across.
func (f *flow) sinkFloat(lt *laidTable, s *filling) {
	fl := lt.props.Float
	at, _ := s.spot(f, &standing{fl.Horz, word.Axis{From: "paragraph"}, item.Point{X: lt.edges[len(lt.edges)-1], Y: 0}}, 0)
	lt.x = at.X - lt.overhang()
	if fl.Vert.From == "paragraph" && fl.Vert.Offset > 0 {
		s.frame.height += fl.Vert.Offset
	}
}

// fitsPage reports whether a position in the region lies on its page.
func (s *filling) fitsPage(y unit.Length) bool {
	g := s.region.ground
	return g != nil && y+s.region.origin.Y <= g.Height
}
