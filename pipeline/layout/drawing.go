package layout

import (
	"vanthu/pipeline/layout/chart"
	"vanthu/pipeline/layout/draw"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// drawing is a drawing with the text in it laid out. Its items count from its left upper corner;
// its height is what the text asks for where it grows with that.
type drawing struct {
	draw.Drawing
	items []item.Item
}

// drawing adds an inline drawing, or the anchor of one that floats.
func (s *shaper) drawing(in *word.Inline, a atom) {
	for _, read := range s.t.drawings.Read(in, s.p.Place, s.width) {
		d := s.drawn(read)
		b := a
		b.object = d
		if d.Anchored {
			b.kind, b.width, s.floats = atomMark, 0, true
		} else {
			b.kind, b.width, b.canBreak = atomObject, d.Width, true
			s.allowBreak()
		}
		s.atoms = append(s.atoms, b)
	}
}

// allowBreak lets the line end before an inline drawing.
func (s *shaper) allowBreak() {
	if n := len(s.atoms); n > 0 && s.atoms[n-1].kind == atomText {
		s.atoms[n-1].canBreak = true
	}
}

// drawn lays out the texts of a drawing.
func (s *shaper) drawn(read *draw.Drawing) *drawing {
	d := &drawing{Drawing: *read}
	for i := range d.Shapes {
		shape := &d.Shapes[i]
		var text []item.Item
		more := unit.Length(0)
		switch {
		case shape.Box != nil:
			text, more = s.boxed(shape.Box)
		case shape.Label != nil:
			text = s.labelled(shape.Label)
		case shape.Chart != nil:
			text = s.charted(shape.Chart, shape.Area)
		}
		items, low := shape.Paint(more)
		d.items = append(append(d.items, items...), text...)
		d.Height = max(d.Height, low)
	}
	d.describe()
	return d
}

// describe gives the description of a drawing to its first picture, as that of a group whose
// members have none.
func (d *drawing) describe() {
	for _, it := range d.items {
		if p, ok := it.(*item.Picture); ok {
			if p.Alt == "" {
				p.Alt = d.Alt
			}
			return
		}
	}
}

// boxed lays out the text of a box and returns how much higher the box must be for a text
// across it when it grows with its text, as Word makes it.
func (s *shaper) boxed(b *draw.TextBox) (items []item.Item, more unit.Length) {
	t := s.t
	if t.boxDepth >= word.MaxNesting {
		t.Facts.Add("feature", s.p.Place, "Khung chữ lồng nhau quá sâu không được dàn.")
		return nil, 0
	}
	t.boxDepth++
	defer func() { t.boxDepth-- }()
	outer := t.paraTop
	w, h := b.Area.W-b.Inset[word.Left]-b.Inset[word.Right], b.Area.H-b.Inset[word.Top]-b.Inset[word.Bottom]
	if !b.Upright() {
		w, h = h, w
	}
	fr, _ := t.newFlow(b.Blocks, nil, w).fill(region{height: unbounded, fresh: true, counts: t.now})
	t.paraTop = outer
	free, dy := h-fr.height, unit.Length(0)
	switch {
	case free < 0 && !b.Grows:
		t.Facts.Add("overflow", s.p.Place, "Chữ trong khung cao hơn khung.")
	case free < 0 && b.Upright():
		more = -free
	case b.Align == "ctr":
		dy = free / 2
	case b.Align == "b":
		dy = free
	}
	x, y := b.Area.X+b.Inset[word.Left], b.Area.Y+b.Inset[word.Top]
	if b.Upright() {
		item.Move(fr.items, x, y+dy)
	} else {
		for _, it := range fr.items {
			item.Quarter(it, w, fr.height, b.Flow == "vert270")
		}
		if b.Flow != "vert270" {
			dy = max(0, h-fr.height) - dy
		}
		item.Move(fr.items, x+dy, y)
	}
	if b.Ink.On {
		inkText(fr.items, b.Ink.Color)
	}
	item.Turn(fr.items, b.Centre, b.Turn)
	return fr.items, more
}

// inkText gives text of automatic colour another one: that of the shape in which it stands.
func inkText(items []item.Item, c item.Color) {
	for _, it := range items {
		switch it := it.(type) {
		case *item.Text:
			if it.Auto {
				it.Color, it.Auto = c, false
			}
		case *nest:
			inkText(it.items, c)
		}
	}
}

// labelled stretches one line of text over its area.
func (s *shaper) labelled(b *draw.Label) (items []item.Item) {
	l := &word.Look{Ascii: b.Family, HAnsi: b.Family, EastAsia: b.Family, Size: b.Area.H, Scale: 100, Color: b.Color}
	line := &shaper{t: s.t, p: s.p, f: s.f}
	line.text(b.Text, l)
	natural := widthOf(line.atoms)
	if natural <= 0 {
		return nil
	}
	scale := max(1, min(int64(b.Area.W)*100/int64(natural), 600))
	x, base := b.Area.X, b.Area.Y+b.Area.H*4/5
	for _, a := range line.atoms {
		w := a.width.Scale(scale, 100)
		if a.kind == atomText {
			at := item.Point{X: x, Y: base}.Around(b.Area.Centre(), b.Turn)
			items = append(items, &item.Text{X: at.X, Y: at.Y, Width: w, Face: a.ink.face, Size: a.ink.size, Text: a.text,
				Color: b.Color, Scale: int(scale), Turn: b.Turn, Alpha: b.Alpha})
		}
		x += w
	}
	return items
}

// charted paints a chart with its labels.
func (s *shaper) charted(c *chart.Chart, area item.Rectangle) []item.Item {
	family := c.Family
	if family == "" {
		family = s.t.look(s.f, &word.NoProps).Ascii
	}
	set := func(text string, size unit.Length, bold bool) []atom {
		l := word.Look{Ascii: family, HAnsi: family, EastAsia: family, Size: size, Scale: 100}
		if bold {
			l.Toggles = word.Bold
		}
		line := &shaper{t: s.t, p: s.p, f: s.f}
		line.text(text, s.t.shared(&l))
		return line.atoms
	}
	items, labels := c.Paint(area, func(text string, size unit.Length, bold bool) unit.Length { return widthOf(set(text, size, bold)) })
	for _, l := range labels {
		items = append(items, labelItems(set(l.Text, l.Size, l.Bold), l)...)
	}
	return items
}

func widthOf(atoms []atom) (w unit.Length) {
	for i := range atoms {
		w += atoms[i].width
	}
	return w
}

// labelItems puts the words of a label of a chart in their places.
func labelItems(atoms []atom, l chart.Label) (items []item.Item) {
	x := -widthOf(atoms).Scale(int64(l.Align), 2)
	turn := 0
	if l.Upwards {
		turn = 90
	}
	for _, a := range atoms {
		if a.kind == atomText {
			at := item.Point{X: l.At.X + x, Y: l.At.Y}.Around(l.At, turn)
			items = append(items, &item.Text{X: at.X, Y: at.Y, Width: a.width, Face: a.ink.face, Size: a.ink.size, Text: a.text, Color: l.Ink, Turn: turn})
		}
		x += a.width
	}
	return items
}
