package db

import (
	"bufio"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
)

// convertDump fills this SQLite database from a backup of PostgreSQL. pg_restore, which
// needs no server for that, says its rows; they go into a file beside the database, which
// then takes the place of what the database holds.
func (d *DB) convertDump(ctx context.Context, path string, schema fs.FS, then func(*sqlx.Tx) error) error {
	var version int64
	err := d.dumped(ctx, path, []string{"--table=goose_db_version"}, func(_ string, columns []string, row []*string) error {
		for i, c := range columns {
			if c == "version_id" && row[i] != nil {
				v, err := strconv.ParseInt(*row[i], 10, 64)
				version = max(version, v)
				return err
			}
		}
		return nil
	})
	if err == nil && version == 0 {
		err = fmt.Errorf("%s: it is no database of this program", path)
	}
	if err != nil {
		return err
	}
	abs, err := filepath.Abs(d.address)
	if err != nil {
		return err
	}
	dir, drop, err := draftFolder(filepath.Dir(abs))
	if err != nil {
		return err
	}
	defer drop()
	draft := filepath.Join(dir, "restored.db")
	restored, err := Open(ctx, draft)
	if err != nil {
		return err
	}
	err = restored.migrateTo(ctx, schema, version)
	if err == nil {
		err = restored.fill(ctx, path, then)
	}
	if err == nil { // what a newer program added since
		_, err = restored.Migrate(ctx, schema)
	}
	if err = errors.Join(err, restored.Close()); err != nil {
		return fmt.Errorf("%s: %w", path, Explain(err))
	}
	return d.Restore(ctx, draft)
}

// fill replaces the rows of a new SQLite database by those of a backup of PostgreSQL. The
// triggers rest meanwhile, and foreign keys are looked at once all rows are there.
func (d *DB) fill(ctx context.Context, path string, then func(*sqlx.Tx) error) error {
	list, err := d.tables(ctx)
	if err != nil {
		return err
	}
	conn, err := d.Writer.Connx(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "PRAGMA foreign_keys = OFF"); err != nil { // ineffective inside of a transaction
		return err
	}
	defer conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA foreign_keys = ON")
	tx, err := conn.BeginTxx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var triggers []struct {
		Name string `db:"name"`
		SQL  string `db:"sql"`
	}
	if err := tx.SelectContext(ctx, &triggers, `SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name`); err != nil {
		return err
	}
	for _, t := range triggers {
		if _, err := tx.ExecContext(ctx, "DROP TRIGGER "+pq.QuoteIdentifier(t.Name)); err != nil {
			return err
		}
	}
	into := filler{tx: tx, tables: map[string]*table{}}
	for i := range list {
		into.tables[list[i].name] = &list[i]
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+pq.QuoteIdentifier(list[i].name)); err != nil {
			return err
		}
	}
	if err := d.dumped(ctx, path, nil, func(name string, columns []string, row []*string) error {
		return into.add(ctx, name, columns, row)
	}); err != nil {
		return err
	}
	for _, t := range triggers {
		if _, err := tx.ExecContext(ctx, t.SQL); err != nil {
			return err
		}
	}
	if err := refersWell(ctx, tx); err != nil {
		return err
	}
	if err := then(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// refersWell returns an error where a row refers to one that is not there.
func refersWell(ctx context.Context, tx *sqlx.Tx) error {
	var loose []string
	err := tx.SelectContext(ctx, &loose, `SELECT DISTINCT "table" || ' refers to a row of ' || parent || ' that is not there' FROM pragma_foreign_key_check LIMIT 5`)
	if err == nil && len(loose) > 0 {
		err = errors.New(strings.Join(loose, "; "))
	}
	return err
}

// filler writes rows of a dump, table after table.
type filler struct {
	tx     *sqlx.Tx
	tables map[string]*table

	name   string   // of the table that rows come for now
	types  []string // of its columns
	insert *sqlx.Stmt
}

func (f *filler) add(ctx context.Context, name string, columns []string, row []*string) (err error) {
	if !isOurs(name) {
		return nil
	}
	if f.name != name {
		if err := f.begin(ctx, name, columns); err != nil {
			return err
		}
	}
	values := make([]any, len(row))
	for i, text := range row {
		if text == nil {
			continue
		}
		if values[i], err = forSQLite(*text, f.types[i]); err != nil {
			return fmt.Errorf("%s.%s: %w", name, columns[i], err)
		}
	}
	if _, err := f.insert.ExecContext(ctx, values...); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// begin prepares for the rows of a table.
func (f *filler) begin(ctx context.Context, name string, columns []string) (err error) {
	t := f.tables[name]
	if t == nil {
		return fmt.Errorf("this program has no table %s", name)
	}
	f.types = f.types[:0]
	quoted := make([]string, len(columns))
	for i, c := range columns {
		quoted[i] = pq.QuoteIdentifier(c)
		for _, own := range t.columns {
			if own.Name == c {
				f.types = append(f.types, own.Type)
			}
		}
		if len(f.types) <= i {
			return fmt.Errorf("this program has no column %s.%s", name, c)
		}
	}
	if f.insert != nil {
		f.insert.Close()
	}
	f.name = name
	f.insert, err = f.tx.PreparexContext(ctx, fmt.Sprintf("INSERT INTO %s (%s) VALUES (?%s)", pq.QuoteIdentifier(name),
		strings.Join(quoted, ", "), strings.Repeat(", ?", len(columns)-1)))
	return err
}

// dumped lets pg_restore say the rows of a backup and calls row for each; a nil value is NULL.
func (d *DB) dumped(ctx context.Context, path string, args []string, row func(name string, columns []string, values []*string) error) error {
	ctx, cancel := context.WithCancel(ctx) // ends pg_restore where a row is refused
	defer cancel()
	cmd, err := d.command(ctx, "pg_restore", append(args, "--data-only", "--file=-", path)...)
	if err != nil {
		return fmt.Errorf("%w: it reads a backup of PostgreSQL, no server is needed", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		return err
	}
	fault := readCopies(out, row)
	if fault != nil {
		cancel()
	}
	if err := cmd.Wait(); err != nil && fault == nil {
		return fmt.Errorf("%s: damaged, or of a newer PostgreSQL: pg_restore: %w: %s", path, err, strings.TrimSpace(said.String()))
	}
	return fault
}

// readCopies reads what follows the COPY statements of a script, in PostgreSQL's text format.
func readCopies(script io.Reader, row func(name string, columns []string, values []*string) error) error {
	in := bufio.NewReaderSize(script, 1<<20)
	name, columns := "", []string(nil)
	for {
		line, err := in.ReadString('\n')
		if errors.Is(err, io.EOF) && name == "" {
			return nil
		}
		if err != nil {
			return fmt.Errorf("the rows end in the middle of %s: %w", name, err)
		}
		line = line[:len(line)-1]
		switch {
		case name == "":
			name, columns = copyHead(line)
		case line == `\.`:
			name = ""
		default:
			values := strings.Split(line, "\t")
			if len(values) != len(columns) {
				return fmt.Errorf("%s: a row of %d values for %d columns", name, len(values), len(columns))
			}
			texts := make([]*string, len(values))
			for i, v := range values {
				if v != `\N` {
					v = unescape(v)
					texts[i] = &v
				}
			}
			if err := row(name, columns, texts); err != nil {
				return err
			}
		}
	}
}

// copyHead reads COPY public.numbers (book, "year") FROM stdin; and returns "" for other lines.
func copyHead(line string) (name string, columns []string) {
	head, isCopy := strings.CutPrefix(line, "COPY ")
	head, isHere := strings.CutSuffix(head, ") FROM stdin;")
	target, list, hasList := strings.Cut(head, " (")
	if !isCopy || !isHere || !hasList {
		return "", nil
	}
	for c := range strings.SplitSeq(list, ", ") {
		columns = append(columns, strings.Trim(c, `"`))
	}
	return strings.Trim(target[strings.LastIndexByte(target, '.')+1:], `"`), columns
}

// unescape reads the escapes of COPY's text format.
func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		if at := strings.IndexByte("bfnrtv", s[i]); at >= 0 {
			b.WriteByte("\b\f\n\r\t\v"[at])
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// forSQLite is a value of a dump as a column of SQLite holds it.
func forSQLite(text, declared string) (any, error) {
	switch declared {
	case "INTEGER", "BIGINT":
		return strconv.ParseInt(text, 10, 64)
	case "REAL":
		return strconv.ParseFloat(text, 64)
	case "BOOLEAN":
		return text == "t", nil
	case "BLOB":
		digits, ok := strings.CutPrefix(text, `\x`)
		if !ok {
			return nil, errors.New("bytes that are not written as \\x…")
		}
		return hex.DecodeString(digits)
	case "TIMESTAMP":
		for _, layout := range []string{"2006-01-02 15:04:05-07", "2006-01-02 15:04:05-07:00", "2006-01-02 15:04:05"} {
			if t, err := time.Parse(layout, text); err == nil { // without a zone it is UTC
				return t.UTC(), nil
			}
		}
		return nil, fmt.Errorf("%q is no time", text)
	}
	return text, nil // a DATE is a text there too
}

// forPostgres is a value of SQLite for a column of PostgreSQL.
func forPostgres(value any, declared string) any {
	switch v := value.(type) {
	case time.Time:
		if declared == "date" {
			return v.Format(time.DateOnly)
		}
	case int64:
		if declared == "boolean" {
			return v != 0
		}
	case []byte:
		if declared != "bytea" {
			return string(v)
		}
	}
	return value
}
