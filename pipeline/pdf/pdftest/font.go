package pdftest

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// usedFont is a font with the codes that pages show.
type usedFont struct {
	dict  types.Dict
	codes map[int]bool
}

func (a *audit) useFont(o types.Object) *usedFont {
	n := objectNumber(o)
	if a.used[n] == nil {
		a.used[n] = &usedFont{a.dict(o), map[int]bool{}}
	}
	return a.used[n]
}

// fonts looks at the fonts in use: embedded, as wide as they say, and readable as Unicode
// (6.2.11).
func (a *audit) fonts() {
	for _, n := range slices.Sorted(maps.Keys(a.used)) {
		f := a.used[n]
		title := a.name(f.dict["BaseFont"])
		for _, s := range a.font(f, title) {
			a.fault("6.2.11: font %s: %s", title, s)
		}
	}
}

func (a *audit) font(f *usedFont, title string) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	kids := a.array(f.dict["DescendantFonts"])
	if a.name(f.dict["Subtype"]) != "Type0" || len(kids) != 1 || a.name(f.dict["Encoding"]) != "Identity-H" {
		return []string{"no composite font with Identity-H"}
	}
	cid := a.dict(kids[0])
	desc := a.dict(cid["FontDescriptor"])
	info := a.dict(cid["CIDSystemInfo"])
	if a.text(info["Registry"]) != "Adobe" || a.text(info["Ordering"]) != "Identity" {
		fault("character collection %v", info)
	}
	if a.name(cid["BaseFont"]) != title || a.name(desc["FontName"]) != title {
		fault("its parts have other names: %v, %v", cid["BaseFont"], desc["FontName"])
	}
	widths, standard := a.widths(cid["W"]), a.number(cid["DW"])
	if cid["DW"] == nil {
		standard = 1000
	}
	unicode := toUnicode(a.stream(f.dict["ToUnicode"]))
	var program *trueType
	switch kind := a.name(cid["Subtype"]); kind {
	case "CIDFontType2":
		if a.name(cid["CIDToGIDMap"]) != "Identity" {
			fault("codes are not glyphs")
		}
		if !subsetName.MatchString(title) {
			fault("a cut face without a tag")
		}
		var err error
		if program, err = parseTrueType(a.stream(desc["FontFile2"])); err != nil {
			fault("%v", err)
		}
	case "CIDFontType0":
		if a.name(a.dict(desc["FontFile3"])["Subtype"]) != "CIDFontType0C" || len(a.stream(desc["FontFile3"])) < 8 {
			fault("not embedded")
		}
	default:
		fault("kind %s", kind)
	}
	for _, code := range slices.Sorted(maps.Keys(f.codes)) {
		if s := unicodeFault(unicode[code]); s != "" {
			fault("code %d: %s", code, s)
		}
		if program == nil {
			continue
		}
		w, has := widths[code]
		if !has {
			w = standard
		}
		switch {
		case code == 0 || code >= program.glyphs:
			fault("code %d: no such glyph of %d", code, program.glyphs)
		case math.Abs(w-program.width(code)) > 1:
			fault("code %d: %v wide, its glyph %v", code, w, program.width(code))
		case !program.outlined(code):
			fault("code %d: broken outline", code)
		}
	}
	return faults
}

var subsetName = regexp.MustCompile(`^[A-Z]{6}\+`)

// unicodeFault says what is wrong with the text of a code (6.2.11.7.2).
func unicodeFault(s string) string {
	if s == "" {
		return "reads as nothing"
	}
	for _, r := range s {
		switch {
		case r == 0 || r == 0xFEFF || r == 0xFFFE || r == 0xFFFD:
			return fmt.Sprintf("reads as %U", r)
		case r >= 0xE000 && r <= 0xF8FF || r >= 0xF0000:
			return fmt.Sprintf("reads as %U of the private area", r)
		}
	}
	return ""
}

// widths reads the array W (ISO 32000-1, 9.7.4.3).
func (a *audit) widths(o types.Object) map[int]float64 {
	out := map[int]float64{}
	list := a.array(o)
	for i := 0; i+1 < len(list); {
		first := int(a.number(list[i]))
		if run, is := a.get(list[i+1]).(types.Array); is {
			for k, w := range run {
				out[first+k] = a.number(w)
			}
			i += 2
			continue
		}
		if i+2 >= len(list) {
			break
		}
		for c := first; c <= int(a.number(list[i+1])) && c < 1<<16; c++ {
			out[c] = a.number(list[i+2])
		}
		i += 3
	}
	return out
}

var (
	charList = regexp.MustCompile(`(?s)beginbfchar(.*?)endbfchar`)
	rangeSet = regexp.MustCompile(`(?s)beginbfrange(.*?)endbfrange`)
	hexToken = regexp.MustCompile(`<([0-9A-Fa-f]*)>`)
)

// toUnicode reads a character map (ISO 32000-1, 9.10.3).
func toUnicode(cmap []byte) map[int]string {
	out := map[int]string{}
	tokens := func(part []byte) (list [][]byte) {
		for _, m := range hexToken.FindAllSubmatch(part, -1) {
			b := make([]byte, len(m[1])/2)
			for i := range b {
				v, _ := strconv.ParseUint(string(m[1][2*i:2*i+2]), 16, 8)
				b[i] = byte(v)
			}
			list = append(list, b)
		}
		return list
	}
	code := func(b []byte) (n int) {
		for _, c := range b {
			n = n<<8 | int(c)
		}
		return n
	}
	for _, m := range charList.FindAllSubmatch(cmap, -1) {
		list := tokens(m[1])
		for i := 0; i+1 < len(list); i += 2 {
			out[code(list[i])] = utf16Text(list[i+1])
		}
	}
	for _, m := range rangeSet.FindAllSubmatch(cmap, -1) {
		list := tokens(m[1])
		for i := 0; i+2 < len(list); i += 3 {
			for c := code(list[i]); c <= code(list[i+1]) && c < 1<<16; c++ {
				runes := []rune(utf16Text(list[i+2]))
				if len(runes) > 0 {
					runes[len(runes)-1] += rune(c - code(list[i]))
				}
				out[c] = string(runes)
			}
		}
	}
	return out
}

// trueType is an embedded font program.
type trueType struct {
	tables map[string][]byte
	perEm  float64
	glyphs int
	full   int // entries of hmtx with a width
	long   bool
}

func parseTrueType(d []byte) (*trueType, error) {
	if len(d) < 12 {
		return nil, fmt.Errorf("not embedded")
	}
	f := &trueType{tables: map[string][]byte{}}
	n := int(binary.BigEndian.Uint16(d[4:]))
	for i := range n {
		if len(d) < 28+16*i {
			return nil, fmt.Errorf("the font program is cut off")
		}
		e := d[12+16*i:]
		off, size := int(binary.BigEndian.Uint32(e[8:])), int(binary.BigEndian.Uint32(e[12:]))
		if off%4 != 0 || off+size > len(d) {
			return nil, fmt.Errorf("table %s stands at %d with %d bytes", e[:4], off, size)
		}
		f.tables[string(e[:4])] = d[off : off+size]
	}
	for tag, least := range map[string]int{"glyf": 0, "head": 54, "hhea": 36, "hmtx": 4, "loca": 4, "maxp": 6} {
		if t, has := f.tables[tag]; !has || len(t) < least {
			return nil, fmt.Errorf("table %s is missing", tag)
		}
	}
	f.perEm = float64(binary.BigEndian.Uint16(f.tables["head"][18:]))
	f.long = binary.BigEndian.Uint16(f.tables["head"][50:]) == 1
	f.glyphs = int(binary.BigEndian.Uint16(f.tables["maxp"][4:]))
	f.full = int(binary.BigEndian.Uint16(f.tables["hhea"][34:]))
	if f.perEm == 0 || f.full == 0 || len(f.tables["hmtx"]) < 4*f.full || !f.long || len(f.tables["loca"]) < 4*f.glyphs+4 {
		return nil, fmt.Errorf("the tables of the font program do not fit together")
	}
	return f, nil
}

// width is the advance of a glyph in 1/1000 em.
func (f *trueType) width(glyph int) float64 {
	return float64(binary.BigEndian.Uint16(f.tables["hmtx"][4*min(glyph, f.full-1):])) * 1000 / f.perEm
}

// outlined reports whether the outline of a glyph stands within its table.
func (f *trueType) outlined(glyph int) bool {
	loca := f.tables["loca"]
	from, to := binary.BigEndian.Uint32(loca[4*glyph:]), binary.BigEndian.Uint32(loca[4*glyph+4:])
	return from == to || to >= from+10 && int(to) <= len(f.tables["glyf"])
}
