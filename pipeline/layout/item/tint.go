package item

import "strconv"

// Tint is a colour that may be absent, as the zero value is.
type Tint struct {
	On    bool
	Color Color
}

// ParseColor reads "FF0000" or "#FF0000" (ECMA-376-1 17.18.38); "auto" and what is no colour are absent (and black).
func ParseColor(s string) Tint {
	if len(s) == 7 && s[0] == '#' {
		s = s[1:]
	}
	n, err := strconv.ParseUint(s, 16, 32)
	if err != nil || len(s) != 6 {
		return Tint{}
	}
	return Tint{true, Color(n)}
}
