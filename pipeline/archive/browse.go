package archive

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

// Group is what a list shows in one line: a document, or all documents of a mail merge,
// which differ in their unit alone.
type Group struct {
	Key         // of a mail merge without Unit
	Year  int   `db:"year"`
	Count int   `db:"count"` // documents; 1 is a document alone
	First int64 `db:"first"` // a document of the group
}

// Browse is what a list shows: the groups that fit a filter, those that were made last
// first. Text, ID and Name of the filter are not looked at.
type Browse struct {
	Filter
	Round  string       // code of the đợt of award
	Single bool         // each document of a mail merge on a line of its own, by unit
	For    *people.User // only what this person may see; nil: all
	From   int          // how many groups to leave out
	Shown  []Group      // at most Filter.Limit
	Total  int          // groups
	Papers int          // documents in all groups
}

// Find fills Shown, Total and Papers. Where From is behind the last group it begins with the
// first one.
func (b *Browse) Find(ctx context.Context, q db.Queryer) error {
	c := b.Filter.condition()
	if b.Round != "" {
		c.and("d.round = ?", b.Round)
	}
	c.see(b.For)
	limit := b.Limit
	if limit == 0 {
		limit = 1 << 30
	}
	// Along documents_browse, so that nothing is sorted but the groups.
	const alone = `SELECT d.year, d.kind, d.period, d.agency, d.round, d.unit, 1 AS count, d.id AS first FROM documents d WHERE `
	from, args, order := alone+c.text, c.args, `unit, first`
	if !b.Single {
		from = alone + c.text + ` AND d.unit = ''
			UNION ALL SELECT d.year, d.kind, d.period, d.agency, d.round, '', COUNT(*), MAX(d.id) FROM documents d
			WHERE ` + c.text + ` AND d.unit <> '' GROUP BY d.year, d.kind, d.period, d.agency, d.round`
		args, order = append(c.args[:len(c.args):len(c.args)], c.args...), `first DESC`
	}
	// Counted apart: with a window all rows would be written down before the first is shown.
	sums := struct{ Total, Papers int }{}
	err := sqlx.GetContext(ctx, q, &sums, q.Rebind(`SELECT COUNT(*) AS total, CAST(COALESCE(SUM(count), 0) AS BIGINT) AS papers FROM (`+from+`) g`), args...)
	if err != nil {
		return fmt.Errorf("archive: browse: %w", err)
	}
	if b.Total, b.Papers, b.Shown = sums.Total, sums.Papers, nil; b.From >= b.Total {
		b.From = 0
	}
	err = sqlx.SelectContext(ctx, q, &b.Shown, q.Rebind(`SELECT year, kind, period, agency, round, count, first FROM (`+from+`) g
		ORDER BY `+order+` LIMIT ? OFFSET ?`), append(args[:len(args):len(args)], limit, b.From)...)
	if err != nil {
		return fmt.Errorf("archive: browse: %w", err)
	}
	return nil
}

// see leaves the documents for which a person has any role.
func (c *condition) see(u *people.User) {
	if u == nil {
		return
	}
	var any []string
	var args []string
	for _, g := range u.Grants {
		one := []string{"1 = 1"}
		if g.Agency != "" {
			one, args = append(one, "d.agency = ?"), append(args, g.Agency)
		}
		if g.Unit != "" {
			one, args = append(one, "d.unit = ?"), append(args, g.Unit)
		}
		any = append(any, strings.Join(one, " AND "))
	}
	if len(any) == 0 {
		c.and("1 = 0")
		return
	}
	c.text += " AND (" + strings.Join(any, " OR ") + ")"
	for _, a := range args {
		c.args = append(c.args, a)
	}
}

// Tally says how many documents of a mail merge that fit a filter are in which state, by the
// name of the state, in the order of the states, and how many have findings that forbid
// signing.
func (g *Group) Tally(ctx context.Context, q db.Queryer, f Filter, u *people.User) (states []Share, wrong int, err error) {
	f.Year, f.Kind, f.Period, f.Agency = g.Year, g.Kind, g.Period, g.Agency
	c := f.condition()
	c.and("d.round = ? AND d.unit <> ''", g.Round)
	c.see(u)
	all, err := States(ctx, q)
	if err != nil {
		return nil, 0, err
	}
	// One column a state: rows need not be sorted to be counted.
	columns, args := make([]string, len(all)), []any{}
	for i, state := range all {
		columns[i], args = "COUNT(CASE WHEN d.state = ? THEN 1 END)", append(args, state.Code)
	}
	counts, err := q.QueryxContext(ctx, q.Rebind(`SELECT `+strings.Join(columns, ", ")+` FROM documents d WHERE `+c.text), append(args, c.args...)...)
	if err != nil {
		return nil, 0, fmt.Errorf("archive: browse: %w", err)
	}
	defer counts.Close()
	for counts.Next() {
		row, err := counts.SliceScan()
		if err != nil {
			return nil, 0, fmt.Errorf("archive: browse: %w", err)
		}
		for i, n := range row {
			if n, _ := n.(int64); n > 0 {
				states = append(states, Share{all[i].Name, int(n)})
			}
		}
	}
	err = counts.Err()
	if err == nil {
		err = sqlx.GetContext(ctx, q, &wrong, q.Rebind(`SELECT COUNT(DISTINCT d.id) FROM findings f CROSS JOIN documents d WHERE f.severity = '`+Wrong+`' AND d.id = f.document_id AND `+c.text+`
			AND f.version = (SELECT MAX(v.number) FROM versions v WHERE v.document_id = d.id)`), c.args...)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("archive: browse: %w", err)
	}
	return states, wrong, nil
}

// Share is how many of something there are.
type Share struct {
	Name  string `db:"name"`
	Count int    `db:"count"`
}

// Facets are what the documents of a year that a person may see can be told apart by: the
// values that occur, each once, in order.
type Facets struct {
	Kinds, Periods, Agencies, Rounds []string
	Units                            []string // none where there are more than MaxUnits
}

// MaxUnits is how many units a person can be asked to choose from.
const MaxUnits = 300

// FacetsOf reads the facets of a year; 0 is all years.
func FacetsOf(ctx context.Context, q db.Queryer, year int, u *people.User) (f Facets, err error) {
	c := (&Filter{Year: year}).condition()
	c.see(u)
	var rows []Key
	err = sqlx.SelectContext(ctx, q, &rows, q.Rebind(`SELECT DISTINCT d.kind, d.period, d.agency, d.round FROM documents d WHERE `+c.text), c.args...)
	if err == nil {
		err = sqlx.SelectContext(ctx, q, &f.Units, q.Rebind(fmt.Sprintf(`SELECT DISTINCT d.unit FROM documents d WHERE %s AND d.unit <> '' LIMIT %d`, c.text, MaxUnits+1)), c.args...)
	}
	if err != nil {
		return f, fmt.Errorf("archive: browse: %w", err)
	}
	for _, k := range rows {
		f.Kinds, f.Periods = append(f.Kinds, k.Kind), append(f.Periods, k.Period)
		f.Agencies, f.Rounds = append(f.Agencies, k.Agency), append(f.Rounds, k.Round)
	}
	if len(f.Units) > MaxUnits {
		f.Units = nil
	}
	for _, list := range []*[]string{&f.Kinds, &f.Periods, &f.Agencies, &f.Rounds, &f.Units} {
		slices.Sort(*list)
		*list = slices.DeleteFunc(slices.Compact(*list), func(s string) bool { return s == "" })
	}
	return f, nil
}

// Some returns documents by their ids, in the order of lists.
func Some(ctx context.Context, q db.Queryer, ids ...int64) ([]Document, error) {
	all := make([]any, len(ids))
	for i, id := range ids {
		all[i] = id
	}
	if len(all) == 0 {
		return nil, nil
	}
	return byID(ctx, q, all)
}

// States are the states of documents, code and name, in their order.
func States(ctx context.Context, q db.Queryer) (list []State, err error) {
	err = sqlx.SelectContext(ctx, q, &list, `SELECT code, name FROM document_states ORDER BY rank`)
	if err != nil {
		return nil, fmt.Errorf("archive: states: %w", err)
	}
	return list, nil
}

// State is a state of documents.
type State struct {
	Code string `db:"code"`
	Name string `db:"name"`
}

// Standing is how many documents of a kind, agency and unit are in a state, and how many of
// them have findings that forbid signing.
type Standing struct {
	Key           // Kind, Agency and Unit alone
	State  string `db:"state"`
	Count  int    `db:"count"`
	Faulty int    `db:"faulty"`
}

// StandingOf counts the documents of a year that a person may see, in the order of the states.
func StandingOf(ctx context.Context, q db.Queryer, year int, u *people.User) (list []Standing, err error) {
	c := (&Filter{Year: year}).condition()
	c.see(u)
	err = sqlx.SelectContext(ctx, q, &list, q.Rebind(`SELECT d.kind, d.agency, d.state, MAX(d.unit) AS unit, COUNT(*) AS count,
			COUNT(CASE WHEN d.id IN (SELECT f.document_id FROM findings f WHERE f.severity = '`+Wrong+`'
				AND f.version = (SELECT MAX(v.number) FROM versions v WHERE v.document_id = f.document_id)) THEN 1 END) AS faulty
		FROM documents d JOIN document_states s ON s.code = d.state WHERE `+c.text+` GROUP BY d.kind, d.agency, d.state, s.rank ORDER BY s.rank, d.kind, d.agency`), c.args...)
	if err != nil {
		return nil, fmt.Errorf("archive: standing: %w", err)
	}
	return list, nil
}
