package making

import (
	"cmp"
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/check"
	"vanthu/pipeline/check/cite"
	"vanthu/pipeline/dataset"
)

// Queries that every run asks beside the kind's own.
const (
	queryBase     = "co_so_du_lieu"      // does the database hold sample data, and the base salary of the day
	queryGone     = "khong_con_hieu_luc" // laws and names that are not in force on the day
	queryRegister = "so_van_ban_phap_ly" // the office's register of legal documents
)

// settingQueries give the setting.
var settingQueries = []string{queryBase, queryGone, queryRegister}

// setting is what a document is made and judged in beside its own data: the database and the
// law, as of its day.
type setting struct {
	Sample     bool         `json:"sample"`      // the database holds sample data
	BaseSalary int64        `json:"base_salary"` // in đồng; 0: none is known for the day
	Gone       []check.Gone `json:"gone,omitempty"`
	Register   []cite.Entry `json:"register,omitempty"` // the office's own
}

// register is what citations are held against: the office's register of legal documents,
// then the one that ships.
func (s *setting) register() *cite.Register { return cite.NewRegister(s.Register, cite.Shipped()) }

// settingOf reads what settingQueries gave.
func settingOf(results map[string]dataset.Value) setting {
	base := reader(results[queryBase])
	salary, _ := base("muc_luong_co_so").Int64()
	return setting{Sample: base("so_lieu_mau").IsTrue(), BaseSalary: salary, Gone: check.GoneOf(results[queryGone]), Register: entries(results[queryRegister])}
}

// entries reads the rows of queryRegister.
func entries(rows dataset.Value) (own []cite.Entry) {
	for _, row := range rows.Items() {
		get := reader(row)
		text := func(name string) string { return get(name).Literal() }
		own = append(own, cite.Entry{Symbol: text("so_ky_hieu"), Kind: text("loai"), Date: text("ngay"), Issuer: text("co_quan"), Title: text("trich_yeu"),
			From: text("tu_ngay"), Until: text("het_ngay"), Verified: get("da_kiem_chung").IsTrue(), By: text("thay_bang")})
	}
	return own
}

// reader reads the columns of a row; NULL where there is no row.
func reader(row dataset.Value) func(column string) dataset.Value {
	return func(column string) (v dataset.Value) {
		if r := row.Record(); r != nil {
			v, _ = r.Get(column)
		}
		return v
	}
}

// answers are what one snapshot gave for papers of a kind.
type answers struct {
	*archive.Prior
	kind    *catalog.Kind // with the templates in force
	results map[string]dataset.Value
	setting setting
}

// ask asks all that a run needs of the database, in one snapshot: what the archive says of the
// kind, then queries, of which settingQueries are some.
func (m *Maker) ask(ctx context.Context, slug string, args map[string]dataset.Value, queries func(*catalog.Kind) []string) (*answers, error) {
	key := archive.Key{Kind: slug, Period: cmp.Or(args[paramPeriod].Literal(), args["nam"].Literal())}
	a := new(answers)
	tx, err := m.DB.SnapshotFrom(ctx, func(tx *sqlx.Tx) (err error) {
		a.Prior, err = archive.PriorTo(ctx, tx, key, args[paramDay].Literal())
		return err
	})
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	if a.kind, err = m.with(ctx, tx, slug, a.Templates); err != nil {
		return nil, err
	}
	if err := whole(a.kind); err != nil {
		return nil, err
	}
	if a.results, err = m.Queries.RunIn(ctx, tx, queries(a.kind), args); err != nil {
		return nil, fmt.Errorf("%s: %w", slug, err)
	}
	a.setting = settingOf(a.results)
	return a, nil
}
