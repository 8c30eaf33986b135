package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/making"
	"vanthu/pipeline/people"
)

func newTemplateVersionsCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "versions KIND",
		Short: "The uploaded versions of a kind's templates, and which counts from which day",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			m, err := a.maker(cmd.Context())
			if err != nil {
				return err
			}
			defer m.DB.Close()
			kind, err := m.Catalog.Kind(args[0])
			if err != nil {
				return usageError("%w", err)
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			for _, file := range kind.Files() {
				if err := listVersions(cmd.Context(), w, m, archive.TemplateFile{Kind: kind.Slug, File: file}); err != nil {
					return err
				}
			}
			return w.Flush()
		},
	}
}

func listVersions(ctx context.Context, w *tabwriter.Writer, m *making.Maker, t archive.TemplateFile) error {
	versions, err := archive.TemplateVersions(ctx, m.DB.Reader, t)
	if err != nil {
		return err
	}
	terms, err := archive.TemplateTerms(ctx, m.DB.Reader, t)
	if err != nil {
		return err
	}
	for _, v := range versions {
		fmt.Fprintf(w, "%s/%s\tversion %d\t%s\t%s\t%s\n", t.Kind, t.File, v.Number, v.At.Local().Format("2006-01-02 15:04"), v.Actor, v.Note)
	}
	for _, term := range terms {
		fmt.Fprintf(w, "%s/%s\tfrom %s\tversion %d\t%s\t%s\n", t.Kind, t.File, term.From, term.Version, term.Actor, term.Reason)
	}
	if len(terms) == 0 {
		fmt.Fprintf(w, "%s/%s\tthe office's folder, else the program's own\t\t\t\n", t.Kind, t.File)
	}
	return nil
}

func newTemplatePutCmd(a *app) *cobra.Command {
	var term archive.TemplateTerm
	var version int
	c := &cobra.Command{
		Use:   "put KIND FILE --from DAY --reason TEXT | put KIND --version N --from DAY --reason TEXT",
		Short: "Put a template in force from a day, for portal, jobs and commands alike",
		Long: `Prove FILE as a template of KIND, keep it as a version in the database and let it count for
documents whose day (--param ngay) is DAY or later. --version puts a version that is kept
already in force, 0 goes back to the file of the office's folder, else of the program.
Documents of earlier days are still made with what counted then.`,
		Example: `  vanthu template put ke-hoach mau.docx --from 2025-01-01 --reason "thể thức mới"
  vanthu template put ke-hoach --version 0 --from 2025-01-01 --reason "mẫu mới sai"`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if (len(args) == 2) == cmd.Flags().Changed("version") {
				return usageError("give either FILE or --version N")
			}
			m, err := a.maker(cmd.Context())
			if err != nil {
				return err
			}
			defer m.DB.Close()
			kind, err := m.Catalog.Kind(args[0])
			if err != nil {
				return usageError("%w", err)
			}
			var data []byte
			t := archive.TemplateFile{Kind: kind.Slug, File: kind.Files()[0]}
			if len(args) == 2 {
				if data, err = os.ReadFile(args[1]); err != nil {
					return err
				}
				if t.File, err = fileLike(kind, args[1]); err != nil {
					return err
				}
				if err := proveUpload(cmd, m, t, data); err != nil {
					return err
				}
			}
			by, err := a.actor(cmd.Context(), m.DB)
			if err != nil {
				return err
			}
			term.Version = version
			err = m.DB.Write(cmd.Context(), func(tx *sqlx.Tx) (err error) {
				c := people.Change{Tx: tx, By: by, At: time.Now()}
				if data != nil {
					term.Version, err = archive.KeepTemplate(cmd.Context(), c, archive.TemplateUpload{TemplateFile: t, Data: data, Note: term.Reason})
					if err != nil && !errors.Is(err, archive.ErrSameTemplate) {
						return err
					}
				}
				return archive.PutInForce(cmd.Context(), c, t, term)
			})
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s/%s: version %d counts for documents from %s\n", t.Kind, t.File, term.Version, term.From)
			return nil
		},
	}
	c.Flags().IntVar(&version, "version", 0, "a version that is kept; 0 goes back to the folder's or the program's file")
	c.Flags().StringVar(&term.From, "from", "", "first day of the documents, as 2025-01-01")
	c.Flags().StringVar(&term.Reason, "reason", "", "what changes, by which paper")
	return c
}

// fileLike is the template of a kind that a file takes the place of: that with its extension.
func fileLike(kind *catalog.Kind, name string) (string, error) {
	for _, file := range kind.Files() {
		if strings.EqualFold(path.Ext(file), filepath.Ext(name)) {
			return file, nil
		}
	}
	return "", usageError("%s: the templates of %s are %s", name, kind.Slug, strings.Join(kind.Files(), ", "))
}

// proveUpload lints a template and fills it with samples before it is kept.
func proveUpload(cmd *cobra.Command, m *making.Maker, t archive.TemplateFile, data []byte) error {
	kind, err := m.Catalog.With(m.Templates, t.Kind, map[string][]byte{t.File: data})
	if err != nil {
		return err
	}
	n := 0
	for _, f := range m.Catalog.LintKind(kind) {
		if f.File == t.File {
			n++
			fmt.Fprintln(cmd.OutOrStdout(), f)
		}
	}
	if n > 0 {
		return &exitError{exitFindings, fmt.Errorf("%d faults: the template stays out", n)}
	}
	if path.Ext(t.File) == ".xlsx" {
		return nil
	}
	_, err = m.Specimen(kind, data)
	return err
}
