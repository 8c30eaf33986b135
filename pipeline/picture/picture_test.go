package picture

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image/png"
	"io"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/go-fonts/liberation/liberationserifregular"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

var serif = &font.Face{Family: "Liberation Serif", Data: liberationserifregular.TTF}

func word(x, y unit.Length, text string) *item.Text {
	return &item.Text{X: x * unit.Mm, Y: y * unit.Mm, Width: unit.Length(len([]rune(text))) * 7 * unit.Pt, Face: serif, Size: 14 * unit.Pt, Text: text, Para: 1}
}

func page() *layout.Page {
	red := item.Color(0xFF0000)
	mark := word(40, 150, "DỰ THẢO")
	mark.Size, mark.Turn, mark.Alpha, mark.Para = 80*unit.Pt, 45, 200, 0
	colored := word(30, 60, "đỏ<&>\"")
	colored.Color = red
	return &layout.Page{Width: 210 * unit.Mm, Height: 297 * unit.Mm, Items: []item.Item{
		&item.Fill{X: 30 * unit.Mm, Y: 24 * unit.Mm, W: 30 * unit.Mm, H: 8 * unit.Mm, Color: 0xFFFF00},
		word(30, 30, "Thực"), word(50, 30, "hiện"), word(30, 40, "phong"), word(50, 40, "trào"), colored, mark,
		&item.Line{X1: 0, Y1: 0, X2: unit.Cm, Y2: unit.Cm, Width: unit.Pt, Dash: []unit.Length{unit.Pt, unit.Pt}},
		&item.Path{Fill: &red, Stroke: &red, Alpha: 100, Segments: []item.Segment{{Op: 'M'}, {Op: 'L', P: [3]item.Point{{X: unit.Cm}}}, {Op: 'Z'}}},
		&item.Picture{X: unit.Cm, Y: unit.Cm, W: unit.Cm, H: unit.Cm, Data: []byte("x"), Type: "png", Alt: `a "b"`, Turn: 90},
		&item.Link{URL: "https://example.org/?a=1&b=2", W: unit.Cm, H: unit.Cm},
		&item.Link{URL: "javascript:alert(1)", W: unit.Cm, H: unit.Cm},
		&item.Link{Page: 2, W: unit.Cm, H: unit.Cm},
	}}
}

func TestSVG(t *testing.T) {
	var b bytes.Buffer
	if err := SVG(&b, page()); err != nil {
		t.Fatal(err)
	}
	if keep := os.Getenv("VANTHU_KEEP"); keep != "" {
		os.WriteFile(keep, b.Bytes(), 0o600)
	}
	var text strings.Builder
	inText := 0
	for d := xml.NewDecoder(&b); ; {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if tok.Name.Local == "text" {
				inText++
			}
			for _, a := range tok.Attr {
				if strings.Contains(a.Value, "javascript") {
					t.Errorf("%s=%q", a.Name.Local, a.Value)
				}
			}
		case xml.EndElement:
			if tok.Name.Local == "text" {
				inText--
				text.WriteByte('\n')
			}
		case xml.CharData:
			if inText > 0 {
				text.Write(tok)
			}
		}
	}
	if want := "Thực hiện\nphong trào\nđỏ<&>\"\nDỰ THẢO\n"; text.String() != want {
		t.Errorf("text %q, want %q", text.String(), want)
	}
}

// TestSVGMovesPairs: the letters of a kerned word stand where the face's pairs put them.
func TestSVGMovesPairs(t *testing.T) {
	places := func(kerned bool) (x float64) {
		w := word(30, 30, "AV")
		w.Kerned = kerned
		var b bytes.Buffer
		if err := SVG(&b, &layout.Page{Width: 210 * unit.Mm, Height: 297 * unit.Mm, Items: []item.Item{w}}); err != nil {
			t.Fatal(err)
		}
		uses := regexp.MustCompile(`<use href="#[^"]+" x="([\d.]+)"/>`).FindAllStringSubmatch(b.String(), -1)
		if len(uses) != 1 {
			t.Fatalf("letters: %v", uses)
		}
		x, _ = strconv.ParseFloat(uses[0][1], 64)
		return x
	}
	want := serif.Kern('A', 'V', 2048)
	if got := places(true) - places(false); want >= 0 || math.Abs(got-float64(want)) > 0.01 {
		t.Errorf("V is moved by %v, the face asks for %v", got, int64(want))
	}
}

func TestSVGOfBrokenFace(t *testing.T) {
	w := word(1, 1, "a")
	for _, w.Face = range []*font.Face{nil, {Data: []byte("no font")}} {
		if err := SVG(io.Discard, &layout.Page{Items: []item.Item{w}}); err == nil {
			t.Error("no error")
		}
	}
}

func chart(kind string) *Chart {
	return &Chart{Kind: kind, Title: "Kết quả phong trào năm 2024 so với năm 2023",
		Labels: []string{"Mô hình tự quản", "Tin báo tiếp nhận", "Vụ việc hòa giải", "Buổi tuyên truyền"},
		Series: []Series{{"Năm trước", []float64{1250, 980, 640, 1875}}, {"Năm nay", []float64{1340, 1105.5, math.NaN(), 2010}}}}
}

func TestChart(t *testing.T) {
	for _, kind := range []string{"cot", "duong"} {
		c := chart(kind)
		svg, err := c.SVG()
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"Mô hình tự quản", "Năm trước", "Năm nay", ">0<", "Kết quả phong trào"} {
			if !bytes.Contains(svg, []byte(want)) {
				t.Errorf("%s: no %q", kind, want)
			}
		}
		if kind == "cot" && !bytes.Contains(svg, []byte("1.105,5")) {
			t.Error("no figure above a column")
		}
		data, err := c.PNG()
		if err != nil {
			t.Fatal(err)
		}
		if keep := os.Getenv("VANTHU_KEEP"); keep != "" {
			os.WriteFile(keep+"."+kind+".png", data, 0o600)
			os.WriteFile(keep+"."+kind+".svg", svg, 0o600)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil || img.Bounds().Dx() != 1800 || img.Bounds().Dy() != 900 {
			t.Errorf("%s: %v", kind, err)
		}
		if !bytes.Contains(data[:200], []byte("iTXtTitle\x00\x00\x00vi\x00\x00"+c.Title)) {
			t.Errorf("%s: the picture does not hold its title", kind)
		}
		again, _ := c.PNG()
		if !bytes.Equal(data, again) {
			t.Errorf("%s: drawn twice, the bytes differ", kind)
		}
	}
}

// TestLongLabels: columns whose labels do not fit below them lie, in the order of the table.
func TestLongLabels(t *testing.T) {
	c := chart("cot")
	for i := range c.Labels {
		c.Labels[i] += " trên địa bàn toàn tỉnh trong năm"
	}
	svg, err := c.SVG()
	if err != nil {
		t.Fatal(err)
	}
	top := func(text string) (y int) {
		i := bytes.Index(svg, []byte(text))
		if i < 0 {
			t.Fatalf("no %q", text)
		}
		tag := string(svg[bytes.LastIndex(svg[:i], []byte("<text")):i])
		fmt.Sscanf(tag[strings.Index(tag, ` y="`):], ` y="%d"`, &y)
		return y
	}
	c.Labels, c.Series = append(c.Labels, c.Labels...), []Series{{"a", make([]float64, 8)}, {"b", make([]float64, 8)}}
	if w, h, lying := c.size(); !lying || h <= 300 || w != 2*h {
		t.Errorf("%d × %d, lying: %t", w, h, lying)
	}
	if first, last := top("Mô hình tự quản trên"), top("Buổi tuyên truyền trên"); first >= last || last-first < 100 {
		t.Errorf("labels at %d and %d", first, last)
	}
}

func TestChartFaults(t *testing.T) {
	for name, change := range map[string]func(*Chart){
		"kind":       func(c *Chart) { c.Kind = "tron" },
		"no labels":  func(c *Chart) { c.Labels = nil },
		"no series":  func(c *Chart) { c.Series = nil },
		"lengths":    func(c *Chart) { c.Labels = c.Labels[1:] },
		"no figures": func(c *Chart) { c.Series = []Series{{"a", []float64{math.NaN(), math.NaN(), math.NaN(), math.NaN()}}} },
		"infinite":   func(c *Chart) { c.Series[0].Values[0] = math.Inf(1) },
		"huge":       func(c *Chart) { c.Width = 1 << 30 },
	} {
		c := chart("cot")
		change(c)
		if _, err := c.PNG(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	zero := &Chart{Kind: "cot", Labels: []string{"a"}, Series: []Series{{"b", []float64{0}}}}
	if _, err := zero.PNG(); err != nil {
		t.Errorf("all zero: %v", err)
	}
}

func TestFormatNumber(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 1: "1", 999: "999", 1000: "1.000", 1234567.891: "1.234.567,89", -1500.5: "-1.500,5", 0.001: "0", -0.001: "0", 0.02: "0,02", -999999: "-999.999"} {
		if got := formatNumber(v); got != want {
			t.Errorf("%v: %s, want %s", v, got, want)
		}
	}
}

// A page of 500 words: 5 ms at most.
func BenchmarkSVG(b *testing.B) {
	p := page()
	for i := range 500 {
		p.Items = append(p.Items, word(unit.Length(30+i%10*15), unit.Length(20+i/10*5), "trào"))
	}
	for b.Loop() {
		if err := SVG(io.Discard, p); err != nil {
			b.Fatal(err)
		}
	}
}

// TestRoundScale: an axis ends on a round figure, in at most six round steps.
func TestRoundScale(t *testing.T) {
	for highest, want := range map[float64][2]float64{812: {1000, 5}, 600: {600, 6}, 601: {800, 4}, 95: {100, 5}, 11: {12, 6}, 25: {25, 5}, 7: {8, 4}, 0: {1, 1}} {
		if top, steps := roundScale(highest); top != want[0] || float64(steps) != want[1] {
			t.Errorf("%v: to %v in %d steps, want %v", highest, top, steps, want)
		}
	}
}
