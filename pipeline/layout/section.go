package layout

import "vanthu/pipeline/unit"

// section is a w:sectPr: the pages of a stretch of the body.
type section struct {
	width, height                    unit.Length
	top, bottom, left, right, gutter unit.Length
	header, footer                   unit.Length // distance from the edge of the page
	start                            string      // "nextPage", "continuous", "evenPage", "oddPage", "nextColumn"
	columns                          []column
	separator                        bool // line between columns
	titlePage                        bool
	first                            int // number of the first page; -1 counts on
	format                           string
	vAlign                           string
	pitch                            unit.Length       // of the line grid; 0 is none
	headers, footers                 map[string]string // "first", "default", "even" → relationship
	borders                          *pageBorders
	lines                            *lineNumbers // nil: lines are not counted
	footnotes, endnotes              *noteNumbers // nil: as in the document
}

// column is one text column and the gap behind it.
type column struct{ width, gap unit.Length }

// newSection has the values that hold where a file says nothing; Word: Letter paper and
// margins of an inch, as ECMA-376-1 leaves them open.
func newSection() *section {
	return &section{width: 12240 * unit.Twip, height: 15840 * unit.Twip, top: unit.Inch, bottom: unit.Inch,
		left: unit.Inch, right: unit.Inch, header: unit.Inch / 2, footer: unit.Inch / 2, start: "nextPage",
		first: -1, format: "decimal", headers: map[string]string{}, footers: map[string]string{}}
}

func readSection(c *cursor) *section {
	s := newSection()
	count, gap, equal := 1, unit.Inch/2, true
	var own []column
	c.each(func(name string) {
		switch name {
		case "w:pgSz":
			s.width, s.height = pageSide(c, "w:w", s.width), pageSide(c, "w:h", s.height)
		case "w:pgMar":
			s.readMargins(c)
		case "w:type":
			s.start = c.val()
		case "w:cols":
			if c.has("w:num") {
				count = int(clamp(c.number("w:num"), 1, 45))
			}
			if c.has("w:space") {
				gap = max(0, c.twips("w:space"))
			}
			s.separator = c.has("w:sep") && isOn(c.attr("w:sep"))
			equal = !c.has("w:equalWidth") || isOn(c.attr("w:equalWidth"))
			c.each(func(string) {
				if len(own) < 45 {
					own = append(own, column{max(0, c.twips("w:w")), max(0, c.twips("w:space"))})
				}
			})
		case "w:headerReference":
			s.headers[c.attr("w:type")] = c.attr("r:id")
		case "w:footerReference":
			s.footers[c.attr("w:type")] = c.attr("r:id")
		case "w:titlePg":
			s.titlePage = c.on()
		case "w:pgNumType":
			if c.has("w:start") {
				s.first = int(clamp(c.number("w:start"), 0, 1<<30))
			}
			if f := c.attr("w:fmt"); f != "" {
				s.format = f
			}
		case "w:vAlign":
			s.vAlign = c.val()
		case "w:docGrid":
			if t := c.attr("w:type"); t == "lines" || t == "linesAndChars" || t == "snapToChars" {
				s.pitch = max(0, c.twips("w:linePitch"))
			}
		case "w:pgBorders":
			s.borders = readPageBorders(c)
		case "w:footnotePr":
			n := readNoteNumbers(c, plainFootnotes)
			s.footnotes = &n
		case "w:endnotePr":
			n := readNoteNumbers(c, plainEndnotes)
			s.endnotes = &n
		case "w:lnNumType":
			s.lines = readLineNumbers(c)
		}
	})
	s.setColumns(count, gap, equal, own)
	return s
}

// pageSide reads a side of the paper; impossible ones are brought to sensible bounds.
func pageSide(c *cursor, attr string, or unit.Length) unit.Length {
	if !c.has(attr) {
		return or
	}
	return max(unit.Inch/2, min(c.twips(attr), 60*unit.Inch))
}

func (s *section) readMargins(c *cursor) {
	one := func(attr string, to *unit.Length) {
		if c.has(attr) {
			*to = max(-30*unit.Inch, min(c.twips(attr), 30*unit.Inch))
		}
	}
	one("w:top", &s.top)
	one("w:bottom", &s.bottom)
	one("w:left", &s.left)
	one("w:right", &s.right)
	one("w:gutter", &s.gutter)
	one("w:header", &s.header)
	one("w:footer", &s.footer)
	s.left, s.right, s.gutter = max(0, s.left), max(0, s.right), max(0, s.gutter)
}

// textWidth is the width between the margins, at least half an inch.
func (s *section) textWidth() unit.Length {
	return max(unit.Inch/2, s.width-s.left-s.right-s.gutter)
}

func (s *section) setColumns(count int, gap unit.Length, equal bool, own []column) {
	if !equal && len(own) > 0 {
		s.columns = own
		for i := range own {
			own[i].width = max(own[i].width, unit.Inch/4)
		}
		return
	}
	each := (s.textWidth() - gap*unit.Length(count-1)) / unit.Length(count)
	if each < unit.Inch/4 {
		count, each = 1, s.textWidth()
	}
	for range count {
		s.columns = append(s.columns, column{each, gap})
	}
}
