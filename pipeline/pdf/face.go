package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"vanthu/pipeline/layout/font"
)

// face is a face in use: which letters the document shows with it, under which codes,
// and how wide they are. A code is two bytes in the page and the number of the glyph in
// the embedded face, so that the PDF needs no map from codes to glyphs. TrueType faces are
// cut to the letters in use; those with CFF outlines, which only come from outside, are
// embedded whole.
type face struct {
	src    *font.Face
	tables map[string][]byte
	upem   int
	cff    bool // outlines in table "CFF ", not in "glyf"
	longs  bool // loca has 32-bit entries
	glyphs int  // number of glyphs
	hmtx   int  // number of full entries in hmtx
	bbox   [4]int
	lookup func(r rune) int // rune to glyph, 0 where the face lacks it

	boxes bool // letters that the face lacks are shown as its glyph 0, an empty box

	bmp   [256]*[256]uint16 // rune to code; before number(), 1 for a rune in use
	above map[rune]uint16   // the same beyond U+FFFF
	runes []rune            // by code; 0 is no letter
	width []int             // by code, in 1/10000 em
}

// openFace reads the tables of a face. Nothing in the bytes is trusted.
func openFace(src *font.Face) (*face, error) {
	f := &face{src: src, tables: make(map[string][]byte)}
	if err := f.open(); err != nil {
		return nil, fmt.Errorf("font %s: %w", f.title(), err)
	}
	return f, nil
}

// title names the face as people do.
func (f *face) title() string {
	s := f.src.Family
	if f.src.Bold {
		s += " Bold"
	}
	if f.src.Italic {
		s += " Italic"
	}
	return s
}

func (f *face) open() error {
	d := f.src.Data
	if len(d) < 12 {
		return errors.New("not a font file")
	}
	dir := d
	if string(d[:4]) == "ttcf" { // a collection: its first face
		base := uint64(0)
		if len(d) >= 16 {
			base = uint64(binary.BigEndian.Uint32(d[12:]))
		}
		if base+12 > uint64(len(d)) {
			return errors.New("font collection cut off")
		}
		dir = d[base:]
	}
	switch string(dir[:4]) {
	case "\x00\x01\x00\x00", "true":
	case "OTTO":
		f.cff = true
	default:
		return errors.New("not a TrueType font")
	}
	n := int(binary.BigEndian.Uint16(dir[4:]))
	if len(dir) < 12+16*n {
		return errors.New("table directory cut off")
	}
	for i := range n {
		e := dir[12+16*i:]
		off, size := uint64(binary.BigEndian.Uint32(e[8:])), uint64(binary.BigEndian.Uint32(e[12:]))
		if off+size > uint64(len(d)) {
			return fmt.Errorf("table %q reaches beyond the file", e[:4])
		}
		f.tables[string(e[:4])] = d[off : off+size]
	}
	least := map[string]int{"head": 54, "hhea": 36, "maxp": 6, "hmtx": 4, "cmap": 4, "loca": 4, "glyf": 0}
	if f.cff {
		least = map[string]int{"head": 54, "hhea": 36, "maxp": 6, "hmtx": 4, "cmap": 4, "CFF ": 8}
	}
	for _, tag := range slices.Sorted(maps.Keys(least)) {
		if b, ok := f.tables[tag]; !ok || len(b) < least[tag] {
			return fmt.Errorf("table %q is missing or too short", tag)
		}
	}
	if f.cff {
		if keyed, err := keyedByCID(f.tables["CFF "]); err != nil || keyed {
			return errors.New("its CFF outlines cannot be embedded; install the TrueType edition of the font")
		}
	}
	return f.readMetrics()
}

func (f *face) readMetrics() error {
	head, hhea := f.tables["head"], f.tables["hhea"]
	f.upem = int(binary.BigEndian.Uint16(head[18:]))
	f.longs = binary.BigEndian.Uint16(head[50:]) != 0
	f.glyphs = int(binary.BigEndian.Uint16(f.tables["maxp"][4:]))
	f.hmtx = int(binary.BigEndian.Uint16(hhea[34:]))
	if f.upem < 16 || f.upem > 16384 {
		return fmt.Errorf("%d units per em", f.upem)
	}
	size := 2
	if f.longs {
		size = 4
	}
	if f.glyphs == 0 || !f.cff && len(f.tables["loca"]) < size*(f.glyphs+1) {
		return errors.New(`table "loca" is too short`)
	}
	if f.hmtx == 0 || len(f.tables["hmtx"]) < 4*f.hmtx {
		return errors.New(`table "hmtx" is too short`)
	}
	for i := range f.bbox {
		f.bbox[i] = f.mille(int(int16(binary.BigEndian.Uint16(head[36+2*i:]))))
	}
	lookup, err := readCmap(f.tables["cmap"])
	if err != nil {
		return err
	}
	f.lookup = func(r rune) int {
		g := lookup(r)
		if g == 0 && r == '\u00A0' {
			g = lookup(' ')
		}
		if g >= f.glyphs {
			return 0
		}
		return g
	}
	return nil
}

// mille converts font units to 1/1000 em.
func (f *face) mille(v int) int { return v * 1000 / f.upem }

// advance returns the width of a glyph in font units.
func (f *face) advance(glyph int) int {
	return int(binary.BigEndian.Uint16(f.tables["hmtx"][4*min(glyph, f.hmtx-1):]))
}

// use notes that the document shows r; false where the face cannot show it.
func (f *face) use(r rune) bool {
	if uint32(r) > 0xFFFF {
		if f.above[r] != 0 {
			return true
		}
		if f.lookup(r) == 0 && !f.boxes {
			return false
		}
		if f.above == nil {
			f.above = make(map[rune]uint16)
		}
		f.above[r] = 1
		f.runes = append(f.runes, r)
		return true
	}
	block := f.bmp[r>>8]
	if block == nil {
		block = new([256]uint16)
		f.bmp[r>>8] = block
	}
	if block[r&0xFF] == 0 {
		if f.lookup(r) == 0 && !f.boxes {
			return false
		}
		block[r&0xFF] = 1
		f.runes = append(f.runes, r)
	}
	return true
}

// code returns the code of r after number(), 0 where r is not in use.
func (f *face) code(r rune) uint16 {
	if uint32(r) > 0xFFFF {
		return f.above[r]
	}
	if b := f.bmp[r>>8]; b != nil {
		return b[r&0xFF]
	}
	return 0
}

// number gives the runes in use their codes: in the order of Unicode, or, of a face that
// is not cut, the numbers of their glyphs.
func (f *face) number() {
	f.use(' ')
	used := slices.Sorted(slices.Values(f.runes))
	codes := 1 + len(used)
	if f.cff {
		codes = f.glyphs
	}
	f.runes, f.width = make([]rune, codes), make([]int, codes)
	f.width[0] = f.advance(0) * 10000 / f.upem
	for i, r := range used {
		code := i + 1
		if f.cff {
			code = f.lookup(r)
		}
		if f.runes[code] == 0 {
			f.runes[code] = r
		}
		if r > 0xFFFF {
			f.above[r] = uint16(code)
		} else {
			f.bmp[r>>8][r&0xFF] = uint16(code)
		}
		f.width[code] = (f.advance(f.lookup(r))*10000 + f.upem/2) / f.upem
	}
}

// baseName is the PostScript name of the face without the tag of a cut face.
func (f *face) baseName() string {
	s := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, f.src.Family)
	if s == "" {
		s = "Font"
	}
	switch {
	case f.src.Bold && f.src.Italic:
		return s + "-BoldItalic"
	case f.src.Bold:
		return s + "-Bold"
	case f.src.Italic:
		return s + "-Italic"
	}
	return s
}

// readCmap finds the widest Unicode map of a cmap table (formats 4 and 12).
func readCmap(t []byte) (func(rune) int, error) {
	n := int(binary.BigEndian.Uint16(t[2:]))
	if len(t) < 4+8*n {
		return nil, errors.New(`table "cmap" is cut off`)
	}
	var best []byte
	format := 0
	for i := range n {
		e := t[4+8*i:]
		platform, encoding := binary.BigEndian.Uint16(e), binary.BigEndian.Uint16(e[2:])
		off := uint64(binary.BigEndian.Uint32(e[4:]))
		if off+16 > uint64(len(t)) || platform != 0 && (platform != 3 || encoding != 1 && encoding != 10) {
			continue
		}
		got := int(binary.BigEndian.Uint16(t[off:]))
		if (got == 4 || got == 12) && got > format {
			best, format = t[off:], got
		}
	}
	switch format {
	case 4:
		return cmap4(best)
	case 12:
		return cmap12(best)
	}
	return nil, errors.New("no Unicode character map")
}

func cmap4(t []byte) (func(rune) int, error) {
	segs := int(binary.BigEndian.Uint16(t[6:])) / 2
	if len(t) < 16+8*segs {
		return nil, errors.New("character map is cut off")
	}
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(t[at:])) }
	ends, starts := 14, 16+2*segs
	deltas, offsets := starts+2*segs, starts+4*segs
	return func(r rune) int {
		c := int(r)
		if c > 0xFFFF || c < 0 {
			return 0
		}
		lo, hi := 0, segs
		for lo < hi {
			if m := (lo + hi) / 2; u16(ends+2*m) < c {
				lo = m + 1
			} else {
				hi = m
			}
		}
		if lo == segs || u16(starts+2*lo) > c {
			return 0
		}
		if u16(offsets+2*lo) == 0 {
			return (c + u16(deltas+2*lo)) & 0xFFFF
		}
		at := offsets + 2*lo + u16(offsets+2*lo) + 2*(c-u16(starts+2*lo))
		if at+2 > len(t) || u16(at) == 0 {
			return 0
		}
		return (u16(at) + u16(deltas+2*lo)) & 0xFFFF
	}, nil
}

func cmap12(t []byte) (func(rune) int, error) {
	groups := uint64(binary.BigEndian.Uint32(t[12:]))
	if uint64(len(t)) < 16+12*groups {
		return nil, errors.New("character map is cut off")
	}
	u32 := func(at int) uint32 { return binary.BigEndian.Uint32(t[at:]) }
	return func(r rune) int {
		c := uint32(r)
		lo, hi := 0, int(groups)
		for lo < hi {
			if m := (lo + hi) / 2; u32(16+12*m+4) < c {
				lo = m + 1
			} else {
				hi = m
			}
		}
		if lo == int(groups) || u32(16+12*lo) > c {
			return 0
		}
		return int(u32(16+12*lo+8) + c - u32(16+12*lo))
	}, nil
}
