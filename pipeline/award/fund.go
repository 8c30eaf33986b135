package award

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/people"
)

// Fund is the award fund of a year: what came in, and what went out beside the money of the
// rounds, which is counted.
type Fund struct {
	Carried int64 // from the year before, đồng
	Set     int64 // set aside in the year, đồng
	Share   int   // Set of the regular expenditure, percent × 100; 0 is not told
	Spent   []Spending
}

// Spending is what the fund spent on one thing, in đồng; Known tells 0 from what nobody entered.
type Spending struct {
	Code, Name string
	Amount     int64
	Known      bool
}

// onWhat are the things that the fund is spent on, as the statistics of the field name them.
var onWhat = []struct{ code, name string }{
	{"nha_nuoc", "Khen thưởng cấp nhà nước"}, {"tinh", "Khen thưởng cấp tỉnh"}, {"hinh_thuc_khac", "Hình thức khác"},
	{"tuyen_truyen", "Tuyên truyền"}, {"hien_vat", "Hiện vật"}, {"khac", "Chi khác"},
}

// maxMoney bounds an amount, đồng.
const maxMoney = 999_999_999_999_999

// FundOf reads the fund of a year; zero where nothing was entered.
func FundOf(ctx context.Context, q sqlx.ExtContext, year int) (f Fund, err error) {
	err = q.QueryRowxContext(ctx, q.Rebind(`SELECT du_dau, trich, COALESCE(ty_le, 0) FROM quy_khen_thuong WHERE nam = ?`), year).Scan(&f.Carried, &f.Set, &f.Share)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return f, err
	}
	var rows []struct {
		Code   string `db:"khoan"`
		Amount int64  `db:"tien"`
	}
	if err := sqlx.SelectContext(ctx, q, &rows, q.Rebind(`SELECT khoan, tien FROM chi_quy WHERE nam = ?`), year); err != nil {
		return f, err
	}
	for _, on := range onWhat {
		s := Spending{Code: on.code, Name: on.name}
		for _, r := range rows {
			if r.Code == on.code {
				s.Amount, s.Known = r.Amount, true
			}
		}
		f.Spent = append(f.Spent, s)
	}
	return f, nil
}

// SetFund writes the fund of a year; what is not known of Spent is taken off, so that the
// statistics count the rounds again.
func (w Work) SetFund(ctx context.Context, year int, f Fund, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return people.RefuseFor(people.WayReason, "mỗi thay đổi phải nêu lý do hoặc căn cứ")
	}
	if f.Carried < 0 || f.Carried > maxMoney || f.Set < 0 || f.Set > maxMoney || f.Share < 0 || f.Share > 100_00 {
		return people.Refuse("số tiền và tỷ lệ của quỹ không được âm, tỷ lệ không quá 100%%")
	}
	var share any
	if f.Share > 0 {
		share = f.Share
	}
	_, err := w.Tx.ExecContext(ctx, w.Tx.Rebind(`INSERT INTO quy_khen_thuong (nam, du_dau, trich, ty_le) VALUES (?, ?, ?, ?)
		ON CONFLICT (nam) DO UPDATE SET du_dau = excluded.du_dau, trich = excluded.trich, ty_le = excluded.ty_le`), year, f.Carried, f.Set, share)
	if err == nil {
		_, err = w.Tx.ExecContext(ctx, w.Tx.Rebind(`DELETE FROM chi_quy WHERE nam = ?`), year)
	}
	said := ""
	for _, s := range f.Spent {
		if !s.Known || err != nil {
			continue
		}
		if s.Amount < 0 || s.Amount > maxMoney {
			return people.Refuse("%s: số tiền không được âm", s.Name)
		}
		said += fmt.Sprintf(", %s %d", s.Code, s.Amount)
		_, err = w.Tx.ExecContext(ctx, w.Tx.Rebind(`INSERT INTO chi_quy (nam, khoan, tien) VALUES (?, ?, ?)`), year, s.Code, s.Amount)
	}
	if err != nil {
		return err
	}
	return w.record(ctx, "award.fund", fmt.Sprintf("%d: dư %d, trích %d, tỷ lệ %d/10000%s; lý do: %s", year, f.Carried, f.Set, f.Share, said, reason))
}
