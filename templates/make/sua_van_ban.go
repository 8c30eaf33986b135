package main

import "vanthu/pipeline/nd30"

// goc names the issued paper: "Quyết định số 45/QĐ-UBND ngày 14 tháng 01 năm 2025 của Chủ
// tịch Ủy ban nhân dân tỉnh"; vanBanGoc with its trích yếu.
const (
	goc       = "{goc_ten_loai} số {goc_so} {goc_ngay | ngay_dai} của " + nguoiBanHanh
	vanBanGoc = goc + "{#goc_trich_yeu} ({goc_trich_yeu}){/}"

	xetDeNghi = "Xét đề nghị của {nguoi_de_nghi | mac_dinh:\"……………………\"}."

	nguoiBanHanh = "{#goc_cua_nguoi_dung_dau}Chủ tịch {/}{ten_goi_co_quan}"
)

// choSua writes the differences, each with its place.
func choSua(b *nd30.Builder) {
	b.When("Khoản", "cho_sua", func() {
		b.P("Khoản", "{$stt}. Tại {noi}: {#cu && moi}cụm từ “{cu}” sửa thành “{moi}”{/}{#cu}{^moi}bỏ “{cu}”{/}{/}{^cu}bổ sung “{moi}”{/}{#$cuoi}.{/}{^$cuoi};{/}")
	})
}

// dinhChinh makes the công văn that corrects form and technique of an issued paper.
func dinhChinh() ([]byte, error) {
	b := nd30.New(nd30.A4)
	h := nd30.StandardHeader()
	h.Number = "Số: {so_van_ban}/{ky_hieu_co_quan}{#don_vi_soan_thao}-{don_vi_soan_thao}{/}"
	h.Subject = "V/v đính chính {goc_ten_loai} số {goc_so}"
	h.LongRuleIf, h.ShortRuleIf = "ten_co_quan_dai", "ten_co_quan_ngan"
	b.Header(h)
	b.P("Kính gửi", "Kính gửi: Các cơ quan, đơn vị nhận {goc_ten_loai} số {goc_so}")
	b.P("Thân văn bản", "Ngày {goc_ngay | ngay}, "+nguoiBanHanh+" đã ban hành {goc_ten_loai} số {goc_so}{#goc_trich_yeu} ({goc_trich_yeu}){/}. "+
		"Văn bản có sai sót về thể thức, kỹ thuật trình bày ({ly_do}). {ten_goi_co_quan} đính chính như sau:")
	choSua(b)
	b.Replaces("Công văn", "{ten_goi_co_quan}")
	b.P("Đoạn cuối", "Các nội dung khác của {goc_ten_loai} số {goc_so} không thay đổi. {ten_goi_co_quan} thông báo để các cơ quan, đơn vị biết./.")
	b.Sign(nd30.StandardSign("- Như trên;"))
	return b.Bytes("Công văn đính chính")
}

// suaDoi makes the paper that amends the content of an issued one, in its form: articles for
// a decision, without a name for a công văn.
func suaDoi() ([]byte, error) {
	const veViec = "sửa đổi, bổ sung " + goc
	b := nd30.New(nd30.A4)
	h := nd30.StandardHeader()
	h.Number = "Số: {so_van_ban}/{#goc_ma_loai}{goc_ma_loai}-{/}{ky_hieu_co_quan}{#don_vi_soan_thao && !goc_cua_nguoi_dung_dau}-{don_vi_soan_thao}{/}"
	h.Subject, h.SubjectUnless = "V/v sửa đổi, bổ sung {goc_ten_loai} số {goc_so}", "goc_ma_loai"
	h.LongRuleIf, h.ShortRuleIf = "ten_co_quan_dai", "ten_co_quan_ngan"
	b.Header(h)
	b.When("Tên loại", "goc_ma_loai", func() { b.Title("{goc_ten_loai | in_hoa}", "Về việc "+veViec, 0) })
	b.When("Thân văn bản", `goc_ma_loai == "QĐ"`, func() {
		b.P("Thẩm quyền ban hành", "{#goc_cua_nguoi_dung_dau}CHỦ TỊCH {/}{ten_day_du_co_quan | in_hoa}")
		b.When("Căn cứ", "can_cu", func() { b.P("Căn cứ", "Căn cứ {noi_dung};") })
		b.P("Căn cứ", xetDeNghi)
		b.P("Thẩm quyền ban hành", "QUYẾT ĐỊNH:")
		b.Runs("Thân văn bản", nd30.B("Điều 1. "), nd30.T("Sửa đổi, bổ sung "+vanBanGoc+" như sau:"))
		choSua(b)
		b.Runs("Thân văn bản", nd30.B("Điều 2. "), nd30.T("Các nội dung khác của Quyết định số {goc_so} không thay đổi. Quyết định này có hiệu lực kể từ ngày ký"+
			"{#thay_the_so} và thay thế Quyết định số {thay_the_so} {thay_the_ngay | ngay_dai}{/}."))
		b.Runs("Đoạn cuối", nd30.B("Điều 3. "), nd30.T("Chánh Văn phòng {ten_goi_co_quan}, Thủ trưởng các cơ quan, đơn vị và cá nhân có liên quan căn cứ Quyết định thi hành./."))
	})
	b.When("Thân văn bản", `!(goc_ma_loai == "QĐ")`, func() {
		b.ToList("kinh_gui")
		b.P("Thân văn bản", "{ten_goi_co_quan} sửa đổi, bổ sung "+vanBanGoc+" như sau ({ly_do}):")
		choSua(b)
		b.Replaces("{goc_ten_loai}", "{ten_goi_co_quan}")
		b.P("Đoạn cuối", "Các nội dung khác của {goc_ten_loai} số {goc_so} không thay đổi./.")
	})
	b.Sign(nd30.StandardSign(`{#goc_ma_loai == "QĐ"}`, "- Như Điều 3;", "{/}"))
	return b.Bytes("Văn bản sửa đổi, bổ sung")
}

// thuHoi makes the decision that recalls an issued paper, and says what becomes of the
// copies (NĐ 30/2020 Đ.18.4).
func thuHoi() ([]byte, error) {
	b := nd30.New(nd30.A4)
	h := nd30.StandardHeader()
	h.Number = "Số: {so_van_ban}/QĐ-{ky_hieu_co_quan}"
	h.LongRuleIf, h.ShortRuleIf = "ten_co_quan_dai", "ten_co_quan_ngan"
	b.Header(h)
	b.Title("QUYẾT ĐỊNH", "Về việc thu hồi "+goc, 0)
	b.P("Thẩm quyền ban hành", "{#goc_cua_nguoi_dung_dau}CHỦ TỊCH {/}{ten_day_du_co_quan | in_hoa}")
	b.P("Căn cứ", "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;")
	b.P("Căn cứ", xetDeNghi)
	b.P("Thẩm quyền ban hành", "QUYẾT ĐỊNH:")
	b.Runs("Thân văn bản", nd30.B("Điều 1. "), nd30.T("Thu hồi "+vanBanGoc+". Lý do: {ly_do}."))
	b.Runs("Thân văn bản", nd30.B("Điều 2. "), nd30.T("Cơ quan, đơn vị, cá nhân đã nhận bản giấy có trách nhiệm gửi lại {ten_goi_co_quan}; bản điện tử được hủy bỏ trên Hệ thống, "+
		"bên nhận báo việc hủy bỏ để bên gửi biết. Quyết định này có hiệu lực kể từ ngày ký{#thay_the_so} và thay thế Quyết định số {thay_the_so} {thay_the_ngay | ngay_dai}{/}."))
	b.Runs("Đoạn cuối", nd30.B("Điều 3. "), nd30.T("Chánh Văn phòng {ten_goi_co_quan}, Thủ trưởng các cơ quan, đơn vị và cá nhân có liên quan căn cứ Quyết định thi hành./."))
	b.Sign(nd30.StandardSign("- Như Điều 3;"))
	return b.Bytes("Quyết định thu hồi văn bản")
}
