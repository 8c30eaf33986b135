package main

import "vanthu/pipeline/nd30"

// guiVe says where plan and report go and by when, as the plan that launched the movement
// does (its part III.3).
var guiVe = " về {ke_hoach_co_quan} (qua {dau_moi} - {ten_goi_co_quan}) để tổng hợp" +
	"{#thieu_ke_hoach && han_ke_hoach}; hạn gửi kế hoạch là " + ngayVan("han_ke_hoach") + "{/}{#thieu_bao_cao && han_bao_cao}; hạn gửi báo cáo là " + ngayVan("han_bao_cao") + "{/}. " +
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
	b.P("Thân văn bản", "Thực hiện "+keHoachNam+", "+
		"{ten_goi_co_quan} theo dõi, tổng hợp kế hoạch, báo cáo của các cơ quan, đơn vị, địa phương. Đến "+ngayVan("ngay")+", {ten_goi_co_quan} chưa nhận được "+thieu+" năm {nam} của {noi_gui}.")
	b.P("Thân văn bản", "{ten_goi_co_quan} đề nghị {kinh_gui_noi} gửi "+thieu+guiVe)
	b.Replaces("Công văn", "{ten_goi_co_quan}")
	b.P("Đoạn cuối", "Rất mong nhận được sự phối hợp của quý cơ quan, đơn vị./.")
	b.Sign(nd30.StandardSign())
	return b.Bytes("Công văn đôn đốc gửi kế hoạch, báo cáo")
}

// donDocChung makes the one letter to all that have not sent plan or report, with their list.
func donDocChung() ([]byte, error) {
	const thieu = "{#so_thieu_ke_hoach > 0}kế hoạch{/}{#so_thieu_ke_hoach > 0 && so_thieu_bao_cao > 0}, {/}{#so_thieu_bao_cao > 0}báo cáo{/}"
	b := nd30.New(nd30.A4)
	h := nd30.StandardHeader()
	h.Number = "Số: {so_van_ban}/{ky_hieu_co_quan}{#don_vi_soan_thao}-{don_vi_soan_thao}{/}"
	h.Subject = "V/v đôn đốc gửi " + thieu + " phong trào thi đua năm {nam}"
	h.LongRuleIf = "ten_co_quan_dai"
	b.Header(h)
	b.P("Kính gửi", "Kính gửi: Các cơ quan, đơn vị, địa phương có tên trong Danh sách kèm theo")
	b.P("Thân văn bản", "Thực hiện "+keHoachNam+", "+
		"{ten_goi_co_quan} theo dõi, tổng hợp kế hoạch, báo cáo của các cơ quan, đơn vị, địa phương. Đến "+ngayVan("ngay")+", còn {so_don_vi | hai_chu_so} cơ quan, đơn vị, địa phương chưa gửi "+thieu+
		"{#so_thieu_ke_hoach > 0 && so_thieu_bao_cao > 0}: {so_thieu_ke_hoach | hai_chu_so} nơi chưa gửi kế hoạch, {so_thieu_bao_cao | hai_chu_so} nơi chưa gửi báo cáo{/} (có Danh sách kèm theo).")
	b.P("Thân văn bản", "{ten_goi_co_quan} đề nghị các cơ quan, đơn vị, địa phương có tên trong Danh sách gửi "+thieu+" về {ke_hoach_co_quan} (qua {dau_moi} - {ten_goi_co_quan}) để tổng hợp"+
		"{#so_thieu_ke_hoach > 0 && han_ke_hoach}; hạn gửi kế hoạch là "+ngayVan("han_ke_hoach")+"{/}{#so_thieu_bao_cao > 0 && han_bao_cao}; hạn gửi báo cáo là "+ngayVan("han_bao_cao")+"{/}. "+
		"Nơi nào đã gửi, đề nghị cho biết số, ký hiệu và ngày của văn bản để đối chiếu.")
	b.Replaces("Công văn", "{ten_goi_co_quan}")
	b.P("Đoạn cuối", "Rất mong nhận được sự phối hợp của các cơ quan, đơn vị, địa phương./.")
	b.Sign(nd30.StandardSign())
	b.Annex(nd30.Annex{Title: "DANH SÁCH\nCƠ QUAN, ĐƠN VỊ, ĐỊA PHƯƠNG CHƯA GỬI KẾ HOẠCH, BÁO CÁO", Page: nd30.A4,
		With: "(Kèm theo Công văn số {so_van_ban}/{ky_hieu_co_quan}{#don_vi_soan_thao}-{don_vi_soan_thao}{/} {ngay_ban_hanh}\ncủa {ten_day_du_co_quan})"})
	b.P("Trước chữ ký", "")
	mark := func(tag string) nd30.Cell {
		return nd30.Cell{Style: "Bảng - ô giữa", Text: "{#" + tag + "}chưa gửi{/}{^" + tag + "}-{/}"}
	}
	last := mark("thieu_bao_cao")
	last.Text += "{/don_vi}"
	b.Table(nd30.Table{Widths: nd30.Columns(b.Page().TextWidth(), 12, 88, 30, 30), Heads: 1, Rows: []nd30.Row{
		nd30.Cells("Bảng - đầu", "TT", "Cơ quan, đơn vị, địa phương", "Kế hoạch", "Báo cáo"),
		{Whole: true, Cells: []nd30.Cell{{Style: "Bảng - ô giữa", Text: "{#don_vi}{$stt}"}, {Text: "{kinh_gui_noi}"}, mark("thieu_ke_hoach"), last}},
	}})
	b.P("Thân văn bản", "Danh sách này có {so_don_vi | hai_chu_so} cơ quan, đơn vị, địa phương./.")
	return b.Bytes("Công văn đôn đốc chung")
}
