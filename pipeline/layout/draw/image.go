package draw

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	_ "image/gif"  // pictures in this format are decoded too
	_ "image/jpeg" // their sizes are read
	"image/png"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/ooxml"
)

// image draws the picture that a relationship names.
func (r *reading) image(id string, p *item.Picture, d *Drawing) {
	rel, ok := r.in.Rels[id]
	if !ok || rel.External {
		r.fact("Ảnh nằm ngoài tệp, không được in.")
		return
	}
	m := r.media(rel.Target)
	if m.kind == "" {
		r.fact("Ảnh “" + rel.Target + "” bị hỏng, quá lớn hoặc không phải PNG, JPEG, GIF hay BMP, không được in.")
		return
	}
	p.Data, p.Type = m.data, m.kind
	d.add(p)
}

// medium is a picture that can be drawn; kind is "" where it cannot.
type medium struct {
	data []byte
	kind string
}

// media returns a picture, read once.
func (r *Reader) media(part string) medium {
	if m, ok := r.pictures[part]; ok {
		return m
	}
	var m medium
	if data, err := r.file.Pkg.Part(part); err == nil {
		m.data, m.kind = pictureOf(data)
	}
	r.pictures[part] = m
	return m
}

// maxPixels bounds the pictures that are decoded here, maxDrawn those that are passed on.
const (
	maxPixels = 40_000_000
	maxDrawn  = 100_000_000
)

// pictureOf returns a picture in a format that can be drawn: PNG and JPEG as they are, GIF
// and BMP as PNG. kind is "" where it is of another format, damaged or too large.
func pictureOf(data []byte) (_ []byte, kind string) {
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		if sound(data) && soundChunks(data[8:]) {
			return data, "png"
		}
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		if sound(data) {
			return data, "jpeg"
		}
	case bytes.HasPrefix(data, []byte("GIF8")):
		if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err != nil || c.Width*c.Height > maxPixels {
			return nil, ""
		}
		img, _, err := image.Decode(bytes.NewReader(data)) // the first frame
		if err != nil {
			return nil, ""
		}
		return asPNG(img)
	case bytes.HasPrefix(data, []byte("BM")):
		if img := decodeBMP(data); img != nil {
			return asPNG(img)
		}
	}
	return nil, ""
}

// sound reports whether the head of a picture can be read and asks for a sensible size.
func sound(data []byte) bool {
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	return err == nil && c.Width > 0 && c.Height > 0 && c.Width <= maxDrawn/c.Height
}

// soundChunks reports whether the chunks of a PNG are whole to the last (ISO/IEC 15948, 5.3).
func soundChunks(data []byte) bool {
	for len(data) >= 12 {
		size := uint64(binary.BigEndian.Uint32(data))
		if size > uint64(len(data)-12) || crc32.ChecksumIEEE(data[4:8+size]) != binary.BigEndian.Uint32(data[8+size:]) {
			return false
		}
		if string(data[4:8]) == "IEND" {
			return true
		}
		data = data[12+size:]
	}
	return false
}

func asPNG(img image.Image) ([]byte, string) {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return nil, ""
	}
	return b.Bytes(), "png"
}

// decodeBMP reads a Windows bitmap without compression of 1, 4, 8, 24 or 32 bits a pixel;
// nil for all others.
func decodeBMP(b []byte) image.Image {
	if len(b) < 54 {
		return nil
	}
	le32 := func(at int) int { return int(int32(binary.LittleEndian.Uint32(b[at:]))) }
	from, header := le32(10), le32(14)
	w, h := le32(18), le32(22)
	bits, packing := int(binary.LittleEndian.Uint16(b[28:])), le32(30)
	down := h < 0
	h = max(h, -h)
	if header < 40 || header > 1024 || w <= 0 || h <= 0 || w > maxPixels/h || packing != 0 && (packing != 3 || bits != 32) {
		return nil
	}
	stride := (w*bits + 31) / 32 * 4
	if from < 0 || from > len(b) || stride > (len(b)-from)/h {
		return nil
	}
	colors := 0
	if bits <= 8 {
		if colors = le32(46); colors <= 0 || colors > 1<<bits {
			colors = 1 << bits
		}
		colors = min(colors, (len(b)-14-header)/4)
	}
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		row := b[from+y*stride:]
		to := h - 1 - y
		if down {
			to = y
		}
		for x := range w {
			c := color.NRGBA{A: 255}
			switch bits {
			case 24, 32:
				p := row[x*bits/8:]
				c.B, c.G, c.R = p[0], p[1], p[2]
			case 1, 4, 8:
				i := int(row[x*bits/8]) >> (8 - bits - x*bits%8) & (1<<bits - 1)
				if i < colors {
					p := b[14+header+4*i:]
					c.B, c.G, c.R = p[0], p[1], p[2]
				}
			default:
				return nil
			}
			img.SetNRGBA(x, to, c)
		}
	}
	return img
}

// sourceCrop reads a:srcRect: thousandths of a percent of the picture that are cut off.
func sourceCrop(e *ooxml.Element) item.Crop {
	if e == nil {
		return item.Crop{}
	}
	edge := func(name string) int64 {
		v, _ := e.Attr(name)
		n := ooxml.Number(v)
		if len(v) > 0 && v[len(v)-1] == '%' {
			n *= 1000
		}
		return n
	}
	return soundCrop(item.Crop{Left: edge("l"), Top: edge("t"), Right: edge("r"), Bottom: edge("b")})
}

// vmlCrop reads the parts of v:imagedata that are cut off: "0.25" or "16384f", of 65,536.
func vmlCrop(e *ooxml.Element) item.Crop {
	edge := func(name string) int64 {
		v, _ := e.Attr(name)
		if len(v) > 0 && v[len(v)-1] == 'f' {
			return ooxml.Number(v) * 100_000 / 65536
		}
		return int64(ooxml.Measure(v, 100_000))
	}
	return soundCrop(item.Crop{Left: edge("cropleft"), Top: edge("croptop"), Right: edge("cropright"), Bottom: edge("cropbottom")})
}

// soundCrop drops what cannot be: a picture of which nothing is left.
func soundCrop(c item.Crop) item.Crop {
	const whole = 100_000
	for _, v := range []*int64{&c.Left, &c.Top, &c.Right, &c.Bottom} {
		*v = ooxml.Clamp(*v, -10*whole, whole)
	}
	if c.Left+c.Right >= whole-100 || c.Top+c.Bottom >= whole-100 {
		return item.Crop{}
	}
	return c
}
