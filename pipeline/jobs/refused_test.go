package jobs

import (
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/making"
	"vanthu/queries"
)

// faulty is an office whose database fails at one step of what is asked of it.
type faulty struct {
	*Service
	fault *dbtest.Fault
	looks *db.DB // reads the same database, and meets no fault
}

func newFaulty(t *testing.T, yaml string, now *setClock) *faulty {
	t.Helper()
	looks := dbtest.SQLite(t, queries.Schema())
	f := new(dbtest.Fault)
	d, err := f.Open(t.Context(), looks.String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	s := service(t, d, Config{Plan: plan(t, yaml), Maker: &making.Maker{DB: d}, Now: now.now, Workers: 1,
		Mail: Mail{To: map[string][]string{"quan-tri": {"qt@vidu.vn"}}, Papers: []Papers{{As: "link"}}},
		open: func(dsn string) (*sql.DB, error) { return sql.OpenDB(f.Through(d.Writer.Driver(), dsn)), nil }})
	return &faulty{s, f, looks}
}

// everyStep does something once for each step that it asks of the database, which fails there, and then once more: each
// time the fault is told; what stands in the tables is as before, where it is all or nothing; and in the end it is done.
func (f *faulty) everyStep(t *testing.T, what string, allOrNothing bool, do func() error) {
	t.Helper()
	for at := int64(1); ; at++ {
		before := tables(f.looks)
		f.fault.At = f.fault.Steps() + at
		err := do()
		met := f.fault.Steps() >= f.fault.At
		f.fault.At = 0
		switch {
		case !met && err != nil:
			t.Fatalf("%s: %v", what, err)
		case !met:
			if at < 2 {
				t.Errorf("%s asks nothing of the database", what)
			}
			return
		case err == nil || !strings.Contains(err.Error(), dbtest.ErrFault.Error()):
			t.Errorf("%s: step %d fails, and what is said is %v", what, at, err)
		}
		if now := tables(f.looks); allOrNothing && now != before {
			t.Errorf("%s: step %d fails and leaves\n%s\nof\n%s", what, at, now, before)
		}
	}
}

// TestFaultsAreTold: whichever step of the database fails, whoever asked for it is told, and nothing is half done.
func TestFaultsAreTold(t *testing.T) {
	ctx := t.Context()
	var now setClock
	now.set("2024-11-19 07:00")
	f := newFaulty(t, `jobs: {bao-cao: {kinds: [bao-cao, phu-luc], cron: "0 7 20 11 *", period: "{nam}", params: {nam: "{nam}"}, recipients: [tham-muu, lan]}}`, &now)
	s, d := f.Service, f.db
	tx := func(do func(tx *sqlx.Tx) error) func() error { return func() error { return d.Write(ctx, do) } }
	put := func(statements ...string) {
		t.Helper()
		for _, one := range statements {
			f.looks.Writer.MustExec(one)
		}
	}
	put(`INSERT INTO users (name, full_name, created_at) VALUES ('lan', 'Lan', CURRENT_TIMESTAMP)`)
	f.everyStep(t, "a tick", false, func() error { _, err := s.Tick(ctx); return err })
	f.everyStep(t, "the calendar", true, func() error { _, err := LoadCalendar(ctx, d); return err })
	f.everyStep(t, "what is due", false, func() error { now.set("2024-11-20 07:00"); _, err := s.Tick(ctx); return err })
	ran := new(Ran)
	f.everyStep(t, "a period once more", true, func() error {
		_, err := s.RunNow(ctx, "bao-cao", "lan", now.now())
		if errors.As(err, &ran) {
			return nil
		}
		return err
	})
	if want := "job bao-cao: bao-cao for 2024 is run 1, phu-luc for 2024 is run 2 already; to make it again: vanthu jobs retry NUMBER"; ran.Error() != want {
		t.Errorf("%s\nwant %s", ran, want)
	}
	f.everyStep(t, "a run by hand", true, func() error { _, err := s.RunNow(ctx, "bao-cao", "lan", now.now().AddDate(1, 0, 0)); return err })
	for what, ask := range map[string]func() error{
		"runs":      func() error { _, err := Runs(ctx, d, Filter{Job: "bao-cao", State: "queued"}); return err },
		"a run":     func() error { _, _, err := GetRun(ctx, d, 1); return err },
		"schedules": func() error { _, err := Schedules(ctx, d, s.plan, now.now()); return err },
		"alerts":    func() error { _, err := Alerts(ctx, d); return err },
		"notices":   func() error { _, err := Notices(ctx, d, []string{"lan"}); return err },
		"readiness": func() error { _, err := Ready(ctx, d); return err },
		"a part":    func() error { _, err := getPart(ctx, d, partArgs{Run: 1}, 1); return err },
		"documents": func() error {
			_, err := s.documentsOf(ctx, &paperLetter{told: told{Job: "bao-cao", Period: "2024"}})
			return err
		},
	} {
		f.everyStep(t, what, true, ask)
	}
	f.everyStep(t, "a cancelled run", true, func() error { return s.Cancel(ctx, 1, "lan") })
	f.everyStep(t, "a run that was cancelled, again", true, func() error { return s.Retry(ctx, 1) })
	put(`UPDATE run_parts SET state = 'failed', error = 'mẫu hỏng' WHERE run = 1`, `UPDATE runs SET error = 'mẫu hỏng', forbidden = 1 WHERE id = 1`)
	f.everyStep(t, "a run that failed", true, tx(func(tx *sqlx.Tx) error { return s.settle(ctx, tx, 1) }))
	put(`UPDATE run_parts SET state = 'done' WHERE run = 2`)
	f.everyStep(t, "a run that is done", true, tx(func(tx *sqlx.Tx) error { return s.settle(ctx, tx, 2) }))
	f.everyStep(t, "a run that was done, again", true, func() error { return s.Retry(ctx, 2) })
	f.everyStep(t, "a pause", true, func() error { return s.Pause(ctx, "bao-cao", true) })
	f.everyStep(t, "the end of a pause", false, func() error { now.set("2025-11-20 07:00"); return s.Pause(ctx, "bao-cao", false) })
	f.everyStep(t, "a watch", true, func() error { now.set("2025-11-20 09:00"); return s.watch(ctx) })
	f.everyStep(t, "notices to write of", true, func() error { _, err := s.claimNotices(ctx); return err })
	f.everyStep(t, "alerts to write of", true, func() error { _, err := s.claimAlerts(ctx); return err })
	put(`DELETE FROM river_job WHERE id = 3`)
	f.everyStep(t, "what the queue lost", true, func() error { return s.mend(ctx) })
	put(`UPDATE river_job SET state = 'running', attempted_at = CURRENT_TIMESTAMP, attempted_by = jsonb('["khac-7"]') WHERE id = 4`)
	var log strings.Builder
	s.log = slog.New(slog.NewTextHandler(&log, nil))
	f.everyStep(t, "the jobs of one that lives", true, func() error { return s.requeueOf(ctx, "khac-8") })
	f.everyStep(t, "the jobs of the dead", false, func() error { s.dead = map[string]bool{"khac-7": true}; return s.requeueDead(ctx) })
	if got := regexp.MustCompile(`msg="took over.*`).FindAllString(log.String(), -1); len(got) != 1 || got[0] != `msg="took over jobs of a process that died" jobs=1 node=khac-7` {
		t.Errorf("the log tells of %q", got)
	}
	put(fmt.Sprintf(`UPDATE river_job SET state = 'running', attempted_at = CURRENT_TIMESTAMP, attempted_by = jsonb('["%s"]') WHERE id = 4`, s.node))
	f.everyStep(t, "a job whose end was lost", true, func() error { s.lost = map[int64]time.Time{4: time.Now().Add(-lostAfter)}; return s.requeueLost(ctx) })
	f.everyStep(t, "what is let go", true, tx(func(tx *sqlx.Tx) error { return LetGo(ctx, tx) }))
	f.everyStep(t, "what is forgotten", true, func() error { now.set("2027-12-20 07:00"); return s.clean(ctx) })
	f.everyStep(t, "metrics", true, func() error {
		w := httptest.NewRecorder()
		NewMetrics(d).Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
		if w.Code != 200 {
			return errors.New(w.Body.String())
		}
		return nil
	})
	var left []string
	if err := f.looks.Reader.Select(&left, `SELECT kind || ' ' || state || ' ' || COUNT(*) FROM river_job GROUP BY kind, state ORDER BY state`); err != nil || strings.Join(left, ", ") != "part available 5, part cancelled 1" {
		t.Errorf("in the queue: %q, %v", left, err)
	}
}

// TestNamesOfProcesses: each process has the lowest name that is free, one that ends leaves its name and no open file.
func TestNamesOfProcesses(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	claim := func(number string) *nodeLock {
		t.Helper()
		name, lock, err := claimNode(t.Context(), d)
		if err != nil || !strings.HasSuffix(name, "-"+number) {
			t.Fatalf("%s, %v, want number %s", name, err, number)
		}
		return lock
	}
	one, two := claim("1"), claim("2")
	one.release()
	again, three := claim("1"), claim("3")
	two.release()
	if lock, err := lockNode(t.Context(), d, "x-1"); lock != nil || err != nil {
		t.Errorf("a name that lives is free: %v", err)
	}
	if lock, err := lockNode(t.Context(), d, "x-y"); lock != nil || err != nil {
		t.Errorf("a name without a number: %v", err)
	}
	again.release()
	three.release()
	files, err := filepath.Glob("/proc/self/fd/*") // where the system tells
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if to, err := filepath.EvalSymlinks(file); err == nil && strings.HasPrefix(to, d.String()+"-worker") {
			t.Errorf("%s is open", to)
		}
	}
}

// TestListsOfRuns: the latest due comes first, by job and state where they are asked for, a hundred where nobody says
// how many; a schedule that nobody looked at yet says so.
func TestListsOfRuns(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	var now setClock
	now.set("2024-11-19 07:00")
	s := service(t, d, Config{Plan: plan(t, twoJobs), Now: now.now})
	if err := s.Pause(t.Context(), "ke-hoach", true); err != nil {
		t.Fatal(err)
	}
	if list, err := Schedules(t.Context(), d, s.plan, now.now()); err != nil || len(list) != 2 || !list[1].Seen.IsZero() || list[1].State(now.now()) != "paused" || list[0].State(now.now()) != "no scheduler runs: vanthu serve" {
		t.Errorf("%+v, %v", list, err)
	}
	for year := range 101 {
		if _, err := s.RunNow(t.Context(), "ke-hoach", "lan", now.now().AddDate(-year, 0, 0)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.RunNow(t.Context(), "bao-cao", "lan", now.now()); err != nil {
		t.Fatal(err)
	}
	if err := s.Cancel(t.Context(), 1, "lan"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		filter Filter
		n      int
		first  string
	}{
		{Filter{}, 100, "bao-cao 2024-11 bao-cao"}, {Filter{Limit: 2}, 2, "bao-cao 2024-11 bao-cao"}, {Filter{Job: "bao-cao"}, 2, "bao-cao 2024-11 bao-cao"},
		{Filter{Job: "ke-hoach", Limit: 200}, 101, "ke-hoach 2024 ke-hoach"}, {Filter{State: "cancelled"}, 1, "ke-hoach 2024 ke-hoach"},
		{Filter{Job: "ke-hoach", State: "queued"}, 100, "ke-hoach 2023 ke-hoach"}, {Filter{Job: "khac"}, 0, ""},
	} {
		list, err := Runs(t.Context(), d, c.filter)
		first := ""
		if len(list) > 0 {
			first = list[0].Job + " " + list[0].Period + " " + list[0].Kind
		}
		if err != nil || len(list) != c.n || first != c.first {
			t.Errorf("%+v: %d, the first %s, %v; want %d, %s", c.filter, len(list), first, err, c.n, c.first)
		}
	}
	if _, _, err := GetRun(t.Context(), d, 999); !errors.Is(err, ErrNoRun) {
		t.Errorf("a run that there is not: %v", err)
	}
	for _, err := range []error{s.Cancel(t.Context(), 1, "lan"), s.Cancel(t.Context(), 999, "lan"), s.Retry(t.Context(), 999), s.Retry(t.Context(), 2)} {
		if err == nil {
			t.Error("what cannot be is done")
		}
	}
}
