// Package pdftest holds PDF files against the rules of PDF/A-2u (ISO 19005-2) and of tagged
// PDF (ISO 32000-1 14.7, 14.8; the basics of ISO 14289-1) that our files could break. Tests
// use it where no validator is at hand.
//
// In: the bytes of a file. Out: what is wrong with it, a line each, with the clause. The
// objects are read by pdfcpu, not by our own reader; page contents, character maps, font
// programs and colour profiles are read here.
//
// The steps: file.go looks at the bytes and at every object, meta.go at metadata and colour
// profile, content.go at what pages show, font.go at fonts, structure.go at tags.
//
// The one thing to know: a rule that no file of ours comes near (JPEG 2000, 3D, layers) is
// checked by its absence, so a new feature fails here first.
package pdftest

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Faults lists what keeps a file from being the tagged PDF/A-2u that it claims to be; nil
// where nothing was found. A file that cannot be read is one fault; of more
// than maxFaults (50) the first are given.
func Faults(data []byte) []string {
	a, err := open(data)
	if err != nil {
		return []string{err.Error()}
	}
	a.bytes(data)
	a.objects()
	a.catalog()
	a.pages()
	a.fonts()
	a.structure()
	return a.faults
}

// Claims reports whether the metadata of a file claim PDF/A (ISO 19005-2 6.6.4); a file that cannot
// be read claims nothing.
func Claims(data []byte) bool {
	a, err := open(data)
	if err != nil {
		return false
	}
	return bytes.Contains(a.stream(a.root["Metadata"]), []byte("pdfaid:part"))
}

const maxFaults = 50

// audit is a file that is being looked at.
type audit struct {
	ctx    *model.Context
	root   types.Dict
	faults []string
	said   map[string]bool
	leaves []types.IndirectRef // pages in order
	used   map[int]*usedFont   // by object number of the font
	marks  map[mark]bool       // marked content of pages
}

// mark is a sequence of marked content: page object and identifier.
type mark struct{ page, id int }

func open(data []byte) (*audit, error) {
	api.DisableConfigDir()
	ctx, err := api.ReadAndValidate(bytes.NewReader(data), model.NewDefaultConfiguration())
	if err != nil {
		return nil, fmt.Errorf("pdfcpu: %w", err)
	}
	root, err := ctx.Catalog()
	if err != nil {
		return nil, fmt.Errorf("pdfcpu: %w", err)
	}
	return &audit{ctx: ctx, root: root, said: map[string]bool{}, used: map[int]*usedFont{}, marks: map[mark]bool{}}, nil
}

// fault notes a fault once.
func (a *audit) fault(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	if !a.said[s] && len(a.faults) < maxFaults {
		a.said[s] = true
		a.faults = append(a.faults, s)
	}
}

// get follows references; nil where there is nothing.
func (a *audit) get(o types.Object) types.Object {
	o, err := a.ctx.Dereference(o)
	if err != nil {
		a.fault("pdfcpu: %v", err)
		return nil
	}
	return o
}

func (a *audit) dict(o types.Object) types.Dict {
	switch d := a.get(o).(type) {
	case types.Dict:
		return d
	case types.StreamDict:
		return d.Dict
	}
	return nil
}

func (a *audit) array(o types.Object) types.Array {
	list, _ := a.get(o).(types.Array)
	return list
}

func (a *audit) name(o types.Object) string {
	n, _ := a.get(o).(types.Name)
	return string(n)
}

func (a *audit) number(o types.Object) float64 {
	switch n := a.get(o).(type) {
	case types.Integer:
		return float64(n)
	case types.Float:
		return float64(n)
	}
	return 0
}

// stream returns the decoded bytes of a stream, nil where there is none.
func (a *audit) stream(o types.Object) []byte {
	s, is := a.get(o).(types.StreamDict)
	if !is {
		return nil
	}
	if err := s.Decode(); err != nil {
		a.fault("a stream cannot be decoded: %v", err)
		return nil
	}
	return s.Content
}

// text returns a text string (ISO 32000-1, 7.9.2.2).
func (a *audit) text(o types.Object) string {
	var b []byte
	switch s := a.get(o).(type) {
	case types.HexLiteral:
		b, _ = hex.DecodeString(string(s))
	case types.StringLiteral:
		b, _ = types.Unescape(string(s))
	}
	if len(b) < 2 || b[0] != 0xFE || b[1] != 0xFF {
		return string(b)
	}
	return utf16Text(b[2:])
}

func utf16Text(b []byte) string {
	var units []uint16
	for ; len(b) >= 2; b = b[2:] {
		units = append(units, binary.BigEndian.Uint16(b))
	}
	return string(utf16.Decode(units))
}

func objectNumber(o types.Object) int {
	if r, is := o.(types.IndirectRef); is {
		return r.ObjectNumber.Value()
	}
	return 0
}

func integer(o types.Object) (int, bool) {
	n, is := o.(types.Integer)
	return int(n), is
}
