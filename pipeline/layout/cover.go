package layout

import (
	"fmt"
	"math"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// cover takes out what a row of exact height does not show of a cell (ECMA-376-1 17.4.81). Word
// cuts letters at the border; here a word shows where more than half of its small letters do.
func (sh *sheet) cover(c *laidCell, items []item.Item, bottom unit.Length) []item.Item {
	var cut covered
	items = above(items, bottom, &cut)
	if cut.text {
		sh.lt.t.Facts.Add("overflow", sh.placeOf(c), "Hàng có chiều cao cố định che mất chữ không đủ chỗ.")
	}
	if cut.picture {
		sh.lt.t.Facts.Add("overflow", sh.placeOf(c), "Hàng có chiều cao cố định cắt mất một phần hình.")
	}
	return items
}

// covered says what of a cell does not show.
type covered struct{ text, picture bool }

func (sh *sheet) placeOf(c *laidCell) word.Place {
	if len(c.c.Blocks) > 0 {
		if p, ok := c.c.Blocks[0].(*word.Paragraph); ok {
			return p.Place
		}
	}
	return sh.lt.rowPlace(c.last)
}

// coverTurned tells of turned text for whose lines a cell is not wide enough; in a row of
// exact height they do not show.
func (sh *sheet) coverTurned(c *laidCell, items []item.Item, cell extent) []item.Item {
	out, beyond := items[:0], false
	for _, it := range items {
		t, ok := it.(*item.Text)
		if !ok || c.upwards && t.X-t.Size/4 <= cell.from+cell.size || !c.upwards && t.X+t.Size/4 >= cell.from {
			out = append(out, it)
			continue
		}
		beyond = true
		if !sh.lt.rows[c.last].props.Exact {
			out = append(out, it)
		}
	}
	if beyond {
		sh.lt.t.Facts.Add("overflow", sh.placeOf(c), "Ô không đủ rộng cho các dòng chữ xoay dọc.")
	}
	return out
}

// noteWide tells of a table that begins at x in the region and runs off the paper on the
// right, where its columns cannot be printed, letters in them or not. What passes by less
// than half a millimetre is a border.
func (s *filling) noteWide(lt *laidTable, x unit.Length) {
	g := s.region.ground
	if g == nil {
		return
	}
	if over := s.region.origin.X + x + lt.across().size - g.Width; over > unit.Mm/2 {
		lt.t.Facts.Add("overflow", lt.tb.Place, fmt.Sprintf("Bảng rộng hơn tờ giấy, mép phải vượt mép giấy %.0f mm; thu hẹp cột hoặc xoay ngang trang.", math.Ceil(over.Millimetres())))
	}
}

// above keeps the items that show above a height, and notes what does not.
func above(items []item.Item, bottom unit.Length, cut *covered) []item.Item {
	out := items[:0]
	for _, it := range items {
		if shows(it, bottom, cut) {
			out = append(out, it)
		}
	}
	return out
}

// shows reports whether an item shows above a height, and cuts it off there.
func shows(it item.Item, bottom unit.Length, cut *covered) bool {
	switch it := it.(type) {
	case *item.Text:
		if it.Y-it.Size/4 > bottom {
			cut.text = true
			return false
		}
	case *item.Line:
		if it.X1 == it.X2 {
			it.Y1, it.Y2 = min(it.Y1, bottom), min(it.Y2, bottom)
			return it.Y1 != it.Y2
		}
		return min(it.Y1, it.Y2) <= bottom
	case *item.Fill:
		it.H = min(it.H, bottom-it.Y)
		return it.H > 0
	case *item.Link:
		it.H = min(it.H, bottom-it.Y)
		return it.H > 0
	case *innerLink:
		it.H = min(it.H, bottom-it.Y)
		return it.H > 0
	case *item.Picture:
		cut.picture = cut.picture || it.Y+it.H > bottom+unit.Pt
		return showsPicture(it, bottom)
	case *item.Path:
		return showsPath(it, bottom, cut)
	case *nest:
		it.items = above(it.items, bottom, cut)
	}
	return true
}

// showsPicture crops a picture that reaches below a height.
func showsPicture(p *item.Picture, bottom unit.Length) bool {
	if p.Y >= bottom {
		return false
	}
	over := p.Y + p.H - bottom
	if over <= 0 || p.Turn != 0 {
		return true
	}
	shown := 100_000 - p.Crop.Top - p.Crop.Bottom
	p.Crop.Bottom += shown * int64(over) / int64(p.H)
	p.H -= over
	return true
}

// showsPath flattens an outline that reaches below a height.
func showsPath(p *item.Path, bottom unit.Length, cut *covered) bool {
	shows := false
	for i := range p.Segments {
		s := &p.Segments[i]
		for k := range s.P[:map[byte]int{'M': 1, 'L': 1, 'C': 3}[s.Op]] {
			shows = shows || s.P[k].Y < bottom
			cut.picture = cut.picture || s.P[k].Y > bottom+unit.Pt
			s.P[k].Y = min(s.P[k].Y, bottom)
		}
	}
	return shows
}
