package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"vanthu/pipeline"
	"vanthu/pipeline/jobs"
	"vanthu/pipeline/portal"
)

func newServeCmd(a *app) *cobra.Command {
	var noWorker bool
	var workers int
	c := &cobra.Command{
		Use:   "serve",
		Short: "Portal and scheduled jobs, until it is stopped (Ctrl+C, SIGTERM)",
		Long: `serve shows the archive at --listen and makes the documents of jobs.yaml when they
are due. Any number may run on one PostgreSQL database; each period is made once.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if noWorker {
				workers = 0
			}
			return a.withJobs(cmd.Context(), workers, func(c jobs.Config) error { return a.serve(cmd, c) })
		},
	}
	c.Flags().BoolVar(&noWorker, "no-worker", false, "show the portal and schedule, make nothing here")
	c.Flags().IntVar(&workers, "workers", 2, "jobs at the same time")
	return c
}

// checkPlan holds the kinds of jobs.yaml against the catalog, so that a wrong name stops
// the start and not a job at night.
func checkPlan(m *pipeline.Maker, plan *jobs.Plan) error {
	var faults []error
	for _, job := range plan.Jobs {
		for _, kind := range job.Kinds {
			if _, err := m.Catalog.Kind(kind); err != nil {
				faults = append(faults, fmt.Errorf("%s: job %s: %w", jobs.PlanFile, job.Name, err))
			}
		}
	}
	return errors.Join(faults...)
}

// short cuts a text for one line of a log.
func short(s string) string {
	if r := []rune(s); len(r) > 300 {
		return string(r[:300]) + "…"
	}
	return s
}

// stopTime is how long running jobs and downloads may take to finish.
const stopTime = 20 * time.Second

// serve runs portal and jobs until the command's context ends; c says what makes the
// documents.
func (a *app) serve(cmd *cobra.Command, c jobs.Config) error {
	ctx := cmd.Context()
	listener, err := net.Listen("tcp", a.config.Listen)
	if err != nil {
		return fmt.Errorf("--listen %s: %w", a.config.Listen, err)
	}
	defer listener.Close()
	address, _ := listener.Addr().(*net.TCPAddr)
	local := address != nil && address.IP.IsLoopback()
	if !local {
		fmt.Fprintf(cmd.ErrOrStderr(), "WARNING: the portal at %s has no login yet: whoever reaches this address reads all documents. "+
			"Keep it behind a firewall or a proxy that asks for a password, or leave --listen at 127.0.0.1.\n", listener.Addr())
	}
	catalog, _, err := a.openCatalog()
	if err != nil {
		return err
	}
	kinds := map[string]string{}
	for _, k := range catalog.Kinds() {
		kinds[k.Slug] = k.Name
	}
	pages, err := portal.New(portal.Config{DB: c.Maker.DB, Plan: c.Plan, Kinds: kinds, Log: a.log, Local: local})
	if err != nil {
		return err
	}
	service, err := jobs.New(ctx, c)
	if err != nil {
		return err
	}
	if err := service.Start(ctx); err != nil {
		return errors.Join(err, service.Stop(ctx))
	}
	mux := http.NewServeMux()
	mux.Handle("/", pages)
	mux.Handle("GET /metrics", c.Metrics.Handler())
	server := portal.Server(mux)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	fmt.Fprintf(cmd.OutOrStdout(), "http://%s/ (Ctrl+C stops)\n", listener.Addr())
	select {
	case err = <-failed:
	case <-ctx.Done():
	}
	a.log.Info("stopping")
	soft, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	if e := server.Shutdown(soft); err == nil || errors.Is(err, http.ErrServerClosed) {
		err = e
	}
	return errors.Join(err, service.Stop(soft))
}
