package layout

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// pageBorder draws the border of the present page.
func (p *pager) pageBorder() {
	b := p.section.Borders
	if b == nil || b.Display == "firstPage" && !p.first || b.Display == "notFirstPage" && p.first {
		return
	}
	s := p.section
	x1, y1, x2, y2 := unit.Length(0), unit.Length(0), s.Width, s.Height
	if b.FromText {
		x1, x2 = p.textLeft(), p.textLeft()+s.TextWidth()
		y1, y2 = max(s.Top, -s.Top), s.Height-max(s.Bottom, -s.Bottom)
	}
	at := func(side int) unit.Length {
		d := b.Sides[side].Space
		if b.FromText {
			d = -d - b.Sides[side].Thickness()
		}
		return d
	}
	x1, x2, y1, y2 = x1+at(word.Left), x2-at(word.Right), y1+at(word.Top), y2-at(word.Bottom)
	sides := [4]word.Border{word.Top: b.Sides[word.Top], word.Bottom: b.Sides[word.Bottom], word.Left: b.Sides[word.Left], word.Right: b.Sides[word.Right]}
	p.items = appendBox(p.items, sides, item.Rectangle{X: x1, Y: y1, W: x2 - x1, H: y2 - y1})
	if b.Art {
		p.t.Facts.Add("feature", word.Place{Part: "toàn văn bản"}, "Khung viền trang bằng hình được in bằng nét thường.")
	}
}
