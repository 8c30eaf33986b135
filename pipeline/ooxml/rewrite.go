package ooxml

import (
	"bytes"
	"cmp"
	"io"
	"maps"
	"slices"
)

// rewriteLevel is the level of deflate for the parts that change in a package that is kept.
const rewriteLevel = 6

// Rewrite writes a copy of p in which the parts named in changed have these contents. All
// other parts stay as they are compressed; parts that p lacks come last, in the order of
// their names.
func (p *Package) Rewrite(w io.Writer, changed map[string][]byte) error {
	out := NewWriter(w, rewriteLevel)
	for _, name := range p.names {
		data, is := changed[name]
		if !is {
			if err := out.Copy(p, name); err != nil {
				return err
			}
			continue
		}
		if err := out.Put(name, data); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(changed)) {
		if p.Has(name) {
			continue
		}
		if err := out.Put(name, changed[name]); err != nil {
			return err
		}
	}
	return out.Close()
}

// Rewritten is Rewrite into memory.
func (p *Package) Rewritten(changed map[string][]byte) ([]byte, error) {
	var b bytes.Buffer
	if err := p.Rewrite(&b, changed); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Edit replaces the bytes from Pos to End of a part; Pos equal to End inserts.
type Edit struct {
	Pos, End int // byte offsets
	Text     string
}

// Apply returns a part with edits made, in whatever order they come; those at one place
// are made in the order given, insertions first. They may not overlap,
// and must lie within the part.
func Apply(part []byte, edits ...Edit) []byte {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.End, b.End))
	})
	size := len(part)
	for _, e := range edits {
		size += len(e.Text)
	}
	out := make([]byte, 0, size)
	done := 0
	for _, e := range edits {
		out = append(append(out, part[done:e.Pos]...), e.Text...)
		done = e.End
	}
	return append(out, part[done:]...)
}
