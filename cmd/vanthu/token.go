package main

import (
	"fmt"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/spf13/cobra"

	"vanthu/pipeline/access"
	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

func newTokenCmd(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "token",
		Short: "Keys by which other programs use the API",
		Long: `A token lets a program call /api/v1 for a person: it may do what the person may, within
its scopes (read, send), until it ends or is revoked. It is shown once, when it is made.`,
	}
	c.AddCommand(newTokenAddCmd(a), newTokenListCmd(a), newTokenRevokeCmd(a))
	return c
}

func newTokenAddCmd(a *app) *cobra.Command {
	var t access.Token
	var until string
	c := &cobra.Command{
		Use:     "add PROGRAM --for USER",
		Short:   "Make a token and print it; nobody can read it later",
		Example: `  vanthu token add "phần mềm kế toán" --for lan --scope "read send" --until 2025-06-30`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			t.Name = args[0]
			if until != "" {
				day, err := time.ParseInLocation(time.DateOnly, until, time.Local)
				if err != nil {
					return usageError("--until: %w", err)
				}
				t.Ends = day.AddDate(0, 0, 1)
			}
			var token string
			err := a.write(cmd.Context(), func(tx *sqlx.Tx, by *people.User) (err error) {
				token, err = access.NewToken(cmd.Context(), people.Change{Tx: tx, By: by, At: time.Now()}, t)
				return err
			})
			if err == nil {
				fmt.Fprintln(cmd.OutOrStdout(), token)
			}
			return err
		},
	}
	c.Flags().StringVar(&t.User, "for", "", "the person for whom it acts")
	c.Flags().StringVar(&t.Scopes, "scope", access.ScopeRead, "read, send or both")
	c.Flags().StringVar(&until, "until", "", "its last day; without it half a year, at most a year")
	c.MarkFlagRequired("for")
	return c
}

func newTokenListCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the tokens, the newest first",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withDB(cmd.Context(), func(d *db.DB) error {
				list, err := access.Tokens(cmd.Context(), d.Reader)
				if err != nil {
					return err
				}
				w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
				fmt.Fprintln(w, "TOKEN\tPROGRAM\tFOR\tSCOPES\tENDS\tUSED\tSTATE")
				for _, t := range list {
					fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%s\n", t.ID, t.Name, t.User, t.Scopes, minute(t.Ends), minute(t.Used.Time), t.State(time.Now()))
				}
				return w.Flush()
			})
		},
	}
}

func newTokenRevokeCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "revoke TOKEN",
		Short: "End a token at once; TOKEN is its number in the list",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usageError("token revoke: %q: want the number of the list", args[0])
			}
			return a.write(cmd.Context(), func(tx *sqlx.Tx, by *people.User) error {
				return access.RevokeToken(cmd.Context(), people.Change{Tx: tx, By: by, At: time.Now()}, id)
			})
		},
	}
}
