package main

import (
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/unit"
)

// huongDan makes the guide of the police: what each unit does in the year, by when, and what
// a dossier holds (NĐ 30/2020, Mẫu 1.4).
func huongDan() ([]byte, error) {
	g := giay{ma: "HD", ten: "HƯỚNG DẪN", ve: "Tổ chức thực hiện {loai_phong_trao}\n“{ten_phong_trao}” năm {nam}", gach: 35 * unit.Mm}
	b := g.mo()
	canCu(b, ";")
	const viec = "{ten_goi_co_quan} hướng dẫn các cơ quan, đơn vị, địa phương, doanh nghiệp, cơ sở giáo dục thực hiện như sau:"
	b.When("Căn cứ", `!(can_cu_dong == "mot-cau")`, func() {
		b.P("Căn cứ", "Thực hiện "+keHoachTheo(ngayCanCu)+".")
		than(b, viec)
	})
	b.When("Thân văn bản", `can_cu_dong == "mot-cau"`, func() {
		than(b, "Thực hiện "+keHoachTheo(ngayCanCu)+canCuTrongCau+", "+viec)
	})
	muc(b, "I. XÂY DỰNG KẾ HOẠCH, ĐĂNG KÝ THI ĐUA",
		"1. "+theoCap("Chủ tịch Ủy ban nhân dân các {cap_huyen}", "Chủ tịch Ủy ban nhân dân các {cap_xa}")+", Thủ trưởng các cơ quan, doanh nghiệp, cơ sở giáo dục xây dựng kế hoạch thực hiện với chỉ tiêu cụ thể, "+
			"gắn với nhiệm vụ chính trị, chuyên môn; triển khai đến 100% cán bộ, nhân viên, công nhân, người lao động, học sinh, sinh viên.",
		"2. Trong Quý I năm {nam}, các đối tượng thuộc diện xét công nhận gửi bản đăng ký đạt tiêu chuẩn “An toàn về an ninh, trật tự” đến cấp có thẩm quyền.",
		"3. Kế hoạch gửi về {ke_hoach_co_quan} (qua {dau_moi} - {ten_goi_co_quan}){#han_ke_hoach} trước "+ngayVan("han_ke_hoach")+"{/} để theo dõi, làm cơ sở xem xét khen thưởng khi kết thúc phong trào.")
	b.P("Mục lớn", "II. CÔNG NHẬN ĐẠT TIÊU CHUẨN “AN TOÀN VỀ AN NINH, TRẬT TỰ”")
	than(b, "1. Hồ sơ đề nghị công nhận gồm: Tờ trình; Báo cáo kết quả thực hiện; Biên bản cuộc họp và các tài liệu có liên quan. Kết quả chỉ có hai mức: đạt và chưa đạt.",
		"2. Thời gian đánh giá, thời hạn và thẩm quyền công nhận theo Bảng\u00a01.")
	b.P("Tên bảng", "Bảng 1. Thời gian đánh giá, thời hạn và thẩm quyền công nhận")
	bang{list: "moc_cong_nhan", rong: []int{10, 45, 48, 24, 33}, dau: []string{"TT", "Đối tượng", "Thời gian đánh giá", "Quyết định trước ngày", "Thẩm quyền công nhận"},
		o: []nd30.Cell{o("{doi_tuong}"), giua("{ky_tu} - {ky_den}"), giua("{truoc_ngay}"), o("{cap}")}}.ke(b)
	b.P("Mục lớn", "III. ĐÁNH GIÁ, PHÂN LOẠI PHONG TRÀO")
	than(b, "1. Các đối tượng tự chấm điểm theo thang điểm 100, lập hồ sơ gồm văn bản đề nghị kèm danh sách, điểm và mức đề nghị phân loại gửi Ban Chỉ đạo cấp trên.", "2. Thời hạn hoàn thành theo Bảng\u00a02.")
	b.P("Tên bảng", "Bảng 2. Thời hạn đánh giá, phân loại phong trào")
	bang{list: "moc_phan_loai", rong: []int{10, 72, 35, 43}, dau: []string{"TT", "Đối tượng", "Hoàn thành trước ngày", "Cấp chấm điểm, phân loại"},
		o: []nd30.Cell{o("{doi_tuong}"), giua("{truoc_ngay}"), o("{cap}")}}.ke(b)
	huongDanCuoi(b)
	g.ky(b, "Trên đây là Hướng dẫn thực hiện {loai_phong_trao} “{ten_phong_trao}” năm {nam}. Quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị phản ánh về {ten_goi_co_quan} (qua {dau_moi}) để được hướng dẫn./.")
	return g.xong(b, "Hướng dẫn thực hiện phong trào thi đua")
}

// huongDanCuoi is what the guide says of reports and awards.
func huongDanCuoi(b *nd30.Builder) {
	muc(b, "IV. CHẾ ĐỘ BÁO CÁO",
		"1. Cơ quan, đơn vị, địa phương, doanh nghiệp, cơ sở giáo dục báo cáo kết quả thực hiện kèm biểu số liệu theo mẫu gửi về {ke_hoach_co_quan} (qua {dau_moi} - {ten_goi_co_quan}){#han_bao_cao} trước "+ngayVan("han_bao_cao")+"{/}.",
		"2. Số liệu phải chính xác, thống nhất giữa lời văn và biểu; đơn vị không phát sinh số liệu ghi số 0, không để trống.")
	muc(b, "V. ĐỀ NGHỊ KHEN THƯỞNG",
		"1. Đối tượng: tập thể, cá nhân nêu tại mục II.2 của Kế hoạch; chú trọng cơ sở, người trực tiếp lao động, địa bàn biên giới, vùng sâu, vùng xa. Không đề nghị khen thưởng nhiều lần cho một thành tích.",
		"2. Hồ sơ ({so_bo_ho_so | hai_chu_so} bộ) theo Điều 84 Luật Thi đua, khen thưởng gồm: Tờ trình; Báo cáo thành tích của tập thể, cá nhân; Biên bản xét khen thưởng. Bản điện tử của hồ sơ gửi kèm bản giấy.")
	b.When("Thân văn bản", "dot_trong_nam", func() {
		b.When("Thân văn bản", "$dau", func() { than(b, "3. Hạn gửi hồ sơ của từng đợt:") })
		than(b, "- {ten_dot_nam}: trước "+ngayVan("han_de_nghi_dot")+"{#$cuoi}.{/}{^$cuoi};{/}")
	})
}

// phanBoChiTieu makes the letter that allots the quota of awards of a round, with its table.
func phanBoChiTieu() ([]byte, error) {
	g := giay{ve: "V/v phân bổ chỉ tiêu khen thưởng {ten_dot_trong_cau}", kinhGui: true}
	b := g.mo()
	than(b, "Thực hiện "+keHoachNam+", {ten_goi_co_quan} phân bổ chỉ tiêu đề nghị tặng {hinh_thuc_khen} đợt {ten_dot_trong_cau} cho {ct_don_vi | hai_chu_so} cơ quan, đơn vị, địa phương "+
		"với {#ct_tap_the > 0}{ct_tap_the | hai_chu_so} tập thể{/}{#ct_tap_the > 0 && ct_ca_nhan > 0}, {/}{#ct_ca_nhan > 0}{ct_ca_nhan | hai_chu_so} cá nhân{/}{#ct_ho_gia_dinh > 0}{#ct_tap_the > 0 || ct_ca_nhan > 0}, {/}{ct_ho_gia_dinh | hai_chu_so} hộ gia đình{/} (Phụ lục kèm theo).",
		"Đề nghị các cơ quan, đơn vị, địa phương căn cứ chỉ tiêu được phân bổ, lựa chọn tập thể, cá nhân tiêu biểu, xuất sắc; ưu tiên tập thể, cá nhân ngoài lực lượng Công an, người trực tiếp lao động, công tác ở cơ sở, địa bàn biên giới; "+
			"lập hồ sơ theo Điều 84 Luật Thi đua, khen thưởng. Hồ sơ gửi về {ten_goi_co_quan} (qua {dau_moi}){#han_de_nghi} trước "+ngayVan("han_de_nghi")+"{/}. Quá thời hạn trên, đơn vị không gửi hồ sơ được coi như không có đề nghị.",
		"Cơ quan, đơn vị, địa phương chưa gửi kế hoạch, báo cáo thực hiện phong trào đã đến hạn gửi thì chưa được xem xét khen thưởng.")
	g.ky(b, "Đề nghị các cơ quan, đơn vị, địa phương phối hợp thực hiện./.")
	g.phuLuc(b, "CHỈ TIÊU ĐỀ NGHỊ TẶNG BẰNG KHEN", "Công văn", nd30.A4)
	bang{list: "chi_tieu", rong: []int{10, 66, 20, 20, 22, 22}, dau: []string{"TT", "Cơ quan, đơn vị, địa phương", "Tập thể", "Cá nhân", "Hộ gia đình", "Ghi chú"},
		o:    []nd30.Cell{o("{don_vi}"), oSo("{tap_the | so}"), oSo("{ca_nhan | so}"), oSo("{ho_gia_dinh | so}"), o("{#ghi_chu}{ghi_chu}{/}")},
		tong: []nd30.Cell{{Style: "Bảng - đầu", Text: "TỔNG CỘNG", Span: 2}, tong("{ct_tap_the | so}"), tong("{ct_ca_nhan | so}"), tong("{ct_ho_gia_dinh | so}"), o("")}}.ke(b)
	return g.xong(b, "Công văn phân bổ chỉ tiêu khen thưởng")
}
