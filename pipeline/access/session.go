package access

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
)

// Store keeps the sessions of the portal in the database, so that all machines know them
// and a restart loses none. It is a scs.CtxStore.
type Store struct {
	DB  *db.DB
	Now func() time.Time
}

// FindCtx returns what a session holds.
func (s *Store) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	var row struct {
		Data    []byte    `db:"data"`
		Expires time.Time `db:"expires"`
	}
	q := s.DB.Reader
	err = q.GetContext(ctx, &row, q.Rebind(`SELECT data, expires FROM sessions WHERE token = ?`), token)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !s.Now().Before(row.Expires) {
		return nil, false, nil
	}
	return row.Data, err == nil, err
}

// CommitCtx keeps a session, and drops those that are over.
func (s *Store) CommitCtx(ctx context.Context, token string, data []byte, expires time.Time) error {
	return s.DB.Write(ctx, func(tx *sqlx.Tx) error {
		if _, err := tx.ExecContext(ctx, tx.Rebind(`DELETE FROM sessions WHERE expires <= ?`), s.Now().UTC()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO sessions (token, data, expires) VALUES (?, ?, ?)
			ON CONFLICT (token) DO UPDATE SET data = excluded.data, expires = excluded.expires`), token, data, expires.UTC())
		return err
	})
}

// DeleteCtx ends a session.
func (s *Store) DeleteCtx(ctx context.Context, token string) error {
	return s.DB.Write(ctx, func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(ctx, tx.Rebind(`DELETE FROM sessions WHERE token = ?`), token)
		return err
	})
}

// Find, Commit and Delete are the same without a context, as scs.Store asks.
func (s *Store) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}
func (s *Store) Commit(token string, data []byte, expires time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expires)
}
func (s *Store) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
