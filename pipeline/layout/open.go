package layout

import (
	"fmt"
	"strings"

	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// open reads the parts of a DOCX that do not belong to single pages.
func (t *typesetter) open(docx []byte) error {
	pkg, err := ooxml.Open(docx, ooxml.Limits{})
	if err != nil {
		return err
	}
	t.pkg = pkg
	main, err := pkg.Main()
	if err != nil {
		return err
	}
	if err := otherMain(pkg.ContentType(main)); err != nil {
		return err
	}
	if t.rels, err = t.relationships(main); err != nil {
		return err
	}
	if err := t.openStyles(); err != nil {
		return err
	}
	if err := t.openSettings(); err != nil {
		return err
	}
	if err := t.openNotes(); err != nil {
		return err
	}
	t.openTitle()
	src, err := pkg.Part(main)
	if err != nil {
		return err
	}
	r := &reader{c: newCursor(src), theme: t.styles.theme, rels: t.rels, facts: t.facts, at: place{part: bodyPart}, linked: t.styles.named("Hyperlink", "character")}
	if t.body, err = r.story(); err != nil {
		return fmt.Errorf("%s: %w", main, err)
	}
	t.paras = r.at.para
	return nil
}

// otherMain refuses what Office writes that is no Word document, by the type of its main
// part (ECMA-376-1 12.3.23, 13.3.6; with macros: MS-OFFMACRO2 2.2.1): laid out, it would be
// an empty page.
func otherMain(contentType string) error {
	for _, o := range []struct{ mark, what string }{
		{"spreadsheetml", "an Excel workbook"}, {"ms-excel", "an Excel workbook"},
		{"presentationml", "a PowerPoint file"}, {"ms-powerpoint", "a PowerPoint file"},
	} {
		if strings.Contains(contentType, o.mark) {
			return fmt.Errorf("this is %s; a Word file (.docx) is needed", o.what)
		}
	}
	return nil
}

func (t *typesetter) relationships(part string) (map[string]ooxml.Relationship, error) {
	list, err := t.pkg.Relationships(part)
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
func (t *typesetter) part(kind string) ([]byte, string, error) {
	best := ""
	for _, r := range t.rels {
		if r.Type == kind && !r.External && t.pkg.Has(r.Target) && (best == "" || r.Target < best) {
			best = r.Target
		}
	}
	if best == "" {
		return nil, "", nil
	}
	src, err := t.pkg.Part(best)
	return src, best, err
}

func (t *typesetter) openStyles() error {
	s := &styles{byID: map[string]*style{}, theme: map[string]string{}, paraCache: map[paraKey]*paraFormat{}, recent: map[paraKey][]directFormat{},
		tableCache: map[tableKey]*cellFormat{},
		lists:      &lists{abstract: map[int]*abstractList{}, instances: map[int]*listInstance{}}}
	t.styles = s
	src, name, err := t.part("theme")
	if err == nil && src != nil {
		s.theme, err = readTheme(src)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if src, name, err = t.part("styles"); err == nil && src != nil {
		err = s.read(src)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if src, name, err = t.part("numbering"); err == nil && src != nil {
		err = s.lists.read(src, s.theme)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	s.lists.linkStyles(s)
	s.lists.language = language(strings.HasPrefix(s.paragraph(new(paraProps), nil).run.lang, "en"))
	return nil
}

func (t *typesetter) openSettings() error {
	t.defaultTab, t.mode = unit.Inch/2, 12
	t.documentFootnotes, t.documentEndnotes = plainFootnotes, plainEndnotes
	src, name, err := t.part("settings")
	if err != nil || src == nil {
		return err
	}
	c := newCursor(src)
	c.each(func(string) {
		c.each(func(name string) {
			switch name {
			case "w:defaultTabStop":
				if d := c.twips("w:val"); d > 0 {
					t.defaultTab = max(d, unit.Pt)
				}
			case "w:autoHyphenation":
				if c.on() {
					t.facts.add("feature", place{part: "toàn văn bản"}, "Từ không được tự ngắt bằng gạch nối ở cuối dòng.")
				}
			case "w:evenAndOddHeaders":
				t.evenOdd = c.on()
			case "w:footnotePr":
				t.documentFootnotes = readNoteNumbers(c, plainFootnotes)
			case "w:endnotePr":
				t.documentEndnotes = readNoteNumbers(c, plainEndnotes)
			case "w:mirrorMargins":
				t.mirror = c.on()
			case "w:compat":
				c.each(func(name string) {
					t.readCompat(c, name)
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
func (t *typesetter) readCompat(c *cursor, name string) {
	switch name {
	case "w:doNotUseHTMLParagraphAutoSpacing":
		t.addsSpacing = c.on()
	case "w:doNotExpandShiftReturn":
		t.ragged = c.on()
	case "w:compatSetting":
		if c.attr("w:name") == "compatibilityMode" {
			t.mode = int(c.number("w:val"))
		}
	}
}

// openTitle takes the title from the core properties; a broken part has none.
func (t *typesetter) openTitle() {
	rels, err := t.pkg.Relationships("")
	if err != nil {
		return
	}
	for _, r := range rels {
		if r.Type != "core-properties" || !t.pkg.Has(r.Target) {
			continue
		}
		src, err := t.pkg.Part(r.Target)
		if err != nil {
			return
		}
		c := newCursor(src)
		c.each(func(string) {
			c.each(func(name string) {
				if name == "dc:title" {
					t.title = c.text()
				}
			})
		})
	}
}
