//go:build unix

package main

import (
	"database/sql"
	"strings"
	"testing"
	"time"

	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// TestServerGoesAway stops the database server in the middle of generate, at several
// moments: generate says so and fails, nothing is half made, and the next call makes the
// year as if nothing had been.
func TestServerGoesAway(t *testing.T) {
	t.Parallel()
	server := dbtest.NewServer(t)
	plain := t.TempDir()
	want := folder(t, sampleYear(t, plain, ""))
	dsn := server.Database(queries.Schema())
	dir := t.TempDir()
	must(t, dir, "--db", dsn, "demo")
	d, err := sql.Open("postgres", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	versions := func() (n int) {
		d.QueryRow(`SELECT COUNT(*) FROM versions`).Scan(&n) // may fail while the server is away
		return n
	}
	for _, after := range []int{0, 2, 5} { // versions that are kept before the server goes
		type result struct {
			code   int
			stderr string
		}
		ended := make(chan result, 1)
		go func() {
			code, _, stderr := program(t, dir, "--db", dsn, "generate", "--year", "2024")
			ended <- result{code, stderr}
		}()
		for start := time.Now(); versions() < after && len(ended) == 0 && time.Since(start) < time.Minute; {
			time.Sleep(time.Millisecond)
		}
		server.Do("stop", "-m", "immediate")
		r := <-ended
		if r.code == exitDone || r.code == exitFindings {
			t.Logf("generate was quicker than the server's end after %d versions", after)
		} else if r.code != exitFailed || !strings.Contains(r.stderr, "server") || strings.Contains(r.stderr, "panic") {
			t.Errorf("after %d versions: exit code %d\n%s", after, r.code, r.stderr)
		}
		server.Do("restart")
		if out := must(t, dir, "--db", dsn, "audit", "verify"); !strings.Contains(out, "acts") {
			t.Errorf("audit verify says %s", out)
		}
		var broken int
		err := d.QueryRow(`SELECT COUNT(*) FROM documents d WHERE NOT EXISTS (SELECT FROM versions v JOIN version_files f ON f.document_id = v.document_id
			AND f.version = v.number AND f.format = 'json' JOIN files b ON b.sha256 = f.sha256 WHERE v.document_id = d.id)`).Scan(&broken)
		if err != nil || broken > 0 {
			t.Errorf("%d documents are half made, %v", broken, err)
		}
	}
	must(t, dir, "--db", dsn, "generate", "--year", "2024")
	got := folder(t, dir+"/output/2024")
	delete(got, "manifest.json") // it names the queries by their hash, and one has another text there
	delete(want, "manifest.json")
	equalFolders(t, got, want)
	var twice int
	if err := d.QueryRow(`SELECT COUNT(*) FROM versions WHERE number > 1`).Scan(&twice); err != nil || twice > 0 {
		t.Errorf("%d second versions, %v", twice, err)
	}
}
