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
// folders sqlite and postgres for one. Each is applied whole or not at all. Several
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

// CheckSchema returns ErrOldSchema where migrations are missing, and another error
// where the schema is newer than this program.
func (d *DB) CheckSchema(ctx context.Context, schema fs.FS) error {
	p, err := d.provider(schema)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	if err := d.notNewer(ctx, p); err != nil {
		return err
	}
	pending, err := p.HasPending(ctx)
	if err == nil && pending {
		err = ErrOldSchema
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
	return goose.NewProvider(dialect, d.Writer.DB, layers{schema, own})
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
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", key); err != nil {
		conn.Close()
		return nil, err
	}
	return func() {
		conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", key)
		conn.Close()
	}, nil
}

func (d *DB) notNewer(ctx context.Context, p *goose.Provider) error {
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("database %s: %w", d.name, Explain(err))
	}
	sources := p.ListSources()
	if newest := sources[len(sources)-1].Version; have > newest {
		return fmt.Errorf("database %s: its schema (%d) is newer than this program (%d); use a newer vanthu", d.name, have, newest)
	}
	return nil
}

// layers shows the SQL files of several folders as one folder.
type layers []fs.FS

func (l layers) Open(name string) (fs.File, error) {
	for _, f := range l[1:] {
		if file, err := f.Open(name); err == nil {
			return file, nil
		}
	}
	return l[0].Open(name)
}

func (l layers) ReadDir(name string) ([]fs.DirEntry, error) {
	var all []fs.DirEntry
	for _, f := range l {
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
	return all, nil
}
