package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"vanthu/pipeline/catalog"
	"vanthu/pipeline/db"
	"vanthu/pipeline/jobs"
	"vanthu/pipeline/making"
)

// TestServe starts the command, reads a page, sees a due job run and stops the command.
func TestServe(t *testing.T) {
	home := t.TempDir()
	if err := os.Mkdir(filepath.Join(home, "templates"), 0o755); err != nil {
		t.Fatal(err)
	}
	yaml := `jobs: {moi-phut: {kinds: [ke-hoach], cron: "* * * * *", period: "{nam}", params: {nam: "{nam}"}}}`
	if err := os.WriteFile(filepath.Join(home, "templates", "jobs.yaml"), []byte(yaml), 0o644); err != nil {
		t.Fatal(err)
	}
	path := archived(t)
	d, err := db.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	// The schedule was seen a while ago, so that it is due now.
	past := time.Now().UTC().Add(-time.Hour)
	d.Writer.MustExec(`INSERT INTO schedules (job, cron, next_at) VALUES ('moi-phut', '* * * * *', ?)`, past)

	a := &app{config: Config{Home: home, DB: path, Listen: "127.0.0.1:0", Log: "error"}}
	serve := &cobra.Command{Use: "serve", RunE: func(cmd *cobra.Command, _ []string) error {
		return a.withJobs(cmd.Context(), 1, func(c jobs.Config) error { return a.serve(cmd, c, door{}) })
	}}
	if a.log, err = a.config.logger(serve); err != nil {
		t.Fatal(err)
	}
	out, stdout := io.Pipe()
	serve.SetOut(stdout)
	serve.SetArgs(nil)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- serve.ExecuteContext(ctx) }()

	lines := bufio.NewReader(out)
	line, err := lines.ReadString(' ')
	if err != nil {
		t.Fatal(err)
	}
	first := make(chan string, 1)
	go func() {
		lines.ReadString('\n')
		link, _ := lines.ReadString('\n')
		first <- link[strings.Index(link, "http"):]
	}()
	if resp, err := http.Get(strings.TrimSpace(<-first)); err != nil || resp.StatusCode != 200 {
		t.Errorf("the link for the first person: %v, %v", resp, err)
	}
	resp, err := http.Get(strings.TrimSpace(line) + "van-ban")
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(resp.Body)
	resp.Body.Close()
	if resp.StatusCode != 200 || !strings.Contains(string(body), "Kế hoạch năm 2024") {
		t.Errorf("%s\n%s", resp.Status, body)
	}
	// The database has no data of this year: that stands in the run.
	deadline := time.Now().Add(2 * time.Minute)
	for said := ""; !strings.Contains(said, "chưa đủ số liệu"); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("the job that was due did not run: %q", said)
		}
		if runs, err := jobs.History(t.Context(), d, 10); err == nil && len(runs) == 1 {
			said = runs[0].Error
		}
	}
	stop()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("stopped with %v", err)
		}
	case <-time.After(2 * time.Minute):
		t.Fatal("serve does not stop")
	}
}

// An address that others reach is served, but not in silence.
func TestServeWarnsWithoutHTTPS(t *testing.T) {
	for _, c := range []struct {
		listen string
		proxy  bool
		want   bool
	}{{"127.0.0.1:0", false, false}, {"[::1]:0", false, false}, {"0.0.0.0:0", false, true}, {"0.0.0.0:0", true, false}} {
		listen, want := c.listen, c.want
		path := archived(t)
		d, err := db.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		a := &app{config: Config{DB: path, Listen: listen, Log: "error"}}
		var warned bytes.Buffer
		serve := &cobra.Command{Use: "serve", RunE: func(cmd *cobra.Command, _ []string) error {
			return a.serve(cmd, jobs.Config{Maker: &making.Maker{DB: d, Catalog: new(catalog.Catalog)}, Log: a.log, Metrics: jobs.NewMetrics(d), Plan: &jobs.Plan{}}, door{proxy: c.proxy})
		}}
		if a.log, err = a.config.logger(serve); err != nil {
			t.Fatal(err)
		}
		out, stdout := io.Pipe()
		serve.SetOut(stdout)
		serve.SetErr(&warned)
		serve.SetArgs(nil)
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() {
			err := serve.ExecuteContext(ctx)
			stdout.Close()
			ended <- err
		}()
		lines := bufio.NewReader(out)
		_, err = lines.ReadString(' ')
		go io.Copy(io.Discard, lines)
		stop()
		if end := <-ended; err != nil && listen == "[::1]:0" {
			t.Logf("no IPv6 here: %v", end)
		} else if got := strings.Contains(warned.String(), "without https"); err != nil || got != want {
			t.Errorf("--listen %s: warned %v, %v, %v", listen, got, err, end)
		}
		d.Close()
	}
}

// TestShippedPlan holds the shipped jobs.yaml against the shipped kinds.
func TestShippedPlan(t *testing.T) {
	a := &app{config: Config{DB: archived(t)}}
	m, err := a.maker(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer m.DB.Close()
	plan, err := a.plan()
	if err != nil {
		t.Fatal(err)
	}
	if err := checkPlan(m, plan); err != nil {
		t.Error(err)
	}
	for _, job := range plan.Jobs {
		for _, slug := range job.Kinds {
			kind, err := m.Catalog.Kind(slug)
			if err != nil {
				continue
			}
			for name := range job.Params {
				if !slices.ContainsFunc(kind.Params, func(p catalog.Param) bool { return p.Name == name }) {
					t.Errorf("job %s: kind %s has no parameter %s", job.Name, slug, name)
				}
			}
		}
	}
	plan.Jobs[0].Kinds = append(plan.Jobs[0].Kinds, "ke-hoac")
	if err := checkPlan(m, plan); err == nil || !strings.Contains(err.Error(), "ke-hoach") {
		t.Errorf("wrong kind: %v", err)
	}
}

// TestServeStandsAlone: a broken query and a broken definition hold their own kinds; the
// page, /readyz and the held jobs say so, and a stop at any moment of the start is a stop.
func TestServeStandsAlone(t *testing.T) {
	dir := t.TempDir()
	must(t, dir, "demo", "--home", ".")
	for name, text := range map[string]string{
		"templates/bang-khen/document.yaml": "name: [hỏng",
		"queries/phu_luc_1_tong.sql":        "-- Hỏng\n-- tham số: nam int\n-- cột: khong_co int\n-- (một dòng)\nSELECT khong_co FROM khong_co WHERE nam = :nam\n",
		"templates/jobs.yaml": `jobs:
  bang: {kinds: [bang-khen], cron: "0 7 5 1 *", period: "{nam}", params: {nam: "{nam}"}}
  bao: {kinds: [bao-cao-tong-ket], cron: "0 7 5 1 *", period: "{nam}", params: {nam: "{nam}"}}
  ke: {kinds: [ke-hoach], cron: "0 7 5 1 *", period: "{nam}", params: {nam: "{nam}"}}
`} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	metrics, log := startWorker(t, dir, "--home", ".")
	base := strings.TrimSuffix(metrics, "/metrics")
	var body, list string
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
		_, body = get(t, base+"/readyz")
		list = must(t, dir, "schedule", "list", "--home", ".")
		if strings.Count(list, "held") == 2 && strings.Contains(body, "broken ") && strings.Contains(body, "held bang") && strings.Contains(body, "held bao") {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s\n%s\n%s", body, list, log)
		}
	}
	if !strings.HasPrefix(body, "degraded\n") || strings.Contains(body, "held ke") {
		t.Errorf("readyz:\n%s", body)
	}
	if code, out, _ := program(t, dir, "doctor", "--home", "."); code == exitDone {
		t.Errorf("doctor sees nothing:\n%s", out)
	}
	var out bytes.Buffer
	for after := time.Duration(0); after < 600*time.Millisecond; after += 20 * time.Millisecond {
		ctx, stop := context.WithTimeout(t.Context(), after)
		if code := execute(ctx, []string{"serve", "--home", dir, "--listen", "127.0.0.1:0"}, &out, &out); code != exitDone {
			t.Errorf("stopped after %s: exit code %d\n%s", after, code, out.String())
		}
		stop()
	}
}
