package fonts

import (
	"encoding/binary"
	"iter"
	"maps"
	"slices"
)

// What fit needs of the OpenType container; only for shipped files, which are sound.

func u16(b []byte, at int) uint16 { return binary.BigEndian.Uint16(b[at:]) }

func put16(b []byte, at, v int) { binary.BigEndian.PutUint16(b[at:], uint16(v)) }

func clone(b []byte) []byte { return slices.Clone(b) }

func readTables(data []byte) map[string][]byte {
	t := map[string][]byte{}
	for i := range int(u16(data, 4)) {
		e := data[12+16*i:]
		from, size := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
		t[string(e[:4])] = data[from : from+size]
	}
	return t
}

// writeTables makes a TrueType file, tables in the order of their names.
func writeTables(t map[string][]byte) []byte {
	names := slices.Sorted(maps.Keys(t))
	out := make([]byte, 12+16*len(names))
	copy(out, "\x00\x01\x00\x00")
	put16(out, 4, len(names))
	for i, name := range names {
		e := out[12+16*i : 28+16*i]
		copy(e, name)
		binary.BigEndian.PutUint32(e[4:], checksum(t[name]))
		binary.BigEndian.PutUint32(e[8:], uint32(len(out)))
		binary.BigEndian.PutUint32(e[12:], uint32(len(t[name])))
		out = append(out, t[name]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	return out
}

func checksum(b []byte) (sum uint32) {
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	var rest [4]byte
	copy(rest[:], b)
	return sum + binary.BigEndian.Uint32(rest[:])
}

// runes yields the characters of a Unicode cmap (format 4) in order, with their glyphs.
func runes(cmap []byte) iter.Seq2[rune, int] {
	return func(yield func(rune, int) bool) {
		for i := range int(u16(cmap, 2)) {
			b := cmap[binary.BigEndian.Uint32(cmap[8+8*i:]):]
			if u16(b, 0) != 4 || u16(cmap, 4+8*i) != 3 {
				continue
			}
			n := int(u16(b, 6))
			for k := 0; k < n; k += 2 {
				to, from := int(u16(b, 14+k)), int(u16(b, 16+n+k))
				delta, offset := int(u16(b, 16+2*n+k)), int(u16(b, 16+3*n+k))
				for c := from; c <= to && c < 0xFFFF; c++ {
					g := c
					if offset != 0 {
						g = int(u16(b, 16+3*n+k+offset+2*(c-from)))
					}
					if g = (g + delta) & 0xFFFF; (offset == 0 || g != delta) && g != 0 && !yield(rune(c), g) {
						return
					}
				}
			}
			return
		}
	}
}
