package layout

import "strings"

// parseField returns the piece for a field whose value follows from the pages; ok is false
// for all others, which show the result that the file stores.
func parseField(code string) (in inline, ok bool) {
	words := strings.Fields(code)
	if len(words) == 0 {
		return in, false
	}
	name := strings.ToUpper(words[0])
	switch name {
	case "PAGE", "NUMPAGES", "SECTIONPAGES":
	default:
		return in, false
	}
	in = inline{kind: inField, text: name}
	for i, w := range words {
		if w == `\*` && i+1 < len(words) {
			in.format = fieldFormat(words[i+1])
		}
	}
	return in, true
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
	}
	return ""
}

// parseLink returns the target of a HYPERLINK field, nil for other fields.
func parseLink(code string) *target {
	words := strings.Fields(code)
	if len(words) < 2 || !strings.EqualFold(words[0], "HYPERLINK") {
		return nil
	}
	l := new(target)
	for i := 1; i < len(words); i++ {
		switch {
		case words[i] == `\l` && i+1 < len(words):
			l.anchor = strings.Trim(words[i+1], `"`)
			i++
		case strings.HasPrefix(words[i], `\`):
			i++
		case l.url == "":
			l.url = strings.Trim(words[i], `"`)
		}
	}
	return l
}

// counts is what page fields say at a place.
type counts struct {
	page         int
	format       string // of the section's page numbers
	pages        int    // of the document
	sectionPages int
}

// value returns the text of a field.
func (n counts) value(in *inline) string {
	format := in.format
	switch in.text {
	case "PAGE":
		if format == "" {
			format = n.format
		}
		return formatNumber(n.page, format)
	case "NUMPAGES":
		return formatNumber(n.pages, format)
	default:
		return formatNumber(n.sectionPages, format)
	}
}
