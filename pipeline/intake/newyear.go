package intake

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jmoiron/sqlx"
)

// Errors of NewYear.
var (
	ErrYearBefore = errors.New("chưa có phong trào của năm trước để chép")
	ErrYearThere  = errors.New("đã có phong trào của năm này")
)

// Decision is a thing of the year before that somebody has to decide on for the new one.
type Decision struct {
	What string // "hết hiệu lực": …
	Name string
	Hint string // where it is changed
}

// Year is what NewYear carried over.
type Year struct {
	Rounds, Periods, Heads int // award rounds, reporting periods, heads of clusters and blocks
	Decisions              []Decision
}

// NewYear carries the movement of the year before over: its name, theme and mottos, its
// reporting periods, award rounds and heads of clusters, all days a year later; numbers of
// papers and what was decided stay behind. Units, signers and recipients hold by their days,
// texts of the year before are taken until somebody writes new ones. What ends, changes or
// has to be thought of anew is told for decision.
func NewYear(ctx context.Context, tx *sqlx.Tx, year int) (*Year, error) {
	var before, there int
	err := tx.GetContext(ctx, &before, tx.Rebind(`SELECT COUNT(*) FROM phong_trao WHERE nam = ?`), year-1)
	if err == nil {
		err = tx.GetContext(ctx, &there, tx.Rebind(`SELECT COUNT(*) FROM phong_trao WHERE nam = ?`), year)
	}
	switch {
	case err != nil:
		return nil, err
	case before == 0:
		return nil, fmt.Errorf("năm %d: %w (%d)", year, ErrYearBefore, year-1)
	case there > 0:
		return nil, fmt.Errorf("năm %d: %w", year, ErrYearThere)
	}
	y := new(Year)
	for _, step := range []func(context.Context, *sqlx.Tx, int) error{y.movement, y.periods, y.rounds, y.heads} {
		if err := step(ctx, tx, year); err != nil {
			return nil, err
		}
	}
	return y, y.decide(ctx, tx, year)
}

// later is a day a year later; "" stays "", 29/02 becomes 28/02.
func later(day string) any {
	if len(day) < 10 {
		return nil
	}
	n, err := strconv.Atoi(day[:4])
	if err != nil {
		return nil
	}
	out := fmt.Sprintf("%04d%s", n+1, day[4:10])
	if _, err := time.Parse(time.DateOnly, out); err != nil {
		out = fmt.Sprintf("%04d-02-28", n+1)
	}
	return out
}

func (y *Year) movement(ctx context.Context, tx *sqlx.Tx, year int) error {
	var rows []struct {
		ID     int64  `db:"id"`
		Agency string `db:"co_quan_ma"`
		Name   string `db:"ten"`
		Theme  string `db:"chu_de"`
		Scope  string `db:"pham_vi"`
		From   string `db:"tu"`
		To     string `db:"den"`
		Plan   string `db:"ke_hoach"`
		Report string `db:"bao_cao"`
	}
	err := tx.SelectContext(ctx, &rows, tx.Rebind(`SELECT id, co_quan_ma, ten, chu_de, pham_vi, CAST(tu_ngay AS TEXT) AS tu, CAST(den_ngay AS TEXT) AS den,
		COALESCE(CAST(han_ke_hoach AS TEXT), '') AS ke_hoach, COALESCE(CAST(han_bao_cao AS TEXT), '') AS bao_cao FROM phong_trao WHERE nam = ?`), year-1)
	for _, r := range rows {
		var id int64
		if err == nil {
			err = tx.GetContext(ctx, &id, tx.Rebind(`INSERT INTO phong_trao (nam, co_quan_ma, ten, chu_de, pham_vi, tu_ngay, den_ngay, han_ke_hoach, han_bao_cao) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`),
				year, r.Agency, r.Name, r.Theme, r.Scope, later(r.From), later(r.To), later(r.Plan), later(r.Report))
		}
		if err == nil {
			_, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO khau_hieu (phong_trao_id, thu_tu, loai, noi_dung) SELECT CAST(? AS INTEGER), thu_tu, loai, noi_dung FROM khau_hieu WHERE phong_trao_id = ?`), id, r.ID)
		}
		y.Decisions = append(y.Decisions, Decision{"chủ đề chép từ năm trước", r.Theme, "bảng phong_trao, cột chu_de"})
	}
	return err
}

func (y *Year) periods(ctx context.Context, tx *sqlx.Tx, year int) error {
	var rows []struct {
		Family string `db:"ho"`
		From   string `db:"tu"`
		To     string `db:"den"`
		Source string `db:"nguon"`
	}
	err := tx.SelectContext(ctx, &rows, tx.Rebind(`SELECT ho, CAST(tu_ngay AS TEXT) AS tu, CAST(den_ngay AS TEXT) AS den, nguon FROM ky_so_lieu WHERE nam = ? AND ho NOT IN (SELECT ho FROM ky_so_lieu WHERE nam = ?)`), year-1, year)
	for _, r := range rows {
		if err == nil {
			_, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO ky_so_lieu (ho, nam, tu_ngay, den_ngay, nguon) VALUES (?, ?, ?, ?, ?)`), r.Family, year, later(r.From), later(r.To), r.Source)
		}
	}
	y.Periods = len(rows)
	return err
}

func (y *Year) rounds(ctx context.Context, tx *sqlx.Tx, year int) error {
	var rows []struct {
		Code     string  `db:"ma"`
		Name     string  `db:"ten"`
		Kind     string  `db:"loai"`
		Merit    string  `db:"thanh_tich"`
		Form     string  `db:"hinh_thuc_ma"`
		Proposer *string `db:"co_quan_de_nghi_ma"`
		Judge    *string `db:"co_quan_tham_dinh_ma"`
		Decider  *string `db:"co_quan_quyet_dinh_ma"`
		Due      string  `db:"han"`
		Day      string  `db:"ngay"`
		Allotted string  `db:"phan_bo"`
	}
	err := tx.SelectContext(ctx, &rows, tx.Rebind(`SELECT ma, replace(ten, ?, ?) AS ten, loai, replace(thanh_tich, ?, ?) AS thanh_tich, hinh_thuc_ma, co_quan_de_nghi_ma, co_quan_tham_dinh_ma, co_quan_quyet_dinh_ma,
		COALESCE(CAST(han_de_nghi AS TEXT), '') AS han, COALESCE(CAST(ngay_du_kien AS TEXT), '') AS ngay, COALESCE(CAST(ngay_phan_bo AS TEXT), '') AS phan_bo
		FROM dot_khen_thuong WHERE nam = ? AND loai <> 'dot_xuat' AND ma NOT IN (SELECT ma FROM dot_khen_thuong WHERE nam = ?)`),
		strconv.Itoa(year-1), strconv.Itoa(year), strconv.Itoa(year-1), strconv.Itoa(year), year-1, year)
	for _, r := range rows {
		if err == nil {
			_, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO dot_khen_thuong (nam, ma, ten, loai, thanh_tich, hinh_thuc_ma, co_quan_de_nghi_ma, co_quan_tham_dinh_ma, co_quan_quyet_dinh_ma, han_de_nghi, ngay_du_kien, ngay_phan_bo) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
				year, r.Code, r.Name, r.Kind, r.Merit, r.Form, r.Proposer, r.Judge, r.Decider, later(r.Due), later(r.Day), later(r.Allotted))
		}
	}
	y.Rounds = len(rows)
	return err
}

func (y *Year) heads(ctx context.Context, tx *sqlx.Tx, year int) error {
	done, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO truong_khoi_cum (khoi_cum_id, nam, vai_tro, don_vi_id) SELECT t.khoi_cum_id, CAST(? AS INTEGER), t.vai_tro, t.don_vi_id
		FROM truong_khoi_cum t JOIN don_vi u ON u.id = t.don_vi_id WHERE t.nam = ? AND (u.den_ngay IS NULL OR u.den_ngay >= ?)`), year, year-1, fmt.Sprintf("%d-12-31", year))
	if err != nil {
		return err
	}
	n, err := done.RowsAffected()
	y.Heads = int(n)
	return err
}

// toDecide are queries of what changes or ends; they take the first and last day of the new
// year and give the name.
var toDecide = []struct{ what, hint, query string }{
	{"thuật ngữ đổi trong năm", "bảng thuat_ngu", `SELECT khoa || ': ' || CASE WHEN gia_tri = '' THEN 'không còn' ELSE gia_tri END FROM thuat_ngu WHERE tu_ngay BETWEEN ? AND ? ORDER BY khoa, tu_ngay`},
	{"viện dẫn hết hiệu lực", "bảng vien_dan", `SELECT DISTINCT d.kieu || ': ' || c.rut_gon FROM vien_dan d JOIN van_ban_phap_ly v ON v.ma = d.van_ban_ma JOIN cau_vien_dan c ON c.ma = v.ma
		WHERE (d.den_ngay IS NULL OR d.den_ngay >= ?) AND v.het_hieu_luc <= ? ORDER BY 1`},
	{"cơ quan kết thúc hoặc đổi tên", "bảng ten_co_quan", `SELECT ten FROM ten_co_quan WHERE den_ngay BETWEEN ? AND ? ORDER BY ten`},
	{"người ký hết thời hạn", "bảng nguoi_ky", `SELECT DISTINCT n.ho_ten || ' (' || k.co_quan_ma || ')' FROM nguoi_ky k JOIN nguoi n ON n.id = k.nguoi_id WHERE k.den_ngay BETWEEN ? AND ? ORDER BY 1`},
	{"danh sách nơi nhận hết thời hạn", "bảng noi_nhan", `SELECT DISTINCT kieu || ' (' || co_quan_ma || ')' FROM noi_nhan WHERE den_ngay BETWEEN ? AND ? ORDER BY 1`},
}

func (y *Year) decide(ctx context.Context, tx *sqlx.Tx, year int) error {
	for _, q := range toDecide {
		var names []string
		if err := tx.SelectContext(ctx, &names, tx.Rebind(q.query), fmt.Sprintf("%d-01-01", year), fmt.Sprintf("%d-12-31", year)); err != nil {
			return fmt.Errorf("%s: %w", q.what, err)
		}
		for _, n := range names {
			y.Decisions = append(y.Decisions, Decision{q.what, n, q.hint})
		}
	}
	var units int
	err := tx.GetContext(ctx, &units, tx.Rebind(`SELECT COUNT(*) FROM don_vi WHERE den_ngay BETWEEN ? AND ?`), fmt.Sprintf("%d-01-01", year), fmt.Sprintf("%d-12-31", year))
	if units > 0 {
		y.Decisions = append(y.Decisions, Decision{"đơn vị kết thúc trong năm", strconv.Itoa(units) + " đơn vị", "bảng don_vi, ke_thua_don_vi"})
	}
	return err
}

// Senders are the codes of the units that send plan, report and figures of a year, as they
// stand on its last day.
func Senders(ctx context.Context, q queryer, year int) (codes []string, err error) {
	rows, err := q.QueryxContext(ctx, q.Rebind(`SELECT u.ma FROM don_vi u JOIN loai_don_vi l ON l.ma = u.loai_ma
		WHERE u.tu_ngay <= ? AND (u.den_ngay IS NULL OR u.den_ngay >= ?) AND u.cap_quan_ly IN ('tinh', 'trung_uong')
			AND (l.cap IN ('huyen', 'xa') OR l.doi_tuong_124 IN ('CQ', 'DN', 'CSGD')) ORDER BY u.thu_tu, u.khoa_ten, u.id`), fmt.Sprintf("%d-12-31", year), fmt.Sprintf("%d-12-31", year))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var code string
		if err := rows.Scan(&code); err != nil {
			return nil, err
		}
		codes = append(codes, code)
	}
	return codes, rows.Err()
}
