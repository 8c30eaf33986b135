package people

import (
	"errors"
	"slices"
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
		wantError(t, add(alone, "lan", Grant{Role: Clerk}), "đầu tiên phải có vai trò quản trị")
		if err := errors.Join(add(alone, "minh", Grant{Role: Admin}), add(alone, "lan", Grant{Role: Clerk, Agency: "ubnd-tinh"})); err != nil {
			t.Fatal(err)
		}
		wantError(t, add(alone, "lan", Grant{Role: Leader}), "người dùng lan đã có")
		if _, err := Actor(ctx, d.Reader, "ai-do"); !errors.Is(err, ErrForbidden) {
			t.Errorf("a stranger: %v", err)
		}
		lan, err := Actor(ctx, d.Reader, "lan")
		if err != nil || !lan.May(GiveNumber, Scope{Agency: "ubnd-tinh"}) || lan.May(GiveNumber, Scope{Agency: "cong-an-tinh"}) || lan.May(CheckContent, Scope{Agency: "ubnd-tinh"}) {
			t.Errorf("lan: %+v, %v", lan, err)
		}
		if err := add(lan, "hoa", Grant{Role: Admin}); !errors.Is(err, ErrForbidden) {
			t.Errorf("a clerk adds people: %v", err)
		}
		change := func(do func(c Change) error) error {
			return d.Write(ctx, func(tx *sqlx.Tx) error { return do(Change{tx, alone, noon}) })
		}
		wantError(t, change(func(c Change) error { return c.Revoke(ctx, "minh", Grant{Role: Admin}) }), "không còn ai")
		wantError(t, change(func(c Change) error { return c.Disable(ctx, "minh", true) }), "không còn ai")
		wantError(t, change(func(c Change) error { return c.Disable(ctx, "nam", true) }), "không có người này")
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

// rightsOf is who may do what, written a second time: the codes of the roles.
var rightsOf = map[Right]string{
	Administer: "", CheckContent: "tham-muu tham-dinh", CheckForm: "the-thuc van-thu", Submit: "tham-muu van-thu",
	Sign: "lanh-dao van-thu", GiveNumber: "van-thu", Seal: "van-thu", Issue: "van-thu",
	ReturnContent: "tham-muu tham-dinh the-thuc van-thu lanh-dao", ReturnForm: "tham-muu the-thuc van-thu lanh-dao",
	ReturnSubmitted: "van-thu lanh-dao", Withdraw: "tham-muu van-thu lanh-dao", Cancel: "van-thu lanh-dao", Amend: "van-thu lanh-dao",
	WriteText: "tham-muu van-thu lanh-dao", TakeSigned: "van-thu lanh-dao", PrintNumber: "van-thu", KeepBooks: "van-thu",
	TakeFigures: "van-thu tham-muu don-vi", Read: "van-thu tham-muu the-thuc tham-dinh lanh-dao don-vi",
	MakePapers: "tham-muu van-thu", LockFigures: "tham-muu van-thu", SeeOffice: "van-thu tham-muu the-thuc tham-dinh lanh-dao",
}

func TestRights(t *testing.T) {
	here := Scope{Agency: "ubnd-tinh", Unit: "xa-1"}
	for right := range SeeOffice + 1 {
		for _, role := range Roles() {
			u := &User{Name: "ai", Grants: []Grant{{Role: role, Agency: "ubnd-tinh"}}}
			want := role == Admin || slices.Contains(strings.Fields(rightsOf[right]), string(role))
			if u.May(right, here) != want || (u.Allow(right, here, "làm") == nil) != want || u.MaySomewhere(right, "xa-1") != want {
				t.Errorf("right %d, %s: want %v", right, role, want)
			}
			if u.May(right, Scope{Agency: "cong-an-tinh"}) {
				t.Errorf("right %d, %s: for another agency", right, role)
			}
		}
	}
	err := (&User{Name: "lan"}).Allow(CheckForm, here, "kiểm tra")
	wantError(t, err, "kiểm tra cần vai trò kiểm tra thể thức hoặc văn thư, mà lan không có")
}
