package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/spf13/cobra"

	"vanthu/pipeline"
	"vanthu/pipeline/archive"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/jobs"
)

func newWorkerCmd(a *app) *cobra.Command {
	var workers int
	var address string
	c := &cobra.Command{
		Use:   "worker",
		Short: "Scheduled jobs without the portal, until it is stopped (Ctrl+C, SIGTERM)",
		Long: `worker schedules and makes the documents of jobs.yaml when they are due. Any number may
run on one PostgreSQL database, on several machines; each period is made once. At
--metrics it answers /healthz, /readyz and /metrics.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if workers < 1 {
				return usageError("--workers %d: at least 1", workers)
			}
			return a.withJobs(cmd.Context(), workers, func(c jobs.Config) error { return a.work(cmd, c, address) })
		},
	}
	c.Flags().IntVar(&workers, "workers", 2, "jobs at the same time")
	c.Flags().StringVar(&address, "metrics", "", "address for those who watch the program, as 127.0.0.1:8031 (default: none)")
	return c
}

// work runs jobs until the command's context ends.
func (a *app) work(cmd *cobra.Command, c jobs.Config, address string) error {
	ctx := cmd.Context()
	if address != "" {
		listener, err := net.Listen("tcp", address)
		if err != nil {
			return fmt.Errorf("--metrics %s: %w", address, err)
		}
		mux := http.NewServeMux()
		mux.Handle("GET /metrics", c.Metrics.Handler())
		mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
		mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
			if err := c.DB.Reader.PingContext(r.Context()); err != nil {
				http.Error(w, "database: not ready", http.StatusServiceUnavailable)
				return
			}
			fmt.Fprintln(w, "ok")
		})
		server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
		go server.Serve(listener)
		defer server.Close()
		fmt.Fprintf(cmd.OutOrStdout(), "http://%s/metrics\n", listener.Addr())
	}
	service, err := jobs.New(ctx, c)
	if err != nil {
		return err
	}
	if err := service.Start(ctx); err != nil {
		return errors.Join(err, service.Stop(ctx))
	}
	fmt.Fprintln(cmd.OutOrStdout(), "working (Ctrl+C stops)")
	<-ctx.Done()
	a.log.Info("stopping")
	soft, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	return service.Stop(soft)
}

// withJobs opens what jobs need and proves the plan: a wrong kind stops the start, a job
// with other faults is held back and the rest goes on.
func (a *app) withJobs(ctx context.Context, workers int, do func(jobs.Config) error) error {
	m, err := a.maker(ctx)
	if err != nil {
		return err
	}
	defer m.DB.Close()
	plan, err := a.plan()
	if err != nil {
		return err
	}
	if err := checkPlan(m, plan); err != nil {
		return err
	}
	held := jobs.CheckAll(ctx, m, plan)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	for _, name := range slices.Sorted(maps.Keys(held)) {
		a.log.Error("job is not scheduled until this is repaired", "job", name, "error", held[name])
	}
	if workers > 0 {
		if err := a.layAll(ctx, m); err != nil {
			a.log.Error("shelf", "error", err) // the archive has everything; the portal serves it
		}
	}
	metrics := jobs.NewMetrics(m.DB)
	w := &jobWorker{Maker: m, app: a, metrics: metrics}
	return do(jobs.Config{DB: m.DB, DSN: a.config.DB, Plan: plan, Workers: workers, Log: a.log, Metrics: metrics,
		Run: w.run, Split: w.split, Rows: jobs.Rows(m), Held: held})
}

// jobWorker makes and keeps the documents of jobs.
type jobWorker struct {
	*pipeline.Maker
	app     *app
	metrics *jobs.Metrics
}

// chunk is how many documents of a mail merge are made and kept together.
const chunk = 10

// split parts a run into its requests, and those into some units each.
func (w *jobWorker) split(ctx context.Context, kind string, params map[string]string) ([]jobs.Task, error) {
	if _, err := w.Catalog.Kind(kind); err != nil {
		return nil, jobs.Permanent(err)
	}
	requests, err := w.Year(ctx, kind, params)
	if err != nil {
		return nil, err
	}
	var tasks []jobs.Task
	for _, req := range requests {
		g, err := w.Gather(ctx, req)
		if err != nil {
			return nil, err
		}
		for _, part := range g.Parts(chunk) {
			tasks = append(tasks, jobs.Task{Params: req.Params, Units: part.Units(), Documents: part.Documents()})
		}
	}
	return tasks, nil
}

func (w *jobWorker) run(ctx context.Context, work *jobs.Work) error {
	start := time.Now()
	made, err := w.Make(ctx, pipeline.Request{Kind: work.Kind, Params: work.Params, Units: work.Units})
	if _, isFault := errors.AsType[*fill.Faults](err); isFault {
		err = jobs.Permanent(err)
	}
	if err != nil {
		return err
	}
	w.metrics.Stage("make", time.Since(start))
	years := make(map[int]bool)
	for _, one := range made {
		one.Job = work.Name
		years[one.Year] = true
	}
	work.Done = len(made)
	start = time.Now()
	if _, err := w.Keep(ctx, made, func(tx *sqlx.Tx) error { return work.End(tx) }); err != nil {
		return err
	}
	w.metrics.Stage("keep", time.Since(start))
	for _, one := range made {
		w.metrics.Document(work.Kind, severities(one))
	}
	start = time.Now()
	for year := range years {
		if err := w.app.lay(ctx, w.Maker, year); err != nil {
			work.Log.Error("shelf", "error", err) // the documents are kept; the next call lays them out
		}
	}
	w.metrics.Stage("shelf", time.Since(start))
	return nil
}

func severities(made *archive.Made) []string {
	list := make([]string, len(made.Findings))
	for i, f := range made.Findings {
		list[i] = f.Severity
	}
	return list
}
