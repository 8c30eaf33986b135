package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
)

// A node is a process that works or schedules. Its name is locked while it lives: by an
// advisory lock on PostgreSQL, which the server gives up with the connection, on SQLite
// by the system's lock on an empty file. So whoever gets the lock of a name knows that no
// process of that name is alive, and may hand its jobs out again.

// nodeLock holds a name.
type nodeLock struct {
	conn *sql.Conn
	pool *sql.DB // SQLite: of the lock file
	key  int64   // PostgreSQL
}

// claimNode gives this process a name that no other living process on the database has,
// and that comes back after a restart: the host and the lowest number that is free.
func claimNode(ctx context.Context, d *db.DB) (name string, lock *nodeLock, err error) {
	host, err := os.Hostname()
	if err != nil {
		host = "localhost"
	}
	for n := 1; n <= 1000; n++ {
		name = fmt.Sprintf("%s-%d", host, n)
		lock, err = lockNode(ctx, d, name)
		if err != nil || lock != nil {
			return name, lock, err
		}
	}
	return "", nil, fmt.Errorf("no free name for a process on %s", host)
}

// lockNode takes the lock of a name; nil where another process has it.
func lockNode(ctx context.Context, d *db.DB, name string) (*nodeLock, error) {
	if d.Dialect() == db.SQLite {
		return lockSQLite(ctx, d, name)
	}
	h := fnv.New64a()
	h.Write([]byte("vanthu " + name))
	conn, err := d.Writer.DB.Conn(ctx)
	if err != nil {
		return nil, err
	}
	l := &nodeLock{conn: conn, key: int64(h.Sum64())}
	var isOurs bool
	if err := conn.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", l.key).Scan(&isOurs); err != nil || !isOurs {
		conn.Close()
		return nil, err
	}
	return l, nil
}

// lockSQLite keeps an exclusive transaction open on an empty file beside the database:
// SQLite's own lock, the same on every system.
func lockSQLite(ctx context.Context, d *db.DB, name string) (*nodeLock, error) {
	n, err := strconv.Atoi(name[strings.LastIndexByte(name, '-')+1:])
	if err != nil {
		return nil, nil // no name of ours
	}
	path, err := filepath.Abs(d.String())
	if err != nil {
		return nil, err
	}
	pool, err := openLock(fmt.Sprintf("%s-worker%d", path, n))
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
	return &nodeLock{conn: conn, pool: pool}, nil
}

func (l *nodeLock) release() {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if l.pool == nil {
		l.conn.ExecContext(ctx, "SELECT pg_advisory_unlock($1)", l.key)
		l.conn.Close()
		return
	}
	l.conn.ExecContext(ctx, "ROLLBACK")
	l.conn.Close()
	l.pool.Close() // the file stays: another process may be opening it
}

// keepName takes the lock of this node again where the connection that held it was lost,
// as when the database was restarted.
func (s *Service) keepName(ctx context.Context) error {
	if s.lock.pool != nil { // the system's lock is not lost
		return nil
	}
	if s.lock.conn.PingContext(ctx) == nil {
		return nil
	}
	lock, err := lockNode(ctx, s.db, s.node)
	if err != nil {
		return err
	}
	if lock == nil { // the jobs that both work are kept by the first that ends them
		return errors.New("another process took the name " + s.node)
	}
	s.lock.conn.Close()
	s.lock = lock
	return nil
}

// takeOverEvery is how often a process looks for the jobs of dead ones. It takes them at the
// second look: the name of one that lives may be free for a moment after the database was
// away. Tests are less patient.
var takeOverEvery = 5 * time.Second

// lostAfter is how long a job stands as running here, and does not run, before it is handed
// out again: the queue writes the end of an attempt some time after it, more so on a
// machine that is busy. Tests are less patient.
var lostAfter = 15 * time.Second

// requeueDead hands out again what processes left that are dead.
func (s *Service) requeueDead(ctx context.Context) error {
	query := `SELECT DISTINCT attempted_by[array_upper(attempted_by, 1)] FROM river_job WHERE state = 'running'`
	if s.db.Dialect() == db.SQLite {
		query = `SELECT DISTINCT json_extract(json(attempted_by), '$[#-1]') FROM river_job WHERE state = 'running'`
	}
	var nodes []string
	if err := s.db.Reader.SelectContext(ctx, &nodes, query); err != nil {
		return err
	}
	dead := map[string]bool{}
	for _, node := range nodes {
		if node == s.node {
			continue
		}
		lock, err := lockNode(ctx, s.db, node)
		if err != nil {
			return err
		}
		if lock == nil {
			continue // alive
		}
		dead[node] = true
		if s.dead[node] {
			err = s.requeueOf(ctx, node)
		}
		lock.release()
		if err != nil {
			return err
		}
	}
	s.dead = dead
	return errors.Join(s.requeueLost(ctx), s.mend(ctx))
}

// requeueLost hands out again what stands as running here and does not run: the database was
// away when its end was to be written.
func (s *Service) requeueLost(ctx context.Context) error {
	query := `SELECT id FROM river_job WHERE state = 'running' AND attempted_by[array_upper(attempted_by, 1)] = ?`
	if s.db.Dialect() == db.SQLite {
		query = `SELECT id FROM river_job WHERE state = 'running' AND json_extract(json(attempted_by), '$[#-1]') = ?`
	}
	var ids []int64
	if err := s.db.Reader.SelectContext(ctx, &ids, s.db.Reader.Rebind(query), s.node); err != nil {
		return err
	}
	lost := make(map[int64]time.Time)
	for _, id := range ids {
		since, known := s.lost[id]
		if !known {
			since = time.Now()
		}
		switch {
		case s.running.has(id):
		case time.Since(since) < lostAfter: // its end may be on the way
			lost[id] = since
		default:
			s.log.Warn("took back a job whose end was not written", "job_id", id)
			now := "now()"
			if s.db.Dialect() == db.SQLite {
				now = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
			}
			if _, err := s.pool.ExecContext(ctx, s.db.Reader.Rebind(`UPDATE river_job SET state = 'available', scheduled_at = `+now+` WHERE id = ? AND state = 'running'`), id); err != nil {
				return err
			}
		}
	}
	s.lost = lost
	return nil
}

// mend queues parts again that wait while their job in the queue has ended or is gone.
// What ends in our tables ends there before it does in the queue, so this takes nothing
// from anyone.
func (s *Service) mend(ctx context.Context) error {
	var parts []Part
	err := s.db.Reader.SelectContext(ctx, &parts, `SELECT p.run, p.part, p.task, p.data, p.documents, p.river_job FROM run_parts p
		LEFT JOIN river_job j ON j.id = p.river_job
		WHERE p.state = 'queued' AND (j.id IS NULL OR j.state IN ('completed', 'cancelled', 'discarded'))`)
	if err != nil {
		return err
	}
	for _, p := range parts {
		err := s.db.Write(ctx, func(tx *sqlx.Tx) error {
			result, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE run_parts SET river_job = NULL WHERE run = ? AND part = ? AND river_job = ? AND state = 'queued'`),
				p.Run, p.Part, p.RiverJob)
			if err != nil {
				return err
			}
			if n, err := result.RowsAffected(); err != nil || n == 0 {
				return err
			}
			return s.queueParts(ctx, tx, p.Run, []Part{p})
		})
		if err != nil {
			return err
		}
		s.log.Warn("queued a part again that the queue had lost", "run", p.Run, "part", p.Part)
	}
	return nil
}

// LetGo cuts the parts that wait loose from the queue: its jobs stayed behind when the rows
// came from another database. The next process that works queues them again.
func LetGo(ctx context.Context, tx *sqlx.Tx) error {
	_, err := tx.ExecContext(ctx, `UPDATE run_parts SET river_job = 0 WHERE state = 'queued'`) // no job has this number
	return err
}

// requeueOf makes jobs available again that stand as running on a node that is dead. The
// caller holds its name.
func (s *Service) requeueOf(ctx context.Context, node string) error {
	query := `UPDATE river_job SET state = 'available', scheduled_at = now()
		WHERE state = 'running' AND attempted_by[array_upper(attempted_by, 1)] = $1`
	if s.db.Dialect() == db.SQLite {
		query = `UPDATE river_job SET state = 'available', scheduled_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
			WHERE state = 'running' AND json_extract(json(attempted_by), '$[#-1]') = ?`
	}
	result, err := s.pool.ExecContext(ctx, query, node)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err == nil && n > 0 {
		s.log.Warn("took over jobs of a process that died", "jobs", n, "node", node)
	}
	return nil
}
