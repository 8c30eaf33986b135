package db

import (
	"context"
	"fmt"
)

// Waits says who waits in this PostgreSQL database for a lock of whom, for some seconds and
// more: in words, one line a wait. On SQLite it is empty: whoever waits there gets an error
// after ten seconds that says so.
func (d *DB) Waits(ctx context.Context) (list []string, err error) {
	if d.dialect == SQLite {
		return nil, nil
	}
	var rows []struct {
		Waiter  int    `db:"waiter"`
		Seconds int    `db:"seconds"`
		Holder  int    `db:"holder"`
		Program string `db:"program"`
		Host    string `db:"host"`
		State   string `db:"state"`
		Since   int    `db:"since"`
	}
	err = d.Reader.SelectContext(ctx, &rows, `
		SELECT w.pid AS waiter, CAST(extract(epoch FROM now() - w.query_start) AS INTEGER) AS seconds,
			h.pid AS holder, h.application_name AS program, COALESCE(CAST(h.client_addr AS TEXT), 'this machine') AS host,
			COALESCE(h.state, '') AS state, COALESCE(CAST(extract(epoch FROM now() - h.xact_start) AS INTEGER), 0) AS since
		FROM pg_stat_activity w CROSS JOIN LATERAL unnest(pg_blocking_pids(w.pid)) AS blocks (pid)
		JOIN pg_stat_activity h ON h.pid = blocks.pid
		WHERE w.datname = current_database() AND w.wait_event_type = 'Lock' AND w.query_start < now() - interval '3 seconds'
		ORDER BY w.query_start, w.pid, h.pid`)
	if err != nil {
		return nil, fmt.Errorf("database %s: %w", d.name, Explain(err))
	}
	for _, r := range rows {
		list = append(list, fmt.Sprintf("session %d has waited %d s for session %d of %s at %s, which is %s in a transaction of %d s",
			r.Waiter, r.Seconds, r.Holder, r.Program, r.Host, r.State, r.Since))
	}
	return list, nil
}
