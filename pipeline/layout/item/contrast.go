package item

import "vanthu/pipeline/unit"

// dark reports whether text of automatic colour is white on a background. Word and
// LibreOffice: where its luminance is 62 of 255 or less.
func dark(c Color) bool {
	return (int(c>>16&0xFF)*76+int(c>>8&0xFF)*151+int(c&0xFF)*29)>>8 <= 62
}

// Contrast gives text of automatic colour (Text.Auto) that stands on something dark the colour white. What
// lies behind it is the last Fill, or filled Path that is not mostly transparent, before it; pictures do not count.
func Contrast(items []Item) {
	var backs []Fill // what is filled, in order of painting
	someDark := false
	for _, it := range items {
		switch it := it.(type) {
		case *Fill:
			backs = append(backs, *it)
			someDark = someDark || dark(it.Color)
		case *Path:
			if f, ok := it.filled(); ok {
				backs = append(backs, f)
				someDark = someDark || dark(f.Color)
			}
		case *Text:
			if !it.Auto || !someDark {
				continue
			}
			for i := len(backs) - 1; i >= 0; i-- {
				if backs[i].under(it) {
					if dark(backs[i].Color) {
						it.Color = 0xFFFFFF
					}
					break
				}
			}
		}
	}
}

// filled is the rectangle around a filled path.
func (p *Path) filled() (f Fill, ok bool) {
	if p.Fill == nil || p.Alpha > 127 || len(p.Segments) == 0 {
		return f, false
	}
	low, high := p.Segments[0].P[0], p.Segments[0].P[0]
	for i := range p.Segments {
		s := &p.Segments[i]
		for _, at := range s.P[:map[byte]int{'M': 1, 'L': 1, 'C': 3}[s.Op]] {
			low = Point{min(low.X, at.X), min(low.Y, at.Y)}
			high = Point{max(high.X, at.X), max(high.Y, at.Y)}
		}
	}
	return Fill{low.X, low.Y, high.X - low.X, high.Y - low.Y, *p.Fill}, true
}

// under reports whether a rectangle is the background of a text.
func (f *Fill) under(t *Text) bool {
	x, y := t.X+t.Width/2, t.Y-t.Size/4
	if t.Turn != 0 {
		x, y = t.X, t.Y
	}
	const slack = unit.Pt / 2
	return x >= f.X-slack && x <= f.X+f.W+slack && y >= f.Y-slack && y <= f.Y+f.H+slack
}
