// Package db opens the database, SQLite in a file or PostgreSQL, brings its schema up
// to date and hands out transactions.
//
// In: a data source name and the folder of migrations. Out: two sqlx pools and two
// kinds of transaction: Write, and Snapshot, which sees one state of the database
// however long it reads and cannot write.
//
// Steps: Open checks that the database can be reached; Migrate applies what is
// missing; everything else is SQL of the packages above.
//
// A Memory keeps what was read until anything is committed, by whichever process.
//
// The one thing to know: on SQLite the pools differ. Writer is a single connection
// that takes the write lock when a transaction begins, so a second transaction begun
// inside the first waits for ever; Reader opens the file read-only. On PostgreSQL both
// are the same pool. Days are written as text "2024-02-05", times as time.Time in UTC.
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	_ "github.com/lib/pq" // driver "postgres"
	"modernc.org/sqlite"
)

// Dialect names a kind of database, as in the names of queries: x.sqlite.sql.
type Dialect string

// The dialects.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// DB is an open database. It may be used by many goroutines.
type DB struct {
	Writer  *sqlx.DB // reads and writes
	Reader  *sqlx.DB // reads; on SQLite nothing else is possible
	dialect Dialect
	name    string      // for messages, without password
	address string      // as given
	file    os.FileInfo // SQLite: the file as it was opened; nil on PostgreSQL
	watch   watch       // SQLite alone
}

// Open opens the database that dsn names and checks that it answers:
// postgres://user@host/name is PostgreSQL, anything else the path of an SQLite file,
// which is made if it is not there.
func Open(ctx context.Context, dsn string) (*DB, error) {
	d, err := open(dsn)
	if err != nil {
		return nil, err
	}
	if err := d.greet(ctx); err != nil {
		d.Close()
		return nil, fmt.Errorf("database %s: %w", d.name, Explain(err))
	}
	if d.dialect == SQLite { // the file is there now
		if d.file, err = os.Stat(d.name); err != nil {
			d.Close()
			return nil, fmt.Errorf("database %s: %w", d.name, err)
		}
	}
	return d, nil
}

func open(dsn string) (*DB, error) {
	if dsn == "" {
		return nil, errors.New("database: no file or address given")
	}
	if IsFile(dsn) {
		return openSQLite(dsn)
	}
	if !strings.HasPrefix(dsn, "postgres://") && !strings.HasPrefix(dsn, "postgresql://") {
		scheme, _, found := strings.Cut(dsn, "://")
		if !found {
			return nil, errors.New("database: keys and values are not known; give postgres://user:password@host/name or the path of a file")
		}
		return nil, fmt.Errorf("database: %s:// is not known; give postgres://… or the path of a file", Redact(scheme))
	}
	u, err := parseAddress(dsn)
	if err != nil {
		return nil, err
	}
	q := u.Query()
	q.Set("timezone", "UTC")
	if !q.Has("jit") { // its 100 ms and more are lost on queries of milliseconds
		q.Set("jit", "off")
	}
	if !q.Has("binary_parameters") { // one round trip a statement, not two; files go over as they are, not as hex
		q.Set("binary_parameters", "yes")
	}
	// Whoever died or was stopped in the middle of a transaction gives its locks back: the
	// server ends the session that is idle in one, or whose machine does not answer, and
	// nobody waits for a lock without end.
	for name, value := range map[string]string{"lock_timeout": "30s", "idle_in_transaction_session_timeout": "60s",
		"tcp_keepalives_idle": "30", "tcp_keepalives_interval": "10", "tcp_keepalives_count": "3", "tcp_user_timeout": "60s"} {
		if !q.Has(name) {
			q.Set(name, value)
		}
	}
	if !q.Has("application_name") {
		q.Set("application_name", "vanthu")
	}
	if !q.Has("connect_timeout") {
		q.Set("connect_timeout", "10")
	}
	name := Redact(dsn)
	u.RawQuery = q.Encode()
	pool, err := sqlx.Open("postgres", u.String())
	if err != nil {
		return nil, fmt.Errorf("database %s: %w", name, err)
	}
	pool.SetMaxOpenConns(20)
	pool.SetMaxIdleConns(8)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	return &DB{Writer: pool, Reader: pool, dialect: Postgres, name: name, address: dsn}, nil
}

func openSQLite(path string) (*DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("database %s: %w", path, err)
	}
	switch info, err := os.Stat(abs); {
	case err == nil && info.IsDir():
		return nil, fmt.Errorf("database %s: is a folder; give the path of a file in it", path)
	case err != nil:
		if _, err := os.Stat(filepath.Dir(abs)); err != nil {
			return nil, fmt.Errorf("database %s: %w; make the folder first", path, err)
		}
	}
	slash := filepath.ToSlash(abs)
	if !strings.HasPrefix(slash, "/") { // C:/…
		slash = "/" + slash
	}
	pool := func(params string) *sqlx.DB {
		u := url.URL{Scheme: "file", OmitHost: true, Path: slash, RawQuery: params +
			"&_pragma=busy_timeout(10000)&_pragma=foreign_keys(1)&_time_format=sqlite&_timezone=UTC"}
		p, _ := sqlx.Open("sqlite", u.String()) // does nothing yet, so it cannot fail
		return p
	}
	d := &DB{
		Writer:  pool("_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"),
		Reader:  pool("mode=ro&_pragma=query_only(1)"),
		dialect: SQLite,
		name:    path,
		address: path,
	}
	d.Writer.SetMaxOpenConns(1)
	readers := max(4, 2*runtime.NumCPU()) + 1 // one watches
	d.Reader.SetMaxOpenConns(readers)
	d.Reader.SetMaxIdleConns(readers)
	return d, nil
}

// greet proves that the database answers, holds Unicode and can be read.
func (d *DB) greet(ctx context.Context) error {
	if d.dialect == SQLite {
		return d.greetSQLite(ctx)
	}
	var encoding string
	if err := d.Writer.GetContext(ctx, &encoding, "SELECT getdatabaseencoding()"); err != nil {
		return err
	}
	if encoding != "UTF8" {
		return fmt.Errorf("its encoding is %s; make it with ENCODING 'UTF8'", encoding)
	}
	return nil
}

// greetSQLite opens the file for writing, which makes it where it is missing. A file, or a
// folder, that this user may not write is opened for reading alone.
func (d *DB) greetSQLite(ctx context.Context) error {
	const look = "SELECT count(*) FROM sqlite_master"
	var n int
	err := d.Writer.GetContext(ctx, &n, look)
	e, is := errors.AsType[*sqlite.Error](err)
	if err == nil || !is || e.Code()&0xff != 8 && e.Code()&0xff != 14 { // SQLITE_READONLY, SQLITE_CANTOPEN
		return errors.Join(err, d.Reader.GetContext(ctx, &n, look))
	}
	if d.Reader.GetContext(ctx, &n, look) == nil {
		return nil
	}
	if _, logged := os.Stat(d.name + "-wal"); logged == nil {
		return err // what stands in the log cannot be read without its index
	}
	pool, fault := lookAt(d.name) // nobody writes: the last who did put all into the file
	if fault == nil {
		fault = pool.GetContext(ctx, &n, look)
	}
	if fault != nil {
		return err
	}
	d.Reader.Close()
	d.Reader = pool
	return nil
}

// Close closes the pools. The writer goes last: on SQLite the last connection moves the
// log into the file, and a reader could not.
func (d *DB) Close() error {
	err := d.watch.close()
	if d.Reader != d.Writer {
		err = errors.Join(err, d.Reader.Close())
	}
	return errors.Join(err, d.Writer.Close())
}

// Dialect tells what kind of database it is.
func (d *DB) Dialect() Dialect { return d.dialect }

// String names the database for messages: the path or the address without password.
func (d *DB) String() string { return d.name }

// ErrReplaced says that the file of the database is not the one that was opened any more.
var ErrReplaced = errors.New("the file was deleted or replaced while this program had it open")

// Intact returns ErrReplaced where the file of an SQLite database was deleted, moved or
// replaced: what is written from then on would be lost with it.
func (d *DB) Intact() error {
	if d.file == nil {
		return nil
	}
	if now, err := os.Stat(d.name); err != nil || !os.SameFile(now, d.file) {
		return fmt.Errorf("database %s: %w: put it back and start the program again", d.name, ErrReplaced)
	}
	return nil
}

// Address is what Open was given, with the password: it is for connecting, never for
// messages.
func (d *DB) Address() string { return d.address }

// Snapshot begins a transaction that sees the database as it is now, whatever others
// commit later, and that cannot write. The caller ends it with Rollback.
func (d *DB) Snapshot(ctx context.Context) (*sqlx.Tx, error) {
	first := "SELECT 1 FROM sqlite_master LIMIT 1"
	if d.dialect == Postgres {
		first = "SELECT 1"
	}
	return d.SnapshotFrom(ctx, func(tx *sqlx.Tx) error {
		if _, err := tx.ExecContext(ctx, first); err != nil {
			return fmt.Errorf("database %s: %w", d.name, Explain(err))
		}
		return nil
	})
}

// SnapshotFrom is Snapshot for a caller who has a statement of ours to read with first: it
// saves the round trip of one that only fixes the state. The error of read comes back as it
// is, with no transaction left open.
func (d *DB) SnapshotFrom(ctx context.Context, read func(tx *sqlx.Tx) error) (*sqlx.Tx, error) {
	if err := d.Intact(); err != nil {
		return nil, err
	}
	var opts *sql.TxOptions // SQLite: the pool is read-only already
	if d.dialect == Postgres {
		opts = &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	}
	tx, err := d.Reader.BeginTxx(ctx, opts)
	if err != nil {
		return nil, fmt.Errorf("database %s: %w", d.name, Explain(err))
	}
	// Both fix the state at the first statement; after it PostgreSQL also refuses to make
	// the transaction writable, which a statement of an office's query might ask for.
	if err := read(tx); err != nil {
		tx.Rollback()
		return nil, err
	}
	return tx, nil
}

// Write runs do in one transaction: committed when do returns nil, else rolled back.
// The error of do comes back as it is.
func (d *DB) Write(ctx context.Context, do func(tx *sqlx.Tx) error) error {
	if err := d.Intact(); err != nil {
		return err
	}
	tx, err := d.Writer.BeginTxx(ctx, nil)
	if err != nil {
		return fmt.Errorf("database %s: %w", d.name, Explain(err))
	}
	defer tx.Rollback() // does nothing after a commit
	if err := do(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("database %s: commit: %w", d.name, Explain(err))
	}
	return nil
}
