package layout

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// pager puts sections on pages.
type pager struct {
	t       *typesetter
	outcome outcome
	page    *Page

	y        unit.Length // where the next section goes on, below the top of the page
	top      unit.Length // text area of the page
	bottom   unit.Length
	counts   counts
	section  *word.Section
	first    bool // first page of the section
	begun    int  // pages begun for the section
	hard     bool // the page begins after a hard break
	items    []item.Item
	notes    *noteArea   // footnotes of the present column
	bodyFrom int         // index in items behind header and footer
	lowest   unit.Length // end of the text on the page
	textEnd  unit.Length // end of the text in the present column, without spacing below
	rest     []*flow     // of footnotes that go on in the next column
	lines    int         // number of the line counted last
	marks    map[string]bookmarkPlace
	links    []pendingLink
	under    *ground // the page as regions see it; nil until one asks
}

// outcome is what one pass over the document gives.
type outcome struct {
	list    []Page
	outline []Heading
	marked  map[string]markedPage
	lost    int // words that stand off the paper
}

type bookmarkPlace struct {
	page int
	y    unit.Length
}

type pendingLink struct {
	link   *item.Link
	anchor string
}

// textLeft is where the text area of the present page begins. The gutter is at the inner
// margin.
func (p *pager) textLeft() unit.Length {
	if p.t.Mirror && p.counts.page%2 == 0 {
		return p.section.Right
	}
	return p.section.Left + p.section.Gutter
}

// ground returns the present page as regions see it.
func (p *pager) ground() *ground {
	if p.under == nil {
		p.under = new(ground)
	}
	p.under.Section, p.under.x, p.under.top, p.under.bottom = p.section, p.textLeft(), p.top, p.bottom
	return p.under
}
