//go:build fidelity

// Package fidelity measures how near the pages of pipeline/layout and pipeline/pdf come to
// those of an office suite. It holds no code of the product.
//
// In: Word files, one small one for each feature of a document that is laid out
// (text_test.go, paragraph_test.go, list_test.go, table_test.go, page_test.go,
// drawing_test.go, other_test.go), all kinds of the project filled from the sample data and
// long tables (kinds_test.go), and the files of $VANTHU_FIDELITY_DIR, if it is set. Out:
// testdata/fidelity.txt, a line a document, so that a fall shows in review.
//
// The steps: pack_test.go makes Word files of the tables; office_test.go has LibreOffice
// convert them, with our fonts and no others; words_test.go reads the words of both PDFs;
// measure_test.go compares them. speed_test.go holds what is measured by the clock.
//
// "make fidelity" runs it; "make test" does not, because LibreOffice takes minutes and its
// version is not ours to fix. Golden dumps in pipeline/layout guard the same pages there.
package fidelity

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/pdf"
)

var (
	update = flag.Bool("update", false, "write testdata/fidelity.txt anew")
	keep   = flag.String("keep", "", "folder that keeps the Word files and both PDFs of each document")
	only   = flag.String("only", "", "measure only documents whose name contains this; nothing is recorded")
)

// Groups of the corpus; each has targets of its own.
const (
	groupFeature = "feature"
	groupKind    = "kind"
	groupLong    = "long"
	groupForeign = "foreign"
)

// document is a Word file of the corpus.
type document struct {
	group, name string
	docx        []byte
	outlined    string // text that LibreOffice draws as outlines (watermarks)
	word        string // why Word is known to make other pages than LibreOffice; "" where it does not
}

// result is a document with its measures.
type result struct {
	document
	measures
}

// TestFidelity measures the corpus, compares with the record and holds the targets.
func TestFidelity(t *testing.T) {
	documents := corpus(t)
	results := compareAll(t, documents)
	t.Log("\n" + ranking(results))
	if *only != "" {
		return
	}
	text := record(results)
	const file = "testdata/fidelity.txt"
	if *update {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range changed(string(want), text) {
		t.Errorf("%s: %s (make fidelity args=-update writes it anew)", file, change)
	}
	for _, target := range targets(results) {
		if !target.reached() {
			t.Errorf("target not reached: %s", target)
		}
	}
}

// corpus gathers all documents in a fixed order.
func corpus(t *testing.T) []document {
	t.Helper()
	var all []document
	for _, features := range [][]feature{textFeatures, paragraphFeatures, listFeatures, tableFeatures, pageFeatures, drawingFeatures, floatFeatures, otherFeatures} {
		for _, f := range features {
			all = append(all, document{groupFeature, f.name, f.docx(t), f.outlined, f.word})
		}
	}
	all = append(all, kinds(t)...)
	all = append(all, long(t)...)
	all = append(all, foreign(t)...)
	seen := map[string]bool{}
	var chosen []document
	for _, s := range all {
		if seen[s.name] {
			t.Fatalf("two documents are called %s", s.name)
		}
		seen[s.name] = true
		if strings.Contains(s.name, *only) {
			chosen = append(chosen, s)
		}
	}
	return chosen
}

// compareAll makes both PDFs of each document and measures them.
func compareAll(t *testing.T, documents []document) []result {
	t.Helper()
	dir := *keep
	if dir == "" {
		dir = t.TempDir()
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	theirs := office(t, dir, documents)
	var results []result
	for _, s := range documents {
		file := filepath.Join(dir, s.name+".ours.pdf")
		data, err := convert(s.docx)
		if err != nil {
			t.Errorf("%s: %v", s.name, err)
			results = append(results, result{s, measure(readWords(t, theirs[s.name], theirMetrics), new(pdfText), "")})
			continue
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
		results = append(results, result{s, measure(readWords(t, theirs[s.name], theirMetrics), readWords(t, file, ourMetrics), s.outlined)})
	}
	return results
}

// convert lays a Word file out and draws it.
func convert(docx []byte) (data []byte, err error) {
	defer func() {
		if fault := recover(); fault != nil { // the other documents are still worth measuring
			err = fmt.Errorf("panic: %v", fault)
		}
	}()
	doc, err := layout.Lay(docx, layout.Options{})
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := pdf.Write(&b, doc, pdf.Info{Title: "fidelity"}); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// foreign reads the files of $VANTHU_FIDELITY_DIR, which are measured but not recorded.
func foreign(t *testing.T) (all []document) {
	dir := os.Getenv("VANTHU_FIDELITY_DIR")
	if dir == "" {
		return nil
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.docx"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, document{groupForeign, strings.TrimSuffix(filepath.Base(file), ".docx"), data, "", ""})
	}
	return all
}

// record is the text of testdata/fidelity.txt.
func record(results []result) string {
	var b strings.Builder
	b.WriteString("# document: pages of LibreOffice/ours, text equal, words in order, lines equal, distance median and 95 % in mm\n")
	for _, r := range results {
		if r.group == groupForeign {
			continue
		}
		fmt.Fprintf(&b, "%s/%s: %s\n", r.group, r.name, r.measures)
	}
	return b.String()
}

// changed lists the lines in which two records differ.
func changed(old, now string) (all []string) {
	was := map[string]string{}
	for line := range strings.Lines(old) {
		name, measures, _ := strings.Cut(strings.TrimSpace(line), ": ")
		was[name] = measures
	}
	for line := range strings.Lines(now) {
		name, measures, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch before, ok := was[name]; {
		case !ok:
			all = append(all, name+" is new: "+measures)
		case before != measures:
			all = append(all, fmt.Sprintf("%s was %s, is %s", name, before, measures))
		}
		delete(was, name)
	}
	for name := range was {
		all = append(all, name+" is gone")
	}
	sort.Strings(all)
	return all
}

// ranking lists the documents, worst first.
func ranking(results []result) string {
	sorted := append([]result(nil), results...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].badness() > sorted[j].badness() })
	var b strings.Builder
	for _, t := range targets(results) {
		fmt.Fprintf(&b, "%s\n", t)
	}
	for _, r := range sorted {
		fmt.Fprintf(&b, "%8.2f %s/%s: %s", r.badness(), r.group, r.name, r.measures)
		if s := r.samples(); s != "" {
			fmt.Fprintf(&b, " [%s]", s)
		}
		if r.word != "" {
			fmt.Fprintf(&b, " (as Word: %s)", r.word)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
