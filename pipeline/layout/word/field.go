package word

import (
	"slices"
	"strings"

	"vanthu/pipeline/ooxml"
)

// parseField returns the piece for a field whose value follows from the pages; ok is false
// for all others, which show the result that the file stores.
func parseField(code string) (in Inline, ok bool) {
	words := strings.Fields(code)
	if len(words) == 0 {
		return in, false
	}
	name := strings.ToUpper(words[0])
	switch name {
	case "PAGE", "NUMPAGES", "SECTIONPAGES":
	case "PAGEREF":
		if len(words) < 2 {
			return in, false
		}
		in.Ref = strings.Trim(words[1], `"`)
		if slices.ContainsFunc(words[2:], func(w string) bool { return strings.EqualFold(w, `\p`) }) {
			in.Relative = Before
		}
	case "REF": // the number of the bookmark's paragraph; its text is stored
		if len(words) < 2 || !isNumberReference(words[2:]) {
			return in, false
		}
		in.Ref, in.Whole = strings.Trim(words[1], `"`), slices.ContainsFunc(words[2:], func(w string) bool { return strings.EqualFold(w, `\n`) })
	default:
		return in, false
	}
	in.Kind, in.Text = InField, name
	for i, w := range words {
		if w == `\*` && i+1 < len(words) {
			in.Format = fieldFormat(words[i+1])
		}
	}
	return in, true
}

// isNumberReference reports whether the switches of REF ask for the number of a paragraph, and for
// nothing that is not worked out here (ECMA-376-1 17.16.5.51).
func isNumberReference(switches []string) bool {
	asked := false
	for _, w := range switches {
		switch strings.ToLower(w) {
		case `\n`, `\r`, `\w`:
			asked = true
		case `\h`, `\*`, "mergeformat", "charformat":
		default:
			return false
		}
	}
	return asked
}

// fieldFormat translates the switch \* of a field.
func fieldFormat(s string) string {
	switch {
	case s == "ROMAN":
		return "upperRoman"
	case s == "roman":
		return "lowerRoman"
	case s == "ALPHABETIC":
		return "upperLetter"
	case s == "alphabetic":
		return "lowerLetter"
	case strings.EqualFold(s, "arabic"):
		return "decimal"
	case strings.EqualFold(s, "arabicdash"):
		return "numberInDash"
	case strings.EqualFold(s, "cardtext"):
		return "cardinalText"
	case strings.EqualFold(s, "ordinal"):
		return "ordinal"
	case strings.EqualFold(s, "ordtext"):
		return "ordinalText"
	case strings.EqualFold(s, "hex"):
		return "hex"
	}
	return ""
}

// formField is what w:ffData says of a form field of the older kind (ECMA-376-1 17.16.17).
type formField struct {
	box, checked bool     // FORMCHECKBOX
	entries      []string // FORMDROPDOWN
	chosen       int
}

// maxEntries bounds the entries of a drop-down list.
const maxEntries = 1000

// readForm reads the children of w:fldChar.
func readForm(c *cursor) (f formField) {
	c.each(func(string) { // w:ffData
		c.each(func(name string) {
			switch name {
			case "w:checkBox":
				f.box = true
				set := false
				c.each(func(name string) {
					switch {
					case name == "w:checked":
						f.checked, set = c.on(), true
					case name == "w:default" && !set:
						f.checked = c.on()
					}
				})
			case "w:ddList":
				set := false
				c.each(func(name string) {
					switch {
					case name == "w:result":
						f.chosen, set = int(ooxml.Clamp(ooxml.Number(c.val()), 0, maxEntries)), true
					case name == "w:default" && !set:
						f.chosen = int(ooxml.Clamp(ooxml.Number(c.val()), 0, maxEntries))
					case name == "w:listEntry" && len(f.entries) < maxEntries:
						f.entries = append(f.entries, c.val())
					}
				})
			}
		})
	})
	return f
}

// shown returns the text of a field for which a file stores no result: check boxes, drop-down
// lists, buttons, signs.
func (f *fieldState) shown() (in Inline, ok bool) {
	in.Kind = InText
	words := strings.Fields(string(f.code))
	switch fieldName(string(f.code)) {
	case "FORMCHECKBOX":
		in.Text = "☐"
		if f.form.checked {
			in.Text = "☒"
		}
		return in, true
	case "FORMDROPDOWN":
		if f.form.chosen < len(f.form.entries) {
			in.Text = f.form.entries[f.form.chosen]
			return in, true
		}
	case "MACROBUTTON", "GOTOBUTTON": // what follows the name of the macro is shown
		if len(words) > 2 {
			code := strings.TrimSpace(string(f.code))
			rest := strings.TrimSpace(code[len(words[0]):])
			in.Text = strings.TrimSpace(rest[len(words[1]):])
			return in, true
		}
	}
	return in, false
}

// unseenField reports whether a field whose result is not stored would show something.
func unseenField(code string) bool {
	switch fieldName(code) {
	case "EQ", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM", "SYMBOL", "BARCODE", "DISPLAYBARCODE", "MERGEBARCODE", "INCLUDEPICTURE":
		return true
	}
	return false
}

// fieldName is the first word of a field's code, in capitals.
func fieldName(code string) string {
	code = strings.TrimSpace(code)
	if i := strings.IndexAny(code, " \t\r\n\u00a0"); i >= 0 {
		code = code[:i]
	}
	return strings.ToUpper(code)
}

// inContents reports whether the result of a table of contents is being read.
func (r *reader) inContents() bool {
	for i := range r.fields {
		if r.fields[i].toc {
			return true
		}
	}
	return false
}

// isPageNumber reports whether a text is a number of a page in figures or Roman letters.
func isPageNumber(s string) bool {
	return s != "" && (strings.Trim(s, "0123456789") == "" || strings.Trim(s, "ivxlcdm") == "" || strings.Trim(s, "IVXLCDM") == "")
}

// entryPage turns the number at the end of an entry of a table of contents, which other programs
// write as plain text behind a tab, into a reference to the page to which the entry leads.
func (r *reader) entryPage(p *Paragraph, link *Target) {
	n := len(p.Content) - 1
	if n < 1 || link.Anchor == "" || !r.inContents() {
		return
	}
	in, before := &p.Content[n], &p.Content[n-1]
	if in.Kind == InText && in.Link == link && isPageNumber(in.Text) && before.Kind == InTab && before.Link == link {
		in.Kind, in.Text, in.Stored, in.Ref = InField, "PAGEREF", in.Text, link.Anchor
	}
}

// parseLink returns the target of a HYPERLINK field, nil for other fields.
func parseLink(code string) *Target {
	words := strings.Fields(code)
	if len(words) < 2 || !strings.EqualFold(words[0], "HYPERLINK") {
		return nil
	}
	l := new(Target)
	for i := 1; i < len(words); i++ {
		switch {
		case words[i] == `\l` && i+1 < len(words):
			l.Anchor = strings.Trim(words[i+1], `"`)
			i++
		case strings.HasPrefix(words[i], `\`):
			i++
		case l.Url == "":
			l.Url = strings.Trim(words[i], `"`)
		}
	}
	return l
}
