package access

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// A token opens for its person within its time, until it is revoked; nothing of it is kept
// by which it could be made again.
func TestTokens(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		ctx, at := t.Context(), time.Date(2024, 12, 20, 5, 0, 0, 0, time.UTC)
		admin := &people.User{Name: "minh", Grants: []people.Grant{{Role: people.Admin}}}
		change := func(by *people.User, do func(c people.Change) error) error {
			return d.Write(ctx, func(tx *sqlx.Tx) error { return do(people.Change{Tx: tx, By: by, At: at}) })
		}
		add := func(u people.User) {
			t.Helper()
			if err := change(admin, func(c people.Change) error { return c.Add(ctx, u) }); err != nil {
				t.Fatal(err)
			}
		}
		add(*admin)
		add(people.User{Name: "dv", Grants: []people.Grant{{Role: people.UnitMember, Unit: "dong-xoai"}}})
		make := func(by *people.User, want Token) (token string, err error) {
			err = change(by, func(c people.Change) (err error) { token, err = NewToken(ctx, c, want); return err })
			return token, err
		}
		for want, bad := range map[string]Token{
			"tên chương trình":   {Name: " ", User: "dv", Scopes: "read"},
			"phạm vi":            {Name: "kế toán", User: "dv", Scopes: "read all"},
			"phạm vi \"\"":       {Name: "kế toán", User: "dv"},
			"phải sau hôm nay":   {Name: "kế toán", User: "dv", Scopes: "read", Ends: at},
			"nhiều nhất một năm": {Name: "kế toán", User: "dv", Scopes: "read", Ends: at.AddDate(1, 1, 0)},
			"không có người":     {Name: "kế toán", User: "ai", Scopes: "read"},
		} {
			if _, err := make(admin, bad); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%+v: %v, want %q", bad, err, want)
			}
		}
		if _, err := make(&people.User{Name: "dv", Grants: []people.Grant{{Role: people.Clerk}}}, Token{Name: "x", User: "dv", Scopes: "read"}); !errors.Is(err, people.ErrForbidden) {
			t.Error("a clerk makes a token:", err)
		}
		token, err := make(admin, Token{Name: "kế toán", User: "dv", Scopes: "send read send"})
		if err != nil {
			t.Fatal(err)
		}
		open := func(at time.Time, shown string) error {
			got, u, err := (Door{DB: d, At: at}).OpenToken(ctx, shown)
			if err == nil && (u.Name != "dv" || !got.Has(ScopeRead) || !got.Has(ScopeSend) || got.Name != "kế toán") {
				t.Errorf("%+v for %+v", got, u)
			}
			return err
		}
		if err := open(at.Add(time.Minute), token); err != nil {
			t.Error(err)
		}
		for _, wrong := range []string{"", "vanthu_1", "vanthu_1_", "vanthu_2_" + token[9:], token + "x", token[:len(token)-1], strings.TrimPrefix(token, "vanthu_"), "vanthu_x_y"} {
			if err := open(at, wrong); !errors.Is(err, ErrDenied) {
				t.Errorf("%q opens: %v", wrong, err)
			}
		}
		if err := open(at.Add(TokenTime), token); !errors.Is(err, ErrDenied) {
			t.Error("after its end:", err)
		}
		var kept string
		if err := d.Reader.Get(&kept, `SELECT hash FROM tokens`); err != nil || strings.Contains(token, kept) {
			t.Error("kept:", kept, err)
		}
		if list, err := Tokens(ctx, d.Reader); err != nil || len(list) != 1 || !list[0].Used.Valid || list[0].State(at) != "on" || list[0].State(at.Add(TokenTime)) != "ended" {
			t.Errorf("%+v %v", list, err)
		}
		if err := change(admin, func(c people.Change) error { return c.Disable(ctx, "dv", true) }); err != nil {
			t.Fatal(err)
		}
		if err := open(at, token); !errors.Is(err, ErrDenied) {
			t.Error("of a person who may not act:", err)
		}
		if err := change(admin, func(c people.Change) error { return errors.Join(c.Disable(ctx, "dv", false), RevokeToken(ctx, c, 1)) }); err != nil {
			t.Fatal(err)
		}
		if err := open(at, token); !errors.Is(err, ErrDenied) {
			t.Error("revoked:", err)
		}
		if err := change(admin, func(c people.Change) error { return RevokeToken(ctx, c, 1) }); !errors.Is(err, ErrNoToken) {
			t.Error("twice:", err)
		}
	})
}
