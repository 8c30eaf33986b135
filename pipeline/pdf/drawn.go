package pdf

import (
	"fmt"

	"vanthu/pipeline/layout/item"
)

// drawn reads, one after the other, the texts and lines that the drawing library put
// into a page.
type drawn struct {
	s     scanner
	fonts map[string]int // font resource to face

	nums   []int64 // operands, in 1/1000
	font   string
	string []byte

	face          int
	size          centi
	x, y          centi // of the text
	fill, stroke  item.Color
	width         centi
	saved         []item.Color // fill colours kept by q
	lineX, lineY  centi
	lineX2, line2 centi
}

// next returns 'T' after a text was shown, 'S' after a line was stroked; the state
// then stands in d.
func (d *drawn) next() (byte, error) {
	for {
		d.s.skip()
		if d.s.at >= len(d.s.src) {
			return 0, fmt.Errorf("%w: the drawing ends early", errSyntax)
		}
		switch c := d.s.src[d.s.at]; {
		case c == '(':
			var err error
			if d.string, err = d.s.literal(); err != nil {
				return 0, err
			}
		case c == '/':
			d.s.at++
			d.font = d.s.word()
		case c == '-' || c == '.' || c >= '0' && c <= '9':
			d.nums = append(d.nums, milli(d.s.bytes()))
		case isDelimiter(c):
			d.s.at++
		default:
			op, err := d.operator(d.s.bytes())
			d.nums = d.nums[:0]
			if op != 0 || err != nil {
				return op, err
			}
		}
	}
}

// operands is how many numbers an operator takes.
var operands = map[string]int{"Tf": 1, "Td": 2, "w": 1, "m": 2, "l": 2, "rg": 3, "RG": 3, "g": 1, "G": 1}

// operator carries an operator out; it returns what was painted, if anything.
func (d *drawn) operator(op []byte) (byte, error) {
	n := d.nums
	arg := func(i int) centi { return n[i] / 10 }
	if len(n) < operands[string(op)] {
		return 0, fmt.Errorf("%w: operator %s", errSyntax, op)
	}
	switch string(op) {
	case "Tf":
		face, known := d.fonts[d.font]
		if !known {
			return 0, fmt.Errorf("font %s is not in the resources", d.font)
		}
		d.face, d.size = face, arg(0)
	case "Td":
		d.x, d.y = arg(0), arg(1)
	case "Tj":
		return 'T', nil
	case "w":
		d.width = arg(0)
	case "m":
		d.lineX, d.lineY = arg(0), arg(1)
	case "l":
		d.lineX2, d.line2 = arg(0), arg(1)
	case "S":
		return 'S', nil
	case "g", "rg":
		d.fill = colorOf(n)
	case "G", "RG":
		d.stroke = colorOf(n)
	case "q":
		d.saved = append(d.saved, d.fill)
	case "Q":
		if k := len(d.saved) - 1; k >= 0 {
			d.fill, d.saved = d.saved[k], d.saved[:k]
		}
	}
	return 0, nil
}

// colorOf makes a colour of one or three parts in 1/1000.
func colorOf(n []int64) item.Color {
	part := func(i int) item.Color { return item.Color((n[i]*255 + 500) / 1000) }
	if len(n) < 3 {
		return part(0) * 0x010101
	}
	return part(0)<<16 | part(1)<<8 | part(2)
}

// milli reads a number as 1/1000; digits beyond are cut off.
func milli(b []byte) int64 {
	var v int64
	neg, digits := false, -1
	for _, c := range b {
		switch {
		case c == '-':
			neg = true
		case c == '.':
			digits = 0
		case c >= '0' && c <= '9' && digits < 3 && v < 1<<50:
			v = v*10 + int64(c-'0')
			if digits >= 0 {
				digits++
			}
		}
	}
	for digits = max(digits, 0); digits < 3; digits++ {
		v *= 10
	}
	if neg {
		return -v
	}
	return v
}
