package main

import (
	"fmt"

	"vanthu/pipeline/nd30"
	"vanthu/pipeline/unit"
)

// quyetDinh makes the decision of the Chairman that gives the Bằng khen of a round
// (NĐ 30/2020, Mẫu 1.2), with its list.
func quyetDinh() ([]byte, error) {
	b := nd30.New(nd30.A4)
	h := nd30.StandardHeader()
	h.Number = "Số: {so_van_ban}/QĐ-{ky_hieu_co_quan}"
	b.Header(h)
	b.Title("QUYẾT ĐỊNH", "Về việc tặng "+hinhThucKhen, 45*unit.Mm)
	b.P("Thẩm quyền ban hành", "CHỦ TỊCH {ten_day_du_co_quan | in_hoa}")
	b.When("Căn cứ", "can_cu", func() { b.P("Căn cứ", "Căn cứ {noi_dung};") })
	b.P("Căn cứ", "Theo đề nghị của {de_nghi_nguoi | mac_dinh:\"……………………\"}{#to_trinh_ngay && to_trinh_ngay <= ngay} tại Tờ trình số {to_trinh_so} "+ngayCanCu("to_trinh_ngay")+"{/}"+
		"{#tham_dinh_nguoi} và {tham_dinh_nguoi}{#tham_dinh_ngay && tham_dinh_ngay <= ngay} tại Tờ trình số {tham_dinh_so} "+ngayCanCu("tham_dinh_ngay")+"{/}{/}.")
	b.P("Thẩm quyền ban hành", "QUYẾT ĐỊNH:")
	b.Runs("Thân văn bản", nd30.B("Điều 1. "), nd30.T("Tặng "+hinhThucKhen+" cho {#"+tungTruongHop+"}"+motTruongHop+", {thanh_tich_dot}.{/}{^"+tungTruongHop+"}"+soLuongTheo+", {thanh_tich_dot}"+
		`{#kieu_danh_sach == "trong-dieu-1"}, gồm:{/}{^kieu_danh_sach == "trong-dieu-1"} (có Danh sách kèm theo).{/}{/}`))
	b.When("Thân văn bản", `kieu_danh_sach == "trong-dieu-1"`, func() { danhSachDong(b, ".", true) })
	b.When("Thân văn bản", "neu_tien", func() { quyetDinhTien(b, "Bằng khen", "{cap_tinh}") })
	b.P("Thân văn bản", "{#thay_the_so}")
	b.Runs("Thân văn bản", nd30.B("Điều {#neu_tien}3{/}{^neu_tien}2{/}. "), nd30.T(nd30.Replaces("Quyết định", "Chủ tịch {ten_goi_co_quan} về việc tặng {hinh_thuc_khen}")))
	b.P("Thân văn bản", "{/thay_the_so}")
	b.Runs("Đoạn cuối", nd30.B("Điều "+dieuCuoi+". "), nd30.T("Chánh Văn phòng {ten_goi_co_quan}{#tham_dinh_nguoi}, {tham_dinh_nguoi}{/}{#de_nghi_nguoi}, {de_nghi_nguoi}{/}"+
		`{#thi_hanh == "mac-dinh"}, Chủ tịch Ủy ban nhân dân các `+theoCap("{cap_huyen}", "{cap_xa}")+", Thủ trưởng các cơ quan, đơn vị có liên quan{/}"+
		`{^thi_hanh == "mac-dinh" || thi_hanh == "khong"}, {thi_hanh}{/} và `+
		"{^"+tungTruongHop+"}các {/}"+cacNhom("tập thể", "cá nhân", "hộ gia đình")+" có tên tại Điều 1 căn cứ Quyết định thi hành./."))
	b.Sign(nd30.StandardSign("- Như Điều " + dieuCuoi + ";"))
	danhSachKem(b, "BẰNG KHEN", `(Kèm theo Quyết định số {so_van_ban}/QĐ-{ky_hieu_co_quan} {ngay_ban_hanh} của Chủ tịch {#ten_danh_sach == "ngan"}{ten_goi_co_quan}{/}{^ten_danh_sach == "ngan"}{ten_day_du_co_quan}{/})`)
	return b.Bytes("Quyết định tặng Bằng khen")
}

// hinhThucKhen names the award, in full or with UBND.
const hinhThucKhen = `{#ten_ubnd == "viet-tat"}{hinh_thuc_khen_tat}{/}{^ten_ubnd == "viet-tat"}{hinh_thuc_khen}{/}`

// tungTruongHop says that each has a decision of its own; motTruongHop names the one.
const (
	tungTruongHop = `kieu_danh_sach == "tung-truong-hop"`
	motTruongHop  = "{#tap_the}{ten}{/}{#ca_nhan}{danh_xung} {ho_ten}{#chuc_danh}, {chuc_danh}{/}{/}{#ho_gia_dinh}{ten_trong_cau}{#noi_o}, trú tại {noi_o}{/}{/}"
)

// danhSachKem is the list behind a decision on an award, where the kind wants one.
func danhSachKem(b *nd30.Builder, giay, kem string) {
	b.P("Ngắt", `{#kieu_danh_sach == "bang" || kieu_danh_sach == "dong"}`)
	b.Annex(nd30.Annex{Title: `DANH SÁCH{^ten_danh_sach == "ngan"}` + "\nCÁC " + cacNhom("TẬP THỂ", "CÁ NHÂN", "HỘ GIA ĐÌNH") + "\nĐƯỢC TẶNG " + giay + "{/}", With: kem, Page: nd30.A4})
	b.P("Trước chữ ký", "")
	b.When("Thân văn bản", `kieu_danh_sach == "dong"`, func() { danhSachDong(b, "./.", false) })
	b.When("Thân văn bản", `kieu_danh_sach == "bang" && neu_tien`, func() { danhSach(b, true) })
	b.When("Thân văn bản", `kieu_danh_sach == "bang" && !neu_tien`, func() { danhSach(b, false) })
	b.When("Thân văn bản", `kieu_danh_sach == "bang"`, func() { b.P("Thân văn bản", "Danh sách này có "+soLuongTheo+"./.") })
	b.P("Ngắt", "{/}")
}

// dieuCuoi is the number of the decision's last article.
const dieuCuoi = "{#thay_the_so && neu_tien}4{/}{#thay_the_so && !neu_tien}3{/}{^thay_the_so}{#neu_tien}3{/}{^neu_tien}2{/}{/}"

// quyetDinhTien is Điều 2: the money that goes with an award, by the base salary and the
// coefficients of the day, and whose fund pays.
func quyetDinhTien(b *nd30.Builder, giay, quy string) {
	muc := func(nhom, ten string) string {
		return fmt.Sprintf(`{#so_%[1]s > 0 && muc_%[1]s}mỗi %[2]s {muc_%[1]s | tien} ({muc_%[1]s | tien | bang_chu}); {/}`, nhom, ten)
	}
	b.Runs("Thân văn bản", nd30.B("Điều 2. "), nd30.T("Mức tiền thưởng kèm theo "+giay+": "+
		"{#"+tungTruongHop+"}{#tong_tien}{tong_tien | tien} ({tong_tien | tien | bang_chu}), {/}{/}{^"+tungTruongHop+"}"+muc("tap_the", "tập thể")+muc("ca_nhan", "cá nhân")+muc("ho_gia_dinh", "hộ gia đình")+"{/}"+
		"tính theo {#can_cu_thuong}{can_cu_thuong} và {/}mức lương cơ sở {luong_co_so | tien}/tháng{#can_cu_luong} ({can_cu_luong}){/}. "+
		"{#tong_tien && !("+tungTruongHop+")}Tổng số tiền thưởng là {tong_tien | tien} ({tong_tien | tien | bang_chu}), chi{/}{^tong_tien && !("+tungTruongHop+")}Tiền thưởng chi{/} từ Quỹ thi đua, khen thưởng "+quy+"."))
}

// danhSach is the list of the decision as a table: names, posts, and the money of each.
func danhSach(b *nd30.Builder, money bool) {
	t := bangKhen{rong: []int{10, 58, 92}, dau: []string{"TT", tenCot, "Chức vụ, đơn vị công tác\nhoặc địa chỉ"}, stt: "{so_so_vang}",
		o: func(list string) ([]nd30.Cell, string) { return oTen(list), "" }}
	if money {
		so := func(tag string) string { return "{" + tag + ` | so | mac_dinh:"-"}` }
		t.rong, t.dau = []int{10, 50, 73, 27}, append(t.dau, "Tiền thưởng (đồng)")
		t.o = func(list string) ([]nd30.Cell, string) {
			return append(oTen(list), nd30.Cell{Style: "Bảng - ô số", Text: so("tien_thuong")}), so("tien_" + list)
		}
		t.tong = []nd30.Row{{Whole: true, Cells: []nd30.Cell{{Style: "Bảng - đầu", Text: "TỔNG CỘNG", Span: 3}, {Style: "Bảng - tổng", Text: so("tong_tien")}}}}
	}
	t.ke(b)
}

// toTrinh makes the proposal of the police of the province (NĐ 30/2020, Mẫu 1.4), with its
// list.
func toTrinh() ([]byte, error) {
	b := nd30.New(nd30.A4)
	h := nd30.StandardHeader()
	h.Number = "Số: {so_van_ban}/TTr-{ky_hieu_co_quan}{#don_vi_soan_thao}-{don_vi_soan_thao}{/}"
	h.LongRuleIf, h.ShortRuleIf = "ten_co_quan_dai", "ten_co_quan_ngan"
	b.Header(h)
	b.Title("TỜ TRÌNH", `{#ve_viec == "ve-viec"}Về việc {/}{#ve_viec == "v-v"}V/v {/}{#ve_viec == "khong"}Đ{/}{^ve_viec == "khong"}đ{/}ề nghị {#xet_khen}xét khen thưởng{/}{^xet_khen}tặng{/} `+hinhThucKhen, 50*unit.Mm)
	b.P("Thân văn bản", "{#neu_kinh_gui}")
	b.ToList("kinh_gui")
	b.P("Thân văn bản", "{/neu_kinh_gui}")
	canCu(b, "{#$cuoi}.{/}{^$cuoi};{/}")
	b.P("Thân văn bản", "Thực hiện "+keHoachNam+canCuTrongCau+"{^neu_qua_trinh}{#bien_ban_so && bien_ban_ngay <= ngay} và Biên bản số {bien_ban_so} "+ngayVan("bien_ban_ngay")+" họp xét khen thưởng của {ten_goi_co_quan}{/}{/}, "+
		"{#neu_qua_trinh}{ten_goi_co_quan} đã hướng dẫn các cơ quan, đơn vị, địa phương xét chọn, lập hồ sơ đề nghị khen thưởng; tiếp nhận, tổng hợp hồ sơ và lấy ý kiến các cơ quan có liên quan.{/}"+
		"{^neu_qua_trinh}{ten_goi_co_quan} kính trình và đề nghị Chủ tịch {#ten_ubnd == \"viet-tat\"}UBND{/}{^ten_ubnd == \"viet-tat\"}Ủy ban nhân dân{/} {cap_tinh} tặng Bằng khen cho "+soLuongTheo+", {thanh_tich_dot}.{/}"+
		"{#neu_qua_trinh && bien_ban_so && bien_ban_ngay <= ngay} Hội đồng Thi đua - Khen thưởng {ten_goi_co_quan} đã họp xét, có {so_co_mat | hai_chu_so}/{so_thanh_vien | hai_chu_so} thành viên dự họp "+
		"(Biên bản số {bien_ban_so} "+ngayVan("bien_ban_ngay")+" về việc họp xét khen thưởng).{/}")
	b.When("Thân văn bản", "neu_qua_trinh", func() {
		b.P("Thân văn bản", "{ten_goi_co_quan} kính trình và đề nghị Chủ tịch Ủy ban nhân dân {cap_tinh} tặng Bằng khen cho "+soLuongTheo+", {thanh_tich_dot}.")
	})
	b.When("Thân văn bản", "neu_tien && tong_tien > 0", func() {
		b.P("Thân văn bản", "Dự kiến tiền thưởng kèm theo Bằng khen là {tong_tien | tien} ({tong_tien | tien | bang_chu}), tính theo "+
			"{#can_cu_thuong}{can_cu_thuong} và {/}mức lương cơ sở {luong_co_so | tien}/tháng{#can_cu_luong} ({can_cu_luong}){/}, chi từ Quỹ thi đua, khen thưởng {cap_tinh}.")
	})
	b.Replaces("Tờ trình", "{ten_goi_co_quan}")
	b.P("Đoạn cuối", "(Có Danh sách và Hồ sơ đề nghị khen thưởng kèm theo)")
	b.P("Đoạn cuối", "Kính đề nghị Chủ tịch {#ten_ubnd == \"viet-tat\"}UBND{/}{^ten_ubnd == \"viet-tat\"}Ủy ban nhân dân{/} {cap_tinh} xem xét, quyết định./.")
	b.Sign(nd30.StandardSign())
	toTrinhDanhSach(b)
	return b.Bytes("Tờ trình đề nghị tặng Bằng khen")
}

// toTrinhDanhSach is the list behind the proposal: a table of five columns on a page on its
// side, or two columns or numbered lines on an upright one.
func toTrinhDanhSach(b *nd30.Builder) {
	head := func() {
		b.AnnexHead(nd30.Annex{Title: `DANH SÁCH{^ten_danh_sach == "ngan"}` + "\nĐỀ NGHỊ TẶNG BẰNG KHEN{/}",
			With: `(Kèm theo Tờ trình số {so_van_ban}/TTr-{ky_hieu_co_quan}{#don_vi_soan_thao}-{don_vi_soan_thao}{/} {ngay_ban_hanh} của {#ten_danh_sach == "ngan"}{ten_goi_co_quan}{/}{^ten_danh_sach == "ngan"}{ten_day_du_co_quan}{/})`})
		b.P("Trước chữ ký", "")
	}
	b.Section(nd30.A4Landscape, true)
	b.P("Ngắt", `{#kieu_danh_sach == "bang"}`)
	head()
	danhSachDeNghi(b)
	b.P("Thân văn bản", "Danh sách này có "+soLuongTheo+"./.")
	b.Section(nd30.A4, true) // goes with the table; the end of the text then has its page
	b.P("Ngắt", `{/}`)
	b.P("Ngắt", `{^kieu_danh_sach == "bang"}`)
	head()
	b.When("Thân văn bản", `kieu_danh_sach == "hai-cot"`, func() {
		danhSachHaiCot(b, "Tập thể, cá nhân đề nghị xét khen thưởng")
		b.P("Thân văn bản", `{^ten_danh_sach == "ngan"}`)
		b.P("Thân văn bản", "Danh sách này có "+soLuongTheo+"./.")
		b.P("Thân văn bản", "{/}")
	})
	b.When("Thân văn bản", `kieu_danh_sach == "dong"`, func() { danhSachDong(b, "./.", false) })
	b.P("Ngắt", "{/}")
}

// danhSachDeNghi is the list of the proposal: names, posts, achievements, who proposed.
func danhSachDeNghi(b *nd30.Builder) {
	bangKhen{rong: []int{10, 51, 76, 72, 45}, dau: []string{"TT", tenCot, "Chức vụ, đơn vị công tác\nhoặc địa chỉ", "Tóm tắt thành tích", "Đơn vị đề nghị"}, stt: "{$stt}",
		o: func(list string) ([]nd30.Cell, string) {
			return append(oTen(list), nd30.Cell{Text: "{thanh_tich}"}, nd30.Cell{Text: "{don_vi_de_nghi}"}), ""
		}}.ke(b)
}
