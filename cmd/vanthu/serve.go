package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/spf13/cobra"

	"vanthu/pipeline/access"
	"vanthu/pipeline/db"
	"vanthu/pipeline/intake"
	"vanthu/pipeline/jobs"
	"vanthu/pipeline/making"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/people"
	"vanthu/pipeline/portal"
)

func newServeCmd(a *app) *cobra.Command {
	var noWorker bool
	var workers int
	var o door
	c := &cobra.Command{
		Use:   "serve",
		Short: "Portal and scheduled jobs, until it is stopped (Ctrl+C, SIGTERM)",
		Long: `serve shows the archive at --listen and makes the documents of jobs.yaml when they
are due. Any number may run on one PostgreSQL database; each period is made once.
While the database has no people, whoever works at this machine sees all, and a link is
printed by which the first one, quản trị, sets a password. From another machine people
come with a password and a second factor, by --tls-cert and --tls-key or through a proxy
(--proxy) that speaks https.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if noWorker {
				workers = 0
			}
			if o.open {
				if done, err := a.prepare(cmd.Context(), o.cert != ""); done || err != nil {
					return err
				}
			}
			return a.withJobs(cmd.Context(), workers, func(c jobs.Config) error { return a.serve(cmd, c, o) })
		},
	}
	c.Flags().BoolVar(&noWorker, "no-worker", false, "show the portal and schedule, make nothing here")
	c.Flags().IntVar(&workers, "workers", 2, "jobs at the same time")
	c.Flags().StringVar(&o.cert, "tls-cert", "", "PEM file of the portal's certificate: it speaks https")
	c.Flags().StringVar(&o.key, "tls-key", "", "PEM file of the certificate's key")
	c.MarkFlagsRequiredTogether("tls-cert", "tls-key")
	c.Flags().BoolVar(&o.proxy, "proxy", false, "people come through a proxy that speaks https; nobody counts as sitting at this machine")
	c.Flags().BoolVar(&o.open, "open", false, "for who works at this machine: make the database where there is none, and open the browser")
	return c
}

// door is how people come to the portal.
type door struct {
	cert, key string
	proxy     bool
	open      bool // the browser, for who sits here
}

func (o door) https() bool { return o.cert != "" || o.proxy }

// checkPlan holds the kinds of jobs.yaml against the catalog, so that a wrong name stops
// the start and not a job at night.
func checkPlan(m *making.Maker, plan *jobs.Plan) error {
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

// prepare makes the database of who starts the portal by a double click, where there is none.
// Where the portal runs already, done, its page is opened.
func (a *app) prepare(ctx context.Context, tls bool) (done bool, err error) {
	base := "http://" + a.config.Listen
	if tls {
		base = "https://" + a.config.Listen
	}
	if served(ctx, base) {
		return true, browse(base + "/")
	}
	if !db.IsFile(a.config.DB) || exists(a.config.DB) {
		return false, nil
	}
	d, _, err := migratedDB(ctx, a.config.DB)
	if err != nil {
		return false, err
	}
	return false, d.Close()
}

// firstLink makes the link by which the first person sets a password and prints it; "" where
// there are people.
func (a *app) firstLink(ctx context.Context, w io.Writer, d *db.DB, base string) (link string, err error) {
	users, err := people.Users(ctx, d.Reader)
	if err != nil || len(users) > 0 {
		return "", err
	}
	var secret string
	err = d.Write(ctx, func(tx *sqlx.Tx) (err error) {
		secret, err = access.NewLink(ctx, tx, "", time.Now())
		return err
	})
	if err != nil {
		return "", err
	}
	link = base + "/vao/" + secret
	fmt.Fprintf(w, "first administrator, within 24 hours: %s\n", link)
	return link, nil
}

// welcome leads who starts the portal to its first page, in the browser where open is asked.
func (a *app) welcome(cmd *cobra.Command, d *db.DB, base string, open bool) {
	link, err := a.firstLink(cmd.Context(), cmd.OutOrStdout(), d, base)
	if err != nil && cmd.Context().Err() == nil {
		a.log.Error("the link for the first person", "error", err)
	}
	if !open {
		return
	}
	if err := browse(cmp.Or(link, base+"/")); err != nil {
		a.log.Warn("no browser opened; type the address into one", "address", base, "error", err)
	}
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
func (a *app) serve(cmd *cobra.Command, c jobs.Config, o door) error {
	ctx := cmd.Context()
	listener, err := net.Listen("tcp", a.config.Listen)
	if err != nil {
		return fmt.Errorf("--listen %s: %w", a.config.Listen, err)
	}
	defer listener.Close()
	address, _ := listener.Addr().(*net.TCPAddr)
	local := address != nil && address.IP.IsLoopback() && !o.proxy
	if !local && !o.https() {
		fmt.Fprintf(cmd.ErrOrStderr(), "WARNING: the portal at %s is reached without https: passwords and papers cross the network in the clear. "+
			"Give --tls-cert and --tls-key, put it behind a proxy that speaks https (--proxy), or leave --listen at 127.0.0.1.\n", listener.Addr())
	}
	kinds := map[string]string{}
	for _, k := range c.Maker.Catalog.Kinds() {
		kinds[k.Slug] = k.Name
	}
	trust, err := a.trust()
	if err != nil {
		return err
	}
	forms, err := a.files(intake.FS(), "intake")
	if err != nil {
		return err
	}
	service, err := jobs.New(ctx, c)
	if err != nil {
		return whileStarting(ctx, err)
	}
	pages, err := portal.New(portal.Config{Forms: forms, DB: c.Maker.DB, Plan: c.Plan, Jobs: service, Kinds: kinds, Log: a.log, Local: local,
		As: a.config.actor(), Secure: o.https(), Papers: outgoing.Of(c.Maker), Shelf: c.Shelf, Trust: trust,
		Settings: a.config.settings(), Backups: filepath.Join(a.config.Home, "backup")})
	if err == nil {
		err = service.Start(ctx)
	}
	if err != nil {
		return whileStarting(ctx, errors.Join(err, service.Stop(ctx)))
	}
	mux := http.NewServeMux()
	mux.Handle("/", pages)
	mux.Handle("GET /metrics", c.Metrics.Handler())
	server := portal.Server(mux)
	failed := make(chan error, 1)
	base := "http://" + listener.Addr().String()
	if o.cert != "" {
		base = "https://" + listener.Addr().String()
		go func() { failed <- server.ServeTLS(listener, o.cert, o.key) }()
	} else {
		go func() { failed <- server.Serve(listener) }()
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s/ (Ctrl+C stops)\n", base)
	a.welcome(cmd, c.Maker.DB, base, o.open)
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
