package db

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
)

// Convert puts a backup of the other kind of database in the place of all that this one
// holds, row by row: an office that grows moves from SQLite to PostgreSQL, or back. The
// schema is that of this program; a backup of an older one is brought up to it. Killed or
// failed, the database holds what it held before; where that was nothing, it may have the
// empty tables. then runs in the transaction of the rows. The queue's own tables are not
// taken over.
func (d *DB) Convert(ctx context.Context, path string, schema fs.FS, then func(*sqlx.Tx) error) error {
	if err := checkSum(path); err != nil {
		return err
	}
	if d.dialect == Postgres {
		return d.convertSQLite(ctx, path, schema, then)
	}
	return d.convertDump(ctx, path, schema, then)
}

// table is a table whose rows are taken over.
type table struct {
	name    string
	columns []column
}

// column is a column with its declared type: of SQLite in capitals, of PostgreSQL in small
// letters.
type column struct {
	Name string `db:"name"`
	Type string `db:"type"`
}

func (t *table) list() string {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = pq.QuoteIdentifier(c.Name)
	}
	return strings.Join(names, ", ")
}

// knownTo returns an error where others have no such table, or lack a column of it: its rows would be lost.
func (t *table) knownTo(others []table) error {
	i := slices.IndexFunc(others, func(o table) bool { return o.name == t.name })
	if i < 0 {
		return fmt.Errorf("this program has no table %s", t.name)
	}
	for _, c := range t.columns {
		if !slices.ContainsFunc(others[i].columns, func(o column) bool { return o.Name == c.Name }) {
			return fmt.Errorf("this program has no column %s.%s", t.name, c.Name)
		}
	}
	return nil
}

// isOurs tells the tables with data of the office from those that migrations and queue keep
// for themselves.
func isOurs(name string) bool {
	return name != "goose_db_version" && !strings.HasPrefix(name, "river_") && !strings.HasPrefix(name, "sqlite_")
}

// tables are those whose rows are taken over, by name, on PostgreSQL each after those that
// its foreign keys name.
func (d *DB) tables(ctx context.Context) (list []table, err error) {
	names, columns := `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`,
		`SELECT name, UPPER(type) AS type FROM pragma_table_info(?) ORDER BY cid`
	if d.dialect == Postgres {
		names = `SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename`
		columns = `SELECT column_name AS name, data_type AS type FROM information_schema.columns
			WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position`
	}
	var all []string
	if err := d.Reader.SelectContext(ctx, &all, names); err != nil {
		return nil, fmt.Errorf("database %s: %w", d.name, Explain(err))
	}
	all = slices.DeleteFunc(all, func(name string) bool { return !isOurs(name) })
	if d.dialect == Postgres {
		if all, err = d.byReference(ctx, all); err != nil {
			return nil, err
		}
	}
	for _, name := range all {
		t := table{name: name}
		if err := d.Reader.SelectContext(ctx, &t.columns, columns, name); err != nil {
			return nil, fmt.Errorf("database %s: %w", d.name, Explain(err))
		}
		list = append(list, t)
	}
	return list, nil
}

// byReference puts each table after those that it refers to.
func (d *DB) byReference(ctx context.Context, names []string) (ordered []string, err error) {
	var keys []struct {
		From string `db:"from_table"`
		To   string `db:"to_table"`
	}
	err = d.Reader.SelectContext(ctx, &keys, `SELECT f.relname AS from_table, t.relname AS to_table FROM pg_constraint c
		JOIN pg_class f ON f.oid = c.conrelid JOIN pg_class t ON t.oid = c.confrelid
		WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace AND c.conrelid <> c.confrelid`)
	if err != nil {
		return nil, fmt.Errorf("database %s: %w", d.name, Explain(err))
	}
	for len(names) > 0 {
		waits := func(name string) bool {
			for _, k := range keys {
				if k.From == name && slices.Contains(names, k.To) {
					return true
				}
			}
			return false
		}
		var later []string
		for _, name := range names {
			if waits(name) {
				later = append(later, name)
			} else {
				ordered = append(ordered, name)
			}
		}
		if len(later) == len(names) {
			return nil, fmt.Errorf("database %s: the foreign keys of %s go round", d.name, strings.Join(later, ", "))
		}
		names = later
	}
	return ordered, nil
}

// convertSQLite fills this PostgreSQL database from a backup of SQLite.
func (d *DB) convertSQLite(ctx context.Context, path string, schema fs.FS, then func(*sqlx.Tx) error) error {
	from, drop, err := openCurrent(ctx, path, schema)
	if err != nil {
		return err
	}
	defer drop()
	if _, err := d.Migrate(ctx, schema); err != nil {
		return err
	}
	tables, err := d.tables(ctx)
	if err != nil {
		return err
	}
	held, err := from.tables(ctx)
	if err != nil {
		return err
	}
	for _, t := range held {
		if err := t.knownTo(tables); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	var queue []string
	if err := d.Reader.SelectContext(ctx, &queue, `SELECT tablename FROM pg_tables WHERE schemaname = current_schema()
		AND tablename LIKE 'river\_%' AND tablename <> 'river_migration'`); err != nil {
		return fmt.Errorf("database %s: %w", d.name, Explain(err))
	}
	err = d.Write(ctx, func(tx *sqlx.Tx) error { return d.replaceRows(ctx, tx, from, rowsReplaced{tables, queue, then}) })
	if err != nil {
		return fmt.Errorf("database %s: %w", d.name, Explain(err))
	}
	_, err = d.Writer.ExecContext(ctx, "ANALYZE")
	return err
}

// rowsReplaced is what replaceRows changes.
type rowsReplaced struct {
	tables []table  // filled, in this order
	queue  []string // tables that are emptied alone
	then   func(*sqlx.Tx) error
}

// replaceRows replaces the rows of this PostgreSQL database by those of an SQLite one. The
// triggers rest meanwhile: they forbid what happens here, and what they write is taken over
// as it is.
func (d *DB) replaceRows(ctx context.Context, tx *sqlx.Tx, from *DB, what rowsReplaced) error {
	run := func(statement string) error {
		_, err := tx.ExecContext(ctx, statement)
		return err
	}
	names := slices.Clone(what.queue)
	for _, t := range what.tables {
		names = append(names, pq.QuoteIdentifier(t.name))
		if err := run("ALTER TABLE " + pq.QuoteIdentifier(t.name) + " DISABLE TRIGGER USER"); err != nil {
			return err
		}
	}
	if err := run("TRUNCATE " + strings.Join(names, ", ")); err != nil {
		return err
	}
	for _, t := range what.tables {
		if err := copyTable(ctx, tx, from, &t); err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
	}
	for _, t := range what.tables {
		if err := run("ALTER TABLE " + pq.QuoteIdentifier(t.name) + " ENABLE TRIGGER USER"); err != nil {
			return err
		}
	}
	var identities []struct {
		Table  string `db:"table_name"`
		Column string `db:"column_name"`
	}
	if err := tx.SelectContext(ctx, &identities, `SELECT table_name, column_name FROM information_schema.columns
		WHERE table_schema = current_schema() AND is_identity = 'YES' AND table_name NOT LIKE 'river\_%'`); err != nil {
		return err
	}
	for _, id := range identities {
		_, err := tx.ExecContext(ctx, fmt.Sprintf(`SELECT setval(pg_get_serial_sequence($1, $2), COALESCE(MAX(%s), 0) + 1, FALSE) FROM %s`,
			pq.QuoteIdentifier(id.Column), pq.QuoteIdentifier(id.Table)), pq.QuoteIdentifier(id.Table), id.Column)
		if err != nil {
			return fmt.Errorf("%s: %w", id.Table, err)
		}
	}
	return what.then(tx)
}

// copyTable writes the rows of a table in one statement, so that rows may refer to later ones.
func copyTable(ctx context.Context, tx *sqlx.Tx, from *DB, t *table) error {
	rows, err := from.Reader.QueryContext(ctx, "SELECT "+t.list()+" FROM "+pq.QuoteIdentifier(t.name))
	if err != nil {
		return Explain(err)
	}
	defer rows.Close()
	to, err := tx.PrepareContext(ctx, "COPY "+pq.QuoteIdentifier(t.name)+" ("+t.list()+") FROM STDIN")
	if err != nil {
		return err
	}
	defer to.Close()
	values, places := make([]any, len(t.columns)), make([]any, len(t.columns))
	for i := range values {
		places[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return Explain(err)
		}
		for i, c := range t.columns {
			values[i] = forPostgres(values[i], c.Type)
		}
		if _, err := to.ExecContext(ctx, values...); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return Explain(err)
	}
	_, err = to.ExecContext(ctx) // the end
	return err
}

// openCurrent opens a backup of SQLite as one of this program's schema. An older one is
// brought up to it in a copy.
func openCurrent(ctx context.Context, path string, schema fs.FS) (d *DB, drop func(), err error) {
	if d, err = OpenBackup(ctx, path); err != nil {
		return nil, nil, err
	}
	err = d.CheckSchema(ctx, schema)
	if err == nil {
		return d, func() { d.Close() }, nil
	}
	if d.Close(); !errors.Is(err, ErrOldSchema) {
		return nil, nil, err
	}
	dir, remove, err := draftFolder(os.TempDir())
	if err != nil {
		return nil, nil, err
	}
	copied := filepath.Join(dir, "older.db")
	if err = copyFile(path, copied); err == nil {
		d, err = Open(ctx, copied)
	}
	if err != nil {
		remove()
		return nil, nil, err
	}
	if _, err = d.Migrate(ctx, schema); err != nil {
		d.Close()
		remove()
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	return d, func() { d.Close(); remove() }, nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
