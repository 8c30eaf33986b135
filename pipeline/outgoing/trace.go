package outgoing

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/people"
	"vanthu/pipeline/refresh"
)

// Traced is a figure of a paper and where it comes from.
type Traced struct {
	refresh.Found
	Query  string         // queries/…, "" for a parameter
	About  string         // what the query gives
	Column string         // of the query
	From   []Source       // what units sent for the record, the newest first
	Figure archive.Figure // in the data; zero where it is made of several
}

// Source is a workbook or table that was taken into the database.
type Source struct {
	File     string `db:"name"`
	Unit     string `db:"unit"`
	Symbol   string `db:"symbol"` // of the incoming paper that brought it, "" for none
	Received string `db:"received"`
	Actor    string `db:"actor"`
}

// Asked says which figures of a paper are asked for: those at the places of a mark and
// wherever else the same figure stands in the paper, else all whose text holds Text, ""
// for all.
type Asked struct {
	Version int // of the paper; 0 is the newest text
	Text    string
	Mark    string // of Figure
}

// Trace says of figures in a paper from which query, row, workbook and incoming paper they
// come, in the order of the text, those of the mark first.
func (p *Papers) Trace(ctx context.Context, doc *archive.Document, asked Asked) ([]Traced, error) {
	version := cmp.Or(asked.Version, doc.Working)
	base, err := p.baseOf(ctx, doc, version)
	if err != nil {
		return nil, err
	}
	list, err := p.found(ctx, doc, version, base)
	if err != nil {
		return nil, err
	}
	if asked.Mark != "" {
		list = sameFigure(list, asked.Mark)
	} else {
		list = slices.DeleteFunc(list, func(t Traced) bool { return !strings.Contains(t.Reads, asked.Text) })
	}
	sent := map[string][]Source{}
	for i := range list {
		if err := p.explain(ctx, &list[i], sent, base.Data); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// found lists the figures in a version of a paper that reads something, with the query and
// column of each.
func (p *Papers) found(ctx context.Context, doc *archive.Document, version int, base refresh.Base) ([]Traced, error) {
	word, err := archive.ReadFile(ctx, p.DB.Reader, archive.FileOf{Document: doc.ID, Version: version, Format: "docx"})
	if err != nil {
		return nil, err
	}
	found, err := refresh.Find(word, base)
	if err != nil {
		return nil, refuseMarks(doc, err)
	}
	kind, err := p.Kind(doc.Kind)
	if err != nil {
		return nil, err
	}
	type place struct{ query, column string }
	known := map[int]place{} // by slot
	var list []Traced
	for _, f := range found {
		if f.Reads == "" {
			continue
		}
		at, is := known[f.Value.Slot]
		if !is {
			at.query, at.column = p.origin(kind, base.Map, &f.Slot)
			known[f.Value.Slot] = at
		}
		list = append(list, Traced{Found: f, Query: at.query, Column: at.column})
	}
	return list, nil
}

// sameFigure keeps the places of a mark, and behind them those of the same column and record.
func sameFigure(list []Traced, mark string) []Traced {
	same := func(a, b *Traced) bool {
		return a.Query == b.Query && a.Column == b.Column && slices.Equal(a.Record, b.Record)
	}
	var at, behind []Traced
	for i := range list {
		if list[i].Mark == mark {
			at = append(at, list[i])
		}
	}
	for i := range list {
		if len(at) > 0 && list[i].Mark != mark && same(&list[i], &at[0]) {
			behind = append(behind, list[i])
		}
	}
	return append(at, behind...)
}

// explain says what the query gives and what units sent for the record; sent keeps what was
// asked for by their names.
func (p *Papers) explain(ctx context.Context, t *Traced, sent map[string][]Source, set *dataset.Set) (err error) {
	if c, ok := p.Queries.Contract(t.Query); ok {
		t.About = shortly(c.About)
	}
	t.Figure = t.figureIn(set)
	if key := t.recordKey(); key != "" {
		if _, asked := sent[key]; !asked {
			if sent[key], err = p.sentBy(ctx, key, set); err != nil {
				return err
			}
		}
		t.From = sent[key]
	}
	return nil
}

// recordKey names the innermost record around a figure, "" for none.
func (t *Traced) recordKey() string {
	if n := len(t.Record); n > 0 {
		key, _, _ := strings.Cut(t.Record[n-1], ", ")
		return key
	}
	return ""
}

// figureIn finds the value of a place in the data set that it comes from.
func (t *Traced) figureIn(set *dataset.Set) archive.Figure {
	key := t.recordKey()
	for f := range archive.Figures(set) {
		if f.Record == key && f.Column == t.Column {
			return f
		}
	}
	return archive.Figure{}
}

// Elsewhere lists the other papers, of any kind, year and state, whose data hold one of the
// figures of a paper, in next year's as last year's, of those that a person may read.
func (p *Papers) Elsewhere(ctx context.Context, doc *archive.Document, list []Traced, by *people.User) ([]archive.Holder, error) {
	var asked []archive.Figure
	add := func(f archive.Figure) {
		if f.Value != "" && !slices.Contains(asked, f) {
			asked = append(asked, f)
		}
	}
	for i := range list {
		f := list[i].Figure
		add(f)
		if f.Column == thisYear {
			f.Column = lastYear
			add(f)
		}
	}
	others, err := p.holders(ctx, asked)
	return slices.DeleteFunc(others, func(h archive.Holder) bool { return h.ID == doc.ID || !by.May(people.Read, h.Key.Scope()) }), err
}

// baseOf is what the Word file of a version goes back to: the map of its marks and the data
// that it was made from. Where it has no marks the error is refresh.ErrMarks.
func (p *Papers) baseOf(ctx context.Context, doc *archive.Document, version int) (base refresh.Base, err error) {
	versions, err := archive.Versions(ctx, p.DB.Reader, doc.ID)
	if err != nil {
		return base, err
	}
	_, base.Data, base.Map, err = p.baseVersion(ctx, doc, versions, version)
	return base, err
}

// origin finds the query and column of the first value of a slot: in the list that it
// stands in, else at the top level.
func (p *Papers) origin(kind *catalog.Kind, m *fill.Map, s *fill.Slot) (name, column string) {
	if column = s.Column(); column == "" {
		return "", ""
	}
	has := func(source catalog.Source) bool {
		c, _ := p.Queries.Contract(source.Query)
		return c.Has(column)
	}
	for loop := s.Loop; loop >= 0; loop = m.Loops[loop].Parent {
		list := strings.Trim(m.Loops[loop].Section, "{#^}")
		for _, source := range kind.Data {
			if source.Name == list && (has(source) || column[0] == '$') {
				return source.Query, column
			}
		}
	}
	for _, source := range kind.Data {
		if has(source) && source.Name == catalog.TopLevel {
			return source.Query, column
		}
	}
	for _, source := range kind.Data { // a list within the paragraph
		if has(source) && strings.Contains(s.Source, "{#"+source.Name+"}") {
			return source.Query, column
		}
	}
	return "", column
}

// sentBy lists what a unit of that name sent in the year of a data set.
func (p *Papers) sentBy(ctx context.Context, unit string, set *dataset.Set) (list []Source, err error) {
	year, _ := set.Get("nam")
	n, _ := year.Int64()
	err = sqlx.SelectContext(ctx, p.DB.Reader, &list, p.DB.Reader.Rebind(`SELECT i.name, u.ten AS unit, i.symbol, CAST(i.received AS TEXT) AS received, i.actor
		FROM imports i JOIN don_vi u ON u.ma = i.unit WHERE i.year = ? AND u.ten = ? ORDER BY i.id DESC`), n, unit)
	if err != nil {
		return nil, fmt.Errorf("imports of %s: %w", unit, err)
	}
	return list, nil
}
