package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/outgoing"
)

func newDocumentsCmd(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "documents",
		Short: "The archive: what was made, every version, from what",
	}
	c.AddCommand(newDocumentsListCmd(a), newDocumentsShowCmd(a), newDocumentsGetCmd(a), newDocumentsDiffCmd(a),
		newDocumentsVerifyCmd(a), newDocumentsMoveCmd(a), newDocumentsTakeCmd(a), newDocumentsMendCmd(a), newDocumentsSignBackCmd(a), newDocumentsLinkCmd(a), newDocumentsReplaceCmd(a), newDocumentsCorrectCmd(a), newDocumentsUrgencyCmd(a), newDocumentsRefreshCmd(a), newDocumentsTraceCmd(a),
		newDocumentsExportCmd(a), newDocumentsShelfCmd(a))
	return c
}

func newDocumentsListCmd(a *app) *cobra.Command {
	var f archive.Filter
	c := &cobra.Command{
		Use:   "list [TEXT]",
		Short: "List the documents, or those that have a text: number, person, unit, title",
		Long: `List the documents, the newest year first. A text is looked for without tone marks, in
number and symbol, title, names of people and units.`,
		Example: `  vanthu documents list "nguyen van an" --state da-phat-hanh
  vanthu documents list 161/KH-UBND`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.Text = strings.Join(args, " ")
			d, err := a.openDB(cmd.Context())
			if err != nil {
				return err
			}
			defer d.Close()
			docs, err := archive.List(cmd.Context(), d.Reader, f)
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "ID\tYEAR\tNAME\tVERSION\tSTATE\tNUMBER\tPAGES\tROWS\tFINDINGS")
			for _, doc := range docs {
				fmt.Fprintf(w, "%d\t%d\t%s\t%d\t%s\t%s\t%d\t%d\t%s\n", doc.ID, doc.Year, doc.Name, doc.Version, doc.StateName, cmp.Or(doc.Symbol, "-"), doc.Pages, doc.Rows, findings(&doc))
			}
			return w.Flush()
		},
	}
	c.Flags().IntVar(&f.Year, "year", 0, "only this year")
	c.Flags().StringVar(&f.Kind, "kind", "", "only this kind")
	c.Flags().StringVar(&f.Agency, "agency", "", "only this agency")
	c.Flags().StringVar(&f.Unit, "unit", "", "only this unit")
	c.Flags().StringVar(&f.Period, "period", "", "only this period")
	c.Flags().StringVar(&f.State, "state", "", "only this state, by code or name")
	c.Flags().IntVar(&f.Limit, "limit", 0, "at most so many")
	return c
}

func findings(d *archive.Document) string {
	if d.Wrong+d.Warnings+d.Hints == 0 {
		return "-"
	}
	return fmt.Sprintf("%d sai, %d cảnh báo, %d gợi ý", d.Wrong, d.Warnings, d.Hints)
}

func newDocumentsShowCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "show ID|NAME",
		Short: "Show the versions of a document, its findings and what it was made from",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			d, err := a.openDB(ctx)
			if err != nil {
				return err
			}
			defer d.Close()
			doc, err := findDocument(ctx, d, args[0])
			if err != nil {
				return err
			}
			versions, err := archive.Versions(ctx, d.Reader, doc.ID)
			if err != nil {
				return err
			}
			found, err := archive.Findings(ctx, d.Reader, doc.ID, doc.Version)
			if err != nil {
				return err
			}
			w := cmd.OutOrStdout()
			fmt.Fprintf(w, "%s\n%s, %s\nto open now: version %d\n", doc.Title, doc.Key, doc.StateName, doc.Version)
			if err := showWay(ctx, w, d, &doc); err != nil {
				return err
			}
			for _, v := range versions {
				fmt.Fprintf(w, "\nversion %d: %s, %s by %s\n", v.Number, v.Origin, v.At.UTC().Format(time.RFC3339), v.By)
				if v.Origin == archive.FromRun {
					fmt.Fprintf(w, "  day %s, params %s\n  template %.12s, queries %.12s, fonts %.12s, program %s\n",
						v.Day, v.Params, v.Template, v.Queries, v.Fonts, v.Program)
				} else if v.Note != "" {
					fmt.Fprintf(w, "  %s\n", v.Note)
				}
				for _, f := range v.Files {
					fmt.Fprintf(w, "  %-5s %9d  %s\n", f.Format, f.Size, f.SHA256)
				}
			}
			for _, f := range found {
				fmt.Fprintf(w, "\n%s %s, %s: %s", f.Severity, f.Rule, f.Place, f.Message)
			}
			if len(found) > 0 {
				fmt.Fprintln(w)
			}
			return nil
		},
	}
}

// showWay tells number, mark, moves, waived findings and later papers of a document.
func showWay(ctx context.Context, w io.Writer, d *db.DB, doc *archive.Document) error {
	if doc.Symbol != "" {
		fmt.Fprintf(w, "%s, %s\n", doc.Symbol, doc.IssueDay)
	}
	if doc.Urgency != "" {
		fmt.Fprintln(w, doc.Urgency)
	}
	way, err := archive.Moves(ctx, d.Reader, doc.ID)
	if err != nil {
		return err
	}
	for _, m := range way[min(1, len(way)):] { // the first is its making
		fmt.Fprintf(w, "%s %s → %s by %s, version %d: %s\n", m.At.UTC().Format(time.RFC3339), m.From, m.To, m.Actor, m.Version, m.Comment)
	}
	waived, err := archive.Waivers(ctx, d.Reader, doc.ID, doc.Submitted)
	if err != nil {
		return err
	}
	for _, v := range waived {
		fmt.Fprintf(w, "waived %s by %s: %s\n", v.Rule, v.Actor, v.Reason)
	}
	links, err := archive.Links(ctx, d.Reader, doc.ID)
	if err != nil {
		return err
	}
	for _, l := range links {
		fmt.Fprintf(w, "%s (%s): %s\n", l.Say(doc.ID), other(&l, doc.ID), l.Comment)
	}
	if doc.Replaces != 0 && len(links) == 0 {
		old, err := archive.Get(ctx, d.Reader, doc.Replaces)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "Sẽ %s%s (%s) khi phát hành\n", strings.ToLower(archive.Does(doc.Relation)), old.Symbol, old.Name)
	}
	return nil
}

// other names the other paper of a link.
func other(l *archive.Link, id int64) string {
	switch {
	case l.Document != id:
		return fmt.Sprintf("document %d", l.Document)
	case l.By != 0:
		return fmt.Sprintf("document %d", l.By)
	}
	return "not made here"
}

func newDocumentsGetCmd(a *app) *cobra.Command {
	var version int
	var format, out string
	c := &cobra.Command{
		Use:   "get ID|NAME",
		Short: "Take a file out of the archive",
		Example: `  vanthu documents get 3 --format pdf
  vanthu documents get 3 --version 2 --format json -o -`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			d, err := a.openDB(ctx)
			if err != nil {
				return err
			}
			defer d.Close()
			doc, err := findDocument(ctx, d, args[0])
			if err != nil {
				return err
			}
			files, err := filesOf(ctx, d, &doc, version)
			if err != nil {
				return err
			}
			if suffix := strings.TrimPrefix(filepath.Ext(out), "."); suffix != "" && out != "-" {
				if format = cmp.Or(format, suffix); format != suffix {
					return usageError("-o %s: the file is a %s; name it so, or leave --format out", out, format)
				}
			}
			file, err := pick(files, cmp.Or(version, doc.Version), format)
			if err != nil {
				return fmt.Errorf("%s, version %d: %w", doc.Name, cmp.Or(version, doc.Version), err)
			}
			format = file.Format
			data, err := archive.FileByHash(ctx, d.Reader, file.SHA256)
			if err != nil {
				return err
			}
			if out == "-" {
				_, err := cmd.OutOrStdout().Write(data)
				return err
			}
			if out == "" {
				out = doc.Name + "." + format
				if _, err := os.Lstat(out); !errors.Is(err, fs.ErrNotExist) {
					return usageError("%s is there already: name another file with -o", out)
				}
			}
			if err := archive.WriteFile(out, data); err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), out)
			return nil
		},
	}
	c.Flags().IntVar(&version, "version", 0, "number of the version (default: the one to open now)")
	c.Flags().StringVar(&format, "format", "", "docx, pdf, xlsx, or json for the data set (default: the first of these that there is)")
	c.Flags().StringVarP(&out, "output", "o", "", "file to write, - for the terminal (default: the document's name, in the working folder)")
	return c
}

// filesOf returns the files of a version, or those to open now where it is 0.
func filesOf(ctx context.Context, d *db.DB, doc *archive.Document, version int) ([]archive.VersionFile, error) {
	if version != 0 {
		return archive.Files(ctx, d.Reader, doc.ID, version)
	}
	files, err := archive.FilesToOpen(ctx, d.Reader, *doc)
	return files[doc.ID], err
}

// pick finds the file of a format, or the first that there is: of the version itself, else
// of those that it comes from. So an issued paper gives its signed PDF.
func pick(files []archive.VersionFile, version int, format string) (archive.VersionFile, error) {
	formats := []string{"docx", "pdf", "xlsx", "json"}
	if format != "" {
		formats = []string{format}
	}
	for _, own := range []bool{true, false} {
		for _, format := range formats {
			for _, f := range files {
				if f.Format == format && (f.Version == version || !own) {
					return f, nil
				}
			}
		}
	}
	if format == "" {
		return archive.VersionFile{}, archive.ErrNotFound
	}
	return archive.VersionFile{}, fmt.Errorf("%s: %w", format, archive.ErrNotFound)
}

func newDocumentsShelfCmd(a *app) *cobra.Command {
	var year int
	c := &cobra.Command{
		Use:   "shelf",
		Short: "Lay the newest versions out in --out again, from the archive",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			m, err := a.maker(ctx)
			if err != nil {
				return err
			}
			defer m.DB.Close()
			years := []int{year}
			if year == 0 {
				if years, err = archive.Years(ctx, m.DB.Reader); err != nil {
					return err
				}
			}
			shelf := outgoing.Of(m).Shelf(a.config.Out)
			for _, y := range years {
				laid, err := shelf.Lay(ctx, m.DB, y)
				for _, path := range laid.Written {
					fmt.Fprintln(cmd.OutOrStdout(), path)
				}
				for _, t := range laid.Taken {
					fmt.Fprintf(cmd.ErrOrStderr(), "%s was changed by hand: kept, and taken into the archive as version %d: %s\n", t.Path, t.Version, short(t.Note))
				}
				if err != nil {
					return err
				}
			}
			return nil
		},
	}
	c.Flags().IntVar(&year, "year", 0, "only this year")
	return c
}

// findDocument takes a number of the archive or the name on the shelf.
func findDocument(ctx context.Context, d *db.DB, arg string) (archive.Document, error) {
	return findIn(ctx, d.Reader, arg)
}

func findIn(ctx context.Context, q db.Queryer, arg string) (archive.Document, error) {
	if id, err := strconv.ParseInt(arg, 10, 64); err == nil {
		return archive.Get(ctx, q, id)
	}
	docs, err := archive.List(ctx, q, archive.Filter{Name: arg, Limit: 1}) // the newest year first
	if err != nil {
		return archive.Document{}, err
	}
	if len(docs) == 0 {
		return archive.Document{}, fmt.Errorf("document %q: %w; 'vanthu documents list' shows numbers and names", arg, archive.ErrNotFound)
	}
	return docs[0], nil
}
