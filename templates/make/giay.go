package main

import (
	"bytes"
	"strings"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/unit"
)

// red is the colour of the frame and of the lines that the decree wants red.
const red = item.Color(0xC00000)

// giayA4 is the form of a certificate in the making: A4 on its side in two plain frames.
type giayA4 struct {
	page layout.Page
	para int
}

// newGiay has the frames and the line under Tiêu ngữ.
func newGiay() *giayA4 {
	const w, h = 297 * unit.Mm, 210 * unit.Mm
	f := &giayA4{page: layout.Page{Width: w, Height: h}}
	for _, frame := range []struct{ in, width unit.Length }{{12 * unit.Mm, 3 * unit.Pt}, {15 * unit.Mm, unit.Pt}} {
		x1, y1, x2, y2 := frame.in, frame.in, w-frame.in, h-frame.in
		for _, l := range [][4]unit.Length{{x1, y1, x2, y1}, {x1, y2, x2, y2}, {x1, y1, x1, y2}, {x2, y1, x2, y2}} {
			f.page.Items = append(f.page.Items, &item.Line{X1: l[0], Y1: l[1], X2: l[2], Y2: l[3], Width: frame.width, Color: red})
		}
	}
	f.page.Items = append(f.page.Items, &item.Line{X1: (w - 60*unit.Mm) / 2, Y1: 58 * unit.Mm, X2: (w + 60*unit.Mm) / 2, Y2: 58 * unit.Mm, Width: unit.Pt})
	return f
}

// printed sets a line of bold text in the middle of the page.
func (f *giayA4) printed(y, size unit.Length, color item.Color, text string) {
	f.para++
	face, _ := font.Shipped().Find("Times New Roman", true, false)
	width := func(s string) (sum unit.Length) {
		for _, r := range s {
			sum += face.Advance(r, size)
		}
		return sum
	}
	x := (f.page.Width - width(text)) / 2
	for _, word := range strings.Fields(text) {
		f.page.Items = append(f.page.Items, &item.Text{X: x, Y: y, Width: width(word), Face: face, Size: size, Text: word, Color: color, Para: f.para})
		x += width(word + " ")
	}
}

// band is a strip over the width of the page, with the size of its letters.
type band struct{ y, height, size unit.Length }

// line is a field over the width of the page.
func (f *giayA4) line(name, text string, at band) pdf.Field {
	return pdf.Field{Name: name, X: 25 * unit.Mm, Y: at.y, W: f.page.Width - 50*unit.Mm, H: at.height, Family: "Times New Roman", Bold: true, Size: at.size, Align: pdf.Center, Text: text}
}

// foot are the fields at the bottom: decision and number at the left, place, day and who signs
// at the right. number is what stands under the decision, in a field of that name; top is where the place stands.
func (f *giayA4) foot(top unit.Length, number, name string) []pdf.Field {
	low := func(name, text string, x, y, width, height unit.Length) pdf.Field {
		return pdf.Field{Name: name, X: x, Y: y, W: width, H: height, Family: "Times New Roman", Bold: true, Size: 14 * unit.Pt, Align: pdf.Center, Text: text}
	}
	place := low("dia_danh_ngay", "{dia_danh}, {ngay | ngay_dai}", 160*unit.Mm, top, 110*unit.Mm, 8*unit.Mm)
	place.Bold, place.Italic = false, true
	signs := low("chuc_vu_ky", "{quyen_han_chuc_vu | in_hoa}", 160*unit.Mm, top+8*unit.Mm, 110*unit.Mm, 15*unit.Mm)
	signs.Lines = true
	decision := low("so_quyet_dinh_in", "Quyết định số {so_quyet_dinh}", 25*unit.Mm, 168*unit.Mm, 110*unit.Mm, 8*unit.Mm)
	book := low(name, number, 25*unit.Mm, 176*unit.Mm, 110*unit.Mm, 8*unit.Mm)
	for _, f := range []*pdf.Field{&decision, &book} {
		f.Align, f.Italic, f.Bold, f.Size = pdf.Left, true, false, 13*unit.Pt
	}
	return []pdf.Field{place, signs, decision, book, low("nguoi_ky", "", 160*unit.Mm, 180*unit.Mm, 110*unit.Mm, 9*unit.Mm)}
}

// bytes is the finished file.
func (f *giayA4) bytes(title string, fields []pdf.Field) ([]byte, error) {
	var b bytes.Buffer
	err := pdf.WriteForm(&b, &layout.Document{Pages: []layout.Page{f.page}, Lang: "vi-VN"}, pdf.Info{Title: title}, fields)
	return b.Bytes(), err
}
