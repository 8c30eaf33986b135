//go:build fidelity

package fidelity

import (
	"testing"

	"vanthu/pipeline/pdf/pdftest"
)

// TestArchivable holds our PDF of every document of the corpus against the rules of PDF/A-2u
// and of tagged PDF.
func TestArchivable(t *testing.T) {
	for _, s := range corpus(t) {
		data, err := convert(s.docx)
		if err != nil {
			t.Errorf("%s: %v", s.name, err)
			continue
		}
		for _, f := range pdftest.Faults(data) {
			t.Errorf("%s/%s: %s", s.group, s.name, f)
		}
	}
}
