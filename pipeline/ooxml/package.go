// Package ooxml reads and writes Office Open XML packages (ECMA-376-2) and the XML
// texts in them.
//
// In: the bytes of a DOCX, XLSX or DOTX from anywhere. Open looks at the zip directory
// only; parts are inflated when asked for, against limits. Out: Writer copies unchanged
// parts in their compressed form and deflates new ones; it never looks at the clock.
// Scanner gives an XML text as tokens with their places, for changing it without loss;
// Parse gives a light tree for reading it.
//
// The one thing to know: nothing a file says about itself is believed. Sizes are
// counted while inflating, part names are cleaned, document types are refused.
package ooxml

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"sort"
	"strings"

	"github.com/klauspost/compress/flate"
)

// Limits bound what a package may cost. A zero field means its default.
type Limits struct {
	File  int64 // bytes of the zip file; default 256 MiB
	Part  int64 // bytes of one part, inflated; default 256 MiB
	Total int64 // bytes of all parts, inflated; default 1 GiB
	Parts int   // entries of the zip file; default 10,000
}

func (l Limits) orDefault() Limits {
	set := func(v *int64, d int64) {
		if *v == 0 {
			*v = d
		}
	}
	set(&l.File, 256<<20)
	set(&l.Part, 256<<20)
	set(&l.Total, 1<<30)
	if l.Parts == 0 {
		l.Parts = 10_000
	}
	return l
}

// ErrNoPart says that a package has no part of the name asked for.
var ErrNoPart = errors.New("no such part")

// Package is an opened package. It does not change: several goroutines may read it.
type Package struct {
	names    []string
	files    map[string]*zip.File
	limits   Limits
	defaults map[string]string // content types by extension, lower case
	types    map[string]string // content types by part
}

// Open reads the directory of a package and its content types. The package keeps data, which must
// not change. Errors say what the file is instead, or which limit it breaks, and what to do, in
// Vietnamese: whoever sent the file reads them.
func Open(data []byte, lim Limits) (*Package, error) {
	lim = lim.orDefault()
	if int64(len(data)) > lim.File {
		return nil, fmt.Errorf("tệp có %d MiB, chỉ đọc tệp đến %d MiB", len(data)>>20, lim.File>>20)
	}
	if err := otherFormat(data); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, errors.New("không phải tệp Word hay Excel, hoặc tệp hỏng")
	}
	if len(z.File) > lim.Parts {
		return nil, fmt.Errorf("tệp có %d mục bên trong, chỉ đọc tệp đến %d mục", len(z.File), lim.Parts)
	}
	z.RegisterDecompressor(zip.Deflate, flate.NewReader)
	p := &Package{files: make(map[string]*zip.File, len(z.File)), limits: lim}
	total := uint64(lim.Total)
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		name, err := partName(f.Name)
		if err != nil {
			return nil, err
		}
		if _, twice := p.files[name]; twice {
			return nil, fmt.Errorf("tệp hỏng: có hai mục %s", name)
		}
		if f.Flags&1 != 0 {
			return nil, fmt.Errorf("mục %s bị mã hoá: lưu lại tệp, không đặt mật khẩu", name)
		}
		if f.UncompressedSize64 > total {
			return nil, fmt.Errorf("giải nén ra quá %d MiB: không phải văn bản (zip bomb?)", lim.Total>>20)
		}
		total -= f.UncompressedSize64
		p.names, p.files[name] = append(p.names, name), f
	}
	return p, p.readContentTypes()
}

// otherFormat recognises files that are no zip and says what to do with them.
func otherFormat(data []byte) error {
	switch {
	case len(data) == 0:
		return errors.New("tệp rỗng")
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")): // MS-CFB 2.2
		if bytes.Contains(data, utf16Bytes("EncryptedPackage")) {
			return errors.New("tệp có mật khẩu: mở bằng Word, bỏ mật khẩu ở File, Info, Protect Document rồi lưu lại")
		}
		return errors.New("tệp dạng cũ .doc hoặc .xls: mở bằng Word hay Excel, lưu dạng .docx hoặc .xlsx")
	case bytes.HasPrefix(data, []byte("%PDF-")):
		return errors.New("tệp PDF, không phải tệp Word (.docx)")
	case bytes.HasPrefix(data, []byte(`{\rtf`)):
		return errors.New("tệp RTF: mở bằng Word, lưu dạng .docx")
	}
	return nil
}

func utf16Bytes(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

// partName cleans the name of a zip entry (ECMA-376-2 6.2.2.2) and refuses one that
// would leave its folder.
func partName(name string) (string, error) {
	n := strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/")
	if n == "" || path.Clean(n) != n || strings.HasPrefix(n, "..") || strings.ContainsRune(n, 0) {
		return "", fmt.Errorf("tệp hỏng hoặc cố ý làm hỏng: mục %.80q", name)
	}
	return n, nil
}

// Names returns the names of all parts in the order of the zip file, "word/document.xml".
func (p *Package) Names() []string { return p.names }

// Has reports whether the package has the part.
func (p *Package) Has(name string) bool { return p.files[name] != nil }

// Part inflates a part. The caller owns the bytes. Errors: ErrNoPart, a part beyond the Limits, a
// damaged one.
func (p *Package) Part(name string) ([]byte, error) {
	f := p.files[name]
	if f == nil {
		return nil, fmt.Errorf("%s: %w", name, ErrNoPart)
	}
	if f.UncompressedSize64 > uint64(p.limits.Part) {
		return nil, fmt.Errorf("%s: giải nén ra quá %d MiB: không phải văn bản (zip bomb?)", name, p.limits.Part>>20)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: tệp hỏng, không giải nén được", name)
	}
	defer r.Close()
	// The size in the directory is a hint for the first allocation, within what
	// deflate can reach from the bytes that are there.
	hint := min(f.UncompressedSize64, f.CompressedSize64*64+4096)
	buf := bytes.NewBuffer(make([]byte, 0, hint+bytes.MinRead))
	if _, err := buf.ReadFrom(r); err != nil { // of another length than the directory says, too
		return nil, fmt.Errorf("%s: tệp hỏng, không giải nén được", name)
	}
	return buf.Bytes(), nil
}

// readContentTypes reads [Content_Types].xml (ECMA-376-2 7.2.3).
func (p *Package) readContentTypes() error {
	p.defaults, p.types = map[string]string{}, map[string]string{}
	data, err := p.Part("[Content_Types].xml")
	if errors.Is(err, ErrNoPart) {
		return errors.New("tệp nén zip, không phải tệp Word hay Excel: không có [Content_Types].xml")
	} else if err != nil {
		return err
	}
	s := NewScanner(data)
	for {
		t, err := s.Next()
		if err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("[Content_Types].xml: %w", err)
		}
		if t.Kind != Start && t.Kind != Empty {
			continue
		}
		kind, _ := s.Attr("ContentType")
		switch t.Name {
		case "ct:Default":
			ext, _ := s.Attr("Extension")
			p.defaults[strings.ToLower(ext)] = kind
		case "ct:Override":
			part, _ := s.Attr("PartName")
			p.types[strings.TrimPrefix(part, "/")] = kind
		}
	}
}

// ContentType returns the content type of a part, "" where none is said.
func (p *Package) ContentType(name string) string {
	if t, ok := p.types[name]; ok {
		return t
	}
	return p.defaults[strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))]
}

// Relationship leads from a part, or from the package, to another part or outside.
type Relationship struct {
	ID       string
	Type     string // last step of the type's URI: "image", "header", "styles", "officeDocument"
	Target   string // name of a part, or the URI as it stands where External is set
	External bool
}

// Relationships returns the relationships of a part, those of the package for "". A
// part without relationships has none, which is no error.
func (p *Package) Relationships(part string) ([]Relationship, error) {
	name := RelationshipsPart(part)
	data, err := p.Part(name)
	if errors.Is(err, ErrNoPart) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	var list []Relationship
	s := NewScanner(data)
	for {
		t, err := s.Next()
		if err == io.EOF {
			return list, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if t.Name != "rel:Relationship" || t.Kind == End {
			continue
		}
		var r Relationship
		r.ID, _ = s.Attr("Id")
		r.Type, _ = s.Attr("Type")
		r.Type = r.Type[strings.LastIndexByte(r.Type, '/')+1:]
		r.Target, _ = s.Attr("Target")
		mode, _ := s.Attr("TargetMode")
		if r.External = mode == "External"; !r.External {
			if strings.HasPrefix(r.Target, "/") {
				r.Target = path.Clean(r.Target)[1:]
			} else {
				r.Target = strings.TrimPrefix(path.Join("/", path.Dir(part), r.Target), "/")
			}
		}
		list = append(list, r)
	}
}

// RelationshipsPart returns the name of the part that holds a part's relationships
// (ECMA-376-2 6.5.2), the package's own for "".
func RelationshipsPart(part string) string {
	dir, base := path.Split(part)
	return dir + "_rels/" + base + ".rels"
}

// Main returns the name of the main part: the document of a DOCX, the workbook of an XLSX. A package
// without one is an error.
func (p *Package) Main() (string, error) {
	rels, err := p.Relationships("")
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if r.Type == "officeDocument" && !r.External && p.Has(r.Target) {
			return r.Target, nil
		}
	}
	return "", errors.New("tệp hỏng: không có phần chính của văn bản")
}

// Find returns the parts that a relationship of the given type (see Relationship.Type) leads to
// from part, in the order of their names; those that the package lacks are left out.
func (p *Package) Find(part, relType string) ([]string, error) {
	rels, err := p.Relationships(part)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, r := range rels {
		if r.Type == relType && !r.External && p.Has(r.Target) {
			names = append(names, r.Target)
		}
	}
	sort.Strings(names)
	return names, nil
}
