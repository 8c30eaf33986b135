package chart

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestRecords draws the charts of testdata/charts.txt into 400 by 300 pt: each case is a line
// "== name", what stands in c:chartSpace, a line "--" and what is painted, in tenths of a point;
// letters are half as wide as high.
func TestRecords(t *testing.T) {
	const file = "testdata/charts.txt"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, part := range strings.Split(string(data), "== ")[1:] {
		name, rest, _ := strings.Cut(part, "\n")
		src, want, _ := strings.Cut(rest, "--\n")
		got := recorded(t, src)
		if !*update && got != want {
			t.Errorf("%s:\n%swant\n%s", name, got, want)
		}
		out.WriteString("== " + name + "\n" + src + "--\n" + got)
	}
	if *update {
		if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// recorded draws a chart and says what is painted.
func recorded(t *testing.T, src string) string {
	t.Helper()
	color := func(e *ooxml.Element) item.Tint {
		if k := e.Child("a:srgbClr"); k != nil {
			v, _ := k.Attr("val")
			return item.ParseColor(v)
		}
		return item.Tint{}
	}
	c, err := Read([]byte(`<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">`+
		strings.ReplaceAll(src, "\n", "")+`</c:chartSpace>`), color, false)
	if err != nil {
		return fmt.Sprintf("error %v\n", err)
	}
	items, labels := c.Paint(item.Rectangle{X: 100 * unit.Pt, Y: 200 * unit.Pt, W: 400 * unit.Pt, H: 300 * unit.Pt}, func(s string, size unit.Length, bold bool) unit.Length {
		return size / 2 * unit.Length(len([]rune(s)))
	})
	var b strings.Builder
	fmt.Fprintf(&b, "family %q flat %t\n", c.Family, c.Flat())
	for _, it := range items {
		b.WriteString(painted(it) + "\n")
	}
	for _, l := range labels {
		fmt.Fprintf(&b, "%q %s size %d ink %06X align %d", l.Text, place(l.At), tenth(l.Size), uint32(l.Ink), l.Align)
		if l.Bold {
			b.WriteString(" bold")
		}
		if l.Upwards {
			b.WriteString(" upwards")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func tenth(l unit.Length) int64  { return int64(l / (unit.Pt / 10)) }
func place(p item.Point) string  { return fmt.Sprintf("%d,%d", tenth(p.X), tenth(p.Y)) }
func inHex(c *item.Color) string { return fmt.Sprintf("%06X", uint32(*c)) }
func painted(it item.Item) string {
	switch it := it.(type) {
	case *item.Fill:
		return fmt.Sprintf("fill %d,%d %d x %d %06X", tenth(it.X), tenth(it.Y), tenth(it.W), tenth(it.H), uint32(it.Color))
	case *item.Line:
		return fmt.Sprintf("line %s to %s width %d %06X", place(item.Point{X: it.X1, Y: it.Y1}), place(item.Point{X: it.X2, Y: it.Y2}), it.Width, uint32(it.Color))
	case *item.Path:
		out := "path"
		for _, s := range it.Segments {
			out += " " + string(s.Op)
			for _, p := range s.P[:map[byte]int{'M': 1, 'L': 1, 'C': 3}[s.Op]] {
				out += place(p) + " "
			}
		}
		if it.Fill != nil {
			out += "fill " + inHex(it.Fill)
		}
		if it.Stroke != nil {
			out += fmt.Sprintf("stroke %s width %d", inHex(it.Stroke), it.Width)
		}
		return out
	}
	return fmt.Sprintf("%T", it)
}
