package layout

import (
	"fmt"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// furnitureParts keeps the headers and footers that have been read, by part.
type furnitureParts map[string]*story

// variant chooses which header or footer a page gets ("" is none).
func (p *pager) variant(parts map[string]string) string {
	switch {
	case p.first && p.section.titlePage:
		return parts["first"]
	case p.t.evenOdd && p.counts.page%2 == 0:
		return parts["even"]
	}
	return parts["default"]
}

// furniture lays out header and footer of the present page; they push the text area down
// and up where they are higher than the margin, unless the margin is negative.
func (p *pager) furniture() error {
	s := p.section
	header, err := p.t.furnitureStory(p.variant(s.headers), "đầu trang")
	if err != nil {
		return err
	}
	if header != nil {
		f := p.t.newFlow(header.blocks, nil, s.textWidth())
		fr, _ := f.fill(region{height: unbounded, fresh: true, counts: p.counts, ground: p.ground(), origin: item.Point{X: p.textLeft(), Y: s.header}})
		item.Move(fr.items, p.textLeft(), s.header)
		p.items = append(p.items, fr.items...)
		if low := s.header + fr.height; s.top >= 0 {
			p.top = max(p.top, low)
		}
	}
	footer, err := p.t.furnitureStory(p.variant(s.footers), "chân trang")
	if err != nil || footer == nil {
		return err
	}
	f := p.t.newFlow(footer.blocks, nil, s.textWidth())
	trial := p.ground().trial()
	r := region{height: unbounded, fresh: true, counts: p.counts, ground: trial, origin: item.Point{X: p.textLeft(), Y: p.bottom}}
	fr, _ := f.fill(r)
	high := s.height - s.footer - fr.height
	if len(trial.zones) > len(p.ground().zones) { // what floats there must know how high it begins
		f.rewind()
		r.ground, r.origin.Y = p.ground(), high
		fr, _ = f.fill(r)
	}
	item.Move(fr.items, p.textLeft(), high)
	p.items = append(p.items, fr.items...)
	if s.bottom >= 0 {
		p.bottom = min(p.bottom, high)
	}
	return nil
}

// furnitureStory reads a header or footer once; nil where the relationship leads nowhere.
func (t *typesetter) furnitureStory(id, name string) (*story, error) {
	rel, ok := t.rels[id]
	if !ok || rel.External || !t.pkg.Has(rel.Target) {
		return nil, nil
	}
	if s := t.furniture[rel.Target]; s != nil {
		return s, nil
	}
	s, err := t.story(rel.Target, name)
	if err != nil {
		return nil, err
	}
	t.furniture[rel.Target] = s
	t.usesTotal = t.usesTotal || asksTotal(s.blocks)
	return s, nil
}

// story reads a part of its own.
func (t *typesetter) story(part, name string) (*story, error) {
	src, err := t.pkg.Part(part)
	if err != nil {
		return nil, err
	}
	rels, err := t.relationships(part)
	if err != nil {
		return nil, err
	}
	r := &reader{c: newCursor(src), theme: t.styles.theme, rels: rels, facts: t.facts, at: place{part: name}}
	s, err := r.story()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", part, err)
	}
	return s, nil
}

// asksTotal reports whether blocks hold a field that asks for a number of pages.
func asksTotal(blocks []block) bool {
	for _, b := range blocks {
		switch b := b.(type) {
		case *para:
			for i := range b.content {
				if in := &b.content[i]; in.kind == inField && in.text != "PAGE" {
					return true
				}
			}
		case *table:
			for _, r := range b.rows {
				for _, c := range r.cells {
					if asksTotal(c.blocks) {
						return true
					}
				}
			}
		}
	}
	return false
}

// verticalShift is by how much the text of a page moves down (w:vAlign).
func (p *pager) verticalShift(height unit.Length) unit.Length {
	free := p.bottom - p.top - height
	switch {
	case free <= 0:
	case p.section.vAlign == "center":
		return free / 2
	case p.section.vAlign == "bottom":
		return free
	}
	return 0
}
