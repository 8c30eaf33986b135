package layout

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// painter turns a line into items.
type painter struct {
	t       *typesetter
	of      *laid
	items   []item.Item
	x, base unit.Length
	top     unit.Length
	height  unit.Length
	word    *item.Text // the word to which the next atom may be joined
	wordInk *ink
	stroke  stroke
	back    *item.Fill
	frame   runFrame
	link    *item.Link
	linkTo  *word.Target
}

// stroke is an underline or strike that is being drawn from atom to atom.
type stroke struct {
	ink      *ink
	from, to unit.Length
}

// paint appends the items of a line of a frame, whose top stands at y.
func (t *typesetter) paint(items []item.Item, of *laid, l *line, y unit.Length) []item.Item {
	p := &painter{t: t, of: of, items: items, x: l.x, base: y + l.baseline, top: y, height: l.tall()}
	shift, gain, rest := l.alignment(of.f, t.Ragged)
	p.x += shift
	for i := range l.atoms {
		a := &l.atoms[i]
		width := a.width
		if a.kind == atomSpace && i >= l.gapFrom && i < l.gapTo {
			width += gain * unit.Length(a.count)
			switch {
			case rest > 0:
				extra := min(rest, int(a.count))
				width += unit.Length(extra)
				rest -= extra
			case rest < 0:
				extra := min(-rest, int(a.count))
				width -= unit.Length(extra)
				rest += extra
			}
		}
		p.atom(a, width, i >= l.gapTo && l.end == endWrap)
	}
	p.endStroke()
	p.endFrame()
	p.endLink()
	return p.items
}

// atom paints one atom; trailing is true for spaces behind the last word.
func (p *painter) atom(a *atom, width unit.Length, trailing bool) {
	if a.ink != nil && !trailing {
		p.decorate(a, width)
	}
	p.follow(a, width, trailing)
	switch a.kind {
	case atomText:
		text := a.text
		if a.soft {
			if a.width == 0 {
				return
			}
			text = "-"
		}
		p.text(a, text)
	case atomTab:
		p.word = nil
		if a.leader != 0 {
			p.leader(a)
		}
	case atomObject:
		p.word = nil
		p.object(a.object)
	case atomMark:
		p.markAt(a)
	default:
		p.word = nil
	}
	p.x += width
}

// text paints a word, joined to the part before where both look alike.
func (p *painter) text(a *atom, text string) {
	k := a.ink
	if p.word != nil && p.wordInk == k && p.word.Label == a.label {
		p.word.Text += text
		p.word.Width += a.width
		return
	}
	t := &item.Text{X: p.x, Y: p.base - k.rise, Width: a.width, Face: k.face, Size: k.size, Text: text,
		Color: k.look.Color, Spacing: k.look.Spacing, Label: a.label, Auto: k.look.Auto, Para: p.t.ParaNumber(p.of.p)}
	if k.look.Scale != 100 {
		t.Scale = int(k.look.Scale)
	}
	t.Kerned = k.pairs != nil
	p.items = append(p.items, t)
	p.word, p.wordInk = t, k
}

// leader fills a tab with its sign, in step with the page so that leaders of lines align.
func (p *painter) leader(a *atom) {
	sign := string(rune(a.leader))
	w := a.ink.width(sign)
	if w <= 0 {
		return
	}
	from := (p.x + w - 1) / w * w
	n := int((p.x + a.width - from) / w)
	if n <= 0 || n > 2000 {
		return
	}
	text := make([]byte, n)
	for i := range text {
		text[i] = a.leader
	}
	p.items = append(p.items, &item.Text{X: from, Y: p.base, Width: w * unit.Length(n), Face: a.ink.face, Size: a.ink.size,
		Text: string(text), Color: a.ink.look.Color, Spacing: a.ink.look.Spacing, Auto: a.ink.look.Auto, Para: p.t.ParaNumber(p.of.p)})
}

// decorate draws background, underline and strike of an atom that goes from p.x on.
func (p *painter) decorate(a *atom, width unit.Length) {
	l := a.ink.look
	p.enframe(a.ink, width)
	if l.Highlight.On && width > 0 {
		if p.back != nil && p.back.Color == l.Highlight.Color && p.back.X+p.back.W == p.x {
			p.back.W += width
		} else {
			p.back = &item.Fill{X: p.x, Y: p.top, W: width, H: p.height, Color: l.Highlight.Color}
			p.items = append(p.items, p.back)
			p.word = nil
		}
	}
	line := l.Underline.Kind != "" || l.Toggles&(word.Strike|word.DoubleStrike) != 0
	if !line || l.Underline.Words && a.kind != atomText && l.Toggles&(word.Strike|word.DoubleStrike) == 0 {
		p.endStroke()
		return
	}
	if p.stroke.ink != nil && (p.stroke.ink.look != l || p.stroke.ink.size != a.ink.size) {
		p.endStroke()
	}
	if p.stroke.ink == nil {
		p.stroke = stroke{ink: a.ink, from: p.x}
	}
	p.stroke.to = p.x + width
}

// runFrame is the border around characters that is being drawn from atom to atom.
type runFrame struct {
	word.Border
	from, to        unit.Length
	ascent, descent unit.Length
}

// enframe grows or starts the border around characters (w:bdr); neighbours with the same
// border share it (ECMA-376-1 17.3.2.4).
func (p *painter) enframe(k *ink, width unit.Length) {
	if p.frame.Border != k.look.Box {
		p.endFrame()
	}
	if !k.look.Box.Visible() {
		return
	}
	if p.frame.Border == (word.Border{}) {
		p.frame = runFrame{Border: k.look.Box, from: p.x}
	}
	p.frame.to = p.x + width
	p.frame.ascent, p.frame.descent = max(p.frame.ascent, k.ascent-k.frame), max(p.frame.descent, k.descent-k.frame)
}

func (p *painter) endFrame() {
	f := p.frame
	p.frame = runFrame{}
	if !f.Visible() || f.to <= f.from {
		return
	}
	off := f.Space + f.Thickness()
	b := f.Border
	p.items = appendBox(p.items, [4]word.Border{b, b, b, b}, item.Rectangle{X: f.from - off, Y: p.base - f.ascent - off, W: f.to - f.from + 2*off, H: f.ascent + f.descent + 2*off})
}

// endStroke draws the underline or strike gathered so far.
func (p *painter) endStroke() {
	s := p.stroke
	p.stroke = stroke{}
	if s.ink == nil || s.to <= s.from {
		return
	}
	m, l := s.ink.face.Metrics(), s.ink.look
	thick := max(s.ink.size.Scale(m.UnderlineWidth, m.PerEm), unit.Pt/4)
	base := p.base - s.ink.rise
	draw := func(y, width unit.Length, color item.Color, dash []unit.Length) {
		p.items = append(p.items, &item.Line{X1: s.from, Y1: y, X2: s.to, Y2: y, Width: width, Color: color, Dash: dash})
	}
	if kind := l.Underline.Kind; kind != "" {
		color := l.Color
		if l.Underline.Color.On {
			color = l.Underline.Color.Color
		}
		y := base + s.ink.size.Scale(m.UnderlineTop, m.PerEm) + thick/2
		dash := item.Dash(kind, thick)
		switch kind {
		case "thick", "dottedHeavy", "dashedHeavy", "dashLongHeavy", "dashDotHeavy", "dashDotDotHeavy":
			draw(y, 2*thick, color, dash)
		case "wave":
			p.items = append(p.items, s.wave(y, thick, color))
		case "wavyHeavy":
			p.items = append(p.items, s.wave(y, 2*thick, color))
		case "wavyDouble":
			p.items = append(p.items, s.wave(y, thick/2, color), s.wave(y+2*thick, thick/2, color))
		case "double":
			draw(y-thick/2, thick/2, color, nil)
			draw(y+thick, thick/2, color, nil)
		default:
			draw(y, thick, color, dash)
		}
	}
	middle := base - s.ink.size.Scale(26, 100)
	if l.Is(word.DoubleStrike) {
		draw(middle-thick, thick*2/3, l.Color, nil)
		draw(middle+thick, thick*2/3, l.Color, nil)
	} else if l.Is(word.Strike) {
		draw(middle, thick, l.Color, nil)
	}
}

// wave is a wavy line at y.
func (s *stroke) wave(y, width unit.Length, color item.Color) *item.Path {
	step := max(2*width, unit.Pt)
	path := &item.Path{Stroke: &color, Width: width, Segments: []item.Segment{{Op: 'M', P: [3]item.Point{{X: s.from, Y: y}}}}}
	for x, up := s.from, true; x < s.to; x, up = x+step, !up {
		end, high := min(x+step, s.to), width
		if up {
			high = -width
		}
		path.Segments = append(path.Segments, item.Segment{Op: 'C', P: [3]item.Point{{X: x + (end-x)/2, Y: y + high}, {X: x + (end-x)/2, Y: y + high}, {X: end, Y: y}}})
	}
	return path
}

// follow grows or starts the link rectangle of an atom.
func (p *painter) follow(a *atom, width unit.Length, trailing bool) {
	if a.link != p.linkTo {
		p.endLink()
	}
	if a.link == nil || trailing {
		return
	}
	if p.link == nil {
		p.link, p.linkTo = &item.Link{X: p.x, Y: p.top, H: p.height, URL: a.link.Url, Page: -1, Para: p.t.ParaNumber(p.of.p)}, a.link
	}
	p.link.W = p.x + width - p.link.X
}

func (p *painter) endLink() {
	if p.link != nil && p.link.W > 0 {
		if p.link.URL != "" {
			p.items = append(p.items, p.link)
		} else {
			p.items = append(p.items, &innerLink{Link: p.link, anchor: p.linkTo.Anchor})
		}
	}
	p.link, p.linkTo = nil, nil
}

func (p *painter) markAt(a *atom) {
	switch {
	case a.object != nil:
		p.anchor(a.object)
	default:
		p.items = append(p.items, &bookmark{y: p.top, name: a.text, label: p.t.labels[p.of.p], level: p.of.f.Level})
	}
}

func (p *painter) object(d *drawing) {
	items := item.Copied(d.items)
	anchorIn(items, p.t.ParaNumber(p.of.p))
	item.Move(items, p.x, p.base-d.Height)
	p.items = append(p.items, items...)
}

func (p *painter) anchor(d *drawing) {
	p.items = append(p.items, &anchor{d: d, char: p.x, para: p.t.paraTop, line: p.top, width: p.of.width, number: p.t.ParaNumber(p.of.p)})
}
