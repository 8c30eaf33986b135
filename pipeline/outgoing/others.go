package outgoing

import (
	"context"
	"errors"
	"slices"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/dataset"
)

// Other is a paper that holds a figure which changed.
type Other struct {
	Document  archive.Document
	Different []string // in words, maxDifferent at most
}

// maxDifferent is how many changed figures are told of one paper.
const maxDifferent = 20

// printed lists the other papers of the year and of the next one, which tells last year's
// figures too, of any kind and state, whose own data hold figures that changed from was to
// now.
func (p *Papers) printed(ctx context.Context, doc *archive.Document, was, now *dataset.Set) (list []Other, err error) {
	changed := changedFigures(was, now)
	if len(changed) == 0 {
		return nil, nil
	}
	for _, year := range []int{doc.Year, doc.Year + 1} {
		docs, err := archive.List(ctx, p.DB.Reader, archive.Filter{Year: year})
		if err != nil {
			return nil, err
		}
		for _, d := range docs {
			if d.ID == doc.ID {
				continue
			}
			set, err := p.dataSet(ctx, d.ID, d.FromRun)
			if errors.Is(err, archive.ErrNotFound) {
				continue
			} else if err != nil {
				return nil, err
			}
			if different := changed.in(set); len(different) > 0 {
				list = append(list, Other{d, different})
			}
		}
	}
	return list, nil
}

// figure is a value of the top level, or of the record that a text names.
type figure struct{ record, column, value string }

// changedValues are those that changed, each with its change in words.
type changedValues map[figure]string

// thisYear and lastYear are the columns of one figure in the papers of two years.
const thisYear, lastYear = "nam_nay", "nam_truoc"

func changedFigures(was, now *dataset.Set) changedValues {
	changed := changedValues{}
	for _, name := range was.Record().Columns().Names() {
		a, _ := was.Get(name)
		b, has := now.Get(name)
		if !has || a.Equal(b) {
			continue
		}
		if a.Literal() != "" && a.Kind() != dataset.Bool {
			changed[figure{"", name, a.Literal()}] = name + ": " + a.Literal() + " → " + b.Literal()
		}
		rows := map[string]*dataset.Record{}
		for _, item := range b.Items() {
			if key := firstText(item.Record()); key != "" && rows[key] == nil {
				rows[key] = item.Record()
			}
		}
		for _, item := range a.Items() {
			changed.addRow(item.Record(), rows)
		}
	}
	return changed
}

// addRow notes the numbers of a record that the record of the same name has otherwise.
func (f changedValues) addRow(r *dataset.Record, rows map[string]*dataset.Record) {
	key := firstText(r)
	other := rows[key]
	if key == "" || other == nil {
		return
	}
	for _, column := range r.Columns().Names() {
		a, _ := r.Get(column)
		b, has := other.Get(column)
		if !has || !a.IsNumber() || a.Equal(b) {
			continue
		}
		words := key + ", " + column + ": " + a.Literal() + " → " + b.Literal()
		f[figure{key, column, a.Literal()}] = words
		if column == thisYear {
			f[figure{key, lastYear, a.Literal()}] = words
		}
	}
}

// firstText is the first text of a record, which names it.
func firstText(r *dataset.Record) string {
	if texts := textsIn(r); len(texts) > 0 {
		return texts[0]
	}
	return ""
}

func textsIn(r *dataset.Record) (texts []string) {
	if r == nil {
		return nil
	}
	for _, column := range r.Columns().Names() {
		if v, _ := r.Get(column); v.Kind() == dataset.Text && v.Str() != "" {
			texts = append(texts, v.Str())
		}
	}
	return texts
}

// in tells which of the figures a data set holds as they were.
func (f changedValues) in(set *dataset.Set) (words []string) {
	add := func(record, column string, v dataset.Value) {
		if w := f[figure{record, column, v.Literal()}]; w != "" && len(words) < maxDifferent && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	for _, name := range set.Record().Columns().Names() {
		v, _ := set.Get(name)
		add("", name, v)
		for _, item := range v.Items() {
			for _, record := range textsIn(item.Record()) {
				for _, column := range item.Record().Columns().Names() {
					cell, _ := item.Record().Get(column)
					add(record, column, cell)
				}
			}
		}
	}
	return words
}
