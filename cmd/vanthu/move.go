package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/people"
)

// paper runs do for a document, in the name of the actor. No paper moves on without the
// latest edit on the shelf, and afterwards the shelf shows what is to be opened then.
func (a *app) paper(ctx context.Context, name string, do func(p *outgoing.Papers, by *people.User, doc *archive.Document) error) error {
	m, err := a.maker(ctx)
	if err != nil {
		return err
	}
	defer m.DB.Close()
	by, err := a.actor(ctx, m.DB)
	if err != nil {
		return err
	}
	doc, err := findDocument(ctx, m.DB, name)
	if err != nil {
		return err
	}
	lay := func() error {
		if !exists(filepath.Join(a.config.Out, strconv.Itoa(doc.Year))) {
			return nil
		}
		return a.lay(ctx, outgoing.Of(m), doc.Year)
	}
	if err := lay(); err != nil {
		return err
	}
	if doc, err = archive.Get(ctx, m.DB.Reader, doc.ID); err != nil {
		return err
	}
	if err := do(outgoing.Of(m), by, &doc); err != nil {
		return err
	}
	return lay()
}

func newDocumentsMoveCmd(a *app) *cobra.Command {
	var comment string
	var waive []string
	var version int
	c := &cobra.Command{
		Use:   "move DOC STATE",
		Short: "Bring a document into its next state, back to du-thao, or to huy",
		Long: `Bring a document into another state (NĐ 30/2020 Đ.10-19):
  du-thao → da-kiem-tra-noi-dung → da-kiem-tra-the-thuc → trinh-ky → da-ky
  → da-cap-so ('vanthu issue') → da-dong-dau → da-phat-hanh
tra-lai sends it back to du-thao from any step before it is issued, huy gives it up;
both need --comment. Findings "sai" stop the moves to da-kiem-tra-the-thuc and to trinh-ky
unless --waive RULE=REASON names each; what was let pass in a text when its form was checked
need not be named again. The move to trinh-ky makes the copy for signature, without DỰ THẢO.`,
		Example: `  vanthu documents move KH-2024 trinh-ky --waive "COUNT=danh sách bổ sung theo Tờ trình 12"
  vanthu documents move KH-2024 tra-lai --comment "sửa mục II.2"`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			s := archive.Step{To: args[1], Comment: comment, At: time.Now(), Waive: map[string]string{}}
			if s.To == "tra-lai" {
				s.To = archive.Draft
			}
			for _, w := range waive {
				rule, reason, _ := strings.Cut(w, "=")
				if rule == "" || reason == "" {
					return usageError("--waive %s: want RULE=REASON", w)
				}
				s.Waive[rule] = reason
			}
			return a.paper(ctx, args[0], func(p *outgoing.Papers, by *people.User, doc *archive.Document) error {
				s.By = by
				err := p.Move(ctx, doc.ID, s, version)
				if err != nil && (s.To == archive.FormChecked || s.To == archive.Submitted) {
					return offerMend(ctx, p, doc.ID, err)
				} else if err != nil {
					return err
				}
				now, err := archive.Get(ctx, p.DB.Reader, doc.ID)
				if err != nil {
					return err
				}
				w := cmd.OutOrStdout()
				fmt.Fprintf(w, "%s: %s\n", now.Name, now.StateName)
				if s.To == archive.Submitted {
					fmt.Fprintf(w, "copy for signature: version %d; vanthu documents get %s --format pdf\n", now.Version, now.Name)
				}
				if next := archive.Next(s.By, &now); len(next) > 0 {
					fmt.Fprintf(w, "next: %s\n", strings.Join(next, ", "))
				}
				return nil
			})
		},
	}
	c.Flags().StringVar(&comment, "comment", "", "why; needed for tra-lai and huy")
	c.Flags().StringArrayVar(&waive, "waive", nil, "let a finding \"sai\" pass: RULE=REASON; may be repeated")
	c.Flags().IntVar(&version, "version", 0, "the version to lay before the leader (default: the newest, made or edited)")
	return c
}

func newDocumentsLinkCmd(a *app) *cobra.Command {
	var by, comment string
	c := &cobra.Command{
		Use:   "link DOC dinh-chinh|sua-doi|thay-the|thu-hoi --by PAPER",
		Short: "Say which later paper corrects, amends, replaces or recalls an issued one",
		Example: `  vanthu documents link KH-2024 dinh-chinh --by "45/UBND-NC ngày 05/3/2024" --comment "sai chính tả mục III"
  vanthu documents link QD-2024 thay-the --by 17 --comment "thay danh sách"`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			if by == "" {
				return usageError("give --by: a document of the archive, or number and day of another paper")
			}
			return a.paper(ctx, args[0], func(p *outgoing.Papers, actor *people.User, doc *archive.Document) error {
				l := archive.Link{Document: doc.ID, Relation: args[1], Symbol: by, Comment: comment, At: time.Now()}
				if other, err := findDocument(ctx, p.DB, by); err == nil {
					l.By = other.ID
				}
				return p.Link(ctx, actor, l)
			})
		},
	}
	c.Flags().StringVar(&by, "by", "", "the later paper: its number or name in the archive, or its symbol and day")
	c.Flags().StringVar(&comment, "comment", "", "why")
	return c
}

func newDocumentsReplaceCmd(a *app) *cobra.Command {
	var comment string
	var params []string
	c := &cobra.Command{
		Use:   "replace DOC",
		Short: "Begin the paper that is to take the place of an issued one",
		Long: `Make the paper that is to take the place of an issued one (NĐ 30/2020 Đ.18.3) from the data
as they are now. It is a document of its own, DOC-lan-2, and goes the whole way; once it is
issued, the old paper is đã bị thay thế, and both name the other, in the register too.`,
		Example: `  vanthu documents replace QD-khen-thuong-2024-tong-ket --param ngay=2025-03-05 --comment "bổ sung danh sách"`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			given, err := parseOwn(params)
			if err != nil {
				return err
			}
			return a.paper(ctx, args[0], func(p *outgoing.Papers, by *people.User, doc *archive.Document) error {
				made, err := p.Replace(ctx, doc, by, outgoing.Replacement{Params: given, Comment: comment})
				if err == nil {
					fmt.Fprintf(cmd.OutOrStdout(), "%s: version %d, thay thế %s\n", made.Name, made.Version, doc.Symbol)
				}
				return err
			})
		},
	}
	c.Flags().StringArrayVar(&params, "param", nil, "another value of a parameter, as ngay=2025-03-05; may be repeated")
	c.Flags().StringVar(&comment, "comment", "", "why")
	return c
}

func newDocumentsUrgencyCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "urgency DOC MARK",
		Short:   `Set the mark of urgency: KHẨN, "THƯỢNG KHẨN", "HỎA TỐC"; "" takes it away`,
		Example: `  vanthu documents urgency KH-2024 "HỎA TỐC"`,
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.paper(ctx, args[0], func(p *outgoing.Papers, by *people.User, doc *archive.Document) error {
				if err := p.SetUrgency(ctx, doc, by, strings.ToUpper(args[1])); err != nil {
					return err
				}
				now, err := archive.Get(ctx, p.DB.Reader, doc.ID)
				if err == nil {
					fmt.Fprintf(cmd.OutOrStdout(), "%s: version %d, %s\n", now.Name, now.Version, now.StateName)
				}
				return err
			})
		},
	}
}

// lay brings the shelf of a year up to date.
func (a *app) lay(ctx context.Context, p *outgoing.Papers, year int) error {
	laid, err := p.Shelf(a.config.Out).Lay(ctx, p.DB, year)
	for _, t := range laid.Taken {
		a.log.Warn("a file on the shelf was changed by hand: kept", "path", t.Path, "version", t.Version, "note", short(t.Note))
	}
	return err
}
