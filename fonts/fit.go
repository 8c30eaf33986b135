package fonts

import (
	"encoding/binary"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// Families of shipped designs whose letters were given the advance widths and the line
// height of a family that does not ship, so that lines and pages break as with it.
const (
	FittedSans    = "Fitted Sans"    // Liberation Sans with the widths of Calibri
	FittedSerif   = "Fitted Serif"   // Liberation Serif with the widths of Cambria
	FittedAptos   = "Fitted Aptos"   // Liberation Sans with the widths of Aptos
	FittedGeorgia = "Fitted Georgia" // Liberation Serif with the widths of Georgia
	FittedVerdana = "Fitted Verdana" // Liberation Sans with the widths of Verdana
)

// fit is what is known of a face that does not ship.
type fit struct {
	perEm                int
	ascent, descent, gap int
	widths               []uint16     // of the letters of fitAlphabet, in units of perEm; nil where known says all
	known                map[rune]int // widths by letter
}

// Fitted returns the TrueType file of a fitted face, made once per process; nil where the
// family is none. Each letter keeps its height; its outline is stretched in x to the width
// that the table gives. Pairs are moved as in the design: over Vietnamese prose by 0.6 to 0.8 %
// of the text, where Calibri takes 0.8 to 1.0. Its hinting and ligatures are left out.
func Fitted(family string, bold, italic bool) []byte {
	style := 0
	if bold {
		style |= 1
	}
	if italic {
		style |= 2
	}
	if faces, ok := fittedFamilies[family]; ok {
		return faces[style]()
	}
	return nil
}

// fittedFamilies holds the fitted faces by family and style.
var fittedFamilies = map[string][4]func() []byte{
	FittedSans:    fittedFamily(Sans, func(style int) *fit { return &calibriFit[style] }),
	FittedSerif:   fittedFamily(Serif, cambriaWidths.fit),
	FittedAptos:   fittedFamily(Sans, aptosWidths.fit),
	FittedGeorgia: fittedFamily(Serif, georgiaWidths.fit),
	FittedVerdana: fittedFamily(Sans, verdanaWidths.fit),
}

func fittedFamily(design string, fitOf func(style int) *fit) (faces [4]func() []byte) {
	for style := range faces {
		faces[style] = sync.OnceValue(func() []byte {
			for _, f := range Shipped() {
				if f.Family == design && f.Bold == (style&1 != 0) && f.Italic == (style&2 != 0) {
					return fitOf(style).apply(f.Data)
				}
			}
			return nil
		})
	}
	return faces
}

// alphabet gives the place of a letter in fitAlphabet.
var alphabet = sync.OnceValue(func() map[rune]int {
	m := make(map[rune]int, len(fitAlphabet))
	for i, r := range []rune(fitAlphabet) {
		m[r] = i
	}
	return m
})

// width returns the advance of a letter in units of perEm. A letter with tone marks is as
// wide as the one without them.
func (f *fit) width(r rune) (int, bool) {
	if r == 0xA0 {
		r = ' '
	}
	if f.known != nil {
		w, ok := f.known[r]
		return w, ok
	}
	i, ok := alphabet()[r]
	if !ok {
		d := []rune(norm.NFD.String(string(r)))
		if len(d) > 1 && d[1] == 0x31B { // the horn of ơ and ư makes a letter, no tone
			d = []rune(norm.NFC.String(string(d[:2])))
		}
		i, ok = alphabet()[d[0]]
	}
	if !ok {
		return 0, false
	}
	return int(f.widths[i]), f.widths[i] > 0
}

// apply stretches the letters of a TrueType file that we trust: a shipped one.
func (f *fit) apply(data []byte) []byte {
	t := readTables(data)
	upem := int(u16(t["head"], 18))
	glyphs, full := int(u16(t["maxp"], 4)), int(u16(t["hhea"], 34))
	old := make([]int, glyphs)
	for g := range old {
		old[g] = int(u16(t["hmtx"], 4*min(g, full-1)))
	}
	width := make([]int, glyphs)
	var sum, was int
	for r, g := range runes(t["cmap"]) {
		if w, ok := f.width(r); ok && width[g] == 0 {
			width[g] = (w*upem + f.perEm/2) / f.perEm
			if r >= 'a' && r <= 'z' {
				sum, was = sum+width[g], was+old[g]
			}
		}
	}
	if f.known != nil {
		estimate(t["cmap"], old, width)
	}
	for g := range width { // signs that the table does not know: as the small letters on the whole
		if width[g] == 0 && old[g] > 0 {
			width[g] = (old[g]*sum + was/2) / was
		}
	}
	s := stretch{old: old, width: width, mean: [2]int{sum, was}}
	t["glyf"], t["loca"] = s.outlines(t["glyf"], t["loca"], u16(t["head"], 50) != 0)
	t["hmtx"] = s.advances(t["hmtx"], full)

	head, hhea, os2 := clone(t["head"]), clone(t["hhea"]), clone(t["OS/2"])
	put16(head, 50, 1) // long offsets in loca
	put16(hhea, 34, glyphs)
	for i, v := range [3]int{f.ascent, -f.descent, f.gap} {
		put16(hhea, 4+2*i, v*upem/f.perEm)
		put16(os2, 68+2*i, v*upem/f.perEm)
	}
	put16(os2, 74, (f.ascent+f.gap)*upem/f.perEm)
	put16(os2, 76, f.descent*upem/f.perEm)
	return writeTables(map[string][]byte{"head": head, "hhea": hhea, "OS/2": os2, "maxp": t["maxp"], "post": t["post"],
		"cmap": t["cmap"], "name": t["name"], "hmtx": t["hmtx"], "kern": t["kern"], "glyf": t["glyf"], "loca": t["loca"]})
}

// estimate gives widths to letters that were not measured: to one with marks that of its base
// letter, to others that of the design, in the proportion of the measured letters of their class.
func estimate(cmap []byte, old, width []int) {
	glyph := map[rune]int{}
	var sum, was [4]int
	for r, g := range runes(cmap) {
		glyph[r] = g
		if c := classOf(r); width[g] > 0 && c > 0 {
			sum[c], was[c] = sum[c]+width[g], was[c]+old[g]
		}
	}
	for r, g := range runes(cmap) {
		if c := classOf(r); width[g] == 0 && was[c] > 0 {
			width[g] = (old[g]*sum[c] + was[c]/2) / was[c]
		}
	}
	for r, g := range runes(cmap) {
		base, ok := glyph[baseLetter(r)]
		if width[g] == 0 && ok && old[base] > 0 {
			width[g] = (old[g]*width[base] + old[base]/2) / old[base]
		}
	}
}

// classOf tells small letters (1), capitals (2) and figures (3) apart; 0 is all others.
func classOf(r rune) int {
	switch {
	case r >= 'a' && r <= 'z':
		return 1
	case r >= 'A' && r <= 'Z':
		return 2
	case r >= '0' && r <= '9':
		return 3
	}
	return 0
}

// baseLetter is the letter without its marks.
func baseLetter(r rune) rune {
	switch r {
	case 'đ':
		return 'd'
	case 'Đ':
		return 'D'
	}
	for _, base := range norm.NFD.String(string(r)) {
		return base
	}
	return r
}

// stretch scales glyphs in x from their old to their new advance.
type stretch struct {
	old, width []int
	mean       [2]int             // of glyphs without an advance, such as combining marks: times [0] by [1]
	outline    func(g int) []byte // of the design
}

// middle is the x of the middle of a glyph of the design.
func (s *stretch) middle(g int) int {
	b := s.outline(g)
	if len(b) < 10 {
		return 0
	}
	return (int(int16(u16(b, 2))) + int(int16(u16(b, 6)))) / 2
}

// x scales a distance of glyph g.
func (s *stretch) x(g, v int) int {
	num, den := s.width[g], s.old[g]
	if den == 0 {
		num, den = s.mean[0], s.mean[1]
	}
	if v < 0 {
		return -((-v*num + den/2) / den)
	}
	return (v*num + den/2) / den
}

// advances makes hmtx with an entry of its own for every glyph.
func (s *stretch) advances(hmtx []byte, full int) []byte {
	out := make([]byte, 4*len(s.width))
	for g := range s.width {
		bearing := 4*g + 2
		if g >= full {
			bearing = 4*full + 2*(g-full)
		}
		put16(out, 4*g, s.width[g])
		put16(out, 4*g+2, s.x(g, int(int16(u16(hmtx, bearing)))))
	}
	return out
}

// outlines makes glyf and loca (with long offsets).
func (s *stretch) outlines(glyf, loca []byte, long bool) (newGlyf, newLoca []byte) {
	at := func(g int) int {
		if long {
			return int(binary.BigEndian.Uint32(loca[4*g:]))
		}
		return 2 * int(u16(loca, 2*g))
	}
	s.outline = func(g int) []byte { return glyf[at(g):at(g+1)] }
	newGlyf, newLoca = make([]byte, 0, len(glyf)), make([]byte, 4*len(s.width)+4)
	for g := range s.width {
		if src := s.outline(g); len(src) >= 10 {
			newGlyf = append(newGlyf, src[:10]...)
			box := newGlyf[len(newGlyf)-10:]
			put16(box, 2, s.x(g, int(int16(u16(src, 2)))))
			put16(box, 6, s.x(g, int(int16(u16(src, 6)))))
			if n := int(int16(u16(src, 0))); n >= 0 {
				newGlyf = s.simple(newGlyf, src[10:], g, n)
			} else {
				newGlyf = s.composite(newGlyf, src[10:], g)
			}
			for len(newGlyf)%4 != 0 {
				newGlyf = append(newGlyf, 0)
			}
		}
		binary.BigEndian.PutUint32(newLoca[4*g+4:], uint32(len(newGlyf)))
	}
	return newGlyf, newLoca
}

// Flags of points and components (OpenType, table glyf).
const (
	onCurve, xShort, yShort, repeat, xSame, ySame = 1, 2, 4, 8, 16, 32

	argsAreWords, argsAreXY, hasScale, moreComponents, hasXYScale, hasTwoByTwo, hasInstructions = 1, 2, 8, 32, 64, 128, 256
)

// simple appends the contours of a simple glyph without its instructions; src begins
// behind the header. All distances are written in full words.
func (s *stretch) simple(out, src []byte, g, contours int) []byte {
	out = append(out, src[:2*contours]...)
	points := 0
	if contours > 0 {
		points = int(u16(src, 2*contours-2)) + 1
	}
	i := 2*contours + 2 + int(u16(src, 2*contours))
	out = append(out, 0, 0) // no instructions
	flags := make([]byte, 0, points)
	for len(flags) < points {
		flag, n := src[i], 1
		i++
		if flag&repeat != 0 {
			n += int(src[i])
			i++
		}
		for range n {
			flags = append(flags, flag)
		}
	}
	coordinates := func(short, same byte) []int {
		v, list := 0, make([]int, points)
		for k, flag := range flags {
			switch {
			case flag&short != 0 && flag&same != 0:
				v, i = v+int(src[i]), i+1
			case flag&short != 0:
				v, i = v-int(src[i]), i+1
			case flag&same == 0:
				v, i = v+int(int16(u16(src, i))), i+2
			}
			list[k] = v
		}
		return list
	}
	xs, ys := coordinates(xShort, xSame), coordinates(yShort, ySame)
	for _, flag := range flags {
		out = append(out, flag&onCurve)
	}
	last := 0
	for _, x := range xs {
		x = s.x(g, x)
		out = binary.BigEndian.AppendUint16(out, uint16(x-last))
		last = x
	}
	last = 0
	for _, y := range ys {
		out = binary.BigEndian.AppendUint16(out, uint16(y-last))
		last = y
	}
	return out
}

// composite appends the components of a glyph, moved in x so that the middle of each, which
// is stretched on its own, comes where it was in proportion.
func (s *stretch) composite(out, src []byte, g int) []byte {
	for i := 0; ; {
		flags := int(u16(src, i))
		component := src[i+2 : i+4]
		i += 4
		var x, y int
		if flags&argsAreWords != 0 {
			x, y, i = int(int16(u16(src, i))), int(int16(u16(src, i+2))), i+4
		} else {
			x, y, i = int(int8(src[i])), int(int8(src[i+1])), i+2
		}
		if flags&argsAreXY != 0 {
			k := int(u16(component, 0))
			middle := s.middle(k)
			x = s.x(g, x+middle) - s.x(k, middle)
		}
		out = binary.BigEndian.AppendUint16(out, uint16((flags|argsAreWords)&^hasInstructions))
		out = append(out, component...)
		out = binary.BigEndian.AppendUint16(out, uint16(x))
		out = binary.BigEndian.AppendUint16(out, uint16(y))
		more := 0
		switch {
		case flags&hasScale != 0:
			more = 2
		case flags&hasXYScale != 0:
			more = 4
		case flags&hasTwoByTwo != 0:
			more = 8
		}
		out = append(out, src[i:i+more]...)
		if i += more; flags&moreComponents == 0 {
			return out
		}
	}
}
