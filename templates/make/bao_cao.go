package main

import (
	"fmt"

	"vanthu/pipeline/nd30"
	"vanthu/pipeline/unit"
)

// soBaoCao is the number of the report with its symbol: BC-CAT-PV05 where the police
// issue it, who name the unit that drafts, BC-UBND elsewhere.
const soBaoCao = `{so_van_ban}/BC-{ky_hieu_co_quan}{#the_thuc == "cand" && don_vi_soan_thao}-{don_vi_soan_thao}{/}`

// baoCao makes the year-end report (NĐ 30/2020, Mẫu 1.4) with its eight annexes. Prose
// is data (loi_van), section by section; after it stand the figures of the section.
func baoCao() ([]byte, error) {
	b := nd30.New(nd30.A4)
	h := nd30.StandardHeader()
	h.Number = "Số: " + soBaoCao
	h.LongRuleIf = "ten_co_quan_dai"
	b.Header(h)
	b.Title("BÁO CÁO", "Tổng kết {loai_phong_trao}\n“{ten_phong_trao}” năm {nam}", 35*unit.Mm)
	b.ToList("kinh_gui")
	baoCaoMoDau(b)
	baoCaoTinhHinh(b)
	baoCaoKetQua(b)
	baoCaoKetQuaKhac(b)
	baoCaoSoSanh(b)
	baoCaoKetLuan(b)
	b.Sign(nd30.StandardSign())
	baoCaoPhuLuc(b)
	baoCaoKySoLieu(b)
	return b.Bytes("Báo cáo tổng kết phong trào thi đua “Toàn dân bảo vệ an ninh Tổ quốc”")
}

// loiVan writes the paragraphs of a section's prose.
func loiVan(b *nd30.Builder, muc string) {
	b.P("Thân văn bản", "{#loi_van}")
	b.P("Thân văn bản", fmt.Sprintf("{#muc == %q}", muc))
	b.P("Thân văn bản", "{doan}")
	b.P("Thân văn bản", "{/}")
	b.P("Thân văn bản", "{/loi_van}")
}

const (
	chuaCo = "Chưa có số liệu cùng kỳ năm {nam_lien_truoc} để so sánh."

	// tangGiam compares one figure with the year before.
	tangGiam = "{chi_tieu} {#tang > 0}tăng {tang | so} {don_vi_tinh}{/}{#giam > 0}giảm {giam | so} {don_vi_tinh}{/}{#tang == 0 && giam == 0}không thay đổi{/}" +
		"{#ti_le && ti_le > 0} ({ti_le | phan_tram}){/}"
)

// soVoi writes the comparison of a section with the year before, behind its figures.
func soVoi(muc string) string {
	return fmt.Sprintf("{#so_sanh_muc}{#muc == %q}{#chua_co} "+chuaCo+"{/}{^chua_co}{#dau_muc} So với năm {nam_lien_truoc}, {/}{^dau_muc}; {/}"+
		tangGiam+"{#cuoi_muc}.{/}{/}{/}{/so_sanh_muc}", muc)
}

// doanSoVoi is soVoi as paragraphs, where the figures are a list.
func doanSoVoi(b *nd30.Builder, muc string) {
	b.P("Thân văn bản", "{#so_sanh_muc}")
	b.P("Thân văn bản", fmt.Sprintf("{#muc == %q}", muc))
	b.P("Thân văn bản", "{#chua_co}"+chuaCo+"{/}{^chua_co}So với năm {nam_lien_truoc}, "+tangGiam+".{/}")
	b.P("Thân văn bản", "{/}")
	b.P("Thân văn bản", "{/so_sanh_muc}")
}

// khoan writes a numbered section of part III: its heading, its prose, its figures.
func khoan(b *nd30.Builder, heading, muc, figures string) {
	b.P("Khoản có tiêu đề", heading)
	loiVan(b, muc)
	if figures != "" {
		b.P("Thân văn bản", figures+soVoi(muc))
	}
}

func baoCaoMoDau(b *nd30.Builder) {
	b.P("Thân văn bản", "Thực hiện {#mo_dau}{cau}; {/mo_dau}{#ke_hoach_so}Kế hoạch số {ke_hoach_so} "+ngayVan("ke_hoach_ngay")+"{/}{^ke_hoach_so}Kế hoạch{/} của "+
		"{ke_hoach_co_quan} về việc phát động {ke_hoach_loai} “{ten_phong_trao}” năm {nam} với chủ đề “{chu_de}”, {ten_day_du_co_quan} báo cáo kết quả tổ chức thực hiện như sau:")
}

func baoCaoTinhHinh(b *nd30.Builder) {
	b.P("Mục lớn", "I. ĐẶC ĐIỂM TÌNH HÌNH")
	// The land and its people stand behind the first paragraph, before advantages and difficulties.
	dan := "Toàn {cap_tinh} có {#so_huyen > 0 && cap_huyen}{so_huyen | hai_chu_so} {cap_huyen}; {/}{so_xa | so} {cap_xa}; {so_khu_dan_cu | so} khu dân cư; " +
		"{so_ho | so} hộ với {dan_so | so} nhân khẩu, trong đó có {dan_toc_thieu_so | so} người dân tộc thiểu số; {tin_do | so} tín đồ các tôn giáo, {co_so_ton_giao | so} cơ sở tôn giáo" +
		"{#km_bien_gioi > 0}; {km_bien_gioi | so} km đường biên giới{/}."
	b.P("Thân văn bản", `{#co_loi_van_dac_diem}{#loi_van}`)
	b.P("Thân văn bản", `{#muc == "dac-diem"}`)
	b.P("Thân văn bản", "{doan}")
	b.P("Thân văn bản", "{#dau_muc}")
	b.P("Thân văn bản", dan)
	b.P("Thân văn bản", "{/}")
	b.P("Thân văn bản", "{/}")
	b.P("Thân văn bản", "{/loi_van}{/}")
	b.When("Thân văn bản", "co_loi_van_dac_diem == false", func() { b.P("Thân văn bản", dan) })
	b.P("Mục lớn", "II. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO")
	loiVan(b, "chi-dao")
	b.P("Thân văn bản", "Trong kỳ báo cáo, các cấp, các ngành đã ban hành {cd_nghi_quyet | so} nghị quyết, chỉ thị, {cd_ke_hoach | so} kế hoạch, chương trình và {cd_van_ban_khac | so} văn bản "+
		"hướng dẫn, đôn đốc; tổ chức {cd_cuoc_hop | so} cuộc họp Ban Chỉ đạo, {cd_hoi_nghi | so} hội nghị sơ kết, tổng kết, tập huấn{#cd_kinh_phi}; kinh phí bố trí cho phong trào là {cd_kinh_phi | tien}{/}. "+
		"Đã tổ chức {kt_so_cuoc | so} cuộc kiểm tra tại {kt_so_don_vi | so} đơn vị."+soVoi("chi-dao"))
	b.P("Thân văn bản", "Có {vb_ke_hoach | so}/{vb_phai_gui | so} cơ quan, đơn vị, địa phương gửi kế hoạch thực hiện, trong đó {vb_co_chi_tieu | so} kế hoạch có chỉ tiêu cụ thể; "+
		"{vb_bao_cao | so}/{vb_phai_gui | so} cơ quan, đơn vị, địa phương gửi báo cáo kết quả.")
}

// dat writes recognised against all with the rate: "709/730 khu dân cư (97,12%)".
func dat(ma, ten string) string {
	return fmt.Sprintf("{pl3_%[1]s_dat | so}/{pl3_%[1]s_tong | so} %[2]s{#pl3_%[1]s_ti_le} ({pl3_%[1]s_ti_le | phan_tram}){/}", ma, ten)
}

func baoCaoKetQua(b *nd30.Builder) {
	b.P("Mục lớn", "III. KẾT QUẢ TỔ CHỨC THỰC HIỆN PHONG TRÀO")
	b.P("Thân văn bản", "Số liệu của báo cáo tính từ "+ngayVan("ky_tu_ngay")+" đến "+ngayVan("ky_den_ngay")+"; kỳ và nguồn của từng nhóm số liệu được nêu riêng (Phụ lục VIII kèm theo).")
	khoan(b, "1. Công tác tuyên truyền", "tuyen-truyen", "Kết quả, đã tổ chức {pl1_so_buoi | so} buổi tuyên truyền, phát động với {pl1_luot_nguoi | so} lượt người dự; phát {pl1_to_roi | so} tờ rơi, tài liệu; "+
		"đăng, phát {pl1_tin_bai | so} tin, bài, {pl1_phong_su | so} phóng sự; đăng {pl1_bai_mang_xa_hoi | so} bài trên mạng xã hội với {pl1_luot_tiep_can | so} lượt tiếp cận (Phụ lục I kèm theo).")
	b.P("Thân văn bản", "Duy trì {ps_chuyen_trang | so} chuyên trang, {ps_chuyen_muc | so} chuyên mục với {ps_so_ky | so} kỳ phát, đăng, thời lượng phát sóng {ps_phut | so} phút, giới thiệu {ps_guong | so} gương người tốt, "+
		"việc tốt, điển hình tiên tiến. Kế hoạch phát động phong trào được phổ biến đến {pb_duoc_pho_bien | so}/{pb_tong_so | so} cán bộ, nhân viên, công nhân, người lao động, học sinh, sinh viên.")
	khoan(b, "2. Xây dựng, củng cố, nhân rộng mô hình, điển hình", "mo-hinh", "Đến cuối kỳ, toàn {cap_tinh} có {pl2_duy_tri | so} mô hình đang hoạt động, trong đó {pl2_hieu_qua | so} mô hình hoạt động hiệu quả, {pl2_can_cung_co | so} mô hình cần củng cố; "+
		"trong kỳ ra mắt {pl2_moi | so} mô hình mới, nhân rộng {pl2_nhan_rong | so} mô hình, giải thể {pl2_giai_the | so} mô hình (Phụ lục II kèm theo{^danh_sach_mo_hinh == \"tat-ca\"}; danh sách {pl2_tong | so} mô hình gửi kèm theo bảng tính{/}). "+
		"Có {dh_tap_the | so} tập thể, {dh_ca_nhan | so} cá nhân điển hình tiên tiến; {dh_bieu_duong | so} điển hình được biểu dương, khen thưởng, {dh_nhan_rong | so} điển hình được nhân rộng.")
	khoan(b, "3. Tổ chức Ngày hội toàn dân bảo vệ an ninh Tổ quốc", "ngay-hoi", "Ngày hội được tổ chức tại {nh_so_diem | so} điểm, {nh_khu_dan_cu | so} khu dân cư với {nh_luot_nguoi | so} lượt người dự; "+
		"khen thưởng {nh_tap_the_khen | so} tập thể, {nh_ca_nhan_khen | so} cá nhân; tặng {nh_suat_qua | so} suất quà.")
	khoan(b, "4. Công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự”", "cong-nhan", "Kết quả công nhận: "+dat("kdc", "khu dân cư")+"; "+dat("xa", "{cap_xa}")+"; "+dat("cq", "cơ quan")+"; "+
		dat("dn", "doanh nghiệp")+"; "+dat("csgd", "cơ sở giáo dục")+" (Phụ lục III kèm theo).")
	khoan(b, "5. Đánh giá, phân loại phong trào", "phan-loai", "Đã phân loại {pl4_tong | so} khu dân cư, {cap_xa}, cơ quan, doanh nghiệp, cơ sở giáo dục: {pl4_xuat_sac | so} loại xuất sắc, {pl4_kha | so} loại khá, "+
		"{pl4_trung_binh | so} loại trung bình{#pl4_yeu > 0}, {pl4_yeu | so} loại yếu{/}{#pl4_diem_binh_quan}; điểm bình quân {pl4_diem_binh_quan | so:2}{/} (Phụ lục IV kèm theo)."+
		"{#phan_loai_dia_phuong}{#$dau} Theo điểm đánh giá riêng của từng địa phương, các {#cap_huyen}{cap_huyen}{/}{^cap_huyen}{cap_xa}{/} được phân loại: {/}{so | hai_chu_so} loại {muc} ({ten}){#$cuoi}.{/}{^$cuoi}; {/}{/phan_loai_dia_phuong}")
}

func baoCaoKetQuaKhac(b *nd30.Builder) {
	khoan(b, "6. Xây dựng lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở", "luc-luong", "Toàn {cap_tinh} có {pl5_so_to | so} Tổ bảo vệ an ninh, trật tự với {pl5_thanh_vien | so} thành viên, trong đó {pl5_nu | so} nữ, {pl5_dang_vien | so} đảng viên; "+
		"{pl5_to_xuat_sac | so} tổ hoàn thành xuất sắc nhiệm vụ, {pl5_to_tot | so} tổ hoàn thành tốt nhiệm vụ, {pl5_to_hoan_thanh | so} tổ hoàn thành nhiệm vụ{#pl5_to_khong > 0}, {pl5_to_khong | so} tổ không hoàn thành nhiệm vụ{/} (Phụ lục V kèm theo).")
	khoan(b, "7. Tin báo, tố giác của quần chúng nhân dân", "tin-bao", "Quần chúng nhân dân đã cung cấp {pl6_nguon_tin | so} nguồn tin, trong đó {pl6_co_gia_tri | so} tin có giá trị; qua đó xử lý, làm rõ {pl6_vu_xu_ly | so} vụ việc, "+
		"{pl6_doi_tuong | so} đối tượng; vận động {pl6_dau_thu | so} đối tượng ra đầu thú (Phụ lục VI kèm theo).")
	khoan(b, "8. Phong trào trên không gian mạng", "khong-gian-mang", "Duy trì {kgm_trang_nhom | so} trang, nhóm mạng xã hội với {kgm_thanh_vien | so} thành viên, người theo dõi; đăng {kgm_tin_bai | so} tin, bài; "+
		"tiếp nhận {kgm_tin_phan_anh | so} tin phản ánh của người dân, đã xử lý {kgm_tin_xu_ly | so} tin.")
	khoan(b, "9. Phối hợp với Mặt trận Tổ quốc, các đoàn thể, cơ quan", "phoi-hop", "Đã ký kết, duy trì {ph_quy_che | so} quy chế, chương trình phối hợp; tổ chức {ph_hoi_nghi | so} hội nghị, cuộc họp và {ph_hoat_dong | so} hoạt động phối hợp.")
	khoan(b, "10. Kết hợp với các phong trào, cuộc vận động khác", "lien-ket", "")
	b.P("Thân văn bản", "{#lien_ket}")
	b.P("Thân văn bản", "- Kết hợp với {goi} “{ten}”: {so_hoat_dong | so} hoạt động, {luot_nguoi | so} lượt người tham gia{#$cuoi}.{/}{^$cuoi};{/}")
	b.P("Thân văn bản", "{/lien_ket}")
	doanSoVoi(b, "lien-ket")
	khoan(b, "11. Công tác thi đua, khen thưởng", "khen-thuong", "Trong kỳ, các cấp đã khen thưởng {pl7_tap_the | so} tập thể, {pl7_ca_nhan | so} cá nhân, {pl7_ho_gia_dinh | so} hộ gia đình{#pl7_tien} với tổng số tiền thưởng {pl7_tien | tien}{/} (Phụ lục VII kèm theo).")
}

// baoCaoKySoLieu is the annex with the reporting periods.
func baoCaoKySoLieu(b *nd30.Builder) {
	b.Annex(nd30.Annex{Number: "Phụ lục VIII", Title: "KỲ VÀ NGUỒN CỦA CÁC NHÓM SỐ LIỆU", Page: nd30.A4,
		With: "(Kèm theo Báo cáo số " + soBaoCao + " {ngay_ban_hanh}\ncủa {ten_day_du_co_quan})"})
	b.P("Trước chữ ký", "")
	b.Table(nd30.Table{Widths: nd30.Columns(b.Page().TextWidth(), 10, 52, 47, 51), Heads: 1, Rows: []nd30.Row{
		nd30.Cells("Bảng - đầu", "TT", "Nhóm số liệu", "Kỳ số liệu", "Nguồn số liệu"),
		{Whole: true, Cells: []nd30.Cell{{Style: "Bảng - ô giữa", Text: "{#ky_so_lieu}{$stt}"}, {Text: "{cac_nhom}"},
			{Style: "Bảng - ô giữa", Text: "{tu_ngay | ngay} - {den_ngay | ngay}"}, {Text: "{nguon}{/ky_so_lieu}"}}},
	}})
}

// baoCaoSoSanh compares with the year before: a table and a chart, where that year has
// figures.
func baoCaoSoSanh(b *nd30.Builder) {
	b.When("Thân văn bản", "co_nam_lien_truoc", func() {
		b.P("Khoản có tiêu đề", "12. So sánh kết quả với năm {nam_lien_truoc}")
		b.P("Thân văn bản", "{#ss_so > 0 && ss_tang == ss_so}Cả {ss_so | hai_chu_so} chỉ tiêu chính có số liệu của hai năm đều tăng{/}{#ss_so > 0 && ss_tang < ss_so}Trong {ss_so | hai_chu_so} chỉ tiêu chính có số liệu của cả hai năm{#ss_tang > 0}, có {ss_tang | hai_chu_so} chỉ tiêu tăng{/}{#ss_giam > 0}, {ss_giam | hai_chu_so} chỉ tiêu giảm ({ss_ten_giam}){/}"+
			"{#ss_giu > 0}, {ss_giu | hai_chu_so} chỉ tiêu không thay đổi{/}{/}{#ss_so > 0} (Bảng\u00a01); {/}{^ss_so > 0}Các chỉ tiêu chính nêu tại Bảng\u00a01; {/}"+
			"số đơn vị được công nhận “An toàn về an ninh, trật tự” theo từng đối tượng thể hiện tại Biểu đồ\u00a01.")
		b.P("Tên bảng", "Bảng 1. Các chỉ tiêu chính năm {nam} so với năm {nam_lien_truoc}")
		so := func(text string) nd30.Cell { return nd30.Cell{Style: "Bảng - ô số", Text: text} }
		b.Table(nd30.Table{Widths: nd30.Columns(b.Page().TextWidth(), 10, 54, 22, 20, 20, 17, 17), Heads: 1, Rows: []nd30.Row{
			nd30.Cells("Bảng - đầu", "TT", "Chỉ tiêu", "Đơn vị tính", "Năm {nam_lien_truoc}", "Năm {nam}", "Tăng, giảm", "Tỷ lệ (%)"),
			{Whole: true, Cells: []nd30.Cell{{Style: "Bảng - ô giữa", Text: "{#so_sanh}{$stt}"}, {Text: "{chi_tieu}"}, {Style: "Bảng - ô giữa", Text: "{don_vi_tinh}"},
				so(`{nam_truoc | so | mac_dinh:"-"}`), so("{nam_nay | so}"), so(`{#tang_giam > 0}+{/}{tang_giam | so | mac_dinh:"-"}`), so(`{#ti_le > 0}+{/}{ti_le | so:2 | mac_dinh:"-"}{/so_sanh}`)}},
		}})
		b.P("Hình", "{%bieu_do}")
		b.P("Tên hình", "Biểu đồ 1. Số đơn vị được công nhận “An toàn về an ninh, trật tự” năm {nam} so với năm {nam_lien_truoc}")
	})
}

func baoCaoKetLuan(b *nd30.Builder) {
	b.P("Mục lớn", "IV. NHẬN XÉT, ĐÁNH GIÁ")
	for _, muc := range []struct{ heading, ma string }{{"1. Ưu điểm", "uu-diem"}, {"2. Tồn tại, hạn chế", "han-che"}, {"3. Nguyên nhân", "nguyen-nhan"}, {"4. Bài học kinh nghiệm", "bai-hoc"}} {
		khoan(b, muc.heading, muc.ma, "")
		if muc.ma == "han-che" {
			tonTai(b)
		}
	}
	b.P("Mục lớn", "V. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM {nam_lien_sau}")
	loiVan(b, "phuong-huong")
	b.When("Thân văn bản", "chi_tieu_phan_dau", func() {
		b.When("Thân văn bản", "$dau", func() { b.P("Thân văn bản", "Phấn đấu năm {nam_lien_sau}:") })
		b.P("Thân văn bản", "- {noi_dung}{#$cuoi}.{/}{^$cuoi};{/}")
	})
	b.P("Mục lớn", "VI. KIẾN NGHỊ, ĐỀ XUẤT")
	loiVan(b, "kien-nghi")
	kienNghi(b)
	b.Replaces("Báo cáo", "{ten_day_du_co_quan}")
	b.P("Đoạn cuối", "Trên đây là Báo cáo tổng kết {loai_phong_trao} “{ten_phong_trao}” năm {nam}, {ten_day_du_co_quan} kính báo cáo{#kinh_gui}{#$dau} {/}{^$dau}, {/}{ten}{/kinh_gui}./.")
}

// tonTai writes the shortcomings that the figures show, with the names of those concerned.
func tonTai(b *nd30.Builder) {
	line := func(condition, text string) {
		b.When("Thân văn bản", condition, func() { b.P("Thân văn bản", text) })
	}
	line("tt_ke_hoach > 0", "- Đến "+ngayVan("ngay")+", còn {tt_ke_hoach | hai_chu_so} cơ quan, đơn vị, địa phương chưa gửi kế hoạch: {tt_ten_ke_hoach}.")
	line("tt_bao_cao > 0", "- Còn {tt_bao_cao | hai_chu_so} cơ quan, đơn vị, địa phương chưa gửi báo cáo: {tt_ten_bao_cao}.")
	line("tt_mo_hinh > 0", "- Còn {tt_mo_hinh | hai_chu_so} mô hình hoạt động yếu, cần củng cố{#tt_mo_hinh <= 10}: {tt_ten_mo_hinh}{/}"+
		"{#tt_mo_hinh > 10}, nhiều nhất ở {tt_noi_mo_hinh}{#tt_mo_hinh_lap > 0}; {tt_mo_hinh_lap | hai_chu_so} mô hình hai năm liền cần củng cố{#tt_mo_hinh_lap > 10}, như{/}{^tt_mo_hinh_lap > 10}:{/} {tt_ten_mo_hinh}{/}{/}.")
	line("tt_xa > 0", "- Còn {tt_xa | hai_chu_so} {cap_xa} chưa được công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự”: {tt_ten_xa}.")
	line("tt_khu_dan_cu > 0", "- Còn {tt_khu_dan_cu | hai_chu_so} khu dân cư chưa được công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự”.")
	line("co_nam_lien_truoc && ss_giam > 0", "- Chỉ tiêu giảm so với năm {nam_lien_truoc}: {ss_ten_giam}.")
}

// kienNghi writes what the figures ask of each addressee, behind the prose: the Ministry, and
// the people's committee where the police report to it.
func kienNghi(b *nd30.Builder) {
	line := func(condition, text string) {
		b.When("Thân văn bản", condition, func() { b.P("Thân văn bản", text) })
	}
	line("km_bien_gioi > 0 || kgm_trang_nhom > 0", "Qua số liệu năm {nam}, đề nghị Bộ Công an: {#km_bien_gioi > 0}quan tâm hỗ trợ phương tiện tuyên truyền cho địa bàn có {km_bien_gioi | so} km đường biên giới, "+
		"{dan_toc_thieu_so | so} người dân tộc thiểu số{#kgm_trang_nhom > 0}; {/}{/}{#kgm_trang_nhom > 0}hướng dẫn quản lý, phát huy {kgm_trang_nhom | so} trang, nhóm mạng xã hội về an ninh, trật tự{/}.")
	b.When("Thân văn bản", `the_thuc == "cand" && (tt_ke_hoach > 0 || tt_bao_cao > 0 || tt_mo_hinh > 0 || tt_xa > 0 || tt_het_chi_tieu > 0)`, func() {
		b.P("Thân văn bản", "Qua số liệu năm {nam}, đề nghị Ủy ban nhân dân {cap_tinh}:")
		line("tt_ke_hoach > 0 || tt_bao_cao > 0", "- Yêu cầu {#tt_ke_hoach > 0}{tt_ke_hoach | hai_chu_so} cơ quan, đơn vị, địa phương gửi kế hoạch{/}{#tt_ke_hoach > 0 && tt_bao_cao > 0}, {/}"+
			"{#tt_bao_cao > 0}{tt_bao_cao | hai_chu_so} cơ quan, đơn vị, địa phương gửi báo cáo{/} còn thiếu (tên nêu tại điểm 2, mục IV).")
		line("tt_mo_hinh > 0", "- Chỉ đạo củng cố {tt_mo_hinh | hai_chu_so} mô hình hoạt động yếu, trước hết ở {tt_noi_mo_hinh}{#tt_mo_hinh_lap > 0}; "+
			"xem xét giải thể mô hình hai năm liền không chuyển biến ({tt_mo_hinh_lap | hai_chu_so} mô hình){/}.")
		line("tt_xa > 0", "- Giao chỉ tiêu và hỗ trợ để {tt_xa | hai_chu_so} {cap_xa} chưa được công nhận (tên nêu tại điểm 2, mục IV) đạt tiêu chuẩn “An toàn về an ninh, trật tự” trong năm {nam_lien_sau}.")
		line("tt_het_chi_tieu > 0", "- Xem xét chỉ tiêu khen thưởng năm {nam_lien_sau}: năm nay đã đề nghị {tt_de_nghi | so}/{tt_chi_tieu | so} chỉ tiêu được phân bổ, {tt_het_chi_tieu | hai_chu_so} đơn vị đề nghị hết chỉ tiêu.")
	})
}
