package intake

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

// IssuerRow is an agency that an office has added, with its names of a day as answers.
type IssuerRow struct {
	Code, From string
	Head       string // of its papers, lines apart by "\n"
	Answers    Answers
}

// IssuerRows reads the agencies that the office has added, by the names of the day, or by the last
// ones that they had.
func (p *Part) IssuerRows(ctx context.Context, q db.Queryer, day string) (list []IssuerRow, err error) {
	rows, err := q.QueryxContext(ctx, q.Rebind(`SELECT c.ma, c.mo_ta AS ten, c.loai, t.ky_hieu, t.tham_muu, COALESCE(CASE t.chu_quan_ma WHEN 'ubnd-tinh' THEN NULL WHEN 'cong-an-tinh' THEN NULL ELSE u.mo_ta END,
			CASE WHEN t.chu_quan_ma IS NULL THEN t.dong_chu_quan END) AS cap_tren, t.dia_danh, t.ten AS ten_day_du, t.ten_goi, t.dong_ten, t.dia_chi, t.den_ngay, CAST(t.tu_ngay AS TEXT) AS tu, COALESCE(t.dong_chu_quan || '
', '') || t.dong_ten AS dau
		FROM co_quan c JOIN ten_co_quan t ON t.co_quan_ma = c.ma LEFT JOIN co_quan u ON u.ma = t.chu_quan_ma
		WHERE c.ma NOT IN (`+shippedAgencies+`, 'bo-cong-an')
			AND t.tu_ngay = (SELECT MAX(n.tu_ngay) FROM ten_co_quan n WHERE n.co_quan_ma = c.ma AND CAST(n.tu_ngay AS TEXT) <= ?) ORDER BY c.loai, c.mo_ta, c.ma`), day)
	if err != nil {
		return nil, fmt.Errorf("agencies: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		vals := map[string]any{}
		if err := rows.MapScan(vals); err != nil {
			return nil, fmt.Errorf("agencies: %w", err)
		}
		row := IssuerRow{Answers: Answers{}}
		for name, v := range vals {
			if v = normal(v); v != nil {
				row.Answers[name] = fmt.Sprint(v)
			}
		}
		row.Code, row.From, row.Head = row.Answers["ma"], row.Answers["tu"], row.Answers["dau"]
		for _, name := range []string{"ma", "tu", "dau"} {
			delete(row.Answers, name)
		}
		i := slices.IndexFunc(p.sheet.Columns, func(c *Column) bool { return c.Name == "loai" })
		row.Answers["loai"] = p.sheet.Columns[i].called(row.Answers["loai"])
		list = append(list, row)
	}
	return list, rows.Err()
}

// PutIssuer writes the answers of a row: of the agency of its code, or where that is "" of a new
// one, and says in a line what it is. A day from which it holds gives it a new name from then on; at is the day of the
// change. An error of type *people.Refusal says why it cannot be.
func (p *Part) PutIssuer(ctx context.Context, tx *sqlx.Tx, put IssuerRow, at time.Time) (string, error) {
	if p.Table != issuerTable {
		return "", people.Refuse("trang không có việc này")
	}
	code := put.Code
	return p.write(ctx, tx, put.Answers, func(w *writer, t *table, r *row) (string, error) {
		w.req.Year, w.req.At, w.req.Kinds = at.Year(), at, p.kinds
		t.rows = []*row{r}
		if err := w.codeIssuers(t); err != nil {
			return "", err
		}
		key := headKey(r.text("ten"))
		named, err := w.one(`SELECT ma FROM co_quan WHERE ma = ?`, w.issuers[key])
		if err != nil {
			return "", err
		}
		if named != nil && named["ma"] != code && !w.ships(w.issuers[key]) {
			return "", people.Refuse("đã có cơ quan này, hoặc cơ quan cùng loại, cùng ký hiệu %s; sửa ở dòng của nó", r.text("ky_hieu"))
		}
		if code != "" {
			there, err := w.one(`SELECT ma FROM co_quan WHERE ma = ?`, code)
			if err != nil {
				return "", err
			}
			if there == nil || w.ships(code) {
				return "", people.Refuse("không có cơ quan ấy")
			}
			w.issuers[key] = code
		}
		if err := w.addIssuers(t); err != nil {
			return "", err
		}
		return fmt.Sprintf("%s: %s, %s", w.issuers[key], r.text("ten"), r.text("ky_hieu")), w.keepCopies()
	})
}
