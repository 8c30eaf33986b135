package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

// count is how many documents of mail merges are alike but for their unit.
type count struct {
	Key          // without Unit and Seq
	Year  int    `db:"year"`
	State string `db:"state"`
	Count int    `db:"count"`
	Last  int64  `db:"last"` // the id of the one that was made last
}

// Both go along documents_merged. The first reads one combination of values and not its
// documents, so that it costs by the combinations alone; PostgreSQL counts as fast when it
// reads all.
const (
	nextCount = `SELECT c.year, c.kind, c.period, c.agency, c.round, c.state,
			(SELECT COUNT(*) FROM documents x WHERE x.unit <> '' AND x.year = c.year AND x.kind = c.kind AND x.period = c.period AND x.agency = c.agency AND x.round = c.round AND x.state = c.state) AS count,
			(SELECT MAX(x.id) FROM documents x WHERE x.unit <> '' AND x.year = c.year AND x.kind = c.kind AND x.period = c.period AND x.agency = c.agency AND x.round = c.round AND x.state = c.state) AS last
		FROM (SELECT year, kind, period, agency, round, state FROM documents
			WHERE unit <> '' AND (year, kind, period, agency, round, state) > (?, ?, ?, ?, ?, ?)
			ORDER BY year, kind, period, agency, round, state LIMIT 1) c`
	allCounts = `SELECT year, kind, period, agency, round, state, COUNT(*) AS count, MAX(id) AS last FROM documents
		WHERE unit <> '' AND year BETWEEN ? AND ? GROUP BY year, kind, period, agency, round, state ORDER BY year, kind, period, agency, round, state`
)

// yearKey is a read of a year for somebody; what names the read.
type yearKey struct {
	what  string
	year  int
	sight string
}

// census counts the documents of mail merges of a year, 0 for all, that a person may see.
func census(ctx context.Context, q db.Queryer, year int, u *people.User) ([]count, error) {
	return db.Remember(ctx, q, yearKey{"census", year, u.Sight()}, func(ctx context.Context) ([]count, error) { return readCensus(ctx, q, year, u) })
}

func readCensus(ctx context.Context, q db.Queryer, year int, u *people.User) (list []count, err error) {
	first, last := year, year
	if year == 0 {
		last = 9999
	}
	if isLimited(u) { // to units, of which the index knows nothing
		c := (&Filter{Year: year}).condition()
		c.see(u)
		err = sqlx.SelectContext(ctx, q, &list, q.Rebind(`SELECT d.year, d.kind, d.period, d.agency, d.round, d.state, COUNT(*) AS count, MAX(d.id) AS last FROM documents d
			WHERE d.unit <> '' AND `+c.text+` GROUP BY d.year, d.kind, d.period, d.agency, d.round, d.state`), c.args...)
	} else if d, ok := q.(interface{ DriverName() string }); ok && d.DriverName() == "postgres" {
		err = sqlx.SelectContext(ctx, q, &list, q.Rebind(allCounts), first, last)
	} else {
		for at := (count{Year: first}); ; list = append(list, at) {
			err = sqlx.GetContext(ctx, q, &at, q.Rebind(nextCount), at.Year, at.Kind, at.Period, at.Agency, at.Round, at.State)
			if err != nil || at.Year > last {
				break
			}
		}
		if errors.Is(err, sql.ErrNoRows) {
			err = nil
		}
	}
	if err != nil {
		return nil, fmt.Errorf("archive: census: %w", err)
	}
	return slices.DeleteFunc(list, func(c count) bool { return !isLimited(u) && !seesAgency(u, c.Agency) }), nil
}

// isLimited reports whether a person sees the papers to some unit alone.
func isLimited(u *people.User) bool {
	return u != nil && slices.ContainsFunc(u.Grants, func(g people.Grant) bool { return g.Unit != "" })
}

// seesAgency reports whether a person has a role for an agency.
func seesAgency(u *people.User, agency string) bool {
	return u == nil || slices.ContainsFunc(u.Grants, func(g people.Grant) bool { return g.Agency == "" || g.Agency == agency })
}

// alone are the columns of the documents that stand alone and fit a condition, as a table d. The
// order and the limit, which cut nothing, lead SQLite along documents_alone.
func alone(columns, condition string) string {
	return `(SELECT ` + columns + ` FROM documents d WHERE d.unit = '' AND ` + condition + ` ORDER BY d.id LIMIT 1000000000) d`
}
