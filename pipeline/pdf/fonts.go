package pdf

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"unicode/utf16"
)

// writeFont writes a composite font (ISO 32000-1, 9.7) for the letters in use.
func writeFont(w *writer, self ref, f *face) error {
	data, file, dict, err := f.program()
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	tag := make([]byte, 6) // a cut face is known by six capitals
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	title, kind, gids := string(tag)+"+"+f.baseName(), "CIDFontType2", "/CIDToGIDMap/Identity"
	if f.cff {
		title, kind, gids = f.baseName(), "CIDFontType0", ""
	}
	program, unicode := w.reserve(), w.reserve()
	w.stream(program, dict, data)
	w.stream(unicode, "", toUnicode(f.runes))
	desc := w.add("<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle %d"+
		"/Ascent %d/Descent %d/CapHeight %d/StemV %d/%s %v>>", title, f.flags(),
		f.bbox[0], f.bbox[1], f.bbox[2], f.bbox[3], f.italicAngle(),
		f.mille(f.signed("hhea", 4)), f.mille(f.signed("hhea", 6)), f.capHeight(), f.stem(), file, program)
	cid := w.add("<</Type/Font/Subtype/%s/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"+
		"/Supplement 0>>/FontDescriptor %v%s/DW 0/W[0[%s]]>>", kind, title, desc, gids, widths(f.width))
	w.put(self, "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%v]/ToUnicode %v>>",
		title, cid, unicode)
	return nil
}

// widths lists widths of 1/10000 em in 1/1000 em.
func widths(w []int) []byte {
	var b []byte
	for i, v := range w {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendNum(b, int64(v)*10)
	}
	return b
}

// toUnicode maps codes to letters, for search and copying (ISO 32000-1, 9.10.3).
func toUnicode(runes []rune) []byte {
	b := []byte("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n" +
		"/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n" +
		"1 begincodespacerange<0000><FFFF>endcodespacerange\n")
	var codes []int
	for code, r := range runes {
		if r != 0 {
			codes = append(codes, code)
		}
	}
	for part := range slices.Chunk(codes, 100) { // a list holds 100 entries at most
		b = fmt.Appendf(b, "%d beginbfchar\n", len(part))
		for _, code := range part {
			b = fmt.Appendf(b, "<%04X><", code)
			for _, u := range utf16.Encode(runes[code : code+1]) {
				b = fmt.Appendf(b, "%04X", u)
			}
			b = append(b, ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap CMapName currentdict/CMap defineresource pop end end"...)
}

// signed reads 16 bits of a table; 0 where the table is shorter.
func (f *face) signed(tag string, at int) int {
	if t := f.tables[tag]; len(t) >= at+2 {
		return int(int16(binary.BigEndian.Uint16(t[at:])))
	}
	return 0
}

// flags are the font flags (ISO 32000-1, table 123): symbolic, for the codes are ours.
func (f *face) flags() int {
	flags := 4
	if f.signed("post", 12) != 0 || f.signed("post", 14) != 0 {
		flags |= 1 // fixed pitch
	}
	if class := f.signed("OS/2", 30) >> 8; class >= 1 && class <= 5 {
		flags |= 2 // serifs
	}
	if f.italicAngle() != 0 {
		flags |= 64
	}
	return flags
}

func (f *face) italicAngle() int { return f.signed("post", 4) }

func (f *face) capHeight() int {
	if h := f.signed("OS/2", 88); f.signed("OS/2", 0) >= 2 && h > 0 {
		return f.mille(h)
	}
	return f.mille(f.signed("hhea", 4))
}

// stem is a stem width guessed from the weight, which no viewer needs of an embedded face.
func (f *face) stem() int {
	weight := f.signed("OS/2", 4)
	return 50 + weight*weight/4225
}
