package sample

import (
	"context"
	_ "embed"
	"fmt"
	"strings"

	"vanthu/pipeline/viet"
)

//go:embed de-nghi.yaml
var nominationText []byte

// nominated is the form of de-nghi.yaml: the lists of one award period.
type nominated struct {
	Year       int      `yaml:"nam"`
	Period     string   `yaml:"dot"`
	Month      string   `yaml:"thang_nhan"` // in whose first days the files came in
	Groups     []string `yaml:"tap_the"`
	People     []string `yaml:"ca_nhan"`
	Households []string `yaml:"ho_gia_dinh"`
}

// award is the form of award of most rounds.
const award = "bang-khen-tinh"

// round is an award period: who proposed and appraised, and when.
type round struct {
	year                            int
	code, name, kind, merit         string
	proposal, proposed              string // số, ngày of the police's tờ trình
	appraiser, appraisal, appraised string
	minutes, met                    string
	members, present                int
	due, decision, allotted         string
	police                          bool // the head of the police decides, and gives the Giấy khen
}

// form is the award of the round.
func (r round) form() string {
	if r.police {
		return "giay-khen-cat"
	}
	return award
}

// decider is the agency whose head decides.
func (r round) decider() string {
	if r.police {
		return "cong-an-tinh"
	}
	return "ubnd-tinh"
}

// Phrases of Điều 1; the year follows.
const (
	wholeYear = "đã có thành tích xuất sắc trong phong trào thi đua “Toàn dân bảo vệ an ninh Tổ quốc” năm "
	byTheme   = "đã có thành tích xuất sắc trong phong trào thi đua theo chuyên đề “Toàn dân bảo vệ an ninh Tổ quốc” năm " // from 01/10/2026
	festival  = "đã có thành tích xuất sắc trong phong trào “Toàn dân bảo vệ an ninh Tổ quốc”, nhân Ngày hội toàn dân bảo vệ an ninh Tổ quốc năm "
)

// rounds are the end of 2024, decided in January 2025; the Ngày hội of 2024, without
// collectives; the same two of 2026 in Đồng Nai; and in both years the Giấy khen of the police.
var rounds = []round{
	{Year, "tong-ket", "Tổng kết phong trào thi đua năm ", "tong_ket", wholeYear, "12/TTr-CAT-PV05", "2024-12-20",
		"ban-tdkt", "05/TTr-BTĐKT", "2025-01-08", "02/BB-CAT", "2024-12-18", 9, 9, "2024-12-05", "2025-01-14", "2024-10-15", false},
	{Year, "ngay-hoi", "Ngày hội toàn dân bảo vệ an ninh Tổ quốc năm ", "ngay_hoi", festival, "08/TTr-CAT-PV05", "2024-07-30",
		"ban-tdkt", "61/TTr-BTĐKT", "2024-08-06", "01/BB-CAT", "2024-07-26", 9, 8, "2024-07-15", "2024-08-12", "2024-06-10", false},
	{2026, "ngay-hoi", "Ngày hội toàn dân bảo vệ an ninh Tổ quốc năm ", "ngay_hoi", festival, "31/TTr-CATP-PV05", "2026-07-28",
		"so-noi-vu", "412/TTr-SNV", "2026-08-05", "03/BB-CATP", "2026-07-24", 11, 10, "2026-07-15", "2026-08-12", "2026-06-10", false},
	{2026, "tong-ket", "Tổng kết phong trào thi đua năm ", "tong_ket", byTheme, "52/TTr-CATP-PV05", "2026-12-08",
		"so-noi-vu", "688/TTr-SNV", "2026-12-15", "06/BB-CATP", "2026-12-07", 11, 11, "2026-12-04", "2026-12-21", "2026-10-15", false},
	{Year, "giay-khen", "Tặng Giấy khen trong phong trào thi đua năm ", "tong_ket", wholeYear, "", "",
		"", "", "", "07/BB-CAT", "2024-12-19", 9, 9, "2024-12-10", "2024-12-26", "", true},
	{2026, "giay-khen", "Tặng Giấy khen trong phong trào thi đua năm ", "tong_ket", byTheme, "", "",
		"", "", "", "08/BB-CATP", "2026-12-10", 11, 11, "2026-12-04", "2026-12-23", "", true},
}

// awardPeriods writes the rounds.
func (f *filler) awardPeriods(ctx context.Context) error {
	t := newTable("dot_khen_thuong", "nam ma ten loai thanh_tich hinh_thuc_ma co_quan_de_nghi_ma to_trinh_so to_trinh_ngay co_quan_tham_dinh_ma tham_dinh_so tham_dinh_ngay bien_ban_so bien_ban_ngay so_thanh_vien so_co_mat han_de_nghi ngay_du_kien ngay_phan_bo gio_hop gio_xong noi_hop co_quan_quyet_dinh_ma")
	for _, r := range rounds {
		year := fmt.Sprint(r.year)
		var decider any
		if r.police {
			decider = r.decider()
		}
		t.add(r.year, r.code, r.name+year, r.kind, r.merit+year, r.form(), "cong-an-tinh", orNull(r.proposal), orNull(r.proposed),
			orNull(r.appraiser), orNull(r.appraisal), orNull(r.appraised), r.minutes, r.met, r.members, r.present, r.due, r.decision,
			orNull(r.allotted), "08 giờ 00 phút", "10 giờ 30 phút", "Phòng họp số 2, trụ sở "+policeOf(r), decider)
	}
	ids, err := t.insertIDs(ctx, f.tx, "ten")
	f.periods = ids
	if err != nil {
		return err
	}
	return f.council(ctx)
}

// policeOf names the police that propose in a round.
func policeOf(r round) string {
	if r.year > 2025 {
		return "Công an thành phố"
	}
	return "Công an tỉnh"
}

// council writes who sits in the council of each round: its members are made up, the last
// ones absent where not all came. With it goes the fund of the years.
func (f *filler) council(ctx context.Context) error {
	t := newTable("thanh_vien_hop", "dot_id thu_tu ho_ten chuc_vu vai_tro co_mat mau")
	for _, r := range rounds {
		head, vice := signersBefore[3], signersBefore[4]
		if r.year > 2025 {
			head, vice = signersAfter[3], signersAfter[4]
		}
		id := f.periods[r.name+fmt.Sprint(r.year)]
		for i := range r.members {
			name, post, role := fmt.Sprintf("Thượng tá Nguyễn Văn Ví Dụ %c", 'A'+i), "Ủy viên", "thanh_vien"
			switch i {
			case 0:
				name, post, role = head.rank+" "+head.name, "Giám đốc, Chủ tịch Hội đồng", "chu_tri"
			case 1:
				name, post = vice.rank+" "+vice.name, "Phó Giám đốc, Phó Chủ tịch Hội đồng"
			case 2:
				name, post, role = "Trung tá Lê Thị Thư Ký", "Phó Trưởng phòng PV05, Ủy viên thư ký", "thu_ky"
			}
			t.add(id, i+1, name, post, role, i < r.present, true)
		}
	}
	if err := t.insert(ctx, f.tx); err != nil {
		return err
	}
	fund := newTable("quy_khen_thuong", "nam du_dau trich")
	for _, year := range []int{Year, Year + 1, 2026} {
		fund.add(year, 120_000_000, 1_500_000_000)
	}
	return fund.insert(ctx, f.tx)
}

// round finds the period of a list.
func (l nominated) round() (round, error) {
	for _, r := range rounds {
		if r.year == l.Year && r.code == l.Period {
			return r, nil
		}
	}
	return round{}, fmt.Errorf("no such award period")
}

// nomination is a row of de_nghi_khen_thuong in the making.
type nomination struct {
	kind, title, name, gender, post, where, sender, object string
	accepted                                               bool
}

// nominations writes people, nominations, quotas and what the appraisal said.
func (f *filler) nominations(ctx context.Context) error {
	lists, err := decode[[]nominated]("de-nghi.yaml", nominationText)
	if err != nil {
		return err
	}
	for _, l := range lists {
		all, err := l.parse()
		if err != nil {
			return fmt.Errorf("de-nghi.yaml: %d %s: %w", l.Year, l.Period, err)
		}
		if err := f.nominate(ctx, l, all); err != nil {
			return fmt.Errorf("de-nghi.yaml: %d %s: %w", l.Year, l.Period, err)
		}
	}
	return nil
}

func (l nominated) parse() (all []nomination, err error) {
	for _, group := range []struct {
		kind  string
		parts int
		lines []string
	}{{"tap_the", 3, l.Groups}, {"ca_nhan", 7, l.People}, {"ho_gia_dinh", 4, l.Households}} {
		for _, line := range group.lines {
			text, refused := strings.CutPrefix(line, "* ")
			p := strings.Split(text, " | ")
			if len(p) != group.parts {
				return nil, fmt.Errorf("%q has %d parts, %s wants %d", line, len(p), group.kind, group.parts)
			}
			n := nomination{kind: group.kind, accepted: !refused}
			switch group.kind {
			case "tap_the":
				n.name, n.sender, n.object = p[0], p[1], p[2]
			case "ca_nhan":
				n.title, n.name, n.gender, n.post, n.where, n.sender, n.object = p[0], p[1], p[2], p[3], p[4], p[5], p[6]
			default: // the household carries the name of its head
				n.title, n.name, _ = strings.Cut(p[0], " ")
				n.gender, n.where, n.sender, n.object = p[1], p[2], p[3], "tt-dia-ban"
			}
			all = append(all, n)
		}
	}
	return all, nil
}

// nominate writes one period's people and nominations.
func (f *filler) nominate(ctx context.Context, l nominated, all []nomination) error {
	people, err := f.addPeople(ctx, all, l.Year)
	if err != nil {
		return err
	}
	r, err := l.round()
	if err != nil {
		return err
	}
	period := f.periods[r.name+fmt.Sprint(r.year)]
	t := newTable("de_nghi_khen_thuong", "dot_id loai nguoi_id tap_the_id ten khoa_ten chuc_vu noi_cong_tac doi_tuong_ma doi_tuong_nhom hinh_thuc_ma thanh_tich don_vi_id ngay_nhan co_to_trinh co_bao_cao co_bien_ban so_phieu trang_thai thu_tu mau")
	order := 0
	for i, n := range all {
		sender, ok := f.unitOf(n.sender, l.Year)
		if !ok {
			return fmt.Errorf("%s: no unit %q", n.name, n.sender)
		}
		var person, collective any
		key, name, state := viet.TextKey(n.name), n.name, "duyet"
		switch n.kind {
		case "tap_the":
			if code, ok := f.unitOf(strings.TrimPrefix(n.name, ofCommune), l.Year); ok {
				collective = f.units[code]
			}
			order = i + 1 // collectives stand in the order of the list
		case "ca_nhan":
			person, key, order = people[n.name], viet.NameKey(n.name), 0
		default:
			person, key, order = people[n.name], viet.NameKey(n.name), 0
			name = "Hộ " + strings.ToLower(n.title) + " " + n.name
		}
		if !n.accepted {
			state = "khong_duyet"
		}
		object, _, _ := strings.Cut(n.object, "-")
		group := map[string]string{"tt": "tap_the", "cn": "ca_nhan"}[object]
		t.add(period, n.kind, person, collective, name, key, orNull(n.post), orNull(n.where), n.object, group, r.form(),
			f.meritOf(n), f.units[sender], f.workday(fmt.Sprintf("%s-%02d", l.Month, f.dice.between(2, 5)), -1), true, true, true,
			f.dice.between(7, 8), state, order, true)
	}
	ids, err := t.insertIDs(ctx, f.tx, "ten")
	if err != nil {
		return err
	}
	if id, ok := people[awardedBefore]; ok {
		if err := f.earlier(ctx, id); err != nil {
			return err
		}
	}
	if err := f.quotas(ctx, r, l, all); err != nil {
		return err
	}
	return f.appraise(ctx, r, all, ids)
}

// awardedBefore is the person refused because the same achievement was awarded already.
const awardedBefore = "Lê Văn Ý"

func (f *filler) earlier(ctx context.Context, person int64) error {
	t := newTable("da_khen_thuong", "nam nguoi_id hinh_thuc_ma quyet_dinh_so quyet_dinh_ngay thanh_tich")
	t.add(Year, person, award, "912/QĐ-UBND", "2024-06-12", "Dũng cảm truy bắt đối tượng trộm cắp tài sản")
	return t.insert(ctx, f.tx)
}

// ofCommune begins the name of a collective that is a whole commune.
const ofCommune = "Nhân dân và cán bộ "

// unitOf finds a unit by its name in documents; those of Đồng Nai are apart.
func (f *filler) unitOf(name string, year int) (code string, ok bool) {
	if year > 2025 {
		name = "Đồng Nai: " + viet.Capital(strings.TrimPrefix(name, "Ủy ban nhân dân "))
	}
	code, ok = f.named[name]
	return code, ok
}

// placeOf finds the unit in which someone works or lives: the longest end of where that
// names one, so "Tổ bảo vệ an ninh, trật tự ấp 3, xã Minh Đức, huyện Hớn Quản" is that ấp.
func (f *filler) placeOf(where string, year int) (code string, ok bool) {
	for {
		if code, ok = f.unitOf(where, year); ok {
			return code, true
		}
		if _, where, ok = strings.Cut(where, " "); !ok {
			return "", false
		}
	}
}

func (f *filler) addPeople(ctx context.Context, all []nomination, year int) (map[string]int64, error) {
	t := newTable("nguoi", "ho_ten khoa_ten gioi_tinh nam_sinh cap_bac chuc_vu don_vi_id phan_loai dan_toc mau")
	for _, n := range all {
		if n.kind == "tap_the" {
			continue
		}
		var rank, at any
		if n.title != "Ông" && n.title != "Bà" {
			rank = n.title
		}
		if code, ok := f.placeOf(n.where, year); ok {
			at = f.units[code]
		}
		gender := map[string]string{"nam": "nam", "nữ": "nu"}[n.gender]
		t.add(n.name, viet.NameKey(n.name), gender, f.dice.between(1962, 2004), rank, orNull(n.post), at, classOf(n.post), orNull(peopleOf(n.name)), true)
	}
	return t.insertIDs(ctx, f.tx, "ho_ten")
}

// classOf sorts posts into the classes of award statistics.
func classOf(post string) string {
	switch {
	case post == "Giám đốc":
		return "doanh_nhan"
	case strings.Contains(post, "Phó Trưởng phòng"), strings.Contains(post, "Phó Trưởng ban"), strings.HasPrefix(post, "Trưởng ban"):
		return "lanh_dao_phong"
	}
	return "truc_tiep"
}

// peopleOf tells the ethnic group where the name says it.
func peopleOf(name string) string {
	switch first, _, _ := strings.Cut(name, " "); first {
	case "Điểu", "Thị":
		return "X’tiêng"
	case "Lâm", "Sơn":
		return "Khmer"
	case "Bế", "Nông":
		return "Tày"
	}
	return "Kinh"
}

// merits are summaries of achievements by object of the plan's II.2.
var merits = map[string][]string{
	"tt-tham-muu":  {"Tham mưu cấp ủy, chính quyền triển khai phong trào đồng bộ, hiệu quả", "Chủ động hướng dẫn, kiểm tra, nhân rộng mô hình ở cơ sở"},
	"tt-luc-luong": {"Duy trì tuần tra, nắm tình hình, hòa giải kịp thời mâu thuẫn ở khu dân cư", "Phối hợp Công an cấp xã phát hiện, xử lý nhiều vụ việc về an ninh, trật tự"},
	"tt-dia-ban":   {"Địa bàn giữ vững an ninh, trật tự; các mô hình tự quản hoạt động hiệu quả", "Nhân dân tích cực tham gia phong trào, cung cấp nhiều nguồn tin có giá trị"},
	"tt-co-quan":   {"Bảo đảm an ninh, trật tự trong cơ quan, đơn vị; phối hợp tuyên truyền hiệu quả", "Xây dựng mô hình tự phòng, tự quản trong cơ quan, doanh nghiệp, nhà trường"},
	"cn-cong-an":   {"Tham mưu xây dựng, củng cố nhiều mô hình phòng, chống tội phạm", "Bám địa bàn, vận động Nhân dân tham gia tố giác tội phạm"},
	"cn-luc-luong": {"Tích cực tuần tra, nắm tình hình, hòa giải mâu thuẫn ở cơ sở", "Gương mẫu vận động Nhân dân chấp hành pháp luật, tham gia các mô hình tự quản"},
	"cn-khac":      {"Tích cực tuyên truyền, vận động Nhân dân, đoàn viên, hội viên tham gia phong trào", "Có nhiều sáng kiến trong tuyên truyền phòng, chống tội phạm trên không gian mạng"},
}

func (f *filler) meritOf(n nomination) string {
	if n.kind == "ho_gia_dinh" {
		return "Gương mẫu chấp hành pháp luật, đóng góp nhiều công sức, vật chất cho phong trào ở khu dân cư"
	}
	of := merits[n.object]
	return of[f.dice.IntN(len(of))]
}

// quotas writes what each sending unit was allotted: as many as it sent, two
// individuals more for the police.
func (f *filler) quotas(ctx context.Context, r round, l nominated, all []nomination) error {
	count := map[string]*[3]int{}
	var order []string
	for _, n := range all {
		code, _ := f.unitOf(n.sender, l.Year)
		if count[code] == nil {
			count[code] = new([3]int)
			order = append(order, code)
		}
		count[code][map[string]int{"tap_the": 0, "ca_nhan": 1, "ho_gia_dinh": 2}[n.kind]]++
	}
	t := newTable("chi_tieu_khen_thuong", "dot_id don_vi_id hinh_thuc_ma tap_the ca_nhan ho_gia_dinh")
	for _, code := range order {
		c := count[code]
		if strings.HasSuffix(code, ".cong-an-tinh") {
			c[1] += 2
		}
		t.add(f.periods[r.name+fmt.Sprint(r.year)], f.units[code], r.form(), c[0], c[1], c[2])
	}
	return t.insert(ctx, f.tx)
}

// reasons why the sample's refused nominations were refused, in turn.
var reasons = []string{
	"Chưa được công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự” năm 2024",
	"Báo cáo thành tích chưa làm rõ kết quả trong phong trào",
	"Đã được khen thưởng cùng thành tích trong năm",
}

// appraise writes the two steps of each nomination: the appraising agency's finding
// and the Chairman's decision.
func (f *filler) appraise(ctx context.Context, r round, all []nomination, ids map[string]int64) error {
	t := newTable("tham_dinh", "de_nghi_id co_quan_ma ngay ket_qua ly_do nguoi_lam")
	refused := 0
	for _, n := range all {
		name := n.name
		if n.kind == "ho_gia_dinh" {
			name = "Hộ " + strings.ToLower(n.title) + " " + n.name
		}
		if n.accepted {
			if r.appraiser != "" {
				t.add(ids[name], r.appraiser, r.appraised, "du_dieu_kien", nil, "Chuyên viên thẩm định")
			}
			t.add(ids[name], r.decider(), r.decision, "duyet", nil, "Chuyên viên nội chính")
			continue
		}
		reason := reasons[refused%len(reasons)]
		refused++
		t.add(ids[name], r.appraiser, r.appraised, "khong_du_dieu_kien", reason, "Chuyên viên thẩm định")
		t.add(ids[name], "ubnd-tinh", r.decision, "khong_duyet", reason, "Chuyên viên nội chính")
	}
	return t.insert(ctx, f.tx)
}
