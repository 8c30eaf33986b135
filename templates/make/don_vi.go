package main

import (
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/unit"
)

// moDonVi begins a paper of a unit: its own head, number and day left open for it to fill.
func moDonVi(ma, ten, ve string, gach unit.Length) *nd30.Builder {
	b := nd30.New(nd30.A4)
	b.Header(nd30.Header{Superior: "{co_quan_chu_quan | in_hoa}", SuperiorIf: "co_quan_chu_quan", Agency: "{ten_co_quan | in_hoa}",
		LongRuleIf: "ten_co_quan_dai", ShortRuleIf: "ten_co_quan_ngan", Number: "Số:           /" + ma + "-{ky_hieu_co_quan}", Place: "{dia_danh}, {nam | ngay_trong}"})
	b.Title(ten, ve, gach)
	return b
}

// kyDonVi ends it: the name of who signs is left open.
func kyDonVi(b *nd30.Builder, cuoi, noiNhan string) {
	b.P("Đoạn cuối", cuoi)
	b.Sign(nd30.Sign{Recipients: []string{noiNhan, "- Lưu: VT."}, Lines: []string{"{quyen_han_chuc_vu | in_hoa}"}, Name: "……………………"})
}

// nguoiCua are the people of a unit.
const nguoiCua = "cán bộ, {#la_doanh_nghiep}công nhân, người lao động{/}{#la_truong}giáo viên, nhân viên, học sinh, sinh viên{/}{^la_doanh_nghiep || la_truong}công chức, viên chức, người lao động{/}"

// keHoachDonVi makes the model by which each unit writes its plan.
func keHoachDonVi() ([]byte, error) {
	b := moDonVi("KH", "KẾ HOẠCH", "Tổ chức thực hiện {loai_phong_trao}\n“{ten_phong_trao}” năm {nam}", 35*unit.Mm)
	than(b, "Thực hiện "+keHoachNam+", {don_vi_goi} xây dựng kế hoạch thực hiện như sau:")
	muc(b, "I. MỤC ĐÍCH, YÊU CẦU",
		"1. Nâng cao nhận thức, trách nhiệm của {#la_dia_phuong}cấp ủy, chính quyền, cán bộ và Nhân dân{/}{^la_dia_phuong}cấp ủy, lãnh đạo và "+nguoiCua+"{/} trong phong trào toàn dân bảo vệ an ninh Tổ quốc; gắn với chủ đề năm: “{chu_de}”.",
		"2. Việc thực hiện thiết thực, hiệu quả, có chỉ tiêu cụ thể, gắn với nhiệm vụ chính trị, chuyên môn của đơn vị.")
	b.P("Mục lớn", "II. CHỈ TIÊU, NỘI DUNG")
	khoanMuc(b, "1. Chỉ tiêu", "- 100% "+nguoiCua+" được phổ biến kế hoạch;")
	b.When("Thân văn bản", "la_dia_phuong", func() {
		than(b, "- Từ ……% khu dân cư{#la_huyen}, ……% {cap_xa}{/} trở lên được công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự”;", "- Xây dựng mới …… mô hình, củng cố …… mô hình hoạt động yếu.")
	})
	b.When("Thân văn bản", "la_dia_phuong == false", func() {
		than(b, "- Đơn vị được công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự”; phân loại phong trào từ loại …… trở lên;", "- Duy trì, xây dựng …… mô hình tự phòng, tự quản.")
	})
	khoanMuc(b, "2. Nội dung", "- Quán triệt, tuyên truyền chủ trương của Đảng, pháp luật của Nhà nước về bảo đảm an ninh, trật tự; chú trọng tuyên truyền trên không gian mạng.",
		"- Xây dựng, nhân rộng mô hình, điển hình tiên tiến; đăng ký, xét công nhận và đánh giá, phân loại phong trào đúng thời hạn.", "- Kịp thời biểu dương, đề nghị khen thưởng tập thể, cá nhân tiêu biểu.")
	muc(b, "III. TỔ CHỨC THỰC HIỆN", "1. ……………………: chủ trì, tham mưu triển khai, kiểm tra, đôn đốc, tổng hợp.",
		"2. {#la_dia_phuong}{#la_huyen}Ủy ban nhân dân các {cap_xa}; các cơ quan{/}{^la_huyen}Các khu dân cư, cơ quan{/}, doanh nghiệp, cơ sở giáo dục trên địa bàn{/}{^la_dia_phuong}Các phòng, ban, đơn vị trực thuộc{/}: xây dựng kế hoạch, tổ chức thực hiện.",
		"3. Báo cáo kết quả gửi về Ủy ban nhân dân {cap_tinh} (qua {dau_moi} - {cong_an_tinh}){#han_bao_cao} trước "+ngayVan("han_bao_cao")+"{/}.")
	kyDonVi(b, "Trên đây là Kế hoạch thực hiện {loai_phong_trao} “{ten_phong_trao}” năm {nam} của {don_vi_goi}./.", "- Ủy ban nhân dân {cap_tinh} (qua {dau_moi} - {cong_an_tinh});")
	return b.Bytes("Kế hoạch của đơn vị")
}

// soHoacCham writes a figure, dots where the unit did not send it.
func soHoacCham(tag string) string { return "{" + tag + ` | so | mac_dinh:"……"}` }

// baoCaoDonVi makes the report of a unit from its own figures and words.
func baoCaoDonVi() ([]byte, error) {
	b := moDonVi("BC", "BÁO CÁO", "Kết quả thực hiện {loai_phong_trao}\n“{ten_phong_trao}” năm {nam}", 35*unit.Mm)
	b.P("Kính gửi", "Kính gửi: Ủy ban nhân dân {cap_tinh}\n(qua {dau_moi} - {cong_an_tinh})")
	than(b, "Thực hiện "+keHoachNam+", {don_vi_goi} báo cáo kết quả như sau:")
	muc(b, "I. KẾT QUẢ THỰC HIỆN",
		"1. Tuyên truyền: tổ chức "+soHoacCham("tt_so_buoi")+" buổi với "+soHoacCham("tt_luot_nguoi")+" lượt người dự; phát "+soHoacCham("tt_to_roi")+" tờ rơi, tài liệu; đăng, phát "+soHoacCham("tt_tin_bai")+" tin, bài. "+
			"Kế hoạch được phổ biến đến "+soHoacCham("pb_duoc_pho_bien")+"/"+soHoacCham("pb_tong_so")+" người.",
		"2. Mô hình: duy trì {mh_so | so} mô hình, trong đó {mh_hieu_qua | so} mô hình hoạt động hiệu quả.")
	b.When("Thân văn bản", "la_dia_phuong", func() {
		than(b, "3. Ngày hội toàn dân bảo vệ an ninh Tổ quốc: tổ chức tại "+soHoacCham("nh_so_diem")+" điểm với "+soHoacCham("nh_luot_nguoi")+" lượt người dự.",
			"4. Công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự”: "+soHoacCham("cn_kdc_dat")+"/"+soHoacCham("cn_kdc_tong")+" khu dân cư; "+"{#la_huyen}"+soHoacCham("cn_xa_dat")+"/"+soHoacCham("cn_xa_tong")+" {cap_xa}; {/}"+
				soHoacCham("cn_cq_dat")+"/"+soHoacCham("cn_cq_tong")+" cơ quan; "+soHoacCham("cn_dn_dat")+"/"+soHoacCham("cn_dn_tong")+" doanh nghiệp; "+soHoacCham("cn_csgd_dat")+"/"+soHoacCham("cn_csgd_tong")+" cơ sở giáo dục.",
			"5. Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở: "+soHoacCham("ll_so_to")+" tổ với "+soHoacCham("ll_thanh_vien")+" thành viên.",
			"6. Nhân dân cung cấp "+soHoacCham("tb_nguon_tin")+" nguồn tin, "+soHoacCham("tb_co_gia_tri")+" tin có giá trị; qua đó xử lý, làm rõ "+soHoacCham("tb_vu_xu_ly")+" vụ việc.")
	})
	b.When("Thân văn bản", "loi_van", func() { than(b, "- {ten_muc}: {noi_dung}") })
	muc(b, "II. NHẬN XÉT, ĐÁNH GIÁ", "1. Ưu điểm: ……………………", "2. Tồn tại, hạn chế, nguyên nhân: ……………………")
	muc(b, "III. PHƯƠNG HƯỚNG, KIẾN NGHỊ", "……………………")
	kyDonVi(b, "Trên đây là Báo cáo kết quả thực hiện {loai_phong_trao} “{ten_phong_trao}” năm {nam} của {don_vi_goi}./.", "- Như trên;")
	return b.Bytes("Báo cáo của đơn vị")
}

// phieuTrinh makes the cover sheet for who signs.
func phieuTrinh() ([]byte, error) {
	b := nd30.New(nd30.A4)
	b.Table(dauNoiBo(b))
	b.Title("PHIẾU TRÌNH KÝ", "{van_ban_loai}", 30*unit.Mm)
	than(b, "Phiên bản {phien_ban}, {so_trang | hai_chu_so} trang; trạng thái: {trang_thai_ten}; người làm: {lam_boi}.")
	b.P("Tên bảng", "Bảng 1. Các phiên bản")
	bang{list: "phien_ban_trinh", rong: []int{11, 13, 24, 28, 67, 17}, dau: []string{"TT", "Bản", "Ngày", "Người làm", "Nội dung thay đổi", "Số trang"},
		o: []nd30.Cell{giua("{pb_so}"), giua("{pb_ngay}"), o("{pb_nguoi}"), o("{pb_noi_dung}"), giua("{pb_trang}")}}.ke(b)
	b.When("Thân văn bản", "phat_hien.so == 0", func() { than(b, "Không có phát hiện nào cần xử lý.") })
	b.When("Tên bảng", "phat_hien.so > 0", func() {
		b.P("Tên bảng", "Bảng 2. Phát hiện của bản trình và việc cho qua")
		bang{list: "phat_hien", rong: []int{11, 20, 37, 60, 32}, dau: []string{"TT", "Mức", "Quy tắc", "Nội dung", "Cho qua"},
			o: []nd30.Cell{giua("{ph_muc}"), o("{ph_quy_tac}"), o("{ph_noi_dung}"), o(`{ph_bo_qua | mac_dinh:"-"}`)}}.ke(b)
	})
	b.P("Đơn vị tính", "{dia_danh}, {ngay | ngay_trong}")
	b.P("Trước chữ ký", "")
	b.Table(nd30.Table{Plain: true, Widths: nd30.Columns(b.Page().TextWidth(), 1, 1), Rows: []nd30.Row{{Whole: true, Cells: []nd30.Cell{
		{Style: "Chức vụ ký", Text: "Ý KIẾN CỦA LÃNH ĐẠO"}, {Style: "Chức vụ ký", Text: "NGƯỜI TRÌNH"}}}}})
	return b.Bytes("Phiếu trình ký")
}

// dauNoiBo is the head of papers inside the office, which have no Quốc hiệu and no number.
func dauNoiBo(b *nd30.Builder) nd30.Table {
	return nd30.Table{Plain: true, Widths: nd30.Columns(b.Page().TextWidth(), 68, 92), Rows: []nd30.Row{{Whole: true, Cells: []nd30.Cell{{Fill: func(b *nd30.Builder) {
		b.When("Tên cơ quan chủ quản", "co_quan_chu_quan", func() { b.P("Tên cơ quan chủ quản", "{co_quan_chu_quan}") })
		b.P("Tên cơ quan", "{ten_co_quan}")
	}}, {Text: ""}}}}}
}
