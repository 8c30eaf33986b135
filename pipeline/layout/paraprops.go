package layout

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// paraField names a field of paraProps that is set.
type paraField uint32

const (
	hasAlign paraField = 1 << iota
	hasLeft
	hasRight
	hasFirst
	hasBefore
	hasAfter
	hasBeforeAuto
	hasAfterAuto
	hasLine
	hasContextual
	hasKeepNext
	hasKeepLines
	hasBreakBefore
	hasWidow
	hasShadePara
	hasNumber
	hasOutline
	hasSnap
	hasUnnumbered
	hasBidi
	hasFrame
)

// paraProps is what w:pPr says.
type paraProps struct {
	paraBasics
	tabs []tabStop
}

// paraBasics are the properties that can be compared.
type paraBasics struct {
	has                           paraField
	style                         string
	align                         string
	left, right, first            unit.Length // first is negative for a hanging indent
	before, after                 unit.Length
	beforeAuto, afterAuto         bool
	line                          unit.Length // for auto: 240ths of a line, in twips
	lineRule                      string      // "auto", "atLeast", "exact"
	contextual, keepNext          bool
	keepLines, breakBefore, widow bool
	snap, bidi, unnumbered        bool
	shade                         fill
	numID, level                  int
	outline                       int       // 0 is the highest level, 9 is body text
	borders                       [6]border // by side; see sides
	frame                         *framing
}

// tabStop is a custom tab; kind "clear" removes one of a style.
type tabStop struct {
	at           unit.Length
	kind, leader string
}

// Sides of borders.
const (
	top = iota
	left
	bottom
	right
	between // of paragraphs; inside horizontal of tables
	inside  // inside vertical of tables
)

// border is one edge. style "" says nothing, "nil" or "none" says: no line.
type border struct {
	style string
	width unit.Length
	space unit.Length // distance from the text
	color item.Color
}

func (b border) visible() bool { return b.style != "" && b.style != "nil" && b.style != "none" }

func (p *paraProps) over(base *paraProps) {
	h := p.has
	set := func(f paraField) bool { return h&f != 0 }
	if set(hasAlign) {
		base.align = p.align
	}
	if set(hasLeft) {
		base.left = p.left
	}
	if set(hasRight) {
		base.right = p.right
	}
	if set(hasFirst) {
		base.first = p.first
	}
	if set(hasBefore) {
		base.before = p.before
	}
	if set(hasAfter) {
		base.after = p.after
	}
	if set(hasBeforeAuto) {
		base.beforeAuto = p.beforeAuto
	}
	if set(hasAfterAuto) {
		base.afterAuto = p.afterAuto
	}
	if set(hasLine) {
		base.line, base.lineRule = p.line, p.lineRule
	}
	if set(hasContextual) {
		base.contextual = p.contextual
	}
	if set(hasKeepNext) {
		base.keepNext = p.keepNext
	}
	if set(hasKeepLines) {
		base.keepLines = p.keepLines
	}
	if set(hasBreakBefore) {
		base.breakBefore = p.breakBefore
	}
	if set(hasWidow) {
		base.widow = p.widow
	}
	if set(hasShadePara) {
		base.shade = p.shade
	}
	if set(hasNumber) {
		base.numID, base.level = p.numID, p.level
	}
	if set(hasOutline) {
		base.outline = p.outline
	}
	if set(hasUnnumbered) {
		base.unnumbered = p.unnumbered
	}
	if set(hasSnap) {
		base.snap = p.snap
	}
	if set(hasBidi) {
		base.bidi = p.bidi
	}
	if set(hasFrame) {
		base.frame = p.frame
	}
	base.has |= h
	if len(p.tabs) > 0 {
		base.tabs = mergeTabs(base.tabs, p.tabs)
	}
	for i, b := range p.borders {
		if b.style != "" {
			base.borders[i] = b
		}
	}
	if p.style != "" {
		base.style = p.style
	}
}

// mergeTabs lays tabs over base, in order of position.
func mergeTabs(base, tabs []tabStop) []tabStop {
	out := append([]tabStop(nil), base...)
	for _, t := range tabs {
		i := 0
		for i < len(out) && out[i].at < t.at {
			i++
		}
		same := i < len(out) && out[i].at == t.at
		switch {
		case t.kind == "clear" && same:
			out = append(out[:i], out[i+1:]...)
		case t.kind == "clear":
		case same:
			out[i] = t
		default:
			out = append(out[:i], append([]tabStop{t}, out[i:]...)...)
		}
	}
	return out
}

// read takes one child of w:pPr that is about looks.
func (p *paraProps) read(c *cursor, name string) {
	set := func(f paraField, to *bool) { *to, p.has = c.on(), p.has|f }
	switch name {
	case "w:pStyle":
		p.style = c.val()
	case "w:jc":
		p.align, p.has = c.val(), p.has|hasAlign
	case "w:ind":
		p.readIndents(c)
	case "w:spacing":
		p.readSpacing(c)
	case "w:contextualSpacing":
		set(hasContextual, &p.contextual)
	case "w:keepNext":
		set(hasKeepNext, &p.keepNext)
	case "w:keepLines":
		set(hasKeepLines, &p.keepLines)
	case "w:pageBreakBefore":
		set(hasBreakBefore, &p.breakBefore)
	case "w:widowControl":
		set(hasWidow, &p.widow)
	case "w:suppressLineNumbers":
		set(hasUnnumbered, &p.unnumbered)
	case "w:snapToGrid":
		set(hasSnap, &p.snap)
	case "w:bidi":
		set(hasBidi, &p.bidi)
	case "w:shd":
		p.shade, p.has = readShade(c), p.has|hasShadePara
	case "w:outlineLvl":
		p.outline, p.has = int(clamp(number(c.val()), 0, 9)), p.has|hasOutline
	case "w:numPr":
		c.each(func(name string) {
			switch name {
			case "w:numId":
				p.numID, p.has = int(number(c.val())), p.has|hasNumber
			case "w:ilvl":
				p.level = int(clamp(number(c.val()), 0, 8))
			}
		})
	case "w:tabs":
		c.each(func(string) {
			if len(p.tabs) < 64 {
				p.tabs = mergeTabsRaw(p.tabs, tabStop{c.twips("w:pos"), c.val(), c.attr("w:leader")})
			}
		})
	case "w:pBdr":
		readBorders(c, &p.borders)
	case "w:framePr":
		p.frame, p.has = readFraming(c), p.has|hasFrame
	}
}

// mergeTabsRaw keeps "clear" entries, which act on styles below.
func mergeTabsRaw(tabs []tabStop, t tabStop) []tabStop {
	i := 0
	for i < len(tabs) && tabs[i].at <= t.at {
		i++
	}
	return append(tabs[:i], append([]tabStop{t}, tabs[i:]...)...)
}

func (p *paraProps) readIndents(c *cursor) {
	for _, a := range [...]string{"w:start", "w:left"} {
		if c.has(a) {
			p.left, p.has = c.twips(a), p.has|hasLeft
		}
	}
	for _, a := range [...]string{"w:end", "w:right"} {
		if c.has(a) {
			p.right, p.has = c.twips(a), p.has|hasRight
		}
	}
	if c.has("w:firstLine") {
		p.first, p.has = c.twips("w:firstLine"), p.has|hasFirst
	}
	if c.has("w:hanging") { // overrides firstLine, ECMA-376-1 17.3.1.12
		p.first, p.has = -c.twips("w:hanging"), p.has|hasFirst
	}
}

func (p *paraProps) readSpacing(c *cursor) {
	if c.has("w:before") {
		p.before, p.has = max(0, c.twips("w:before")), p.has|hasBefore
	}
	if c.has("w:after") {
		p.after, p.has = max(0, c.twips("w:after")), p.has|hasAfter
	}
	if c.has("w:beforeAutospacing") {
		p.beforeAuto, p.has = isOn(c.attr("w:beforeAutospacing")), p.has|hasBeforeAuto
	}
	if c.has("w:afterAutospacing") {
		p.afterAuto, p.has = isOn(c.attr("w:afterAutospacing")), p.has|hasAfterAuto
	}
	if c.has("w:line") {
		p.line, p.lineRule, p.has = c.twips("w:line"), "auto", p.has|hasLine
		if r := c.attr("w:lineRule"); r != "" {
			p.lineRule = r
		}
		if p.line < 0 { // Word: a negative distance is an exact one
			p.line, p.lineRule = -p.line, "exact"
		}
	}
}

// readBorders reads the sides of w:pBdr, w:tblBorders or w:tcBorders.
func readBorders(c *cursor, into *[6]border) {
	c.each(func(name string) {
		side := -1
		switch name {
		case "w:top":
			side = top
		case "w:left", "w:start":
			side = left
		case "w:bottom":
			side = bottom
		case "w:right", "w:end":
			side = right
		case "w:between", "w:insideH":
			side = between
		case "w:insideV":
			side = inside
		default:
			return
		}
		into[side] = readBorder(c)
	})
}

func readBorder(c *cursor) border {
	b := border{style: c.val(), color: hexColor(c.attr("w:color")).color,
		width: unit.Length(clamp(c.number("w:sz"), 0, 96)) * unit.Pt / 8,
		space: unit.Length(clamp(c.number("w:space"), 0, 31)) * unit.Pt}
	if b.style == "" {
		b.style = "nil"
	}
	if b.visible() && b.width == 0 {
		b.width = unit.Pt / 4
	}
	return b
}
