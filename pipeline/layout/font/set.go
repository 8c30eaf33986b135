package font

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
	"sync"

	"vanthu/fonts"
)

// Set holds the faces that a layout may use. It is safe for concurrent use once built.
type Set struct {
	families map[string]*family // by lower-case name
	names    []string           // families in order of addition
	hashOnce sync.Once
	hash     string
}

// family is the faces of one name, by style: bit 0 bold, bit 1 italic.
type family struct {
	name  string
	faces [4]*Face
}

// Shipped returns the faces that ship with the program, read once per process.
var Shipped = sync.OnceValue(func() *Set {
	s := &Set{families: map[string]*family{}}
	for _, f := range fonts.Shipped() {
		s.add(&Face{Family: f.Family, Bold: f.Bold, Italic: f.Italic, Data: f.Data})
	}
	return s
})

// With returns a set that also holds the usable font files (.ttf, .otf) of dir and the
// folders in it, which come before shipped faces of the same family and style. Files that
// cannot be used are named in the errors.
func (s *Set) With(dir fs.FS) (*Set, []error) {
	out := &Set{families: map[string]*family{}}
	for _, name := range s.names {
		for _, f := range s.families[strings.ToLower(name)].faces {
			if f != nil {
				out.add(f)
			}
		}
	}
	var faults []error
	err := fs.WalkDir(dir, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch strings.ToLower(path.Ext(file)) {
		case ".ttf", ".otf":
		default:
			return nil
		}
		data, err := fs.ReadFile(dir, file)
		if err == nil {
			var f *Face
			if f, err = Read(data); err == nil {
				out.add(f)
			}
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", file, err))
		}
		return nil
	})
	if err != nil {
		faults = append(faults, err)
	}
	return out, faults
}

// Hash identifies the faces of the set: the SHA-256 of all their bytes, in hexadecimal.
func (s *Set) Hash() string {
	s.hashOnce.Do(func() {
		h := sha256.New()
		for _, name := range s.Families() {
			for style, f := range s.families[strings.ToLower(name)].faces {
				if f != nil {
					fmt.Fprintf(h, "%s %d %d\n", name, style, len(f.Data))
					h.Write(f.Data)
				}
			}
		}
		s.hash = hex.EncodeToString(h.Sum(nil))
	})
	return s.hash
}

// Families lists the families in alphabetical order.
func (s *Set) Families() []string {
	names := append([]string(nil), s.names...)
	sort.Strings(names)
	return names
}

func (s *Set) add(f *Face) {
	key := strings.ToLower(f.Family)
	fam := s.families[key]
	if fam == nil {
		fam = &family{name: f.Family}
		s.families[key] = fam
		s.names = append(s.names, f.Family)
	}
	fam.faces[styleBits(f.Bold, f.Italic)] = f
}

func styleBits(bold, italic bool) int {
	n := 0
	if bold {
		n |= 1
	}
	if italic {
		n |= 2
	}
	return n
}

// Find returns the face that serves a family name, and how well. It never fails: the last
// resort ships.
func (s *Set) Find(name string, bold, italic bool) (*Face, fonts.Match) {
	for _, c := range fonts.Substitute(name) {
		if fam := s.families[strings.ToLower(c.Family)]; fam != nil {
			return fam.nearest(styleBits(bold, italic)), c.Match
		}
		if f := fittedFace(c.Family, bold, italic); f != nil {
			return f, c.Match
		}
	}
	return s.families[strings.ToLower(fonts.Serif)].faces[styleBits(bold, italic)], fonts.Class
}

// fittedFaces holds the faces of fonts.Fitted, made on first use.
var fittedFaces sync.Map

// fittedKey identifies one of them.
type fittedKey struct {
	family string
	style  int
}

// fittedFace returns a face that ships as widths only, or nil where the family is none.
func fittedFace(family string, bold, italic bool) *Face {
	key := fittedKey{family, styleBits(bold, italic)}
	f, ok := fittedFaces.Load(key)
	if !ok {
		data := fonts.Fitted(family, bold, italic)
		if data == nil {
			return nil
		}
		f, _ = fittedFaces.LoadOrStore(key, &Face{Family: family, Bold: bold, Italic: italic, Data: data})
	}
	return f.(*Face)
}

// nearest returns the face of a style, or the one that shares most of it.
func (f *family) nearest(style int) *Face {
	for _, s := range [...]int{style, style &^ 2, style &^ 1, 0, 1, 2, 3} {
		if f.faces[s] != nil {
			return f.faces[s]
		}
	}
	return nil
}

// Fallback returns a face that has a glyph for r, or nil. It prefers the style asked for.
func (s *Set) Fallback(r rune, bold, italic bool) *Face {
	for _, name := range [...]string{fonts.Serif, fonts.Symbols, fonts.Sans} {
		if f := s.families[strings.ToLower(name)]; f != nil {
			if face := f.nearest(styleBits(bold, italic)); face.Has(r) {
				return face
			}
		}
	}
	for _, name := range s.names {
		if face := s.families[strings.ToLower(name)].nearest(styleBits(bold, italic)); face.Has(r) {
			return face
		}
	}
	return nil
}

// Read reads family and style from a font file's name table.
func Read(data []byte) (*Face, error) {
	t, err := openTables(data)
	if err != nil {
		return nil, err
	}
	f := &Face{Data: data, Family: fontName(t.tables["name"])}
	if f.Family == "" {
		return nil, fmt.Errorf("font file: no family name")
	}
	style := be16(t.tables["head"], 44)
	f.Bold, f.Italic = style&1 != 0, style&2 != 0
	return f, f.Check()
}

// fontName returns name 1 (family) in Windows English, Windows or Macintosh encoding.
func fontName(table []byte) string {
	count, strs := be16(table, 2), be16(table, 4)
	best, rank := "", 0
	for i := range count {
		at := 6 + 12*i
		platform, lang, id := be16(table, at), be16(table, at+4), be16(table, at+6)
		from, size := strs+be16(table, at+10), be16(table, at+8)
		if id != 1 || from+size > len(table) {
			continue
		}
		r, text := 0, ""
		switch {
		case platform == 3:
			r = 2
			if lang == 0x409 {
				r = 3
			}
			for j := 0; j+1 < size; j += 2 {
				text += string(rune(be16(table, from+j)))
			}
		case platform == 1:
			r, text = 1, string(table[from:from+size])
		}
		if r > rank {
			best, rank = text, r
		}
	}
	return best
}
