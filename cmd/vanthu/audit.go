package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
)

func newAuditCmd(a *app) *cobra.Command {
	c := &cobra.Command{Use: "audit", Short: "The record of who did what"}
	var known []string
	verify := &cobra.Command{
		Use:   "verify",
		Short: "Prove that no row of the record was changed, left out, put in or cut off",
		Long: `Prove that no row of the record was changed, left out, put in or cut off.

The record is a chain of hashes, and every version, move and cancelled number must have
its act. Who can write all of the database could still make the whole chain anew, or cut
off acts that left no other trace. Against that stands the end of the record, as this
command, 'backup' and every export tell it: keep it elsewhere (on paper, in a mail, with
the exports) and give it by --known, as often as there are ends.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := a.openDB(cmd.Context())
			if err != nil {
				return err
			}
			defer d.Close()
			var heads []audit.Head
			for _, k := range known {
				h, err := knownHead(k)
				if err != nil {
					return err
				}
				heads = append(heads, h)
			}
			h, err := audit.Verify(cmd.Context(), d.Reader, heads...)
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%d acts, the chain is whole\nend of the record: %s\n", h.Seq, h)
			return nil
		},
	}
	verify.Flags().StringArrayVar(&known, "known", nil, "an end of the record, NUMBER:HASH, or an export (.zip) that holds one")
	c.AddCommand(verify)
	return c
}

// record puts on record what a person did beside the papers: to jobs, or to the database
// as a whole.
func (a *app) record(ctx context.Context, d *db.DB, act, detail string) error {
	return d.Write(ctx, func(tx *sqlx.Tx) error {
		return audit.Record(ctx, tx, audit.Act{At: time.Now(), Actor: a.config.actor(), Act: act, Detail: detail})
	})
}

// knownHead reads an end of the record, from an export where it is one.
func knownHead(s string) (audit.Head, error) {
	if strings.HasSuffix(s, ".zip") {
		return archive.ExportedHead(s)
	}
	h, err := audit.ParseHead(s)
	if err != nil {
		return h, usageError("--known: %v", err)
	}
	return h, nil
}
