package outgoing

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"regexp"
	"strconv"
	"strings"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/docx"
	"vanthu/pipeline/outgoing/diff"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/sheet"
	"vanthu/pipeline/viet"
)

// Lines returns the paragraphs of a Word file with their places, as they are shown.
func Lines(data []byte) (list []diff.Line, err error) {
	err = docx.ParagraphsOf(data, func(_ docx.Story, p docx.Paragraph) error {
		if strings.TrimSpace(p.Shown) != "" {
			list = append(list, diff.Line{Place: p.Place.String(), Text: viet.NFC(p.Shown)})
		}
		return nil
	})
	return list, err
}

// Diff says in words how version b of a document differs from version a: the data sets,
// where both have one, and the texts.
func (p *Papers) Diff(ctx context.Context, doc int64, a, b int) (out []string, err error) {
	setA, errA := p.dataSet(ctx, doc, a)
	setB, errB := p.dataSet(ctx, doc, b)
	lacks, err := lacking(errA, errB)
	if err != nil {
		return nil, err
	}
	if !lacks {
		d, err := archive.Get(ctx, p.DB.Reader, doc)
		if err != nil {
			return nil, err
		}
		for _, d := range p.inWords(d.Kind, diff.Sets(setA, setB)) {
			out = append(out, "số liệu: "+d)
		}
	}
	wordA, errA := archive.ReadFile(ctx, p.DB.Reader, archive.FileOf{Document: doc, Version: a, Format: "docx"})
	wordB, errB := archive.ReadFile(ctx, p.DB.Reader, archive.FileOf{Document: doc, Version: b, Format: "docx"})
	if lacks, err = lacking(errA, errB); err != nil || lacks {
		return out, err
	}
	d, err := DiffWord(wordA, wordB)
	return append(out, d...), err
}

// lacking tells what is not in the archive from what could not be read.
func lacking(faults ...error) (lacks bool, err error) {
	for _, f := range faults {
		if errors.Is(f, archive.ErrNotFound) {
			lacks = true
		} else if f != nil {
			return false, f
		}
	}
	return lacks, nil
}

var (
	dataName   = regexp.MustCompile(`^([a-z_][a-z0-9_]*)`)
	columnName = regexp.MustCompile(`\)\.([a-z_][a-z0-9_]*): `)
)

// inWords puts what the queries of a kind say of names and columns in their place:
// "tap_the: thêm Xã A" becomes "danh sách “Tập thể được tặng Bằng khen”: thêm Xã A".
func (p *Papers) inWords(slug string, differences []string) []string {
	kind, err := p.Catalog.Kind(slug)
	if err != nil {
		return differences
	}
	names := map[string]string{}              // of the top level
	columns := map[string]map[string]string{} // of lists
	for _, source := range kind.Data {
		c, _ := p.Queries.Contract(source.Query)
		about := map[string]string{}
		for _, f := range c.Columns {
			about[f.Name] = shortly(f.About)
		}
		if c.One {
			maps.Copy(names, about)
			continue
		}
		names[source.Name], columns[source.Name] = "danh sách “"+shortly(c.About)+"”", about
	}
	out := make([]string, len(differences))
	for i, d := range differences {
		name := dataName.FindString(d)
		if c := columnName.FindStringSubmatchIndex(d); c != nil {
			column := d[c[2]:c[3]]
			d = d[:c[0]+1] + ", " + cmp.Or(columns[name][column], column) + d[c[3]:]
		}
		out[i] = cmp.Or(names[name], name) + d[len(name):]
	}
	return out
}

// shortly is an explanation up to its details.
func shortly(about string) string {
	if i := strings.IndexAny(about, ":,;"); i >= 0 {
		about = about[:i]
	}
	if i := strings.LastIndexByte(about, '('); i > strings.LastIndexByte(about, ')') {
		about = about[:i] // its details stand in brackets
	}
	return strings.TrimSpace(about)
}

// DiffWord says in words how the text of a Word file differs from that of another.
func DiffWord(a, b []byte) ([]string, error) {
	linesA, err := Lines(a)
	if err != nil {
		return nil, err
	}
	linesB, err := Lines(b)
	if err != nil {
		return nil, err
	}
	return diff.Texts(linesA, linesB), nil
}

// DiffTemplate says in words how the text of a template differs from that of another of the
// same ending: .docx, .xlsx or .pdf, of a form with its fields too.
func DiffTemplate(ending string, a, b []byte) ([]string, error) {
	read := map[string]func([]byte) ([]diff.Line, error){".docx": Lines, ".xlsx": cellLines, ".pdf": formLines}[ending]
	if read == nil {
		return nil, errors.New("templates end in .docx, .xlsx or .pdf")
	}
	before, err := read(a)
	if err != nil {
		return nil, err
	}
	after, err := read(b)
	if err != nil {
		return nil, err
	}
	return diff.Texts(before, after), nil
}

// cellLines are the cells of a workbook.
func cellLines(data []byte) (list []diff.Line, err error) {
	cells, err := sheet.WordsOf(data)
	for _, c := range cells {
		list = append(list, diff.Line{Place: c.Place, Text: viet.NFC(c.Text)})
	}
	return list, err
}

// formLines are what a PDF form shows, and its fields with what they hold.
func formLines(data []byte) (list []diff.Line, err error) {
	pages, err := pdf.Text(data)
	if err != nil && !errors.Is(err, pdf.ErrNoText) {
		return nil, err
	}
	for i, text := range pages {
		list = append(list, diff.Line{Place: "trang " + strconv.Itoa(i+1), Text: text})
	}
	form, err := pdf.CompileForm(data)
	if err != nil {
		return nil, err
	}
	for _, f := range form.Fields {
		list = append(list, diff.Line{Place: "ô " + f.Name, Text: f.Name + ": " + f.Text})
	}
	return list, nil
}
