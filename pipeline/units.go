package pipeline

import (
	"context"
	"fmt"

	"vanthu/pipeline/catalog"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/query"
)

// Units returns the keys of the rows of which a request makes a document each, in order;
// nil where it makes one document.
func (m *Maker) Units(ctx context.Context, req Request) ([]string, error) {
	kind, err := m.Catalog.Kind(req.Kind)
	if err != nil || kind.Each.Query == "" || kind.Each.Key == "" || kind.Each.Together {
		return nil, err
	}
	args, err := kind.Args(req.Params)
	if err != nil {
		return nil, err
	}
	results, err := m.Queries.Run(ctx, m.DB, kind.QueryNames(), args, query.Limits{})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", kind.Slug, err)
	}
	sets, err := kind.Sets(args, results)
	if err != nil {
		return nil, err
	}
	units := make([]string, len(sets))
	for i, s := range sets {
		units[i] = text(s, kind.Each.Key)
	}
	return units, nil
}

// only keeps the sets of some units; nil is all.
func only(kind *catalog.Kind, sets []*dataset.Set, units []string) []*dataset.Set {
	if units == nil {
		return sets
	}
	wanted := make(map[string]bool, len(units))
	for _, u := range units {
		wanted[u] = true
	}
	var kept []*dataset.Set
	for _, s := range sets {
		if wanted[text(s, kind.Each.Key)] {
			kept = append(kept, s)
		}
	}
	return kept
}

// Rows asks a query for its rows as texts by column; args that it does not take are left
// out.
func (m *Maker) Rows(ctx context.Context, name string, args map[string]dataset.Value) ([]map[string]string, error) {
	results, err := m.Queries.Run(ctx, m.DB, []string{name}, args, query.Limits{})
	if err != nil {
		return nil, err
	}
	var rows []map[string]string
	for _, item := range results[name].Items() {
		row := map[string]string{}
		for _, column := range item.Record().Columns().Names() {
			v, _ := item.Record().Get(column)
			row[column] = v.Literal()
		}
		rows = append(rows, row)
	}
	return rows, nil
}
