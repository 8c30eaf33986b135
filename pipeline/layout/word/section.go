package word

import (
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// Section is a w:sectPr: the pages of a stretch of the body (ECMA-376-1 17.6.17). NewSection gives
// the one that says nothing; the zero value has no paper.
type Section struct {
	Width, Height                    unit.Length
	Top, Bottom, Left, Right, Gutter unit.Length       // margins; a negative Top or Bottom holds whatever stands in header or footer
	Header, Footer                   unit.Length       // distance from the edge of the page
	Start                            string            // "nextPage", "continuous", "evenPage", "oddPage", "nextColumn"
	Columns                          []column          // at least one where it was read; NewSection has none yet
	Separator                        bool              // line between columns
	TitlePage                        bool              // the first page has a header and footer of its own
	First                            int               // number of the first page; -1 counts on
	Format                           string            // of page numbers (ECMA-376-1 17.18.59)
	VAlign                           string            // of the text on the page: "center", "bottom"; anything else is at the top
	Pitch                            unit.Length       // of the line grid; 0 is none
	Headers, Footers                 map[string]string // "first", "default", "even" → id of the relationship
	Borders                          *pageBorders      // nil: none
	Lines                            *LineNumbers      // nil: lines are not counted
	Footnotes, Endnotes              *NoteNumbers      // nil: as in the document
}

// column is one text column and the gap behind it.
type column struct{ Width, Gap unit.Length }

// NewSection has the values that hold where a file says nothing; Word: Letter paper and
// margins of an inch, as ECMA-376-1 leaves them open.
func NewSection() *Section {
	return &Section{Width: 12240 * unit.Twip, Height: 15840 * unit.Twip, Top: unit.Inch, Bottom: unit.Inch,
		Left: unit.Inch, Right: unit.Inch, Header: unit.Inch / 2, Footer: unit.Inch / 2, Start: "nextPage",
		First: -1, Format: "decimal", Headers: map[string]string{}, Footers: map[string]string{}}
}

func readSection(c *cursor) *Section {
	s := NewSection()
	count, gap, equal := 1, unit.Inch/2, true
	var own []column
	c.each(func(name string) {
		switch name {
		case "w:pgSz":
			s.Width, s.Height = pageSide(c, "w:w", s.Width), pageSide(c, "w:h", s.Height)
		case "w:pgMar":
			s.readMargins(c)
		case "w:type":
			s.Start = c.val()
		case "w:cols":
			if c.has("w:num") {
				count = int(ooxml.Clamp(c.number("w:num"), 1, 45))
			}
			if c.has("w:space") {
				gap = max(0, c.twips("w:space"))
			}
			s.Separator = c.has("w:sep") && ooxml.On(c.attr("w:sep"))
			equal = !c.has("w:equalWidth") || ooxml.On(c.attr("w:equalWidth"))
			c.each(func(string) {
				if len(own) < 45 {
					own = append(own, column{max(0, c.twips("w:w")), max(0, c.twips("w:space"))})
				}
			})
		case "w:headerReference":
			s.Headers[c.attr("w:type")] = c.attr("r:id")
		case "w:footerReference":
			s.Footers[c.attr("w:type")] = c.attr("r:id")
		case "w:titlePg":
			s.TitlePage = c.on()
		case "w:pgNumType":
			if c.has("w:start") {
				s.First = int(ooxml.Clamp(c.number("w:start"), 0, 1<<30))
			}
			if f := c.attr("w:fmt"); f != "" {
				s.Format = f
			}
		case "w:vAlign":
			s.VAlign = c.val()
		case "w:docGrid":
			if t := c.attr("w:type"); t == "lines" || t == "linesAndChars" || t == "snapToChars" {
				s.Pitch = max(0, c.twips("w:linePitch"))
			}
		case "w:pgBorders":
			s.Borders = readPageBorders(c)
		case "w:footnotePr":
			n := readNoteNumbers(c, plainFootnotes)
			s.Footnotes = &n
		case "w:endnotePr":
			n := readNoteNumbers(c, plainEndnotes)
			s.Endnotes = &n
		case "w:lnNumType":
			s.Lines = readLineNumbers(c)
		}
	})
	s.SetColumns(count, gap, equal, own)
	return s
}

// pageSide reads a side of the paper; impossible ones are brought to sensible bounds.
func pageSide(c *cursor, attr string, or unit.Length) unit.Length {
	if !c.has(attr) {
		return or
	}
	return max(unit.Inch/2, min(c.twips(attr), 60*unit.Inch))
}

func (s *Section) readMargins(c *cursor) {
	one := func(attr string, to *unit.Length) {
		if c.has(attr) {
			*to = max(-30*unit.Inch, min(c.twips(attr), 30*unit.Inch))
		}
	}
	one("w:top", &s.Top)
	one("w:bottom", &s.Bottom)
	one("w:left", &s.Left)
	one("w:right", &s.Right)
	one("w:gutter", &s.Gutter)
	one("w:header", &s.Header)
	one("w:footer", &s.Footer)
	s.Left, s.Right, s.Gutter = max(0, s.Left), max(0, s.Right), max(0, s.Gutter)
}

// TextWidth is the width between the margins, at least half an inch.
func (s *Section) TextWidth() unit.Length {
	return max(unit.Inch/2, s.Width-s.Left-s.Right-s.Gutter)
}

// SetColumns adds count columns of one width with gaps between them or, unless equal, takes those
// that are given as they are. Columns narrower than a quarter of an inch become one column; own ones
// are widened to that.
func (s *Section) SetColumns(count int, gap unit.Length, equal bool, own []column) {
	if !equal && len(own) > 0 {
		s.Columns = own
		for i := range own {
			own[i].Width = max(own[i].Width, unit.Inch/4)
		}
		return
	}
	each := (s.TextWidth() - gap*unit.Length(count-1)) / unit.Length(count)
	if each < unit.Inch/4 {
		count, each = 1, s.TextWidth()
	}
	for range count {
		s.Columns = append(s.Columns, column{each, gap})
	}
}
