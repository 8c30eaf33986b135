package making

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"vanthu/pipeline/catalog"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/pdf"
)

// Rehearse proves a kind without data: its tags against the queries, the queries against
// the database, and its template by filling it with a sample value for each tag.
func (m *Maker) Rehearse(ctx context.Context, slug string) error {
	kind, err := m.InForce(ctx, slug, m.Now().Format(time.DateOnly))
	if err != nil {
		return err
	}
	var faults []error
	for _, f := range m.Catalog.LintKind(kind) {
		faults = append(faults, errors.New(f.String()))
	}
	if len(faults) > 0 {
		return errors.Join(faults...)
	}
	if err := m.Queries.Check(ctx, m.DB, queriesOf(kind)...); err != nil {
		return err
	}
	set, err := sampleSet(m.Catalog.TagsOf(kind))
	if err != nil {
		return fmt.Errorf("%s: sample: %w", slug, err)
	}
	if word := kind.Word(); word != nil {
		blanks := map[string]string{}
		for _, name := range kind.Late {
			blanks[name] = "…"
		}
		_, err = word.Execute(io.Discard, set, fill.Run{Blanks: blanks})
	} else if form := kind.Form(); form != nil {
		_, err = form.Fill(io.Discard, []*dataset.Record{set.Record()}, pdf.FillOptions{})
	}
	if err != nil {
		return fmt.Errorf("%s: filled with samples: %w", slug, err)
	}
	return nil
}

// sampleSet is a data set of one sample value for each tag of a kind, lists of two rows.
func sampleSet(tags []catalog.Tag) (*dataset.Set, error) {
	type field struct {
		typ  string
		kids []string
	}
	fields := map[string]*field{"": {}}
	for _, t := range tags {
		if t.Type == "late" {
			continue
		}
		parent, name := "", t.Path
		if i := strings.LastIndexByte(t.Path, '.'); i >= 0 {
			parent, name = t.Path[:i], t.Path[i+1:]
		}
		if fields[parent] == nil || fields[t.Path] != nil {
			continue
		}
		fields[parent].kids = append(fields[parent].kids, name)
		fields[t.Path] = &field{typ: t.Type}
	}
	var value func(path string) dataset.Value
	record := func(path string) *dataset.Record {
		f := fields[path]
		values := make([]dataset.Value, len(f.kids))
		for i, name := range f.kids {
			values[i] = value(strings.TrimPrefix(path+"."+name, "."))
		}
		columns, _ := dataset.NewColumns(f.kids...) // names are unique here
		return dataset.NewRecord(columns, values)
	}
	value = func(path string) dataset.Value {
		f := fields[path]
		switch typ := f.typ; typ {
		case "list":
			return dataset.OfList([]dataset.Value{dataset.OfRecord(record(path)), dataset.OfRecord(record(path))})
		case "record":
			return dataset.OfRecord(record(path))
		}
		return Sample(f.typ)
	}
	set := new(dataset.Set)
	return set, set.PutRecord(record(""))
}

// onePixel is a picture.
const onePixel = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

// Sample is a value of a type in the words of contracts and tags.
func Sample(typ string) dataset.Value {
	typ, _, _ = strings.Cut(strings.TrimSuffix(typ, "?"), "(")
	switch typ {
	case "int":
		return dataset.OfInt(12)
	case "decimal":
		return dataset.OfDecimal(12500, 4)
	case "bool":
		return dataset.OfBool(true)
	case "date":
		day, _ := dataset.OfDate(2024, 12, 15)
		return day
	case "chart":
		return dataset.OfText(onePixel)
	}
	return dataset.OfText("mẫu")
}
