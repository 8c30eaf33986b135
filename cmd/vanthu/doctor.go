package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vanthu/pipeline/db"
	"vanthu/pipeline/jobs"
)

func newDoctorCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Say what is wrong with this installation: database, rights, fonts, templates, disk",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			bad := 0
			for _, exam := range []struct {
				name string
				look func(context.Context) (string, error)
			}{
				{"configuration", a.examConfig},
				{"fonts", a.examFonts},
				{"templates", a.examTemplates},
				{"database", a.examDatabase},
				{"queries", a.examQueries},
				{"kinds", a.examKinds},
				{"jobs", a.examJobs},
				{"shelf", a.examShelf},
			} {
				said, err := exam.look(cmd.Context())
				mark := "ok   "
				if err != nil {
					mark, said = "WRONG", err.Error()
					bad++
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%s  %-14s %s\n", mark, exam.name, said)
			}
			if bad > 0 {
				return fmt.Errorf("%d of these are wrong", bad)
			}
			return nil
		},
	}
}

func (a *app) examConfig(context.Context) (string, error) {
	home := a.config.Home
	if home == "" {
		home = "none (embedded templates and queries alone)"
	}
	return fmt.Sprintf("vanthu %s, home %s", version, home), nil
}

func (a *app) examFonts(context.Context) (string, error) {
	set, err := a.fontSet(false)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d families", len(set.Families())), nil
}

func (a *app) examTemplates(context.Context) (string, error) {
	c, _, err := a.openCatalog()
	if err != nil {
		return "", err
	}
	faults, err := c.Lint()
	if err != nil {
		return "", err
	}
	if len(faults) > 0 {
		return "", fmt.Errorf("%d faults, the first: %s (see 'vanthu template lint')", len(faults), faults[0])
	}
	return fmt.Sprintf("%d kinds", len(c.Kinds())), nil
}

func (a *app) examDatabase(ctx context.Context) (string, error) {
	d, err := a.openDB(ctx)
	if err != nil {
		return "", err
	}
	defer d.Close()
	// A lock, a full disk or missing rights show only where something is written.
	if waits, err := d.Waits(ctx); err != nil {
		return "", err
	} else if len(waits) > 0 {
		return "", fmt.Errorf("database %s: %s", d, strings.Join(waits, "; "))
	}
	tx, err := d.Writer.BeginTxx(ctx, nil)
	if err != nil {
		return "", fmt.Errorf("database %s: cannot write: %w", d, db.Explain(err))
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE co_so_du_lieu SET so_lieu_mau = so_lieu_mau"); err != nil {
		return "", fmt.Errorf("database %s: cannot write: %w", d, db.Explain(err))
	}
	return fmt.Sprintf("%s (%s), schema up to date, can be written", d, d.Dialect()), nil
}

func (a *app) examQueries(ctx context.Context) (string, error) {
	_, lib, err := a.openCatalog()
	if err != nil {
		return "", err
	}
	d, err := a.openDB(ctx)
	if err != nil {
		return "", err
	}
	defer d.Close()
	if err := lib.Check(ctx, d); err != nil {
		return "", err
	}
	return fmt.Sprintf("%d fit the database", len(lib.Names())), nil
}

// examKinds tells of rows that name a kind of document that there is not.
func (a *app) examKinds(ctx context.Context) (string, error) {
	m, err := a.maker(ctx)
	if err != nil {
		return "", err
	}
	defer m.DB.Close()
	faults, err := m.UnknownKinds(ctx)
	if err == nil && len(faults) > 0 {
		err = errors.New(strings.Join(faults, "; "))
	}
	return "those that tables name are there", err
}

// examJobs tells of jobs that no scheduler queues as it should, and of troubles that last.
func (a *app) examJobs(ctx context.Context) (said string, err error) {
	err = a.withPlan(ctx, func(d *db.DB, p *jobs.Plan) error {
		list, err := jobs.Schedules(ctx, d, p, time.Now())
		if err != nil {
			return err
		}
		for _, s := range list {
			if s.Held != "" {
				return fmt.Errorf("%s is held: %s (vanthu schedule list shows all)", s.Name, s.Held)
			}
		}
		alerts, err := jobs.Alerts(ctx, d)
		if err != nil {
			return err
		}
		for _, one := range alerts {
			if one.Degrades() {
				return fmt.Errorf("%s: %s", one.Subject, one.Message)
			}
		}
		said = fmt.Sprintf("%d scheduled, %d troubles to look at on the page", len(list), len(alerts))
		return nil
	})
	return said, err
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func (a *app) examShelf(context.Context) (string, error) {
	dir, err := filepath.Abs(a.config.Out)
	if err != nil {
		return "", err
	}
	for !exists(dir) && dir != filepath.Dir(dir) { // generate will make what is missing
		dir = filepath.Dir(dir)
	}
	f, err := os.CreateTemp(dir, ".vanthu-*.tmp")
	if err != nil {
		return "", fmt.Errorf("cannot write: %w", err)
	}
	err = errors.Join(f.Close(), os.Remove(f.Name()))
	if err != nil {
		return "", err
	}
	free, err := jobs.FreeSpace(dir)
	if err != nil {
		return "", err
	}
	if free < jobs.LeastFree {
		return "", fmt.Errorf("%s: only %d MiB free on the disk; make room for at least %d", dir, free>>20, jobs.LeastFree>>20)
	}
	return fmt.Sprintf("%s can be written, %d MiB free", dir, free>>20), nil
}
