package people

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

var noon = time.Date(2024, 12, 20, 5, 0, 0, 0, time.UTC)

func wantError(t *testing.T, err error, part string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), part) {
		t.Errorf("error %v, want one with %q", err, part)
	}
}

func TestPeople(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		alone, err := Actor(ctx, d.Reader, "ai-do")
		if err != nil || !alone.IsAdmin() {
			t.Fatalf("in an empty database: %+v, %v", alone, err)
		}
		add := func(by *User, name string, g ...Grant) error {
			return d.Write(ctx, func(tx *sqlx.Tx) error {
				return Change{tx, by, noon}.Add(ctx, User{Name: name, FullName: "Người " + name, Grants: g})
			})
		}
		wantError(t, add(alone, "lan", Grant{Role: Clerk}), "first user must hold the role quan-tri")
		if err := errors.Join(add(alone, "minh", Grant{Role: Admin}), add(alone, "lan", Grant{Role: Clerk, Agency: "ubnd-tinh"})); err != nil {
			t.Fatal(err)
		}
		if _, err := Actor(ctx, d.Reader, "ai-do"); !errors.Is(err, ErrForbidden) {
			t.Errorf("a stranger: %v", err)
		}
		lan, err := Actor(ctx, d.Reader, "lan")
		if err != nil || !lan.Holds(Scope{Agency: "ubnd-tinh"}, Clerk) || lan.Holds(Scope{Agency: "cong-an-tinh"}, Clerk) || lan.Holds(Scope{Agency: "ubnd-tinh"}, Leader) {
			t.Errorf("lan: %+v, %v", lan, err)
		}
		if err := add(lan, "hoa", Grant{Role: Admin}); !errors.Is(err, ErrForbidden) {
			t.Errorf("a clerk adds people: %v", err)
		}
		change := func(do func(c Change) error) error {
			return d.Write(ctx, func(tx *sqlx.Tx) error { return do(Change{tx, alone, noon}) })
		}
		wantError(t, change(func(c Change) error { return c.Revoke(ctx, "minh", Grant{Role: Admin}) }), "nobody would be left")
		wantError(t, change(func(c Change) error { return c.Disable(ctx, "minh", true) }), "nobody would be left")
		wantError(t, change(func(c Change) error { return c.Disable(ctx, "nam", true) }), "no such person")
		err = change(func(c Change) error {
			return errors.Join(c.Grant(ctx, "lan", Grant{Role: Leader}), c.Disable(ctx, "lan", true))
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Actor(ctx, d.Reader, "lan"); !errors.Is(err, ErrForbidden) {
			t.Errorf("a disabled person: %v", err)
		}
		users, err := Users(ctx, d.Reader)
		if err != nil || len(users) != 2 || users[0].Name != "lan" || !users[0].Disabled || len(users[0].Grants) != 2 {
			t.Errorf("users: %+v, %v", users, err)
		}
		if _, err := audit.Verify(ctx, d.Reader); err != nil {
			t.Error(err)
		}
	})
}
