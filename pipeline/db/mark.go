package db

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
)

// watch is a connection that does nothing but see whether others commit.
type watch struct {
	mu   sync.Mutex
	conn *sql.Conn
	turn int // of the connection: numbers of two connections say nothing of each other
}

// Mark says in which state the database is. Where two marks that one DB gave are equal,
// nothing was committed between the two calls, by this process or another: what was read
// after the first is as it was at the second.
//
// SQLite counts for a connection the commits of all others. On PostgreSQL a snapshot names
// the transactions whose work it sees.
func (d *DB) Mark(ctx context.Context) (mark string, err error) {
	if d.dialect == Postgres {
		err = d.Reader.GetContext(ctx, &mark, "SELECT CAST(pg_current_snapshot() AS TEXT)")
	} else {
		mark, err = d.watchSQLite(context.WithoutCancel(ctx)) // microseconds
	}
	if err != nil {
		return "", fmt.Errorf("database %s: mark: %w", d.name, Explain(err))
	}
	return mark, nil
}

func (d *DB) watchSQLite(ctx context.Context) (string, error) {
	w := &d.watch
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.conn == nil {
		conn, err := d.Reader.Conn(ctx)
		if err != nil {
			return "", err
		}
		w.conn, w.turn = conn, w.turn+1
	}
	var version int64
	if err := w.conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version); err != nil {
		w.conn.Close()
		w.conn = nil
		return "", err
	}
	return fmt.Sprintf("%d:%d", w.turn, version), nil
}

// close gives the connection back.
func (w *watch) close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.conn == nil {
		return nil
	}
	err := w.conn.Close()
	w.conn = nil
	return err
}
