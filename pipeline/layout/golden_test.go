package layout

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden lays out the bodies in testdata/golden/*.xml and compares the page dumps. A
// file may hold further parts behind lines that name them: "-- styles", "-- numbering",
// "-- settings", "-- header1.xml".
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/golden/*.xml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden bodies: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".xml"), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			if err := Dump(&got, mustLay(t, parseSource(string(src)))); err != nil {
				t.Fatal(err)
			}
			golden := strings.TrimSuffix(file, ".xml") + ".txt"
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Errorf("%s: pages differ (go test -update writes them anew):\n%s", file, firstDifference(got.String(), string(want)))
			}
		})
	}
}

// parseSource reads a golden file into its parts.
func parseSource(text string) source {
	s := source{parts: map[string]string{}}
	part := "body"
	var b strings.Builder
	end := func() {
		switch part {
		case "body":
			s.body = b.String()
		case "styles":
			s.styles = plainStyles + b.String()
		case "numbering":
			s.numbering = b.String()
		case "settings":
			s.settings = b.String()
		default:
			s.parts[part] = b.String()
		}
		b.Reset()
	}
	for _, line := range strings.Split(text, "\n") {
		if name, ok := strings.CutPrefix(line, "-- "); ok {
			end()
			part = strings.TrimSpace(name)
			continue
		}
		b.WriteString(strings.TrimSpace(line))
	}
	end()
	return s
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := 0; i < len(g) || i < len(w); i++ {
		a, b := "", ""
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			return "got  " + a + "\nwant " + b
		}
	}
	return "equal"
}
