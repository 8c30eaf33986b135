package word

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// The structs of this file and of paraprops.go are sparse: they hold what one place (a style, a paragraph, a
// run) says itself, with a bit for each thing said. The cascade (style.go) lays them over
// one another.

// Toggle is a set of on/off properties of characters, which styles switch over (ECMA-376-1 17.7.3).
type Toggle uint16

const (
	Bold Toggle = 1 << iota
	Italic
	Caps
	SmallCaps
	Strike
	DoubleStrike
	Hidden
	Effect // outline, shadow, relief, emphasis marks: not drawn
)

// RunField is a set of the fields of RunProps that are given.
type RunField uint32

const (
	hasASCII RunField = 1 << iota
	hasHAnsi
	hasEastAsia
	hasSize
	hasColor
	HasUnderline
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

// RunProps is what w:rPr says (ECMA-376-1 17.3.2.28). The zero value says nothing.
type RunProps struct {
	Has                    RunField
	toggles, said          Toggle
	Style                  string // id of the character style, "" for none
	ascii, hAnsi, eastAsia string
	lang                   string
	Size, raise, Spacing   unit.Length
	kern                   unit.Length // smallest size with pair kerning; 0 is never
	Scale                  int         // percent (w:w)
	color                  item.Color
	auto                   bool // the colour follows the background
	underline              Underline
	highlight, shade       item.Tint
	vert                   int8 // 1 superscript, -1 subscript
	box                    Border
}

// Underline is the kind of line under characters.
type Underline struct {
	Kind  string    // "" is none; ECMA-376-1 17.18.99
	Color item.Tint // absent: that of the text
	Words bool      // not under spaces
}

// Over lays what p says over base, which keeps the rest.
func (p *RunProps) Over(base *RunProps) {
	h := p.Has
	set := func(f RunField) bool { return h&f != 0 }
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
			base.Size = p.Size
		}
		if set(hasColor) {
			base.color, base.auto = p.color, p.auto
		}
		if set(HasUnderline) {
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
			base.Spacing = p.Spacing
		}
		if set(hasScale) {
			base.Scale = p.Scale
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
		base.Has |= h
	}
	base.toggles = base.toggles&^p.said | p.toggles&p.said
	base.said |= p.said
	if p.Style != "" {
		base.Style = p.Style
	}
}

// read takes one child of w:rPr. theme resolves theme fonts.
func (p *RunProps) read(c *cursor, name string, theme map[string]string) {
	switch name {
	case "w:rStyle":
		p.Style = c.val()
	case "w:b":
		p.setToggle(Bold, c.on())
	case "w:i":
		p.setToggle(Italic, c.on())
	case "w:caps":
		p.setToggle(Caps, c.on())
	case "w:smallCaps":
		p.setToggle(SmallCaps, c.on())
	case "w:strike":
		p.setToggle(Strike, c.on())
	case "w:dstrike":
		p.setToggle(DoubleStrike, c.on())
	case "w:vanish":
		p.setToggle(Hidden, c.on())
	case "w:outline", "w:shadow", "w:emboss", "w:imprint":
		p.setToggle(Effect, c.on())
	case "w:em":
		p.setToggle(Effect, c.val() != "none")
	case "w:rFonts":
		p.readFonts(c, theme)
	case "w:sz":
		p.Size, p.Has = halfPoints(c.val()), p.Has|hasSize
	case "w:color":
		p.color, p.auto, p.Has = item.ParseColor(c.val()).Color, c.val() == "auto", p.Has|hasColor
	case "w:u":
		p.underline, p.Has = readUnderline(c), p.Has|HasUnderline
	case "w:highlight":
		p.highlight, p.Has = highlightColor(c.val()), p.Has|hasHighlight
	case "w:shd":
		p.shade, p.Has = readShade(c), p.Has|hasShade
	case "w:bdr":
		p.box, p.Has = readBorder(c), p.Has|hasBox
	case "w:vertAlign":
		p.vert, p.Has = map[string]int8{"superscript": 1, "subscript": -1}[c.val()], p.Has|hasVert
	case "w:position":
		p.raise, p.Has = ooxml.Measure(c.val(), unit.HalfPt), p.Has|hasRaise
	case "w:spacing":
		p.Spacing, p.Has = c.twips("w:val"), p.Has|hasSpacing
	case "w:w":
		p.Scale, p.Has = int(ooxml.Clamp(ooxml.Number(c.val()), 1, 600)), p.Has|hasScale
	case "w:kern":
		p.kern, p.Has = max(0, ooxml.Measure(c.val(), unit.HalfPt)), p.Has|hasKern
	case "w:lang":
		if v := c.val(); v != "" {
			p.lang, p.Has = v, p.Has|hasLang
		}
	}
}

// halfPoints reads a size of characters; sizes end at 1638 pt as in Word.
func halfPoints(s string) unit.Length {
	return max(unit.HalfPt, min(ooxml.Measure(s, unit.HalfPt), 1638*unit.Pt))
}

func (p *RunProps) setToggle(t Toggle, on bool) {
	p.said |= t
	p.toggles &^= t
	if on {
		p.toggles |= t
	}
}

func (p *RunProps) readFonts(c *cursor, theme map[string]string) {
	one := func(attr string) string {
		if t := theme[c.attr(attr+"Theme")]; t != "" {
			return t
		}
		return c.attr(attr)
	}
	if f := one("w:ascii"); f != "" {
		p.ascii, p.Has = f, p.Has|hasASCII
	}
	if f := one("w:hAnsi"); f != "" {
		p.hAnsi, p.Has = f, p.Has|hasHAnsi
	}
	if f := one("w:eastAsia"); f != "" {
		p.eastAsia, p.Has = f, p.Has|hasEastAsia
	}
}

func readUnderline(c *cursor) Underline {
	u := Underline{Kind: c.val(), Color: item.ParseColor(c.attr("w:color"))}
	switch u.Kind {
	case "none":
		u.Kind = ""
	case "words":
		u.Kind, u.Words = "single", true
	case "":
		u.Kind = "single"
	}
	return u
}

func highlightColor(s string) item.Tint {
	c, ok := map[string]item.Color{"black": 0, "blue": 0x0000FF, "cyan": 0x00FFFF, "green": 0x00FF00, "magenta": 0xFF00FF,
		"red": 0xFF0000, "yellow": 0xFFFF00, "white": 0xFFFFFF, "darkBlue": 0x000080, "darkCyan": 0x008080,
		"darkGreen": 0x008000, "darkMagenta": 0x800080, "darkRed": 0x800000, "darkYellow": 0x808000,
		"darkGray": 0x808080, "lightGray": 0xC0C0C0}[s]
	return item.Tint{On: ok, Color: c}
}

// readShade reads w:shd: a pattern is mixed from its two colours by its percentage.
func readShade(c *cursor) item.Tint {
	back, front := item.ParseColor(c.attr("w:fill")), item.ParseColor(c.attr("w:color"))
	pattern := c.val()
	percent := int64(0)
	switch {
	case pattern == "solid":
		percent = 100
	case len(pattern) > 3 && pattern[:3] == "pct":
		percent = ooxml.Clamp(ooxml.Number(pattern[3:]), 0, 100)
	}
	if percent == 0 {
		return back
	}
	base := item.Color(0xFFFFFF)
	if back.On {
		base = back.Color
	}
	mix := func(shift uint) item.Color {
		a, b := int64(base>>shift&0xFF), int64(front.Color>>shift&0xFF)
		return item.Color((a*(100-percent)+b*percent)/100) << shift
	}
	return item.Tint{On: true, Color: mix(16) | mix(8) | mix(0)}
}
