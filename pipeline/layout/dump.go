package layout

import (
	"bufio"
	"fmt"
	"io"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// Dump writes the pages as text: one line an item, lengths in points with two decimals.
// It is the format of golden tests and of bug reports.
func Dump(w io.Writer, d *Document) error {
	b := bufio.NewWriter(w)
	for i := range d.Pages {
		p := &d.Pages[i]
		fmt.Fprintf(b, "page %d %v x %v\n", i+1, p.Width, p.Height)
		for _, it := range p.Items {
			dumpItem(b, it)
		}
	}
	for _, h := range d.Outline {
		fmt.Fprintf(b, "heading %d page %d y %v %q\n", h.Level, h.Page+1, h.Y, h.Text)
	}
	for _, f := range d.Facts {
		fmt.Fprintf(b, "fact %s: %s: %s\n", f.Kind, f.Place, f.Detail)
	}
	return b.Flush()
}

func dumpItem(b *bufio.Writer, it item.Item) {
	switch it := it.(type) {
	case *item.Text:
		fmt.Fprintf(b, "text %v %v w %v %s %v", it.X, it.Y, it.Width, it.Face.Short(), it.Size)
		if it.Color != 0 {
			fmt.Fprintf(b, " color %06X", uint32(it.Color))
		}
		if it.Spacing != 0 {
			fmt.Fprintf(b, " spacing %v", it.Spacing)
		}
		if it.Scale != 0 {
			fmt.Fprintf(b, " scale %d", it.Scale)
		}
		if it.Kerned {
			b.WriteString(" kerned")
		}
		if it.Turn != 0 {
			fmt.Fprintf(b, " turn %d", it.Turn)
		}
		if it.Alpha != 0 {
			fmt.Fprintf(b, " alpha %d", it.Alpha)
		}
		fmt.Fprintf(b, " %q\n", it.Text)
	case *item.Line:
		fmt.Fprintf(b, "line %v %v to %v %v width %v", it.X1, it.Y1, it.X2, it.Y2, it.Width)
		dumpColor(b, "color", it.Color)
		for i, d := range it.Dash {
			b.WriteString([2]string{" ", " dash "}[btoi(i == 0)] + d.String())
		}
		b.WriteByte('\n')
	case *item.Fill:
		fmt.Fprintf(b, "fill %v color %06X\n", rect(it.X, it.Y, it.W, it.H), uint32(it.Color))
	case *item.Path:
		dumpPath(b, it)
	case *item.Picture:
		fmt.Fprintf(b, "picture %v %s %d bytes", rect(it.X, it.Y, it.W, it.H), it.Type, len(it.Data))
		if it.Turn != 0 {
			fmt.Fprintf(b, " turn %d", it.Turn)
		}
		if it.Crop != (item.Crop{}) {
			fmt.Fprintf(b, " crop %d %d %d %d", it.Crop.Left, it.Crop.Top, it.Crop.Right, it.Crop.Bottom)
		}
		fmt.Fprintf(b, " %q\n", it.Alt)
	case *item.Link:
		if it.URL != "" {
			fmt.Fprintf(b, "link %v to %q\n", rect(it.X, it.Y, it.W, it.H), it.URL)
		} else {
			fmt.Fprintf(b, "link %v to page %d y %v\n", rect(it.X, it.Y, it.W, it.H), it.Page+1, it.TopY)
		}
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func dumpColor(b *bufio.Writer, name string, c item.Color) {
	if c != 0 {
		fmt.Fprintf(b, " %s %06X", name, uint32(c))
	}
}

func dumpPath(b *bufio.Writer, p *item.Path) {
	b.WriteString("path")
	for _, s := range p.Segments {
		n := map[byte]int{'M': 1, 'L': 1, 'C': 3}[s.Op]
		fmt.Fprintf(b, " %c", s.Op)
		for _, q := range s.P[:n] {
			fmt.Fprintf(b, " %v %v", q.X, q.Y)
		}
	}
	if p.Fill != nil {
		fmt.Fprintf(b, " fill %06X", uint32(*p.Fill))
	}
	if p.Stroke != nil {
		fmt.Fprintf(b, " stroke %06X width %v", uint32(*p.Stroke), p.Width)
	}
	b.WriteByte('\n')
}

func rect(x, y, w, h unit.Length) string { return fmt.Sprintf("%v %v w %v h %v", x, y, w, h) }
