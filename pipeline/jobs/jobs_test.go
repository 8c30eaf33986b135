package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/making"
	"vanthu/queries"
	"vanthu/templates"
)

func plan(t testing.TB, yaml string) *Plan {
	t.Helper()
	p, err := LoadPlan(fstest.MapFS{PlanFile: {Data: []byte(yaml)}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const twoJobs = `
jobs:
  bao-cao: {title: Báo cáo tháng, kinds: [bao-cao, phu-luc], cron: "0 7 1 * *", period: "{nam}-{thang}", params: {nam: "{nam}"}}
  ke-hoach: {kinds: [ke-hoach], cron: "0 7 5 1 *", period: "{nam}"}
`

func TestPlan(t *testing.T) {
	p, err := LoadPlan(templates.FS())
	if err != nil || len(p.Jobs) == 0 {
		t.Errorf("the shipped plan: %v", err)
	}
	if p, err := LoadPlan(fstest.MapFS{}); err != nil || len(p.Jobs) != 0 {
		t.Errorf("no file: %v", err)
	}
	for yaml, want := range map[string]string{
		`jobs: {a: {kinds: [x], cron: "0 7 5 1 *", period: "{nam}", working_day: 30}}`: "working_day",
		`jobs: {a: {kinds: [x], cron: "0 7 5 1 *", period: "{nam}", when: 1}}`:         "unknown field",
		`jobs: {a: {kinds: [x], cron: "0 7 5 1", period: "{nam}"}}`:                    "cron",
		`jobs: {a: {kinds: [x], cron: "TZ=UTC 0 7 5 1 *", period: "{nam}"}}`:           "time zone",
		`jobs: {a: {kinds: [x], cron: "0 7 5 1 *", period: "{tuan}"}}`:                 "{tuan} is not known",
		`jobs: {a: {kinds: [x], cron: "0 7 5 1 *", period: "x", params: {y: "{z}"}}}`:  "params: y: {z}",
		`jobs: {a: {cron: "0 7 5 1 *", period: "x"}}`:                                  "kinds",
		`jobs: {a: {kinds: [x], cron: "0 7 5 1 *", period: "x", missed: often}}`:       "missed",
		`jobs: {a: {kinds: [x], cron: "0 7 5 1 *", period: "x", timeout: 90m}}`:        "timeout",
		`{time_zone: Asia/Hue, jobs: {}}`:                                              "time_zone",
	} {
		if _, err := LoadPlan(fstest.MapFS{PlanFile: {Data: []byte(yaml)}}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", yaml, err, want)
		}
	}
}

// TestPlanLimits: the bounds of a job are allowed, what is beyond them is not; what a job does not say has a default.
func TestPlanLimits(t *testing.T) {
	load := func(more string) (*Plan, error) {
		return LoadPlan(fstest.MapFS{PlanFile: {Data: []byte(`jobs: {a: {kinds: [x], cron: "0 7 5 1 *", period: "x"` + more + `}}`)}})
	}
	for more, want := range map[string]string{
		", timeout: 1s": "", ", timeout: 30m": "", ", attempts: 1": "", ", attempts: 100": "", ", working_day: 20": "", ", working_day: -20": "",
		", missed: latest": "", ", missed: all": "", ", missed: skip": "", ", each: q, params: {y: \"{z}\"}": "",
		", timeout: 999ms": "timeout from 1s to 30m0s, attempts from 1 to 100", ", timeout: 30m1s": "timeout from", ", attempts: 101": "timeout from", ", attempts: -1": "timeout from",
		", working_day: 21": "working_day from -20 to 20", ", working_day: -21": "working_day from", ", missed: never": `missed: "never"; want latest, all or skip`,
	} {
		if _, err := load(more); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), "jobs.yaml: job a: "+want) {
			t.Errorf("%s: %v, want %q", more, err, want)
		}
	}
	p, err := load("")
	if err != nil {
		t.Fatal(err)
	}
	if j := p.Jobs[0]; j.Missed != Latest || j.Timeout != 10*time.Minute || j.Attempts != 5 || p.zone.String() != "Asia/Ho_Chi_Minh" || j.Called() != "a" {
		t.Errorf("the defaults: %+v in %s", j, p.zone)
	}
}

func TestExpand(t *testing.T) {
	day := time.Date(2024, 11, 5, 7, 0, 0, 0, time.UTC)
	got, err := expand("{nam_truoc} {nam}-Q{quy} {nam}-{thang} {ngay} {thang_truoc}", day, nil)
	if want := "2023 2024-Q4 2024-11 2024-11-05 2024-10"; got != want || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if got, err = expand("{nam} {xa} {}{", day, map[string]string{"xa": "Ea Hu", "nam": "năm nay", "": "-"}); got != "năm nay Ea Hu -{" || err != nil {
		t.Errorf("with a row: %q, %v", got, err)
	}
	for month, want := range map[time.Month]string{1: "1", 3: "1", 4: "2", 9: "3", 10: "4", 12: "4"} {
		if got, err := expand("{quy}", time.Date(2024, month, 1, 0, 0, 0, 0, time.UTC), nil); got != want || err != nil {
			t.Errorf("quarter of month %d: %q, %v", month, got, err)
		}
	}
	if _, err := expand("{nam} {tuan}", day, nil); err == nil || err.Error() != "{tuan} is not known; there are {nam}, {nam_truoc}, {ngay}, {quy}, {thang}, {thang_truoc}" {
		t.Error(err)
	}
}

// clock is a time that tests set.
type setClock struct{ atomic.Pointer[time.Time] }

func (c *setClock) set(s string) {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, time.FixedZone("", 7*3600))
	if err != nil {
		panic(err)
	}
	c.Store(&t)
}
func (c *setClock) now() time.Time { return *c.Load() }

// whole is a run of one part.
func whole(_ context.Context, _ string, params map[string]string) ([]task, error) {
	return []task{{Params: params}}, nil
}

// noFault is a dry run that goes well.
func noFault(context.Context, string) error { return nil }

func service(t testing.TB, d *db.DB, c Config) *Service {
	t.Helper()
	databases.Store(t, d)
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Maker == nil {
		c.Maker = &making.Maker{DB: d}
	}
	if c.split == nil { // one part, without a catalog
		c.split = func(_ context.Context, _ string, params map[string]string) ([]task, error) {
			return []task{{Params: params}}, nil
		}
	}
	if c.Backoff == nil {
		c.Backoff = func(int) time.Duration { return time.Millisecond }
	}
	if c.check == nil {
		c.check = noFault
	}
	s, err := New(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if s.river != nil {
			ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
			defer cancel()
			s.Stop(ctx)
		}
	})
	return s
}

func tick(t *testing.T, s *Service) int {
	t.Helper()
	n, err := s.Tick(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func periods(t *testing.T, d *db.DB) (got []string) {
	t.Helper()
	runs, err := History(t.Context(), d, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range runs {
		got = append(got, r.Job+" "+r.Period+" "+r.Kind+" "+r.State)
	}
	slices.Sort(got)
	return got
}

func TestTickQueuesAPeriodOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		var now setClock
		now.set("2024-01-03 09:00")
		one := service(t, d, Config{Plan: plan(t, twoJobs), Now: now.now})
		two := service(t, d, Config{Plan: plan(t, twoJobs), Now: now.now})
		if one.node == two.node {
			t.Errorf("two processes are called %s", one.node)
		}
		if n := tick(t, one); n != 0 {
			t.Errorf("first look queued %d", n)
		}
		now.set("2024-01-05 06:59")
		if n := tick(t, two); n != 0 {
			t.Errorf("a minute early: %d", n)
		}
		now.set("2024-01-05 07:00")
		var wg sync.WaitGroup
		var queued atomic.Int64
		for i := range 10 {
			wg.Go(func() {
				n, err := []*Service{one, two}[i%2].Tick(context.Background())
				if err != nil {
					t.Error(err)
				}
				queued.Add(int64(n))
			})
		}
		wg.Wait()
		if queued.Load() != 1 {
			t.Errorf("two schedulers queued %d", queued.Load())
		}
		now.set("2024-02-01 07:00")
		if n := tick(t, one) + tick(t, two); n != 2 {
			t.Errorf("February: %d", n)
		}
		want := []string{"bao-cao 2024-02 bao-cao queued", "bao-cao 2024-02 phu-luc queued", "ke-hoach 2024 ke-hoach queued"}
		if got := periods(t, d); !slices.Equal(got, want) {
			t.Errorf("runs %q\nwant %q", got, want)
		}
		var jobs int
		if err := d.Reader.Get(&jobs, "SELECT COUNT(*) FROM river_job"); err != nil || jobs != 3 {
			t.Errorf("%d jobs in the queue, %v", jobs, err)
		}
		list, err := Schedules(t.Context(), d, one.plan, one.now())
		if err != nil || list[0].Next.Format("2006-01-02 15:04 -0700") != "2024-03-01 07:00 +0700" || list[0].Last.Format(time.DateOnly) != "2024-02-01" {
			t.Errorf("schedules: %+v, %v", list, err)
		}
	})
}

func TestMissedTimes(t *testing.T) {
	t.Parallel()
	said := map[string]string{"latest": `times=3 from=2024-02-01T07:00:00.000+07:00 to=2024-04-01T07:00:00.000+07:00`, "skip": `times=4 from=2024-02-01T07:00:00.000+07:00`, "all": ""}
	for missed, want := range map[string][]string{
		"latest": {"j 2024-05 k queued"},
		"all":    {"j 2024-02 k queued", "j 2024-03 k queued", "j 2024-04 k queued", "j 2024-05 k queued"},
		"skip":   nil,
	} {
		t.Run(missed, func(t *testing.T) {
			d := dbtest.SQLite(t, queries.Schema())
			var now setClock
			now.set("2024-01-20 09:00")
			p := plan(t, `jobs: {j: {kinds: [k], cron: "0 7 1 * *", period: "{nam}-{thang}", missed: `+missed+`}}`)
			s := service(t, d, Config{Plan: p, Now: now.now})
			tick(t, s)
			now.set("2024-05-20 09:00") // the program was off for four months
			var log strings.Builder
			s.log = slog.New(slog.NewTextHandler(&log, nil))
			tick(t, s)
			if got := log.String(); !strings.Contains(got, said[missed]) || strings.Contains(got, "times=") != (said[missed] != "") {
				t.Errorf("the log says %q, want %s", got, said[missed])
			}
			if got := periods(t, d); !slices.Equal(got, want) {
				t.Errorf("runs %q, want %q", got, want)
			}
			// Whatever was missed, the next one comes on time.
			now.set("2024-06-01 07:01")
			if n := tick(t, s); n != 1 {
				t.Errorf("June: %d", n)
			}
		})
	}
}

func TestChangedAndPausedSchedules(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, queries.Schema())
	var now setClock
	now.set("2024-01-20 09:00")
	tick(t, service(t, d, Config{Plan: plan(t, `jobs: {j: {kinds: [k], cron: "0 7 1 * *", period: "{ngay}"}}`), Now: now.now}))
	s := service(t, d, Config{Plan: plan(t, `jobs: {j: {kinds: [k], cron: "0 7 25 * *", period: "{ngay}"}}`), Now: now.now})
	now.set("2024-01-21 00:00")
	tick(t, s)
	now.set("2024-01-25 07:00")
	if n := tick(t, s); n != 1 {
		t.Errorf("the changed day queued %d", n)
	}
	if err := s.Pause(t.Context(), "j", true); err != nil {
		t.Fatal(err)
	}
	if err := s.Pause(t.Context(), "x", true); err == nil || !strings.Contains(err.Error(), "no job") {
		t.Errorf("pause of nothing: %v", err)
	}
	now.set("2024-02-25 07:00")
	if n := tick(t, s); n != 0 {
		t.Errorf("a paused job queued %d", n)
	}
	if err := s.Pause(t.Context(), "j", false); err != nil {
		t.Fatal(err)
	}
	if got := periods(t, d); len(got) != 2 {
		t.Errorf("after the pause: %q", got)
	}
}

// eventually waits for a state of the database, and says which state it saw where that does
// not come.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(3 * time.Minute); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("never: %s\n%s", what, seen(t))
		}
	}
}

// databases are those of the services of each test, by the test.
var databases sync.Map

// seen is what stands in the tables that a test waits for.
func seen(t *testing.T) string {
	d, ok := databases.Load(t)
	if !ok {
		return ""
	}
	return tables(d.(*db.DB))
}

// tables is what stands in the tables of the queue.
func tables(d *db.DB) string {
	var b strings.Builder
	for _, table := range []string{"schedules", "runs", "run_parts", "notices", "alerts", "river_job"} {
		rows, err := d.Reader.Queryx(`SELECT * FROM ` + table + ` LIMIT 20`)
		if err != nil {
			fmt.Fprintln(&b, table, err)
			continue
		}
		for rows.Next() {
			row := map[string]any{}
			err = rows.MapScan(row)
			fmt.Fprintf(&b, "%s %s %v\n", table, row, err)
		}
		rows.Close()
	}
	return b.String()
}

func stateOf(t *testing.T, d *db.DB, kind string) (r Run, river string) {
	t.Helper()
	runs, err := History(t.Context(), d, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, r = range runs {
		if r.Kind == kind {
			err := d.Reader.Get(&river, d.Reader.Rebind(`SELECT state FROM river_job WHERE id = (SELECT river_job FROM run_parts JOIN runs ON id = run WHERE kind = ? AND part = 0)`), kind)
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				t.Fatal(err)
			}
			return r, river
		}
	}
	return Run{}, ""
}

func TestWorker(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		d.Writer.MustExec("CREATE TABLE made (kind TEXT, nam TEXT)")
		var now setClock
		now.set("2024-01-03 09:00")
		p := plan(t, `jobs: {j: {kinds: [keeps, no-tx, permanent, panics, flaky], cron: "0 7 5 1 *", period: "{nam}", params: {nam: "{nam}"}, attempts: 3}}`)
		var tries atomic.Int64
		run := func(ctx context.Context, w *work) error {
			kind, params, then := w.kind, w.Params, w.end
			switch kind {
			case "no-tx":
				return nil
			case "permanent":
				return fmt.Errorf("fill: %w", &permanent{errors.New("unknown tag")})
			case "panics":
				panic("broken")
			case "flaky":
				if tries.Add(1) == 1 {
					// What fails after the end of the job takes the end back too.
					return d.Write(ctx, func(tx *sqlx.Tx) error {
						if err := then(tx); err != nil {
							return err
						}
						return errors.New("disk full")
					})
				}
			}
			if name := w.name; !strings.HasPrefix(name, "j/2024 #") {
				t.Errorf("the job is called %q", name)
			}
			return d.Write(ctx, func(tx *sqlx.Tx) error {
				if _, err := tx.ExecContext(ctx, tx.Rebind("INSERT INTO made VALUES (?, ?)"), kind, params["nam"]); err != nil {
					return err
				}
				return then(tx)
			})
		}
		s := service(t, d, Config{Plan: p, Now: now.now, work: run, Workers: 3, Every: 20 * time.Millisecond})
		if err := s.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		eventually(t, "the schedule is there", func() bool {
			list, err := Schedules(t.Context(), d, p, now.now())
			return err == nil && !list[0].Seen.IsZero()
		})
		now.set("2024-01-05 07:00")
		for kind, want := range map[string][2]string{"keeps": {"done", "completed"}, "no-tx": {"done", "completed"}, "permanent": {"failed", "cancelled"}, "flaky": {"done", "completed"}} {
			eventually(t, kind+" is "+want[0], func() bool { r, river := stateOf(t, d, kind); return r.State == want[0] && river == want[1] })
		}
		eventually(t, "the panic is on record", func() bool { r, _ := stateOf(t, d, "panics"); return strings.Contains(r.Error, "panic: broken") })
		if r, _ := stateOf(t, d, "flaky"); r.Attempts != 2 || r.Error != "" {
			t.Errorf("flaky: %+v", r)
		}
		if r, _ := stateOf(t, d, "permanent"); r.Attempts != 1 || !strings.Contains(r.Error, "unknown tag") {
			t.Errorf("permanent: %+v", r)
		}
		var made []string
		if err := d.Reader.Select(&made, "SELECT kind || nam FROM made ORDER BY kind"); err != nil || !slices.Equal(made, []string{"flaky2024", "keeps2024"}) {
			t.Errorf("made %q, %v", made, err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		if err := s.Stop(ctx); err != nil {
			t.Error(err)
		}
		s.river = nil
	})
}

// TestCrash kills a process in the middle of a job; the next one on this machine takes the
// job over at once.
func TestCrash(t *testing.T) {
	if dsn := os.Getenv("VANTHU_TEST_CRASH"); dsn != "" {
		crash(t, dsn)
		return
	}
	t.Parallel()
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		dsn := d.Address()
		cmd := exec.Command(os.Args[0], "-test.run=^TestCrash$")
		cmd.Env = append(os.Environ(), "VANTHU_TEST_CRASH="+dsn)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		line := make([]byte, 8)
		if _, err := io.ReadFull(out, line); err != nil || string(line) != "running\n" {
			t.Fatalf("the process said %q, %v", line, err)
		}
		cmd.Process.Kill()
		cmd.Wait()

		var now setClock
		now.set("2024-01-06 07:00")
		done := make(chan string, 10)
		s := service(t, d, Config{Plan: plan(t, twoJobs), Now: now.now, Workers: 1, Every: 20 * time.Millisecond,
			work: func(ctx context.Context, w *work) error {
				done <- w.kind
				return d.Write(ctx, w.end)
			}})
		if err := s.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		eventually(t, "the job is done", func() bool { r, river := stateOf(t, d, "ke-hoach"); return r.State == "done" && river == "completed" })
		if r, _ := stateOf(t, d, "ke-hoach"); r.Attempts != 2 || len(done) != 1 {
			t.Errorf("%+v, %d runs", r, len(done))
		}
	})
}

func crash(t *testing.T, dsn string) {
	d, err := db.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	var now setClock
	now.set("2024-01-03 09:00")
	s, err := New(t.Context(), Config{Maker: &making.Maker{DB: d}, split: whole, check: noFault, Plan: plan(t, twoJobs), Now: now.now, Workers: 1, Every: 20 * time.Millisecond,
		work: func(ctx context.Context, _ *work) error {
			fmt.Println("running")
			select {}
		}})
	if err != nil {
		t.Fatal(err)
	}
	tick(t, s)
	now.set("2024-01-05 07:00")
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	select {}
}

// TestStopHandsBack stops a service while a job runs that does not end by itself.
func TestStopHandsBack(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		var now setClock
		now.set("2024-01-03 09:00")
		running := make(chan bool, 1)
		s := service(t, d, Config{Plan: plan(t, twoJobs), Now: now.now, Workers: 1, Every: 20 * time.Millisecond,
			work: func(ctx context.Context, _ *work) error {
				running <- true
				<-ctx.Done()
				return ctx.Err()
			}})
		tick(t, s)
		now.set("2024-01-05 07:00")
		if err := s.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		<-running
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		if err := s.Stop(ctx); err != nil {
			t.Error(err)
		}
		s.river = nil
		if r, river := stateOf(t, d, "ke-hoach"); r.State != "queued" || river != "available" && river != "retryable" {
			t.Errorf("%+v, %s", r, river)
		}
	})
}

// TestDriver holds the adapter to what River asks of a driver and the embedded one lacks.
func TestDriver(t *testing.T) {
	d := dbtest.Postgres(t, queries.Schema())
	driver := pqDriver{riverdatabasesql.New(d.Writer.DB), d.Writer.DB, d.Address()}
	for _, c := range []struct {
		of   func(string, string, []string) (string, any, error)
		want []string
		is   bool
	}{
		{driver.SQLFragmentColumnContainsAll, []string{"a", "b"}, true},
		{driver.SQLFragmentColumnContainsAll, []string{"a", "x"}, false},
		{driver.SQLFragmentColumnContainsAny, []string{"x", "b"}, true},
		{driver.SQLFragmentColumnContainsAny, []string{"x"}, false},
	} {
		fragment, arg, err := c.of("tags", "want", c.want)
		if err != nil {
			t.Fatal(err)
		}
		var got bool
		err = d.Reader.Get(&got, "SELECT "+strings.ReplaceAll(fragment, "@want", "$1")+" FROM (SELECT ARRAY['a', 'b', 'c']::text[] AS tags) x", arg)
		if err != nil || got != c.is {
			t.Errorf("%s with %q: %v, %v", fragment, c.want, got, err)
		}
	}

	l := driver.GetListener(&riverdriver.GetListenenerParams{})
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(l.Connect(ctx))
	must(l.Listen(ctx, "topic"))
	must(l.Listen(ctx, "topic"))
	must(l.Ping(ctx))
	d.Writer.MustExec(`SELECT pg_notify(current_schema() || '.topic', 'hello')`)
	n, err := l.WaitForNotification(ctx)
	if err != nil || n.Topic != "topic" || n.Payload != "hello" {
		t.Errorf("%+v, %v", n, err)
	}
	// A lost connection is an error, so that River connects and listens anew.
	d.Writer.MustExec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
	if _, err := l.WaitForNotification(ctx); !errors.Is(err, errLost) {
		t.Errorf("after a lost connection: %v", err)
	}
	must(l.Close(ctx))
	must(l.Connect(ctx))
	must(l.Listen(ctx, "topic"))
	must(l.Unlisten(ctx, "topic"))
	must(l.Unlisten(ctx, "topic"))
	must(l.Close(ctx))
	must(l.Close(ctx))
}
