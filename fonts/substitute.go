package fonts

import "strings"

// Match says how well a substitute stands in for a missing family.
type Match int

const (
	Same  Match = iota // the family itself
	Twin               // another design with the same advance widths: lines break alike
	Fit                // a shipped design stretched to the widths of the family: lines break alike
	Class              // only of the same class (serif, sans, mono): lines may break elsewhere
)

// twins lists families of equal widths by lower-case name, best first.
var twins = map[string][]string{
	"times new roman": {Serif, "Tinos"},
	"times":           {Serif, "Tinos"},
	"tinos":           {Serif},
	"arial":           {Sans, "Arimo"},
	"helvetica":       {Sans, "Arimo"},
	"arimo":           {Sans},
	"courier new":     {Mono, "Cousine"},
	"courier":         {Mono, "Cousine"},
	"cousine":         {Mono},
	"calibri":         {"Carlito"},
	"carlito":         {"Calibri"},
}

// fitted lists the families whose widths the program knows, by lower-case name.
var fitted = map[string]string{
	"calibri": FittedSans, "carlito": FittedSans,
	"cambria": FittedSerif, // Caladea is narrower
	"aptos":   FittedAptos, "georgia": FittedGeorgia, "verdana": FittedVerdana,
}

// classes holds the class of families that have no twin among the shipped ones.
var classes = map[string]string{
	"calibri light": FittedSans,
	"aptos display": FittedAptos, "aptos narrow": FittedSans,
	"cambria": Serif, "georgia": Serif, "garamond": Serif, "palatino linotype": Serif, "book antiqua": Serif,
	"bookman old style": Serif, "century": Serif, "century schoolbook": Serif, "constantia": Serif,
	"cambria math": FittedSerif, "caladea": Serif, "dejavu serif": Serif, "noto serif": Serif, "roman": Serif,
	".vntime": Serif, ".vntimeh": Serif, "vni-times": Serif, "uvntime": Serif, "vntimes new roman": Serif,
	"consolas": Mono, "lucida console": Mono, "dejavu sans mono": Mono, "monospace": Mono,
	"symbol": Symbols, "wingdings": Symbols, "wingdings 2": Symbols, "wingdings 3": Symbols, "webdings": Symbols,
	"segoe ui symbol": Symbols, "opensymbol": Symbols, "ms gothic": Symbols,
}

// Substitute returns the families to try for a family name in order, best first, the name
// itself included, each with how well it matches. The last one always ships.
func Substitute(family string) []Choice {
	if i := strings.IndexByte(family, ';'); i >= 0 { // LibreOffice writes lists of names
		family = family[:i]
	}
	family = strings.TrimSpace(family)
	key := strings.ToLower(family)
	choices := []Choice{{family, Same}}
	for _, f := range twins[key] {
		choices = append(choices, Choice{f, Twin})
	}
	if f, ok := fitted[key]; ok {
		choices = append(choices, Choice{f, Fit})
	}
	return append(choices, Choice{class(key), Class})
}

// Choice is one family that may serve a name.
type Choice struct {
	Family string
	Match  Match
}

// class guesses the shipped family nearest to a lower-case family name.
func class(key string) string {
	if f, ok := classes[key]; ok {
		return f
	}
	switch {
	case strings.Contains(key, "mono") || strings.Contains(key, "courier") || strings.Contains(key, "code"):
		return Mono
	case strings.Contains(key, "sans"):
		return Sans
	case strings.Contains(key, "serif") || strings.Contains(key, "time") || strings.Contains(key, "roman"):
		return Serif
	case key == "":
		return Serif
	}
	return Sans
}

// Symbol reports whether a family holds signs at codes of its own instead of letters.
func Symbol(family string) bool { return classes[strings.ToLower(family)] == Symbols }
