package word

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// ParaField is a set of the fields of ParaBasics that are given. Of those that are not, the zero value
// holds, with these exceptions: without HasWidow and HasSnap the property is on, without HasLine lines
// are single, without HasNumber the paragraph is in no list, without HasOutline it is body text.
type ParaField uint32

const (
	hasAlign ParaField = 1 << iota
	hasLeft
	hasRight
	hasFirst
	hasBefore
	hasAfter
	hasBeforeAuto
	hasAfterAuto
	HasLine
	hasContextual
	hasKeepNext
	hasKeepLines
	hasBreakBefore
	HasWidow
	hasShadePara
	HasNumber
	HasOutline
	HasSnap
	hasUnnumbered
	hasBidi
	hasFrame
	hasLevel
)

// ParaProps is what w:pPr says (ECMA-376-1 17.3.1.26). The zero value says nothing.
type ParaProps struct {
	ParaBasics
	Tabs []tabStop // in order of position; as read also those of kind "clear"
}

// ParaBasics are the properties of a paragraph that can be compared by ==: all but its tabs.
type ParaBasics struct {
	Has                           ParaField
	Style                         string      // id of the paragraph style
	Align                         string      // as in the file: "left", "start", "both", … (ECMA-376-1 17.18.44); "" is left
	Left, Right, First            unit.Length // First is negative for a hanging indent
	Before, After                 unit.Length
	BeforeAuto, AfterAuto         bool        // Word works the spacing out, Before and After do not count
	Line                          unit.Length // for "auto": 240ths of a line, a twip each
	LineRule                      string      // "auto", "atLeast", "exact"
	Contextual, KeepNext          bool
	KeepLines, BreakBefore, Widow bool
	Snap, Bidi, Unnumbered        bool // stands on the line grid; runs from right to left; its lines are not counted
	Shade                         item.Tint
	NumID, Level                  int       // list (w:numId), 0 is none; its level, 0 the outermost
	Outline                       int       // 0 is the highest level, 9 is body text
	Borders                       [6]Border // by side, see Top
	Frame                         *Framing  // nil: it stands in the text
}

// tabStop is a custom tab; kind "clear" removes one of a style.
type tabStop struct {
	At           unit.Length
	Kind, Leader string
}

// over lays what p says over base.
func (p *ParaProps) over(base *ParaProps) {
	p.placeOver(&base.ParaBasics)
	p.flowOver(&base.ParaBasics)
	if p.Has&HasNumber != 0 {
		base.NumID, base.Level = p.NumID, p.Level
	} else if p.Has&hasLevel != 0 { // a level alone is one of the list of the style below
		base.Level = p.Level
	}
	base.Has |= p.Has
	if len(p.Tabs) > 0 {
		base.Tabs = mergeTabs(base.Tabs, p.Tabs)
	}
	for i, b := range p.Borders {
		if b.Style != "" {
			base.Borders[i] = b
		}
	}
	if p.Style != "" {
		base.Style = p.Style
	}
}

// placeOver lays alignment, indents and spacing over base.
func (p *ParaBasics) placeOver(base *ParaBasics) {
	set := func(f ParaField) bool { return p.Has&f != 0 }
	if set(hasAlign) {
		base.Align = p.Align
	}
	if set(hasLeft) {
		base.Left = p.Left
	}
	if set(hasRight) {
		base.Right = p.Right
	}
	if set(hasFirst) {
		base.First = p.First
	}
	if set(hasBefore) {
		base.Before = p.Before
	}
	if set(hasAfter) {
		base.After = p.After
	}
	if set(hasBeforeAuto) {
		base.BeforeAuto = p.BeforeAuto
	}
	if set(hasAfterAuto) {
		base.AfterAuto = p.AfterAuto
	}
	if set(HasLine) {
		base.Line, base.LineRule = p.Line, p.LineRule
	}
	if set(hasContextual) {
		base.Contextual = p.Contextual
	}
	if set(HasSnap) {
		base.Snap = p.Snap
	}
	if set(hasFrame) {
		base.Frame = p.Frame
	}
}

// flowOver lays what keeps lines together, what a paragraph is in the document and its
// background over base.
func (p *ParaBasics) flowOver(base *ParaBasics) {
	set := func(f ParaField) bool { return p.Has&f != 0 }
	if set(hasKeepNext) {
		base.KeepNext = p.KeepNext
	}
	if set(hasKeepLines) {
		base.KeepLines = p.KeepLines
	}
	if set(hasBreakBefore) {
		base.BreakBefore = p.BreakBefore
	}
	if set(HasWidow) {
		base.Widow = p.Widow
	}
	if set(hasShadePara) {
		base.Shade = p.Shade
	}
	if set(HasOutline) {
		base.Outline = p.Outline
	}
	if set(hasUnnumbered) {
		base.Unnumbered = p.Unnumbered
	}
	if set(hasBidi) {
		base.Bidi = p.Bidi
	}
}

// listed returns the list and level that w:numPr asks for; a level alone is one of the list of
// the style below. ok is false where nothing is asked for.
func (p *ParaProps) listed(below int) (numID, level int, ok bool) {
	switch {
	case p.Has&HasNumber != 0:
		return p.NumID, p.Level, true
	case p.Has&hasLevel != 0:
		return below, p.Level, true
	}
	return 0, 0, false
}

// mergeTabs lays tabs over base, in order of position.
func mergeTabs(base, tabs []tabStop) []tabStop {
	out := append([]tabStop(nil), base...)
	for _, t := range tabs {
		i := 0
		for i < len(out) && out[i].At < t.At {
			i++
		}
		same := i < len(out) && out[i].At == t.At
		switch {
		case t.Kind == "clear" && same:
			out = append(out[:i], out[i+1:]...)
		case t.Kind == "clear":
		case same:
			out[i] = t
		default:
			out = append(out[:i], append([]tabStop{t}, out[i:]...)...)
		}
	}
	return out
}

// read takes one child of w:pPr that is about looks.
func (p *ParaProps) read(c *cursor, name string) {
	set := func(f ParaField, to *bool) { *to, p.Has = c.on(), p.Has|f }
	switch name {
	case "w:pStyle":
		p.Style = c.val()
	case "w:jc":
		p.Align, p.Has = c.val(), p.Has|hasAlign
	case "w:ind":
		p.readIndents(c)
	case "w:spacing":
		p.readSpacing(c)
	case "w:contextualSpacing":
		set(hasContextual, &p.Contextual)
	case "w:keepNext":
		set(hasKeepNext, &p.KeepNext)
	case "w:keepLines":
		set(hasKeepLines, &p.KeepLines)
	case "w:pageBreakBefore":
		set(hasBreakBefore, &p.BreakBefore)
	case "w:widowControl":
		set(HasWidow, &p.Widow)
	case "w:suppressLineNumbers":
		set(hasUnnumbered, &p.Unnumbered)
	case "w:snapToGrid":
		set(HasSnap, &p.Snap)
	case "w:bidi":
		set(hasBidi, &p.Bidi)
	case "w:shd":
		p.Shade, p.Has = readShade(c), p.Has|hasShadePara
	case "w:outlineLvl":
		p.Outline, p.Has = int(ooxml.Clamp(ooxml.Number(c.val()), 0, 9)), p.Has|HasOutline
	case "w:numPr":
		c.each(func(name string) {
			switch name {
			case "w:numId":
				p.NumID, p.Has = int(ooxml.Number(c.val())), p.Has|HasNumber
			case "w:ilvl":
				p.Level, p.Has = int(ooxml.Clamp(ooxml.Number(c.val()), 0, 8)), p.Has|hasLevel
			}
		})
	case "w:tabs":
		c.each(func(string) {
			if len(p.Tabs) < 64 {
				p.Tabs = insertTab(p.Tabs, tabStop{c.twips("w:pos"), c.val(), c.attr("w:leader")})
			}
		})
	case "w:pBdr":
		readBorders(c, &p.Borders)
	case "w:framePr":
		p.Frame, p.Has = readFraming(c), p.Has|hasFrame
	}
}

// insertTab adds a tab in order of position. It keeps "clear" ones, which act on styles below.
func insertTab(tabs []tabStop, t tabStop) []tabStop {
	i := 0
	for i < len(tabs) && tabs[i].At <= t.At {
		i++
	}
	return append(tabs[:i], append([]tabStop{t}, tabs[i:]...)...)
}

func (p *ParaProps) readIndents(c *cursor) {
	for _, a := range [...]string{"w:start", "w:left"} {
		if c.has(a) {
			p.Left, p.Has = c.twips(a), p.Has|hasLeft
		}
	}
	for _, a := range [...]string{"w:end", "w:right"} {
		if c.has(a) {
			p.Right, p.Has = c.twips(a), p.Has|hasRight
		}
	}
	if c.has("w:firstLine") {
		p.First, p.Has = c.twips("w:firstLine"), p.Has|hasFirst
	}
	if c.has("w:hanging") { // overrides firstLine, ECMA-376-1 17.3.1.12
		p.First, p.Has = -c.twips("w:hanging"), p.Has|hasFirst
	}
}

func (p *ParaProps) readSpacing(c *cursor) {
	if c.has("w:before") {
		p.Before, p.Has = max(0, c.twips("w:before")), p.Has|hasBefore
	}
	if c.has("w:after") {
		p.After, p.Has = max(0, c.twips("w:after")), p.Has|hasAfter
	}
	if c.has("w:beforeAutospacing") {
		p.BeforeAuto, p.Has = ooxml.On(c.attr("w:beforeAutospacing")), p.Has|hasBeforeAuto
	}
	if c.has("w:afterAutospacing") {
		p.AfterAuto, p.Has = ooxml.On(c.attr("w:afterAutospacing")), p.Has|hasAfterAuto
	}
	if c.has("w:line") {
		p.Line, p.LineRule, p.Has = c.twips("w:line"), "auto", p.Has|HasLine
		if r := c.attr("w:lineRule"); r != "" {
			p.LineRule = r
		}
		if p.Line < 0 { // Word: a negative distance is an exact one
			p.Line, p.LineRule = -p.Line, "exact"
		}
	}
}
