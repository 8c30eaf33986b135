package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"vanthu/pipeline/check"
	"vanthu/pipeline/paper"
)

// citationRow is a citation as the command lists it.
type citationRow struct {
	Page   int    `json:"page"`
	Place  string `json:"place"`
	Kind   string `json:"kind"`
	Symbol string `json:"symbol"`
	Date   string `json:"date"`
	Issuer string `json:"issuer"`
	Title  string `json:"title"`
	Known  bool   `json:"known"` // the register has it
}

func newCitationsCmd(a *app) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "citations FILE.docx",
		Short: "List the documents that a Word file cites",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			write := map[string]func(io.Writer, []citationRow) error{"text": citationsText, "csv": citationsCSV, "json": citationsJSON}[format]
			if write == nil {
				return usageError("--format: %q is none of text, csv, json", format)
			}
			set, err := a.fontSet(false)
			if err != nil {
				return err
			}
			data, err := os.ReadFile(args[0])
			if err != nil {
				return err
			}
			p, err := paper.Read(data, paper.Options{Fonts: set})
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			register, err := a.legalRegister(cmd.Context())
			if err != nil {
				return err
			}
			rows := []citationRow{}
			list, at := check.Citations(p)
			for i, c := range list {
				rows = append(rows, citationRow{at[i].At.Page, at[i].Place, c.Kind, c.Symbol, c.Date, c.Issuer, c.Title, register.Of(&c) != nil})
			}
			return write(cmd.OutOrStdout(), rows)
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text, csv or json")
	return c
}

func citationsText(w io.Writer, rows []citationRow) error {
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintf(t, "trang %d\t%s\t%s\t%s\t%s\t%s\n", r.Page, r.Kind, r.Symbol, r.Date, r.Issuer, paper.Short(r.Title, 60))
	}
	return t.Flush()
}

func citationsCSV(w io.Writer, rows []citationRow) error {
	c := csv.NewWriter(w)
	c.Write([]string{"trang", "cho", "loai", "so_ky_hieu", "ngay", "co_quan", "trich_yeu", "co_trong_so"})
	for _, r := range rows {
		c.Write([]string{strconv.Itoa(r.Page), r.Place, r.Kind, r.Symbol, r.Date, r.Issuer, r.Title, strconv.FormatBool(r.Known)})
	}
	c.Flush()
	return c.Error()
}

func citationsJSON(w io.Writer, rows []citationRow) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(rows)
}
