package word

import (
	"slices"
	"strings"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// Styles is the style sheet of a document. It alone knows in which order the sources of
// formatting lie over one another (ECMA-376-1 17.7.2): document defaults, table style with
// its conditional parts, paragraph style, numbering, character style, direct formatting.
// What it gives out, ParaFormat, Look and CellFormat, is plain: below it nobody asks where a
// property comes from. Formats are kept and given out again: they must not be changed, and one
// goroutine alone may ask.
type Styles struct {
	ByID         map[string]*style // by w:styleId
	defaultPara  string
	defaultTable string
	paraDefaults ParaProps
	runDefaults  RunProps
	Theme        map[string]string // fonts and colours of the theme, see readTheme
	Lists        *Numbering

	paraCache  map[paraKey]*ParaFormat
	recent     map[paraKey][]directFormat
	tableCache map[tableKey]*CellFormat
}

// directFormat is a paragraph format with the direct properties that led to it.
type directFormat struct {
	direct ParaBasics
	f      *ParaFormat
}

// maxRecent bounds the formats that are kept for one style.
const maxRecent = 8

// style is one w:style.
type style struct {
	id, kind, basedOn, Name string
	para                    ParaProps
	run                     RunProps
	whole                   stylePart             // table styles
	parts                   map[string]*stylePart // conditional parts by w:type
}

// stylePart is the part of a table style that holds for the whole table, a row, a column.
type stylePart struct {
	table TableProps
	row   RowProps
	cell  CellProps
	para  ParaProps
	run   RunProps
}

// maxStyleDepth bounds chains of basedOn; a cycle ends there too.
const maxStyleDepth = 32

// ParaFormat is how a paragraph looks, all styles applied.
type ParaFormat struct {
	ParaProps
	Run    RunProps // of its characters, before character styles and direct formatting
	toggle Toggle   // on/off properties that the styles switch on an odd number of times
	said   Toggle
}

// Look is how characters look, all styles applied.
type Look struct {
	Ascii, HAnsi, EastAsia string
	Size                   unit.Length // of the em, as given; super- and subscript are drawn smaller
	Toggles                Toggle
	Color                  item.Color
	Auto                   bool // the colour follows the background
	Underline              Underline
	Highlight              item.Tint   // else the background (w:shd)
	Vert                   int8        // 1 superscript, -1 subscript
	Raise, Spacing         unit.Length // upwards from the baseline; added after each character
	Scale                  int64       // width in percent
	lang                   string
	Kerned                 bool // pairs of letters ask for kerning
	Box                    Border
}

// Is reports whether a property of the set t is on.
func (l *Look) Is(t Toggle) bool { return l.Toggles&t != 0 }

// chain returns a style and those it is based on, root first.
func (s *Styles) chain(id, kind string) []*style {
	var out []*style
	for st := s.ByID[id]; st != nil && st.kind == kind && len(out) < maxStyleDepth; st = s.ByID[st.basedOn] {
		for _, seen := range out {
			if seen == st {
				slices.Reverse(out)
				return out
			}
		}
		out = append(out, st)
	}
	slices.Reverse(out)
	return out
}

// Named returns the id of the style of a name, whatever its case, and a kind ("paragraph",
// "character", "table", "numbering"); "" where there is none, the least id where there are several.
func (s *Styles) Named(name, kind string) string {
	best := ""
	for id, st := range s.ByID {
		if st.kind == kind && strings.EqualFold(st.Name, name) && (best == "" || id < best) {
			best = id
		}
	}
	return best
}

type paraKey struct {
	style string
	cell  *CellFormat
}

// Paragraph returns the format of a paragraph that stands in a cell (nil: in none). A style that
// the file lacks is the default one.
func (s *Styles) Paragraph(direct *ParaProps, cell *CellFormat) *ParaFormat {
	id := direct.Style
	if st := s.ByID[id]; st == nil || st.kind != "paragraph" {
		id = s.defaultPara
	}
	key := paraKey{id, cell}
	base := s.paraCache[key]
	if base == nil {
		base = s.styled(id, cell)
		s.paraCache[key] = base
	}
	recent := s.recent[key]
	for i := range recent {
		if direct.Tabs == nil && recent[i].direct == direct.ParaBasics {
			return recent[i].f
		}
	}
	f := *base
	if numID, level, ok := direct.listed(f.NumID); ok { // indents of a list come before direct ones
		if l := s.Lists.Level(numID, level); l != nil {
			l.para.over(&f.ParaProps)
		}
		if direct.Has&HasNumber != 0 && numID == 0 { // taken out of the list of its style
			f.Left, f.First = s.withoutList(base)
		}
	}
	direct.over(&f.ParaProps)
	if direct.Tabs == nil && len(recent) < maxRecent {
		s.recent[key] = append(recent, directFormat{direct.ParaBasics, &f})
	}
	return &f
}

// withoutList returns the indents of a style without those of its list. Word: removing a
// paragraph from a list removes the list's indents.
func (s *Styles) withoutList(base *ParaFormat) (left, first unit.Length) {
	for _, st := range s.chain(base.Style, "paragraph") {
		if st.para.Has&hasLeft != 0 {
			left = st.para.Left
		}
		if st.para.Has&hasFirst != 0 {
			first = st.para.First
		}
	}
	return left, first
}

// styled applies all but direct formatting.
func (s *Styles) styled(id string, cell *CellFormat) *ParaFormat {
	f := &ParaFormat{Run: s.runDefaults}
	s.paraDefaults.over(&f.ParaProps)
	if cell != nil {
		cell.para.over(&f.ParaProps)
		cell.run.Over(&f.Run)
		f.toggle, f.said = cell.run.toggles&cell.run.said, cell.run.said
	}
	var run RunProps
	for _, st := range s.chain(id, "paragraph") {
		numID, level, listed := st.para.listed(f.NumID)
		if listed {
			level = s.Lists.levelOf(st, numID, level)
			if l := s.Lists.Level(numID, level); l != nil {
				l.para.over(&f.ParaProps)
			}
		}
		para := st.para
		if cell != nil && id == s.defaultPara {
			para = s.beyondDefaults(para, cell)
		}
		para.over(&f.ParaProps)
		if listed {
			f.Level = level
		}
		styleRun := st.run
		if cell != nil && id == s.defaultPara && cell.run.Has&hasSize != 0 && styleRun.Size == s.runDefaults.Size {
			styleRun.Has &^= hasSize
		}
		styleRun.Over(&run)
	}
	f.toggle ^= run.toggles & run.said
	f.said |= run.said
	run.Over(&f.Run) // its toggles count in toggle and said
	f.Style = id
	return f
}

// beyondDefaults drops from the default paragraph style what only repeats the document's
// defaults. Word: a table style is stronger than those.
func (s *Styles) beyondDefaults(p ParaProps, cell *CellFormat) ParaProps {
	d := &s.paraDefaults
	if cell.para.Has&HasLine != 0 && p.Line == d.Line && p.LineRule == d.LineRule {
		p.Has &^= HasLine
	}
	if cell.para.Has&hasAfter != 0 && p.After == d.After {
		p.Has &^= hasAfter
	}
	if cell.para.Has&hasBefore != 0 && p.Before == d.Before {
		p.Has &^= hasBefore
	}
	return p
}

// Look returns how a run of a paragraph looks; direct is what the run says itself.
func (s *Styles) Look(f *ParaFormat, direct *RunProps) *Look {
	r := f.Run
	toggles, said := f.toggle, f.said
	if direct.Style != "" {
		var run RunProps
		for _, st := range s.chain(direct.Style, "character") {
			st.run.Over(&run)
		}
		toggles ^= run.toggles & run.said
		said |= run.said
		run.said = 0
		run.Over(&r)
	}
	defaults := s.runDefaults.toggles & s.runDefaults.said &^ said
	direct.Over(&r)
	r.toggles = (toggles&said|defaults)&^direct.said | direct.toggles&direct.said
	return lookOf(&r)
}

// lookOf turns resolved properties into a look, defaults filled in.
func lookOf(r *RunProps) *Look {
	l := &Look{Ascii: r.ascii, HAnsi: r.hAnsi, EastAsia: r.eastAsia, Size: r.Size, Toggles: r.toggles,
		Color: r.color, Underline: r.underline, Highlight: r.highlight, Vert: r.vert, Raise: r.raise,
		Spacing: r.Spacing, Scale: int64(r.Scale), lang: r.lang, Box: r.box, Auto: r.auto || r.Has&hasColor == 0, Kerned: r.kern > 0 && r.kern <= r.Size}
	if l.Size == 0 {
		l.Size = 10 * unit.Pt // ECMA-376-1 17.3.2.38
	}
	if l.Scale == 0 {
		l.Scale = 100
	}
	if l.Ascii == "" {
		l.Ascii = "Times New Roman"
	}
	if l.HAnsi == "" {
		l.HAnsi = l.Ascii
	}
	if l.EastAsia == "" {
		l.EastAsia = l.HAnsi
	}
	if !l.Highlight.On {
		l.Highlight = r.shade
	}
	return l
}

// CellFormat is what a table style gives to the cells in one position.
type CellFormat struct {
	para ParaProps
	run  RunProps
	Cell CellProps
	Row  RowProps
}

// Position is the set of conditional parts of a table style that meet in a cell (ECMA-376-1 17.7.6).
type Position uint16

const (
	InFirstRow Position = 1 << iota
	InLastRow
	InFirstCol
	InLastCol
	InBand1Row
	InBand2Row
	InBand1Col
	InBand2Col
)

type tableKey struct {
	style string
	at    Position
}

// conditional lists the parts of table styles, weakest first (ECMA-376-1 17.7.6).
var conditional = []struct {
	name string
	at   Position
}{
	{"band1Vert", InBand1Col}, {"band2Vert", InBand2Col}, {"band1Horz", InBand1Row}, {"band2Horz", InBand2Row},
	{"firstCol", InFirstCol}, {"lastCol", InLastCol}, {"firstRow", InFirstRow}, {"lastRow", InLastRow},
	{"neCell", InFirstRow | InLastCol}, {"nwCell", InFirstRow | InFirstCol},
	{"seCell", InLastRow | InLastCol}, {"swCell", InLastRow | InFirstCol},
}

// Cell returns what the table style of an id gives to cells at a position; the default style where
// the file lacks that one.
func (s *Styles) Cell(id string, at Position) *CellFormat {
	key := tableKey{id, at}
	if f := s.tableCache[key]; f != nil {
		return f
	}
	f := new(CellFormat)
	chain := s.chain(s.tableStyle(id), "table")
	for _, st := range chain {
		f.add(&stylePart{para: st.para, run: st.run, cell: st.whole.cell, row: st.whole.row})
	}
	for _, c := range conditional {
		if at&c.at != c.at {
			continue
		}
		for _, st := range chain {
			if part := st.parts[c.name]; part != nil {
				f.add(part)
			}
		}
	}
	s.tableCache[key] = f
	return f
}

func (f *CellFormat) add(p *stylePart) {
	p.para.over(&f.para)
	p.run.Over(&f.run)
	p.cell.Over(&f.Cell)
	p.row.Over(&f.Row)
	for i, b := range p.table.Borders { // borders of a conditional part act as its cells' borders
		if b.Style != "" {
			f.Cell.Borders[i] = b
		}
	}
}

// Table returns the table properties that a table's style and its own w:tblPr give.
func (s *Styles) Table(direct *TableProps) TableProps {
	var t TableProps
	t.Margins.At[Left], t.Margins.At[Right] = 115*unit.Twip, 115*unit.Twip // ECMA-376-1 17.4.42
	if s.ByID[s.defaultTable] == nil {
		t.Margins.At[Left], t.Margins.At[Right] = 108*unit.Twip, 108*unit.Twip // Word: its Normal Table
	}
	for _, st := range s.chain(s.tableStyle(direct.Style), "table") {
		st.whole.table.Over(&t)
	}
	direct.Over(&t)
	t.Style, t.Look, t.Float = s.tableStyle(direct.Style), direct.Look, direct.Float
	return t
}

func (s *Styles) tableStyle(id string) string {
	if st := s.ByID[id]; st != nil && st.kind == "table" {
		return id
	}
	return s.defaultTable
}

// read reads word/styles.xml.
func (s *Styles) read(src []byte) error {
	c := newCursor(src)
	c.each(func(string) {
		c.each(func(name string) {
			switch name {
			case "w:docDefaults":
				s.readDefaults(c)
			case "w:style":
				s.readStyle(c)
			}
		})
	})
	return c.err
}

func (s *Styles) readDefaults(c *cursor) {
	c.each(func(string) {
		c.each(func(name string) {
			switch name {
			case "w:rPr":
				c.each(func(name string) { s.runDefaults.read(c, name, s.Theme) })
			case "w:pPr":
				c.each(func(name string) { s.paraDefaults.read(c, name) })
			}
		})
	})
}

func (s *Styles) readStyle(c *cursor) {
	st := &style{id: c.attr("w:styleId"), kind: c.attr("w:type"), parts: map[string]*stylePart{}}
	if st.kind == "" {
		st.kind = "paragraph"
	}
	if ooxml.On(c.attr("w:default")) && c.has("w:default") {
		switch st.kind {
		case "paragraph":
			s.defaultPara = st.id
		case "table":
			s.defaultTable = st.id
		}
	}
	c.each(func(name string) {
		switch name {
		case "w:name":
			st.Name = c.val()
		case "w:basedOn":
			st.basedOn = c.val()
		case "w:pPr":
			c.each(func(name string) { st.para.read(c, name) })
		case "w:rPr":
			c.each(func(name string) { st.run.read(c, name, s.Theme) })
		case "w:tblPr", "w:trPr", "w:tcPr":
			st.whole.read(c, name, s.Theme)
		case "w:tblStylePr":
			part := new(stylePart)
			st.parts[c.attr("w:type")] = part
			c.each(func(name string) { part.read(c, name, s.Theme) })
		}
	})
	st.para.Style, st.run.Style = "", ""
	s.ByID[st.id] = st
	if s.defaultPara == "" && st.kind == "paragraph" && strings.EqualFold(st.Name, "normal") {
		s.defaultPara = st.id
	}
}

func (p *stylePart) read(c *cursor, name string, theme map[string]string) {
	switch name {
	case "w:tblPr":
		c.each(func(name string) { p.table.read(c, name) })
	case "w:trPr":
		c.each(func(name string) { p.row.read(c, name) })
	case "w:tcPr":
		c.each(func(name string) { p.cell.read(c, name) })
	case "w:pPr":
		c.each(func(name string) { p.para.read(c, name) })
	case "w:rPr":
		c.each(func(name string) { p.run.read(c, name, theme) })
	}
}

// readTheme takes the theme's fonts ("minorHAnsi" to a family) and colours ("color:accent1"
// to six hexadecimal digits).
func readTheme(src []byte) (map[string]string, error) {
	c, theme := newCursor(src), map[string]string{}
	fonts := func(group string) {
		c.each(func(name string) {
			face := c.attr("typeface")
			switch name {
			case "a:latin":
				theme[group+"Ascii"], theme[group+"HAnsi"] = face, face
			case "a:ea":
				theme[group+"EastAsia"] = face
			}
		})
	}
	var walk func(name string)
	walk = func(name string) {
		switch name {
		case "a:majorFont":
			fonts("major")
		case "a:minorFont":
			fonts("minor")
		case "a:clrScheme":
			c.each(func(name string) {
				slot := "color:" + strings.TrimPrefix(name, "a:")
				c.each(func(string) {
					theme[slot] = c.attr("val")
					if last := c.attr("lastClr"); last != "" {
						theme[slot] = last
					}
				})
			})
		case "a:theme", "a:themeElements", "a:fontScheme":
			c.each(walk)
		}
	}
	c.each(walk)
	return theme, c.err
}

// HasBorders reports whether some side of the paragraph has a line.
func (f *ParaFormat) HasBorders() bool {
	for _, b := range f.Borders {
		if b.Visible() {
			return true
		}
	}
	return false
}

// DecimalSign is what a decimal tab aligns: Word takes the sign of the region, which is the
// comma where the text is not English.
func (f *ParaFormat) DecimalSign() rune {
	if strings.HasPrefix(f.Run.lang, "en") {
		return '.'
	}
	return ','
}

// Family returns the font family that serves a character (ECMA-376-1 17.3.2.26).
func (l *Look) Family(r rune) string {
	switch {
	case r < 0x80:
		return l.Ascii
	case IsIdeograph(r):
		return l.EastAsia
	}
	return l.HAnsi
}

// IsIdeograph reports whether a character is set in the East Asian face (ECMA-376-1 17.3.2.26) and
// lines may break beside it: ideographs, kana, hangul, forms of full width.
func IsIdeograph(r rune) bool {
	return r >= 0x2E80 && (r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7A3 || r >= 0xF900 && r <= 0xFAFF ||
		r >= 0xFF00 && r <= 0xFFEF || r >= 0x20000 && r <= 0x3FFFF)
}
