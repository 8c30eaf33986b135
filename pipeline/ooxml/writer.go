package ooxml

import (
	"archive/zip"
	"fmt"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"
)

// Writer writes a package: entries in the order in which they come, without times.
type Writer struct {
	z *zip.Writer
}

// NewWriter returns a Writer to w that deflates new parts at the given level: 1 is
// fastest, 9 smallest, 0 stores them.
func NewWriter(w io.Writer, level int) *Writer {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return deflater(w, level) })
	return &Writer{z}
}

// Copy copies a part as it is compressed in p; ErrNoPart where p has none of that name.
func (w *Writer) Copy(p *Package, name string) error {
	f := p.files[name]
	if f == nil {
		return fmt.Errorf("%s: %w", name, ErrNoPart)
	}
	// Sizes stand before the data, so that no data descriptor is needed.
	h := &zip.FileHeader{Name: name, Method: f.Method, CRC32: f.CRC32,
		CompressedSize64: f.CompressedSize64, UncompressedSize64: f.UncompressedSize64}
	dst, err := w.z.CreateRaw(h)
	if err != nil {
		return err
	}
	src, err := f.OpenRaw()
	if err != nil {
		return fmt.Errorf("%s: tệp hỏng: %w", name, err)
	}
	buf := copyBuffers.Get().(*[]byte)
	_, err = io.CopyBuffer(dst, src, *buf)
	copyBuffers.Put(buf)
	return err
}

var copyBuffers = sync.Pool{New: func() any {
	b := make([]byte, 32<<10)
	return &b
}}

// Create begins a new part, to be written to what it returns; it ends with the next Create, Copy or
// Close. That a name comes once only is for the caller to see to.
func (w *Writer) Create(name string) (io.Writer, error) {
	return w.z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
}

// Put writes a new part.
func (w *Writer) Put(name string, data []byte) error {
	part, err := w.Create(name)
	if err == nil {
		_, err = part.Write(data)
	}
	return err
}

// Close writes the directory of the zip file. It does not close the underlying writer.
func (w *Writer) Close() error { return w.z.Close() }

// Compressors are large (some 600 KB) and reused between documents.
var deflaters [10]sync.Pool

type pooledDeflater struct {
	*flate.Writer
	level int
}

func deflater(w io.Writer, level int) (io.WriteCloser, error) {
	if level < 0 || level > 9 {
		return nil, fmt.Errorf("deflate level %d", level)
	}
	if d, ok := deflaters[level].Get().(*pooledDeflater); ok {
		d.Reset(w)
		return d, nil
	}
	f, err := flate.NewWriter(w, level)
	return &pooledDeflater{f, level}, err
}

func (d *pooledDeflater) Close() error {
	err := d.Writer.Close()
	deflaters[d.level].Put(d)
	return err
}
