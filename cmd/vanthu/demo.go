package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"vanthu/pipeline/sample"
)

func newDemoCmd(a *app) *cobra.Command {
	var ifEmpty bool
	var scale int
	c := &cobra.Command{
		Use:   "demo",
		Short: "Fill an empty database with the sample province (tỉnh Bình Phước 2024, Đồng Nai 2026)",
		Long: `Fill an empty database with sample data: units, people (all made up) and a year of
figures. Every page made from it says SỐ LIỆU MẪU, and nothing of it can be issued.
--scale N adds N enterprises with numbered names that have sent neither plan nor report,
for trials of size: workbooks in, letters out.`,
		Example: "  vanthu demo --scale 1000 --db trial.db && vanthu generate don-doc --year 2024 --db trial.db --out out",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if scale < 0 || scale > sample.MaxScale {
				return usageError("--scale %d: want 0 to %d", scale, sample.MaxScale)
			}
			d, _, err := migratedDB(cmd.Context(), a.config.DB)
			if err != nil {
				return err
			}
			defer d.Close()
			err = sample.Fill(cmd.Context(), d, sample.Choice{Scale: scale})
			switch {
			case ifEmpty && errors.Is(err, sample.ErrNotEmpty):
				fmt.Fprintf(cmd.OutOrStdout(), "%s: holds data already, left as it is\n", d)
				return nil
			case err != nil:
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s: filled with sample data of %d\n", d, sample.Year)
			return nil
		},
	}
	c.Flags().IntVar(&scale, "scale", 0, "units with numbered names to add")
	c.Flags().BoolVar(&ifEmpty, "if-empty", false, "leave a database that holds data as it is, and succeed")
	return c
}
