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

	made := make(chan string, 1)
	a := &app{config: Config{Home: home, DB: path, Listen: "127.0.0.1:0", Log: "error"}}
	serve := &cobra.Command{Use: "serve", RunE: func(cmd *cobra.Command, _ []string) error {
		plan, err := a.plan()
		if err != nil {
			return err
		}
		return a.serve(cmd, jobs.Config{DB: d, DSN: path, Log: a.log, Metrics: jobs.NewMetrics(d), Plan: plan, Workers: 1,
			Run: func(ctx context.Context, w *jobs.Work) error {
				made <- w.Kind + " " + w.Params["nam"]
				return d.Write(ctx, w.End)
			}})
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

	line, err := bufio.NewReader(out).ReadString(' ')
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Get(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(resp.Body)
	resp.Body.Close()
	if resp.StatusCode != 200 || !strings.Contains(string(body), "Kế hoạch năm 2024") {
		t.Errorf("%s\n%s", resp.Status, body)
	}
	select {
	case got := <-made:
		if want := "ke-hoach " + time.Now().Format("2006"); got != want {
			t.Errorf("made %q, want %q", got, want)
		}
	case <-time.After(20 * time.Second):
		t.Error("the job that was due did not run")
	}
	deadline := time.Now().Add(20 * time.Second)
	for isDone := false; !isDone && time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		runs, err := jobs.History(t.Context(), d, 10)
		isDone = err == nil && len(runs) == 1 && runs[0].State == "done"
	}
	stop()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("stopped with %v", err)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("serve does not stop")
	}
	runs, err := jobs.History(t.Context(), d, 10)
	if err != nil || len(runs) != 1 || runs[0].State != "done" {
		t.Errorf("runs %+v, %v", runs, err)
	}
}

// An address that others reach is served, but not in silence.
func TestServeWarnsWithoutLogin(t *testing.T) {
	for listen, want := range map[string]bool{"127.0.0.1:0": false, "[::1]:0": false, "0.0.0.0:0": true} {
		path := archived(t)
		d, err := db.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		a := &app{config: Config{DB: path, Listen: listen, Log: "error"}}
		var warned bytes.Buffer
		serve := &cobra.Command{Use: "serve", RunE: func(cmd *cobra.Command, _ []string) error {
			return a.serve(cmd, jobs.Config{DB: d, DSN: path, Log: a.log, Metrics: jobs.NewMetrics(d), Plan: &jobs.Plan{},
				Run: func(context.Context, *jobs.Work) error { return nil }})
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
		_, err = bufio.NewReader(out).ReadString(' ')
		stop()
		if end := <-ended; err != nil && listen == "[::1]:0" {
			t.Logf("no IPv6 here: %v", end)
		} else if got := strings.Contains(warned.String(), "no login"); err != nil || got != want {
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
