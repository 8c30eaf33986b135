// Package chart draws the charts that Word holds (DrawingML charts, ECMA-376-1 21.2): columns,
// bars, lines, areas, pies and rings, points by two values and radars, from the values that the file
// keeps beside the workbook.
//
// What comes in is the part of a chart (Read); what goes out is a Chart of plain structs, which
// paints itself into an area (Chart.Paint): items, and Labels, whose words the layout sets, since it
// has the faces. The steps:
//
//	read       the XML becomes groups of series, axes, a legend (read.go, series.go)
//	number     values are whole numbers of one power of ten; how they print (number.go, format.go)
//	scale      the steps of a value axis: 1, 2 or 5 of a power of ten (scale.go)
//	paint      title and legend take their room, the rest is the plot (paint.go, legend.go; axes.go,
//	           plot.go, pie.go, scatter.go, radar.go)
//
// All sums are of integers, so that every machine draws the same chart. Charts of three dimensions
// are drawn flat. What the file says about the place of parts is not followed.
package chart

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// Chart is a chart as read.
type Chart struct {
	Family string // of its text as the file names it, "" for that of the theme
	title  text
	groups []group
	axes   map[string]*axis // by id
	legend string           // "l", "t", "b", "tr"; "" is none, "r" is what most have
	size   unit.Length      // of its text
	ink    item.Color       // of its text
	fill   item.Tint
	border item.Tint
	comma  bool // decimals stand behind a comma
	flat   bool // the file asks for three dimensions
}

// text is a title.
type text struct {
	words string
	size  unit.Length
	bold  bool
	ink   item.Color
}

// Kinds of groups.
const (
	bars  = "bar"
	lines = "line"
	areas = "area"
	pie   = "pie"
	xy    = "scatter" // points by two values
	radar = "radar"
)

// group is a c:barChart, c:lineChart, …: series that are drawn in one way on one pair of axes.
type group struct {
	kind     string
	lying    bool   // bars run across
	stacking string // "" beside each other, "stacked", "percentStacked"
	gap      int64  // between the bars of two categories, in percent of a bar
	overlap  int64  // of bars of one category, in percent of a bar
	hole     int64  // of a ring, in percent of its size
	first    int64  // of a pie: the angle at which it begins, clockwise from the top
	vary     bool   // every point has a colour of its own
	filled   bool   // of a radar: what its lines enclose
	axes     []string
	series   []series
}

// series is a row of values.
type series struct {
	name       string
	categories []string
	values     []number
	across     []number // of points by two values: how far to the right each stands
	format     string   // as values print
	fill       item.Tint
	line       item.Tint
	mark       item.Tint // of its markers, where the file names one
	width      unit.Length
	points     map[int]item.Tint // fills of single points
	marker     bool
	smooth     bool // the line bends through its points
	labels     labels
}

// labels says what stands at each point.
type labels struct {
	value, percent, category, name bool
	format                         string // "" is that of the values
	place                          string // "outEnd", "inEnd", "ctr", …; "" is what the kind has
}

func (l *labels) any() bool { return l.value || l.percent || l.category || l.name }

// axis is a c:catAx, c:dateAx or c:valAx.
type axis struct {
	values   bool
	title    text
	hidden   bool
	reversed bool
	grid     bool
	gridInk  item.Tint
	format   string
	labels   bool // its values are printed
	low      number
	high     number
	step     number
	right    bool // stands at the far side
	across   bool // runs from left to right
}

// Label is a line of words.
type Label struct {
	Text string
	At   item.Point  // of its baseline: where it begins, its middle or its end, by Align
	Size unit.Length // of the em
	Bold bool
	Ink  item.Color
	Align
	Upwards bool // turned by a quarter, to be read from below
}

// Align says which part of a label stands at its point.
type Align int8

const (
	Begin  Align = iota // its beginning
	Middle              // the middle of its width
	End                 // its end
)

// Measure gives the width of a text in the Family of the chart; size is that of the em.
type Measure func(text string, size unit.Length, bold bool) unit.Length

// Flat reports whether the file asks for three dimensions, of which two are drawn.
func (c *Chart) Flat() bool { return c.flat }
