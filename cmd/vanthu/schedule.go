package main

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"vanthu/pipeline/db"
	"vanthu/pipeline/jobs"
	"vanthu/templates"
)

func newScheduleCmd(a *app) *cobra.Command {
	c := &cobra.Command{Use: "schedule", Short: "Jobs of jobs.yaml: when they run next, what they did"}
	c.AddCommand(newScheduleListCmd(a), newScheduleHistoryCmd(a),
		newSchedulePauseCmd(a, "pause", "Keep a job from being queued", true),
		newSchedulePauseCmd(a, "resume", "Let a paused job go on", false))
	return c
}

// withPlan opens the database and reads jobs.yaml.
func (a *app) withPlan(ctx context.Context, do func(d *db.DB, p *jobs.Plan) error) error {
	plan, err := a.plan()
	if err != nil {
		return err
	}
	d, err := a.openDB(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	return do(d, plan)
}

func (a *app) plan() (*jobs.Plan, error) {
	files, err := a.files(templates.FS(), "templates")
	if err != nil {
		return nil, err
	}
	return jobs.LoadPlan(files)
}

func newScheduleListCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the jobs and when they run next",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withPlan(cmd.Context(), func(d *db.DB, p *jobs.Plan) error {
				list, err := jobs.Schedules(cmd.Context(), d, p)
				if err != nil {
					return err
				}
				w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
				fmt.Fprintln(w, "JOB\tKINDS\tNEXT\tLAST\tSTATE")
				for _, s := range list {
					state := "on"
					switch {
					case s.Paused:
						state = "paused"
					case s.Next.IsZero():
						s.Next, state = p.Next(s.Name, time.Now()), "not started: vanthu serve"
					}
					fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\n", s.Name, len(s.Kinds), minute(s.Next), minute(s.Last), state)
				}
				return w.Flush()
			})
		},
	}
}

func minute(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.Format("2006-01-02 15:04")
}

func newScheduleHistoryCmd(a *app) *cobra.Command {
	var limit int
	c := &cobra.Command{
		Use:   "history",
		Short: "List what the jobs did, the latest first",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := a.openDB(cmd.Context())
			if err != nil {
				return err
			}
			defer d.Close()
			runs, err := jobs.History(cmd.Context(), d, limit)
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "JOB\tPERIOD\tKIND\tSTATE\tATTEMPTS\tERROR")
			for _, r := range runs {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%s\n", r.Job, r.Period, r.Kind, r.State, r.Attempts, r.Error)
			}
			return w.Flush()
		},
	}
	c.Flags().IntVar(&limit, "limit", 50, "at most so many")
	return c
}

func newSchedulePauseCmd(a *app, use, short string, paused bool) *cobra.Command {
	return &cobra.Command{
		Use:   use + " JOB",
		Short: short,
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withPlan(cmd.Context(), func(d *db.DB, p *jobs.Plan) error {
				return jobs.Pause(cmd.Context(), d, p, args[0], paused)
			})
		},
	}
}
