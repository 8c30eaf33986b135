package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/jmoiron/sqlx"
	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/jobs"
	"vanthu/pipeline/people"
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
			if d.Dialect() == db.SQLite { // the copy itself is proved
				err := d.Backup(ctx, args[0])
				if err != nil {
					return err
				}
				if d, err = db.OpenBackup(ctx, args[0]); err != nil {
					return err
				}
				defer d.Close()
				return proveArchive(ctx, cmd.OutOrStdout(), d, args[0])
			}
			// pg_restore reads the copy back; what it was taken from is proved before.
			var proof strings.Builder
			if err := proveArchive(ctx, &proof, d, args[0]); err != nil {
				return err
			}
			if err := d.Backup(ctx, args[0]); err != nil {
				return err
			}
			_, err = io.WriteString(cmd.OutOrStdout(), proof.String())
			return err
		},
	}
}

func newRestoreCmd(a *app) *cobra.Command {
	replace := false
	c := &cobra.Command{
		Use:   "restore FILE",
		Short: "Put a backup into an empty database, or in the place of all that one holds, and check it",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			d, err := db.Open(ctx, a.config.DB) // of any age, or empty: the backup brings its own schema
			if err != nil {
				return err
			}
			defer d.Close()
			if err := a.mayReplace(ctx, d, replace); err != nil {
				return err
			}
			of, err := db.BackupOf(args[0])
			if err != nil {
				return err
			}
			if of == db.SQLite { // damage inside a file shows only to its hash
				kept, err := db.OpenBackup(ctx, args[0])
				if err != nil {
					return err
				}
				err = proveArchive(ctx, io.Discard, kept, args[0])
				if err = errors.Join(err, kept.Close()); err != nil {
					return err
				}
			}
			if isSummed, err := db.IsSummed(args[0]); err == nil && !isSummed {
				fmt.Fprintf(cmd.ErrOrStderr(), "warning: %s has no sum, neither inside nor in %s.sha256: not every damage can be seen\n", args[0], filepath.Base(args[0]))
			}
			if err := bring(ctx, d, of, args[0]); err != nil {
				return err
			}
			if err := proveArchive(ctx, cmd.OutOrStdout(), d, args[0]); err != nil {
				return err
			}
			return a.record(ctx, d, "database.restore", filepath.Base(args[0]))
		},
	}
	c.Long = `Put a backup into an empty database, or with --replace in the place of all that one holds,
and check it: every file against its hash, the record against its chain. Stop serve and
worker before; where FILE.sha256 lies beside FILE, the two are compared.

FILE may be of the other kind of database: 'restore FILE --db postgres://…' moves an office
from SQLite to PostgreSQL, 'restore FILE --db vanthu.db' back. To read a backup of PostgreSQL
its program pg_restore must be installed; a server is not needed.`
	c.Flags().BoolVar(&replace, "replace", false, "give up what the database holds now")
	return c
}

// bring puts a backup of one kind of database into a database of this kind or the other.
func bring(ctx context.Context, d *db.DB, of db.Dialect, path string) error {
	if of != d.Dialect() {
		return d.Convert(ctx, path, queries.Schema(), func(tx *sqlx.Tx) error { return jobs.LetGo(ctx, tx) })
	}
	if err := d.Restore(ctx, path); err != nil {
		return err
	}
	_, err := d.Migrate(ctx, queries.Schema()) // a backup of an older program
	return err
}

// mayReplace refuses a database that holds something, unless an admin gives that up.
func (a *app) mayReplace(ctx context.Context, d *db.DB, replace bool) error {
	empty, err := d.IsEmpty(ctx, "documents", "users", "books", "runs", "don_vi", "nguoi", "audit")
	if err != nil || empty {
		return err
	}
	if !replace {
		return fmt.Errorf("database %s is not empty: restore into a new one, or give up what it holds by --replace", d)
	}
	if d.CheckSchema(ctx, queries.Schema()) != nil { // of another program: nobody to ask
		return nil
	}
	by, err := a.actor(ctx, d)
	if err != nil {
		return err
	}
	return by.Allow(people.Administer, people.Scope{}, "phục hồi cơ sở dữ liệu")
}

// proveArchive reads every file and every row of the record.
func proveArchive(ctx context.Context, w io.Writer, d *db.DB, name string) error {
	files, head, err := archive.Prove(ctx, d.Reader)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	fmt.Fprintf(w, "%s: %d files, %d acts, all whole\nend of the record: %s\n", name, files, head.Seq, head)
	return nil
}
