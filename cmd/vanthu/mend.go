package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/people"
)

func newDocumentsMendCmd(a *app) *cobra.Command {
	var f checkFlags
	var take bool
	c := &cobra.Command{
		Use:   "mend DOC -o FILE.docx | mend DOC --take",
		Short: "Mend the form of the newest text of a document, into a file or as a version of its own",
		Long: `Mend the form of the newest text of a document: page, faces, sizes, alignment, indents,
spacing, lines, page numbers, head and signature. No letter is changed but by the rules about
writing that --fix names. With -o the mended file is written to be looked at; with --take it
is kept as a version of its own, as what a person edited.`,
		Example: `  vanthu documents mend KH-phat-dong-phong-trao-2024 -o sua.docx
  vanthu documents mend KH-phat-dong-phong-trao-2024 --fix=DATE-ZERO,SPACE --take`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if (f.out == "") == !take {
				return usageError("give -o FILE.docx or --take")
			}
			ctx, w := cmd.Context(), cmd.OutOrStdout()
			return a.paper(ctx, args[0], func(p *outgoing.Papers, by *people.User, doc *archive.Document) error {
				r, err := p.Mended(ctx, doc, f.writing()...)
				if err != nil {
					return err
				}
				f.tellMended(w, r)
				switch {
				case len(r.Mended) == 0:
					return nil
				case !take:
					return archive.WriteFile(f.out, r.Docx)
				}
				version, note, err := p.TakeIn(ctx, doc, by, r.Docx)
				if err == nil {
					fmt.Fprintf(w, "%s: version %d, %s\n", doc.Name, version, note)
				}
				return err
			})
		},
	}
	c.Flags().StringVarP(&f.out, "output", "o", "", "the mended file")
	c.Flags().StringVar(&f.fix, "fix", "", "rules about writing to mend too, ID,… or all")
	c.Flags().BoolVar(&take, "take", false, "keep the mended file as a version of the document")
	return c
}

// offerMend tells, where a text is not good enough to go on, what the program can mend.
func offerMend(ctx context.Context, p *outgoing.Papers, id int64, err error) error {
	doc, found := archive.Get(ctx, p.DB.Reader, id)
	if found != nil {
		return err
	}
	if rules, found := p.Mendable(ctx, &doc); found == nil && len(rules) > 0 {
		return fmt.Errorf("%w\n%s can be mended without a letter changed: vanthu documents mend %s --take (or -o FILE.docx)", err, strings.Join(rules, ", "), doc.Name)
	}
	return err
}
