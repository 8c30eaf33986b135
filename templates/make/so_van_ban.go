package main

import (
	"bytes"
	"fmt"

	"vanthu/pipeline/nd30"
	"vanthu/pipeline/sheet"
	"vanthu/pipeline/unit"
)

// soVanBanCot are the columns of the outgoing register (NĐ 30/2020, Phụ lục IV.I).
var soVanBanCot = []cot{
	{head: "Số, ký hiệu văn bản", ten: "so_ky_hieu", rong: 13, chu: true},
	{head: "Ngày tháng văn bản", ten: "ngay", rong: 10, giua: true, the: "{ngay | ngay}"},
	{head: "Tên loại và trích yếu nội dung văn bản", ten: "trich_yeu", rong: 21, chu: true},
	{head: "Người ký", ten: "nguoi_ky", rong: 10, chu: true},
	{head: "Nơi nhận văn bản", ten: "noi_nhan", rong: 18, chu: true},
	{head: "Đơn vị, người nhận bản lưu", ten: "nguoi_nhan_luu", rong: 9, chu: true},
	{head: "Số lượng bản", ten: "so_luong", rong: 6, giua: true},
	{head: "Ngày chuyển", ten: "ngay_chuyen", rong: 7, giua: true},
	{head: "Ký nhận", ten: "ky_nhan", rong: 7, giua: true},
	{head: "Ghi chú", ten: "ghi_chu", rong: 12, chu: true},
}

// soVanBan makes the outgoing register: cover, ten columns with heads on every page.
func soVanBan() ([]byte, error) {
	b := nd30.New(nd30.A4Landscape)
	b.Style(nd30.Style{ID: "TenSo", Name: "Tên sổ", Size: 26 * unit.Pt, Bold: true, Align: nd30.Center, Before: 100 * unit.Pt})
	b.Style(nd30.Style{ID: "BiaSo", Name: "Bìa sổ", Size: 14 * unit.Pt, Align: nd30.Center, Before: 12 * unit.Pt})
	b.Style(nd30.Style{ID: "SoDau", Name: "Sổ - đầu", Size: 10 * unit.Pt, Bold: true, Align: nd30.Center, KeepNext: true})
	b.Style(nd30.Style{ID: "SoO", Name: "Sổ - ô", Size: 10 * unit.Pt, Align: nd30.Left})
	b.Style(nd30.Style{ID: "SoGiua", Name: "Sổ - ô giữa", Size: 10 * unit.Pt, Align: nd30.Center})
	b.When("Tên cơ quan chủ quản", "co_quan_chu_quan", func() { b.P("Tên cơ quan chủ quản", "{co_quan_chu_quan}") })
	b.P("Tên cơ quan", "{ten_co_quan}")
	b.P("Tên sổ", "SỔ ĐĂNG KÝ VĂN BẢN ĐI")
	b.P("Bìa sổ", "Năm: {nam}")
	b.Runs("Bìa sổ", nd30.I("{ten_so}"))
	b.P("Bìa sổ", "Từ số {tu_so} đến số {den_so}")
	b.P("Bìa sổ", "Từ ngày {tu_ngay | ngay} đến ngày {den_ngay | ngay}")
	b.P("Bìa sổ", "Quyển số: ........")
	b.Section(nd30.A4Landscape, true)
	heads, numbers, cells := nd30.Row{}, nd30.Row{}, nd30.Row{}
	parts := make([]int, len(soVanBanCot))
	for i, c := range soVanBanCot {
		parts[i] = c.rong
		heads.Cells = append(heads.Cells, nd30.Cell{Style: "Sổ - đầu", Text: c.head, Middle: true})
		numbers.Cells = append(numbers.Cells, nd30.Cell{Style: "Sổ - ô giữa", Text: fmt.Sprintf("(%d)", i+1)})
		cell := nd30.Cell{Style: "Sổ - ô", Text: c.the}
		if c.the == "" {
			cell.Text = "{" + c.ten + "}"
		}
		if c.giua {
			cell.Style = "Sổ - ô giữa"
		}
		cells.Cells = append(cells.Cells, cell)
	}
	cells.Cells[0].Text = "{#so}" + cells.Cells[0].Text
	cells.Cells[len(parts)-1].Text += "{/so}"
	b.Table(nd30.Table{Widths: nd30.Columns(b.Page().TextWidth(), parts...), Heads: 2, Rows: []nd30.Row{heads, numbers, cells}})
	nguoiKy(b, "NGƯỜI LẬP SỔ")
	return b.Bytes("Sổ đăng ký văn bản đi")
}

// soVanBanSo makes the register as a workbook.
func soVanBanSo() ([]byte, error) {
	a := sheet.Annex{Sheet: "Văn bản đi", Title: "SỔ ĐĂNG KÝ VĂN BẢN ĐI NĂM {nam}", List: "so"}
	for _, c := range soVanBanCot {
		a.Columns = append(a.Columns, sheet.Column{Head: c.head, Tag: "{" + c.ten + "}", Width: float64(c.rong) * 1.6, Text: c.chu})
	}
	var out bytes.Buffer
	err := sheet.WriteTemplate(&out, []sheet.Annex{a})
	return out.Bytes(), err
}

// nguoiKy leaves room on the right half for whoever wrote a register or a slip.
func nguoiKy(b *nd30.Builder, ten string) {
	b.P("Trước chữ ký", "")
	right := func(b *nd30.Builder) {
		b.P("Chức vụ ký", ten)
		b.P("Ghi chú ký", "(Ký, ghi rõ họ tên)")
	}
	b.Table(nd30.Table{Plain: true, Widths: nd30.Columns(b.Page().TextWidth(), 1, 1), Rows: []nd30.Row{{Whole: true,
		Cells: []nd30.Cell{{}, {Fill: right}}}}})
}

// phieuGui makes the slip that goes with a document (NĐ 30/2020, Phụ lục III: PG), with a
// line for each recipient.
func phieuGui() ([]byte, error) {
	b := nd30.New(nd30.A4)
	h := nd30.StandardHeader()
	h.Number = "Số: ......../PG-{ky_hieu_co_quan}"
	h.Place = "{dia_danh}, {ngay | ngay_dai}"
	h.LongRuleIf = "ten_co_quan_dai"
	b.Header(h)
	b.P("Tên loại", "PHIẾU GỬI")
	b.P("Thân văn bản", "{ten_day_du_co_quan} trân trọng gửi đến các cơ quan, đơn vị có tên dưới đây văn bản sau:")
	b.P("Thân văn bản", "{so_ky_hieu} ngày {ngay | ngay}: {trich_yeu}.")
	b.When("Thân văn bản", "muc_khan", func() { b.Runs("Thân văn bản", nd30.B("Mức độ khẩn: {muc_khan}")) })
	b.P("Trước chữ ký", "")
	b.Table(nd30.Table{Widths: nd30.Columns(b.Page().TextWidth(), 2, 11, 4, 5), Heads: 1, Rows: []nd30.Row{
		nd30.Cells("Bảng - đầu", "TT", "Nơi nhận", "Ngày nhận", "Ký nhận"),
		{Whole: true, Cells: []nd30.Cell{{Style: "Bảng - ô giữa", Text: "{#noi_nhan}{$stt}"}, {Text: "{ten}"}, {}, {Text: "{/noi_nhan}"}}}}})
	b.P("Đoạn cuối", "Tổng số: {so_luong | hai_chu_so} bản. Sau khi nhận được, đề nghị ký nhận và gửi lại phiếu này.")
	nguoiKy(b, "NGƯỜI GỬI")
	return b.Bytes("Phiếu gửi")
}
