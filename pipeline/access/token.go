package access

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

// Scopes of tokens: what a program may do of what its person may.
const (
	ScopeRead = "read" // documents, files, states
	ScopeSend = "send" // workbooks of units
)

// TokenTime is how long a token lives where nobody says, and MaxTokenTime how long at most.
const (
	TokenTime    = 180 * 24 * time.Hour
	MaxTokenTime = 366 * 24 * time.Hour
)

// tokenPrefix begins every token, so that one that lies about is known for what it is.
const tokenPrefix = "vanthu_"

// Token is a key by which a program acts for a person: it may do what the person may, within
// its scopes, until it ends or is revoked.
type Token struct {
	ID      int64        `db:"id"`
	Name    string       `db:"name"` // of the program that has it
	User    string       `db:"user_name"`
	Scopes  string       `db:"scopes"` // "read send"
	Made    time.Time    `db:"made_at"`
	MadeBy  string       `db:"made_by"`
	Ends    time.Time    `db:"ends"`
	Revoked sql.NullTime `db:"revoked"`
	Used    sql.NullTime `db:"used"` // about when it was used last, to the hour
}

// Has reports whether the token has a scope.
func (t *Token) Has(scope string) bool { return slices.Contains(strings.Fields(t.Scopes), scope) }

// State is "on", "ended" or "revoked" at a moment.
func (t *Token) State(now time.Time) string {
	switch {
	case t.Revoked.Valid:
		return "revoked"
	case !now.Before(t.Ends):
		return "ended"
	}
	return "on"
}

const selectTokens = `SELECT id, name, user_name, scopes, made_at, made_by, ends, revoked, used FROM tokens`

// Tokens lists the tokens, the newest first.
func Tokens(ctx context.Context, q db.Queryer) (list []Token, err error) {
	if err = sqlx.SelectContext(ctx, q, &list, selectTokens+` ORDER BY id DESC`); err != nil {
		return nil, fmt.Errorf("access: tokens: %w", err)
	}
	return list, nil
}

// NewToken makes a token and returns it as it is given to the program; nobody can read it
// later. Of t Name, User, Scopes and Ends count; a zero Ends is TokenTime from now.
func NewToken(ctx context.Context, c people.Change, t Token) (token string, err error) {
	if err := c.By.Allow(people.Administer, people.Scope{}, "cấp khóa API"); err != nil {
		return "", err
	}
	if t.Ends.IsZero() {
		t.Ends = c.At.Add(TokenTime)
	}
	t.Name = strings.TrimSpace(t.Name)
	scopes := strings.Fields(t.Scopes)
	slices.Sort(scopes)
	scopes = slices.Compact(scopes)
	unknown := slices.ContainsFunc(scopes, func(s string) bool { return s != ScopeRead && s != ScopeSend })
	switch {
	case t.Name == "":
		return "", people.Refuse("ghi tên chương trình sẽ dùng khóa")
	case len(scopes) == 0 || unknown:
		return "", people.Refuse("phạm vi %q: chọn %s (đọc), %s (gửi số liệu) hoặc cả hai", t.Scopes, ScopeRead, ScopeSend)
	case !t.Ends.After(c.At):
		return "", people.Refuse("ngày hết hạn phải sau hôm nay")
	case t.Ends.Sub(c.At) > MaxTokenTime:
		return "", people.Refuse("khóa dùng nhiều nhất một năm: chọn ngày hết hạn gần hơn")
	}
	if _, err := people.Actor(ctx, c.Tx, t.User); err != nil {
		return "", err
	}
	if err := audit.Lock(ctx, c.Tx); err != nil {
		return "", err
	}
	raw := make([]byte, 32)
	rand.Read(raw)
	secret := base64.RawURLEncoding.EncodeToString(raw)
	var id int64
	err = c.Tx.GetContext(ctx, &id, c.Tx.Rebind(`INSERT INTO tokens (name, user_name, scopes, hash, made_at, made_by, ends) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id`),
		t.Name, t.User, strings.Join(scopes, " "), digest(secret), db.Time(c.At), c.By.Name, db.Time(t.Ends))
	if err != nil {
		return "", fmt.Errorf("access: token: %w", err)
	}
	detail := fmt.Sprintf("%d %s for %s: %s until %s", id, t.Name, t.User, strings.Join(scopes, " "), t.Ends.UTC().Format(time.DateOnly))
	return fmt.Sprintf("%s%d_%s", tokenPrefix, id, secret), audit.Record(ctx, c.Tx, audit.Act{At: c.At, Actor: c.By.Name, Act: "access.token", Detail: detail})
}

// ErrNoToken says that there is no token of that number that could be revoked.
var ErrNoToken = people.Refuse("không có khóa đang dùng mang số này")

// RevokeToken ends a token at once.
func RevokeToken(ctx context.Context, c people.Change, id int64) error {
	if err := c.By.Allow(people.Administer, people.Scope{}, "thu khóa API"); err != nil {
		return err
	}
	if err := audit.Lock(ctx, c.Tx); err != nil {
		return err
	}
	done, err := c.Tx.ExecContext(ctx, c.Tx.Rebind(`UPDATE tokens SET revoked = ? WHERE id = ? AND revoked IS NULL`), db.Time(c.At), id)
	if err != nil {
		return fmt.Errorf("access: token %d: %w", id, err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return errors.Join(fmt.Errorf("khóa %d: %w", id, ErrNoToken), err)
	}
	return audit.Record(ctx, c.Tx, audit.Act{At: c.At, Actor: c.By.Name, Act: "access.token.revoke", Detail: strconv.FormatInt(id, 10)})
}

// OpenToken returns the token that a program shows and the person for whom it acts. One that
// is wrong, over, or of a person who may not act is ErrDenied.
func (d Door) OpenToken(ctx context.Context, shown string) (t Token, u *people.User, err error) {
	number, secret, _ := strings.Cut(strings.TrimPrefix(shown, tokenPrefix), "_")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil || !strings.HasPrefix(shown, tokenPrefix) {
		return t, nil, ErrDenied
	}
	var row struct {
		Token
		Hash string `db:"hash"`
	}
	q := d.DB.Reader
	err = sqlx.GetContext(ctx, q, &row, q.Rebind(`SELECT id, name, user_name, scopes, made_at, made_by, ends, revoked, used, hash FROM tokens WHERE id = ?`), id)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return t, nil, fmt.Errorf("access: token: %w", err)
	}
	isRight := subtle.ConstantTimeCompare([]byte(digest(secret)), []byte(row.Hash)) == 1
	if err != nil || !isRight || row.State(d.At) != "on" {
		return t, nil, ErrDenied
	}
	u, err = people.Actor(ctx, q, row.User)
	if errors.Is(err, people.ErrForbidden) {
		return t, nil, ErrDenied
	} else if err != nil {
		return t, nil, err
	}
	if d.At.Sub(row.Used.Time) > time.Hour { // not at each call: a program reads much and writes little
		err = d.DB.Write(ctx, func(tx *sqlx.Tx) error {
			_, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE tokens SET used = ? WHERE id = ?`), db.Time(d.At), id)
			return err
		})
	}
	return row.Token, u, err
}
