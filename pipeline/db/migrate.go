package db

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/pressly/goose/v3"
)

// ErrOldSchema means that migrations of this program are not applied yet.
var ErrOldSchema = errors.New("the schema is older than this program")

// Migrate brings the schema up to date and returns how many migrations it applied.
// The files NNNNN_name.sql at the root of schema are for both databases, those in its
// folders sqlite and postgres for one; where one has the name of a file at the root, it
// goes on where that ends. In the files the words of dialectWords stand for what the
// databases call differently. Each migration is applied whole or not at all. Several
// programs may do this at the same time. A database that a newer program migrated is
// refused.
func (d *DB) Migrate(ctx context.Context, schema fs.FS) (applied int, err error) {
	p, err := d.provider(schema)
	if err != nil {
		return 0, fmt.Errorf("migrations: %w", err)
	}
	if err := d.notNewer(ctx, p); err != nil {
		return 0, err
	}
	unlock, err := d.lock(ctx)
	if err != nil {
		return 0, fmt.Errorf("database %s: %w", d.name, Explain(err))
	}
	defer unlock()
	for last := int64(-1); ; {
		results, err := p.Up(ctx)
		applied += len(results)
		if err == nil {
			return applied, nil
		}
		if partial, ok := errors.AsType[*goose.PartialError](err); ok {
			applied += len(partial.Applied)
			err = fmt.Errorf("%s: %w", partial.Failed.Source.Path, partial.Err)
		}
		// SQLite: another program may have applied the same migration a moment before.
		now, verr := p.GetDBVersion(ctx)
		if ctx.Err() != nil || verr != nil || now <= last || d.dialect == Postgres {
			return applied, fmt.Errorf("database %s: migrate: %w", d.name, Explain(err))
		}
		last = now
	}
}

// migrateTo makes the schema of an empty database as it was at a version.
func (d *DB) migrateTo(ctx context.Context, schema fs.FS, version int64) error {
	p, err := d.provider(schema)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	if err := newerThan(p, version); err != nil {
		return err
	}
	_, err = p.UpTo(ctx, version)
	return err
}

// CheckSchema returns ErrOldSchema where migrations are missing, and another error
// where the schema is newer than this program.
func (d *DB) CheckSchema(ctx context.Context, schema fs.FS) error {
	p, err := d.provider(schema)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	// goose would make its table where it is missing; who only reads must not write.
	empty, err := d.IsEmpty(ctx, "goose_db_version")
	if err != nil {
		return err
	}
	var applied []int64
	if !empty {
		err = d.Reader.SelectContext(ctx, &applied, `SELECT version_id FROM goose_db_version WHERE is_applied ORDER BY version_id`)
	}
	if err == nil && len(applied) > 0 {
		err = newerThan(p, applied[len(applied)-1])
	}
	for _, source := range p.ListSources() {
		if err == nil && !slices.Contains(applied, source.Version) {
			err = ErrOldSchema
		}
	}
	if err != nil {
		return fmt.Errorf("database %s: %w", d.name, Explain(err))
	}
	return nil
}

func (d *DB) provider(schema fs.FS) (*goose.Provider, error) {
	own, err := fs.Sub(schema, string(d.dialect))
	if err != nil {
		return nil, err
	}
	dialect := goose.DialectSQLite3
	if d.dialect == Postgres {
		dialect = goose.DialectPostgres
	}
	return goose.NewProvider(dialect, d.Writer.DB, layers{schema, own, dialectWords[d.dialect]})
}

// lock makes other programs that migrate this PostgreSQL database wait until unlock.
func (d *DB) lock(ctx context.Context) (unlock func(), err error) {
	if d.dialect == SQLite {
		return func() {}, nil
	}
	conn, err := d.Writer.Conn(ctx)
	if err != nil {
		return nil, err
	}
	const key = 5312896734105 // any number, the same in all versions of the program
	// A migration may take longer than the wait for any other lock.
	_, err = conn.ExecContext(ctx, "SET lock_timeout = 0")
	if err == nil {
		_, err = conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", key)
	}
	if err != nil {
		conn.Close()
		return nil, err
	}
	return func() {
		ctx := context.WithoutCancel(ctx)
		conn.ExecContext(ctx, "SELECT pg_advisory_unlock($1)", key)
		conn.ExecContext(ctx, "RESET lock_timeout")
		conn.Close()
	}, nil
}

func (d *DB) notNewer(ctx context.Context, p *goose.Provider) error {
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("database %s: %w", d.name, Explain(err))
	}
	if err := newerThan(p, have); err != nil {
		return fmt.Errorf("database %s: %w", d.name, err)
	}
	return nil
}

// newerThan refuses a schema that this program does not know.
func newerThan(p *goose.Provider, have int64) error {
	sources := p.ListSources()
	if newest := sources[len(sources)-1].Version; have > newest {
		return fmt.Errorf("its schema (%d) is newer than this program (%d); use a newer vanthu", have, newest)
	}
	return nil
}

// dialectWords are the words of migrations whose meaning is a dialect's own.
var dialectWords = map[Dialect]*strings.Replacer{
	SQLite: strings.NewReplacer("{time}", "TIMESTAMP", "{long}", "INTEGER", "{bytes}", "BLOB", "{text}", "TEXT",
		"{identity}", "INTEGER", "{serial}", "INTEGER NOT NULL", "{without rowid}", " WITHOUT ROWID"),
	Postgres: strings.NewReplacer("{time}", "TIMESTAMPTZ", "{long}", "BIGINT", "{bytes}", "BYTEA", "{text}", `TEXT COLLATE "C"`,
		"{identity}", "BIGINT GENERATED ALWAYS AS IDENTITY", "{serial}", "BIGINT NOT NULL GENERATED BY DEFAULT AS IDENTITY", "{without rowid}", ""),
}

// layers shows the SQL files of both databases and those of one as one folder.
type layers struct {
	both, own fs.FS
	words     *strings.Replacer
}

func (l layers) Open(name string) (fs.File, error) {
	var texts []string
	for _, f := range []fs.FS{l.both, l.own} {
		text, err := fs.ReadFile(f, name)
		if err == nil {
			texts = append(texts, l.words.Replace(string(text)))
		} else if !errors.Is(err, fs.ErrNotExist) {
			return l.both.Open(name) // a folder
		}
	}
	switch len(texts) {
	case 0:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	case 1:
		return l.file(name, texts[0])
	}
	const down = "-- +goose Down\n"
	up, back, _ := strings.Cut(texts[0], down)
	ownUp, ownBack, _ := strings.Cut(texts[1], down)
	return l.file(name, up+strings.TrimPrefix(ownUp, "-- +goose Up\n")+down+ownBack+back)
}

// file is a file with another text.
func (l layers) file(name, text string) (fs.File, error) {
	f, err := l.both.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		f, err = l.own.Open(name)
	}
	return &rewritten{f, strings.NewReader(text)}, err
}

type rewritten struct {
	fs.File
	text *strings.Reader
}

func (r *rewritten) Read(p []byte) (int, error) { return r.text.Read(p) }

func (l layers) ReadDir(name string) ([]fs.DirEntry, error) {
	var all []fs.DirEntry
	for _, f := range []fs.FS{l.both, l.own} {
		entries, err := fs.ReadDir(f, name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for _, e := range entries {
			if !e.IsDir() {
				all = append(all, e)
			}
		}
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return slices.CompactFunc(all, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() }), nil
}
