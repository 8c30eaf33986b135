package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
)

func newAuditCmd(a *app) *cobra.Command {
	c := &cobra.Command{Use: "audit", Short: "The record of who did what"}
	c.AddCommand(&cobra.Command{
		Use:   "verify",
		Short: "Prove that no row of the record was changed, left out or put in",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := a.openDB(cmd.Context())
			if err != nil {
				return err
			}
			defer d.Close()
			n, err := archive.VerifyAudit(cmd.Context(), d.Reader)
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%d acts, the chain is whole\n", n)
			return nil
		},
	})
	return c
}
