package layout

import (
	"strings"

	"vanthu/pipeline/layout/word"
)

// counts is what page fields say at a place.
type counts struct {
	sheet        int    // of paper, from 0
	page         int    // its number
	format       string // of the section's page numbers
	pages        int    // of the document
	sectionPages int
	language     word.Language
	marks        map[string]markedPage // where the layout before had the bookmarks
}

// markedPage is the page of a bookmark as its number is printed, and the label of its paragraph in a
// list.
type markedPage struct {
	label  string
	level  int
	sheet  int
	number int
	format string
}

// value returns the text of a field.
func (n counts) value(in *word.Inline) string {
	format := in.Format
	switch in.Text {
	case "PAGE":
		if format == "" {
			format = n.format
		}
		return n.language.Number(n.page, format)
	case "NUMPAGES":
		return n.language.Number(n.pages, format)
	case "REF":
		if at := n.marks[in.Ref]; at.label != "" && (in.Whole || at.level == 0) {
			return strings.TrimRight(at.label, ".")
		}
		return in.Stored
	case "PAGEREF":
		at, ok := n.marks[in.Ref]
		if !ok {
			return in.Stored
		}
		if format == "" {
			format = at.format
		}
		number := n.language.Number(at.number, format)
		if in.Relative == word.NotRelative {
			return number
		}
		return n.language.OfStored(in.Stored).Position(in.Relative == word.After, at.sheet == n.sheet, number)
	default:
		return n.language.Number(n.sectionPages, format)
	}
}
