package main

import (
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/unit"
)

// giayCongNhan makes the form of the certificate of recognition (TT 124); what changes is in
// fields, which any editor of PDF forms moves.
func giayCongNhan() ([]byte, error) {
	f := newGiay()
	f.printed(46*unit.Mm, 16*unit.Pt, 0, nd30.QuocHieu)
	f.printed(55*unit.Mm, 16*unit.Pt, 0, nd30.TieuNgu)
	f.printed(92*unit.Mm, 34*unit.Pt, red, "GIẤY CÔNG NHẬN")

	chair := f.line("chuc_vu_cong_nhan", "CHỦ TỊCH {ten_day_du_co_quan | in_hoa}", band{62 * unit.Mm, 10 * unit.Mm, 20 * unit.Pt})
	chair.Color = red
	deed := f.line("noi_dung", "Đạt tiêu chuẩn “An toàn về an ninh, trật tự” năm {nam}", band{116 * unit.Mm, 10 * unit.Mm, 18 * unit.Pt})
	deed.Bold = false
	fields := []pdf.Field{chair, f.line("ten", "", band{101 * unit.Mm, 13 * unit.Mm, 26 * unit.Pt}), deed}
	return f.bytes("Mẫu Giấy công nhận", append(fields, f.foot(130*unit.Mm, "Số giấy công nhận: {so_giay}", "so_giay_in")...))
}
