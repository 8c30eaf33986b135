// Package word reads a DOCX for layout: its parts become blocks of plain structs, and the style
// sheet says how each looks.
//
// What comes in are the bytes of the file (Open); what goes out is a File: stories of Blocks
// (paragraphs and tables with what their places say themselves), sections, notes, settings, and
// Styles, which lays the sources of formatting over one another (ECMA-376-1 17.7.2). The steps:
//
//	read       the XML of a part becomes blocks (read.go, field.go, math.go; props.go and its kin for w:rPr, w:pPr, w:tblPr)
//	style      Styles.Paragraph, Look, Cell, Table: the cascade gives ParaFormat, Look, CellFormat (style.go)
//	number     a Counter gives the paragraphs of lists their labels (number.go, numberformat.go)
//
// Below it nobody looks at XML, but for the trees of drawings (layout/draw), and nobody asks where a
// property comes from. What is read does not change while it is laid out; but what is worked out is
// kept in the File, so one goroutine at a time may use it. What is read but cannot be laid out is
// noted in its Facts; every length is bounded, so that sums cannot overflow.
package word

import (
	"fmt"
	"strings"

	"vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// File is a DOCX as read: all that does not belong to single pages. While it is laid out,
// headers and footers, formats and Facts are added to it, and nothing changes: one goroutine at a
// time may use it.
type File struct {
	Settings
	Styles    *Styles
	Body      *Story
	Notes     map[NoteKey]*NoteText // footnotes and endnotes
	Separator []Block               // the rule above footnotes, nil where the file has none
	Title     string                // docProps/core.xml dc:title, else ""
	Facts     *Facts                // what of it is not laid out

	Pkg       *ooxml.Package                // what it was read from
	rels      map[string]ooxml.Relationship // of the main part
	furniture map[string]*Story             // headers and footers that have been read, by part
	Paras     int                           // paragraphs of the body
	NoteParas int                           // paragraphs of footnotes
}

// Settings is what word/settings.xml says (ECMA-376-1 17.15.1.78).
type Settings struct {
	DefaultTab  unit.Length // distance of the tabs behind the last custom one; half an inch where the file is silent
	EvenOdd     bool        // even pages have headers of their own
	Mirror      bool        // left and right margins change places on even pages
	Mode        int         // compatibility mode of Word (MS-DOCX 2.5.2): 15 is Word 2013 and later; 12 where the file is silent
	Ragged      bool        // justified lines that end with a line break are not stretched (doNotExpandShiftReturn)
	AddsSpacing bool        // spacings after and before add up (doNotUseHTMLParagraphAutoSpacing)

	DocumentFootnotes, DocumentEndnotes NoteNumbers
}

// Open reads a DOCX. Errors mean that it cannot be read; what of it is not laid out becomes
// facts.
func Open(docx []byte) (*File, error) {
	f := &File{Facts: new(Facts), furniture: map[string]*Story{}, Notes: map[NoteKey]*NoteText{}}
	return f, f.read(docx)
}

func (f *File) read(data []byte) error {
	pkg, err := ooxml.Open(data, ooxml.Limits{})
	if err != nil {
		return err
	}
	f.Pkg = pkg
	main, err := pkg.Main()
	if err != nil {
		return err
	}
	if err := refuseOther(pkg.ContentType(main)); err != nil {
		return err
	}
	if f.rels, err = f.relationships(main); err != nil {
		return err
	}
	if err := f.openStyles(); err != nil {
		return err
	}
	if err := f.openSettings(); err != nil {
		return err
	}
	if err := f.openNotes(); err != nil {
		return err
	}
	f.openTitle()
	src, err := pkg.Part(main)
	if err != nil {
		return err
	}
	r := &reader{c: newStory(src, docx.StoryOf("document", main)), theme: f.Styles.Theme, rels: f.rels, facts: f.Facts, at: Place{Part: BodyPart}, linked: f.Styles.Named("Hyperlink", "character")}
	if f.Body, err = r.story(); err != nil {
		return fmt.Errorf("%s: %w", main, err)
	}
	f.Paras = r.at.para
	return nil
}

// refuseOther refuses what Office writes that is no Word document, by the type of its main
// part (ECMA-376-1 12.3.23, 13.3.6; with macros: MS-OFFMACRO2 2.2.1): laid out, it would be
// an empty page.
func refuseOther(contentType string) error {
	for _, o := range []struct{ mark, what string }{
		{"spreadsheetml", "tệp Excel"}, {"ms-excel", "tệp Excel"},
		{"presentationml", "tệp PowerPoint"}, {"ms-powerpoint", "tệp PowerPoint"},
	} {
		if strings.Contains(contentType, o.mark) {
			return fmt.Errorf("%s, không phải tệp Word (.docx)", o.what)
		}
	}
	return nil
}

func (f *File) relationships(part string) (map[string]ooxml.Relationship, error) {
	list, err := f.Pkg.Relationships(part)
	if err != nil {
		return nil, err
	}
	rels := make(map[string]ooxml.Relationship, len(list))
	for _, r := range list {
		rels[r.ID] = r
	}
	return rels, nil
}

// part returns the part that a relationship of the main part names by type, nil if none.
func (f *File) part(kind string) ([]byte, string, error) {
	best := ""
	for _, r := range f.rels {
		if r.Type == kind && !r.External && f.Pkg.Has(r.Target) && (best == "" || r.Target < best) {
			best = r.Target
		}
	}
	if best == "" {
		return nil, "", nil
	}
	src, err := f.Pkg.Part(best)
	return src, best, err
}

func (f *File) openStyles() error {
	s := &Styles{ByID: map[string]*style{}, Theme: map[string]string{}, paraCache: map[paraKey]*ParaFormat{}, recent: map[paraKey][]directFormat{},
		tableCache: map[tableKey]*CellFormat{},
		Lists:      &Numbering{abstract: map[int]*abstractList{}, instances: map[int]*ListInstance{}}}
	f.Styles = s
	src, name, err := f.part("theme")
	if err == nil && src != nil {
		s.Theme, err = readTheme(src)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if src, name, err = f.part("styles"); err == nil && src != nil {
		err = s.read(src)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if src, name, err = f.part("numbering"); err == nil && src != nil {
		err = s.Lists.read(src, s.Theme)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	s.Lists.linkStyles(s)
	s.Lists.Language = Language(strings.HasPrefix(s.Paragraph(new(ParaProps), nil).Run.lang, "en"))
	return nil
}

func (f *File) openSettings() error {
	f.DefaultTab, f.Mode = unit.Inch/2, 12
	f.DocumentFootnotes, f.DocumentEndnotes = plainFootnotes, plainEndnotes
	src, name, err := f.part("settings")
	if err != nil || src == nil {
		return err
	}
	c := newCursor(src)
	c.each(func(string) {
		c.each(func(name string) {
			switch name {
			case "w:defaultTabStop":
				if d := c.twips("w:val"); d > 0 {
					f.DefaultTab = max(d, unit.Pt)
				}
			case "w:autoHyphenation": // Vietnamese has no words to part; LibreOffice writes it into every file
				if c.on() && !strings.HasPrefix(f.Styles.Paragraph(new(ParaProps), nil).Run.lang, "vi") {
					f.Facts.Add("feature", Place{Part: "toàn văn bản"}, "Từ không được tự ngắt bằng gạch nối ở cuối dòng.")
				}
			case "w:evenAndOddHeaders":
				f.EvenOdd = c.on()
			case "w:footnotePr":
				f.DocumentFootnotes = readNoteNumbers(c, plainFootnotes)
			case "w:endnotePr":
				f.DocumentEndnotes = readNoteNumbers(c, plainEndnotes)
			case "w:mirrorMargins":
				f.Mirror = c.on()
			case "w:compat":
				c.each(func(name string) {
					f.readCompat(c, name)
				})
			}
		})
	})
	if c.err != nil {
		return fmt.Errorf("%s: %w", name, c.err)
	}
	return nil
}

// readCompat takes one child of w:compat (ECMA-376-1 17.15.3, MS-DOCX 2.5.2).
func (f *File) readCompat(c *cursor, name string) {
	switch name {
	case "w:doNotUseHTMLParagraphAutoSpacing":
		f.AddsSpacing = c.on()
	case "w:doNotExpandShiftReturn":
		f.Ragged = c.on()
	case "w:compatSetting":
		if c.attr("w:name") == "compatibilityMode" {
			f.Mode = int(c.number("w:val"))
		}
	}
}

// openTitle takes the title from the core properties; a broken part has none.
func (f *File) openTitle() {
	rels, err := f.Pkg.Relationships("")
	if err != nil {
		return
	}
	for _, r := range rels {
		if r.Type != "core-properties" || !f.Pkg.Has(r.Target) {
			continue
		}
		src, err := f.Pkg.Part(r.Target)
		if err != nil {
			return
		}
		c := newCursor(src)
		c.each(func(string) {
			c.each(func(name string) {
				if name == "dc:title" {
					f.Title = c.text()
				}
			})
		})
	}
}

// The stories whose paragraphs are numbered in items, as facts name them.
const (
	BodyPart     = "thân văn bản"
	FootnotePart = "chú thích cuối trang"
	EndnotePart  = "chú thích cuối văn bản"
)

// ParaNumber is the number of a paragraph in the document: those of the body come first,
// then those of footnotes, then those of endnotes; 0 in headers and footers.
func (f *File) ParaNumber(p *Paragraph) int {
	switch p.Place.Part {
	case BodyPart:
		return p.Place.para
	case FootnotePart:
		return f.Paras + p.Place.para
	case EndnotePart:
		return f.Paras + f.NoteParas + p.Place.para
	}
	return 0
}

// Lang is the language (BCP 47) of the default paragraph style. English, which Word writes into files of
// any language, and silence are "vi-VN".
func (f *File) Lang() string {
	run := f.Styles.Paragraph(new(ParaProps), nil).Run
	if run.lang != "" && !strings.HasPrefix(run.lang, "en") {
		return run.lang
	}
	return "vi-VN"
}

// Furniture reads the header or footer of a section, once: id is that of its relationship, name what
// facts call the part. It is nil where the relationship leads nowhere; errors say that the part
// is damaged.
func (f *File) Furniture(id, name string) (*Story, error) {
	rel, ok := f.rels[id]
	if !ok || rel.External || !f.Pkg.Has(rel.Target) {
		return nil, nil
	}
	if s := f.furniture[rel.Target]; s != nil {
		return s, nil
	}
	s, err := f.story(docx.StoryOf(rel.Type, rel.Target), name)
	if err != nil {
		return nil, err
	}
	f.furniture[rel.Target] = s
	return s, nil
}

// story reads a part of its own.
func (f *File) story(in docx.Story, name string) (*Story, error) {
	part := in.Part
	src, err := f.Pkg.Part(part)
	if err != nil {
		return nil, err
	}
	rels, err := f.relationships(part)
	if err != nil {
		return nil, err
	}
	r := &reader{c: newStory(src, in), theme: f.Styles.Theme, rels: rels, facts: f.Facts, at: Place{Part: name}}
	s, err := r.story()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", part, err)
	}
	return s, nil
}
