package tag

import (
	"fmt"

	"vanthu/pipeline/dataset"
)

// Phrase is a text with tags and whole sections in it, as a paragraph of a template
// holds them. It does not change once made.
type Phrase struct{ nodes []phraseNode }

type phraseNode struct {
	lit  string
	tag  *Tag // nil: lit
	kids []phraseNode
}

// ParsePhrase reads a text with tags. Every section in it must close in it.
func ParsePhrase(text string) (*Phrase, error) {
	lists, open := [][]phraseNode{nil}, []*Tag(nil)
	at := 0
	add := func(n phraseNode) { lists[len(lists)-1] = append(lists[len(lists)-1], n) }
	lit := func(s string) {
		if s != "" {
			add(phraseNode{lit: s})
		}
	}
	for _, p := range Find(text) {
		lit(text[at:p.Start])
		at = p.End
		switch {
		case p.Err != nil:
			return nil, fmt.Errorf("%s: %w", text[p.Start:p.End], p.Err)
		case p.Tag == nil:
			lit("{")
		case p.Tag.Kind == Section, p.Tag.Kind == Absent:
			open, lists = append(open, p.Tag), append(lists, nil)
		case p.Tag.Kind == Close:
			n := len(open) - 1
			if n < 0 || !p.Tag.Closes(open[n]) {
				return nil, fmt.Errorf("%s đóng một phần chưa mở", p.Tag)
			}
			node := phraseNode{tag: open[n], kids: lists[n+1]}
			open, lists = open[:n], lists[:n+1]
			add(node)
		case p.Tag.Kind == Value:
			add(phraseNode{tag: p.Tag})
		}
	}
	if len(open) > 0 {
		return nil, fmt.Errorf("thiếu thẻ đóng {/%s}", open[0].Source[1:])
	}
	lit(text[at:])
	return &Phrase{lists[0]}, nil
}

// Append appends what the phrase reads for the records in scope.
func (p *Phrase) Append(dst []byte, s *Scope) ([]byte, error) { return appendNodes(dst, p.nodes, s) }

func appendNodes(dst []byte, nodes []phraseNode, s *Scope) (_ []byte, err error) {
	for i := range nodes {
		n := &nodes[i]
		switch {
		case n.tag == nil:
			dst = append(dst, n.lit...)
		case n.tag.Kind == Value:
			dst, err = n.tag.Append(dst, s)
		default:
			var loop Loop
			loop, err = n.tag.Loop(s)
			for k := 0; k < loop.Len() && err == nil; k++ {
				loop.Enter(s, k)
				dst, err = appendNodes(dst, n.kids, s)
				loop.Leave(s)
			}
		}
		if err != nil {
			return dst, err
		}
	}
	return dst, nil
}

// Tags returns the tags of the phrase that write something, those in sections too.
func (p *Phrase) Tags() []*Tag { return tagsOf(p.nodes, nil) }

func tagsOf(nodes []phraseNode, list []*Tag) []*Tag {
	for _, n := range nodes {
		if n.tag != nil && n.tag.Kind == Value {
			list = append(list, n.tag)
		}
		list = tagsOf(n.kids, list)
	}
	return list
}

// IsList reports whether a section goes over the items of a list.
func (l *Loop) IsList() bool { return l.items != nil }

// Item returns the ith item of a list.
func (l *Loop) Item(i int) dataset.Value { return l.items[i] }
