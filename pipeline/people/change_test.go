package people

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

func TestRoles(t *testing.T) {
	want := "quan-tri quản trị, van-thu văn thư, tham-muu tham mưu, the-thuc kiểm tra thể thức, tham-dinh thẩm định, lanh-dao lãnh đạo, don-vi đơn vị"
	var got []string
	for _, r := range Roles() {
		got = append(got, string(r)+" "+r.Name())
		if back, err := ParseRole(string(r)); back != r || err != nil {
			t.Errorf("%s: %s, %v", r, back, err)
		}
	}
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("roles %s, want %s", s, want)
	}
	if Role("la").Name() != "la" {
		t.Error("an unknown role has a name")
	}
	_, err := ParseRole("")
	wantError(t, err, `role "": want one of quan-tri, van-thu, tham-muu, the-thuc, tham-dinh, lanh-dao, don-vi`)
}

func TestMayAnywhere(t *testing.T) {
	here := &User{Name: "lan", Grants: []Grant{{Clerk, "ubnd-tinh", "xa-1"}}}
	for _, c := range []struct {
		got, want bool
	}{
		{here.MayAnywhere(GiveNumber), true}, {here.MayAnywhere(CheckContent), false}, {(&User{}).MayAnywhere(Read), false},
		{here.MaySomewhere(GiveNumber, "xa-1"), true}, {here.MaySomewhere(GiveNumber, "xa-2"), false},
		{here.May(GiveNumber, Scope{"ubnd-tinh", "xa-1"}), true}, {here.May(GiveNumber, Scope{"ubnd-tinh", "xa-2"}), false},
		{here.May(GiveNumber, Scope{"ubnd-tinh", ""}), false}, {(&User{Grants: []Grant{{Admin, "ubnd-tinh", ""}}}).IsAdmin(), false},
	} {
		if c.got != c.want {
			t.Errorf("got %t: %+v", c.got, c)
		}
	}
	wantError(t, here.Allow(Administer, Scope{}, "thêm người"), "thêm người cần vai trò quản trị, mà lan không có")
}

// TestChangeIsRecorded: each change of people stands in the record, in its words, and what is refused changes nothing.
func TestChangeIsRecorded(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		boss := &User{Name: "minh", Grants: []Grant{{Role: Admin}}}
		do := func(by *User, f func(c Change) error) error {
			return d.Write(ctx, func(tx *sqlx.Tx) error { return f(Change{tx, by, noon}) })
		}
		clerk := Grant{Clerk, "ubnd-tinh", "xa-1"}
		for i, f := range []func(c Change) error{
			func(c Change) error { return c.Add(ctx, User{Name: "minh", Grants: []Grant{{Role: Admin}}}) },
			func(c Change) error {
				return c.Add(ctx, User{Name: "lan", FullName: "Người Lan", Grants: []Grant{clerk, {Role: Admin}}})
			},
			func(c Change) error { return c.Grant(ctx, "lan", Grant{Clerk, "cong-an-tinh", ""}) },
			func(c Change) error { return c.Grant(ctx, "lan", clerk) }, // again
			func(c Change) error { return c.Revoke(ctx, "lan", clerk) },
			func(c Change) error { return c.Disable(ctx, "minh", true) },
			func(c Change) error { return c.Disable(ctx, "minh", false) },
			func(c Change) error { return c.Add(ctx, User{Name: "an"}) },
		} {
			if err := do(boss, f); err != nil {
				t.Fatalf("change %d: %v", i, err)
			}
		}
		lan := &User{Name: "lan", Grants: []Grant{clerk}}
		for name, c := range map[string]struct {
			by   *User
			f    func(c Change) error
			want string
		}{
			"clerk grants":   {lan, func(c Change) error { return c.Grant(ctx, "an", clerk) }, "giao vai trò cần vai trò quản trị"},
			"clerk revokes":  {lan, func(c Change) error { return c.Revoke(ctx, "minh", Grant{Role: Admin}) }, "thu vai trò cần vai trò quản trị"},
			"clerk disables": {lan, func(c Change) error { return c.Disable(ctx, "an", true) }, "ngừng người dùng cần vai trò quản trị"},
			"clerk adds":     {lan, func(c Change) error { return c.Add(ctx, User{Name: "x"}) }, "thêm người dùng cần vai trò quản trị"},
			"no name":        {boss, func(c Change) error { return c.Add(ctx, User{Name: ""}) }, `tên đăng nhập “”: cần một từ`},
			"blanks":         {boss, func(c Change) error { return c.Add(ctx, User{Name: "a b"}) }, `tên đăng nhập “a b”: cần một từ`},
			"grant nobody":   {boss, func(c Change) error { return c.Grant(ctx, "x", clerk) }, `người dùng "x": không có người này`},
			"revoke nobody":  {boss, func(c Change) error { return c.Revoke(ctx, "x", clerk) }, "không có người này"},
			"add and grant":  {boss, func(c Change) error { return c.Add(ctx, User{Name: "x", Grants: []Grant{{Role: "la"}}}) }, "user x: "},
			"grant no role":  {boss, func(c Change) error { return c.Grant(ctx, "an", Grant{Role: "la"}) }, "user an: "},
			"nobody may then": {boss, func(c Change) error {
				return errors.Join(c.Disable(ctx, "minh", true), c.Revoke(ctx, "lan", Grant{Role: Admin}))
			}, "sẽ không còn ai"},
		} {
			if err := do(c.by, c.f); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v, want …%s…", name, err, c.want)
			}
		}
		var acts []struct {
			Actor, Act, Detail string
			At                 string
		}
		if err := sqlx.SelectContext(ctx, d.Reader, &acts, `SELECT actor, act, detail, CAST(at AS TEXT) AS at FROM audit ORDER BY seq`); err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, a := range acts {
			fmt.Fprintf(&b, "%s %s %s\n", a.Actor, a.Act, a.Detail)
			if !strings.HasPrefix(a.At, "2024-12-20") {
				t.Errorf("%s at %s", a.Act, a.At)
			}
		}
		if want := `minh user.add minh minh
minh user.grant minh quan-tri
minh user.add lan Người Lan
minh user.grant lan van-thu ubnd-tinh xa-1
minh user.grant lan quan-tri
minh user.grant lan van-thu cong-an-tinh
minh user.grant lan van-thu ubnd-tinh xa-1
minh user.revoke lan van-thu ubnd-tinh xa-1
minh user.disable minh
minh user.enable minh
minh user.add an an
`; b.String() != want {
			t.Errorf("record:\n%s\nwant:\n%s", b.String(), want)
		}
		users, err := Users(ctx, d.Reader)
		if got, want := fmt.Sprint(users), "[{an an false []} {lan Người Lan false [{quan-tri  } {van-thu cong-an-tinh }]} {minh minh false [{quan-tri  }]}]"; err != nil || got != want {
			t.Errorf("users %s, %v; want %s", got, err, want)
		}
	})
}

// TestBrokenDatabase: what cannot be read or written is told.
func TestBrokenDatabase(t *testing.T) {
	boss := &User{Name: "minh", Grants: []Grant{{Role: Admin}}}
	for _, broken := range []string{"audit", "user_roles", "users"} {
		d := dbtest.SQLite(t, queries.Schema())
		change := func(f func(c Change) error) error {
			return d.Write(t.Context(), func(tx *sqlx.Tx) error { return f(Change{tx, boss, noon}) })
		}
		if err := change(func(c Change) error { return c.Add(t.Context(), User{Name: "minh", Grants: boss.Grants}) }); err != nil {
			t.Fatal(err)
		}
		if err := change(func(c Change) error { _, err := c.Tx.Exec("ALTER TABLE " + broken + " RENAME TO x"); return err }); err != nil {
			t.Fatal(err)
		}
		for _, f := range []func(c Change) error{
			func(c Change) error { return c.Add(t.Context(), User{Name: "lan", Grants: []Grant{{Role: Clerk}}}) },
			func(c Change) error { return c.Grant(t.Context(), "minh", Grant{Role: Clerk}) },
			func(c Change) error { return c.Revoke(t.Context(), "minh", Grant{Role: Clerk}) },
			func(c Change) error { return c.Disable(t.Context(), "minh", false) },
		} {
			wantError(t, change(f), broken)
		}
		if _, err := Actor(t.Context(), d.Reader, "minh"); broken != "audit" && err == nil {
			t.Errorf("without %s a person acts", broken)
		}
	}
}
