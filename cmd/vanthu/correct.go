package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/people"
	"vanthu/pipeline/viet"
)

func newDocumentsCorrectCmd(a *app) *cobra.Command {
	var with, as, day, comment, proposer string
	var recall bool
	c := &cobra.Command{
		Use:   "correct DOC --with CORRECTED.docx | --recall",
		Short: "Begin the paper that corrects, amends or recalls an issued one",
		Long: `Begin the paper that sets an issued one right (NĐ 30/2020 Đ.18.3, 18.4). Take the issued Word
file (documents get DOC --format docx), write in it what should stand there, and give it: where
form and technique alone differ (misspelt words too, unless the office's kind dinh-chinh says
otherwise), a công văn đính chính is made; where words, figures or names
differ, a paper of the same form that amends the issued one. With --recall the decision that
recalls it is made. The differences stand in the draft, each with its place. Once it is issued,
both papers and the register name the other.`,
		Example: `  vanthu documents correct QD-khen-thuong-2024-tong-ket --with dung.docx --comment "sai họ tên"
  vanthu documents correct KH-phat-dong-phong-trao-2024 --recall --comment "ban hành sai thẩm quyền"`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			if (with == "") == !recall {
				return usageError("give the corrected file with --with, or --recall")
			}
			on := time.Now().Format(time.DateOnly)
			if day != "" {
				d, err := viet.ParseDay(day)
				if err != nil {
					return usageError("--ngay: %v", err)
				}
				on = d.Format(time.DateOnly)
			}
			order := outgoing.Correction{Relation: as, Day: on, Comment: comment, Proposer: proposer}
			if recall {
				order.Relation = archive.Recalls
			} else {
				word, err := os.ReadFile(with)
				if err != nil {
					return err
				}
				order.Edited = word
			}
			return a.paper(ctx, args[0], func(p *outgoing.Papers, by *people.User, doc *archive.Document) error {
				made, err := p.Correct(ctx, doc, by, order)
				if err == nil {
					fmt.Fprintf(cmd.OutOrStdout(), "%s: version %d, %s%s\n", made.Name, made.Version, archive.Does(made.Relation), doc.Symbol)
				}
				return err
			})
		},
	}
	c.Flags().StringVar(&with, "with", "", "the issued Word file as it should read")
	c.Flags().BoolVar(&recall, "recall", false, "recall the paper")
	c.Flags().StringVar(&as, "as", "", "dinh-chinh or sua-doi (default: what the differences ask for)")
	c.Flags().StringVar(&day, "ngay", "", "day of the paper to be made (default: today)")
	c.Flags().StringVar(&comment, "comment", "", "why")
	c.Flags().StringVar(&proposer, "proposer", "", "who proposes to amend or recall: \"Giám đốc Công an tỉnh\" (default: who proposed the issued paper)")
	return c
}
