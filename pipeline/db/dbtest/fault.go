package dbtest

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net/url"
	"os"
	"sync/atomic"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
)

// Fault strikes at one step of all that a process asks of its databases, and of its disk
// where a test passes those steps on: once, at step At. The zero value only counts.
type Fault struct {
	At   int64 // from 1; 0: never
	Kind FaultKind

	steps atomic.Int64
}

// FaultKind says what a fault does.
type FaultKind string

// The kinds of fault.
const (
	Fail FaultKind = "fail" // the step fails, as on a full disk
	Kill FaultKind = "kill" // the process is killed before the step
	Gone FaultKind = "gone" // the connection breaks before the step
	Late FaultKind = "late" // a commit is done, but nobody learns it; other steps fail
)

// ErrFault is what an injected fault says.
var ErrFault = errors.New("injected: disk full")

// Steps is how many steps there were; those of several goroutines are counted together.
func (f *Fault) Steps() int64 { return f.steps.Load() }

// Step counts a step and, where it is the one, fails with ErrFault or driver.ErrBadConn (Gone), or
// kills the process.
func (f *Fault) Step() error {
	if f.steps.Add(1) != f.At {
		return nil
	}
	switch f.Kind {
	case Kill:
		self, err := os.FindProcess(os.Getpid())
		if err != nil {
			panic(err)
		}
		self.Kill()
		select {}
	case Gone:
		return driver.ErrBadConn
	}
	return ErrFault
}

// Open opens a database, migrated before, whose every step counts.
func (f *Fault) Open(ctx context.Context, dsn string) (*db.DB, error) {
	d, err := db.Open(ctx, dsn)
	if err != nil {
		return nil, err
	}
	swap := func(p **sqlx.DB, dsn string) {
		old := *p
		*p = sqlx.NewDb(sql.OpenDB(f.Through(old.Driver(), dsn)), old.DriverName())
		old.Close()
	}
	if d.Dialect() == db.Postgres {
		u, err := url.Parse(dsn)
		if err != nil {
			return nil, err
		}
		q := u.Query()
		q.Set("timezone", "UTC")
		u.RawQuery = q.Encode()
		swap(&d.Writer, u.String())
		d.Writer.SetMaxOpenConns(10)
		d.Reader = d.Writer
		return d, nil
	}
	const common = "&_pragma=busy_timeout(10000)&_pragma=foreign_keys(1)&_time_format=sqlite&_timezone=UTC"
	swap(&d.Writer, "file:"+dsn+"?_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"+common)
	swap(&d.Reader, "file:"+dsn+"?mode=ro&_pragma=query_only(1)"+common)
	d.Writer.SetMaxOpenConns(1)
	d.Reader.SetMaxOpenConns(4)
	return d, nil
}

// Through returns a connector to the database at dsn by way of a driver, whose connections count every step.
func (f *Fault) Through(d driver.Driver, dsn string) driver.Connector {
	return faultConnector{d, dsn, f}
}

type faultConnector struct {
	driver driver.Driver
	dsn    string
	f      *Fault
}

func (c faultConnector) Driver() driver.Driver { return c.driver }

func (c faultConnector) Connect(context.Context) (driver.Conn, error) {
	if err := c.f.Step(); err != nil {
		return nil, err
	}
	conn, err := c.driver.Open(c.dsn)
	if err != nil {
		return nil, err
	}
	return &faultConn{Conn: conn, f: c.f}, nil
}

type faultConn struct {
	driver.Conn
	f      *Fault
	closed bool
}

// step is a step on the connection, which may break.
func (c *faultConn) step() error {
	err := c.f.Step()
	if err == driver.ErrBadConn {
		c.Close()
	}
	return err
}

func (c *faultConn) Close() error {
	if c.closed {
		return nil
	}
	c.closed = true
	return c.Conn.Close()
}

func (c *faultConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	if err := c.step(); err != nil {
		return nil, err
	}
	tx, err := c.Conn.(driver.ConnBeginTx).BeginTx(ctx, o)
	return faultTx{tx, c}, err
}

func (c *faultConn) ExecContext(ctx context.Context, q string, args []driver.NamedValue) (driver.Result, error) {
	if err := c.step(); err != nil {
		return nil, err
	}
	return c.Conn.(driver.ExecerContext).ExecContext(ctx, q, args)
}

func (c *faultConn) QueryContext(ctx context.Context, q string, args []driver.NamedValue) (driver.Rows, error) {
	if err := c.step(); err != nil {
		return nil, err
	}
	return c.Conn.(driver.QueryerContext).QueryContext(ctx, q, args)
}

func (c *faultConn) PrepareContext(ctx context.Context, q string) (driver.Stmt, error) {
	if p, ok := c.Conn.(driver.ConnPrepareContext); ok {
		return p.PrepareContext(ctx, q)
	}
	return c.Conn.Prepare(q)
}

func (c *faultConn) Ping(ctx context.Context) error {
	if p, ok := c.Conn.(driver.Pinger); ok {
		return p.Ping(ctx)
	}
	return nil
}

func (c *faultConn) ResetSession(ctx context.Context) error {
	if r, ok := c.Conn.(driver.SessionResetter); ok {
		return r.ResetSession(ctx)
	}
	return nil
}

func (c *faultConn) IsValid() bool {
	v, ok := c.Conn.(driver.Validator)
	return !c.closed && (!ok || v.IsValid())
}

func (c *faultConn) CheckNamedValue(v *driver.NamedValue) error {
	if k, ok := c.Conn.(driver.NamedValueChecker); ok {
		return k.CheckNamedValue(v)
	}
	return driver.ErrSkip
}

type faultTx struct {
	driver.Tx
	c *faultConn
}

func (t faultTx) Commit() error {
	if t.c.closed {
		return driver.ErrBadConn
	}
	err := t.c.step()
	if err != nil && t.c.f.Kind == Late {
		return errors.Join(t.Tx.Commit(), err)
	}
	if err != nil {
		if !t.c.closed {
			t.Tx.Rollback()
		}
		return err
	}
	return t.Tx.Commit()
}

func (t faultTx) Rollback() error {
	if t.c.closed { // what broke is rolled back
		return nil
	}
	return t.Tx.Rollback()
}
