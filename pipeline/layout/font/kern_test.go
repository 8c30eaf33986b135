package font

import (
	"encoding/binary"
	"os"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"vanthu/fonts"
	"vanthu/pipeline/unit"
)

// TestKern holds the pairs of the shipped faces, and of Carlito where the machine has it,
// against an independent reader.
func TestKern(t *testing.T) {
	var list []*Face
	for _, f := range fonts.Shipped() {
		list = append(list, &Face{Family: f.Family, Data: f.Data})
	}
	for _, family := range []string{fonts.FittedAptos, fonts.FittedGeorgia, fonts.FittedSans, fonts.FittedSerif, fonts.FittedVerdana} {
		list = append(list, &Face{Family: family, Data: fonts.Fitted(family, false, false)})
	}
	if data, err := os.ReadFile("/usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf"); err == nil {
		list = append(list, &Face{Family: "Carlito", Data: data})
	}
	const letters = "AVTWYFPLKRaeouvwyctfr.,-–“”’ 1ÀÂĂĐÊÔƠƯàảãáạếộừ"
	moved := 0
	for _, f := range list {
		other, err := sfnt.Parse(f.Data)
		if err != nil {
			t.Fatal(err)
		}
		var buf sfnt.Buffer
		em := fixed.I(int(other.UnitsPerEm()))
		for _, a := range letters {
			for _, b := range letters {
				left, _ := other.GlyphIndex(&buf, a)
				right, _ := other.GlyphIndex(&buf, b)
				want, err := other.Kern(&buf, left, right, em, font.HintingNone)
				if err != nil && err != sfnt.ErrNotFound {
					t.Fatal(err)
				}
				got := f.Kern(a, b, unit.Length(other.UnitsPerEm()))
				if got != unit.Length(want.Round()) {
					t.Errorf("%s: %q %q: %d, want %d", f.Family, a, b, got, want.Round())
				}
				if got != 0 {
					moved++
				}
			}
		}
	}
	if moved < 500 {
		t.Errorf("only %d pairs are moved", moved)
	}
}

// table16 packs numbers of two bytes.
func table16(n ...int) (b []byte) {
	for _, v := range n {
		b = binary.BigEndian.AppendUint16(b, uint16(v))
	}
	return b
}

// gpos is a GPOS table with one lookup, of a type with one subtable, for a script.
func gpos(script, feature string, kind int, sub []byte) []byte {
	b := table16(1, 0, 10, 30, 44) // scripts at 10, features at 30, lookups at 44
	b = append(append(b, table16(1)...), script...)
	b = append(b, table16(8, 4, 0, 0, 0xFFFF, 1, 0)...) // script; language system
	b = append(append(b, table16(1)...), feature...)
	b = append(b, table16(8, 0, 1, 0)...)
	b = append(b, table16(1, 4, kind, 0, 1, 8)...)
	return append(b, sub...)
}

// TestReadKerning reads the kinds of tables, sound and broken.
func TestReadKerning(t *testing.T) {
	pairs := append(table16(1, 18, 4, 0, 1, 12, 1, 7, -50), table16(1, 1, 5)...) // 5 7 −50
	both := append(table16(1, 22, 5, 1, 1, 12, 1, 7, 3, -60, 9), table16(1, 1, 5)...)
	classes := append(table16(2, 24, 4, 0, 32, 42, 2, 2, 0, -1, -2, -3), table16(1, 2, 4, 5)...)
	classes = append(classes, table16(2, 1, 5, 5, 1)...)
	classes = append(classes, table16(1, 7, 1, 1)...)
	extension := append(append(table16(1, 2), 0, 0, 0, 8), pairs...)
	old := append(table16(0, 1, 0, 20, 1, 1, 0, 0, 0, 5, 7), table16(-70)...)
	for _, c := range []struct {
		name        string
		tables      map[string][]byte
		left, right uint16
		want        int64
	}{
		{"pairs", map[string][]byte{"GPOS": gpos("latn", "kern", 2, pairs)}, 5, 7, -50},
		{"another pair", map[string][]byte{"GPOS": gpos("latn", "kern", 2, pairs)}, 5, 8, 0},
		{"placements too", map[string][]byte{"GPOS": gpos("latn", "kern", 2, both)}, 5, 7, -60},
		{"default script", map[string][]byte{"GPOS": gpos("DFLT", "kern", 2, pairs)}, 5, 7, -50},
		{"another script", map[string][]byte{"GPOS": gpos("grek", "kern", 2, pairs)}, 5, 7, 0},
		{"another feature", map[string][]byte{"GPOS": gpos("latn", "mark", 2, pairs)}, 5, 7, 0},
		{"extension", map[string][]byte{"GPOS": gpos("latn", "kern", 9, extension)}, 5, 7, -50},
		{"classes 0 0", map[string][]byte{"GPOS": gpos("latn", "kern", 2, classes)}, 4, 9, 0},
		{"classes 0 1", map[string][]byte{"GPOS": gpos("latn", "kern", 2, classes)}, 4, 7, -1},
		{"classes 1 0", map[string][]byte{"GPOS": gpos("latn", "kern", 2, classes)}, 5, 9, -2},
		{"classes 1 1", map[string][]byte{"GPOS": gpos("latn", "kern", 2, classes)}, 5, 7, -3},
		{"not covered", map[string][]byte{"GPOS": gpos("latn", "kern", 2, classes)}, 6, 7, 0},
		{"kern", map[string][]byte{"kern": old}, 5, 7, -70},
		{"kern where GPOS has none", map[string][]byte{"GPOS": gpos("latn", "mark", 2, pairs), "kern": old}, 5, 7, -70},
		{"GPOS before kern", map[string][]byte{"GPOS": gpos("latn", "kern", 2, pairs), "kern": old}, 5, 7, -50},
		{"clamped", map[string][]byte{"kern": append(old[:22:22], table16(-9000)...)}, 5, 7, -500},
	} {
		k := readKerning(&sfntTables{tables: c.tables}, 1000)
		got := int64(0)
		if k != nil {
			got = k.of(c.left, c.right)
		}
		if got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// FuzzKerning: broken tables neither panic nor take much time or memory.
func FuzzKerning(f *testing.F) {
	f.Add(gpos("latn", "kern", 2, table16(1, 18, 4, 0, 1, 12, 1, 7, -50, 1, 1, 5)), []byte{})
	f.Add(gpos("latn", "kern", 2, table16(2, 24, 4, 0, 32, 42, 2, 2, 0, -1, -2, -3, 1, 2, 4, 5, 2, 1, 5, 5, 1, 1, 7, 1, 1)), []byte{})
	f.Add([]byte{}, table16(0, 1, 0, 20, 1, 1, 0, 0, 0, 5, 7, -70))
	f.Fuzz(func(t *testing.T, gpos, kern []byte) {
		if k := readKerning(&sfntTables{tables: map[string][]byte{"GPOS": gpos, "kern": kern}}, 1000); k != nil {
			for g := range uint16(300) {
				k.of(g, g+1)
			}
		}
	})
}
