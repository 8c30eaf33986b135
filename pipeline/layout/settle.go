package layout

import (
	"sort"

	"vanthu/pipeline/layout/item"
)

// settled opens nests and gives the drawings that float their places; those behind the
// text come first. Where drawings lie over one another, the places that they take in the
// order of items go to them by height.
func (p *pager) settled() []item.Item {
	floats := floating(p.items, nil)
	byHeight := append([]*anchor(nil), floats...)
	sort.SliceStable(byHeight, func(i, j int) bool { return byHeight[i].d.Z < byHeight[j].d.Z })
	var behind []item.Item
	rest := make([]item.Item, 0, len(p.items))
	var add func(items []item.Item, to *[]item.Item, inside bool)
	add = func(items []item.Item, to *[]item.Item, inside bool) {
		for _, it := range items {
			switch it := it.(type) {
			case *nest:
				add(it.items, to, inside)
			case *anchor:
				switch {
				case it.d.Behind:
					add(p.settle(it), &behind, true)
				case inside: // in a drawing that floats itself
					add(p.settle(it), to, true)
				default:
					next := byHeight[0]
					byHeight = byHeight[1:]
					add(p.settle(next), to, true)
				}
			default:
				*to = append(*to, it)
			}
		}
	}
	add(p.items, &rest, false)
	if behind == nil {
		return rest
	}
	return append(behind, rest...)
}

// floating lists the anchors above the text in order, those in nests included.
func floating(items []item.Item, list []*anchor) []*anchor {
	for _, it := range items {
		switch it := it.(type) {
		case *nest:
			list = floating(it.items, list)
		case *anchor:
			if !it.d.Behind {
				list = append(list, it)
			}
		}
	}
	return list
}

// settle gives an anchored drawing its place on the present page.
func (p *pager) settle(a *anchor) []item.Item {
	g := p.ground()
	horz, ok := g.across(a.d.Horz.From)
	switch {
	case ok:
	case a.d.Horz.From == "character":
		horz = extent{a.char, 0}
	default:
		horz = extent{a.column, a.width}
	}
	vert, ok := g.down(a.d.Vert.From)
	switch {
	case ok:
	case a.d.Vert.From == "line":
		vert = extent{a.line, 0}
	default:
		vert = extent{a.para, 0}
	}
	items := item.Copied(a.d.items)
	if a.repeated {
		items = asCopy(items)
	}
	anchorIn(items, a.number)
	item.Move(items, horz.placed(a.d.Horz, a.d.Width), vert.placed(a.d.Vert, a.d.Height))
	return items
}
