package main

import (
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/unit"
)

// bienBanXet makes the minutes of the council that considers the nominations of a round
// (NĐ 30/2020, Mẫu 1.9).
func bienBanXet() ([]byte, error) {
	g := giay{ma: "BB"}
	b := nd30.New(nd30.A4)
	h := nd30.StandardHeader()
	h.Number, h.Place, h.LongRuleIf, h.ShortRuleIf = "Số: "+g.so(), "", "ten_co_quan_dai", "ten_co_quan_ngan"
	b.Header(h)
	b.Title("BIÊN BẢN", "Họp xét, đề nghị tặng {hinh_thuc_khen}", 50*unit.Mm)
	than(b, "Thời gian bắt đầu: {#gio_hop}{gio_hop}, {/}"+ngayVan("bien_ban_ngay")+", tại {noi_hop | mac_dinh:\"……………………\"}, {hoi_dong_xet} {ten_goi_co_quan} họp xét khen thưởng đợt {ten_dot_trong_cau}.")
	muc(b, "I. THÀNH PHẦN",
		"1. {hoi_dong_xet} {ten_goi_co_quan}: có mặt {so_co_mat | hai_chu_so}/{so_thanh_vien | hai_chu_so} thành viên{#hop_vang > 0 || neu_vang}, vắng mặt {hop_vang | hai_chu_so}{/}, gồm:")
	b.When("Thân văn bản", "thanh_vien", func() { than(b, "- {tv_ho_ten}, {tv_chuc_vu}{^tv_co_mat} (vắng mặt){/}{#$cuoi}.{/}{^$cuoi};{/}") })
	than(b, "2. Chủ trì: {chu_tri | mac_dinh:\"……………………\"}{#chu_tri_chuc_vu}, {chu_tri_chuc_vu}{/}.", "3. Thư ký: {thu_ky | mac_dinh:\"……………………\"}{#thu_ky_chuc_vu}, {thu_ky_chuc_vu}{/}.")
	muc(b, "II. NỘI DUNG",
		"1. Thư ký báo cáo kết quả tổng hợp hồ sơ đề nghị tặng {hinh_thuc_khen} đợt {ten_dot_trong_cau}: "+soLuongTheo+".",
		"2. Hội đồng xem xét từng trường hợp về đối tượng, tiêu chuẩn, thành tích, hồ sơ và biểu quyết.")
	than(b, `3. Kết quả biểu quyết{#kieu_danh_sach == "bang"} theo Bảng 1.{/}{#kieu_danh_sach == "hai-cot"}{#phieu_chung}: {phieu_chung | hai_chu_so}/{so_co_mat | hai_chu_so}{#ty_le_phieu} ({ty_le_phieu}%){/} thành viên dự họp đồng ý đề nghị khen thưởng{/}, danh sách như sau:{/}`)
	danhSachGop(b, "danh_sach", "Tập thể, cá nhân đề nghị xét khen thưởng")
	b.P("Ngắt", `{#kieu_danh_sach == "bang"}`)
	b.P("Tên bảng", "Bảng 1. Kết quả biểu quyết")
	nhomBang(b, bang{list: "danh_sach", rong: []int{11, 52, 66, 31}, dau: []string{"TT", "Tập thể, họ và tên", "Chức vụ, đơn vị công tác\nhoặc địa chỉ", "Số phiếu đồng ý"},
		o: []nd30.Cell{o("{ten}"), o("{#chuc_danh}{chuc_danh}{/}"), giua("{#so_phieu}{so_phieu | hai_chu_so}/{so_co_mat | hai_chu_so}{/}{^so_phieu}-{/}")}}, "trường hợp")
	b.P("Ngắt", "{/}")
	muc(b, "III. KẾT LUẬN", "Hội đồng thống nhất đề nghị {nguoi_quyet_dinh} tặng {ten_hinh_thuc} cho {#kieu_danh_sach == \"bang\"}các "+cacNhom("tập thể", "cá nhân", "hộ gia đình")+" có số phiếu đồng ý đạt tỷ lệ theo quy định.{/}{^kieu_danh_sach == \"bang\"}"+soLuongTheo+" có tên nêu trên.{/}")
	b.Replaces("Biên bản", "{ten_goi_co_quan}")
	b.P("Đoạn cuối", "Cuộc họp kết thúc vào hồi {gio_xong | mac_dinh:\"…… giờ ……\"} cùng ngày; Biên bản được đọc lại cho các thành viên nghe, thống nhất thông qua./.")
	b.Sign(nd30.Sign{Left: []string{"THƯ KÝ"}, LeftName: "{thu_ky}", Lines: []string{"CHỦ TỌA"}, Name: "{chu_tri}", Recipients: []string{"- Lưu: VT, Hồ sơ."}})
	return g.xong(b, "Biên bản họp xét khen thưởng")
}

// thamDinh makes the proposal of the body that appraises.
func thamDinh() ([]byte, error) {
	g := giay{ma: "TTr", ten: "TỜ TRÌNH", ve: "Về việc đề nghị tặng {hinh_thuc_khen}", gach: 50 * unit.Mm, kinhGui: true}
	b := g.mo()
	canCu(b, "{#$cuoi}.{/}{^$cuoi};{/}")
	than(b, "Xét đề nghị của {de_nghi_nguoi | mac_dinh:\"……………………\"}{#to_trinh_ngay && to_trinh_ngay <= ngay} tại Tờ trình số {to_trinh_so} "+ngayVan("to_trinh_ngay")+"{/}"+canCuTrongCau+", {ten_goi_co_quan} đã thẩm định hồ sơ của {td_tong | hai_chu_so} trường hợp đề nghị khen thưởng đợt {ten_dot_trong_cau}.{#td_luat_moi_ngay && td_luat_cu > 0} Trong đó {td_luat_cu | hai_chu_so} hồ sơ nhận trước ngày {td_luat_moi_ngay | ngay} được thẩm định theo quy định có hiệu lực vào ngày nhận hồ sơ.{/}",
		"Kết quả, {ten_goi_co_quan} kính trình và đề nghị Chủ tịch Ủy ban nhân dân {cap_tinh} tặng Bằng khen cho "+soLuongTheo+", {thanh_tich_dot}{#td_khong > 0}; có {td_khong | hai_chu_so} trường hợp chưa đủ điều kiện (Phụ lục II kèm theo){/}.")
	b.P("Đoạn cuối", "(Có Danh sách tại Phụ lục{#td_khong > 0} I{/} và Hồ sơ đề nghị khen thưởng kèm theo)")
	g.ky(b, "Kính đề nghị Chủ tịch Ủy ban nhân dân {cap_tinh} xem xét, quyết định./.")
	dau := func() {
		b.AnnexHead(nd30.Annex{Number: "Phụ lục{#td_khong > 0} I{/}", Title: "DANH SÁCH ĐỀ NGHỊ TẶNG BẰNG KHEN", With: g.kemTheo("Tờ trình")})
		b.P("Trước chữ ký", "")
	}
	b.Section(nd30.A4Landscape, true)
	b.P("Ngắt", `{#kieu_danh_sach == "bang"}`)
	dau()
	nhomBang(b, bang{list: "danh_sach", rong: []int{12, 54, 78, 72, 40}, dau: []string{"TT", "Tập thể, họ và tên", "Chức vụ, đơn vị công tác\nhoặc địa chỉ", "Tóm tắt thành tích", "Đơn vị đề nghị"},
		o: []nd30.Cell{o("{ten}"), o("{#chuc_danh}{chuc_danh}{/}"), o("{thanh_tich}"), o("{don_vi_de_nghi}")}}, "trường hợp")
	b.Section(nd30.A4, true)
	b.P("Ngắt", "{/}")
	b.P("Ngắt", `{^kieu_danh_sach == "bang"}`)
	dau()
	danhSachGop(b, "danh_sach", "Tập thể, cá nhân đề nghị xét khen thưởng")
	b.Section(nd30.A4Landscape, true)
	b.P("Ngắt", "{/}")
	b.P("Ngắt", "{#td_khong > 0}")
	b.AnnexHead(nd30.Annex{Number: "Phụ lục II", Title: "CÁC TRƯỜNG HỢP CHƯA ĐỦ ĐIỀU KIỆN KHEN THƯỞNG", With: g.kemTheo("Tờ trình")})
	b.P("Trước chữ ký", "")
	bang{list: "khong_dat", rong: []int{12, 58, 78, 46, 62}, dau: []string{"TT", "Tập thể, họ và tên", "Chức vụ, đơn vị công tác\nhoặc địa chỉ", "Đơn vị đề nghị", "Lý do"},
		o: []nd30.Cell{o("{ten}"), o("{#chuc_danh}{chuc_danh}{/}"), o("{don_vi_de_nghi}"), o("{ly_do}")}}.ke(b)
	b.P("Ngắt", "{/}")
	return g.xong(b, "Tờ trình kết quả thẩm định khen thưởng")
}

// khongKhen makes the notice to a unit of which of its nominees are not awarded, and why.
func khongKhen() ([]byte, error) {
	g := giay{ma: "TB", ten: "THÔNG BÁO", ve: "Các trường hợp chưa được khen thưởng\n{ten_dot_trong_cau}", gach: 32 * unit.Mm, dau: []string{"- {noi_nhan_tb};"}}
	b := g.mo()
	than(b, "Qua thẩm định hồ sơ đề nghị tặng {hinh_thuc_khen} đợt {ten_dot_trong_cau}, {ten_goi_co_quan} thông báo đến {noi_nhan_tb} {so_khong | hai_chu_so} trường hợp chưa được khen thưởng (Bảng\u00a01).")
	b.P("Tên bảng", "Bảng 1. Các trường hợp chưa được khen thưởng và lý do")
	bang{list: "khong_dat", rong: []int{11, 46, 51, 52}, dau: []string{"TT", "Tập thể, họ và tên", "Chức vụ, đơn vị công tác\nhoặc địa chỉ", "Lý do"},
		o: []nd30.Cell{o("{ten}"), o("{#chuc_danh}{chuc_danh}{/}"), o("{ly_do}")}}.ke(b)
	g.ky(b, "{ten_goi_co_quan} thông báo để {noi_nhan_tb} biết, thông tin đến tập thể, cá nhân có liên quan./.")
	return g.xong(b, "Thông báo các trường hợp chưa được khen thưởng")
}

// chiThuong makes the list for accounting by which the money is paid, against the fund; with
// kyNhan the list on which those who are awarded sign for it.
func chiThuong(kyNhan bool) ([]byte, error) {
	b := nd30.New(nd30.A4)
	// A voucher of accounting is no administrative paper: it has no Quốc hiệu and no number.
	b.Table(dauNoiBo(b))
	title, columns, cells := "DANH SÁCH CHI TIỀN THƯỞNG", []string{"TT", "Tập thể, họ và tên", "Chức vụ, đơn vị công tác\nhoặc địa chỉ", "Số tiền (đồng)"}, []nd30.Cell{o("{ten}"), o("{#chuc_danh}{chuc_danh}{/}"), oSo(`{tien_thuong | so | mac_dinh:"-"}`)}
	widths, last := []int{11, 54, 65, 30}, []nd30.Cell{tong(`{tong_tien | so | mac_dinh:"-"}`)}
	group := []nd30.Cell{tong(`{tien_nhom | so | mac_dinh:"-"}`)}
	if kyNhan {
		title, columns, cells = "DANH SÁCH KÝ NHẬN TIỀN THƯỞNG", append(columns, "Ký nhận"), append(cells, o(""))
		widths, last, group = []int{11, 46, 53, 25, 25}, append(last, o("")), append(group, o(""))
	}
	b.Title(title, "kèm theo {hinh_thuc_khen}\n{ten_dot_trong_cau}", 0)
	than(b, `Theo Quyết định số {quyet_dinh_so | mac_dinh:"……/QĐ-UBND"} ngày {#quyet_dinh_ngay}{quyet_dinh_ngay | ngay}{/}{^quyet_dinh_ngay}……/……/………{/} của Chủ tịch Ủy ban nhân dân {cap_tinh}; `+
		"mức chi tính theo {#can_cu_thuong}{can_cu_thuong} và {/}mức lương cơ sở {luong_co_so | tien}/tháng; nguồn chi: Quỹ thi đua, khen thưởng {cap_tinh}.")
	b.P("Trước chữ ký", "")
	nhomBang(b, bang{list: "danh_sach", rong: widths, dau: columns, o: cells, nhom: group, tong: append([]nd30.Cell{{Style: "Bảng - đầu", Text: "TỔNG CỘNG", Span: 3}}, last...)}, "suất")
	b.P("Đoạn cuối", "{#tong_tien}Tổng số tiền: {tong_tien | tien} ({tong_tien | tien | bang_chu}).{/}{^tong_tien}Chưa có mức tiền thưởng của mọi trường hợp.{/}")
	if !kyNhan {
		b.When("Đoạn cuối", "quy_co", func() {
			b.P("Đoạn cuối", "Quỹ thi đua, khen thưởng trong năm: {quy_co | tien}; đã chi các đợt trước: {quy_da_chi | tien}; chi đợt này: {quy_chi | tien}; còn lại: {quy_con | tien}.")
		})
	}
	b.P("Đơn vị tính", "{dia_danh}, {ngay | ngay_trong}")
	b.P("Trước chữ ký", "")
	b.Table(nd30.Table{Plain: true, Widths: nd30.Columns(b.Page().TextWidth(), 46, 52, 62), Rows: []nd30.Row{{Whole: true, Cells: []nd30.Cell{
		{Style: "Chức vụ ký", Text: "NGƯỜI LẬP"}, {Style: "Chức vụ ký", Text: "KẾ TOÁN TRƯỞNG"}, {Style: "Chức vụ ký", Text: "THỦ TRƯỞNG ĐƠN VỊ"}}}}})
	return b.Bytes(title)
}
