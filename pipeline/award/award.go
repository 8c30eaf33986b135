// Package award is the way of an award round from quotas to votes: what each unit may
// nominate, whom it nominates, what the rules of appraisal say of each, what a person
// lets pass with a reason, how the council voted.
//
// In: the tables of the field (dot_khen_thuong, chi_tieu_khen_thuong,
// de_nghi_khen_thuong…) in a transaction of the caller. Out: the same tables, and findings.
//
// Steps: SetQuota, Nominate, Check, Override, Appraise, Vote, Approve. Papers are made elsewhere from
// the same rows: minutes, proposal, decision and certificates name whom these rows name.
//
// The one thing to know: Check judges the rows as they are on a day and writes nothing; the
// state of a nomination changes by Appraise, which takes what Check found, less what was let
// pass, and by Approve, which takes the votes.
package award

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/people"
)

// Group is what is awarded.
type Group string

// The groups of a list.
const (
	Collective Group = "tap_the"
	Person     Group = "ca_nhan"
	Household  Group = "ho_gia_dinh"
)

// Name is the group in words.
func (g Group) Name() string {
	return map[Group]string{Collective: "tập thể", Person: "cá nhân", Household: "hộ gia đình"}[g]
}

// Round is an award round of a year.
type Round struct {
	ID        int64  `db:"id"`
	Year      int    `db:"nam"`
	Code      string `db:"ma"`
	Name      string `db:"ten"`
	Kind      string `db:"loai"` // 'tong_ket', 'ngay_hoi'…
	Form      string `db:"hinh_thuc_ma"`
	Appraiser string `db:"tham_dinh"` // agency; "" where none is set
	Members   int    `db:"thanh_vien"`
	Present   int    `db:"co_mat"`
	Met       string `db:"hop"` // day of the council, "" before it
}

// ErrNoRound means that the year has no such round.
var ErrNoRound = people.Refuse("không có đợt khen thưởng này")

// Work is a change of a round, in a transaction, in the name of a person.
type Work struct {
	Tx    *sqlx.Tx
	Actor string
	At    time.Time
}

// Find reads a round. The error wraps ErrNoRound.
func (w Work) Find(ctx context.Context, year int, code string) (Round, error) {
	var r Round
	err := w.Tx.GetContext(ctx, &r, w.Tx.Rebind(`SELECT id, nam, ma, ten, loai, hinh_thuc_ma, COALESCE(co_quan_tham_dinh_ma, '') AS tham_dinh,
		COALESCE(so_thanh_vien, 0) AS thanh_vien, COALESCE(so_co_mat, 0) AS co_mat, COALESCE(CAST(bien_ban_ngay AS TEXT), '') AS hop
		FROM dot_khen_thuong WHERE nam = ? AND ma = ?`), year, code)
	if errors.Is(err, sql.ErrNoRows) {
		var have []string
		if err := w.Tx.SelectContext(ctx, &have, w.Tx.Rebind(`SELECT ma FROM dot_khen_thuong WHERE nam = ? ORDER BY ma`), year); err != nil {
			return r, err
		}
		return r, people.Refuse("%w: %d %q; năm %d có %q", ErrNoRound, year, code, year, have)
	}
	return r, err
}

// unit finds a unit by code.
func (w Work) unit(ctx context.Context, code string) (id int64, err error) {
	err = w.Tx.GetContext(ctx, &id, w.Tx.Rebind(`SELECT id FROM don_vi WHERE ma = ?`), code)
	if errors.Is(err, sql.ErrNoRows) {
		err = people.Refuse("không có đơn vị mã %q", code)
	}
	return id, err
}

// record puts an act on record.
func (w Work) record(ctx context.Context, act, detail string) error {
	return audit.Record(ctx, w.Tx, audit.Act{At: w.At, Actor: w.Actor, Act: act, Detail: detail})
}

// Quota is what a unit may nominate in a round, and what it has.
type Quota struct {
	Unit        string `db:"ma"`
	Name        string `db:"ten"`
	Collectives int    `db:"tap_the"`
	People      int    `db:"ca_nhan"`
	Households  int    `db:"ho_gia_dinh"`
	Note        string `db:"ghi_chu"`

	HasCollectives int `db:"dn_tap_the"`
	HasPeople      int `db:"dn_ca_nhan"`
	HasHouseholds  int `db:"dn_ho_gia_dinh"`
}

// Quotas lists the units that have a quota or nominees, those returned not counted.
func (w Work) Quotas(ctx context.Context, r Round) (list []Quota, err error) {
	err = w.Tx.SelectContext(ctx, &list, w.Tx.Rebind(`SELECT u.ma, u.ten, COALESCE(MAX(c.tap_the), 0) AS tap_the, COALESCE(MAX(c.ca_nhan), 0) AS ca_nhan, COALESCE(MAX(c.ho_gia_dinh), 0) AS ho_gia_dinh,
			COALESCE(MAX(c.ghi_chu), '') AS ghi_chu, COUNT(CASE WHEN n.loai = 'tap_the' THEN 1 END) AS dn_tap_the,
			COUNT(CASE WHEN n.loai = 'ca_nhan' THEN 1 END) AS dn_ca_nhan, COUNT(CASE WHEN n.loai = 'ho_gia_dinh' THEN 1 END) AS dn_ho_gia_dinh
		FROM don_vi u LEFT JOIN chi_tieu_khen_thuong c ON c.don_vi_id = u.id AND c.dot_id = ? AND c.hinh_thuc_ma = ?
			LEFT JOIN de_nghi_khen_thuong n ON n.don_vi_id = u.id AND n.dot_id = ? AND n.trang_thai <> 'tra_ho_so'
		WHERE c.dot_id IS NOT NULL OR n.id IS NOT NULL
		GROUP BY u.id, u.ma, u.ten, u.thu_tu, u.khoa_ten ORDER BY u.thu_tu, u.khoa_ten, u.id`), r.ID, r.Form, r.ID)
	return list, err
}

// SetQuota writes what a unit may nominate; what it had before goes on record.
func (w Work) SetQuota(ctx context.Context, r Round, q Quota) error {
	unit, err := w.unit(ctx, q.Unit)
	if err != nil {
		return err
	}
	for _, n := range []int{q.Collectives, q.People, q.Households} {
		if n < 0 || n > 9999 {
			return people.Refuse("chỉ tiêu %d: từ 0 đến 9999", n)
		}
	}
	var note any
	if q.Note != "" {
		note = q.Note
	}
	_, err = w.Tx.ExecContext(ctx, w.Tx.Rebind(`INSERT INTO chi_tieu_khen_thuong (dot_id, don_vi_id, hinh_thuc_ma, tap_the, ca_nhan, ho_gia_dinh, ghi_chu) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (dot_id, don_vi_id, hinh_thuc_ma) DO UPDATE SET tap_the = excluded.tap_the, ca_nhan = excluded.ca_nhan, ho_gia_dinh = excluded.ho_gia_dinh, ghi_chu = excluded.ghi_chu`),
		r.ID, unit, r.Form, q.Collectives, q.People, q.Households, note)
	if err != nil {
		return err
	}
	return w.record(ctx, "award.quota", fmt.Sprintf("%d %s: %s %d tập thể, %d cá nhân, %d hộ gia đình", r.Year, r.Code, q.Unit, q.Collectives, q.People, q.Households))
}
