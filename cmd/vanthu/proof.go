package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/making"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/people"
)

func newDocumentsVerifyCmd(a *app) *cobra.Command {
	var version int
	c := &cobra.Command{
		Use:   "verify [DOC…]",
		Short: "Make versions again from their data sets and compare every byte; without DOC, the newest of all",
		Long: `Make a version again from its data set and prove it byte for byte, or say what differs
and what has changed since: template, queries, fonts, program. Every file is compared
with its hash. Exit code 3: something differs.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			m, err := a.maker(ctx)
			if err != nil {
				return err
			}
			defer m.DB.Close()
			var docs []archive.Document
			for _, arg := range args {
				doc, err := findDocument(ctx, m.DB, arg)
				if err != nil {
					return err
				}
				docs = append(docs, doc)
			}
			if len(args) == 0 {
				if docs, err = archive.List(ctx, m.DB.Reader, archive.Filter{}); err != nil {
					return err
				}
			}
			differ := 0
			var faults []error // of one document: the others are proved all the same
			for i := range docs {
				n := version
				if n == 0 {
					n = docs[i].FromRun
				}
				differences, err := outgoing.Of(m).Verify(ctx, &docs[i], n)
				_, isFault := errors.AsType[*fill.Faults](err)
				switch {
				case isFault: // as where its data lack what a newer template asks for
					differ++
					fmt.Fprintf(cmd.OutOrStdout(), "%s, version %d: cannot be made again from its data with the template of today\n  %v\n", docs[i].Name, n, err)
				case err != nil && ctx.Err() != nil:
					return err
				case err != nil:
					faults = append(faults, fmt.Errorf("%s, version %d: %w", docs[i].Name, n, err))
				case len(differences) == 0:
					fmt.Fprintf(cmd.OutOrStdout(), "%s, version %d: the same, byte for byte\n", docs[i].Name, n)
				default:
					differ++
					fmt.Fprintf(cmd.OutOrStdout(), "%s, version %d: differs\n  %s\n", docs[i].Name, n, strings.Join(differences, "\n  "))
				}
			}
			if len(faults) > 0 {
				return errors.Join(faults...)
			}
			if differ > 0 {
				return &exitError{exitFindings, fmt.Errorf("%d of %d documents come out differently now", differ, len(docs))}
			}
			return nil
		},
	}
	c.Flags().IntVar(&version, "version", 0, "number of the version (default: the newest that was made)")
	return c
}

func newDocumentsDiffCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "diff DOC [[FROM] TO]",
		Short:   "Say in words how two versions differ, in data and text; without FROM, the one before; without TO, the newest text",
		Example: "  vanthu documents diff QD-2024 1 2",
		Args:    cobra.RangeArgs(1, 3),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			var numbers []int
			for _, arg := range args[1:] {
				n, err := strconv.Atoi(arg)
				if err != nil {
					return usageError("documents diff: version %q: want a number", arg)
				}
				numbers = append(numbers, n)
			}
			m, err := a.maker(ctx)
			if err != nil {
				return err
			}
			defer m.DB.Close()
			doc, err := findDocument(ctx, m.DB, args[0])
			if err != nil {
				return err
			}
			if len(numbers) == 0 {
				numbers = []int{doc.Working}
			}
			if len(numbers) == 1 {
				numbers = []int{numbers[0] - 1, numbers[0]}
			}
			if numbers[0] < 1 {
				return usageError("documents diff: %s, version %d: there is none before it", doc.Name, numbers[1])
			}
			list, err := outgoing.Of(m).Diff(ctx, doc.ID, numbers[0], numbers[1])
			if err != nil {
				return err
			}
			if len(list) == 0 {
				list = []string{"không khác về số liệu và chữ"}
			}
			for _, l := range list {
				fmt.Fprintln(cmd.OutOrStdout(), l)
			}
			return nil
		},
	}
}

func newDocumentsTakeCmd(a *app) *cobra.Command {
	var kind string
	var params []string
	c := &cobra.Command{
		Use:   "take DOC FILE.docx | take FILE.docx --kind KIND --param nam=Y…",
		Short: "Take in a Word file that was edited or written by hand, as a version of its own",
		Long: `Take in a Word file as a version of a document. With --kind, a paper that was written by hand
enters the archive as the document of its kind: version 1 is what the data give, the file is
version 2, and is checked, signed, numbered and registered as the others.`,
		Example: `  vanthu documents take KH-phat-dong-phong-trao-2024 sua.docx
  vanthu documents take huong-dan.docx --kind huong-dan --param nam=2024`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if (kind == "") == (len(args) == 1) {
				return usageError("give DOC FILE.docx, or FILE.docx with --kind KIND")
			}
			word, err := os.ReadFile(args[len(args)-1])
			if err != nil {
				return err
			}
			name := args[0]
			if kind != "" {
				if name, err = a.keepFirst(cmd.Context(), kind, params); err != nil {
					return err
				}
			}
			return a.takeText(cmd, name, args[len(args)-1], word)
		},
	}
	c.Flags().StringVar(&kind, "kind", "", "the paper is a document of this kind, made now")
	c.Flags().StringArrayVar(&params, "param", nil, "parameter of the kind, NAME=VALUE; may be repeated")
	return c
}

// takeText takes a Word file in as a version of a document.
func (a *app) takeText(cmd *cobra.Command, name, file string, word []byte) error {
	return a.paper(cmd.Context(), name, func(p *outgoing.Papers, by *people.User, doc *archive.Document) error {
		version, note, err := p.TakeIn(cmd.Context(), doc, by, word)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%s: version %d\n  %s\n", doc.Name, version, note)
		return nil
	})
}

// keepFirst makes the one document of a kind and returns its name in the archive.
func (a *app) keepFirst(ctx context.Context, kind string, params []string) (name string, err error) {
	given, err := parseOwn(params)
	if err != nil {
		return "", err
	}
	m, err := a.maker(ctx)
	if err != nil {
		return "", err
	}
	defer m.DB.Close()
	made, err := m.Make(ctx, making.Request{Kind: kind, Params: given})
	if err != nil {
		return "", err
	}
	if len(made) != 1 {
		return "", fmt.Errorf("%s: these parameters make %d documents, not one: take the file in by the name of its document", kind, len(made))
	}
	if !slices.ContainsFunc(made[0].Files, func(f archive.File) bool { return f.Format == "docx" }) {
		return "", fmt.Errorf("%s: its papers have no Word file, so none can be taken in", kind)
	}
	kept, err := m.Keep(ctx, made, nil)
	if err != nil {
		return "", err
	}
	return kept[0].Name, nil
}

func newDocumentsExportCmd(a *app) *cobra.Command {
	var year int
	var out string
	c := &cobra.Command{
		Use:   "export --year Y -o FILE.zip",
		Short: "Pack the documents of a year, all versions, with manifest and checksums",
		Long: `Pack all versions of a year's documents as a zip: manifest.json says what each is, what it
was made from and who moved it; 'sha256sum -c SHA256SUMS' proves the files.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			if year == 0 || out == "" {
				return usageError("give --year Y and -o FILE.zip")
			}
			d, err := a.openDB(ctx)
			if err != nil {
				return err
			}
			defer d.Close()
			n, err := archive.ExportFile(ctx, d, year, out)
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s: %d documents of %d\n", out, n, year)
			return nil
		},
	}
	c.Flags().IntVar(&year, "year", 0, "year of the shelf")
	c.Flags().StringVarP(&out, "output", "o", "", "file to write")
	return c
}
