package portal

import (
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/access"
	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

const good, better = "Xuân-2024 về", "Hạ.2025 sang"

// house is a portal whose clock the test turns and whose visitors sit where it says.
type house struct {
	*httptest.Server
	d      *db.DB
	now    atomic.Int64 // Unix seconds
	remote atomic.Value // address of who asks, "" for the true one
	papers *outgoing.Papers
}

func open(t testing.TB, d *db.DB, c Config) *house {
	t.Helper()
	s := &house{d: d, papers: c.Papers}
	s.now.Store(time.Date(2024, 12, 20, 5, 0, 0, 0, time.UTC).Unix())
	s.remote.Store("")
	c.DB, c.Log, c.Now = d, slog.New(slog.NewTextHandler(io.Discard, nil)), s.clock
	h, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if a := s.remote.Load().(string); a != "" {
			r.RemoteAddr = a
		}
		h.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *house) clock() time.Time { return time.Unix(s.now.Load(), 0).UTC() }

// link makes a one-time link.
func (s *house) link(t testing.TB, name string) string {
	t.Helper()
	var secret string
	err := s.d.Write(t.Context(), func(tx *sqlx.Tx) (err error) {
		secret, err = access.NewLink(t.Context(), tx, name, s.clock())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return "/vao/" + secret
}

// add adds a person who has a password already.
func (s *house) add(t testing.TB, name string, grants ...people.Grant) {
	t.Helper()
	admin := &people.User{Name: "minh", Grants: []people.Grant{{Role: people.Admin}}}
	err := s.d.Write(t.Context(), func(tx *sqlx.Tx) error {
		return people.Change{Tx: tx, By: admin, At: s.clock()}.Add(t.Context(), people.User{Name: name, FullName: "Người " + name, Grants: grants})
	})
	if err != nil {
		t.Fatal(err)
	}
	secret := strings.TrimPrefix(s.link(t, name), "/vao/")
	if _, err := (access.Door{DB: s.d, At: s.clock()}).Redeem(t.Context(), secret, people.User{}, good); err != nil {
		t.Fatal(err)
	}
}

// browser keeps cookies and follows no redirect: where says where it was sent.
type browser struct {
	*http.Client
	base string
}

func (s *house) browser(t testing.TB) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{&http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, s.URL}
}

func (b *browser) ask(t *testing.T, path string, form ...string) (status int, where, body string) {
	t.Helper()
	method, values := "GET", url.Values{}
	for i := 0; i < len(form); i += 2 {
		method = "POST"
		values.Add(form[i], form[i+1])
	}
	r, err := http.NewRequestWithContext(context.Background(), method, b.base+path, strings.NewReader(values.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	resp, err := b.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, resp.Header.Get("Location"), string(data)
}

// is asks for a page and holds status, place and a word of it against what is wanted.
func (b *browser) is(t *testing.T, want int, in, path string, form ...string) string {
	t.Helper()
	status, where, body := b.ask(t, path, form...)
	if status != want || !strings.Contains(where+"\n"+body, in) {
		t.Fatalf("%s %q: %d %s, want %d and %q:\n%s", path, form, status, where, want, in, body)
	}
	return body
}

// login enters with name and password.
func (b *browser) login(t *testing.T, name string) {
	t.Helper()
	b.is(t, 303, "/", "/dang-nhap", "ten", name, "mat-khau", good)
}

func TestFirstStart(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := open(t, d, Config{As: "may", Local: true})
		b := s.browser(t)
		b.is(t, 200, "Cơ quan chưa được dựng", "/") // alone at this machine
		link := s.link(t, "")
		b.is(t, 200, "Tạo tài khoản quản trị", link)
		for _, wrong := range []struct{ name, one, two, says string }{
			{"hai chữ", good, good, "một từ"}, {"", good, good, "một từ"}, {"minh", good, better, "không giống nhau"}, {"minh", "ngắn", "ngắn", "Mật khẩu phải có ít nhất 8"},
		} {
			b.is(t, 422, wrong.says, link, "ten", wrong.name, "ho-ten", "Trần Minh", "mat-khau", wrong.one, "mat-khau-2", wrong.two)
		}
		b.is(t, 303, "/", link, "ten", "minh", "ho-ten", "Trần Minh", "mat-khau", good, "mat-khau-2", good)
		b.is(t, 303, "/ma-xac-nhan", "/") // quản trị needs a second factor
		b.is(t, 410, "Liên kết không dùng được", link)
		b.is(t, 410, "Liên kết không dùng được", link, "mat-khau", good, "mat-khau-2", good)
		stranger := s.browser(t)
		stranger.is(t, 303, "/dang-nhap?den=%2Fnam%2F2024", "/nam/2024")

		body := b.is(t, 200, "Khóa:", "/ma-xac-nhan")
		secret := regexp.MustCompile(`Khóa: <code>([A-Z2-7 ]+)</code>`).FindStringSubmatch(body)[1]
		b.is(t, 422, "Mã không đúng", "/ma-xac-nhan", "ma", "12")
		b.is(t, 200, secret, "/ma-xac-nhan") // the same secret while it is set up
		b.is(t, 303, "/", "/ma-xac-nhan", "ma", onDevice(t, secret, s.clock()))
		b.is(t, 200, "Người dùng", "/")
		b.is(t, 303, "/dang-nhap", "/dang-xuat", "x", "x")
		b.is(t, 303, "/dang-nhap", "/")

		b.is(t, 303, "/nam/2024", "/dang-nhap", "ten", "minh", "mat-khau", good, "den", "/nam/2024")
		b.is(t, 303, "/ma-xac-nhan", "/")
		if body := b.is(t, 200, "Nhập mã 6 chữ số", "/ma-xac-nhan"); strings.Contains(body, "Khóa:") {
			t.Error("a second factor that is set up shows its secret")
		}
		s.now.Add(60)
		b.is(t, 303, "/", "/ma-xac-nhan", "ma", onDevice(t, secret, s.clock()))
		b.is(t, 200, "Cơ quan chưa được dựng", "/")
	})
}

// From another machine nobody is let in while the database has no people.
func TestFirstStartFromOutside(t *testing.T) {
	s := open(t, dbtest.SQLite(t, queries.Schema()), Config{As: "may"})
	b := s.browser(t)
	b.is(t, 303, "/dang-nhap", "/")
	b.is(t, 200, "Mở liên kết mà chương trình in ra", "/dang-nhap")
}

func TestLogin(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := open(t, d, Config{Local: true})
		s.add(t, "minh", people.Grant{Role: people.Admin})
		s.add(t, "lan", people.Grant{Role: people.Clerk})
		b := s.browser(t)
		b.is(t, 422, "không đúng", "/dang-nhap", "ten", "lan", "mat-khau", better)
		b.is(t, 422, "không đúng", "/dang-nhap", "ten", "không có", "mat-khau", good)
		for to, want := range map[string]string{"/lich?x=1": "/lich?x=1", "//ac.vn": "/", "https://ac.vn/": "/", `/\ac.vn`: "/", "ac": "/", "": "/"} {
			one := s.browser(t)
			if _, where, _ := one.ask(t, "/dang-nhap", "ten", "lan", "mat-khau", good, "den", to); where != want {
				t.Errorf("after %q to %q, want %q", to, where, want)
			}
		}
		b.login(t, "lan")
		b.is(t, 200, "Người lan", "/") // at this machine no second factor for văn thư
		b.is(t, 403, "quản trị", "/nguoi-dung")
		b.is(t, 403, "quản trị", "/nguoi-dung", "viec", "them", "ten", "x")

		s.remote.Store("10.1.2.3:4444")
		b.is(t, 303, "/ma-xac-nhan", "/")
		s.remote.Store("")

		s.now.Add(int64(idleTime/time.Second) - 1)
		b.is(t, 200, "Người lan", "/")
		s.now.Add(int64(idleTime/time.Second) - 1)
		b.is(t, 200, "Người lan", "/")
		s.now.Add(int64(idleTime/time.Second) + 1)
		b.is(t, 303, "/dang-nhap", "/")
	})
}

func TestCookie(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	s := open(t, d, Config{Local: true, Secure: true})
	s.add(t, "minh", people.Grant{Role: people.Admin})
	resp, err := http.DefaultTransport.RoundTrip(func() *http.Request {
		r, _ := http.NewRequest("POST", s.URL+"/dang-nhap", strings.NewReader(url.Values{"ten": {"minh"}, "mat-khau": {good}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return r
	}())
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	cookies := resp.Cookies()
	if len(cookies) != 1 {
		t.Fatal(cookies)
	}
	if c := cookies[0]; !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode || c.MaxAge != 0 || c.Path != "/" {
		t.Errorf("%+v", c)
	}
	var kept []string
	if err := d.Reader.Select(&kept, `SELECT token FROM sessions`); err != nil || len(kept) != 1 || kept[0] == cookies[0].Value {
		t.Error("the token stands in the database as it is:", kept, err)
	}
}

// What ends the right to act ends the visit.
func TestVisitEnds(t *testing.T) {
	s := open(t, dbtest.SQLite(t, queries.Schema()), Config{Local: true})
	s.add(t, "minh", people.Grant{Role: people.Admin})
	s.add(t, "lan", people.Grant{Role: people.Clerk})
	admin := &people.User{Name: "minh", Grants: []people.Grant{{Role: people.Admin}}}
	one, two := s.browser(t), s.browser(t)
	one.login(t, "lan")
	two.login(t, "lan")
	one.is(t, 422, "hiện tại không đúng", "/mat-khau", "mat-khau-cu", better, "mat-khau", better, "mat-khau-2", better)
	one.is(t, 422, "không giống nhau", "/mat-khau", "mat-khau-cu", good, "mat-khau", better, "mat-khau-2", good)
	one.is(t, 422, "phải khác", "/mat-khau", "mat-khau-cu", good, "mat-khau", good, "mat-khau-2", good)
	one.is(t, 303, "/", "/mat-khau", "mat-khau-cu", good, "mat-khau", better, "mat-khau-2", better)
	one.is(t, 200, "Người lan", "/")
	two.is(t, 303, "/dang-nhap", "/") // the other visit of the same person
	err := s.d.Write(t.Context(), func(tx *sqlx.Tx) error {
		return people.Change{Tx: tx, By: admin, At: s.clock()}.Disable(t.Context(), "lan", true)
	})
	if err != nil {
		t.Fatal(err)
	}
	one.is(t, 303, "/dang-nhap", "/")
	one.is(t, 422, "không đúng", "/dang-nhap", "ten", "lan", "mat-khau", better)
}

func TestPeoplePage(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := open(t, d, Config{Local: true})
		s.add(t, "minh", people.Grant{Role: people.Admin})
		b := s.browser(t)
		b.login(t, "minh")
		secret := regexp.MustCompile(`Khóa: <code>([A-Z2-7 ]+)</code>`).FindStringSubmatch(b.is(t, 200, "Khóa:", "/ma-xac-nhan"))[1]
		b.is(t, 303, "/ma-xac-nhan", "/dang-nhap")
		b.is(t, 303, "/", "/ma-xac-nhan", "ma", onDevice(t, secret, s.clock()))
		b.is(t, 303, "/so-di", "/dang-nhap?den=/so-di") // who is in goes on
		b.is(t, 303, "/", "/dang-nhap?den=/dang-nhap")
		b.is(t, 200, "Thêm người dùng", "/nguoi-dung")
		body := b.is(t, 200, "Gửi liên kết này", "/nguoi-dung", "viec", "them", "ten", "lan", "ho-ten", "Nguyễn Thị Lan", "vai-tro", "van-thu", "co-quan", "ubnd-tinh", "don-vi", "")
		link := regexp.MustCompile(`/vao/[\w-]+`).FindString(body)
		lan := s.browser(t)
		lan.is(t, 200, "Đặt mật khẩu", link)
		lan.is(t, 303, "/", link, "ten", "kẻ khác", "mat-khau", good, "mat-khau-2", good)
		lan.is(t, 200, "Nguyễn Thị Lan", "/")
		if body := b.is(t, 200, "văn thư · ubnd-tinh", "/nguoi-dung"); strings.Contains(body, link) {
			t.Error("the link is shown twice")
		}
		b.is(t, 303, "/nguoi-dung", "/nguoi-dung", "viec", "giao", "ten", "lan", "vai-tro", "lanh-dao", "co-quan", "", "don-vi", "")
		b.is(t, 200, "Đã giao vai trò cho lan.", "/nguoi-dung")
		users, err := people.Users(t.Context(), d.Reader)
		if err != nil || len(users) != 2 || len(users[0].Grants) != 2 || users[0].FullName != "Nguyễn Thị Lan" {
			t.Fatal(users, err)
		}
		b.is(t, 303, "", "/nguoi-dung", "viec", "thu", "ten", "lan", "vai-tro", "lanh-dao", "co-quan", "", "don-vi", "")
		if body := b.is(t, 422, "cần một từ", "/nguoi-dung", "viec", "them", "ten", "lan anh", "ho-ten", "Trần Lan Anh"); !strings.Contains(body, `value="Trần Lan Anh"`) {
			t.Error("what was typed is lost")
		}
		b.is(t, 422, "không còn ai được thêm người dùng", "/nguoi-dung", "viec", "ngung", "ten", "minh")
		b.is(t, 303, "", "/nguoi-dung", "viec", "ngung", "ten", "lan")
		b.is(t, 200, "đã ngừng", "/nguoi-dung")
		lan.is(t, 303, "/dang-nhap", "/")
		b.is(t, 404, "", "/nguoi-dung", "viec", "xóa", "ten", "lan")
	})
}

// A unit sees its own papers, and does not learn the names of others.
func TestWhoReadsWhat(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := open(t, d, Config{Local: true})
		s.add(t, "minh", people.Grant{Role: people.Admin})
		for _, unit := range []string{"", "dong-xoai", "loc-ninh"} {
			keep(t, d, &archive.Made{Key: archive.Key{Kind: "don-doc", Period: "2024", Agency: "cong-an-tinh", Unit: unit}, Year: 2024, Name: "DD-" + unit,
				Title: "Đôn đốc " + unit, Files: []archive.File{{Format: "pdf", Data: []byte("%PDF " + unit)}}})
		}
		for name, c := range map[string]struct {
			grant people.Grant
			sees  []bool // the documents 1, 2, 3
		}{
			"tat-ca": {people.Grant{Role: people.Drafter}, []bool{true, true, true}},
			"co-an":  {people.Grant{Role: people.Clerk, Agency: "cong-an-tinh"}, []bool{true, true, true}},
			"ubnd":   {people.Grant{Role: people.Leader, Agency: "ubnd-tinh"}, []bool{false, false, false}},
			"dx":     {people.Grant{Role: people.UnitMember, Unit: "dong-xoai"}, []bool{false, true, false}},
			"ln":     {people.Grant{Role: people.UnitMember, Agency: "cong-an-tinh", Unit: "loc-ninh"}, []bool{false, false, true}},
		} {
			s.add(t, name, c.grant)
			b := s.browser(t)
			b.login(t, name)
			_, _, list := b.ask(t, "/van-ban?tung=1")
			for i, sees := range c.sees {
				id, unit := []string{"1", "2", "3"}[i], []string{"", "dong-xoai", "loc-ninh"}[i]
				want := http.StatusNotFound
				if sees {
					want = http.StatusOK
				}
				for _, path := range []string{"/van-ban/" + id, "/van-ban/" + id + "/ban/1/DD-" + unit + ".pdf"} {
					if status, _, body := b.ask(t, path); status != want {
						t.Errorf("%s %s: %d, want %d: %s", name, path, status, want, body)
					}
				}
				if strings.Contains(list, `"/van-ban/`+id+`"`) != sees {
					t.Errorf("%s: document %s in the list: %v", name, id, !sees)
				}
			}
		}
	})
}

// Every page but the entrance is closed to who has not entered.
func TestClosedDoors(t *testing.T) {
	s := open(t, dbtest.SQLite(t, queries.Schema()), Config{Local: true})
	s.add(t, "minh", people.Grant{Role: people.Admin})
	keep(t, s.d, &archive.Made{Key: archive.Key{Kind: "k", Period: "2024", Agency: "a"}, Year: 2024, Name: "N", Title: "T", Files: []archive.File{{Format: "pdf", Data: []byte("%PDF")}}})
	b := s.browser(t)
	for _, path := range []string{"/", "/nam/2024", "/van-ban/1", "/van-ban/1/ban/1/N.pdf", "/lich", "/mat-khau", "/nguoi-dung", "/gì đó"} {
		b.is(t, 303, "/dang-nhap", (&url.URL{Path: path}).EscapedPath())
	}
	for _, path := range []string{"/mat-khau", "/nguoi-dung"} {
		b.is(t, 303, "/dang-nhap", path, "viec", "them", "ten", "x", "mat-khau", good)
	}
	b.is(t, 303, "/dang-nhap", "/ma-xac-nhan", "ma", "123456")
	for _, path := range []string{"/healthz", "/style.css"} {
		b.is(t, 200, "", path)
	}
}

// onDevice is the code that the device of a person with a secret shows (RFC 6238, with the
// parameters that all such programs take: SHA-1, 30 seconds, six digits).
func onDevice(t *testing.T, secret string, at time.Time) string {
	t.Helper()
	key, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ReplaceAll(secret, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	mac := hmac.New(sha1.New, key)
	binary.Write(mac, binary.BigEndian, at.Unix()/30)
	sum := mac.Sum(nil)
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[sum[19]&15:])&0x7fffffff%1_000_000)
}
