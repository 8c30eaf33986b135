package pdf

import (
	"bytes"
	"encoding/binary"
	"io"
	"math/rand"
	"testing"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/pdf/pdftest"
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
			var it item.Item
			color := item.Color(next())
			switch next() & 7 {
			case 0, 1, 2:
				it = &item.Text{X: length(), Y: length(), Width: length(), Size: length(), Face: serif, Text: text, Color: color,
					Spacing: length(), Scale: int(next()), Turn: int(next()), Alpha: uint8(next()), Para: int(next())}
			case 3:
				it = &item.Line{X1: length(), Y1: length(), X2: length(), Y2: length(), Width: length(), Color: color, Dash: []unit.Length{length(), length()}}
			case 4:
				it = &item.Fill{X: length(), Y: length(), W: length(), H: length(), Color: color}
			case 5:
				it = &item.Path{Fill: &color, Width: length(), Alpha: uint8(next()), Segments: []item.Segment{{Op: 'M'}, {Op: byte(next())}, {Op: 'Z'}}}
			case 6:
				it = &item.Picture{X: length(), Y: length(), W: length(), H: length(), Data: pngOf(uint8(next())), Alt: text, Turn: int(next())}
			case 7:
				it = &item.Link{X: length(), Y: length(), W: length(), H: length(), URL: text, Page: int(next()), TopY: length()}
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
		face, err := openFace(&font.Face{Data: data})
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
	face, err := openFace(&font.Face{Data: smallFont()})
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

// FuzzStructure makes documents whose tables, lists, notes and links contradict each other
// and their pages: the tags of the file are consistent all the same.
func FuzzStructure(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("a document of one table and two lists with notes and links in them, in any order"))
	random := rand.New(rand.NewSource(1))
	for range 150 {
		data := make([]byte, 20+random.Intn(500))
		random.Read(data)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		next := func(n int) int {
			if len(data) == 0 {
				return 0
			}
			v := int(data[0]) % n
			data = data[1:]
			return v
		}
		doc := &layout.Document{Lang: "vi-VN", Pages: make([]layout.Page, 2)}
		for i := range doc.Pages {
			p := &doc.Pages[i]
			p.Width, p.Height, p.Top, p.Bottom = 210*unit.Mm, 297*unit.Mm, 20*unit.Mm, 280*unit.Mm
			for range next(24) {
				x, y, para := unit.Length(next(8)*20)*unit.Mm, unit.Length(next(8)*40)*unit.Mm, next(16)
				switch next(6) {
				default:
					p.Items = append(p.Items, &item.Text{X: x, Y: y, Width: 15 * unit.Mm, Face: serif, Size: 12 * unit.Pt, Text: "chữ", Para: para,
						Label: next(4) == 0, Turn: next(3) * 45, Alpha: uint8(next(3)), Spacing: unit.Length(next(2)) * 3 * unit.Pt})
				case 3:
					p.Items = append(p.Items, &item.Link{X: x, Y: y - 10*unit.Pt, W: 40 * unit.Mm, H: 14 * unit.Pt, URL: "https://example.org/", Para: para})
				case 4:
					p.Items = append(p.Items, &item.Picture{X: x, Y: y, W: unit.Cm, H: unit.Cm, Data: pngOf(255), Type: "png", Alt: "Hình", Para: para})
				case 5:
					p.Items = append(p.Items, &item.Line{X1: x, Y1: y, X2: x + unit.Cm, Y2: y, Width: unit.Pt})
				}
			}
		}
		for range next(3) {
			tb := layout.Table{Ruled: next(3) > 0, Heads: next(3)}
			for range next(4) {
				var r layout.TableRow
				for range next(4) {
					first := int32(next(16))
					r.Cells = append(r.Cells, layout.TableCell{First: first, Last: first + int32(next(3)), Column: int16(next(4)), Columns: int16(next(4)), Rows: int16(next(4))})
				}
				tb.Rows = append(tb.Rows, r)
			}
			doc.Tables = append(doc.Tables, tb)
		}
		for i := range 16 {
			switch next(5) {
			case 0:
				doc.Lists = append(doc.Lists, layout.ListItem{Para: i, List: next(2), Level: next(3), Format: []string{"decimal", "bullet", "?"}[next(3)]})
			case 1:
				doc.Notes = append(doc.Notes, layout.Note{Para: i, First: next(16), Last: next(20)})
			case 2:
				doc.Outline = append(doc.Outline, layout.Heading{Level: next(9), Text: "Mục", Page: next(2), Para: i})
			}
		}
		var b bytes.Buffer
		if err := Write(&b, doc, day); err != nil {
			t.Fatal(err)
		}
		for _, fault := range pdftest.Faults(b.Bytes()) {
			t.Error(fault)
		}
	})
}
