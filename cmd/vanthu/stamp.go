package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/making"
	"vanthu/pipeline/stamp"
	"vanthu/pipeline/viet"
)

func newStampCmd(*app) *cobra.Command {
	var so, ngay, out string
	c := &cobra.Command{
		Use:   "stamp FILE.docx --so N --ngay D -o OUT.docx",
		Short: "Put number and date of issue into an editing copy, also after people edited it in Word",
		Long: `Put number and date of issue into the tags {so_van_ban} and {ngay_ban_hanh} of an
editing copy. Give one of them or both. Every other byte of the document stays.`,
		Example: "  vanthu stamp KH-2024.docx --so 161 --ngay 2024-05-10 -o KH-161.docx",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			values := map[string]string{}
			if so != "" {
				n, err := viet.ParsePaperNumber(so)
				if err != nil {
					return usageError("--so %s: want the number alone, like 161 or 45a; the symbol stands in the document", so)
				}
				values["so_van_ban"] = n.String()
			}
			if ngay != "" {
				day, err := viet.ParseDay(ngay)
				if err != nil {
					return usageError("--ngay %s: want a day of the calendar, 2024-12-15 or 15/12/2024", ngay)
				}
				values["ngay_ban_hanh"] = viet.LongDate(day.Year(), int(day.Month()), day.Day())
			}
			if len(values) == 0 {
				return usageError("give --so, --ngay or both")
			}
			if out == "" {
				return usageError("give -o OUT.docx: the file to write")
			}
			data, err := os.ReadFile(args[0])
			if err != nil {
				return err
			}
			if err := making.RefuseSecret(data); err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			stamped, err := stamp.Stamp(data, values)
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			if err := archive.WriteFile(out, stamped); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s: stamped\n", out)
			return nil
		},
	}
	c.Flags().StringVar(&so, "so", "", "number, e.g. 161 or 45a")
	c.Flags().StringVar(&ngay, "ngay", "", "day of issue, 2024-12-15 or 15/12/2024")
	c.Flags().StringVarP(&out, "output", "o", "", "file to write")
	return c
}
