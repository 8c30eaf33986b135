// Package intake makes the workbooks that others fill and takes them back into the
// database: the figures, prose and nominations of a unit, and all that an office of its
// own needs before its first paper.
//
// In: a workbook (.xlsx) or a table as text (.csv), and what is known of it besides
// (unit, year, the incoming paper). Out: rows in the tables of the field, or the list
// of all faults with a copy of the workbook in which each faulty cell is coloured and
// carries a comment.
//
// Steps: open refuses what is dangerous or too large and reads the cells as they lie; find
// looks for the heads of a form's sheets, in the form itself or in a table that an office
// made; read turns cells into values; prove holds them against each other; the store
// compares them with what is there and writes the difference, all or nothing.
//
// The one thing to know: forms are data (don-vi.yaml, co-quan.yaml). A column of a form
// names the column of the table that it goes to, so a new figure is a line there and a
// column in queries/schema, and no code. Formulas are never run: what counts is the result
// that the office program stored.
//
// What a person enters on a page goes into the same tables by the same rules: corrections of
// figures, prose, laws, signers, recipients, units, days off, a new year.
package intake

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

//go:embed *.yaml
var forms embed.FS

// FS holds the forms as they ship.
func FS() fs.FS { return forms }

// Severity is the weight of a fault.
type Severity string

// The severities. Only Wrong keeps a file out.
const (
	Wrong   Severity = "sai"
	Doubt   Severity = "cảnh báo"
	Notice  Severity = "gợi ý"
	maxTold          = 500 // faults of one file
)

// Fault is what is wrong or odd in a file.
type Fault struct {
	Sheet    string // name on the tab; "" where it is the file
	Cell     string // "D7"; "" where it is the sheet
	Severity Severity
	Message  string // in Vietnamese: what, why, what to do
}

func (f Fault) String() string {
	place := ""
	if f.Sheet != "" {
		place = "trang tính " + f.Sheet
	}
	if f.Cell != "" {
		place += ", ô " + f.Cell
	}
	if place != "" {
		place += ": "
	}
	return string(f.Severity) + ": " + place + f.Message
}

// place is where in a file something is; "" for all of it.
type place struct{ sheet, cell string }

// faults gathers what is found in a file, each once, up to maxTold.
type faults struct {
	all  []Fault
	seen map[Fault]bool
	left int // found above the limit
}

func (fs *faults) add(at place, s Severity, format string, args ...any) {
	f := Fault{at.sheet, at.cell, s, fmt.Sprintf(format, args...)}
	switch {
	case fs.seen[f]:
		return
	case len(fs.all) >= maxTold:
		fs.left++
		if s == Wrong && !fs.wrong() { // never let a wrong file in for its many notices
			fs.all[len(fs.all)-1] = f
		}
		return
	}
	if fs.seen == nil {
		fs.seen = map[Fault]bool{}
	}
	fs.seen[f] = true
	fs.all = append(fs.all, f)
}

func (fs *faults) wrong() bool {
	return slices.ContainsFunc(fs.all, func(f Fault) bool { return f.Severity == Wrong })
}

// list returns the faults, the last one saying how many more there are.
func (fs *faults) list() []Fault {
	if fs.left == 0 {
		return fs.all
	}
	return append(slices.Clone(fs.all), Fault{Severity: Notice, Message: fmt.Sprintf("và %d chỗ khác nữa", fs.left)})
}

// cellName is "D7" for column 4, row 7.
func cellName(col, row int) string { return columnName(col) + fmt.Sprint(row) }

func columnName(col int) string {
	var b []byte
	for ; col > 0; col = (col - 1) / 26 {
		b = append(b, byte('A'+(col-1)%26))
	}
	slices.Reverse(b)
	return string(b)
}

// cellAt reads "D7"; ok is false where it is no such name.
func cellAt(name string) (col, row int, ok bool) {
	name = strings.ReplaceAll(name, "$", "")
	i := 0
	for ; i < len(name) && name[i] >= 'A' && name[i] <= 'Z' && i < 4; i++ {
		col = col*26 + int(name[i]-'A') + 1
	}
	for _, r := range name[i:] {
		if r < '0' || r > '9' || row > 10_000_000 {
			return 0, 0, false
		}
		row = row*10 + int(r-'0')
	}
	return col, row, col > 0 && row > 0
}
