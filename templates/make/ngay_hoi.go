package main

import (
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/unit"
)

// theoNgayHoi cites what set the day of the festival.
const theoNgayHoi = "Thực hiện {#mo_dau}{cau}; {/mo_dau}"

// keHoachNgayHoi makes the plan of the festival of 19/8.
func keHoachNgayHoi() ([]byte, error) {
	g := giay{ma: "KH", ten: "KẾ HOẠCH", ve: "Tổ chức “Ngày hội toàn dân bảo vệ an ninh Tổ quốc” năm {nam}", gach: 45 * unit.Mm}
	b := g.mo()
	than(b, theoNgayHoi+keHoachNam+", {ten_goi_co_quan} ban hành kế hoạch tổ chức “Ngày hội toàn dân bảo vệ an ninh Tổ quốc” năm {nam} (gọi tắt là Ngày hội) như sau:")
	muc(b, "I. MỤC ĐÍCH, YÊU CẦU",
		"1. Tôn vinh truyền thống và vai trò của Nhân dân trong sự nghiệp bảo vệ an ninh Tổ quốc; biểu dương, khen thưởng tập thể, cá nhân tiêu biểu; tạo không khí thi đua sôi nổi chào mừng Ngày hội 19/8.",
		"2. Tổ chức thiết thực, an toàn, tiết kiệm, hướng về cơ sở; phần lễ trang trọng, phần hội vui tươi, phù hợp phong tục, tập quán của địa phương.")
	b.P("Mục lớn", "II. NỘI DUNG, HÌNH THỨC, THỜI GIAN")
	khoanMuc(b, "1. Hoạt động trước Ngày hội", "- Tuyên truyền trên báo, đài, loa truyền thanh, mạng xã hội, pa nô, khẩu hiệu về lịch sử, ý nghĩa Ngày hội và kết quả phong trào.",
		"- Phát động đợt cao điểm vận động Nhân dân tố giác tội phạm, giao nộp vũ khí, vật liệu nổ; giúp đỡ gia đình chính sách, hộ có hoàn cảnh khó khăn; làm đẹp đường làng, ngõ phố.")
	khoanMuc(b, "2. Tổ chức Ngày hội", "- Cấp tổ chức: khu dân cư, {cap_xa}; cơ quan, doanh nghiệp, cơ sở giáo dục chọn hình thức phù hợp. Chọn {so_diem_mau | hai_chu_so} điểm tổ chức mẫu của {cap_tinh}.",
		"- Phần lễ: ôn lại truyền thống; đánh giá kết quả phong trào; công bố quyết định khen thưởng; ký kết giao ước thi đua.",
		"- Phần hội: văn nghệ, thể dục, thể thao, hội thi tìm hiểu pháp luật, trưng bày kết quả mô hình.")
	khoanMuc(b, "3. Thời gian", "Từ "+ngayVan("hoi_tu")+" đến "+ngayVan("hoi_den")+", trọng tâm là ngày 19/8/{nam}.")
	muc(b, "III. KHEN THƯỞNG", "Chủ tịch Ủy ban nhân dân {cap_tinh} tặng Bằng khen cho tập thể, cá nhân, hộ gia đình có thành tích xuất sắc; hồ sơ gửi về Công an {cap_tinh} để tổng hợp, gửi {tham_muu_tdkt} thẩm định theo quy định.")
	muc(b, "IV. TỔ CHỨC THỰC HIỆN",
		"1. Công an {cap_tinh} chủ trì, phối hợp với Ủy ban Mặt trận Tổ quốc Việt Nam {cap_tinh} và các cơ quan có liên quan hướng dẫn, kiểm tra, đôn đốc; bảo đảm an ninh, trật tự; tổng hợp, báo cáo kết quả.",
		"2. {tham_muu_tdkt} thẩm định, trình Chủ tịch Ủy ban nhân dân {cap_tinh} khen thưởng.",
		"3. Các cơ quan báo chí, truyền thanh, truyền hình mở chuyên trang, chuyên mục, đưa tin về Ngày hội.",
		"4. "+cacDiaPhuong+" xây dựng kế hoạch, bố trí kinh phí, tổ chức Ngày hội; các sở, ban, ngành, đoàn thể, doanh nghiệp, cơ sở giáo dục phối hợp thực hiện.",
		"5. Báo cáo kết quả gửi về {ten_goi_co_quan} (qua Công an {cap_tinh}) trước "+ngayVan("han_bao_cao_hoi")+".")
	g.ky(b, "Trên đây là Kế hoạch tổ chức “Ngày hội toàn dân bảo vệ an ninh Tổ quốc” năm {nam}, đề nghị các cơ quan, đơn vị, địa phương triển khai thực hiện./.")
	return g.xong(b, "Kế hoạch tổ chức Ngày hội toàn dân bảo vệ an ninh Tổ quốc")
}

// baoCaoNgayHoi makes the report on the festival with the figures of the units.
func baoCaoNgayHoi() ([]byte, error) {
	g := giay{ma: "BC", ten: "BÁO CÁO", ve: "Kết quả tổ chức “Ngày hội toàn dân bảo vệ an ninh Tổ quốc” năm {nam}", gach: 50 * unit.Mm, kinhGui: true}
	b := g.mo()
	than(b, theoNgayHoi+keHoachNam+keHoachRieng("ngay_hoi", "tổ chức “Ngày hội toàn dân bảo vệ an ninh Tổ quốc”")+", {ten_day_du_co_quan} báo cáo kết quả tổ chức “Ngày hội toàn dân bảo vệ an ninh Tổ quốc” năm {nam} (gọi tắt là Ngày hội) như sau:")
	muc(b, "I. CÔNG TÁC CHỈ ĐẠO, CHUẨN BỊ", "Công an {cap_tinh} đã tham mưu, hướng dẫn các cơ quan, đơn vị, địa phương xây dựng kế hoạch, chuẩn bị nội dung, bố trí lực lượng bảo đảm an ninh, trật tự cho các hoạt động.")
	muc(b, "II. KẾT QUẢ",
		"1. Ngày hội được tổ chức tại {nh_so_diem | so} điểm, {nh_khu_dan_cu | so} khu dân cư với {nh_luot_nguoi | so} lượt người dự (Phụ lục kèm theo)."+soVoi("ngay-hoi"),
		"2. Nhân dịp này, các cấp khen thưởng {nh_tap_the_khen | so} tập thể, {nh_ca_nhan_khen | so} cá nhân; tặng {nh_suat_qua | so} suất quà cho gia đình chính sách, hộ có hoàn cảnh khó khăn.",
		"3. Các hoạt động diễn ra an toàn, tiết kiệm, đúng quy định, tạo không khí phấn khởi trong Nhân dân.")
	muc(b, "III. NHẬN XÉT, KIẾN NGHỊ",
		"1. Ngày hội góp phần nâng cao nhận thức, trách nhiệm của các cấp, các ngành và Nhân dân đối với phong trào; củng cố mối quan hệ gắn bó giữa lực lượng Công an với Nhân dân.",
		"2. Đề nghị tiếp tục quan tâm bố trí kinh phí, đổi mới hình thức tổ chức, nhất là tại địa bàn biên giới, vùng đồng bào dân tộc thiểu số.")
	g.ky(b, "Trên đây là Báo cáo kết quả tổ chức “Ngày hội toàn dân bảo vệ an ninh Tổ quốc” năm {nam}, {ten_day_du_co_quan} kính báo cáo./.")
	g.phuLuc(b, "KẾT QUẢ TỔ CHỨC NGÀY HỘI TOÀN DÂN BẢO VỆ AN NINH TỔ QUỐC", "Báo cáo", nd30.A4Landscape)
	bang{list: "ngay_hoi_don_vi", rong: []int{12, 70, 26, 30, 34, 28, 28, 26}, dau: []string{"TT", "Địa phương, đơn vị", "Điểm tổ chức", "Khu dân cư", "Lượt người dự", "Tập thể được khen", "Cá nhân được khen", "Suất quà"},
		o: []nd30.Cell{o("{don_vi}"), oSo("{so_diem | so}"), oSo("{khu_dan_cu | so}"), oSo("{luot_nguoi | so}"), oSo("{tap_the_khen | so}"), oSo("{ca_nhan_khen | so}"), oSo("{suat_qua | so}")},
		tong: []nd30.Cell{{Style: "Bảng - đầu", Text: "TỔNG CỘNG", Span: 2}, tong("{nh_so_diem | so}"), tong("{nh_khu_dan_cu | so}"), tong("{nh_luot_nguoi | so}"),
			tong("{nh_tap_the_khen | so}"), tong("{nh_ca_nhan_khen | so}"), tong("{nh_suat_qua | so}")}}.ke(b)
	return g.xong(b, "Báo cáo kết quả tổ chức Ngày hội")
}
