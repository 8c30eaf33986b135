// Package fill makes Word documents from templates made in Word.
//
// In: the bytes of a DOCX with tags (package tag) and a dataset.Set. Out: a DOCX on an
// io.Writer, with facts about what came out empty.
//
// Compile reads a template once: every part that holds tags becomes literal ranges of its
// bytes with tag nodes between; sections are matched and it is settled what each repeats:
// text within a paragraph, paragraphs, or rows of a table. Execute streams these nodes; no
// tree is built, and a row costs what its bytes cost. Parts without tags are copied as
// they are compressed.
//
//	t, err := fill.Compile(docx, fill.Options{Late: []string{"so_van_ban"}})
//	facts, err := t.Execute(w, set, fill.Run{})
//
// The one thing to know: whatever is not a tag passes through byte for byte, also what
// this package has never heard of. A template is compiled once and may be executed by
// several goroutines at the same time.
package fill

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"strings"
	"sync"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/tag"
)

// Options say how a template is to be read. The zero value serves a template by itself.
type Options struct {
	Late   []string // names whose values come after the document is made
	Limits ooxml.Limits
	Link   *Link // marks round values; nil is none
}

// Template is a compiled template. It does not change.
type Template struct {
	pkg         *ooxml.Package
	parts       map[string][]node // of the parts with tags
	pictures    map[string]bool   // parts that may get pictures
	rels        map[string][]byte // relationships of these, as they are
	types       []byte            // [Content_Types].xml with the formats of pictures; nil: as it is
	late        map[string]bool
	uses        []Use
	slots       int
	numbers     numbers
	notes       []*movedNote
	marks       map[string][]mark // bookmarks that are copied, by name
	numbering   *numbering
	listStyles  listStyles
	main        string
	faults      Faults
	link        *Link
	mapped      *Map
	mapHash     string
	ridPrefix   string
	mediaPrefix string
}

// Use is a tag of a template and where it stands.
type Use struct {
	Tag      *tag.Tag
	Sections []*tag.Tag // in which it stands, outermost first
	Place    string     // in words, Vietnamese
	Late     bool
}

// Run says which rendering of a document is wanted.
type Run struct {
	// Blanks holds the text for each late name: the copy for signature, or a copy with
	// number and date. Nil makes the editing copy, in which each late name has a locked
	// content control that bears it as its tag.
	Blanks map[string]string
	// Shown holds what those controls show, as placeholder text; a name that it lacks is
	// shown as its tag in braces.
	Shown map[string]string
	Level int // of deflate, 1 (fast, default) to 9
	// Imprint tells, in a document with marks, which paper it is: letters, digits and
	// underscores, 32 at most, for Word takes names of 40. "" tells nothing.
	Imprint string
}

// Facts is what a run found out, for package check.
type Facts struct {
	Empty []Empty
}

// Empty is a tag that wrote nothing.
type Empty struct {
	Tag, Place string
	Count, Of  int // how often it wrote nothing, of how many times
}

// Compile reads a template. What is wrong with its tags comes all at once, as *Faults.
func Compile(data []byte, opts Options) (*Template, error) {
	pkg, err := ooxml.Open(data, opts.Limits)
	if err != nil {
		return nil, err
	}
	stories, err := docx.Stories(pkg)
	if err != nil {
		return nil, err
	}
	if pkg, err = linksAsFields(pkg, stories, opts.Limits); err != nil {
		return nil, err
	}
	t := &Template{pkg: pkg, parts: map[string][]node{}, pictures: map[string]bool{}, rels: map[string][]byte{}, late: map[string]bool{}, marks: map[string][]mark{}, link: opts.Link, mapped: new(Map)}
	if t.numbering, err = readNumbering(pkg); err != nil {
		return nil, err
	}
	if t.listStyles, err = readListStyles(pkg); err != nil {
		return nil, err
	}
	t.main = stories[0].Part
	for _, name := range opts.Late {
		t.late[name] = true
	}
	var sources []*source
	for _, story := range stories {
		src, err := pkg.Part(story.Part)
		if err != nil {
			return nil, err
		}
		s, err := readSource(src, story)
		if err != nil {
			return nil, fmt.Errorf("%s: tệp hỏng: %w", story.Part, err)
		}
		if story.Part == stories[0].Part && (len(s.elems) == 0 || s.elems[0].name != "w:document") {
			return nil, fmt.Errorf("%s: not a Word document; a .docx file is needed", story.Part)
		}
		t.numbers.learn(s, t.listStyles)
		if err := t.refuseTargets(story); err != nil {
			return nil, err
		}
		sources = append(sources, s)
	}
	for _, s := range sources {
		c := &compiler{source: s, t: t}
		if nodes := c.compile(); nodes != nil {
			t.parts[s.story.Part] = nodes
		}
	}
	if len(t.faults.List) > 0 {
		t.faults.Uses = t.uses
		return nil, &t.faults
	}
	if t.link != nil {
		if err := t.mapped.prepare(); err != nil {
			return nil, err
		}
		t.mapped.Numbers = figures(sources)
		t.mapHash = t.mapped.Hash()
	}
	return t, t.prepareTypes()
}

// Map says what the marks stand for that the template leaves in documents, nil for none.
func (t *Template) Map() *Map {
	if t.link == nil {
		return nil
	}
	return t.mapped
}

// refuseTargets tells tags in addresses outside the file that no link in the text leads to,
// such as that of a picture: one address serves all copies there, so it is not filled.
func (t *Template) refuseTargets(story docx.Story) error {
	rels, err := t.pkg.Relationships(story.Part)
	if err != nil {
		return err
	}
	for _, r := range rels {
		target, has := targetText(r.Target)
		if !r.External || !has {
			continue
		}
		for _, piece := range tag.Find(target) {
			if piece.Tag != nil {
				t.faults.add(Fault{Place: story.Name + ", địa chỉ liên kết " + target, Tag: piece.Tag.String(),
					Problem: "thẻ trong địa chỉ của liên kết không được điền: chèn trường HYPERLINK (Ctrl+F9) và viết thẻ trong mã trường, trên một mạch chữ"})
			}
		}
	}
	return nil
}

// Tags returns all tags of the template but the closing ones, story by story in the order
// in which they stand.
func (t *Template) Tags() []Use { return t.uses }

// Check compares the template's names with sample data, which should have at least one row
// in every list, and returns what is unknown or does not fit, in all sections, also those
// that would not be shown.
func (t *Template) Check(sample *dataset.Set) []Fault {
	var faults Faults
	top := sample.Record()
	for _, u := range t.uses {
		if u.Late {
			continue
		}
		scope := tag.NewScope(top)
		var err error
		for _, s := range u.Sections {
			if s.Kind != tag.Section || s.IsCondition() {
				continue
			}
			loop, lerr := s.Loop(scope)
			if lerr != nil || loop.Len() == 0 {
				err = errSkip // the section itself is reported, or has no sample
				break
			}
			loop.Enter(scope, 0)
		}
		if err == nil {
			err = checkUse(u.Tag, scope)
		}
		if err != nil && err != errSkip {
			faults.add(Fault{Place: u.Place, Tag: u.Tag.String(), Problem: err.Error(), Near: nearOf(err)})
		}
	}
	return faults.List
}

var errSkip = errors.New("skip")

func checkUse(t *tag.Tag, scope *tag.Scope) error {
	if err := t.Resolve(scope); err != nil {
		return err
	}
	switch t.Kind {
	case tag.Value:
		_, err := t.Text(scope)
		return err
	case tag.Section:
		_, err := t.Loop(scope)
		return err
	}
	return nil
}

// Execute writes a document. All tags that cannot be filled are reported at once, as
// *Faults; what was written to w until then is of no use. The set must not change
// meanwhile.
func (t *Template) Execute(w io.Writer, set *dataset.Set, run Run) (Facts, error) {
	if run.Level == 0 {
		run.Level = 1
	}
	if run.Blanks != nil {
		for _, u := range t.uses {
			if _, ok := run.Blanks[u.Tag.Source]; u.Late && !ok {
				return Facts{}, fmt.Errorf("no blank is given for the late value %s", u.Tag.Source)
			}
		}
	}
	f := &filling{
		t: t, run: run, scope: tag.NewScope(set.Record()), holdAt: -1, boxAt: -1, markAt: -1, fresh: t.numbers,
		empty: make([]int, len(t.uses)), shown: make([]int, len(t.uses)), failed: make([]error, len(t.uses)),
		ids: make([]int64, t.slots), cells: make([]mergedCell, t.slots), rids: make([]string, t.slots),
		noteNumbered: make([]bool, len(t.notes)), noteText: t.noteTexts(), sequences: map[string]int64{}, listBegun: make([]bool, t.slots), isFirst: make([]bool, t.slots), named: map[*identity][]int64{},
	}
	f.fresh.notes = maps.Clone(t.numbers.notes)
	if t.numbering != nil {
		f.fresh.list = t.numbering.last
	}
	kept := buffers.Get().(*[]byte)
	f.buf = *kept
	defer func() {
		if cap(f.buf) <= 4*chunk {
			*kept = f.buf[:0]
			buffers.Put(kept)
		}
	}()
	out := ooxml.NewWriter(w, run.Level)
	if err := f.parts(out); err != nil {
		return Facts{}, err
	}
	if faults := f.all(); faults != nil {
		return Facts{}, faults
	}
	return f.facts(), out.Close()
}

// buffers are kept from run to run.
var buffers = sync.Pool{New: func() any {
	b := make([]byte, 0, chunk+chunk/4)
	return &b
}}

// parts writes all parts in the template's order. What others add to comes last: notes
// that references in the body made, numbering, relationships of parts with pictures, and
// the pictures.
func (f *filling) parts(out *ooxml.Writer) error {
	var later []string
	for _, name := range f.t.pkg.Names() {
		if f.t.isLater(name) {
			later = append(later, name)
		} else if err := f.writePart(out, name); err != nil {
			return err
		}
	}
	for _, name := range later {
		if err := f.writePart(out, name); err != nil {
			return err
		}
	}
	return f.writePictures(out)
}

// isLater reports whether other parts add to a part.
func (t *Template) isLater(name string) bool {
	return len(t.notes) > 0 && t.parts[name] != nil && name != t.main || t.numbering != nil && name == t.numbering.part
}

func (f *filling) writePart(out *ooxml.Writer, name string) (err error) {
	_, later := f.t.rels[name]
	switch nodes := f.t.parts[name]; {
	case nodes != nil:
		err = f.part(out, name, nodes)
	case later:
	case name == "[Content_Types].xml" && f.t.types != nil:
		err = out.Put(name, f.t.types)
	case len(f.instances) > 0 && name == f.t.numbering.part:
		n := f.t.numbering
		err = out.Put(name, ooxml.Apply(n.src, ooxml.Edit{Pos: n.end, End: n.end, Text: string(f.instances)}))
	default:
		err = out.Copy(f.t.pkg, name)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (f *filling) part(out *ooxml.Writer, name string, nodes []node) error {
	w, err := out.Create(name)
	if err != nil {
		return err
	}
	f.w, f.done, f.buf, f.holdAt, f.boxAt, f.markAt = w, 0, f.buf[:0], -1, -1, -1
	f.exec(nodes)
	f.write(len(f.buf))
	if f.t.pictures[name] {
		f.relate(name)
	}
	return f.err
}

func (f *filling) facts() Facts {
	var facts Facts
	for i, n := range f.empty {
		if n > 0 {
			u := &f.t.uses[i]
			facts.Empty = append(facts.Empty, Empty{u.Tag.String(), u.Place, n, f.shown[i]})
		}
	}
	return facts
}

// prepareTypes settles the content types: a Word template (.dotx) becomes a document, and
// the formats of pictures are named where some may come.
func (t *Template) prepareTypes() error {
	types, err := t.pkg.Part("[Content_Types].xml")
	if err != nil {
		return err
	}
	const dotx, docx = "wordprocessingml.template.main+xml", "wordprocessingml.document.main+xml"
	if bytes.Contains(types, []byte(dotx)) {
		types = bytes.ReplaceAll(types, []byte(dotx), []byte(docx))
		t.types = types
	}
	if len(t.pictures) == 0 {
		return nil
	}
	add := ""
	for _, ext := range []string{"gif", "jpeg", "png"} {
		if t.pkg.ContentType("x."+ext) == "" {
			add += `<Default xmlns="http://schemas.openxmlformats.org/package/2006/content-types" Extension="` + ext + `" ContentType="image/` + ext + `"/>`
		}
	}
	if t.types, err = inside(types, "ct:Types", add); err != nil {
		return err
	}
	return t.prepareRelations()
}

// prepareRelations reads the relationships that pictures will be added to, and finds names
// that are free.
func (t *Template) prepareRelations() error {
	t.ridPrefix, t.mediaPrefix = "rIdHinh", "word/media/hinh"
	for _, n := range t.pkg.Names() {
		for strings.HasPrefix(n, t.mediaPrefix) {
			t.mediaPrefix += "_"
		}
	}
	for part := range t.pictures {
		name := ooxml.RelationshipsPart(part)
		data := []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
			`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>`)
		if t.pkg.Has(name) {
			var err error
			if data, err = t.pkg.Part(name); err != nil {
				return err
			}
		}
		for bytes.Contains(data, []byte(t.ridPrefix)) {
			t.ridPrefix += "_"
		}
		t.rels[name] = data
	}
	return nil
}

// inside puts text at the beginning of the root element.
func inside(src []byte, root, text string) ([]byte, error) {
	s := ooxml.NewScanner(src)
	for {
		tok, err := s.Next()
		if err != nil {
			return nil, fmt.Errorf("no <%s>: %w", root, err)
		}
		if tok.Name != root {
			continue
		}
		head, tail := src[:tok.End:tok.End], string(src[tok.End:])
		if tok.Kind == ooxml.Empty {
			raw := s.Source(tok)
			name := raw[1:strings.IndexAny(raw, " \t\r\n/>")]
			head, tail = append(src[:tok.End-2:tok.End-2], '>'), "</"+name+">"+tail
		}
		return append(append(head, text...), tail...), nil
	}
}

// relate notes the relationships to pictures that a part needs.
func (f *filling) relate(part string) {
	var b strings.Builder
	for _, k := range f.pics.inPart {
		target := strings.TrimPrefix(f.t.mediaName(k, f.pics.media[k].ext), "word/")
		if path.Dir(part) != "word" {
			target = "/word/" + target
		}
		fmt.Fprintf(&b, `<Relationship xmlns="http://schemas.openxmlformats.org/package/2006/relationships" Id="%s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="%s"/>`, f.t.relation(k), target)
	}
	f.pics.inPart = nil
	clear(f.pics.used)
	name := ooxml.RelationshipsPart(part)
	data, err := inside(f.t.rels[name], "rel:Relationships", b.String())
	if err != nil && f.err == nil {
		f.err = err
	}
	f.rels = append(f.rels, relsPart{name, data})
}

// relsPart is a relationships part to be written.
type relsPart struct {
	name string
	data []byte
}

func (f *filling) writePictures(out *ooxml.Writer) error {
	for _, r := range f.rels {
		if err := out.Put(r.name, r.data); err != nil {
			return err
		}
	}
	for k, m := range f.pics.media {
		if err := out.Put(f.t.mediaName(k, m.ext), m.data); err != nil {
			return err
		}
	}
	return nil
}
