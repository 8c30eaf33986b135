package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"vanthu/pipeline/db"
	"vanthu/queries"
)

// app is what the commands share: the configuration and what is opened from it on
// demand.
type app struct {
	config Config
	log    *slog.Logger
}

func (a *app) configure(cmd *cobra.Command) (err error) {
	if err = a.config.load(cmd.Root().PersistentFlags()); err != nil {
		return err
	}
	if a.config.Practice {
		fmt.Fprintf(cmd.ErrOrStderr(), "THỰC HÀNH: việc này làm trong sổ thực hành (%s)\n", filepath.Dir(a.config.DB))
	}
	a.log, err = a.config.logger(cmd)
	return err
}

// commands lists the commands, in the order of --help.
func commands(a *app) []*cobra.Command {
	return []*cobra.Command{
		newInitCmd(a),
		newDemoCmd(a),
		newPracticeCmd(a),
		newNewYearCmd(a),
		newGenerateCmd(a),
		newWorkbookCmd(a),
		newImportCmd(a),
		newAwardCmd(a),
		newServeCmd(a),
		newWorkerCmd(a),
		newMigrateCmd(a),
		newDoctorCmd(a),
		newScheduleCmd(a),
		newJobsCmd(a),
		newDocumentsCmd(a),
		newIssueCmd(a),
		newBookCmd(a),
		newRegisterCmd(a),
		newUserCmd(a),
		newTokenCmd(a),
		newAuditCmd(a),
		newBackupCmd(a),
		newRestoreCmd(a),
		newFillCmd(a),
		newPDFCmd(a),
		newLayoutCmd(a),
		newCheckCmd(a),
		newCitationsCmd(a),
		newFontsCmd(a),
		newStampCmd(a),
		newRefreshCmd(a),
		newTemplateCmd(a),
	}
}

// files returns a folder that is embedded, overlaid by the office's folder of that name
// in --home. A link there that leads out of --home is not followed.
func (a *app) files(embedded fs.FS, folder string) (fs.FS, error) {
	if a.config.Home == "" {
		return embedded, nil
	}
	root, err := os.OpenRoot(filepath.Join(a.config.Home, folder))
	if errors.Is(err, fs.ErrNotExist) {
		return embedded, nil
	} else if err != nil {
		return nil, err
	}
	return overlay{embedded, root.FS()}, nil
}

// withDB opens the database for one piece of work.
func (a *app) withDB(ctx context.Context, do func(d *db.DB) error) error {
	d, err := a.openDB(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	return do(d)
}

// openDB opens the database and holds its schema against this program's.
func (a *app) openDB(ctx context.Context) (*db.DB, error) {
	const next = "run 'vanthu migrate' (an office's own data) or 'vanthu demo' (sample data)"
	if a.config.Practice && !exists(a.config.DB) {
		return nil, errors.New("there is no practice book yet: run 'vanthu practice'")
	}
	if db.IsFile(a.config.DB) && !exists(a.config.DB) {
		return nil, fmt.Errorf("there is no database %s: give --db or --home, or %s", a.config.DB, next)
	}
	d, err := db.Open(ctx, a.config.DB)
	if err != nil {
		return nil, err
	}
	if err := d.CheckSchema(ctx, queries.Schema()); err != nil {
		d.Close()
		if errors.Is(err, db.ErrOldSchema) {
			err = fmt.Errorf("%w; %s; a backup before that is made with the program that ran until now", err, next)
		}
		return nil, err
	}
	return d, nil
}

// migratedDB opens a database, makes it where it is not there, and brings its schema up to
// date; n is how many steps that took.
func migratedDB(ctx context.Context, dsn string) (d *db.DB, n int, err error) {
	if d, err = db.Open(ctx, dsn); err != nil {
		return nil, 0, err
	}
	if n, err = d.Migrate(ctx, queries.Schema()); err != nil {
		d.Close()
		return nil, 0, err
	}
	return d, n, nil
}
