package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/check"
	"vanthu/pipeline/making"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/query"
	"vanthu/queries"
	"vanthu/templates"
)

// openCatalog reads kinds and queries, the embedded ones overlaid by the office's.
func (a *app) openCatalog() (*catalog.Catalog, *query.Library, error) {
	q, err := a.files(queries.FS(), "queries")
	if err != nil {
		return nil, nil, err
	}
	lib, broken := query.Load(q)
	if lib == nil {
		return nil, nil, broken
	}
	t, err := a.files(templates.FS(), "templates")
	if err != nil {
		return nil, nil, err
	}
	c, err := catalog.Open(t, lib)
	return c, lib, errors.Join(broken, err)
}

func newTemplateCmd(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "template",
		Short: "Make, check and explain templates of documents",
	}
	c.AddCommand(newTemplateNewCmd(), newTemplateCopyCmd(a), newTemplateLintCmd(a), newTemplateTagsCmd(a), newTemplateVersionsCmd(a), newTemplatePutCmd(a))
	return c
}

func newTemplateNewCmd() *cobra.Command {
	var kind, out string
	var force bool
	var opts nd30.Options
	c := &cobra.Command{
		Use:   "new --kind QĐ -o FILE.docx",
		Short: "A Word skeleton in good form for any of the 29 kinds of Nghị định 30/2020",
		Long: `Write a Word file laid out by Nghị định 30/2020/NĐ-CP, with named styles and with tags
where data go, to be worked out in Word. The kind is a code of Phụ lục III (KH, QĐ, BC,
TTr…, and CV), a name ("kế hoạch") or a name without marks (ke-hoach, cong-van).`,
		Example: "  vanthu template new --kind QĐ -o quyet-dinh.docx\n  vanthu template new --kind cong-van -o cong-van.docx",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if kind == "" || out == "" {
				return usageError("give --kind and -o FILE.docx")
			}
			k, err := nd30.KindOf(kind)
			if err != nil {
				return usageError("--kind: %w", err)
			}
			if exists(out) && !force {
				return usageError("%s is there already; --force overwrites it", out)
			}
			data, err := nd30.Skeleton(k, opts)
			if err != nil {
				return usageError("%w", err)
			}
			if err := archive.WriteFile(out, data); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s: %s\n", out, k.Name)
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&kind, "kind", "", "code, name or slug of the kind")
	f.StringVarP(&out, "output", "o", "", "file to write")
	f.BoolVar(&force, "force", false, "overwrite the file where it is there")
	f.StringVar(&opts.Subject, "subject", "", "trích yếu, instead of dots")
	f.BoolVar(&opts.Indirect, "indirect", false, "quyết định: one that issues another document (Mẫu 1.3)")
	f.BoolVar(&opts.Attached, "attached", false, "named kinds: the document that a decision issues")
	f.StringVar(&opts.Urgency, "urgency", "", "mark under the number: KHẨN, THƯỢNG KHẨN, HỎA TỐC")
	f.BoolVar(&opts.Address, "address", false, "the agency's address at the foot of page 1")
	f.BoolVar(&opts.Annex, "annex", false, "with an annex (Mẫu 2.1)")
	return c
}

func newTemplateLintCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "lint [KIND…]",
		Short: "Prove templates against queries and parameters; without KIND, all kinds",
		Long: `Prove that every name in the templates is a column, a parameter or a late value, that
queries have their parameters, that filters fit their values, and that the queries run on the
schema, in an empty database made for it. Each Word template is filled with sample data and
judged as vanthu check does; what must or should be mended is told at its place in the
template. All is told at once, in Vietnamese. Exit code 3 where there are faults or what
forbids use (sai).`,
		RunE: func(cmd *cobra.Command, args []string) error {
			c, lib, err := a.openCatalog()
			if err != nil {
				return err
			}
			faults, err := c.Lint(args...)
			if err != nil {
				return usageError("%w", err)
			}
			for _, f := range faults {
				fmt.Fprintln(cmd.OutOrStdout(), f)
			}
			unfit := onSchema(cmd.Context(), lib, queriesOf(c, args))
			if unfit != nil {
				fmt.Fprintln(cmd.OutOrStdout(), unfit)
			}
			if len(faults) == 0 {
				if faults, err = a.judgeTemplates(cmd.OutOrStdout(), c, args); err != nil {
					return err
				}
			}
			if len(faults) > 0 || unfit != nil {
				return &exitError{exitFindings, fmt.Errorf("%d faults in templates, queries %s", len(faults),
					map[bool]string{true: "fit the schema", false: "do not fit the schema"}[unfit == nil])}
			}
			n := len(args)
			if n == 0 {
				n = len(c.Kinds())
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%d kinds, no fault\n", n)
			return nil
		},
	}
}

// judgeTemplates tells what check finds in templates, hints apart, and returns what forbids
// use.
func (a *app) judgeTemplates(w io.Writer, c *catalog.Catalog, slugs []string) (wrong []catalog.Fault, err error) {
	m := &making.Maker{Catalog: c}
	if m.Templates, err = a.files(templates.FS(), "templates"); err != nil {
		return nil, err
	}
	if m.Fonts, err = a.fontSet(false); err != nil {
		return nil, err
	}
	for _, k := range c.Kinds() {
		if len(slugs) > 0 && !slices.Contains(slugs, k.Slug) {
			continue
		}
		found, err := m.JudgeTemplate(k.Slug, nil)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			if f.Severity == check.Hint {
				continue
			}
			t := catalog.Fault{Kind: k.Slug, File: k.Outputs.Docx, Place: f.Place, Message: fmt.Sprintf("%s %s: %s", severityName(f.Severity), f.Rule, f.Message)}
			fmt.Fprintln(w, t)
			if f.Severity == check.Wrong {
				wrong = append(wrong, t)
			}
		}
	}
	return wrong, nil
}

// queriesOf are the queries of some kinds, nil, which is all there are, where none is named.
func queriesOf(c *catalog.Catalog, slugs []string) (names []string) {
	for _, s := range slugs {
		if k, err := c.Kind(s); err == nil {
			names = append(names, k.QueryNames()...)
		}
	}
	return names
}

// onSchema prepares queries on an empty database with the schema of this program; what it
// returns says in Vietnamese which do not fit. No data and no office's database are needed.
func onSchema(ctx context.Context, lib *query.Library, names []string) error {
	dir, err := os.MkdirTemp("", "vanthu-lint-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	d, _, err := migratedDB(ctx, filepath.Join(dir, "empty.db"))
	if err != nil {
		return err
	}
	defer d.Close()
	if err := lib.Check(ctx, d, names...); err != nil {
		return fmt.Errorf("truy vấn không hợp với cơ sở dữ liệu:\n%w", err)
	}
	return nil
}

func newTemplateTagsCmd(a *app) *cobra.Command {
	var filters bool
	c := &cobra.Command{
		Use:   "tags KIND",
		Short: "The tags that a kind's templates may write, with meaning and sample",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, _, err := a.openCatalog()
			if err != nil {
				return err
			}
			tags, err := c.Tags(args[0])
			if err != nil {
				return usageError("%w", err)
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "THẺ\tKIỂU\tDÙNG\tNGHĨA\tVÍ DỤ")
			for _, t := range tags {
				used := ""
				if t.Used {
					used = "x"
				}
				indent := strings.Repeat("  ", strings.Count(t.Path, "."))
				fmt.Fprintf(w, "%s%s\t%s\t%s\t%s\t%s\n", indent, t.Name, t.Type, used, t.Meaning, t.Sample)
			}
			if filters {
				fmt.Fprintln(w, "\t\t\t\t")
				fmt.Fprintln(w, "BỘ LỌC\t\t\tNGHĨA\tVÍ DỤ")
				for _, f := range catalog.FilterHelp() {
					fmt.Fprintf(w, "| %s\t\t\t%s\t%s\n", f.Name, f.Meaning, f.Sample)
				}
			}
			return w.Flush()
		},
	}
	c.Flags().BoolVar(&filters, "filters", false, "also the filters")
	return c
}
