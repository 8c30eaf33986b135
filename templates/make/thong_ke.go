package main

import (
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/unit"
)

// thongKe makes the yearly statistics of awards and of the fund: biểu 03, 05 and 0603.N.
func thongKe() ([]byte, error) {
	g := giay{ma: "BC", ten: "BÁO CÁO", ve: "Thống kê thi đua, khen thưởng năm {nam}", gach: 35 * unit.Mm, kinhGui: true}
	b := g.mo()
	than(b, "{ten_day_du_co_quan} báo cáo số liệu khen thưởng và quỹ thi đua, khen thưởng năm {nam} như sau:")
	muc(b, "I. KHEN THƯỞNG", "{^bieu_03}Đến ngày {ngay | ngay}, trong năm chưa có khen thưởng.{/}{#bieu_03}{#$dau}Đến ngày {ngay | ngay}, đã quyết định tặng {/}{hinh_thuc} cho {tong | hai_chu_so} trường hợp{#ca_nhan > 0}, trong đó {ca_nhan | hai_chu_so} cá nhân{/}{#$cuoi} (Biểu 03, Phụ lục I; biểu 0603.N, Phụ lục III kèm theo).{/}{^$cuoi}; {/}{/bieu_03}")
	muc(b, "II. QUỸ THI ĐUA, KHEN THƯỞNG", "Đã trích {quy_trich | tien | mac_dinh:\"…… đồng\"}{#quy_ty_le}, bằng {quy_ty_le | so:2}% chi thường xuyên{/}; đã chi {quy_chi_tong | tien} (Biểu 05, Phụ lục II kèm theo).")
	b.When("Mục lớn", "danh_hieu.so > 0", func() {
		muc(b, "III. DANH HIỆU THI ĐUA", "{#danh_hieu}{#$dau}Đã đạt: {/}{ten_danh_hieu} {so_luong | hai_chu_so}"+
			"{#so_nam_hoc > 0}, trong đó theo năm học {so_nam_hoc | hai_chu_so}{/}{#so_giai_doan > 0}, trong đó theo giai đoạn nhiều năm {so_giai_doan | hai_chu_so}{/}{#$cuoi}.{/}{^$cuoi}; {/}{/danh_hieu}")
	})
	g.ky(b, "Trên đây là Báo cáo thống kê thi đua, khen thưởng năm {nam}, {ten_day_du_co_quan} kính báo cáo./.")
	annex := func(number, name string) {
		b.Annex(nd30.Annex{Number: number, Title: name, With: g.kemTheo("Báo cáo"), Page: nd30.A4Landscape})
		b.P("Trước chữ ký", "")
	}
	annex("Phụ lục I", "BIỂU 03: SỐ LƯỢNG KHEN THƯỞNG NĂM {nam}")
	bieu03(b)
	annex("Phụ lục II", "BIỂU 05: TRÍCH LẬP VÀ SỬ DỤNG QUỸ THI ĐUA, KHEN THƯỞNG NĂM {nam}")
	tien := func(name string) nd30.Cell { return oSo("{" + name + ` | so | mac_dinh:"-"}`) }
	b.Table(nd30.Table{Widths: nd30.Columns(b.Page().TextWidth(), 22, 31, 19, 31, 28, 28, 25, 25, 25, 23), Heads: 2, Rows: append(hangDau(
		[]string{"Nội dung", "Đã trích (đồng)", "Tỷ lệ % chi thường xuyên", "Đã chi (đồng)"}, []string{"Tổng", "Khen cấp nhà nước", "Khen cấp tỉnh", "Khen khác", "Tuyên truyền", "Hiện vật", "Khác"}),
		nd30.Row{Whole: true, Cells: []nd30.Cell{o("Quỹ thi đua, khen thưởng"), tien("quy_trich"), oSo(`{quy_ty_le | so:2 | mac_dinh:"-"}`), tien("quy_chi_tong"), tien("quy_nha_nuoc"), tien("quy_tinh"),
			tien("quy_hinh_thuc_khac"), tien("quy_tuyen_truyen"), tien("quy_hien_vat"), tien("quy_khac")}})})
	annex("Phụ lục III", "BIỂU 0603.N: SỐ LƯỢNG KHEN THƯỞNG CẤP TỈNH NĂM {nam}")
	bieu0603(b)
	return g.xong(b, "Báo cáo thống kê thi đua, khen thưởng")
}

// bieu0603 is the table of awards of the province by whom they went to.
func bieu0603(b *nd30.Builder) {
	row := nd30.Row{Whole: true, Cells: []nd30.Cell{o("{#bieu_0603}{chi_tieu}"), giua("{ma_so}"), giua("{don_vi_tinh}")}}
	for _, name := range []string{"tong", "bang_khen", "cstd", "co", "huy_hieu"} {
		row.Cells = append(row.Cells, oSo("{"+name+` | so | mac_dinh:"-"}`))
	}
	row.Cells[len(row.Cells)-1].Text += "{/bieu_0603}"
	b.Table(nd30.Table{Widths: nd30.Columns(b.Page().TextWidth(), 75, 20, 32, 26, 26, 26, 26, 26), Heads: 1, Rows: []nd30.Row{
		nd30.Cells("Bảng - đầu", "Đối tượng", "Mã số", "Đơn vị tính", "Tổng số", "Bằng khen", "Chiến sĩ thi đua", "Cờ thi đua", "Huy hiệu"), row}})
}

// hangDau are two rows of heads: the last of the upper row stands over all of the lower.
func hangDau(upper, lower []string) []nd30.Row {
	var first, second nd30.Row
	for _, text := range upper[:len(upper)-1] {
		first.Cells = append(first.Cells, nd30.Cell{Style: "Bảng - đầu", Text: text, Down: nd30.DownFirst})
		second.Cells = append(second.Cells, nd30.Cell{Style: "Bảng - đầu", Down: nd30.DownNext})
	}
	first.Cells = append(first.Cells, nd30.Cell{Style: "Bảng - đầu", Text: upper[len(upper)-1], Span: len(lower)})
	second.Cells = append(second.Cells, nd30.Cells("Bảng - đầu", lower...).Cells...)
	return []nd30.Row{first, second}
}

// bieu03 is the table of awards by form and by type; shares stand beside what they are of.
func bieu03(b *nd30.Builder) {
	first, second := nd30.Row{}, nd30.Row{}
	for _, text := range []string{"TT", "Hình thức"} {
		first.Cells = append(first.Cells, nd30.Cell{Style: "Bảng - đầu", Text: text, Down: nd30.DownFirst})
		second.Cells = append(second.Cells, nd30.Cell{Style: "Bảng - đầu", Down: nd30.DownNext})
	}
	for _, h := range []struct {
		text string
		sub  []string
	}{{"Số lượng", []string{"Tổng", "Doanh nghiệp", "Hợp tác xã", "Cá nhân"}}, {"Công trạng", []string{"Tổng", "Tỷ lệ %", "Lãnh đạo", "Khác"}},
		{"Chuyên đề, đột xuất", []string{"Tổng", "Tỷ lệ %", "Lãnh đạo", "Khác"}}, {"Đối ngoại", []string{"Tổng", "Tỷ lệ %"}}, {"Kháng chiến", []string{"Tổng", "Tỷ lệ %"}}} {
		first.Cells = append(first.Cells, nd30.Cell{Style: "Bảng - đầu", Text: h.text, Span: len(h.sub)})
		second.Cells = append(second.Cells, nd30.Cells("Bảng - đầu", h.sub...).Cells...)
	}
	row := nd30.Row{Whole: true, Cells: []nd30.Cell{giua("{#bieu_03}{$stt}"), o("{hinh_thuc}")}}
	for _, name := range []string{"tong", "doanh_nghiep", "hop_tac_xa", "ca_nhan", "ct", "ct_ty_le", "ct_lanh_dao", "ct_khac", "cd", "cd_ty_le", "cd_lanh_dao", "cd_khac", "dn", "dn_ty_le", "kc", "kc_ty_le"} {
		filter := "so"
		if len(name) > 6 && name[3:] == "ty_le" {
			filter = "so:2"
		}
		row.Cells = append(row.Cells, oSo("{"+name+" | "+filter+` | mac_dinh:"-"}`))
	}
	row.Cells[len(row.Cells)-1].Text += "{/bieu_03}"
	b.Table(nd30.Table{Widths: nd30.Columns(b.Page().TextWidth(), 9, 34, 13, 18, 12, 14, 13, 15, 14, 13, 13, 16, 14, 13, 13, 15, 13, 15), Heads: 2, Rows: []nd30.Row{first, second, row}})
}
