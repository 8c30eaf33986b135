package award

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"vanthu/pipeline/people"
)

// ErrReason means that something is let pass without saying why, or by nobody.
var ErrReason = people.Refuse("bỏ qua một quy tắc phải có lý do và người chịu trách nhiệm")

// Override is a rule that a person lets pass for a nominee.
type Override struct {
	Nominee int64
	Code    string // of the rule
	Reason  string // never empty
}

// Override lets a rule pass; without a reason the error is ErrReason.
func (w Work) Override(ctx context.Context, r Round, o Override) error {
	o.Reason = strings.TrimSpace(o.Reason)
	if o.Reason == "" || w.Actor == "" {
		return ErrReason
	}
	if !slices.ContainsFunc(Rules, func(r Rule) bool { return r.Code == o.Code }) {
		return people.RefuseFor(people.WayRules, "không có quy tắc %q", o.Code)
	}
	var n int
	if err := w.Tx.GetContext(ctx, &n, w.Tx.Rebind(`SELECT COUNT(*) FROM de_nghi_khen_thuong WHERE id = ? AND dot_id = ?`), o.Nominee, r.ID); err != nil {
		return err
	}
	if n == 0 {
		return people.Refuse("đợt %s năm %d không có đề nghị số %d", r.Code, r.Year, o.Nominee)
	}
	_, err := w.Tx.ExecContext(ctx, w.Tx.Rebind(`INSERT INTO bo_qua_tham_dinh (de_nghi_id, quy_tac, ly_do, nguoi_lam, ngay) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (de_nghi_id, quy_tac) DO UPDATE SET ly_do = excluded.ly_do, nguoi_lam = excluded.nguoi_lam, ngay = excluded.ngay`),
		o.Nominee, o.Code, o.Reason, w.Actor, w.At.Format(time.DateOnly))
	if err != nil {
		return err
	}
	return w.record(ctx, "award.override", fmt.Sprintf("%d %s: đề nghị số %d, %s: %s", r.Year, r.Code, o.Nominee, o.Code, o.Reason))
}

// passed marks the findings that a person let pass.
func (w Work) passed(ctx context.Context, r Round, found []Finding) error {
	var rows []struct {
		Nominee int64  `db:"de_nghi_id"`
		Code    string `db:"quy_tac"`
		Reason  string `db:"ly_do"`
		Actor   string `db:"nguoi_lam"`
	}
	err := w.Tx.SelectContext(ctx, &rows, w.Tx.Rebind(`SELECT b.de_nghi_id, b.quy_tac, b.ly_do, b.nguoi_lam FROM bo_qua_tham_dinh b JOIN de_nghi_khen_thuong n ON n.id = b.de_nghi_id WHERE n.dot_id = ?`), r.ID)
	for _, row := range rows {
		for i := range found {
			if found[i].Nominee == row.Nominee && found[i].Code == row.Code {
				found[i].Passed = row.Reason + " (" + row.Actor + ")"
			}
		}
	}
	return err
}

// Ballot is how the council voted.
type Ballot struct {
	Day              string // of the meeting, ISO
	Minutes          string // number of the minutes, "" before they have one
	Members, Present int
	Votes            map[int64]int // by nominee
	All              bool          // those whom Votes does not name have the votes of all present
}

// ErrVotes means that votes, present and members do not fit: votes ≤ present ≤ members.
var ErrVotes = people.Refuse("số phiếu ≤ số có mặt ≤ số thành viên")

// Vote writes the meeting and the votes of a round.
func (w Work) Vote(ctx context.Context, r Round, b Ballot) error {
	if _, err := time.Parse(time.DateOnly, b.Day); err != nil {
		return people.Refuse("ngày họp %q: viết như 2024-12-18", b.Day)
	}
	if b.Present < 1 || b.Present > b.Members || b.Members > 999 {
		return people.Refuse("%w: có mặt %d, thành viên %d", ErrVotes, b.Present, b.Members)
	}
	var ids []int64
	if err := w.Tx.SelectContext(ctx, &ids, w.Tx.Rebind(`SELECT id FROM de_nghi_khen_thuong WHERE dot_id = ? AND trang_thai <> 'tra_ho_so' ORDER BY id`), r.ID); err != nil {
		return err
	}
	for id, votes := range b.Votes {
		switch {
		case !slices.Contains(ids, id):
			return people.Refuse("đợt %s năm %d không có đề nghị số %d", r.Code, r.Year, id)
		case votes < 0 || votes > b.Present:
			return people.Refuse("%w: đề nghị số %d có %d phiếu, có mặt %d", ErrVotes, id, votes, b.Present)
		}
	}
	_, err := w.Tx.ExecContext(ctx, w.Tx.Rebind(`UPDATE dot_khen_thuong SET bien_ban_ngay = ?, bien_ban_so = COALESCE(?, bien_ban_so), so_thanh_vien = ?, so_co_mat = ? WHERE id = ?`),
		b.Day, orNull(b.Minutes), b.Members, b.Present, r.ID)
	for _, id := range ids {
		votes, named := b.Votes[id]
		if !named && b.All {
			votes, named = b.Present, true
		}
		if named && err == nil {
			_, err = w.Tx.ExecContext(ctx, w.Tx.Rebind(`UPDATE de_nghi_khen_thuong SET so_phieu = ? WHERE id = ?`), votes, id)
		}
	}
	if err != nil {
		return err
	}
	return w.record(ctx, "award.vote", fmt.Sprintf("%d %s: họp ngày %s, có mặt %d/%d, %d phiếu riêng", r.Year, r.Code, b.Day, b.Present, b.Members, len(b.Votes)))
}

// Appraise writes what Check found as the appraisal of a day: who has nothing wrong that
// nobody let pass fulfils the conditions, the others do not, with the reasons. Decided
// nominees stay as they are. It returns how many fulfil the conditions and how many do not.
func (w Work) Appraise(ctx context.Context, r Round, opts Options) (good, bad int, err error) {
	if r.Appraiser == "" {
		return 0, 0, people.Refuse("đợt %s năm %d chưa có cơ quan thẩm định", r.Code, r.Year)
	}
	found, err := w.Check(ctx, r, opts)
	if err != nil {
		return 0, 0, err
	}
	reasons := map[int64][]string{}
	for _, f := range found {
		if f.Severity == Wrong && f.Passed == "" {
			reasons[f.Nominee] = append(reasons[f.Nominee], f.Message)
		}
	}
	var ids []int64
	if err := w.Tx.SelectContext(ctx, &ids, w.Tx.Rebind(`SELECT id FROM de_nghi_khen_thuong WHERE dot_id = ? AND trang_thai IN ('de_nghi', 'du_dieu_kien', 'khong_du_dieu_kien') ORDER BY id`), r.ID); err != nil {
		return 0, 0, err
	}
	for _, id := range ids {
		state, reason := "du_dieu_kien", any(nil)
		if list := reasons[id]; len(list) > 0 {
			state, reason = "khong_du_dieu_kien", strings.Join(list, "; ")
			bad++
		} else {
			good++
		}
		_, err := w.Tx.ExecContext(ctx, w.Tx.Rebind(`INSERT INTO tham_dinh (de_nghi_id, co_quan_ma, ngay, ket_qua, ly_do, nguoi_lam) VALUES (?, ?, ?, ?, ?, ?)`), id, r.Appraiser, opts.Day, state, reason, w.Actor)
		if err == nil {
			_, err = w.Tx.ExecContext(ctx, w.Tx.Rebind(`UPDATE de_nghi_khen_thuong SET trang_thai = ? WHERE id = ?`), state, id)
		}
		if err != nil {
			return 0, 0, err
		}
	}
	return good, bad, w.record(ctx, "award.appraise", fmt.Sprintf("%d %s: %d đủ điều kiện, %d không", r.Year, r.Code, good, bad))
}
