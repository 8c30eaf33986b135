// Package fonts holds the faces that ship with the program, so that every machine lays
// documents out alike: Liberation Serif, Sans and Mono (with the widths of Times New Roman,
// Arial and Courier New) and DejaVu Sans for signs that those lack. The bytes come
// unchanged from their Go modules. Calibri, Cambria, Aptos, Georgia and Verdana, for which no
// free twin is served as a module, ship as tables of measured advance widths: Fitted stretches
// Liberation's letters to them.
//
// It also knows which family stands in for which name: Substitute.
package fonts

import (
	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/liberation/liberationmonobold"
	"github.com/go-fonts/liberation/liberationmonobolditalic"
	"github.com/go-fonts/liberation/liberationmonoitalic"
	"github.com/go-fonts/liberation/liberationmonoregular"
	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansbolditalic"
	"github.com/go-fonts/liberation/liberationsansitalic"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifbolditalic"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
)

// Families that ship with the program.
const (
	Serif   = "Liberation Serif"
	Sans    = "Liberation Sans"
	Mono    = "Liberation Mono"
	Symbols = "DejaVu Sans"
)

// File is one shipped font file.
type File struct {
	Family       string
	Bold, Italic bool
	Data         []byte // TrueType; must not be changed
}

// Shipped lists the shipped files in a fixed order.
func Shipped() []File {
	return []File{
		{Serif, false, false, liberationserifregular.TTF},
		{Serif, true, false, liberationserifbold.TTF},
		{Serif, false, true, liberationserifitalic.TTF},
		{Serif, true, true, liberationserifbolditalic.TTF},
		{Sans, false, false, liberationsansregular.TTF},
		{Sans, true, false, liberationsansbold.TTF},
		{Sans, false, true, liberationsansitalic.TTF},
		{Sans, true, true, liberationsansbolditalic.TTF},
		{Mono, false, false, liberationmonoregular.TTF},
		{Mono, true, false, liberationmonobold.TTF},
		{Mono, false, true, liberationmonoitalic.TTF},
		{Mono, true, true, liberationmonobolditalic.TTF},
		{Symbols, false, false, dejavusans.TTF},
	}
}
