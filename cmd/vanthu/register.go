package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/outgoing"
)

func newRegisterCmd(a *app) *cobra.Command {
	var book, slip, out string
	var year int
	c := &cobra.Command{
		Use:   "register --book B --year Y -o FILE.pdf",
		Short: "Print the outgoing register of a book, or the slip that goes with a document",
		Long: `Print Sổ đăng ký văn bản đi of a book and year (NĐ 30/2020, Phụ lục IV): cover and the ten
columns, as PDF, or as a workbook where the file ends in .xlsx. --slip DOC prints the
phiếu gửi of a document instead.`,
		Example: `  vanthu register --book ubnd-tinh --year 2024 -o so-2024.pdf
  vanthu register --slip KH-2024 -o phieu-gui.pdf`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			if out == "" || slip == "" && (book == "" || year == 0) {
				return usageError("give --book B --year Y, or --slip DOC, and -o FILE")
			}
			m, err := a.maker(ctx)
			if err != nil {
				return err
			}
			defer m.DB.Close()
			var data []byte
			if slip != "" {
				doc, err := findDocument(ctx, m.DB, slip)
				if err != nil {
					return err
				}
				if data, err = outgoing.Of(m).Slip(ctx, doc.ID); err != nil {
					return err
				}
				return archive.WriteFile(out, data)
			}
			r, err := outgoing.Of(m).Register(ctx, book, year)
			if err != nil {
				return err
			}
			if strings.HasSuffix(strings.ToLower(out), ".xlsx") {
				data, err = r.XLSX()
			} else {
				data, err = r.PDF()
			}
			if err != nil {
				return err
			}
			if err := archive.WriteFile(out, data); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s: %d numbers\n", out, len(r.Numbers))
			return nil
		},
	}
	c.Flags().StringVar(&book, "book", "", "the book, see 'vanthu book list'")
	c.Flags().IntVar(&year, "year", 0, "the year")
	c.Flags().StringVar(&slip, "slip", "", "a document: print its phiếu gửi")
	c.Flags().StringVarP(&out, "output", "o", "", "file to write: .pdf or .xlsx")
	return c
}
