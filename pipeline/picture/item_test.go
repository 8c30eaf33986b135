package picture

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/go-analyze/charts"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// drawn is what stands for items in an SVG: definitions, drawing, words and links, without the frame.
func drawn(t *testing.T, items ...item.Item) string {
	t.Helper()
	var b bytes.Buffer
	if err := SVG(&b, &layout.Page{Width: 100 * unit.Mm, Height: 72 * unit.Pt, Items: items}); err != nil {
		t.Fatal(err)
	}
	head := `<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="25.4mm" viewBox="0 0 283.46 72">` + "\n" + `<rect width="100%" height="100%" fill="#fff"/>` + "\n"
	body, found := strings.CutPrefix(b.String(), head)
	if !found || !strings.HasSuffix(body, "</svg>\n") {
		t.Fatalf("frame of %s", b.String())
	}
	body = strings.TrimSuffix(body, "</svg>\n")
	body = strings.Replace(body, "<defs>\n</defs>\n", "", 1)
	return strings.Replace(body, "<g fill=\"transparent\" font-family=\"serif\">\n</g>\n", "", 1)
}

// TestItems: each kind of item as SVG, in points.
func TestItems(t *testing.T) {
	const pt = unit.Pt
	blue, green := item.Color(0x1030C0), item.Color(0x00FF00)
	steps := []item.Segment{{Op: 'M', P: [3]item.Point{{X: pt, Y: 2 * pt}}}, {Op: 'C', P: [3]item.Point{{X: 1, Y: 0}, {X: 3 * pt, Y: -pt / 4}, {X: 5 * pt}}},
		{Op: '?'}, {Op: 'L', P: [3]item.Point{{X: pt}}}, {Op: 'Z'}}
	const d = `<path d="M1 2 C0 0 3 -0.25 5 0 L1 0 Z"`
	box := item.Picture{X: pt, Y: 2 * pt, W: 30 * pt, H: 40 * pt, Data: []byte("x"), Alt: "a \"<b>\x01\ufffe\t"}
	with := func(change func(p *item.Picture)) *item.Picture { p := box; change(&p); return &p }
	for _, c := range []struct {
		it   item.Item
		want string
	}{
		{&item.Line{X1: pt, Y1: 2 * pt, X2: 3 * pt, Y2: 4 * pt, Width: pt / 2, Color: blue}, `<path d="M1 2L3 4" stroke="#1030c0" stroke-width="0.5"/>`},
		{&item.Line{X2: 3 * pt, Width: pt, Dash: []unit.Length{2 * pt, pt}}, `<path d="M0 0L3 0" stroke="#000000" stroke-width="1" stroke-dasharray="2 1"/>`},
		{&item.Fill{X: pt, Y: 2 * pt, W: 3 * pt, H: 4 * pt, Color: 0xFFFFFF}, `<rect x="1" y="2" width="3" height="4" fill="#ffffff"/>`},
		{&item.Path{Segments: steps, Fill: &green}, d + ` fill="#00ff00"/>`},
		{&item.Path{Segments: steps, Stroke: &blue, Width: 2 * pt}, d + ` fill="none" stroke="#1030c0" stroke-width="2"/>`},
		{&item.Path{Segments: steps, Fill: &green, Stroke: &blue, Width: pt, Alpha: 51}, d + ` fill="#00ff00" stroke="#1030c0" stroke-width="1" opacity="0.8"/>`},
		{with(func(p *item.Picture) {}), `<image x="1" y="2" width="30" height="40" preserveAspectRatio="none" href="data:image/png;base64,eA=="><title>a &quot;&lt;b&gt;` + "\t</title></image>"},
		{with(func(p *item.Picture) { p.Type, p.Alt = "jpeg", "" }), `<image x="1" y="2" width="30" height="40" preserveAspectRatio="none" href="data:image/jpeg;base64,eA=="><title></title></image>`},
		{with(func(p *item.Picture) { p.Turn, p.Alt, p.Type = 90, "", "svg" }), `<image x="1" y="2" width="30" height="40" preserveAspectRatio="none" transform="rotate(-90 16 22)" href="data:image/png;base64,eA=="><title></title></image>`},
		{with(func(p *item.Picture) {
			p.Crop, p.Alt, p.Turn = item.Crop{Left: 10_000, Top: 20_000, Right: 30_000, Bottom: 5_000}, "&", 180
		}), `<g transform="rotate(-180 16 22)"><svg x="1" y="2" width="30" height="40" viewBox="10000 20000 60000 75000" preserveAspectRatio="none">` +
			`<image width="100000" height="100000" preserveAspectRatio="none" href="data:image/png;base64,eA=="><title>&amp;</title></image></svg></g>`},
		{&item.Link{X: pt, Y: 2 * pt, W: 3 * pt, H: 4 * pt, Page: 2}, `<a href="#trang-3"><rect x="1" y="2" width="3" height="4" fill="transparent"/></a>`},
		{&item.Link{URL: "HTTPS://a.vn/?b=1&c"}, `<a href="HTTPS://a.vn/?b=1&amp;c"><rect x="0" y="0" width="0" height="0" fill="transparent"/></a>`},
		{&item.Link{URL: "http://a.vn"}, `<a href="http://a.vn"><rect x="0" y="0" width="0" height="0" fill="transparent"/></a>`},
		{&item.Link{URL: "mailto:a@b.vn"}, `<a href="mailto:a@b.vn"><rect x="0" y="0" width="0" height="0" fill="transparent"/></a>`},
		{&item.Link{URL: "data:text/html,x"}, ""},
	} {
		if got := strings.TrimSuffix(drawn(t, c.it), "\n"); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

// TestLetters: each outline is defined once, and each letter stands where the ones before it end.
func TestLetters(t *testing.T) {
	const pt = unit.Pt
	base := item.Text{X: 10 * pt, Y: 20 * pt, Width: 40 * pt, Face: serif, Size: 16 * pt, Text: "anna", Para: 1}
	plain := drawn(t, &base)
	if n := strings.Count(plain, "<path id="); n != 2 {
		t.Errorf("%d outlines of two letters", n)
	}
	letters := func(change func(w *item.Text)) string {
		w := base
		change(&w)
		got := drawn(t, &w)
		got = got[strings.Index(got, "<g transform"):]
		got = got[:strings.Index(got, "</g>")]
		return regexp.MustCompile(`#g[^"]*-`).ReplaceAllString(got, "#")
	}
	const a, n = 909, 1024 // advances in 2048 units to the em
	for _, c := range []struct {
		change func(w *item.Text)
		head   string
		gap    float64 // between letters, in font units
	}{
		{func(w *item.Text) {}, `<g transform="translate(10 20)scale(0.007812 0.007812)">`, 0},
		{func(w *item.Text) { w.Color = 0xFF0000 }, `<g transform="translate(10 20)scale(0.007812 0.007812)" fill="#ff0000">`, 0},
		{func(w *item.Text) { w.Turn = 45 }, `<g transform="translate(10 20)rotate(-45)scale(0.007812 0.007812)">`, 0},
		{func(w *item.Text) { w.Alpha = 204 }, `<g transform="translate(10 20)scale(0.007812 0.007812)" opacity="0.2">`, 0},
		{func(w *item.Text) { w.Spacing = pt }, `<g transform="translate(10 20)scale(0.007812 0.007812)">`, 128},
		{func(w *item.Text) { w.Spacing, w.Scale = pt, 50 }, `<g transform="translate(10 20)scale(0.003906 0.007812)">`, 256},
	} {
		got := letters(c.change)
		if !strings.HasPrefix(got, c.head+"<use") {
			t.Errorf("got %s, want %s", got, c.head)
		}
		places := regexp.MustCompile(` x="([\d.]+)"`).FindAllStringSubmatch(got, -1)
		var at []string
		for _, p := range places {
			at = append(at, p[1])
		}
		x := []float64{a + c.gap, a + n + 2*c.gap, a + 2*n + 3*c.gap}
		if want := fmt.Sprintf("%v %v %v", x[0], x[1], x[2]); strings.Join(at, " ") != want {
			t.Errorf("letters at %v, want %s", at, want)
		}
	}
	if got := drawn(t, &item.Text{Face: serif, Size: pt, Text: "\u4e2d"}); strings.Contains(got, "<use") {
		t.Errorf("a letter that the face lacks is drawn: %s", got)
	}
}

// TestWordsOverThePage: words of a line are one text, with spaces where there are gaps.
func TestWordsOverThePage(t *testing.T) {
	const pt = unit.Pt
	at := func(x, y unit.Length, text string, change func(w *item.Text)) *item.Text {
		w := &item.Text{X: x * pt, Y: y * pt, Width: 10 * pt, Face: serif, Size: 8 * pt, Text: text, Para: 1}
		if change != nil {
			change(w)
		}
		return w
	}
	got := drawn(t, at(0, 10, "a", nil), at(11, 10, "b", nil), at(22, 10, "c", func(w *item.Text) { w.X += pt / 10 }), at(0, 20, "d", nil),
		at(10, 20, "e", func(w *item.Text) { w.Para = 2 }), at(30, 20, "f", func(w *item.Text) { w.Para, w.Turn = 2, 90 }), at(50, 20, "g", func(w *item.Text) { w.Para = 2 }),
		at(60, 20, "", nil), at(70, 20, "h", func(w *item.Text) { w.Width = 0 }), at(80, 30, "k", func(w *item.Text) { w.Alpha = 1 }))
	got = got[strings.Index(got, `<g fill="transparent"`):]
	got = regexp.MustCompile(`<tspan x="([^"]*)" font-size="8" textLength="10" lengthAdjust="spacingAndGlyphs">([^<]*)</tspan>`).ReplaceAllString(got, "[$1 $2]")
	want := `<g fill="transparent" font-family="serif">
<text y="10">[0 a][11 b] [22.1 c]</text>
<text y="20">[0 d]</text>
<text y="20">[10 e]</text>
<text y="20" transform="rotate(-90 30 20)">[30 f]</text>
<text y="20">[50 g]</text>
<text y="30" style="user-select:none">[80 k]</text>
</g>
`
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestDecimal(t *testing.T) {
	for v, want := range map[float64]string{0: "0", -0.001: "0", 0.005: "0.01", 1.999: "2", 10: "10", 100.10: "100.1", -2.5: "-2.5"} {
		if got := decimal(v); got != want {
			t.Errorf("%v: %s, want %s", v, got, want)
		}
	}
}

// said is a text in the SVG of a chart.
type said struct {
	text string
	size float64
	y    int
}

func texts(t *testing.T, c *Chart) (list []said) {
	t.Helper()
	svg, err := c.SVG()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`<text [^>]*y="(-?\d+)"[^>]*font-size:([\d.]+)px[^>]*>([^<]*)</text>`).FindAllStringSubmatch(string(svg), -1) {
		s := said{text: m[3]}
		fmt.Sscan(m[1], &s.y)
		fmt.Sscan(m[2], &s.size)
		list = append(list, s)
	}
	return list
}

// all are the texts, each between bars.
func all(list []said) string {
	b := "|"
	for _, s := range list {
		b += s.text + "|"
	}
	return b
}

func find(t *testing.T, list []said, text string) said {
	t.Helper()
	for _, s := range list {
		if s.text == text {
			return s
		}
	}
	t.Fatalf("no %q in %s", text, all(list))
	return said{}
}

// TestScaleOfCharts: figures from 0 up have an axis from 0 to a round end; with figures below 0 the axis goes there.
func TestScaleOfCharts(t *testing.T) {
	c := &Chart{Kind: "cot", Title: "T", Labels: []string{"a", "b"}, Series: []Series{{"s", []float64{3, 812}}, {"u", []float64{40, 7}}}}
	list := texts(t, c)
	for _, want := range []string{"0", "200", "1.000", "812", "3", "T"} {
		find(t, list, want)
	}
	// The title stands over the names of the series, larger than they; figures are a little smaller.
	title, series, label, figure := find(t, list, "T"), find(t, list, "s"), find(t, list, "a"), find(t, list, "812")
	if title.y >= series.y || title.size <= series.size || series.size != label.size || figure.size >= label.size || figure.size < 0.9*label.size {
		t.Errorf("title %+v, series %+v, label %+v, figure %+v", title, series, label, figure)
	}
	c.Title = ""
	if untitled := find(t, texts(t, c), "s"); untitled.y >= series.y {
		t.Errorf("without a title the names of the series stand at %d, with it at %d", untitled.y, series.y)
	}
	lines := *c
	lines.Kind = "duong"
	columns, _ := c.SVG()
	drawn, _ := lines.SVG()
	if bytes.Count(columns, []byte("<path")) <= bytes.Count(drawn, []byte("<path")) {
		t.Error("lines are drawn as columns")
	}
	c.Series[1].Values[1] = -500
	if s := all(texts(t, c)); !regexp.MustCompile(`\|-[1-9][\d.]*00`).MatchString(s) {
		t.Errorf("no axis below 0 in %s", s)
	}
}

// TestTitlesOfCharts: a title that is wider than the chart is set smaller, and only then.
func TestTitlesOfCharts(t *testing.T) {
	c := &Chart{Kind: "cot", Labels: []string{"a"}, Series: []Series{{"s", []float64{3}}}}
	whole := 0.0
	for n := range 12 {
		c.Title = "Tổng" + strings.Repeat(" hợp năm", n)
		size := find(t, texts(t, c), c.Title).size
		if n == 0 {
			whole = size
		}
		want := whole
		bold := style(14)
		bold.Font = charts.GetFont(chartBold)
		if wide := c.wide(bold); wide > 0.96*600 {
			want *= 0.96 * 600 / wide
		}
		if math.Abs(size-want) > 0.15 {
			t.Errorf("%d letters are set in %v, want %v", len(c.Title), size, want)
		}
	}
}

func TestFiguresOfCharts(t *testing.T) {
	// More than 24 columns bear no figures.
	count := func(n int) (figured int) {
		c := &Chart{Kind: "cot", Series: []Series{{"s", nil}}}
		for i := range n {
			c.Labels, c.Series[0].Values = append(c.Labels, fmt.Sprint("n", i)), append(c.Series[0].Values, 7.5)
		}
		for _, s := range texts(t, c) {
			if s.text == "7,5" {
				figured++
			}
		}
		return figured
	}
	if count(24) != 24 || count(25) != 0 {
		t.Errorf("of 24 columns %d bear a figure, of 25 %d", count(24), count(25))
	}
	if h, l := (&Chart{Series: []Series{{"", []float64{3, 9, 4, math.NaN()}}}}).highest(), (&Chart{Series: []Series{{"", []float64{3, -2, 4}}, {"", []float64{1}}}}).lowest(); h != 9 || l != -2 {
		t.Errorf("highest %v, lowest %v", h, l)
	}
}
