package jobs

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// TestDayOfAPlan: a day that an operator names is its noon on the plan's wall; none is now.
func TestDayOfAPlan(t *testing.T) {
	p := &Plan{zone: time.FixedZone("", 7*3600)}
	at := time.Date(2024, 2, 5, 1, 2, 3, 0, time.UTC)
	for day, want := range map[string]time.Time{"": at, "2024-12-05": time.Date(2024, 12, 5, 5, 0, 0, 0, time.UTC)} {
		if got, err := p.Day(day, at); err != nil || !got.Equal(want) {
			t.Errorf("%q: %v, %v", day, got, err)
		}
	}
	for _, day := range []string{"5/12/2024", "2024-02-30", "x"} {
		if _, err := p.Day(day, at); err == nil {
			t.Errorf("%q is a day", day)
		}
	}
}

// TestHeadOfAMail: an e-mail is of its sender and names the sender's host in its identifier, however the address is
// written; what is no address is an error.
func TestHeadOfAMail(t *testing.T) {
	for from, host := range map[string]string{"vanthu@vidu.vn": "vidu.vn", "Văn thư <vanthu@may.vidu.vn>": "may.vidu.vn", `"Văn thư @ UBND" <vanthu@vidu.vn>`: "vidu.vn"} {
		m, err := (&Mail{From: from}).message([]string{"lan@vidu.vn", "mai@vidu.vn"})
		if err != nil {
			t.Fatal(err)
		}
		if id := m.GetMessageID(); !strings.HasPrefix(id, "<") || !strings.HasSuffix(id, ".vanthu@"+host+">") {
			t.Errorf("%s: %s", from, id)
		}
		if to := m.GetToString(); len(to) != 2 || !strings.Contains(to[1], "mai@vidu.vn") {
			t.Errorf("%s: to %q", from, to)
		}
	}
	for _, m := range []*Mail{{From: "không phải"}, {From: "vanthu@vidu.vn"}} {
		if _, err := m.message([]string{"không phải"}); err == nil {
			t.Errorf("%s: an e-mail to nobody", m.From)
		}
	}
}

// TestWhatDegrades: what stops the program from doing its work, and what people must only see to.
func TestWhatDegrades(t *testing.T) {
	for subject, want := range map[string]bool{
		"held bao-cao-nam": true, "overdue bao-cao-nam": true, "shelf": true, "disk": true, "broken 7": true, "waits": true,
		"failed 7": false, "findings 7": false, "missed bao-cao-nam": false, "": false, "heldx": false,
	} {
		if a := (&Alert{Subject: subject}); a.Degrades() != want {
			t.Errorf("%q degrades: %v", subject, !want)
		}
	}
}

// TestAlertsLast: an alert that lasts keeps its beginning and whether somebody was written to, with the words of now;
// one that ended and comes again begins anew.
func TestAlertsLast(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	at := time.Date(2024, 2, 5, 0, 0, 0, 0, time.UTC)
	do := func(step func(tx *sqlx.Tx) error) {
		t.Helper()
		if err := d.Write(t.Context(), step); err != nil {
			t.Fatal(err)
		}
	}
	put := func(subject, message string, since time.Time) {
		t.Helper()
		do(func(tx *sqlx.Tx) error {
			return raise(t.Context(), tx, Alert{Subject: subject, Message: message, Recipients: "lan", Since: since})
		})
	}
	put("disk", "đầy", at)
	put("shelf", "khóa", at.Add(time.Hour))
	d.Writer.MustExec(d.Writer.Rebind(`UPDATE alerts SET mailed_at = ? WHERE subject = 'disk'`), at)
	put("disk", "đầy hơn", at.Add(2*time.Hour))
	list, err := Alerts(t.Context(), d)
	if err != nil || len(list) != 2 || list[0].Subject != "shelf" || list[1].Message != "đầy hơn" || !list[1].Since.Equal(at) || list[1].Mailed == nil || list[0].Mailed != nil {
		t.Errorf("%+v, %v", list, err)
	}
	do(func(tx *sqlx.Tx) error { return endAlert(t.Context(), tx, "disk", at.Add(3*time.Hour)) })
	if list, err = Alerts(t.Context(), d); err != nil || len(list) != 1 || list[0].Subject != "shelf" {
		t.Errorf("%+v, %v", list, err)
	}
	put("disk", "lại đầy", at.Add(4*time.Hour))
	if list, err = Alerts(t.Context(), d); err != nil || len(list) != 2 || list[0].Subject != "disk" || !list[0].Since.Equal(at.Add(4*time.Hour)) || list[0].Mailed != nil || list[0].Ended != nil {
		t.Errorf("%+v, %v", list, err)
	}
}

// TestAlertsAreForgotten: an alert is remembered for thirty days after its end; what failed or came out with findings
// ends by itself after as many, any other lasts as long as its cause.
func TestAlertsAreForgotten(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	now := time.Date(2024, 12, 15, 0, 0, 0, 0, time.UTC)
	day := func(n int) time.Time { return now.AddDate(0, 0, -n) }
	for _, a := range []struct {
		subject      string
		since, ended int // days ago; 0: it lasts
	}{{"disk", 90, 29}, {"shelf", 90, 31}, {"failed 1", 29, 0}, {"failed 2", 31, 0}, {"findings 3", 31, 0}, {"findings 4", 29, 0}, {"held bao-cao", 400, 0}, {"failed 5", 35, 29}} {
		if err := d.Write(t.Context(), func(tx *sqlx.Tx) error {
			if err := raise(t.Context(), tx, Alert{Subject: a.subject, Message: "x", Since: day(a.since)}); err != nil || a.ended == 0 {
				return err
			}
			return endAlert(t.Context(), tx, a.subject, day(a.ended))
		}); err != nil {
			t.Fatal(err)
		}
	}
	s := &Service{db: d, now: func() time.Time { return now }}
	if err := s.clean(t.Context()); err != nil {
		t.Fatal(err)
	}
	var left []string
	if err := d.Reader.Select(&left, `SELECT subject FROM alerts ORDER BY subject`); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(left, ", "); got != "disk, failed 1, findings 4, held bao-cao" {
		t.Error(got)
	}
}

// TestQuiet: of the queue's own log warnings and errors come through, where the log takes them.
func TestQuiet(t *testing.T) {
	for level, want := range map[slog.Level]bool{slog.LevelDebug: false, slog.LevelInfo: false, slog.LevelWarn: true, slog.LevelError: true} {
		all := quiet{slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelDebug})}
		errors := quiet{slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelError})}
		if all.Enabled(t.Context(), level) != want || errors.Enabled(t.Context(), level) != (level == slog.LevelError) {
			t.Errorf("%v comes through: %v", level, !want)
		}
	}
}

// TestStateOfARun: a run is told with the word, the rate and the rest that belong to how far it has come.
func TestStateOfARun(t *testing.T) {
	at := time.Date(2024, 2, 5, 7, 0, 0, 0, time.UTC)
	early, late := at.Add(-100*time.Second), at.Add(-50*time.Second)
	for _, c := range []struct {
		run  Run
		word string
		rate float64
		left time.Duration
	}{
		{Run{State: "queued"}, "queued", 0, 0},
		{Run{State: "queued", Started: &early}, "running", 0, 0},
		{Run{State: "queued", Started: &early, DocumentsDone: 50, Documents: 200}, "running", 0.5, 300 * time.Second},
		{Run{State: "queued", Started: &early, DocumentsDone: 50}, "running", 0.5, 0},
		{Run{State: "queued", Started: &early, CancelledAt: &late}, "cancelling", 0, 0},
		{Run{State: "queued", CancelledAt: &late}, "cancelling", 0, 0},
		{Run{State: "done", Started: &early, Finished: &late, DocumentsDone: 100, Documents: 100}, "done", 2, 0},
		{Run{State: "cancelled", Started: &early, CancelledAt: &early, Finished: &late}, "cancelled", 0, 0},
		{Run{State: "failed", Started: &late, Finished: &late, DocumentsDone: 1}, "failed", 0, 0},
		{Run{State: "queued", Started: &at, DocumentsDone: 1}, "running", 0, 0},
	} {
		rate, left, ok := c.run.Progress(at)
		if c.run.Word() != c.word || rate != c.rate || left != c.left || ok != (c.rate > 0) {
			t.Errorf("%+v: %s, %v a second, %v left, %v", c.run, c.run.Word(), rate, left, ok)
		}
	}
}

// TestShort: a text of three hundred letters stays, a longer one is cut there.
func TestShort(t *testing.T) {
	whole := strings.Repeat("ế", 300)
	for text, want := range map[string]string{"": "", whole: whole, whole + "x": whole + "…"} {
		if got := short(text); got != want {
			t.Errorf("%d bytes: %d bytes", len(text), len(got))
		}
	}
}

// TestAlertsAre: of the subjects asked about those alerts last that are given, with the words of now; what has not
// changed is not told again, and other subjects stay.
func TestAlertsAre(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	var log strings.Builder
	s := &Service{db: d, now: func() time.Time { return time.Date(2024, 2, 5, 0, 0, 0, 0, time.UTC) }, log: slog.New(slog.NewTextHandler(&log, nil))}
	for _, step := range []struct {
		now  []Alert
		want string // what lasts
		told string // in the log
	}{
		{[]Alert{{Subject: "disk a", Message: "đầy"}, {Subject: "held b", Message: "hỏng"}}, "disk a: đầy; held b: hỏng; shelf: khóa", "disk a, held b"},
		{[]Alert{{Subject: "disk a", Message: "đầy"}, {Subject: "held b", Message: "hỏng hơn"}}, "disk a: đầy; held b: hỏng hơn; shelf: khóa", "held b"},
		{[]Alert{{Subject: "held b", Message: "hỏng hơn"}}, "held b: hỏng hơn; shelf: khóa", ""},
		{[]Alert{{Subject: "held b", Message: "hỏng hơn"}}, "held b: hỏng hơn; shelf: khóa", ""},
		{nil, "shelf: khóa", ""},
	} {
		if step.want[0] == 'd' && log.Len() == 0 {
			if err := d.Write(t.Context(), func(tx *sqlx.Tx) error {
				return raise(t.Context(), tx, Alert{Subject: "shelf", Message: "khóa", Since: s.now()})
			}); err != nil {
				t.Fatal(err)
			}
		}
		log.Reset()
		if err := s.alertsAre(t.Context(), []string{"disk ", "held "}, step.now); err != nil {
			t.Fatal(err)
		}
		list, err := Alerts(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		var lasts, told []string
		for _, a := range list { // the latest first, then by subject
			lasts = append(lasts, a.Subject+": "+a.Message)
		}
		for _, m := range regexp.MustCompile(`level=WARN msg=alert subject="([^"]*)" message=\S`).FindAllStringSubmatch(log.String(), -1) {
			told = append(told, m[1])
		}
		if strings.Join(lasts, "; ") != step.want || strings.Join(told, ", ") != step.told {
			t.Errorf("%+v: there are %q, told %q\n%s", step.now, lasts, told, &log)
		}
	}
}

// TestFailuresAreLogged: what is done again and again says in the log what failed, and nothing once it is to end.
func TestFailuresAreLogged(t *testing.T) {
	var log strings.Builder
	s := &Service{log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))}
	ctx, end := context.WithCancel(t.Context())
	n := 0
	s.always(ctx, time.Millisecond, "e-mail", func() error {
		switch n++; n {
		case 1:
			return errors.New("no server")
		case 2:
			return nil
		}
		end()
		return ctx.Err()
	})
	if got := log.String(); got != "level=ERROR msg=e-mail error=\"no server\"\n" {
		t.Error(got)
	}
}

// TestMetricsOfAQuietOffice: every metric of the queue is there before anything happened, with the words that alerts
// and states have.
func TestMetricsOfAQuietOffice(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	var now setClock
	now.set("2124-11-19 07:00") // what comes is no longer due for a long time
	look(t, service(t, d, Config{Plan: plan(t, strings.Replace(oneJob, "recipients", "missed: skip, recipients", 1)), Now: now.now}))
	var got []string
	for line := range strings.Lines(scrape(t, d)) {
		if strings.HasPrefix(line, "vanthu_") {
			got = append(got, strings.TrimSpace(line))
		}
	}
	want := []string{`vanthu_alerts{about="broken"} 0`, `vanthu_alerts{about="disk"} 0`, `vanthu_alerts{about="failed"} 0`, `vanthu_alerts{about="findings"} 0`,
		`vanthu_alerts{about="held"} 0`, `vanthu_alerts{about="missed"} 0`, `vanthu_alerts{about="overdue"} 0`, `vanthu_alerts{about="shelf"} 0`, `vanthu_alerts{about="waits"} 0`,
		`vanthu_jobs{state="available"} 0`, `vanthu_jobs{state="cancelled"} 0`, `vanthu_jobs{state="completed"} 0`, `vanthu_jobs{state="discarded"} 0`,
		`vanthu_jobs{state="retryable"} 0`, `vanthu_jobs{state="running"} 0`, `vanthu_queue_age_seconds 0`, `vanthu_ready 1`,
		`vanthu_runs{state="cancelled"} 0`, `vanthu_runs{state="done"} 0`, `vanthu_runs{state="failed"} 0`, `vanthu_runs{state="queued"} 0`,
		`vanthu_schedule_held{job="bao-cao",reason=""} 0`, `vanthu_schedule_next_timestamp_seconds{job="bao-cao"} 4.8877344e+09`, `vanthu_schedule_overdue_seconds{job="bao-cao"} 0`}
	if !slices.Equal(got, want) {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestPortalOfAMail: only papers that go out by e-mail need the portal's address, with a scheme of the web and a host.
func TestPortalOfAMail(t *testing.T) {
	for portal, want := range map[string]bool{"https://vanthu.vidu.vn": true, "http://vanthu.vidu.vn:8080/": true, "": false, "vanthu.vidu.vn": false,
		"ftp://vanthu.vidu.vn": false, "https://": false, "https://vanthu vidu": false, "https:vanthu.vidu.vn": false} {
		m := Mail{Portal: portal, To: map[string][]string{"lan": {"lan@vidu.vn"}}, Papers: []Papers{{As: "link", To: []string{"lan"}}, {As: "attachment"}}}
		if err := m.checkPapers(); (err == nil) != want {
			t.Errorf("%s: %v", portal, err)
		}
		m.Papers = nil
		if err := m.checkPapers(); err != nil {
			t.Errorf("%s without papers: %v", portal, err)
		}
	}
	m := &Mail{To: map[string][]string{"lan": {"lan@vidu.vn", "chung@vidu.vn"}, "mai": {"chung@vidu.vn", "an@vidu.vn"}, "quan-tri": {"qt@vidu.vn"}}}
	for to, want := range map[string]string{"lan": "chung@vidu.vn lan@vidu.vn", "lan,mai,hoa": "an@vidu.vn chung@vidu.vn lan@vidu.vn", "hoa": "qt@vidu.vn", "": "qt@vidu.vn"} {
		if got := strings.Join(m.addresses(to), " "); got != want {
			t.Errorf("%q: %s", to, got)
		}
	}
}
