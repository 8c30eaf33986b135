package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/pdf/pdftest"
	"vanthu/pipeline/unit"
)

func pngOf(alpha uint8) []byte {
	img := image.NewNRGBA(image.Rect(0, 0, 40, 20))
	for i := range 800 {
		img.SetNRGBA(i%40, i/40, color.NRGBA{uint8(i % 40 * 6), uint8(i / 40 * 12), 90, alpha})
	}
	var b bytes.Buffer
	png.Encode(&b, img)
	return b.Bytes()
}

func jpegOf() []byte {
	img := image.NewRGBA(image.Rect(0, 0, 40, 20))
	for i := range 800 {
		img.Set(i%40, i/40, color.RGBA{200, uint8(i % 40 * 6), 20, 255})
	}
	var b bytes.Buffer
	jpeg.Encode(&b, img, nil)
	return b.Bytes()
}

// features is a document with everything that pages can hold, on sheets of two sizes.
func features() *layout.Document {
	s := newSetter()
	s.text(serifBold, 14*unit.Pt, "KẾ HOẠCH")
	s.text(serif, 14*unit.Pt, sample)
	word := func(x, y unit.Length, text string) *item.Text {
		t := &item.Text{X: x, Y: y, Face: serif, Size: 14 * unit.Pt, Text: text, Width: width(serif, text, 14*unit.Pt)}
		s.page.Items = append(s.page.Items, t)
		return t
	}
	put := func(items ...item.Item) { s.page.Items = append(s.page.Items, items...) }
	red, blue := item.Color(0xD01010), item.Color(0x1030C0)
	word(left, 100*unit.Mm, "đỏ").Color = red
	word(left+20*unit.Mm, 100*unit.Mm, "giãn").Spacing = 3 * unit.Pt
	word(left+45*unit.Mm, 100*unit.Mm, "hẹp").Scale = 60
	word(left+60*unit.Mm, 110*unit.Mm, "đứng").Turn = 90
	kerned := word(left+80*unit.Mm, 110*unit.Mm, "AVATAR")
	kerned.Kerned = true
	for i := range len(kerned.Text) - 1 {
		kerned.Width += serif.Kern(rune(kerned.Text[i]), rune(kerned.Text[i+1]), kerned.Size)
	}
	scaled := word(left+110*unit.Mm, 110*unit.Mm, "AVATARS")
	scaled.Kerned, scaled.Scale = true, 50
	put(&item.Fill{X: left, Y: 120 * unit.Mm, W: 50 * unit.Mm, H: 8 * unit.Mm, Color: 0xFFFF00})
	word(left+2*unit.Mm, 126*unit.Mm, "tô nền")
	put(&item.Line{X1: left, Y1: 135 * unit.Mm, X2: right, Y2: 135 * unit.Mm, Width: unit.Pt, Color: red},
		&item.Line{X1: left, Y1: 135 * unit.Mm, X2: left, Y2: 150 * unit.Mm, Width: unit.Pt / 2},
		&item.Line{X1: left, Y1: 140 * unit.Mm, X2: right, Y2: 145 * unit.Mm, Width: unit.Pt / 2, Color: blue},
		&item.Line{X1: left, Y1: 150 * unit.Mm, X2: right, Y2: 150 * unit.Mm, Width: unit.Pt, Dash: []unit.Length{3 * unit.Pt, 2 * unit.Pt}},
		&item.Path{Fill: &red, Stroke: &blue, Width: unit.Pt, Alpha: 128, Segments: []item.Segment{
			{Op: 'M', P: [3]item.Point{{X: left, Y: 160 * unit.Mm}}},
			{Op: 'C', P: [3]item.Point{{X: left + 20*unit.Mm, Y: 150 * unit.Mm}, {X: left + 30*unit.Mm, Y: 190 * unit.Mm}, {X: left + 50*unit.Mm, Y: 170 * unit.Mm}}},
			{Op: 'L', P: [3]item.Point{{X: left + 20*unit.Mm, Y: 185 * unit.Mm}}}, {Op: 'Z'}}},
		&item.Picture{X: 100 * unit.Mm, Y: 160 * unit.Mm, W: 20 * unit.Mm, H: 20 * unit.Mm, Data: pngOf(255), Type: "png", Alt: "Biểu đồ", Para: 3},
		&item.Picture{X: 130 * unit.Mm, Y: 160 * unit.Mm, W: 20 * unit.Mm, H: 10 * unit.Mm, Data: pngOf(100), Type: "png", Turn: 30},
		&item.Picture{X: 160 * unit.Mm, Y: 160 * unit.Mm, W: 20 * unit.Mm, H: 10 * unit.Mm, Data: jpegOf(), Type: "jpeg", Turn: 90},
		&item.Link{X: left, Y: 95 * unit.Mm, W: 20 * unit.Mm, H: 6 * unit.Mm, URL: "https://example.org/?q=phong trào", Para: 3},
		&item.Link{X: left, Y: 121 * unit.Mm, W: 50 * unit.Mm, H: 6 * unit.Mm, Page: 1, TopY: 20 * unit.Mm})
	s.newPage(297*unit.Mm, 210*unit.Mm)
	word(left, 30*unit.Mm, "ngang")
	mark := word(90*unit.Mm, 150*unit.Mm, "DỰ THẢO")
	mark.Size, mark.Turn, mark.Alpha, mark.Color = 100*unit.Pt, 45, 180, 0x808080
	s.doc.Outline = []layout.Heading{{Level: 1, Text: "KẾ HOẠCH", Page: 0, Y: 20 * unit.Mm, Para: 1}, {Level: 2, Text: "1. Yêu cầu", Page: 0, Y: 27 * unit.Mm},
		{Level: 1, Text: "II. NỘI DUNG", Page: 1}}
	return &s.doc
}

func TestOtherProgramsRead(t *testing.T) {
	data := write(t, features())
	if keep := os.Getenv("VANTHU_KEEP"); keep != "" {
		os.WriteFile(keep, data, 0o600)
	}
	tool(t, data, "qpdf", "--check", "FILE")
	api.DisableConfigDir()
	if err := api.Validate(bytes.NewReader(data), nil); err != nil {
		t.Errorf("pdfcpu: %v", err)
	}
	if out := tool(t, data, "pdftoppm", "-r", "20", "FILE", "/dev/null"); out != "" {
		t.Errorf("pdftoppm: %s", out)
	}
	for _, line := range strings.Split(strings.TrimSpace(tool(t, data, "pdffonts", "FILE")), "\n")[2:] {
		if !regexp.MustCompile(`^[A-Z]{6}\+\S+ +CID TrueType +Identity-H +yes yes yes`).MatchString(line) {
			t.Errorf("font not cut and embedded: %s", line)
		}
	}
	info := tool(t, data, "pdfinfo", "-l", "2", "FILE")
	for _, want := range []string{"PDF version:     1.7", "Tagged:          yes", "Title:           Kế hoạch",
		"Page    1 size:  595.28 x 841.89 pts (A4)", "Page    2 size:  841.89 x 595.28 pts (A4)", "CreationDate:    Sun Feb  4 17:00:00 2024 UTC"} {
		if !strings.Contains(info, want) {
			t.Errorf("no %q in\n%s", want, info)
		}
	}
	if tree := tool(t, data, "pdfinfo", "-struct-text", "FILE"); !strings.Contains(tree, `"KẾ HOẠCH"`) || !strings.Contains(tree, "Figure") || !strings.Contains(tree, "H1") {
		t.Errorf("structure: %s", tree)
	}
	text := tool(t, data, "pdftotext", "FILE", "-")
	for _, want := range []string{"đỏ", "giãn", "hẹp", "tô nền", "ngang", "DỰ THẢO"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %q", want, text)
		}
	}
}

// TestArchivable holds files against the rules of ISO 19005-2 (PDF/A-2u) and of tagged PDF.
func TestArchivable(t *testing.T) {
	data := write(t, features())
	faultless(t, "features", data)
	for _, want := range []string{"<pdfaid:part>2<", "<pdfaid:conformance>U<", "<xmp:CreateDate>2024-02-05T00:00:00+07:00<", ">Kế hoạch<", ">UBND tỉnh Bình Phước<"} {
		if !bytes.Contains(data, []byte(want)) {
			t.Errorf("no %q in the metadata", want)
		}
	}
	for what, doc := range map[string]*layout.Document{"plain": plain(3), "annex": annex(70)} {
		faultless(t, what, write(t, doc))
	}
	odd := plain(1)
	odd.Lang, odd.Outline = "vi VN", []layout.Heading{{Level: 1, Text: "a\x01\xFF\n b", Para: 1}}
	var b bytes.Buffer
	if err := Write(&b, odd, Info{Title: "Kế\x00 hoạch\r\n<“&”>\uFFFE", Author: "\xFF", Lang: "vi-VN-x"}); err != nil {
		t.Fatal(err)
	}
	for _, f := range pdftest.Faults(b.Bytes()) {
		if !strings.Contains(f, "anguage") && !strings.Contains(f, "no key Lang") { // it has none that is a language
			t.Error(f)
		}
	}
}

// TestPlaces holds the words' places by another program against the layout's.
func TestPlaces(t *testing.T) {
	doc := features()
	out := tool(t, write(t, doc), "pdftotext", "-bbox", "FILE", "-")
	word := regexp.MustCompile(`<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>`)
	number := func(s string) float64 { v, _ := strconv.ParseFloat(s, 64); return v }
	boxes := map[string][][2]float64{} // by word: from and to
	for _, m := range word.FindAllStringSubmatch(out, -1) {
		boxes[m[5]] = append(boxes[m[5]], [2]float64{number(m[1]), number(m[3])})
	}
	near := func(text string, from, to float64) bool {
		for _, b := range boxes[text] {
			if math.Abs(b[0]-from) < 0.05*72/25.4 && math.Abs(b[1]-to) < 0.1*72/25.4 {
				return true
			}
		}
		return false
	}
	n := 0
	for _, it := range doc.Pages[0].Items {
		if w, is := it.(*item.Text); is && w.Turn == 0 && w.Spacing == 0 && w.Scale == 0 && !strings.Contains(w.Text, " ") {
			n++
			if from, to := w.X.Points(), (w.X + w.Width).Points(); !near(w.Text, from, to) {
				t.Errorf("%q: %.2f to %.2f, found %v", w.Text, from, to, boxes[w.Text])
			}
		}
	}
	if n < 50 {
		t.Errorf("%d words compared", n)
	}
	// pairs are moved in scaled words, too
	if b, w := boxes["AVATARS"], width(serif, "AVATARS", 14*unit.Pt).Points()-6; b == nil || b[0][1]-b[0][0] > 0.5*w {
		t.Errorf("AVATARS at %v, wider than %.2f", b, 0.5*w)
	}
	// spaced and scaled words: 4 letters and 3 pt each, 3 letters at 60 %
	wide := width(serif, "giãn", 14*unit.Pt).Points()
	if b := boxes["giãn"]; b == nil || math.Abs(b[0][1]-b[0][0]-wide-12) > 3.1 {
		t.Errorf("giãn at %v, plain width %.2f", b, wide)
	}
	if b, w := boxes["hẹp"], width(serif, "hẹp", 14*unit.Pt).Points(); b == nil || math.Abs(b[0][1]-b[0][0]-0.6*w) > 0.1 {
		t.Errorf("hẹp at %v, plain width %.2f", b, w)
	}
}

// TestEdgesGrow: lines that touch become one, unless something may cover the first.
func TestEdgesGrow(t *testing.T) {
	line := func(x1, y1, x2, y2 unit.Length) item.Item {
		return &item.Line{X1: x1, Y1: y1, X2: x2, Y2: y2, Width: unit.Pt}
	}
	p := &layout.Page{Width: unit.Inch, Height: unit.Inch, Items: []item.Item{
		line(0, 0, 10, 0), line(0, 0, 0, 10), line(10, 0, 20, 0), line(0, 10, 0, 20), line(20, 0, 20, 10), line(20, 0, 15, 0),
		&item.Fill{}, line(20, 0, 30, 0),
	}}
	plan := planPage(p, &faces{})
	var got []string
	for _, s := range plan.steps {
		if l, is := s.item.(*item.Line); is {
			got = append(got, fmt.Sprint(int(l.X1), int(l.Y1), int(l.X2), int(l.Y2)))
		}
	}
	if want := "0 0 20 0|0 0 0 20|20 0 20 10|20 0 15 0|20 0 30 0"; strings.Join(got, "|") != want {
		t.Errorf("got %s, want %s", strings.Join(got, "|"), want)
	}
	if first := p.Items[0].(*item.Line); first.X2 != 10 {
		t.Error("the page itself was changed")
	}
}

// TestSameBytes writes the same documents in two processes, a second apart.
func TestSameBytes(t *testing.T) {
	hash := func() string {
		var b bytes.Buffer
		for _, d := range []*layout.Document{features(), plain(40)} {
			if err := Write(&b, d, day); err != nil {
				t.Fatal(err)
			}
		}
		return fmt.Sprintf("%x", sha256.Sum256(b.Bytes()))
	}
	if os.Getenv("VANTHU_HASH") != "" {
		fmt.Println("hash", hash())
		return
	}
	mine := hash()
	time.Sleep(1100 * time.Millisecond)
	cmd := exec.Command(os.Args[0], "-test.run", "^TestSameBytes$")
	cmd.Env = append(os.Environ(), "VANTHU_HASH=1")
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "hash "+mine) {
		t.Errorf("mine %s, the other process: %s (%v)", mine, out, err)
	}
}

func TestMissingGlyphs(t *testing.T) {
	s := newSetter()
	s.text(serif, 14*unit.Pt, "Tổ quốc")
	for _, w := range []string{"字", "字典", "𝒳", "a\u200Db"} {
		s.page.Items = append(s.page.Items, &item.Text{X: left, Y: left, Face: serif, Size: unit.Pt, Text: w})
	}
	err := Write(io.Discard, &s.doc, Info{})
	var missing *GlyphError
	if !errors.As(err, &missing) || len(missing.Missing) != 3 {
		t.Fatalf("got %v", err)
	}
	if want := "trang 1, “字”: phông Liberation Serif không có ký tự “字” (U+5B57)"; !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v", err)
	}
}

// TestBoxes: where the caller wants it, missing letters are boxes that read as letters.
func TestBoxes(t *testing.T) {
	s := newSetter()
	s.newPage(210*unit.Mm, 297*unit.Mm)
	s.page.Items = append(s.page.Items, &item.Text{X: left, Y: left, Width: 60 * unit.Pt, Face: serif, Size: 14 * unit.Pt, Text: "a字𐀀𝒳b"})
	var b bytes.Buffer
	if err := Write(&b, &s.doc, Info{Boxes: true}); err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSpace(tool(t, b.Bytes(), "pdftotext", "FILE", "-")); got != "a字𐀀𝒳b" {
		t.Errorf("got %q", got)
	}
}

// TestDecomposed: text in NFD shows the composed letters.
func TestDecomposed(t *testing.T) {
	s := newSetter()
	s.newPage(210*unit.Mm, 297*unit.Mm)
	s.page.Items = append(s.page.Items, &item.Text{X: left, Y: left, Face: serif, Size: 14 * unit.Pt, Text: "Tổ quốc"})
	if got := strings.TrimSpace(tool(t, write(t, &s.doc), "pdftotext", "FILE", "-")); got != "Tổ quốc" {
		t.Errorf("got %q", got)
	}
}

// TestCFFOutlines: a font with PostScript outlines is embedded whole.
func TestCFFOutlines(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "golang.org/x/image").Output()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(strings.TrimSpace(string(dir)) + "/font/testdata/CFFTest.otf")
	if err != nil {
		t.Fatal(err)
	}
	s := newSetter()
	s.newPage(210*unit.Mm, 297*unit.Mm)
	s.page.Items = append(s.page.Items, &item.Text{X: left, Y: left, Face: &font.Face{Family: "CFF Test", Data: program}, Size: 40 * unit.Pt, Text: "01"})
	data := write(t, &s.doc)
	if keep := os.Getenv("VANTHU_KEEP"); keep != "" {
		os.WriteFile(keep, data, 0o600)
	}
	tool(t, data, "qpdf", "--check", "FILE")
	faultless(t, "CFF", data)
	if got := strings.TrimSpace(tool(t, data, "pdftotext", "FILE", "-")); got != "01" {
		t.Errorf("got %q", got)
	}
	if fonts := tool(t, data, "pdffonts", "FILE"); !strings.Contains(fonts, "CFFTest                              CID Type 0C       Identity-H       yes no  yes") {
		t.Errorf("fonts:\n%s", fonts)
	}
	for i := range program {
		program[i] ^= 0x33
		if f, err := openFace(&font.Face{Data: program}); err == nil {
			f.use('0')
			f.number()
			f.program()
		}
		program[i] ^= 0x33
	}
}

// TestRaisedText: what stands higher or lower in a line gets no space of its own.
func TestRaisedText(t *testing.T) {
	s := newSetter()
	s.newPage(210*unit.Mm, 297*unit.Mm)
	x := left
	for _, w := range []struct {
		text string
		up   unit.Length
		gap  unit.Length
	}{{"100", 0, 3 * unit.Pt}, {"m", 0, 0}, {"2", 5 * unit.Pt, 3 * unit.Pt}, {"đất", 0, 0}} {
		size := 14*unit.Pt - w.up
		word := &item.Text{X: x, Y: left - w.up, Width: width(serif, w.text, size), Face: serif, Size: size, Text: w.text, Para: 1}
		s.page.Items = append(s.page.Items, word)
		x += word.Width + w.gap
	}
	if got := strings.TrimSpace(tool(t, write(t, &s.doc), "pdftotext", "FILE", "-")); got != "100 m2 đất" {
		t.Errorf("got %q", got)
	}
}

// TestSpaces: what belongs to one paragraph reads with spaces where words end, not where a
// word is broken over lines.
func TestSpaces(t *testing.T) {
	type part struct {
		text string
		size unit.Length
		x, y unit.Length
	}
	for want, parts := range map[string][]part{
		"văn hóa - xã hội":  {{"văn hóa", 14, 0, 0}, {"-", 14, 60, 0}, {"xã hội", 14, 0, 20}},
		"số 297/KH-UBND":    {{"số", 14, 0, 0}, {"297/KH-", 14, 40, 0}, {"UBND", 14, 0, 20}},
		"nhỏ. To":           {{"nhỏ.", 12, 0, 0}, {"To", 40, 0, 0}},
		"một đoạn hai dòng": {{"một đoạn", 14, 0, 0}, {"hai dòng", 14, 0, 20}},
		"!1. Nội dung":      {{"!1.", 14, 0, 0}, {"Nội dung", 14, 0, 0}},
		"nối liền":          {{"nối l", 14, 0, 0}, {"iền", 14, -1, 0}},
	} {
		s := newSetter()
		s.newPage(210*unit.Mm, 297*unit.Mm)
		end := left
		for _, p := range parts {
			bare, label := strings.CutPrefix(p.text, "!")
			x := left + p.x*unit.Pt
			switch {
			case p.x == 0 && p.y == 0:
				x = end
			case p.x < 0: // right behind
				x = end - 4*unit.Pt
			}
			w := &item.Text{X: x, Y: left + p.y*unit.Pt, Width: width(serif, bare, p.size*unit.Pt), Face: serif, Size: p.size * unit.Pt, Text: bare, Label: label, Para: 1}
			s.page.Items = append(s.page.Items, w)
			end = w.X + w.Width + 4*unit.Pt
			if label {
				end = w.X + w.Width + unit.Pt // a tab may be that narrow
			}
		}
		want = strings.TrimPrefix(want, "!")
		tree := tool(t, write(t, &s.doc), "pdfinfo", "-struct-text", "FILE")
		var got string
		for _, m := range regexp.MustCompile(`"(.*)"`).FindAllStringSubmatch(tree, -1) {
			got += m[1]
		}
		if strings.TrimSpace(got) != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestHostileDocuments(t *testing.T) {
	page := func(items ...item.Item) *layout.Document {
		return &layout.Document{Pages: []layout.Page{{Width: unit.Inch, Height: unit.Inch, Items: items}}}
	}
	text := func(change func(*item.Text)) *layout.Document {
		w := &item.Text{Face: serif, Size: unit.Pt, Text: "a"}
		change(w)
		return page(w)
	}
	for name, doc := range map[string]*layout.Document{
		"no page":         {},
		"negative sheet":  {Pages: []layout.Page{{Width: -1, Height: 5}}},
		"huge sheet":      {Pages: []layout.Page{{Width: unit.Inch, Height: 1 << 60}}},
		"negative size":   text(func(w *item.Text) { w.Size = -5 }),
		"far away":        text(func(w *item.Text) { w.X = math.MinInt64 }),
		"no face":         text(func(w *item.Text) { w.Face = nil }),
		"empty face":      text(func(w *item.Text) { w.Face = &font.Face{} }),
		"negative line":   page(&item.Line{Width: -1}),
		"dash of nothing": page(&item.Line{Width: 1, Dash: []unit.Length{0, 0}}),
		"path from where": page(&item.Path{Segments: []item.Segment{{Op: 'L'}}}),
		"unknown segment": page(&item.Path{Segments: []item.Segment{{Op: 'Q'}}}),
		"no picture":      page(&item.Picture{W: 1, H: 1}),
		"broken picture":  page(&item.Picture{W: 1, H: 1, Data: []byte("GIF89a")}),
		"cut picture":     page(&item.Picture{W: 1, H: 1, Data: pngOf(255)[:60]}),
		"link to nowhere": page(&item.Link{Page: 7}),
	} {
		if err := Write(io.Discard, doc, Info{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if err := Write(io.Discard, text(func(w *item.Text) { w.Text = "" }), Info{}); err != nil {
		t.Errorf("a text without letters: %v", err)
	}
}

// TestBrokenFonts changes bytes of a font file one by one: error or not, no panic.
func TestBrokenFonts(t *testing.T) {
	good := serifItalic.Data
	dir := int(binary.BigEndian.Uint16(good[4:]))*16 + 12
	try := func(data []byte) {
		doc := &layout.Document{Pages: []layout.Page{{Width: unit.Inch, Height: unit.Inch,
			Items: []item.Item{&item.Text{Face: &font.Face{Data: data}, Size: unit.Pt, Text: "Tổ quốc"}}}}}
		Write(io.Discard, doc, Info{})
	}
	for n := 0; n < len(good); n = n*5/4 + 1 {
		try(good[:n])
	}
	data := bytes.Clone(good)
	for i := range dir {
		data[i] ^= 0xFF
		try(data)
		data[i] = good[i]
	}
	for _, tag := range []string{"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp"} {
		f, _ := openFace(serifItalic)
		table := f.tables[tag]
		at := bytes.Index(good, table[:min(len(table), 40)])
		for i := 0; i < len(table); i += len(table)/60 + 1 {
			data[at+i] ^= 0x7F
			try(data)
			data[at+i] = good[at+i]
		}
	}
}
