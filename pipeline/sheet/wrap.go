package sheet

import (
	"strings"
	"unicode"
)

// wrap says how a cell breaks its text into lines. Excel finds the height of a row from
// its text only while people type; a row that is written must bring its height along, or
// LibreOffice and printing show the first line alone.
type wrap struct {
	room int     // of a line, in thousandths of an em
	line float64 // points
}

// wrapOf returns how a cell of the template wraps, by its column or merged columns, and
// its font.
func (r *planReader) wrapOf(c *cell) *wrap {
	s, known := r.styles[c.style]
	if !known {
		s, _ = r.file.GetStyle(c.style)
		r.styles[c.style] = s
	}
	if s == nil || s.Alignment == nil || !s.Alignment.WrapText {
		return nil
	}
	last := c.col
	for _, a := range r.merges {
		if a.col1 == c.col && a.row1 <= c.row && c.row <= a.row2 {
			last = a.col2
			if a.row2 > a.row1 {
				return nil // several rows share the text
			}
		}
	}
	width := 0.0
	for col := c.col; col <= last; col++ {
		w, err := r.file.GetColWidth(r.name, strings.TrimRight(cellName(col, 1), "1"))
		if err != nil {
			return nil
		}
		width += w
	}
	size := 11.0
	if s.Font != nil && s.Font.Size > 0 {
		size = s.Font.Size
	}
	return wrapFor(width, size)
}

// wrapFor measures a line of a column whose width is in digits of a font of 11 points,
// as Excel counts (ECMA-376-1 18.3.1.13): 5.25 points each. Some of the room is left for
// what bold letters and rounding to pixels need.
func wrapFor(width, size float64) *wrap {
	return &wrap{room: max(1000, int(width*5.25/size*1000*0.96)), line: size * 1.32}
}

// lines counts the lines of a text, broken between words; a longer word breaks anywhere.
func (w *wrap) lines(text string) int {
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		if len(line)*250 <= w.room/4 { // even the widest letters fit
			continue
		}
		used := 0
		for word := range strings.FieldsSeq(line) {
			k := widthOf(word)
			if used > 0 && used+250+k > w.room {
				n, used = n+1, 0
			} else if used > 0 {
				used += 250
			}
			n, used = n+(used+k-1)/w.room, (used+k-1)%w.room+1
		}
	}
	return n
}

// widthOf is the width of a word in Times New Roman, in thousandths of an em, by classes
// of letters; marks do not widen a letter.
func widthOf(word string) (sum int) {
	for _, r := range word {
		switch {
		case strings.ContainsRune("ijltíìỉĩị.,;:'!|/()-", r):
			sum += 300
		case strings.ContainsRune("frsI[]“”\"", r):
			sum += 370
		case r == 'm' || r == 'w' || r == '%' || r == 'M' || r == 'W':
			sum += 850
		case unicode.IsUpper(r):
			sum += 700
		default:
			sum += 470
		}
	}
	return sum
}

// heightFor returns the height that a row needs for a text, 0 for a single line.
func (w *wrap) heightFor(text string) float64 {
	if n := w.lines(text); n > 1 {
		return float64(n)*w.line + 2
	}
	return 0
}
