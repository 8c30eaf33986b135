package layout

import (
	"strconv"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// The structs of this file and of paraprops.go are sparse: they hold what one place (a style, a paragraph, a
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
	color                  item.Color
	auto                   bool // the colour follows the background
	underline              underline
	highlight, shade       fill
	vert                   int8 // 1 superscript, -1 subscript
	box                    border
}

// fill is a colour that may be absent.
type fill struct {
	on    bool
	color item.Color
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
	return fill{true, item.Color(n)}
}

func highlightColor(s string) fill {
	c, ok := map[string]item.Color{"black": 0, "blue": 0x0000FF, "cyan": 0x00FFFF, "green": 0x00FF00, "magenta": 0xFF00FF,
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
	base := item.Color(0xFFFFFF)
	if back.on {
		base = back.color
	}
	mix := func(shift uint) item.Color {
		a, b := int64(base>>shift&0xFF), int64(front.color>>shift&0xFF)
		return item.Color((a*(100-percent)+b*percent)/100) << shift
	}
	return fill{true, mix(16) | mix(8) | mix(0)}
}
