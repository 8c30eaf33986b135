package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"vanthu/pipeline/db"
	"vanthu/pipeline/jobs"
)

func newJobsCmd(a *app) *cobra.Command {
	c := &cobra.Command{Use: "jobs", Short: "Runs of scheduled jobs: how far they are; retry, cancel"}
	c.AddCommand(newJobsListCmd(a), newJobsShowCmd(a), newJobsNoticesCmd(a),
		newJobsDoCmd(a, "retry", "Queue a run again that failed, was cancelled or is done",
			func(ctx context.Context, s *jobs.Service, id int64) error { return s.Retry(ctx, id) }),
		newJobsDoCmd(a, "cancel", "Stop a run that waits or is at work, on whichever machine",
			func(ctx context.Context, s *jobs.Service, id int64) error { return s.Cancel(ctx, id, a.config.actor()) }))
	return c
}

// withQueue opens the queue to change it; nothing is worked here.
func (a *app) withQueue(ctx context.Context, do func(s *jobs.Service, p *jobs.Plan) error) error {
	m, err := a.maker(ctx)
	if err != nil {
		return err
	}
	defer m.DB.Close()
	plan, err := a.plan()
	if err != nil {
		return err
	}
	s, err := jobs.New(ctx, jobs.Config{Maker: m, Plan: plan, Log: a.log})
	if err != nil {
		return err
	}
	defer s.Stop(ctx)
	return do(s, plan)
}

func newJobsListCmd(a *app) *cobra.Command {
	var f jobs.Filter
	c := &cobra.Command{
		Use:   "list",
		Short: "List the runs, the latest due first",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withDB(cmd.Context(), func(d *db.DB) error {
				runs, err := jobs.Runs(cmd.Context(), d, f)
				if err != nil {
					return err
				}
				w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
				fmt.Fprintln(w, "RUN\tJOB\tPERIOD\tKIND\tSTATE\tDOCUMENTS\tLEFT\tERROR")
				for _, r := range runs {
					fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.ID, r.Job, r.Period, r.Kind, r.Word(), documents(&r), left(&r), r.Error)
				}
				return w.Flush()
			})
		},
	}
	c.Flags().StringVar(&f.Job, "job", "", "of this job alone")
	c.Flags().StringVar(&f.State, "state", "", "of this state alone: queued, done, failed, cancelled")
	c.Flags().IntVar(&f.Limit, "limit", 50, "at most so many")
	return c
}

func documents(r *jobs.Run) string {
	if r.Documents == 0 {
		return strconv.Itoa(r.DocumentsDone)
	}
	return fmt.Sprintf("%d/%d", r.DocumentsDone, r.Documents)
}

func left(r *jobs.Run) string {
	if _, left, ok := r.Progress(time.Now()); ok && r.State == "queued" {
		return left.Round(time.Second).String()
	}
	return "-"
}

func newJobsShowCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "show NUMBER",
		Short: "Show a run with its parts",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := runNumber(args[0])
			if err != nil {
				return err
			}
			return a.withDB(cmd.Context(), func(d *db.DB) error {
				r, parts, err := jobs.GetRun(cmd.Context(), d, id)
				if err != nil {
					return err
				}
				return showRun(cmd, &r, parts)
			})
		},
	}
}

func runNumber(text string) (int64, error) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, usageError("%s: not the number of a run; see 'vanthu jobs list'", text)
	}
	return id, nil
}

func showRun(cmd *cobra.Command, r *jobs.Run, parts []jobs.Part) error {
	w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
	var params map[string]string
	if err := json.Unmarshal([]byte(r.ParamsJSON), &params); err != nil {
		return fmt.Errorf("run %d: params: %w", r.ID, err)
	}
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(w, "%s\t%s\n", name, value)
		}
	}
	line("run", strconv.FormatInt(r.ID, 10))
	line("job", r.Job)
	line("period", r.Period)
	line("kind", r.Kind)
	for _, name := range slices.Sorted(maps.Keys(params)) {
		line("param", name+"="+params[name])
	}
	line("state", r.Word())
	line("due", minute(r.Due.Local()))
	line("queued", minute(r.Queued.Local())+" by "+r.QueuedBy)
	line("recipients", r.Recipients)
	line("parts", fmt.Sprintf("%d/%d", r.PartsDone, r.Parts))
	line("documents", documents(r))
	if rate, left, ok := r.Progress(time.Now()); ok {
		line("rate", fmt.Sprintf("%.1f documents a second", rate))
		if r.State == "queued" {
			line("left", left.Round(time.Second).String())
		}
	}
	line("error", r.Error)
	if r.CancelledAt != nil {
		line("cancelled", minute(r.CancelledAt.Local())+" by "+r.CancelledBy)
	}
	fmt.Fprintln(w, "\nPART\tSTATE\tATTEMPTS\tJOB\tERROR")
	for _, p := range parts {
		fmt.Fprintf(w, "%d\t%s\t%d\t%d\t%s\n", p.Part, p.State, p.Attempts, p.RiverJob.Int64, p.Error)
	}
	return w.Flush()
}

func newJobsNoticesCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "notices RECIPIENT…",
		Short: "What people or roles were told of runs",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withDB(cmd.Context(), func(d *db.DB) error {
				list, err := jobs.Notices(cmd.Context(), d, args)
				if err != nil {
					return err
				}
				w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
				fmt.Fprintln(w, "RUN\tTO\tAT\tMESSAGE")
				for _, n := range list {
					fmt.Fprintf(w, "%d\t%s\t%s\t%s\n", n.Run, n.Recipient, minute(n.At.Local()), n.Message)
				}
				return w.Flush()
			})
		},
	}
}

func newJobsDoCmd(a *app, use, short string, do func(context.Context, *jobs.Service, int64) error) *cobra.Command {
	return &cobra.Command{
		Use:   use + " NUMBER",
		Short: short,
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := runNumber(args[0])
			if err != nil {
				return err
			}
			err = a.withQueue(cmd.Context(), func(s *jobs.Service, _ *jobs.Plan) error { return do(cmd.Context(), s, id) })
			if err != nil {
				return err
			}
			return a.withDB(cmd.Context(), func(d *db.DB) error {
				return a.record(cmd.Context(), d, "jobs."+use, fmt.Sprintf("run %d", id))
			})
		},
	}
}
