package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"vanthu/pipeline/nd30"
	"vanthu/pipeline/sheet"
)

// cot is a column of an annex, on paper and in the workbook.
type cot struct {
	head   string
	ten    string  // column of the query: a number, unless chu or giua
	rong   int     // width on paper, in mm
	rongXL float64 // in the workbook, in characters; 0: 12
	chu    bool    // text on the left
	giua   bool    // text in the middle
	the    string  // the whole cell, where it is more than a name
	tong   string  // the total: name at the top level; "" for none
	nhom   string  // head above
	phan   string  // of a rate: the two columns it is made of in the workbook, "C/E"
}

func so(head, ten, tong string, rong int) cot {
	return cot{head: head, ten: ten, tong: tong, rong: rong}
}

// bangPhuLuc is a table of an annex.
type bangPhuLuc struct {
	list string
	cots []cot
	head string // above it; "" for none
	neu  string // condition of the table and its head; "" : always there
	dong string // condition of a row; "" : every row
	moi  bool   // begins on a new page
}

// phuLuc is an annex: its page, its period, its tables on paper and its sheet.
type phuLuc struct {
	so, title string
	ky        string // prefix of the columns with period and source: "pl1"
	kyKhac    string // a period beside it, in words with tags
	page      nd30.Page
	bangs     []bangPhuLuc
	sheet     bangPhuLuc
}

func donVi(rong int) cot {
	return cot{head: "Địa phương, đơn vị", ten: "don_vi", rong: rong, chu: true, rongXL: 30}
}

// antt are the four columns of an object of TT 124/2021; first is its letter in the sheet.
func antt(ma, nhom string, rong int) []cot {
	p := "pl3_" + ma + "_"
	return []cot{
		{head: "Tổng số", ten: ma + "_tong", tong: p + "tong", rong: rong, nhom: nhom, rongXL: 7.5},
		{head: "Đăng ký", ten: ma + "_dang_ky", tong: p + "dang_ky", rong: rong, nhom: nhom, rongXL: 7.5},
		{head: "Đạt", ten: ma + "_dat", tong: p + "dat", rong: rong, nhom: nhom, rongXL: 7.5},
		{head: "Tỷ lệ (%)", ten: ma + "_ti_le", tong: p + "ti_le", rong: rong, nhom: nhom, rongXL: 8, phan: "tỷ lệ",
			the: "{" + ma + `_ti_le | so:2 | mac_dinh:"-"}`},
	}
}

func noi(lists ...[]cot) (all []cot) {
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

// phuLucs are the seven annexes with figures of units (domain: the indicators of the yearly report).
func phuLucs() []phuLuc {
	kdc := antt("kdc", "Khu dân cư", 22)
	xa := antt("xa", "Đơn vị cấp xã", 22)
	cq, dn, csgd := antt("cq", "Cơ quan", 15), antt("dn", "Doanh nghiệp", 15), antt("csgd", "Cơ sở giáo dục", 15)
	moHinh := []cot{
		{head: "Tên mô hình", ten: "ten_mo_hinh", rong: 63, chu: true, rongXL: 36},
		{head: "Đơn vị xây dựng", ten: "don_vi", rong: 38, chu: true, rongXL: 30},
		{head: "Loại", ten: "loai", rong: 33, chu: true, rongXL: 18},
		{head: "Ngày ra mắt", ten: "ngay_ra_mat", rong: 24, giua: true, the: "{ngay_ra_mat | ngay}"},
		{head: "Quyết định công nhận", ten: "quyet_dinh_so", rong: 33, giua: true, rongXL: 18, the: `{quyet_dinh_so | mac_dinh:"-"}`},
		{head: "Số thành viên", ten: "so_thanh_vien", tong: "pl2_thanh_vien", rong: 19},
		{head: "Xếp loại", ten: "xep_loai", rong: 27, giua: true, rongXL: 14},
	}
	list := func(list string, cots ...cot) bangPhuLuc { return bangPhuLuc{list: list, cots: cots} }
	one := func(so, title, ky string, page nd30.Page, b bangPhuLuc) phuLuc {
		return phuLuc{so: so, title: title, ky: ky, page: page, bangs: []bangPhuLuc{b}, sheet: b}
	}
	a := one("I", "KẾT QUẢ CÔNG TÁC TUYÊN TRUYỀN NĂM {nam}", "pl1", nd30.A4Landscape, list("pl1", donVi(55),
		so("Số buổi", "so_buoi", "pl1_so_buoi", 22), so("Lượt người dự", "luot_nguoi", "pl1_luot_nguoi", 28), so("Tờ rơi, tài liệu", "to_roi", "pl1_to_roi", 26),
		so("Tin, bài", "tin_bai", "pl1_tin_bai", 24), so("Phóng sự", "phong_su", "pl1_phong_su", 22),
		so("Bài trên mạng xã hội", "bai_mang_xa_hoi", "pl1_bai_mang_xa_hoi", 28), so("Lượt tiếp cận", "luot_tiep_can", "pl1_luot_tiep_can", 32)))
	tatCa := `danh_sach_mo_hinh == "tat-ca"`
	b := phuLuc{so: "II", title: "CÁC MÔ HÌNH TRONG PHONG TRÀO NĂM {nam}", ky: "pl2", page: nd30.A4Landscape, sheet: list("pl2", moHinh...),
		bangs: []bangPhuLuc{list("pl2_loai", cot{head: "Nhóm mô hình", ten: "loai", rong: 69, chu: true}, so("Tổng số", "tong", "pl2_tong", 28), so("Ra mắt trong kỳ", "moi", "pl2_moi", 28),
			so("Hiệu quả", "hieu_qua", "pl2_hieu_qua", 28), so("Cần củng cố", "can_cung_co", "pl2_can_cung_co", 28), so("Giải thể", "giai_the", "pl2_giai_the", 28), so("Số thành viên", "thanh_vien", "pl2_thanh_vien", 28)),
			list("pl2", moHinh...), list("pl2_ra_mat", moHinh...)}}
	b.bangs[0].head = "1. Tổng hợp theo nhóm"
	b.bangs[1].head, b.bangs[1].neu = "2. Danh sách mô hình", tatCa
	b.bangs[2].head, b.bangs[2].neu = "2. Danh sách mô hình ra mắt trong kỳ", "pl2_moi > 0 && !("+tatCa+")"
	last := &b.bangs[2].cots
	*last = slices.Clone(*last)
	(*last)[5].tong = "" // the total at the top level is that of all
	c := phuLuc{so: "III", title: "KẾT QUẢ CÔNG NHẬN ĐẠT TIÊU CHUẨN\n“AN TOÀN VỀ AN NINH, TRẬT TỰ” NĂM {nam}", ky: "pl3", page: nd30.A4Landscape,
		kyKhac: "{#pl3_kdc_tu_ngay}; khu dân cư: {pl3_kdc_tu_ngay | ngay} - {pl3_kdc_den_ngay | ngay}{/}",
		sheet:  list("pl3", noi([]cot{donVi(0)}, kdc, xa, cq, dn, csgd)...),
		bangs:  []bangPhuLuc{list("pl3", noi([]cot{donVi(61)}, kdc, xa)...), list("pl3", noi([]cot{donVi(57)}, cq, dn, csgd)...)}}
	c.bangs[0].head, c.bangs[0].dong = "1. Khu dân cư, đơn vị hành chính cấp xã", "kdc_tong > 0 || xa_tong > 0"
	c.bangs[1].moi, c.bangs[1].head = true, "2. Cơ quan, doanh nghiệp, cơ sở giáo dục"
	d := one("IV", "KẾT QUẢ PHÂN LOẠI PHONG TRÀO NĂM {nam}", "pl4", nd30.A4, list("pl4", donVi(34),
		so("Tổng số", "tong", "pl4_tong", 14), so("Xuất sắc", "xuat_sac", "pl4_xuat_sac", 14), so("Khá", "kha", "pl4_kha", 13), so("Trung bình", "trung_binh", "pl4_trung_binh", 14), so("Yếu", "yeu", "pl4_yeu", 12),
		cot{head: "Điểm bình quân", ten: "diem_binh_quan", tong: "pl4_diem_binh_quan", rong: 17, the: `{diem_binh_quan | so:2 | mac_dinh:"-"}`, phan: "điểm"},
		cot{head: "Điểm của địa phương", ten: "diem", rong: 17, the: `{diem | so:2 | mac_dinh:"-"}`},
		cot{head: "Xếp loại", ten: "xep_loai", rong: 18, giua: true, the: `{xep_loai | mac_dinh:"-"}`}))
	e := one("V", "LỰC LƯỢNG THAM GIA BẢO VỆ AN NINH, TRẬT TỰ\nỞ CƠ SỞ NĂM {nam}", "pl5", nd30.A4, list("pl5", donVi(42),
		so("Số tổ", "so_to", "pl5_so_to", 13), so("Thành viên", "thanh_vien", "pl5_thanh_vien", 15), so("Nữ", "nu", "pl5_nu", 12), so("Đảng viên", "dang_vien", "pl5_dang_vien", 14)))
	for _, x := range []cot{so("Xuất sắc", "to_xuat_sac", "pl5_to_xuat_sac", 14), so("Tốt", "to_tot", "pl5_to_tot", 13), so("Hoàn thành", "to_hoan_thanh", "pl5_to_hoan_thanh", 15), so("Không hoàn thành", "to_khong", "pl5_to_khong", 15)} {
		x.nhom = "Kết quả thực hiện nhiệm vụ (tổ)"
		e.bangs[0].cots = append(e.bangs[0].cots, x)
	}
	e.sheet = e.bangs[0]
	f := one("VI", "TIN BÁO, TỐ GIÁC CỦA QUẦN CHÚNG NHÂN DÂN NĂM {nam}", "pl6", nd30.A4, list("pl6", donVi(48),
		so("Nguồn tin", "nguon_tin", "pl6_nguon_tin", 21), so("Tin có giá trị", "co_gia_tri", "pl6_co_gia_tri", 21), so("Vụ việc xử lý, làm rõ", "vu_xu_ly", "pl6_vu_xu_ly", 22),
		so("Đối tượng xử lý", "doi_tuong", "pl6_doi_tuong", 20), so("Vận động đầu thú", "dau_thu", "pl6_dau_thu", 18)))
	g := one("VII", "KẾT QUẢ KHEN THƯỞNG NĂM {nam}", "pl7", nd30.A4, list("pl7", cot{head: "Hình thức khen thưởng", ten: "hinh_thuc", rong: 58, chu: true, rongXL: 44},
		so("Tập thể", "tap_the", "pl7_tap_the", 19), so("Cá nhân", "ca_nhan", "pl7_ca_nhan", 19), so("Hộ gia đình", "ho_gia_dinh", "pl7_ho_gia_dinh", 19), cot{head: "Tiền thưởng (đồng)", ten: "tien", tong: "pl7_tien", rong: 35, rongXL: 18, the: `{tien | so | mac_dinh:"-"}`}))
	return []phuLuc{a, b, c, d, e, f, g}
}

// baoCaoPhuLuc writes the annexes behind the report (NĐ 30/2020, Mẫu 2.1).
func baoCaoPhuLuc(b *nd30.Builder) {
	for _, p := range phuLucs() {
		of := " của" // the line is too long for an upright page
		if !p.page.Landscape() {
			of = "\ncủa"
		}
		b.Annex(nd30.Annex{Number: "Phụ lục " + p.so, Title: p.title, Page: p.page,
			With: "(Kèm theo Báo cáo số " + soBaoCao + " {ngay_ban_hanh}" + of + " {ten_day_du_co_quan})"})
		b.P("Đơn vị tính", p.period())
		for _, t := range p.bangs {
			if t.moi {
				b.Section(p.page, false)
			}
			write := func() {
				if t.head != "" {
					b.P("Khoản có tiêu đề", t.head)
				}
				t.table(b)
			}
			if t.neu == "" {
				write()
			} else {
				b.When("Khoản có tiêu đề", t.neu, write)
			}
		}
	}
}

// period names the period and the source of the annex's figures.
func (p phuLuc) period() string {
	return fmt.Sprintf("{#%[1]s_tu_ngay}Kỳ số liệu: {%[1]s_tu_ngay | ngay} - {%[1]s_den_ngay | ngay}{/}%[2]s{#%[1]s_nguon}\nNguồn: {%[1]s_nguon}{/}", p.ky, p.kyKhac)
}

// table writes the table: heads in one or two rows, the repeated row, the totals if
// there are any.
func (t bangPhuLuc) table(b *nd30.Builder) {
	parts := []int{10}
	head := []nd30.Cell{{Style: "Bảng - đầu", Text: "TT"}}
	var sub, total []nd30.Cell
	row := []nd30.Cell{{Style: "Bảng - ô giữa", Text: "{#" + t.list + "}{$stt}"}}
	end := "{/" + t.list + "}"
	if t.dong != "" {
		row[0].Text = "{#" + t.list + "}{#" + t.dong + "}{$stt}"
		end = "{/}" + end
	}
	group, sums := "", false
	for _, c := range t.cots {
		parts = append(parts, c.rong)
		switch {
		case c.nhom == "":
			head = append(head, nd30.Cell{Style: "Bảng - đầu", Text: c.head})
		case c.nhom == group:
			head[len(head)-1].Span++
		default:
			head = append(head, nd30.Cell{Style: "Bảng - đầu", Text: c.nhom, Span: 1})
		}
		group = c.nhom
		sub = append(sub, nd30.Cell{Style: "Bảng - đầu", Text: c.head})
		row = append(row, c.cell())
		total = append(total, c.total())
		sums = sums || c.tong != ""
	}
	row[len(row)-1].Text += end
	rows := []nd30.Row{{Whole: true, Cells: head}}
	if grouped(t.cots) {
		rows = append(rows, subHeads(rows[0].Cells, sub))
	}
	heads := len(rows)
	rows = append(rows, nd30.Row{Whole: true, Cells: row})
	if sums {
		total[0] = nd30.Cell{Style: "Bảng - đầu", Text: "Tổng cộng", Span: 2}
		rows = append(rows, nd30.Row{Whole: true, Cells: total})
	}
	b.Table(nd30.Table{Widths: nd30.Columns(b.Page().TextWidth(), parts...), Heads: heads, Rows: rows})
}

func grouped(cots []cot) bool {
	for _, c := range cots {
		if c.nhom != "" {
			return true
		}
	}
	return false
}

// subHeads makes the second row of heads; heads without a group go on from the first.
func subHeads(head, sub []nd30.Cell) nd30.Row {
	row := nd30.Row{Whole: true}
	col := -1 // the column TT has no head in sub
	for i := range head {
		if head[i].Span == 0 {
			head[i].Down = nd30.DownFirst
			row.Cells = append(row.Cells, nd30.Cell{Style: "Bảng - đầu", Down: nd30.DownNext})
			col++
			continue
		}
		row.Cells = append(row.Cells, sub[col:col+head[i].Span]...)
		col += head[i].Span
	}
	return row
}

func (c cot) cell() nd30.Cell {
	style, text := "Bảng - ô số", c.the
	switch {
	case c.chu:
		style = "Bảng - ô"
	case c.giua:
		style = "Bảng - ô giữa"
	}
	switch {
	case text != "":
	case c.chu, c.giua:
		text = "{" + c.ten + "}"
	default:
		text = "{" + c.ten + " | so}"
	}
	return nd30.Cell{Style: style, Text: text}
}

func (c cot) total() nd30.Cell {
	switch {
	case c.tong == "":
		return nd30.Cell{Style: "Bảng - tổng"}
	case c.phan != "":
		return nd30.Cell{Style: "Bảng - tổng", Text: "{" + c.tong + ` | so:2 | mac_dinh:"-"}`}
	}
	return nd30.Cell{Style: "Bảng - tổng", Text: "{" + c.tong + ` | so | mac_dinh:"-"}`}
}

// baoCaoSo makes the workbook: one sheet an annex.
func baoCaoSo() ([]byte, error) {
	var annexes []sheet.Annex
	for _, p := range phuLucs() {
		a := sheet.Annex{Sheet: "Phụ lục " + p.so, List: p.sheet.list, Total: "Tổng cộng", Mark: "{#so_lieu_mau}SỐ LIỆU MẪU{/}",
			Portrait: !p.page.Landscape(),
			Title:    "Phụ lục " + p.so + "\n" + p.title,
			Note:     "(Kèm theo Báo cáo tổng kết năm {nam} của {ten_day_du_co_quan})\n" + p.period(),
			Columns:  []sheet.Column{{Head: "TT", Tag: "{$stt}", Width: 6}}}
		for i, c := range p.sheet.cots {
			if c.rongXL == 0 && a.Portrait {
				c.rongXL = 10
			}
			a.Columns = append(a.Columns, c.column(i+2))
		}
		annexes = append(annexes, a)
	}
	var out bytes.Buffer
	err := sheet.WriteTemplate(&out, annexes)
	return out.Bytes(), err
}

// column is the column in the workbook, at the given place from 1.
func (c cot) column(at int) sheet.Column {
	text := c.cell().Text
	if i := strings.Index(text, " | mac_dinh"); i >= 0 {
		text = text[:i] + "}" // an empty cell, which no formula trips over
	}
	out := sheet.Column{Head: c.head, Tag: text, Width: c.rongXL, Text: c.chu, Group: c.nhom, Sum: c.tong != "" && c.phan == ""}
	letter := func(n int) string { return string(rune('A' + n - 1)) }
	switch c.phan {
	case "tỷ lệ": // recognised against all, three and one columns before
		out.Totals = fmt.Sprintf(`=IF(%[1]s#>0,ROUND(%[2]s#/%[1]s#*100,2),"")`, letter(at-3), letter(at-1))
		out.Format = "0.00"
	case "điểm": // the mean weighed by the numbers of column C, over the repeated row 4
		out.Totals, out.Format = fmt.Sprintf(`=IF(C#>0,ROUND(SUMPRODUCT(C4:C4,%[1]s4:%[1]s4)/C#,2),"")`, letter(at)), "0.00"
	}
	return out
}
