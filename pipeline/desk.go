package pipeline

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/query"
	"vanthu/pipeline/viet"
)

// What people do with kept documents, where it needs making: prove a version, lay it
// before the leader, give it a number, take in what people edited.

// Remake makes a kept version again from its data set: what Make gave.
func (m *Maker) Remake(ctx context.Context, doc *archive.Document, version int) (*archive.Made, error) {
	from, err := m.madeOf(ctx, doc.ID, version)
	if err != nil {
		return nil, err
	}
	_, mark, err := paramsOf(from)
	if err != nil {
		return nil, err
	}
	return m.remake(ctx, doc, version, &draft{Maker: m, sample: doc.Sample, urgency: mark})
}

// remake makes d of the data set of a version.
func (m *Maker) remake(ctx context.Context, doc *archive.Document, version int, d *draft) (*archive.Made, error) {
	kind, err := m.kind(doc.Kind)
	if err != nil {
		return nil, err
	}
	all, err := m.dataSet(ctx, doc.ID, version)
	if err != nil {
		return nil, err
	}
	sets := []*dataset.Set{all}
	if kind.Each.Together {
		if sets, err = split(all); err != nil {
			return nil, err
		}
	}
	files, err := archive.Files(ctx, m.DB.Reader, doc.ID, version)
	if err != nil {
		return nil, err
	}
	d.kind, d.sets = kind, sets
	for _, f := range files {
		d.formats = append(d.formats, f.Format)
	}
	if d.baseSalary, err = m.baseSalary(ctx, d.first()); err != nil {
		return nil, err
	}
	made, err := d.make()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", kind.Slug, err)
	}
	made.Source, err = m.source(kind, append(kind.QueryNames(), querySample, queryBase))
	return made, err
}

func (m *Maker) dataSet(ctx context.Context, doc int64, version int) (*dataset.Set, error) {
	data, err := archive.ReadFile(ctx, m.DB.Reader, doc, version, "json")
	if err != nil {
		return nil, err
	}
	return dataset.ParseJSON(bytes.NewReader(data))
}

// split takes apart what join put together.
func split(all *dataset.Set) (sets []*dataset.Set, err error) {
	list, ok := all.Get("cac_ban")
	if !ok {
		return []*dataset.Set{all}, nil
	}
	for _, item := range list.Items() {
		s := new(dataset.Set)
		if err := s.PutRecord(item.Record()); err != nil {
			return nil, err
		}
		sets = append(sets, s)
	}
	return sets, nil
}

func (m *Maker) baseSalary(ctx context.Context, set *dataset.Set) (int64, error) {
	day, _ := set.Get("ngay")
	results, err := m.Queries.Run(ctx, m.DB, []string{queryBase}, map[string]dataset.Value{"ngay": day}, query.Limits{})
	if err != nil {
		return 0, err
	}
	return number(results[queryBase], "muc"), nil
}

// Verify makes a version again and says what differs, by file; nothing where it comes out
// the same to the last byte.
func (m *Maker) Verify(ctx context.Context, doc *archive.Document, version int) (differences []string, err error) {
	versions, err := archive.Versions(ctx, m.DB.Reader, doc.ID)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(versions, func(v archive.Version) bool { return v.Number == version })
	if i < 0 {
		return nil, fmt.Errorf("%s, version %d: %w", doc.Name, version, archive.ErrNotFound)
	}
	kept := versions[i]
	for _, f := range kept.Files { // reading compares each with its hash
		if _, err := archive.FileByHash(ctx, m.DB.Reader, f.SHA256); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Format, err)
		}
	}
	if kept.Origin != "made" {
		return nil, nil // people made it: that its files are whole is all there is to prove
	}
	made, err := m.Remake(ctx, doc, version)
	if err != nil {
		return nil, err
	}
	for _, f := range kept.Files {
		j := slices.IndexFunc(made.Files, func(g archive.File) bool { return g.Format == f.Format })
		switch {
		case f.Format == "json":
			var b bytes.Buffer
			if err := made.Data.WriteJSON(&b); err != nil {
				return nil, err
			}
			if archive.Hash(b.Bytes()) != f.SHA256 {
				differences = append(differences, "json: bộ số liệu đọc lại không giống")
			}
		case j < 0:
			differences = append(differences, f.Format+": nay không làm ra tệp này nữa")
		case archive.Hash(made.Files[j].Data) != f.SHA256:
			differences = append(differences, f.Format+": "+m.whatDiffers(ctx, f, made.Files[j].Data))
		}
	}
	if len(differences) > 0 {
		differences = append(differences, changedSource(kept.Source, made.Source)...)
	}
	return differences, nil
}

// whatDiffers says how a file made anew differs, in words where it is a Word file.
func (m *Maker) whatDiffers(ctx context.Context, f archive.VersionFile, now []byte) string {
	was, err := archive.FileByHash(ctx, m.DB.Reader, f.SHA256)
	if err == nil && f.Format == "docx" {
		a, errA := Lines(was)
		b, errB := Lines(now)
		if d := archive.DiffTexts(a, b); errA == nil && errB == nil && len(d) > 0 {
			return strings.Join(d, "; ")
		}
	}
	return fmt.Sprintf("byte khác (trước %d, nay %d byte), chữ như cũ hoặc không so được", len(was), len(now))
}

func changedSource(was, is archive.Source) (out []string) {
	for _, s := range []struct{ what, was, is string }{
		{"mẫu", was.Template, is.Template}, {"câu truy vấn", was.Queries, is.Queries},
		{"phông chữ", was.Fonts, is.Fonts}, {"chương trình", was.Program, is.Program},
	} {
		if s.was != s.is {
			out = append(out, fmt.Sprintf("%s đã đổi: %.12s → %.12s", s.what, s.was, s.is))
		}
	}
	return out
}

// Lines returns the paragraphs of a Word file with their places.
func Lines(data []byte) (list []archive.Line, err error) {
	p, err := ooxml.Open(data, ooxml.Limits{})
	if err != nil {
		return nil, err
	}
	err = docx.Paragraphs(p, func(_ docx.Story, p docx.Paragraph) error {
		if strings.TrimSpace(p.Text) != "" {
			list = append(list, archive.Line{Place: p.Place.String(), Text: viet.NFC(p.Text)})
		}
		return nil
	})
	return list, err
}

// Diff says in words how version b of a document differs from version a: the data sets,
// where both have one, and the texts.
func (m *Maker) Diff(ctx context.Context, doc int64, a, b int) (out []string, err error) {
	setA, errA := m.dataSet(ctx, doc, a)
	setB, errB := m.dataSet(ctx, doc, b)
	if errA == nil && errB == nil {
		d, err := archive.Get(ctx, m.DB.Reader, doc)
		if err != nil {
			return nil, err
		}
		for _, d := range m.inWords(d.Kind, archive.DiffSets(setA, setB)) {
			out = append(out, "số liệu: "+d)
		}
	}
	wordA, errA := archive.ReadFile(ctx, m.DB.Reader, doc, a, "docx")
	wordB, errB := archive.ReadFile(ctx, m.DB.Reader, doc, b, "docx")
	if err := errors.Join(errA, errB); err != nil {
		if errors.Is(err, archive.ErrNotFound) {
			return out, nil
		}
		return nil, err
	}
	d, err := diffWord(wordA, wordB)
	return append(out, d...), err
}

var (
	dataName   = regexp.MustCompile(`^([a-z_][a-z0-9_]*)`)
	columnName = regexp.MustCompile(`\)\.([a-z_][a-z0-9_]*): `)
)

// inWords puts what the queries of a kind say of names and columns in their place:
// "tap_the: thêm Xã A" becomes "danh sách “Tập thể được tặng Bằng khen”: thêm Xã A".
func (m *Maker) inWords(slug string, differences []string) []string {
	kind, err := m.Catalog.Kind(slug)
	if err != nil {
		return differences
	}
	names := map[string]string{}              // of the top level
	columns := map[string]map[string]string{} // of lists
	for _, source := range kind.Data {
		c, _ := m.Queries.Contract(source.Query)
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
	return strings.TrimSpace(about)
}

func diffWord(a, b []byte) ([]string, error) {
	linesA, err := Lines(a)
	if err != nil {
		return nil, err
	}
	linesB, err := Lines(b)
	if err != nil {
		return nil, err
	}
	return archive.DiffTexts(linesA, linesB), nil
}

// madeOf is the newest version up to number that the program made: what a person's edit
// started from.
func (m *Maker) madeOf(ctx context.Context, doc int64, number int) (*archive.Version, error) {
	versions, err := archive.Versions(ctx, m.DB.Reader, doc)
	if err != nil {
		return nil, err
	}
	for i := range versions { // the newest first
		v := &versions[i]
		if v.Number > number || v.Origin != "made" {
			if v.Number == number && v.BasedOn > 0 {
				number = v.BasedOn
			}
			continue
		}
		return v, nil
	}
	return nil, fmt.Errorf("archive: document %d: version %d: %w", doc, number, archive.ErrNotFound)
}

// Move brings a document into another state; version says which text is laid before the
// leader, 0 the newest.
func (m *Maker) Move(ctx context.Context, id int64, s archive.Step, version int) error {
	move := func(tx *sqlx.Tx) error { return archive.Move(ctx, tx, id, s) }
	if s.To != archive.Submitted {
		return m.DB.Write(ctx, move)
	}
	doc, err := archive.Get(ctx, m.DB.Reader, id)
	if err != nil {
		return err
	}
	if version != 0 {
		s.Chosen = true
	} else {
		version = doc.Working
	}
	if s.Copy, err = m.copyForSignature(ctx, &doc, version); err != nil {
		return err
	}
	return m.writeTo(ctx, &doc, move)
}

// copyForSignature makes the copy without DraftMark: from the data set where the program
// made the version, from the Word file where a person edited it. It bears the mark of
// urgency that the register has, also where an older version is laid before the leader.
func (m *Maker) copyForSignature(ctx context.Context, doc *archive.Document, version int) (*archive.Copy, error) {
	from, err := m.madeOf(ctx, doc.ID, version)
	if err != nil {
		return nil, err
	}
	note := fmt.Sprintf("bản trình ký của phiên bản %d", version)
	if from.Number == version {
		made, err := m.remake(ctx, doc, version, &draft{Maker: m, sample: doc.Sample, submitted: true, urgency: doc.Urgency})
		if err != nil {
			return nil, err
		}
		return &archive.Copy{From: version, Files: made.Files, Findings: made.Findings, Pages: made.Pages, Note: note}, nil
	}
	word, err := archive.ReadFile(ctx, m.DB.Reader, doc.ID, version, "docx")
	if err != nil {
		return nil, err
	}
	c, err := m.ofWord(ctx, doc, from.Number, word, true)
	if err != nil {
		return nil, err
	}
	c.From, c.Note = version, note
	return c, nil
}
