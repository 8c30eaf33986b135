package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"vanthu/pipeline/check"
)

// refuseSecret refuses a document with a mark of secrecy: it belongs on a machine that is
// set apart (Luật Bảo vệ bí mật nhà nước).
func refuseSecret(word []byte) error {
	lines, err := Lines(word)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if slices.Contains(check.Secrecy, strings.TrimSpace(l.Text)) {
			return fmt.Errorf("%s có dấu %q: văn bản mật không được soạn, lưu trên máy này", l.Place, strings.TrimSpace(l.Text))
		}
	}
	return nil
}
