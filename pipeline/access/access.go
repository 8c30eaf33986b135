// Package access decides who may enter the portal.
//
// In: a name with a password, a one-time link or a code of the second factor. Out: the
// name of the person who stands behind it, or why not. What a person may do then, people
// says.
//
// Steps: a person is added without a password; NewLink gives a link by which the person
// sets one; Door.Enter checks name and password, Door.Confirm the code where a second factor is
// asked for; Store keeps the sessions.
//
// The one thing to know: nothing that opens a door is kept. The database holds hashes of
// passwords (argon2id), of links and of sessions; only the secret of the second factor is
// kept as it is, for its codes are computed from it.
package access

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

// ErrDenied says that name and password, a code or a link do not open. It does not say
// which of them is wrong.
var ErrDenied = errors.New("không đúng")

// Locked says until when a person is kept out after wrong tries.
type Locked struct{ Until time.Time }

func (l *Locked) Error() string {
	return "nhập sai quá nhiều lần: tạm khóa đến " + l.Until.UTC().Format(time.RFC3339)
}

// After tries wrong in a row a person is kept out: a minute, then twice as long each time,
// an hour at most.
const (
	tries    = 5
	lockTime = time.Minute
	maxLock  = time.Hour
)

// LinkTime is how long a one-time link lives.
const LinkTime = 24 * time.Hour

type credentials struct {
	Name        string       `db:"user_name"`
	Password    string       `db:"password"`
	Failures    int          `db:"failures"`
	LockedUntil sql.NullTime `db:"locked_until"`
	Secret      string       `db:"secret"`
	LastStep    int64        `db:"last_step"`
}

// load reads what is kept of a person who may act; nobody gives an empty one.
func load(ctx context.Context, q sqlx.QueryerContext, rebind func(string) string, name string) (c credentials, err error) {
	err = sqlx.GetContext(ctx, q, &c, rebind(`SELECT c.user_name, c.password, c.failures, c.locked_until, c.secret, c.last_step
		FROM credentials c JOIN users u ON u.name = c.user_name WHERE c.user_name = ? AND u.disabled = FALSE`), name)
	if errors.Is(err, sql.ErrNoRows) {
		return credentials{}, nil
	}
	return c, err
}

// Door is where people enter, at a time.
type Door struct {
	DB *db.DB
	At time.Time
}

// Enter checks name and password. Wrong ones are ErrDenied, and after some in a row
// *Locked, also for the right password.
func (d Door) Enter(ctx context.Context, name, password string) error {
	c, err := load(ctx, d.DB.Reader, d.DB.Reader.Rebind, name)
	if err != nil {
		return fmt.Errorf("access: %w", err)
	}
	if c.LockedUntil.Valid && d.At.Before(c.LockedUntil.Time) {
		return &Locked{c.LockedUntil.Time}
	}
	right, err := matches(ctx, c.Password, password)
	if err != nil {
		return err
	}
	if err := d.DB.Write(ctx, func(tx *sqlx.Tx) error { return d.count(ctx, tx, name, right) }); err != nil {
		return err
	}
	if !right {
		return ErrDenied
	}
	return nil
}

// count keeps what came of a try. It reads again what Enter read: tries at the same time
// all count, and a right password does not open what they have locked meanwhile.
func (d Door) count(ctx context.Context, tx *sqlx.Tx, name string, right bool) error {
	// On PostgreSQL this holds the row against other tries; SQLite's transactions wait anyway.
	if _, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE credentials SET failures = failures WHERE user_name = ?`), name); err != nil {
		return fmt.Errorf("access: %w", err)
	}
	c, err := load(ctx, tx, tx.Rebind, name)
	if err != nil || c.Name == "" {
		return err
	}
	if c.LockedUntil.Valid && d.At.Before(c.LockedUntil.Time) {
		return &Locked{c.LockedUntil.Time}
	}
	if right {
		if c.Failures == 0 {
			return nil
		}
		_, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE credentials SET failures = 0, locked_until = NULL WHERE user_name = ?`), name)
		return err
	}
	var until sql.NullTime
	if n := c.Failures + 1 - tries; n >= 0 {
		until = sql.NullTime{Time: d.At.Add(min(lockTime<<min(n, 10), maxLock)).UTC(), Valid: true}
		if err := audit.Record(ctx, tx, audit.Act{At: d.At, Actor: name, Act: "access.lock", Detail: "until " + until.Time.Format(time.RFC3339)}); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, tx.Rebind(`UPDATE credentials SET failures = failures + 1, locked_until = ? WHERE user_name = ?`), until, name)
	return err
}

// Mark changes whenever the password of a person does: a session that carries another one
// is over. A person who may not act, or has no password, has the empty mark.
func Mark(ctx context.Context, q db.Queryer, name string) (string, error) {
	c, err := load(ctx, q, q.Rebind, name)
	if err != nil || c.Password == "" {
		return "", err
	}
	return digest(c.Password), nil
}

// Change sets a person's own password, given the old one.
func (d Door) Change(ctx context.Context, name, old, new string) error {
	if err := d.Enter(ctx, name, old); err != nil {
		return err
	}
	if old == new {
		return fmt.Errorf("%w: mật khẩu mới phải khác mật khẩu cũ", ErrWeak)
	}
	return d.set(ctx, name, new, func(tx *sqlx.Tx) error {
		return audit.Record(ctx, tx, audit.Act{At: d.At, Actor: name, Act: "access.password", Detail: name})
	})
}

// set keeps a password, in one transaction with what before does.
func (d Door) set(ctx context.Context, name, password string, before func(tx *sqlx.Tx) error) error {
	if err := Judge(password, name); err != nil {
		return err
	}
	kept, err := hash(ctx, password)
	if err != nil {
		return err
	}
	return d.DB.Write(ctx, func(tx *sqlx.Tx) error {
		if err := before(tx); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO credentials (user_name, password) VALUES (?, ?)
			ON CONFLICT (user_name) DO UPDATE SET password = excluded.password, failures = 0, locked_until = NULL`), name, kept)
		return err
	})
}

// NewLink gives the secret of a one-time link by which a person sets a password; a link
// that the person had before opens no more. Name "" is for a database without people: the
// link makes the first one.
func NewLink(ctx context.Context, tx *sqlx.Tx, name string, at time.Time) (secret string, err error) {
	var person any
	if name != "" {
		person = name
		_, err = tx.ExecContext(ctx, tx.Rebind(`DELETE FROM entry_links WHERE user_name = ?`), name)
	} else {
		_, err = tx.ExecContext(ctx, `DELETE FROM entry_links WHERE user_name IS NULL`)
	}
	if err != nil {
		return "", fmt.Errorf("access: %w", err)
	}
	raw := make([]byte, 24)
	rand.Read(raw)
	secret = base64.RawURLEncoding.EncodeToString(raw)
	_, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO entry_links (hash, user_name, expires) VALUES (?, ?, ?)`), digest(secret), person, at.Add(LinkTime).UTC())
	if err != nil {
		return "", fmt.Errorf("access: %w", err)
	}
	return secret, nil
}

// Reset gives a person a new one-time link and forgets password and
// second factor: the person begins anew, and open sessions are over (Mark).
func Reset(ctx context.Context, c people.Change, name string) (secret string, err error) {
	tx, by, at := c.Tx, c.By, c.At
	if !by.IsAdmin() && by.Name != name {
		return "", people.Refuse("%w: chỉ quản trị được đặt lại mật khẩu của người khác", people.ErrForbidden)
	}
	var n int
	if err := tx.GetContext(ctx, &n, tx.Rebind(`SELECT COUNT(*) FROM users WHERE name = ? AND disabled = FALSE`), name); err != nil {
		return "", fmt.Errorf("access: %w", err)
	}
	if n == 0 {
		return "", people.RefuseFor(people.WayPeople, "người dùng %q: %w", name, people.ErrUnknown)
	}
	if _, err := tx.ExecContext(ctx, tx.Rebind(`DELETE FROM credentials WHERE user_name = ?`), name); err != nil {
		return "", fmt.Errorf("access: %w", err)
	}
	if err := audit.Record(ctx, tx, audit.Act{At: at, Actor: by.Name, Act: "access.reset", Detail: name}); err != nil {
		return "", err
	}
	return NewLink(ctx, tx, name, at)
}

// LinkOf tells for whom a link is; "" is the first person. A link that is not there, or
// too old, is ErrDenied.
func LinkOf(ctx context.Context, q db.Queryer, secret string, at time.Time) (name string, err error) {
	var row struct {
		Name    sql.NullString `db:"user_name"`
		Expires time.Time      `db:"expires"`
	}
	err = sqlx.GetContext(ctx, q, &row, q.Rebind(`SELECT user_name, expires FROM entry_links WHERE hash = ?`), digest(secret))
	if errors.Is(err, sql.ErrNoRows) || err == nil && !at.Before(row.Expires) {
		return "", ErrDenied
	}
	return row.Name.String, err
}

// Redeem sets a password by a one-time link, which opens nothing afterwards. A link for
// the first person makes that person, quản trị of all. A link that opens nothing is ErrDenied,
// a password that is not good enough ErrWeak.
func (d Door) Redeem(ctx context.Context, secret string, first people.User, password string) (name string, err error) {
	if name, err = LinkOf(ctx, d.DB.Reader, secret, d.At); err != nil {
		return "", err
	}
	makesFirst := name == ""
	if makesFirst {
		name = first.Name
	}
	err = d.set(ctx, name, password, func(tx *sqlx.Tx) error {
		if makesFirst {
			if err := addFirst(ctx, tx, first, d.At); err != nil {
				return err
			}
		}
		done, err := tx.ExecContext(ctx, tx.Rebind(`DELETE FROM entry_links WHERE hash = ?`), digest(secret))
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 { // another one was quicker
			return errors.Join(ErrDenied, err)
		}
		return audit.Record(ctx, tx, audit.Act{At: d.At, Actor: name, Act: "access.password", Detail: name})
	})
	return name, err
}

// addFirst adds the first person, where there is none yet.
func addFirst(ctx context.Context, tx *sqlx.Tx, first people.User, at time.Time) error {
	users, err := people.Users(ctx, tx)
	if err != nil {
		return err
	}
	if len(users) > 0 {
		return ErrDenied
	}
	first.Grants = []people.Grant{{Role: people.Admin}}
	return people.Change{Tx: tx, By: &first, At: at}.Add(ctx, first)
}

// SetFactor sets up the second factor of a person, once a code of the secret proves that
// the person's device has it.
func (d Door) SetFactor(ctx context.Context, name, secret, given string) error {
	used := stepOf(secret, given, 0, d.At)
	if used == 0 {
		return ErrDenied
	}
	return d.DB.Write(ctx, func(tx *sqlx.Tx) error {
		done, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE credentials SET secret = ?, last_step = ? WHERE user_name = ? AND secret = ''`), secret, used, name)
		if err != nil {
			return fmt.Errorf("access: %w", err)
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return errors.Join(ErrDenied, err)
		}
		return audit.Record(ctx, tx, audit.Act{At: d.At, Actor: name, Act: "access.factor", Detail: name})
	})
}

// HasFactor reports whether the person has a second factor.
func HasFactor(ctx context.Context, q db.Queryer, name string) (bool, error) {
	c, err := load(ctx, q, q.Rebind, name)
	return c.Secret != "", err
}

// Confirm checks a code of the person's second factor; each opens once. Wrong codes count
// as wrong passwords do.
func (d Door) Confirm(ctx context.Context, name, given string) error {
	var denied error
	err := d.DB.Write(ctx, func(tx *sqlx.Tx) error {
		c, err := load(ctx, tx, tx.Rebind, name)
		if err != nil {
			return err
		}
		used := stepOf(c.Secret, given, c.LastStep, d.At)
		if used == 0 {
			denied = ErrDenied
		}
		if err := d.count(ctx, tx, name, used != 0); err != nil || used == 0 {
			return err
		}
		_, err = tx.ExecContext(ctx, tx.Rebind(`UPDATE credentials SET last_step = ? WHERE user_name = ?`), used, name)
		return err
	})
	return errors.Join(err, denied)
}

func digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
