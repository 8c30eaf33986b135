package main

import (
	"crypto/x509"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
)

func newDocumentsSignBackCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "sign-back DOC FILE.pdf",
		Short: "Take the signed file in: its signatures checked, its text compared",
		Long: `Take the signed file of a document in as a version of its own. Digital signatures are
checked without a network: whether the bytes are those that were signed, who signed and
when, and whether the certificate leads to one of --trust (a file of PEM certificates;
key trust of vanthu.yaml). The text is compared with the copy for signature; a scan is
kept as a scan. Exit code 3: something is wrong with the file; it is kept all the same.`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			data, err := os.ReadFile(args[1])
			if err != nil {
				return err
			}
			var trust *x509.CertPool
			if a.config.Trust != "" {
				pem, err := os.ReadFile(a.config.Trust)
				if err != nil {
					return err
				}
				if trust = x509.NewCertPool(); !trust.AppendCertsFromPEM(pem) {
					return usageError("--trust %s: holds no PEM certificate", a.config.Trust)
				}
			}
			m, err := a.maker(ctx)
			if err != nil {
				return err
			}
			defer m.DB.Close()
			by, err := a.actor(ctx, m.DB)
			if err != nil {
				return err
			}
			doc, err := findDocument(ctx, m.DB, args[0])
			if err != nil {
				return err
			}
			version, found, err := m.SignBack(ctx, &doc, by, data, trust)
			if err != nil {
				return fmt.Errorf("%s: %w", args[1], err)
			}
			w := cmd.OutOrStdout()
			versions, err := archive.Versions(ctx, m.DB.Reader, doc.ID)
			if err != nil {
				return err
			}
			fmt.Fprintf(w, "%s: version %d, %s\n", doc.Name, version, versions[0].Note)
			wrong := 0
			for _, f := range found {
				fmt.Fprintf(w, "%s %s, %s: %s\n", f.Severity, f.Rule, f.Place, f.Message)
				if f.Severity == "sai" {
					wrong++
				}
			}
			if wrong > 0 {
				return &exitError{exitFindings, fmt.Errorf("%s: kept, but %d things are wrong with it", args[1], wrong)}
			}
			return nil
		},
	}
}
