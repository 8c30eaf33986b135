package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"vanthu/pipeline/pdf/pdftest"
)

// TestFaultsAreFound breaks a good file rule by rule: the checker must see it. qpdf writes the
// file out as text, so that it can be changed.
func TestFaultsAreFound(t *testing.T) {
	dir := t.TempDir()
	in, plain := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "plain.pdf")
	if err := os.WriteFile(in, write(t, features()), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("qpdf", "--qdf", "--object-streams=disable", "--newline-before-endstream", in, plain).CombinedOutput(); err != nil {
		t.Fatalf("qpdf: %v\n%s", err, out)
	}
	good, err := os.ReadFile(plain)
	if err != nil {
		t.Fatal(err)
	}
	change := func(pattern, by string) []byte {
		re := regexp.MustCompile(pattern)
		at := re.FindIndex(good)
		if at == nil {
			t.Fatalf("nothing to change: %s", pattern)
		}
		bad := append(bytes.Clone(good[:at[0]]), re.ReplaceAll(good[at[0]:at[1]], []byte(by))...)
		cmd := exec.Command("fix-qdf")
		cmd.Stdin = bytes.NewReader(append(bad, good[at[1]:]...))
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("fix-qdf: %v", err)
		}
		return out
	}
	faultless(t, "unchanged", change("obj", "obj"))
	if faults := strings.Join(pdftest.Faults(append(bytes.Clone(good), "more"...)), ""); !strings.Contains(faults, "6.1.3") {
		t.Errorf("data behind the end: %s", faults)
	}
	for _, c := range []struct{ pattern, by, want string }{
		{`/Lang \(vi-VN\)`, `/Lang (vi VN)`, "14.9.2"},
		{`/Marked true`, `/Marked false`, "14.7.1"},
		{`/DisplayDocTitle true`, `/DisplayDocTitle false`, "7.1"},
		{`/S /GTS_PDFA1`, `/S /GTS_PDFX`, "6.2.3"},
		{`<pdfaid:part>2`, `<pdfaid:part>3`, "6.6.4"},
		{`<pdf:Producer>vanthu`, `<pdf:Producer>vanthv`, "6.6.2: Producer"},
		{`<xmp:CreateDate>2024`, `<xmp:CreateDate>2025`, "6.6.2: CreationDate"},
		{`/Tabs /S`, `/Tabs /R`, "7.18.3"},
		{`(?s)/Group <<.*?>>`, ``, "6.2.10"},
		{`/CIDToGIDMap /Identity\n`, ``, "CIDToGIDMap"},
		{`\n(\s+)2(\d\d)\n`, "\n${1}4$2\n", "wide, its glyph"},
		{`<0002><[0-9A-F]{4}>`, `<0002><0000>`, "reads as U+0000"},
		{`<0002><[0-9A-F]{4}>`, `<0002><E012>`, "private area"},
		{`/F 4\n`, "/F 0\n", "6.3.2"},
		{`/S /URI\n`, "/S /Launch\n", "action Launch"},
		{`/Subtype /Link\n`, "/Subtype /Text\n", "6.3.1"},
		{`/Artifact BMC\n`, "/P BMC\n", "without identifier"},
		{`/P<</MCID 1>>BDC`, `/P<</MCID 9>>BDC`, "belongs to no element"},
		{`/P<</MCID 0>>BDC\n`, "/Span BMC\n", "belongs to nothing"},
		{`/Alt <[0-9a-f]+>`, ``, "without a description"},
		{`/S /Figure`, `/S /Picture`, "kind \"Picture\""},
		{`/StructParent \d+\n`, "/StructParent 77\n", "does not lead to its element"},
		{`/DW 0`, `/Encrypted (a) /JS (b) /DW 0`, "key JS"},
		{`/ColorSpace /DeviceRGB`, `/ColorSpace /DeviceCMYK`, "a picture in DeviceCMYK"},
		{`/MediaBox \[\s+0\s+0\s+\S+`, "/MediaBox [ 0 0 20000", "6.1.13"},
	} {
		if !regexp.MustCompile(c.pattern).Match(good) {
			t.Errorf("nothing to change: %s", c.pattern)
			continue
		}
		if faults := strings.Join(pdftest.Faults(change(c.pattern, c.by)), "\n"); !strings.Contains(faults, c.want) {
			t.Errorf("%s to %s: no %q in\n%s", c.pattern, c.by, c.want, faults)
		}
	}
}
