package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/spf13/cobra"

	"vanthu/pipeline/award"
	"vanthu/pipeline/people"
)

// awarder is what the flags of every award command say.
type awarder struct {
	*app
	year int
	dot  string
}

func newAwardCmd(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "award",
		Short: "Award rounds: quotas, nominations, appraisal, votes",
		Long: `The way of an award round: what each unit may nominate (quota), whom it nominates (nominate;
lists come in by 'vanthu import'), what the rules of appraisal say (check), what is let pass
with a reason (override), how the council voted (vote). The papers of the round are made from
the same rows by 'vanthu generate'.`,
	}
	c.AddCommand(newAwardQuotaCmd(a), newAwardNominateCmd(a), newAwardCheckCmd(a), newAwardOverrideCmd(a), newAwardVoteCmd(a))
	return c
}

// flags adds --year and --dot.
func (w *awarder) flags(c *cobra.Command) *cobra.Command {
	c.Flags().IntVar(&w.year, "year", 0, "year of the round")
	c.Flags().StringVar(&w.dot, "dot", "tong-ket", "the round, by code")
	return c
}

// do runs a step in a transaction, in the name of who may take it.
func (w *awarder) do(ctx context.Context, right people.Right, what string, step func(work award.Work, r award.Round) error) error {
	if w.year == 0 {
		return usageError("give --year Y")
	}
	return w.write(ctx, func(tx *sqlx.Tx, by *people.User) error {
		if !by.MaySomewhere(right, "") {
			return by.Forbidden(right, what)
		}
		work := award.Work{Tx: tx, Actor: by.Name, At: time.Now()}
		r, err := work.Find(ctx, w.year, w.dot)
		if err != nil {
			return err
		}
		return step(work, r)
	})
}

func newAwardQuotaCmd(a *app) *cobra.Command {
	w := &awarder{app: a}
	var q award.Quota
	c := &cobra.Command{
		Use:     "quota --year Y [--dot ROUND] [--unit CODE --tap-the N --ca-nhan N --ho-gia-dinh N]",
		Short:   "Show the quotas of a round, or set that of a unit",
		Example: "  vanthu award quota --year 2024\n  vanthu award quota --year 2024 --unit dong-xoai --tap-the 3 --ca-nhan 4",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return w.do(cmd.Context(), people.CheckContent, "phân bổ chỉ tiêu khen thưởng", func(work award.Work, r award.Round) error {
				if q.Unit != "" {
					if err := work.SetQuota(cmd.Context(), r, q); err != nil {
						return err
					}
				}
				list, err := work.Quotas(cmd.Context(), r)
				if err != nil {
					return err
				}
				t := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
				fmt.Fprintln(t, "UNIT\tTAP THE\tCA NHAN\tHO GIA DINH\tNAME")
				for _, u := range list {
					fmt.Fprintf(t, "%s\t%d/%d\t%d/%d\t%d/%d\t%s\n", u.Unit, u.HasCollectives, u.Collectives, u.HasPeople, u.People, u.HasHouseholds, u.Households, u.Name)
				}
				return t.Flush()
			})
		},
	}
	f := w.flags(c).Flags()
	f.StringVar(&q.Unit, "unit", "", "the unit, by code")
	f.IntVar(&q.Collectives, "tap-the", 0, "collectives that it may nominate")
	f.IntVar(&q.People, "ca-nhan", 0, "individuals")
	f.IntVar(&q.Households, "ho-gia-dinh", 0, "households")
	f.StringVar(&q.Note, "note", "", "note for the table of quotas")
	return c
}

func newAwardNominateCmd(a *app) *cobra.Command {
	w := &awarder{app: a}
	var n award.Nominee
	var group string
	var papers []string
	c := &cobra.Command{
		Use:     "nominate --year Y --unit CODE --loai GROUP --ten NAME --doi-tuong CODE --thanh-tich TEXT",
		Short:   "Add a nominee to a round",
		Example: `  vanthu award nominate --year 2024 --unit dong-xoai --loai ca-nhan --ten "Nguyễn Văn Ví Dụ" --gioi-tinh nam --chuc-vu "Trưởng khu phố" --noi "khu phố 2, phường Tân Bình" --doi-tuong cn-luc-luong --thanh-tich "Tích cực tuần tra, hòa giải" --ho-so to-trinh,bao-cao,bien-ban`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			n.Group = award.Group(strings.ReplaceAll(group, "-", "_"))
			for _, p := range papers {
				switch p {
				case "to-trinh":
					n.HasLetter = true
				case "bao-cao":
					n.HasReport = true
				case "bien-ban":
					n.HasMinutes = true
				default:
					return usageError("--ho-so %s: want to-trinh, bao-cao, bien-ban", p)
				}
			}
			return w.do(cmd.Context(), people.TakeFigures, "đề nghị khen thưởng", func(work award.Work, r award.Round) error {
				id, err := work.Nominate(cmd.Context(), r, n)
				if err == nil {
					fmt.Fprintf(cmd.OutOrStdout(), "nominee %d: %s\n", id, n.Name)
				}
				return err
			})
		},
	}
	f := w.flags(c).Flags()
	f.StringVar(&group, "loai", "", "tap-the, ca-nhan or ho-gia-dinh")
	for _, text := range []struct {
		to           *string
		flag, explan string
	}{{&n.Unit, "unit", "the unit that nominates, by code"}, {&n.Name, "ten", "name"}, {&n.Rank, "cap-bac", "rank of the armed forces"}, {&n.Gender, "gioi-tinh", "nam or nu"},
		{&n.Post, "chuc-vu", "post"}, {&n.Place, "noi", "place of work or living, as printed"}, {&n.Object, "doi-tuong", "object of the plan: cn-cong-an, cn-luc-luong, cn-khac, tt-…"},
		{&n.Merit, "thanh-tich", "what was achieved, in short"}, {&n.Day, "nhan", "day on which the dossier came, like 2024-12-03"},
		{&n.Standard, "tieu-chuan", "point of the criterion, like 1d (default: the round's)"}, {&n.Confirmed, "xac-nhan", "paper that confirms the achievement"}} {
		f.StringVar(text.to, text.flag, "", text.explan)
	}
	f.StringSliceVar(&papers, "ho-so", nil, "papers of the dossier: to-trinh,bao-cao,bien-ban")
	return c
}

func newAwardCheckCmd(a *app) *cobra.Command {
	w := &awarder{app: a}
	var opts award.Options
	var appraise, rules bool
	c := &cobra.Command{
		Use:   "check --year Y [--dot ROUND] [--ngay DAY] [--appraise]",
		Short: "Judge the nominees of a round by the rules of appraisal",
		Long: `Judge the nominees of a round by the rules of appraisal; --rules lists them with their clauses.
--appraise writes the result: who has nothing wrong fulfils the conditions, the others do not,
with the reasons; what 'vanthu award override' let pass does not count.

Exit code 3 says that something is wrong that nobody let pass.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if rules {
				for _, r := range award.Rules {
					fmt.Fprintf(cmd.OutOrStdout(), "%s\t%s\t%s\t%s\n", r.Code, r.Severity, r.Clause, r.About)
				}
				return nil
			}
			wrong := 0
			err := w.do(cmd.Context(), people.CheckContent, "thẩm định đề nghị khen thưởng", func(work award.Work, r award.Round) error {
				found, err := work.Check(cmd.Context(), r, opts)
				if err != nil {
					return err
				}
				wrong = tellFindings(cmd.OutOrStdout(), found)
				if !appraise {
					return nil
				}
				good, bad, err := work.Appraise(cmd.Context(), r, opts)
				if err == nil {
					fmt.Fprintf(cmd.OutOrStdout(), "%d nominees fulfil the conditions, %d do not\n", good, bad)
				}
				return err
			})
			if err == nil && wrong > 0 {
				return &exitError{exitFindings, fmt.Errorf("%d findings are wrong and nobody let them pass", wrong)}
			}
			return err
		},
	}
	f := w.flags(c).Flags()
	f.StringVar(&opts.Day, "ngay", time.Now().Format(time.DateOnly), "day of the appraisal")
	f.IntVar(&opts.Direct, "truc-tiep", award.DirectShare, "percent of direct workers among the individuals, at least (0: do not ask)")
	f.BoolVar(&appraise, "appraise", false, "write the result")
	f.BoolVar(&rules, "rules", false, "list the rules")
	return c
}

// tellFindings prints findings and counts those that are wrong and not let pass.
func tellFindings(out io.Writer, found []award.Finding) (wrong int) {
	for _, f := range found {
		who := "cả đợt"
		if f.Nominee != 0 {
			who = fmt.Sprintf("số %d, %s", f.Nominee, f.Name)
		}
		fmt.Fprintf(out, "%s %s, %s: %s. (%s)", f.Severity, f.Code, who, f.Message, f.Clause)
		if f.Passed != "" {
			fmt.Fprintf(out, " Bỏ qua: %s", f.Passed)
		}
		fmt.Fprintln(out)
		if f.Severity == award.Wrong && f.Passed == "" {
			wrong++
		}
	}
	return wrong
}

func newAwardOverrideCmd(a *app) *cobra.Command {
	w := &awarder{app: a}
	var code, reason string
	c := &cobra.Command{
		Use:     "override NOMINEE --year Y --rule CODE --reason TEXT",
		Short:   "Let a rule of appraisal pass for a nominee, with a reason",
		Example: `  vanthu award override 17 --year 2024 --rule DUNG-DAU --reason "Tập thể đã được khen đợt Ngày hội"`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			nominee, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usageError("%s: want the number of a nominee", args[0])
			}
			return w.do(cmd.Context(), people.CheckContent, "bỏ qua một quy tắc thẩm định", func(work award.Work, r award.Round) error {
				return work.Override(cmd.Context(), r, award.Override{Nominee: nominee, Code: code, Reason: reason})
			})
		},
	}
	f := w.flags(c).Flags()
	f.StringVar(&code, "rule", "", "code of the rule")
	f.StringVar(&reason, "reason", "", "why")
	return c
}

func newAwardVoteCmd(a *app) *cobra.Command {
	w := &awarder{app: a}
	b := award.Ballot{Votes: map[int64]int{}}
	var approve bool
	c := &cobra.Command{
		Use:     "vote [NOMINEE=VOTES…] --year Y --ngay DAY --thanh-vien N --co-mat N [--all] [--approve]",
		Short:   "Write the meeting of the council, its votes and what follows from them",
		Example: "  vanthu award vote 17=8 21=7 --year 2024 --ngay 2024-12-18 --thanh-vien 9 --co-mat 9 --all",
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, arg := range args {
				id, votes, ok := strings.Cut(arg, "=")
				n, err := strconv.ParseInt(id, 10, 64)
				v, err2 := strconv.Atoi(votes)
				if _, twice := b.Votes[n]; !ok || err != nil || err2 != nil || twice {
					return usageError("%s: want NOMINEE=VOTES, each nominee once", arg)
				}
				b.Votes[n] = v
			}
			return w.do(cmd.Context(), people.CheckContent, "ghi kết quả họp xét", func(work award.Work, r award.Round) error {
				if err := work.Vote(cmd.Context(), r, b); err != nil || !approve {
					return err
				}
				yes, no, err := work.Approve(cmd.Context(), r, b.Day, award.Majority(b.Present))
				if err == nil {
					fmt.Fprintf(cmd.OutOrStdout(), "%d nominees are approved, %d are not\n", yes, no)
				}
				return err
			})
		},
	}
	f := w.flags(c).Flags()
	f.StringVar(&b.Day, "ngay", "", "day of the meeting")
	f.StringVar(&b.Minutes, "so", "", "number of the minutes")
	f.IntVar(&b.Members, "thanh-vien", 0, "members of the council")
	f.IntVar(&b.Present, "co-mat", 0, "members present")
	f.BoolVar(&b.All, "all", false, "who is not named has the votes of all present")
	f.BoolVar(&approve, "approve", false, "approve those who fulfil the conditions and have the votes of more than half of those present")
	return c
}
