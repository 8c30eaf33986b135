package fill

import (
	"regexp"
	"strconv"
	"strings"

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
	fields := c.sequences()
	copied := map[string]bool{}
	for _, f := range fields {
		copied[f.name] = copied[f.name] || inner[f.at] >= 0
	}
	for _, f := range fields {
		if !copied[f.name] || len(f.texts) == 0 || c.isInGone(f.at) {
			continue
		}
		for i, k := range f.texts {
			e := c.elems[k]
			if n := c.seqAt(e.inner); e.innerEnd == e.end || n < len(c.tags) && c.tags[n].pos < e.innerEnd {
				break // <w:t/>, or a tag that somebody put there
			}
			c.cuts = append(c.cuts, cut{e.inner, e.innerEnd})
			if i == 0 {
				c.events = append(c.events, event{pos: e.inner, rank: rankTag, kind: evNode, soft: true, node: node{op: opSequence, text: f.name, tail: f.reset, join: f.form, again: f.again}})
			}
		}
	}
}

// sequences returns the fields SEQ of the part in order.
func (c *compiler) sequences() []*seqField {
	type field struct {
		code   strings.Builder
		result bool
		seq    *seqField
	}
	var list []*seqField
	var open []*field
	read := func(code string, at int) *seqField {
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
	return list
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
