package db

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
)

// Queryer reads: a *sqlx.DB, a *sqlx.Tx or a *Memory.
type Queryer interface {
	sqlx.QueryerContext
	Rebind(query string) string
}

// Rows gathers rows of one table, to be inserted with few statements.
type Rows struct {
	Into string // table and columns
	List [][]any
}

// Add adds a row, its values in the order of the columns.
func (r *Rows) Add(values ...any) { r.List = append(r.List, values) }

// Insert inserts the rows in their order; without rows it does nothing.
func (r *Rows) Insert(ctx context.Context, tx *sqlx.Tx) error {
	for part := range slices.Chunk(r.List, 100) {
		query, args := r.Statement(tx, part)
		if _, err := tx.ExecContext(ctx, query, args...); err != nil {
			return err
		}
	}
	return nil
}

// Statement is the statement that inserts some of the rows, at least one, and its arguments.
func (r *Rows) Statement(tx *sqlx.Tx, part [][]any) (query string, args []any) {
	one := "(?" + strings.Repeat(", ?", len(part[0])-1) + ")"
	return tx.Rebind("INSERT INTO " + r.Into + " VALUES " + one + strings.Repeat(", "+one, len(part)-1)), slices.Concat(part...)
}

// Time brings a time to what both databases keep: UTC, whole microseconds.
func Time(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// Views are the views of the database: their names with their texts.
func (d *DB) Views(ctx context.Context, q Queryer) (map[string]string, error) {
	query := `SELECT name, sql AS text FROM sqlite_master WHERE type = 'view'`
	if d.dialect == Postgres {
		query = `SELECT viewname AS name, definition AS text FROM pg_views WHERE schemaname = current_schema()`
	}
	var list []struct{ Name, Text string }
	if err := sqlx.SelectContext(ctx, q, &list, query); err != nil {
		return nil, fmt.Errorf("views: %w", err)
	}
	views := make(map[string]string, len(list))
	for _, v := range list {
		views[v.Name] = v.Text
	}
	return views, nil
}
