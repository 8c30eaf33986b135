package intake

import (
	"context"
	"fmt"

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
	{"người ký của Ủy ban nhân dân", "trang Người ký", `SELECT COUNT(*) FROM nguoi_ky WHERE co_quan_ma = 'ubnd-tinh' AND tu_ngay <= :ngay AND (den_ngay IS NULL OR den_ngay >= :ngay)`},
	{"người ký của Công an", "trang Người ký", `SELECT COUNT(*) FROM nguoi_ky WHERE co_quan_ma = 'cong-an-tinh' AND tu_ngay <= :ngay AND (den_ngay IS NULL OR den_ngay >= :ngay)`},
	{"nơi nhận của quyết định khen thưởng", "trang Nơi nhận", `SELECT COUNT(*) FROM noi_nhan WHERE kieu = 'quyet-dinh-khen-thuong' AND tu_ngay <= :ngay AND (den_ngay IS NULL OR den_ngay >= :ngay)`},
	{"nơi nhận của kế hoạch", "trang Nơi nhận", `SELECT COUNT(*) FROM noi_nhan WHERE kieu = 'ke-hoach' AND tu_ngay <= :ngay AND (den_ngay IS NULL OR den_ngay >= :ngay)`},
	{"đơn vị tham gia phong trào", "trang Đơn vị", `SELECT COUNT(*) FROM don_vi WHERE tu_ngay <= :ngay AND (den_ngay IS NULL OR den_ngay >= :ngay)`},
	{"phong trào và chủ đề của năm", "trang Phong trào", `SELECT COUNT(*) FROM phong_trao WHERE nam = :nam`},
	{"hạn đơn vị gửi kế hoạch, báo cáo", "trang Phong trào", `SELECT COUNT(*) FROM phong_trao WHERE nam = :nam AND han_ke_hoach IS NOT NULL AND han_bao_cao IS NOT NULL`},
	{"kỳ báo cáo", "trang Kỳ báo cáo", `SELECT COUNT(*) FROM ky_so_lieu WHERE nam = :nam`},
	{"đợt khen thưởng", "trang Đợt khen thưởng", `SELECT COUNT(*) FROM dot_khen_thuong WHERE nam = :nam`},
	{"danh sách đã xét khen", "trang Danh sách khen", `SELECT COUNT(*) FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id WHERE d.nam = :nam AND n.trang_thai = 'duyet'`},
	{"lời văn báo cáo của năm", "đơn vị gửi ở trang Thuyết minh; cơ quan viết khi có số liệu", `SELECT COUNT(*) FROM loi_van WHERE ky = CAST(:nam AS TEXT)`},
}

// Need is a line of the checklist of an office.
type Need struct {
	What  string
	Hint  string // where it is entered
	Count int    // 0: it is missing
}

// Missing lists what an office has and lacks for a year.
func Missing(ctx context.Context, d *db.DB, year int) ([]Need, error) {
	var list []Need
	for _, n := range needs {
		query, args, err := d.Reader.BindNamed(n.query, map[string]any{"nam": year, "ngay": fmt.Sprintf("%d-12-31", year)})
		if err != nil {
			return nil, err
		}
		need := Need{What: n.what, Hint: n.hint}
		if err := d.Reader.GetContext(ctx, &need.Count, query, args...); err != nil {
			return nil, fmt.Errorf("checklist, %s: %w", n.what, err)
		}
		list = append(list, need)
	}
	return list, nil
}
