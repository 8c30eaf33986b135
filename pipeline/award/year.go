package award

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/people"
	"vanthu/pipeline/viet"
)

// Title is a title that a person, a household or a collective has won: of a year, of a school
// year that ends in it, or of a period of several years.
type Title struct {
	ID          int64  `db:"id"`
	Code        string `db:"danh_hieu_ma"`
	Name        string `db:"ten_danh_hieu"`
	Who         string `db:"ten"`     // as people and units are named
	Span        string `db:"loai_ky"` // nam, nam_hoc, giai_doan
	From        int    `db:"tu_nam"`
	To          int    `db:"den_nam"`
	Initiatives int    `db:"sang_kien"` // recognised in that time
	Decision    string `db:"quyet_dinh_so"`
	Day         string `db:"ngay"` // of the decision
}

// TitleKind is a title that can be won.
type TitleKind struct {
	Code  string `db:"ma"`
	Name  string `db:"ten"`
	Group Group  `db:"doi_tuong"`
}

// TitleKinds are all titles, in the order of the law.
func TitleKinds(ctx context.Context, q sqlx.QueryerContext) (list []TitleKind, err error) {
	return list, sqlx.SelectContext(ctx, q, &list, `SELECT ma, ten, doi_tuong FROM danh_hieu ORDER BY thu_tu, ma`)
}

// Titles are the titles whose time ends in a year.
func Titles(ctx context.Context, q sqlx.ExtContext, year int) (list []Title, err error) {
	return list, sqlx.SelectContext(ctx, q, &list, q.Rebind(`SELECT t.id, t.danh_hieu_ma, h.ten AS ten_danh_hieu, COALESCE(u.ten, p.ho_ten) AS ten, t.loai_ky, t.tu_nam, t.den_nam, t.sang_kien,
			t.quyet_dinh_so, CAST(t.quyet_dinh_ngay AS TEXT) AS ngay
		FROM danh_hieu_dat t JOIN danh_hieu h ON h.ma = t.danh_hieu_ma LEFT JOIN don_vi u ON u.id = t.don_vi_id LEFT JOIN nguoi p ON p.id = t.nguoi_id
		WHERE t.den_nam = ? ORDER BY h.thu_tu, COALESCE(u.khoa_ten, p.khoa_ten), t.id`), year)
}

// AddTitle puts a title on record, for a unit or a person that is known by that name alone.
func (w Work) AddTitle(ctx context.Context, t Title, reason string) error {
	kinds, err := TitleKinds(ctx, w.Tx)
	if err != nil {
		return err
	}
	var kind TitleKind
	for _, k := range kinds {
		if k.Code == t.Code {
			kind = k
		}
	}
	t.Who, t.Decision = strings.Join(strings.Fields(viet.NFC(t.Who)), " "), strings.TrimSpace(t.Decision)
	if err := t.judge(kind, reason); err != nil {
		return err
	}
	column, query, args := "nguoi_id", `SELECT id FROM nguoi WHERE ho_ten = ? ORDER BY id`, []any{t.Who}
	if kind.Group == Collective { // which was there in that time: after a merger there may be another of the name
		column, query = "don_vi_id", `SELECT id FROM don_vi WHERE ten = ? AND tu_ngay <= ? AND (den_ngay IS NULL OR den_ngay >= ?) ORDER BY id`
		args = append(args, fmt.Sprintf("%d-12-31", t.To), fmt.Sprintf("%d-01-01", t.From))
	}
	var found []int64
	if err := w.Tx.SelectContext(ctx, &found, w.Tx.Rebind(query), args...); err != nil {
		return err
	}
	switch len(found) {
	case 0:
		return people.Refuse("không có %s tên %q trong danh sách đơn vị, người đã được đề nghị; ghi đúng tên như ở đó", kind.Group.Name(), t.Who)
	case 1:
	default:
		return people.Refuse("có %d %s tên %q; nhập bằng tệp của đơn vị", len(found), kind.Group.Name(), t.Who)
	}
	_, err = w.Tx.ExecContext(ctx, w.Tx.Rebind(`INSERT INTO danh_hieu_dat (danh_hieu_ma, `+column+`, loai_ky, tu_nam, den_nam, sang_kien, quyet_dinh_so, quyet_dinh_ngay) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`),
		t.Code, found[0], t.Span, t.From, t.To, t.Initiatives, t.Decision, t.Day)
	if err != nil {
		return err
	}
	return w.record(ctx, "award.title", fmt.Sprintf("thêm %s %d-%d: %s, %s; lý do: %s", t.Code, t.From, t.To, t.Who, t.Decision, reason))
}

// judge refuses a title that cannot be.
func (t Title) judge(kind TitleKind, reason string) error {
	_, bad := time.Parse(time.DateOnly, t.Day)
	years := map[string]bool{"nam": t.From == t.To, "nam_hoc": t.To == t.From+1, "giai_doan": t.To > t.From}
	switch {
	case strings.TrimSpace(reason) == "":
		return people.RefuseFor(people.WayReason, "mỗi thay đổi phải nêu lý do hoặc căn cứ")
	case kind.Code == "":
		return people.Refuse("chọn danh hiệu")
	case t.Who == "":
		return people.Refuse("ghi tên người hoặc đơn vị đạt danh hiệu")
	case !years[t.Span] || t.From < 1945 || t.To > 2100:
		return people.Refuse("%d–%d không phải là một năm, một năm học hay một giai đoạn như đã chọn", t.From, t.To)
	case t.Initiatives < 0 || t.Initiatives > 99:
		return people.Refuse("số sáng kiến từ 0 đến 99")
	case t.Decision == "" || bad != nil:
		return people.Refuse("ghi số và ngày của quyết định công nhận danh hiệu")
	}
	return nil
}

// DropTitle takes a title off, which was entered in error.
func (w Work) DropTitle(ctx context.Context, id int64, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return people.RefuseFor(people.WayReason, "mỗi thay đổi phải nêu lý do hoặc căn cứ")
	}
	var code, decision string
	err := w.Tx.QueryRowxContext(ctx, w.Tx.Rebind(`DELETE FROM danh_hieu_dat WHERE id = ? RETURNING danh_hieu_ma, quyet_dinh_so`), id).Scan(&code, &decision)
	if errors.Is(err, sql.ErrNoRows) {
		return people.Refuse("danh hiệu này không còn trong danh sách")
	} else if err != nil {
		return err
	}
	return w.record(ctx, "award.title", fmt.Sprintf("bỏ %s số %d, %s; lý do: %s", code, id, decision, reason))
}

// Tally is how many awards of a form and of a type of a year there were that no round of this
// program has made: its numbers stand in the place of those that are counted.
type Tally struct {
	Form         string `db:"hinh_thuc_ma"`
	Name         string `db:"ten"`
	Type         string `db:"loai_hinh"` // cong_trang, chuyen_de_dot_xuat, doi_ngoai, khang_chien
	Collectives  int    `db:"tap_the"`   // without enterprises and cooperatives
	Enterprises  int    `db:"doanh_nghiep"`
	Cooperatives int    `db:"hop_tac_xa"`
	Leaders      int    `db:"lanh_dao"`
	Others       int    `db:"khong_quan_ly"`
	Households   int    `db:"ho_gia_dinh"`
}

// Types are the types of award (Luật TĐKT Đ.8) that a tally may be of, in words.
var Types = []struct{ Code, Name string }{
	{"cong_trang", "Công trạng"}, {"chuyen_de_dot_xuat", "Chuyên đề, đột xuất"}, {"doi_ngoai", "Đối ngoại"}, {"khang_chien", "Kháng chiến"},
}

// TypeName is the type in words.
func (t Tally) TypeName() string {
	for _, one := range Types {
		if one.Code == t.Type {
			return one.Name
		}
	}
	return t.Type
}

// Tallies are those of a year.
func Tallies(ctx context.Context, q sqlx.ExtContext, year int) (list []Tally, err error) {
	return list, sqlx.SelectContext(ctx, q, &list, q.Rebind(`SELECT k.hinh_thuc_ma, h.ten, k.loai_hinh, k.tap_the, k.doanh_nghiep, k.hop_tac_xa, k.lanh_dao, k.khong_quan_ly, k.ho_gia_dinh
		FROM khen_thuong_loai_hinh k JOIN hinh_thuc_khen_thuong h ON h.ma = k.hinh_thuc_ma WHERE k.nam = ? ORDER BY h.thu_tu, h.ma, k.loai_hinh`), year)
}

// SetTally writes a tally of a year; all of nothing takes it away.
func (w Work) SetTally(ctx context.Context, year int, t Tally, reason string) error {
	counts := []int{t.Collectives, t.Enterprises, t.Cooperatives, t.Leaders, t.Others, t.Households}
	all := 0
	for _, n := range counts {
		if n < 0 || n > 99_999 {
			return people.Refuse("số lượng %d: từ 0 đến 99999", n)
		}
		all += n
	}
	var forms int
	if err := w.Tx.GetContext(ctx, &forms, w.Tx.Rebind(`SELECT COUNT(*) FROM hinh_thuc_khen_thuong WHERE ma = ?`), t.Form); err != nil {
		return err
	}
	switch {
	case strings.TrimSpace(reason) == "":
		return people.RefuseFor(people.WayReason, "mỗi thay đổi phải nêu lý do hoặc căn cứ")
	case forms == 0:
		return people.Refuse("chọn hình thức khen thưởng")
	case t.TypeName() == t.Type:
		return people.Refuse("chọn loại hình khen thưởng")
	}
	_, err := w.Tx.ExecContext(ctx, w.Tx.Rebind(`DELETE FROM khen_thuong_loai_hinh WHERE nam = ? AND hinh_thuc_ma = ? AND loai_hinh = ?`), year, t.Form, t.Type)
	if err == nil && all > 0 {
		_, err = w.Tx.ExecContext(ctx, w.Tx.Rebind(`INSERT INTO khen_thuong_loai_hinh (nam, hinh_thuc_ma, loai_hinh, tap_the, doanh_nghiep, hop_tac_xa, lanh_dao, khong_quan_ly, ho_gia_dinh) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`),
			year, t.Form, t.Type, t.Collectives, t.Enterprises, t.Cooperatives, t.Leaders, t.Others, t.Households)
	}
	if err != nil {
		return err
	}
	return w.record(ctx, "award.tally", fmt.Sprintf("%d %s %s: %v; lý do: %s", year, t.Form, t.Type, counts, reason))
}
