package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"vanthu/pipeline/db"
)

// needs are what an office must have before its papers come out, each as a query of how
// many there are. What a query names are the year and its last day.
var needs = []struct {
	what, hint, query string
}{
	{"tỉnh, thành phố", "trang Tỉnh", `SELECT COUNT(*) FROM ten_co_quan t JOIN dia_ban b ON b.ma = t.dia_ban_ma WHERE t.tu_ngay <= :ngay AND (t.den_ngay IS NULL OR t.den_ngay >= :ngay)`},
	{"tên, ký hiệu của Ủy ban nhân dân", "trang Cơ quan", `SELECT COUNT(*) FROM ten_co_quan WHERE co_quan_ma = 'ubnd-tinh' AND tu_ngay <= :ngay AND (den_ngay IS NULL OR den_ngay >= :ngay)`},
	{"tên, ký hiệu của Công an", "trang Cơ quan", `SELECT COUNT(*) FROM ten_co_quan WHERE co_quan_ma = 'cong-an-tinh' AND tu_ngay <= :ngay AND (den_ngay IS NULL OR den_ngay >= :ngay)`},
	{"đơn vị tham gia phong trào", "trang Đơn vị", `SELECT COUNT(*) FROM don_vi WHERE tu_ngay <= :ngay AND (den_ngay IS NULL OR den_ngay >= :ngay)`},
	{"phong trào và chủ đề của năm", "trang Phong trào", `SELECT COUNT(*) FROM phong_trao WHERE nam = :nam`},
	{"hạn đơn vị gửi kế hoạch, báo cáo", "trang Phong trào", `SELECT COUNT(*) FROM phong_trao WHERE nam = :nam AND han_ke_hoach IS NOT NULL AND han_bao_cao IS NOT NULL`},
	{"kỳ báo cáo", "trang Kỳ báo cáo", `SELECT COUNT(*) FROM ky_so_lieu WHERE nam = :nam`},
	{"đợt khen thưởng", "trang Đợt khen thưởng", `SELECT COUNT(*) FROM dot_khen_thuong WHERE nam = :nam`},
	{"thành viên hội đồng xét khen thưởng", "trang Hội đồng xét", `SELECT COUNT(*) FROM thanh_vien_hop h JOIN dot_khen_thuong d ON d.id = h.dot_id WHERE d.nam = :nam`},
	{"cụm, khối thi đua", "trang Cụm, khối", `SELECT COUNT(*) FROM khoi_cum k WHERE k.tu_ngay <= :ngay AND (k.den_ngay IS NULL OR k.den_ngay >= :ngay)`},
	{"danh sách đã xét khen", "trang Danh sách khen", `SELECT COUNT(*) FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id WHERE d.nam = :nam AND n.trang_thai = 'duyet'`},
	{"lời văn báo cáo của năm", "đơn vị gửi ở trang Thuyết minh; cơ quan viết khi có số liệu", `SELECT COUNT(*) FROM loi_van WHERE ky = CAST(:nam AS TEXT)`},
}

// Need is a line of the checklist of an office.
type Need struct {
	What  string
	Hint  string // where it is entered
	Count int    // 0: it is missing, wholly or for what What names
}

// Missing lists what an office has and lacks for a year in which its papers are of the kinds.
func Missing(ctx context.Context, d *db.DB, year int, kinds []Kind) ([]Need, error) {
	at := map[string]any{"nam": year, "ngay": fmt.Sprintf("%d-12-31", year)}
	var list []Need
	for _, n := range needs {
		query, args, err := d.Reader.BindNamed(n.query, at)
		if err != nil {
			return nil, err
		}
		need := Need{What: n.what, Hint: n.hint}
		if err := d.Reader.GetContext(ctx, &need.Count, query, args...); err != nil {
			return nil, fmt.Errorf("checklist, %s: %w", n.what, err)
		}
		list = append(list, need)
	}
	issuers, err := unsigned(ctx, d, at)
	if err != nil {
		return nil, fmt.Errorf("checklist, agencies: %w", err)
	}
	list = append(list, issuers...)
	for _, n := range kindNeeds {
		need, err := n.of(ctx, d, at, kinds)
		if err != nil {
			return nil, fmt.Errorf("checklist, %s: %w", n.what, err)
		}
		list = append(list, need)
	}
	return list, nil
}

// unsigned says for which of the agencies that the office added nobody signs; nothing where it
// added none.
func unsigned(ctx context.Context, d *db.DB, at map[string]any) ([]Need, error) {
	var all []struct {
		Name   string `db:"ten"`
		Signed bool   `db:"co"`
	}
	query, args, err := d.Reader.BindNamed(`SELECT c.mo_ta AS ten, EXISTS (SELECT 1 FROM nguoi_ky k WHERE k.co_quan_ma = c.ma AND k.tu_ngay <= :ngay AND (k.den_ngay IS NULL OR k.den_ngay >= :ngay)) AS co
		FROM co_quan c WHERE c.ma NOT IN (`+shippedAgencies+`, 'bo-cong-an') AND EXISTS (SELECT 1 FROM ten_co_quan t WHERE t.co_quan_ma = c.ma AND t.tu_ngay <= :ngay AND (t.den_ngay IS NULL OR t.den_ngay >= :ngay))
		ORDER BY c.mo_ta, c.ma`, at)
	if err == nil {
		err = d.Reader.SelectContext(ctx, &all, query, args...)
	}
	if err != nil || len(all) == 0 {
		return nil, err
	}
	need := Need{What: "người ký của cơ quan khác", Hint: "trang Người ký"}
	var lack []string
	for _, a := range all {
		if need.Count++; !a.Signed {
			lack = append(lack, a.Name)
		}
	}
	if lack != nil {
		need.Count, need.What = 0, "người ký của cơ quan: "+strings.Join(lack, "; ")
	}
	return []Need{need}, nil
}

// kindNeeds are what each kind of an agency that issues papers must have: the query says which
// pairs of agency and kind have it, "*" for all kinds.
var kindNeeds = []kindNeed{
	{"người ký", "trang Người ký", func(k Kind) bool { return k.Signed }, `SELECT k.co_quan_ma AS agency, q.kieu AS slug FROM nguoi_ky k JOIN nguoi_ky_kieu q ON q.nguoi_ky_id = k.id
		WHERE k.tu_ngay <= :ngay AND (k.den_ngay IS NULL OR k.den_ngay >= :ngay)`},
	{"nơi nhận", "trang Nơi nhận", func(k Kind) bool { return k.Addressed }, `SELECT co_quan_ma AS agency, kieu AS slug FROM noi_nhan
		WHERE tu_ngay <= :ngay AND (den_ngay IS NULL OR den_ngay >= :ngay)`},
}

type kindNeed struct {
	what, hint string
	wanted     func(Kind) bool
	query      string
}

// of says which kinds lack it, by name; agencies without a name in force issue nothing.
func (n kindNeed) of(ctx context.Context, d *db.DB, at map[string]any, kinds []Kind) (Need, error) {
	need := Need{What: n.what + " của từng loại văn bản", Hint: n.hint}
	agencies, err := pairsOf(ctx, d, `SELECT co_quan_ma AS agency, '*' AS slug FROM ten_co_quan WHERE tu_ngay <= :ngay AND (den_ngay IS NULL OR den_ngay >= :ngay)`, at)
	if err != nil {
		return need, err
	}
	has, err := pairsOf(ctx, d, n.query, at)
	if err != nil {
		return need, err
	}
	var lack []string
	for _, k := range kinds {
		switch {
		case !n.wanted(k) || !slices.Contains(agencies, pair{k.Agency, "*"}):
		case slices.Contains(has, pair{k.Agency, k.Slug}), slices.Contains(has, pair{k.Agency, "*"}):
			need.Count++
		default:
			lack = append(lack, k.Name)
		}
	}
	if len(lack) > 0 {
		need.Count, need.What = 0, n.what+" của: "+strings.Join(lack, "; ")
	}
	return need, nil
}

// pair is an agency and a kind of paper.
type pair struct {
	Agency string `db:"agency"`
	Slug   string `db:"slug"`
}

func pairsOf(ctx context.Context, d *db.DB, query string, at map[string]any) (list []pair, err error) {
	bound, args, err := d.Reader.BindNamed(query, at)
	if err != nil {
		return nil, err
	}
	return list, d.Reader.SelectContext(ctx, &list, bound, args...)
}
