package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/go-analyze/charts"
	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifregular"
)

// Chart is a chart of figures by label, one series beside the other. Its value axis
// begins at 0, so that heights compare as the figures do. Columns whose labels do not
// fit below them lie on their side, with the labels before them.
type Chart struct {
	Kind   string   // "cot": columns, "duong": lines
	Title  string   // "" is none
	Labels []string // along the axis
	Series []Series
	Width  int // pixels of the SVG, of which the PNG has three times as many; 0 is 600
	Height int // 0 is half the width; where labels need more room, both grow
}

// Series is a row of figures, one for each label.
type Series struct {
	Name   string
	Values []float64 // NaN is no figure
}

// PNG draws the chart for documents.
//
// The picture holds its title as text (PNG, 11.3.3.4 iTXt), which becomes the alternative
// text in a document.
func (c *Chart) PNG() ([]byte, error) {
	data, err := c.draw(charts.ChartOutputPNG, 3)
	if err != nil || c.Title == "" {
		return data, err
	}
	const head = 8 + 12 + 13 // signature and IHDR
	chunk := append([]byte("iTXtTitle\x00\x00\x00vi\x00\x00"), c.Title...)
	out := binary.BigEndian.AppendUint32(bytes.Clone(data[:head]), uint32(len(chunk)-4))
	out = binary.BigEndian.AppendUint32(append(out, chunk...), crc32.ChecksumIEEE(chunk))
	return append(out, data[head:]...), nil
}

// SVG draws the chart for web pages.
func (c *Chart) SVG() ([]byte, error) { return c.draw(charts.ChartOutputSVG, 1) }

// Family under which the shipped face is known to the library.
const chartFamily, chartBold = "Liberation Serif", "Liberation Serif Bold"

var installFaces = sync.OnceValue(func() error {
	return errors.Join(charts.InstallFont(chartFamily, liberationserifregular.TTF),
		charts.InstallFont(chartBold, liberationserifbold.TTF))
})

// Limits of a chart that can be read.
const (
	maxLabels = 200
	maxSeries = 10
	maxSide   = 3000
)

func (c *Chart) check() error {
	switch {
	case c.Kind != "cot" && c.Kind != "duong":
		return fmt.Errorf(`chart: no kind %q; there are "cot" and "duong"`, c.Kind)
	case len(c.Labels) == 0 || len(c.Series) == 0:
		return errors.New("chart without figures")
	case len(c.Labels) > maxLabels || len(c.Series) > maxSeries:
		return fmt.Errorf("chart of %d labels and %d series", len(c.Labels), len(c.Series))
	case c.Width < 0 || c.Height < 0 || c.Width > maxSide || c.Height > maxSide:
		return fmt.Errorf("chart of %d × %d pixels", c.Width, c.Height)
	}
	figures := 0
	for _, s := range c.Series {
		if len(s.Values) != len(c.Labels) {
			return fmt.Errorf("chart: series %q has %d figures for %d labels", s.Name, len(s.Values), len(c.Labels))
		}
		for _, v := range s.Values {
			if math.IsInf(v, 0) {
				return fmt.Errorf("chart: series %q has a figure without bounds", s.Name)
			}
			if !math.IsNaN(v) {
				figures++
			}
		}
	}
	if figures == 0 {
		return errors.New("chart without figures")
	}
	return nil
}

// draw draws with everything scale times as large.
func (c *Chart) draw(format string, scale int) (out []byte, err error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	if err := installFaces(); err != nil {
		return nil, err
	}
	defer func() { // the library trusts its figures
		if p := recover(); p != nil {
			out, err = nil, fmt.Errorf("chart: %v", p)
		}
	}()
	width, height, lying := c.size()
	black := charts.ColorBlack
	colors := []charts.Color{{R: 0xA6, G: 0xA6, B: 0xA6, A: 255}, {R: 0x1F, G: 0x4E, B: 0x79, A: 255}, {R: 0xC5, G: 0x5A, B: 0x11, A: 255}}
	theme := charts.GetTheme(charts.ThemeLight).WithSeriesColors(colors).WithTextColor(black).WithBackgroundColor(charts.ColorWhite)
	p := charts.NewPainter(charts.PainterOptions{OutputFormat: format, Width: width * scale, Height: height * scale,
		Font: charts.GetFont(chartFamily), Theme: theme})
	if c.Kind == "cot" {
		err = c.columns(p, theme, float64(scale), lying)
	} else {
		err = c.lines(p, theme, float64(scale))
	}
	if err != nil {
		return nil, fmt.Errorf("chart: %w", err)
	}
	return p.Bytes()
}

func style(size float64) charts.FontStyle {
	return charts.FontStyle{FontSize: size, Font: charts.GetFont(chartFamily), FontColor: charts.ColorBlack}
}

func (c *Chart) values() (data [][]float64, names []string) {
	for _, s := range c.Series {
		row := make([]float64, len(s.Values))
		for i, v := range s.Values {
			if row[i] = v; math.IsNaN(v) {
				row[i] = charts.GetNullValue()
			}
		}
		data, names = append(data, row), append(names, s.Name)
	}
	return data, names
}

func (c *Chart) axes(scale float64, width int) (charts.CategoryAxisOption, charts.ValueAxisOption, charts.TitleOption, charts.LegendOption) {
	_, names := c.values()
	category := charts.CategoryAxisOption{Labels: slices.Clone(c.Labels), LabelFontStyle: style(labelSize * scale), LabelCount: len(c.Labels)}
	value := charts.ValueAxisOption{LabelFontStyle: style(labelSize * scale), ValueFormatter: formatNumber, SplitLineShow: charts.Ptr(true)}
	if c.lowest() >= 0 {
		top, steps := roundScale(c.highest())
		value.Min, value.Max, value.LabelCount = charts.Ptr(0.0), charts.Ptr(top), steps+1
		value.RangeValuePaddingScale = charts.Ptr(0.0)
	}
	bold := style(14 * scale)
	bold.Font = charts.GetFont(chartBold)
	if room, wide := float64(width)*scale, c.wide(bold); wide > 0.96*room { // a long title is set smaller, not cut
		bold.FontSize *= 0.96 * room / wide
	}
	title := charts.TitleOption{Text: c.Title, FontStyle: bold, Offset: charts.OffsetCenter}
	legend := charts.LegendOption{SeriesNames: names, FontStyle: style(labelSize * scale), Offset: charts.OffsetStr{Left: charts.PositionCenter}}
	if c.Title != "" {
		legend.Offset.Top = strconv.Itoa(int(32 * scale))
	}
	return category, value, title, legend
}

// roundScale returns the end of an axis from 0 that holds a figure, and in how many steps
// it is reached: each is 1, 2 or 5 times a power of ten.
func roundScale(highest float64) (top float64, steps int) {
	if highest <= 0 {
		return 1, 1
	}
	step := math.Pow(10, math.Floor(math.Log10(highest))-1)
	for _, f := range []float64{1, 2, 5, 10, 20} {
		if math.Ceil(highest/(step*f)) <= 6 || f == 20 {
			step *= f
			break
		}
	}
	steps = int(math.Ceil(highest / step))
	return step * float64(steps), steps
}

// highest is the greatest figure.
func (c *Chart) highest() float64 {
	high := 0.0
	for _, s := range c.Series {
		for _, v := range s.Values {
			if v > high {
				high = v
			}
		}
	}
	return high
}

// wide is the width of the title.
func (c *Chart) wide(f charts.FontStyle) float64 {
	p := charts.NewPainter(charts.PainterOptions{Width: 10, Height: 10})
	return float64(p.MeasureText(c.Title, 0, f).Width())
}

// lowest is the least figure.
func (c *Chart) lowest() float64 {
	low := math.Inf(1)
	for _, s := range c.Series {
		for _, v := range s.Values {
			if v < low {
				low = v
			}
		}
	}
	return low
}

// size returns the pixels of the SVG, and whether columns lie.
func (c *Chart) size() (width, height int, lying bool) {
	width, height = c.Width, c.Height
	if width == 0 {
		width = 600 // over 16 cm of paper labels are some 10 pt high
	}
	if height == 0 {
		height = width / 2
	}
	lying = c.Kind == "cot" && c.widest() > float64(width-80)/float64(len(c.Labels))
	if need := 90 + len(c.Labels)*(6+14*len(c.Series)); lying && c.Height == 0 && need > height {
		width, height = min(width*need/height, maxSide), min(need, maxSide/2)
	}
	return width, height, lying
}

// widest is the width of the widest label, in pixels of the SVG.
func (c *Chart) widest() (w float64) {
	p := charts.NewPainter(charts.PainterOptions{Width: 10, Height: 10})
	for _, l := range c.Labels {
		w = max(w, float64(p.MeasureText(l, 0, style(labelSize)).Width()))
	}
	return w
}

// labelSize is the size of labels in points.
const labelSize = 12

func (c *Chart) columns(p *charts.Painter, theme charts.ColorPalette, scale float64, lying bool) error {
	width, _, _ := c.size()
	data, _ := c.values()
	opt := charts.NewBarChartOptionWithData(data)
	opt.Theme, opt.ValueFormatter = theme, formatNumber
	var value charts.ValueAxisOption
	opt.CategoryAxis, value, opt.Title, opt.Legend = c.axes(scale, width)
	if opt.Horizontal = lying; lying {
		edge := int(20 * scale)
		opt.Padding = charts.Box{Left: edge / 2, Top: edge, Right: 2 * edge, Bottom: edge / 2, IsSet: true}
		// the library sets rows from the bottom upwards
		slices.Reverse(opt.CategoryAxis.Labels)
		for _, row := range data {
			slices.Reverse(row)
		}
	}
	opt.ValueAxis, opt.BarSize = []charts.ValueAxisOption{value}, 0.85
	for i := range opt.SeriesList {
		opt.SeriesList[i].Label = charts.SeriesLabel{Show: charts.Ptr(len(c.Labels)*len(c.Series) <= 24),
			FontStyle: style(11 * scale), ValueFormatter: formatNumber}
	}
	return p.BarChart(opt)
}

func (c *Chart) lines(p *charts.Painter, theme charts.ColorPalette, scale float64) error {
	width, _, _ := c.size()
	data, _ := c.values()
	opt := charts.NewLineChartOptionWithData(data)
	opt.Theme, opt.ValueFormatter, opt.LineStrokeWidth = theme, formatNumber, 2*scale
	var value charts.ValueAxisOption
	opt.XAxis, value, opt.Title, opt.Legend = c.axes(scale, width)
	opt.YAxis = []charts.ValueAxisOption{value}
	return p.LineChart(opt)
}

// formatNumber writes a figure as documents do: 1.234,5.
func formatNumber(v float64) string {
	s := strconv.FormatFloat(math.Round(math.Abs(v)*100)/100, 'f', -1, 64)
	whole, rest, _ := strings.Cut(s, ".")
	var b strings.Builder
	if v < 0 && s != "0" {
		b.WriteByte('-')
	}
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteRune(d)
	}
	if rest != "" {
		b.WriteString("," + rest)
	}
	return b.String()
}
