package jobs

import (
	"io"
	"log/slog"
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
		if id := m.GetMessageID(); !strings.HasSuffix(strings.Trim(id, "<>"), ".vanthu@"+host) {
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
