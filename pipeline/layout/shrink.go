package layout

import "vanthu/pipeline/unit"

// From compatibility mode 15 on (Word 2013 and later) a justified line may press its spaces
// together to take in one more word. Microsoft has not published the rule; it is known from
// measurements of what Word sets, which agree with what LibreOffice has done since 25.8
// (tdf#119908, tdf#158776, tdf#166113):
//
//   - a space is pressed to three quarters of its width at the most; no-break spaces and
//     spaces before a tab keep theirs;
//   - the longer line is taken only where pressing it harms less than stretching the shorter
//     one: prefersShrinking;
//   - the last word of a paragraph is pressed in like any other, and a line that has been
//     pressed takes nothing more.
//
// Documents of mode 14 and less, and LibreOffice before 24.2, only stretch.

// shrinking compares the two lines between which a justified paragraph may choose.
type shrinking struct {
	free   unit.Length // what the shorter line leaves empty
	spaces unit.Length // natural widths of the shorter line's spaces
	over   unit.Length // by how much the longer line is too wide
	within unit.Length // natural widths of the longer line's spaces
}

// possible reports whether the spaces of the longer line can give what it lacks.
func (p shrinking) possible() bool { return 4*p.over <= p.within }

// prefersShrinking reports whether the longer line looks better. With e, the factor by which
// the shorter line's spaces would be stretched, and s, the factor by which the longer one's
// are pressed, it does where e > 1.5 or 1 + 0.6 (e − 1) ≥ 1/s. Measured against Word on 33
// lines of books, the weight of stretching lies between 1/1.68 and 1/1.48; LibreOffice takes
// 1/1.7. A line that has no space to stretch is always left behind.
func (p shrinking) prefersShrinking() bool {
	return 2*p.free > p.spaces || 3*p.free*(p.within-p.over) >= 5*p.spaces*p.over
}

// fitByShrinking returns where a justified line ends that takes in the word which begins at atom next
// and reaches beyond the right edge, or 0 where the line ends before that word. The line
// begins at b.at, and breaks before next otherwise.
func (b *breaker) fitByShrinking(l *line, next int) int {
	var p shrinking
	var spaces unit.Length // behind the last word seen
	x, end := l.x, l.x
	for i := b.at; i < next; i++ {
		a := &b.atoms[i]
		x += a.width
		switch a.kind {
		case atomTab:
			p.spaces, spaces, end = 0, 0, x
		case atomSpace:
			if a.count > 0 {
				spaces += a.width
			}
		case atomText, atomObject:
			p.spaces, spaces, end = p.spaces+spaces, 0, x
		}
	}
	if a := &b.atoms[next-1]; a.soft { // its hyphen shows
		end += a.ink.width("-")
	}
	p.free, p.within = l.right-end, p.spaces+spaces
	for i := next; i < len(b.atoms); i++ {
		a := &b.atoms[i]
		switch a.kind {
		case atomTab:
			return 0 // what stands before a tab is not justified
		case atomSpace, atomLineBreak, atomPageBreak, atomColumnBreak:
			return p.verdict(i)
		}
		x += a.width
		if p.over = x - l.right; !p.possible() { // bounds the search in a long word, too
			return 0
		}
		if a.canBreak && !a.soft {
			return p.verdict(i + 1)
		}
	}
	return p.verdict(len(b.atoms))
}

func (p shrinking) verdict(end int) int {
	if p.possible() && p.prefersShrinking() {
		return end
	}
	return 0
}
