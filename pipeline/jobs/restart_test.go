package jobs

import (
	"context"
	"database/sql"
	"log/slog"
	"net/http/httptest"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/making"
	"vanthu/queries"
)

// TestDatabaseRestart takes the database away in the middle: all its connections break,
// again and again, and nobody may connect for a while. All is done once nevertheless.
func TestDatabaseRestart(t *testing.T) {
	t.Parallel()
	d := dbtest.Postgres(t, queries.Schema())
	d.Writer.MustExec(`CREATE TABLE effects (n TEXT NOT NULL)`)
	const tasks = 300
	s := service(t, d, Config{Plan: plan(t, "jobs: {}"), Workers: 4, Every: time.Second, work: once(d)})
	queueMany(t, s, tasks)
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	admin, err := sql.Open("postgres", os.Getenv("VANTHU_TEST_PG"))
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	var name string
	if err := d.Reader.Get(&name, `SELECT current_database()`); err != nil {
		t.Fatal(err)
	}
	effects := func() (n int) {
		d.Reader.Get(&n, `SELECT COUNT(*) FROM effects`) // may fail while the database is away
		return n
	}
	for _, after := range []int{30, 100, 200} {
		eventually(t, "jobs are done", func() bool { return effects() >= after })
		for _, stmt := range []string{`ALTER DATABASE ` + name + ` ALLOW_CONNECTIONS false`,
			`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '` + name + `'`,
			`SELECT pg_sleep(0.3)`,
			`ALTER DATABASE ` + name + ` ALLOW_CONNECTIONS true`} {
			if _, err := admin.Exec(stmt); err != nil {
				t.Fatal(err)
			}
		}
	}
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if r, _, err := GetRun(t.Context(), d, 1); err == nil && r.State != "queued" {
			break
		}
	}
	wantOnce(t, d, tasks)
}

// TestServerRestart stops the server itself, as by a fast shutdown and as by a crash, and
// leaves it away for a while, in the middle of what two processes and this one work: all
// come back by themselves, the schedules too, and everything is done once.
func TestServerRestart(t *testing.T) {
	t.Parallel()
	server := dbtest.NewServer(t)
	dsn := server.Database(queries.Schema())
	d, err := db.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	d.Writer.MustExec(`CREATE TABLE effects (n TEXT NOT NULL)`)
	const tasks = 300
	var now setClock
	now.set("2024-01-03 09:00")
	s, err := New(t.Context(), Config{Maker: &making.Maker{DB: d}, split: whole, check: noFault, Plan: plan(t, `jobs: {j: {kinds: [k], cron: "0 7 * * *", period: "{ngay}", params: {n: "{ngay}"}, missed: all}}`),
		Workers: 2, Every: 100 * time.Millisecond, Now: now.now, work: once(d), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Stop(context.Background())
	queueMany(t, s, tasks)
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	startWorkers(t, dsn, 2)
	ask := func(query string) (n int) {
		d.Reader.Get(&n, query) // may fail while the server is away
		return n
	}
	eventually(t, "the schedule is there", func() bool { return ask(`SELECT COUNT(*) FROM schedules`) == 1 })
	for i, mode := range []string{"fast", "immediate"} {
		eventually(t, "jobs are done", func() bool { return ask(`SELECT COUNT(*) FROM effects`) >= 60+100*i })
		server.Do("stop", "-m", mode)
		now.set([]string{"2024-01-04 07:30", "2024-01-05 07:30"}[i]) // a job comes due meanwhile
		if _, err := s.Tick(t.Context()); err == nil {
			t.Error("a tick without a database says nothing")
		}
		server.Do("restart")
	}
	eventually(t, "all is done", func() bool { return ask(`SELECT COUNT(*) FROM runs WHERE state = 'done'`) == 3 })
	eventually(t, "the queue is empty", func() bool { return ask(`SELECT COUNT(*) FROM river_job WHERE state <> 'completed'`) == 0 })
	if n := count(t, d, `SELECT COUNT(*) FROM effects WHERE n LIKE '2024-01-0%'`); n != 2 {
		t.Errorf("%d of the two days that came due while the server was away", n)
	}
	d.Writer.MustExec(`DELETE FROM effects WHERE n LIKE '2024-01-0%'`)
	wantOnce(t, d, tasks)
}

// TestMetrics reads what Prometheus would.
func TestMetrics(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := service(t, d, Config{Plan: plan(t, twoJobs)})
		if _, err := s.RunNow(t.Context(), "ke-hoach", "lan", time.Now()); err != nil {
			t.Fatal(err)
		}
		if age := metric(t, d, "vanthu_queue_age_seconds "); age <= 0 {
			t.Errorf("the run waits for %f seconds", age)
		}
		m := NewMetrics(d)
		m.Stage("make", 20*time.Millisecond)
		m.Document("ke-hoach", []string{"sai", "sai", "gợi ý"})
		(*Metrics)(nil).Document("ke-hoach", nil)
		w := httptest.NewRecorder()
		m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
		for _, want := range []string{`vanthu_jobs{state="available"} 1`, `vanthu_runs{state="queued"} 1`, `vanthu_queue_age_seconds `,
			`vanthu_stage_seconds_count{stage="make"} 1`, `vanthu_documents_total{kind="ke-hoach"} 1`, `vanthu_findings_total{severity="sai"} 2`} {
			if !strings.Contains(w.Body.String(), want) {
				t.Errorf("no %s in\n%s", want, w.Body)
			}
		}
	})
}

// TestLog holds the log against what those who read it look for.
func TestLog(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, queries.Schema())
	var out strings.Builder
	s := service(t, d, Config{Plan: plan(t, twoJobs), Workers: 1, Every: time.Hour, work: func(ctx context.Context, w *work) error { return nil }})
	s.log = slog.New(slog.NewJSONHandler(&out, nil))
	ids, err := s.RunNow(t.Context(), "ke-hoach", "lan", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	eventually(t, "it is done", func() bool { r, _, err := GetRun(t.Context(), d, ids[0]); return err == nil && r.State == "done" })
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if err := s.Stop(ctx); err != nil {
		t.Error(err)
	}
	s.river = nil
	for _, want := range []string{`"run":1`, `"part":0`, `"job_id":1`, `"job":"ke-hoach"`, `"attempt":1`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %s in %s", want, out.String())
		}
	}
	m := regexp.MustCompile(`"msg":"part done".*"took_seconds":([0-9.e-]+)`).FindStringSubmatch(out.String())
	if m == nil {
		t.Fatalf("how long a part took is not in %s", out.String())
	}
	if took, err := strconv.ParseFloat(m[1], 64); err != nil || took < 0 || took > 60 {
		t.Errorf("a part that does nothing took %s seconds", m[1])
	}
}

// TestLetGo: parts that wait while their jobs stayed behind in another database's queue are
// queued anew by the next process that works, whatever jobs have their numbers here.
func TestLetGo(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := service(t, d, Config{Plan: plan(t, oneJob), Workers: 1, Every: time.Hour, work: func(context.Context, *work) error { return nil }})
		ids, err := s.RunNow(t.Context(), "bao-cao", "lan", time.Now())
		if err != nil {
			t.Fatal(err)
		}
		before := count(t, d, `SELECT river_job FROM run_parts`)
		if err := d.Write(t.Context(), func(tx *sqlx.Tx) error { return LetGo(t.Context(), tx) }); err != nil {
			t.Fatal(err)
		}
		if err := s.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		eventually(t, "it is done", func() bool { r, _, err := GetRun(t.Context(), d, ids[0]); return err == nil && r.State == "done" })
		if after := count(t, d, `SELECT river_job FROM run_parts`); after == before {
			t.Errorf("the part is still that of job %d", before)
		}
	})
}
