package stamp

import (
	"html"
	"io"
	"regexp"
	"slices"
	"strings"

	"vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
)

// A story is a part whose text people read, with the tags in it.
type story struct {
	part     string
	src      []byte
	hits     []*hit
	bare     []*hit // places that show our dots, but have lost their control
	controls []*control
	braces   []string // what else stands in braces, and where
}

// hit is a tag found in a paragraph.
type hit struct {
	name   string
	place  string
	pieces []*piece // of the tag's text, at least one
	shown  []span   // the rest of a placeholder's text, which goes
	inside *control // the innermost around the first piece
}

// span is a stretch of src.
type span struct{ pos, end int }

// piece is the stretch of a text element that belongs to a tag.
type piece struct {
	text     string // as read: "{so_van" or "_ban}"
	pos, end int    // in src
	after    string // what go-docx made of it
	whole    *textNode
}

// textNode is the content of a w:t, or a part of it.
type textNode struct {
	text      string // as read
	pos, end  int    // in src
	startTag  int    // place of the '>' of <w:t>
	preserves bool   // xml:space="preserve"
	control   *control
}

// control is a content control (w:sdt, ECMA-376-1 17.5.2).
type control struct {
	parent       *control
	tag, place   string
	placeholder  bool // its content stands for what comes later (17.5.2.39)
	text         strings.Builder
	nodes        []*textNode // its own text
	open, opened int         // <w:sdt … <w:sdtContent>
	shut, end    int         // </w:sdtContent … </w:sdt>
	hasNamespace bool
}

// paragraph collects the text of a w:p while it is open; text boxes nest.
type paragraph struct {
	text  strings.Builder
	nodes []*textNode
	at    []int // offset of each node in text
	place string
}

// scanner walks one story.
type scanner struct {
	*ooxml.Scanner
	story      *story
	names      []string
	paragraphs []*paragraph // open ones, innermost last
	control    *control     // innermost open one
	inProps    bool         // inside w:sdtPr
	text       *textNode    // of the open w:t
	at         *docx.Locator
}

// scan finds the tags of a story.
func scan(of docx.Story, src []byte, names []string) (*story, error) {
	read := ooxml.NewScanner(src)
	s := &scanner{Scanner: read, story: &story{part: of.Part, src: src}, names: names, at: docx.NewLocator(of, read)}
	for {
		t, err := s.Next()
		if err == io.EOF {
			return s.story, nil
		} else if err != nil {
			return nil, err
		}
		s.at.Token(t)
		switch t.Kind {
		case ooxml.Start, ooxml.Empty:
			s.start(t)
		case ooxml.End:
			s.end(t)
		case ooxml.Text:
			s.characters(t)
		}
	}
}

func (s *scanner) start(t ooxml.Token) {
	switch t.Name {
	case "w:sdt":
		if t.Kind == ooxml.Start {
			s.control = &control{parent: s.control, open: t.Pos, place: s.at.Place().String(),
				hasNamespace: strings.Contains(s.Source(t), "xmlns")}
			s.story.controls = append(s.story.controls, s.control)
		}
	case "w:sdtPr":
		s.inProps = t.Kind == ooxml.Start
	case "w:tag":
		if s.inProps && s.control != nil {
			s.control.tag, _ = s.Attr("w:val")
		}
	case "w:showingPlcHdr":
		if s.inProps && s.control != nil {
			v, has := s.Attr("w:val")
			s.control.placeholder = !has || v != "0" && v != "false" && v != "off"
		}
	case "w:sdtContent":
		if s.control != nil && s.control.opened == 0 && t.Kind == ooxml.Start {
			s.control.opened = t.End
			s.control.hasNamespace = s.control.hasNamespace || strings.Contains(s.Source(t), "xmlns")
		}
	}
	if n := len(s.paragraphs); n > 0 {
		s.paragraphs[n-1].text.WriteString(s.at.Sign()) // no tag reaches over it
	}
	if t.Kind == ooxml.Empty {
		return
	}
	switch t.Name {
	case "w:p":
		s.paragraphs = append(s.paragraphs, &paragraph{place: s.at.Place().String()})
	case "w:t":
		space, _ := s.Attr("xml:space")
		s.text = &textNode{startTag: t.End - 1, preserves: space == "preserve", control: s.control}
	}
}

func (s *scanner) end(t ooxml.Token) {
	switch t.Name {
	case "w:sdtPr":
		s.inProps = false
	case "w:sdtContent":
		if s.control != nil {
			s.control.shut = t.Pos
		}
	case "w:sdt":
		if s.control != nil {
			s.control.end = t.End
			s.control.find(s.story, s.names)
			s.control = s.control.parent
		}
	case "w:t":
		s.text = nil
	case "w:p":
		last := len(s.paragraphs) - 1
		s.paragraphs[last].find(s.story, s.names)
		s.paragraphs[last].findBare(s.story, s.names)
		s.paragraphs = s.paragraphs[:last]
	}
}

func (s *scanner) characters(t ooxml.Token) {
	if s.text == nil || len(s.paragraphs) == 0 {
		return
	}
	p := s.paragraphs[len(s.paragraphs)-1]
	n := *s.text
	n.text, n.pos, n.end = s.Text(), t.Pos, t.End
	p.nodes, p.at = append(p.nodes, &n), append(p.at, p.text.Len())
	p.text.WriteString(n.text)
	for c := s.control; c != nil; c = c.parent {
		if c.text.Len() == 0 {
			c.place = p.place
		}
		c.text.WriteString(n.text)
		c.nodes = append(c.nodes, &n)
	}
}

// dots stand in a placeholder where another program took Word's mark of it away.
const dots = "……"

// find adds a control that bears a name as its tag and shows a placeholder: its first text
// stands for the tag.
func (c *control) find(s *story, names []string) {
	text := c.text.String()
	if len(c.nodes) == 0 || !slices.Contains(names, c.tag) || strings.Contains(text, "{"+c.tag+"}") || !c.placeholder && !strings.Contains(text, dots) {
		return
	}
	first := c.nodes[0]
	h := &hit{name: c.tag, place: c.place, inside: c, pieces: []*piece{{text: "{" + c.tag + "}", pos: first.pos, end: first.end, whole: first}}}
	for _, n := range c.nodes[1:] {
		h.shown = append(h.shown, span{n.pos, n.end})
	}
	s.hits = append(s.hits, h)
}

// What number and date of a draft look like where a program threw the controls away: on
// the lines of NĐ 30/2020 PL I.II.3 and 4, and in the line that joins an annex to its paper.
// Dots elsewhere may stand for another paper.
var (
	bareNumber = regexp.MustCompile(`^(?:Số: *|\(Kèm theo [^()]*? số )(……)/`)
	bareDate   = regexp.MustCompile(`^(?:[^,()]{2,40}, |\(Kèm theo [^()]*? )(ngày …… tháng …… năm \d{4})`)
)

// findBare adds the places of number and date that have no control.
func (p *paragraph) findBare(s *story, names []string) {
	text := p.text.String()
	if !strings.Contains(text, dots) {
		return
	}
	for _, name := range names {
		look := bareNumber
		if strings.HasPrefix(name, "ngay") {
			look = bareDate
		}
		at := look.FindStringSubmatchIndex(text)
		if at == nil {
			continue
		}
		h := &hit{name: name, place: p.place}
		for _, piece := range p.cut(s, text, at[2], at[3]) {
			if len(h.pieces) > 0 {
				h.shown = append(h.shown, span{piece.pos, piece.end})
				continue
			}
			piece.text = "{" + name + "}"
			h.pieces = append(h.pieces, piece)
		}
		h.inside = h.pieces[0].whole.control
		s.bare = append(s.bare, h)
	}
}

// cut gives the pieces of a stretch of the paragraph's text.
func (p *paragraph) cut(s *story, text string, from, to int) (list []*piece) {
	for k, n := range p.nodes {
		lo, hi := max(from, p.at[k]), min(to, p.at[k]+len(n.text))
		if lo >= hi {
			continue
		}
		off := lo - p.at[k]
		raw := string(s.src[n.pos:n.end])
		list = append(list, &piece{text: text[lo:hi], whole: n, pos: n.pos + rawOffset(raw, off), end: n.pos + rawOffset(raw, off+hi-lo)})
	}
	return list
}

// find adds the tags of a paragraph to the story.
func (p *paragraph) find(s *story, names []string) {
	text := p.text.String()
	for _, name := range names {
		tag := "{" + name + "}"
		for from := 0; ; {
			i := strings.Index(text[from:], tag)
			if i < 0 {
				break
			}
			from += i
			h := &hit{name: name, place: p.place, pieces: p.cut(s, text, from, from+len(tag))}
			h.inside = h.pieces[0].whole.control
			s.hits = append(s.hits, h)
			from += len(tag)
		}
	}
	for _, m := range inBraces.FindAllString(text, -1) {
		if !slices.Contains(names, m[1:len(m)-1]) {
			s.braces = append(s.braces, m+" ở "+p.place)
		}
	}
}

var inBraces = regexp.MustCompile(`\{[^{}\n]{1,60}\}`)

const cdata = "<![CDATA["

// rawOffset finds how many bytes of XML text stand for its first n bytes as read.
func rawOffset(raw string, n int) int {
	if strings.HasPrefix(raw, cdata) {
		return len(cdata) + n
	}
	i := 0
	for n > 0 && i < len(raw) {
		size := 1
		if raw[i] == '&' {
			if end := strings.IndexByte(raw[i:], ';'); end > 0 && end <= 10 {
				size = end + 1
				n -= len(html.UnescapeString(raw[i:i+size])) - 1
			}
		} else if strings.HasPrefix(raw[i:], "\r\n") {
			size = 2
		}
		i += size
		n--
	}
	return i
}

// splice returns the story with the tags replaced and their controls taken away.
func (s *story) splice() []byte {
	var edits []ooxml.Edit
	gone, spaced := map[*control]bool{}, map[int]bool{}
	for _, h := range s.hits {
		for _, p := range h.pieces {
			text := string(ooxml.AppendEscaped(nil, p.after, false))
			if strings.HasPrefix(string(s.src[p.whole.pos:p.whole.end]), cdata) {
				text = strings.ReplaceAll(p.after, "]]>", "]]]]>"+cdata+">")
			}
			edits = append(edits, ooxml.Edit{Pos: p.pos, End: p.end, Text: text})
			// A space at an end of the text is lost unless the element says otherwise.
			if !p.whole.preserves && !spaced[p.whole.startTag] {
				spaced[p.whole.startTag] = true
				edits = append(edits, ooxml.Edit{Pos: p.whole.startTag, End: p.whole.startTag, Text: ` xml:space="preserve"`})
			}
		}
		for _, n := range h.shown {
			edits = append(edits, ooxml.Edit{Pos: n.pos, End: n.end})
		}
		last := h.pieces[len(h.pieces)-1]
		for c := h.inside; c != nil; c = c.parent {
			if c.end > last.end && c.belongs(h.name) && !gone[c] {
				gone[c] = true
				edits = append(edits, ooxml.Edit{Pos: c.open, End: c.opened}, ooxml.Edit{Pos: c.shut, End: c.end})
			}
		}
	}
	return ooxml.Apply(s.src, edits...)
}

// belongs reports whether a control is there for the tag: it bears the name, or holds
// nothing else.
func (c *control) belongs(name string) bool {
	whole := c.opened > 0 && c.shut >= c.opened && !c.hasNamespace
	return whole && (c.tag == name || strings.TrimSpace(c.text.String()) == "{"+name+"}")
}
