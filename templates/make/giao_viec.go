package main

import "vanthu/pipeline/nd30"

// giaoViec makes the letter by which the people's committee or the board gives tasks to agencies,
// units and localities (NĐ 30/2020, Mẫu 1.5).
func giaoViec() ([]byte, error) {
	g := giay{ve: "V/v {ve_viec}", kinhGui: true}
	b := g.mo()
	than(b, "Thực hiện "+keHoachNam+"{#can_cu_giao}; {can_cu_giao}{/}, {ten_goi_co_quan} yêu cầu các cơ quan, đơn vị, địa phương thực hiện các nhiệm vụ sau:")
	b.P("Thân văn bản", "{#nhiem_vu}{#dau_noi}")
	b.P("Khoản có tiêu đề", "{so_noi}. {noi_lam}")
	b.P("Thân văn bản", "{/}")
	b.P("Thân văn bản", "- {nhiem_vu}{#han_nhiem_vu}, hoàn thành trước "+ngayVan("han_nhiem_vu")+"{/}{#cuoi_noi}.{/}{^cuoi_noi};{/}")
	b.P("Thân văn bản", "{/nhiem_vu}")
	b.When("Thân văn bản", "noi_tong_hop", func() {
		than(b, "Giao {noi_tong_hop} theo dõi, đôn đốc việc thực hiện, tổng hợp kết quả, báo cáo {ten_goi_co_quan}{#han_tong_hop} trước "+ngayVan("han_tong_hop")+"{/}.")
	})
	b.Replaces("Công văn", "{ten_goi_co_quan}")
	b.P("Đoạn cuối", "{ten_goi_co_quan} yêu cầu các cơ quan, đơn vị, địa phương nghiêm túc triển khai thực hiện./.")
	for _, board := range []bool{true, false} { // whose head signs with an office outside it
		sign, when := nd30.StandardSign(), "!(chuc_vu_khac)"
		if board {
			sign.Second, when = "{chuc_vu_khac | in_hoa}", "chuc_vu_khac"
		}
		b.When("Trước chữ ký", when, func() { b.Sign(sign) })
	}
	return g.xong(b, "Công văn giao việc")
}
