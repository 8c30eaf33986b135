package diff

import "strings"

// Pair is a paragraph of each of two texts, where they differ, by index; -1 where the text
// has none there.
type Pair struct{ A, B int }

// Pairs returns the paragraphs that differ, in the order of the texts.
func Pairs(a, b []string) (out []Pair) {
	for _, h := range hunks(a, b) {
		for i := range max(h.a1-h.a0, h.b1-h.b0) {
			p := Pair{-1, -1}
			if h.a0+i < h.a1 {
				p.A = h.a0 + i
			}
			if h.b0+i < h.b1 {
				p.B = h.b0 + i
			}
			out = append(out, p)
		}
	}
	return out
}

// Change is words that became others.
type Change struct{ Was, Is string }

// Words returns the words of a paragraph that became others, each with up to beside words
// around it that did not change, so that the place can be found. Changes that are so near
// that they would share those are one.
func Words(a, b string, beside int) (out []Change) {
	wa, wb := strings.Fields(a), strings.Fields(b)
	var wide []hunk
	for _, h := range hunks(wa, wb) {
		before, after := min(beside, h.a0, h.b0), min(beside, len(wa)-h.a1, len(wb)-h.b1)
		h = hunk{h.a0 - before, h.a1 + after, h.b0 - before, h.b1 + after}
		if n := len(wide); n > 0 && (h.a0 <= wide[n-1].a1 || h.b0 <= wide[n-1].b1) {
			wide[n-1].a1, wide[n-1].b1 = h.a1, h.b1
			continue
		}
		wide = append(wide, h)
	}
	for _, h := range wide {
		out = append(out, Change{strings.Join(wa[h.a0:h.a1], " "), strings.Join(wb[h.b0:h.b1], " ")})
	}
	return out
}
