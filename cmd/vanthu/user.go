package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/spf13/cobra"

	"vanthu/pipeline/access"
	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

// actor is the person who acts, as the database knows the name of --as.
func (a *app) actor(ctx context.Context, d *db.DB) (*people.User, error) {
	return people.Actor(ctx, d.Reader, a.config.actor())
}

// write opens the database and runs do in a transaction, in the name of the actor.
func (a *app) write(ctx context.Context, do func(tx *sqlx.Tx, by *people.User) error) error {
	d, err := a.openDB(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	by, err := a.actor(ctx, d)
	if err != nil {
		return err
	}
	return d.Write(ctx, func(tx *sqlx.Tx) error { return do(tx, by) })
}

func newUserCmd(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "user",
		Short: "People and their roles",
		Long: `People and their roles: quan-tri (quản trị), van-thu (văn thư), tham-muu (tham mưu),
the-thuc (kiểm tra thể thức), tham-dinh (thẩm định), lanh-dao (lãnh đạo), don-vi (đơn vị).
While no one is added, the system's user acts as quản trị; from the first person on,
--as USER names who acts (default: the system's user).`,
	}
	c.AddCommand(newUserListCmd(a), newUserAddCmd(a), newUserRoleCmd(a), newUserDisableCmd(a), newUserResetCmd(a))
	return c
}

func newUserListCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the people and their roles",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withDB(cmd.Context(), func(d *db.DB) error {
				users, err := people.Users(cmd.Context(), d.Reader)
				if err != nil {
					return err
				}
				w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
				fmt.Fprintln(w, "USER\tNAME\tROLES\tSTATE")
				for _, u := range users {
					state := "active"
					if u.Disabled {
						state = "disabled"
					}
					fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", u.Name, u.FullName, grants(u.Grants), state)
				}
				return w.Flush()
			})
		},
	}
}

func grants(list []people.Grant) string {
	var parts []string
	for _, g := range list {
		s := string(g.Role)
		if g.Agency+g.Unit != "" {
			s += "@" + strings.Trim(g.Agency+"/"+g.Unit, "/")
		}
		parts = append(parts, s)
	}
	return cmp.Or(strings.Join(parts, ", "), "-")
}

func newUserAddCmd(a *app) *cobra.Command {
	var name, agency, unit string
	var roles []string
	c := &cobra.Command{
		Use:     "add USER --role ROLE",
		Short:   "Add a person; the first one must be quan-tri",
		Example: `  vanthu user add lan --name "Nguyễn Thị Lan" --role van-thu --agency ubnd-tinh`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			u := people.User{Name: args[0], FullName: name}
			for _, r := range roles {
				role, err := people.ParseRole(r)
				if err != nil {
					return usageError("--role: %w", err)
				}
				u.Grants = append(u.Grants, people.Grant{Role: role, Agency: agency, Unit: unit})
			}
			return a.write(cmd.Context(), func(tx *sqlx.Tx, by *people.User) error {
				return people.Change{Tx: tx, By: by, At: time.Now()}.Add(cmd.Context(), u)
			})
		},
	}
	c.Flags().StringVar(&name, "name", "", "full name")
	c.Flags().StringSliceVar(&roles, "role", nil, "role; may be repeated")
	c.Flags().StringVar(&agency, "agency", "", "the roles hold for this agency only")
	c.Flags().StringVar(&unit, "unit", "", "the roles hold for this unit only")
	return c
}

func newUserRoleCmd(a *app) *cobra.Command {
	var agency, unit string
	c := &cobra.Command{
		Use:     "role USER add|remove ROLE",
		Short:   "Give a person a role or take it away",
		Example: "  vanthu user role lan add lanh-dao --agency ubnd-tinh",
		Args:    cobra.ExactArgs(3),
		RunE: func(cmd *cobra.Command, args []string) error {
			role, err := people.ParseRole(args[2])
			if err != nil {
				return usageError("%w", err)
			}
			change := people.Change.Grant
			if args[1] == "remove" {
				change = people.Change.Revoke
			} else if args[1] != "add" {
				return usageError("user role: %q: want add or remove", args[1])
			}
			return a.write(cmd.Context(), func(tx *sqlx.Tx, by *people.User) error {
				return change(people.Change{Tx: tx, By: by, At: time.Now()}, cmd.Context(), args[0], people.Grant{Role: role, Agency: agency, Unit: unit})
			})
		},
	}
	c.Flags().StringVar(&agency, "agency", "", "for this agency only")
	c.Flags().StringVar(&unit, "unit", "", "for this unit only")
	return c
}

func newUserDisableCmd(a *app) *cobra.Command {
	var undo bool
	c := &cobra.Command{
		Use:   "disable USER",
		Short: "Keep a person from acting; what the person did stays on record",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.write(cmd.Context(), func(tx *sqlx.Tx, by *people.User) error {
				return people.Change{Tx: tx, By: by, At: time.Now()}.Disable(cmd.Context(), args[0], !undo)
			})
		},
	}
	c.Flags().BoolVar(&undo, "undo", false, "let the person act again")
	return c
}

func newUserResetCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "reset USER",
		Short: "Give a person a one-time link to set a new password; password and second factor are forgotten",
		Long: `reset restores access: whoever runs it owns the database, so no role is asked for. The
link is the path to append to the portal's address; it opens once, within 24 hours.`,
		Example: "  vanthu user reset lan",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withDB(cmd.Context(), func(d *db.DB) error {
				owner := &people.User{Name: a.config.actor(), Grants: []people.Grant{{Role: people.Admin}}}
				var secret string
				err := d.Write(cmd.Context(), func(tx *sqlx.Tx) (err error) {
					secret, err = access.Reset(cmd.Context(), people.Change{Tx: tx, By: owner, At: time.Now()}, args[0])
					return err
				})
				if err == nil {
					fmt.Fprintf(cmd.OutOrStdout(), "/vao/%s\n", secret)
				}
				return err
			})
		},
	}
}
