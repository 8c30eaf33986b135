package nd30

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/ooxml"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden holds one skeleton of each form and each of the other layouts against what is recorded:
// the parts that carry its text, and the styles once.
func TestGolden(t *testing.T) {
	forms := map[Form]bool{}
	for _, k := range Kinds {
		if !forms[k.Form] {
			forms[k.Form] = true
			golden(t, k.Slug, true)
		}
	}
	for _, name := range []string{"cong-van-khan", "quyet-dinh-gian-tiep", "quy-che-kem-theo", "ke-hoach"} {
		golden(t, name, true)
	}
	golden(t, "nghi-quyet", false)
}

// golden compares the parts with text of a skeleton, or its other parts.
func golden(t *testing.T, name string, text bool) {
	t.Helper()
	v, ok := variants()[name]
	if !ok {
		t.Fatalf("no skeleton %s", name)
	}
	data, err := Skeleton(v.Kind, v.Options)
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := ooxml.Open(data, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name+".txt")
	if !text {
		path = filepath.Join("testdata", "styles.txt")
	}
	// A line for each paragraph, row, table and style, so that a change shows where it is.
	breaks := strings.NewReplacer("</w:p>", "</w:p>\n", "</w:tr>", "</w:tr>\n", "</w:tbl>", "</w:tbl>\n", "</w:tblPr>", "</w:tblPr>\n",
		"</w:style>", "</w:style>\n", "</w:docDefaults>", "</w:docDefaults>\n", "/><", "/>\n<")
	lines := strings.NewReplacer("</w:p>", "</w:p>\n", "</w:tr>", "</w:tr>\n", "</w:tbl>", "</w:tbl>\n", "</w:tblPr>", "</w:tblPr>\n")
	var b strings.Builder
	names := slices.Sorted(slices.Values(pkg.Names()))
	for _, part := range names {
		ofText := part == "word/document.xml" || strings.HasPrefix(part, "word/header") || strings.HasPrefix(part, "word/footer")
		if ofText != text {
			continue
		}
		xml, err := pkg.Part(part)
		if err != nil {
			t.Fatal(err)
		}
		how := lines
		if !text {
			how = breaks
		}
		b.WriteString("== " + part + "\n" + strings.TrimSpace(how.Replace(string(xml))) + "\n")
	}
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got, recorded := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(got), len(recorded)) {
		if i >= len(got) || i >= len(recorded) || got[i] != recorded[i] {
			t.Errorf("%s:%d differs (make update writes it anew):\n got %s\nwant %s", path, i+1, at(got, i), at(recorded, i))
			return
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(the end)"
}
