package main

import (
	"fmt"

	"vanthu/pipeline/nd30"
	"vanthu/pipeline/unit"
)

// sua writes a place where the two modes of the plan differ: the words of the plan of
// 2024 in mode nguyen-van, the corrected ones otherwise (see corrections.yaml).
func sua(goc, dung string) string {
	out := ""
	if goc != "" {
		out += fmt.Sprintf(`{#che_do == "nguyen-van"}%s{/}`, goc)
	}
	if dung != "" {
		out += fmt.Sprintf(`{^che_do == "nguyen-van"}%s{/}`, dung)
	}
	return out
}

// theoCap chooses by the regime: with the district level, or without (from 01/7/2025).
func theoCap(baCap, haiCap string) string {
	return "{#cap_huyen}" + baCap + "{/cap_huyen}{^cap_huyen}" + haiCap + "{/cap_huyen}"
}

// keHoach makes the plan that launches the movement of a year. Its prose is that of the
// plan of 2024; names, figures, theme, citations, terms and recipients are tags.
func keHoach() ([]byte, error) {
	b := nd30.New(nd30.A4)
	h := nd30.StandardHeader()
	h.Number = "Số: {so_van_ban}/KH-{ky_hieu_co_quan}"
	b.Header(h)
	b.Title("KẾ HOẠCH", "Phát động {loai_phong_trao}\n“{ten_phong_trao}” năm {nam}", 35*unit.Mm)
	keHoachMoDau(b)
	keHoachMucDich(b)
	keHoachNoiDung(b)
	keHoachToChuc(b)
	b.Replaces("Kế hoạch", "{ten_goi_co_quan}")
	b.P("Đoạn cuối", "Trên đây là Kế hoạch phát động {loai_phong_trao} “{ten_phong_trao}” năm {nam}, đề nghị các cơ quan, "+
		sua("địa phương, địa phương", "đơn vị, địa phương")+", doanh nghiệp, cơ sở giáo dục triển khai thực hiện./.")
	b.Sign(nd30.StandardSign())
	return b.Bytes("Kế hoạch phát động phong trào thi đua “Toàn dân bảo vệ an ninh Tổ quốc”")
}

func keHoachMoDau(b *nd30.Builder) {
	b.P("Thân văn bản", "Thực hiện {#mo_dau}{cau}{/mo_dau}{^mo_dau}chỉ đạo của Bộ Công an về công tác xây dựng phong trào “{ten_phong_trao}” năm {nam}{/mo_dau} "+
		"nhằm phát huy vai trò của cả hệ thống chính trị và các tầng lớp "+sua("nhân dân", "Nhân dân")+" trong phong trào thi đua, đồng thời để thực hiện thắng lợi nhiệm vụ "+
		"góp phần đảm bảo an ninh chính trị, trật tự an toàn xã hội trên địa bàn {cap_tinh}, tạo tiền đề phát triển kinh tế, văn hóa, xã hội, nâng cao đời sống vật chất, "+
		"tinh thần cho Nhân dân"+sua(";", "."))
	b.Runs("Thân văn bản", nd30.T("{ten_goi_co_quan} phát động {loai_phong_trao} “{ten_phong_trao}” năm {nam} gắn với chủ đề “"),
		nd30.I("{chu_de}"), nd30.T("”, cụ thể như sau:"))
}

func keHoachMucDich(b *nd30.Builder) {
	b.P("Mục lớn", "I. MỤC ĐÍCH, YÊU CẦU")
	b.P("Khoản", "1. Nâng cao chất lượng, hiệu quả phong trào toàn dân bảo vệ an ninh Tổ quốc, tăng cường, củng cố nền an ninh nhân dân, xây dựng thế trận an ninh nhân dân "+
		"gắn với thế trận quốc phòng toàn dân, thế trận biên phòng toàn dân vững chắc và thế trận an ninh nhân dân trên không gian mạng.")
	b.P("Khoản", "2. Việc tổ chức thực hiện phong trào thi đua “{ten_phong_trao}” phải trở thành nhiệm vụ chính trị trọng tâm, xuyên suốt của các cấp, các ngành; "+
		"gắn kết chặt chẽ, đồng bộ với các phong trào thi đua, các cuộc vận động trên các lĩnh vực kinh tế, văn hóa - xã hội. Đảm bảo thiết thực, hiệu quả, không phô trương, hình thức.")
	b.P("Khoản", "3. Kịp thời phát hiện, biểu dương, khen thưởng và nhân rộng các mô hình, điển hình tiên tiến, tạo động lực thúc đẩy phong trào thi đua “{ten_phong_trao}” "+
		"trên địa bàn {cap_tinh} ngày càng phát triển.")
}

func keHoachNoiDung(b *nd30.Builder) {
	b.P("Mục lớn", "II. PHẠM VI, ĐỐI TƯỢNG VÀ NỘI DUNG THI ĐUA")
	trienKhai := "Phong trào thi đua “{ten_phong_trao}” được triển khai "
	b.P("Khoản", `{#che_do == "nguyen-van"}`)
	b.Runs("Khoản", nd30.B("1. Phạm vi:"), nd30.T(" "+trienKhai+"phạm vi {pham_vi}."))
	b.P("Khoản", "{/}")
	b.P("Khoản có tiêu đề", `{^che_do == "nguyen-van"}`)
	b.P("Khoản có tiêu đề", "1. Phạm vi")
	b.P("Thân văn bản", trienKhai+"trong phạm vi {pham_vi}.")
	b.P("Khoản", "{/}")

	b.P("Khoản có tiêu đề", "2. Đối tượng thi đua")
	b.P("Thân văn bản", "2.1. Tập thể: cơ quan, đơn vị trực tiếp làm công tác tham mưu xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc; lực lượng tham gia bảo vệ "+
		sua("an ninh trật tự", "an ninh, trật tự")+" ở cơ sở; tập thể nhân dân và cán bộ {cap_xa}; tập thể cán bộ, công nhân viên cơ quan, tổ chức chính trị - xã hội, tôn giáo, "+
		"cơ sở giáo dục, doanh nghiệp có tư cách pháp nhân thuộc mọi thành phần kinh tế trên địa bàn {cap_tinh} thuộc quản lý của Trung ương, {cap_tinh} hoặc quản lý của "+
		theoCap(sua("cấp {cap_huyen}", "cấp huyện ({cap_huyen})"), "cấp xã")+".")
	b.P("Thân văn bản", "2.2. Cá nhân: cán bộ, chiến sĩ Công an nhân dân trực tiếp làm công tác tham mưu xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc; "+
		"thành viên lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở; cán bộ, công chức, viên chức, nhân viên, người lao động, học sinh, sinh viên của các cơ quan, "+
		"các tổ chức chính trị - xã hội, tôn giáo, cơ sở giáo dục, các doanh nghiệp có tư cách pháp nhân thuộc mọi thành phần kinh tế trên địa bàn {cap_tinh} do Trung ương, {cap_tinh} hoặc "+
		theoCap(sua("cấp {cap_huyen}", "cấp huyện ({cap_huyen})"), "cấp xã")+" quản lý.")

	b.P("Khoản có tiêu đề", "3. Nội dung thi đua")
	b.P("Thân văn bản", "3.1. Tiếp tục quán triệt, đẩy mạnh thực hiện nghiêm túc chủ trương, đường lối của Đảng, chính sách, pháp luật của Nhà nước về công tác đảm bảo "+
		sua("an ninh trật tự", "an ninh, trật tự")+", xây dựng phong trào “{ten_phong_trao}” trong tình hình mới, trọng tâm là:")
	b.P("Thân văn bản", "- {#trung_uong}{cau}{#$cuoi}.{/}{^$cuoi}; {/}{/trung_uong}")
	b.P("Thân văn bản", "- {#dia_phuong}{^$dau}{#$cuoi} và {/}{^$cuoi}; {/}{/}{cau}{#$cuoi} và các{/}{/dia_phuong}{^dia_phuong}Các{/dia_phuong}"+
		" chỉ thị, chương trình, kế hoạch của Bộ Công an, của {cap_uy}, {ten_ngan_co_quan} về công tác đấu tranh phòng, chống tội phạm, tệ nạn xã hội và xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc.")
	keHoachPhongTrao(b)
}

func keHoachPhongTrao(b *nd30.Builder) {
	b.P("Thân văn bản", "3.2. Nghiên cứu đổi mới, đẩy mạnh công tác xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc trên không gian mạng đáp ứng yêu cầu, nhiệm vụ xây dựng và bảo vệ Tổ quốc "+
		"trong tình hình mới. Đặc biệt chú trọng tới công tác xây dựng, phát động phong trào trên không gian mạng{#nguyen_tac} theo nguyên tắc “{nguyen_tac}”{/nguyen_tac}"+
		"{#phuong_cham}, với phương châm “{phuong_cham}”{/phuong_cham}; tăng cường xây dựng các bài tuyên truyền, các mô hình, điển hình tiêu biểu có cách làm hay, sáng tạo về công tác "+
		"đấu tranh phòng, chống tội phạm và phát động xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc trên không gian mạng.")
	b.P("Thân văn bản", "3.3. Kết hợp chặt chẽ "+sua("các phong trào thi đua", "phong trào thi đua")+" “{ten_phong_trao}” với {#lien_ket}{#goi}{goi} {/goi}“{ten}”{^$cuoi}, {/}{/lien_ket}"+
		" và các phong trào thi đua trên lĩnh vực kinh tế - văn hóa - xã hội"+sua("...", ",")+" tạo sự đồng bộ giữa "+sua("công cuộc phòng - an ninh", "quốc phòng - an ninh")+
		" và phát triển kinh tế, đảm bảo an sinh xã hội.")
	b.P("Thân văn bản", "3.4. Để phong trào thi đua “{ten_phong_trao}” có sức lan tỏa mạnh mẽ trong toàn xã hội, đạt kết quả cao nhất, các cấp, các ngành, từng cơ quan, đơn vị phải "+
		"xây dựng chương trình, kế hoạch thực hiện công tác đảm bảo an ninh, trật tự trong cơ quan, đơn vị mình bằng những việc làm thiết thực, chỉ tiêu cụ thể gắn với nhiệm vụ chính trị, "+
		"công tác chuyên môn. "+theoCap("Đài Phát thanh - Truyền hình và Báo {ten_tinh}", "Báo và phát thanh, truyền hình {ten_tinh}")+", các cơ quan thông tin đại chúng trên địa bàn {cap_tinh} đẩy mạnh công tác tuyên truyền, trọng tâm là những kết quả "+
		"đạt được trong thời gian qua. Xây dựng các chuyên trang, chuyên mục và bố trí thời lượng phát sóng phù hợp, đồng thời tuyên truyền trên không gian mạng về biểu dương gương người tốt, "+
		"việc tốt, các gương điển hình tiên tiến trong phong trào thi đua “{ten_phong_trao}”, tạo không khí thi đua sôi nổi, khí thế mạnh mẽ, quyết liệt trong đấu tranh phòng, chống tội phạm, "+
		"tệ nạn xã hội, đảm bảo an ninh, trật tự.")
	b.P("Thân văn bản", "3.5. Cụm trưởng, Khối trưởng các Cụm, Khối thi đua căn cứ vào kết quả công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự” và kết quả đánh giá, phân loại phong trào thi đua "+
		"“{ten_phong_trao}” năm {nam} của {ten_goi_co_quan} và Ban Chỉ đạo phòng, chống tội phạm, tệ nạn xã hội và xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc {cap_tinh} đối với các "+
		"khu dân cư, {cap_xa}, cơ quan, doanh nghiệp, cơ sở giáo dục để bình xét danh hiệu thi đua của các "+theoCap("{cap_huyen}", "{cap_xa}")+" và các sở, ban, ngành, đoàn thể {cap_tinh}.")
}

func keHoachToChuc(b *nd30.Builder) {
	khen := "tặng thưởng Bằng khen cho các tập thể, cá nhân có thành tích xuất sắc trong phong trào thi đua “{ten_phong_trao}”."
	b.P("Mục lớn", "III. TỔ CHỨC THỰC HIỆN")
	b.P("Khoản có tiêu đề", "1. Công an {cap_tinh}")
	b.P("Thân văn bản", "- Phân bổ chỉ tiêu khen thưởng tổng kết phong trào thi đua “{ten_phong_trao}” cho các cơ quan, đơn vị, địa phương.")
	b.P("Thân văn bản", "- Chủ trì, phối hợp với {tham_muu_tdkt} tham mưu Chủ tịch {ten_goi_co_quan} tổ chức triển khai thực hiện Kế hoạch và đề nghị Chủ tịch {ten_goi_co_quan} "+khen)
	b.P("Thân văn bản", "- Hướng dẫn, kiểm tra, đôn đốc việc thực hiện Kế hoạch đối với các cơ quan, đơn vị, địa phương.")
	b.P("Thân văn bản", "- Tổng hợp, báo cáo kết quả tổ chức triển khai thực hiện phong trào thi đua gắn với báo cáo tổng kết công tác năm gửi Bộ Công an và {ten_goi_co_quan} "+
		"(qua {tham_muu_tdkt}) theo quy định.")
	b.P("Khoản có tiêu đề", "2. {tham_muu_tdkt}")
	b.P("Thân văn bản", "Phối hợp với Công an {cap_tinh} tham mưu Chủ tịch {ten_goi_co_quan} tổ chức triển khai thực hiện Kế hoạch và thẩm định hồ sơ đề nghị Chủ tịch {ten_goi_co_quan} "+khen)
	b.P("Khoản", "3. Chủ tịch Ủy ban nhân dân các "+theoCap("{cap_huyen} xây dựng kế hoạch tổ chức triển khai thực hiện đến các {cap_xa}", "{cap_xa} xây dựng kế hoạch tổ chức triển khai thực hiện đến các khu dân cư")+
		" và cơ quan, doanh nghiệp, cơ sở giáo dục theo phân cấp quản lý kịp thời, nghiêm túc, hiệu quả; Thủ trưởng các cơ quan, doanh nghiệp, cơ sở giáo dục thuộc {cap_tinh} và Trung ương đóng trên "+
		"địa bàn {cap_tinh} xây dựng kế hoạch thực hiện và triển khai đến 100% cán bộ, nhân viên, công nhân, người lao động, học sinh, sinh viên biết để thực hiện nghiêm túc, hiệu quả. "+
		"Kế hoạch thực hiện{#neu_han && han_ke_hoach} (trước "+ngayVan("han_ke_hoach")+"){/} và báo cáo kết quả"+
		"{#neu_han && han_bao_cao} (trước "+ngayVan("han_bao_cao")+"){/} triển khai "+sua("các địa phương", "của các địa phương")+", cơ quan, doanh nghiệp, cơ sở giáo dục gửi về {ten_goi_co_quan} "+
		"(qua {dau_moi} - Công an {cap_tinh}) để làm cơ sở xem xét khen thưởng khi kết thúc phong trào thi đua.")
}
