package chart

import (
	"fmt"
	"slices"
	"testing"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// TestFormats: numbers print as their format of Excel says.
func TestFormats(t *testing.T) {
	for _, c := range []struct{ number, format, want string }{
		{"1234.5", "General", "1234,5"}, {"1234.5", "", "1234,5"}, {"1234.5", "#,##0", "1.235"}, {"-1234.5", "#,##0.00", "-1.234,50"},
		{"0.256", "0%", "26%"}, {"0.256", "0.0%", "25,6%"}, {"12", `0" vụ"`, "12 vụ"}, {"12", `[Red]\~0;(0)`, "~12"}, {"1.5E3", "0", "1500"},
		{"2500000", "0.0,,", "2,5"}, {"45295", "dd/mm/yyyy", "04/01/2024"}, {"45295", "m/yy", "1/24"}, {"1E-20", "0.00", "0,00"}, {"x", "0", ""}, {"x1", "0", ""}, {"-7", "0", "-7"}, {"+7", "0", "7"}, {"1.2.3", "0", ""}, {"1E999", "0", ""},
		{"123456789012345678", "0", "123456789012345000"},
	} {
		if got := formatted(parseNumber(c.number), c.format, true); got != c.want {
			t.Errorf("%s as %q: %q, want %q", c.number, c.format, got, c.want)
		}
	}
}

// TestScales: an axis has round steps, begins at zero unless the values lie near each other, and is as
// the file says where that says something.
func TestScales(t *testing.T) {
	for _, c := range []struct {
		low, high int64
		most      int
		axis      axis
		want      string
	}{
		{45, 130, 10, axis{}, "0 140 20"}, {0, 0, 10, axis{}, "0 1 1"}, {9500, 10000, 10, axis{}, "9200 10100 100"}, {-20, 130, 5, axis{}, "-50 150 50"},
		{-100, -10, 4, axis{}, "-150 0 50"}, {700, 700, 10, axis{}, "0 800 100"}, {45, 130, 10, axis{high: parseNumber("200"), step: parseNumber("50")}, "0 200 50"},
		{45, 130, 10, axis{low: parseNumber("10")}, "10 140 20"}, {1, 2, 10, axis{low: parseNumber("5")}, "5 6 1"},
	} {
		s := c.axis.scaleOf(c.low, c.high, 0, c.most)
		if got := fmt.Sprint(s.low, s.high, s.step); got != c.want {
			t.Errorf("%d to %d: %s, want %s", c.low, c.high, got, c.want)
		}
	}
}

// drawn paints a chart of one group into 400 by 300 pt; letters are half as wide as high.
func drawn(t *testing.T, plot string) ([]item.Item, []Label) {
	t.Helper()
	c, err := Read([]byte(`<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:plotArea>`+
		plot+`</c:plotArea></c:chart></c:chartSpace>`), func(*ooxml.Element) item.Tint { return item.Tint{} }, false)
	if err != nil {
		t.Fatal(err)
	}
	return c.Paint(item.Rectangle{W: 400 * unit.Pt, H: 300 * unit.Pt}, func(s string, size unit.Length, _ bool) unit.Length {
		return size / 2 * unit.Length(len(s))
	})
}

func numbers(values ...string) string {
	out := `<c:val><c:numLit>`
	for i, v := range values {
		out += fmt.Sprintf(`<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, i, v)
	}
	return out + `</c:numLit></c:val>`
}

const axesXML = `<c:axId val="1"/><c:axId val="2"/>%s</c:barChart><c:catAx><c:axId val="1"/></c:catAx><c:valAx><c:axId val="2"/></c:valAx>`

// TestBarsHaveTheirPlaces: heights of columns are as their values, stacks stand on each other, and what
// lies below zero hangs from it.
func TestBarsHaveTheirPlaces(t *testing.T) {
	bars := func(grouping, more string) (list []*item.Fill) {
		items, _ := drawn(t, `<c:barChart><c:grouping val="`+grouping+`"/>`+more+`<c:ser><c:order val="0"/>`+numbers("10", "20")+`</c:ser><c:ser><c:order val="1"/>`+numbers("30", "-20")+`</c:ser>`+fmt.Sprintf(axesXML, ""))
		for _, it := range items {
			if f, ok := it.(*item.Fill); ok {
				list = append(list, f)
			}
		}
		return list
	}
	near := func(a, b unit.Length) bool { return max(a-b, b-a) <= 4 }
	side := bars("clustered", `<c:gapWidth val="100"/>`)
	if len(side) != 4 || !near(side[1].H, 2*side[0].H) || !near(side[2].H, 3*side[0].H) || !near(side[3].H, side[1].H) {
		t.Fatalf("columns %+v", side)
	}
	if !near(side[2].X, side[0].X+side[0].W) || !near(side[3].Y, side[1].Y+side[1].H) || !near(side[1].X, side[0].X+3*side[0].W) {
		t.Errorf("columns stand wrong: %+v", side)
	}
	stack := bars("stacked", `<c:overlap val="100"/>`)
	if !near(stack[2].Y+stack[2].H, stack[0].Y) || stack[2].X != stack[0].X || !near(stack[3].Y, stack[1].Y+stack[1].H) {
		t.Errorf("stacks stand wrong: %+v", stack)
	}
}

// TestSeries: points that are missing break a line, series come in their order, and the axis of the
// file's minimum and maximum is kept.
func TestSeries(t *testing.T) {
	items, labels := drawn(t, `<c:lineChart><c:ser><c:order val="0"/>`+numbers("1", "2", "", "4", "5")+`</c:ser><c:axId val="1"/><c:axId val="2"/></c:lineChart>`+
		`<c:catAx><c:axId val="1"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling><c:max val="50"/><c:min val="0"/></c:scaling><c:majorUnit val="25"/></c:valAx>`)
	paths := 0
	for _, it := range items {
		if p, ok := it.(*item.Path); ok && p.Stroke != nil {
			paths++
		}
	}
	var words []string
	for _, l := range labels {
		words = append(words, l.Text)
	}
	if paths != 2 || !slices.Equal(words, []string{"0", "25", "50"}) {
		t.Errorf("%d lines, labels %v", paths, words)
	}
}

// TestSlices: a pie is cut clockwise from the top, and its parts make a whole.
func TestSlices(t *testing.T) {
	items, labels := drawn(t, `<c:pieChart><c:varyColors val="1"/><c:ser>`+numbers("25", "75", "0")+`<c:dLbls><c:showPercent val="1"/></c:dLbls></c:ser></c:pieChart>`)
	if len(labels) != 2 || labels[0].Text != "25%" || labels[1].Text != "75%" || labels[0].At.X <= labels[1].At.X {
		t.Fatalf("labels %+v", labels)
	}
	first := items[0].(*item.Path).Segments
	top, right := first[1].P[0], first[len(first)-2].P[0]
	if centre := first[0].P[0]; top.X != centre.X || top.Y >= centre.Y || right.Y != centre.Y || right.X <= centre.X {
		t.Errorf("the first quarter goes from %v to %v around %v", top, right, centre)
	}
}

// TestBrokenCharts: no chart, however it is cut or bent, makes the drawing fail.
func TestBrokenCharts(t *testing.T) {
	whole := `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart><c:title/><c:plotArea><c:barChart><c:gapWidth val="9"/><c:ser><c:cat><c:strLit><c:pt idx="1"><c:v>a b</c:v></c:pt></c:strLit></c:cat>` +
		numbers("1", "-2", "9E99") + `</c:ser><c:axId val="1"/></c:barChart><c:pieChart><c:ser>` + numbers("0") + `</c:ser></c:pieChart><c:valAx><c:axId val="1"/><c:scaling><c:max val="7"/></c:scaling></c:valAx></c:plotArea><c:legend/></c:chart></c:chartSpace>`
	try := func(src string) {
		c, err := Read([]byte(src), func(*ooxml.Element) item.Tint { return item.Tint{} }, true)
		if err != nil {
			return
		}
		for _, side := range []unit.Length{0, unit.Pt, 50 * unit.Pt, ooxml.MaxLength} {
			c.Paint(item.Rectangle{W: side, H: side}, func(s string, size unit.Length, _ bool) unit.Length { return size * unit.Length(len(s)) })
		}
	}
	for i := range whole {
		try(whole[:i] + whole[i+1:])
		for _, b := range []string{"9", "-", "0"} {
			try(whole[:i] + b + whole[i+1:])
		}
	}
}
