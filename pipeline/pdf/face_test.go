package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// TestManyFaces: more faces than the drawing library has stand-ins for are all embedded and read.
func TestManyFaces(t *testing.T) {
	s := newSetter()
	s.newPage(210*unit.Mm, 297*unit.Mm)
	var want []string
	for i := range 14 {
		of := []*font.Face{serif, serifBold, serifItalic, serifBoldItalic}[i%4]
		f := &font.Face{Family: fmt.Sprintf("Mau %c", 'A'+i), Bold: of.Bold, Italic: of.Italic, Data: of.Data}
		word := fmt.Sprintf("điểu%c", 'a'+i)
		want = append(want, word)
		s.page.Items = append(s.page.Items, &item.Text{X: left, Y: unit.Length(20+15*i) * unit.Mm, Width: width(f, word, 14*unit.Pt), Face: f, Size: 14 * unit.Pt, Text: word, Para: i + 1})
	}
	data := write(t, &s.doc)
	if got := strings.Join(strings.Fields(tool(t, data, "pdftotext", "FILE", "-")), " "); got != strings.Join(want, " ") {
		t.Errorf("reads %q", got)
	}
	fonts := tool(t, data, "pdffonts", "FILE")
	if n := strings.Count(fonts, "CID TrueType"); n != 14 {
		t.Errorf("%d faces:\n%s", n, fonts)
	}
	faultless(t, "many faces", data)
}

// TestGlyphsBeyondTheFace: a letter whose glyph the face does not have is missing, the last one
// that it has is not.
func TestGlyphsBeyondTheFace(t *testing.T) {
	f, err := openFace(serif)
	if err != nil {
		t.Fatal(err)
	}
	glyph := f.lookup('a')
	at := bytes.Index(serif.Data, f.tables["maxp"])
	for count, has := range map[int]bool{glyph: false, glyph + 1: true} {
		data := bytes.Clone(serif.Data)
		binary.BigEndian.PutUint16(data[at+4:], uint16(count))
		doc := &layout.Document{Pages: []layout.Page{{Width: unit.Inch, Height: unit.Inch,
			Items: []item.Item{&item.Text{Face: &font.Face{Family: "Mau", Data: data}, Size: unit.Pt, Text: "a"}}}}}
		err := Write(io.Discard, doc, Info{})
		var missing *GlyphError
		if errors.As(err, &missing) == has || has && err != nil {
			t.Errorf("%d glyphs, the letter is number %d: %v", count, glyph, err)
		}
	}
}

// TestKeyedByCID: the operator ROS, and no operand that looks like it, says that a CFF face finds
// its glyphs by the identifiers of a collection (Adobe Technical Note 5176, section 4 and 18).
func TestKeyedByCID(t *testing.T) {
	for _, c := range []struct {
		name string
		top  []byte
		want bool
	}{
		{"nothing", []byte{139, 0}, false},
		{"ROS", []byte{139, 139, 139, 12, 30}, true},
		{"ROS behind another", []byte{139, 12, 7, 139, 139, 139, 12, 30}, true},
		{"another", []byte{139, 12, 31}, false},
		{"in a number of two bytes", []byte{28, 12, 30, 15}, false},
		{"behind a number of two bytes", []byte{28, 1, 2, 12, 30}, true},
		{"in a number of four bytes", []byte{29, 0, 0, 12, 30, 15}, false},
		{"behind a number of four bytes", []byte{29, 1, 2, 3, 4, 12, 30}, true},
		{"in a real number", []byte{30, 12, 30, 0x1F, 15}, false},
		{"behind a real number", []byte{30, 0x1A, 0x5F, 12, 30}, true},
		{"in a large number", []byte{247, 12, 30, 0x1F, 17}, false},
		{"in a small number", []byte{254, 12, 30, 0x1F, 17}, false},
		{"behind 255, which is no number here", []byte{255, 12, 30}, true},
		{"cut off", []byte{12}, false},
	} {
		// A header of 4 bytes, an INDEX with one name, an INDEX with the top DICT.
		table := append([]byte{1, 0, 4, 1, 0, 1, 1, 1, 2, 'A', 0, 1, 1, 1, byte(1 + len(c.top))}, c.top...)
		got, err := keyedByCID(append(table, 0, 0, 0))
		if err != nil || got != c.want {
			t.Errorf("%s: %v (%v)", c.name, got, err)
		}
	}
	for _, broken := range [][]byte{{1, 0, 4, 1}, {1, 0, 4, 1, 0, 0, 1, 1}, {1, 0, 4, 1, 0, 1, 5, 1, 2, 'A', 0, 0}, {1, 0, 4, 1, 0, 1, 1, 1, 9, 'A', 0, 0}, {1, 0, 4, 1, 0, 1, 1, 0, 2, 'A', 0, 0}} {
		if _, err := keyedByCID(broken); err == nil {
			t.Errorf("%v: no error", broken)
		}
	}
}
