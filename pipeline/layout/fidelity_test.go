package layout

import (
	"bufio"
	"context"
	"fmt"
	"html"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"vanthu/fonts"
)

// TestFidelity lays a corpus out here and with LibreOffice, with the same faces, and compares
// page by page and word by word. What was reached is recorded in testdata/fidelity.txt (go
// test -update writes it): a fall fails. It runs with VANTHU_FIDELITY=1 (make fidelity) and
// needs LibreOffice Writer and poppler.
func TestFidelity(t *testing.T) {
	if os.Getenv("VANTHU_FIDELITY") == "" {
		t.Skip("comparison with LibreOffice: runs with VANTHU_FIDELITY=1 (make fidelity)")
	}
	dir := t.TempDir()
	corpus := fidelityCorpus(t)
	names := make([]string, 0, len(corpus))
	for name, data := range corpus {
		names = append(names, name)
		if err := os.WriteFile(filepath.Join(dir, name+".docx"), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	sort.Strings(names)
	convert(t, dir, names)
	recorded := readRecord(t)
	var record strings.Builder
	for _, name := range names {
		d, err := Lay(corpus[name], Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		there, err := readWords(filepath.Join(dir, name+".pdf"))
		if err != nil {
			t.Errorf("%s: LibreOffice made no PDF: %v", name, err)
			continue
		}
		s := compare(there, ourWords(d))
		s.pagesHere = len(d.Pages)
		fmt.Fprintf(&record, "%s %v\n", name, s)
		if old, ok := recorded[name]; ok && !*update && s.worse(old) {
			t.Errorf("%s: now %v, recorded %v", name, s, old)
		}
	}
	t.Logf("\n%s", record.String())
	if *update {
		if err := os.WriteFile("testdata/fidelity.txt", []byte(record.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// fidelityCorpus is the golden bodies, documents for single features, papers that the
// project's templates gave, and long tables.
func fidelityCorpus(t *testing.T) map[string][]byte {
	corpus := map[string][]byte{}
	files, _ := filepath.Glob("testdata/golden/*.xml")
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(file, "style-cycle") { // LibreOffice crashes on it
			continue
		}
		corpus["golden-"+strings.TrimSuffix(filepath.Base(file), ".xml")] = parseSource(string(src)).docx(t)
	}
	papers, _ := filepath.Glob("testdata/papers/*.docx")
	for _, file := range papers {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		corpus["paper-"+strings.TrimSuffix(filepath.Base(file), ".docx")] = data
	}
	for name, s := range features() {
		corpus["feature-"+name] = s.docx(t)
	}
	corpus["long-annex-1000"] = annex(1000).docx(t)
	return corpus
}

// features are documents of several pages that vary one thing each.
func features() map[string]source {
	out := map[string]source{"plan": plan()}
	many := func(seed int64, n int, props func(i int) string) source {
		a := &author{r: rand.New(rand.NewSource(seed))}
		var b strings.Builder
		for i := range n {
			b.WriteString(paraXML(props(i), a.text(70)))
		}
		return source{body: b.String()}
	}
	both := `<w:ind w:firstLine="720"/><w:jc w:val="both"/>`
	for _, line := range []int{240, 264, 276, 300, 312, 324, 360, 480} {
		out[fmt.Sprintf("line-%d", line)] = many(int64(line), 60, func(i int) string {
			return fmt.Sprintf(`<w:spacing w:before="%d" w:after="%d" w:line="%d" w:lineRule="auto"/>`, i%3*60, i%4*40, line) + both
		})
	}
	out["exact"] = many(2, 60, func(int) string { return `<w:spacing w:line="340" w:lineRule="exact" w:after="120"/>` + both })
	out["at-least"] = many(3, 60, func(int) string { return `<w:spacing w:line="400" w:lineRule="atLeast" w:after="120"/>` + both })
	out["keep-next"] = many(4, 80, func(i int) string { return map[bool]string{true: "<w:keepNext/>"}[i%3 == 0] + both })
	out["keep-lines"] = many(5, 60, func(int) string { return "<w:keepLines/>" + both })
	out["no-widow-control"] = many(6, 60, func(int) string { return `<w:widowControl w:val="0"/>` + both })
	out["indents"] = many(7, 60, func(i int) string {
		return fmt.Sprintf(`<w:ind w:left="%d" w:right="%d" w:hanging="%d"/><w:jc w:val="both"/>`, 300+i*30, i*20, i*10)
	})
	for seed := range int64(6) {
		a := &author{r: rand.New(rand.NewSource(100 + seed))}
		var b strings.Builder
		for range 4 {
			b.WriteString(paraXML(both, a.text(60)) + gridTable(a, 8+int(seed)*6, 2+int(seed)%4))
		}
		out[fmt.Sprintf("tables-%d", seed)] = source{body: b.String() + paraXML("", "hết")}
	}
	return out
}

// gridTable is a table with borders whose cells hold random texts.
func gridTable(a *author, rows, cols int) string {
	var b strings.Builder
	b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for range cols {
		fmt.Fprintf(&b, `<w:gridCol w:w="%d"/>`, 9000/cols)
	}
	b.WriteString(`</w:tblGrid>`)
	for i := range rows {
		b.WriteString(`<w:tr><w:trPr>` + map[bool]string{true: "<w:tblHeader/>"}[i == 0] + a.pick("", "", "<w:cantSplit/>", `<w:trHeight w:val="700"/>`) + `</w:trPr>`)
		for range cols {
			fmt.Fprintf(&b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr>%s</w:tc>`, 9000/cols, a.pick("", `<w:vAlign w:val="center"/>`), paraXML("", a.text(map[bool]int{true: 4, false: 25}[i == 0])))
		}
		b.WriteString(`</w:tr>`)
	}
	return b.String() + `</w:tbl>`
}

// convert makes LibreOffice write PDFs, with the shipped faces only.
func convert(t *testing.T, dir string, names []string) {
	faces := filepath.Join(dir, "faces")
	if err := os.MkdirAll(faces, 0o755); err != nil {
		t.Fatal(err)
	}
	for i, f := range fonts.Shipped() {
		if err := os.WriteFile(filepath.Join(faces, fmt.Sprintf("%02d.ttf", i)), f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	alias := ""
	for name, twin := range map[string]string{"Times New Roman": fonts.Serif, "Arial": fonts.Sans, "Courier New": fonts.Mono} {
		alias += `<alias binding="same"><family>` + name + `</family><prefer><family>` + twin + `</family></prefer></alias>`
	}
	conf := filepath.Join(dir, "fonts.conf")
	text := `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>` + faces + `</dir><cachedir>` + filepath.Join(dir, "cache") + `</cachedir>` + alias + `</fontconfig>`
	if err := os.WriteFile(conf, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--norestore", "--convert-to", "pdf", "--outdir", dir}
	for _, n := range names {
		args = append(args, filepath.Join(dir, n+".docx"))
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "soffice", args...)
	cmd.Env = append(os.Environ(), "FONTCONFIG_FILE="+conf)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
}

// placed is a word on a page, in points.
type placed struct {
	text         string
	page         int
	x, end, base float64
}

var bboxWord = regexp.MustCompile(`<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>`)

// readWords reads the words of a PDF; the baseline is where it is in the box of
// Liberation Serif.
func readWords(pdf string) ([]placed, error) {
	out, err := exec.Command("pdftotext", "-raw", "-bbox", pdf, "-").Output()
	if err != nil {
		return nil, fmt.Errorf("pdftotext %s: %w", pdf, err)
	}
	var list []placed
	page := -1
	lines := bufio.NewScanner(strings.NewReader(string(out)))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if strings.Contains(lines.Text(), "<page ") {
			page++
		}
		m := bboxWord.FindStringSubmatch(lines.Text())
		if m == nil {
			continue
		}
		var v [4]float64
		for i := range v {
			v[i], _ = strconv.ParseFloat(m[i+1], 64)
		}
		text := norm.NFC.String(strings.TrimSpace(html.UnescapeString(m[5])))
		if text != "" {
			list = append(list, placed{text, page, v[0], v[2], v[1] + (v[3]-v[1])*0.731})
		}
	}
	return list, lines.Err()
}

// ourWords reads the words of a layout, parts of a word joined as a PDF reader joins them.
func ourWords(d *Document) []placed {
	var list []placed
	for i := range d.Pages {
		fresh := true
		for _, w := range texts(&d.Pages[i]) {
			if w.Turn != 0 { // a watermark, which LibreOffice draws as outlines
				continue
			}
			x, base := w.X.Points(), w.Y.Points()
			last := len(list) - 1
			if !fresh && x-list[last].end < 0.6 && x-list[last].end > -0.6 && base-list[last].base < 5 && list[last].base-base < 5 {
				list[last].text += w.Text
				list[last].end = x + w.Width.Points()
			} else {
				list = append(list, placed{w.Text, i, x, x + w.Width.Points(), base})
			}
			fresh = false
		}
	}
	return list
}

// score is how alike two renderings are.
type score struct {
	pagesThere, pagesHere int
	words, matched        int // of the reference; in order in both
	breaks, same          int // line breaks in either, in both
	median, ninetyFive    int // distance of words on the same page in hundredths of a millimetre
}

func (s score) String() string {
	return fmt.Sprintf("pages %d/%d words %d/%d lines %d/%d distance %d.%02d %d.%02d", s.pagesHere, s.pagesThere, s.matched, s.words,
		s.same, s.breaks, s.median/100, s.median%100, s.ninetyFive/100, s.ninetyFive%100)
}

// worse reports a fall against a recorded score.
func (s score) worse(old score) bool {
	equal := func(s score) bool { return s.pagesHere == s.pagesThere }
	share := func(s score) int { return 1000 * s.same / max(1, s.breaks) }
	return equal(old) && !equal(s) || share(s) < share(old)-2 || s.matched < old.matched*995/1000
}

// compare matches two sequences of words greedily within a window and compares lines and
// places of those matched.
func compare(a, b []placed) score {
	s := score{words: len(a)}
	if len(a) > 0 {
		s.pagesThere = a[len(a)-1].page + 1
	}
	var pairs [][2]int
	for i, j := 0, 0; i < len(a) && j < len(b); {
		if a[i].text == b[j].text {
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
			continue
		}
		di, dj := resync(a[i:], b[j:])
		i, j = i+di, j+dj
	}
	s.matched = len(pairs)
	newLine := func(list []placed, i int) bool {
		if i == 0 || list[i].page != list[i-1].page {
			return true
		}
		return list[i].base-list[i-1].base > 4 && list[i].x < list[i-1].end
	}
	var apart []int
	for _, p := range pairs {
		x, y := newLine(a, p[0]), newLine(b, p[1])
		if x || y {
			s.breaks++
			if x && y {
				s.same++
			}
		}
		if v, w := a[p[0]], b[p[1]]; v.page == w.page {
			dx, dy := v.x-w.x, v.base-w.base
			sum := dx*dx + dy*dy
			hundredths := 0
			for float64(hundredths*hundredths) < sum*(2540.0/72)*(2540.0/72) {
				hundredths++
			}
			apart = append(apart, hundredths)
		}
	}
	if sort.Ints(apart); len(apart) > 0 {
		s.median, s.ninetyFive = apart[len(apart)/2], apart[len(apart)*95/100]
	}
	return s
}

// resync returns the shortest way to two equal words.
func resync(a, b []placed) (int, int) {
	for sum := 1; sum < 400; sum++ {
		for i := 0; i <= sum; i++ {
			if j := sum - i; i < len(a) && j < len(b) && a[i].text == b[j].text {
				return i, j
			}
		}
	}
	return 1, 1
}

func readRecord(t *testing.T) map[string]score {
	out := map[string]score{}
	data, err := os.ReadFile("testdata/fidelity.txt")
	if os.IsNotExist(err) {
		return out
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(data), "\n") {
		var name string
		var s score
		if _, err := fmt.Sscanf(line, "%s pages %d/%d words %d/%d lines %d/%d", &name, &s.pagesHere, &s.pagesThere, &s.matched, &s.words, &s.same, &s.breaks); err == nil {
			out[name] = s
		}
	}
	return out
}
