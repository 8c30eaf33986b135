package making

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/dataset"
)

// Gathered is what the queries of a request gave, in one snapshot: all that making needs
// of the offices' data, of the law and of the templates in force. It may be parted, written down and read again, so that the parts of
// a run, on whichever machine and day, speak of one state of the database.
type Gathered struct {
	kind    *catalog.Kind  // with the templates in force
	sets    []*dataset.Set // one, or with mail merge one a row
	setting setting
	queries string            // hash of their texts
	uploads map[string]string // template files that people put in force, by name, as hashes

	forced  *archive.Carried                // what the request says that the document carries; nil: what the archive knows
	carried map[archive.Key]archive.Carried // what the archive knows; nil in what was written down: it is asked again
}

// Gather asks the queries of a request, all in one snapshot.
func (m *Maker) Gather(ctx context.Context, req Request) (*Gathered, error) {
	kind, err := m.Catalog.Kind(req.Kind)
	if err != nil {
		return nil, err
	}
	args, err := kind.Args(req.Params)
	if err != nil {
		return nil, err
	}
	a, err := m.ask(ctx, kind.Slug, args, queriesOf)
	if err != nil {
		return nil, m.missing(ctx, kind, args, err)
	}
	g := &Gathered{kind: a.kind, setting: a.setting, queries: m.queriesHash(queriesOf(a.kind)), uploads: a.Templates, forced: req.Carried, carried: a.Carried}
	sets, err := a.kind.Sets(args, a.results)
	g.sets = only(a.kind, sets, req.Units)
	return g, err
}

// DataSet asks for the data set of the one document of a request, as the database has it
// now; req.Units names it in a mail merge.
func (m *Maker) DataSet(ctx context.Context, req Request) (*dataset.Set, error) {
	g, err := m.Gather(ctx, req)
	if err != nil {
		return nil, err
	}
	if len(g.sets) == 0 {
		return nil, fmt.Errorf("%s: the data no longer name %s", req.Kind, strings.Join(req.Units, ", "))
	}
	carried, err := m.carry(ctx, g)
	if err != nil {
		return nil, err
	}
	batch := g.batches()[0]
	sets, err := withReplaced(batch, carried((&Draft{kind: g.kind, sets: batch}).key()))
	if err != nil {
		return nil, err
	}
	return join(sets), nil
}

// queriesOf are the queries that a run of a kind asks.
func queriesOf(kind *catalog.Kind) []string {
	return append(kind.QueryNames(), settingQueries...)
}

// Documents is how many documents are made of it.
func (g *Gathered) Documents() int { return len(g.batches()) }

// batches parts the data sets of a run into documents.
func (g *Gathered) batches() (list [][]*dataset.Set) {
	if g.kind.Each.Together && len(g.sets) > 0 {
		return [][]*dataset.Set{g.sets}
	}
	return slices.Collect(slices.Chunk(g.sets, 1))
}

// Parts parts it into pieces of n documents at most, n above 0.
func (g *Gathered) Parts(n int) (parts []*Gathered) {
	if g.Documents() <= n {
		return []*Gathered{g}
	}
	for sets := range slices.Chunk(g.sets, n) {
		part := *g
		part.sets = sets
		parts = append(parts, &part)
	}
	return parts
}

// Units are the keys of its rows, by which a Request names them; nil where it is no mail
// merge with a document a row.
func (g *Gathered) Units() []string {
	if g.kind.Each.Together || len(g.sets) > 0 && !g.kind.Merges(g.sets[0].Record()) {
		return nil
	}
	units := make([]string, len(g.sets))
	for i, s := range g.sets {
		units[i] = text(s, g.kind.Each.Key)
	}
	return units
}

// gatheredJSON is Gathered, written down.
type gatheredJSON struct {
	Kind string            `json:"kind"`
	Sets []json.RawMessage `json:"sets"`
	setting
	Queries string            `json:"queries"`
	Uploads map[string]string `json:"uploads,omitempty"`
}

// MarshalJSON writes it down.
func (g *Gathered) MarshalJSON() ([]byte, error) {
	written := gatheredJSON{Kind: g.kind.Slug, setting: g.setting, Queries: g.queries, Uploads: g.uploads}
	for _, s := range g.sets {
		data, err := buffer(func(b *bytes.Buffer) error { return s.WriteJSON(b) })
		if err != nil {
			return nil, err
		}
		written.Sets = append(written.Sets, data)
	}
	return json.Marshal(written)
}

// ReadGathered reads what MarshalJSON wrote. What a paper carries beside its data is not in
// it: making asks the archive for that, as it is then.
func (m *Maker) ReadGathered(ctx context.Context, data []byte) (*Gathered, error) {
	var written gatheredJSON
	if err := json.Unmarshal(data, &written); err != nil {
		return nil, fmt.Errorf("gathered data: %w", err)
	}
	kind, err := m.with(ctx, m.DB.Reader, written.Kind, written.Uploads)
	if err == nil {
		err = whole(kind)
	}
	if err != nil {
		return nil, err
	}
	g := &Gathered{kind: kind, setting: written.setting, queries: written.Queries, uploads: written.Uploads}
	for _, text := range written.Sets {
		s, err := dataset.ParseJSON(bytes.NewReader(text))
		if err != nil {
			return nil, fmt.Errorf("gathered data: %w", err)
		}
		g.sets = append(g.sets, s)
	}
	return g, nil
}

// carry says what each document of a run carries beside its data, by its key.
func (m *Maker) carry(ctx context.Context, g *Gathered) (func(archive.Key) archive.Carried, error) {
	known := g.carried
	switch {
	case g.forced != nil:
		return func(archive.Key) archive.Carried { return *g.forced }, nil
	case known == nil && len(g.sets) > 0:
		prior, err := archive.PriorTo(ctx, m.DB.Reader, archive.Key{Kind: g.kind.Slug, Period: period(g.sets[0])}, "")
		if err != nil {
			return nil, err
		}
		known = prior.Carried
	}
	return func(k archive.Key) archive.Carried { return known[k] }, nil
}

// withReplaced adds to data sets the number and day of the paper whose place the document
// takes, both empty where it takes none.
func withReplaced(sets []*dataset.Set, c archive.Carried) ([]*dataset.Set, error) {
	var number, day dataset.Value
	if c.Replaces != "" {
		number, day = dataset.OfText(c.Replaces), dataset.OfText(c.ReplacesDay)
	}
	all := make([]*dataset.Set, len(sets))
	for i, s := range sets {
		if _, has := s.Get(catalog.ArgReplaced); has { // of the archive
			all[i] = s
			continue
		}
		all[i] = new(dataset.Set)
		err := errors.Join(all[i].PutRecord(s.Record()), all[i].Put(catalog.ArgReplaced, number), all[i].Put(catalog.ArgReplacedDay, day))
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// source says by hash what a run of a kind reads beside the data.
func (m *Maker) source(kind *catalog.Kind, names []string) archive.Source {
	return archive.Source{Template: kind.Hash(), Queries: m.queriesHash(names), Fonts: m.Fonts.Hash(), Program: m.Program}
}

// queriesHash is the hash of the texts of queries.
func (m *Maker) queriesHash(names []string) string {
	queries := sha256.New()
	for _, name := range slices.Compact(slices.Sorted(slices.Values(names))) {
		text, _ := m.Queries.Text(name, m.DB.Dialect())
		fmt.Fprintf(queries, "%s %d\n%s", name, len(text), text)
	}
	return hex.EncodeToString(queries.Sum(nil))
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

// RowsOfYear asks a query for its rows as texts by column. Of the parameters it is given the
// year, nam, which it need not take.
func (m *Maker) RowsOfYear(ctx context.Context, name string, year int) ([]map[string]string, error) {
	return m.rows(ctx, name, map[string]dataset.Value{"nam": dataset.OfInt(int64(year))})
}

// RowsOfDay is as RowsOfYear for the year of a day, and gives the day, ngay, too.
func (m *Maker) RowsOfDay(ctx context.Context, name string, on time.Time) ([]map[string]string, error) {
	day, _ := dataset.OfDate(on.Year(), int(on.Month()), on.Day())
	return m.rows(ctx, name, map[string]dataset.Value{"nam": dataset.OfInt(int64(on.Year())), paramDay: day})
}

func (m *Maker) rows(ctx context.Context, name string, args map[string]dataset.Value) ([]map[string]string, error) {
	results, err := m.Queries.Run(ctx, m.DB, []string{name}, args)
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
