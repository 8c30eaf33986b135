package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-fonts/liberation/liberationserifbold"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/unit"
)

// chromium runs the browser without a window; that it is not installed ends the test.
func chromium(t *testing.T, args ...string) string {
	t.Helper()
	for _, name := range []string{os.Getenv("VANTHU_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			args = append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1",
				"--virtual-time-budget=3000", "--user-data-dir=" + t.TempDir()}, args...)
			cmd := exec.CommandContext(t.Context(), path, args...)
			var errs bytes.Buffer
			cmd.Stderr = &errs
			out, err := cmd.Output()
			if err != nil {
				t.Fatalf("%s: %v\n%s", path, err, errs.String())
			}
			return string(out)
		}
	}
	t.Fatal("no Chromium: run .ci/setup, which installs what the tests read our files with")
	return ""
}

// shown is a page with everything that pages can hold.
func shown() *layout.Page {
	p := page()
	bold := &font.Face{Family: "Liberation Serif", Bold: true, Data: liberationserifbold.TTF}
	blue := item.Color(0x1030C0)
	img := image.NewNRGBA(image.Rect(0, 0, 64, 32))
	clear := image.NewNRGBA(img.Rect)
	for i := range 64 * 32 {
		x, y := i%64, i/64
		img.SetNRGBA(x, y, color.NRGBA{uint8(4 * x), uint8(8 * y), 90, 255})
		clear.SetNRGBA(x, y, color.NRGBA{200, uint8(8 * y), 20, uint8(4 * x)})
	}
	packed := func(m image.Image) []byte {
		var b bytes.Buffer
		png.Encode(&b, m)
		return b.Bytes()
	}
	text := func(x, y unit.Length, s string, change func(*item.Text)) {
		w := word(x, y, s)
		change(w)
		p.Items = append(p.Items, w)
	}
	text(110, 30, "đậm", func(w *item.Text) { w.Face = bold })
	text(110, 40, "giãn", func(w *item.Text) { w.Spacing, w.Width = 3*unit.Pt, 40*unit.Pt })
	text(110, 50, "hẹp", func(w *item.Text) { w.Scale, w.Width = 60, 14*unit.Pt })
	text(110, 55, "AVATAR", func(w *item.Text) { w.Kerned = true })
	text(150, 60, "đứng", func(w *item.Text) { w.Turn = 90 })
	for i, it := range p.Items { // the picture of page() is none
		if pic, is := it.(*item.Picture); is {
			p.Items[i] = &item.Picture{X: 120 * unit.Mm, Y: 70 * unit.Mm, W: 40 * unit.Mm, H: 20 * unit.Mm, Data: packed(img), Type: "png", Alt: pic.Alt, Turn: 30}
		}
		if l, is := it.(*item.Line); is {
			l.X1, l.Y1, l.X2, l.Y2 = 30*unit.Mm, 200*unit.Mm, 150*unit.Mm, 205*unit.Mm
			l.Width, l.Dash = 2*unit.Pt, []unit.Length{12 * unit.Pt, 6 * unit.Pt}
		}
		if l, is := it.(*item.Link); is && l.URL == "" {
			p.Items[i] = &item.Fill{}
		}
	}
	p.Items = append(p.Items,
		&item.Picture{X: 30 * unit.Mm, Y: 90 * unit.Mm, W: 40 * unit.Mm, H: 20 * unit.Mm, Data: packed(clear), Type: "png"},
		&item.Picture{X: 80 * unit.Mm, Y: 110 * unit.Mm, W: 40 * unit.Mm, H: 20 * unit.Mm, Data: packed(img), Type: "png",
			Crop: item.Crop{Left: 25_000, Top: 50_000, Right: 10_000}},
		&item.Path{Fill: &blue, Stroke: &blue, Width: unit.Pt, Alpha: 128, Segments: []item.Segment{
			{Op: 'M', P: [3]item.Point{{X: 30 * unit.Mm, Y: 230 * unit.Mm}}},
			{Op: 'C', P: [3]item.Point{{X: 50 * unit.Mm, Y: 210 * unit.Mm}, {X: 60 * unit.Mm, Y: 260 * unit.Mm}, {X: 90 * unit.Mm, Y: 230 * unit.Mm}}},
			{Op: 'L', P: [3]item.Point{{X: 50 * unit.Mm, Y: 260 * unit.Mm}}}, {Op: 'Z'}}})
	return p
}

// TestSVGLooksLikePDF compares the page in a browser with the page that poppler draws of the
// PDF: in squares of 4 × 4 pixels, so that edges may be smoothed otherwise.
func TestSVGLooksLikePDF(t *testing.T) {
	dir := t.TempDir()
	if keep := os.Getenv("VANTHU_KEEP"); keep != "" {
		dir = keep
	}
	p := shown()
	var svg, paper bytes.Buffer
	if err := SVG(&svg, p); err != nil {
		t.Fatal(err)
	}
	if err := pdf.Write(&paper, &layout.Document{Pages: []layout.Page{*p}}, pdf.Info{}); err != nil {
		t.Fatal(err)
	}
	file := func(name string) string { return filepath.Join(dir, name) }
	for name, data := range map[string][]byte{"a.svg": svg.Bytes(), "a.pdf": paper.Bytes()} {
		if err := os.WriteFile(file(name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	chromium(t, "--window-size=794,1123", "--screenshot="+file("svg.png"), "file://"+file("a.svg"))
	if out, err := exec.CommandContext(t.Context(), "pdftoppm", "-r", "96", "-png", "-singlefile", file("a.pdf"), file("pdf")).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v\n%s", err, out)
	}
	a, b := squares(t, file("svg.png")), squares(t, file("pdf.png"))
	if len(a) != len(b) {
		t.Fatalf("%d squares, of the PDF %d", len(a), len(b))
	}
	ink, far, sum := 0, 0, 0
	for i := range a {
		d := max(a[i]-b[i], b[i]-a[i])
		sum += d
		if b[i] < 250 {
			ink++
		}
		if d > 40 { // of 255
			far++
		}
	}
	t.Logf("%d squares with ink, %d differ by more than 40, mean difference %.2f", ink, far, float64(sum)/float64(len(a)))
	if ink < 2000 || far > ink/100 || sum > len(a) {
		t.Error("the pages differ")
	}
}

// squares returns the mean brightness of each square of 4 × 4 pixels.
func squares(t *testing.T, file string) (out []int) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	for y := 0; y+4 <= img.Bounds().Dy(); y += 4 {
		for x := 0; x+4 <= img.Bounds().Dx(); x += 4 {
			sum := 0
			for i := range 16 {
				r, g, b, _ := img.At(x+i%4, y+i/4).RGBA()
				sum += int(r+g+b) / 3 >> 8
			}
			out = append(out, sum/16)
		}
	}
	return out
}

// TestSVGInABrowser asks a browser what lies at places of the page: a link may be clicked
// where its text stands, words may be selected where their letters are.
func TestSVGInABrowser(t *testing.T) {
	p := &layout.Page{Width: 210 * unit.Mm, Height: 297 * unit.Mm}
	mark := word(20, 60, "MẪU")
	mark.Size, mark.Width, mark.Alpha, mark.Para = 100*unit.Pt, 150*unit.Mm, 200, 0
	linked, plain := word(30, 50, "bấm"), word(30, 55, "chọn")
	p.Items = []item.Item{mark, linked, &item.Link{X: linked.X, Y: linked.Y - 12*unit.Pt, W: linked.Width, H: 14 * unit.Pt, URL: "https://example.org/"}, plain}
	var svg bytes.Buffer
	if err := SVG(&svg, p); err != nil {
		t.Fatal(err)
	}
	mm := func(t *item.Text) string { return fmt.Sprintf("%.2f", t.Width.Millimetres()) }
	script := `<script>
function at(x, y) { let e = document.elementFromPoint(x*96/25.4, y*96/25.4); return e.parentNode.tagName + " " + e.tagName + " " + e.textContent }
let t = document.querySelectorAll("tspan")
let widths = [...t].map((e, i) => e.getBoundingClientRect().width*25.4/96 - [` + mm(mark) + "," + mm(linked) + "," + mm(plain) + `][i])
document.body.title = [at(32, 49), at(32, 54), at(100, 54), at(200, 200), getComputedStyle(t[0]).userSelect, widths.every(d => Math.abs(d) < 0.5)].join("|")
</script>`
	html := filepath.Join(t.TempDir(), "a.html")
	if err := os.WriteFile(html, []byte(`<!doctype html><meta charset="utf-8"><body style="margin:0">`+svg.String()+script), 0o600); err != nil {
		t.Fatal(err)
	}
	dom := chromium(t, "--window-size=794,1123", "--dump-dom", "file://"+html)
	_, rest, _ := strings.Cut(dom, `title="`)
	got, _, _ := strings.Cut(rest, `"`)
	if want := "a rect |text tspan chọn|text tspan MẪU|svg rect |none|true"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
