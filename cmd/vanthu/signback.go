package main

import (
	"crypto/x509"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/people"
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
			trust, err := a.trust()
			if err != nil {
				return err
			}
			wrong := 0
			err = a.paper(ctx, args[0], func(p *outgoing.Papers, by *people.User, doc *archive.Document) error {
				back, err := p.SignBack(ctx, doc, by, outgoing.Signed{PDF: data, Trust: trust})
				if err != nil {
					return fmt.Errorf("%s: %w", args[1], err)
				}
				w := cmd.OutOrStdout()
				fmt.Fprintf(w, "%s: version %d, %s\n", doc.Name, back.Version, back.Note)
				tell(w, back.Findings)
				for _, f := range back.Findings {
					if f.Severity == check.Wrong {
						wrong++
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
			if wrong > 0 {
				return &exitError{exitFindings, fmt.Errorf("%s: kept, but %d things are wrong with it; it is the file that is opened now, until the right one is taken in by the same command", args[1], wrong)}
			}
			return nil
		},
	}
}

// trust reads the certificates of --trust; nil where none are given.
func (a *app) trust() (*x509.CertPool, error) {
	if a.config.Trust == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(a.config.Trust)
	if err != nil {
		return nil, err
	}
	trust := x509.NewCertPool()
	if !trust.AppendCertsFromPEM(pem) {
		return nil, usageError("--trust %s: holds no PEM certificate", a.config.Trust)
	}
	return trust, nil
}
