package sample

import "strings"

// district is a unit of the district level of 2024 with its communes.
type district struct {
	kind, name             string
	wards, communes, towns string // phường, xã, thị trấn: names with commas between
	areas                  int    // khu dân cư
	area                   string // what a khu dân cư of a xã is called
	border                 int    // km of national border
}

// units lists the communes of d: phường, thị trấn, xã.
func (d district) units() (all []struct{ kind, name string }) {
	for _, l := range []struct{ kind, list string }{{"phường", d.wards}, {"thị trấn", d.towns}, {"xã", d.communes}} {
		for _, name := range names(l.list) {
			all = append(all, struct{ kind, name string }{l.kind, name})
		}
	}
	return all
}

// areaKind is what khu dân cư are called in a commune of a kind.
func (d district) areaKind(kind string) string {
	if kind == "xã" {
		return d.area
	}
	return "khu phố"
}

// binhPhuoc holds the 11 district units of tỉnh Bình Phước with their 111 xã, phường and
// thị trấn as they stood in 2024, in the order in which the province lists them.
var binhPhuoc = []district{
	{"thành phố", "Đồng Xoài", "Tân Bình, Tân Đồng, Tân Phú, Tân Thiện, Tân Xuân, Tiến Thành", "Tân Thành, Tiến Hưng", "", 62, "ấp", 0},
	{"thị xã", "Bình Long", "An Lộc, Hưng Chiến, Phú Đức, Phú Thịnh", "Thanh Lương, Thanh Phú", "", 52, "ấp", 0},
	{"thị xã", "Phước Long", "Long Phước, Long Thủy, Phước Bình, Sơn Giang, Thác Mơ", "Long Giang, Phước Tín", "", 48, "thôn", 0},
	{"thị xã", "Chơn Thành", "Hưng Long, Minh Hưng, Minh Long, Minh Thành, Thành Tâm", "Minh Lập, Minh Thắng, Nha Bích, Quang Minh", "", 68, "ấp", 0},
	{"huyện", "Bù Đăng", "", "Bình Minh, Bom Bo, Đak Nhau, Đăng Hà, Đoàn Kết, Đồng Nai, Đức Liễu, Đường 10, Minh Hưng, Nghĩa Bình, Nghĩa Trung, Phú Sơn, Phước Sơn, Thọ Sơn, Thống Nhất", "Đức Phong", 136, "thôn", 0},
	{"huyện", "Bù Đốp", "", "Hưng Phước, Phước Thiện, Tân Thành, Tân Tiến, Thanh Hòa, Thiện Hưng", "Thanh Bình", 56, "ấp", 69},
	{"huyện", "Bù Gia Mập", "", "Bình Thắng, Bù Gia Mập, Đa Kia, Đak Ơ, Đức Hạnh, Phú Nghĩa, Phú Văn, Phước Minh", "", 68, "thôn", 81},
	{"huyện", "Đồng Phú", "", "Đồng Tâm, Đồng Tiến, Tân Hòa, Tân Hưng, Tân Lập, Tân Lợi, Tân Phước, Tân Tiến, Thuận Lợi, Thuận Phú", "Tân Phú", 86, "ấp", 0},
	{"huyện", "Hớn Quản", "", "An Khương, An Phú, Đồng Nơ, Minh Đức, Minh Tâm, Phước An, Tân Hiệp, Tân Hưng, Tân Lợi, Tân Quan, Thanh An, Thanh Bình", "Tân Khai", 92, "ấp", 0},
	{"huyện", "Lộc Ninh", "", "Lộc An, Lộc Điền, Lộc Hiệp, Lộc Hòa, Lộc Hưng, Lộc Khánh, Lộc Phú, Lộc Quang, Lộc Tấn, Lộc Thái, Lộc Thành, Lộc Thạnh, Lộc Thiện, Lộc Thịnh, Lộc Thuận", "Lộc Ninh", 110, "ấp", 108},
	{"huyện", "Phú Riềng", "", "Bình Sơn, Bình Tân, Bù Nho, Long Bình, Long Hà, Long Hưng, Long Tân, Phú Riềng, Phú Trung, Phước Tân", "", 82, "thôn", 0},
}

// dongNai names the 95 units of the commune level of Đồng Nai as they began on 01/7/2025.
var dongNai = struct{ wards, communes string }{
	"Biên Hòa, Trấn Biên, Tam Hiệp, Long Bình, Trảng Dài, Hố Nai, Long Hưng, Phước Tân, Tam Phước, Bình Lộc, Bảo Vinh, Xuân Lập, Long Khánh, Hàng Gòn, Tân Triều, Minh Hưng, Chơn Thành, Đồng Xoài, Bình Phước, Phước Bình, Phước Long, Bình Long, An Lộc",
	"Đại Phước, Nhơn Trạch, Phước An, Phước Thái, Long Phước, Long Thành, Bình An, An Phước, An Viễn, Bình Minh, Trảng Bom, Bàu Hàm, Hưng Thịnh, Dầu Giây, Gia Kiệm, Thống Nhất, Xuân Quế, Xuân Đường, Cẩm Mỹ, Sông Ray, Xuân Đông, Xuân Định, Xuân Phú, Xuân Lộc, Xuân Hòa, Xuân Thành, Xuân Bắc, La Ngà, Định Quán, Phú Vinh, Phú Hòa, Tà Lài, Nam Cát Tiên, Tân Phú, Phú Lâm, Trị An, Phú Lý, Tân An, Thanh Sơn, Đak Lua, Nha Bích, Tân Quan, Tân Hưng, Tân Khai, Minh Đức, Lộc Thành, Lộc Ninh, Lộc Hưng, Lộc Tấn, Lộc Thạnh, Lộc Quang, Tân Tiến, Thiện Hưng, Hưng Phước, Phú Nghĩa, Đa Kia, Đăk Ơ, Bù Gia Mập, Phước Sơn, Nghĩa Trung, Bù Đăng, Thọ Sơn, Đak Nhau, Bom Bo, Bình Tân, Long Hà, Phú Riềng, Phú Trung, Thuận Lợi, Đồng Tâm, Tân Lợi, Đồng Phú",
}

func names(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, ", ")
}
