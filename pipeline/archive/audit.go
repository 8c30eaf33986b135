package archive

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
)

// Act is something that someone did: a row of the audit table.
type Act struct {
	Seq      int64     `db:"seq"` // from 1, without gaps; Record sets it
	At       time.Time `db:"at"`
	Actor    string    `db:"actor"`
	Act      string    `db:"act"`         // e.g. "version.made"
	Document int64     `db:"document_id"` // 0 where it concerns none
	Version  int       `db:"version"`     // 0 where it concerns none
	Detail   string    `db:"detail"`
	Hash     string    `db:"hash"` // Record sets it
}

// link returns the hash of the act as it follows the one before.
func (a *Act) link(before string) string {
	h := sha256.New()
	for _, s := range []string{before, fmt.Sprint(a.Seq), a.At.UTC().Format("2006-01-02T15:04:05.000000Z"), a.Actor,
		a.Act, fmt.Sprint(a.Document), fmt.Sprint(a.Version), a.Detail} {
		fmt.Fprintf(h, "%d:%s", len(s), s)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// lockAudit makes transactions that record wait for each other to their end. It comes
// before any lock on a document: in the other order two transactions could each hold what
// the other waits for.
func lockAudit(ctx context.Context, tx *sqlx.Tx) error {
	if tx.DriverName() != "postgres" { // SQLite has one writer at a time anyway
		return nil
	}
	if _, err := tx.ExecContext(ctx, `LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE`); err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	return nil
}

// Record adds an act at the end of the chain, inside the transaction of what it records.
func Record(ctx context.Context, tx *sqlx.Tx, a Act) error {
	if err := lockAudit(ctx, tx); err != nil {
		return err
	}
	return record(ctx, tx, a)
}

// record is Record for some acts where the caller holds the lock.
func record(ctx context.Context, tx *sqlx.Tx, acts ...Act) error {
	if len(acts) == 0 {
		return nil
	}
	var seq int64
	var before string
	err := tx.QueryRowxContext(ctx, `SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1`).Scan(&seq, &before)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("audit: %w", err)
	}
	chain := rows{into: "audit (seq, at, actor, act, document_id, version, detail, hash)"}
	for _, a := range acts {
		seq++
		a.Seq, a.At = seq, stamp(a.At)
		before = a.link(before)
		chain.add(a.Seq, a.At, a.Actor, a.Act, orNull(a.Document), orNull(int64(a.Version)), a.Detail, before)
	}
	if err := chain.insert(ctx, tx); err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	return nil
}

// orNull is n, or nil where it is 0.
func orNull(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}

// VerifyAudit walks the chain and returns how many acts it holds, or an error that names
// the first row that was changed, left out or put in.
func VerifyAudit(ctx context.Context, q Queryer) (acts int64, err error) {
	rows, err := q.QueryxContext(ctx, `SELECT seq, at, actor, act, COALESCE(document_id, 0) AS document_id,
		COALESCE(version, 0) AS version, detail, hash FROM audit ORDER BY seq`)
	if err != nil {
		return 0, fmt.Errorf("audit: %w", err)
	}
	defer rows.Close()
	before := ""
	for rows.Next() {
		var a Act
		if err := rows.StructScan(&a); err != nil {
			return acts, fmt.Errorf("audit: %w", err)
		}
		if a.Seq != acts+1 {
			return acts, fmt.Errorf("audit: row %d is missing", acts+1)
		}
		if a.link(before) != a.Hash {
			return acts, fmt.Errorf("audit: row %d (%s by %s) was changed", a.Seq, a.Act, a.Actor)
		}
		acts, before = a.Seq, a.Hash
	}
	return acts, rows.Err()
}
