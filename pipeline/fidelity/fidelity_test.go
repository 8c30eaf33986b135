//go:build fidelity

// Package fidelity measures how near the pages of pipeline/layout and pipeline/pdf come to
// those of an office suite. It holds no code of the product.
//
// In: Word files, one small one for each feature of a document that is laid out
// (text_test.go, paragraph_test.go, list_test.go, table_test.go, page_test.go,
// drawing_test.go, other_test.go), all kinds of the project filled from the sample data and
// long tables (kinds_test.go), and the files of $VANTHU_FIDELITY_DIR, if it is set. Out:
// testdata/fidelity.txt (of another suite, see officeCommand, fidelity-newer.txt), totals and a line a document, so that a fall shows in review; that
// of the folder's files is fidelity.txt beside them.
//
// The steps: pack_test.go makes Word files of the tables; office_test.go has LibreOffice
// convert them, with our fonts and no others; words_test.go reads the words of both PDFs;
// measure_test.go compares them; total_test.go sums up. speed_test.go holds what is measured by the clock.
//
// saved_test.go reads where Word began its pages, which files that it saved tell.
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
	theirs = flag.String("theirs", "", "folder that keeps LibreOffice's PDFs by content of the Word file, so that it converts each only once")
	only   = flag.String("only", "", "measure only documents whose group/name contains this; nothing is recorded")
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
	word        string // why Word makes other pages than LibreOffice, and what says so; "" where it does not
	otherText   bool   // Word shows other words too
	emptyPages  bool   // LibreOffice is to print the empty pages before odd and even ones
	pdf         string // the file with the pages to compare with; "" lets LibreOffice make them
}

// file is the name of its files, without what they end in.
func (s *document) file() string {
	if s.group == groupForeign {
		return "foreign-" + s.name
	}
	return s.name
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
	if file := filepath.Join("testdata", recordFile()); *update || !newer() || exists(file) {
		compare(t, file, record(results, false))
	}
	if dir := os.Getenv(foreignDir); dir != "" {
		if file := filepath.Join(dir, recordFile()); *update || exists(file) {
			compare(t, file, record(results, true))
		}
	}
	for _, target := range totals {
		if !newer() && !target.reached(without(results, func(r result) bool { return r.group == groupForeign })) {
			t.Errorf("target not reached: %s", target.name)
		}
	}
}

// foreignDir is the variable that names a folder of Word files of other people.
const foreignDir = "VANTHU_FIDELITY_DIR"

// recordFile keeps the measures of a corpus, those against another office suite apart.
func recordFile() string {
	if newer() {
		return "fidelity-newer.txt"
	}
	return "fidelity.txt"
}

// compare reports what differs from a record, or writes it anew.
func compare(t *testing.T, file, now string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range changed(string(want), now) {
		t.Errorf("%s: %s (make fidelity args=-update writes it anew)", file, change)
	}
}

// corpus gathers all documents in a fixed order.
func corpus(t *testing.T) []document {
	t.Helper()
	var all []document
	for _, features := range [][]feature{textFeatures, paragraphFeatures, listFeatures, tableFeatures, pageFeatures, drawingFeatures, chartFeatures, floatFeatures, officeTables, makerFeatures, otherFeatures} {
		for _, f := range features {
			all = append(all, document{group: groupFeature, name: f.name, docx: f.docx(t), outlined: f.outlined, word: f.word, otherText: f.otherText, emptyPages: f.emptyPages})
		}
	}
	all = append(all, kinds(t)...)
	all = append(all, long(t)...)
	all = append(all, foreign(t)...)
	seen := map[string]bool{}
	var chosen []document
	for _, s := range all {
		if seen[s.file()] {
			t.Fatalf("two documents are called %s", s.file())
		}
		seen[s.file()] = true
		if strings.Contains(s.group+"/"+s.name, *only) {
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
	pages := office(t, dir, documents)
	var results []result
	for _, s := range documents {
		file := filepath.Join(dir, s.file()+".ours.pdf")
		data, err := convert(s.docx)
		if err == nil {
			err = os.WriteFile(file, data, 0o644)
		}
		ours := new(pdfText)
		if err != nil {
			t.Errorf("%s: %v", s.name, err)
		} else {
			ours = readWords(t, file, ourMetrics)
		}
		their := theirMetrics
		if s.pdf != "" { // Word says in its files what the faces say
			their = ourMetrics
		}
		m := measure(readWords(t, pages[s.file()], their), ours, s.outlined)
		if s.group == groupForeign {
			m.begins, m.saved = beginsAlike(s.docx)
		}
		results = append(results, result{s, m})
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

// foreign reads the Word files of $VANTHU_FIDELITY_DIR. One with a PDF beside it (x.docx,
// x.pdf), which Word has made, is compared with that.
func foreign(t *testing.T) (all []document) {
	dir := os.Getenv(foreignDir)
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
		s := document{group: groupForeign, name: strings.TrimSuffix(filepath.Base(file), ".docx"), docx: data}
		if pdf := strings.TrimSuffix(file, ".docx") + ".pdf"; exists(pdf) {
			s.pdf = pdf
		}
		all = append(all, s)
	}
	return all
}

// record is the text of testdata/fidelity.txt, or of the record of foreign files.
func record(results []result, ofForeign bool) string {
	var b strings.Builder
	if !ofForeign {
		b.WriteString(summary(results))
	}
	b.WriteString("# document: pages of LibreOffice/ours, text equal, words in order, lines equal, distance median and 95 % in mm\n")
	for _, r := range results {
		if (r.group == groupForeign) == ofForeign {
			fmt.Fprintf(&b, "%s/%s: %s%s\n", r.group, r.name, r.measures, r.mark())
		}
	}
	return b.String()
}

// mark is how the record shows that a document is made as Word makes it.
func (r *result) mark() string {
	switch {
	case r.otherText:
		return " (as Word, other text)"
	case r.word != "":
		return " (as Word)"
	}
	return ""
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
	b.WriteString(summary(results))
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
