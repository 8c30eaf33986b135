package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/sample"
)

func newPracticeCmd(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "practice",
		Short: "Make the practice book: papers of the sample province may be numbered and issued there",
		Long: `Make the practice book (sổ thực hành), where newcomers issue papers of the sample
province: a database and a shelf of their own in the folder thuc-hanh of the home, never
the office's. Every command acts there with --practice (or VANTHU_PRACTICE=true), in the
same way as on real papers; every page made there says THỰC HÀNH, of workbooks too, no letter is sent.`,
		Example: `  vanthu practice
  vanthu --practice generate ke-hoach --year 2024
  vanthu --practice documents move KH-phat-dong-phong-trao-2024 da-kiem-tra-noi-dung   # … trinh-ky, da-ky
  vanthu --practice issue KH-phat-dong-phong-trao-2024 --so 1 --ngay 2024-02-05 --overlay so-ngay.pdf
  vanthu --practice register --book thuc-hanh-ubnd-tinh --year 2024 -o so.pdf
  vanthu --practice serve --listen 127.0.0.1:8031
  vanthu practice empty`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			a.config.practise()
			if exists(a.config.DB) {
				fmt.Fprintf(cmd.OutOrStdout(), "%s: the practice book is there; 'vanthu practice empty' begins it anew\n", filepath.Dir(a.config.DB))
				return nil
			}
			return a.newPractice(cmd)
		},
	}
	c.AddCommand(&cobra.Command{
		Use:   "empty",
		Short: "Throw away all papers and numbers of the practice book, and begin it anew",
		Long:  "Throw away database and shelf of the practice book, and make both anew. Stop 'vanthu --practice serve' before.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			a.config.practise()
			if err := a.dropPractice(cmd.Context()); err != nil {
				return err
			}
			return a.newPractice(cmd)
		},
	})
	return c
}

// newPractice makes the practice book: the database comes into its place whole.
func (a *app) newPractice(cmd *cobra.Command) error {
	if err := os.MkdirAll(filepath.Dir(a.config.DB), 0o755); err != nil {
		return err
	}
	fresh := a.config.DB + ".new"
	if err := removeDatabase(fresh); err != nil {
		return err
	}
	if err := fillPractice(cmd.Context(), fresh); err != nil {
		return err
	}
	if err := os.Rename(fresh, a.config.DB); err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s: the practice book, with sample data of %d; give --practice to each command\n", filepath.Dir(a.config.DB), sample.Year)
	return nil
}

func fillPractice(ctx context.Context, name string) error {
	d, _, err := migratedDB(ctx, name)
	if err != nil {
		return err
	}
	return errors.Join(sample.Fill(ctx, d, sample.Choice{Practice: true}), d.Close())
}

// dropPractice removes database and shelf of the practice book; a database that is none is
// left alone.
func (a *app) dropPractice(ctx context.Context) error {
	if exists(a.config.DB) {
		d, err := db.Open(ctx, a.config.DB) // of any age: it is only looked at before it goes
		if err != nil {
			return err
		}
		practice, err := archive.Practice(ctx, d.Reader)
		if err = errors.Join(err, d.Close()); err != nil {
			return err
		}
		if !practice {
			return fmt.Errorf("%s is no practice book: nothing was removed", a.config.DB)
		}
	}
	if err := removeDatabase(a.config.DB); err != nil {
		return err
	}
	return os.RemoveAll(a.config.Out)
}

// removeDatabase removes the files of a SQLite database.
func removeDatabase(name string) error {
	for _, part := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(name + part); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}
