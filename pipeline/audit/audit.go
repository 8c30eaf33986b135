// Package audit keeps the record of who did what.
//
// In: an Act, inside the transaction of what it tells of. Out: Verify proves that the record
// is whole and says where it ends.
//
// Every act is a row of the audit table and holds a hash over itself and the act before it,
// so that none can be changed, left out or put in unseen. Every version, move and cancelled
// number of the archive has its act.
//
// The one thing to know: acts are chained one after the other, so transactions that record
// wait for each other. Lock comes before any lock on a document.
package audit

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
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

// HashAfter returns the hash of the act as it follows the one with the hash before, "" for
// the first.
func (a *Act) HashAfter(before string) string {
	h := sha256.New()
	for _, s := range []string{before, fmt.Sprint(a.Seq), a.At.UTC().Format("2006-01-02T15:04:05.000000Z"), a.Actor,
		a.Act, fmt.Sprint(a.Document), fmt.Sprint(a.Version), a.Detail} {
		fmt.Fprintf(h, "%d:%s", len(s), s)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Lock makes transactions that record wait for each other to their end. It comes
// before any lock on a document: in the other order two transactions could each hold what
// the other waits for.
func Lock(ctx context.Context, tx *sqlx.Tx) error {
	if tx.DriverName() != "postgres" { // SQLite has one writer at a time anyway
		return nil
	}
	// A number that stands for the end of the chain, and not the table: vacuum, backup and
	// whoever reads have nothing to wait for.
	if _, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock(CAST('audit' AS regclass)::oid::bigint)`); err != nil {
		return fmt.Errorf("audit: %w", db.Explain(err))
	}
	return nil
}

// Record adds an act at the end of the chain, inside the transaction of what it records.
func Record(ctx context.Context, tx *sqlx.Tx, a Act) error {
	if err := Lock(ctx, tx); err != nil {
		return err
	}
	return Append(ctx, tx, a)
}

// Append is Record for some acts where the caller holds the lock.
func Append(ctx context.Context, tx *sqlx.Tx, acts ...Act) error {
	if len(acts) == 0 {
		return nil
	}
	var seq int64
	var before string
	err := tx.QueryRowxContext(ctx, `SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1`).Scan(&seq, &before)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("audit: %w", err)
	}
	chain := db.Rows{Into: "audit (seq, at, actor, act, document_id, version, detail, hash)"}
	for _, a := range acts {
		seq++
		a.Seq, a.At = seq, db.Time(a.At)
		before = a.HashAfter(before)
		chain.Add(a.Seq, a.At, a.Actor, a.Act, orNull(a.Document), orNull(int64(a.Version)), a.Detail, before)
	}
	if err := chain.Insert(ctx, tx); err != nil {
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

// Head is the end of the chain at some time. Kept elsewhere, as in an export or a backup's
// message, it proves that nothing was cut off the end since, or all of it written anew.
type Head struct {
	Seq  int64  `json:"seq"` // how many acts
	Hash string `json:"hash"`
}

// String is what ParseHead reads: "17:0f3a…".
func (h Head) String() string { return fmt.Sprintf("%d:%s", h.Seq, h.Hash) }

// ParseHead reads "17:0f3a…".
func ParseHead(s string) (h Head, err error) {
	seq, hash, found := strings.Cut(strings.TrimSpace(s), ":")
	if h.Seq, err = strconv.ParseInt(seq, 10, 64); err != nil || !found || h.Seq < 0 || len(hash) != 64 && h.Seq > 0 {
		return Head{}, fmt.Errorf("%q is no end of the record: want NUMBER:HASH as 'vanthu audit verify' prints it", s)
	}
	h.Hash = hash
	return h, nil
}

// Verify walks the chain and returns its end, or an error that names the first row
// that was changed, left out or put in. Cut off at the end, it no longer tells of the
// versions and moves that it should, or no longer holds the ends that were known before.
func Verify(ctx context.Context, q db.Queryer, known ...Head) (Head, error) {
	var head Head
	seen, err := walk(ctx, q, &head, known)
	if err != nil {
		return head, err
	}
	for _, k := range known {
		if k.Seq > 0 && !seen[k] {
			if k.Seq > head.Seq {
				return head, fmt.Errorf("audit: %d acts, but there were %d: the end was cut off", head.Seq, k.Seq)
			}
			return head, fmt.Errorf("audit: row %d is another one than it was: the record was written anew", k.Seq)
		}
	}
	for _, u := range untold {
		var left string
		err := sqlx.GetContext(ctx, q, &left, u.query)
		if err == nil {
			return head, fmt.Errorf("audit: %d acts, but none tells of %s %s: the end was cut off, or it was written past the program", head.Seq, u.what, left)
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return head, fmt.Errorf("audit: %w", err)
		}
	}
	return head, nil
}

// walk follows the chain to its end and says which of the known ends it came by.
func walk(ctx context.Context, q db.Queryer, head *Head, known []Head) (seen map[Head]bool, err error) {
	rows, err := q.QueryxContext(ctx, `SELECT seq, at, actor, act, COALESCE(document_id, 0) AS document_id,
		COALESCE(version, 0) AS version, detail, hash FROM audit ORDER BY seq`)
	if err != nil {
		return nil, fmt.Errorf("audit: %w", err)
	}
	defer rows.Close()
	seen = make(map[Head]bool)
	for rows.Next() {
		var a Act
		if err := rows.StructScan(&a); err != nil {
			return nil, fmt.Errorf("audit: %w", err)
		}
		if a.Seq != head.Seq+1 {
			return nil, fmt.Errorf("audit: row %d is missing", head.Seq+1)
		}
		if a.HashAfter(head.Hash) != a.Hash {
			return nil, fmt.Errorf("audit: row %d (%s by %s) was changed, or one before it taken out or put in", a.Seq, a.Act, a.Actor)
		}
		*head = Head{a.Seq, a.Hash}
		if slices.Contains(known, *head) {
			seen[*head] = true
		}
	}
	return seen, rows.Err()
}

// untold finds what no act tells of: every version, move and cancelled number has one.
var untold = []struct{ what, query string }{
	{"version", `SELECT v.document_id || '/' || v.number FROM versions v
		WHERE NOT EXISTS (SELECT 1 FROM audit a WHERE a.document_id = v.document_id AND a.version = v.number
			AND a.act = 'version.' || v.origin AND a.detail = v.fingerprint) LIMIT 1`},
	{"the moves of document", `SELECT CAST(m.document_id AS TEXT) FROM document_moves m WHERE m.from_state IS NOT NULL
		GROUP BY m.document_id, m.to_state HAVING COUNT(*) > (SELECT COUNT(*) FROM audit a
			WHERE a.document_id = m.document_id AND a.act = 'document.' || m.to_state) LIMIT 1`},
	{"the cancelled number of document", `SELECT CAST(n.document_id AS TEXT) FROM numbers n WHERE n.cancelled <> '' AND n.document_id IS NOT NULL
		GROUP BY n.document_id HAVING COUNT(*) > (SELECT COUNT(*) FROM audit a
			WHERE a.document_id = n.document_id AND a.act = 'number.cancel') LIMIT 1`},
}
