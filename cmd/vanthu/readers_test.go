package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/pdf/pdftest"
	"vanthu/pipeline/unit"
)

// tool runs a foreign program; that it is not installed ends the test.
func tool(t testing.TB, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%v: run .ci/setup, which installs what the tests read our files with", err)
	}
	cmd := exec.CommandContext(t.Context(), name, args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %q: %v\n%s%s", name, args, err, out.String(), errs.String())
	}
	return out.String()
}

// TestIndependentReaders has other programs read every file of the sample year, of
// whatever kinds there are.
func TestIndependentReaders(t *testing.T) {
	dir := t.TempDir()
	shelf := sampleYear(t, dir, "")
	docs := readShelf(t, shelf)
	var kinds []string
	for _, d := range docs {
		kinds = append(kinds, d.Kind)
	}
	c, _, err := new(app).openCatalog()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range c.Kinds() {
		if !k.Apart && !slices.Contains(kinds, k.Slug) {
			t.Errorf("the year has no document of kind %s", k.Slug)
		}
	}
	t.Run("LibreOffice", func(t *testing.T) { readByLibreOffice(t, shelf, docs) })
	for _, d := range docs {
		for _, f := range d.Files {
			if f.Format == "pdf" {
				t.Run(f.Name, func(t *testing.T) { readByPoppler(t, filepath.Join(shelf, f.Name), d) })
			}
		}
	}
}

var pagesLine = regexp.MustCompile(`(?m)^Pages:\s+(\d+)$`)

func countPages(t *testing.T, pdf string) int {
	t.Helper()
	m := pagesLine.FindStringSubmatch(tool(t, "pdfinfo", pdf))
	if m == nil {
		t.Fatalf("%s: pdfinfo counts no pages", pdf)
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

// readByLibreOffice opens all Word files and workbooks in one call. It breaks pages as we
// do, and it shows no code of an error in a workbook.
func readByLibreOffice(t *testing.T, shelf string, docs []shelfDocument) {
	out := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", "pdf", "--outdir"}
	for _, format := range []string{"docx", "xlsx"} {
		dir := filepath.Join(out, format)
		call := append(slices.Clone(args), dir)
		for _, d := range docs {
			for _, f := range d.Files {
				if f.Format == format {
					call = append(call, filepath.Join(shelf, f.Name))
				}
			}
		}
		if len(call) == len(args)+1 {
			continue // no kind has files of this format
		}
		tool(t, "soffice", call...)
		for _, d := range docs {
			for _, f := range d.Files {
				if f.Format == format {
					heldAgainst(t, filepath.Join(dir, strings.TrimSuffix(f.Name, format)+"pdf"), d, format)
				}
			}
		}
	}
}

// heldAgainst looks at what LibreOffice made of a file.
func heldAgainst(t *testing.T, pdf string, d shelfDocument, format string) {
	if _, err := os.Stat(pdf); err != nil {
		t.Errorf("LibreOffice does not open the %s of %s: %v", format, d.name(), err)
		return
	}
	n := countPages(t, pdf)
	switch {
	case n == 0:
		t.Errorf("%s: LibreOffice shows no page of the %s", d.name(), format)
	case format == "docx" && n != d.Pages:
		t.Errorf("%s: %d pages, in LibreOffice %d", d.name(), d.Pages, n)
	case format == "xlsx":
		if e := regexp.MustCompile(`Err:\d+|#(REF|NAME|VALUE|DIV/0)[!?]`).FindString(tool(t, "pdftotext", pdf, "-")); e != "" {
			t.Errorf("%s: a cell of the workbook shows %s", d.name(), e)
		}
	}
}

// readByPoppler proves a PDF: its structure is right, all faces are embedded, no page is
// blank, and its words are those of the copy for signature in their order.
func readByPoppler(t *testing.T, pdf string, d shelfDocument) {
	tool(t, "qpdf", "--check", pdf)
	if n := countPages(t, pdf); n != d.Pages {
		t.Errorf("%d pages, the manifest says %d", n, d.Pages)
	}
	for line := range strings.Lines(tool(t, "pdffonts", pdf)) {
		// name, type, encoding, emb, sub, uni, object ID
		if f := strings.Fields(line); len(f) > 7 && f[0] != "name" {
			if flags := f[len(f)-5 : len(f)-2]; flags[0] != "yes" || flags[2] != "yes" {
				t.Errorf("face %s: embedded %s, mapped to Unicode %s", f[0], flags[0], flags[2])
			}
		}
	}
	data, err := os.ReadFile(pdf)
	if err != nil {
		t.Fatal(err)
	}
	// A certificate stands on the form that somebody drew: nobody vouches for that.
	if claims := pdftest.Claims(data); claims == slices.Contains([]string{"bang-khen", "giay-khen", "giay-cong-nhan-antt"}, d.Kind) {
		t.Errorf("claims to be PDF/A: %v", claims)
	} else if claims {
		for _, f := range pdftest.Faults(data) {
			t.Error(f)
		}
	}
	pages := wordsOfPDF(t, pdf)
	for i, words := range pages {
		if len(words) == 0 {
			t.Errorf("page %d is blank", i+1)
		}
	}
	word := strings.TrimSuffix(pdf, "pdf") + "docx"
	if _, err := os.Stat(word); err == nil {
		want, headings := wordsOfCopy(t, word, d)
		sameWords(t, pages, want, headings)
	}
}

// pdfWord is a word as it stands on a page, in points from the top left corner.
type pdfWord struct {
	XMin float64 `xml:"xMin,attr"`
	YMin float64 `xml:"yMin,attr"`
	YMax float64 `xml:"yMax,attr"`
	Text string  `xml:",chardata"`
}

// wordsOfPDF reads the words of each page in the order in which they are drawn, without
// what every page has: the watermark, whose letters are larger than any heading's, and
// the page number alone in the top margin.
func wordsOfPDF(t *testing.T, pdf string) (pages [][]pdfWord) {
	t.Helper()
	var all struct {
		Pages []struct {
			Words []pdfWord `xml:"word"`
		} `xml:"body>doc>page"`
	}
	dec := xml.NewDecoder(strings.NewReader(tool(t, "pdftotext", "-raw", "-bbox", pdf, "-")))
	dec.Strict = false
	if err := dec.Decode(&all); err != nil {
		t.Fatal(err)
	}
	topMargin := float64(20*unit.Mm) / float64(unit.Pt) // NĐ 30/2020 PL I.I.2: 20 to 25 mm
	for _, p := range all.Pages {
		var words []pdfWord
		for _, w := range p.Words {
			isMark := w.YMax-w.YMin > 40 && strings.Contains("SỐ LIỆU MẪU", w.Text)
			_, err := strconv.Atoi(w.Text)
			isNumber := w.YMax < topMargin && err == nil // an annex counts its own pages
			if !isMark && !isNumber {
				words = append(words, w)
			}
		}
		pages = append(pages, words)
	}
	return pages
}

// ownNumber is where a paper's own number goes, which is left blank on the pages; that of another paper
// that has none yet stays dots.
var ownNumber = regexp.MustCompile(`(Số: |\(Kèm theo [^…(]* số )……/`)

// wordsOfCopy reads the words of a document's body as the copy for signature has them,
// from its editing copy: the tags of late values give way to the blanks that are filled in
// by hand. It also gives the words of the heading rows of tables, which pages repeat.
func wordsOfCopy(t *testing.T, file string, d shelfDocument) (words []string, headings [][]string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p, err := ooxml.Open(data, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	stories, err := docx.Stories(p)
	if err != nil {
		t.Fatal(err)
	}
	body, err := p.Part(stories[0].Part)
	if err != nil {
		t.Fatal(err)
	}
	read := func(part []byte) (words []string) {
		err := stories[0].Paragraphs(part, func(p docx.Paragraph) error {
			words = append(words, strings.Fields(p.Text)...)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return words
	}
	text := ownNumber.ReplaceAllString(strings.Join(read(body), " "), "$1/")
	words = strings.Fields(strings.ReplaceAll(text, "ngày …… tháng …… năm", "ngày tháng năm"))
	// Rows are not nested in our templates, so the tags of a row enclose it.
	root := regexp.MustCompile(`(?s)^.*?<w:document[^>]*>`).Find(body)
	above := false
	for _, row := range regexp.MustCompile(`(?s)<w:tr[ >].*?</w:tr>`).FindAll(body, -1) {
		if !bytes.Contains(row, []byte("<w:tblHeader")) {
			above = false
			continue
		}
		if !above {
			headings = append(headings, nil)
		}
		above = true
		last := &headings[len(headings)-1]
		*last = append(*last, read(fmt.Appendf(nil, "%s<w:tbl>%s</w:tbl></w:document>", root, row))...)
	}
	return words, headings
}

// sameWords holds the words of pages against the words of the text. A word that the end
// of a line divides is one word, and a table's heading rows may stand again where the
// table goes on.
func sameWords(t *testing.T, pages [][]pdfWord, want []string, headings [][]string) {
	t.Helper()
	at := 0
	for i, page := range pages {
		if at > 0 {
			page = withoutHeading(page, want[at:], headings)
		}
		for k := 0; k < len(page); k++ {
			got := page[k].Text
			for at < len(want) && got != want[at] && strings.HasPrefix(want[at], got) && k+1 < len(page) && page[k+1].YMin > page[k].YMin {
				k++
				got += page[k].Text
			}
			if at == len(want) || got != want[at] {
				t.Errorf("page %d, word %d: %q after %q, the copy for signature has %q", i+1, k+1, got, around(want, at-5, at), around(want, at, at+5))
				return
			}
			at++
		}
	}
	if at < len(want) {
		t.Errorf("the pages end before %q", around(want, at, at+10))
	}
}

// withoutHeading drops the rows repeated at the top of a page. Where the text itself goes
// on with the words of a heading, it is no repetition.
func withoutHeading(page []pdfWord, next []string, headings [][]string) []pdfWord {
	for _, h := range headings {
		if len(h) > 0 && hasPrefix(page, h) && !slices.Equal(around(next, 0, len(h)), h) {
			return page[len(h):]
		}
	}
	return page
}

func hasPrefix(page []pdfWord, words []string) bool {
	return len(page) >= len(words) && slices.EqualFunc(page[:len(words)], words, func(p pdfWord, w string) bool { return p.Text == w })
}

// around is words[from:to], as far as there are any.
func around(words []string, from, to int) []string {
	return words[min(max(from, 0), len(words)):min(to, len(words))]
}
