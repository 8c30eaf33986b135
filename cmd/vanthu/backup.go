package main

import (
	"context"
	"fmt"
	"io"

	"github.com/jmoiron/sqlx"
	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/queries"
)

func newBackupCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the whole database into a file, while others work, and check the copy",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			d, err := a.openDB(ctx)
			if err != nil {
				return err
			}
			defer d.Close()
			if err := d.Backup(ctx, args[0]); err != nil {
				return err
			}
			if d.Dialect() == db.Postgres { // pg_restore has read it back
				fmt.Fprintln(cmd.OutOrStdout(), args[0])
				return nil
			}
			kept, err := db.Open(ctx, args[0])
			if err != nil {
				return err
			}
			defer kept.Close()
			return proveArchive(ctx, cmd.OutOrStdout(), kept, args[0])
		},
	}
}

func newRestoreCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "Put a backup in the place of all that the database holds, and check it",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			d, err := db.Open(ctx, a.config.DB)
			if err != nil {
				return err
			}
			defer d.Close()
			if d.CheckSchema(ctx, queries.Schema()) == nil { // an empty database has nobody to ask
				by, err := a.actor(ctx, d)
				if err != nil {
					return err
				}
				if !by.IsAdmin() {
					return fmt.Errorf("%w: phục hồi cơ sở dữ liệu cần vai trò quản trị", archive.ErrForbidden)
				}
			}
			if err := d.Restore(ctx, args[0]); err != nil {
				return err
			}
			if _, err := d.Migrate(ctx, queries.Schema()); err != nil { // a backup of an older program
				return err
			}
			return proveArchive(ctx, cmd.OutOrStdout(), d, args[0])
		},
	}
}

// proveArchive reads every file and every row of the record.
func proveArchive(ctx context.Context, w io.Writer, d *db.DB, name string) error {
	var sums []string
	if err := sqlx.SelectContext(ctx, d.Reader, &sums, `SELECT sha256 FROM files`); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, sum := range sums {
		if _, err := archive.FileByHash(ctx, d.Reader, sum); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	acts, err := archive.VerifyAudit(ctx, d.Reader)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	fmt.Fprintf(w, "%s: %d files, %d acts, all whole\n", name, len(sums), acts)
	return nil
}
