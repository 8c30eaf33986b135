package archive

import (
	"cmp"
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
	Key            // of a mail merge without Unit
	Year   int     `db:"year"`
	Count  int     `db:"count"` // documents; 1 is a document alone
	First  int64   `db:"first"` // a document of the group
	States []Share // of a mail merge: how many are in which state, in the order of the states
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
	if b.Limit == 0 {
		b.Limit = 1 << 30
	}
	find := b.grouped
	if b.Single || b.Unit != "" {
		find = b.single
	}
	if err := find(ctx, q); err != nil {
		return fmt.Errorf("archive: browse: %w", err)
	}
	return nil
}

// single finds the documents one by one.
func (b *Browse) single(ctx context.Context, q db.Queryer) error {
	c := b.condition()
	if err := sqlx.GetContext(ctx, q, &b.Total, q.Rebind(`SELECT COUNT(*) FROM documents d WHERE `+c.text), c.args...); err != nil {
		return err
	}
	b.Papers, b.Shown = b.Total, nil
	if b.From >= b.Total {
		b.From = 0
	}
	// Along documents_browse, so that nothing is sorted.
	return sqlx.SelectContext(ctx, q, &b.Shown, q.Rebind(`SELECT d.year, d.kind, d.period, d.agency, d.round, 1 AS count, d.id AS first FROM documents d
		WHERE `+c.text+` ORDER BY d.unit, d.id LIMIT ? OFFSET ?`), append(c.args, b.Limit, b.From)...)
}

func (b *Browse) condition() condition {
	c := b.Filter.condition()
	if b.Round != "" {
		c.and("d.round = ?", b.Round)
	}
	c.see(b.For)
	return c
}

// grouped finds mail merges, each as one, among the documents that stand alone.
func (b *Browse) grouped(ctx context.Context, q db.Queryer) error {
	groups, err := b.merges(ctx, q)
	if err != nil {
		return err
	}
	c := b.condition()
	if err := sqlx.GetContext(ctx, q, &b.Papers, q.Rebind(`SELECT COUNT(*) FROM `+alone(`d.id`, c.text)), c.args...); err != nil {
		return err
	}
	b.Total = b.Papers + len(groups)
	for _, g := range groups {
		b.Papers += g.Count
	}
	if b.From >= b.Total {
		b.From = 0
	}
	end := min(b.From+b.Limit, b.Total)
	var list []Group
	err = sqlx.SelectContext(ctx, q, &list, q.Rebind(`SELECT d.year, d.kind, d.period, d.agency, d.round, 1 AS count, d.id AS first FROM documents d
		WHERE d.unit = '' AND `+c.text+` ORDER BY d.id DESC LIMIT ?`), append(c.args, end)...)
	if err != nil {
		return err
	}
	list = append(list, groups...)
	slices.SortFunc(list, func(x, y Group) int { return cmp.Compare(y.First, x.First) })
	b.Shown = list[b.From:end]
	return nil
}

// merges are the mail merges that fit.
func (b *Browse) merges(ctx context.Context, q db.Queryer) (groups []Group, err error) {
	states, err := States(ctx, q)
	if err != nil {
		return nil, err
	}
	counts, err := census(ctx, q, b.Year, b.For)
	if err != nil {
		return nil, err
	}
	fits := func(want, is string) bool { return want == "" || want == is }
	for _, state := range states { // in their order
		for _, c := range counts {
			if c.State != state.Code || !fits(b.Kind, c.Kind) || !fits(b.Period, c.Period) || !fits(b.Agency, c.Agency) || !fits(b.Round, c.Round) ||
				!fits(b.State, state.Code) && !fits(b.State, state.Name) {
				continue
			}
			i := slices.IndexFunc(groups, func(g Group) bool { return g.Key == c.Key && g.Year == c.Year })
			if i < 0 {
				i, groups = len(groups), append(groups, Group{Key: c.Key, Year: c.Year})
			}
			g := &groups[i]
			g.Count, g.First, g.States = g.Count+c.Count, max(g.First, c.Last), append(g.States, Share{state.Name, c.Count})
		}
	}
	return groups, nil
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

// Faulty says how many documents of a mail merge that fit a filter have findings that forbid
// signing.
func (g *Group) Faulty(ctx context.Context, q db.Queryer, f Filter, u *people.User) (n int, err error) {
	f.Year, f.Kind, f.Period, f.Agency = g.Year, g.Kind, g.Period, g.Agency
	c := f.condition()
	c.and("d.round = ? AND d.unit <> ''", g.Round)
	c.see(u)
	err = sqlx.GetContext(ctx, q, &n, q.Rebind(`SELECT COUNT(*) FROM `+faulty+` AND `+c.text), c.args...)
	if err != nil {
		return 0, fmt.Errorf("archive: browse: %w", err)
	}
	return n, nil
}

// faulty are the documents d whose newest version has findings that forbid signing, each once.
// It begins with the findings, which are few: asked of each document for its newest version,
// PostgreSQL would look all of them up.
const faulty = `(SELECT DISTINCT f.document_id, f.version FROM findings f WHERE f.severity = '` + Wrong + `') f CROSS JOIN documents d
	WHERE d.id = f.document_id AND NOT EXISTS (SELECT 1 FROM versions v WHERE v.document_id = f.document_id AND v.number > f.version)`

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
func FacetsOf(ctx context.Context, q db.Queryer, year int, u *people.User) (Facets, error) {
	return db.Remember(ctx, q, yearKey{"facets", year, u.Sight()}, func(ctx context.Context) (Facets, error) { return readFacets(ctx, q, year, u) })
}

func readFacets(ctx context.Context, q db.Queryer, year int, u *people.User) (f Facets, err error) {
	c := (&Filter{Year: year}).condition()
	c.see(u)
	var rows []Key
	err = sqlx.SelectContext(ctx, q, &rows, q.Rebind(`SELECT DISTINCT d.kind, d.period, d.agency, d.round FROM `+alone(`d.kind, d.period, d.agency, d.round`, c.text)), c.args...)
	if err == nil {
		err = sqlx.SelectContext(ctx, q, &f.Units, q.Rebind(fmt.Sprintf(`SELECT DISTINCT d.unit FROM documents d WHERE %s AND d.unit <> '' LIMIT %d`, c.text, MaxUnits+1)), c.args...)
	}
	if err != nil {
		return f, fmt.Errorf("archive: browse: %w", err)
	}
	merged, err := census(ctx, q, year, u)
	if err != nil {
		return f, err
	}
	for _, m := range merged {
		rows = append(rows, m.Key)
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
func StandingOf(ctx context.Context, q db.Queryer, year int, u *people.User) ([]Standing, error) {
	return db.Remember(ctx, q, yearKey{"standing", year, u.Sight()}, func(ctx context.Context) ([]Standing, error) { return readStanding(ctx, q, year, u) })
}

func readStanding(ctx context.Context, q db.Queryer, year int, u *people.User) (list []Standing, err error) {
	c := (&Filter{Year: year}).condition()
	c.see(u)
	from := alone(`d.kind, d.agency, d.state, d.unit`, c.text)
	if isLimited(u) { // what may be done depends on the unit
		from = `documents d WHERE ` + c.text
	}
	err = sqlx.SelectContext(ctx, q, &list, q.Rebind(`SELECT d.kind, d.agency, d.state, MAX(d.unit) AS unit, COUNT(*) AS count FROM `+from+` GROUP BY d.kind, d.agency, d.state`), c.args...)
	if err != nil {
		return nil, fmt.Errorf("archive: standing: %w", err)
	}
	at := func(kind, agency, state string) *Standing {
		i := slices.IndexFunc(list, func(s Standing) bool { return s.Kind == kind && s.Agency == agency && s.State == state })
		if i < 0 {
			i, list = len(list), append(list, Standing{Key: Key{Kind: kind, Agency: agency}, State: state})
		}
		return &list[i]
	}
	if !isLimited(u) {
		merged, err := census(ctx, q, year, u)
		if err != nil {
			return nil, err
		}
		for _, m := range merged {
			at(m.Kind, m.Agency, m.State).Count += m.Count
		}
	}
	var wrong []Standing
	err = sqlx.SelectContext(ctx, q, &wrong, q.Rebind(`SELECT d.kind, d.agency, d.state, COUNT(*) AS faulty FROM `+faulty+` AND `+c.text+` GROUP BY d.kind, d.agency, d.state`), c.args...)
	if err != nil {
		return nil, fmt.Errorf("archive: standing: %w", err)
	}
	for _, f := range wrong {
		at(f.Kind, f.Agency, f.State).Faulty = f.Faulty
	}
	states, err := States(ctx, q)
	rank := func(s Standing) int {
		return slices.IndexFunc(states, func(x State) bool { return x.Code == s.State })
	}
	slices.SortFunc(list, func(x, y Standing) int {
		return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Agency, y.Agency))
	})
	return list, err
}
