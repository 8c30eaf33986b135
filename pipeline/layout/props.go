package layout

import (
	"strconv"

	"vanthu/pipeline/unit"
)

// The structs of this file are sparse: they hold what one place (a style, a paragraph, a
// run) says itself, with a bit for each thing said. The cascade (style.go) lays them over
// one another.

// toggle is a set of on/off properties of characters.
type toggle uint16

const (
	bold toggle = 1 << iota
	italic
	caps
	smallCaps
	strike
	doubleStrike
	hidden
	effect // outline, shadow, relief, emphasis marks: not drawn
)

// runField names a field of runProps that is set.
type runField uint32

const (
	hasASCII runField = 1 << iota
	hasHAnsi
	hasEastAsia
	hasSize
	hasColor
	hasUnderline
	hasHighlight
	hasShade
	hasVert
	hasRaise
	hasSpacing
	hasScale
	hasKern
	hasLang
	hasBox
)

// runProps is what w:rPr says.
type runProps struct {
	has                    runField
	toggles, said          toggle
	style                  string
	ascii, hAnsi, eastAsia string
	lang                   string
	size, raise, spacing   unit.Length
	kern                   unit.Length // smallest size with pair kerning; 0 is never
	scale                  int
	color                  Color
	auto                   bool // the colour follows the background
	underline              underline
	highlight, shade       fill
	vert                   int8 // 1 superscript, -1 subscript
	box                    border
}

// fill is a colour that may be absent.
type fill struct {
	on    bool
	color Color
}

// underline is the kind of line under characters.
type underline struct {
	kind  string // "" is none; ECMA-376-1 17.18.99
	color fill
	words bool // not under spaces
}

// over lays what p says over base.
func (p *runProps) over(base *runProps) {
	h := p.has
	set := func(f runField) bool { return h&f != 0 }
	if h != 0 {
		if set(hasASCII) {
			base.ascii = p.ascii
		}
		if set(hasHAnsi) {
			base.hAnsi = p.hAnsi
		}
		if set(hasEastAsia) {
			base.eastAsia = p.eastAsia
		}
		if set(hasSize) {
			base.size = p.size
		}
		if set(hasColor) {
			base.color, base.auto = p.color, p.auto
		}
		if set(hasUnderline) {
			base.underline = p.underline
		}
		if set(hasHighlight) {
			base.highlight = p.highlight
		}
		if set(hasShade) {
			base.shade = p.shade
		}
		if set(hasVert) {
			base.vert = p.vert
		}
		if set(hasRaise) {
			base.raise = p.raise
		}
		if set(hasSpacing) {
			base.spacing = p.spacing
		}
		if set(hasScale) {
			base.scale = p.scale
		}
		if set(hasKern) {
			base.kern = p.kern
		}
		if set(hasLang) {
			base.lang = p.lang
		}
		if set(hasBox) {
			base.box = p.box
		}
		base.has |= h
	}
	base.toggles = base.toggles&^p.said | p.toggles&p.said
	base.said |= p.said
	if p.style != "" {
		base.style = p.style
	}
}

// read takes one child of w:rPr. theme resolves theme fonts.
func (p *runProps) read(c *cursor, name string, theme map[string]string) {
	switch name {
	case "w:rStyle":
		p.style = c.val()
	case "w:b":
		p.flip(bold, c.on())
	case "w:i":
		p.flip(italic, c.on())
	case "w:caps":
		p.flip(caps, c.on())
	case "w:smallCaps":
		p.flip(smallCaps, c.on())
	case "w:strike":
		p.flip(strike, c.on())
	case "w:dstrike":
		p.flip(doubleStrike, c.on())
	case "w:vanish":
		p.flip(hidden, c.on())
	case "w:outline", "w:shadow", "w:emboss", "w:imprint":
		p.flip(effect, c.on())
	case "w:em":
		p.flip(effect, c.val() != "none")
	case "w:rFonts":
		p.readFonts(c, theme)
	case "w:sz":
		p.size, p.has = halfPoints(c.val()), p.has|hasSize
	case "w:color":
		p.color, p.auto, p.has = hexColor(c.val()).color, c.val() == "auto", p.has|hasColor
	case "w:u":
		p.underline, p.has = readUnderline(c), p.has|hasUnderline
	case "w:highlight":
		p.highlight, p.has = highlightColor(c.val()), p.has|hasHighlight
	case "w:shd":
		p.shade, p.has = readShade(c), p.has|hasShade
	case "w:bdr":
		p.box, p.has = readBorder(c), p.has|hasBox
	case "w:vertAlign":
		p.vert, p.has = map[string]int8{"superscript": 1, "subscript": -1}[c.val()], p.has|hasVert
	case "w:position":
		p.raise, p.has = measure(c.val(), unit.HalfPt), p.has|hasRaise
	case "w:spacing":
		p.spacing, p.has = c.twips("w:val"), p.has|hasSpacing
	case "w:w":
		p.scale, p.has = int(clamp(number(c.val()), 1, 600)), p.has|hasScale
	case "w:kern":
		p.kern, p.has = max(0, measure(c.val(), unit.HalfPt)), p.has|hasKern
	case "w:lang":
		if v := c.val(); v != "" {
			p.lang, p.has = v, p.has|hasLang
		}
	}
}

// halfPoints reads a size of characters; sizes end at 1638 pt as in Word.
func halfPoints(s string) unit.Length {
	return max(unit.HalfPt, min(measure(s, unit.HalfPt), 1638*unit.Pt))
}

func (p *runProps) flip(t toggle, on bool) {
	p.said |= t
	p.toggles &^= t
	if on {
		p.toggles |= t
	}
}

func (p *runProps) readFonts(c *cursor, theme map[string]string) {
	one := func(attr string) string {
		if t := theme[c.attr(attr+"Theme")]; t != "" {
			return t
		}
		return c.attr(attr)
	}
	if f := one("w:ascii"); f != "" {
		p.ascii, p.has = f, p.has|hasASCII
	}
	if f := one("w:hAnsi"); f != "" {
		p.hAnsi, p.has = f, p.has|hasHAnsi
	}
	if f := one("w:eastAsia"); f != "" {
		p.eastAsia, p.has = f, p.has|hasEastAsia
	}
}

func readUnderline(c *cursor) underline {
	u := underline{kind: c.val(), color: hexColor(c.attr("w:color"))}
	switch u.kind {
	case "none":
		u.kind = ""
	case "words":
		u.kind, u.words = "single", true
	case "":
		u.kind = "single"
	}
	return u
}

// hexColor reads "FF0000"; "auto" and what is no colour are absent (and black).
func hexColor(s string) fill {
	if len(s) == 7 && s[0] == '#' {
		s = s[1:]
	}
	n, err := strconv.ParseUint(s, 16, 32)
	if err != nil || len(s) != 6 {
		return fill{}
	}
	return fill{true, Color(n)}
}

func highlightColor(s string) fill {
	c, ok := map[string]Color{"black": 0, "blue": 0x0000FF, "cyan": 0x00FFFF, "green": 0x00FF00, "magenta": 0xFF00FF,
		"red": 0xFF0000, "yellow": 0xFFFF00, "white": 0xFFFFFF, "darkBlue": 0x000080, "darkCyan": 0x008080,
		"darkGreen": 0x008000, "darkMagenta": 0x800080, "darkRed": 0x800000, "darkYellow": 0x808000,
		"darkGray": 0x808080, "lightGray": 0xC0C0C0}[s]
	return fill{ok, c}
}

// readShade reads w:shd: a pattern is mixed from its two colours by its percentage.
func readShade(c *cursor) fill {
	back, front := hexColor(c.attr("w:fill")), hexColor(c.attr("w:color"))
	pattern := c.val()
	percent := int64(0)
	switch {
	case pattern == "solid":
		percent = 100
	case len(pattern) > 3 && pattern[:3] == "pct":
		percent = clamp(number(pattern[3:]), 0, 100)
	}
	if percent == 0 {
		return back
	}
	base := Color(0xFFFFFF)
	if back.on {
		base = back.color
	}
	mix := func(shift uint) Color {
		a, b := int64(base>>shift&0xFF), int64(front.color>>shift&0xFF)
		return Color((a*(100-percent)+b*percent)/100) << shift
	}
	return fill{true, mix(16) | mix(8) | mix(0)}
}

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
	color Color
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
