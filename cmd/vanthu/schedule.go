package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"vanthu/pipeline/db"
	"vanthu/pipeline/jobs"
	"vanthu/templates"
)

func newScheduleCmd(a *app) *cobra.Command {
	c := &cobra.Command{Use: "schedule", Short: "Jobs of jobs.yaml: when they run next, what they did"}
	c.AddCommand(newScheduleListCmd(a), newScheduleNextCmd(a), newScheduleCheckCmd(a), newScheduleRunCmd(a), newScheduleHistoryCmd(a),
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
	calendar, err := jobs.LoadCalendar(ctx, d)
	if err != nil {
		return err
	}
	plan.Use(calendar)
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
				list, err := jobs.Schedules(cmd.Context(), d, p, time.Now())
				if err != nil {
					return err
				}
				w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
				fmt.Fprintln(w, "JOB\tKINDS\tNEXT\tLAST\tSTATE")
				for _, s := range list {
					fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\n", s.Name, len(s.Kinds), minute(s.Next), minute(s.Last), s.State(time.Now()))
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
			return a.withDB(cmd.Context(), func(d *db.DB) error {
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
			})
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
			return a.withQueue(cmd.Context(), func(s *jobs.Service, p *jobs.Plan) error {
				if !paused {
					if err := a.check(cmd, p, args); err != nil {
						return err
					}
				}
				if err := s.Pause(cmd.Context(), args[0], paused); err != nil {
					return err
				}
				return a.withDB(cmd.Context(), func(d *db.DB) error { return a.record(cmd.Context(), d, "schedule."+use, args[0]) })
			})
		},
	}
}

func newScheduleNextCmd(a *app) *cobra.Command {
	var n int
	c := &cobra.Command{
		Use:   "next [JOB]",
		Short: "List the next times of a job, or of all",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withPlan(cmd.Context(), func(d *db.DB, p *jobs.Plan) error {
				if len(args) == 1 {
					if _, err := p.Job(args[0]); err != nil {
						return err
					}
				}
				calendar, err := jobs.LoadCalendar(cmd.Context(), d)
				if err != nil {
					return err
				}
				w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
				fmt.Fprintln(w, "JOB\tTIME\tNOTE")
				for _, job := range p.Jobs {
					if len(args) == 1 && job.Name != args[0] {
						continue
					}
					at := time.Now()
					for range n {
						if at = p.Next(job.Name, at); at.IsZero() {
							break
						}
						note := ""
						if job.WorkingDay != 0 && !calendar.Knows(at.Year()) {
							note = fmt.Sprintf("the holidays of %d are not in lich_nghi yet", at.Year())
						}
						fmt.Fprintf(w, "%s\t%s\t%s\n", job.Name, at.Format("Mon 2006-01-02 15:04"), note)
					}
				}
				return w.Flush()
			})
		},
	}
	c.Flags().IntVarP(&n, "number", "n", 3, "so many times of each")
	return c
}

func newScheduleCheckCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "check [JOB…]",
		Short: "Dry run of jobs: queries, tags, parameters, samples, recipients; without JOB, all",
		Long: `Prove jobs before their schedule is put in force: the queries are prepared, the tags of
the templates proved, the templates filled with sample values, the documents of the next
time made where the database has the data, recipients looked up. Nothing is kept.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			p, err := a.plan()
			if err != nil {
				return err
			}
			if len(args) == 0 {
				for _, job := range p.Jobs {
					args = append(args, job.Name)
				}
			}
			if err := a.check(cmd, p, args); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%d jobs, no fault\n", len(args))
			return nil
		},
	}
}

// check is the dry run of some jobs; who of their recipients is absent it says.
func (a *app) check(cmd *cobra.Command, p *jobs.Plan, names []string) error {
	ctx := cmd.Context()
	m, err := a.maker(ctx)
	if err != nil {
		return err
	}
	defer m.DB.Close()
	var faults []error
	for _, name := range names {
		faults = append(faults, jobs.Check(ctx, m, p, name))
		job, err := p.Job(name)
		if err != nil {
			continue // Check said so
		}
		absent, err := jobs.Absent(ctx, m.DB, job)
		if len(absent) > 0 {
			fmt.Fprintf(cmd.ErrOrStderr(), "warning: job %s: nobody is %s; the notice goes to quan-tri\n", name, strings.Join(absent, ", "))
		}
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}

func newScheduleRunCmd(a *app) *cobra.Command {
	var day string
	c := &cobra.Command{
		Use:   "run JOB [--day 2024-12-05]",
		Short: "Queue a job now, before the batches; serve or worker make it",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withQueue(cmd.Context(), func(s *jobs.Service, p *jobs.Plan) error {
				at, err := p.Day(day, time.Now())
				if err != nil {
					return usageError("--day: %w", err)
				}
				ids, err := s.RunNow(cmd.Context(), args[0], a.config.actor(), at)
				if err != nil {
					return err
				}
				if len(ids) == 0 {
					fmt.Fprintln(cmd.OutOrStdout(), "nothing is due")
					return nil
				}
				for _, id := range ids {
					fmt.Fprintf(cmd.OutOrStdout(), "run %d: see 'vanthu jobs show %d'\n", id, id)
				}
				return a.withDB(cmd.Context(), func(d *db.DB) error {
					return a.record(cmd.Context(), d, "schedule.run", fmt.Sprintf("%s: runs %d to %d", args[0], slices.Min(ids), slices.Max(ids)))
				})
			})
		},
	}
	c.Flags().StringVar(&day, "day", "", "as if it were this day: names the period")
	return c
}
