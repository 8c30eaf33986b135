package nd30

import (
	"bytes"
	"fmt"
	"slices"

	"vanthu/pipeline/unit"
)

// Align is how the lines of a paragraph stand.
type Align uint8

// Alignments.
const (
	Left Align = iota
	Center
	Right
	Justify
)

// Style is a named paragraph style of our Word files. Lengths of zero are none.
type Style struct {
	ID, Name     string // ID is what the file refers to, Name what Word shows
	Size         unit.Length
	Bold, Italic bool
	Align        Align
	Before       unit.Length // gap above
	Line         int         // 240ths of a single line; 0: single
	FirstLine    unit.Length // indent of the first line
	Left         unit.Length
	KeepNext     bool // stay on the page of the next paragraph
	KeepLines    bool
	Outline      int  // 1 to 9: level in the document's outline; 0: body text
	Framed       bool // a single frame around
	Red          bool // text and frame bright red
	Ruled        bool // a bottom border on an exact line of two points: a solid line
	TopRuled     bool // a line above the paragraph
	Hair         bool // an exact line of one point: a paragraph that only has to be there
}

const (
	bodyLine  = 264 // 1,1 lines: between single and one and a half
	bodyGap   = 6 * unit.Pt
	firstLine = 127 * unit.Cm / 100
	ruleLine  = 2 * unit.Pt // height of a paragraph that is a solid line
	// signRoom is left between position and name for signature and seal.
	signRoom = 66 * unit.Pt
)

// Styles are the paragraph styles of every file that Builder writes, in the order in
// which Word lists them.
var Styles = []Style{
	{ID: "QuocHieu", Name: "Quốc hiệu", Size: 12 * unit.Pt, Bold: true, Align: Center},
	{ID: "TieuNgu", Name: "Tiêu ngữ", Size: 13 * unit.Pt, Bold: true, Align: Center},
	{ID: "CoQuanChuQuan", Name: "Tên cơ quan chủ quản", Size: 12 * unit.Pt, Align: Center},
	{ID: "TenCoQuan", Name: "Tên cơ quan", Size: 12 * unit.Pt, Bold: true, Align: Center},
	{ID: "KeNgang", Name: "Kẻ ngang", Size: 2 * unit.Pt, Align: Center, Ruled: true},
	{ID: "SoKyHieu", Name: "Số ký hiệu", Size: 13 * unit.Pt, Align: Center, Before: 6 * unit.Pt},
	{ID: "DiaDanh", Name: "Địa danh ngày tháng", Size: 13 * unit.Pt, Italic: true, Align: Center, Before: 6 * unit.Pt},
	{ID: "TrichYeuCongVan", Name: "Trích yếu công văn", Size: 12 * unit.Pt, Align: Center, Before: 6 * unit.Pt},
	{ID: "TenLoai", Name: "Tên loại", Size: 14 * unit.Pt, Bold: true, Align: Center, Before: 18 * unit.Pt, KeepNext: true, Outline: 1},
	{ID: "TrichYeu", Name: "Trích yếu", Size: 14 * unit.Pt, Bold: true, Align: Center, KeepNext: true},
	{ID: "ThamQuyen", Name: "Thẩm quyền ban hành", Size: 14 * unit.Pt, Bold: true, Align: Center, Before: 12 * unit.Pt, KeepNext: true},
	{ID: "KinhGui", Name: "Kính gửi", Size: 14 * unit.Pt, Align: Center, Before: 12 * unit.Pt, KeepNext: true},
	{ID: "KinhGuiNhieu", Name: "Kính gửi nhiều nơi", Size: 14 * unit.Pt, Align: Left, Before: 12 * unit.Pt, Left: kinhGuiLeft, KeepNext: true},
	{ID: "KinhGuiLietKe", Name: "Kính gửi liệt kê", Size: 14 * unit.Pt, Align: Left, Left: kinhGuiLeft + kinhGuiColon, KeepLines: true},
	{ID: "CanCu", Name: "Căn cứ", Size: 14 * unit.Pt, Italic: true, Align: Justify, Before: bodyGap, Line: bodyLine, FirstLine: firstLine},
	{ID: "ThanVanBan", Name: "Thân văn bản", Size: 14 * unit.Pt, Align: Justify, Before: bodyGap, Line: bodyLine, FirstLine: firstLine},
	{ID: "DoanCuoi", Name: "Đoạn cuối", Size: 14 * unit.Pt, Align: Justify, Before: bodyGap, Line: bodyLine, FirstLine: firstLine, KeepNext: true, KeepLines: true},
	{ID: "PhanChuong", Name: "Phần, chương", Size: 14 * unit.Pt, Bold: true, Align: Center, Before: 12 * unit.Pt, KeepNext: true, Outline: 1},
	{ID: "TieuDeChuong", Name: "Tiêu đề chương", Size: 14 * unit.Pt, Bold: true, Align: Center, KeepNext: true},
	{ID: "Muc", Name: "Mục", Size: 14 * unit.Pt, Bold: true, Align: Center, Before: 12 * unit.Pt, KeepNext: true, Outline: 2},
	{ID: "MucLon", Name: "Mục lớn", Size: 14 * unit.Pt, Bold: true, Align: Justify, Before: bodyGap, Line: bodyLine, FirstLine: firstLine, KeepNext: true, Outline: 2},
	{ID: "Dieu", Name: "Điều", Size: 14 * unit.Pt, Bold: true, Align: Justify, Before: bodyGap, Line: bodyLine, FirstLine: firstLine, Outline: 3},
	{ID: "KhoanTieuDe", Name: "Khoản có tiêu đề", Size: 14 * unit.Pt, Bold: true, Align: Justify, Before: bodyGap, Line: bodyLine, FirstLine: firstLine, KeepNext: true, Outline: 3},
	{ID: "Khoan", Name: "Khoản", Size: 14 * unit.Pt, Align: Justify, Before: bodyGap, Line: bodyLine, FirstLine: firstLine},
	{ID: "Diem", Name: "Điểm", Size: 14 * unit.Pt, Align: Justify, Before: bodyGap, Line: bodyLine, FirstLine: firstLine},
	{ID: "NoiNhan", Name: "Nơi nhận", Size: 12 * unit.Pt, Bold: true, Italic: true, Align: Left, KeepNext: true},
	{ID: "NoiNhanLietKe", Name: "Nơi nhận liệt kê", Size: 11 * unit.Pt, Align: Left, KeepLines: true},
	{ID: "NguoiSoanThao", Name: "Người soạn thảo", Size: 11 * unit.Pt, Align: Left},
	{ID: "ChucVuKy", Name: "Chức vụ ký", Size: 14 * unit.Pt, Bold: true, Align: Center, KeepNext: true},
	{ID: "GhiChuKy", Name: "Ghi chú ký", Size: 13 * unit.Pt, Italic: true, Align: Center, KeepNext: true},
	{ID: "NguoiKy", Name: "Người ký", Size: 14 * unit.Pt, Bold: true, Align: Center, Before: signRoom},
	{ID: "ChucVuKhac", Name: "Chức vụ khác", Size: 14 * unit.Pt, Bold: true, Align: Center, Before: signRoom, KeepNext: true},
	{ID: "NguoiKyDuoi", Name: "Người ký dưới chức vụ khác", Size: 14 * unit.Pt, Bold: true, Align: Center},
	{ID: "DauKhan", Name: "Dấu khẩn", Size: 13 * unit.Pt, Bold: true, Align: Center, Before: 6 * unit.Pt, Framed: true, Red: true},
	{ID: "PhamViLuuHanh", Name: "Phạm vi lưu hành", Size: 13 * unit.Pt, Bold: true, Align: Center, Framed: true},
	{ID: "DiaChi", Name: "Địa chỉ cơ quan", Size: 11 * unit.Pt, Align: Center, TopRuled: true},
	{ID: "ThongTinKySo", Name: "Thông tin ký số", Size: 10 * unit.Pt, Align: Right},
	{ID: "PhuLuc", Name: "Phụ lục", Size: 14 * unit.Pt, Bold: true, Align: Center, KeepNext: true, Outline: 1},
	{ID: "TenPhuLuc", Name: "Tên phụ lục", Size: 14 * unit.Pt, Bold: true, Align: Center, KeepNext: true},
	{ID: "KemTheo", Name: "Kèm theo", Size: 14 * unit.Pt, Italic: true, Align: Center, KeepNext: true},
	{ID: "DonViTinh", Name: "Đơn vị tính", Size: 13 * unit.Pt, Italic: true, Align: Right, Before: 6 * unit.Pt, KeepNext: true},
	{ID: "TenBang", Name: "Tên bảng", Size: 13 * unit.Pt, Bold: true, Align: Center, Before: 6 * unit.Pt, KeepNext: true},
	{ID: "BangDau", Name: "Bảng - đầu", Size: 12 * unit.Pt, Bold: true, Align: Center, KeepNext: true},
	{ID: "BangO", Name: "Bảng - ô", Size: 12 * unit.Pt, Align: Left},
	{ID: "BangGiua", Name: "Bảng - ô giữa", Size: 12 * unit.Pt, Align: Center},
	{ID: "BangGiuaCuoi", Name: "Bảng - ô giữa cuối", Size: 12 * unit.Pt, Align: Center, KeepNext: true},
	{ID: "BangSo", Name: "Bảng - ô số", Size: 12 * unit.Pt, Align: Right},
	{ID: "BangNhom", Name: "Bảng - nhóm", Size: 12 * unit.Pt, Bold: true, Align: Left, KeepNext: true},
	{ID: "BangTong", Name: "Bảng - tổng", Size: 12 * unit.Pt, Bold: true, Align: Right},
	{ID: "Hinh", Name: "Hình", Size: 12 * unit.Pt, Align: Center, Before: 6 * unit.Pt, KeepNext: true},
	{ID: "TenHinh", Name: "Tên hình", Size: 13 * unit.Pt, Italic: true, Align: Center},
	{ID: "SoTrang", Name: "Số trang", Size: 14 * unit.Pt, Align: Center},
	{ID: "TruocKy", Name: "Trước chữ ký", Size: 1 * unit.Pt, Before: 12 * unit.Pt, Hair: true, KeepNext: true},
	{ID: "Ngat", Name: "Ngắt", Size: 1 * unit.Pt, Hair: true},
}

// StyleOf finds a style by the name that Word shows.
func StyleOf(name string) (Style, bool) {
	for _, s := range Styles {
		if s.Name == name {
			return s, true
		}
	}
	return Style{}, false
}

// "Kính gửi:" with several addressees starts here, and their dashes stand under its
// colon: as far in as "Kính gửi" is wide in 14 points (17,6 mm).
const (
	kinhGuiLeft  = 35 * unit.Mm
	kinhGuiColon = 176 * unit.Mm / 10
)

func writeStyles(own []Style) []byte {
	var b bytes.Buffer
	b.WriteString(xmlHead + `<w:styles xmlns:w="` + nsW + `"><w:docDefaults><w:rPrDefault><w:rPr>`)
	fmt.Fprintf(&b, `<w:rFonts w:ascii="%[1]s" w:eastAsia="%[1]s" w:hAnsi="%[1]s" w:cs="%[1]s"/>`, FontName)
	b.WriteString(`<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>` +
		`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>` +
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>` +
		`<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
		`<w:style w:type="table" w:customStyle="1" w:styleId="BangKe"><w:name w:val="Bảng kẻ"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(&b, `<w:%s w:val="single" w:sz="%d" w:space="0" w:color="000000"/>`, side, 8*borderWidth/unit.Pt)
	}
	fmt.Fprintf(&b, `</w:tblBorders><w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="%[1]d" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/><w:right w:w="%[1]d" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`, twips(cellMargin))
	for _, s := range slices.Concat(Styles, own) {
		s.write(&b)
	}
	b.WriteString(`</w:styles>`)
	return b.Bytes()
}

// write puts the style out, its properties in the order of the schema.
func (s Style) write(b *bytes.Buffer) {
	fmt.Fprintf(b, `<w:style w:type="paragraph" w:customStyle="1" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/>`, s.ID, s.Name)
	if s.Outline > 0 { // Enter after a heading goes on with text
		b.WriteString(`<w:next w:val="ThanVanBan"/>`)
	}
	b.WriteString(`<w:qFormat/><w:pPr>`)
	if s.KeepNext {
		b.WriteString(`<w:keepNext/>`)
	}
	if s.KeepLines {
		b.WriteString(`<w:keepLines/>`)
	}
	b.WriteString(`<w:widowControl/>`)
	s.writeBorders(b)
	switch {
	case s.Ruled:
		fmt.Fprintf(b, `<w:spacing w:before="40" w:after="80" w:line="%d" w:lineRule="exact"/>`, twips(ruleLine))
	case s.Hair:
		fmt.Fprintf(b, `<w:spacing w:before="%d" w:line="20" w:lineRule="exact"/>`, twips(s.Before))
	default:
		line := s.Line
		if line == 0 {
			line = 240
		}
		fmt.Fprintf(b, `<w:spacing w:before="%d" w:line="%d" w:lineRule="auto"/>`, twips(s.Before), line)
	}
	if s.Left != 0 || s.FirstLine != 0 {
		fmt.Fprintf(b, `<w:ind w:left="%d" w:firstLine="%d"/>`, twips(s.Left), twips(s.FirstLine))
	}
	fmt.Fprintf(b, `<w:jc w:val="%s"/>`, [...]string{"left", "center", "right", "both"}[s.Align])
	if s.Outline > 0 {
		fmt.Fprintf(b, `<w:outlineLvl w:val="%d"/>`, s.Outline-1)
	}
	b.WriteString(`</w:pPr><w:rPr>`)
	if s.Bold {
		b.WriteString(`<w:b/><w:bCs/>`)
	}
	if s.Italic {
		b.WriteString(`<w:i/><w:iCs/>`)
	}
	if s.Red {
		b.WriteString(`<w:color w:val="FF0000"/>`)
	}
	half := s.Size / unit.HalfPt
	fmt.Fprintf(b, `<w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr></w:style>`, half, half)
}

func (s Style) color() string {
	if s.Red {
		return "FF0000"
	}
	return "000000"
}

func (s Style) writeBorders(b *bytes.Buffer) {
	line := func(side string, space int, color string) {
		fmt.Fprintf(b, `<w:%s w:val="single" w:sz="6" w:space="%d" w:color="%s"/>`, side, space, color)
	}
	switch {
	case s.Ruled:
		b.WriteString(`<w:pBdr>`)
		line("bottom", 0, "000000")
		b.WriteString(`</w:pBdr>`)
	case s.TopRuled:
		b.WriteString(`<w:pBdr>`)
		line("top", 1, "000000")
		b.WriteString(`</w:pBdr>`)
	case s.Framed:
		b.WriteString(`<w:pBdr>`)
		for _, side := range []string{"top", "left", "bottom", "right"} {
			line(side, 1, s.color())
		}
		b.WriteString(`</w:pBdr>`)
	}
}

func twips(l unit.Length) int64 { return int64((l + unit.Twip/2) / unit.Twip) }
