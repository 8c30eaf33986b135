package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/spf13/cobra"

	"vanthu/pipeline/db"
	"vanthu/pipeline/jobs"
	"vanthu/pipeline/portal"
)

// maker makes one kind of document for a job and keeps it in a transaction in which it
// calls then.
type maker func(ctx context.Context, d *db.DB, kind string, params map[string]string, then func(*sqlx.Tx) error) error

func newServeCmd(a *app, produce maker) *cobra.Command {
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
			return a.serve(cmd, produce, workers)
		},
	}
	c.Flags().BoolVar(&noWorker, "no-worker", false, "show the portal and schedule, make nothing here")
	c.Flags().IntVar(&workers, "workers", 2, "jobs at the same time")
	return c
}

// stopTime is how long running jobs and downloads may take to finish.
const stopTime = 20 * time.Second

func (a *app) serve(cmd *cobra.Command, produce maker, workers int) error {
	ctx := cmd.Context()
	plan, err := a.plan()
	if err != nil {
		return err
	}
	d, err := a.openDB(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	listener, err := net.Listen("tcp", a.config.Listen)
	if err != nil {
		return fmt.Errorf("--listen %s: %w", a.config.Listen, err)
	}
	defer listener.Close()
	address, _ := listener.Addr().(*net.TCPAddr)
	pages, err := portal.New(portal.Config{DB: d, Plan: plan, Log: a.log, Local: address != nil && address.IP.IsLoopback()})
	if err != nil {
		return err
	}
	service, err := jobs.New(ctx, jobs.Config{
		DB: d, DSN: a.config.DB, Plan: plan, Log: a.log, Workers: workers,
		Run: func(ctx context.Context, kind string, params map[string]string, then func(*sqlx.Tx) error) error {
			return produce(ctx, d, kind, params, then)
		},
	})
	if err != nil {
		return err
	}
	if err := service.Start(ctx); err != nil {
		return errors.Join(err, service.Stop(ctx))
	}
	server := portal.Server(pages)
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
	if e := server.Shutdown(soft); errors.Is(err, http.ErrServerClosed) || err == nil {
		err = e
	}
	return errors.Join(err, service.Stop(soft))
}
