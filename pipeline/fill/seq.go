package fill

import (
	"regexp"
	"strconv"
	"strings"

	"vanthu/pipeline/tag"
	"vanthu/pipeline/viet"
)

// sequence reads the code of a field that numbers captions (ECMA-376-1 17.16.5.56): name and
// switches: \r where it starts over, \c that it says the last number again, \* how it is
// written. Fields with other switches keep what the file says.
var sequence = regexp.MustCompile(`^\s*(?i:SEQ)\s+"?([\pL_][\pL\pM\pN_]*)"?\s*((?:\\(?i:n|c|r\s*\d{1,6}|\*\s*(?:ARABIC|ROMAN|ALPHABETIC|MERGEFORMAT))\s*)*)$`)

var sequenceSwitch = regexp.MustCompile(`\\(?:(?i:(r))\s*(\d+)|(?i:(c))|\*\s*((?i:ROMAN|ALPHABETIC)))`)

// seqField is a field SEQ with the texts that show its number.
type seqField struct {
	name, reset string
	again       bool   // says the last number again
	form        string // "ROMAN", "roman", "ALPHABETIC", "alphabetic"; "" is arabic
	at          int    // element
	texts       []int
}

// sequenceEvents counts the captions anew, for which a repeated part has copies: the
// numbers that the file stores are those before filling.
func (c *compiler) sequenceEvents() {
	inner := c.repeats()
	if inner == nil || c.story.Part != c.t.main {
		return
	}
	fields, refs := c.sequences()
	copied := map[string]bool{}
	for _, f := range fields {
		copied[f.name] = copied[f.name] || inner[f.at] >= 0
	}
	for _, f := range fields {
		if !copied[f.name] || len(f.texts) == 0 || c.isInGone(f.at) {
			continue
		}
		op := node{op: opSequence, text: f.name, tail: f.reset, join: f.form, again: f.again}
		if behind := c.sequencesBehind(f, fields); behind >= 0 {
			op = node{op: opSequenceRef, text: f.name, slot: -behind, join: f.form}
		}
		for i, k := range f.texts {
			e := c.elems[k]
			if n := c.seqAt(e.inner); e.innerEnd == e.end || n < len(c.tags) && c.tags[n].pos < e.innerEnd {
				break // <w:t/>, or a tag that somebody put there
			}
			c.cuts = append(c.cuts, cut{e.inner, e.innerEnd})
			if i == 0 {
				c.events = append(c.events, event{pos: e.inner, rank: rankTag, kind: evNode, soft: true, node: op})
			}
		}
	}
	for _, r := range refs {
		if inner[r.at] >= 0 && !c.isInGone(r.at) {
			c.captionReference(r, fields, inner)
		}
	}
}

// sequencesBehind returns how many numbers of its sequence stand behind a field in the same
// fallback (ECMA-376-3 9.3), which says again what the choice before it says; -1 outside of
// one.
func (c *compiler) sequencesBehind(f *seqField, fields []*seqField) int {
	in := c.up(f.at, "mc:Fallback")
	if in < 0 {
		return -1
	}
	n := 0
	for _, g := range fields {
		if g.name == f.name && !g.again && g.at > f.at && c.elems[g.at].pos < c.elems[in].end {
			n++
		}
	}
	return n
}

// captionReference lets a field REF that leads to a caption in the same copy of a repeated part
// show the number that the caption has there.
func (c *compiler) captionReference(r *seqField, fields []*seqField, inner []int) {
	from, to := c.bookmarkRange(r.name)
	var f *seqField
	for _, g := range fields {
		if from <= g.at && g.at < to {
			if f != nil {
				return // more than one number
			}
			f = g
		}
	}
	if f == nil || inner[f.at] != inner[r.at] || f.reset != "" || f.again {
		return
	}
	ahead := 0 // how far behind the last number before the reference
	for _, g := range fields {
		between := r.at < g.at && g.at <= f.at || f.at < g.at && g.at < r.at
		if g.name != f.name || g.again || !between || c.up(g.at, "mc:Fallback") >= 0 {
			continue
		}
		if in := c.innermost(g.at); g.reset != "" || in != c.innermost(f.at) && in != c.innermost(r.at) {
			return // shown or repeated otherwise than both
		}
		if g.at > r.at {
			ahead++
		} else {
			ahead--
		}
	}
	stored := ""
	for _, k := range f.texts {
		stored += string(c.src[c.elems[k].inner:c.elems[k].innerEnd])
	}
	number := regexp.MustCompile(`(^|[^\pL\pN])(` + regexp.QuoteMeta(stored) + `)($|[^\pL\pN])`)
	for _, k := range r.texts {
		e := c.elems[k]
		m := number.FindSubmatchIndex(c.src[e.inner:e.innerEnd])
		if n := c.seqAt(e.inner); m == nil || stored == "" || n < len(c.tags) && c.tags[n].pos < e.innerEnd {
			continue
		}
		c.cuts = append(c.cuts, cut{e.inner + m[4], e.inner + m[5]})
		c.events = append(c.events, event{pos: e.inner + m[4], rank: rankTag, kind: evNode, soft: true, node: node{op: opSequenceRef, text: f.name, slot: ahead, join: f.form}})
		return
	}
}

// bookmarkRange returns the elements from the beginning of a bookmark to its end.
func (c *compiler) bookmarkRange(name string) (from, to int) {
	id := ""
	for k, e := range c.elems {
		switch {
		case id == "" && e.name == "w:bookmarkStart" && c.attrText(k, "name") == name:
			from, id = k, c.attrText(k, "id")
		case id != "" && e.name == "w:bookmarkEnd" && c.attrText(k, "id") == id:
			return from, k
		}
	}
	return 0, 0
}

// referenceScopes returns, for the texts of fields that show a bookmark of a repeated part from outside
// of it, the sections around the bookmark: what shows is its first copy.
func (c *compiler) referenceScopes() map[int][]*tag.Tag {
	scopes := map[int][]*tag.Tag{}
	_, refs := c.sequences()
	for _, r := range refs {
		from, to := c.bookmarkRange(r.name)
		if to == 0 || c.inContents(c.elems[r.at].pos) {
			continue
		}
		var in []*tag.Tag
		for _, s := range c.chainAt(c.elems[from].pos, c.elems[r.at].pos) {
			if s.repeats() {
				in = append(in, s.open.tag)
			}
		}
		for _, k := range r.texts {
			scopes[k] = in
		}
	}
	return scopes
}

// innermost returns the innermost section, repeated or shown by a condition, that an element
// stands in; -1 for none.
func (c *compiler) innermost(k int) int {
	in, at := -1, c.elems[k].pos
	for i, s := range c.sections {
		if s.begin <= at && at < s.end && (in < 0 || s.begin >= c.sections[in].begin && s.end <= c.sections[in].end) {
			in = i
		}
	}
	return in
}

// reference reads the code of a field that shows the text of a bookmark (ECMA-376-1 17.16.5.51).
var reference = regexp.MustCompile(`^\s*(?i:REF)\s+"?([\pL_][\pL\pM\pN_.]*)"?`)

// sequences returns the fields SEQ of the part in order, and those that show the text of a
// bookmark, whose name is then theirs.
func (c *compiler) sequences() (list, refs []*seqField) {
	type field struct {
		code   strings.Builder
		result bool
		seq    *seqField
	}
	var open []*field
	read := func(code string, at int) *seqField {
		if m := reference.FindStringSubmatch(code); m != nil {
			refs = append(refs, &seqField{name: m[1], at: at})
			return refs[len(refs)-1]
		}
		m := sequence.FindStringSubmatch(code)
		if m == nil {
			return nil
		}
		f := &seqField{name: m[1], at: at}
		for _, sw := range sequenceSwitch.FindAllStringSubmatch(m[2], -1) {
			switch {
			case sw[1] != "":
				f.reset = sw[2]
			case sw[3] != "":
				f.again = true
			default:
				f.form = sw[4]
			}
		}
		list = append(list, f)
		return f
	}
	simple, end := (*seqField)(nil), 0 // the open w:fldSimple
	for k, e := range c.elems {
		n := len(open) - 1
		switch e.name {
		case "w:fldChar":
			switch kind := c.attrText(k, "fldCharType"); {
			case kind == "begin":
				open = append(open, new(field))
			case kind == "separate" && n >= 0:
				open[n].result, open[n].seq = true, read(open[n].code.String(), k)
			case kind == "end" && n >= 0:
				open = open[:n]
			}
		case "w:instrText":
			if n >= 0 && !open[n].result {
				open[n].code.Write(c.src[e.inner:e.innerEnd])
			}
		case "w:fldSimple":
			simple, end = read(c.attrText(k, "instr"), k), e.end
		case "w:t":
			if n >= 0 && open[n].result && open[n].seq != nil {
				open[n].seq.texts = append(open[n].seq.texts, k)
			} else if simple != nil && e.end <= end {
				simple.texts = append(simple.texts, k)
			}
		}
	}
	return list, refs
}

// sequence writes the next number of a sequence.
func (f *filling) sequence(n *node) {
	if !n.again {
		f.sequences[n.text]++
	}
	if n.tail != "" {
		f.sequences[n.text], _ = strconv.ParseInt(n.tail, 10, 64)
	}
	f.buf = append(f.buf, inForm(f.sequences[n.text], n.join)...)
}

// inForm writes a number as a switch \* says; in Arabic numerals where it cannot.
func inForm(n int64, form string) string {
	s := strconv.FormatInt(n, 10)
	switch {
	case n < 1 || n > 780: // Word: Z thirty times
	case strings.EqualFold(form, "ROMAN"):
		if roman, ok := viet.Roman(int(n)); ok {
			s = roman
		}
	case strings.EqualFold(form, "ALPHABETIC"): // A … Z, AA, BB …
		s = strings.Repeat(string(rune('A'+(n-1)%26)), int(n-1)/26+1)
	}
	if form != strings.ToUpper(form) {
		s = strings.ToLower(s)
	}
	return s
}
