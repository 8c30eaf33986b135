package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vanthu/pipeline/jobs"
	"vanthu/pipeline/outgoing"
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
			degraded, err := jobs.Ready(r.Context(), c.Maker.DB)
			if err != nil {
				http.Error(w, "not ready: "+err.Error(), http.StatusServiceUnavailable)
				return
			}
			if len(degraded) > 0 {
				fmt.Fprintf(w, "degraded\n%s\n", strings.Join(degraded, "\n"))
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
		return whileStarting(ctx, err)
	}
	if err := service.Start(ctx); err != nil {
		return whileStarting(ctx, errors.Join(err, service.Stop(ctx)))
	}
	fmt.Fprintln(cmd.OutOrStdout(), "working (Ctrl+C stops)")
	<-ctx.Done()
	a.log.Info("stopping")
	soft, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	return service.Stop(soft)
}

// withJobs opens what jobs need. What is broken, a job or a kind, is held by the scheduler
// and told of, and the rest goes on.
func (a *app) withJobs(ctx context.Context, workers int, do func(jobs.Config) error) error {
	m, broken, err := a.openMaker(ctx)
	if err != nil {
		return whileStarting(ctx, err)
	}
	defer m.DB.Close()
	plan, err := a.plan()
	if err != nil {
		return err
	}
	if broken != nil {
		a.log.Error("of the office's files some are broken; the others serve", "error", broken)
	} else if err := checkPlan(m, plan); err != nil {
		return err
	}
	metrics := jobs.NewMetrics(m.DB)
	return do(jobs.Config{Maker: m, Broken: broken, Shelf: outgoing.Of(m).Shelf(a.config.Out), Plan: plan, Workers: workers, Log: a.log, Metrics: metrics, Mail: a.config.Mail})
}

// whileStarting is the error of a program that could not start: none where it was told to
// stop meanwhile.
func whileStarting(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}
