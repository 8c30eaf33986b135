package access

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

var noon = time.Date(2024, 12, 20, 5, 0, 0, 0, time.UTC)

const good, better = "Xuân-2024 về", "Hạ.2025 sang"

// office is a database whose first person, minh, came in by a link.
func office(t *testing.T, d *db.DB) {
	t.Helper()
	if name, err := (Door{d, noon}).Redeem(t.Context(), link(t, d, ""), people.User{Name: "minh", FullName: "Trần Minh"}, good); err != nil || name != "minh" {
		t.Fatal(name, err)
	}
}

func link(t *testing.T, d *db.DB, name string) (secret string) {
	t.Helper()
	write(t, d, func(tx *sqlx.Tx) (err error) {
		secret, err = NewLink(t.Context(), tx, name, noon)
		return err
	})
	return secret
}

func write(t *testing.T, d *db.DB, do func(tx *sqlx.Tx) error) {
	t.Helper()
	if err := d.Write(t.Context(), do); err != nil {
		t.Fatal(err)
	}
}

func TestJudge(t *testing.T) {
	for password, lacks := range map[string]string{
		good: "", better: "", "Aa1!Aa1!": "", "Đường-1đ": "",
		"Aa1!Aa1": "ít nhất 8", "": "ít nhất 8",
		"aa1!aa1!": "chữ hoa", "AA1!AA1!": "chữ thường", "Aaa!Aaa!": "chữ số", "Aa11Aa11": "ký tự khác",
		"Minh-2024": "tên đăng nhập", "Aa1!" + strings.Repeat("x", 197): "dài quá",
	} {
		err := Judge(password, "minh")
		if lacks == "" && err != nil || lacks != "" && (!errors.Is(err, ErrWeak) || !strings.Contains(err.Error(), lacks)) {
			t.Errorf("%q: %v, want %q", password, err, lacks)
		}
	}
}

func TestHash(t *testing.T) {
	a, err := hash(t.Context(), good)
	b, err2 := hash(t.Context(), good)
	if err != nil || err2 != nil || a == b || !strings.HasPrefix(a, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatal(a, b, err, err2)
	}
	// made with the reference program of argon2: echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32 -e
	const known = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	for _, c := range []struct {
		kept, password string
		want           bool
	}{{a, good, true}, {a, better, false}, {known, "password", true}, {known, "passwort", false}, {"", "", false}, {"", good, false}, {a, strings.Repeat("x", 1<<20), false}} {
		if got, err := matches(t.Context(), c.kept, c.password); err != nil || got != c.want {
			t.Errorf("%s: %v, %v", c.kept, got, err)
		}
	}
	for _, broken := range []string{"x", "$argon2id$v=18$m=19456,t=2,p=1$c29tZXNhbHQ$CTFh", "$argon2id$v=19$m=19456,t=0,p=1$c29tZXNhbHQ$CTFh", "$argon2id$v=19$m=4000000000,t=1,p=1$c29tZXNhbHQ$CTFh"} {
		if ok, err := matches(t.Context(), broken, good); ok || err == nil {
			t.Errorf("%s is taken", broken)
		}
	}
}

// RFC 4226, appendix D, and RFC 6238, appendix B, cut to six digits.
func TestCode(t *testing.T) {
	secret := []byte("12345678901234567890")
	for i, want := range []string{"755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"} {
		if got := code(secret, int64(i)); got != want {
			t.Errorf("code %d: %s, want %s", i, got, want)
		}
	}
	b := b32.EncodeToString(secret)
	for _, c := range []struct {
		given string
		last  int64
		at    int64
		want  int64
	}{
		{"287082", 0, 59, 1}, {"081804", 0, 1111111109, 37037036}, {"287 082", 0, 59, 1},
		{"287082", 1, 59, 0},                                                                   // used
		{"287082", 0, 89, 1}, {"287082", 0, 90, 0}, {"359152", 0, 59, 2}, {"969429", 0, 59, 0}, // one step either way
		{"", 0, 59, 0}, {"28708", 0, 59, 0},
	} {
		if got := stepOf(b, c.given, c.last, time.Unix(c.at, 0)); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
	if stepOf("", "287082", 0, time.Unix(59, 0)) != 0 || stepOf("!", "287082", 0, time.Unix(59, 0)) != 0 {
		t.Error("a secret that is none opens")
	}
	if one, two := NewSecret(), NewSecret(); len(one) != 32 || one == two {
		t.Error("secrets are not random")
	}
	if got := SecretURI("ABC", "lan"); got != "otpauth://totp/vanthu:lan?issuer=vanthu&secret=ABC" {
		t.Error(got)
	}
}

func TestFirstPerson(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		old := link(t, d, "")
		secret := link(t, d, "")
		minh := people.User{Name: "minh", FullName: "Trần Minh"}
		if _, err := (Door{d, noon}).Redeem(ctx, old, minh, good); !errors.Is(err, ErrDenied) {
			t.Error("a link that a later one replaced opens:", err)
		}
		if _, err := (Door{d, noon.Add(LinkTime)}).Redeem(ctx, secret, minh, good); !errors.Is(err, ErrDenied) {
			t.Error("a link opens after its time:", err)
		}
		if _, err := (Door{d, noon}).Redeem(ctx, secret, minh, "yếu"); !errors.Is(err, ErrWeak) {
			t.Error(err)
		}
		if users, _ := people.Users(ctx, d.Reader); len(users) != 0 {
			t.Error("a refused password left a person:", users)
		}
		if name, err := (Door{d, noon.Add(LinkTime - 1)}).Redeem(ctx, secret, minh, good); err != nil || name != "minh" {
			t.Fatal(name, err)
		}
		users, err := people.Users(ctx, d.Reader)
		if err != nil || len(users) != 1 || !users[0].IsAdmin() || users[0].FullName != "Trần Minh" {
			t.Error(users, err)
		}
		if _, err := (Door{d, noon}).Redeem(ctx, secret, people.User{Name: "khach"}, good); !errors.Is(err, ErrDenied) {
			t.Error("a link opens twice:", err)
		}
		if _, err := (Door{d, noon}).Redeem(ctx, link(t, d, ""), people.User{Name: "khach"}, good); !errors.Is(err, ErrDenied) {
			t.Error("a second first person:", err)
		}
		if err := (Door{d, noon}).Enter(ctx, "minh", good); err != nil {
			t.Error(err)
		}
		for _, wrong := range [][2]string{{"minh", better}, {"minh", ""}, {"lan", good}, {"", ""}} {
			if err := (Door{d, noon}).Enter(ctx, wrong[0], wrong[1]); !errors.Is(err, ErrDenied) {
				t.Error(wrong, err)
			}
		}
		if text := dump(t, d); strings.Contains(text, secret) || strings.Contains(text, good) {
			t.Error("the database holds what opens")
		}
	})
}

// dump is all text of the tables of access.
func dump(t *testing.T, d *db.DB) string {
	var b strings.Builder
	for _, q := range []string{`SELECT password FROM credentials`, `SELECT hash FROM entry_links`, `SELECT detail FROM audit`} {
		var list []string
		if err := d.Reader.Select(&list, q); err != nil {
			t.Fatal(err)
		}
		b.WriteString(strings.Join(list, " "))
	}
	return b.String()
}

func TestChangeAndReset(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		office(t, d)
		mark := func() string {
			t.Helper()
			m, err := Mark(ctx, d.Reader, "minh")
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
		first := mark()
		if err := (Door{d, noon}).Change(ctx, "minh", better, better+"!"); !errors.Is(err, ErrDenied) {
			t.Error(err)
		}
		for _, weak := range []string{"yếu", good} {
			if err := (Door{d, noon}).Change(ctx, "minh", good, weak); !errors.Is(err, ErrWeak) {
				t.Error(weak, err)
			}
		}
		if mark() != first || first == "" {
			t.Error("a refused change ends sessions")
		}
		if err := (Door{d, noon}).Change(ctx, "minh", good, better); err != nil {
			t.Fatal(err)
		}
		if mark() == first {
			t.Error("a session outlives the password")
		}
		if err := (Door{d, noon}).Enter(ctx, "minh", good); !errors.Is(err, ErrDenied) {
			t.Error("the old password opens:", err)
		}
		admin := &people.User{Name: "minh", Grants: []people.Grant{{Role: people.Admin}}}
		write(t, d, func(tx *sqlx.Tx) error {
			return people.Change{Tx: tx, By: admin, At: noon}.Add(ctx, people.User{Name: "lan"})
		})
		err := d.Write(ctx, func(tx *sqlx.Tx) error {
			_, err := Reset(ctx, people.Change{Tx: tx, By: &people.User{Name: "lan"}, At: noon}, "minh")
			return err
		})
		if !errors.Is(err, people.ErrForbidden) {
			t.Error("lan resets minh:", err)
		}
		err = d.Write(ctx, func(tx *sqlx.Tx) error {
			_, err := Reset(ctx, people.Change{Tx: tx, By: admin, At: noon}, "hoa")
			return err
		})
		if !errors.Is(err, people.ErrUnknown) {
			t.Error(err)
		}
		var secret string
		write(t, d, func(tx *sqlx.Tx) (err error) {
			secret, err = Reset(ctx, people.Change{Tx: tx, By: admin, At: noon}, "minh")
			return err
		})
		if err := (Door{d, noon}).Enter(ctx, "minh", better); !errors.Is(err, ErrDenied) || mark() != "" {
			t.Error("a password opens after the reset:", err)
		}
		if name, err := LinkOf(ctx, d.Reader, secret, noon); name != "minh" || err != nil {
			t.Error(name, err)
		}
		if _, err := (Door{d, noon}).Redeem(ctx, secret, people.User{Name: "kẻ khác"}, good); err != nil {
			t.Fatal(err)
		}
		if err := (Door{d, noon}).Enter(ctx, "minh", good); err != nil {
			t.Error(err)
		}
		write(t, d, func(tx *sqlx.Tx) error {
			err := people.Change{Tx: tx, By: admin, At: noon}.Add(ctx, people.User{Name: "hoa", Grants: admin.Grants})
			if err != nil {
				return err
			}
			return people.Change{Tx: tx, By: admin, At: noon}.Disable(ctx, "minh", true)
		})
		if err := (Door{d, noon}).Enter(ctx, "minh", good); !errors.Is(err, ErrDenied) || mark() != "" {
			t.Error("who was disabled enters:", err)
		}
	})
}

func TestLock(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		office(t, d)
		at := noon
		wrong := func() error { return (Door{d, at}).Enter(ctx, "minh", better) }
		for range tries - 1 {
			if err := wrong(); !errors.Is(err, ErrDenied) {
				t.Fatal(err)
			}
		}
		if err := (Door{d, at}).Enter(ctx, "minh", good); err != nil { // the count begins anew
			t.Fatal(err)
		}
		wait := lockTime
		for round := range 8 {
			if round == 0 {
				for range tries - 1 {
					wrong()
				}
			}
			if err := wrong(); !errors.Is(err, ErrDenied) {
				t.Fatal(round, err)
			}
			at = at.Add(wait - time.Second)
			err := (Door{d, at}).Enter(ctx, "minh", good)
			if locked, ok := errors.AsType[*Locked](err); !ok || !locked.Until.Equal(at.Add(time.Second)) {
				t.Fatalf("round %d: %v", round, err)
			}
			at = at.Add(time.Second)
			wait = min(wait*2, maxLock)
		}
		if err := (Door{d, at}).Enter(ctx, "minh", good); err != nil {
			t.Error("the lock does not end:", err)
		}
		var acts []string
		if err := d.Reader.Select(&acts, `SELECT act FROM audit WHERE act = 'access.lock'`); err != nil || len(acts) != 8 {
			t.Error(acts, err)
		}
	})
}

// Wrong tries at the same time all count.
func TestLockTogether(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		office(t, d)
		var wait sync.WaitGroup
		for range tries {
			wait.Go(func() { (Door{d, noon}).Enter(t.Context(), "minh", better) })
		}
		wait.Wait()
		if err := (Door{d, noon}).Enter(t.Context(), "minh", good); err == nil {
			t.Error("tries at the same time are not counted")
		}
	})
}

func TestFactor(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		office(t, d)
		secret := NewSecret()
		key, _ := b32.DecodeString(secret)
		at := func(k int64) (string, time.Time) {
			n := noon.Unix()/30 + k
			return code(key, n), time.Unix(n*30, 0)
		}
		if err := (Door{d, noon}).SetFactor(ctx, "minh", secret, "000000x"); !errors.Is(err, ErrDenied) {
			t.Error(err)
		}
		if has, _ := HasFactor(ctx, d.Reader, "minh"); has {
			t.Error("a wrong code set up the factor")
		}
		given, when := at(0)
		if err := (Door{d, when}).SetFactor(ctx, "minh", secret, given); err != nil {
			t.Fatal(err)
		}
		if has, err := HasFactor(ctx, d.Reader, "minh"); !has || err != nil {
			t.Error("the factor is not kept")
		}
		if err := (Door{d, when}).SetFactor(ctx, "minh", NewSecret(), given); !errors.Is(err, ErrDenied) {
			t.Error("another factor takes its place:", err)
		}
		if err := (Door{d, when}).Confirm(ctx, "minh", given); !errors.Is(err, ErrDenied) {
			t.Error("a code opens twice:", err)
		}
		given, when = at(2)
		if err := (Door{d, when}).Confirm(ctx, "minh", given); err != nil {
			t.Error(err)
		}
		if err := (Door{d, when}).Confirm(ctx, "minh", given); !errors.Is(err, ErrDenied) {
			t.Error("a code opens twice:", err)
		}
		if err := (Door{d, when}).Confirm(ctx, "lan", given); !errors.Is(err, ErrDenied) {
			t.Error(err)
		}
		for range tries - 1 {
			(Door{d, when}).Confirm(ctx, "minh", "000000x")
		}
		given, when = at(3)
		err := (Door{d, when}).Confirm(ctx, "minh", given)
		if _, ok := errors.AsType[*Locked](err); !ok {
			t.Error("codes may be guessed for ever:", err)
		}
	})
}

func TestStore(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		at := noon
		s := &Store{DB: d, Now: func() time.Time { return at }}
		find := func(token string) string {
			t.Helper()
			data, found, err := s.Find(token)
			if err != nil || found != (data != nil) {
				t.Fatal(data, found, err)
			}
			return string(data)
		}
		for _, data := range []string{"một", "hai"} {
			if err := s.Commit("a", []byte(data), at.Add(time.Hour)); err != nil {
				t.Fatal(err)
			}
			if got := find("a"); got != data {
				t.Error(got)
			}
		}
		if got := find("b"); got != "" {
			t.Error(got)
		}
		at = at.Add(time.Hour)
		if got := find("a"); got != "" {
			t.Error("a session outlives its time:", got)
		}
		if err := s.Commit("b", []byte("ba"), at.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		var n int
		if err := d.Reader.Get(&n, `SELECT COUNT(*) FROM sessions`); err != nil || n != 1 {
			t.Error("sessions that are over stay:", n, err)
		}
		if err := s.Delete("b"); err != nil || find("b") != "" {
			t.Error(err)
		}
	})
}
