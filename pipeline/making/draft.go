package making

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/check"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/docx"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/viet"
)

// Marks across every page.
const (
	SampleMark = "SỐ LIỆU MẪU"  // made from sample data, in every copy
	DraftMark  = "DỰ THẢO"      // not yet laid before the leader
	WorkMark   = "BẢN LÀM VIỆC" // with number and date, but without signature: the original is on paper or signed

	PracticeMark = "THỰC HÀNH" // of a database in which people practise, in every copy and everything printed
)

// Marks are what a document bears beside its text.
type Marks struct {
	Sample    bool   // made from sample data: SampleMark, in every copy
	Submitted bool   // the copy for signature, and what follows it: without DraftMark
	Urgency   string // mark of urgency (NĐ 30/2020 PL I), "" for none
}

// Draft is one document between its data set and its files.
type Draft struct {
	m       *Maker
	kind    *catalog.Kind
	sets    []*dataset.Set // one; several where all go into one file
	source  archive.Source
	setting setting
	marks   Marks
}

// Draft is a document of a kind over a data set that the archive holds.
func (m *Maker) Draft(ctx context.Context, slug string, data *dataset.Set, marks Marks) (*Draft, error) {
	kind, err := m.Catalog.Kind(slug)
	if err != nil {
		return nil, err
	}
	d := &Draft{m: m, kind: kind, sets: []*dataset.Set{data}, marks: marks}
	if kind.Each.Together {
		if d.sets, err = split(data); err != nil {
			return nil, err
		}
	}
	day, _ := d.first().Get(paramDay)
	a, err := m.ask(ctx, slug, map[string]dataset.Value{paramDay: day}, func(*catalog.Kind) []string { return settingQueries })
	if err != nil {
		return nil, err
	}
	d.kind, d.setting, d.source = a.kind, a.setting, m.source(a.kind, queriesOf(a.kind))
	return d, nil
}

// output is what a draft has given so far.
type output struct {
	files []archive.File
	facts []check.Fact
	pages int
}

func (o *output) add(format string, data []byte) {
	o.files = append(o.files, archive.File{Format: format, Data: data})
}

func (o *output) note(facts []layout.Fact) {
	for _, f := range facts {
		o.facts = append(o.facts, check.Fact(f))
	}
}

// Make fills the templates of the kind, lays out and checks: formats are "docx", "pdf",
// "xlsx"; nil is all that the kind has.
func (d *Draft) Make(formats []string) (*archive.Made, error) {
	made, err := d.make(formats)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", d.kind.Slug, err)
	}
	return made, nil
}

func (d *Draft) make(formats []string) (*archive.Made, error) {
	var o output
	var editing []byte
	var err error
	switch {
	case d.kind.Form() != nil:
		err = d.form(&o)
	case len(d.sets) == 0:
		return nil, errors.New("the query of each: gave no row, so there is nothing to make")
	default:
		if editing, err = d.word(&o, formats); err == nil {
			err = d.annex(&o, formats)
		}
	}
	if err != nil {
		return nil, err
	}
	if len(o.files) == 0 {
		return nil, fmt.Errorf("it has none of the formats %s", strings.Join(formats, ", "))
	}
	found, err := d.check(editing, o.facts)
	if err != nil {
		return nil, err
	}
	return d.made(&o, found)
}

// made puts the parts together as the archive takes them.
func (d *Draft) made(o *output, found []archive.Finding) (*archive.Made, error) {
	first := d.first()
	name, err := d.kind.FileName(first)
	if err != nil {
		return nil, err
	}
	year, _ := first.Get("nam")
	n, _ := year.Int64()
	m := &archive.Made{
		Key: d.key(), Year: int(n), Name: name, Title: d.Title(), Sample: d.marks.Sample, Day: text(first, "ngay"), Params: map[string]string{},
		Data: join(d.sets), Files: o.files, Findings: found, Source: d.source, Pages: o.pages, By: d.m.By, At: d.m.Now(),
	}
	for _, p := range d.kind.Params {
		m.Params[p.Name] = text(first, p.Name)
	}
	if d.marks.Urgency != "" {
		m.Params[paramUrgency] = d.marks.Urgency
	}
	for _, s := range d.sets {
		m.Rows += countRows(s)
	}
	if d.kind.Each.Together && d.kind.Merges(first.Record()) {
		m.Rows = len(d.sets)
	}
	return m, nil
}

// paramUrgency is the parameter of a version that tells its mark of urgency.
const paramUrgency = "muc_khan"

// key says which document it is.
func (d *Draft) key() archive.Key {
	first := d.first()
	k := archive.Key{Kind: d.kind.Slug, Period: period(first), Agency: text(first, catalog.ArgAgency), Round: text(first, "dot")}
	if d.kind.Merges(first.Record()) && !d.kind.Each.Together {
		k.Unit = text(first, d.kind.Each.Key)
	}
	return k
}

// period is what a document is about in time: "2024", "2024-11".
func period(s *dataset.Set) string { return cmp.Or(text(s, paramPeriod), text(s, "nam")) }

// first is the set that names the document; with an empty mail merge it is empty.
func (d *Draft) first() *dataset.Set {
	if len(d.sets) == 0 {
		return new(dataset.Set)
	}
	return d.sets[0]
}

// paramPeriod is the parameter of kinds that are made more than once a year: "2024-11".
const paramPeriod = "ky"

// Title names the document in lists and in its metadata.
func (d *Draft) Title() string {
	t := d.kind.Name + " năm " + text(d.first(), "nam")
	if name := text(d.first(), "ten_rieng"); name != "" { // one of a mail merge
		if _, of := d.first().Get(paramPeriod); !of {
			return d.kind.Name + " – " + name
		}
		return d.kind.Name + " kỳ " + text(d.first(), paramPeriod) + " – " + name
	}
	if period := text(d.first(), paramPeriod); period != "" {
		t = d.kind.Name + " kỳ " + period
	}
	if name := text(d.first(), "ten_dot"); name != "" {
		t = d.kind.Name + " – " + name
	}
	return t
}

// word makes the editing copy, and from the copy for signature the PDF.
func (d *Draft) word(o *output, formats []string) (editing []byte, err error) {
	sets, err := withReplaced(d.sets[:1], archive.Carried{}) // kept by an earlier program, they lack the names
	if err != nil {
		return nil, err
	}
	set, err := d.withParams(sets[0])
	if err != nil {
		return nil, err
	}
	set, err = d.withCharts(set)
	if err != nil {
		return nil, err
	}
	if editing, err = d.fill(set, nil, o); err != nil {
		return nil, err
	}
	if wanted(formats, "docx") {
		o.add("docx", editing)
		if t := d.kind.Linked(); t != nil {
			mapped, err := json.Marshal(t.Map())
			if err != nil {
				return nil, err
			}
			o.add(archive.MapFormat, mapped)
		}
	}
	signature, err := d.fill(set, d.blanks(), o)
	if err != nil {
		return nil, err
	}
	return editing, d.render(o, signature, d.kind.Outputs.PDF && wanted(formats, "pdf"))
}

// withParams adds to a data set, by their defaults, the parameters that its kind has got since
// the set was kept.
func (d *Draft) withParams(set *dataset.Set) (*dataset.Set, error) {
	all := set
	for _, p := range d.kind.Params {
		if _, has := set.Get(p.Name); has || !p.HasDefault || strings.Contains(p.Default, "{") {
			continue
		}
		value, err := p.Parse(p.Default)
		if err != nil {
			return nil, err
		}
		if all == set {
			all = new(dataset.Set)
			if err := all.PutRecord(set.Record()); err != nil {
				return nil, err
			}
		}
		if err := all.Put(p.Name, value); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// fill fills the Word template: with blanks as copy for signature, without as editing
// copy. The facts of the editing copy count.
func (d *Draft) fill(set *dataset.Set, blanks map[string]string, o *output) ([]byte, error) {
	template, imprint := d.kind.Word(), ""
	if blanks == nil && d.kind.Linked() != nil {
		template, imprint = d.kind.Linked(), archive.Imprint(d.key(), join(d.sets))
	}
	return buffer(func(b *bytes.Buffer) error {
		facts, err := template.Execute(b, set, fill.Run{Blanks: blanks, Shown: d.dots(), Level: 6, Imprint: imprint})
		if err != nil {
			return err
		}
		if blanks == nil {
			for _, e := range facts.Empty {
				o.facts = append(o.facts, check.Empty(e.Tag, e.Place, e.Count, e.Of))
			}
		}
		info := d.info()
		done, err := finish(b.Bytes(), docx.Finish{Watermark: d.mark(), DropEnd: true, Title: info.Title, Author: info.Author, Day: info.Day})
		if err == nil && d.marks.Urgency != "" {
			done, err = nd30.Urgent(done, d.marks.Urgency)
		}
		*b = *bytes.NewBuffer(done)
		return err
	})
}

// finish puts a mark across every page of a Word file, and what it says of itself.
func (d *Draft) finish(word []byte, mark string) ([]byte, error) {
	info := d.info()
	return finish(word, docx.Finish{Watermark: mark, Title: info.Title, Author: info.Author, Day: info.Day})
}

func finish(word []byte, f docx.Finish) ([]byte, error) {
	return buffer(func(b *bytes.Buffer) error { return f.Write(b, word) })
}

// lasting is the mark of a workbook: it has no copy for signature of its own.
func (d *Draft) lasting() string {
	if mark := d.mark(); mark != DraftMark {
		return mark
	}
	return ""
}

// mark is what stands across every page.
func (d *Draft) mark() string {
	switch {
	case d.m.Practice:
		return PracticeMark
	case d.marks.Sample:
		return SampleMark
	case d.marks.Submitted:
		return ""
	}
	return DraftMark
}

// blanks are what stands for the late values on the copy for signature, for pen or
// stamp (NĐ 30/2020 PL III).
func (d *Draft) blanks() map[string]string {
	blanks := map[string]string{}
	for _, name := range d.kind.Late {
		blanks[name] = strings.Repeat("\u00a0", 10)
		if strings.HasPrefix(name, "ngay") {
			v, _ := d.first().Get("ngay")
			year, _, _, _ := v.Day()
			blanks[name] = strings.ReplaceAll(viet.BlankDate(year), "  ", "\u00a0\u00a0")
		}
	}
	return blanks
}

// dots are what the editing copy shows for the late values, so that a draft which is
// printed reads as a draft.
func (d *Draft) dots() map[string]string {
	shown := map[string]string{}
	for _, name := range d.kind.Late {
		shown[name] = "……"
		if strings.HasPrefix(name, "ngay") {
			v, _ := d.first().Get("ngay")
			year, _, _, _ := v.Day()
			shown[name] = fmt.Sprintf("ngày …… tháng …… năm %d", year)
		}
	}
	return shown
}

// annex fills the workbook.
func (d *Draft) annex(o *output, formats []string) error {
	if d.kind.Book() == nil || !wanted(formats, "xlsx") {
		return nil
	}
	out, err := buffer(func(b *bytes.Buffer) error { return d.kind.Book().FillMarked(b, d.sets[0], d.lasting()) })
	if err != nil {
		return err
	}
	o.add("xlsx", out)
	return nil
}

// form fills the PDF form, one page a set.
func (d *Draft) form(o *output) error {
	records := make([]*dataset.Record, len(d.sets))
	for i, s := range d.sets {
		records[i] = s.Record()
	}
	p := d.kind.Print
	opts := pdf.FillOptions{Fillable: p.Fields == catalog.Fillable, Overlay: p.Fields == catalog.Alone, Info: d.info(), OffsetX: p.DX, OffsetY: p.DY, Width: p.Width, Height: p.Height}
	if v, ok := d.first().Get(p.Overlay); ok {
		opts.Overlay = opts.Overlay || v.IsTrue()
	}
	opts.Mark = d.mark()
	o.pages = len(records)
	out, err := buffer(func(b *bytes.Buffer) error {
		facts, err := d.kind.Form().Fill(b, records, opts)
		o.note(facts)
		return err
	})
	if err != nil {
		return err
	}
	o.add("pdf", out)
	return nil
}

// info is what the PDF says of itself: the day of the document, not of its making.
func (d *Draft) info() pdf.Info {
	v, _ := d.first().Get("ngay")
	info := pdf.Info{Title: d.Title(), Author: strings.Join(strings.Fields(text(d.first(), "ten_co_quan")), " "), Lang: "vi-VN"}
	if y, m, day, ok := v.Day(); ok {
		info.Day = time.Date(y, time.Month(m), day, 0, 0, 0, 0, time.UTC)
	}
	return info
}

func encodeBase64(w io.Writer, data []byte) {
	e := base64.NewEncoder(base64.StdEncoding, w)
	e.Write(data) // to memory
	e.Close()
}
