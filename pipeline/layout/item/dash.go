package item

import "vanthu/pipeline/unit"

// Dash returns the dashes of a kind of underline or border (ECMA-376-1 17.18.99, 17.18.2); nil is
// a solid line. They are lengths on and off by turns, multiples of the width of the line.
func Dash(kind string, width unit.Length) []unit.Length {
	switch kind {
	case "dotted", "dottedHeavy":
		return []unit.Length{width, width}
	case "dash", "dashed", "dashedHeavy", "dashSmallGap":
		return []unit.Length{4 * width, 2 * width}
	case "dashLong", "dashLongHeavy":
		return []unit.Length{8 * width, 3 * width}
	case "dotDash", "dashDotHeavy", "dashDotStroked":
		return []unit.Length{4 * width, 2 * width, width, 2 * width}
	case "dotDotDash", "dashDotDotHeavy":
		return []unit.Length{4 * width, 2 * width, width, 2 * width, width, 2 * width}
	}
	return nil
}
