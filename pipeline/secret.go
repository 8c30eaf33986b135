package pipeline

import (
	"errors"
	"fmt"
	"slices"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/pdf"
)

// A document with a mark of secrecy belongs on a machine that is set apart for it, so it is
// refused wherever one may come in: made from data, edited, given a number, signed.

// RefuseSecret refuses a Word file with a mark of secrecy.
func RefuseSecret(word []byte) error {
	mark, place, err := check.SecretWord(word)
	return secret(mark, place, err)
}

func secret(mark, place string, err error) error {
	if err != nil || mark == "" {
		return err
	}
	return fmt.Errorf("%s có dấu %q: %w", place, mark, check.ErrSecret)
}

// refuseSecretPDF refuses a PDF with a mark of secrecy. Of a scan nobody can tell.
func refuseSecretPDF(data []byte) error {
	pieces, err := pdf.Pieces(data)
	if errors.Is(err, pdf.ErrNoText) {
		return nil
	}
	i := slices.IndexFunc(pieces, func(s string) bool { return check.Secret(s) != "" })
	if err != nil || i < 0 {
		return err
	}
	return secret(check.Secret(pieces[i]), "tệp PDF", nil)
}

// refuseSecretMade refuses what a run made, where the checker found such a mark.
func refuseSecretMade(made *archive.Made) error {
	i := slices.IndexFunc(made.Findings, func(f archive.Finding) bool { return f.Rule == check.RuleSecret })
	if i < 0 {
		return nil
	}
	return fmt.Errorf("%s: %s: %s: %w", made.Name, made.Findings[i].Place, made.Findings[i].Message, check.ErrSecret)
}
