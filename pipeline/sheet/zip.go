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
	"regexp"
	"slices"
	"strings"

	"github.com/klauspost/compress/flate"
	"github.com/xuri/excelize/v2"
)

// level of deflate: sheets shrink well even when packed fast.
const level = 2

const (
	contentTypes = "[Content_Types].xml"
	workbookRels = "xl/_rels/workbook.xml.rels"
	calcChain    = "xl/calcChain.xml"
)

// Write writes a workbook in canonical form, so that the same workbook gives the same
// bytes: excelize gives parts and content types in the order of a map.
func Write(w io.Writer, f *excelize.File) error { return write(w, f, nil) }

// write is Write with sheets and charts changed last.
func write(w io.Writer, f *excelize.File, change func(part string, src []byte) []byte) error {
	deflater, err := flate.NewWriter(nil, level)
	if err != nil {
		return err
	}
	c := &canonical{parts: map[string]*packed{}, f: deflater}
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return c })
	if _, err := f.WriteToBuffer(); err != nil {
		return err
	}
	if err := c.Close(); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(c.parts)) {
		if change == nil || !strings.HasPrefix(name, "xl/worksheets/sheet") && !holdsShapes(name) && !strings.HasPrefix(name, "xl/tables/") {
			continue
		}
		if err := c.change(name, func(src []byte) ([]byte, error) { return change(name, src), nil }); err != nil {
			return err
		}
	}
	return c.writeTo(w)
}

// canonical is a zip file in the making; parts are deflated as they come, one at a time.
type canonical struct {
	parts map[string]*packed
	last  *packed       // being written
	f     *flate.Writer // one for all: it is large
}

// packed is a deflated part.
type packed struct {
	data bytes.Buffer
	f    *flate.Writer // of the whole file
	crc  uint32
	size uint64
}

// Create begins a part and ends the one before.
func (c *canonical) Create(name string) (io.Writer, error) {
	if err := c.Close(); err != nil {
		return nil, err
	}
	p := &packed{f: c.f}
	c.f.Reset(&p.data)
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
	c.last = nil
	return c.f.Close()
}

func (c *canonical) writeTo(w io.Writer) error {
	if err := c.dropCalcChain(); err != nil {
		return err
	}
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

// chainRelationship is the way from the workbook to its calculation chain.
var chainRelationship = regexp.MustCompile(`<Relationship [^>]*/calcChain"[^>]*>(</Relationship>)?`)

// dropCalcChain leaves the calculation chain (ECMA-376-1 18.6) out: it names cells of the
// template, and Excel calls a workbook damaged whose chain names a cell without formula.
// Excel makes a new one.
func (c *canonical) dropCalcChain() error {
	delete(c.parts, calcChain) // excelize may have, but leaves the relationship
	return c.change(workbookRels, func(src []byte) ([]byte, error) { return chainRelationship.ReplaceAll(src, nil), nil })
}

// change replaces a part.
func (c *canonical) change(name string, by func([]byte) ([]byte, error)) error {
	p := c.parts[name]
	if p == nil {
		return fmt.Errorf("%s is missing", name)
	}
	src, err := io.ReadAll(flate.NewReader(&p.data))
	if err == nil {
		src, err = by(src)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	dst, err := c.Create(name)
	if err != nil {
		return err
	}
	if _, err := dst.Write(src); err != nil {
		return err
	}
	return c.Close()
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
	return c.change(contentTypes, func(src []byte) ([]byte, error) {
		var t types
		if err := xml.Unmarshal(src, &t); err != nil {
			return nil, err
		}
		for _, list := range []*[]byName{&t.Default, &t.Override} {
			slices.SortFunc(*list, func(a, b byName) int { return strings.Compare(a.Extension+a.PartName, b.Extension+b.PartName) })
			*list = slices.CompactFunc(*list, func(a, b byName) bool { return a == b })
			*list = slices.DeleteFunc(*list, func(n byName) bool { return n.PartName == "/"+calcChain })
		}
		out, err := xml.Marshal(t)
		return append([]byte(xml.Header), out...), err
	})
}

// AddFS is part of excelize's interface; excelize does not call it when it saves.
func (c *canonical) AddFS(fsys fs.FS) error {
	return fmt.Errorf("adding a file system to a workbook")
}
