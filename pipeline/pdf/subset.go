package pdf

import (
	"encoding/binary"
	"fmt"
	"math/bits"
)

// program returns the font file to embed and what PDF calls it.
func (f *face) program() (data []byte, key, dict string, err error) {
	if f.cff {
		return f.tables["CFF "], "FontFile3", "/Subtype/CIDFontType0C", nil
	}
	data, err = f.cut()
	return data, "FontFile2", fmt.Sprintf("/Length1 %d", len(data)), err
}

// keyedByCID reports whether a CFF table finds its glyphs by identifiers of a character
// collection instead of by number (Adobe Technical Note 5176, section 18).
func keyedByCID(t []byte) (bool, error) {
	_, next, err := cffFirst(t, int(t[2])) // names
	if err != nil {
		return false, err
	}
	top, _, err := cffFirst(t, next)
	if err != nil {
		return false, err
	}
	for i := 0; i < len(top); i++ {
		switch b := top[i]; {
		case b == 12:
			if i++; i < len(top) && top[i] == 30 { // operator ROS
				return true, nil
			}
		case b == 28:
			i += 2
		case b == 29:
			i += 4
		case b == 30: // a real number, to the nibble 15
			for i++; i < len(top) && top[i]&0x0F != 0x0F; i++ {
			}
		case b >= 247 && b <= 254:
			i++
		}
	}
	return false, nil
}

// cffFirst returns the first entry of the INDEX at a place, and the place after it.
func cffFirst(t []byte, at int) (entry []byte, next int, err error) {
	if at+3 > len(t) {
		return nil, 0, errOutline
	}
	n, size := int(binary.BigEndian.Uint16(t[at:])), int(t[at+2])
	body := at + 3 + (n+1)*size - 1 // offsets count from 1
	if n == 0 || size < 1 || size > 4 || body >= len(t) {
		return nil, 0, errOutline
	}
	offset := func(i int) (v int) {
		for _, b := range t[at+3+i*size:][:size] {
			v = v<<8 | int(b)
		}
		return v
	}
	first, second, end := offset(0), offset(1), offset(n)
	if first < 1 || second < first || end < second || end > len(t)-body {
		return nil, 0, errOutline
	}
	return t[body+first : body+second], body + end, nil
}

// cut returns a TrueType file with the glyphs of the runes in use only: glyph n is that
// of code n, after them the parts of composite glyphs. Hinting is left out (viewers
// smooth instead) and so is cmap, for PDF finds glyphs by number (ISO 32000-1, 9.9).
func (f *face) cut() ([]byte, error) {
	order := make([]int, len(f.runes)) // old glyph by new one; new 0 is .notdef
	for i, r := range f.runes[1:] {
		order[i+1] = f.lookup(r)
	}
	where := make(map[int]int, len(order)) // new glyph by old one
	for i, g := range order {
		if _, has := where[g]; !has {
			where[g] = i
		}
	}
	var glyf []byte
	var loca []int
	room := 4*len(f.tables["glyf"]) + 1<<16
	for i := 0; i < len(order); i++ { // order grows by the parts of composite glyphs
		loca = append(loca, len(glyf))
		old, err := f.outline(order[i])
		if err != nil {
			return nil, fmt.Errorf("font %s: %w", f.title(), err)
		}
		if i > 0 && i < len(f.runes) && order[i] == 0 && len(old) == 0 {
			old = f.box() // the letter is missing, and the face has no sign for that
		}
		if len(old) == 0 {
			continue
		}
		start := len(glyf)
		if int16(binary.BigEndian.Uint16(old)) >= 0 {
			glyf, err = appendSimple(glyf, old)
		} else {
			glyf, err = appendComposite(glyf, old, func(part int) int {
				n, has := where[part]
				if !has {
					n = len(order)
					where[part] = n
					order = append(order, part)
				}
				return n
			})
		}
		if err != nil || len(order) > 0xFFFF || len(glyf) > room { // outlines that share bytes could grow without end
			return nil, fmt.Errorf("font %s, glyph %d: broken outline", f.title(), order[i])
		}
		for (len(glyf)-start)%4 != 0 {
			glyf = append(glyf, 0)
		}
	}
	loca = append(loca, len(glyf))
	return f.assemble(order, glyf, loca), nil
}

// box is an empty box as a simple glyph, as wide as glyph 0 and two thirds of an em high.
func (f *face) box() []byte {
	line := f.upem / 25
	left, right, top := 2*line, max(f.advance(0)-2*line, 6*line), f.upem*2/3
	outer := [4][2]int{{left, 0}, {left, top}, {right, top}, {right, 0}}
	inner := [4][2]int{{left + line, line}, {right - line, line}, {right - line, top - line}, {left + line, top - line}}
	var words []int
	words = append(words, 2, left, 0, right, top, 3, 7, 0) // contours, bounds, last points, no instructions
	g := make([]byte, 0, 64)
	for _, v := range words {
		g = binary.BigEndian.AppendUint16(g, uint16(v))
	}
	for range 8 {
		g = append(g, 1) // on the curve, both coordinates as words
	}
	for axis := range 2 {
		at := 0
		for _, p := range append(outer[:], inner[:]...) {
			g = binary.BigEndian.AppendUint16(g, uint16(p[axis]-at))
			at = p[axis]
		}
	}
	return g
}

// outline returns the bytes of a glyph, none for a blank.
func (f *face) outline(glyph int) ([]byte, error) {
	loca, glyf := f.tables["loca"], f.tables["glyf"]
	var from, to uint64
	switch {
	case glyph < 0 || glyph >= f.glyphs:
		return nil, fmt.Errorf("no glyph %d", glyph)
	case f.longs:
		from, to = uint64(binary.BigEndian.Uint32(loca[4*glyph:])), uint64(binary.BigEndian.Uint32(loca[4*glyph+4:]))
	default:
		from, to = 2*uint64(binary.BigEndian.Uint16(loca[2*glyph:])), 2*uint64(binary.BigEndian.Uint16(loca[2*glyph+2:]))
	}
	if from == to {
		return nil, nil
	}
	if from > to || to > uint64(len(glyf)) || to-from < 10 {
		return nil, fmt.Errorf("glyph %d: broken outline", glyph)
	}
	return glyf[from:to], nil
}

var errOutline = fmt.Errorf("broken outline")

// appendSimple copies a simple glyph without its instructions.
func appendSimple(dst, g []byte) ([]byte, error) {
	ends := 10 + 2*int(binary.BigEndian.Uint16(g))
	if ends+2 > len(g) {
		return nil, errOutline
	}
	code := ends + 2 + int(binary.BigEndian.Uint16(g[ends:]))
	if code > len(g) {
		return nil, errOutline
	}
	dst = append(dst, g[:ends]...)
	dst = append(dst, 0, 0)
	return append(dst, g[code:]...), nil
}

// Flags of a part of a composite glyph (OpenType, glyf).
const (
	partWords    = 0x0001
	partScale    = 0x0008
	partMore     = 0x0020
	partXYScale  = 0x0040
	part2x2      = 0x0080
	partHasHints = 0x0100
)

// appendComposite copies a composite glyph; renumber gives the new number of a part.
func appendComposite(dst, g []byte, renumber func(int) int) ([]byte, error) {
	dst = append(dst, g[:10]...)
	for at, more := 10, true; more; {
		if at+4 > len(g) {
			return nil, errOutline
		}
		flags := binary.BigEndian.Uint16(g[at:])
		size := 6
		if flags&partWords != 0 {
			size += 2
		}
		switch {
		case flags&partScale != 0:
			size += 2
		case flags&partXYScale != 0:
			size += 4
		case flags&part2x2 != 0:
			size += 8
		}
		if at+size > len(g) {
			return nil, errOutline
		}
		dst = binary.BigEndian.AppendUint16(dst, flags&^partHasHints)
		dst = binary.BigEndian.AppendUint16(dst, uint16(renumber(int(binary.BigEndian.Uint16(g[at+2:])))))
		dst = append(dst, g[at+4:at+size]...)
		at += size
		more = flags&partMore != 0
	}
	return dst, nil
}

// assemble puts the tables of a cut face together.
func (f *face) assemble(order []int, glyf []byte, loca []int) []byte {
	hmtx := make([]byte, 0, 4*len(order))
	full := f.tables["hmtx"]
	for _, g := range order {
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(f.advance(g)))
		at := 4*g + 2
		if g >= f.hmtx {
			at = 4*f.hmtx + 2*(g-f.hmtx)
		}
		if at+2 <= len(full) {
			hmtx = append(hmtx, full[at:at+2]...)
		} else {
			hmtx = append(hmtx, 0, 0)
		}
	}
	locaOut := make([]byte, 0, 4*len(loca))
	for _, off := range loca {
		locaOut = binary.BigEndian.AppendUint32(locaOut, uint32(off))
	}
	head := append([]byte(nil), f.tables["head"][:54]...)
	binary.BigEndian.PutUint32(head[8:], 0)
	binary.BigEndian.PutUint16(head[50:], 1) // long loca
	hhea := append([]byte(nil), f.tables["hhea"][:36]...)
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(order)))
	maxp := append([]byte(nil), f.tables["maxp"]...)
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(order)))

	return assembleTables([]table{
		{"glyf", glyf}, {"head", head}, {"hhea", hhea},
		{"hmtx", hmtx}, {"loca", locaOut}, {"maxp", maxp},
	})
}

type table struct {
	tag  string
	data []byte
}

// assembleTables writes a TrueType file; tables come in the order of their tags.
func assembleTables(tables []table) []byte {
	n := len(tables)
	log := bits.Len(uint(n)) - 1
	out := []byte{0, 1, 0, 0}
	for _, v := range []int{n, 16 << log, log, 16*n - 16<<log} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	at := 12 + 16*n
	head := 0
	for _, t := range tables {
		out = append(out, t.tag...)
		out = binary.BigEndian.AppendUint32(out, checksum(t.data))
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		if t.tag == "head" {
			head = at
		}
		at += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	binary.BigEndian.PutUint32(out[head+8:], 0xB1B0AFBA-checksum(out))
	return out
}

// checksum is the sum of big-endian 32-bit words (OpenType, table directory).
func checksum(b []byte) uint32 {
	var sum uint32
	for len(b) >= 4 {
		sum += binary.BigEndian.Uint32(b)
		b = b[4:]
	}
	var last [4]byte
	copy(last[:], b)
	return sum + binary.BigEndian.Uint32(last[:])
}
