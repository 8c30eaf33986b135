package making

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/catalog"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/query"
)

// Comparison gives what papers are made of in two states of the database.
type Comparison struct {
	m       *Maker
	was, is asker
	touched map[string]bool // queries whose rows may be others
}

// Compare begins a comparison of two snapshots, between which only some tables changed.
func (m *Maker) Compare(ctx context.Context, was, is *sqlx.Tx, tables []string) (*Comparison, error) {
	views, err := m.DB.Views(ctx, is)
	if err != nil {
		return nil, err
	}
	names := regexp.MustCompile(`[\p{L}_][\p{L}\p{N}_]*`)
	reads := func(text string) bool {
		return slices.ContainsFunc(names.FindAllString(strings.ToLower(text), -1), func(name string) bool { return slices.Contains(tables, name) })
	}
	for more := true; more; {
		more = false
		for name, text := range views {
			if !slices.Contains(tables, name) && reads(text) {
				tables, more = append(tables, name), true
			}
		}
	}
	c := &Comparison{m, asker{m.Queries, was, map[string]dataset.Value{}}, asker{m.Queries, is, map[string]dataset.Value{}}, map[string]bool{}}
	for _, name := range m.Queries.Names() {
		text, _ := m.Queries.Text(name, m.DB.Dialect())
		c.touched[name] = reads(text)
	}
	return c, nil
}

// Lists gives the lists that a year alone asks for and that may differ, by query.
func (c *Comparison) Lists(ctx context.Context, year int) (was, is map[string]dataset.Value, err error) {
	args := map[string]dataset.Value{"nam": dataset.OfInt(int64(year))}
	var names []string
	for _, name := range c.m.Queries.Names() {
		q, _ := c.m.Queries.Contract(name)
		if c.touched[name] && !q.One && len(q.Params) == 1 && q.Params[0].Name == "nam" {
			names = append(names, name)
		}
	}
	return c.ask(ctx, names, args)
}

// Sets gives the data sets of a run, by the key of their unit, "" for the one document. Both
// are nil where they cannot differ, where the kind is no more, or where the data for it are or
// were not there.
func (c *Comparison) Sets(ctx context.Context, slug string, params map[string]string) (was, is map[string]*dataset.Set, err error) {
	kind, err := c.m.Catalog.Kind(slug)
	if err != nil || !slices.ContainsFunc(kind.QueryNames(), func(name string) bool { return c.touched[name] }) {
		return nil, nil, nil
	}
	args, err := kind.Args(params)
	if err != nil {
		return nil, nil, nil // of a kind that takes other parameters now
	}
	before, after, err := c.ask(ctx, kind.QueryNames(), args)
	switch {
	case errors.Is(err, query.ErrNoRow):
		return nil, nil, nil
	case err != nil:
		return nil, nil, fmt.Errorf("%s: %w", slug, err)
	}
	if was, err = byUnit(kind, args, before); err != nil {
		return nil, nil, err
	}
	is, err = byUnit(kind, args, after)
	return was, is, err
}

func byUnit(kind *catalog.Kind, args, results map[string]dataset.Value) (map[string]*dataset.Set, error) {
	sets, err := kind.Sets(args, results)
	by := make(map[string]*dataset.Set, len(sets))
	for _, set := range sets {
		unit := ""
		if kind.Merges(set.Record()) && !kind.Each.Together {
			unit = text(set, kind.Each.Key)
		}
		by[unit] = set
	}
	return by, err
}

// ask asks queries in both states; one that reads nothing which changed is asked once.
func (c *Comparison) ask(ctx context.Context, names []string, args map[string]dataset.Value) (was, is map[string]dataset.Value, err error) {
	was, is = map[string]dataset.Value{}, map[string]dataset.Value{}
	for _, name := range names {
		if is[name], err = c.is.ask(ctx, name, args); err != nil {
			return nil, nil, err
		}
		was[name] = is[name]
		if !c.touched[name] {
			continue
		}
		if was[name], err = c.was.ask(ctx, name, args); err != nil {
			return nil, nil, err
		}
	}
	return was, is, nil
}

// asker asks queries in a snapshot, each once for the values that it takes.
type asker struct {
	queries *query.Library
	tx      *sqlx.Tx
	known   map[string]dataset.Value
}

func (a *asker) ask(ctx context.Context, name string, args map[string]dataset.Value) (dataset.Value, error) {
	contract, _ := a.queries.Contract(name)
	key := name
	for _, p := range contract.Params {
		v := args[p.Name]
		key += fmt.Sprintf("\n%t %q", v.IsNull(), v.Literal())
	}
	if v, is := a.known[key]; is {
		return v, nil
	}
	results, err := a.queries.RunIn(ctx, a.tx, []string{name}, args)
	if err == nil {
		a.known[key] = results[name]
	}
	return results[name], err
}
