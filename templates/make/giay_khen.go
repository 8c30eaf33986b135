package main

import (
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/unit"
)

// quyetDinhGiayKhen makes the decision of the head of an agency that gives the Giấy khen of a
// round (NĐ 30/2020, Mẫu 1.2), with its list.
func quyetDinhGiayKhen() ([]byte, error) {
	g := giay{ma: "QĐ", ten: "QUYẾT ĐỊNH", ve: "Về việc tặng {hinh_thuc_khen}", gach: 45 * unit.Mm}
	b := g.mo()
	b.P("Thẩm quyền ban hành", "{nguoi_quyet_dinh | in_hoa} {ten_day_du_co_quan | in_hoa}")
	b.When("Căn cứ", "can_cu", func() { b.P("Căn cứ", "Căn cứ {noi_dung};") })
	b.P("Căn cứ", "Theo đề nghị của {#de_nghi_nguoi}{de_nghi_nguoi}{/}{^de_nghi_nguoi}{#de_nghi == \"mac-dinh\"}{de_nghi_thuong}{/}{^de_nghi == \"mac-dinh\"}{de_nghi}{/}{/}{#bien_ban_so && bien_ban_ngay <= ngay} tại Biên bản số {bien_ban_so} "+ngayCanCu("bien_ban_ngay")+"{/}.")
	b.P("Thẩm quyền ban hành", "QUYẾT ĐỊNH:")
	b.Runs("Thân văn bản", nd30.B("Điều 1. "), nd30.T("Tặng {hinh_thuc_khen} cho {#"+tungTruongHop+"}"+motTruongHop+", {thanh_tich_dot}.{/}{^"+tungTruongHop+"}"+soLuongTheo+", {thanh_tich_dot}"+
		`{#kieu_danh_sach == "trong-dieu-1"}, gồm:{/}{^kieu_danh_sach == "trong-dieu-1"} (có Danh sách kèm theo).{/}{/}`))
	b.When("Thân văn bản", `kieu_danh_sach == "trong-dieu-1"`, func() { danhSachDong(b, ".", true) })
	b.When("Thân văn bản", "neu_tien", func() { quyetDinhTien(b, "Giấy khen", "của {ten_goi_co_quan}") })
	b.P("Thân văn bản", "{#thay_the_so}")
	b.Runs("Thân văn bản", nd30.B("Điều {#neu_tien}3{/}{^neu_tien}2{/}. "), nd30.T(nd30.Replaces("Quyết định", "{nguoi_quyet_dinh} {ten_goi_co_quan} về việc tặng {hinh_thuc_khen}")))
	b.P("Thân văn bản", "{/thay_the_so}")
	b.Runs("Đoạn cuối", nd30.B("Điều "+dieuCuoi+". "), nd30.T("{thi_hanh} và {^"+tungTruongHop+"}các {/}"+cacNhom("tập thể", "cá nhân", "hộ gia đình")+" có tên tại Điều 1 căn cứ Quyết định thi hành./."))
	b.Sign(nd30.StandardSign("- Như Điều " + dieuCuoi + ";"))
	danhSachKem(b, "GIẤY KHEN", "(Kèm theo Quyết định số "+g.so()+" {ngay_ban_hanh} của {nguoi_quyet_dinh} {ten_day_du_co_quan})")
	return b.Bytes("Quyết định tặng Giấy khen")
}

// giayKhen makes the form of the Giấy khen: A4 on its side, the lines and colours of NĐ 98/2023
// Đ.104, the room of the emblem left empty.
func giayKhen() ([]byte, error) {
	f := newGiay()
	f.printed(46*unit.Mm, 15*unit.Pt, 0, nd30.QuocHieu)
	f.printed(55*unit.Mm, 15*unit.Pt, 0, nd30.TieuNgu)
	f.printed(80*unit.Mm, 20*unit.Pt, 0, "TẶNG")
	f.printed(96*unit.Mm, 34*unit.Pt, red, "GIẤY KHEN")

	head := f.line("nguoi_tang", "{nguoi_quyet_dinh | in_hoa} {ten_day_du_co_quan | in_hoa}", band{61 * unit.Mm, 10 * unit.Mm, 18 * unit.Pt})
	head.Color = red
	where := f.line("dia_chi", "", band{113 * unit.Mm, 9 * unit.Mm, 15 * unit.Pt})
	deed := f.line("thanh_tich", "", band{122 * unit.Mm, 14 * unit.Mm, 15 * unit.Pt})
	for _, one := range []*pdf.Field{&where, &deed} {
		one.Bold, one.Lines = false, true
	}
	fields := append([]pdf.Field{head, f.line("ten", "", band{101 * unit.Mm, 12 * unit.Mm, 24 * unit.Pt}), where, deed}, f.foot(137*unit.Mm, "Số sổ vàng: {so_so_vang}", "so_so_vang_in")...)
	return f.bytes("Mẫu Giấy khen", fields)
}
