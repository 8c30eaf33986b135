package pdf

import (
	"bytes"
	"encoding/binary"
	"io"
	"testing"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/unit"
)

// FuzzWrite makes pages of random items: an error or a file, never a panic.
func FuzzWrite(f *testing.F) {
	f.Add([]byte("\x00\x10\x20\x30\x40\x50\x60\x70\x00\x11\x22\x33\x44\x55\x66\x77\x01\x02\x03\x04\x05\x06\x07\x08"), "Tổ quốc (a\\b)\r\n")
	f.Add(bytes.Repeat([]byte("\x05abcdefghijk"), 30), "e\u0301\x00字")
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		next := func() int64 {
			if len(data) < 2 {
				return 0
			}
			v := int64(int16(binary.BigEndian.Uint16(data)))
			data = data[2:]
			return v * v * v // small and huge ones
		}
		length := func() unit.Length { return unit.Length(next()) }
		doc := &layout.Document{Lang: text, Title: text, Pages: []layout.Page{{Width: 210 * unit.Mm, Height: 297 * unit.Mm}, {Width: length(), Height: length()}}}
		for i := 0; len(data) > 1 && i < 200; i++ {
			var it layout.Item
			color := layout.Color(next())
			switch next() & 7 {
			case 0, 1, 2:
				it = &layout.Text{X: length(), Y: length(), Width: length(), Size: length(), Face: serif, Text: text, Color: color,
					Spacing: length(), Scale: int(next()), Turn: int(next()), Alpha: uint8(next()), Para: int(next())}
			case 3:
				it = &layout.Line{X1: length(), Y1: length(), X2: length(), Y2: length(), Width: length(), Color: color, Dash: []unit.Length{length(), length()}}
			case 4:
				it = &layout.Fill{X: length(), Y: length(), W: length(), H: length(), Color: color}
			case 5:
				it = &layout.Path{Fill: &color, Width: length(), Alpha: uint8(next()), Segments: []layout.Segment{{Op: 'M'}, {Op: byte(next())}, {Op: 'Z'}}}
			case 6:
				it = &layout.Picture{X: length(), Y: length(), W: length(), H: length(), Data: pngOf(uint8(next())), Alt: text, Turn: int(next())}
			case 7:
				it = &layout.Link{X: length(), Y: length(), W: length(), H: length(), URL: text, Page: int(next()), TopY: length()}
			}
			doc.Pages[0].Items = append(doc.Pages[0].Items, it)
		}
		if doc.Pages[1].Width == 0 {
			doc.Pages = doc.Pages[:1]
		}
		doc.Outline = []layout.Heading{{Level: int(next()), Text: text}, {Level: int(next()), Text: text}}
		Write(io.Discard, doc, Info{Title: text})
	})
}

// FuzzFont opens and cuts random fonts: an error or a face, never a panic.
func FuzzFont(f *testing.F) {
	f.Add(smallFont())
	f.Fuzz(func(t *testing.T, data []byte) {
		face, err := openFace(&layout.Face{Data: data})
		if err != nil {
			return
		}
		for r := rune(' '); r < 0x200; r++ {
			face.use(r)
		}
		face.number()
		face.cut()
		toUnicode(face.runes)
	})
}

// smallFont is a font of three glyphs with a character map: " ", "a", "ệ".
func smallFont() []byte {
	face, _ := openFace(serif)
	for _, r := range "aệ" {
		face.use(r)
	}
	face.number()
	cut, _ := face.cut()
	cmap := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0}
	for _, v := range []uint32{16 + 36, 0, 3, ' ', ' ', 1, 'a', 'a', 2, 'ệ', 'ệ', 3} {
		cmap = binary.BigEndian.AppendUint32(cmap, v)
	}
	tables := []table{{"cmap", cmap}}
	for i := range int(binary.BigEndian.Uint16(cut[4:])) {
		e := cut[12+16*i:]
		from := binary.BigEndian.Uint32(e[8:])
		tables = append(tables, table{string(e[:4]), cut[from : from+binary.BigEndian.Uint32(e[12:])]})
	}
	return assembleTables(tables)
}

func TestSmallFontOpens(t *testing.T) {
	face, err := openFace(&layout.Face{Data: smallFont()})
	if err != nil || face.lookup('ệ') != 3 || face.lookup('b') != 0 {
		t.Errorf("%v", err)
	}
}

// FuzzRead reads random files and page contents.
func FuzzRead(f *testing.F) {
	f.Add([]byte("q 1 0 0 rg BT /F1 12.00 Tf 10.00 20.00 Td (a\\)b) Tj ET Q 0.5 w 1 2 m 3 4 l S"))
	f.Add([]byte("xref\n0 2\n0000000000 65535 f \n0000000010 00000 n \ntrailer\n<</Root 1 0 R/A[1 <AB> (c) true null]>>\nstartxref\n0\n%%EOF"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if p, err := openFile(data); err == nil {
			for r := range p.offsets {
				p.get(r)
			}
			readDrawn(data)
		}
		d := drawn{s: scanner{src: data}, fonts: map[string]int{"F1": 0}}
		for {
			if _, err := d.next(); err != nil {
				break
			}
		}
	})
}
