package pdftest

import (
	"bytes"
	"strconv"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// pages looks at all pages: their sheets, and what they show.
func (a *audit) pages() {
	a.walk(a.root["Pages"], 0)
	seen := map[int]bool{}
	for i, leaf := range a.leaves {
		p := a.dict(leaf)
		box := a.array(p["MediaBox"])
		if len(box) != 4 {
			a.fault("page %d: no box", i+1)
			continue
		}
		for side := range 2 {
			if v := a.number(box[side+2]) - a.number(box[side]); v < 3 || v > 14400 {
				a.fault("6.1.13: page %d: a side of %v units", i+1, v)
			}
		}
		if s := a.name(p["Tabs"]); s != "S" {
			a.fault("14289-1, 7.18.3: page %d: order of tabs %q", i+1, s)
		}
		key, is := integer(p["StructParents"])
		if !is || seen[key] {
			a.fault("14.7.4.4: page %d: StructParents %v", i+1, p["StructParents"])
		}
		seen[key] = true
		var content []byte
		parts := a.array(p["Contents"])
		if parts == nil && p["Contents"] != nil {
			parts = types.Array{p["Contents"]}
		}
		for _, part := range parts {
			content = append(append(content, a.stream(part)...), '\n')
		}
		r := &reading{audit: a, page: leaf.ObjectNumber.Value(), at: i + 1, resources: a.dict(p["Resources"])}
		r.read(content)
		if r.seeThrough && a.name(a.dict(a.dict(p["Group"])["CS"])["N"]) == "" && a.dict(p["Group"])["CS"] == nil {
			a.fault("6.2.10: page %d: transparency without a group colour space", i+1)
		}
	}
}

// walk lists the pages of the tree below a node.
func (a *audit) walk(o types.Object, depth int) {
	d := a.dict(o)
	if a.name(d["Type"]) == "Page" {
		if r, is := o.(types.IndirectRef); is {
			a.leaves = append(a.leaves, r)
		}
		return
	}
	if depth > 64 {
		a.fault("the page tree is deep")
		return
	}
	for _, k := range a.array(d["Kids"]) {
		a.walk(k, depth+1)
	}
}

// reading is a page whose content is being read.
type reading struct {
	*audit
	page       int // object number
	at         int // from 1
	resources  types.Dict
	s          lexer
	args       []any
	marks      []mark // open sequences; id -1 is an artefact, -2 any other
	font       *usedFont
	saved      []*usedFont
	inText     bool
	seeThrough bool
	ids        map[int]bool
}

// painting and showing are the operators that put something onto the page.
var (
	painting = map[string]bool{"S": true, "s": true, "f": true, "F": true, "f*": true, "B": true, "B*": true, "b": true, "b*": true, "Do": true, "sh": true, "BI": true}
	showing  = map[string]bool{"Tj": true, "TJ": true, "'": true, `"`: true}
	plain    = map[string]bool{"w": true, "J": true, "j": true, "M": true, "d": true, "cm": true, "m": true, "l": true, "c": true, "v": true, "y": true, "h": true,
		"re": true, "n": true, "W": true, "W*": true, "Tc": true, "Tw": true, "Tz": true, "TL": true, "Tr": true, "Ts": true, "Td": true, "TD": true, "Tm": true, "T*": true,
		"g": true, "G": true, "rg": true, "RG": true, "BT": true, "ET": true, "q": true, "Q": true, "gs": true, "Tf": true, "BMC": true, "BDC": true, "EMC": true}
)

func (r *reading) read(content []byte) {
	r.s = lexer{src: content}
	r.ids = map[int]bool{}
	for {
		t := r.s.next()
		if t == nil {
			break
		}
		op, is := t.(operator)
		if !is {
			r.args = append(r.args, t)
			continue
		}
		r.operator(string(op))
		r.args = r.args[:0]
	}
	if len(r.saved) != 0 || len(r.marks) != 0 || r.inText {
		r.fault("6.2.2: page %d: q, BT or marked content is left open", r.at)
	}
}

func (r *reading) arg(i int) any {
	if i += len(r.args); i >= 0 && i < len(r.args) {
		return r.args[i]
	}
	return nil
}

func (r *reading) operator(op string) {
	if !plain[op] && !painting[op] && !showing[op] {
		r.fault("6.2.2: page %d: operator %s", r.at, op)
	}
	if (painting[op] || showing[op]) && len(r.marks) == 0 {
		r.fault("14.8.2.2: page %d: %s %v outside of marked content", r.at, op, r.args)
	}
	switch op {
	case "q":
		if r.saved = append(r.saved, r.font); len(r.saved) > 28 {
			r.fault("6.1.13: page %d: q nested %d times", r.at, len(r.saved))
		}
	case "Q":
		if len(r.saved) == 0 {
			r.fault("6.2.2: page %d: Q without q", r.at)
			return
		}
		r.font, r.saved = r.saved[len(r.saved)-1], r.saved[:len(r.saved)-1]
	case "BT", "ET":
		if r.inText == (op == "BT") {
			r.fault("page %d: %s", r.at, op)
		}
		r.inText = op == "BT"
	case "BMC", "BDC":
		r.begin(op)
	case "EMC":
		if len(r.marks) == 0 {
			r.fault("page %d: EMC", r.at)
			return
		}
		r.marks = r.marks[:len(r.marks)-1]
	case "Tf":
		r.font = r.useFont(r.resource("Font", r.arg(-2)))
	case "gs":
		d := r.dict(r.resource("ExtGState", r.arg(-1)))
		for _, key := range []string{"ca", "CA"} {
			if d[key] != nil && r.number(d[key]) < 1 {
				r.seeThrough = true
			}
		}
		if d["SMask"] != nil {
			r.seeThrough = true
		}
	case "Do":
		r.xObject(r.resource("XObject", r.arg(-1)))
	case "Tj", "TJ", "'", `"`:
		r.show(r.arg(-1))
	}
}

// begin opens marked content: an artefact, or content with an identifier, which nothing
// but plain spans may nest in.
func (r *reading) begin(op string) {
	m := mark{r.page, -2}
	tag, _ := r.arg(-1).(string)
	var props map[string]any
	if op == "BDC" {
		tag, _ = r.arg(-2).(string)
		props, _ = r.arg(-1).(map[string]any)
	}
	if id, has := props["MCID"].(float64); has {
		m.id = int(id)
		if r.ids[m.id] {
			r.fault("14.7.4.2: page %d: identifier %d twice", r.at, m.id)
		}
		r.ids[m.id] = true
		r.audit.marks[m] = true
	} else if tag == "Artifact" {
		m.id = -1
	} else if tag != "Span" {
		r.fault("14.8: page %d: content marked %s without identifier", r.at, tag)
	}
	if m.id != -2 && len(r.marks) > 0 {
		r.fault("14.8.2.2: page %d: %s within other marked content", r.at, tag)
	}
	if m.id == -2 && len(r.marks) == 0 {
		r.fault("14.8.2.2: page %d: a span that belongs to nothing", r.at)
	}
	r.marks = append(r.marks, m)
}

func (r *reading) resource(kind string, key any) types.Object {
	k, _ := key.(string)
	o := r.dict(r.resources[kind])[k]
	if o == nil {
		r.fault("6.2.2: page %d: %s %s is not in the resources", r.at, kind, k)
	}
	return o
}

func (r *reading) xObject(o types.Object) {
	d := r.dict(o)
	if r.name(d["Subtype"]) != "Image" {
		if d["Group"] != nil {
			r.seeThrough = true
		}
		return
	}
	r.seeThrough = r.seeThrough || d["SMask"] != nil
	space := r.get(d["ColorSpace"])
	if list, is := space.(types.Array); is && len(list) == 4 && r.name(list[0]) == "Indexed" {
		space = r.get(list[1])
	}
	if n, _ := space.(types.Name); n != "DeviceRGB" && n != "DeviceGray" {
		r.fault("6.2.4: page %d: a picture in %v", r.at, space)
	}
	if smask := r.dict(d["SMask"]); smask != nil && r.name(smask["ColorSpace"]) != "DeviceGray" {
		r.fault("6.2.10: page %d: a mask that is not gray", r.at)
	}
}

// show notes the codes that a text uses.
func (r *reading) show(v any) {
	if r.font == nil || !r.inText {
		r.fault("page %d: text without a font or outside of a text object", r.at)
		return
	}
	parts, is := v.([]any)
	if !is {
		parts = []any{v}
	}
	for _, p := range parts {
		s, is := p.([]byte)
		if !is {
			continue
		}
		if len(s)%2 != 0 {
			r.fault("page %d: text of half a code", r.at)
		}
		for ; len(s) >= 2; s = s[2:] {
			r.font.codes[int(s[0])<<8|int(s[1])] = true
		}
	}
}

// operator is a token that is no operand.
type operator string

// lexer reads page contents: numbers as float64, names as string, strings as []byte,
// arrays as []any, dictionaries as map[string]any, all else as operator; nil at the end.
type lexer struct {
	src []byte
	at  int
}

func (l *lexer) next() any {
	for l.at < len(l.src) && bytes.IndexByte([]byte(" \t\r\n\f\x00"), l.src[l.at]) >= 0 {
		l.at++
	}
	if l.at >= len(l.src) {
		return nil
	}
	start := l.at
	l.at++
	switch c := l.src[start]; c {
	case '[':
		list := []any{}
		for {
			v := l.next()
			if v == nil || v == operator("]") {
				return list
			}
			list = append(list, v)
		}
	case ']':
		return operator("]")
	case '(':
		return l.literal()
	case '<', '>':
		if l.at < len(l.src) && l.src[l.at] == c {
			l.at++
			if c == '>' {
				return operator(">>")
			}
			return l.dictionary()
		}
		return l.hex()
	}
	for l.at < len(l.src) && bytes.IndexByte([]byte(" \t\r\n\f\x00()<>[]{}/%"), l.src[l.at]) < 0 {
		l.at++
	}
	word := string(l.src[start:l.at])
	if word[0] == '/' {
		return word[1:]
	}
	if v, err := strconv.ParseFloat(word, 64); err == nil {
		return v
	}
	return operator(word)
}

func (l *lexer) dictionary() any {
	d := map[string]any{}
	for {
		key, is := l.next().(string)
		if !is {
			return d
		}
		d[key] = l.next()
	}
}

func (l *lexer) literal() any {
	out := []byte{}
	for depth := 1; l.at < len(l.src); l.at++ {
		c := l.src[l.at]
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				l.at++
				return out
			}
		case '\\':
			l.at++
			if i := bytes.IndexByte([]byte("nrtbf"), l.src[l.at]); i >= 0 {
				c = "\n\r\t\b\f"[i]
			} else {
				c = l.src[l.at]
			}
		}
		out = append(out, c)
	}
	return out
}

func (l *lexer) hex() any {
	out, half := []byte{}, -1
	for ; l.at < len(l.src) && l.src[l.at] != '>'; l.at++ {
		v, err := strconv.ParseUint(string(l.src[l.at]), 16, 8)
		if err != nil {
			continue
		}
		if half < 0 {
			half = int(v)
		} else {
			out, half = append(out, byte(half<<4|int(v))), -1
		}
	}
	l.at++
	return out
}
