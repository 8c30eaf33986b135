package word

import (
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// LineNumbers is w:lnNumType: the lines of a section's text are counted in the margin
// (ECMA-376-1 17.6.8).
type LineNumbers struct {
	Every    int         // only multiples are printed; at least 1
	Start    int         // number of the first line
	Distance unit.Length // from the text; 0 is automatic
	Restart  string      // "newPage", "newSection", "continuous"
}

func readLineNumbers(c *cursor) *LineNumbers {
	n := &LineNumbers{Start: 1, Restart: "newPage"}
	n.Every = int(ooxml.Clamp(c.number("w:countBy"), 0, 1<<20))
	if c.has("w:start") { // Word: it writes what the first number follows
		n.Start = int(ooxml.Clamp(c.number("w:start"), 0, 1<<20)) + 1
	}
	n.Distance = max(0, c.twips("w:distance"))
	if r := c.attr("w:restart"); r != "" {
		n.Restart = r
	}
	if n.Every == 0 { // nothing is counted
		return nil
	}
	return n
}
