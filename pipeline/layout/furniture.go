package layout

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// variant chooses which header or footer a page gets ("" is none).
func (p *pager) variant(parts map[string]string) string {
	switch {
	case p.first && p.section.TitlePage:
		return parts["first"]
	case p.t.EvenOdd && p.counts.page%2 == 0:
		return parts["even"]
	}
	return parts["default"]
}

// furniture lays out header and footer of the present page; they push the text area down
// and up where they are higher than the margin, unless the margin is negative.
func (p *pager) furniture() error {
	s := p.section
	header, err := p.t.furnitureStory(p.variant(s.Headers), "đầu trang")
	if err != nil {
		return err
	}
	if header != nil {
		f := p.t.newFlow(header.Blocks, nil, s.TextWidth())
		fr, _ := f.fill(region{height: unbounded, fresh: true, counts: p.counts, ground: p.ground(), origin: item.Point{X: p.textLeft(), Y: s.Header}})
		item.Move(fr.items, p.textLeft(), s.Header)
		p.items = append(p.items, fr.items...)
		if low := s.Header + fr.height; s.Top >= 0 {
			p.top = max(p.top, low)
		}
	}
	footer, err := p.t.furnitureStory(p.variant(s.Footers), "chân trang")
	if err != nil || footer == nil {
		return err
	}
	f := p.t.newFlow(footer.Blocks, nil, s.TextWidth())
	trial := p.ground().trial()
	r := region{height: unbounded, fresh: true, counts: p.counts, ground: trial, origin: item.Point{X: p.textLeft(), Y: p.bottom}}
	fr, _ := f.fill(r)
	high := s.Height - s.Footer - fr.height
	if len(trial.zones) > len(p.ground().zones) { // what floats there must know how high it begins
		f.rewind()
		r.ground, r.origin.Y = p.ground(), high
		fr, _ = f.fill(r)
	}
	item.Move(fr.items, p.textLeft(), high)
	p.items = append(p.items, fr.items...)
	if s.Bottom >= 0 {
		p.bottom = min(p.bottom, high)
	}
	return nil
}

// furnitureStory reads a header or footer; nil where the relationship leads nowhere.
func (t *typesetter) furnitureStory(id, name string) (*word.Story, error) {
	s, err := t.Furniture(id, name)
	if s != nil {
		t.seekFields(s.Blocks)
	}
	return s, err
}

// seekFields notes whether blocks hold fields that only a whole layout can answer.
func (t *typesetter) seekFields(blocks []word.Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *word.Paragraph:
			for i := range b.Content {
				in := &b.Content[i]
				if in.Kind == word.InField && in.Text != "PAGE" {
					t.usesTotal, t.usesMarks = true, t.usesMarks || in.Ref != ""
				}
				for _, box := range in.Boxes {
					t.seekFields(box)
				}
			}
		case *word.Table:
			for _, r := range b.Rows {
				for _, c := range r.Cells {
					t.seekFields(c.Blocks)
				}
			}
		}
	}
}

// verticalShift is by how much the text of a page moves down (w:vAlign).
func (p *pager) verticalShift(height unit.Length) unit.Length {
	free := p.bottom - p.top - height
	switch {
	case free <= 0:
	case p.section.VAlign == "center":
		return free / 2
	case p.section.VAlign == "bottom":
		return free
	}
	return 0
}
