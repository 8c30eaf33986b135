package archive

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/jmoiron/sqlx"
)

// List returns the documents, the newest year first, by name within the year. A text is
// looked for as it stands; where no document has its words side by side, those that have
// all of them anywhere are the result. With a limit, a search takes those that were made
// last.
func List(ctx context.Context, q Queryer, f Filter) ([]Document, error) {
	facets, err := f.facets(ctx, q)
	if errors.Is(err, sql.ErrNoRows) { // no such state
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("archive: search: %w", err)
	}
	for _, way := range ways(f.Text) {
		ids, err := way.with(facets, &f).find(ctx, q, f.Limit)
		if err != nil {
			return nil, fmt.Errorf("archive: search: %w", err)
		}
		if len(ids) > 0 {
			return byID(ctx, q, ids)
		}
	}
	if len(words(f.Text)) > 0 {
		return nil, nil
	}
	c := f.condition()
	if f.Limit > 0 && len(facets) > 0 && f.ID == 0 {
		// In their order documents are read until there are enough: long where few fit.
		l := (&lookup{}).with(facets, &f)
		n, err := l.rarest(ctx, q, frequent)
		if err != nil {
			return nil, fmt.Errorf("archive: search: %w", err)
		}
		if n < frequent {
			ids, err := l.find(ctx, q, 0)
			if err != nil || len(ids) == 0 {
				return nil, err
			}
			c = oneOf(ids)
		}
	}
	return list(ctx, q, c, f.Limit)
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

func list(ctx context.Context, q Queryer, c condition, limit int) (docs []Document, err error) {
	cut := ""
	if limit > 0 {
		cut = " LIMIT " + strconv.Itoa(limit)
	}
	err = sqlx.SelectContext(ctx, q, &docs, q.Rebind(fmt.Sprintf(selectDocuments, c.text, cut)), c.args...)
	if err != nil {
		return nil, fmt.Errorf("archive: list: %w", err)
	}
	return docs, nil
}

// byID lists documents in their order.
func byID(ctx context.Context, q Queryer, ids []any) (docs []Document, err error) {
	for part := range slices.Chunk(ids, 1000) { // parameters of one statement
		some, err := list(ctx, q, oneOf(part), 0)
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

// lookup asks for documents that have all terms. It is answered from the index of
// document_terms alone, along the documents of the rarest term, the newest first, and so
// costs no more than that term has documents, whatever the planner of the database
// guesses; a search that finds many stops early.
type lookup struct {
	terms []string
	more  condition // of t.document_id; begins with " AND ", or is empty
}

// ways are the ways to look for a text, the narrower first: its words side by side, then
// anywhere. A text without words has none.
func ways(text string) []*lookup {
	ws := words(text)
	switch len(ws) {
	case 0:
		return nil
	case 1:
		return []*lookup{{terms: ws}}
	case 2, 3:
		return []*lookup{{terms: []string{strings.Join(ws, " ")}}, {terms: ws}}
	}
	side := &lookup{}
	for i := range len(ws) - 2 {
		side.terms = append(side.terms, strings.Join(ws[i:i+3], " "))
	}
	side.more.and("(SELECT x.folded FROM documents x WHERE x.id = t.document_id) LIKE ?", "% "+strings.Join(ws, " ")+" %")
	return []*lookup{side, {terms: ws}}
}

// with adds what else a filter asks.
func (l *lookup) with(facets []string, f *Filter) *lookup {
	l.terms = append(l.terms, facets...)
	if f.ID != 0 {
		l.more.and("t.document_id = ?", f.ID)
	}
	if f.Name != "" {
		l.more.and("(SELECT x.name FROM documents x WHERE x.id = t.document_id) = ?", f.Name)
	}
	return l
}

// facets are the terms by which the schema indexes what a filter names: "year=2024". No
// word holds a "=".
func (f *Filter) facets(ctx context.Context, q Queryer) (list []string, err error) {
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

// frequent is how many documents a filter has that most fit.
const frequent = 4000

// rarest brings the term with the fewest documents to the front and returns how many it
// has, most where all have as many or more.
func (l *lookup) rarest(ctx context.Context, q Queryer, most int) (least int, err error) {
	slices.Sort(l.terms)
	l.terms = slices.Compact(l.terms)
	var query strings.Builder
	var args []any
	for i, t := range l.terms {
		if i > 0 {
			query.WriteString(" UNION ALL ")
		}
		fmt.Fprintf(&query, "SELECT %d AS i, COUNT(*) AS n FROM (SELECT 1 AS one FROM document_terms WHERE term = ? LIMIT %d) t", i, most)
		args = append(args, t)
	}
	var counts []struct{ I, N int }
	if err := sqlx.SelectContext(ctx, q, &counts, q.Rebind(query.String()), args...); err != nil {
		return 0, err
	}
	least, first := most+1, 0
	for _, c := range counts {
		if c.N < least {
			least, first = c.N, c.I
		}
	}
	l.terms[0], l.terms[first] = l.terms[first], l.terms[0]
	return least, nil
}

// find returns the documents, those that were made last first; limit 0 is all.
func (l *lookup) find(ctx context.Context, q Queryer, limit int) (ids []any, err error) {
	if n, err := l.rarest(ctx, q, frequent/8); err != nil || n == 0 {
		return nil, err
	}
	c := condition{text: "1 = 1"}
	for _, t := range l.terms[1:] {
		// A value, not EXISTS: PostgreSQL would read all documents of the frequent term.
		c.and("(SELECT 1 FROM document_terms o WHERE o.term = ? AND o.document_id = t.document_id) = 1", t)
	}
	const query = `SELECT t.document_id AS id, CASE WHEN %s THEN 1 ELSE 0 END AS fits FROM
		(SELECT document_id FROM document_terms WHERE term = ? AND document_id < ? ORDER BY document_id DESC LIMIT %d) t
		ORDER BY t.document_id DESC`
	// A stretch of the term at a time: with a limit so near, every planner goes along the index.
	stretch := 512
	if limit == 0 {
		stretch = 1 << 30
	}
	for before := int64(math.MaxInt64); ; stretch *= 8 {
		var found []struct {
			ID   int64
			Fits bool
		}
		args := slices.Concat(c.args, l.more.args, []any{l.terms[0], before})
		if err := sqlx.SelectContext(ctx, q, &found, q.Rebind(fmt.Sprintf(query, c.text+l.more.text, stretch)), args...); err != nil {
			return nil, err
		}
		for _, f := range found {
			if f.Fits {
				ids = append(ids, f.ID)
			}
			if before = f.ID; limit > 0 && len(ids) == limit {
				return ids, nil
			}
		}
		if len(found) < stretch {
			return ids, nil
		}
	}
}
