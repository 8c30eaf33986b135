package word

import "testing"

// TestNumberFormats writes numbers in words and signs, in the language of the document.
func TestNumberFormats(t *testing.T) {
	for _, c := range []struct {
		in     Language
		n      int
		format string
		want   string
	}{
		{english, 1, "ordinal", "1st"}, {english, 12, "ordinal", "12th"}, {english, 23, "ordinal", "23rd"}, {vietnamese, 2, "ordinal", "2."},
		{english, 1, "cardinalText", "One"}, {english, 21, "cardinalText", "Twenty-one"}, {english, 119, "cardinalText", "One hundred nineteen"},
		{english, 1, "ordinalText", "First"}, {english, 12, "ordinalText", "Twelfth"}, {english, 20, "ordinalText", "Twentieth"}, {english, 42, "ordinalText", "Forty-second"},
		{vietnamese, 21, "cardinalText", "hai mươi mốt"}, {english, 255, "hex", "FF"}, {english, 3, "decimalEnclosedCircle", "③"}, {english, 21, "decimalEnclosedCircle", "21"},
		{english, 10, "decimalFullWidth", "１０"}, {english, 6, "chicago", "††"}, {english, 7, "unheardOf", "7"},
	} {
		if got := c.in.Number(c.n, c.format); got != c.want {
			t.Errorf("%d as %s: %q, want %q", c.n, c.format, got, c.want)
		}
	}
}
