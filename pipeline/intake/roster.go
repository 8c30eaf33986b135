package intake

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
	"vanthu/pipeline/viet"
)

// Signer is a person who signs papers of an agency, in a form and for a term.
type Signer struct {
	ID       int64  `db:"id"`
	Agency   string `db:"co_quan"`
	Name     string `db:"ho_ten"`
	Rank     string `db:"cap_bac"`
	Position string `db:"chuc_vu"`
	Form     string `db:"hinh_thuc"` // truong, Q, KT, TM, TM_KT, TL, TL_KT, TUQ (NĐ 30/2020 Đ.13)
	Kinds    string `db:"kieu"`      // of papers, "*" for all
	From     string `db:"tu_ngay"`
	Until    string `db:"den_ngay"` // "" for open
}

// Signers are the signers of all agencies, with the names that these have today, those of
// later terms first.
func Signers(ctx context.Context, q db.Queryer, today string) (list []Signer, err error) {
	err = sqlx.SelectContext(ctx, q, &list, q.Rebind(`SELECT k.id, COALESCE((SELECT MAX(t.ten_ngan) FROM ten_co_quan t WHERE t.co_quan_ma = k.co_quan_ma
			AND CAST(t.tu_ngay AS TEXT) <= ? AND (t.den_ngay IS NULL OR CAST(t.den_ngay AS TEXT) >= ?)), k.co_quan_ma) AS co_quan, n.ho_ten, COALESCE(k.cap_bac, '') AS cap_bac, k.chuc_vu, k.hinh_thuc,
			CAST(k.tu_ngay AS TEXT) AS tu_ngay, COALESCE(CAST(k.den_ngay AS TEXT), '') AS den_ngay,
			COALESCE((SELECT `+joined+` FROM nguoi_ky_kieu x WHERE x.nguoi_ky_id = k.id), '') AS kieu
		FROM nguoi_ky k JOIN nguoi n ON n.id = k.nguoi_id ORDER BY k.co_quan_ma, k.tu_ngay DESC, k.uu_tien, n.khoa_ten, k.id`), today, today)
	return list, err
}

// joined is one kind of a signer, or how many there are.
const joined = `CASE COUNT(*) WHEN 1 THEN MAX(x.kieu) ELSE CAST(COUNT(*) AS TEXT) || ' loại' END`

// Recipient is a line of Kính gửi or Nơi nhận of a kind of paper.
type Recipient struct {
	ID     int64  `db:"id"`
	Kind   string `db:"kieu"`
	Agency string `db:"co_quan"`
	Role   string `db:"vai_tro"` // kinh_gui, noi_nhan, luu
	Order  int    `db:"thu_tu"`
	Name   string `db:"ten"`
	Copies int    `db:"so_ban"`
	From   string `db:"tu_ngay"`
	Until  string `db:"den_ngay"`
}

// Recipients are the recipients of a kind, in the order of the paper.
func Recipients(ctx context.Context, q db.Queryer, kind string) (list []Recipient, err error) {
	err = sqlx.SelectContext(ctx, q, &list, q.Rebind(`SELECT id, kieu, co_quan_ma AS co_quan, vai_tro, thu_tu, ten, so_ban, CAST(tu_ngay AS TEXT) AS tu_ngay, COALESCE(CAST(den_ngay AS TEXT), '') AS den_ngay
		FROM noi_nhan WHERE kieu = ? ORDER BY co_quan_ma, CASE vai_tro WHEN 'kinh_gui' THEN 0 WHEN 'noi_nhan' THEN 1 ELSE 2 END, thu_tu, tu_ngay, id`), kind)
	return list, err
}

// Add adds a recipient after those of its role.
func (r Recipient) Add(ctx context.Context, tx *sqlx.Tx) error {
	r.Name = strings.Trim(strings.Join(strings.Fields(viet.NFC(r.Name)), " "), ";.")
	switch {
	case r.Name == "":
		return people.Refuse("ghi tên nơi nhận")
	case r.Role != "kinh_gui" && r.Role != "noi_nhan" && r.Role != "luu":
		return people.Refuse("chọn Kính gửi, Nơi nhận hoặc Lưu")
	case r.Role == "luu" && !strings.HasPrefix(r.Name, "Lưu"):
		return people.Refuse("dòng Lưu ghi cả chữ Lưu, như “Lưu: VT, NC”")
	case r.Copies < 1 || r.Copies > 999:
		return people.Refuse("số bản từ 1 đến 999")
	}
	if _, err := time.Parse(time.DateOnly, r.From); err != nil {
		return people.Refuse("ngày %q không phải là ngày", r.From)
	}
	var there int
	if err := tx.GetContext(ctx, &there, tx.Rebind(`SELECT COUNT(*) FROM ten_co_quan WHERE co_quan_ma = ?`), r.Agency); err != nil || there == 0 {
		if err == nil {
			err = people.Refuse("chọn cơ quan ban hành")
		}
		return err
	}
	_, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO noi_nhan (kieu, co_quan_ma, vai_tro, thu_tu, ten, so_ban, in_so_ban, tu_ngay)
		SELECT ?, ?, ?, COALESCE(MAX(thu_tu), 0) + 1, ?, ?, ?, ? FROM noi_nhan WHERE kieu = ? AND co_quan_ma = ? AND vai_tro = ?`),
		r.Kind, r.Agency, r.Role, r.Name, r.Copies, r.Copies > 1, r.From, r.Kind, r.Agency, r.Role)
	return db.Explain(err)
}

// Term is the term of a signer (table nguoi_ky), of a recipient (table noi_nhan) or of a
// unit (table don_vi).
type Term struct {
	Table string
	ID    int64
	Last  string // its last day
}

// End writes the last day and says whose it is; what was made before stays.
func (t Term) End(ctx context.Context, tx *sqlx.Tx) (what string, err error) {
	query, ok := termOf[t.Table]
	if !ok {
		return "", people.Refuse("trang không có việc này")
	}
	if _, err := time.Parse(time.DateOnly, t.Last); err != nil {
		return "", people.Refuse("ngày %q không phải là ngày", t.Last)
	}
	var row struct {
		What string `db:"ten"`
		From string `db:"tu_ngay"`
	}
	if err := tx.GetContext(ctx, &row, tx.Rebind(query), t.ID); err != nil {
		return "", err
	}
	if t.Last < row.From {
		return "", people.Refuse("ngày cuối trước ngày đầu %s", row.From)
	}
	if t.Table == "don_vi" {
		var below int
		if err := tx.GetContext(ctx, &below, tx.Rebind(`SELECT COUNT(*) FROM don_vi WHERE cap_tren_id = ? AND (den_ngay IS NULL OR den_ngay > ?)`), t.ID, t.Last); err != nil {
			return "", err
		}
		if below > 0 {
			return "", people.Refuse("còn %d đơn vị cấp dưới hoạt động sau ngày ấy; kết thúc các đơn vị ấy trước", below)
		}
	}
	_, err = tx.ExecContext(ctx, tx.Rebind(`UPDATE `+t.Table+` SET den_ngay = ? WHERE id = ?`), t.Last, t.ID)
	return row.What, db.Explain(err)
}

// termOf are the tables whose rows end on a day, with the query of what a row is.
var termOf = map[string]string{
	"nguoi_ky": `SELECT n.ho_ten || ', ' || k.chuc_vu AS ten, CAST(k.tu_ngay AS TEXT) AS tu_ngay FROM nguoi_ky k JOIN nguoi n ON n.id = k.nguoi_id WHERE k.id = ?`,
	"noi_nhan": `SELECT ten, CAST(tu_ngay AS TEXT) AS tu_ngay FROM noi_nhan WHERE id = ?`,
	"don_vi":   `SELECT ten, CAST(tu_ngay AS TEXT) AS tu_ngay FROM don_vi WHERE id = ?`,
}

// Unit is a unit that takes part in the movement.
type Unit struct {
	ID    int64  `db:"id"`
	Name  string `db:"ten"`
	Kind  string `db:"loai"`
	Above string `db:"cap_tren"` // "" for one straight below the province
	From  string `db:"tu_ngay"`
	Until string `db:"den_ngay"` // "" for open
}

// Units are all units, those that ended too, each followed by those below it, in the order
// of the annexes.
func Units(ctx context.Context, q db.Queryer) (list []Unit, err error) {
	var all []struct {
		Unit
		Up int64 `db:"cap_tren_id"`
	}
	err = sqlx.SelectContext(ctx, q, &all, `SELECT d.id, d.ten, l.ten AS loai, COALESCE(u.ten, '') AS cap_tren, COALESCE(u.id, 0) AS cap_tren_id, CAST(d.tu_ngay AS TEXT) AS tu_ngay, COALESCE(CAST(d.den_ngay AS TEXT), '') AS den_ngay
		FROM don_vi d JOIN loai_don_vi l ON l.ma = d.loai_ma LEFT JOIN don_vi u ON u.id = d.cap_tren_id ORDER BY d.thu_tu, d.khoa_ten, d.id`)
	below := map[int64][]Unit{}
	for _, u := range all {
		below[u.Up] = append(below[u.Up], u.Unit)
	}
	var add func(up int64)
	add = func(up int64) {
		for _, u := range below[up] {
			list = append(list, u)
			add(u.ID)
		}
	}
	add(0)
	return list, err
}

// DayOff is a day that differs from the usual week of work.
type DayOff struct {
	Day  string `db:"ngay"`
	Work bool   `db:"lam_viec"` // worked, on a Saturday or Sunday
	Name string `db:"ten"`
	Sure bool   `db:"chac_chan"` // held against the official notice
}

// DaysOff are the days off of a year.
func DaysOff(ctx context.Context, q db.Queryer, year int) (list []DayOff, err error) {
	err = sqlx.SelectContext(ctx, q, &list, q.Rebind(`SELECT CAST(ngay AS TEXT) AS ngay, lam_viec, ten, chac_chan FROM lich_nghi WHERE CAST(ngay AS TEXT) BETWEEN ? AND ? ORDER BY ngay`),
		fmt.Sprintf("%d-01-01", year), fmt.Sprintf("%d-12-31", year))
	return list, err
}

// Set writes a day off, held against the official notice.
func (d DayOff) Set(ctx context.Context, tx *sqlx.Tx) error {
	day, err := time.Parse(time.DateOnly, d.Day)
	d.Name = strings.Join(strings.Fields(viet.NFC(d.Name)), " ")
	weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
	switch {
	case err != nil:
		return people.Refuse("ngày %q không phải là ngày", d.Day)
	case d.Name == "":
		return people.Refuse("ghi tên ngày: nghỉ lễ gì, bù cho ngày nào")
	case d.Work && !weekend:
		return people.Refuse("ngày làm bù phải là thứ Bảy hoặc Chủ nhật")
	case !d.Work && weekend:
		return people.Refuse("thứ Bảy, Chủ nhật đã là ngày nghỉ")
	}
	_, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO lich_nghi (ngay, lam_viec, ten, chac_chan) VALUES (?, ?, ?, TRUE)
		ON CONFLICT (ngay) DO UPDATE SET lam_viec = excluded.lam_viec, ten = excluded.ten, chac_chan = TRUE`), d.Day, d.Work, d.Name)
	return err
}

// DropDay takes a day out of the days off.
func DropDay(ctx context.Context, tx *sqlx.Tx, day string) error {
	res, err := tx.ExecContext(ctx, tx.Rebind(`DELETE FROM lich_nghi WHERE CAST(ngay AS TEXT) = ?`), day)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		if err == nil {
			err = people.Refuse("không có ngày %s trong lịch nghỉ", day)
		}
		return err
	}
	return nil
}
