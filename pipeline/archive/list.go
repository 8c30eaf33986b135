package archive

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vanthu/pipeline/archive/search"
	"vanthu/pipeline/db"

	"github.com/jmoiron/sqlx"
)

// List returns the documents, the newest year first, by name within the year. A text is
// looked for as it stands; where no document has its words side by side, those that have
// all of them anywhere are the result. With a limit, a search takes those that were made
// last.
func List(ctx context.Context, q db.Queryer, f Filter) ([]Document, error) {
	return f.read(ctx, q, list)
}

// Outline is List, but only Key, ID, Year, Name, State, StateName and Wrong of a document are
// read: a search that finds thousands shows few of them.
func Outline(ctx context.Context, q db.Queryer, f Filter) ([]Document, error) {
	return f.read(ctx, q, outline)
}

// reader reads the documents that a condition chooses; limit 0 is all.
type reader func(ctx context.Context, q db.Queryer, c condition, limit int) ([]Document, error)

func (f *Filter) read(ctx context.Context, q db.Queryer, read reader) ([]Document, error) {
	facets, err := f.facets(ctx, q)
	if errors.Is(err, sql.ErrNoRows) { // no such state
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("archive: search: %w", err)
	}
	ids, ok, err := search.Find(ctx, q, search.Question{Text: f.Text, Facets: facets, Document: f.ID, Name: f.Name, Limit: f.Limit})
	switch {
	case err != nil:
		return nil, fmt.Errorf("archive: search: %w", err)
	case !ok: // in their order documents are read until there are enough
		return read(ctx, q, f.condition(), f.Limit)
	case len(ids) == 0:
		return nil, nil
	case f.Limit > 0 && len(ids) > f.Limit: // all that have the facets
		return read(ctx, q, oneOf(ids), f.Limit)
	}
	return inOrder(ctx, q, ids, read)
}

// condition chooses documents d.
type condition struct {
	text string
	args []any
}

func (c *condition) and(text string, args ...any) {
	c.text += " AND " + text
	c.args = append(c.args, args...)
}

func (f *Filter) condition() condition {
	c := condition{text: "1 = 1"}
	put := func(given bool, text string, args ...any) {
		if given {
			c.and(text, args...)
		}
	}
	put(f.Year != 0, "d.year = ?", f.Year)
	put(f.Kind != "", "d.kind || '' = ?", f.Kind) // not along its index: then all would be sorted
	put(f.Agency != "", "d.agency = ?", f.Agency)
	put(f.Unit != "", "d.unit = ?", f.Unit)
	put(f.Period != "", "d.period = ?", f.Period)
	put(f.State != "", "d.state IN (SELECT code FROM document_states WHERE code = ? OR name = ?)", f.State, f.State)
	put(f.ID != 0, "d.id = ?", f.ID)
	put(f.Name != "", "d.name = ?", f.Name)
	return c
}

func oneOf(ids []any) condition {
	return condition{"d.id IN (?" + strings.Repeat(", ?", len(ids)-1) + ")", ids}
}

func list(ctx context.Context, q db.Queryer, c condition, limit int) (docs []Document, err error) {
	err = sqlx.SelectContext(ctx, q, &docs, q.Rebind(fmt.Sprintf(selectDocuments, c.text, cut(limit))), c.args...)
	if err != nil {
		return nil, fmt.Errorf("archive: list: %w", err)
	}
	return docs, nil
}

// cut ends a statement; limit 0 cuts nothing.
func cut(limit int) string {
	if limit == 0 {
		return ""
	}
	return " LIMIT " + strconv.Itoa(limit)
}

func outline(ctx context.Context, q db.Queryer, c condition, limit int) (docs []Document, err error) {
	err = sqlx.SelectContext(ctx, q, &docs, q.Rebind(`SELECT d.id, d.kind, d.period, d.agency, d.unit, d.round, d.seq, d.year, d.name, d.state, s.name AS state_name,
		CASE WHEN EXISTS (SELECT 1 FROM findings f WHERE f.document_id = d.id AND f.severity = '`+Wrong+`') THEN 1 ELSE 0 END AS wrong
		FROM documents d JOIN document_states s ON s.code = d.state WHERE `+c.text+` ORDER BY d.year DESC, d.name, d.id`+cut(limit)), c.args...)
	if err != nil {
		return nil, fmt.Errorf("archive: list: %w", err)
	}
	var suspect []any // some version of them has findings; which one counts, the whole document says
	for _, d := range docs {
		if d.Wrong > 0 {
			suspect = append(suspect, d.ID)
		}
	}
	if len(suspect) == 0 {
		return docs, nil
	}
	whole, err := list(ctx, q, oneOf(suspect), 0)
	if err != nil {
		return nil, err
	}
	wrong := map[int64]int{}
	for _, d := range whole {
		wrong[d.ID] = d.Wrong
	}
	for i := range docs {
		docs[i].Wrong = wrong[docs[i].ID]
	}
	return docs, nil
}

// byID lists documents in their order.
func byID(ctx context.Context, q db.Queryer, ids []any) (docs []Document, err error) {
	return inOrder(ctx, q, ids, list)
}

func inOrder(ctx context.Context, q db.Queryer, ids []any, read reader) (docs []Document, err error) {
	for part := range slices.Chunk(ids, 1000) { // parameters of one statement
		some, err := read(ctx, q, oneOf(part), 0)
		if err != nil {
			return nil, err
		}
		docs = append(docs, some...)
	}
	slices.SortStableFunc(docs, func(a, b Document) int {
		return cmp.Or(cmp.Compare(b.Year, a.Year), strings.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return docs, nil
}

// facets are the terms by which the schema indexes what a filter names: "year=2024". No
// word holds a "=".
func (f *Filter) facets(ctx context.Context, q db.Queryer) (list []string, err error) {
	put := func(facet, value string) {
		if value != "" {
			list = append(list, facet+"="+value)
		}
	}
	if f.State != "" {
		var code string
		err := sqlx.GetContext(ctx, q, &code, q.Rebind(`SELECT code FROM document_states WHERE code = ? OR name = ?`), f.State, f.State)
		if err != nil {
			return nil, err
		}
		put("state", code)
	}
	if f.Year != 0 {
		put("year", strconv.Itoa(f.Year))
	}
	put("kind", f.Kind)
	put("period", f.Period)
	put("agency", f.Agency)
	put("unit", f.Unit)
	return list, nil
}
