// Package catalog knows which kinds of document exist. A kind is a folder
// templates/<kind>/ with document.yaml, its templates and notes; adding a kind is adding
// a folder and its queries.
//
// In: the templates as one fs.FS (overlays are the caller's) and the offices' queries.
// Out: kinds, each with its definition and its templates compiled once (a Kind is
// immutable and shared by goroutines), the arguments of a run checked and completed
// (Kind.Args), the names of files (Kind.FileName), and two answers for people: Lint,
// which proves that tags, columns, parameters, filters and late names agree in every
// kind and tells all faults at once in Vietnamese; and Tags, the list of a kind's tags
// with meaning and sample.
//
// The one thing to know: nothing here reads the database. What a tag may name is proved
// from the contracts of the queries alone, so a fault shows when a template is put in
// force, not when a document is due.
package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"vanthu/pipeline/query"
	"vanthu/pipeline/tag"
)

// DefinitionFile is the name of a kind's definition in its folder.
const DefinitionFile = "document.yaml"

// Catalog is all kinds of document. It does not change once opened.
type Catalog struct {
	kinds   []*Kind
	queries *query.Library
}

// Open reads and compiles all kinds. A folder without
// document.yaml is no kind. A wrong definition or a missing file is an error, told for
// all kinds at once, and the catalog that comes with it has the others; what is wrong inside of a template is for Lint, so that one broken
// template does not keep the other kinds from working.
func Open(templates fs.FS, queries *query.Library) (*Catalog, error) {
	entries, err := fs.ReadDir(templates, ".")
	if err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	c := &Catalog{queries: queries}
	var faults []error
	for _, e := range entries {
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if _, err := fs.Stat(templates, e.Name()+"/"+DefinitionFile); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		k, err := c.readKind(templates, e.Name())
		if err != nil {
			faults = append(faults, err)
			continue
		}
		c.kinds = append(c.kinds, k)
	}
	slices.SortStableFunc(c.kinds, func(a, b *Kind) int { return a.Order - b.Order })
	return c, errors.Join(faults...)
}

// With reads a kind again with other bytes for some of its files, by their names: those
// that people put in force. The kind's own definition and the others of its files come from
// templates, which Open read. A file that the kind does not name is not looked at.
func (c *Catalog) With(templates fs.FS, slug string, files map[string][]byte) (*Kind, error) {
	return c.readKind(overlaid{templates, slug, files}, slug)
}

// overlaid is a file system with some files of one folder in the place of those that are there.
type overlaid struct {
	fs.FS
	folder string
	files  map[string][]byte
}

// ReadFile reads a file.
func (o overlaid) ReadFile(name string) ([]byte, error) {
	if data, ok := o.files[strings.TrimPrefix(name, o.folder+"/")]; ok {
		return bytes.Clone(data), nil
	}
	return fs.ReadFile(o.FS, name)
}

// Kinds returns all kinds, in the order of their `order`, then of their folder names.
func (c *Catalog) Kinds() []*Kind { return slices.Clone(c.kinds) }

// Nearest is the folder whose name is most like a slug, "" where none is near.
func (c *Catalog) Nearest(slug string) string {
	names := make([]string, len(c.kinds))
	for i, k := range c.kinds {
		names[i] = k.Slug
	}
	return tag.Nearest(slug, names)
}

// Kind finds a kind by the name of its folder. The error names the nearest one.
func (c *Catalog) Kind(slug string) (*Kind, error) {
	var names []string
	for _, k := range c.kinds {
		if k.Slug == slug {
			return k, nil
		}
		names = append(names, k.Slug)
	}
	hint := "there are " + strings.Join(names, ", ")
	if near := tag.Nearest(slug, names); near != "" {
		hint = fmt.Sprintf("did you mean %q? %s", near, hint)
	}
	return nil, fmt.Errorf("no kind of document %q: %s", slug, hint)
}
