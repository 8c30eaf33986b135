package main

import (
	"bytes"
	"strings"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/unit"
)

// giayCongNhan makes the form of the certificate of recognition (TT 124): A4 on its
// side, two plain frames, the room of the emblem left empty; what changes is in fields, which
// any editor of PDF forms moves.
func giayCongNhan() ([]byte, error) {
	const w, h = 297 * unit.Mm, 210 * unit.Mm
	red := item.Color(0xC00000)
	page := layout.Page{Width: w, Height: h}
	for _, frame := range []struct{ in, width unit.Length }{{12 * unit.Mm, 3 * unit.Pt}, {15 * unit.Mm, unit.Pt}} {
		x1, y1, x2, y2 := frame.in, frame.in, w-frame.in, h-frame.in
		for _, l := range [][4]unit.Length{{x1, y1, x2, y1}, {x1, y2, x2, y2}, {x1, y1, x1, y2}, {x2, y1, x2, y2}} {
			page.Items = append(page.Items, &item.Line{X1: l[0], Y1: l[1], X2: l[2], Y2: l[3], Width: frame.width, Color: red})
		}
	}
	page.Items = append(page.Items, &item.Line{X1: (w - 60*unit.Mm) / 2, Y1: 58 * unit.Mm, X2: (w + 60*unit.Mm) / 2, Y2: 58 * unit.Mm, Width: unit.Pt})

	para := 0
	printed := func(y, size unit.Length, color item.Color, text string) {
		para++
		face, _ := font.Shipped().Find("Times New Roman", true, false)
		width := func(s string) (sum unit.Length) {
			for _, r := range s {
				sum += face.Advance(r, size)
			}
			return sum
		}
		x := (w - width(text)) / 2
		for _, word := range strings.Fields(text) {
			page.Items = append(page.Items, &item.Text{X: x, Y: y, Width: width(word), Face: face, Size: size, Text: word, Color: color, Para: para})
			x += width(word + " ")
		}
	}
	printed(46*unit.Mm, 16*unit.Pt, 0, nd30.QuocHieu)
	printed(55*unit.Mm, 16*unit.Pt, 0, nd30.TieuNgu)
	printed(92*unit.Mm, 34*unit.Pt, red, "GIẤY CÔNG NHẬN")

	line := func(name, text string, y, height, size unit.Length) pdf.Field {
		return pdf.Field{Name: name, X: 25 * unit.Mm, Y: y, W: w - 50*unit.Mm, H: height, Family: "Times New Roman", Bold: true, Size: size, Align: pdf.Center, Text: text}
	}
	low := func(name, text string, x, y, width, height unit.Length) pdf.Field {
		return pdf.Field{Name: name, X: x, Y: y, W: width, H: height, Family: "Times New Roman", Bold: true, Size: 14 * unit.Pt, Align: pdf.Center, Text: text}
	}
	chair := line("chuc_vu_cong_nhan", "CHỦ TỊCH {ten_day_du_co_quan | in_hoa}", 62*unit.Mm, 10*unit.Mm, 20*unit.Pt)
	chair.Color = red
	deed := line("noi_dung", "Đạt tiêu chuẩn “An toàn về an ninh, trật tự” năm {nam}", 116*unit.Mm, 10*unit.Mm, 18*unit.Pt)
	deed.Bold = false
	place := low("dia_danh_ngay", "{dia_danh}, {ngay | ngay_dai}", 160*unit.Mm, 130*unit.Mm, 110*unit.Mm, 8*unit.Mm)
	place.Bold, place.Italic = false, true
	signs := low("chuc_vu_ky", "{quyen_han_chuc_vu | in_hoa}", 160*unit.Mm, 138*unit.Mm, 110*unit.Mm, 15*unit.Mm)
	signs.Lines = true
	number := low("so_quyet_dinh_in", "Quyết định số {so_quyet_dinh}", 25*unit.Mm, 168*unit.Mm, 110*unit.Mm, 8*unit.Mm)
	book := low("so_giay_in", "Số giấy công nhận: {so_giay}", 25*unit.Mm, 176*unit.Mm, 110*unit.Mm, 8*unit.Mm)
	for _, f := range []*pdf.Field{&number, &book} {
		f.Align, f.Italic, f.Bold, f.Size = pdf.Left, true, false, 13*unit.Pt
	}
	fields := []pdf.Field{
		chair, line("ten", "", 101*unit.Mm, 13*unit.Mm, 26*unit.Pt), deed, place, signs, number, book,
		low("nguoi_ky", "", 160*unit.Mm, 180*unit.Mm, 110*unit.Mm, 9*unit.Mm),
	}
	var b bytes.Buffer
	err := pdf.WriteForm(&b, &layout.Document{Pages: []layout.Page{page}, Lang: "vi-VN"}, pdf.Info{Title: "Mẫu Giấy công nhận"}, fields)
	return b.Bytes(), err
}
