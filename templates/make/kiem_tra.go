package main

import (
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/unit"
)

// keHoachKiemTra makes the plan of the year's inspections, with their calendar.
func keHoachKiemTra() ([]byte, error) {
	g := giay{ma: "KH", ten: "KẾ HOẠCH", ve: "Kiểm tra việc thực hiện {loai_phong_trao}\n“{ten_phong_trao}” năm {nam}", gach: 40 * unit.Mm}
	b := g.mo()
	than(b, "Thực hiện "+keHoachNam+", {ten_goi_co_quan} xây dựng kế hoạch kiểm tra như sau:")
	muc(b, "I. MỤC ĐÍCH, YÊU CẦU",
		"1. Đánh giá đúng tình hình, kết quả tổ chức thực hiện phong trào; kịp thời phát hiện, nhân rộng cách làm hay, mô hình, điển hình tiên tiến; chấn chỉnh tồn tại, hạn chế.",
		"2. Việc kiểm tra bảo đảm khách quan, đúng trọng tâm, không gây phiền hà, không ảnh hưởng đến hoạt động của đơn vị được kiểm tra.")
	b.P("Mục lớn", "II. NỘI DUNG, PHƯƠNG PHÁP, THỜI GIAN KIỂM TRA")
	khoanMuc(b, "1. Nội dung", "a) Việc ban hành và triển khai kế hoạch, chỉ tiêu cụ thể của đơn vị; tỷ lệ cán bộ, người lao động, học sinh, sinh viên được phổ biến.",
		"b) Công tác tuyên truyền; xây dựng, duy trì mô hình, điển hình tiên tiến, trong đó có phong trào trên không gian mạng.",
		"c) Việc đăng ký, đề nghị công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự”; đánh giá, phân loại phong trào.",
		"d) Chế độ thông tin, báo cáo; công tác thi đua, khen thưởng.")
	khoanMuc(b, "2. Phương pháp", "Nghe đơn vị báo cáo, kiểm tra hồ sơ, tài liệu và thực tế tại cơ sở. Đơn vị được kiểm tra chuẩn bị báo cáo bằng văn bản, gửi về {ten_goi_co_quan} trước ngày kiểm tra 05 ngày làm việc.")
	khoanMuc(b, "3. Đơn vị được kiểm tra và thời gian", "{#ktra_se > 0}Kiểm tra {ktra_se | hai_chu_so} cuộc, từ "+ngayVan("ktra_se_tu")+" đến "+ngayVan("ktra_se_den")+" (Phụ lục kèm theo).{/}{^ktra_se > 0}Có thông báo riêng cho từng đơn vị.{/}")
	muc(b, "III. TỔ CHỨC THỰC HIỆN",
		"1. Phòng {don_vi_soan_thao} chủ trì, tham mưu thành lập các đoàn kiểm tra, mời đại diện {tham_muu_tdkt} và các cơ quan có liên quan tham gia; tổng hợp, thông báo kết quả kiểm tra.",
		"2. Các đơn vị được kiểm tra bố trí thành phần làm việc, chuẩn bị đầy đủ hồ sơ, tài liệu; khắc phục tồn tại, hạn chế theo kết luận của đoàn kiểm tra.")
	g.ky(b, "Trên đây là Kế hoạch kiểm tra việc thực hiện {loai_phong_trao} “{ten_phong_trao}” năm {nam}, đề nghị các cơ quan, đơn vị, địa phương phối hợp thực hiện./.")
	b.P("Ngắt", "{#ktra_se > 0}")
	g.phuLuc(b, "LỊCH KIỂM TRA", "Kế hoạch", nd30.A4)
	bang{list: "lich_kiem_tra", rong: []int{10, 78, 30, 42}, dau: []string{"TT", "Đơn vị được kiểm tra", "Ngày", "Cơ quan chủ trì"},
		o: []nd30.Cell{o("{don_vi_kiem_tra}"), giua("{ngay_kiem_tra | ngay}"), o("{chu_tri_kiem_tra}")}}.ke(b)
	b.P("Ngắt", "{/}")
	return g.xong(b, "Kế hoạch kiểm tra")
}

// ketQuaKiemTra makes the notice of what the inspections found.
func ketQuaKiemTra() ([]byte, error) {
	g := giay{ma: "TB", ten: "THÔNG BÁO", ve: "Kết quả kiểm tra việc thực hiện {loai_phong_trao}\n“{ten_phong_trao}” năm {nam}", gach: 40 * unit.Mm}
	b := g.mo()
	than(b, "Thực hiện "+keHoachNam+keHoachRieng("kiem_tra", "kiểm tra việc thực hiện phong trào")+", tính đến "+ngayVan("ngay")+", các đoàn kiểm tra đã tổ chức {ktra_da | hai_chu_so} cuộc kiểm tra tại {ktra_don_vi | hai_chu_so} cơ quan, đơn vị, địa phương. {ten_goi_co_quan} thông báo kết quả như sau:")
	b.P("Mục lớn", "I. KẾT QUẢ")
	b.When("Thân văn bản", "nhan_xet_chung", func() {
		b.When("Thân văn bản", "$dau", func() { than(b, "Qua kiểm tra:") })
		than(b, "- {nx_don_vi | hai_chu_so} đơn vị{#nx_don_vi <= 5} ({nx_ten}){/}: {nx_noi_dung}{#$cuoi}.{/}{^$cuoi};{/}")
	})
	than(b, "Nhận xét đối với từng đơn vị nêu tại Phụ lục kèm theo.")
	muc(b, "II. YÊU CẦU",
		"1. Các đơn vị được kiểm tra phát huy kết quả đạt được, khắc phục tồn tại, hạn chế đã nêu, báo cáo kết quả khắc phục trong báo cáo năm.",
		"2. Các cơ quan, đơn vị, địa phương chưa được kiểm tra đối chiếu, tự rà soát, chấn chỉnh; bảo đảm gửi đủ kế hoạch, báo cáo đúng hạn.")
	g.ky(b, "{ten_goi_co_quan} thông báo để các cơ quan, đơn vị, địa phương biết, thực hiện./.")
	g.phuLuc(b, "KẾT QUẢ KIỂM TRA", "Thông báo", nd30.A4)
	bang{list: "ket_qua_kiem_tra", rong: []int{10, 62, 26, 62}, dau: []string{"TT", "Đơn vị được kiểm tra", "Ngày", "Nhận xét, kiến nghị"},
		o: []nd30.Cell{o("{don_vi_kiem_tra}"), giua("{ngay_kiem_tra | ngay}"), o("{ket_qua_kiem_tra}")}}.ke(b)
	return g.xong(b, "Thông báo kết quả kiểm tra")
}
