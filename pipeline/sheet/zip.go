package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"slices"

	"github.com/klauspost/compress/flate"
	"github.com/xuri/excelize/v2"
)

// level of deflate: sheets shrink well even when packed fast.
const level = 2

const contentTypes = "[Content_Types].xml"

// write writes the workbook in canonical form: excelize gives parts and content types in
// the order of a map.
func write(w io.Writer, f *excelize.File) error {
	c := &canonical{parts: map[string]*packed{}}
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return c })
	if _, err := f.WriteToBuffer(); err != nil {
		return err
	}
	return c.writeTo(w)
}

// canonical is a zip file in the making; parts are deflated as they come, one at a time.
type canonical struct {
	parts map[string]*packed
	last  *packed
}

// packed is a deflated part.
type packed struct {
	data bytes.Buffer
	f    *flate.Writer // nil once closed
	crc  uint32
	size uint64
}

// Create begins a part and ends the one before.
func (c *canonical) Create(name string) (io.Writer, error) {
	if err := c.Close(); err != nil {
		return nil, err
	}
	p := &packed{}
	var err error
	if p.f, err = flate.NewWriter(&p.data, level); err != nil {
		return nil, err
	}
	c.parts[name], c.last = p, p
	return p, nil
}

func (p *packed) Write(b []byte) (int, error) {
	p.crc = crc32.Update(p.crc, crc32.IEEETable, b)
	p.size += uint64(len(b))
	return p.f.Write(b)
}

// Close ends the last part.
func (c *canonical) Close() error {
	if c.last == nil {
		return nil
	}
	err := c.last.f.Close()
	c.last.f, c.last = nil, nil
	return err
}

func (c *canonical) writeTo(w io.Writer) error {
	if err := c.sortTypes(); err != nil {
		return err
	}
	z := zip.NewWriter(w)
	names := slices.Sorted(maps.Keys(c.parts))
	// Readers that look at the beginning of a file expect the content types there.
	names = slices.DeleteFunc(names, func(n string) bool { return n == contentTypes })
	for _, name := range append([]string{contentTypes}, names...) {
		p := c.parts[name]
		dst, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CRC32: p.crc,
			CompressedSize64: uint64(p.data.Len()), UncompressedSize64: p.size})
		if err != nil {
			return err
		}
		if _, err := p.data.WriteTo(dst); err != nil {
			return err
		}
	}
	return z.Close()
}

// types is ECMA-376-2 7.2.3.2.
type types struct {
	XMLName  xml.Name `xml:"http://schemas.openxmlformats.org/package/2006/content-types Types"`
	Default  []byName
	Override []byName
}

type byName struct {
	Extension   string `xml:",attr,omitempty"`
	PartName    string `xml:",attr,omitempty"`
	ContentType string `xml:",attr"`
}

// sortTypes puts the content types in the order of their names, each once.
func (c *canonical) sortTypes() error {
	p := c.parts[contentTypes]
	if p == nil {
		return fmt.Errorf("%s is missing", contentTypes)
	}
	src, err := io.ReadAll(flate.NewReader(&p.data))
	if err != nil {
		return err
	}
	var t types
	if err := xml.Unmarshal(src, &t); err != nil {
		return fmt.Errorf("%s: %w", contentTypes, err)
	}
	for _, list := range []*[]byName{&t.Default, &t.Override} {
		slices.SortFunc(*list, func(a, b byName) int {
			return bytes.Compare([]byte(a.Extension+a.PartName), []byte(b.Extension+b.PartName))
		})
		*list = slices.CompactFunc(*list, func(a, b byName) bool { return a == b })
	}
	out, err := xml.Marshal(t)
	if err != nil {
		return err
	}
	dst, err := c.Create(contentTypes)
	if err != nil {
		return err
	}
	if _, err := dst.Write(append([]byte(xml.Header), out...)); err != nil {
		return err
	}
	return c.Close()
}

// AddFS is part of excelize's interface; excelize does not call it when it saves.
func (c *canonical) AddFS(fsys fs.FS) error {
	return fmt.Errorf("adding a file system to a workbook")
}
