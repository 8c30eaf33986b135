package font

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"vanthu/fonts"
)

// Every character of the shipped faces has the glyph and the advance that an independent
// reader finds, and lines are as high as it says.
func TestMetricsAgainstAnotherReader(t *testing.T) {
	for _, f := range fonts.Shipped() {
		face := &Face{Family: f.Family, Data: f.Data}
		other, err := sfnt.Parse(f.Data)
		if err != nil {
			t.Fatal(err)
		}
		var buf sfnt.Buffer
		m, em, wrong := face.Metrics(), fixed.I(int(other.UnitsPerEm())), 0
		for r := rune(0x20); r < 0x10000 && wrong < 5; r++ {
			index, err := other.GlyphIndex(&buf, r)
			if err != nil {
				t.Fatal(err)
			}
			want, err := other.GlyphAdvance(&buf, index, em, font.HintingNone)
			if err != nil {
				t.Fatal(err)
			}
			if g := m.glyph(r); g.index != uint16(index) || index != 0 && m.Advance(r) != int64(want.Round()) {
				wrong++
				t.Errorf("%s: %U is glyph %d, %d wide; want %d, %d", f.Family, r, g.index, m.Advance(r), index, want.Round())
			}
		}
		high, err := other.Metrics(&buf, em, font.HintingNone)
		if err != nil || m.Ascent != int64(high.Ascent.Round()) || m.Descent != int64(high.Descent.Round()) || m.PerEm != int64(other.UnitsPerEm()) {
			t.Errorf("%s: a line rises %d and hangs %d, want %v %v, %v", f.Family, m.Ascent, m.Descent, high.Ascent, high.Descent, err)
		}
		if post := other.PostTable(); m.UnderlineTop != -int64(post.UnderlinePosition) || m.UnderlineWidth != int64(post.UnderlineThickness) {
			t.Errorf("%s: underline %d, %d wide; want %d, %d", f.Family, m.UnderlineTop, m.UnderlineWidth, -post.UnderlinePosition, post.UnderlineThickness)
		}
	}
}

// file makes a font file of tables.
func file(tables map[string][]byte) []byte {
	names := slices.Sorted(maps.Keys(tables))
	head := table16(0, 1, len(names), 0, 0, 0)
	at, body := 12+16*len(names), []byte{}
	for _, name := range names {
		head = append(append(head, name...), 0, 0, 0, 0)
		head = binary.BigEndian.AppendUint32(head, uint32(at+len(body)))
		head = binary.BigEndian.AppendUint32(head, uint32(len(tables[name])))
		body = append(body, tables[name]...)
	}
	return append(head, body...)
}

// numbers is a table of n numbers of two bytes, of which some are given.
func numbers(n int, given map[int]int) []byte {
	list := make([]int, n)
	for i, v := range given {
		list[i/2] = v
	}
	return table16(list...)
}

// small is a face of three glyphs, 100, 200 and 300 wide, with other tables.
func small(more map[string][]byte) []byte {
	tables := map[string][]byte{
		"head": numbers(27, map[int]int{18: 1000}), "hhea": numbers(18, map[int]int{4: 800, 6: -200, 8: 50, 34: 2}), "maxp": table16(0, 1, 4),
		"hmtx": table16(100, 0, 200, 0, 0), "cmap": cmapOf(3, 1, format4(0)), "name": nameOf([4]any{3, 0x409, 1, "\x00N"}),
	}
	maps.Copy(tables, more)
	return file(tables)
}

// format4 maps a to 1 and b to 2, c through an array to 3 and d to nothing, from a start on.
func format4(start int) []byte {
	return table16(4, 52, 0, 6, 0, 0, 0, start+'b', start+'d', 0xFFFF, 0, start+'a', start+'c', 0xFFFF, 1-start-'a', 0, 1, 0, 4, 0, 3, 0)
}

// format12 maps U+1F600 to 1 and U+1F601 to 2.
func format12() []byte { return table16(12, 0, 0, 28, 0, 0, 0, 1, 1, 0xF600, 1, 0xF601, 0, 1) }

func cmapOf(list ...any) (b []byte) {
	b = table16(0, len(list)/3)
	at, body := 4+8*len(list)/3, []byte{}
	for i := 0; i < len(list); i += 3 {
		b = append(b, table16(list[i].(int), list[i+1].(int), 0, at+len(body))...)
		body = append(body, list[i+2].([]byte)...)
	}
	return append(b, body...)
}

func nameOf(list ...[4]any) (b []byte) { // platform, language, name, text
	b = table16(0, len(list), 6+12*len(list))
	text := ""
	for _, n := range list {
		s := n[3].(string)
		b = append(b, table16(n[0].(int), 1, n[1].(int), n[2].(int), len(s), len(text))...)
		text += s
	}
	return append(b, text...)
}

// The best map of characters is taken, whatever comes before it.
func TestCharacterMaps(t *testing.T) {
	other := format4(0x1000) // of no letter that is asked for
	for _, c := range []struct {
		name string
		cmap []byte
		want string // advances of a, b, c, d, U+1F600, U+1F601; 100 is the sign for missing ones
	}{
		{"Windows", cmapOf(3, 1, format4(0)), "200 200 200 100 100 100"},
		{"Windows before Unicode", cmapOf(0, 3, other, 3, 1, format4(0)), "200 200 200 100 100 100"},
		{"Windows, then symbols", cmapOf(3, 1, format4(0), 3, 0, other), "200 200 200 100 100 100"},
		{"Unicode before symbols", cmapOf(3, 0, other, 0, 3, format4(0)), "200 200 200 100 100 100"},
		{"all of Unicode", cmapOf(3, 1, format4(0), 3, 10, format12()), "100 100 100 100 200 200"},
		{"all of Unicode by its own platform", cmapOf(0, 4, format12(), 3, 1, format4(0)), "100 100 100 100 200 200"},
		{"variation sequences are no map", cmapOf(3, 1, format4(0), 0, 10, format12()), "200 200 200 100 100 100"},
		{"another platform with a number as of Windows", cmapOf(1, 10, format12(), 3, 1, format4(0)), "200 200 200 100 100 100"},
		{"another format", cmapOf(3, 10, table16(6, 0, 0), 3, 1, format4(0)), "200 200 200 100 100 100"},
		{"symbols alone", cmapOf(3, 0, format4(0)), "200 200 200 100 100 100"},
	} {
		f, err := Read(small(map[string][]byte{"cmap": c.cmap}))
		if err != nil {
			t.Fatal(c.name, err)
		}
		var got []any
		for _, r := range []rune{'a', 'b', 'c', 'd', 0x1F600, 0x1F601} {
			got = append(got, f.Metrics().Advance(r))
		}
		if g := fmt.Sprint(got...); g != c.want {
			t.Errorf("%s: %s, want %s", c.name, g, c.want)
		}
	}
	for name, cmap := range map[string][]byte{"none": cmapOf(1, 0, format4(0)), "beyond the end": table16(0, 1, 3, 1, 0, 4000)} {
		if _, err := Read(small(map[string][]byte{"cmap": cmap})); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	f, err := Read(small(map[string][]byte{"maxp": table16(0, 1, 2)}))
	if err != nil || !f.Has('a') || f.Has('b') {
		t.Errorf("a glyph beyond the last: %v", err)
	}
}

// The height of a line is that of hhea, of Windows where it says none, of OS/2 where that asks
// for it; nonsense is bounded.
func TestVerticalMeasures(t *testing.T) {
	hhea := func(up, down, gap int) []byte { return numbers(18, map[int]int{4: up, 6: down, 8: gap, 34: 2}) }
	os2 := func(flags, up, down, gap, winUp, winDown int) []byte {
		return numbers(39, map[int]int{62: flags, 68: up, 70: down, 72: gap, 74: winUp, 76: winDown})
	}
	post := func(top, width int) []byte { return numbers(16, map[int]int{8: top, 10: width}) }
	for _, c := range []struct {
		name            string
		hhea, os2, post []byte
		want            string
	}{
		{"hhea", hhea(800, -200, 50), os2(0, 1, -2, 3, 4, 5), post(-75, 40), "800 200 50, 75 40"},
		{"Windows", hhea(0, 0, 70), os2(0, 1, -2, 3, 700, 250), post(-75, 40), "700 250 0, 75 40"},
		{"typographic", hhea(800, -200, 50), os2(1<<7, 750, -240, 60, 700, 250), post(-75, 40), "750 240 60, 75 40"},
		{"typographic, but empty", hhea(800, -200, 50), os2(1<<7, 0, 0, 0, 700, 250), post(-75, 40), "800 200 50, 75 40"},
		{"another flag", hhea(800, -200, 50), os2(1<<6|1<<8, 750, -240, 60, 700, 250), post(-75, 40), "800 200 50, 75 40"},
		{"nothing", hhea(0, 0, 0), nil, nil, "900 200 0, 100 50"},
		{"beyond all measure", hhea(9000, -9000, 9000), nil, post(-501, 251), "4000 4000 4000, 100 50"},
		{"at the edge", hhea(4000, -4000, -5), nil, post(-500, 250), "4000 4000 0, 500 250"},
		{"the other way", hhea(900, 100, 0), nil, post(5, -5), "900 0 0, 100 50"},
	} {
		tables := map[string][]byte{"hhea": c.hhea}
		if c.os2 != nil {
			tables["OS/2"] = c.os2
		}
		if c.post != nil {
			tables["post"] = c.post
		}
		f, err := Read(small(tables))
		if err != nil {
			t.Fatal(c.name, err)
		}
		m := f.Metrics()
		if got := fmt.Sprintf("%d %d %d, %d %d", m.Ascent, m.Descent, m.Gap, m.UnderlineTop, m.UnderlineWidth); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	for em, ok := range map[int]bool{15: false, 16: true, 16384: true, 16385: false} {
		if _, err := Read(small(map[string][]byte{"head": numbers(27, map[int]int{18: em})})); (err == nil) != ok {
			t.Errorf("%d units of the em: %v", em, err)
		}
	}
}

func TestFamilyNames(t *testing.T) {
	for _, c := range []struct {
		want string
		name []byte
	}{
		{"Năm", nameOf([4]any{1, 0, 1, "Mac"}, [4]any{3, 0x42A, 1, "\x00X"}, [4]any{3, 0x409, 1, "\x00N\x01\x03\x00m"}, [4]any{3, 0x42A, 1, "\x00Y"})},
		{"Mac", nameOf([4]any{3, 0x409, 2, "\x00B"}, [4]any{1, 0, 1, "Mac"}, [4]any{1, 0, 1, "Two"}, [4]any{2, 0, 1, "ISO"})},
		{"X", nameOf([4]any{1, 0, 1, "Mac"}, [4]any{3, 0x42A, 1, "\x00X"})},
		{"", nameOf([4]any{3, 0x409, 4, "\x00F"})},
		{"", table16(0, 1, 18, 3, 1, 0x409, 1, 900, 0)},
	} {
		f, err := Read(small(map[string][]byte{"name": c.name, "head": numbers(27, map[int]int{18: 1000, 44: 2})}))
		if (err == nil) != (c.want != "") || err == nil && (f.Family != c.want || f.Bold || !f.Italic) {
			t.Errorf("%v, %v; want %q", f, err, c.want)
		}
	}
}

// A folder of faces is read with the folders in it; what cannot be used is named.
func TestSetWithAFolder(t *testing.T) {
	own := func(name string) *fstest.MapFile {
		return &fstest.MapFile{Data: small(map[string][]byte{"name": nameOf([4]any{1, 0, 1, name})})}
	}
	set, faults := Shipped().With(fstest.MapFS{"a.ttf": own("A"), "sub/b.OTF": own("B"), "c.txt": own("C"), "broken.ttf": {Data: []byte("x")}})
	if len(faults) != 1 || set.families["a"] == nil || set.families["b"] == nil || set.families["c"] != nil || set.families["liberation serif"] == nil {
		t.Errorf("families %v, faults %v", set.Families(), faults)
	}
	if set.Hash() == Shipped().Hash() || len(set.Families()) != len(Shipped().Families())+2 {
		t.Errorf("families %v", set.Families())
	}
}

// More of the shapes that tables of pairs may have.
func TestReadKerningShapes(t *testing.T) {
	ranges := append(table16(1, 22, 4, 0, 2, 14, 18, 1, 7), table16(-50, 0)...) // two sets; the second of none
	ranges = append(ranges, table16(2, 1, 5, 6, 0)...)
	twice := append(table16(1, 22, 4, 0, 1, 12, 2, 7, -50, 7, -90), table16(1, 1, 5)...)
	several := append(table16(1, 26, 4, 0, 1, 12, 3, 9, -9, 7, -7, 8, -8), table16(1, 1, 5)...)
	// Glyphs 4 and 9 are covered, 9 lies beyond the classes of the left; classes of both sides in ranges.
	classes := append(table16(2, 24, 4, 0, 32, 44, 2, 2, 0, -1, -2, -3), table16(1, 2, 4, 9)...)
	classes = append(classes, table16(2, 1, 3, 4, 1, 0)...)
	classes = append(classes, table16(2, 2, 7, 8, 1, 10, 10, 9)...)
	listed := append(table16(2, 24, 4, 0, 32, 44, 2, 2, 0, -1, -2, -3), table16(1, 2, 5, 6)...)
	listed = append(listed, table16(1, 5, 2, 0, 1, 0)...)
	listed = append(listed, table16(1, 7, 1, 1)...)
	old := append(table16(0, 2, 0, 26, 1, 2, 0, 0, 0, 5, 8), table16(-80, 5, 7, -70)...)
	old = append(old, table16(0, 20, 1, 1, 0, 0, 0, 5, 7, -5)...)
	across := append(table16(0, 2, 0, 20, 5, 1, 0, 0, 0, 5, 7, -70), table16(0, 20, 1, 1, 0, 0, 0, 5, 7, -5)...)
	for _, c := range []struct {
		name        string
		tables      map[string][]byte
		left, right uint16
		want        int64
	}{
		{"a range of glyphs", map[string][]byte{"GPOS": gpos("latn", "kern", 2, ranges)}, 5, 7, -50},
		{"the second of a range", map[string][]byte{"GPOS": gpos("latn", "kern", 2, ranges)}, 6, 7, 0},
		{"of two equal pairs the first", map[string][]byte{"GPOS": gpos("latn", "kern", 2, twice)}, 5, 7, -50},
		{"pairs out of order 7", map[string][]byte{"GPOS": gpos("latn", "kern", 2, several)}, 5, 7, -7},
		{"pairs out of order 8", map[string][]byte{"GPOS": gpos("latn", "kern", 2, several)}, 5, 8, -8},
		{"pairs out of order 9", map[string][]byte{"GPOS": gpos("latn", "kern", 2, several)}, 5, 9, -9},
		{"classes in ranges", map[string][]byte{"GPOS": gpos("latn", "kern", 2, classes)}, 4, 8, -3},
		{"the other class of the right", map[string][]byte{"GPOS": gpos("latn", "kern", 2, classes)}, 4, 9, -2},
		{"a class beyond the columns", map[string][]byte{"GPOS": gpos("latn", "kern", 2, classes)}, 4, 10, -2},
		{"the second of a list of classes", map[string][]byte{"GPOS": gpos("latn", "kern", 2, listed)}, 6, 7, -3},
		{"the first of a list of classes", map[string][]byte{"GPOS": gpos("latn", "kern", 2, listed)}, 5, 7, -1},
		{"covered, without a class", map[string][]byte{"GPOS": gpos("latn", "kern", 2, classes)}, 9, 7, -1},
		{"in a class, not covered", map[string][]byte{"GPOS": gpos("latn", "kern", 2, classes)}, 3, 7, 0},
		{"later subtables add", map[string][]byte{"kern": old}, 5, 7, -75},
		{"the first pair of a subtable", map[string][]byte{"kern": old}, 5, 8, -80},
		{"a subtable across the line", map[string][]byte{"kern": across}, 5, 7, -5},
		{"another version", map[string][]byte{"kern": append(table16(1), old[2:]...)}, 5, 7, 0},
		{"a format that is none", map[string][]byte{"GPOS": gpos("latn", "kern", 2, append(table16(3), ranges[2:]...))}, 5, 7, 0},
		{"another kind of lookup", map[string][]byte{"GPOS": gpos("latn", "kern", 1, ranges)}, 5, 7, 0},
		{"no advance", map[string][]byte{"GPOS": gpos("latn", "kern", 2, append(table16(1, 22, 3, 0), ranges[8:]...))}, 5, 7, 0},
	} {
		got := int64(0)
		if k := readKerning(&sfntTables{tables: c.tables}, 1000); k != nil {
			got = k.of(c.left, c.right)
		}
		if got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// The tables of symbol fonts are measured and published facts: a change of one is meant.
func TestSymbolTablesAreKept(t *testing.T) {
	seal := func(keys []rune, value func(rune) any) string {
		h := fnv.New32a()
		for _, k := range keys {
			fmt.Fprintln(h, k, value(k))
		}
		return fmt.Sprintf("%d %08x", len(keys), h.Sum32())
	}
	got := []string{seal(slices.Sorted(maps.Keys(wingdingsWidths)), func(r rune) any { return wingdingsWidths[r] })}
	for _, m := range []map[rune]rune{symbolSigns, wingdingsSigns, wingdings2Signs, wingdings3Signs, webdingsSigns} {
		got = append(got, seal(slices.Sorted(maps.Keys(m)), func(r rune) any { return m[r] }))
	}
	if g, want := strings.Join(got, ", "), "128 e0fa9b80, 189 167082df, 128 207da10b, 25 ac85cdac, 25 c0af5e6a, 11 27b8d73c"; g != want {
		t.Errorf("widths of Wingdings, signs of Symbol, Wingdings, Wingdings 2, Wingdings 3, Webdings: %s, want %s", g, want)
	}
}

// A family is served by its own face, by one that has its widths, by the nearest that ships.
func TestFind(t *testing.T) {
	for _, c := range []struct {
		family       string
		bold, italic bool
		short        string
		match        fonts.Match
	}{
		{"Liberation Serif", true, true, "LiberationSerif-BoldItalic", fonts.Same},
		{"Times New Roman", false, true, "LiberationSerif-Italic", fonts.Twin},
		{"Georgia", true, false, "", fonts.Fit},
		{"Không Có", true, false, "", fonts.Class},
	} {
		f, match := Shipped().Find(c.family, c.bold, c.italic)
		if c.short != "" && f.Short() != c.short || match != c.match || f.Bold != c.bold || f.Italic != c.italic {
			t.Errorf("%s is served by %s, %v", c.family, f.Short(), match)
		}
	}
	if a, _ := Shipped().Find("Georgia", false, false); a.Family != fonts.FittedGeorgia {
		t.Errorf("Georgia is served by %s", a.Family)
	}
}

func TestSymbolFonts(t *testing.T) {
	for family, want := range map[string]string{"Symbol": "1005 220 true 460 0", "WINGDINGS": "898 211 true 0 891", "Wingdings 2": "898 211 true 0 0", "wingdings 3": "898 211 true 0 0", "Webdings": "898 211 true 0 0", "Arial": "0 0 false 0 0"} {
		up, down, ok := SymbolMetrics(family)
		if got := fmt.Sprint(up, down, ok, SymbolWidth(family, 0xB7), SymbolWidth(family, 0xF0FC)); got != want {
			t.Errorf("%s: %s, want %s", family, got, want)
		}
	}
	for code, want := range map[rune]int64{0x50: 891, 0x51: 896, 0x52: 896, 0xA3: 896, 0xF050: 891} {
		if got := SymbolWidth("Wingdings 2", code); got != want {
			t.Errorf("Wingdings 2, %#x: %d, want %d", code, got, want)
		}
	}
	for _, c := range []struct {
		family  string
		r, want rune
		known   bool
	}{
		{"Symbol", 0xF0B7, '•', true}, {"Symbol", 0xB7, '•', true}, {"Symbol", 0xF0FE, '⎭', true}, {"Symbol", 0xF0FF, 0xF0FF, false}, {"Symbol", 0xF100, 0xF100, true},
		{"Symbol", 0xF020, ' ', true}, {"Symbol", 0xF000, 0xF000, false}, {"Symbol", 0xEFFF, 0xEFFF, true}, {"Symbol", 'ạ', 'ạ', true},
		{"Arial", 0xF0B7, '•', true}, {"Arial", 0xB7, 0xB7, true}, {"Arial", 0xF000, 0xF000, false},
	} {
		if got, known := Symbol(c.family, c.r); got != c.want || known != c.known {
			t.Errorf("%s %U: %U, %v", c.family, c.r, got, known)
		}
	}
}
