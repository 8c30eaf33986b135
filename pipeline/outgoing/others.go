package outgoing

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

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

// printed lists the other papers of any kind, year and state whose own data hold figures
// that changed from was to now.
func (p *Papers) printed(ctx context.Context, doc *archive.Document, was, now *dataset.Set) (list []Other, err error) {
	changed := changedFigures(was, now)
	if len(changed) == 0 {
		return nil, nil
	}
	if err := archive.MarkFigures(ctx, p.DB); err != nil {
		return nil, err
	}
	asked := slices.SortedFunc(maps.Keys(changed), func(a, b archive.Figure) int {
		return cmp.Or(strings.Compare(a.Record, b.Record), strings.Compare(a.Column, b.Column), strings.Compare(a.Value, b.Value))
	})
	holders, err := archive.Holders(ctx, p.DB.Reader, asked)
	if err != nil {
		return nil, err
	}
	for _, h := range holders {
		if h.ID != doc.ID {
			list = append(list, Other{h.Document, changed.tell(h.Holds)})
		}
	}
	return list, nil
}

// changedValues are those that changed, each with its change in words.
type changedValues map[archive.Figure]string

// tell says in words how the figures changed.
func (f changedValues) tell(figures []archive.Figure) (words []string) {
	for _, one := range figures {
		if w := f[one]; w != "" && len(words) < maxDifferent && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return words
}

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
			changed[archive.Figure{Column: name, Value: a.Literal()}] = name + ": " + a.Literal() + " → " + b.Literal()
		}
		rows := map[string]*dataset.Record{}
		for _, item := range b.Items() {
			if key := nameOf(item.Record()); key != "" && rows[key] == nil {
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
	key := nameOf(r)
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
		f[archive.Figure{Record: key, Column: column, Value: a.Literal()}] = words
		if column == thisYear {
			f[archive.Figure{Record: key, Column: lastYear, Value: a.Literal()}] = words
		}
	}
}

// nameOf is the first name of a record, "" for none.
func nameOf(r *dataset.Record) string {
	if names := archive.Names(r); len(names) > 0 {
		return names[0]
	}
	return ""
}
