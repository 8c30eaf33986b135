package award

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"vanthu/pipeline/people"
	"vanthu/pipeline/viet"
)

// Severities of findings, as everywhere in the program.
const (
	Wrong   = "sai"      // not to be awarded so
	Warning = "cảnh báo" // to be looked at
)

// Rule is a rule of appraisal.
type Rule struct {
	Code, Severity, Clause, About string
}

// Rules are all rules, in the order in which Check tells findings of one nominee.
var Rules = []Rule{
	{"HO-SO", Wrong, "Luật TĐKT Đ.84.2", "hồ sơ thiếu tờ trình, báo cáo thành tích hoặc biên bản xét"},
	{"TIEU-CHUAN", Wrong, "Luật TĐKT Đ.74", "chưa đủ căn cứ của tiêu chuẩn khen (khoản, điểm): phong trào và bình xét, danh hiệu hai năm liên tục, văn bản xác nhận, thành tích"},
	{"DOI-TUONG", Wrong, "Kế hoạch II.2", "đối tượng không thuộc kế hoạch của thời kỳ, hoặc không hợp với người được đề nghị"},
	{"KE-HOACH", Wrong, "Kế hoạch III.3", "đơn vị đề nghị chưa gửi kế hoạch thực hiện phong trào"},
	{"BAO-CAO", Wrong, "Kế hoạch III.3", "đơn vị đề nghị chưa gửi báo cáo kết quả (đợt tổng kết)"},
	{"AN-TOAN", Wrong, "TT 124/2021/TT-BCA Đ.3.3", "đơn vị được đề nghị chưa được công nhận “An toàn về an ninh, trật tự” (đợt tổng kết)"},
	{"KY-LUAT", Wrong, "NĐ 152/2025 Đ.4", "đang bị xem xét, thi hành kỷ luật, thanh tra, điều tra"},
	{"TRUNG", Wrong, "Luật TĐKT Đ.5.2", "một tập thể, cá nhân được đề nghị hai lần trong đợt, kể cả viết không dấu"},
	{"DA-KHEN", Wrong, "Luật TĐKT Đ.5.2c", "đã được tặng hình thức khen này trong năm"},
	{"DUNG-DAU", Warning, "Luật TĐKT Đ.5", "người đứng đầu được đề nghị mà tập thể của người ấy không được đề nghị"},
	{"CHI-TIEU", Wrong, "Kế hoạch III.1", "đơn vị đề nghị quá chỉ tiêu được phân bổ"},
	{"CHI-TIEU-THIEU", Warning, "Kế hoạch III.1", "đơn vị đề nghị mà không được phân bổ chỉ tiêu"},
	{"TRUC-TIEP", Warning, "Luật TĐKT Đ.5", "tỷ lệ người trực tiếp lao động, công tác thấp hơn mức đặt ra"},
	{"PHIEU", Wrong, "biên bản xét", "số phiếu nhiều hơn số thành viên có mặt"},
}

func ruleOf(code string) Rule {
	for _, r := range Rules {
		if r.Code == code {
			return r
		}
	}
	panic("award: no rule " + code)
}

// Finding is what a rule says of a nominee, or with Nominee 0 of the whole round.
type Finding struct {
	Rule
	Nominee int64
	Name    string
	Message string
	Passed  string // why, and who let it pass; "" where nobody did
}

// DirectShare is the percent of direct workers among the individuals that is asked for where
// nobody says otherwise.
const DirectShare = 50

// Options of Check and Appraise.
type Options struct {
	Day    string // of the appraisal, ISO
	Direct int    // percent of direct workers among the individuals, at least; 0 asks for none
}

// nominated is a row to be judged.
type nominated struct {
	ID        int64  `db:"id"`
	Group     Group  `db:"loai"`
	Name      string `db:"ten"`
	Merit     string `db:"thanh_tich"`
	Post      string `db:"chuc_vu"`
	Place     string `db:"noi"`
	Class     string `db:"phan_loai"`
	Object    string `db:"doi_tuong_ma"`
	Police    bool   `db:"cong_an"` // of the armed forces by rank, or sent by the police
	Unit      int64  `db:"don_vi_id"`
	UnitName  string `db:"don_vi"`
	Own       int64  `db:"cua"` // unit that is nominated, or in which the person works; 0 unknown
	Letter    bool   `db:"co_to_trinh"`
	Report    bool   `db:"co_bao_cao"`
	Minutes   bool   `db:"co_bien_ban"`
	Votes     int    `db:"phieu"`  // -1: none yet
	Decided   bool   `db:"da_xet"` // by the council
	PlanSent  bool   `db:"gui_ke_hoach"`
	RepSent   bool   `db:"gui_bao_cao"`
	MustSend  bool   `db:"phai_gui"`
	Judged    bool   `db:"xet_124"` // the nominee's unit is one that TT 124 judges
	Safe      bool   `db:"an_toan"`
	Punished  string `db:"ky_luat"`
	Awarded   string `db:"da_khen"`
	Other     string `db:"dot_khac"`
	ObjectNow bool   `db:"doi_tuong_con"`
	Form      string `db:"hinh_thuc_ma"`
	Standard  string `db:"tieu_chuan"` // point of Đ.74; "" is the round's
	Confirmed string `db:"xac_nhan"`   // paper that confirms the achievement
	Received  string `db:"ngay_nhan"`  // of the dossier, ISO; "" is not known
}

const nominatedSQL = `SELECT n.id, n.loai, CASE WHEN n.loai = 'ca_nhan' THEN p.ho_ten ELSE n.ten END AS ten, n.thanh_tich, COALESCE(n.chuc_vu, '') AS chuc_vu,
	COALESCE(n.noi_cong_tac, '') AS noi, COALESCE(p.phan_loai, '') AS phan_loai, n.doi_tuong_ma, p.cap_bac IS NOT NULL OR u.loai_ma = 'cong_an' AS cong_an,
	n.don_vi_id, u.ten AS don_vi, COALESCE(n.tap_the_id, p.don_vi_id, 0) AS cua, n.co_to_trinh, n.co_bao_cao, n.co_bien_ban, COALESCE(n.so_phieu, -1) AS phieu, n.trang_thai IN ('duyet', 'khong_duyet') AS da_xet,
	EXISTS (SELECT 1 FROM van_ban_don_vi v WHERE v.don_vi_id = u.id AND v.nam = d.nam AND v.loai = 'ke_hoach' AND v.ngay_nhan <= ?) AS gui_ke_hoach,
	EXISTS (SELECT 1 FROM van_ban_don_vi v WHERE v.don_vi_id = u.id AND v.nam = d.nam AND v.loai = 'bao_cao' AND v.ngay_nhan <= ?) AS gui_bao_cao,
	u.cap_quan_ly IN ('tinh', 'trung_uong') AND COALESCE(l.cap IN ('huyen', 'xa') OR l.doi_tuong_124 IN ('CQ', 'DN', 'CSGD'), FALSE) AS phai_gui,
	EXISTS (SELECT 1 FROM don_vi o JOIN loai_don_vi ol ON ol.ma = o.loai_ma WHERE o.id = n.tap_the_id AND ol.doi_tuong_124 IS NOT NULL) AS xet_124,
	EXISTS (SELECT 1 FROM cong_nhan_don_vi a WHERE a.nam = d.nam AND a.don_vi_id = n.tap_the_id AND a.dat) AS an_toan,
	COALESCE((SELECT MIN(k.hinh_thuc || ' (' || k.can_cu || ')') FROM ky_luat k LEFT JOIN nguoi kp ON kp.id = k.nguoi_id
		WHERE (k.nguoi_id = n.nguoi_id OR kp.khoa_ten = p.khoa_ten AND kp.don_vi_id = n.don_vi_id OR k.don_vi_id = n.tap_the_id) AND k.tu_ngay <= ? AND (k.den_ngay IS NULL OR k.den_ngay >= ?)), '') AS ky_luat,
	COALESCE((SELECT MIN(g.quyet_dinh_so) FROM da_khen_thuong g LEFT JOIN nguoi gp ON gp.id = g.nguoi_id
		WHERE g.nam = d.nam AND g.hinh_thuc_ma = n.hinh_thuc_ma AND (g.nguoi_id = n.nguoi_id OR gp.khoa_ten = p.khoa_ten AND (gp.ngay_sinh = p.ngay_sinh OR gp.don_vi_id = p.don_vi_id) OR g.don_vi_id = n.tap_the_id)), '') AS da_khen,
	COALESCE((SELECT MIN(od.ten) FROM de_nghi_khen_thuong o JOIN dot_khen_thuong od ON od.id = o.dot_id LEFT JOIN nguoi op ON op.id = o.nguoi_id
		WHERE od.nam = d.nam AND o.dot_id <> n.dot_id AND o.trang_thai = 'duyet' AND o.hinh_thuc_ma = n.hinh_thuc_ma
			AND (o.nguoi_id = n.nguoi_id OR op.khoa_ten = p.khoa_ten AND op.don_vi_id = p.don_vi_id OR o.tap_the_id = n.tap_the_id OR o.loai = 'tap_the' AND o.loai = n.loai AND o.khoa_ten = n.khoa_ten)), '') AS dot_khac,
	EXISTS (SELECT 1 FROM doi_tuong_thi_dua t WHERE t.ma = n.doi_tuong_ma AND (t.tu_ngay IS NULL OR t.tu_ngay <= ?) AND (t.den_ngay IS NULL OR t.den_ngay >= ?)) AS doi_tuong_con,
	n.hinh_thuc_ma, COALESCE(n.tieu_chuan, '') AS tieu_chuan, COALESCE(n.xac_nhan, '') AS xac_nhan, COALESCE(CAST(n.ngay_nhan AS TEXT), '') AS ngay_nhan
FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id JOIN don_vi u ON u.id = n.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma LEFT JOIN nguoi p ON p.id = n.nguoi_id
WHERE n.dot_id = ? AND n.trang_thai <> 'tra_ho_so' ORDER BY n.id`

// judge gathers the findings of a round.
type judge struct {
	round Round
	rows  []nominated
	found []Finding

	launched bool // the province launched the movement of the year
	voted    bool // the council voted on the round
}

// Check judges the nominees of a round by all rules; nobody returned is among them.
func (w Work) Check(ctx context.Context, r Round, opts Options) ([]Finding, error) {
	if _, err := time.Parse(time.DateOnly, opts.Day); err != nil {
		return nil, people.Refuse("ngày thẩm định %q: viết như 2024-12-20", opts.Day)
	}
	j := &judge{round: r}
	d := opts.Day
	if err := w.Tx.SelectContext(ctx, &j.rows, w.Tx.Rebind(nominatedSQL), d, d, d, d, d, d, r.ID); err != nil {
		return nil, err
	}
	for i := range j.rows {
		j.dossier(&j.rows[i])
		j.standing(&j.rows[i])
	}
	if err := j.standards(ctx, w, d); err != nil {
		return nil, err
	}
	j.twice()
	j.heads()
	j.direct(opts.Direct)
	quotas, err := w.Quotas(ctx, r)
	if err != nil {
		return nil, err
	}
	j.quotas(quotas)
	slices.SortStableFunc(j.found, func(a, b Finding) int { return cmp.Compare(a.Nominee, b.Nominee) })
	return j.found, w.passed(ctx, r, j.found)
}

func (j *judge) tell(n *nominated, code, format string, args ...any) {
	f := Finding{Rule: ruleOf(code), Message: fmt.Sprintf(format, args...)}
	if n != nil {
		f.Nominee, f.Name = n.ID, n.Name
	}
	j.found = append(j.found, f)
}

// dossier judges the papers and the object.
func (j *judge) dossier(n *nominated) {
	var missing []string
	for _, p := range []struct {
		there bool
		name  string
	}{{n.Letter, "tờ trình"}, {n.Report, "báo cáo thành tích"}, {n.Minutes, "biên bản xét"}} {
		if !p.there {
			missing = append(missing, p.name)
		}
	}
	if len(missing) > 0 {
		j.tell(n, "HO-SO", "hồ sơ thiếu %s", strings.Join(missing, ", "))
	}
	switch {
	case !n.ObjectNow:
		j.tell(n, "DOI-TUONG", "đối tượng %s không có trong kế hoạch của thời kỳ này", n.Object)
	case n.Object == "cn-cong-an" && !n.Police:
		j.tell(n, "DOI-TUONG", "đề nghị là cán bộ, chiến sĩ Công an nhưng không có cấp bậc và không do Công an đề nghị")
	}
}

// standing judges what is known of the nominee and of who nominates.
func (j *judge) standing(n *nominated) {
	closing := j.round.Kind == "tong_ket"
	if n.MustSend && !n.PlanSent {
		j.tell(n, "KE-HOACH", "%s chưa gửi kế hoạch", n.UnitName)
	}
	if closing && n.MustSend && !n.RepSent {
		j.tell(n, "BAO-CAO", "%s chưa gửi báo cáo", n.UnitName)
	}
	if closing && n.Group == Collective && n.Judged && !n.Safe {
		j.tell(n, "AN-TOAN", "chưa được công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự” năm %d", j.round.Year)
	}
	if n.Punished != "" {
		j.tell(n, "KY-LUAT", "%s", n.Punished)
	}
	switch {
	case n.Awarded != "":
		j.tell(n, "DA-KHEN", "đã được khen năm %d theo %s", j.round.Year, n.Awarded)
	case n.Other != "":
		j.tell(n, "DA-KHEN", "đã được khen trong đợt %s", n.Other)
	}
	if n.Votes > j.round.Present {
		j.tell(n, "PHIEU", "%d phiếu, chỉ có %d thành viên có mặt", n.Votes, j.round.Present)
	}
}

// twice finds a name that stands twice, also where the tone marks differ: of people and
// households only with the same place.
func (j *judge) twice() {
	first := map[string]*nominated{}
	for i := range j.rows {
		n := &j.rows[i]
		key := string(n.Group) + "|" + viet.Fold(n.Name)
		if n.Group != Collective {
			key += "|" + viet.Fold(n.Place)
		}
		if before := first[key]; before != nil {
			j.tell(n, "TRUNG", "trùng với đề nghị số %d: %s", before.ID, before.Name)
			continue
		}
		first[key] = n
	}
}

// heads finds leaders whose collective is not nominated, neither as a unit nor by the name under
// which they work.
func (j *judge) heads() {
	nominatedUnits, nominatedNames := map[int64]bool{}, map[string]bool{}
	for i := range j.rows {
		if n := &j.rows[i]; n.Group == Collective {
			nominatedUnits[n.Own] = n.Own != 0
			nominatedNames[viet.Fold(n.Name)] = true
		}
	}
	for i := range j.rows {
		n := &j.rows[i]
		if n.Group != Person || n.Class == "truc_tiep" || n.Class == "doanh_nhan" || strings.HasPrefix(n.Post, "Phó") || n.Own == 0 || nominatedUnits[n.Own] || nominatedNames[viet.Fold(n.Place)] {
			continue
		}
		j.tell(n, "DUNG-DAU", "%s, tập thể của người này không được đề nghị trong đợt", n.Post)
	}
}

// direct judges the share of direct workers among the individuals.
func (j *judge) direct(least int) {
	all, direct := 0, 0
	for i := range j.rows {
		if j.rows[i].Group == Person {
			all++
			if j.rows[i].Class == "truc_tiep" {
				direct++
			}
		}
	}
	if all > 0 && direct*100 < least*all {
		j.tell(nil, "TRUC-TIEP", "%d/%d cá nhân là người trực tiếp lao động, công tác (%d%%), mức đặt ra là %d%%", direct, all, direct*100/all, least)
	}
}

// quotas tells the nominees of a unit that stand beyond its quota: the last ones.
func (j *judge) quotas(quotas []Quota) {
	byName := map[string]Quota{}
	for _, q := range quotas {
		byName[q.Name] = q
	}
	count := map[string]int{}
	for i := range j.rows {
		n := &j.rows[i]
		q := byName[n.UnitName]
		if q.Collectives+q.People+q.Households == 0 {
			j.tell(n, "CHI-TIEU-THIEU", "%s không được phân bổ chỉ tiêu", n.UnitName)
			continue
		}
		most := map[Group]int{Collective: q.Collectives, Person: q.People, Household: q.Households}[n.Group]
		key := n.UnitName + string(n.Group)
		if count[key]++; count[key] > most {
			j.tell(n, "CHI-TIEU", "%s có chỉ tiêu %d %s, đây là đề nghị thứ %d", n.UnitName, most, n.Group.Name(), count[key])
		}
	}
}
