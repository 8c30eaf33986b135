package layout

import (
	"slices"

	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// laid is a paragraph broken into lines for one width.
type laid struct {
	p       *word.Paragraph
	f       *word.ParaFormat
	lines   []line
	mark    *ink
	byPage  bool // holds a field that follows the page: must be laid out again on another
	page    int  // for which it was laid out
	width   unit.Length
	hidden  bool
	floats  bool // anchors drawings
	beside  bool // lines are broken for the zones of a region
	heading string
}

// lay shapes a paragraph and breaks it into lines.
func (t *typesetter) lay(p *word.Paragraph, cell *word.CellFormat, width unit.Length, n counts) *laid {
	f := t.formatOf(p, cell)
	t.now = n
	l := &laid{p: p, f: f, page: n.page, width: width}
	if f.Bidi {
		t.Facts.Add("feature", p.Place, "Đoạn viết từ phải sang trái được dàn từ trái sang phải.")
	}
	s := &shaper{t: t, p: p, f: f, atoms: t.scratch[:0], width: max(unit.Pt, width-f.Left-f.Right)}
	t.scratch = nil // text boxes inside lay out paragraphs of their own
	t.label(s)
	l.byPage = t.pieces(s, n) || s.paged
	markLook := t.look(f, &p.Mark)
	markFace := t.face(markLook.Ascii, markLook)
	l.mark = t.ink(markLook, markFace, markFace, false)
	l.hidden = len(s.atoms) == 0 && markLook.Is(word.Hidden)
	l.floats = s.floats
	if cell != nil {
		s.alignDecimal()
	}
	b := t.breaker(f, slices.Clone(s.atoms), cell, width)
	t.breakLines(l, b)
	t.scratch = s.atoms
	if f.Outline < 9 && f.Has&word.HasOutline != 0 && cell == nil {
		l.heading = plainText(s.atoms)
	}
	return l
}

// alignDecimal puts a tab before figures in a cell whose paragraph has a decimal tab stop but no
// tab. Word: such a stop aligns the text of a cell by itself.
func (s *shaper) alignDecimal() {
	if len(s.f.Tabs) == 0 || s.f.Tabs[0].Kind != "decimal" || s.f.Align != "" && s.f.Align != "left" && s.f.Align != "start" {
		return
	}
	for i := range s.atoms {
		if s.atoms[i].kind == atomTab {
			return
		}
	}
	if len(s.atoms) > 0 && s.atoms[0].ink != nil {
		s.atoms = slices.Insert(s.atoms, 0, atom{kind: atomTab, ink: s.atoms[0].ink})
	}
}

// breaker breaks atoms for a cell, or with nil for a column.
func (t *typesetter) breaker(f *word.ParaFormat, atoms []atom, cell *word.CellFormat, width unit.Length) *breaker {
	b := newBreaker(f, atoms, width, t.DefaultTab)
	b.shrinks = t.Mode >= 15 && f.Align == "both"
	b.old = t.Mode < 15
	b.margin, b.inCell = t.section.margin, cell != nil
	if b.inCell {
		b.tolerance = unit.Twip // edges of columns are rounded to twips
	}
	return b
}

// breakLines adds the lines of what a breaker holds to a paragraph.
func (t *typesetter) breakLines(l *laid, b *breaker) {
	for {
		line := b.next()
		t.setHeight(&line, l)
		l.lines = append(l.lines, line)
		if b.ended(&line) {
			return
		}
	}
}

// relay breaks the lines from one on anew for another width.
func (t *typesetter) relay(l *laid, from int, width unit.Length) *laid {
	again := *l
	again.lines, again.width = slices.Clone(l.lines[:from]), width
	b := t.breaker(l.f, joined(l.lines[from:]), nil, width)
	b.lines = from
	t.breakLines(&again, b)
	return &again
}

// formatOf returns the format of a paragraph, worked out once.
func (t *typesetter) formatOf(p *word.Paragraph, cell *word.CellFormat) *word.ParaFormat {
	return t.Styles.Paragraph(&p.Props, cell)
}

// plainText is the text of atoms with single spaces.
func plainText(atoms []atom) string {
	var b []byte
	for _, a := range atoms {
		switch a.kind {
		case atomText:
			b = append(b, a.text...)
		case atomSpace, atomTab, atomLineBreak:
			if len(b) > 0 && b[len(b)-1] != ' ' {
				b = append(b, ' ')
			}
		}
	}
	if n := len(b); n > 0 && b[n-1] == ' ' {
		b = b[:n-1]
	}
	return string(b)
}

// label puts the label of a list and what follows it before the text.
func (t *typesetter) label(s *shaper) {
	if s.f.NumID == 0 || s.f.Has&word.HasNumber == 0 {
		return
	}
	text, v := t.labelOf(s.p, s.f)
	if v == nil {
		return
	}
	if v.Picture {
		t.Facts.Add("feature", s.p.Place, "Dấu đầu dòng bằng hình được in bằng ký tự thay thế.")
	}
	mark := s.p.Mark
	mark.Style = ""
	// Word: an underlined paragraph does not underline its label
	mark.Has &^= word.HasUnderline
	r := mark
	v.Run.Over(&r)
	l := t.look(s.f, &r)
	for _, c := range text {
		if c >= 0xF000 && c <= 0xF0FF || c != ' ' && t.signs(l) != "" {
			s.sign(c, l)
		} else if text == "o" && v.Format == "bullet" {
			s.ring(l)
		} else {
			s.rune(c, l)
		}
	}
	s.flush(false)
	s.atoms = append(hang(s.atoms, v.Align), s.atoms...)
	for i := range s.atoms {
		s.atoms[i].canBreak, s.atoms[i].label = false, true
	}
	switch v.Suffix {
	case "tab":
		s.atoms = append(s.atoms, atom{kind: atomTab, ink: s.inkFor(' ', l, false)})
	case "space":
		s.space(' ', l)
	}
	s.last = 0
}

// hang returns what moves a label to the left of where the first line begins: by its whole
// width where it ends there (w:lvlJc), by half of it where it is centred.
func hang(label []atom, align string) []atom {
	var width unit.Length
	for i := range label {
		width += label[i].width
	}
	switch align {
	case "right", "end":
	case "center":
		width /= 2
	default:
		return nil
	}
	if width == 0 {
		return nil
	}
	return []atom{{kind: atomSpace, ink: label[0].ink, width: -width}}
}

// labelOf counts a list paragraph once, however often it is laid out.
func (t *typesetter) labelOf(p *word.Paragraph, f *word.ParaFormat) (string, *word.ListLevel) {
	if text, ok := t.labels[p]; ok {
		return text, t.Styles.Lists.Level(f.NumID, f.Level)
	}
	text, v := t.counter.Next(f.NumID, f.Level)
	if v != nil {
		t.labels[p] = text
		if n := t.ParaNumber(p); n > 0 && text != "" {
			t.items = append(t.items, ListItem{Para: n, List: f.NumID, Level: f.Level, Format: v.Format})
		}
	}
	return text, v
}

// pieces shapes the content of a paragraph; byPage reports a field that follows the page.
func (t *typesetter) pieces(s *shaper, n counts) (byPage bool) {
	var l *word.Look
	var props *word.RunProps
	for i := range s.p.Content {
		in := &s.p.Content[i]
		if in.Props != nil && in.Props != props {
			props = in.Props
			l = t.look(s.f, props)
		}
		s.link = in.Link
		if in.Kind != word.InBookmark && l != nil && l.Is(word.Hidden) {
			continue
		}
		switch in.Kind {
		case word.InText:
			s.text(in.Text, l)
		case word.InField:
			byPage = true
			s.text(n.value(in), l)
		case word.InBookmark:
			s.atoms = append(s.atoms, atom{kind: atomMark, text: in.Text})
		default:
			s.other(in, l)
		}
	}
	return byPage
}

// other shapes the pieces that are no text.
func (s *shaper) other(in *word.Inline, l *word.Look) {
	a := atom{ink: s.inkFor(' ', l, false), link: s.link}
	s.last = 0
	switch in.Kind {
	case word.InTab:
		a.kind = atomTab
	case word.InPositionTab:
		a.kind, a.text = atomTab, in.Text
	case word.InLineBreak:
		a.kind = atomLineBreak
	case word.InPageBreak:
		a.kind = atomPageBreak
	case word.InColumnBreak:
		a.kind = atomColumnBreak
	case word.InDrawing:
		s.drawing(in, a)
		return
	case word.InFootnote, word.InEndnote:
		s.reference(in, l)
		return
	case word.InNoteSign:
		from := len(s.atoms)
		s.text(s.t.noteSign(in), l)
		for i := range s.atoms[from:] {
			s.atoms[from+i].label = true
		}
		return
	}
	s.atoms = append(s.atoms, a)
}

// setHeight works out height and baseline of a line (ECMA-376-1 17.3.1.33).
func (t *typesetter) setHeight(l *line, of *laid) {
	var ascent, descent, objects, size unit.Length
	for i := range l.atoms {
		a := &l.atoms[i]
		switch {
		case a.kind == atomObject:
			objects = max(objects, a.object.Height)
		case a.ink != nil:
			ascent, descent = max(ascent, a.ink.ascent), max(descent, a.ink.descent)
			size = max(size, a.ink.look.Size)
		}
	}
	if ascent+descent+objects == 0 { // the paragraph mark alone gives an empty line its height
		ascent, descent = of.emptyLine()
	} else if m := of.mark; l.end == endParagraph && m.look.Size > size && (ascent+descent > 0 || objects < m.ascent) && !m.look.Is(word.Hidden) { // Word: a larger paragraph mark stands in the last line
		ascent, descent = max(ascent, m.ascent), max(descent, m.descent)
	}
	f := of.f
	text := ascent + descent
	if text == 0 {
		text = of.mark.ascent + of.mark.descent
	}
	ascent = max(ascent, objects)
	natural := ascent + descent
	switch {
	case f.Has&word.HasLine == 0 || f.Line == 0:
		l.height, l.baseline = natural, ascent
	case f.LineRule == "exact":
		l.height, l.baseline = f.Line, f.Line.Scale(4, 5)
	case f.LineRule == "atLeast":
		l.height = max(natural, f.Line)
		l.baseline = l.height - descent
	default: // multiples of a line of text; a picture in the line does not grow
		extra := text*f.Line/(240*unit.Twip)/unit.Twip*unit.Twip - text
		l.height, l.baseline, l.leading = natural+extra, ascent+min(extra, 0), max(extra, 0)
	}
	if t.section.pitch > 0 && (f.Has&word.HasSnap == 0 || f.Snap) && f.LineRule != "exact" {
		t.snap(l, f, natural, descent)
	}
}

// snap puts a line of text that is natural high, descent of it below the baseline, into the
// line grid: in the middle of as many rows as it needs. Word, as measured: multiples count rows
// of the grid, not the line of text, and add below; a least height is not rounded to rows.
func (t *typesetter) snap(l *line, f *word.ParaFormat, natural, descent unit.Length) {
	rows := max(1, (natural+t.section.pitch-1)/t.section.pitch) * t.section.pitch
	l.height, l.leading = rows, 0
	switch {
	case f.Has&word.HasLine == 0 || f.Line == 0:
	case f.LineRule == "atLeast":
		l.height = max(rows, f.Line)
	default:
		l.height = max(rows, t.section.pitch*f.Line/(240*unit.Twip)/unit.Twip*unit.Twip)
		l.leading = l.height - rows
	}
	l.baseline = l.height - l.leading - descent - (rows-natural)/2
}

// emptyLine is the height of a line without text: what its paragraph mark asks for. A raised
// or lowered mark asks for no more room than a plain one, and for no less: LibreOffice gives
// an empty paragraph no height at all where its mark is a super- or subscript and it is not
// aligned left.
func (l *laid) emptyLine() (ascent, descent unit.Length) {
	raise := l.mark.look.Raise
	return l.mark.ascent - max(0, raise), l.mark.descent - max(0, -raise)
}

func (l *laid) height() unit.Length {
	var h unit.Length
	for i := range l.lines {
		h += l.lines[i].height
	}
	return h
}

func (l *laid) spaceAfter() unit.Length {
	if l.f.AfterAuto {
		return autoSpacing
	}
	return l.f.After
}

// autoSpacing is what Word takes for automatic spacing.
const autoSpacing = 14 * unit.Pt

// headHeight is the height of the lines that must stand together at the start.
func (l *laid) headHeight() unit.Length {
	n := len(l.lines)
	switch widow := l.f.Has&word.HasWidow == 0 || l.f.Widow; {
	case l.f.KeepLines:
	case !widow:
		n = 1
	case n > 3:
		n = 2
	}
	var h unit.Length
	for i := range n {
		h += l.lines[i].height
	}
	return h - l.lines[n-1].leading // which may hang over the bottom
}
