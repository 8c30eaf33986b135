package jobs

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

const oneJob = `jobs: {bao-cao: {kinds: [bao-cao], cron: "0 7 20 11 *", period: "{nam}", params: {nam: "{nam}"}, recipients: [tham-muu]}}`

// look ticks and watches as a running service does every half minute.
func look(t *testing.T, s *Service) (queued int) {
	t.Helper()
	n, err := s.Tick(t.Context())
	if err = errors.Join(err, s.watch(t.Context())); err != nil {
		t.Fatal(err)
	}
	return n
}

// subjects are what the alerts that last are about.
func subjects(t *testing.T, d *db.DB) (list []string) {
	t.Helper()
	alerts, err := Alerts(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range alerts {
		list = append(list, a.Subject)
	}
	slices.Sort(list)
	return list
}

func state(t *testing.T, s *Service) *Schedule {
	t.Helper()
	list, err := Schedules(t.Context(), s.db, s.plan, s.now())
	if err != nil {
		t.Fatal(err)
	}
	return &list[0]
}

// TestHeldJobs: a job whose dry run fails is held with its reason where everybody looks, it
// is tried again at each tick, and goes on by itself once it is repaired. A database that
// does not answer holds nobody.
func TestHeldJobs(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		var now setClock
		var fault error
		s := service(t, d, Config{Plan: plan(t, oneJob), Now: now.now, check: func(context.Context, string) error { return fault }})
		now.set("2024-11-19 07:00")
		fault = &net.OpError{Op: "dial", Err: errors.New("refused")}
		if _, err := s.Tick(t.Context()); err == nil || state(t, s).Held != "" {
			t.Errorf("a lost connection: %v, held %q", err, state(t, s).Held)
		}
		fault = errors.New("mau.docx: {ten_don_vj} is not known")
		now.set("2024-11-20 07:00")
		if n := look(t, s); n != 0 {
			t.Errorf("a held job queued %d", n)
		}
		if got := state(t, s); got.State(now.now()) != "held, was due 2024-11-20 07:00: "+fault.Error() || got.Next.Year() != 2025 {
			t.Errorf("state %q, next %s", got.State(now.now()), got.Next)
		}
		degraded, err := Ready(t.Context(), d)
		if err != nil || len(degraded) != 1 || !strings.Contains(degraded[0], "ten_don_vj") {
			t.Errorf("ready: %q, %v", degraded, err)
		}
		fault = nil
		now.set("2024-11-20 07:01")
		if n := look(t, s); n != 1 || state(t, s).State(now.now()) != "on" || len(subjects(t, d)) != 0 {
			t.Errorf("repaired: %d queued, %q, alerts %q", n, state(t, s).State(now.now()), subjects(t, d))
		}
		if got := state(t, s).State(now.now().Add(time.Hour)); !strings.HasPrefix(got, "no scheduler runs") {
			t.Errorf("an hour later: %q", got)
		}
	})
}

// TestResumeAtOnce: a job that a person lets go on is queued with that act.
func TestResumeAtOnce(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, queries.Schema())
	var now setClock
	s := service(t, d, Config{Plan: plan(t, oneJob), Now: now.now, check: func(context.Context, string) error { return errors.New("broken") }})
	now.set("2024-11-19 07:00")
	look(t, s)
	now.set("2024-11-20 08:00")
	look(t, s)
	other := service(t, d, Config{Plan: plan(t, oneJob), Now: now.now})
	if err := other.Pause(t.Context(), "bao-cao", false); err != nil {
		t.Fatal(err)
	}
	if got := periods(t, d); len(got) != 1 {
		t.Errorf("runs %q", got)
	}
}

// TestNextTooLate: a next time that a clock which ran ahead wrote down is worked out again.
// The log says so, once.
func TestNextTooLate(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	var now setClock
	var log bytes.Buffer
	s := service(t, d, Config{Plan: plan(t, oneJob), Now: now.now, Log: slog.New(slog.NewTextHandler(&log, nil))})
	now.set("2031-01-01 00:00")
	look(t, s)
	now.set("2024-11-19 00:00")
	look(t, s)
	now.set("2024-11-20 07:00")
	if n := look(t, s); n != 1 {
		t.Errorf("%d queued", n)
	}
	if n := strings.Count(log.String(), "jobs queued"); n != 1 {
		t.Errorf("%d times queued, says the log:\n%s", n, &log)
	}
	if n := strings.Count(log.String(), "later than its cron says"); n != 1 || !strings.Contains(log.String(), "job=bao-cao") {
		t.Errorf("told %d times in the log:\n%s", n, &log)
	}
}

// TestMissedBeforeKnown: what passed this year before a scheduler knew the job is said with
// its day, until it is made.
func TestMissedBeforeKnown(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, queries.Schema())
	var now setClock
	s := service(t, d, Config{Plan: plan(t, oneJob), Now: now.now})
	now.set("2024-11-29 00:00")
	if n := look(t, s); n != 0 {
		t.Errorf("%d queued", n)
	}
	if got := state(t, s).Missed; got != "2024-11-20" {
		t.Errorf("missed: %q", got)
	}
	if got := subjects(t, d); !slices.Equal(got, []string{"missed bao-cao"}) {
		t.Errorf("alerts %q", got)
	}
	day, err := s.plan.Day("2024-11-20", now.now())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.RunNow(t.Context(), "bao-cao", "lan", day); err != nil {
		t.Fatal(err)
	}
	if look(t, s); len(subjects(t, d)) != 0 || state(t, s).Missed != "" {
		t.Errorf("made, yet %q", subjects(t, d))
	}
}

// TestAbsentRecipients: a recipient whom nobody answers for holds no job; quan-tri hears.
func TestAbsentRecipients(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		d.Writer.MustExec(`INSERT INTO users (name, full_name, created_at) VALUES ('lan', 'Lan', CURRENT_TIMESTAMP)`)
		d.Writer.MustExec(`INSERT INTO user_roles (user_name, role, agency, unit) VALUES ('lan', 'quan-tri', '', '')`)
		p := plan(t, oneJob)
		if absent, err := Absent(t.Context(), d, &p.Jobs[0]); err != nil || !slices.Equal(absent, []string{"tham-muu"}) {
			t.Errorf("absent %q, %v", absent, err)
		}
		s := service(t, d, Config{Plan: p, Workers: 1, Every: time.Hour, work: func(_ context.Context, w *work) error {
			w.done, w.forbidden = 2, 1
			return nil
		}})
		if _, err := s.RunNow(t.Context(), "bao-cao", "lan", time.Now()); err != nil {
			t.Fatal(err)
		}
		if err := s.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		var notices []Notice
		eventually(t, "quan-tri is told", func() (told bool) {
			notices, _ = Notices(t.Context(), d, []string{"quan-tri"})
			return len(notices) == 1
		})
		if got := notices[0].Message; !strings.Contains(got, "đã làm xong, 2 văn bản, trong đó 1 văn bản có lỗi không được dùng") {
			t.Errorf("told %q", got)
		}
		if got := subjects(t, d); !slices.Contains(got, "findings 1") {
			t.Errorf("alerts %q", got)
		}
	})
}

// TestShelfIsTriedAgain: a shelf that could not be written is told of, and stands by itself
// once it can be.
func TestShelfIsTriedAgain(t *testing.T) {
	was := shelfRetry
	shelfRetry = 50 * time.Millisecond
	t.Cleanup(func() { shelfRetry = was })
	d := dbtest.SQLite(t, queries.Schema())
	d.Writer.MustExec(`CREATE TABLE dot_thu (nam INTEGER NOT NULL, ma TEXT NOT NULL, ten TEXT NOT NULL)`)
	d.Writer.MustExec(`INSERT INTO dot_thu VALUES (2024, 'mot', 'các đơn vị'), (2024, 'hai', 'các xã')`)
	shelf := filepath.Join(t.TempDir(), "ke")
	if err := os.WriteFile(shelf, nil, 0o644); err != nil { // a file where the folder should be
		t.Fatal(err)
	}
	c := officeConfig(t, d, shelf)
	c.Now = time.Now
	s := service(t, d, c)
	day, _ := s.plan.Day("2024-12-15", time.Now())
	if _, err := s.RunNow(t.Context(), s.plan.Jobs[0].Name, "lan", day); err != nil {
		t.Fatal(err)
	}
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	isOpen := func() bool {
		return slices.ContainsFunc(subjects(t, d), func(a string) bool { return strings.HasPrefix(a, "shelf ") })
	}
	eventually(t, "the shelf is told of", isOpen)
	if err := os.Remove(shelf); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the files stand", func() bool {
		files, _ := filepath.Glob(filepath.Join(shelf, "2024", "*.docx"))
		return len(files) == 2
	})
	eventually(t, "the alert ends", func() bool { return !isOpen() })
}

// letterBox is a server that takes e-mails.
type letterBox struct {
	mu      sync.Mutex
	refuse  bool
	letters []string // "to: text"
}

func (b *letterBox) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{box: b}, nil }

func (b *letterBox) all() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.letters)
}

type session struct {
	box *letterBox
	to  []string
}

func (s *session) Mail(string, *smtp.MailOptions) error { return nil }
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = append(s.to, to)
	return nil
}
func (s *session) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	if s.box.refuse {
		return errors.New("not now")
	}
	s.box.letters = append(s.box.letters, strings.Join(s.to, " ")+": "+string(text))
	return nil
}
func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

// TestMail: all that is to be told at one time stands in one e-mail, by role, and is told
// once, also where the server first refuses and several processes send.
func TestMail(t *testing.T) {
	wasEvery, wasRetry := mailEvery, mailRetry
	mailEvery, mailRetry = 20*time.Millisecond, 200*time.Millisecond
	t.Cleanup(func() { mailEvery, mailRetry = wasEvery, wasRetry })
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		box := &letterBox{refuse: true}
		server := smtp.NewServer(box)
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		go server.Serve(listener)
		defer server.Close()
		m := Mail{Server: listener.Addr().String(), From: "vanthu@example.vn", TLS: "none",
			To: map[string][]string{string(people.Admin): {"quan-tri@example.vn"}, "tham-muu": {"tham-muu@example.vn"}}}
		if err := m.Check(); err != nil {
			t.Fatal(err)
		}
		var now setClock
		now.set("2024-11-29 00:00")
		for range 2 {
			s := service(t, d, Config{Plan: plan(t, oneJob), Now: now.now, Mail: m, Every: time.Hour, check: func(context.Context, string) error { return errors.New("mẫu hỏng") }})
			if err := s.Start(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		eventually(t, "the alerts are there", func() bool { return len(subjects(t, d)) == 2 })
		time.Sleep(100 * time.Millisecond)
		box.mu.Lock()
		box.refuse = false
		box.mu.Unlock()
		eventually(t, "a letter", func() bool { return len(box.all()) > 0 })
		time.Sleep(300 * time.Millisecond)
		letters := box.all()
		if len(letters) != 1 {
			t.Fatalf("%d letters", len(letters))
		}
		for _, want := range []string{"Message-ID: <", "held bao-cao, ", "missed bao-cao, "} {
			if strings.Count(letters[0], want) != 1 || !strings.HasPrefix(letters[0], "quan-tri@example.vn tham-muu@example.vn: ") {
				t.Errorf("%s is not once in the letter %s", want, letters[0])
			}
		}
	})
}

// TestPasswordIsHidden: what a mail server says of a login goes on without the password, in
// whatever form it was sent.
func TestPasswordIsHidden(t *testing.T) {
	t.Parallel()
	const secret = "mật-khẩu-9"
	forms := []string{secret, base64.StdEncoding.EncodeToString([]byte(secret)), base64.StdEncoding.EncodeToString([]byte("\x00lan\x00" + secret))}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() { // one session of SMTP
		c, err := listener.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		answers := map[string]string{"EHLO": "250-x\r\n250 AUTH CRAM-MD5", "AUTH": "334 PHg+", "QUIT": "221 x"}
		fmt.Fprint(c, "220 x\r\n")
		for in := bufio.NewScanner(c); in.Scan(); {
			word, _, _ := strings.Cut(in.Text(), " ")
			answer, isKnown := answers[word]
			if !isKnown {
				answer = "535 not the password: " + strings.Join(forms, " ")
			}
			fmt.Fprint(c, answer, "\r\n")
		}
	}()
	file := filepath.Join(t.TempDir(), "mat-khau")
	if err := os.WriteFile(file, []byte(secret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := dbtest.SQLite(t, queries.Schema())
	var now setClock
	now.set("2024-11-29 00:00")
	s := service(t, d, Config{Plan: plan(t, oneJob), Now: now.now, Mail: Mail{Server: listener.Addr().String(), From: "vanthu@example.vn",
		User: "lan", PasswordFile: file, TLS: "none", To: map[string][]string{string(people.Admin): {"quan-tri@example.vn"}}}})
	look(t, s)
	err = s.sendAlerts(t.Context())
	if err == nil || !strings.Contains(err.Error(), "not the password: *** *** ***") {
		t.Errorf("the server's answer is lost: %v", err)
	}
	for _, form := range forms {
		if err != nil && strings.Contains(err.Error(), form) {
			t.Errorf("%q is in %v", form, err)
		}
	}
}

func TestMailConfiguration(t *testing.T) {
	to := map[string][]string{"quan-tri": {"a@example.vn"}}
	for want, m := range map[string]Mail{
		"host:port":  {Server: "mail.example.vn", From: "a@example.vn", To: to},
		"tls":        {Server: "mail.example.vn:25", From: "a@example.vn", TLS: "ssl", To: to},
		"quan-tri":   {Server: "mail.example.vn:25", From: "a@example.vn"},
		"mail: from": {Server: "mail.example.vn:25", From: "a", To: to},
		"mail: to: ": {Server: "mail.example.vn:25", From: "a@example.vn", To: map[string][]string{"quan-tri": {"b"}}},
	} {
		if err := m.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if err := (&Mail{}).Check(); err != nil {
		t.Error(err)
	}
}
