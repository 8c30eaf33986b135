// Package people knows who acts in the office, in which roles, and who may do what.
//
// In: people and their roles, as quản trị gives them through a Change. Out: Actor, the
// person behind a name, and what that person May do: roles hold for all papers or for those
// of one agency or unit.
//
// A Refusal is what a person is told, in Vietnamese, who cannot have what he asked for, with
// the way on; the command line and the portal each word that for their readers.
//
// The one thing to know: people are never deleted, for the record names them; Disable keeps
// them from acting. While a database has no people, whoever works there acts as quản trị.
package people

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
)

// Role is what a person does in the office.
type Role string

// The roles.
const (
	Admin      Role = "quan-tri"  // quản trị: may do all
	Clerk      Role = "van-thu"   // văn thư
	Drafter    Role = "tham-muu"  // tham mưu: drafts
	FormCheck  Role = "the-thuc"  // kiểm tra thể thức
	Appraiser  Role = "tham-dinh" // thẩm định
	Leader     Role = "lanh-dao"  // lãnh đạo: signs
	UnitMember Role = "don-vi"    // đơn vị: reads what concerns it
)

// roleNames are the roles in words, and what each is for, in the order of lists.
var roleNames = []struct {
	Role       Role
	Name, Duty string
}{
	{Admin, "quản trị", "làm được mọi việc; thêm người dùng, sửa dữ liệu của cơ quan, sao lưu"},
	{Clerk, "văn thư", "lập, sửa, kiểm tra thể thức, trình ký, cấp số, đóng dấu, phát hành; nhận tệp của đơn vị"},
	{Drafter, "tham mưu", "lập, sửa, kiểm tra nội dung, trình ký; nhận tệp của đơn vị, viết thuyết minh"},
	{FormCheck, "kiểm tra thể thức", "kiểm tra thể thức; giữ mẫu văn bản"},
	{Appraiser, "thẩm định", "thẩm định khen thưởng, kiểm tra nội dung"},
	{Leader, "lãnh đạo", "ký, trả lại, hủy văn bản"},
	{UnitMember, "đơn vị", "chỉ xem văn bản và gửi số liệu của đơn vị mình"},
}

// Duty says in Vietnamese what the role is for; May says exactly what it may do.
func (r Role) Duty() string {
	for _, n := range roleNames {
		if n.Role == r {
			return n.Duty
		}
	}
	return ""
}

// Name is the role in Vietnamese.
func (r Role) Name() string {
	for _, n := range roleNames {
		if n.Role == r {
			return n.Name
		}
	}
	return string(r)
}

// Roles lists the roles, in the order of lists.
func Roles() (list []Role) {
	for _, n := range roleNames {
		list = append(list, n.Role)
	}
	return list
}

// ParseRole reads a role by its code.
func ParseRole(s string) (Role, error) {
	var codes []string
	for _, n := range roleNames {
		if string(n.Role) == s {
			return n.Role, nil
		}
		codes = append(codes, string(n.Role))
	}
	return "", fmt.Errorf("role %q: want one of %s", s, strings.Join(codes, ", "))
}

// Grant is a role of a person, for one agency or unit; "" is all.
type Grant struct {
	Role   Role   `db:"role"`
	Agency string `db:"agency"`
	Unit   string `db:"unit"`
}

// User is a person who acts.
type User struct {
	Name     string `db:"name"` // by which --as names the person
	FullName string `db:"full_name"`
	Disabled bool   `db:"disabled"`
	Grants   []Grant
}

// IsAdmin reports whether the person is quản trị of all agencies.
func (u *User) IsAdmin() bool { return u.May(Administer, Scope{}) }

// ErrUnknown says that nobody here has that name.
var ErrUnknown = errors.New("không có người này")

// ErrForbidden says that a person may not do this.
var ErrForbidden = errors.New("không được phép")

// Actor returns the person of that name. In a database without users whoever works there
// is the only one and acts as quản trị. A name that nobody has and a person who is disabled
// are ErrForbidden.
func Actor(ctx context.Context, q db.Queryer, name string) (*User, error) {
	users, err := Users(ctx, q)
	if err != nil {
		return nil, err
	}
	if len(users) == 0 {
		return &User{Name: name, FullName: name, Grants: []Grant{{Role: Admin}}}, nil
	}
	i := slices.IndexFunc(users, func(u User) bool { return u.Name == name })
	switch {
	case i < 0:
		return nil, RefuseFor(WayPeople, "%w: không có người dùng %q", ErrForbidden, name)
	case users[i].Disabled:
		return nil, Refuse("%w: người dùng %q đã ngừng hoạt động", ErrForbidden, name)
	}
	u := users[i]
	u.Grants = slices.Clone(u.Grants)
	return &u, nil
}

// usersKey names the read of all people.
type usersKey struct{}

// Users returns all people, by name.
func Users(ctx context.Context, q db.Queryer) ([]User, error) {
	return db.Remember(ctx, q, usersKey{}, func(ctx context.Context) ([]User, error) { return readUsers(ctx, q) })
}

func readUsers(ctx context.Context, q db.Queryer) ([]User, error) {
	var users []User
	if err := sqlx.SelectContext(ctx, q, &users, `SELECT name, full_name, disabled FROM users`); err != nil {
		return nil, fmt.Errorf("people: %w", err)
	}
	slices.SortFunc(users, func(a, b User) int { return strings.Compare(a.Name, b.Name) })
	var rows []struct {
		User string `db:"user_name"`
		Grant
	}
	err := sqlx.SelectContext(ctx, q, &rows, `SELECT user_name, role, agency, unit FROM user_roles`)
	if err != nil {
		return nil, fmt.Errorf("people: %w", err)
	}
	for _, r := range rows {
		if i := slices.IndexFunc(users, func(u User) bool { return u.Name == r.User }); i >= 0 {
			users[i].Grants = append(users[i].Grants, r.Grant)
		}
	}
	for _, u := range users {
		slices.SortFunc(u.Grants, func(a, b Grant) int {
			return strings.Compare(string(a.Role)+" "+a.Agency+" "+a.Unit, string(b.Role)+" "+b.Agency+" "+b.Unit)
		})
	}
	return users, nil
}

// Change is what one person changes, at one time, in one transaction: its methods change
// people and their roles, which is for quản trị.
type Change struct {
	Tx *sqlx.Tx
	By *User
	At time.Time
}

// begin proves that the person may do what, and takes the lock on the record.
func (c Change) begin(ctx context.Context, what string) error {
	if err := c.By.Allow(Administer, Scope{}, what); err != nil {
		return err
	}
	return audit.Lock(ctx, c.Tx)
}

func (c Change) record(ctx context.Context, act, detail string) error {
	return audit.Record(ctx, c.Tx, audit.Act{At: c.At, Actor: c.By.Name, Act: act, Detail: strings.TrimSpace(detail)})
}

// Add adds a person. The first person of a database must be quản trị, or nobody could add
// the next.
func (c Change) Add(ctx context.Context, u User) error {
	if err := c.begin(ctx, "thêm người dùng"); err != nil {
		return err
	}
	if strings.TrimSpace(u.Name) == "" || strings.ContainsAny(u.Name, " \t\n") {
		return Refuse("tên đăng nhập “%s”: cần một từ, không có dấu cách", u.Name)
	}
	if u.FullName == "" {
		u.FullName = u.Name
	}
	var n int
	if err := c.Tx.GetContext(ctx, &n, `SELECT COUNT(*) FROM users`); err != nil {
		return err
	}
	if n == 0 && !u.IsAdmin() {
		return Refuse("người dùng đầu tiên phải có vai trò quản trị (%s) cho mọi cơ quan", Admin)
	}
	err := known(ctx, c.Tx, u.Name)
	if err == nil {
		return Refuse("người dùng %s đã có", u.Name)
	} else if !errors.Is(err, ErrUnknown) {
		return err
	}
	_, err = c.Tx.ExecContext(ctx, c.Tx.Rebind(`INSERT INTO users (name, full_name, created_at) VALUES (?, ?, ?)`), u.Name, u.FullName, db.Time(c.At))
	if err != nil {
		return fmt.Errorf("user %s: %w", u.Name, err)
	}
	if err := c.record(ctx, "user.add", u.Name+" "+u.FullName); err != nil {
		return err
	}
	for _, g := range u.Grants {
		if err := c.grant(ctx, u.Name, g); err != nil {
			return err
		}
	}
	return nil
}

// Grant gives a person a role; a role that is there already stays.
func (c Change) Grant(ctx context.Context, name string, g Grant) error {
	if err := c.begin(ctx, "giao vai trò"); err != nil {
		return err
	}
	if err := known(ctx, c.Tx, name); err != nil {
		return err
	}
	return c.grant(ctx, name, g)
}

func (c Change) grant(ctx context.Context, name string, g Grant) error {
	_, err := c.Tx.ExecContext(ctx, c.Tx.Rebind(`INSERT INTO user_roles (user_name, role, agency, unit) VALUES (?, ?, ?, ?)
		ON CONFLICT DO NOTHING`), name, g.Role, g.Agency, g.Unit)
	if err != nil {
		return fmt.Errorf("user %s: %w", name, err)
	}
	return c.record(ctx, "user.grant", fmt.Sprintf("%s %s %s %s", name, g.Role, g.Agency, g.Unit))
}

// Revoke takes a role from a person. The last quản trị keeps the role.
func (c Change) Revoke(ctx context.Context, name string, g Grant) error {
	if err := c.begin(ctx, "thu vai trò"); err != nil {
		return err
	}
	if err := known(ctx, c.Tx, name); err != nil {
		return err
	}
	_, err := c.Tx.ExecContext(ctx, c.Tx.Rebind(`DELETE FROM user_roles WHERE user_name = ? AND role = ? AND agency = ? AND unit = ?`),
		name, g.Role, g.Agency, g.Unit)
	if err != nil {
		return fmt.Errorf("user %s: %w", name, err)
	}
	if err := someAdmin(ctx, c.Tx); err != nil {
		return err
	}
	return c.record(ctx, "user.revoke", fmt.Sprintf("%s %s %s %s", name, g.Role, g.Agency, g.Unit))
}

// Disable keeps a person from acting, or lets the person act again. People are never
// deleted: the record names them.
func (c Change) Disable(ctx context.Context, name string, disabled bool) error {
	if err := c.begin(ctx, "ngừng người dùng"); err != nil {
		return err
	}
	if err := known(ctx, c.Tx, name); err != nil {
		return err
	}
	if _, err := c.Tx.ExecContext(ctx, c.Tx.Rebind(`UPDATE users SET disabled = ? WHERE name = ?`), disabled, name); err != nil {
		return fmt.Errorf("user %s: %w", name, err)
	}
	if err := someAdmin(ctx, c.Tx); err != nil {
		return err
	}
	act := "user.enable"
	if disabled {
		act = "user.disable"
	}
	return c.record(ctx, act, name)
}

// known proves that there is such a person.
func known(ctx context.Context, tx *sqlx.Tx, name string) error {
	var there string
	err := tx.GetContext(ctx, &there, tx.Rebind(`SELECT name FROM users WHERE name = ?`), name)
	if errors.Is(err, sql.ErrNoRows) {
		return RefuseFor(WayPeople, "người dùng %q: %w", name, ErrUnknown)
	}
	return err
}

func someAdmin(ctx context.Context, tx *sqlx.Tx) error {
	var n int
	err := tx.GetContext(ctx, &n, tx.Rebind(`SELECT COUNT(*) FROM user_roles r JOIN users u ON u.name = r.user_name
		WHERE r.role = ? AND r.agency = '' AND r.unit = '' AND u.disabled = FALSE`), Admin)
	if err == nil && n == 0 {
		err = Refuse("sẽ không còn ai được thêm người dùng: giao vai trò quản trị (%s) cho mọi cơ quan cho người khác trước", Admin)
	}
	return err
}
