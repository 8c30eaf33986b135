package main

import (
	"bytes"

	"vanthu/pipeline/sheet"
)

// soDanhSach makes the workbook of a list of awards, a sheet for each group; end closes the
// titles, stt is the tag of a row's
// number, last are the columns that all sheets have.
func soDanhSach(end, stt string, last ...sheet.Column) ([]byte, error) {
	group := func(name, title, list string, columns ...sheet.Column) sheet.Annex {
		columns = append([]sheet.Column{{Head: "TT", Tag: stt, Width: 6}}, columns...)
		a := sheet.Annex{Sheet: name, Title: "DANH SÁCH " + title + end, Note: "({ten_dot})", List: list, Columns: append(columns, last...),
			Mark: "{#so_lieu_mau}SỐ LIỆU MẪU{/}"}
		width := 0.0
		for _, c := range a.Columns {
			width += c.Width
			if c.Sum {
				a.Total = "Tổng cộng"
			}
		}
		a.Portrait = width < 90 // what an upright page holds without being made smaller
		return a
	}
	text := func(head, tag string, width float64) sheet.Column {
		return sheet.Column{Head: head, Tag: tag, Width: width, Text: true}
	}
	var b bytes.Buffer
	err := sheet.WriteTemplate(&b, []sheet.Annex{
		group("Tập thể", "TẬP THỂ", "tap_the", text("Tên tập thể", "{ten}", 60)),
		group("Cá nhân", "CÁ NHÂN", "ca_nhan", text("Ông, Bà, cấp bậc", "{danh_xung}", 11), text("Họ và tên", "{ho_ten}", 24),
			text("Chức vụ", "{chuc_vu}", 24), text("Đơn vị công tác hoặc địa chỉ", "{noi_cong_tac}", 36)),
		group("Hộ gia đình", "HỘ GIA ĐÌNH", "ho_gia_dinh", text("Tên hộ gia đình", "{ten}", 26), text("Nơi cư trú", "{noi_o}", 34)),
	})
	return b.Bytes(), err
}

// quyetDinhSo is the list of the decision with the money.
func quyetDinhSo() ([]byte, error) {
	return soDanhSach(" ĐƯỢC TẶNG BẰNG KHEN", "{so_so_vang}",
		sheet.Column{Head: "Tiền thưởng (đồng)", Tag: "{tien_thuong | so}", Width: 18, Sum: true})
}

// toTrinhSo is the list of the proposal with the achievements.
func toTrinhSo() ([]byte, error) {
	return soDanhSach(" ĐỀ NGHỊ TẶNG BẰNG KHEN", "{$stt}",
		sheet.Column{Head: "Tóm tắt thành tích", Tag: "{thanh_tich}", Width: 40, Text: true},
		sheet.Column{Head: "Đơn vị đề nghị", Tag: "{don_vi_de_nghi}", Width: 22, Text: true})
}
