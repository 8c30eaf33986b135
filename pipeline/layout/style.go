package layout

import (
	"strings"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// styles is the style sheet of a document. It alone knows in which order the sources of
// formatting lie over one another (ECMA-376-1 17.7.2): document defaults, table style with
// its conditional parts, paragraph style, numbering, character style, direct formatting.
// What it gives out, paraFormat and look, is plain: below it nobody asks where a property
// comes from.
type styles struct {
	byID         map[string]*style
	defaultPara  string
	defaultTable string
	paraDefaults paraProps
	runDefaults  runProps
	theme        map[string]string // theme font names
	lists        *lists

	paraCache  map[paraKey]*paraFormat
	recent     map[paraKey][]directFormat
	tableCache map[tableKey]*cellFormat
}

// directFormat is a paragraph format with the direct properties that led to it.
type directFormat struct {
	direct paraBasics
	f      *paraFormat
}

// maxRecent bounds the formats that are kept for one style.
const maxRecent = 8

// style is one w:style.
type style struct {
	id, kind, basedOn, name string
	para                    paraProps
	run                     runProps
	whole                   stylePart             // table styles
	parts                   map[string]*stylePart // conditional parts by w:type
}

// stylePart is the part of a table style that holds for the whole table, a row, a column.
type stylePart struct {
	table tableProps
	row   rowProps
	cell  cellProps
	para  paraProps
	run   runProps
}

// maxStyleDepth bounds chains of basedOn; a cycle ends there too.
const maxStyleDepth = 32

// paraFormat is how a paragraph looks, all styles applied.
type paraFormat struct {
	paraProps
	run    runProps // of its characters, before character styles and direct formatting
	toggle toggle   // on/off properties that the styles switch on an odd number of times
	said   toggle
}

// look is how characters look, all styles applied.
type look struct {
	ascii, hAnsi, eastAsia string
	size                   unit.Length // as given; super- and subscript are drawn smaller
	toggles                toggle
	color                  item.Color
	auto                   bool // the colour follows the background
	underline              underline
	highlight              fill
	vert                   int8
	raise, spacing         unit.Length
	scale                  int64 // percent
	lang                   string
	kerned                 bool // pairs of letters ask for kerning
	box                    border
}

func (l *look) is(t toggle) bool { return l.toggles&t != 0 }

// chain returns a style and those it is based on, root first.
func (s *styles) chain(id, kind string) []*style {
	var out []*style
	for st := s.byID[id]; st != nil && st.kind == kind && len(out) < maxStyleDepth; st = s.byID[st.basedOn] {
		for _, seen := range out {
			if seen == st {
				return reverse(out)
			}
		}
		out = append(out, st)
	}
	return reverse(out)
}

// named returns the id of the style of a name and kind, "" where there is none.
func (s *styles) named(name, kind string) string {
	best := ""
	for id, st := range s.byID {
		if st.kind == kind && strings.EqualFold(st.name, name) && (best == "" || id < best) {
			best = id
		}
	}
	return best
}

func reverse(list []*style) []*style {
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
	return list
}

type paraKey struct {
	style string
	cell  *cellFormat
}

// paragraph returns the format of a paragraph that stands in a cell (nil: in none).
func (s *styles) paragraph(direct *paraProps, cell *cellFormat) *paraFormat {
	id := direct.style
	if st := s.byID[id]; st == nil || st.kind != "paragraph" {
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
		if direct.tabs == nil && recent[i].direct == direct.paraBasics {
			return recent[i].f
		}
	}
	f := *base
	if direct.has&hasNumber != 0 { // indents of a list come before direct ones
		if l := s.lists.level(direct.numID, direct.level); l != nil {
			l.para.over(&f.paraProps)
		}
		if direct.numID == 0 { // taken out of the list of its style
			f.left, f.first = s.withoutList(base)
		}
	}
	direct.over(&f.paraProps)
	if direct.tabs == nil && len(recent) < maxRecent {
		s.recent[key] = append(recent, directFormat{direct.paraBasics, &f})
	}
	return &f
}

// withoutList returns the indents of a style without those of its list. Word: removing a
// paragraph from a list removes the list's indents.
func (s *styles) withoutList(base *paraFormat) (left, first unit.Length) {
	for _, st := range s.chain(base.style, "paragraph") {
		if st.para.has&hasLeft != 0 {
			left = st.para.left
		}
		if st.para.has&hasFirst != 0 {
			first = st.para.first
		}
	}
	return left, first
}

// styled applies all but direct formatting.
func (s *styles) styled(id string, cell *cellFormat) *paraFormat {
	f := &paraFormat{run: s.runDefaults}
	s.paraDefaults.over(&f.paraProps)
	if cell != nil {
		cell.para.over(&f.paraProps)
		cell.run.over(&f.run)
		f.toggle, f.said = cell.run.toggles&cell.run.said, cell.run.said
	}
	var run runProps
	for _, st := range s.chain(id, "paragraph") {
		if st.para.has&hasNumber != 0 {
			if l := s.lists.level(st.para.numID, s.lists.levelOf(st, st.para.numID, st.para.level)); l != nil {
				l.para.over(&f.paraProps)
			}
		}
		para := st.para
		if cell != nil && id == s.defaultPara {
			para = s.beyondDefaults(para, cell)
		}
		para.over(&f.paraProps)
		if st.para.has&hasNumber != 0 {
			f.level = s.lists.levelOf(st, st.para.numID, st.para.level)
		}
		styleRun := st.run
		if cell != nil && id == s.defaultPara && cell.run.has&hasSize != 0 && styleRun.size == s.runDefaults.size {
			styleRun.has &^= hasSize
		}
		styleRun.over(&run)
	}
	f.toggle ^= run.toggles & run.said
	f.said |= run.said
	said, toggles := f.run.said, f.run.toggles
	run.over(&f.run)
	f.run.said, f.run.toggles = said, toggles // the toggles of the defaults stay apart
	f.style = id
	return f
}

// beyondDefaults drops from the default paragraph style what only repeats the document's
// defaults. Word: a table style is stronger than those.
func (s *styles) beyondDefaults(p paraProps, cell *cellFormat) paraProps {
	d := &s.paraDefaults
	if cell.para.has&hasLine != 0 && p.line == d.line && p.lineRule == d.lineRule {
		p.has &^= hasLine
	}
	if cell.para.has&hasAfter != 0 && p.after == d.after {
		p.has &^= hasAfter
	}
	if cell.para.has&hasBefore != 0 && p.before == d.before {
		p.has &^= hasBefore
	}
	return p
}

// look returns how a run of a paragraph looks.
func (s *styles) look(f *paraFormat, direct *runProps) *look {
	r := f.run
	toggles, said := f.toggle, f.said
	if direct.style != "" {
		var run runProps
		for _, st := range s.chain(direct.style, "character") {
			st.run.over(&run)
		}
		toggles ^= run.toggles & run.said
		said |= run.said
		run.said = 0
		run.over(&r)
	}
	defaults := s.runDefaults.toggles & s.runDefaults.said &^ said
	direct.over(&r)
	r.toggles = (toggles&said|defaults)&^direct.said | direct.toggles&direct.said
	return plain(&r)
}

// plain turns resolved properties into a look, defaults filled in.
func plain(r *runProps) *look {
	l := &look{ascii: r.ascii, hAnsi: r.hAnsi, eastAsia: r.eastAsia, size: r.size, toggles: r.toggles,
		color: r.color, underline: r.underline, highlight: r.highlight, vert: r.vert, raise: r.raise,
		spacing: r.spacing, scale: int64(r.scale), lang: r.lang, box: r.box, auto: r.auto || r.has&hasColor == 0, kerned: r.kern > 0 && r.kern <= r.size}
	if l.size == 0 {
		l.size = 10 * unit.Pt // ECMA-376-1 17.3.2.38
	}
	if l.scale == 0 {
		l.scale = 100
	}
	if l.ascii == "" {
		l.ascii = "Times New Roman"
	}
	if l.hAnsi == "" {
		l.hAnsi = l.ascii
	}
	if l.eastAsia == "" {
		l.eastAsia = l.hAnsi
	}
	if !l.highlight.on {
		l.highlight = r.shade
	}
	return l
}

// cellFormat is what a table style gives to the cells in one position.
type cellFormat struct {
	para paraProps
	run  runProps
	cell cellProps
	row  rowProps
}

// position says which conditional parts of a table style meet in a cell.
type position uint16

const (
	inFirstRow position = 1 << iota
	inLastRow
	inFirstCol
	inLastCol
	inBand1Row
	inBand2Row
	inBand1Col
	inBand2Col
)

type tableKey struct {
	style string
	at    position
}

// conditional lists the parts of table styles, weakest first (ECMA-376-1 17.7.6).
var conditional = []struct {
	name string
	at   position
}{
	{"band1Vert", inBand1Col}, {"band2Vert", inBand2Col}, {"band1Horz", inBand1Row}, {"band2Horz", inBand2Row},
	{"firstCol", inFirstCol}, {"lastCol", inLastCol}, {"firstRow", inFirstRow}, {"lastRow", inLastRow},
	{"neCell", inFirstRow | inLastCol}, {"nwCell", inFirstRow | inFirstCol},
	{"seCell", inLastRow | inLastCol}, {"swCell", inLastRow | inFirstCol},
}

// cell returns what a table style gives to cells at a position.
func (s *styles) cell(id string, at position) *cellFormat {
	key := tableKey{id, at}
	if f := s.tableCache[key]; f != nil {
		return f
	}
	f := new(cellFormat)
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

func (f *cellFormat) add(p *stylePart) {
	p.para.over(&f.para)
	p.run.over(&f.run)
	p.cell.over(&f.cell)
	p.row.over(&f.row)
	for i, b := range p.table.borders { // borders of a conditional part act as its cells' borders
		if b.style != "" {
			f.cell.borders[i] = b
		}
	}
}

// table returns the table properties that a table's style and its own w:tblPr give.
func (s *styles) table(direct *tableProps) tableProps {
	var t tableProps
	t.margins.at[left], t.margins.at[right] = 115*unit.Twip, 115*unit.Twip // ECMA-376-1 17.4.42
	if s.byID[s.defaultTable] == nil {
		t.margins.at[left], t.margins.at[right] = 108*unit.Twip, 108*unit.Twip // Word: its Normal Table
	}
	for _, st := range s.chain(s.tableStyle(direct.style), "table") {
		st.whole.table.over(&t)
	}
	direct.over(&t)
	t.style, t.look, t.float = s.tableStyle(direct.style), direct.look, direct.float
	return t
}

func (s *styles) tableStyle(id string) string {
	if st := s.byID[id]; st != nil && st.kind == "table" {
		return id
	}
	return s.defaultTable
}

// readStyles reads word/styles.xml.
func (s *styles) read(src []byte) error {
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

func (s *styles) readDefaults(c *cursor) {
	c.each(func(string) {
		c.each(func(name string) {
			switch name {
			case "w:rPr":
				c.each(func(name string) { s.runDefaults.read(c, name, s.theme) })
			case "w:pPr":
				c.each(func(name string) { s.paraDefaults.read(c, name) })
			}
		})
	})
}

func (s *styles) readStyle(c *cursor) {
	st := &style{id: c.attr("w:styleId"), kind: c.attr("w:type"), parts: map[string]*stylePart{}}
	if st.kind == "" {
		st.kind = "paragraph"
	}
	if isOn(c.attr("w:default")) && c.has("w:default") {
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
			st.name = c.val()
		case "w:basedOn":
			st.basedOn = c.val()
		case "w:pPr":
			c.each(func(name string) { st.para.read(c, name) })
		case "w:rPr":
			c.each(func(name string) { st.run.read(c, name, s.theme) })
		case "w:tblPr", "w:trPr", "w:tcPr":
			st.whole.read(c, name, s.theme)
		case "w:tblStylePr":
			part := new(stylePart)
			st.parts[c.attr("w:type")] = part
			c.each(func(name string) { part.read(c, name, s.theme) })
		}
	})
	st.para.style, st.run.style = "", ""
	s.byID[st.id] = st
	if s.defaultPara == "" && st.kind == "paragraph" && strings.EqualFold(st.name, "normal") {
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
