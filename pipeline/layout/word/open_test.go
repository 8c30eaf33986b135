package word

import (
	"strings"
	"testing"
)

// A workbook or a presentation with the name of a Word file would be an empty page.
func TestOtherMainParts(t *testing.T) {
	const office = "application/vnd.openxmlformats-officedocument."
	for _, c := range []struct{ contentType, want string }{
		{office + "wordprocessingml.document.main+xml", ""},
		{office + "wordprocessingml.template.main+xml", ""},
		{"application/vnd.ms-word.document.macroEnabled.main+xml", ""},
		{"application/xml", ""},
		{office + "spreadsheetml.sheet.main+xml", "tệp Excel"},
		{"application/vnd.ms-excel.sheet.macroEnabled.main+xml", "tệp Excel"},
		{office + "presentationml.presentation.main+xml", "tệp PowerPoint"},
	} {
		err := refuseOther(c.contentType)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.contentType, err, c.want)
		}
	}
}
