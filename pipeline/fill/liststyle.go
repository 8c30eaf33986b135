package fill

import (
	"fmt"
	"io"
	"strings"

	"vanthu/pipeline/ooxml"
)

// listStyle is what a paragraph style says of the list of its paragraphs.
type listStyle struct {
	based     string
	id, level string // w:numId, w:ilvl
	indent    string // w:ind where it goes before that of the list, "" for none
}

// listStyles are the paragraph styles by name.
type listStyles map[string]*listStyle

// readListStyles reads the styles part, if there is one. What a style does not say of its
// list comes from the one that it is based on.
func readListStyles(pkg *ooxml.Package) (listStyles, error) {
	main, err := pkg.Main()
	if err != nil {
		return nil, err
	}
	parts, err := pkg.Find(main, "styles")
	if err != nil || len(parts) == 0 {
		return nil, err
	}
	src, err := pkg.Part(parts[0])
	if err != nil {
		return nil, err
	}
	all := listStyles{}
	s := ooxml.NewScanner(src)
	var st *listStyle
	for {
		t, err := s.Next()
		if err == io.EOF {
			break
		} else if err != nil {
			return nil, fmt.Errorf("%s: tệp hỏng: %w", parts[0], err)
		}
		if t.Name == "w:style" {
			st = new(listStyle)
			if name, _ := s.Attr("w:styleId"); t.Kind != ooxml.End {
				all[name] = st
			}
		}
		if st == nil || t.Kind == ooxml.End {
			continue
		}
		val, _ := s.Attr("w:val")
		switch t.Name {
		case "w:basedOn":
			st.based = val
		case "w:numId":
			st.id = val
		case "w:ilvl":
			st.level = val
		case "w:ind":
			st.indent = strings.TrimRight(s.Source(t), "/>") + "/>"
		}
	}
	for name, st := range all {
		all.resolve(name, 0)
		if st.id != "" && st.level == "" {
			st.level = "0"
		}
	}
	return all, nil
}

// maxBased is how many styles may be based on each other in a row.
const maxBased = 100

func (all listStyles) resolve(name string, depth int) {
	st := all[name]
	if st == nil || st.based == "" || depth > maxBased {
		return
	}
	all.resolve(st.based, depth+1)
	if base := all[st.based]; base != nil {
		if st.id == "" && st.indent == "" { // an indent farther up than the list yields to the list's
			st.indent = base.indent
		}
		if st.id == "" {
			st.id = base.id
		}
		if st.level == "" {
			st.level = base.level
		}
	}
	st.based = ""
}

// of returns the style that puts the paragraph at element k in a list, nil where none does.
func (all listStyles) of(s *source, k int) *listStyle {
	pr := s.child(k, "w:pPr")
	if pr < 0 || s.child(pr, "w:numPr") >= 0 {
		return nil
	}
	style := s.child(pr, "w:pStyle")
	if style < 0 {
		return nil
	}
	pos, end, _ := s.attr(style, "val")
	st := all[string(s.src[pos:end])]
	if st == nil || st.id == "" || st.id == "0" {
		return nil
	}
	return st
}

// beforeList and beforeIndent are the properties of a paragraph that stand before its list
// and before its indents (ECMA-376-1 17.3.1.26).
const (
	beforeList   = " w:pStyle w:keepNext w:keepLines w:pageBreakBefore w:framePr w:widowControl "
	beforeIndent = beforeList + "w:numPr w:suppressLineNumbers w:pBdr w:shd w:tabs w:suppressAutoHyphens w:kinsoku w:wordWrap w:overflowPunct" +
		" w:topLinePunct w:autoSpaceDE w:autoSpaceDN w:bidi w:adjustRightInd w:snapToGrid w:spacing "
)

// styledItem lets a paragraph whose style says its list name that of its copy itself.
func (c *compiler) styledItem(i item, slot int) {
	pr := c.child(i.para, "w:pPr")
	at := func(before string) int {
		pos := c.elems[pr].inner
		for k := pr + 1; k < c.elems[pr].next; k = c.elems[k].next {
			if strings.Contains(before, " "+c.elems[k].name+" ") {
				pos = c.elems[k].end
			}
		}
		return pos
	}
	w := func(local string) string { return c.named(i.para, local) }
	val := w("val")
	n := node{op: opID, id: idStyledList, slot: slot,
		br:   "<" + w("numPr") + "><" + w("ilvl") + " " + val + `="` + i.level + `"/><` + w("numId") + " " + val + `="`,
		tail: `"/></` + w("numPr") + ">"}
	c.events = append(c.events, event{pos: at(beforeList), rank: rankTag, kind: evNode, soft: true, node: n})
	if strings.HasPrefix(i.style.indent, "<"+w("ind")+" ") && c.child(pr, "w:ind") < 0 {
		c.events = append(c.events, event{pos: at(beforeIndent), rank: rankTag, sub: 1, kind: evNode, soft: true,
			node: node{op: opID, id: idIndent, slot: slot, tail: i.style.indent}})
	}
}
