package pdf

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

var update = flag.Bool("update", false, "write the templates and golden files anew")

// certificate is the template of the certificate: 420 × 297 mm, the lines of NĐ 98/2023,
// Điều 104, a plain frame, the room of the emblem left empty.
func certificate() (*layout.Document, []Field) {
	const w, h = 420 * unit.Mm, 297 * unit.Mm
	red := item.Color(0xC00000)
	page := layout.Page{Width: w, Height: h}
	border := func(in, width unit.Length) {
		x1, y1, x2, y2 := in, in, w-in, h-in
		for _, l := range [][4]unit.Length{{x1, y1, x2, y1}, {x1, y2, x2, y2}, {x1, y1, x1, y2}, {x2, y1, x2, y2}} {
			page.Items = append(page.Items, &item.Line{X1: l[0], Y1: l[1], X2: l[2], Y2: l[3], Width: width, Color: red})
		}
	}
	border(20*unit.Mm, 3*unit.Pt)
	border(24*unit.Mm, unit.Pt)
	para := 0
	centered := func(y, size unit.Length, color item.Color, text string) unit.Length {
		para++
		full := width(serifBold, text, size)
		x := (w - full) / 2
		for _, word := range strings.Fields(text) {
			adv := width(serifBold, word, size)
			page.Items = append(page.Items, &item.Text{X: x, Y: y, Width: adv, Face: serifBold, Size: size, Text: word, Color: color, Para: para})
			x += adv + width(serifBold, " ", size)
		}
		return full
	}
	centered(72*unit.Mm, 20*unit.Pt, 0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
	long := centered(82*unit.Mm, 20*unit.Pt, 0, "Độc lập - Tự do - Hạnh phúc")
	page.Items = append(page.Items, &item.Line{X1: (w - long) / 2, Y1: 85 * unit.Mm, X2: (w + long) / 2, Y2: 85 * unit.Mm, Width: unit.Pt})
	centered(117*unit.Mm, 24*unit.Pt, 0, "TẶNG")
	centered(138*unit.Mm, 48*unit.Pt, red, "BẰNG KHEN")

	const mid, side = 300 * unit.Mm, 60 * unit.Mm
	field := func(name string, y, height, size unit.Length) Field {
		return Field{Name: name, X: side, Y: y, W: mid, H: height, Family: "Times New Roman", Size: size, Align: Center}
	}
	chair := field("chuc_vu_tang", 90*unit.Mm, 12*unit.Mm, 26*unit.Pt)
	chair.Bold, chair.Color, chair.Text = true, red, "CHỦ TỊCH {ten_day_du_co_quan | in_hoa}"
	name := field("ten", 146*unit.Mm, 16*unit.Mm, 32*unit.Pt)
	name.Bold = true
	where := field("dia_chi", 162*unit.Mm, 11*unit.Mm, 20*unit.Pt)
	deed := field("thanh_tich", 174*unit.Mm, 22*unit.Mm, 20*unit.Pt)
	deed.Lines = true
	low := func(name, text string, x, y, w unit.Length) Field {
		return Field{Name: name, X: x, Y: y, W: w, H: 9 * unit.Mm, Family: "Times New Roman", Bold: true, Italic: true,
			Size: 16 * unit.Pt, Text: text}
	}
	number := low("quyet_dinh", "Quyết định số {so_quyet_dinh}, {ngay | ngay_dai}", 40*unit.Mm, 236*unit.Mm, 160*unit.Mm)
	book := low("so_vang", "Số sổ vàng: {so_so_vang}", 40*unit.Mm, 246*unit.Mm, 160*unit.Mm)
	place := low("dia_danh_ngay", "{dia_danh}, {ngay | ngay_dai}", 235*unit.Mm, 199*unit.Mm, 140*unit.Mm)
	place.Align = Center
	signs := low("quyen_han_chuc_vu", "{quyen_han_chuc_vu | in_hoa}", 235*unit.Mm, 207*unit.Mm, 140*unit.Mm)
	signs.Align, signs.Italic, signs.Lines, signs.H = Center, false, true, 16*unit.Mm
	signer := low("nguoi_ky", "", 235*unit.Mm, 257*unit.Mm, 140*unit.Mm) // 35 mm for signature and seal
	signer.Align, signer.Italic = Center, false
	return &layout.Document{Pages: []layout.Page{page}, Lang: "vi-VN"},
		[]Field{chair, name, where, deed, place, signs, number, book, signer}
}

const template = "../../templates/bang-khen/mau.pdf"

func certificateBytes(t testing.TB) []byte {
	doc, fields := certificate()
	var b bytes.Buffer
	if err := WriteForm(&b, doc, Info{Title: "Mẫu Bằng khen"}, fields); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTemplateIsUpToDate(t *testing.T) {
	data := certificateBytes(t)
	if *update {
		if err := os.MkdirAll(filepath.Dir(template), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(template, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(template)
	if err != nil || !bytes.Equal(kept, data) {
		t.Errorf("%s differs from what certificate() draws (%v); run with -update", template, err)
	}
	tool(t, data, "qpdf", "--check", "FILE")
}

func compile(t testing.TB, data []byte) *Form {
	t.Helper()
	f, err := CompileForm(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestCompileGivesTheFieldsBack(t *testing.T) {
	_, want := certificate()
	f := compile(t, certificateBytes(t))
	if f.Width.Scale(1, 360) != 42000*unit.Mm/36000 || len(f.Fields) != len(want) {
		t.Fatalf("sheet %v × %v, %d fields", f.Width, f.Height, len(f.Fields))
	}
	for i, g := range f.Fields {
		w := want[i]
		for _, d := range []unit.Length{g.X - w.X, g.Y - w.Y, g.W - w.W, g.H - w.H} {
			if d > unit.Pt/50 || d < -unit.Pt/50 {
				t.Errorf("field %d: %+v, want %+v", i, g, w)
			}
		}
		g.X, g.Y, g.W, g.H = w.X, w.Y, w.W, w.H
		if g != w {
			t.Errorf("field %d: %+v, want %+v", i, g, w)
		}
	}
}

func record(t testing.TB, json string) *dataset.Record {
	t.Helper()
	set, err := dataset.ParseJSON(strings.NewReader(json))
	if err != nil {
		t.Fatal(err)
	}
	return set.Record()
}

func awards(t testing.TB) ([]*dataset.Record, FillOptions) {
	common := record(t, `{"ten_day_du_co_quan":"Ủy ban nhân dân tỉnh Bình Phước","so_quyet_dinh":"123/QĐ-UBND",
		"ngay":"2025-01-15","dia_danh":"Bình Phước","quyen_han_chuc_vu":"KT. Chủ tịch\nPhó Chủ tịch","nguoi_ky":"Nguyễn Văn Mẫu","so_so_vang":null}`)
	deed := "Đã có thành tích xuất sắc trong phong trào Toàn dân bảo vệ an ninh Tổ quốc năm 2024 trên địa bàn tỉnh Bình Phước"
	return []*dataset.Record{
		record(t, `{"ten":"Bà Trần Thị Mẫu","dia_chi":"Trưởng ban công tác Mặt trận ấp Mẫu, xã Mẫu","thanh_tich":"`+deed+`","so_so_vang":1}`),
		record(t, `{"ten":"NHÂN DÂN VÀ CÁN BỘ XÃ MẪU, HUYỆN MẪU","dia_chi":"","thanh_tich":"`+deed+`","so_so_vang":2}`),
	}, FillOptions{Common: common, Info: day}
}

func fill(t testing.TB, f *Form, records []*dataset.Record, opt FillOptions) ([]byte, []layout.Fact) {
	t.Helper()
	var b bytes.Buffer
	facts, err := f.Fill(&b, records, opt)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), facts
}

func TestFill(t *testing.T) {
	f := compile(t, certificateBytes(t))
	records, opt := awards(t)
	data, facts := fill(t, f, records, opt)
	if keep := os.Getenv("VANTHU_KEEP"); keep != "" {
		os.WriteFile(keep, data, 0o600)
	}
	if len(facts) > 0 {
		t.Errorf("facts: %v", facts)
	}
	tool(t, data, "qpdf", "--check", "FILE")
	for page, want := range map[string][]string{
		"1": {"BẰNG KHEN", "Bà Trần Thị Mẫu", "Số sổ vàng: 1", "Quyết định số 123/QĐ-UBND, ngày 15 tháng 01 năm 2025", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC",
			"Bình Phước, ngày 15 tháng 01 năm 2025", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Mẫu"},
		"2": {"BẰNG KHEN", "NHÂN DÂN VÀ CÁN BỘ XÃ MẪU, HUYỆN MẪU", "Số sổ vàng: 2"},
	} {
		text := tool(t, data, "pdftotext", "-f", page, "-l", page, "FILE", "-")
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("page %s: no %q in %q", page, w, text)
			}
		}
	}
	again, _ := fill(t, compile(t, certificateBytes(t)), records, opt)
	if !bytes.Equal(data, again) {
		t.Error("filled twice, the bytes differ")
	}
}

// A name with a no-break hyphen stops no certificates: it is the hyphen of the face.
func TestNoBreakHyphenInFields(t *testing.T) {
	f := compile(t, certificateBytes(t))
	records, opt := awards(t)
	records[0] = record(t, `{"ten":"Bà H\u2011Mẫu","dia_chi":"ấp 1\u2011A\u2028xã Mẫu","thanh_tich":"","so_so_vang":1}`)
	data, _ := fill(t, f, records, opt)
	if text := tool(t, data, "pdftotext", "FILE", "-"); !strings.Contains(text, "Bà H-Mẫu") || !strings.Contains(text, "ấp 1-A") || strings.Contains(text, "Axã") {
		t.Errorf("got %q", text)
	}
}

func TestOverlay(t *testing.T) {
	f := compile(t, certificateBytes(t))
	records, opt := awards(t)
	doc, err := f.Pages(records[:1], opt)
	if err != nil {
		t.Fatal(err)
	}
	opt.Overlay, opt.OffsetX, opt.OffsetY, opt.Width = true, 2*unit.Mm, -3*unit.Mm, 400*unit.Mm
	moved, err := f.Pages(records[:1], opt)
	if err != nil {
		t.Fatal(err)
	}
	a, b := doc.Pages[0].Items[0].(*item.Text), moved.Pages[0].Items[0].(*item.Text)
	if b.X-a.X != opt.OffsetX || b.Y-a.Y != opt.OffsetY || moved.Pages[0].Width != opt.Width {
		t.Errorf("moved by %v, %v on a sheet of %v", b.X-a.X, b.Y-a.Y, moved.Pages[0].Width)
	}
	data, _ := fill(t, f, records, opt)
	if text := tool(t, data, "pdftotext", "FILE", "-"); strings.Contains(text, "BẰNG KHEN") || !strings.Contains(text, "Bà Trần Thị Mẫu") {
		t.Errorf("the overlay reads %q", text)
	}
}

// TestFillable: the fields stay fields with the values in them, names once each; two other programs
// read them, and the pages look as they do without fields, to the pixel.
func TestFillable(t *testing.T) {
	f := compile(t, certificateBytes(t))
	records, opt := awards(t)
	records = records[:2]
	plain, _ := fill(t, f, records, opt)
	opt.Fillable = true
	data, _ := fill(t, f, records, opt)
	var read struct {
		AcroForm struct {
			HasAcroForm, NeedAppearances bool
			Fields                       []struct {
				FullName, Value string
				PageposFrom1    int `json:"pageposfrom1"`
			}
		}
	}
	if err := json.Unmarshal([]byte(tool(t, data, "qpdf", "--json", "--json-key=acroform", "FILE")), &read); err != nil {
		t.Fatal(err)
	}
	form := read.AcroForm
	if !form.HasAcroForm || form.NeedAppearances || len(form.Fields) != 2*len(f.Fields) {
		t.Fatalf("qpdf reads %+v", form)
	}
	for i, page := range []string{"", "_2"} {
		doc, err := f.Pages(records[i:i+1], opt)
		if err != nil {
			t.Fatal(err)
		}
		var want, got strings.Builder
		for _, it := range doc.Pages[0].Items {
			if text, is := it.(*item.Text); is && text.Turn == 0 {
				want.WriteString(text.Text)
			}
		}
		for k, fd := range form.Fields[i*len(f.Fields) : (i+1)*len(f.Fields)] {
			if fd.FullName != f.Fields[k].Name+page || fd.PageposFrom1 != i+1 {
				t.Errorf("field %d of page %d is %+v", k, i+1, fd)
			}
			got.WriteString(strings.ReplaceAll(strings.TrimPrefix(fd.Value, "u:"), " ", ""))
		}
		if strings.ReplaceAll(got.String(), "\n", "") != want.String() {
			t.Errorf("page %d: the values are %q, printed is %q", i+1, got.String(), want.String())
		}
	}
	if text := tool(t, data, "pdftotext", "FILE", "-"); strings.Count(text, "Bà Trần Thị Mẫu") != 1 || !strings.Contains(text, "BẰNG KHEN") {
		t.Errorf("poppler reads %q", text)
	}
	for page := 1; page <= 2; page++ {
		at := strconv.Itoa(page)
		if a, b := tool(t, plain, "pdftoppm", "-r", "60", "-f", at, "-l", at, "FILE"), tool(t, data, "pdftoppm", "-r", "60", "-f", at, "-l", at, "FILE"); a != b || len(a) < 10_000 {
			t.Errorf("page %d looks otherwise than without fields", page)
		}
	}
}

// TestLongTextsAreSetSmaller: down to two thirds of the size, then they are a fact.
func TestLongTextsAreSetSmaller(t *testing.T) {
	src := serif
	s := typist{faces: map[*font.Face]*face{}}
	for _, c := range []struct {
		size, want unit.Length
		lines      bool
		words      int
		fits       bool
	}{
		{24 * unit.Pt, 24 * unit.Pt, false, 1, true},
		{24 * unit.Pt, 33 * unit.HalfPt, false, 3, true},
		{24 * unit.Pt, 16 * unit.Pt, false, 9, false},
		{24 * unit.Pt, 24 * unit.Pt, true, 3, true},
		{0, 28 * unit.Pt, false, 1, true},
		{0, 6 * unit.Pt, false, 9, false},
	} {
		fd := &Field{W: 60 * unit.Mm, H: 12 * unit.Mm, Size: c.size, Lines: c.lines}
		if c.lines {
			fd.H *= 3
		}
		var page layout.Page
		fits, err := s.field(&page, fd, src, strings.Repeat("Nguyễn ", c.words))
		if got := page.Items[0].(*item.Text).Size; err != nil || fits != c.fits || got != c.want {
			t.Errorf("%v pt, %d words: set in %v pt, fits %t, %v; want %v, %t", c.size, c.words, got, fits, err, c.want, c.fits)
		}
	}
}

func TestFillFaults(t *testing.T) {
	f := compile(t, certificateBytes(t))
	records, opt := awards(t)
	opt.Common = record(t, `{"ten_day_du_co_quan":"x","so_quyet_din":"1","ngay":"2025-01-15","dia_danh":"y","nguoi_ky":"z"}`)
	_, err := f.Pages(records, opt)
	for _, want := range []string{"trang 1, ô “quyet_dinh”", `gần nhất là "so_quyet_din"`, "ô “quyen_han_chuc_vu”"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in %v", want, err)
		}
	}
	if n := strings.Count(err.Error(), "\n"); n != 1 {
		t.Errorf("%d lines: %v", n+1, err)
	}

	records, opt = awards(t)
	long := record(t, `{"ten":"`+strings.Repeat("Tên rất dài ", 20)+`","dia_chi":"","thanh_tich":"","so_so_vang":1}`)
	_, facts := fill(t, f, append(records, long), opt)
	if len(facts) != 1 || facts[0].Kind != "overflow" || facts[0].Place != "trang 3, ô “ten”" {
		t.Errorf("facts: %v", facts)
	}
	strange := record(t, `{"ten":"字","dia_chi":"","thanh_tich":"","so_so_vang":1}`)
	var missing *GlyphError
	if _, err := f.Fill(&bytes.Buffer{}, append(records, strange), opt); !errors.As(err, &missing) || missing.Missing[0].Page != 3 {
		t.Errorf("got %v", err)
	}
}

// TestForeignTemplate compiles a form that another program made.
func TestForeignTemplate(t *testing.T) {
	const source = `{"paper":"A4L","origin":"LowerLeft","fonts":{"f":{"name":"Times-Bold","size":16}},
		"pages":{"1":{"content":{"text":[{"value":"CERTIFICATE","pos":[300,500],"font":{"name":"$f"}}],
		"textfield":[{"id":"ten","pos":[100,400],"width":300,"font":{"name":"$f","col":"#0000FF"},"align":"center"},
		{"id":"thanh_tich","pos":[100,200],"width":300,"height":80,"multiline":true,"font":{"name":"$f"}}]}}}}`
	var made bytes.Buffer
	api.DisableConfigDir()
	if err := api.Create(nil, strings.NewReader(source), &made, nil); err != nil {
		t.Fatal(err)
	}
	f := compile(t, made.Bytes())
	if len(f.Fields) != 2 {
		t.Fatalf("fields: %+v", f.Fields)
	}
	for i, want := range []Field{
		{Name: "ten", Bold: true, Color: 0x0000FF, Align: Center},
		{Name: "thanh_tich", Bold: true, Lines: true},
	} {
		got := f.Fields[i]
		if got.Name != want.Name || got.Bold != want.Bold || got.Color != want.Color || got.Align != want.Align || got.Lines != want.Lines || got.Size != 16*unit.Pt {
			t.Errorf("field %+v, want %+v", got, want)
		}
	}
	data, _ := fill(t, f, []*dataset.Record{record(t, `{"ten":"Nguyễn Văn Mẫu","thanh_tich":"Dòng một\nDòng hai"}`)}, FillOptions{})
	text := tool(t, data, "pdftotext", "-layout", "FILE", "-")
	for _, want := range []string{"CERTIFICATE", "Nguyễn Văn Mẫu", "Dòng một", "Dòng hai"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %q", want, text)
		}
	}
	if keep := os.Getenv("VANTHU_KEEP"); keep != "" {
		os.WriteFile(keep, data, 0o600)
	}
	tool(t, data, "qpdf", "--check", "FILE")
}

func TestBrokenTemplates(t *testing.T) {
	good := certificateBytes(t)
	for name, data := range map[string][]byte{
		"nothing":     nil,
		"no PDF":      []byte("PK\x03\x04"),
		"cut":         good[:len(good)/2],
		"no fields":   write(t, plain(1)),
		"three pages": write(t, plain(3)),
	} {
		if _, err := CompileForm(data); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	doc, _ := certificate()
	bad := []Field{
		{Name: "a b", W: unit.Cm, H: unit.Cm},
		{Name: "x", W: unit.Cm, H: unit.Cm, Text: "{x | khong_co}"},
		{Name: "y", W: unit.Cm, H: unit.Cm, Text: "{#y}"},
	}
	var b bytes.Buffer
	if err := WriteForm(&b, doc, Info{}, bad); err != nil {
		t.Fatal(err)
	}
	_, err := CompileForm(b.Bytes())
	for _, want := range []string{"ô “a b”", "ô “x”", "ô “y”"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in %v", want, err)
		}
	}
	for i := 0; i < len(good); i += len(good)/150 + 1 {
		data := bytes.Clone(good)
		data[i] ^= 0x15
		CompileForm(data) // an error or not, no panic
	}
}

func BenchmarkCertificates(b *testing.B) {
	f := compile(b, certificateBytes(b))
	records, opt := awards(b)
	var many []*dataset.Record
	for range 50 {
		many = append(many, records...)
	}
	for b.Loop() {
		data, _ := fill(b, f, many, opt)
		b.ReportMetric(float64(len(data)), "bytes")
	}
}

// TestMark: the watermark stands behind the fields of every page, light grey, half seen through,
// rising by 30 degrees, three fifths as wide as the sheet and around its middle.
func TestMark(t *testing.T) {
	f := compile(t, certificateBytes(t))
	records, opt := awards(t)
	opt.Mark = "BẢN THỬ"
	doc, err := f.Pages(records, opt)
	if err != nil {
		t.Fatal(err)
	}
	for i := range doc.Pages {
		p := &doc.Pages[i]
		m := p.Items[0].(*item.Text)
		if m.Text != opt.Mark || m.Turn != 30 || m.Alpha != 128 || m.Color != 0xC0C0C0 {
			t.Errorf("page %d: %+v", i+1, m)
		}
		if wide := m.Width.Points() / p.Width.Points(); math.Abs(wide-0.6) > 0.01 {
			t.Errorf("page %d: %.2f of the sheet", i+1, wide)
		}
		// The middle of the letters lies half the width along the baseline and a third of the size above it.
		sin, cos := math.Sincos(30 * math.Pi / 180)
		along, above := m.Width.Points()/2, m.Size.Points()/3
		x, y := m.X.Points()+along*cos-above*sin, m.Y.Points()-along*sin-above*cos
		if math.Abs(x-p.Width.Points()/2) > 2 || math.Abs(y-p.Height.Points()/2) > 2 {
			t.Errorf("page %d: its middle is at %.1f, %.1f of %.1f, %.1f", i+1, x, y, p.Width.Points(), p.Height.Points())
		}
	}
}
