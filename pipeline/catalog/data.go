package catalog

import (
	"fmt"
	"maps"

	"vanthu/pipeline/dataset"
)

// QueryNames are the queries that a run of the kind needs, each once, in the order of
// document.yaml.
func (k *Kind) QueryNames() []string {
	var names []string
	seen := map[string]bool{}
	for _, s := range k.Data {
		if !seen[s.Query] {
			seen[s.Query] = true
			names = append(names, s.Query)
		}
	}
	return names
}

// Sets makes the data sets of a run: from args (what Args gave) and the results of
// QueryNames, by query. At the top level stand the arguments, the columns of the one-row
// queries under tren, and each other result under its name in data.
//
// A run without mail merge has one set; the list of each.query, which parameters may switch,
// is empty then. With it there is one for each row of
// each.query, in order: the row's columns stand at the top level too, that list holds the
// row alone, and of the other lists whose rows have the column each.key only the rows with
// the same key are kept. Where each.when switches it, a column of the row goes before one of the
// same name under tren.
func (k *Kind) Sets(args, results map[string]dataset.Value) ([]*dataset.Set, error) {
	if !k.Merges(record(args)) {
		if k.Each.Query != "" {
			results = maps.Clone(results)
			results[k.eachQuery()] = dataset.OfList(nil)
		}
		set, err := k.set(args, results, nil)
		if err != nil {
			return nil, err
		}
		return []*dataset.Set{set}, nil
	}
	each := k.eachQuery()
	rows := results[each].Items()
	groups := k.group(results)
	sets := make([]*dataset.Set, 0, len(rows))
	for i, row := range rows {
		r := row.Record()
		key, ok := r.Get(k.Each.Key)
		if !ok {
			return nil, fmt.Errorf("%s: row %d of %s has no column %s", k.Slug, i+1, k.Each.Query, k.Each.Key)
		}
		own := make(map[string]dataset.Value, len(results))
		for name, v := range results {
			own[name] = v
			if g := groups[name]; g != nil {
				own[name] = dataset.OfList(g[key.Literal()])
			}
		}
		own[each] = dataset.OfList([]dataset.Value{row}) // with all rows in every set, the data would grow with the square
		set, err := k.set(args, own, r)
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
	}
	return sets, nil
}

// eachQuery is the query behind each.query.
func (k *Kind) eachQuery() string {
	for _, s := range k.Data {
		if s.Name == k.Each.Query {
			return s.Query
		}
	}
	return ""
}

// group parts the rows of each list that has the key by its value.
func (k *Kind) group(results map[string]dataset.Value) map[string]map[string][]dataset.Value {
	groups := map[string]map[string][]dataset.Value{}
	for _, s := range k.Data {
		items := results[s.Query].Items()
		if s.Name == k.Each.Query || len(items) == 0 || items[0].Record() == nil {
			continue
		}
		if _, has := items[0].Record().Get(k.Each.Key); !has {
			continue
		}
		by := map[string][]dataset.Value{}
		for _, item := range items {
			key, _ := item.Record().Get(k.Each.Key)
			by[key.Literal()] = append(by[key.Literal()], item)
		}
		groups[s.Query] = by
	}
	return groups
}

func (k *Kind) set(args, results map[string]dataset.Value, row *dataset.Record) (*dataset.Set, error) {
	set := new(dataset.Set)
	if err := set.PutRecord(record(args)); err != nil {
		return nil, err
	}
	if row != nil {
		if err := set.PutRecord(row); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", k.Slug, k.Each.Query, err)
		}
	}
	for _, s := range k.Data {
		v, ok := results[s.Query]
		if !ok {
			return nil, fmt.Errorf("%s: query %s was not run", k.Slug, s.Query)
		}
		var err error
		switch {
		case s.Name != TopLevel:
			err = set.Put(s.Name, v)
		case v.Record() == nil:
			err = fmt.Errorf("it gives a list, but stands under %s", TopLevel)
		default:
			err = set.PutRecord(k.without(v.Record(), row))
		}
		if err != nil {
			return nil, fmt.Errorf("%s: query %s: %w", k.Slug, s.Query, err)
		}
	}
	return set, nil
}

// without is a record of the run without the columns that the row has too, where parameters
// switch the mail merge: totals of the run are then those of the row.
func (k *Kind) without(run, row *dataset.Record) *dataset.Record {
	if row == nil || k.Each.When == "" {
		return run
	}
	left := map[string]dataset.Value{}
	for i, name := range run.Columns().Names() {
		if _, has := row.Get(name); !has {
			left[name] = run.At(i)
		}
	}
	return record(left)
}

// Texts are the chart's title and the names of its series, with the tags in them filled
// from the top level of the data set.
func (c Chart) Texts(set *dataset.Set) (title string, names []string, err error) {
	if title, err = expand(c.Title, set.Record()); err != nil {
		return "", nil, fmt.Errorf("chart %s: title: %w", c.Name, err)
	}
	names = make([]string, len(c.Names))
	for i, n := range c.Names {
		if names[i], err = expand(n, set.Record()); err != nil {
			return "", nil, fmt.Errorf("chart %s: names: %w", c.Name, err)
		}
	}
	return title, names, nil
}
