package award

import (
	"context"
	"fmt"
	"time"

	"vanthu/pipeline/people"
)

// Majority is how many of those present are more than half.
func Majority(present int) int { return present/2 + 1 }

// Approve writes what the council decided on those who fulfil the conditions: approved is who
// has at least so many votes, the others are not, with their votes as the reason. Nominees
// that nobody has appraised or voted on yet are refused, as are those whose file is not
// complete. It returns how many were approved and how many not.
func (w Work) Approve(ctx context.Context, r Round, day string, least int) (yes, no int, err error) {
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return 0, 0, people.Refuse("ngày họp %q: viết như 2024-12-18", day)
	}
	var list []struct {
		ID       int64  `db:"id"`
		Name     string `db:"ten"`
		State    string `db:"trang_thai"`
		Votes    int    `db:"phieu"`
		Complete bool   `db:"du"`
	}
	err = w.Tx.SelectContext(ctx, &list, w.Tx.Rebind(`SELECT id, ten, trang_thai, COALESCE(so_phieu, -1) AS phieu, co_to_trinh AND co_bao_cao AND co_bien_ban AS du
		FROM de_nghi_khen_thuong WHERE dot_id = ? AND trang_thai IN ('de_nghi', 'du_dieu_kien') ORDER BY id`), r.ID)
	if err != nil {
		return 0, 0, err
	}
	council := r.Appraiser
	if council == "" {
		return 0, 0, people.Refuse("đợt %s năm %d chưa có cơ quan thẩm định", r.Code, r.Year)
	}
	for _, n := range list {
		switch {
		case n.State == "de_nghi":
			return 0, 0, people.Refuse("đề nghị số %d, %s, chưa có kết quả thẩm định; ghi kết quả thẩm định trước", n.ID, n.Name)
		case n.Votes < 0:
			return 0, 0, people.Refuse("đề nghị số %d, %s, chưa có phiếu của hội đồng", n.ID, n.Name)
		case n.Votes >= least && !n.Complete:
			return 0, 0, people.Refuse("đề nghị số %d, %s, thiếu tờ trình, báo cáo hoặc biên bản nên không duyệt được; nhận đủ hồ sơ của đơn vị trước", n.ID, n.Name)
		}
		state, reason := "duyet", any(nil)
		if n.Votes < least {
			state, reason = "khong_duyet", fmt.Sprintf("%d phiếu, cần %d", n.Votes, least)
			no++
		} else {
			yes++
		}
		_, err := w.Tx.ExecContext(ctx, w.Tx.Rebind(`INSERT INTO tham_dinh (de_nghi_id, co_quan_ma, ngay, ket_qua, ly_do, nguoi_lam) VALUES (?, ?, ?, ?, ?, ?)`), n.ID, council, day, state, reason, w.Actor)
		if err == nil {
			_, err = w.Tx.ExecContext(ctx, w.Tx.Rebind(`UPDATE de_nghi_khen_thuong SET trang_thai = ? WHERE id = ?`), state, n.ID)
		}
		if err != nil {
			return 0, 0, err
		}
	}
	if yes+no == 0 {
		return 0, 0, people.Refuse("đợt %s năm %d không có đề nghị nào đủ điều kiện mà chưa xét", r.Code, r.Year)
	}
	return yes, no, w.record(ctx, "award.approve", fmt.Sprintf("%d %s: %d được duyệt, %d không; từ %d phiếu", r.Year, r.Code, yes, no, least))
}
