package main

import (
	"fmt"
	"strconv"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/spf13/cobra"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/intake"
	"vanthu/pipeline/people"
)

func newNewYearCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "new-year Y",
		Short: "Carry the movement of the year before over into a new year",
		Long: `Carry the movement of the year before over: theme, mottos, reporting periods, award rounds,
heads of clusters, all days a year later. Units, signers and recipients hold by their days,
texts of the year before are taken until new ones are written. What ends, changes or has to be
thought of anew is listed for decision.`,
		Example: "  vanthu new-year 2025\n  vanthu workbook --year 2025 --all bieu-mau-2025",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			year, err := strconv.Atoi(args[0])
			if err != nil || year < 2000 || year > 2100 {
				return usageError("new-year %s: want four digits, like 2025", args[0])
			}
			ctx := cmd.Context()
			return a.write(ctx, func(tx *sqlx.Tx, by *people.User) error {
				if err := by.Allow(people.Administer, people.Scope{}, "mở năm mới"); err != nil {
					return err
				}
				y, err := intake.NewYear(ctx, tx, year)
				if err != nil {
					return err
				}
				out := cmd.OutOrStdout()
				fmt.Fprintf(out, "%d: %d award rounds, %d reporting periods, %d heads of clusters carried over\n", year, y.Rounds, y.Periods, y.Heads)
				for _, d := range y.Decisions {
					fmt.Fprintf(out, "  %s: %s (%s)\n", d.What, d.Name, d.Hint)
				}
				return audit.Record(ctx, tx, audit.Act{At: time.Now(), Actor: by.Name, Act: "office.new-year", Detail: args[0]})
			})
		},
	}
}
