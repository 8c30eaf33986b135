package sample

import (
	"context"
	"strings"
)

// family is a table of figures by unit, with the province's totals of two years.
type family struct {
	table, of string // of: ho in ky_so_lieu
	cols      string // "a b<a c<khu d*1000": b at most a of its unit, c at most its khu dân cư, d in thousands
	now       []int  // totals of Year
	before    []int  // of the year before; nil: none
	by        string // reporting units: "" districts, "all" with the province's block, "đoàn thể", "đài"
}

// families holds the figures that are simply split over units. Their scale is that of
// published figures for provinces of this size; they are no real figures.
var families = []family{
	{"chi_dao", "chi_dao", "kinh_phi*1000 nghi_quyet ke_hoach van_ban_khac cuoc_hop hoi_nghi",
		[]int{18460000, 134, 512, 1286, 268, 151}, []int{17120000, 126, 498, 1204, 251, 147}, "all"},
	{"tuyen_truyen", "tuyen_truyen", "so_buoi luot_nguoi to_roi tin_bai phong_su bai_mang_xa_hoi luot_tiep_can",
		[]int{16214, 812460, 268500, 6842, 214, 48735, 9864200}, []int{15489, 764310, 251200, 6310, 187, 36420, 7215600}, "all"},
	{"phat_song", "phat_song", "chuyen_trang chuyen_muc so_ky phut_phat_song guong_tieu_bieu",
		[]int{27, 61, 2964, 41480, 386}, []int{25, 58, 2812, 39150, 351}, "đài"},
	{"pho_bien", "pho_bien", "tong_so duoc_pho_bien<tong_so",
		[]int{412680, 409875}, []int{405120, 399460}, "all"},
	{"dien_hinh", "dien_hinh", "tap_the ca_nhan bieu_duong<ca_nhan nhan_rong<tap_the",
		[]int{168, 342, 297, 121}, []int{151, 318, 268, 104}, ""},
	{"tin_bao", "tin_bao", "nguon_tin co_gia_tri<nguon_tin vu_xu_ly<co_gia_tri doi_tuong dau_thu",
		[]int{24315, 16420, 4386, 6215, 148}, []int{22870, 15240, 4152, 5984, 131}, ""},
	{"ngay_hoi", "ngay_hoi", "so_diem luot_nguoi khu_dan_cu<khu tap_the_khen ca_nhan_khen suat_qua",
		[]int{412, 98640, 742, 236, 418, 3450}, []int{398, 92310, 715, 221, 396, 3180}, ""},
	{"khong_gian_mang", "khong_gian_mang", "trang_nhom thanh_vien tin_bai tin_phan_anh tin_xu_ly<tin_phan_anh",
		[]int{1286, 486250, 52460, 8432, 8119}, []int{1104, 402180, 39875, 6920, 6587}, ""},
	{"phoi_hop", "phoi_hop", "quy_che hoi_nghi hoat_dong",
		[]int{19, 74, 1326}, []int{18, 69, 1258}, "đoàn thể"},
}

// periodsOf says which days the families cover in Year, and who delivers the figures;
// the year before covers the same days a year earlier.
var periodsOf = []struct{ of, from, to, source string }{
	{"dac_diem", "2023-11-16", "2024-11-15", "Báo cáo của Ủy ban nhân dân các huyện, thị xã, thành phố"},
	{"chi_dao", "2023-11-16", "2024-11-15", "Báo cáo của các địa phương, cơ quan, đơn vị"},
	{"tuyen_truyen", "2023-11-16", "2024-11-15", "Báo cáo của các địa phương, cơ quan, đơn vị"},
	{"phat_song", "2023-11-16", "2024-11-15", "Báo cáo của Đài Phát thanh - Truyền hình và Báo Bình Phước, các địa phương"},
	{"pho_bien", "2023-11-16", "2024-11-15", "Báo cáo của các địa phương, cơ quan, doanh nghiệp, cơ sở giáo dục"},
	{"mo_hinh", "2023-11-16", "2024-11-15", "Báo cáo của Công an các huyện, thị xã, thành phố"},
	{"dien_hinh", "2023-11-16", "2024-11-15", "Báo cáo của Ủy ban nhân dân các huyện, thị xã, thành phố"},
	{"cong_nhan_kdc", "2023-11-01", "2024-10-31", "Quyết định công nhận của Ủy ban nhân dân cấp xã"},
	{"cong_nhan", "2023-11-16", "2024-11-15", "Quyết định công nhận của Ủy ban nhân dân tỉnh, Ủy ban nhân dân cấp huyện"},
	{"phan_loai", "2023-11-16", "2024-11-15", "Kết quả phân loại của Ban Chỉ đạo các cấp"},
	{"luc_luong", "2023-11-15", "2024-11-14", "Báo cáo của Công an các huyện, thị xã, thành phố"},
	{"tin_bao", "2023-11-16", "2024-11-15", "Báo cáo của Công an các huyện, thị xã, thành phố"},
	{"khen_thuong", "2023-11-16", "2024-11-15", "Quyết định khen thưởng ban hành trong kỳ"},
	{"ngay_hoi", "2024-07-01", "2024-08-31", "Báo cáo của Ủy ban nhân dân các huyện, thị xã, thành phố"},
	{"khong_gian_mang", "2023-11-16", "2024-11-15", "Báo cáo của Công an các huyện, thị xã, thành phố"},
	{"phoi_hop", "2023-11-16", "2024-11-15", "Báo cáo của Mặt trận Tổ quốc, các đoàn thể tỉnh"},
	{"lien_ket", "2023-11-16", "2024-11-15", "Báo cáo của Ủy ban nhân dân các huyện, thị xã, thành phố"},
	{"kiem_tra", "2023-11-16", "2024-11-15", "Sổ theo dõi kiểm tra của Công an tỉnh"},
}

var yearBefore = strings.NewReplacer("2024-", "2023-", "2023-", "2022-")

// figures writes the reporting periods and the families.
func (f *filler) figures(ctx context.Context) error {
	t := newTable("ky_so_lieu", "ho nam tu_ngay den_ngay nguon")
	for _, p := range periodsOf {
		t.add(p.of, Year, p.from, p.to, p.source)
		t.add(p.of, Year-1, yearBefore.Replace(p.from), yearBefore.Replace(p.to), p.source)
	}
	if err := t.insert(ctx, f.tx); err != nil {
		return err
	}
	for _, fam := range families {
		if err := f.split(ctx, fam); err != nil {
			return err
		}
	}
	for _, step := range []func(context.Context) error{f.places, f.forces, f.linked, f.awardsOfYear} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// reporters returns the units of a family and their weights.
func (f *filler) reporters(by string) (codes []string, weights []int) {
	if by == "đoàn thể" {
		for _, u := range f.provincial {
			if u.kind == "doan_the" {
				codes, weights = append(codes, u.code), append(weights, 10)
			}
		}
		return codes, weights
	}
	for _, d := range f.districts {
		codes, weights = append(codes, d.code), append(weights, d.areas)
	}
	switch by {
	case "all":
		codes, weights = append(codes, f.named[provinceBlock]), append(weights, 70)
	case "đài":
		codes, weights = append(codes, f.named[broadcaster]), append(weights, 600)
	}
	return codes, weights
}

const broadcaster = "Đài Phát thanh - Truyền hình và Báo Bình Phước"

// split writes a family for both years.
func (f *filler) split(ctx context.Context, fam family) error {
	units, weights := f.reporters(fam.by)
	specs := strings.Fields(fam.cols)
	var columns []string
	for _, s := range specs {
		s, _, _ = strings.Cut(s, "<")
		s, _, _ = strings.Cut(s, "*")
		columns = append(columns, s)
	}
	t := newTable(fam.table, "nam don_vi_id "+strings.Join(columns, " "))
	for i, totals := range [][]int{fam.now, fam.before} {
		if totals == nil {
			continue
		}
		parts := f.columns(specs, columns, totals, weights)
		for u, code := range units {
			row := []any{Year - i, f.units[code]}
			for c := range columns {
				row = append(row, parts[c][u])
			}
			t.add(row...)
		}
	}
	return t.insert(ctx, f.tx)
}

// columns splits each total over the units: "b<a" in proportion to a and never above.
func (f *filler) columns(specs, names []string, totals, weights []int) [][]int {
	parts := make([][]int, len(specs))
	for c, spec := range specs {
		_, whole, within := strings.Cut(spec, "<")
		switch {
		case whole == "khu":
			parts[c] = shareWithin(totals[c], f.dice.vary(weights, 6), weights)
		case within:
			for i, name := range names[:c] {
				if name == whole {
					parts[c] = shareWithin(totals[c], f.dice.vary(parts[i], 6), parts[i])
				}
			}
		default:
			parts[c] = share(totals[c], f.dice.vary(weights, 18))
			if strings.HasSuffix(spec, "*1000") {
				for u := range parts[c] {
					parts[c][u] *= 1000
				}
			}
		}
	}
	return parts
}

// places writes what the districts are like.
func (f *filler) places(ctx context.Context) error {
	_, weights := f.reporters("")
	parts := f.columns([]string{"so_ho", "dan_so", "dan_toc_thieu_so<dan_so", "tin_do<dan_so", "co_so_ton_giao"},
		[]string{"so_ho", "dan_so", "dan_toc_thieu_so", "tin_do", "co_so_ton_giao"},
		[]int{285420, 1045490, 205810, 261340, 318}, weights)
	t := newTable("dac_diem", "nam don_vi_id so_xa so_khu_dan_cu so_ho dan_so dan_toc_thieu_so tin_do co_so_ton_giao km_bien_gioi")
	for i, d := range f.districts {
		t.add(Year, f.units[d.code], len(d.communes), d.areas, parts[0][i], parts[1][i], parts[2][i], parts[3][i], parts[4][i], binhPhuoc[i].border)
	}
	return t.insert(ctx, f.tx)
}

// forces writes the teams of the base, one for each khu dân cư; they exist since
// 01/7/2024. The year before had more people in fewer teams, of the forces that they took over.
func (f *filler) forces(ctx context.Context) error {
	_, teams := f.reporters("")
	best := shareWithin(150, f.dice.vary(teams, 10), teams)
	fair := shareWithin(118, f.dice.vary(teams, 25), teams)
	members := share(3164, f.dice.vary(teams, 8))
	women := shareWithin(487, f.dice.vary(members, 15), members)
	party := shareWithin(802, f.dice.vary(members, 15), members)
	t := newTable("luc_luong", "nam don_vi_id so_to thanh_vien nu dang_vien to_xuat_sac to_tot to_hoan_thanh to_khong")
	for i, d := range f.districts {
		t.add(Year, f.units[d.code], teams[i], members[i], women[i], party[i], best[i], teams[i]-best[i]-fair[i], fair[i], 0)
	}
	former := share(798, teams)
	people, best := share(3412, former), share(112, former)
	for i, d := range f.districts {
		t.add(Year-1, f.units[d.code], former[i], people[i], people[i]*14/100, people[i]*21/100, best[i], former[i]-best[i], 0, 0)
	}
	return t.insert(ctx, f.tx)
}

// linked writes the activities with the movements named in II.3.3; the one on the
// border concerns border districts only.
func (f *filler) linked(ctx context.Context) error {
	t := newTable("hoat_dong_lien_ket", "nam don_vi_id lien_ket_ma so_hoat_dong luot_nguoi")
	for i, year := range []int{Year, Year - 1} {
		for _, m := range []struct {
			code      string
			acts, all int
			border    bool
		}{{"doi-song-van-hoa", 1864, 214600, false}, {"nong-thon-moi", 1247, 168300, false}, {"bien-gioi", 386, 41250, true}} {
			_, weights := f.reporters("")
			for d := range weights {
				if m.border {
					weights[d] = binhPhuoc[d].border
				}
			}
			acts := share(m.acts*(100-6*i)/100, f.dice.vary(weights, 12))
			people := share(m.all*(100-5*i)/100, f.dice.vary(weights, 12))
			for d, a := range f.districts {
				if weights[d] > 0 {
					t.add(year, f.units[a.code], m.code, acts[d], people[d])
				}
			}
		}
	}
	return t.insert(ctx, f.tx)
}

// given is a lot of awards decided at one base salary. The coefficient is that of one
// person, × 100; a collective gets twice, a household one and a half times as much.
type given struct {
	year                       int
	form                       string
	groups, people, households int
	base, coefficient          int
}

// lots are the awards given within the reporting periods. Those for the whole of 2023
// were decided in January 2024, those of the Ngày hội of 2024 in August.
var lots = []given{
	{Year, "co-bca", 1, 0, 0, 0, 0},
	{Year, "co-tinh", 3, 0, 0, 0, 0},
	{Year, "bang-khen-bca", 9, 14, 0, 1800000, 150},
	{Year, "bang-khen-tinh", 36, 52, 4, 1800000, 150},
	{Year, "bang-khen-tinh", 0, 8, 2, 2340000, 150},
	{Year, "ky-niem-chuong", 0, 126, 0, 0, 0},
	{Year, "giay-khen-cat", 82, 146, 9, 2340000, 30},
	{Year, "giay-khen-huyen", 164, 388, 21, 2340000, 30},
	{Year, "giay-khen-xa", 318, 742, 56, 2340000, 30},
	{Year - 1, "co-bca", 1, 0, 0, 0, 0},
	{Year - 1, "co-tinh", 3, 0, 0, 0, 0},
	{Year - 1, "bang-khen-bca", 8, 12, 0, 1490000, 100},
	{Year - 1, "bang-khen-tinh", 34, 55, 0, 1490000, 100},
	{Year - 1, "ky-niem-chuong", 0, 118, 0, 0, 0},
	{Year - 1, "giay-khen-cat", 76, 139, 0, 1490000, 30},
	{Year - 1, "giay-khen-huyen", 158, 371, 0, 1490000, 30},
	{Year - 1, "giay-khen-xa", 301, 706, 0, 1490000, 30},
}

// money is what a lot cost: each reward is rounded up to ten thousand đồng.
func (g given) money() int {
	reward := func(coefficient int) int { return (g.base*coefficient + 999999) / 1000000 * 10000 }
	return g.groups*reward(2*g.coefficient) + g.people*reward(g.coefficient) + g.households*reward(g.coefficient*3/2)
}

// awardsOfYear writes the awards of both years by form.
func (f *filler) awardsOfYear(ctx context.Context) error {
	t := newTable("khen_thuong_nam", "nam hinh_thuc_ma tap_the ca_nhan ho_gia_dinh tien")
	for i := 0; i < len(lots); i++ {
		g, money := lots[i], lots[i].money()
		for ; i+1 < len(lots) && lots[i+1].form == g.form; i++ { // lots of one form stand together
			next := lots[i+1]
			g.groups, g.people, g.households = g.groups+next.groups, g.people+next.people, g.households+next.households
			money += next.money()
		}
		t.add(g.year, g.form, g.groups, g.people, g.households, money)
	}
	return t.insert(ctx, f.tx)
}
