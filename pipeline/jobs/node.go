package jobs

import (
	"context"
	"fmt"
	"hash/fnv"
	"os"
	"strings"

	"vanthu/pipeline/db"
)

// claimNode gives this process a name that no other living process on the database has,
// and that comes back after a restart: the host and the lowest number that is free. A
// lock of the database server or of the system holds it, which ends with the process.
func claimNode(ctx context.Context, d *db.DB) (name string, release func(), err error) {
	host, err := os.Hostname()
	if err != nil {
		host = "localhost"
	}
	for n := 1; n <= 1000; n++ {
		name = fmt.Sprintf("%s-%d", host, n)
		lock := lockPostgres
		if d.Dialect() == db.SQLite {
			lock = lockSQLite
		}
		release, err = lock(ctx, d, name, n)
		if err != nil || release != nil {
			return name, release, err
		}
	}
	return "", nil, fmt.Errorf("no free name for a process on %s", host)
}

// lockPostgres takes an advisory lock on a connection of its own; nil where another
// process has it.
func lockPostgres(ctx context.Context, d *db.DB, name string, _ int) (release func(), err error) {
	h := fnv.New64a()
	h.Write([]byte("vanthu " + name))
	conn, err := d.Writer.Conn(ctx)
	if err != nil {
		return nil, err
	}
	key := int64(h.Sum64())
	var isOurs bool
	if err := conn.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", key).Scan(&isOurs); err != nil || !isOurs {
		conn.Close()
		return nil, err
	}
	return func() {
		conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", key)
		conn.Close()
	}, nil
}

// lockSQLite keeps an exclusive transaction open on an empty file beside the database:
// SQLite's own lock, the same on every system. nil where another process has it.
func lockSQLite(ctx context.Context, d *db.DB, _ string, n int) (release func(), err error) {
	path := fmt.Sprintf("%s-worker%d", d, n)
	pool, err := openLock(path)
	if err != nil {
		return nil, err
	}
	conn, err := pool.Conn(ctx)
	if err != nil {
		pool.Close()
		return nil, err
	}
	if _, err := conn.ExecContext(ctx, "BEGIN EXCLUSIVE"); err != nil {
		conn.Close()
		pool.Close()
		if strings.Contains(err.Error(), "SQLITE_BUSY") {
			err = nil
		}
		return nil, err
	}
	return func() {
		conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
		conn.Close()
		pool.Close() // the file stays: another process may be opening it
	}, nil
}
