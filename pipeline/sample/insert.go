package sample

import (
	"context"
	"fmt"
	"strings"

	"github.com/jmoiron/sqlx"
)

// table gathers rows of one table, to be written in few statements.
type table struct {
	name string
	cols []string
	vals []any // row after row
}

func newTable(name, cols string) *table { return &table{name: name, cols: strings.Fields(cols)} }

func (t *table) add(vals ...any) {
	if len(vals) != len(t.cols) {
		panic(fmt.Sprintf("sample: %d values for the %d columns of %s", len(vals), len(t.cols), t.name))
	}
	t.vals = append(t.vals, vals...)
}

func (t *table) rows() int { return len(t.vals) / len(t.cols) }

// maxParams keeps statements below the limits of both databases and short to parse.
const maxParams = 2000

// chunks calls do with statements of as many rows as fit; tail follows the values.
func (t *table) chunks(tail string, do func(sql string, args []any) error) error {
	row := "(?" + strings.Repeat(",?", len(t.cols)-1) + ")"
	head := "INSERT INTO " + t.name + " (" + strings.Join(t.cols, ",") + ") VALUES "
	step := maxParams / len(t.cols) * len(t.cols)
	for from := 0; from < len(t.vals); from += step {
		args := t.vals[from:min(from+step, len(t.vals))]
		sql := head + row + strings.Repeat(","+row, len(args)/len(t.cols)-1) + tail
		if err := do(sql, args); err != nil {
			return fmt.Errorf("table %s: %w", t.name, err)
		}
	}
	return nil
}

// insert writes the rows.
func (t *table) insert(ctx context.Context, tx *sqlx.Tx) error {
	return t.chunks("", func(sql string, args []any) error {
		_, err := tx.ExecContext(ctx, tx.Rebind(sql), args...)
		return err
	})
}

// insertIDs writes the rows and returns the ids that the database gave them, by the
// text of column key, which must be unique among the rows.
func (t *table) insertIDs(ctx context.Context, tx *sqlx.Tx, key string) (map[string]int64, error) {
	ids := make(map[string]int64, t.rows())
	err := t.chunks(" RETURNING id, "+key, func(sql string, args []any) error {
		rows, err := tx.QueryContext(ctx, tx.Rebind(sql), args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id int64
			var name string
			if err := rows.Scan(&id, &name); err != nil {
				return err
			}
			if _, twice := ids[name]; twice {
				return fmt.Errorf("%s %q twice", key, name)
			}
			ids[name] = id
		}
		return rows.Err()
	})
	return ids, err
}
