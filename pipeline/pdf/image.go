package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	imagedraw "image/draw"
	"image/jpeg"
	"image/png"
	"io"

	"github.com/klauspost/compress/zlib"

	"vanthu/pipeline/layout/item"
)

// images are the pictures of a document, each written once. maroto's provider has
// pictures, too, but neither stretched nor turned, under random names, and writes a
// broken one's error into the page.
type images struct {
	of    map[*byte]ref // by first byte of the data
	known map[[sha256.Size]byte]ref
	clear map[ref]bool // those that are see-through
}

// maxPixels bounds the pixels of one picture.
const maxPixels = 100_000_000

// writeImages writes the pictures of all pages.
func (f *finisher) writeImages() error {
	f.images = images{of: map[*byte]ref{}, known: map[[sha256.Size]byte]ref{}, clear: map[ref]bool{}}
	for i := range f.doc.Pages {
		for _, it := range f.doc.Pages[i].Items {
			p, is := it.(*item.Picture)
			if !is {
				continue
			}
			if len(p.Data) == 0 {
				return fmt.Errorf("page %d: an empty picture", i+1)
			}
			if _, has := f.images.of[&p.Data[0]]; has {
				continue
			}
			sum := sha256.Sum256(p.Data)
			r, has := f.images.known[sum]
			if !has {
				var err error
				var clear bool
				if r, clear, err = writeImage(f.w, p.Data); err != nil {
					return fmt.Errorf("page %d, picture %q: %w", i+1, p.Alt, err)
				}
				f.images.known[sum], f.images.clear[r] = r, clear
			}
			f.images.of[&p.Data[0]] = r
		}
	}
	return nil
}

// writeImage writes an image object; what kind it is, its first bytes say. clear reports
// whether it is see-through.
func writeImage(w *writer, data []byte) (r ref, clear bool, err error) {
	cfg, kind, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return 0, false, err
	}
	if cfg.Width <= 0 || cfg.Height <= 0 || cfg.Width > maxPixels/cfg.Height {
		return 0, false, fmt.Errorf("%d × %d pixels", cfg.Width, cfg.Height)
	}
	if kind == "jpeg" && cfg.ColorModel != color.CMYKModel { // CMYK would need a second output intent
		space := "DeviceRGB"
		if cfg.ColorModel == color.GrayModel {
			space = "DeviceGray"
		}
		r := w.reserve()
		w.rawStream(r, fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent 8/Filter/DCTDecode",
			cfg.Width, cfg.Height, space), data)
		return r, false, nil
	}
	if kind == "png" {
		if r, err := writePNG(w, data); r != 0 || err != nil {
			return r, false, err
		}
	}
	var img image.Image
	if kind == "png" {
		img, err = png.Decode(bytes.NewReader(data))
	} else {
		img, err = jpeg.Decode(bytes.NewReader(data))
	}
	if err != nil {
		return 0, false, err
	}
	r, clear = writePixels(w, img)
	return r, clear, nil
}

// writePNG passes the compressed rows of a PNG on as they are (ISO 32000-1, 7.4.4.4);
// 0 where it is interlaced, see-through or deeper than 8 bits.
func writePNG(w *writer, data []byte) (ref, error) {
	var rows, palette []byte
	var width, height, bits, kind int
	for at := 8; ; {
		if at+12 > len(data) {
			return 0, io.ErrUnexpectedEOF
		}
		size := int(binary.BigEndian.Uint32(data[at:]))
		if size < 0 || at+12+size > len(data) {
			return 0, io.ErrUnexpectedEOF
		}
		tag, body := string(data[at+4:at+8]), data[at+8:at+8+size]
		if crc32.ChecksumIEEE(data[at+4:at+8+size]) != binary.BigEndian.Uint32(data[at+8+size:]) {
			return 0, errors.New("broken PNG")
		}
		at += 12 + size
		switch tag {
		case "IHDR":
			if size != 13 {
				return 0, errors.New("broken PNG")
			}
			width, height = int(binary.BigEndian.Uint32(body)), int(binary.BigEndian.Uint32(body[4:]))
			bits, kind = int(body[8]), int(body[9])
			if bits > 8 || kind >= 4 || body[12] != 0 {
				return 0, nil
			}
		case "tRNS":
			return 0, nil
		case "PLTE":
			palette = body
		case "IDAT":
			rows = append(rows, body...)
		}
		if tag == "IEND" {
			break
		}
	}
	colors, space := 1, "/DeviceGray"
	switch kind {
	case 2:
		colors, space = 3, "/DeviceRGB"
	case 3:
		if len(palette) < 3 || len(palette)%3 != 0 {
			return 0, errors.New("PNG without palette")
		}
		space = fmt.Sprintf("[/Indexed/DeviceRGB %d<%X>]", len(palette)/3-1, palette)
	}
	if err := checkRows(rows, int64(height)*(1+(int64(width)*int64(colors*bits)+7)/8)); err != nil {
		return 0, err
	}
	r := w.reserve()
	w.rawStream(r, fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace%s/BitsPerComponent %d"+
		"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/BitsPerComponent %d/Columns %d>>",
		width, height, space, bits, colors, bits, width), rows)
	return r, nil
}

// checkRows reports whether compressed rows have the size that the header promises.
func checkRows(rows []byte, want int64) error {
	z, err := zlib.NewReader(bytes.NewReader(rows))
	if err != nil {
		return fmt.Errorf("broken PNG: %w", err)
	}
	got, err := io.Copy(io.Discard, io.LimitReader(z, want+1))
	if err == nil && got != want {
		err = errors.New("rows missing or too many")
	}
	if err != nil {
		return fmt.Errorf("broken PNG: %w", err)
	}
	return nil
}

// writePixels writes an image as RGB with, where it is see-through, a mask.
func writePixels(w *writer, img image.Image) (r ref, clear bool) {
	size := img.Bounds().Size()
	pix := image.NewNRGBA(image.Rect(0, 0, size.X, size.Y))
	imagedraw.Draw(pix, pix.Rect, img, img.Bounds().Min, imagedraw.Src)
	rgb := make([]byte, 0, 3*size.X*size.Y)
	mask := make([]byte, 0, size.X*size.Y)
	opaque := true
	for i := 0; i < len(pix.Pix); i += 4 {
		rgb = append(rgb, pix.Pix[i:i+3]...)
		mask = append(mask, pix.Pix[i+3])
		opaque = opaque && pix.Pix[i+3] == 255
	}
	head := fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8", size.X, size.Y)
	smask := ""
	if !opaque {
		m := w.reserve()
		w.stream(m, head+"/ColorSpace/DeviceGray", mask)
		smask = "/SMask " + m.String()
	}
	r = w.reserve()
	w.stream(r, head+"/ColorSpace/DeviceRGB"+smask, rgb)
	return r, !opaque
}
