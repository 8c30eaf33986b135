package draw

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"testing"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/ooxml"
)

// bitmap is a Windows bitmap of 2 × 2 pixels, red and green above blue and white.
func bitmap() []byte {
	b := make([]byte, 54)
	copy(b, "BM")
	for at, v := range map[int]uint32{10: 54, 14: 40, 18: 2, 22: 2} {
		binary.LittleEndian.PutUint32(b[at:], v)
	}
	binary.LittleEndian.PutUint16(b[26:], 1)
	binary.LittleEndian.PutUint16(b[28:], 24)
	return append(b, 255, 0, 0, 255, 255, 255, 0, 0, 0, 0, 255, 0, 255, 0, 0, 0)
}

func TestPicturesOfOtherFormats(t *testing.T) {
	var moving bytes.Buffer
	if err := gif.Encode(&moving, image.NewPaletted(image.Rect(0, 0, 2, 2), color.Palette{color.NRGBA{R: 255, A: 255}}), nil); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"bmp": bitmap(), "gif": moving.Bytes()} {
		out, kind := pictureOf(data)
		if kind != "png" {
			t.Fatalf("%s: kind %q", name, kind)
		}
		img, err := png.Decode(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		if r, g, b, _ := img.At(0, 0).RGBA(); r != 0xFFFF || g != 0 || b != 0 {
			t.Errorf("%s: the first pixel is %x %x %x, want red", name, r, g, b)
		}
	}
}

// TestBitmapsOfColours: bitmaps of 1, 4 and 8 bits take their colours from a table, the first row of
// pixels stands last; where the height is negative it stands first.
func TestBitmapsOfColours(t *testing.T) {
	for bits, row := range map[int]byte{1: 0x40, 4: 0x01, 8: 0x00} { // of two pixels: the first has colour 0, the second 1
		for _, down := range []bool{false, true} {
			colours := 1 << bits
			b := make([]byte, 54+4*colours)
			copy(b, "BM")
			height := uint32(2)
			if down {
				height = ^uint32(1) // -2
			}
			for at, v := range map[int]uint32{10: uint32(len(b)), 14: 40, 18: 2, 22: height} {
				binary.LittleEndian.PutUint32(b[at:], v)
			}
			binary.LittleEndian.PutUint16(b[28:], uint16(bits))
			copy(b[54:], []byte{1, 2, 3, 0, 4, 5, 6, 0}) // blue, green, red
			second := []byte{0x00, 0, 0, 0}
			first := []byte{row, 0, 0, 0}
			if bits == 8 {
				first[1] = 1
			}
			img := decodeBMP(append(append(b, first...), second...))
			if img == nil {
				t.Fatalf("%d bits: not read", bits)
			}
			y := 1
			if down {
				y = 0
			}
			for x, want := range []color.NRGBA{{3, 2, 1, 255}, {6, 5, 4, 255}} {
				if got := img.At(x, y); got != want {
					t.Errorf("%d bits, down %t: pixel %d is %v, want %v", bits, down, x, got, want)
				}
			}
			if got := img.At(1, 1-y); got != (color.NRGBA{3, 2, 1, 255}) {
				t.Errorf("%d bits: a pixel of the other row is %v", bits, got)
			}
		}
	}
}

// TestBrokenPictures cuts and changes pictures: none may make the layout fail.
func TestBrokenPictures(t *testing.T) {
	whole := bitmap()
	for n := range len(whole) {
		pictureOf(whole[:n])
		for _, v := range []byte{0, 1, 4, 8, 16, 32, 127, 128, 255} {
			broken := bytes.Clone(whole)
			broken[n] = v
			pictureOf(broken)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 9, 9))); err != nil {
		t.Fatal(err)
	}
	huge := []byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01")
	if _, got := pictureOf(huge); got != "" {
		t.Error("a JPEG of 65,535 × 65,535 pixels is drawn")
	}
	for n := range b.Len() {
		broken := bytes.Clone(b.Bytes())
		broken[n] ^= 0x10
		if _, got := pictureOf(broken); got != "" {
			t.Errorf("a PNG with byte %d changed is drawn", n)
		}
		if _, got := pictureOf(b.Bytes()[:n]); got != "" {
			t.Errorf("the first %d bytes of a PNG are drawn", n)
		}
	}
	for _, kind := range []string{"EMF", "\x01\x00\x00\x00", ""} {
		if _, got := pictureOf([]byte(kind)); got != "" {
			t.Errorf("%q is taken for %s", kind, got)
		}
	}
}

func TestCrop(t *testing.T) {
	for src, want := range map[string]item.Crop{
		`<a:srcRect xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" l="25000" t="10000" r="25000"/>`: {Left: 25000, Top: 10000, Right: 25000},
		`<a:srcRect xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" l="60000" r="50000"/>`:           {},
		`<a:srcRect xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" b="-20000"/>`:                    {Bottom: -20000},
	} {
		e, err := ooxml.Parse([]byte(src))
		if err != nil {
			t.Fatal(err)
		}
		if got := sourceCrop(e); got != want {
			t.Errorf("%s: %+v, want %+v", src, got, want)
		}
	}
	e, err := ooxml.Parse([]byte(`<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" cropleft="16384f" cropbottom=".5"/>`))
	if err != nil {
		t.Fatal(err)
	}
	if got := vmlCrop(e); got != (item.Crop{Left: 25000, Bottom: 50000}) {
		t.Errorf("VML: %+v", got)
	}
}
