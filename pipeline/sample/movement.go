package sample

import (
	"context"
	"fmt"
	"strings"
)

const movementName = "Toàn dân bảo vệ an ninh Tổ quốc"

// movements writes the movement of 2024, whose theme stands in the plan of that year,
// and one for 2026.
func (f *filler) movements(ctx context.Context) error {
	t := newTable("phong_trao", "nam co_quan_ma ten chu_de chu_de_goc pham_vi tu_ngay den_ngay chuong_trinh_ma ke_hoach_so ke_hoach_ngay han_ke_hoach han_bao_cao")
	t.add(Year, "ubnd-tinh", movementName,
		"Đẩy mạnh công tác xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc trên không gian mạng đảm bảo đáp ứng yêu cầu nhiệm vụ của thời đại công nghệ 4.0",
		"Đẩy mạnh, công tác xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc trên không gian mạng đảm bảo ứng yêu cầu nhiệm vụ của thời đại công nghệ 4.0",
		"toàn tỉnh và trên không gian mạng", "2024-01-01", "2024-12-31", "ct-bca-2024", "58/KH-UBND", "2024-02-05", nil, nil) // the plan of 2024 sets no days by which to send plans and reports
	t.add(2026, "ubnd-tinh", movementName,
		"Toàn dân xây dựng xã, phường an toàn về an ninh, trật tự, lan tỏa phong trào trên không gian mạng", nil,
		"toàn tỉnh và trên không gian mạng", "2026-01-01", "2026-12-31", nil, "36/KH-UBND", "2026-02-04", "2026-04-15", "2026-11-25")
	ids, err := t.insertIDs(ctx, f.tx, "nam")
	if err != nil {
		return err
	}
	mottos := newTable("khau_hieu", "phong_trao_id thu_tu loai noi_dung")
	for _, year := range []int{Year, 2026} {
		id := ids[fmt.Sprint(year)]
		mottos.add(id, 1, "nguyen_tac", "Dân biết, dân bàn, dân làm, dân kiểm tra, dân thụ hưởng")
		mottos.add(id, 2, "phuong_cham", "Tự quản, tự phòng, tự bảo vệ, tự hòa giải")
	}
	targets := newTable("chi_tieu_phan_dau", "nam thu_tu noi_dung")
	for i, text := range []string{
		"100% cơ quan, đơn vị, địa phương gửi kế hoạch và báo cáo đúng hạn",
		"Từ 95% khu dân cư, 92% xã, phường, thị trấn trở lên được công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự”",
		"Củng cố ít nhất 50% số mô hình hoạt động yếu; mỗi địa phương có thêm ít nhất 01 mô hình mới hoạt động hiệu quả",
	} {
		targets.add(Year+1, i+1, text)
	}
	if err := targets.insert(ctx, f.tx); err != nil {
		return err
	}
	return mottos.insert(ctx, f.tx)
}

// late are the units whose plan or report has not come, for the reminder.
var late = map[string]string{
	"tinh.so-xay-dung":                        "bao_cao",
	"tinh.cuc-thong-ke-tinh":                  "bao_cao ke_hoach",
	"tinh.cong-ty-tnhh-giay-da-minh-hoa":      "bao_cao ke_hoach",
	"tinh.cong-ty-co-phan-chan-nuoi-gia-dinh": "bao_cao",
}

// received writes the plans and reports that districts and the province's agencies,
// enterprises and schools sent in; those of late are missing.
func (f *filler) received(ctx context.Context) error {
	t := newTable("van_ban_don_vi", "nam don_vi_id loai so_ky_hieu ngay_van_ban ngay_nhan co_chi_tieu")
	send := func(code, symbol string) {
		number, day := f.dice.between(20, 200), f.dice.between(5, 25)
		if !strings.Contains(late[code], "ke_hoach") {
			t.add(Year, f.units[code], "ke_hoach", fmt.Sprintf("%d/KH-%s", number, symbol),
				f.workday(fmt.Sprintf("2024-03-%02d", day), 0), f.workday(fmt.Sprintf("2024-03-%02d", day+f.dice.IntN(4)), 0), f.dice.IntN(10) > 0)
		}
		if !strings.Contains(late[code], "bao_cao") {
			t.add(Year, f.units[code], "bao_cao", fmt.Sprintf("%d/BC-%s", number+250, symbol),
				f.workday(fmt.Sprintf("2024-11-%02d", 11+day/2), 0), f.workday(fmt.Sprintf("2024-11-%02d", 12+day/2), 0), false)
		}
	}
	for _, d := range f.districts {
		send(d.code, "UBND")
	}
	for _, u := range f.provincial {
		symbol := strings.Fields(u.short)[0]
		switch u.kind {
		case "doanh_nghiep":
			symbol = "CTY"
		case "co_so_giao_duc":
			symbol = "TR"
		}
		send(u.code, symbol)
	}
	return t.insert(ctx, f.tx)
}
