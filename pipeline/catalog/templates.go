package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"vanthu/pipeline/fill"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/query"
	"vanthu/pipeline/sheet"
)

// compiled is a kind's templates, ready to fill, and their tags.
type compiled struct {
	word   *fill.Template
	linked *fill.Template
	book   *sheet.Template
	form   *pdf.Form
	uses   []use
	loose  []use   // tags of a Word template that does not compile, without their sections
	faults []Fault // what a template's own language finds wrong
	hash   string  // see Kind.Hash
}

// Hash is the SHA-256 of what the kind was read from, definition and templates, in lower-case
// hexadecimal.
func (k *Kind) Hash() string { return k.templates.hash }

// Word is the compiled Word template, nil where the kind has none.
func (k *Kind) Word() *fill.Template { return k.templates.word }

// Linked is the Word template that leaves marks in what it fills, nil where the kind has
// none.
func (k *Kind) Linked() *fill.Template { return k.templates.linked }

// Book is the compiled template workbook of the annex, nil where the kind has none.
func (k *Kind) Book() *sheet.Template { return k.templates.book }

// Form is the compiled PDF form, nil where the kind has none.
func (k *Kind) Form() *pdf.Form { return k.templates.form }

// compile reads the template files. A missing file is an error; faults of a template are
// kept for Lint.
func (k *Kind) compile(templates fs.FS, queries *query.Library) error {
	hash := sha256.New()
	note := func(file string, data []byte) {
		fmt.Fprintf(hash, "%s %d\n", file, len(data))
		hash.Write(data)
	}
	definition, err := fs.ReadFile(templates, path.Join(k.Slug, DefinitionFile))
	if err != nil {
		return fmt.Errorf("templates/%s: %w", k.Slug, err)
	}
	note(DefinitionFile, definition)
	for _, part := range []struct {
		file string
		read func(file string, data []byte) error
	}{
		{k.Outputs.Docx, func(file string, data []byte) error { return k.compileWord(file, data, queries) }},
		{k.Outputs.Xlsx, k.compileBook},
		{k.Outputs.Form, k.compileForm},
	} {
		if part.file == "" {
			continue
		}
		data, err := fs.ReadFile(templates, path.Join(k.Slug, part.file))
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("templates/%s: %s names %s under outputs, but there is no such file; put it there, or correct the name", k.Slug, DefinitionFile, part.file)
		}
		if err != nil {
			return fmt.Errorf("templates/%s: %w", k.Slug, err)
		}
		note(part.file, data)
		if err := part.read(part.file, data); err != nil {
			return err
		}
	}
	k.templates.hash = hex.EncodeToString(hash.Sum(nil))
	return nil
}

func (k *Kind) compileWord(file string, data []byte, queries *query.Library) (err error) {
	if k.templates.word, err = fill.Compile(data, fill.Options{Late: k.Late}); err != nil {
		k.broken(file, err)
		return nil
	}
	for _, u := range k.templates.word.Tags() {
		k.templates.uses = append(k.templates.uses, use{file, u.Place, u.Tag, u.Sections})
	}
	if k.Link {
		k.templates.linked, err = fill.Compile(data, fill.Options{Late: k.Late, Link: k.link(queries)})
	}
	return err
}

// link says of the kind's lists by which columns their rows are known, and what people
// call the columns.
func (k *Kind) link(queries *query.Library) *fill.Link {
	l := &fill.Link{Keys: map[string][]string{}, Names: map[string]string{}}
	for _, p := range k.Params {
		l.Names[p.Name] = p.About
	}
	for _, s := range k.Data {
		c, _ := queries.Contract(s.Query)
		if s.Name != TopLevel {
			l.Keys[s.Name] = c.Key
		}
		for _, f := range c.Columns {
			if l.Names[f.Name] == "" {
				about := f.About
				if i := strings.IndexAny(about, ":;("); i > 0 {
					about = about[:i]
				}
				l.Names[f.Name] = strings.TrimSpace(about)
			}
		}
	}
	return l
}

func (k *Kind) compileBook(file string, data []byte) (err error) {
	if k.templates.book, err = sheet.Compile(data); err != nil {
		k.broken(file, err)
		return nil
	}
	for _, u := range k.templates.book.Tags() {
		k.templates.uses = append(k.templates.uses, use{file, u.Place, u.Tag, u.In})
	}
	return nil
}

// compileForm reads a PDF form.
func (k *Kind) compileForm(file string, data []byte) (err error) {
	if k.templates.form, err = pdf.CompileForm(data); err != nil {
		k.broken(file, err)
		return nil
	}
	tags := k.templates.form.Tags()
	for _, f := range k.templates.form.Fields {
		for _, t := range tags[f.Name] {
			k.templates.uses = append(k.templates.uses, use{file, "ô " + f.Name, t, nil})
		}
		delete(tags, f.Name) // several fields may have one name
	}
	return nil
}

// broken keeps the faults that a template's compiler told, one each where there are
// several.
func (k *Kind) broken(file string, err error) {
	var tags *fill.Faults
	if errors.As(err, &tags) {
		for _, f := range tags.List {
			k.templates.faults = append(k.templates.faults, Fault{k.Slug, file, f.Place, "thẻ " + f.Tag + ": " + f.Problem})
		}
		for _, u := range tags.Uses {
			k.templates.loose = append(k.templates.loose, use{file, u.Place, u.Tag, nil})
		}
		return
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range many.Unwrap() {
			k.broken(file, e)
		}
		return
	}
	k.templates.faults = append(k.templates.faults, Fault{Kind: k.Slug, File: file, Message: err.Error()})
}

// Err tells why the kind's templates cannot be filled, nil where they can. Lint tells
// more: also names that do not exist.
func (k *Kind) Err() error {
	var all []error
	for _, f := range k.templates.faults {
		all = append(all, errors.New(f.String()))
	}
	return errors.Join(all...)
}
