package main

import (
	"bytes"
	"os"
	"testing"

	"vanthu/pipeline/check"
)

// TestFindingsAsJSON: the object that scripts read, one a line, keeps its names, their order
// and their types; a warning of the archive is told by the word of files.
func TestFindingsAsJSON(t *testing.T) {
	r := &check.Report{Kind: "kế hoạch", Pages: 2, Findings: []check.Finding{
		{Rule: "MARGIN", Severity: check.Wrong, Clause: "NĐ 30/2020, PL I.I.3", Page: 1, Place: "thân văn bản, đoạn 1", Text: "ỦY BAN <NHÂN> DÂN", Message: "Lề trái 10 mm.", Hint: "Đặt lề trái.", Unit: 3},
		{Rule: "SPACE", Severity: check.Warning, Place: "toàn văn bản"},
		{Rule: "TONE", Severity: check.Hint},
	}}
	var b bytes.Buffer
	for _, report := range []*check.Report{r, {}} {
		if err := writeFindingsJSON(&b, "kế hoạch.docx", report); err != nil {
			t.Fatal(err)
		}
	}
	const golden = "testdata/check.json"
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, b.Bytes()) {
		t.Errorf("scripts rely on\n%sgot\n%s", want, b.Bytes())
	}
}
