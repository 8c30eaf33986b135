package outgoing

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/query"
	"vanthu/pipeline/refresh"
	"vanthu/pipeline/tag"
)

// Traced is a figure of a paper and where it comes from.
type Traced struct {
	refresh.Found
	Query  string   // queries/…, "" for a parameter
	About  string   // what the query gives
	Column string   // of the query
	From   []Source // what units sent for the record, the newest first
}

// Source is a workbook or table that was taken into the database.
type Source struct {
	File     string `db:"name"`
	Unit     string `db:"unit"`
	Symbol   string `db:"symbol"` // of the incoming paper that brought it, "" for none
	Received string `db:"received"`
	Actor    string `db:"actor"`
}

// Trace says of the figures in the newest text of a paper from which query, row, workbook
// and incoming paper they come, and so where else each stands: all whose text holds
// text, "" for all.
func (p *Papers) Trace(ctx context.Context, doc *archive.Document, text string) ([]Traced, error) {
	versions, err := archive.Versions(ctx, p.DB.Reader, doc.ID)
	if err != nil {
		return nil, err
	}
	mapped, err := p.mapOf(ctx, doc, versions, doc.Working)
	if err != nil {
		return nil, err
	}
	from, err := p.fromRun(ctx, doc.ID, doc.Working)
	if err != nil {
		return nil, err
	}
	set, err := p.dataSet(ctx, doc.ID, from.Number)
	if err != nil {
		return nil, err
	}
	word, err := archive.ReadFile(ctx, p.DB.Reader, archive.FileOf{Document: doc.ID, Version: doc.Working, Format: "docx"})
	if err != nil {
		return nil, err
	}
	found, err := refresh.Find(word, refresh.Base{Map: mapped, Data: set})
	if err != nil {
		return nil, refuseMarks(doc, err)
	}
	kind, err := p.Kind(doc.Kind)
	if err != nil {
		return nil, err
	}
	var list []Traced
	sent := map[string][]Source{}
	for _, f := range found {
		if f.Reads == "" || !strings.Contains(f.Reads, text) {
			continue
		}
		t := Traced{Found: f}
		t.Query, t.Column = p.origin(kind, mapped, &f.Slot)
		if c, ok := p.Queries.Contract(t.Query); ok {
			t.About = shortly(c.About)
		}
		if n := len(f.Record); n > 0 {
			key, _, _ := strings.Cut(f.Record[n-1], ", ")
			if _, asked := sent[key]; !asked {
				if sent[key], err = p.sentBy(ctx, key, set); err != nil {
					return nil, err
				}
			}
			t.From = sent[key]
		}
		list = append(list, t)
	}
	return list, nil
}

// origin finds the query and column of the first value of a slot: in the list that it
// stands in, else at the top level.
func (p *Papers) origin(kind *catalog.Kind, m *fill.Map, s *fill.Slot) (name, column string) {
	phrase, err := tag.ParsePhrase(s.Source)
	if err != nil || len(phrase.Tags()) == 0 {
		return "", ""
	}
	column = phrase.Tags()[0].Paths()[0]
	has := func(source catalog.Source) bool {
		c, _ := p.Queries.Contract(source.Query)
		return slices.ContainsFunc(c.Columns, func(f query.Field) bool { return f.Name == column })
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
