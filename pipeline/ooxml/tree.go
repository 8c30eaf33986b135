package ooxml

import (
	"io"
	"strings"
)

// Element is an element of a parsed part. The tree is for reading; what is written is
// written from the bytes (see Scanner).
type Element struct {
	Name  string // canonical, see Scanner
	Attrs []Attr
	Kids  []Node
}

// Node is a child: an element, or text where Element is nil.
type Node struct {
	*Element
	Text string
}

// Parse reads a whole XML text. White space between elements is left out; an element
// without child elements keeps all of its text. Errors are those of Scanner.Next; a text
// without an element is one too.
func Parse(src []byte) (*Element, error) {
	s := NewScanner(src)
	root := new(Element) // stands for the document
	stack := []*Element{root}
	var elements []Element // cut into Elements, so that a big table costs few allocations
	var attrs []Attr
	for {
		t, err := s.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch t.Kind {
		case Start, Empty:
			if len(elements) == 0 {
				elements = make([]Element, 256)
			}
			e := &elements[0]
			elements = elements[1:]
			e.Name = t.Name
			if len(attrs)+len(s.attrs) > cap(attrs) {
				attrs = make([]Attr, 0, max(512, len(s.attrs)))
			}
			n := len(attrs)
			attrs = s.appendAttrs(attrs)
			e.Attrs = attrs[n:len(attrs):len(attrs)]
			top.Kids = append(top.Kids, Node{Element: e})
			if t.Kind == Start {
				stack = append(stack, e)
			}
		case End:
			top.dropBlank()
			stack = stack[:len(stack)-1]
		case Text:
			top.Kids = append(top.Kids, Node{Text: s.Text()})
		}
	}
	for _, k := range root.Kids {
		if k.Element != nil {
			return k.Element, nil
		}
	}
	return nil, errCut
}

// dropBlank leaves out white space between child elements.
func (e *Element) dropBlank() {
	elements, blanks := 0, 0
	for _, k := range e.Kids {
		if k.Element != nil {
			elements++
		} else if strings.Trim(k.Text, " \t\r\n") == "" {
			blanks++
		}
	}
	if elements == 0 || blanks == 0 {
		return
	}
	kept := e.Kids[:0]
	for _, k := range e.Kids {
		if k.Element != nil || strings.Trim(k.Text, " \t\r\n") != "" {
			kept = append(kept, k)
		}
	}
	e.Kids = kept
}

// Attr returns the value of an attribute. It may be asked of a nil Element.
func (e *Element) Attr(name string) (value string, ok bool) {
	if e == nil {
		return "", false
	}
	for i := range e.Attrs {
		if e.Attrs[i].Name == name {
			return e.Attrs[i].Value, true
		}
	}
	return "", false
}

// Val returns the attribute w:val, "" where there is none.
func (e *Element) Val() string { v, _ := e.Attr("w:val"); return v }

// Child returns the first child element of that name, nil where there is none. It may
// be asked of a nil Element, so paths can be chained.
func (e *Element) Child(name string) *Element {
	if e == nil {
		return nil
	}
	for _, k := range e.Kids {
		if k.Element != nil && k.Name == name {
			return k.Element
		}
	}
	return nil
}

// Text returns all text inside e in order.
func (e *Element) Text() string {
	if e == nil {
		return ""
	}
	if len(e.Kids) == 1 && e.Kids[0].Element == nil {
		return e.Kids[0].Text
	}
	var b strings.Builder
	e.appendText(&b)
	return b.String()
}

func (e *Element) appendText(b *strings.Builder) {
	for _, k := range e.Kids {
		if k.Element != nil {
			k.appendText(b)
		} else {
			b.WriteString(k.Text)
		}
	}
}
