package draw

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"strings"
	"testing"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

var update = flag.Bool("update", false, "write the golden files anew")

// opened is a file whose only paragraph holds what is given, with a picture and a theme.
func opened(t *testing.T, run string) *word.File {
	t.Helper()
	var dot, buf bytes.Buffer
	if err := png.Encode(&dot, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	const kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	rel := func(id, kind, target string) string {
		return `<Relationship Id="` + id + `" Type="` + kinds + kind + `" Target="` + target + `"/>`
	}
	const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	z := zip.NewWriter(&buf)
	for _, f := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", rels + rel("r1", "officeDocument", "word/document.xml") + `</Relationships>`},
		{"word/_rels/document.xml.rels", rels + rel("pic", "image", "dot.png") + rel("gone", "image", "gone.png") + rel("theme", "theme", "theme.xml") + `</Relationships>`},
		{"word/dot.png", dot.String()},
		{"word/theme.xml", `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme><a:dk1><a:sysClr val="windowText" lastClr="101010"/></a:dk1><a:accent1><a:srgbClr val="4080C0"/></a:accent1></a:clrScheme></a:themeElements></a:theme>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
			`xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" ` +
			`xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w10="urn:schemas-microsoft-com:office:word"><w:body><w:p><w:r>` + run + `</w:r></w:p></w:body></w:document>`},
	} {
		w, err := z.Create(f[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(f[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := word.Open(buf.Bytes())
	if err != nil {
		t.Fatalf("%v: %s", err, run)
	}
	return f
}

// read returns the drawings of a run where text is 2,000 EMU wide, with its inline.
func read(t *testing.T, f *word.File) ([]*Drawing, *word.Inline) {
	t.Helper()
	p := f.Body.Blocks[0].(*word.Paragraph)
	if len(p.Content) != 1 || p.Content[0].Kind != word.InDrawing {
		t.Fatalf("no drawing is read: %+v", p.Content)
	}
	return NewReader(f).Read(&p.Content[0], p.Place, 2000), &p.Content[0]
}

// TestDrawings reads the drawings of testdata/drawings.txt: each case is a line "== name", the XML
// of a run, a line "--" and what is read of it, lengths in EMU.
func TestDrawings(t *testing.T) {
	golden(t, "testdata/drawings.txt", func(src string) string {
		var b strings.Builder
		f := opened(t, strings.ReplaceAll(src, "\n", ""))
		drawings, in := read(t, f)
		fmt.Fprintf(&b, "inline width %d, texts %d\n", InlineWidth(in), len(Texts(in)))
		for _, d := range drawings {
			dump(&b, d)
		}
		for _, fact := range f.Facts.List {
			fmt.Fprintf(&b, "fact %s\n", fact.Detail)
		}
		return b.String()
	})
}

// TestPresets holds the outlines of presets and where their text stands against
// testdata/presets.txt: a case is the name of a preset with its adjust values.
func TestPresets(t *testing.T) {
	golden(t, "testdata/presets.txt", func(src string) string {
		fields := strings.Fields(src)
		o := outline{kind: strings.TrimPrefix(fields[0], "-"), area: item.Rectangle{X: 100, Y: 200, W: 2_000_000, H: 1_000_000}, adjusts: adjusts{}}
		for _, f := range fields[1:] {
			var v int64
			name, value, _ := strings.Cut(f, "=")
			if _, err := fmt.Sscan(value, &v); err != nil {
				t.Fatal(err)
			}
			o.adjusts[name] = v
		}
		path, open, known := o.path()
		return fmt.Sprintf("%s\nopen %t known %t grows %t text %d\n", steps(path), open, known, growing(o.kind), textArea(o))
	})
}

// golden compares what f makes of each case of a file with what stands there.
func golden(t *testing.T, file string, f func(src string) string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, part := range strings.Split(string(data), "== ")[1:] {
		name, rest, _ := strings.Cut(part, "\n")
		src, want, _ := strings.Cut(rest, "--\n")
		got := f(src)
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

func dump(b *strings.Builder, d *Drawing) {
	fmt.Fprintf(b, "drawing %d x %d alt %q", d.Width, d.Height, d.Alt)
	if d.Anchored {
		fmt.Fprintf(b, " floats behind %t z %d at %s %q %d, %s %q %d", d.Behind, d.Z, d.Horz.From, d.Horz.Align, d.Horz.Offset, d.Vert.From, d.Vert.Align, d.Vert.Offset)
	}
	if d.Wraps {
		fmt.Fprintf(b, " wraps %d around %d outlined %t", d.Sides, d.Around, d.Outlined)
	}
	b.WriteByte('\n')
	for i := range d.Shapes {
		s := &d.Shapes[i]
		items, low := s.Paint(0)
		for _, it := range items {
			fmt.Fprintf(b, "  %s\n", painted(it))
		}
		if more, end := s.Paint(50); end > 0 {
			fmt.Fprintf(b, "  grows from %d to %d: %s\n", low, end, painted(more[len(more)-1]))
		}
		if t := s.Box; t != nil {
			fmt.Fprintf(b, "  box %d inset %d align %q flow %q upright %t grows %t ink %v turn %d around %d, %d blocks\n", t.Area, t.Inset, t.Align, t.Flow, t.Upright(), t.Grows, t.Ink, t.Turn, t.Centre, len(t.Blocks))
		}
		if l := s.Label; l != nil {
			fmt.Fprintf(b, "  label %q %q in %d color %06X turn %d alpha %d\n", l.Text, l.Family, l.Area, uint32(l.Color), l.Turn, l.Alpha)
		}
	}
}

func painted(it item.Item) string {
	switch it := it.(type) {
	case *item.Path:
		out := "path " + steps(it.Segments)
		if it.Fill != nil {
			out += fmt.Sprintf(" fill %06X", uint32(*it.Fill))
		}
		if it.Stroke != nil {
			out += fmt.Sprintf(" stroke %06X width %d", uint32(*it.Stroke), it.Width)
		}
		return out
	case *item.Line:
		return fmt.Sprintf("line %d %d to %d %d width %d color %06X dash %d", it.X1, it.Y1, it.X2, it.Y2, it.Width, uint32(it.Color), it.Dash)
	case *item.Picture:
		return fmt.Sprintf("picture %d %d %d x %d %s %q turn %d crop %v", it.X, it.Y, it.W, it.H, it.Type, it.Alt, it.Turn, it.Crop)
	}
	return fmt.Sprintf("%T", it)
}

func steps(path []item.Segment) string {
	out := ""
	for _, s := range path {
		out += string(s.Op)
		for _, p := range s.P[:map[byte]int{'M': 1, 'L': 1, 'C': 3}[s.Op]] {
			out += fmt.Sprintf("%d,%d ", p.X, p.Y)
		}
	}
	return out
}

// TestDeepGroups: groups in groups end at a depth, and nothing above is lost.
func TestDeepGroups(t *testing.T) {
	inner := `<wps:wsp><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="100" cy="100"/></a:xfrm><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></wps:spPr></wps:wsp>`
	for range word.MaxNesting + 5 {
		inner = `<wpg:grpSp><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="100" cy="100"/><a:chOff x="0" y="0"/><a:chExt cx="100" cy="100"/></a:xfrm></wpg:grpSpPr>` + inner + `</wpg:grpSp>`
	}
	run := `<w:drawing><wp:inline><wp:extent cx="100" cy="100"/><a:graphic><a:graphicData><wpg:wgp><wps:wsp><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></a:xfrm><a:solidFill><a:srgbClr val="00FF00"/></a:solidFill></wps:spPr></wps:wsp>` + inner + `</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing>`
	drawings, _ := read(t, opened(t, run))
	if len(drawings) != 1 || len(drawings[0].Shapes) != 1 || drawings[0].Width != 100*unit.Emu {
		t.Errorf("%+v", drawings)
	}
}
