// Package making makes documents: from a request to files that are ready for
// signature, and into the archive.
//
// In: a Request, which names a kind of document and its parameters. Out: Make gives the
// documents as bytes, with findings and provenance, and keeps nothing; Keep writes them
// into the archive. To understand the product, read these two functions: they are the
// only place where the stages meet.
//
// The one thing to know: Make is a function of the database's state and the request.
// Equal data give equal bytes, whoever asks, on whichever machine and day.
package making

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/check"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/query"
)

// Maker makes documents. Its fields do not change once it is in use; it may be shared by
// goroutines.
type Maker struct {
	DB        *db.DB
	Queries   *query.Library
	Catalog   *catalog.Catalog
	Templates fs.FS // what Catalog was opened from, for provenance
	Fonts     *font.Set
	Program   string           // version of the program, for provenance
	Practice  bool             // DB is for practising: PracticeMark on every page
	By        string           // who acts
	Now       func() time.Time // when it is made: into the record only, never into a document
}

// Request asks for the documents of one kind.
type Request struct {
	Kind    string            // folder under templates/
	Params  map[string]string // nam, ngay, dot… as the kind defines them
	Formats []string          // "docx", "pdf", "xlsx"; nil: all that the kind has
	Units   []string          // of a mail merge, the documents of these keys alone (see Units); nil: all

	// Carried is what the document carries beside its data; nil: what the archive knows of it.
	Carried *archive.Carried
}

// Year lists the requests for all documents of one kind in a year: one, or one for each
// row of the query that the kind names under runs (each đợt of award). What given says
// goes before what a row says; rows that speak of something else are left out.
func (m *Maker) Year(ctx context.Context, slug string, given map[string]string) ([]Request, error) {
	kind, err := m.Catalog.Kind(slug)
	if err != nil {
		return nil, err
	}
	if kind.Runs == "" {
		return []Request{{Kind: slug, Params: given}}, nil
	}
	year, err := catalog.Param{Name: "nam", Type: catalog.Int}.Parse(given["nam"])
	if err != nil {
		return nil, fmt.Errorf("%s: %w", slug, err)
	}
	args := map[string]dataset.Value{"nam": year, catalog.ArgKind: dataset.OfText(slug)}
	results, err := m.Queries.Run(ctx, m.DB, []string{kind.Runs}, args)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", slug, err)
	}
	var all []Request
	for _, row := range results[kind.Runs].Items() {
		if params := oneRun(row.Record(), given); params != nil {
			all = append(all, Request{Kind: slug, Params: params})
		}
	}
	if len(all) == 0 && given["dot"] != "" { // an award period that no table knows: Make says so
		all = []Request{{Kind: slug, Params: given}}
	}
	return all, nil
}

// oneRun joins what a caller gives with a row of the query of runs; nil where they speak
// of different runs. The day is no part of what a run is about.
func oneRun(row *dataset.Record, given map[string]string) map[string]string {
	params := maps.Clone(given)
	for _, name := range row.Columns().Names() {
		v, _ := row.Get(name)
		old, has := given[name]
		switch {
		case !has:
			params[name] = v.Literal()
		case name != "ngay" && old != v.Literal():
			return nil
		}
	}
	return params
}

// Make makes the documents of a request: one, or with mail merge one for each row.
func (m *Maker) Make(ctx context.Context, req Request) ([]*archive.Made, error) {
	g, err := m.Gather(ctx, req)
	if err != nil {
		return nil, err
	}
	return m.MakeGathered(ctx, g, req.Formats)
}

// MakeGathered is Make for what was gathered before.
func (m *Maker) MakeGathered(ctx context.Context, g *Gathered, formats []string) ([]*archive.Made, error) {
	source := m.source(g.kind, queriesOf(g.kind))
	source.Queries = g.queries
	carried, err := m.carry(ctx, g)
	if err != nil {
		return nil, err
	}
	var all []*archive.Made
	for _, batch := range g.batches() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		d := &Draft{m: m, kind: g.kind, sets: batch, source: source, setting: g.setting, marks: Marks{Sample: g.setting.Sample}}
		own := carried(d.key())
		d.marks.Urgency = own.Urgency
		if d.sets, err = withReplaced(batch, own); err != nil {
			return nil, err
		}
		made, err := d.Make(formats)
		if err != nil {
			return nil, err
		}
		all = append(all, made)
	}
	return all, nil
}

// Keep writes what Make made into the archive, all of it or nothing, and calls then in
// the same transaction: the end of a job stands or falls with its documents. then may be
// nil.
func (m *Maker) Keep(ctx context.Context, made []*archive.Made, then func(*sqlx.Tx) error) ([]archive.Kept, error) {
	for _, one := range made {
		if err := RefuseSecretMade(one); err != nil {
			return nil, err
		}
	}
	batch, err := archive.Prepare(made...)
	if err != nil {
		return nil, err
	}
	var kept []archive.Kept
	err = m.DB.Write(ctx, func(tx *sqlx.Tx) (err error) {
		if kept, err = batch.Keep(ctx, tx); err == nil && then != nil {
			err = then(tx)
		}
		return err
	})
	return kept, err
}

// Forbidden reports whether findings of a document forbid its use.
func Forbidden(made *archive.Made) bool {
	return slices.ContainsFunc(made.Findings, func(f archive.Finding) bool { return f.Severity == check.Wrong })
}

// text reads a value at the top level of a data set as it stands, "" where there is none.
func text(s *dataset.Set, name string) string {
	v, _ := s.Get(name)
	return v.Literal()
}

// wanted reports whether a format is asked for.
func wanted(formats []string, format string) bool {
	return len(formats) == 0 || slices.Contains(formats, format)
}

// join makes one data set of several, for the archive: a single one is itself, several
// stand in a list.
func join(sets []*dataset.Set) *dataset.Set {
	if len(sets) == 1 {
		return sets[0]
	}
	items := make([]dataset.Value, len(sets))
	for i, s := range sets {
		items[i] = dataset.OfRecord(s.Record())
	}
	all := new(dataset.Set)
	all.Put("cac_ban", dataset.OfList(items)) // the set is new: no name is there
	return all
}

// split takes apart what join put together.
func split(all *dataset.Set) (sets []*dataset.Set, err error) {
	list, ok := all.Get("cac_ban")
	if !ok {
		return []*dataset.Set{all}, nil
	}
	for _, item := range list.Items() {
		s := new(dataset.Set)
		if err := s.PutRecord(item.Record()); err != nil {
			return nil, err
		}
		sets = append(sets, s)
	}
	return sets, nil
}

// Params are the parameters that a version was made with, and its mark of urgency.
func Params(v *archive.Version) (params map[string]string, urgency string, err error) {
	if err := json.Unmarshal([]byte(v.Params), &params); err != nil {
		return nil, "", fmt.Errorf("version %d: parameters: %w", v.Number, err)
	}
	if params == nil {
		params = map[string]string{}
	}
	urgency = params[paramUrgency]
	delete(params, paramUrgency)
	return params, urgency, nil
}

// countRows counts the rows of all lists of a data set.
func countRows(s *dataset.Set) (n int) {
	for i := range s.Record().Columns().Names() {
		n += len(s.Record().At(i).Items())
	}
	return n
}

func dataURI(png []byte) string {
	var b strings.Builder
	b.WriteString("data:image/png;base64,")
	encodeBase64(&b, png)
	return b.String()
}

func buffer(write func(b *bytes.Buffer) error) ([]byte, error) {
	var b bytes.Buffer
	err := write(&b)
	return b.Bytes(), err
}
