package making

import (
	"slices"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/people"
)

// A document with a mark of secrecy belongs on a machine that is set apart for it, so it is
// refused wherever one may come in: made from data, edited, given a number, signed.

// RefuseSecret refuses a Word file with a mark of secrecy, and one that cannot be read.
func RefuseSecret(word []byte) error {
	mark, place, err := check.SecretWord(word)
	if err != nil {
		return archive.Unreadable(err)
	}
	if mark == "" {
		return nil
	}
	return people.Refuse("%s có dấu %q: %w", place, mark, check.ErrSecret)
}

// RefuseSecretFilled refuses a Word file that was filled from a template and a data set, if
// it has a mark of secrecy. Where neither may bring one in, the file is not read again.
func RefuseSecretFilled(template []byte, set *dataset.Set, word []byte) error {
	may, err := check.MayBeSecret(template, set)
	if err != nil || !may {
		return err
	}
	return RefuseSecret(word)
}

// RefuseSecretMade refuses what a run made, where the checker found such a mark.
func RefuseSecretMade(made *archive.Made) error {
	i := slices.IndexFunc(made.Findings, func(f archive.Finding) bool { return f.Rule == check.RuleSecret })
	if i < 0 {
		return nil
	}
	return people.Refuse("%s: %s: %s: %w", made.Name, made.Findings[i].Place, made.Findings[i].Message, check.ErrSecret)
}
