package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/intake"
)

func newWorkbookCmd(a *app) *cobra.Command {
	var unit, out, dir string
	var year int
	c := &cobra.Command{
		Use:   "workbook --year Y (--unit UNIT -o FILE.xlsx | --all DIR)",
		Short: "Make the workbook that a unit fills and sends back, or those of all units",
		Long: `Make the workbook that a unit fills: a sheet for each statistics annex, the papers it sent,
its prose for the report, its nominations. 'vanthu import' takes it back. What the columns
are called, and which there are, stands in intake/don-vi.yaml of --home.`,
		Example: `  vanthu workbook --unit dong-xoai --year 2024 -o dong-xoai-2024.xlsx
  vanthu workbook --year 2024 --all bieu-mau`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if one := unit != "" && out != "" && dir == ""; year == 0 || one == (dir != "") || dir != "" && unit+out != "" {
				return usageError("give --year Y, and --unit UNIT with -o FILE.xlsx, or --all DIR")
			}
			files, err := a.files(intake.FS(), "intake")
			if err != nil {
				return err
			}
			return a.withDB(cmd.Context(), func(d *db.DB) error {
				w := intake.Workbooks{DB: d, Forms: files}
				if dir != "" {
					return allForms{w, year, dir}.write(cmd)
				}
				var b bytes.Buffer
				if err := w.UnitWorkbook(cmd.Context(), unit, year, &b); err != nil {
					return err
				}
				if err := archive.WriteFile(out, b.Bytes()); err != nil {
					return err
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%s: for unit %s, %d\n", out, unit, year)
				return nil
			})
		},
	}
	c.Flags().StringVar(&unit, "unit", "", "the unit, by code or name")
	c.Flags().IntVar(&year, "year", 0, "the year of the figures")
	c.Flags().StringVar(&dir, "all", "", "write those of all units that send into this folder")
	c.Flags().StringVarP(&out, "output", "o", "", "file to write")
	return c
}

// allForms are the workbooks of all units of a year, in a folder.
type allForms struct {
	intake.Workbooks
	year int
	dir  string
}

// write writes the workbook of every unit that sends plan and report, named by its code.
func (f allForms) write(cmd *cobra.Command) error {
	year, dir := f.year, f.dir
	codes, err := intake.Senders(cmd.Context(), f.DB.Reader, year)
	if err != nil {
		return err
	}
	if len(codes) == 0 {
		return fmt.Errorf("no unit of %d sends plan and report: enter the units, or choose another --year", year)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, code := range codes {
		var b bytes.Buffer
		if err := f.UnitWorkbook(cmd.Context(), code, year, &b); err != nil {
			return fmt.Errorf("unit %s: %w", code, err)
		}
		if err := archive.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d.xlsx", code, year)), b.Bytes()); err != nil {
			return err
		}
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s: %d workbooks of %d\n", dir, len(codes), year)
	return nil
}
