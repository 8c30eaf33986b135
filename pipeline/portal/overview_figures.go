package portal

import (
	"context"
	"database/sql"
	"math"
	"net/http"
	"net/url"
	"strconv"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/award"
	"vanthu/pipeline/picture"
)

// yearFigure is a main figure of the year beside that of the year before.
type yearFigure struct {
	Name, Counted string
	Before, Now   sql.NullInt64
}

// roundShare is what is nominated in an award round against what may be.
type roundShare struct {
	Name, URL string
	Has, Of   int
}

// Over reports whether more is nominated than may be.
func (s roundShare) Over() bool { return s.Has > s.Of }

// grade is how many places have a class.
type grade struct {
	Name   string
	Count  int
	Places string
}

// yearFigures are the figures of the year that a leader asks for first: against last year,
// classes, nominations against quotas.
func (p *portal) yearFigures(ctx context.Context, c *overview) error {
	if p.Papers == nil {
		return nil
	}
	rows, err := p.Papers.RowsOfYear(ctx, "so_sanh_chi_tieu", c.Year)
	if err != nil {
		return err
	}
	for _, row := range rows {
		f := yearFigure{Name: row["chi_tieu"], Counted: row["don_vi_tinh"], Before: whole(row["nam_truoc"]), Now: whole(row["nam_nay"])}
		c.Figures = append(c.Figures, f)
		c.Plotted = c.Plotted || f.Now.Int64 > 0
	}
	if rows, err = p.Papers.RowsOfYear(ctx, "phan_loai_dia_phuong", c.Year); err != nil {
		return err
	}
	for _, row := range rows {
		c.Grades = append(c.Grades, grade{row["muc"], int(whole(row["so"]).Int64), row["ten"]})
	}
	return p.roundShares(ctx, c)
}

// whole reads an integer of a query; not valid where there is none.
func whole(s string) sql.NullInt64 {
	n, err := strconv.ParseInt(s, 10, 64)
	return sql.NullInt64{Int64: n, Valid: err == nil}
}

func (p *portal) roundShares(ctx context.Context, c *overview) error {
	tx, err := p.DB.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var rounds []coded
	if err := sqlx.SelectContext(ctx, tx, &rounds, tx.Rebind(`SELECT ma, ten FROM dot_khen_thuong WHERE nam = ? ORDER BY ma DESC`), c.Year); err != nil {
		return err
	}
	work := award.Work{Tx: tx}
	for _, one := range rounds {
		round, err := work.Find(ctx, c.Year, one.Ma)
		if err != nil {
			return err
		}
		quotas, err := work.Quotas(ctx, round)
		if err != nil {
			return err
		}
		s := roundShare{Name: one.Ten, URL: "/khen-thuong?" + url.Values{"nam": {strconv.Itoa(c.Year)}, "dot": {one.Ma}}.Encode()}
		for _, q := range quotas {
			s.Has += q.HasCollectives + q.HasPeople + q.HasHouseholds
			s.Of += q.Collectives + q.People + q.Households
		}
		if s.Has+s.Of > 0 {
			c.Rounds = append(c.Rounds, s)
		}
	}
	return nil
}

// comparison sends the plot of the year against the last: who is recognised as safe.
func (p *portal) comparison(w http.ResponseWriter, r *http.Request) error {
	year, err := strconv.Atoi(r.PathValue("year"))
	if err != nil || p.Papers == nil || year < 2000 || year > 2100 {
		return archive.ErrNotFound
	}
	rows, err := p.Papers.RowsOfYear(r.Context(), "so_sanh_nam", year)
	if err != nil {
		return err
	}
	before, now := picture.Series{Name: strconv.Itoa(year - 1)}, picture.Series{Name: strconv.Itoa(year)}
	value := func(s string) float64 {
		if n := whole(s); n.Valid {
			return float64(n.Int64)
		}
		return math.NaN()
	}
	chart := picture.Chart{Kind: "cot", Title: "Được công nhận “An toàn về an ninh, trật tự”", Width: 720, Height: 300}
	for _, row := range rows {
		chart.Labels = append(chart.Labels, row["chi_tieu"])
		before.Values, now.Values = append(before.Values, value(row["nam_truoc"])), append(now.Values, value(row["nam_nay"]))
	}
	chart.Series = []picture.Series{before, now}
	svg, err := chart.SVG()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Write(svg)
	return nil
}
