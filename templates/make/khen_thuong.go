package main

import (
	"fmt"

	"vanthu/pipeline/nd30"
	"vanthu/pipeline/unit"
)

// soLuong writes how many collectives, persons and households there are, as Điều 1 does:
// "38 tập thể, 57 cá nhân và 05 hộ gia đình"; a group without rows is left out, and where
// nobody is approved yet, there are dots to be seen.
const soLuong = `{#so_tap_the > 0}{so_tap_the | hai_chu_so} tập thể{/}` +
	`{#so_tap_the > 0 && so_ca_nhan > 0}{#so_ho_gia_dinh > 0}, {/}{^so_ho_gia_dinh > 0} và {/}{/}` +
	`{#so_ca_nhan > 0}{so_ca_nhan | hai_chu_so} cá nhân{/}` +
	`{#so_ho_gia_dinh > 0}{#so_tap_the > 0 || so_ca_nhan > 0} và {/}{so_ho_gia_dinh | hai_chu_so} hộ gia đình{/}` +
	`{#so_tap_the == 0 && so_ca_nhan == 0 && so_ho_gia_dinh == 0}…… tập thể, …… cá nhân{/}`

// cacNhom writes which groups there are: "tập thể, cá nhân, hộ gia đình".
const cacNhom = `{#so_tap_the > 0}tập thể{/}{#so_tap_the > 0 && so_ca_nhan > 0}, {/}{#so_ca_nhan > 0}cá nhân{/}` +
	`{#so_ho_gia_dinh > 0}{#so_tap_the > 0 || so_ca_nhan > 0}, {/}hộ gia đình{/}`

// quyetDinh makes the decision of the Chairman that gives the Bằng khen of a round
// (NĐ 30/2020, Mẫu 1.2), with its list.
func quyetDinh() ([]byte, error) {
	b := nd30.New(nd30.A4)
	h := nd30.StandardHeader()
	h.Number = "Số: {so_van_ban}/QĐ-{ky_hieu_co_quan}"
	b.Header(h)
	b.Title("QUYẾT ĐỊNH", "Về việc tặng {hinh_thuc_khen}", 45*unit.Mm)
	b.P("Thẩm quyền ban hành", "CHỦ TỊCH {ten_day_du_co_quan | in_hoa}")
	b.When("Căn cứ", "can_cu", func() { b.P("Căn cứ", "Căn cứ {noi_dung};") })
	b.P("Căn cứ", "Theo đề nghị của {de_nghi_nguoi | mac_dinh:\"……………………\"}{#to_trinh_ngay && to_trinh_ngay <= ngay} tại Tờ trình số {to_trinh_so} "+ngayCanCu("to_trinh_ngay")+"{/}"+
		"{#tham_dinh_nguoi} và {tham_dinh_nguoi}{#tham_dinh_ngay && tham_dinh_ngay <= ngay} tại Tờ trình số {tham_dinh_so} "+ngayCanCu("tham_dinh_ngay")+"{/}{/}.")
	b.P("Thẩm quyền ban hành", "QUYẾT ĐỊNH:")
	b.Runs("Thân văn bản", nd30.B("Điều 1. "), nd30.T("Tặng {hinh_thuc_khen} cho "+soLuong+", {thanh_tich_dot}"+
		`{#kieu_danh_sach == "trong-dieu-1"}, gồm:{/}{^kieu_danh_sach == "trong-dieu-1"} (có Danh sách kèm theo).{/}`))
	b.When("Thân văn bản", `kieu_danh_sach == "trong-dieu-1"`, func() { danhSachDong(b, ".", true) })
	b.When("Thân văn bản", "neu_tien", func() { quyetDinhTien(b) })
	b.P("Thân văn bản", "{#thay_the_so}")
	b.Runs("Thân văn bản", nd30.B("Điều {#neu_tien}3{/}{^neu_tien}2{/}. "), nd30.T(nd30.Replaces("Quyết định", "Chủ tịch {ten_goi_co_quan} về việc tặng {hinh_thuc_khen}")))
	b.P("Thân văn bản", "{/thay_the_so}")
	b.Runs("Đoạn cuối", nd30.B("Điều "+dieuCuoi+". "), nd30.T("Chánh Văn phòng {ten_goi_co_quan}{#tham_dinh_nguoi}, {tham_dinh_nguoi}{/}{#de_nghi_nguoi}, {de_nghi_nguoi}{/}, "+
		"Chủ tịch Ủy ban nhân dân các "+theoCap("{cap_huyen}", "{cap_xa}")+", Thủ trưởng các cơ quan, đơn vị có liên quan và các "+cacNhom+" có tên tại Điều 1 căn cứ Quyết định thi hành./."))
	b.Sign(nd30.StandardSign("- Như Điều " + dieuCuoi + ";"))
	b.P("Ngắt", `{^kieu_danh_sach == "trong-dieu-1"}`)
	b.Annex(nd30.Annex{Title: "DANH SÁCH\nCÁC {#so_tap_the > 0}TẬP THỂ{/}{#so_tap_the > 0 && so_ca_nhan > 0}, {/}{#so_ca_nhan > 0}CÁ NHÂN{/}{#so_ho_gia_dinh > 0}{#so_tap_the > 0 || so_ca_nhan > 0}, {/}HỘ GIA ĐÌNH{/}\nĐƯỢC TẶNG BẰNG KHEN",
		With: "(Kèm theo Quyết định số {so_van_ban}/QĐ-{ky_hieu_co_quan} {ngay_ban_hanh} của Chủ tịch {ten_day_du_co_quan})", Page: nd30.A4})
	b.P("Trước chữ ký", "")
	b.When("Thân văn bản", `kieu_danh_sach == "dong"`, func() { danhSachDong(b, "./.", false) })
	b.When("Thân văn bản", `kieu_danh_sach == "bang" && neu_tien`, func() { danhSach(b, true) })
	b.When("Thân văn bản", `kieu_danh_sach == "bang" && !neu_tien`, func() { danhSach(b, false) })
	b.When("Thân văn bản", `kieu_danh_sach == "bang"`, func() { b.P("Thân văn bản", "Danh sách này có "+soLuong+"./.") })
	b.P("Ngắt", "{/}")
	return b.Bytes("Quyết định tặng Bằng khen")
}

// dieuCuoi is the number of the decision's last article.
const dieuCuoi = "{#thay_the_so && neu_tien}4{/}{#thay_the_so && !neu_tien}3{/}{^thay_the_so}{#neu_tien}3{/}{^neu_tien}2{/}{/}"

// quyetDinhTien is Điều 2: the money by the base salary and the coefficients of the day.
func quyetDinhTien(b *nd30.Builder) {
	muc := func(nhom, ten string) string {
		return fmt.Sprintf(`{#so_%[1]s > 0 && muc_%[1]s}mỗi %[2]s {muc_%[1]s | tien} ({muc_%[1]s | tien | bang_chu}); {/}`, nhom, ten)
	}
	b.Runs("Thân văn bản", nd30.B("Điều 2. "), nd30.T("Mức tiền thưởng kèm theo Bằng khen: "+muc("tap_the", "tập thể")+muc("ca_nhan", "cá nhân")+muc("ho_gia_dinh", "hộ gia đình")+
		"tính theo {#can_cu_thuong}{can_cu_thuong} và {/}mức lương cơ sở {luong_co_so | tien}/tháng{#can_cu_luong} ({can_cu_luong}){/}. "+
		"{#tong_tien}Tổng số tiền thưởng là {tong_tien | tien} ({tong_tien | tien | bang_chu}), chi{/}{^tong_tien}Tiền thưởng chi{/} từ Quỹ thi đua, khen thưởng {cap_tinh}."))
}

// The numbers of the second and third group of a list, from the groups before that have
// rows.
const (
	soNhom2 = `{#so_tap_the > 0}II{/}{^so_tap_the > 0}I{/}`
	soNhom3 = `{#so_tap_the > 0 && so_ca_nhan > 0}III{/}{#so_tap_the > 0 && so_ca_nhan == 0}II{/}` +
		`{#so_tap_the == 0 && so_ca_nhan > 0}II{/}{#so_tap_the == 0 && so_ca_nhan == 0}I{/}`
)

// nhom makes the rows of a group of a list: the heading, with the group's sum in the last
// column if there is one, and a repeated row behind its number. Without rows the group
// vanishes. stt is the tag of a row's number.
func nhom(list, heading, sum, stt string, cells ...nd30.Cell) []nd30.Row {
	columns := 1
	for _, c := range cells {
		columns += max(c.Span, 1)
	}
	head := []nd30.Cell{{Style: "Bảng - nhóm", Text: "{#so_" + list + " > 0}" + heading, Span: columns}}
	if sum != "" {
		head[0].Span--
		head = append(head, nd30.Cell{Style: "Bảng - tổng", Text: sum})
	}
	// The last row of the list stays with the line that closes it.
	number := func(b *nd30.Builder) {
		b.P("Bảng - ô giữa", "{#"+list+"}{^$cuoi}")
		b.P("Bảng - ô giữa", stt)
		b.P("Bảng - ô giữa", "{/}{#$cuoi}")
		b.P("Bảng - ô giữa cuối", stt)
		b.P("Bảng - ô giữa", "{/}")
	}
	row := append([]nd30.Cell{{Fill: number}}, cells...)
	row[len(row)-1].Text += "{/" + list + "}{/}"
	return []nd30.Row{{Whole: true, Cells: head}, {Whole: true, Cells: row}}
}

// tenCot is the head of the column of names.
const tenCot = `{#so_tap_the > 0}Tập thể, họ và tên{/}{^so_tap_the > 0}Họ và tên{/}`

// danhSachDong is the list of the decision in numbered lines, as many offices write it; the
// last line ends with end. Inside of an article the groups have headings without a number.
func danhSachDong(b *nd30.Builder, end string, inArticle bool) {
	number := "{$stt}"
	if inArticle { // its clauses are numbered through
		number = "{so_so_vang}"
	}
	group := func(list, heading, line, others string) {
		b.When("Mục lớn", "so_"+list+" > 0", func() {
			if inArticle {
				b.P("Thân văn bản", heading)
			} else {
				b.P("Mục lớn", heading)
			}
			last := "$cuoi" + others
			b.P("Thân văn bản", "{#"+list+"}")
			b.P("Thân văn bản", number+". "+line+"{#"+last+"}"+end+"{/}{^"+last+"};{/}")
			b.P("Thân văn bản", "{/"+list+"}")
		})
	}
	headings := [3]string{"I. TẬP THỂ", soNhom2 + ". CÁ NHÂN", soNhom3 + ". HỘ GIA ĐÌNH"}
	if inArticle {
		headings = [3]string{"Tập thể:", "Cá nhân:", "Hộ gia đình:"}
	}
	group("tap_the", headings[0], "{ten}", " && so_ca_nhan == 0 && so_ho_gia_dinh == 0")
	group("ca_nhan", headings[1], "{danh_xung} {ho_ten}{#chuc_danh}, {chuc_danh}{/}", " && so_ho_gia_dinh == 0")
	group("ho_gia_dinh", headings[2], "{ten}{#noi_o}, trú tại {noi_o}{/}", "")
}

// danhSach is the list of the decision as a table: names, posts, and the money of each.
func danhSach(b *nd30.Builder, money bool) {
	head, widths, total := []string{"TT", tenCot, "Chức vụ, đơn vị công tác hoặc địa chỉ"}, []int{10, 58, 92}, ""
	so := func(tag string) []nd30.Cell {
		return []nd30.Cell{{Style: "Bảng - ô số", Text: "{" + tag + ` | so | mac_dinh:"-"}`}}
	}
	sum := func(tag string) string { return "{" + tag + ` | so | mac_dinh:"-"}` }
	if money {
		head, widths, total = append(head, "Tiền thưởng (đồng)"), []int{10, 50, 73, 27}, sum("tong_tien")
	} else {
		so, sum = func(string) []nd30.Cell { return nil }, func(string) string { return "" }
	}
	rows := []nd30.Row{nd30.Cells("Bảng - đầu", head...)}
	rows = append(rows, nhom("tap_the", "I. TẬP THỂ", sum("tien_tap_the"), "{so_so_vang}", append([]nd30.Cell{{Text: "{ten}", Span: 2}}, so("tien_thuong")...)...)...)
	rows = append(rows, nhom("ca_nhan", soNhom2+". CÁ NHÂN", sum("tien_ca_nhan"), "{so_so_vang}", append([]nd30.Cell{{Text: "{danh_xung} {ho_ten}"}, {Text: noiCongTac}}, so("tien_thuong")...)...)...)
	rows = append(rows, nhom("ho_gia_dinh", soNhom3+". HỘ GIA ĐÌNH", sum("tien_ho_gia_dinh"), "{so_so_vang}", append([]nd30.Cell{{Text: "{ten}"}, {Text: "{#noi_o}Trú tại {noi_o}{/}"}}, so("tien_thuong")...)...)...)
	if money {
		rows = append(rows, nd30.Row{Whole: true, Cells: []nd30.Cell{{Style: "Bảng - đầu", Text: "TỔNG CỘNG", Span: 3}, {Style: "Bảng - tổng", Text: total}}})
	}
	b.Table(nd30.Table{Widths: nd30.Columns(b.Page().TextWidth(), widths...), Heads: 1, Rows: rows})
}

const noiCongTac = "{chuc_danh}"

// toTrinh makes the proposal of the police of the province (NĐ 30/2020, Mẫu 1.4), with its
// list.
func toTrinh() ([]byte, error) {
	b := nd30.New(nd30.A4)
	h := nd30.StandardHeader()
	h.Number = "Số: {so_van_ban}/TTr-{ky_hieu_co_quan}{#don_vi_soan_thao}-{don_vi_soan_thao}{/}"
	h.LongRuleIf = "ten_co_quan_dai"
	b.Header(h)
	b.Title("TỜ TRÌNH", "Về việc đề nghị tặng {hinh_thuc_khen}", 50*unit.Mm)
	b.ToList("kinh_gui")
	canCu(b, "{#$cuoi}.{/}{^$cuoi};{/}")
	b.P("Thân văn bản", "Thực hiện "+keHoachNam+canCuTrongCau+", "+
		"{ten_goi_co_quan} đã hướng dẫn các cơ quan, đơn vị, địa phương xét chọn, lập hồ sơ đề nghị khen thưởng; tiếp nhận, tổng hợp hồ sơ và lấy ý kiến các cơ quan có liên quan."+
		"{#bien_ban_so && bien_ban_ngay <= ngay} Hội đồng Thi đua - Khen thưởng {ten_goi_co_quan} đã họp xét, có {so_co_mat | hai_chu_so}/{so_thanh_vien | hai_chu_so} thành viên dự họp "+
		"(Biên bản số {bien_ban_so} "+ngayVan("bien_ban_ngay")+" về việc họp xét khen thưởng).{/}")
	b.P("Thân văn bản", "{ten_goi_co_quan} kính trình và đề nghị Chủ tịch Ủy ban nhân dân {cap_tinh} tặng Bằng khen cho "+soLuong+", {thanh_tich_dot}.")
	b.When("Thân văn bản", "tong_tien > 0", func() {
		b.P("Thân văn bản", "Dự kiến tiền thưởng kèm theo Bằng khen là {tong_tien | tien} ({tong_tien | tien | bang_chu}), tính theo "+
			"{#can_cu_thuong}{can_cu_thuong} và {/}mức lương cơ sở {luong_co_so | tien}/tháng{#can_cu_luong} ({can_cu_luong}){/}, chi từ Quỹ thi đua, khen thưởng {cap_tinh}.")
	})
	b.Replaces("Tờ trình", "{ten_goi_co_quan}")
	b.P("Đoạn cuối", "(Có Danh sách và Hồ sơ đề nghị khen thưởng kèm theo)")
	b.P("Đoạn cuối", "Kính đề nghị Chủ tịch Ủy ban nhân dân {cap_tinh} xem xét, quyết định./.")
	b.Sign(nd30.StandardSign())
	b.Annex(nd30.Annex{Title: "DANH SÁCH\nĐỀ NGHỊ TẶNG BẰNG KHEN",
		With: "(Kèm theo Tờ trình số {so_van_ban}/TTr-{ky_hieu_co_quan}{#don_vi_soan_thao}-{don_vi_soan_thao}{/} {ngay_ban_hanh} của {ten_day_du_co_quan})", Page: nd30.A4Landscape})
	b.P("Trước chữ ký", "")
	danhSachDeNghi(b)
	b.P("Thân văn bản", "Danh sách này có "+soLuong+"./.")
	return b.Bytes("Tờ trình đề nghị tặng Bằng khen")
}

// danhSachDeNghi is the list of the proposal: names, posts, achievements, who proposed.
func danhSachDeNghi(b *nd30.Builder) {
	why, who := nd30.Cell{Text: "{thanh_tich}"}, nd30.Cell{Text: "{don_vi_de_nghi}"}
	rows := []nd30.Row{nd30.Cells("Bảng - đầu", "TT", tenCot, "Chức vụ, đơn vị công tác hoặc địa chỉ", "Tóm tắt thành tích", "Đơn vị đề nghị")}
	rows = append(rows, nhom("tap_the", "I. TẬP THỂ", "", "{$stt}", nd30.Cell{Text: "{ten}", Span: 2}, why, who)...)
	rows = append(rows, nhom("ca_nhan", soNhom2+". CÁ NHÂN", "", "{$stt}", nd30.Cell{Text: "{danh_xung} {ho_ten}"}, nd30.Cell{Text: noiCongTac}, why, who)...)
	rows = append(rows, nhom("ho_gia_dinh", soNhom3+". HỘ GIA ĐÌNH", "", "{$stt}", nd30.Cell{Text: "{ten}"}, nd30.Cell{Text: "{#noi_o}Trú tại {noi_o}{/}"}, why, who)...)
	b.Table(nd30.Table{Widths: nd30.Columns(b.Page().TextWidth(), 10, 51, 76, 72, 45), Heads: 1, Rows: rows})
}
