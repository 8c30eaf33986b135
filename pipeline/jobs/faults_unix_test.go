//go:build unix

package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// allDone reports whether both rounds are made and the queue knows it.
func allDone(ctx context.Context, d *db.DB) bool {
	runs, err := History(ctx, d, 10)
	if err != nil || len(runs) != 2 || runs[0].State != "done" || runs[1].State != "done" {
		return false
	}
	var open int // a job that was handed out twice finds its part done and ends
	err = d.Reader.GetContext(ctx, &open, `SELECT COUNT(*) FROM river_job WHERE state NOT IN ('completed', 'cancelled', 'discarded')`)
	return err == nil && open == 0
}

// workAll runs a service until all is done, or ctx ends. It looks through d, so that the
// looks are no steps of the service.
func workAll(ctx context.Context, c Config, d *db.DB) error {
	s, err := New(ctx, c)
	if err != nil {
		return err
	}
	err = s.Start(ctx)
	for err == nil && ctx.Err() == nil && !allDone(ctx, d) {
		time.Sleep(5 * time.Millisecond)
	}
	soft, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return errors.Join(err, ctx.Err(), s.Stop(soft))
}

// TestFaults kills a process or lets the database fail at every step of a run, at the odd
// ones on SQLite and at the even ones on PostgreSQL, some 150 places: afterwards a restart
// ends in the one right state.
func TestFaults(t *testing.T) {
	if dsn := os.Getenv("VANTHU_TEST_FAULT_DB"); dsn != "" {
		at, _ := strconv.ParseInt(os.Getenv("VANTHU_TEST_FAULT_AT"), 10, 64)
		f := &dbtest.Fault{At: at, Kind: dbtest.Kill}
		err := faultyWork(t, dsn, os.Getenv("VANTHU_TEST_FAULT_SHELF"), f)
		fmt.Printf("steps %d, %v\n", f.Steps(), err)
		return
	}
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			clone := base(t, dialect)
			f := new(dbtest.Fault)
			dsn, shelf := clone(t), t.TempDir()
			if err := faultyWork(t, dsn, shelf, f); err != nil {
				t.Fatal(err)
			}
			steps := f.Steps()
			verify(t, dsn, shelf)
			t.Logf("%d steps", steps)
			first, stride := int64(1), int64(2)
			if dialect == db.Postgres {
				first = 2
			}
			if testing.Short() {
				stride = 14
			}
			for at := first; at <= steps; at += stride {
				kill := at%4 < 2
				t.Run(fmt.Sprintf("step %d, kill %t", at, kill), func(t *testing.T) {
					t.Parallel()
					kind := dbtest.Fail
					if kill {
						kind = dbtest.Kill
					}
					strike(t, clone(t), &dbtest.Fault{At: at, Kind: kind})
				})
			}
		})
	}
}

// strike runs into a fault, starts anew and looks at what is there.
func strike(t *testing.T, dsn string, f *dbtest.Fault) {
	shelf := t.TempDir()
	if f.Kind == dbtest.Kill {
		cmd := exec.Command(os.Args[0], "-test.run=^TestFaults$")
		cmd.Env = append(os.Environ(), "VANTHU_TEST_FAULT_DB="+dsn, "VANTHU_TEST_FAULT_SHELF="+shelf, fmt.Sprintf("VANTHU_TEST_FAULT_AT=%d", f.At))
		if out, err := cmd.CombinedOutput(); err != nil && !strings.Contains(err.Error(), "killed") {
			t.Errorf("%v\n%s", err, out)
		}
	} else {
		faultyWork(t, dsn, shelf, f) // whatever it says
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	d, err := db.Open(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := workAll(ctx, officeConfig(t, d, shelf), d); err != nil {
		t.Fatal(err)
	}
	verify(t, dsn, shelf)
}

// faultyWork works with a fault until all is done.
func faultyWork(t *testing.T, dsn, shelf string, f *dbtest.Fault) error {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	d, err := f.Open(ctx, dsn)
	if err != nil {
		return err
	}
	defer d.Close()
	c := officeConfig(t, d, shelf)
	c.open = func(dsn string) (*sql.DB, error) {
		return sql.OpenDB(f.Through(d.Writer.Driver(), dsn)), nil
	}
	c.Every = time.Second // where the first tick meets the fault, the next one comes soon
	looks, err := db.Open(ctx, dsn)
	if err != nil {
		return err
	}
	defer looks.Close()
	return workAll(ctx, c, looks)
}

// base makes a database in which the job is due, and returns what copies it.
func base(t *testing.T, dialect db.Dialect) (clone func(t *testing.T) (dsn string)) {
	path := filepath.Join(t.TempDir(), "base.db")
	if dialect == db.Postgres {
		path = dbtest.PostgresDSN(t, queries.Schema())
	}
	d, err := db.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if dialect == db.SQLite {
		if _, err := d.Migrate(t.Context(), queries.Schema()); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range []string{`CREATE TABLE dot_thu (nam INTEGER NOT NULL, ma TEXT NOT NULL, ten TEXT NOT NULL)`,
		`INSERT INTO dot_thu VALUES (2024, 'mot', 'các đơn vị'), (2024, 'hai', 'các xã')`} {
		d.Writer.MustExec(s)
	}
	c := officeConfig(t, d, "")
	c.Now = func() time.Time { return time.Date(2024, 11, 15, 1, 0, 0, 0, time.UTC) }
	s, err := New(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	tick(t, s)
	s.Stop(t.Context())
	d.Close()
	var n atomic.Int64
	var one sync.Mutex // a second copy of a database waits five seconds for the first
	return func(t *testing.T) string {
		if dialect == db.SQLite {
			to := filepath.Join(t.TempDir(), "test.db")
			data, err := os.ReadFile(path)
			if err == nil {
				err = os.WriteFile(to, data, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			return to
		}
		u, _ := url.Parse(path)
		from := strings.TrimPrefix(u.Path, "/")
		to := fmt.Sprintf("%s_%d", from, n.Add(1))
		admin, err := sql.Open("postgres", os.Getenv("VANTHU_TEST_PG"))
		if err != nil {
			t.Fatal(err)
		}
		one.Lock()
		defer one.Unlock()
		for try := 0; ; try++ {
			if _, err = admin.Exec("CREATE DATABASE " + to + " TEMPLATE " + from); err == nil {
				break
			}
			if try == 50 { // the base's connections are still going
				t.Fatal(err)
			}
			time.Sleep(50 * time.Millisecond)
		}
		t.Cleanup(func() {
			admin.Exec("DROP DATABASE " + to + " WITH (FORCE)")
			admin.Close()
		})
		u.Path = "/" + to
		return u.String()
	}
}

// verify holds database and shelf against the one right state.
func verify(t *testing.T, dsn, shelf string) {
	t.Helper()
	ctx := t.Context()
	d, err := db.Open(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for query, want := range map[string]int{
		`SELECT COUNT(*) FROM documents`:              2,
		`SELECT COUNT(DISTINCT round) FROM documents`: 2,
		`SELECT COUNT(*) FROM versions`:               2,
		`SELECT COUNT(*) FROM runs WHERE state = 'done' AND parts_done = 1 AND documents_done = 1`:  2,
		`SELECT COUNT(*) FROM run_parts WHERE state <> 'done'`:                                      0,
		`SELECT COUNT(*) FROM river_job WHERE state NOT IN ('completed', 'cancelled', 'discarded')`: 0,
	} {
		var n int
		if err := d.Reader.Get(&n, query); err != nil || n != want {
			t.Errorf("%s: %d, %v; want %d", query, n, err, want)
		}
	}
	if _, err := audit.Verify(ctx, d.Reader); err != nil {
		t.Error(err)
	}
	docs, err := archive.List(ctx, d.Reader, archive.Filter{Year: 2024})
	if err != nil {
		t.Fatal(err)
	}
	files, err := archive.FilesToOpen(ctx, d.Reader, docs...)
	if err != nil || len(files) != 2 {
		t.Fatalf("%d documents with files, %v", len(files), err)
	}
	for id := range files {
		for _, format := range []string{"docx", "pdf", "json"} {
			if _, err := archive.ReadFile(ctx, d.Reader, archive.FileOf{Document: id, Version: 1, Format: format}); err != nil { // compares the hash
				t.Errorf("%d %s: %v", id, format, err)
			}
		}
	}
	// As a start does: what an earlier process did not lay out.
	s := archive.Shelf{Dir: shelf, By: "may", Now: time.Now}
	if laid, err := s.Lay(ctx, d, 2024); err != nil || len(laid.Taken) > 0 {
		t.Errorf("%+v, %v", laid, err)
	}
	if laid, err := s.Lay(ctx, d, 2024); err != nil || len(laid.Written) > 0 {
		t.Errorf("again: %+v, %v", laid, err)
	}
	count := map[string]int{}
	filepath.WalkDir(shelf, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			count[filepath.Ext(path)]++
		}
		return err
	})
	if count[".docx"] != 2 || count[".pdf"] != 2 || count[".tmp"] != 0 {
		t.Errorf("on the shelf: %v", count)
	}
}
