package intake

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

// YearRow is what a table of the year holds now: a row of the movement, of the reporting
// periods or of the award rounds.
type YearRow struct {
	Key     string // of a period its family, of a round its code
	Answers Answers
}

// yearTables are the tables of the year, by which their rows are known and how the columns of
// the form are called in the table.
var yearTables = map[string]struct {
	key     string
	columns map[string]string
	more    string // what stands in other tables
}{
	"phong_trao":      {"co_quan_ma", nil, motto("nguyen_tac") + motto("phuong_cham")},
	"ky_so_lieu":      {"ho", nil, ""},
	"dot_khen_thuong": {"ma", map[string]string{"hinh_thuc": "hinh_thuc_ma", "de_nghi": "co_quan_de_nghi_ma", "tham_dinh": "co_quan_tham_dinh_ma", "quyet_dinh": "co_quan_quyet_dinh_ma"}, ""},
}

// motto selects a motto of a movement.
func motto(kind string) string {
	return `, (SELECT MIN(k.noi_dung) FROM khau_hieu k WHERE k.phong_trao_id = t.id AND k.loai = '` + kind + `') AS ` + kind
}

// YearRows reads what the part's table holds for its year, as answers.
func (p *Part) YearRows(ctx context.Context, q db.Queryer) (list []YearRow, err error) {
	of, ok := yearTables[p.Table]
	if !ok {
		return nil, fmt.Errorf("table %s is none of a year", p.Table)
	}
	rows, err := q.QueryxContext(ctx, q.Rebind(`SELECT t.*`+of.more+` FROM `+p.Table+` t WHERE nam = ? ORDER BY `+of.key), p.year)
	if err != nil {
		return nil, fmt.Errorf("table %s: %w", p.Table, err)
	}
	defer rows.Close()
	for rows.Next() {
		vals := map[string]any{}
		if err := rows.MapScan(vals); err != nil {
			return nil, fmt.Errorf("table %s: %w", p.Table, err)
		}
		row := YearRow{Key: fmt.Sprint(normal(vals[of.key])), Answers: Answers{}}
		for _, f := range p.Fields {
			name := f.Name
			if other := of.columns[name]; other != "" {
				name = other
			}
			v := normal(vals[name])
			if v == nil {
				continue
			}
			text := fmt.Sprint(v)
			if c := p.sheet.Columns[f.column]; c.Type == choiceType {
				text = c.called(text)
			}
			row.Answers[f.Name] = text
		}
		list = append(list, row)
	}
	return list, rows.Err()
}

// putYear writes a row of a table of the year: the one of the key, or where that is "" a new
// one; the movement and a period are the only ones of their year.
func (w *writer) putYear(t *table, r *row, key string) (what string, err error) {
	t.rows = []*row{r}
	switch t.Table {
	case "phong_trao":
		kind, err := w.one(`SELECT MAX(b.ten_loai) AS ten FROM ten_co_quan c JOIN dia_ban b ON b.ma = c.dia_ban_ma
			WHERE c.co_quan_ma = 'ubnd-tinh' AND c.tu_ngay <= ? AND (c.den_ngay IS NULL OR c.den_ngay >= ?)`, w.yearEnd(), w.yearEnd())
		if err != nil {
			return "", err
		}
		if name, ok := kind["ten"].(string); ok {
			w.province.kind = name
		}
		return fmt.Sprintf("năm %d: %s", w.req.Year, r.text("chu_de")), w.movement(t)
	case "ky_so_lieu":
		return fmt.Sprintf("năm %d, %s: %s đến %s", w.req.Year, r.text("ho"), r.text("tu_ngay"), r.text("den_ngay")), w.periods(t)
	}
	if key == "" {
		if key, err = w.freeOfYear("dot_khen_thuong", roundCode(r)); err != nil {
			return "", err
		}
	} else if there, err := w.one(`SELECT ma FROM dot_khen_thuong WHERE nam = ? AND ma = ?`, w.req.Year, key); err != nil || there == nil {
		return "", people.Refuse("năm %d không có đợt ấy", w.req.Year)
	}
	return fmt.Sprintf("năm %d, đợt %s: %s", w.req.Year, key, r.text("ten")), w.awardRound(t, r, key)
}

// freeOfYear is a code that no row of the year has in the table, by that of the first of its kind.
func (w *writer) freeOfYear(table, first string) (string, error) {
	for n := 1; ; n++ {
		code := first
		if n > 1 {
			code = fmt.Sprintf("%s-%d", first, n)
		}
		there, err := w.one(`SELECT ma FROM `+table+` WHERE nam = ? AND ma = ?`, w.req.Year, code)
		if err != nil || there == nil {
			return code, err
		}
	}
}

// PutYear writes a row of the part's table for its year, with the answers in the place of all
// that stood there, and says in a line what it is. key is that of a YearRow, "" for a new
// one. An error of type *people.Refusal says why it cannot be.
func (p *Part) PutYear(ctx context.Context, tx *sqlx.Tx, key string, answers Answers) (string, error) {
	if _, ok := yearTables[p.Table]; !ok {
		return "", people.Refuse("trang không có việc này")
	}
	return p.write(ctx, tx, answers, func(w *writer, t *table, r *row) (string, error) {
		w.req.Year = p.year
		return w.putYear(t, r, key)
	})
}
