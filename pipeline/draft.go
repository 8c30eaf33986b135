package pipeline

import (
	"bytes"
	"cmp"
	"encoding/base64"
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
	"vanthu/pipeline/picture"
	"vanthu/pipeline/viet"
)

// Marks across every page.
const (
	SampleMark = "SỐ LIỆU MẪU"  // made from sample data, in every copy
	DraftMark  = "DỰ THẢO"      // not yet laid before the leader
	WorkMark   = "BẢN LÀM VIỆC" // with number and date, but without signature: the original is on paper or signed
)

// draft is one document on its way from data set to files.
type draft struct {
	*Maker
	kind       *catalog.Kind
	sets       []*dataset.Set // one; several where all go into one file
	formats    []string
	sample     bool
	baseSalary int64
	submitted  bool   // the copy for signature: without DraftMark
	urgency    string // mark of urgency, "" for none

	facts []check.Fact
	files []archive.File
	pages int
}

// make fills, lays out and checks.
func (d *draft) make() (*archive.Made, error) {
	var editing []byte
	var err error
	switch {
	case d.kind.Form() != nil:
		err = d.form()
	case len(d.sets) == 0:
		return nil, errors.New("the query of each: gave no row, so there is nothing to make")
	default:
		if editing, err = d.word(); err == nil {
			err = d.annex()
		}
	}
	if err != nil {
		return nil, err
	}
	if len(d.files) == 0 {
		return nil, fmt.Errorf("it has none of the formats %s", strings.Join(d.formats, ", "))
	}
	data := join(d.sets)
	found, err := check.Made(check.Subject{Code: d.kind.Code, Day: text(d.first(), "ngay"), Docx: editing, Data: data,
		Facts: d.facts, Late: d.kind.Late, BaseSalary: d.baseSalary})
	if err != nil {
		return nil, err
	}
	return d.made(data, found)
}

// made puts the parts together as the archive takes them.
func (d *draft) made(data *dataset.Set, found []check.Finding) (*archive.Made, error) {
	first := d.first()
	name, err := d.kind.FileName(first)
	if err != nil {
		return nil, err
	}
	year, _ := first.Get("nam")
	n, _ := year.Int64()
	m := &archive.Made{
		Key: d.key(), Year: int(n), Name: name, Title: d.title(), Sample: d.sample, Day: text(first, "ngay"),
		Params: map[string]string{}, Data: data, Files: d.files, Pages: d.pages, By: d.By, At: d.Now(),
	}
	for _, p := range d.kind.Params {
		m.Params[p.Name] = text(first, p.Name)
	}
	if d.urgency != "" {
		m.Params[paramUrgency] = d.urgency
	}
	for _, s := range d.sets {
		m.Rows += countRows(s)
	}
	if d.kind.Each.Together {
		m.Rows = len(d.sets)
	}
	for _, f := range found {
		m.Findings = append(m.Findings, archive.Finding(f))
	}
	return m, nil
}

// paramUrgency is the parameter of a version that tells its mark of urgency.
const paramUrgency = "muc_khan"

// key says which document it is.
func (d *draft) key() archive.Key {
	first := d.first()
	k := archive.Key{Kind: d.kind.Slug, Period: cmp.Or(text(first, paramPeriod), text(first, "nam")), Agency: text(first, catalog.ArgAgency), Round: text(first, "dot")}
	if d.kind.Each.Key != "" && !d.kind.Each.Together {
		k.Unit = text(first, d.kind.Each.Key)
	}
	return k
}

// first is the set that names the document; with an empty mail merge it is empty.
func (d *draft) first() *dataset.Set {
	if len(d.sets) == 0 {
		return new(dataset.Set)
	}
	return d.sets[0]
}

// paramPeriod is the parameter of kinds that are made more than once a year: "2024-11".
const paramPeriod = "ky"

// title names the document in lists and in its metadata.
func (d *draft) title() string {
	t := d.kind.Name + " năm " + text(d.first(), "nam")
	if name := text(d.first(), "ten_rieng"); name != "" { // one of a mail merge
		return d.kind.Name + " kỳ " + cmp.Or(text(d.first(), paramPeriod), text(d.first(), "nam")) + " – " + name
	}
	if name := text(d.first(), "ten_dot"); name != "" {
		t = d.kind.Name + " – " + name
	}
	return t
}

// word makes the editing copy, and from the copy for signature the PDF.
func (d *draft) word() (editing []byte, err error) {
	set, err := d.withCharts(d.sets[0])
	if err != nil {
		return nil, err
	}
	if editing, err = d.fill(set, nil); err != nil {
		return nil, err
	}
	if wanted(d.formats, "docx") {
		d.add("docx", editing)
	}
	signature, err := d.fill(set, d.blanks())
	if err != nil {
		return nil, err
	}
	doc, err := layout.Lay(signature, layout.Options{Fonts: d.Fonts})
	if err != nil {
		return nil, err
	}
	d.take(doc.Facts)
	d.pages = len(doc.Pages)
	if !d.kind.Outputs.PDF || !wanted(d.formats, "pdf") {
		return editing, nil
	}
	out, err := buffer(func(b *bytes.Buffer) error { return pdf.Write(b, doc, d.info()) })
	if err != nil {
		return nil, err
	}
	d.add("pdf", out)
	return editing, nil
}

// fill fills the Word template: with blanks as copy for signature, without as editing
// copy. The facts of the editing copy count.
func (d *draft) fill(set *dataset.Set, blanks map[string]string) ([]byte, error) {
	return buffer(func(b *bytes.Buffer) error {
		facts, err := d.kind.Word().Execute(b, set, fill.Run{Blanks: blanks, Level: 6})
		if err != nil {
			return err
		}
		if blanks == nil {
			for _, e := range facts.Empty {
				d.facts = append(d.facts, check.Empty(e.Tag, e.Place, e.Count, e.Of))
			}
		}
		done, err := d.finish(b.Bytes(), d.mark())
		if err == nil && d.urgency != "" {
			done, err = nd30.Urgent(done, d.urgency)
		}
		*b = *bytes.NewBuffer(done)
		return err
	})
}

// finish puts a mark across every page of a Word file, and what it says of itself.
func (d *draft) finish(word []byte, mark string) ([]byte, error) {
	info := d.info()
	f := docx.Finish{Watermark: mark, Title: info.Title, Author: info.Author, Day: info.Day}
	return buffer(func(b *bytes.Buffer) error { return f.Write(b, word) })
}

// mark is what stands across every page.
func (d *draft) mark() string {
	switch {
	case d.sample:
		return SampleMark
	case d.submitted:
		return ""
	}
	return DraftMark
}

// blanks are what stands for the late values on the copy for signature, for pen or
// stamp (NĐ 30/2020 PL III).
func (d *draft) blanks() map[string]string {
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

// withCharts returns the set with the kind's charts as pictures beside the data.
func (d *draft) withCharts(set *dataset.Set) (*dataset.Set, error) {
	if len(d.kind.Charts) == 0 {
		return set, nil
	}
	all := new(dataset.Set)
	if err := all.PutRecord(set.Record()); err != nil {
		return nil, err
	}
	for _, c := range d.kind.Charts {
		rows, _ := set.Get(c.Data)
		title, names, err := c.Texts(set)
		if err != nil {
			return nil, err
		}
		labels, series, err := picture.Figures(rows, c.X, c.Y, names)
		if err != nil {
			return nil, fmt.Errorf("chart %s: %w", c.Name, err)
		}
		png, err := (&picture.Chart{Kind: c.Type, Title: title, Labels: labels, Series: series}).PNG()
		if err != nil {
			return nil, fmt.Errorf("chart %s: %w", c.Name, err)
		}
		if err := all.Put(c.Name, dataset.OfText(dataURI(png))); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// annex fills the workbook.
func (d *draft) annex() error {
	if d.kind.Book() == nil || !wanted(d.formats, "xlsx") {
		return nil
	}
	out, err := buffer(func(b *bytes.Buffer) error { return d.kind.Book().Fill(b, d.sets[0]) })
	if err != nil {
		return err
	}
	d.add("xlsx", out)
	return nil
}

// form fills the PDF form, one page a set.
func (d *draft) form() error {
	records := make([]*dataset.Record, len(d.sets))
	for i, s := range d.sets {
		records[i] = s.Record()
	}
	p := d.kind.Print
	opts := pdf.FillOptions{Info: d.info(), OffsetX: p.DX, OffsetY: p.DY, Width: p.Width, Height: p.Height}
	if v, ok := d.first().Get(p.Overlay); ok {
		opts.Overlay = v.IsTrue()
	}
	opts.Mark = d.mark()
	d.pages = len(records)
	out, err := buffer(func(b *bytes.Buffer) error {
		facts, err := d.kind.Form().Fill(b, records, opts)
		d.take(facts)
		return err
	})
	if err != nil {
		return err
	}
	d.add("pdf", out)
	return nil
}

func (d *draft) add(format string, data []byte) {
	d.files = append(d.files, archive.File{Format: format, Data: data})
}

func (d *draft) take(facts []layout.Fact) {
	for _, f := range facts {
		d.facts = append(d.facts, check.Fact(f))
	}
}

// info is what the PDF says of itself: the day of the document, not of its making.
func (d *draft) info() pdf.Info {
	v, _ := d.first().Get("ngay")
	info := pdf.Info{Title: d.title(), Author: strings.Join(strings.Fields(text(d.first(), "ten_co_quan")), " "), Lang: "vi-VN"}
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
