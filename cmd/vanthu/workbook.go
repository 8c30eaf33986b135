package main

import (
	"bytes"
	"fmt"

	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/intake"
)

func newWorkbookCmd(a *app) *cobra.Command {
	var unit, out string
	var year int
	c := &cobra.Command{
		Use:   "workbook --unit UNIT --year Y -o FILE.xlsx",
		Short: "Make the workbook that a unit fills and sends back",
		Long: `Make the workbook that a unit fills: a sheet for each statistics annex, the papers it sent,
its prose for the report, its nominations. 'vanthu import' takes it back. What the columns
are called, and which there are, stands in intake/don-vi.yaml of --home.`,
		Example: `  vanthu workbook --unit dong-xoai --year 2024 -o dong-xoai-2024.xlsx`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if unit == "" || year == 0 || out == "" {
				return usageError("give --unit UNIT, --year Y and -o FILE.xlsx")
			}
			files, err := a.files(intake.FS(), "intake")
			if err != nil {
				return err
			}
			return a.withDB(cmd.Context(), func(d *db.DB) error {
				var b bytes.Buffer
				if err := intake.UnitWorkbook(cmd.Context(), d, files, unit, year, &b); err != nil {
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
	c.Flags().StringVarP(&out, "output", "o", "", "file to write")
	return c
}
