package repair

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/ooxml"
)

// part is a story cut so that properties and words can be changed and all else stays byte
// for byte. Paragraphs are numbered as package layout numbers them: deleted ones and the
// second branch of alternate content do not count.
type part struct {
	name     string
	src      []byte
	prefix   string // of WordprocessingML in this part, "w:"
	paras    []*para
	sections []*props
	edits    []ooxml.Edit
	cuts     []ooxml.Edit // runs to be cut before anything else is changed
}

// para is a w:p.
type para struct {
	pos, open, end int // its start tag, behind it, behind its end tag
	props          *props
	runs           []*run
	width          int  // of the cell that holds it, in twips; 0 outside and where it is not said
	pageField      bool // holds a field that numbers the page
	choice         bool // stands in alternate content, of which the other branch repeats it
}

// run is a w:r.
type run struct {
	pos, open, end int
	props          *props
	texts          []*text
	drawing        bool // holds a drawing
	boxed          bool // and text in it
}

// text is a w:t, or a sign that stands for text and is not changed.
type text struct {
	pos, open, end int
	value          string
	sign, dirty    bool
}

// props is an element of properties: w:pPr, w:rPr, w:sectPr.
type props struct {
	name     string // "pPr"
	pos, end int    // equal where the element is missing: there it would stand
	kids     []kid
	dirty    bool
	inside   *props // that holds it, where it stands in properties itself
	head     string // its start tag, "" for a plain one
}

type kid struct {
	name, raw string
	sect      *props // what it is, where it is w:sectPr
}

// cutter reads a part.
type cutter struct {
	p      *part
	s      *ooxml.Scanner
	depth  int
	open   []frame
	skip   int
	choice []bool // of open alternate content: is one of its branches read?
}

// frame is an open element that matters.
type frame struct {
	name  string
	depth int
	para  *para
	run   *run
	props *props
	text  *text
	kid   int // where the child of props begins
	width int
}

func cut(name string, src []byte) (*part, error) {
	c := &cutter{p: &part{name: name, src: src, prefix: "w:"}, s: ooxml.NewScanner(src)}
	for {
		t, err := c.s.Next()
		if errors.Is(err, io.EOF) {
			return c.p, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		c.token(t)
	}
}

func (c *cutter) token(t ooxml.Token) {
	if t.Kind == ooxml.End {
		c.depth--
	}
	switch {
	case c.skip > 0:
		c.skip += map[ooxml.TokenKind]int{ooxml.Start: 1, ooxml.End: -1}[t.Kind]
	case t.Kind == ooxml.Start && (t.Name == "w:del" || t.Name == "w:moveFrom"):
		c.skip = 1
	case t.Name == "mc:AlternateContent" && t.Kind == ooxml.Start:
		c.choice = append(c.choice, false)
	case t.Name == "mc:AlternateContent" && t.Kind == ooxml.End:
		c.choice = c.choice[:len(c.choice)-1]
	case (t.Name == "mc:Choice" || t.Name == "mc:Fallback") && t.Kind == ooxml.Start && len(c.choice) > 0 && c.choice[len(c.choice)-1]:
		c.skip = 1
	case (t.Name == "mc:Choice" || t.Name == "mc:Fallback") && t.Kind == ooxml.Start && len(c.choice) > 0:
		c.choice[len(c.choice)-1] = true
	default:
		c.element(t)
	}
	c.kids(t)
	if t.Kind == ooxml.Start {
		c.depth++
	}
}

// top returns the innermost open frame that has what is asked for.
func (c *cutter) top(has func(*frame) bool) *frame {
	for i := len(c.open) - 1; i >= 0; i-- {
		if has(&c.open[i]) {
			return &c.open[i]
		}
	}
	return nil
}

func (c *cutter) para() *para {
	if f := c.top(func(f *frame) bool { return f.para != nil }); f != nil {
		return f.para
	}
	return nil
}

// run returns the run that the token stands in directly, nil for none.
func (c *cutter) run() *run {
	f := c.top(func(f *frame) bool { return f.run != nil || f.para != nil })
	if f == nil || f.run == nil {
		return nil
	}
	return f.run
}

func (c *cutter) push(t ooxml.Token, f frame) {
	if t.Kind == ooxml.Start {
		f.name, f.depth = t.Name, c.depth
		c.open = append(c.open, f)
	}
}

func (c *cutter) element(t ooxml.Token) {
	if t.Kind == ooxml.End {
		c.ends(t)
		return
	}
	if t.Kind == ooxml.Text {
		if n := len(c.open); n > 0 && c.open[n-1].text != nil && c.open[n-1].depth == c.depth-1 {
			c.open[n-1].text.value += c.s.Text()
		}
		return
	}
	switch t.Name {
	case "w:p":
		c.prefixOf(t)
		q := &para{pos: t.Pos, open: t.End, end: t.End, choice: len(c.choice) > 0}
		q.props = &props{name: "pPr", pos: t.End, end: t.End}
		if f := c.top(func(f *frame) bool { return f.name == "w:tc" || f.para != nil }); f != nil {
			q.width = f.width
		}
		if outer := c.run(); outer != nil {
			outer.boxed = true
		}
		c.p.paras = append(c.p.paras, q)
		c.push(t, frame{para: q})
	case "w:tc":
		c.push(t, frame{})
	case "w:tcW":
		if f := c.top(func(f *frame) bool { return f.name == "w:tc" }); f != nil {
			if kind, _ := c.s.Attr("w:type"); kind == "dxa" || kind == "" {
				w, _ := c.s.Attr("w:w")
				f.width = number(w)
			}
		}
	case "w:r":
		if q := c.para(); q != nil {
			r := &run{pos: t.Pos, open: t.End, end: t.End, props: &props{name: "rPr", pos: t.End, end: t.End}}
			q.runs = append(q.runs, r)
			c.push(t, frame{run: r})
		}
	case "w:pPr", "w:rPr", "w:sectPr":
		c.properties(t)
	case "w:fldSimple", "w:instrText":
		c.field(t)
	case "w:drawing", "w:pict", "w:object":
		if r := c.run(); r != nil {
			r.drawing = true
		}
	default:
		c.sign(t)
	}
}

// prefixOf learns the prefix from a paragraph.
func (c *cutter) prefixOf(t ooxml.Token) {
	name, _, _ := strings.Cut(strings.TrimLeft(c.s.Source(t), "</"), " ")
	if prefix, _, ok := strings.Cut(name, ":"); ok {
		c.p.prefix = prefix + ":"
	} else {
		c.p.prefix = ""
	}
}

func (c *cutter) sign(t ooxml.Token) {
	r := c.run()
	if r == nil {
		return
	}
	x := &text{pos: t.Pos, open: t.End, end: t.End, sign: true}
	switch t.Name {
	case "w:t":
		x.sign = false
		r.texts = append(r.texts, x)
		c.push(t, frame{text: x})
		return
	case "w:tab":
		x.value = "\t"
	case "w:br", "w:cr":
		x.value = "\n"
	case "w:noBreakHyphen":
		x.value = "-"
	case "w:sym":
		x.value = "?"
	default:
		return
	}
	r.texts = append(r.texts, x)
}

// field notes a field that numbers pages.
func (c *cutter) field(t ooxml.Token) {
	code, _ := c.s.Attr("w:instr")
	if t.Name == "w:instrText" {
		code = string(c.p.src[t.End:min(len(c.p.src), t.End+40)])
		code, _, _ = strings.Cut(code, "<")
	}
	if q := c.para(); q != nil && len(strings.Fields(code)) > 0 && strings.EqualFold(strings.Fields(code)[0], "PAGE") {
		q.pageField = true
	}
}

// properties begins an element of properties where it belongs: of the paragraph, of the
// run, of the section.
func (c *cutter) properties(t ooxml.Token) {
	f := c.top(func(*frame) bool { return true })
	var x *props
	switch {
	case t.Name == "w:sectPr" && (f == nil || f.name == "w:pPr"):
		x = &props{name: "sectPr"}
		if f != nil {
			x.inside = f.props
		}
		c.p.sections = append(c.p.sections, x)
	case f == nil || f.depth != c.depth-1:
		return
	case t.Name == "w:pPr" && f.para != nil:
		x = f.para.props
	case t.Name == "w:rPr" && f.run != nil:
		x = f.run.props
	default:
		return
	}
	x.pos, x.end, x.head = t.Pos, t.End, c.s.Source(t)
	if t.Kind == ooxml.Empty {
		x.head = ""
	}
	c.push(t, frame{props: x})
}

// kids notes where the children of open properties begin and end.
func (c *cutter) kids(t ooxml.Token) {
	for i := range c.open {
		f := &c.open[i]
		if f.props == nil || c.depth != f.depth+1 {
			continue
		}
		switch t.Kind {
		case ooxml.Start:
			f.kid = t.Pos
		case ooxml.Empty:
			f.props.kids = append(f.props.kids, kid{name: t.Name, raw: c.s.Source(t)})
		case ooxml.End:
			k := kid{name: t.Name, raw: string(c.p.src[f.kid:t.End])}
			if n := len(c.p.sections); t.Name == "w:sectPr" && n > 0 {
				k.sect = c.p.sections[n-1]
			}
			f.props.kids = append(f.props.kids, k)
		}
	}
}

// ends closes the frame that the token ends.
func (c *cutter) ends(t ooxml.Token) {
	n := len(c.open) - 1
	if n < 0 || c.open[n].depth != c.depth || c.open[n].name != t.Name {
		return
	}
	switch f := &c.open[n]; {
	case f.para != nil:
		f.para.end = t.End
	case f.run != nil:
		f.run.end = t.End
	case f.text != nil:
		f.text.end = t.End
	case f.props != nil:
		f.props.end = t.End
	}
	c.open = c.open[:n]
}

// para returns a paragraph by its number from 1, nil where there is none.
func (p *part) para(n int) *para {
	if n < 1 || n > len(p.paras) {
		return nil
	}
	return p.paras[n-1]
}

// write returns the part with all changes made, and whether there are any.
func (p *part) write() ([]byte, bool) {
	edits := p.edits
	if len(p.cuts) > 0 {
		return ooxml.Apply(p.src, p.cuts...), true
	}
	for _, s := range p.sections {
		if s.dirty && s.inside != nil {
			s.inside.dirty = true
			for i := range s.inside.kids {
				if k := &s.inside.kids[i]; k.sect == s {
					k.raw = s.source(p.prefix)
				}
			}
		} else if s.dirty {
			edits = append(edits, ooxml.Edit{Pos: s.pos, End: s.end, Text: s.source(p.prefix)})
		}
	}
	for _, q := range p.paras {
		if q.props.dirty && q.open == q.end { // <w:p/>
			tag := strings.TrimSuffix(string(p.src[q.pos:q.end]), "/>")
			edits = append(edits, ooxml.Edit{Pos: q.pos, End: q.end, Text: tag + ">" + q.props.source(p.prefix) + "</" + p.prefix + "p>"})
			continue
		}
		if q.props.dirty {
			edits = append(edits, ooxml.Edit{Pos: q.props.pos, End: q.props.end, Text: q.props.source(p.prefix)})
		}
		for _, r := range q.runs {
			if r.props.dirty && r.open < r.end {
				edits = append(edits, ooxml.Edit{Pos: r.props.pos, End: r.props.end, Text: r.props.source(p.prefix)})
			}
			for _, x := range r.texts {
				if x.dirty {
					edits = append(edits, ooxml.Edit{Pos: x.pos, End: x.end, Text: p.word(x.value)})
				}
			}
		}
	}
	return ooxml.Apply(p.src, outermost(edits)...), len(edits) > 0
}

// outermost leaves out what is changed inside of what goes or is written anew as a whole, in
// the order of the part.
func outermost(edits []ooxml.Edit) []ooxml.Edit {
	wide := slices.Clone(edits)
	slices.SortStableFunc(wide, func(a, b ooxml.Edit) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(b.End, a.End))
	})
	var outer ooxml.Edit
	return slices.DeleteFunc(wide, func(e ooxml.Edit) bool {
		if beside := e.Pos == e.End && (e.Pos == outer.Pos || e.Pos == outer.End); e.End <= outer.End && e.Pos < outer.End && !beside {
			return true
		}
		if e.End > outer.End {
			outer = e
		}
		return false
	})
}

// word writes a w:t.
func (p *part) word(value string) string {
	return "<" + p.prefix + `t xml:space="preserve">` + string(ooxml.AppendEscaped(nil, value, false)) + "</" + p.prefix + "t>"
}

func (x *props) source(prefix string) string {
	var b strings.Builder
	if x.head == "" {
		b.WriteString("<" + prefix + x.name + ">")
	}
	b.WriteString(x.head)
	for _, k := range x.kids {
		b.WriteString(k.raw)
	}
	b.WriteString("</" + prefix + x.name + ">")
	return b.String()
}

// order is that of the schema (ECMA-376-1 17.3.1.26, 17.3.2.28, 17.6.17), up to what is
// put in here.
var order = map[string][]string{
	"pPr":    strings.Fields("pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"),
	"rPr":    strings.Fields("rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"),
	"sectPr": strings.Fields("headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"),
}

// set puts a child, raw without prefix ("jc", `<jc val="center"/>` has the parts of a tag
// as attributes): in the place of the one of its name, else where the schema has it.
func (x *props) set(prefix, name string, attrs ...string) {
	var b strings.Builder
	b.WriteString("<" + prefix + name)
	for i := 0; i+1 < len(attrs); i += 2 {
		fmt.Fprintf(&b, ` %s%s="%s"`, prefix, attrs[i], attrs[i+1])
	}
	x.put(name, b.String()+"/>")
}

// put puts a child as it stands: in the place of the one of its name, also where other programs
// wrote them out of order or twice.
func (x *props) put(name, raw string) {
	is := func(k kid) bool { return k.local() == name }
	if at := slices.IndexFunc(x.kids, is); at >= 0 {
		if x.kids[at].raw != raw {
			x.kids[at].raw, x.dirty = raw, true
		}
		rest := x.kids[at+1:]
		n := len(rest)
		rest = slices.DeleteFunc(rest, is)
		x.kids, x.dirty = x.kids[:at+1+len(rest)], x.dirty || len(rest) < n
		return
	}
	list := order[x.name]
	rank := slices.Index(list, name)
	at := slices.IndexFunc(x.kids, func(k kid) bool { return slices.Index(list, k.local()) > rank })
	if at < 0 {
		at = len(x.kids)
	}
	x.kids, x.dirty = slices.Insert(x.kids, at, kid{name: "w:" + name, raw: raw}), true
}

// local is the name of a child without its prefix.
func (k kid) local() string { return k.name[strings.Index(k.name, ":")+1:] }

// get returns a child, "" for none.
func (x *props) get(name string) string {
	for _, k := range x.kids {
		if k.name == "w:"+name {
			return k.raw
		}
	}
	return ""
}

// drop takes a child away.
func (x *props) drop(name string) {
	n := len(x.kids)
	x.kids = slices.DeleteFunc(x.kids, func(k kid) bool { return k.name == "w:"+name })
	x.dirty = x.dirty || len(x.kids) != n
}

// attr reads an attribute of a child by its local name.
func attr(raw, name string) string {
	s := ooxml.NewScanner([]byte(raw))
	if _, err := s.Next(); err != nil {
		return ""
	}
	for _, a := range s.Attrs() {
		if a.Name[strings.Index(a.Name, ":")+1:] == name {
			return a.Value
		}
	}
	return ""
}

func number(s string) int {
	n := 0
	neg := strings.HasPrefix(s, "-")
	for _, r := range strings.TrimPrefix(s, "-") {
		if r < '0' || r > '9' || n > 1<<24 {
			break
		}
		n = n*10 + int(r-'0')
	}
	if neg {
		return -n
	}
	return n
}

// letters counts what of a text shows ink, so that places in differently spaced forms of
// it can be compared.
func letters(s string) int {
	n := 0
	for _, r := range norm.NFC.String(s) {
		if !unicode.IsSpace(r) && r != '\u00ad' && r != '\u200b' && r != '\ufeff' {
			n++
		}
	}
	return n
}
