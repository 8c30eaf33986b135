package word

import (
	"io"

	"vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// cursor walks over the elements of a part. It stands on one element at a time; each
// visits that element's children. The first error sticks and ends all walking.
type cursor struct {
	s     *ooxml.Scanner
	depth int  // open elements, that on which the cursor stands included
	empty bool // the cursor stands on <x/>
	err   error
	loc   *docx.Locator // nil where no place is asked for
}

func newCursor(src []byte) *cursor { return &cursor{s: ooxml.NewScanner(src)} }

// newStory returns a cursor over a part whose places are asked for.
func newStory(src []byte, story docx.Story) *cursor {
	c := newCursor(src)
	c.loc = docx.NewLocator(story, c.s)
	return c
}

// each calls f for every child of the present element. What f leaves unread is skipped.
// Attributes must be read before children.
func (c *cursor) each(f func(name string)) {
	if c.empty {
		return
	}
	depth := c.depth
	for c.next(depth, f, nil) {
	}
}

// next reads one token inside the element at depth; false at its end.
func (c *cursor) next(depth int, f, text func(string)) bool {
	if c.err != nil {
		return false
	}
	t, err := c.s.Next()
	if err != nil {
		if err != io.EOF {
			c.err = err
		}
		return false
	}
	if c.loc != nil {
		c.loc.Token(t)
	}
	switch t.Kind {
	case ooxml.Start:
		c.depth++
		f(t.Name)
		for c.depth > depth && c.next(depth, skip, nil) {
		}
	case ooxml.Empty:
		c.empty = true
		f(t.Name)
		c.empty = false
	case ooxml.End:
		c.depth--
		return c.depth >= depth
	case ooxml.Text:
		if text != nil {
			text(c.s.Text())
		}
	}
	return c.err == nil
}

func skip(string) {}

// text returns the characters of the present element, those of children left out.
func (c *cursor) text() string {
	if c.empty {
		return ""
	}
	out, n := "", 0
	for depth := c.depth; c.next(depth, skip, func(s string) {
		if n++; n == 1 {
			out = s
		} else {
			out += s
		}
	}); {
	}
	return out
}

// content visits children and text of the present element in order.
func (c *cursor) content(f, text func(string)) {
	if c.empty {
		return
	}
	for depth := c.depth; c.next(depth, f, text); {
	}
}

func (c *cursor) attr(name string) string {
	v, _ := c.s.Attr(name)
	return v
}

func (c *cursor) has(name string) bool {
	_, ok := c.s.Attr(name)
	return ok
}

func (c *cursor) val() string { return c.attr("w:val") }

// on reads an on/off property: present without value means on.
func (c *cursor) on() bool {
	v, ok := c.s.Attr("w:val")
	return !ok || ooxml.On(v)
}

// number reads an integer attribute; 0 where it is missing or no number. Decimal
// fractions, which some programs write, are cut off.
func (c *cursor) number(name string) int64 { return ooxml.Number(c.attr(name)) }

// twips reads a measure: a number of twips, or one with a unit ("2.5cm", ECMA-376-1 22.9.2.15).
func (c *cursor) twips(name string) unit.Length { return ooxml.Measure(c.attr(name), unit.Twip) }
