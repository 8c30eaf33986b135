package main

import "vanthu/pipeline/nd30"

// guiVe says where plan and report go and by when, as the plan that launched the movement
// does (its part III.3).
const guiVe = " về {ke_hoach_co_quan} (qua {dau_moi} - {ten_goi_co_quan}) để tổng hợp" +
	"{#thieu_ke_hoach && han_ke_hoach}; hạn gửi kế hoạch là {han_ke_hoach | ngay_dai}{/}{#thieu_bao_cao && han_bao_cao}; hạn gửi báo cáo là {han_bao_cao | ngay_dai}{/}. " +
	"Nếu đã gửi, đề nghị cho biết số, ký hiệu và ngày của văn bản để đối chiếu."

// donDoc makes the letter that asks a unit for what it has not sent (NĐ 30/2020, Mẫu 1.5).
func donDoc() ([]byte, error) {
	const thieu = "{#thieu_ke_hoach}kế hoạch{/}{#thieu_ke_hoach && thieu_bao_cao}, {/}{#thieu_bao_cao}báo cáo{/}"
	b := nd30.New(nd30.A4)
	h := nd30.StandardHeader()
	h.Number = "Số: {so_van_ban}/{ky_hieu_co_quan}{#don_vi_soan_thao}-{don_vi_soan_thao}{/}"
	h.Subject = "V/v đôn đốc gửi " + thieu + " phong trào thi đua năm {nam}"
	h.LongRuleIf = "ten_co_quan_dai"
	b.Header(h)
	b.P("Kính gửi", "Kính gửi: {kinh_gui_noi}")
	b.P("Thân văn bản", "Thực hiện Kế hoạch{#ke_hoach_so} số {ke_hoach_so} {ke_hoach_ngay | ngay_dai}{/} của {ke_hoach_co_quan} phát động {ke_hoach_loai} “{ten_phong_trao}” năm {nam}, "+
		"{ten_goi_co_quan} theo dõi, tổng hợp kế hoạch, báo cáo của các cơ quan, đơn vị, địa phương. Đến {ngay | ngay_dai}, {ten_goi_co_quan} chưa nhận được "+thieu+" năm {nam} của {noi_gui}.")
	b.P("Thân văn bản", "{ten_goi_co_quan} đề nghị {kinh_gui_noi} gửi "+thieu+guiVe)
	b.Replaces("Công văn", "{ten_goi_co_quan}")
	b.P("Đoạn cuối", "Rất mong nhận được sự phối hợp của quý cơ quan, đơn vị./.")
	b.Sign(nd30.StandardSign())
	return b.Bytes("Công văn đôn đốc gửi kế hoạch, báo cáo")
}
