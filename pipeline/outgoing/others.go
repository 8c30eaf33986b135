package outgoing

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/people"
	"vanthu/pipeline/viet"
)

// Other is a paper that holds a figure which changed.
type Other struct {
	Document  archive.Document
	Different []string // in words, maxDifferent at most
	More      int      // figures that are not told
	Edited    bool     // people edited its text, which bears the marks of its figures: Refresh puts those of now into it
}

// maxDifferent is how many changed figures are told of one paper.
const maxDifferent = 20

// printed lists the other papers of any kind, year and state whose own data hold figures
// that changed from was to now, of those that a person may read.
func (p *Papers) printed(ctx context.Context, doc *archive.Document, r *refreshing) (list []Other, err error) {
	changed := p.changedFigures(doc.Kind, r.was, r.made.Data)
	holders, err := p.holders(ctx, inOrder(changed))
	for _, h := range holders {
		if h.ID != doc.ID && r.by.May(people.Read, h.Key.Scope()) {
			list = append(list, Other{Document: h.Document, Different: changed.tell(h.Holds)})
		}
	}
	return list, err
}

// holders lists the papers whose data hold some of the figures.
func (p *Papers) holders(ctx context.Context, asked []archive.Figure) ([]archive.Holder, error) {
	if len(asked) == 0 {
		return nil, nil
	}
	if err := archive.MarkFigures(ctx, p.DB); err != nil {
		return nil, err
	}
	return archive.Holders(ctx, p.DB.Reader, asked)
}

// inOrder are figures in an order of their own: those of records, then those that are made of
// them.
func inOrder(figures changedValues) []archive.Figure {
	return slices.SortedFunc(maps.Keys(figures), func(a, b archive.Figure) int {
		return cmp.Or(map[bool]int{true: 1}[a.Record == ""]-map[bool]int{true: 1}[b.Record == ""], strings.Compare(a.Record, b.Record), strings.Compare(a.Column, b.Column), strings.Compare(a.Value, b.Value))
	})
}

// changedValues are those that changed, by what they were.
type changedValues map[archive.Figure]changedValue

type changedValue struct {
	words string // how
	now   archive.Figure
	next  bool // this year's as the papers of the next year have it: no value of the data set
}

// tell says in words how the figures changed.
func (f changedValues) tell(figures []archive.Figure) (words []string) {
	for _, one := range figures {
		if w := f[one].words; w != "" && len(words) < maxDifferent && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return words
}

// thisYear and lastYear are the columns of one figure in the papers of two years.
const thisYear, lastYear = "nam_nay", "nam_truoc"

// changedFigures compares two data sets of a kind.
func (p *Papers) changedFigures(slug string, was, now *dataset.Set) changedValues {
	called := map[string]string{}
	if kind, err := p.Catalog.Kind(slug); err == nil {
		for _, name := range kind.QueryNames() {
			maps.Copy(called, p.columnNames(name))
		}
	}
	return changedFigures(was, now, called)
}

// columnNames are what people call the columns of a query.
func (p *Papers) columnNames(name string) map[string]string {
	c, _ := p.Queries.Contract(name)
	called := map[string]string{}
	for _, f := range c.Columns {
		called[f.Name] = shortly(f.About)
	}
	return called
}

// changedFigures tells the columns by what people call them.
func changedFigures(was, now *dataset.Set, called map[string]string) changedValues {
	c := &comparing{called, changedValues{}}
	for _, name := range was.Record().Columns().Names() {
		a, _ := was.Get(name)
		b, has := now.Get(name)
		if !has || a.Equal(b) {
			continue
		}
		if a.Literal() != "" && a.Kind() != dataset.Bool {
			c.add(archive.Figure{Column: name}, a, b)
		}
		c.lists(a, b)
	}
	return c.changed
}

// comparing is two data sets being compared.
type comparing struct {
	called  map[string]string
	changed changedValues
}

// add notes that a figure was a and is b.
func (c *comparing) add(at archive.Figure, a, b dataset.Value) {
	was, now := at, at
	was.Value, now.Value = a.Literal(), b.Literal()
	words := cmp.Or(c.called[at.Column], at.Column) + ": " + asPrinted(a) + " → " + asPrinted(b)
	if at.Record != "" {
		words = at.Record + ", " + words
	}
	c.changed[was] = changedValue{words: words, now: now}
}

// lists notes the numbers of the records of a list that are others now.
func (c *comparing) lists(was, now dataset.Value) {
	rows := byName(now.Items())
	for name, row := range byName(was.Items()) {
		if rows[name] != nil {
			c.rows(name, row, rows[name])
		}
	}
}

// rows notes the numbers of a record that are others now, this year's as last year's in the
// papers of the next year too.
func (c *comparing) rows(name string, was, now *dataset.Record) {
	for _, column := range was.Columns().Names() {
		a, _ := was.Get(column)
		b, has := now.Get(column)
		if !has || !a.IsNumber() || a.Equal(b) {
			continue
		}
		c.add(archive.Figure{Record: name, Column: column}, a, b)
		next := archive.Figure{Record: name, Column: lastYear, Value: a.Literal()}
		if _, own := c.changed[next]; column == thisYear && !own {
			now := next
			now.Value = b.Literal()
			c.changed[next] = changedValue{c.changed[archive.Figure{Record: name, Column: column, Value: a.Literal()}].words, now, true}
		}
	}
}

// byName are the records of a list by the first of their names that no other one has; those
// without such a name are none of them.
func byName(items []dataset.Value) map[string]*dataset.Record {
	count := map[string]int{}
	for _, item := range items {
		for _, name := range archive.Names(item.Record()) {
			count[name]++
		}
	}
	rows := make(map[string]*dataset.Record, len(items))
	for _, item := range items {
		names := archive.Names(item.Record())
		if i := slices.IndexFunc(names, func(name string) bool { return count[name] == 1 }); i >= 0 {
			rows[names[i]] = item.Record()
		}
	}
	return rows
}

// asPrinted is a value as papers print it.
func asPrinted(v dataset.Value) string {
	if v.IsNumber() {
		if text, err := viet.Number(v.Literal()); err == nil {
			return text
		}
	}
	return cmp.Or(v.Literal(), "(trống)")
}
