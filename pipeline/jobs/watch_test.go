package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// TestFullDisk: a disk with little room is told of while it lasts.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, queries.Schema())
	free := uint64(LeastFree - 1)
	s := service(t, d, Config{Plan: plan(t, "jobs: {}"), Workers: 1, Shelf: archive.Shelf{Dir: t.TempDir()},
		free: func(string) (uint64, error) { return free, nil }})
	look(t, s)
	if got := subjects(t, d); !slices.Equal(got, []string{"disk " + s.node}) {
		t.Errorf("alerts %q", got)
	}
	if degraded, err := Ready(t.Context(), d); err != nil || len(degraded) != 1 || !strings.Contains(degraded[0], "Đĩa sắp đầy") {
		t.Errorf("ready: %q, %v", degraded, err)
	}
	free = LeastFree
	if look(t, s); len(subjects(t, d)) != 0 {
		t.Errorf("there is room again, yet %q", subjects(t, d))
	}
}

// TestOverdue: a job that is due and cannot be queued, and a run that nobody begins, are
// told of after some minutes, on the page and in the metrics.
func TestOverdue(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		var now setClock
		away := error(nil)
		s := service(t, d, Config{Plan: plan(t, oneJob), Now: now.now, check: func(context.Context, string) error { return away }})
		now.set("2024-11-19 07:00")
		away = &net.OpError{Op: "dial", Err: errors.New("refused")}
		s.Tick(t.Context()) // its error is what is tested
		now.set("2024-11-20 07:09")
		s.Tick(t.Context())
		if err := s.watch(t.Context()); err != nil || len(subjects(t, d)) != 0 {
			t.Errorf("after nine minutes: %q, %v", subjects(t, d), err)
		}
		now.set("2024-11-20 07:11")
		s.Tick(t.Context())
		if err := s.watch(t.Context()); err != nil || !slices.Equal(subjects(t, d), []string{"overdue bao-cao"}) {
			t.Errorf("after eleven: %q, %v", subjects(t, d), err)
		}
		due, _ := time.Parse(time.RFC3339, "2024-11-20T07:00:00+07:00")
		wantMetrics(t, d, `vanthu_alerts{about="overdue"} 1`, `vanthu_schedule_held{job="bao-cao",reason=""} 0`)
		if got := metric(t, d, `vanthu_schedule_overdue_seconds{job="bao-cao"} `); got < time.Since(due).Seconds()-60 {
			t.Errorf("overdue for %f s", got)
		}
		away = nil
		if n := look(t, s); n != 1 || len(subjects(t, d)) != 0 {
			t.Errorf("%d queued, alerts %q", n, subjects(t, d))
		}
		now.set("2024-11-20 07:22") // nobody works
		if look(t, s); !slices.Equal(subjects(t, d), []string{"overdue run 1"}) {
			t.Errorf("a run that waits: %q", subjects(t, d))
		}
		wantMetrics(t, d, `vanthu_alerts{about="overdue"} 1`, `vanthu_runs{state="queued"} 1`)
	})
}

// TestFailedForGood: a run that has failed is told of until it is made after all.
func TestFailedForGood(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		fault := make(chan error, 2)
		fault <- &permanent{errors.New("mẫu hỏng")}
		fault <- nil
		s := service(t, d, Config{Plan: plan(t, oneJob), Workers: 1, Every: time.Hour, work: func(context.Context, *work) error { return <-fault }})
		if _, err := s.RunNow(t.Context(), "bao-cao", "lan", time.Now()); err != nil {
			t.Fatal(err)
		}
		if err := s.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		isTold := func() bool { return slices.Contains(subjects(t, d), "failed 1") }
		eventually(t, "the failure is told", isTold)
		list, err := Alerts(t.Context(), d)
		if i := slices.IndexFunc(list, func(a Alert) bool { return a.Subject == "failed 1" }); err != nil || i < 0 || !strings.Contains(list[i].Message, "mẫu hỏng") {
			t.Errorf("%+v, %v", list, err)
		}
		wantMetrics(t, d, `vanthu_alerts{about="failed"} 1`, `vanthu_runs{state="failed"} 1`)
		if err := s.Retry(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
		eventually(t, "it is over", func() bool { return !isTold() })
	})
}

// TestHeldMetrics: the metrics name a held job, its reason and its next time.
func TestHeldMetrics(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, queries.Schema())
	var now setClock
	now.set("2024-11-19 07:00")
	s := service(t, d, Config{Plan: plan(t, oneJob), Now: now.now, check: func(context.Context, string) error { return errors.New("mẫu hỏng\nở đoạn 2") }})
	look(t, s)
	wantMetrics(t, d, `vanthu_ready 1`, `vanthu_schedule_held{job="bao-cao",reason="mẫu hỏng"} 1`, `vanthu_alerts{about="held"} 1`,
		`vanthu_alerts{about="disk"} 0`, `vanthu_schedule_next_timestamp_seconds{job="bao-cao"} 1.7320608e+09`)
}

// TestWaitsAreTold: whoever holds a lock for long is named on the page until it is over.
func TestWaitsAreTold(t *testing.T) {
	t.Parallel()
	d := dbtest.Postgres(t, queries.Schema())
	s := service(t, d, Config{Plan: plan(t, "jobs: {}")})
	holder, err := d.Writer.Beginx()
	if err != nil {
		t.Fatal(err)
	}
	defer holder.Rollback()
	holder.MustExec(`LOCK TABLE books IN EXCLUSIVE MODE`)
	waiter := make(chan error, 1)
	go func() {
		waiter <- d.Write(context.Background(), func(tx *sqlx.Tx) error {
			_, err := tx.Exec(`SET LOCAL lock_timeout = 0; LOCK TABLE books IN EXCLUSIVE MODE`)
			return err
		})
	}()
	eventually(t, "the wait is told", func() bool {
		if err := s.tellWaits(t.Context()); err != nil {
			t.Fatal(err)
		}
		return slices.Contains(subjects(t, d), "waits")
	})
	if degraded, err := Ready(t.Context(), d); err != nil || len(degraded) != 1 || !strings.Contains(degraded[0], "idle in transaction") {
		t.Errorf("ready: %q, %v", degraded, err)
	}
	holder.Rollback()
	if err := <-waiter; err != nil {
		t.Fatal(err)
	}
	if err := s.tellWaits(t.Context()); err != nil || len(subjects(t, d)) != 0 {
		t.Errorf("it is over, yet %q, %v", subjects(t, d), err)
	}
}

// TestNotReady: a server that is gone is no server.
func TestNotReady(t *testing.T) {
	t.Parallel()
	d := dbtest.Postgres(t, queries.Schema())
	if degraded, err := Ready(t.Context(), d); err != nil || len(degraded) != 0 {
		t.Errorf("%q, %v", degraded, err)
	}
	var name string
	if err := d.Reader.Get(&name, `SELECT current_database()`); err != nil {
		t.Fatal(err)
	}
	admin, err := sql.Open("postgres", os.Getenv("VANTHU_TEST_PG"))
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	for _, stmt := range []string{`ALTER DATABASE ` + name + ` ALLOW_CONNECTIONS false`,
		`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '` + name + `'`} {
		if _, err := admin.Exec(stmt); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Ready(t.Context(), d); err == nil {
		t.Error("ready without a server")
	}
	if got := metric(t, d, "vanthu_ready "); got != 0 {
		t.Errorf("vanthu_ready %f", got)
	}
}

// scrape reads the metrics as Prometheus does.
func scrape(t *testing.T, d *db.DB) string {
	t.Helper()
	w := httptest.NewRecorder()
	NewMetrics(d).Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	return w.Body.String()
}

func wantMetrics(t *testing.T, d *db.DB, lines ...string) {
	t.Helper()
	all := scrape(t, d)
	for _, want := range lines {
		if !strings.Contains(all, want+"\n") {
			t.Errorf("no %s in\n%s", want, all)
		}
	}
}

// metric is the value of the line that begins with a text.
func metric(t *testing.T, d *db.DB, begins string) (value float64) {
	t.Helper()
	for line := range strings.Lines(scrape(t, d)) {
		if rest, ok := strings.CutPrefix(line, begins); ok {
			if _, err := fmt.Sscan(rest, &value); err != nil {
				t.Fatal(err)
			}
			return value
		}
	}
	t.Fatalf("no %s", begins)
	return 0
}
