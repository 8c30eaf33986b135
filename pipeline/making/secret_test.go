package making

import (
	"errors"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/people"
)

// A file that cannot be read is refused in words for whoever sent it, with the reason.
func TestRefuseSecretOfUnreadable(t *testing.T) {
	for data, reason := range map[string]string{
		"":                                 "tệp rỗng",
		"%PDF-1.7":                         "tệp PDF",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "dạng cũ",
		"PK\x03\x04":                       "tệp hỏng",
	} {
		err := RefuseSecret([]byte(data))
		refusal := people.Refused(err)
		if refusal == nil || !errors.Is(err, archive.ErrUnreadable) || !strings.Contains(refusal.Text, reason) || !strings.Contains(refusal.Text, "gửi lại") {
			t.Errorf("%.8q: %v", data, err)
		}
	}
}
