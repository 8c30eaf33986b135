package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/people"
)

// tell prints findings, one a line.
func tell(w io.Writer, list []archive.Finding) {
	for _, f := range list {
		fmt.Fprintf(w, "%s %s, %s: %s\n", f.Severity, f.Rule, f.Place, f.Message)
	}
}

func newIssueCmd(a *app) *cobra.Command {
	e := archive.Entry{}
	var overlay, signed, out string
	c := &cobra.Command{
		Use:   "issue DOC --so N --ngay D",
		Short: "Give a signed document its number and day",
		Long: `Give a signed document its number and day (NĐ 30/2020 Đ.15). The working copy with both
becomes a version of its own; the signed original is never made again:
  --overlay FILE.pdf    writes a PDF with nothing but number and day, to print onto the signed sheets
  --signed FILE.pdf     adds number and day to the PDF that the leader signed, behind its bytes,
  -o OUT.pdf            so that the signature stays valid
A day for which the data set would differ is refused, with what would change. A document
that has its number gets no second one: without --so and --ngay the PDF is made again.`,
		Example: `  vanthu issue KH-2024 --so 161 --ngay 2024-02-05 --overlay so-ngay.pdf
  vanthu issue KH-2024 --ngay 2024-02-05      # a book that this program keeps gives the next number`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			if (signed == "") != (out == "") {
				return usageError("--signed and -o go together")
			}
			var original []byte
			if signed != "" { // what cannot be read costs no number
				var err error
				if original, err = os.ReadFile(signed); err != nil {
					return err
				}
			}
			return a.paper(ctx, args[0], func(p *outgoing.Papers, by *people.User, doc *archive.Document) error {
				if again := e.Day == "" && e.Number == ""; again && doc.Symbol == "" {
					return usageError("give --ngay, the day of issue")
				} else if !again {
					if e.Day == "" {
						return usageError("give --ngay, the day of issue")
					}
					e.By, e.At = by, time.Now()
					n, err := p.Issue(ctx, doc.ID, e)
					if err != nil {
						return err
					}
					fmt.Fprintf(cmd.OutOrStdout(), "%s: %s, %s, sổ %s năm %d\n", doc.Name, n.Symbol, n.Day, n.Book, n.Year)
					tell(cmd.OutOrStdout(), n.Findings)
				} else if overlay == "" && signed == "" {
					return usageError("%s has number %s of %s; give --overlay or --signed to print it again", doc.Name, doc.Symbol, doc.IssueDay)
				}
				if overlay != "" {
					data, err := p.Overlay(ctx, doc.ID)
					if err := write(overlay, data, err); err != nil {
						return numbered(doc, err)
					}
				}
				if signed != "" {
					data, err := p.Increment(ctx, doc.ID, original)
					if err := write(out, data, err); err != nil {
						return numbered(doc, err)
					}
				}
				return nil
			})
		},
	}
	c.Flags().StringVar(&e.Number, "so", "", "number, e.g. 161 or 45a")
	c.Flags().StringVar(&e.Day, "ngay", "", "day of issue, 2024-12-15 or 15/12/2024")
	c.Flags().IntVar(&e.Copies, "copies", 0, "copies sent out (default: the sum of the recipients' copies)")
	c.Flags().StringVar(&overlay, "overlay", "", "PDF to print onto the signed sheets")
	c.Flags().StringVar(&signed, "signed", "", "PDF that the leader signed")
	c.Flags().StringVarP(&out, "output", "o", "", "the signed PDF with number and day")
	return c
}

// write writes a file that was made without error.
func write(path string, data []byte, err error) error {
	if err != nil {
		return err
	}
	return archive.WriteFile(path, data)
}

// numbered says that a document has its number although the PDF could not be made.
func numbered(doc *archive.Document, err error) error {
	return fmt.Errorf("%w\n(%s has its number: make the PDF again by 'vanthu issue %s' without --so and --ngay)", err, doc.Name, doc.Name)
}

func newBookCmd(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "book",
		Short: "Books of numbers",
		Long: `A book of numbers belongs to an agency and says which kinds of document share it. Its
numbers come from outside (ngoai: the clerk enters what the agency's own book gave) or
from here (trong: this program keeps the whole book, without gaps). An agency without a
book gets one, ngoai, for all kinds when its first document is issued.`,
	}
	c.AddCommand(newBookListCmd(a), newBookSetCmd(a), newBookEnterCmd(a))
	return c
}

func newBookListCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the books",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withDB(cmd.Context(), func(d *db.DB) error {
				books, err := archive.Books(cmd.Context(), d.Reader)
				if err != nil {
					return err
				}
				w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
				fmt.Fprintln(w, "BOOK\tAGENCY\tNAME\tNUMBERS\tFIRST\tKINDS")
				for _, b := range books {
					fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%s\n", b.Code, b.Agency, b.Name, b.Source, b.First, strings.Join(b.Kinds, ","))
				}
				return w.Flush()
			})
		},
	}
}

func newBookSetCmd(a *app) *cobra.Command {
	b := archive.Book{}
	c := &cobra.Command{
		Use:     "set BOOK --agency A",
		Short:   "Add a book or change it",
		Example: "  vanthu book set quyet-dinh --agency ubnd-tinh --kind quyet-dinh-khen-thuong --source trong --first 2871",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			b.Code = args[0]
			slices.Sort(b.Kinds)
			return a.write(cmd.Context(), func(tx *sqlx.Tx, by *people.User) error {
				return archive.SetBook(cmd.Context(), people.Change{Tx: tx, By: by, At: time.Now()}, b)
			})
		},
	}
	c.Flags().StringVar(&b.Agency, "agency", "", "agency that issues")
	c.Flags().StringVar(&b.Name, "name", "Sổ đăng ký văn bản đi", "title of the register")
	c.Flags().StringVar(&b.Source, "source", archive.Outside, "where numbers come from: ngoai or trong")
	c.Flags().IntVar(&b.First, "first", 1, "first number of a year")
	c.Flags().StringSliceVar(&b.Kinds, "kind", []string{archive.AnyKind}, "kinds that share the book; * is all that no other book names")
	return c
}

func newBookEnterCmd(a *app) *cobra.Command {
	e := archive.Entry{}
	var symbol string
	c := &cobra.Command{
		Use:     "enter BOOK --ngay D --symbol S --title T",
		Short:   "Enter a paper that was not made here",
		Example: `  vanthu book enter ubnd-tinh --so 162 --ngay 2024-02-06 --symbol UBND-NC --title "Công văn về …"`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if e.Day == "" || symbol == "" || e.Title == "" {
				return usageError("give --ngay, --symbol and --title")
			}
			e.Book, e.Symbol, e.At = args[0], symbol, time.Now()
			return a.write(cmd.Context(), func(tx *sqlx.Tx, by *people.User) error {
				e.By = by
				n, err := archive.Register(cmd.Context(), tx, e)
				if err == nil {
					fmt.Fprintf(cmd.OutOrStdout(), "%s, %s\n", n.Symbol, n.Day)
					tell(cmd.OutOrStdout(), n.Findings)
				}
				return err
			})
		},
	}
	c.Flags().StringVar(&e.Number, "so", "", "number; a book kept here gives the next without it")
	c.Flags().StringVar(&e.Day, "ngay", "", "day of issue, 2024-12-15 or 15/12/2024")
	c.Flags().StringVar(&symbol, "symbol", "", "what follows the number: UBND-NC")
	c.Flags().StringVar(&e.Title, "title", "", "kind and subject")
	c.Flags().StringVar(&e.Signer, "signer", "", "who signed")
	c.Flags().StringVar(&e.Recipients, "to", "", "recipients")
	c.Flags().StringVar(&e.Keeper, "keeper", "", "who keeps the copy on file")
	c.Flags().IntVar(&e.Copies, "copies", 0, "number of copies")
	return c
}
