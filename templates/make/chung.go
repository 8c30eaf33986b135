package main

import (
	"strings"

	"vanthu/pipeline/nd30"
	"vanthu/pipeline/unit"
)

// ngayVan writes a date in prose by the kind's choice: "ngày 20/01/2022" or "ngày 20 tháng 01
// năm 2022"; ngayCanCu one in the bases.
func ngayVan(name string) string   { return ngayTheo("ngay_loi_van", name) }
func ngayCanCu(name string) string { return ngayTheo("ngay_can_cu", name) }

func ngayTheo(choice, name string) string {
	return `{#` + choice + ` == "ngan"}ngày {` + name + ` | ngay}{/}{^` + choice + ` == "ngan"}{` + name + ` | ngay_dai}{/}`
}

// giay is the frame of a paper: what stands around its text.
type giay struct {
	ma      string      // code of the kind in the symbol, "HD"; "" is a công văn
	ten     string      // name of the kind, "HƯỚNG DẪN"
	ve      string      // subject; of a công văn with its "V/v"
	gach    unit.Length // line under the subject; 0: 35 mm
	kinhGui bool        // addressees of the list kinh_gui
	dau     []string    // first lines of the recipients: "- Như Điều 3;"
	hoiDong bool        // a council signs: the office of the signer stands above the name
}

// so is the number with its symbol: the unit that drafts stands in that of the police and of
// letters.
func (g giay) so() string {
	switch {
	case g.ma == "":
		return "{so_van_ban}/{ky_hieu_co_quan}{#don_vi_soan_thao}-{don_vi_soan_thao}{/}"
	case g.ma == "TTr":
		return "{so_van_ban}/TTr-{ky_hieu_co_quan}{#don_vi_soan_thao}-{don_vi_soan_thao}{/}"
	}
	return "{so_van_ban}/" + g.ma + `-{ky_hieu_co_quan}{#the_thuc == "cand" && don_vi_soan_thao}-{don_vi_soan_thao}{/}`
}

// kemTheo is the line under the name of an annex.
func (g giay) kemTheo(loai string) string {
	return "(Kèm theo " + loai + " số " + g.so() + " {ngay_ban_hanh}\ncủa {ten_day_du_co_quan})"
}

// mo begins the paper: head, title, addressees.
func (g giay) mo() *nd30.Builder {
	b := nd30.New(nd30.A4)
	h := nd30.StandardHeader()
	h.Number = "Số: " + g.so()
	h.LongRuleIf, h.ShortRuleIf = "ten_co_quan_dai", "ten_co_quan_ngan"
	if g.ma == "" {
		h.Subject = g.ve
	}
	b.Header(h)
	if g.ma != "" {
		b.Title(g.ten, g.ve, g.gach)
	}
	if g.kinhGui {
		b.ToList("kinh_gui")
	}
	return b
}

// ky ends the text with its last paragraph and the signature block.
func (g giay) ky(b *nd30.Builder, cuoi string) {
	ten := []rune(strings.ToLower(g.ten))
	if g.ma == "" {
		ten = []rune("công văn")
	}
	b.Replaces(strings.ToUpper(string(ten[:1]))+string(ten[1:]), "{ten_goi_co_quan}")
	b.P("Đoạn cuối", cuoi)
	sign := nd30.StandardSign(g.dau...)
	if g.hoiDong {
		sign.Second = "{chuc_vu_khac | in_hoa}"
	}
	b.Sign(sign)
}

// xong is the finished file.
func (g giay) xong(b *nd30.Builder, ten string) ([]byte, error) { return b.Bytes(ten) }

// than writes paragraphs of the text.
func than(b *nd30.Builder, doan ...string) {
	for _, d := range doan {
		b.P("Thân văn bản", d)
	}
}

// muc writes a numbered section with its paragraphs.
func muc(b *nd30.Builder, ten string, doan ...string) {
	b.P("Mục lớn", ten)
	than(b, doan...)
}

// khoanMuc writes a clause with a heading and its paragraphs.
func khoanMuc(b *nd30.Builder, ten string, doan ...string) {
	b.P("Khoản có tiêu đề", ten)
	than(b, doan...)
}

// keHoachNam names the plan that launched the movement.
var keHoachNam = keHoachTheo(ngayVan)

func keHoachTheo(ngay func(name string) string) string {
	return "Kế hoạch{#ke_hoach_so} số {ke_hoach_so} " + ngay("ke_hoach_ngay") + "{/} của {ke_hoach_co_quan} về việc phát động {ke_hoach_loai} “{ten_phong_trao}” năm {nam}"
}

// keHoachRieng names behind it a plan of its own, of the festival or of the inspections, once
// the archive has its number.
func keHoachRieng(ma, ve string) string {
	return "{#kh_" + ma + "_so}; Kế hoạch số {kh_" + ma + "_so} " + ngayVan("kh_"+ma+"_ngay") + " của {kh_" + ma + "_co_quan} về việc " + ve + " năm {nam}{/}"
}

// canCu writes the bases, a line each, which end with end; where the kind says so they stand
// in the sentence that canCuTrongCau goes into.
func canCu(b *nd30.Builder, end string) {
	b.When("Căn cứ", `!(can_cu_dong == "mot-cau")`, func() { b.When("Căn cứ", "can_cu", func() { b.P("Căn cứ", "Căn cứ {noi_dung}"+end) }) })
}

const canCuTrongCau = `{#can_cu_dong == "mot-cau" && can_cu}, căn cứ {#can_cu}{noi_dung}{^$cuoi}; {/}{/can_cu}{/}`

// cacDiaPhuong names the units of the level below the province, by the regime.
var cacDiaPhuong = theoCap("Ủy ban nhân dân các {cap_huyen}", "Ủy ban nhân dân các {cap_xa}")

// bang is a table whose rows repeat over a list.
type bang struct {
	list string
	rong []int // widths of the columns, in proportion
	dau  []string
	o    []nd30.Cell // of the repeated row, behind its number
	tong []nd30.Cell // of the last row; nil: none
	nhom []nd30.Cell // of the row over a group, its sums; nil: none
}

// o, giua and so make cells: text, in the middle, a number.
func o(text string) nd30.Cell    { return nd30.Cell{Text: text} }
func giua(text string) nd30.Cell { return nd30.Cell{Style: "Bảng - ô giữa", Text: text} }
func oSo(text string) nd30.Cell  { return nd30.Cell{Style: "Bảng - ô số", Text: text} }
func tong(text string) nd30.Cell { return nd30.Cell{Style: "Bảng - tổng", Text: text} }

// ke writes the table, its rows numbered.
func (t bang) ke(b *nd30.Builder) {
	row := append([]nd30.Cell{giua("{#" + t.list + "}{$stt}")}, t.o...)
	row[len(row)-1].Text += "{/" + t.list + "}"
	rows := []nd30.Row{nd30.Cells("Bảng - đầu", t.dau...), {Whole: true, Cells: row}}
	if t.tong != nil {
		rows = append(rows, nd30.Row{Whole: true, Cells: t.tong})
	}
	b.Table(nd30.Table{Widths: nd30.Columns(b.Page().TextWidth(), t.rong...), Heads: 1, Rows: rows})
}

// phuLuc begins the only annex of a paper, with the empty line before its table.
func (g giay) phuLuc(b *nd30.Builder, ten, loai string, page nd30.Page) {
	b.Annex(nd30.Annex{Number: "Phụ lục", Title: ten, With: g.kemTheo(loai), Page: page})
	b.P("Trước chữ ký", "")
}
