package fill

import (
	"bytes"
	"io"
	"sort"
	"strings"

	"vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/tag"
)

// elem is an element of a part: src[pos:inner] is its start tag, src[inner:innerEnd] its
// content, src[innerEnd:end] its end tag. <w:p/> has all of it in its start tag.
type elem struct {
	name                      string // canonical
	parent                    int    // -1 for the root
	next                      int    // the first element behind this one and all in it
	pos, inner, innerEnd, end int
}

// para is a w:p with the text that tags are looked for in.
type para struct {
	elem  int
	place string // only where the text holds a brace
	text  string // tabs as \t, breaks as \n, pictures and other objects as U+FFFC
	spans []span
}

// span is a piece of a paragraph's text that stands in one place of the source.
type span struct {
	at       int  // in para.text
	elem     int  // the w:t, or the element that stands for a sign
	sign     bool // a tab, a break, an object
	attr     bool // stands in an attribute of the element
	pos, end int  // in the source; of a sign: of its element
	offsets  []int
}

// object stands in a paragraph's text for what is no text.
const object = "\uFFFC"

// alt is an alternative text of a picture, or the title or tag of a box that is ticked or not, that holds
// a brace.
type alt struct {
	elem      int // wp:docPr, v:shape; w:alias, w:tag
	name      string
	value     string
	pos, end  int // of the value in the source
	place     string
	container int // w:drawing, w:pict; w:sdt
	box       bool
}

// source is a part cut into elements and paragraphs.
type source struct {
	src   []byte
	story docx.Story
	elems []elem
	paras []para
	alts  []alt
	loc   *docx.Locator
	scan  *ooxml.Scanner
	open  []int   // elements
	inP   []draft // paragraphs
}

// draft is a paragraph being read.
type draft struct {
	para
	text   []byte
	hidden int // depth inside what is not shown
}

func readSource(src []byte, story docx.Story) (*source, error) {
	if bytes.Contains(src, []byte("<![CDATA[")) {
		src = withoutCDATA(src)
	}
	scan := ooxml.NewScanner(src)
	s := &source{src: src, story: story, loc: docx.NewLocator(story, scan), scan: scan}
	for {
		t, err := s.scan.Next()
		if err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		s.loc.Token(t)
		switch t.Kind {
		case ooxml.Start, ooxml.Empty:
			s.start(t)
		case ooxml.Text:
			s.text(t)
		}
		if t.Kind == ooxml.End || t.Kind == ooxml.Empty {
			s.end(t)
		}
	}
	// Paragraphs come in the order in which they end; those of text boxes stand inside others.
	sort.SliceStable(s.paras, func(i, j int) bool { return s.paras[i].elem < s.paras[j].elem })
	return s, nil
}

func (s *source) start(t ooxml.Token) {
	parent := -1
	if n := len(s.open); n > 0 {
		parent = s.open[n-1]
	}
	k := len(s.elems)
	s.elems = append(s.elems, elem{name: t.Name, parent: parent, pos: t.Pos, inner: t.End, innerEnd: t.End, end: t.End})
	s.open = append(s.open, k)
	if t.Name == "w:p" {
		s.inP = append(s.inP, draft{para: para{elem: k}})
		return
	}
	switch t.Name {
	case "wp:docPr", "v:shape":
		s.findAlt(k)
	case "w:fldSimple":
		s.attrTag(k, "instr", "mã trường")
	case "w:hyperlink":
		s.attrTag(k, "anchor", "chỗ mà liên kết dẫn đến")
		s.attrTag(k, "tooltip", "lời chú của liên kết")
	}
	n := len(s.inP)
	if n == 0 {
		return
	}
	p := &s.inP[n-1]
	if p.hidden > 0 || docx.IsHidden(t.Name) {
		p.hidden++
		return
	}
	sign := s.loc.Sign()
	switch t.Name {
	case "w:drawing", "w:pict", "w:object", "w:sym", "w:fldChar", "w:fldSimple", "w:footnoteReference",
		"w:endnoteReference", "w:pgNum", "w:ruby", "m:oMath", "w:annotationRef", "w:footnoteRef", "w:endnoteRef":
		sign = object
	case "w:br":
		if kind, _ := s.scan.Attr("w:type"); kind == "page" || kind == "column" {
			sign = object
		}
	}
	if sign != "" {
		p.spans = append(p.spans, span{at: len(p.text), elem: k, sign: true, pos: t.Pos, end: t.End})
		p.text = append(p.text, sign...)
	}
}

func (s *source) text(t ooxml.Token) {
	s.fieldCode(t)
	n := len(s.inP)
	if n == 0 || !s.loc.InText() || s.inP[n-1].hidden > 0 {
		return
	}
	p := &s.inP[n-1]
	sp := span{at: len(p.text), elem: s.open[len(s.open)-1], pos: t.Pos, end: t.End}
	text := s.scan.Text()
	if raw := s.scan.Source(t); raw != text {
		sp.offsets = offsets(raw, text)
	}
	p.spans = append(p.spans, sp)
	p.text = append(p.text, text...)
}

// fieldCode takes the code of a field that holds a tag, such as the address of a
// HYPERLINK, as a text of its own.
func (s *source) fieldCode(t ooxml.Token) {
	n := len(s.open)
	if n == 0 || s.elems[s.open[n-1]].name != "w:instrText" || len(s.inP) == 0 || s.inP[len(s.inP)-1].hidden > 0 {
		return
	}
	text := s.scan.Text()
	if len(tag.Find(text)) == 0 {
		return
	}
	k := s.open[n-1]
	sp := span{elem: k, pos: t.Pos, end: t.End}
	if raw := s.scan.Source(t); raw != text {
		sp.offsets = offsets(raw, text)
	}
	s.paras = append(s.paras, para{elem: k, place: s.loc.Place().String() + ", mã trường", text: text, spans: []span{sp}})
}

// attrTag takes the value of an attribute that holds a tag as a text of its own.
func (s *source) attrTag(k int, name, what string) {
	v, ok := s.scan.Attr("w:" + name)
	if !ok || len(s.inP) == 0 || s.inP[len(s.inP)-1].hidden > 0 || len(tag.Find(v)) == 0 {
		return
	}
	pos, end, ok := s.attr(k, name)
	if !ok {
		return
	}
	sp := span{elem: k, attr: true, pos: pos, end: end}
	if raw := string(s.src[pos:end]); raw != v {
		sp.offsets = offsets(raw, v)
	}
	s.paras = append(s.paras, para{elem: k, place: s.loc.Place().String() + ", " + what, text: v, spans: []span{sp}})
}

func (s *source) end(t ooxml.Token) {
	k := s.open[len(s.open)-1]
	s.open = s.open[:len(s.open)-1]
	e := &s.elems[k]
	e.next = len(s.elems)
	if t.Kind == ooxml.End {
		e.innerEnd, e.end = t.Pos, t.End
	}
	if e.name == "w:sdtPr" {
		s.findBox(k)
	}
	n := len(s.inP) - 1
	if n < 0 {
		return
	}
	p := &s.inP[n]
	if i := len(p.spans) - 1; i >= 0 && p.spans[i].sign && p.spans[i].elem == k {
		p.spans[i].end = e.end // <w:tab></w:tab>
	}
	switch {
	case e.name == "w:p" && p.elem == k:
		done := p.para
		done.text = string(p.text)
		if strings.Contains(done.text, "{") {
			done.place = s.loc.Place().String()
		}
		s.paras, s.inP = append(s.paras, done), s.inP[:n]
	case p.hidden > 0:
		p.hidden--
	}
}

// findAlt notes an alternative text with a brace.
func (s *source) findAlt(k int) {
	container := s.up(k, "w:drawing", "w:pict")
	if container < 0 {
		return
	}
	for _, name := range []string{"descr", "alt", "title"} {
		v, ok := s.scan.Attr(name)
		if !ok || !strings.Contains(v, "{") {
			continue
		}
		if pos, end, ok := s.attr(k, name); ok {
			s.alts = append(s.alts, alt{elem: k, name: name, value: v, pos: pos, end: end, place: s.loc.Place().String() + ", chữ thay thế của hình", container: container})
		}
	}
}

// findBox notes the tag in the title of a content control that is a box, else in its tag: people cannot
// write into such a control.
func (s *source) findBox(pr int) {
	if s.child(pr, "w14:checkbox") < 0 || s.elems[pr].parent < 0 {
		return
	}
	for _, name := range []string{"w:alias", "w:tag"} {
		k := s.child(pr, name)
		if k < 0 {
			continue
		}
		if pos, end, ok := s.attr(k, "val"); ok && len(tag.Find(string(s.src[pos:end]))) > 0 {
			s.alts = append(s.alts, alt{elem: k, name: "val", value: string(s.src[pos:end]), pos: pos, end: end, place: s.loc.Place().String() + ", tên ô đánh dấu", container: s.elems[pr].parent, box: true})
			return
		}
	}
}

// up returns the nearest element of one of the names that k is or stands in, -1 for none.
func (s *source) up(k int, names ...string) int {
	for ; k >= 0; k = s.elems[k].parent {
		for _, n := range names {
			if s.elems[k].name == n {
				return k
			}
		}
	}
	return -1
}

// child returns the first child of k with the name, -1 for none.
func (s *source) child(k int, name string) int {
	for c := k + 1; c < s.elems[k].next; c = s.elems[c].next {
		if s.elems[c].name == name {
			return c
		}
	}
	return -1
}

// attr returns where in the source the value of an attribute stands; name is without
// prefix.
func (s *source) attr(k int, name string) (pos, end int, ok bool) {
	e := s.elems[k]
	in := s.src[e.pos:e.inner]
	for i := 0; i < len(in); {
		eq := bytes.IndexByte(in[i:], '=')
		if eq < 0 {
			break
		}
		eq += i
		q := eq + 1
		for in[q] != '"' && in[q] != '\'' {
			q++
		}
		stop := q + 1 + bytes.IndexByte(in[q+1:], in[q])
		key := bytes.TrimSpace(in[i:eq])
		key = key[bytes.LastIndexAny(key, " \t\r\n:")+1:]
		if string(key) == name {
			return e.pos + q + 1, e.pos + stop, true
		}
		i = stop + 1
	}
	return 0, 0, false
}

// rawName returns the element's name as the file has it.
func (s *source) rawName(k int) string {
	e := s.elems[k]
	in := s.src[e.pos+1 : e.inner]
	return string(in[:bytes.IndexAny(in, " \t\r\n/>")])
}

// named returns the name of another element of the same namespace as k: "br" for "w:br".
func (s *source) named(k int, local string) string {
	raw := s.rawName(k)
	return raw[:strings.IndexByte(raw, ':')+1] + local
}

// startTag returns the start tag of k, for texts with their blanks kept.
func (s *source) startTag(k int) string {
	e := s.elems[k]
	t := string(s.src[e.pos:e.inner])
	if e.name == "w:t" || e.name == "m:t" {
		if _, _, ok := s.attr(k, "space"); !ok {
			t = strings.TrimSuffix(t, ">") + preserve + ">"
		}
	}
	return t
}

const preserve = ` xml:space="preserve"`

// closers ends the elements from k up to, not including, top; openers begins them again
// with their properties.
func (s *source) closers(k, top int) string {
	var b strings.Builder
	for ; k != top; k = s.elems[k].parent {
		b.WriteString("</" + s.rawName(k) + ">")
	}
	return b.String()
}

func (s *source) openers(k, top int) string {
	out := ""
	for ; k != top; k = s.elems[k].parent {
		t := s.startTag(k)
		if c := k + 1; c < s.elems[k].next && strings.HasSuffix(s.elems[c].name, "Pr") {
			t += string(s.src[s.elems[c].pos:s.elems[c].end])
		}
		out = t + out
	}
	return out
}

// at returns where in the source the character at off of the paragraph's text stands, and
// the span that holds it.
func (p *para) at(off int) (sp *span, pos int) {
	i := sort.Search(len(p.spans), func(i int) bool { return p.spans[i].at > off }) - 1
	sp = &p.spans[i]
	return sp, sp.source(off - sp.at)
}

// source turns an offset in the span's text into one of the source.
func (sp *span) source(off int) int {
	switch {
	case sp.sign && off == 0:
		return sp.pos
	case sp.sign:
		return sp.end
	case sp.offsets != nil:
		return sp.pos + sp.offsets[off]
	}
	return sp.pos + off
}

// offsets maps each byte of a decoded text, and its end, to its place in the raw text.
func offsets(raw, text string) []int {
	list := make([]int, 0, len(text)+1)
	i := 0
	for j := 0; j < len(text); j++ {
		list = append(list, i)
		switch n := strings.IndexByte(raw[i:], ';'); {
		case raw[i] == '\r' && strings.HasPrefix(raw[i:], "\r\n"):
			i += 2
		case raw[i] == '&' && n > 0 && (text[j] != '&' || isAmpersand(raw[i:i+n])):
			i += n + 1
			for j+1 < len(text) && text[j+1]&0xC0 == 0x80 { // the rest of the same character
				j++
				list = append(list, i)
			}
		default:
			i++
		}
	}
	return append(list, i)
}

// isAmpersand reports whether ref, without its semicolon, is a reference to "&". Any
// other that still shows an "&" in the text was none.
func isAmpersand(ref string) bool {
	if ref == "&amp" || len(ref) > 10 {
		return ref == "&amp"
	}
	if hex, ok := strings.CutPrefix(ref, "&#x"); ok {
		return strings.TrimLeft(hex, "0") == "26"
	}
	dec, ok := strings.CutPrefix(ref, "&#")
	return ok && strings.TrimLeft(dec, "0") == "38"
}

// withoutCDATA writes CDATA sections as plain characters, so that text can be cut.
func withoutCDATA(src []byte) []byte {
	s := ooxml.NewScanner(src)
	var out []byte
	last := 0
	for {
		t, err := s.Next()
		if err != nil {
			return append(out, src[last:]...)
		}
		if t.Kind == ooxml.Text && bytes.HasPrefix(src[t.Pos:], []byte("<![CDATA[")) {
			out = ooxml.AppendEscaped(append(out, src[last:t.Pos]...), s.Text(), false)
			last = t.End
		}
	}
}

// occurrence is a tag where it stands.
type occurrence struct {
	tag      *tag.Tag // nil for a doubled brace
	err      error
	para     *para // nil in an alternative text
	alt      *alt
	from, to int // in para.text
	pos      int // of the brace in the source
	place    string
	written  string
	use      int // in Template.uses
}

// occurrences returns all tags of the part in the order of the source.
func (s *source) occurrences() []*occurrence {
	var list []*occurrence
	for i := range s.paras {
		p := &s.paras[i]
		if p.place == "" {
			continue
		}
		for _, f := range tag.Find(p.text) {
			_, pos := p.at(f.Start)
			list = append(list, &occurrence{tag: f.Tag, err: f.Err, para: p, from: f.Start, to: f.End, pos: pos, place: p.place, written: p.text[f.Start:f.End]})
		}
	}
	for i := range s.alts {
		a := &s.alts[i]
		for _, f := range tag.Find(a.value) {
			if f.Tag != nil || f.Err != nil {
				list = append(list, &occurrence{tag: f.Tag, err: f.Err, alt: a, from: f.Start, to: f.End, pos: a.pos + f.Start, place: a.place, written: a.value[f.Start:f.End]})
			}
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].pos < list[j].pos })
	return list
}
