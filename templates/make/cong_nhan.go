package main

import (
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/unit"
)

// soCongNhan writes how many of each kind are recognised.
const soCongNhan = `{#cn_xa > 0}{cn_xa | hai_chu_so} xã, phường{/}{#cn_xa > 0 && cn_co_quan > 0}, {/}{#cn_co_quan > 0}{cn_co_quan | hai_chu_so} cơ quan{/}` +
	`{#cn_doanh_nghiep > 0}{#cn_xa > 0 || cn_co_quan > 0}, {/}{cn_doanh_nghiep | hai_chu_so} doanh nghiệp{/}{#cn_truong > 0}{#cn_tong > cn_truong}, {/}{cn_truong | hai_chu_so} cơ sở giáo dục{/}` +
	`{^cn_tong > 0}…… cơ quan, doanh nghiệp, cơ sở giáo dục{/}`

// nhomBang writes a table in groups: a row with the name of the group and how many it has of
// donVi ("": it does not say; where the table has cells for the group it says so in the name), then its rows, numbered in the group. The list has the columns so_nhom, ten_nhom,
// dau_nhom, so_trong_nhom and stt.
func nhomBang(b *nd30.Builder, t bang, donVi string) {
	head := []nd30.Cell{{Style: "Bảng - nhóm", Text: "{#" + t.list + "}{#dau_nhom}{so_nhom | la_ma}. {ten_nhom}"}}
	switch {
	case t.nhom != nil:
		head[0].Text += " ({so_trong_nhom | hai_chu_so} " + donVi + ")"
		head = append(head, t.nhom...)
	case donVi != "":
		head = append(head, giua("{so_trong_nhom | hai_chu_so} "+donVi))
	}
	head[0].Span = len(t.rong) - len(head) + 1
	head[len(head)-1].Text += "{/}"
	row := append([]nd30.Cell{{Fill: soCuoi("", "{stt}")}}, t.o...)
	row[len(row)-1].Text += "{/" + t.list + "}"
	rows := []nd30.Row{nd30.Cells("Bảng - đầu", t.dau...), {Whole: true, Cells: head}, {Whole: true, Cells: row}}
	if t.tong != nil {
		rows = append(rows, nd30.Row{Whole: true, Cells: t.tong})
	}
	b.Table(nd30.Table{Widths: nd30.Columns(b.Page().TextWidth(), t.rong...), Heads: 1, Rows: rows})
}

// quyetDinhCongNhan makes the decision of the Chairman that recognises (TT 124, Đ.10), with
// its list.
func quyetDinhCongNhan() ([]byte, error) {
	g := giay{ma: "QĐ", ten: "QUYẾT ĐỊNH", ve: "Về việc công nhận cơ quan, doanh nghiệp, cơ sở giáo dục\nđạt tiêu chuẩn “An toàn về an ninh, trật tự” năm {nam}", gach: 45 * unit.Mm, dau: []string{"- Như Điều 3;"}}
	b := g.mo()
	b.P("Thẩm quyền ban hành", "CHỦ TỊCH {ten_day_du_co_quan | in_hoa}")
	b.When("Căn cứ", "can_cu", func() { b.P("Căn cứ", "Căn cứ {noi_dung};") })
	b.P("Căn cứ", "Theo đề nghị của Giám đốc Công an {cap_tinh}.")
	b.P("Thẩm quyền ban hành", "QUYẾT ĐỊNH:")
	b.Runs("Thân văn bản", nd30.B("Điều 1. "), nd30.T("Công nhận "+soCongNhan+" đạt tiêu chuẩn “An toàn về an ninh, trật tự” năm {nam} (có Danh sách kèm theo)."))
	b.Runs("Thân văn bản", nd30.B("Điều 2. "), nd30.T("Giám đốc Công an {cap_tinh} tổ chức cấp Giấy công nhận cho các đơn vị có tên tại Điều 1. Kết quả công nhận là cơ sở bình xét danh hiệu thi đua, khen thưởng năm {nam} theo quy định.{#thay_the_so} "+nd30.Replaces("Quyết định", "Chủ tịch {ten_goi_co_quan}")+"{/}"))
	b.Runs("Đoạn cuối", nd30.B("Điều 3. "), nd30.T("Chánh Văn phòng {ten_goi_co_quan}, Giám đốc Công an {cap_tinh}, Thủ trưởng các cơ quan, đơn vị có liên quan và các đơn vị có tên tại Điều 1 căn cứ Quyết định thi hành./."))
	b.Sign(nd30.StandardSign(g.dau...))
	b.Annex(nd30.Annex{Title: "DANH SÁCH\nCƠ QUAN, DOANH NGHIỆP, CƠ SỞ GIÁO DỤC ĐẠT TIÊU CHUẨN\n“AN TOÀN VỀ AN NINH, TRẬT TỰ” NĂM {nam}",
		With: "(Kèm theo Quyết định số {so_van_ban}/QĐ-{ky_hieu_co_quan} {ngay_ban_hanh} của Chủ tịch {ten_day_du_co_quan})", Page: nd30.A4})
	b.P("Trước chữ ký", "")
	nhomBang(b, bang{list: "danh_sach", rong: []int{15, 115, 30}, dau: []string{"TT", "Tên đơn vị", "Số giấy công nhận"}, o: []nd30.Cell{o("{ten}"), giua("{so_giay}")}}, "đơn vị")
	b.P("Thân văn bản", "Danh sách này có {cn_tong | hai_chu_so} đơn vị./.")
	return g.xong(b, "Quyết định công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự”")
}

// baoCaoPhanLoai makes the report of the year's classification (QĐ 510).
func baoCaoPhanLoai() ([]byte, error) {
	g := giay{ma: "BC", ten: "BÁO CÁO", ve: "Kết quả đánh giá, phân loại phong trào\ntoàn dân bảo vệ an ninh Tổ quốc năm {nam}", gach: 35 * unit.Mm, kinhGui: true}
	b := g.mo()
	than(b, "Thực hiện {#mo_dau}{cau}; {/mo_dau}"+keHoachNam+", {ten_day_du_co_quan} báo cáo kết quả đánh giá, phân loại phong trào toàn dân bảo vệ an ninh Tổ quốc năm {nam} như sau:")
	muc(b, "I. CÔNG TÁC TRIỂN KHAI", "{ten_goi_co_quan} đã hướng dẫn các cơ quan, đơn vị, địa phương tự chấm điểm, lập hồ sơ đề nghị; tổ chức thẩm định, chấm điểm bảo đảm khách quan, đúng quy định.")
	muc(b, "II. KẾT QUẢ",
		"1. Tổng số đối tượng được phân loại: {pl4_tong | so}, trong đó {pl4_xuat_sac | so} loại xuất sắc, {pl4_kha | so} loại khá, {pl4_trung_binh | so} loại trung bình{#pl4_yeu > 0}, {pl4_yeu | so} loại yếu{/}{#pl4_diem_binh_quan}; điểm bình quân {pl4_diem_binh_quan | so:2}{/} (Phụ lục kèm theo)."+soVoi("phan-loai"))
	b.When("Thân văn bản", "phan_loai_dia_phuong", func() {
		b.When("Thân văn bản", "$dau", func() {
			than(b, "2. Kết quả của các {#cap_huyen}{cap_huyen}{/cap_huyen}{^cap_huyen}{cap_xa}{/cap_huyen} theo điểm chấm của Ban Chỉ đạo {cap_tinh}:")
		})
		than(b, "- {so | hai_chu_so} loại {muc}: {ten}{#$cuoi}.{/}{^$cuoi};{/}")
	})
	muc(b, "III. NHẬN XÉT, KIẾN NGHỊ", "Việc đánh giá, phân loại phản ánh sát thực tế, là cơ sở bình xét thi đua của các cụm, khối. {ten_goi_co_quan} tiếp tục hướng dẫn, củng cố phong trào ở nơi xếp loại trung bình, yếu.")
	g.ky(b, "Trên đây là Báo cáo kết quả đánh giá, phân loại phong trào năm {nam}, {ten_day_du_co_quan} kính báo cáo./.")
	g.phuLuc(b, "KẾT QUẢ ĐÁNH GIÁ, PHÂN LOẠI PHONG TRÀO", "Báo cáo", nd30.A4Landscape)
	oDiem := func(tag string) nd30.Cell { return oSo("{" + tag + ` | so:2 | mac_dinh:"-"}`) }
	bang{list: "pl4", rong: []int{12, 66, 22, 24, 20, 26, 20, 26, 22, 26}, dau: []string{"TT", "Địa phương, đơn vị", "Tổng số", "Xuất sắc", "Khá", "Trung bình", "Yếu", "Điểm bình quân", "Điểm", "Xếp loại"},
		o: []nd30.Cell{o("{don_vi}"), oSo("{tong | so}"), oSo("{xuat_sac | so}"), oSo("{kha | so}"), oSo("{trung_binh | so}"), oSo("{yeu | so}"), oDiem("diem_binh_quan"), oDiem("diem"), giua(`{xep_loai | mac_dinh:"-"}`)},
		tong: []nd30.Cell{{Style: "Bảng - đầu", Text: "TỔNG CỘNG", Span: 2}, tong("{pl4_tong | so}"), tong("{pl4_xuat_sac | so}"), tong("{pl4_kha | so}"), tong("{pl4_trung_binh | so}"), tong("{pl4_yeu | so}"),
			tong(`{pl4_diem_binh_quan | so:2 | mac_dinh:"-"}`), o(""), o("")}}.ke(b)
	return g.xong(b, "Báo cáo kết quả đánh giá, phân loại phong trào")
}

// thongBaoCumKhoi makes the notice by which each cluster and block judges its members (part
// II.3.5 of the plan).
func thongBaoCumKhoi() ([]byte, error) {
	g := giay{ma: "TB", ten: "THÔNG BÁO", ve: "Kết quả công nhận “An toàn về an ninh, trật tự” và phân loại\nphong trào năm {nam} của {ten_rieng}", gach: 40 * unit.Mm, hoiDong: true}
	b := g.mo()
	than(b, "Thực hiện "+keHoachNam+"; căn cứ {#mo_dau}{cau}{^$cuoi}; {/}{/mo_dau}, {ten_goi_co_quan} thông báo kết quả năm {nam} của các đơn vị thuộc {ten_rieng} (Bảng\u00a01).")
	b.P("Tên bảng", "Bảng 1. Kết quả của các đơn vị thuộc {ten_rieng}")
	bang{list: "ket_qua", rong: []int{12, 72, 34, 20, 22}, dau: []string{"TT", "Đơn vị", "Kết quả công nhận", "Điểm phân loại", "Xếp loại"},
		o: []nd30.Cell{o("{don_vi}"), giua("{an_toan}"), oSo(`{diem | so:2 | mac_dinh:"-"}`), giua(`{xep_loai | mac_dinh:"-"}`)}}.ke(b)
	g.ky(b, "Đề nghị {#la_cum}Cụm trưởng{/}{^la_cum}Khối trưởng{/} {ten_rieng}{#truong_khoi} ({truong_khoi}){/} căn cứ kết quả trên bình xét danh hiệu thi đua của các thành viên theo quy định./.")
	return g.xong(b, "Thông báo kết quả cho cụm, khối thi đua")
}
