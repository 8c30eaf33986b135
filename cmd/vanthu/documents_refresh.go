package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/people"
)

func newDocumentsRefreshCmd(a *app) *cobra.Command {
	var how outgoing.Refresh
	c := &cobra.Command{
		Use:   "refresh ID|NAME|FILE.docx",
		Short: "Put the figures of now into a paper that people edited; what they wrote stays",
		Long: `Put the figures of now into the newest version of a paper that people edited in Word. The
result is a version of its own, whose changes Word shows and lets one refuse; its content is
to be checked anew. Where a person and the data changed the same value, the person's stays,
with a comment and a finding. --dry-run prints the table of changes and keeps nothing.

A file, as it came by mail under whatever name, tells itself which paper it is; it is kept as
a version, and the figures of now are put into it.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, w := cmd.Context(), cmd.OutOrStdout()
			name, at, err := a.locate(ctx, args[0])
			if err != nil {
				return err
			}
			return a.paper(ctx, name, func(p *outgoing.Papers, by *people.User, doc *archive.Document) error {
				put := func() (*outgoing.Refreshed, error) { return p.Refresh(ctx, doc, by, how) }
				if at != nil {
					at.Document = *doc // as the shelf left it
					put = func() (*outgoing.Refreshed, error) { return p.RefreshFile(ctx, at, by, how) }
				}
				res, err := put()
				if err != nil {
					return err
				}
				if err := tellChanges(w, res.Changes); err != nil {
					return err
				}
				for _, o := range res.Others {
					fmt.Fprintf(w, "văn bản khác in số cũ: %s (%s): %s\n", o.Document.Name, o.Document.StateName, differences(&o))
				}
				if res.Version > 0 {
					fmt.Fprintf(w, "%s: phiên bản %d, từ bản sửa %d và số liệu của bản %d\n", doc.Name, res.Version, res.Edited, res.FromRun)
				}
				return nil
			})
		},
	}
	c.Flags().BoolVar(&how.Clean, "clean", false, "the new text alone, without tracked changes")
	c.Flags().BoolVar(&how.Dry, "dry-run", false, "keep nothing: print the table of changes")
	return c
}

// locate tells which paper an argument names: a Word file, whose paper it looks for, else a
// number or name, and nil.
func (a *app) locate(ctx context.Context, arg string) (name string, at *outgoing.Located, err error) {
	if !strings.EqualFold(filepath.Ext(arg), ".docx") {
		return arg, nil, nil
	}
	word, err := os.ReadFile(arg)
	if err != nil {
		return "", nil, err
	}
	m, err := a.maker(ctx)
	if err != nil {
		return "", nil, err
	}
	defer m.DB.Close()
	if at, err = outgoing.Of(m).Locate(ctx, word); err != nil {
		return "", nil, fmt.Errorf("%s: %w", arg, err)
	}
	return strconv.FormatInt(at.Document.ID, 10), at, nil
}

func newDocumentsTraceCmd(a *app) *cobra.Command {
	var text string
	c := &cobra.Command{
		Use:     "trace ID|NAME",
		Short:   "Say where the figures of a paper come from: query, row, workbook, incoming paper, and where else they stand",
		Example: `  vanthu documents trace BC-tong-ket-phong-trao-2024-CAT --text 1.286`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			m, err := a.maker(cmd.Context())
			if err != nil {
				return err
			}
			defer m.DB.Close()
			doc, err := findDocument(cmd.Context(), m.DB, args[0])
			if err != nil {
				return err
			}
			list, err := outgoing.Of(m).Trace(cmd.Context(), &doc, outgoing.Asked{Text: text})
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "CHỮ\tCHỖ\tTÊN\tBẢN GHI\tCÂU TRUY VẤN\tCỘT\tNGUỒN")
			for _, t := range list {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", cell(t.Reads), t.Place, cell(t.Slot.Name), cell(strings.Join(t.Record, "; ")), cmp.Or(t.Query, "-"), t.Column, sources(t.From))
			}
			if err := w.Flush(); err != nil || text == "" {
				return err
			}
			by, err := a.actor(cmd.Context(), m.DB)
			if err != nil {
				return err
			}
			others, err := outgoing.Of(m).Elsewhere(cmd.Context(), &doc, list, by)
			for _, h := range others {
				fmt.Fprintf(cmd.OutOrStdout(), "cũng in số này: %s (%s)\n", h.Name, h.StateName)
			}
			return err
		},
	}
	c.Flags().StringVar(&text, "text", "", "only values that read so; also tells the other papers, of any year, that hold them")
	return c
}

// differences says in a line which old figures a paper prints.
func differences(o *outgoing.Other) string {
	text := strings.Join(o.Different, "; ")
	if o.More > 0 {
		text += fmt.Sprintf("; và %d số nữa", o.More)
	}
	return text
}

// sources says which files brought a figure.
func sources(list []outgoing.Source) string {
	var all []string
	for _, s := range list {
		one := s.File
		if s.Symbol != "" {
			one += " (" + s.Symbol + ")"
		}
		all = append(all, one+", "+s.Received)
	}
	return cmp.Or(strings.Join(all, "; "), "-")
}
